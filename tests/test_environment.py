"""The three files that describe the environment cannot drift apart."""

import re
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
LOCK = (ROOT / "requirements.lock").read_text()
PINNED = {
    canonicalize_name(name): version
    for name, version in re.findall(r"^([A-Za-z0-9._-]+)==([^\s;\\]+)", LOCK, re.MULTILINE)
}
WANTED = [Requirement(line) for line in PROJECT["dependencies"]] + [
    Requirement(line) for extra in PROJECT["optional-dependencies"].values() for line in extra
]


@pytest.mark.parametrize("requirement", WANTED, ids=lambda r: r.name)
def test_every_requirement_is_pinned_within_its_range(requirement):
    assert PINNED[canonicalize_name(requirement.name)] in requirement.specifier


def test_every_pin_has_a_hash_and_none_names_an_index():
    entries = re.split(r"\n(?=[A-Za-z0-9])", LOCK.strip())
    assert all("--hash=sha256:" in entry for entry in entries if not entry.startswith("#"))
    assert "://" not in LOCK
    assert "--index" not in LOCK


def test_conda_environment_is_python_pip_and_the_lock():
    text = (ROOT / "environment.yml").read_text()
    assert f"python{PROJECT['requires-python']}" in text
    assert "-r requirements.lock" in text
    named = re.findall(r"^ +- ([a-z].*)$", text, re.MULTILINE)
    assert [re.split(r"[<>=]", name)[0] for name in named] == ["python", "pip", "pip:"]


def test_top_level_is_what_the_design_names():
    known = {
        "pyproject.toml", "environment.yml", "requirements.lock", "Makefile", "README.md", "CITATION.cff", "LICENSE", "CHANGELOG.md",
        "notebooks", "umkm_research", "seeds", "tests", "benchmarks", ".ci", ".git", ".gitignore",
    }  # fmt: skip
    made = {
        ".venv",
        "build",
        ".ruff_cache",
        ".mypy_cache",
        ".pytest_cache",
        ".hypothesis",
        ".import_linter_cache",
        "dist",
    }
    assert {path.name for path in ROOT.iterdir()} <= known | made


def test_ci_runs_what_the_readme_says():
    readme, ci = (ROOT / "README.md").read_text(), (ROOT / ".ci" / "run").read_text()
    assert "make reproduce" in readme
    assert "make test" in readme
    assert re.search(r"^make test$", ci, re.MULTILINE)
