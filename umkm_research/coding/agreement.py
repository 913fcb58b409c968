"""Agreement: how far coders, human or automatic, give the same codes to the same units.

Codings are one long table: ``coder``, ``article_id``, ``unit`` (such as a sentence), ``variable``, ``value``. Per cent
agreement after Holsti (1969), kappa after Cohen (1960), alpha after Krippendorff (2019), its interval by bootstrap over
articles, since the sentences of one article are not independent.
"""

import math
from collections.abc import Mapping
from itertools import combinations
from statistics import NormalDist
from typing import Any, Literal

import krippendorff
import numpy as np
import numpy.typing as npt
import polars as pl

from umkm_research.errors import SchemaError

CODINGS = pl.Schema(
    {"coder": pl.String, "article_id": pl.String, "unit": pl.String, "variable": pl.String, "value": pl.String}
)
"""Columns of a table of codings."""

Level = Literal["nominal", "ordinal"]
LEVELS: dict[str, Level] = {"position": "ordinal"}
"""Level of measurement of a variable; nominal where it is not named."""

MINIMUM_ARTICLES = 30
"""Below this many articles no interval is given."""


def level_of(variable: str) -> Level:
    """Level of measurement of a variable.

    Examples
    --------
    >>> level_of("position"), level_of("frame")
    ('ordinal', 'nominal')
    """
    return LEVELS.get(variable, "nominal")


Matrix = npt.NDArray[np.float64]


def _wide(codings: pl.DataFrame, variable: str) -> pl.DataFrame:
    """Units that two coders or more have coded, a column for each coder."""
    missing = [column for column in CODINGS if column not in codings.columns]
    if missing:
        raise SchemaError(
            f"This is no table of codings: it lacks {', '.join(missing)}.",
            "Take it as read_sheets gives it, or name the columns so.",
            "schema",
        )
    some = codings.filter((pl.col("variable") == variable) & pl.col("value").is_not_null())
    twice = some.group_by("coder", "article_id", "unit").len().filter(pl.col("len") > 1)
    if twice.height:
        raise SchemaError(
            f"{twice['coder'][0]} has coded {variable!r} of {twice['unit'][0]!r} more than once.",
            "Keep one value for each coder, unit and variable.",
            "coded-twice",
        )
    wide = some.sort("coder").pivot("coder", index=["article_id", "unit"], values="value").sort("article_id", "unit")
    coders = wide.columns[2:]
    return wide.filter(pl.sum_horizontal(pl.col(coders).is_not_null()) >= 2) if coders else wide


def _pairs(wide: pl.DataFrame) -> list[tuple[str, str, pl.DataFrame]]:
    """Each pair of coders with the units that both have coded, as columns ``a`` and ``b``."""
    return [
        (a, b, both)
        for a, b in combinations(wide.columns[2:], 2)
        if (both := wide.select("article_id", "unit", a=a, b=b).drop_nulls(["a", "b"])).height
    ]


def percent_agreement(a: pl.Series, b: pl.Series) -> float:
    """Share of units to which two coders give the same value (Holsti 1969, for one set of units).

    Examples
    --------
    >>> percent_agreement(pl.Series(["harm", "none"]), pl.Series(["harm", "benefit"]))
    0.5
    """
    return float((a == b).sum()) / len(a)


def cohen_kappa(a: pl.Series, b: pl.Series) -> float | None:
    """Agreement of two coders beyond what their margins give by chance (Cohen 1960); None where only one value occurs.

    Examples
    --------
    >>> a, b = pl.Series(list("yyynnn")), pl.Series(list("yynnnn"))
    >>> round(cohen_kappa(a, b), 3)
    0.667
    """
    values = sorted({*a, *b})
    by_chance = sum(float((a == value).sum() * (b == value).sum()) / len(a) ** 2 for value in values)
    return None if math.isclose(by_chance, 1) else (percent_agreement(a, b) - by_chance) / (1 - by_chance)


def _counts(wide: pl.DataFrame, variable: str) -> tuple[Matrix, list[str]]:
    """Units by values: how many coders gave each; values in their order."""
    coders = wide.columns[2:]
    found = {value for coder in coders for value in wide[coder].drop_nulls()}
    ordinal = level_of(variable) == "ordinal"
    values = sorted(found, key=lambda value: (float(value), value)) if ordinal else sorted(found)
    columns = [wide.select(pl.sum_horizontal(pl.col(coders) == value)).to_series().to_numpy() for value in values]
    return np.array(columns, dtype=np.float64).T, values


def _alpha(counts: Matrix, level: Level) -> float | None:
    used = counts[:, counts.sum(axis=0) > 0]
    if used.shape[1] < 2:
        return None  # one value only: there is nothing that could disagree
    return float(krippendorff.alpha(value_counts=used, level_of_measurement=level))


def krippendorff_alpha(codings: pl.DataFrame, variable: str) -> float | None:
    """Krippendorff's alpha of a variable, for any number of coders and missing values.

    Parameters
    ----------
    codings : polars.DataFrame
        With the columns of `CODINGS`.
    variable : str
        Which one; the level of measurement is that of `LEVELS`.

    Returns
    -------
    float or None
        None where fewer than two values occur.
    """
    wide = _wide(codings, variable)
    return _alpha(_counts(wide, variable)[0], level_of(variable)) if wide.height else None


def _interval(
    counts: Matrix, articles: pl.Series, level: Level, draws: int, seed: int
) -> tuple[float | None, float | None]:
    """The middle 95 per cent of alpha over draws of articles with replacement; None below `MINIMUM_ARTICLES`."""
    groups = [np.flatnonzero((articles == one).to_numpy()) for one in articles.unique(maintain_order=True)]
    if len(groups) < MINIMUM_ARTICLES:
        return None, None
    random = np.random.default_rng(seed)
    drawn = []
    for _ in range(draws):
        rows = np.concatenate([groups[one] for one in random.integers(len(groups), size=len(groups))])
        alpha = _alpha(counts[rows], level)
        if alpha is not None:
            drawn.append(alpha)
    if len(drawn) < draws / 2:
        return None, None
    low, high = np.quantile(drawn, [0.025, 0.975])
    return float(low), float(high)


def agreement(codings: pl.DataFrame, *, draws: int = 1000, seed: int = 0) -> pl.DataFrame:
    """Agreement on every variable.

    Parameters
    ----------
    codings : polars.DataFrame
        With the columns of `CODINGS`; a unit counts where two coders or more have coded it.
    draws : int
        Draws of articles for the interval of alpha.
    seed : int
        For those draws.

    Returns
    -------
    polars.DataFrame
        One row a variable: ``variable``, ``level``, ``coders``, ``articles``, ``units``, ``percent`` and ``kappa`` (means
        over pairs of coders), ``alpha``, ``low``, ``high`` (95 per cent; null below 30 articles).

    Raises
    ------
    SchemaError
        If a column is missing, or a coder has coded a unit twice.

    References
    ----------
    Krippendorff, K. (2019). Content Analysis, 4th ed., ch. 12.

    Examples
    --------
    >>> rows = [(coder, "a", unit, "frame", value) for coder, values in (("A", "hhnb"), ("B", "hnnb"))
    ...         for unit, value in zip("1234", values)]
    >>> agreement(pl.DataFrame(rows, schema=CODINGS, orient="row")).select("variable", "units", "percent").rows()
    [('frame', 4, 0.75)]
    """
    rows: list[tuple[Any, ...]] = []
    for variable in codings["variable"].unique().sort():
        wide = _wide(codings, variable)
        pairs = _pairs(wide)
        if not pairs:
            continue
        level = level_of(variable)
        counts, _ = _counts(wide, variable)
        kappas = [kappa for _, _, both in pairs if (kappa := cohen_kappa(both["a"], both["b"])) is not None]
        percent = sum(percent_agreement(both["a"], both["b"]) for _, _, both in pairs) / len(pairs)
        interval = _interval(counts, wide["article_id"], level, draws, seed)
        kappa_mean = sum(kappas) / len(kappas) if kappas else None
        rows.append(
            (
                variable, level, len(wide.columns) - 2, wide["article_id"].n_unique(), wide.height, percent, kappa_mean,
                _alpha(counts, level), *interval,
            )
        )  # fmt: skip
    schema: Mapping[str, Any] = {
        "variable": pl.String, "level": pl.String, "coders": pl.Int64, "articles": pl.Int64, "units": pl.Int64,
        "percent": pl.Float64, "kappa": pl.Float64, "alpha": pl.Float64, "low": pl.Float64, "high": pl.Float64,
    }  # fmt: skip
    return pl.DataFrame(rows, schema=schema, orient="row")


def confusion(codings: pl.DataFrame, variable: str) -> pl.DataFrame:
    """How often each pair of values meets, over all pairs of coders.

    Returns
    -------
    polars.DataFrame
        ``coder_a``, ``coder_b``, ``a``, ``b`` (their values) and ``n`` (units).
    """
    parts = [
        both.group_by("a", "b")
        .agg(n=pl.len())
        .select(pl.lit(one).alias("coder_a"), pl.lit(two).alias("coder_b"), "a", "b", "n")
        for one, two, both in _pairs(_wide(codings, variable))
    ]
    schema = {"coder_a": pl.String, "coder_b": pl.String, "a": pl.String, "b": pl.String, "n": pl.UInt32}
    return pl.concat([pl.DataFrame(schema=schema), *parts]).sort("coder_a", "coder_b", "a", "b")


def disagreements(codings: pl.DataFrame, texts: pl.DataFrame | None = None) -> pl.DataFrame:
    """The units on which coders differ, to be talked over.

    Parameters
    ----------
    codings : polars.DataFrame
        With the columns of `CODINGS`.
    texts : polars.DataFrame, optional
        ``unit`` and ``text``: the words that were coded.

    Returns
    -------
    polars.DataFrame
        ``variable``, ``article_id``, ``unit``, ``values`` (``A: harm; B: none``) and, where given, ``text``.
    """
    parts = [pl.DataFrame(schema=dict.fromkeys(("variable", "article_id", "unit", "values"), pl.String))]
    for variable in codings["variable"].unique().sort():
        wide = _wide(codings, variable)
        coders = wide.columns[2:]
        if len(coders) < 2:
            continue
        values = [pl.format("{}: {}", pl.lit(coder), pl.col(coder)) for coder in coders]
        parts.append(
            wide.filter(pl.concat_list(coders).list.drop_nulls().list.n_unique() > 1).select(
                pl.lit(variable).alias("variable"),
                "article_id",
                "unit",
                pl.concat_str(values, separator="; ", ignore_nulls=True).alias("values"),
            )
        )
    found = pl.concat(parts)
    return found if texts is None else found.join(texts.select("unit", "text"), on="unit", how="left")


def units_needed(share: float, alpha: float = 0.8, level: float = 0.05) -> int:
    """How many units a reliability sample needs for its rarest value.

    Parameters
    ----------
    share : float
        Share of the rarest value that matters, 0 to 1 (both excluded).
    alpha : float
        The smallest acceptable alpha.
    level : float
        Risk of accepting data whose alpha is below that.

    Returns
    -------
    int
        Units, after Krippendorff (2019, ch. 12), from Bloch and Kraemer (1989).

    Examples
    --------
    >>> units_needed(0.5), units_needed(0.5, alpha=0.667), units_needed(0.1)
    (52, 30, 147)
    """
    if not 0 < share < 1 or not 0 < alpha < 1:
        raise ValueError("share and alpha lie between 0 and 1, both excluded")
    z = NormalDist().inv_cdf(1 - level)
    return math.ceil(z**2 * ((1 + alpha) * (3 - alpha) / (4 * (1 - alpha) * share * (1 - share)) - alpha))
