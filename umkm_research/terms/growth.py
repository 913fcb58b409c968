"""How the vocabulary grows with the text, and Heaps' law."""

from collections.abc import Collection
from typing import NamedTuple

import numpy as np
import polars as pl
from numpy.typing import NDArray

from umkm_research.errors import InputError
from umkm_research.terms.counting import EVERYTHING, WORDS, By, Counting, Tokens, Unit, grouping, need, occurrences
from umkm_research.terms.intervals import percentiles

COLUMNS = ("tokens", "types", "types_low", "types_high")


class _Text(NamedTuple):
    """The words of each article of a group, and where in its article each feature first occurs, by feature."""

    words: NDArray[np.int64]
    article: NDArray[np.int64]
    first: NDArray[np.int64]
    feature_starts: NDArray[np.int64]


def vocabulary_growth(
    tokens: Tokens,
    *,
    by: By = None,
    unit: Unit = "term",
    n: int = 1,
    stopwords: bool = True,
    kinds: Collection[str] = WORDS,
    points: int = 100,
    orders: int = 0,
    level: float = 0.95,
    seed: int = 0,
) -> pl.DataFrame:
    """How many different features have been met after so many words.

    Parameters
    ----------
    tokens : polars.DataFrame or polars.LazyFrame
        The table ``tokens``.
    by : str or sequence of str, optional
        Columns that tell groups apart (see ``join_articles``).
    unit, n, stopwords, kinds
        What is counted; see ``Counting``. Stop words left out are no types, but words of the text all the same.
    points : int
        Points of the curve, at equal distances, the last at the end of the text.
    orders : int
        0: articles in the order in which they stand in ``tokens``. Else the mean over so many random orders, since a
        curve bends where the subject happens to change.
    level : float
        Of the band within which the curves of the random orders lie.
    seed : int
        Of the random orders.

    Returns
    -------
    polars.DataFrame
        The columns of ``by``, ``tokens`` (words so far), ``types`` (features so far; a mean), ``types_low`` and
        ``types_high`` (null without random orders).

    Raises
    ------
    InputError
        If there is to be no point.

    Examples
    --------
    >>> tokens = pl.DataFrame(
    ...     {"article_id": "a", "sentence_id": "a-0", "start": range(4), "end": range(1, 5), "kind": "word",
    ...      "form": ["impor", "naik", "impor", "turun"], "is_stopword": False})
    >>> vocabulary_growth(tokens, unit="form", points=2).select("tokens", "types").rows()
    [(2, 2.0), (4, 3.0)]
    """
    if points < 1 or orders < 0 or not 0 < level < 1:
        raise InputError(
            f"points={points}, orders={orders} and level={level} do not go.",
            "Take points=100, orders=0 or more, and a level between 0 and 1.",
            "bad-setting",
        )
    keys = grouping(by, taken=(*COLUMNS, "feature", "form", "counted", "at")) or [EVERYTHING]
    need(tokens, ["start"])
    named = tokens.lazy().with_columns(pl.lit("").alias(EVERYTHING))
    part = list(dict.fromkeys([*keys, "article_id"]))
    found = occurrences(named, Counting(unit, n, stopwords, kinds), keys).with_columns(
        _place=pl.int_range(pl.len()).over(part)
    )
    articles, firsts = pl.collect_all(
        [
            found.group_by(part, maintain_order=True).agg(_words=pl.len()).with_row_index("_article"),
            found.filter("counted").group_by([*part, "feature"]).agg(pl.col("_place").min()),
        ]
    )
    firsts = firsts.join(articles, on=part, nulls_equal=True).sort("feature", "_article")
    curves = [articles.select(keys).clear().with_columns(pl.lit(0.0).alias(name) for name in COLUMNS)]
    for _, group in articles.sort(keys, maintain_order=True).group_by(keys, maintain_order=True):
        own = firsts.join(group.select("_article"), on="_article", how="semi", maintain_order="left")
        article = np.searchsorted(group["_article"].to_numpy(), own["_article"].to_numpy())
        starts = np.flatnonzero((own["feature"] != own["feature"].shift()).fill_null(value=True).to_numpy())
        text = _Text(group["_words"].to_numpy().astype(np.int64), article, own["_place"].to_numpy(), starts)
        curve = _curve(text, points, orders, level, np.random.default_rng(seed))
        curves.append(group.select(keys).head(1).join(curve, how="cross"))
    result = pl.concat(curves).with_columns(pl.col("tokens").cast(pl.Int64))
    return result.drop(EVERYTHING, strict=False)


def _curve(text: _Text, points: int, orders: int, level: float, rng: np.random.Generator) -> pl.DataFrame:
    total = int(text.words.sum())
    at = np.unique(np.ceil(np.arange(1, points + 1) * total / points).astype(np.int64))
    articles = len(text.words)
    runs = [rng.permutation(articles) for _ in range(orders)] or [np.arange(articles)]
    curves = np.zeros((len(at), len(runs)))
    for run, order in enumerate(runs):
        before = np.empty(articles, dtype=np.int64)
        before[order] = np.cumsum(text.words[order]) - text.words[order]
        if len(text.first):
            met = np.sort(np.minimum.reduceat(before[text.article] + text.first, text.feature_starts))
            curves[:, run] = np.searchsorted(met, at, side="left")
    low, high = percentiles(curves if orders else np.full((len(at), 1), np.nan), level)
    columns = dict(zip(COLUMNS, (at.astype(np.float64), curves.mean(axis=1), low, high), strict=True))
    return pl.DataFrame(columns).fill_nan(None)


def heaps(growth: pl.DataFrame) -> pl.DataFrame:
    """Heaps' law, types = k x tokens^b, fitted to curves of vocabulary growth by least squares on logarithms.

    For Reuters-RCV1 k is 44 and b 0.49, so that 1,000,020 tokens should have 38,323 types (Manning, Raghavan and
    Schütze 2008, *Introduction to Information Retrieval*, section 5.1.1).

    Parameters
    ----------
    growth : polars.DataFrame
        As ``vocabulary_growth`` gives it.

    Returns
    -------
    polars.DataFrame
        The grouping columns, ``k``, ``b``, ``r_squared`` (of the logarithms; null where the curve is level) and
        ``points``; ``k`` and ``b`` are null where a group has fewer than two points.

    Examples
    --------
    >>> at = np.array([1e4, 1e5, 1e6])
    >>> growth = pl.DataFrame({"tokens": at, "types": 44 * at**0.49})
    >>> heaps(growth).select(pl.col("k", "b").round(2)).row(0)
    (44.0, 0.49)
    """
    keys = [column for column in growth.columns if column not in COLUMNS]
    x, y = pl.col("tokens").cast(pl.Float64).log10(), pl.col("types").cast(pl.Float64).log10()
    fits = (
        growth.filter(pl.col("types") > 0)
        .with_columns(pl.lit("").alias(EVERYTHING))
        .group_by(keys or [EVERYTHING], maintain_order=True)
        .agg(
            b=pl.cov(x, y, ddof=1) / x.var(),
            x=x.mean(),
            y=y.mean(),
            r_squared=pl.corr(x, y) ** 2,
            points=pl.len().cast(pl.Int64),
        )
        .with_columns(k=10 ** (pl.col("y") - pl.col("b") * pl.col("x")))
    )
    return fits.select(*keys, pl.col("k", "b", "r_squared").fill_nan(None), "points")
