"""Which quotations are speech, and which cue each belongs to."""

from collections.abc import Sequence

from umkm_research.statements.clauses import Report
from umkm_research.statements.words import Words
from umkm_research.text.quotes import Quotation

_REACH = 12
_SPEECH_END = ".,?!…"


def find_speech(words: Words, reports: Sequence[Report]) -> dict[int, Report | None]:
    """The quotations that are speech, each with the cue beside it."""
    speech: dict[int, Report | None] = {}
    number = 0
    for i, tag in enumerate(words.tags):
        if tag != "Q":
            continue
        owner = _owner(words, i, reports)
        if owner is not None or _is_speech(words, i, words.quotations[number]):
            speech[i] = owner
        number += 1
    return speech


def _owner(words: Words, i: int, reports: Sequence[Report]) -> Report | None:
    """The cue beside a quotation: ``"…," kata X``, ``X berkata, "…"``, ``"…," X menegaskan``."""
    tags = words.tags
    for report in reports:
        gap = report.first - i - 1
        if report.cue.kind.startswith("bare") and (gap == 0 or (0 < gap < 3 and tags[i + 1] in ",-–—'’")):
            return report
    for report in reports:
        if report.cue.kind == "record" and report.cue.form.startswith("di") and 0 <= report.first - i - 1 < 2:
            return report  # "…," dikutip dari keterangan resmi
    for report in reports:
        end = max([report.last, *(m.last for m in report.speakers)])
        if end <= i and i - end <= _REACH and (tags[i - 1] in ":," or (i == end and _is_whole(words, i))):
            return report
    for report in reports:
        if report.cue.kind == "active" and report.speakers and report.speakers[0].first in {i + 1, i + 2}:
            return report
    return None


def _is_whole(words: Words, i: int) -> bool:
    """Whether a quotation right behind a cue is all that is said, not a term in a longer clause."""
    inner = words.inner(words.quotations[words.tags[:i].count("Q")])
    return words.tags[i + 1 : i + 2] in {"", "."} or inner[-1:] in set(_SPEECH_END)


def _is_speech(words: Words, i: int, quotation: Quotation) -> bool:
    """Whether a quotation without a cue is speech, not a term or a title."""
    inner = words.inner(quotation)
    count = len(inner.split())
    alone = i == 0 or words.tags[i - 1] in ".:?!"
    return count > 2 and (inner[-1] in _SPEECH_END or (alone and count > 3))
