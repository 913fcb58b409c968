"""Lesson 2: forms and the terms that they are counted under, and how the vocabulary grows."""

from typing import Literal

import polars as pl
from matplotlib.figure import Figure

from umkm_research.figures.chart import Chart, finish, nothing, witnesses
from umkm_research.figures.labels import label, language_or_default, number, phrase
from umkm_research.figures.style import BLUE, INK, MUTED, VERMILION, Width, bare, fill, guides, new_figure, style
from umkm_research.figures.trace import Count
from umkm_research.schemas import Tables
from umkm_research.terms import frequency, vocabulary_growth
from umkm_research.terms.counting import WORDS, Unit

FAMILIES = {"single": 6, "double": 12}
"""Families that a figure has room for."""

FORMS = 6
"""Forms of a family that are drawn one by one; the rest share a line."""

REST = "…"
UNITS: tuple[Unit, ...] = ("form", "stem", "term")
LINES = {"form": (INK, "-", 1.4), "stem": (BLUE, (0, (5, 1.5)), 1.4), "term": (VERMILION, (0, (1, 1)), 1.6)}
STEPS = 25


def stem_families(
    corpus: Tables, *, unit: Literal["stem", "term"] = "term", language: str | None = None, width: Width = "double"
) -> Chart:
    """The forms that are counted under one term, for the terms with most forms.

    Parameters
    ----------
    corpus : Mapping of str to polars.DataFrame
        With ``tokens``, ``sentences`` and ``articles``.
    unit : {"term", "stem"}
        What the forms are gathered under.
    language : {"en", "id"}, optional
        Of the labels; by default as ``UMKM_LANGUAGE`` says.
    width : {"single", "double"}
        89 or 183 millimetres.

    Returns
    -------
    Chart
        A mark is a term and a form: its ``frequency``. Families stand in order of how many forms they have.

    Examples
    --------
    >>> from umkm_research.corpus import read_corpus
    >>> chart = stem_families(read_corpus(), language="en")
    >>> chart.recount().equals(chart.data.select("mark", "frequency"))
    True
    """
    language = language_or_default(language)
    words = corpus["tokens"].filter(pl.col("kind").is_in(WORDS), ~pl.col("is_stopword")).with_columns(family=unit)
    counts = frequency(
        words.select(pl.exclude("family")).with_columns(family=unit), by="family", unit="form", interval=None
    )
    sizes = (
        counts.group_by("family").agg(forms=pl.len(), total=pl.col("frequency").sum()).filter(pl.col("forms") > 1)
        .sort(["forms", "total", "family"], descending=[True, True, False])
    )  # fmt: skip
    if not sizes.height:
        return nothing("stem_families", corpus, language, width, "families")
    chosen = sizes.head(FAMILIES[width])
    ranked = counts.join(chosen, on="family").sort(
        ["forms", "total", "family", "frequency", "feature"], descending=[True, True, False, True, False]
    )
    place = pl.int_range(pl.len()).over("family")
    many = pl.col("forms") > FORMS
    ranked = ranked.with_columns(form=pl.when(many & (place >= FORMS - 1)).then(pl.lit(REST)).otherwise("feature"))
    places = words.join(
        ranked.select("family", "feature", shown="form"), left_on=["family", "form"], right_on=["family", "feature"],
        maintain_order="left",
    ).with_columns(mark=pl.format("{} / {}", "family", "shown"))  # fmt: skip
    data = (
        ranked.group_by("family", "form", maintain_order=True)
        .agg(frequency=pl.col("frequency").sum().cast(pl.Int64), forms=pl.len().cast(pl.Int64))
        .with_columns(mark=pl.format("{} / {}", "family", "form"))
        .select("mark", "family", "form", "frequency", "forms")
    )
    figure = _draw_families(data, language, width)
    first = chosen.row(0, named=True)
    return finish(
        "stem_families", corpus, figure, data, witnesses(corpus, places), {"frequency": Count("rows")}, language,
        families=chosen.height, all=sizes.height, n=places.height, first=first["family"], forms=first["forms"],
    )  # fmt: skip


def _draw_families(data: pl.DataFrame, language: str, width: Width) -> Figure:
    families = data.partition_by("family", maintain_order=True)
    columns = 1 if width == "single" else min(3, len(families))
    # Families one below the other, each column filled before the next is begun.
    total = sum(part.height + 1.6 for part in families)
    stacks: list[list[pl.DataFrame]] = [[]]
    filled = 0.0
    for part in families:
        if filled >= total / columns * len(stacks) - 0.1 and len(stacks) < columns:
            stacks.append([])
        stacks[-1].append(part)
        filled += part.height + 1.6
    tallest = max(sum(part.height + 1.6 for part in stack) for stack in stacks)
    most = int(data["frequency"].max() or 1)  # type: ignore[arg-type]  # a column of integers
    with style():
        figure = new_figure(width, 14 + 3.3 * tallest)
        row = figure.subplots(1, len(stacks), sharex=True, sharey=True, squeeze=False)[0]
        for axes, stack in zip(row, stacks, strict=True):
            bare(axes, x=True)
            guides(axes)
            names: list[tuple[float, str]] = []
            y = 0.0
            for part in stack:
                n = part["frequency"].sum()
                head = phrase("stem_families.head", language, family=part["family"][0], n=n)
                axes.text(0, y, head, fontweight="bold", va="center", fontsize=6.5)
                for form, count, forms in part.select("form", "frequency", "forms").iter_rows():
                    y += 1
                    axes.barh(y, count, height=0.62, **fill("kept" if form != REST else "dropped"))
                    axes.annotate(
                        number(count, language), (count, y), xytext=(2, 0), textcoords="offset points", va="center",
                        fontsize=6, color=MUTED,
                    )  # fmt: skip
                    names.append((y, form if form != REST else phrase("stem_families.rest", language, n=forms)))
                y += 1.6
            # Names are text beside the axis, not ticks: the columns share their scale and have names of their own.
            for at, name in names:
                axes.annotate(
                    name, (0, at), xytext=(-3, 0), textcoords="offset points", ha="right", va="center", fontsize=6,
                )  # fmt: skip
            axes.set_yticks([])
        row[0].set_xlim(0, most * 1.15)
        row[0].set_ylim(tallest - 0.6, -0.8)
        figure.supxlabel(phrase("stem_families.x", language, n=int(data["frequency"].sum())), fontsize=7)
    return figure


def growth_plot(corpus: Tables, *, language: str | None = None, width: Width = "single") -> Chart:
    """How many different forms, stems and terms have been met after so many words.

    Parameters
    ----------
    corpus : Mapping of str to polars.DataFrame
        With ``tokens``, ``sentences`` and ``articles``; articles in the order in which they stand there.
    language, width
        As for `stem_families`.

    Returns
    -------
    Chart
        A mark is a unit and a point of its line: ``types`` met so far after ``tokens`` words, of which ``new`` were met
        since the point before; the evidence is where each was met first.

    Examples
    --------
    >>> from umkm_research.corpus import read_corpus
    >>> chart = growth_plot(read_corpus(), language="en")
    >>> chart.recount().equals(chart.data.select("mark", "new"))
    True
    """
    language = language_or_default(language)
    words = corpus["tokens"].filter(pl.col("kind").is_in(WORDS)).with_row_index("at", offset=1)
    if not words.height:
        return nothing("growth_plot", corpus, language, width, "terms")
    parts, places = [], []
    for unit in UNITS:
        curve = vocabulary_growth(corpus["tokens"], unit=unit, points=STEPS).select(
            pl.lit(unit).alias("unit"), pl.col("tokens").cast(pl.Int64), pl.col("types").round().cast(pl.Int64)
        )
        parts.append(curve.with_columns(new=pl.col("types").diff().fill_null(pl.col("types"))))
        first = words.unique(unit, keep="first", maintain_order=True).with_columns(pl.col("at").cast(pl.Int64))
        places.append(
            first.join_asof(curve.select("tokens"), left_on="at", right_on="tokens", strategy="forward", coalesce=False)
            .with_columns(mark=pl.format("{} @ {}", pl.lit(unit), "tokens"))
            .select("mark", "article_id", "start", "end", "sentence_id")
        )
    data = pl.concat(parts).with_columns(mark=pl.format("{} @ {}", "unit", "tokens")).select(
        "mark", "unit", "tokens", "types", "new"
    )  # fmt: skip
    figure = _draw_growth(data, language, width)
    last = {unit: int(data.filter(pl.col("unit") == unit)["types"][-1]) for unit in UNITS}
    return finish(
        "growth_plot", corpus, figure, data, witnesses(corpus, pl.concat(places)), {"new": Count("rows")}, language,
        n=words.height, **last,
    )  # fmt: skip


def _draw_growth(data: pl.DataFrame, language: str, width: Width) -> Figure:
    with style():
        figure = new_figure(width, 62)
        axes = figure.subplots()
        guides(axes, "y")
        end = int(data["tokens"].max() or 1)  # type: ignore[arg-type]  # a column of integers
        top = int(data["types"].max() or 1)  # type: ignore[arg-type]  # a column of integers
        ends: list[tuple[float, str]] = []
        for unit, (color, dashes, thick) in LINES.items():
            line = data.filter(pl.col("unit") == unit)
            axes.plot(
                [0, *line["tokens"]], [0, *line["types"]], color=color, linestyle=dashes, linewidth=thick,
            )  # fmt: skip
            last = line["types"][-1]
            ends.append((float(last), f"{label('unit', unit, language)} ({number(last, language)})"))
        # Labels stand at the lines' ends, pushed apart where the ends lie close.
        above = float("inf")
        for value, text in sorted(ends, reverse=True):
            y = min(value, above - top * 0.055)
            axes.annotate(text, (end, value), xytext=(1.03, y / (top * 1.05)), textcoords="axes fraction", va="center", fontsize=6.5)  # fmt: skip
            above = y
        axes.set_xlim(0, end)
        axes.set_ylim(0, top * 1.05)
        for axis in (axes.xaxis, axes.yaxis):
            axis.set_major_formatter(lambda value, _: number(int(value), language))
        axes.set_xlabel(phrase("growth_plot.x", language, n=end))
        axes.set_ylabel(phrase("growth_plot.y", language))
    return figure
