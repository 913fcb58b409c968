"""Whom a speaker quotes inside a quotation: ``"… Pak Teten sampaikan jangan lagi …"``."""

import re

from umkm_research.statements.lists import forms
from umkm_research.statements.mentions import Grammar, Mention
from umkm_research.statements.subjects import is_transparent
from umkm_research.statements.words import Words, read_words
from umkm_research.text.quotes import Quotation

_VERBS = forms("spoken_verbs")
_LIKELY = re.compile(rf"\b(?:{'|'.join(sorted(_VERBS))})\b", re.IGNORECASE)
_NAMED = frozenset(("person", "office", "organisation", "group"))


def find_quoted(words: Words, quotation: Quotation, alone: set[str]) -> tuple[Words, Mention] | None:
    """Find the one whose words the speaker passes on.

    Parameters
    ----------
    words : Words
        The sentence around the quotation.
    quotation : Quotation
        The speaker's words.
    alone : set of str
        Lower-cased words that the article uses as names of people by themselves.

    Returns
    -------
    tuple of Words and Mention, or None
        The words of the quotation and the mention in them; none where nobody else is quoted.
    """
    if not _LIKELY.search(words.text, quotation.inner.start, quotation.inner.end):
        return None
    said = read_words(words.text, quotation.inner, words.paragraph, [])
    mentions = Grammar(said, alone, set()).mentions()
    for k, low in enumerate(said.lows):
        if low not in _VERBS:
            continue
        before = [mention for mention in mentions if mention.last <= k]
        if not before or not is_transparent(said, before[-1].last, k):
            continue
        named = [mention for mention in before if mention.kind in _NAMED]
        if before[-1].kind == "pronoun" and named:
            groups = [mention for mention in named if mention.kind == "group"]
            return said, (groups or named)[-1]
        if before[-1].kind in _NAMED:
            return said, before[-1]
    return None
