"""Mathematics in text: LaTeX and typed formulas to trees, and clear refusals."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ech0.core.errors import ClaimError
from ech0.core.expression import Node, Num, Op, Var, evaluate, parse, show
from ech0.core.mathtext import free, read, substituted


@pytest.mark.parametrize(
    ("text", "same"),
    [
        (r"\frac{x^2}{3}+1", "x**2/3 + 1"),
        (r"2\sin 3x", "2*sin(3*x)"),
        (r"\cos^2 x", "cos(x)**2"),
        (r"\tan^{-1} x", "atan(x)"),
        (r"e^{-2x}", "exp(-2*x)"),
        (r"\sqrt[3]{x}", "x**(1/3)"),
        (r"\log_2 x", "ln(x)/ln(2)"),
        (r"|x-1|", "abs(x - 1)"),
        (r"3x(x+1)", "3*x*(x + 1)"),
        (r"\sec x", "1/cos(x)"),
        ("-x^2", "-x**2"),
        ("4*x^3 - 2x", "4*x**3 - 2*x"),
        (r"\left(1+\frac{1}{2}\sin x\right)", "1 + 1/2*sin(x)"),
    ],
)
def test_a_formula_has_the_value_that_it_is_written_for(text: str, same: str) -> None:
    """What is read from LaTeX or typed text has the value of the same formula in our own grammar."""
    for x in (0.3, 1.7):
        assert evaluate(read(text), {"x": x}) == pytest.approx(evaluate(parse(same), {"x": x}))


@pytest.mark.parametrize(
    ("text", "tree"),
    [
        (r"\int_0^{\pi} x \sin x \, dx", "integral(x*sin(x), x, 0, pi)"),
        (r"\int_1^2 \frac{dt}{t}", "integral(1/t, t, 1, 2)"),
        (r"\sum_{n=1}^{\infty} \frac{1}{n!}", "sum(1/gamma(n + 1), n, 1, oo)"),
        (r"\lim_{x \to 0^+} x \ln x", "limit(x*ln(x), x, 0, 1)"),
        (r"\prod_{k=1}^{5} k", "product(k, k, 1, 5)"),
        (r"\binom{5}{2}", "choose(5, 2)"),
    ],
)
def test_operators_bind_their_variable(text: str, tree: str) -> None:
    """Integrals, sums, limits and products come out as calls, and their variable is not free in them."""
    assert show(read(text)) == tree
    assert free(read(text)) == frozenset()


@pytest.mark.parametrize(
    "text",
    ["", "x +", r"\int x dx", "x^2^3", r"\unknown{x}", "((x)", "f'(x)", "x" * 700, "(" * 60, "+ sqrt(4) 9^2", "x 3"],
)
def test_what_is_not_understood_is_refused(text: str) -> None:
    """A formula that is cut short, unknown, ambiguous or too long raises an error and is never guessed."""
    with pytest.raises(ClaimError):
        read(text)


@given(st.text(max_size=80) | st.text(alphabet=r"x2+-*/^(){}\fracintsum_=,|' ", max_size=60))
def test_any_text_is_read_or_refused(text: str) -> None:
    """No text makes the reader do anything but read it or raise `ClaimError`."""
    try:
        read(text)
    except ClaimError:
        return


_LEAVES = st.sampled_from([Num("2"), Num("0.5"), Num("3"), Var("x")])


def _grown(inner: st.SearchStrategy[Node]) -> st.SearchStrategy[Node]:
    two = st.builds(lambda op, a, b: Op(op, (a, b)), st.sampled_from(["+", "-", "*", "/"]), inner, inner)
    one = st.builds(lambda op, a: Op(op, (a,)), st.sampled_from(["neg", "sin", "exp", "abs"]), inner)
    return two | one


def _latex(node: Node) -> str:
    match node:
        case Num(text) | Var(text):
            return text
        case Op("neg", (a,)):
            return rf"\left(-{_latex(a)}\right)"
        case Op("/", (a, b)):
            return rf"\frac{{{_latex(a)}}}{{{_latex(b)}}}"
        case Op("*", (a, b)):
            return rf"\left({_latex(a)}\right)\cdot\left({_latex(b)}\right)"
        case Op("+" | "-" as op, (a, b)):
            return rf"\left({_latex(a)} {op} {_latex(b)}\right)"
        case Op("abs", (a,)):
            return rf"\left|{_latex(a)}\right|"
        case Op(name, (a,)):
            return rf"\{name}\left({_latex(a)}\right)"
    raise AssertionError(node)


@given(st.recursive(_LEAVES, _grown, max_leaves=8))
def test_a_tree_written_in_latex_is_read_back(tree: Node) -> None:
    """Reading the LaTeX of a tree gives its value."""
    values = {"x": 0.7}
    try:
        right = evaluate(tree, values)
    except ClaimError:
        return
    assert math.isclose(evaluate(read(_latex(tree)), values), right, rel_tol=1e-9, abs_tol=1e-12)


def test_putting_a_tree_for_a_name_leaves_bound_ones_alone() -> None:
    """A variable that an integral binds is not replaced inside of it."""
    tree = read(r"x + \int_0^1 x dx")
    assert show(substituted(tree, "x", Num("5"))) == "5 + integral(x, x, 0, 1)"
