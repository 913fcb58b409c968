"""Actor types: what kind of actor a speaker is, from the role, organisation and name that the article gives.

The rules are a decision list in the codebook (``[[actors]]``); the first that fits decides. A speaker of whom nothing
is said keeps no type: that is not a guess to make.
"""

from collections.abc import Mapping
from functools import cache
from typing import Any, NamedTuple

import polars as pl

from umkm_research.coding.clauses import Finder
from umkm_research.coding.codebook import Codebook
from umkm_research.coding.words import forms
from umkm_research.errors import LexiconError
from umkm_research.schemas import Speaker, check

_PLACES = ("role", "organisation", "name")
_KEYS = {"name", "type", "in", "any", "without", "kind", "example", "note"}
OTHER = "other"


class ActorRule(NamedTuple):
    """A rule of the list; ``places`` is where it looks."""

    name: str
    actor_type: str
    places: frozenset[str]
    kind: str | None


class ActorCoder:
    """The decision list of a codebook, compiled."""

    def __init__(self, codebook: Codebook) -> None:
        known = codebook.codes.get("actor_type", {})
        classes: dict[str, list[str]] = {}
        self._rules: list[ActorRule] = []
        self._known: dict[tuple[str | None, ...], str | None] = {}
        for raw in codebook.data.get("actors", []):
            self._rules.append(_rule(raw, known))
            classes[f"+{raw['name']}"] = raw["any"]
            classes[f"-{raw['name']}"] = raw.get("without", [])
        self._finder = Finder(classes)
        self._other = OTHER if OTHER in known else None

    def actor_type(self, name: str, kind: str, role: str | None, organisation: str | None) -> str | None:
        """The type of one speaker; None where no rule speaks of them and nothing is said of them."""
        key = (name, kind, role, organisation)
        if key not in self._known:
            self._known[key] = self._decide(name, kind, role, organisation)
        return self._known[key]

    def _decide(self, name: str, kind: str, role: str | None, organisation: str | None) -> str | None:
        # The name of a person is no description: "Budi Pedagang" need not trade.
        told = {"role": role, "organisation": organisation, "name": None if kind == "person" else name}
        seen = {place: {hit.name for hit in self._finder.hits(forms(said))} for place, said in told.items() if said}
        for rule in self._rules:
            here = set().union(*(seen.get(place, set()) for place in rule.places))
            fits = rule.kind in {None, kind} and f"+{rule.name}" in here
            if fits and not any(f"-{rule.name}" in there for there in seen.values()):
                return rule.actor_type
        return self._other if role or organisation else None


def _rule(raw: Mapping[str, Any], known: Mapping[str, Any]) -> ActorRule:
    places = frozenset(raw.get("in", _PLACES))
    if raw.keys() - _KEYS or not {"name", "type", "any"} <= raw.keys() or places - set(_PLACES):
        raise LexiconError(
            f"Codebook: the actor rule {raw.get('name')!r} is not complete.",
            f"It has name, type, any, and in (of {', '.join(_PLACES)}).",
            "bad-codebook",
        )
    if raw["type"] not in known:
        raise LexiconError(
            f"Codebook: the actor type {raw['type']!r} is not defined.",
            f"Add [codes.actor_type.{raw['type']}].",
            "bad-codebook",
        )
    return ActorRule(raw["name"], raw["type"], places, raw.get("kind"))


@cache
def _coder(codebook: Codebook) -> ActorCoder:
    return ActorCoder(codebook)


def actor_types(speakers: pl.DataFrame, codebook: Codebook) -> pl.DataFrame:
    """Fill in the actor type of every speaker.

    Parameters
    ----------
    speakers : polars.DataFrame
        The table ``speakers``.
    codebook : Codebook
        Whose decision list is taken.

    Returns
    -------
    polars.DataFrame
        The same table with ``actor_type``; null where the article says nothing that decides. What stood in the column
        already is kept. A speaker described once in an article keeps the type where later mentions say less.

    Raises
    ------
    SchemaError
        If the frame is not a table of speakers.
    LexiconError
        If a rule is malformed.

    Examples
    --------
    >>> from umkm_research.coding.codebook import load_codebook
    >>> from umkm_research.schemas import frame
    >>> ani = Speaker("a", 0, 3, "a-q0000", "Ani", None, "person", None, "pemilik warung", None, *[None] * 4, "cue")
    >>> actor_types(frame("speakers", [ani]), load_codebook())["actor_type"].to_list()
    ['msme']
    """
    coder = _coder(codebook)
    rows = [Speaker(*row) for row in check("speakers", speakers).iter_rows()]
    types = [row.actor_type or coder.actor_type(row.name, row.kind, row.role, row.organisation) for row in rows]
    best: dict[tuple[str, str], str] = {}
    for row, actor in zip(rows, types, strict=True):
        if actor and actor != OTHER:
            best.setdefault((row.article_id, row.name), actor)
    types = [
        best.get((row.article_id, row.name), actor) if actor in {None, OTHER} else actor
        for row, actor in zip(rows, types, strict=True)
    ]
    return speakers.with_columns(pl.Series("actor_type", types, dtype=pl.String))
