"""Copies: the same text under two names, and wire copy with another headline or a cut tail.

Each body is a set of five-word shingles; a MinHash signature of 128 numbers estimates how much two sets share (Broder
1997). Signatures are cut into bands, and articles that agree in a band are compared, word for word. Of an article its
bands alone stay in memory, 136 bytes; bodies are read part by part, and again where two are compared.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

import numpy as np
import polars as pl
from rensa import RMinHash

from umkm_research.schemas import Duplicate, check, frame

Part = Callable[[], pl.DataFrame]
"""Reads some articles: ``article_id``, ``content_id``, ``outlet`` and ``body``."""

NUMBERS = 128
"""Numbers in a signature: the estimate of a similarity of 0.5 has a standard error of 0.044."""

BANDS = 32
"""Bands of a signature: two articles that share half of their shingles meet in one with a probability of 0.87, at 0.8 of more than 0.999."""

SHINGLE = 5
"""Words a shingle."""

ALIKE = 0.5
"""Least share of shingles in common; below it articles on one event share quotations, above it one was made from the other."""

CONTAINED = 0.8
"""Least share of the shorter article that must stand in the longer one, for a copy with a cut tail."""

_SHORTEST = 40
_SEED = 20230914
_CROWD = 50
_CHUNK = 5_000  # pairs that are compared at a time: at most twice as many bodies are in memory
_KEPT = 256  # sets of shingles that are kept for the next pair
_WORD = re.compile(r"[^\W_]+")


def find_duplicates(articles: pl.DataFrame) -> pl.DataFrame:
    """Find articles that copy another.

    Parameters
    ----------
    articles : polars.DataFrame
        At least ``article_id``, ``content_id``, ``outlet`` and ``body``, in the order in which the first of several
        copies is to be kept.

    Returns
    -------
    polars.DataFrame
        The table ``duplicates``: a row for each article that copies an earlier one. ``kind`` is *same* where the words
        are equal, *reprint* where the same paper printed most of it again, *wire* where another paper did.
        ``similarity`` is the share of five-word shingles in common, from 0 to 1.

    Examples
    --------
    >>> rows = {"article_id": ["a", "b"], "content_id": ["x", "x"], "outlet": [None, None], "body": ["Harga naik."] * 2}
    >>> find_duplicates(pl.DataFrame(rows, schema_overrides={"outlet": pl.String})).rows()
    [('b', 'a', 1.0, 'same')]
    """
    return find_among([lambda: articles])


def find_among(parts: Sequence[Part]) -> pl.DataFrame:
    """Find articles that copy another, among articles that are too many to hold.

    Parameters
    ----------
    parts : sequence of callable
        Each reads one part of the articles, when it is called; the order is theirs. A part is read some times.

    Returns
    -------
    polars.DataFrame
        The table ``duplicates``, as `find_duplicates` gives it.
    """
    signed = [_sign(part()) for part in parts]
    if not signed:
        return frame("duplicates", [])
    data = pl.concat(signed).with_row_index("n")
    ends = np.cumsum([part.height for part in signed])
    del signed
    first = data.select("n", of=pl.col("n").min().over("key"))
    same = first.filter(pl.col("n") != pl.col("of"))
    found = [(n, of, 1.0) for n, of in same.iter_rows()]
    rest = data.join(same, on="n", how="anti", maintain_order="left").filter("long").drop("key", "long")
    del data, first
    pairs = _candidates(rest)
    found += _compare(pairs, parts, ends)
    best = _originals(found)
    ends_of = {n for n, (_, of) in best.items() for n in (n, of)}
    told = {one.n: one for one in _fetch(sorted(ends_of), parts, ends, bodies=False)}
    return check("duplicates", frame("duplicates", _rows(best, told)))


def _sign(articles: pl.DataFrame) -> pl.DataFrame:
    """What stays in memory of each article: a key of its words, and its bands."""
    words = pl.col("body").str.to_lowercase().str.replace_all(r"\W+", " ").str.strip_chars()
    data = articles.select(key=words.hash(seed=_SEED), long=pl.col("body").str.count_matches(r"\S+") >= _SHORTEST)
    numbers = np.zeros((articles.height, BANDS, NUMBERS // BANDS), dtype=np.uint64)
    for n, (body, long) in enumerate(zip(articles["body"], data["long"], strict=True)):
        if long:
            signature = RMinHash(num_perm=NUMBERS, seed=_SEED)
            signature.update(_shingles(body))
            numbers[n] = np.array(signature.digest(), dtype=np.uint64).reshape(BANDS, -1)
    # A band is its numbers, mixed into one of 32 bits: equal bands give equal numbers on every machine, and two others
    # that meet by chance are told apart by their words.
    mixed = np.zeros((articles.height, BANDS), dtype=np.uint64)
    for column in range(NUMBERS // BANDS):
        mixed = mixed * np.uint64(0x9E3779B97F4A7C15) + numbers[:, :, column]
    mixed = (mixed ^ (mixed >> np.uint64(29))) & np.uint64(0xFFFFFFFF)
    return data.with_columns(
        pl.Series(f"band{band}", mixed[:, band].astype(np.uint32), dtype=pl.UInt32) for band in range(BANDS)
    )


def _shingles(body: str) -> list[str]:
    words = _WORD.findall(body.lower())
    return [" ".join(words[n : n + SHINGLE]) for n in range(max(1, len(words) - SHINGLE + 1))]


def _candidates(data: pl.DataFrame) -> pl.DataFrame:
    """Pairs (n, of) of articles that agree in a band, each once; one band after another."""
    pairs = pl.DataFrame(schema={"n": pl.UInt32, "of": pl.UInt32})
    for band in range(BANDS):
        if data[f"band{band}"].n_unique() == data.height:
            continue
        shared = data.select("n", band=f"band{band}").filter(pl.len().over("band") > 1)
        shared = shared.with_columns(first=pl.col("n").min().over("band"), size=pl.len().over("band"))
        # In a band that very many share (a form letter) each article meets the first alone.
        small = shared.filter(pl.col("size") <= _CROWD).select("n", "band")
        met = small.join(small.rename({"n": "of"}), on="band").filter(pl.col("n") > pl.col("of")).select("n", "of")
        crowd = shared.filter((pl.col("size") > _CROWD) & (pl.col("n") != pl.col("first")))
        pairs = pl.concat([pairs, met, crowd.select("n", of="first")]).unique()
    return pairs.sort("n", "of")


class _Told(NamedTuple):
    """An article as far as a comparison needs it."""

    n: int
    article_id: str
    outlet: str | None
    body: str


def _fetch(wanted: Sequence[int], parts: Sequence[Part], ends: np.ndarray, *, bodies: bool = True) -> Iterator[_Told]:
    """Articles by their number, in order; each part that holds one is read once."""
    numbers = np.asarray(wanted, dtype=np.int64)
    homes = np.searchsorted(ends, numbers, side="right")
    for home in np.unique(homes):
        here = numbers[homes == home]
        begin = int(ends[home - 1]) if home else 0
        rows = parts[home]().select("article_id", "outlet", "body")[here - begin]
        for n, (article_id, outlet, body) in zip(here.tolist(), rows.iter_rows(), strict=True):
            yield _Told(n, article_id, outlet, body if bodies else "")


def _compare(pairs: pl.DataFrame, parts: Sequence[Part], ends: np.ndarray) -> Iterator[tuple[int, int, float]]:
    """Pairs (copy, original, similarity) that share enough of their words."""
    for chunk in pairs.iter_slices(_CHUNK):
        wanted = sorted({*chunk["n"].to_list(), *chunk["of"].to_list()})
        bodies = {one.n: one.body for one in _fetch(wanted, parts, ends)}
        shingles = lru_cache(maxsize=_KEPT)(lambda n, held=bodies: frozenset(_shingles(held[n])))
        for n, of in chunk.iter_rows():
            one, other = shingles(n), shingles(of)
            common = len(one & other)
            share = common / (len(one) + len(other) - common)
            if share >= ALIKE or common / min(len(one), len(other)) >= CONTAINED:
                yield n, of, share


def _originals(found: list[tuple[int, int, float]]) -> dict[int, tuple[float, int]]:
    """Of each copy its nearest original, which is no copy itself, and how near the nearest article is."""
    best: dict[int, tuple[float, int]] = {}
    for n, of, share in found:
        if n not in best or (share, -of) > (best[n][0], -best[n][1]):
            best[n] = (share, of)
    for n in sorted(best):  # what an article copies comes before it
        share, of = best[n]
        best[n] = (share, best[of][1] if of in best else of)
    return best


def _rows(best: dict[int, tuple[float, int]], told: dict[int, _Told]) -> Iterator[Duplicate]:
    for n in sorted(best):
        share, of = best[n]
        mine, other = told[n], told[of]
        apart = mine.outlet is not None and other.outlet is not None and mine.outlet != other.outlet
        kind = "same" if share == 1.0 else "wire" if apart else "reprint"
        yield Duplicate(mine.article_id, other.article_id, round(share, 4), kind)
