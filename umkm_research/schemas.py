"""The tables: one class a table, one field a column, each with its meaning.

A class is both the plain row that a stage works with and the schema of the frame it gives out, so the two cannot
drift. ``start`` and ``end`` are code-point offsets into the article's ``text``: ``text[start:end]`` is what a row
speaks of, always.
"""

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Annotated, Any, NamedTuple, get_args, get_origin, get_type_hints

import polars as pl

from umkm_research.errors import SchemaError

Tables = Mapping[str, pl.DataFrame]
"""Tables by name, as a corpus holds them and the pipeline passes them on."""

ArticleId = Annotated[str, "the article; stable while its place in the corpus and its text are"]
SentenceId = Annotated[str, "the sentence"]
Start = Annotated[int, "first code point in the article's text"]
End = Annotated[int, "code point after the last"]
Rule = Annotated[str, "the rule that gave this row"]


class Article(NamedTuple):
    """A document."""

    article_id: ArticleId
    content_id: Annotated[str, "from the text alone: equal for copies"]
    source: Annotated[str, "path below the corpus root; file.csv#row, file.warc.gz#offset"]
    text: Annotated[str, "all that was read; what offsets count in"]
    body: Annotated[str, "the article proper: the segments with role body, a paragraph a line"]
    outlet: Annotated[str | None, "the newspaper"]
    title: Annotated[str | None, "the headline"]
    url: Annotated[str | None, "where it was published"]
    date: Annotated[dt.date | None, "calendar day in Indonesia"]
    published: Annotated[dt.datetime | None, "UTC instant; null where only the day is known"]
    published_precision: Annotated[str | None, "second, minute, day"]
    published_from: Annotated[str | None, "header, byline, body, metadata"]
    authors: Annotated[list[str], "names of the writers"]
    editor: Annotated[str | None, "name or initials code"]
    place: Annotated[str | None, "place of the dateline"]
    partial: Annotated[bool, "a page of the article is missing"]
    words: Annotated[int, "words of the body"]


class Segment(NamedTuple):
    """A stretch of the source with one role: a line, or part of one."""

    article_id: ArticleId
    start: Start
    end: End
    line: Annotated[int, "line of the text, from 0"]
    role: Annotated[str, "codebook, section 1"]
    rule: Rule
    text: Annotated[str, "text[start:end]"]


class Sentence(NamedTuple):
    """A sentence of the body."""

    article_id: ArticleId
    start: Start
    end: End
    sentence_id: SentenceId
    paragraph: Annotated[int, "paragraph of the body, from 0"]
    sentence: Annotated[int, "sentence of the article, from 0"]
    text: Annotated[str, "the words, without what was cut out of its middle"]


class Token(NamedTuple):
    """A token of a sentence."""

    article_id: ArticleId
    start: Start
    end: End
    sentence_id: SentenceId
    form: Annotated[str, "lower-cased"]
    stem: Annotated[str, "linguistic stem"]
    term: Annotated[str, "what is counted: the stem, with the subject's families and keeps applied"]
    kind: Annotated[str, "word, name, number, money, percent, date, time, url, handle, hashtag, punctuation, symbol"]
    is_stopword: Annotated[bool, "on the stop-word list"]


class Statement(NamedTuple):
    """What the article attributes to a speaker."""

    article_id: ArticleId
    start: Start
    end: End
    statement_id: Annotated[str, "the statement"]
    sentence_id: Annotated[str, "the sentence in which it starts"]
    quote_type: Annotated[str, "direct, indirect, mixed"]
    continuation: Annotated[bool, "goes on with what was just reported, without a cue of its own"]
    speakers: Annotated[list[str], "names as the article gives them in full; empty where it does not say"]
    quoted_source: Annotated[str | None, "whom the speaker quotes"]
    cue: Annotated[str | None, "the reporting word as it stands"]
    cue_start: Annotated[int | None, "first code point of the cue"]
    cue_end: Annotated[int | None, "code point after the cue"]
    rule: Rule
    text: Annotated[str, "the words of the statement"]


class Speaker(NamedTuple):
    """A speaker of a statement. ``start`` and ``end`` are the mention nearest to the statement."""

    article_id: ArticleId
    start: Start
    end: End
    statement_id: Annotated[str, "the statement"]
    name: Annotated[str, "the full name as the article gives it"]
    person: Annotated[str | None, "the same person across the corpus, by registry"]
    kind: Annotated[str, "person, organisation, group"]
    actor_type: Annotated[str | None, "codebook, section 2"]
    role: Annotated[str | None, "as the article first gives it"]
    organisation: Annotated[str | None, "as the article first gives it"]
    role_start: Annotated[int | None, "first code point of the role"]
    role_end: Annotated[int | None, "code point after the role"]
    organisation_start: Annotated[int | None, "first code point of the organisation"]
    organisation_end: Annotated[int | None, "code point after the organisation"]
    resolved_by: Annotated[str, "the rule that found the speaker"]


class Stance(NamedTuple):
    """A position of a statement on a concept. ``start`` and ``end`` are the evidence."""

    article_id: ArticleId
    start: Start
    end: End
    statement_id: Annotated[str, "the statement"]
    sentence_id: SentenceId
    theme: Annotated[str, "theme of the concept"]
    concept: Annotated[str, "codebook, section 3"]
    position: Annotated[int, "-1 oppose, 0 ambivalent, 1 support"]
    basis: Annotated[str, "demand, evaluation, commitment, report"]
    rule: Rule


class Frame(NamedTuple):
    """A direction of trade in a sentence of the body or in the title."""

    article_id: ArticleId
    start: Start
    end: End
    sentence_id: Annotated[str | None, "the sentence; null for the title"]
    statement_id: Annotated[str | None, "the statement that the sentence lies in"]
    direction: Annotated[str, "import, export"]
    evaluation: Annotated[str, "harm, obstacle, benefit, both, none"]
    measure: Annotated[str, "tighten, ease, support, other, none"]
    affected: Annotated[list[str], "producer, conventional_trader, reseller, consumer, worker, state"]
    frame: Annotated[str, "harm, benefit, both, policy, neutral"]
    voice: Annotated[
        str, "narrator, headline, the name of the speaker, or unnamed: a statement whose speaker the text does not give"
    ]
    rule: Rule


class Duplicate(NamedTuple):
    """An article that copies another."""

    article_id: ArticleId
    duplicate_of: Annotated[str, "the article it copies"]
    similarity: Annotated[float, "share of shingles in common, 0 to 1"]
    kind: Annotated[str, "same, reprint, wire"]


class Rejected(NamedTuple):
    """An input that was not read."""

    source: Annotated[str, "path below the corpus root"]
    stage: Annotated[str, "the stage that gave up"]
    code: Annotated[str, "a short, stable word for the reason"]
    reason: Annotated[str, "what is wrong"]
    remedy: Annotated[str, "what the reader can do"]


TABLES: dict[str, type[Any]] = {
    "articles": Article,
    "segments": Segment,
    "sentences": Sentence,
    "tokens": Token,
    "statements": Statement,
    "speakers": Speaker,
    "stances": Stance,
    "frames": Frame,
    "duplicates": Duplicate,
    "rejected": Rejected,
}

_DTYPES: dict[Any, pl.DataType] = {
    str: pl.String(),
    int: pl.Int64(),
    float: pl.Float64(),
    bool: pl.Boolean(),
    dt.date: pl.Date(),
    dt.datetime: pl.Datetime("us", "UTC"),
    list[str]: pl.List(pl.String()),
}


def _dtype(hint: Any) -> pl.DataType:
    if get_origin(hint) is Annotated:
        hint = get_args(hint)[0]
    if hint not in _DTYPES:
        hint = next(arg for arg in get_args(hint) if arg is not type(None))
    return _DTYPES[hint]


SCHEMAS: dict[str, pl.Schema] = {
    name: pl.Schema({column: _dtype(hint) for column, hint in get_type_hints(row, include_extras=True).items()})
    for name, row in TABLES.items()
}


def frame(table: str, rows: Iterable[tuple[Any, ...]]) -> pl.DataFrame:
    """Make the frame of a table from its rows.

    Parameters
    ----------
    table : str
        A name in ``TABLES``.
    rows : iterable of tuple
        Rows of that table's class.

    Returns
    -------
    polars.DataFrame
        With the table's schema; empty with its types where there are no rows.

    Examples
    --------
    >>> frame("duplicates", [Duplicate("a2", "a1", 1.0, "same")]).shape
    (1, 4)
    """
    return pl.DataFrame(list(rows), schema=SCHEMAS[table], orient="row")


def check(table: str, data: pl.DataFrame) -> pl.DataFrame:
    """Give the frame back if it has its table's columns and types.

    Raises
    ------
    SchemaError
        Naming the columns that are missing or of another type.

    Examples
    --------
    >>> check("duplicates", frame("duplicates", [])).height
    0
    """
    wrong = [
        f"{column} should be {dtype}, is {data.schema.get(column, 'missing')}"
        for column, dtype in SCHEMAS[table].items()
        if data.schema.get(column) != dtype
    ]
    if wrong:
        raise SchemaError(
            f"This is not a table of {table}: {'; '.join(wrong)}.",
            "Take the table as the stage before gives it, or read it with the same version of umkm_research.",
            "schema",
        )
    return data


def describe(table: str) -> pl.DataFrame:
    """Columns of a table with their types and meanings, for lessons and appendices.

    Examples
    --------
    >>> describe("rejected")["column"].to_list()
    ['source', 'stage', 'code', 'reason', 'remedy']
    """
    hints = get_type_hints(TABLES[table], include_extras=True)
    return pl.DataFrame(
        {
            "column": list(hints),
            "type": [str(_dtype(hint)) for hint in hints.values()],
            "meaning": [get_args(hint)[1] for hint in hints.values()],
        }
    )
