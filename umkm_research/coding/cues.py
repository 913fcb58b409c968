"""Cues of the stance coder, and where they are found in a sentence.

A cue (``[[cues.CONCEPT]]`` in a codebook) names classes of expressions that have to stand together. Here they are read,
checked and matched; what a match means is for `umkm_research.coding.stance` to say.
"""

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from umkm_research.coding.clauses import Hit, grammar
from umkm_research.errors import LexiconError

NEAR = 8
FAR = 99
_KEYS = frozenset(
    "name kind find position without near basis policy thing denial ordered reach attitude judged asked own lack subject negated "  # noqa: SIM905 - a line, not a page
    "example counter note".split()
)


class Cue(NamedTuple):
    """A rule of the coder, as the codebook gives it; its fields are explained in the codebook's own heading."""

    concept: str
    name: str
    measure: bool
    find: tuple[tuple[str, ...], ...]
    position: int
    without: frozenset[str]
    near: int
    basis: str | None
    policy: bool
    thing: int
    denial: str | None
    ordered: bool
    reach: int
    attitude: int
    judged: bool
    asked: bool
    own: bool
    lack: bool
    subject: bool
    negated: str

    @property
    def rule(self) -> str:
        """What a reader looks up in the codebook: ``import_limits/limit-imports``."""
        return f"{self.concept}/{self.name}"


class Match(NamedTuple):
    """A cue found: words ``first`` to ``last`` (exclusive), and the hits it rests on."""

    cue: Cue
    first: int
    last: int
    hits: tuple[Hit, ...]


def _cue(concept: str, raw: Mapping[str, Any], classes: Iterable[str]) -> Cue:
    where = f"Codebook: cues.{concept} {raw.get('name')!r}"
    known = set(classes)
    find = tuple(tuple(one.split("|")) for one in raw.get("find", ()))
    without = frozenset(raw.get("without", ()))
    unknown = sorted({name for one in find for name in one} - known | without - known)
    if unknown:
        raise LexiconError(f"{where}: no such class of words: {', '.join(unknown)}.", "Add [words.…].", "bad-codebook")
    wrong = sorted(raw.keys() - _KEYS)
    if wrong or not find or raw.get("kind") not in {"measure", "claim"} or raw.get("position") not in {-1, 0, 1}:
        raise LexiconError(
            f"{where}: it is not complete{': ' + ', '.join(wrong) if wrong else ''}.",
            "A cue has name, kind (measure or claim), find and position (1, 0 or -1).",
            "bad-codebook",
        )
    return Cue(
        concept,
        raw["name"],
        raw["kind"] == "measure",
        find,
        raw["position"],
        without,
        raw.get("near", NEAR),
        raw.get("basis"),
        raw.get("policy", False),
        raw.get("thing", raw["position"] if raw["kind"] == "measure" else 0),
        raw.get("denial"),
        raw.get("ordered", False),
        raw.get("reach", FAR),
        raw.get("attitude", 0),
        raw.get("judged", False),
        raw.get("asked", False),
        raw.get("own", False),
        raw.get("lack", False),
        raw.get("subject", False),
        raw.get("negated", "turn"),
    )


def read_cues(data: Mapping[str, Any], concepts: Iterable[str]) -> list[Cue]:
    """Cues of a codebook, in its order.

    Parameters
    ----------
    data : Mapping
        `Codebook.data`.
    concepts : iterable of str
        The concepts it defines.

    Raises
    ------
    LexiconError
        If a cue is not complete, or names a concept or a class of words that is not there.
    """
    known = set(concepts)
    for concept in data.get("cues", {}):
        if concept not in known:
            raise LexiconError(
                f"Codebook: cues.{concept} has no concept.", f"Add [codes.concept.{concept}].", "bad-codebook"
            )
    classes = data.get("words", {}).keys() | grammar().keys()
    return [_cue(concept, raw, classes) for concept, all_of in data.get("cues", {}).items() for raw in all_of]


def _nearest(hits: Iterable[Hit], first: int, last: int, near: int, used: list[Hit], ordered: bool) -> Hit | None:
    best, distance = None, near + 1
    for hit in hits:
        away = hit.first - last if hit.first >= last else first - hit.last
        if ordered and hit.first < last:
            continue
        if any(hit.first < one.last and one.first < hit.last for one in used):
            continue
        if away < distance:
            best, distance = hit, max(away, 0)
    return best


def find_cue(cue: Cue, hits: Mapping[str, list[Hit]]) -> Iterable[Match]:
    """Where a cue stands, once for each member of its first class.

    Parameters
    ----------
    cue : Cue
        What is looked for.
    hits : Mapping of str to list of Hit
        The members of each class in a group of clauses.
    """
    for anchor in (hit for name in cue.find[0] for hit in hits.get(name, ())):
        found = [anchor]
        first, last = anchor.first, anchor.last
        for names in cue.find[1:]:
            candidates = [hit for name in names for hit in hits.get(name, ())]
            hit = _nearest(candidates, first, last, cue.near, found, cue.ordered)
            if hit is None:
                break
            found.append(hit)
            first, last = min(first, hit.first), max(last, hit.last)
        else:
            if not any(h.first < last + 3 and first - 3 < h.last for name in cue.without for h in hits.get(name, ())):
                yield Match(cue, first, last, tuple(found))
