"""What does the batches: this process, a pool of processes on this machine, or a Dask cluster."""

import multiprocessing as mp
import os
import signal
import threading
from collections.abc import Iterator
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from typing import Any, Protocol

from umkm_research import jobs
from umkm_research.errors import UmkmError
from umkm_research.jobs import Counts, Job


class Engine(Protocol):
    """What does batches."""

    slots: int
    """Batches that may wait or be done at a time."""
    died: tuple[type[BaseException], ...]
    """What a batch raises whose worker died."""

    def submit(self, job: Job) -> "Future[Counts]":
        """Begin a batch."""

    def alone(self, job: Job) -> Counts:
        """Do a batch with no other beside it that could share its fate."""

    def close(self, *, now: bool) -> None:
        """End, at once or when all is done."""


class Here:
    """The process that was called, and no other."""

    slots = 1
    died: tuple[type[BaseException], ...] = ()

    def submit(self, job: Job) -> "Future[Counts]":
        """Do a batch."""
        future: Future[Counts] = Future()
        future.set_result(jobs.run_job(job))
        return future

    def alone(self, job: Job) -> Counts:
        """Do a batch."""
        return jobs.run_job(job)

    def close(self, *, now: bool) -> None:
        """There is nothing to end."""


class Pool:
    """Processes on this machine, each with one polars thread."""

    died: tuple[type[BaseException], ...] = (BrokenProcessPool,)

    def __init__(self, workers: int) -> None:
        self.workers = workers
        self.slots = 2 * workers
        self._before = set(mp.active_children())
        self._pool: ProcessPoolExecutor | None = None

    def submit(self, job: Job) -> "Future[Counts]":
        """Begin a batch; a broken pool is replaced by a new one."""
        if self._pool is None:
            self._pool = _started(self.workers)
        try:
            return self._pool.submit(jobs.run_job, job)
        except BrokenProcessPool:
            self._pool.shutdown()
            self._pool = None
            return self.submit(job)

    def alone(self, job: Job) -> Counts:
        """Do a batch in a process of its own."""
        with _started(1) as pool:
            return pool.submit(jobs.run_job, job).result()

    def close(self, *, now: bool) -> None:
        """End the processes; at once does no harm, for nothing is ever written by halves."""
        if self._pool is not None:
            self._pool.shutdown(wait=not now, cancel_futures=now)
        if now:
            for child in set(mp.active_children()) - self._before:
                child.terminate()


def _started(workers: int) -> ProcessPoolExecutor:
    with _one_thread():
        pool = ProcessPoolExecutor(workers, mp_context=mp.get_context("spawn"), initializer=_settle)
        try:
            # Processes start as they are needed: one each now, while the environment says one thread.
            for future in [pool.submit(os.getpid) for _ in range(workers)]:
                future.result()
        except BrokenProcessPool as error:
            raise UmkmError(
                "Worker processes do not start.",
                "In a script of your own, put the call under: if __name__ == '__main__'. Or use one worker.",
                "no-workers",
            ) from error
    return pool


@contextmanager
def _one_thread() -> Iterator[None]:
    """Processes that start meanwhile get one polars thread each: workers that share the cores gain nothing by more."""
    before = os.environ.get("POLARS_MAX_THREADS")
    os.environ["POLARS_MAX_THREADS"] = "1"
    try:
        yield
    finally:
        if before is None:
            del os.environ["POLARS_MAX_THREADS"]
        else:
            os.environ["POLARS_MAX_THREADS"] = before


def _settle() -> None:
    """In a worker: leave Ctrl-C to the parent, and end when the parent does, however it does."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    parent = mp.parent_process()
    if parent is not None:
        threading.Thread(target=_follow, args=(parent,), daemon=True).start()


def _follow(parent: Any) -> None:
    parent.join()
    os._exit(1)


class Cluster:
    """A Dask cluster that is there already."""

    def __init__(self, client: Any) -> None:
        from distributed.scheduler import KilledWorker  # noqa: PLC0415 - there where a client is

        self.died: tuple[type[BaseException], ...] = (KilledWorker,)
        self.slots = 2 * max(1, sum(client.nthreads().values()))
        self._executor: Executor = client.get_executor(pure=False)

    def submit(self, job: Job) -> "Future[Counts]":
        """Begin a batch. A worker that dies is replaced by another, some times, by Dask itself."""
        return self._executor.submit(jobs.run_job, job)

    def alone(self, job: Job) -> Counts:
        """Do a batch."""
        return self.submit(job).result()

    def close(self, *, now: bool) -> None:
        """Give up what waits; the cluster stays."""
        self._executor.shutdown(wait=not now)


def pool_of(workers: Any) -> Engine:
    """The engine for a number of workers or a Dask client."""
    return Pool(workers) if isinstance(workers, int) else Cluster(workers)
