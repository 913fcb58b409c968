"""Lesson 3: the words of quoted talk against those of the journalist's narration."""

import numpy as np
import polars as pl
from matplotlib.figure import Figure

from umkm_research.figures.chart import Chart, finish, is_sample, nothing, witnesses
from umkm_research.figures.charts_terms import ROWS, word_places
from umkm_research.figures.labels import language_or_default, listing, number, phrase
from umkm_research.figures.style import BLUE, MUTED, PAPER, VERMILION, Width, bare, guides, new_figure, style
from umkm_research.figures.trace import Count
from umkm_research.schemas import Tables
from umkm_research.terms import keyness
from umkm_research.terms.counting import WORDS, Unit


def keyness_plot(
    corpus: Tables, *, unit: Unit = "term", minimum: int = 3, language: str | None = None, width: Width = "double"
) -> Chart:
    """Words that stand more often in what speakers say, against those of the journalist's own narration.

    A token is a speaker's where it lies in a statement; those of continuations are on neither side. Terms are chosen by signed G2 and drawn at their log ratio.

    Parameters
    ----------
    corpus : Mapping of str to polars.DataFrame
        With ``tokens``, ``statements``, ``sentences`` and ``articles``.
    unit : {"term", "stem", "form"}
        What is counted.
    minimum : int
        Terms that are rarer in both together are not compared.
    language, width
        As for `umkm_research.figures.frequent_terms`.

    Returns
    -------
    Chart
        A mark is a term: ``quoted`` and ``narrated`` count it on either side; ``g2`` and ``log_ratio`` (+1: twice as
        frequent in quoted talk; infinite where a side has none) follow from the counts. Intervals, over articles, are
        drawn for a declared sample alone.

    Examples
    --------
    >>> from umkm_research.corpus import read_corpus
    >>> chart = keyness_plot(read_corpus(), language="en")
    >>> chart.recount().equals(chart.data.select("mark", "quoted", "narrated"))
    True
    """
    language = language_or_default(language)
    tokens = _sides(corpus)
    sample = is_sample(corpus)
    if tokens.filter(pl.col("kind").is_in(WORDS))["side"].drop_nulls().n_unique() < 2:
        return nothing("keyness_plot", corpus, language, width, "sides")
    scores = keyness(
        tokens, "side", target="quoted", reference="narrated", unit=unit, stopwords=False, minimum=minimum,
        permutations=0, interval="bootstrap" if sample else None,
    )  # fmt: skip
    if not scores.height:
        return nothing("keyness_plot", corpus, language, width, "rare", minimum=minimum)
    each = ROWS[width] // 2
    chosen = scores.sort("g2", "feature", descending=[True, False])
    ours, theirs = chosen.filter(pl.col("g2") > 0).head(each), chosen.filter(pl.col("g2") < 0).tail(each)
    data = pl.concat([ours, theirs]).select(
        mark="feature",
        quoted=pl.col("target_frequency").cast(pl.Int64),
        narrated=pl.col("reference_frequency").cast(pl.Int64),
        g2="g2",
        log_ratio="log_ratio",
        low="log_ratio_low",
        high="log_ratio_high",
    )
    words = {
        side: int(scores[f"{where}_tokens"][0]) for side, where in (("quoted", "target"), ("narrated", "reference"))
    }
    figure = _draw_ratios(data, words, language, width)
    places = word_places(tokens, unit, data["mark"]).with_columns(part="side").drop_nulls("part")
    counts = {side: Count("rows", side) for side in ("quoted", "narrated")}
    return finish(
        "keyness_plot", corpus, figure, data, witnesses(corpus, places), counts, language,
        quoted=words["quoted"], narrated=words["narrated"],
        ours=listing(ours["feature"].head(3), language), theirs=listing(theirs["feature"].reverse().head(3), language),
    )  # fmt: skip


def _sides(corpus: Tables) -> pl.DataFrame:
    """The tokens with ``side``: quoted in a statement, narrated outside, null in a continuation: whose it is is open."""
    statements = (
        corpus["statements"]
        .sort("article_id", "start")
        .select("article_id", "start", "continuation", until=pl.col("end").cum_max().over("article_id"))
    )
    placed = (
        corpus["tokens"]
        .sort("article_id", "start")
        .join_asof(statements, on="start", by="article_id", strategy="backward", check_sortedness=False)
    )
    inside = (pl.col("end") <= pl.col("until")).fill_null(value=False)
    spoken = pl.when(inside & ~pl.col("continuation")).then(pl.lit("quoted"))
    return placed.with_columns(side=spoken.when(~inside).then(pl.lit("narrated"))).drop("until", "continuation")


def _draw_ratios(data: pl.DataFrame, words: dict[str, int], language: str, width: Width) -> Figure:
    ratios = data["log_ratio"].to_numpy()
    finite = np.abs(ratios[np.isfinite(ratios)])
    edge = max(1.0, float(np.ceil(finite.max() if finite.size else 1.0))) + 1
    with style():
        figure = new_figure(width, 24 + 3.7 * data.height)
        axes = figure.subplots()
        bare(axes, x=True)
        guides(axes)
        axes.axvline(0, color=MUTED, linewidth=0.8)
        for y, (term, quoted, narrated, _, ratio, low, high) in enumerate(data.iter_rows()):
            more = ratio > 0
            color = BLUE if more else VERMILION
            at = float(np.clip(ratio, -edge, edge))
            axes.hlines(y, 0, at, color=color, linewidth=1, linestyle="-" if more else (0, (3, 1.5)))
            if low is not None and high is not None:
                axes.hlines(y, max(low, -edge), min(high, edge), color=color, linewidth=3, alpha=0.35)
            # The frequencies stand beyond the interval, where they can be read.
            beyond = at if low is None or high is None else min(high, edge) if more else max(low, -edge)
            everything = not np.isfinite(ratio)
            axes.scatter(
                at, y, s=18, marker="o" if more else "s", zorder=3, edgecolor=color, linewidth=0.9,
                facecolor=PAPER if everything else color,
            )  # fmt: skip
            axes.annotate(
                f"{number(quoted, language)} : {number(narrated, language)}", (max(at, beyond) if more else min(at, beyond), y), xytext=(6 if more else -6, 0),
                textcoords="offset points", va="center", ha="left" if more else "right", fontsize=6, color=MUTED,
            )  # fmt: skip
            axes.annotate(
                term, (0, y), xytext=(-4 if more else 4, 0), textcoords="offset points", va="center",
                ha="right" if more else "left", fontsize=6.5,
            )  # fmt: skip
        room = 1.3 if width == "double" else 1.6
        axes.set_xlim(-edge * room, edge * room)
        axes.set_ylim(data.height - 0.4, -0.6)
        axes.set_yticks([])
        ticks = np.arange(-edge + 1, edge, max(1, round(edge / 3)))
        axes.set_xticks(ticks, [number(float(tick), language) for tick in ticks])
        axes.set_xlabel(phrase("keyness_plot.x", language))
        sides = {side: phrase(f"keyness_plot.{side}", language, n=n) for side, n in words.items()}
        axes.set_title(f"◀ {sides['narrated']}", loc="left")
        axes.set_title(f"{sides['quoted']} ▶", loc="right")
    return figure
