"""Lesson 4: who is heard, and who stands for what."""

from functools import partial
from textwrap import fill as _wrap

import polars as pl
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D

from umkm_research.coding.estimates import BASES
from umkm_research.coding.validation import drawable
from umkm_research.figures.chart import Chart, finish, nothing, witnesses
from umkm_research.figures.labels import code_label, label, language_or_default, number, phrase
from umkm_research.figures.style import (
    FAINT,
    MUTED,
    PAPER,
    POSITIONS,
    Width,
    bare,
    fill,
    guides,
    key,
    new_figure,
    style,
)
from umkm_research.figures.trace import Count
from umkm_research.schemas import Tables

SPEAKERS = {"single": 10, "double": 15}
"""Speakers that a bar chart has room for."""

COLUMNS = {"single": 6, "double": 13}
"""Speakers that a matrix has room for."""

LETTERS = {"single": 22, "double": 44}
"""Letters of a name on one line."""

fill_text = partial(_wrap, break_long_words=False, break_on_hyphens=False)
"""Lines of whole words: *e-commerce* is one."""

KINDS = ("direct", "mixed", "indirect", "continuation")
_POSITION = {1: "support", 0: "ambivalent", -1: "oppose"}

NOBODY = "?"
"""Stands for the speaker where the article names none."""


def _said(corpus: Tables) -> pl.DataFrame:
    """Statements, each once for each of its speakers, with the speaker's name across the corpus and actor type.

    Those of articles that copy another are left out: a press release is one voice, however many print it.
    """
    who = (
        corpus["speakers"]
        .select("statement_id", pl.coalesce("person", "name").alias("speaker"), "actor_type")
        .unique(["statement_id", "speaker"], keep="first", maintain_order=True)
    )
    return (
        corpus["statements"]
        .join(corpus["duplicates"], on="article_id", how="anti", maintain_order="left")
        .join(who, on="statement_id", how="left", maintain_order="left")
        .with_columns(
            pl.col("speaker").fill_null(NOBODY),
            words=pl.col("text").str.count_matches(r"\S+").cast(pl.Int64),
            quote=pl.when("continuation").then(pl.lit("continuation")).otherwise("quote_type"),
        )
    )


def _name(speaker: str, language: str) -> str:
    return label("other", "nobody", language) if speaker == NOBODY else speaker


def speakers_by_words(corpus: Tables, *, language: str | None = None, width: Width = "double") -> Chart:
    """Who is heard: speakers by the number of words that the articles give them.

    Parameters
    ----------
    corpus : Mapping of str to polars.DataFrame
        With ``statements``, ``speakers``, ``articles`` and ``duplicates``; copies count once.
    language : {"en", "id"}, optional
        Of the labels; by default as ``UMKM_LANGUAGE`` says.
    width : {"single", "double"}
        89 or 183 millimetres.

    Returns
    -------
    Chart
        A mark is a speaker and a kind of quotation: ``words`` of ``statements``. Words of an indirect statement are the
        journalist's; those of a statement with several speakers count for each. Sentences that merely go on with what
        was reported are a kind of their own, ``continuation``.

    Examples
    --------
    >>> from umkm_research.corpus import read_corpus
    >>> speakers_by_words(read_corpus(), language="en").data["speaker"][0]
    'Teten Masduki'
    """
    language = language_or_default(language)
    said = _said(corpus).with_columns(mark=pl.format("{} / {}", "speaker", "quote"))
    if not said.height:
        return nothing("speakers_by_words", corpus, language, width, "speakers")
    totals = said.group_by("speaker").agg(
        pl.col("words").sum(), pl.len().alias("statements"), pl.col("actor_type").drop_nulls().sort().first()
    )
    ranked = totals.sort(["words", "speaker"], descending=[True, False]).head(SPEAKERS[width])
    order = {kind: at for at, kind in enumerate(KINDS)}
    rank = {speaker: at for at, speaker in enumerate(ranked["speaker"])}
    kept = said.filter(pl.col("speaker").is_in(ranked["speaker"].implode()))
    data = (
        kept.group_by("mark", "speaker", "quote")
        .agg(words=pl.col("words").sum(), statements=pl.len().cast(pl.Int64))
        .join(totals.select("speaker", "actor_type"), on="speaker")
        .sort(pl.col("speaker").replace_strict(rank), pl.col("quote").replace_strict(order, default=9))
        .select("mark", "speaker", "actor_type", pl.col("quote").alias("quote_type"), "words", "statements")
    )
    n = said["statement_id"].n_unique()
    figure = _draw_words(data, n, corpus, language, width)
    evidence = witnesses(corpus, kept.drop("sentence_id").with_columns(adds="words"))
    counts = {"words": Count("sum"), "statements": Count("rows")}
    first = ranked.row(0, named=True)
    return finish(
        "speakers_by_words", corpus, figure, data, evidence, counts, language,
        n=n, speakers=totals.height, shown=ranked.height, first=first["speaker"],
        words=first["words"],
    )  # fmt: skip


def _draw_words(data: pl.DataFrame, statements: int, corpus: Tables, language: str, width: Width) -> Figure:
    speakers = data.select("speaker", "actor_type").unique(maintain_order=True).rows()
    kinds = [kind for kind in KINDS if kind in data["quote_type"]]
    with style():
        figure = new_figure(width, 24 + 6.4 * len(speakers))
        axes = figure.subplots()
        bare(axes, x=True)
        guides(axes)
        most = 0
        for y, (speaker, _) in enumerate(speakers):
            at = 0
            mine = data.filter(pl.col("speaker") == speaker)
            for kind, words in mine.select("quote_type", "words").iter_rows():
                axes.barh(y, words, left=at, height=0.66, **fill(kind))
                at += words
            most = max(most, at)
            n = phrase("speakers_by_words.n", language, words=at, statements=int(mine["statements"].sum()))
            axes.annotate(n, (at, y), xytext=(3, 0), textcoords="offset points", va="center", fontsize=6, color=MUTED)
        axes.set_xlim(0, most * (1.22 if width == "double" else 1.75))
        names = [
            fill_text(_name(name, language), LETTERS[width])
            + (f"\n{code_label('actor_type', actor, language, corpus)}" if actor else "")
            for name, actor in speakers
        ]
        axes.set_yticks(range(len(speakers)), names, linespacing=1.0, fontsize=6)
        axes.set_ylim(len(speakers) - 0.45, -0.6)
        axes.xaxis.set_major_formatter(lambda value, _: number(int(value), language))
        axes.set_xlabel(phrase("speakers_by_words.x", language, n=statements))
        entries = [(kind, code_label("quote_type", kind, language, corpus)) for kind in kinds]
        key(figure, entries, 4 if width == "double" else 2)
    return figure


def stance_matrix(
    corpus: Tables, *, scores: pl.DataFrame | None = None, language: str | None = None, width: Width = "double"
) -> Chart:
    """Who stands for what: the positions of speakers on the concepts of the codebook.

    Parameters
    ----------
    corpus : Mapping of str to polars.DataFrame
        With ``stances``, ``statements``, ``speakers``, ``sentences``, ``articles`` and ``duplicates``; copies count once.
    scores : polars.DataFrame, optional
        As `umkm_research.coding.validation.validate` gives them: concepts whose code does not reach its floor on the
        gold, or has too few cases there, are marked.
    language, width
        As for `speakers_by_words`.

    Returns
    -------
    Chart
        A mark is a speaker, a concept and a position: in how many ``statements`` and ``articles`` the speaker takes it.
        Demands and evaluations count; promises and reports do not.

    Examples
    --------
    >>> from umkm_research.corpus import read_corpus
    >>> chart = stance_matrix(read_corpus(), language="en")
    >>> chart.recount().equals(chart.data.select("mark", "statements", "articles"))
    True
    """
    language = language_or_default(language)
    taken = _stances(corpus)
    if not taken.height:
        return nothing("stance_matrix", corpus, language, width, "stances")
    ranked = (
        taken.group_by("speaker").agg(pl.len(), pl.col("actor_type").drop_nulls().sort().first())
        .sort(["len", "speaker"], descending=[True, False]).head(COLUMNS[width])
    )  # fmt: skip
    speakers = ranked.sort("actor_type", nulls_last=True, maintain_order=True)["speaker"].to_list()
    kept = taken.filter(pl.col("speaker").is_in(speakers))
    themes = kept.group_by("theme").len().sort(["len", "theme"], descending=[True, False])["theme"].to_list()
    sizes = dict(kept.group_by("concept").len().iter_rows())
    data = (
        kept.group_by("mark", "speaker", "actor_type", "theme", "concept", "position")
        .agg(statements=pl.len().cast(pl.Int64), articles=pl.col("article_id").n_unique().cast(pl.Int64))
        .sort(
            pl.col("theme").replace_strict({theme: at for at, theme in enumerate(themes)}),
            -pl.col("concept").replace_strict(sizes),
            "concept",
            pl.col("speaker").replace_strict({speaker: at for at, speaker in enumerate(speakers)}),
            -pl.col("position"),
        )
    )
    doubtful = _doubtful(data, scores)
    figure = _draw_matrix(data, speakers, doubtful, corpus, language, width)
    counts = {"statements": Count("rows"), "articles": Count("articles")}
    by = dict(data.group_by("position").agg(pl.col("statements").sum()).iter_rows())
    return finish(
        "stance_matrix", corpus, figure, data, witnesses(corpus, kept), counts, language,
        n=kept.height, speakers=len(speakers), concepts=len(sizes), support=by.get(1, 0), oppose=by.get(-1, 0),
        ambivalent=by.get(0, 0),
    )  # fmt: skip


def _stances(corpus: Tables) -> pl.DataFrame:
    """Each position of a statement on a concept once for each speaker, with the first place that shows it."""
    said = _said(corpus).select("statement_id", "speaker", "actor_type")
    usual = said.group_by("speaker", maintain_order=True).agg(pl.col("actor_type").drop_nulls().sort().first())
    return (
        corpus["stances"]
        .filter(pl.col("basis").is_in(BASES))
        .join(said.drop("actor_type"), on="statement_id", how="inner", maintain_order="left")
        .join(usual, on="speaker", how="left", maintain_order="left")
        .unique(["statement_id", "concept", "position", "speaker"], keep="first", maintain_order=True)
        .with_columns(
            mark=pl.format(
                "{} / {} / {}",
                "speaker",
                "concept",
                pl.col("position").replace_strict(_POSITION, return_dtype=pl.String),
            )
        )
    )


def _doubtful(data: pl.DataFrame, scores: pl.DataFrame | None) -> set[str]:
    """Concepts of which a position that is drawn does not reach its floor, or was tried on too little."""
    if scores is None:
        return set()
    verdicts = drawable(scores, "stance")
    pairs = data.select("concept", "position").unique().iter_rows()
    return {concept for concept, position in pairs if verdicts.get(f"{concept} {position}") != "reaches"}


def _draw_matrix(
    data: pl.DataFrame, speakers: list[str], doubtful: set[str], corpus: Tables, language: str, width: Width
) -> Figure:
    concepts = data.select("theme", "concept").unique(maintain_order=True).rows()
    actors = dict(data.select("speaker", "actor_type").iter_rows())
    with style():
        figure = new_figure(width, 46 + 5.6 * len(concepts))
        axes = figure.subplots()
        bare(axes)
        rows = {concept: y for y, (_, concept) in enumerate(concepts)}
        for y in rows.values():
            axes.axhline(y, color=FAINT, linewidth=0.4, zorder=0)
        for y in range(1, len(concepts)):
            if concepts[y][0] != concepts[y - 1][0]:
                axes.axhline(y - 0.5, color=MUTED, linewidth=0.5, zorder=0)
        for (speaker, concept), cell in data.group_by("speaker", "concept", maintain_order=True):
            marks = cell.select("position", "statements").rows()
            for at, (position, n) in enumerate(marks):
                x = speakers.index(str(speaker)) + 0.46 * (at - (len(marks) - 1) / 2)
                _position(axes, x, rows[str(concept)], position, n, language)
        for x, speaker in enumerate(speakers):
            axes.axvline(x, color=FAINT, linewidth=0.4, zorder=0)
            name = _name(speaker, language)
            if width == "double" and (actor := actors.get(speaker)):
                name += f" ({code_label('actor_type', actor, language, corpus)})"
            axes.text(
                x,
                -0.75,
                name,
                rotation=40 if width == "double" else 55,
                ha="left",
                va="bottom",
                rotation_mode="anchor",
                fontsize=6,
            )
        axes.set_xlim(-0.6, len(speakers) - 0.4)
        axes.set_ylim(len(concepts) - 0.4, -0.6)
        names = [
            fill_text(code_label("concept", concept, language, corpus), LETTERS[width])
            + (" °" if concept in doubtful else "")
            for _, concept in concepts
        ]
        axes.set_yticks(range(len(concepts)), names)
        handles = [
            Line2D([], [], linestyle="none", marker=look["marker"], color=look["color"], markersize=5,
                   label=f"{look['sign']} {code_label('position', str(position), language, corpus)}")
            for position, look in POSITIONS.items()
        ]  # fmt: skip
        title = phrase("stance_matrix.untested" if doubtful else "stance_matrix.key", language)
        figure.legend(
            handles=handles, loc="outside lower left", ncols=3, title=fill_text(title, 52 if width == "single" else 120),
            title_fontsize=6.5, alignment="left",
        )  # fmt: skip
    return figure


def _position(axes: Axes, x: float, y: float, position: int, n: int, language: str) -> None:
    look = POSITIONS[position]
    axes.scatter(
        x, y, s=75 if position == 0 else 105, marker=look["marker"], color=look["color"], zorder=3, linewidth=0
    )
    axes.text(
        x, y, f"{look['sign']}{number(n, language)}", ha="center", va="center_baseline", color=PAPER, fontsize=5.5,
        fontweight="bold", zorder=4,
    )  # fmt: skip
