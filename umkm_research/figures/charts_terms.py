"""Lesson 3: which words stand how often, where, and in whose talk."""

from collections.abc import Sequence
from typing import Literal

import numpy as np
import polars as pl
from matplotlib.figure import Figure

from umkm_research.figures.chart import Chart, finish, is_sample, nothing, witnesses
from umkm_research.figures.labels import label, language_or_default, listing, number, phrase
from umkm_research.figures.style import (
    BLUE,
    FAINT,
    INK,
    MUTED,
    PAPER,
    VERMILION,
    Width,
    bare,
    guides,
    new_figure,
    style,
)
from umkm_research.figures.trace import Count
from umkm_research.schemas import Tables
from umkm_research.terms import dispersion, frequency, keyness, positions
from umkm_research.terms.counting import WORDS, Unit

ROWS = {"single": 15, "double": 20}
"""Terms that a figure has room for."""

ARTICLES = 40
"""Lines that one panel of a dispersion plot has room for."""


def frequent_terms(
    corpus: Tables, *, unit: Unit = "term", language: str | None = None, width: Width = "double"
) -> Chart:
    """The most frequent terms with the number of articles that have them; stop words are left out.

    Parameters
    ----------
    corpus : Mapping of str to polars.DataFrame
        With ``tokens``, ``sentences`` and ``articles``.
    unit : {"term", "stem", "form"}
        What is counted.
    language : {"en", "id"}, optional
        Of the labels; by default as ``UMKM_LANGUAGE`` says.
    width : {"single", "double"}
        89 or 183 millimetres.

    Returns
    -------
    Chart
        A mark is a term: ``frequency``, ``documents`` (articles with it), ``per_thousand`` words; in a declared sample
        of 30 articles or more with ``low`` and ``high``, the bootstrap interval over articles, also drawn.

    Examples
    --------
    >>> from umkm_research.corpus import read_corpus
    >>> frequent_terms(read_corpus(), language="en").data["mark"][0]
    'umkm'
    """
    language = language_or_default(language)
    tokens = corpus["tokens"]
    interval: Literal["bootstrap"] | None = "bootstrap" if is_sample(corpus) else None
    counted = frequency(tokens, unit=unit, stopwords=False, interval=interval)
    data = counted.sort(["frequency", "feature"], descending=[True, False]).head(ROWS[width])
    if not data.height:
        return nothing("frequent_terms", corpus, language, width, "terms")
    data = data.select(
        mark="feature",
        frequency=pl.col("frequency").cast(pl.Int64),
        documents=pl.col("document_frequency").cast(pl.Int64),
        per_thousand="per_thousand",
        low="per_thousand_low",
        high="per_thousand_high",
    )
    words = tokens.filter(pl.col("kind").is_in(WORDS)).height
    figure = _draw_frequencies(data, corpus["articles"].height, words, language, width, interval=bool(interval))
    evidence = witnesses(corpus, _places(tokens, unit, data["mark"]))
    counts = {"frequency": Count("rows"), "documents": Count("articles")}
    top = [f"{term} ({number(n, language)})" for term, n in data.select("mark", "frequency").head(3).iter_rows()]
    return finish(
        "frequent_terms", corpus, figure, data, evidence, counts, language,
        n=words, terms=data.height, top=", ".join(top), unit=unit,
    )  # fmt: skip


def _places(tokens: pl.DataFrame, unit: Unit, features: pl.Series) -> pl.DataFrame:
    """Where the features stand as words that are counted."""
    return tokens.filter(
        pl.col("kind").is_in(WORDS), ~pl.col("is_stopword"), pl.col(unit).is_in(features.implode())
    ).with_columns(mark=pl.col(unit))


def _draw_frequencies(
    data: pl.DataFrame, articles: int, words: int, language: str, width: Width, *, interval: bool
) -> Figure:
    rows = range(data.height)
    with style():
        figure = new_figure(width, 20 + 3.7 * data.height)
        left, right = figure.subplots(1, 2, sharey=True, width_ratios=(3, 1))
        for axes in (left, right):
            bare(axes, x=True)
            for y in rows:
                axes.axhline(y, color=FAINT, linewidth=0.4, zorder=0)
        drawn = data["per_thousand"] if interval else data["frequency"]
        left.scatter(drawn, rows, s=16, color=BLUE, zorder=3)
        if interval:
            left.hlines(rows, data["low"], data["high"], color=BLUE, linewidth=1)
        for y, (value, n) in enumerate(zip(drawn, data["frequency"], strict=True)):
            left.annotate(
                number(n, language), (value, y), xytext=(5, 0), textcoords="offset points", va="center", fontsize=6,
                bbox={"facecolor": PAPER, "edgecolor": "none", "pad": 0.4},
            )  # fmt: skip
        left.set_xlim(0, max(drawn.max() or 1, (data["high"].max() or 0) if interval else 0) * 1.1)  # type: ignore[operator]  # numbers
        right.scatter(data["documents"], rows, s=16, facecolor=PAPER, edgecolor=INK, linewidth=0.8, zorder=3)
        right.set_xlim(0, articles + 0.5)
        right.xaxis.get_major_locator().set_params(integer=True)
        left.set_yticks(rows, data["mark"].to_list())
        left.set_ylim(data.height - 0.4, -0.6)
        left.set_xlabel(phrase(f"frequent_terms.{'rate' if interval else 'x'}", language, n=words))
        right.set_xlabel(phrase("frequent_terms.documents", language, n=articles))
    return figure


def dispersion_plot(
    corpus: Tables,
    words: Sequence[str] = (),
    *,
    unit: Unit = "term",
    language: str | None = None,
    width: Width = "double",
) -> Chart:
    """Where in each article words stand: a line an article, a stroke a place (x-ray plot).

    Parameters
    ----------
    corpus : Mapping of str to polars.DataFrame
        With ``tokens``, ``sentences`` and ``articles``.
    words : sequence of str
        In the unit that is counted; by default the four most frequent.
    unit, language, width
        As for `frequent_terms`.

    Returns
    -------
    Chart
        A mark is a word and an article; ``n`` counts the places. ``dp_norm`` is Gries' deviation of proportions of the
        word in the whole corpus, 0 where it is spread as the words are, 1 where it is all in one place.

    Examples
    --------
    >>> from umkm_research.corpus import read_corpus
    >>> chart = dispersion_plot(read_corpus(), ["impor", "ekspor"], language="en")
    >>> chart.recount().equals(chart.data.select("mark", "n"))
    True
    """
    language = language_or_default(language)
    tokens = corpus["tokens"]
    if not words:
        top = frequency(tokens, unit=unit, stopwords=False, interval=None)
        words = top.sort(["frequency", "feature"], descending=[True, False])["feature"].head(4).to_list()
    found = positions(tokens, list(words), unit=unit)
    if not found.height:
        why = {"words": ", ".join(words)} if words else {}
        return nothing("dispersion_plot", corpus, language, width, "asked" if words else "terms", **why)
    names = _article_names(corpus, language)
    spread = dispersion(tokens, unit=unit, minimum=1).select("feature", "dp_norm")
    kept = found["article_id"].value_counts().sort(["count", "article_id"], descending=[True, False])["article_id"]
    order = [article for article in names if article in set(kept.head(ARTICLES))]
    places = found.filter(pl.col("article_id").is_in(order)).with_columns(
        mark=pl.format("{} / {}", "feature", pl.col("article_id").replace_strict(names))
    )
    shown = [word for word in words if word in found["feature"]]
    data = (
        pl.DataFrame([(word, article) for word in shown for article in order], ["feature", "article_id"], orient="row")
        .with_columns(mark=pl.format("{} / {}", "feature", pl.col("article_id").replace_strict(names)))
        .join(places.group_by("mark").agg(n=pl.len().cast(pl.Int64)), on="mark", how="left", maintain_order="left")
        .join(spread, on="feature", how="left", maintain_order="left")
        .with_columns(pl.col("n").fill_null(0))
        .select("mark", "feature", "article_id", "n", "dp_norm")
    )
    figure = _draw_strokes(data, places, names, language, width)
    sentence = tokens.select("article_id", "start", "sentence_id")
    evidence = witnesses(corpus, places.join(sentence, on=["article_id", "start"], how="left", maintain_order="left"))
    return finish(
        "dispersion_plot", corpus, figure, data, evidence, {"n": Count("rows")}, language,
        words=listing(shown, language), n=places.height, lines=len(order),
    )  # fmt: skip


def _article_names(corpus: Tables, language: str) -> dict[str, str]:
    """What stands beside an article's line: outlet and day, in order of days; a number where two would be alike."""
    rows = corpus["articles"].sort("date", "source", nulls_last=True).select("article_id", "outlet", "date").iter_rows()
    names: dict[str, str] = {}
    seen: dict[str, int] = {}
    for article, outlet, date in rows:
        day = f", {date:%d-%m-%Y}" if date and language == "id" else f", {date:%Y-%m-%d}" if date else ""
        name = f"{outlet or label('outlet', '?', language)}{day}"
        seen[name] = seen.get(name, 0) + 1
        names[article] = name if seen[name] == 1 else f"{name} ({seen[name]})"
    return names


def _draw_strokes(
    data: pl.DataFrame, places: pl.DataFrame, names: dict[str, str], language: str, width: Width
) -> Figure:
    order = data["article_id"].unique(maintain_order=True).to_list()
    shown = data.select("feature", "dp_norm").unique(maintain_order=True)
    columns = 1 if width == "single" or shown.height == 1 else 2
    lines = -(-shown.height // columns)
    height = 3.2 if len(order) <= 12 else 2.4
    with style():
        figure = new_figure(width, 12 + lines * (8 + height * len(order)))
        grid = figure.subplots(lines, columns, sharex=True, sharey=True, squeeze=False)
        for axes in grid.flat:
            bare(axes)
        for axes, (word, dp) in zip(grid.flat, shown.iter_rows(), strict=False):
            mine = places.filter(pl.col("feature") == word)
            for y in range(len(order)):
                axes.axhline(y, color=FAINT, linewidth=0.4, zorder=0)
            axes.vlines(
                mine["share"] * 100,
                [order.index(article) - 0.36 for article in mine["article_id"]],
                [order.index(article) + 0.36 for article in mine["article_id"]],
                color=INK,
                linewidth=0.9,
            )
            spread = "–" if dp is None else number(dp, language, 2)
            axes.set_title(phrase("dispersion_plot.title", language, word=word, n=mine.height, dp=spread))
        for axes in grid[-1]:
            bare(axes, x=True)
            axes.set_xticks([0, 25, 50, 75, 100])
        grid[0, 0].set_xlim(-1, 101)
        for axes in grid[:, 0]:
            axes.set_yticks(range(len(order)), [names[article] for article in order])
        grid[0, 0].set_ylim(len(order) - 0.4, -0.6)
        figure.supxlabel(phrase("dispersion_plot.x", language), fontsize=7)
    return figure


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
        As for `frequent_terms`.

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
    places = _places(tokens, unit, data["mark"]).with_columns(part="side").drop_nulls("part")
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
            everything = not np.isfinite(ratio)
            axes.scatter(
                at, y, s=18, marker="o" if more else "s", zorder=3, edgecolor=color, linewidth=0.9,
                facecolor=PAPER if everything else color,
            )  # fmt: skip
            axes.annotate(
                f"{number(quoted, language)} : {number(narrated, language)}", (at, y), xytext=(6 if more else -6, 0),
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
