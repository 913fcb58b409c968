"""Copies among the articles of a run, from its parts."""

import polars as pl

from umkm_research import storage
from umkm_research.reading import find_duplicates

_COLUMNS = ["article_id", "content_id", "outlet", "body"]


def find_copies(root: str, parts: int) -> pl.DataFrame:
    """The table ``duplicates`` of what a run wrote.

    Parameters
    ----------
    root : str
        The run's folder or URL.
    parts : int
        How many parts it wrote.
    """
    names = [f"articles.parquet/part-{number:06d}.parquet" for number in range(parts)]
    return find_duplicates(pl.concat([pl.read_parquet(storage.read(root, name), columns=_COLUMNS) for name in names]))
