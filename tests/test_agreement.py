"""Agreement: known values from the literature, properties, and what it says where it cannot say anything."""

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from umkm_research.coding.agreement import (
    CODINGS,
    agreement,
    cohen_kappa,
    confusion,
    disagreements,
    krippendorff_alpha,
    percent_agreement,
    units_needed,
)
from umkm_research.errors import SchemaError


def codings(coders, variable="frame", articles=None):
    """A table from ``{coder: values}``; a value of None is missing."""
    rows = [
        (coder, articles[number] if articles else f"a{number}", f"u{number:03d}", variable, value)
        for coder, values in coders.items()
        for number, value in enumerate(values)
    ]
    return pl.DataFrame(rows, schema=CODINGS, orient="row")


def test_alpha_of_krippendorffs_own_example():
    """Krippendorff (2011), Computing Krippendorff's Alpha-Reliability, example C: four observers, missing data."""
    table = {
        "A": [1, 2, 3, 3, 2, 1, 4, 1, 2, None, None, None],
        "B": [1, 2, 3, 3, 2, 2, 4, 1, 2, 5, None, 3],
        "C": [None, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, None],
        "D": [1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, None],
    }
    named = {coder: [None if value is None else str(value) for value in values] for coder, values in table.items()}
    assert krippendorff_alpha(codings(named), "frame") == pytest.approx(0.743, abs=5e-4)
    assert krippendorff_alpha(codings(named, "position"), "position") == pytest.approx(0.815, abs=5e-4)


def test_positions_are_ordered_by_number_not_by_letter():
    near = codings({"A": ["-1", "0", "1", "1"], "B": ["0", "0", "1", "1"]}, "position")
    far = codings({"A": ["-1", "0", "1", "1"], "B": ["1", "0", "1", "1"]}, "position")
    assert krippendorff_alpha(near, "position") > krippendorff_alpha(far, "position")


def test_kappa_and_per_cent_of_a_known_table():
    """Cohen (1960): 20 yes-yes, 5 yes-no, 10 no-yes, 15 no-no give 0.70 and 0.40."""
    a = pl.Series(["y"] * 25 + ["n"] * 25)
    b = pl.Series(["y"] * 20 + ["n"] * 5 + ["y"] * 10 + ["n"] * 15)
    assert percent_agreement(a, b) == pytest.approx(0.7)
    assert cohen_kappa(a, b) == pytest.approx(0.4)


def test_one_value_only_gives_no_chance_corrected_figure():
    (row,) = agreement(codings({"A": ["none"] * 4, "B": ["none"] * 4})).rows(named=True)
    assert (row["percent"], row["kappa"], row["alpha"], row["low"]) == (1.0, None, None, None)


def test_below_thirty_articles_there_is_no_interval():
    coders = {"A": list("hnhnhnhnhn"), "B": list("hnhnhnhnhh")}
    (row,) = agreement(codings(coders)).rows(named=True)
    assert row["alpha"] is not None
    assert (row["low"], row["high"]) == (None, None)


def test_the_interval_holds_alpha_and_repeats():
    random = np.random.default_rng(1)
    a = random.choice(list("hbn"), size=120)
    b = np.where(random.random(120) < 0.8, a, random.choice(list("hbn"), size=120))
    table = codings({"A": a.tolist(), "B": b.tolist()}, articles=[f"a{n // 3}" for n in range(120)])
    (row,) = agreement(table, draws=200).rows(named=True)
    assert row["low"] < row["alpha"] < row["high"]
    assert agreement(table, draws=200).equals(agreement(table.sample(fraction=1, shuffle=True, seed=3), draws=200))


def test_three_coders_are_compared_in_pairs():
    (row,) = agreement(codings({"A": list("hhn"), "B": list("hhh"), "C": list("hhn")})).rows(named=True)
    assert row["coders"] == 3
    assert row["percent"] == pytest.approx((2 / 3 + 1 + 2 / 3) / 3)


def test_confusion_and_disagreements():
    table = codings({"A": ["harm", "none", "none"], "B": ["harm", "harm", None]})
    assert confusion(table, "frame").select("a", "b", "n").rows() == [("harm", "harm", 1), ("none", "harm", 1)]
    texts = pl.DataFrame({"unit": ["u001"], "text": ["Impor naik."]})
    assert disagreements(table, texts).rows() == [("frame", "a1", "u001", "A: none; B: harm", "Impor naik.")]


def test_a_unit_coded_twice_is_refused():
    table = codings({"A": ["harm"], "B": ["harm"]})
    with pytest.raises(SchemaError, match="more than once"):
        agreement(pl.concat([table, table]))
    with pytest.raises(SchemaError, match="lacks value"):
        agreement(table.drop("value"))


def test_units_needed_after_krippendorffs_table():
    assert units_needed(0.5, 0.8) == 52
    assert units_needed(0.5, 0.667) == 30
    with pytest.raises(ValueError, match="between 0 and 1"):
        units_needed(0)


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(st.sampled_from("abc"), st.sampled_from("abc")), min_size=2, max_size=25))
def test_agreement_is_one_only_where_nobody_differs(pairs):
    table = codings({"A": [a for a, _ in pairs], "B": [b for _, b in pairs]})
    (row,) = agreement(table, draws=2).rows(named=True)
    same = all(a == b for a, b in pairs)
    assert (row["percent"] == 1) == same
    assert disagreements(table).height == sum(a != b for a, b in pairs)
    if row["alpha"] is not None:
        assert (row["alpha"] == pytest.approx(1)) == same
        assert -1 <= row["alpha"] <= 1 + 1e-9
