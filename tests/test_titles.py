"""Honorifics, ranks, degrees, offices and their abbreviations."""

import pytest

from umkm_research.text.titles import abbreviations, bare_name, given_names, is_common, places, word_classes


@pytest.mark.parametrize(
    ("name", "bare"),
    [
        ("Pak Budi", "Budi"),
        ("Prof. Dr. Siti Aminah", "Siti Aminah"),
        ("Kombes Andi Wijaya", "Andi Wijaya"),
        ("Rina Hartati, S.E., M.M.", "Rina Hartati"),
        ("Rina Hartati", "Rina Hartati"),
        ("Bu", "Bu"),
    ],
)
def test_bare_name(name, bare):
    assert bare_name(name) == bare


@pytest.mark.parametrize("word", ["perdagangan", "disampaikan", "penyelenggaraan", "menanggapi", "kereta", "terkait"])
def test_words_are_common(word):
    assert is_common(word)


@pytest.mark.parametrize("name", ["tanuwijaya", "masduki", "lahadalia", "wahyu", "budi", "kaimuddin"])
def test_names_are_not(name):
    assert not is_common(name)


def test_lists_are_lower_case_and_classes_are_letters():
    assert all(form == form.lower() for form in word_classes())
    assert all(len(letter) == 1 for known in word_classes().values() for letter in known)
    assert all(word == word.lower() for word in given_names() | places())


def test_abbreviations_stand_for_words():
    assert abbreviations()["wamendag"] == "wakil menteri perdagangan"
    assert all(len(full.split()) > 1 for full in abbreviations().values())
