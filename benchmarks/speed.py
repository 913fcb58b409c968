"""How fast the package is and how much memory it takes, as benchmarks/speed.md and a figure beside it.

    python benchmarks/speed.py [CORPUS] [--most 20000] [--turns 3]

CORPUS is a .jsonl or .jsonl.gz file, an object an article with its text; it is repeated and varied up to the sizes that
are measured (a paragraph of its own and one word in twenty changed in each copy). Without it the text is generated: as
long as news, words by Zipf's law and a vocabulary that grows by Heaps' law; the page says so. Every run is a process of
its own, runs with one and with two workers alternate, and medians are given. Beside them stands what many do today:
PySastrawi's factory default, stemming the same text and nothing else.
"""

import argparse
import gzip
import json
import os
import platform
import random
import resource
import subprocess
import sys
from collections.abc import Iterator
from importlib.metadata import version
from itertools import islice
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import Any

HERE = Path(__file__).parent
SIZES = (1_000, 5_000, 20_000, 50_000, 200_000)
ARCHIVE, CRAWL = 10_000_000, 1_000_000_000
STAGES = ("reading", "split", "tokenise", "find_statements", "actor_types", "stance", "framing")


def articles(corpus: Path | None) -> Iterator[str]:
    """Texts without end: those of the corpus first, then the same, varied."""
    chosen = random.Random(20250619)
    if corpus is None:
        yield from _generated(chosen)
    with gzip.open(corpus, "rt") if corpus.suffix == ".gz" else corpus.open(encoding="utf-8") as file:
        texts = [json.loads(line)["text"] for line in file]
    yield from texts
    number = 0
    while True:
        for text in texts:
            number += 1
            words = text.split(" ")
            for n in range(chosen.randrange(20), len(words), 20):
                words[n] = chosen.choice(words)
            yield f"{' '.join(words)}\nArtikel ini yang ke-{number}, dengan kode {chosen.randrange(10**9)}."


def _generated(chosen: random.Random) -> Iterator[str]:
    starts = ("per", "pem", "ke", "se", "ber", "ter", "di", "me", "")
    middles = ("dagang", "usaha", "tani", "pasar", "industri", "bangun", "kembang", "jual", "beli", "saing", "untung")
    ends = ("an", "kan", "nya", "i", "lah", "")
    seen = 0
    while True:
        sentences = []
        for _ in range(20):
            words = []
            for _ in range(17):
                seen += 1
                rank = int(chosen.paretovariate(0.9)) % int(10 * seen**0.55 + 50)
                words.append(
                    starts[rank % 9]
                    + middles[rank // 9 % 11]
                    + ends[rank // 99 % 6]
                    + "aeiou"[rank // 594 % 5] * (rank > 594)
                )
            sentences.append(" ".join(words).capitalize() + ".")
        sentences[3] = f"“{sentences[3]}” kata Menteri Perdagangan Budi Santoso."
        yield "\n".join(sentences)


def run(corpus: Path, out: Path, workers: int) -> None:
    """In a process of its own: one whole run; prints what it took."""
    from umkm_research.batch import annotate_corpus  # noqa: PLC0415 - a measured process loads what it needs

    began = perf_counter()
    counts = annotate_corpus([corpus], out, workers=workers)
    seconds = perf_counter() - began
    # Of two workers the larger one counts, twice, and the parent beside them.
    memory = _peak(resource.RUSAGE_SELF) + (workers * _peak(resource.RUSAGE_CHILDREN) if workers > 1 else 0)
    bytes_out = sum(path.stat().st_size for path in out.rglob("*.parquet") if path.is_file())
    print(json.dumps({"articles": counts.articles, "seconds": seconds, "memory": memory, "bytes": bytes_out}))  # noqa: T201


def _peak(who: int) -> int:
    return resource.getrusage(who).ru_maxrss * (1 if platform.system() == "Darwin" else 1024)


def stages(corpus: Path) -> None:
    """In a process of its own: seconds of each stage on the first thousand articles."""
    from umkm_research import jobs, pipeline  # noqa: PLC0415 - a measured process loads what it needs
    from umkm_research.reading import iter_sources  # noqa: PLC0415 - the same

    spent: dict[str, float] = {}

    def timed(name: str, function: Any) -> Any:
        def call(*args: Any, **kwargs: Any) -> Any:
            began = perf_counter()
            done = function(*args, **kwargs)
            spent[name] = spent.get(name, 0.0) + perf_counter() - began
            return done

        return call

    for name in STAGES[1:]:
        setattr(pipeline, name, timed(name, getattr(pipeline, name)))
    write = timed("writing", jobs.parquet)
    read = timed("reading", pipeline.read_batch)
    for batch in jobs.cut_batches(islice(iter_sources([corpus]), 1000)):
        tables = read(batch)
        tables |= pipeline.annotate(tables["articles"], tables["segments"])
        for table in tables.values():
            write(table, {})
    print(json.dumps(spent))  # noqa: T201


def sastrawi(corpus: Path) -> None:
    """In a process of its own: PySastrawi's factory default on the same text, nothing else."""
    from Sastrawi.Stemmer.StemmerFactory import StemmerFactory  # noqa: PLC0415 - the same

    stemmer = StemmerFactory().create_stemmer()
    texts = [json.loads(line)["text"] for line in corpus.open(encoding="utf-8")]
    began = perf_counter()
    for text in texts:
        stemmer.stem(text)
    print(json.dumps({"articles": len(texts), "seconds": perf_counter() - began}))  # noqa: T201


def measure(what: str, corpus: Path, out: Path, workers: int = 1) -> dict[str, Any]:
    """Run one of the above in a new process with one polars thread."""
    call = [sys.executable, __file__, str(corpus), "--only", what, "--out", str(out), "--workers", str(workers)]
    environment = {**os.environ, "POLARS_MAX_THREADS": "1"}
    done = subprocess.run(call, capture_output=True, text=True, check=True, env=environment)  # noqa: S603 - our own
    return dict(json.loads(done.stdout))


def compare(source: Path | None, most: int, turns: int) -> dict[str, Any]:
    """Everything that the page says."""
    found: dict[str, Any] = {"sizes": {}, "one": [], "two": [], "sastrawi": []}
    with TemporaryDirectory() as folder:
        place = Path(folder)
        files = {}
        for size in [size for size in SIZES if size <= most]:
            files[size] = place / f"{size}.jsonl"
            with files[size].open("w", encoding="utf-8") as file:
                for text in islice(articles(source), size):
                    file.write(json.dumps({"text": text}) + "\n")
        small = files[min(files)]
        found["stages"] = measure("stages", small, place / "none")
        for turn in range(turns):
            for name, workers in (("one", 1), ("two", 2)):
                found[name].append(measure("run", files[min(5_000, max(files))], place / f"{name}{turn}", workers))
            found["sastrawi"].append(measure("sastrawi", small, place / "none"))
        for size, file in files.items():
            found["sizes"][size] = measure("run", file, place / f"size{size}")
    return found


def _rate(rows: list[dict[str, Any]]) -> float:
    return median(row["articles"] / row["seconds"] for row in rows)


def page(found: dict[str, Any], source: Path | None) -> str:
    """The page, in Markdown."""
    one, two, plain = (_rate(found[name]) for name in ("one", "two", "sastrawi"))
    largest = found["sizes"][max(found["sizes"])]
    each, weight = largest["seconds"] / largest["articles"], largest["bytes"] / largest["articles"]
    lines = [
        "# Speed and memory",
        "",
        f"Python {platform.python_version()}, polars {version('polars')}, {os.cpu_count()} cores, {platform.machine()}. "
        + ("News articles, repeated and varied." if source else "Generated text, as long as news."),
        "",
        "| whole pipeline, all tables | articles a second |",
        "|---|---:|",
        f"| one worker | {one:,.0f} |",
        f"| two workers | {two:,.0f} ({two / one:.2f} times one) |",
        f"| PySastrawi's factory default, stems alone | {plain:,.0f} (the pipeline is {one / plain:.2f} times as fast) |",
        "",
        "| stage | milliseconds an article |",
        "|---|---:|",
        *(f"| {name} | {seconds:.2f} |" for name, seconds in found["stages"].items()),  # of 1,000 articles
        "",
        "| articles, one worker | milliseconds an article, copies included | peak memory, MB | output, bytes an article |",
        "|---:|---:|---:|---:|",
        *(
            f"| {size:,} | {1000 * row['seconds'] / row['articles']:.2f} | {row['memory'] / 2**20:,.0f} | "
            f"{row['bytes'] / row['articles']:,.0f} |"
            for size, row in found["sizes"].items()
        ),
        "",
        "## What large corpora would take",
        "",
        f"Worked out from the row of {max(found['sizes']):,} articles, on one worker.",
        "",
        "| corpus | articles | worker-hours | bytes of tables |",
        "|---|---:|---:|---:|",
        *(
            f"| {name} | {number:,} | {number * each / 3600:,.0f} | {number * weight / 1e9:,.0f} GB |"
            for name, number in (("a national archive", ARCHIVE), ("Common Crawl news, a billion pages", CRAWL))
        ),
        "",
        "Pages of HTML take longer to read than this plain text.",
        f"The search for copies holds 141 bytes an article: {ARCHIVE * 141 / 1e9:.1f} GB for the archive.",
        "",
    ]
    return "\n".join(lines)


def figure(found: dict[str, Any], file: Path) -> None:
    """Milliseconds an article by stage, and by size of the corpus."""
    import matplotlib as mpl  # noqa: PLC0415 - the measured processes do without it

    mpl.use("Agg")
    from matplotlib import pyplot as plt  # noqa: PLC0415 - the same

    drawing, (left, right) = plt.subplots(1, 2, figsize=(7.2, 2.8), layout="constrained")
    names = list(found["stages"])[::-1]
    left.barh(names, [found["stages"][name] for name in names], color="#0072B2")
    left.set_xlabel("ms an article")
    sizes = list(found["sizes"])
    right.plot(sizes, [row["memory"] / 2**20 for row in found["sizes"].values()], "o-", color="#D55E00")
    right.set(xscale="log", ylim=(0, None), xlabel="articles", ylabel="peak memory, MB")
    drawing.savefig(file, metadata={"Date": None})
    plt.close(drawing)


def main() -> None:
    """Measure, and write the page and the figure."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpus", nargs="?", type=Path)
    parser.add_argument("--most", type=int, default=20_000)
    parser.add_argument("--turns", type=int, default=3)
    parser.add_argument("--only", choices=("run", "stages", "sastrawi"), help=argparse.SUPPRESS)
    parser.add_argument("--out", type=Path, help=argparse.SUPPRESS)
    parser.add_argument("--workers", type=int, default=1, help=argparse.SUPPRESS)
    called = parser.parse_args()
    if called.only == "run":
        run(called.corpus, called.out, called.workers)
    elif called.only == "stages":
        stages(called.corpus)
    elif called.only == "sastrawi":
        sastrawi(called.corpus)
    else:
        found = compare(called.corpus, called.most, called.turns)
        (HERE / "speed.md").write_text(page(found, called.corpus), encoding="utf-8")
        figure(found, HERE / "speed.svg")
        print((HERE / "speed.md").read_text(encoding="utf-8"))  # noqa: T201


if __name__ == "__main__":
    main()
