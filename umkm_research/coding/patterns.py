"""Patterns: expressions that name classes of words, ``{goods} asal {country}``.

Written out, such a pattern would be thousands of expressions. Here its parts are looked for once each, as classes of a
`Finder`, and put together where they stand side by side: time is linear in the sentence, whatever the classes hold.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping

from umkm_research.coding.clauses import GAP, Finder, Hit
from umkm_research.coding.words import words
from umkm_research.errors import LexiconError

REACH = 2
"""Words that a gap stands for at most, as in a `Finder`."""


class Patterns:
    """Cues by name, some of them with classes in braces.

    Parameters
    ----------
    cues : Mapping of str to iterable of str
        Expressions of each cue, as a `Finder` takes them; ``{name}`` stands for any entry of the class of that name.
    classes : Mapping of str to iterable of str
        Expressions of each class.

    Raises
    ------
    LexiconError
        If a pattern names a class that there is not, or begins or ends with a gap.

    Examples
    --------
    >>> patterns = Patterns({"import": ["{goods} asal {country}"]}, {"goods": ["kain"], "country": ["korea selatan"]})
    >>> [(hit.name, hit.first, hit.last) for hit in patterns.find("Kain asal Korea Selatan laku.")]
    [('import', 0, 4)]
    """

    def __init__(self, cues: Mapping[str, Iterable[str]], classes: Mapping[str, Iterable[str]]) -> None:
        plain: dict[str, list[str]] = defaultdict(list)
        self._names = frozenset(cues)
        self._rows: dict[str, list[tuple[str, tuple[str, ...]]]] = defaultdict(list)
        for name, expressions in cues.items():
            for expression in expressions:
                if "{" not in expression:
                    plain[name].append(expression)
                    continue
                first, *rest = _parts(expression)
                for part in (first, *rest):
                    if part.startswith("{") and part[1:-1] not in classes:
                        raise LexiconError(
                            f"The cue {expression!r} of {name!r} names a class that there is not.",
                            f"Name one of {', '.join(sorted(classes))}, or add it.",
                            "bad-cue",
                        )
                    if not part.startswith("{") and part != GAP:
                        plain[part] = [part.removeprefix("=")]
                self._rows[first].append((name, tuple(rest)))
        self.finder = Finder({**plain, **{f"{{{name}}}": entries for name, entries in classes.items()}})

    def find(self, text: str) -> list[Hit]:
        """Members of the cues in a sentence."""
        return self.compose(self.finder.hits(words(text)))

    def compose(self, hits: Iterable[Hit]) -> list[Hit]:
        """The hits of cues, those that are made of several parts included; parts alone and the shared grammar are left out."""
        ends: dict[tuple[str, int], int] = {}
        found = []
        for hit in hits:
            ends[hit.name, hit.first] = hit.last
            if hit.name in self._names:
                found.append(hit)
        for (part, first), last in ends.items():
            for name, rest in self._rows.get(part, ()):
                end = _follow(ends, last, rest)
                if end:
                    found.append(Hit(name, first, end))
        return sorted(found, key=lambda hit: (hit.first, -hit.last, hit.name))


def _parts(expression: str) -> list[str]:
    """Parts of a pattern: classes, gaps, and runs of words marked with ``=``."""
    parts: list[str] = []
    for item in expression.split():
        if item == GAP or item.startswith("{"):
            parts.append(item)
        elif parts and parts[-1].startswith("="):
            parts[-1] += f" {item}"
        else:
            parts.append(f"={item}")
    if GAP in {parts[0], parts[-1]}:
        raise LexiconError(f"The cue {expression!r} has no words at an end.", "Write words there.", "bad-cue")
    return parts


def _follow(ends: Mapping[tuple[str, int], int], at: int, rest: tuple[str, ...]) -> int:
    """Where the rest of a pattern ends that goes on at word ``at``; 0 if it does not."""
    for place, part in enumerate(rest):
        if part == GAP:
            tries = (_follow(ends, at + skip, rest[place + 1 :]) for skip in range(REACH + 1))
            return next((end for end in tries if end), 0)
        at = ends.get((part, at), 0)
        if not at:
            return 0
    return at
