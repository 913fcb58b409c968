"""The stance coder on sentences written for it: sign arithmetic, both sides, evidence, what it leaves out."""

import re

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from umkm_research.coding import load_codebook, stance
from umkm_research.coding.positions import StanceCoder
from umkm_research.schemas import SCHEMAS, Statement, frame
from umkm_research.text.sentences import split_sentences


def statement(text, *, start=0, end=None, number=0, quote_type="direct", speakers=("Ani Wulandari",), article="a"):
    end = start + len(text) if end is None else end
    return Statement(
        article,
        start,
        end,
        f"{article}-q{number:04d}",
        f"{article}-{number:04d}",
        quote_type,
        False,
        list(speakers),
        None,
        None,
        None,
        None,
        "test",
        text,
    )


def code(*texts, **how):
    """Concepts with their positions, in the statements of one article."""
    rows = frame("statements", [statement(text, number=n, **how) for n, text in enumerate(texts)])
    return stance(rows, load_codebook())


def signs(*texts, **how):
    return {row["concept"]: row["position"] for row in code(*texts, **how).iter_rows(named=True)}


ARITHMETIC = [
    ("Impor garmen harus dibatasi.", "import_limits", 1),
    ("Impor garmen tidak perlu dibatasi.", "import_limits", -1),
    ("Impor garmen jangan dibatasi.", "import_limits", -1),
    ("Kami menolak pembatasan impor garmen.", "import_limits", -1),
    ("Kami menolak pencabutan larangan impor garmen.", "import_limits", 1),
    ("Kami tidak setuju impor garmen dibatasi.", "import_limits", -1),
    ("Kami keberatan jika impor garmen dibatasi.", "import_limits", -1),
    ("Pembatasan impor garmen perlu dicabut.", "import_limits", -1),
    ("Impor kain dibatasi terlalu ketat.", "import_limits", -1),
    ("Pembatasan impor kain mematikan penjahit.", "import_limits", -1),
    ("Pembatasan impor kain sangat membantu perajin.", "import_limits", 1),
    ("Pembatasan impor kain tidak membantu perajin.", "import_limits", -1),
    ("Kalau impor garmen tidak dibatasi, konveksi kita mati.", "import_limits", 1),
    ("Perajin payung gulung tikar karena kalah dari barang impor.", "import_limits", 1),
    ("Barang impor tidak merugikan perajin.", "import_limits", -1),
    ("Batasi impor supaya produsen lokal tidak mati.", "import_limits", 1),
    ("Masa barang impor dibiarkan membanjiri pasar?", "import_limits", -1),
]

BOTH_SIDES = [
    ("Penyelundupan pakaian bekas harus ditindak tegas.", "illegal_imports", 1),
    ("Kami menolak razia baju bekas.", "illegal_imports", -1),
    ("Barang kiriman dari penjual asing perlu dikenai batas harga minimum.", "cross_border_limits", 1),
    ("Batas harga minimum 100 dolar itu sebaiknya dicabut.", "cross_border_limits", -1),
    ("Negara lain saja melindungi pasarnya, masa kita tidak?", "reciprocity", 1),
    ("Kita tidak perlu meniru negara lain.", "reciprocity", -1),
    ("Lokapasar wajib punya izin usaha.", "platform_rules", 1),
    ("Aturan itu terlalu mengekang platform.", "platform_rules", -1),
    ("Jualan di media sosial harus dipisahkan.", "platform_separation", 1),
    ("Kami sangat menyesalkan penutupan TikTok Shop.", "platform_separation", -1),
    ("Kami mohon TikTok Shop dibuka kembali.", "platform_separation", -1),
    ("Lokapasar mestinya punya empati kepada UMKM.", "platform_duty", 1),
    ("Praktik jual rugi harus dilarang.", "fair_competition", 1),
    ("Bakar uang itu strategi pemasaran yang wajar.", "fair_competition", -1),
    ("Pasar tradisional sepi karena kalah dari toko daring.", "offline_trade", 1),
    ("Pedagang pasar sepi karena enggan berubah.", "offline_trade", -1),
    ("Banyak afiliator kehilangan penghasilan sejak penutupan itu.", "seller_livelihood", 1),
    ("Nasib reseller bukan alasan menunda aturan.", "seller_livelihood", -1),
    ("UMKM perlu segera masuk ke ekosistem digital.", "digital_adoption", 1),
    ("Digitalisasi hanya membuat kami bergantung pada orang lain.", "digital_adoption", -1),
    ("Pemerintah harus mendorong perajin menembus pasar ekspor.", "export_promotion", 1),
    ("Perajin jangan dipaksa mengekspor.", "export_promotion", -1),
    ("Hambatan dagang antarnegara perlu dikurangi.", "trade_opening", 1),
    ("Kami menolak perjanjian dagang bebas itu diteken.", "trade_opening", -1),
    ("Perajin harus memperbaiki kemasan.", "quality_upgrading", 1),
    ("Buat apa ikut pelatihan terus.", "quality_upgrading", -1),
    ("Pemerintah harus mendorong hilirisasi kakao.", "value_upgrading", 1),
    ("Hilirisasi itu hanya menguntungkan pabrik besar.", "value_upgrading", -1),
    ("Izin edar terlalu lama keluarnya.", "licensing_ease", 1),
    ("Kami menolak pelonggaran izin edar.", "licensing_ease", -1),
    ("Perusahaan besar perlu melibatkan UMKM.", "partnership", 1),
    ("Kemitraan itu hanya menjadikan kami buruh.", "partnership", -1),
    ("Bunga kredit usaha rakyat perlu diturunkan.", "finance_access", 1),
    ("Perajin kesulitan mengakses kredit usaha.", "finance_access", 1),
    ("Subsidi bunga hanya memanjakan pengusaha.", "finance_access", -1),
    ("Belanja negara harus menyerap produk lokal.", "local_preference", 1),
    ("Kami minta aturan kandungan lokal dilonggarkan.", "local_preference", -1),
]


@pytest.mark.parametrize(("text", "concept", "position"), ARITHMETIC + BOTH_SIDES)
def test_sign(text, concept, position):
    assert signs(text).get(concept) == position


@pytest.mark.parametrize(
    "text",
    [
        "Impor garmen naik delapan persen pada semester pertama.",
        "Pertemuan itu membahas aturan impor.",
        "Apakah impor akan dibatasi?",
        "Ekspor kopi mencapai 2 juta dolar.",
        "TikTok dituduh melakukan praktik monopoli.",
        "Kami membuka usaha keripik sejak 2018.",
        "Menteri Perdagangan hadir dalam pameran itu.",
        "",
    ],
)
def test_no_position_where_none_is_taken(text):
    assert signs(text) == {}


@pytest.mark.parametrize(
    ("text", "basis"),
    [
        ("Impor garmen harus dibatasi.", "demand"),
        ("Perajin gulung tikar akibat serbuan barang impor.", "evaluation"),
        ("Kami akan mematuhi peraturan.", "commitment"),
        ("Kami sudah menyalurkan kredit usaha rakyat.", "report"),
    ],
)
def test_basis(text, basis):
    assert code(text)["basis"].to_list() == [basis]


def test_promises_and_reports_are_the_speakers_own():
    assert signs("Pihaknya telah memusnahkan pakaian bekas.") == {"illegal_imports": 1}
    assert signs("Polisi telah memusnahkan pakaian bekas.") == {}


def test_both_sides_of_a_concept_make_it_ambivalent():
    assert signs("Barang impor menolong pembeli, tetapi perajin kalah dari barang impor.")["import_limits"] == 0
    assert signs("Kemitraan itu membantu kami, tetapi merugikan petani lain.").get("partnership") in {0, None}


def test_a_rule_is_taken_up_by_the_next_sentence():
    rows = code("Platform wajib mencantumkan biaya.", "Aturan ini melindungi pedagang kecil.")
    assert rows["position"].to_list() == [1, 1]
    assert rows["rule"].to_list()[1].endswith("+this")
    assert signs("Aturan ini melindungi pedagang kecil.") == {}


def test_nothing_is_taken_up_from_another_article():
    rows = [
        statement("Platform wajib mencantumkan biaya.", article="a"),
        statement("Aturan ini melindungi pedagang kecil.", article="b"),
    ]
    assert stance(frame("statements", rows), load_codebook())["article_id"].to_list() == ["a"]


def test_a_list_goes_on_with_what_was_asked():
    texts = ("Pertama, pemerintah harus menurunkan hambatan dagang.", "Kemudian, penyelesaian perjanjian dagang.")
    assert code(*texts)["basis"].to_list() == ["demand", "demand"]
    assert code(texts[1]).is_empty()


def test_long_quotations_are_read_sentence_by_sentence():
    text = "“Kami berkumpul kemarin. Impor garmen harus dibatasi. Cuaca cerah. UMKM perlu masuk ke platform digital.”"
    rows = code(text)
    assert rows["sentence_id"].to_list() == ["a-0001", "a-0003"]
    assert [text[a:b] for a, b in rows.select("start", "end").iter_rows()] == [
        "Impor garmen harus dibatasi",
        "UMKM perlu masuk ke platform digital",
    ]


def test_evidence_counts_in_the_article():
    text = "Impor garmen harus dibatasi."
    rows = stance(frame("statements", [statement(text, start=500)]), load_codebook())
    assert rows.select("start", "end").row(0) == (500, 527)


def test_evidence_is_widened_where_the_text_was_shortened():
    rows = stance(frame("statements", [statement("Impor garmen harus dibatasi.", start=10, end=60)]), load_codebook())
    start, end = rows.select("start", "end").row(0)
    assert start == 10
    assert end == 59


def test_glued_words_are_read():
    assert signs("Setiap platforme-commercediwajibkan mencantumkan biaya.") == {"platform_rules": 1}


def test_every_cue_codes_its_own_example():
    codebook = load_codebook()
    coder = StanceCoder(codebook)
    for concept, cues in codebook.data["cues"].items():
        for cue in cues:
            found = {position.concept for position in coder.read(cue["example"])[0]}
            assert concept in found, f"{concept}/{cue['name']}: {cue['example']}"


def test_the_examples_of_the_codebook_are_coded_as_it_says():
    coder = StanceCoder(load_codebook())
    for concept in load_codebook().concepts.values():
        for example in concept.examples:
            text, position = re.fullmatch(r"\"(.*)\" \(([+-]1), \w+\)", example).groups()
            found = {one.concept: one.position for one in coder.read(text)[0]}
            assert found.get(concept.name) == int(position), example
        for example in concept.counter_examples:
            assert concept.name not in {one.concept for one in coder.read(example.rpartition(":")[0])[0]}, example


def test_a_codebook_of_ones_own_on_another_subject(tmp_path):
    path = tmp_path / "rice.toml"
    path.write_text(
        """
version = "0.1"
title = { en = "Rice", id = "Beras" }
[codes.theme.food]
label = { en = "food", id = "pangan" }
definition = { en = "Food.", id = "Pangan." }
[codes.concept.price_ceiling]
theme = "food"
label = { en = "price ceiling", id = "harga eceran tertinggi" }
definition = { en = "The price of rice should be capped.", id = "Harga beras perlu dibatasi." }
[words.cap]
any = ["batas+", "harga eceran tertinggi"]
[words.rice]
any = ["beras"]
[[cues.price_ceiling]]
name = "cap"
kind = "measure"
find = ["cap", "rice"]
position = 1
""",
        encoding="utf-8",
    )
    own = load_codebook(path)
    rows = frame("statements", [statement("Harga beras perlu dibatasi. Impor harus dibatasi.")])
    assert stance(rows, own).select("theme", "concept", "position", "rule").rows() == [
        ("food", "price_ceiling", 1, "price_ceiling/cap")
    ]


def test_no_statements_give_an_empty_table_with_its_types():
    assert stance(frame("statements", []), load_codebook()).schema == SCHEMAS["stances"]


def test_sentences_of_the_seeds_are_where_the_evidence_lies(seeds):
    joined = seeds.stances.join(
        seeds.sentences.select("article_id", "sentence_id", pl.col("start").alias("s"), pl.col("end").alias("e")),
        on=["article_id", "sentence_id"],
    )
    assert joined.height == seeds.stances.height > 0
    assert joined.filter((pl.col("start") < pl.col("s")) | (pl.col("end") > pl.col("e"))).is_empty()


WORDS = (
    'impor dibatasi tidak perlu harus kami menolak larangan UMKM platform jika , . ? tetapi akan kredit ekspor " ini'
)


@settings(max_examples=150, deadline=None)
@given(st.lists(st.sampled_from(WORDS.split()), max_size=25).map(" ".join), st.integers(0, 1000))
def test_evidence_lies_in_the_statement_and_repeats(text, start):
    rows = frame("statements", [statement(text, start=start)])
    coded = stance(rows, load_codebook())
    assert coded.equals(stance(rows, load_codebook()))
    for row in coded.iter_rows(named=True):
        assert start <= row["start"] < row["end"] <= start + len(text)
        assert row["position"] in {-1, 0, 1}
        assert any(a + start <= row["start"] and row["end"] <= b + start for a, b in split_sentences(text))
    assert coded.select("statement_id", "sentence_id", "concept").is_unique().all()


@settings(max_examples=80, deadline=None)
@given(st.text(max_size=80))
def test_any_text_is_read(text):
    stance(frame("statements", [statement(text)]), load_codebook())


def test_items_of_a_list_are_asked_for_with_its_heading():
    rows = code(
        "Kami mengusulkan beberapa langkah kepada pemerintah.",
        "Membatasi impor garmen.",
        "Kedua, menurunkan bunga kredit bagi penjahit.",
    )
    assert [row[:2] for row in rows.select("concept", "basis").rows()] == [
        ("import_limits", "demand"),
        ("finance_access", "demand"),
    ]
    assert signs("Membatasi impor garmen.") == {}


def test_an_announcement_in_the_passive_is_a_promise_or_a_report():
    assert code("Bunga kredit akan diturunkan bulan depan.")["basis"].to_list() == ["commitment"]
    assert code("Bunga kredit sudah diturunkan.")["basis"].to_list() == ["report"]
    assert signs("Bunga kredit diturunkan oleh bank sentral Jepang.") == {}


def test_a_speaker_may_mean_the_organisation_by_its_short_name():
    said = frame("statements", [statement("Sejauh ini XYZB telah menyalurkan kredit usaha rakyat.")])
    row = dict.fromkeys(SCHEMAS["speakers"].columns if hasattr(SCHEMAS["speakers"], "columns") else SCHEMAS["speakers"])
    row |= {"article_id": "a", "start": 0, "end": 3, "statement_id": "a-q0000", "name": "Ani Wulandari"}
    row |= {"kind": "person", "organisation": "PT Bank Sejahtera (XYZB)", "resolved_by": "test"}
    speakers = pl.DataFrame([row], schema=SCHEMAS["speakers"])
    assert stance(said, load_codebook()).is_empty()
    assert stance(said, load_codebook(), speakers)["basis"].to_list() == ["report"]


def test_imports_are_meant_where_only_the_tool_against_them_is_named():
    assert signs("Kami minta antidumping segera diberlakukan.") == {"import_limits": 1}
    assert signs("Permendag 8 harus dicabut.") == {"import_limits": 1}
    assert signs("Secara umum, tying adalah praktik mengikat dua produk.") == {}
