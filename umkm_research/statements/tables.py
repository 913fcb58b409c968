"""The stage: from articles, segments and sentences to statements and speakers."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TypeVar, get_type_hints

import polars as pl

from umkm_research.schemas import Segment, Sentence, Speaker, Statement, frame
from umkm_research.statements.extract import read_article, rows

_Row = TypeVar("_Row", Segment, Sentence)


def find_statements(
    articles: pl.DataFrame, segments: pl.DataFrame, sentences: pl.DataFrame
) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Find the statements of articles and their speakers.

    Parameters
    ----------
    articles, segments, sentences : polars.DataFrame
        As the reading and language stages give them.

    Returns
    -------
    statements, speakers : polars.DataFrame
        In the order of the articles; empty with their types where nobody speaks.

    Examples
    --------
    >>> from umkm_research.schemas import Article, Segment, Sentence, frame
    >>> text = 'Menteri Teten Masduki menilai impor murah merugikan. "Harus diatur," ujarnya.'
    >>> article = Article("a", "c", "a.txt", text, text, *[None] * 7, [], None, None, False, 10)
    >>> segments = frame("segments", [Segment("a", 0, len(text), 0, "body", "text", text)])
    >>> sentences = [Sentence("a", 0, 52, "a-0000", 0, 0, text[:52]), Sentence("a", 53, 78, "a-0001", 0, 1, text[53:])]
    >>> statements, speakers = find_statements(frame("articles", [article]), segments, frame("sentences", sentences))
    >>> statements.select("quote_type", "speakers", "cue").rows()
    [('indirect', ['Teten Masduki'], 'menilai'), ('direct', ['Teten Masduki'], 'ujarnya')]
    >>> speakers["role"].to_list()
    ['Menteri', 'Menteri']
    """
    said: list[Statement] = []
    by: list[Speaker] = []
    parts = _grouped(segments, Segment)
    cut = _grouped(sentences, Sentence)
    with _paused_collection():
        for article_id, text in articles.select("article_id", "text").iter_rows():
            found = read_article(text, parts.get(article_id, []), cut.get(article_id, []))
            statements, speakers = rows(article_id, text, found)
            said += statements
            by += speakers
    return frame("statements", said), frame("speakers", by)


@contextmanager
def _paused_collection() -> Iterator[None]:
    """Let Python's cyclic garbage wait while a batch is read.

    The rows of a batch hold no cycles and live until its end, so every pass over them finds nothing, and the passes
    would make time grow faster than the batch, or one long article, does.
    """
    running = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if running:
            gc.enable()


def _grouped(table: pl.DataFrame, row: type[_Row]) -> dict[str, list[_Row]]:
    """The rows of each article, in order."""
    groups: dict[str, list[_Row]] = {}
    for values in table.select(*get_type_hints(row)).iter_rows():
        groups.setdefault(values[0], []).append(row(*values))
    return groups
