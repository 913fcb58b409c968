"""From an article to the rows of its statements and speakers."""

from collections.abc import Iterable, Sequence

from umkm_research.schemas import Segment, Sentence, Speaker, Statement
from umkm_research.statements.discourse import Found, Reader, Unit
from umkm_research.statements.speakers import Entity, Place
from umkm_research.statements.words import read_words
from umkm_research.text.quotes import Quotation, find_quotations
from umkm_research.text.spans import Span, mask

_MOST_CAPITALS = 0.7
_INTRODUCING = frozenset(("title", "standfirst", "caption"))


def cut_units(text: str, sentences: Sequence[Sentence]) -> list[Unit]:
    """Sentences with the quotations in them; sentences that one quotation joins are one unit.

    Parameters
    ----------
    text : str
        The article with everything but its body blank.
    sentences : sequence of Sentence
        Its sentences, in order.
    """
    paragraphs: list[list[int]] = []
    number = None
    for sentence in sentences:
        if sentence.paragraph != number:
            paragraphs.append([sentence.start, sentence.end])
            number = sentence.paragraph
        paragraphs[-1][1] = sentence.end
    quotations = find_quotations(text, [(start, end) for start, end in paragraphs])
    units: list[Unit] = []
    group: list[Sentence] = []
    inside: list[Quotation] = []
    at = 0
    for i, sentence in enumerate(sentences):
        group.append(sentence)
        while at < len(quotations) and quotations[at].start < sentence.end:
            inside.append(quotations[at])
            at += 1
        if inside and inside[-1].end > sentence.end and i + 1 < len(sentences):
            continue
        span = Span(group[0].start, max(sentence.end, inside[-1].end if inside else 0))
        words = read_words(text, span, group[0].paragraph, inside)
        units.append(Unit(words, [(s.start, s.sentence_id) for s in group]))
        group, inside = [], []
    return units


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
    before = [
        Unit(read_words(text, Span(s.start, s.end), -1, find_quotations(text, [(s.start, s.end)])), [])
        for s in segments
        if s.role in _INTRODUCING and not _in_title_case(s.text)
    ]
    return Reader(text, cut_units(body, sentences), before).read()


def _in_title_case(line: str) -> bool:
    """Whether capitals tell nothing, as in a headline."""
    words = [word for word in line.split() if word[0].isalpha()]
    return sum(word[0].isupper() for word in words) > _MOST_CAPITALS * len(words)


def rows(article_id: str, text: str, found: Iterable[Found]) -> tuple[list[Statement], list[Speaker]]:
    """Rows of the two tables, numbered in the order of their places."""
    statements: list[Statement] = []
    speakers: list[Speaker] = []
    for n, f in enumerate(found):
        statement_id = f"{article_id}-q{n:04d}"
        cue_start, cue_end = f.cue or (None, None)
        statements.append(
            Statement(
                article_id=article_id,
                start=f.span.start,
                end=f.span.end,
                statement_id=statement_id,
                sentence_id=f.sentence_id,
                quote_type=f.quote_type,
                continuation=f.continuation,
                speakers=[entity.name for entity in f.voice.entities],
                quoted_source=f.quoted_source,
                cue=text[cue_start:cue_end] if f.cue else None,
                cue_start=cue_start,
                cue_end=cue_end,
                rule=f.rule,
                text=f.span.of(text),
            )
        )
        for entity, place in zip(f.voice.entities, f.voice.places, strict=True):
            speakers.append(_speaker(article_id, text, statement_id, entity, place, f.voice.how))
    return statements, speakers


def _speaker(article_id: str, text: str, statement_id: str, entity: Entity, place: Place, how: str) -> Speaker:
    role, body = entity.role, entity.body
    return Speaker(
        article_id=article_id,
        start=place[0],
        end=place[1],
        statement_id=statement_id,
        name=entity.name,
        person=entity.person,
        kind=entity.kind,
        actor_type=None,
        role=text[role[0] : role[1]] if role else None,
        organisation=text[body[0] : body[1]] if body else None,
        role_start=role[0] if role else None,
        role_end=role[1] if role else None,
        organisation_start=body[0] if body else None,
        organisation_end=body[1] if body else None,
        resolved_by=how,
    )
