"""Stems of Indonesian words out of context: Sastrawi's, mended where it is known to be wrong.

A form is looked up among the exceptions and names, then among the roots; else its likeliest analysis is taken, and
where there is none, what Sastrawi's own rules give. Without these exceptions the stem is PySastrawi's.
"""

import re
import unicodedata
from collections.abc import Iterable
from functools import cache
from typing import Final, NamedTuple

from umkm_research.language.morphology import without_clitics
from umkm_research.language.roots import roots
from umkm_research.language.sastrawi import stem_like_sastrawi, walk
from umkm_research.language.weights import likeliest, load_weights
from umkm_research.lexicon import read_tsv

EXCEPTIONS: Final = "stems/exceptions.tsv"
NAMES: Final = "stems/names.tsv"
PLACES: Final = "language/places.tsv"
LONGEST: Final = 50
"""Letters. The longest words of Indonesian have about 30; what is longer is no word and is left alone."""
UNLIKELY: Final = 17.0
"""Cost of an analysis beyond which a form with a capital at the start of a sentence is rather a name."""
_LETTERS: Final = re.compile(r"[a-z]+\Z")
_APOSTROPHES: Final = str.maketrans(dict.fromkeys("’‘ʼ`´", "'") | dict.fromkeys("‐‑", "-"))
_FRONT: Final = frozenset(
    ("di", "se", "ke", "ter", "ber", "me", "mem", "men", "meng", "pe", "pem", "pen", "peng", "per", "ku", "kau", "nge")
)
_BACK: Final = frozenset(("kan", "an", "i", "nya", "ku", "mu", "lah", "kah", "tah", "pun", "ir", "is"))


_INFIXES: Final = frozenset(("er", "el", "em", "in"))


class Stemmed(NamedTuple):
    """A stem, what gave it, the form without clitics, and whether it is likely to be a word and not a name."""

    stem: str
    rule: str
    host: str
    likely: bool = True


@cache
def exceptions() -> dict[str, str]:
    """Stems by form, from the list of exceptions."""
    return {row["form"]: row["stem"] for row in read_tsv(EXCEPTIONS)}


@cache
def names() -> frozenset[str]:
    """Words that are names and stay whole although they look derived."""
    kept = {word for row in read_tsv(PLACES) for word in row["keep"].split()}
    return frozenset(kept | {row["name"] for row in read_tsv(NAMES)})


def clean(word: str) -> str:
    """Lower-case a word and write its apostrophes and hyphens one way.

    Examples
    --------
    >>> clean("Jum’at")
    "jum'at"
    """
    return unicodedata.normalize("NFC", word).lower().translate(_APOSTROPHES).strip("-'")


def _plain(form: str) -> Stemmed:
    """Stem a form of letters alone."""
    words = roots()
    listed, whole = exceptions(), names()
    for host, _ in without_clitics(form):
        if host in listed:
            return Stemmed(listed[host], "exception", host)
        if host in whole:
            return Stemmed(host, "name", host, likely=False)
    if form in words.every:
        return Stemmed(form, "root", form)
    if len(form) <= 3:
        return Stemmed(form, "unknown", form, likely=False)
    if form.endswith("nya") and form[:-3] in words.every:  # sekitarnya is sekitar, whatever else is in it
        return Stemmed(form[:-3], "root", form[:-3])
    analysis = likeliest(form)
    if analysis:
        host = form[: len(form) - sum(map(len, analysis.clitics))]
        return Stemmed(analysis.stem, "analysis", host, load_weights().cost(analysis) <= UNLIKELY)
    bare, steps = walk(form, words.affixed)
    if not steps or any(step.affix in _INFIXES for step in steps):  # living words with an infix are roots: gemetar
        return Stemmed(form, "unknown", form, likely=False)
    return Stemmed(bare, "sastrawi", form, likely=False)


def _hyphened(form: str) -> Stemmed:
    """Stem a form with hyphens: a word written twice, or affixes set off from a name (di-PHK-kan, ke-5)."""
    for host, _ in without_clitics(form):
        if host in exceptions():
            return Stemmed(exceptions()[host], "exception", host)
    if form in roots().every:
        return Stemmed(form, "root", form)
    parts = form.split("-")
    while len(parts) > 1 and parts[-1] in _BACK:
        parts.pop()
    while len(parts) > 1 and parts[0] in _FRONT:
        parts.pop(0)
    core = "-".join(parts)
    if len(parts) == 1:
        return Stemmed(_plain(core).stem if _LETTERS.match(core) else core, "affixes set off", core)
    if core in exceptions():
        return Stemmed(exceptions()[core], "exception", core)
    twice = _twice(*parts) if len(parts) == 2 and all(map(_LETTERS.match, parts)) else None
    return twice or Stemmed(core, "unknown", core, likely=False)


def _twice(first: str, second: str) -> Stemmed | None:
    """The stem of a word written twice, if it is one; its host is the word written once."""
    left, right = _plain(first), _plain(second)
    if first.endswith(right.host):  # pelaku-pelaku; berancang-ancang: the prefix stands before the first half
        return Stemmed(right.stem, "reduplication", first)
    if left.stem in (right.stem, _plain("me" + second).stem):  # tolong-menolong; meniru-nirukan: tiru
        return Stemmed(left.stem, "reduplication", f"{first}-{second}")
    return None


def resolve(word: str) -> Stemmed:
    """Stem a word and say what gave the stem.

    Parameters
    ----------
    word : str
        A word as it stands in a text.

    Returns
    -------
    Stemmed
        ``rule`` is exception, name, root, analysis, sastrawi, reduplication, affixes set off or unknown.

    Examples
    --------
    >>> resolve("menyepakatinya")
    Stemmed(stem='sepakat', rule='analysis', host='menyepakati', likely=True)
    """
    form = clean(word)
    if _LETTERS.match(form) and len(form) <= LONGEST:
        return _plain(form)
    if len(form) <= LONGEST and "'" in form:
        joined = form.replace("'", "")
        if form in exceptions():
            return Stemmed(exceptions()[form], "exception", form)
        if joined in roots().every:
            return Stemmed(joined, "root", joined)
    elif len(form) <= LONGEST and "-" in form:
        return _hyphened(form)
    return Stemmed(form or word, "unknown", form or word, likely=False)


def stem(word: str, *, exceptions: bool = True) -> str:
    """Stem one word out of context.

    Parameters
    ----------
    word : str
        A word as it stands in a text.
    exceptions : bool, default True
        Whether Sastrawi is mended where it is known to be wrong. Without, the stem is PySastrawi's own.

    Returns
    -------
    str
        Lower-cased.

    Examples
    --------
    >>> stem("perbankan"), stem("perbankan", exceptions=False)
    ('bank', 'perban')
    >>> stem("café"), stem("Jum’at"), stem("di-PHK-kan")
    ('café', 'jumat', 'phk')
    """
    if not exceptions:
        form = clean(word)
        return stem_like_sastrawi(form) if len(form) <= LONGEST else form
    return resolve(word).stem


def stems(forms: Iterable[str], *, exceptions: bool = True) -> dict[str, str]:
    """Stem many forms, each once.

    Parameters
    ----------
    forms : iterable of str
        Words; they may repeat.
    exceptions : bool, default True
        As for `stem`.

    Returns
    -------
    dict of str to str
        In the order in which the forms first come.

    Examples
    --------
    >>> stems(["pedagang", "perdagangan", "pedagang"])
    {'pedagang': 'dagang', 'perdagangan': 'dagang'}
    """
    return {form: stem(form, exceptions=exceptions) for form in dict.fromkeys(forms)}
