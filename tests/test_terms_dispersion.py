import numpy as np
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from terms_tokens import tokens_of

from umkm_research.terms import dispersion, positions

GRIES = [
    "b a m n i b e u p",
    "b a s a t b e w q n",
    "b c a g a b e s t a",
    "b a g h a b e a a t",
    "b a h a a b e a x a t",
]


def parts(texts):
    return tokens_of({f"p{number}": text for number, text in enumerate(texts)})


def test_the_corpus_of_gries_has_its_published_dispersion():
    # Gries 2008, IJCL 13: 403-437; DPnorm as Lijffijt and Gries 2012 mend it.
    found = dispersion(parts(GRIES), unit="form").filter(feature="a").row(0, named=True)
    assert (found["frequency"], found["range"], found["parts"]) == (15, 5, 5)
    assert round(found["juilland_d"], 3) == 0.785
    assert round(found["dp"], 2) == 0.18
    assert round(found["dp_norm"], 2) == 0.22


def test_a_word_of_the_smallest_part_alone_is_as_uneven_as_can_be():
    found = dispersion(parts(["a b c", "d e f g", "h i j k l"]), unit="form", minimum=1).filter(feature="a")
    assert found["dp_norm"].item() == pytest.approx(1)
    assert found["juilland_d"].item() == pytest.approx(0)


def test_a_word_spread_as_the_words_are_is_even():
    found = dispersion(parts(["a b c", "a b c a b c"]), unit="form", minimum=1)
    assert found["dp"].to_list() == pytest.approx([0] * 3)
    assert found["juilland_d"].to_list() == pytest.approx([1] * 3)


@given(st.lists(st.lists(st.sampled_from("abcd"), min_size=1, max_size=8), min_size=2, max_size=6))
def test_dispersion_is_what_its_definition_says(texts):
    found = dispersion(parts(" ".join(words) for words in texts), unit="form", minimum=1)
    sizes = np.array([len(words) for words in texts])
    for row in found.iter_rows(named=True):
        v = np.array([words.count(row["feature"]) for words in texts])
        rates = v / sizes
        assert row["dp"] == pytest.approx(np.abs(v / v.sum() - sizes / sizes.sum()).sum() / 2)
        assert row["juilland_d"] == pytest.approx(1 - rates.std() / rates.mean() / np.sqrt(len(v) - 1), abs=1e-9)
        assert 0 <= row["dp_norm"] <= 1


def test_one_part_has_no_dispersion():
    found = dispersion(parts(["a a b"]), unit="form", minimum=1)
    assert found.select("dp", "dp_norm", "juilland_d").rows() == [(0.0, None, None)] * 2


def test_parts_and_groups_can_be_any_column():
    tokens = parts(GRIES).with_columns(half=pl.col("article_id") > "p2", part=pl.col("start") // 4)
    found = dispersion(tokens, by="half", parts="part", unit="form", minimum=4)
    assert found.columns[:2] == ["half", "feature"]
    assert found["half"].is_sorted()


def test_positions_count_words_and_not_punctuation():
    found = positions(tokens_of({"b": "naik, impor turun", "a": "impor"}), "impor", unit="form", by="article_id")
    assert found.select("article_id", "start", "position", "tokens").rows() == [("b", 6, 1, 3), ("a", 0, 0, 1)]
    assert found["share"].to_list() == pytest.approx([1 / 3, 0])
