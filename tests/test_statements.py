"""What is a statement, of which kind, and where it begins and ends."""

import json
import time
from importlib import resources

import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from umkm_research.errors import SchemaError
from umkm_research.schemas import SCHEMAS, Article, Segment, Sentence, frame
from umkm_research.statements import explain, find_statements
from umkm_research.text.sentences import split_sentences


def find(text):
    """Both tables of one text, a paragraph a line."""
    sentences = []
    start = 0
    for paragraph, line in enumerate(text.split("\n")):
        for span in split_sentences(text, start, start + len(line)):
            number = len(sentences)
            sentences.append(Sentence("a", *span, f"a-{number:04d}", paragraph, number, span.of(text)))
        start += len(line) + 1
    article = Article("a", "c", "a.txt", text, text, *[None] * 7, [], None, None, False, len(text.split()))
    segments = frame("segments", [Segment("a", 0, len(text), 0, "body", "text", text)])
    return find_statements(frame("articles", [article]), segments, frame("sentences", sentences))


def kinds(text):
    statements, _ = find(text)
    return statements.filter(~pl.col("continuation"))["quote_type"].to_list()


SAYS = "Menteri Rina Hartati meminta impor diatur. "


@pytest.mark.parametrize(
    "text",
    [
        "Rina Hartati mengatakan harga naik.",
        "Rina Hartati juga mengatakan bahwa harga naik.",
        "Rina Hartati di Jakarta, Senin (5/2), mengatakan harga naik.",
        "Rina Hartati yang ditemui di Solo mengakui harga naik.",
        "Menurut Rina Hartati, harga naik.",
        "Harga naik, kata Rina Hartati, karena ongkos kirim.",
        "Untuk itu kata Rina Hartati, harga harus turun.",
        "Disampaikan Rina Hartati, harga naik.",
        "Rina Hartati optimistis harga turun.",
        "Rina Hartati tak menampik harga naik.",
        "Rina Hartati tidak setuju harga dinaikkan.",
        "Menurut data Badan Pusat Statistik, harga naik.",
        "Data Kementerian Perdagangan mencatat harga naik.",
        "Berdasarkan data Badan Pusat Statistik, harga naik.",
        "Dalam akun TikTok @toko_batik, diceritakan harga naik.",
        "Para pedagang berharap harga turun.",
        "Beijing menegaskan tarif akan dibalas.",
    ],
)
def test_indirect_statements(text):
    assert kinds(text) == ["indirect"]


@pytest.mark.parametrize(
    "text",
    [
        "Harga batik naik tahun ini.",
        "Rina Hartati belum menjelaskan kapan harga turun.",
        "Rina Hartati tidak akan menyebutkan harga itu.",
        "Menurut aturan, impor harus tercatat.",
        "Program itu mendorong perajin naik kelas.",
        "Berdasarkan pantauan Kompas.com, harga naik.",
        'Rina Hartati membuka toko "Batik Kita" di Solo.',
        "Kata kunci dari ekspor adalah mutu.",
        "Rina Hartati mengumumkan kebijakan tarif baru.",
    ],
)
def test_what_is_no_statement(text):
    assert kinds(text) == []


@pytest.mark.parametrize(
    ("text", "want"),
    [
        ('"Harga naik tajam," kata Rina Hartati.', ["direct"]),
        ('Rina Hartati berkata, "Harga naik tajam."', ["direct"]),
        ('Rina Hartati menegaskan: "Harga naik tajam."', ["direct"]),
        ('"Harga naik," kata Rina Hartati. "Pembeli turun tajam."', ["direct", "direct"]),
        ('Rina Hartati menyebut "lapangan yang rata" harus ada.', ["mixed"]),
        ('Rina Hartati menilai harga naik. "Pembeli turun tajam," ujarnya.', ["indirect", "direct"]),
        ('Pasar itu sepi. "Pembeli turun tajam," kata Rina Hartati.', ["direct"]),
    ],
)
def test_quote_types(text, want):
    assert kinds(text) == want


def test_direct_statement_spans_its_marks_and_holds_several_sentences():
    text = '"Harga naik. Pembeli turun," kata Rina Hartati kepada wartawan.'
    statements, _ = find(text)
    row = statements.row(0, named=True)
    assert text[row["start"] : row["end"]] == row["text"] == '"Harga naik. Pembeli turun,"'
    assert text[row["cue_start"] : row["cue_end"]] == row["cue"] == "kata"


def test_quotation_without_a_cue_belongs_to_the_paragraph():
    statements, _ = find(SAYS + '"Ini baru pertemuan pertama."')
    assert statements["speakers"].to_list() == [["Rina Hartati"], ["Rina Hartati"]]
    assert statements["rule"].to_list()[1] == "quotation/no-cue"


def test_a_sentence_that_goes_on_is_a_continuation():
    statements, _ = find(SAYS + "Impor murah membuat perajin berhenti berproduksi.")
    assert statements["continuation"].to_list() == [False, True]


def test_a_sentence_about_somebody_else_is_not():
    statements, _ = find(SAYS + "Pengusaha Budi Hartono membuka toko baru di Solo.")
    assert statements["continuation"].to_list() == [False]


def test_the_one_who_is_quoted_by_the_speaker():
    statements, _ = find("Ketua APB Rina Hartati mengatakan harga naik, menurut Budi Hartono, karena ongkos kirim.")
    assert statements.select("speakers", "quoted_source").row(0) == (["Rina Hartati"], "Budi Hartono")


def test_the_one_who_is_quoted_inside_a_quotation():
    text = SAYS + '"Pedagang datang ke sini, mereka bilang sudah tidak laku," ujar Budi Hartono.'
    assert find(text)[0]["quoted_source"].to_list() == [None, "Pedagang"]
    text = SAYS + '"Bu Rina sampaikan jangan menaikkan harga lagi," ujar Budi Hartono.'
    assert find(text)[0]["quoted_source"].to_list() == [None, "Rina Hartati"]


def test_glued_words_are_read():
    statements, _ = find("Menteri Perdagangan Rina Hartatimengatakan harga naik.")
    assert statements["speakers"].to_list() == [["Rina Hartati"]]


def test_explain_names_sentence_cue_rule_and_chain():
    text = SAYS + "Ia berharap perajin bangkit."
    statements, speakers = find(text)
    sentences = [Sentence("a", 43, len(text), "a-0001", 0, 1, text[43:])]
    article = Article("a", "c", "a.txt", text, text, *[None] * 7, [], None, None, False, 10)
    corpus = {
        "articles": frame("articles", [article]),
        "sentences": frame("sentences", sentences),
        "statements": statements,
        "speakers": speakers,
    }
    said = explain("a-q0001", corpus)
    for part in ("Ia berharap perajin bangkit.", "berharap: hope", "by pronoun", 'role "Menteri"', "a-q0000"):
        assert part in said
    with pytest.raises(SchemaError, match="a-q0099"):
        explain("a-q0099", corpus)


def gold():
    path = resources.files("umkm_research") / "data" / "gold" / "coding.jsonl"
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def _lower(coded):
    return [name.lower() for name in coded["speakers"]]


def test_the_five_articles_as_they_were_coded(seeds):
    sources = {source.removesuffix(".txt"): aid for aid, source in seeds.articles.select("article_id", "source").rows()}
    found = seeds.statements.filter(~pl.col("continuation"))
    right = missed = extra = 0
    wrong = []
    for coded in gold():
        start, end = coded["start"], coded["end"]
        rows = found.filter(
            (pl.col("article_id") == sources[coded["article"]]) & (pl.col("start") < end) & (pl.col("end") > start)
        )
        if coded["statement"] == "yes":
            right, missed = right + bool(rows.height), missed + (not rows.height)
            names = {name.lower() for speakers in rows["speakers"] for name in speakers}
            if rows.height and not all(any(one in other or other in one for other in names) for one in _lower(coded)):
                wrong.append((coded["article"], coded["n"], sorted(names), coded["speakers"]))
        elif coded["statement"] == "no" and coded["role"] == "body":
            inside = rows.filter((pl.col("start") >= start) & (pl.col("end") <= end))
            extra += bool(inside.height)
    assert 2 * right / (2 * right + missed + extra) >= 0.98
    assert wrong == []


@pytest.mark.parametrize("name", ["statements", "speakers"])
def test_an_article_without_speech_gives_empty_tables_with_their_types(name):
    tables = dict(zip(("statements", "speakers"), find("Harga batik naik tahun ini."), strict=True))
    assert tables[name].is_empty()
    assert tables[name].schema == SCHEMAS[name]


@pytest.mark.parametrize(
    "text",
    [
        "The minister said prices would rise. “They will,” she added.",
        "No\tNama\tOmzet\n1\tA\t10\n2\tB\t20",
        "MENTERI KOPERASI MENGATAKAN HARGA NAIK",
        "kata kata kata kata",
        '""""""',
        "— – … !!! ((( )))",
    ],
)
def test_odd_texts_do_no_harm(text):
    _, speakers = find(text)
    assert speakers["name"].is_not_null().all()


@pytest.mark.parametrize(
    "part",
    ["“", '" ', "kata ", "Andi ", "MENTERI ", "Menteri Koperasi ", "(a ", "Budi mengatakan ", "Kepala Dinas A, "],
)
def test_traps_take_linear_time(part):
    start = time.process_time()
    find(part * 5_000)
    assert time.process_time() - start < 3


WORDS = [
    "Menteri",
    "Rina",
    "Hartati",
    "mengatakan",
    "kata",
    "ujarnya",
    ",",
    ".",
    "“",
    "”",
    '"',
    "(",
    ")",
    "dan",
    "ia",
    "PT",
    "Maju",
    "menurut",
    "yang",
    "di",
    "para",
    "F.",
    "2,5",
    "Kepala",
    "Dinas",
    "Kota",
    "anggota",
    "seorang",
    "selaku",
    "atau",
    "SYL",
    "Dr.",
    "itu",
    "tulis",
    "data",
    "dari",
    "berdasarkan",
    "Komisaris",
    "Besar",
    "S.E.",
    "menyambut",
    "Jakarta",
    "-",
    "/",
]
WORDS.append("\n")


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.lists(
        st.sampled_from(WORDS),
        max_size=40,
    )
)
def test_every_row_carries_its_place(words):
    text = " ".join(words)
    statements, speakers = find(text)
    for row in statements.iter_rows(named=True):
        assert text[row["start"] : row["end"]] == row["text"]
        if row["cue"] is not None:
            assert text[row["cue_start"] : row["cue_end"]] == row["cue"]
    for row in speakers.iter_rows(named=True):
        for key in ("role", "organisation"):
            if row[key] is not None:
                assert text[row[f"{key}_start"] : row[f"{key}_end"]] == row[key]
        assert row["start"] < row["end"]
