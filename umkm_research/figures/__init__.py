"""Figures that can be cited and traced, and the tables beside them.

A chart function takes a corpus and gives a `Chart`; see `umkm_research.figures.chart`.
"""

from umkm_research.figures.chart import Chart
from umkm_research.figures.charts_keyness import keyness_plot
from umkm_research.figures.charts_network import actor_network
from umkm_research.figures.charts_parsing import parsing_waterfall
from umkm_research.figures.charts_terms import dispersion_plot, frequent_terms
from umkm_research.figures.charts_time import timeline
from umkm_research.figures.charts_trade import frames_by_voice
from umkm_research.figures.charts_validation import validation_plot
from umkm_research.figures.charts_vocabulary import growth_plot, stem_families
from umkm_research.figures.charts_voices import speakers_by_words, stance_matrix
from umkm_research.figures.cite import cite
from umkm_research.figures.save import save_figure, write_manifest
from umkm_research.figures.tables import print_table, show
from umkm_research.figures.trace import retrace, trace

__all__ = [
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
    "retrace",
    "save_figure",
    "show",
    "speakers_by_words",
    "stance_matrix",
    "stem_families",
    "timeline",
    "trace",
    "validation_plot",
    "write_manifest",
]
