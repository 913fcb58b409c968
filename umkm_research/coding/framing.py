"""Import and export framing: how each sentence that speaks of trade evaluates it (codebook, section 4).

The coder is lexical and explains itself: expressions of ``data/codebook/framing.toml`` say of what a sentence speaks,
whether it calls that a harm, an obstacle or a benefit, and which measure it names; the grammar here says which of them
count: the longest expression wins, what is negated or conceded is left out, and whoever lays a duty on whom decides the
direction seen from Indonesia. It needs no download and learns nothing; its errors are measured, see
`umkm_research.coding.validation`.
"""

import re
from collections import defaultdict
from collections.abc import Iterable
from functools import cache
from typing import Any, NamedTuple

import polars as pl

from umkm_research.coding.clauses import Clause, Hit, Word, words
from umkm_research.coding.codebook import Codebook
from umkm_research.coding.patterns import Patterns
from umkm_research.schemas import Frame, Tables, frame
from umkm_research.text.spans import mask

NARRATOR, HEADLINE, UNNAMED = "narrator", "headline", "unnamed"
_DIRECTIONS = ("import", "export")


class Framing(NamedTuple):
    """What one sentence says of one direction; ``hit`` is the expression that speaks of it."""

    direction: str
    evaluation: str
    measure: str
    affected: list[str]
    word: Word
    rule: str


class _Coder(NamedTuple):
    """The patterns of one codebook: what speaks of trade, and, only for such sentences, everything else."""

    trade: Patterns
    cues: Patterns
    hint: re.Pattern[str]


@cache
def _coder(codebook: Codebook) -> _Coder:
    data = codebook.data["framing"]
    trade = {name: entry["any"] for name, entry in data["cues"].items() if name.startswith("direction.")}
    cues = {name: entry["any"] for name, entry in data["cues"].items() if name not in trade}
    # Only a sentence with one of these strings is taken apart into words.
    hint = re.compile("|".join(map(re.escape, data["hints"])), re.IGNORECASE)
    return _Coder(Patterns(trade, data["words"]), Patterns(cues, data["words"]), hint)


def _overlaps(one: Hit, other: Hit) -> bool:
    return one.first < other.last and other.first < one.last


def _longest(hits: Iterable[Hit]) -> list[Hit]:
    """The hits that no longer one overlaps, in order."""
    kept: list[Hit] = []
    for hit in sorted(hits, key=lambda hit: (hit.first - hit.last, hit.first)):
        if not any(_overlaps(hit, other) for other in kept):
            kept.append(hit)
    return sorted(kept, key=lambda hit: hit.first)


def _speaks_of(trade: list[Hit], cues: dict[str, list[Hit]], *, abroad: bool) -> dict[str, Hit]:
    """The directions of a sentence, each with the first expression that speaks of it.

    ``abroad``: the article has already told of a duty that another country lays.
    """
    aimed = {hit.last for hit in cues["perspective.aimed"]}
    imposers = [hit for hit in cues["perspective.abroad"] if hit.first not in aimed]
    ours, home = bool(cues["perspective.ours"]), bool(cues["perspective.home"])
    foreign_duty = False
    found: dict[str, Hit] = {}
    for hit in trade:
        kind = hit.name.removeprefix("direction.")
        if kind == "duty":
            foreign_duty = not ours and (bool(imposers) or abroad)
            targets = [other for other in cues["perspective.abroad"] if other.first in aimed]
            if foreign_duty and targets and not home:
                continue  # a duty between other countries
            kind = "export" if foreign_duty else "import"
        elif kind == "import" and foreign_duty and hit.first in {end + skip for end in aimed for skip in range(2)}:
            continue  # the goods that a foreign duty falls on
        if kind in _DIRECTIONS:
            found.setdefault(kind, hit)
    return found


def _polarities(direction: str, cues: dict[str, list[Hit]], clauses: list[Clause], nearest: "_Nearest") -> set[str]:
    """The evaluations that hold: neither negated nor conceded, and nearer to this direction than to the other."""
    found, conceded = set(), set()
    for code in ("harm", "obstacle", "benefit"):
        for hit in cues[f"evaluation.{code}.{direction}"]:
            clause = next(clause for clause in clauses if clause.first <= hit.first < clause.last)
            if clause.negated(hit) or not nearest.to(direction, hit):
                continue
            (conceded if _conceded(hit, cues, clause.words) else found).add(code)
    return found or conceded


def _conceded(hit: Hit, cues: dict[str, list[Hit]], line: list[Word]) -> bool:
    before = [other for other in cues["grammar.concession"] if other.last <= hit.first]
    return bool(before) and all(word.form != "," for word in line[before[-1].last : hit.first])


class _Nearest(NamedTuple):
    """Which direction a cue belongs to where a sentence speaks of both: the one it stands nearer to."""

    places: dict[str, Hit]

    def distance(self, direction: str, hit: Hit) -> int:
        place = self.places[direction]
        return max(place.first - hit.last, hit.first - place.last, -1)

    def to(self, direction: str, hit: Hit) -> bool:
        mine = self.distance(direction, hit)
        return all(mine <= self.distance(other, hit) for other in self.places)


def _evaluation(polarities: set[str], *, contrast: bool) -> str:
    bad = polarities - {"benefit"}
    if bad and "benefit" in polarities and contrast:
        return "both"
    if bad:
        return max(bad)  # obstacle before harm
    return "benefit" if polarities else "none"


def _measure(direction: str, cues: dict[str, list[Hit]], nearest: _Nearest) -> str:
    """The measure whose expression stands nearest to the trade word."""
    ranked = [
        (nearest.distance(direction, hit), order, code)
        for order, code in enumerate(("ease", "tighten", "support", "other"))
        for name in (f"measure.{code}", f"measure.{code}.{direction}")
        for hit in cues[name]
        if nearest.to(direction, hit)
    ]
    return min(ranked)[2] if ranked else "none"


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


def frame_sentence(text: str, start: int, end: int, codebook: Codebook, *, abroad: bool = False) -> list[Framing]:
    """Code one sentence.

    Parameters
    ----------
    text : str
        The article's text, everything that is not body blanked.
    start, end : int
        The sentence in it.
    codebook : Codebook
        With cues under ``framing``.
    abroad : bool
        The article has told before of a duty that another country lays on goods.

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
    coder = _coder(codebook)
    sentence = text[start:end]
    if not coder.hint.search(sentence):
        return []
    line = words(sentence, start)
    trade = _longest(coder.trade.compose(coder.trade.finder.hits(line)))
    if not any(hit.name != "direction.none" for hit in trade):
        return []
    clauses = coder.cues.finder.clauses(sentence, start)
    cues: dict[str, list[Hit]] = defaultdict(list)
    for hit in coder.cues.compose(hit for clause in clauses for hit in clause.hits):
        cues[hit.name].append(hit)
    places = _speaks_of(trade, cues, abroad=abroad)
    nearest = _Nearest(places)
    contrast = bool(cues["grammar.contrast"])
    affected = sorted(name.split(".")[1] for name in cues if name.startswith("affected.") and cues[name])
    found = []
    for direction in _DIRECTIONS:
        if direction not in places:
            continue
        evaluation = _evaluation(_polarities(direction, cues, clauses, nearest), contrast=contrast)
        hit = places[direction]
        word = Word(text[line[hit.first].start : line[hit.last - 1].end], line[hit.first].start, line[hit.last - 1].end)
        found.append(
            Framing(
                direction,
                evaluation,
                _measure(direction, cues, nearest),
                affected if evaluation != "none" else [],
                word,
                hit.name.split(".")[1],
            )
        )
    return found


class _Said(NamedTuple):
    """A statement, as far as a voice needs it."""

    start: int
    end: int
    statement_id: str
    speakers: list[str]


def _voice(start: int, end: int, word: Word, said: list[_Said]) -> tuple[str | None, str]:
    """Statement and voice of a sentence: the statement that the trade word lies in, else one over most of the sentence."""
    for one in said:
        within = one.start <= word.start and word.end <= one.end
        if within or 2 * (min(one.end, end) - max(one.start, start)) >= end - start:
            return one.statement_id, "; ".join(one.speakers) or UNNAMED
    return None, NARRATOR


def _rows(table: pl.DataFrame, *columns: str) -> dict[str, list[tuple[Any, ...]]]:
    """Rows of a table by article, in their order."""
    found: dict[str, list[tuple[Any, ...]]] = defaultdict(list)
    for article_id, *values in table.select("article_id", *columns).iter_rows():
        found[article_id].append(tuple(values))
    return found


def framing(corpus: Tables, codebook: Codebook) -> pl.DataFrame:
    """Code every sentence of the body and every title that speaks of trade.

    Parameters
    ----------
    corpus : mapping of str to polars.DataFrame
        The tables ``articles``, ``segments``, ``sentences`` and ``statements``.
    codebook : Codebook
        With cues under ``framing``.

    Returns
    -------
    polars.DataFrame
        The table ``frames``. ``start`` and ``end`` are the trade word that gave the direction. ``voice`` is the speaker's
        name (several joined with ``; ``), ``unnamed`` in a statement without a speaker that the text supports,
        ``headline`` in a title, else ``narrator``.

    Examples
    --------
    >>> from umkm_research.coding.codebook import load_codebook
    >>> from umkm_research.corpus import read_corpus
    >>> framing(read_corpus(), load_codebook())["direction"].unique().sort().to_list()
    ['export', 'import']
    """
    segments = _rows(corpus["segments"], "start", "end", "role")
    sentences = _rows(corpus["sentences"], "start", "end", "sentence_id")
    statements = _rows(corpus["statements"], "start", "end", "statement_id", "speakers")
    rows: list[Frame] = []
    for article_id, text in corpus["articles"].select("article_id", "text").iter_rows():
        body = mask(text, [(start, end) for start, end, role in segments[article_id] if role == "body"])
        said = [_Said(*row) for row in statements[article_id]]
        places = [(text, start, end, None) for start, end, role in segments[article_id] if role == "title"]
        places += [(body, start, end, sentence_id) for start, end, sentence_id in sentences[article_id]]
        abroad = False
        for words_of, start, end, sentence_id in places:
            for one in frame_sentence(words_of, start, end, codebook, abroad=abroad):
                abroad |= one.rule == "duty" and one.direction == "export"
                statement_id, voice = (
                    _voice(start, end, one.word, said) if sentence_id is not None else (None, HEADLINE)
                )
                rows.append(
                    Frame(
                        article_id,
                        one.word.start,
                        one.word.end,
                        sentence_id,
                        statement_id,
                        one.direction,
                        one.evaluation,
                        one.measure,
                        one.affected,
                        framing_of(one.evaluation, one.measure),
                        voice,
                        one.rule,
                    )
                )
    return frame("frames", rows)
