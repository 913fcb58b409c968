"""Tokens: where they begin and end, what kind they are, what is counted."""

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from umkm_research.language import load_terms, split, stop_words, tokenise
from umkm_research.schemas import SCHEMAS, Article, Segment, check, frame


def tables(*texts, holes=()):
    """Articles and segments whose whole text is body, a paragraph a line; ``holes`` are cut out of the first."""
    articles, segments = [], []
    for number, text in enumerate(texts):
        key, at = f"{number:016x}", 0
        for line, words in enumerate(text.split("\n")):
            parts = [(at, at + len(words))]
            if number == 0:
                for start, end in holes:
                    parts = [(parts[0][0], start), (end, parts[-1][1])]
            segments += [Segment(key, s, e, line, "body", "test", text[s:e]) for s, e in parts if words.strip()]
            at += len(words) + 1
        articles.append(
            Article(key, key, "a", text, text, None, None, None, None, None, None, None, [], None, None, False, 1)
        )
    return frame("articles", articles), frame("segments", segments)


def tokens_of(*texts, **options):
    articles, segments = tables(*texts)
    return tokenise(split(articles, segments), articles, **options)


def forms(text, kind=None):
    data = tokens_of(text)
    return (data if kind is None else data.filter(pl.col("kind") == kind))["form"].to_list()


@pytest.mark.parametrize(
    "word",
    [
        "barang-barang", "sayur-mayur", "porak-poranda", "rumahnya", "se-Indonesia", "1990-an", "di-PHK-kan",
        "e-commerce", "Jum’at", "Ma'ruf", "café", "Covid-19", "UMKM-nya", "ke-5", "4G", "D2C", "S.E.", "M.M.", "Rr.",
        "APBN-P", "Undang-Undang", "Al-Azhar", "https://contoh.id/a?b=1", "Kontan.co.id", "@kemenkopukm", "#banggaumkm",
        "17:45", "26/7/2023", "56%", "2,5", "1.500.000", "naïve", "日本語", "العربية",
    ],
)  # fmt: skip
def test_stays_one_token(word):
    assert word.lower() in forms(f"Kata mereka, {word} itu ada")


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("Rp1,5 T", ["rp", "1,5", "t"]),
        ("US$10", ["us", "$", "10"]),
        ("Indonesia-China", ["indonesia", "-", "china"]),
        ("Januari-Maret", ["januari", "-", "maret"]),
        ("Moody's", ["moody", "'", "s"]),
        ("dan/atau", ["dan", "/", "atau"]),
        ("(AS).", ["(", "as", ")", "."]),
        ("56 persen", ["56", "persen"]),
        ("R&D AT&T naik&nbsp;lagi", ["r&d", "at&t", "naik", "&nbsp;", "lagi"]),
    ],
)
def test_is_cut(text, parts):
    assert forms(f"nilai {text}")[1:] == parts


def test_kinds_follow_from_the_neighbours():
    data = tokens_of(
        "pada Rabu (26/7) pukul 10.30 WIB, 4 November 2019, ekspor naik 56 persen menjadi Rp1,5 T, US$7 atau 3 kapal"
    )
    kinds = dict(zip(data["form"], data["kind"], strict=True))
    assert {kinds[form] for form in ("26/7", "4", "november", "2019")} == {"date"}
    assert kinds["10.30"] == "time"
    assert kinds["56"] == "percent"
    assert {kinds[form] for form in ("rp", "1,5", "t", "us", "$", "7")} == {"money"}
    assert kinds["3"] == "number"
    assert kinds["("] == "punctuation"


def test_a_capital_inside_a_sentence_shows_a_name():
    data = tokens_of("Menteri Perdagangan membahas perdagangan di Pekalongan. Pekalongan maju. Perdagangan naik.")
    found = dict(zip(zip(data["form"], data["kind"], strict=True), data["stem"], strict=True))
    assert found["perdagangan", "name"] == "perdagangan"
    assert found["perdagangan", "word"] == "dagang"
    assert found["pekalongan", "name"] == "pekalongan"
    assert ("menteri", "word") in found


def test_a_word_at_the_start_of_a_sentence_is_a_name_where_the_article_has_it_as_one():
    first = tokens_of("Kata Sukarni, itu benar. Sukarni pergi.").filter(pl.col("form") == "sukarni")
    assert first["kind"].to_list() == ["name", "name"]
    assert first["stem"].to_list() == ["sukarni", "sukarni"]


def test_function_words_with_a_capital_are_no_names():
    assert forms("Di sini Ia bicara. Dan Itu Ada.", "name") == []


def test_capitals_say_nothing_where_all_are_capitals():
    data = tokens_of("PERDAGANGAN NAIK TAJAM")
    assert data["stem"].to_list() == ["dagang", "naik", "tajam"]


def test_capitals_say_nothing_in_a_heading():
    data = tokens_of("Cara Mengurus Perizinan Usaha Kuliner\nIa mengurus perizinan di Kementerian Perdagangan.")
    assert data["stem"].to_list()[:5] == ["cara", "urus", "izin", "usaha", "kuliner"]
    assert data["stem"].to_list()[-3:] == ["kementerian", "perdagangan", "."]


def test_the_unit_of_sentences_with_a_hole_keeps_exact_places():
    text = "Impor naik Baca juga: Impor naik lagi tajam sekali. Ekspor turun."
    articles, segments = tables(text, holes=[(11, 38)])
    sentences = split(articles, segments)
    assert sentences["text"].to_list() == ["Impor naik tajam sekali.", "Ekspor turun."]
    data = tokenise(sentences, articles)
    assert data["form"].to_list() == ["impor", "naik", "tajam", "sekali", ".", "ekspor", "turun", "."]
    assert all(text[start:end].lower() == form for start, end, form in data.select("start", "end", "form").iter_rows())


def test_terms_apply_families_and_keeps_and_can_be_switched():
    text = "para importir dan eksportir menilai kebijakannya bijak, kata pelaku"
    data = tokens_of(text)
    terms = dict(zip(data["form"], data["term"], strict=True))
    assert (terms["importir"], terms["eksportir"]) == ("impor", "ekspor")
    assert (terms["kebijakannya"], terms["bijak"], terms["pelaku"]) == ("kebijakan", "bijak", "pelaku")
    plain = tokens_of(text, terms=None)
    assert plain["term"].to_list() == plain["stem"].to_list()
    assert "kebijakan" in load_terms()


def test_a_word_written_twice_counts_as_the_word():
    data = tokens_of("para pelaku-pelaku usaha")
    assert data.row(1, named=True)["stem"] == "laku"
    assert data.row(1, named=True)["term"] == "pelaku"


@pytest.mark.parametrize(
    ("text", "stem"),
    [
        ("kalangan beruang membeli saham", "uang"),
        ("seekor beruang masuk hutan", "beruang"),
        ("peternak memerah sapi", "perah"),
        ("wajahnya memerah karena marah", "merah"),
    ],
)
def test_the_sentence_tells_homographs_apart(text, stem):
    data = tokens_of(text)
    assert data.filter(pl.col("form").is_in(["beruang", "memerah"]))["stem"].to_list() == [stem]


def test_stop_words_are_two_lists():
    assert {"yang", "dan", "di"} <= stop_words(news=False)
    assert {"wib", "pungkasnya"} <= stop_words() - stop_words(news=False)
    assert tokens_of("ekspor yang naik")["is_stopword"].to_list() == [False, True, True]


def test_empty_tables_give_empty_tables():
    articles, segments = tables()
    data = tokenise(split(articles, segments), articles)
    assert data.height == 0
    assert data.schema == SCHEMAS["tokens"]


def test_the_seeds_have_exact_places(seeds):
    texts = dict(seeds.articles.select("article_id", "text").iter_rows())
    data = check("tokens", tokenise(seeds.sentences, seeds.articles))
    assert data.height > 1500
    for article, start, end, form in data.select("article_id", "start", "end", "form").iter_rows():
        assert texts[article][start:end].lower() == form


@settings(max_examples=60, deadline=None)
@given(st.lists(st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=60), max_size=4))
def test_tokens_lie_where_they_say_and_cover_all_that_is_not_blank(texts):
    articles, segments = tables(*texts)
    sentences = split(articles, segments)
    data = check("tokens", tokenise(sentences, articles))
    by_key = dict(articles.select("article_id", "text").iter_rows())
    for row in sentences.iter_rows(named=True):
        own = data.filter(pl.col("sentence_id") == row["sentence_id"])
        text = by_key[row["article_id"]]
        covered = "".join(text[start:end] for start, end in own.select("start", "end").iter_rows())
        assert "".join(covered.split()) == "".join(text[row["start"] : row["end"]].split())


@pytest.mark.parametrize(
    "text", ["-" * 40_000, "a" * 100_000, "a-" * 30_000, "😀" * 10_000, "a\x00b" * 1_000, "di(a+)+b" * 500]
)
def test_strange_text_takes_no_long_time(text):
    assert tokens_of(text).height >= 1
