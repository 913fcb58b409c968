"""The lines of a part of a page: what a reader sees as paragraphs, with what the markup tells of each."""

import re
from collections.abc import Collection, Iterator
from typing import Any, NamedTuple

from lxml import etree

_SILENT = frozenset(
    ["script", "style", "noscript", "template", "iframe", "svg", "select", "textarea", "input", "object", "head", "video", "audio", "canvas"]
)
_INLINE = frozenset(
    "a abbr acronym b bdi bdo big cite code data dfn em font i ins kbd mark q s samp small span strike strong sub sup time tt u var wbr label nobr".split()  # noqa: SIM905 - read as one list of HTML
)
_MENU = frozenset(["nav", "aside", "footer", "form", "button"])
_CAPTION = frozenset(["figcaption"])
_AROUND = re.compile(
    r"(?i)(?:^|[\s_-])(?:baca[_-]?juga|related|terkait|share|sharing|social|sosmed|tags?|comments?|komentar|newsletter|banner|iklan|ads?|adv|"
    r"advertisement|promo|copyright|pagination|paging|breadcrumbs?|sisip\w*|linksisip|lihatjg|recommend\w*|rekomendasi|widget|most|popular|"
    r"terpopuler|subscribe|follow)(?:$|[\s_-]|\d)"
)
_RELATED = re.compile(r"(?i)baca|related|terkait|sisip|lihatjg|recommend|rekomendasi")
_SPACE = re.compile(r"\s+")
_MOST_WORDS = 90


class Block(NamedTuple):
    """A line of a page: its words, the role that the markup gives it (or None), and the share of it that is link."""

    words: str
    role: str | None
    linked: float


def blocks(root: Any, related: Collection[Any] = (), captions: Collection[Any] = ()) -> Iterator[Block]:
    """Lines below an element, in the order of the page.

    Parameters
    ----------
    root : lxml element
        The part of the page that holds the story.
    related, captions : collection of lxml elements
        Elements that the outlet's selectors name as links to other stories and as captions.

    Yields
    ------
    Block
        Blank lines are left out; white space is made one blank.
    """
    marked = dict.fromkeys(related, "related") | dict.fromkeys(captions, "caption")
    words: list[str] = []
    linked = total = silent = links = 0
    roles: list[tuple[Any, str]] = []

    def flush() -> Iterator[Block]:
        nonlocal linked, total
        line = _SPACE.sub(" ", "".join(words)).strip()
        share = linked / total if total else 0.0
        words.clear()
        linked = total = 0
        if line:
            yield Block(line, roles[-1][1] if roles else None, share)

    def take(text: str | None) -> None:
        nonlocal linked, total
        if text and not silent:
            words.append(text)
            size = len(text.strip())
            total += size
            linked += size if links else 0

    for event, element in etree.iterwalk(root, events=("start", "end", "comment", "pi")):
        tag = element.tag
        if not isinstance(tag, str):
            take(element.tail)
            continue
        inline = tag in _INLINE
        if event == "start":
            if tag in _SILENT or _hidden(element):
                silent += 1
                continue
            if not inline:
                yield from flush()
            role = marked.get(element) or ("caption" if tag in _CAPTION else None) or (None if element is root else _role(element, tag))
            if role:
                yield from flush()
                roles.append((element, role))
            links += tag == "a"
            take(element.text)
            continue
        if tag in _SILENT or _hidden(element):
            silent -= 1
        else:
            links -= tag == "a"
            closing = bool(roles) and roles[-1][0] is element
            if not inline or closing:
                yield from flush()
            if closing:
                roles.pop()
        if element is not root:
            take(element.tail)
    yield from flush()


def _hidden(element: Any) -> bool:
    style = element.get("style")
    return bool(style) and "display:none" in style.replace(" ", "").lower()


def _role(element: Any, tag: str) -> str | None:
    """What class and tag of an element tell of the words in it; much text is never taken for a menu."""
    if tag in _MENU:
        return "navigation" if _few_words(element) else None
    if tag in {"p", "br", "html", "body", "main", "article", "b", "strong", "em", "i", "a"}:
        named = element.get("class") or ""
        return "related" if "baca" in named and _few_words(element) else None
    name = f"{element.get('class') or ''} {element.get('id') or ''}"
    if name == " " or not _AROUND.search(name) or not _few_words(element):
        return None
    return "related" if _RELATED.search(name) else "navigation"


def _few_words(element: Any) -> bool:
    count = 0
    for text in element.itertext():
        count += len(text.split())
        if count > _MOST_WORDS:
            return False
    return True
