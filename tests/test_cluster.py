"""A real scheduler and two real workers on the loopback: one is killed in the midst of a run."""

import re
import subprocess
import sys
from pathlib import Path

import faults
import pytest

from umkm_research import jobs
from umkm_research.batch import annotate_corpus
from umkm_research.errors import InputError, UmkmError
from umkm_research.storage import is_url

distributed = pytest.importorskip("distributed", reason="Dask comes with umkm-research[cluster]; it is not installed.")

from umkm_research.cluster import check_workers, connect  # noqa: E402 - after the check above

pytestmark = pytest.mark.filterwarnings("ignore")  # Dask's own, of its processes and ports
HERE = Path(__file__).parent
SEEDS = HERE.parent / "seeds"


def contents(folder):
    kept = {path for path in folder.rglob("*") if path.is_file() and path.name not in {".lock", ".died"}}
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(kept)}


def dask(*words):
    call = [sys.executable, "-W", "ignore", "-m", "distributed.cli." + words[0], *words[1:]]
    return subprocess.Popen(call, stderr=subprocess.PIPE, text=True, env=faults.environment(HERE))


@pytest.fixture(scope="module")
def scheduler():
    """Address of a scheduler with two workers that have no nanny: who dies stays dead."""
    processes = [dask("dask_scheduler", "--host", "127.0.0.1", "--port", "0", "--no-dashboard")]
    try:
        for line in processes[0].stderr:
            found = re.search(r"tcp://127\.0\.0\.1:\d+", line)
            if found:
                break
        faults.drain(processes[0])
        for _ in range(2):
            worker = dask("dask_worker", found[0], "--no-nanny", "--nthreads", "1", "--no-dashboard")
            faults.drain(worker)
            processes.append(worker)
        yield found[0]
    finally:
        for process in processes:
            process.kill()
            process.wait()
            process.stderr.close()


@pytest.fixture(autouse=True)
def small_batches(monkeypatch):
    monkeypatch.setattr(jobs, "BATCH", 1)


def test_a_cluster_writes_what_one_machine_writes_though_a_worker_is_killed(tmp_path, scheduler, monkeypatch):
    annotate_corpus([SEEDS], tmp_path / "here")
    out = tmp_path / "there"
    with connect(scheduler, str(out)) as client:
        client.wait_for_workers(2, timeout=60)
        assert annotate_corpus([SEEDS], tmp_path / "both", client=client) == (5, 0)
        monkeypatch.setattr(jobs, "run_job", faults.deadly_once)
        assert annotate_corpus([SEEDS], out, client=client) == (5, 0)
        assert (out / ".died").exists()
        assert len(client.scheduler_info()["workers"]) == 1
    assert contents(tmp_path / "both") == contents(tmp_path / "here")
    assert contents(out) == contents(tmp_path / "here")


def test_the_command_takes_a_scheduler(tmp_path, scheduler):
    call = [sys.executable, "-m", "umkm_research", "annotate", str(SEEDS), "--out", str(tmp_path / "out")]
    done = subprocess.run([*call, "--engine", "dask", "--scheduler", scheduler], capture_output=True, check=False)
    assert done.returncode == 0, done.stderr
    alone = subprocess.run([*call, "--engine", "dask"], capture_output=True, check=False)
    assert alone.returncode == 2


def test_no_scheduler_is_said(tmp_path, monkeypatch):
    monkeypatch.setattr("umkm_research.cluster._SECONDS", 0.5)
    with pytest.raises(InputError, match="No Dask scheduler answers"), connect("tcp://127.0.0.1:9", str(tmp_path)):
        pass


class Answers:
    """A client whose workers answer as they are told."""

    def __init__(self, identity, sees):
        self.answer = (identity, sees)

    def wait_for_workers(self, number, timeout):
        assert number == 1
        assert timeout

    def run(self, function, *words):
        identity, _ = function(*words)
        return {"tcp://w1:1": (self.answer[0] or identity, self.answer[1])}


def test_workers_of_another_version_or_without_the_folder_are_refused(tmp_path):
    assert not is_url(str(tmp_path))
    check_workers(Answers(None, True), str(tmp_path))
    with pytest.raises(UmkmError, match="another version"):
        check_workers(Answers("older", True), str(tmp_path))
    with pytest.raises(UmkmError, match="does not see"):
        check_workers(Answers(None, False), str(tmp_path))
