"""What the head of a page says of the story: title, day, writers, address, paper."""

import json
import re
from collections.abc import Iterator
from typing import Any

from umkm_research.reading.lines import is_stamp
from umkm_research.reading.outlets import Outlet, by_name

_META = {
    "title": ("og:title", "twitter:title", "headline", "dc.title"),
    "date": (
        "article:published_time", "og:published_time", "datepublished", "publishdate", "dtk:publishdate", "content_publisheddate",
        "publish-date", "pubdate", "date", "dc.date", "dc.date.issued", "cxenseparse:recs:publishtime", "sailthru.date",
    ),
    "author": ("author", "article:author", "content_author", "dtk:author", "dc.creator", "cxenseparse:author"),
    "editor": ("content_editor", "editor", "dtk:editor"),
    "url": ("og:url", "twitter:url"),
    "outlet": ("og:site_name", "application-name"),
}  # fmt: skip
_NAMES = {name: field for field, names in _META.items() for name in names}
_STORY = re.compile(r"(?:News|Reportage|Blog|Opinion)?(?:Article|Posting)|Report")
_BREAK = re.compile(r"\s+(?:-|–|—|\||::|•|»|:)\s+|:\s+")
_SCRIPT = "//script[contains(@type,'ld+json')]"


def metadata(tree: Any) -> dict[str, str]:
    """Fields of a page as a record has them; JSON-LD goes before the tags of the head.

    Parameters
    ----------
    tree : lxml element
        The whole page.
    """
    found: dict[str, str] = {}
    for tag in tree.iter("meta"):
        name = (tag.get("property") or tag.get("name") or tag.get("itemprop") or "").lower()
        value = (tag.get("content") or "").strip()
        field = _NAMES.get(name)
        if field and value and field not in found and not (field == "author" and value.startswith("http")):
            found[field] = value
    for script in tree.xpath(_SCRIPT):
        for story in _stories(script.text or ""):
            found |= _fields(story)
    canonical = tree.xpath("//link[@rel='canonical']/@href")
    if canonical and canonical[0].startswith("http"):
        found["url"] = str(canonical[0])
    return found


def _stories(text: str) -> Iterator[dict[str, Any]]:
    try:
        data = json.loads(text, strict=False)
    except (ValueError, RecursionError):
        return
    queue = data if isinstance(data, list) else [data]
    for entry in queue[:50]:
        if isinstance(entry, dict):
            graph = entry.get("@graph")
            for node in [entry, *(graph if isinstance(graph, list) else [])]:
                if isinstance(node, dict) and _STORY.fullmatch(str(node.get("@type", ""))):
                    yield node


def _fields(story: dict[str, Any]) -> dict[str, str]:
    found = {
        "title": story.get("headline"),
        "date": story.get("datePublished"),
        "author": _names(story.get("author")),
        "editor": _names(story.get("editor")),
        "body": story.get("articleBody"),
    }
    return {field: value.strip() for field, value in found.items() if isinstance(value, str) and value.strip()}


def _names(value: Any) -> str | None:
    parts = value if isinstance(value, list) else [value]
    names = [part.get("name") if isinstance(part, dict) else part for part in parts]
    return "; ".join(name for name in names if isinstance(name, str) and not name.startswith("http")) or None


def visible_date(tree: Any) -> str | None:
    """What the first element shows that holds nothing but a day and a time, or what a time tag says."""
    day = None
    for tag in tree.iter("time", "span", "div", "p", "td", "em", "h4", "h5", "li", "small", "b"):
        stamp = tag.get("datetime") or ""
        text = stamp if any(letter.isdigit() for letter in stamp) else (tag.text or "").strip()
        if not 8 <= len(text) <= 90 or not is_stamp(text):
            continue
        if ":" in text or "." in text:
            return text
        day = day or text
    return day


def clean_title(title: str, site: str | None, outlet: Outlet | None) -> str:
    """A title without the name of the paper before or behind it.

    Examples
    --------
    >>> clean_title("Harga Kopi Naik - Kompas.com Regional", "KOMPAS.com", None)
    'Harga Kopi Naik'
    >>> clean_title("Ekspor Kopi: Antara Harga - dan Mutu", None, None)
    'Ekspor Kopi: Antara Harga - dan Mutu'
    """
    title = " ".join(title.split())
    stems = {
        name.lower().split(".")[0].split()[0] for name in (site or "", outlet.name if outlet else "") if name.strip()
    }
    breaks = list(_BREAK.finditer(title))
    for gap in breaks:
        behind = title[gap.end() :].lower()
        named = any(stem in behind for stem in stems) or by_name(title[gap.end() :].split()[0]) is not None
        if named and len(behind) < len(title) / 1.5 and gap[0].strip() != ":":
            return title[: gap.start()]
    if breaks and any(stem in title[: breaks[0].start()].lower() for stem in stems) and breaks[0].start() < 30:
        return title[breaks[0].end() :]
    return title


def headline(tree: Any, fields: dict[str, str], selectors: list[Any], outlet: Outlet | None) -> str | None:
    """The title of a page: what the outlet's selectors name, the heading that the head agrees with, or the head's own.

    Parameters
    ----------
    tree : lxml element
        The whole page.
    fields : dict
        As `metadata` gives them.
    selectors : list
        Elements that the outlet's selectors found.
    outlet : Outlet or None
        The paper.
    """
    said = clean_title(fields.get("title") or tree.findtext(".//title") or "", fields.get("outlet"), outlet)
    told = _plain(fields.get("title") or "") + " " + _plain(tree.findtext(".//title") or "")
    headings = [*selectors, *tree.iter("h1"), *tree.iter("h2")]
    shown = [" ".join(heading.text_content().split()) for heading in headings[:40]]
    agreed = [words for words in shown if len(words) > 12 and _plain(words) in told]
    if agreed:
        best = max(agreed, key=len)
        return clean_title(best, fields.get("outlet"), outlet)
    own = next(
        (" ".join(tag.text_content().split()) for tag in selectors if len(tag.text_content().split()) >= 3), None
    )
    return said or own


def _plain(words: str) -> str:
    return re.sub(r"\W+", " ", words.lower()).strip()
