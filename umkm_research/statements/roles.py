"""The grammar of offices: ``ROLE BODY NAME``, ``ROLE BODY, NAME`` or the office alone.

A reader walks from the head of a role (*Menteri, Kepala, pengamat*) to the right, a word class at a time, and stops
where the phrase ends or the name begins.
"""

from umkm_research.statements.cues import cues
from umkm_research.statements.words import Words
from umkm_research.text.titles import given_names, word_classes

_NEEDS_BODY = frozenset(
    """ceo cfo coo cto founder co-founder pendiri bos owner pemilik direktur manajer manager head vp evp svp president
    dirut officer director koordinator lending komisaris chairman partner utama eksekutif""".split()
)
_RANKS = frozenset(form for form, known in word_classes().items() if "K" in known)
_VERBAL = ("me", "ber", "di", "ter")
_CONTINUES = frozenset("rRoDm")
_MOST_LOOSE = 5


class RoleReader:
    """Reads one role phrase.

    After `read`, the role is words ``first`` to ``role_end``, the body ``body_at`` to ``end`` (0 where there is none),
    and a name is to be looked for at ``name_at`` (-1 where there is none).
    """

    def __init__(self, words: Words, tags: str, first: int, alone: set[str], *, nameless: bool = False) -> None:
        self.nameless = nameless
        self.lows = words.lows
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
        end = min(self.body_at, self.end) if self.body_at else self.end
        while end > self.first + 1 and self.tags[end - 1] in "cv,/":
            end -= 1
        return end

    def _step(self, tag: str) -> bool:
        """Take one more word; false where the phrase ends."""
        low = self.lows[self.at]
        if low in _RANKS and self.tags[self.at - 1] != "R" and self.lows[self.first] not in _RANKS and (self.body_at or self.at > self.first + 1):
            return self._name(self.at)
        if tag in _CONTINUES or (tag == "V" and "o" in word_classes().get(low, "")):
            if tag == "m" and low in self.alone:
                return self._run()
            return self._take(1)
        if tag in "OAL":
            if tag in "OA" and not self.body_at:
                self.body_at = self.at
            return self._take(1)
        step = _STEPS.get(tag)
        return step(self) if step else False

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
        return self._take(1, solid=False) if self.tags[self.at + 1] in "roOALNmRU" else False

    def _bracket(self) -> bool:
        close = self.tags.find(")", self.at, self.at + 8)
        return self._take(close - self.at + 1) if close > 0 else False

    def _comma(self) -> bool:
        """A comma inside the office or its body, or the one before the name."""
        tags, at = self.tags, self.at
        after = tags[at + 1]
        if after in "ou" and tags[at - 1] in "omL":
            return self._take(1, solid=False)
        if after in "OU" and (self.body_at or tags[at - 1] in "NLU"):
            return self._take(1, solid=False)
        if after == "L" and tags[at + 2] in ",(NL":
            return self._take(2)
        if after == "c" and tags[at + 2] in "om":
            return self._take(1, solid=False)
        return self._name(at + 1) if after in "NiHKMR" and (after != "R" or self.lows[at + 1] in _RANKS) else False

    def _run_end(self, at: int) -> int:
        while self.tags[at] in "NiM" or (self.tags[at] in "bm." and self.tags[at + 1] in "Ni" and self.tags[at - 1] in "Ni"):
            at += 1
        return at

    def _run(self) -> bool:
        """A run of words that may be the body's name, the person's, or both in a row."""
        end = max(self._run_end(self.at), self.at + 1)
        begins = self._begins(self.at, end)
        if begins < end:
            if begins > self.at:
                self.body_at = self.body_at or self.at
                self.end = begins
            return self._name(begins)
        self.body_at = self.body_at or self.at
        return self._take(end - self.at)

    def _begins(self, start: int, end: int) -> int:
        """Where the person's name begins in the run; its end where all of it names the body."""
        tags, lows = self.tags, self.lows
        anchor = next((k for k in range(start, end) if lows[k] in self.alone), None)
        if anchor is None:
            if tags[end] in "oOALrUdm" or (tags[end : end + 3] == "(A)" and tags[end + 3] in "NiHK,L"):
                return end
            anchor = next((k for k in range(start, end) if lows[k] in given_names()), None)
            if anchor is None and (self.nameless or (tags[end] == "," and tags[end + 1] in "NiHK")):
                return end
        elif self.lows[anchor] == lows[start]:
            return start
        size = end - start
        if tags[start - 1] in "OU" or (tags[start - 1] == "A" and tags[self.first] == "e") or (tags[start - 1] == "m" and self.body_at):
            if anchor is not None:
                return self._back(start, anchor)
            if size == 1:
                return end if tags[end] != "$" and tags[end] in ",(" or tags[start - 1] in "OU" else start
            return end if tags[end] == "," and tags[end + 1] in "NiHK" else end - (2 if size > 2 else 1)
        if not self.body_at and lows[start - 1] in _NEEDS_BODY:
            if anchor is not None:
                return self._back(start, anchor)
            return start + 1 if size > 2 else start
        return start

    def _back(self, start: int, anchor: int) -> int:
        """A name may begin before the word that is known: initials and other names."""
        while anchor > start and (self.tags[anchor - 1] in "iM" or self.lows[anchor - 1] in given_names()):
            anchor -= 1
        return anchor

    def _loose(self) -> bool:
        """Lower-case words that narrow a role: ``pengamat kebijakan publik``."""
        low = self.lows[self.at]
        if self.loose == _MOST_LOOSE or low in cues() or (len(low) > 5 and low.startswith(_VERBAL)):
            return False
        self.loose += 1
        self._take(1, solid=False)
        if self.tags[self.at] in ",$(" or self.lows[self.at] in cues():
            self.end = self.at
        return True

    def _honorific(self) -> bool:
        """``RSUD dr Soetomo`` is a body; else an honorific opens the name."""
        if self.tags[self.at + 1] not in "Ni":
            return False
        if self.tags[self.at - 1] == "O":
            return self._take(2)
        return self._name(self.at)

    def _preposition(self) -> bool:
        """``pengajar di Fakultas Hukum``."""
        if self.lows[self.at] in {"dari", "di", "pada"} and self.tags[self.at + 1] in "OAN":
            if not self.body_at:
                self.body_at = self.at + 1
            return self._take(1, solid=False)
        if self.lows[self.at] == "di" and self.tags[self.at + 1] == "L":
            return self._take(2)
        return False


_STEPS = {
    "U": RoleReader._unit,
    "u": RoleReader._unit,
    "c": RoleReader._connector,
    "(": RoleReader._bracket,
    ",": RoleReader._comma,
    "N": RoleReader._run,
    "i": RoleReader._run,
    "M": RoleReader._run,
    "b": RoleReader._run,
    "h": RoleReader._honorific,
    "H": RoleReader._honorific,
    "K": lambda reader: reader._name(reader.at),
    "w": RoleReader._loose,
    "e": RoleReader._loose,
    "g": RoleReader._loose,
    "v": RoleReader._preposition,
}
