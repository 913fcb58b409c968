"""Versions of what decides a table's content."""

from importlib.metadata import version

__version__ = version("umkm-research")

SCHEMA = "1"
"""Rises when a table gains, loses or changes a column."""

VERSIONS: dict[str, str] = {"umkm_research": __version__, "schema": SCHEMA}
"""Stands in the metadata of every Parquet file."""
