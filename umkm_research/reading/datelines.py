"""The dateline: the place and the paper that open a story, in every order that newspapers use."""

import re
from functools import cache
from typing import NamedTuple

from umkm_research.reading.outlets import by_name, knowledge
from umkm_research.text.titles import is_common, places

_WORD = r"(?:[A-Z][a-zé'’]+\.?|[A-Z]{2,}(?![a-z])|(?:[A-Z]\.){1,3}C?)(?!\w)"
_PLACE = rf"{_WORD}(?:[ ]{_WORD}){{0,3}}(?:(?:,[ ]|/){_WORD}(?:[ ]{_WORD}){{0,2}}){{0,2}}"
_DASH = r"(?:[-–—]+|:)"
_UNKNOWN = r"[A-Za-z][\w-]{1,30}\.(?:com|co\.id|co|id|net|news|info|COM|CO\.ID|CO|ID|NET|NEWS|INFO)"
_LONGEST = 130
_PAPER_WORDS = frozenset(
    ["POS", "POSMETRO", "METRO", "TRIBUN", "NEWS", "MEDIA", "RADAR", "HARIAN", "KORAN", "INFO", "VIDEO"]
)
"""Words of papers' names, which open stories in capitals as places do."""


class Dateline(NamedTuple):
    """Where a dateline ends, and what it says; ``closed`` where a full stop sets it apart from the sentence."""

    end: int
    place: str | None
    paper: str | None
    closed: bool


@cache
def _patterns() -> tuple[re.Pattern[str], ...]:
    names = [name for outlet in knowledge().outlets.values() for name in outlet.dateline]
    paper = rf"(?P<paper>{'|'.join(sorted(names, key=len, reverse=True))}|{_UNKNOWN})"
    place = rf"(?P<place>{_PLACE})"
    s = r"[\s  ]*"
    return tuple(
        re.compile(pattern)
        for pattern in (
            rf"{paper}{s}[,:]{s}{place}{s}{_DASH}{s}",
            rf"{place}{s}[,/]{s}{paper}{s}{_DASH}{s}",
            rf"{place}{s}\({paper}\){s}{_DASH}{s}",
            rf"{paper}{s}{_DASH}{s}(?P<place>[A-Z]{{3,}}(?:[ /]+[A-Z]{{3,}}){{0,5}}){s}(?P<closed>\.){s}",
            rf"{paper}{s}[,:]{s}{place}{s}(?P<closed>\.){s}(?=[A-Z“\"])",
            rf"{paper}{s}(?P<place>[A-Z]{{3,}}(?:[ /]+[A-Z]{{3,}}){{0,5}}){s}(?P<closed>\.){s}(?=[A-Z“\"])",
            rf"{paper}{s}{_DASH}{s}(?P<place>[A-Z]{{4,}}(?: [A-Z]{{4,}})?)(?=\s+[A-Z][a-z])",
            rf"{paper}{s}(?:[-–—]+|\||:){s}",
            rf"(?P<place>[A-Z]{{4,}}(?:[ /-][A-Z]{{2,}}){{0,3}})(?:[\s\xa0]+[-–—]+{s}|[-–—]+[\s\xa0]+|[-–—]+(?=[A-Z][a-z]))(?=[A-Z“\"‘'])",
        )
    )


@cache
def _bare() -> re.Pattern[str]:
    """A place of the list and a dash, as Detik opens its stories."""
    return re.compile(rf"(?P<place>{_WORD}(?: {_WORD}){{0,2}})\s*[-–—]+\s*(?=[A-Z“\"‘']|$)")


@cache
def _glued() -> re.Pattern[str]:
    """``Liputan6.com, JakartaMenteri``: scrapers lost the dash."""
    names = [name for outlet in knowledge().outlets.values() for name in outlet.dateline]
    towns = sorted({place.replace("_", " ").title() for place in places() if len(place) > 3}, key=len, reverse=True)
    return re.compile(rf"(?P<paper>{'|'.join(names)}),\s?(?P<place>{'|'.join(towns)})\s?(?=[A-Z“\"(])")


def find_dateline(words: str) -> Dateline | None:
    """The dateline that a line begins with.

    Parameters
    ----------
    words : str
        A line, without white space before it.

    Returns
    -------
    Dateline or None
        None where the line begins with its first sentence.

    Examples
    --------
    >>> find_dateline("Bisnis.com, JAKARTA - Harga kopi naik.")
    Dateline(end=22, place='Jakarta', paper='Bisnis.com', closed=False)
    >>> find_dateline("KONTAN.CO.ID - JAKARTA. Harga kopi naik.").closed
    True
    >>> find_dateline("Bandung (ANTARA) - Harga kopi naik.")[1:3]
    ('Bandung', 'Antara')
    >>> find_dateline("Menteri - dan juga wakilnya - hadir.") is None
    True
    """
    head = words[:_LONGEST]
    if not head or not (head[0].isalpha() or head[0] == "("):
        return None
    for pattern in _patterns():
        match = pattern.match(head)
        if match:
            return _dateline(match)
    match = _bare().match(head)
    if match and all(word.lower() in places() for word in match["place"].split()):
        return _dateline(match)
    match = _glued().match(head)
    return _dateline(match) if match else None


def is_place(words: str) -> bool:
    """Whether a line is nothing but a place of the list.

    Examples
    --------
    >>> is_place("Jakarta"), is_place("Pinkan")
    (True, False)
    """
    parts = re.split(r"[\s,/]+", words.strip(" -–—"))
    return 0 < len(parts) <= 4 and all(part[:1].isupper() and part.lower() in places() for part in parts)


def _dateline(match: re.Match[str]) -> Dateline:
    groups = match.groupdict()
    paper = by_name(groups["paper"]) if groups.get("paper") else None
    place = groups.get("place")
    if place and not groups.get("paper") and not _can_be_place(place):
        place = None
    return Dateline(
        match.end(), _case(place) if place else None, paper.name if paper else None, bool(groups.get("closed"))
    )


def _can_be_place(place: str) -> bool:
    """Not a paper's name, nor words such as TARIF OJOL that head a caption."""
    words = place.split()
    if _PAPER_WORDS & set(words):
        return False
    return all(word.lower() in places() or not is_common(word.lower()) for word in words)


def _case(place: str) -> str:
    """JAKARTA SELATAN as Jakarta Selatan; what has small letters stays."""
    return (
        re.sub(
            r"[^\W\d_]+",
            lambda word: (
                word[0] if len(word[0]) <= 3 and word[0] in {"NTB", "NTT", "DIY", "DKI", "AS"} else word[0].capitalize()
            ),
            place,
        )
        if place.isupper()
        else place
    )
