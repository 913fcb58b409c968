"""How rich the vocabulary of a text is, whatever its length: MATTR, MTLD and HD-D."""

from collections.abc import Callable, Collection, Hashable, Sequence

import numpy as np
import polars as pl
from numpy.typing import NDArray
from scipy.special import gammaln

from umkm_research.errors import InputError
from umkm_research.terms.counting import EVERYTHING, WORDS, By, Counting, Tokens, Unit, grouping, need, occurrences
from umkm_research.terms.intervals import percentiles, resamples

COLUMNS = ("measure", "value", "low", "high", "articles", "too_short")


def mattr(words: Sequence[Hashable], window: int = 100) -> float:
    """Moving-average type-token ratio: the mean share of different words in all windows of that many words.

    Covington and McFall (2010), "Cutting the Gordian knot", *Journal of Quantitative Linguistics* 17: 94-100.

    Parameters
    ----------
    words : sequence of hashable
        The text, in order.
    window : int
        Words of a window.

    Returns
    -------
    float
        Above 0, at most 1; NaN where the text is shorter than the window.

    Examples
    --------
    >>> mattr(["a", "b", "a", "a"], window=2)
    0.8333333333333334
    """
    number = len(words)
    if number < window:
        return float("nan")
    # A word is a new type of every window that holds it and not its previous occurrence.
    previous = np.empty(number, dtype=np.int64)
    last: dict[Hashable, int] = {}
    for index, word in enumerate(words):
        previous[index] = last.get(word, -1)
        last[word] = index
    at = np.arange(number)
    first_window = np.maximum(np.maximum(previous + 1, at - window + 1), 0)
    last_window = np.minimum(at, number - window)
    types = np.clip(last_window - first_window + 1, 0, None).sum()
    return float(types / (window * (number - window + 1)))


def mtld(words: Sequence[Hashable], threshold: float = 0.72) -> float:
    """Measure of textual lexical diversity: how many words on average until the type-token ratio has fallen.

    From the start of the text words are taken until their type-token ratio reaches the threshold: a factor, and the
    count starts anew. What is left at the end is a part of a factor, (1 - its ratio) / (1 - threshold). The value is
    words by factors, the mean of a run from either end. In *of the people by the people for the people* the first
    factor ends with the second *people*, at 4 types of 6 words, 0.667 (McCarthy and Jarvis 2010, "MTLD, vocd-D, and
    HD-D", *Behavior Research Methods* 42: 381-392).

    Parameters
    ----------
    words : sequence of hashable
        The text, in order; of 100 words or more, say the authors.
    threshold : float
        Between 0 and 1.

    Returns
    -------
    float
        In words; NaN where no word is repeated, since then there is no part of a factor.

    Examples
    --------
    >>> mtld("of the people by the people for the people".split())
    9.0
    """
    factors = _factors(words, threshold), _factors(words[::-1], threshold)
    if not all(factors):
        return float("nan")
    return (len(words) / factors[0] + len(words) / factors[1]) / 2


def _factors(words: Sequence[Hashable], threshold: float) -> float:
    factors = 0.0
    seen: set[Hashable] = set()
    length = 0
    for word in words:
        length += 1
        seen.add(word)
        if len(seen) <= threshold * length:
            factors += 1
            seen.clear()
            length = 0
    if length:
        factors += (1 - len(seen) / length) / (1 - threshold)
    return factors


def hdd(words: Sequence[Hashable], draws: int = 42) -> float:
    """HD-D: the type-token ratio to be expected in a sample of 42 words drawn without replacement.

    McCarthy and Jarvis (2007), "vocd: a theoretical and empirical evaluation", *Language Testing* 24: 459-488. Each
    type adds the hypergeometric probability to be in the sample, divided by the size of the sample.

    Parameters
    ----------
    words : sequence of hashable
        The text; its order plays no part.
    draws : int
        Size of the sample.

    Returns
    -------
    float
        Above 0, at most 1; NaN where the text is shorter than the sample.

    Examples
    --------
    >>> round(hdd(["a", "a", "b"], draws=2), 4)
    0.8333
    """
    number = len(words)
    if number < draws:
        return float("nan")
    counts: dict[Hashable, int] = {}
    for word in words:
        counts[word] = counts.get(word, 0) + 1
    others = number - np.fromiter(counts.values(), dtype=np.float64)
    with np.errstate(invalid="ignore"):
        absent = np.exp(_log_choose(others, draws) - _log_choose(np.float64(number), draws))
    return float((1 - np.where(others < draws, 0.0, absent)).sum() / draws)


def _log_choose(of: NDArray[np.float64] | np.float64, draws: int) -> NDArray[np.float64]:
    """Logarithm of the number of ways to draw; the caller leaves out what cannot be drawn."""
    possible = np.maximum(of, draws)
    return np.asarray(gammaln(possible + 1) - gammaln(draws + 1) - gammaln(possible - draws + 1))


def lexical_diversity(
    tokens: Tokens,
    *,
    by: By = None,
    unit: Unit = "form",
    n: int = 1,
    stopwords: bool = True,
    kinds: Collection[str] = WORDS,
    window: int = 100,
    threshold: float = 0.72,
    draws: int = 42,
    level: float = 0.95,
    replicates: int = 1000,
    seed: int = 0,
) -> pl.DataFrame:
    """MATTR, MTLD and HD-D of articles, averaged by group.

    The measures are of a text, so each article is measured by itself, and a group has the mean of its articles.

    Parameters
    ----------
    tokens : polars.DataFrame or polars.LazyFrame
        The table ``tokens``.
    by : str or sequence of str, optional
        Columns that tell groups apart; ``"article_id"`` for the values of each article.
    unit, n, stopwords, kinds
        What is counted; see ``Counting``. The measures are defined on forms. What is left out is no part of the text.
    window, threshold, draws
        See ``mattr``, ``mtld`` and ``hdd``.
    level, replicates, seed
        Of the interval of the mean, by bootstrap over articles.

    Returns
    -------
    polars.DataFrame
        The columns of ``by``, ``measure``, ``value``, ``low``, ``high``, ``articles`` (measured) and ``too_short``
        (articles for which the measure is not defined, left out of the mean). The value is null where none is
        measured, the bounds where fewer than two are.

    Raises
    ------
    InputError
        If a setting means nothing.

    Examples
    --------
    >>> tokens = pl.DataFrame(
    ...     {"article_id": ["a"] * 4, "sentence_id": "a-0", "start": range(4), "end": range(1, 5), "kind": "word",
    ...      "form": ["impor", "naik", "impor", "turun"], "is_stopword": False})
    >>> lexical_diversity(tokens, window=2, draws=2).select("measure", "value", "articles", "too_short").rows()
    [('mattr', 1.0, 1, 0), ('mtld', 4.24, 1, 0), ('hdd', 0.9166666666666666, 1, 0)]
    """
    if min(window, draws) < 1 or not 0 < threshold < 1 or replicates < 1 or not 0 < level < 1:
        raise InputError(
            f"A setting is out of range: {window=}, {threshold=}, {draws=}, {level=}, {replicates=}.",
            "Threshold and level lie between 0 and 1, the others are 1 or more.",
            "bad-setting",
        )
    keys = grouping(by, taken=(*COLUMNS, "feature", "form", "counted", "at")) or [EVERYTHING]
    need(tokens, ["start"])
    named = tokens.lazy().with_columns(pl.lit("").alias(EVERYTHING))
    texts = (
        occurrences(named, Counting(unit, n, stopwords, kinds), keys)
        .filter("counted")
        .group_by(list(dict.fromkeys([*keys, "article_id"])), maintain_order=True)
        .agg("feature")
        .collect()
    )
    measures: dict[str, Callable[[list[str]], float]] = {
        "mattr": lambda words: mattr(words, window),
        "mtld": lambda words: mtld(words, threshold),
        "hdd": lambda words: hdd(words, draws),
    }
    rows = []
    for key, group in texts.group_by(keys, maintain_order=True):
        articles = group["feature"].to_list()
        for name, measure in measures.items():
            found = np.array([measure(words) for words in articles])
            found = found[~np.isnan(found)]
            low = high = np.array([np.nan])
            if len(found) > 1:
                drawn = resamples(len(found), replicates, np.random.default_rng(seed))
                means = found @ drawn / len(found)
                low, high = percentiles(means[None, :], level)
            value = found.mean() if len(found) else np.nan
            rows.append((*key, name, value, low[0], high[0], len(found), len(articles) - len(found)))
    types = [pl.String(), pl.Float64(), pl.Float64(), pl.Float64(), pl.Int64(), pl.Int64()]
    schema = {**texts.select(keys).schema, **dict(zip(COLUMNS, types, strict=True))}
    result = pl.DataFrame(rows, schema=schema, orient="row").fill_nan(None)
    return result.sort(keys, maintain_order=True).drop(EVERYTHING, strict=False)
