"""Forms with two roots, told apart by the words around them: *beruang* is a bear, or has money."""

from functools import cache
from typing import Final

import polars as pl

from umkm_research.lexicon import read_tsv

HOMOGRAPHS: Final = "stems/homographs.tsv"


@cache
def readings() -> dict[str, list[tuple[str, frozenset[str]]]]:
    """Stems of a form with the cues for each; the first is taken where no cue is met.

    Examples
    --------
    >>> [stem for stem, _ in readings()["beruang"]]
    ['beruang', 'uang']
    """
    found: dict[str, list[tuple[str, frozenset[str]]]] = {}
    for row in read_tsv(HOMOGRAPHS):
        found.setdefault(row["form"], []).append((row["stem"], frozenset(row["cues"].split())))
    return found


def choose(form: str, around: frozenset[str]) -> str:
    """The stem of a form whose reading the most words around it speak for.

    Parameters
    ----------
    form : str
        A form of the list.
    around : frozenset of str
        Forms and stems of its sentence.

    Examples
    --------
    >>> choose("beruang", frozenset(("kalangan", "hanya"))), choose("beruang", frozenset(("hutan",)))
    ('uang', 'beruang')
    """
    return max(readings()[form], key=lambda reading: len(reading[1] & around))[0]


def tell_apart(tokens: pl.DataFrame) -> pl.DataFrame:
    """Give each homograph among tokens of kind word the stem that its sentence shows.

    Parameters
    ----------
    tokens : polars.DataFrame
        With ``number`` (of the sentence), ``kind``, ``form`` and ``stem``.
    """
    doubtful = pl.col("form").is_in(list(readings())) & (pl.col("kind") == "word")
    numbers = tokens.filter(doubtful)["number"].unique()
    if not numbers.len():
        return tokens
    sentences = tokens.filter(pl.col("number").is_in(numbers.implode())).group_by("number").agg("form", "stem")
    around = {number: frozenset((*forms, *stems)) for number, forms, stems in sentences.iter_rows()}
    rows = tokens.with_row_index("row").filter(doubtful).select("row", "number", "form")
    stems = [choose(form, around[number]) for _, number, form in rows.iter_rows()]
    chosen = rows.select("row").with_columns(chosen=pl.Series(stems, dtype=pl.String))
    return (
        tokens.with_row_index("row")
        .join(chosen, on="row", how="left", maintain_order="left")
        .with_columns(stem=pl.coalesce("chosen", "stem"))
        .drop("row", "chosen")
    )
