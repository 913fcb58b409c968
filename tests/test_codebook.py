"""The codebook as data: complete in both languages, checked when it is read, printed whole."""

import re

import pytest

from umkm_research.coding import load_codebook
from umkm_research.coding.appendix import markdown
from umkm_research.coding.clauses import grammar
from umkm_research.coding.cues import read_cues
from umkm_research.errors import LexiconError

CONCEPTS = {
    "imports": ["import_limits", "illegal_imports", "cross_border_limits", "reciprocity"],
    "platforms": ["platform_rules", "platform_separation", "platform_duty", "fair_competition"],
    "livelihoods": ["offline_trade", "seller_livelihood"],
    "digital": ["digital_adoption"],
    "exports": ["export_promotion"],
    "trade_opening": ["trade_opening"],
    "upgrading": ["quality_upgrading", "value_upgrading"],
    "licensing": ["licensing_ease"],
    "partnership": ["partnership"],
    "finance": ["finance_access"],
    "local_goods": ["local_preference"],
}

SMALL = """
version = "0.1"
title = { en = "Rice", id = "Beras" }
[variables.concept]
label = { en = "concept", id = "konsep" }
definition = { en = "A claim.", id = "Klaim." }
[codes.theme.food]
label = { en = "food", id = "pangan" }
definition = { en = "Food.", id = "Pangan." }
[codes.concept.price_ceiling]
theme = "food"
label = { en = "price ceiling", id = "harga eceran tertinggi" }
definition = { en = "The price of rice should be capped.", id = "Harga beras perlu dibatasi." }
[words.cap]
any = ["batas+", "patok+", "harga eceran tertinggi"]
[words.rice]
any = ["beras", "gabah"]
[[cues.price_ceiling]]
name = "cap"
kind = "measure"
find = ["cap", "rice"]
position = 1
"""


@pytest.fixture
def own(tmp_path):
    """Write a codebook of one's own, with a replacement in it."""

    def write(old: str = "", new: str = ""):
        path = tmp_path / "rice.toml"
        path.write_text(SMALL.replace(old, new) if old else SMALL, encoding="utf-8")
        return path

    return write


def test_every_concept_has_its_theme():
    found: dict[str, list[str]] = {}
    for concept in load_codebook().concepts.values():
        found.setdefault(concept.theme, []).append(concept.name)
    assert found == CONCEPTS


@pytest.mark.parametrize(
    ("variable", "codes"),
    [
        ("position", {"1", "0", "-1"}),
        ("basis", {"demand", "evaluation", "commitment", "report"}),
        ("direction", {"import", "export"}),
        ("evaluation", {"harm", "obstacle", "benefit", "both", "none"}),
        ("measure", {"tighten", "ease", "support", "other", "none"}),
        ("affected", {"producer", "conventional_trader", "reseller", "consumer", "worker", "state"}),
        ("frame", {"harm", "benefit", "both", "policy", "neutral"}),
    ],
)
def test_every_variable_has_its_codes(variable, codes):
    assert set(load_codebook().codes[variable]) == codes


def test_every_definition_stands_in_both_languages():
    codebook = load_codebook()
    for code in [*codebook.variables.values(), *(code for codes in codebook.codes.values() for code in codes.values())]:
        assert all(code.label[language] and code.definition[language] for language in ("en", "id")), code.name


def test_concepts_and_bases_have_examples_and_counter_examples():
    codebook = load_codebook()
    for code in [*codebook.concepts.values(), *codebook.codes["basis"].values()]:
        assert code.examples, code.name
        assert code.counter_examples, code.name


def test_every_concept_can_be_supported_and_opposed_in_the_examples():
    for concept in load_codebook().concepts.values():
        assert {sign for example in concept.examples for sign in re.findall(r"\(([+-]1),", example)} == {"+1", "-1"}


def test_every_cue_and_class_says_what_it_is():
    codebook = load_codebook()
    assert all(cue["example"] for cues in codebook.data["cues"].values() for cue in cues)
    assert all(entry["note"] for entry in codebook.data["words"].values())
    rules = [cue.rule for cue in read_cues(codebook.data, codebook.concepts)]
    assert len(rules) == len(set(rules))


def test_every_class_of_words_is_used_or_hides_another():
    codebook = load_codebook()
    used = {name for cue in read_cues(codebook.data, codebook.concepts) for one in cue.find for name in one}
    used |= {name for cue in read_cues(codebook.data, codebook.concepts) for name in cue.without}
    hiding = {name for name, entry in codebook.data["words"].items() if "hide" in entry["note"].lower()}
    assert set(codebook.data["words"]) == used - grammar().keys() | hiding


def test_a_codebook_of_ones_own_is_read(own):
    codebook = load_codebook(own())
    assert codebook.label("concept", "price_ceiling", "id") == "harga eceran tertinggi"
    assert codebook.label("concept", "unheard_of") == "unheard_of"
    assert codebook.checksum != load_codebook().checksum


def test_a_folder_of_files_is_one_codebook(own, tmp_path):
    own()
    (tmp_path / "z.toml").write_text('[words.rice]\nany = ["nasi"]\n', encoding="utf-8")
    assert load_codebook(tmp_path).data["words"]["rice"]["any"] == ["beras", "gabah", "nasi"]


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ('version = "0.1"', "", "no version"),
        (', id = "Beras"', "", "title is not given in both languages"),
        ('theme = "food"', 'theme = "drink"', "theme 'drink'"),
        ('"The price of rice should be capped."', "1", "definition is not given"),
        ("[codes.theme.food]", "[codes.theme.food", "rice.toml"),
    ],
)
def test_a_broken_codebook_is_refused_with_its_place(own, old, new, says):
    with pytest.raises(LexiconError, match=re.escape(says)):
        load_codebook(own(old, new))


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ('find = ["cap", "rice"]', 'find = ["cap", "maize"]', "no such class of words: maize"),
        ('kind = "measure"', 'kind = "wish"', "not complete"),
        ("position = 1", "position = 2", "not complete"),
        ("[[cues.price_ceiling]]", "[[cues.price_floor]]", "cues.price_floor has no concept"),
        ('name = "cap"', 'name = "cap"\ncolour = "red"', "colour"),
    ],
)
def test_a_broken_cue_is_refused_with_its_name(own, old, new, says):
    codebook = load_codebook(own(old, new))
    with pytest.raises(LexiconError, match=re.escape(says)):
        read_cues(codebook.data, codebook.concepts)


def test_no_codebook_there():
    with pytest.raises(LexiconError, match="nowhere"):
        load_codebook("nowhere.toml")


@pytest.mark.parametrize("language", ["en", "id"])
def test_the_appendix_holds_every_code_and_rule(language):
    codebook = load_codebook()
    text = markdown(codebook, language)
    assert codebook.checksum in text
    for code in codebook.concepts.values():
        assert f"#### `{code.name}` {code.label[language]}" in text
    for cue in read_cues(codebook.data, codebook.concepts):
        assert f"| `{cue.name}` |" in text
    assert "`attitude.reject`" in text


def test_the_appendix_of_ones_own_codebook(own):
    assert load_codebook(own()).markdown("id").startswith("# Beras\n\nVersi 0.1")


def test_the_appendix_in_another_language_is_refused():
    with pytest.raises(LexiconError, match="'nl'"):
        load_codebook().markdown("nl")
