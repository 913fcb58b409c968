"""Forms of an Indonesian root: *larang* gives *melarang, dilarang, larangan, pelarangan, terlarang*.

Cues are written as roots (``larang+``) and looked up as forms, so that coding a text needs no stemmer: every form is
made once, when a codebook is loaded. Some forms are made that nobody uses; they match nothing and do no harm.
"""

from functools import cache
from typing import Any

from umkm_research.errors import LexiconError

_VOWELS = "aeiou"
CLITICS = ("nya", "lah", "kah", "pun", "ku", "mu")


def _nasal(root: str) -> list[tuple[str, str]]:
    """Nasal and remaining root after *me-* and *pe-* (Sneddon et al. 2010, section 1.5); two where usage is divided."""
    first, cluster = root[0], len(root) > 1 and root[1] not in _VOWELS and root[1] != "y"
    if sum(letter in _VOWELS for letter in root) == 1:
        return [("nge", root), *_plain_nasal(first, root, cluster)]
    return _plain_nasal(first, root, cluster)


def _plain_nasal(first: str, root: str, cluster: bool) -> list[tuple[str, str]]:
    dropped = {"p": "m", "t": "n", "s": "ny", "k": "ng"}
    if first in dropped:
        kept = [("n" if first == "s" else dropped[first], root)]
        return kept if cluster else [(dropped[first], root[1:]), *kept]
    if first in _VOWELS or first in "gh":
        return [("ng", root)]
    if first in "bfv":
        return [("m", root)]
    if first in "cdjz":
        return [("n", root)]
    return [("", root)]


@cache
def verbs(root: str) -> frozenset[str]:
    """Verb forms of a root: active, passive, with *-kan* and *-i*, with *memper-*, *ber-* and *ter-*.

    Examples
    --------
    >>> sorted(verbs("batas") & {"membatasi", "dibatasi", "batasi", "terbatas", "pembatasan"})
    ['batasi', 'dibatasi', 'membatasi', 'terbatas']
    """
    ber = "bel" if root == "ajar" else ("be" if root[0] == "r" else "ber")
    stems = [f"me{nasal}{rest}" for nasal, rest in _nasal(root)]
    stems += [root, f"di{root}", f"ter{root}", ber + root, f"memper{root}", f"diper{root}"]
    stems += [f"keter{root}"] if root[0] != "r" else []
    return frozenset(stem + suffix for stem in stems for suffix in ("", "kan", "i") if not (suffix == "i" == stem[-1]))


@cache
def nouns(root: str) -> frozenset[str]:
    """Noun forms of a root: the act, its outcome, the doer.

    Examples
    --------
    >>> sorted(nouns("larang") & {"larangan", "pelarangan", "pelarang", "melarang"})
    ['larangan', 'pelarang', 'pelarangan']
    """
    agents = [f"pe{nasal}{rest}" for nasal, rest in _nasal(root)]
    agents += ["pel" + root if root == "ajar" else "per" + root]
    return frozenset([*agents, *(agent + "an" for agent in agents), root + "an", f"ke{root}an", f"pe{root}an"])


def family(root: str) -> frozenset[str]:
    """All forms of a root, the root itself included.

    Examples
    --------
    >>> {"impor", "mengimpor", "diimpor", "importir"} - family("impor")
    {'importir'}
    """
    return verbs(root) | nouns(root) | {root}


@cache
def expand(item: str) -> frozenset[str]:
    """Forms of one item of an expression: ``larang+``, ``larang+v``, ``larang+n``, or the form itself.

    Raises
    ------
    LexiconError
        If what follows the ``+`` is no kind of form.

    Examples
    --------
    >>> expand("impor"), "pelarangan" in expand("larang+n")
    (frozenset({'impor'}), True)
    """
    root, plus, kind = item.partition("+")
    if not plus:
        return frozenset([item])
    makers: dict[str, Any] = {"": family, "v": verbs, "n": nouns}
    if kind not in makers or not root:
        raise LexiconError(
            f"Cue {item!r}: {kind!r} is no kind of form.",
            "Write root+ (all forms), root+v (verbs) or root+n (nouns).",
            "bad-cue",
        )
    return frozenset(makers[kind](root))


def bare(form: str) -> list[str]:
    """A form as it stands, then without clitics (*-nya, -lah, -kah, -pun*) and reduplication, likeliest first.

    Examples
    --------
    >>> bare("larangannya"), bare("upaya-upaya"), bare("e-commerce")
    (['larangannya', 'larangan'], ['upaya-upaya', 'upaya'], ['e-commerce'])
    """
    forms = [form]
    left, hyphen, right = form.partition("-")
    if hyphen and len(left) > 2 and (left in right or left[1:] == right[1:] or left[-3:] == right[-3:]):
        forms.append(left)
    for clitic in CLITICS:
        if form.endswith(clitic) and len(form) > len(clitic) + 2:
            forms += bare(form.removesuffix(clitic))
            break
    return forms
