"""The dictionary of roots: Sastrawi's, with the changes of ``data/stems/roots.tsv``."""

from functools import cache
from typing import NamedTuple

from umkm_research.language.sastrawi import dictionary
from umkm_research.lexicon import read_tsv

ROOTS = "stems/roots.tsv"


class Roots(NamedTuple):
    """Words that are roots (``every``), those that take affixes, and those that take none (``bare``)."""

    every: frozenset[str]
    affixed: frozenset[str]
    bare: frozenset[str]


@cache
def roots() -> Roots:
    """The dictionary with its changes.

    Examples
    --------
    >>> "setuju" in roots().affixed, "setuju" in dictionary()
    (True, False)
    """
    change: dict[str, set[str]] = {"add": set(), "bare": set(), "drop": set()}
    for row in read_tsv(ROOTS):
        change[row["change"]].add(row["root"])
    every = (dictionary() | change["add"] | change["bare"]) - change["drop"]
    return Roots(every, every - change["bare"], frozenset(change["bare"]))
