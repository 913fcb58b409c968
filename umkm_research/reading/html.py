"""From a page to the lines of its story: the outlet's selectors first, then the densest part, then trafilatura."""

import re
from functools import cache
from typing import Any, NamedTuple

from lxml import etree, html

from umkm_research.errors import InputError
from umkm_research.reading.blocks import Block, blocks
from umkm_research.reading.decoding import decode, mend
from umkm_research.reading.headlines import looks_like_headline
from umkm_research.reading.lines import is_stamp
from umkm_research.reading.metadata import headline, metadata, visible_date
from umkm_research.reading.outlets import Outlet, by_name, by_url, knowledge
from umkm_research.text.dates import parse_date

ENOUGH = 50
"""Words that a story has at least, before what a selector found is believed."""

FEWEST = 5
"""Words below which a page is a menu or an error, whatever its structure."""

_SELECTOR = re.compile(r"([\w*-]+)?((?:\.[\w-]+)*)(?:#([\w-]+))?((?:\.[\w-]+)*)(?:\[([\w-]+)=([\w /-]+)\])?")
_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?([\w-]{3,20})", re.IGNORECASE)
_GENERAL = (
    "div[itemprop=articleBody]",
    "section[itemprop=articleBody]",
    "article[itemprop=articleBody]",
    "span[itemprop=articleBody]",
)
_NO_STORY = frozenset(
    [
        "script",
        "style",
        "noscript",
        "a",
        "nav",
        "footer",
        "form",
        "button",
        "select",
        "option",
        "li",
        "textarea",
        "title",
        "iframe",
    ]
)
_HOLDERS = frozenset(["div", "td", "article", "section", "main", "body", "span", "blockquote"])


class Page(NamedTuple):
    """A page as lines: title, date and writers, then the story; the roles of lines that the markup tells."""

    text: str
    roles: dict[int, tuple[str, str]]
    fields: dict[str, str]


def read_page(data: bytes, fields: dict[str, str]) -> Page:
    r"""Find the story in a page.

    Parameters
    ----------
    data : bytes
        The page as it was saved.
    fields : dict
        What is known of it from a record; goes before what the page says.

    Raises
    ------
    InputError
        If there is no story in it.

    Examples
    --------
    >>> page = read_page(b"<title>Harga Naik</title><article><p>" + b"Harga kopi naik, kata petani. " * 20 + b"</p>", {})
    >>> page.text[:27]
    'Harga Naik\n\nHarga kopi naik'
    """
    tree = _tree(data)
    said = metadata(tree)
    outlet = by_url(fields.get("url") or said.get("url")) or by_name(fields.get("outlet") or said.get("outlet") or "-")
    outlet = outlet or _by_page(tree)
    rules = outlet.html if outlet else {}
    found, rule = _story(tree, rules, said.get("body"))
    if _words(found) < FEWEST:
        raise InputError("No story was found in the page.", "Save the page of one article, or its text.", "no-body")
    title = fields.get("title") or headline(tree, said, _select(tree, rules.get("title", ())), outlet)
    kept = {field: value for field, value in said.items() if field in {"date", "author", "editor", "url", "outlet"}}
    if outlet:
        kept["outlet"] = outlet.name
    shown = visible_date(tree) if not _has_time(kept.get("date")) else None
    if shown and ("date" not in kept or _same_day(shown, kept["date"])):
        kept["date"] = shown
    for field in ("date", "author", "editor"):
        if field not in kept:
            words = next((" ".join(tag.text_content().split()) for tag in _select(tree, rules.get(field, ()))), "")
            if 2 < len(words) < 120:
                kept[field] = words
    kept |= {field: value for field, value in fields.items() if value}
    if title:
        kept["title"] = title
    return _page(title, kept, found, rule)


def _has_time(date: str | None) -> bool:
    found = parse_date(date, "WIB") if date else None
    return found is not None and found.instant is not None


def _same_day(one: str, other: str) -> bool:
    first, second = parse_date(one), parse_date(other)
    return first is not None and (second is None or first.day == second.day)


def _page(title: str | None, fields: dict[str, str], found: list[Block], rule: str) -> Page:
    lines: list[str] = []
    roles: dict[int, tuple[str, str]] = {}
    if title:
        roles[0] = ("title", "heading of the page")
        lines += [title, ""]
    for block in found:
        if title and block.words == title and len(lines) < 4:
            continue
        if block.role:
            roles[len(lines)] = (block.role, "markup")
        elif block.linked > 0.9 and looks_like_headline(block.words) and not block.words.isupper():
            roles[len(lines)] = ("related", "link")
        elif len(block.words) < 90 and is_stamp(block.words):
            roles[len(lines)] = ("date", "day and time")
        else:
            roles[len(lines)] = ("body", rule)
        lines.append(block.words)
    return Page(mend("\n".join(lines)), roles, fields)


def _tree(data: bytes) -> Any:
    charset = _CHARSET.search(data[:4096])
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        named = charset[1].decode("ascii").lower() if charset else ""
        # A page that says UTF-8 and has a few wrong bytes is UTF-8 all the same.
        text = data.decode("utf-8", errors="replace") if named in {"utf-8", "utf8"} else decode(data, "the page")
    parser = html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True)
    try:
        tree = html.document_fromstring(text.encode("utf-8", "replace"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError) as error:
        raise InputError("The page holds no HTML.", "Save it again from the browser.", "broken-html") from error
    return tree


def _by_page(tree: Any) -> Outlet | None:
    """The paper that the page's title ends with, or whose domain most of its links lead to."""
    behind = re.split(r"\s[-–|]\s", tree.findtext(".//title") or "")[1:]
    for part in reversed(behind):
        named = by_name(part) or (by_name(part.split()[0]) if part.strip() else None)
        if named:
            return named
    counts: dict[str, int] = {}
    for link in tree.xpath("//a/@href")[:300]:
        outlet = by_url(link) if link.startswith("http") else None
        if outlet:
            counts[outlet.name] = counts.get(outlet.name, 0) + 1
    best = max(counts, key=lambda name: (counts[name], name), default=None)
    return knowledge().outlets[best] if best and counts[best] >= 10 else None


def _story(tree: Any, rules: dict[str, list[str]], told: str | None) -> tuple[list[Block], str]:
    related, captions = _select(tree, rules.get("related", ())), _select(tree, rules.get("caption", ()))
    for selector in (*rules.get("body", ()), *_GENERAL):
        parts = _outermost(_select(tree, (selector,)))
        found = [block for part in parts for block in blocks(part, related, captions)]
        if _words(found) >= ENOUGH:
            return found, f"selector {selector}"
    part = _densest(tree)
    found = list(blocks(part, related, captions)) if part is not None else []
    if _words(found) >= 2 * ENOUGH:
        return found, "densest part"
    others = _by_trafilatura(tree)
    if _words(others) >= max(ENOUGH, _words(found)):
        return others, "trafilatura"
    if told and len(told.split()) >= ENOUGH:
        return [Block(line, None, 0.0) for line in told.split("\n") if line.strip()], "articleBody"
    best = max((found, others), key=_words)
    return best, "densest part" if best is found else "trafilatura"


def _words(found: list[Block]) -> int:
    return sum(len(block.words.split()) for block in found if block.role is None and block.linked < 0.6)


@cache
def _xpath(selector: str) -> etree.XPath:
    """A selector of the simple kind, such as ``div.text#story``, as XPath."""
    match = _SELECTOR.fullmatch(selector)
    if not match:
        raise InputError(
            f"{selector!r} is no selector of the simple kind.", "Write tag.class#id[name=value].", "bad-lexicon"
        )
    tests = [
        f"contains(concat(' ',normalize-space(@class),' '),' {name} ')"
        for name in (match[2] + match[4]).split(".")
        if name
    ]
    if match[3]:
        tests.append(f"@id='{match[3]}'")
    if match[5]:
        tests.append(f"@{match[5]}='{match[6]}'")
    return etree.XPath(f"//{match[1] or '*'}" + "".join(f"[{test}]" for test in tests))


def _select(tree: Any, selectors: Any) -> list[Any]:
    found: list[Any] = []
    for selector in selectors:
        *above, last = selector.split()
        elements = _xpath(last)(tree)
        for outer in above:
            holders = set(_xpath(outer)(tree))
            elements = [element for element in elements if any(parent in holders for parent in element.iterancestors())]
        found += [element for element in elements if element not in found]
    return found


def _outermost(elements: list[Any]) -> list[Any]:
    inside = set(elements)
    return [element for element in elements if not any(parent in inside for parent in element.iterancestors())]


def _densest(tree: Any) -> Any:
    """The element that holds most running text: sentences that are no links, counted for it and half for its parent."""
    scores: dict[Any, float] = {}
    for element in tree.iter(etree.Element):
        for text, owner in ((element.text, element), (element.tail, element.getparent())):
            size = len(text.strip()) if text and len(text) >= 25 else 0
            holder = _holder(owner) if size >= 25 else None
            if holder is None:
                continue
            scores[holder] = scores.get(holder, 0) + size + 20 * text.count(",")
            parent = holder.getparent()
            if parent is not None:
                scores[parent] = scores.get(parent, 0) + size * 0.4
    return max(scores, key=lambda element: scores[element]) if scores else None


def _holder(owner: Any) -> Any:
    """The block that an element's words lie in; None for links, menus and what is not shown."""
    while owner is not None and owner.tag not in _HOLDERS:
        if owner.tag in _NO_STORY:
            return None
        owner = owner.getparent()
    return owner


def _by_trafilatura(tree: Any) -> list[Block]:
    import trafilatura  # noqa: PLC0415 - loads slowly, and most pages do without it

    document = trafilatura.bare_extraction(tree, with_metadata=False, include_comments=False)
    text = getattr(document, "text", None) or ""
    return [Block(line.strip(), None, 0.0) for line in text.split("\n") if line.strip()]
