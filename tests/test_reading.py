"""Lines and stretches: what is the story, what is not, and why."""

import re
from collections import Counter
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from umkm_research.errors import InputError, LexiconError
from umkm_research.lexicon import folder, read_toml, read_tsv
from umkm_research.reading import Source, read_source
from umkm_research.reading.datelines import find_dateline
from umkm_research.reading.headlines import headline_end
from umkm_research.reading.lines import label
from umkm_research.reading.outlets import ROLES, by_name, by_url, knowledge, match_line

PAPERS = """Tempo Bisnis.com RM.ID CNN_Indonesia Kompas.com Kompas.id Detik Liputan6 Antara Republika Tribunnews Kontan
CNBC_Indonesia Okezone Sindonews Viva Kumparan Media_Indonesia Merdeka Suara Jawa_Pos Katadata""".replace(
    "_", " "
).split()
OUTLETS = [name for name in folder("outlets") if name.endswith(".toml")]
LINES = [(name, entry) for name in [*OUTLETS, "reading/lines.toml"] for entry in read_toml(name).get("line", ())]
STRETCHES = read_toml("reading/stretches.toml")["stretch"]


def read(text, **fields):
    return read_source(Source("a.txt", text, fields=fields))


def roles(text):
    _, segments = read(text)
    return [(row.role, row.text.strip()) for row in segments if row.role != "empty"]


# What the data files say of themselves


def test_the_papers_are_known():
    names = {read_toml(name)["name"] for name in OUTLETS}
    assert len(names) >= 22
    assert {name.replace(" ", "") for name in names} >= {
        "".join(part) for part in [[paper] for paper in PAPERS if "." in paper]
    }
    for paper in (
        "CNN Indonesia",
        "CNBC Indonesia",
        "Media Indonesia",
        "Jawa Pos",
        "Kompas.id",
        "Katadata",
        "Viva",
        "Suara",
    ):
        assert paper in names


@pytest.mark.parametrize("entry", [entry for _, entry in LINES], ids=[f"{file}-{entry['id']}" for file, entry in LINES])
def test_each_line_rule_matches_its_example_and_has_a_role(entry):
    assert entry["role"] in ROLES
    assert re.fullmatch(entry["pattern"], entry["example"], re.IGNORECASE)
    assert match_line(entry["example"]).role == entry["role"]


@pytest.mark.parametrize("entry", STRETCHES, ids=[f"{entry['id']}-{entry['trigger']}" for entry in STRETCHES])
def test_each_stretch_is_cut_out_of_a_line(entry):
    assert entry["reason"]
    assert entry["trigger"] in entry["example"].lower()
    text = f"JAKARTA - Harga kopi naik dua kali lipat, kata petani. {entry['example']}"
    article, segments = read(text)
    assert article.body == "JAKARTA - Harga kopi naik dua kali lipat, kata petani."
    assert {"body", entry["role"]} <= {row.role for row in segments}


@pytest.mark.parametrize("file", OUTLETS)
def test_each_dateline_names_its_paper(file):
    data = read_toml(file)
    example = data["dateline"]["example"]
    found = find_dateline(example)
    assert found.paper == data["name"]
    assert example[found.end :][:6] in {"Harga ", "Film b", "Rakyat"}
    assert all(by_url(f"https://www.{domain}/read/1").name == data["name"] for domain in data["domains"])


def test_the_tables_of_words_hold_each_word_once():
    names = [name for row in read_tsv("reading/columns.tsv") for name in row["names"].split()]
    assert not [name for name, count in Counter(names).items() if count > 1]


def test_a_paper_of_the_readers_own(tmp_path, monkeypatch):
    (tmp_path / "outlets").mkdir()
    (tmp_path / "outlets" / "warta.toml").write_text(
        'name = "Warta Desa"\ndomains = ["wartadesa.example"]\n[dateline]\nnames = ["WARTA DESA"]\n'
        '[[line]]\nid = "club"\nrole = "promo"\npattern = "gabung klub pembaca warta.*"\n',
        encoding="utf-8",
    )
    monkeypatch.setenv("UMKM_LEXICON", str(tmp_path))
    caches = [knowledge, read_toml]
    from umkm_research.reading import datelines, outlets  # noqa: PLC0415 - their caches are emptied

    caches += [outlets._domains, outlets._names, outlets.by_name, datelines._patterns, datelines._glued]
    for cached in caches:
        cached.cache_clear()
    try:
        article, segments = read(
            "Kebumen, WARTA DESA - Harga kopi naik dua kali lipat, kata petani.\nGabung klub pembaca Warta Desa"
        )
        assert article.outlet == "Warta Desa"
        assert [row.role for row in segments] == ["body", "promo"]
        (tmp_path / "outlets" / "warta.toml").write_text(
            'name = "W"\n[[line]]\nrole = "iklan"\npattern = "x"', encoding="utf-8"
        )
        knowledge.cache_clear()
        read_toml.cache_clear()
        with pytest.raises(LexiconError, match="iklan"):
            knowledge()
    finally:
        monkeypatch.undo()
        for cached in caches:
            cached.cache_clear()


# Inline noise


@pytest.mark.parametrize(
    ("headline", "sentence"),
    [
        ("Harga Kopi Naik, Ini Respons Asosiasi", "Dia menyebut panen gagal."),
        ("Ekspor Kopi dan Kakao Turun", "Menurut petani, hujan datang terlambat."),
        ("Mengapa Harga Kopi Naik?", "Ketua Umum Asosiasi Kopi Indonesia mengatakan stok tipis."),
        ("Harga Kopi Naik", "“Kami belum tahu kapan harga turun, pupuk mahal sekali tahun ini,” kata petani."),
        ("Stok Kopi Dunia Menipis di Kuartal II", "Pemerintah akan menambah pupuk bagi petani."),
        ("Ekspor Kopi Turun ke Level Terendah", "Hal itu disampaikan petani di Temanggung."),
    ],
)
def test_where_a_headline_ends_inside_a_line(headline, sentence):
    text = f"Harga kopi naik. Baca Juga: {headline} {sentence} Stok tipis."
    start = text.index(headline)
    assert text[start : headline_end(text, start, len(text))].strip() == headline
    article, _ = read(text)
    assert article.body == f"Harga kopi naik. {sentence} Stok tipis."


def test_an_ordinary_verb_is_no_link():
    text = "Kita lihat juga dari manajemennya yang kuat. Ia minta warga baca juga aturan itu sampai selesai."
    assert read(text)[0].body == text


def test_noise_of_every_kind_in_one_line():
    text = (
        "Reporter: Siti Aminah | Editor: Budi Santoso KONTAN.CO.ID - JAKARTA. Harga kopi naik, kata petani, Rabu (26/7/2023). "
        "ADVERTISEMENT SCROLL TO CONTINUE WITH CONTENT Stok tipis. Baca Juga: Ekspor Kopi Turun Mereka minta pupuk. "
        "Panen mundur. [Gambas:Video 20detik] Harga pupuk naik.(abc/def)"
    )
    article, segments = read(text)
    assert article.body == (
        "Harga kopi naik, kata petani, Rabu (26/7/2023). Stok tipis. Mereka minta pupuk. Panen mundur. Harga pupuk naik."
    )
    assert (article.authors, article.editor, article.outlet, article.place) == (
        ["Siti Aminah"],
        "Budi Santoso",
        "Kontan",
        "Jakarta",
    )
    assert Counter(row.role for row in segments)["body"] == 4
    assert article.published_from == "body"
    assert any(row.rule.endswith("day reported") for row in segments)


def test_competing_days_are_told():
    text = "Harga kopi naik, kata petani, Rabu (26/7/2023). Pekan lalu, Kamis (20/7/2023), harga masih rendah."
    article, segments = read(text)
    assert str(article.date) == "2023-07-26"
    assert "first of 2 days reported" in segments[0].rule


# Lines


def test_a_page_as_it_is_pasted():
    text = (
        "Dark/Light Mode\n\nPetani Kopi Temanggung Minta Pupuk Bersubsidi\n\nSiti Aminah - Kompas.com\nRabu, 26 Juli 2023 10:05 WIB\n"
        "Petani memetik kopi di Temanggung, Selasa (25/7/2023). (Foto: Dok. Pemkab)\n"
        "TEMANGGUNG, KOMPAS.com - Petani kopi minta pupuk bersubsidi. Harga pupuk naik.\n\nBaca juga:\nHarga Pupuk Naik Lagi\n\n"
        '"Kami butuh pupuk," kata Sutrisno.\n\nPetani\nTemanggung\nakan menemui bupati.\n\n(ab/cd)\nkopi\npupuk\nTERPOPULER'
    )
    assert roles(text) == [
        ("navigation", "Dark/Light Mode"),
        ("title", "Petani Kopi Temanggung Minta Pupuk Bersubsidi"),
        ("byline", "Siti Aminah - Kompas.com"),
        ("date", "Rabu, 26 Juli 2023 10:05 WIB"),
        ("caption", "Petani memetik kopi di Temanggung, Selasa (25/7/2023). (Foto: Dok. Pemkab)"),
        ("body", "TEMANGGUNG, KOMPAS.com - Petani kopi minta pupuk bersubsidi. Harga pupuk naik."),
        ("related", "Baca juga:"),
        ("related", "Harga Pupuk Naik Lagi"),
        ("body", '"Kami butuh pupuk," kata Sutrisno.'),
        ("body", "Petani"),
        ("body", "Temanggung"),
        ("body", "akan menemui bupati."),
        ("editor", "(ab/cd)"),
        ("navigation", "kopi"),
        ("navigation", "pupuk"),
        ("navigation", "TERPOPULER"),
    ]
    article, _ = read(text)
    assert article.authors == ["Siti Aminah"]
    assert article.editor == "ab/cd"
    assert article.published_from == "header"


def test_a_dateline_on_lines_of_its_own():
    assert [role for role, _ in roles("Jakarta\n-\nMenteri akan menemui\nAsosiasi Kopi\ndi kantornya.")] == [
        *["dateline", "dateline"],
        *["body"] * 3,
    ]


def test_a_standfirst_stands_before_the_dateline():
    text = "Petani Kopi Minta Pupuk\n\nPetani kopi minta pupuk kepada bupati.\n\nBisnis.com, SOLO - Petani kopi minta pupuk."
    assert [role for role, _ in roles(text)] == ["title", "standfirst", "body"]


def test_a_second_page_is_partial_and_a_whole_story_is_not():
    story = "Petani kopi minta pupuk kepada bupati. Harga pupuk naik dua kali lipat."
    assert read(f"Petani Kopi Minta Pupuk Murah Sekali\n\nSebelumnya\n{story}")[0].partial
    assert read(f"{story}\n\nHalaman Selanjutnya")[0].partial
    assert read(story, url="https://news.example/read/1?page=2")[0].partial
    assert not read(story)[0].partial
    assert not read(f"{story}\nLanjut ke halaman berikutnya\n{story}")[0].partial


def test_a_list_below_the_story_is_body():
    text = "Petani minta tiga hal kepada bupati di Temanggung.\n1. Pupuk Murah\n2. Benih Unggul\n3. Harga Pasti"
    assert [role for role, _ in roles(text)] == ["body"] * 4


def test_the_record_goes_before_the_page():
    article, segments = read(
        "JAKARTA, KOMPAS.com - Petani kopi minta pupuk.", title="Petani Minta Pupuk", date="2023-09-14 10:05:00", author="Siti; Budi",
        url="https://bisnis.tempo.co/read/1/petani", editor="Ani",
    )  # fmt: skip
    assert (article.title, article.outlet, article.authors, article.editor) == (
        "Petani Minta Pupuk",
        "Tempo",
        ["Siti", "Budi"],
        "Ani",
    )
    assert (str(article.date), article.published_precision, article.published_from) == (
        "2023-09-14",
        "minute",
        "metadata",
    )
    assert segments[0].role == "title"
    assert article.text.startswith("Petani Minta Pupuk\n")


def test_an_address_dates_a_story_to_the_day():
    article, _ = read("Petani kopi minta pupuk.", url="https://bali.tribunnews.com/2025/06/10/petani-minta-pupuk")
    assert (str(article.date), article.published, article.published_precision) == ("2025-06-10", None, "day")


@pytest.mark.parametrize("text", ["", " \n\t\n", "\u200b\ufeff\n", "Baca juga: Harga Kopi Naik\nADVERTISEMENT"])
def test_what_holds_no_article_is_refused(text):
    with pytest.raises(InputError) as refused:
        read(text)
    assert refused.value.remedy
    assert refused.value.code in {"empty", "no-body"}


def test_ids_depend_on_place_and_text():
    one, other = (read_source(Source(name, "Harga kopi naik.", fields={}))[0] for name in ("a.txt", "b.txt"))
    assert one.article_id != other.article_id
    assert one.content_id == other.content_id


PIECES = st.sampled_from(
    ["Harga kopi naik, kata petani. ", "Baca juga: Ekspor Turun ", "ADVERTISEMENT", "\n", "\r\n", "\xa0", "(ab/cd)", "Jakarta - ",
     "“Kami rugi,” kata Sutrisno. ", "[Gambas:Video CNN]", "Foto: ", "\u200b", "Penulis: Siti", "é́", "-", "# Judul Berita Kopi Ini", "😀 "]
)  # fmt: skip


@given(st.lists(PIECES, max_size=25).map("".join) | st.text(max_size=200))
def test_segments_cover_the_text_and_nothing_twice(text):
    try:
        article, segments = read(text)
    except InputError:
        return
    at = 0
    for row in segments:
        assert article.text[at : row.start].strip("\r\n") == ""
        assert row.text == article.text[row.start : row.end]
        assert row.role in ROLES
        at = row.end
    assert article.text[at:].strip("\r\n") == ""
    joined = re.sub(r"\s+", "", "".join(row.text for row in segments if row.role == "body"))
    assert re.sub(r"\s+", "", article.body) == joined


@given(st.text(alphabet="ab \n\r", max_size=60))
def test_lines_are_numbered_as_they_stand(text):
    lines = label(text)
    assert [line.number for line in lines] == list(range(len(lines)))


def test_long_lines_take_no_longer_than_their_length():
    from time import perf_counter  # noqa: PLC0415 - used here alone

    def seconds(text):
        start = perf_counter()
        with suppress(InputError):
            read(text)
        return perf_counter() - start

    for piece in (
        "Baca Juga: ",
        "a (",
        "Foto: x ",
        "SINGKAWANG ",
        "baca ",
        '"',
        "Jakarta, ",
        "1.",
        "Rabu (",
        "A. ",
        "- ",
    ):
        short = max(min(seconds(piece * 2000) for _ in range(2)), 0.002)
        assert seconds(piece * 8000) < 40 * short, piece


def test_names_of_papers():
    assert by_name("Tribun-Bali.com").name == "Tribunnews"
    assert by_name("Warta Tanpa Nama") is None
    assert by_url("not a url") is None


def test_a_link_that_lost_its_headline_takes_no_sentence_with_it():
    text = "Harga kopi naik. Baca Juga Keputusan itu dicapai setelah rapat tertutup. Stok tipis."
    assert read(text)[0].body == "Harga kopi naik. Keputusan itu dicapai setelah rapat tertutup. Stok tipis."


def test_quotation_marks_that_a_scraper_did_not_decode_end_a_headline():
    text = "Harga kopi naik. Baca juga: Petani Kopi Minta Pupuk &quot;Kami butuh pupuk untuk musim tanam ini,&quot; kata Sutrisno."
    assert read(text)[0].body == "Harga kopi naik. &quot;Kami butuh pupuk untuk musim tanam ini,&quot; kata Sutrisno."


def test_names_in_a_list_below_the_story_are_body():
    text = "Petani memilih tiga pengurus baru di Temanggung.\nSutrisno - Ketua Kelompok Tani\nSiti Aminah - Bendahara Kelompok Tani"
    assert [role for role, _ in roles(text)] == ["body"] * 3
