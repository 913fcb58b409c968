"""When the articles of a corpus were published."""

import datetime as dt

import polars as pl
from matplotlib.dates import AutoDateLocator
from matplotlib.figure import Figure

from umkm_research.figures.chart import Chart, finish, nothing, witnesses
from umkm_research.figures.labels import label, language_or_default, number, phrase
from umkm_research.figures.style import BLUE, FAINT, PAPER, Width, bare, new_figure, style
from umkm_research.figures.trace import Count
from umkm_research.schemas import Tables

EPOCH = dt.date(1970, 1, 1)

OUTLETS = 15
"""Lines that the figure has room for; the rest share the last."""


def timeline(corpus: Tables, *, language: str | None = None, width: Width = "double") -> Chart:
    """Articles by outlet and month.

    Parameters
    ----------
    corpus : Mapping of str to polars.DataFrame
        With ``articles`` and ``segments``.
    language : {"en", "id"}, optional
        Of the labels; by default as ``UMKM_LANGUAGE`` says.
    width : {"single", "double"}
        89 or 183 millimetres.

    Returns
    -------
    Chart
        A mark is an outlet and a month: the number of ``articles``. Articles without a date are counted in the caption.

    Examples
    --------
    >>> from umkm_research.corpus import read_corpus
    >>> timeline(read_corpus(), language="en").data["month"][0]
    '2019-11'
    """
    language = language_or_default(language)
    dated = corpus["articles"].filter(pl.col("date").is_not_null()).sort("date", "source")
    if not dated.height:
        return nothing("timeline", corpus, language, width, "dates")
    outlets = dated.select(pl.col("outlet").fill_null("?"))["outlet"].value_counts().sort(
        ["count", "outlet"], descending=[True, False]
    )["outlet"].to_list()  # fmt: skip
    apart = outlets if len(outlets) <= OUTLETS else outlets[: OUTLETS - 1]
    shown = pl.col("outlet").fill_null("?")
    placed = dated.with_columns(
        line=pl.when(shown.is_in(apart)).then(shown).otherwise(pl.lit("…")), month=pl.col("date").dt.strftime("%Y-%m")
    ).with_columns(mark=pl.format("{} / {}", "line", "month"))
    data = (
        placed.group_by("mark", "line", "month", maintain_order=True)
        .agg(articles=pl.len().cast(pl.Int64), middle=pl.col("date").sort().gather(pl.len() // 2).first())
        .rename({"line": "outlet"})
    )
    figure = _draw(data, language, width)
    # What stands for an article is its title, or where it has none its first line of body.
    heads = (
        corpus["segments"]
        .filter(pl.col("role").is_in(["title", "body"]))
        .sort("role", "start", descending=[True, False])
    )
    places = placed.select("mark", "article_id").join(
        heads.unique("article_id", keep="first", maintain_order=True).select("article_id", "start", "end"),
        on="article_id", how="left", maintain_order="left",
    )  # fmt: skip
    return finish(
        "timeline", corpus, figure, data.drop("middle"), witnesses(corpus, places), {"articles": Count("rows")}, language,
        n=dated.height, undated=corpus["articles"].height - dated.height, outlets=len(outlets),
        first=_day(dated["date"][0], language), last=_day(dated["date"][-1], language),
    )  # fmt: skip


def _day(day: dt.date, language: str) -> str:
    return f"{day:%d-%m-%Y}" if language == "id" else f"{day:%Y-%m-%d}"


def _number(day: dt.date) -> int:
    """The day as matplotlib counts it."""
    return (day - EPOCH).days


def _draw(data: pl.DataFrame, language: str, width: Width) -> Figure:
    outlets = data["outlet"].unique(maintain_order=True).to_list()
    with style():
        figure = new_figure(width, 16 + 5 * len(outlets))
        axes = figure.subplots()
        bare(axes, x=True)
        for y, outlet in enumerate(outlets):
            axes.axhline(y, color=FAINT, linewidth=0.4, zorder=0)
            for n, day in data.filter(pl.col("outlet") == outlet).select("articles", "middle").iter_rows():
                axes.scatter(_number(day), y, s=min(24 * n, 260), color=BLUE, edgecolor=PAPER, linewidth=0.4, zorder=2)
                axes.annotate(
                    number(n, language), (_number(day), y), xytext=(0, 4 + min(n, 10) / 2), ha="center", fontsize=6,
                    textcoords="offset points",
                )  # fmt: skip
        axes.set_yticks(
            range(len(outlets)),
            [label("outlet", outlet, language) if outlet in {"?", "…"} else outlet for outlet in outlets],
        )
        axes.set_ylim(len(outlets) - 0.5, -0.8)
        days = [_number(day) for day in data["middle"]]
        spare = max((max(days) - min(days)) * 0.04, 15)
        axes.set_xlim(min(days) - spare, max(days) + spare)
        axes.xaxis_date()
        locator = AutoDateLocator(minticks=2, maxticks=7 if width == "double" else 4)  # type: ignore[no-untyped-call]  # has no types
        axes.xaxis.set_major_locator(locator)
        # Months as numbers: their names are a matter of language.
        axes.xaxis.set_major_formatter(lambda value, _: (EPOCH + dt.timedelta(days=value)).strftime("%Y-%m"))
        axes.set_xlabel(phrase("timeline.x", language, n=int(data["articles"].sum())))
    return figure
