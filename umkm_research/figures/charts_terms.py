"""Lesson 3: which words stand how often, and where."""

from collections.abc import Sequence
from typing import Literal

import polars as pl
from matplotlib.figure import Figure

from umkm_research.figures.chart import Chart, finish, is_sample, nothing, witnesses
from umkm_research.figures.labels import label, language_or_default, listing, number, phrase
from umkm_research.figures.style import (
    BLUE,
    FAINT,
    INK,
    PAPER,
    Width,
    bare,
    new_figure,
    style,
)
from umkm_research.figures.trace import Count
from umkm_research.schemas import Tables
from umkm_research.terms import dispersion, frequency, positions
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
    evidence = witnesses(corpus, word_places(tokens, unit, data["mark"]))
    counts = {"frequency": Count("rows"), "documents": Count("articles")}
    top = [f"{term} ({number(n, language)})" for term, n in data.select("mark", "frequency").head(3).iter_rows()]
    return finish(
        "frequent_terms", corpus, figure, data, evidence, counts, language,
        n=words, terms=data.height, top=", ".join(top), unit=unit,
    )  # fmt: skip


def word_places(tokens: pl.DataFrame, unit: Unit, features: pl.Series) -> pl.DataFrame:
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
        ends = data["high"] if interval else drawn
        for y, (value, n) in enumerate(zip(ends, data["frequency"], strict=True)):
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
