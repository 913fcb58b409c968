"""Sentences cut into pieces: words, numbers, signs and the blanks between them.

The pattern tiles a sentence, so the places of all tokens of a batch follow from the lengths of the pieces, and no loop
in Python touches them. It is read by the Rust regular expressions of polars, which never backtrack.
"""

import re
from functools import cache
from typing import Final

import polars as pl

from umkm_research.lexicon import read_tsv

# Latin letters by range: the classes of all of Unicode, a dozen times over, would outgrow the automaton's memory.
_UPPER: Final = "A-ZÀ-ÖØ-Þ"
_LOWER: Final = "a-zß-öø-ÿĀ-ɏ\u0300-\u036fḀ-ỿ"
_L: Final = _UPPER + _LOWER
_N: Final = "0-9"
_TOP: Final = r"(?:com|co\.id|co|id|net|org|tv|go\.id|ac\.id|or\.id|news|info|io)"
_PATH: Final = rf"[{_L}{_N}\-_./?=&%#~+:@]*[{_L}{_N}/]"
_URL: Final = (
    rf"(?i:https?://|www\.){_PATH}"
    r"|[A-Za-z0-9][A-Za-z0-9._+\-]*@[A-Za-z0-9\-]+(?:\.[A-Za-z0-9\-]+)+"
    rf"|[A-Za-z0-9][A-Za-z0-9\-]*(?:\.[A-Za-z0-9\-]+)*\.(?i:{_TOP})(?-u:\b)(?:/{_PATH})?"
)
_TAIL: Final = rf"['’ʼ`](?:[{_L}{_N}]{{2,}}|[{_UPPER}a-rt-z])|&[{_UPPER}][{_L}{_N}]*"
"""Behind an apostrophe: Jum'at, Ma'ruf, R&D; but the English possessive (Moody's) is a token of its own."""
_LOW: Final = rf"[{_LOWER}{_N}][{_L}{_N}]*"
_WORD: Final = "|".join(
    (
        rf"[{_LOWER}][{_L}{_N}]*(?:[\-‐‑][{_L}{_N}]+|{_TAIL})*",  # se-Indonesia, di-PHK-kan
        rf"[{_N}]+(?:-[{_N}]+)*(?:-{_LOW})+",  # 1990-an, 1-on-1
        # Two names joined by a hyphen are two tokens (Indonesia-China); UMKM-nya, Covid-19 and APBN-P are one.
        rf"[{_N}]*[{_L}][{_L}{_N}]*(?:[\-‐‑](?:{_LOW}|[{_UPPER}](?-u:\b))|{_TAIL})*",
    )
)
KINDS: Final = (
    ("url", _URL),
    ("symbol", r"&(?:amp;)?(?:[a-z]{2,6}|#[0-9]{1,5});"),  # what is left of HTML: &nbsp; &amp;ldquo;
    ("handle", r"@[A-Za-z0-9_.]*[A-Za-z0-9_]"),
    ("hashtag", rf"#[{_L}{_N}_]+"),
    ("currency", r"Rp\.?|\p{Sc}"),
    ("percent", r"\d+(?:[.,]\d+)*\s?[%‰]"),
    ("date", r"\d{4}-\d{2}-\d{2}|\d{1,2}/\d{1,2}/\d{2,4}|\d{1,2}-\d{1,2}-\d{4}"),
    ("day", r"(?:0?[1-9]|[12]\d|3[01])/(?:0?[1-9]|1[0-2])(?-u:\b)"),
    ("time", r"\d{1,2}:\d{2}(?::\d{2})?"),
    ("degree", r"(?:[A-Z][a-z]?\.)+[A-Z][a-z]{0,4}(?-u:\b)\.?|(?:[A-Z]\.){2,}|(?:[a-z]\.){2,}"),
    ("word", rf"{_WORD}|[\p{{L}}\p{{M}}]+"),
    ("number", r"\d+(?:[.,]\d+)*"),
    ("punctuation", r"[.!?…]+|[\-–—]+|\p{P}"),
)
_JOINED: Final = re.compile(r"([^\W\d_]+)([-‐‑])([^\W\d_])([^\W\d_]*)")
_CAPITALS: Final = r"\p{Lu}\p{L}*[\-‐‑]\p{Lu}\p{L}"
_ONE: Final = frozenset(
    ("al", "an", "ar", "as", "at", "az", "el", "ash", "asy", "ad", "e", "non", "pra", "anti", "pasca")
)
"""First halves that make one name with what follows: Al-Azhar, E-Commerce, Non-Blok."""


@cache
def _pattern() -> str:
    titles = "|".join(
        re.escape(row["abbreviation"])
        for row in read_tsv("language/abbreviations.tsv")
        if row["stop"] == "never" and row["abbreviation"].isalpha()
    )
    return rf"(?s)\s+|(?-u:\b)(?:{titles})\.|" + "|".join(pattern for _, pattern in KINDS) + "|."


def _one(match: re.Match[str]) -> str:
    first, hyphen, letter, rest = match.groups()
    whole = first.lower() in _ONE or first.lower() == (letter + rest).lower()
    return first + hyphen + (letter.lower() if whole and len(letter.lower()) == 1 else letter) + rest


def visible(raw: str, words: str) -> str:
    """The stretch of a sentence with what was cut out of its middle made blank.

    Parameters
    ----------
    raw : str
        The article's text from the start of the sentence to its end.
    words : str
        The words of the sentence.

    Returns
    -------
    str
        As long as ``raw``.

    Examples
    --------
    >>> visible("Impor naik Baca juga: X tajam.", "Impor naik tajam.")
    'Impor naik              tajam.'
    """
    if len(raw) == len(words) or " ".join(raw.split()) == words:
        return raw
    shown, at, end = [" "] * len(raw), 0, len(raw)
    parts = words.split()
    while parts:
        found = raw.find(parts[0], at)
        if raw[at:found].strip():
            break  # here something was cut out: the rest is read from the end
        shown[found : found + len(parts[0])] = parts[0]
        at = found + len(parts.pop(0))
    for word in reversed(parts):
        found = raw.rfind(word, at, end)
        if found < 0:
            break
        shown[found : found + len(word)] = word
        end = found
    return "".join(shown)


def _shouted(raw: pl.Expr) -> pl.Expr:
    """Whether capitals say nothing: most letters are, or every word of a heading that no stop ends begins with one."""
    mostly = raw.str.count_matches(r"\p{Lu}") * 2 > raw.str.count_matches(r"\p{L}")
    begun = raw.str.count_matches(r"\p{Lu}\p{L}{3,}")
    heading = (begun >= 4) & (begun * 10 >= raw.str.count_matches(r"\p{L}{4,}") * 9)
    return mostly | (heading & ~raw.str.contains(r"[.!?…\"”)]\s*$"))


def pieces(sentences: pl.DataFrame, articles: pl.DataFrame) -> pl.DataFrame:
    """Every piece of every sentence with its place in the article, blanks left out.

    Parameters
    ----------
    sentences, articles : polars.DataFrame
        The tables of these names.

    Returns
    -------
    polars.DataFrame
        ``article_id``, ``sentence_id``, ``number`` (of the sentence in the table), ``shouted`` (its capitals
        say nothing), ``piece``, ``start``, ``end``.
    """
    texts = dict(articles.select("article_id", "text").iter_rows())
    columns = sentences.select("article_id", "start", "end", "text").iter_rows()
    raw = [visible(texts[article_id][start:end], text) for article_id, start, end, text in columns]
    cut = sentences.select("article_id", "sentence_id", "start").with_columns(raw=pl.Series(raw, dtype=pl.String))
    joined = cut["raw"].str.contains(_CAPITALS)
    if joined.any():
        mended = [_JOINED.sub(_one, text) if hit else text for text, hit in zip(raw, joined, strict=True)]
        cut = cut.with_columns(raw=pl.Series(mended, dtype=pl.String))
    length = pl.col("piece").str.len_chars().cast(pl.Int64)
    return (
        cut.with_row_index("number")
        .with_columns(before=pl.col("raw").str.len_chars().cast(pl.Int64).cum_sum().shift(1, fill_value=0))
        .select(
            "article_id",
            "sentence_id",
            "number",
            shouted=_shouted(pl.col("raw")),
            offset=pl.col("start") - pl.col("before"),
            piece=pl.col("raw").str.extract_all(_pattern()),
        )
        .explode("piece")
        .filter(pl.col("piece").is_not_null())
        .with_columns(end=length.cum_sum())
        .with_columns(start=pl.col("end") - length + pl.col("offset"), end=pl.col("end") + pl.col("offset"))
        .filter(~pl.col("piece").str.contains(r"^\s"))
        .drop("offset")
    )
