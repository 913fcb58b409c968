"""Places in a text: half-open ranges of code points."""

from collections.abc import Iterable
from typing import NamedTuple


class Span(NamedTuple):
    """The characters ``text[start:end]``."""

    start: int
    end: int

    def of(self, text: str) -> str:
        """The words at this place.

        Examples
        --------
        >>> Span(4, 9).of("Dua impor naik")
        'impor'
        """
        return text[self.start : self.end]

    def strip(self, text: str, characters: str | None = None) -> "Span":
        """The same place without white space (or the given characters) at its ends.

        Examples
        --------
        >>> Span(0, 7).strip("  ya   ")
        Span(start=2, end=4)
        """
        words = text[self.start : self.end]
        left = len(words) - len(words.lstrip(characters))
        kept = len(words.strip(characters))
        return Span(self.start + left, self.start + left + kept) if kept else Span(self.start, self.start)


def mask(text: str, keep: Iterable[tuple[int, int]]) -> str:
    """The text with everything outside the given spans blanked, line breaks kept, so that offsets still count in it.

    Parameters
    ----------
    text : str
        Any text.
    keep : iterable of (int, int)
        Spans in rising order that do not overlap.

    Returns
    -------
    str
        As long as ``text``.

    Examples
    --------
    >>> mask("Impor naik. Baca juga: X. Ekspor turun.", [(0, 12), (26, 39)])
    'Impor naik.               Ekspor turun.'
    """
    parts, at = [], 0
    for start, end in keep:
        parts += [_blank(text[at:start]), text[start:end]]
        at = end
    return "".join([*parts, _blank(text[at:])])


def _blank(stretch: str) -> str:
    return "\n".join(" " * len(line) for line in stretch.split("\n"))
