"""What a sentence says, clause by clause: the cue words in it, and what turns their meaning round.

A coder gives a `Finder` its classes of expressions and gets the clauses of a sentence with the members of each class
that stand in them (`Hit`). Negators, conditions and questions come with the clauses, from ``data/grammar``, so that
every coder reads *tidak merugikan* alike. Everything is looked up in dictionaries made once: time is linear in the text.
"""

import itertools
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache

from umkm_research.coding.expressions import Expressions, Hit
from umkm_research.coding.words import Word, words
from umkm_research.lexicon import folder, read_toml

__all__ = ["REACH", "Clause", "Finder", "Hit", "grammar", "members"]

REACH = 4
"""Words over which a negator reaches: *tidak akan lagi bisa merugikan*."""

_END = frozenset(".;:!?…—–")
_ENDING = ("grammar.but", "grammar.because", "grammar.if", "grammar.when")


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
        self._expressions = Expressions({**grammar(), **classes})

    def hits(self, line: Iterable[str]) -> list[Hit]:
        """Members of the classes in a sentence, by place, longest first.

        A member inside a longer one of the same class is left out; *not* within a longer expression is no negator.

        Parameters
        ----------
        line : iterable of str
            The words of the sentence, as `umkm_research.coding.words.forms` gives them.

        Examples
        --------
        >>> Finder({"goods": ["kain tenun"], "import": ["impor+"]}).hits(["pengimpor", "kain", "tenun"])
        [Hit(name='import', first=0, last=1), Hit(name='goods', first=1, last=3)]
        """
        return self._expressions.hits(line)

    def clauses(self, text: str, start: int = 0, hits: list[Hit] | None = None) -> list[Clause]:
        """Clauses of a sentence.

        Parameters
        ----------
        text : str
            A sentence.
        start : int
            What is added to every offset.
        hits : list of Hit, optional
            What `hits` has found in it, where that was asked before.

        Returns
        -------
        list of Clause
            In order; those without words are left out.
        """
        sentence = words(text, start)
        if not sentence:
            return []
        hits = self.hits(word.form for word in sentence) if hits is None else hits
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
