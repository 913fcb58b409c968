"""Reporting words: what may stand beside a statement and say that it is one (``data/statements/cues.tsv``)."""

from functools import cache
from typing import NamedTuple

from umkm_research.lexicon import read_tsv


class Cue(NamedTuple):
    """A reporting word of one or two words.

    ``kind`` says where its speaker stands: ``bare`` and ``bare_after`` after it, ``active`` before it, ``passive``
    after it, ``according`` after it. ``clitic`` is true where *-nya* is the speaker. ``subject`` is ``speaker`` where
    things can stand before the word too, so that the subject must be a person or a body.
    """

    form: str
    kind: str
    subject: str
    sense: str
    example: str
    clitic: bool = False


@cache
def cues() -> dict[str, Cue]:
    """Cues by form; every bare, passive and according form also with *-nya*.

    Examples
    --------
    >>> cues()["kata"].kind, cues()["ujarnya"].clitic, cues()["menegaskan"].kind
    ('bare', True, 'active')
    """
    found: dict[str, Cue] = {}
    for row in read_tsv("statements/cues.tsv"):
        cue = Cue(row["form"], row["kind"], row["subject"], row["sense"], row["example"])
        found[cue.form] = cue
        if cue.kind not in {"active", "record"}:
            found.setdefault(cue.form + "nya", cue._replace(form=cue.form + "nya", clitic=True))
    return found


@cache
def long_cues() -> frozenset[str]:
    """First words of the cues of two words."""
    return frozenset(form.split()[0] for form in cues() if " " in form)
