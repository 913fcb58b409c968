"""What an article itself tells about its names."""

from collections.abc import Iterable

from umkm_research.statements.cues import cues
from umkm_research.statements.lists import forms
from umkm_research.statements.words import Words
from umkm_research.text.titles import given_names

_INVERTED = frozenset(("bare", "bare_after", "according"))
_BODY_HEADS = forms("body_signs")


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
            elif lows[i] in _BODY_HEADS and tags[i + 1] == "N":
                bodies.add(lows[i + 1])
    return alone, bodies - alone
