"""From a saved figure back to the words."""

import pytest

from umkm_research import figures
from umkm_research.errors import InputError


@pytest.fixture(scope="module")
def saved(seeds, tmp_path_factory):
    folder = tmp_path_factory.mktemp("figures")
    charts = {
        "01-1": figures.parsing_waterfall(seeds, language="en"),
        "03-1": figures.frequent_terms(seeds, language="en"),
        "03-3": figures.keyness_plot(seeds, language="en"),
        "05-1": figures.frames_by_voice(seeds, language="en"),
    }
    for name, chart in charts.items():
        chart.save(name, folder)
    return folder, charts


def test_a_mark_gives_its_sentences_with_article_place_and_speaker(saved, seeds):
    folder, _ = saved
    rows = figures.trace("05-1", "import / harm / government", folder=folder, language="en")
    assert rows.height == 7
    texts = dict(seeds.articles.select("article_id", "text").iter_rows())
    for row in rows.iter_rows(named=True):
        assert row["speaker"]
        assert row["source"].endswith(".txt")
        assert texts[row["article_id"]][row["start"] : row["end"]].lower() in row["text"].lower()


def test_every_saved_count_is_counted_again_from_what_was_saved(saved):
    folder, charts = saved
    for name in charts:
        again = figures.retrace(name, folder=folder, language="en")
        assert again.height
        assert again["drawn"].to_list() == again["recounted"].to_list(), name


def test_part_of_a_name_is_enough(saved):
    folder, charts = saved
    assert set(figures.trace("01-1", "tempo / T", folder=folder, language="en")["mark"]) == {"Tempo / title"}
    assert charts["01-1"].trace("Tempo / title").height == 1


def test_an_unknown_figure_or_mark_names_those_that_there_are(saved):
    folder, _ = saved
    with pytest.raises(InputError, match="05-1"):
        figures.trace("09-9", folder=folder, language="en")
    with pytest.raises(InputError, match="marks such as"):
        figures.trace("05-1", "perang", folder=folder, language="en")
    with pytest.raises(InputError, match="umkm reproduce"):
        figures.trace("05-1", folder=folder / "nowhere")
