"""Where sentences end in Indonesian news text.

A sentence ends at a full stop, question or exclamation mark when what follows can open a sentence. The unit is the
sentence also inside a quotation that runs over several; the closing mark belongs to the sentence it closes. What a
full stop means after an abbreviation stands in ``data/language/abbreviations.tsv``.
"""

import re
from functools import cache

from umkm_research.lexicon import read_toml, read_tsv
from umkm_research.text.spans import Span

_STOP = re.compile(r"[.!?…]+")
_BEFORE = re.compile(r"[^\s(\[\"“”‘’'/,;:]*\Z")
_CLOSING = "”’»)]"
_OPENING = "“‘«(["
_WORD = re.compile(r"[^\W\d_]+(?:[-’'][^\W\d_]+)*")
_SINGLE = re.compile(r"(?:[^\W\d_]\.)*[^\W\d_]\Z")
_LIST_MARK = re.compile(r"(?:\d{1,2}|[A-Za-z])\Z")
_GLUED = re.compile(r"(?:(?:[a-z]{2}|\d\d)[\"”’\]]?|[^\W_][)\]])\Z")
_ADDRESS = re.compile(
    r"(?i)(?:www|https?|com|co|id|net|org|go|ac|my|tv|news|html?|php|pdf|docx?|xlsx?|jpe?g|png|apk)\b"
)
_ENTITY = re.compile(r"&(?:amp;)?(nbsp|quot|ldquo|rdquo|lsquo|rsquo|ndash|mdash|hellip);")
_SIGNS = {"nbsp": " ", "quot": '"', "ldquo": "“", "rdquo": "”", "lsquo": "‘", "rsquo": "’", "hellip": "…"}
_RUN_TOGETHER = re.compile(r",[\"“]?[A-Z]")  # paragraphs that a scraper joined by commas: naik.,Ekspor
_AMOUNT = re.compile(r"\d\s*\Z")


@cache
def _openers() -> frozenset[str]:
    return frozenset(read_toml("language/openers.toml")["words"])


@cache
def _abbreviations() -> dict[str, str]:
    return {row["abbreviation"]: row["stop"] for row in read_tsv("language/abbreviations.tsv")}


def _opens(text: str, at: int, end: int) -> bool:
    """Whether the word at this place is one that opens sentences rather than goes on with a name."""
    word = _WORD.match(text, at, end)
    return word is not None and word[0].lower() in _openers()


def _blank(text: str, at: int, end: int) -> int:
    """The next place that is not blank."""
    while at < end and text[at].isspace():
        at += 1
    return at


def _skip(text: str, at: int, end: int, characters: str) -> int:
    while at < end and text[at] in characters:
        at += 1
    return at


def _abbreviated(text: str, sentence: int, stop: int, following: int, end: int) -> bool:
    """Whether the full stop at ``stop`` belongs to an abbreviation that the sentence goes on after."""
    before = _BEFORE.search(text, max(sentence, stop - 20), stop)
    word = before[0] if before else ""
    if not word:
        return False
    if "." in word and _ADDRESS.match(text, following, end):
        return True  # an address that was torn apart: Tribunnews.co. id
    if before and before.start() == _blank(text, sentence, stop) and _LIST_MARK.match(word):
        return True  # 1. Daftar, a. Impor: the mark of a list, not a sentence
    kind = _abbreviations().get(word)
    if kind is None and _SINGLE.match(word) and not (len(word) == 1 and word.islower()):
        # An initial or a degree. After an amount a letter is its unit: Rp1,5 T.
        kind = "end" if _AMOUNT.search(text, max(sentence, stop - 8), stop - len(word)) else "maybe"
    if kind == "maybe":
        return text[following] not in "\"“‘'(" and not _opens(text, following, end)
    return kind == "never"


def _glued(text: str, sentence: int, stop: int, following: int, end: int) -> bool:
    """Whether two sentences were run together without a blank: ``naik.Ekspor``."""
    word = _WORD.match(text, following, end)
    if word is None or len(word[0]) < 2 or not word[0][0].isupper() or not (word[0][1].islower() or word[0].isupper()):
        return False
    before = text[max(sentence, stop - 3) : stop]
    return bool(_GLUED.search(before)) and not _ADDRESS.match(word[0]) and text[word.end() : word.end() + 1] != "."


def _closed(text: str, after: int, end: int, *, inside: bool) -> int:
    """Where a sentence ends whose stop ends at ``after``: past the marks that close what is open."""
    after = _skip(text, after, end, _CLOSING)
    if _RUN_TOGETHER.match(text, after, end):
        return after + 1
    if not inside:
        return after
    if text[after : min(after + 1, end)] == '"':
        after = _skip(text, after + 1, end, _CLOSING + ".")
        return after + 1 if _RUN_TOGETHER.match(text, after, end) else after
    mark = _blank(text, after, end)
    if after < mark and text[mark : mark + 1] == '"' and text[mark + 1 : mark + 2].isspace():
        return mark + 1  # a straight mark that stands free closes what is open: naik. " Ekspor
    return after


def _ends(text: str, sentence: int, stop: int, after: int, end: int) -> bool:
    """Whether what stands after the stop opens another sentence."""
    following = _blank(text, after, end)
    first = _skip(text, following, end, _OPENING + "\"' ")
    if first >= end or not (text[first].isupper() or text[first].isdigit()):
        return False
    if following > after:
        return text[stop] != "." or not _abbreviated(text, sentence, stop, following, end)
    return (first == after or text[after] in '"“') and _glued(text, sentence, stop, first, end)


def _sign(match: re.Match[str]) -> str:
    """The sign that an entity stands for, and blanks to its length."""
    return _SIGNS.get(match[1], "–").ljust(len(match[0]))


def split_sentences(text: str, start: int = 0, end: int | None = None) -> list[Span]:
    """Split a stretch of one paragraph into sentences.

    Parameters
    ----------
    text : str
        The article, or a text of the same length in which what is not body is blank.
    start, end : int
        The paragraph, in code points.

    Returns
    -------
    list of Span
        In order, without white space at their ends; they do not overlap, and all that is not white space lies in one.

    Examples
    --------
    >>> text = 'Impor naik 1.5 persen. "Ekspor turun. Kita rugi," kata Dr. Rr. Ariyani, S.E., M.M.'
    >>> [span.of(text) for span in split_sentences(text)]
    ['Impor naik 1.5 persen.', '"Ekspor turun.', 'Kita rugi," kata Dr. Rr. Ariyani, S.E., M.M.']
    """
    end = len(text) if end is None else end
    if text.find("&", start, end) >= 0:
        text = _ENTITY.sub(_sign, text)
    spans: list[Span] = []
    at, quotes, counted = start, 0, start
    for match in _STOP.finditer(text, start, end):
        stop = match.start()
        if stop < at:
            continue
        quotes += text.count('"', counted, stop)
        counted = stop
        after = _closed(text, match.end(), end, inside=quotes % 2 == 1)
        if _ends(text, at, stop, after, end):
            spans.append(Span(at, after).strip(text))
            at = after
    spans.append(Span(at, end).strip(text))
    return [span for span in spans if span.end > span.start]
