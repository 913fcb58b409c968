"""Words of a sentence, each with the class that the mention grammar reads.

A quotation is one word here: what stands between its marks belongs to the speaker, not to the sentence around it.
"""

import itertools
import re
from collections.abc import Iterable, Sequence
from functools import cache
from typing import NamedTuple

from umkm_research.statements.cues import cues
from umkm_research.text.quotes import Quotation
from umkm_research.text.spans import Span
from umkm_research.text.titles import given_names, is_common, places, word_classes

_WORD = re.compile(
    r"\d+(?:[.,/:]\d+)*%?|[@#]?\w+(?:[-’'@&]\w+|\.(?=[a-z0-9])\w+|\.[A-Z][a-z]{0,2}(?![a-z])\w*)*|[^\w\s]"
)
_NAME_LETTERS = str.maketrans("", "", "-’'.")
_CAPITAL_ORDER = "PHRUAOLrKoTG"
_LOWER_ORDER = "PVGRUH"
_CONNECTORS = frozenset(("dan", "of", "and", "the", "for", "&", "untuk", "antar", "/"))
_FIRSTS = {"perdana": "menteri", "imam": "besar", "putra": "mahkota"}
"""Words that head an office only before one other word, by which they are known."""
_CURRENCIES = frozenset(("rp", "usd", "idr", "us$", "nomor", "no", "pasal"))
_PARTICLES = frozenset(("bin", "binti", "van", "von", "de", "al", "el", "der", "ibnu", "da"))
_SHORTEST_GLUED, _SHORTEST_REST, _LONG = 8, 2, 6
_TAIL = re.compile(r"(?<=[a-z]{5})(?:yang|untuk|dengan|dalam|kepada)\Z")
_ROMAN = re.compile(r"[ivx]+\Z")
_SEAM = re.compile(r"(?<=[a-z]{3})[a-z](?=[A-Z][a-z]+)")
_QUOTED = "\0"
_LOWER_TAGS = {"P": "P", "V": "v", "G": "g", "R": "e", "U": "u", "H": "h"}


class Words(NamedTuple):
    """The words of one sentence, as columns of equal length.

    ``tags`` holds one letter a word. Capitalised words: N name, i initial, m ordinary word, M name that is also a
    function word, V function word, and the classes of ``words.tsv``; A is also any acronym, L any place. Others: e head
    of a role, g head of a group, u administrative unit, h honorific, P pronoun, v function word, c connector, b
    particle of a name, d number, Q quotation, w any other word; punctuation stands for itself.
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
    text: str

    def inner(self, quotation: Quotation) -> str:
        """The words of a quotation without its marks."""
        return quotation.inner.of(self.text).strip()


@cache
def _tag(form: str) -> str:
    if form == _QUOTED:
        return "Q"
    first = form[0]
    low = form.lower()
    if low in _CONNECTORS:
        return "c"
    if first.isdigit() or low in _CURRENCIES:
        return "d"
    if first in "@#":
        return "A"
    if not (first.isalpha() or first == "_"):
        return first
    known = word_classes().get(low, "")
    return _capital(form, low, known) if first.isupper() else _lower(low, known)


def _lower(low: str, known: str) -> str:
    half = low[: len(low) // 2]
    if low == f"{half}-{half}" and set("RGO") & set(word_classes().get(half, "")):
        return "g"
    for letter in _LOWER_ORDER:
        if letter in known:
            return _LOWER_TAGS[letter]
    return "b" if low in _PARTICLES else "w"


def _capital(form: str, low: str, known: str) -> str:
    if form == "DI":
        return "L"  # Daerah Istimewa
    if _ROMAN.match(low) and not form.isupper():
        return "N"  # Xi Jinping, not chapter XI
    if "V" in known and "o" not in known:
        return "M" if low in given_names() else "V"
    for letter in _CAPITAL_ORDER:
        if letter in known:
            return letter
    if len(form) == 1:
        return "i"
    if low in places():
        return "N" if low in given_names() else "L"
    return "D" if "D" in known else _unlisted(form, low)


def _unlisted(form: str, low: str) -> str:
    """The class of a capitalised word that no list has."""
    if form.isupper() or (form.find(".") > 1 and form[-1] != ".") or sum(map(str.isupper, form)) > 2:
        return "A"
    if not form.translate(_NAME_LETTERS).isalpha():
        return "A"
    first, dash, second = form.partition("-")
    if not dash:
        return "m" if is_common(low) else "N"
    if first.lower() == second.lower() and set("RGO") & set(word_classes().get(first.lower(), "")):
        return "G"
    if is_common(first.lower()):
        return "m"
    return "A" if second[:1].isupper() and first.lower() not in _PARTICLES else "N"


@cache
def _glued(form: str) -> int:
    """Where a reporting verb is glued to its neighbour, as scrapers leave it: ``Abdurrahmanmenyatakan``; 0 elsewhere."""
    low = form.lower()
    if low in cues() or is_common(low):
        return 0
    if form[0].isupper() and (tail := _TAIL.search(low)):
        return tail.start()
    seam = _SEAM.search(form)
    if seam:
        first = form[: seam.end()].lower()
        return seam.end() if first in places() or first in given_names() or is_common(first) else 0
    for verb in _glue():
        if low.endswith(verb) and len(low) - len(verb) > _SHORTEST_REST:
            return len(form) - len(verb)
        if low.startswith(verb) and len(low) - len(verb) > _SHORTEST_REST:
            return len(verb)
    return 0


def _paired(forms: Sequence[str], lows: Sequence[str], tags: str) -> str:
    """Let the first word of ``Perdana Menteri`` head an office, which elsewhere is a name or an ordinary word."""
    found = list(tags)
    for i, (low, behind) in enumerate(itertools.pairwise(lows)):
        if _FIRSTS.get(low) == behind and forms[i][0].isupper():
            found[i] = "R"
    return "".join(found)


@cache
def _glue() -> tuple[str, ...]:
    """Reporting verbs that are long enough to be seen in a longer word."""
    return tuple(
        form for form, cue in cues().items() if cue.kind == "active" and form.startswith("me") and len(form) > _LONG
    )


def read_words(text: str, span: Span, paragraph: int, quotations: Iterable[Quotation]) -> Words:
    """Cut a stretch of text into words; each of the quotations in it is one.

    Examples
    --------
    >>> text = "Menteri Teten menyebut impor murah."
    >>> read_words(text, Span(0, len(text)), 0, []).tags
    'RNwww.'
    """
    spans: list[tuple[int, int]] = []
    inside = list(quotations)
    at = span.start
    for quotation in inside:
        spans += [match.span() for match in _WORD.finditer(text, at, quotation.start)]
        spans.append((quotation.start, quotation.end))
        at = quotation.end
    spans += [match.span() for match in _WORD.finditer(text, at, span.end)]
    marks = {quotation.start for quotation in inside}
    forms = [_QUOTED if start in marks else text[start:end] for start, end in spans]
    if any(len(form) > _SHORTEST_GLUED and _glued(form) for form in forms):
        spans, forms = _unglue(spans, forms)
    tags = "".join([_tag(form) for form in forms])
    lows = [form.lower() for form in forms]
    if not _FIRSTS.keys().isdisjoint(lows):
        tags = _paired(forms, lows, tags)
    return Words(
        span.start, span.end, paragraph, forms, lows, [s for s, _ in spans], [e for _, e in spans], tags, inside, text
    )


def _unglue(spans: Sequence[tuple[int, int]], forms: Sequence[str]) -> tuple[list[tuple[int, int]], list[str]]:
    """The same words, those that are glued cut in two."""
    places: list[tuple[int, int]] = []
    pieces: list[str] = []
    for (start, end), form in zip(spans, forms, strict=True):
        cut = _glued(form) if len(form) > _SHORTEST_GLUED else 0
        places += [(start, start + cut), (start + cut, end)] if cut else [(start, end)]
        pieces += [form[:cut], form[cut:]] if cut else [form]
    return places, pieces
