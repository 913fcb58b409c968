"""The role of every line: what a rule names, what its place tells, and else the body.

Rules come first (``data/reading/lines.toml`` and the outlets). What they leave is told by its place: the *head* ends
and the *foot* begins where the prose does. Between the two everything is body, however short, because scrapers break
paragraphs at every link.
"""

import re
from collections.abc import Iterable, Mapping

from umkm_research.reading.captions import is_caption
from umkm_research.reading.datelines import Dateline, find_dateline, is_place
from umkm_research.reading.headlines import capitals, looks_like_headline
from umkm_research.reading.linebreaks import Line, split_lines
from umkm_research.reading.outlets import match_line
from umkm_research.reading.repetition import label_repeated, label_under_headings
from umkm_research.text.dates import find_dates

_PROSE_END = re.compile(r"[.?!…:;,][\"”’')\]]{0,3}\Z")
_INITIALS = re.compile(r"\((?:\*{1,3}|[A-Za-z]{2,4}\d?(?:[/-][A-Za-z]{2,4}\d?){0,3})\)")
_SIGNATURE = re.compile(r"\(\s?[A-Z][\w.']+(?:[ /-][A-Z][\w.']*){0,4}\s?\)")
_ONLY_MARKS = re.compile(r"[^\w\s]{1,8}")
_WRITER_AND_PAPER = re.compile(
    r"[A-Z][\w.']+(?: [A-Z][\w.']+){0,4}(?:, [A-Z][\w. ]+)? ?[-–|,] ?(?:detik\w+|[\w ]+\.\w+|CN[NB]C? Indonesia)"
)
_TAG = re.compile(r"[^\W\dA-Z][^\dA-Z.,:;]{1,38}")
_LIST_ITEM = re.compile(r"(?:[-•*·▪]|\d{1,2}[.)]|[a-z][.)])\s*\S")
_FIGURES = re.compile(r"\d[:.]\d|\bRp|\s[:=]\s|\d%")
_DATE_WORDS = re.compile(
    r"(?i:published|diperbarui|updated?|terbit|diterbitkan|tayang|dipublikasi\w*|tanggal|posted|rilis|dibuat|at|on|pada|wib|wita|wit|pukul|jam|oleh|by|[\w.]+\.(?:com|id))|[\W\d_]+"
)
_YEAR_OR_DASH = re.compile(r"\b(?:19|20)\d\d\b|\s[-–—]\s|^\W*$|^:")
_SENTENCE_INSIDE = re.compile(r"[a-z]{3}[.!][\"”]? [A-Z]")
_STAMP = 90


def label(text: str, given: Mapping[int, tuple[str, str]] | None = None, *, framed: bool = True) -> list[Line]:
    r"""Split a text into lines and give each its role.

    Parameters
    ----------
    text : str
        An article as it was received.
    given : mapping of int to (str, str), optional
        Role and rule of lines of which more is known than their words, by number, as from the structure of a page.
    framed : bool
        Whether menus and the like may stand above and below the story; a page's structure has told them apart already.

    Returns
    -------
    list of Line
        Each with a role of the codebook, section 1.

    Examples
    --------
    >>> [line.role for line in label("Harga Kopi Naik\n\nJAKARTA - Harga kopi naik dua kali lipat, kata petani.\n(ab/cd)")]
    ['title', 'empty', 'body', 'editor']
    """
    lines = split_lines(text)
    shown = []
    for line in lines:
        if given and line.number in given:
            line.give(*given[line.number])
        if not line.words:
            line.give("empty", "blank")
        else:
            shown.append(line)
    _by_rule(shown)
    label_repeated(shown)
    label_under_headings(shown)
    if framed:
        prose = [n for n, line in enumerate(shown) if line.role is None and is_prose(line.words)]
        if prose:
            _head(shown[: prose[0]], shown[prose[0] :])
            _foot(shown, prose[-1] + 1)
        else:
            _fragment(shown)
    for line in shown:
        if line.role is None and line.dateline is None:
            line.dateline = find_dateline(line.words)
        line.give("body", "paragraph")
    return lines


def is_prose(words: str) -> bool:
    """Whether a line holds a sentence: it is long, or ends as sentences do and is no headline.

    Examples
    --------
    >>> is_prose("Harga kopi naik, kata petani."), is_prose("Harga Kopi Naik, Apa Sebabnya?")
    (True, False)
    """
    if len(words) >= 160:
        return True
    if not _PROSE_END.search(words) or words.count(" ") < 2:
        return False
    return not (words.endswith(("?", "!", ":", ";", ",")) and (len(words) < 60 or capitals(words) >= 0.7))


def _by_rule(lines: Iterable[Line]) -> None:
    for line in lines:
        words = line.words
        if line.role is not None and line.role != "body":
            continue
        if len(words) <= 520:
            rule = match_line(words)
            if rule:
                line.role, line.rule, line.outlet = rule.role, rule.rule, rule.outlet
            elif words[0] == "(" and words[-1] == ")" and _INITIALS.fullmatch(words):
                line.role, line.rule = "editor", "initials"
            elif _ONLY_MARKS.fullmatch(words):
                dash = set(words) <= set("-–—")
                line.role, line.rule = ("dateline", "dash") if dash and len(words) <= 2 else ("empty", "marks")
            elif len(words) <= 350 and line.role is None and is_caption(words):
                line.role, line.rule = "caption", "credit"


def _head(before: list[Line], rest: list[Line]) -> None:
    """Title, date, dateline and standfirst: what stands before the story."""
    opened = False
    for line in before:
        if line.role is None and opened:
            line.give("body", "paragraph")
        elif line.role is None:
            _above(line)
        opened = opened or line.role == "dateline"
    title = _title(before, rest)
    if title is None:
        return
    below = [line for line in before if line.role is None and line.number > title.number]
    for line in before:
        if line is title:
            line.give("title", "heading" if line.words.startswith("#") else "first line")
        elif line.number < title.number:
            line.give("navigation", "above the title")
        elif len(below) <= 2 and not _LIST_ITEM.match(line.words) and not line.words.endswith(":"):
            sentence = line.words.count(" ") >= 5 and line.words[0].isupper()
            line.give(*(("standfirst", "below the title") if sentence else ("navigation", "below the title")))
        else:
            line.give("body", "paragraph")
    _standfirst(rest[:6], opened)


def _above(line: Line) -> None:
    """What a line above the story is, if its own words tell."""
    line.dateline = find_dateline(line.words) or (find_dateline(f"{line.words} -") if len(line.words) < 60 else None)
    if (line.dateline and line.dateline.end >= len(line.words)) or is_place(line.words):
        line.give("dateline", "place and paper")
        line.dateline = line.dateline or Dateline(len(line.words), line.words, None, closed=False)
    elif is_stamp(line.words):
        line.give("date", "day and time")
    elif _WRITER_AND_PAPER.fullmatch(line.words):
        line.give("byline", "writer and paper")


def _fragment(lines: list[Line]) -> None:
    """A story of a few words, without a title: only what says of itself that it stands above is no body."""
    for line in lines:
        if line.role is None:
            _above(line)
        if line.role is None:
            return


def _title(before: list[Line], rest: list[Line]) -> Line | None:
    known = next((line for line in before if line.role == "title"), None)
    if known:
        return known
    free = [line for line in before if line.role is None and len(line.words) <= 220]
    for line in free:
        if line.words.startswith("#"):
            return line
    story = rest[0] if rest else None
    for line in free:
        if line.words.count(" ") < 1 or not line.words[0].isupper() | line.words[0].isdigit() | (
            line.words[0] in "\"“'‘"
        ):
            continue
        if (
            line.words[-1] in ",;:"
            or _SENTENCE_INSIDE.search(line.words)
            or _LIST_ITEM.match(line.words)
            or line.dateline
        ):
            return None
        # A scraper's line break at a link leaves the rest of the sentence below: it goes on in small letters.
        below = next((other for other in [*before, *rest] if other.number > line.number), story)
        if below and not ((below.words[0].isalnum() and not below.words[0].islower()) or below.words[0] in "\"“'‘(#*["):
            return None
        apart = below is None or below.number > line.number + 1 or below.role in {"date", "byline", "dateline"}
        return line if apart or line.words.count(" ") >= 4 else None
    return None


def _standfirst(rest: list[Line], opened: bool) -> None:
    """Sentences between the title and the line that opens with a dateline sum the story up."""
    above: list[Line] = []
    for line in rest:
        if line.role == "dateline":
            opened = True
        if line.role is not None:
            if line.role == "dateline" and above:
                break
            continue
        line.dateline = find_dateline(line.words)
        if opened:
            return
        if line.dateline and (line.dateline.paper or line.dateline.place):
            break
        above.append(line)
    else:
        return
    for line in above:
        line.give("standfirst", "before the dateline")


def _foot(lines: list[Line], first: int) -> None:
    """Signature, tags and menus: what stands behind the story."""
    closed = any(line.role in {"editor", "byline"} for line in lines[first - 1 : first])
    below = lines[first:]
    free = [line for line in below if line.role is None]
    tags = len(free) >= 2 and all(_TAG.fullmatch(line.words) for line in free)
    for line in below:
        if line.role in {"editor", "byline", "promo"} or (line.role == "navigation" and "advert" not in line.rule):
            closed = True
        if line.role is not None:
            continue
        words = line.words
        if _SIGNATURE.fullmatch(words):
            line.give("byline", "signature")
            closed = True
        elif closed:
            line.give("navigation", "below the story")
        elif tags:
            line.give("navigation", "tags")
        elif not _is_listed(words) and words.count(" ") >= 3 and looks_like_headline(words):
            line.give("related", "headline below the story")


def _is_listed(words: str) -> bool:
    """An entry of a list, names or figures, which are part of the story."""
    listed = _LIST_ITEM.match(words) or _FIGURES.search(words) or _YEAR_OR_DASH.search(words) or words.count(",") >= 3
    return bool(listed) or not (words[0].isascii() or words[0] in "“‘")


def is_stamp(words: str) -> bool:
    """Whether a line is nothing but a day and a time.

    Examples
    --------
    >>> is_stamp("Jumat, 29 September 2023 21:00 WIB"), is_stamp("Pada 29 September 2023 harga kopi naik")
    (True, False)
    """
    if len(words) > _STAMP or not any(character.isdigit() for character in words):
        return False
    found = list(find_dates(words, "WIB"))
    if not found:
        return False
    rest = words[: found[0].start] + " " + words[found[-1].end :]
    return len(_DATE_WORDS.sub("", rest)) <= 3 or (len(rest.strip()) <= 30 and "|" in rest)
