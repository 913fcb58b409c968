"""Hints: strings that a sentence must have to be worth taking apart. They change no result, only the time it takes."""

from collections.abc import Iterable

from umkm_research.coding.words import REMEMBERED

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
    >>> [line in hints for line in ("asal pasar", "pasar as.", "diimpor")]
    [False, True, True]
    """

    def __init__(self, always: Iterable[str], where: Iterable[str], what: Iterable[str]) -> None:
        self._always, self._where, self._what = _alone(always), _alone(where), _alone(what)
        self._keys = _shortest(string[: string.find(" ", 1) + 1] or string for string in (*self._always, *self._where))
        self._plain: set[str] = set()
        self._telling: set[str] = set()

    def __contains__(self, sentence: str) -> bool:
        # Most sentences have only words without any hint, and most words come again.
        words = set(sentence.split())
        if self._telling.isdisjoint(words) and not any(self._tells(word) for word in words - self._plain):
            return False
        line = f" {sentence} "
        return _any(self._always, line) or (_any(self._where, line) and _any(self._what, line))

    def _tells(self, word: str) -> bool:
        """Whether the beginning of a string of `always` or `where` stands in a word; remembered."""
        found = _any(self._keys, f" {word} ")
        known = self._telling if found else self._plain
        if len(known) < REMEMBERED:
            known.add(word)
        return found


def _alone(strings: Iterable[str]) -> tuple[str, ...]:
    found: list[str] = []
    for string in strings:
        if len(string) < _SHORT and string.isalpha():
            found += [f" {string}{mark}" for mark in _MARKS]
        else:
            found.append(string)
    return _shortest(found)


def _shortest(strings: Iterable[str]) -> tuple[str, ...]:
    """Leave out what has another one in it: where *amerika serikat* stands, *amerika* does."""
    once = dict.fromkeys(strings)
    return tuple(string for string in once if not any(other in string for other in once if other != string))


def _any(strings: Iterable[str], line: str) -> bool:
    for string in strings:  # noqa: SIM110 - a generator would take three times as long, and this is asked of every sentence
        if string in line:
            return True
    return False
