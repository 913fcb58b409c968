"""Where words stand between quotation marks.

Newspapers print every make of mark: ``"…"``, ``“…”``, ``”…”``, ``„…“``, ``«…»``, and web pages their HTML names.
Which way a mark looks is therefore read from its neighbours first and from its shape second. Each mark is looked at
once, so time grows with their number alone.
"""

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from umkm_research.text.spans import Span

_MARK = re.compile(r"[\"“”„‟«»＂]|&(?:amp;)?(?:quot|ldquo|rdquo|laquo|raquo);|‘‘|’’|``|''|(?<=, )’(?= ?(?:kata|ujar))")
_OPENING = frozenset("“„‟«") | {"&ldquo;", "&amp;ldquo;", "&laquo;", "&amp;laquo;", "``", "‘‘"}
_STRAIGHT = frozenset({'"', "＂", "&quot;", "&amp;quot;", "''"})
_BEFORE_OPENING = frozenset("([{–—-/:‘'…|>,;") | {""}
_AFTER_CLOSING = frozenset(".,;:!?)]}–—-/…’'") | {""}


class Quotation(NamedTuple):
    """A stretch between quotation marks, the marks included.

    ``inner`` is what stands between them; ``closed`` is false where the closing mark is missing and the stretch was
    taken to the end of its paragraph; ``nested`` are quotations within, marks included.
    """

    start: int
    end: int
    inner: Span
    closed: bool
    nested: tuple[Span, ...] = ()


_DEEPEST = 2
_SPEECH_END = frozenset(",.?!")
_SAID = re.compile(
    r"\s?(?:kata|ujar|ucap|tutur|ungkap|jelas|papar|imbuh|lanjut|tegas|tambah|terang|sebut|pungkas|tandas|sambung)(?:nya)?\b"
)
"""Words behind a quotation. A mark between a comma and one of them closes, whichever way it looks."""


class _Mark(NamedTuple):
    start: int
    end: int
    opens: bool
    closes: bool


def _look(text: str, match: re.Match[str]) -> _Mark:
    """Which way a mark can look."""
    start, end = match.span()
    before, after = text[start - 1 : start], text[end : end + 1]
    if before == " " and text[start - 2 : start - 1] in _SPEECH_END and _SAID.match(text, end):
        return _Mark(start, end, False, True)
    gap_before, gap_after = before.isspace() or not before, after.isspace() or not after
    opens = (gap_before or before in _BEFORE_OPENING) and not gap_after
    closes = (gap_after or after in _AFTER_CLOSING) and not gap_before
    if opens == closes:
        opening, straight = match.group() in _OPENING, match.group() in _STRAIGHT
        opens, closes = (True, True) if straight else (opening, not opening)
        if not straight and gap_before and gap_after:
            opens = closes = True
    return _Mark(start, end, opens, closes)


def find_quotations(text: str, paragraphs: Iterable[tuple[int, int]] | None = None) -> list[Quotation]:
    """Find the outermost quotations of a text.

    Parameters
    ----------
    text : str
        The article, or a text of the same length in which what is not body is blank.
    paragraphs : iterable of (int, int), optional
        Paragraphs in rising order, in code points; lines by default. A quotation ends with its paragraph, unless the
        next mark, in a later paragraph, is plainly its closing one.

    Returns
    -------
    list of Quotation
        In order; they do not overlap.

    Examples
    --------
    >>> text = 'Ia menyebut "lapangan yang rata". ”Semua harus untung,” kata dia.'
    >>> [q.inner.of(text) for q in find_quotations(text)]
    ['lapangan yang rata', 'Semua harus untung,']
    >>> [q.closed for q in find_quotations('Ia berkata, "Belum tahu')]
    [False]
    """
    spans = list(paragraphs) if paragraphs is not None else [match.span() for match in re.finditer(r"[^\n]+", text)]
    marks = [[_look(text, m) for m in _MARK.finditer(text, start, end)] for start, end in spans]
    found: list[Quotation] = []
    carried: _Mark | None = None
    stray: _Mark | None = None
    for number, (_, end) in enumerate(spans):
        open_marks = [carried] if carried else []
        carried = None
        nested: list[Span] = []
        for mark in marks[number]:
            if open_marks and mark.closes:
                opened = open_marks.pop()
                if open_marks:
                    nested.append(Span(opened.start, mark.end))
                else:
                    found.append(Quotation(opened.start, mark.end, Span(opened.end, mark.start), True, tuple(nested)))
                    nested, stray = [], None
            elif mark.opens and len(open_marks) < _DEEPEST:
                open_marks.append(mark)
            elif stray is not None and text[stray.start - 1] in ".?!":
                found.append(Quotation(stray.start, mark.end, Span(stray.end, mark.start), True))
                stray = None
            else:
                stray = mark  # perhaps an opening mark, misprinted behind the sentence before
        if open_marks and len(open_marks) == 1 and not nested and _closes_later(marks, number):
            carried = open_marks[0]
        elif open_marks:
            found += _unclosed(open_marks, nested, end)
    return _apart(found)


def _apart(found: list[Quotation]) -> list[Quotation]:
    """The quotations in order, without those that overlap one before."""
    kept: list[Quotation] = []
    for quotation in sorted(found):
        if not kept or quotation.start >= kept[-1].end:
            kept.append(quotation)
    return kept


def _closes_later(marks: Sequence[Sequence[_Mark]], number: int) -> bool:
    """Whether the next mark, at most two paragraphs on, only closes."""
    for later in marks[number + 1 : number + 3]:
        if later:
            return later[0].closes and not later[0].opens
    return False


def _unclosed(stack: list[_Mark], nested: list[Span], end: int) -> list[Quotation]:
    """What to make of quotations that a paragraph leaves open.

    Where an inner one was closed, the outer mark is taken for a stray one and the inner ones stand for themselves.
    """
    if nested:
        return [Quotation(span.start, span.end, Span(span.start + 1, span.end - 1), True) for span in nested]
    first = stack[0]
    cut = stack[1].start if len(stack) > 1 else end
    quotations = [Quotation(first.start, cut, Span(first.end, cut), False)]
    if len(stack) > 1:
        quotations.append(Quotation(cut, end, Span(stack[1].end, end), False))
    return quotations
