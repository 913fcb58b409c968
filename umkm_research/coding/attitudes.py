"""Attitudes: what a speaker wants done, or thinks, of a measure that stands in the same group of clauses.

The arithmetic of signs: each attitude, each word that takes the measure away, and each negation counts once.
"""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from umkm_research.coding.clauses import Clause, Hit, members
from umkm_research.coding.groups import Group

SIGNS = {
    "attitude.demand": 1,
    "attitude.approve": 1,
    "attitude.reject": -1,
    "attitude.remove": -1,
    "attitude.good": 1,
    "attitude.bad": -1,
    "attitude.both": 0,
    "attitude.enable": 1,
    "attitude.lack": -1,
    "attitude.contrary": -1,
    "attitude.blame": -1,
    "attitude.thanks": 1,
}
_ASK = {"attitude.demand", "attitude.approve", "attitude.reject"}
_JUDGE = SIGNS.keys() - _ASK - {"attitude.remove"}
_OPEN = {"attitude.demand", "attitude.approve"}
FAR = 99
_VERBAL = ("me", "di", "jadi", "bikin")
_COMPLEMENT = {"bahwa", "agar", "supaya"}
_EMBEDDED = {"grammar.when", "grammar.if", "grammar.because"}
_ASKING = 10
_SOFTENING = 4
_AFTER = 6
_JUDGING = 6
_OWN = 10
_TENSE = 8


class Attitude(NamedTuple):
    """What the speaker makes of a measure: a sign, its basis, the words it rests on; ``lack`` if it is only hard to get."""

    sign: int
    basis: str
    first: int
    last: int
    lack: bool = False


def _away(hit: Hit, first: int, last: int) -> int:
    return max(hit.first - last, first - hit.last, 0)


def _overlaps(hit: Hit, others: Iterable[Hit]) -> bool:
    return any(hit.first < other.last and other.first < hit.last for other in others)


def _active(form: str) -> bool:
    """Whether a form is an active verb: after the measure, it has the measure as its subject and asks for nothing."""
    return (form.startswith("me") and form != "mesti") or form in members("aim")


def _asks(group: Group, hit: Hit, home: Clause, first: int, last: int) -> bool:
    """Whether a demand, refusal or removal governs the measure: same clause, or before a clause that completes it."""
    if _away(hit, first, last) > _ASKING:
        return False
    if home.first <= hit.first < home.last:
        return hit.first < first or (
            hit.first - last <= _AFTER
            and not _active(home.words[hit.first].form)
            # In "UMKM yang masuk platform harus bersaing" the duty is to compete.
            and home.words[first - 1].form != "yang"
            and not any(home.words[at].form == "," for at in range(last, hit.first))
        )
    # "Kami keberatan jika impor dibatasi": the condition is what is objected to.
    before = group.clause(hit.first)
    embedded = any(one.first == home.first and one.name in _EMBEDDED for one in group.hits)
    if hit.first < first and not embedded and home.words[before.last - 1].form in _COMPLEMENT:
        # "Ia ingin memastikan bahwa, ketika UMKM masuk, ada persaingan sehat": what follows "bahwa" is wanted.
        return True
    return hit.first < first and home.conditional and before.last == home.first and hit.name != "attitude.demand"


def _judges(group: Group, hit: Hit, first: int, last: int) -> bool:
    """Whether a judgement is said of the measure: after it, or before it with a word of cause between."""
    words = group.clauses[0].words
    if _away(hit, first, last) > _JUDGING:
        return False
    if hit.name in {"attitude.blame", "attitude.thanks"}:
        return hit.last == first
    if hit.name == "attitude.contrary":
        return 0 <= hit.first - last <= 2 and any(
            words[at].form.startswith(_VERBAL) for at in range(hit.last, min(hit.last + 1, len(words)))
        )
    if hit.first > 0 and words[hit.first - 1].form == "untuk" and hit.name == "attitude.good":
        return False  # what it is meant for is not yet what it does
    if first <= hit.first < last:
        return True
    if hit.name == "attitude.enable":
        return hit.last <= first and group.clause(hit.first) is group.clause(first)
    if hit.first >= last:
        # In "larangan atas impor yang merugikan" the relative clause is about imports, not about the ban.
        return not any(words[at].form == "yang" for at in range(max(last, hit.first - 2), hit.first))
    # "Percuma impor dibatasi", but in "meningkatkan impor" the verb has the imports as its object.
    said = hit.last == first and not words[hit.first].form.startswith("me")
    return said or any(words[at].form in members("cause") for at in range(hit.last, first))


def _softens(hit: Hit, home: Clause, first: int, last: int) -> bool:
    """Whether *mencabut* and the like act on the measure: *mencabut larangan*, *larangan perlu dicabut*."""
    near = home.first <= hit.first < home.last and _away(hit, first, last) <= _SOFTENING
    return near and (hit.first < first or home.words[hit.first].form.startswith(("di", "batal")))


def _forbidden(home: Clause, hits: Sequence[Hit]) -> bool:
    """Whether *jangan* stands before the measure."""
    first, last = min(hit.first for hit in hits), max(hit.last for hit in hits)
    forms = [word.form for word in home.words[max(home.first, first - 8) : last]]
    start = max((at + 1 for at, form in enumerate(forms) if form == "," and at < 8), default=0)
    return any(form.startswith("jangan") for form in forms[start:])


def _aimed(group: Group, home: Clause, first: int) -> Attitude | None:
    """A report of what the speaker does for the measure's sake: *untuk meningkatkan ekspor, kami …*."""
    aimed = [hit for hit in group.named("attitude.aim") if first - 2 <= hit.first < first]
    selves = any(
        home.first <= hit.first < first or (hit.first < home.last and home.words[hit.first - 1].form == ",")
        for hit in group.named("attitude.self")
    )
    # "Materi telah dirancang untuk …": who tells of it without an agent tells of their own.
    made = any(
        aimed
        and home.words[hit.first].form in {"telah", "sudah"}
        and 0 < aimed[0].first - hit.last <= 3
        and home.words[hit.last].form.startswith("di")
        for hit in group.named("attitude.done")
        if hit.last < home.last
    )
    return Attitude(1, "report", aimed[0].first, first) if aimed and (selves or made) else None


def _object_of_ours(group: Group, home: Clause, last: int) -> Attitude | None:
    """A promise or report in a relative clause: *pelatihan yang akan kami berikan* (Sneddon 3.92, object relatives)."""
    if last >= home.last or home.words[last].form != "yang":
        return None
    inside = [hit for hit in group.hits if last < hit.first <= last + 3]
    if not any(hit.name == "attitude.self" for hit in inside):
        return None
    tense = [hit for hit in inside if hit.name in {"attitude.future", "attitude.done"}]
    future = any(hit.name == "attitude.future" for hit in tense)
    return Attitude(1, "commitment" if future else "report", last, tense[-1].last) if tense else None


def _announced(home: Clause, verb: Hit) -> Attitude | None:
    """A promise or report in the passive, without an agent: *bunga akan diturunkan* (Sneddon 3.28, passive actions)."""
    words, at = home.words, verb.first
    if not words[at].form.startswith("di") or "oleh" in (word.form for word in words[at + 1 : verb.last + 2]):
        return None
    tense = [n for n in range(max(home.first, at - 2), at) if words[n].form in members("will") | members("did")]
    if not tense:
        return None
    return Attitude(1, "commitment" if words[tense[-1]].form in members("will") else "report", tense[-1], verb.last)


def _own(group: Group, home: Clause, thing: Sequence[Hit], verb: Hit, names: frozenset[str]) -> Attitude | None:
    """A promise or report of the speaker's own."""
    words, first, last = home.words, min(hit.first for hit in thing), max(hit.last for hit in thing)
    ours = _object_of_ours(group, home, last)
    if ours:
        return ours
    start = max(home.first, first - _OWN)
    selves = [hit.first for hit in group.named("attitude.self") if start <= hit.first <= first]
    # A name is the subject up to "bahwa", "yang" or a comma; beyond it somebody else may be.
    broken = max((at for at in range(start, first) if words[at].form in members("break")), default=start - 1)
    selves += [at for at in range(broken + 1, min(first + 1, home.last)) if words[at].form in names]
    if not selves or any(home.first <= hit.first < first for hit in group.named("grammar.alleged")):
        return _aimed(group, home, first) or _announced(home, verb)
    # The measure may begin with the subject: "TikTok berupaya memberdayakan UMKM".
    near = max(home.first, first - _TENSE)
    tense = [hit for hit in group.named("attitude.future", "attitude.done") if near <= hit.first < last]
    future = [hit for hit in tense if hit.name == "attitude.future"]
    if not tense:
        return _aimed(group, home, first)
    places = [*selves, *(hit.first for hit in tense)]
    return Attitude(1, "commitment" if future else "report", min(places), first)


def _imperative(group: Group, home: Clause, hits: Sequence[Hit]) -> bool:
    """Whether the clause opens with a bare verb of the measure: *Cabut larangan itu*."""
    opening = [at for at in range(home.first, home.last) if home.words[at].form.isalpha()][:2]
    return any(hit.first in opening and _overlaps(hit, hits) for hit in group.named("attitude.now"))


def attitude(
    group: Group,
    hits: Sequence[Hit],
    names: frozenset[str] = frozenset(),
    before: Attitude | None = None,
    reach: int = FAR,
    used: frozenset[int] = frozenset(),
) -> Attitude | None:
    """What the speaker makes of a measure.

    Parameters
    ----------
    group : Group
        The clauses around it.
    hits : sequence of Hit
        The measure.
    names : frozenset of str
        Words of the speaker's name, lower-cased.
    before : Attitude, optional
        What holds on from the sentence before, where this one goes on with its list.
    reach : int, optional
        Words between the measure and its attitude at most; then promises and reports are left out.

    used : frozenset of int, optional
        Words that the measure is made of, so that *diturunkan* takes nothing away from *bunga diturunkan*.

    Returns
    -------
    Attitude or None
        None where no attitude is seen. The sign includes the negation of the measure itself.
    """
    first, last = min(hit.first for hit in hits), max(hit.last for hit in hits)
    home, denied, words = group.clause(first), group.denied, group.clauses[0].words
    stances = [hit for hit in group.hits if hit.name in SIGNS]
    taken = [
        h
        for h in stances
        if h.name == "attitude.remove"
        and h.first not in used
        and not _overlaps(h, hits)
        and _softens(h, home, first, last)
    ]
    thing = [*hits, *taken]
    # The first class of a cue is what is done; the rest is what it is done to.
    refused = any(hit.first in denied for hit in [hits[0], *taken])
    sign = -1 if len(taken) % 2 else 1
    first, last = min(hit.first for hit in thing), max(hit.last for hit in thing)
    free = [hit for hit in stances if hit.name in _OPEN or not _overlaps(hit, thing)]
    asked = [hit for hit in free if hit.name in _ASK and _asks(group, hit, home, first, last)]
    judged = [hit for hit in free if hit.name in _JUDGE and _judges(group, hit, first, last)]
    # Between the words of a measure only what follows its verb is said of it: "UMKM yang terdampak PHK masuk digital".
    judged = [hit for hit in judged if not first <= hit.first < hits[0].first]
    if reach < FAR:
        asked = [hit for hit in asked if _away(hit, first, last) <= reach]
        judged = [hit for hit in judged if _away(hit, first, last) <= reach and hit.name != "attitude.enable"]
    nearest_asked = min((_away(hit, first, last) for hit in asked), default=FAR)
    nearest_judged = min((_away(hit, first, last) for hit in judged), default=FAR)
    if asked and nearest_asked <= nearest_judged and not (home.conditional and judged):
        turned = refused
        for hit in asked:
            sign *= SIGNS[hit.name]
            turned = turned or hit.first in denied
        places = [*asked, *thing]
        return Attitude(-sign if turned else sign, "demand", min(h.first for h in places), max(h.last for h in places))
    if judged:
        chosen = min(judged, key=lambda hit: (hit.name == "attitude.contrary", _away(hit, first, last), hit.first))
        sign *= SIGNS[chosen.name] * (-1 if chosen.first in denied else 1)
        apart = group.clause(chosen.first) is not home or chosen.first not in denied
        sign *= -1 if refused and apart else 1
        caused = any(words[at].form in members("effect") for at in range(last, chosen.first))
        lack = chosen.name == "attitude.lack" and not caused
        return Attitude(sign, "evaluation", min(first, chosen.first), max(last, chosen.last), lack)
    sign *= -1 if refused else 1
    if home.conditional:
        return None
    if group.clauses[0].question and group.named("grammar.rhetorical"):
        return Attitude(sign, "demand", first, last)
    forbidden = _forbidden(home, thing)
    if forbidden or _imperative(group, home, thing):
        sign *= -1 if forbidden and not refused else 1
        return Attitude(sign, "demand", max(home.first, first - 4) if refused else first, last)
    if reach < FAR:
        return None
    own = _own(group, home, thing, hits[0], names) or before
    return (
        Attitude(sign * own.sign, own.basis, min(own.first, first) if own is not before else first, last)
        if own
        else None
    )
