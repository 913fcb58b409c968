"""Copies: the same words, another headline, a cut tail, another paper."""

import random

import polars as pl
import pytest

from umkm_research.reading import find_duplicates, read

WORDS = [
    "harga",
    "kopi",
    "petani",
    "pupuk",
    "ekspor",
    "impor",
    "pasar",
    "pabrik",
    "gula",
    "beras",
    "menteri",
    "bupati",
    "desa",
    "panen",
    "musim",
    "tanah",
    "air",
    "jalan",
    "kapal",
    "kota",
]


def story(seed, length=300):
    chosen = random.Random(seed)
    return " ".join(chosen.choice(WORDS) + str(chosen.randrange(40)) for _ in range(length))


def frame(*rows):
    data = [(f"a{n}", str(hash(body)), outlet, body) for n, (outlet, body) in enumerate(rows)]
    schema = {"article_id": pl.String, "content_id": pl.String, "outlet": pl.String, "body": pl.String}
    return pl.DataFrame(data, schema=schema, orient="row")


def test_the_same_words_whatever_their_case_and_marks():
    found = find_duplicates(frame(("Tempo", "Harga kopi naik, kata petani."), (None, "HARGA kopi naik — kata petani")))
    assert found.rows() == [("a1", "a0", 1.0, "same")]


def test_wire_copy_and_reprint():
    body = story(1)
    cut = " ".join(body.split()[:180])
    changed = "Judul lain sama sekali di sini. " + body
    found = find_duplicates(frame(("Antara", body), ("Tempo", cut), ("Antara", changed), ("Tempo", story(2))))
    assert found.select("article_id", "duplicate_of", "kind").rows() == [("a1", "a0", "wire"), ("a2", "a0", "reprint")]
    assert found["similarity"].is_between(0.5, 1.0).all()


def test_two_stories_on_one_event_are_none():
    quotation = " ".join(story(3).split()[:40])
    found = find_duplicates(frame(("Tempo", story(4) + quotation), ("Kompas.com", story(5) + quotation)))
    assert found.is_empty()


def test_a_chain_leads_to_the_first():
    words = story(6).split()
    rows = [("Tempo", " ".join(words[n * 12 :])) for n in range(4)]
    assert set(find_duplicates(frame(*rows))["duplicate_of"]) == {"a0"}


@pytest.mark.parametrize("copies", [3, 120])
def test_many_copies_take_one_row_each(copies):
    body = story(7)
    rows = [("Tempo", body + " " + story(100 + n, 8)) for n in range(copies)]
    found = find_duplicates(frame(*rows))
    assert found.height == copies - 1
    assert set(found["duplicate_of"]) == {"a0"}


def test_short_texts_are_compared_whole_alone():
    assert find_duplicates(
        frame(("Tempo", "Harga kopi naik hari ini."), ("Tempo", "Harga kopi naik hari itu."))
    ).is_empty()
    assert find_duplicates(frame()).is_empty()


def test_reading_a_folder_finds_them(tmp_path):
    text = "JAKARTA - Harga kopi naik dua kali lipat, kata petani. " * 3
    (tmp_path / "a.txt").write_text(text, encoding="utf-8")
    (tmp_path / "b.txt").write_text(text, encoding="utf-8")
    tables = read([tmp_path])
    by = dict(tables["articles"].select("article_id", "source").iter_rows())
    assert [(by[row[0]], by[row[1]]) for row in tables["duplicates"].rows()] == [("b.txt", "a.txt")]
