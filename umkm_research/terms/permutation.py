"""What chance could have done: permutation of articles, and the rate of false discoveries."""

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array
from scipy.stats import false_discovery_control

from umkm_research.terms.association import signed_g2
from umkm_research.terms.intervals import Floats, blocks


def permutation_p_values(
    counts: csr_array,
    tokens: NDArray[np.int64],
    target: NDArray[np.bool_],
    *,
    permutations: int,
    rng: np.random.Generator,
) -> Floats:
    """P-value of each feature's G2 when whole articles are dealt out to target and reference anew.

    Words come in bursts: one article on mangoes has many mangoes. Tests that take each word for a draw of its own, as
    chi-square does, find far too much (Lijffijt et al. 2016, "Significance testing of word frequencies in corpora",
    *Digital Scholarship in the Humanities* 31: 374-397); here it is articles that change sides. The observed deal is
    one of those counted, so no p-value is 0 (Phipson and Smyth 2010, *Statistical Applications in Genetics and
    Molecular Biology* 9(1): 39).

    Parameters
    ----------
    counts : scipy.sparse.csr_array, documents x features
        Counts of target and reference together.
    tokens : numpy.ndarray, documents
        Running words of each document.
    target : numpy.ndarray of bool, documents
        Which documents are the target.
    permutations : int
        Deals.
    rng : numpy.random.Generator
        Source of chance.

    Returns
    -------
    numpy.ndarray, features
        (1 + deals with a G2 at least as great as observed, whatever its sign) / (1 + permutations).

    Examples
    --------
    >>> counts = csr_array(np.array([[9, 1]] * 4 + [[1, 1]] * 4))
    >>> target = np.arange(8) < 4
    >>> permutation_p_values(
    ...     counts, np.full(8, 100), target, permutations=999, rng=np.random.default_rng(0)).round(2).tolist()
    [0.02, 1.0]
    """
    documents, features = counts.shape
    by_feature = counts.T.tocsr()
    total = counts.sum(axis=0)[:, None]

    def g2(sides: NDArray[np.int32]) -> Floats:
        return np.abs(signed_g2(by_feature @ sides, total, tokens @ sides, tokens.sum()))

    # The tolerance lets deals that equal the observed one count whatever the last digit does.
    observed = g2(target[:, None].astype(np.int32)) * (1 - 1e-9) - 1e-9
    reached = np.zeros(features, dtype=np.int64)
    for block in blocks(permutations, max(documents, features)):
        deals = np.tile(target.astype(np.int32), (len(range(permutations)[block]), 1))
        sides = np.ascontiguousarray(rng.permuted(deals, axis=1).T)
        reached += np.count_nonzero(g2(sides) >= observed, axis=1)
    return (1 + reached) / (1 + permutations)


def q_values(p_values: Floats) -> Floats:
    """Benjamini and Hochberg's adjusted p-values: those below 0.05 are a list of which 5% at most are false finds.

    Of the fifteen p-values in the example of Benjamini and Hochberg (1995, *JRSS B* 57: 289-300) four are found at
    0.05.

    Examples
    --------
    >>> q_values(np.array([0.01, 0.02, 0.9])).round(3).tolist()
    [0.03, 0.03, 0.9]
    """
    return false_discovery_control(p_values) if len(p_values) else p_values
