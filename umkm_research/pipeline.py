"""The chain: from articles to every table, one batch at a time.

The stages know nothing of each other; this module alone says in which order they follow.
"""

from collections.abc import Callable, Iterable

import polars as pl

from umkm_research.coding import Codebook, actor_types, framing, load_codebook, stance
from umkm_research.errors import UmkmError
from umkm_research.language import split, tokenise
from umkm_research.reading import Source, read_source
from umkm_research.schemas import Article, Rejected, Segment, check, frame
from umkm_research.statements import find_statements

ANNOTATED = ("sentences", "tokens", "statements", "speakers", "stances", "frames")
"""The tables that follow from `articles` and `segments` alone."""


def read_batch(
    sources: Iterable[Source | Rejected], read: Callable[[Source], tuple[Article, list[Segment]]] = read_source
) -> dict[str, pl.DataFrame]:
    """Read raw sources to the tables ``articles``, ``segments`` and ``rejected``.

    Parameters
    ----------
    sources : iterable of Source or Rejected
        As `umkm_research.reading.iter_sources` gives them.
    read : callable, optional
        What reads one source; an error of this package that it raises becomes a row of ``rejected``.
    """
    articles, segments, rejected = [], [], []
    for source in sources:
        if isinstance(source, Rejected):
            rejected.append(source)
            continue
        try:
            article, parts = read(source)
        except UmkmError as error:
            rejected.append(Rejected(source.name, "reading", error.code, error.reason, error.remedy))
            continue
        articles.append(article)
        segments += parts
    return {
        "articles": frame("articles", articles),
        "segments": frame("segments", segments),
        "rejected": frame("rejected", rejected),
    }


def annotate(
    articles: pl.DataFrame, segments: pl.DataFrame, codebook: Codebook | None = None
) -> dict[str, pl.DataFrame]:
    """Make every table that follows from articles and their segments.

    Parameters
    ----------
    articles, segments : polars.DataFrame
        As the reading stage gives them.
    codebook : Codebook, optional
        What is coded; the package's own by default.

    Returns
    -------
    dict of str to polars.DataFrame
        The tables named in `ANNOTATED`, each with its schema, in the order of the articles.

    Raises
    ------
    SchemaError
        If a table is not what its stage promises.
    """
    codebook = codebook or load_codebook()
    sentences = split(check("articles", articles), check("segments", segments))
    tokens = tokenise(sentences, articles)
    statements, speakers = find_statements(articles, segments, sentences)
    tables = {
        "sentences": sentences,
        "tokens": tokens,
        "statements": statements,
        "speakers": actor_types(speakers, codebook),
        "stances": stance(statements, codebook, speakers),
    }
    tables["frames"] = framing({**tables, "articles": articles, "segments": segments}, codebook)
    return {name: check(name, tables[name]) for name in ANNOTATED}
