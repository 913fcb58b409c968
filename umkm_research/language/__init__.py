"""Sentences, tokens and stems of Indonesian news text."""

from umkm_research.language.audit import STEMMERS, restem, stem_audit, stem_with
from umkm_research.language.explain import compare_analyses, explain_stem
from umkm_research.language.paragraphs import split
from umkm_research.language.stems import stem, stems
from umkm_research.language.terms import load_terms, stop_words
from umkm_research.language.tokens import tokenise

__all__ = [
    "STEMMERS",
    "compare_analyses",
    "explain_stem",
    "load_terms",
    "restem",
    "split",
    "stem",
    "stem_audit",
    "stem_with",
    "stems",
    "stop_words",
    "tokenise",
]
