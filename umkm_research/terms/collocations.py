"""Which words keep company: collocations of neighbours or within a window."""

from collections.abc import Collection
from typing import Literal

import polars as pl

from umkm_research.errors import InputError
from umkm_research.terms.association import expected, log_dice, npmi, signed_g2, z_score
from umkm_research.terms.counting import (
    EVERYTHING,
    WORDS,
    By,
    Counting,
    Tokens,
    Unit,
    grouping,
    labels,
    need,
    occurrences,
)

Window = int | tuple[int, int] | Literal["adjacent"]
"""Words to the left and to the right of the node; or the next word and nothing between."""

COLUMNS = (
    "node",
    "collocate",
    "node_label",
    "collocate_label",
    "frequency",
    "document_frequency",
    "node_frequency",
    "collocate_frequency",
    "node_pairs",
    "collocate_pairs",
    "pairs",
    "expected",
    "g2",
    "npmi",
    "log_dice",
    "z",
)


def collocations(
    tokens: Tokens,
    *,
    node: str | Collection[str] | None = None,
    window: Window = "adjacent",
    by: By = None,
    unit: Unit = "term",
    stopwords: bool = True,
    kinds: Collection[str] = WORDS,
    minimum: int = 5,
) -> pl.DataFrame:
    """Pairs of words that stand together, with how strongly they attract each other.

    G2, NPMI and z are of one two-by-two table over pairs of places: how many pairs of words within reach of each
    other are (node, collocate), how many have the node first, how many the collocate second, and how many there are.
    For neighbours these are the bigrams of Dunning (1993). logDice has the frequencies of the two words, as Rychlý
    (2008) defines it. A window does not leave its sentence; punctuation takes no place in it. Sources of the measures
    stand with their functions in ``association``.

    Parameters
    ----------
    tokens : polars.DataFrame or polars.LazyFrame
        The table ``tokens``.
    node : str or collection of str, optional
        Words whose collocates are wanted, in the unit that is counted; by default all.
    window : int, (int, int) or "adjacent"
        Words to either side, or to the left and to the right. ``"adjacent"``: the word right after the node, with no
        punctuation or other token between.
    by : str or sequence of str, optional
        Columns that tell groups apart (see ``join_articles``); each is a corpus of its own.
    unit, stopwords, kinds
        What is counted; see ``Counting``. Stop words left out keep their place in the window and in the totals.
    minimum : int
        Pairs that are less frequent in a group have no row there.

    Returns
    -------
    polars.DataFrame
        The columns of ``by``; ``node``, ``collocate`` and their labels; ``frequency`` of the pair and
        ``document_frequency`` (articles with it); ``node_frequency`` and ``collocate_frequency`` of the words;
        ``node_pairs`` and ``collocate_pairs`` (pairs with the one first, the other second), ``pairs`` (all),
        ``expected``; ``g2`` (signed), ``npmi``, ``log_dice``, ``z``. By group, the greatest ``g2`` first. Where the
        window is symmetric and no node is named, each pair stands once, in alphabetical order.

    Raises
    ------
    InputError
        If the window holds no word.
    SchemaError
        If the tokens lack a column.

    Examples
    --------
    >>> tokens = pl.DataFrame(
    ...     {"article_id": "a", "sentence_id": "a-0", "start": range(4), "end": range(1, 5), "kind": "word",
    ...      "form": ["usaha", "kecil", "usaha", "mikro"], "is_stopword": False})
    >>> found = collocations(tokens, node="usaha", unit="form", minimum=1)
    >>> found.select("node", "collocate", "frequency", "node_frequency", "pairs").rows()
    [('usaha', 'kecil', 1, 2, 3), ('usaha', 'mikro', 1, 2, 3)]
    """
    left, right = _reach(window)
    keys = grouping(by, taken=(*COLUMNS, "feature", "at")) or [EVERYTHING]
    words, names, groups = _words(tokens, Counting(unit, 1, stopwords, kinds), keys)
    wanted = pl.lit(value=True)
    if node is not None:
        nodes = names.filter(pl.col("feature").is_in([node] if isinstance(node, str) else list(node)))
        wanted = pl.col("node").is_in(nodes["_code"].implode())
    elif left == right:
        wanted = pl.col("node") <= pl.col("collocate")
    firsts, seconds, joints = [], [], []
    for step in range(1, max(left, right) + 1):
        near = _neighbours(words, step, adjacent=window == "adjacent")
        turned = near.rename({"node": "collocate", "collocate": "node"})
        for pairs in [near] * (step <= right) + [turned] * (step <= left):
            firsts.append(pairs.group_by("group", "node").len("node_pairs"))
            seconds.append(pairs.group_by("group", "collocate").len("collocate_pairs"))
            kept = pairs.filter(pl.col("counted") & wanted)
            joints.append(kept.group_by("group", "node", "collocate", "article").len("frequency"))
    node_pairs = pl.concat(firsts).group_by("group", "node").sum()
    collocate_pairs = pl.concat(seconds).group_by("group", "collocate").sum()
    alone = words.group_by("group", "code").len()
    table = (
        pl.concat(joints)
        .group_by("group", "node", "collocate")
        .agg(pl.col("frequency").sum(), document_frequency=pl.col("article").n_unique())
        .filter(pl.col("frequency") >= max(minimum, 1))
        .join(node_pairs, on=["group", "node"])
        .join(collocate_pairs, on=["group", "collocate"])
        .join(node_pairs.group_by("group").agg(pairs=pl.col("node_pairs").sum()), on="group")
        .join(alone.select("group", node="code", node_frequency="len"), on=["group", "node"])
        .join(alone.select("group", collocate="code", collocate_frequency="len"), on=["group", "collocate"])
        .with_columns(pl.exclude("group", "node", "collocate").cast(pl.Int64))
    )
    named = (
        table.rename({"group": "_group", "node": "_node", "collocate": "_collocate"})
        .join(groups, on="_group")
        .join(names.select(_node="_code", node="feature", node_label="label"), on="_node")
        .join(names.select(_collocate="_code", collocate="feature", collocate_label="label"), on="_collocate")
    )
    margins = [named[column].to_numpy() for column in ("frequency", "node_pairs", "collocate_pairs", "pairs")]
    measured = named.with_columns(
        expected=expected(*margins[1:]),
        g2=signed_g2(*margins),
        npmi=npmi(*margins),
        log_dice=log_dice(named["frequency"], named["node_frequency"], named["collocate_frequency"]),
        z=z_score(*margins),
    )
    order = [False] * len(keys) + [True, False, False]
    result = measured.sort(*keys, "g2", "node", "collocate", descending=order)
    return result.select(*keys, *COLUMNS).drop(EVERYTHING, strict=False)


def _reach(window: Window) -> tuple[int, int]:
    """Words to the left and to the right."""
    left, right = (0, 1) if window == "adjacent" else (window, window) if isinstance(window, int) else window
    if min(left, right) < 0 or left == right == 0:
        raise InputError(f"The window {window!r} holds no word.", "Take 5, (0, 3) or 'adjacent'.", "bad-setting")
    return left, right


def _words(tokens: Tokens, counting: Counting, keys: list[str]) -> tuple[pl.DataFrame, pl.DataFrame, pl.DataFrame]:
    """Words in the order of the text as numbers, the names of the features, and the groups."""
    if keys == [EVERYTHING]:
        tokens = tokens.lazy().with_columns(pl.lit("").alias(EVERYTHING))
    need(tokens, ["sentence_id", "start"])
    found = occurrences(tokens, counting, keys)
    names = labels(found).with_row_index("_code")
    groups = found.select(keys).unique().sort(keys).with_row_index("_group")
    words = (
        found.join(names.select("_code", "feature"), on="feature", maintain_order="left")
        .join(groups, on=keys, nulls_equal=True, maintain_order="left")
        .select(
            "at",
            "counted",
            code="_code",
            group="_group",
            sentence=_number("sentence_id"),
            article=_number("article_id"),
        )
    )
    collected = pl.collect_all([words, names, groups])
    return collected[0], collected[1], collected[2]


def _number(column: str) -> pl.Expr:
    """A number for each value of a column whose equal values stand together: a sentence, an article."""
    return (pl.col(column) != pl.col(column).shift()).fill_null(value=True).cum_sum()


def _neighbours(words: pl.DataFrame, step: int, *, adjacent: bool) -> pl.DataFrame:
    """The pairs of words of one sentence and group that are this many words apart, the left one as the node."""
    later = words.select(pl.all().shift(-step).name.suffix("_2"))
    same = (pl.col("sentence") == pl.col("sentence_2")) & (pl.col("group") == pl.col("group_2"))
    touching = pl.col("at_2") - pl.col("at") == 1 if adjacent else pl.lit(value=True)
    return (
        words.hstack(later)
        .filter(same & touching)
        .select(
            "group",
            "article",
            node="code",
            collocate="code_2",
            counted=pl.col("counted") & pl.col("counted_2"),
        )
    )
