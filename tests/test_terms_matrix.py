import numpy as np
import polars as pl
import pytest
from terms_tokens import tokens_of

from umkm_research.terms import document_feature_matrix, tf_idf
from umkm_research.terms.matrix import inverse_document_frequency

TEXTS = {"b": "impor naik . impor turun", "a": "ekspor naik yang", "c": "."}


def test_rows_and_columns_are_labelled_and_sorted():
    matrix = document_feature_matrix(tokens_of(TEXTS), unit="form", stopwords=False)
    assert matrix.documents.rows() == [("a", 3), ("b", 4)]
    assert matrix.features["feature"].to_list() == ["ekspor", "impor", "naik", "turun"]
    assert matrix.counts.toarray().tolist() == [[1, 0, 1, 0], [0, 2, 1, 1]]
    assert matrix.counts.dtype == np.int64


def test_a_document_can_be_any_group():
    tokens = tokens_of(TEXTS).with_columns(outlet=pl.when(article_id="a").then(pl.lit("Tempo")))
    matrix = document_feature_matrix(tokens, by=["outlet"], n=2, unit="form")
    assert matrix.documents["outlet"].to_list() == [None, "Tempo"]
    assert matrix.counts.sum() == 4


def test_idf_is_the_published_one():
    # Manning, Raghavan and Schütze 2008, figure 6.8.
    found = inverse_document_frequency(np.array([18_165, 6_723, 19_241, 25_235]), 806_791)
    assert found.round(2).tolist() == [1.65, 2.08, 1.62, 1.5]


def test_tf_idf_is_count_times_idf():
    found = tf_idf(tokens_of(TEXTS), unit="form")
    assert found["article_id"].is_sorted()
    row = found.filter(article_id="b", feature="impor").row(0, named=True)
    assert row["tf_idf"] == pytest.approx(2 * np.log10(2))
    assert found.filter(feature="naik")["tf_idf"].to_list() == [0, 0]
    smoothed = tf_idf(tokens_of(TEXTS), unit="form", sublinear=True).filter(article_id="b", feature="impor")
    assert smoothed["tf_idf"].item() == pytest.approx((1 + np.log10(2)) * np.log10(2))
