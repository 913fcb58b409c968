"""The grammar of reporting: which cue goes with which speaker in a sentence."""

from bisect import bisect_right
from collections.abc import Callable, Sequence
from typing import NamedTuple

from umkm_research.statements.cues import Cue, cues, long_cues
from umkm_research.statements.lists import forms, of_class
from umkm_research.statements.mentions import Grammar, Mention
from umkm_research.statements.subjects import as_keeper, is_subject, is_transparent, may_say, noun_phrase
from umkm_research.statements.words import Words
from umkm_research.text.titles import word_classes

_NEGATIONS = forms("negations")
_MODALS = forms("modals")
_RECORDS = forms("records")
_RECORD_MORE = forms("record_attributes")
_CHANNELS = forms("channels")
_ONE_OF = forms("quantifiers")
_OPENERS = forms("openers")
_RELEASED = forms("released")
_SILENCE = forms("silence")
_CITED = frozenset(("mengutip", "dikutip", "melansir", "dilansir"))
_LATEST_OPENING = 4
_LONGEST_TOPIC = 4
_SPEECH = frozenset(("say", "state", "ask"))
_BODIES = of_class("O")
_DEFINITE = forms("pointers")
_MOST_MENTIONS = 6
_LONGEST_DESCRIPTION = 8


class Report(NamedTuple):
    """A cue with its speakers: words ``first`` to ``last`` are the cue. No speakers: *-nya*, or a description."""

    first: int
    last: int
    cue: Cue
    speakers: tuple[Mention, ...]
    rule: str


Reader = Callable[[Words, Grammar, Sequence[Mention], int, int, Cue], Report | None]


def find_reports(words: Words, grammar: Grammar, mentions: Sequence[Mention]) -> list[Report]:
    """Every cue of a sentence that has a speaker, left to right."""
    known, long = cues(), long_cues()
    found: list[Report] = []
    for k in [k for k, low in enumerate(words.lows) if low in known or low in long]:
        low = words.lows[k]
        cue, last = known.get(low), k + 1
        if low in long and k + 1 < len(words.lows):
            longer = known.get(f"{low} {words.lows[k + 1]}")
            cue, last = (longer, k + 2) if longer else (cue, last)
        if cue is None or (cue.sense in _SPEECH and (_negated(words, k) or _refused(words, k))):
            continue
        report = _BY_KIND[cue.kind](words, grammar, mentions, k, last, cue)
        if report is not None:
            found.append(report)
    return found


def _negated(words: Words, k: int) -> bool:
    j = k - 1
    while j >= 0 and words.lows[j] in _MODALS:
        j -= 1
    return j >= 0 and words.lows[j] in _NEGATIONS and words.lows[j + 1] != "hanya"


def _refused(words: Words, k: int) -> bool:
    """``menolak berkomentar``: to decline to speak is no speech."""
    return words.lows[k] == "menolak" and words.lows[k + 1 : k + 2] != [] and words.lows[k + 1] in _SILENCE


def _beside(words: Words, k: int) -> bool:
    """Whether a word stands beside a quotation or a comma, or opens the sentence."""
    return k == 0 or words.tags[k - 1] in "Q,-–—" or words.tags[k - 1] in "'’"


def speakers_at(words: Words, grammar: Grammar, i: int) -> tuple[Mention, ...]:
    """The speakers named from a word on: one, or two joined by *dan*."""
    start = i
    while i < len(words.lows) and words.lows[i] in _ONE_OF:
        i += 1
    mention = grammar.at(i) if i < len(words.lows) else None
    if mention is None:
        return ()
    if mention.kind == "office" and mention.definite and words.tags[i] == "e":
        pass
    found = [mention]
    j = mention.last
    if words.lows[j : j + 1] == ["dan"] and mention.kind in {"person", "organisation"}:
        second = grammar.at(j + 1)
        if second is not None and second.kind == mention.kind:
            found.append(second)
    if start < i and mention.kind in {"office", "group"}:
        found[0] = Mention("group", start + (words.lows[start] == "oleh"), mention.last, (start, mention.last))
    return tuple(found)


def _bare(words: Words, grammar: Grammar, _: Sequence[Mention], k: int, last: int, cue: Cue) -> Report | None:
    """``kata Teten``, ``ujarnya``; a word with other senses only beside a quotation or a comma."""
    strict = cue.kind == "bare_after"
    following = words.tags[last : last + 1]
    if cue.clitic:
        free = not strict or _beside(words, k) or following in {",", ".", "Q"}
        return Report(k, last, cue, (), "clitic") if free else None
    behind = _behind_record(words, last)
    recorded, last = behind > last, behind
    beside = _beside(words, k)
    if strict and not beside and following not in {"N", "P"}:
        return None
    speakers = speakers_at(words, grammar, last)
    if not speakers:
        quoted = k > 0 and "Q" in words.tags[max(0, k - 2) : k] and following in {"w", "h", "m", "v"}
        if not quoted or strict:
            return None
        back = any(low in _DEFINITE for low in words.lows[last + 1 : last + _LONGEST_DESCRIPTION])
        return Report(k, last, cue, (), "described" if back and words.lows[last] not in _ONE_OF else "indefinite")
    if strict and not beside and speakers[0].kind not in {"person", "pronoun"}:
        return None
    if recorded:
        speakers = tuple(as_keeper(mention) for mention in speakers)
    return Report(k, k + 1, cue, speakers, "cue-speaker")


def _passive(words: Words, grammar: Grammar, _: Sequence[Mention], k: int, last: int, cue: Cue) -> Report | None:
    """``disampaikan Teten``, ``dikatakannya``."""
    if cue.clitic:
        return Report(k, last, cue, (), "clitic")
    speakers = speakers_at(words, grammar, last)
    if last > k + 1 and not speakers and words.tags[last : last + 1] == "e":
        speakers = (Mention("group", last, last + 1, (last, last + 1)),)  # diusulkan oleh investigator
    if speakers and (last > k + 1 or speakers[0].kind in {"person", "office", "pronoun"}):
        return Report(k, last, cue, speakers, "passive-agent")
    source = _source(words, grammar, k)
    return Report(k, last, cue, (source,), "passive-source") if source else None


def _source(words: Words, grammar: Grammar, k: int) -> Mention | None:
    """``Dalam akun @toko, diceritakan …``: the account or site that opens the sentence."""
    if k < 3 or words.lows[0] not in {"dalam", "di", "pada", "melalui", "lewat"} or words.lows[1] not in _CHANNELS:
        return None
    at = next((i for i in range(k - 1, 1, -1) if words.forms[i][0] == "@"), None)
    at = at or next((i for i in range(2, k) if grammar.tags[i] in "OA"), None)
    mention = grammar.at(at) if at else None
    return mention if mention is not None and mention.kind == "organisation" else None


def _behind_record(words: Words, i: int, heads: frozenset[str] = _RECORDS) -> int:
    """Skip the record before its keeper: ``keterangan tertulis dari``, ``data ekspor yang dirilis``."""
    lows, j = words.lows, i
    while j < len(lows) and (lows[j] in heads or (j > i and lows[j] in _RECORD_MORE)):
        j += 1
    if j == i:
        return i
    if lows[j - 1] == "akun" and words.tags[j : j + 1] == "A" and words.tags[j + 1 : j + 2] in {"w", "A", "O"}:
        j += 1  # akun Instagram resmi Jasa Marga
        j += lows[j] in _RECORD_MORE
    k = j
    while k - j < _LONGEST_TOPIC and words.tags[k : k + 1] == "w" and lows[k] not in cues():
        k += 1
    if words.tags[k : k + 1] in {"O", "A"} and k > j:
        return k
    if lows[k : k + 1] == ["yang"] and lows[k + 1 : k + 2] and lows[k + 1] in _RELEASED:
        return k + 2 + (lows[k + 2 : k + 3] == ["oleh"])
    return j


def _outlet(words: Words, mention: Mention) -> bool:
    return "." in words.forms[mention.first] or "X" in word_classes().get(words.lows[mention.first], "")


def _capitals(words: Words, i: int, *, recorded: bool) -> tuple[Mention, ...]:
    """A body named by words that the grammar does not know: ``laporan Financial Times``, ``kantor statistik Uni Eropa``."""
    j = i
    if words.lows[i : i + 1] and words.lows[i] in _BODIES and words.tags[i] == "w":
        j += 1
        while words.tags[j : j + 1] == "w" and j < i + 3:
            j += 1
    elif not recorded and words.tags[i : i + 1] != "o":
        return ()
    while j < len(words.tags) and words.tags[j] in "oNmALir":
        j += 1
    return (Mention("organisation", i, j, (i, j), body=(i, j)),) if j > i else ()


def _record(words: Words, grammar: Grammar, mentions: Sequence[Mention], k: int, last: int, cue: Cue) -> Report | None:
    """``Berdasarkan data BPS``; an outlet that cites its own record is the narrator."""
    if cue.form == "mengutip" and (report := _active(words, grammar, mentions, k, last, cue)):
        return report._replace(cue=cue._replace(kind="active"))  # Teten mengutip data BPS
    opens = k == 0 or (k < _LATEST_OPENING and all(low in _OPENERS or low == "," for low in words.lows[:k]))
    if (cue.form == "dari" and k > 0) or (cue.subject == "place" and not opens):
        return None
    last += words.lows[last : last + 1] == ["pada"]
    last += cue.form in _CITED and words.lows[last : last + 1] == ["dari"]
    at = _behind_record(words, last, _RECORDS | _CHANNELS if cue.form in _CITED or cue.subject == "place" else _RECORDS)
    if at == last:
        return None
    speakers = speakers_at(words, grammar, at)
    if speakers and cue.subject == "place" and words.tags[speakers[-1].last : speakers[-1].last + 1] != ",":
        return None
    if not speakers or speakers[0].kind not in {"organisation", "person"} or _outlet(words, speakers[0]):
        return None
    return Report(k, k + 1, cue, (as_keeper(speakers[0]),), "according-to")


def _according(words: Words, grammar: Grammar, _: Sequence[Mention], k: int, last: int, cue: Cue) -> Report | None:
    """``menurut Teten``, ``menurut data BPS``."""
    if cue.clitic:
        return Report(k, last, cue, (), "clitic")
    last = _behind_record(words, last)
    speakers = speakers_at(words, grammar, last)
    if last > k + 1:
        speakers = tuple(as_keeper(mention) for mention in speakers)
    speakers = speakers or _capitals(words, last, recorded=last > k + 1)
    return Report(k, k + 1, cue, speakers, "according-to") if speakers else None


def _somebody(words: Words, k: int) -> bool:
    """``Seorang eksekutif kilang mengatakan``: somebody whom the article does not name."""
    start = max(words.tags.rfind(mark, max(0, k - _LONGEST_DESCRIPTION), k) for mark in "Q,:") + 1
    between = words.tags[start:k]
    return words.lows[start] == "seorang" and set(between) <= set("wegoAmNLv") and words.lows[k - 1] != "yang"


def _last(mention: Mention) -> int:
    return mention.last


def _active(words: Words, _: Grammar, mentions: Sequence[Mention], k: int, last: int, cue: Cue) -> Report | None:
    """``Teten mengatakan``: the nearest mention to the left that is the subject of the cue."""
    if cue.subject == "clause" and not (
        words.lows[last : last + 1] == ["bahwa"] or words.tags[last : last + 1] in {",", "Q", ":"}
    ):
        return None
    nearest = bisect_right(mentions, k, key=_last) - 1
    for at in range(nearest, max(-1, nearest - _MOST_MENTIONS), -1):
        mention = mentions[at]
        if is_transparent(words, mention.last, k) and is_subject(words, mention) and may_say(words, mention, cue, k):
            before = mention.first - 1
            speakers = [as_keeper(mention) if before >= 0 and words.lows[before] in _RECORDS else mention]
            if at and before > 0 and words.lows[before] == "dan" and mentions[at - 1].last == before:
                speakers.insert(0, mentions[at - 1])
            return Report(k, last, cue, tuple(speakers), "speaker-cue")
    noun = noun_phrase(words, k) if cue.subject == "any" else None
    if noun is not None and (cue.sense == "say" or noun.kind == "person"):
        return Report(k, last, cue, (noun,), "speaker-cue")
    if cue.sense == "say" and _somebody(words, k):
        return Report(k, last, cue, (), "indefinite")
    described = k > 1 and words.lows[k - 1] in _DEFINITE and words.lows[0] in of_class("RG")
    return Report(k, last, cue, (), "description") if described and cue.subject == "any" else None


_BY_KIND: dict[str, Reader] = {
    "bare": _bare,
    "bare_after": _bare,
    "passive": _passive,
    "according": _according,
    "record": _record,
    "active": _active,
}
