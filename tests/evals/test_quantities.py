"""The benchmark of our own questions: its items are whole, and the embedded mind does not get worse unseen."""

from pathlib import Path

import pytest

from evals.benchmark import BENCHMARKS, DATA

QUANTITIES = BENCHMARKS["quantities"]


@pytest.mark.parametrize("path", sorted(DATA.glob("quantities_*.jsonl")), ids=lambda p: p.stem)
def test_every_item_is_whole(path: Path) -> None:
    """Each line is a question with a status; a value is there exactly where an answer is due; ids are unique."""
    cases = QUANTITIES.cases(path)
    assert len({c.id for c in cases}) == len(cases) >= 100
    for case in cases:
        assert case.question.text.strip()
        assert (case.target["value"] is not None) == (case.target["status"] == "answered")


@pytest.mark.slow
def test_the_embedded_mind_answers_and_is_seldom_wrong(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of the development items at least three in five come out right, and under one in twenty wrong."""
    monkeypatch.setenv("ECH0_HOME", str(tmp_path))
    from ech0.app import open_ech0

    ech0 = open_ech0()
    right = wrong = count = 0
    for case in QUANTITIES.cases(DATA / "quantities_dev.jsonl"):
        answer = ech0.ask(case.question)
        good = QUANTITIES.score(case, answer).correct
        right += good
        wrong += answer.status in ("answered", "contradicted") and not good
        count += 1
    ech0.close()
    assert right >= 0.6 * count
    assert wrong < 0.05 * count
