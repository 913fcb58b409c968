"""A word in its contexts: the concordance (KWIC)."""

import re
from collections.abc import Collection
from typing import Literal

import numpy as np
import polars as pl
from numpy.typing import NDArray

from umkm_research.errors import InputError
from umkm_research.terms.counting import By, Tokens, Unit, grouping, in_order, need

Sort = Literal["place", "left", "right"]
"""By the order of the text, by the words to the left (the nearest first), or by those to the right."""

COLUMNS = ("query", "sentence_id", "start", "end", "left", "node", "right")


def concordance(
    tokens: Tokens,
    articles: pl.DataFrame | pl.LazyFrame,
    query: str | Collection[str],
    *,
    by: By = None,
    unit: Unit = "term",
    width: int = 8,
    sort: Sort = "place",
) -> pl.DataFrame:
    """Every place where a word or phrase stands, with what stands before and after it.

    Parameters
    ----------
    tokens : polars.DataFrame or polars.LazyFrame
        The table ``tokens``.
    articles : polars.DataFrame or polars.LazyFrame
        The table ``articles``: contexts are shown as they are written. What was cut out of the body is not shown.
    query : str or collection of str
        What to look for, in lower case or not: a word, or words with spaces between that stand next to each other in
        one sentence; ``*`` stands for any characters, or none, of one word.
    by : str or sequence of str, optional
        Columns to show beside each line (see ``join_articles``).
    unit : {"form", "stem", "term"}
        What the words of the query are: ``"form"`` finds *mengimpor* by itself, ``"stem"`` every form of *impor*.
    width : int
        Tokens, punctuation included, to either side; the context does not leave its article.
    sort : {"place", "left", "right"}
        The order of the lines. Punctuation plays no part in it.

    Returns
    -------
    polars.DataFrame
        ``article_id``, the columns of ``by``, ``query``, ``sentence_id``, ``start`` and ``end`` of the node in the
        article's text, ``left``, ``node`` and ``right`` as written, white space made one space.

    Raises
    ------
    InputError
        If the query is empty, the width below 0, there is no such sort, or the text of an article is not given.
    SchemaError
        If the tokens or articles lack a column.

    Examples
    --------
    >>> articles = pl.DataFrame({"article_id": ["a"], "text": ["Nilai impor naik."]})
    >>> tokens = pl.DataFrame(
    ...     {"article_id": "a", "sentence_id": "a-0", "start": [0, 6, 12, 16], "end": [5, 11, 16, 17],
    ...      "form": ["nilai", "impor", "naik", "."]})
    >>> concordance(tokens, articles, "impor", unit="form").select("left", "node", "right").row(0)
    ('Nilai', 'impor', 'naik.')
    """
    queries = [query] if isinstance(query, str) else list(query)
    phrases = {one: one.lower().split() for one in queries}
    if not all(phrases.values()):
        raise InputError("There is nothing to look for.", "Give a word, or words with spaces between.", "bad-setting")
    if width < 0 or sort not in {"place", "left", "right"}:
        raise InputError(
            f"width={width} and sort={sort!r} do not go.",
            "Take width=8, sort='place', 'left' or 'right'.",
            "bad-setting",
        )
    carried = [key for key in grouping(by, taken=COLUMNS) if key != "article_id"]
    columns = ["article_id", *carried, "sentence_id", "start", "end", "form", unit]
    rows = in_order(need(tokens, columns)).collect()
    hits = sorted((at, at + len(words), one) for one, words in phrases.items() for at in _matches(rows, unit, words))
    page = _Page(rows, articles, {first for first, _, _ in hits})
    lines = [(*page.context(first, last, width), first, one) for first, last, one in hits]
    if sort == "left":
        lines.sort(key=lambda line: (page.key(line[0])[::-1], page.key(line[2])))
    elif sort == "right":
        lines.sort(key=lambda line: (page.key(line[2]), page.key(line[0])[::-1]))
    found = rows.select("article_id", *carried, "sentence_id")[[first for *_, first, _ in lines]]
    return found.with_columns(
        query=pl.Series([one for *_, one in lines], dtype=pl.String),
        start=pl.Series([page.starts[node.start] for _, node, *_ in lines], dtype=pl.Int64),
        end=pl.Series([page.ends[node.stop - 1] for _, node, *_ in lines], dtype=pl.Int64),
        left=pl.Series([page.words(left) for left, *_ in lines], dtype=pl.String),
        node=pl.Series([page.words(node) for _, node, *_ in lines], dtype=pl.String),
        right=pl.Series([page.words(right) for _, _, right, *_ in lines], dtype=pl.String),
    ).select("article_id", *carried, *COLUMNS)


def _matches(rows: pl.DataFrame, unit: Unit, words: list[str]) -> list[int]:
    """Numbers of the tokens at which the words of a phrase begin."""
    last = 1 - len(words)
    return (
        rows.select(
            pl.all_horizontal(
                *(_is(pl.col(unit), word).shift(-step, fill_value=False) for step, word in enumerate(words)),
                pl.col("sentence_id") == pl.col("sentence_id").shift(last),
            ).fill_null(value=False)
        )
        .to_series()
        .arg_true()
        .to_list()
    )


def _is(column: pl.Expr, word: str) -> pl.Expr:
    """Whether a column is this word, in which ``*`` stands for any characters."""
    if "*" not in word:
        return column == word
    # The engine behind polars takes time in proportion to the text whatever the pattern.
    return column.str.contains("^(?s:" + ".*".join(re.escape(part) for part in word.split("*")) + ")$")


class _Page:
    """The tokens as they are written."""

    def __init__(self, rows: pl.DataFrame, articles: pl.DataFrame | pl.LazyFrame, hits: set[int]) -> None:
        self.starts: list[int] = rows["start"].to_list()
        self.ends: list[int] = rows["end"].to_list()
        self.forms = rows["form"]
        self.ids = rows["article_id"]
        changes = (self.ids != self.ids.shift()).fill_null(value=True).arg_true().to_numpy()
        self.breaks: NDArray[np.int64] = np.append(changes, rows.height).astype(np.int64)
        wanted = {self.ids[at] for at in hits}
        read = articles.lazy().filter(pl.col("article_id").is_in(sorted(wanted))).select("article_id", "text").collect()
        self.texts: dict[str, str] = dict(read.iter_rows())
        missing = sorted(wanted - self.texts.keys())
        if missing:
            raise InputError(
                f"The text of article {missing[0]} is not given.",
                "Take the articles that the tokens are of.",
                "no-text",
            )

    def context(self, first: int, last: int, width: int) -> tuple[range, range, range]:
        """The tokens to the left of a node, its own, and those to its right, all of one article."""
        article = int(np.searchsorted(self.breaks, first, side="right"))
        begin, end = int(self.breaks[article - 1]), int(self.breaks[article])
        return range(max(begin, first - width), first), range(first, last), range(last, min(end, last + width))

    def words(self, tokens: range) -> str:
        """What is written there, a space where tokens do not touch."""
        text = self.texts[self.ids[tokens.start]] if tokens else ""
        pieces = [
            " " * (at > tokens.start and self.starts[at] > self.ends[at - 1]) + text[self.starts[at] : self.ends[at]]
            for at in tokens
        ]
        return " ".join("".join(pieces).split())

    def key(self, tokens: range) -> list[str]:
        """What lines are sorted by: the words alone."""
        return [form for form in self.forms[tokens.start : tokens.stop] if any(map(str.isalnum, form))]
