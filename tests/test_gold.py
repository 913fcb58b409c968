"""The gold is sound: offsets, vocabularies, nothing left out, and the checksums that the README gives."""

import hashlib
import json
import re
from collections import Counter, defaultdict
from itertools import pairwise
from pathlib import Path

import pytest

from umkm_research.lexicon import DATA, read_tsv

GOLD = DATA / "gold"
SEEDS = Path(__file__).parents[1] / "seeds"
TEXTS = {path.stem: path.read_bytes().decode() for path in sorted(SEEDS.glob("*.txt"))}
ROWS = [json.loads(line) for line in (GOLD / "coding.jsonl").read_text(encoding="utf-8").splitlines()]
BY_ARTICLE: dict[str, list[dict]] = defaultdict(list)
for _row in ROWS:
    BY_ARTICLE[_row["article"]].append(_row)

ROLES = {"title", "byline", "editor", "date", "dateline", "standfirst", "caption", "body", "related", "promo"}
ROLES |= {"navigation", "empty"}
QUOTE_TYPES = {"direct", "indirect", "mixed"}
ACTORS = {"government", "parliament", "platform", "firm", "association", "msme", "reseller", "expert", "consumer"}
ACTORS |= {"foreign", "other"}
CONCEPTS = {"import_limits", "illegal_imports", "cross_border_limits", "reciprocity", "platform_rules"}
CONCEPTS |= {"platform_separation", "platform_duty", "fair_competition", "offline_trade", "seller_livelihood"}
CONCEPTS |= {"digital_adoption", "export_promotion", "trade_opening", "quality_upgrading", "value_upgrading"}
CONCEPTS |= {"licensing_ease", "partnership", "finance_access", "local_preference"}
BASES = {"demand", "evaluation", "commitment", "report"}
DIRECTIONS = {"import", "export"}
MEASURES = {"tighten", "ease", "support", "other", "none"}
EVALUATIONS = {"harm", "obstacle", "benefit", "both", "none"}
AFFECTED = {"producer", "conventional_trader", "reseller", "consumer", "worker", "state"}


def frame_of(evaluation: str, measure: str) -> str:
    """The frame that follows from evaluation and measure, after the codebook, section 4."""
    if evaluation in {"harm", "obstacle"}:
        return "harm"
    if evaluation in {"benefit", "both"}:
        return evaluation
    return "neutral" if measure == "none" else "policy"


def check_frame(frame: dict) -> None:
    assert frame["direction"] in DIRECTIONS
    assert frame["evaluation"] in EVALUATIONS
    assert frame["measure"] in MEASURES
    assert set(frame["affected"]) <= AFFECTED
    assert len(set(frame["affected"])) == len(frame["affected"])
    assert frame["frame"] == frame_of(frame["evaluation"], frame["measure"])
    assert frame["direction"] == "export" or frame["evaluation"] != "obstacle"


def test_every_seed_is_coded():
    assert set(BY_ARTICLE) == set(TEXTS)


@pytest.mark.parametrize("article", TEXTS)
def test_rows_go_through_the_article_in_order_and_leave_out_only_white_space(article):
    text, rows = TEXTS[article], BY_ARTICLE[article]
    assert [row["n"] for row in rows] == list(range(len(rows)))
    assert all(before["end"] <= after["start"] for before, after in pairwise(rows))
    ends = [0, *(row["end"] for row in rows)]
    starts = [*(row["start"] for row in rows), len(text)]
    between = [text[end:start] for end, start in zip(ends, starts, strict=True)]
    assert not "".join(between).strip()
    for row in rows:
        words = text[row["start"] : row["end"]]
        assert words
        assert words == words.strip()
        assert "\n" not in words


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row['article'][:3]}-{row['n']}")
def test_row_keeps_to_the_codebook(row):
    assert row["role"] in ROLES
    assert row["statement"] in {"yes", "continuation", "no"}
    assert (row["quote_type"] is None) == (row["statement"] == "no")
    assert row["quote_type"] in QUOTE_TYPES | {None}
    assert row["role"] == "body" or row["statement"] == "no"
    assert len(row["actor_types"]) == len(row["speakers"])
    assert set(row["actor_types"]) <= ACTORS
    for stance in row["stances"]:
        assert stance["concept"] in CONCEPTS
        assert stance["position"] in {-1, 0, 1}
        assert stance["basis"] in BASES
    assert not row["stances"] or row["statement"] != "no"
    assert set(row["stances_optional"]) <= CONCEPTS
    assert not set(row["stances_optional"]) & {stance["concept"] for stance in row["stances"]}
    assert set(row["frames_optional"]) <= DIRECTIONS
    directions = [frame["direction"] for frame in row["frames"]]
    assert len(set(directions)) == len(directions)
    assert not set(row["frames_optional"]) & set(directions)
    assert not row["frames"] or row["role"] in {"body", "title"}
    for frame in row["frames"]:
        check_frame(frame)
        voices = {"headline"} if row["role"] == "title" else set(row["speakers"]) or {"narrator"}
        assert frame["voice"] in voices


@pytest.mark.parametrize("article", TEXTS)
def test_statements_have_their_exact_words(article):
    text, rows = TEXTS[article], BY_ARTICLE[article]
    spans = [(row, span) for row in rows for span in row["statements"]]
    for row, span in spans:
        words = text[span["start"] : span["end"]]
        assert row["statement"] == "yes"
        assert row["start"] <= span["start"] < row["end"]
        assert span["quote_type"] in QUOTE_TYPES
        assert span["speakers"] == row["speakers"]
        if span["quote_type"] == "direct":
            assert words[0] in '"“'
            assert words[-1] in '"”'
            assert not re.search('["“”]', words[1:-1])
        else:
            assert (span["start"], span["end"]) == (row["start"], row["end"])
            assert span["cue"] in words
    for row in rows:
        if row["statement"] == "yes":
            held = [span for _, span in spans if span["start"] < row["end"] and span["end"] > row["start"]]
            assert held, f"{article} {row['n']} lies in no span"


@pytest.mark.parametrize("article", TEXTS)
def test_speakers_are_names_that_the_article_gives(article):
    for row in BY_ARTICLE[article]:
        for given in [*row["speakers"], row["speaker_role"], row["organisation"]]:
            assert given is None or given in TEXTS[article]


def test_sentences_keep_to_the_codebook():
    rows = read_tsv("gold/sentences.tsv")
    texts, splits = defaultdict(set), defaultdict(set)
    for row in rows:
        texts[row["id"]].add(row["text"])
        splits[row["id"]].add(row["split"])
        assert row["quote_type"] in QUOTE_TYPES | {""}
        assert bool(row["quote_type"]) == bool(row["speaker"]) == bool(row["actor_type"])
        assert row["speaker"].lower() in row["text"].lower()
        assert row["actor_type"] in ACTORS | {""}
        assert row["split"] in {"dev", "test"}
        if row["concept"]:
            assert row["concept"] in CONCEPTS
            assert row["position"] in {"-1", "0", "1"}
            assert row["basis"] in BASES
            assert row["speaker"]
        else:
            assert row["position"] == row["basis"] == ""
    assert all(len(found) == 1 for found in [*texts.values(), *splits.values()])
    assert len({text for found in texts.values() for text in found}) == len(texts)
    assert len({(row["id"], row["concept"]) for row in rows}) == len(rows)


def test_sentences_hold_both_sides_of_every_concept_in_both_halves():
    rows = read_tsv("gold/sentences.tsv")
    for split, each in (("dev", 5), ("test", 5)):
        count = Counter((row["concept"], row["position"]) for row in rows if row["split"] == split)
        for concept in CONCEPTS:
            assert min(count[concept, "1"], count[concept, "-1"]) >= each
            assert count[concept, "0"] >= 1
        assert count["", ""] >= 40


def test_framing_sentences_keep_to_the_codebook():
    rows = read_tsv("gold/frames.tsv")
    assert len({row["id"] for row in rows}) >= 60
    assert len({(row["id"], row["direction"]) for row in rows}) == len(rows)
    for row in rows:
        if row["direction"]:
            check_frame({**row, "affected": [name for name in row["affected"].split("; ") if name]})
        else:
            assert row["evaluation"] == row["measure"] == row["affected"] == row["frame"] == ""


def test_readme_gives_the_checksums():
    readme = (GOLD / "README.md").read_text(encoding="utf-8")
    for path in sorted(GOLD.iterdir()):
        if path.name != "README.md":
            checksum = hashlib.sha256(path.read_bytes()).hexdigest()
            assert re.search(rf"`{re.escape(path.name)}`.*`{checksum}`", readme), f"{path.name}: now {checksum}"
