"""The list of sets that confidence is fitted on: what is fitted on and what is only judged by never mix."""

import subprocess
import sys

import pytest

from ech0.core.errors import InputError
from evals.benchmark import BENCHMARKS
from evals.own import own_sets


def test_the_list_that_ships_names_files_and_benchmarks_that_are_there():
    """Every set has a benchmark, none stands twice, and none that was held out from reading is fitted on."""
    sets = own_sets()
    assert all(s.suite in BENCHMARKS and s.file.is_file() for s in sets)
    assert len({s.file for s in sets}) == len(sets)
    assert {"quantities_held", "premises_held"} <= {s.file.stem for s in sets if not s.fitted}
    assert not any(s.file.stem.endswith("_held") for s in sets if s.fitted)


def test_a_pattern_takes_later_rounds_too_and_no_file_twice(tmp_path):
    """Files of one name are taken in order; one on both sides, and a pattern that nothing has, are errors."""
    for name in ("a_dev.jsonl", "a_dev2.jsonl", "b.jsonl"):
        (tmp_path / name).write_text("{}")
    listed = {"fit": [["logic", "a_dev*.jsonl"]], "test": [["logic", "b.jsonl"]]}
    assert [(s.file.name, s.fitted) for s in own_sets(listed, tmp_path)] == [
        ("a_dev.jsonl", True),
        ("a_dev2.jsonl", True),
        ("b.jsonl", False),
    ]
    with pytest.raises(InputError, match="twice"):
        own_sets({"fit": [["logic", "b.jsonl"]], "test": [["logic", "b.jsonl"]]}, tmp_path)
    with pytest.raises(InputError, match="no file"):
        own_sets({"fit": [["logic", "c*.jsonl"]], "test": []}, tmp_path)


def test_calibrate_without_a_run_says_what_to_name(tmp_path):
    """Neither a folder nor --own: exit code 2 and the cure; nothing is written."""
    words = [sys.executable, "-m", "ech0.cli", "eval", "calibrate", "--out", str(tmp_path / "c.json")]
    done = subprocess.run(words, capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 2
    assert "--own DIR" in done.stderr
    assert not list(tmp_path.iterdir())
