"""Numbers that a lab takes in another form than a question tells them: schedules, totals, halving times, pairs."""

import pytest

from ech0.app import open_ech0
from ech0.core.types import Question
from ech0.minds.embedded.labschedule import schedule


@pytest.mark.parametrize(
    ("text", "first", "count", "interval"),
    [
        ("given on days 8, 12 and 16", 8, 3, 4),
        ("daily on days 9 to 13", 9, 5, 1),
        ("every third week, four times, starting on day 2", 2, 4, 21),
        ("q12h x 6", None, 6, 0.5),
        ("once daily for 5 days", None, 5, 1),
        ("thrice at 10 h intervals", None, 3, 10 / 24),
    ],
)
def test_schedule_in_words(text: str, first: float | None, count: float, interval: float) -> None:
    """A schedule in words is the first day, the count and the interval that it says."""
    found = schedule(text)
    days = {"": 1.0, "hour": 1 / 24, "day": 1.0, "week": 7.0}
    told = {role: said.value * days[said.unit] for role, said in found.items()}
    assert told.get("first") == first
    assert told["count"] == count
    assert told["interval"] == pytest.approx(interval)


def test_uneven_days_are_no_interval() -> None:
    """Days that are not evenly apart say no interval: none is made up."""
    assert "interval" not in schedule("given on days 1, 3 and 10")


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("A lung lesion receives 54 Gy in three fractions; alpha/beta is 10 Gy. What is the BED?", 151.2),
        (
            "Drug A has an EC50 of 6 uM and drug B of 25 uM, both with a Hill slope of 1.3. Which effect does Loewe "
            "additivity predict for 10 uM of B with 3 uM of A?",
            0.4658112652820917,
        ),
        (
            "If 99.9999 % of 500000 clonogens are sterilised by the treatment, what is the tumour control probability?",
            0.6065306597126334,
        ),
        (
            "In the Simeoni model a tumour doubles every 2.5 days and k2 is 5e-4 mL/ng/day. Above which constant "
            "plasma level does the tumour regress?",
            554.5177444479562,
        ),
    ],
)
def test_the_lab_takes_the_other_form(text: str, value: float) -> None:
    """A total over its fractions, one slope of both drugs, what is killed and a doubling time give the lab's value."""
    answer = open_ech0().ask(Question(text=text))
    assert answer.value == pytest.approx(value, rel=1e-6)
