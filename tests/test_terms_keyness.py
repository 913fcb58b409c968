import math

import numpy as np
import polars as pl
import pytest
from scipy.sparse import csr_array
from terms_tokens import random_tokens, tokens_of

from umkm_research.errors import InputError
from umkm_research.terms import keyness
from umkm_research.terms.association import signed_g2
from umkm_research.terms.permutation import permutation_p_values, q_values

TEXTS = {
    "a": "impor impor impor naik",
    "b": "impor impor naik naik turun turun",
    "c": "ekspor ekspor naik turun",
    "d": "ekspor impor naik naik turun turun",
}


def outlets(texts=TEXTS):
    known = pl.when(pl.col("article_id").is_in(["a", "b"])).then(pl.lit("Tempo")).otherwise(pl.lit("Kompas"))
    return tokens_of(texts).with_columns(outlet=known)


@pytest.mark.parametrize(
    ("cells", "published"),
    [
        ((110, 2442, 111, 29114), 270.72),
        ((29, 13, 123, 31612), 263.90),
        ((31, 23, 139, 31584), 256.84),
        ((10, 0, 3, 31764), 167.23),
        ((76, 104, 2476, 29121), 157.21),
    ],
)
def test_g2_is_that_of_dunning(cells, published):
    # Dunning 1993, Computational Linguistics 19: 61-74, the bigrams of his table.
    both, first, second, neither = cells
    found = signed_g2(both, both + first, both + second, both + first + second + neither)
    assert round(float(found), 2) == published


def test_counts_shares_and_effect():
    found = keyness(outlets().lazy(), "outlet", target="Tempo", unit="form", minimum=1, permutations=99)
    row = found.filter(feature="impor").row(0, named=True)
    assert (row["outlet"], row["reference"]) == ("Tempo", "rest")
    assert [row[f"target_{name}"] for name in ("frequency", "tokens", "documents")] == [5, 10, 2]
    assert [row[f"reference_{name}"] for name in ("frequency", "tokens", "documents")] == [1, 10, 1]
    assert row["target_per_thousand"] == 500
    assert row["log_ratio"] == pytest.approx(math.log2(5))
    assert row["g2"] == pytest.approx(float(signed_g2(5, 6, 10, 20)))
    assert row["log_ratio_low"] <= row["log_ratio"] <= row["log_ratio_high"]


def test_log_ratio_is_a_binary_logarithm():
    # Hardie 2014: 0 equally frequent, 1 twice, 2 four times as frequent, -1 half.
    texts = {"a": "x y y z z z z u u", "b": "x y z u u u u"}
    tokens = tokens_of({key: text + " ." for key, text in texts.items()}).with_columns(side=pl.col("article_id"))
    padded = pl.concat([tokens, tokens_of({"b": "q q"}).with_columns(side=pl.lit("b"))])
    found = keyness(padded, "side", target="a", unit="form", minimum=1, permutations=0)
    assert dict(found.select("feature", "log_ratio").rows()) == {"x": 0, "y": 1, "z": 2, "u": -1, "q": -math.inf}


def test_an_infinite_ratio_is_said_and_never_nan():
    found = keyness(outlets(), "outlet", target="Kompas", unit="form", minimum=1)
    ekspor = found.filter(feature="ekspor").row(0, named=True)
    assert (ekspor["log_ratio"], ekspor["log_ratio_high"], ekspor["absent_from"]) == (math.inf, math.inf, "reference")
    assert math.isfinite(ekspor["log_ratio_low"])
    assert found.filter(feature="impor")["absent_from"].to_list() == [None]
    assert not found.select(pl.col(pl.Float64).is_nan().any()).transpose().to_series().any()
    mirrored = keyness(outlets(), "outlet", target="Tempo", unit="form", minimum=1).filter(feature="ekspor")
    assert mirrored.select("log_ratio", "log_ratio_low", "absent_from").row(0) == (-math.inf, -math.inf, "target")


def test_every_group_against_the_rest_in_one_frame():
    found = keyness(outlets(), "outlet", unit="form", minimum=1, permutations=0)
    assert found["outlet"].unique(maintain_order=True).to_list() == ["Kompas", "Tempo"]
    signs = found.pivot("outlet", index="feature", values="g2")
    assert signs["Kompas"].to_list() == pytest.approx((-signs["Tempo"]).to_list())


def test_a_named_reference_leaves_the_others_out_and_null_is_on_neither_side():
    tokens = outlets().with_columns(outlet=pl.when(pl.col("article_id") != "b").then("outlet"))
    third = pl.concat([tokens, tokens_of({"e": "batik " * 9}).with_columns(outlet=pl.lit("Antara"))])
    found = keyness(third, "outlet", target="Tempo", reference="Kompas", unit="form", minimum=1, permutations=0)
    assert "batik" not in found["feature"]
    assert found["target_tokens"].unique().to_list() == [4]
    assert found["reference"].unique().to_list() == ["Kompas"]


def test_permutation_p_values_are_those_of_all_deals():
    # Of the 20 ways to deal six articles out to two sides of three, two set the three with the word apart.
    counts = csr_array(np.array([[4], [4], [4], [0], [0], [0]]))
    target = np.arange(6) < 3
    found = permutation_p_values(counts, np.full(6, 50), target, permutations=20_000, rng=np.random.default_rng(1))
    assert found[0] == pytest.approx(2 / 20, abs=0.01)


def test_one_bursty_article_is_no_evidence_though_g2_thinks_so():
    texts = {f"a{number}": "harga pasar naik lagi " * 10 for number in range(10)}
    texts["a0"] += "mangga " * 20
    tokens = tokens_of(texts).with_columns(side=pl.col("article_id") < "a5")
    row = keyness(tokens, "side", target=True, unit="form").filter(feature="mangga").row(0, named=True)
    assert row["g2"] > 10.83
    assert row["p_value"] > 0.5


def test_where_nothing_differs_p_values_are_spread_evenly():
    found = pl.concat(
        keyness(random_tokens(seed=seed), "side", target=True, permutations=199, interval=None) for seed in range(8)
    ).filter(pl.col("target_documents") + pl.col("reference_documents") > 10)
    assert 0.02 < (found["p_value"] <= 0.1).mean() < 0.2
    assert (found["q_value"] >= found["p_value"]).all()
    assert (found["q_value"] < 0.05).sum() <= 2


def test_false_discoveries_are_those_of_benjamini_and_hochberg():
    # Benjamini and Hochberg 1995, their example: four of the fifteen are found, Bonferroni finds three.
    p_values = np.array(
        [
            *(0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344),
            *(0.0459, 0.3240, 0.4262, 0.5719, 0.6528, 0.7590, 1.0000),
        ]
    )
    assert (q_values(p_values) <= 0.05).sum() == 4


def test_wilson_interval_of_the_log_ratio_narrows_with_more_words():
    few = keyness(outlets(), "outlet", target="Tempo", interval="wilson", permutations=0).filter(feature="naik")
    many = keyness(
        outlets({key: (text + " ") * 9 for key, text in TEXTS.items()}),
        "outlet", target="Tempo", interval="wilson", permutations=0,
    ).filter(feature="naik")  # fmt: skip
    assert few["log_ratio"].item() == pytest.approx(many["log_ratio"].item())
    assert few["log_ratio_low"].item() < many["log_ratio_low"].item() < many["log_ratio_high"].item()
    assert many["log_ratio_high"].item() < few["log_ratio_high"].item()


def test_keyness_is_repeatable():
    tokens = random_tokens()
    assert keyness(tokens, "side", seed=5).equals(
        keyness(tokens.sample(fraction=1, shuffle=True, seed=1), "side", seed=5)
    )


def test_single_articles_have_no_bootstrap_and_no_small_p():
    tokens = outlets({key: TEXTS[key] for key in ("a", "c")})
    found = keyness(tokens, "outlet", target="Tempo", unit="form", minimum=1).filter(feature="naik")
    assert found.select("log_ratio_low", "log_ratio_high").row(0) == (None, None)
    assert found["p_value"].item() == 1


@pytest.mark.parametrize(
    "setting",
    [
        {"target": "Temqo"},
        {"target": "Tempo", "reference": "Tempo"},
        {"permutations": -1},
        {"interval": "normal"},
    ],
)
def test_settings_that_mean_nothing_are_refused(setting):
    with pytest.raises(InputError):
        keyness(outlets(), "outlet", **setting)
