"""Finite claims against brute force."""

from itertools import combinations, permutations, product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ech0.core.expression import evaluate, parse
from ech0.core.types import Check, FiniteClaim, Relation, Variable
from tools.symbolic.decision import decide, rerun

DAYS = ("mon", "tue", "wed")


def ask(constraints: list[str], options: list[str], mode: str = "must") -> Check:
    """Decide over A, B in days and N in 0..2."""
    claim = FiniteClaim(
        id="f1", mode=mode,  # type: ignore[arg-type]
        variables=(Variable(name="A", values=DAYS), Variable(name="B", values=DAYS), Variable(name="N", low=0, high=2)),
        constraints=tuple(Relation(expression=c, text=f"said: {c}") for c in constraints),
        options=tuple(Relation(expression=o) for o in options),
    )  # fmt: skip
    return decide(claim)


def worlds(constraints: list[str]) -> list[dict[str, float]]:
    """Every assignment that obeys the constraints, by enumeration."""
    codes = {d: float(i) for i, d in enumerate(DAYS)}
    every = ({**codes, "A": a, "B": b, "N": n} for a, b, n in product((0.0, 1.0, 2.0), repeat=3))
    return [w for w in every if all(evaluate(parse(c), w) for c in constraints)]


TERMS = st.sampled_from(
    ["A", "B", "N", "mon", "tue", "wed", "1", "A + 1", "abs(A - B)", "max(A, N)", "(A == B)", "2*N"]
)
SIMPLE = st.tuples(TERMS, st.sampled_from(["==", "!=", "<", "<=", ">", ">="]), TERMS).map(" ".join)
FORMULAS = st.one_of(
    SIMPLE,
    st.tuples(SIMPLE, st.sampled_from(["and", "or", "->"]), SIMPLE).map(lambda t: f"({t[0]}) {t[1]} ({t[2]})"),
    SIMPLE.map(lambda s: f"not {s}"),
)


def _fulfils(mode: str, held: list[bool]) -> bool:
    """Whether an option that holds in these of all worlds is what the mode asks for."""
    return {"must": all(held), "could": any(held), "cannot": not any(held), "need not": not all(held)}[mode]


@settings(max_examples=60, deadline=None)
@given(
    st.lists(FORMULAS, max_size=4),
    st.lists(FORMULAS, min_size=1, max_size=3),
    st.sampled_from(["must", "could", "cannot", "need not"]),
)
def test_verdicts_are_those_of_enumeration(constraints: list[str], options: list[str], mode: str) -> None:
    """For every mode the options that z3 singles out are those that enumerating all assignments singles out."""
    check = ask(constraints, options, mode)
    all_worlds = worlds(constraints)
    if not all_worlds:
        assert check.verdict == "inconsistent"
        kept = [c.removeprefix("said: ") for c in check.core]
        assert not worlds(kept)
        assert all(worlds([c for c in kept if c != out]) for out in kept)
        return
    held = [[bool(evaluate(parse(o), w)) for w in all_worlds] for o in options]
    fulfil = [i for i, h in enumerate(held) if _fulfils(mode, h)]
    if len(options) == 1:
        refuted = not fulfil and (mode != "must" or not any(held[0]))
        assert check.verdict == ("proved" if fulfil else "refuted" if refuted else "underdetermined")
    elif len(fulfil) == 1:
        assert (check.verdict, check.choice) == ("proved", fulfil[0])
    else:
        none = "refuted" if mode in ("could", "need not") else "underdetermined"
        assert check.verdict == ("ambiguous" if fulfil else none)


def test_premises_and_file_of_a_choice() -> None:
    """The option that must hold names the constraints it needs, and its file is unsatisfiable again."""
    check = ask(["A < B", "B != wed or N == 2", "N < 2"], ["A == mon", "B == wed"])
    assert (check.verdict, check.choice) == ("proved", 0)
    assert set(check.premises) == {"said: A < B", "said: B != wed or N == 2", "said: N < 2"}
    assert rerun(check.artifact).reason.endswith("unsat again")


def test_countermodels_are_in_the_claims_words() -> None:
    """A statement that may and may not hold is shown both ways, by names of values."""
    check = ask(["A == tue"], ["B == mon"])
    assert check.verdict == "underdetermined"
    assert [s["B"] == "mon" for s in check.scenarios] == [True, False]
    assert all(s["A"] == "tue" for s in check.scenarios)


@pytest.mark.parametrize(
    ("constraint", "said"),
    [
        ("A == sunday", "'sunday'"),
        ("A + 1", "true or false"),
        ("sin(A) == 1", "'sin'"),
        ("A / N == 1", "'/'"),
        ("__import__('os')", "not allowed"),
    ],
)
def test_malformed_constraints_are_named(constraint: str, said: str) -> None:
    """A wrong name, a number where a truth is meant, a function without meaning here: each is said."""
    check = ask([constraint], ["A == mon"])
    assert check.verdict == "not_formalised"
    assert said in check.reason


def test_a_name_with_two_meanings_is_refused() -> None:
    """A value at different places of two lists, or one that is a variable too, would mean two things."""
    for variables in (
        (Variable(name="A", values=("x", "y")), Variable(name="B", values=("y", "x"))),
        (Variable(name="A", values=("B", "y")), Variable(name="B", values=("x",))),
    ):
        assert decide(FiniteClaim(id="f", variables=variables, constraints=())).verdict == "not_formalised"


ORDERED = st.tuples(
    st.sampled_from("abcd"), st.sampled_from(["<", "!=", "- 1 ==", "+ 2 =="]), st.sampled_from("abcd1234")
)


@settings(max_examples=60, deadline=None)
@given(
    st.lists(ORDERED, max_size=4), st.lists(ORDERED, min_size=2, max_size=4),
    st.sampled_from(["must", "could", "cannot", "need not"]),
)  # fmt: skip
def test_orders_are_judged_as_by_going_through_all_permutations(told, asked, mode) -> None:
    """Things in a row, whatever is told and asked of them: the choice is that of trying every order."""
    constraints, options = [" ".join(t) for t in told], [" ".join(t) for t in asked]
    apart = [f"{x} != {y}" for x, y in combinations("abcd", 2)]
    claim = FiniteClaim(
        id="f1", mode=mode, variables=tuple(Variable(name=n, low=1, high=4) for n in "abcd"),
        constraints=tuple(Relation(expression=e) for e in [*constraints, *apart]),
        options=tuple(Relation(expression=o) for o in options),
    )  # fmt: skip
    orders = [dict(zip("abcd", map(float, p), strict=True)) for p in permutations((1, 2, 3, 4))]
    possible = [w for w in orders if all(evaluate(parse(c), w) for c in constraints)]
    check = decide(claim)
    if not possible:
        assert check.verdict == "inconsistent"
        return
    fulfil = [i for i, o in enumerate(options) if _fulfils(mode, [bool(evaluate(parse(o), w)) for w in possible])]
    assert check.choice == (fulfil[0] if len(fulfil) == 1 else None)
    assert all({k: float(v) for k, v in s.items()} in possible for s in check.scenarios)


def test_an_option_that_need_not_hold_is_shown_failing() -> None:
    """`Each must be true except`: the one option that need not hold, with a case in which it does not."""
    check = ask(["A < B", "N == 1"], ["B != mon", "N > 0", "A == mon"], "need not")
    assert (check.verdict, check.choice) == ("proved", 2)
    assert check.scenarios[0]["A"] == "tue"
