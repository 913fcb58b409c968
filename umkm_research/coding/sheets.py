"""Coding sheets: a probability sample of sentences for people to code, and the way back from their sheets to a table.

A sheet is an Excel workbook (drop-downs, context, a column a variable) or a CSV file. The sample is stratified if asked;
every row keeps the probability with which it was drawn, so that what is estimated from it can be weighted
(`umkm_research.coding.correction`). Text that a spreadsheet would run as a formula stands there as text.
"""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

import fastexcel
import numpy as np
import polars as pl
import xlsxwriter

from umkm_research.coding.agreement import CODINGS
from umkm_research.coding.codebook import Codebook, load_codebook
from umkm_research.errors import InputError
from umkm_research.schemas import Tables

VARIABLES = ("direction", "evaluation", "measure")
"""What a sheet asks for by default."""

_KEYS = ("unit", "article_id", "start", "end", "stratum", "probability", "before", "text", "after")
_ASKED = ("coder", "note")
_HIDDEN = ("start", "end", "stratum", "probability")
"""Kept out of the coder's sight: a stratum would tell what the machine has found."""
_BESIDE = {"direction": ("both", "none")}
"""Answers that the sheet needs and the codebook has no code for, since such sentences get two rows or none."""
_EPOCH = dt.datetime(2000, 1, 1)  # noqa: DTZ001 - a workbook's date has no zone; it is fixed so that bytes repeat


def draw(units: pl.DataFrame, n: int, *, by: str | None = None, seed: int = 0) -> pl.DataFrame:
    """Draw a probability sample.

    Parameters
    ----------
    units : polars.DataFrame
        The population; its first column names a unit.
    n : int
        Units to draw: at random from all, or, with ``by``, as nearly as can be the same number from each stratum.
    by : str, optional
        Column of the strata.
    seed : int
        The same seed draws the same units, whatever the order of the rows.

    Returns
    -------
    polars.DataFrame
        The units drawn, with ``stratum`` and ``probability`` (of being drawn, 0 to 1), sorted by unit.

    Examples
    --------
    >>> units = pl.DataFrame({"unit": ["a", "b", "c", "d"], "outlet": ["x", "x", "x", "y"]})
    >>> draw(units, 2, by="outlet").select("stratum", "probability").sort("stratum").rows()
    [('x', 0.3333333333333333), ('y', 1.0)]
    """
    if n < 1:
        raise ValueError("n is a number of units, one or more")
    key = units.columns[0]
    strata = units.with_columns(stratum=pl.lit("") if by is None else pl.col(by).cast(pl.String).fill_null("")).sort(
        key
    )
    sizes = dict(strata.group_by("stratum").len().sort("stratum").iter_rows())
    random = np.random.default_rng(seed)
    parts = []
    for stratum, take in _allocate(sizes, n).items():
        rows = strata.filter(pl.col("stratum") == stratum)
        chosen = sorted(random.choice(rows.height, size=take, replace=False).tolist())
        parts.append(rows[chosen].with_columns(probability=pl.lit(take / rows.height)))
    empty = strata.clear().with_columns(probability=pl.lit(None, pl.Float64))
    return pl.concat([empty, *parts]).sort(key)


def _allocate(sizes: Mapping[str, int], n: int) -> dict[str, int]:
    """As many units from each stratum, as far as it has them; what small strata cannot give, the others do."""
    taken = dict.fromkeys(sizes, 0)
    left = min(n, sum(sizes.values()))
    while left:
        open_ = [name for name in sizes if taken[name] < sizes[name]]
        share = max(left // len(open_), 1)
        for name in open_[:left]:
            more = min(share, sizes[name] - taken[name], left)
            taken[name] += more
            left -= more
    return taken


def _units(corpus: Tables) -> pl.DataFrame:
    """Sentences with the one before and after, and what they can be stratified by."""
    sentences = corpus["sentences"].sort("article_id", "sentence")
    around = {"before": pl.col("text").shift(1), "after": pl.col("text").shift(-1)}
    trade = set(corpus["frames"]["sentence_id"].drop_nulls())
    return sentences.select(
        pl.col("sentence_id").alias("unit"), "article_id", "start", "end",
        *(words.over("article_id").fill_null("").alias(name) for name, words in around.items()),
        "text",
        pl.when(pl.col("sentence_id").is_in(sorted(trade))).then(pl.lit("trade")).otherwise(pl.lit("other")).alias("trade"),
    ).join(corpus["articles"].select("article_id", "outlet"), on="article_id", how="left")  # fmt: skip


def coding_sheet(
    corpus: Tables,
    n: int,
    path: str | Path | None = None,
    *,
    by: str | None = None,
    variables: Sequence[str] = VARIABLES,
    codebook: Codebook | None = None,
    seed: int = 0,
) -> pl.DataFrame:
    """Draw sentences for people to code, and write them to a sheet.

    Parameters
    ----------
    corpus : mapping of str to polars.DataFrame
        With the tables ``articles``, ``sentences`` and ``frames``.
    n : int
        Sentences to draw.
    path : str or Path, optional
        ``.xlsx`` (drop-downs, a page with the codes) or ``.csv``; without it nothing is written.
    by : str, optional
        Strata: ``outlet``, ``article_id``, or ``trade`` (the sentences that the framing coder gives a row, and the others:
        rare codes need it).
    variables : sequence of str
        A column each; values come from the codebook.
    codebook : Codebook, optional
        The package's own by default.
    seed : int
        For the draw.

    Returns
    -------
    polars.DataFrame
        What the sheet holds: unit, place, ``stratum``, ``probability``, context, and empty columns to be coded.

    Examples
    --------
    >>> from umkm_research.corpus import read_corpus
    >>> sheet = coding_sheet(read_corpus(), 4, by="trade")
    >>> sheet.height, sheet["stratum"].unique().sort().to_list()
    (4, ['other', 'trade'])
    """
    codebook = codebook or load_codebook()
    drawn = draw(_units(corpus), n, by=by, seed=seed)
    asked = [pl.lit(None, pl.String).alias(name) for name in (*variables, *_ASKED)]
    sheet = drawn.select(*_KEYS, *asked)
    if path is None:
        return sheet
    path = Path(path)
    if path.suffix == ".csv":
        sheet.with_columns(_harmless("before", "text", "after")).write_csv(path, include_bom=True)
    elif path.suffix == ".xlsx":
        _write_workbook(sheet, path, {name: _values(codebook, name) for name in variables}, codebook)
    else:
        raise InputError(f"{path.name} is no sheet.", "Give it the ending .xlsx or .csv.", "format")
    return sheet


def _harmless(*columns: str) -> pl.Expr:
    """Text that a spreadsheet shows and does not run: an apostrophe goes before it (OWASP, CSV injection)."""
    text = pl.col(*columns)
    return pl.when(text.str.contains(r"^[=+\-@\t\r]")).then("'" + text).otherwise(text).name.keep()


def _values(codebook: Codebook, variable: str) -> list[str]:
    values = list(codebook.codes.get(variable, {}))
    if not values:
        raise InputError(
            f"The codebook has no codes for {variable!r}.",
            f"Choose among {', '.join(sorted(codebook.codes))}.",
            "variable",
        )
    return [*values, *_BESIDE.get(variable, ())]


def _write_workbook(sheet: pl.DataFrame, path: Path, values: Mapping[str, list[str]], codebook: Codebook) -> None:
    """Write the sheet; bytes are the same on every run."""
    # No cell is ever taken for a formula or a link, whatever it begins with.
    options = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False, "in_memory": True}
    book = xlsxwriter.Workbook(str(path), options)
    book.set_properties({"created": _EPOCH, "title": codebook.title["en"]})
    wrap, head = book.add_format({"text_wrap": True, "valign": "top"}), book.add_format({"bold": True})
    page = book.add_worksheet("coding")
    page.write_row(0, 0, sheet.columns, head)
    page.freeze_panes(1, 1)
    for number, row in enumerate(sheet.iter_rows(), start=1):
        for column, value in enumerate(row):
            if isinstance(value, str):
                page.write_string(number, column, value, wrap)
            elif value is not None:
                page.write_number(number, column, value)
    for name, width in {"before": 40, "text": 60, "after": 40, "note": 30}.items():
        page.set_column(sheet.columns.index(name), sheet.columns.index(name), width)
    for name in _HIDDEN:
        page.set_column(sheet.columns.index(name), sheet.columns.index(name), None, None, {"hidden": True})
    codes = book.add_worksheet("codes")
    codes.write_row(0, 0, ["variable", "value", "label", "definition"], head)
    line = 1
    for variable, names in values.items():
        first = line
        for name in names:
            code = codebook.codes[variable].get(name)
            meaning = [code.label["id"], code.definition["id"]] if code else []
            for column, text in enumerate([variable, name, *meaning]):
                codes.write_string(line, column, text, wrap)
            line += 1
        # A range of cells: a list of words could have no more than 255 characters.
        source = f"=codes!$B${first + 1}:$B${line}"
        column = sheet.columns.index(variable)
        page.data_validation(1, column, max(sheet.height, 1), column, {"validate": "list", "source": source})
    codes.set_column(3, 3, 80)
    book.close()


def _read(path: Path) -> pl.DataFrame:
    try:
        if path.suffix == ".csv":
            return pl.read_csv(path, infer_schema=False)
        return fastexcel.read_excel(path).load_sheet("coding", dtypes="string").to_polars()
    except (OSError, pl.exceptions.PolarsError, fastexcel.FastExcelError) as error:
        raise InputError(
            f"{path}: {error}", "Give a sheet that coding_sheet wrote, as .xlsx or .csv.", "format"
        ) from error


def read_sheets(
    paths: Iterable[str | Path], *, codebook: Codebook | None = None, variables: Sequence[str] = VARIABLES
) -> pl.DataFrame:
    """Read coded sheets into one table of codings.

    Parameters
    ----------
    paths : iterable of str or Path
        Sheets; the coder is named in the column ``coder``, else by the file's name.
    codebook : Codebook, optional
        What values are allowed.
    variables : sequence of str
        Columns that were coded.

    Returns
    -------
    polars.DataFrame
        ``coder``, ``article_id``, ``unit``, ``variable``, ``value``, and ``probability`` of the unit; empty cells are left
        out.

    Raises
    ------
    InputError
        If a sheet lacks a column, has a value that the codebook does not, or a coder has coded a unit twice.
    """
    codebook = codebook or load_codebook()
    parts = [pl.DataFrame(schema={**CODINGS, "probability": pl.Float64})]
    for path in map(Path, paths):
        sheet = _read(path)
        missing = [name for name in ("unit", "article_id", "probability", *variables) if name not in sheet.columns]
        if missing:
            raise InputError(f"{path.name} lacks {', '.join(missing)}.", "Keep the columns of the sheet.", "columns")
        named = pl.col("coder").str.strip_chars() if "coder" in sheet.columns else pl.lit(None, pl.String)
        coded = sheet.select(
            pl.when(named == "").then(None).otherwise(named).fill_null(path.stem).alias("coder"),
            "article_id", "unit", pl.col("probability").cast(pl.Float64),
            *(pl.col(name).cast(pl.String).str.strip_chars().str.to_lowercase() for name in variables),
        )  # fmt: skip
        long = coded.unpivot(
            on=list(variables), index=["coder", "article_id", "unit", "probability"], variable_name="variable"
        ).filter(pl.col("value").is_not_null() & (pl.col("value") != ""))
        for variable in variables:
            given = set(long.filter(pl.col("variable") == variable)["value"])
            wrong = sorted(given - set(_values(codebook, variable)))
            if wrong:
                raise InputError(
                    f"{path.name}: {variable} has {', '.join(map(repr, wrong))}, which the codebook has not.",
                    f"Use {', '.join(_values(codebook, variable))}.",
                    "value",
                )
        parts.append(long.select(*CODINGS, "probability"))
    merged = pl.concat(parts)
    twice = merged.filter(merged.select("coder", "unit", "variable").is_duplicated())
    if twice.height:
        raise InputError(
            f"{twice['coder'][0]} coded {twice['unit'][0]} twice.",
            "Give each sheet once, and each coder a name.",
            "coded-twice",
        )
    return merged.sort("variable", "article_id", "unit", "coder")
