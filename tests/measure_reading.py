"""Measure reading on a folder of data that is not part of the project, and print the table for the README.

    python tests/measure_reading.py DATA

DATA holds ``pages`` (html/*.html and gold.json: title and body expected of each), ``coded`` (text/*.txt and coding.jsonl:
sentences with their role) and ``news.jsonl.gz`` (scraped articles). What is missing is left out. Nothing is copied.
"""

import gzip
import json
import re
import sys
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from time import perf_counter

import trafilatura

from umkm_research.reading import Source, iter_sources, read_source

NOISE = re.compile(
    r"(?i:baca juga\s?:|\badvertisement\b|scroll to continue|\[gambas|(?:simak|tonton|lihat)(?: juga)? video|saksikan video|google news"
    r"|cek berita dan artikel|dapatkan (?:juga )?update berita|pilihan editor\s*:|halaman (?:selanjut|berikut)nya|copyright ©)"
    r"|\([a-z]{2,4}/[a-z]{2,4}\)$"
)


def grams(text: str) -> Counter[tuple[str, ...]]:
    """Four-word sequences, as article-extraction benchmarks count them."""
    words = re.findall(r"\w+", text.lower())
    return Counter(zip(*[words[n:] for n in range(4)], strict=False))


def f1(got: str, want: str) -> float:
    """How much of two texts is the same."""
    one, other = grams(got), grams(want)
    return 2 * sum((one & other).values()) / max(1, sum(one.values()) + sum(other.values()))


def rate(call: Callable[[], object], count: int) -> str:
    """Articles a second, the best of three runs."""
    times = []
    for _ in range(3):
        start = perf_counter()
        call()
        times.append(perf_counter() - start)
    return f"{count / min(times):,.0f}"


def pages(folder: Path) -> list[tuple[str, str]]:
    """Saved pages, beside trafilatura alone."""
    gold = json.loads((folder / "gold.json").read_text(encoding="utf-8"))
    sources = [Source(name, html=(folder / "html" / name).read_bytes()) for name in gold]
    read = [read_source(source)[0] for source in sources]
    alone = [trafilatura.bare_extraction(source.html, include_comments=False) for source in sources]
    ours = sum(f1(article.body, gold[article.source]["body"]) for article in read) / len(read)
    theirs = sum(
        f1(found.text if found else "", gold[name]["body"]) for found, name in zip(alone, gold, strict=True)
    ) / len(read)
    plain = [
        (re.sub(r"\W+", "", article.title or ""), re.sub(r"\W+", "", gold[article.source]["title"])) for article in read
    ]
    return [
        (f"pages, F1 of four-word sequences (n = {len(read)})", f"{ours:.3f}; trafilatura alone {theirs:.3f}"),
        ("pages, titles right", f"{sum(one == other for one, other in plain)} of {len(read)}"),
        (
            "pages, articles a second",
            f"{rate(lambda: [read_source(source) for source in sources], len(read))}; trafilatura alone "
            + rate(
                lambda: [trafilatura.bare_extraction(source.html, include_comments=False) for source in sources],
                len(read),
            ),
        ),
    ]


def coded(folder: Path) -> list[tuple[str, str]]:
    """Sentences of coded articles: body that is kept, and noise that is kept with it."""
    spans: dict[str, list[tuple[int, int]]] = {}
    for source in iter_sources([folder / "text"]):
        if isinstance(source, Source):
            _, segments = read_source(source)
            spans[Path(source.name).stem] = [(row.start, row.end) for row in segments if row.role == "body"]
    kept: dict[bool, list[bool]] = {True: [], False: []}
    for line in (folder / "coding.jsonl").read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        shared = [
            (min(row["end"], end) - max(row["start"], start), end - start) for start, end in spans[row["article"]]
        ]
        least = row["end"] - row["start"]
        kept[row["role"] == "body"].append(
            any(common * 2 >= min(least, length) and common > 0 for common, length in shared)
        )
    return [
        (f"coded sentences, body kept (n = {len(kept[True])})", f"{sum(kept[True]) / len(kept[True]):.3f}"),
        (f"coded sentences, noise kept (n = {len(kept[False])})", f"{sum(kept[False]) / len(kept[False]):.3f}"),
    ]


def news(file: Path) -> list[tuple[str, str]]:
    """Scraped articles: how many are read, and in how many a line of the interface is left."""
    rows = [json.loads(line) for line in gzip.decompress(file.read_bytes()).splitlines()]
    sources = [
        Source(str(n), row["text"], fields={"url": row["url"]} if row.get("url") else {}) for n, row in enumerate(rows)
    ]
    read = [read_source(source)[0] for source in sources]
    left = sum(any(NOISE.search(line) for line in article.body.split("\n")) for article in read)
    return [
        ("scraped articles, read", f"{len(read):,} of {len(rows):,}"),
        ("scraped articles, a line of the interface left in the body", f"{left} of {len(read):,}"),
        (
            "scraped articles, articles a second",
            rate(lambda: [read_source(source) for source in sources], len(sources)),
        ),
    ]


def main(data: Path) -> None:
    """Print the table."""
    parts = [("pages", pages), ("coded", coded), ("news.jsonl.gz", news)]
    rows = [row for name, measure in parts if (data / name).exists() for row in measure(data / name)]
    print("\n".join(["| measured on | result |", "|---|---|", *(f"| {what} | {result} |" for what, result in rows)]))  # noqa: T201 - this is its output


if __name__ == "__main__":
    main(Path(sys.argv[1]))
