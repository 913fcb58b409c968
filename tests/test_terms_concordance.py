import polars as pl
import pytest
from terms_tokens import articles_of, tokens_of

from umkm_research.errors import InputError
from umkm_research.terms import concordance

TEXTS = {
    "b": "Pemerintah mengimpor beras.  Nilai\nimpor naik, kata menteri.",
    "a": "Pelaku usaha kecil menolak impor. Para pelaku, usaha mikro, setuju.",
}


def lines(query, **settings):
    return concordance(tokens_of(TEXTS), articles_of(TEXTS), query, **settings)


def test_contexts_are_as_written_and_places_are_exact():
    found = lines("impor", unit="stem", width=3)
    assert found.select("left", "node", "right").rows() == [
        *(("Pemerintah", "mengimpor", "beras. Nilai"), ("beras. Nilai", "impor", "naik, kata")),
        ("usaha kecil menolak", "impor", ". Para pelaku"),
    ]
    for row in found.iter_rows(named=True):
        assert TEXTS[row["article_id"]][row["start"] : row["end"]] == row["node"]
    assert found["sentence_id"].to_list() == ["b-0000", "b-0001", "a-0000"]


def test_a_form_is_found_by_itself_and_case_does_not_matter():
    assert lines("IMPOR", unit="form")["node"].to_list() == ["impor", "impor"]


def test_a_phrase_stands_together():
    found = lines("pelaku usaha", unit="form", width=2)
    assert found.select("left", "node", "right").rows() == [("", "Pelaku usaha", "kecil menolak")]


def test_a_star_stands_for_any_characters_of_a_word():
    assert lines("*impor", unit="form")["node"].to_list() == ["mengimpor", "impor", "impor"]
    assert lines("p* usaha", unit="form").height == 1
    assert lines("(i|m*", unit="form").is_empty()


def test_lines_are_sorted_by_their_neighbours_without_punctuation():
    found = lines(["impor", "mengimpor"], unit="form", sort="right", width=4)
    assert found["right"].to_list() == ["beras. Nilai impor", "naik, kata menteri", ". Para pelaku,"]
    left = lines("impor", unit="stem", sort="left")
    assert [line.split()[-1] for line in left["left"]] == ["menolak", "Nilai", "Pemerintah"]


def test_grouping_columns_stand_beside():
    tokens = tokens_of(TEXTS).with_columns(outlet=pl.lit("Tempo"))
    found = concordance(tokens.lazy(), articles_of(TEXTS).lazy(), "naik", by=["outlet", "article_id"])
    assert found.columns[:3] == ["article_id", "outlet", "query"]


def test_nothing_found_is_an_empty_table():
    found = lines("ekspor")
    assert found.is_empty()
    assert found.schema == lines("impor").schema


def test_width_zero_shows_the_node_alone():
    assert lines("naik", width=0).select("left", "node", "right").row(0) == ("", "naik", "")


@pytest.mark.parametrize("setting", [{"query": " "}, {"query": ["impor", ""]}, {"width": -1}, {"sort": "date"}])
def test_settings_that_mean_nothing_are_refused(setting):
    with pytest.raises(InputError):
        lines(**{"query": "impor", **setting})


def test_an_article_without_text_is_named():
    with pytest.raises(InputError, match="article b"):
        concordance(tokens_of(TEXTS), articles_of(TEXTS).filter(article_id="a"), "impor")
