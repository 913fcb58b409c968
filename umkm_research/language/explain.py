"""A stem explained, affix by affix: the slow readable twin for lessons."""

import polars as pl

from umkm_research.language.affixes import behind_prefix
from umkm_research.language.morphology import Analysis, analyses
from umkm_research.language.roots import roots
from umkm_research.language.sastrawi import dictionary, walk
from umkm_research.language.stems import clean, resolve
from umkm_research.language.weights import load_weights

_STEP = {"step": pl.Int64, "before": pl.String, "affix": pl.String, "kind": pl.String, "after": pl.String}


def _steps(analysis: Analysis, word: str) -> list[tuple[str, str, str, str]]:
    """Take an analysis off a word from outside: clitics, suffix, prefixes."""
    steps = []
    for clitic in reversed(analysis.clitics):
        kind = "particle" if clitic in {"lah", "kah", "tah", "pun"} else "possessive pronoun"
        steps.append((word, f"-{clitic}", kind, word[: -len(clitic)]))
        word = word[: -len(clitic)]
    if analysis.suffix:
        steps.append((word, f"-{analysis.suffix}", "suffix", word[: -len(analysis.suffix)]))
        word = word[: -len(analysis.suffix)]
    for number, prefix in enumerate(analysis.prefixes, 1):
        inner = analysis.prefixes[number:]
        after = analysis.stem if not inner else _behind(word, inner, analysis.stem)
        steps.append((word, f"{prefix}-", "prefix", after))
        word = after
    return steps


def _behind(word: str, inner: tuple[str, ...], stem: str) -> str:
    """What stands behind the first prefix where others follow: mem|pertanggungjawab."""
    tries = [word[2:], *behind_prefix(word), word[3:], word[5:]]
    begin = inner[0][:2]
    return next((rest for rest in tries if rest.startswith(begin) and rest.endswith(stem[1:])), word[2:])


def explain_stem(word: str, *, exceptions: bool = True) -> pl.DataFrame:
    """Show how a word comes to its stem, an affix a row.

    Parameters
    ----------
    word : str
        One word.
    exceptions : bool, default True
        Whether our analysis is shown or, without, the path that Sastrawi's rules take.

    Returns
    -------
    polars.DataFrame
        ``step`` (from 1), ``before``, ``affix``, ``kind`` and ``after``. Of a word that is looked up, one row of kind
        exception, name or root; of a word that is taken for unknown, one row of kind unknown.

    Examples
    --------
    >>> explain_stem("mempertanggungjawabkannya")["affix"].to_list()
    ['-nya', '-kan', 'meN-', 'per-']
    >>> explain_stem("menikah", exceptions=False)["after"].to_list()
    ['meni']
    """
    form = clean(word)
    if exceptions:
        found = resolve(form)
        steps = [(form, "", found.rule, found.stem)]
        if found.rule == "root" and form == f"{found.stem}nya":
            steps = [(form, "-nya", "possessive pronoun", found.stem)]
        if found.rule == "analysis":
            known = roots()
            best = min(analyses(form, known.affixed, known.bare), key=load_weights().cost)
            steps = _steps(best, form)
    else:
        stem, taken = walk(form, dictionary())
        steps = [(step.before, step.affix, step.kind, step.after) for step in taken]
        steps = steps or [(form, "", "root" if stem in dictionary() else "unknown", stem)]
    return pl.DataFrame([(number, *step) for number, step in enumerate(steps, 1)], schema=_STEP, orient="row")


def compare_analyses(word: str) -> pl.DataFrame:
    """Show every analysis of a word, the likeliest first.

    Parameters
    ----------
    word : str
        One word.

    Returns
    -------
    polars.DataFrame
        ``root``, ``affixes`` and ``probability`` (given that one of them is right; rounded to three places).

    Examples
    --------
    >>> compare_analyses("memasuki").head(1)["root"].item()
    'masuk'
    """
    known, weights = roots(), load_weights()
    found = analyses(clean(word), known.affixed, known.bare)
    rows = [
        (
            analysis.stem,
            "".join(f"{prefix}-" for prefix in analysis.prefixes)
            + "…"
            + "".join(f"-{part}" for part in (analysis.suffix, *analysis.clitics) if part),
            weights.cost(analysis),
        )
        for analysis in found
    ]
    data = pl.DataFrame(rows, schema={"root": pl.String, "affixes": pl.String, "cost": pl.Float64}, orient="row")
    share = (-(pl.col("cost") - pl.col("cost").min())).exp()
    return data.sort("cost", "root").with_columns(probability=(share / share.sum()).round(3)).drop("cost")
