"""Lesson 4: the network of actors and concepts."""

import networkx as nx
import polars as pl
from matplotlib.figure import Figure
from matplotlib.lines import Line2D

from umkm_research.coding.estimates import BASES, positions
from umkm_research.figures.chart import Chart, finish, nothing, witnesses
from umkm_research.figures.labels import code_label, label, language_or_default, phrase
from umkm_research.figures.style import INK, POSITIONS, Width, bare, new_figure, style
from umkm_research.figures.trace import Count
from umkm_research.schemas import Tables

SPEAKERS = {"single": 10, "double": 15}
"""Speakers that a figure has room for."""

NAMES = {1: "support", 0: "ambivalent", -1: "oppose"}
BESIDE = {1: 0.0, 0: 0.13, -1: -0.13}
"""Lines of two positions between the same two stand beside each other."""

NOBODY = "?"
"""Stands for the speaker where the article names none."""


def actor_network(corpus: Tables, *, language: str | None = None, width: Width = "double") -> Chart:
    """The network of actors and concepts: a line from a speaker to each concept on which the speaker takes a position.

    Speakers and concepts stand in two columns, each ordered so that few lines cross.

    Parameters
    ----------
    corpus : Mapping of str to polars.DataFrame
        With ``stances``, ``statements``, ``speakers``, ``sentences``, ``articles`` and ``duplicates``; copies count once.
    language : {"en", "id"}, optional
        Of the labels; by default as ``UMKM_LANGUAGE`` says.
    width : {"single", "double"}
        89 or 183 millimetres.

    Returns
    -------
    Chart
        A mark is a line: ``articles`` in which the speaker takes the position throughout; ``position`` 0 where both
        sides are taken in one article.

    Examples
    --------
    >>> from umkm_research.corpus import read_corpus
    >>> chart = actor_network(read_corpus(), language="en")
    >>> chart.recount().equals(chart.data.select("mark", "articles"))
    True
    """
    language = language_or_default(language)
    taken = positions(corpus)  # type: ignore[arg-type]  # any tables will do: the sample plays no part here
    taken = taken.with_columns(pl.col("speaker").fill_null(NOBODY))
    if not taken.height:
        return nothing("actor_network", corpus, language, width, "stances")
    most = taken.group_by("speaker").len().sort(["len", "speaker"], descending=[True, False]).head(SPEAKERS[width])
    taken = taken.filter(pl.col("speaker").is_in(most["speaker"].implode())).with_columns(
        mark=pl.format("{} / {} / {}", "speaker", "concept", pl.col("position").replace_strict(NAMES))
    )
    data = (
        taken.group_by("mark", "speaker", "concept", "position")
        .agg(articles=pl.col("article_id").n_unique().cast(pl.Int64), actor_type=pl.col("actor_type").first())
        .sort("speaker", "concept", "position")
    )
    places = _places(corpus, taken)
    figure = _draw_network(data, corpus, language, width)
    return finish(
        "actor_network", corpus, figure, data, witnesses(corpus, places), {"articles": Count("articles")}, language,
        n=data.height, speakers=data["speaker"].n_unique(), concepts=data["concept"].n_unique(),
    )  # fmt: skip


def _places(corpus: Tables, taken: pl.DataFrame) -> pl.DataFrame:
    """The sentences in which each speaker takes each position, demands and evaluations only."""
    who = corpus["speakers"].select("statement_id", pl.coalesce("person", "name").alias("speaker")).unique()
    return (
        corpus["stances"]
        .filter(pl.col("basis").is_in(BASES))
        .drop("position")
        .join(who, on="statement_id", how="left", maintain_order="left")
        .with_columns(pl.col("speaker").fill_null(NOBODY))
        .join(taken.select("mark", "article_id", "speaker", "concept"), on=["article_id", "speaker", "concept"])
        .sort("mark", "article_id", "start")
    )


def _columns(data: pl.DataFrame) -> tuple[list[str], list[str]]:
    """Speakers and concepts in orders with few crossings: each again and again at the mean place of its neighbours."""
    graph = nx.Graph()
    graph.add_edges_from(
        (("s", speaker), ("c", concept)) for speaker, concept in data.select("speaker", "concept").iter_rows()
    )
    # Parts of the network that do not touch stand one below the other, the largest first.
    parts = sorted(nx.connected_components(graph), key=lambda part: (-len(part), min(part)))
    sides: dict[str, list[str]] = {"s": [], "c": []}
    for part in parts:
        order = {side: sorted(name for kind, name in part if kind == side) for side in "sc"}
        for _ in range(12):
            for side, other in (("c", "s"), ("s", "c")):
                at = {name: place for place, name in enumerate(order[other])}
                near = {
                    name: [at[neighbour] for _, neighbour in graph[side, name]] for name in order[side]
                }  # fmt: skip
                order[side].sort(key=lambda name, near=near: (sum(near[name]) / len(near[name]), name))  # type: ignore[misc]  # bound at once
        for side, names in order.items():
            sides[side] += names
    return sides["s"], sides["c"]


def _draw_network(data: pl.DataFrame, corpus: Tables, language: str, width: Width) -> Figure:
    speakers, concepts = _columns(data)
    tall = max(len(speakers), len(concepts))
    height = {name: (place + 0.5) * tall / len(speakers) for place, name in enumerate(speakers)}
    depth = {name: (place + 0.5) * tall / len(concepts) for place, name in enumerate(concepts)}
    with style():
        figure = new_figure(width, 16 + 4.6 * tall)
        axes = figure.subplots()
        bare(axes)
        for speaker, concept, position, n in data.select("speaker", "concept", "position", "articles").iter_rows():
            look = POSITIONS[position]
            axes.plot(
                [0, 1], [height[speaker] + BESIDE[position], depth[concept] + BESIDE[position]], color=look["color"], linestyle=look["linestyle"],
                linewidth=0.6 + 0.5 * min(n, 8), solid_capstyle="round", zorder=2,
            )  # fmt: skip
        axes.scatter([0] * len(speakers), list(height.values()), s=14, color=INK, zorder=3, clip_on=False)
        axes.scatter([1] * len(concepts), list(depth.values()), s=14, marker="s", color=INK, zorder=3, clip_on=False)
        for name, y in height.items():
            axes.annotate(label("other", "nobody", language) if name == NOBODY else name, (0, y), xytext=(-5, 0), textcoords="offset points", ha="right", va="center", fontsize=6.5)  # fmt: skip
        for name, y in depth.items():
            axes.annotate(code_label("concept", name, language, corpus), (1, y), xytext=(5, 0), textcoords="offset points", ha="left", va="center", fontsize=6.5)  # fmt: skip
        axes.set_ylim(tall, 0)
        axes.set_yticks([])
        # The names stand outside the lines; the constrained layout makes room for them.
        axes.set_xlim(0, 1)
        handles = [
            Line2D([], [], color=POSITIONS[position]["color"], linestyle=POSITIONS[position]["linestyle"], linewidth=1.2,
                   label=code_label("position", str(position), language, corpus))
            for position in sorted(set(data["position"]), reverse=True)
        ]  # fmt: skip
        figure.legend(handles=handles, loc="outside upper left", ncols=3)
        axes.set_xlabel(phrase("actor_network.x", language, n=data.height), labelpad=2)
    return figure
