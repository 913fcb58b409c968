"""Coding sheets: the draw, what a spreadsheet may and may not do with them, and the way back."""

import zipfile

import fastexcel
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from umkm_research.coding.sheets import VARIABLES, coding_sheet, draw, read_sheets
from umkm_research.errors import InputError
from umkm_research.schemas import Article, Frame, Sentence, frame

RISKY = ["=1+1", "+62 812", "-impor turun", "@pedagang mengeluh", '=HYPERLINK("http://x","y")']


@pytest.fixture
def corpus():
    """Three articles of ten sentences; those that speak of trade are few."""
    articles, sentences, frames = [], [], []
    for a, outlet in enumerate(("Harian A", "Harian A", None)):
        key = f"art{a}"
        articles.append(
            Article(key, key, f"{a}.txt", "", "", outlet, None, None, None, None, None, None, [], None, None, False, 9)
        )
        for n in range(10):
            text = RISKY[n] if n < len(RISKY) else f"Kalimat {n} tentang impor."
            sentences.append(Sentence(key, n * 10, n * 10 + 9, f"{key}-{n:04d}", 0, n, text))
            if n >= 8:
                frames.append(
                    Frame(key, n, n, f"{key}-{n:04d}", None, "import", "none", "none", [], "neutral", "narrator", "t")
                )
    return {
        "articles": frame("articles", articles),
        "sentences": frame("sentences", sentences),
        "frames": frame("frames", frames),
    }


def test_strata_are_filled_evenly_and_probabilities_follow(corpus):
    sheet = coding_sheet(corpus, 10, by="trade")
    counts = dict(sheet.group_by("stratum").len().iter_rows())
    assert counts == {"trade": 5, "other": 5}
    assert set(sheet.select("stratum", "probability").unique().iter_rows()) == {("trade", 5 / 6), ("other", 5 / 24)}
    weights = (1 / sheet["probability"]).sum()
    assert weights == pytest.approx(corpus["sentences"].height)


def test_context_stays_within_the_article(corpus):
    sheet = coding_sheet(corpus, 30).sort("unit")
    first, last = sheet.row(0, named=True), sheet.row(9, named=True)
    assert first["before"] == ""
    assert first["after"] == RISKY[1]
    assert last["after"] == ""


def test_a_workbook_runs_no_formula_and_comes_back(corpus, tmp_path):
    path = tmp_path / "sheet.xlsx"
    sheet = coding_sheet(corpus, 30, path)
    with zipfile.ZipFile(path) as book:
        page = book.read("xl/worksheets/sheet1.xml").decode()
        assert "<f>" not in page
        assert "hyperlink" not in page
        assert page.count("<dataValidation ") == len(VARIABLES)
    back = fastexcel.read_excel(path).load_sheet("coding", dtypes="string").to_polars()
    assert back["text"].to_list() == sheet["text"].to_list()
    assert back["unit"].to_list() == sheet["unit"].to_list()


def test_the_same_seed_gives_the_same_bytes(corpus, tmp_path):
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        coding_sheet(corpus, 12, tmp_path / name / "sheet.xlsx", by="outlet", seed=4)
        coding_sheet(corpus, 12, tmp_path / name / "sheet.csv", by="outlet", seed=4)
    for file in ("sheet.xlsx", "sheet.csv"):
        assert (tmp_path / "one" / file).read_bytes() == (tmp_path / "two" / file).read_bytes()


def test_a_csv_sheet_has_no_cell_that_runs(corpus, tmp_path):
    path = tmp_path / "sheet.csv"
    coding_sheet(corpus, 30, path)
    cells = pl.read_csv(path, infer_schema=False)
    for column in ("before", "text", "after"):
        assert not cells[column].fill_null("").str.contains(r"^[=+\-@\t\r]").any()


def fill(corpus, path, coder, value):
    coding_sheet(corpus, 6, path, seed=1)
    filled = pl.read_csv(path, infer_schema=False).with_columns(
        pl.lit("import").alias("direction"), pl.lit(value).alias("evaluation"), pl.lit(coder).alias("coder")
    )
    filled.write_csv(path)
    return path


def test_sheets_come_back_as_codings(corpus, tmp_path):
    paths = [fill(corpus, tmp_path / "a.csv", "Ani", " Harm "), fill(corpus, tmp_path / "b.csv", "", "none")]
    codings = read_sheets(paths)
    assert set(codings["coder"]) == {"Ani", "b"}
    assert set(codings.filter(pl.col("coder") == "Ani")["value"]) == {"harm", "import"}
    assert codings.height == 24
    assert "measure" not in set(codings["variable"])
    assert codings["probability"].unique().to_list() == [0.2]


def test_wrong_values_and_doubles_are_refused(corpus, tmp_path):
    with pytest.raises(InputError, match="which the codebook has not"):
        read_sheets([fill(corpus, tmp_path / "a.csv", "Ani", "merugikan")])
    twice = [fill(corpus, tmp_path / name, "Ani", "harm") for name in ("c.csv", "d.csv")]
    with pytest.raises(InputError, match="twice"):
        read_sheets(twice)
    (tmp_path / "e.csv").write_text("unit,text\n1,a\n")
    with pytest.raises(InputError, match="lacks"):
        read_sheets([tmp_path / "e.csv"])
    with pytest.raises(InputError, match="no sheet"):
        coding_sheet(corpus, 1, tmp_path / "sheet.pdf")
    (tmp_path / "f.xlsx").write_bytes(b"nothing")
    with pytest.raises(InputError):
        read_sheets([tmp_path / "f.xlsx"])


@settings(max_examples=50, deadline=None)
@given(st.lists(st.sampled_from("xyz"), min_size=1, max_size=30), st.integers(1, 40), st.integers(0, 5))
def test_a_draw_has_the_size_asked_and_weights_back_to_the_population(strata, n, seed):
    units = pl.DataFrame({"unit": [f"u{number:02d}" for number in range(len(strata))], "stratum_of": strata})
    drawn = draw(units, n, by="stratum_of", seed=seed)
    assert drawn.height == min(n, units.height)
    assert drawn["unit"].is_unique().all()
    if n >= len(set(strata)):
        assert (1 / drawn["probability"]).sum() == pytest.approx(units.height)
    shuffled = draw(units.sample(fraction=1, shuffle=True, seed=1), n, by="stratum_of", seed=seed)
    assert drawn.equals(shuffled)
