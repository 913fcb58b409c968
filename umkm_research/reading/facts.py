"""What the lines around a story say of it: title, writers, editor, day, place, paper."""

import datetime as dt
import re
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from umkm_research.reading.linebreaks import Line
from umkm_research.reading.outlets import Outlet, by_name, by_url, knowledge
from umkm_research.text.dates import Moment, find_dates, find_reported, parse_date

_LABEL = re.compile(
    r"(?P<label>penulis|reporter|pewarta|wartawan|oleh|author|by|kontributor|jurnalis|writer|editor|redaktur|penyunting|uploader|redpel)\s*:\s*"
    r"(?P<names>[^|:\n]{2,110}?)(?=\s*(?:\||$|\b(?:editor|redaktur|reporter|penulis|sumber)\s*:))",
    re.IGNORECASE,
)
_BUREAU = re.compile(r"(?i:laporan (?:wartawan|reporter)) [\w. -]{3,40},\s?(?P<names>.{3,60})")
_SIGNED = re.compile(r"\(\s?(?:[\w.]+/)?(?P<names>[A-Z][\w.']+(?: [A-Z][\w.']*){0,4})\s?\)")
_WRITER = re.compile(r"(?P<names>[A-Z][\w.']+(?: [A-Z][\w.']+){0,4}) ?[-–|]")
_SPLIT = re.compile(r"\s*(?:;|,(?!\s*(?:[SMD]\.?\s?[A-Z]|Ph))|\s+dan\s+|\s+and\s+|\s*&\s*)\s*")
_EDITORS = {"editor", "redaktur", "penyunting", "uploader", "redpel"}
_CHANGED = re.compile(r"(?i)diperbarui|updated?|diubah|modified")
_URL = re.compile(r"https?://[^\s)\]>\"']+")
_PAPER_LINK = re.compile(r"\[([^\]]{2,40})\]\(")
_URL_DAY = re.compile(r"/((?:19|20)\d\d)/(\d\d)/(\d\d)/|/((?:19|20)\d\d)(\d\d)(\d\d)\d{0,6}[-/]")
_PAGE = re.compile(r"[?&/](?:page|halaman|hal|p)[=/]([2-9]|\d\d)\b")
_NO_NAME = re.compile(
    r"(?i)(?:redaksi|tim (?:redaksi|\w+)|admin|null|none|nan|-|n/?a|unknown|newsroom|[\W\d_]*|.*\b(?:media|redaksi|com|news|indonesia)\b.*)"
)


class When(NamedTuple):
    """The day of an article and where it was found."""

    date: dt.date | None = None
    published: dt.datetime | None = None
    precision: str | None = None
    source: str | None = None
    rule: str | None = None
    words: str | None = None
    """As it stands in the body, where it comes from there."""


class Facts(NamedTuple):
    """What is known of an article beside its text."""

    title: str | None
    authors: list[str]
    editor: str | None
    place: str | None
    outlet: Outlet | None
    paper: str | None
    url: str | None
    partial: bool


def names_in(value: str) -> list[str]:
    """The names in a byline, without what is no name.

    Examples
    --------
    >>> names_in("Francisca Christy, Rr. Ariyani Yakti dan **Budi**")
    ['Francisca Christy', 'Rr. Ariyani Yakti', 'Budi']
    """
    parts = [part.strip(" *_.\t\xa0[]'\"") for part in _SPLIT.split(value.strip("[]"))]
    kept = [part for part in parts if 2 < len(part) <= 60 and not _NO_NAME.fullmatch(part) and not _URL.search(part)]
    return list(dict.fromkeys(kept))


def gather(lines: Sequence[Line], fields: Mapping[str, str]) -> Facts:
    """Facts from the fields of a record and from the lines of the text; the record goes first.

    Parameters
    ----------
    lines : sequence of Line
        With their roles.
    fields : mapping of str to str
        ``title``, ``url``, ``outlet``, ``author``, ``editor``, ``place``, where a record or page has them.
    """
    url = fields.get("url") or next((found for line in lines if (found := _address(line))), None)
    outlet, paper = _outlet(lines, fields, url)
    title = fields.get("title") or next((line.words.lstrip("# ") for line in lines if line.role == "title"), None)
    authors = names_in(fields.get("author", ""))
    editors = names_in(fields.get("editor", ""))
    for line in lines:
        if line.role in {"byline", "editor"}:
            _names(line, authors, editors)
    place = fields.get("place") or next(
        (line.dateline.place for line in lines if line.dateline and line.dateline.place), None
    )
    writers = list(dict.fromkeys(authors))
    return Facts(title, writers, editors[0] if editors else None, place, outlet, paper, url, _is_partial(lines, url))


def _address(line: Line) -> str | None:
    found = _URL.search(line.words) if line.role == "navigation" and "http" in line.words else None
    return found[0] if found else None


def _names(line: Line, authors: list[str], editors: list[str]) -> None:
    words = line.words.replace("*", "")
    labelled = False
    for label in _LABEL.finditer(words):
        labelled = True
        names = names_in(label["names"])
        (editors if label["label"].lower() in _EDITORS else authors).extend(names)
    if labelled:
        return
    match = _BUREAU.search(words) or (_SIGNED.search(words) if line.role == "byline" else None)
    match = match or (_WRITER.match(words) if line.rule == "writer and paper" else None)
    if match:
        authors.extend(names_in(match["names"]))
    elif line.role == "editor":
        code = words.strip('().*"” \xa0')
        if code:
            editors.append(code)


def _outlet(lines: Sequence[Line], fields: Mapping[str, str], url: str | None) -> tuple[Outlet | None, str | None]:
    """By address, by the record, by what the page says of itself, by the dateline."""
    found = by_url(url)
    if found:
        return found, found.name
    given = fields.get("outlet", "").strip()
    if given:
        found = by_name(given)
        return found, found.name if found else given
    for line in lines:
        if line.role == "navigation" and (link := _PAPER_LINK.search(line.words)) and (found := by_name(link[1])):
            return found, found.name
    for line in lines:
        known = knowledge().outlets.get(line.outlet or "")
        if known and line.role in {"promo", "navigation", "date", "byline", "related"} and _says(line.words, known):
            return known, known.name
    paper = next((line.dateline.paper for line in lines if line.dateline and line.dateline.paper), None)
    return (by_name(paper) if paper else None), paper


def _says(words: str, outlet: Outlet) -> bool:
    stem = outlet.name.split()[0].split(".")[0].lower()
    return stem in words.lower()


def _is_partial(lines: Sequence[Line], url: str | None) -> bool:
    """A page is missing: the way back stands before the story, or the way on behind it."""
    if url and _PAGE.search(url):
        return True
    body = [line.number for line in lines if line.role == "body"]
    if not body:
        return False
    for line in lines:
        words = line.words.lower()
        if line.role != "navigation" or not line.rule.endswith(("pages", "next")):
            continue
        if line.number < body[0] and ("sebelum" in words or "prev" in words or re.search(r"halaman [2-9]", words)):
            return True
        if line.number > body[-1] and re.search(r"halaman (?:berikut|selanjut)nya|selanjutnya|berikutnya|next", words):
            return True
    return False


def date_of(lines: Sequence[Line], fields: Mapping[str, str], body: str, url: str | None, zone: str | None) -> When:
    """The day of the article: of the record, the head, the byline, the address, or else the day of what it reports.

    Parameters
    ----------
    lines : sequence of Line
        With their roles.
    fields : mapping of str to str
        ``date``, where a record or page has it.
    body : str
        The article proper.
    url : str or None
        Its address.
    zone : str or None
        Of the outlet, for times that name none.
    """
    if fields.get("date"):
        found = parse_date(fields["date"], zone)
        if found:
            return _when(found, "metadata", "field")
    for role, source in (("date", "header"), ("byline", "byline"), ("title", "byline")):
        stamps = [
            (bool(_CHANGED.search(line.words)), moment)
            for line in lines
            if line.role == role and role != "title"
            for moment in find_dates(line.words, zone)
        ]
        if stamps:
            first = min(stamps, key=lambda pair: pair[0])[1]
            rule = "first stamp" if len(stamps) == 1 else f"first of {len(stamps)} stamps that is no update"
            return _when(first, source, rule)
    day = _url_day(url)
    if day:
        return When(day, None, "day", "metadata", "address")
    reported = list(find_reported(body))
    if reported:
        count = len({moment.day for moment in reported})
        rule = "day reported" if count == 1 else f"first of {count} days reported"
        first = reported[0]
        return When(first.day, None, "day", "body", rule, body[first.start : first.end])
    return When()


def _when(moment: Moment, source: str, rule: str) -> When:
    precision = moment.precision if moment.instant else "day"
    return When(moment.day, moment.instant, precision, source, rule)


def _url_day(url: str | None) -> dt.date | None:
    match = _URL_DAY.search(url or "")
    if not match:
        return None
    year, month, day = (part for part in match.groups() if part)
    try:
        return dt.date(int(year), int(month), int(day))
    except ValueError:
        return None
