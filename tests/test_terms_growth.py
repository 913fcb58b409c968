import numpy as np
import polars as pl
import pytest
from terms_tokens import random_tokens, tokens_of

from umkm_research.errors import InputError
from umkm_research.terms import heaps, vocabulary_growth

TEXTS = {"b": "satu dua satu", "a": "dua tiga empat yang"}


def test_the_curve_counts_types_in_the_order_of_the_articles():
    found = vocabulary_growth(tokens_of(TEXTS), unit="form", points=7)
    assert found["tokens"].to_list() == [1, 2, 3, 4, 5, 6, 7]
    assert found["types"].to_list() == [1, 2, 2, 2, 3, 4, 5]
    assert found["types_low"].null_count() == 7


def test_stop_words_are_no_types_but_text():
    found = vocabulary_growth(tokens_of(TEXTS), unit="form", points=1, stopwords=False)
    assert found.select("tokens", "types").row(0) == (7, 4)


def test_random_orders_give_a_mean_within_a_band_and_meet_at_the_end():
    found = vocabulary_growth(random_tokens(), orders=20, points=10)
    assert (found["types_low"] <= found["types"]).all()
    assert (found["types"] <= found["types_high"]).all()
    assert found["types_low"][-1] == found["types_high"][-1]
    assert found["types"].is_sorted()
    assert found.equals(vocabulary_growth(random_tokens(), orders=20, points=10))


def test_groups_grow_by_themselves():
    tokens = tokens_of(TEXTS).with_columns(outlet=pl.when(article_id="a").then(pl.lit("Tempo")))
    found = vocabulary_growth(tokens, by="outlet", unit="form", points=1)
    assert found.select("outlet", "tokens", "types").rows() == [(None, 3, 2.0), ("Tempo", 4, 4.0)]
    assert vocabulary_growth(tokens, by="article_id", unit="form", points=2).height == 4


def test_heaps_finds_the_law_of_a_published_corpus():
    # Manning, Raghavan and Schütze 2008, section 5.1.1: Reuters-RCV1, k = 44 and b = 0.49.
    at = np.geomspace(1e4, 1e8, 20)
    law = heaps(pl.DataFrame({"tokens": at, "types": 44 * at**0.49})).row(0, named=True)
    assert (law["k"], law["b"], law["r_squared"]) == pytest.approx((44, 0.49, 1))
    assert round(law["k"] * 1_000_020 ** law["b"]) == 38_323


def test_heaps_by_group_and_with_too_few_points():
    growth = pl.DataFrame({"outlet": ["A", "A", "B"], "tokens": [10, 100, 10], "types": [10.0, 31.6, 5.0]})
    law = heaps(growth)
    assert law["b"].round(2).to_list() == [0.5, None]
    assert law["points"].to_list() == [2, 1]


@pytest.mark.parametrize("setting", [{"points": 0}, {"orders": -1}, {"level": 0}])
def test_settings_that_mean_nothing_are_refused(setting):
    with pytest.raises(InputError):
        vocabulary_growth(tokens_of(TEXTS), **setting)
