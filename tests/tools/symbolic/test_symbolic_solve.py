"""One equation, one unknown."""

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ech0.core.errors import ClaimError
from ech0.core.expression import Node, Num, Op, Var, evaluate, names, parse
from tools.symbolic import cas, numeric
from tools.symbolic.solve import MAX_FORMS, isolate, roots
from tools.symbolic.tree import number

ONE = ["neg", "sqrt", "exp", "log", "log10", "sin", "cos", "tan", "asin", "acos", "atan", "sinh", "cosh", "tanh", "abs"]


@st.composite
def once(draw: st.DrawFn) -> Node:
    """A tree in which `x` occurs exactly once."""
    tree: Node = Var("x")
    for _ in range(draw(st.integers(0, 6))):
        move = draw(st.integers(0, 6))
        other = Num(draw(st.sampled_from(["2", "3", "0.5", "1.7"])))
        if move == 0:
            tree = Op(draw(st.sampled_from(ONE)), (tree,))
        elif move == 1:
            tree = Op("**", (tree, Num(draw(st.sampled_from(["2", "3", "4", "0.5", "1.5"])))))
        elif move == 2:
            tree = Op("**", (other, tree))
        else:
            pair = (tree, other) if draw(st.booleans()) else (other, tree)
            tree = Op("+-*/"[move - 3], pair)
    return tree


def turns(tree: Node, x: float) -> float:
    """The largest argument of a periodic function in the tree."""
    if not isinstance(tree, Op):
        return 0.0
    own = [abs(evaluate(a, {"x": x})) for a in tree.args] if tree.op in ("sin", "cos", "tan") else []
    return max([*own, *(turns(a, x) for a in tree.args)])


def forms(tree: Node) -> int:
    """At most how many isolated forms a tree can have."""
    if not isinstance(tree, Op):
        return 1
    own = {"**": 2, "abs": 2, "cosh": 2, "sin": 6, "cos": 6, "tan": 3}.get(tree.op, 1)
    return own * math.prod(forms(a) for a in tree.args)


@settings(max_examples=300, deadline=None)
@given(once(), st.floats(0.05, 3.0))
def test_inversion_gives_back_the_unknown(tree: Node, x: float) -> None:
    """Some isolated form of `tree = its value at x` has a value at which the tree is the same again."""
    try:
        y = evaluate(tree, {"x": x})
        slope = abs(evaluate(tree, {"x": x * (1 + 1e-6)}) - y)
    except ClaimError:
        return
    if not 1e-6 < abs(y) < 1e6 or slope < 1e-9 or turns(tree, x) > math.pi:
        return
    trees = isolate(tree, number(y), "x")
    if trees is None and forms(tree) > MAX_FORMS:
        return
    assert trees
    gaps = []
    for candidate in trees:
        try:
            gaps.append(abs(evaluate(tree, {"x": evaluate(candidate, {})}) - y))
        except ClaimError:
            continue
    assert min(gaps) <= 1e-6 * (1 + abs(y))


def _roots(text: str, low: float | None = None, high: float | None = None, **values: float) -> list[float]:
    left, right = parse(text).args  # type: ignore[union-attr]
    return sorted(r.value for r in roots(left, right, "x", values, low, high).found)


@pytest.mark.parametrize(
    ("text", "want"),
    [
        ("x**2 - 3*x + 2 = 0", [1, 2]),
        ("x**3 - 6*x**2 + 11*x - 6 = 0", [1, 2, 3]),
        ("1/x + 1/(x + 2) = 0.75", [-4 / 3, 2]),
        ("x**2 + 1 = 0", []),
        ("sqrt(x) = -1", []),
        ("x**3 = -8", [-2]),
        ("3*x + 2*(x - 1) = x/2", [4 / 9]),
        ("abs(x) = 2", [-2, 2]),
        ("1e-12*x**2 + x - 1 = 0", [-1e12 - 1, 1]),
        ("10**x = 1000", [3]),
        ("atan(x) = 0.3", [math.tan(0.3)]),
        ("x**2 = x", [0, 1]),
    ],
)
def test_every_real_root_is_found(text: str, want: list[float]) -> None:
    """Known equations give all their real roots and no others, also where a quadratic formula loses digits."""
    assert _roots(text) == pytest.approx(want, rel=1e-9)


def test_equation_that_says_nothing_is_free() -> None:
    """`x - x = 0` leaves x free, it does not make it a root."""
    left, right = parse("x*y - y*x = 0").args  # type: ignore[union-attr]
    assert roots(left, right, "x", {"y": 3.0}, None, None).free


def test_angles_are_taken_in_the_turn_that_is_bounded() -> None:
    """With both bounds given, the angles between them are found, and only those are right."""
    found = [x for x in _roots("sin(x) = -0.5", 0.0, 2 * math.pi) if 0 <= x <= 2 * math.pi]
    assert found == pytest.approx([7 * math.pi / 6, 11 * math.pi / 6])


def test_angles_inside_are_found_in_the_next_turn_too() -> None:
    """A periodic function of more than the bare unknown is inverted in neighbouring turns."""
    found = [x for x in _roots("sin(3*x) = 0.5", 0.0, math.pi) if 0 <= x <= math.pi]
    assert found == pytest.approx([math.radians(d) for d in (10, 50, 130, 170)])


def test_transcendental_equation_is_scanned() -> None:
    """An equation without inverse is solved by number, said to be incomplete, and its root satisfies it."""
    left, right = parse("x*exp(x) = y").args  # type: ignore[union-attr]
    told = roots(left, right, "x", {"y": 2.0}, 0.0, None)
    assert not told.complete
    assert [r.value for r in told.found] == pytest.approx([0.8526055020137255])


def test_sympy_roots_come_back_as_our_trees() -> None:
    """What sympy isolates is read by our own grammar, with no constant of sympy's left in it."""
    left, right = parse("exp(2*x) + exp(x) = y").args  # type: ignore[union-attr]
    trees = cas.solve_for(left, right, "x")
    assert trees
    assert {n for t in trees for n in names(t)} == {"y"}
    assert _roots("exp(2*x) + exp(x) = y", y=6.0) == pytest.approx([math.log(2)])


def test_newton_refuses_what_does_not_hold() -> None:
    """A start from which no solution is reached gives nothing, not a near miss."""
    left, right = parse("x**2 = -1").args  # type: ignore[union-attr]
    assert numeric.newton([(left, right)], ["x"], {}, [1.0]) is None
