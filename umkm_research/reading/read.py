"""Files to tables in one call."""

from collections.abc import Iterable, Mapping
from pathlib import Path

import polars as pl

from umkm_research.errors import UmkmError
from umkm_research.reading.articles import read_source
from umkm_research.reading.duplicates import find_duplicates
from umkm_research.reading.sources import iter_sources
from umkm_research.schemas import Rejected, frame


def read(paths: Iterable[str | Path], *, columns: Mapping[str, str] | None = None) -> dict[str, pl.DataFrame]:
    """Read files and folders of articles.

    Parameters
    ----------
    paths : iterable of str or Path
        Text, Markdown, HTML, CSV, TSV, JSON, JSON Lines, Parquet, Excel, WARC, zip and gzip files, and folders of them.
    columns : mapping of str to str, optional
        Which column of a table holds what, where the names do not tell: ``{"text": "naskah", "title": "kepala"}``.

    Returns
    -------
    dict of str to polars.DataFrame
        The tables ``articles``, ``segments``, ``duplicates`` and ``rejected``.

    Examples
    --------
    >>> tables = read(["seeds"])
    >>> tables["articles"].height, tables["rejected"].height
    (5, 0)
    """
    articles, segments, rejected = [], [], []
    for source in iter_sources(paths, columns=columns):
        if isinstance(source, Rejected):
            rejected.append(source)
            continue
        try:
            article, parts = read_source(source)
        except UmkmError as error:
            rejected.append(Rejected(source.name, "reading", error.code, error.reason, error.remedy))
            continue
        articles.append(article)
        segments += parts
    table = frame("articles", articles)
    return {
        "articles": table,
        "segments": frame("segments", segments),
        "duplicates": find_duplicates(table),
        "rejected": frame("rejected", rejected),
    }
