"""Quantity claims: values, laws, conflicts, what is missing."""

import json
import math
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ech0.core.errors import ClaimError
from ech0.core.types import Check, QuantityClaim, Relation, Symbol
from tools.symbolic.decision import decide, rerun
from tools.symbolic.problem import Given

Unknown = tuple[str, float | None, float | None]


def solve(
    target: str | None, known: dict[str, Any], unknown: dict[str, Unknown], relations: list[str],
    laws: list[str] | None = None,
) -> Check:  # fmt: skip
    """Decide a claim whose knowns are `name: (value, unit[, sigma[, slack]])`, unknowns `name: (unit, low, high)`."""
    symbols = [Symbol(name=n, unit=v[1], entry=f"q{i}", meaning=f"{n} given") for i, (n, v) in enumerate(known.items())]
    symbols += [Symbol(name=n, unit=u, low=lo, high=hi, meaning=f"{n} sought") for n, (u, lo, hi) in unknown.items()]
    claim = QuantityClaim(
        id="c1", symbols=tuple(symbols), target=target,
        relations=tuple(Relation(expression=r) for r in relations),
        laws=tuple(Relation(expression=r) for r in laws or []),
    )  # fmt: skip
    return decide(claim, {n: Given(v[0], *v[2:], label=f"{n} given") if len(v) < 4 else
                          Given(v[0], v[2], v[3], f"{n} given") for n, v in known.items()})  # fmt: skip


INCLINE = ["m*a = m*g*(sin(theta) - mu*cos(theta))", "v**2 = v_0**2 + 2*a*d"]
SLOPE: dict[str, Any] = {
    "g": (9.80665, "m/s^2"), "theta": (math.radians(30), "rad"), "mu": (0.2, ""), "d": (7.65, "m"),
    "v_0": (0.0, "m/s"),
}  # fmt: skip
SOUGHT: dict[str, Unknown] = {"a": ("m/s^2", None, None), "v": ("m/s", 0, None)}


@pytest.mark.parametrize("mass", [True, False])
def test_incline_with_and_without_mass(mass: bool) -> None:
    """The speed at the foot of an incline is the same whether the mass is given or cancels, and shows its steps."""
    known = {**SLOPE, "m": (2.0, "kg")} if mass else SLOPE
    check = solve("v", known, SOUGHT if mass else {**SOUGHT, "m": ("kg", 0, None)}, INCLINE)
    a = 9.80665 * (math.sin(math.radians(30)) - 0.2 * math.cos(math.radians(30)))
    assert check.verdict == "proved"
    assert check.value is not None
    assert check.value.value == pytest.approx(math.sqrt(2 * a * 7.65), rel=1e-12)
    assert [s.expression for s in check.steps] == [
        "a = g*(sin(theta) - mu*cos(theta))", "v = sqrt(v_0**2 + 2*a*d)"
    ]  # fmt: skip
    assert "m given" not in check.premises


def test_carnot_is_a_limit() -> None:
    """A claimed efficiency above Carnot's is refuted, with the limit as a step and the givens and law as core."""
    check = solve(None, {"eta": (0.6, ""), "T_c": (300, "K"), "T_h": (600, "K")}, {}, [], ["eta <= 1 - T_c/T_h"])
    assert (check.verdict, check.truth) == ("refuted", False)
    assert [(s.symbol, s.value.value) for s in check.steps] == [("eta_bound", 0.5)]
    assert check.core == ("eta given", "T_c given", "T_h given", "eta <= 1 - T_c/T_h")
    assert "0.5" in check.reason


def test_rounding_of_written_figures_is_honoured() -> None:
    """A written 0.67 agrees with 2/3, 0.60 does not; an inequality may be overstepped by rounding only."""
    known = {"x": (0.67, "", 0.0, 0.005), "a": (2.0, ""), "b": (3.0, "")}
    assert solve(None, known, {}, ["x = a/b"]).verdict == "proved"
    assert solve(None, {**known, "x": (0.60, "", 0.0, 0.005)}, {}, ["x = a/b"]).verdict == "inconsistent"
    assert solve(None, known, {}, [], ["x <= a/b"]).verdict == "proved"
    assert solve(None, {**known, "x": (0.68, "", 0.0, 0.005)}, {}, [], ["x <= a/b"]).verdict == "refuted"


def test_core_is_minimal() -> None:
    """Of ten premises only those that clash are named."""
    known = {"v": (10, "m/s"), "t": (2, "s"), "d": (30, "m"), "m": (3, "kg"), "k": (5, "N/m"), "x": (1, "m")}
    unknown: dict[str, Unknown] = {"F": ("N", None, None), "E": ("J", None, None)}
    check = solve("E", known, unknown, ["F = k*x", "E = m*v**2/2", "d = v*t"])
    assert check.verdict == "inconsistent"
    assert check.core == ("v given", "t given", "d given", "d = v*t")


def test_contradiction_through_derived_values() -> None:
    """A clash that shows only after two derivations names the whole chain and nothing else."""
    known = {"a": (1, ""), "b": (2, ""), "c": (9, ""), "z": (4, "")}
    check = solve(
        "y", known, {"x": ("", None, None), "y": ("", None, None)}, ["x = a + b", "y = 2*x", "y = c", "z = 4"]
    )
    assert check.verdict == "inconsistent"
    assert set(check.core) == {"a given", "b given", "c given", "x = a + b", "y = 2*x", "y = c"}


def test_two_roots_are_ambiguous_unless_bounded() -> None:
    """x**2 = 4 has two values; a magnitude has one; a law can choose."""
    four: dict[str, Any] = {"y": (4.0, "")}
    check = solve("x", four, {"x": ("", None, None)}, ["x**2 = y"])
    assert check.verdict == "ambiguous"
    assert {s["x"] for s in check.scenarios} == {"2", "-2"}
    for unknown, laws in (({"x": ("", 0.0, None)}, []), ({"x": ("", None, None)}, ["x >= 0"])):
        bounded = solve("x", four, unknown, ["x**2 = y"], laws)
        assert (bounded.verdict, bounded.value and bounded.value.value) == ("proved", 2.0)


def test_a_later_equation_chooses_among_roots() -> None:
    """Both roots are followed; the one that contradicts another equation is dropped."""
    check = solve(
        "w", {"y": (4.0, "")}, {"x": ("", None, None), "w": ("", 0, None)}, ["x**2 = y", "w = 3 - 2*x", "w > 5"]
    )
    assert (check.verdict, check.value and check.value.value) == ("proved", 7.0)


def test_what_is_missing_is_named_with_two_worlds() -> None:
    """Without the acceleration there is no force: it is named, and two worlds show that it matters."""
    check = solve("F", {"m": (4, "kg")}, {"F": ("N", None, None), "a": ("m/s^2", None, None)}, ["F = m*a"])
    assert check.verdict == "underdetermined"
    assert "a sought" in check.reason
    assert len({s["F"] for s in check.scenarios}) == 2


def test_unreachable_target_still_has_its_limit() -> None:
    """An efficiency that nothing fixes is underdetermined, and the limit that a law sets is given."""
    check = solve("eta", {"T_c": (300, "K"), "T_h": (600, "K")}, {"eta": ("", 0, 1)}, [], ["eta <= 1 - T_c/T_h"])
    assert check.verdict == "underdetermined"
    assert [(s.symbol, s.value.value) for s in check.steps] == [("eta_bound", 0.5)]


def test_asserted_target_is_tried() -> None:
    """A value that is claimed for the target is proved or refuted by the others."""
    known: dict[str, Any] = {"F": (8.0, "N"), "m": (4.0, "kg"), "a": (2.0, "m/s^2")}
    right = solve("F", known, {}, ["F = m*a"])
    wrong = solve("F", {**known, "F": (9.0, "N")}, {}, ["F = m*a"])
    assert (right.verdict, right.truth) == ("proved", True)
    assert (wrong.verdict, wrong.truth, wrong.value and wrong.value.value) == ("refuted", False, 8.0)
    assert "F given" in wrong.core
    loose = solve("F", {"F": (8.0, "N"), "m": (4.0, "kg")}, {"a": ("m/s^2", None, None)}, ["F = m*a"])
    assert loose.verdict == "underdetermined"


def test_impossible_givens_and_no_real_solution() -> None:
    """A given outside its bounds is refuted; equations without a real solution contradict."""
    claim = QuantityClaim(id="c", symbols=(Symbol(name="r", unit="", entry="q1", high=1.0, meaning="recovery"),))
    check = decide(claim, {"r": Given(1.89, label="recovered share")})
    assert check.verdict == "refuted"
    assert check.core[0] == "recovered share"
    stop = {"v_0": (1, "m/s"), "d": (30, "m"), "a": (-2, "m/s^2")}
    assert solve("v", stop, {"v": ("m/s", 0, None)}, ["v**2 = v_0**2 + 2*a*d"]).verdict == "inconsistent"


@pytest.mark.parametrize(
    ("relations", "want"),
    [
        (["x + w = y", "x - w = z"], 2.5),
        (["x**2 + w**2 = y", "x*w = z", "x >= w"], 1.9318516525781366),
        (["y = x*w", "w = exp(x)/z"], 1.2021678731970429),
        (["y = (x + w)*z", "x*z - w = 1"], 2.5),
    ],
)
def test_coupled_equations(relations: list[str], want: float) -> None:
    """Two equations in two unknowns are solved together."""
    known = {"y": (4.0, ""), "z": (1.0, "")}
    check = solve("x", known, {"x": ("", 0, None), "w": ("", 0, None)}, relations)
    assert (check.verdict, check.value and check.value.value) == ("proved", pytest.approx(want))


def test_unknown_cancels_between_equations() -> None:
    """Force and mass are both unknown and both go."""
    unknown: dict[str, Unknown] = {"m": ("kg", 0, None), "F": ("N", None, None), "a": ("m/s^2", None, None)}
    check = solve("a", {"g": (9.8, "m/s^2"), "q": (0.5, "rad")}, unknown, ["F = m*a", "F = m*g*sin(q)"])
    assert (check.verdict, check.value and check.value.value) == ("proved", pytest.approx(9.8 * math.sin(0.5)))


def test_unknown_that_cancels_only_after_algebra() -> None:
    """A cancellation that is not a shared factor is seen by number and certified by algebra."""
    unknown: dict[str, Unknown] = {"m": ("", 0, None), "x": ("", None, None)}
    check = solve("x", {"k": (3.0, "")}, unknown, ["x = k*((m + 1)**2 - m**2 - 2*m)"])
    assert (check.verdict, check.value and check.value.value) == ("proved", pytest.approx(3.0))


def test_uncertainty_is_that_of_the_uncertainties_library() -> None:
    """First-order propagation with a shared input agrees with an independent implementation."""
    from uncertainties import ufloat, umath

    known = {"a": (2.0, "", 0.1), "b": (3.0, "", 0.2), "c": (0.4, "", 0.05)}
    unknown: dict[str, Unknown] = dict.fromkeys(("x", "y", "z"), ("", 0, None))
    check = solve("z", known, unknown, ["x**2 = a + b*x", "y = x*exp(c)", "z + x = y*a"])
    a, b, c = (ufloat(*known[n][::2]) for n in "abc")
    x = (b + umath.sqrt(b**2 + 4 * a)) / 2
    want = x * umath.exp(c) * a - x
    assert check.value is not None
    assert check.value.value == pytest.approx(want.nominal_value)
    assert check.value.sigma == pytest.approx(want.std_dev)


@pytest.mark.parametrize(
    ("relation", "formula", "verdict"),
    [
        ("F = m*v", None, "not_formalised"),
        ("F = m*v", "newton", "not_formalised"),
        ("F = m*exp(v)", None, "not_formalised"),
        ("F = 27.3*m*v", "empirical", "proved"),
        ("F = 27.3*m*v", None, "not_formalised"),
        ("F = m*(v + 273.15)", None, "proved"),
    ],
)
def test_dimensions(relation: str, formula: str | None, verdict: str) -> None:
    """Terms of different dimension never meet; a number may hide a unit only in an offset or a curated coefficient."""
    claim = QuantityClaim(
        id="c", target="F", relations=(Relation(expression=relation, formula=formula),),
        symbols=(
            Symbol(name="F", unit="N"), Symbol(name="m", unit="kg", entry="q1"),
            Symbol(name="v", unit="m/s", entry="q2"),
        ),
    )  # fmt: skip
    check = decide(claim, {"m": Given(2.0), "v": Given(3.0)})
    assert check.verdict == verdict
    if verdict == "not_formalised" and "exp" not in relation:
        assert "[length] [mass] [time]^-2" in check.reason
        assert "[length] [mass] [time]^-1" in check.reason


@pytest.mark.parametrize(
    "expression",
    [
        "__import__('os') = x",
        "x = 10**10**10",
        "x = " + "(" * 200 + "1" + ")" * 200,
        "x",
        "x = y",
        "x = 1 +",
        "x.y = 1",
    ],
)
def test_hostile_or_broken_text_is_not_formalised(expression: str) -> None:
    """What is not in the grammar, or speaks of unknown names, comes back with a reason and no value."""
    check = solve("x", {}, {"x": ("", None, None)}, [expression])
    assert check.verdict == "not_formalised"
    assert check.value is None
    assert len(check.reason) < 600


def test_towers_of_powers_end() -> None:
    """Numbers too large for a float have no value; they do not run."""
    check = solve("x", {"y": (1e10, "")}, {"x": ("", None, None)}, ["x = 10**y"])
    assert check.verdict in ("inconsistent", "too_hard")
    assert solve("x", {}, {"x": ("", 1, None)}, ["x**((2**60)*0 + 3) = ((9**60)**60)**60"]).value is None


def test_derivation_file_solves_again() -> None:
    """The artifact alone gives the same check; a changed value in it gives another; nonsense is refused."""
    check = solve("v", SLOPE, {**SOUGHT, "m": ("kg", 0, None)}, INCLINE)
    assert check.artifact_kind == "derivation"
    assert rerun(check.artifact) == check
    other = json.loads(check.artifact)
    other["given"]["d"]["value"] *= 4
    again = rerun(json.dumps(other))
    assert again.value is not None
    assert check.value is not None
    assert again.value.value == pytest.approx(2 * check.value.value)
    with pytest.raises(ClaimError):
        rerun("{}")


NAMES = st.sampled_from(["a", "b", "c", "x", "y"])
TEXTS = st.recursive(
    st.one_of(NAMES, st.sampled_from(["0", "1", "2.5", "1e3"])),
    lambda e: st.one_of(
        st.tuples(e, st.sampled_from(["+", "-", "*", "/", "**", "==", "<"]), e).map(lambda t: f"({t[0]}{t[1]}{t[2]})"),
        st.tuples(st.sampled_from(["sqrt", "log", "sin", "exp", "abs", "min", "atan2", "-"]), e).map("".join),
        e.map(lambda t: f"sqrt({t})"),
    ),
    max_leaves=5,
)


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.tuples(TEXTS, st.sampled_from(["=", "<=", "!=", "and"]), TEXTS).map(" ".join), max_size=3),
    st.dictionaries(NAMES, st.floats(-1e6, 1e6), max_size=3),
    st.one_of(st.none(), NAMES),
)
def test_random_claims_end_in_a_check(relations: list[str], values: dict[str, float], target: str | None) -> None:
    """Whatever is claimed, there is a verdict with a reason, and a value only with `proved` or `refuted`."""
    symbols = tuple(Symbol(name=n, unit="", entry="q1" if n in values else None) for n in "abcxy")
    claim = QuantityClaim(
        id="c", symbols=symbols, target=target, relations=tuple(Relation(expression=r) for r in relations)
    )
    check = decide(claim, {n: Given(v) for n, v in values.items()})
    assert check.reason
    assert check.value is None or check.verdict in ("proved", "refuted")
