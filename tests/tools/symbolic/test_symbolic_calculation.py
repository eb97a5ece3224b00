"""Calculations: what they give, what they refuse, and that what does not converge is no number."""

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ech0.core.errors import OutOfBudget
from ech0.core.expression import Num, Op, Var
from ech0.core.types import CalculationClaim, Check, Definition, Symbol
from tools.symbolic import decide, numerics, rerun
from tools.symbolic.problem import Given


def work(expression: str, unit: str = "", **known: Given) -> Check:
    """The check of one definition."""
    symbols = tuple(Symbol(name=n, unit="", entry=f"q{k}") for k, n in enumerate(known, start=1))
    claim = CalculationClaim(
        id="c1", symbols=symbols, definitions=(Definition(name="v", expression=expression, unit=unit),), target="v"
    )
    return decide(claim, known)


def value(expression: str, **known: Given) -> float:
    """The value of one definition, which has to be proved."""
    check = work(expression, **known)
    assert check.verdict == "proved", check.reason
    assert check.value is not None
    return check.value.value


@pytest.mark.parametrize(
    ("expression", "right"),
    [
        ("integral(x*exp(-x), x, 0, 1)", 1 - 2 / math.e),
        ("integral(exp(-x**2), x, -oo, oo)", math.sqrt(math.pi)),
        ("integral(integral(x*y, x, 0, y), y, 0, 1)", 1 / 8),
        ("sum(1/n**2, n, 1, oo)", math.pi**2 / 6),
        ("sum((-1)**n/(2*n + 1), n, 0, oo)", math.pi / 4),
        ("sum(n, n, 1, 100)", 5050),
        ("product(1 - 1/n**2, n, 2, oo)", 0.5),
        ("limit((1 - cos(x))/x**2, x, 0, 0)", 0.5),
        ("limit((1 + 1/x)**x, x, oo, 0)", math.e),
        ("derivative(x**3*sin(x), x, pi, 1)", -(math.pi**3)),
        ("taylor(exp(2*x), x, 0, 4)", 16 / 24),
        ("root(cos(x) - x, x, 0, 1)", 0.7390851332151607),
        ("maximum(x*exp(-x), x, 0, 5)", 1 / math.e),
        ("least_at((x - 2)**2, x, 0, 5)", 2),
        ("ode(-2*y, t, 0, 1, 3)", 3 * math.exp(-2)),
        ("ode(-y, t, 0, 1, 0, 1)", math.sin(1)),
        ("ode_time(-y, t, 0, 0.5, 1)", math.log(2)),
        ("ode_turn(-y, t, 0, 0, 0, 1)", math.pi / 2),
        ("simpson(x**3, x, 0, 2, 2)", 4),
        ("trapezoid(x**2, x, 0, 2, 2)", 3),
        ("midpoint(x**2, x, 0, 2, 2)", 2.5),
        ("euler(y, t, 0, 0.2, 0.1, 1)", 1.21),
        ("molar_mass(H2O)", 18.015),
        ("coefficient(2, C3H8 + O2, CO2 + H2O)", 5),
    ],
)
def test_values_are_those_of_the_textbook(expression: str, right: float) -> None:
    """Each form gives its value in closed form."""
    assert value(expression) == pytest.approx(right, rel=1e-6 if "molar" not in expression else 1e-3)


@pytest.mark.parametrize(
    ("expression", "right"),
    [
        ("normal_cdf(1.959964, 0, 1)", 0.975),
        ("normal_quantile(0.975, 0, 1)", 1.959964),
        ("t_quantile(0.975, 10)", 2.228139),
        ("chi2_above(3.841459, 1)", 0.05),
        ("binomial_pmf(3, 5, 0.5)", 10 / 32),
        ("poisson_cdf(1, 2)", 3 * math.exp(-2)),
        ("hypergeometric_pmf(1, 10, 4, 3)", 4 * 15 / 120),
        ("exponential_above(2, 4)", math.exp(-0.5)),
        ("variance(1, 2, 3, 4)", 5 / 3),
        ("slope(0, 1, 2, 1, 3, 5)", 2),
        ("median(4, 1, 3)", 3),
        ("gcd(84, 126)", 42),
        ("lcm(4, 6)", 12),
        ("power_mod(3, 100, 7)", pow(3, 100, 7)),
        ("remainders(2, 3, 3, 5)", 8),
        ("divisors(36)", 9),
        ("derangements(4)", 9),
        ("stirling(4, 2)", 7),
        ("choose(6, 2)", 15),
        ("determinant(2, 1, 2, 3, 4)", -2),
        ("eigenvalue(2, 2, 2, 1, 1, 2)", 3),
        ("solution(1, 2, 1, 1, 1, -1, 5, 1)", 3),
        ("rank(2, 1, 2, 2, 4)", 1),
        ("angle(1, 0, 0, 2)", math.pi / 2),
    ],
)
def test_the_library_knows_its_functions(expression: str, right: float) -> None:
    """Distributions, lists, integers and matrices agree with what tables and hand calculation say."""
    assert value(expression) == pytest.approx(right, abs=1e-5)


@pytest.mark.parametrize(
    "expression",
    [
        "sum(1/n, n, 1, oo)",
        "integral(1/x, x, 0, 1)",
        "integral(cos(x), x, 0, oo)",
        "sum(gamma(n + 1), n, 1, oo)",
        "limit(sin(1/x), x, 0, 0)",
    ],
)
def test_what_does_not_converge_is_no_number(expression: str) -> None:
    """A divergent integral, series or limit never ends in a value."""
    check = work(expression)
    assert check.verdict in ("too_hard", "not_formalised")
    assert check.value is None


def test_a_series_that_runs_out_of_time_is_over_budget(monkeypatch: pytest.MonkeyPatch) -> None:
    """A machine too slow for the sum says so, in the same words as one that sees no convergence."""
    monkeypatch.setattr(numerics, "SLICE_S", 1e-4)
    one, n = Num("1"), Var("n")
    with pytest.raises(OutOfBudget):
        numerics.series("sum", lambda k: 1 / k, Op("/", (one, n)), "n", 1.0, math.inf, {})


@pytest.mark.parametrize(
    "expression",
    [
        "open('f')",
        "__import__(1)",
        "v + 1",
        "sqrt(-1)",
        "1/0",
        "choose(5, 2.5)",
        "determinant(2, 1, 2, 3)",
        "integral(x, 3, 0, 1)",
        "power_mod(2, -1, 4)",
        "root(x**2 + 1, x, 0, 1)",
        "molar_mass(Xx3)",
        "coefficient(1, H2, O2)",
        "divisors(10**14)",
        "x",
    ],
)
def test_what_is_malformed_is_refused_with_a_reason(expression: str) -> None:
    """Unknown names, wrong arguments and values that do not exist come back with what is wrong, not as a value."""
    check = work(expression)
    assert check.verdict in ("not_formalised", "too_hard")
    assert check.reason


def test_uncertainty_goes_through_to_first_order() -> None:
    """The spread of a product of two uncertain numbers is the one of the textbook."""
    check = work("a*b", a=Given(2.0, sigma=0.1), b=Given(3.0, sigma=0.2))
    assert check.value is not None
    assert check.value.sigma == pytest.approx(math.hypot(0.3, 0.4), rel=1e-3)


def test_what_is_left_behind_runs_again() -> None:
    """The file of a calculation gives the same value when it is solved again."""
    check = work("integral(a*x, x, 0, 1)", a=Given(4.0))
    assert rerun(check.artifact).value == check.value


@settings(max_examples=25, deadline=None)
@given(st.lists(st.integers(-5, 5), min_size=1, max_size=4), st.floats(-2, 2))
def test_the_derivative_of_an_integral_is_the_function(coefficients: list[int], at: float) -> None:
    """Integrating a polynomial and differencing gives it back."""
    f = " + ".join(f"({c})*x**{k}" for k, c in enumerate(coefficients))
    at, step = round(at, 3), 1e-3
    change = value(f"integral({f}, x, ({at}) - {step}, ({at}) + {step})")
    assert change / (2 * step) == pytest.approx(sum(c * at**k for k, c in enumerate(coefficients)), abs=1e-3)
