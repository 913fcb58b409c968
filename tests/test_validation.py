"""Validation: scores of known answers, what is left out of them, and what a figure may not draw."""

import json

import polars as pl
import pytest

from umkm_research.coding.agreement import CODINGS
from umkm_research.coding.gold import read_gold
from umkm_research.coding.validation import (
    compare_coders,
    drawable,
    f1,
    macro_f1,
    recall_by,
    sheet_frames,
    validate,
)
from umkm_research.errors import InputError
from umkm_research.schemas import Article, Frame, Sentence, Stance, Statement, frame


def line(article, n, *, stances=(), frames=(), optional=(), statement="no", actor=None, quote=None):
    """A sentence of ten characters."""
    return {
        "article": article, "n": n, "start": 10 * n, "end": 10 * n + 9, "role": "body", "statement": statement,
        "quote_type": quote, "speakers": [], "actor_types": [actor] if actor else [],
        "stances": [{"concept": concept, "position": position, "basis": "demand"} for concept, position in stances],
        "stances_optional": list(optional), "frames_optional": [],
        "frames": [{"direction": way, "evaluation": kind, "measure": "none", "frame": kind} for way, kind in frames],
        "coder": "authors",
    }  # fmt: skip


@pytest.fixture
def make(tmp_path):
    """A gold from lines."""

    def run(lines):
        (tmp_path / "coding.jsonl").write_text("\n".join(json.dumps(one) for one in lines), encoding="utf-8")
        return read_gold(tmp_path)

    return run


def tables(articles, *, stances=(), frames=(), statements=()):
    made = [
        Article(key, key, f"berita/{key}.txt", "", "", f"Harian {key}", None, None, None, None, None, None, [], None, None,
                False, 9)
        for key in articles
    ]  # fmt: skip
    return {
        "articles": frame("articles", made),
        "stances": frame(
            "stances",
            [
                Stance(key, 10 * n, 10 * n + 9, f"{key}-q{n}", "", "imports", concept, position, "demand", "t")
                for key, n, concept, position in stances
            ],
        ),
        "frames": frame(
            "frames",
            [
                Frame(key, 10 * n + 2, 10 * n + 7, "", None, way, kind, "none", [], kind, "narrator", "t")
                for key, n, way, kind in frames
            ],
        ),
        "statements": frame(
            "statements",
            [
                Statement(
                    key, 10 * n, 10 * n + 9, f"{key}-q{n}", "", "direct", False, [], None, None, None, None, "t", ""
                )
                for key, n in statements
            ],
        ),
    }


def row(scores, variable, code):
    return scores.filter((pl.col("variable") == variable) & (pl.col("code") == code)).row(0, named=True)


def test_hits_wrong_and_missed(make):
    gold = make(
        [
            line("a", 0, stances=[("import_limits", 1)]),
            line("a", 1, stances=[("import_limits", -1)]),
            line("a", 2),
        ]
    )
    scores = validate(
        tables(
            ["a"], stances=[("a", 0, "import_limits", 1), ("a", 1, "import_limits", 1), ("a", 2, "import_limits", 1)]
        ),
        gold,
    )
    support = row(scores, "stance", "import_limits 1")
    assert (support["hits"], support["wrong"], support["missed"]) == (1, 2, 0)
    assert support["precision"] == pytest.approx(1 / 3)
    oppose = row(scores, "stance", "import_limits -1")
    assert (oppose["precision"], oppose["recall"], oppose["f1"]) == (None, 0.0, 0.0)
    assert macro_f1(scores, "stance") == pytest.approx((0.5 + 0) / 2)
    assert macro_f1(scores, "stance", tested=True) is None


def test_a_trade_word_meets_its_sentence(make):
    gold = make([line("a", 0, frames=[("import", "harm")]), line("a", 1)])
    scores = validate(tables(["a"], frames=[("a", 0, "import", "harm")]), gold)
    assert row(scores, "frame", "import harm")["f1"] == 1
    assert row(scores, "direction", "import")["f1"] == 1


def test_what_a_reader_doubted_is_scored_neither_way(make):
    gold = make([line("a", 0, optional=["import_limits"]), line("a", 1, statement="continuation")])
    scores = validate(tables(["a"], stances=[("a", 0, "import_limits", 1)], statements=[("a", 1)]), gold)
    assert scores.height == 0


def test_articles_that_are_not_there_do_not_count(make):
    gold = make([line("a", 0, stances=[("c", 1)]), line("b", 0, stances=[("c", 1)])])
    scores = validate(tables(["a"], stances=[("a", 0, "c", 1)]), gold)
    assert row(scores, "stance", "c 1")["cases"] == 1


def test_below_twenty_cases_a_code_is_untested(make):
    stances = [("a", n, "c", 1) for n in range(20)]
    gold = make([line("a", n, stances=[("c", 1)]) for n in range(20)] + [line("a", 30, stances=[("d", 1)])])
    scores = validate(tables(["a"], stances=[*stances, ("a", 30, "d", 1)]), gold)
    assert drawable(scores, "stance") == {"c 1": "reaches", "d 1": "untested"}
    worse = validate(tables(["a"], stances=stances[:5]), gold)
    assert drawable(worse, "stance")["c 1"] == "below"


def test_intervals_need_thirty_articles(make):
    articles = [f"a{n:02d}" for n in range(40)]
    gold = make([line(key, 0, stances=[("c", 1)]) for key in articles])
    found = validate(tables(articles, stances=[(key, 0, "c", 1) for key in articles[:30]]), gold)
    one = row(found, "stance", "c 1")
    assert one["low"] < one["f1"] < one["high"]
    few = validate(tables(articles[:20], stances=[(key, 0, "c", 1) for key in articles[:15]]), gold)
    assert row(few, "stance", "c 1")["low"] is None


def test_recall_is_told_apart(make):
    gold = make(
        [
            line("a", 0, stances=[("c", 1)], actor="government", quote="direct"),
            line("a", 1, stances=[("c", 1)], actor="msme", quote="indirect"),
        ]
    )
    made = tables(["a"], stances=[("a", 0, "c", 1)])
    assert recall_by(made, gold, "actor_type").select("group", "recall", "verdict").rows() == [
        ("government", 1.0, "untested"),
        ("msme", 0.0, "untested"),
    ]
    assert recall_by(made, gold, "outlet")["group"].to_list() == ["Harian a"]
    assert recall_by(made, gold, "quote_type")["cases"].to_list() == [1, 1]


def test_coders_stand_side_by_side(make):
    gold = make([line("a", 0, stances=[("c", 1)], frames=[("import", "harm")])])
    made = tables(["a"], stances=[("a", 0, "c", 1)], frames=[("a", 0, "import", "neutral")])
    table = compare_coders(
        made,
        {"ours": lambda given: {"stances": given["stances"]}, "a model": {"frames": made["frames"]}},
        gold,
    )
    assert set(table.filter(pl.col("coder") == "ours")["variable"]) == {"stance"}
    assert set(table.filter(pl.col("coder") == "a model")["variable"]) == {"direction", "evaluation", "frame"}
    assert table.filter(pl.col("coder") == "ours")["f1"].to_list() == [1.0]


def test_a_persons_sheet_is_a_coder(make):
    gold = make(
        [
            line("a", 0, frames=[("import", "harm"), ("export", "harm")]),
            line("a", 1, frames=[("import", "benefit")]),
            line("a", 2),
        ]
    )
    sentences = frame("sentences", [Sentence("a", 10 * n, 10 * n + 9, f"s{n}", 0, n, "") for n in range(3)])
    codes = {"s0": ("both", "harm", "tighten"), "s1": ("import", "benefit", "none"), "s2": ("none", "none", "none")}
    rows = [
        ("Ani", "a", unit, variable, value)
        for unit, values in codes.items()
        for variable, value in zip(("direction", "evaluation", "measure"), values, strict=True)
    ]
    person = {"frames": sheet_frames(pl.DataFrame(rows, schema=CODINGS, orient="row"), sentences)}
    table = compare_coders(tables(["a"]), {"Ani": person}, gold)
    assert table["f1"].to_list() == [1.0] * table.height
    assert set(table["variable"]) == {"direction", "frame", "evaluation"}


def test_f1_of_nothing_is_nothing():
    assert f1((0, 0, 0)) == (None, None, None)


def test_gold_that_is_none_is_refused(tmp_path):
    with pytest.raises(InputError, match="gold"):
        read_gold(tmp_path)
    (tmp_path / "coding.jsonl").write_text('{"article": "a"}')
    with pytest.raises(InputError):
        read_gold(tmp_path)


def test_the_framing_of_the_seeds_reaches_its_floors(seeds):
    scores = validate(seeds, read_gold(), variables=("direction", "frame"))
    counts = scores.group_by("variable").agg(pl.col("hits", "wrong", "missed").sum()).sort("variable")
    for variable, hits, wrong, missed in counts.iter_rows():
        assert f1((hits, wrong, missed))[2] >= 0.85, variable
    assert set(scores["verdict"]) <= {"reaches", "below", "untested"}
