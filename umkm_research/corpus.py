"""What a notebook holds: a corpus and its tables, each computed once."""

import hashlib
import os
import tomllib
from collections.abc import Iterator, Mapping
from functools import cached_property
from pathlib import Path
from typing import Any

import polars as pl

from umkm_research.coding import Codebook
from umkm_research.errors import InputError
from umkm_research.pipeline import ANNOTATED, annotate
from umkm_research.reading import read
from umkm_research.schemas import TABLES, check

SAMPLE = "sample.toml"
"""A file of this name in a corpus folder declares how its articles were drawn."""


class Corpus(Mapping[str, pl.DataFrame]):
    """Articles and every table made from them.

    A corpus is a mapping from the names of its tables to frames; each table is an attribute too.

    Parameters
    ----------
    tables : mapping of str to polars.DataFrame
        At least ``articles``, ``segments``, ``duplicates`` and ``rejected``; what is missing is computed when it is
        first asked for.
    name : str
        What captions call it.
    sample : dict, optional
        The declared sample: ``query``, ``dates``, ``outlets``, ``exclusions``, ``relevance``. Without one the
        analyses give counts and no intervals.
    codebook : Codebook, optional
        What is coded; the package's own by default.

    Examples
    --------
    >>> corpus = read_corpus()
    >>> corpus.articles.height
    5
    >>> corpus["articles"] is corpus.articles
    True
    """

    def __init__(
        self,
        tables: Mapping[str, pl.DataFrame],
        name: str = "corpus",
        sample: dict[str, Any] | None = None,
        codebook: Codebook | None = None,
    ) -> None:
        self.name = name
        self.sample = sample
        self.codebook = codebook
        self._given = {table: check(table, data) for table, data in tables.items()}

    @cached_property
    def _tables(self) -> dict[str, pl.DataFrame]:
        if all(table in self._given for table in ANNOTATED):
            return self._given
        return self._given | annotate(self._given["articles"], self._given["segments"], self.codebook)

    def __getitem__(self, table: str) -> pl.DataFrame:
        """One table by name."""
        if table not in TABLES:
            raise KeyError(f"{table!r} is no table; there are {', '.join(TABLES)}")
        return self._given[table] if table in self._given else self._tables[table]

    def __iter__(self) -> Iterator[str]:
        return iter(TABLES)

    def __len__(self) -> int:
        return len(TABLES)

    def __repr__(self) -> str:
        copies = (
            self.duplicates.height - self.articles["article_id"].is_in(self.duplicates["article_id"].implode()).sum()
        )
        left = f", copies left out {copies}" if copies else ""
        return f"Corpus({self.name!r}: articles {self.articles.height}{left}, inputs not read {self.rejected.height})"

    @property
    def articles(self) -> pl.DataFrame:
        """One row a document."""
        return self["articles"]

    @property
    def segments(self) -> pl.DataFrame:
        """One row a stretch of the source with one role."""
        return self["segments"]

    @property
    def sentences(self) -> pl.DataFrame:
        """One row a sentence of the body."""
        return self["sentences"]

    @property
    def tokens(self) -> pl.DataFrame:
        """One row a token."""
        return self["tokens"]

    @property
    def statements(self) -> pl.DataFrame:
        """One row a statement."""
        return self["statements"]

    @property
    def speakers(self) -> pl.DataFrame:
        """One row a speaker of a statement."""
        return self["speakers"]

    @property
    def stances(self) -> pl.DataFrame:
        """One row a position of a statement on a concept."""
        return self["stances"]

    @property
    def frames(self) -> pl.DataFrame:
        """One row a direction of trade in a sentence or title."""
        return self["frames"]

    @property
    def duplicates(self) -> pl.DataFrame:
        """One row an article that copies another."""
        return self["duplicates"]

    @property
    def rejected(self) -> pl.DataFrame:
        """One row an input that was not read."""
        return self["rejected"]

    @cached_property
    def checksum(self) -> str:
        """First 12 hexadecimal digits of the SHA-256 of all articles' texts, whatever their order."""
        return hashlib.sha256("".join(sorted(self.articles["content_id"])).encode()).hexdigest()[:12]

    def write(self, folder: str | Path) -> None:
        """Write every table as Parquet and as CSV.

        In CSV, lists are joined with ``; `` and a cell that a spreadsheet would run is preceded by an apostrophe.
        """
        folder = Path(folder)
        folder.mkdir(parents=True, exist_ok=True)
        for name, data in self.items():
            data.write_parquet(folder / f"{name}.parquet")
            printable(data).write_csv(folder / f"{name}.csv")


def printable(data: pl.DataFrame) -> pl.DataFrame:
    """The frame as a spreadsheet can show it: lists joined, no cell that would run as a formula.

    Examples
    --------
    >>> printable(pl.DataFrame({"a": ["=1+1", "impor"], "b": [["x", "y"], []]})).rows()
    [("'=1+1", 'x; y'), ('impor', '')]
    """
    lists = [pl.col(column).list.join("; ") for column, dtype in data.schema.items() if dtype == pl.List(pl.String)]
    data = data.with_columns(lists)
    text = pl.col(pl.String)
    return data.with_columns(pl.when(text.str.contains(r"^[=+\-@\t\r]")).then("'" + text).otherwise(text).name.keep())


def default_corpus() -> Path:
    """The folder that ``UMKM_CORPUS`` names, else the ``seeds`` of this project."""
    named = os.environ.get("UMKM_CORPUS")
    if named:
        return Path(named)
    here = Path.cwd()
    for folder in (here, *here.parents, Path(__file__).parents[1]):
        if (folder / "seeds").is_dir():
            return folder / "seeds"
    raise InputError(
        "No corpus was named, and there is no folder 'seeds' here or above.",
        "Call read_corpus('folder'), or set UMKM_CORPUS to a folder with articles.",
        "missing",
    )


def read_corpus(path: str | Path | None = None, *, copies: bool = False, codebook: Codebook | None = None) -> Corpus:
    """Read a folder or file of articles.

    Parameters
    ----------
    path : str or Path, optional
        A folder, a file, or what ``umkm annotate`` wrote. By default the folder that the environment variable
        ``UMKM_CORPUS`` names, else the five articles in ``seeds``.
    copies : bool
        Keep articles that copy another too. They are left out by default, and the corpus says how many; which they are
        stands in its table ``duplicates``.
    codebook : Codebook, optional
        What is coded; the package's own by default.

    Returns
    -------
    Corpus
        Inputs that could not be read stand in its table ``rejected``.

    Raises
    ------
    InputError
        If there is no such path, or nothing in it could be read.

    Examples
    --------
    >>> read_corpus().articles["outlet"].drop_nulls().to_list()
    ['Tempo', 'Bisnis.com', 'RM.ID', 'CNN Indonesia']
    """
    path = Path(path) if path is not None else default_corpus()
    if (path / "articles.parquet").exists():
        kept = {name: pl.read_parquet(path / f"{name}.parquet") for name in TABLES}
        return Corpus(kept if copies else without_copies(kept), path.name, _sample(path), codebook)
    tables = dict(read([path]))
    if not tables["articles"].height:
        reasons = "; ".join(
            f"{row['source']}: {row['reason']}" for row in tables["rejected"].head(3).iter_rows(named=True)
        )
        raise InputError(
            f"No article could be read from {path}. {reasons}".strip(),
            "Put articles there as text, HTML, CSV, JSON Lines, Parquet, Excel or WARC.",
            "empty",
        )
    return Corpus(tables if copies else without_copies(tables), path.name, _sample(path), codebook)


def without_copies(tables: Mapping[str, pl.DataFrame]) -> dict[str, pl.DataFrame]:
    """The tables without the rows of articles that copy another; ``duplicates`` stays and says which they were."""
    copies = tables["duplicates"]["article_id"].implode()
    return {
        name: data
        if name == "duplicates" or "article_id" not in data.columns
        else data.filter(~pl.col("article_id").is_in(copies))
        for name, data in tables.items()
    }


def _sample(path: Path) -> dict[str, Any] | None:
    file = path / SAMPLE
    return tomllib.loads(file.read_text(encoding="utf-8")) if file.is_file() else None
