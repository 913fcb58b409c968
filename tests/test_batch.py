import errno
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path
from threading import Thread

import faults
import polars as pl
import pytest
from filelock import FileLock

from umkm_research import batch, jobs, storage
from umkm_research.batch import annotate_corpus
from umkm_research.deadline import TooLongError, time_limit
from umkm_research.errors import InputError, UmkmError
from umkm_research.schemas import SCHEMAS, frame

SEEDS = Path(__file__).parents[1] / "seeds"


def contents(folder):
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.name not in {".lock", ".died"}
    }


def corpus(folder, number=5, **others):
    """Short articles, and others by name."""
    folder.mkdir()
    for n in range(number):
        (folder / f"{n:03d}.txt").write_text(f"Impor beras naik {n} persen, kata Menteri Perdagangan Budi Santoso.")
    for name, text in others.items():
        (folder / f"{name}.txt").write_text(text)
    return folder


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
        if any("Tokopedia" in text for text in articles["text"]):
            raise TooLongError  # as the clock does, but the same on a busy machine
        return annotate(articles, segments, codebook)

    monkeypatch.setattr(jobs, "annotate", dawdle)
    assert annotate_corpus([SEEDS], tmp_path) == (4, 1)
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


def test_killed_at_every_write_sync_and_rename_in_turn(tmp_path, monkeypatch):
    mine = corpus(tmp_path / "mine", 3)
    steps, limit = [], None
    write, fsync, replace, annotate, known = storage._write_file, os.fsync, Path.replace, jobs.annotate, {}
    nothing = frame("duplicates", [])

    def step(name):
        steps.append(name)
        if len(steps) == limit:
            raise faults.KilledError

    def torn_write(root, name, content):
        try:
            step(name)
        except faults.KilledError:
            (root / storage.TEMPORARY).mkdir(parents=True, exist_ok=True)
            (root / storage.TEMPORARY / "half").write_bytes(content[: len(content) // 2])
            raise
        write(root, name, content)

    def annotate_once(articles, segments, codebook):
        ids = tuple(articles["article_id"])
        return known[ids] if ids in known else known.setdefault(ids, annotate(articles, segments, codebook))

    monkeypatch.setattr(jobs, "annotate", annotate_once)  # what is computed is not the question here
    monkeypatch.setattr(batch, "find_among", lambda _: nothing)
    monkeypatch.setattr(storage, "_write_file", torn_write)
    monkeypatch.setattr(os, "fsync", lambda number: (step("sync"), fsync(number)))
    monkeypatch.setattr(Path, "replace", lambda path, target: (step("rename"), replace(path, target)))
    annotate_corpus([mine], tmp_path / "whole")
    whole, number = contents(tmp_path / "whole"), len(steps)
    assert number >= 4 * len(whole)
    for at in range(1, number + 1):
        out, limit = tmp_path / f"cut{at}", at
        steps.clear()
        with pytest.raises(faults.KilledError):
            annotate_corpus([mine], out)
        limit = None
        assert annotate_corpus([mine], out) == (3, 0), at
        assert contents(out) == whole, at
        shutil.rmtree(out)


def test_really_killed_at_ten_moments_and_resumed(tmp_path):
    mine = corpus(tmp_path / "mine", 30)
    annotate_corpus([mine], tmp_path / "whole")
    moments, out = random.Random(8), tmp_path / "cut"
    for _ in range(10):
        process = faults.start(tmp_path / "run.py", mine, out)
        target = faults.files(out) + moments.randint(1, 14)
        faults.wait_for(lambda: faults.files(out) >= target, process)  # noqa: B023 - called in this turn alone
        process.kill()
        process.communicate()
    assert annotate_corpus([mine], out) == (30, 0)
    assert contents(out) == contents(tmp_path / "whole")


def test_ctrl_c_is_said_and_leaves_what_is_done(tmp_path):
    mine, out = corpus(tmp_path / "mine", 1500), tmp_path / "out"
    call = [sys.executable, "-m", "umkm_research", "annotate", str(mine), "--out", str(out), "--workers", "2"]
    process = subprocess.Popen(call, stderr=subprocess.PIPE, text=True)
    faults.wait_for((out / "articles.parquet").exists, process)
    process.send_signal(signal.SIGINT)
    _, said = process.communicate(timeout=60)
    assert process.returncode == 130
    assert "Interrupted. Call the same command again" in said
    assert "Traceback" not in said
    assert not (out / "duplicates.parquet").exists()


def test_workers_end_with_their_parent(tmp_path):
    mine, out = corpus(tmp_path / "mine", 200), tmp_path / "out"
    process = faults.start(tmp_path / "run.py", mine, out, workers=2)
    faults.wait_for((out / "_done" / "000000.json").exists, process)
    children = Path(f"/proc/{process.pid}/task/{process.pid}/children")
    if not children.exists():
        process.kill()
        pytest.skip("This system does not say which processes another has started.")
    workers = [int(number) for number in children.read_text().split()]
    assert len(workers) >= 2
    process.kill()
    process.communicate()
    until = time.monotonic() + 20
    while any(_lives(worker) for worker in workers) and time.monotonic() < until:
        time.sleep(0.01)
    assert not any(_lives(worker) for worker in workers)


def _lives(number):
    status = Path(f"/proc/{number}/stat")
    try:
        return status.read_text().rpartition(")")[2].split()[0] != "Z"
    except (FileNotFoundError, ProcessLookupError):
        return False


def test_a_batch_whose_worker_died_is_done_again(tmp_path, monkeypatch):
    mine = corpus(tmp_path / "mine")
    annotate_corpus([mine], tmp_path / "whole")
    monkeypatch.setattr(jobs, "run_job", faults.deadly_once)
    assert annotate_corpus([mine], tmp_path / "out", workers=2) == (5, 0)
    assert contents(tmp_path / "out") == contents(tmp_path / "whole")


def test_an_article_that_kills_its_worker_is_rejected(tmp_path, monkeypatch):
    mine = corpus(tmp_path / "mine", 1, poison="Petani membuang racun tikus ke sungai, kata warga.")
    monkeypatch.setattr(jobs, "run_job", faults.deadly)
    assert annotate_corpus([mine], tmp_path / "out", workers=2) == (1, 1)
    row = pl.read_parquet(tmp_path / "out" / "rejected.parquet").row(0, named=True)
    assert (row["source"], row["stage"], row["code"]) == ("poison.txt", "annotation", "crashed")


def test_a_full_disk_is_said_and_nothing_is_lost(tmp_path, monkeypatch):
    mine, out = corpus(tmp_path / "mine"), tmp_path / "out"
    fsync, calls = os.fsync, []

    def full(number):
        calls.append(number)
        if len(calls) > 50:
            raise OSError(errno.ENOSPC, "No space left on device")
        fsync(number)

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(UmkmError, match="disk is full") as error:
        annotate_corpus([mine], out)
    assert error.value.code == "disk-full"
    monkeypatch.setattr(os, "fsync", fsync)
    assert annotate_corpus([mine], out) == (5, 0)
    annotate_corpus([mine], tmp_path / "whole")
    assert contents(out) == contents(tmp_path / "whole")


def test_reading_that_breaks_or_dawdles_rejects_one_article(tmp_path, monkeypatch):
    mine = corpus(tmp_path / "mine", 1, breaks="rusak", dawdles="lama")
    read_source = jobs.read_source

    def read(source):
        if source.text == "rusak":
            raise RecursionError
        if source.text == "lama":
            raise TooLongError
        return read_source(source)

    monkeypatch.setattr(jobs, "read_source", read)
    assert annotate_corpus([mine], tmp_path / "out") == (1, 2)
    rows = pl.read_parquet(tmp_path / "out" / "rejected.parquet").sort("source")
    assert rows.select("source", "stage", "code").rows() == [
        ("breaks.txt", "reading", "broke"),
        ("dawdles.txt", "reading", "too-long"),
    ]


def test_a_time_limit_holds_in_a_thread_too():
    seen = []

    def work():
        try:
            with time_limit(0.05):
                while True:
                    pass
        except TooLongError:
            seen.append("too long")
        with time_limit(60):
            seen.append("next")

    thread = Thread(target=work)
    thread.start()
    thread.join()
    assert seen == ["too long", "next"]


def test_strange_file_names(tmp_path):
    mine = corpus(tmp_path / "mine", 0)
    names = ["a\nb.txt", "kutip\"'.txt", "pasar🛒.txt", "n" * 251 + ".txt", "spasi dan  tab\t.txt"]
    for name in names:
        (mine / name).write_text("Impor beras naik, kata Menteri Perdagangan Budi Santoso.")
    raw = os.fsencode(mine) + b"/\xff\xfe.txt"
    with open(raw, "w") as file:  # noqa: PTH123 - a name that is no text
        file.write("Ekspor kopi turun, kata petani.")
    assert annotate_corpus([mine], tmp_path / "out") == (6, 0)
    assert set(names) < set(pl.read_parquet(tmp_path / "out" / "articles.parquet")["source"])


def test_half_of_a_character_in_json(tmp_path):
    (tmp_path / "a.jsonl").write_text('{"text": "Impor naik \\ud83d tajam, kata Menteri Budi."}\n')
    counts = annotate_corpus([tmp_path / "a.jsonl"], tmp_path / "out")
    assert counts.articles + counts.rejected == 1


def test_inputs_that_changed_under_the_same_sizes_are_noticed(tmp_path):
    mine, out = corpus(tmp_path / "mine"), tmp_path / "out"
    annotate_corpus([mine], out)
    (mine / "000.txt").write_text((mine / "000.txt").read_text().replace("beras", "kedel"))
    with pytest.raises(InputError, match="other inputs"):
        annotate_corpus([mine], out)


def test_tables_inside_the_input_are_refused(tmp_path):
    mine = corpus(tmp_path / "mine")
    with pytest.raises(InputError, match="lies in the input"):
        annotate_corpus([mine], mine / "out")


def test_progress_tells_rate_and_time_left(tmp_path):
    seen = []
    annotate_corpus([corpus(tmp_path / "mine")], tmp_path / "out", progress=seen.append)
    assert [now.counts.articles for now in seen] == [2, 4, 5]
    assert [now.share for now in seen] == sorted(now.share for now in seen)
    assert all(now.rate > 0 and now.left is not None and now.left >= 0 for now in seen)


def test_urls_for_inputs_and_tables(tmp_path):
    pytest.importorskip("fsspec", reason="URLs want fsspec, which comes with umkm-research[cluster].")
    mine = corpus(tmp_path / "mine")
    annotate_corpus([mine], tmp_path / "whole")
    assert annotate_corpus([mine], f"file://{tmp_path}/out") == (5, 0)
    assert contents(tmp_path / "out") == contents(tmp_path / "whole")


def test_tables_made_with_other_data_files_are_not_continued(tmp_path, monkeypatch):
    mine, out = corpus(tmp_path / "mine"), tmp_path / "out"
    annotate_corpus([mine], out)
    (tmp_path / "lexicon").mkdir()
    (tmp_path / "lexicon" / "note.toml").write_text("a = 1")
    monkeypatch.setenv("UMKM_LEXICON", str(tmp_path / "lexicon"))
    with pytest.raises(InputError, match="another version"):
        annotate_corpus([mine], out)


def test_articles_that_copy_one_of_another_batch(tmp_path):
    mine = corpus(tmp_path / "mine", 4)
    (mine / "zz.txt").write_text((mine / "000.txt").read_text())
    annotate_corpus([mine], tmp_path / "out")
    found = pl.read_parquet(tmp_path / "out" / "duplicates.parquet")
    by = dict(pl.read_parquet(tmp_path / "out" / "articles.parquet").select("article_id", "source").iter_rows())
    assert [(by[row[0]], by[row[1]], row[3]) for row in found.rows()] == [("zz.txt", "000.txt", "same")]
