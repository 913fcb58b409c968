"""The grammar of reporting: which cue goes with which speaker in a sentence."""

from collections.abc import Sequence
from typing import NamedTuple

from umkm_research.statements.cues import Cue, cues
from umkm_research.statements.mentions import Grammar, Mention
from umkm_research.statements.words import Words

_ADVERBS = frozenset(
    ["juga", "pun", "kembali", "sendiri", "lebih", "lanjut", "lantas", "lalu", "kemudian", "telah", "sudah", "sempat", "turut", "ikut", "bahkan", "justru", "tetap", "terus", "kerap", "sering", "pernah", "langsung", "secara", "tegas", "pula", "misalnya", "sebelumnya", "kini", "hanya", "sangat", "amat", "cukup", "pernah", "masih", "selalu", "akhirnya", "memang", "ingin", "mau", "bisa", "dapat", "tak", "hanya", "sekaligus", "mulai", "dengan", "pernah", "menyatakan", "singkat", "akan", "berulang", "kali", "sama", "senada"]
)
_OPENERS = frozenset(
    ["namun", "tetapi", "tapi", "sementara", "itu", "selain", "sedangkan", "padahal", "karenanya", "sebab", "bahkan", "apalagi", "lalu", "kemudian", "selanjutnya", "terpisah", "senada", "adapun", "dan", "serta", "kini", "demikian", "lanjut", "ini", "tersebut", "juga", "pun", "bahwa", "karena", "meski", "meskipun", "walau", "kendati", "saat", "lebih", "maka", "sebelumnya", "terkait", "sini", "lantas", "jadi", "pula", "begitu", "hari", "sama", "hal"]
)
_ASIDE = frozenset(
    ["yang", "di", "dalam", "saat", "pada", "ketika", "usai", "seusai", "kepada", "melalui", "lewat", "dari", "sebagai", "selaku", "dengan", "bersama", "didampingi", "sambil", "seraya", "ditemui", "dihubungi", "senin", "selasa", "rabu", "kamis", "jumat", "sabtu", "minggu", "setelah", "sebelum", "menanggapi", "merespons", "beberapa", "alias", "untuk", "terkait", "soal", "mengenai"]
)
_NEGATIONS = frozenset(("tidak", "tak", "belum", "bukan", "enggan", "jangan", "tanpa", "nggak", "enggak", "ogah"))
_PREPOSITIONS = frozenset(
    ["kepada", "dengan", "oleh", "dari", "di", "pada", "untuk", "terhadap", "bagi", "antara", "bersama", "ke", "soal", "tentang", "mengenai", "atas", "akibat", "via"]
)


class Report(NamedTuple):
    """A cue with its speakers: words ``first`` to ``last`` are the cue."""

    first: int
    last: int
    cue: Cue
    speakers: tuple[Mention, ...]
    rule: str


def find_reports(words: Words, grammar: Grammar, mentions: Sequence[Mention]) -> list[Report]:
    """Every cue of a sentence that has a speaker, left to right."""
    known = cues()
    found: list[Report] = []
    for k, low in enumerate(words.lows):
        cue = known.get(low)
        last = k + 1
        if cue is None:
            if low not in ("menyambut", "berterima") or k + 1 >= len(words.lows):
                continue
            cue = known.get(f"{low} {words.lows[k + 1]}")
            last = k + 2
            if cue is None:
                continue
        if _negated(words, k):
            continue
        report = _BY_KIND[cue.kind](words, grammar, mentions, k, last, cue)
        if report is not None:
            found.append(report)
    return found


def _negated(words: Words, k: int) -> bool:
    j = k - 1
    while j >= 0 and words.lows[j] in ("pernah", "akan", "bisa", "dapat", "mau", "ingin", "sempat", "banyak"):
        j -= 1
    return j >= 0 and words.lows[j] in _NEGATIONS


def _beside(words: Words, k: int) -> bool:
    """Whether a word stands beside a quotation or a comma, or opens the sentence."""
    return k == 0 or words.tags[k - 1] in "Q,"


def _bare(words: Words, grammar: Grammar, _: Sequence[Mention], k: int, last: int, cue: Cue) -> Report | None:
    strict = cue.kind == "bare_after"
    if cue.clitic:
        if strict and not (_beside(words, k) or words.tags[last : last + 1] in (",", ".")):
            return None
        return Report(k, last, cue, (), "clitic")
    if strict and not _beside(words, k) and words.tags[last : last + 1] not in ("N", "P"):
        return None
    speakers = _speakers_at(words, grammar, last)
    if not speakers:
        if k and words.tags[k - 1] in "Q," and not strict:
            return Report(k, last, cue, (), "described")
        return None
    if strict and not _beside(words, k) and speakers[0].kind not in ("person", "pronoun"):
        return None
    return Report(k, last, cue, speakers, "cue-speaker")


def _speakers_at(words: Words, grammar: Grammar, i: int) -> tuple[Mention, ...]:
    if i < len(words.lows) and words.lows[i] == "oleh":
        i += 1
    mention = grammar.at(i)
    if mention is None:
        return ()
    found = [mention]
    j = mention.last
    if words.lows[j : j + 1] == ["dan"] and mention.kind == "person":
        second = grammar.at(j + 1)
        if second is not None and second.kind == "person":
            found.append(second)
    return tuple(found)


def _passive(words: Words, grammar: Grammar, mentions: Sequence[Mention], k: int, last: int, cue: Cue) -> Report | None:
    if cue.clitic:
        return Report(k, last, cue, (), "clitic")
    speakers = _speakers_at(words, grammar, last)
    if not speakers or speakers[0].kind not in ("person", "title", "pronoun"):
        return None
    return Report(k, last, cue, speakers, "passive-agent")


def _according(words: Words, grammar: Grammar, _: Sequence[Mention], k: int, last: int, cue: Cue) -> Report | None:
    if cue.clitic:
        return Report(k, last, cue, (), "clitic")
    i = last
    while i < len(words.lows) and words.lows[i] in (
        "data",
        "catatan",
        "laporan",
        "keterangan",
        "informasi",
        "hasil",
        "survei",
    ):
        i += 1
    speakers = _speakers_at(words, grammar, i)
    return Report(k, last, cue, speakers, "according-to") if speakers else None


def _active(words: Words, grammar: Grammar, mentions: Sequence[Mention], k: int, last: int, cue: Cue) -> Report | None:
    del grammar
    looked = 0
    for at in range(len(mentions) - 1, -1, -1):
        mention = mentions[at]
        if mention.last > k:
            continue
        looked += 1
        if looked > 6:
            break
        if _transparent(words, mention.last, k) and is_subject(words, mention):
            speakers = [mention]
            if (
                at
                and words.lows[mention.first - 1 : mention.first] == ["dan"]
                and mentions[at - 1].last == mention.first - 1
            ):
                speakers.insert(0, mentions[at - 1])
            return Report(k, last, cue, tuple(speakers), "speaker-cue")
    return None


def _transparent(words: Words, i: int, k: int) -> bool:
    """Whether only adverbs, asides and dates stand between a subject and its cue."""
    lows, tags = words.lows, words.tags
    if k > i and lows[k - 1] == "yang":
        return False
    while i < k:
        if lows[i] in _ASIDE:
            return k - i < 40
        if tags[i] == "(":
            close = tags.find(")", i, k)
            if close < 0:
                return False
            i = close + 1
        elif lows[i] in _ADVERBS or tags[i] in ",d/-":
            i += 1
        else:
            return False
    return True


def is_subject(words: Words, mention: Mention) -> bool:
    """Whether a mention stands where a subject stands."""
    if mention.first == 0 or words.tags[mention.first - 1] in "Q,.:;)–—-":
        return True
    before = words.lows[mention.first - 1]
    if before in _PREPOSITIONS:
        return False
    return before in _OPENERS or mention.kind in ("person", "pronoun")


_BY_KIND = {"bare": _bare, "bare_after": _bare, "passive": _passive, "according": _according, "active": _active}
