"""How evenly a feature is spread over the parts of a corpus, and where in its articles it stands."""

from collections.abc import Collection

import numpy as np
import polars as pl
import polars.selectors as cs
from numpy.typing import NDArray

from umkm_research.terms.counting import EVERYTHING, WORDS, By, Counting, Tokens, Unit, grouping, occurrences
from umkm_research.terms.matrix import DocumentFeatureMatrix, document_feature_matrix

COLUMNS = ("feature", "label", "frequency", "range", "parts", "juilland_d", "dp", "dp_norm")


def dispersion(
    tokens: Tokens,
    *,
    by: By = None,
    parts: str = "article_id",
    unit: Unit = "term",
    n: int = 1,
    stopwords: bool = True,
    kinds: Collection[str] = WORDS,
    minimum: int = 5,
) -> pl.DataFrame:
    """Range, Juilland's D, Gries' DP and DPnorm of every feature.

    With v the frequency of a feature in each of n parts, f its sum, and s the share of each part in the corpus:

    - DP is half the sum of abs(v/f - s): 0 where the feature is spread just as the words are, near 1 where it stands
      in a single small part (Gries 2008, "Dispersions and adjusted frequencies in corpora", *IJCL* 13: 403-437);
    - DPnorm is DP / (1 - min(s)), so that 1 can be reached (Lijffijt and Gries 2012, *IJCL* 17: 147-149);
    - Juilland's D is 1 - V / sqrt(n - 1), V the coefficient of variation (standard deviation over n) of the feature's
      share in each part, so that parts may be of any size: 1 is even, 0 a single part.

    For *a* in the corpus of Gries 2008, "b a m n i b e u p / b a s a t b e w q n / b c a g a b e s t a / b a g h a b
    e a a t / b a h a a b e a x a t", in five parts, the range is 5, D 0.785, DP 0.18 and DPnorm 0.22.

    Parameters
    ----------
    tokens : polars.DataFrame or polars.LazyFrame
        The table ``tokens``.
    by : str or sequence of str, optional
        Columns that tell groups apart (see ``join_articles``); each is a corpus of its own.
    parts : str
        The column that tells the parts of a corpus apart: articles, or ``"outlet"``, a month, ``"sentence_id"``.
    unit, n, stopwords, kinds
        What is counted; see ``Counting``.
    minimum : int
        Features that are less frequent in a group have no row there: the spread of a rare word says nothing.

    Returns
    -------
    polars.DataFrame
        The columns of ``by``, ``feature``, ``label``, ``frequency``, ``range`` (parts with the feature), ``parts``
        (with a word), ``juilland_d``, ``dp``, ``dp_norm``; by group, the most frequent first. D and DPnorm are null
        where there is one part.

    Examples
    --------
    >>> text = ["bamnibeup", "basatbewqn", "bcagabesta", "baghabeaat", "bahaabeaxat"]
    >>> tokens = pl.DataFrame(
    ...     [(f"part {number}", letter, "word", False) for number, part in enumerate(text) for letter in part],
    ...     schema=["article_id", "form", "kind", "is_stopword"], orient="row")
    >>> found = dispersion(tokens, unit="form").filter(feature="a")
    >>> found.select("range", pl.col("juilland_d", "dp", "dp_norm").round(3)).row(0)
    (5, 0.785, 0.18, 0.22)
    """
    keys = grouping(by, taken=COLUMNS)
    matrix = document_feature_matrix(tokens, by=[*keys, parts], unit=unit, n=n, stopwords=stopwords, kinds=kinds)
    groups, group_of = matrix.groups(keys)
    # A group without parts gives an empty result its columns.
    tables = [groups.clear().join(_spread(matrix, group_of < 0, minimum), how="cross")]
    for number, group in enumerate(groups.iter_slices(1)):
        tables.append(group.join(_spread(matrix, group_of == number, minimum), how="cross"))
    order = [False] * groups.width + [True, False]
    result = pl.concat(tables).sort(*groups.columns, "frequency", "feature", descending=order)
    return result.drop(EVERYTHING, strict=False)


def _spread(matrix: DocumentFeatureMatrix, rows: NDArray[np.bool_], minimum: int) -> pl.DataFrame:
    """The dispersion of the features over some of the parts."""
    counts, words = matrix.counts[rows], matrix.tokens[rows]
    total = counts.sum(axis=0)
    found = np.flatnonzero(total >= max(minimum, 1))
    cells, total = counts[:, found].tocoo(), total[found]
    parts, features = len(words), len(found)
    expected = words / max(words.sum(), 1)

    def summed(values: NDArray[np.float64]) -> NDArray[np.float64]:
        return np.bincount(cells.col, weights=values, minlength=features).astype(np.float64)

    # Parts without the feature add their expected share; these are all shares less those of the parts with it.
    difference = np.abs(cells.data / total[cells.col] - expected[cells.row])
    dp = (summed(difference) + 1 - summed(expected[cells.row])) / 2
    share = cells.data / words[cells.row]
    mean = summed(share) / max(parts, 1)
    # The same for the squared deviations: a part without the feature adds the square of the mean.
    spread = np.bincount(cells.col, minlength=features)
    squares = summed((share - mean[cells.col]) ** 2) + (parts - spread) * mean**2
    single = parts < 2
    variation = np.sqrt(squares / max(parts, 1)) / mean
    return (
        matrix.features[found]
        .with_columns(
            frequency=total,
            range=spread,
            parts=pl.lit(parts, pl.Int64),
            juilland_d=np.full(features, np.nan) if single else 1 - variation / np.sqrt(parts - 1),
            dp=np.clip(dp, 0, 1),
            dp_norm=np.full(features, np.nan) if single else np.clip(dp / (1 - expected.min()), 0, 1),
        )
        .with_columns(cs.float().fill_nan(None))
    )


def positions(
    tokens: Tokens,
    features: Collection[str],
    *,
    by: By = None,
    unit: Unit = "term",
    n: int = 1,
    kinds: Collection[str] = WORDS,
) -> pl.DataFrame:
    """Where in its articles a feature stands: what a dispersion plot (x-ray plot) draws.

    Parameters
    ----------
    tokens : polars.DataFrame or polars.LazyFrame
        The table ``tokens``.
    features : collection of str
        What to look for, in the unit that is counted.
    by : str or sequence of str, optional
        Columns to carry along.
    unit, n, kinds
        What is counted; see ``Counting``.

    Returns
    -------
    polars.DataFrame
        ``article_id``, the columns of ``by``, ``feature``, ``start``, ``end``, ``position`` (running number of the
        word in its article, from 0), ``tokens`` (words of the article), ``share`` (position / tokens, 0 to below 1),
        in the order of the text.

    Examples
    --------
    >>> tokens = pl.DataFrame(
    ...     {"article_id": "a", "sentence_id": "a-0", "start": [0, 6, 11], "end": [5, 10, 16], "kind": "word",
    ...      "form": ["impor", "naik", "impor"], "is_stopword": False})
    >>> positions(tokens, ["impor"], unit="form").select("feature", "position", "tokens").rows()
    [('impor', 0, 3), ('impor', 2, 3)]
    """
    taken = ("feature", "form", "counted", "at", "start", "end", "position", "tokens", "share")
    carried = [key for key in grouping(by, taken=taken) if key != "article_id"]
    found = occurrences(tokens, Counting(unit, n, kinds=kinds), carried).with_columns(
        position=pl.int_range(pl.len()).over("article_id"), tokens=pl.len().over("article_id").cast(pl.Int64)
    )
    wanted = found.filter(pl.col("feature").is_in([features] if isinstance(features, str) else list(features)))
    shown = wanted.select("article_id", *carried, "feature", "start", "end", "position", "tokens")
    return shown.with_columns(share=pl.col("position") / pl.col("tokens")).collect()
