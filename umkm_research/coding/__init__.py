"""Coding: the codebook as data, and the coders that apply it.

How far to trust them is told by the modules beside: `sheets` and `agreement` (people as coders), `gold` and `validation`
(scores), `estimates`, `events` and `correction` (shares with intervals), `networks`. They are imported by name, so that
annotating a corpus does not load them.
"""

from umkm_research.coding.actors import actor_types
from umkm_research.coding.codebook import Code, Codebook, load_codebook
from umkm_research.coding.framing import framing
from umkm_research.coding.stance import stance

__all__ = ["Code", "Codebook", "actor_types", "framing", "load_codebook", "stance"]
