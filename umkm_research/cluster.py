"""Beyond one machine: connecting to a Dask cluster that is there already.

What a cluster does are the batches of `umkm_research.batch`, as futures; it adds nothing to them and takes nothing from
them, so its tables are those of one machine, byte for byte. A cluster under SLURM, PBS or another queue comes from
dask-jobqueue: ``SLURMCluster(cores=1, processes=1, memory="2GB").scale(jobs=50)``.
"""

import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from umkm_research import storage
from umkm_research.errors import InputError, UmkmError
from umkm_research.jobs import data_files
from umkm_research.version import VERSIONS

_SECONDS = 30


@contextmanager
def connect(scheduler: str, out: str) -> Iterator[Any]:
    """Connect to a scheduler, and see that its workers can do what is asked.

    Parameters
    ----------
    scheduler : str
        Its address, as ``tcp://host:8786``.
    out : str
        Where the tables will go.

    Yields
    ------
    dask.distributed.Client
        For `umkm_research.batch.annotate_corpus`.

    Raises
    ------
    InputError
        If Dask is not installed or the scheduler does not answer.
    UmkmError
        If it has no workers, they have another version of this package, or do not see ``out``.
    """
    try:
        from distributed import Client  # noqa: PLC0415 - an optional dependency
    except ImportError as error:
        raise InputError("Dask is not installed.", "pip install 'umkm-research[cluster]'", "no-dask") from error
    try:
        client: Any = Client(scheduler, timeout=_SECONDS, set_as_default=False)  # type: ignore[no-untyped-call]
    except (OSError, TimeoutError, ValueError) as error:
        raise InputError(
            f"No Dask scheduler answers at {scheduler}.", "Check the address, and that it runs.", "no-scheduler"
        ) from error
    with client:
        check_workers(client, out)
        yield client


def check_workers(client: Any, out: str) -> None:
    """See that a cluster's workers have this version, these data files, and the place of the tables.

    Raises
    ------
    UmkmError
        Naming what is wrong with which worker.
    """
    try:
        client.wait_for_workers(1, timeout=_SECONDS)
    except TimeoutError as error:
        raise UmkmError(
            f"The cluster has no worker after {_SECONDS} seconds.", "Start workers, then call again.", "no-workers"
        ) from error
    token = f"{storage.TEMPORARY}-{uuid.uuid4().hex}"
    if not storage.is_url(out):
        out = str(Path(out).absolute())
    storage.write(out, token, b"")
    try:
        answers = client.run(_answer, out, token)
    except ModuleNotFoundError as error:
        raise UmkmError(
            "The cluster's workers have no umkm_research.", "Install the same version there.", "other-version"
        ) from error
    finally:
        storage.remove(out, token)
    mine = _identity()
    for worker, (identity, sees) in sorted(answers.items()):
        if identity != mine:
            raise UmkmError(
                f"The worker {worker} has another version of umkm_research or of its data files.",
                "Install the same version there, with the same UMKM_LEXICON.",
                "other-version",
            )
        if not sees:
            raise UmkmError(
                f"The worker {worker} does not see {out}.", "Name a folder or URL that all workers share.", "not-shared"
            )


def _answer(out: str, token: str) -> tuple[str, bool]:
    """On a worker: what it is, and whether it sees what was just written."""
    return _identity(), token in storage.names(out)


def _identity() -> str:
    """Versions, and a fingerprint of the data files."""
    return f"{VERSIONS} {data_files()}"
