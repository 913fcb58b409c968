"""From an article to its statements and their speakers."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from umkm_research.schemas import Segment, Sentence, Speaker, Statement
from umkm_research.statements.clauses import Report, find_reports, is_subject
from umkm_research.statements.mentions import Grammar, Mention
from umkm_research.statements.speakers import Entity, People
from umkm_research.statements.words import Words, read_words
from umkm_research.text.quotes import Quotation, find_quotations
from umkm_research.text.spans import Span, mask

_INTRODUCING = frozenset(("title", "standfirst", "caption"))
_PLURAL = frozenset(("mereka",))


class Unit(NamedTuple):
    """A sentence, or the sentences that one quotation joins."""

    words: Words
    sentence_ids: Sequence[tuple[int, str]]


class Found(NamedTuple):
    """A statement before it has an id."""

    start: int
    end: int
    sentence_id: str
    quote_type: str
    continuation: bool
    speakers: Sequence[Entity]
    places: Sequence[tuple[int, int]]
    resolved_by: str
    quoted_source: str | None
    cue: tuple[int, int] | None
    rule: str


def _units(text: str, sentences: Sequence[Sentence]) -> list[Unit]:
    paragraphs: list[list[int]] = []
    number = None
    for sentence in sentences:
        if sentence.paragraph != number:
            paragraphs.append([sentence.start, sentence.end])
            number = sentence.paragraph
        paragraphs[-1][1] = sentence.end
    quotations = find_quotations(text, [(start, end) for start, end in paragraphs])
    units: list[Unit] = []
    at = 0
    group: list[Sentence] = []
    inside: list[Quotation] = []
    for i, sentence in enumerate(sentences):
        group.append(sentence)
        while at < len(quotations) and quotations[at].start < sentence.end:
            inside.append(quotations[at])
            at += 1
        if inside and inside[-1].end > sentence.end and i + 1 < len(sentences):
            continue
        start, end = group[0].start, max(sentence.end, inside[-1].end if inside else 0)
        words = read_words(text, Span(start, end), group[0].paragraph, inside)
        units.append(Unit(words, [(s.start, s.sentence_id) for s in group]))
        group, inside = [], []
    return units


def _people_alone(units: Iterable[Unit]) -> frozenset[str]:
    """Words that stand as a person's name behind a cue or an address."""
    found: set[str] = set()
    for words, _ in units:
        tags, lows = words.tags, words.lows
        for i, tag in enumerate(tags[:-1]):
            if tags[i + 1] == "N" and (
                tag in "Hh"
                or lows[i]
                in (
                    "kata",
                    "ujar",
                    "tutur",
                    "ucap",
                    "menurut",
                    "ungkap",
                    "jelas",
                    "papar",
                    "imbuh",
                    "tegas",
                    "lanjut",
                    "tambah",
                    "terang",
                    "sebut",
                    "pungkas",
                    "tandas",
                )
            ):
                j = i + 1
                while j < len(tags) and tags[j] in "Ni":
                    if tags[j] == "N":
                        found.add(lows[j])
                    j += 1
    for words, _ in units:
        tags, lows = words.tags, words.lows
        for i, tag in enumerate(tags):
            if tag == "N" and i and (tags[i - 1] in "NiHK" or tags[i + 1 : i + 2] in ("N", "i")):
                found.add(lows[i])
    return frozenset(found)


def read_article(text: str, segments: Sequence[Segment], sentences: Sequence[Sentence]) -> list[Found]:
    """All statements of one article, in the order of their places.

    Parameters
    ----------
    text : str
        What was read.
    segments : sequence of Segment
        Its stretches, in order.
    sentences : sequence of Sentence
        Of its body, in order.
    """
    body = mask(text, [(s.start, s.end) for s in segments if s.role == "body"])
    units = _units(body, sentences)
    before = [
        Unit(read_words(text, Span(s.start, s.end), -1, find_quotations(text, [(s.start, s.end)])), [])
        for s in segments
        if s.role in _INTRODUCING
    ]
    return Reader(text, units, before).statements()


class Reader:
    """Reads one article from top to bottom and remembers who is speaking."""

    def __init__(self, text: str, units: Sequence[Unit], before: Sequence[Unit]) -> None:
        self.text = text
        self.units = units
        self.known = _people_alone([*before, *units])
        self.people = People(text)
        self.focus: Entity | None = None
        self.group: Entity | None = None
        self.found: list[Found] = []
        self.grammars = [Grammar(unit.words, self.known) for unit in units]
        self.mentions = [grammar.mentions() for grammar in self.grammars]
        for unit in before:
            for mention in Grammar(unit.words, self.known).mentions():
                if mention.kind == "person" and (mention.role[1] or mention.name[1] - mention.name[0] > 1):
                    entity = self.people.meet(unit.words, mention)
                    self.focus = self.focus or entity
        for unit, mentions in zip(units, self.mentions, strict=True):
            for mention in mentions:
                if mention.kind == "person" and (mention.role[1] or mention.name[1] - mention.name[0] > 1):
                    self.people.meet(unit.words, mention)

    def statements(self) -> list[Found]:
        """All statements."""
        for unit, grammar, mentions in zip(self.units, self.grammars, self.mentions, strict=True):
            self._read(unit, find_reports(unit.words, grammar, mentions), mentions)
        return sorted(self.found, key=lambda f: (f.start, f.end))

    def _read(self, unit: Unit, reports: Sequence[Report], mentions: Sequence[Mention]) -> None:
        words = unit.words
        quotes = [i for i, tag in enumerate(words.tags) if tag == "Q"]
        owners: dict[int, Report | None] = {}
        used: set[int] = set()
        for q, i in enumerate(quotes):
            owner, r = self._owner(words, i, reports)
            if owner is not None:
                owners[i] = owner
                used.add(r)
            elif self._speech(words, i, words.quotations[q]):
                owners[i] = None
        free = [r for n, r in enumerate(reports) if n not in used]
        main = self._main(words, free)
        subject = self._subject(words, mentions)
        if main is not None:
            self._indirect(unit, main, owners, mentions)
        elif subject is not None and not used:
            self.focus = subject
        last: tuple[Sequence[Entity], Sequence[tuple[int, int]], str, Report | None] | None = None
        following = next((owners[i] for i in quotes if owners.get(i)), None)
        for q, i in enumerate(quotes):
            if i not in owners:
                continue
            report = owners[i]
            if report is not None:
                last = (*self._who(words, report), report)
            elif last is None and following is not None:
                last = (*self._who(words, following), following)
            elif last is None:
                last = (
                    [self.focus] if self.focus else [],
                    [self.focus.mention] if self.focus else [],
                    "paragraph",
                    None,
                )
            entities, places, how, by = last
            quotation = words.quotations[q]
            cue = (words.starts[by.first], words.ends[by.last - 1]) if by else None
            sid = self._sentence(unit, quotation.start)
            rule = f"quotation/{by.rule}" if by else "quotation/no-cue"
            self.found.append(
                Found(quotation.start, quotation.end, sid, "direct", False, entities, places, how, None, cue, rule)
            )

    def _sentence(self, unit: Unit, at: int) -> str:
        return [sid for start, sid in unit.sentence_ids if start <= at][-1]

    def _owner(self, words: Words, i: int, reports: Sequence[Report]) -> tuple[Report | None, int]:
        """The cue beside a quotation."""
        tags = words.tags
        for n, report in enumerate(reports):
            if report.cue.kind in ("bare", "bare_after") and report.first in (i + 1, i + 2):
                if report.first == i + 1 or tags[i + 1] in ",-":
                    return report, n
        for n, report in enumerate(reports):
            end = max([report.last, *(m.last for m in report.speakers)])
            if end <= i and i - end <= 12 and (i == end or tags[i - 1] in ":,"):
                return report, n
        for n, report in enumerate(reports):
            if report.cue.kind == "active" and report.speakers and report.speakers[0].first in (i + 1, i + 2):
                return report, n
        return None, -1

    def _speech(self, words: Words, i: int, quotation: Quotation) -> bool:
        inner = quotation.inner.of(self.text).strip()
        if not inner:
            return False
        alone = i == 0 or words.tags[i - 1] in ".:?!"
        return (inner[-1] in ".,?!…" and len(inner.split()) > 2) or (alone and len(inner.split()) > 3)

    def _main(self, words: Words, reports: Sequence[Report]) -> Report | None:
        for report in reports:
            if report.cue.kind.startswith("bare") or report.cue.clitic:
                return report
        for report in reports:
            if report.cue.subject == "speaker" and not report.speakers:
                continue
            return report
        return None

    def _indirect(
        self, unit: Unit, report: Report, owners: dict[int, Report | None], mentions: Sequence[Mention]
    ) -> None:
        words = unit.words
        entities, places, how = self._who(words, report)
        start, end = words.start, words.end
        scare = False
        for i, tag in enumerate(words.tags):
            if tag != "Q":
                continue
            if i in owners:
                if i < report.first:
                    start = words.ends[i]
                else:
                    end = min(end, words.starts[i])
            else:
                scare = True
        span = Span(start, end).strip(self.text)
        cue = (words.starts[report.first], words.ends[report.last - 1])
        sid = self._sentence(unit, span.start)
        kind = "mixed" if scare else "indirect"
        self.found.append(
            Found(span.start, span.end, sid, kind, False, entities, places, how, None, cue, f"clause/{report.rule}")
        )

    def _subject(self, words: Words, mentions: Sequence[Mention]) -> Entity | None:
        for mention in mentions:
            if mention.kind == "person" and is_subject(words, mention):
                entity = self.people.meet(words, mention)
                if entity is not None and entity.certain:
                    return entity
        return None

    def _who(self, words: Words, report: Report) -> tuple[Sequence[Entity], Sequence[tuple[int, int]], str]:
        if not report.speakers:
            if self.focus is None:
                return [], [], "none"
            return [self.focus], [self.focus.mention], report.rule
        entities: list[Entity] = []
        places: list[tuple[int, int]] = []
        how = "name"
        for mention in report.speakers:
            place = self.people.place(words, (mention.first, mention.last))
            if mention.kind == "pronoun":
                entity = self.group if words.lows[mention.first] in _PLURAL else self.focus
                how = "pronoun"
            else:
                entity = self.people.meet(words, mention)
                how = {"person": "name", "title": "office"}.get(mention.kind, mention.kind)
            if entity is not None:
                entities.append(entity)
                places.append(place)
                if entity.kind == "group":
                    self.group = entity
                entity.certain = True
                self.focus = entity
        return entities, places, how


def rows(article_id: str, text: str, found: Iterable[Found]) -> tuple[list[Statement], list[Speaker]]:
    """Rows of the two tables."""
    statements: list[Statement] = []
    speakers: list[Speaker] = []
    for n, f in enumerate(found):
        statement_id = f"{article_id}-q{n:04d}"
        span = Span(f.start, f.end)
        statements.append(
            Statement(
                article_id, f.start, f.end, statement_id, f.sentence_id, f.quote_type, f.continuation,
                [e.name for e in f.speakers], f.quoted_source, text[f.cue[0] : f.cue[1]] if f.cue else None,
                f.cue[0] if f.cue else None, f.cue[1] if f.cue else None, f.rule, span.of(text),
            )
        )  # fmt: skip
        for entity, (start, end) in zip(f.speakers, f.places, strict=True):
            role, body = entity.role, entity.body
            speakers.append(
                Speaker(
                    article_id, start, end, statement_id, entity.name, None, entity.kind, None,
                    text[role[0] : role[1]] if role else None, text[body[0] : body[1]] if body else None,
                    role[0] if role else None, role[1] if role else None, body[0] if body else None,
                    body[1] if body else None, f.resolved_by,
                )
            )  # fmt: skip
    return statements, speakers
