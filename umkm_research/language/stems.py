"""Stems of Indonesian words out of context: Sastrawi's algorithm, mended where it is known to be wrong."""

from collections.abc import Iterable
from functools import cache

import polars as pl

from umkm_research.language.sastrawi import stem_like_sastrawi

LONGEST = 60
"""Letters. No Indonesian word is longer (*mempertanggungjawabkannya* has 25); what is, is not stemmed."""


@cache
def _memory() -> dict[str, str]:
    return {}


def _stem(form: str) -> str:
    if len(form) > LONGEST or not form.isascii():
        return form
    return stem_like_sastrawi(form) or form


def stem(word: str, *, exceptions: bool = True) -> str:
    """Stem one word out of context.

    Parameters
    ----------
    word : str
        A word as it stands in a text.
    exceptions : bool, default True
        Whether Sastrawi's known errors are mended. Without, the stem is PySastrawi's own.

    Returns
    -------
    str
        Lower-cased.

    Examples
    --------
    >>> stem("perdagangan")
    'dagang'
    """
    return _stem(word.lower()) if exceptions else stem_like_sastrawi(word)


def stems(forms: Iterable[str], *, exceptions: bool = True) -> dict[str, str]:
    """Stem many forms, each once.

    Examples
    --------
    >>> stems(["pedagang", "perdagangan"])
    {'pedagang': 'dagang', 'perdagangan': 'dagang'}
    """
    return {form: stem(form, exceptions=exceptions) for form in forms}


def stem_table(forms: pl.Series) -> pl.DataFrame:
    """Stems of distinct forms as a table to join."""
    return pl.DataFrame({"form": forms, "stem": [stem(form) for form in forms]})
