"""Tables: small ones for the screen, and tables for print."""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from typing import Any

import polars as pl
from great_tables import GT
from great_tables._text import BaseText

from umkm_research.corpus import printable
from umkm_research.figures.labels import code_label, headings, label, language_or_default, number, phrase

CODES = frozenset({
    "role", "frame", "direction", "actor_type", "quote_type", "position", "basis", "evaluation", "measure", "concept",
    "theme", "voice", "kind", "verdict", "variable", "score", "unit", "outlet", "side",
})  # fmt: skip
"""Columns whose values are codes with a name in both languages."""


@dataclass(frozen=True)
class Table:
    """A table that a notebook shows, and that can be had as text.

    Attributes
    ----------
    data : polars.DataFrame
        As it was given.
    language : str
        Of headings and of how numbers are written.
    rows : int
        At most so many are shown; a line below says how many there are beyond.
    """

    data: pl.DataFrame
    language: str
    rows: int = 60

    def _repr_html_(self) -> str:
        """HTML that scrolls on a small screen; every cell escaped."""
        sides = ["right" if dtype.is_numeric() else "left" for dtype in self.data.dtypes]
        heads = [
            f'<th scope="col" style="text-align:{side}">{escape(text)}</th>'
            for text, side in zip(headings(self.data.columns, self.language).values(), sides, strict=True)
        ]
        body = [
            "<tr>"
            + "".join(
                f'<td style="text-align:{side}">{escape(cell)}</td>' for cell, side in zip(row, sides, strict=True)
            )
            + "</tr>"
            for row in self.cells()
        ]
        lines = ["<table>", f"<thead><tr>{''.join(heads)}</tr></thead>", "<tbody>", *body, "</tbody>", "</table>"]
        note = f"<p>{escape(self.note())}</p>" if self.note() else ""
        return f'<div style="overflow-x:auto" tabindex="0">\n{chr(10).join(lines)}\n</div>{note}'

    def __repr__(self) -> str:
        heads = list(headings(self.data.columns, self.language).values())
        return "\n".join("\t".join(row) for row in [heads, *self.cells()]) + (f"\n{self.note()}" if self.note() else "")

    def note(self) -> str:
        """What stands below: how many rows there are beyond, or that there is none."""
        if not self.data.height:
            return label("other", "no_rows", self.language)
        beyond = self.data.height - self.rows
        return phrase("other.more_rows", self.language, n=beyond) if beyond > 0 else ""

    def cells(self) -> list[list[str]]:
        """Every cell as it is shown: codes by their labels, numbers as the language writes them."""
        columns = self.data.columns
        return [
            [_cell(value, column, self.language) for value, column in zip(row, columns, strict=True)]
            for row in self.data.head(self.rows).iter_rows()
        ]


def _cell(value: Any, column: str, language: str) -> str:
    if value is None:
        return "–"
    if isinstance(value, bool):
        return label("other", "yes" if value else "no", language)
    if column in CODES:
        return code_label(column, str(value), language)
    if isinstance(value, list):
        return "; ".join(map(str, value))
    if isinstance(value, float):
        return number(value, language, 2)
    if isinstance(value, int):
        return number(value, language)
    return str(value)


def show(data: pl.DataFrame, *columns: str, language: str | None = None, rows: int = 60) -> Table:
    """A frame as a table with headings and labels in the reader's language.

    Parameters
    ----------
    data : polars.DataFrame
        Any table.
    *columns : str
        Which of its columns; all by default.
    language : {"en", "id"}, optional
        By default as ``UMKM_LANGUAGE`` says.
    rows : int
        At most.

    Examples
    --------
    >>> show(pl.DataFrame({"role": ["body"], "words": [1200]}), language="id").cells()
    [['isi artikel', '1.200']]
    """
    return Table(data.select(columns) if columns else data, language_or_default(language), rows)


def print_table(
    data: pl.DataFrame | Table,
    *,
    title: str | None = None,
    note: str | None = None,
    columns: Sequence[str] = (),
    language: str | None = None,
) -> GT:
    """A table for print: ``.as_raw_html()`` for the web, ``.as_latex()`` for a paper.

    Parameters
    ----------
    data : polars.DataFrame or Table
        Any table.
    title, note : str, optional
        What stands above and below.
    columns : sequence of str
        Which columns; all by default.
    language : {"en", "id"}, optional
        By default as ``UMKM_LANGUAGE`` says, or the table's own.

    Examples
    --------
    >>> "1,200" in print_table(pl.DataFrame({"words": [1200]}), language="en").as_latex()
    True
    """
    if isinstance(data, Table):
        language, data = language or data.language, data.data
    table = show(data, *columns, language=language, rows=data.height)
    heads: dict[str, str | BaseText] = {**headings(table.data.columns, table.language)}
    schema = dict.fromkeys(heads, pl.String())
    cells = pl.DataFrame([tuple(row) for row in table.cells()], schema=schema, orient="row")
    made = GT(printable(cells), id="umkm").cols_label(heads).cols_align("left")
    if numbers := [column for column, dtype in table.data.schema.items() if dtype.is_numeric()]:
        made = made.cols_align("right", columns=numbers)
    if title:
        made = made.tab_header(title=title)
    return made.tab_source_note(note) if note else made
