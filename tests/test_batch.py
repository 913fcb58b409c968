import shutil
from pathlib import Path

import polars as pl
import pytest
from filelock import FileLock

from umkm_research import jobs
from umkm_research.batch import annotate_corpus
from umkm_research.errors import InputError
from umkm_research.schemas import SCHEMAS

SEEDS = Path(__file__).parents[1] / "seeds"


def contents(folder):
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.name != ".lock"
    }


@pytest.fixture(autouse=True)
def small_batches(monkeypatch):
    monkeypatch.setattr(jobs, "BATCH", 2)


def test_every_table_has_its_schema_and_every_row_its_words(tmp_path):
    assert annotate_corpus([SEEDS], tmp_path) == (5, 0)
    text = dict(pl.read_parquet(tmp_path / "articles.parquet").select("article_id", "text").iter_rows())
    for name, schema in SCHEMAS.items():
        data = pl.read_parquet(tmp_path / f"{name}.parquet")
        assert data.schema == schema
        if "start" in schema:
            assert data.height
            for row in data.iter_rows(named=True):
                assert 0 <= row["start"] <= row["end"] <= len(text[row["article_id"]])


def test_an_interrupted_run_goes_on_and_gives_the_same_bytes(tmp_path, monkeypatch):
    annotate_corpus([SEEDS], tmp_path / "whole")
    run_job, calls = jobs.run_job, []

    def stop_at_the_second(job):
        calls.append(job.number)
        if len(calls) == 2:
            raise KeyboardInterrupt
        return run_job(job)

    monkeypatch.setattr(jobs, "run_job", stop_at_the_second)
    with pytest.raises(KeyboardInterrupt):
        annotate_corpus([SEEDS], tmp_path / "cut")
    monkeypatch.setattr(jobs, "run_job", run_job)
    assert annotate_corpus([SEEDS], tmp_path / "cut") == (5, 0)
    assert contents(tmp_path / "cut") == contents(tmp_path / "whole")


def test_two_workers_write_what_one_writes(tmp_path):
    annotate_corpus([SEEDS], tmp_path / "one")
    annotate_corpus([SEEDS], tmp_path / "two", workers=2)
    assert contents(tmp_path / "two") == contents(tmp_path / "one")


def test_an_article_that_breaks_is_rejected_and_the_rest_is_done(tmp_path, monkeypatch):
    annotate = jobs.annotate

    def break_on_one(articles, segments, codebook):
        if any("Tokopedia" in text for text in articles["text"]):
            raise ZeroDivisionError
        return annotate(articles, segments, codebook)

    monkeypatch.setattr(jobs, "annotate", break_on_one)
    assert annotate_corpus([SEEDS], tmp_path) == (4, 1)
    row = pl.read_parquet(tmp_path / "rejected.parquet").row(0, named=True)
    assert (row["stage"], row["code"]) == ("annotation", "broke")
    assert row["source"].startswith("000_")
    assert "ZeroDivisionError" in next((tmp_path / "_log").iterdir()).read_text()


def test_an_article_that_takes_too_long_is_rejected(tmp_path, monkeypatch):
    annotate = jobs.annotate

    def dawdle(articles, segments, codebook):
        while any("Tokopedia" in text for text in articles["text"]):
            pass
        return annotate(articles, segments, codebook)

    monkeypatch.setattr(jobs, "annotate", dawdle)
    monkeypatch.setattr(jobs, "PATIENCE", 1)
    assert annotate_corpus([SEEDS], tmp_path, seconds=1) == (4, 1)
    assert pl.read_parquet(tmp_path / "rejected.parquet")["code"].to_list() == ["too-long"]


def test_two_runs_into_one_folder(tmp_path):
    with FileLock(tmp_path / ".lock"), pytest.raises(InputError, match="Another run is writing"):
        annotate_corpus([SEEDS], tmp_path)


def test_a_folder_with_other_tables_is_refused(tmp_path):
    mine = tmp_path / "mine"
    shutil.copytree(SEEDS, mine)
    annotate_corpus([mine], tmp_path / "out")
    (mine / "new.txt").write_text("Impor beras naik, kata Menteri Perdagangan Budi Santoso.")
    with pytest.raises(InputError, match="other inputs"):
        annotate_corpus([mine], tmp_path / "out")


def test_nothing_to_read(tmp_path):
    with pytest.raises(InputError, match="no file or folder"):
        annotate_corpus([tmp_path / "missing"], tmp_path / "out")
    (tmp_path / "empty").mkdir()
    with pytest.raises(InputError, match="No article could be read"):
        annotate_corpus([tmp_path / "empty"], tmp_path / "out2")
