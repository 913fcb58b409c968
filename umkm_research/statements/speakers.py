"""Who is who in an article, and whom a mention stands for."""

import itertools
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from umkm_research.statements.mentions import Mention, Range
from umkm_research.statements.registry import person_of
from umkm_research.statements.words import Words
from umkm_research.text.titles import abbreviations, foreign_places

Place = tuple[int, int]

_MARKS = str.maketrans("(),/", "    ")
_COUNTRY = {"tiongkok": "china", "cina": "china", "as": "amerika serikat", "ri": "indonesia"}
_LINKS = frozenset(("dan", "of", "the", "and", "untuk"))
_SHORTEST_SLIP = 5
_SHORTEST_FORM = 4
_SHORTEST_PART = 2
_VOWELS = str.maketrans("eoy", "iui")
_FEWEST_INITIALS = 3
_MOST_COMPARED = 150
_EMPTY = frozenset(("dan", "the", "of", "sang", "pak", "bapak", "ibu", "di", "pada", "dari"))


@dataclass(slots=True, eq=False)
class Entity:
    """Someone who can speak, as the article introduces them.

    ``role`` and ``body`` are places in the article's text, as are ``mention`` (the latest) and ``first``.
    """

    kind: str
    name: str
    words: frozenset[str]
    mention: Place
    role: Place | None = None
    body: Place | None = None
    order: int = 0
    office: tuple[str, ...] = ()
    certain: bool = False
    person: str | None = None


def office_words(role: str) -> tuple[str, ...]:
    """The words of an office, abbreviations written out.

    Examples
    --------
    >>> office_words("Menkop UKM")
    ('menteri', 'koperasi', 'ukm')
    """
    known = abbreviations()
    found: list[str] = []
    for word in role.translate(_MARKS).lower().split():
        if word not in _EMPTY:
            found += known.get(word, word).split()
    return tuple(found)


def same_office(short: tuple[str, ...], full: tuple[str, ...]) -> bool:
    """Whether an office named in short can be one named in full: the same head, and no word that the full one lacks.

    Examples
    --------
    >>> same_office(("menteri", "koperasi"), office_words("Menteri Koperasi dan UKM"))
    True
    >>> same_office(("presiden",), office_words("Wakil Presiden"))
    False
    """
    return bool(short) and bool(full) and short[0] == full[0] and set(short) <= set(full)


def is_blend(word: str, name: str) -> bool:
    """Whether a word is blended from the beginnings of two names that follow each other, as Indonesian nicknames are.

    Examples
    --------
    >>> is_blend("zulhas", "Zulkifli Hasan"), is_blend("busan", "Budi Santoso"), is_blend("budi", "Budi Santoso")
    (True, True, False)
    """
    parts = name.lower().split()
    return any(
        one.startswith(word[:cut]) and other.startswith(word[cut:])
        for one, other in itertools.pairwise(parts)
        for cut in range(_SHORTEST_PART, len(word) - _SHORTEST_PART + 1)
    )


@cache
def body_words(name: str) -> frozenset[str]:
    """The words of a body's name, abbreviations written out, one name for each country.

    Examples
    --------
    >>> body_words("Kementerian Perdagangan (Kemendag)") == body_words("Kemendag")
    True
    """
    known = abbreviations()
    parts = (_COUNTRY.get(word, known.get(word, word)) for word in name.translate(_MARKS).lower().split())
    return frozenset(word for part in parts for word in part.split()) - _LINKS


def same_body(one: frozenset[str], other: frozenset[str]) -> bool:
    """Whether two names of bodies, as `body_words`, can mean one: all words of one are in the other, and no country.

    Examples
    --------
    >>> same_body(body_words("Kemendag"), body_words("Kementerian Perdagangan RI"))
    True
    >>> same_body(body_words("Kemendag"), body_words("Kementerian Perdagangan China"))
    False
    """
    fewer, more = sorted((one, other), key=len)
    if not fewer or not fewer <= more or fewer <= foreign_places():
        return one == other
    return len(fewer) == 1 or foreign_places().isdisjoint(more - fewer)


def one_letter_off(one: str, other: str) -> bool:
    """Whether two long words with the same first letter differ by one letter, as slips of the pen do.

    Examples
    --------
    >>> one_letter_off("suptiyadi", "supriyadi"), one_letter_off("abdurahman", "abdurrahman"), one_letter_off("budi", "buda")
    (True, True, False)
    """
    short, long = sorted((one, other), key=len)
    if len(short) == len(long) and one.translate(_VOWELS) == other.translate(_VOWELS):
        return one != other and len(one) >= _SHORTEST_FORM  # Reza for Riza
    if len(short) < _SHORTEST_SLIP or len(long) - len(short) > 1 or short[0] != long[0] or one == other:
        return False
    at = next((i for i, (a, b) in enumerate(zip(short, long, strict=False)) if a != b), len(short))
    return short[at + (len(short) == len(long)) :] == long[at + 1 :]


class People:
    """The speakers of one article, in the order of their mentions."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.entities: list[Entity] = []
        self._by_word: dict[str, list[Entity]] = {}
        self._by_initials: dict[str, Entity] = {}
        self._clock = 0

    def place(self, words: Words, span: Range) -> Place:
        """Code points of a range of words."""
        return (words.starts[span[0]], words.ends[span[1] - 1])

    def meet(self, words: Words, mention: Mention) -> Entity | None:
        """The entity of a mention with a name; a new one where the article has none yet."""
        self._clock += 1
        place = self.place(words, (mention.first, mention.last))
        if mention.kind == "office":
            return self._office(words, mention, place)
        named = self.place(words, mention.name)
        name = " ".join(self.text[named[0] : named[1]].split()).strip(" .")
        if mention.kind != "person" and name in self._by_initials:
            entity = self._by_initials[name]
            entity.mention, entity.order = place, self._clock
            return entity
        if mention.kind != "person":
            return self._other("group" if mention.kind == "group" else "organisation", name, place)
        entity = self._named(name, place)
        entity.mention, entity.order = place, self._clock
        entity.certain = entity.certain or bool(mention.role[1]) or mention.name[0] > mention.first
        self._index(entity, words.lows[mention.nickname[0] : mention.nickname[1]])
        if mention.role[1] and entity.role is None:
            entity.role = self.place(words, mention.role)
            entity.body = self.place(words, mention.body) if mention.body[1] else None
            end = entity.body[1] if entity.body else entity.role[1]
            entity.office = office_words(self.text[entity.role[0] : end])
        return entity

    def look_up(self, words: Words, mention: Mention) -> str:
        """The full name of a mention, or its words where the article has no other; nobody is met."""
        span = self.place(words, mention.name)
        name = " ".join(self.text[span[0] : span[1]].split())
        entity = self._same(frozenset(name.lower().split())) if mention.kind == "person" else None
        return entity.name if entity else name

    def _named(self, name: str, place: Place) -> Entity:
        """The person of a name: met before under this name or a form of it, else a new one."""
        parts = frozenset(name.lower().replace(".", " ").split())
        person = person_of(name)
        entity = self._same(parts) or next((e for e in self._recent() if person and e.person == person), None)
        if entity is None:
            entity = Entity("person", name, parts, place, person=person)
            self.entities.append(entity)
        elif len(name.split()) > len(entity.name.split()):
            entity.name, entity.words = name, parts | entity.words
            entity.person = person or entity.person
        self._index(entity, parts)
        letters = "".join(word[0] for word in name.split())
        if len(letters) >= _FEWEST_INITIALS:
            self._by_initials[letters] = entity
        return entity

    def _index(self, entity: Entity, names: Iterable[str]) -> None:
        """Let these words be found as names of the person."""
        for word in names:
            holders = self._by_word.setdefault(word, [])
            if entity not in holders:
                holders.append(entity)
                entity.words |= {word}

    def _same(self, parts: frozenset[str]) -> Entity | None:
        holders = [e for part in sorted(parts) for e in self._by_word.get(part, ())]
        fitting = [e for e in holders if parts <= e.words or e.words <= parts]
        fitting = fitting or self._shortened(parts) or self._misspelt(parts)
        return max(fitting, key=lambda e: e.order, default=None)

    def _recent(self) -> list[Entity]:
        """The entities that a new mention is compared with: all, but in an endless article, so that time stays linear."""
        return self.entities[-_MOST_COMPARED:]

    def _shortened(self, parts: frozenset[str]) -> list[Entity]:
        """The one person whose name begins with this one, or is blended in it: *Risma* for *Rismaharini*, *Zulhas*."""
        if len(parts) != 1:
            return []
        (short,) = parts
        if len(short) < _SHORTEST_FORM:
            return []
        found = [e for e in self._recent() if e.kind == "person" and any(word.startswith(short) for word in e.words)]
        found = found or [e for e in self._recent() if e.kind == "person" and is_blend(short, e.name)]
        return found if len(found) == 1 else []

    def _misspelt(self, parts: frozenset[str]) -> list[Entity]:
        """People whose names differ from these by one letter in one word."""
        return [
            e
            for e in self._recent()
            if e.kind == "person"
            and any(
                (parts - {word}) <= e.words and any(one_letter_off(word, known) for known in e.words)
                for word in parts - e.words
            )
        ]

    def latest(self, count: int) -> list[Entity]:
        """The people last mentioned, in the order of their mentions; none where there are fewer."""
        people = sorted((e for e in self._recent() if e.kind == "person" and e.order), key=lambda e: e.order)
        return people[-count:] if len(people) >= count else []

    def forget_order(self) -> None:
        """Begin to count mentions anew: what was met is known, but nobody was mentioned yet."""
        self._clock = 0
        for entity in self.entities:
            entity.order = 0

    def holder(self, words: Words, mention: Mention) -> Entity | None:
        """Who holds an office that is mentioned without a name; the latest mentioned of several."""
        place = self.place(words, (mention.first, mention.last))
        initials = self._by_initials.get(words.forms[mention.last - 1])
        if initials is not None:
            return initials  # Mentan SYL
        office = office_words(self.text[place[0] : place[1]])
        fitting = [e for e in self._recent() if e.kind == "person" and same_office(office, e.office)]
        return max(fitting, key=lambda e: e.order, default=None)

    def _office(self, words: Words, mention: Mention, place: Place) -> Entity:
        entity = self.holder(words, mention)
        if entity is None:
            span = self.place(words, mention.name)
            name = " ".join(self.text[span[0] : span[1]].split())
            entity = Entity("person", name, frozenset(name.lower().split()), place, office=office_words(name))
            entity.role = self.place(words, mention.role)
            entity.body = self.place(words, mention.body) if mention.body[1] else None
            self.entities.append(entity)
        entity.mention, entity.order = place, self._clock
        return entity

    def _other(self, kind: str, name: str, place: Place) -> Entity:
        parts = body_words(name) if kind == "organisation" else frozenset(name.lower().split())
        for entity in self._recent():
            if entity.kind == kind and (
                parts == entity.words or (kind == "organisation" and same_body(parts, entity.words))
            ):
                if len(name) > len(entity.name) and kind == "organisation" and not parts <= foreign_places():
                    entity.name, entity.words = name, parts
                break
        else:
            entity = Entity(kind, name, parts, place)
            if kind == "organisation":
                entity.body = place
            self.entities.append(entity)
        entity.mention, entity.order = place, self._clock
        return entity
