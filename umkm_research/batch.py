"""The chain over any number of articles: fixed batches, each written whole or not at all.

A batch is a run of sources in their order; its tables are a function of its sources alone, so a batch that was
interrupted is simply done again, and gives the same bytes. A part counts once its mark stands in ``_done``.
"""

import hashlib
import io
import json
import os
import signal
import traceback
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from itertools import islice
from multiprocessing import get_context
from pathlib import Path
from types import FrameType
from typing import NamedTuple

import polars as pl
from filelock import FileLock, Timeout

from umkm_research.coding import load_codebook
from umkm_research.errors import InputError
from umkm_research.pipeline import ANNOTATED, annotate, read_batch
from umkm_research.reading import Source, find_duplicates, iter_sources
from umkm_research.schemas import Rejected, frame
from umkm_research.version import VERSIONS

BATCH = 500
"""Articles a part. Fixed, so that the parts do not depend on how a run was cut."""

SECONDS = 60
"""What one article may take before it is given up."""

PATIENCE = 5
"""How many times that a batch may take before it is halved to find the article."""

PARTS = ("articles", "segments", *ANNOTATED, "rejected")


class Job(NamedTuple):
    """One batch: its number, its sources, where its parts go."""

    number: int
    sources: list[Source | Rejected]
    out: Path
    codebook: str | None
    seconds: int


class Counts(NamedTuple):
    """What a batch, or a run, came to."""

    articles: int
    rejected: int

    def plus(self, other: "Counts") -> "Counts":
        """Both together."""
        return Counts(self.articles + other.articles, self.rejected + other.rejected)


class _TooLongError(Exception):
    """An article takes more than its time."""


def _give_up(_signal: int, _frame: FrameType | None) -> None:
    raise _TooLongError


def _guarded(
    articles: pl.DataFrame, segments: pl.DataFrame, job: Job, log: list[str]
) -> tuple[dict[str, pl.DataFrame], list[Rejected]]:
    """Annotate; where that breaks, halve until the article that breaks it stands alone, and reject that one."""
    timed = hasattr(signal, "SIGALRM")
    if timed:
        before = signal.signal(signal.SIGALRM, _give_up)
        signal.alarm(job.seconds * (1 if articles.height == 1 else PATIENCE))
    try:
        return annotate(articles, segments, load_codebook(job.codebook)), []
    except (MemoryError, KeyboardInterrupt):
        raise
    except Exception as error:  # noqa: BLE001 - one strange article must not take ten million others with it
        problem = error
        log.append(traceback.format_exc())
    finally:
        if timed:
            signal.alarm(0)
            signal.signal(signal.SIGALRM, before)
    if articles.height == 1:
        slow = isinstance(problem, _TooLongError)
        row = Rejected(
            articles["source"][0],
            "annotation",
            "too-long" if slow else "broke",
            f"It took more than {job.seconds} seconds."
            if slow
            else f"It broke the annotation ({type(problem).__name__}).",
            "Look at the text, and report it with the log beside the tables.",
        )
        return {name: frame(name, []) for name in ANNOTATED}, [row]
    half = articles.height // 2
    tables, rejected = [], []
    for part in (articles[:half], articles[half:]):
        own = segments.filter(pl.col("article_id").is_in(part["article_id"].implode()))
        done, refused = _guarded(part, own, job, log)
        tables.append(done)
        rejected += refused
    return {name: pl.concat([table[name] for table in tables]) for name in ANNOTATED}, rejected


def run_job(job: Job) -> Counts:
    """Read and annotate one batch and write its parts. Runs anywhere: here, in a worker process, on a cluster."""
    log: list[str] = []
    read = read_batch(job.sources)
    tables, refused = _guarded(read["articles"], read["segments"], job, log)
    lost = pl.Series([row.source for row in refused], dtype=pl.String)
    kept = read["articles"].filter(~pl.col("source").is_in(lost.implode()))
    tables |= {
        "articles": kept,
        "segments": read["segments"].filter(pl.col("article_id").is_in(kept["article_id"].implode())),
        "rejected": pl.concat([read["rejected"], frame("rejected", refused)]),
    }
    versions = _versions(job.codebook)
    for name in PARTS:
        _write(job.out / f"{name}.parquet" / f"part-{job.number:06d}.parquet", _parquet(tables[name], versions))
    if log:
        _write(job.out / "_log" / f"{job.number:06d}.txt", "\n".join(log).encode())
    counts = Counts(tables["articles"].height, tables["rejected"].height)
    _write(_mark(job.out, job.number), json.dumps(counts._asdict()).encode())
    return counts


def _versions(codebook: str | None) -> dict[str, str]:
    """What stands in the metadata of every Parquet file."""
    book = load_codebook(codebook)
    return {**VERSIONS, "codebook": book.version, "codebook_checksum": book.checksum}


def _mark(out: Path, number: int) -> Path:
    return out / "_done" / f"{number:06d}.json"


def _parquet(data: pl.DataFrame, versions: dict[str, str]) -> bytes:
    buffer = io.BytesIO()
    data.write_parquet(buffer, metadata=versions)
    return buffer.getvalue()


def _write(path: Path, content: bytes) -> None:
    """Write under a temporary name, sync, rename: a name that stands is whole."""
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_name(f".{path.name}.tmp")
    with temporary.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    temporary.replace(path)


def _jobs(inputs: list[Path], out: Path, codebook: str | None, seconds: int) -> Iterator[Job]:
    sources: Iterator[Source | Rejected] = iter_sources(inputs)
    number = 0
    while batch := list(islice(sources, BATCH)):
        yield Job(number, batch, out, codebook, seconds)
        number += 1


def annotate_corpus(
    inputs: Iterable[str | Path],
    out: str | Path,
    *,
    workers: int = 1,
    codebook: str | None = None,
    seconds: int = SECONDS,
    progress: Callable[[Counts], None] = lambda _: None,
) -> Counts:
    """Annotate files and folders of articles into Parquet tables.

    Called again after an interruption it goes on where it stopped.

    Parameters
    ----------
    inputs : iterable of str or Path
        Files or folders.
    out : str or Path
        A folder for the tables: ``out/articles.parquet/part-000000.parquet`` and so on.
    workers : int
        Processes that work side by side.
    codebook : str, optional
        Path of a codebook of your own.
    seconds : int
        What one article may take before it is given up.
    progress : callable
        Called with the counts so far after each batch.

    Returns
    -------
    Counts
        Articles annotated and inputs rejected, those of an earlier, interrupted run included.

    Raises
    ------
    InputError
        If an input does not exist, nothing could be read, or the folder holds or is getting another run's tables.
    """
    paths, out = [Path(path) for path in inputs], Path(out)
    for path in paths:
        if not path.exists():
            raise InputError(f"There is no file or folder {path}.", "Check the path.", "missing")
    out.mkdir(parents=True, exist_ok=True)
    try:
        with FileLock(out / ".lock", timeout=0):
            return _run(paths, out, workers, codebook, seconds, progress)
    except Timeout as error:
        raise InputError(
            f"Another run is writing to {out}.", "Wait for it, or name another folder with --out.", "busy"
        ) from error


def _run(
    inputs: list[Path], out: Path, workers: int, codebook: str | None, seconds: int, progress: Callable[[Counts], None]
) -> Counts:
    _claim(out, inputs, codebook)
    total = Counts(0, 0)
    for counts in _results(_jobs(inputs, out, codebook, seconds), workers):
        total = total.plus(counts)
        progress(total)
    if not total.articles:
        first = pl.read_parquet(out / "rejected.parquet").head(1).rows(named=True) if total.rejected else []
        reason = (
            f"{first[0]['source']}: {first[0]['reason']} {first[0]['remedy']}"
            if first
            else f"No articles in {', '.join(map(str, inputs))}."
        )
        raise InputError(
            f"No article could be read. {reason}",
            "" if first else "Put text, HTML, CSV, JSON Lines, Parquet, Excel or WARC files there.",
            "empty",
        )
    duplicates = find_duplicates(
        pl.scan_parquet(out / "articles.parquet").select("article_id", "content_id", "outlet", "body").collect()
    )
    _write(out / "duplicates.parquet", _parquet(duplicates, _versions(codebook)))
    return total


def _results(jobs: Iterator[Job], workers: int) -> Iterator[Counts]:
    """Counts of each batch; no more than two batches a worker are in memory."""
    if workers <= 1:
        for job in jobs:
            yield _finished(job) or run_job(job)
        return
    with ProcessPoolExecutor(workers, mp_context=get_context("spawn")) as pool:
        pending: set[Future[Counts]] = set()
        for job in jobs:
            done = _finished(job)
            if done:
                yield done
                continue
            if len(pending) >= 2 * workers:
                ready, pending = wait(pending, return_when=FIRST_COMPLETED)
                yield from (future.result() for future in ready)
            pending.add(pool.submit(run_job, job))
        yield from (future.result() for future in pending)


def _finished(job: Job) -> Counts | None:
    mark = _mark(job.out, job.number)
    return Counts(**json.loads(mark.read_text(encoding="utf-8"))) if mark.exists() else None


def _claim(out: Path, inputs: list[Path], codebook: str | None) -> None:
    """Write what this run is; refuse a folder that holds another run's tables."""
    manifest = {
        **_versions(codebook),
        "batch": str(BATCH),
        "inputs": [[path.name, _fingerprint(path)] for path in inputs],
    }
    path = out / "manifest.json"
    if path.exists():
        if json.loads(path.read_text(encoding="utf-8")) != manifest:
            raise InputError(
                f"{out} holds the tables of other inputs, another codebook or another version.",
                "Name another folder with --out, or delete this one.",
                "other-run",
            )
        return
    if any(out.glob("*.parquet")):
        raise InputError(f"{out} holds tables without a manifest.", "Name another folder with --out.", "other-run")
    _write(path, json.dumps(manifest, indent=1, ensure_ascii=False).encode())


def _fingerprint(path: Path) -> str:
    """Names and sizes of the files below a path: changes when a file comes, goes or grows."""
    files = sorted(p for p in path.rglob("*") if p.is_file()) if path.is_dir() else [path]
    listing = "\n".join(f"{file.relative_to(path)}\t{file.stat().st_size}" for file in files)
    return hashlib.sha256(listing.encode("utf-8", "surrogateescape")).hexdigest()[:16]
