"""Clauses that hold together: up to *but* or the end of a sentence. Evaluations reach no further."""

from collections.abc import Iterable
from dataclasses import dataclass

from umkm_research.coding.clauses import Clause, Hit

_BOUNDARY = frozenset(".;:!?…—–")


@dataclass(frozen=True, slots=True)
class Group:
    """Clauses that hold together: up to *but* or the end of the sentence.

    Attributes
    ----------
    clauses : list of Clause
        In order.
    hits : list of Hit
        Hits of all of them, without those inside longer ones.
    """

    clauses: list[Clause]
    hits: list[Hit]

    @property
    def denied(self) -> frozenset[int]:
        """Words that a negator turns round."""
        return frozenset().union(*(clause.denied for clause in self.clauses))

    def clause(self, word: int) -> Clause:
        """The clause that a word stands in."""
        return next(clause for clause in self.clauses if clause.first <= word < clause.last)

    def named(self, *names: str) -> list[Hit]:
        """Hits of some classes."""
        return [hit for hit in self.hits if hit.name in names]


def _hides(longer: tuple[int, int] | None, hit: Hit) -> bool:
    return longer is not None and (longer[1] > hit.last or (longer[1] == hit.last and longer[0] < hit.first))


def without_shorter(hits: Iterable[Hit]) -> list[Hit]:
    """Leave out hits that lie within a longer one: *pakaian bekas impor* is no *impor*.

    A class of the grammar (``grammar.``, ``attitude.``) hides only classes of its own kind.

    Examples
    --------
    >>> without_shorter([Hit("import", 2, 3), Hit("illegal", 0, 3), Hit("attitude.bad", 3, 4)])
    [Hit(name='illegal', first=0, last=3), Hit(name='attitude.bad', first=3, last=4)]
    """
    kept: list[Hit] = []
    reach: dict[str, tuple[int, int]] = {}
    for hit in sorted(hits, key=lambda hit: (hit.first, -hit.last, hit.name)):
        family = hit.name.partition(".")[0] if "." in hit.name else ""
        hidden = _hides(reach.get(""), hit) or (family and _hides(reach.get(family), hit))
        if not hidden:
            kept.append(hit)
        if family not in reach or hit.last > reach[family][1]:
            reach[family] = (hit.first, hit.last)
    return kept


def groups(clauses: Iterable[Clause]) -> Iterable[Group]:
    """Clauses that hold together."""
    group: list[Clause] = []
    for clause in clauses:
        opposed = any(hit.name == "grammar.but" and hit.first == clause.first for hit in clause.hits)
        ended = bool(group) and group[-1].words[group[-1].last - 1].form in _BOUNDARY
        if group and (opposed or ended):
            yield Group(group, without_shorter(hit for one in group for hit in one.hits))
            group = []
        group.append(clause)
    if group:
        yield Group(group, without_shorter(hit for one in group for hit in one.hits))
