"""What is told by its neighbours: lines that stand twice, and headlines below *Baca juga*."""

from itertools import pairwise

from umkm_research.reading.captions import is_doubled, names_agency
from umkm_research.reading.datelines import find_dateline
from umkm_research.reading.headlines import looks_like_headline
from umkm_research.reading.linebreaks import Line

_HEAD = 10
_MOST = 50
_HEADINGS = {"baca juga", "baca pula", "artikel terkait", "berita terkait", "simak juga", "lihat juga", "tonton juga"}


def label_repeated(lines: list[Line]) -> None:
    """A caption twice over, a link twice in a row, and what repeats a caption seen before.

    A sentence twice in a row is a caption only above the story: further down a scraper repeated a paragraph.
    """
    opening = next((n for n, line in enumerate(lines[:_HEAD]) if find_dateline(line.words)), 0)
    above = opening or min(4, len(lines) - 1)
    for n, (line, other) in enumerate(pairwise(lines)):
        if (
            line.words != other.words
            or len(line.words) <= 20
            or not {line.role, other.role} <= {None, "caption", "related"}
        ):
            continue
        role = line.role or ("related" if looks_like_headline(line.words) else "caption" if n < above else None)
        if role:
            line.give(role, "repeated")
            other.give(role, "repeated")
    _captions_above(lines[:above], opening)
    _repeated_captions(lines)


def _captions_above(lines: list[Line], opening: int) -> None:
    """Captions above the story: doubled in their line or, above a dateline, with the photographer behind them."""
    for n, line in enumerate(lines):
        if line.role is not None or len(line.words) <= 60:
            continue
        if n < opening and names_agency(line.words):
            line.give("caption", "agency")
        elif len(line.words) < 900 and is_doubled(line.words):
            line.give("caption", "doubled")


def _repeated_captions(lines: list[Line]) -> None:
    """What begins with the words of a caption seen before."""
    captions: list[str] = []
    for line in lines:
        if line.role == "caption":
            words = line.words.removeprefix("Foto: ")
            if len(words) > 40 and len(captions) < _MOST:
                captions.append(words)
        elif line.role is None and line.words.startswith(tuple(captions)):
            line.give("caption", "repeats a caption")


def label_under_headings(lines: list[Line]) -> None:
    """Headlines under *Baca juga:* or *Artikel Terkait*."""
    under = False
    for line in lines:
        if line.role == "related" and line.words.rstrip(" :>").lower() in _HEADINGS:
            under = True
        elif under and line.role is None and looks_like_headline(line.words):
            line.give("related", "under a heading")
        elif line.role is None or under:
            under = line.role == "related" and under
