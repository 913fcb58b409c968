"""What many tests share: the seeds as a corpus, and the whole chain on one text."""

from pathlib import Path

import pytest
from umkm_research.corpus import Corpus, read_corpus

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="session")
def seeds() -> Corpus:
    return read_corpus(ROOT / "seeds")


@pytest.fixture
def annotate_text(tmp_path):
    """All tables of one text, as a corpus."""

    def run(text: str, name: str = "a.txt") -> Corpus:
        (tmp_path / name).write_text(text, encoding="utf-8")
        return read_corpus(tmp_path / name)

    return run
