"""Charts: what they draw follows from the tables, in both languages and widths, and the same bytes on every run."""

import hashlib
import io
import json
import re
from html.parser import HTMLParser

import matplotlib as mpl
import numpy as np
import polars as pl
import pytest
from PIL import Image

from umkm_research import figures
from umkm_research.coding.gold import read_gold
from umkm_research.coding.validation import validate
from umkm_research.corpus import Corpus
from umkm_research.errors import InputError, UmkmError
from umkm_research.figures.chart import Chart, is_sample
from umkm_research.figures.labels import LANGUAGES, number, phrase
from umkm_research.figures.save import png
from umkm_research.figures.style import WIDTHS
from umkm_research.lexicon import read_toml
from umkm_research.schemas import SCHEMAS

CHARTS = {
    name: function
    for name, function in sorted(vars(figures).items())
    if name in figures.__all__ and getattr(function, "__module__", "").startswith("umkm_research.figures.charts_")
}
OF_A_CORPUS = {name: function for name, function in CHARTS.items() if name != "validation_plot"}


_DRAWN: dict[tuple[str, ...], Chart] = {}


def drawn(function, corpus: Corpus, language: str, width: str) -> Chart:
    """A chart, drawn once for all tests."""
    key = (function.__name__, corpus.checksum, language, width)
    if key not in _DRAWN:
        _DRAWN[key] = function(corpus, language=language, width=width)
    return _DRAWN[key]


every_chart = pytest.mark.parametrize("function", OF_A_CORPUS.values(), ids=OF_A_CORPUS)


@pytest.fixture(scope="module")
def empty() -> Corpus:
    return Corpus({name: schema.to_frame() for name, schema in SCHEMAS.items()}, "empty")


def many(corpus: Corpus, times: int) -> Corpus:
    """The corpus again and again under other identifiers, as a declared sample."""

    def renamed(data: pl.DataFrame, copy: int) -> pl.DataFrame:
        keys = [column for column in data.columns if column.endswith("_id") or column in {"source", "content_id"}]
        return data.with_columns(pl.col(column) + f"x{copy}" for column in keys)

    tables = {name: pl.concat([renamed(corpus[name], copy) for copy in range(times)]) for name in SCHEMAS}
    return Corpus(tables, "many", {"query": "umkm", "dates": "2019-2023"})


@pytest.fixture(scope="module")
def twelvefold(seeds) -> Corpus:
    return many(seeds, 12)


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("language", LANGUAGES)
@every_chart
def test_every_count_follows_from_its_evidence(function, language, width, seeds):
    chart = drawn(function, seeds, language, width)
    again = chart.recount()
    assert chart.counts
    assert again.equals(chart.data.select(again.columns))
    assert chart.data["mark"].is_unique().all()
    assert set(chart.evidence["mark"]) <= set(chart.data["mark"])


@every_chart
def test_every_place_of_the_evidence_is_in_its_article(function, seeds):
    chart = drawn(function, seeds, "en", "double")
    texts = dict(seeds.articles.select("article_id", "text").iter_rows())
    assert chart.evidence.height
    for article, start, end in chart.evidence.select("article_id", "start", "end").iter_rows():
        assert 0 <= start < end <= len(texts[article])
    assert chart.evidence["text"].null_count() == 0


@pytest.mark.parametrize("width", WIDTHS)
@every_chart
def test_a_chart_is_as_wide_as_a_column_and_nothing_is_cut(function, width, seeds):
    chart = drawn(function, seeds, "id", width)
    assert round(chart.figure.get_size_inches()[0] * 25.4) == WIDTHS[width]
    picture = np.asarray(Image.open(_file(chart)).convert("L"))
    edges = np.concatenate([picture[0], picture[-1], picture[:, 0], picture[:, -1]])
    assert (edges > 250).all(), "something touches the edge of the picture"


def _file(chart: Chart):
    return io.BytesIO(png(chart.figure))


@pytest.mark.parametrize("width", WIDTHS)
@every_chart
def test_no_two_labels_lie_on_each_other(function, width, seeds):
    assert_labels_stand_apart(drawn(function, seeds, "id", width).figure)


def assert_labels_stand_apart(figure) -> None:
    figure.canvas.draw()
    renderer = figure.canvas.get_renderer()
    for axes in figure.axes:
        labels = [
            text
            for text in [*axes.get_yticklabels(), *axes.get_xticklabels(), axes.title]
            if text.get_text() and text.get_visible()
        ]
        boxes = [text.get_window_extent(renderer) for text in labels if not text.get_rotation()]
        for at, one in enumerate(boxes):
            for other in boxes[at + 1 :]:
                across = min(one.x1, other.x1) - max(one.x0, other.x0)
                down = min(one.y1, other.y1) - max(one.y0, other.y0)
                assert min(across, down) < 1.5


@every_chart
def test_five_articles_give_counts_and_say_so(function, seeds):
    chart = drawn(function, seeds, "en", "double")
    assert "in these 5 articles" in chart.captions["en"]
    assert "dalam 5 artikel ini" in chart.captions["id"]
    assert "Counts only" in chart.captions["en"]
    for column in ("low", "high"):
        assert column not in chart.data.columns or chart.data[column].null_count() == chart.data.height
    assert "{" not in chart.alt + chart.caption
    assert chart.alts["id"] != chart.alts["en"]


@every_chart
def test_an_empty_corpus_gives_a_sentence(function, empty):
    for language in LANGUAGES:
        chart = function(empty, language=language)
        assert not chart.data.height
        assert chart.alt.endswith(".")
        assert chart.recount().height == 0


def test_a_corpus_without_imports_dates_or_speakers_gives_sentences(annotate_text):
    corpus = annotate_text("Hujan turun di Bogor sejak pagi. Jalan raya tergenang.\n")
    for function in (figures.frames_by_voice, figures.timeline, figures.actor_network, figures.keyness_plot):
        assert not (chart := function(corpus, language="id")).data.height
        assert "dalam artikel ini" in chart.alt


def test_a_declared_sample_draws_uncertainty(seeds):
    corpus = many(seeds, 6)
    assert is_sample(corpus)
    chart = figures.frequent_terms(corpus, language="en")
    assert chart.data["low"].null_count() == 0
    assert "Counts only" not in chart.caption
    assert "declared sample of 30 articles" in chart.caption


@every_chart
def test_charts_stand_many_articles(function, twelvefold):
    chart = function(twelvefold)
    assert chart.recount().equals(chart.data.select(chart.recount().columns))


def test_a_synthetic_corpus_is_called_so(seeds):
    chart = figures.timeline(Corpus(dict(seeds), "practice", {"synthetic": True}))
    assert "synthetic" in chart.captions["en"]
    assert "sintetis" in chart.captions["id"]


def test_a_notebook_shows_a_chart_once_with_its_alternative_text(seeds):
    data, metadata = figures.frames_by_voice(seeds, language="id")._repr_mimebundle_()
    assert set(data) == {"image/png", "text/plain"}
    assert metadata["image/png"]["alt"] == data["text/plain"]


def test_the_readers_own_settings_change_nothing(seeds):
    before = _file(figures.frames_by_voice(seeds)).getvalue()
    with mpl.rc_context({"font.size": 20, "axes.facecolor": "red"}):
        assert _file(figures.frames_by_voice(seeds)).getvalue() == before


@every_chart
def test_the_same_corpus_gives_the_same_bytes(function, seeds, tmp_path):
    one, other = drawn(function, seeds, "en", "double"), function(seeds, language="en", width="double")
    first = figures.save_figure(one, "a", folder=tmp_path / "1")
    second = figures.save_figure(other, "a", folder=tmp_path / "2")
    assert set(first) == {"pdf", "svg", "png", "csv", "parquet", "json"}
    for suffix, path in first.items():
        assert path.read_bytes() == second[suffix].read_bytes(), suffix


def test_what_is_saved_names_no_time_and_no_folder(seeds, tmp_path):
    paths = figures.save_figure(figures.timeline(seeds, language="id"), "09-1", folder=tmp_path)
    for path in paths.values():
        content = path.read_bytes()
        assert b"CreationDate" not in content
        assert str(tmp_path).encode() not in content
    assert paths["png"].parent.name == "id"
    assert seeds.checksum in paths["svg"].read_text()
    assert b"/FontType 42" in paths["pdf"].read_bytes() or b"/CIDFontType2" in paths["pdf"].read_bytes()


def test_the_sidecar_and_the_manifest_hold_the_checksums(seeds, tmp_path):
    paths = figures.save_figure(figures.frames_by_voice(seeds, language="en"), "05-1", folder=tmp_path)
    sidecar = json.loads(paths["json"].read_text())
    for name, checksum in sidecar["files"].items():
        assert hashlib.sha256((tmp_path / "en" / name).read_bytes()).hexdigest() == checksum
    assert sidecar["corpus_checksum"] == seeds.checksum
    assert set(sidecar["caption"]) == set(sidecar["alt"]) == {"en", "id"}
    manifest = json.loads(figures.write_manifest(tmp_path).read_text())
    assert manifest["en/05-1"]["files"] == sidecar["files"]


def test_a_name_cannot_leave_the_folder(seeds, tmp_path):
    with pytest.raises(InputError, match="cannot be called"):
        figures.save_figure(figures.timeline(seeds), "../x", folder=tmp_path)


def test_figures_go_below_the_build_folder(seeds, tmp_path, monkeypatch):
    monkeypatch.setenv("UMKM_BUILD", str(tmp_path))
    figures.timeline(seeds, language="en").save("01-2")
    assert (tmp_path / "figures" / "en" / "01-2.svg").is_file()


def test_no_cell_of_saved_data_runs_in_a_spreadsheet(seeds, tmp_path):
    chart = figures.timeline(seeds)
    bad = chart.data.with_columns(outlet=pl.lit("=HYPERLINK(1)"))
    object.__setattr__(chart, "data", bad)
    assert "'=HYPERLINK" in figures.save_figure(chart, "x", folder=tmp_path)["csv"].read_text()


def test_labels_stand_in_both_languages_with_the_same_values():
    for group, entries in read_toml("labels.toml").items():
        for key, entry in entries.items():
            assert set(entry) == {"en", "id"}, (group, key)
            values = [set(re.findall(r"{(\w+)}", text)) for text in entry.values()]
            assert values[0] == values[1], (group, key)


def test_columns_of_all_tables_and_charts_have_headings(seeds):
    known = set(read_toml("labels.toml")["column"])
    for name, schema in SCHEMAS.items():
        assert (
            set(schema) - {"cue_start", "cue_end", "role_start", "role_end", "organisation_start", "organisation_end"}
            <= known
        ), name
    for function in OF_A_CORPUS.values():
        assert set(drawn(function, seeds, "en", "double").data.columns) <= known, function


def test_numbers_are_written_as_the_language_writes_them():
    assert phrase("scope.plain", "id", n=12345) == "dalam 12.345 artikel ini"
    assert number(-0.5, "id", 1) == "−0,5"


class _Cells(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tags: set[str] = set()

    def handle_starttag(self, tag, attrs) -> None:
        del attrs
        self.tags.add(tag)


def test_a_table_escapes_what_comes_from_articles():
    shown = figures.show(pl.DataFrame({"text": ["<script>alert(1)</script>"], "frame": ["harm"]}), language="id")
    parser = _Cells()
    parser.feed(shown._repr_html_())
    assert "script" not in parser.tags
    assert "merugikan" in shown._repr_html_()
    assert "script" in figures.print_table(shown).as_raw_html()
    assert "<script>alert" not in figures.print_table(shown).as_raw_html()


def test_a_table_says_what_it_leaves_out():
    assert "97" in figures.show(pl.DataFrame({"n": range(100)}), rows=3, language="id").note()
    assert figures.show(pl.DataFrame({"n": []}), language="en").note() == "There is no row."


def test_a_table_for_print_is_the_same_twice(seeds):
    table = figures.frames_by_voice(seeds, language="en").table()
    assert figures.print_table(table, title="T").as_raw_html() == figures.print_table(table, title="T").as_raw_html()
    assert "\\begin{" in figures.print_table(table, note="n").as_latex()


@pytest.mark.parametrize("width", WIDTHS)
def test_a_code_with_few_cases_reads_untested(width, seeds):
    scores = validate(seeds, read_gold(), variables=["stance", "statement"])
    chart = figures.validation_plot(scores, seeds, language="id", width=width)
    assert "belum teruji" in chart.caption
    assert chart.data.height == chart.data["mark"].n_unique()
    assert_labels_stand_apart(chart.figure)
    picture = np.asarray(Image.open(_file(chart)).convert("L"))
    assert (np.concatenate([picture[0], picture[-1], picture[:, 0], picture[:, -1]]) > 250).all()
    assert figures.validation_plot(scores.clear(), seeds, language="en").alt.startswith("Nothing was scored")


def test_a_concept_that_was_hardly_tried_is_marked(seeds):
    chart = figures.stance_matrix(seeds, scores=validate(seeds, read_gold()), language="en")
    names = [tick.get_text() for tick in chart.figure.axes[0].get_yticklabels()]
    assert names
    assert all(name.endswith("°") for name in names)


def test_an_unknown_language_or_width_is_refused(seeds):
    with pytest.raises(UmkmError, match="language"):
        figures.timeline(seeds, language="xx")
    with pytest.raises(UmkmError, match="width"):
        figures.timeline(seeds, width="triple")
