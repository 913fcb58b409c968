"""Citations of figures."""

import json
import re

import pytest

from umkm_research import figures
from umkm_research.errors import InputError
from umkm_research.figures.cite import citation
from umkm_research.version import __version__


@pytest.fixture(scope="module")
def folder(seeds, tmp_path_factory):
    place = tmp_path_factory.mktemp("figures")
    for language in ("en", "id"):
        figures.frames_by_voice(seeds, language=language).save("05-1", place)
    return place


def test_a_citation_has_caption_checksum_and_versions(folder, seeds):
    for language, words in (("en", "Imports against exports"), ("id", "Impor dan ekspor")):
        cited = figures.cite("05-1", folder=folder, language=language)
        assert cited.caption.startswith(words)
        assert cited.csl["title"] == cited.caption
        for what in (seeds.checksum, f"umkm_research {__version__}", "codebook 2"):
            assert what in cited.csl["note"]


def test_bibtex_is_well_formed(folder):
    bibtex = figures.cite("05-1", folder=folder, language="en").bibtex
    assert re.match(r"@misc\{umkm_research_05_1,\n", bibtex)
    assert bibtex.count("{") == bibtex.count("}")
    assert not re.search(r"(?<!\\)[%#]", bibtex)


def test_csl_json_is_what_is_printed(folder):
    cited = figures.cite("05-1", folder=folder, language="en")
    assert json.loads(str(cited).split("\n\n")[-1]) == [cited.csl]


def test_the_citation_file_and_the_package_have_one_version():
    assert citation()["version"] == __version__


def test_an_unknown_figure_is_refused(folder):
    with pytest.raises(InputError, match="05-1"):
        figures.cite("05-9", folder=folder, language="en")
