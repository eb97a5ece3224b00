"""Fractionated radiotherapy by the linear-quadratic model: BED [Fowler1989]_, EQD2, surviving fraction, tumour control.

Knows no repopulation, no incomplete repair between fractions, no hypoxia and no volume effect.

References:
    .. [Fowler1989] J. F. Fowler, Br. J. Radiol. 62 (1989) 679-694.
    .. [Munro1961] T. R. Munro, C. W. Gilbert, Br. J. Radiol. 34 (1961) 246-251.
    .. [Kirkpatrick2008] J. P. Kirkpatrick et al., Semin. Radiat. Oncol. 18 (2008) 240-243.
"""

from collections.abc import Callable
from math import exp, floor

from ech0.core.types import Plot
from labs import Cost, Output, Real, Result, lab
from labs._curves import curve, evenly

LIMIT = 10.0  # Gy per fraction, above which the quadratic form is not trusted
SCHEDULE = ("fractions", "fraction_dose")


@lab(
    title="Radiotherapy fractionation by the linear-quadratic model",
    version="1",
    inputs={
        "fractions": Real(
            "",
            1.0,
            100.0,
            "number of fractions",
            words=("x", "fractions", "number of fractions", "radiotherapy fractions"),
        ),
        "fraction_dose": Real(
            "Gy",
            0.01,
            40.0,
            "absorbed dose of each fraction",
            words=(
                "per fraction",
                "fractions of",
                "each",
                "Gy fractions",
                "dose per fraction",
                "fraction dose",
                "fraction size",
            ),
            part_count="fractions",
        ),
        "alpha_beta": Real(
            "Gy",
            0.5,
            50.0,
            "alpha/beta ratio of the tissue",
            words=(
                "α/β",
                "alpha to beta ratio",
                "α/β ratio",
                "alpha/beta ratio",
                "alpha/beta",
                "alpha over beta",
                "alpha-beta ratio",
            ),
            plain="Gy",
        ),
        "alpha": Real(
            "1/Gy",
            0.001,
            5.0,
            "linear coefficient of the surviving fraction",
            words=("alpha", "linear coefficient alpha", "radiosensitivity alpha", "alpha coefficient"),
        ),
        "survival": Real(
            "",
            0.0,
            1.0,
            "fraction of the clonogenic cells that survives the whole treatment",
            words=(
                "surviving fraction",
                "surviving fraction of clonogens",
                "clonogen survival",
                "overall surviving fraction",
            ),
            rest=(
                "killed",
                "kills",
                "are killed",
                "cell kill",
                "sterilised",
                "sterilized",
                "die",
                "died",
                "are inactivated",
            ),
        ),
        "clonogens": Real(
            "",
            1.0,
            1e14,
            "number of clonogenic cells before treatment",
            words=("number of clonogenic cells", "clonogenic cells", "clonogen number", "clonogens"),
        ),
    },
    outputs={
        "control_probability": Output(
            "",
            "probability that no clonogenic cell survives, by Poisson statistics",
            concept="probability",
            words=("tumour control probability", "tumor control probability", "TCP"),
            needs=("survival", "clonogens"),
        ),
        "bed": Output(
            "Gy",
            "biologically effective dose",
            words=("biologically effective dose", "biological effective dose", "BED"),
            needs=(*SCHEDULE, "alpha_beta"),
        ),
        "eqd2": Output(
            "Gy",
            "equivalent total dose in fractions of 2 Gy",
            words=("EQD2", "equivalent dose in 2 Gy fractions", "2-Gy equivalent dose"),
            needs=(*SCHEDULE, "alpha_beta"),
        ),
        "surviving_fraction": Output(
            "",
            "fraction of the cells that survives all fractions",
            words=(
                "cells survive",
                "survives",
                "survive",
                "surviving fraction",
                "cell survival fraction",
                "fraction of cells surviving irradiation",
            ),
            needs=(*SCHEDULE, "alpha_beta", "alpha"),
        ),
        "total_dose": Output(
            "Gy", "total physical dose", words=("total physical dose", "total radiation dose"), needs=SCHEDULE
        ),
    },
    validity="research only, not for treatment planning. Low-energy-transfer radiation in equal, fully repaired "
    "fractions of about 1 to 10 Gy; above, the model is disputed and said so; no repopulation over the weeks of "
    "treatment; alpha and beta are averages of a population of cells",
    citations=(
        "Fowler, Br. J. Radiol. 62 (1989) 679",
        "Munro & Gilbert, Br. J. Radiol. 34 (1961) 246",
        "Kirkpatrick et al., Semin. Radiat. Oncol. 18 (2008) 240",
    ),
    words=(
        "radiotherapy",
        "linear quadratic",
        "EQD2",
        "BED",
        "alpha/beta",
        "clonogenic",
        "clonogens",
        "radiotherapy fractionation",
        "radiobiology",
        "linear-quadratic model",
        "biologically effective dose",
    ),
    cost=Cost(seconds=10, memory_mb=512),
)
def radiobiology(*, wants: tuple[str, ...], seed: int, **given: float) -> Result:
    """Evaluate the closed forms that are determined; deterministic, so `seed` changes nothing."""
    outputs: dict[str, float] = {}
    warnings = ["not for treatment planning"]
    if {"survival", "clonogens"} <= given.keys():
        outputs["control_probability"] = exp(-given["clonogens"] * given["survival"])
    if {"fractions", "fraction_dose"} <= given.keys():
        n, d = given["fractions"], given["fraction_dose"]
        outputs["total_dose"] = n * d
        if "alpha_beta" in given:
            outputs["bed"] = _bed(n * d, d, given["alpha_beta"])
            outputs["eqd2"] = outputs["bed"] / (1 + 2 / given["alpha_beta"])
            if d > LIMIT:
                warnings.append(f"above about {LIMIT:g} Gy per fraction the linear-quadratic model is disputed")
            if "alpha" in given:
                outputs["surviving_fraction"] = exp(-given["alpha"] * outputs["bed"])
    kept = {name: v for name, v in outputs.items() if name in wants}
    plots = _plot(given) if {"bed", "eqd2", "surviving_fraction"} & kept.keys() and "alpha" in given else ()
    return Result(kept, "linear-quadratic model, Poisson statistics", tuple(warnings), plots)


def _bed(total: float, dose: float, ratio: float) -> float:
    return total * (1 + dose / ratio)


def _plot(p: dict[str, float]) -> tuple[Plot, ...]:
    """The surviving fraction as the dose goes in, with the shoulder of each fraction; and in fractions of 2 Gy."""
    total = p["fractions"] * p["fraction_dose"]

    def survivors(size: float) -> Callable[[float], float]:
        def left(dose: float) -> float:
            whole = floor(dose / size * (1 + 1e-12)) * size
            rest = max(0.0, dose - whole)
            return exp(-p["alpha"] * (_bed(whole, size, p["alpha_beta"]) + _bed(rest, rest, p["alpha_beta"])))

        return left

    lines = {f"fractions of {size:g} Gy": survivors(size) for size in dict.fromkeys((p["fraction_dose"], 2.0))}
    ends = [n * p["fraction_dose"] for n in range(1, floor(p["fractions"]) + 1)]
    axes = ("total dose", "Gy"), ("surviving fraction", "")
    return curve("Survival during the treatment", *axes, evenly(0.0, total, *ends), lines, log_y=True)
