"""Trade: what one sentence says of imports and exports, and the grammar that decides which of its words count.

The longest expression wins; what is negated or conceded is left out; a wish is no success; harm to be prevented is harm;
and whoever lays a duty on whom decides the direction, seen from Indonesia. The expressions themselves stand in
``data/codebook/framing.toml``.
"""

from collections import defaultdict
from functools import cache
from typing import NamedTuple

from umkm_research.coding.clauses import Hit
from umkm_research.coding.codebook import Codebook
from umkm_research.coding.hints import Hints
from umkm_research.coding.patterns import Patterns
from umkm_research.coding.scope import REACH, Nearness, Scope, covered, free, longest, scope
from umkm_research.coding.words import Word

_DIRECTIONS = ("import", "export")
_AS = {"direction.market": "export", "direction.ours": "export", "direction.importer": "import"}
_EVALUATIONS = ("harm", "obstacle", "benefit", "both")
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


def _speaks_of(cues: dict[str, list[Hit]], line: list[Word], setting: Setting) -> dict[str, list[Hit]]:
    """The directions of a sentence, each with the expressions that speak of it."""
    aimed = {hit.last for hit in cues["perspective.aimed"]} | {hit.first for hit in cues["perspective.target"]}
    imposers = [hit for hit in cues["perspective.abroad"] if hit.first not in aimed]
    ours = bool(cues["perspective.ours"])
    foreign = not ours and (bool(imposers) or setting.duty_abroad)
    # Trade between foreign countries, in a sentence or an article that does not speak of Indonesia, is none of ours.
    home = bool(cues["perspective.home"])
    if not home and not setting.home and cues["perspective.abroad"]:
        return {}
    named = {_form(hit, line) for hit in imposers}
    others = [hit for hit in cues["perspective.abroad"] if hit.first in aimed and _form(hit, line) not in named]
    theirs = not home and bool(others)
    duties = sorted(hit.first for hit in cues["perspective.duty"])
    # Of two kinds at one place the first counts.
    kinds = ["both", "remedy", "duty", "import", "export", "importer"]
    kinds += ["ours"] if foreign and duties else []
    kinds += [] if cues["perspective.finance"] else ["market"]
    # The impor of a tarif impor is the duty's, whatever else begins within it.
    inside = covered(cues["direction.duty"])
    plain = [hit for hit in cues["direction.import"] if not inside.issuperset(range(hit.first, hit.last))]
    hits = {**cues, "direction.import": plain}
    trade = longest(hit for kind in kinds for hit in hits.get(f"direction.{kind}", ()))
    laid = {hit.last for hit in trade if hit.name == "direction.duty"} | aimed
    exports = any(hit.name == "direction.export" for hit in trade)
    found: dict[str, list[Hit]] = defaultdict(list)
    for hit in trade:
        kind = _AS.get(hit.name, hit.name).removeprefix("direction.")
        if kind == "import" and foreign and duties and duties[0] < hit.first and _object(hit, laid):
            kind = "duty"
        if kind == "remedy":
            kind = "export" if imposers and not ours and not theirs else "import"
        if kind == "duty":
            # A tariff in a sentence on exports falls on them, whoever lays it.
            kind = ("none" if theirs else "export") if foreign or (exports and not ours) else "import"
        for direction in _DIRECTIONS:
            if kind in {direction, "both"}:
                found[direction].append(hit)
    return found


def _form(hit: Hit, line: list[Word]) -> str:
    return " ".join(word.form for word in line[hit.first : hit.last])


def _object(hit: Hit, aimed: set[int]) -> bool:
    """Whether a preposition or a duty stands before the expression, with at most two words between (*atas semua impor*)."""
    return any(hit.first - skip in aimed for skip in range(REACH + 1))


def _polarities(direction: str, cues: dict[str, list[Hit]], reach: Scope, near: Nearness) -> set[str]:
    """The evaluations that hold: neither negated nor conceded, and nearer to this direction than to the other."""
    found: set[str] = set()
    for code in _EVALUATIONS:
        told = [hit for hit in cues[f"reach.{code}.{direction}"] if hit.first not in reach.wished]
        for hit in (*cues[f"evaluation.{code}.{direction}"], *told):
            if hit.first in reach.conceded or not free(hit, reach.void) or not near.to(direction, hit):
                continue
            if hit.first not in reach.denied or (code != "benefit" and hit.first in reach.prevented):
                found.add(code)
            elif code == "benefit":
                found.add("obstacle" if direction == "export" else "harm")  # a benefit denied
    return found


def _evaluation(polarities: set[str], *, contrast: bool) -> str:
    bad = polarities - {"benefit"}
    if "both" in bad or (bad and "benefit" in polarities and contrast):
        return "both"
    if bad:
        return max(bad)  # obstacle before harm
    return "benefit" if polarities else "none"


def _measure(direction: str, cues: dict[str, list[Hit]], near: Nearness) -> str:
    """The measure whose expression stands nearest to the trade word."""
    ranked = [
        (code == "other", near.distance(direction, hit), order, code)
        for order, code in enumerate(_MEASURES)
        for name in (f"measure.{code}", f"measure.{code}.{direction}")
        for hit in cues[name]
        if near.to(direction, hit)
    ]
    named = cues["measure.named"] or any(hit.name == "direction.duty" for hit in near.places[direction])
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
    names = covered(cues["direction.none"])
    for name in list(cues) if names else ():
        cues[name] = [hit for hit in cues[name] if free(hit, names)]
    line = clauses[0].words
    places = _speaks_of(cues, line, setting)
    if not places:
        return []
    near, reach = Nearness(places, len(line)), scope(clauses, cues)
    contrast = bool(cues["grammar.contrast"])
    affected = sorted(name.split(".")[1] for name in cues if name.startswith("affected.") and cues[name])
    found = []
    for direction in _DIRECTIONS:
        if direction not in places:
            continue
        evaluation = _evaluation(_polarities(direction, cues, reach, near), contrast=contrast)
        measure = _measure(direction, cues, near)
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
