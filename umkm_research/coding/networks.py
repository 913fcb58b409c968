"""Discourse networks: who takes which position, who agrees with whom and who opposes whom (Leifeld 2017).

Three networks are made from positions (each speaker's on each concept once an article): *affiliation* joins actors to
concepts, *congruence* joins actors that take the same position on a concept, *conflict* those that take opposite ones.
Ambivalent positions join nobody. Edges can be normed, since those who are quoted much agree with many; edges carry how
often they stay when articles are drawn again, where the sample allows it.
"""

from collections.abc import Mapping, Sequence
from itertools import combinations
from pathlib import Path
from typing import Any, Literal

import networkx as nx
import numpy as np
import polars as pl

from umkm_research.coding.estimates import BASES, Corpus, allows_intervals, positions
from umkm_research.errors import InputError

Actor = Literal["speaker", "organisation", "actor_type"]
Kind = Literal["affiliation", "congruence", "conflict"]
Norm = Literal["none", "activity", "jaccard"]

_EDGES: Mapping[str, Any] = {
    "source": pl.String, "target": pl.String, "weight": pl.Float64, "concepts": pl.List(pl.String), "support": pl.Float64,
}  # fmt: skip

Stand = dict[str, dict[str, int]]
"""Position of each actor on each concept: 1 or -1."""


def _stands(taken: pl.DataFrame, actor: str) -> Stand:
    """Where each actor stands: the side that it takes in more articles; who takes both equally often stands nowhere."""
    sides = (
        taken.filter(pl.col("position") != 0)
        .drop_nulls(actor)
        .group_by(actor, "concept")
        .agg(pl.col("position").sum().sign())
        .filter(pl.col("position") != 0)
        .sort(actor, "concept")
    )
    stand: Stand = {}
    for name, concept, position in sides.iter_rows():
        stand.setdefault(name, {})[concept] = position
    return stand


def _pairs(stand: Stand, kind: Kind, norm: Norm) -> dict[tuple[str, str], tuple[float, list[str]]]:
    """Weight of each pair of actors, and the concepts that join them."""
    found = {}
    for (a, mine), (b, theirs) in combinations(stand.items(), 2):
        sign = 1 if kind == "congruence" else -1
        concepts = [concept for concept in mine if concept in theirs and mine[concept] * theirs[concept] == sign]
        if concepts:
            activity = (len(mine) + len(theirs)) / 2
            size = {"none": 1.0, "activity": activity, "jaccard": float(len(mine.keys() | theirs.keys()))}[norm]
            found[a, b] = len(concepts) / size, concepts
    return found


def _affiliations(taken: pl.DataFrame, actor: str) -> pl.DataFrame:
    """Actor, concept, balance of its positions over articles, and in how many it took one."""
    return (
        taken.drop_nulls(actor)
        .filter(pl.col("position") != 0)
        .group_by(actor, "concept")
        .agg(position=pl.col("position").sum().sign(), weight=pl.col("article_id").n_unique())
        .sort(actor, "concept")
    )


def network(
    corpus: Corpus,
    kind: Kind = "congruence",
    *,
    actor: Actor = "speaker",
    norm: Norm = "activity",
    concepts: Sequence[str] | None = None,
    bases: Sequence[str] = BASES,
    draws: int = 500,
    seed: int = 0,
) -> pl.DataFrame:
    """Edges of a discourse network.

    Parameters
    ----------
    corpus : Corpus
        As for `umkm_research.coding.estimates.positions`.
    kind : {"affiliation", "congruence", "conflict"}
    actor : {"speaker", "organisation", "actor_type"}
    norm : {"none", "activity", "jaccard"}
        Of actor networks: the number of concepts that join two actors, as it is, divided by the mean number of concepts
        of the two (average activity), or by the number that either has. An affiliation weighs as many articles as
        carry it.
    concepts : sequence of str, optional
        Only these: those that `umkm_research.coding.validation.drawable` lets be drawn.
    bases : sequence of str
        Bases that count.
    draws, seed : int
        Of articles, for `support`.

    Returns
    -------
    polars.DataFrame
        ``source``, ``target``, ``weight``, ``concepts`` (what joins them), ``support`` (share of draws of articles in which
        the edge is there; null without a declared sample of 30 articles). An affiliation has ``position`` too (1 or -1).

    References
    ----------
    Leifeld, P. (2017). Discourse network analysis: policy debates as dynamic networks. In The Oxford Handbook of
    Political Networks.

    Examples
    --------
    >>> from umkm_research.corpus import read_corpus
    >>> network(read_corpus(), "conflict", actor="actor_type").columns
    ['source', 'target', 'weight', 'concepts', 'support']
    """
    taken = positions(corpus, bases=bases)
    if concepts is not None:
        taken = taken.filter(pl.col("concept").is_in(list(concepts)))
    support = _support(taken, kind, actor, draws, seed) if taken.height and allows_intervals(corpus) else {}
    if kind == "affiliation":
        edges = _affiliations(taken, actor)
        rows = [
            (name, concept, float(weight), [concept], support.get((name, concept)), position)
            for name, concept, position, weight in edges.select(actor, "concept", "position", "weight").iter_rows()
        ]
        return pl.DataFrame(rows, schema={**_EDGES, "position": pl.Int64}, orient="row")
    pairs = _pairs(_stands(taken, actor), kind, norm)
    rows_of = [(a, b, weight, shared, support.get((a, b))) for (a, b), (weight, shared) in sorted(pairs.items())]
    return pl.DataFrame(rows_of, schema=_EDGES, orient="row")


def _support(taken: pl.DataFrame, kind: Kind, actor: str, draws: int, seed: int) -> dict[tuple[str, str], float]:
    """Share of draws of articles in which each edge is there."""
    random = np.random.default_rng(seed)
    articles = taken["article_id"].unique().sort().to_list()
    parts = {article: part for (article,), part in taken.group_by(["article_id"], maintain_order=True)}
    counts: dict[tuple[str, str], int] = {}
    for _ in range(draws):
        drawn = pl.concat(
            # A copy of an article counts as another article.
            parts[articles[one]].with_columns(article_id=pl.lit(f"{place}"))
            for place, one in enumerate(random.integers(len(articles), size=len(articles)))
        )
        if kind == "affiliation":
            edges = list(_affiliations(drawn, actor).select(actor, "concept").iter_rows())
        else:
            edges = list(_pairs(_stands(drawn, actor), kind, "none"))
        for edge in edges:
            counts[edge] = counts.get(edge, 0) + 1
    return {edge: count / draws for edge, count in counts.items()}


def graph(edges: pl.DataFrame) -> nx.Graph:
    """The network as a networkx graph, nodes and edges in the order of their names.

    Parameters
    ----------
    edges : polars.DataFrame
        As `network` gives them. The nodes of an affiliation have ``kind``: ``actor`` or ``concept``.

    Examples
    --------
    >>> edges = pl.DataFrame([("A", "B", 1.0, ["c"], None)], schema=_EDGES, orient="row")
    >>> graph(edges).edges["A", "B"]["concepts"]
    'c'
    """
    made = nx.Graph()
    affiliation = "position" in edges.columns
    made.add_nodes_from(sorted(edges["source"].unique()), kind="actor")
    made.add_nodes_from(sorted(set(edges["target"]) - set(edges["source"])), kind="concept" if affiliation else "actor")
    for row in edges.sort("source", "target").iter_rows(named=True):
        data = {"weight": row["weight"], "concepts": "; ".join(row["concepts"])}
        # GraphML knows no missing value: what is not there is not written.
        data |= {name: row[name] for name in ("support", "position") if row.get(name) is not None}
        made.add_edge(row["source"], row["target"], **data)
    return made


def thresholds(edges: pl.DataFrame) -> pl.DataFrame:
    """What stays of a network at each threshold of weight, so that a reader sees what its choice does.

    Returns
    -------
    polars.DataFrame
        ``threshold`` (edges of at least this weight are kept), ``edges``, ``nodes`` (with an edge), ``components``,
        ``density`` (of the nodes with an edge, 0 to 1).
    """
    rows = []
    for threshold in edges["weight"].unique().sort():
        kept = graph(edges.filter(pl.col("weight") >= threshold))
        rows.append(
            (
                threshold,
                kept.number_of_edges(),
                kept.number_of_nodes(),
                nx.number_connected_components(kept),
                nx.density(kept),
            )
        )
    counts = dict.fromkeys(("edges", "nodes", "components"), pl.Int64)
    schema: Mapping[str, Any] = {"threshold": pl.Float64, **counts, "density": pl.Float64}
    return pl.DataFrame(rows, schema=schema, orient="row")


def dna_statements(corpus: Corpus, *, bases: Sequence[str] = BASES) -> pl.DataFrame:
    """Positions as rows of the Discourse Network Analyzer's statement type *DNA Statement*.

    Returns
    -------
    polars.DataFrame
        ``document_id``, ``document_title``, ``document_source``, ``date``, ``start``, ``stop``, ``text``, ``person``,
        ``organization``, ``concept``, ``agreement`` (1 or 0). Ambivalent positions are left out: agreement there is yes
        or no. A statement of several speakers gives a row each.
    """
    speakers = corpus["speakers"].select(
        "statement_id", pl.coalesce("person", "name").alias("person"), pl.col("organisation").alias("organization")
    )
    articles = corpus["articles"].select(
        "article_id", pl.col("title").alias("document_title"), pl.col("outlet").alias("document_source"), "date"
    )
    return (
        corpus["stances"]
        .filter(pl.col("basis").is_in(list(bases)) & (pl.col("position") != 0))
        .join(speakers, on="statement_id", how="left")
        .join(corpus["statements"].select("statement_id", "text"), on="statement_id", how="left")
        .join(articles, on="article_id", how="left")
        .sort("article_id", "start", "concept", "person", nulls_last=True)
        .select(
            pl.col("article_id").alias("document_id"), "document_title", "document_source", "date", "start",
            pl.col("end").alias("stop"), "text", "person", "organization", "concept",
            (pl.col("position") == 1).cast(pl.Int64).alias("agreement"),
        )
    )  # fmt: skip


def export(edges: pl.DataFrame, path: str | Path) -> Path:
    """Write a network as GraphML (``.graphml``) or CSV (``.csv``), the same bytes on every run.

    Raises
    ------
    InputError
        If the file has another ending.
    """
    path = Path(path)
    if path.suffix == ".graphml":
        nx.write_graphml(graph(edges), path, encoding="utf-8")
    elif path.suffix == ".csv":
        lists = edges.with_columns(pl.col("concepts").list.join("; "))
        text = pl.col(pl.String)
        safe = pl.when(text.str.contains(r"^[=+\-@\t\r]")).then("'" + text).otherwise(text).name.keep()
        lists.with_columns(safe).write_csv(path)
    else:
        raise InputError(f"{path.name}: this is no form of a network.", "End it with .graphml or .csv.", "format")
    return path
