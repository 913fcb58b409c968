"""Copies: the same text under two names, and wire copy with another headline or a cut tail.

Each body is a set of five-word shingles; a MinHash signature of 128 numbers estimates how much two sets share (Broder
1997). Signatures are cut into bands, and articles that agree in a band are compared; the join runs in polars, so
memory grows with the articles by their signatures alone.
"""

import polars as pl
from rensa import RMinHash

from umkm_research.schemas import Duplicate, check, frame

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
    data = (
        articles.select("article_id", "content_id", "outlet", "body")
        .with_row_index("n")
        .with_columns(
            key=pl.col("body").str.to_lowercase().str.replace_all(r"\W+", " ").str.strip_chars().hash(seed=_SEED)
        )
    )
    same = _same(data)
    rest = data.join(same, on="n", how="anti")
    found = [(row["n"], row["of"], 1.0) for row in same.iter_rows(named=True)]
    found += _near(rest)
    return check("duplicates", frame("duplicates", _rows(found, articles)))


def _same(data: pl.DataFrame) -> pl.DataFrame:
    """Articles whose words are those of an earlier one: columns ``n`` and ``of``."""
    first = data.with_columns(of=pl.col("n").min().over("key"))
    return first.filter(pl.col("n") != pl.col("of")).select("n", "of")


def _shingles(body: str) -> list[str]:
    words = "".join(letter if letter.isalnum() else " " for letter in body.lower()).split()
    return [" ".join(words[n : n + SHINGLE]) for n in range(max(1, len(words) - SHINGLE + 1))]


def _near(data: pl.DataFrame) -> list[tuple[int, int, float]]:
    """Pairs (copy, original, similarity) among articles that are not equal."""
    long = data.filter(pl.col("body").str.count_matches(r"\S+") >= _SHORTEST)
    rows = NUMBERS // BANDS
    numbers: list[int] = []
    bands: list[list[int]] = []
    for n, body in long.select("n", "body").iter_rows():
        signature = RMinHash(num_perm=NUMBERS, seed=_SEED)
        signature.update(_shingles(body))
        digest = signature.digest()
        numbers.append(n)
        # A band is its numbers, mixed into one of 64 bits; equal bands give equal numbers on every machine.
        bands.append([_mix(band, digest[band * rows : (band + 1) * rows]) for band in range(BANDS)])
    table = pl.DataFrame({"n": numbers, "band": bands}, schema={"n": pl.UInt32, "band": pl.List(pl.UInt64)}).explode(
        "band"
    )
    # In a band that very many share (a form letter) each article meets the first alone.
    table = table.with_columns(first=pl.col("n").min().over("band"), size=pl.len().over("band")).filter(
        pl.col("size") > 1
    )
    small = table.filter(pl.col("size") <= 50)
    pairs = (
        small.join(small, on="band").filter(pl.col("n") > pl.col("n_right")).select("n", pl.col("n_right").alias("of"))
    )
    large = table.filter((pl.col("size") > 50) & (pl.col("n") != pl.col("first"))).select(
        "n", pl.col("first").alias("of")
    )
    pairs = pl.concat([pairs, large]).unique().sort("n", "of")
    needed = pl.concat([pairs["n"], pairs["of"]]).unique()
    bodies = dict(data.filter(pl.col("n").is_in(needed.implode())).select("n", "body").iter_rows())
    found = []
    for n, of in pairs.iter_rows():
        one, other = set(_shingles(bodies[n])), set(_shingles(bodies[of]))
        common = len(one & other)
        share = common / len(one | other)
        if share >= ALIKE or common / min(len(one), len(other)) >= CONTAINED:
            found.append((n, of, share))
    return found


def _mix(band: int, numbers: list[int]) -> int:
    mixed = band + 1
    for number in numbers:
        mixed = (mixed * 0x9E3779B97F4A7C15 + number) & 0xFFFFFFFFFFFFFFFF
    return mixed


def _rows(found: list[tuple[int, int, float]], articles: pl.DataFrame) -> list[Duplicate]:
    """One row an article: its nearest original, which is no copy itself."""
    best: dict[int, tuple[float, int]] = {}
    for n, of, share in found:
        if n not in best or (share, -of) > (best[n][0], -best[n][1]):
            best[n] = (share, of)
    ids, outlets = articles["article_id"].to_list(), articles["outlet"].to_list()
    rows = []
    for n in sorted(best):
        share, of = best[n]
        while of in best:
            of = best[of][1]
        other = outlets[n] is not None and outlets[of] is not None and outlets[n] != outlets[of]
        kind = "same" if share == 1.0 else "wire" if other else "reprint"
        rows.append(Duplicate(ids[n], ids[of], round(share, 4), kind))
    return rows
