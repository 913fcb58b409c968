"""Words of a text as coders look them up: lower-cased, with their places, taken apart where scrapers glued them."""

import functools
import itertools
import re
from functools import cache
from typing import NamedTuple

from umkm_research.coding.forms import CLITICS
from umkm_research.lexicon import folder, read_toml

REMEMBERED = 200_000
"""Forms that are remembered at most; beyond, a form is worked out each time."""
_LONG = 9
_WORD = re.compile(r"(\w+(?:[-/&'’.]\w+)*+|[^\w\s])")
# Scrapers run linked words together with their neighbours: "pelakuUMKMdan pengusaha".
_GLUED = re.compile(r"(?<=[a-z])(?=[A-Z]{2})|(?<=[A-Z]{3})(?=[a-z]{3})")


class Word(NamedTuple):
    """A word or mark of a text: lower-cased, with its place."""

    form: str
    start: int
    end: int


_word = functools.partial(tuple.__new__, Word)
"""A `Word` of three values, without the checks that make a call of the class slow."""
_WHOLE: set[str] = set()
"""Forms that were looked at and are not glued; most words come again."""


def words(text: str, start: int = 0) -> list[Word]:
    """Words and marks of a text; glued capitals are taken apart.

    Examples
    --------
    >>> [word.form for word in words("PelakuUMKMdan e-commerce, 21/6.")]
    ['pelaku', 'umkm', 'dan', 'e-commerce', ',', '21/6', '.']
    """
    # Split with a group gives white space and words by turns: places follow from lengths, without an object a match.
    pieces = _WORD.split(text)
    found, places = pieces[1::2], list(itertools.accumulate(map(len, pieces), initial=start))
    starts, ends = places[1::2], places[2::2]
    if _WHOLE.issuperset(found):
        return list(map(_word, zip(map(str.lower, found), starts, ends, strict=False)))
    return [
        Word(part, first + at, first + at + len(part))
        for form, first in zip(found, starts, strict=False)
        for at, part in _parts(form)
    ]


def forms(text: str) -> list[str]:
    """The forms of `words` alone: most sentences are looked at once and then left.

    Examples
    --------
    >>> forms("PelakuUMKMdan e-commerce.")
    ['pelaku', 'umkm', 'dan', 'e-commerce', '.']
    """
    found = _WORD.findall(text)
    return (
        [*map(str.lower, found)] if _WHOLE.issuperset(found) else [part for form in found for _, part in _parts(form)]
    )


def _parts(form: str) -> list[tuple[int, str]]:
    """A form taken apart where it is glued, lower-cased, each part with its place; whole forms are remembered."""
    lower = form.lower()
    cuts = _glue(form, lower) if len(form) > _LONG else ()
    if not cuts and len(_WHOLE) < REMEMBERED:
        _WHOLE.add(form)
    return [(left, lower[left:right]) for left, right in itertools.pairwise([0, *cuts, len(form)])]


@cache
def _glued() -> re.Pattern[str]:
    known = [word for file in folder("grammar") for word in read_toml(file).get("glued", {}).get("any", [])]
    before = "|".join(re.escape(word) for word in known) or "(?!)"
    after = "|".join(f"(?<={re.escape(word)})" for word in known) or "(?!)"
    return re.compile(f"(?<=[a-z])(?={before})|(?:{after})(?=[a-z]{{2}})")


@cache
def _glue(form: str, lower: str) -> tuple[int, ...]:
    """Where scrapers have run words together: before and after linked capitals, and words that are set in italics."""
    cuts = {cut.start() for cut in _GLUED.finditer(form)} if form != lower else set()
    cuts |= {cut.start() for cut in _glued().finditer(lower)}
    clitics = {len(form) - len(clitic) for clitic in CLITICS if lower.endswith(clitic)}
    return tuple(sorted(cuts - clitics))
