"""Words of a text as coders look them up: lower-cased, with their places, taken apart where scrapers glued them."""

import itertools
import re
from functools import cache
from typing import NamedTuple

from umkm_research.coding.forms import CLITICS
from umkm_research.lexicon import folder, read_toml

_LONG = 9
_WORD = re.compile(r"\w+(?:[-/&'’.]\w+)*+|[^\w\s]")
# Scrapers run linked words together with their neighbours: "pelakuUMKMdan pengusaha".
_GLUED = re.compile(r"(?<=[a-z])(?=[A-Z]{2})|(?<=[A-Z]{3})(?=[a-z]{3})")


class Word(NamedTuple):
    """A word or mark of a text: lower-cased, with its place."""

    form: str
    start: int
    end: int


def words(text: str, start: int = 0) -> list[Word]:
    """Words and marks of a text; glued capitals are taken apart.

    Examples
    --------
    >>> [word.form for word in words("PelakuUMKMdan e-commerce, 21/6.")]
    ['pelaku', 'umkm', 'dan', 'e-commerce', ',', '21/6', '.']
    """
    found = []
    for match in _WORD.finditer(text):
        form, at = match.group(), start + match.start()
        lower = form.lower()
        cuts = _glue(form, lower) if len(form) > _LONG else ()
        if cuts:
            for left, right in itertools.pairwise([0, *cuts, len(form)]):
                found.append(Word(lower[left:right], at + left, at + right))
        else:
            found.append(Word(lower, at, at + len(form)))
    return found


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
