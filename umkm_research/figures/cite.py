"""How to cite a figure: its caption, BibTeX and CSL-JSON, from CITATION.cff and the figure's sidecar."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from umkm_research.errors import InputError
from umkm_research.figures.labels import language_or_default
from umkm_research.figures.save import sidecar_of

CITATION = "CITATION.cff"


@dataclass(frozen=True)
class Citation:
    """A figure's citation.

    Attributes
    ----------
    caption : str
        In the language asked for.
    bibtex : str
        One entry.
    csl : dict
        The same as CSL-JSON, for Zotero and pandoc.
    """

    caption: str
    bibtex: str
    csl: dict[str, Any]

    def __str__(self) -> str:
        csl = json.dumps([self.csl], ensure_ascii=False, indent=1)
        return f"{self.caption}\n\n{self.bibtex}\n\n{csl}"


def citation() -> dict[str, Any]:
    """The project's ``CITATION.cff``.

    Raises
    ------
    InputError
        If the package does not stand beside it.

    Examples
    --------
    >>> citation()["type"]
    'software'
    """
    package = Path(__file__).parents[1]
    found = next((path for path in (package.parent / CITATION, package / CITATION) if path.is_file()), None)
    if found is None:
        raise InputError(f"There is no {CITATION} beside the package.", "Cite from a clone of the project.", "missing")
    read: dict[str, Any] = yaml.safe_load(found.read_text(encoding="utf-8"))
    return read


def cite(name: str, *, folder: str | Path | None = None, language: str | None = None) -> Citation:
    """Caption, BibTeX and CSL-JSON of a saved figure.

    Parameters
    ----------
    name : str
        The name under which it was saved, such as ``"05-1"``.
    folder : str or Path, optional
        The folder of figures; by default as `umkm_research.figures.save.save_figure` takes it.
    language : {"en", "id"}, optional
        Of the caption; by default as ``UMKM_LANGUAGE`` says.

    Raises
    ------
    InputError
        If there is no such figure, or no ``CITATION.cff``.
    """
    language = language_or_default(language)
    sidecar = sidecar_of(name, folder, language)
    project = citation()
    caption = sidecar["caption"][language]
    versions, codebook = sidecar["versions"], sidecar["codebook"]
    note = (
        f"Figure {name}; umkm_research {versions['umkm_research']}; codebook {codebook['version']} "
        f"({codebook['checksum']}); corpus {sidecar.get('corpus', '-')} ({sidecar.get('corpus_checksum') or '-'}); "
        f"data {sidecar['data_checksum']}"
    )
    authors = [_person(author) for author in project["authors"]]
    year, month, day = (int(part) for part in str(project["date-released"]).split("-"))
    names = " and ".join(
        f"{{{author['literal']}}}" if "literal" in author else f"{author['family']}, {author['given']}"
        for author in authors
    )
    fields = {
        "author": names,
        "title": _tex(caption),
        "year": str(year),
        "howpublished": _tex(project["title"]),
        "version": versions["umkm_research"],
        "note": _tex(note),
    }
    key = f"umkm_research_{name.replace('-', '_').replace('.', '_')}"
    lines = ",\n".join(f"  {field} = {{{value}}}" for field, value in fields.items())
    csl: dict[str, Any] = {
        "id": key,
        "type": "figure",
        "title": caption,
        "author": authors,
        "issued": {"date-parts": [[year, month, day]]},
        "container-title": project["title"],
        "version": versions["umkm_research"],
        "note": note,
        "language": language,
    }
    return Citation(caption, f"@misc{{{key},\n{lines}\n}}", csl)


def _person(author: dict[str, str]) -> dict[str, str]:
    if "name" in author:
        return {"literal": author["name"]}
    return {"family": author["family-names"], "given": author["given-names"]}


def _tex(text: str) -> str:
    """Text that LaTeX sets as it stands."""
    special = {
        "\\": r"\textbackslash{}",
        "&": r"\&",
        "%": r"\%",
        "#": r"\#",
        "_": r"\_",
        "$": r"\$",
        "{": r"\{",
        "}": r"\}",
    }
    return "".join(special.get(letter, letter) for letter in text)
