"""The lines of a text, each with its place, its words and, once it is known, its role."""

from dataclasses import dataclass

from umkm_research.reading.datelines import Dateline

_BLANK = " \t\r\x0b\x0c\x85\xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u200b\u200c\u200d\u200e\u200f\u2028\u2029\u202f\u205f\u2060\u3000\ufeff"
"""White space and what is invisible."""


@dataclass(slots=True)
class Line:
    """A line of the text: its place, its words without white space at the ends, and the role once it is known."""

    number: int
    start: int
    end: int
    words: str
    role: str | None = None
    rule: str = ""
    outlet: str | None = None
    dateline: Dateline | None = None

    def give(self, role: str, rule: str) -> None:
        """Set the role, if none is known yet."""
        if self.role is None:
            self.role, self.rule = role, rule


def split_lines(text: str) -> list[Line]:
    r"""The lines of a text; a line break (``\n``, ``\r\n``, or ``\r`` alone) belongs to none.

    Examples
    --------
    >>> [line.words for line in split_lines("Satu\r\n\n dua ")]
    ['Satu', '', 'dua']
    """
    lines, at = [], 0
    pieces = text.split("\n") if "\n" in text else text.split("\r")
    for number, piece in enumerate(pieces):
        end = at + len(piece)
        kept = end - 1 if piece.endswith("\r") else end
        lines.append(Line(number, at, kept, piece.strip(_BLANK)))
        at = end + 1
    return lines
