"""Prefixes of Indonesian: the rules of Nazief and Adriani's stemmer and its successors, as Sastrawi numbers them.

A nasal prefix can hide the first letter of the root (*menulis*: *tulis*), so a rule gives several possible roots, and
the dictionary decides.
"""

import re
from collections.abc import Iterator
from itertools import product
from typing import Final

VOWELS: Final = "aiueo"
CONSONANTS: Final = "bcdfghjklmnpqrstvwxyz"
_NOT_R: Final = CONSONANTS.replace("r", "")
_STOPS: Final = "bcdfghjkpqstvxz"
_INFIXES: Final = frozenset(("er", "el", "em", "in"))

_HIDING: Final = (
    # Sastrawi's number; the prefix and the letters that must follow it; what takes the prefix's place ("-": the e goes)
    ("1", "ber[aiueo]", ("", "r")),
    ("6", "ter[aiueo]", ("", "r")),
    ("10", "me[lrwy][aiueo]", ("",)),
    ("11", "mem[bfv]", ("",)),
    ("12", "mem[p][e]", ("",)),
    ("13", "mem[aiueo]", ("m", "p")),
    ("14", "men[cdjstz]", ("",)),
    ("15", "men[aiueo]", ("n", "t")),
    ("16", "meng[ghqk]", ("",)),
    ("17", "meng[aiuo]", ("", "k", "ng")),
    ("17", "meng[e]", ("", "k", "-", "ng")),
    ("18", "meny[aiueo]", ("ny", "s")),
    ("19", "mem[p][abcdfghijklmopqrstuvwxyz]", ("",)),
    ("20", "pe[wy][aiueo]", ("",)),
    ("21", "per[aiueo]", ("", "r")),
    ("25", "pem[bfv]", ("",)),
    ("26", "pem[aiueo]", ("m", "p")),
    ("27", "pen[cdjstz]", ("",)),
    ("28", "pen[aiueo]", ("n", "t")),
    ("29", "peng[bcdfghjklmnpqrstvwxyz]", ("",)),
    ("30, 34", "peng[aiuo]", ("", "k", "ng")),
    ("30", "peng[e]", ("", "k", "-")),
    ("31", "peny[aiueo]", ("ny", "s")),
    ("32", "pe[l][aiueo]", ("",)),
)


def _openings() -> Iterator[tuple[str, tuple[tuple[str, int], ...]]]:
    """The rules above, by the letters that a word begins with: what is put before the rest, and where that begins."""
    for _, pattern, instead in _HIDING:
        prefix, *following = re.findall(r"[a-z]+", pattern)
        size = len(prefix)
        options = tuple(("", size + 1) if letters == "-" else (letters, size) for letters in instead)
        for letters in product(*following):
            yield prefix + "".join(letters), options


_BY_OPENING: Final = dict(_openings())
_IRREGULAR: Final = {"belajar": "ajar", "pelajar": "ajar"}  # 4, 32


def _has(word: str, at: int, kind: str) -> bool:
    return len(word) > at and word[at] in kind


def _er(word: str, at: int, then: str) -> bool:
    """Whether ``er`` and a letter of the given kind stand at this place."""
    return word[at : at + 2] == "er" and _has(word, at + 2, then)


def _before_consonant(word: str) -> int:
    """Length of a prefix ber-, per-, ter-, be-, te- or pe- before a consonant; 0 where there is none.

    The letters *er* after that consonant may belong to the prefix (*be-serta*: 5, 9, 36) or not (*ber-serak*).
    """
    first = word[0]
    if word[2:3] == "r":
        if first == "t":
            if _has(word, 3, _NOT_R) and (word[4:6] != "er" or _has(word, 6, VOWELS)):
                return 3  # 7: ter-CerV, 8: ter-C
            return 3 if _has(word, 3, _STOPS) and _er(word, 4, CONSONANTS) else 0  # 35: ter-CerC
        if (
            first != "m"
            and _has(word, 3, CONSONANTS)
            and _has(word, 4, VOWELS + CONSONANTS)
            and (word[5:7] != "er" or (word[3] != "r" and _has(word, 7, VOWELS)))
        ):
            return 3  # 2, 23: ber-CA; 3, 24: ber-CAerV
    if first == "p":
        if _has(word, 2, CONSONANTS) and word[3:5] != "er":
            return 2  # 34: pe-C
        return 2 if _has(word, 2, _STOPS) and _er(word, 3, CONSONANTS) else 0  # 36: pe-CerC
    return 2 if first in "bt" and _has(word, 2, _NOT_R) and _er(word, 3, CONSONANTS) else 0  # 5, 9: be-CerC


def behind_prefix(word: str) -> list[str]:
    """What may stand behind the first prefix or around the infix of a word.

    Parameters
    ----------
    word : str
        Lower-cased; without *di-*, *ke-* or *se-*, which are taken off first.

    Returns
    -------
    list of str
        Empty where the word has no prefix. The first that is a root is meant; where none is, the last.

    Examples
    --------
    >>> behind_prefix("mengambil")
    ['ambil', 'kambil', 'ngambil']
    >>> behind_prefix("telunjuk")
    ['tunjuk']
    """
    if word[1:2] == "e" and word[0] in "bmpt":
        if word in _IRREGULAR:
            return [_IRREGULAR[word]]
        options = _BY_OPENING.get(word[:5]) or _BY_OPENING.get(word[:4])
        if options:
            return [letters + word[size:] for letters, size in options]
        size = _before_consonant(word)
        if size:
            return [word[size:]]
    if word[1:3] in _INFIXES and word[0] in CONSONANTS and _has(word, 3, VOWELS):
        return [word[0] + word[3:]]  # 37 to 40: C-er-V, C-el-V, C-em-V, C-in-V
    if word[:2] == "ku":
        return [word[2:]]  # 41
    if word[:3] == "kau":
        return [word[3:]]  # 42
    return []
