import subprocess
import sys
from pathlib import Path

import pytest

from umkm_research.errors import InputError, UmkmError
from umkm_research.lessons import find_notebooks, language_of, run_notebook

NOTEBOOKS = Path(__file__).parents[1] / "notebooks"


def test_lessons_come_in_order_english_first():
    names = [(language_of(path), path.name[:2]) for path in find_notebooks(NOTEBOOKS)]
    assert names == sorted(names)
    assert {language for language, _ in names} == {"en", "id"}


def test_a_folder_without_lessons_is_said(tmp_path):
    with pytest.raises(InputError, match="no numbered notebooks"):
        find_notebooks(tmp_path)


def test_a_cell_that_fails_is_named_with_its_notebook(tmp_path):
    broken = tmp_path / "01-broken.ipynb"
    text = (NOTEBOOKS / "01-corpus-and-parsing.ipynb").read_text(encoding="utf-8")
    broken.write_text(text.replace("umkm.read_corpus()", "umkm.read_corpus('missing')"), encoding="utf-8")
    with pytest.raises(UmkmError, match=r"01-broken\.ipynb stopped"):
        run_notebook(broken, tmp_path / "build")


def test_a_corpus_without_trade_dates_or_speakers_runs_through_every_lesson(tmp_path):
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "a.txt").write_text("Cuaca cerah di Bandung. Warga menikmati taman kota.", encoding="utf-8")
    call = [
        sys.executable,
        "-m",
        "umkm_research",
        "reproduce",
        "--corpus",
        str(tmp_path / "mine"),
        "--out",
        str(tmp_path / "build"),
    ]
    done = subprocess.run(call, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert len(list((tmp_path / "build" / "notebooks").rglob("*.ipynb"))) == len(find_notebooks(NOTEBOOKS))
    assert (tmp_path / "build" / "figures" / "id" / "05-1.pdf").is_file()
