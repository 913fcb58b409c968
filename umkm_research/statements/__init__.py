"""Who said what: direct, indirect and mixed statements, each with its speakers."""

from umkm_research.statements.explain import explain
from umkm_research.statements.registry import person_of
from umkm_research.statements.tables import find_statements

__all__ = ["explain", "find_statements", "person_of"]
