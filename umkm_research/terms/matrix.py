"""The document-feature matrix, from which the other statistics are counted, and tf-idf."""

from collections.abc import Collection
from dataclasses import dataclass

import numpy as np
import polars as pl
from numpy.typing import NDArray
from scipy.sparse import csr_array

from umkm_research.terms.counting import EVERYTHING, WORDS, By, Counting, Tokens, Unit, grouping, labels, occurrences


@dataclass(frozen=True)
class DocumentFeatureMatrix:
    """How often each feature stands in each document.

    Parameters
    ----------
    counts : scipy.sparse.csr_array of int64, documents x features
        The counts.
    documents : polars.DataFrame
        A row of the matrix a row: what tells the documents apart, and ``tokens``, the running words (or n-grams) of
        the document, those left out as stop words included.
    features : polars.DataFrame
        A column of the matrix a row: ``feature`` and ``label``, the form that stands for it.
    """

    counts: csr_array
    documents: pl.DataFrame
    features: pl.DataFrame

    @property
    def tokens(self) -> NDArray[np.int64]:
        """Running words (or n-grams) of each document."""
        return self.documents["tokens"].to_numpy().astype(np.int64)

    def groups(self, by: Collection[str]) -> tuple[pl.DataFrame, NDArray[np.int64]]:
        """The groups that columns of ``documents`` tell apart, sorted, and the group of each document."""
        named = self.documents.with_columns(pl.lit("").alias(EVERYTHING)).select(list(by) or EVERYTHING)
        found = named.unique().sort(named.columns).with_row_index("_group")
        joined = named.join(found, on=named.columns, how="left", nulls_equal=True, maintain_order="left")
        return found.drop("_group"), joined["_group"].to_numpy().astype(np.int64)


def indicator(groups: NDArray[np.int64], number: int) -> csr_array:
    """Matrix groups x documents with a one where the document is of the group; times counts it gives group counts.

    Examples
    --------
    >>> indicator(np.array([0, 1, 0]), 2).toarray().tolist()
    [[1, 0, 1], [0, 1, 0]]
    """
    ones = np.ones(len(groups), dtype=np.int64)
    return csr_array((ones, (groups, np.arange(len(groups)))), shape=(number, len(groups)))


def document_feature_matrix(
    tokens: Tokens,
    *,
    by: By = "article_id",
    unit: Unit = "term",
    n: int = 1,
    stopwords: bool = True,
    kinds: Collection[str] = WORDS,
) -> DocumentFeatureMatrix:
    """Count every feature in every document.

    Parameters
    ----------
    tokens : polars.DataFrame or polars.LazyFrame
        The table ``tokens``.
    by : str or sequence of str
        What a document is: an article, or any other column, such as ``"outlet"`` (see ``join_articles``).
    unit, n, stopwords, kinds
        What is counted; see ``Counting``.

    Returns
    -------
    DocumentFeatureMatrix
        Documents and features sorted; a document without a word has no row.

    Examples
    --------
    >>> tokens = pl.DataFrame(
    ...     {"article_id": ["a", "a", "b"], "form": ["impor", "impor", "ekspor"], "kind": "word", "is_stopword": False})
    >>> matrix = document_feature_matrix(tokens, unit="form")
    >>> matrix.counts.toarray().tolist(), matrix.features["feature"].to_list()
    ([[0, 2], [1, 0]], ['ekspor', 'impor'])
    """
    keys = grouping(by, taken=("feature", "label", "form", "counted", "tokens", "at")) or [EVERYTHING]
    if keys == [EVERYTHING]:
        tokens = tokens.lazy().with_columns(pl.lit("").alias(EVERYTHING))
    found = occurrences(tokens, Counting(unit, n, stopwords, kinds), keys)
    counted = found.filter("counted")
    documents, features, cells = pl.collect_all(
        [
            found.group_by(keys).agg(tokens=pl.len().cast(pl.Int64)).sort(keys),
            labels(counted),
            counted.group_by([*keys, "feature"]).len("_count"),
        ]
    )
    rows = documents.select(keys).with_row_index("_row")
    columns = features.select("feature").with_row_index("_column")
    cells = cells.join(rows, on=keys, nulls_equal=True).join(columns, on="feature").sort("_row", "_column")
    counts = csr_array(
        (cells["_count"].to_numpy().astype(np.int64), (cells["_row"].to_numpy(), cells["_column"].to_numpy())),
        shape=(documents.height, features.height),
    )
    return DocumentFeatureMatrix(counts, documents.drop(EVERYTHING, strict=False), features)


def tf_idf(
    tokens: Tokens,
    *,
    by: By = "article_id",
    unit: Unit = "term",
    n: int = 1,
    stopwords: bool = True,
    kinds: Collection[str] = WORDS,
    sublinear: bool = False,
) -> pl.DataFrame:
    """How much a feature marks a document: often there, seldom elsewhere.

    The weight is tf x idf with idf = log10(N / df). For the 806,791 documents of Reuters-RCV1 the idf of *car*
    (df 18,165) is 1.65, of *auto* (6,723) 2.08, of *insurance* (19,241) 1.62 and of *best* (25,235) 1.5 (Manning,
    Raghavan and Schütze 2008, *Introduction to Information Retrieval*, section 6.2, figure 6.8).

    Parameters
    ----------
    tokens : polars.DataFrame or polars.LazyFrame
        The table ``tokens``.
    by : str or sequence of str
        What a document is: an article, or any other column. With ``"outlet"`` the words that mark each outlet.
    unit, n, stopwords, kinds
        What is counted; see ``Counting``.
    sublinear : bool
        Weigh the count as 1 + log10(count) (the same book, section 6.4.1).

    Returns
    -------
    polars.DataFrame
        The columns of ``by``, ``feature``, ``label``, ``frequency``, ``document_frequency``, ``idf``, ``tf_idf``;
        by document, the greatest weight first. A feature of every document weighs 0.

    Examples
    --------
    >>> tokens = pl.DataFrame(
    ...     {"article_id": ["a", "a", "b"], "form": ["umkm", "impor", "umkm"], "kind": "word", "is_stopword": False})
    >>> tf_idf(tokens, unit="form").select("article_id", "feature", pl.col("tf_idf").round(2)).rows()
    [('a', 'impor', 0.3), ('a', 'umkm', 0.0), ('b', 'umkm', 0.0)]
    """
    taken = ("feature", "label", "frequency", "document_frequency", "idf", "tf_idf")
    keys = grouping(by, taken=taken)
    matrix = document_feature_matrix(tokens, by=by, unit=unit, n=n, stopwords=stopwords, kinds=kinds)
    cells = matrix.counts.tocoo()
    spread = np.bincount(cells.col, minlength=matrix.features.height)
    idf = inverse_document_frequency(spread, matrix.documents.height)
    weight = 1 + np.log10(cells.data) if sublinear else cells.data
    documents = matrix.documents[cells.row].select(keys)
    table = matrix.features[cells.col].with_columns(
        *documents.get_columns(),
        frequency=cells.data,
        document_frequency=spread[cells.col],
        idf=idf[cells.col],
        tf_idf=weight * idf[cells.col],
    )
    order = [False] * len(keys) + [True, False]
    return table.select(*keys, *taken).sort(*keys, "tf_idf", "feature", descending=order)


def inverse_document_frequency(document_frequency: NDArray[np.int64], documents: int) -> NDArray[np.float64]:
    """log10(N / df), the idf of Manning, Raghavan and Schütze 2008, section 6.2.1.

    Examples
    --------
    >>> inverse_document_frequency(np.array([18_165, 6_723]), 806_791).round(2).tolist()
    [1.65, 2.08]
    """
    return np.log10(documents / document_frequency)
