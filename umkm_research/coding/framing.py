"""Import and export framing: how each sentence that speaks of trade evaluates it (codebook, section 4).

The coder is lexical and explains itself: expressions of the codebook say of what a sentence speaks, whether it calls that
a harm, an obstacle or a benefit, and which measure it names; `umkm_research.coding.trade` says which of them count. It
needs no download and learns nothing; its errors are measured, see `umkm_research.coding.validation`.
"""

from collections import defaultdict, deque
from typing import Any, NamedTuple

import polars as pl

from umkm_research.coding.codebook import Codebook
from umkm_research.coding.trade import Setting, coder_of, frame_sentence, framing_of
from umkm_research.coding.words import Word
from umkm_research.schemas import Frame, Tables, frame
from umkm_research.text.spans import mask

NARRATOR, HEADLINE, UNNAMED = "narrator", "headline", "unnamed"


class _Said(NamedTuple):
    """A statement, as far as a voice needs it."""

    start: int
    end: int
    statement_id: str
    speakers: list[str]


def _voice(start: int, end: int, word: Word, said: deque[_Said]) -> tuple[str | None, str]:
    """Statement and voice of a sentence: the statement that the trade word lies in, else one over most of the sentence."""
    while said and said[0].end <= start:
        said.popleft()  # sentences come in order: what has ended is over
    for one in said:
        if one.start >= end:
            break
        within = one.start <= word.start and word.end <= one.end
        if within or 2 * (min(one.end, end) - max(one.start, start)) >= end - start:
            return one.statement_id, "; ".join(one.speakers) or UNNAMED
    return None, NARRATOR


def _rows(table: pl.DataFrame, *columns: str) -> dict[str, list[tuple[Any, ...]]]:
    """Rows of a table by article, in their order."""
    found: dict[str, list[tuple[Any, ...]]] = defaultdict(list)
    for article_id, *values in table.select("article_id", *columns).iter_rows():
        found[article_id].append(tuple(values))
    return found


def framing(corpus: Tables, codebook: Codebook) -> pl.DataFrame:
    """Code every sentence of the body and every title that speaks of trade.

    Parameters
    ----------
    corpus : mapping of str to polars.DataFrame
        The tables ``articles``, ``segments``, ``sentences`` and ``statements``.
    codebook : Codebook
        With cues under ``framing``; without them there are no rows.

    Returns
    -------
    polars.DataFrame
        The table ``frames``. ``start`` and ``end`` are the trade word that gave the direction. ``voice`` is the speaker's
        name (several joined with ``; ``), ``unnamed`` in a statement without a speaker that the text supports,
        ``headline`` in a title, else ``narrator``.

    Examples
    --------
    >>> from umkm_research.coding.codebook import load_codebook
    >>> from umkm_research.corpus import read_corpus
    >>> framing(read_corpus(), load_codebook())["direction"].unique().sort().to_list()
    ['export', 'import']
    """
    if "framing" not in codebook.data:
        return frame("frames", [])
    segments = _rows(corpus["segments"], "start", "end", "role")
    sentences = _rows(corpus["sentences"], "start", "end", "sentence_id")
    statements = _rows(corpus["statements"], "start", "end", "statement_id", "speakers")
    coder = coder_of(codebook)
    rows: list[Frame] = []
    for article_id, text in corpus["articles"].select("article_id", "text").iter_rows():
        body = mask(text, [(start, end) for start, end, role in segments[article_id] if role == "body"])
        said = deque(sorted(_Said(*row) for row in statements[article_id]))
        places = [(text, start, end, None) for start, end, role in segments[article_id] if role == "title"]
        places += [(body, start, end, sentence_id) for start, end, sentence_id in sentences[article_id]]
        lower = body.lower()
        setting = Setting(
            any(string in lower for string in coder.home), any(string in lower for string in coder.abroad)
        )
        for words_of, start, end, sentence_id in places:
            if words_of[start:end].lower() not in coder.hints:
                continue
            for one in frame_sentence(words_of, start, end, codebook, setting):
                statement_id, voice = (
                    _voice(start, end, one.word, said) if sentence_id is not None else (None, HEADLINE)
                )
                rows.append(
                    Frame(
                        article_id,
                        one.word.start,
                        one.word.end,
                        sentence_id,
                        statement_id,
                        one.direction,
                        one.evaluation,
                        one.measure,
                        one.affected,
                        framing_of(one.evaluation, one.measure),
                        voice,
                        one.rule,
                    )
                )
    return frame("frames", rows)
