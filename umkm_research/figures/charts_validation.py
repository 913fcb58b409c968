"""Lesson 6: how far the coding can be trusted."""

from collections.abc import Iterable
from typing import Any

import polars as pl
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D

from umkm_research.errors import SchemaError
from umkm_research.figures.chart import EVIDENCE, Chart, record_of
from umkm_research.figures.labels import LANGUAGES, code_label, label, language_or_default, number, phrase
from umkm_research.figures.style import (
    BLUE,
    FAINT,
    INK,
    MUTED,
    PAPER,
    POSITIONS,
    VERMILION,
    Width,
    bare,
    new_figure,
    style,
)
from umkm_research.figures.trace import Count
from umkm_research.schemas import Tables

NEEDED = ("variable", "code", "cases", "hits", "wrong", "missed", "precision", "recall", "f1", "low", "high", "verdict")
SIGNS = {"precision": ("<", VERMILION), "recall": (">", BLUE), "f1": ("o", INK)}


def validation_plot(
    scores: pl.DataFrame,
    corpus: Tables,
    *,
    variables: Iterable[str] = (),
    language: str | None = None,
    width: Width = "double",
) -> Chart:
    """Precision, recall and F1 of every code against the gold, with the number of cases.

    Parameters
    ----------
    scores : polars.DataFrame
        As `umkm_research.coding.validation.validate` gives them.
    corpus : Mapping of str to polars.DataFrame
        What was scored, so that the figure says of which corpus it is.
    variables : iterable of str
        Only these: ``statement``, ``stance``, ``direction``, ``evaluation``, ``frame``; by default all.
    language : {"en", "id"}, optional
        Of the labels; by default as ``UMKM_LANGUAGE`` says.
    width : {"single", "double"}
        89 or 183 millimetres.

    Returns
    -------
    Chart
        A mark is a code. A code with too few cases in the gold is drawn open and reads *untested*, whatever its score;
        a short stroke is the floor that it has to reach; a line the interval of F1, where there are articles enough.

    Raises
    ------
    SchemaError
        If the scores lack a column.

    Examples
    --------
    >>> from umkm_research.coding.gold import read_gold
    >>> from umkm_research.coding.validation import validate
    >>> from umkm_research.corpus import read_corpus
    >>> corpus = read_corpus()
    >>> scores = validate(corpus, read_gold())
    >>> validation_plot(scores, corpus, variables=["direction"], language="en").data["mark"].to_list()
    ['direction / export', 'direction / import']
    """
    language = language_or_default(language)
    if missing := [column for column in NEEDED if column not in scores.columns]:
        raise SchemaError(f"The scores have no column {', '.join(missing)}.", "Take what validate() gives.", "schema")
    wanted = list(variables)
    kept = scores.filter(pl.col("variable").is_in(wanted)) if wanted else scores
    kept = kept.filter((pl.col("cases") > 0) | (pl.col("wrong") > 0))
    data = kept.with_columns(mark=pl.format("{} / {}", "variable", "code")).select(
        "mark", *(column for column in (*NEEDED, "floor") if column in kept.columns)
    )
    if not data.height:
        said = {tongue: phrase("nothing.scores", tongue) for tongue in LANGUAGES}
        with style():
            figure = new_figure(width, 22)
            figure.text(0.5, 0.5, said[language], ha="center", va="center", wrap=True)
        return Chart("validation_plot", figure, data, EVIDENCE.to_frame(), {}, said, said, language, record_of(corpus))
    figure = _draw(data, language, width)
    values = {
        "codes": data.height,
        "cases": int(data["cases"].sum()),
        "untested": data.filter(pl.col("verdict") == "untested").height,
        "below": data.filter(pl.col("verdict") == "below").height,
    }
    captions = {tongue: phrase("validation_plot.caption", tongue, **values) for tongue in LANGUAGES}
    alts = {tongue: phrase("validation_plot.alt", tongue, **values) for tongue in LANGUAGES}
    # Scores are ratios of counts that stand beside them; the gold has places, but no words to show.
    counts: dict[str, Count] = {}
    return Chart(
        "validation_plot", figure, data, EVIDENCE.to_frame(), counts, captions, alts, language, record_of(corpus)
    )


def _code(variable: str, code: str, language: str, *, short: bool) -> str:
    """A code in words: ``import_limits 1`` is a concept and a position, ``import harm`` a direction and a frame.

    On a single column a position is its sign, so that a name has one line.
    """
    if variable == "statement":
        return label("variable", "statement", language)
    first, _, second = code.partition(" ")
    kinds = {"stance": ("concept", "position")}.get(variable, ("direction", variable))
    words = [code_label(kinds[0], first, language)]
    if short and variable == "stance" and second:
        return f"{words[0]} ({POSITIONS[int(second)]['sign']})"
    if second:
        words.append(code_label(kinds[1], second, language))
    return ": ".join(words)


def _draw(data: pl.DataFrame, language: str, width: Width) -> Figure:
    groups = data.partition_by("variable", maintain_order=True)
    rows: list[tuple[float, dict[str, Any]]] = []
    heads: list[tuple[float, str]] = []
    y = 0.0
    for group in groups:
        heads.append((y, label("variable", group["variable"][0], language)))
        for row in group.sort("cases", "code", descending=[True, False]).iter_rows(named=True):
            y += 1
            rows.append((y, row))
        y += 1.5
    with style():
        figure = new_figure(width, 24 + 4.2 * y)
        axes = figure.subplots()
        bare(axes, x=True)
        for x in (0, 0.25, 0.5, 0.75, 1):
            axes.axvline(x, color=FAINT, linewidth=0.4, zorder=0)
        for at, row in rows:
            _row(axes, at, row, language)
        for at, head in heads:
            axes.text(
                0,
                at,
                head,
                fontweight="bold",
                va="center",
                fontsize=6.5,
                bbox={"facecolor": PAPER, "edgecolor": "none", "pad": 0.5},
            )
        axes.set_xlim(-0.03, 1.03)
        axes.set_ylim(y - 0.5, -0.8)
        ticks = (0, 0.25, 0.5, 0.75, 1) if width == "double" else (0, 0.5, 1)
        axes.set_xticks(ticks, [number(x, language, 2) for x in ticks])
        short = width == "single"
        names = [_code(row["variable"], row["code"], language, short=short) for _, row in rows]
        axes.set_yticks([at for at, _ in rows], names, fontsize=6)
        axes.set_xlabel(phrase("validation_plot.x", language))
        handles = [
            Line2D(
                [],
                [],
                linestyle="none",
                marker=marker,
                color=color,
                markersize=4,
                label=label("column", what, language),
            )
            for what, (marker, color) in SIGNS.items()
        ]
        handles.append(
            Line2D(
                [],
                [],
                linestyle="none",
                marker="|",
                color=MUTED,
                markersize=7,
                label=label("column", "floor", language),
            )
        )
        handles.append(
            Line2D([], [], linestyle="none", marker="o", markerfacecolor=PAPER, markeredgecolor=MUTED, markersize=4,
                   label=label("verdict", "untested", language))
        )  # fmt: skip
        figure.legend(handles=handles, loc="outside upper left", ncols=5 if width == "double" else 3)
    return figure


def _row(axes: Axes, y: float, row: dict[str, Any], language: str) -> None:
    untested = row["verdict"] == "untested"
    if row.get("floor") is not None:
        axes.scatter(row["floor"], y, marker="|", s=40, color=MUTED, linewidth=1, zorder=1)
    if row["low"] is not None:
        axes.hlines(y, row["low"], row["high"], color=INK, linewidth=1, zorder=2)
    # Where the three lie on each other they stand a little apart, so that each is seen.
    for what, (marker, color) in SIGNS.items():
        if (value := row[what]) is None:
            continue
        lift = {"precision": -0.29, "recall": 0.29, "f1": 0.0}[what]
        axes.scatter(
            value, y + lift, marker=marker, s=10, zorder=3, linewidth=0.7,
            facecolor=PAPER if untested else color, edgecolor=MUTED if untested else color,
        )  # fmt: skip
    n = f"n = {number(row['cases'], language)}"
    axes.annotate(
        n,
        (1, y),
        xycoords=("axes fraction", "data"),
        xytext=(4, 0),
        textcoords="offset points",
        va="center",
        fontsize=6,
        color=MUTED,
    )
