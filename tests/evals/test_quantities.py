"""The benchmark of our own questions: how it scores, and that the embedded mind does not get worse unseen."""

from pathlib import Path

import pytest

from ech0.core.types import Answer, Case, Question
from evals import BENCHMARKS
from evals.quantities import DATA, quantities

ROW = {"status": "answered", "value": 7.0, "value_unit": "m/s", "rtol": 0.01}


def _answer(**fields: object) -> Answer:
    return Answer.model_validate({"status": "answered", "reason": "", "text": "", "question": {"text": "x"}} | fields)


@pytest.mark.parametrize(
    ("fields", "score"),
    [
        ({"value": 7.05, "unit": "m/s"}, 1.0),
        ({"value": 25.2, "unit": "km/h"}, 1.0),
        ({"value": 7.2, "unit": "m/s"}, 0.0),
        ({"value": 7.0, "unit": "m"}, 0.0),
        ({"value": None}, 0.0),
        ({"status": "abstained"}, 0.0),
    ],
)
def test_a_value_counts_in_any_unit_of_its_dimension_within_its_tolerance(
    fields: dict[str, object], score: float
) -> None:
    """The score is 1 for the value within its tolerance in any unit, and 0 for everything else."""
    case = Case(id="x", question=Question(text="x"), target=ROW)
    assert quantities.score(case, _answer(**fields)) == score


@pytest.mark.parametrize("path", sorted(DATA.glob("*.jsonl")), ids=lambda p: p.stem)
def test_every_item_is_whole(path: Path) -> None:
    """Each line is a question with a status; a value is there exactly where an answer is due; ids are unique."""
    cases = list(quantities.cases(str(path)))
    assert len({c.id for c in cases}) == len(cases) >= 100
    for case in cases:
        assert case.question.text.strip()
        assert (case.target["value"] is not None) == (case.target["status"] == "answered")


def test_the_benchmark_is_found_by_its_file() -> None:
    """A benchmark needs no list to be edited: its file registers it."""
    assert BENCHMARKS["quantities"] is quantities


@pytest.mark.slow
def test_the_embedded_mind_answers_and_is_seldom_wrong(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of the development items at least three in five come out right, and under one in twenty wrong."""
    monkeypatch.setenv("ECH0_HOME", str(tmp_path))
    from ech0.app import open_ech0

    ech0 = open_ech0()
    right = wrong = count = 0
    for case in quantities.cases():
        answer = ech0.ask(case.question)
        good = quantities.score(case, answer) == 1.0
        right += good
        wrong += answer.status in ("answered", "contradicted") and not good
        count += 1
    ech0.close()
    assert right >= 0.6 * count
    assert wrong < 0.05 * count
