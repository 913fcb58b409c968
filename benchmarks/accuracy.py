"""How good the package is, as a table for the README.

    python benchmarks/accuracy.py [DATA]

Without DATA the five articles in seeds/ are scored on the project's own coding. DATA is a folder with any of

    coded/   text/*.txt and coding.jsonl, sentences coded after the codebook
    pfsa/    text/*.txt and gold.json, the direct quotations of PFSA-ID (doi 10.1108/GKMC-04-2022-0091)
    pages/   html/*.html and gold.json, saved pages with the title and body expected of them
    news.jsonl.gz   scraped articles, an object a line with url and text
    lemma/   *.conllu, Indonesian treebanks with lemmas

None of it comes with the project; what is measured on it stands in the README with its source.
"""

import json
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import polars as pl
from reading import reading

from umkm_research.coding.accuracy import accuracy
from umkm_research.corpus import read_corpus

ROOT = Path(__file__).parents[1]
MARKS = ("<!-- accuracy -->", "<!-- /accuracy -->")
QUOTES = "”“\"'’‘.,; \n"


def coded(folder: Path) -> dict[str, float | None]:
    """Every stage on coded sentences."""
    table = accuracy(read_corpus(folder / "text"), folder)
    return dict(zip(table["score"], table["value"], strict=True))


def quotations(folder: Path) -> dict[str, float]:
    """Direct quotations of public figures: found, and with exactly these words."""
    corpus = read_corpus(folder / "text")
    texts = {row["article_id"]: (row["source"], row["text"]) for row in corpus.articles.iter_rows(named=True)}
    found: dict[str, list[tuple[int, int]]] = {}
    for row in corpus.statements.filter(pl.col("quote_type") != "indirect").iter_rows(named=True):
        source, text = texts[row["article_id"]]
        found.setdefault(source, []).append(_trim(text, row["start"], row["end"]))
    n = hit = exact = 0
    for source, spans in json.loads((folder / "gold.json").read_text(encoding="utf-8")).items():
        text = (folder / "text" / source).read_text(encoding="utf-8")
        for kind, start, end, _ in spans:
            if kind == "STATEMENT":
                best = max((_overlap(_trim(text, start, end), span) for span in found.get(source, [])), default=0)
                n, hit, exact = n + 1, hit + (best >= 0.5), exact + (best > 0.98)
    return {"direct quotations found": hit / n, "with exactly these words": exact / n}


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start] in QUOTES:
        start += 1
    while end > start and text[end - 1] in QUOTES:
        end -= 1
    return start, end


def _overlap(one: tuple[int, int], other: tuple[int, int]) -> float:
    shared = min(one[1], other[1]) - max(one[0], other[0])
    return max(0, shared) / max(1, max(one[1], other[1]) - min(one[0], other[0]))


def lemmas(folder: Path) -> dict[str, float]:
    """Stems against the lemmas of treebanks: content words, derived words, names left whole."""
    right: Counter[str] = Counter()
    total: Counter[str] = Counter()
    for treebank in sorted(folder.glob("*.conllu")):
        with TemporaryDirectory() as scratch:
            lines, words = _treebank(treebank)
            (Path(scratch) / "treebank.txt").write_text("\n\n".join(lines) + "\n", encoding="utf-8")
            tokens = read_corpus(scratch).tokens
        stems = {(row[0], row[1]): row[2] for row in tokens.select("start", "end", "stem").iter_rows()}
        for start, end, form, lemma, pos in words:
            got = stems.get((start, end), "").replace("-", "")
            if pos == "PROPN" and lemma == form and form.isalpha():
                kinds = ["names left whole"]
            elif pos in {"NOUN", "VERB", "ADJ", "ADV"} and form.replace("-", "").isalpha():
                kinds = ["content words stemmed right"] + ["derived words stemmed right"] * (lemma != form)
            else:
                kinds = []
            total.update(kinds)
            right.update(kinds * (got == lemma))
    return {kind: right[kind] / total[kind] for kind in sorted(total)}


def _treebank(path: Path) -> tuple[list[str], list[tuple[int, int, str, str, str]]]:
    lines: list[str] = []
    words: list[tuple[int, int, str, str, str]] = []
    at = 0
    for text, parts in _sentences(path):
        k = 0
        for form, lemma, pos in parts:
            i = text.find(form, k)
            if i >= 0:
                plain = [word.lower().replace("-", "") for word in (form, lemma)]
                words.append((at + i, at + i + len(form), *plain, pos))
                k = i + len(form)
        lines.append(text)
        at += len(text) + 2
    return lines, words


def _sentences(path: Path) -> Iterator[tuple[str, list[tuple[str, str, str]]]]:
    """Text and words of each sentence; a word that the treebank splits counts once, with its first part's lemma."""
    for block in path.read_text(encoding="utf-8").split("\n\n"):
        text, parts, whole, until = "", [], "", 0
        for line in block.splitlines():
            if line.startswith("# text = "):
                text = line[9:]
            elif line and not line.startswith("#"):
                number, form, lemma, pos = line.split("\t")[:4]
                if "-" in number:
                    whole, until = form, int(number.split("-")[1])
                elif number.isdigit() and (whole or int(number) > until):
                    parts.append((whole or form, lemma, pos))
                    whole = ""
        if text:
            yield text, parts


def main() -> None:
    """Print the tables and write them into the README."""
    data = Path(sys.argv[1]) if len(sys.argv) > 1 else None
    columns = {"the five articles": coded_seeds()}
    if data and (data / "coded").is_dir():
        columns[f"{len(list((data / 'coded' / 'text').iterdir()))} other articles"] = coded(data / "coded")
    table = _table(["", *columns], [[measure, *(c[measure] for c in columns.values())] for measure in coded_seeds()])
    others = {
        "pfsa": (quotations, "240 Kompas articles (PFSA-ID, Purnomo et al. 2022)"),
        "lemma": (lemmas, "treebanks CSUI and PUD (Universal Dependencies)"),
    }
    rows = [
        [what, measure, value]
        for name, (score, what) in others.items()
        if data and (data / name).is_dir()
        for measure, value in score(data / name).items()
    ]
    rows += [["reading", *row] for row in reading(data)] if data else []
    if rows:
        table += "\n\n" + _table(["measured on", "", ""], rows)
    sys.stdout.write(table + "\n")
    readme = ROOT / "README.md"
    before, _, rest = readme.read_text(encoding="utf-8").partition(MARKS[0])
    after = rest.partition(MARKS[1])[2]
    readme.write_text(f"{before}{MARKS[0]}\n{table}\n{MARKS[1]}{after}", encoding="utf-8")


def _table(heading: list[str], rows: list[list[Any]]) -> str:
    cells = [
        ["–" if cell is None else f"{cell:.3f}" if isinstance(cell, float) else cell for cell in row] for row in rows
    ]
    return "\n".join(f"| {' | '.join(line)} |" for line in [heading, ["---"] * len(heading), *cells])


def coded_seeds() -> dict[str, float | None]:
    """Every stage on the project's own coding of its five articles."""
    table = accuracy(read_corpus(ROOT / "seeds"))
    return dict(zip(table["score"], table["value"], strict=True))


if __name__ == "__main__":
    main()
