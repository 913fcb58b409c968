"""Gold: sentences coded by reading, and the codes that tables of a corpus have for the same sentences.

A folder of gold holds ``coding.jsonl``, an object a stretch or sentence: ``article`` (file name without its ending),
``start``, ``end``, ``role``, ``statement``, ``quote_type``, ``speakers``, ``stances``, ``frames``, and what is scored
neither way (``stances_optional``, ``frames_optional``). A predicted row meets a sentence when it covers half of it or more,
or the sentence half of the row.
"""

import hashlib
import json
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from umkm_research.errors import InputError
from umkm_research.lexicon import DATA
from umkm_research.schemas import Tables

Codes = frozenset[tuple[str, str]]
"""Variable and code, such as ``("frame", "import harm")``."""

VARIABLES = ("statement", "stance", "direction", "evaluation", "frame")
_FRAMING = ("direction", "evaluation", "frame")


@dataclass(frozen=True)
class Unit:
    """A coded sentence.

    Attributes
    ----------
    article : str
        File name without its ending.
    number : int
        Of the sentence in its article.
    start, end : int
        Code points in the article's text.
    codes : frozenset of (str, str)
        What the reader gave it.
    optional : frozenset of (str, str)
        Beginnings of codes that are scored neither way: a concept, a direction.
    quote_type, actor_type : str or None
        Of its statement, to tell recall apart.
    """

    article: str
    number: int
    start: int
    end: int
    codes: Codes
    optional: Codes
    quote_type: str | None
    actor_type: str | None

    def open_to(self, variable: str, code: str) -> bool:
        """Whether a code is scored for this sentence.

        Examples
        --------
        >>> unit = Unit("a", 0, 0, 9, frozenset(), frozenset({("stance", "reciprocity")}), None, None)
        >>> unit.open_to("stance", "reciprocity 1"), unit.open_to("stance", "partnership 1")
        (False, True)
        """
        kind = "direction" if variable in _FRAMING else variable
        return (kind, code.split(" ", maxsplit=1)[0]) not in self.optional


@dataclass(frozen=True)
class Gold:
    """Coded sentences, who coded them, and the checksum of the file."""

    units: tuple[Unit, ...]
    checksum: str
    coder: str


def _framing(direction: str, row: Mapping[str, Any]) -> list[tuple[str, str]]:
    return [
        ("direction", direction),
        ("evaluation", f"{direction} {row['evaluation']}"),
        ("frame", f"{direction} {row['frame']}"),
    ]


def _unit(row: Mapping[str, Any]) -> Unit:
    codes = [("stance", f"{one['concept']} {one['position']}") for one in row["stances"]]
    for one in row["frames"]:
        codes += _framing(one["direction"], one)
    if row["statement"] == "yes":
        codes.append(("statement", "yes"))
    optional = [("stance", concept) for concept in row.get("stances_optional", [])]
    optional += [("direction", direction) for direction in row.get("frames_optional", [])]
    if row["statement"] == "continuation":
        optional.append(("statement", "yes"))
    actors = row.get("actor_types") or [None]
    return Unit(
        row["article"], row["n"], row["start"], row["end"], frozenset(codes), frozenset(optional), row["quote_type"], actors[0]
    )  # fmt: skip


def read_gold(folder: str | Path | None = None) -> Gold:
    """Read a folder of gold; by default that of the package, the five articles in ``seeds``.

    Raises
    ------
    InputError
        If there is no ``coding.jsonl``, or it is not as it should be.

    Examples
    --------
    >>> gold = read_gold()
    >>> len({unit.article for unit in gold.units})
    5
    """
    path = (DATA / "gold" if folder is None else Path(folder)) / "coding.jsonl"
    try:
        content = path.read_bytes()
        rows = [json.loads(line) for line in content.decode("utf-8").splitlines() if line]
        units = tuple(_unit(row) for row in rows if row["role"] in {"body", "title"})
    except (OSError, ValueError, KeyError) as error:
        raise InputError(f"{path}: {error}", "Give a folder with coding.jsonl as the package's own.", "gold") from error
    coders = sorted({str(row.get("coder", row.get("coders", "?"))) for row in rows})
    return Gold(units, hashlib.sha256(content).hexdigest()[:12], ", ".join(coders))


def _meets(start: int, end: int, unit: Unit) -> bool:
    shared = min(end, unit.end) - max(start, unit.start)
    return shared > 0 and (2 * shared >= unit.end - unit.start or 2 * shared >= end - start)


def predicted(tables: Tables, gold: Gold) -> list[Codes]:
    """The codes that tables of a corpus have for each sentence of the gold, in its order.

    Parameters
    ----------
    tables : mapping of str to polars.DataFrame
        ``articles``, ``statements``, ``stances`` and ``frames``; what is missing has no codes.
    gold : Gold
        Its articles are known by their file names.
    """
    names = {key: Path(source).stem for key, source in tables["articles"].select("article_id", "source").iter_rows()}
    rows: dict[str, list[tuple[int, int, list[tuple[str, str]]]]] = defaultdict(list)
    for table in ("statements", "stances", "frames"):
        for row in tables[table].iter_rows(named=True) if table in tables else ():
            if table == "stances":
                codes = [("stance", f"{row['concept']} {row['position']}")]
            elif table == "frames":
                codes = _framing(row["direction"], row)
            else:
                codes = [] if row["continuation"] else [("statement", "yes")]
            rows[names.get(row["article_id"], "")].append((row["start"], row["end"], codes))
    return [
        frozenset(code for start, end, codes in rows[unit.article] if _meets(start, end, unit) for code in codes)
        for unit in gold.units
    ]
