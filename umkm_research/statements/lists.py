"""Closed classes of words that the grammar reads (``data/statements/grammar.toml``)."""

from functools import cache

from umkm_research.lexicon import read_toml
from umkm_research.text.titles import word_classes


@cache
def forms(name: str) -> frozenset[str]:
    """The forms of one class.

    Examples
    --------
    >>> "belum" in forms("negations")
    True
    """
    return frozenset(read_toml("statements/grammar.toml")[name]["forms"].split())


@cache
def of_class(letters: str) -> frozenset[str]:
    """The forms of ``words.tsv`` that have one of these classes.

    Examples
    --------
    >>> "kombes" in of_class("K"), "pedagang" in of_class("RG")
    (True, True)
    """
    return frozenset(form for form, known in word_classes().items() if not set(letters).isdisjoint(known))
