import math
from collections import Counter

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from terms_tokens import tokens_of

from umkm_research.errors import InputError
from umkm_research.terms import collocations
from umkm_research.terms.association import log_dice, npmi, pmi, z_score


def test_pmi_is_that_of_manning_and_schuetze():
    # Manning and Schütze 1999, table 5.14: Ayatollah Ruhollah, Bette Midler, Agatha Christie, unsalted butter.
    assert pmi(20, [42, 41, 30, 24], [20, 27, 117, 320], 14_307_668).round(2).tolist() == [18.38, 17.98, 16.31, 15.19]


def test_npmi_and_log_dice_have_their_limits():
    assert npmi([7, 6, 0, 9], [7, 20, 9, 9], [7, 30, 9, 9], [100, 100, 100, 9]).tolist() == [1, 0, -1, 1]
    assert log_dice([8, 4, 1], [8, 8, 16_384], [8, 8, 16_384]).tolist() == [14, 13, 0]
    assert z_score(10, 20, 20, 100) == 3


def test_neighbours_are_bigrams():
    tokens = tokens_of({"a": "usaha kecil, usaha mikro. Usaha kecil naik", "b": "usaha kecil"})
    found = collocations(tokens, unit="form", minimum=1)
    row = found.filter(node="usaha", collocate="kecil").row(0, named=True)
    assert (row["frequency"], row["document_frequency"]) == (3, 2)
    assert (row["node_frequency"], row["collocate_frequency"]) == (4, 3)
    assert (row["node_pairs"], row["collocate_pairs"], row["pairs"]) == (4, 3, 5)
    assert row["expected"] == pytest.approx(4 * 3 / 5)
    assert row["log_dice"] == pytest.approx(14 + math.log2(6 / 7))
    assert found.filter(node="kecil", collocate="usaha").is_empty()


@settings(deadline=None)
@given(
    st.lists(st.lists(st.sampled_from("abc."), min_size=1, max_size=12), min_size=1, max_size=3),
    st.integers(0, 3),
    st.integers(0, 3),
)
def test_a_window_counts_what_is_within_reach(articles, left, right):
    if not left and not right:
        return
    texts = {f"t{number}": " ".join(words) for number, words in enumerate(articles)}
    found = collocations(tokens_of(texts), node=["a", "b", "c"], window=(left, right), unit="form", minimum=1)
    pairs = Counter()
    for words in articles:
        for sentence in "".join(words).split("."):
            for here, node in enumerate(sentence):
                reach = range(max(0, here - left), min(len(sentence), here + right + 1))
                pairs.update((node, sentence[there]) for there in reach if there != here)
    assert dict(zip(found.select("node", "collocate").rows(), found["frequency"], strict=True)) == dict(pairs)
    assert set(found["pairs"]) <= {pairs.total()}
    for node, expected in found.group_by("node").agg(pl.col("node_pairs").first()).rows():
        assert expected == sum(count for (first, _), count in pairs.items() if first == node)


def test_a_symmetric_window_gives_each_pair_once():
    found = collocations(tokens_of({"a": "usaha kecil mikro"}), window=2, unit="form", minimum=1)
    assert set(found.select("node", "collocate").rows()) == {
        *(("kecil", "usaha"), ("kecil", "mikro"), ("mikro", "usaha")),
    }


def test_stop_words_left_out_keep_their_place():
    tokens = tokens_of({"a": "pusat dari usaha kecil"})
    near = collocations(tokens, window=1, unit="form", minimum=1, stopwords=False)
    assert near.select("node", "collocate").rows() == [("kecil", "usaha")]
    assert near["pairs"].item() == 6
    assert collocations(tokens, unit="form", minimum=1, stopwords=False)["pairs"].item() == 3


def test_groups_are_corpora_of_their_own_and_stems_show_their_forms():
    tokens = tokens_of({"a": "mengimpor barang mengimpor jasa", "b": "impor barang"})
    tokens = tokens.with_columns(outlet=pl.when(article_id="a").then(pl.lit("Tempo")))
    found = collocations(tokens.lazy(), node="impor", by="outlet", unit="stem", minimum=1)
    assert found.select("outlet", "node_label", "collocate", "pairs").rows() == [
        *((None, "mengimpor", "barang", 1), ("Tempo", "mengimpor", "barang", 3), ("Tempo", "mengimpor", "jasa", 3)),
    ]


def test_repulsion_has_a_negative_g2():
    tokens = tokens_of({"a": "x y x y x y x y x x y y x y x y"})
    found = collocations(tokens, unit="form", minimum=1)
    assert found.filter(node="x", collocate="x")["g2"].item() < 0 < found.filter(node="x", collocate="y")["g2"].item()


@pytest.mark.parametrize("window", [0, (0, 0), (-1, 2)])
def test_a_window_holds_a_word(window):
    with pytest.raises(InputError):
        collocations(tokens_of({"a": "x y"}), window=window)
