"""What nbval cannot see: a cleared or unfinished notebook passes it without being checked."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import polars as pl
import pytest

import umkm_research as umkm

NOTEBOOKS = Path(__file__).parents[1] / "notebooks"
LESSONS = sorted(path for path in NOTEBOOKS.rglob("[0-9][0-9]-*.ipynb") if path.parent.name in {"notebooks", "id"})


def cells(path, kind="code"):
    return [cell for cell in json.loads(path.read_text(encoding="utf-8"))["cells"] if cell["cell_type"] == kind]


def source(cell):
    return "".join(cell["source"])


def test_there_are_the_numbered_lessons():
    assert [path.name[:2] for path in sorted(NOTEBOOKS.glob("[0-9][0-9]-*.ipynb"))][:6] == [
        f"{n:02d}" for n in range(1, 7)
    ]


def test_both_editions_have_the_same_code_and_their_own_language():
    english = sorted(NOTEBOOKS.glob("[0-9][0-9]-*.ipynb"))
    assert [path.name for path in english] == [path.name for path in sorted((NOTEBOOKS / "id").glob("*.ipynb"))]
    for path in english:
        other = NOTEBOOKS / "id" / path.name
        assert [source(cell) for cell in cells(path)] == [source(cell) for cell in cells(other)]
        shown = [json.dumps(cell["outputs"]) for cell in cells(path)]
        assert shown != [json.dumps(cell["outputs"]) for cell in cells(other)]


@pytest.mark.parametrize("path", LESSONS, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_every_cell_was_run_in_order_and_none_failed(path):
    code = cells(path)
    assert [cell["execution_count"] for cell in code] == list(range(1, len(code) + 1))
    assert sum(bool(cell["outputs"]) for cell in code) >= len(code) // 2
    outputs = [output for cell in code for output in cell["outputs"]]
    assert not [output for output in outputs if output["output_type"] == "error" or output.get("name") == "stderr"]


@pytest.mark.parametrize("path", LESSONS, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_cells_are_short_define_nothing_and_silence_nothing(path):
    for cell in cells(path):
        text = source(cell)
        assert text.count("\n") < 8, text
        assert not re.search(r"^\s*(def|class) ", text, re.MULTILINE) or "solution" in cell["metadata"].get("tags", [])
        assert not text.rstrip().endswith(";")


@pytest.mark.parametrize("path", LESSONS, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_a_lesson_has_more_prose_than_code_and_a_figure_beside_its_table(path):
    prose = sum(len(source(cell)) for cell in cells(path, "markdown"))
    assert prose > sum(len(source(cell)) for cell in cells(path))
    shown = [set(output.get("data", {})) for cell in cells(path) for output in cell["outputs"]]
    assert any("image/png" in kinds for kinds in shown)
    assert any("text/html" in kinds and "image/png" not in kinds for kinds in shown)


@pytest.mark.parametrize("path", LESSONS, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_outputs_name_no_folder_of_the_machine_they_were_made_on(path):
    outputs = json.dumps([cell["outputs"] for cell in cells(path)])
    assert not re.search(r"[\"' ](/home/|/root/|/tmp/|/Users/|[A-Z]:\\\\\\\\)", outputs)
    assert str(Path(__file__).parents[1].resolve()) not in outputs


def test_the_figure_of_the_readme_is_as_lesson_4_draws_it(seeds, tmp_path):
    chart = umkm.stance_matrix(seeds, scores=umkm.validate(seeds, umkm.read_gold()), language="en")
    umkm.save_figure(chart, "04-2", folder=tmp_path)
    assert (tmp_path / "en" / "04-2.png").read_bytes() == (NOTEBOOKS / "figures" / "04-2.png").read_bytes()


@pytest.mark.parametrize("edition", ["", "id"])
def test_the_newspaper_that_lesson_1_adds_is_read(edition, tmp_path):
    prose = "\n".join(source(cell) for cell in cells(NOTEBOOKS / edition / "01-corpus-and-parsing.ipynb", "markdown"))
    outlets = tmp_path / "lexicon" / "outlets"
    outlets.mkdir(parents=True)
    (outlets / "kabarniaga.toml").write_text(prose.split("```toml\n")[1].split("```")[0], encoding="utf-8")
    story = "KabarNiaga.example, Semarang - Harga kain turun, kata Ketua Koperasi Batik Sri Lestari.\nIkuti Kabar Niaga di WhatsApp\n"
    (tmp_path / "a.txt").write_text(story, encoding="utf-8")
    call = [sys.executable, "-m", "umkm_research", "annotate", str(tmp_path / "a.txt"), "--out", str(tmp_path / "out")]
    subprocess.run(call, check=True, capture_output=True, env=os.environ | {"UMKM_LEXICON": str(tmp_path / "lexicon")})
    article = pl.read_parquet(tmp_path / "out" / "articles.parquet").row(0, named=True)
    assert (article["outlet"], article["place"]) == ("Kabar Niaga", "Semarang")
    assert "WhatsApp" not in article["body"]
