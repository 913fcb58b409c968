"""Patterns: expressions that name classes of words, ``{goods} asal {country}``.

Written out, such a pattern would be thousands of expressions. Here its parts are looked for once each, as classes of a
`Finder`, and put together where they stand side by side: time is linear in the sentence, whatever the classes hold.
"""

import itertools
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from umkm_research.coding.clauses import Finder
from umkm_research.coding.expressions import GAP, SKIPPED, Hit
from umkm_research.coding.words import forms
from umkm_research.errors import LexiconError

_Rest = tuple[str, tuple[str | int, ...]]
"""A cue, and the parts that have to follow for it to stand there; a number is a gap of so many words at most."""


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
        self._opened: dict[str, _Opened] = defaultdict(_Opened)
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
                self._opened[first].add(name, _gaps(rest))
        self.finder = Finder({**plain, **{f"{{{name}}}": entries for name, entries in classes.items()}})

    def find(self, text: str) -> list[Hit]:
        """Members of the cues in a sentence."""
        return self.compose(self.finder.hits(forms(text)))

    def compose(self, hits: Iterable[Hit]) -> list[Hit]:
        """The hits of cues, those that are made of several parts included; parts alone and the shared grammar are left out."""
        starts: dict[int, dict[str, int]] = {}
        found = []
        for hit in hits:
            starts.setdefault(hit.first, {})[hit.name] = hit.last
            if hit.name in self._names:
                found.append(hit)
        for first, parts in starts.items():
            for part in parts.keys() & self._opened.keys():
                found += [Hit(name, first, end) for name, end in self._opened[part].ends(starts, parts[part])]
        return sorted(found, key=lambda hit: (hit.first, -hit.last, hit.name))


class _Opened:
    """The patterns that a part opens, by the part that has to come next or behind a gap, and those that are that part."""

    def __init__(self) -> None:
        self._after: dict[str, list[_Rest]] = {}
        self._beyond: dict[str, list[_Rest]] = {}
        self._far = 0
        self._complete: list[str] = []

    def add(self, name: str, rest: tuple[str | int, ...]) -> None:
        """Add a pattern by what follows its first part."""
        if not rest:
            self._complete.append(name)
        elif isinstance(rest[0], int):
            self._beyond.setdefault(str(rest[1]), []).append((name, rest))
            self._far = max(self._far, rest[0])
        else:
            self._after.setdefault(rest[0], []).append((name, rest))

    def ends(self, starts: Mapping[int, Mapping[str, int]], at: int) -> Iterator[tuple[str, int]]:
        """The patterns that go on at word ``at``, each with its end."""
        for name in self._complete:
            yield name, at
        going = [self._after[part] for part in starts.get(at, {}).keys() & self._after.keys()]
        if self._beyond:
            ahead = {part for place in range(at, at + self._far + 1) for part in starts.get(place, ())}
            going += [self._beyond[part] for part in ahead & self._beyond.keys()]
        for name, rest in itertools.chain.from_iterable(going):
            end = _follow(starts, at, rest)
            if end:
                yield name, end


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


def _gaps(parts: Iterable[str]) -> tuple[str | int, ...]:
    """The parts with gaps as numbers of words; gaps side by side are one wide gap."""
    found: list[str | int] = []
    for part in parts:
        if part != GAP:
            found.append(part)
        elif found and isinstance(found[-1], int):
            found[-1] += SKIPPED
        else:
            found.append(SKIPPED)
    return tuple(found)


def _follow(starts: Mapping[int, Mapping[str, int]], at: int, rest: tuple[str | int, ...]) -> int:
    """Where the rest of a pattern ends that goes on at word ``at``; 0 if it does not."""
    for place, part in enumerate(rest):
        if isinstance(part, int):
            tail = rest[place + 1 :]
            tries = (_follow(starts, begin, tail) for begin in range(at, at + part + 1) if begin in starts)
            return next((end for end in tries if end), 0)
        at = starts.get(at, {}).get(part, 0)
        if not at:
            return 0
    return at
