"""A stem explained, affix by affix: the slow readable twin for lessons."""

import polars as pl

from umkm_research.language.sastrawi import dictionary, walk

_NAMES = {"prefix": "prefix", "suffix": "suffix", "particle": "particle", "pronoun": "possessive pronoun"}


def explain_stem(word: str) -> pl.DataFrame:
    """Show how a word comes to its stem, an affix a row.

    Parameters
    ----------
    word : str
        One word.

    Returns
    -------
    polars.DataFrame
        ``step`` (from 1), ``before``, ``affix``, ``kind`` and ``after``; empty where nothing is taken off.

    Examples
    --------
    >>> explain_stem("memperjuangkannya")["affix"].to_list()
    ['nya', 'kan', 'mem', 'per']
    """
    _, steps = walk(word.lower(), dictionary())
    return pl.DataFrame(
        [(number, step.before, step.affix, _NAMES[step.kind], step.after) for number, step in enumerate(steps, 1)],
        schema={"step": pl.Int64, "before": pl.String, "affix": pl.String, "kind": pl.String, "after": pl.String},
        orient="row",
    )
