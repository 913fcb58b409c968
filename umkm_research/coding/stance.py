"""Stance: the position of a statement on the concepts of a codebook.

The coder is lexical and explainable, needs no download, and leaves out what it does not see. Its rules are the
``[[cues.CONCEPT]]`` of the codebook. A cue finds a *claim* (*perajin gulung tikar karena impor*) or a *measure*
(*impor dibatasi*); a measure takes a position only with an attitude: a demand, refusal, praise or blame, promise or
report. Signs are multiplied: *menolak* (-1) times *pencabutan* (-1) times *larangan impor* (+1) is support.
"""

import re
from collections.abc import Iterable
from functools import cache
from typing import NamedTuple

import polars as pl

from umkm_research.coding.attitudes import Group, attitude
from umkm_research.coding.clauses import Clause, Finder, Hit
from umkm_research.coding.codebook import Codebook
from umkm_research.coding.cues import Cue, Match, find_cue, read_cues, without_shorter
from umkm_research.schemas import Stance, Statement, check, frame
from umkm_research.text.sentences import split_sentences
from umkm_research.text.spans import Span

_BOUNDARY = frozenset(".;:!?…—–")
_MEMORY = 4
"""Sentences over which *aturan ini* still means the measure spoken of."""


class Position(NamedTuple):
    """A position found in a sentence; ``start`` and ``end`` are code points of the evidence."""

    concept: str
    position: int
    basis: str
    rule: str
    start: int
    end: int


class _Topic(NamedTuple):
    cue: Cue
    age: int


def _groups(clauses: list[Clause]) -> Iterable[Group]:
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


class StanceCoder:
    """A codebook, compiled.

    Parameters
    ----------
    codebook : Codebook
        What is coded.
    """

    def __init__(self, codebook: Codebook) -> None:
        self._finder = Finder({name: entry["any"] for name, entry in codebook.data.get("words", {}).items()})
        self._cues: dict[str, list[Cue]] = {}
        self.themes = {name: concept.theme or "" for name, concept in codebook.concepts.items()}
        for cue in read_cues(codebook.data, codebook.concepts):
            for name in cue.find[0]:
                self._cues.setdefault(name, []).append(cue)

    def _matches(self, group: Group) -> list[Match]:
        by_name: dict[str, list[Hit]] = {}
        for hit in group.hits:
            by_name.setdefault(hit.name, []).append(hit)
        seen = {cue.rule: cue for name in by_name for cue in self._cues.get(name, ())}
        return [match for cue in seen.values() for match in find_cue(cue, by_name)]

    def _claim(self, group: Group, match: Match) -> tuple[int, str]:
        denied = any(hit.first in group.denied for hit in match.hits)
        if denied and match.cue.denial:
            home = group.clause(match.first)
            if any(home.first <= hit.first < match.first for hit in group.named("attitude.self")):
                return match.cue.position, match.cue.denial
        return (-1 if denied else 1) * match.cue.position, match.cue.basis or "evaluation"

    def _position(self, group: Group, match: Match, names: frozenset[str]) -> Position | None:
        words = group.clauses[0].words
        first, last = match.first, match.last
        if match.cue.measure:
            taken = attitude(group, match.hits, names)
            if taken is None:
                return None
            sign, basis = taken.sign * match.cue.position, match.cue.basis or taken.basis
            first, last = min(first, taken.first), max(last, taken.last)
        else:
            sign, basis = self._claim(group, match)
        if group.clauses[0].question:
            if group.named("grammar.rhetorical"):
                sign = -sign
            elif not group.named("grammar.tag"):
                return None
        return Position(match.cue.concept, sign, basis, match.cue.rule, words[first].start, words[last - 1].end)

    def read(
        self, sentence: str, names: frozenset[str] = frozenset(), topic: Cue | None = None
    ) -> tuple[list[Position], Cue | None]:
        """Positions that a sentence takes, and the measure that it speaks of last.

        Parameters
        ----------
        sentence : str
            One sentence of a statement.
        names : frozenset of str
            Words of the speakers' names, lower-cased.
        topic : Cue, optional
            The measure that *aturan ini* means.
        """
        found: list[Position] = []
        spoken: Cue | None = None
        for group in _groups(self._finder.clauses(sentence)):
            matches = self._matches(group)
            measured = [match for match in matches if match.cue.measure]
            for match in matches:
                if not match.cue.measure and any(
                    match.cue.concept == other.cue.concept and set(match.hits) & set(other.hits) for other in measured
                ):
                    continue
                position = self._position(group, match, names)
                if position:
                    found.append(position)
            if measured:
                spoken = max(measured, key=lambda match: match.last).cue
            elif topic and not found:
                for this in group.named("attitude.this"):
                    position = self._position(group, Match(topic, this.first, this.last, (this,)), names)
                    if position:
                        found.append(position._replace(rule=f"{topic.rule}+this"))
        return found, spoken


@cache
def _coder(codebook: Codebook) -> StanceCoder:
    return StanceCoder(codebook)


def _sentence_id(sentence_id: str, later: int) -> str:
    head, dash, number = sentence_id.rpartition("-")
    return f"{head}{dash}{int(number) + later:0{len(number)}d}" if number.isdigit() else sentence_id


def _place(statement: Statement, start: int, end: int) -> Span:
    """Where characters of the statement's text stand in the article.

    The text is as the article has it, or shorter: white space made one, an advertisement cut out, quotation marks left
    out. Where it is shorter nobody can tell here where, and the place is widened by as much.
    """
    spare = statement.end - statement.start - len(statement.text)
    if spare == 0:
        return Span(statement.start + start, statement.start + end)
    return Span(statement.start + start, min(statement.start + end + max(spare, 0), statement.end))


def _names(statement: Statement) -> frozenset[str]:
    return frozenset(word.lower() for name in statement.speakers for word in re.findall(r"\w{3,}", name))


def _settle(positions: list[Position]) -> dict[str, Position]:
    """One position a concept: the first, or ambivalent where both sides are named."""
    settled: dict[str, Position] = {}
    for position in positions:
        old = settled.setdefault(position.concept, position)
        if old.position * position.position == -1:
            settled[position.concept] = old._replace(position=0)
    return settled


def stances_of(statement: Statement, coder: StanceCoder, topic: Cue | None = None) -> tuple[list[Stance], Cue | None]:
    """Positions of one statement, a row for each sentence and concept, and the measure it speaks of last."""
    rows: list[Stance] = []
    for later, span in enumerate(split_sentences(statement.text)):
        positions, spoken = coder.read(span.of(statement.text), _names(statement), topic)
        topic = spoken or topic
        for concept, found in _settle(positions).items():
            place = _place(statement, span.start + found.start, span.start + found.end)
            rows.append(
                Stance(
                    statement.article_id,
                    place.start,
                    place.end,
                    statement.statement_id,
                    _sentence_id(statement.sentence_id, later),
                    coder.themes[concept],
                    concept,
                    found.position,
                    found.basis,
                    found.rule,
                )
            )
    signs: dict[str, set[int]] = {}
    for row in rows:
        signs.setdefault(row.concept, set()).add(row.position)
    rows = [row._replace(position=0) if {1, -1} <= signs[row.concept] else row for row in rows]
    return rows, topic


def stance(statements: pl.DataFrame, codebook: Codebook) -> pl.DataFrame:
    """Code the position of every statement on every concept of a codebook.

    Parameters
    ----------
    statements : polars.DataFrame
        The table ``statements``.
    codebook : Codebook
        What is coded.

    Returns
    -------
    polars.DataFrame
        The table ``stances``: a row for each statement, sentence and concept on which it takes a position; none where
        no rule saw one. ``start`` and ``end`` are the evidence in the article's text, ``rule`` the cue of the codebook
        (``+this`` where it was taken up by a word such as *aturan ini*).

    Raises
    ------
    SchemaError
        If the frame is not a table of statements.
    LexiconError
        If the codebook's cues are malformed.

    Examples
    --------
    >>> from umkm_research.coding.codebook import load_codebook
    >>> said = Statement("a", 0, 41, "a-q0000", "a-0000", "direct", False, ["Ani"], None, None, None, None, "r",
    ...                  '"Impor baju tidak perlu dibatasi ketat ya"')
    >>> stance(frame("statements", [said]), load_codebook()).select("concept", "position", "basis").rows()
    [('import_limits', -1, 'demand')]
    """
    coder = _coder(codebook)
    rows: list[Stance] = []
    topic: Cue | None = None
    article, age = "", 0
    for raw in check("statements", statements).iter_rows():
        statement = Statement(*raw)
        if statement.article_id != article:
            article, topic, age = statement.article_id, None, 0
        found, spoken = stances_of(statement, coder, topic)
        age = 0 if spoken is not topic else age + 1
        topic = spoken if age < _MEMORY else None
        rows += found
    return frame("stances", rows)
