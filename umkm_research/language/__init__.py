"""Sentences, tokens and stems of Indonesian news text."""

from umkm_research.language.explain import explain_stem
from umkm_research.language.paragraphs import split
from umkm_research.language.stems import stem, stems
from umkm_research.language.tokens import tokenise

__all__ = ["explain_stem", "split", "stem", "stems", "tokenise"]
