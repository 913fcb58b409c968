"""One batch: its sources cut from the stream, its tables made and written, whatever its articles are like.

The tables of a batch are a function of its sources alone, so it may be done anywhere and again: here, in a worker
process, on a cluster.
"""

import hashlib
import io
import json
import os
import threading
import traceback
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

import polars as pl

from umkm_research import storage
from umkm_research.coding import load_codebook
from umkm_research.deadline import TooLongError, time_limit
from umkm_research.errors import InputError, LexiconError, UmkmError
from umkm_research.lexicon import DATA
from umkm_research.pipeline import ANNOTATED, annotate, read_batch
from umkm_research.reading import Source, read_source
from umkm_research.schemas import Article, Rejected, Segment, frame
from umkm_research.version import VERSIONS

BATCH = 500
"""Articles a part at most. Fixed, so that the parts do not depend on how a run was cut or on its workers."""

CHARACTERS = 2_500_000
"""Characters a part at most, twice those of 500 articles: very long ones make smaller parts, not more memory."""

PATIENCE = 5
"""How many times an article's time that a batch may take before it is halved to find the article."""

PARTS = ("articles", "segments", *ANNOTATED, "rejected")

_PAGE = 8  # bytes of a page for each character of its article, about
_ALONE = threading.Lock()  # where a cluster's worker has many threads: they would only wait for each other


class Job(NamedTuple):
    """One batch: its number, its sources, where its parts go (None: nowhere) and what they are made with."""

    number: int
    sources: list[Source | Rejected]
    out: str | None
    codebook: str | None
    seconds: float
    checksum: str


class Counts(NamedTuple):
    """What a batch, or a run, came to."""

    articles: int
    rejected: int

    def plus(self, other: "Counts") -> "Counts":
        """Both together."""
        return Counts(self.articles + other.articles, self.rejected + other.rejected)


def weight(source: Source | Rejected) -> int:
    """Characters of a source, of a page by an estimate."""
    if isinstance(source, Rejected):
        return 0
    return len(source.text or "") + len(source.html or b"") // _PAGE


def cut_batches(sources: Iterable[Source | Rejected]) -> Iterator[list[Source | Rejected]]:
    """Cut a stream of sources by number and by length; where the cuts fall depends on the sources alone.

    Examples
    --------
    >>> [len(batch) for batch in cut_batches([Source("a", "impor")] * (BATCH + 1))]
    [500, 1]
    >>> [len(batch) for batch in cut_batches([Source("a", "impor " * 200_000)] * 5)]
    [2, 2, 1]
    """
    batch: list[Source | Rejected] = []
    characters = 0
    for source in sources:
        more = weight(source)
        if batch and (len(batch) >= BATCH or characters + more > CHARACTERS):
            yield batch
            batch, characters = [], 0
        batch.append(source)
        characters += more
    if batch:
        yield batch


def checksum(sources: Iterable[Source | Rejected]) -> str:
    """Sixteen hexadecimal digits of all that a batch is made from."""
    digest = hashlib.sha256()
    for source in sources:
        if isinstance(source, Rejected):
            digest.update("\0".join(source).encode("utf-8", "surrogatepass"))
            continue
        fields = "\0".join(f"{key}\0{value}" for key, value in source.fields.items())
        digest.update(f"{source.name}\0{fields}\0{source.text}\0".encode("utf-8", "surrogatepass"))
        digest.update(source.html or b"")
    return digest.hexdigest()[:16]


def run_job(job: Job) -> Counts:
    """Read and annotate one batch and write its parts, its mark last."""
    with _ALONE:
        return _run_job(job)


def _run_job(job: Job) -> Counts:
    log: list[str] = []
    read = read_batch(job.sources, _reader(job, log))
    tables, refused = _annotated(read["articles"], read["segments"], job, log)
    kept, segments = read["articles"], read["segments"]
    if refused:
        lost = pl.Series([row.source for row in refused], dtype=pl.String)
        kept = kept.filter(~pl.col("source").is_in(lost.implode()))
        segments = segments.filter(pl.col("article_id").is_in(kept["article_id"].implode()))
    rejected = pl.concat([read["rejected"], frame("rejected", refused)])
    tables |= {"articles": kept, "segments": segments, "rejected": rejected}
    counts = Counts(kept.height, rejected.height)
    if job.out is None:
        return counts
    metadata = versions(job.codebook)
    for name in PARTS:
        storage.write(job.out, f"{name}.parquet/part-{job.number:06d}.parquet", parquet(tables[name], metadata))
    if log:
        storage.write(job.out, f"_log/{job.number:06d}.txt", "\n".join(log).encode("utf-8", "backslashreplace"))
    mark = {**counts._asdict(), "sources": job.checksum}
    storage.write(job.out, f"_done/{job.number:06d}.json", json.dumps(mark).encode())
    return counts


def versions(codebook: str | None) -> dict[str, str]:
    """What stands in the metadata of every Parquet file."""
    book = load_codebook(codebook)
    return {**VERSIONS, "codebook": book.version, "codebook_checksum": book.checksum}


def data_files() -> str:
    """Sixteen hexadecimal digits of the contents of all data files, the user's own included."""
    mine = os.environ.get("UMKM_LEXICON")
    digest = hashlib.sha256()
    for folder in [DATA, *([Path(mine)] if mine else [])]:
        for path in sorted(path for path in folder.rglob("*") if path.is_file()):
            content = path.read_bytes()
            digest.update(f"{path.relative_to(folder).as_posix()}\0{len(content)}\0".encode())
            digest.update(content)
    return digest.hexdigest()[:16]


def parquet(data: pl.DataFrame, metadata: dict[str, str]) -> bytes:
    """A frame as the bytes of a Parquet file."""
    buffer = io.BytesIO()
    data.write_parquet(buffer, metadata=metadata)
    return buffer.getvalue()


def _reader(job: Job, log: list[str]) -> Callable[[Source], tuple[Article, list[Segment]]]:
    """Read a source in its time; whatever it does, it is rejected alone."""

    def read(source: Source) -> tuple[Article, list[Segment]]:
        try:
            with time_limit(job.seconds):
                return read_source(source)
        except UmkmError:
            raise
        except (Exception, TooLongError) as error:
            log.append(traceback.format_exc())
            row = _refusal(source.name, "reading", error, job.seconds)
            raise InputError(row.reason, row.remedy, row.code) from error

    return read


def _annotated(
    articles: pl.DataFrame, segments: pl.DataFrame, job: Job, log: list[str]
) -> tuple[dict[str, pl.DataFrame], list[Rejected]]:
    """Annotate; where that breaks, halve until the article that breaks it stands alone, and reject that one."""
    try:
        with time_limit(job.seconds * (1 if articles.height == 1 else PATIENCE)):
            return annotate(articles, segments, load_codebook(job.codebook)), []
    except LexiconError:
        raise  # a codebook that is wrong is wrong for every article
    except (Exception, TooLongError) as error:  # noqa: BLE001 - one strange article must not take others with it
        problem = error
        log.append(traceback.format_exc())
    if articles.height <= 1:
        rows = [_refusal(source, "annotation", problem, job.seconds) for source in articles["source"]]
        return {name: frame(name, []) for name in ANNOTATED}, rows
    half = articles.height // 2
    tables, rejected = [], []
    for part in (articles[:half], articles[half:]):
        own = segments.filter(pl.col("article_id").is_in(part["article_id"].implode()))
        done, refused = _annotated(part, own, job, log)
        tables.append(done)
        rejected += refused
    return {name: pl.concat([table[name] for table in tables]) for name in ANNOTATED}, rejected


def _refusal(source: str, stage: str, problem: BaseException, seconds: float) -> Rejected:
    remedy = "Look at the text, and report it with the log beside the tables."
    if isinstance(problem, TooLongError):
        return Rejected(source, stage, "too-long", f"{source} took more than {seconds:g} seconds.", remedy)
    return Rejected(source, stage, "broke", f"{source} broke the {stage} ({type(problem).__name__}).", remedy)
