"""Stems: Sastrawi's own, and ours."""

import random
import re
import time
from functools import cache

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from Sastrawi.Stemmer.StemmerFactory import StemmerFactory

from umkm_research.language import (
    compare_analyses,
    explain_stem,
    restem,
    stem,
    stem_audit,
    stem_with,
    stems,
)
from umkm_research.language.cache import LEAST, _store, cache_file, stem_table
from umkm_research.language.morphology import analyses
from umkm_research.language.roots import Roots, roots
from umkm_research.language.sastrawi import dictionary, stem_like_sastrawi
from umkm_research.language.stems import LONGEST, exceptions, names, resolve
from umkm_research.language.weights import learn, likeliest, load_weights, write_weights
from umkm_research.lexicon import read_tsv

PREFIXES = [
    "me",
    "mem",
    "men",
    "meng",
    "menge",
    "meny",
    "mempe",
    "memper",
    "ber",
    "be",
    "ter",
    "te",
    "pe",
    "per",
    "pem",
    "pen",
    "peng",
    "peny",
    "penge",
    "di",
    "ke",
    "se",
    "ku",
    "kau",
    "diper",
    "keber",
    "keter",
]
SUFFIXES = ["kan", "i", "an", "nya", "lah", "kannya", "isasi", "isme", "annya", "ku", "mu", "pun", "-nya", "kah", "is"]


@cache
def public():
    """PySastrawi as its factory makes it."""
    return StemmerFactory().create_stemmer()


def made_up_forms(number):
    """Forms of every prefix and suffix around roots, some with their first letter gone, some doubled."""
    dice = random.Random(4)
    forms = set()
    words = dice.sample(sorted(dictionary()), number)
    for word in words:
        root = word[1:] if dice.random() < 0.4 else word
        forms.add(dice.choice(["", *PREFIXES]) + root + dice.choice(["", *SUFFIXES]))
        if dice.random() < 0.2:
            forms.add(f"{word}-{dice.choice(['', *PREFIXES])}{word}{dice.choice(['', *SUFFIXES])}")
    return sorted(forms)


def test_without_exceptions_the_stem_is_sastrawis(seeds):
    words = set(re.findall(r"[a-z0-9]+(?:-[a-z0-9]+)*", " ".join(seeds.articles["text"]).lower()))
    forms = made_up_forms(6000) + sorted(words)
    wrong = [form for form in forms if public().stem(form) != stem_like_sastrawi(form)]
    assert len(forms) > 6000
    assert wrong == []


@given(st.text(alphabet="abdegiklmnprstuy-", max_size=14))
def test_any_letters_give_sastrawis_stem(word):
    assert stem_like_sastrawi(word) == public().stem(word)


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("mengemas", "kemas"), ("berempati", "empati"), ("menyepakati", "sepakat"), ("perbankan", "bank"),
        ("perpajakan", "pajak"), ("penyelidikan", "selidik"), ("bali", "bali"), ("relawan", "relawan"),
        ("Bekasi", "bekasi"), ("Maluku", "maluku"), ("Pekalongan", "pekalongan"), ("menikah", "nikah"),
        ("memasuki", "masuk"), ("kerusakan", "rusak"), ("mengalami", "alam"), ("wartawannya", "wartawan"),
        ("mempertanggungjawabkan", "tanggungjawab"), ("ketidakpastian", "pasti"), ("penyalahgunaan", "salahguna"),
        ("standardisasi", "standardisasi"), ("mengkapitalisasi", "kapitalisasi"), ("pelajaran", "ajar"),
        ("apakah", "apa"), ("perundang-undangan", "undang"), ("kehati-hatian", "hati"), ("sayur-mayur", "sayur"),
        ("porak-poranda", "porak-poranda"), ("buah-buahan", "buah"), ("berancang-ancang", "ancang"),
        ("di-PHK-kan", "phk"), ("se-Indonesia", "indonesia"), ("UMKM-nya", "umkm"), ("1990-an", "1990"),
        ("Jum’at", "jumat"), ("café", "café"), ("e-commerce", "e-commerce"), ("Ma'ruf", "ma'ruf"),
        ("tiktok", "tiktok"), ("pemrosesan", "proses"), ("mengebom", "bom"), ("bekerja", "kerja"),
        ("terlantar", "telantar"), ("sekitarnya", "sekitar"), ("merubah", "ubah"), ("", ""), ("-", "-"),
    ],
)  # fmt: skip
def test_stem(word, expected):
    assert stem(word) == expected


def test_what_sastrawi_makes_of_them_stays_to_be_had():
    assert stem("perbankan", exceptions=False) == "perban"
    assert stems(["bali", "bali"], exceptions=False) == {"bali": "bal"}


@pytest.mark.parametrize(
    "word", ["-" * 40_000, "a" * 100_000, "di(a+)+b" + "a" * 40 + "kan", "\x00", "😀", "كتاب", "汉字", "a\nb"]
)
@pytest.mark.parametrize("mended", [True, False])
def test_strange_input_neither_breaks_nor_hangs(word, mended):
    began = time.perf_counter()
    assert isinstance(stem(word, exceptions=mended), str)
    assert time.perf_counter() - began < 1


@given(st.text(max_size=LONGEST))
def test_a_stem_is_lower_case_and_its_own_rule_is_said(word):
    found = resolve(word)
    assert found.rule
    assert found.stem == found.stem.lower() or found.rule == "unknown"


def test_every_listed_exception_is_needed_and_has_a_reason():
    rows = read_tsv("stems/exceptions.tsv")
    assert len({row["form"] for row in rows}) == len(rows)
    assert all(row["reason"] and row["source"] for row in rows)
    for form, wanted in exceptions().items():
        if form.isalpha():
            analysis = likeliest(form)
            assert form in roots().every or analysis is None or analysis.stem != wanted, form


def test_every_changed_root_changes_something():
    ours = roots()
    for row in read_tsv("stems/roots.tsv"):
        word, change = row["root"], row["change"]
        assert row["reason"]
        assert row["source"]
        assert (word in dictionary()) == (change != "add"), word
        assert (word in ours.affixed) == (change == "add"), word


def test_provinces_regencies_and_cities_stay_whole():
    rows = read_tsv("language/places.tsv")
    assert len([row for row in rows if row["kind"] == "province"]) == 38
    assert len([row for row in rows if row["kind"] != "province"]) == 514
    single = [row["place"].lower() for row in rows if row["place"].isalpha()]
    assert [place for place in single if stem(place) != place] == []
    assert {"bali", "bekasi", "maluku", "pekalongan"} <= names()


def test_weights_are_learned_from_frequencies_alone():
    words = Roots(*[frozenset(("tulis", "nulis", "ambil"))] * 2, frozenset())
    weights = learn({"tulis": 90.0, "menulis": 80.0, "ditulis": 50.0, "mengambil": 9.0, "nulis": 0.1}, words)
    assert min(analyses("menulisi", words.affixed), key=weights.cost).root == "tulis"
    assert load_weights().affixes["meN-kan"] < load_weights().affixes["ter-kan"]


def test_learned_weights_are_written_and_read_alike(tmp_path, monkeypatch):
    words = Roots(*[frozenset(("tulis", "ambil"))] * 2, frozenset())
    weights = learn({"tulis": 90.0, "menulis": 80.0, "mengambil": 9.0}, words)
    (tmp_path / "stems").mkdir()
    write_weights(weights, tmp_path / "stems" / "weights.tsv", "A list of three forms.")
    monkeypatch.setattr("umkm_research.lexicon.DATA", tmp_path)
    read_tsv.cache_clear()
    load_weights.cache_clear()
    try:
        assert load_weights().root["tulis"] == pytest.approx(weights.root["tulis"], abs=0.01)
        assert load_weights().unseen.keys() == weights.unseen.keys()
    finally:
        monkeypatch.undo()
        read_tsv.cache_clear()
        load_weights.cache_clear()


def test_explained_steps_lead_from_the_word_to_its_stem():
    for word in (
        "mempertanggungjawabkannya",
        "pembelajaran",
        "ketidakmampuan",
        "menyepakati",
        "menikahkanlah",
        "mengebom",
        "bukunya",
    ):
        steps = explain_stem(word)
        assert steps["before"][0] == word
        assert steps["after"][-1] == stem(word)
        assert steps["before"].to_list()[1:] == steps["after"].to_list()[:-1]
    assert explain_stem("bali")["kind"].to_list() == ["name"]
    assert explain_stem("tiktok")["kind"].to_list() == ["unknown"]
    assert explain_stem("perbankan", exceptions=False)["after"][-1] == "perban"


def test_analyses_are_shown_with_their_probabilities():
    data = compare_analyses("memasuki")
    assert data["root"][0] == "masuk"
    assert data["probability"].sum() == pytest.approx(1, abs=0.01)
    assert compare_analyses("tiktok").height == 0


def test_the_audit_lists_where_stemmers_disagree(seeds):
    data = stem_audit(seeds.tokens)
    assert data.columns == ["form", "count", "snowball", "sastrawi", "ours", "rule", "differs"]
    assert data["count"].is_sorted(descending=True)
    assert data.filter((pl.col("ours") == pl.col("sastrawi")) & (pl.col("ours") == pl.col("snowball"))).height == 0
    none = restem(seeds.tokens, "none")
    words = none.filter(pl.col("kind") == "word")
    assert none.columns == seeds.tokens.columns
    assert words["term"].n_unique() > seeds.tokens.filter(pl.col("kind") == "word")["term"].n_unique()
    with pytest.raises(ValueError, match="no stemmer"):
        stem_with("porter", "makan")


def test_the_disk_cache_gives_what_would_be_computed(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    monkeypatch.setenv("UMKM_CACHE", "on")
    forms = pl.Series(made_up_forms(LEAST + 500))
    first = stem_table(forms)
    file = cache_file()
    assert file is not None
    assert file.is_file()
    _store.cache_clear()
    again = stem_table(forms)
    assert again.equals(first)
    assert first["stem"].to_list() == [stem(form) for form in forms]
    file.write_bytes(b"torn")
    _store.cache_clear()
    assert stem_table(forms[:5]).equals(first[:5])


def test_the_disk_cache_can_be_switched_off(monkeypatch, tmp_path):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    monkeypatch.setenv("UMKM_CACHE", "off")
    assert cache_file() is None
    assert stem_table(pl.Series(made_up_forms(LEAST + 500))).height > LEAST
    assert list(tmp_path.iterdir()) == []


def test_a_new_form_takes_at_most_a_fifth_of_sastrawis_time(record_property):
    forms = made_up_forms(1500)
    resolve("mengambil")
    times = []
    for work in (resolve, stem_like_sastrawi, StemmerFactory().create_stemmer().stem):
        began = time.perf_counter()
        for form in forms:
            work(form)
        times.append(time.perf_counter() - began)
    ours, port, theirs = (1e6 * seconds / len(forms) for seconds in times)
    record_property(
        "speed",
        f"{'stems of new forms':22} {ours:8.1f} µs a form; Sastrawi's rules {port:.1f}, PySastrawi {theirs:.1f}",
    )
    assert port < theirs / 5
    assert ours < theirs / 5


def test_stems_are_joined_back_faster_than_words_are_stemmed_one_by_one(record_property, tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    monkeypatch.setenv("UMKM_CACHE", "on")
    forms = made_up_forms(4000)
    tokens = pl.DataFrame(
        {"form": random.Random(5).choices(forms, [1 / rank for rank in range(1, len(forms) + 1)], k=150_000)}
    )
    distinct = tokens["form"].unique(maintain_order=True)

    def timed(work):
        began = time.perf_counter()
        work()
        return time.perf_counter() - began

    def join():
        _store.cache_clear()
        return tokens.join(stem_table(distinct), on="form", how="left", maintain_order="left")

    resolve("mengambil")
    stemmer = StemmerFactory().create_stemmer()
    cold, warm = timed(join), min(timed(join), timed(join))
    factory = timed(lambda: [stemmer.stem(form) for form in tokens["form"]])
    record_property(
        "speed",
        f"{'stem and join 150,000':22} {cold:8.3f} s cold, {warm:.3f} s warm; PySastrawi's factory {factory:.2f} s",
    )
    assert factory > 4 * cold
    assert factory > 20 * warm
