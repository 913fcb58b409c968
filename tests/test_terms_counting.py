import polars as pl
import pytest
from terms_tokens import articles_of, tokens_of

from umkm_research.errors import InputError, SchemaError
from umkm_research.terms.counting import Counting, join_articles, labels, occurrences

TEXTS = {
    "b": "Pedagang kecil, dan pedagang besar. Impor barang naik.",
    "a": "Barang dari luar negeri itu diimpor.",
}


def features(tokens, **counting):
    return occurrences(tokens, Counting(**counting)).filter("counted").collect()["feature"].to_list()


def test_ngrams_stop_at_punctuation_and_sentences_and_keep_the_order_of_articles():
    found = features(tokens_of(TEXTS), unit="form", n=2)
    assert found == [
        *("pedagang kecil", "dan pedagang", "pedagang besar", "impor barang", "barang naik"),
        *("barang dari", "dari luar", "luar negeri", "negeri itu", "itu diimpor"),
    ]


def test_ngrams_do_not_depend_on_the_order_of_rows_within_an_article():
    tokens = tokens_of(TEXTS)
    assert features(tokens.sort("article_id", "start"), n=3) != []
    assert sorted(features(tokens.reverse(), n=3)) == sorted(features(tokens, n=3))


def test_a_stop_word_left_out_makes_no_false_neighbours_and_changes_no_total():
    tokens = tokens_of(TEXTS)
    kept = occurrences(tokens, Counting("form", n=2, stopwords=False)).collect()
    assert kept.height == occurrences(tokens, Counting("form", n=2)).collect().height
    assert "barang luar" not in kept["feature"]
    assert kept.filter(~pl.col("counted"))["feature"].to_list() == [
        *("dan pedagang", "barang dari", "dari luar", "negeri itu", "itu diimpor"),
    ]


def test_an_ngram_does_not_cross_groups_within_a_sentence():
    tokens = tokens_of({"a": "harga naik turun lagi"}).with_columns(half=pl.col("start") > 10)
    found = occurrences(tokens, Counting("form", n=2), ["half"]).collect()
    assert found["feature"].to_list() == ["harga naik", "turun lagi"]


def test_the_place_of_an_ngram_is_its_words():
    text = TEXTS["b"]
    for row in occurrences(tokens_of({"b": text}), Counting("form", n=2)).collect().iter_rows(named=True):
        assert text[row["start"] : row["end"]].lower() == row["feature"]


def test_an_ngram_longer_than_every_sentence_is_nowhere():
    assert features(tokens_of(TEXTS), n=50) == []


def test_the_most_frequent_form_stands_for_its_stem():
    tokens = tokens_of({"a": "impor mengimpor diimpor mengimpor", "b": "pedagang perdagangan"})
    found = labels(occurrences(tokens, Counting("stem"))).collect().rows()
    assert found == [("dagang", "pedagang"), ("impor", "mengimpor")]


def test_joining_keeps_rows_order_and_articles_without_a_value():
    tokens = tokens_of(TEXTS)
    joined = join_articles(tokens.lazy(), articles_of(TEXTS, outlet=["Tempo", None]).lazy(), "outlet").collect()
    assert joined.drop("outlet").equals(tokens)
    assert joined.group_by("article_id").agg(pl.col("outlet").first()).sort("article_id")["outlet"].to_list() == [
        *(None, "Tempo"),
    ]
    again = join_articles(joined, articles_of(TEXTS, outlet=["Kompas", "Kompas"]), "outlet").collect()
    assert again["outlet"].unique().to_list() == ["Kompas"]


def test_a_missing_column_is_named_with_its_remedy():
    with pytest.raises(SchemaError, match=r"outlet.*join_articles"):
        occurrences(tokens_of(TEXTS), Counting(), ["outlet"])
    with pytest.raises(SchemaError, match="outlet"):
        join_articles(tokens_of(TEXTS), articles_of(TEXTS), "outlet")


@pytest.mark.parametrize("setting", [{"unit": "lemma"}, {"n": 0}, {"kinds": "word"}])
def test_settings_that_mean_nothing_are_refused(setting):
    with pytest.raises(InputError):
        Counting(**setting)
