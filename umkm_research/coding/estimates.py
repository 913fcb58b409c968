"""Estimates: shares of positions and frames, source dominance, before and after an event; with intervals where allowed.

What is resampled is the article, since the sentences of one article are not independent, and a speaker's concept counts
once an article. An interval is given for a declared sample of `MINIMUM_ARTICLES` articles or more, and never else: below,
the figures describe the articles at hand and nothing beyond them.
"""

from collections.abc import Mapping, Sequence
from typing import Any, Protocol

import numpy as np
import numpy.typing as npt
import polars as pl

from umkm_research.coding.agreement import MINIMUM_ARTICLES
from umkm_research.errors import InputError

BASES = ("demand", "evaluation")
"""What counts as a position by default: the promise of one who is to be regulated is no alliance (codebook, section 3)."""

GROUPS = ("speaker", "actor_type", "organisation", "outlet", "month", "year")
"""What shares can be grouped by."""

Weights = npt.NDArray[np.float64]


class Corpus(Protocol):
    """Tables by name, and the declared sample they come from."""

    @property
    def sample(self) -> dict[str, Any] | None:
        """How the articles were drawn; None where that is not declared."""

    def __getitem__(self, table: str) -> pl.DataFrame:
        """One table."""


def allows_intervals(corpus: Corpus) -> bool:
    """Whether intervals may be given: a declared sample of 30 articles or more.

    Examples
    --------
    >>> from umkm_research.corpus import read_corpus
    >>> allows_intervals(read_corpus())
    False
    """
    return bool(corpus.sample) and _distinct(corpus).height >= MINIMUM_ARTICLES


def _distinct(corpus: Corpus) -> pl.DataFrame:
    """Articles, each once: a press release that several outlets print alike counts once."""
    copies = corpus["duplicates"]["article_id"]
    return corpus["articles"].filter(~pl.col("article_id").is_in(copies.implode())).sort("article_id")


def _groups(corpus: Corpus, by: str | None) -> pl.DataFrame:
    """``article_id`` and, for what an article has, ``group``."""
    articles = _distinct(corpus)
    named = {
        "outlet": pl.col("outlet"),
        "month": pl.col("date").dt.strftime("%Y-%m"),
        "year": pl.col("date").dt.strftime("%Y"),
    }
    if by in named:
        return articles.select("article_id", named[by].alias("group"))
    if by is not None and by not in GROUPS:
        raise InputError(f"There is no grouping by {by!r}.", f"Choose among {', '.join(GROUPS)}.", "group")
    return articles.select("article_id", pl.lit("all").alias("group"))


def positions(corpus: Corpus, *, bases: Sequence[str] = BASES) -> pl.DataFrame:
    """Positions, each speaker's on each concept once an article.

    Parameters
    ----------
    corpus : Corpus
        With ``articles``, ``duplicates``, ``statements``, ``speakers`` and ``stances``.
    bases : sequence of str
        Bases that count; see `BASES`.

    Returns
    -------
    polars.DataFrame
        ``article_id``, ``speaker`` (null where the text names none), ``actor_type``, ``organisation``, ``theme``,
        ``concept``, ``position`` (the one that is taken throughout the article, 0 where both are), ``statements``.
    """
    speakers = corpus["speakers"].select(
        "statement_id", pl.coalesce("person", "name").alias("speaker"), "actor_type", "organisation"
    )
    said = (
        corpus["stances"]
        .filter(pl.col("basis").is_in(list(bases)))
        .join(_distinct(corpus).select("article_id"), on="article_id", how="semi")
        .join(speakers, on="statement_id", how="left")
    )
    one = pl.col("position").unique()
    return (
        said.group_by("article_id", "speaker", "theme", "concept")
        .agg(
            pl.col("actor_type", "organisation").drop_nulls().sort().first(),
            position=pl.when(one.len() == 1).then(pl.col("position").first()).otherwise(0),
            statements=pl.col("statement_id").n_unique(),
        )
        .select("article_id", "speaker", "actor_type", "organisation", "theme", "concept", "position", "statements")
        .sort("article_id", "concept", "speaker", nulls_last=True)
    )


def _resample(articles: int, draws: int, seed: int) -> Weights:
    """How often each article is drawn in each draw: draws by articles."""
    random = np.random.default_rng(seed)
    return random.multinomial(articles, np.full(articles, 1 / articles), size=draws).astype(np.float64)


def _quantiles(values: Weights) -> tuple[float | None, float | None]:
    known = values[~np.isnan(values)]
    if known.size < values.size / 2:
        return None, None
    low, high = np.quantile(known, [0.025, 0.975])
    return float(low), float(high)


def _ratio(top: Weights, bottom: Weights) -> Weights:
    return np.divide(top, bottom, out=np.full_like(top, np.nan), where=bottom > 0)


def shares(
    corpus: Corpus,
    *,
    by: str | None = None,
    bases: Sequence[str] = BASES,
    draws: int = 2000,
    seed: int = 0,
) -> pl.DataFrame:
    """Shares of support and opposition for each concept.

    Parameters
    ----------
    corpus : Corpus
        As for `positions`.
    by : str, optional
        One of `GROUPS`; all together by default.
    bases : sequence of str
        Bases that count.
    draws, seed : int
        Of the bootstrap over articles.

    Returns
    -------
    polars.DataFrame
        ``group``, ``theme``, ``concept``, ``articles``, ``n`` (speakers' concepts), ``support``, ``oppose``,
        ``ambivalent`` (counts), ``share`` of support in ``n``, and ``low``, ``high`` (95 per cent; null where
        `allows_intervals` says no, or the group comes from fewer than 30 articles).

    Examples
    --------
    >>> from umkm_research.corpus import read_corpus
    >>> shares(read_corpus(), by="actor_type").columns
    ['group', 'theme', 'concept', 'articles', 'n', 'support', 'oppose', 'ambivalent', 'share', 'low', 'high']
    """
    groups = _groups(corpus, by)
    taken = positions(corpus, bases=bases)
    if by in {"speaker", "actor_type", "organisation"}:
        taken = taken.with_columns(group=pl.col(by))
    else:
        taken = taken.join(groups, on="article_id")
    number = {article: place for place, article in enumerate(groups["article_id"])}
    weights = _resample(len(number), draws, seed) if allows_intervals(corpus) else None
    rows: list[tuple[Any, ...]] = []
    for (group, theme, concept), part in taken.drop_nulls("group").group_by(["group", "theme", "concept"]):
        positive, negative = (part["position"] == 1).to_numpy(), (part["position"] == -1).to_numpy()
        articles = part["article_id"].n_unique()
        interval: tuple[float | None, float | None] = (None, None)
        if weights is not None and articles >= MINIMUM_ARTICLES:
            drawn = weights[:, [number[article] for article in part["article_id"]]]
            interval = _quantiles(_ratio(drawn @ positive, drawn.sum(axis=1)))
        counts = (part.height, int(positive.sum()), int(negative.sum()), part.height - int((positive | negative).sum()))
        rows.append((group, theme, concept, articles, *counts, counts[1] / part.height, *interval))
    names = {"group": pl.String, "theme": pl.String, "concept": pl.String}
    counted = dict.fromkeys(("articles", "n", "support", "oppose", "ambivalent"), pl.Int64)
    schema: Mapping[str, Any] = {**names, **counted, "share": pl.Float64, "low": pl.Float64, "high": pl.Float64}
    return pl.DataFrame(rows, schema=schema, orient="row").sort("group", "theme", "concept")


def voices(corpus: Corpus) -> pl.DataFrame:
    """The frames of distinct articles with ``kind`` of voice: narrator, headline or quoted.

    Journalists, headlines and those they quote are told apart in every figure.
    """
    own = pl.col("voice").is_in(["narrator", "headline"])
    kept = corpus["frames"].join(_distinct(corpus).select("article_id"), on="article_id", how="semi")
    return kept.with_columns(kind=pl.when(own).then("voice").otherwise(pl.lit("quoted")))


def framing_shares(corpus: Corpus, *, by: str | None = None, draws: int = 2000, seed: int = 0) -> pl.DataFrame:
    """Intensity and bias of the talk of trade.

    Parameters
    ----------
    corpus : Corpus
        With ``articles``, ``duplicates``, ``sentences`` and ``frames``.
    by : str, optional
        ``outlet``, ``month`` or ``year``.
    draws, seed : int
        Of the bootstrap over articles.

    Returns
    -------
    polars.DataFrame
        One row a group, kind of voice (``all``, ``narrator``, ``headline``, ``quoted``) and measure: ``intensity``, the
        share of sentences with a trade word (of all sentences, so that the kinds but headlines add up); ``direction``,
        (import - export) / (import + export); ``evaluation``, (benefit - harm) / (benefit + harm), where harm counts
        obstacles too; the last two lie between -1 and 1. With ``articles``, ``n`` (the denominator), ``value``, ``low``,
        ``high``.
    """
    groups = _groups(corpus, by)
    ids = groups["article_id"].to_list()
    frames = voices(corpus)
    sentences = _per_article(corpus["sentences"], pl.len(), ids)
    weights = _resample(len(ids), draws, seed) if allows_intervals(corpus) else None
    rows: list[tuple[Any, ...]] = []
    for group in groups["group"].drop_nulls().unique().sort():
        inside = (groups["group"] == group).fill_null(value=False).to_numpy()
        for kind in ("all", "narrator", "headline", "quoted"):
            part = frames if kind == "all" else frames.filter(pl.col("kind") == kind)
            harm, good = pl.col("frame") == "harm", pl.col("frame") == "benefit"
            into, out = (_per_article(part, (pl.col("direction") == way).sum(), ids) for way in ("import", "export"))
            bad, well = (_per_article(part, code.sum(), ids) for code in (harm, good))
            talk = _per_article(part, pl.col("sentence_id").drop_nulls().n_unique(), ids)
            pairs = {
                "intensity": (talk, sentences),
                "direction": (into - out, into + out),
                "evaluation": (well - bad, well + bad),
            }
            for measure, (top, bottom) in pairs.items():
                if kind == "headline" and measure == "intensity":
                    continue
                total = float(bottom[inside].sum())
                interval: tuple[float | None, float | None] = (None, None)
                if weights is not None and inside.sum() >= MINIMUM_ARTICLES:
                    drawn = weights[:, inside]
                    interval = _quantiles(_ratio(drawn @ top[inside], drawn @ bottom[inside]))
                value = float(top[inside].sum()) / total if total else None
                rows.append((group, kind, measure, int(inside.sum()), int(total), value, *interval))
    schema: Mapping[str, Any] = {
        "group": pl.String, "kind": pl.String, "measure": pl.String, "articles": pl.Int64, "n": pl.Int64,
        "value": pl.Float64, "low": pl.Float64, "high": pl.Float64,
    }  # fmt: skip
    return pl.DataFrame(rows, schema=schema, orient="row")


def _per_article(table: pl.DataFrame, what: pl.Expr, ids: list[str]) -> Weights:
    """A number an article, in the order of ``ids``; 0 where the table has no row of it."""
    found = dict(table.group_by("article_id").agg(what.alias("what")).iter_rows())
    return np.array([found.get(article, 0) for article in ids], dtype=np.float64)


def source_dominance(corpus: Corpus, by: str = "actor_type") -> pl.DataFrame:
    """Who is quoted, and how much.

    Parameters
    ----------
    corpus : Corpus
        With ``articles``, ``duplicates``, ``statements`` and ``speakers``.
    by : str
        ``actor_type``, ``speaker`` or ``organisation``.

    Returns
    -------
    polars.DataFrame
        ``group`` (null where it is not known), ``articles`` and ``statements`` (continuations left out) in which it is
        heard, ``words`` of them, ``share`` of the statements, ``share_words``; most first. A statement of several
        speakers counts for each.
    """
    if by not in {"actor_type", "speaker", "organisation"}:
        raise InputError(f"There is no dominance by {by!r}.", "Choose actor_type, speaker or organisation.", "group")
    said = corpus["statements"].filter(~pl.col("continuation")).join(_distinct(corpus), on="article_id", how="semi")
    speakers = corpus["speakers"].with_columns(speaker=pl.coalesce("person", "name"))
    heard = said.select("statement_id", "article_id", words=pl.col("text").str.count_matches(r"\w+")).join(
        speakers.select("statement_id", pl.col(by).alias("group")).unique(), on="statement_id", how="left"
    )
    counts = heard.group_by("group").agg(
        articles=pl.col("article_id").n_unique(), statements=pl.len(), words=pl.col("words").sum()
    )
    return counts.with_columns(
        share=pl.col("statements") / pl.col("statements").sum(), share_words=pl.col("words") / pl.col("words").sum()
    ).sort("statements", "group", descending=[True, False], nulls_last=True)
