"""Verdicts: how a sentence evaluates one direction of trade, and which measure it names.

What is asserted outweighs what is conceded, supposed or overturned (*meski …*, *jika …*, *justru …*); words of many uses
count only beside the trade word; a chance takes the polarity of what follows it; a wish is no success; harm to be
prevented is harm. The expressions stand in ``data/codebook/framing.toml``.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from umkm_research.coding.clauses import Hit
from umkm_research.coding.scope import REACH, Nearness, Scope, covered, free, longest
from umkm_research.coding.words import Word

NEAR = 6
"""Words between a word of many uses and the trade word or duty beside which it evaluates."""
AHEAD = 3
"""Words within which stands what a chance is a chance of: *berpotensi akan menurun*."""

_EVALUATIONS = ("harm", "obstacle", "benefit", "both")
_MEASURES = ("ease", "tighten", "support", "other")
_OTHER = _MEASURES.index("other")


class Said(NamedTuple):
    """A sentence that speaks of trade.

    Attributes
    ----------
    cues : Mapping of str to list of Hit
        What stands in it, by name.
    line : list of Word
        Its words.
    near : Nearness
        How far each word stands from the expressions of each direction.
    scope : Scope
        Which words are not plainly asserted.
    """

    cues: Mapping[str, list[Hit]]
    line: list[Word]
    near: Nearness
    scope: Scope


def _starts(hits: Iterable[Hit]) -> frozenset[int]:
    return frozenset(hit.first for hit in hits)


def evaluation_of(direction: str, said: Said) -> str:
    """How the sentence evaluates a direction that it speaks of: harm, obstacle, benefit, both or none."""
    hits = list(_evaluations(direction, said))
    last = max((hit.first for _, hit in hits), default=0)
    turned = max((hit.first for hit in said.cues["grammar.turn"] if hit.last <= last), default=0)
    firm: set[str] = set()
    aside: set[str] = set()
    for code, hit in hits:
        polarity = code
        if hit.first in said.scope.denied and not (code != "benefit" and hit.first in said.scope.prevented):
            if code != "benefit":
                continue
            polarity = "obstacle" if direction == "export" else "harm"  # a benefit denied
        (aside if hit.first < turned or hit.first in said.scope.supposed else firm).add(polarity)
    found = firm if said.scope.void else firm or aside
    bad = found - {"benefit"}
    if "both" in bad or (bad and "benefit" in found and _opposed(said.cues["grammar.contrast"], hits)):
        return "both"
    if bad:
        return max(bad)  # obstacle before harm
    return "benefit" if found else "none"


def _opposed(contrasts: Iterable[Hit], hits: list[tuple[str, Hit]]) -> bool:
    """Whether a contrast stands among the evaluations; *namun* that opens a sentence opposes the one before."""
    places = [hit.first for _, hit in hits]
    return any(min(places) < contrast.last <= max(places) for contrast in contrasts)


def _evaluations(direction: str, said: Said) -> Iterator[tuple[str, Hit]]:
    """Expressions that evaluate a direction; of those that share words, the longest."""
    cues, scope = said.cues, said.scope
    kinds = {
        f"{kind}.{code}.{direction}": (kind, code)
        for kind in ("evaluation", "near", "open", "reach")
        for code in _EVALUATIONS
    }
    hits = longest(hit for name in kinds for hit in cues[name])
    bad = _starts(hit for hit in hits if kinds[hit.name][1] in {"harm", "obstacle"})
    bad |= _starts(cues["measure.tighten"]) | _starts(cues["grammar.fall"])
    duties = covered(cues["perspective.duty"])
    for hit in hits:
        kind, code = kinds[hit.name]
        if not free(hit, scope.void) or not said.near.to(direction, hit):
            continue
        if kind == "near" and said.near.distance(direction, hit) > NEAR and not _beside(hit, duties, NEAR):
            continue
        if kind == "open" and any(hit.last + skip in bad for skip in range(AHEAD + 1)):
            continue
        if kind == "reach" and (hit.first in scope.wished or _figure(said.line[hit.last : hit.last + AHEAD])):
            continue
        yield code, hit


def _beside(hit: Hit, words: frozenset[int], reach: int) -> bool:
    """Whether one of the words stands in the hit or within so many words of it."""
    return any(word in words for word in range(hit.first - reach - 1, hit.last + reach + 1))


def _figure(words: list[Word]) -> bool:
    """Whether a number is among the words: *ekspor menembus 3 miliar* is a bare figure."""
    return any(word.form[0].isdigit() for word in words)


def measure_of(direction: str, said: Said) -> str:
    """The measure whose expression stands nearest to the trade word: tighten, ease, support, other or none."""
    cues, void = said.cues, covered(said.cues["measure.void"])
    rules = covered(cues["measure.instrument"])
    codes = {
        f"{prefix}measure.{code}{suffix}": (prefix, order)
        for order, code in enumerate(_MEASURES)
        for prefix in ("", "near.")
        for suffix in ("", f".{direction}")
    }
    named = [
        hit
        for name, (prefix, _) in codes.items()
        for hit in cues[name]
        if said.near.to(direction, hit)
        and free(hit, void)
        and (not prefix or said.near.distance(direction, hit) <= REACH or _beside(hit, rules, REACH))
    ]
    orders = [(codes[hit.name][1], hit) for hit in longest(named)]
    ranked = [(order == _OTHER, said.near.distance(direction, hit), order) for order, hit in orders]
    if all(other for other, _, _ in ranked) and (cues["measure.named"] or _duty(said.near.places[direction])):
        return "tighten"
    return _MEASURES[min(ranked)[2]] if ranked else "none"


def _duty(places: Iterable[Hit]) -> bool:
    return any(hit.name == "direction.duty" for hit in places)
