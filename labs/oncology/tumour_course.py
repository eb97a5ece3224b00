"""A drug in plasma and the fields of a tumour that it moves over time: glucose, lactate and pH in one set of equations.

Repeated boluses decay by first order; the drug slows the tumour's uptake of glucose; glucose comes from the blood, and
lactate goes there; lactic acid titrates bicarbonate. Checks itself by conservation and by a run with half the step.
Knows no growth, no killing, no oxygen (the fermented part is given) and no space.

References:
    .. [Rowland2011] M. Rowland, T. N. Tozer, Clinical Pharmacokinetics and Pharmacodynamics, 4th ed. (2011), ch. 11.
    .. [Vaupel1989] P. Vaupel et al., Cancer Res. 49 (1989) 6449-6465: flow, uptake, carbon dioxide of tumours.
    .. [WikeHooley1984] J. L. Wike-Hooley et al., Radiother. Oncol. 2 (1984) 343-366: pH of tumours.
    .. [Gibaldi1982] M. Gibaldi, D. Perrier, Pharmacokinetics, 2nd ed. (1982): indirect action of a drug on a rate.
"""

from math import log, log10, sqrt
from typing import Any, NamedTuple

from ech0.core.errors import InputError, RunFailed
from ech0.core.types import Line, Plot
from labs import Cost, Output, Real, Result, lab

CO2_SOLUBILITY, PKA = 0.0307, 6.1  # mmol/L/mmHg in plasma at 37 C
POINTS = 400
DRUG = ("first_concentration", "half_life", "doses", "interval", "horizon")
BLOOD = ("blood_glucose", "blood_lactate", "bicarbonate", "carbon_dioxide")
TUMOUR = ("exchange", "greatest_uptake", "uptake_constant", "fermented")
ALL = (*DRUG, "potency", "greatest_inhibition", *BLOOD, *TUMOUR)


def _given(unit: str, low: float, high: float, meaning: str, default: float, *words: str, schedule: str = "") -> Real:
    return Real(unit, low, high, meaning, default=default, words=words, schedule=schedule)


@lab(
    title="Course of tumour glucose, lactate and pH under a drug",
    version="1",
    inputs={
        "first_concentration": Real(
            "umol/L",
            0.0,
            1e4,
            "plasma concentration right after the first bolus, dose over volume",
            words=(
                "first concentration",
                "initial drug concentration",
                "concentration after the first dose",
                "raises the plasma concentration by",
            ),
        ),
        "half_life": Real(
            "hour",
            0.05,
            1000.0,
            "half-life of the drug in plasma",
            words=("half-life", "half life"),
            halved=(
                "elimination rate",
                "elimination rate constant",
                "k10",
                "ke",
                "k_e",
                "rate constant",
                "eliminated at",
            ),
        ),
        "potency": Real(
            "umol/L",
            1e-4,
            1e5,
            "median inhibitory concentration",
            words=("IC50", "potency", "half-maximal inhibitory concentration"),
        ),
        "greatest_inhibition": _given(
            "",
            0.0,
            1.0,
            "part of the glucose uptake that the drug can take away",
            1.0,
            "greatest inhibition",
            "maximal inhibition",
            "Imax",
        ),
        "doses": _given(
            "", 1.0, 100.0, "how many boluses", 1.0, "doses", "number of doses", "boluses", schedule="count"
        ),
        "interval": _given(
            "hour",
            0.1,
            1000.0,
            "time between boluses",
            24.0,
            "dose interval",
            "dosing interval",
            "every",
            "interval",
            schedule="interval",
        ),
        "horizon": _given(
            "hour", 0.1, 5000.0, "how long the course is followed", 24.0, "horizon", "followed for", "after", "at time"
        ),
        "blood_glucose": _given(
            "mmol/L", 3.0, 30.0, "glucose in blood; below 3 is hypoglycaemia, and refused", 5.5, "blood glucose"
        ),
        "blood_lactate": _given("mmol/L", 0.2, 5.0, "lactate in blood", 1.0, "blood lactate"),
        "bicarbonate": _given("mmol/L", 18.0, 30.0, "bicarbonate in blood", 24.0, "bicarbonate"),
        "carbon_dioxide": _given(
            "mmHg", 30.0, 100.0, "carbon dioxide pressure in the tumour", 60.0, "tumour pCO2", "tumor pCO2", "pCO2"
        ),
        "exchange": _given(
            "1/minute",
            0.001,
            10.0,
            "exchange between blood and tumour fluid: flow over fluid volume",
            0.1,
            "exchange rate",
            "perfusion rate",
            "blood exchange",
        ),
        "greatest_uptake": _given(
            "mmol/L/minute",
            0.0,
            10.0,
            "greatest uptake per volume of fluid",
            0.8,
            "greatest glucose uptake",
            "glucose uptake Vmax",
        ),
        "uptake_constant": _given(
            "mmol/L",
            0.01,
            30.0,
            "glucose of half the greatest uptake",
            1.0,
            "uptake Km",
            "Michaelis constant of uptake",
        ),
        "fermented": _given(
            "", 0.0, 1.0, "part of the glucose that ends as lactate", 0.8, "fermented fraction", "fermented part"
        ),
    },
    outputs={
        "final_ph": Output(
            "",
            "pH of the tumour fluid at the end",
            words=("tumour pH at the end", "tumor pH at the end", "final tumour pH", "final tumor pH"),
            needs=ALL,
        ),
        "highest_ph": Output(
            "",
            "highest pH of the tumour fluid",
            words=("highest tumour pH", "peak tumour pH", "highest tumor pH"),
            needs=ALL,
        ),
        "untreated_ph": Output(
            "",
            "pH of the tumour fluid without the drug",
            words=("untreated tumour pH", "tumour pH without the drug", "untreated tumor pH"),
            needs=(*BLOOD, *TUMOUR),
        ),
        "untreated_lactate": Output(
            "mmol/L",
            "lactate of the tumour fluid without the drug",
            words=("untreated tumour lactate", "tumour lactate without the drug", "untreated tumor lactate"),
            needs=(*BLOOD, *TUMOUR),
        ),
        "untreated_glucose": Output(
            "mmol/L",
            "glucose of the tumour fluid without the drug",
            words=("untreated tumour glucose", "tumour glucose without the drug", "untreated tumor glucose"),
            needs=(*BLOOD, *TUMOUR),
        ),
        "final_lactate": Output(
            "mmol/L",
            "lactate of the tumour fluid at the end",
            words=("tumour lactate at the end", "final tumour lactate", "tumor lactate at the end"),
            needs=ALL,
        ),
        "lowest_lactate": Output(
            "mmol/L",
            "lowest lactate of the tumour fluid",
            words=("lowest tumour lactate", "lowest lactate", "lowest tumor lactate"),
            needs=ALL,
        ),
        "highest_concentration": Output(
            "umol/L",
            "highest plasma concentration of the drug",
            words=("highest plasma concentration", "peak plasma concentration over the course"),
            needs=DRUG,
        ),
        "final_concentration": Output(
            "umol/L",
            "plasma concentration of the drug at the end",
            words=("plasma concentration at the end", "final plasma concentration"),
            needs=DRUG,
        ),
        "conservation": Output(
            "",
            "carbon unaccounted for over carbon exchanged: glucose and lactate in, out, burnt and held",
            words=("conservation error", "carbon balance error"),
            needs=ALL,
        ),
        "step_error": Output(
            "mmol/L",
            "greatest change of the lactate when the step is halved",
            words=("step-halving error", "step halving error"),
            needs=ALL,
        ),
    },
    validity="research only, a mechanism explorer: one well-mixed tumour fluid with constant flow and cells; the "
    "defaults are typical of the ranges in xenografts and human tumours, not of a patient. Blood is held normal: "
    "glucose below 3 mmol/L and bicarbonate outside 18 to 30 mmol/L are refused, and no treatment by them is modelled",
    citations=(
        "Rowland & Tozer, Clinical Pharmacokinetics and Pharmacodynamics, 4th ed. (2011)",
        "Vaupel, Kallinowski & Okunieff, Cancer Res. 49 (1989) 6449",
        "Gibaldi & Perrier, Pharmacokinetics, 2nd ed. (1982)",
    ),
    libraries=("numpy", "scipy"),
    words=(
        "tumour pH",
        "tumor pH",
        "tumour lactate",
        "tumor lactate",
        "tumour glucose",
        "tumor glucose",
        "glycolysis inhibitor",
        "glucose uptake inhibitor",
    ),
    cost=Cost(seconds=60, memory_mb=512),
)
def tumour_course(*, wants: tuple[str, ...], seed: int, **given: float) -> Result:
    """Integrate from the untreated steady state; deterministic, so `seed` changes nothing."""
    outputs: dict[str, float] = {}
    plots: tuple[Plot, ...] = ()
    notes = ["research only"]
    fluid = None
    if {*BLOOD, *TUMOUR} <= given.keys():
        fluid = Fluid(**{n: given[n] for n in (*BLOOD, *TUMOUR)})
        glucose, lactate = fluid.untreated()
        outputs |= {"untreated_glucose": glucose, "untreated_lactate": lactate, "untreated_ph": fluid.ph(lactate)}
    if set(DRUG) <= given.keys():
        drug = Drug(**{n: given[n] for n in DRUG})
        drug.check()
        peak = max(drug.at(t) for t in drug.times())
        outputs |= {"highest_concentration": peak, "final_concentration": drug.at(drug.horizon)}
        if fluid is not None and "potency" in given:
            effect = given["potency"], given["greatest_inhibition"]
            rough = _integrate(fluid, drug, effect, 1.0)
            fine = _integrate(fluid, drug, effect, 0.5)
            acidity = tuple(fluid.ph(v) for v in fine.lactate)
            outputs |= {
                "final_ph": acidity[-1],
                "highest_ph": max(acidity),
                "final_lactate": fine.lactate[-1],
                "lowest_lactate": min(fine.lactate),
                "conservation": fine.lost,
                "step_error": max(abs(a - b) for a, b in zip(fine.lactate, rough.lactate, strict=True)),
            }
            plots = _plots(fine, acidity, drug)
    kept = {n: v for n, v in outputs.items() if n in wants}
    return Result(kept, "Runge-Kutta of order 8 between boluses, checked with half the step", tuple(notes), plots)


class Drug(NamedTuple):
    """Boluses into one compartment; concentrations in umol/L, times in hours."""

    first_concentration: float
    half_life: float
    doses: float
    interval: float
    horizon: float

    def check(self) -> None:
        if abs(self.doses - round(self.doses)) > 1e-9:
            raise InputError("tumour_course.doses", self.doses, "give a whole number of doses")

    def times(self) -> list[float]:
        """When a bolus is given, within the horizon."""
        return [k * self.interval for k in range(round(self.doses)) if k * self.interval <= self.horizon]

    def at(self, time: float) -> float:
        """Concentration at `time`, right after a bolus if one is given then."""
        left = (2 ** ((t - time) / self.half_life) for t in self.times() if t <= time + 1e-12)
        return float(self.first_concentration * sum(left))


class Fluid(NamedTuple):
    """Fluid of the tumour between blood and cells; mmol/L, minutes."""

    blood_glucose: float
    blood_lactate: float
    bicarbonate: float
    carbon_dioxide: float
    exchange: float
    greatest_uptake: float
    uptake_constant: float
    fermented: float

    def uptake(self, glucose: Any) -> Any:
        return self.greatest_uptake * glucose / (self.uptake_constant + glucose)

    def untreated(self) -> tuple[float, float]:
        """Steady glucose (the positive root of a quadratic) and lactate."""
        excess = self.blood_glucose - self.uptake_constant - self.greatest_uptake / self.exchange
        glucose = (excess + sqrt(excess**2 + 4 * self.uptake_constant * self.blood_glucose)) / 2
        return glucose, self.blood_lactate + 2 * self.fermented * self.uptake(glucose) / self.exchange

    def ph(self, lactate: float) -> float:
        """By Henderson and Hasselbalch, each lactate above the blood's having taken one bicarbonate."""
        left = self.bicarbonate - (lactate - self.blood_lactate)
        if left <= 0:
            why = f"lactate of {lactate:.3g} mmol/L exhausts the bicarbonate: more exchange, or less uptake"
            raise RunFailed("lab tumour_course", why)
        return PKA + log10(left / (CO2_SOLUBILITY * self.carbon_dioxide))


class Course(NamedTuple):
    """Hours, tumour glucose and lactate in mmol/L, and the carbon unaccounted for over that exchanged."""

    hours: tuple[float, ...]
    glucose: tuple[float, ...]
    lactate: tuple[float, ...]
    lost: float


def _integrate(fluid: Fluid, drug: Drug, effect: tuple[float, float], step: float) -> Course:
    """From the untreated steady state over each stretch between boluses; `step` scales step and tolerance."""
    import numpy as np
    from scipy.integrate import solve_ivp

    potency, greatest = effect
    rate = log(2) / (60 * drug.half_life)

    def slope(_t: float, y: Any) -> list[float]:
        c, glucose, lactate = y[:3]
        used = fluid.uptake(glucose) * (1 - greatest * c / (potency + c))
        comes = fluid.exchange * (fluid.blood_glucose - glucose)
        goes = fluid.exchange * (lactate - fluid.blood_lactate)
        return [-rate * c, comes - used, 2 * fluid.fermented * used - goes, comes, used, goes]

    grid = np.linspace(0.0, 60 * drug.horizon, POINTS)
    edges = [60 * t for t in drug.times()]
    state = np.array([0.0, *fluid.untreated(), 0.0, 0.0, 0.0])
    start = state.copy()
    shown: list[Any] = []
    for k, edge in enumerate(edges):
        last = k + 1 == len(edges)
        end = 60 * drug.horizon if last else edges[k + 1]
        state[0] += drug.first_concentration
        inside = grid[(grid >= edge) & ((grid <= end) if last else (grid < end))]
        if end > edge:
            ticks = np.unique(np.r_[inside, end])
            run = solve_ivp(
                slope,
                (edge, end),
                state,
                "DOP853",
                t_eval=ticks,
                rtol=1e-12 * step**4,
                atol=1e-13,
                max_step=step * max((end - edge) / 20, 1.0),
            )
            if not run.success:
                raise RunFailed("lab tumour_course", run.message)
            shown.append(run.y[1:3, : len(inside)])
            state = run.y[:, -1].copy()
        else:
            shown.append(state[1:3, None][:, : len(inside)])
    found = np.concatenate(shown, axis=1)
    came, used, gone = state[3:]
    lost = abs(came - used - (state[1] - start[1])) + abs(2 * fluid.fermented * used - gone - (state[2] - start[2])) / 2
    hours = tuple(map(float, grid / 60))
    return Course(hours, tuple(map(float, found[0])), tuple(map(float, found[1])), float(lost / max(abs(came), 1e-9)))


def _plots(course: Course, acidity: tuple[float, ...], drug: Drug) -> tuple[Plot, ...]:
    def over_time(title: str, what: str, unit: str, **curves: tuple[float, ...]) -> Plot:
        lines = tuple(Line(name=n, y=y) for n, y in curves.items())
        return Plot(title=title, x_name="time", x_unit="hour", x=course.hours, y_name=what, y_unit=unit, lines=lines)

    fluid = {"glucose": course.glucose, "lactate": course.lactate}
    return (
        over_time("Glucose and lactate of the tumour fluid", "concentration", "mmol/L", **fluid),
        over_time("pH of the tumour fluid", "pH", "", pH=acidity),
        over_time("Drug in plasma", "concentration", "umol/L", drug=tuple(drug.at(t) for t in course.hours)),
    )
