"""Who said what: direct, indirect and mixed statements, each with its speakers."""

from umkm_research.statements.tables import find_statements

__all__ = ["find_statements"]
