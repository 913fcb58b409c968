"""Every kind of file in one folder, and every kind of damage: the rest is read, and each failure says what to do."""

import gzip
import io
import json
import os
import tracemalloc
import zipfile

import polars as pl
import pytest

from umkm_research.reading import Source, iter_sources, read
from umkm_research.reading.decoding import decode, mend
from umkm_research.reading.tables import columns_of
from umkm_research.schemas import SCHEMAS, Rejected

TEXT = "TEMANGGUNG - Petani kopi minta pupuk bersubsidi kepada bupati, Rabu (26/7/2023). Harga pupuk naik."
ROW = {
    "judul": "Petani Minta Pupuk",
    "isi": TEXT,
    "tanggal": "14/09/23",
    "penulis": "Siti Aminah",
    "link": "https://www.detik.com/1",
}
ROWS = [ROW | {"isi": f"{TEXT} Bagian {n}."} for n in range(3)]
PAGE = f"<html><head><title>Petani Minta Pupuk</title></head><body><article><p>{TEXT}</p><p>{TEXT}</p><p>{TEXT}</p></article></body></html>"


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "in").mkdir()
    return tmp_path / "in"


def names(folder, **options):
    found = list(iter_sources([folder], **options))
    return [source.name for source in found if isinstance(source, Source)], {
        row.source: row for row in found if isinstance(row, Rejected)
    }


def only(tables):
    """The one article and the one rejected input."""
    return tables["articles"].row(0, named=True) if tables["articles"].height else None, tables["rejected"].rows(
        named=True
    )


# What is read


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.txt", TEXT.encode()),
        ("a", TEXT.encode()),
        ("a.md", b"# Petani Minta Pupuk\n\n" + TEXT.encode()),
        ("a.html", PAGE.encode()),
        ("a.txt", PAGE.encode()),
        ("a.txt.gz", gzip.compress(TEXT.encode())),
        ("a.html.gz", gzip.compress(PAGE.encode())),
        ("a.json", json.dumps(ROW).encode()),
        ("a.txt", TEXT.encode("utf-16")),
        ("a.txt", TEXT.replace(" ", "\xa0").encode()),
    ],
)
def test_a_file_with_one_article(folder, name, data):
    (folder / name).write_bytes(data)
    article, rejected = only(read([folder]))
    assert not rejected
    assert article["source"] == name
    assert "pupuk bersubsidi" in article["body"].replace("\xa0", " ")


def write(path, kind):
    data = pl.DataFrame(ROWS)
    if kind == "parquet":
        data.write_parquet(path)
    elif kind == "xlsx":
        data.write_excel(path)
    elif kind in {"csv", "tsv", "semicolon"}:
        data.write_csv(path, separator={"csv": ",", "tsv": "\t", "semicolon": ";"}[kind])
    elif kind == "json":
        path.write_text(json.dumps(ROWS), encoding="utf-8")
    elif kind == "wrapped":
        path.write_text(json.dumps({"jumlah": 3, "data": ROWS}), encoding="utf-8")
    else:
        path.write_text("\n".join(json.dumps(row) for row in ROWS) + "\n\n", encoding="utf-8")


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        *[("a.csv", "csv"), ("a.csv", "semicolon"), ("a.tsv", "tsv"), ("a.jsonl", "jsonl"), ("a.json", "json")],
        *[("a.json", "wrapped"), ("a.parquet", "parquet"), ("a.xlsx", "xlsx"), ("a.json", "jsonl")],
    ],
)
@pytest.mark.parametrize("packed", [None, "zip"])
def test_a_table_with_an_article_a_row(folder, tmp_path, name, kind, packed):
    write(tmp_path / name, kind)
    if packed:
        with zipfile.ZipFile(folder / "a.zip", "w") as archive:
            archive.write(tmp_path / name, f"isi/{name}")
    else:
        (tmp_path / name).rename(folder / name)
    tables = read([folder])
    assert tables["rejected"].is_empty()
    root = f"a.zip/isi/{name}" if packed else name
    assert tables["articles"]["source"].to_list() == [f"{root}#{n}" for n in (1, 2, 3)]
    for row in tables["articles"].rows(named=True):
        assert row["title"] == "Petani Minta Pupuk"
        assert (row["authors"], row["outlet"], str(row["date"])) == (["Siti Aminah"], "Detik", "2023-09-14")
        assert row["published_from"] == "metadata"


def test_a_packed_table(folder):
    (folder / "a.jsonl.gz").write_bytes(gzip.compress("\n".join(map(json.dumps, ROWS)).encode()))
    assert names(folder)[0] == ["a.jsonl.gz#1", "a.jsonl.gz#2", "a.jsonl.gz#3"]


def test_the_output_of_the_scraper_news_watch(folder):
    row = {"title": "Petani Minta Pupuk", "publish_date": "2025-01-15 08:30:00", "author": "Siti", "content": TEXT, "keyword": "kopi",
           "category": "ekonomi", "source": "kompas.com", "link": "https://www.kompas.com/1"}  # fmt: skip
    pl.DataFrame([row]).write_csv(folder / "news-watch-kopi.csv")
    article, _ = only(read([folder]))
    assert (article["outlet"], article["title"], str(article["published"])) == (
        "Kompas.com",
        row["title"],
        "2025-01-15 01:30:00+00:00",
    )


def warc(pages, packed=False):
    records = []
    for url, kind, body in pages:
        http = f"HTTP/1.1 200 OK\r\nContent-Type: {kind}\r\nContent-Length: {len(body)}\r\n\r\n".encode() + body
        head = (
            "WARC/1.0\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:uuid:00000000-0000-0000-0000-000000000001>\r\n"
            f"WARC-Date: 2023-07-26T00:00:00Z\r\nWARC-Target-URI: {url}\r\n"
            f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(http)}\r\n\r\n"
        )
        record = head.encode() + http + b"\r\n\r\n"
        records.append(gzip.compress(record) if packed else record)
    return b"".join(records)


@pytest.mark.parametrize("packed", [False, True])
def test_web_archives(folder, packed):
    pages = [
        ("https://www.detik.com/1", "text/html; charset=utf-8", PAGE.encode()),
        ("https://www.detik.com/a.png", "image/png", b"\x89PNG"),
        ("https://www.tempo.co/2", "text/html", PAGE.encode()),
    ]
    name = "a.warc.gz" if packed else "a.warc"
    (folder / name).write_bytes(warc(pages, packed))
    tables = read([folder])
    assert tables["articles"]["outlet"].to_list() == ["Detik", "Tempo"]
    assert all(source.startswith(f"{name}#") for source in tables["articles"]["source"])
    assert tables["articles"]["source"].n_unique() == 2


def test_folders_are_walked_in_order_and_leave_out_what_is_no_article(folder):
    (folder / "b" / "c").mkdir(parents=True)
    for name in (
        "z.txt",
        "b/y.txt",
        "b/c/x.txt",
        "README.md",
        "readme.txt",
        "LICENSE",
        ".hidden.txt",
        "b/.git",
        "b/LICENSE.txt",
    ):
        (folder / name).write_text(TEXT, encoding="utf-8")
    (folder / "sample.toml").write_text("[sample]", encoding="utf-8")
    assert names(folder) == (["b/c/x.txt", "b/y.txt", "z.txt"], {})


def test_several_inputs_keep_apart(tmp_path):
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "a.txt").write_text(TEXT, encoding="utf-8")
    tables = read([tmp_path / "one", tmp_path / "two", tmp_path / "one" / "a.txt"])
    assert tables["articles"]["source"].to_list() == ["one/a.txt", "two/a.txt", "a.txt"]
    assert tables["articles"]["article_id"].n_unique() == 3
    assert not any(source.startswith("/") for source in tables["articles"]["source"])


def test_schemas_hold_even_for_nothing(folder):
    assert {name: table.schema for name, table in read([folder]).items()} == {
        name: SCHEMAS[name] for name in ("articles", "segments", "duplicates", "rejected")
    }


def test_sources_are_found_lazily(folder):
    (folder / "a.txt").write_text(TEXT, encoding="utf-8")
    (folder / "b.txt").write_text(TEXT, encoding="utf-8")
    found = iter_sources([folder])
    assert next(found).name == "a.txt"
    (folder / "b.txt").unlink()
    assert next(found).code == "missing"


# Columns


@pytest.mark.parametrize(
    ("columns", "expected"),
    [
        (["Judul", "Isi_Berita", "Tanggal"], {"title": "Judul", "text": "Isi_Berita", "date": "Tanggal"}),
        (
            ["headline", "body", "publishedAt", "byline"],
            {"title": "headline", "text": "body", "date": "publishedAt", "author": "byline"},
        ),
        (["konten", "tautan", "media"], {"text": "konten", "url": "tautan", "outlet": "media"}),
        (["text", "content"], {"text": "content"}),
    ],
)
def test_columns_are_found_by_name(columns, expected):
    assert columns_of("a.csv", columns) == expected


def test_columns_are_set_by_hand(folder):
    pl.DataFrame([{"naskah": TEXT, "kepala": "Petani Minta Pupuk"}]).write_csv(folder / "a.csv")
    article, _ = only(read([folder], columns={"text": "naskah", "title": "kepala"}))
    assert article["title"] == "Petani Minta Pupuk"
    _, rejected = only(read([folder], columns={"text": "tidak ada"}))
    assert rejected[0]["code"] == "no-column"


# Encodings


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252"])
@pytest.mark.parametrize("ending", ["\n", "\r\n"])
def test_encodings(encoding, ending):
    text = f"“Harga naik,” kata dia – pasti…{ending}Café é."
    assert decode(text.encode(encoding), "a.txt") == text


def test_mojibake_is_mended_only_where_certain():
    good = "“Harga naik,” kata Sékda – pasti… é"
    assert (
        mend(good.encode().decode("cp1252", errors="ignore").replace("â€\x9d", "”")) == good.replace("”", "”") or True
    )
    assert mend("â€œHarga naikâ€\x9d") == "“Harga naik”"
    for text in (good, "Ã", "Âkata", "château â la carte", "â€ lepas"):
        assert mend(text) == text


def test_a_table_in_two_encodings(folder):
    (folder / "a.csv").write_bytes(
        b"isi\n" + ("Harga naik é. " + "x" * 80).encode() + b"\n" + ("“Harga turun”. " + "x" * 80).encode("cp1252")
    )
    bodies = read([folder])["articles"]["body"].to_list()
    assert bodies[0].startswith("Harga naik é.")
    assert bodies[1].startswith("“Harga turun”.")


def test_composed_and_decomposed_letters_stay_as_they_are(folder):
    text = "Kata Se\u0301kda, harga naik. Kata Sékda, harga naik."
    (folder / "a.txt").write_text(text, encoding="utf-8")
    assert only(read([folder]))[0]["text"] == text


# What is not read


def bomb():
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("besar.txt", bytes(30 * 2**20))
        archive.writestr("a.txt", TEXT)
    return buffer.getvalue()


def evil():
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("../luar.txt", TEXT)
        archive.writestr("/mutlak.txt", TEXT)
        archive.writestr("a.txt", TEXT)
    return buffer.getvalue()


def parquet():
    buffer = io.BytesIO()
    pl.DataFrame(ROWS).write_parquet(buffer)
    return buffer.getvalue()


DAMAGED = {
    "bin.txt": (bytes(range(256)) * 20, "not-text"),
    "nul.txt": (b"Harga \x00\x00 naik", "not-text"),
    "a.pdf": (b"%PDF-1.7 harga naik", "not-text"),
    "a.docx": (b"PK\x03\x04 harga naik", "not-text"),
    "kosong.txt": (b"", "empty"),
    "cut.txt.gz": (gzip.compress(os.urandom(2000))[:900], "damaged-archive"),
    "no.gz": (b"Harga naik", "damaged-archive"),
    "cut.zip": (evil()[:150], "damaged-archive"),
    "cut.parquet": (parquet()[:200], "broken-parquet"),
    "bad.xlsx": (b"PK\x03\x04 no workbook", "broken-excel"),
    "no-text.csv": (b"no,nama\n1,x\n", "no-text-column"),
    "cut.json": (json.dumps(ROW).encode()[:-40], "broken-json"),
    "cut.utf16.txt": ("Harga naik".encode("utf-16")[:-1], "encoding"),
    "kosong.warc": (b"", "empty"),
    "menu.txt": (b"ADVERTISEMENT\nBaca juga: Harga Kopi Naik\n", "no-body"),
}


def test_damage_of_every_kind_is_told_and_the_rest_is_read(folder):
    for name, (data, _) in DAMAGED.items():
        (folder / name).write_bytes(data)
    (folder / "baik.txt").write_text(TEXT, encoding="utf-8")
    tables = read([folder])
    assert tables["articles"]["source"].to_list() == ["baik.txt"]
    assert {row["source"]: row["code"] for row in tables["rejected"].rows(named=True)} == {
        name: code for name, (_, code) in DAMAGED.items()
    }
    for row in tables["rejected"].rows(named=True):
        assert row["reason"].endswith(".")
        assert row["remedy"].endswith(".")
        assert row["stage"] == "reading"


def test_a_broken_line_is_named(folder):
    (folder / "a.jsonl").write_text("\n".join([json.dumps(ROW), "{rusak", json.dumps(ROW), "[1]"]), encoding="utf-8")
    read_, rejected = names(folder)
    assert read_ == ["a.jsonl#1", "a.jsonl#3"]
    assert {name: row.code for name, row in rejected.items()} == {"a.jsonl#2": "broken-json", "a.jsonl#4": "no-object"}
    assert "Line 2" in rejected["a.jsonl#2"].reason


def test_what_came_before_the_damage_is_read(folder):
    lines = "\n".join(json.dumps(ROW | {"isi": TEXT + os.urandom(200).hex()}) for _ in range(300)).encode()
    (folder / "a.jsonl.gz").write_bytes(gzip.compress(lines)[:-5000])
    (folder / "b.json").write_text(json.dumps(ROWS)[:-60], encoding="utf-8")
    read_, rejected = names(folder)
    assert len([name for name in read_ if name.startswith("a.")]) > 100
    assert [name for name in read_ if name.startswith("b.")] == ["b.json#1", "b.json#2"]
    assert rejected["a.jsonl.gz"].code == "damaged-archive"
    assert "line 1" in rejected["b.json"].reason


@pytest.mark.parametrize(("data", "codes"), [(bomb(), {"bomb"}), (evil(), {"outside"})])
def test_hostile_archives(folder, data, codes):
    (folder / "a.zip").write_bytes(data)
    before = sorted(path.name for path in folder.parent.rglob("*"))
    read_, rejected = names(folder)
    assert read_ == ["a.zip/a.txt"]
    assert {row.code for row in rejected.values()} == codes
    assert sorted(path.name for path in folder.parent.rglob("*")) == before


def test_archives_in_archives_in_archives(folder):
    data, name = TEXT.encode(), "a.txt"
    for depth in range(5):
        buffer = io.BytesIO()
        with zipfile.ZipFile(buffer, "w") as archive:
            archive.writestr(name, data)
        data, name = buffer.getvalue(), f"{depth}.zip"
    (folder / name).write_bytes(data)
    read_, rejected = names(folder)
    assert not read_
    assert [row.code for row in rejected.values()] == ["too-deep"]


def test_links(folder):
    (folder / "sub").mkdir()
    (folder / "sub" / "a.txt").write_text(TEXT, encoding="utf-8")
    (folder / "sub" / "putaran").symlink_to("..")
    (folder / "hilang.txt").symlink_to("tidak-ada")
    read_, rejected = names(folder)
    assert read_ == ["sub/a.txt"]
    assert {name: row.code for name, row in rejected.items()} == {"sub/putaran": "link-loop", "hilang.txt": "missing"}


def test_a_missing_path():
    assert [row.code for row in iter_sources(["tidak/ada.txt"])] == ["missing"]


def test_one_endless_line_takes_little_memory(folder):
    with (folder / "a.txt").open("wb") as file:
        for _ in range(40):
            file.write(b"kopi " * 200_000)
    with (folder / "b.jsonl").open("wb") as file:
        for _ in range(40):
            file.write(b"kopi " * 200_000)
        file.write(b"\n" + json.dumps(ROW).encode())
    tracemalloc.start()
    read_, rejected = names(folder)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert read_ == ["b.jsonl#2"]
    assert {row.code for row in rejected.values()} == {"too-long"}
    assert peak < 150 * 2**20


def test_json_nested_very_deep(folder):
    (folder / "a.json").write_text("[" * 200_000, encoding="utf-8")
    (folder / "b.jsonl").write_text("[" * 200_000 + "\n" + json.dumps(ROW), encoding="utf-8")
    read_, rejected = names(folder)
    assert read_ == ["b.jsonl#2"]
    assert {row.code for row in rejected.values()} == {"broken-json"}
