"""How sure a share is: Wilson's interval, and the bootstrap over articles."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.sparse import csr_array
from scipy.special import ndtri

from umkm_research.errors import InputError

Interval = Literal["bootstrap", "wilson"] | None
"""How an interval is made: articles drawn anew, words taken for independent, or not at all."""

Floats = NDArray[np.float64]

BLOCK = 4_000_000
"""Cells of the dense matrices that resampling works on at once: 32 MB."""


def wilson(successes: ArrayLike, trials: ArrayLike, level: float = 0.95) -> tuple[Floats, Floats]:
    """Wilson's score interval of a share.

    For 81 of 263 it is 0.2553 to 0.3662, for 15 of 148 0.0624 to 0.1605, for 0 of 20 0 to 0.1611, for 1 of 29 0.0061
    to 0.1718 (Newcombe 1998, *Statistics in Medicine* 17: 857-872, table I, method 3; the interval is that of Wilson
    1927, *JASA* 22: 209-212).

    Parameters
    ----------
    successes, trials : array_like
        Counts, of one shape.
    level : float
        Of confidence.

    Returns
    -------
    low, high : numpy.ndarray
        Shares; NaN where there was no trial.

    Examples
    --------
    >>> low, high = wilson([81, 0], [263, 20])
    >>> low.round(4).tolist(), high.round(4).tolist()
    ([0.2553, 0.0], [0.3662, 0.1611])
    """
    hits = np.asarray(successes, dtype=np.float64)
    of = np.asarray(trials, dtype=np.float64)
    z = float(ndtri(0.5 + level / 2))
    with np.errstate(divide="ignore", invalid="ignore"):
        share = hits / of
        scale = 1 + z * z / of
        centre = (share + z * z / (2 * of)) / scale
        half = z / scale * np.sqrt(share * (1 - share) / of + z * z / (4 * of * of))
    low = np.where(hits == 0, np.where(of > 0, 0.0, np.nan), centre - half)
    high = np.where(hits == of, np.where(of > 0, 1.0, np.nan), centre + half)
    return low, high


def resamples(documents: int, replicates: int, rng: np.random.Generator) -> NDArray[np.int32]:
    """How often each document is drawn in each bootstrap sample: documents x replicates, each column sums to documents.

    Examples
    --------
    >>> resamples(4, 3, np.random.default_rng(0)).sum(axis=0).tolist()
    [4, 4, 4]
    """
    drawn = np.empty((documents, replicates), dtype=np.int32)
    for sample in range(replicates):
        drawn[:, sample] = np.bincount(rng.integers(documents, size=documents), minlength=documents)
    return drawn


def percentiles(samples: Floats, level: float = 0.95) -> tuple[Floats, Floats]:
    """The percentile interval of each row (Efron and Tibshirani 1993, chapter 13).

    Parameters
    ----------
    samples : numpy.ndarray, rows x replicates
        A statistic in each bootstrap sample; NaN where the sample does not define it. Infinities are values.
    level : float
        Of confidence.

    Returns
    -------
    low, high : numpy.ndarray, rows
        Values of the sample, not interpolated; NaN where no sample defines the statistic.

    Examples
    --------
    >>> percentiles(np.array([[3.0, 1.0, 2.0, np.inf]]), level=0.5)
    (array([1.]), array([3.]))
    """
    ordered = np.sort(samples, axis=1)
    defined = np.count_nonzero(~np.isnan(ordered), axis=1)
    bounds = []
    for share in ((1 - level) / 2, (1 + level) / 2):
        # The epsilon keeps 0.975 x 1000 from being rounded up by floating point.
        at = np.clip(np.ceil(share * defined - 1e-9).astype(np.int64) - 1, 0, None)
        bounds.append(np.take_along_axis(ordered, at[:, None], axis=1)[:, 0])
    return bounds[0], bounds[1]


@dataclass(frozen=True)
class Margins:
    """How the intervals of a table are made.

    Parameters
    ----------
    interval : {"bootstrap", "wilson"} or None
        The method.
    level : float
        Of confidence.
    replicates : int
        Bootstrap samples.
    seed : int
        Of chance. Every table begins with it anew, so that a group has the same interval alone and among others.

    Raises
    ------
    InputError
        If there is no such method, the level is outside (0, 1), or no sample would be drawn.
    """

    interval: Interval
    level: float
    replicates: int
    seed: int

    def __post_init__(self) -> None:
        if self.interval not in {None, "wilson", "bootstrap"}:
            raise InputError(
                f"There is no interval {self.interval!r}.", "Take 'bootstrap', 'wilson' or None.", "bad-setting"
            )
        if not 0 < self.level < 1:
            raise InputError(f"The level {self.level} is no share.", "Take one between 0 and 1: 0.95.", "bad-setting")
        if self.replicates < 1:
            raise InputError(f"{self.replicates} samples are none.", "Take replicates=1000.", "bad-setting")

    def chance(self) -> np.random.Generator:
        """A generator at the seed."""
        return np.random.default_rng(self.seed)

    def shares(self, documents: NDArray[np.int64], of: int) -> tuple[Floats, Floats]:
        """Wilson's interval of shares of documents, by whatever method words go; NaN if there is to be none."""
        return wilson(documents, of, self.level) if self.interval else none(len(documents))

    def rates(self, counts: csr_array, tokens: NDArray[np.int64]) -> tuple[Floats, Floats]:
        """Interval of each feature's share of the words.

        Words of one article are not independent, so the bootstrap draws articles, with replacement (Lijffijt et al.
        2016, *Digital Scholarship in the Humanities* 31: 374-397).

        Parameters
        ----------
        counts : scipy.sparse.csr_array, documents x features
            Counts.
        tokens : numpy.ndarray, documents
            Running words of each document.

        Returns
        -------
        low, high : numpy.ndarray, features
            Shares; NaN if there is to be none, and for the bootstrap of fewer than two documents, where nothing varies.
        """
        documents, features = counts.shape
        if self.interval == "wilson":
            return wilson(counts.sum(axis=0), np.full(features, tokens.sum()), self.level)
        low, high = none(features)
        if self.interval == "bootstrap" and documents > 1:
            drawn = resamples(documents, self.replicates, self.chance())
            sizes = tokens @ drawn
            by_feature = counts.T.tocsr()
            for block in blocks(features, self.replicates):
                low[block], high[block] = percentiles((by_feature[block] @ drawn) / sizes, self.level)
        return low, high


def none(rows: int) -> tuple[Floats, Floats]:
    """Bounds that are not there: two columns of NaN."""
    return np.full(rows, np.nan), np.full(rows, np.nan)


def blocks(rows: int, columns: int) -> Iterator[slice]:
    """Slices of the rows of a dense matrix so thin that each fits the memory that resampling may take.

    Examples
    --------
    >>> [block.stop for block in blocks(9_000, 1_000)]
    [4000, 8000, 12000]
    """
    step = max(1, BLOCK // max(columns, 1))
    return (slice(first, first + step) for first in range(0, rows, step))
