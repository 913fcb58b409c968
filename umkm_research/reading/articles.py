"""From a raw source to an article and its segments."""

import hashlib
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from umkm_research.errors import InputError
from umkm_research.reading.facts import When, date_of, gather
from umkm_research.reading.linebreaks import Line
from umkm_research.reading.lines import label
from umkm_research.reading.openings import open_story
from umkm_research.reading.stretches import Cut, find_cuts
from umkm_research.schemas import Article, Segment

LONGEST = 2_000_000
"""Characters; no newspaper article comes near."""


class Source(NamedTuple):
    """A document as it was found: plain text or a page, and what its record says of it.

    ``name`` is its place below the corpus root. ``fields`` may hold title, date, author, editor, outlet, url, place.
    """

    name: str
    text: str | None = None
    html: bytes | None = None
    fields: Mapping[str, str] = {}


class Part(NamedTuple):
    """A stretch with its role, before the article has its number."""

    start: int
    end: int
    line: int
    role: str
    rule: str


def read_source(source: Source) -> tuple[Article, list[Segment]]:
    """Read one document.

    Parameters
    ----------
    source : Source
        As `iter_sources` gives it.

    Returns
    -------
    Article
        With its text as it was received and its body.
    list of Segment
        Every character of the text but line breaks lies in one.

    Raises
    ------
    InputError
        If there is no text in it.

    Examples
    --------
    >>> article, segments = read_source(Source("a.txt", "Bisnis.com, JAKARTA - Harga naik. Baca Juga: Ekspor Turun"))
    >>> article.outlet, article.place, article.body
    ('Bisnis.com', 'Jakarta', 'Bisnis.com, JAKARTA - Harga naik.')
    >>> [segment.role for segment in segments]
    ['body', 'related']
    """
    fields = dict(source.fields)
    given: dict[int, tuple[str, str]] = {}
    if source.html is not None:
        from umkm_research.reading.html import read_page  # noqa: PLC0415 - lxml is slow to load

        page = read_page(source.html, fields)
        text, given, fields = page.text, page.roles, page.fields
    else:
        text = source.text or ""
        title = fields.get("title", "").strip()
        if title and "\n" not in title and not text.lstrip("# \r\n").startswith(title):
            text, given = f"{title}\n\n{text}", {0: ("title", "field")}
    if not text.strip():
        raise InputError(f"There is no text in {source.name}.", "Leave it out, or save the article again.", "empty")
    if len(text) > LONGEST:
        raise InputError(
            f"{source.name} has {len(text):,} characters: that is no article.", "Split it into articles.", "too-long"
        )
    lines = _opened(text, label(text, given, framed=source.html is None))
    parts = list(_parts(text, lines))
    body = _body(text, parts)
    if not body:
        raise InputError(
            f"{source.name} holds no article: every line is a menu, an advertisement or a link.",
            "Save the article itself, or leave the file out.",
            "no-body",
        )
    facts_in = [
        *lines,
        *(_as_line(text, part) for part in parts if part.role in {"editor", "byline"} and _is_cut(part)),
    ]
    facts = gather(facts_in, fields)
    when = date_of(lines, fields, body, facts.url, facts.outlet.zone if facts.outlet else None)
    article_id = hashlib.sha256(f"{source.name}\0{text}".encode("utf-8", "surrogatepass")).hexdigest()[:16]
    article = Article(
        article_id=article_id,
        content_id=hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:16],
        source=source.name,
        text=text,
        body=body,
        outlet=facts.paper,
        title=facts.title,
        url=facts.url,
        date=when.date,
        published=when.published,
        published_precision=when.precision,
        published_from=when.source,
        authors=facts.authors,
        editor=facts.editor,
        place=facts.place,
        partial=facts.partial,
        words=len(body.split()),
    )
    return article, list(_segments(article, parts, when))


def _segments(article: Article, parts: list[Part], when: When) -> Iterator[Segment]:
    """The stretches as rows; the one that the date was taken from says also which rule chose it."""
    role = {"header": "date", "byline": "byline", "body": "body"}.get(when.source or "")
    told = False
    for part in parts:
        words, rule = article.text[part.start : part.end], part.rule
        if not told and part.role == role and (when.words or "") in words:
            rule, told = f"{rule}; {when.rule}", True
        yield Segment(article.article_id, part.start, part.end, part.line, part.role, rule, words)


def _body(text: str, parts: list[Part]) -> str:
    paragraphs: dict[int, list[str]] = {}
    for part in parts:
        if part.role == "body":
            paragraphs.setdefault(part.line, []).append(text[part.start : part.end].strip())
    return "\n".join(joined for words in paragraphs.values() if (joined := " ".join(word for word in words if word)))


def _parts(text: str, lines: list[Line]) -> Iterator[Part]:
    cuts = find_cuts(text)
    at = 0
    for line in lines:
        while at < len(cuts) and cuts[at].end <= line.start:
            at += 1
        if line.role != "body":
            yield Part(line.start, line.end, line.number, line.role or "body", line.rule)
            continue
        past = at
        while past < len(cuts) and cuts[past].start < line.end:
            past += 1
        yield from _paragraph(text, line, cuts[at:past])


def _paragraph(text: str, line: Line, cuts: list[Cut]) -> Iterator[Part]:
    """A line of the body: what was run together with its sentences becomes segments of their own."""
    begin = line.start
    for cut in cuts:
        start, end = max(cut.start, begin), min(cut.end, line.end)
        if end <= start:
            continue
        yield from _rest(text, begin, start, line)
        yield Part(start, end, line.number, cut.role, cut.rule)
        begin = end
    yield from _rest(text, begin, line.end, line)


def _rest(text: str, start: int, end: int, line: Line) -> Iterator[Part]:
    if start < end:
        empty = not any(character.isalnum() for character in text[start:end])
        yield Part(start, end, line.number, "empty" if empty else "body", "between" if empty else line.rule)


def _opened(text: str, lines: list[Line]) -> list[Line]:
    """The lines, the one that opens the story in its parts."""
    first = next((n for n, line in enumerate(lines) if line.role == "body"), None)
    return lines if first is None else [*lines[:first], *open_story(text, lines[first]), *lines[first + 1 :]]


def _is_cut(part: Part) -> bool:
    return part.rule.startswith("general: ") and part.rule.endswith(("initials", "writers"))


def _as_line(text: str, part: Part) -> Line:
    """A stretch cut out of a paragraph, to be looked at like a line of its own."""
    return Line(part.line, part.start, part.end, text[part.start : part.end].strip(), part.role, part.rule)
