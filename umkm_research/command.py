"""The command line: ``umkm``, also ``python -m umkm_research``."""

import sys
from contextlib import nullcontext
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import BarColumn, SpinnerColumn, TextColumn, TimeElapsedColumn
from rich.progress import Progress as Bars

from umkm_research.batch import SECONDS, Progress, annotate_corpus
from umkm_research.cluster import connect
from umkm_research.coding import load_codebook
from umkm_research.coding.appendix import markdown
from umkm_research.corpus import read_corpus
from umkm_research.errors import UmkmError
from umkm_research.version import __version__

NOTHING_DONE, SOME_REJECTED, BY_HAND = 2, 3, 130
INTERRUPTED = "Interrupted. Call the same command again: it goes on where it stopped."

app = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode="markdown",
    help="How Indonesian news argues about small enterprises (UMKM), imports and exports.\n\n"
    "Exit status: 0 all done; 3 done, but some inputs could not be read; 2 nothing could be done.",
)
say = Console(stderr=True, highlight=False, soft_wrap=True)


@app.callback(invoke_without_command=True)
def _version(version: Annotated[bool, typer.Option("--version", help="Print the version and stop.")] = False) -> None:
    if version:
        typer.echo(f"umkm_research {__version__}")
        raise typer.Exit


@app.command()
def reproduce(
    corpus: Annotated[
        Path | None, typer.Option(help="A folder or file of your own articles; by default the five in seeds/.")
    ] = None,
    out: Annotated[Path, typer.Option(help="Where notebooks, figures and tables go.")] = Path("build"),
) -> None:
    """Run the numbered notebooks in order, and write figures and tables.

    Writes `OUT/notebooks` (executed), `OUT/figures` (PDF, SVG, PNG, CSV and a JSON sidecar each) and `OUT/tables`
    (Parquet and CSV). The same articles give the same bytes.

    Examples: `umkm reproduce`, `umkm reproduce --corpus my-articles --out my-build`.
    """
    from umkm_research.lessons import find_notebooks, run_lessons  # noqa: PLC0415 - Jupyter takes seconds to import

    found = read_corpus(corpus)
    copies = f" ({found.duplicates.height} copies left out)" if found.duplicates.height else ""
    say.print(f"{found.articles.height} articles from {found.name}{copies}; writing to {out}/")
    found.write(out / "tables")
    notebooks = find_notebooks()
    for number, copy in enumerate(run_lessons(out, corpus), 1):
        say.print(f"  {number} of {len(notebooks)}  {copy.relative_to(out / 'notebooks')}")
    from umkm_research.figures import write_manifest  # noqa: PLC0415 - matplotlib takes time to import

    write_manifest(out / "figures")
    figures = len(list((out / "figures").rglob("*.pdf")))
    say.print(f"Done: {figures} figures in {out / 'figures'}, tables in {out / 'tables'}.")
    if found.rejected.height:
        _say_rejected(found.rejected.height, out / "tables" / "rejected.csv")


class Engine(StrEnum):
    """Where batches are done."""

    LOCAL = "local"
    DASK = "dask"


@app.command()
def annotate(
    inputs: Annotated[list[str], typer.Argument(help="Files or folders of articles.", show_default=False)],
    out: Annotated[str, typer.Option(help="A folder or URL for the tables.", show_default=False)],
    workers: Annotated[int, typer.Option(min=1, help="Processes that work side by side on this machine.")] = 1,
    codebook: Annotated[str | None, typer.Option(help="A codebook of your own (TOML).")] = None,
    seconds: Annotated[float, typer.Option(min=0.1, help="What one article may take before it is given up.")] = SECONDS,
    engine: Annotated[Engine, typer.Option(help="local, or dask: the workers of a Dask cluster.")] = Engine.LOCAL,
    scheduler: Annotated[str | None, typer.Option(help="Address of the Dask scheduler: tcp://host:8786.")] = None,
) -> None:
    """Turn any number of articles into tables: who said what, and where the article says so.

    Takes text and Markdown, HTML, CSV, TSV, JSON, JSON Lines, Parquet, Excel, WARC, zip and gz, files and folders, mixed.
    Writes `OUT/articles.parquet`, `OUT/statements.parquet` and so on, each a folder of parts that polars, pandas and
    DuckDB read by that name. Interrupted, call it again: it goes on where it stopped.

    Examples: `umkm annotate seeds --out tables`, `umkm annotate crawl/*.warc.gz extra.csv --out tables --workers 8`,
    `umkm annotate crawl --out tables --engine dask --scheduler tcp://login1:8786`.
    """
    if (engine is Engine.DASK) != (scheduler is not None):
        raise typer.BadParameter("--engine dask and --scheduler ADDRESS go together.")
    columns = (
        SpinnerColumn(),
        TextColumn("{task.description}"),
        BarColumn(pulse_style="cyan"),
        TimeElapsedColumn(),
    )
    with (
        connect(scheduler, out) if scheduler is not None else nullcontext() as client,
        Bars(*columns, console=say, transient=True) as bars,
    ):
        bar = bars.add_task("reading", total=None)

        def progress(now: Progress) -> None:
            left = "" if now.left is None else f", about {_duration(now.left)} left"
            text = f"{now.counts.articles:,} articles, {now.rate:,.0f} a second{left}"
            bars.update(bar, description=text, total=1.0, completed=now.share)

        try:
            counts = annotate_corpus(
                inputs, out, workers=workers, client=client, codebook=codebook, seconds=seconds, progress=progress
            )
        except KeyboardInterrupt:
            bars.stop()
            say.print(INTERRUPTED)
            raise typer.Exit(BY_HAND) from None  # typer itself would end without a word
    say.print(f"{counts.articles:,} articles annotated; tables in {out.rstrip('/')}/")
    if counts.rejected:
        _say_rejected(counts.rejected, f"{out.rstrip('/')}/rejected.parquet")


def _duration(seconds: float) -> str:
    for unit, length in (("days", 86400), ("hours", 3600), ("minutes", 60)):
        if seconds >= 2 * length:
            return f"{seconds / length:.0f} {unit}"
    return f"{seconds:.0f} seconds"


@app.command("codebook")
def print_codebook(
    language: Annotated[str, typer.Option(help="en or id.")] = "en",
    file: Annotated[str | None, typer.Option(help="A codebook of your own (TOML).")] = None,
) -> None:
    """Print the codebook as the appendix of a paper, in Markdown."""
    typer.echo(markdown(load_codebook(file), language))


@app.command()
def trace(
    figure: Annotated[str, typer.Argument(help="Such as 05-1.", show_default=False)],
    mark: Annotated[str | None, typer.Argument(help="One mark of it; all by default.", show_default=False)] = None,
    figures: Annotated[Path, typer.Option(help="Where figures were written.")] = Path("build/figures"),
    language: Annotated[str, typer.Option(help="en or id.")] = "en",
) -> None:
    """Print the sentences behind a figure, or behind one mark of it.

    Examples: `umkm trace 05-1`, `umkm trace 05-1 "import / harm / government"`.
    """
    from umkm_research import figures as drawn  # noqa: PLC0415 - matplotlib takes time to import

    for row in drawn.trace(figure, mark, folder=figures, language=language).iter_rows(named=True):
        place = f"{row['outlet'] or row['source']} {row['start']}-{row['end']}"
        typer.echo(f"{row['mark']}\t{place}\t{row['speaker'] or '–'}\t{' '.join(row['text'].split())}")


@app.command()
def cite(
    figure: Annotated[str, typer.Argument(help="Such as 05-1.", show_default=False)],
    figures: Annotated[Path, typer.Option(help="Where figures were written.")] = Path("build/figures"),
    language: Annotated[str, typer.Option(help="en or id.")] = "en",
) -> None:
    """Print caption, BibTeX and CSL-JSON of a figure.

    Example: `umkm cite 05-1 --language id`.
    """
    from umkm_research import figures as drawn  # noqa: PLC0415 - matplotlib takes time to import

    typer.echo(str(drawn.cite(figure, folder=figures, language=language)))


def _say_rejected(number: int, where: Path | str) -> None:
    say.print(f"{number} inputs could not be read; {where} says which, why, and what to do.")
    raise typer.Exit(SOME_REJECTED)


def main() -> None:
    """Run the command line; say errors in one line."""
    try:
        app()
    except UmkmError as error:
        say.print(f"[bold red]umkm:[/] {error}", markup=True)
        sys.exit(NOTHING_DONE)
    except KeyboardInterrupt:
        say.print(INTERRUPTED)
        sys.exit(BY_HAND)
