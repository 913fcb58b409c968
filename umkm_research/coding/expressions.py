"""Expressions of several classes, looked up at once in a sentence.

Every form of every item is made once, when the expressions are compiled; what a form belongs to is worked out when it
is first met and then remembered. A sentence costs a look-up a word, whatever the number of expressions.
"""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from umkm_research.coding.forms import bare, expand
from umkm_research.coding.words import REMEMBERED
from umkm_research.errors import LexiconError

GAP = "_"
SKIPPED = 2
"""Words that a gap stands for at most."""


class Hit(NamedTuple):
    """A member of a class: words ``first`` to ``last`` (exclusive) of the sentence."""

    name: str
    first: int
    last: int


_Rest = tuple[str, tuple[int, ...]]
"""A class, and the items that have to follow for its member to stand there; below 0 a gap of so many words at most."""


class _Entry(NamedTuple):
    """What a form belongs to.

    Attributes
    ----------
    items : frozenset of int
        The items of which it is a form.
    single : tuple of str
        The classes of which it is a member by itself.
    after, beyond : dict of int to list
        The expressions that it opens, by the item that has to come next or behind a gap. Looking up the words that
        follow leaves out at once what does not go on, and that is nearly everything.
    far : int
        Words that the widest of these gaps stands for.
    """

    items: frozenset[int]
    single: tuple[str, ...]
    after: dict[int, list[_Rest]]
    beyond: dict[int, list[_Rest]]
    far: int


_NOTHING = _Entry(frozenset(), (), {}, {}, 0)


class Expressions:
    """Expressions of classes, compiled.

    Parameters
    ----------
    classes : Mapping of str to iterable of str
        Expressions of each class, as `umkm_research.coding.clauses.Finder` takes them.

    Raises
    ------
    LexiconError
        If an expression has no words at one of its ends.
    """

    def __init__(self, classes: Mapping[str, Iterable[str]]) -> None:
        self._numbers: dict[str, int] = {}
        self._forms: dict[str, list[int]] = {}
        self._opened: dict[int, list[_Rest]] = {}
        self._known: dict[str, _Entry] = {}
        for name, expressions in classes.items():
            for expression in expressions:
                items = self._compiled(expression.lower().split())
                if not items or items[0] < 0 or items[-1] < 0:
                    raise LexiconError(
                        f"Cue {expression!r} of {name!r} has no words at an end.", "Write words there.", "bad-cue"
                    )
                self._opened.setdefault(items[0], []).append((name, items[1:]))

    def _compiled(self, items: Iterable[str]) -> tuple[int, ...]:
        compiled: list[int] = []
        for item in items:
            if item != GAP:
                compiled.append(self._number(item))
            elif compiled and compiled[-1] < 0:
                compiled[-1] -= SKIPPED  # gaps side by side are one wide gap
            else:
                compiled.append(-SKIPPED)
        return tuple(compiled)

    def _number(self, item: str) -> int:
        if item not in self._numbers:
            self._numbers[item] = len(self._numbers)
            for form in expand(item):
                self._forms.setdefault(form, []).append(self._numbers[item])
        return self._numbers[item]

    def _entry(self, form: str) -> _Entry:
        """What a form belongs to; remembered, for most words come again."""
        alone = bare(form) if form[0].isalpha() else [form]
        items = frozenset(number for one in alone for number in self._forms.get(one, ()))
        entry = self._opens(items) if items else _NOTHING
        if len(self._known) < REMEMBERED:
            self._known[form] = entry
        return entry

    def _opens(self, items: frozenset[int]) -> _Entry:
        single: set[str] = set()
        after: dict[int, list[_Rest]] = {}
        beyond: dict[int, list[_Rest]] = {}
        far = 0
        for name, rest in (term for number in sorted(items) for term in self._opened.get(number, ())):
            if not rest:
                single.add(name)
            elif rest[0] >= 0:
                after.setdefault(rest[0], []).append((name, rest[1:]))
            else:
                beyond.setdefault(rest[1], []).append((name, rest))
                far = max(far, -rest[0])
        return _Entry(items, tuple(sorted(single)), after, beyond, far)

    def hits(self, forms: Iterable[str]) -> list[Hit]:
        """Members of the classes in a sentence, by place, longest first.

        A member inside a longer one of the same class is left out.

        Parameters
        ----------
        forms : iterable of str
            The words of the sentence, as `umkm_research.coding.words.forms` gives them.

        Examples
        --------
        >>> Expressions({"harm": ["gulung _ tikar", "gulung"]}).hits(["menggulung", "gulung", "tikar"])
        [Hit(name='harm', first=1, last=3)]
        """
        known = self._known
        entries = [known.get(form) or self._entry(form) for form in forms]
        kept: list[Hit] = []
        reach: dict[str, int] = {}
        for first, entry in enumerate(entries):
            if entry is _NOTHING:
                continue
            longer = _longer(entries, first, entry) if entry.after or entry.beyond else None
            if longer:
                here = {**dict.fromkeys(entry.single, first + 1), **longer}
                for name, last in sorted(here.items(), key=_longest):
                    if last > reach.get(name, 0):
                        kept.append(Hit(name, first, last))
                        reach[name] = last
            else:
                kept += [Hit(name, first, first + 1) for name in entry.single if first >= reach.get(name, 0)]
        return kept


def _longer(entries: list[_Entry], first: int, entry: _Entry) -> dict[str, int]:
    """Classes with a member of several words that begins at ``first``, each with the end of its longest."""
    _, _, after, beyond, far = entry
    longer: dict[str, int] = {}
    if after and first + 1 < len(entries):
        for number in entries[first + 1].items:
            if number in after:
                _follow_all(entries, first + 2, after[number], longer)
    if beyond:
        # `_follow` says from which of several such words an expression goes on; asked twice it says the same.
        for ahead in entries[first + 1 : first + 2 + far]:
            for number in ahead.items:
                if number in beyond:
                    _follow_all(entries, first + 1, beyond[number], longer)
    return longer


def _longest(item: tuple[str, int]) -> tuple[int, str]:
    return -item[1], item[0]


def _follow_all(entries: list[_Entry], at: int, rests: Iterable[_Rest], longer: dict[str, int]) -> None:
    """Note where the longest expression of each class ends that goes on at ``at``."""
    for name, rest in rests:
        last = _follow(entries, at, rest)
        if last > longer.get(name, 0):
            longer[name] = last


def _follow(entries: list[_Entry], at: int, rest: tuple[int, ...]) -> int:
    """Where an expression ends of which ``rest`` goes on at ``at``; 0 if it does not."""
    for place, number in enumerate(rest):
        if number < 0:
            wanted, tail = rest[place + 1], rest[place + 2 :]
            for begin in range(at, min(at - number + 1, len(entries))):
                if wanted in entries[begin].items:
                    end = _follow(entries, begin + 1, tail)
                    if end:
                        return end
            return 0
        if at >= len(entries) or number not in entries[at].items:
            return 0
        at += 1
    return at
