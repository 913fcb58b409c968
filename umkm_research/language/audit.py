"""Where stemmers disagree: Sastrawi, Snowball and ours, by frequency."""

from functools import cache
from typing import Any, Final

import polars as pl

from umkm_research.language.stems import clean, resolve, stem

STEMMERS: Final = ("none", "snowball", "sastrawi", "umkm_research")


@cache
def _snowball() -> Any:
    import snowballstemmer  # noqa: PLC0415 - wanted for the audit alone

    return snowballstemmer.stemmer("indonesian")


def stem_with(stemmer: str, word: str) -> str:
    """Stem a word with a named stemmer.

    Parameters
    ----------
    stemmer : str
        ``none`` (the form itself), ``snowball`` (Tala's algorithm as Snowball has it), ``sastrawi`` or
        ``umkm_research``.
    word : str
        One word.

    Raises
    ------
    ValueError
        If there is no stemmer of that name.

    Examples
    --------
    >>> [stem_with(stemmer, "perbankan") for stemmer in STEMMERS]
    ['perbankan', 'bankan', 'perban', 'bank']
    """
    if stemmer == "none":
        return clean(word)
    if stemmer == "snowball":
        return str(_snowball().stemWord(clean(word)))
    if stemmer in {"sastrawi", "umkm_research"}:
        return stem(word, exceptions=stemmer == "umkm_research")
    raise ValueError(f"There is no stemmer {stemmer!r}; choose one of {', '.join(STEMMERS)}.")


def restem(tokens: pl.DataFrame, stemmer: str) -> pl.DataFrame:
    """The tokens with stems and terms of another stemmer, to see whether a finding survives it.

    Parameters
    ----------
    tokens : polars.DataFrame
        The table ``tokens``.
    stemmer : str
        As for `stem_with`.

    Returns
    -------
    polars.DataFrame
        The table ``tokens``: ``stem`` and ``term`` of words and names are that stemmer's; all else stays.
    """
    kinds = pl.col("kind").is_in(["word", "name"])
    forms = tokens.filter(kinds)["form"].unique(maintain_order=True)
    other = pl.DataFrame(
        {"form": forms, "other": [stem_with(stemmer, form) for form in forms]},
        schema={"form": pl.String, "other": pl.String},
    )
    stemmed = pl.when(kinds).then(pl.coalesce("other", "stem"))
    return (
        tokens.join(other, on="form", how="left", maintain_order="left")
        .with_columns(stem=stemmed.otherwise("stem"), term=stemmed.otherwise("term"))
        .drop("other")
    )


def stem_audit(tokens: pl.DataFrame) -> pl.DataFrame:
    """List the forms whose stems differ between Sastrawi, Snowball and this package.

    Parameters
    ----------
    tokens : polars.DataFrame
        The table ``tokens``.

    Returns
    -------
    polars.DataFrame
        ``form``, ``count`` (tokens of kind word), ``snowball``, ``sastrawi``, ``ours``, ``rule`` (what gave our stem)
        and ``differs`` (who disagrees with us: snowball, sastrawi, both); most frequent first.
    """
    counts = tokens.filter(pl.col("kind") == "word").group_by("form").agg(count=pl.len().cast(pl.Int64))
    forms = counts.sort("count", "form", descending=[True, False])
    found = [resolve(form) for form in forms["form"]]
    ours = pl.col("ours")
    return (
        forms.with_columns(
            snowball=pl.Series([stem_with("snowball", form) for form in forms["form"]], dtype=pl.String),
            sastrawi=pl.Series([stem_with("sastrawi", form) for form in forms["form"]], dtype=pl.String),
            ours=pl.Series([row.stem for row in found], dtype=pl.String),
            rule=pl.Series([row.rule for row in found], dtype=pl.String),
        )
        .with_columns(
            differs=pl.when((ours != pl.col("snowball")) & (ours != pl.col("sastrawi")))
            .then(pl.lit("both"))
            .when(ours != pl.col("sastrawi"))
            .then(pl.lit("sastrawi"))
            .when(ours != pl.col("snowball"))
            .then(pl.lit("snowball"))
        )
        .filter(pl.col("differs").is_not_null())
    )
