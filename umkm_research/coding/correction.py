"""Correction: shares mended for the known errors of an automatic coder.

A coder that errs gives shares that err, however many articles it reads. A gold sample of known probabilities mends them:
design-based supervised learning (Egami, Hinck, Stewart and Wei 2023) and prediction-powered inference (Angelopoulos et al.
2023; with its tuning, Angelopoulos, Duchi and Zrnic 2023). For a mean both are one formula: the coder's share over all
units plus the weighted mean of its errors on the gold; they differ in how weights are normed and how far the coder is
trusted. There is no library that is kept up and takes clusters and unequal probabilities, so the formulas stand here.
"""

import math
from typing import Any, Literal, NamedTuple

import numpy as np
import numpy.typing as npt
import polars as pl

from umkm_research.coding.agreement import MINIMUM_ARTICLES
from umkm_research.errors import InputError

Numbers = npt.NDArray[np.float64]
Places = npt.NDArray[np.int64]
_Z = 1.959963984540054
"""Of the normal distribution, for 95 per cent."""


class Share(NamedTuple):
    """An estimate of a share, 0 to 1.

    Attributes
    ----------
    method : str
        ``naive``, ``dsl`` or ``ppi``.
    share : float
    low, high : float or None
        95 per cent, errors clustered by article; None below 30 articles with gold.
    units, gold : int
        Units coded automatically, and by people.
    """

    method: str
    share: float
    low: float | None
    high: float | None
    units: int
    gold: int


def _checked(units: pl.DataFrame) -> tuple[Numbers, Numbers, Numbers, Numbers, Places]:
    """Prediction, gold (0 where there is none), weight of the gold (0 where none), and number of the article."""
    missing = [name for name in ("article_id", "predicted", "gold", "probability") if name not in units.columns]
    if missing:
        raise InputError(
            f"The units lack {', '.join(missing)}.",
            "A correction needs a gold sample drawn with known probabilities, as coding_sheet draws it.",
            "no-probability",
        )
    labelled = units["gold"].is_not_null().to_numpy()
    known = units["probability"].fill_null(math.nan).cast(pl.Float64).to_numpy()[labelled]
    if not labelled.any() or not np.all((known > 0) & (known <= 1)):
        raise InputError(
            "There is no gold, or some of it without a probability above 0 and at most 1.",
            "Code a sample that coding_sheet drew; a gold that was picked by hand corrects nothing.",
            "no-probability",
        )
    weight = np.zeros(units.height)
    weight[labelled] = 1 / known
    if not 0.5 < weight.sum() / units.height < 2:
        raise InputError(
            f"The gold stands for {weight.sum():.0f} units, but there are {units.height}.",
            "Give the units that the sample was drawn from, all of them and no others.",
            "other-population",
        )
    predicted = units["predicted"].cast(pl.Float64).to_numpy()
    gold = units["gold"].cast(pl.Float64).fill_null(0.0).to_numpy()
    return predicted, gold, weight, labelled.astype(np.float64), _clusters(units)


def _clusters(units: pl.DataFrame) -> Places:
    return units["article_id"].rank("dense").cast(pl.Int64).to_numpy() - 1


def _interval(share: float, parts: Numbers, clusters: Places, heard: int) -> tuple[float | None, float | None]:
    """Interval from what each unit adds to the estimate, summed by article."""
    number = int(clusters.max()) + 1
    if heard < MINIMUM_ARTICLES:
        return None, None
    sums = np.bincount(clusters, weights=parts, minlength=number)
    error = math.sqrt(number / (number - 1) * float(np.sum((sums - sums.mean()) ** 2))) / parts.size
    return share - _Z * error, share + _Z * error


def corrected_share(units: pl.DataFrame, method: Literal["dsl", "ppi"] = "dsl") -> Share:
    """Share of units that have a code, corrected for the errors of the automatic coder.

    Parameters
    ----------
    units : polars.DataFrame
        All units of the population: ``article_id``, ``predicted`` (0 or 1), ``gold`` (0 or 1, null where nobody coded) and
        ``probability`` with which a unit was drawn for the gold (above 0; needed where there is gold).
    method : {"dsl", "ppi"}
        ``dsl`` weights by the known probabilities alone; ``ppi`` norms the weights and trusts the coder as far as it
        earns it.

    Raises
    ------
    InputError
        If the gold is no probability sample of these units.

    References
    ----------
    Egami, N., Hinck, M., Stewart, B. and Wei, H. (2023). Using imperfect surrogates for downstream inference:
    design-based supervised learning. NeurIPS 36. Angelopoulos, A. N. et al. (2023). Prediction-powered inference.
    Science 382. Angelopoulos, A. N., Duchi, J. C. and Zrnic, T. (2023). PPI++: efficient prediction-powered inference.

    Examples
    --------
    >>> units = simulate(articles=200, labelled=300, seed=1)
    >>> round(naive_share(units).share, 2), round(corrected_share(units).share, 2), round(float(units["truth"].mean()), 2)
    (0.34, 0.25, 0.25)
    """
    predicted, gold, weight, labelled, clusters = _checked(units)
    heard = units.filter(pl.col("gold").is_not_null())["article_id"].n_unique()
    if method == "dsl":
        outcome = predicted + weight * (gold - predicted)
        share = float(outcome.mean())
        interval = _interval(share, outcome - share, clusters, heard)
    else:
        trust = _trust(predicted, gold, weight, labelled)
        errors = (gold - trust * predicted) * labelled
        total = float(weight.sum())
        shift = float(weight @ errors) / total
        mean = float(predicted.mean())
        share = trust * mean + shift
        parts = trust * (predicted - mean) + weight * labelled * (errors - shift) * (predicted.size / total)
        interval = _interval(share, parts, clusters, heard)
    return Share(method, share, *interval, units.height, int(labelled.sum()))


def _trust(predicted: Numbers, gold: Numbers, weight: Numbers, labelled: Numbers) -> float:
    """How far the coder is trusted, 0 to 1: the slope of the gold on the prediction (PPI++, section 4)."""
    total = float(weight.sum())
    mean, level = float(weight @ predicted) / total, float(weight @ gold) / total
    spread = float(weight @ (predicted - mean) ** 2) / total
    slope = float(weight @ ((predicted - mean) * (gold - level))) / total / spread if spread > 0 else 0.0
    return min(max(slope / (1 + float(labelled.sum()) / predicted.size), 0.0), 1.0)


def naive_share(units: pl.DataFrame) -> Share:
    """Share of units that the automatic coder gave the code, with no correction.

    Parameters
    ----------
    units : polars.DataFrame
        ``article_id`` and ``predicted``.
    """
    predicted = units["predicted"].cast(pl.Float64).to_numpy()
    share = float(predicted.mean())
    interval = _interval(share, predicted - share, _clusters(units), units["article_id"].n_unique())
    return Share("naive", share, *interval, units.height, 0)


def simulate(
    *,
    articles: int = 300,
    sentences: int = 12,
    share: float = 0.25,
    sensitivity: float = 0.75,
    specificity: float = 0.8,
    labelled: int = 300,
    seed: int = 0,
) -> pl.DataFrame:
    """Units with a known truth: articles that differ in their share, a coder that errs, a gold drawn by prediction.

    Parameters
    ----------
    articles, sentences : int
        Size of the population.
    share : float
        Mean share of the code; that of an article follows a beta distribution around it.
    sensitivity, specificity : float
        Chance that the coder sees the code where it is, and none where it is not.
    labelled : int
        Gold units, half of them among those that the coder gave the code.
    seed : int
        Of the generator.

    Returns
    -------
    polars.DataFrame
        ``article_id``, ``truth``, ``predicted``, ``gold``, ``probability``.
    """
    random = np.random.default_rng(seed)
    size = articles * sentences
    level = np.repeat(random.beta(4 * share, 4 * (1 - share), articles), sentences)
    truth = random.random(size) < level
    predicted = np.where(truth, random.random(size) < sensitivity, random.random(size) > specificity)
    probability, chosen = np.zeros(size), np.zeros(size, dtype=bool)
    for value in (True, False):
        places = np.flatnonzero(predicted == value)
        take = min(labelled // 2, places.size)
        probability[places] = take / max(places.size, 1)
        chosen[random.choice(places, size=take, replace=False)] = True
    return pl.DataFrame(
        {
            "article_id": np.repeat([f"a{number:05d}" for number in range(articles)], sentences),
            "truth": truth.astype(np.int64),
            "predicted": predicted.astype(np.int64),
            "probability": probability,
        }
    ).with_columns(gold=pl.when(pl.Series(chosen)).then("truth"))


def coverage(runs: int = 200, *, share: float = 0.25, seed: int = 0, **settings: Any) -> pl.DataFrame:
    """How often each interval holds the true share of the generator, over simulated corpora.

    Parameters
    ----------
    runs : int
        Corpora.
    share : float
        The truth.
    seed : int
        Of the first run.
    **settings
        As for `simulate`.

    Returns
    -------
    polars.DataFrame
        ``method``, ``bias`` (mean estimate less the truth), ``coverage`` (share of intervals that hold it; 0.95 is
        promised) and ``width`` (mean width of an interval).
    """
    found: dict[str, list[Share]] = {"naive": [], "dsl": [], "ppi": []}
    for run in range(runs):
        units = simulate(share=share, seed=seed + run, **settings)
        found["naive"].append(naive_share(units))
        found["dsl"].append(corrected_share(units, "dsl"))
        found["ppi"].append(corrected_share(units, "ppi"))
    rows = []
    for method, estimates in found.items():
        known = [(one.low, one.high) for one in estimates if one.low is not None and one.high is not None]
        rows.append(
            {
                "method": method,
                "bias": sum(one.share for one in estimates) / runs - share,
                "coverage": sum(low <= share <= high for low, high in known) / len(known) if known else None,
                "width": sum(high - low for low, high in known) / len(known) if known else None,
            }
        )
    return pl.DataFrame(rows)
