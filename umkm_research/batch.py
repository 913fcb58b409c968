"""The chain over any number of articles: fixed batches, each written whole or not at all.

A batch that was interrupted is simply done again, and gives the same bytes. A part counts once its mark stands in
``_done``; the mark holds the checksum of what the batch was made from, so a run is never continued with other inputs.
"""

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, wait
from contextlib import AbstractContextManager, nullcontext
from functools import partial
from pathlib import Path
from time import monotonic
from typing import Any, NamedTuple

import polars as pl
from filelock import FileLock, Timeout

from umkm_research import jobs, storage
from umkm_research.engines import Engine, Here, pool_of
from umkm_research.errors import InputError, UmkmError
from umkm_research.jobs import Counts, Job
from umkm_research.reading import find_among, iter_sources
from umkm_research.schemas import Rejected

SECONDS = 60.0
"""What one article may take before it is given up."""

ATTEMPTS = 2
"""How often a batch whose worker died is done again as it is before its articles are looked at one by one."""


class Progress(NamedTuple):
    """How far a run is."""

    counts: Counts
    share: float
    """Share of the input that is done, from 0 to 1; an estimate where the input is packed."""
    rate: float
    """Articles a second in this run."""
    left: float | None
    """Seconds that are left, about; None where nothing can be said yet."""


def annotate_corpus(
    inputs: Iterable[str | Path],
    out: str | Path,
    *,
    workers: int = 1,
    client: Any = None,
    codebook: str | None = None,
    seconds: float = SECONDS,
    progress: Callable[[Progress], None] = lambda _: None,
) -> Counts:
    """Annotate files and folders of articles into Parquet tables.

    Called again after an interruption it goes on where it stopped. Memory does not grow with the corpus.

    Parameters
    ----------
    inputs : iterable of str or Path
        Files or folders.
    out : str or Path
        A folder or URL for the tables: ``out/articles.parquet/part-000000.parquet`` and so on.
    workers : int
        Processes that work side by side on this machine, with one thread each.
    client : dask.distributed.Client, optional
        A connection to a Dask cluster, which then does the work; ``out`` must be a place that all its workers see.
    codebook : str, optional
        Path of a codebook; the package's own by default.
    seconds : float
        What one article may take before it is given up.
    progress : callable
        Called with a `Progress` after each batch.

    Returns
    -------
    Counts
        Articles annotated and inputs rejected, those of an earlier, interrupted run included.

    Raises
    ------
    InputError
        If an input does not exist, nothing could be read, or the folder holds or is getting another run's tables.
    UmkmError
        If the disk is full, or worker processes die again and again. Nothing that was done is lost.

    Examples
    --------
    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder:
    ...     annotate_corpus(["seeds"], folder)
    Counts(articles=5, rejected=0)
    """
    named = [str(path) for path in inputs]
    root = str(out) if storage.is_url(str(out)) else str(Path(out).absolute())  # a worker may start elsewhere
    for path in named:
        _check_input(path, root)
    with _locked(root):
        storage.sweep(root)
        run = _Run(named, root, codebook, seconds, progress)
        engine = _engine(client, workers)
        try:
            counts = run.finish(engine)
        except BaseException:
            engine.close(now=True)
            raise
        engine.close(now=False)
        storage.sweep(root)
        return counts


def _engine(client: Any, workers: int) -> Engine:
    if client is not None:
        return pool_of(client)
    return Here() if workers <= 1 else pool_of(workers)


def _check_input(path: str, root: str) -> None:
    if storage.is_url(path):
        return
    if not Path(path).exists():
        raise InputError(f"There is no file or folder {path}.", "Check the path.", "missing")
    if not storage.is_url(root) and Path(root).resolve().is_relative_to(Path(path).resolve()):
        raise InputError(
            f"{root} lies in the input {path}: its tables would be read as articles.",
            "Name a folder beside it with --out.",
            "inside",
        )


def _locked(root: str) -> AbstractContextManager[Any]:
    """Hold the folder for this run alone; an object store has no lock."""
    if storage.is_url(root):
        return nullcontext()
    try:
        Path(root).mkdir(parents=True, exist_ok=True)
        return FileLock(Path(root) / ".lock").acquire(timeout=0)
    except Timeout as error:
        raise InputError(
            f"Another run is writing to {root}.", "Wait for it, or name another folder with --out.", "busy"
        ) from error
    except OSError as error:
        raise UmkmError(
            f"{root} cannot be written to: {error.strerror}.", "Name another folder with --out.", "unwritable"
        ) from error


class _Run:
    """One run into one folder."""

    def __init__(
        self,
        inputs: list[str],
        root: str,
        codebook: str | None,
        seconds: float,
        progress: Callable[[Progress], None],
    ) -> None:
        self.inputs, self.root, self.codebook, self.seconds, self.progress = inputs, root, codebook, seconds, progress
        found = [storage.fingerprint(path) for path in inputs]
        self.expected = sum(total * _packed(path) for path, (_, total) in zip(inputs, found, strict=True))
        self.manifest: dict[str, Any] = {
            **jobs.versions(codebook),
            "data_files": jobs.data_files(),
            "batch": [jobs.BATCH, jobs.CHARACTERS],
            "inputs": [[Path(path).name, print_] for path, (print_, _) in zip(inputs, found, strict=True)],
        }
        self.done = set(storage.names(root, "_done"))
        self.checksums: list[str] = []

    def finish(self, engine: Engine) -> Counts:
        """Do all batches that are not done, then look for copies."""
        self._claim()
        total, began, fresh, seen = Counts(0, 0), monotonic(), 0, 0
        for counts, characters, new in self._results(engine):
            total, seen, fresh = total.plus(counts), seen + characters, fresh + counts.articles * new
            spent, share = max(monotonic() - began, 1e-9), min(seen / max(self.expected, 1), 0.99)
            rate = fresh / spent
            each = total.articles / max(share, 1e-9)
            self.progress(Progress(total, share, rate, (each - total.articles) / rate if fresh else None))
        if not total.articles:
            raise self._nothing(total)
        if "duplicates.parquet" not in storage.names(self.root):
            copies = find_among([partial(_articles, self.root, number) for number in range(len(self.checksums))])
            storage.write(self.root, "duplicates.parquet", jobs.parquet(copies, jobs.versions(self.codebook)))
        self._keep_manifest(total)
        return total

    def _jobs(self) -> Iterator[Job]:
        for number, batch in enumerate(jobs.cut_batches(iter_sources(self.inputs))):
            checksum = jobs.checksum(batch)
            self.checksums.append(checksum)
            yield Job(number, batch, self.root, self.codebook, self.seconds, checksum)

    def _results(self, engine: Engine) -> Iterator[tuple[Counts, int, bool]]:
        """Counts and characters of each batch, and whether it is new; few batches are in memory at a time."""
        pending: dict[Future[Counts], Job] = {}
        for job in self._jobs():
            old = self._finished(job)
            if old is not None:
                yield old, _length(job), False
                continue
            while len(pending) >= engine.slots:
                yield from _harvest(pending, engine)
            pending[engine.submit(job)] = job
        while pending:
            yield from _harvest(pending, engine)

    def _finished(self, job: Job) -> Counts | None:
        name = f"{job.number:06d}.json"
        if name not in self.done:
            return None
        mark = json.loads(storage.read(self.root, f"_done/{name}"))
        if mark["sources"] != job.checksum:
            raise _other(self.root)
        return Counts(mark["articles"], mark["rejected"])

    def _claim(self) -> None:
        """Write what this run is; refuse a folder that holds another run's tables."""
        there = storage.names(self.root)
        if "manifest.json" in there:
            held = json.loads(storage.read(self.root, "manifest.json"))
            if any(held.get(key) != value for key, value in self.manifest.items()):
                raise _other(self.root)
        elif any(name.endswith(".parquet") for name in there):
            raise InputError(
                f"{self.root} holds tables without a manifest.", "Name another folder with --out.", "other-run"
            )
        else:
            storage.write(self.root, "manifest.json", _json(self.manifest))

    def _keep_manifest(self, total: Counts) -> None:
        """Add what the run came to: the checksum is of everything that was read, in its order."""
        checksum = hashlib.sha256("".join(self.checksums).encode()).hexdigest()
        whole = {**self.manifest, **total._asdict(), "parts": len(self.checksums), "checksum": checksum}
        storage.write(self.root, "manifest.json", _json(whole))

    def _nothing(self, total: Counts) -> InputError:
        if not total.rejected:
            remedy = "Put text, HTML, CSV, JSON Lines, Parquet, Excel or WARC files there."
            return InputError(f"No article could be read. No articles in {', '.join(self.inputs)}.", remedy, "empty")
        name = storage.names(self.root, "rejected.parquet")[0]
        first = pl.read_parquet(storage.read(self.root, f"rejected.parquet/{name}")).row(0, named=True)
        return InputError(f"No article could be read. {first['source']}: {first['reason']}", first["remedy"], "empty")


def _harvest(pending: dict[Future[Counts], Job], engine: Engine) -> Iterator[tuple[Counts, int, bool]]:
    """Take in what is done; where a worker died, do its batch again."""
    ready, _ = wait(pending, return_when=FIRST_COMPLETED)
    for future in ready:
        job = pending.pop(future)
        try:
            counts = future.result()
        except engine.died:
            counts = _rescue(job, engine)
        yield counts, _length(job), True


def _rescue(job: Job, engine: Engine) -> Counts:
    """Do a batch again whose worker died; if it dies again, find the article that kills it, and reject that one."""
    for _ in range(ATTEMPTS):
        try:
            return engine.alone(job)
        except engine.died:
            continue
    killers = _killers(job, engine)
    if not killers:
        raise UmkmError(
            f"The worker process of batch {job.number} died {ATTEMPTS + 1} times, though no article alone kills it.",
            "Most often memory is short: use fewer workers. Called again, the run goes on where it stopped.",
            "worker-died",
        )
    sources = [_crashed(source.name) if source in killers else source for source in job.sources]  # type: ignore[union-attr]
    return engine.alone(job._replace(sources=sources))


def _killers(job: Job, engine: Engine) -> list[Any]:
    """The sources of a batch that kill a worker, found by halving; nothing is written."""
    try:
        engine.alone(job._replace(out=None))
    except engine.died:
        if len(job.sources) == 1:
            return job.sources
    else:
        return []
    half = len(job.sources) // 2
    halves = (job.sources[:half], job.sources[half:])
    return [source for part in halves for source in _killers(job._replace(sources=part), engine)]


def _crashed(name: str) -> Rejected:
    return Rejected(
        name,
        "annotation",
        "crashed",
        f"{name} ended the process that read it.",
        "Look whether it is very long or damaged, and report it.",
    )


def _other(root: str) -> InputError:
    return InputError(
        f"{root} holds the tables of other inputs, another codebook or another version.",
        "Name another folder with --out, or delete this one.",
        "other-run",
    )


def _json(value: dict[str, Any]) -> bytes:
    return json.dumps(value, indent=1, ensure_ascii=False).encode("utf-8", "backslashreplace")


def _articles(root: str, number: int) -> pl.DataFrame:
    """What a search for copies needs of one part."""
    part = storage.read(root, f"articles.parquet/part-{number:06d}.parquet")
    return pl.read_parquet(part, columns=["article_id", "content_id", "outlet", "body"])


def _length(job: Job) -> int:
    return sum(jobs.weight(source) for source in job.sources)


def _packed(path: str) -> float:
    """Characters that a byte of an input comes to, about: what is packed holds more than it weighs."""
    return 3.0 if path.endswith((".gz", ".zip", ".parquet", ".pq")) else 1.0
