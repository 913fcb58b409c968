"""Who is who: names, offices, pronouns, groups, and the registry."""

import pytest

from umkm_research.statements import person_of

PEOPLE = [
    # one sentence, the name, the role, the organisation
    ("Menteri Perdagangan Rina Hartati mengatakan harga naik.", "Rina Hartati", "Menteri Perdagangan", None),
    ("Ketua Umum Asosiasi Perajin Batik (APB) Budi Hartono menilai harga naik.", "Budi Hartono", "Ketua Umum", "Asosiasi Perajin Batik (APB)"),
    ("Direktur Utama PT Maju Terus, Rina Hartati, menyebut harga naik.", "Rina Hartati", "Direktur Utama", "PT Maju Terus"),
    ("Rina Hartati, Head of Communications TikTok Indonesia, menyambut baik aturan itu.", "Rina Hartati", "Head of Communications", "TikTok Indonesia"),
    ("Kepala Bidang Humas Polda Metro Jaya Komisaris Besar Andi Wijaya menuturkan hal itu.", "Andi Wijaya", "Kepala Bidang Humas", "Polda Metro Jaya"),
    ("Rina Hartati (37), penjual batik di Solo, mengaku omzetnya turun.", "Rina Hartati", "penjual batik", None),
    ("CEO Tokopedia Rina Hartati mengatakan harga naik.", "Rina Hartati", "CEO", "Tokopedia"),
    ("Gubernur Jawa Tengah Budi Hartono meminta pengawasan.", "Budi Hartono", "Gubernur Jawa Tengah", None),
    ("Guru Besar Fakultas Ekonomi Universitas Indonesia Prof. Dr. Siti Aminah, S.E., M.M., menilai harga naik.", "Siti Aminah", "Guru Besar Fakultas Ekonomi", "Universitas Indonesia"),
    ("Staf Khusus Menteri Koperasi dan UKM, Budi Hartono, menyatakan harga naik.", "Budi Hartono", "Staf Khusus Menteri Koperasi dan UKM", None),
]  # fmt: skip


@pytest.mark.parametrize(("text", "name", "role", "organisation"), PEOPLE)
def test_name_role_and_organisation(annotate_text, text, name, role, organisation):
    speakers = annotate_text(f"{text}\nKalimat penutup tanpa narasumber.")["speakers"]
    assert speakers.select("name", "role", "organisation").row(0) == (name, role, organisation)


def names(tables):
    rows = tables["statements"].filter(~tables["statements"]["continuation"])
    return [list(speakers) for speakers in rows["speakers"]]


def test_later_aliases_stand_for_the_full_name(annotate_text):
    tables = annotate_text(
        "Menteri Koperasi dan UKM Rina Hartati meminta impor diatur. Menurut Rina, perajin merugi.\n"
        '"Kami akan mengatur impor," kata Menkop UKM. Ia berharap perajin bangkit.\n'
        '"Semua harus untung," ujarnya.\n'
        "Sementara itu, pihaknya memastikan izin dipermudah."
    )
    assert names(tables) == [["Rina Hartati"]] * 6
    assert tables["speakers"]["resolved_by"].to_list() == ["name", "name", "office", "pronoun", "clitic", "pronoun"]


def test_two_speakers_at_once(annotate_text):
    tables = annotate_text("Rina Hartati dan Budi Hartono mengatakan harga naik.\nSelesai.")
    assert names(tables) == [["Rina Hartati", "Budi Hartono"]]


def test_a_contrast_joins_two_statements(annotate_text):
    text = "Ketua APB Rina Hartati menilai harga naik, sedangkan Budi Hartono menyebut harga turun.\nSelesai."
    assert names(annotate_text(text)) == [["Rina Hartati"], ["Budi Hartono"]]


def test_groups_and_bodies_speak(annotate_text):
    tables = annotate_text(
        "Para pedagang mengeluhkan sepinya pembeli. Menurut mereka, harga di pasar daring terlalu murah.\n"
        "Kementerian Perdagangan menegaskan impor diawasi."
    )
    assert names(tables) == [["Para pedagang"], ["Para pedagang"], ["Kementerian Perdagangan"]]
    assert tables["speakers"]["kind"].to_list() == ["group", "group", "organisation"]


def test_the_caption_introduces_the_speaker_of_a_page_that_begins_mid_article(seeds):
    article = seeds.articles.filter(seeds.articles["outlet"] == "RM.ID")["article_id"][0]
    first = seeds.statements.filter(seeds.statements["article_id"] == article).row(0, named=True)
    assert first["speakers"] == ["Teten Masduki"]
    assert first["text"].startswith("Ia mencontohkan")


def test_nobody_is_invented(annotate_text):
    tables = annotate_text('"Kami tidak tahu siapa yang datang," kata seorang ibu.\nSelesai sudah hari itu.')
    assert names(tables) == [[]]
    assert tables["speakers"].is_empty()


def test_an_anonymous_speaker_is_not_the_one_named_before(annotate_text):
    text = 'Menteri Rina Hartati meminta impor diatur.\n"Harga makin murah saja," kata seorang ibu di pasar.'
    assert names(annotate_text(text)) == [["Rina Hartati"], []]


def test_a_slip_of_the_pen_is_the_same_person(annotate_text):
    text = 'Pengusaha kopi Supriyadi mengaku untung.\n"Kopinya laku keras di luar negeri," kata Suptiyadi.'
    assert names(annotate_text(text)) == [["Supriyadi"], ["Supriyadi"]]


def test_registry_joins_known_names_only():
    assert person_of("Jokowi") == person_of("Presiden Jokowi") == person_of("Joko Widodo") == "Joko Widodo"
    assert person_of("Joko") is None
    assert person_of("Joko Susilo") is None
    assert person_of("Rina Hartati") is None


def test_registry_joins_a_person_across_articles(seeds):
    ids = seeds.speakers.filter(seeds.speakers["person"] == "Teten Masduki")["article_id"].n_unique()
    assert ids >= 3


SOURCES = [
    ("Mengutip data dari Dewan Ekonomi Daerah, ekspor naik.", ["Dewan Ekonomi Daerah"]),
    ("Tercantum dalam data ekspor yang dirilis Gabungan Perajin Batik (Gabatik), ekspor naik.", ["Gabungan Perajin Batik (Gabatik)"]),
    ("Dalam keterangan Kementerian Perdagangan, ekspor naik.", ["Kementerian Perdagangan"]),
    ("Sebelumnya, China mengancam akan membalas tarif itu.", ["China"]),
    ("Aturan baru telah diusulkan oleh Menteri Rina Hartati.", ["Rina Hartati"]),
    ("Sesmendag Rina Hartati mengatakan ekspor naik.", ["Rina Hartati"]),
    ("Perdana Menteri Malawi Rina Hartati mengatakan ekspor naik.", ["Rina Hartati"]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "speakers"), SOURCES)
def test_records_governments_and_derived_offices_speak(annotate_text, text, speakers):
    assert names(annotate_text(f"{text}\nSelesai.")) == [speakers]


def test_a_quotation_is_its_cited_source(annotate_text):
    text = '"Kami menentang langkah itu," dikutip dari keterangan resmi Kementerian Perdagangan China.\nSelesai.'
    assert names(annotate_text(text)) == [["Kementerian Perdagangan China"]]


def test_who_declines_to_speak_says_nothing(annotate_text):
    assert names(annotate_text("Menteri Rina Hartati menolak berkomentar.\nSelesai.")) == []


def test_a_body_under_its_short_name_is_one(annotate_text):
    tables = annotate_text(
        "Kementerian Perdagangan mencatat ekspor naik. Kemendag menyebut impor turun.\n"
        "Kementerian Perdagangan China menyatakan ekspor turun."
    )
    assert names(tables) == [["Kementerian Perdagangan"]] * 2 + [["Kementerian Perdagangan China"]]


def test_a_short_name_in_brackets_is_no_person(annotate_text):
    tables = annotate_text(
        "Gabungan Perajin Batik (Gabatik) meminta impor diatur. Sekjen Gabatik Rina Hartati menilai harga jatuh.\n"
        "Gabatik menyebut perajin merugi."
    )
    body = "Gabungan Perajin Batik (Gabatik)"
    assert names(tables) == [[body], ["Rina Hartati"], [body]]


def test_a_blended_nickname_and_both(annotate_text):
    tables = annotate_text(
        "Acara dihadiri Bupati Budi Santoso dan Gubernur Rina Hartati. Keduanya menekankan mutu.\n"
        '"Ekspor batik akan naik," terang Busan.'
    )
    assert names(tables) == [["Budi Santoso", "Rina Hartati"], ["Budi Santoso"]]
