"""Every way to take an Indonesian word apart: prefixes, root, suffix, clitics.

Sastrawi takes off what it can in a fixed order and stops at the first root it meets (*menikah*: *meni*). Here all
analyses that the grammar allows are listed, so that the likeliest can be chosen. Prefixes and their allomorphs are
those of Alwi et al., *Tata Bahasa Baku Bahasa Indonesia* (3rd edition, 1998), chapters 4 and 7.
"""

from collections.abc import Container, Iterator
from typing import Final, NamedTuple

_VOWELS: Final = frozenset("aiueo")
_AFTER_MEM: Final = frozenset("bfvp")
_AFTER_MEN: Final = frozenset("cdjstz")
_AFTER_MENG: Final = frozenset("ghkqxr")
_SONORANTS: Final = frozenset("lrwymn")
_PRONOUNS: Final = ("nya", "ku", "mu")
_PARTICLES: Final = ("lah", "kah", "pun", "tah")
_SUFFIXES: Final = ("kan", "an", "i")
_ENDINGS: Final = ("isasi", "isme", "is", "wan", "wati")
"""Of borrowed words: the word is taken over whole (*standardisasi* beside *standar*: EYD 2022, IV), and is a root."""
_VERBAL: Final = frozenset(("per", "ber", "ter", "ke", "se", "peN"))
_INNER: Final = {
    # What may stand behind a prefix, towards the root: mem-per-, di-ber-, se-pen-, ke-tidak-.
    "": frozenset(("meN", "di", "ku", "kau", "peN", "ber", "per", "pe", "ter", "se", "ke")),
    "meN": _VERBAL,
    "di": _VERBAL,
    "ku": frozenset(("per", "ber", "ke")),
    "kau": frozenset(("per", "ber", "ke")),
    "peN": frozenset(("ber", "per", "ter", "se", "ke")),
    "ber": frozenset(("ke", "peN", "per", "se", "pe")),
    "per": frozenset(("se", "ber")),
    "pe": frozenset(("ber", "ter")),
    "ter": frozenset(("per", "ber", "ke", "se", "peN")),
    "se": frozenset(("per", "peN", "ber", "ke", "ter")),
    "ke": frozenset(("ber", "ter", "se", "tidak", "peN", "per")),
    "tidak": frozenset(("ber", "ter", "se", "per", "peN")),
}
_DEEPEST: Final = 3


class Analysis(NamedTuple):
    """One way to take a word apart. ``ending`` stays with the root: *kapital-isasi*."""

    root: str
    ending: str
    prefixes: tuple[str, ...]
    suffix: str
    clitics: tuple[str, ...]

    @property
    def stem(self) -> str:
        """The root with the ending that stays with it."""
        return self.root + self.ending


def _velar(rest: str) -> Iterator[str]:
    """Roots behind meng- or peng-."""
    first = rest[:1]
    if first in _VOWELS:
        yield rest
        yield "k" + rest  # mengarang: karang
        if first == "e" and sum(letter in _VOWELS for letter in rest[1:]) == 1:
            yield rest[1:]  # mengebom: bom
    elif first in _AFTER_MENG:
        yield rest


def _nasal(rest: str) -> Iterator[str]:
    """Roots behind meN- or peN-, the letters *me* or *pe* taken off."""
    first, second = rest[:1], rest[1:2]
    if first in _SONORANTS:
        yield rest  # me-lihat, me-masak, me-nyanyi, me-ngeong
    if first == "m" and (second in _VOWELS or second == "r"):
        yield "p" + rest[1:]  # memukul: pukul; memroses: proses
    elif (first == "m" and second in _AFTER_MEM) or (first == "n" and second in _AFTER_MEN):
        yield rest[1:]
    elif first == "n" and second == "g":
        yield from _velar(rest[2:])
    elif first == "n" and second == "y" and rest[2:3] in _VOWELS:
        yield "s" + rest[2:]  # menyapu: sapu
    elif first == "n" and second in _VOWELS:
        yield "t" + rest[1:]  # menulis: tulis


def _liquid(word: str) -> Iterator[str]:
    """Roots behind ber-, per- or ter-: the r falls out before r and before a syllable that ends in *er*."""
    rest = word[2:]
    if rest[:1] == "r":
        yield rest[1:]
        if rest[1:2] in _VOWELS:
            yield rest  # be-rencana
    elif rest[1:3] == "er" and rest[3:4] not in _VOWELS:
        yield rest  # be-kerja
    if rest[:5] == "lajar":
        yield rest[1:]  # bel-ajar


def _prefixed(word: str) -> Iterator[tuple[str, str]]:
    """Prefix and what stands behind it, in every reading."""
    two, rest = word[:2], word[2:]
    if two == "me":
        yield from (("meN", root) for root in _nasal(rest))
    elif two == "pe":
        yield from (("peN", root) for root in _nasal(rest))
        yield from (("per", root) for root in _liquid(word))
        if rest[:1] not in _VOWELS:
            yield "pe", rest
    elif two in ("be", "te"):
        yield from ((two + "r", root) for root in _liquid(word))
    elif two in ("di", "se", "ke", "ku"):
        yield two, rest
    elif word[:5] == "tidak":
        yield "tidak", word[5:]
    elif word[:3] == "kau":
        yield "kau", word[3:]


def _bases(
    word: str, roots: Container[str], suffix: str, before: tuple[str, ...]
) -> Iterator[tuple[str, str, tuple[str, ...]]]:
    """Root, ending and prefixes of a word without suffixes."""
    if len(word) < 3:
        return
    if word in roots:
        yield word, "", before
    elif suffix in ("", "kan"):
        for ending in _ENDINGS:
            if word.endswith(ending) and len(word) > len(ending) + 2 and word[: -len(ending)] in roots:
                yield word[: -len(ending)], ending, before
    if len(before) < _DEEPEST and len(word) > 4:
        allowed = _INNER[before[-1] if before else ""]
        for prefix, rest in _prefixed(word):
            if prefix in allowed:
                yield from _bases(rest, roots, suffix, (*before, prefix))


def without_clitics(word: str) -> Iterator[tuple[str, tuple[str, ...]]]:
    """A word as it is, and without the clitics that may hang on it.

    Examples
    --------
    >>> list(without_clitics("rumahnyalah"))
    [('rumahnyalah', ()), ('rumahnya', ('lah',)), ('rumah', ('nya', 'lah'))]
    """
    yield word, ()
    for particle in _PARTICLES:
        if word.endswith(particle):
            bare = word[: -len(particle)]
            yield bare, (particle,)
            for pronoun in _PRONOUNS:
                if bare.endswith(pronoun):
                    yield bare[: -len(pronoun)], (pronoun, particle)
    for pronoun in _PRONOUNS:
        if word.endswith(pronoun):
            yield word[: -len(pronoun)], (pronoun,)


def analyses(word: str, roots: Container[str], bare: Container[str] = ()) -> list[Analysis]:
    """List every analysis of a word whose root is in a dictionary.

    Parameters
    ----------
    word : str
        Lower-cased, without hyphens.
    roots : container of str
        Words that take affixes.
    bare : container of str
        Words that take clitics alone.

    Returns
    -------
    list of Analysis
        In the order in which they are found, each once; empty where there is none.

    Examples
    --------
    >>> [(found.prefixes, found.root, found.suffix) for found in analyses("menikah", {"nikah", "meni"})]
    [(('meN',), 'nikah', ''), ((), 'meni', '')]
    """
    found: dict[Analysis, None] = {}
    for host, clitics in without_clitics(word):
        if host in bare:
            found[Analysis(host, "", (), "", clitics)] = None
        for suffix in ("", *_SUFFIXES):
            if not suffix or host.endswith(suffix):
                for root, ending, prefixes in _bases(host[: len(host) - len(suffix)], roots, suffix, ()):
                    found[Analysis(root, ending, prefixes, suffix, clitics)] = None
    return list(found)
