"""JSON Lines, and JSON with an array of articles, read object by object."""

import io
import json
from collections.abc import Iterator
from typing import Any

from umkm_research.errors import InputError
from umkm_research.reading.decoding import sniff
from umkm_research.reading.items import LARGEST, Item
from umkm_research.reading.tables import Row
from umkm_research.schemas import Rejected

_CHUNK = 2**18


def jsonl_rows(item: Item) -> Iterator[Row | Rejected]:
    """Objects of a JSON Lines file; a line that is none becomes a row of ``rejected``, the rest is read."""
    with item.open() as raw:
        encoding, skip = sniff(raw, item.name)
    with item.open() as raw:
        raw.read(skip)
        text = io.TextIOWrapper(
            raw, encoding=encoding, errors="replace" if encoding != "utf-8" else "windows", newline="\n"
        )
        number = 0
        while line := text.readline(LARGEST):
            number += 1
            if not line.endswith("\n") and len(line) >= LARGEST:
                while (more := text.readline(LARGEST)) and not more.endswith("\n"):
                    pass
                yield _bad(item, number, "too-long", f"Line {number} has more than {LARGEST // 2**20} MB.", "Split it.")
                continue
            if not line.strip():
                continue
            row = _row(item, number, line)
            if row is not None:
                yield row


def _row(item: Item, number: int, line: str) -> Row | Rejected | None:
    try:
        value = json.loads(line)
    except (ValueError, RecursionError) as error:
        what = error.msg if isinstance(error, json.JSONDecodeError) else "nested too deep"
        remedy = "Write the line again as one JSON object."
        return _bad(item, number, "broken-json", f"Line {number} is no JSON: {what}.", remedy)
    if not isinstance(value, dict):
        return _bad(item, number, "no-object", f"Line {number} is no object with keys.", "Write one object a line.")
    return Row(number, value)


def _bad(item: Item, number: int, code: str, reason: str, remedy: str) -> Rejected:
    return Rejected(f"{item.name}#{number}", "reading", code, reason, remedy)


def json_documents(item: Item) -> Iterator[Row | Rejected]:
    """Objects of a JSON file: of an array, one after another, of a list inside an object, or the object itself.

    Raises
    ------
    InputError
        If it is no JSON; rows before the place where it breaks have been given.
    """
    number = 0
    for value, alone in _values(item):
        if not isinstance(value, dict):
            number += 1
            yield _bad(
                item, number, "no-object", f"Entry {number} is no object with keys.", "Write one object an article."
            )
            continue
        lists = [held for held in value.values() if isinstance(held, list) and held and isinstance(held[0], dict)]
        rows = (
            max(lists, key=len)
            if alone and lists and not any(isinstance(held, str) and len(held) > 300 for held in value.values())
            else [value]
        )
        for row in rows:
            if isinstance(row, dict):
                number += 1
                yield Row(0 if alone and rows == [value] else number, row)


def _values(item: Item) -> Iterator[tuple[Any, bool]]:
    """Values of a JSON text and whether each stands alone; a long array is never held whole."""
    decoder = json.JSONDecoder(strict=False)
    with item.open() as raw:
        encoding, skip = sniff(raw, item.name)
    with item.open() as raw:
        raw.read(skip)
        reader = io.TextIOWrapper(raw, encoding=encoding, errors="replace" if encoding != "utf-8" else "windows")
        buffer = reader.read(_CHUNK).lstrip()
        array = buffer.startswith("[")
        buffer = buffer[1:] if array else buffer
        line, first = 1, True
        while True:
            buffer = buffer.lstrip(" \t\r\n,")
            if buffer.startswith("]") and array:
                return
            try:
                value, end = decoder.raw_decode(buffer)
            except RecursionError as error:
                raise InputError(
                    f"{item.name} is nested too deep.", "Write one object an article.", "broken-json"
                ) from error
            except ValueError as error:
                more = reader.read(max(_CHUNK, len(buffer)))
                if more and len(buffer) + len(more) <= 4 * LARGEST:
                    buffer += more
                    continue
                if not buffer.strip() and not array:
                    return
                at = line + (error.lineno - 1 if isinstance(error, json.JSONDecodeError) else 0)
                what = error.msg if isinstance(error, json.JSONDecodeError) else str(error)
                raise InputError(
                    f"{item.name} is no JSON from line {at} on: {what}.",
                    "Write it again, or as JSON Lines.",
                    "broken-json",
                ) from error
            line += buffer.count("\n", 0, end)
            buffer = buffer[end:].lstrip()
            if not buffer and not array:
                buffer = reader.read(_CHUNK).lstrip()
            yield value, not array and first and not buffer
            first = False
