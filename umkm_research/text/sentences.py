"""Where sentences end in Indonesian news text."""

import re

from umkm_research.text.spans import Span

_END = re.compile(r"[.!?…]+[\"”’)\]]*(?=\s+[\"“”‘(\[]*[A-Z0-9])")
_ABBREVIATION = re.compile(r"(?:^|[\s(\"“])(?:[A-Z]|[A-Z][a-z]|Rr|Dr|Drs|Ir|Hj|Prof|No|St|dll|dsb|tbk|Tbk)\.$")


def split_sentences(text: str, start: int = 0, end: int | None = None) -> list[Span]:
    """Split a stretch of one paragraph into sentences.

    Parameters
    ----------
    text : str
        The article, or a text of the same length in which what is not body is blank.
    start, end : int
        The paragraph, in code points.

    Returns
    -------
    list of Span
        In order, without white space at their ends; they do not overlap, and all that is not white space lies in one.

    Examples
    --------
    >>> [span.of("Impor naik 1.5 persen. Ekspor turun.") for span in split_sentences("Impor naik 1.5 persen. Ekspor turun.")]
    ['Impor naik 1.5 persen.', 'Ekspor turun.']
    """
    end = len(text) if end is None else end
    cuts, at = [], start
    for match in _END.finditer(text, start, end):
        if not _ABBREVIATION.search(text, max(start, match.start() - 8), match.end()):
            cuts.append(Span(at, match.end()))
            at = match.end()
    spans = [span.strip(text) for span in [*cuts, Span(at, end)]]
    return [span for span in spans if span.end > span.start]
