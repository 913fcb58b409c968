"""Attitudes: what a speaker wants done, or thinks, of a measure that stands in the same group of clauses.

The arithmetic of signs: each attitude, each word that takes the measure away, and each negation counts once.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from umkm_research.coding.clauses import Clause, Hit

SIGNS = {
    "attitude.demand": 1,
    "attitude.approve": 1,
    "attitude.reject": -1,
    "attitude.remove": -1,
    "attitude.good": 1,
    "attitude.bad": -1,
}
_JUDGE = {"attitude.good", "attitude.bad"}
_CAUSE = {
    "karena",
    "akibat",
    "lantaran",
    "gara-gara",
    "sejak",
    "oleh",
    "setelah",
    "jika",
    "kalau",
    "bila",
    "apabila",
    "adalah",
    "dari",
    "dengan",
    "kalo",
    "ketika",
    "dampak",
    "akibatnya",
    "bahwa",
    "sebab",
    "asal",
}
_ASKING = 12
_JUDGING = 14
_OWN = 10


class Attitude(NamedTuple):
    """What the speaker makes of a measure: a sign, its basis, and the words it rests on."""

    sign: int
    basis: str
    first: int
    last: int


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


def _away(hit: Hit, first: int, last: int) -> int:
    return max(hit.first - last, first - hit.last, 0)


def _overlaps(hit: Hit, others: Iterable[Hit]) -> bool:
    return any(hit.first < other.last and other.first < hit.last for other in others)


def _asks(group: Group, hit: Hit, home: Clause, first: int, last: int) -> bool:
    """Whether a demand, refusal or removal governs the measure: same clause, or before a clause that completes it."""
    if _away(hit, first, last) > _ASKING:
        return False
    if home.first <= hit.first < home.last:
        return hit.first < last or hit.first - last <= 6
    # "Kami keberatan jika impor dibatasi": the condition is what is objected to.
    before = group.clause(hit.first)
    return hit.first < first and home.conditional and before.last == home.first and hit.name != "attitude.demand"


def _judges(group: Group, hit: Hit, first: int, last: int) -> bool:
    """Whether a judgement is said of the measure: after it, or before it with a word of cause between."""
    words = group.clauses[0].words
    if _away(hit, first, last) > _JUDGING:
        return False
    if hit.first >= last:
        # In "larangan atas impor yang merugikan" the relative clause is about imports, not about the ban.
        return not any(words[at].form == "yang" for at in range(max(last, hit.first - 2), hit.first))
    return hit.last >= first - 1 or any(words[at].form in _CAUSE for at in range(hit.last, first))


def _own(group: Group, hits: Sequence[Hit], home: Clause, first: int, names: frozenset[str]) -> Attitude | None:
    """A promise or report of the speaker's own."""
    words = home.words
    start = max(home.first, first - _OWN)
    selves = [hit.first for hit in group.named("attitude.self") if start <= hit.first <= first]
    selves += [at for at in range(start, first) if words[at].form in names]
    if not selves:
        return None
    tense = [hit for hit in hits if home.first <= hit.first < home.last and hit.first <= first]
    future = [hit for hit in tense if hit.name == "attitude.future"]
    done = [hit for hit in tense if hit.name == "attitude.done"]
    chosen = future or done
    if not chosen:
        return None
    return Attitude(1, "commitment" if future else "report", min([*selves, *(hit.first for hit in chosen)]), first)


def attitude(group: Group, hits: Sequence[Hit], names: frozenset[str] = frozenset()) -> Attitude | None:
    """What the speaker makes of a measure.

    Parameters
    ----------
    group : Group
        The clauses around it.
    hits : sequence of Hit
        The measure.
    names : frozenset of str
        Words of the speaker's name, lower-cased.

    Returns
    -------
    Attitude or None
        None where no attitude is seen. The sign includes the negation of the measure itself.
    """
    first, last = min(hit.first for hit in hits), max(hit.last for hit in hits)
    home, denied = group.clause(first), group.denied
    free = [hit for hit in group.hits if hit.name.startswith("attitude.") and not _overlaps(hit, hits)]
    refused = any(hit.first in denied for hit in hits)
    asked = [h for h in free if h.name in SIGNS.keys() - _JUDGE and _asks(group, h, home, first, last)]
    judged = [] if home.question else [h for h in free if h.name in _JUDGE and _judges(group, h, first, last)]
    nearest_asked = min((_away(hit, first, last) for hit in asked), default=99)
    nearest_judged = min((_away(hit, first, last) for hit in judged), default=99)
    jangan = [at for at in range(max(home.first, first - 5), first) if home.words[at].form.startswith("jangan")]
    if asked and nearest_asked <= nearest_judged and not (home.conditional and nearest_judged < 99):
        sign, turned = 1, refused
        for hit in asked:
            sign *= SIGNS[hit.name]
            turned = turned or hit.first in denied
        places = [*asked, *hits]
        return Attitude(-sign if turned else sign, "demand", min(h.first for h in places), max(h.last for h in places))
    if judged:
        chosen = min(judged, key=lambda hit: (_away(hit, first, last), hit.first))
        sign = SIGNS[chosen.name] * (-1 if chosen.first in denied else 1)
        apart = group.clause(chosen.first) is not home or chosen.first not in denied
        sign *= -1 if refused and apart else 1
        return Attitude(sign, "evaluation", min(first, chosen.first), max(last, chosen.last))
    if home.conditional:
        return None
    if jangan and refused:
        return Attitude(-1, "demand", jangan[-1], last)
    own = _own(group, free, home, first, names)
    if own is None:
        return None
    return Attitude(-1 if refused else 1, own.basis, own.first, last)
