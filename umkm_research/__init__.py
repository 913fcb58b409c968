"""How Indonesian news argues about small enterprises (UMKM), imports and exports.

>>> import umkm_research as umkm
>>> corpus = umkm.read_corpus()
>>> corpus.articles.height
5

Names are loaded when they are first asked for, so that the command line starts without the figures' libraries.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from umkm_research.coding import load_codebook
    from umkm_research.coding.accuracy import accuracy
    from umkm_research.coding.differences import differences
    from umkm_research.coding.gold import read_gold
    from umkm_research.coding.validation import validate
    from umkm_research.corpus import Corpus, read_corpus
    from umkm_research.errors import UmkmError
    from umkm_research.figures import (
        Chart,
        actor_network,
        dispersion_plot,
        frames_by_voice,
        frequent_terms,
        growth_plot,
        keyness_plot,
        parsing_waterfall,
        print_table,
        save_figure,
        show,
        speakers_by_words,
        stance_matrix,
        stem_families,
        timeline,
        validation_plot,
        write_manifest,
    )
    from umkm_research.figures.cite import cite
    from umkm_research.figures.trace import trace
    from umkm_research.language import explain_stem, stem, stem_audit, stems
    from umkm_research.statements import explain
    from umkm_research.terms import concordance, frequency, keyness
    from umkm_research.version import __version__

_HOMES = {
    "coding": ("load_codebook",),
    "coding.accuracy": ("accuracy",),
    "coding.differences": ("differences",),
    "coding.gold": ("read_gold",),
    "coding.validation": ("validate",),
    "corpus": ("Corpus", "read_corpus"),
    "errors": ("UmkmError",),
    "figures": (
        "Chart",
        "actor_network",
        "cite",
        "dispersion_plot",
        "frames_by_voice",
        "frequent_terms",
        "growth_plot",
        "keyness_plot",
        "parsing_waterfall",
        "print_table",
        "save_figure",
        "show",
        "speakers_by_words",
        "stance_matrix",
        "stem_families",
        "timeline",
        "trace",
        "validation_plot",
        "write_manifest",
    ),
    "language": ("explain_stem", "stem", "stem_audit", "stems"),
    "statements": ("explain",),
    "terms": ("concordance", "frequency", "keyness"),
    "version": ("__version__",),
}
_HOME = {name: home for home, names in _HOMES.items() for name in names}

__all__ = [
    "Chart",
    "Corpus",
    "UmkmError",
    "__version__",
    "accuracy",
    "actor_network",
    "cite",
    "concordance",
    "differences",
    "dispersion_plot",
    "explain",
    "explain_stem",
    "frames_by_voice",
    "frequency",
    "frequent_terms",
    "growth_plot",
    "keyness",
    "keyness_plot",
    "load_codebook",
    "parsing_waterfall",
    "print_table",
    "read_corpus",
    "read_gold",
    "save_figure",
    "show",
    "speakers_by_words",
    "stance_matrix",
    "stem",
    "stem_audit",
    "stem_families",
    "stems",
    "timeline",
    "trace",
    "validate",
    "validation_plot",
    "write_manifest",
]


def __getattr__(name: str) -> Any:
    if name not in _HOME:
        raise AttributeError(f"module 'umkm_research' has no attribute {name!r}")
    return getattr(import_module(f"umkm_research.{_HOME[name]}"), name)


def __dir__() -> list[str]:
    return __all__
