"""Reading an article from top to bottom, remembering who is speaking."""

from collections.abc import Sequence
from typing import NamedTuple

from umkm_research.statements.clauses import Report, find_reports
from umkm_research.statements.inner import find_quoted
from umkm_research.statements.lists import forms
from umkm_research.statements.mentions import Grammar, Mention
from umkm_research.statements.names import names_alone
from umkm_research.statements.speakers import Entity, People, Place
from umkm_research.statements.speech import find_speech
from umkm_research.statements.subjects import is_subject, opens_clause
from umkm_research.statements.words import Words
from umkm_research.text.quotes import Quotation
from umkm_research.text.spans import Span

_PLURAL = frozenset(("mereka",))
_BOTH = frozenset(("keduanya",))
_BACKGROUND = forms("background")
_FAR = 1
_CONTRAST = forms("contrasts")
_BACK = forms("body_nouns")
_POINTING = forms("pointing_subjects")
"""First words of a sentence that only says who said what stands before or behind it: ``Hal itu disampaikan Teten``."""


class Unit(NamedTuple):
    """A sentence, or the sentences that one quotation joins, with their places and ids."""

    words: Words
    sentence_ids: Sequence[tuple[int, str]]


class Voice(NamedTuple):
    """Who speaks, where the nearest mention of each stands, and how that was found."""

    entities: tuple[Entity, ...]
    places: tuple[Place, ...]
    how: str


class Found(NamedTuple):
    """A statement before it has an id."""

    span: Span
    sentence_id: str
    quote_type: str
    continuation: bool
    voice: Voice
    quoted_source: str | None
    cue: Place | None
    rule: str


NOBODY = Voice((), (), "unknown")


def _only_cites(report: Report) -> bool:
    """Whether a cue says where a quotation was printed: ``"…," ujar Teten, dikutip dari keterangan resmi``."""
    return report.cue.kind == "record" and (report.cue.subject == "place" or report.cue.form.startswith("di"))


class Reader:
    """Reads one article.

    Parameters
    ----------
    text : str
        The article.
    units : sequence of Unit
        Its body.
    before : sequence of Unit
        Headline, standfirst and captions, which introduce people but say nothing.
    """

    def __init__(self, text: str, units: Sequence[Unit], before: Sequence[Unit]) -> None:
        self.text = text
        self.units = units
        self.alone, bodies = names_alone(unit.words for unit in (*before, *units))
        self.people = People(text)
        self.person: Entity | None = None
        self.other: Entity | None = None
        self.group: Entity | None = None
        self.last: Found | None = None
        self.last_paragraph = -1
        self.goes_on = False
        self.found: list[Found] = []
        self.spoke: set[Entity] = set()
        self.grammars = [Grammar(unit.words, self.alone, bodies) for unit in units]
        opening = [Grammar(unit.words, self.alone, bodies) for unit in before]
        self._introduce(opening)
        self.person = next((e for e in self.people.entities if e.kind == "person"), None)
        self.mentions = self._introduce(self.grammars)
        self.alone |= {word for e in self.people.entities if e.certain for word in e.words}
        for n, grammar in enumerate(self.grammars):
            if grammar.words.tags[:1] in {"N", "m", "M"} and not (self.mentions[n] and self.mentions[n][0].first == 0):
                self.mentions[n] = grammar.mentions()
        self.people.forget_order()

    def _introduce(self, grammars: Sequence[Grammar]) -> list[list[Mention]]:
        """Find all mentions and meet the people with a full name or an office."""
        found = [grammar.mentions() for grammar in grammars]
        for grammar, mentions in zip(grammars, found, strict=True):
            for mention in mentions:
                if mention.kind == "person" and (mention.role[1] or mention.name[1] - mention.name[0] > 1):
                    self.people.meet(grammar.words, mention)
        return found

    def read(self) -> list[Found]:
        """All statements, in the order of their places."""
        for unit, grammar, mentions in zip(self.units, self.grammars, self.mentions, strict=True):
            self._read(unit, grammar, mentions)
        return sorted(self.found, key=lambda found: found.span)

    # One sentence

    def _read(self, unit: Unit, grammar: Grammar, mentions: Sequence[Mention]) -> None:
        words = unit.words
        reports = find_reports(words, grammar, mentions)
        speech = find_speech(words, reports)
        owned = {id(report) for report in speech.values() if report}
        free = [report for report in reports if id(report) not in owned and not (speech and _only_cites(report))]
        main = self._main(free)
        before = len(self.found)
        if main is not None:
            self._indirect(unit, main, free, speech)
        elif not owned:
            self._follow(words, mentions)
        if speech:
            self._direct(unit, speech)
        if len(self.found) == before and self.last is not None:
            self._continue(unit, mentions)

    @staticmethod
    def _main(reports: Sequence[Report]) -> Report | None:
        """The cue of the whole sentence: one set between commas, else the first."""
        for report in reports:
            if report.cue.kind.startswith("bare") or report.cue.clitic:
                return report
        spoken = [report for report in reports if report.cue.kind != "record"]
        return next(iter(spoken or reports), None)

    def _indirect(self, unit: Unit, main: Report, reports: Sequence[Report], speech: dict[int, Report | None]) -> None:
        """The statements in the journalist's words: one, or two that a contrast joins."""
        words = unit.words
        start, end, quoted = words.start, words.end, False
        for i, tag in enumerate(words.tags):
            if tag != "Q":
                continue
            if i not in speech:
                quoted = True
            elif i < main.first:
                start = words.ends[i]
            else:
                end = min(end, words.starts[i])
        parts = [(start, main)]
        for report in reports:
            if report.first > main.last and report.cue.kind == "active" and report.speakers:
                at = report.speakers[0].first - 1
                at -= at > 0 and words.lows[at] == "itu"
                if at > main.last and words.lows[at] in _CONTRAST:
                    parts.append((words.starts[at], report))
        for n, (begin, report) in enumerate(parts):
            stop = parts[n + 1][0] if n + 1 < len(parts) else end
            span = Span(begin, stop).strip(self.text)
            if span.end <= span.start:
                continue
            voice = self._who(words, report)
            source = self._quoted_source(words, report, reports, voice) if len(parts) == 1 else None
            kind = "mixed" if quoted and n == 0 else "indirect"
            back = report.cue.kind == "passive" and words.lows[0] in _POINTING
            self._add(
                unit, Found(span, "", kind, back, voice, source, self._cue(words, report), f"clause/{report.rule}")
            )

    def _quoted_source(self, words: Words, main: Report, reports: Sequence[Report], voice: Voice) -> str | None:
        """Whom the speaker quotes: another speaker's cue further on in the sentence."""
        for report in reports:
            if report.first > main.last and report.speakers and report.speakers[0].kind == "person":
                entity = self.people.meet(words, report.speakers[0])
                if entity is not None and entity not in voice.entities:
                    return entity.name
        return None

    def _direct(self, unit: Unit, speech: dict[int, Report | None]) -> None:
        """The quotations; one without a cue belongs to the cue before it, else to the next, else to the paragraph."""
        words = unit.words
        following = next((report for report in speech.values() if report), None)
        voice: Voice | None = None
        by: Report | None = None
        number = -1
        for i, tag in enumerate(words.tags):
            if tag != "Q":
                continue
            number += 1
            if i not in speech:
                continue
            report = speech[i]
            if report is not None:
                voice, by = self._who(words, report), report
            elif voice is None and following is not None:
                voice, by = self._who(words, following), following
            elif voice is None:
                voice = self._current(words.paragraph)
            quotation = words.quotations[number]
            rule = f"quotation/{by.rule}" if by else "quotation/no-cue"
            span = Span(quotation.start, quotation.end)
            cue = self._cue(words, by) if by else None
            source = self._inner_source(words, quotation, voice)
            self._add(unit, Found(span, "", "direct", False, voice, source, cue, rule))

    def _inner_source(self, words: Words, quotation: Quotation, voice: Voice) -> str | None:
        """Whom the speaker quotes, by the full name where the article has one."""
        quoted = find_quoted(words, quotation, self.alone)
        if quoted is None:
            return None
        known = self.people.look_up(*quoted)
        return None if known in {entity.name for entity in voice.entities} else known

    def _continue(self, unit: Unit, mentions: Sequence[Mention]) -> None:
        """A sentence without a cue that goes on with what was just reported."""
        last, words = self.last, unit.words
        if last is None or not self.goes_on or words.paragraph - self.last_paragraph > _FAR:
            return
        other = any(mention.kind == "person" and opens_clause(words, mention) for mention in mentions)
        opening = "_".join(words.lows[:2])
        if other or opening in _BACKGROUND or opening.split("_")[0] in _BACKGROUND:
            self.goes_on = False
            return
        voice = last.voice._replace(how="continuation")
        span = Span(unit.words.start, unit.words.end).strip(self.text)
        found = Found(span, self._sentence(unit, span.start), "indirect", True, voice, None, None, "continuation")
        self.found.append(found)

    def _add(self, unit: Unit, found: Found) -> None:
        found = found._replace(sentence_id=self._sentence(unit, found.span.start))
        self.found.append(found)
        self.last, self.goes_on = found, True
        self.spoke.update(found.voice.entities)
        self.last_paragraph = unit.words.paragraph

    @staticmethod
    def _sentence(unit: Unit, at: int) -> str:
        return [sentence_id for start, sentence_id in unit.sentence_ids if start <= at][-1]

    @staticmethod
    def _cue(words: Words, report: Report) -> Place:
        return (words.starts[report.first], words.ends[report.last - 1])

    # Who

    def _follow(self, words: Words, mentions: Sequence[Mention]) -> None:
        """A sentence of narration about a person makes them the one that *ia* and *-nya* mean."""
        subject: Entity | None = None
        newcomer: Entity | None = None
        for mention in mentions:
            if mention.kind == "group" and is_subject(words, mention):
                self.group = self.people.meet(words, mention)
            if mention.kind != "person":
                continue
            entity = self.people.meet(words, mention)
            if entity is None or not entity.certain:
                continue
            if subject is None and is_subject(words, mention):
                subject = entity
            if mention.role[1] and newcomer is None:
                newcomer = entity
        self.person = subject or newcomer or self.person

    def _current(self, paragraph: int) -> Voice:
        """Who speaks where no cue says it."""
        if self.last is not None and self.last_paragraph == paragraph and self.last.voice.entities:
            return self.last.voice._replace(how="paragraph")
        entity = self.person or self.other
        return Voice((entity,), (entity.mention,), "previous-paragraph") if entity else NOBODY

    def _who(self, words: Words, report: Report) -> Voice:
        """The speakers of a cue."""
        if report.rule == "indefinite":
            return NOBODY
        if not report.speakers:
            entity = self._talked_of()
            return Voice((entity,), (entity.mention,), report.rule) if entity else NOBODY
        entities: list[Entity] = []
        places: list[Place] = []
        how = "name"
        for mention in report.speakers:
            place = self.people.place(words, (mention.first, mention.last))
            if mention.kind == "pronoun" and words.lows[mention.first] in _BOTH:
                entities += self.people.latest(2)
                places += [place] * len(entities)
                how = "pronoun"
                continue
            entity, how = self._resolve(words, mention)
            if entity is not None:
                entities.append(entity)
                places.append(place)
        return Voice(tuple(entities), tuple(places), how)

    def _talked_of(self) -> Entity | None:
        """Whom *ia* and *-nya* mean: the person last spoken of; a body that has just spoken before one who never did."""
        last = self.last.voice.entities[-1:] if self.last is not None and self.goes_on else ()
        if last and last[0].kind != "person" and self.person is not None and self.person not in self.spoke:
            return last[0] if last[0].kind == "organisation" else None
        return self.person or self.other

    def _resolve(self, words: Words, mention: Mention) -> tuple[Entity | None, str]:
        """Whom one mention stands for."""
        if mention.kind == "pronoun":
            if words.lows[mention.first] in _PLURAL:
                return self.group or self.other, "pronoun"
            return self._talked_of(), "pronoun"
        if mention.kind == "office":
            entity = self.people.holder(words, mention)
            if entity is None and self.person is not None and (mention.definite or self.person.role is None):
                return self.person, "description"
        if (
            mention.last - mention.first == 1
            and words.lows[mention.first] in _BACK
            and self.other is not None
            and self.other.kind == "organisation"
        ):
            return self.other, "description"
        entity = self.people.meet(words, mention)
        if entity is None:
            return None, "unknown"
        entity.certain = True
        if entity.kind == "person":
            self.person = entity
        elif entity.kind == "group":
            self.group = entity
            self.other = entity
        else:
            self.other = entity
        return entity, {"person": "name", "office": "office"}.get(mention.kind, mention.kind)
