"""The command as a user calls it: in a process of its own."""

import subprocess
import sys
from pathlib import Path

import polars as pl
import pytest

SEEDS = Path(__file__).parents[1] / "seeds"


def umkm(*words, cwd=None):
    call = [sys.executable, "-m", "umkm_research", *map(str, words)]
    return subprocess.run(call, capture_output=True, text=True, cwd=cwd, check=False)


@pytest.mark.parametrize("command", ["annotate", "reproduce", "codebook"])
def test_help_teaches_with_an_example(command):
    done = umkm(command, "--help")
    assert done.returncode == 0
    assert command == "codebook" or f"umkm {command}" in done.stdout


def test_seeds_and_broken_inputs_together(tmp_path):
    mixed = tmp_path / "mixed"
    mixed.mkdir()
    for seed in SEEDS.glob("*.txt"):
        (mixed / seed.name).write_bytes(seed.read_bytes())
    (mixed / "empty.txt").write_bytes(b"")
    (mixed / "picture.txt").write_bytes(bytes(range(256)) * 40)
    done = umkm("annotate", mixed, "--out", tmp_path / "out")
    assert done.returncode == 3
    assert "5 articles" in done.stderr
    assert "2 inputs could not be read" in done.stderr
    rejected = pl.read_parquet(tmp_path / "out" / "rejected.parquet")
    assert sorted(rejected["source"]) == ["empty.txt", "picture.txt"]
    assert all(row["reason"] and row["remedy"] and row["code"] for row in rejected.iter_rows(named=True))


def test_nothing_done_is_two_and_one_line(tmp_path):
    (tmp_path / "void").mkdir()
    for inputs in ([tmp_path / "missing.txt"], [tmp_path / "void"]):
        done = umkm("annotate", *inputs, "--out", tmp_path / "out")
        assert done.returncode == 2
        assert inputs[0].name in done.stderr
        assert "Traceback" not in done.stderr


def test_a_wrong_call_is_two():
    assert umkm("annotate").returncode == 2
    assert umkm("annotate", "x", "--workers", "0", "--out", "y").returncode == 2
