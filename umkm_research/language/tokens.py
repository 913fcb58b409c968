"""Tokens of sentences, with their places, kinds, stems and terms."""

from functools import cache
from typing import Final

import polars as pl

from umkm_research.language.cache import stem_table
from umkm_research.language.homographs import tell_apart
from umkm_research.language.pieces import KINDS, pieces
from umkm_research.language.terms import load_terms, stop_words
from umkm_research.lexicon import read_toml
from umkm_research.schemas import SCHEMAS

_OPENING: Final = ('"', "“", "‘", "'", "«", "(", "[", ":", "-", "–", "—", "•")
_WORDS: Final = ("word", "name")


@cache
def _units() -> dict[str, list[str]]:
    return {key: value for key, value in read_toml("language/units.toml").items() if isinstance(value, list)}


def _surfaces(found: pl.Series) -> pl.DataFrame:
    """Form and kind of each distinct piece."""
    kind = pl.lit("symbol")
    for name, pattern in reversed(KINDS):
        kind = pl.when(pl.col("piece").str.contains(rf"^(?:{pattern})$")).then(pl.lit(name)).otherwise(kind)
    return pl.DataFrame({"piece": found.unique(maintain_order=True)}).select(
        "piece",
        form=pl.col("piece").str.to_lowercase(),
        kind=pl.when(pl.col("piece").str.contains(r"^\p{L}+\.$")).then(pl.lit("title")).otherwise(kind),
        capital=pl.col("piece").str.contains(r"^\p{Lu}"),
    )


def _contextual_kinds(tokens: pl.DataFrame) -> pl.DataFrame:
    """Kinds that only the neighbours show: 56 in `56 persen`, 10.30 in `10.30 WIB`, 4 in `4 November`."""
    units = _units()
    same = pl.col("number") == pl.col("number").shift(1)
    before, before_form = pl.when(same).then(pl.col("kind").shift(1)), pl.when(same).then(pl.col("form").shift(1))
    after_form = pl.when(pl.col("number") == pl.col("number").shift(-1)).then(pl.col("form").shift(-1))
    number, month = pl.col("kind") == "number", pl.col("form").is_in(units["months"])
    figure = pl.col("form").str.contains(r"^\d{1,2}$") & number
    year = pl.col("form").str.contains(r"^(?:1[89]|20)\d\d$") & number
    clock = pl.col("form").str.contains(r"^\d{1,2}[.:]\d{2}$") & number
    kind = (
        pl.when(number & (before == "currency"))
        .then(pl.lit("money"))
        .when(number & after_form.is_in(units["percent"]))
        .then(pl.lit("percent"))
        .when(clock & (after_form.is_in(units["zones"]) | before_form.is_in(units["clock"])))
        .then(pl.lit("time"))
        .when(
            (figure & after_form.is_in(units["months"]))
            | (year & before_form.is_in(units["months"]))
            | (month & pl.col("capital") & (before == "number"))
            | (month & pl.col("capital") & after_form.str.contains(r"^(?:1[89]|20)\d\d$"))
        )
        .then(pl.lit("date"))
        .when(pl.col("kind") == "day")
        .then(pl.when(before_form == "(").then(pl.lit("date")).otherwise(pl.lit("number")))
        .when((pl.col("kind") == "currency") | (pl.col("form").is_in(units["currency"]) & (after_form == "$")))
        .then(pl.lit("money"))
        .when(pl.col("kind").is_in(["title", "degree"]))
        .then(pl.lit("name"))
        .otherwise(pl.col("kind"))
    )
    tokens = tokens.with_columns(kind=kind)
    money = (pl.col("kind").shift(1) == "money") & same & pl.col("form").is_in(units["money"])
    return tokens.with_columns(kind=pl.when(money).then(pl.lit("money")).otherwise(pl.col("kind")))


def _names(tokens: pl.DataFrame) -> pl.DataFrame:
    """Mark names: capitals where no sentence begins, and words at the start of a sentence that the article has as names.

    A root of the dictionary is no name by its capital alone. Where most letters of a sentence are capitals, they say
    nothing.
    """
    word = pl.col("kind") == "word"
    begun = pl.when(pl.col("kind").is_in(_WORDS)).then(pl.col("number")).forward_fill().shift(1)
    opens = pl.col("piece").shift(1).is_in(_OPENING) | (begun != pl.col("number")).fill_null(value=True)
    tokens = tokens.with_columns(opens=opens, said=word & pl.col("capital") & ~pl.col("shouted") & ~pl.col("root"))
    inside = pl.col("said") & ~pl.col("opens")
    named = tokens.filter(inside).select("article_id", "form", named=True).unique()
    plain = tokens.filter(word & ~pl.col("capital")).select("article_id", "form").unique()
    named = named.join(plain, on=["article_id", "form"], how="anti")
    starts = tokens.filter(pl.col("said") & pl.col("opens")).select("article_id", "form").unique()
    known = starts.join(named, on=["article_id", "form"], how="semi")
    tokens = tokens.join(
        known.with_columns(elsewhere=True), on=["article_id", "form"], how="left", maintain_order="left"
    )
    name = inside | (pl.col("said") & (pl.col("elsewhere").fill_null(value=False) | ~pl.col("likely")))
    return tokens.with_columns(
        kind=pl.when(name).then(pl.lit("name")).otherwise(pl.col("kind")),
        stem=pl.when(name).then(pl.col("host")).otherwise(pl.col("stem")),
    )


def tokenise(
    sentences: pl.DataFrame,
    articles: pl.DataFrame,
    *,
    terms: str | None = "language/terms.tsv",
) -> pl.DataFrame:
    """Split sentences into tokens and stem them, each distinct form once.

    Parameters
    ----------
    sentences : polars.DataFrame
        As `split` gives them.
    articles : polars.DataFrame
        The articles they are from.
    terms : str, optional
        The list of families and keeps that makes terms of stems; None leaves ``term`` equal to ``stem``.

    Returns
    -------
    polars.DataFrame
        The table ``tokens``, in order. ``text[start:end]``, lower-cased, is the form.
    """
    found = pieces(sentences, articles)
    surfaces = _surfaces(found["piece"])
    forms = surfaces.filter(pl.col("kind") == "word")["form"].unique(maintain_order=True)
    surfaces = surfaces.join(stem_table(forms), on="form", how="left", maintain_order="left").with_columns(
        pl.col("stem", "host").fill_null(
            pl.when(pl.col("kind") == "title").then(pl.col("form").str.strip_chars_end(".")).otherwise("form")
        ),
        root=pl.col("root").fill_null(value=False) | pl.col("form").is_in(stop_words()),
        likely=pl.col("likely").fill_null(value=False),
    )
    tokens = tell_apart(_names(_contextual_kinds(found.join(surfaces, on="piece", how="left", maintain_order="left"))))
    tokens = tokens.with_columns(term=pl.col("stem"), is_stopword=pl.col("form").is_in(stop_words()))
    if terms is not None:
        counted = load_terms(terms)
        tokens = tokens.with_columns(
            term=pl.coalesce(
                pl.col("host").replace_strict(counted, default=None, return_dtype=pl.String),
                pl.col("stem").replace_strict(counted, default=None, return_dtype=pl.String),
                "stem",
            )
        )
    return tokens.select(SCHEMAS["tokens"].names())
