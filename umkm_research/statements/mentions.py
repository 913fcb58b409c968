"""Mentions of those who can speak: people, offices, organisations, groups, pronouns.

A hand-written grammar over the classes of words. Where a name begins in ``CEO Tokopedia William Tanuwijaya`` is told
by the article itself: *William* stands alone beside a cue elsewhere.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import ClassVar

from umkm_research.statements.cues import cues
from umkm_research.statements.lists import forms, of_class
from umkm_research.statements.roles import RoleReader
from umkm_research.statements.words import Words
from umkm_research.text.titles import given_names, word_classes

Range = tuple[int, int]
NOWHERE: Range = (0, 0)

_AGE_OR_RANK = frozenset(("pol", "purn", "tni"))
_RANKS = of_class("K")
_HEADS = of_class("R")
_BODY_NOUNS = of_class("o")
_RANK_MORE = forms("rank_words")
_ALSO = frozenset(("selaku", "sebagai"))
_DEFINITE = forms("pointers")
_QUANTITIES = forms("quantities")
_VERBAL = ("me", "ber", "di", "ter", "ke", "pe")
_LONG = 7
_STARTS = re.compile("[ReNMimHhKPOALgG]")
_BODY_MORE = frozenset("oOALrdm")


@dataclass(slots=True, frozen=True)
class Mention:
    """Words ``first`` to ``last`` of a sentence that speak of one possible speaker.

    ``kind`` is person, office, organisation, group or pronoun. ``name``, ``role``, ``body`` and ``nickname`` are ranges
    of words, empty where they are missing. ``definite`` is true where *itu* or *tersebut* points back.
    """

    kind: str
    first: int
    last: int
    name: Range = NOWHERE
    role: Range = NOWHERE
    body: Range = NOWHERE
    nickname: Range = NOWHERE
    definite: bool = False


class Grammar:
    """Reads the mentions of one sentence.

    Parameters
    ----------
    words : Words
        The sentence.
    alone : set of str
        Lower-cased words that the article uses as names of people by themselves.
    bodies : set of str
        Lower-cased words that it uses as names of bodies.
    """

    def __init__(self, words: Words, alone: set[str], bodies: set[str]) -> None:
        self.words = words
        self.alone = alone
        self.count = len(words.tags)
        tags = words.tags
        if ("m" in tags or "M" in tags or "N" in tags) and not (
            alone.isdisjoint(words.lows) and bodies.isdisjoint(words.lows)
        ):
            tags = "".join(map(self._known, tags, words.lows, [bodies] * self.count))
        self.tags = tags + "$$$$"

    def _known(self, tag: str, low: str, bodies: set[str]) -> str:
        """The class of a word in the light of the whole article."""
        if tag in "mMoLr" and low in self.alone and (tag not in "ro" or low in given_names()):
            return "N"
        return "A" if tag == "N" and low in bodies else tag

    def mentions(self) -> list[Mention]:
        """All mentions, left to right; they do not overlap."""
        found: list[Mention] = []
        start = _STARTS.search(self.tags)
        while start is not None:
            mention = self.at(start.start())
            if mention is None:
                at = start.start() + 1
            else:
                found.append(mention)
                at = mention.last
            start = _STARTS.search(self.tags, at)
        return found

    def at(self, i: int) -> Mention | None:
        """The mention that begins at a word, if one does."""
        read = self._READERS.get(self.tags[i])
        return read(self, i) if read else None

    def _pronoun(self, i: int) -> Mention:
        return Mention("pronoun", i, i + 1)

    # People

    def _run(self, i: int) -> int:
        """End of the run of name words that begins here."""
        tags, j = self.tags, i
        while True:
            tag = tags[j]
            behind = j > i and tags[j - 1] in "NiM"
            if (
                tag in "Ni"
                or (tag == "M" and (behind or tags[j + 1] in "Ni"))
                or (tag == "." and behind and len(self.words.forms[j - 1]) <= 2 and self._glued(j))
                or (tag in "bDK" and behind and tags[j + 1] in "Ni")
                or (tag == "m" and (behind or tags[j + 1] == "N") and j > 0)
                or (tag in "LrGToR" and behind and tags[j + 1] == "N" and tags[j + 2] not in "oOA")
                or (tag == "A" and behind and len(self.words.forms[j]) == 2)
                or (tag == "A" and j == i and len(self.words.forms[j]) == 2 and tags[j - 1] in "KR" and self._ranked(j))
                or (tag in "omR" and behind and self.words.lows[j] in given_names())
            ):
                j += 1
            else:
                return j

    def _ranked(self, j: int) -> bool:
        """Whether a rank stands right before a word: ``Inspektur Jenderal RZ Panca Putra``."""
        return j > 0 and self.words.lows[j - 1] in _RANKS | _RANK_MORE

    def _glued(self, j: int) -> bool:
        return self.words.ends[j - 1] == self.words.starts[j]

    def _person(self, i: int, *, named: bool = False) -> Mention | None:
        """A name with what stands around it; ``named`` where an office has announced one."""
        start = i
        i = self._prefix(i)
        end = self._run(i)
        if end == i > start and self.tags[i - 1] == "H" and self.words.lows[i - 1] in self.alone | given_names():
            i -= 1  # Raden, which is a name too
        if end == i or (start == i and self.tags[i] == "m" and not named):
            return self._body(i) if self.tags[i : i + 2] == "mo" and start == i == 0 else None
        if (
            start == 0
            and end == 1
            and self.tags[1] != "o"
            and self.words.lows[0] not in self.alone
            and self.tags[end] != "("
        ):
            return None  # any word is capitalised here
        if start == i == 0 and end > 1 and self._opens_by_chance(end):
            i = start = 1
        if self.tags[end] == "o" and start == i and self.alone.isdisjoint(self.words.lows[i:end]):
            return self._body(i)
        last, nickname = self._behind_name(end)
        return self._apposition(Mention("person", start, last, (i, end), nickname=nickname))

    def _opens_by_chance(self, end: int) -> bool:
        """Whether a sentence's first word is capitalised for that reason alone: ``Ketidakhadiran Rizieq``."""
        first, *others = self.words.lows[:end]
        worn = (
            len(first) > _LONG and first.startswith(_VERBAL) and first not in self.alone and first not in given_names()
        )
        return worn and not self.alone.isdisjoint(others)

    def _prefix(self, i: int) -> int:
        """Skip honorifics and ranks before a name: ``Prof. Dr.``, ``Brigadir Jenderal (Pol)``."""
        tags, lows, start = self.tags, self.words.lows, i
        while i < self.count:
            if tags[i] in "HhK" or lows[i] in _RANKS or (i > start and lows[i] in _RANK_MORE):
                i += 1
                if tags[i] == "." and self._glued(i):
                    i += 1
            elif i > start and tags[i] == "(" and tags[i + 2] == ")" and lows[i + 1] in _AGE_OR_RANK:
                i += 3
            else:
                break
        return i

    def _behind_name(self, j: int) -> tuple[int, Range]:
        """Skip degrees, an age or a nickname behind a name; where the nickname stands."""
        tags = self.tags
        while tags[j] == "," and tags[j + 1] == "D":
            j += 2
            while tags[j] == "." and self._glued(j):
                j += 1
        if tags[j] == "(":
            close = tags.find(")", j, j + 8)
            if close > 0:
                return close + 1, (j + 1, close) if tags[j + 1 : close].strip("NAm") == "" else NOWHERE
        return j, NOWHERE

    def _apposition(self, mention: Mention) -> Mention:
        """``NAME, ROLE BODY`` or ``NAME selaku ROLE`` behind a name."""
        j, lows = mention.last, self.words.lows
        if self.tags[j] == "," and self.tags[j + 1] != "$":
            at = j + 1
            if lows[at : at + 2] in (["salah", "satu"], ["salah", "seorang"]) or lows[at : at + 1] == ["seorang"]:
                at += 1 if lows[at] == "seorang" else 2
        elif lows[j : j + 1] == ["atau"] and self.tags[j + 1] in "RA" and self.tags[j + 2] in "AwvN":
            return replace(mention, last=j + 2 + (self.tags[j + 2] in "AN"))  # or, as he is called: Mentan SYL
        elif lows[j : j + 1] and lows[j] in _ALSO:
            at = j + 1
        elif lows[j : j + 2] == ["yang", "juga"]:
            at = j + 2
            at += lows[at : at + 1] in (["merupakan"], ["menjabat"], ["adalah"])
            at += lows[at : at + 1] == ["sebagai"]
        else:
            return mention
        if at < self.count and lows[at] in _HEADS:
            reader = RoleReader(self.words, self.tags, at, self.alone, nameless=True).read()
            if reader.name_at < 0 and (reader.end > at + 1 or self.tags[at + 1] in ",$."):
                return replace(mention, last=reader.end, role=(at, reader.role_end), body=reader.body)
        return mention

    # Offices

    def _office(self, i: int) -> Mention | None:
        """``ROLE BODY NAME``, or the role alone."""
        reader = RoleReader(self.words, self.tags, i, self.alone).read()
        role, body = (i, reader.role_end), reader.body
        if reader.name_at >= 0:
            person = self._person(reader.name_at, named=True)
            if person is not None and not self._pointed_at(person):
                return replace(person, first=i, role=role, body=body)
            if person is not None:  # Wasekjen Gerindra ini
                end = person.last
                return Mention(
                    "office", i, end + 1, (i, end), (i, reader.name_at), (reader.name_at, end), definite=True
                )
        if self.tags[i] == "R" and "O" in word_classes().get(self.words.lows[i], "") and not body[1]:
            return Mention(
                "organisation", i, reader.end, (i, reader.end), body=(i, reader.end)
            )  # Dewan Ekonomi Nasional
        lower = self.tags[i] == "e"
        if lower and reader.end == i + 1:
            return self._group(i) if "G" in word_classes().get(self.words.lows[i], "") else None
        definite = self.words.lows[reader.end : reader.end + 1] != [] and self.words.lows[reader.end] in _DEFINITE
        return Mention("office", i, reader.end + definite, (i, reader.end), role, body, definite=definite)

    def _pointed_at(self, person: Mention) -> bool:
        """Whether what was taken for a name is pointed at, as bodies are and people's names are not."""
        first, last = person.name
        behind = self.words.lows[person.last : person.last + 1]
        return person.last == last == first + 1 and behind == ["ini"] and self.words.lows[first] not in self.alone

    # Bodies, places and groups

    def _place(self, i: int) -> Mention:
        """A place, which can stand for its government."""
        j = i
        while self.tags[j] == "L":
            j += 1
        close = self.tags.find(")", j, j + 4) if self.tags[j] == "(" else -1
        end = close + 1 if close > 0 else j
        return Mention("place", i, end, (i, end), body=(i, end))

    def _body(self, i: int) -> Mention:
        j, tags = i + 1, self.tags
        while True:
            tag = tags[j]
            if (
                tag in _BODY_MORE
                or (tag in "RG" and tags[i] == "O" and self.words.lows[j] in _BODY_NOUNS)
                or (
                    tag == "N"
                    and self.words.lows[j] not in self.alone
                    and (tags[i] == "O" or (tags[i] == "N" and j < i + 3))
                )
                or (tag == "c" and tags[j + 1] in "oOAm" and tags[i] == "O")
                or (tag in "RG" and j == i + 1 and tags[i] == "O" and self.words.lows[j].startswith("pe"))
                or (tag == "U" and self.words.lows[j - 1] == "pemerintah")
                or (tag == "N" and tags[j - 1] == "U")
                or (tag == "," and tags[i] == "O" and tags[j + 1] in "omN" and "c" in tags[j + 2 : j + 5])
            ):
                j += 1
            elif tag in "Hh" and tags[j - 1] == "O" and tags[j + 1] in "Ni":
                j += 2
            elif tag == "(" and tags[j + 1] in "AOLN" and tags.find(")", j, j + 5) > 0:
                j = tags.find(")", j, j + 5) + 1
            else:
                return Mention("organisation", i, j, (i, j), body=(i, j))

    def _group(self, i: int) -> Mention | None:
        """A group, with the words that narrow it; a bare quantity needs somebody behind it."""
        j, lows = i + 1, self.words.lows
        if lows[i] in _QUANTITIES and not set("RGO") & set(word_classes().get("".join(lows[j : j + 1]), "")):
            return None
        while j < self.count and self.tags[j] in "weoOALNgGm" and j - i < 5 and not self._verb(j):
            j += 1
        return Mention("group", i, j, (i, j))

    def _verb(self, j: int) -> bool:
        low = self.words.lows[j]
        return low in cues() or (self.tags[j] == "w" and len(low) > 5 and low.startswith(_VERBAL[:4]))

    def _group_or_office(self, i: int) -> Mention | None:
        if "R" in word_classes().get(self.words.lows[i], ""):
            office = self._office(i)
            if office is not None and office.kind == "person":
                return office
        return self._group(i)

    _READERS: ClassVar[dict[str, Callable[["Grammar", int], Mention | None]]] = {
        "R": _office,
        "e": _office,
        "N": _person,
        "M": _person,
        "i": _person,
        "m": _person,
        "H": _person,
        "h": _person,
        "K": _person,
        "P": _pronoun,
        "O": _body,
        "L": _place,
        "A": _body,
        "g": _group_or_office,
        "G": _group_or_office,
    }
