"""Lesson 5: imports against exports, by frame and voice."""

import polars as pl
from matplotlib.figure import Figure

from umkm_research.coding.estimates import voices
from umkm_research.figures.chart import Chart, finish, nothing, witnesses
from umkm_research.figures.labels import code_label, label, language_or_default, number, phrase
from umkm_research.figures.style import INK, MUTED, Width, bare, fill, key, new_figure, style
from umkm_research.figures.trace import Count
from umkm_research.schemas import Tables

FRAMES = ("harm", "both", "benefit", "policy", "neutral")
DIRECTIONS = ("import", "export")
OWN = ("headline", "narrator")


def frames_by_voice(corpus: Tables, *, language: str | None = None, width: Width = "double") -> Chart:
    """Sentences on imports and on exports by the frame they use and by whose voice they are.

    The headline's and the journalist's own voice stand apart from those whom the articles quote; these are grouped by
    the type of actor.

    Parameters
    ----------
    corpus : Mapping of str to polars.DataFrame
        With ``frames``, ``speakers``, ``articles`` and ``duplicates``; copies count once.
    language : {"en", "id"}, optional
        Of the labels; by default as ``UMKM_LANGUAGE`` says.
    width : {"single", "double"}
        89 or 183 millimetres.

    Returns
    -------
    Chart
        A mark is a direction, a frame and a voice; ``sentences`` counts sentences and headlines.

    Examples
    --------
    >>> from umkm_research.corpus import read_corpus
    >>> chart = frames_by_voice(read_corpus(), language="en")
    >>> chart.recount().equals(chart.data.select("mark", "sentences"))
    True
    """
    language = language_or_default(language)
    places = _places(corpus)
    if not places.height:
        return nothing("frames_by_voice", corpus, language, width, "frames")
    data = _count(places)
    figure = _draw(data, corpus, language, width)
    total = {way: int(data.filter(pl.col("direction") == way)["sentences"].sum()) for way in DIRECTIONS}
    harm = data.filter(pl.col("frame") == "harm")
    harmed = {way: int(harm.filter(pl.col("direction") == way)["sentences"].sum()) for way in DIRECTIONS}
    return finish(
        "frames_by_voice",
        corpus,
        figure,
        data,
        witnesses(corpus, places),
        {"sentences": Count("rows")},
        language,
        n=places.height,
        imports=total["import"],
        exports=total["export"],
        import_harm=harmed["import"],
        export_harm=harmed["export"],
    )


def _places(corpus: Tables) -> pl.DataFrame:
    types = (
        corpus["speakers"].group_by("statement_id", maintain_order=True).agg(pl.col("actor_type").drop_nulls().first())
    )
    own = pl.col("voice").is_in(OWN)
    return (
        voices(corpus)  # type: ignore[arg-type]  # any tables will do: the sample plays no part here
        .join(types, on="statement_id", how="left", maintain_order="left")
        .with_columns(
            speaker=pl.when(~own).then("voice"),
            voice=pl.when(own).then("voice").otherwise(pl.col("actor_type").fill_null("other")),
        )
        .with_columns(mark=pl.format("{} / {} / {}", "direction", "frame", "voice"))
    )


def _count(places: pl.DataFrame) -> pl.DataFrame:
    """One row for each direction, frame and voice, those that are never used too: nothing found is a finding."""
    quoted = (
        places.filter(~pl.col("voice").is_in(OWN))
        .group_by("voice")
        .len()
        .sort(["len", "voice"], descending=[True, False])
    )
    order = [*OWN, *quoted["voice"]]
    found = places.group_by("mark").agg(sentences=pl.len().cast(pl.Int64))
    every = pl.DataFrame(
        [(way, frame, voice) for voice in order for frame in FRAMES for way in DIRECTIONS],
        schema=["direction", "frame", "voice"],
        orient="row",
    )
    return (
        every.with_columns(mark=pl.format("{} / {} / {}", "direction", "frame", "voice"))
        .join(found, on="mark", how="left", maintain_order="left")
        .with_columns(pl.col("sentences").fill_null(0))
        .select("mark", "direction", "frame", "voice", "sentences")
    )


def _draw(data: pl.DataFrame, corpus: Tables, language: str, width: Width) -> Figure:
    order = data["voice"].unique(maintain_order=True).to_list()
    counts = {(way, frame, voice): n for _, way, frame, voice, n in data.iter_rows()}
    # On a single column only frames that are used; on a page an empty panel is shown as what it is.
    used = set(data.filter(pl.col("sentences") > 0)["frame"])
    frames = [frame for frame in FRAMES if width == "double" or frame in used]
    most = max(counts.values())
    with style():
        figure = new_figure(width, 26 + 8.5 * len(order))
        row = figure.subplots(1, len(frames), sharex=True, sharey=True, squeeze=False)[0]
        for axes, frame in zip(row, frames, strict=True):
            bare(axes)
            axes.axvline(0, color="#808080", linewidth=0.6)
            for y, voice in enumerate(order):
                for way, offset in zip(DIRECTIONS, (-0.19, 0.19), strict=True):
                    n = counts[way, frame, voice]
                    axes.barh(y + offset, n, height=0.34, **fill(way))
                    axes.annotate(
                        number(n, language),
                        (n, y + offset),
                        xytext=(2, 0),
                        textcoords="offset points",
                        va="center",
                        fontsize=6,
                        color=INK if n else MUTED,
                    )
            name = code_label("frame", frame, language, corpus)
            # On a single column the names are wider than their panels, so they climb.
            axes.set_title(name, rotation=0 if width == "double" else 28, ha="left", rotation_mode="anchor")
        row[0].set_xlim(0, most * (1.25 if width == "double" else 1.6))
        row[0].set_yticks(range(len(order)), [_voice(voice, corpus, language) for voice in order])
        row[0].set_ylim(len(order) - 0.45, -0.55)
        n = {way: data.filter(pl.col("direction") == way)["sentences"].sum() for way in DIRECTIONS}
        figure.supxlabel(phrase("frames_by_voice.x", language, imports=n["import"], exports=n["export"]), fontsize=7)
        key(figure, [(way, code_label("direction", way, language, corpus)) for way in DIRECTIONS], 2)
    return figure


def _voice(voice: str, corpus: Tables, language: str) -> str:
    if voice in OWN:
        return label("voice", voice, language)
    return phrase("frames_by_voice.quoted", language, who=code_label("actor_type", voice, language, corpus))
