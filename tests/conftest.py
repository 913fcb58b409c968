"""What many tests share: the seeds as a corpus, and the whole chain on one text."""

import os
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


def pytest_configure() -> None:
    os.environ["UMKM_CACHE"] = "off"  # the suite leaves the user's own cache of stems alone
    pytest.SEEDS = ROOT / "seeds"


def pytest_terminal_summary(terminalreporter) -> None:
    """Print what tests recorded of speed and accuracy, so that a run shows where the package stands."""
    for heading in ("speed", "accuracy"):
        lines = [
            value
            for report in terminalreporter.getreports("passed") + terminalreporter.getreports("failed")
            for name, value in getattr(report, "user_properties", [])
            if name == heading and report.when == "call"
        ]
        if lines:
            terminalreporter.section(heading)
            terminalreporter.write_line("\n".join(lines))
