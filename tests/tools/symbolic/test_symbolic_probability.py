"""Chances of events by linear programming: values, bounds, conflicts."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ech0.core.types import Chance, Check, ProbabilityClaim, Symbol
from tools.symbolic import decide
from tools.symbolic.problem import Given


def ask(known: dict[str, float], query: str, *, independent: bool = False, exclusive: bool = False) -> Check:
    """The check of P(query), each chance written `A and B | C`."""
    events = tuple(sorted({c for text in (*known, query) for c in text if c.isupper()}))
    chances, symbols, values = [], [], {}
    for k, (text, p) in enumerate(known.items(), start=1):
        event, _, given_that = text.partition("|")
        chances.append(Chance(event=event.strip(), given=given_that.strip(), value=f"n{k}"))
        symbols.append(Symbol(name=f"n{k}", unit="", entry=f"q{k}"))
        values[f"n{k}"] = Given(p)
    event, _, given_that = query.partition("|")
    claim = ProbabilityClaim(
        id="c1",
        events=events,
        symbols=tuple(symbols),
        known=tuple(chances),
        independent=(events,) if independent else (),
        exclusive=(events,) if exclusive else (),
        query=Chance(event=event.strip(), given=given_that.strip()),
    )
    return decide(claim, values)


@pytest.mark.parametrize(
    ("known", "query", "right", "how"),
    [
        ({"A": 0.4, "B": 0.5, "A or B": 0.7}, "A and B", 0.2, {}),
        ({"A": 0.4, "B": 0.5, "A or B": 0.7}, "A | B", 0.4, {}),
        ({"A": 0.4, "B": 0.5}, "A or B", 0.7, {"independent": True}),
        ({"A": 0.4, "A or B": 0.7}, "B", 0.5, {"independent": True}),
        ({"A": 0.4, "B": 0.5}, "A or B", 0.9, {"exclusive": True}),
        ({"A": 0.01, "B | A": 0.95, "B | not A": 0.05}, "A | B", 0.0095 / 0.059, {}),
        ({"A": 0.5, "B": 0.8, "C": 0.9}, "A and B and C", 0.36, {"independent": True}),
    ],
)
def test_a_chance_that_follows_is_found(
    known: dict[str, float], query: str, right: float, how: dict[str, bool]
) -> None:
    """Unions, conditionals, Bayes' rule and independence give their textbook values."""
    check = ask(known, query, **how)
    assert check.verdict == "proved", check.reason
    assert check.value is not None
    assert check.value.value == pytest.approx(right, abs=1e-7)


def test_what_is_not_fixed_is_told_with_its_bounds() -> None:
    """Two chances alone leave that of both within the bounds of Frechet."""
    check = ask({"A": 0.4, "B": 0.7}, "A and B")
    assert check.verdict == "underdetermined"
    assert check.scenarios == ({"least": "0.1"}, {"greatest": "0.4"})


@pytest.mark.parametrize("known", [{"A": 0.8, "B": 0.5, "A or B": 0.6}, {"A": 1.2, "B": 0.5}])
def test_chances_that_cannot_be_are_inconsistent(known: dict[str, float]) -> None:
    """A union less likely than a part of it, or a chance above one, is a conflict and no answer."""
    assert ask(known, "A and B").verdict == "inconsistent"


@settings(max_examples=40, deadline=None)
@given(st.lists(st.integers(1, 20), min_size=8, max_size=8))
def test_the_bounds_hold_the_truth(weights: list[int]) -> None:
    """For any distribution over three events, what follows from some of its chances contains the true chance."""
    p = [w / sum(weights) for w in weights]

    def chance(test: int) -> float:
        return sum(q for atom, q in enumerate(p) if atom & test == test)

    known = {"A": chance(1), "B": chance(2), "A and B": chance(3), "C": chance(4)}
    check = ask(known, "B and C")
    low, high = (float(next(iter(s.values()))) for s in check.scenarios) if check.scenarios else (0.0, 1.0)
    truth = chance(6)
    assert check.verdict in ("underdetermined", "proved")
    assert low - 1e-5 <= truth <= high + 1e-5
