"""The lines of a part of a page: what a reader sees as paragraphs, with what the markup tells of each."""

import re
from collections.abc import Collection, Iterator
from typing import Any, NamedTuple

from lxml import etree

_SILENT = frozenset(
    [
        "script",
        "style",
        "noscript",
        "template",
        "iframe",
        "svg",
        "select",
        "textarea",
        "input",
        "object",
        "head",
        "video",
        "audio",
        "canvas",
    ]
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


class _Walk:
    """What is known between two elements of a page: the words of the line so far, and what they lie in."""

    def __init__(self) -> None:
        self.words: list[str] = []
        self.linked = self.total = 0
        self.silent = self.links = 0
        self.roles: list[tuple[Any, str]] = []

    def take(self, text: str | None) -> None:
        """Add words to the line."""
        if text and not self.silent:
            self.words.append(text)
            size = len(text.strip())
            self.total += size
            self.linked += size if self.links else 0

    def flush(self) -> Iterator[Block]:
        """End the line."""
        line = _SPACE.sub(" ", "".join(self.words)).strip()
        share = self.linked / self.total if self.total else 0.0
        self.words.clear()
        self.linked = self.total = 0
        if line:
            yield Block(line, self.roles[-1][1] if self.roles else None, share)

    def enter(self, element: Any, role: str | None) -> Iterator[Block]:
        """An element begins."""
        if element.tag in _SILENT or _hidden(element):
            self.silent += 1
            return
        if role or element.tag not in _INLINE:
            yield from self.flush()
        if role:
            self.roles.append((element, role))
        self.links += element.tag == "a"
        self.take(element.text)

    def leave(self, element: Any) -> Iterator[Block]:
        """An element ends."""
        if element.tag in _SILENT or _hidden(element):
            self.silent -= 1
            return
        self.links -= element.tag == "a"
        closing = bool(self.roles) and self.roles[-1][0] is element
        if closing or element.tag not in _INLINE:
            yield from self.flush()
        if closing:
            self.roles.pop()


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
    marked = dict.fromkeys(related, "related") | dict.fromkeys(captions, "caption") | dict.fromkeys([root], "")
    walk = _Walk()
    for event, element in etree.iterwalk(root, events=("start", "end", "comment", "pi")):
        if not isinstance(element.tag, str):
            walk.take(element.tail)
        elif event == "start":
            role = marked[element] if element in marked else _role(element, element.tag)
            yield from walk.enter(element, role)
        else:
            yield from walk.leave(element)
            if element is not root:
                walk.take(element.tail)
    yield from walk.flush()


def _hidden(element: Any) -> bool:
    style = element.get("style")
    return bool(style) and "display:none" in style.replace(" ", "").lower()


def _role(element: Any, tag: str) -> str | None:
    """What class and tag of an element tell of the words in it; much text is never taken for a menu."""
    if tag in _CAPTION:
        return "caption"
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
