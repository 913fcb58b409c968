import numpy as np
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from terms_tokens import random_tokens, tokens_of

from umkm_research.errors import InputError
from umkm_research.terms import frequency
from umkm_research.terms.intervals import percentiles, wilson

TEXTS = {"a": "Impor naik. Importir mengimpor barang itu.", "b": "Ekspor naik di Bali."}


def test_counts_shares_and_documents_of_stems():
    found = frequency(tokens_of(TEXTS), unit="stem", interval=None)
    assert found.row(0, named=True) == {
        "feature": "impor",
        "label": "impor",
        "frequency": 3,
        "tokens": 10,
        "per_thousand": 300.0,
        "per_thousand_low": None,
        "per_thousand_high": None,
        "document_frequency": 1,
        "documents": 2,
        "document_share": 0.5,
        "document_share_low": None,
        "document_share_high": None,
    }
    assert found["frequency"].sum() == 10


def test_leaving_stop_words_out_changes_no_share():
    with_them = frequency(tokens_of(TEXTS), interval="wilson")
    without = frequency(tokens_of(TEXTS), interval="wilson", stopwords=False)
    assert {"di", "itu"} == set(with_them["feature"]) - set(without["feature"])
    assert without.equals(with_them.filter(pl.col("feature").is_in(without["feature"].implode())))


def test_groups_add_up_and_an_unknown_group_is_a_group():
    tokens = tokens_of(TEXTS).with_columns(outlet=pl.when(article_id="a").then(pl.lit("Tempo")), year=pl.lit(2023))
    found = frequency(tokens.lazy(), by=["outlet", "year"], interval=None)
    assert found.columns[:3] == ["outlet", "year", "feature"]
    assert found["outlet"].null_count() == 4
    total = found.group_by("feature").agg(pl.col("frequency").sum()).sort("feature")
    assert total.equals(frequency(tokens, interval=None).select("feature", "frequency").sort("feature"))


def test_each_article_can_be_a_group():
    assert frequency(tokens_of(TEXTS), by="article_id")["documents"].unique().to_list() == [1]


def test_wilson_gives_the_published_intervals():
    # Newcombe 1998, Statistics in Medicine 17: 857-872, table I, method 3.
    low, high = wilson([81, 15, 0, 1], [263, 148, 20, 29])
    assert low.round(4).tolist() == [0.2553, 0.0624, 0.0, 0.0061]
    assert high.round(4).tolist() == [0.3662, 0.1605, 0.1611, 0.1718]


@given(st.integers(1, 10_000).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_wilson_holds_the_share_and_stays_a_share(case):
    (low,), (high,) = wilson([case[0]], [case[1]])
    assert 0 <= low <= case[0] / case[1] <= high <= 1


def test_the_bootstrap_draws_articles():
    # One article holds every "karet"; drawn with replacement from 20, it is missing from (19/20)^20 = 36% of samples.
    texts = {f"a{number:02d}": "pasar modal " * 10 for number in range(19)} | {"a19": "karet alam " * 10}
    row = frequency(tokens_of(texts), by=None).filter(feature="karet").row(0, named=True)
    assert row["per_thousand_low"] == 0
    assert row["per_thousand"] == 25
    assert 50 < row["per_thousand_high"] <= 100
    narrow = frequency(tokens_of(texts), interval="wilson").filter(feature="karet").row(0, named=True)
    assert narrow["per_thousand_low"] > 10


def test_bootstrap_intervals_are_repeatable_and_cover_as_often_as_they_say():
    first = frequency(random_tokens(), replicates=200, seed=3)
    assert first.equals(frequency(random_tokens(), replicates=200, seed=3))
    truth = frequency(random_tokens(3_000, seed=99), interval=None).filter(feature="w1")["per_thousand"].item()
    inside = 0
    for seed in range(60):
        row = frequency(random_tokens(seed=seed), replicates=200).filter(feature="w1").row(0, named=True)
        inside += row["per_thousand_low"] <= truth <= row["per_thousand_high"]
    assert 49 <= inside <= 60


def test_percentiles_do_not_interpolate_and_leave_out_the_undefined():
    samples = np.array([[np.nan, -np.inf, *range(1, 39)], [np.nan] * 40])
    low, high = percentiles(samples, 0.9)
    assert (low[0], high[0]) == (1, 37)
    assert np.isnan([low[1], high[1]]).all()


@pytest.mark.parametrize("setting", [{"interval": "t"}, {"level": 95}, {"replicates": 0}, {"by": "frequency"}])
def test_settings_that_mean_nothing_are_refused(setting):
    with pytest.raises(InputError):
        frequency(tokens_of(TEXTS).with_columns(frequency=1), **setting)
