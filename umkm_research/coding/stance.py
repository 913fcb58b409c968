"""Stance: the position of a statement on the concepts of a codebook.

The coder is lexical and explainable, needs no download, and leaves out what it does not see. Its rules are the
``[[cues.CONCEPT]]`` of the codebook. A cue finds a *claim* (*perajin gulung tikar karena impor*) or a *measure*
(*impor dibatasi*); a measure takes a position only with an attitude: a demand, refusal, praise or blame, promise or
report. Signs are multiplied: *menolak* (-1) times *pencabutan* (-1) times *larangan impor* (+1) is support.
"""

import re
from collections.abc import Iterable
from functools import cache

import polars as pl

from umkm_research.coding.codebook import Codebook
from umkm_research.coding.positions import Memory, Position, StanceCoder
from umkm_research.schemas import Stance, Statement, check, frame
from umkm_research.text.sentences import split_sentences
from umkm_research.text.spans import Span

# BNI, Kemendag, BKPM: the names by which organisations are spoken of; UMKM is what they speak about.
_SHORT_NAME = re.compile(r"\b(?:[A-Z]{3,}|[A-Z][a-z]+(?=\)))\b")
_NO_NAME = frozenset({"UMKM", "UKM", "IKM", "UMK", "KUR", "DPR"})


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


def _names(statement: Statement, organisations: Iterable[str] = ()) -> frozenset[str]:
    """Words by which a statement may name its speaker: of the person's name, and the short name of the organisation."""
    person = (word for name in statement.speakers for word in re.findall(r"\w{3,}", name))
    short = (word for name in organisations for word in _SHORT_NAME.findall(name) if word not in _NO_NAME)
    return frozenset(word.lower() for word in (*person, *short))


def _settle(positions: list[Position]) -> dict[str, Position]:
    """One position a concept: the first, or ambivalent where both sides are named."""
    settled: dict[str, Position] = {}
    for position in positions:
        old = settled.setdefault(position.concept, position)
        if old.position * position.position == -1:
            settled[position.concept] = old._replace(position=0)
    return settled


def stances_of(
    statement: Statement, coder: StanceCoder, memory: Memory, organisations: Iterable[str] = ()
) -> tuple[list[Stance], Memory]:
    """Positions of one statement, a row for each sentence and concept, and what it leaves for the next statement."""
    rows: list[Stance] = []
    names = _names(statement, organisations)
    for later, span in enumerate(split_sentences(statement.text)):
        positions, memory = coder.read(span.of(statement.text), names, memory)
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
    return [row._replace(position=0) if {1, -1} <= signs[row.concept] else row for row in rows], memory


def stance(statements: pl.DataFrame, codebook: Codebook, speakers: pl.DataFrame | None = None) -> pl.DataFrame:
    """Code the position of every statement on every concept of a codebook.

    Parameters
    ----------
    statements : polars.DataFrame
        The table ``statements``.
    codebook : Codebook
        What is coded.
    speakers : polars.DataFrame, optional
        The table ``speakers``: whose organisations a speaker may mean by its short name (*BNI sudah menyalurkan …*).

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
    organisations: dict[str, set[str]] = {}
    if speakers is not None:
        for statement_id, name in speakers.select("statement_id", "organisation").drop_nulls().iter_rows():
            organisations.setdefault(statement_id, set()).add(name)
    memory, article = Memory(), ""
    for raw in check("statements", statements).iter_rows():
        statement = Statement(*raw)
        if statement.article_id != article:
            memory, article = Memory(), statement.article_id
        found, memory = stances_of(statement, coder, memory, organisations.get(statement.statement_id, ()))
        rows += found
    return frame("stances", rows)
