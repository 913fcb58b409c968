"""Reading: from files as they came to the tables articles, segments, duplicates and rejected."""

from umkm_research.reading.articles import Source, read_source
from umkm_research.reading.duplicates import find_among, find_duplicates
from umkm_research.reading.read import read
from umkm_research.reading.sources import iter_sources

__all__ = ["Source", "find_among", "find_duplicates", "iter_sources", "read", "read_source"]
