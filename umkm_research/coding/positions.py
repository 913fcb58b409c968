"""Positions that one sentence takes, and what it leaves for the next.

`StanceCoder` is a codebook, compiled: it finds the cues in each group of clauses and asks what they mean there.
"""

import itertools
import re
from collections.abc import Sequence
from typing import NamedTuple

from umkm_research.coding.attitudes import FAR, SIGNS, Attitude, attitude
from umkm_research.coding.clauses import Clause, Finder, Hit, members
from umkm_research.coding.codebook import Codebook
from umkm_research.coding.cues import Cue, Match, find_cue, read_cues
from umkm_research.coding.groups import Group, groups
from umkm_research.coding.words import forms

_MEMORY = 4
"""Sentences over which *langkah ini* still means the measure spoken of."""
_POLICY_MEMORY = 10
"""Sentences over which *aturan ini* still means the rule spoken of."""
_FEAR = 8
_OPENS, _SHORT = 2, 10
_BASES = ("demand", "commitment", "evaluation", "report")
_OWN = frozenset({"commitment", "report"})
_THIS = ("attitude.rule_this", "attitude.this", "attitude.it")
_OPENING = {*_THIS, "attitude.both", "grammar.listing"}
_FIRST = re.compile(r"[a-z]+")


class Position(NamedTuple):
    """A position found in a sentence; ``start`` and ``end`` are code points of the evidence."""

    concept: str
    position: int
    basis: str
    rule: str
    start: int
    end: int


class Memory(NamedTuple):
    """What earlier sentences of the article leave for later ones.

    ``topic`` is the measure or thing spoken of last, ``policy`` the rule of the state; each with its age in sentences.
    ``asked`` is the demand or promise with which the sentence before ended.
    """

    topic: Cue | None = None
    age: int = 0
    policy: Cue | None = None
    policy_age: int = 0
    asked: Attitude | None = None

    def means(self, name: str) -> Cue | None:
        """What a word of taking up means: *aturan ini*, *langkah ini*, *hal ini*."""
        if name == "attitude.rule_this":
            return self.policy if self.policy_age <= _POLICY_MEMORY else None
        return self.topic if self.age <= (_MEMORY if name == "attitude.this" else 1) else None

    def after(self, matches: Sequence[Match], asked: Attitude | None) -> "Memory":
        """The memory after one more sentence."""
        topics = [match.cue for match in sorted(matches, key=lambda match: match.last) if match.cue.thing]
        policies = [cue for cue in topics if cue.policy]
        return Memory(
            topics[-1] if topics else self.topic,
            1 if topics else self.age + 1,
            policies[-1] if policies else self.policy,
            1 if policies else self.policy_age + 1,
            asked,
        )


class StanceCoder:
    """A codebook, compiled.

    Parameters
    ----------
    codebook : Codebook
        What is coded.
    """

    def __init__(self, codebook: Codebook) -> None:
        classes = {name: entry["any"] for name, entry in codebook.data.get("words", {}).items()}
        self._finder = Finder(classes)
        self._cues: dict[str, list[Cue]] = {}
        self.themes = {name: concept.theme or "" for name, concept in codebook.concepts.items()}
        for cue in read_cues(codebook.data, codebook.concepts):
            # The smallest class is the rarest: where it does not stand, the cue need not be looked for.
            rarest = min(cue.find, key=lambda names: sum(len(classes.get(name, "x" * FAR)) for name in names))
            for name in rarest:
                self._cues.setdefault(name, []).append(cue)

    def _may_speak(self, hits: Sequence[Hit]) -> bool:
        """Whether any cue may be found: of each of its classes a member stands in the sentence."""
        present = {hit.name for hit in hits}
        return not present.isdisjoint(_OPENING) or any(
            all(not present.isdisjoint(names) for names in cue.find)
            for rarest in present & self._cues.keys()
            for cue in self._cues[rarest]
        )

    def _matches(self, group: Group) -> list[Match]:
        by_name: dict[str, list[Hit]] = {}
        for hit in group.hits:
            by_name.setdefault(hit.name, []).append(hit)
        seen = {cue.rule: cue for name in by_name for cue in self._cues.get(name, ())}
        found = [match for cue in seen.values() for match in find_cue(cue, by_name)]
        kept = [match for match in found if not (match.cue.subject and _after_preposition(group, match.hits[0]))]
        return sorted(kept, key=lambda match: (match.cue.reach < FAR, not match.cue.measure))

    def read(
        self, sentence: str, names: frozenset[str] = frozenset(), memory: Memory | None = None
    ) -> tuple[list[Position], Memory]:
        """Positions that a sentence takes, and what it leaves for the next.

        Parameters
        ----------
        sentence : str
            One sentence of a statement.
        names : frozenset of str
            Words of the speakers' names, lower-cased.
        memory : Memory, optional
            What earlier sentences left.
        """
        memory = memory or Memory()
        elliptic = memory.means("attitude.it") is not None and sentence.count(" ") < _SHORT
        listed = memory.asked if _item(sentence) else None
        hits = self._finder.hits(forms(sentence))
        if not elliptic and not self._may_speak(hits):
            return [], memory.after([], listed)
        found: list[Position] = []
        spoken: list[Match] = []
        asked: Attitude | None = None
        judged: Cue | None = None
        for group in groups(self._finder.clauses(sentence, hits=hits)):
            matches = self._matches(group)
            before = memory.asked if listed or _goes_on(group) else None
            asked = asked or _heading(group)
            here: dict[str, Position] = {}
            measured: list[Match] = []
            for match in matches:
                if match.cue.reach < FAR and match.cue.concept in here:
                    continue
                if not match.cue.measure and _within(match, measured):
                    continue
                position, taken = _position(group, match, names, before)
                asked = taken or asked
                measured += [match] if position and match.cue.measure else []
                if position and _weight(position) < _weight(here.get(match.cue.concept)):
                    here[match.cue.concept] = position
                if position and position.basis == "evaluation" and match.cue.thing:
                    judged = match.cue
            found += here.values()
            if judged and not matches:
                found += _contrasted(group, judged)
            if not here:
                taken_up = _taken_up(group, memory, names) or _dilemma(group, memory) or _elliptic(group, memory)
                found += taken_up
                memory = memory._replace(age=0) if taken_up else memory
            spoken += matches
        return found, memory.after(spoken, asked or listed)


def _weight(position: Position | None) -> int:
    """What counts more where one clause says two things of a concept: first what is asked."""
    return _BASES.index(position.basis) if position else len(_BASES)


def _within(match: Match, measured: Sequence[Match]) -> bool:
    """Whether a claim rests on words of a measure of its concept: the imports of *larangan impor* do no harm."""
    return any(match.cue.concept == other.cue.concept and set(match.hits) & set(other.hits) for other in measured)


def _after_preposition(group: Group, hit: Hit) -> bool:
    """Whether an expression stands after a preposition, and so is no subject: *masuk ke platform*."""
    return any(
        word.form in members("preposition") for word in group.clauses[0].words[max(0, hit.first - 2) : hit.first]
    )


def _item(sentence: str) -> bool:
    """Whether a sentence is an item of a list: *Kedua, …*, *Serta …*, or a verb without a subject, *Mempercepat …*."""
    first = _FIRST.search(sentence.lower())
    return first is not None and (first.group().startswith("me") or first.group() in members("item"))


def _heading(group: Group) -> Attitude | None:
    """The demand that announces a list: *Kami mengusulkan beberapa langkah:*."""
    asked, list_of = group.named("attitude.demand"), group.named("grammar.listing")
    return Attitude(1, "demand", asked[0].first, asked[0].last) if asked and list_of else None


def _goes_on(group: Group) -> bool:
    """Whether the sentence goes on with a list: *Kemudian …*, *Selain itu …*."""
    return any(hit.first <= 1 for hit in group.named("grammar.list"))


def _feared(home: Clause, hit: Hit) -> bool:
    """Whether what is negated is to be kept off: *agar UMKM tidak mati*, *jangan sampai UMKM mati* still say that it dies."""
    before = [word.form for word in home.words[max(home.first, hit.first - _FEAR) : hit.first]]
    return any(form in members("fear") for form in before) or any(
        pair == ("jangan", "sampai") for pair in itertools.pairwise(before)
    )


def _claim(group: Group, match: Match) -> tuple[int, str] | None:
    """Sign and basis of a claim; None where it is only alleged."""
    home = group.clause(match.first)
    if any(home.first <= hit.first < match.last for hit in group.named("grammar.alleged")):
        return None
    denied = any(hit.first in group.denied and not _feared(home, hit) for hit in match.hits)
    own = any(home.first <= hit.first < match.first for hit in group.named("attitude.self"))
    if denied and own and match.cue.denial:
        return match.cue.position, match.cue.denial
    if match.cue.negated == "none" and any(hit.first in group.denied for hit in match.hits):
        return None
    turned = denied and match.cue.negated == "turn"
    return (-1 if turned else 1) * match.cue.position, match.cue.basis or "evaluation"


def _position(
    group: Group, match: Match, names: frozenset[str], before: Attitude | None
) -> tuple[Position | None, Attitude | None]:
    """The position that a match takes, and the demand or promise that a list may go on with."""
    words = group.clauses[0].words
    first, last = match.first, match.last
    taken: Attitude | None = None
    if match.cue.measure:
        cue = match.cue
        made = {name for names in cue.find for name in names}
        used = frozenset(hit.first for hit in group.hits if hit.name in made)
        taken = attitude(group, match.hits, names, before, cue.reach, used)
        if taken is None or (cue.attitude and taken.sign != cue.attitude):
            return None, None
        if (
            (cue.asked and taken.basis != "demand")
            or (cue.judged and taken.basis != "evaluation")
            or (cue.own and taken.basis not in _OWN)
        ):
            return None, None
        if taken.lack:
            if not cue.lack:
                return None, None
            taken = taken._replace(sign=-taken.sign)
        sign, basis = taken.sign * match.cue.position, match.cue.basis or taken.basis
        first, last = min(first, taken.first), max(last, taken.last)
    else:
        claimed = _claim(group, match)
        if claimed is None:
            return None, None
        sign, basis = claimed
    if group.clauses[0].question:
        rhetorical = group.named("grammar.rhetorical")
        if rhetorical:
            # In "negara lain melindungi pasarnya, masa kita tidak?" what stands before masa is asserted.
            sign = -sign if rhetorical[0].first <= first else sign
        elif not group.named("grammar.tag"):
            return None, None
    carried = taken if taken and taken.basis != "evaluation" else None
    place = words[first].start, words[last - 1].end
    return Position(match.cue.concept, sign, basis, match.cue.rule, *place), carried


def _contrasted(group: Group, cue: Cue) -> list[Position]:
    """The other side, after *but*, of what was just judged: *memberi kepastian, tetapi menekan laba*."""
    clause = group.clauses[0]
    opposed = [hit for hit in group.named("grammar.but") if hit.first == clause.first]
    if not opposed:
        return []
    thing = cue._replace(measure=True, position=cue.thing, basis=None, reach=FAR - 1)
    position, _ = _position(group, Match(thing, opposed[0].first, opposed[0].last, (opposed[0],)), frozenset(), None)
    return [position] if position and position.basis == "evaluation" else []


def _dilemma(group: Group, memory: Memory) -> list[Position]:
    """Ambivalence on what the sentence before spoke of: *ini memang dilema*."""
    both, cue = group.named("attitude.both"), memory.means("attitude.it")
    if not both or cue is None:
        return []
    words = group.clauses[0].words
    place = words[both[0].first].start, words[both[-1].last - 1].end
    return [Position(cue.concept, 0, "evaluation", f"{cue.rule}+both", *place)]


def _elliptic(group: Group, memory: Memory) -> list[Position]:
    """A short judgement without a subject, on what the sentence before spoke of: *Sangat merugikan kami!*."""
    cue, words = memory.means("attitude.it"), group.clauses[0].words
    opening = [hit for hit in group.named("attitude.good", "attitude.bad") if hit.first <= _OPENS]
    if cue is None or not opening or len(words) > _SHORT or words[0].form in members("preposition"):
        return []
    sign = SIGNS[opening[0].name] * (-1 if opening[0].first in group.denied else 1) * cue.thing
    place = words[opening[0].first].start, words[opening[0].last - 1].end
    return [Position(cue.concept, sign, "evaluation", f"{cue.rule}+this", *place)]


def _taken_up(group: Group, memory: Memory, names: frozenset[str]) -> list[Position]:
    """Positions on what an earlier sentence spoke of: *aturan ini merugikan kami*."""
    for name in _THIS:
        cue = memory.means(name)
        if cue is None:
            continue
        for this in group.named(name):
            thing = cue._replace(measure=True, position=cue.thing, basis=None)
            position, _ = _position(group, Match(thing, this.first, this.last, (this,)), names, None)
            if position and (name != "attitude.it" or position.basis == "evaluation"):
                return [position._replace(rule=f"{cue.rule}+this")]
    return []
