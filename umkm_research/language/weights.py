"""How likely an analysis is: learned from a list of word frequencies alone.

No coded text is needed. The likelihood of a form is the sum over its analyses of P(root) · P(affixes) · P(clitics);
expectation and maximisation (Dempster, Laird and Rubin 1977) find the probabilities under which the list is likeliest.
What was learned stands in ``data/stems/weights.tsv``, with the list it was learned from.
"""

import math
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Final, NamedTuple

from umkm_research.language.morphology import Analysis, analyses
from umkm_research.language.roots import Roots, roots
from umkm_research.lexicon import read_tsv

WEIGHTS: Final = "stems/weights.tsv"
POWER: Final = 0.3
"""Frequencies are raised to this power, so that a few very frequent forms do not decide for all others."""
_ROUNDS: Final = 15
_UNSEEN: Final = {"root": 0.05, "affixes": 0.05, "clitics": 0.01}


class Weights(NamedTuple):
    """Costs, minus the natural logarithm of a probability, by part; and what is charged for an unseen part."""

    root: dict[str, float]
    affixes: dict[str, float]
    clitics: dict[str, float]
    unseen: dict[str, float]

    def cost(self, analysis: Analysis) -> float:
        """Cost of an analysis; the likeliest costs least."""
        return (
            self.root.get(analysis.root, self.unseen["root"])
            + self.affixes.get(affixes(analysis), self.unseen["affixes"])
            + self.clitics.get("+".join(analysis.clitics), self.unseen["clitics"])
        )


def affixes(analysis: Analysis) -> str:
    """Prefixes, ending and suffix of an analysis as one word.

    Examples
    --------
    >>> affixes(Analysis("tanggungjawab", "", ("meN", "per"), "kan", ()))
    'meN+per-kan'
    """
    return f"{'+'.join(analysis.prefixes)}-{analysis.ending}{analysis.suffix}"


def learn(frequencies: Mapping[str, float], words: Roots) -> Weights:
    """Learn weights from frequencies of word forms.

    Parameters
    ----------
    frequencies : mapping of str to float
        How often each form is met, in a million words.
    words : Roots
        The dictionary.

    Examples
    --------
    >>> small = Roots(*[frozenset(("nikah", "tikah"))] * 2, frozenset())
    >>> weights = learn({"nikah": 50.0, "menikah": 40.0, "pernikahan": 30.0, "tikah": 0.1}, small)
    >>> min(analyses("menikahi", small.affixed), key=weights.cost).root
    'nikah'
    """
    data: list[tuple[float, list[Analysis]]] = []
    for form, frequency in sorted(frequencies.items()):
        if form.isascii() and form.isalpha():
            known = [Analysis(form, "", (), "", ())] if form in words.every else []
            found = known or analyses(form, words.affixed, words.bare)
            if found:
                data.append((frequency**POWER, found))
    weights = Weights({}, {}, {}, {"root": 1.0, "affixes": 1.0, "clitics": 1.0})
    for _ in range(_ROUNDS):
        weights = _round(data, weights)
    return weights


def _round(data: list[tuple[float, list[Analysis]]], weights: Weights) -> Weights:
    """One round: count each analysis by its share under the old weights, and make new ones of the counts."""
    root, affix, clitic = dict[str, float](), dict[str, float](), dict[str, float]()
    for weight, found in data:
        shares = [math.exp(-weights.cost(analysis)) for analysis in found]
        total = sum(shares)
        for analysis, share in zip(found, shares, strict=True):
            count = weight * share / total
            for counts, key in (
                (root, analysis.root),
                (affix, affixes(analysis)),
                (clitic, "+".join(analysis.clitics)),
            ):
                counts[key] = counts.get(key, 0.0) + count
    all_counts = sum(root.values())

    def costs(counts: dict[str, float], unseen: float) -> dict[str, float]:
        return {key: -math.log((count + unseen) / all_counts) for key, count in counts.items()}

    return Weights(
        costs(root, _UNSEEN["root"]),
        costs(affix, _UNSEEN["affixes"]),
        costs(clitic, _UNSEEN["clitics"]),
        {part: -math.log(count / all_counts) for part, count in _UNSEEN.items()},
    )


def write_weights(weights: Weights, path: Path, source: str) -> None:
    """Write weights as a list that the package reads: ``stems/weights.tsv``, or a researcher's own of that name.

    Parameters
    ----------
    weights : Weights
        As `learn` gives them.
    path : pathlib.Path
        The file to write.
    source : str
        What they were learned from, for the head of the file.
    """
    rows = [f"unseen\t{part}\t{cost:.2f}" for part, cost in weights.unseen.items()]
    for part in ("affixes", "clitics", "root"):
        costs: dict[str, float] = getattr(weights, part)
        order = sorted(costs) if part == "root" else sorted(costs, key=lambda key: (costs[key], key))
        rows += [f"{part}\t{key}\t{costs[key]:.2f}" for key in order if costs[key] < weights.unseen[part] - 0.05]
    head = "".join(f"# {line}\n" for line in source.splitlines())
    path.write_text(head + "part\tkey\tcost\n" + "\n".join(rows) + "\n", encoding="utf-8")


@cache
def load_weights() -> Weights:
    """The weights that the package carries."""
    parts: dict[str, dict[str, float]] = {"root": {}, "affixes": {}, "clitics": {}, "unseen": {}}
    for row in read_tsv(WEIGHTS):
        parts[row["part"]][row["key"]] = float(row["cost"])
    return Weights(**parts)


def likeliest(word: str) -> Analysis | None:
    """The likeliest analysis of a word, or None where no root of the dictionary is in it.

    Examples
    --------
    >>> likeliest("menikah").root
    'nikah'
    """
    words = roots()
    found = analyses(word, words.affixed, words.bare)
    return min(found, key=load_weights().cost) if found else None
