"""The grammar of offices: ``ROLE BODY NAME``, ``ROLE BODY, NAME`` or the office alone.

A reader walks from the head of a role (*Menteri, Kepala, pengamat*) to the right, a word class at a time, and stops
where the phrase ends or the name begins.
"""

import re
from collections.abc import Callable
from typing import ClassVar

from umkm_research.statements.cues import cues
from umkm_research.statements.lists import forms, of_class
from umkm_research.statements.runs import ENGLISH, NEEDS_BODY, Run, name_begins
from umkm_research.statements.words import Words
from umkm_research.text.titles import given_names, word_classes

_RANKS = of_class("K")
_BODY_NOUNS = of_class("o")
_VERBAL = ("me", "ber", "di", "ter")
_CONTINUES = frozenset("rRoDmTG")
_PURE_PARTS = forms("pure_parts")
_PARENTS = frozenset(
    [
        "kementerian",
        "universitas",
        "pt",
        "polri",
        "mabes",
        "polda",
        "polres",
        "pemprov",
        "pemkot",
        "pemkab",
        "kejaksaan",
    ]
)
_COMPOUNDS = frozenset((("jaksa", "agung"), ("mahkamah", "agung"), ("kejaksaan", "agung"), ("majelis", "agung")))
_BODILESS = forms("whole_offices")
_INITIALS = re.compile(r"[A-Z]\Z|[IVX]+\Z")
_MOST_LOOSE = 5
_NAME_GOES_ON = frozenset("NiMmoOALrRKH(")


class RoleReader:
    """Reads one role phrase.

    After `read`, the role is words ``first`` to ``role_end``, the body ``body_at`` to ``end`` (0 where there is none),
    and a name is to be looked for at ``name_at`` (-1 where there is none).
    """

    def __init__(self, words: Words, tags: str, first: int, alone: set[str], *, nameless: bool = False) -> None:
        self.nameless = nameless
        self.lows = words.lows
        self.forms = words.forms
        self.tags = tags
        self.first = first
        self.alone = alone
        self.at = self.end = first + 1
        self.body_at = 0
        self.name_at = -1
        self.loose = 0

    def read(self) -> "RoleReader":
        """Walk to the end of the phrase."""
        while self.tags[self.at] != "$" and self._step(self.tags[self.at]):
            pass
        return self

    @property
    def role_end(self) -> int:
        """Where the role ends; connectors and prepositions before the body are no part of it."""
        end = self.body[0] or self.end
        while end > self.first + 1 and self.tags[end - 1] in "cv,/":
            end -= 1
        return end

    @property
    def body(self) -> tuple[int, int]:
        """The body, without a mere part of one: ``Ketua Tim Pemenangan`` names none."""
        if not 0 < self.body_at < self.end:
            return (0, 0)
        head = self.lows[self.body_at]
        lettered = head == "komisi" and _INITIALS.match(self.forms[self.body_at + 1])
        if self.end > self.body_at + 1 and (head in _PURE_PARTS or lettered):
            return (0, 0)
        return (self.body_at, self.end)

    def _step(self, tag: str) -> bool:
        """Take one more word; false where the phrase ends."""
        low = self.lows[self.at]
        if (
            low in _RANKS
            and self.tags[self.at - 1] not in "RO"
            and self.lows[self.first] not in _RANKS
            and (self.body_at or self.at > self.first + 1)
        ):
            return self._name(self.at)
        if (self.lows[self.at - 1], low) in _COMPOUNDS:
            return self._take(1)
        if tag == "i" and low == "i" and self.tags[self.at + 1] not in "NiMm":
            return self._take(1)
        if tag == "m" and not self.body_at and self.tags[self.at + 1] == "L" and self.lows[self.at - 1] in NEEDS_BODY:
            self.body_at = self.at  # Direktur Utama Garuda Indonesia
        if tag == "m" and not self.nameless and self._wordy_name():
            return self._name(self.at)
        if tag in _CONTINUES or (tag == "V" and "o" in word_classes().get(low, "")):
            if tag == "m" and low in self.alone:
                return self._run()
            return self._take(1)
        if tag in "OAL":
            return self._part(tag, low)
        if tag == "d" and self.body_at:
            return self._take(1)
        step = self._STEPS.get(tag)
        return step(self) if step else False

    def _wordy_name(self) -> bool:
        """Whether a name begins with an ordinary word behind an acronym or a place: ``PDIP Aria Bima``."""
        before, behind = self.tags[self.at - 1], self.tags[self.at + 1 : self.at + 3]
        return before in "AL" and self.at - 1 > self.first and behind[0] == "N" and behind[1] not in _NAME_GOES_ON

    def _part(self, tag: str, low: str) -> bool:
        """A word of a body's name; a larger body behind a part of it is the body, and the part belongs to the role."""
        if tag == "O" and self.lows[self.at - 1] in _BODILESS and "o" in word_classes().get(low, ""):
            return self._take(1)  # Menteri Koperasi
        if not self.body_at:
            english = tag == "L" and self.at + 1 < len(self.lows) and self.lows[self.at + 1] in ENGLISH
            within = tag == "A" and self.lows[self.first] in _BODILESS
            self.body_at = self.at if english or (tag != "L" and not within) else 0
        elif self._is_larger(tag, low):
            self.body_at = self.at
        return self._take(1)

    def _is_larger(self, tag: str, low: str) -> bool:
        """Whether a new head names a body of which what was read is a part."""
        head = self.lows[self.body_at]
        if tag == "L" or (self.tags[self.at - 1] == "O" and self.at - 1 > self.body_at):
            return False
        if "S" in word_classes().get(head, ""):
            return (
                tag == "A" or "S" not in word_classes().get(low, "") or (head in _PURE_PARTS and low not in _PURE_PARTS)
            )
        return self.tags[self.body_at] not in "OA" and (tag == "A" or low in _PARENTS)

    def _take(self, count: int, *, solid: bool = True) -> bool:
        self.at += count
        if solid:
            self.end = self.at
        return True

    def _name(self, at: int) -> bool:
        self.name_at = at
        return False

    def _unit(self) -> bool:
        """An administrative unit takes the place name behind it: ``Kelurahan Sumbersari``."""
        self._take(1)
        if self.tags[self.at] == "N" and self.lows[self.at] not in self.alone:
            size = self._run_end(self.at) - self.at
            follows = self.tags[self.at + size]
            if size > 2 or (size == 1 and follows in ",L") or (size == 2 and follows == ","):
                self._take(1 if size > 2 else size)
        return True

    def _connector(self) -> bool:
        return self._take(1, solid=False) if self.tags[self.at + 1] in "roOALNmRUT" else False

    def _bracket(self) -> bool:
        close = self.tags.find(")", self.at, self.at + 8)
        if close < 0 or "d" in self.tags[self.at : close]:
            return False
        short = self.lows[self.at + 1]
        if not self.body_at and short[:3] != self.lows[self.first][:3] and self.tags[self.at + 1] in "AN":
            letters = (
                k for k in range(self.first + 1, self.at) if self.lows[k][0] == short[0] and self.tags[k] in "omN"
            )
            self.body_at = next(letters, 0)
        return self._take(close - self.at + 1)

    def _comma(self) -> bool:
        """A comma inside the office or its body, or the one before the name."""
        tags, at = self.tags, self.at
        after = tags[at + 1]
        if (after in "our" or (after != "$" and self.lows[at + 1] in _BODY_NOUNS)) and tags[at - 1] in "omLrUR":
            return self._take(1, solid=False)
        if after in "OU" and (self.body_at or tags[at - 1] in "NLUomrR"):
            return self._take(1, solid=False)
        if after == "L" and tags[at + 2] in ",(NL":
            return self._take(2)
        if after in "omT" and tags[at - 1] in "omT" and "c" in tags[at + 2 : at + 9]:
            return self._take(1, solid=False)
        if after == "m" and tags[at + 2] == "N":
            return self._name(at + 1)
        if after == "c" and tags[at + 2] in "omA":
            return self._take(1, solid=False)
        return self._name(at + 1) if after in "NiHhKMR" and (after != "R" or self.lows[at + 1] in _RANKS) else False

    def _run_end(self, at: int) -> int:
        tags = self.tags
        while tags[at] in "NiM" or (
            tags[at - 1] in "Ni"
            and (
                (tags[at] in "om" and self.lows[at] in given_names())
                or (tags[at] in "bm." and tags[at + 1] in "Ni")
                or (tags[at] == "m" and tags[at + 1] not in "oOALmrU(c")
            )
        ):
            at += 1
        return at

    def _run(self) -> bool:
        """A run of words that may be the body's name, the person's, or both in a row."""
        end = max(self._run_end(self.at), self.at + 1)
        lower = self.tags[self.first] == "e"
        run = Run(self.lows, self.tags, self.at, end, self.alone, lower=lower, body=self.body_at > 0)
        begins = end if self.nameless else name_begins(run)
        if begins < end:
            if begins > self.at:
                if self.tags[self.at - 1] not in "Uu":
                    self.body_at = self.body_at or self.at
                self.end = begins
            return self._name(begins)
        if self.tags[self.at - 1] not in "Uu":
            self.body_at = self.body_at or self.at
        return self._take(end - self.at)

    def _loose(self) -> bool:
        """Lower-case words that narrow a role: ``pengamat kebijakan publik``."""
        low = self.lows[self.at]
        if (
            self.loose == _MOST_LOOSE
            or low in cues()
            or (len(low) > 5 and low.startswith(_VERBAL) and not low.endswith("an"))
        ):
            return False
        self.loose += 1
        self._take(1, solid=False)
        if self.nameless or self.tags[self.at] in ",$(HKN" or self.lows[self.at] in cues():
            self.end = self.at
        return True

    def _honorific(self) -> bool:
        """``RSUD dr Soetomo`` is a body; else an honorific opens the name."""
        ahead = self.at + 1
        while self.tags[ahead] in ".HhK":
            ahead += 1
        if self.tags[ahead] not in "NimM":
            return self._take(1) if "o" in word_classes().get(self.lows[self.at], "") else False
        if self.tags[self.at - 1] == "O":
            return self._take(2)
        return self._name(self.at)

    def _preposition(self) -> bool:
        """``pengajar di Fakultas Hukum``."""
        if self.lows[self.at] in {"dari", "di", "pada"} and self.tags[self.at + 1] in "OAN":
            if not self.body_at:
                self.body_at = self.at + 1
            return self._take(1, solid=False)
        ahead = self.tags[self.at + 1 : self.at + 4]
        if self.lows[self.at] == "di" and ahead[:2] == "L," and ahead[2] in "NiHhK":
            return self._take(2)  # Juru Bicara Kedutaan Besar China di AS, Liu Pengyu
        return False

    def _rank(self) -> bool:
        return self._name(self.at)

    _STEPS: ClassVar[dict[str, Callable[["RoleReader"], bool]]] = {
        "U": _unit,
        "u": _unit,
        "c": _connector,
        "(": _bracket,
        ",": _comma,
        "N": _run,
        "i": _run,
        "M": _run,
        "b": _run,
        "h": _honorific,
        "H": _honorific,
        "K": _rank,
        "w": _loose,
        "e": _loose,
        "g": _loose,
        "v": _preposition,
    }
