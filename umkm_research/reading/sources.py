"""Finding documents: files, folders and what is packed in them, one after another and never all at once."""

import os
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from umkm_research.reading.archives import KINDS as ARCHIVES
from umkm_research.reading.archives import unpack
from umkm_research.reading.articles import Source
from umkm_research.reading.documents import refused
from umkm_research.reading.items import Item, is_article_name
from umkm_research.schemas import Rejected


def iter_sources(
    paths: Iterable[str | Path], *, columns: Mapping[str, str] | None = None
) -> Iterator[Source | Rejected]:
    """Find the documents in files and folders, in the order of their names.

    Parameters
    ----------
    paths : iterable of str or Path
        Files and folders; archives and tables among them are looked into.
    columns : mapping of str to str, optional
        Which column of a table holds what, as in `read`.

    Yields
    ------
    Source or Rejected
        A document, named by its place below the path given (``file.csv#row``, ``file.zip/page.html``,
        ``file.warc.gz#offset``), or why an input was not read.

    Examples
    --------
    >>> [source.name[:3] for source in iter_sources(["seeds"])]
    ['000', '001', '002', '003', '004']
    """
    listed = [Path(path) for path in paths]
    for path, name in zip(listed, _names(listed), strict=True):
        if path.is_dir():
            yield from _folder(path, name, (), columns)
        else:
            yield from _file(path, name or path.name, columns)


def _names(paths: list[Path]) -> list[str]:
    """What each path is called in the corpus: one folder alone nothing, for it is the root; what clashes, more."""
    if len(paths) == 1:
        return ["" if paths[0].is_dir() else paths[0].name]
    short = [path.resolve().name for path in paths]
    longer = ["/".join(path.resolve().parts[-2:]).lstrip("/") for path in paths]
    names = [name if short.count(name) == 1 else more for name, more in zip(short, longer, strict=True)]
    return [name if names.index(name) == n else f"{n}/{name}" for n, name in enumerate(names)]


def _folder(
    path: Path, name: str, above: tuple[tuple[int, int], ...], columns: Mapping[str, str] | None
) -> Iterator[Source | Rejected]:
    try:
        status = path.stat()
        entries = sorted(os.scandir(path), key=lambda entry: entry.name)
    except OSError as error:
        yield _gone(name or path.name, error)
        return
    here = (status.st_dev, status.st_ino)
    if here in above:
        yield Rejected(
            name,
            "reading",
            "link-loop",
            f"{name} is a link to a folder that holds it.",
            "Remove the link, nothing is lost.",
        )
        return
    for entry in entries:
        if not is_article_name(entry.name):
            continue
        below = f"{name}/{entry.name}" if name else entry.name
        try:
            folder = entry.is_dir()
        except OSError as error:
            yield _gone(below, error)
            continue
        if folder:
            yield from _folder(Path(entry.path), below, (*above, here), columns)
        else:
            yield from _file(Path(entry.path), below, columns)


def _file(path: Path, name: str, columns: Mapping[str, str] | None) -> Iterator[Source | Rejected]:
    if path.exists() and not path.is_file():
        yield Rejected(name, "reading", "not-a-file", f"{name} is a device or pipe.", "Name a file or folder.")
        return
    item = Item(_printable(name), path)
    try:
        kind = item.kind()
        yield from (unpack if kind in ARCHIVES else refused)(item, kind, columns)
    except OSError as error:
        yield _gone(item.name, error)


def _printable(name: str) -> str:
    """A name that can be written as UTF-8, whatever bytes the file system holds."""
    return name.encode("utf-8", "surrogateescape").decode("utf-8", "replace")


def _gone(name: str, error: OSError) -> Rejected:
    if isinstance(error, FileNotFoundError):
        return Rejected(
            name,
            "reading",
            "missing",
            f"{name} does not exist, or vanished while it was read.",
            "Check the path and run again.",
        )
    reason = error.strerror or type(error).__name__
    return Rejected(
        name, "reading", "unreadable", f"{name} cannot be read: {reason}.", "Check its permissions and the disk."
    )
