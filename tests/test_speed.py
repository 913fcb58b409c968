"""Articles a second by stage, printed at the end of every run; the floors only catch a stage that became hopeless."""

from time import perf_counter

import polars as pl
import pytest

from umkm_research.coding import actor_types, framing, load_codebook, stance
from umkm_research.language import split, tokenise
from umkm_research.reading import iter_sources, read_source
from umkm_research.schemas import frame
from umkm_research.statements import find_statements

COPIES = 20


@pytest.fixture(scope="module")
def stages(seeds):
    """Each stage as a call without arguments, on 100 articles."""
    folder = list(iter_sources([pytest.SEEDS])) * COPIES
    read = [read_source(source) for source in folder]
    articles = frame("articles", [article for article, _ in read])
    segments = frame("segments", [segment for _, parts in read for segment in parts])
    copies = articles.with_row_index().select(pl.format("{}-{}", "article_id", "index").alias("article_id"))[
        "article_id"
    ]
    articles = articles.with_columns(copies)
    per = segments.height // COPIES
    number = pl.int_range(pl.len()) // per
    order = {old: i for i, old in enumerate(seeds.articles["article_id"])}
    index = number * 5 + pl.col("article_id").replace_strict(order, return_dtype=pl.Int64)
    segments = segments.with_columns(pl.format("{}-{}", "article_id", index).alias("article_id"))
    codebook = load_codebook()
    sentences = split(articles, segments)
    statements, speakers = find_statements(articles, segments, sentences)
    corpus = {"articles": articles, "segments": segments, "sentences": sentences, "statements": statements}
    return {
        "reading": lambda: [read_source(source) for source in folder],
        "sentences and tokens": lambda: tokenise(split(articles, segments), articles),
        "statements": lambda: find_statements(articles, segments, sentences),
        "actors and stance": lambda: (actor_types(speakers, codebook), stance(statements, codebook)),
        "framing": lambda: framing(corpus, codebook),
    }


@pytest.mark.parametrize("stage", ["reading", "sentences and tokens", "statements", "actors and stance", "framing"])
def test_articles_a_second(stages, stage, record_property):
    stages[stage]()
    best = min(_seconds(stages[stage]) for _ in range(3))
    record_property("speed", f"{stage:22} {5 * COPIES / best:8,.0f} articles a second")
    assert 5 * COPIES / best > 50


def _seconds(call):
    start = perf_counter()
    call()
    return perf_counter() - start
