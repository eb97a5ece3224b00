"""Effector cells, tumour and interleukin-2 under immunotherapy: the three equations of [KirschnerPanetta1998]_.

dE/dt = c T - m2 E + p1 E I / (g1 + I) + s1, dT/dt = r2 T (1 - b T) - a E T / (g2 + T) and
dI/dt = p2 E T / (g3 + T) - m3 I + s2, with constant infusions. Cells and interleukin are in the units of the paper.
Knows no dosing schedule, no toxicity, no noise, and does not know that less than one cell is none.

References:
    .. [KirschnerPanetta1998] D. Kirschner, J. C. Panetta, J. Math. Biol. 37 (1998) 235-252, doi 10.1007/s002850050127.
"""

from itertools import pairwise
from math import exp, log
from typing import Any

from ech0.core.types import Plot
from labs import Cost, Output, Real, Result, lab
from labs._curves import curve, evenly, thinned

RATES = ("growth", "inverse_capacity", "killing", "half_killing", "effector_loss", "stimulation", "half_stimulation")
RELEASE = ("release", "half_release", "interleukin_loss")
THERAPY = ("effector_infusion", "interleukin_infusion")
START = ("initial_effectors", "initial_tumour", "initial_interleukin")
FREE = ("effector_loss", "stimulation", "half_stimulation", "interleukin_loss")
DOUBLED = ("doubling time", "doubles every", "doubles in", "doubling every", "doubles", "doubling")
HALVED = ("half-life", "half life", "half-life of", "t1/2", "halves every", "halved every", "half of them die")
LONG = 1e6  # days, some tens of the longest periods
HUGE = 100.0  # logarithm of a tumour that only a rejected step of the solver can ask for
PEAKS = 60  # after which oscillations are a cycle, or are not
GONE = -690.0  # logarithm of the fewest cells of a cycle: what a floating-point number can still hold
SAME = 1e-4  # relative difference of the last periods up to which they are one


@lab(
    title="Tumour, effector cells and interleukin-2 under immunotherapy (Kirschner-Panetta)",
    version="1",
    inputs={
        "time": Real(
            "day",
            0.0,
            3650.0,
            "time since the start",
            concept="time",
            words=("time", "within", "after", "days of therapy"),
            plain="day",
        ),
        "antigenicity": Real(
            "1/day",
            0.0,
            1.0,
            "c, antigenicity of the tumour: effector cells recruited per tumour cell and day",
            default=0.02,
            plain="1/day",
            words=("antigenicity", "antigenicity c", "tumour antigenicity", "tumor antigenicity"),
        ),
        "effector_infusion": Real(
            "1/day",
            0.0,
            1e6,
            "s1, effector cells infused per day (adoptive cellular immunotherapy)",
            default=0.0,
            words=("s1", "effector infusion", "infusion of effector cells", "effector cells infused", "LAK infusion"),
            phrases={"without infused effector cells": 0.0, "no adoptive transfer": 0.0},
            plain="1/day",
        ),
        "interleukin_infusion": Real(
            "1/day",
            0.0,
            1e9,
            "s2, interleukin-2 infused per day, in units of the model",
            default=0.0,
            words=("s2", "IL-2 infusion", "interleukin-2 infusion", "infusion of IL-2", "IL-2 input"),
            phrases={"without IL-2 infusion": 0.0, "no exogenous IL-2": 0.0},
            plain="1/day",
        ),
        "growth": Real(
            "1/day", 0.001, 5.0, "r2, growth rate of the tumour", default=0.18, words=("r2",), halved=DOUBLED
        ),
        "inverse_capacity": Real(
            "",
            1e-15,
            1e-3,
            "b, inverse of the greatest tumour",
            default=1e-9,
            words=("inverse tumour carrying capacity",),
        ),
        "killing": Real(
            "1/day",
            0.001,
            100.0,
            "a, tumour cells killed per effector cell",
            default=1.0,
            words=("killing rate a",),
            plain="1/day",
        ),
        "half_killing": Real("", 1.0, 1e9, "g2, tumour at half the greatest killing", default=1e5, words=("g2",)),
        "effector_loss": Real(
            "1/day",
            0.001,
            5.0,
            "mu2, death rate of effector cells",
            default=0.03,
            words=("mu2", "effector loss rate"),
            plain="1/day",
            halved=HALVED,
        ),
        "stimulation": Real(
            "1/day",
            0.0,
            5.0,
            "p1, greatest proliferation of effector cells under IL-2",
            default=0.1245,
            words=("p1", "IL-2 stimulated proliferation rate"),
            plain="1/day",
        ),
        "half_stimulation": Real("", 1.0, 1e12, "g1, IL-2 at half of that", default=2e7, words=("g1",)),
        "release": Real("1/day", 0.0, 1e4, "p2, greatest release of IL-2 per effector", default=5.0, words=("p2",)),
        "half_release": Real("", 1.0, 1e9, "g3, tumour at half the greatest release", default=1e3, words=("g3",)),
        "interleukin_loss": Real(
            "1/day",
            0.01,
            1e3,
            "mu3, clearance of IL-2",
            default=10.0,
            words=("mu3", "IL-2 degradation rate", "IL-2 clearance rate"),
            plain="1/day",
            halved=HALVED,
        ),
        "initial_effectors": Real("", 0.0, 1e9, "effector cells at the start", default=1.0, words=("E(0)",)),
        "initial_tumour": Real("", 1e-3, 1e12, "tumour cells at the start", default=1.0, words=("T(0)",)),
        "initial_interleukin": Real("", 0.0, 1e12, "IL-2 at the start", default=1.0, words=("I(0)",)),
    },
    outputs={
        "tumour_cells": Output(
            "",
            "tumour cells at that time",
            words=("tumour cells", "tumor cells", "tumour volume under IL-2", "tumor volume under IL-2"),
        ),
        "effector_cells": Output(
            "", "effector cells at that time", words=("number of effector cells", "effector cell count")
        ),
        "interleukin": Output(
            "",
            "IL-2 at that time, in units of the model",
            words=("IL-2 level", "interleukin-2 level", "IL-2 concentration", "interleukin-2 concentration"),
        ),
        "peak_tumour": Output(
            "",
            "greatest number of tumour cells up to that time",
            words=("peak tumour", "peak tumor", "peak tumour size", "largest tumour", "largest tumor"),
        ),
        "cycle_period": Output(
            "day",
            "period of the limit cycle that is reached",
            words=("period", "period of the limit cycle", "limit cycle", "tumour oscillation", "tumor oscillation"),
            needs=(*RATES, "antigenicity", *RELEASE, *THERAPY, *START),
        ),
        "free_effectors": Output(
            "",
            "effector cells at the tumour-free equilibrium",
            words=("effector cells at the tumour-free equilibrium", "effector cells at the tumor-free equilibrium"),
            needs=(*FREE, *THERAPY),
        ),
        "free_interleukin": Output(
            "",
            "IL-2 at the tumour-free equilibrium, in units of the model",
            words=("IL-2 at the tumour-free equilibrium", "IL-2 at the tumor-free equilibrium", "tumour-free IL-2"),
            needs=("interleukin_loss", "interleukin_infusion"),
        ),
        "critical_effector_infusion": Output(
            "1/day",
            "s1 above which the tumour-free equilibrium is stable, at the IL-2 infusion given",
            words=("critical s1", "s1crit", "critical effector infusion", "critical infusion of effector cells"),
            needs=("growth", "killing", "half_killing", *FREE, "interleukin_infusion"),
        ),
        "critical_interleukin_infusion": Output(
            "1/day",
            "s2 above which the effector cells grow without bound and clear any tumour",
            words=("critical s2", "s2crit", "critical IL-2 infusion", "critical IL-2 input", "critical interleukin-2"),
            needs=FREE,
        ),
        "persistence_antigenicity": Output(
            "1/day",
            "c0, antigenicity up to which the largest tumour is a steady state, where it meets a saddle",
            words=("antigenicity of the saddle-node", "antigenicity up to which the large tumour persists"),
            needs=(*RATES, *RELEASE, *THERAPY),
        ),
        "steady_antigenicity": Output(
            "1/day",
            "c1, antigenicity above which the oscillations die out to a small, steady tumour: a Hopf bifurcation",
            words=("Hopf bifurcation", "antigenicity at which oscillations stop", "antigenicity of the Hopf"),
            needs=(*RATES, *RELEASE, *THERAPY),
        ),
    },
    validity="a research model, decision-support research only: parameters were gathered from mouse tumours and human "
    "cells of several sources and fitted to no patient; well-mixed cells and constant infusion; "
    "after a deep trough it regrows a tumour from less than one cell; IL-2 in units of the model, not a dose",
    citations=("Kirschner & Panetta, J. Math. Biol. 37 (1998) 235",),
    libraries=("numpy", "scipy"),
    words=(
        "Kirschner",
        "Panetta",
        "Kirschner-Panetta",
        "Kirschner Panetta",
        "adoptive cellular immunotherapy",
        "IL-2 immunotherapy",
        "interleukin-2 immunotherapy",
        "tumour-immune-IL-2 model",
    ),
    cost=Cost(seconds=60, memory_mb=512),
)
def cytokine_dynamics(*, wants: tuple[str, ...], seed: int, **p: float) -> Result:
    """Closed forms for thresholds, LSODA for the course; deterministic, `seed` changes nothing."""
    outputs: dict[str, float] = {}
    warnings: list[str] = []
    plots: tuple[Plot, ...] = ()
    if set(FREE) <= p.keys():
        outputs |= _thresholds(p, warnings)
    elif "interleukin_infusion" in p:
        outputs["free_interleukin"] = p["interleukin_infusion"] / p["interleukin_loss"]
    if set(wants) & {"persistence_antigenicity", "steady_antigenicity"}:
        outputs |= _bifurcations(p, warnings)
    if set(wants) & {"tumour_cells", "effector_cells", "interleukin", "peak_tumour"}:
        course, plots = _course(p)
        outputs |= course
        if course["tumour_cells"] < 1:
            warnings.append("less than one tumour cell is left: read it as cleared")
    if "cycle_period" in wants:
        period, least = _period(p)
        if period and least < GONE:
            warnings.append("no cycle: between its peaks less is left of the tumour than a number holds, so it is gone")
        elif period:
            outputs["cycle_period"] = period
            if least < 0:
                warnings.append("between its peaks the tumour is less than one cell: a cycle of the equations only")
        else:
            warnings.append(f"no limit cycle reached: the oscillations, if any, are not equal within {PEAKS} peaks")
    kept = {n: v for n, v in outputs.items() if n in wants}
    return Result(
        kept, "closed forms; LSODA in the logarithm of the tumour; eigenvalues for Hopf", tuple(warnings), plots
    )


def _thresholds(p: dict[str, float], warnings: list[str]) -> dict[str, float]:
    """The tumour-free equilibrium and the infusions from which it is stable, as far as these inputs give them."""
    loss, most, half, clearance = (p[n] for n in FREE)
    found: dict[str, float] = {}
    if most > loss:
        found["critical_interleukin_infusion"] = loss * clearance * half / (most - loss)
    else:
        warnings.append("no critical IL-2 infusion: stimulation never exceeds the death of effector cells")
    if "interleukin_infusion" not in p:
        return found
    found["free_interleukin"] = level = p["interleukin_infusion"] / clearance
    net = loss - most * level / (half + level)  # what is left of the loss under the infused interleukin
    if net <= 0:
        warnings.append("under the infused IL-2 the effector cells grow without bound: no tumour-free equilibrium")
        return found
    if "effector_infusion" in p:
        found["free_effectors"] = p["effector_infusion"] / net
    if {"growth", "half_killing", "killing"} <= p.keys():
        found["critical_effector_infusion"] = p["growth"] * p["half_killing"] / p["killing"] * net
    return found


def _slopes(p: dict[str, float]) -> Any:
    """The right-hand sides for effector cells, logarithm of the tumour, interleukin.

    In the logarithm, since a cycle takes the tumour through many powers of ten.
    """

    def change(_t: float, y: Any) -> list[float]:
        cells, tumour, level = max(y[0], 0.0), exp(min(y[1], HUGE)), max(y[2], 0.0)
        stimulated = p["stimulation"] * level / (p["half_stimulation"] + level) - p["effector_loss"]
        hit = p["killing"] * cells / (p["half_killing"] + tumour)
        made = p["release"] * cells * tumour / (p["half_release"] + tumour)
        return [
            p["antigenicity"] * tumour + stimulated * cells + p["effector_infusion"],
            p["growth"] * (1 - p["inverse_capacity"] * tumour) - hit,
            made - p["interleukin_loss"] * level + p["interleukin_infusion"],
        ]

    return change


def _solve(p: dict[str, float], until: float, **options: Any) -> Any:
    from scipy.integrate import solve_ivp

    from ech0.core.errors import RunFailed

    start = [p["initial_effectors"], log(p["initial_tumour"]), p["initial_interleukin"]]
    run = solve_ivp(_slopes(p), (0.0, until), start, "LSODA", rtol=1e-9, atol=1e-9, **options)
    if run.status < 0:
        raise RunFailed("lab cytokine_dynamics", f"the integration stopped at day {run.t[-1]:.4g}: {run.message}")
    return run


def _course(p: dict[str, float]) -> tuple[dict[str, float], tuple[Plot, ...]]:
    """The state at the end, the peak on the way, and the picture; at time 0 the start itself."""
    from numpy import exp as powers

    if p["time"] == 0:
        cells, tumour, level = p["initial_effectors"], p["initial_tumour"], p["initial_interleukin"]
        now = {"effector_cells": cells, "tumour_cells": tumour, "interleukin": level, "peak_tumour": tumour}
        return now, ()
    run = _solve(p, p["time"], dense_output=True)
    fine = run.sol(evenly(0.0, p["time"], points=20_001))
    peak = float(fine[1].argmax())
    course = {
        "effector_cells": float(run.y[0][-1]),
        "tumour_cells": exp(run.y[1][-1]),
        "interleukin": float(run.y[2][-1]),
        "peak_tumour": exp(fine[1].max()),
    }
    days = evenly(0.0, p["time"], points=20_001)
    chosen = thinned(days, [int(peak)])
    # A logarithmic axis shows nothing below one cell, or one unit, and neither is there anything.
    drawn = {"effector cells": fine[0], "tumour cells": powers(fine[1]), "interleukin-2": fine[2]}
    lines = {name: [max(float(values[i]), 1.0) for i in chosen] for name, values in drawn.items()}
    axes = ("time", "day"), ("cells, or units of interleukin-2 (1 or less drawn as 1)", "")
    title = "Tumour, effector cells and interleukin-2"
    return course, curve(title, *axes, [days[i] for i in chosen], lines, log_y=True)


def _period(p: dict[str, float]) -> tuple[float, float]:
    """Days between the last peaks, if the last periods and heights agree, else 0; and the logarithm of the trough."""

    def summit(t: float, y: Any) -> float:
        return float(_slopes(p)(t, y)[1])

    summit.direction, summit.terminal = -1.0, PEAKS  # type: ignore[attr-defined]
    run = _solve(p, LONG, events=summit)
    times, heights = run.t_events[0], run.y_events[0]
    if len(times) < 6:
        return 0.0, 0.0
    last = [after - before for before, after in pairwise(times[-5:])]
    late = run.y[1][run.t > times[-5]]
    lively = float(late.max() - late.min()) > SAME  # a spiral into a point has equal periods too, but dies out
    steady = max(last) - min(last) < SAME * max(last) and abs(heights[-1][1] - heights[-5][1]) < SAME
    return (float(last[-1]) if lively and steady else 0.0), float(late.min())


def _bifurcations(p: dict[str, float], warnings: list[str]) -> dict[str, float]:
    """Where the largest tumour vanishes (a zero eigenvalue) and where the smaller one is steady (Hopf).

    Equilibria are followed along the tumour, of which all else, the antigenicity too, is an explicit function.
    """
    from numpy import linspace
    from numpy.linalg import det
    from scipy.optimize import brentq

    top = log(1 / p["inverse_capacity"])
    crowded = [top + log(x) for x in linspace(0.2, 1 - 1e-9, 400)]
    sizes = [*linspace(0.0, crowded[0], 600)[:-1], *crowded]

    def roots(judge: Any) -> list[float]:
        ends = [(x, judge(x)) for x in sizes]
        return [brentq(judge, a, b, xtol=1e-13) for (a, low), (b, high) in pairwise(ends) if low * high < 0]

    folds = roots(lambda x: float(det(_jacobian(p, x))))
    pairs = [x for x in roots(lambda x: _trend(p, x)) if _minors(_jacobian(p, x)) > 0]
    found: dict[str, float] = {}
    for name, places in (("persistence_antigenicity", folds[-1:]), ("steady_antigenicity", pairs[:1])):
        if places and (c := _equilibrium(p, places[0])[0]) > 0:
            found[name] = c
        else:
            warnings.append(f"no {name.replace('_', ' ')}: there is no such bifurcation")
    return found


def _equilibrium(p: dict[str, float], x: float) -> tuple[float, float, float, float]:
    """Antigenicity, effector cells, tumour and interleukin at the equilibrium whose tumour is exp(`x`)."""
    tumour = exp(x)
    cells = p["growth"] * (1 - p["inverse_capacity"] * tumour) * (p["half_killing"] + tumour) / p["killing"]
    made = p["release"] * cells * tumour / (p["half_release"] + tumour)
    level = (made + p["interleukin_infusion"]) / p["interleukin_loss"]
    net = p["effector_loss"] - p["stimulation"] * level / (p["half_stimulation"] + level)
    return (net * cells - p["effector_infusion"]) / tumour, cells, tumour, level


def _trend(p: dict[str, float], x: float) -> float:
    """The Routh-Hurwitz determinant: 0 where two eigenvalues cancel."""
    from numpy import trace
    from numpy.linalg import det

    matrix = _jacobian(p, x)
    return float(det(matrix) - trace(matrix) * _minors(matrix))


def _minors(matrix: Any) -> float:
    """Sum of the principal minors: the square of the frequency where a pair of eigenvalues is imaginary."""
    pairs = ((0, 1), (0, 2), (1, 2))
    return float(sum(matrix[i, i] * matrix[j, j] - matrix[i, j] * matrix[j, i] for i, j in pairs))


def _jacobian(p: dict[str, float], x: float) -> Any:
    """Of effector cells, tumour and interleukin at that equilibrium, 3 x 3 in 1/day."""
    from numpy import array

    c, cells, tumour, level = _equilibrium(p, x)
    g1, g2, g3 = p["half_stimulation"], p["half_killing"], p["half_release"]
    matrix = array(
        [
            [p["stimulation"] * level / (g1 + level) - p["effector_loss"], c * tumour, cells * p["stimulation"] * g1],
            [-p["killing"] / (g2 + tumour), 0.0, 0.0],
            [p["release"] * tumour / (g3 + tumour), 0.0, -p["interleukin_loss"]],
        ]
    )
    matrix[0, 2] /= (g1 + level) ** 2
    matrix[1, 1] = p["killing"] * cells * tumour / (g2 + tumour) ** 2 - p["growth"] * p["inverse_capacity"] * tumour
    matrix[2, 1] = p["release"] * cells * g3 * tumour / (g3 + tumour) ** 2
    return matrix
