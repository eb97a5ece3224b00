"""Trees: printing, slopes, quotients."""

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ech0.core.errors import ClaimError
from ech0.core.expression import Node, Num, Op, Var, evaluate, parse, show
from tools.symbolic.polynomial import cancelled, quotient
from tools.symbolic.tree import number, slopes

LEAVES = st.sampled_from([Var("x"), Var("y"), Num("2"), Num("0.5"), Num("3")])


def _grow(inner: st.SearchStrategy[Node]) -> st.SearchStrategy[Node]:
    two = st.tuples(st.sampled_from(["+", "-", "*", "/"]), inner, inner).map(lambda t: Op(t[0], (t[1], t[2])))
    one = st.tuples(st.sampled_from(["neg", "sqrt", "exp", "sin", "tanh"]), inner).map(lambda t: Op(t[0], (t[1],)))
    power = inner.map(lambda a: Op("**", (a, Num("2"))))
    return st.one_of(two, one, power)


TREES = st.recursive(LEAVES, _grow, max_leaves=8)


@given(TREES)
def test_show_reads_back_to_the_same_tree(tree: Node) -> None:
    """What is printed is parsed to the tree that was printed."""
    assert parse(show(tree)) == tree


@pytest.mark.parametrize("text", ["a -> b or c and not d", "(a == b) + (c < d) == 1", "-(x - y)**2/-z", "2**-x"])
def test_show_keeps_logic_and_signs(text: str) -> None:
    """Logic, comparisons inside sums and signs survive a round trip."""
    assert parse(show(parse(text))) == parse(text)


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_number_is_exact(value: float) -> None:
    """A literal has the very float it was made from."""
    assert evaluate(number(value), {}) == value


@settings(deadline=None)
@given(TREES, st.floats(0.3, 2.0), st.floats(0.3, 2.0))
def test_slopes_are_those_of_differences(tree: Node, x: float, y: float) -> None:
    """Exact derivatives agree with central differences wherever those are trustworthy."""
    h = 1e-5
    try:
        value, slope = slopes(tree, {"x": x, "y": y})
        sides = [evaluate(tree, {"x": x + s * h, "y": y}) for s in (1, -1, 2, -2)]
    except ClaimError:
        return
    coarse, fine = (sides[2] - sides[3]) / (4 * h), (sides[0] - sides[1]) / (2 * h)
    if abs(value) < 1e6 and abs(coarse - fine) < 1e-6 * (1 + abs(fine)):
        assert math.isclose(slope.get("x", 0.0), fine, rel_tol=1e-4, abs_tol=1e-4)


@given(TREES, st.floats(0.3, 2.0), st.floats(0.3, 2.0))
def test_quotient_has_the_value_of_the_tree(tree: Node, x: float, y: float) -> None:
    """Numerator over denominator equals the tree that they were made from."""
    ratio = quotient(tree, "x")
    if ratio is None:
        return
    try:
        want = evaluate(tree, {"x": x, "y": y})
        top, bottom = (sum(evaluate(c, {"y": y}) * x**k for k, c in part.items()) for part in ratio)
    except (ClaimError, OverflowError):
        return
    if 1e-6 < abs(bottom) < 1e9 and abs(top) < 1e9:
        assert math.isclose(top / bottom, want, rel_tol=1e-6, abs_tol=1e-6)


def test_shared_factor_is_cancelled() -> None:
    """A mass that multiplies every term goes; one that does not stays."""
    left, right = parse("m*a = m*g*sin(q) - m*k/2").args  # type: ignore[union-attr]
    a, b, gone = cancelled(left, right, frozenset({"m", "a"}))
    assert (show(a), show(b), gone) == ("a", "g*sin(q) - k/2", {"m"})
    left, right = parse("m*a = m*g - k").args  # type: ignore[union-attr]
    assert cancelled(left, right, frozenset({"m", "a"})) == (left, right, frozenset())
