"""Where a headline ends that scrapers ran together with the sentence behind it.

In *Baca Juga: Harga Kopi Naik, Ini Respons Asosiasi Dia menyebut panen gagal.* nothing marks the end but the capitals:
a headline has them on every word but the small ones, a sentence on its first and on names.
"""

import re
from functools import cache

from umkm_research.lexicon import read_tsv
from umkm_research.text.titles import is_common

LONGEST = 170
"""No headline of the newspapers seen was longer, in characters."""

_WORD = re.compile(r"\S+")
_QUOTED = re.compile(r"""\s*(?:'[^'\n]{5,180}'|"[^"\n]{5,180}"|“[^”\n]{5,180}”|‘[^’\n]{5,180}’)\s?:?""")
_END = re.compile(r"[.?!]['\"”’)]?\s+(?=[A-Z“\"‘])|\s{3,}|[\t\n]")
_VERB = re.compile(r"(?:me|ber|ter|di)\w{4}")
_CAPITAL_BEHIND = frozenset(
    ["yang", "akan", "untuk", "jadi", "bisa", "tak", "tidak", "usai", "saat", "soal", "demi", "buat", "belum"]
)
"""Small words that in a headline alone have a capital behind them, names aside."""

_MARKS = ("“", '"', "&quot;", "&ldquo;", "&amp;ldquo;", "&amp;quot;")
"""Opening quotation marks, also as a scraper leaves those that it did not decode."""

_OPENING = "“\"‘'("


@cache
def _minor() -> frozenset[str]:
    return frozenset(word for row in read_tsv("reading/minor.tsv") for word in row["forms"].split())


@cache
def _openers(kind: str) -> frozenset[str]:
    rows = read_tsv("reading/openers.tsv")
    return frozenset(word for row in rows if row["kind"] == kind for word in row["forms"].split())


def looks_like_headline(words: str) -> bool:
    """Whether a line reads as a headline: short, no full stop, capitals on most words or no end of a sentence.

    Examples
    --------
    >>> looks_like_headline("Harga Kopi Naik, Ini Respons Asosiasi")
    True
    >>> looks_like_headline("Harga kopi di tingkat petani naik dua kali lipat, kata Dinas Pertanian.")
    False
    """
    if not 8 <= len(words) <= LONGEST or words.endswith((".", ",", ":", ";", '."', ".”", ',"', ",”")):
        return False
    return capitals(words) >= 0.7


def capitals(words: str) -> float:
    """Share of the words, small ones aside, that begin with a capital or a digit.

    Examples
    --------
    >>> capitals("Ekspor Kopi dan Kakao naik")
    0.75
    """
    major = [word.lstrip(_OPENING) for word in words.split()]
    major = [word for word in major if word[:1].isalnum() and word.lower() not in _minor()]
    return sum(not word[0].islower() for word in major) / len(major) if major else 0.0


def headline_end(text: str, start: int, end: int, *, announced: bool = True) -> int:
    """Where the headline that begins at ``start`` ends.

    Parameters
    ----------
    text : str
        The article.
    start, end : int
        Code points: behind *Baca juga:*, and the end of the line.
    announced : bool
        Whether a colon says that a headline follows. Without one scrapers have often lost it, and what follows is the
        next sentence: only words in capitals are a headline then.

    Returns
    -------
    int
        The code point behind the headline; ``end`` where the line holds nothing else.

    Examples
    --------
    >>> text = "Harga Kopi Naik, Ini Respons Asosiasi Dia menyebut panen gagal. Stok tipis."
    >>> text[: headline_end(text, 0, len(text))]
    'Harga Kopi Naik, Ini Respons Asosiasi '
    """
    quoted = _QUOTED.match(text, start, end)
    if quoted:
        return quoted.end()
    stop = _hard_stop(text, start, end)
    tokens = list(_WORD.finditer(text, start, min(stop, start + LONGEST + 60)))
    lower = next((n for n, token in enumerate(tokens) if _is_lower(token[0])), None)
    if lower is None:
        return stop if stop <= start + LONGEST + 60 else _last(tokens, start)
    if sum(not token[0][0].islower() for token in tokens[:lower]) <= 1:
        return _sentence_case(tokens, start, stop, end) if announced else start
    opener = _opener(text, tokens, lower)
    return tokens[opener].start() if opener else stop


def _hard_stop(text: str, start: int, end: int) -> int:
    """The first place where no headline goes on: the end of a sentence, a wide gap, an opening quotation."""
    for match in _END.finditer(text, start + 1, end):
        if match[0][0] in ".?!" and _goes_on(text[match.end() : end], 4 if match[0][0] == "." else 3):
            continue
        end = match.start() + 1 if match[0][0] in ".?!" else match.start()
        break
    for mark in '“"':
        at = text.find(mark, start + 1, end)
        if at > start and text[at - 1].isspace():
            said = re.split(r"[”\"]|&(?:amp;)?(?:rdquo|quot);", text[at + len(mark) : at + 400], maxsplit=1)[0]
            if len(said.split()) > 5 and capitals(said) < 0.6:
                end = min(end, at)
    return end


def _is_lower(token: str) -> bool:
    return token.strip("“\"‘'(,.:;?!)”’")[:1].islower() and _bare(token) not in _minor()


def _goes_on(rest: str, least: int) -> bool:
    """Whether capitals go on behind a full stop, as in *Melunak! China Pertimbangkan Tarif Baru*."""
    run = 0
    for word in rest.split(maxsplit=LONGEST // 10)[: LONGEST // 12]:
        bare = _bare(word)
        if word[0] in _OPENING or not bare or _is_lower(word):
            break
        if run == 0 and (bare in _openers("connective") or bare in _openers("role")):
            return False
        run += bare not in _minor()
    return run >= least


def _bare(token: str) -> str:
    return token.strip("“\"‘'(,.:;?!)”’").lower()


def _opener(text: str, tokens: list[re.Match[str]], lower: int) -> int:
    """Number of the token that begins the sentence whose first lower-cased word has the number ``lower``."""
    bare = [_bare(token[0]) for token in tokens[: lower + 1]]
    upper = [n for n in range(1, lower) if not tokens[n][0][0].islower()]
    known = _openers("connective") | _openers("role")
    common = [n for n in upper if bare[n] not in known and is_common(bare[n])]
    # Behind 'yang', 'akan' or 'untuk' a sentence has small letters, and it has no verb in capitals but its first word.
    inside = [n for n in common if bare[n - 1] in _CAPITAL_BEHIND or _VERB.match(bare[n])]
    floor = max((n for n in inside if n < lower - 1), default=0)
    connectives = [
        n
        for n in upper
        if n > floor and bare[n] in _openers("connective") and not any(n < other < lower for other in common)
    ]
    roles = [n for n in upper if n > floor and bare[n] in _openers("role")]
    if connectives and (not roles or connectives[-1] > roles[-1] or lower - connectives[-1] <= 3):
        return connectives[-1]
    if roles:
        first = _leftmost(roles)
    elif upper:
        first = _name(text, tokens, upper)
    else:
        return 0
    # 'Sebelumnya, Presiden …': the connective with its comma belongs to the sentence.
    before = first - 2 if bare[first - 1] in {"itu", "ini"} else first - 1
    return before if before in upper and bare[before] in _openers("connective") else first


def _leftmost(roles: list[int]) -> int:
    """The first of the offices that stand together at the end: *Direktur Utama PT Bank Jaya*."""
    first = roles[-1]
    while any(n in roles for n in (first - 1, first - 2)):
        first = first - 1 if first - 1 in roles else first - 2
    return first


def _name(text: str, tokens: list[re.Match[str]], upper: list[int]) -> int:
    """The first word of the name that opens the sentence; a name of two words stands elsewhere in the article too."""
    last = upper[-1]
    if last - 1 not in upper and last - 2 in upper and tokens[last - 1][0] in {"pada", "di", "dari"}:
        last -= 2
    while last - 1 in upper:
        pair = text[tokens[last - 1].start() : tokens[last].end()]
        if text.count(pair) < 2 or pair.endswith(tuple(",:?!")):
            break
        last -= 1
    return last


def _sentence_case(tokens: list[re.Match[str]], start: int, stop: int, end: int) -> int:
    """The end of a headline that is written as a sentence: the next opener, or the end of the sentence or line."""
    for n, token in enumerate(tokens[3:], start=3):
        word = token[0].strip("“\"‘'(,.:;?!)”’")
        if word[:1].isupper() and word.lower() in _openers("connective") and not tokens[n - 1][0].endswith(":"):
            return token.start()
    return stop if stop - start <= LONGEST or stop < end else _last(tokens, start)


def _last(tokens: list[re.Match[str]], start: int) -> int:
    return tokens[-1].end() if tokens else start
