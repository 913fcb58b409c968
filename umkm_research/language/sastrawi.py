"""Sastrawi's algorithm, step for step, without its regular expressions.

PySastrawi (Nazief and Adriani's stemmer with the later rules of Asian 2007, Arifin, Mahendra and Ciptaningtyas 2009
and Tahitoe and Purwarianti 2010) spends most of its time on words that it then leaves as they are: names. This module
walks the same steps with slices of strings over the same dictionary and gives the same stem, which a test holds.
"""

import re
from functools import cache
from typing import Final, NamedTuple

from Sastrawi.Stemmer.StemmerFactory import StemmerFactory

from umkm_research.language.affixes import behind_prefix

_PLAIN: Final = frozenset(("di", "ke", "se"))
_PARTICLES: Final = frozenset(("lah", "kah", "tah", "pun"))
_CLITICS: Final = _PARTICLES | {"ku", "mu", "nya"}
_OTHER: Final = re.compile(r"[^a-z0-9 -]")


class Step(NamedTuple):
    """One affix taken off."""

    affix: str
    before: str
    after: str
    kind: str


@cache
def dictionary() -> frozenset[str]:
    """The root words of Sastrawi (from Kateglo, CC BY-NC-SA 3.0).

    Examples
    --------
    >>> "dagang" in dictionary(), "pedagang" in dictionary()
    (True, False)
    """
    return frozenset(word for word in StemmerFactory().get_words() if word.strip())


def _particle(word: str) -> Step | None:
    if word[-3:] in _PARTICLES:
        return Step(word[-3:], word, word[:-3].rstrip("-"), "particle")
    return None


def _pronoun(word: str) -> Step | None:
    size = 3 if word[-3:] == "nya" else 2 if word[-2:] in {"ku", "mu"} else 0
    return Step(word[-size:], word, word[:-size].rstrip("-"), "pronoun") if size else None


def _suffix(word: str) -> Step | None:
    last = word[-1:]
    size = 0
    if last == "n":
        size = 3 if word[-3:] == "kan" else 2 if word[-2:] == "an" else 0
    elif last == "i":
        size = 5 if word[-5:] == "isasi" else 1
    elif last == "s":
        size = 2 if word[-2:] == "is" else 0
    elif word[-4:] == "isme":
        size = 4
    return Step(word[-size:], word, word[:-size], "suffix") if size else None


_SUFFIXES: Final = (_particle, _pronoun, _suffix)


def _off_suffixes(word: str, roots: frozenset[str], steps: list[Step]) -> str:
    for take in _SUFFIXES:
        step = take(word)
        if step:
            steps.append(step)
            word = step.after
            if word in roots:
                break
    return word


def _off_prefixes(word: str, roots: frozenset[str], steps: list[Step]) -> str:
    for _ in range(3):
        if word[:2] in _PLAIN:
            after = word[2:]
        elif word in roots:
            return word
        else:
            found = behind_prefix(word)
            if not found:
                return word
            after = next((root for root in found if root in roots), found[-1])
        steps.append(Step(_prefix(word, after), word, after, "prefix"))
        word = after
        if word in roots:
            return word
    return word


def _prefix(word: str, after: str) -> str:
    """What was taken off the front, a hidden first letter of the root left out: *menulis* to *tulis* gives *men*."""
    if word.endswith(after):
        return word[: len(word) - len(after)]
    return word[: len(word) - len(after) + 1] if word.endswith(after[1:]) and word[0] != after[0] else word[1:3]


def _prefix_first(word: str) -> bool:
    """Whether the prefix goes before the suffix: be-lah, be-an, me-i, di-i, pe-i, ter-i (Asian 2007, pages 78-79)."""
    if word[-1:] == "i":
        return word[:2] in {"me", "di", "pe"} or word[:3] == "ter"
    return word[:2] == "be" and ((word[-2:] == "an" and len(word) > 3) or (word[-3:] == "lah" and len(word) > 4))


def walk(word: str, roots: frozenset[str]) -> tuple[str, list[Step]]:
    """Stem one word without a hyphen between its halves, and say how.

    Parameters
    ----------
    word : str
        Lower-cased, of a-z, 0-9 and hyphens.
    roots : frozenset of str
        The dictionary.

    Returns
    -------
    stem : str
        The word itself where no root is found.
    steps : list of Step
        The affixes taken off, in order; empty where no root is found.

    Examples
    --------
    >>> stem, steps = walk("perdagangan", dictionary())
    >>> stem, [step.affix for step in steps]
    ('dagang', ['an', 'per'])
    """
    if word in roots or len(word) <= 3:  # Sastrawi leaves short words; no root has one letter
        return word, []
    steps: list[Step] = []
    if _prefix_first(word):
        bare = _off_prefixes(word, roots, steps)
        if bare not in roots:
            bare = _off_suffixes(bare, roots, steps)
        if bare in roots:
            return bare, steps
        steps = []
    bare = _off_suffixes(word, roots, steps)
    if bare not in roots:
        suffixes = len(steps)
        bare = _off_prefixes(bare, roots, steps)
        if bare not in roots:
            return _put_back(word, roots, steps[:suffixes])
    return bare, steps


def _put_back(word: str, roots: frozenset[str], suffixes: list[Step]) -> tuple[str, list[Step]]:
    """Put the suffixes back one by one, and try the prefixes again: what looked like a suffix was the root's end."""
    for index in range(len(suffixes) - 1, -1, -1):
        affix, before, after, kind = suffixes[index]
        tries = [(after + "k", [*suffixes[:index], Step("an", before, after + "k", kind)])] if affix == "kan" else []
        for start, steps in [*tries, (before, suffixes[:index])]:
            bare = _off_prefixes(start, roots, steps)
            if bare in roots:
                return bare, steps
    return word, []


def _doubled(word: str, roots: frozenset[str]) -> str:
    """Stem a reduplicated word: both halves have one stem, or the word stays (Asian 2007, pages 76-77)."""
    first, _, second = word.rpartition("-")
    if second in _CLITICS and "-" in first:
        first, _, half = first.rpartition("-")
        second = f"{half}-{second}"
    left, right = walk(first, roots)[0], walk(second, roots)[0]
    if right == second and second not in roots:  # meniru-nirukan: tiru
        right = walk("me" + second, roots)[0]
    return left if left == right else word


def stem_like_sastrawi(form: str, roots: frozenset[str] | None = None) -> str:
    """Give the stem that PySastrawi gives.

    Parameters
    ----------
    form : str
        Any text; what is not a letter of the alphabet, a digit or a hyphen separates words, as there.
    roots : frozenset of str, optional
        The dictionary; Sastrawi's own by default.

    Returns
    -------
    str
        Equal to ``StemmerFactory().create_stemmer().stem(form)``.

    Examples
    --------
    >>> stem_like_sastrawi("memperjuangkan")
    'juang'
    >>> stem_like_sastrawi("sayur-mayur buah-buahan")
    'sayur-mayur buah'
    """
    roots = dictionary() if roots is None else roots
    words = _OTHER.sub(" ", form.lower()).split(" ")
    return " ".join(_stem_word(word, roots) for word in words if word)


def _stem_word(word: str, roots: frozenset[str]) -> str:
    if "-" in word:
        head, _, tail = word.rpartition("-")
        if tail not in _CLITICS or "-" in head:
            return _doubled(word, roots)
    return walk(word, roots)[0]
