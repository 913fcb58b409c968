"""Estimates on corpora whose answers are known: what is counted once, where intervals are refused, and what corrects."""

import datetime as dt
from types import SimpleNamespace

import numpy as np
import polars as pl
import pytest

from umkm_research.coding.correction import corrected_share, coverage, naive_share, simulate
from umkm_research.coding.estimates import (
    allows_intervals,
    framing_shares,
    positions,
    shares,
    source_dominance,
)
from umkm_research.coding.events import Event, before_after, read_events
from umkm_research.errors import InputError
from umkm_research.schemas import Article, Duplicate, Frame, Sentence, Speaker, Stance, Statement, frame


class Made(SimpleNamespace):
    """A corpus of tables."""

    def __getitem__(self, table):
        return self.tables[table]


def corpus(stances, *, sample=None, duplicates=(), frames=(), sentences=4):
    """A corpus from ``(article, speaker, actor_type, concept, position, basis)``."""
    ids = sorted({row[0] for row in stances})
    articles = [
        Article(key, key, f"{key}.txt", "", "", f"Harian {number % 2}", None, None,
                dt.date(2023, 9, 1) + dt.timedelta(days=number), None, None, None, [], None, None, False, 9)
        for number, key in enumerate(ids)
    ]  # fmt: skip
    statements, speakers, rows = [], [], []
    for n, (article, speaker, actor, concept, position, basis) in enumerate(stances):
        key = f"{article}-q{n:04d}"
        words = "Impor harus dibatasi"
        statements.append(
            Statement(article, 0, 9, key, f"{article}-0000", "direct", False, [], None, None, None, None, "t", words)
        )
        if speaker:
            speakers.append(
                Speaker(article, 0, 1, key, speaker, None, "person", actor, None, None, None, None, None, None, "t")
            )
        rows.append(Stance(article, 0, 9, key, f"{article}-0000", "imports", concept, position, basis, "t"))
    lines = [Sentence(key, n, n + 1, f"{key}-{n:04d}", 0, n, "x") for key in ids for n in range(sentences)]
    tables = {
        "articles": frame("articles", articles),
        "sentences": frame("sentences", lines),
        "statements": frame("statements", statements),
        "speakers": frame("speakers", speakers),
        "stances": frame("stances", rows),
        "frames": frame("frames", frames),
        "duplicates": frame("duplicates", duplicates),
    }
    return Made(tables=tables, sample=sample)


def many(n, support, **settings):
    """``n`` articles, one speaker each, the first ``support`` of them in support."""
    return corpus(
        [(f"a{k:03d}", f"s{k}", "msme", "import_limits", 1 if k < support else -1, "demand") for k in range(n)],
        **settings,
    )


def test_a_speakers_concept_counts_once_an_article():
    made = corpus(
        [
            ("a", "Siti", "msme", "import_limits", 1, "demand"),
            ("a", "Siti", "msme", "import_limits", 1, "evaluation"),
            ("a", "Budi", "msme", "import_limits", -1, "demand"),
            ("b", "Siti", "msme", "import_limits", 1, "demand"),
        ]
    )
    (row,) = shares(made).rows(named=True)
    assert (row["n"], row["support"], row["oppose"], row["articles"]) == (3, 2, 1, 2)


def test_both_sides_of_one_speaker_in_one_article_are_ambivalent():
    made = corpus([("a", "Siti", "msme", "c", 1, "demand"), ("a", "Siti", "msme", "c", -1, "demand")])
    assert positions(made)["position"].to_list() == [0]


def test_promises_and_reports_count_only_when_asked_for():
    made = corpus([("a", "TikTok", "platform", "platform_rules", 1, "commitment")])
    assert shares(made).height == 0
    assert shares(made, bases=("commitment",)).height == 1


def test_copies_count_once():
    rows = [(key, "Siti", "msme", "c", 1, "demand") for key in "ab"]
    assert shares(corpus(rows, duplicates=[Duplicate("b", "a", 1.0, "same")]))["n"].to_list() == [1]


@pytest.mark.parametrize(
    ("n", "sample", "allowed"), [(40, None, False), (29, {"query": "impor"}, False), (30, {"query": "impor"}, True)]
)
def test_intervals_need_a_declared_sample_of_thirty_articles(n, sample, allowed):
    made = many(n, n // 2, sample=sample)
    (row,) = shares(made).rows(named=True)
    assert allows_intervals(made) is allowed
    assert (row["low"] is not None) is allowed
    assert (row["high"] is not None) is allowed


def test_a_group_of_few_articles_has_no_interval():
    made = many(40, 20, sample={"query": "impor"})
    assert shares(made, by="outlet")["low"].null_count() == 2


def test_the_interval_is_that_of_a_share():
    (row,) = shares(many(100, 60, sample={"query": "impor"})).rows(named=True)
    error = 1.96 * np.sqrt(0.6 * 0.4 / 100)
    assert row["share"] == pytest.approx(0.6)
    assert row["low"] == pytest.approx(0.6 - error, abs=0.03)
    assert row["high"] == pytest.approx(0.6 + error, abs=0.03)
    assert shares(many(100, 60, sample={"query": "impor"})).equals(shares(many(100, 60, sample={"query": "impor"})))


def test_grouping():
    made = corpus(
        [
            ("a", "Siti", "msme", "c", 1, "demand"),
            ("b", "Budi", "reseller", "c", -1, "demand"),
            ("b", None, None, "c", 1, "demand"),
        ]
    )
    assert shares(made, by="actor_type").select("group", "share").rows() == [("msme", 1.0), ("reseller", 0.0)]
    assert shares(made, by="month")["group"].to_list() == ["2023-09"]
    assert shares(made, by="speaker")["group"].to_list() == ["Budi", "Siti"]
    with pytest.raises(InputError, match="no grouping"):
        shares(made, by="colour")


def framed(article, n, direction, kind, voice):
    evaluation = kind if kind in {"harm", "benefit"} else "none"
    sentence = None if voice == "headline" else f"{article}-{n:04d}"
    return Frame(article, n, n + 1, sentence, None, direction, evaluation, "none", [], kind, voice, "t")


def test_intensity_and_bias():
    frames = [
        framed("a", 0, "import", "harm", "narrator"),
        framed("a", 0, "export", "benefit", "narrator"),
        framed("a", 1, "import", "harm", "Siti"),
        framed("a", 0, "import", "neutral", "headline"),
    ]
    made = corpus([("a", "Siti", "msme", "c", 1, "demand")], frames=frames)
    values = {(row["kind"], row["measure"]): row["value"] for row in framing_shares(made).iter_rows(named=True)}
    assert values["all", "intensity"] == pytest.approx(2 / 4)
    assert values["all", "direction"] == pytest.approx((3 - 1) / 4)
    assert values["all", "evaluation"] == pytest.approx((1 - 2) / 3)
    assert values["quoted", "evaluation"] == -1
    assert values["narrator", "direction"] == 0
    assert ("headline", "intensity") not in values
    assert values["headline", "evaluation"] is None


def test_source_dominance_counts_statements_and_words():
    made = corpus(
        [
            ("a", "Siti", "msme", "c", 1, "demand"),
            ("b", "Siti", "msme", "c", 1, "demand"),
            ("b", None, None, "c", 1, "demand"),
        ]
    )
    assert source_dominance(made).select("group", "articles", "statements", "words").rows() == [
        ("msme", 2, 2, 6),
        (None, 1, 1, 3),
    ]
    assert source_dominance(made)["share"].sum() == pytest.approx(1)
    with pytest.raises(InputError, match="no dominance"):
        source_dominance(made, by="outlet")


def test_before_and_after(tmp_path):
    made = many(80, 40, sample={"query": "impor"})
    event = Event("Permendag 31", dt.date(2023, 9, 1) + dt.timedelta(days=40))
    (row,) = before_after(made, [event], days=60).rows(named=True)
    assert (row["n_before"], row["n_after"], row["before"], row["after"], row["difference"]) == (40, 40, 1.0, 0.0, -1.0)
    assert (row["low"], row["high"]) == (-1.0, -1.0)
    (few,) = before_after(made, [event], days=10).rows(named=True)
    assert few["low"] is None
    (tmp_path / "e.toml").write_text('[[events]]\nname = "Penutupan"\ndate = 2023-10-04\n')
    (tmp_path / "e.csv").write_text("name,date\nPenutupan,2023-10-04\n")
    assert (
        read_events(tmp_path / "e.toml")
        == read_events(tmp_path / "e.csv")
        == [Event("Penutupan", dt.date(2023, 10, 4))]
    )
    (tmp_path / "bad.toml").write_text('[[events]]\nname = "Penutupan"\n')
    with pytest.raises(InputError):
        read_events(tmp_path / "bad.toml")


def test_corrected_intervals_hold_the_truth_and_naive_ones_do_not():
    table = {row["method"]: row for row in coverage(120, articles=150, labelled=240).iter_rows(named=True)}
    assert table["naive"]["coverage"] < 0.2
    for method in ("dsl", "ppi"):
        assert abs(table[method]["bias"]) < 0.01
        assert 0.9 <= table[method]["coverage"] <= 1
    assert table["ppi"]["width"] <= table["dsl"]["width"]


def test_a_perfect_coder_needs_no_correction():
    units = simulate(articles=60, sensitivity=1.0, specificity=1.0)
    naive = naive_share(units)
    for method in ("dsl", "ppi"):
        assert corrected_share(units, method).share == pytest.approx(naive.share)


def test_a_correction_without_known_probabilities_is_refused():
    units = simulate(articles=60)
    with pytest.raises(InputError, match="lack probability"):
        corrected_share(units.drop("probability"))
    with pytest.raises(InputError, match="without a probability"):
        corrected_share(units.with_columns(probability=pl.lit(None, pl.Float64)))
    with pytest.raises(InputError, match="stands for"):
        corrected_share(units.with_columns(probability=pl.lit(1.0)))
    with pytest.raises(InputError, match="no gold"):
        corrected_share(units.with_columns(gold=pl.lit(None, pl.Int64)))


def test_few_articles_with_gold_give_a_share_and_no_interval():
    units = simulate(articles=20, labelled=100)
    assert corrected_share(units).low is None


def test_estimates_of_the_seeds_are_counts(seeds):
    assert not allows_intervals(seeds)
    assert shares(seeds, by="actor_type")["low"].null_count() == shares(seeds, by="actor_type").height
    assert framing_shares(seeds, by="outlet")["low"].is_null().all()
    assert source_dominance(seeds).height > 0
