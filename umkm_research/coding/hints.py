"""Hints: strings that a sentence must have to be worth taking apart. They change no result, only the time it takes."""

from collections.abc import Iterable

_SHORT = 4
_MARKS = " ,.)-"


class Hints:
    """Strings of which a sentence must have one of `always`, or one of `where` together with one of `what`.

    Parameters
    ----------
    always, where, what : iterable of str
        In lower case. A word of fewer than four letters has to stand alone: *as* is not in *asal*.

    Examples
    --------
    >>> hints = Hints(["impor"], ["as"], ["pasar"])
    >>> [line in hints.narrow(line) for line in ("asal pasar", "pasar as.", "diimpor")]
    [False, True, True]
    """

    def __init__(self, always: Iterable[str], where: Iterable[str], what: Iterable[str]) -> None:
        self.always, self.where, self.what = _alone(always), _alone(where), _alone(what)

    def narrow(self, text: str) -> "Hints":
        """Only the strings that stand in a text at all; few do, so that its sentences are looked at quickly."""
        few = Hints((), (), ())
        line = f" {text} "
        few.always, few.where = (tuple(one for one in strings if one in line) for strings in (self.always, self.where))
        few.what = self.what  # asked for only where the others are found
        return few

    def __contains__(self, sentence: str) -> bool:
        line = f" {sentence} "
        return _any(self.always, line) or (_any(self.where, line) and _any(self.what, line))


def _alone(strings: Iterable[str]) -> tuple[str, ...]:
    found: list[str] = []
    for string in strings:
        if len(string) < _SHORT and string.isalpha():
            found += [f" {string}{mark}" for mark in _MARKS]
        else:
            found.append(string)
    return tuple(found)


def _any(strings: Iterable[str], line: str) -> bool:
    for string in strings:  # noqa: SIM110 - a generator would take three times as long, and this is asked of every sentence
        if string in line:
            return True
    return False
