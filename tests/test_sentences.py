"""Where sentences end."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from umkm_research.text.sentences import split_sentences
from umkm_research.text.spans import mask


def cut(text):
    return [span.of(text) for span in split_sentences(text)]


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("Impor naik. Ekspor turun.", 2),
        ("Impor naik 1.5 persen pada pukul 10.30 WIB. Ekspor turun 2,5 persen.", 2),
        ("Nilainya Rp1,5 T. Angka itu naik.", 2),
        ("Nilainya Rp 1.500.000. Angka itu naik.", 2),
        ("Menurut Dr. Rr. Ariyani, S.E., M.M., impor naik.", 1),
        ("PT. Maju Mundur membeli tanah di Jl. Sudirman No. 5 Jakarta.", 1),
        ("Joko P. Santoso datang. Ia bicara.", 2),
        ("Kata Joko P. Ia menolak.", 2),
        ("PT Maju Tbk. Perusahaan itu untung.", 1),
        ("Saham PT Maju Tbk. Namun, labanya turun.", 2),
        ("Beras, gula, dan lain-lain dll. Semua naik.", 2),
        ("Pada 2020. Ekspor turun.", 2),
        ("1. Daftar usaha Anda", 1),
        ("Bisa? Tidak! Entahlah… Begitu.", 4),
        ("Ia bertanya, apa kabar? lalu pergi.", 1),
        ("Buka www.contoh.co.id atau Kontan.co.id. Lalu daftar.", 2),
        ("Harga naik.Ekspor turun.", 2),
        ("Harga naik.”Ekspor turun, kata dia.", 1 + 1),
        ("Laman Kontan.Co.Id memuatnya.", 1),
        ("Laman TRIBUNNEWS.CO. ID memuatnya.", 1),
        ("Itu kata dia, Selasa (29/1/2019).Menurut dia, laba naik.OJK setuju.Baru-baru ini.", 4),
        ('Harga naik.,Menurut dia, itu baik.,"Kita rugi," kata dia.', 3),
        ("Budi, S.E.,M.M. dan Sari hadir.", 1),
        ("Ada dua cara. 1. Daftar. 2. Unduh.", 3),
        ("Laba naik.&amp;nbsp; &amp;ldquo;Itu baik. Sekali,&amp;rdquo; kata dia. &quot;Tidak.&quot; Ia pergi.", 5),
        ("Debus et al. (2013) menulisnya.", 1),
        ("", 0),
        ("   ", 0),
        ("Tanpa titik", 1),
        ("... Titik dulu.", 1 + 1),
    ],
)
def test_counts_sentences(text, count):
    assert len(cut(text)) == count, cut(text)


def test_the_unit_is_the_sentence_inside_a_quotation_too():
    text = '"UMKM kita belum siap. Pasarnya tidak jelas," ujar Wati. "Ini baru awal. Kita tunggu." Ia lalu pergi.'
    assert cut(text) == [
        '"UMKM kita belum siap.',
        'Pasarnya tidak jelas," ujar Wati.',
        '"Ini baru awal.',
        'Kita tunggu."',
        "Ia lalu pergi.",
    ]


def test_a_quotation_before_its_cue_stays_with_it():
    assert cut('"Kapan impor dibuka?" tanya Budi. “Besok!” jawab Sari.') == [
        '"Kapan impor dibuka?" tanya Budi.',
        "“Besok!” jawab Sari.",
    ]


def test_a_straight_mark_that_stands_free_closes_what_is_open():
    assert cut('" Impor naik. " Ekspor turun.') == ['" Impor naik. "', "Ekspor turun."]


def test_glued_words_are_cut_only_where_it_is_certain():
    assert cut("Laba naik.Menurut dia, itu baik.") == ["Laba naik.", "Menurut dia, itu baik."]
    assert len(cut("Berkas laporan.PDF dan toko.Com tetap satu kalimat")) == 1


def test_what_was_cut_out_is_no_boundary():
    text = "Impor naik [IKLAN] tajam. Ekspor turun."
    assert len(split_sentences(mask(text, [(0, 11), (18, len(text))]))) == 2


def test_counts_within_the_stretch_it_is_given():
    text = "Satu. Dua. Tiga."
    assert [span.of(text) for span in split_sentences(text, 6, 10)] == ["Dua."]


@given(st.text(alphabet=st.sampled_from(list('aZé.!?…"“”‘’()[]1, \n-:/')) | st.characters(), max_size=80))
def test_all_that_is_not_blank_lies_in_one_sentence(text):
    spans = split_sentences(text)
    assert "".join("".join(span.of(text).split()) for span in spans) == "".join(text.split())
    assert all(left.end <= right.start for left, right in pairwise(spans))
    assert all(span.of(text) == span.of(text).strip() != "" for span in spans)


@pytest.mark.parametrize("text", ["." * 100_000, '"' * 100_000, "A. " * 50_000, "a.B" * 50_000, " " * 100_000])
def test_long_runs_of_marks_take_no_long_time(text):
    assert split_sentences(text) is not None
