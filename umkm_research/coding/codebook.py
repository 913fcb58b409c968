"""The codebook: what is coded, as data that people read and coders execute.

A codebook is a folder of TOML files (or one file). Its tables:

``version``, ``title``
    Which codebook this is; ``title`` in both languages.
``[variables.NAME]``
    A variable, such as *concept* or *direction*: ``label`` and ``definition`` in both languages.
``[codes.VARIABLE.CODE]``
    A value of it: ``label``, ``definition`` (tables with ``en`` and ``id``), ``examples``, ``counter_examples``.
    A concept names its ``theme``.
``[words.NAME]``
    A class of expressions that cues speak of: ``any`` (roots ``larang+``, forms, several words), ``note``.
``[[cues.CONCEPT]]``
    A rule of the stance coder: see `umkm_research.coding.stance`.

Everything else (``framing``, ``actors``) is kept in `Codebook.data` for the coder that it belongs to.
"""

import hashlib
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from umkm_research import lexicon
from umkm_research.coding.appendix import markdown
from umkm_research.errors import LexiconError

LANGUAGES = ("en", "id")


@dataclass(frozen=True)
class Code:
    """A value of a variable: a theme, a concept, a basis, a direction, a frame.

    Attributes
    ----------
    variable, name : str
        Where it stands: ``"concept"``, ``"import_limits"``.
    label, definition : Mapping of str to str
        By language, ``en`` and ``id``.
    examples, counter_examples : tuple of str
        Sentences that take the code, and near misses that do not, each with its reason.
    theme : str or None
        Theme of a concept.
    """

    variable: str
    name: str
    label: Mapping[str, str]
    definition: Mapping[str, str]
    examples: tuple[str, ...] = ()
    counter_examples: tuple[str, ...] = ()
    theme: str | None = None


@dataclass(frozen=True, eq=False)
class Codebook:
    """A codebook, read and checked.

    Attributes
    ----------
    version, checksum : str
        Which codebook; the checksum is of every byte of it, 12 hexadecimal digits.
    title : Mapping of str to str
        By language.
    variables : Mapping of str to Code
        Label and definition of each variable.
    codes : Mapping of str to Mapping of str to Code
        Its values, ``codes["frame"]["harm"].definition["en"]``.
    data : Mapping of str to Any
        The merged TOML, for coders that read cues of their own (``data["framing"]``).
    """

    version: str
    checksum: str
    title: Mapping[str, str]
    variables: Mapping[str, Code]
    codes: Mapping[str, Mapping[str, Code]]
    data: Mapping[str, Any] = field(repr=False)

    @property
    def concepts(self) -> Mapping[str, Code]:
        """The concepts by name, each with its theme."""
        return self.codes.get("concept", {})

    def label(self, variable: str, name: str, language: str = "en") -> str:
        """The label of a code, or its name where the codebook has none.

        Examples
        --------
        >>> load_codebook().label("position", "-1", "id")
        'menolak'
        """
        code = self.codes.get(variable, {}).get(name)
        return code.label[language] if code else name

    def markdown(self, language: str = "en") -> str:
        """Print it as the appendix of a paper; see `umkm_research.coding.appendix.markdown`."""
        return markdown(self, language)


def _texts(raw: Any, where: str) -> Mapping[str, str]:
    if isinstance(raw, dict) and all(isinstance(raw.get(language), str) for language in LANGUAGES):
        return {language: raw[language].strip() for language in LANGUAGES}
    raise LexiconError(
        f"Codebook: {where} is not given in both languages.", f"Write {where} = {{ en = …, id = … }}.", "bad-codebook"
    )


def _code(variable: str, name: str, raw: Mapping[str, Any]) -> Code:
    where = f"codes.{variable}.{name}"
    return Code(
        variable,
        name,
        _texts(raw.get("label"), f"{where}.label"),
        _texts(raw.get("definition"), f"{where}.definition"),
        tuple(raw.get("examples", ())),
        tuple(raw.get("counter_examples", ())),
        raw.get("theme"),
    )


def _codebook(data: Mapping[str, Any], checksum: str) -> Codebook:
    if not isinstance(data.get("version"), str):
        raise LexiconError("Codebook: it has no version.", 'Write version = "1.0" in it.', "bad-codebook")
    codes = {
        variable: {name: _code(variable, name, raw) for name, raw in values.items()}
        for variable, values in data.get("codes", {}).items()
    }
    for concept in codes.get("concept", {}).values():
        if concept.theme not in codes.get("theme", {}):
            raise LexiconError(
                f"Codebook: the theme {concept.theme!r} of the concept {concept.name!r} is not defined.",
                f"Add [codes.theme.{concept.theme}], or correct the theme.",
                "bad-codebook",
            )
    variables = {name: _code("variable", name, raw) for name, raw in data.get("variables", {}).items()}
    return Codebook(data["version"], checksum, _texts(data.get("title"), "title"), variables, codes, data)


@cache
def _package_codebook() -> Codebook:
    names = [name for name in lexicon.folder("codebook") if name.endswith(".toml")]
    merged: dict[str, Any] = {}
    for name in names:
        merged = lexicon.merge(merged, lexicon.read_toml(name))
    total = "".join(f"{name} {lexicon.checksum(name)}\n" for name in names)
    return _codebook(merged, hashlib.sha256(total.encode()).hexdigest()[:12])


def load_codebook(path: str | Path | None = None) -> Codebook:
    """Read a codebook.

    Parameters
    ----------
    path : str or Path, optional
        A folder of TOML files, or one file; the package's own codebook by default.

    Returns
    -------
    Codebook

    Raises
    ------
    LexiconError
        If there is none, it is not TOML, or a code lacks its label, definition or theme.

    Examples
    --------
    >>> codebook = load_codebook()
    >>> codebook.version, len(codebook.concepts), codebook.concepts["reciprocity"].theme
    ('2.0', 19, 'imports')
    """
    if path is None:
        return _package_codebook()
    files = sorted(Path(path).glob("*.toml")) if Path(path).is_dir() else [Path(path)]
    merged: dict[str, Any] = {}
    digest = hashlib.sha256()
    for file in files:
        try:
            content = file.read_bytes()
            merged = lexicon.merge(merged, tomllib.loads(content.decode("utf-8")))
        except (OSError, tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
            raise LexiconError(f"Codebook: {file}: {error}.", "Mend the file it names.", "bad-codebook") from error
        digest.update(file.name.encode() + content)
    if not files:
        raise LexiconError(f"Codebook: there is no TOML file in {path}.", "Name its folder.", "bad-codebook")
    return _codebook(merged, digest.hexdigest()[:12])
