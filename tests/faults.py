"""Deaths of all kinds, for the tests of batches: what stands in for `run_job` must be found by a worker process."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from threading import Thread

from umkm_research import jobs

RUN_JOB = jobs.run_job

_RUN = """
import sys
from umkm_research import jobs
from umkm_research.batch import annotate_corpus
jobs.BATCH = 2
if __name__ == "__main__":
    annotate_corpus([sys.argv[1]], sys.argv[2], workers=int(sys.argv[3]))
"""


class KilledError(BaseException):
    """Stands in for kill -9 where a process of its own would take too long: nothing catches it."""


def deadly(job):
    """A worker dies on each batch with a poisonous article."""
    if any("racun" in (getattr(source, "text", "") or "") for source in job.sources):
        os.kill(os.getpid(), signal.SIGKILL)
    return RUN_JOB(job)


def deadly_once(job):
    """A worker dies the first time that it gets the second batch."""
    flag = Path(job.out or ".") / ".died"
    if job.number == 1 and not flag.exists():
        flag.touch()
        os.kill(os.getpid(), signal.SIGKILL)
    return RUN_JOB(job)


def start(script: Path, corpus: Path, out: Path, workers: int = 1) -> subprocess.Popen:
    """A run in a process of its own, in batches of two."""
    script.write_text(_RUN)
    call = [sys.executable, str(script), str(corpus), str(out), str(workers)]
    return subprocess.Popen(call, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def files(folder: Path) -> int:
    """How many files there are; a folder that goes while it is counted has none."""
    return sum(len(names) for _, _, names in os.walk(folder))


def wait_for(condition, process: subprocess.Popen) -> None:
    """Until something is so, or the process has ended."""
    while process.poll() is None and not condition():
        time.sleep(0.002)


def environment(tests: Path) -> dict[str, str]:
    """For a process that shall find this module."""
    return {**os.environ, "PYTHONPATH": str(tests)}


def drain(process: subprocess.Popen) -> None:
    """Read what a process says, so that it never waits for a reader."""
    Thread(target=lambda: [None for _ in process.stderr], daemon=True).start()
