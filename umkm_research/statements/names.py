"""What an article itself tells about its names."""

from collections.abc import Iterable

from umkm_research.statements.cues import cues
from umkm_research.statements.lists import forms, of_class
from umkm_research.statements.words import Words
from umkm_research.text.titles import given_names

_INVERTED = frozenset(("bare", "bare_after", "according"))
_BODY_HEADS = forms("body_signs")
_BODIES = of_class("O")
_IN_BODY = frozenset("OoALrmNRGcM,/&")


def names_alone(sentences: Iterable[Words]) -> tuple[set[str], set[str]]:
    """Words that stand alone as a person's name beside a cue or an honorific, and words that name a body."""
    alone: set[str] = set()
    bodies: set[str] = set()
    known = cues()
    for words in sentences:
        tags, lows = words.tags, words.lows
        last = len(tags) - 1
        for i, tag in enumerate(tags):
            if i == last or not (tags[i + 1] in "NmM" or (tags[i + 1] == "o" and lows[i + 1] in given_names())):
                continue
            cue = known.get(lows[i])
            if tag in "Hh" or (
                cue is not None
                and cue.kind in _INVERTED
                and not cue.clitic
                and (tags[i + 1] != "m" or cue.kind == "bare")
            ):
                j = i + 1
                while j <= last and tags[j] in "NimM":
                    if tags[j] != "i":
                        alone.add(lows[j])
                    j += 1
            elif (lows[i] in _BODY_HEADS and tags[i + 1] == "N") or (tag == "(" and _short_name(words, i)):
                bodies.add(lows[i + 1])
    return alone, bodies - alone


def _short_name(words: Words, i: int) -> bool:
    """Whether a word in brackets is the short name of the body before it: ``Perhimpunan Bank Nasional (Perbanas)``."""
    if words.tags[i + 1 : i + 3] != "N)" or words.tags[i - 1] not in _IN_BODY:
        return False
    j = i - 1
    while j >= 0 and words.tags[j] in _IN_BODY:
        if words.tags[j] == "O" or words.lows[j] in _BODIES:
            return True
        j -= 1
    return False
