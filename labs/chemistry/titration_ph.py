"""pH while one monoprotic acid or base is titrated with a strong base or acid, from the exact charge balance.

Concentrations stand for activities. Knows no polyprotic acid, no ionic strength and no precipitation.

References:
    .. [Harris2010] D. C. Harris, Quantitative Chemical Analysis, 8th ed. (2010), chapter 10.
"""

from collections.abc import Callable

from ech0.core.errors import InputError
from ech0.core.types import Plot
from labs import Choice, Cost, Output, Real, Result, lab
from labs._curves import curve, evenly
from labs.chemistry._analytes import analyte, analyte_number, of_both, titrant_number

SAMPLE = ("analyte", "pka", "analyte_concentration", "water_pk")
MIXED = (*SAMPLE, "analyte_volume", "titrant_concentration")


@lab(
    title="Acid-base titration",
    version="1",
    inputs={
        "analyte": Choice(
            {
                "weak acid": (
                    "acetic acid",
                    "formic acid",
                    "benzoic acid",
                    "lactic acid",
                    "propionic acid",
                    "weak acid",
                    "weak monoprotic acid",
                ),
                "strong acid": ("strong acid", "hydrochloric acid", "HCl", "nitric acid"),
                "weak base": (
                    "ammonia",
                    "pyridine",
                    "methylamine",
                    "aqueous ammonia",
                    "weak base",
                ),
                "strong base": ("strong base",),
            },
            "what is titrated: an acid with a strong base, or a base with a strong acid",
            told=analyte,
        ),
        "pka": Real(
            "",
            -2.0,
            16.0,
            "pKa of the weak acid, or of the conjugate acid of the weak base",
            concept="pka",
            words=("pKa", "pKa of the acid", "pKa of the conjugate acid"),
            optional=True,
        ),
        "analyte_concentration": Real(
            "mol/L",
            1e-9,
            15.0,
            "total concentration of the analyte before titrant is added",
            concept="concentration",
            words=(
                "sample of",
                "solution of",
                "analyte concentration",
                "concentration of the analyte",
                "concentration of the acid sample",
            ),
            told=analyte_number,
        ),
        "analyte_volume": Real(
            "L",
            1e-6,
            100.0,
            "volume of the analyte",
            concept="volume",
            words=("sample", "analyte volume", "sample volume"),
            told=analyte_number,
        ),
        "titrant_concentration": Real(
            "mol/L",
            1e-9,
            15.0,
            "concentration of the strong titrant",
            concept="concentration",
            words=(
                "titrant concentration",
                "concentration of the titrant",
                "titrated with",
            ),
            told=titrant_number,
        ),
        "titrant_volume": Real(
            "L",
            0.0,
            100.0,
            "volume of titrant added",
            concept="volume",
            words=(
                "as titrant",
                "of titrant",
                "added",
                "mL of titrant",
                "have been added",
                "mL of base",
                "titrant volume",
                "volume of titrant",
                "titrant added",
                "after adding",
            ),
            told=titrant_number,
        ),
        "water_pk": Real("", 11.0, 15.0, "pKw, 14.00 at 25 degC", default=14.0, words=("pKw", "ion product of water")),
    },
    outputs={
        "ph": Output(
            "",
            "pH of the mixture",
            concept="ph",
            words=("pH", "pH of the titration", "pH during the titration", "pH of the titrated solution"),
            needs=(*MIXED, "titrant_volume"),
        ),
        "initial_ph": Output(
            "",
            "pH before any titrant is added",
            words=(
                *("initial pH of the titration", "pH before titration", "initial pH", "starting pH"),
                *("before titration", "before any", "before adding", "before she adds", "before he adds"),
                "before the first drop",
            ),
            needs=SAMPLE,
        ),
        "equivalence_ph": Output(
            "",
            "pH when as much titrant as analyte is in the mixture",
            words=(
                *("pH at the equivalence point", "equivalence point pH", "pH at equivalence"),
                *("at the equivalence point", "at the point of equivalence", "at equivalence", "at the end point"),
                *("just neutralised", "exactly neutralised", "stoichiometric point"),
            ),
            needs=MIXED,
        ),
        "equivalence_volume": Output(
            "L",
            "volume of titrant at the equivalence point",
            words=(
                "volume of titrant",
                "needed to reach the equivalence point",
                "reach the equivalence point",
                "equivalence volume",
                "titrant volume at the equivalence point",
                "volume at the equivalence point",
            ),
            needs=("analyte_concentration", "analyte_volume", "titrant_concentration"),
        ),
    },
    validity="a monoprotic analyte and a strong titrant in water, volumes that add, concentrations for activities: "
    "about 0.1 pH of a measurement up to 0.1 mol/L, worse above",
    citations=("Harris, Quantitative Chemical Analysis (2010), chapter 10",),
    libraries=("scipy",),
    words=(
        "titrate",
        "titrated",
        "titrant",
        "titration",
        "equivalence",
        "titration curve",
        "titration of",
        "is titrated with",
        "titrated with",
        "equivalence point",
        "charge balance",
        "burette",
        "buret",
        "pH meter",
        "neutralised",
        "neutralized",
        "drop of titrant",
    ),
    about=of_both,
    cost=Cost(seconds=10, memory_mb=512),
)
def titration_ph(*, analyte: str, wants: tuple[str, ...], seed: int, **given: float) -> Result:
    """Solve the charge balance wherever a pH is wanted; deterministic, so `seed` changes nothing."""
    if analyte.startswith("weak") and "pka" not in given and set(wants) - {"equivalence_volume"}:
        raise InputError("titration_ph.pka", None, f"give the pKa of the {analyte}")
    outputs: dict[str, float] = {}
    plots: tuple[Plot, ...] = ()

    def at(added: float) -> float:
        volume = given.get("analyte_volume", 1.0)
        total = volume + added
        sample = given["analyte_concentration"] * volume / total
        titrant = given.get("titrant_concentration", 0.0) * added / total
        return _balance(analyte, given.get("pka", 0.0), given["water_pk"], sample, titrant)

    if "initial_ph" in wants:
        outputs["initial_ph"] = at(0.0)
    if {"analyte_volume", "titrant_concentration", "analyte_concentration"} <= set(given):
        full = given["analyte_concentration"] * given["analyte_volume"] / given["titrant_concentration"]
        outputs["equivalence_volume"] = full
        if "equivalence_ph" in wants:
            outputs["equivalence_ph"] = at(full)
        if "ph" in wants and "titrant_volume" in given:
            outputs["ph"] = at(given["titrant_volume"])
        if "water_pk" in given and ("pka" in given or analyte.startswith("strong")):
            plots = _plot(at, full, given.get("titrant_volume", 0.0))
    kept = {n: v for n, v in outputs.items() if n in wants}
    return Result(kept, "charge balance solved by bisection for pH", (), plots)


def _plot(at: Callable[[float], float], full: float, asked: float) -> tuple[Plot, ...]:
    """The titration curve to twice the equivalence volume, finer where it is steep."""
    steep = [full * (1 + sign * 10**-n) for n in (2.5, 3, 3.5, 4, 5) for sign in (-1, 1)]
    grid = evenly(0.0, max(2 * full, asked), full, asked, *steep)
    return curve("Titration curve", ("volume of titrant", "L"), ("pH", ""), grid, {"pH": at})


def _balance(analyte: str, pka: float, pkw: float, sample: float, titrant: float) -> float:
    """The pH at which all charges cancel: cations less anions falls as the pH rises."""
    from scipy.optimize import brentq

    acid, strong = analyte.endswith("acid"), analyte.startswith("strong")

    def charge(ph: float) -> float:
        charged = 1.0 if strong else 1 / (1 + 10 ** ((pka - ph) if acid else (ph - pka)))
        own = titrant - sample * charged if acid else sample * charged - titrant
        return 10**-ph - 10 ** (ph - pkw) + own

    root: Callable[..., float] = brentq
    return float(root(charge, -3.0, 18.0, xtol=1e-13))
