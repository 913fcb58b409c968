"""Tables with an article a row: CSV, TSV, Parquet, Excel; their columns are found by name."""

import csv
import datetime as dt
import io
import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from itertools import zip_longest
from typing import Any, NamedTuple

import polars as pl

from umkm_research.errors import InputError
from umkm_research.lexicon import read_tsv
from umkm_research.reading.decoding import sniff
from umkm_research.reading.items import LARGEST, Item
from umkm_research.schemas import Rejected

_SLICE = 500
_NOTHING = frozenset(["", "nan", "none", "null", "n/a", "nat"])


class Row(NamedTuple):
    """A row: its number from 1, and its cells by column. Number 0 is a file that holds one article alone."""

    number: int
    cells: Mapping[str, Any]


@cache
def _known() -> dict[str, str]:
    return {name: row["field"] for row in read_tsv("reading/columns.tsv") for name in row["names"].split()}


@cache
def _order() -> dict[str, int]:
    return {name: n for n, name in enumerate(_known())}


def columns_of(name: str, columns: Sequence[str], given: Mapping[str, str] | None = None) -> dict[str, str]:
    """Which column holds what.

    Parameters
    ----------
    name : str
        Of the table, for the message.
    columns : sequence of str
        Its columns or keys.
    given : mapping of str to str, optional
        Field to column, where the reader of the table says so.

    Raises
    ------
    InputError
        If there is no column with text.

    Examples
    --------
    >>> columns_of("a.csv", ["Judul", "Isi Berita", "Tanggal Publikasi", "no"])
    {'title': 'Judul', 'text': 'Isi Berita', 'date': 'Tanggal Publikasi'}
    """
    found: dict[str, str] = {}
    plain = {column: re.sub(r"[\W_]+", "", column.lower()) for column in columns}
    for column in sorted(columns, key=lambda column: _order().get(plain[column], len(_order()))):
        field = _known().get(plain[column])
        if field and field not in found:
            found[field] = column
    found = {field: found[field] for column in columns for field in found if found[field] == column}
    if given:
        missing = [column for column in given.values() if column not in columns]
        if missing:
            raise InputError(
                f"{name} has no column {', '.join(missing)}; it has {_listed(columns)}.",
                "Mend the names in columns=.",
                "no-column",
            )
        found |= given
    if "text" not in found and "html" not in found:
        raise InputError(
            f"{name} has no column that holds the text of articles; it has {_listed(columns)}.",
            "Call the column isi or text, or name it with columns={'text': …}.",
            "no-text-column",
        )
    return found


def _listed(columns: Sequence[str]) -> str:
    shown = ", ".join(str(column)[:40] for column in columns[:12])
    return f"{shown} and {len(columns) - 12} more" if len(columns) > 12 else shown or "none"


def row_fields(cells: Mapping[str, Any], found: Mapping[str, str]) -> dict[str, str]:
    """The fields of a row as text; cells that hold nothing are left out.

    Examples
    --------
    >>> row_fields({"Judul": "Harga naik", "Isi": "Kopi mahal.", "Penulis": None}, {"title": "Judul", "text": "Isi"})
    {'title': 'Harga naik', 'text': 'Kopi mahal.'}
    """
    fields = {field: _text(cells.get(column)) for field, column in found.items()}
    return {field: value for field, value in fields.items() if value.strip().lower() not in _NOTHING}


def _text(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    if isinstance(value, dt.datetime | dt.date):
        return value.isoformat(sep=" ") if isinstance(value, dt.datetime) else value.isoformat()
    if isinstance(value, dict):
        return _text(value.get("name") or value.get("title") or value.get("$date") or "")
    if isinstance(value, list | tuple):
        joined = [_text(part) for part in value]
        return ("\n" if any(len(part) > 80 for part in joined) else "; ").join(part for part in joined if part)
    return str(value)


def csv_rows(item: Item) -> Iterator[Row | Rejected]:
    """Rows of a CSV or TSV file, one at a time; the separator is read from its heading.

    Raises
    ------
    InputError
        If it is no table.
    """
    csv.field_size_limit(LARGEST)
    with item.open() as raw:
        encoding, skip = sniff(raw, item.name)
    with item.open() as raw:
        raw.read(skip)
        text = io.TextIOWrapper(
            raw, encoding=encoding, errors="replace" if encoding != "utf-8" else "windows", newline=""
        )
        heading = text.readline(LARGEST // 10)
        separator = max("\t;,|", key=lambda mark: (heading.count(mark), mark == ","))
        columns = next(csv.reader([heading], delimiter=separator), [])
        lines = csv.reader(text, delimiter=separator)
        number = 0
        try:
            for number, cells in enumerate(lines, start=1):
                if any(cells):
                    yield Row(number, dict(zip_longest(columns, cells[: len(columns)], fillvalue="")))
        except csv.Error as error:
            yield Rejected(
                f"{item.name}#{number + 1}",
                "reading",
                "broken-csv",
                f"The table breaks off after row {number}: {error}.",
                "Look for a quotation mark that is never closed, and save the table again.",
            )


def parquet_rows(item: Item) -> Iterator[Row | Rejected]:
    """Rows of a Parquet file, some hundred at a time.

    Raises
    ------
    InputError
        If it is damaged.
    """
    try:
        if item.path is not None:
            scan = pl.scan_parquet(item.path, glob=False)
            columns = scan.collect_schema().names()
            for start in range(0, scan.select(pl.len()).collect().item(), _SLICE):
                data = scan.slice(start, _SLICE).collect()
                yield from (Row(start + n, cells) for n, cells in enumerate(data.iter_rows(named=True), start=1))
        else:
            data = pl.read_parquet(item.seekable())
            columns = data.columns
            yield from (Row(n, cells) for n, cells in enumerate(data.iter_rows(named=True), start=1))
    except (pl.exceptions.PolarsError, OSError) as error:
        if isinstance(error, FileNotFoundError):
            raise
        raise InputError(
            f"{item.name} is no Parquet table, or damaged.", "Write the table again.", "broken-parquet"
        ) from error
    if not columns:
        raise InputError(f"{item.name} has no columns.", "Write the table again.", "empty")


def excel_rows(item: Item) -> Iterator[Row | Rejected]:
    """Rows of the sheets of an Excel file that have a column with text; of the first sheet, where none has.

    Raises
    ------
    InputError
        If it is damaged.
    """
    import fastexcel  # noqa: PLC0415 - loads slowly, and is seldom needed

    try:
        book = fastexcel.read_excel(str(item.path) if item.path is not None else item.read(LARGEST))
        number = 0
        for sheet in book.sheet_names:
            data = book.load_sheet(sheet).to_polars()
            if len(book.sheet_names) > 1 and not _has_text(data.columns):
                continue
            for cells in data.iter_rows(named=True):
                number += 1
                yield Row(number, cells)
    except (fastexcel.FastExcelError, pl.exceptions.PolarsError) as error:
        raise InputError(
            f"{item.name} is no Excel workbook, or damaged or locked by a password.",
            "Save it again, or as CSV.",
            "broken-excel",
        ) from error
    if number == 0:
        raise InputError(
            f"No sheet of {item.name} has rows with text.", "Call the column isi or text.", "no-text-column"
        )


def _has_text(columns: Sequence[str]) -> bool:
    return any(_known().get(re.sub(r"[\W_]+", "", column.lower())) in {"text", "html"} for column in columns)
