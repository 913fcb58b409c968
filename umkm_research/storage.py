"""Where tables go: a folder, or a place of an object store, in which a name that stands is whole.

In a folder a file is written under a temporary name, synced and renamed. An object store has that promise of its own;
it is reached through fsspec by a URL such as ``s3://bucket/tables``.
"""

import errno
import hashlib
import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from umkm_research.errors import InputError, UmkmError

TEMPORARY = "_tmp"
"""Folder of what is being written; whatever an interrupted run left there is thrown away."""

_FULL = {errno.ENOSPC, errno.EDQUOT} if hasattr(errno, "EDQUOT") else {errno.ENOSPC}


def is_url(root: str) -> bool:
    """Whether a place is a URL and not a path.

    Examples
    --------
    >>> is_url("s3://bucket/tables"), is_url("tables")
    (True, False)
    """
    return "://" in root


def _system(url: str) -> tuple[Any, str]:
    try:
        import fsspec  # noqa: PLC0415 - an optional dependency, wanted for URLs alone
    except ImportError as error:
        raise InputError(
            f"{url} is a URL, and fsspec is not installed.", "pip install 'umkm-research[cluster]'", "no-fsspec"
        ) from error
    try:
        system, path = fsspec.core.url_to_fs(url)
    except (ImportError, ValueError) as error:
        raise InputError(f"{url} cannot be reached: {error}.", "Install what it names.", "no-fsspec") from error
    return system, path.rstrip("/")


def write(root: str, name: str, content: bytes) -> None:
    """Write a file whole or not at all.

    Parameters
    ----------
    root : str
        A folder or URL.
    name : str
        Path below it.
    content : bytes
        All of it.

    Raises
    ------
    UmkmError
        If the disk is full or the place cannot be written to; what stood there before stands still.
    """
    try:
        if is_url(root):
            system, path = _system(root)
            system.makedirs(f"{path}/{name}".rpartition("/")[0], exist_ok=True)
            system.pipe_file(f"{path}/{name}", content)
        else:
            _write_file(Path(root), name, content)
    except OSError as error:
        if error.errno in _FULL:
            raise UmkmError(
                f"The disk is full: {name} could not be written.",
                "Make room and call the same command again: it goes on where it stopped.",
                "disk-full",
            ) from error
        raise UmkmError(
            f"{name} cannot be written to {root}: {error.strerror or type(error).__name__}.",
            "Check the folder and its permissions, and call the same command again.",
            "unwritable",
        ) from error


def _write_file(root: Path, name: str, content: bytes) -> None:
    path = root / name
    path.parent.mkdir(parents=True, exist_ok=True)
    (root / TEMPORARY).mkdir(exist_ok=True)
    # The number of the process keeps a worker that outlived a killed run out of the way of the next run's.
    temporary = root / TEMPORARY / f"{name.replace('/', '-')}.{os.getpid()}"
    try:
        with temporary.open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(path)
    except OSError:
        temporary.unlink(missing_ok=True)
        raise
    _sync_folder(path.parent)


def _sync_folder(path: Path) -> None:
    """Make a rename last through a loss of power, where the system can."""
    if not hasattr(os, "O_DIRECTORY"):
        return
    number = os.open(path, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(number)
    finally:
        os.close(number)


def read(root: str, name: str) -> bytes:
    """Read a file that `write` wrote."""
    if is_url(root):
        system, path = _system(root)
        return bytes(system.cat_file(f"{path}/{name}"))
    return (Path(root) / name).read_bytes()


def names(root: str, folder: str = "") -> list[str]:
    """Names in a folder below the root, sorted; none where there is no such folder.

    Examples
    --------
    >>> names("seeds", "no such folder")
    []
    """
    if is_url(root):
        system, path = _system(root)
        place = f"{path}/{folder}".rstrip("/")
        if not system.exists(place):
            return []
        return sorted(str(found).rstrip("/").rpartition("/")[2] for found in system.ls(place, detail=False))
    here = Path(root) / folder
    return sorted(entry.name for entry in os.scandir(here)) if here.is_dir() else []


def remove(root: str, name: str) -> None:
    """Remove a file that `write` wrote."""
    if is_url(root):
        system, path = _system(root)
        system.rm_file(f"{path}/{name}")
    else:
        (Path(root) / name).unlink(missing_ok=True)


def sweep(root: str) -> None:
    """Throw away what an interrupted run left half written."""
    if not is_url(root):
        shutil.rmtree(Path(root) / TEMPORARY, ignore_errors=True)


def fingerprint(path: str) -> tuple[str, int]:
    """Sixteen hexadecimal digits of the names and sizes of the files below a path, and their bytes together.

    It changes when a file comes, goes or grows. No file is opened, and no list of files is held: a million files take
    seconds.
    """
    digest, total = hashlib.sha256(), 0
    for name, size in _sizes(path):
        digest.update(f"{name}\t{size}\n".encode("utf-8", "surrogateescape"))
        total += size
    return digest.hexdigest()[:16], total


def _sizes(path: str) -> Iterator[tuple[str, int]]:
    if is_url(path):
        system, place = _system(path)
        found = system.find(place, detail=True)
        for name in sorted(found):
            yield name[len(place) :], int(found[name].get("size") or 0)
        return
    if not os.path.isdir(path):  # noqa: PTH112 - one name for paths and for the entries below them
        yield "", os.stat(path).st_size  # noqa: PTH116 - the same
        return
    waiting = [(path, "")]
    while waiting:
        folder, above = waiting.pop()
        try:
            entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
        except OSError:
            continue  # reading will say what is wrong with it
        for entry in entries:
            below = f"{above}/{entry.name}"
            if entry.is_dir(follow_symlinks=False):
                waiting.append((entry.path, below))
                continue
            try:
                yield below, entry.stat().st_size
            except OSError:
                yield below, -1
