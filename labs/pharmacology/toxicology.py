"""Lethal and benchmark doses from counts of dead animals, by logit or probit regression on log dose [Finney1971]_.

Through statsmodels. Gives no lethal dose that the data do not hold: none outside three times the doses tried, none
without a slope, and no therapeutic index without an effective dose. Knows no control mortality and no time.

References:
    .. [Finney1971] D. J. Finney, Probit Analysis, 3rd ed., Cambridge University Press 1971.
    .. [Crump1984] K. S. Crump, Fundam. Appl. Toxicol. 4 (1984) 854-871 (benchmark dose).
    .. [FDA2005] FDA, Estimating the Maximum Safe Starting Dose in Initial Clinical Trials, guidance, 2005, table 1.
"""

from math import log10, sqrt
from typing import NamedTuple

from ech0.core.errors import InputError
from ech0.core.types import Line, Plot
from labs import Choice, Cost, Output, Real, Result, Series, lab

Z, Z_ONE = 1.959964, 1.644854  # 95 %, two-sided and one-sided
BEYOND = 3.0  # how many times outside the doses tried a dose is still given, with a warning
CURVE = ("doses", "animals", "deaths", "link")
KM = {"mouse": 3.0, "hamster": 5.0, "rat": 6.0, "guinea pig": 8.0, "rabbit": 12.0, "monkey": 12.0, "dog": 20.0}
HUMAN = 37.0  # kg/m^2, body weight over surface


@lab(
    title="Lethal dose and benchmark dose from animal counts",
    version="1",
    inputs={
        "doses": Series(
            "mg/kg",
            1e-9,
            1e5,
            "dose of each group, without controls",
            3,
            words=("doses", "dose groups", "doses of"),
            column="dose",
        ),
        "animals": Series(
            "",
            1,
            1e5,
            "animals in each group",
            3,
            words=("animals", "group sizes", "out of", "exposed", "treated"),
            column="whole",
        ),
        "deaths": Series(
            "",
            0,
            1e5,
            "animals of each group that died or responded",
            3,
            words=("deaths", "died", "dead", "killed", "responders"),
            column="part",
        ),
        "link": Choice(
            {"logit": ("logit", "logistic"), "probit": ("probit",)},
            "the curve: logistic or normal in the logarithm of the dose",
            default="logit",
            words=("link", "regression"),
        ),
        "benchmark_response": Real(
            "",
            0.001,
            0.5,
            "extra risk that defines the benchmark dose",
            default=0.1,
            words=("benchmark response", "BMR", "extra risk"),
        ),
        "effective_dose": Real(
            "mg/kg",
            1e-9,
            1e5,
            "median effective dose of the wanted effect, in the same species",
            words=("median effective dose", "effective dose", "ED50"),
        ),
        "animal_dose": Real(
            "mg/kg",
            1e-9,
            1e5,
            "dose in the animal that is carried over to humans",
            words=(
                "animal dose",
                "NOAEL",
                "no-observed-adverse-effect level",
                "dose in the animal",
                "dose in mice",
                "dose in rats",
            ),
            also={"mg/kg/day": 1.0},
        ),
        "species": Choice(
            {s: (s, *(("mice",) if s == "mouse" else (f"{s}s",))) for s in KM},
            "the animal",
            default="rat",
            words=("species",),
        ),
    },
    outputs={
        "lethal_dose": Output(
            "mg/kg",
            "dose that kills half of the animals",
            words=("LD50", "median lethal dose", "lethal dose"),
            needs=CURVE,
        ),
        "lethal_dose_low": Output(
            "mg/kg", "lower 95 % limit of the LD50", words=("lower limit of the LD50",), needs=CURVE
        ),
        "lethal_dose_high": Output(
            "mg/kg", "upper 95 % limit of the LD50", words=("upper limit of the LD50",), needs=CURVE
        ),
        "slope": Output(
            "",
            "slope of the logit or probit per factor of ten in dose",
            words=("slope of the mortality curve", "logit slope", "probit slope", "slope per decade"),
            needs=CURVE,
        ),
        "deviance": Output("", "residual deviance of the fit", words=("deviance", "residual deviance"), needs=CURVE),
        "benchmark_dose": Output(
            "mg/kg",
            "dose of the benchmark response",
            words=("benchmark dose", "BMD", "BMD10"),
            needs=(*CURVE, "benchmark_response"),
        ),
        "benchmark_dose_low": Output(
            "mg/kg",
            "one-sided lower 95 % limit of the benchmark dose",
            words=("BMDL", "lower bound of the benchmark dose", "BMDL10"),
            needs=(*CURVE, "benchmark_response"),
        ),
        "safety_ratio": Output(
            "",
            "therapeutic index: LD50 over the effective dose; its spread is that of the LD50 alone",
            words=(
                "therapeutic index from the deaths",
                "safety ratio",
                "therapeutic index of the compound",
                "LD50/ED50",
            ),
            needs=(*CURVE, "effective_dose"),
        ),
        "human_equivalent_dose": Output(
            "mg/kg",
            "dose in humans of the same size per body surface",
            words=("human equivalent dose", "human-equivalent dose", "HED"),
            needs=("animal_dose", "species"),
        ),
    },
    validity="research only; a lethal dose in animals is no safe dose in humans. Doses above 0 with independent "
    "animals and no control mortality; limits by the delta method in log dose. A lethal dose is left out where the "
    "data do not hold it: nobody or everybody died, mortality jumps from none to all, it does not rise with dose, or "
    "the dose lies over three times outside those tried",
    citations=(
        "Finney, Probit Analysis, 3rd ed. (1971)",
        "Crump, Fundam. Appl. Toxicol. 4 (1984) 854",
        "FDA, Estimating the Maximum Safe Starting Dose in Initial Clinical Trials (2005)",
    ),
    libraries=("numpy", "statsmodels"),
    words=(
        "toxicology",
        "LD50",
        "lethal dose",
        "benchmark dose",
        "mortality",
        "human equivalent dose",
        "killed",
        "toxicity study",
        "dead animals",
    ),
    cost=Cost(seconds=30, memory_mb=1024),
)
def toxicology(
    *,
    link: str,
    species: str,
    benchmark_response: float = 0.1,
    doses: tuple[float, ...] | None = None,
    animals: tuple[float, ...] | None = None,
    deaths: tuple[float, ...] | None = None,
    effective_dose: float | None = None,
    animal_dose: float | None = None,
    wants: tuple[str, ...],
    seed: int,
) -> Result:
    """Fit the curve and read it; deterministic, so `seed` changes nothing."""
    outputs: dict[str, float | tuple[float, float]] = {}
    notes: list[str] = []
    plots: tuple[Plot, ...] = ()
    if animal_dose is not None:
        outputs["human_equivalent_dose"] = animal_dose * KM[species] / HUMAN
        notes.append(f"scaled by body surface, {species} {KM[species]:g} to human {HUMAN:g} kg/m^2; not a safe dose")
    if doses and animals and deaths:
        _check(doses, animals, deaths)
        if why := _unfit(doses, animals, deaths):
            notes.append(why)
        else:
            fit = _fit(link, doses, animals, deaths)
            found, said = _read(fit, doses, benchmark_response, effective_dose)
            outputs |= found
            notes += said
            plots = (_plot(fit, doses, animals, deaths),) if len(set(doses)) > 1 else ()
    kept = {n: v for n, v in outputs.items() if n in wants}
    return Result(kept, f"binomial regression with {link} link on log10 dose, delta method", tuple(notes), plots)


class Fit(NamedTuple):
    """Intercept and slope on log10 dose, their covariances, the deviance, and the link."""

    intercept: float
    slope: float
    covariance: tuple[float, float, float]
    deviance: float
    link: str

    def dose(self, risk: float) -> tuple[float, float]:
        """log10 of the dose of this risk, and its standard error by the delta method."""
        x = (_quantile(self.link, risk) - self.intercept) / self.slope
        aa, ab, bb = self.covariance
        return x, sqrt(max(0.0, aa + 2 * x * ab + x * x * bb)) / self.slope


def _quantile(link: str, risk: float) -> float:
    from math import log
    from statistics import NormalDist

    return log(risk / (1 - risk)) if link == "logit" else NormalDist().inv_cdf(risk)


def _check(doses: tuple[float, ...], animals: tuple[float, ...], deaths: tuple[float, ...]) -> None:
    for name, numbers in (("animals", animals), ("deaths", deaths)):
        if len(numbers) != len(doses):
            raise InputError(f"toxicology.{name}", f"{len(numbers)} numbers", f"give {len(doses)}, as of doses")
        if odd := [k for k in numbers if abs(k - round(k)) > 1e-9]:
            raise InputError(f"toxicology.{name}", odd[0], "give whole numbers")
    for n, k in zip(animals, deaths, strict=True):
        if k > n:
            raise InputError("toxicology.deaths", k, f"no more than the {n:g} animals of the group")


def _unfit(doses: tuple[float, ...], animals: tuple[float, ...], deaths: tuple[float, ...]) -> str:
    """Why these counts have no finite fit, or nothing."""
    groups = sorted(zip(doses, deaths, animals, strict=True))
    if not any(deaths):
        return f"nobody died: the LD50 lies above {groups[-1][0]:g} mg/kg, and no more is known"
    if deaths == animals:
        return f"all died: the LD50 lies below {groups[0][0]:g} mg/kg, and no more is known"
    lowest_death = min(d for d, k, _ in groups if k)
    highest_survivor = max(d for d, k, n in groups if k < n)
    if highest_survivor <= lowest_death:
        return f"mortality jumps from none to all about {lowest_death:g} mg/kg: no slope; try doses in between"
    return ""


def _fit(link: str, doses: tuple[float, ...], animals: tuple[float, ...], deaths: tuple[float, ...]) -> Fit:
    import numpy as np
    from statsmodels.genmod.families import Binomial, links
    from statsmodels.genmod.generalized_linear_model import GLM

    design = np.column_stack([np.ones(len(doses)), np.log10(doses)])
    counts = np.column_stack([deaths, np.array(animals) - np.array(deaths)])
    curve = links.Logit() if link == "logit" else links.Probit()
    fit = GLM(counts, design, family=Binomial(curve)).fit(maxiter=200, tol=1e-12)
    cov = np.linalg.inv(-fit.model.hessian(fit.params, observed=False))
    shape = float(cov[0, 0]), float(cov[0, 1]), float(cov[1, 1])
    return Fit(float(fit.params[0]), float(fit.params[1]), shape, float(fit.deviance), link)


def _read(
    fit: Fit, doses: tuple[float, ...], risk: float, effective: float | None
) -> tuple[dict[str, float | tuple[float, float]], list[str]]:
    """What the fitted curve says, without what it does not hold."""
    outputs: dict[str, float | tuple[float, float]] = {"deviance": fit.deviance}
    error = sqrt(fit.covariance[2])
    outputs["slope"] = (fit.slope, error)
    if fit.slope < Z * error:
        return outputs, [f"mortality does not surely rise with dose : slope {fit.slope:.3g}, error {error:.2g}"]
    notes = []
    for name, level in (("LD50", 0.5), ("benchmark dose", risk)):
        x, se = fit.dose(level)
        low, high = log10(min(doses)), log10(max(doses))
        if not low - log10(BEYOND) <= x <= high + log10(BEYOND):
            notes.append(f"the {name} lies over {BEYOND:g} times outside the doses tried: not given")
            continue
        if not low <= x <= high:
            notes.append(f"the {name} is extrapolated beyond the doses tried")
        value = 10**x
        spread = value * se * 2.302585093  # ln 10
        if level == 0.5:
            outputs["lethal_dose"] = (value, spread)
            outputs |= {"lethal_dose_low": 10 ** (x - Z * se), "lethal_dose_high": 10 ** (x + Z * se)}
            if effective is not None:
                outputs["safety_ratio"] = (value / effective, spread / effective)
                limits = f"{10 ** (x - Z * se) / effective:.3g} to {10 ** (x + Z * se) / effective:.3g}"
                notes.append(f"therapeutic index {limits} by the error of the LD50; the effective dose taken as exact")
        if level == risk:
            outputs |= {"benchmark_dose": (value, spread), "benchmark_dose_low": 10 ** (x - Z_ONE * se)}
    return outputs, notes


def _plot(fit: Fit, doses: tuple[float, ...], animals: tuple[float, ...], deaths: tuple[float, ...]) -> Plot:
    """Observed and fitted mortality at the doses tried."""
    from math import exp
    from statistics import NormalDist

    groups = sorted(zip(doses, deaths, animals, strict=True))
    scores = [fit.intercept + fit.slope * log10(d) for d, _, _ in groups]
    fitted = [1 / (1 + exp(-s)) if fit.link == "logit" else NormalDist().cdf(s) for s in scores]
    return Plot(
        title="Mortality by dose",
        x_name="dose",
        x_unit="mg/kg",
        x=tuple(d for d, _, _ in groups),
        y_name="fraction dead",
        lines=(Line(name="observed", y=tuple(k / n for _, k, n in groups)), Line(name="fitted", y=tuple(fitted))),
        points=True,
        log_x=True,
    )
