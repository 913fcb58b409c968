"""Where the program and the gold differ: the sentences to read before believing a score."""

import polars as pl

from umkm_research.coding.gold import Gold, predicted
from umkm_research.schemas import Tables

SCHEMA = {
    "article_id": pl.String,
    "start": pl.Int64,
    "end": pl.Int64,
    "variable": pl.String,
    "code": pl.String,
    "coded_by": pl.String,
    "text": pl.String,
}


def differences(tables: Tables, gold: Gold) -> pl.DataFrame:
    """Codes that only the gold or only the program gave to a sentence.

    Parameters
    ----------
    tables : Mapping of str to polars.DataFrame
        As the pipeline gives them, of the articles that were coded.
    gold : Gold
        As `umkm_research.coding.gold.read_gold` gives it.

    Returns
    -------
    polars.DataFrame
        One row a code: ``article_id``, ``start``, ``end``, ``variable``, ``code``, ``coded_by`` (``gold``, ``program``)
        and the words. What a reader doubted is left out.

    Examples
    --------
    >>> from umkm_research.coding.gold import read_gold
    >>> from umkm_research.corpus import read_corpus
    >>> differences(read_corpus(), read_gold())["coded_by"].unique().sort().to_list()
    ['gold', 'program']
    """
    articles = {
        source.rpartition("/")[2].rpartition(".")[0]: (article_id, text)
        for article_id, source, text in tables["articles"].select("article_id", "source", "text").iter_rows()
    }
    rows = []
    for unit, got in zip(gold.units, predicted(tables, gold), strict=True):
        if unit.article not in articles:
            continue
        article_id, text = articles[unit.article]
        for variable, code in sorted(unit.codes ^ got):
            if unit.open_to(variable, code):
                who = "gold" if (variable, code) in unit.codes else "program"
                rows.append((article_id, unit.start, unit.end, variable, code, who, text[unit.start : unit.end]))
    return pl.DataFrame(rows, schema=SCHEMA, orient="row")
