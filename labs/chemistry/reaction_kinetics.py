"""Concentrations in a closed isothermal batch: consecutive, reversible, second-order and Robertson's stiff kinetics.

Integrates the rate equations implicitly. Knows no temperature dependence, no flow and no diffusion.

References:
    .. [Robertson1966] H. H. Robertson, in J. Walsh (ed.), Numerical Analysis: An Introduction (1966) 178-182.
    .. [HairerWanner1996] E. Hairer, G. Wanner, Solving Ordinary Differential Equations II (1996), section IV.1.
"""

from typing import Any

from ech0.core.errors import InputError, RunFailed
from ech0.core.types import Plot
from labs import Choice, Cost, Output, Real, Result, lab
from labs._curves import curve, thinned
from labs.chemistry._schemes import asked, scheme, told

ROBERTSON = (0.04, 1e4, 3e7)  # the constants of the test problem, time in s and fractions of the whole


@lab(
    title="Batch reaction kinetics by stiff integration",
    version="1",
    inputs={
        "mechanism": Choice(
            {
                "robertson": (
                    "Robertson",
                    "Robertson problem",
                    "Robertson kinetics",
                    "Robertson reaction",
                    "Robertson's",
                ),
                "consecutive": (
                    "in series",
                    "consecutive reactions",
                    "consecutive first-order",
                    "series reaction A to B to C",
                ),
                "reversible": ("reversible first-order", "opposing first-order reactions"),
                "dimerisation": ("dimerisation kinetics", "dimerization kinetics", "2A to P"),
            },
            "Robertson's three reactions; A -> B -> C; A <=> B; or 2 A -> P with -d[A]/dt = 2 k [A]^2",
            told=scheme,
        ),
        "elapsed": Real(
            "s", 0.0, 1e11, "reaction time", concept="time", words=("reaction time", "after", "at time", "time")
        ),
        "first_constant": Real(
            "1/s",
            1e-9,
            1e9,
            "rate constant of A -> B",
            concept="rate_constant",
            words=("k1", "kf", "k_f", "k_1", "first rate constant", "forward rate constant", "forward", "first step"),
            optional=True,
        ),
        "second_constant": Real(
            "1/s",
            1e-9,
            1e9,
            "rate constant of B -> C, or of B -> A in the reversible one",
            concept="rate_constant",
            words=(
                *("k2", "k-1", "kr", "kb", "k_r", "k_b", "k_2", "second rate constant", "backward rate constant"),
                *("reverse rate constant", "reverse", "backward", "back reaction", "second step"),
            ),
            optional=True,
        ),
        "pair_constant": Real(
            "m^3/mol/s",
            1e-12,
            1e9,
            "rate constant of 2 A -> P, per event",
            concept="rate_constant_second_order",
            words=(
                *("rate constant", "second-order rate constant"),
                *("dimerisation rate constant", "dimerization rate constant"),
            ),
            optional=True,
        ),
        "initial_concentration": Real(
            "mol/m^3",
            1e-9,
            1e5,
            "concentration of A at the start; only the dimerisation depends on it",
            concept="concentration",
            words=("initial concentration", "starting concentration"),
            optional=True,
        ),
    },
    outputs={
        "reactant_fraction": Output(
            "",
            "A left, of the A at the start",
            words=(
                "of A is left",
                "A is left",
                "reactant is left",
                "reactant left",
                "reactant fraction",
                "fraction of A left",
                "remaining reactant fraction",
                "survives",
                "survive",
                "unreacted",
                "remains unreacted",
                "still there",
                "still",
                "is left",
                "undecomposed",
            ),
            told=lambda text: asked(text) == "A",
        ),
        "intermediate_fraction": Output(
            "",
            "B, of the A at the start",
            words=(
                *("intermediate fraction", "fraction of the intermediate", "intermediate yield", "intermediate"),
                *("present as B", "is B", "as B", "in the form of B"),
            ),
            told=lambda text: asked(text) == "B",
        ),
        "product_fraction": Output(
            "",
            "A that has ended in the product, of the A at the start",
            words=(
                *("product", "product fraction", "fraction converted to product", "final product", "end product"),
                *("present as C", "is C", "as C", "in the form of C", "has become C"),
            ),
            told=lambda text: asked(text) == "C",
        ),
    },
    validity="closed, well-mixed, isothermal, elementary steps of the stated order, only A at the start",
    citations=("Robertson (1966)", "Hairer & Wanner, Solving Ordinary Differential Equations II (1996)"),
    libraries=("scipy",),
    words=(
        "Robertson",
        "reversible reaction",
        "first-order reaction",
        "Robertson problem",
        "Robertson kinetics",
        "consecutive reactions",
        "stiff kinetics",
        "batch kinetics",
    ),
    about=told,
    cost=Cost(seconds=30, memory_mb=512),
)
def reaction_kinetics(*, mechanism: str, elapsed: float, wants: tuple[str, ...], seed: int, **given: float) -> Result:
    """Integrate with BDF from A alone; deterministic, so `seed` changes nothing."""
    needed = {
        "robertson": (),
        "consecutive": ("first_constant", "second_constant"),
        "reversible": ("first_constant", "second_constant"),
        "dimerisation": ("pair_constant", "initial_concentration"),
    }[mechanism]
    for name in needed:
        if name not in given:
            raise InputError(f"reaction_kinetics.{name}", None, f"the {mechanism} mechanism needs it")
    constants = [given[name] for name in needed]
    a, b, c, run = _fractions(mechanism, constants, elapsed)
    outputs = {"reactant_fraction": a}
    if mechanism != "dimerisation":
        outputs["intermediate_fraction"] = b
    if mechanism != "reversible":
        outputs["product_fraction"] = c
    absent = [n for n in wants if n not in outputs]
    notes = tuple(f"the {mechanism} mechanism has no {n.replace('_', ' ')}" for n in absent)
    method = "rate equations, BDF at a relative tolerance of 1e-10"
    plots = _plot(mechanism, constants, elapsed, run) if elapsed else ()
    return Result({n: v for n, v in outputs.items() if n in wants}, method, notes, plots)


def _fractions(mechanism: str, k: list[float], elapsed: float) -> tuple[float, float, float, Any]:
    """Fractions of A, B and C, and the run; the sum is conserved by the equations and tested at the end."""
    from scipy.integrate import solve_ivp

    if elapsed == 0:
        return 1.0, 0.0, 0.0, None
    one, two, three = ROBERTSON

    def flows(y: Any) -> tuple[float, float]:
        """Net A -> B, net B -> C."""
        match mechanism:
            case "robertson":
                return one * y[0] - two * y[1] * y[2], three * y[1] ** 2
            case "consecutive":
                return k[0] * y[0], k[1] * y[1]
            case "reversible":
                return k[0] * y[0] - k[1] * y[1], 0.0
            case _:
                return 0.0, 0.0

    def change(_t: float, y: Any) -> list[float]:
        if mechanism == "dimerisation":
            pairs = 2 * k[0] * k[1] * y[0] ** 2
            return [-pairs, 0.0, pairs]
        first, second = flows(y)
        return [-first, first - second, second]

    run = solve_ivp(change, (0.0, elapsed), [1.0, 0.0, 0.0], "BDF", rtol=1e-10, atol=1e-14)
    a, b, c = (float(x) for x in run.y[:, -1])
    if run.status != 0:
        raise RunFailed("lab reaction_kinetics", str(run.message))
    if abs(a + b + c - 1) > 1e-7:
        raise RunFailed("lab reaction_kinetics", f"the integration lost matter: {a + b + c - 1:.1e}")
    return a, b, c, run


def _plot(mechanism: str, k: list[float], elapsed: float, run: Any) -> tuple[Plot, ...]:
    """The species at steps of the solver: over the logarithm of time where the quickest step is long over."""
    match mechanism:
        case "robertson":
            quickest = 1e3
        case "dimerisation":
            quickest = 2 * k[0] * k[1]
        case _:
            quickest = max(k)
    stiff = elapsed * quickest > 100
    first = int((run.t < 0.01 / quickest).sum()) if stiff else 0
    chosen = [first + n for n in thinned(run.t[first:])]
    a, b, c = run.y[:, chosen]
    lines = {"A": a}
    if mechanism == "robertson":
        lines["10^4 B"] = 1e4 * b  # as it is always drawn: it never reaches 1e-4
    elif mechanism != "dimerisation":
        lines["B"] = b
    if mechanism != "reversible":
        lines["P" if mechanism == "dimerisation" else "C"] = c
    return curve("Course of the reaction", ("time", "s"), ("fraction", ""), run.t[chosen], lines, log_x=stiff)
