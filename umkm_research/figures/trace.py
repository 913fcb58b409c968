"""From a mark of a figure back to the sentences that it was counted from."""

from collections.abc import Mapping
from pathlib import Path
from typing import Literal, NamedTuple

import polars as pl

from umkm_research.errors import InputError
from umkm_research.figures.save import find, sidecar_of


class Count(NamedTuple):
    """How a column of a chart's data follows from its evidence.

    ``of`` is what is counted: the places (``rows``), what they add (``sum``), or the articles they stand in
    (``articles``). ``part`` takes only the places of that part.
    """

    of: Literal["rows", "sum", "articles"]
    part: str | None = None


def recount(marks: pl.Series, evidence: pl.DataFrame, counts: Mapping[str, Count]) -> pl.DataFrame:
    """Count again from the evidence.

    Parameters
    ----------
    marks : polars.Series
        The marks, in the order wanted; one without evidence counts 0.
    evidence : polars.DataFrame
        With the columns ``mark``, ``part``, ``adds`` and ``article_id``.
    counts : mapping of str to Count
        What to count.

    Returns
    -------
    polars.DataFrame
        ``mark`` and one column a count.

    Examples
    --------
    >>> evidence = pl.DataFrame({"mark": ["a", "a"], "part": [None, None], "adds": [2, 3], "article_id": ["x", "x"]})
    >>> recount(pl.Series("mark", ["a", "b"]), evidence, {"n": Count("rows"), "words": Count("sum")}).rows()
    [('a', 2, 5), ('b', 0, 0)]
    """
    result = marks.to_frame("mark")
    for column, count in counts.items():
        places = evidence if count.part is None else evidence.filter(pl.col("part") == count.part)
        kinds = {"rows": pl.len(), "sum": pl.col("adds").sum(), "articles": pl.col("article_id").n_unique()}
        counted = places.group_by("mark").agg(kinds[count.of].cast(pl.Int64).alias(column))
        result = result.join(counted, on="mark", how="left", maintain_order="left").with_columns(
            pl.col(column).fill_null(0)
        )
    return result


def behind(evidence: pl.DataFrame, mark: str | None = None) -> pl.DataFrame:
    """The places behind a mark.

    Parameters
    ----------
    evidence : polars.DataFrame
        With the column ``mark``.
    mark : str, optional
        A mark's name, or a part of it in any case; all marks by default.

    Raises
    ------
    InputError
        If no mark has that name, or the mark has no place: nothing was counted there.

    Examples
    --------
    >>> behind(pl.DataFrame({"mark": ["import / harm", "export / harm"]}), "Export")["mark"].to_list()
    ['export / harm']
    """
    if mark is None:
        return evidence
    found = evidence.filter(pl.col("mark") == mark)
    if not found.height:
        found = evidence.filter(pl.col("mark").str.to_lowercase().str.contains(mark.lower(), literal=True))
    if not found.height:
        marks = evidence["mark"].unique(maintain_order=True).to_list()
        raise InputError(
            f"No sentence stands behind a mark {mark!r}.",
            f"There are marks such as {'; '.join(marks[:12])}.",
            "no-mark",
        )
    return found


def trace(
    name: str, mark: str | None = None, *, folder: str | Path | None = None, language: str | None = None
) -> pl.DataFrame:
    """The sentences behind a saved figure, or behind one mark of it.

    Parameters
    ----------
    name : str
        The name under which it was saved, such as ``"05-1"``.
    mark : str, optional
        A mark, or a part of its name.
    folder : str or Path, optional
        The folder of figures; by default as `umkm_research.figures.save.save_figure` takes it.
    language : {"en", "id"}, optional
        Which edition; by default as ``UMKM_LANGUAGE`` says.

    Returns
    -------
    polars.DataFrame
        One row a place: ``mark``, ``part``, ``adds``, ``article_id``, ``outlet``, ``source``, ``start``, ``end``,
        ``speaker`` and ``text``, the words.

    Raises
    ------
    InputError
        If there is no such figure or mark.
    """
    return behind(pl.read_parquet(find(name, folder, language).with_suffix(".parquet")), mark)


def retrace(name: str, *, folder: str | Path | None = None, language: str | None = None) -> pl.DataFrame:
    """Every count of a saved figure made again from its saved evidence, beside what was drawn.

    Returns
    -------
    polars.DataFrame
        ``mark``, ``count`` (the column of the data), ``drawn``, ``recounted``.
    """
    sidecar = sidecar_of(name, folder, language)
    counts = {column: Count(**how) for column, how in sidecar["counts"].items()}
    drawn = pl.DataFrame(sidecar["marks"], schema={"mark": pl.String, **dict.fromkeys(counts, pl.Int64)})
    again = recount(drawn["mark"], trace(name, folder=folder, language=language), counts)
    columns = list(counts)
    return drawn.unpivot(columns, index="mark", variable_name="count", value_name="drawn").with_columns(
        again.unpivot(columns, index="mark")["value"].alias("recounted")
    )
