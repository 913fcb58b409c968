"""What stands before the first sentence of a story that scrapers made one line: writer, editor, closed dateline."""

import re
from collections.abc import Iterator

from umkm_research.reading.datelines import Dateline, find_dateline
from umkm_research.reading.linebreaks import Line

_WRITER = re.compile(
    r"(?:Reporter|Sumber|Penulis|Pewarta|Oleh|Wartawan)\s*:\s*[^|\n]{2,80}?\|\s*(?=(?:Editor|Redaktur)\b)"
)
_EDITOR = re.compile(r"(?:Editor|Redaktur)\s*:\s*")
_NEXT_WORD = re.compile(r"\s+(?=[A-Z])")
_PLACE = re.compile(r"(?P<place>[A-Z]{3,}(?:[ /][A-Z]{2,}){0,3})\s?\.\s+(?=[A-Z“\"])")
_LONGEST_NAME = 60


def open_story(text: str, line: Line) -> Iterator[Line]:
    """The line of the body that opens a story, as a line for each of its parts.

    Parameters
    ----------
    text : str
        The article.
    line : Line
        The first line with role body.

    Yields
    ------
    Line
        In order; together they cover what ``line`` covers, and keep its number.

    Examples
    --------
    >>> from umkm_research.reading.lines import label
    >>> text = "Reporter: Siti Aminah | Editor: Budi KONTAN.CO.ID - JAKARTA. Harga kopi naik."
    >>> [(part.role, part.words) for part in open_story(text, label(text)[0])]
    ... # doctest: +NORMALIZE_WHITESPACE
    [('byline', 'Reporter: Siti Aminah |'), ('editor', 'Editor: Budi'), ('dateline', 'KONTAN.CO.ID - JAKARTA.'),
     ('body', 'Harga kopi naik.')]
    """
    at, begin = text.find(line.words[:1], line.start, line.end), line.start
    writer = _WRITER.match(text, at, line.end)
    if writer:
        at = writer.end()
        yield _piece(text, line, begin, at, "byline", "opening")
        begin = at
    editor = _EDITOR.match(text, at, line.end)
    if editor:
        end = _name_end(text, editor.end(), line.end)
        if end:
            yield _piece(text, line, begin, end, "editor", "opening")
            begin = at = end
    dateline = _dateline(text[at : min(line.end, at + 200)])
    if dateline and dateline.closed and at + dateline.end < line.end:
        piece = _piece(text, line, begin, at + dateline.end, "dateline", "closed by a full stop")
        piece.dateline = dateline
        yield piece
        begin = at + dateline.end
    rest = _piece(text, line, begin, line.end, "body", line.rule)
    rest.dateline = dateline if begin <= at else None
    yield rest


def _name_end(text: str, start: int, end: int) -> int | None:
    """The editor's name ends where the dateline begins."""
    for gap in _NEXT_WORD.finditer(text, start, min(end, start + _LONGEST_NAME)):
        dateline = _dateline(text[gap.end() : gap.end() + 200])
        if dateline and (dateline.paper or dateline.closed):
            return gap.end()
    return None


def _dateline(words: str) -> Dateline | None:
    """A dateline, or a place alone in capitals with a full stop, as Kontan has it behind the editor: ``LONDON . Harga``."""
    found = find_dateline(words)
    if found:
        return found
    match = _PLACE.match(words)
    return Dateline(match.end(), match["place"].title(), None, closed=True) if match else None


def _piece(text: str, line: Line, start: int, end: int, role: str, rule: str) -> Line:
    return Line(line.number, start, end, text[start:end].strip(), role, rule)
