"""A chart: a picture, the numbers it draws, and the places in the articles that each number was counted from."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import polars as pl
from matplotlib.figure import Figure

from umkm_research.figures.labels import LANGUAGES, phrase
from umkm_research.figures.save import png, save_figure
from umkm_research.figures.style import INK, Width, new_figure, style
from umkm_research.figures.tables import Table, show
from umkm_research.figures.trace import Count, behind, recount
from umkm_research.schemas import Tables

ENOUGH = 30
"""Articles that a declared sample must have before anything beside counts is drawn."""

EVIDENCE = pl.Schema(
    {
        "mark": pl.String,
        "part": pl.String,  # where a mark has several counts: which of them
        "adds": pl.Int64,  # what this place adds to a count of kind "sum"
        "article_id": pl.String,
        "outlet": pl.String,
        "source": pl.String,
        "start": pl.Int64,
        "end": pl.Int64,
        "speaker": pl.String,
        "text": pl.String,  # the sentence or line that the place stands in
    }
)


@dataclass(frozen=True, eq=False, repr=False)
class Chart:
    """A figure with what is needed to cite it and to trace it.

    Attributes
    ----------
    kind : str
        The function that made it.
    figure : matplotlib.figure.Figure
        Closed: a notebook shows it once, where the chart stands at the end of a cell.
    data : polars.DataFrame
        One row a mark, named in the column ``mark``.
    evidence : polars.DataFrame
        One row a place that a mark was counted from, with the columns of `EVIDENCE`.
    counts : mapping of str to Count
        The columns of ``data`` that are counts.
    captions, alts : mapping of str to str
        Caption and alternative text, by language.
    language : str
        The language of the labels in the picture.
    record : mapping
        Name, checksum, number of articles and sample of the corpus.
    """

    kind: str
    figure: Figure
    data: pl.DataFrame
    evidence: pl.DataFrame
    counts: Mapping[str, Count]
    captions: Mapping[str, str]
    alts: Mapping[str, str]
    language: str
    record: Mapping[str, Any] = field(default_factory=dict)

    def __repr__(self) -> str:
        return f"Chart({self.kind}: {self.data.height} marks, {self.evidence.height} places)"

    @property
    def caption(self) -> str:
        """The caption in the chart's language."""
        return self.captions[self.language]

    @property
    def alt(self) -> str:
        """The alternative text in the chart's language, for those who hear the page."""
        return self.alts[self.language]

    def _repr_mimebundle_(self, include: Any = None, exclude: Any = None) -> tuple[dict[str, Any], dict[str, Any]]:
        """What a notebook shows: the picture, with its alternative text, at its printed width."""
        del include, exclude
        width = round(float(self.figure.get_size_inches()[0]) * 96)
        return (
            {"image/png": png(self.figure), "text/plain": self.alt},
            {"image/png": {"alt": self.alt, "width": width}},
        )

    def save(self, name: str, folder: str | Path | None = None) -> None:
        """Write picture, data, evidence and sidecar; see `umkm_research.figures.save.save_figure`."""
        save_figure(self, name, folder=folder)

    def table(self) -> Table:
        """The numbers of the picture as a table with headings in the chart's language."""
        return show(self.data.drop("mark"), language=self.language)

    def trace(self, mark: str | None = None) -> pl.DataFrame:
        """The places behind a mark, or behind all; a mark is named in full or by a part of its name."""
        return behind(self.evidence, mark)

    def recount(self) -> pl.DataFrame:
        """Every count of the chart made again from its evidence; equal to the same columns of ``data``."""
        return recount(self.data["mark"], self.evidence, self.counts)


def witnesses(corpus: Tables, places: pl.DataFrame) -> pl.DataFrame:
    """Evidence from places: adds outlet, source and the words.

    Parameters
    ----------
    corpus : Mapping of str to polars.DataFrame
        The tables.
    places : polars.DataFrame
        ``mark``, ``article_id``, ``start``, ``end`` and, where there is one, ``part``, ``adds``, ``speaker`` and
        ``sentence_id``: then the words are the whole sentence's.
    """
    defaults = {"part": pl.lit(None, pl.String), "adds": pl.lit(1, pl.Int64), "speaker": pl.lit(None, pl.String)}
    places = places.with_columns(value.alias(name) for name, value in defaults.items() if name not in places.columns)
    articles = corpus["articles"].select("article_id", "outlet", "source", article="text")
    rows = places.join(articles, on="article_id", how="left", maintain_order="left")
    words = pl.col("article").str.slice(pl.col("start"), pl.col("end") - pl.col("start"))
    if "sentence_id" in places.columns:
        sentences = corpus["sentences"].select("sentence_id", sentence="text")
        rows = rows.join(sentences, on="sentence_id", how="left", maintain_order="left")
        line = pl.struct("article", "start").map_elements(_line, return_dtype=pl.String)
        words = pl.coalesce("sentence", line)  # a headline is no sentence of the body
    return rows.with_columns(words.alias("text")).select(
        pl.col(column).cast(dtype) for column, dtype in EVIDENCE.items()
    )


def _line(place: Mapping[str, Any]) -> str:
    """The line that a place stands in."""
    text, start = place["article"], place["start"]
    end = text.find("\n", start)
    return str(text[text.rfind("\n", 0, start) + 1 : end if end >= 0 else None]).strip()


def record_of(corpus: Tables) -> dict[str, Any]:
    """What a figure says of the corpus it was made from."""
    return {
        "corpus": getattr(corpus, "name", "corpus"),
        "corpus_checksum": getattr(corpus, "checksum", None),
        "articles": corpus["articles"].height,
        "sample": getattr(corpus, "sample", None),
    }


def is_sample(corpus: Tables) -> bool:
    """Whether the corpus is a declared sample of enough articles to draw uncertainty from."""
    return getattr(corpus, "sample", None) is not None and corpus["articles"].height >= ENOUGH


def scope(corpus: Tables, language: str) -> str:
    """How a caption names the corpus: "in these 5 articles" where it is no declared sample.

    Examples
    --------
    >>> scope({"articles": pl.DataFrame({"article_id": ["a", "b"]})}, "id")
    'dalam 2 artikel ini'
    """
    n = corpus["articles"].height
    sample = getattr(corpus, "sample", None)
    kind = "sample" if is_sample(corpus) else "one" if n == 1 else "plain"
    words = phrase(f"scope.{kind}", language, n=n)
    return f"{words} {phrase('scope.synthetic', language)}" if (sample or {}).get("synthetic") else words


def describe(kind: str, corpus: Tables, **values: Mapping[str, Any]) -> dict[str, dict[str, str]]:
    """Caption and alternative text of a chart in both languages.

    Parameters
    ----------
    kind : str
        Group of the data file of labels.
    corpus : Mapping of str to polars.DataFrame
        For the words that say how far the figure reaches.
    **values : mapping
        For each language, what the sentences have in braces.
    """

    def say(name: str) -> dict[str, str]:
        return {
            language: phrase(f"{kind}.{name}", language, scope=scope(corpus, language), **values.get(language, {}))
            for language in LANGUAGES
        }

    captions = say("caption")
    notes = {language: "" if is_sample(corpus) else " " + phrase("scope.counts", language) for language in LANGUAGES}
    return {
        "captions": {language: capital(captions[language]) + notes[language] for language in LANGUAGES},
        "alts": {language: capital(text) for language, text in say("alt").items()},
    }


def capital(text: str) -> str:
    """The text with its first letter large.

    Examples
    --------
    >>> capital("impor UMKM")
    'Impor UMKM'
    """
    return text[:1].upper() + text[1:]


def finish(
    kind: str,
    corpus: Tables,
    figure: Figure,
    data: pl.DataFrame,
    evidence: pl.DataFrame,
    counts: Mapping[str, Count],
    language: str,
    **values: Any,
) -> Chart:
    """A chart with its caption and alternative text, in which numbers are written as each language writes them."""
    words = describe(kind, corpus, **dict.fromkeys(LANGUAGES, values))
    return Chart(kind, figure, data, evidence, counts, **words, language=language, record=record_of(corpus))


def nothing(kind: str, corpus: Tables, language: str, width: Width, why: str, **values: Any) -> Chart:
    """A chart that says in one sentence that there is nothing to draw, and why.

    Parameters
    ----------
    kind : str
        The chart that was asked for.
    corpus : Mapping of str to polars.DataFrame
        The tables.
    language : {"en", "id"}
        Of the sentence in the picture.
    width : {"single", "double"}
        Of the picture.
    why : str
        Key of the sentence in the group ``nothing`` of the data file of labels.
    **values
        What the sentence has in braces.
    """
    said = {
        tongue: capital(phrase(f"nothing.{why}", tongue, scope=scope(corpus, tongue), **values)) for tongue in LANGUAGES
    }
    with style():
        figure = new_figure(width, 22)
        figure.text(0.5, 0.5, said[language], ha="center", va="center", wrap=True, color=INK)
    empty = pl.DataFrame(schema={"mark": pl.String})
    return Chart(kind, figure, empty, EVIDENCE.to_frame(), {}, said, said, language, record_of(corpus))
