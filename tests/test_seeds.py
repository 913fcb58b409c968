"""The five articles are those that were received, and reading them gives what a careful reader finds."""

import datetime as dt
import hashlib
import re
from pathlib import Path

import pytest

SEEDS = Path(__file__).parents[1] / "seeds"
README = (SEEDS / "README.md").read_text(encoding="utf-8")
SUMS = dict(re.findall(r"`(\d{3}_\w+\.txt)`.*`([0-9a-f]{64})`", README))
JAKARTA = dt.timezone(dt.timedelta(hours=7))


def at(year, month, day, hour, minute, second=0, zone=dt.UTC):
    return dt.datetime(year, month, day, hour, minute, second, tzinfo=zone).astimezone(dt.UTC)


EXPECTED = {
    "000": {
        "outlet": "Tempo",
        "title": "Temui Teten, Bos Tokopedia Curhat soal Ekspor hingga Izin UMKM",
        "url": "https://bisnis.tempo.co/read/1268148/temui-teten-bos-tokopedia-curhat-soal-ekspor-hingga-izin-umkm",
        "date": dt.date(2019, 11, 4),
        "published": at(2019, 11, 4, 8, 4, 50),
        "published_precision": "second",
        "published_from": "header",
        "authors": ["Francisca Christy Rosana", "Rr. Ariyani Yakti Widyastuti"],
        "editor": None,
        "place": "Jakarta",
        "partial": False,
    },
    "001": {
        "outlet": None,
        "title": None,
        "url": None,
        "date": dt.date(2023, 7, 26),
        "published": None,
        "published_precision": "day",
        "published_from": "body",
        "authors": [],
        "editor": None,
        "place": None,
        "partial": False,
    },
    "002": {
        "outlet": "Bisnis.com",
        "title": "Dibanjiri Produk Impor, Menkop UKM Minta E-Commerce Empati ke UMKM",
        "url": None,
        "date": dt.date(2023, 9, 14),
        "published": None,
        "published_precision": "day",
        "published_from": "body",
        "authors": ["Dwi Rachmawati"],
        "editor": "Pandu Gumilar",
        "place": "Jakarta",
        "partial": False,
    },
    "003": {
        "outlet": "RM.ID",
        "title": "Gandeng Asephi, Menteri Teten Berantas Produk Impor Yang Rugikan UMKM Lokal",
        "url": None,
        "date": dt.date(2023, 9, 29),
        "published": at(2023, 9, 29, 21, 0, zone=JAKARTA),
        "published_precision": "minute",
        "published_from": "header",
        "authors": [],
        "editor": None,
        "place": None,
        "partial": True,
    },
    "004": {
        "outlet": "CNN Indonesia",
        "title": "UMKM dan 56 Pengusaha Kakap Teken Kerja Sama Rp1,5 T",
        "url": None,
        "date": dt.date(2021, 1, 18),
        "published": at(2021, 1, 18, 10, 5, zone=JAKARTA),
        "published_precision": "minute",
        "published_from": "header",
        "authors": [],
        "editor": "aud/bir",
        "place": "Jakarta",
        "partial": False,
    },
}

ROLES = {
    "000": ["title", "date", "byline", "navigation", *["body"] * 8],
    "001": ["body"] * 7,
    "002": [
        *[
            "promo",
            "title",
            "standfirst",
            "caption",
            "caption",
            *["body"] * 11,
            "promo",
            "byline",
            "editor",
            "navigation",
        ],
        *[
            "promo",
            "related",
            "navigation",
            "navigation",
            "promo",
            "promo",
            "navigation",
            "promo",
            "navigation",
            "promo",
        ],
        *["navigation", "promo", "promo"],
    ],
    "003": [
        *["navigation", "title", "date", "caption", "caption", "navigation", *["body"] * 3, "related", *["body"] * 3],
        *["related", *["body"] * 3, "related", "body", "promo", "promo"],
    ],
    "004": ["title", "date", "caption", "dateline", *["body"] * 12, "related", "editor", *["navigation"] * 3],
}


def test_the_readme_lists_every_seed():
    assert sorted(SUMS) == sorted(path.name for path in SEEDS.glob("*.txt"))
    assert len(SUMS) == 5


@pytest.mark.parametrize("name", SUMS)
def test_seeds_are_as_received(name):
    assert hashlib.sha256((SEEDS / name).read_bytes()).hexdigest() == SUMS[name]


@pytest.mark.parametrize("seed", EXPECTED)
def test_metadata(seeds, seed):
    row = next(row for row in seeds.articles.iter_rows(named=True) if row["source"].startswith(seed))
    assert {column: row[column] for column in EXPECTED[seed]} == EXPECTED[seed]


@pytest.mark.parametrize("seed", ROLES)
def test_roles(seeds, seed):
    article = next(row["article_id"] for row in seeds.articles.iter_rows(named=True) if row["source"].startswith(seed))
    rows = [row for row in seeds.segments.iter_rows(named=True) if row["article_id"] == article]
    assert [row["role"] for row in rows if row["role"] != "empty"] == ROLES[seed]
    assert not any(row["text"].strip() for row in rows if row["role"] == "empty")


def test_the_text_is_the_file(seeds):
    for row in seeds.articles.iter_rows(named=True):
        assert row["text"] == (SEEDS / row["source"]).read_bytes().decode("utf-8")


def test_the_rule_that_chose_the_date_is_recorded(seeds):
    rules = seeds.segments.filter(role="date")["rule"].to_list()
    assert len(rules) == 3
    assert all("stamp" in rule for rule in rules)


def test_nothing_is_rejected_or_double(seeds):
    assert seeds.rejected.is_empty()
    assert seeds.duplicates.is_empty()
