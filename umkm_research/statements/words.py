"""Words of a sentence, each with the class that the mention grammar reads.

A quotation is one word here: what stands between its marks belongs to the speaker, not to the sentence around it.
"""

import re
from collections.abc import Iterable, Sequence
from functools import cache
from typing import NamedTuple

from umkm_research.lexicon import read_tsv
from umkm_research.text.quotes import Quotation
from umkm_research.text.spans import Span

_WORD = re.compile(r"\d+(?:[.,/:]\d+)*%?|(?:@|#)?\w+(?:[-’'./@&]\w+)*|[^\w\s]")
_NOUN = re.compile(r"(?:pem|pen|peng|peny|pe|per|ke)\w{3,}an\Z")
_CAPITAL_ORDER = "PVHRArKOLoTG"
_CONNECTORS = frozenset(("dan", "of", "and", "the", "for", "&", "untuk", "antar"))
_PARTICLES = frozenset(("bin", "binti", "van", "von", "de", "al", "el", "der", "ibnu", "da", "di'"))


_PARTS = frozenset(("alih", "masing", "tiba", "sama", "satu", "baru", "non", "e"))


@cache
def classes() -> dict[str, str]:
    """Classes of each listed form, as one string of letters (``words.tsv``)."""
    found: dict[str, str] = {}
    for row in read_tsv("statements/words.tsv"):
        for form in row["forms"].split():
            if row["class"] not in found.get(form, ""):
                found[form] = found.get(form, "") + row["class"]
    return found


class Words(NamedTuple):
    """The words of one sentence, as columns of equal length.

    ``tags`` holds one letter a word: the classes of ``words.tsv`` for capitalised words, and N name, i initial,
    e lower-case head of a role, g lower-case head of a group, v function word, c connector, b particle of a name,
    d number, Q quotation, w any other word; punctuation stands for itself.
    """

    start: int
    end: int
    paragraph: int
    forms: Sequence[str]
    lows: Sequence[str]
    starts: Sequence[int]
    ends: Sequence[int]
    tags: str
    quotations: Sequence[Quotation]


@cache
def _tag(form: str, low: str) -> str:
    first = form[0]
    if first.isdigit():
        return "d"
    if not (first.isalnum() or first in "@#_"):
        return first
    known = classes().get(low, "")
    if first.isupper():
        if low in _CONNECTORS:
            return "c"
        for letter in _CAPITAL_ORDER:
            if letter in known:
                return letter
        if len(form) == 1:
            return "i"
        if "D" in known:
            return "D"
        if form.isupper() or sum(map(str.isupper, form)) > 2:
            return "A"
        if not form.replace("-", "").replace("’", "").replace("'", "").replace(".", "").isalpha():
            return "A"
        return "o" if (_NOUN.match(low) and len(low) > 7) or form.count("-") > 1 or low.split("-", maxsplit=1)[0] in _PARTS else "N"
    if first in "@#":
        return "A"
    if low in _PARTICLES and "V" not in known:
        return "b"
    if low in _CONNECTORS:
        return "c"
    for letter, tag in (("P", "P"), ("V", "v"), ("G", "g"), ("R", "e"), ("H", "h")):
        if letter in known:
            return tag
    return "w"


def read_words(text: str, span: Span, paragraph: int, quotations: Iterable[Quotation]) -> Words:
    """Cut a stretch of text into words; each of the quotations in it is one.

    Examples
    --------
    >>> text = "Menteri Teten menyebut impor murah."
    >>> read_words(text, Span(0, len(text)), 0, []).tags
    'RNwww.'
    """
    forms: list[str] = []
    lows: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    tags: list[str] = []
    inside = list(quotations)
    at = span.start
    for quotation in [*inside, None]:
        for match in _WORD.finditer(text, at, quotation.start if quotation else span.end):
            form = match.group()
            low = form.lower()
            forms.append(form)
            lows.append(low)
            starts.append(match.start())
            ends.append(match.end())
            tags.append(_tag(form, low))
        if quotation:
            forms.append("")
            lows.append("")
            starts.append(quotation.start)
            ends.append(quotation.end)
            tags.append("Q")
            at = quotation.end
    return Words(span.start, span.end, paragraph, forms, lows, starts, ends, "".join(tags), inside)
