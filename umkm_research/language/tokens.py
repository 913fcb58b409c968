"""Tokens of sentences, with their places.

The pattern tiles a sentence: words, numbers and signs, and the blanks between them. So the places of all tokens of a
batch follow from the lengths of the pieces, and no loop in Python touches them.
"""

import re
from functools import cache

import polars as pl

from umkm_research.language.stems import stem_table
from umkm_research.lexicon import read_tsv
from umkm_research.schemas import SCHEMAS

_LETTER = r"\p{L}\p{M}"
_TOP = r"(?:com|co\.id|co|id|net|org|tv|go\.id|ac\.id|or\.id|news|info|io)"
_URL = rf"(?i:https?://|www\.)[{_LETTER}\p{{N}}\-_./?=&%#~+:@]*[{_LETTER}\p{{N}}/]"
_MAIL = r"[A-Za-z0-9][A-Za-z0-9._+\-]*@[A-Za-z0-9\-]+(?:\.[A-Za-z0-9\-]+)+"
_DOMAIN = rf"[A-Za-z0-9][A-Za-z0-9\-]*(?:\.[A-Za-z0-9\-]+)*\.(?i:{_TOP})\b(?:/[A-Za-z0-9\-_./?=&%#~+]*[A-Za-z0-9/])?"
_MONEY = r"(?:Rp|IDR|US\$|USD|S\$|RM|\$|€|£|¥)\.?\s?\d+(?:[.,]\d+)*(?:\s?(?:T|M|B|K|jt|rb|tn|jt-an)\b)?"
_PERCENT = r"\d+(?:[.,]\d+)*\s?[%‰]"
_DATE = r"\d{4}-\d{2}-\d{2}|\d{1,2}/\d{1,2}(?:/\d{2,4})?|\d{1,2}-\d{1,2}-\d{4}"
_CLOCK = r"\d{1,2}:\d{2}(?::\d{2})?"
_DEGREE = r"(?:\p{Lu}\p{Ll}?\.)+(?:\p{Lu}\p{Ll}{0,4}\b\.?)|(?:\p{Lu}\.){2,}|(?:\p{Ll}\.){2,}"
_JOIN = r"[\-‐‑'’ʼ`&]"
_WORD = rf"\p{{N}}*[{_LETTER}][{_LETTER}\p{{N}}]*(?:{_JOIN}[{_LETTER}\p{{N}}]+)*|\p{{N}}+(?:-\p{{N}}+)*(?:-[{_LETTER}][{_LETTER}\p{{N}}]*)+"
_NUMBER = r"\d+(?:[.,]\d+)*"
_SIGN = r"[.!?…]+|[\-–—]+|."

_KINDS = (
    ("url", rf"{_URL}|{_MAIL}|{_DOMAIN}"),
    ("handle", r"@[A-Za-z0-9_.]*[A-Za-z0-9_]"),
    ("hashtag", rf"#[{_LETTER}\p{{N}}_]+"),
    ("money", _MONEY),
    ("percent", _PERCENT),
    ("date", _DATE),
    ("time", _CLOCK),
    ("punctuation", r"\p{P}+"),
    ("name", _DEGREE),
    ("word", _WORD),
    ("number", _NUMBER),
)


@cache
def _pattern() -> str:
    titles = "|".join(
        re.escape(row["abbreviation"]) + r"\."
        for row in read_tsv("language/abbreviations.tsv")
        if row["stop"] == "never" and row["abbreviation"].isalpha()
    )
    return rf"(?s)\s+|{titles}|" + "|".join(pattern for _, pattern in _KINDS) + rf"|{_SIGN}"


def _pieces(sentences: pl.DataFrame, articles: pl.DataFrame) -> pl.DataFrame:
    """Every piece of every sentence with its place in the article, blanks left out."""
    texts = dict(articles.select("article_id", "text").iter_rows())
    columns = sentences.select("article_id", "start", "end", "text").iter_rows()
    raw = [_visible(texts[article_id][start:end], text) for article_id, start, end, text in columns]
    length = pl.col("piece").str.len_chars().cast(pl.Int64)
    return (
        sentences.select("article_id", "sentence_id", "start")
        .with_columns(raw=pl.Series(raw, dtype=pl.String))
        .with_columns(before=pl.col("raw").str.len_chars().cast(pl.Int64).cum_sum().shift(1, fill_value=0))
        .select(
            "article_id",
            "sentence_id",
            offset=pl.col("start") - pl.col("before"),
            piece=pl.col("raw").str.extract_all(_pattern()),
        )
        .explode("piece")
        .filter(pl.col("piece").is_not_null())
        .with_columns(end=length.cum_sum())
        .with_columns(start=pl.col("end") - length + pl.col("offset"), end=pl.col("end") + pl.col("offset"))
        .filter(~pl.col("piece").str.contains(r"^\s"))
    )


def _visible(raw: str, words: str) -> str:
    """The stretch of a sentence with what was cut out of its middle made blank."""
    if len(raw) == len(words) or " ".join(raw.split()) == words:
        return raw
    shown = [" "] * len(raw)
    at = 0
    for word in words.split():
        found = raw.find(word, at)
        if found < 0:
            continue
        shown[found : found + len(word)] = word
        at = found + len(word)
    return "".join(shown)


def _kind() -> pl.Expr:
    kind = pl.lit("symbol")
    for name, pattern in reversed(_KINDS):
        kind = pl.when(pl.col("piece").str.contains(rf"^(?:{pattern})$")).then(pl.lit(name)).otherwise(kind)
    return kind


def tokenise(sentences: pl.DataFrame, articles: pl.DataFrame) -> pl.DataFrame:
    """Split sentences into tokens and stem them.

    Parameters
    ----------
    sentences : polars.DataFrame
        As `split` gives them.
    articles : polars.DataFrame
        The articles they are from.

    Returns
    -------
    polars.DataFrame
        The table ``tokens``, in order.
    """
    pieces = _pieces(sentences, articles)
    surfaces = pieces.select(pl.col("piece").unique(maintain_order=True)).with_columns(
        form=pl.col("piece").str.to_lowercase(), kind=_kind()
    )
    forms = surfaces.filter(pl.col("kind").is_in(["word", "name"]))["form"].unique(maintain_order=True)
    stemmed = surfaces.join(stem_table(forms), on="form", how="left").with_columns(
        stem=pl.coalesce("stem", "form"), is_stopword=pl.lit(False)
    )
    return (
        pieces.join(stemmed, on="piece", how="left", maintain_order="left")
        .with_columns(term=pl.col("stem"))
        .select(SCHEMAS["tokens"].names())
    )
