"""What a sentence says, clause by clause: the cue words in it, and what turns their meaning round.

A coder gives a `Finder` its classes of expressions and gets the clauses of a sentence with the members of each class
that stand in them (`Hit`). Negators, conditions and questions come with the clauses, from ``data/grammar``, so that
every coder reads *tidak merugikan* alike. Everything is looked up in dictionaries made once: time is linear in the text.
"""

import itertools
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, NamedTuple

from umkm_research.coding.forms import bare, family, nouns, verbs
from umkm_research.coding.words import Word, words
from umkm_research.errors import LexiconError
from umkm_research.lexicon import folder, read_toml

GAP = "_"
_LONG = 9
_REMEMBERED = 200_000
REACH = 4
"""Words over which a negator reaches: *tidak akan lagi bisa merugikan*."""

_ROUGH = re.compile(r"\w(?:[\w&'’.-]*\w)?")
_END = frozenset(".;:!?…—–")
_ENDING = ("grammar.but", "grammar.because", "grammar.if", "grammar.when")


class Hit(NamedTuple):
    """A member of a class: words ``first`` to ``last`` (exclusive) of the sentence."""

    name: str
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Clause:
    """A clause of a sentence.

    Attributes
    ----------
    words : list of Word
        All words of the *sentence*; hits count in them.
    first, last : int
        The clause's words, ``words[first:last]``.
    hits : list of Hit
        What stands in the clause, by place; longest first where two begin together.
    conditional : bool
        It states a condition (*jika …*): not asserted.
    question : bool
        It asks.
    denied : frozenset of int
        Words within reach of an odd number of negators.
    """

    words: list[Word]
    first: int
    last: int
    hits: list[Hit]
    conditional: bool
    question: bool
    denied: frozenset[int]

    def negated(self, hit: Hit) -> bool:
        """Whether a negator before the expression turns it round (a negator inside it does not).

        Examples
        --------
        >>> (clause,) = Finder({"harm": ["rugi+"]}).clauses("Impor tidak merugikan kami.")
        >>> [clause.negated(hit) for hit in clause.hits if hit.name == "harm"]
        [True]
        """
        return hit.first in self.denied

    @property
    def start(self) -> int:
        """First code point of the clause."""
        return self.words[self.first].start

    @property
    def end(self) -> int:
        """Code point after its last word."""
        return self.words[self.last - 1].end


class _Entry(NamedTuple):
    """What a form belongs to: items, classes of which it is a member, expressions that it opens."""

    numbers: frozenset[int]
    single: tuple[str, ...]
    longer: tuple[tuple[str, tuple[int, ...]], ...]


@cache
def _expansions(item: str) -> frozenset[str]:
    """Forms of one item of an expression: ``larang+``, ``larang+v``, ``larang+n``, or the form itself."""
    root, plus, kind = item.partition("+")
    if not plus:
        return frozenset([item])
    makers: dict[str, Any] = {"": family, "v": verbs, "n": nouns}
    if kind not in makers or not root:
        raise LexiconError(
            f"Cue {item!r}: {kind!r} is no kind of form.",
            "Write root+ (all forms), root+v (verbs) or root+n (nouns).",
            "bad-cue",
        )
    return frozenset(makers[kind](root))


@cache
def members(name: str) -> frozenset[str]:
    """A set of words of the shared grammar (``[sets.NAME]``), looked up where needed rather than found everywhere.

    Examples
    --------
    >>> "oleh" in members("preposition")
    True
    """
    return frozenset(
        form for file in folder("grammar") for form in read_toml(file).get("sets", {}).get(name, {}).get("any", [])
    )


def grammar() -> dict[str, list[str]]:
    """Classes of the shared grammar: ``grammar.not``, ``grammar.if`` and so on."""
    classes: dict[str, list[str]] = {}
    for file in folder("grammar"):
        for name, entry in read_toml(file)["words"].items():
            classes[name] = entry["any"]
    return classes


class Finder:
    """Finds members of classes in a text.

    Parameters
    ----------
    classes : Mapping of str to iterable of str
        Expressions of each class. An expression is one or several items between blanks: a form (``impor``), a root
        with all its forms (``larang+``; ``+v`` verbs, ``+n`` nouns only), or ``_`` for up to two words between.
        Clitics and reduplication need not be written.

    Examples
    --------
    >>> finder = Finder({"limit": ["batas+", "atur+ ketat"], "import": ["impor+"]})
    >>> [[hit.name for hit in clause.hits] for clause in finder.clauses("Impornya dibatasi, tetapi diatur ketat.")]
    [['import', 'limit'], ['grammar.but', 'limit']]
    """

    def __init__(self, classes: Mapping[str, Iterable[str]]) -> None:
        self._items: dict[str, list[int]] = {}
        self._terms: dict[int, list[tuple[str, tuple[int, ...]]]] = {}
        numbers: dict[str, int] = {GAP: 0}
        for name, expressions in {**grammar(), **classes}.items():
            for expression in expressions:
                items = expression.lower().split()
                for item in items:
                    if item not in numbers:
                        numbers[item] = len(numbers)
                        for form in _expansions(item):
                            self._items.setdefault(form, []).append(numbers[item])
                key = tuple(numbers[item] for item in items)
                if not key or key[0] == 0 or key[-1] == 0:
                    raise LexiconError(
                        f"Cue {expression!r} of {name!r} has no words at an end.", "Write words there.", "bad-cue"
                    )
                self._terms.setdefault(key[0], []).append((name, key[1:]))
        self._known: dict[str, _Entry] = {}
        self._glued: dict[str, tuple[_Entry, ...]] = {}

    def _entry(self, form: str) -> "_Entry":
        """What a form belongs to; remembered, for most words come again."""
        known = self._known.get(form)
        if known is None:
            forms = bare(form) if form[0].isalpha() else [form]
            numbers = frozenset(number for one in forms for number in self._items.get(one, ()))
            terms = [term for number in sorted(numbers) for term in self._terms.get(number, ())]
            single = dict.fromkeys(name for name, rest in terms if not rest)
            longer = tuple((name, rest) for name, rest in terms if rest)
            known = _Entry(numbers, tuple(single), longer)
            if len(self._known) < _REMEMBERED:
                self._known[form] = known
        return known

    def possible(self, text: str) -> set[str]:
        """Classes of which a member may stand in a text: a quick look before the full one, never too narrow.

        Examples
        --------
        >>> finder = Finder({"import": ["impor+"], "harm": ["gulung tikar"]})
        >>> sorted(name for name in finder.possible("Impornya digulung.") if "." not in name)
        ['import']
        """
        entries = [entry for form in set(_ROUGH.findall(text.lower())) for entry in self._rough(form)]
        present = frozenset().union(*(entry.numbers for entry in entries))
        names = {name for entry in entries for name in entry.single}
        names.update(name for entry in entries for name, rest in entry.longer if not rest[0] or rest[0] in present)
        return names

    def _rough(self, form: str) -> tuple["_Entry", ...]:
        known = self._glued.get(form)
        if known is None:
            known = tuple(entry for entry in (self._entry(word.form) for word in words(form)) if entry.numbers)
            if len(self._glued) < _REMEMBERED:
                self._glued[form] = known
        return known

    def hits(self, sentence: list[Word]) -> list[Hit]:
        """Members of the classes in a sentence, by place, longest first.

        A member inside a longer one of the same class is left out; *not* within a longer expression is no negator.
        """
        entries = [self._entry(word.form) for word in sentence]
        numbers = [entry.numbers for entry in entries]
        after = [*numbers[1:], frozenset()]
        kept: list[Hit] = []
        reach: dict[str, int] = {}
        for first, entry in enumerate(entries):
            here = dict.fromkeys(entry.single, first + 1)
            for name, rest in entry.longer:
                if rest[0] and rest[0] not in after[first]:
                    continue
                last = _follow(numbers, first + 1, rest)
                if last > here.get(name, 0):
                    here[name] = last
            for name, last in sorted(here.items(), key=_longest) if len(here) > 1 else here.items():
                if last > reach.get(name, 0):
                    kept.append(Hit(name, first, last))
                    reach[name] = last
        return kept

    def clauses(self, text: str, start: int = 0) -> list[Clause]:
        """Clauses of a sentence.

        Parameters
        ----------
        text : str
            A sentence.
        start : int
            What is added to every offset.

        Returns
        -------
        list of Clause
            In order; those without words are left out.
        """
        sentence = words(text, start)
        if not sentence:
            return []
        hits = self.hits(sentence)
        only = [hit for hit in hits if hit.name == "grammar.only"]
        longer = [hit for hit in hits if not hit.name.startswith("grammar.") and hit.last - hit.first > 1]
        negators = [
            hit
            for hit in hits
            if hit.name == "grammar.not"
            and not any(other.first <= hit.first and hit.last <= other.last for other in [*only, *longer])
        ]
        cuts = sorted({0, len(sentence), *_cuts(sentence, hits)})
        asked = sentence[-1].form == "?" or any(word.form == "?" for word in sentence[-2:])
        clauses = []
        for first, last in itertools.pairwise(cuts):
            inside = [hit for hit in hits if first <= hit.first < last]
            denied: set[int] = set()
            for negator in negators:
                if first <= negator.first < last:
                    denied ^= set(range(negator.last, min(last, _barrier(sentence, negator.last))))
            conditional = any(hit.name == "grammar.if" and hit.first <= first + 2 for hit in inside)
            clauses.append(Clause(sentence, first, last, inside, conditional, asked, frozenset(denied)))
        return clauses


def _longest(item: tuple[str, int]) -> tuple[int, str]:
    return -item[1], item[0]


def _follow(numbers: list[frozenset[int]], at: int, rest: tuple[int, ...]) -> int:
    """Where an expression ends whose first word stands before ``at``; 0 if it does not stand there."""
    for place, number in enumerate(rest):
        if number == 0:
            ends = (_follow(numbers, at + skip, rest[place + 1 :]) for skip in range(3))
            return next((end for end in ends if end), 0)
        if at >= len(numbers) or number not in numbers[at]:
            return 0
        at += 1
    return at


def _barrier(sentence: list[Word], at: int) -> int:
    """Where the reach of a negator ends: after `REACH` words, at a mark, or at a relative clause."""
    for index in range(at, min(len(sentence), at + REACH)):
        if sentence[index].form in {",", "yang", "agar", "supaya", "oleh"} or sentence[index].form in _END:
            return index
    return at + REACH


def _cuts(sentence: list[Word], hits: list[Hit]) -> list[int]:
    cuts = [index + 1 for index, word in enumerate(sentence) if word.form in _END]
    cuts += [hit.first for hit in hits if hit.name in _ENDING]
    # A condition ends at its comma: "Jika impor dibuka, UMKM mati."
    for hit in hits:
        if hit.name in {"grammar.if", "grammar.when"}:
            comma = next((i for i in range(hit.last, len(sentence)) if sentence[i].form in {",", "maka"}), None)
            cuts += [comma + 1] if comma is not None else []
    return cuts
