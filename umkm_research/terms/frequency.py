"""How often a feature occurs, in how many articles, and how sure its share is."""

from collections.abc import Collection

import numpy as np
import polars as pl
import polars.selectors as cs
from numpy.typing import NDArray

from umkm_research.terms.counting import EVERYTHING, WORDS, By, Tokens, Unit, grouping
from umkm_research.terms.intervals import Interval, Margins
from umkm_research.terms.matrix import DocumentFeatureMatrix, document_feature_matrix

COLUMNS = (
    "feature",
    "label",
    "frequency",
    "tokens",
    "per_thousand",
    "per_thousand_low",
    "per_thousand_high",
    "document_frequency",
    "documents",
    "document_share",
    "document_share_low",
    "document_share_high",
)


def frequency(
    tokens: Tokens,
    *,
    by: By = None,
    unit: Unit = "term",
    n: int = 1,
    stopwords: bool = True,
    kinds: Collection[str] = WORDS,
    minimum: int = 1,
    interval: Interval = "bootstrap",
    level: float = 0.95,
    replicates: int = 1000,
    seed: int = 0,
) -> pl.DataFrame:
    """Frequency, share per thousand words and document frequency of every feature.

    Parameters
    ----------
    tokens : polars.DataFrame or polars.LazyFrame
        The table ``tokens``.
    by : str or sequence of str, optional
        Columns that tell groups apart, such as ``"outlet"`` (see ``join_articles``).
    unit, n, stopwords, kinds
        What is counted; see ``Counting``.
    minimum : int
        Features that occur less often in a group have no row there.
    interval : {"bootstrap", "wilson"} or None
        How the interval of the share of words is made. Articles are drawn anew, or each word is taken for a draw of
        its own (Wilson), which is quicker and, since words repeat within an article, too narrow. Document shares have
        Wilson's interval: there the article is the draw.
    level : float
        Of confidence.
    replicates : int
        Bootstrap samples; they take 4 bytes x replicates x articles.
    seed : int
        Of the bootstrap.

    Returns
    -------
    polars.DataFrame
        The columns of ``by``, then ``feature``; ``label`` (its most frequent form); ``frequency``; ``tokens`` (running
        words or n-grams of the group); ``per_thousand`` with ``_low`` and ``_high``; ``document_frequency`` (articles
        with the feature); ``documents`` (articles of the group with a word); ``document_share`` with ``_low`` and
        ``_high``. By group, the most frequent first. Bounds are null without an interval, those of the bootstrap also
        in a group of one article.

    Raises
    ------
    SchemaError
        If the tokens lack a column.
    InputError
        If a setting means nothing.

    Examples
    --------
    >>> tokens = pl.DataFrame(
    ...     {"article_id": ["a", "a", "b"], "form": ["impor", "mengimpor", "ekspor"],
    ...      "stem": ["impor", "impor", "ekspor"], "kind": "word", "is_stopword": False})
    >>> frequency(tokens, unit="stem").select("feature", "frequency", "document_frequency").rows()
    [('impor', 2, 1), ('ekspor', 1, 1)]
    """
    keys = grouping(by, taken=COLUMNS)
    margins = Margins(interval, level, replicates, seed)
    matrix = document_feature_matrix(tokens, by=[*keys, "article_id"], unit=unit, n=n, stopwords=stopwords, kinds=kinds)
    groups, group_of = matrix.groups(keys)
    # A group without articles gives an empty result its columns.
    parts = [groups.clear().join(_of_documents(matrix, group_of < 0, minimum, margins), how="cross")]
    for number, group in enumerate(groups.iter_slices(1)):
        parts.append(group.join(_of_documents(matrix, group_of == number, minimum, margins), how="cross"))
    order = [False] * groups.width + [True, False]
    result = pl.concat(parts).sort(*groups.columns, "frequency", "feature", descending=order)
    return result.drop(EVERYTHING, strict=False)


def _of_documents(
    matrix: DocumentFeatureMatrix, rows: NDArray[np.bool_], minimum: int, margins: Margins
) -> pl.DataFrame:
    """The frequencies of the features in some of the documents."""
    counts, words = matrix.counts[rows], matrix.tokens[rows]
    total = counts.sum(axis=0)
    found = np.flatnonzero(total >= max(minimum, 1))
    counts, total = counts[:, found], total[found]
    size, documents = int(words.sum()), len(words)
    spread = np.bincount(counts.indices, minlength=len(found))
    low, high = margins.rates(counts, words)
    share_low, share_high = margins.shares(spread, documents)
    return (
        matrix.features[found]
        .with_columns(
            frequency=total,
            tokens=pl.lit(size, pl.Int64),
            per_thousand=total * 1000 / max(size, 1),
            per_thousand_low=low * 1000,
            per_thousand_high=high * 1000,
            document_frequency=spread,
            documents=pl.lit(documents, pl.Int64),
            document_share=spread / max(documents, 1),
            document_share_low=share_low,
            document_share_high=share_high,
        )
        .with_columns(cs.ends_with("_low", "_high").fill_nan(None))
    )
