"""Whether a mention is the subject of a verb that follows it."""

from dataclasses import replace

from umkm_research.statements.cues import Cue, cues
from umkm_research.statements.lists import forms
from umkm_research.statements.mentions import Mention
from umkm_research.statements.words import Words

_ADVERBS = forms("adverbs") | forms("negations")
_OPENERS = forms("openers")
_ASIDE = forms("asides")
_PREPOSITIONS = forms("prepositions")
_RECORDS = forms("records")
_ONE_OF = forms("quantifiers")
_ALSO = forms("second_offices")
_DOUBLE = forms("deeds")
_DEFINITE = forms("pointers")
_HEADS = frozenset("NiAORGe")
_VERBAL = ("me", "ber", "di", "ter")
_KIN = forms("kin") | {"yaitu", "yakni"}
_EARLY = 4
_LONGEST_ASIDE = 40
_LONGEST_NOUN = 6


def is_subject(words: Words, mention: Mention) -> bool:
    """Whether a mention stands where a subject stands."""
    first = mention.first
    if first == 0 or words.tags[first - 1] in "Q,.:;)–—-":
        if first > 1 and (words.lows[first - 2] in _KIN or _is_clitic(words.lows[first - 2])):
            return first < _EARLY
        return not (first > 1 and mention.kind == "office" and words.lows[first - 2] in _ALSO)
    before = words.lows[first - 1]
    if before in _PREPOSITIONS:
        return False
    if before in _ALSO and mention.kind == "office":
        return False
    if before in _RECORDS:
        while first > 0 and words.lows[first - 1] in _RECORDS:
            first -= 1
        return first == 0 or words.tags[first - 1] == "," or words.lows[first - 1] in _OPENERS
    if mention.kind == "office" and words.tags[first] == "R" and words.tags[first - 1] in "NLmo":
        return True  # a heading that ran into the sentence
    return before in _OPENERS or before in _ONE_OF or mention.kind in {"person", "pronoun"}


def _is_clitic(low: str) -> bool:
    """Whether a word is a cue that has its speaker in it: ``menurutnya, pemerintah menilai``."""
    cue = cues().get(low)
    return cue is not None and cue.clitic


def opens_clause(words: Words, mention: Mention) -> bool:
    """Whether a mention opens the sentence or a clause of it."""
    first = mention.first
    return first == 0 or words.tags[first - 1] in "Q,;" or words.lows[first - 1] in _OPENERS


def is_transparent(words: Words, i: int, k: int) -> bool:
    """Whether only adverbs, asides and dates stand between a subject and its cue."""
    lows, tags = words.lows, words.tags
    if k > i and lows[k - 1] == "yang":
        return k - 1 > i and tags[k - 2] == "," and k - 2 == i
    while i < k:
        if lows[i] in _ADVERBS or tags[i] in ",d/-":
            i += 1
        elif lows[i] in _ASIDE:
            return k - i < _LONGEST_ASIDE
        elif tags[i] == "(":
            close = tags.find(")", i, k)
            if close < 0:
                return False
            i = close + 1
        else:
            return False
    return True


def may_say(words: Words, mention: Mention, cue: Cue, k: int) -> bool:
    """Whether the subject is one of whom the cue reports a position."""
    if mention.kind == "place":  # Beijing menegaskan
        at = mention.last + (words.tags[mention.last] == ",")
        return cue.subject in {"any", "speaker"} and cue.form not in _DOUBLE and _only_adverbs(words, at, k)
    if cue.subject == "record":
        return mention.first > 0 and words.lows[mention.first - 1] in _RECORDS
    return cue.subject != "person" or mention.kind in {"person", "pronoun", "office"}


def _only_adverbs(words: Words, i: int, k: int) -> bool:
    return all(words.lows[j] in _ADVERBS for j in range(i, k))


def as_keeper(mention: Mention) -> Mention:
    """Who keeps a record is a body, though its name look like a person's: ``survei Katadata``."""
    return (
        replace(mention, kind="organisation", body=mention.name)
        if mention.kind == "person" and not mention.role[1]
        else mention
    )


def noun_phrase(words: Words, k: int) -> Mention | None:
    """An unknown noun phrase that opens the clause of a verb that only people and bodies do: ``Kreditur mengatakan``."""
    start = max((words.tags.rfind(mark, max(0, k - _LONGEST_ASIDE), k) for mark in "Q,:"), default=-1) + 1
    while start < k and words.lows[start] in _OPENERS:
        start += 1
    end = k
    while end > start and words.lows[end - 1] in _ADVERBS and words.lows[end - 1] not in _DEFINITE:
        end -= 1
    if not 0 < end - start <= _LONGEST_NOUN or words.tags[start] not in _HEADS or not words.forms[start][0].isupper():
        return None
    if any(words.tags[i] in "vV" and words.lows[i] not in _DEFINITE for i in range(start, end)):
        return None
    if words.tags[start] == "L" and not (words.lows[k + 1 : k + 2] == ["bahwa"] or words.tags[k + 1 : k + 2] == ","):
        return None  # China menambahkan tarif
    if any(words.tags[i] == "w" and words.lows[i].startswith(_VERBAL) for i in range(start, end)):
        return None
    kind = (
        "person"
        if set(words.tags[start:end]) <= set("Ni")
        else "organisation"
        if words.tags[start] in "AO"
        else "group"
    )
    return Mention(kind, start, end, (start, end))
