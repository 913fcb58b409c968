"""What holds for every statistic: bad input, lazy input, the same answer for the same question."""

import polars as pl
import pytest
from terms_tokens import articles_of, random_tokens, tokens_of

from umkm_research import terms
from umkm_research.schemas import frame

STATISTICS = {
    "frequency": lambda tokens, **settings: terms.frequency(tokens, replicates=50, **settings),
    "tf_idf": terms.tf_idf,
    "keyness": lambda tokens, by="side", **settings: terms.keyness(tokens, by, permutations=9, minimum=1, **settings),
    "collocations": lambda tokens, **settings: terms.collocations(tokens, window=2, minimum=1, **settings),
    "dispersion": lambda tokens, **settings: terms.dispersion(tokens, minimum=1, **settings),
    "lexical_diversity": lambda tokens, **settings: terms.lexical_diversity(tokens, replicates=50, **settings),
    "vocabulary_growth": lambda tokens, **settings: terms.vocabulary_growth(tokens, orders=2, **settings),
    "positions": lambda tokens, **settings: terms.positions(tokens, ["w0"], **settings),
}
each = pytest.mark.parametrize("statistic", STATISTICS.values(), ids=STATISTICS)
STRANGE = {
    "a": "w0 "
    + "x" * 100_000
    + " \N{FACE WITH TEARS OF JOY} تجارة 中小企业 w\x000 caf\N{LATIN SMALL LETTER E WITH ACUTE}",
    "b": "w0 \x00\x00 =1+1",
}


def sided(tokens):
    return tokens.with_columns(side=pl.col("article_id") == "a")


def test_the_names_are_complete_and_sorted():
    assert terms.__all__ == sorted(terms.__all__)
    assert all(hasattr(terms, name) for name in terms.__all__)


@each
def test_an_empty_table_gives_an_empty_table_of_the_same_types(statistic):
    full = statistic(random_tokens(4), by="side")
    empty = statistic(sided(frame("tokens", [])), by="side")
    assert empty.is_empty()
    assert empty.schema == full.schema


@each
def test_punctuation_alone_is_no_text(statistic):
    assert statistic(sided(tokens_of({"a": ". , .", "b": "!"})), by="side").is_empty()


@each
def test_one_article_has_a_defined_result(statistic):
    found = statistic(sided(tokens_of({"a": "w0 w1 w0 . w1"})), by="side")
    assert not found.select(pl.col(pl.Float64).is_nan().any()).transpose().to_series().any()


@each
def test_a_group_without_words_has_no_rows_and_harms_no_other(statistic):
    words = {"a": "w0 w1 . w1 w0"}
    alone = statistic(sided(tokens_of(words)), by="side")
    assert statistic(sided(tokens_of({**words, "b": "."})), by="side").equals(alone)
    assert alone["side"].unique().to_list() == [True] or alone.is_empty()


@each
def test_strange_text_has_a_defined_result(statistic):
    found = statistic(sided(tokens_of(STRANGE)), by="side")
    assert not found.select(pl.col(pl.Float64).is_nan().any()).transpose().to_series().any()


@each
def test_lazy_input_and_shuffled_rows_give_the_same(statistic):
    tokens = random_tokens(6)
    assert statistic(tokens.lazy(), by="side").equals(statistic(tokens, by="side"))


@pytest.mark.parametrize("name", sorted(set(STATISTICS) - {"tf_idf"}))
def test_a_group_has_the_same_figures_alone_and_among_others(name):
    group = pl.col("article_id").str.tail(1).replace_strict(dict(zip("012345678", "aaabbbccc", strict=True)))
    tokens, statistic = random_tokens(9).with_columns(side=group), STATISTICS[name]
    alone = statistic(tokens, target="b") if name == "keyness" else statistic(tokens.filter(side="b"), by="side")
    assert statistic(tokens, by="side").filter(side="b").equals(alone)


@each
@pytest.mark.parametrize("name", ["group", "article", "sentence", "code", "kind"])
def test_a_grouping_column_may_have_any_name(statistic, name):
    tokens = random_tokens(4)
    if name != "kind":
        tokens = tokens.rename({"side": name})
    assert name in statistic(tokens, by=name).columns


@each
def test_groups_may_be_several_columns(statistic):
    tokens = random_tokens(6).with_columns(year=pl.lit(2023))
    by = "side" if statistic is STATISTICS["keyness"] else ["year", "side"]
    assert statistic(tokens, by=by).height


@pytest.mark.parametrize("name", sorted(set(STATISTICS) - {"collocations"}))
def test_ngrams_and_units(name):
    tokens = random_tokens(6)
    for unit in ("form", "stem", "term"):
        assert name == "positions" or STATISTICS[name](tokens, by="side", unit=unit, n=2).height


def test_a_concordance_of_strange_text():
    tokens = tokens_of(STRANGE)
    found = terms.concordance(tokens, articles_of(STRANGE), ["x*", "中小企业", "caf*"], unit="form")
    assert found["node"].str.len_chars().to_list() == [100_000, 4, 4]
    assert terms.concordance(frame("tokens", []), frame("articles", []), "impor").is_empty()


def test_the_seeds_can_be_counted_by_outlet(seeds):
    tokens = terms.join_articles(seeds.tokens, seeds.articles, "outlet")
    words = seeds.tokens.filter(pl.col("kind").is_in(["word", "name"])).height
    assert terms.frequency(tokens, interval=None)["frequency"].sum() == words
    assert terms.frequency(tokens, by="outlet", interval=None)["frequency"].sum() == words
    assert "umkm" in terms.frequency(tokens, stopwords=False)["feature"].head(3)
    for name, statistic in STATISTICS.items():
        assert "outlet" in statistic(tokens, by="outlet").columns, name


def test_a_concordance_of_the_seeds_points_at_what_it_shows(seeds):
    texts = dict(seeds.articles.select("article_id", "text").iter_rows())
    found = terms.concordance(seeds.tokens, seeds.articles, ["impor*", "pelaku umkm"], unit="form")
    assert found.height > 10
    for row in found.iter_rows(named=True):
        assert " ".join(texts[row["article_id"]][row["start"] : row["end"]].split()) == row["node"]
