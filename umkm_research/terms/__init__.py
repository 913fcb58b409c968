"""Statistics of words: how often they stand, how evenly, in whose company, and how much more than elsewhere.

Each takes the table ``tokens``, eager or lazy, with whatever columns were joined to it to group by, and gives one tidy
frame. ``unit`` says what is counted (form, stem or term), ``n`` the length of n-grams, ``stopwords=False`` leaves stop
words out of the rows but not out of the totals.
"""

from umkm_research.terms.collocations import collocations
from umkm_research.terms.concordance import concordance
from umkm_research.terms.counting import join_articles
from umkm_research.terms.dispersion import dispersion, positions
from umkm_research.terms.diversity import lexical_diversity
from umkm_research.terms.frequency import frequency
from umkm_research.terms.growth import heaps, vocabulary_growth
from umkm_research.terms.keyness import keyness
from umkm_research.terms.matrix import DocumentFeatureMatrix, document_feature_matrix, tf_idf

__all__ = [
    "DocumentFeatureMatrix",
    "collocations",
    "concordance",
    "dispersion",
    "document_feature_matrix",
    "frequency",
    "heaps",
    "join_articles",
    "keyness",
    "lexical_diversity",
    "positions",
    "tf_idf",
    "vocabulary_growth",
]
