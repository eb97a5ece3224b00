"""Dosing schedules in words, as a lab takes them."""

import pytest

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
