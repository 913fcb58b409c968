"""Events: how talk differs before and after dated events from a researcher's file."""

import datetime as dt
import tomllib
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import polars as pl

from umkm_research.coding.agreement import MINIMUM_ARTICLES
from umkm_research.coding.estimates import BASES, Corpus, allows_intervals, positions
from umkm_research.errors import InputError


class Event(NamedTuple):
    """A dated event: a regulation, a closure, a reopening."""

    name: str
    date: dt.date


def read_events(path: str | Path) -> list[Event]:
    """Read events from a TOML file of tables ``[[events]]`` with ``name`` and ``date``, or a CSV with those columns.

    Raises
    ------
    InputError
        If an event lacks its name or date.
    """
    path = Path(path)
    try:
        if path.suffix == ".toml":
            rows = tomllib.loads(path.read_text(encoding="utf-8")).get("events", [])
        else:
            rows = pl.read_csv(path, try_parse_dates=True).to_dicts()
        events = [Event(row["name"], row["date"]) for row in rows]
    except (OSError, tomllib.TOMLDecodeError, pl.exceptions.PolarsError, KeyError) as error:
        raise InputError(f"{path.name}: {error}", "Give each event a name and a date.", "events") from error
    wrong = [event.name for event in events if not isinstance(event.date, dt.date)]
    if wrong:
        raise InputError(f"{path.name}: {wrong[0]!r} has no date.", "Write it as 2023-10-04.", "events")
    return sorted(events, key=lambda event: (event.date, event.name))


def before_after(
    corpus: Corpus,
    events: Sequence[Event],
    *,
    days: int = 90,
    bases: Sequence[str] = BASES,
    draws: int = 2000,
    seed: int = 0,
) -> pl.DataFrame:
    """Share of support for each concept in the days before and after each event.

    Parameters
    ----------
    corpus : Corpus
        As for `umkm_research.coding.estimates.positions`; articles without a date are left out.
    events : sequence of Event
        The day of an event counts as after.
    days : int
        Length of each window.
    bases : sequence of str
        Bases that count.
    draws, seed : int
        Of the bootstrap over articles, each window for itself.

    Returns
    -------
    polars.DataFrame
        ``event``, ``date``, ``concept``, ``n_before``, ``n_after`` (speakers' concepts), ``before``, ``after`` (shares of
        support), ``difference``, ``low``, ``high`` (95 per cent, of the difference; null without a declared sample or
        where a window has fewer than 30 articles). A difference is no proof that the event is its cause.
    """
    dated = positions(corpus, bases=bases).join(corpus["articles"].select("article_id", "date"), on="article_id")
    random = np.random.default_rng(seed)
    rows: list[tuple[Any, ...]] = []
    for event in events:
        since = (pl.col("date") - pl.lit(event.date)).dt.total_days()
        near = dated.drop_nulls("date").with_columns(since=since)
        windows = (
            near.filter(pl.col("since").is_between(-days, -1)),
            near.filter(pl.col("since").is_between(0, days - 1)),
        )
        for concept in sorted({*windows[0]["concept"], *windows[1]["concept"]}):
            parts = [window.filter(pl.col("concept") == concept) for window in windows]
            values = [float((part["position"] == 1).sum()) / part.height if part.height else None for part in parts]
            before, after = values
            difference = after - before if before is not None and after is not None else None
            enough = all(part["article_id"].n_unique() >= MINIMUM_ARTICLES for part in parts)
            interval: tuple[float | None, float | None] = (None, None)
            if allows_intervals(corpus) and enough:
                one, two = (_drawn(part, draws, random) for part in parts)
                low, high = np.quantile(two - one, [0.025, 0.975])
                interval = float(low), float(high)
            rows.append(
                (
                    event.name,
                    event.date,
                    concept,
                    *(part.height for part in parts),
                    before,
                    after,
                    difference,
                    *interval,
                )
            )
    schema: Mapping[str, Any] = {
        "event": pl.String, "date": pl.Date, "concept": pl.String, "n_before": pl.Int64, "n_after": pl.Int64,
        "before": pl.Float64, "after": pl.Float64, "difference": pl.Float64, "low": pl.Float64, "high": pl.Float64,
    }  # fmt: skip
    return pl.DataFrame(rows, schema=schema, orient="row")


def _drawn(part: pl.DataFrame, draws: int, random: np.random.Generator) -> "np.ndarray[Any, np.dtype[np.float64]]":
    """Share of support in draws of articles with replacement."""
    each = part.group_by("article_id").agg(n=pl.len(), top=(pl.col("position") == 1).sum()).sort("article_id")
    weights = random.multinomial(each.height, np.full(each.height, 1 / each.height), size=draws)
    shares: np.ndarray[Any, np.dtype[np.float64]] = (weights @ each["top"].to_numpy()) / (
        weights @ each["n"].to_numpy()
    )
    return shares
