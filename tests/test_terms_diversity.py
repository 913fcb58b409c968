from itertools import combinations

import numpy as np
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from terms_tokens import tokens_of

from umkm_research.errors import InputError
from umkm_research.terms import lexical_diversity
from umkm_research.terms.diversity import _factors, hdd, mattr, mtld

WORDS = st.lists(st.sampled_from("abcdef"), min_size=1, max_size=30)


@given(WORDS, st.integers(1, 10))
def test_mattr_is_the_mean_over_windows(words, window):
    ratios = [len(set(words[at : at + window])) / window for at in range(len(words) - window + 1)]
    if ratios:
        assert mattr(words, window) == pytest.approx(np.mean(ratios))
    else:
        assert np.isnan(mattr(words, window))


@given(st.lists(st.sampled_from("abcd"), min_size=3, max_size=8))
def test_hdd_is_the_mean_over_all_samples(words):
    ratios = [len(set(sample)) / 3 for sample in combinations(words, 3)]
    assert hdd(words, 3) == pytest.approx(np.mean(ratios))


def test_mtld_counts_factors_as_its_authors_do():
    # McCarthy and Jarvis 2010, Behavior Research Methods 42: 381-392: the factor ends at the second "people".
    assert _factors(["of", "the", "people", "by", "the", "people"], 0.72) == 1
    assert _factors(["of", "the", "people", "by", "the"], 0.72) == pytest.approx(0.2 / 0.28)
    # Four factors and a rest of ratio 0.887 (47 types of 53 words) are 4.404 factors; 340 words are an MTLD of 77.203.
    rest = [*range(47), *range(6)]
    found = _factors(["a"] * 8 + rest, 0.72)
    assert round(found, 3) == 4.404
    assert round(340 / found, 1) == 77.2


@given(WORDS)
def test_mtld_is_the_same_from_either_end(words):
    assert mtld(words) == pytest.approx(mtld(words[::-1]), nan_ok=True)


def test_a_text_without_repetition_has_no_mtld():
    assert np.isnan(mtld(["a", "b", "c"]))
    assert np.isnan(mtld([]))


def test_groups_have_the_mean_of_their_articles_and_say_what_was_too_short():
    texts = {"a": "satu dua satu tiga", "b": "satu satu satu satu", "c": "satu"}
    tokens = tokens_of(texts).with_columns(outlet=pl.lit("Tempo"))
    alone = lexical_diversity(tokens, by="article_id", window=2, draws=2).filter(measure="mattr")
    assert alone["value"].to_list() == [1.0, 0.5, None]
    assert alone["low"].to_list() == [None] * 3
    together = lexical_diversity(tokens, by="outlet", window=2, draws=2).filter(measure="mattr")
    assert together.row(0) == ("Tempo", "mattr", 0.75, 0.5, 1.0, 2, 1)


def test_stop_words_left_out_are_no_part_of_the_text():
    tokens = tokens_of({"a": "harga yang naik yang turun"})
    with_them = lexical_diversity(tokens, window=3).filter(measure="mattr")["value"].item()
    without = lexical_diversity(tokens, window=3, stopwords=False).filter(measure="mattr")["value"].item()
    assert with_them == pytest.approx(8 / 9)
    assert without == 1


@pytest.mark.parametrize("setting", [{"window": 0}, {"threshold": 1}, {"draws": 0}, {"level": 1}, {"replicates": 0}])
def test_settings_that_mean_nothing_are_refused(setting):
    with pytest.raises(InputError):
        lexical_diversity(tokens_of({"a": "satu"}), **setting)
