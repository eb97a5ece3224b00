"""One compartment with first-order elimination: bolus, infusion or first-order absorption, single or repeated.

Closed forms of [Gibaldi1982]_. Knows no second compartment, no saturable elimination, no protein binding, no lag time.

References:
    .. [Gibaldi1982] M. Gibaldi, D. Perrier, Pharmacokinetics, 2nd ed., Marcel Dekker, New York 1982, chapters 1 and 3.
"""

from collections.abc import Callable
from math import exp, expm1, log, log1p

from ech0.core.errors import InputError
from ech0.core.types import Plot
from labs import Choice, Cost, Output, Real, Result, lab
from labs._curves import curve, evenly

DISPOSITION = ("clearance", "volume", "elimination_rate", "elimination_half_life")
INTERVALS = 8  # of repeated doses, in the plot
CLEARED = (("clearance",), ("elimination_rate", "volume"), ("elimination_half_life", "volume"))
PACED = (("elimination_rate",), ("elimination_half_life",), ("clearance", "volume"))
WHOLE = (*CLEARED[1:], *((n, "clearance") for n in ("volume", "elimination_rate", "elimination_half_life")))
GIVEN = ("dose", "bioavailability", "route", "absorption_rate", "infusion_time", *DISPOSITION)


@lab(
    title="One-compartment pharmacokinetics",
    version="1",
    inputs={
        "route": Choice(
            {
                "bolus": (
                    "intravenously",
                    "IV",
                    "injected",
                    "i.v.",
                    "intravenous bolus",
                    "IV bolus",
                    "rapid injection",
                    "IV push",
                ),
                "oral": (
                    "tablet",
                    "capsule",
                    "swallowed",
                    "p.o.",
                    "orally",
                    "by mouth",
                    "oral dose",
                    "extravascular",
                    "first-order absorption",
                ),
                "infusion": ("intravenous infusion", "IV infusion", "infused", "constant-rate infusion"),
            },
            "how the drug is given; the absorption rate belongs to oral, the infusion time to infusion",
            default="bolus",
            words=("route of administration",),
        ),
        "dose": Real("mg", 1e-6, 1e6, "each dose", concept="dose", words=("dose", "drug dose", "loading dose")),
        "bioavailability": Real(
            "",
            0.001,
            1.0,
            "fraction of the dose that reaches the circulation; 1 unless given",
            default=1.0,
            concept="bioavailability",
            words=("bioavailability", "fraction absorbed"),
            phrases={"completely absorbed": 1.0, "complete absorption": 1.0},
        ),
        "volume": Real(
            "L",
            0.01,
            1e5,
            "volume of distribution",
            concept="distribution_volume",
            words=("distribution volume of", "V", "volume of distribution", "distribution volume", "Vd"),
            optional=True,
        ),
        "clearance": Real(
            "L/hour",
            1e-5,
            1e4,
            "clearance of the drug",
            concept="clearance",
            words=("CL", "drug clearance", "total clearance", "plasma clearance", "clearance"),
            optional=True,
        ),
        "elimination_rate": Real(
            "1/hour",
            1e-6,
            100.0,
            "elimination rate constant",
            concept="elimination_rate_constant",
            words=(
                "elimination rate",
                "ke",
                "eliminated with",
                "elimination rate constant",
                "elimination constant",
                "kel",
            ),
            optional=True,
        ),
        "elimination_half_life": Real(
            "hour",
            0.005,
            1e6,
            "half-life of elimination, in place of the rate constant",
            concept="half_life",
            words=("half-life", "elimination half-life", "plasma half-life", "drug half-life"),
            optional=True,
        ),
        "absorption_rate": Real(
            "1/hour",
            1e-4,
            1e3,
            "first-order absorption rate constant",
            concept="rate_constant",
            words=("absorption rate", "absorbed with", "absorption rate constant", "absorption constant", "ka"),
            optional=True,
        ),
        "infusion_time": Real(
            "hour",
            0.001,
            1e5,
            "over how long each dose is infused",
            concept="time",
            words=("infusion time", "duration of infusion", "infused over"),
            optional=True,
        ),
        "infusion_rate": Real(
            "mg/hour",
            1e-6,
            1e6,
            "rate of an infusion that does not end",
            concept="dose_rate",
            words=("infused at", "infusion of", "infusion at", "infusion rate", "rate of infusion"),
        ),
        "interval": Real(
            "hour",
            0.01,
            1e5,
            "time between doses",
            concept="dosing_interval",
            words=("every", "doses every", "dosing interval", "dose interval", "interval between doses"),
        ),
        "time": Real(
            "hour",
            0.0,
            1e6,
            "time after a single dose",
            concept="time",
            words=(
                "after the dose",
                "after injection",
                "after the injection",
                "later",
                "after",
                "time after the dose",
                "after dosing",
            ),
        ),
        "half_lives": Real(
            "",
            0.0,
            100.0,
            "how many half-lives have passed",
            words=(
                "half-lives",
                "number of half-lives",
            ),
        ),
    },
    outputs={
        "concentration": Output(
            "mg/L",
            "plasma concentration at the time after a single dose",
            concept="mass_concentration",
            words=(
                "plasma level",
                "drug level",
                "concentration",
                "plasma concentration",
                "drug concentration",
                "plasma drug level",
                "serum drug level",
            ),
            needs=(*GIVEN, "time"),
            ways=WHOLE,
        ),
        "cmax": Output(
            "mg/L",
            "peak concentration after a single dose",
            concept="mass_concentration",
            words=("peak concentration", "Cmax", "peak plasma concentration", "maximum plasma concentration"),
            needs=GIVEN,
            ways=WHOLE,
        ),
        "tmax": Output(
            "hour",
            "time of the peak after a single dose",
            concept="time",
            words=(
                "when does the concentration peak",
                "peak time",
                "Tmax",
                "time to peak concentration",
                "time of peak plasma concentration",
                "time to maximum",
            ),
            needs=("route", "absorption_rate", "infusion_time", *DISPOSITION),
            ways=PACED,
        ),
        "auc": Output(
            "mg*hour/L",
            "area under the curve from a single dose to infinity; the same within each interval at steady state",
            concept="exposure",
            words=("area under the curve", "AUC", "drug exposure"),
            needs=("dose", "bioavailability", *DISPOSITION),
            ways=CLEARED,
        ),
        "half_life": Output(
            "hour",
            "half-life of elimination",
            concept="half_life",
            words=("elimination half-life", "plasma half-life", "half-life of the drug"),
            needs=DISPOSITION,
            ways=PACED,
        ),
        "steady_state_average": Output(
            "mg/L",
            "average concentration at steady state of repeated doses",
            concept="mass_concentration",
            words=(
                "average concentration",
                "average plasma concentration",
                "average steady-state concentration",
                "mean steady-state concentration",
            ),
            needs=("dose", "bioavailability", "interval", *DISPOSITION),
            ways=CLEARED,
        ),
        "steady_state_peak": Output(
            "mg/L",
            "peak at steady state of repeated doses",
            concept="mass_concentration",
            words=("steady-state peak", "peak at steady state", "steady-state maximum concentration"),
            needs=(*GIVEN, "interval"),
            ways=WHOLE,
        ),
        "steady_state_trough": Output(
            "mg/L",
            "trough, just before a dose, at steady state of repeated doses",
            concept="mass_concentration",
            words=("steady-state trough", "trough concentration", "trough at steady state"),
            needs=(*GIVEN, "interval"),
            ways=WHOLE,
        ),
        "infusion_steady_state": Output(
            "mg/L",
            "concentration at which an infusion that does not end settles",
            concept="mass_concentration",
            words=("infusion steady-state concentration", "steady-state plasma concentration of the infusion"),
            needs=("infusion_rate", *DISPOSITION),
            ways=CLEARED,
        ),
        "steady_state_fraction": Output(
            "",
            "fraction of steady state that is reached after so many half-lives",
            words=("fraction of steady state", "percent of steady state", "percentage of steady state"),
            needs=("half_lives",),
        ),
    },
    validity="research only, not for the dosing of a patient. Linear kinetics, one well-mixed compartment, constant "
    "parameters: whatever the distribution phase, saturation, enterohepatic circulation or time-dependence does is "
    "outside it",
    citations=("Gibaldi & Perrier, Pharmacokinetics, 2nd ed. (1982)",),
    words=(
        "volume of distribution",
        "intravenous",
        "oral dose",
        "plasma concentration",
        "infusion",
        "bioavailability",
        "steady state",
        "pharmacokinetics",
        "one-compartment model",
        "first-order absorption",
        "repeated dosing to steady state",
    ),
    cost=Cost(seconds=10, memory_mb=512),
)
def pk_compartment(*, route: str, wants: tuple[str, ...], seed: int, **given: float) -> Result:
    """Evaluate what the given parameters determine; deterministic, so `seed` changes nothing."""
    _belongs(route, given)
    out: dict[str, float] = {}
    plots: tuple[Plot, ...] = ()
    if "half_lives" in given:
        out["steady_state_fraction"] = -expm1(-log(2) * given["half_lives"])
    k, volume = _disposition(given)
    if k is not None:
        out["half_life"] = log(2) / k
        peak_time = _tmax(route, k, given)
        if peak_time is not None:
            out["tmax"] = peak_time
        if volume is not None:
            out |= _levels(route, k, volume, peak_time, given)
            if "dose" in given and peak_time is not None:
                plots = _plot(route, k, volume, peak_time, given)
    cl = given.get("clearance", k * volume if k is not None and volume is not None else None)
    if cl is not None:
        if "infusion_rate" in given:
            out["infusion_steady_state"] = given["infusion_rate"] / cl
        if "dose" in given:
            out["auc"] = given["bioavailability"] * given["dose"] / cl
            if "interval" in given:
                out["steady_state_average"] = out["auc"] / given["interval"]
    kept = {n: v for n, v in out.items() if n in wants}
    warnings = ("research only, not for the dosing of a patient",) if kept else ()
    shown = plots if set(kept) - {"steady_state_fraction", "infusion_steady_state"} else ()
    return Result(kept, f"closed forms of the one-compartment model, {route}", warnings, shown)


def _belongs(route: str, p: dict[str, float]) -> None:
    for name, owner in (("absorption_rate", "oral"), ("infusion_time", "infusion")):
        if name in p and route != owner:
            cure = f"it belongs to the route {owner}, the route is {route}"
            raise InputError(f"pk_compartment.{name}", p[name], cure)
    if route == "infusion" and "infusion_time" in p and p.get("interval", p["infusion_time"]) < p["infusion_time"]:
        raise InputError("pk_compartment.interval", p["interval"], "it must not be shorter than the infusion")


def _disposition(p: dict[str, float]) -> tuple[float | None, float | None]:
    """Elimination rate constant and volume from whichever of the four are given; refuses a contradiction."""
    k = p.get("elimination_rate")
    if k is None and "elimination_half_life" in p:
        k = log(2) / p["elimination_half_life"]
    elif k is not None and "elimination_half_life" in p:
        _agree("elimination_half_life", p["elimination_half_life"], log(2) / k)
    if "clearance" in p and "volume" in p:
        if k is not None:
            _agree("clearance", p["clearance"], k * p["volume"])
        return p["clearance"] / p["volume"], p["volume"]
    if k is not None and "clearance" in p:
        return k, p["clearance"] / k
    return k, p.get("volume")


def _agree(name: str, value: float, implied: float) -> None:
    if abs(value - implied) > 0.02 * implied:
        raise InputError(f"pk_compartment.{name}", value, f"the other parameters imply {implied:.4g}; leave one out")


def _tmax(route: str, k: float, p: dict[str, float]) -> float | None:
    if route == "bolus":
        return 0.0
    if route == "infusion":
        return p.get("infusion_time")
    if "absorption_rate" not in p:
        return None
    gap = p["absorption_rate"] - k
    return log1p(gap / k) / gap if gap else 1 / k


def _levels(route: str, k: float, volume: float, peak: float | None, p: dict[str, float]) -> dict[str, float]:
    """Concentrations of single and repeated doses; `peak` is the time of the peak of a single dose."""
    if "dose" not in p or peak is None:
        return {}
    scale = p["bioavailability"] * p["dose"] / volume
    single = _single(route, k, volume, peak, p)
    out = {"cmax": single(peak)}
    if "time" in p:
        out["concentration"] = single(p["time"])
    if "interval" in p:
        tau = p["interval"]
        if route != "oral":
            out["steady_state_peak"] = single(peak) / -expm1(-k * tau)
            out["steady_state_trough"] = out["steady_state_peak"] * exp(-k * (tau - peak))
            return out
        ka = p["absorption_rate"] * (1 + 1e-6 * (p["absorption_rate"] == k))  # at equal rates the form is 0/0

        def repeated(t: float) -> float:
            slow, fast = exp(-k * t) / -expm1(-k * tau), exp(-ka * t) / -expm1(-ka * tau)
            return scale * ka / (ka - k) * (slow - fast)

        top = log(ka * expm1(-k * tau) / (k * expm1(-ka * tau))) / (ka - k)
        out |= {"steady_state_peak": repeated(top), "steady_state_trough": repeated(tau)}
    return out


def _single(route: str, k: float, volume: float, peak: float, p: dict[str, float]) -> Callable[[float], float]:
    """The concentration in mg/L after one dose, as a function of hours."""
    scale = p["bioavailability"] * p["dose"] / volume

    def single(t: float) -> float:
        if route == "bolus":
            return scale * exp(-k * t)
        if route == "infusion":
            return scale / (k * peak) * -expm1(-k * min(t, peak)) * exp(-k * max(t - peak, 0.0))
        ka = p["absorption_rate"]
        gap = ka - k
        if gap * t < -700:  # what is left of the slow absorption; the quick elimination has long been over
            return scale * ka * exp(-ka * t) / -gap
        return scale * ka * exp(-k * t) * (-expm1(-gap * t) / gap if gap else t)

    return single


def _plot(route: str, k: float, volume: float, peak: float, p: dict[str, float]) -> tuple[Plot, ...]:
    """One dose until a thirtieth is left; with an interval, the first doses one upon the other as well."""
    single = _single(route, k, volume, peak, p)
    slowest = min(k, p["absorption_rate"]) if route == "oral" else k
    end = max(peak + 5 * log(2) / slowest, p.get("time", 0.0))
    lines: dict[str, Callable[[float], float]] = {"one dose": single}
    marks = [peak, p.get("time", 0.0)]
    if "interval" in p:
        tau = p["interval"]
        end = INTERVALS * tau
        given = [n * tau for n in range(INTERVALS + 1)]
        marks += [t for start in given for t in (start * (1 - 1e-9), start, start + peak)]
        lines[f"one every {tau:g} hours"] = lambda t: sum(single(t - start) for start in given if start <= t)
    axes = ("time", "hour"), ("concentration", "mg/L")
    return curve("Concentration in plasma", *axes, evenly(0.0, end, *marks), lines, log_y=True)
