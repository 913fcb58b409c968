"""Running the numbered notebooks, in order, into a build folder."""

import os
import re
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import nbformat
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError

from umkm_research.errors import InputError, UmkmError

NUMBERED = re.compile(r"\d\d-.*\.ipynb")


def find_notebooks(folder: str | Path | None = None) -> list[Path]:
    """The numbered notebooks of a folder, then those of its ``id`` folder, in order.

    Parameters
    ----------
    folder : str or Path, optional
        By default ``notebooks`` here or beside the package.

    Raises
    ------
    InputError
        If there are none.
    """
    folders = [Path(folder)] if folder else [Path("notebooks"), Path(__file__).parents[1] / "notebooks"]
    for place in folders:
        found = [path for part in (place, place / "id") if part.is_dir() for path in sorted(part.iterdir())]
        if numbered := [path for path in found if NUMBERED.fullmatch(path.name)]:
            return numbered
    raise InputError(
        f"There are no numbered notebooks in {' or '.join(map(str, folders))}.",
        "Run this in a clone of the project: the lessons are not part of the installed package.",
        "missing",
    )


def language_of(notebook: Path) -> str:
    """``id`` for a notebook in a folder of that name, else ``en``."""
    return "id" if notebook.parent.name == "id" else "en"


def run_notebook(notebook: Path, out: Path, corpus: Path | None = None) -> Path:
    """Execute a notebook from top to bottom and keep the executed copy.

    Parameters
    ----------
    notebook : Path
        It runs in its own folder, as it does under JupyterLab.
    out : Path
        The build folder; figures and tables that the notebook saves go there.
    corpus : Path, optional
        The articles to run it on; by default the seeds.

    Returns
    -------
    Path
        Of the executed copy, below ``out/notebooks``.

    Raises
    ------
    UmkmError
        Naming the notebook and the cell that failed.
    """
    book = nbformat.read(notebook, as_version=4)  # type: ignore[no-untyped-call]  # nbformat has none
    environment = os.environ | {"UMKM_BUILD": str(out.resolve()), "UMKM_LANGUAGE": language_of(notebook)}
    if corpus is not None:
        environment["UMKM_CORPUS"] = str(corpus.resolve())
    client = NotebookClient(
        book,
        timeout=1200,
        kernel_name="python3",
        record_timing=False,
        extra_arguments=["--IPKernelApp.log_level=40"],  # our own kernel need not warn of its transport
        resources={"metadata": {"path": str(notebook.parent)}},
    )
    try:
        client.execute(env=environment)
    except CellExecutionError as error:
        raise UmkmError(
            f"{notebook} stopped: {error.ename}: {error.evalue}",
            "Open it in JupyterLab and run it there to see the cell.",
            "notebook",
        ) from error
    copy = out / "notebooks" / (notebook.name if language_of(notebook) == "en" else f"id/{notebook.name}")
    copy.parent.mkdir(parents=True, exist_ok=True)
    nbformat.write(book, copy)  # type: ignore[no-untyped-call]  # nbformat has none
    return copy


def run_lessons(
    out: Path, corpus: Path | None = None, folder: Path | None = None, started: Callable[[Path], None] = lambda _: None
) -> Iterator[Path]:
    """Run all lessons, as many side by side as there are processors, and give each copy in its order.

    Parameters
    ----------
    out : Path
        The build folder.
    corpus : Path, optional
        The articles to run them on; by default the seeds.
    folder : Path, optional
        Where the notebooks are.
    started : callable
        Called with each notebook as it begins.
    """
    notebooks = find_notebooks(folder)

    def run(notebook: Path) -> Path:
        started(notebook)
        return run_notebook(notebook, out, corpus)

    with ThreadPoolExecutor(max(1, os.cpu_count() or 1)) as pool:
        yield from pool.map(run, notebooks)
