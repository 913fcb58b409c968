"""Where a person's name begins in a run of unknown capitalised words: ``CEO Tokopedia William Tanuwijaya``."""

from collections.abc import Sequence
from typing import NamedTuple

from umkm_research.statements.lists import forms, of_class
from umkm_research.text.titles import given_names

NEEDS_BODY = forms("needs_body")
"""Heads of offices that the name of a body follows at once."""
ENGLISH = frozenset(("and", "of", "for", "the"))
_RANKS = of_class("K")


class Run(NamedTuple):
    """Words ``start`` to ``end`` behind an office.

    ``alone`` are the words that the article uses as a person's name by themselves; ``lower`` is true behind a head in
    lower case (*warga*), ``body`` where the name of a body has begun.
    """

    lows: Sequence[str]
    tags: str
    start: int
    end: int
    alone: set[str]
    lower: bool
    body: bool

    @property
    def size(self) -> int:
        """Number of words."""
        return self.end - self.start

    def first(self, names: set[str] | frozenset[str]) -> int | None:
        """The first word that is one of these names."""
        return next((k for k in range(self.start, self.end) if self.lows[k] in names), None)

    @property
    def name_follows(self) -> bool:
        """Whether a comma and another name stand behind the run."""
        return self.tags[self.end] == "," and self.tags[self.end + 1] in "NiHK"


def name_begins(run: Run) -> int:
    """Find the first word of the person's name.

    Returns
    -------
    int
        ``run.end`` where all of the run names the body.
    """
    anchor = run.first(run.alone)
    if anchor == run.start:
        return anchor
    if anchor is None:
        if _goes_on(run):
            return run.end
        anchor = run.first(given_names())
        if run.name_follows and (anchor is None or run.tags[run.start - 1] == "O"):
            return run.end
    return _unanchored(run) if anchor is None else _anchored(run, anchor)


def _goes_on(run: Run) -> bool:
    """Whether what stands behind the run belongs to the name of a body."""
    tags, end = run.tags, run.end
    if tags[end] in "oOALrUdmK":
        return True
    if tags[end] == "c" and tags[end + 1] in "omr":
        return True  # Direktur Tresuri dan Perbankan
    if tags[end : end + 3] == "(A)" and tags[end + 3] in "NiHK,L":
        return True
    return end < len(run.lows) and (run.lows[end] in _RANKS or run.lows[end] in ENGLISH)


def _anchored(run: Run, anchor: int) -> int:
    """One of the words is known for a name."""
    before = run.tags[run.start - 1]
    if anchor == run.end - 1 and anchor > run.start and before != "O":
        anchor -= 1  # a family name alone is rarer than one with a name before it
    if anchor > run.start and (_needs_body(run) or _in_body(run)):
        while anchor > run.start and (run.tags[anchor - 1] in "iM" or run.lows[anchor - 1] in given_names()):
            anchor -= 1
        return anchor
    return run.start


def _unanchored(run: Run) -> int:
    """No word is known for a name: the place in the phrase and the number of words decide."""
    before, behind = run.tags[run.start - 1], run.tags[run.end]
    if run.lower and run.size == 1 and behind not in "($":
        return run.end  # warga Moyudan, pengguna BNI Direct
    if _in_body(run):
        if run.size == 1:
            return run.end if before in "OU" or behind in ",(" else run.start
        return run.end - (2 if run.size > 2 else 1)
    return run.start + 1 if run.size > 2 and _needs_body(run) else run.start


def _in_body(run: Run) -> bool:
    """Whether the run goes on with the name of a body."""
    before = run.start - 1
    return run.tags[before] in "OU" or (run.body and (run.tags[before] == "m" or run.lows[before] in ENGLISH))


def _needs_body(run: Run) -> bool:
    """Whether the office was read up to a word that a body's name follows: ``Chief Executive Officer (CEO)``."""
    if run.body:
        return False
    before = run.start - 1
    if run.tags[before] == ")":
        before = run.tags.rfind("(", 0, before) - 1
    return run.lows[before] in NEEDS_BODY
