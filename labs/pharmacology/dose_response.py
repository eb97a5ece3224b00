"""Graded dose and effect by the [Hill1910]_ curve, effective doses and the therapeutic index.

Doses are per body mass. Knows no time, no tolerance and no statistics of the parameters.

References:
    .. [Hill1910] A. V. Hill, J. Physiol. 40 (1910) iv-vii.
    .. [Goodman] Goodman & Gilman's The Pharmacological Basis of Therapeutics, chapter on pharmacodynamics.
"""

from math import exp, log

from ech0.core.errors import InputError
from ech0.core.types import Plot
from labs import Cost, Output, Real, Result, lab
from labs._curves import by_ratio, curve

CURVE = ("ed50", "hill")


@lab(
    title="Dose-response curve and therapeutic index",
    version="1",
    inputs={
        "ed50": Real(
            "mg/kg",
            1e-9,
            1e5,
            "dose of the median effect",
            words=("ED50", "median effective dose", "half-maximal effective dose"),
        ),
        "td50": Real(
            "mg/kg",
            1e-9,
            1e6,
            "median toxic dose; the median lethal dose in animals",
            words=("TD50", "median toxic dose", "LD50", "median lethal dose"),
        ),
        "hill": Real(
            "",
            0.1,
            20.0,
            "Hill coefficient, the steepness; 1 unless given",
            default=1.0,
            concept="hill_coefficient",
            words=("Hill coefficient", "Hill slope"),
        ),
        "toxic_hill": Real(
            "",
            0.1,
            20.0,
            "Hill coefficient of the toxic effect",
            words=("toxic Hill coefficient", "Hill coefficient of toxicity", "toxicity slope"),
        ),
        "given_dose": Real(
            "mg/kg",
            0.0,
            1e6,
            "dose whose effect is asked for",
            words=("dose of", "dose", "administered dose", "given dose", "single dose per body weight"),
        ),
        "fraction": Real(
            "",
            1e-6,
            0.999999,
            "fraction of the greatest effect that is asked for",
            words=("fraction of the maximal effect", "percent of the maximal effect", "fraction of maximum effect"),
            phrases={
                "ED90": 0.9,
                "ED95": 0.95,
                "ED80": 0.8,
                "ED20": 0.2,
                "ED10": 0.1,
                "half-maximal effect": 0.5,
                "half the maximal effect": 0.5,
            },
        ),
        "bottom": Real(
            "", -1e6, 1e6, "effect without drug", default=0.0, words=("baseline effect", "effect at zero dose")
        ),
        "top": Real(
            "", -1e6, 1e6, "greatest effect, Emax", default=1.0, words=("Emax", "maximal effect", "greatest effect")
        ),
    },
    outputs={
        "therapeutic_index": Output(
            "", "TD50 over ED50", words=("therapeutic index", "therapeutic ratio"), needs=("ed50", "td50")
        ),
        "safety_factor": Output(
            "",
            "certain safety factor, TD1 over ED99",
            words=("safety factor", "certain safety factor", "TD1/ED99", "LD1/ED99"),
            needs=("ed50", "td50", "hill", "toxic_hill"),
        ),
        "effect": Output(
            "",
            "effect of the dose, in the units of the greatest effect",
            words=(
                "fraction of the maximal effect",
                "effect of the dose",
                "fraction of maximal effect",
                "Hill-curve effect",
            ),
            needs=(*CURVE, "given_dose", "bottom", "top"),
        ),
        "effective_dose": Output(
            "mg/kg",
            "dose that gives the fraction of the greatest effect",
            words=("effective dose for that fraction", "ED90", "ED95", "ED80", "ED20", "ED10"),
            needs=(*CURVE, "fraction"),
        ),
        "dose_span": Output(
            "",
            "how many times the dose must rise from a tenth to nine tenths of the effect",
            words=("ED90/ED10", "ED90 to ED10 ratio"),
            needs=("hill",),
        ),
    },
    validity="research only, not for the dosing of a patient. A monotonic, reversible effect at equilibrium with one "
    "Hill curve; ED50 and TD50 must come from the same species, route and population; LD50 belongs to animals; a "
    "median index says nothing of the tails where the curves overlap",
    citations=("Hill, J. Physiol. 40 (1910) iv", "Goodman & Gilman, chapter on pharmacodynamics"),
    words=(
        "Hill coefficient",
        "LD50",
        "TD50",
        "dose-response curve",
        "therapeutic index",
        "median effective dose",
        "ED50",
    ),
    cost=Cost(seconds=10, memory_mb=512),
)
def dose_response(*, wants: tuple[str, ...], seed: int, **given: float) -> Result:
    """Evaluate the closed forms that are determined; deterministic, so `seed` changes nothing."""
    outputs: dict[str, float] = {}
    warnings: list[str] = []
    if "hill" in given:
        outputs["dose_span"] = 81 ** (1 / given["hill"])
    if {"ed50", "td50"} <= given.keys():
        outputs["therapeutic_index"] = given["td50"] / given["ed50"]
        if {"hill", "toxic_hill"} <= given.keys():
            toxic = _dose(given["td50"], given["toxic_hill"], 0.01)
            outputs["safety_factor"] = toxic / _dose(given["ed50"], given["hill"], 0.99)
        if outputs["therapeutic_index"] <= 1:
            warnings.append("the toxic dose is not above the effective one")
    if {*CURVE, "fraction"} <= given.keys():
        outputs["effective_dose"] = _dose(given["ed50"], given["hill"], given["fraction"])
    if {*CURVE, "given_dose", "bottom", "top"} <= given.keys():
        if given["bottom"] == given["top"]:
            raise InputError("dose_response.top", given["top"], "it must differ from the effect without drug")
        outputs["effect"] = given["bottom"] + (given["top"] - given["bottom"]) * _share(
            given["given_dose"], given["ed50"], given["hill"]
        )
    kept = {n: v for n, v in outputs.items() if n in wants}
    concerned = set(kept) - {"dose_span"} and set(CURVE) <= given.keys()
    plots = _plot(given, outputs.get("effective_dose", 0.0)) if concerned else ()
    return Result(kept, "Hill equation in closed form", tuple(warnings), plots)


def _dose(median: float, hill: float, fraction: float) -> float:
    return float(median * (fraction / (1 - fraction)) ** (1 / hill))


def _share(dose: float, median: float, hill: float) -> float:
    """Fraction of the greatest effect; a power so large that it overflows is saturation."""
    if not dose:
        return 0.0
    power = hill * log(median / dose)
    return 1 / (1 + exp(power)) if power < 700 else 0.0


def _plot(p: dict[str, float], asked: float) -> tuple[Plot, ...]:
    """Fraction of the greatest effect, and of the toxic one, from a hundredth to nearly all of it."""
    curves = {"effect": (p["ed50"], p["hill"])}
    if {"td50", "toxic_hill"} <= p.keys():
        curves["toxic effect"] = (p["td50"], p["toxic_hill"])
    marks = [d for d in (asked, p.get("given_dose", 0.0), *(median for median, _ in curves.values())) if d]
    low = min(*marks, *(_dose(*c, 0.01) for c in curves.values()))
    high = max(*marks, *(_dose(*c, 0.99) for c in curves.values()))
    lines = {name: (lambda dose, c=c: _share(dose, *c)) for name, c in curves.items()}
    axes = ("dose", "mg/kg"), ("fraction of the greatest effect", "")
    return curve("Effect over dose", *axes, by_ratio(low, high, *marks), lines, log_x=True)
