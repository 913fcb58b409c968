"""The data files: outlets, cues, titles, exceptions, stop words, codebook.

Knowledge lives in ``umkm_research/data`` as TOML and TSV, each entry with its reason or source. A researcher adds to
it from outside the package: files of the same name in the folder that the environment variable ``UMKM_LEXICON``
names are read after the package's own. In a TSV file their rows come last; in a TOML file their tables are merged
into ours, lists are lengthened and single values replaced.
"""

import csv
import hashlib
import os
import tomllib
from functools import cache
from pathlib import Path
from typing import Any

from umkm_research.errors import LexiconError

DATA = Path(__file__).parent / "data"


def _folders() -> list[Path]:
    mine = os.environ.get("UMKM_LEXICON")
    return [DATA, Path(mine)] if mine else [DATA]


def _files(name: str) -> list[Path]:
    found = [folder / name for folder in _folders() if (folder / name).is_file()]
    if not found:
        raise LexiconError(
            f"There is no data file {name!r} in {' or '.join(str(f) for f in _folders())}.",
            "Check the name, and the folder that UMKM_LEXICON names.",
            "no-lexicon",
        )
    return found


def merge(ours: dict[str, Any], theirs: dict[str, Any]) -> dict[str, Any]:
    """Their tables merged into ours: lists are lengthened, single values replaced.

    Examples
    --------
    >>> merge({"a": [1], "b": {"c": 1}}, {"a": [2], "b": {"c": 2}})
    {'a': [1, 2], 'b': {'c': 2}}
    """
    merged = dict(ours)
    for key, value in theirs.items():
        old = merged.get(key)
        if isinstance(old, dict) and isinstance(value, dict):
            merged[key] = merge(old, value)
        elif isinstance(old, list) and isinstance(value, list):
            merged[key] = old + value
        else:
            merged[key] = value
    return merged


@cache
def read_toml(name: str) -> dict[str, Any]:
    """Read a TOML file of the package, with the user's own merged in.

    Parameters
    ----------
    name : str
        Path below ``data``, such as ``"codebook.toml"``.

    Raises
    ------
    LexiconError
        If there is no such file, or it is not TOML.
    """
    merged: dict[str, Any] = {}
    for path in _files(name):
        try:
            merged = merge(merged, tomllib.loads(path.read_text(encoding="utf-8")))
        except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
            raise LexiconError(f"{path} is not TOML: {error}.", "Mend the line it names.", "bad-lexicon") from error
    return merged


@cache
def read_tsv(name: str) -> tuple[dict[str, str], ...]:
    """Read a tab-separated file of the package, with the user's rows after ours. Lines that begin with # are comments.

    Parameters
    ----------
    name : str
        Path below ``data``, such as ``"stems/exceptions.tsv"``.

    Raises
    ------
    LexiconError
        If there is no such file, or a row has not as many cells as the heading.
    """
    rows: list[dict[str, str]] = []
    for path in _files(name):
        lines = [line for line in path.read_text(encoding="utf-8").splitlines() if line and not line.startswith("#")]
        heading, *cells = csv.reader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)
        for row in cells:
            if len(row) != len(heading):
                raise LexiconError(
                    f"{path}: the row {row!r} has {len(row)} cells, the heading has {len(heading)}.",
                    "Separate cells by one tab each.",
                    "bad-lexicon",
                )
            rows.append(dict(zip(heading, row, strict=True)))
    return tuple(rows)


def folder(name: str) -> list[str]:
    """Names of the data files in a folder of the package and in the user's, sorted, each once.

    Examples
    --------
    >>> "outlets/tempo.toml" in folder("outlets")
    True
    """
    return sorted(
        {f"{name}/{path.name}" for root in _folders() if (root / name).is_dir() for path in (root / name).iterdir()}
    )


def checksum(name: str) -> str:
    """First 12 hexadecimal digits of the SHA-256 of a data file, the user's part included."""
    return hashlib.sha256(b"".join(path.read_bytes() for path in _files(name))).hexdigest()[:12]
