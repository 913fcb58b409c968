"""Measures on a two-by-two table: how much more often two things go together than chance would have it.

A table is given by the joint frequency ``o11``, the two marginal frequencies ``r1`` and ``c1`` and the whole ``n``;
``o11`` is expected to be r1 x c1 / n if the two have nothing to do with each other.
"""

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.special import xlogy

Floats = NDArray[np.float64]


def expected(r1: ArrayLike, c1: ArrayLike, n: ArrayLike) -> Floats:
    """The joint frequency under independence.

    Examples
    --------
    >>> float(expected(20, 30, 100))
    6.0
    """
    return np.asarray(r1, dtype=np.float64) * np.asarray(c1, dtype=np.float64) / np.asarray(n, dtype=np.float64)


def signed_g2(o11: ArrayLike, r1: ArrayLike, c1: ArrayLike, n: ArrayLike) -> Floats:
    """Log-likelihood ratio G2 over all four cells, negative where the joint frequency is below the expected one.

    For *the swiss* (110 of 2,552 *the* and 221 *swiss* in 31,777 bigrams) it is 270.72, for *can be* (29, 42, 152)
    263.90 (Dunning 1993, *Computational Linguistics* 19: 61-74). Under independence it is distributed like chi-square
    with one degree of freedom; 3.84 is its 5% point, 10.83 its 0.1% point.

    Examples
    --------
    >>> float(signed_g2(110, 110 + 2442, 110 + 111, 110 + 2442 + 111 + 29114).round(2))
    270.72
    """
    joint, row, column, whole = (np.asarray(value, dtype=np.float64) for value in (o11, r1, c1, n))
    chance = row * column / whole
    g2 = np.zeros(np.broadcast_shapes(joint.shape, chance.shape))
    for observed, margins in (
        (joint, row * column),
        (row - joint, row * (whole - column)),
        (column - joint, (whole - row) * column),
        (whole - row - column + joint, (whole - row) * (whole - column)),
    ):
        # A cell that no margin allows is empty too and adds nothing.
        ratio = observed * whole / np.where(margins > 0, margins, 1.0)
        g2 += xlogy(observed, ratio)
    # Rounding can leave a hair below zero where observed and expected agree.
    return np.where(joint < chance, -1.0, 1.0) * np.clip(2 * g2, 0, None)


def z_score(o11: ArrayLike, r1: ArrayLike, c1: ArrayLike, n: ArrayLike) -> Floats:
    """The z-score (O - E) / sqrt(E) (Evert 2008, "Corpora and collocations").

    Examples
    --------
    >>> float(z_score(10, 20, 20, 100))
    3.0
    """
    chance = expected(r1, c1, n)
    return (np.asarray(o11, dtype=np.float64) - chance) / np.sqrt(chance)


def pmi(o11: ArrayLike, r1: ArrayLike, c1: ArrayLike, n: ArrayLike) -> Floats:
    """Pointwise mutual information log2(O / E), in bits; minus infinity where the two never meet.

    For *Ayatollah Ruhollah* (42, 20, 20 of 14,307,668) it is 18.38, for *unsalted butter* (24, 320, 20) 15.19 (Manning
    and Schütze 1999, *Foundations of Statistical Natural Language Processing*, table 5.14).

    Examples
    --------
    >>> float(pmi(20, 42, 20, 14_307_668).round(2))
    18.38
    """
    with np.errstate(divide="ignore"):
        return np.log2(np.asarray(o11, dtype=np.float64) / expected(r1, c1, n))


def npmi(o11: ArrayLike, r1: ArrayLike, c1: ArrayLike, n: ArrayLike) -> Floats:
    """Normalised pointwise mutual information: -1 never together, 0 independent, 1 only together.

    Bouma (2009), "Normalized (pointwise) mutual information in collocation extraction", GSCL.

    Examples
    --------
    >>> npmi([5, 4, 0], [5, 20, 5], [5, 20, 5], 100).tolist()
    [1.0, 0.0, -1.0]
    """
    joint = np.asarray(o11, dtype=np.float64)
    whole = np.asarray(n, dtype=np.float64)
    with np.errstate(divide="ignore", invalid="ignore"):
        value = pmi(o11, r1, c1, n) / -np.log2(joint / whole)
    # The two limits: never together, and nothing but this pair in the corpus.
    return np.select([joint == 0, joint == whole], [-1.0, 1.0], value)


def log_dice(o11: ArrayLike, r1: ArrayLike, c1: ArrayLike) -> Floats:
    """The association score logDice = 14 + log2(2 O / (R1 + C1)).

    It is at most 14, whatever the size of the corpus, and one point more is twice as often. 0 means that of 16,000
    occurrences of either less than one is with the other (Rychlý 2008, "A lexicographer-friendly association score",
    RASLAN).

    Examples
    --------
    >>> log_dice([10, 5], [10, 10], [10, 10]).tolist()
    [14.0, 13.0]
    """
    both = np.asarray(r1, dtype=np.float64) + np.asarray(c1, dtype=np.float64)
    with np.errstate(divide="ignore"):
        return 14 + np.log2(2 * np.asarray(o11, dtype=np.float64) / both)
