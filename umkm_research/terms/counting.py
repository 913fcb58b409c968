"""What is counted: which tokens, under which name, alone or as n-grams, and where."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Literal

import polars as pl

from umkm_research.errors import InputError, SchemaError

Unit = Literal["form", "stem", "term"]
"""What stands for a token: its lower-cased form, its linguistic stem, or the term that the subject counts."""

Tokens = pl.DataFrame | pl.LazyFrame
"""The table ``tokens``, or any part of it, with whatever grouping columns were joined to it."""

By = str | Sequence[str] | None
"""The column, or columns, that tell the groups apart."""

WORDS = ("word", "name")
"""The kinds of token that count as words: no numbers, addresses or punctuation."""

EVERYTHING = "_everything"
"""The grouping column where nothing is told apart; it never leaves the package."""


@dataclass(frozen=True)
class Counting:
    """The settings that all statistics of terms share.

    Parameters
    ----------
    unit : {"form", "stem", "term"}
        The column that is counted.
    n : int
        Length of the n-grams; 1 counts words.
    stopwords : bool
        Whether stop words are counted. Left out, they still are words of the text: they take part in every total and
        part the words on their two sides, so leaving them out changes no rate and makes no false neighbours.
    kinds : collection of str
        The kinds of token that are words.

    Raises
    ------
    InputError
        If a setting is none of these.
    """

    unit: Unit = "term"
    n: int = 1
    stopwords: bool = True
    kinds: Collection[str] = WORDS

    def __post_init__(self) -> None:
        if self.unit not in {"form", "stem", "term"}:
            raise InputError(f"Tokens have no unit {self.unit!r}.", "Take 'form', 'stem' or 'term'.", "bad-setting")
        if self.n < 1:
            raise InputError(f"An n-gram has at least one word, not {self.n}.", "Take n=1 or more.", "bad-setting")
        if isinstance(self.kinds, str):
            raise InputError(f"kinds={self.kinds!r} is one word.", "Give a list of kinds.", "bad-setting")


def grouping(by: By, *, taken: Collection[str] = ()) -> list[str]:
    """The grouping columns as a list without repetition.

    Parameters
    ----------
    by : str, sequence of str or None
        One column, several, or none.
    taken : collection of str
        Names that the result uses for its own columns.

    Raises
    ------
    InputError
        If a grouping column would overwrite a column of the result.

    Examples
    --------
    >>> grouping("outlet"), grouping(None), grouping(["outlet", "outlet"])
    (['outlet'], [], ['outlet'])
    """
    columns = [by] if isinstance(by, str) else list(dict.fromkeys(by or ()))
    clash = sorted({*columns} & {*taken})
    if clash:
        raise InputError(
            f"The result has a column {clash[0]!r} of its own.", f"Rename the grouping column {clash[0]!r}.", "clash"
        )
    return columns


def need(tokens: Tokens, columns: Collection[str]) -> pl.LazyFrame:
    """Only these columns, lazily.

    Raises
    ------
    SchemaError
        Naming those that are missing.
    """
    lazy = tokens.lazy()
    missing = [column for column in columns if column not in lazy.collect_schema().names()]
    if missing:
        raise SchemaError(
            f"The tokens have no column {', '.join(missing)}.",
            "Take the table tokens; columns of the articles are added by join_articles(tokens, articles, 'outlet').",
            "schema",
        )
    return lazy.select(list(dict.fromkeys(columns)))


def join_articles(tokens: Tokens, articles: pl.DataFrame | pl.LazyFrame, *columns: str) -> pl.LazyFrame:
    """The tokens with columns of their articles, to group by.

    Parameters
    ----------
    tokens : polars.DataFrame or polars.LazyFrame
        The table ``tokens``.
    articles : polars.DataFrame or polars.LazyFrame
        The table ``articles``, or any other with one row an ``article_id``.
    *columns : str
        The columns to bring over, such as ``"outlet"``.

    Returns
    -------
    polars.LazyFrame
        As many rows as ``tokens``, in their order; a column that was there before is replaced.

    Raises
    ------
    SchemaError
        If the articles have no such column.

    Examples
    --------
    >>> tokens = pl.DataFrame({"article_id": ["a", "b"], "form": ["impor", "naik"]})
    >>> articles = pl.DataFrame({"article_id": ["a", "b"], "outlet": ["Tempo", None]})
    >>> join_articles(tokens, articles, "outlet").collect()["outlet"].to_list()
    ['Tempo', None]
    """
    there = articles.lazy().collect_schema().names()
    missing = [column for column in ("article_id", *columns) if column not in there]
    if missing:
        raise SchemaError(
            f"The articles have no column {', '.join(missing)}.", f"They have {', '.join(there)}.", "schema"
        )
    wanted = articles.lazy().select(list(dict.fromkeys(("article_id", *columns))))
    replaced = [column for column in columns if column != "article_id"]
    kept = tokens.lazy().drop(replaced, strict=False)
    return kept.join(wanted, on="article_id", how="left", maintain_order="left", validate="m:1")


def in_order(tokens: pl.LazyFrame) -> pl.LazyFrame:
    """Tokens as they follow each other in their articles; articles stay in the order in which they first appear."""
    ranked = tokens.with_row_index("_article").with_columns(pl.col("_article").min().over("article_id"))
    return ranked.sort("_article", "start", maintain_order=True).drop("_article")


def occurrences(tokens: Tokens, counting: Counting, by: Collection[str] = ()) -> pl.LazyFrame:
    """Every word or n-gram of the text, in the order of the text.

    An n-gram is n words that stand next to each other: no sentence end, punctuation mark or other token that is no
    word lies between them, and all are of one group.

    Parameters
    ----------
    tokens : polars.DataFrame or polars.LazyFrame
        Tokens with ``article_id``, ``form``, the unit, ``kind`` and ``is_stopword``; for n-grams ``sentence_id`` too,
        and ``start`` and ``end`` where places are wanted.
    counting : Counting
        What is counted.
    by : collection of str
        Columns to carry along.

    Returns
    -------
    polars.LazyFrame
        ``article_id``, the columns of ``by``, ``sentence_id``, ``start`` and ``end`` where the tokens have them,
        ``at`` (running number of the token, punctuation counted), ``feature`` (what is counted), ``form`` (how it
        stands there, lower-cased) and ``counted`` (false for what is left out as a stop word but is part of the
        running text).

    Examples
    --------
    >>> tokens = pl.DataFrame(
    ...     {"article_id": "a", "sentence_id": "a-0", "start": [0, 6], "end": [5, 12], "form": ["impor", "barang"],
    ...      "kind": "word", "is_stopword": False})
    >>> occurrences(tokens, Counting("form", n=2)).select("start", "end", "feature").collect().rows()
    [(0, 12, 'impor barang')]
    """
    n = counting.n
    there = tokens.lazy().collect_schema().names()
    places = [column for column in ("sentence_id", "start", "end") if column in there or n > 1]
    carried = list(dict.fromkeys(["article_id", *by, *places]))
    rows = need(tokens, [*carried, "form", counting.unit, "kind", "is_stopword"])
    rows = (in_order(rows) if "start" in places else rows).with_row_index("at")
    word = pl.col("kind").is_in(list(counting.kinds)) & pl.col(counting.unit).is_not_null()
    counted = ~pl.col("is_stopword") | counting.stopwords
    rows = rows.select(*carried, "at", _unit=pl.col(counting.unit), form=pl.col("form"), _word=word, counted=counted)
    if n > 1:
        rows = rows.with_columns(
            _word=pl.all_horizontal(
                *(pl.col("_word").shift(-step, fill_value=False) for step in range(n)),
                *(pl.col(column).eq_missing(pl.col(column).shift(1 - n)) for column in carried if column not in places),
                pl.col("sentence_id") == pl.col("sentence_id").shift(1 - n),
            ),
            _unit=pl.concat_str([pl.col("_unit").shift(-step) for step in range(n)], separator=" "),
            form=pl.concat_str([pl.col("form").shift(-step) for step in range(n)], separator=" "),
            counted=pl.all_horizontal(pl.col("counted").shift(-step) for step in range(n)),
            end=pl.col("end").shift(1 - n),
        )
    return rows.filter("_word").select(*carried, "at", "form", "counted", feature="_unit")


def labels(found: pl.LazyFrame) -> pl.LazyFrame:
    """The form that stands for each feature: the most frequent, of equals the first in the alphabet.

    Parameters
    ----------
    found : polars.LazyFrame
        As ``occurrences`` gives it.

    Returns
    -------
    polars.LazyFrame
        ``feature`` and ``label``, sorted by feature.

    Examples
    --------
    >>> found = pl.LazyFrame({"feature": ["dagang"] * 3, "form": ["pedagang", "dagang", "pedagang"]})
    >>> labels(found).collect().rows()
    [('dagang', 'pedagang')]
    """
    counts = found.group_by("feature", "form").len().sort("feature", "len", "form", descending=[False, True, False])
    return counts.group_by("feature", maintain_order=True).agg(label=pl.col("form").first())
