"""Scope: over which words of a sentence a negator, a wish or a concession reaches, and what stands near what.

Everything is worked out once for all words of a sentence, so that the time for it is linear whatever stands in it.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from umkm_research.coding.clauses import Clause, Hit

REACH = 2
"""Words between two expressions that belong together."""
AIM = 10
"""Words over which a wish reaches: *agar UMKM dapat menembus pasar global*."""


def covered(hits: Iterable[Hit]) -> frozenset[int]:
    """The words that the hits are made of.

    Examples
    --------
    >>> sorted(covered([Hit("a", 0, 2), Hit("b", 1, 3)]))
    [0, 1, 2]
    """
    return frozenset(word for hit in hits for word in range(hit.first, hit.last))


def free(hit: Hit, words: frozenset[int] | set[int]) -> bool:
    """Whether a hit has none of the words."""
    return not any(word in words for word in range(hit.first, hit.last))


def longest(hits: Iterable[Hit]) -> list[Hit]:
    """The hits that no longer one overlaps, in order; of two at one place the first given.

    Examples
    --------
    >>> longest([Hit("export", 1, 2), Hit("none", 0, 3), Hit("import", 4, 5)])
    [Hit(name='none', first=0, last=3), Hit(name='import', first=4, last=5)]
    """
    taken: set[int] = set()
    kept: list[Hit] = []
    for hit in sorted(hits, key=lambda hit: (hit.first - hit.last, hit.first)):
        if free(hit, taken):
            kept.append(hit)
            taken.update(range(hit.first, hit.last))
    return sorted(kept, key=lambda hit: hit.first)


@dataclass(frozen=True, slots=True)
class Scope:
    """Places of words that are not plainly asserted.

    Attributes
    ----------
    denied : frozenset of int
        Within reach of a negator.
    wished : frozenset of int
        After a word of purpose (*agar, untuk, ingin*).
    prevented : frozenset of int
        After a word of prevention (*agar tidak, mencegah*).
    supposed : frozenset of int
        Between a concession (*meski*) and the next comma, and in a clause of condition (*jika*).
    void : frozenset of int
        In expressions that evaluate nothing.
    """

    denied: frozenset[int]
    wished: frozenset[int]
    prevented: frozenset[int]
    supposed: frozenset[int]
    void: frozenset[int]


def scope(clauses: Sequence[Clause], cues: Mapping[str, list[Hit]]) -> Scope:
    """Work out the scopes of a sentence.

    Parameters
    ----------
    clauses : sequence of Clause
        All of the sentence.
    cues : mapping of str to list of Hit
        With the names ``grammar.purpose``, ``grammar.prevent``, ``grammar.concession`` and ``evaluation.void``.
    """
    return Scope(
        frozenset(word for clause in clauses for word in clause.denied),
        _after(cues["grammar.purpose"]),
        _after(cues["grammar.prevent"]),
        _conceded(clauses, {hit.last for hit in cues["grammar.concession"]})
        | {word for clause in clauses if clause.conditional for word in range(clause.first, clause.last)},
        covered(cues["evaluation.void"]) | _small(clauses, cues["evaluation.small"]),
    )


def _after(hits: Iterable[Hit]) -> frozenset[int]:
    return frozenset(word for hit in hits for word in range(hit.last, hit.last + AIM + 1))


def _small(clauses: Sequence[Clause], hits: Iterable[Hit]) -> frozenset[int]:
    """The words of a clause up to where it calls an effect small."""
    ends = {
        clause.last: max((hit.last for hit in hits if clause.first <= hit.first < clause.last), default=0)
        for clause in clauses
    }
    return frozenset(word for clause in clauses for word in range(clause.first, ends[clause.last]))


def _conceded(clauses: Sequence[Clause], starts: set[int]) -> frozenset[int]:
    found, inside = [], False
    for place, word in enumerate(clauses[0].words if starts else ()):
        inside = (inside or place in starts) and word.form != ","
        if inside:
            found.append(place)
    return frozenset(found)


class Nearness:
    """How far each word stands from the expressions of each direction.

    Parameters
    ----------
    places : mapping of str to list of Hit
        The expressions of each direction.
    size : int
        Words of the sentence.

    Examples
    --------
    >>> near = Nearness({"import": [Hit("i", 0, 1)], "export": [Hit("e", 9, 10)]}, 10)
    >>> near.distance("import", Hit("harm", 2, 4)), near.to("export", Hit("harm", 2, 4))
    (1, False)
    """

    def __init__(self, places: Mapping[str, list[Hit]], size: int) -> None:
        self.places = places
        self._far = {direction: _distances(covered(hits), size) for direction, hits in places.items()}

    def distance(self, direction: str, hit: Hit) -> int:
        """Words between the hit and the nearest expression of the direction; 0 where they touch."""
        far = self._far[direction]
        return max(min(far[hit.first], far[hit.last - 1]) - 1, 0)

    def to(self, direction: str, hit: Hit) -> bool:
        """Whether the hit belongs to the direction, no farther than to another; to both in *ekspor dan impor*."""
        mine = self.distance(direction, hit)
        return all(mine <= self.distance(other, hit) + REACH for other in self.places)


def _distances(marked: frozenset[int], size: int) -> list[int]:
    """Distance of each word from the nearest marked one."""
    far = [size] * size
    for order in (range(size), range(size - 1, -1, -1)):
        last = size
        for place in order:
            last = 0 if place in marked else last + 1
            far[place] = min(far[place], last)
    return far
