"""Validation: how right each code is on the gold, with intervals, and which codes a figure may show.

Precision, recall and F1 of every code, with an interval by bootstrap over articles where there are enough of them; what
stands below its floor is marked, and a code with fewer than 20 gold cases is ``untested``. Any coder is scored the same
way: a function from tables to tables, a model's output, a person's table.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, Literal

import numpy as np
import polars as pl

from umkm_research.coding.agreement import MINIMUM_ARTICLES
from umkm_research.coding.gold import VARIABLES, Codes, Gold, Unit, predicted
from umkm_research.coding.trade import framing_of
from umkm_research.lexicon import read_toml
from umkm_research.schemas import Frame, Tables, frame

VERDICTS = {"reaches": "memenuhi", "below": "di bawah batas", "untested": "belum teruji"}
"""What is said of a code, in English and Indonesian."""

Outcome = tuple[int, int, int]
"""True positives, false positives, false negatives."""


def f1(outcome: Outcome) -> tuple[float | None, float | None, float | None]:
    """Precision, recall and F1; None where nothing was predicted, or nothing was there.

    Examples
    --------
    >>> f1((3, 1, 0))
    (0.75, 1.0, 0.8571428571428571)
    >>> f1((0, 0, 2))
    (None, 0.0, 0.0)
    """
    hits, wrong, missed = outcome
    precision = hits / (hits + wrong) if hits + wrong else None
    recall = hits / (hits + missed) if hits + missed else None
    total = 2 * hits + wrong + missed
    return precision, recall, 2 * hits / total if total else None


def _outcomes(
    gold: Gold, got: Sequence[Codes], articles: frozenset[str]
) -> dict[tuple[str, str], dict[str, list[int]]]:
    """Outcomes of every code by article."""
    found: dict[tuple[str, str], dict[str, list[int]]] = defaultdict(lambda: defaultdict(lambda: [0, 0, 0]))
    for unit, codes in zip(gold.units, got, strict=True):
        if unit.article not in articles:
            continue
        for variable, code in unit.codes | codes:
            if unit.open_to(variable, code):
                place = 0 if (variable, code) in unit.codes & codes else 1 if (variable, code) in codes else 2
                found[variable, code][unit.article][place] += 1
    return found


def _interval(
    by_article: Mapping[str, list[int]], articles: Sequence[str], draws: int, seed: int
) -> tuple[float | None, float | None]:
    """95 per cent of F1 over draws of articles."""
    if len(articles) < MINIMUM_ARTICLES:
        return None, None
    counts = np.array([by_article.get(article, [0, 0, 0]) for article in articles], dtype=np.float64)
    random = np.random.default_rng(seed)
    weights = random.multinomial(len(articles), np.full(len(articles), 1 / len(articles)), size=draws)
    hits, wrong, missed = (weights @ counts).T
    total = 2 * hits + wrong + missed
    values = (2 * hits[total > 0]) / total[total > 0]
    if values.size < draws / 2:
        return None, None
    low, high = np.quantile(values, [0.025, 0.975])
    return float(low), float(high)


def validate(
    tables: Tables, gold: Gold, *, variables: Iterable[str] = VARIABLES, draws: int = 1000, seed: int = 0
) -> pl.DataFrame:
    """Score every code against the gold.

    Parameters
    ----------
    tables : mapping of str to polars.DataFrame
        As the pipeline gives them, of the articles that were coded (others are not looked at; coded articles that
        are missing are left out).
    gold : Gold
        See `umkm_research.coding.gold.read_gold`.
    variables : iterable of str
        Which to score: ``statement``, ``stance`` (concept x position), ``direction``, ``evaluation``, ``frame``.
    draws, seed : int
        Of the bootstrap over articles.

    Returns
    -------
    polars.DataFrame
        One row a code: ``variable``, ``code``, ``cases`` (in the gold), ``hits``, ``wrong``, ``missed``, ``precision``,
        ``recall``, ``f1``, ``low``, ``high`` (95 per cent, of F1; null below 30 articles), ``floor``, ``verdict``:
        ``reaches``, ``below`` or ``untested``.

    Examples
    --------
    >>> from umkm_research.coding.gold import read_gold
    >>> from umkm_research.corpus import read_corpus
    >>> scores = validate(read_corpus(), read_gold())
    >>> scores.filter(pl.col("variable") == "direction")["code"].to_list()
    ['export', 'import']
    """
    rules = read_toml("validation/floors.toml")
    there = _there(tables, gold)
    rows: list[tuple[Any, ...]] = []
    wanted = set(variables)
    outcomes = _outcomes(gold, predicted(tables, gold), there)
    for (variable, code), by_article in sorted(outcomes.items()):
        if variable not in wanted:
            continue
        hits, wrong, missed = (sum(one[place] for one in by_article.values()) for place in range(3))
        precision, recall, score = f1((hits, wrong, missed))
        floor = rules["floors"][variable]
        cases = hits + missed
        verdict = (
            "untested" if cases < rules["minimum"] else "reaches" if score is not None and score >= floor else "below"
        )
        interval = _interval(by_article, sorted(there), draws, seed)
        rows.append((variable, code, cases, hits, wrong, missed, precision, recall, score, *interval, floor, verdict))
    counts = dict.fromkeys(("cases", "hits", "wrong", "missed"), pl.Int64)
    numbers = dict.fromkeys(("precision", "recall", "f1", "low", "high", "floor"), pl.Float64)
    schema: Mapping[str, Any] = {"variable": pl.String, "code": pl.String, **counts, **numbers, "verdict": pl.String}
    return pl.DataFrame(rows, schema=schema, orient="row")


def _there(tables: Tables, gold: Gold) -> frozenset[str]:
    """Coded articles that the tables have."""
    sources = {source.rpartition("/")[2].rpartition(".")[0] or source for source in tables["articles"]["source"]}
    return frozenset(unit.article for unit in gold.units) & sources


def macro_f1(scores: pl.DataFrame, variable: str, *, tested: bool = False) -> float | None:
    """Mean F1 over the codes of a variable that the gold has, each weighing the same; None where there is none.

    Parameters
    ----------
    scores : polars.DataFrame
        As `validate` gives them.
    variable : str
        Such as ``stance``, over concept x position.
    tested : bool
        Leave untested codes out.
    """
    kept = scores.filter((pl.col("variable") == variable) & (pl.col("cases") > 0))
    kept = kept.filter(pl.col("verdict") != "untested") if tested else kept
    return sum(kept["f1"]) / kept.height if kept.height else None


def recall_by(
    tables: Tables, gold: Gold, by: Literal["actor_type", "quote_type", "outlet"], variable: str = "stance"
) -> pl.DataFrame:
    """Recall apart for those who speak, how they are quoted, and where: ministers are easy, traders are not.

    Returns
    -------
    polars.DataFrame
        ``group``, ``cases``, ``found``, ``recall``, ``verdict`` (``untested`` below 20 cases, else null).
    """
    outlets = {
        source.rpartition("/")[2].rpartition(".")[0]: outlet
        for source, outlet in tables["articles"].select("source", "outlet").iter_rows()
    }
    there, minimum = _there(tables, gold), read_toml("validation/floors.toml")["minimum"]
    cases: Counter[str] = Counter()
    found: Counter[str] = Counter()
    for unit, codes in zip(gold.units, predicted(tables, gold), strict=True):
        if unit.article not in there:
            continue
        group = _group(unit, by, outlets)
        want = {code for code in unit.codes if code[0] == variable}
        cases[group] += len(want)
        found[group] += len(want & codes)
    rows = [
        (group, n, found[group], found[group] / n, "untested" if n < minimum else None)
        for group, n in sorted(cases.items())
        if n
    ]
    schema: Mapping[str, Any] = {
        "group": pl.String,
        "cases": pl.Int64,
        "found": pl.Int64,
        "recall": pl.Float64,
        "verdict": pl.String,
    }
    return pl.DataFrame(rows, schema=schema, orient="row")


def _group(unit: Unit, by: str, outlets: Mapping[str, str | None]) -> str:
    value = outlets.get(unit.article) if by == "outlet" else unit.quote_type if by == "quote_type" else unit.actor_type
    return value or "unknown"


def compare_coders(
    tables: Tables,
    coders: Mapping[str, Callable[[Tables], Mapping[str, pl.DataFrame]] | Mapping[str, pl.DataFrame]],
    gold: Gold,
) -> pl.DataFrame:
    """Score several coders on the same articles, side by side.

    Parameters
    ----------
    tables : mapping of str to polars.DataFrame
        What every coder starts from.
    coders : mapping of str to coder
        A coder is a function from tables to those it codes (``{"frames": …}``), or its tables themselves: a model's
        output, a person's sheet.
    gold : Gold
        What all are scored on.

    Returns
    -------
    polars.DataFrame
        The rows of `validate`, with ``coder`` first; only variables that a coder codes.
    """
    needs = {"statements": ("statement",), "stances": ("stance",), "frames": ("direction", "evaluation", "frame")}
    parts = []
    for name, coder in coders.items():
        coded = coder(tables) if callable(coder) else coder
        variables = [variable for table in coded if table in needs for variable in needs[table]]
        given = {"articles": tables["articles"], **coded}
        parts.append(validate(given, gold, variables=variables).select(pl.lit(name).alias("coder"), pl.all()))
    return pl.concat(parts)


def sheet_frames(codings: pl.DataFrame, sentences: pl.DataFrame) -> pl.DataFrame:
    """One person's codings as a table of frames, so that a person can stand beside other coders.

    Parameters
    ----------
    codings : polars.DataFrame
        Of one coder, as `umkm_research.coding.sheets.read_sheets` gives them.
    sentences : polars.DataFrame
        The sentences that were coded.

    Returns
    -------
    polars.DataFrame
        The table ``frames``; a sentence coded ``both`` has a row for each direction, one coded ``none`` has no row.
    """
    given: dict[str, dict[str, str]] = defaultdict(dict)
    for unit, variable, value in codings.select("unit", "variable", "value").iter_rows():
        given[unit][variable] = value
    rows: list[Frame] = []
    for article_id, start, end, key in sentences.select("article_id", "start", "end", "sentence_id").iter_rows():
        codes = given.get(key, {})
        evaluation, measure = codes.get("evaluation", "none"), codes.get("measure", "none")
        kind = framing_of(evaluation, measure)
        coded = codes.get("direction", "none")
        rows += [
            Frame(article_id, start, end, key, None, direction, evaluation, measure, [], kind, "", "sheet")
            for direction in ("import", "export")
            if coded in {direction, "both"}
        ]
    return frame("frames", rows)


def drawable(scores: pl.DataFrame, variable: str) -> dict[str, str]:
    """What a figure may do with each code of a variable.

    Returns
    -------
    dict of str to str
        ``reaches``: draw; ``below``: draw and mark; ``untested``: say so, and draw no share of it. A code that is not in
        `scores` is untested too.

    Examples
    --------
    >>> scores = pl.DataFrame({"variable": ["stance"], "code": ["reciprocity 1"], "verdict": ["untested"]})
    >>> drawable(scores, "stance")
    {'reciprocity 1': 'untested'}
    """
    kept = scores.filter(pl.col("variable") == variable).sort("code")
    return dict(kept.select("code", "verdict").iter_rows())
