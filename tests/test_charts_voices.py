"""Charts of voices: copies count once, words stay whole, nothing is cut."""

import pytest

from umkm_research.coding.gold import read_gold
from umkm_research.coding.validation import validate
from umkm_research.corpus import read_corpus
from umkm_research.figures.charts_trade import frames_by_voice
from umkm_research.figures.charts_voices import fill_text, speakers_by_words, stance_matrix
from umkm_research.figures.labels import LANGUAGES
from umkm_research.figures.save import png
from umkm_research.figures.style import WIDTHS
from umkm_research.schemas import SCHEMAS

CHARTS = (speakers_by_words, stance_matrix, frames_by_voice)


@pytest.fixture(scope="module")
def copied(tmp_path_factory):
    """The seeds, one of them twice."""
    folder = tmp_path_factory.mktemp("copied")
    texts = sorted(pytest.SEEDS.glob("*.txt"))
    for path in texts:
        (folder / path.name).write_bytes(path.read_bytes())
    (folder / "zz.txt").write_bytes(texts[0].read_bytes())
    corpus = read_corpus(folder)
    assert corpus.duplicates.height == 1
    return corpus


@pytest.mark.parametrize("chart", CHARTS)
def test_an_article_printed_twice_counts_once(chart, seeds, copied):
    once, twice = chart(seeds, language="en"), chart(copied, language="en")
    assert twice.data.sort("mark").equals(once.data.sort("mark"))
    assert twice.alt == once.alt
    assert twice.recount().equals(twice.data.select("mark", *twice.counts))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("chart", CHARTS)
def test_without_rows_a_sentence_says_so(chart, language):
    empty = chart({name: schema.to_frame() for name, schema in SCHEMAS.items()}, language=language)
    assert empty.alt.endswith(".")
    assert not empty.data.height


def test_lines_break_between_words_alone():
    assert fill_text("para pelaku usaha e-commerce", 22) == "para pelaku usaha\ne-commerce"
    assert fill_text("dipertanggungjawabkannya itu", 12) == "dipertanggungjawabkannya\nitu"


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("width", WIDTHS)
def test_what_a_sign_means_is_not_cut(seeds, language, width):
    chart = stance_matrix(seeds, scores=validate(seeds, read_gold()), language=language, width=width)
    png(chart.figure)  # lays it out
    box = chart.figure.legends[0].get_window_extent()
    assert box.x0 >= 0
    assert box.x1 <= chart.figure.bbox.x1
