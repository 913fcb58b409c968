"""From one input that is no archive to its documents: a text, a page, or the rows of a table."""

import re
from collections.abc import Callable, Iterator, Mapping

from umkm_research.errors import UmkmError
from umkm_research.reading.articles import Source
from umkm_research.reading.decoding import decode
from umkm_research.reading.items import Item, is_page
from umkm_research.reading.json_files import json_documents, jsonl_rows
from umkm_research.reading.tables import Row, columns_of, csv_rows, excel_rows, parquet_rows, row_fields
from umkm_research.schemas import Rejected

_MARKUP = re.compile(r"</(?:p|div|span|body|article|strong|li)>|<br\s*/?>", re.IGNORECASE)
_READERS: dict[str, Callable[[Item], Iterator[Row | Rejected]]] = {
    "csv": csv_rows,
    "jsonl": jsonl_rows,
    "json": json_documents,
    "parquet": parquet_rows,
    "excel": excel_rows,
}


def refused(item: Item, kind: str, columns: Mapping[str, str] | None) -> Iterator[Source | Rejected]:
    """Documents of an input; what breaks becomes a row of ``rejected``.

    Parameters
    ----------
    item : Item
        A file or the member of an archive.
    kind : str
        As `Item.kind` gives it.
    columns : mapping of str to str or None
        Which column holds what.
    """
    try:
        yield from documents(item, kind, columns)
    except UmkmError as error:
        yield Rejected(item.name, "reading", error.code, error.reason, error.remedy)


def documents(item: Item, kind: str, columns: Mapping[str, str] | None) -> Iterator[Source | Rejected]:
    """Documents of an input.

    Raises
    ------
    InputError
        If the input as a whole cannot be read.
    """
    if kind in _READERS:
        yield from _table(item, _READERS[kind](item), columns)
        return
    data = item.read()
    if kind == "html" or is_page(data):
        yield Source(item.name, html=data)
    else:
        yield Source(item.name, decode(data, item.name))


def _table(
    item: Item, rows: Iterator[Row | Rejected], columns: Mapping[str, str] | None
) -> Iterator[Source | Rejected]:
    """The rows of a table as documents; the columns are found anew when the keys of the rows change."""
    found: dict[tuple[str, ...], dict[str, str]] = {}
    for row in rows:
        if isinstance(row, Rejected):
            yield row
            continue
        keys = tuple(row.cells)
        if keys not in found:
            if len(found) > 1000:
                found.clear()
            found[keys] = columns_of(item.name, keys, columns)
        fields = {key: _whole(value) for key, value in row_fields(row.cells, found[keys]).items()}
        text, page = fields.pop("text", ""), fields.pop("html", "")
        name = f"{item.name}#{row.number}" if row.number else item.name
        if not text.strip() and page.strip():
            text = page
        if len(_MARKUP.findall(text[:20000])) >= 2:
            yield Source(
                name,
                html=f"<html><body><div itemprop='articleBody'>{text}</div></body></html>".encode()
                if not is_page(text[:2000].encode())
                else text.encode(),
                fields=fields,
            )
        else:
            yield Source(name, text, fields=fields)


def _whole(text: str) -> str:
    """A text that can be written as UTF-8: half a character, as JSON's escapes can give it, becomes its mark."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return text
