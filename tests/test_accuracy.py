"""Floors under what the package reaches on its own gold. They hold for one gold: a new coding wants new floors."""

import polars as pl
import pytest

from umkm_research.coding.accuracy import accuracy
from umkm_research.coding.gold import read_gold
from umkm_research.errors import InputError

GOLD = "a82d18a0abf1"
FLOORS = {
    "body kept": 1.0,
    "statement F1": 0.98,
    "direct statements found": 0.96,
    "indirect statements found": 0.97,
    "quote type right": 1.0,
    "speaker right": 1.0,
    "stance F1": 0.85,
    "stance position right": 1.0,
    "direction F1": 1.0,
    "frame right": 0.95,
    "evaluation right": 0.95,
}
CEILINGS = {"noise kept": 0.0, "speaker wrong": 0.0}


@pytest.fixture(scope="module")
def scores(seeds):
    return {row["score"]: row for row in accuracy(seeds).iter_rows(named=True)}


def test_floors_stand_on_the_gold_that_they_were_measured_on():
    assert read_gold().checksum.startswith(GOLD)


@pytest.mark.parametrize("measure", FLOORS)
def test_floor(scores, measure, record_property):
    row = scores[measure]
    record_property("accuracy", f"{measure:28} {row['value']:.3f} of {row['cases']} (floor {FLOORS[measure]:.2f})")
    assert row["value"] >= FLOORS[measure]


@pytest.mark.parametrize("measure", CEILINGS)
def test_ceiling(scores, measure):
    assert scores[measure]["value"] <= CEILINGS[measure]


def test_a_wrong_speaker_is_seen(seeds):
    tables = dict(seeds)
    someone = tables["statements"].with_columns(
        speakers=tables["statements"]["speakers"].list.eval(pl.lit("Siti Aminah"))
    )
    wrong = accuracy({**tables, "statements": someone})
    value = dict(zip(wrong["score"], wrong["value"], strict=True))
    assert value["speaker wrong"] == 1.0
    nobody = tables["statements"].with_columns(speakers=tables["statements"]["speakers"].list.head(0))
    given = accuracy({**tables, "statements": nobody})
    value = dict(zip(given["score"], given["value"], strict=True))
    assert value["speaker right"] == value["speaker wrong"] == 0.0


def test_no_gold_no_score(seeds, tmp_path):
    with pytest.raises(InputError, match="coding"):
        accuracy(seeds, tmp_path)
