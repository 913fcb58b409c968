import polars as pl
import pytest

from umkm_research.corpus import Corpus, printable, read_corpus
from umkm_research.errors import InputError

STORY = (
    "JAKARTA - Menteri Perdagangan Budi Hartono mengatakan impor kain perlu dibatasi agar perajin dapat bertahan. "
    "Menurut dia, harga kain impor jauh di bawah ongkos produksi perajin di Pekalongan dan Cirebon. "
    '"Kami akan mengatur ulang izin impor kain tahun ini," ujar Budi. Para perajin menyambut rencana itu dan berharap '
    "aturan baru segera terbit sebelum musim panen pesanan menjelang Lebaran tiba di sentra batik."
)


def test_copies_are_left_out_and_counted(tmp_path):
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_text(STORY, encoding="utf-8")
    corpus = read_corpus(tmp_path)
    assert "articles 1, copies left out 1" in repr(corpus)
    assert corpus.duplicates.height == 1
    assert set(corpus.statements["article_id"]) == set(corpus.articles["article_id"])
    assert read_corpus(tmp_path, copies=True).articles.height == 2


def test_what_was_written_is_read_again(seeds, tmp_path):
    seeds.write(tmp_path)
    again = read_corpus(tmp_path)
    assert again.checksum == seeds.checksum
    assert all(again[name].equals(seeds[name]) for name in seeds)


def test_offsets_give_the_words_of_every_row(seeds):
    text = dict(seeds.articles.select("article_id", "text").iter_rows())
    for row in seeds.segments.iter_rows(named=True):
        assert text[row["article_id"]][row["start"] : row["end"]] == row["text"]
    for name in ("sentences", "statements"):
        for row in seeds[name].iter_rows(named=True):
            words = text[row["article_id"]][row["start"] : row["end"]]
            assert " ".join(row["text"].split()) in " ".join(words.split())


def test_a_declared_sample_is_read(tmp_path):
    (tmp_path / "a.txt").write_text(STORY, encoding="utf-8")
    (tmp_path / "sample.toml").write_text('query = "impor kain"\n', encoding="utf-8")
    corpus = read_corpus(tmp_path)
    assert corpus.sample == {"query": "impor kain"}
    assert corpus.articles.height == 1
    assert not corpus.rejected.height


def test_nothing_to_read_is_said(tmp_path):
    with pytest.raises(InputError, match="No article could be read"):
        read_corpus(tmp_path)


def test_a_table_that_is_none(seeds):
    with pytest.raises(KeyError, match="is no table"):
        seeds["sentence"]
    assert isinstance(seeds, Corpus)


def test_a_spreadsheet_runs_nothing():
    cells = printable(pl.DataFrame({"a": ["=HYPERLINK(1)", "+1", "@x", "-5 persen", "impor"]}))["a"].to_list()
    assert cells == ["'=HYPERLINK(1)", "'+1", "'@x", "'-5 persen", "impor"]
