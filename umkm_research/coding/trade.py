"""Trade: what one sentence says of imports and exports, and the grammar that decides which of its words count.

The longest expression wins; what is negated or conceded is left out; a wish is no success; harm to be prevented is harm;
and whoever lays a duty on whom decides the direction, seen from Indonesia. The expressions themselves stand in
``data/codebook/framing.toml``.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cache
from typing import NamedTuple

from umkm_research.coding.clauses import Clause, Hit
from umkm_research.coding.codebook import Codebook
from umkm_research.coding.hints import Hints
from umkm_research.coding.patterns import Patterns
from umkm_research.coding.words import Word

REACH = 2
"""Words between two expressions that belong together."""
AIM = 10
"""Words over which a wish reaches: *agar UMKM dapat menembus pasar global*."""

_DIRECTIONS = ("import", "export")
_AS = {"direction.market": "export", "direction.ours": "export", "direction.importer": "import"}
_MEASURES = ("ease", "tighten", "support", "other")


class Framing(NamedTuple):
    """What one sentence says of one direction; ``hit`` is the expression that speaks of it."""

    direction: str
    evaluation: str
    measure: str
    affected: list[str]
    word: Word
    rule: str


class Setting(NamedTuple):
    """What an article as a whole says, that decides how its sentences are read.

    Attributes
    ----------
    home : bool
        It speaks of Indonesia.
    duty_abroad : bool
        It tells of a duty that another country lays.
    """

    home: bool = True
    duty_abroad: bool = False


SETTING = Setting()
"""An article that speaks of Indonesia and tells of no foreign duty."""


class Coder(NamedTuple):
    """The patterns of one codebook, and the strings that a sentence or an article must have to be looked at."""

    trade: Patterns
    patterns: Patterns
    hints: Hints
    abroad: tuple[str, ...]
    home: tuple[str, ...]


@cache
def coder_of(codebook: Codebook) -> Coder:
    """The coder of a codebook, made once."""
    data = codebook.data["framing"]
    cues = {name: entry["any"] for name, entry in data["cues"].items()}
    classes = data["words"]
    where = (*data["hints_where"], *classes["country"])
    what = (*data["hints_what"], *classes["goods"], *classes["trader"], *classes["market"])
    trade = {name: entries for name, entries in cues.items() if name.startswith("direction.")}
    return Coder(
        Patterns(trade, classes),
        Patterns(cues, classes),
        Hints(data["hints"], where, what),
        tuple(data["abroad"]),
        tuple(data["home"]),
    )


def _overlaps(one: Hit, other: Hit) -> bool:
    return one.first < other.last and other.first < one.last


def _longest(hits: Iterable[Hit]) -> list[Hit]:
    """The hits that no longer one overlaps, in order."""
    kept: list[Hit] = []
    for hit in sorted(hits, key=lambda hit: (hit.first - hit.last, hit.first)):
        if not any(_overlaps(hit, other) for other in kept):
            kept.append(hit)
    return sorted(kept, key=lambda hit: hit.first)


def _speaks_of(cues: dict[str, list[Hit]], setting: "Setting") -> dict[str, list[Hit]]:
    """The directions of a sentence, each with the expressions that speak of it."""
    aimed = {hit.last for hit in cues["perspective.aimed"]} | {hit.first for hit in cues["perspective.target"]}
    imposers = [hit for hit in cues["perspective.abroad"] if hit.first not in aimed]
    ours = bool(cues["perspective.ours"])
    foreign = not ours and (bool(imposers) or setting.duty_abroad)
    # Trade between foreign countries, in a sentence or an article that does not speak of Indonesia, is none of ours.
    home = bool(cues["perspective.home"])
    if not home and not setting.home and cues["perspective.abroad"]:
        return {}
    theirs = not home and any(hit.first in aimed for hit in cues["perspective.abroad"])
    duties = [hit.first for hit in cues["perspective.duty"]]
    # Of two kinds at one place the first counts.
    kinds = ["both", "duty", "import", "export", "importer"]
    kinds += ["ours"] if foreign and duties else []
    kinds += [] if cues["perspective.finance"] else ["market"]
    trade = _longest(hit for kind in kinds for hit in cues[f"direction.{kind}"])
    laid = {hit.last for hit in trade if hit.name == "direction.duty"} | aimed
    exports = any(hit.name == "direction.export" for hit in trade)
    found: dict[str, list[Hit]] = defaultdict(list)
    for hit in trade:
        kind = _AS.get(hit.name, hit.name).removeprefix("direction.")
        if kind == "import" and foreign and any(at < hit.first for at in duties) and _object(hit, laid):
            kind = "duty"
        if kind == "duty":
            # A tariff in a sentence on exports falls on them, whoever lays it.
            kind = ("none" if theirs else "export") if foreign or (exports and not ours) else "import"
        for direction in _DIRECTIONS:
            if kind in {direction, "both"}:
                found[direction].append(hit)
    return found


def _object(hit: Hit, aimed: set[int]) -> bool:
    """Whether a preposition or a duty stands before the expression, with at most two words between (*atas semua impor*)."""
    return any(end <= hit.first <= end + REACH for end in aimed)


def _polarities(direction: str, cues: dict[str, list[Hit]], clauses: list[Clause], nearest: "_Nearest") -> set[str]:
    """The evaluations that hold: neither negated nor conceded, and nearer to this direction than to the other."""
    found: set[str] = set()
    for code, hit in _evaluations(direction, cues):
        clause = next(clause for clause in clauses if clause.first <= hit.first < clause.last)
        void = any(_overlaps(hit, other) for other in cues["evaluation.void"])
        conceded = _conceded(hit, cues, clause.words)
        if void or conceded or not nearest.to(direction, hit):
            continue
        if not clause.negated(hit) or (code != "benefit" and _prevented(hit, cues)):
            found.add(code)
        elif code == "benefit":
            found.add("obstacle" if direction == "export" else "harm")  # a benefit denied
    return found


def _evaluations(direction: str, cues: dict[str, list[Hit]]) -> Iterator[tuple[str, Hit]]:
    for code in ("harm", "obstacle", "benefit", "both"):
        yield from ((code, hit) for hit in cues[f"evaluation.{code}.{direction}"])
        for hit in cues[f"reach.{code}.{direction}"]:
            if not any(hit.first - AIM <= other.last <= hit.first for other in cues["grammar.purpose"]):
                yield code, hit


def _prevented(hit: Hit, cues: dict[str, list[Hit]]) -> bool:
    return any(hit.first - AIM <= other.last <= hit.first for other in cues["grammar.prevent"])


def _conceded(hit: Hit, cues: dict[str, list[Hit]], line: list[Word]) -> bool:
    before = [other for other in cues["grammar.concession"] if other.last <= hit.first]
    return bool(before) and all(word.form != "," for word in line[before[-1].last : hit.first])


class _Nearest(NamedTuple):
    """Which direction a cue belongs to where a sentence speaks of both: the one it stands nearer to."""

    places: dict[str, list[Hit]]

    def distance(self, direction: str, hit: Hit) -> int:
        """Words between the cue and the nearest expression of the direction; 0 where they touch."""
        return min(max(place.first - hit.last, hit.first - place.last, 0) for place in self.places[direction])

    def to(self, direction: str, hit: Hit) -> bool:
        """Whether the cue belongs to the direction; to both in *ekspor dan impor*."""
        mine = self.distance(direction, hit)
        return all(mine <= self.distance(other, hit) + REACH for other in self.places)


def _evaluation(polarities: set[str], *, contrast: bool) -> str:
    bad = polarities - {"benefit"}
    if "both" in bad or (bad and "benefit" in polarities and contrast):
        return "both"
    if bad:
        return max(bad)  # obstacle before harm
    return "benefit" if polarities else "none"


def _measure(direction: str, cues: dict[str, list[Hit]], nearest: _Nearest) -> str:
    """The measure whose expression stands nearest to the trade word."""
    ranked = [
        (code == "other", nearest.distance(direction, hit), order, code)
        for order, code in enumerate(_MEASURES)
        for name in (f"measure.{code}", f"measure.{code}.{direction}")
        for hit in cues[name]
        if nearest.to(direction, hit)
    ]
    named = cues["measure.named"] or any(hit.name == "direction.duty" for hit in nearest.places[direction])
    if named and all(order > 2 for _, _, order, _ in ranked):
        return "tighten"
    return min(ranked)[3] if ranked else "none"


def framing_of(evaluation: str, measure: str) -> str:
    """The frame that follows from evaluation and measure.

    Examples
    --------
    >>> framing_of("obstacle", "tighten"), framing_of("none", "ease"), framing_of("none", "none")
    ('harm', 'policy', 'neutral')
    """
    if evaluation == "none":
        return "neutral" if measure == "none" else "policy"
    return "harm" if evaluation == "obstacle" else evaluation


def frame_sentence(text: str, start: int, end: int, codebook: Codebook, setting: Setting = SETTING) -> list[Framing]:
    """Code one sentence.

    Parameters
    ----------
    text : str
        The article's text, everything that is not body blanked.
    start, end : int
        The sentence in it.
    codebook : Codebook
        With cues under ``framing``.
    setting : Setting
        What the article as a whole says.

    Returns
    -------
    list of Framing
        One for each direction that the sentence speaks of; empty where it has no trade word.

    Examples
    --------
    >>> from umkm_research.coding.codebook import load_codebook
    >>> said = "Perajin gulung tikar akibat serbuan kain impor."
    >>> [(one.direction, one.evaluation) for one in frame_sentence(said, 0, len(said), load_codebook())]
    [('import', 'harm')]
    """
    coder = coder_of(codebook)
    sentence = text[start:end]
    # Most sentences have no trade word after all; only the others are looked through for everything else.
    if all(hit.name == "direction.none" for hit in coder.trade.find(sentence)):
        return []
    clauses = coder.patterns.finder.clauses(sentence, start)
    cues: dict[str, list[Hit]] = defaultdict(list)
    for hit in coder.patterns.compose(hit for clause in clauses for hit in clause.hits):
        cues[hit.name].append(hit)
    # What stands in the name of an office or association says nothing: Direktur Jenderal Pengembangan Ekspor.
    names = cues["direction.none"]
    for name, hits in cues.items():
        cues[name] = [hit for hit in hits if not any(_overlaps(hit, other) for other in names)]
    places = _speaks_of(cues, setting)
    if not places:
        return []
    line = clauses[0].words
    nearest = _Nearest(places)
    contrast = bool(cues["grammar.contrast"])
    affected = sorted(name.split(".")[1] for name in cues if name.startswith("affected.") and cues[name])
    found = []
    for direction in _DIRECTIONS:
        if direction not in places:
            continue
        evaluation = _evaluation(_polarities(direction, cues, clauses, nearest), contrast=contrast)
        measure = _measure(direction, cues, nearest)
        hit = places[direction][0]
        titles = all(one.name == "direction.importer" for one in places[direction])
        if titles and evaluation == measure == "none":
            continue  # an importer, and nothing said of imports
        word = Word(text[line[hit.first].start : line[hit.last - 1].end], line[hit.first].start, line[hit.last - 1].end)
        found.append(
            Framing(
                direction,
                evaluation,
                measure,
                affected if evaluation != "none" or measure == "support" else [],
                word,
                hit.name.split(".")[1],
            )
        )
    return found
