"""Measure reading on a folder of data that is not part of the project; `accuracy.py` calls this.

The folder holds ``pages`` (html/*.html and gold.json: title and body expected of each) and ``news.jsonl.gz`` (scraped
articles). What is missing is left out. Nothing is copied.
"""

import gzip
import json
import re
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from time import perf_counter

import trafilatura

from umkm_research.reading import Source, read_source

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


def reading(data: Path) -> list[tuple[str, str]]:
    """All that the folder of data allows."""
    parts = [("pages", pages), ("news.jsonl.gz", news)]
    return [row for name, measure in parts if (data / name).exists() for row in measure(data / name)]
