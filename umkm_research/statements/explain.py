"""Why a row of the statements table is there, for a teacher to read out."""

from collections.abc import Mapping
from functools import cache
from typing import Any

import polars as pl

from umkm_research.errors import SchemaError
from umkm_research.lexicon import read_tsv
from umkm_research.statements.cues import cues


@cache
def _rules() -> dict[tuple[str, str], str]:
    return {(row["column"], row["rule"]): row["says"] for row in read_tsv("statements/rules.tsv")}


def explain(statement_id: str, corpus: Mapping[str, pl.DataFrame]) -> str:
    """Say why a statement is one, and why it has this speaker.

    Parameters
    ----------
    statement_id : str
        A statement of the corpus.
    corpus : mapping of str to polars.DataFrame
        With ``articles``, ``sentences``, ``statements`` and ``speakers``.

    Returns
    -------
    str
        Some lines to print: the sentence, the cue and its sense, the rules that fired, and for each speaker where the
        article introduces them and the mentions through which earlier statements were given to them.

    Raises
    ------
    SchemaError
        If there is no such statement.

    Examples
    --------
    >>> from umkm_research.schemas import Article, Segment, Sentence, frame
    >>> from umkm_research.statements import find_statements
    >>> text = "Menteri Teten Masduki menilai impor murah merugikan. Ia meminta aturan baru."
    >>> article = Article("a", "c", "a.txt", text, text, *[None] * 7, [], None, None, False, 11)
    >>> sentences = [Sentence("a", 0, 52, "a-0000", 0, 0, text[:52]), Sentence("a", 53, 76, "a-0001", 0, 1, text[53:])]
    >>> corpus = {"articles": frame("articles", [article]), "sentences": frame("sentences", sentences)}
    >>> segments = frame("segments", [Segment("a", 0, len(text), 0, "body", "text", text)])
    >>> corpus["statements"], corpus["speakers"] = find_statements(corpus["articles"], segments, corpus["sentences"])
    >>> print(explain("a-q0001", corpus))
    a-q0001  indirect
    sentence  Ia meminta aturan baru.
    cue       meminta: ask, as in "Teten meminta e-commerce berempati"
    rule      clause/speaker-cue: the speaker is the subject of the cue
    speaker   Teten Masduki, by pronoun: the person whom the article last spoke of
              role "Menteri" at 0-7
              a-q0000  "Menteri Teten Masduki" at 0-21, by name
              a-q0001  "Ia" at 53-55, by pronoun
    """
    found = corpus["statements"].filter(pl.col("statement_id") == statement_id)
    if found.is_empty():
        raise SchemaError(
            f"There is no statement {statement_id!r} in this corpus.", "Take an id from its table statements.", "no-row"
        )
    row = found.row(0, named=True)
    text: str = corpus["articles"].filter(pl.col("article_id") == row["article_id"])["text"][0]
    sentence = corpus["sentences"].filter(pl.col("sentence_id") == row["sentence_id"])
    kind = f"{row['quote_type']}{', continuation' if row['continuation'] else ''}"
    lines = [f"{statement_id}  {kind}", f"sentence  {sentence['text'][0] if sentence.height else row['text']}"]
    if row["quote_type"] == "direct":
        lines.append(f"quotation {' '.join(row['text'].split())}")
    if row["cue"]:
        lines.append(f"cue       {_cue(row['cue'])}")
    rule = row["rule"]
    lines.append(f"rule      {rule}: {_rules().get(('rule', rule.split('/')[-1]), '')}")
    speakers = corpus["speakers"].filter(pl.col("article_id") == row["article_id"])
    mine = speakers.filter(pl.col("statement_id") == statement_id)
    if mine.is_empty():
        lines.append("speaker   none: the text does not say")
    for speaker in mine.iter_rows(named=True):
        lines += _chain(speaker, speakers, text)
    return "\n".join(lines)


def _cue(form: str) -> str:
    cue = cues().get(" ".join(form.lower().split()))
    return f'{form}: {cue.sense}, as in "{cue.example}"' if cue else form


def _chain(speaker: dict[str, Any], speakers: pl.DataFrame, text: str) -> list[str]:
    """Who a speaker is and by which mentions the statements up to this one were given to them."""
    how = speaker["resolved_by"]
    lines = [f"speaker   {speaker['name']}, by {how}: {_rules().get(('resolved_by', how), '')}"]
    lines += [
        f'          {key} "{speaker[key]}" at {speaker[f"{key}_start"]}-{speaker[f"{key}_end"]}'
        for key in ("role", "organisation")
        if speaker[key] is not None
    ]
    before = speakers.filter(
        (pl.col("name") == speaker["name"]) & (pl.col("statement_id") <= speaker["statement_id"])
    ).iter_rows(named=True)
    lines += [
        f'          {row["statement_id"]}  "{" ".join(text[row["start"] : row["end"]].split())}" at '
        f"{row['start']}-{row['end']}, by {row['resolved_by']}"
        for row in before
    ]
    return lines
