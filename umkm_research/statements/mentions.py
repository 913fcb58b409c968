"""Mentions of those who can speak: people, titles, organisations, groups, pronouns.

A hand-written grammar over the classes of words: a role, the body it is held in, a name, on either side of a comma.
Where the name begins in ``CEO Tokopedia William Tanuwijaya`` is told by the article itself: *William* stands alone
beside a cue elsewhere.
"""

from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field, replace

from umkm_research.statements.cues import cues
from umkm_research.statements.words import Words, classes

Range = tuple[int, int]

_AGE_OR_RANK = frozenset(("pol", "purn", "tni", "persero", "almarhum", "alm"))
_RANKS = frozenset(form for form, known in classes().items() if "K" in known)
_RANK_MORE = frozenset(("besar", "jenderal", "polisi", "satu", "dua", "muda", "madya", "pertama", "tni", "pol"))
_NEEDS_BODY = frozenset(
    ("ceo", "cfo", "coo", "cto", "founder", "co-founder", "pendiri", "bos", "owner", "pemilik", "direktur", "manajer",
     "manager", "head", "vp", "evp", "svp", "president", "dirut", "officer", "director", "koordinator", "lending")
)  # fmt: skip


@dataclass(slots=True, frozen=True)
class Mention:
    """Words ``first`` to ``last`` of a sentence that speak of one possible speaker.

    ``kind`` is person, title, organisation, group or pronoun; ``name``, ``role`` and ``body`` are ranges of words
    within it, empty where they are missing.
    """

    kind: str
    first: int
    last: int
    name: Range = (0, 0)
    role: Range = (0, 0)
    body: Range = (0, 0)
    others: tuple["Mention", ...] = field(default=())


class Grammar:
    """Reads the mentions of one sentence.

    Parameters
    ----------
    words : Words
        The sentence.
    people : set of str
        Lower-cased words that the article uses as names of people by themselves.
    """

    def __init__(self, words: Words, people: AbstractSet[str]) -> None:
        self.words = words
        self.people = people
        self.tags = words.tags + "$$$"
        self.count = len(words.tags)

    def mentions(self) -> list[Mention]:
        """All mentions, left to right; they do not overlap."""
        found: list[Mention] = []
        at = 0
        while at < self.count:
            mention = self.at(at)
            if mention is None:
                at += 1
            else:
                found.append(mention)
                at = mention.last
        return found

    def at(self, i: int) -> Mention | None:
        """The mention that begins at a word, if one does."""
        tag = self.tags[i]
        if tag in "Re":
            return self._titled(i) or (self._group(i) if tag == "e" else None)
        if tag in "HhK" or tag in "Ni":
            return self._person(i)
        if tag == "P":
            return Mention("pronoun", i, i + 1)
        if tag in "OA":
            return self._body(i)
        if tag in "gG":
            return self._titled_group(i)
        return None

    # People

    def _run(self, i: int) -> int:
        """End of the run of name words that begins here."""
        j = i
        tags = self.tags
        while True:
            tag = tags[j]
            if (
                tag == "N"
                or tag == "i"
                or (tag == "." and j > i and tags[j - 1] in "iN" and self._dotted(j))
                or (tag in "bD" and j > i and tags[j + 1] in "Ni")
                or (tag in "LrGTH" and j > i and tags[j + 1] in "N")
            ):
                j += 1
            else:
                return j

    def _dotted(self, j: int) -> bool:
        """A full stop that belongs to an initial."""
        return len(self.words.forms[j - 1]) <= 2 and self.words.ends[j - 1] == self.words.starts[j]

    def _person(self, i: int) -> Mention | None:
        start = i
        i = self._prefix(i)
        end = self._run(i)
        if end == i:
            return None
        if start == 0 and end == 1 and self.words.lows[0] not in self.people:
            return None
        last = self._after_name(end)
        mention = Mention("person", start, last, (i, end))
        return self._apposition(mention)

    def _prefix(self, i: int) -> int:
        """Skip honorifics and ranks before a name: ``Prof. Dr.``, ``Brigadir Jenderal (Pol)``."""
        tags, lows, start = self.tags, self.words.lows, i
        while i < self.count:
            if tags[i] in "HhK" or lows[i] in _RANKS or (i > start and lows[i] in _RANK_MORE):
                i += 1
                if tags[i] == "." and self.words.ends[i - 1] == self.words.starts[i]:
                    i += 1
            elif i > start and tags[i] == "(" and tags[i + 2] == ")" and lows[i + 1] in _AGE_OR_RANK:
                i += 3
            else:
                break
        return i

    def _after_name(self, j: int) -> int:
        """Skip degrees, an age or a nickname behind a name."""
        while self.tags[j] == "," and self.tags[j + 1] == "D":
            j += 2
            while self.tags[j] == "." and self.words.ends[j - 1] == self.words.starts[j]:
                j += 1
        if self.tags[j] == "(":
            close = self.tags.find(")", j, j + 6)
            if close > 0:
                return close + 1
        return j

    def _apposition(self, mention: Mention) -> Mention:
        """``NAME, ROLE BODY`` behind the name, up to a comma, a cue or the end."""
        j = mention.last
        if self.tags[j] == "," and self.tags[j + 1] in "Re" and not mention.role[1]:
            after = self._titled(j + 1)
            if after is not None and after.kind == "title":
                return replace(mention, last=after.last, role=after.role, body=after.body)
        return mention

    # Roles

    def _titled(self, i: int) -> Mention | None:
        """``ROLE BODY NAME``, ``ROLE BODY, NAME`` or the role alone."""
        tags, lows = self.tags, self.words.lows
        j, body_at, loose = i + 1, 0, 0
        solid = j
        while j < self.count:
            tag = tags[j]
            if j > i + 1 and lows[j] in _RANKS and (body_at or loose) and lows[i] not in _RANKS:
                return self._named(i, j, body_at, j)
            if tag in "rRo" or (tag == "D" and tags[j + 1] not in "NiHK"):
                j += 1
                solid = j
            elif tag in "OAL":
                if tag in "OA" and not body_at:
                    body_at = j
                j += 1
                solid = j
            elif (tag == "c" and tags[j + 1] in "roOALNR") or (tag == "/" and tags[j + 1] == "R"):
                j += 1
            elif tag == "(":
                close = tags.find(")", j, j + 8)
                if close < 0:
                    break
                j = close + 1
                solid = j
            elif tag == ",":
                if tags[j + 1] == "O" and (body_at or tags[j - 1] in "NL"):
                    j += 1
                    continue
                if tags[j + 1] in "L" and tags[j + 2] in ",(":
                    j += 2
                    solid = j
                    continue
                if tags[j + 1] in "NiHK":
                    return self._named(i, j, body_at, j + 1)
                break
            elif tag in "NiHKb":
                if tag in "HK":
                    return self._named(i, j, body_at, j)
                end = self._run(j)
                if end == j:
                    break
                split = self._name_begins(j, end, body_at)
                if split < end:
                    return self._named(i, split, body_at or (j if split > j else 0), split)
                body_at = body_at or j
                j = solid = end
            elif tag in "weg" and loose < 4 and lows[j] not in cues():
                loose += 1
                j += 1
                if tags[j] in ",$" or (lows[j : j + 1] and lows[j] in cues()):
                    solid = j
            elif tag == "v" and lows[j] in ("dari", "di", "pada") and tags[j + 1] in "OA":
                body_at = body_at or j + 1
                j += 1
            else:
                break
        if tags[i] == "e" and solid == i + 1 and not body_at:
            return None
        return self._title(i, solid, body_at)

    def _title(self, i: int, end: int, body_at: int) -> Mention:
        role_end = min(body_at, end) if body_at else end
        role_end = self._trim(i, role_end)
        return Mention(
            "title", i, end, role=(i, role_end), body=(body_at, end) if body_at and body_at < end else (0, 0)
        )

    def _trim(self, i: int, end: int) -> int:
        """A role does not end with a connector or a preposition."""
        while end > i + 1 and (self.tags[end - 1] in "cv,/"):
            end -= 1
        return end

    def _named(self, i: int, role_end: int, body_at: int, name_at: int) -> Mention | None:
        person = self._person(name_at)
        title = self._title(i, role_end, body_at)
        if person is None or person.role[1]:
            return title
        return replace(person, first=i, role=title.role, body=title.body)

    def _name_begins(self, j: int, end: int, body_at: int) -> int:
        """Where the person's name begins in a run of unknown capitalised words; its end where they name the body."""
        tags = self.tags
        following = tags[end]
        if not self._knows(j, end):
            if following in "oOALr":
                return end
            if following == "(" and tags[end + 1] == "A" and tags[end + 2] == ")" and tags[end + 3] in "NiHK,L":
                return end
        return self._split(j, end, body_at)

    def _knows(self, j: int, end: int) -> bool:
        return any(self.words.lows[k] in self.people for k in range(j, end))

    def _split(self, j: int, end: int, body_at: int) -> int:
        """Where the person's name begins in a run of unknown capitalised words."""
        lows = self.words.lows
        for k in range(j, end):
            if lows[k] in self.people:
                return j if k == j or (not body_at and lows[j - 1] not in _NEEDS_BODY) else k
        size = end - j
        if self.tags[j - 1] == "O":
            return end if size == 1 or self.tags[end] == "," else (end - 2 if size > 2 else end - 1)
        if not body_at and lows[j - 1] in _NEEDS_BODY and size > 2:
            return j + 1
        return j

    # Bodies and groups

    def _body(self, i: int) -> Mention | None:
        j = i + 1
        tags = self.tags
        while True:
            tag = tags[j]
            if (
                tag in "oOALrd"
                or (tag == "N" and tags[i] == "O")
                or (tag == "c" and tags[j + 1] in "oOA" and tags[i] == "O")
            ):
                j += 1
            elif tag == "(" and tags[j + 1] in "AOLN" and tags.find(")", j, j + 5) > 0:
                j = tags.find(")", j, j + 5) + 1
            else:
                break
        return Mention("organisation", i, j, name=(i, j))

    def _group(self, i: int) -> Mention | None:
        return Mention("group", i, i + 1, name=(i, i + 1)) if "G" in classes().get(self.words.lows[i], "") else None

    def _titled_group(self, i: int) -> Mention:
        """A lower-case group, with the words that narrow it."""
        titled = self._titled(i) if "R" in classes().get(self.words.lows[i], "") else None
        if titled is not None and titled.kind == "person":
            return titled
        j = i + 1
        lows = self.words.lows
        while j < self.count and self.tags[j] in "weoOALNgG" and lows[j] not in cues() and j - i < 5:
            j += 1
        return Mention("group", i, j, name=(i, j))
