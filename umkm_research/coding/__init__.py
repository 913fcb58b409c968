"""Coding: the codebook as data, and the coders that apply it."""

from umkm_research.coding.actors import actor_types
from umkm_research.coding.codebook import Code, Codebook, load_codebook
from umkm_research.coding.framing import framing
from umkm_research.coding.stance import stance

__all__ = ["Code", "Codebook", "actor_types", "framing", "load_codebook", "stance"]
