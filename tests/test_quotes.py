"""Where words stand between quotation marks."""

import time
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from umkm_research.text.quotes import find_quotations


def inner(text):
    return [quotation.inner.of(text).strip() for quotation in find_quotations(text)]


@pytest.mark.parametrize(
    "text",
    [
        '"Kami siap ekspor," kata Rina.',
        "“Kami siap ekspor,” kata Rina.",
        "”Kami siap ekspor,” kata Rina.",
        "„Kami siap ekspor,“ kata Rina.",
        "«Kami siap ekspor,» kata Rina.",
        "&quot;Kami siap ekspor,&quot; kata Rina.",
        "&amp;ldquo;Kami siap ekspor,&amp;rdquo; kata Rina.",
        "”Kami siap ekspor, “kata Rina.",
    ],
)
def test_every_make_of_mark(text):
    assert inner(text) == ["Kami siap ekspor,"]


def test_interrupted_quotation_is_two():
    assert inner('"Harga naik," kata Rina. "Pembeli turun."') == ["Harga naik,", "Pembeli turun."]


def test_nested_quotation_is_within():
    text = "“Istilah “usaha rintisan” membingungkan,” kata Rina."
    (quotation,) = find_quotations(text)
    assert [span.of(text) for span in quotation.nested] == ["“usaha rintisan”"]


def test_opening_mark_at_the_end_of_a_line_and_closing_in_the_next():
    assert inner('Rina berkata, "\nKami siap ekspor," ujarnya.') == ["Kami siap ekspor,"]


def test_quotation_over_two_paragraphs_is_one():
    text = '"Harga naik.\nPembeli turun," kata Rina.'
    assert inner(text) == ["Harga naik.\nPembeli turun,"]


def test_opening_mark_misprinted_behind_the_sentence_before():
    text = "Harga naik.”\nKami tidak menaikkan harga, “kata Rina."
    assert inner(text) == ["Kami tidak menaikkan harga,"]


def test_a_mark_that_is_never_closed_ends_with_its_paragraph():
    text = 'Rina berkata, "Kami siap ekspor.\nHarga naik lagi.'
    (quotation,) = find_quotations(text)
    assert not quotation.closed
    assert quotation.inner.of(text) == "Kami siap ekspor."


def test_paragraphs_can_be_given():
    text = 'A "satu dua" B "tiga'
    assert [q.inner.of(text) for q in find_quotations(text, [(0, 12)])] == ["satu dua"]


@given(st.text(alphabet="ab .,\n\"“”„'‘’«»", max_size=80))
def test_quotations_are_in_order_and_apart(text):
    found = find_quotations(text)
    assert all(q.start <= q.inner.start <= q.inner.end <= q.end <= len(text) for q in found)
    assert all(one.end <= other.start for one, other in pairwise(found))


@pytest.mark.parametrize("mark", ['"', "“", "”", '" ', "“a ", "a” ", "“\n"])
def test_thousands_of_marks_take_linear_time(mark):
    start = time.process_time()
    find_quotations(mark * 20_000)
    assert time.process_time() - start < 2
