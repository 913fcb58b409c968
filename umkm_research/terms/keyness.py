"""Which features mark one group of articles against another: keyness."""

from collections.abc import Collection
from typing import Any, NamedTuple

import numpy as np
import polars as pl
import polars.selectors as cs
from numpy.typing import NDArray
from scipy.sparse import csr_array

from umkm_research.errors import InputError
from umkm_research.terms.association import signed_g2
from umkm_research.terms.counting import WORDS, Tokens, Unit, grouping
from umkm_research.terms.intervals import Floats, Interval, Margins, blocks, none, percentiles, resamples, wilson
from umkm_research.terms.matrix import DocumentFeatureMatrix, document_feature_matrix
from umkm_research.terms.permutation import permutation_p_values, q_values

REST = "rest"
"""What the column ``reference`` says where every other group is the reference."""

COLUMNS = (
    "reference",
    "feature",
    "label",
    "target_frequency",
    "reference_frequency",
    "target_tokens",
    "reference_tokens",
    "target_documents",
    "reference_documents",
    "target_per_thousand",
    "reference_per_thousand",
    "g2",
    "log_ratio",
    "log_ratio_low",
    "log_ratio_high",
    "absent_from",
    "p_value",
    "q_value",
)


class _Side(NamedTuple):
    """One of the two corpora: counts, documents x features, and running words of each document."""

    counts: csr_array
    tokens: NDArray[np.int64]

    @property
    def total(self) -> NDArray[np.int64]:
        """Frequency of each feature."""
        return self.counts.sum(axis=0)

    @property
    def share(self) -> Floats:
        """Of the running words."""
        return np.asarray(self.total / self.tokens.sum(), dtype=np.float64)

    @property
    def spread(self) -> NDArray[np.int64]:
        """Documents with each feature."""
        return np.bincount(self.counts.indices, minlength=self.counts.shape[1])


def keyness(
    tokens: Tokens,
    by: str,
    *,
    target: Any = None,
    reference: Any = None,
    unit: Unit = "term",
    n: int = 1,
    stopwords: bool = True,
    kinds: Collection[str] = WORDS,
    minimum: int = 5,
    permutations: int = 1000,
    interval: Interval = "bootstrap",
    level: float = 0.95,
    replicates: int = 1000,
    seed: int = 0,
) -> pl.DataFrame:
    """Compare the frequencies of features between a target and a reference.

    How much a feature is more frequent is said by the log ratio, the binary logarithm of the ratio of the two shares:
    0 is equally frequent, 1 twice, 2 four times as frequent in the target, -1 half (Hardie 2014, "Log Ratio: an
    informal introduction", CASS). How much evidence there is, by G2, the log-likelihood ratio over all four cells
    (Dunning 1993), here negative where the reference has more; since the words of an article come in bursts,
    chi-square is no guide to it. The p-value therefore is by permutation: whole articles are dealt out to the two
    sides anew, as many to each as there were, and it is the share of deals, the real one included, whose G2 is as
    great (Phipson and Smyth 2010, *Statistical Applications in Genetics and Molecular Biology* 9(1): 39). ``q_value``
    keeps the share of false discoveries among the features of one comparison down (Benjamini and Hochberg 1995, *JRSS
    B* 57: 289-300).

    Parameters
    ----------
    tokens : polars.DataFrame or polars.LazyFrame
        The table ``tokens`` with the column ``by`` (see ``join_articles``). Tokens where it is null are on neither
        side.
    by : str
        The column whose values are compared. Where an article has tokens of several values, each such part counts as
        an article.
    target, reference : value of ``by``, optional
        Without a target each value in turn, in one frame; without a reference all other values together.
    unit, n, stopwords, kinds
        What is counted; see ``Counting``.
    minimum : int
        Features that are less frequent in both sides together are not compared.
    permutations : int
        Deals; 0 for no p-values. None can be below 1 / (permutations + 1), so many features need many deals, or a
        higher ``minimum``, before their q-values can become small.
    interval : {"bootstrap", "wilson"} or None
        Of the log ratio: articles drawn anew on either side, or each word a draw of its own (Wilson's interval of the
        target's share of the occurrences).
    level, replicates, seed
        See ``frequency``.

    Returns
    -------
    polars.DataFrame
        ``by`` (the target), ``reference`` (its value as text, or ``rest``), ``feature``, ``label``; frequency,
        running words (``tokens``), articles with the feature (``documents``) and share per thousand words of either
        side; ``g2``, ``log_ratio`` with ``_low`` and ``_high``, ``absent_from``, ``p_value``, ``q_value``. By target,
        the greatest ``g2`` first. A bound is infinite where so many samples have none of it on one side. Where a side
        has none of it, ``absent_from`` says which, the log ratio is infinite, and its interval is Wilson's, since no
        drawing anew can make a word appear. No rows where a side has no words.

    Raises
    ------
    SchemaError
        If the tokens lack a column.
    InputError
        If there is no such target or reference, or both are the same, or a setting means nothing.

    Examples
    --------
    >>> tokens = pl.DataFrame(
    ...     {"article_id": ["a", "a", "a", "b", "b"], "outlet": ["Tempo"] * 3 + ["Kompas"] * 2, "kind": "word",
    ...      "form": ["impor", "impor", "naik", "ekspor", "naik"], "is_stopword": False})
    >>> found = keyness(tokens, "outlet", target="Tempo", unit="form", minimum=2, permutations=99)
    >>> found.select("feature", "target_frequency", "reference_frequency", "log_ratio").head(1).rows()
    [('impor', 2, 0, inf)]
    """
    grouping(by, taken=COLUMNS)
    if permutations < 0:
        raise InputError(f"{permutations} permutations cannot be.", "Take permutations=1000, or 0.", "bad-setting")
    margins = Margins(interval, level, replicates, seed)
    known = tokens.lazy().filter(pl.col(by).is_not_null()) if by in tokens.lazy().collect_schema() else tokens
    matrix = document_feature_matrix(known, by=[by, "article_id"], unit=unit, n=n, stopwords=stopwords, kinds=kinds)
    groups, group_of = matrix.groups([by])
    values = groups[by].to_list()
    for value in (target, reference):
        if value is not None and value not in values and values:
            raise InputError(
                f"No words have {by} {value!r}.", f"There are {', '.join(str(found) for found in values)}.", "no-group"
            )
    if target is not None and target == reference:
        raise InputError(f"Target and reference both are {target!r}.", "Name two groups, or no reference.", "no-group")
    # A comparison of nothing gives an empty result its columns.
    blank = _compare(matrix, group_of < 0, group_of < 0, minimum, permutations, margins)
    parts = [groups.clear().join(blank.with_columns(reference=pl.lit(REST)), how="cross")]
    for number, value in enumerate(values):
        if value == reference or target not in {None, value}:
            continue
        other = group_of != number if reference is None else group_of == values.index(reference)
        table = _compare(matrix, group_of == number, other, minimum, permutations, margins)
        named = pl.lit(REST if reference is None else str(reference)).alias("reference")
        parts.append(groups[number].join(table.with_columns(named), how="cross"))
    order = [False, True, False]
    return pl.concat(parts).select(by, *COLUMNS).sort(by, "g2", "feature", descending=order)


def _compare(
    matrix: DocumentFeatureMatrix,
    target: NDArray[np.bool_],
    reference: NDArray[np.bool_],
    minimum: int,
    permutations: int,
    margins: Margins,
) -> pl.DataFrame:
    """The comparison of two sets of documents, for features that are frequent enough."""
    either = target | reference
    found = np.flatnonzero(matrix.counts[either].sum(axis=0) >= max(minimum, 1))
    if not (target.any() and reference.any()):
        found = found[:0]
    counts = matrix.counts[:, found]
    ours = _Side(counts[target], matrix.tokens[target])
    theirs = _Side(counts[reference], matrix.tokens[reference])
    p_values = none(len(found))[0]
    if permutations:
        p_values = permutation_p_values(
            counts[either], matrix.tokens[either], target[either], permutations=permutations, rng=margins.chance()
        )
    both = ours.tokens.sum() + theirs.tokens.sum()
    low, high = _log_ratio_bounds(ours, theirs, margins)
    return (
        matrix.features[found]
        .with_columns(
            target_frequency=ours.total,
            reference_frequency=theirs.total,
            target_tokens=ours.tokens.sum(),
            reference_tokens=theirs.tokens.sum(),
            target_documents=ours.spread,
            reference_documents=theirs.spread,
            target_per_thousand=ours.share * 1000,
            reference_per_thousand=theirs.share * 1000,
            g2=signed_g2(ours.total, ours.total + theirs.total, ours.tokens.sum(), both),
            log_ratio=_log_ratio(ours.share, theirs.share),
            log_ratio_low=low,
            log_ratio_high=high,
            absent_from=pl.Series(
                np.select([theirs.total == 0, ours.total == 0], ["reference", "target"], ""), dtype=pl.String
            ),
            p_value=p_values,
            q_value=q_values(p_values) if permutations else p_values,
        )
        .with_columns(cs.float().fill_nan(None), pl.col("absent_from").replace("", None))
    )


def _log_ratio(ours: Floats, theirs: Floats) -> Floats:
    """log2(ours / theirs): infinite where one is 0, NaN where both are."""
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.log2(ours / theirs)


def _log_ratio_bounds(ours: _Side, theirs: _Side, margins: Margins) -> tuple[Floats, Floats]:
    """The interval of each feature's log ratio; NaN if there is to be none or nothing varies."""
    features = len(ours.total)
    if margins.interval is None or not features:
        return none(features)
    # Given that a feature occurs m times, how many of them fall to the target is a draw with replacement of m.
    low, high = wilson(ours.total, ours.total + theirs.total, margins.level)
    with np.errstate(divide="ignore"):
        scale = np.log2(theirs.tokens.sum()) - np.log2(ours.tokens.sum())
        low, high = (np.log2(share / (1 - share)) + scale for share in (low, high))
    if margins.interval == "wilson":
        return low, high
    moving = (ours.total > 0) & (theirs.total > 0)
    low[moving] = high[moving] = np.nan
    if min(len(ours.tokens), len(theirs.tokens)) > 1:
        rng = margins.chance()
        drawn = [resamples(len(side.tokens), margins.replicates, rng) for side in (ours, theirs)]
        rows = [side.counts.T.tocsr() for side in (ours, theirs)]
        for block in blocks(features, margins.replicates):
            shares = [
                (counts[block] @ draws) / (side.tokens @ draws)
                for side, counts, draws in zip((ours, theirs), rows, drawn, strict=True)
            ]
            found = percentiles(_log_ratio(*shares), margins.level)
            low[block] = np.where(moving[block], found[0], low[block])
            high[block] = np.where(moving[block], found[1], high[block])
    return low, high
