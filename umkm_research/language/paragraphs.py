"""From segments to sentences: the body, paragraph by paragraph."""

from collections.abc import Iterable, Iterator
from itertools import groupby

import polars as pl

from umkm_research.schemas import Sentence, frame
from umkm_research.text.sentences import split_sentences
from umkm_research.text.spans import Span, mask


def sentences_of(article_id: str, text: str, body: Iterable[tuple[int, int, int]]) -> Iterator[Sentence]:
    """Sentences of one article.

    Parameters
    ----------
    article_id : str
        The article.
    text : str
        Its text.
    body : iterable of (int, int, int)
        Line, start and end of each body segment, in order. The segments of one line are one paragraph; what lies
        between them (an advertisement, a link) is cut out of the words of a sentence, not out of its place.

    Examples
    --------
    >>> text = "Impor naik. Baca juga: X. Ekspor turun."
    >>> [row.text for row in sentences_of("a", text, [(0, 0, 12), (0, 26, 39)])]
    ['Impor naik.', 'Ekspor turun.']
    """
    count = 0
    for paragraph, (_, parts) in enumerate(groupby(body, key=lambda part: part[0])):
        spans = [(start, end) for _, start, end in parts]
        first, last = spans[0][0], spans[-1][1]
        words, shift = text, 0
        if len(spans) > 1:
            words, shift = mask(text[first:last], [(start - first, end - first) for start, end in spans]), first
        for span in split_sentences(words, first - shift, last - shift):
            place = Span(span.start + shift, span.end + shift)
            shown = " ".join(span.of(words).split())
            yield Sentence(article_id, *place, f"{article_id}-{count:04d}", paragraph, count, shown)
            count += 1


def split(articles: pl.DataFrame, segments: pl.DataFrame) -> pl.DataFrame:
    """Split the body of articles into sentences.

    Parameters
    ----------
    articles, segments : polars.DataFrame
        As the reading stage gives them.

    Returns
    -------
    polars.DataFrame
        The table ``sentences``, in the order of the articles. ``start`` and ``end`` count in the article's text.
    """
    texts = dict(articles.select("article_id", "text").iter_rows())
    body = segments.filter(pl.col("role") == "body").select("article_id", "line", "start", "end")
    lines: dict[str, list[tuple[int, int, int]]] = {article_id: [] for article_id in texts}
    for article_id, line, start, end in body.iter_rows():
        if article_id in lines:
            lines[article_id].append((line, start, end))
    return frame(
        "sentences",
        (row for article_id, parts in lines.items() for row in sentences_of(article_id, texts[article_id], parts)),
    )
