"""Words of figures and tables in English and Indonesian, from one data file."""

import os
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from umkm_research.coding import load_codebook
from umkm_research.errors import UmkmError
from umkm_research.lexicon import read_toml

LANGUAGES = ("en", "id")
FILE = "labels.toml"


def language_or_default(language: str | None = None) -> str:
    """The language asked for, else the one that ``UMKM_LANGUAGE`` names, else that of the notebook's folder.

    A notebook runs in its own folder, and the Indonesian edition lies in one named ``id``: so both editions have the same
    code cells. Anywhere else it is English.

    Raises
    ------
    UmkmError
        If it is neither ``en`` nor ``id``.

    Examples
    --------
    >>> language_or_default("id")
    'id'
    """
    edition = "id" if Path.cwd().name == "id" else "en"
    language = language or os.environ.get("UMKM_LANGUAGE") or edition
    if language not in LANGUAGES:
        raise UmkmError(f"There are no labels in the language {language!r}.", "Say 'en' or 'id'.", "language")
    return language


def label(group: str, key: str | None, language: str) -> str:
    """Name of a category, such as a role, a frame or a concept; what has no label is shown as it is, without underscores.

    Examples
    --------
    >>> label("role", "caption", "id"), label("role", "photo_credit", "id")
    ('takarir foto', 'photo credit')
    """
    if key is None:
        return label("other", "unknown", language)
    entry = read_toml(FILE).get(group, {}).get(key)
    return str(entry[language]) if entry else key.replace("_", " ")


def code_label(variable: str, code: str | None, language: str, corpus: Any = None) -> str:
    """Name of a code as the codebook gives it, the corpus' own codebook where it has one; else as `label` does.

    Examples
    --------
    >>> code_label("frame", "harm", "id")
    'merugikan'
    """
    codebook = getattr(corpus, "codebook", None) or load_codebook()
    entry = codebook.codes.get(variable, {}).get(code) if code else None
    return str(entry.label[language]) if entry else label(variable, code, language)


def phrase(name: str, language: str, **values: Any) -> str:
    """A sentence of the data file with its values filled in; numbers are written as the language writes them.

    Parameters
    ----------
    name : str
        Group and key, such as ``"parsing_waterfall.caption"``.
    language : {"en", "id"}
        Which.
    **values
        What stands in braces.

    Examples
    --------
    >>> phrase("scope.plain", "id", n=1234)
    'dalam 1.234 artikel ini'
    """
    group, key = name.rsplit(".", 1)
    template: str = read_toml(FILE)[group][key][language]
    written = {
        key: number(value, language) if isinstance(value, int | float) and not isinstance(value, bool) else value
        for key, value in values.items()
    }
    return template.format(**written)


def number(value: float, language: str, digits: int | None = None) -> str:
    """A number as the language writes it: 1,234.5 or 1.234,5.

    Examples
    --------
    >>> number(1234.5, "en"), number(1234.5, "id"), number(0.126, "id", 2), number(-3, "en")
    ('1,234.5', '1.234,5', '0,13', '−3')
    """
    if digits is None:
        digits = 0 if isinstance(value, int) or value == int(value) else 1
    text = f"{value:,.{digits}f}".replace("-", "−")
    return text.translate(str.maketrans(",.", ".,")) if language == "id" else text


def listing(items: Iterable[str], language: str) -> str:
    """Items as a sentence lists them.

    Examples
    --------
    >>> listing(["a", "b", "c"], "en"), listing(["a", "b", "c"], "id"), listing([], "en")
    ('a, b and c', 'a, b, dan c', '')
    """
    *most, last = [*items] or [""]
    if not most:
        return last
    comma = "," if language == "id" and len(most) > 1 else ""
    return f"{', '.join(most)}{comma} {label('other', 'and', language)} {last}"


def headings(columns: Iterable[str], language: str) -> Mapping[str, str]:
    """Columns of a table with what stands above them."""
    return {column: label("column", column, language) for column in columns}
