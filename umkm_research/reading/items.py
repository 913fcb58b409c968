"""An input: a file, or a member of an archive that is read like one."""

import io
import re
from collections.abc import Callable
from pathlib import Path, PurePosixPath
from typing import BinaryIO, NamedTuple

from umkm_research.errors import InputError

LARGEST = 20 * 2**20
"""Bytes of a text or page; more is no article."""

LARGEST_TABLE = 2**30
"""Bytes of a Parquet or Excel file inside an archive, which has to be read whole."""

_NO_ARTICLE = re.compile(r"(?i)(?:\.|_?__macosx|readme|licen[cs]e|thumbs\.db|desktop\.ini|sample\.toml\Z)")
_ENDINGS = {
    ".txt": "text", ".text": "text", ".md": "text", ".markdown": "text", ".html": "html", ".htm": "html", ".xhtml": "html",
    ".mhtml": "text", ".csv": "csv", ".tsv": "csv", ".tab": "csv", ".jsonl": "jsonl", ".ndjson": "jsonl", ".jl": "jsonl",
    ".json": "json", ".parquet": "parquet", ".pq": "parquet", ".xlsx": "excel", ".xls": "excel", ".xlsm": "excel",
    ".xlsb": "excel", ".ods": "excel", ".zip": "zip", ".gz": "gzip", ".gzip": "gzip", ".warc": "warc",
}  # fmt: skip
_PAGE = re.compile(
    rb"\s*(?:\xef\xbb\xbf)?\s*(?:<!--.{0,400}?-->\s*|<\?xml[^>]{0,200}>\s*)?<(?:!doctype html|html|head|body)\b",
    re.IGNORECASE | re.DOTALL,
)


class Item(NamedTuple):
    """A file, or the member of an archive; ``opener`` opens it anew."""

    name: str
    path: Path | None = None
    opener: Callable[[], BinaryIO] | None = None

    def open(self) -> BinaryIO:
        """Open it for reading from its beginning."""
        if self.opener is not None:
            return self.opener()
        if self.path is None:
            raise InputError(f"{self.name} cannot be opened.", "Name a file.", "missing")
        return self.path.open("rb")

    def read(self, most: int = LARGEST) -> bytes:
        """Read all of it.

        Raises
        ------
        InputError
            If it has more bytes than ``most``.
        """
        with self.open() as file:
            data = file.read(most + 1)
        if len(data) > most:
            raise InputError(
                f"{self.name} has more than {most // 2**20} MB: that is no single article.",
                "Split it into articles, or save it as CSV or JSON Lines with one article a row.",
                "too-long",
            )
        return data

    def seekable(self) -> BinaryIO:
        """Open it so that it can be read in any order; a member of an archive is held in memory for that."""
        return self.open() if self.path is not None else io.BytesIO(self.read(LARGEST_TABLE))

    def kind(self) -> str:
        """What it is: text, html, csv, jsonl, json, parquet, excel, zip, gzip or warc.

        Examples
        --------
        >>> Item("berita.warc.gz").kind(), Item("a/b.JSONL").kind()
        ('warc', 'jsonl')
        """
        name = self.name.lower()
        if name.endswith((".warc.gz", ".warc")):
            return "warc"
        kind = _ENDINGS.get(PurePosixPath(name).suffix)
        return kind or "text"


def is_page(head: bytes) -> bool:
    """Whether bytes begin as an HTML page does.

    Examples
    --------
    >>> is_page(b"<!DOCTYPE html><html>"), is_page(b"Harga naik.")
    (True, False)
    """
    return bool(_PAGE.match(head[:2000]))


def is_article_name(name: str) -> bool:
    """Whether a file of this name can be an article: not hidden, no README, no LICENSE.

    Examples
    --------
    >>> is_article_name("README.md"), is_article_name(".DS_Store"), is_article_name("001.txt")
    (False, False, True)
    """
    return not _NO_ARTICLE.match(name)
