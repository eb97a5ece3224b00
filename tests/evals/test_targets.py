"""Published targets: each stands beside what was measured, and what nobody measured says so."""

import json

import pytest

from ech0.core.errors import InputError
from ech0.core.types import Answer, ChainStep, Cost, Question
from evals.record import Record, Setup
from evals.targets import measured

SETUP = Setup(suite="prontoqa", data="d.json", sha256="ab" * 32, mind="test", seconds=1, version="0")


def answer(seconds, labs=0, cached=0, steps=4, status="answered"):
    """An answer that cost this much."""
    chain = tuple(ChainStep(step=str(n)) for n in range(steps))
    cost = Cost(seconds=seconds, labs=labs, labs_cached=cached)
    return Answer(status=status, reason="", text="", chain=chain, cost=cost, question=Question(text="?"))


def told(done, labs=0, folders=()):
    """The figures by name."""
    return {m.name: m for m in measured(done, labs, folders)}


def test_nothing_on_record_is_nothing_measured():
    """On a fresh folder no target has a figure, and each says why; none shows its target as a result."""
    for m in told([]).values():
        assert m.value is None
        assert m.how.startswith("not measured: ")
        assert m.n == 0


def test_figures_are_those_of_the_record():
    """Chain length, labs a day, cache hits and times are counted, with how many cases and the last day."""
    done = [
        ("2026-03-01", answer(0.2, steps=4)),
        ("2026-03-01", answer(3.0, labs=2, cached=1, steps=8)),
        ("2026-03-02", answer(0.4, labs=2, cached=2, steps=6)),
        ("2026-03-02", answer(9.0, status="abstained", steps=1)),
    ]
    m = told(done, labs=7)
    assert (m["avg_reasoning_chain_length"].value, m["avg_reasoning_chain_length"].n) == (6, 3)
    assert m["experiments_per_day"].value == 3.5
    assert (m["cache_hit_rate"].value, m["cache_hit_rate"].n) == (0.75, 4)
    assert m["avg_response_time_ms (a lab ran, p50)"].value == 3000
    assert m["avg_response_time_ms (nothing to run, p50)"].value == 400
    assert m["experiments_per_day"].date == "2026-03-02"
    assert m["gpu_utilization"].value is None


def test_accuracy_and_calibration_are_those_of_evaluations(tmp_path):
    """They are pooled over the folders by their number of items; a folder without an evaluation is refused."""
    for name, n, accuracy, ece in (("a", 100, 0.5, 0.1), ("b", 300, 1.0, 0.02)):
        with Record(tmp_path / name, SETUP):
            pass
        summary = {"n": n, "accuracy": accuracy, "ece": ece, "calibration_n": n}
        (tmp_path / name / "summary.json").write_text(json.dumps(summary))
    m = told([], folders=[tmp_path / "a", tmp_path / "b"])
    assert (m["accuracy_on_test_problems"].value, m["accuracy_on_test_problems"].n) == (0.875, 400)
    assert m["uncertainty_calibration"].value == pytest.approx(1 - (0.1 * 100 + 0.02 * 300) / 400)
    assert "prontoqa" in m["uncertainty_calibration"].how
    with pytest.raises(InputError, match="ech0 eval run"):
        told([], folders=[tmp_path])
