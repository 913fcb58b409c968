"""Trade: what one sentence says of imports and exports, and whose trade it is.

The longest expression wins; whoever lays a duty on whom, and where goods come from and go to, decide the direction, seen
from Indonesia. How a direction is evaluated and which measure is named, `umkm_research.coding.verdicts` says. The
expressions themselves stand in ``data/codebook/framing.toml``.
"""

from collections import defaultdict
from functools import cache
from typing import NamedTuple

from umkm_research.coding.clauses import Hit
from umkm_research.coding.codebook import Codebook
from umkm_research.coding.hints import Hints
from umkm_research.coding.patterns import Patterns
from umkm_research.coding.scope import REACH, Nearness, covered, free, longest, scope
from umkm_research.coding.verdicts import Said, evaluation_of, measure_of
from umkm_research.coding.words import Word

_DIRECTIONS = ("import", "export")
_AS = {"direction.market": "export", "direction.ours": "export"}
_TURNED = {"import": ("from_home", "export"), "export": ("to_home", "import")}
TRAIL = 8
"""Words over which stands where goods go: *impor sawit Amerika Serikat (AS) dari Indonesia*."""


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
    ours = bool(cues["perspective.ours"]) and not cues["perspective.by_abroad"]
    foreign = not ours and (bool(imposers) or setting.duty_abroad)
    # Duties between foreign countries, in a sentence and an article that do not speak of Indonesia, are none of ours;
    # exports are exports (codebook 4: every sentence that contains a trade word).
    home = bool(cues["perspective.home"])
    if not home and not setting.home and cues["perspective.abroad"]:
        spoken = longest([*cues["direction.export"], *cues["direction.duty"]])
        spoken = [hit for hit in spoken if hit.name == "direction.export" and "ekspor" in _form(hit, line)]
        return {"export": spoken} if spoken else {}
    named = {_form(hit, line) for hit in imposers}
    others = [hit for hit in cues["perspective.abroad"] if hit.first in aimed and _form(hit, line) not in named]
    theirs = not home and bool(others)
    duties = sorted(hit.first for hit in cues["perspective.duty"])
    # Of two kinds at one place the first counts.
    kinds = ["both", "remedy", "duty", "import", "export"]
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
        if kind in _TURNED and _goes(hit, trade, cues[f"perspective.{_TURNED[kind][0]}"]):
            kind = _TURNED[kind][1]
        elif kind == "import" and _goes(hit, trade, cues["perspective.to_abroad"]):
            kind = "duty" if foreign and duties else "none"
        elif kind == "import" and foreign and duties and duties[0] < hit.first and _object(hit, laid):
            kind = "duty"
        if kind == "remedy":
            kind = "export" if imposers and not ours and not theirs else "import"
        if kind == "duty":
            # A tariff in a sentence on exports falls on them, whoever lays it.
            on_ours = any(hit.first <= other.first <= hit.last + REACH for other in cues["direction.ours"])
            abroad = foreign or ((exports or on_ours) and not ours)
            kind = ("none" if theirs else "export") if abroad else "import"
        for direction in _DIRECTIONS:
            if kind in {direction, "both"}:
                found[direction].append(hit)
    return found


def _form(hit: Hit, line: list[Word]) -> str:
    return " ".join(word.form for word in line[hit.first : hit.last])


def _goes(hit: Hit, trade: list[Hit], where: list[Hit]) -> bool:
    """Whether the goods come from or go to the place that is named soon after, with no talk of the other direction between."""
    other = "direction.export" if hit.name == "direction.import" else "direction.import"
    end = next((one.first for one in trade if one.name == other and one.first >= hit.last), hit.last + TRAIL)
    return any(hit.last <= place.first <= min(end, hit.last + TRAIL) for place in where)


def _object(hit: Hit, aimed: set[int]) -> bool:
    """Whether a preposition or a duty stands before the expression, with at most two words between (*atas semua impor*)."""
    return any(hit.first - skip in aimed for skip in range(REACH + 1))


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
    said = Said(cues, line, Nearness(places, len(line)), scope(clauses, cues))
    affected = sorted(name.split(".")[1] for name in cues if name.startswith("affected.") and cues[name])
    found = []
    for direction in _DIRECTIONS:
        if direction not in places:
            continue
        evaluation = evaluation_of(direction, said)
        measure = measure_of(direction, said)
        hit = places[direction][0]
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
