"""Finding documents: files, folders and what is packed in them, one after another and never all at once."""

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from umkm_research.errors import UmkmError
from umkm_research.reading.articles import Source
from umkm_research.reading.decoding import decode
from umkm_research.schemas import Rejected


def iter_sources(
    paths: Iterable[str | Path], *, columns: Mapping[str, str] | None = None
) -> Iterator[Source | Rejected]:
    """Find the documents."""
    for path in map(Path, paths):
        for file in [path] if path.is_file() else sorted(path.rglob("*")):
            if file.is_file() and not file.name.startswith((".", "README", "LICENSE")):
                name = str(file.relative_to(path)) if path.is_dir() else file.name
                try:
                    yield Source(name, decode(file.read_bytes(), name))
                except UmkmError as error:
                    yield Rejected(name, "reading", error.code, error.reason, error.remedy)
