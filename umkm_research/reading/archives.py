"""Documents packed in zip, gzip and WARC files, read without unpacking them to the disk."""

import gzip
import lzma
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from pathlib import PurePosixPath
from typing import BinaryIO, cast

from umkm_research.errors import InputError, UmkmError
from umkm_research.reading.articles import Source
from umkm_research.reading.documents import refused
from umkm_research.reading.items import LARGEST, Item, is_article_name, is_page
from umkm_research.schemas import Rejected

KINDS = frozenset(["zip", "gzip", "warc"])
DEEPEST = 3
"""Archives within archives."""

_BOMB = 500
"""How many times its size a packed text can have been; prose comes to five."""

_BROKEN = (zipfile.BadZipFile, zlib.error, lzma.LZMAError, EOFError, gzip.BadGzipFile, NotImplementedError)


def unpack(item: Item, kind: str, columns: Mapping[str, str] | None, depth: int = 0) -> Iterator[Source | Rejected]:
    """Documents of an archive.

    Parameters
    ----------
    item : Item
        The archive.
    kind : str
        zip, gzip or warc.
    columns : mapping of str to str or None
        Which column of a table in it holds what.
    depth : int
        How many archives it lies in.

    Yields
    ------
    Source or Rejected
        Members in the order of their names; what is damaged is rejected, what was read before it stands.
    """
    try:
        if depth >= DEEPEST:
            raise InputError(f"{item.name} lies in too many archives.", "Unpack the outer ones.", "too-deep")
        if kind == "zip":
            yield from _zip(item, columns, depth)
        elif kind == "gzip":
            yield from _gzip(item, columns, depth)
        else:
            yield from _warc(item)
    except UmkmError as error:
        yield Rejected(item.name, "reading", error.code, error.reason, error.remedy)
    except _BROKEN:
        yield _damaged(item.name)


def _damaged(name: str) -> Rejected:
    reason = f"{name} is cut off or damaged."
    return Rejected(name, "reading", "damaged-archive", reason, "Download or pack it again; what came before was read.")


def _inner(item: Item, columns: Mapping[str, str] | None, depth: int) -> Iterator[Source | Rejected]:
    kind = item.kind()
    if kind in KINDS:
        yield from unpack(item, kind, columns, depth + 1)
        return
    try:
        yield from refused(item, kind, columns)
    except _BROKEN:
        yield _damaged(item.name)
    except RuntimeError as error:
        yield Rejected(
            item.name, "reading", "locked", f"{item.name} is locked: {error}.", "Unpack it with its password."
        )


def _zip(item: Item, columns: Mapping[str, str] | None, depth: int) -> Iterator[Source | Rejected]:
    with item.seekable() as file, zipfile.ZipFile(file) as archive:
        for member in sorted(archive.infolist(), key=lambda member: member.filename):
            path = PurePosixPath(member.filename.replace("\\", "/"))
            name = f"{item.name}/{path.as_posix().lstrip('/')}"
            if member.is_dir() or not all(is_article_name(part) or part == ".." for part in path.parts):
                continue
            if path.is_absolute() or ".." in path.parts or ":" in path.parts[0]:
                yield Rejected(
                    name,
                    "reading",
                    "outside",
                    f"{name} points outside the archive.",
                    "Pack the folder again; nothing was written.",
                )
                continue
            if member.file_size > LARGEST and member.file_size > _BOMB * max(1, member.compress_size):
                size = f"{member.file_size / 2**30:.1f} GB"
                yield Rejected(
                    name,
                    "reading",
                    "bomb",
                    f"{name} would unpack to {size} from almost nothing.",
                    "Leave it out: it is no text.",
                )
                continue
            opener = lambda member=member: cast("BinaryIO", archive.open(member))  # noqa: E731 - bound to this member
            yield from _inner(Item(name, None, opener), columns, depth)


class _Unpacked(gzip.GzipFile):
    """A gzip stream that closes what it reads from."""

    def __init__(self, packed: BinaryIO) -> None:
        super().__init__(fileobj=packed)
        self._packed = packed

    def close(self) -> None:
        """Close both."""
        super().close()
        self._packed.close()


def _gzip(item: Item, columns: Mapping[str, str] | None, depth: int) -> Iterator[Source | Rejected]:
    def opener() -> BinaryIO:
        return cast("BinaryIO", _Unpacked(item.open()))

    # What is inside is told by the name without .gz; the row keeps the name of the file that there is.
    stem = item.name[: item.name.rindex(".")]
    kind = Item(stem).kind()
    inner = Item(item.name, None, opener)
    if kind in KINDS:
        yield from unpack(inner, kind, columns, depth + 1)
    else:
        yield from refused(inner, kind, columns)


def _warc(item: Item) -> Iterator[Source | Rejected]:
    """Pages of a WARC file, as Common Crawl packs its news."""
    from fastwarc.warc import ArchiveIterator, WarcRecordType  # noqa: PLC0415 - loads slowly, and is seldom needed

    found = 0
    with item.open() as file:
        try:
            for record in ArchiveIterator(file, record_types=WarcRecordType.response, auto_decode="all"):
                found += 1
                headers = record.http_headers
                status = headers.status_code if headers is not None else None
                kind = (record.http_content_type or "").lower()
                if status not in {None, 200} or (kind and "html" not in kind):
                    continue
                data = record.reader.read(LARGEST + 1)
                if len(data) > LARGEST:
                    name = f"{item.name}#{record.stream_pos}"
                    yield Rejected(name, "reading", "too-long", f"{name} is no single article.", "Leave it out.")
                    continue
                if not kind and not is_page(data):
                    continue
                url = (record.headers.get("WARC-Target-URI") or "").strip("<>")
                yield Source(f"{item.name}#{record.stream_pos}", html=data, fields={"url": url} if url else {})
        except (ValueError, OSError, EOFError, RuntimeError) as error:
            if isinstance(error, FileNotFoundError):
                raise
            yield _damaged(item.name)
            return
    if not found:
        raise InputError(f"{item.name} holds no pages.", "Take a WARC file with responses.", "empty")
