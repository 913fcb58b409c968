"""Stems kept on disk between runs, and safe between versions.

The file's name carries a fingerprint of all that a stem depends on: the code of this package, PySastrawi's version and
every list. So a new version or a changed list begins a new file, and what is read is always what would be computed.
The folder is ``$XDG_CACHE_HOME/umkm_research`` (``~/.cache`` by default); ``UMKM_CACHE=off`` keeps nothing.
"""

import hashlib
import os
import tempfile
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import Final

import polars as pl

from umkm_research.language.roots import ROOTS
from umkm_research.language.stems import EXCEPTIONS, NAMES, PLACES, resolve
from umkm_research.language.weights import WEIGHTS
from umkm_research.lexicon import checksum

LARGEST: Final = 500_000
"""Forms kept; when there are more, the file begins anew with the forms at hand. About 10 MB."""
VERSIONS: Final = 3
"""Files kept: those of this version and of two others, the newest."""
LEAST: Final = 2_000
"""New forms that are worth a new file."""
_SCHEMA: Final = {
    "form": pl.String,
    "stem": pl.String,
    "host": pl.String,
    "root": pl.Boolean,
    "likely": pl.Boolean,
}
_ROOTS: Final = frozenset(("root", "reduplication", "affixes set off"))


@cache
def fingerprint() -> str:
    """Sixteen hexadecimal digits that change with anything that a stem depends on."""
    code = b"".join(path.read_bytes() for path in sorted(Path(__file__).parent.glob("*.py")))
    lists = "".join(checksum(name) for name in (ROOTS, WEIGHTS, EXCEPTIONS, NAMES, PLACES))
    return hashlib.sha256(code + (lists + version("PySastrawi")).encode()).hexdigest()[:16]


def cache_file() -> Path | None:
    """Where stems are kept; None where ``UMKM_CACHE`` is off.

    Examples
    --------
    >>> cache_file() is None or cache_file().suffix == ".parquet"
    True
    """
    if os.environ.get("UMKM_CACHE", "").lower() in {"off", "0", "no", "false"}:
        return None
    home = os.environ.get("XDG_CACHE_HOME") or str(Path.home() / ".cache")
    return Path(home) / "umkm_research" / f"stems-{fingerprint()}.parquet"


class _Store:
    """The stems known to this process, as a frame to join."""

    def __init__(self) -> None:
        self.file = cache_file()
        self.known = self._read()
        self.fresh = 0

    def _read(self) -> pl.DataFrame:
        if self.file and self.file.is_file():
            try:
                data = pl.read_parquet(self.file)
            except (OSError, pl.exceptions.PolarsError):
                pass  # a torn file is as good as none: it will be written again
            else:
                if data.schema == pl.Schema(_SCHEMA):
                    return data
        return pl.DataFrame(schema=_SCHEMA)

    def table(self, forms: pl.Series) -> pl.DataFrame:
        wanted = pl.DataFrame({"form": forms.cast(pl.String)})
        missing = wanted.join(self.known, on="form", how="anti", maintain_order="left")["form"]
        if not missing.len():
            return wanted.join(self.known, on="form", how="left", maintain_order="left")
        new = _computed(missing)
        every = pl.concat([self.known, new])
        self._keep(every if every.height <= LARGEST else new.head(LARGEST), new.height)
        return wanted.join(every, on="form", how="left", maintain_order="left")

    def _keep(self, known: pl.DataFrame, fresh: int) -> None:
        self.known = known
        self.fresh += fresh
        if self.file and self.fresh >= LEAST:
            self._write(self.file)
            self.fresh = 0

    def _write(self, file: Path) -> None:
        try:
            file.parent.mkdir(parents=True, exist_ok=True)
            with tempfile.NamedTemporaryFile(dir=file.parent, suffix=".tmp", delete=False) as handle:
                temporary = Path(handle.name)
            self.known.write_parquet(temporary)
            temporary.replace(file)  # whole or not at all; of two processes the later one's file stands
            kept = sorted(file.parent.glob("stems-*.parquet"), key=lambda path: path.stat().st_mtime, reverse=True)
            for old in kept[VERSIONS:]:
                old.unlink(missing_ok=True)
        except OSError:
            self.file = None  # a folder that cannot be written is no reason to stop


def _computed(forms: pl.Series) -> pl.DataFrame:
    rows = [resolve(form) for form in forms]
    return pl.DataFrame(
        {
            "form": forms,
            "stem": [row.stem for row in rows],
            "host": [row.host for row in rows],
            "root": [row.rule in _ROOTS for row in rows],
            "likely": [row.likely for row in rows],
        },
        schema=_SCHEMA,
    )


@cache
def _store(file: Path | None) -> _Store:  # noqa: ARG001 - one store for each place
    return _Store()


def stem_table(forms: pl.Series) -> pl.DataFrame:
    """Stems of distinct forms as a table to join.

    Parameters
    ----------
    forms : polars.Series of str
        Lower-cased, each once.

    Returns
    -------
    polars.DataFrame
        ``form``, ``stem``, ``host`` (the form without clitics), ``root`` (it is a root of the dictionary) and
        ``likely`` (likely to be a word and not a name), in the order of the forms.

    Examples
    --------
    >>> stem_table(pl.Series(["perdagangannya"]))["stem"].to_list()
    ['dagang']
    """
    return _store(cache_file()).table(forms)
