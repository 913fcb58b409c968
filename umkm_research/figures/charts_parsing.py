"""Lesson 1: what became of every line of the pages."""

import polars as pl
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from umkm_research.figures.chart import Chart, finish, nothing, witnesses
from umkm_research.figures.labels import label, language_or_default, number, phrase
from umkm_research.figures.style import INK, MUTED, PAPER, Width, bare, fill, guides, key, new_figure, style
from umkm_research.figures.trace import Count
from umkm_research.schemas import Tables

ROLES = {
    "navigation": "dropped",
    "promo": "dropped",
    "related": "dropped",
    "caption": "known",
    "title": "known",
    "byline": "known",
    "editor": "known",
    "date": "known",
    "dateline": "known",
    "standfirst": "known",
    "body": "kept",
}
"""Roles in the order in which the waterfall takes them off: what is thrown away, what is kept as a fact about the
article, what is counted. Empty lines have no characters."""

PANELS = {"single": 1, "double": 5}
"""Outlets that a figure of this width has room for; the rest share the last panel."""


def parsing_waterfall(corpus: Tables, *, language: str | None = None, width: Width = "double") -> Chart:
    """What became of every character of the pages, by outlet: all that was read, less each role, leaves the article.

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
        A mark is an outlet and a role. ``characters`` counts code points without line breaks, ``segments`` stretches of
        one role (most often a line), ``share`` is per cent of the outlet's characters.

    Examples
    --------
    >>> from umkm_research.schemas import SCHEMAS
    >>> parsing_waterfall({name: schema.to_frame() for name, schema in SCHEMAS.items()}, language="en").alt
    'There is no article in this corpus, so there is nothing to draw.'
    """
    language = language_or_default(language)
    if not corpus["segments"].height:
        return nothing("parsing_waterfall", corpus, language, width, "articles")
    segments = _segments(corpus, PANELS[width])
    data = _count(segments)
    figure = _draw(data, language, width)
    shares = data.filter(pl.col("role") == "body")["share"]
    return finish(
        "parsing_waterfall",
        corpus,
        figure,
        data,
        witnesses(corpus, segments.with_columns(adds=pl.col("characters"))),
        {"characters": Count("sum"), "segments": Count("rows")},
        language,
        low=round(float(shares.min() or 0)),  # type: ignore[arg-type]  # a column of floats
        high=round(float(shares.max() or 0)),  # type: ignore[arg-type]  # a column of floats
        groups=data["outlet"].n_unique(),
        segments=segments.height,
    )


def _segments(corpus: Tables, most: int) -> pl.DataFrame:
    """Every stretch with its panel: the outlet, or the rest of them where there is no room for all."""
    articles = corpus["articles"].select("article_id", pl.col("outlet").fill_null("?"))
    sizes = articles.group_by("outlet").len().sort(["len", "outlet"], descending=[True, False])["outlet"].to_list()
    if len(sizes) > most:
        apart, rest = sizes[: most - 1], "…" if most > 1 else "*"
        articles = articles.with_columns(
            outlet=pl.when(pl.col("outlet").is_in(apart)).then("outlet").otherwise(pl.lit(rest))
        )
    return (
        corpus["segments"]
        .join(articles, on="article_id", how="inner", maintain_order="left")
        .filter(pl.col("role") != "empty")
        .with_columns(mark=pl.format("{} / {}", "outlet", "role"), characters=pl.col("end") - pl.col("start"))
    )


def _count(segments: pl.DataFrame) -> pl.DataFrame:
    articles = segments.group_by("outlet").agg(articles=pl.col("article_id").n_unique().cast(pl.Int64))
    order = {role: at for at, role in enumerate(ROLES)}
    first = {outlet: at for at, outlet in enumerate(segments["outlet"].unique(maintain_order=True))} | {"…": 99}
    return (
        segments.group_by("mark", "outlet", "role")
        .agg(
            characters=pl.col("characters").sum(),
            segments=pl.len().cast(pl.Int64),
        )
        .with_columns(
            share=100 * pl.col("characters") / pl.col("characters").sum().over("outlet"),
            at=pl.col("role").replace_strict(order, default=len(order)),
            panel=pl.col("outlet").replace_strict(first),
        )
        .join(articles, on="outlet")
        .sort("panel", "at", "role")
        .with_columns(until=pl.col("share").cum_sum().over("outlet"))
        .drop("at", "panel")
    )


def _draw(data: pl.DataFrame, language: str, width: Width) -> Figure:
    roles = [role for role in ROLES if role in data["role"]]
    roles += sorted(set(data["role"]) - set(ROLES))
    panels = data.partition_by("outlet", maintain_order=True, as_dict=True)
    with style():
        figure = new_figure(width, 34 + 4.2 * len(roles))
        row = figure.subplots(1, len(panels), sharex=True, sharey=True, squeeze=False)[0]
        for axes, ((outlet,), rows) in zip(row, panels.items(), strict=True):
            _panel(axes, rows, roles, language)
            _title(axes, str(outlet), rows, language)
        row[0].set_yticks(range(len(roles) + 1), [label("role", role, language) for role in ("all", *roles)])
        row[0].set_ylim(len(roles) + 0.6, -0.6)
        figure.supxlabel(phrase("parsing_waterfall.x", language), fontsize=7)
        kinds = ("dropped", "known", "kept")
        key(figure, [(kind, label("fate", kind, language)) for kind in kinds], 3 if width == "double" else 1)
    return figure


def _panel(axes: Axes, rows: pl.DataFrame, roles: list[str], language: str) -> None:
    bare(axes, x=True)
    guides(axes)
    axes.barh(0, 100, height=0.7, **fill("total"))
    for role, share, until in rows.select("role", "share", "until").iter_rows():
        y = roles.index(role) + 1
        left = 100 - until
        axes.barh(y, share, left=left, height=0.7, **fill(ROLES.get(role, "dropped")))
        # The share stands in a long bar, else beside it, on the side where there is room.
        inside, after = share > 30, left + share < 80
        axes.annotate(
            number(share, language, 0 if share >= 1 else 1),
            (left + share if after and not inside else left, y),
            xytext=(2 if after or inside else -2, 0),
            textcoords="offset points",
            ha="left" if after or inside else "right",
            va="center",
            color=PAPER if inside else INK,
            fontsize=6,
        )
    axes.set_xlim(0, 100)
    axes.set_xticks([0, 50, 100])


def _title(axes: Axes, outlet: str, rows: pl.DataFrame, language: str) -> None:
    axes.set_title(label("outlet", outlet, language) if outlet in {"?", "…", "*"} else outlet, pad=17)
    n = phrase("parsing_waterfall.n", language, articles=rows["articles"][0], characters=rows["characters"].sum())
    axes.annotate(
        n, (0, 1), xycoords="axes fraction", xytext=(0, 2), textcoords="offset points", color=MUTED, fontsize=6
    )
