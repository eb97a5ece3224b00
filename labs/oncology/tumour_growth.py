"""Tumour growth in mice and its inhibition by a drug: the model of [Simeoni2004]_ behind one-compartment kinetics.

Cells grow exponentially, then linearly; drug in plasma damages them at a rate `k2 c`, and the damaged die through three
stages at rate `k1`. Knows no toxicity, no resistance and no scaling to humans.

References:
    .. [Simeoni2004] M. Simeoni et al., Cancer Res. 64 (2004) 1094-1101, doi 10.1158/0008-5472.CAN-03-2524.
"""

from collections.abc import Callable
from itertools import pairwise
from math import exp, log
from typing import Any, NamedTuple

from ech0.core.errors import InputError, RunFailed
from ech0.core.types import Plot
from labs import Cost, Output, Real, Result, lab
from labs._curves import curve, evenly

PSI = 20.0  # sharpness of the switch from exponential to linear growth, fixed in the paper
HORIZON = 1000.0  # days: longer than any xenograft lives
GROWTH = ("initial_weight", "exponential_rate", "linear_rate")
DOSING = ("dose", "doses", "dose_interval", "first_dose", "volume", "elimination_rate", "concentration")
TREATED = (*GROWTH, "potency", "damage_rate", *DOSING)


def _rate(
    unit: str,
    low: float,
    high: float,
    meaning: str,
    words: tuple[str, ...],
    default: float | None = None,
    halved: tuple[str, ...] = (),
) -> Real:
    return Real(unit, low, high, meaning, default=default, words=words, optional=default is None, halved=halved)


@lab(
    title="Tumour growth and its inhibition in xenografted mice",
    version="1",
    inputs={
        "time": Real(
            "day",
            0.0,
            365.0,
            "days after the start",
            concept="time",
            words=("time", "after", "day", "on day"),
            plain="day",
        ),
        "initial_weight": Real(
            "g",
            1e-4,
            5.0,
            "tumour weight at the start",
            concept="mass",
            words=(
                "starts at",
                "at the start",
                "start at",
                "initial weight",
                "starting weight",
                "initial tumour weight",
                "initial tumor weight",
                "inoculum",
            ),
        ),
        "exponential_rate": _rate(
            "1/day",
            0.01,
            2.0,
            "lambda0, rate of exponential growth; default: paclitaxel experiment 1 of the paper (A2780 cells)",
            ("lambda0", "lambda 0", "exponential growth rate", "growth rate"),
            0.273,
            ("doubling time", "doubles every", "doubles in", "doubling every", "doubling in"),
        ),
        "linear_rate": _rate(
            "g/day",
            0.01,
            10.0,
            "lambda1, rate of linear growth; default: the same experiment",
            ("lambda1", "lambda 1", "linear growth rate"),
            0.814,
        ),
        "potency": _rate(
            "mL/ng/day",
            1e-7,
            10.0,
            "k2, cells damaged per drug concentration and day; default: paclitaxel in the same experiment",
            ("k2", "potency", "drug potency", "killing rate"),
            6.29e-4,
        ),
        "damage_rate": _rate(
            "1/day",
            0.01,
            20.0,
            "k1, rate of each of the three stages of dying; default: paclitaxel in the same experiment",
            ("k1", "transit rate", "damage rate", "rate of cell death"),
            0.968,
        ),
        "dose": Real(
            "mg/kg",
            0.0,
            2000.0,
            "each intravenous bolus; 0 leaves the tumour untreated",
            default=0.0,
            words=("dose", "dosed at", "bolus"),
            phrases={"untreated": 0.0, "without treatment": 0.0, "no drug": 0.0, "vehicle": 0.0},
        ),
        "doses": Real(
            "",
            1.0,
            100.0,
            "how many doses",
            default=1.0,
            concept="count",
            words=("doses", "number of doses"),
            schedule="count",
        ),
        "dose_interval": Real(
            "day",
            0.01,
            100.0,
            "days between doses",
            default=1.0,
            concept="time",
            words=("dose interval", "dosing interval", "every", "interval"),
            schedule="interval",
        ),
        "first_dose": Real(
            "day",
            0.0,
            365.0,
            "day of the first dose",
            default=0.0,
            concept="time",
            words=("first dose", "from day"),
            schedule="first",
        ),
        "volume": _rate("mL/kg", 1.0, 1e6, "volume of distribution", ("volume of distribution", "distribution volume")),
        "elimination_rate": _rate(
            "1/day",
            1e-3,
            1e3,
            "k10, elimination from plasma",
            ("k10", "elimination rate", "elimination rate constant"),
            halved=("half-life", "half life", "plasma half-life", "t1/2", "elimination half-life"),
        ),
        "concentration": _rate(
            "ng/mL",
            0.0,
            1e7,
            "plasma concentration held constant by infusion, instead of doses",
            ("plasma concentration", "steady-state concentration", "constant concentration", "concentration"),
        ),
        "target_weight": Real(
            "g",
            1e-3,
            20.0,
            "weight at which the growth delay is read",
            default=1.0,
            concept="mass",
            words=("target weight", "endpoint weight"),
        ),
    },
    outputs={
        "tumour_weight": Output(
            "g",
            "tumour weight at the time, dying cells included",
            concept="mass",
            words=("tumour weight", "tumor weight", "tumour mass", "tumor mass", "tumour size", "tumor size"),
            needs=(*TREATED, "time"),
        ),
        "untreated_weight": Output(
            "g",
            "weight at the time of the same tumour without drug",
            concept="mass",
            words=(
                "untreated tumour",
                "untreated tumor",
                "without drug",
                "control tumour",
                "untreated weight",
                "unperturbed growth",
                "control weight",
                "untreated tumour weight",
            ),
            needs=(*GROWTH, "time"),
        ),
        "growth_inhibition": Output(
            "percent",
            "by how much the treated tumour is lighter than the untreated one at the time",
            concept="fraction",
            words=("tumour growth inhibition", "tumor growth inhibition", "growth inhibition", "TGI"),
            needs=(*TREATED, "time"),
        ),
        "growth_delay": Output(
            "day",
            "how much later the treated tumour passes the target weight for the last time",
            concept="time",
            words=("growth delay", "tumour growth delay", "tumor growth delay"),
            needs=(*TREATED, "target_weight"),
        ),
        "threshold_concentration": Output(
            "ng/mL",
            "constant plasma concentration above which the tumour regresses, lambda0/k2",
            words=("threshold concentration", "threshold plasma concentration", "concentration for regression"),
            needs=("exponential_rate", "potency"),
        ),
        "doubling_time": Output(
            "day",
            "doubling time in the exponential phase",
            concept="doubling_time",
            words=("tumour doubling time", "tumor doubling time", "doubling time"),
            needs=("exponential_rate",),
        ),
    },
    validity="human tumours under the skin of nude mice, over the weeks of such experiments; a research model with no "
    "scaling to patients, no toxicity, no resistance; default parameters belong to paclitaxel in A2780 ovarian "
    "cells only",
    citations=("Simeoni et al., Cancer Res. 64 (2004) 1094",),
    libraries=("scipy",),
    words=(
        "Simeoni",
        "tumour growth inhibition model",
        "tumour",
        "tumor",
        "xenograft",
        "mice",
        "mouse",
        "cancer",
        "chemotherapy",
    ),
    cost=Cost(seconds=60, memory_mb=1024),
)
def tumour_growth(*, wants: tuple[str, ...], seed: int, **given: float) -> Result:
    """Integrate the wanted courses; deterministic, so `seed` changes nothing."""
    outputs: dict[str, float] = {"doubling_time": log(2) / given["exponential_rate"]}
    if "potency" in given:
        outputs["threshold_concentration"] = given["exponential_rate"] / given["potency"]
    warnings: list[str] = []
    courses: dict[str, list[Any]] = {}
    shown = 0.0
    if "initial_weight" in given:
        drug = _drug(given) if "dose" in given else _NONE
        if "time" in given:
            until = shown = given["time"]
            courses["untreated"] = _course(given, _NONE, until)
            if drug is not _NONE:
                courses["treated"] = _course(given, drug, until)
            free = outputs["untreated_weight"] = _weight(given, courses["untreated"])
            treated = free if drug is _NONE else _weight(given, courses["treated"])
            outputs |= {"tumour_weight": treated, "growth_inhibition": 100 * (1 - treated / free)}
        if "growth_delay" in wants and "target_weight" in given:
            late, early = _passes(given, drug), _passes(given, _NONE)
            if late is None or early is None:
                warnings.append(
                    f"the tumour does not grow back to {given['target_weight']:g} g within {HORIZON:g} days"
                )
            else:
                outputs["growth_delay"] = late[0] - early[0]
                if not courses:
                    known = early[1][-1].t[-1] >= late[0]
                    courses["untreated"] = early[1] if known else _course(given, _NONE, late[0])
                    courses["treated"] = late[1]
                    shown = late[0]
        if drug is _NONE and set(wants) & {"tumour_weight", "growth_inhibition", "growth_delay"}:
            warnings.append("no drug was given: this is unperturbed growth")
    kept = {n: v for n, v in outputs.items() if n in wants}
    method = "Simeoni 2004 ordinary differential equations, LSODA at a relative tolerance of 1e-9"
    plots = _plot(courses, shown) if set(kept) - {"doubling_time", "threshold_concentration"} else ()
    return Result(kept, method, tuple(warnings), plots)


class Drug(NamedTuple):
    """Plasma concentration in ng/mL as a function of days, and the days at which it jumps."""

    at: Callable[[float], float]
    jumps: tuple[float, ...] = ()


_NONE = Drug(lambda _t: 0.0)


def _drug(p: dict[str, float]) -> Drug:
    held = p.get("concentration")
    if held is not None:
        if p["dose"]:
            raise InputError("tumour_growth.concentration", held, "give doses or a constant concentration, not both")
        return Drug(lambda _t: held)
    if not p["dose"]:
        return _NONE
    for name, what in (("volume", "the volume of distribution in mL/kg"), ("elimination_rate", "k10 in 1/day")):
        if name not in p:
            raise InputError(f"tumour_growth.{name}", None, f"a dose needs {what} as well")
    if p["doses"] != int(p["doses"]):
        raise InputError("tumour_growth.doses", p["doses"], "give a whole number of doses")
    jumps = tuple(p["first_dose"] + i * p["dose_interval"] for i in range(int(p["doses"])))
    peak, k10 = p["dose"] / p["volume"] * 1e6, p["elimination_rate"]  # mg/mL to ng/mL
    return Drug(lambda t: sum(peak * exp(-k10 * (t - d)) for d in jumps if t >= d), jumps)


def _course(p: dict[str, float], drug: Drug, until: float) -> list[Any]:
    """Dense solutions, one for each stretch between two jumps of the concentration."""
    from numpy import array
    from scipy.integrate import solve_ivp

    l0, l1, k1, k2 = p["exponential_rate"], p["linear_rate"], p.get("damage_rate", 1.0), p.get("potency", 0.0)
    state, stretches = [p["initial_weight"], 0.0, 0.0, 0.0], []
    if not until:
        return []
    edges = sorted({0.0, *(j for j in drug.jumps if 0 < j < until), until})
    for start, end in pairwise(edges):
        middle = (start + end) / 2

        def change(t: float, x: Any, start: float = start, end: float = end) -> Any:
            # At the end of a stretch the next dose has not been given yet.
            kill = k2 * drug.at(min(t, end - 1e-12 * max(end, 1.0))) * x[0]
            grow = l0 * x[0] / (1 + (l0 / l1 * max(x.sum(), 0.0)) ** PSI) ** (1 / PSI)
            return array([grow - kill, kill - k1 * x[1], k1 * (x[1] - x[2]), k1 * (x[2] - x[3])])

        step = min(1.0, middle - start)
        run = solve_ivp(change, (start, end), state, "LSODA", rtol=1e-9, atol=1e-13, dense_output=True, max_step=step)
        if run.status != 0:
            raise RunFailed("lab tumour_growth", run.message)
        stretches.append(run)
        state = list(run.y[:, -1])
    return stretches


def _weight(p: dict[str, float], runs: list[Any]) -> float:
    """At the end of a course."""
    return float(runs[-1].y[:, -1].sum()) if runs else p["initial_weight"]


def _plot(courses: dict[str, list[Any]], until: float) -> tuple[Plot, ...]:
    def weight(runs: list[Any]) -> Callable[[float], float]:
        return lambda t: float(next(run for run in runs if t <= run.t[-1]).sol(t).sum())

    lines = {name: weight(runs) for name, runs in courses.items()}
    return curve("Weight of the tumour", ("time", "day"), ("weight", "g"), evenly(0.0, until), lines)


def _passes(p: dict[str, float], drug: Drug) -> tuple[float, list[Any]] | None:
    """The last day at which the weight rises through the target, if it does within the horizon; and the course."""
    from scipy.optimize import brentq

    target = p["target_weight"]
    if p["initial_weight"] >= target:
        raise InputError("tumour_growth.target_weight", target, "take a target above the initial weight")
    until = 30.0
    while until <= HORIZON:
        if until > max(drug.jumps, default=0.0):
            runs = _course(p, drug, until)
            times = [(run, a, b) for run in runs for a, b in pairwise(run.t)]
            for run, a, b in reversed(times):
                low, high = run.sol(a).sum() - target, run.sol(b).sum() - target
                if low < 0 <= high:
                    return float(brentq(lambda t, run=run: run.sol(t).sum() - target, a, b, xtol=1e-9)), runs
        until *= 2
    return None
