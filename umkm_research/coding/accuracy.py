"""How good every stage is, in one table: the tables of a corpus against sentences that were coded by reading."""

import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import polars as pl

from umkm_research.errors import InputError
from umkm_research.lexicon import DATA
from umkm_research.schemas import Tables

Row = Mapping[str, Any]

SCORED = ("segments", "statements", "stances", "frames")

TITLES = frozenset({"pak", "bapak", "ibu", "bu", "dr", "prof", "ir", "drs", "haji", "pt", "tbk", "the"})
"""Words that name nobody."""

MEASURES: dict[str, tuple[str, str]] = {
    "body kept": ("body_kept", "body"),
    "noise kept": ("noise_kept", "noise"),
    "direct statements found": ("direct_found", "direct"),
    "indirect statements found": ("indirect_found", "indirect"),
    "quote type right": ("type_right", "found"),
    "speaker right": ("speaker_right", "found"),
    "speaker wrong": ("speaker_wrong", "found"),
    "stance position right": ("position_right", "stance_hit"),
    "frame right": ("frame_right", "direction_hit"),
    "evaluation right": ("evaluation_right", "direction_hit"),
}
"""Shares: what is counted, of what."""


def accuracy(tables: Tables, gold: str | Path | None = None) -> pl.DataFrame:
    """Score reading, statements, speakers, stance and framing against coded sentences.

    A row meets a sentence when it covers at least half of it, or the sentence half of the row. Continuations and codes
    that a reader doubted are scored neither way; a speaker who is not given is neither right nor wrong.

    Parameters
    ----------
    tables : Mapping of str to polars.DataFrame
        ``articles``, ``segments``, ``statements``, ``stances`` and ``frames``; coded articles that they lack are not scored.
    gold : str or Path, optional
        A folder with ``coding.jsonl``; by default the package's own.

    Returns
    -------
    polars.DataFrame
        ``score``, ``value`` (0 to 1; null where there is no case) and ``cases``: the sentences or codes that the value
        is a share of; for an F1 those of the gold.

    Raises
    ------
    InputError
        If the folder has no ``coding.jsonl``.

    Examples
    --------
    >>> from umkm_research.corpus import read_corpus
    >>> accuracy(read_corpus()).columns
    ['score', 'value', 'cases']
    """
    rows = _by_article(tables)
    count: Counter[str] = Counter()
    there = {Path(source).stem for source in tables["articles"]["source"]}
    for sentence in _sentences(gold):
        if sentence["article"] not in there:
            continue
        met = {name: [row for row in rows[name][sentence["article"]] if _meets(row, sentence)] for name in SCORED}
        _score_role(sentence, met["segments"], count)
        _score_statement(sentence, met["statements"], count)
        _score_codes(sentence, met, count)
    found = [("statement F1", *_f1(count, "statement"))]
    found += [(name, _share(count[part], count[whole]), count[whole]) for name, (part, whole) in MEASURES.items()]
    found += [("stance F1", *_f1(count, "stance")), ("direction F1", *_f1(count, "direction"))]
    return pl.DataFrame(found, schema={"score": pl.String, "value": pl.Float64, "cases": pl.Int64}, orient="row")


def _sentences(gold: str | Path | None) -> list[Row]:
    path = (DATA / "gold" if gold is None else Path(gold)) / "coding.jsonl"
    if not path.is_file():
        raise InputError(f"There is no {path}.", "Name a folder with coded sentences.", "missing")
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line]


def _by_article(tables: Tables) -> dict[str, dict[str, list[Row]]]:
    """Rows by table and by the name of the article's file."""
    stems = {row["article_id"]: Path(row["source"]).stem for row in tables["articles"].iter_rows(named=True)}
    rows: dict[str, dict[str, list[Row]]] = {name: defaultdict(list) for name in SCORED}
    for name in SCORED:
        for row in tables[name].iter_rows(named=True):
            rows[name][stems[row["article_id"]]].append(row)
    return rows


def _meets(row: Row, sentence: Row) -> bool:
    shared = min(sentence["end"], row["end"]) - max(sentence["start"], row["start"])
    shorter = min(sentence["end"] - sentence["start"], row["end"] - row["start"])
    return bool(shared > 0 and 2 * shared >= shorter)


def _score_role(sentence: Row, segments: list[Row], count: Counter[str]) -> None:
    kind = "body" if sentence["role"] == "body" else "noise"
    count[kind] += 1
    count[f"{kind}_kept"] += any(row["role"] == "body" for row in segments)


def _score_statement(sentence: Row, met: list[Row], count: Counter[str]) -> None:
    statements = [row for row in met if not row["continuation"]]
    if sentence["statement"] != "yes":
        count["statement_extra"] += bool(sentence["statement"] == "no" and statements and sentence["role"] == "body")
        return
    kind = "direct" if sentence["quote_type"] == "direct" else "indirect"
    count[kind] += 1
    count["statement_hit" if statements else "statement_missed"] += 1
    if not statements:
        return
    count[f"{kind}_found"] += 1
    count["found"] += 1
    kinds = {"direct" if row["quote_type"] == "direct" else "indirect" for row in statements}
    count["type_right"] += kinds == {kind} or (sentence["quote_type"] == "mixed" and "indirect" in kinds)
    names = _distinct(name for row in statements for name in row["speakers"])
    if names:
        count["speaker_right" if _match(sentence["speakers"], names) else "speaker_wrong"] += 1
    else:
        count["speaker_right"] += not sentence["speakers"]


def _score_codes(sentence: Row, met: Mapping[str, list[Row]], count: Counter[str]) -> None:
    want = {row["concept"]: row["position"] for row in sentence["stances"]}
    got: dict[str, set[int]] = defaultdict(set)
    for row in met["stances"]:
        got[row["concept"]].add(row["position"])
    _compare(set(want), set(got), set(sentence.get("stances_optional", ())), "stance", count)
    count["position_right"] += sum(got[concept] == {want[concept]} for concept in want.keys() & got.keys())
    if sentence["role"] != "body":
        return
    frames = {row["direction"]: row for row in sentence["frames"]}
    coded = {row["direction"]: row for row in met["frames"]}
    _compare(set(frames), set(coded), set(sentence.get("frames_optional", ())), "direction", count)
    for direction in frames.keys() & coded.keys():
        for column in ("frame", "evaluation"):
            count[f"{column}_right"] += frames[direction][column] == coded[direction][column]


def _compare(want: set[str], got: set[str], optional: set[str], name: str, count: Counter[str]) -> None:
    count[f"{name}_hit"] += len(want & got)
    count[f"{name}_missed"] += len(want - got - optional)
    count[f"{name}_extra"] += len(got - want - optional)


def _f1(count: Counter[str], name: str) -> tuple[float | None, int]:
    hit, missed, extra = (count[f"{name}_{what}"] for what in ("hit", "missed", "extra"))
    return _share(2 * hit, 2 * hit + missed + extra), hit + missed


def _share(part: int, whole: int) -> float | None:
    return part / whole if whole else None


def _words(name: str) -> set[str]:
    return {word for word in re.findall(r"[\w@]+", name.lower()) if len(word) > 1 and word not in TITLES}


def _same(one: str, other: str) -> bool:
    """One name is part of the other, or they share two words."""
    a, b = _words(one), _words(other)
    return bool(a & b) and (a <= b or b <= a or len(a & b) > 1)


def _distinct(names: Iterable[str]) -> list[str]:
    kept: list[str] = []
    for name in names:
        if not any(_same(name, other) for other in kept):
            kept.append(name)
    return kept


def _match(want: Iterable[str], got: list[str]) -> bool:
    """Whether names match one to one."""
    left = list(got)
    for name in want:
        hit = next((other for other in left if _same(name, other)), None)
        if hit is None:
            return False
        left.remove(hit)
    return not left
