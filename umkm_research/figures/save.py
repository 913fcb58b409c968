"""Writing a figure: picture, data, evidence and a sidecar that says what it is. The same chart gives the same bytes."""

import hashlib
import io
import json
import os
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Protocol

import matplotlib as mpl
import polars as pl
from matplotlib.figure import Figure

from umkm_research.coding import load_codebook
from umkm_research.corpus import printable
from umkm_research.errors import InputError
from umkm_research.figures.labels import language_or_default
from umkm_research.figures.style import style
from umkm_research.version import VERSIONS

NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,80}")
PICTURES = ("pdf", "svg", "png")


class Drawn(Protocol):
    """What can be saved: a chart."""

    @property
    def kind(self) -> str:
        """The function that made it."""

    @property
    def figure(self) -> Figure:
        """The picture."""

    @property
    def data(self) -> pl.DataFrame:
        """One row a mark."""

    @property
    def evidence(self) -> pl.DataFrame:
        """One row a place."""

    @property
    def counts(self) -> Mapping[str, Any]:
        """The columns of the data that are counts."""

    @property
    def captions(self) -> Mapping[str, str]:
        """By language."""

    @property
    def alts(self) -> Mapping[str, str]:
        """By language."""

    @property
    def language(self) -> str:
        """Of the labels."""

    @property
    def record(self) -> Mapping[str, Any]:
        """The corpus."""


def figures_folder(folder: str | Path | None = None) -> Path:
    """Where figures go: the folder given, else ``figures`` in the folder that ``UMKM_BUILD`` names, else in ``build``.

    A notebook runs in its own folder, so ``build`` is looked for beside the project's ``pyproject.toml``, here or above.

    Examples
    --------
    >>> figures_folder("mine").name
    'mine'
    """
    if folder is not None:
        return Path(folder)
    if build := os.environ.get("UMKM_BUILD"):
        return Path(build) / "figures"
    here = Path.cwd()
    root = next((place for place in (here, *here.parents) if (place / "pyproject.toml").is_file()), here)
    return root / "build" / "figures"


def find(name: str, folder: str | Path | None = None, language: str | None = None) -> Path:
    """Path of a saved figure's sidecar.

    Raises
    ------
    InputError
        If there is none; names those that there are.
    """
    place = figures_folder(folder) / language_or_default(language)
    path = place / f"{name}.json"
    if NAME.fullmatch(name) and path.is_file():
        return path
    known = ", ".join(sorted(file.stem for file in place.glob("*.json")))
    raise InputError(
        f"No figure {name!r} was saved in {place}.",
        f"There are: {known}." if known else "Run the lessons first: umkm reproduce.",
        "no-figure",
    )


def sidecar_of(name: str, folder: str | Path | None = None, language: str | None = None) -> dict[str, Any]:
    """What is known of a saved figure.

    Raises
    ------
    InputError
        If there is no such figure.
    """
    read: dict[str, Any] = json.loads(find(name, folder, language).read_text(encoding="utf-8"))
    return read


def png(figure: Figure, dpi: int = 150) -> bytes:
    """A figure as PNG."""
    return _picture(figure, "png", {"Software": None}, dpi)


def save_figure(chart: Drawn, name: str, *, folder: str | Path | None = None) -> dict[str, Path]:
    """Write a chart as PDF, SVG and PNG, its data as CSV, its evidence as Parquet, and a sidecar as JSON.

    Parameters
    ----------
    chart : Chart
        As the functions of `umkm_research.figures` give it.
    name : str
        Letters, digits, ``.``, ``_`` and ``-``; lesson and number, such as ``"05-1"``.
    folder : str or Path, optional
        The figure goes to the folder of its language below this one. By default ``figures`` below what ``UMKM_BUILD``
        names, or below ``build``.

    Returns
    -------
    dict of str to Path
        What was written, by suffix.

    Raises
    ------
    InputError
        If the name cannot be a file's.
    """
    if not NAME.fullmatch(name):
        raise InputError(f"A figure cannot be called {name!r}.", "Use letters, digits, '.', '_' and '-'.", "bad-name")
    place = figures_folder(folder) / chart.language
    place.mkdir(parents=True, exist_ok=True)
    files = {suffix: _picture(chart.figure, suffix, _metadata(chart, suffix), 300) for suffix in PICTURES}
    files["csv"] = csv(chart.data)
    evidence = io.BytesIO()
    chart.evidence.write_parquet(evidence)
    files["parquet"] = evidence.getvalue()
    sums = {f"{name}.{suffix}": hashlib.sha256(content).hexdigest() for suffix, content in files.items()}
    files["json"] = (json.dumps(_sidecar(chart, name, sums), ensure_ascii=False, indent=1) + "\n").encode()
    paths = {suffix: place / f"{name}.{suffix}" for suffix in files}
    for suffix, content in files.items():
        paths[suffix].write_bytes(content)
    return paths


def csv(data: pl.DataFrame) -> bytes:
    """A frame as CSV that no spreadsheet runs: lists joined, cells that begin like a formula led by an apostrophe.

    Examples
    --------
    >>> csv(pl.DataFrame({"text": ["=1+1"], "share": [1 / 3]})).decode().splitlines()
    ['text,share', "'=1+1,0.333333"]
    """
    return printable(data).write_csv(float_precision=6).encode()


def write_manifest(folder: str | Path | None = None) -> Path:
    """List every figure of a folder with its checksums in ``manifest.json``, and give its path.

    The manifest is made from the sidecars, so lessons that run side by side do not write to it at once.
    """
    place = figures_folder(folder)
    kept = ("kind", "corpus", "corpus_checksum", "data_checksum", "versions", "files")
    figures = {}
    for path in sorted(place.glob("*/*.json")):
        sidecar = json.loads(path.read_text(encoding="utf-8"))
        figures[f"{path.parent.name}/{path.stem}"] = {what: sidecar[what] for what in kept}
    manifest = place / "manifest.json"
    manifest.write_text(json.dumps(figures, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    return manifest


def _picture(figure: Figure, suffix: str, metadata: Mapping[str, Any], dpi: int) -> bytes:
    buffer = io.BytesIO()
    with style():
        figure.savefig(buffer, format=suffix, dpi=dpi, metadata=dict(metadata))
    return buffer.getvalue()


def _metadata(chart: Drawn, suffix: str) -> dict[str, Any]:
    """What a picture says of itself: its caption and where it comes from, no clock, no name of a person."""
    caption, alt = chart.captions[chart.language], chart.alts[chart.language]
    origin = f"umkm_research {VERSIONS['umkm_research']}, corpus {chart.record.get('corpus_checksum') or '-'}"
    if suffix == "pdf":
        return {"Title": caption, "Subject": alt, "Keywords": origin, "CreationDate": None}
    if suffix == "svg":
        return {"Title": caption, "Description": alt, "Source": origin, "Date": None}
    return {"Title": caption, "Description": alt, "Source": origin, "Software": None}


def _sidecar(chart: Drawn, name: str, sums: Mapping[str, str]) -> dict[str, Any]:
    codebook = load_codebook()
    marks = chart.data.select("mark", *chart.counts)
    return {
        "name": name,
        "kind": chart.kind,
        "language": chart.language,
        "caption": dict(chart.captions),
        "alt": dict(chart.alts),
        **chart.record,
        "codebook": {"version": codebook.version, "checksum": codebook.checksum},
        "versions": {**VERSIONS, "matplotlib": mpl.__version__, "polars": pl.__version__},
        "data_checksum": sums[f"{name}.csv"][:12],
        "counts": {column: count._asdict() for column, count in chart.counts.items()},
        "marks": marks.to_dict(as_series=False),
        "files": dict(sums),
    }
