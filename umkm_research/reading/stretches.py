"""What scrapers ran together with the sentences of a line: *Baca juga*, ADVERTISEMENT, embeds, calls to follow."""

from bisect import bisect_left
from typing import NamedTuple

from umkm_research.reading.headlines import headline_end
from umkm_research.reading.outlets import Stretch, knowledge

_CLOSERS = frozenset(".!?\"”’'…)]:;>*-|,")


class Cut(NamedTuple):
    """A stretch of the text that is no article."""

    start: int
    end: int
    role: str
    rule: str


def find_cuts(text: str) -> list[Cut]:
    """Stretches of a text that are no article, in order, none over another.

    Parameters
    ----------
    text : str
        An article as it was received.

    Examples
    --------
    >>> text = "Harga naik. Baca Juga: Ekspor Kopi Turun Ia menyebut panen gagal. ADVERTISEMENT Stok tipis."
    >>> [(cut.role, text[cut.start : cut.end]) for cut in find_cuts(text)]
    [('related', 'Baca Juga: Ekspor Kopi Turun '), ('navigation', 'ADVERTISEMENT')]
    """
    lowered = text.lower()
    found = sorted(
        (match.start(), number, match.end())
        for number, stretch in enumerate(knowledge().stretches)
        if stretch.trigger in lowered
        for match in stretch.pattern.finditer(text)
        if not stretch.boundary or _at_boundary(text, match.start(), match.end())
    )
    starts = sorted({start for start, _, _ in found})
    cuts: list[Cut] = []
    for start, number, end in found:
        if cuts and start < cuts[-1].end:
            continue
        stretch = knowledge().stretches[number]
        after = bisect_left(starts, end)
        following = starts[after] if after < len(starts) else len(text)
        cuts.append(Cut(start, _reach(text, stretch, start, end, following), stretch.role, stretch.rule))
    return cuts


def _reach(text: str, stretch: Stretch, start: int, end: int, following: int) -> int:
    if stretch.reach == "phrase":
        return end
    line = text.find("\n", end)
    line = len(text) if line < 0 else line
    if stretch.reach == "line":
        return line
    if stretch.reach == "repeats":
        return _repeats(text, start, end, line)
    stop = min(line, following)
    announced = text[end - 1] in ":>-;" or stretch.rule.endswith("watch")
    return headline_end(text, end, stop, announced=announced) if text[end:stop].strip() else end


def _repeats(text: str, start: int, end: int, line: int) -> int:
    """Over the same words again, with or without *Foto:* before them."""
    words = text[start:end].removeprefix("Foto: ")
    while True:
        at = text.find(words, end, min(line, end + len(words) + 10))
        if at < 0 or text[end:at].strip(" \xa0").removeprefix("Foto:").strip():
            return end
        end = at + len(words)


def _at_boundary(text: str, start: int, end: int) -> bool:
    """Behind the end of a sentence or at the beginning of a line, or glued to a word; or the phrase has a colon."""
    if text[end - 1] == ":":
        return True
    at = start - 1
    while at >= 0 and text[at] in " \xa0\u200b":
        at -= 1
    return at < 0 or text[at] in _CLOSERS or text[at] in "\r\n\t" or (at == start - 1) or start - at > 3
