"""A drug through gut, liver and body, alone and with an inhibitor: minimal PBPK beside the static ratio [Rowland1973]_.

Blood, liver (well stirred, [Wilkinson1975]_), the rest of the body, and absorption through the gut wall [FDA2020]_.
Knows no transporters, no induction, no mechanism-based inactivation, and an inhibitor only at constant concentration.

References:
    .. [Rowland1973] M. Rowland, S. B. Matin, J. Pharmacokinet. Biopharm. 1 (1973) 553-567.
    .. [Wilkinson1975] G. R. Wilkinson, D. G. Shand, Clin. Pharmacol. Ther. 18 (1975) 377-390.
    .. [FDA2020] FDA, In Vitro Drug Interaction Studies, guidance, 2020: the mechanistic static model.
    .. [ICRP89] ICRP Publication 89, Ann. ICRP 32 (3-4) (2002): organ flows and volumes of the reference man.
"""

from typing import NamedTuple

from ech0.core.errors import InputError, RunFailed
from ech0.core.types import Line, Plot
from labs import Choice, Cost, Output, Real, Result, lab

CARDIAC_OUTPUT = 390.0  # L/h, 6.5 L/min [ICRP89]
LIVER_FLOW = 99.45  # L/h, 25.5 % of it [ICRP89]
BLOOD, LIVER = 5.3, 1.7  # L [ICRP89]
POINTS = 200
INHIBITION = ("route", "inhibitor", "inhibition_constant", "metabolised_fraction", "gut_inhibitor", "gut_availability")
DRUG = ("intrinsic_clearance", "unbound_fraction", "liver_flow")
COURSE = (*DRUG, "route", "gut_availability", "dose", "absorption_rate", "distribution_volume")


def _fraction(meaning: str, default: float | None, *words: str, low: float = 0.0) -> Real:
    return Real("", low, 1.0, meaning, default=default, words=words)


@lab(
    title="Minimal physiologically based pharmacokinetics with a drug interaction",
    version="1",
    inputs={
        "route": Choice(
            {"oral": ("oral", "orally", "by mouth"), "intravenous": ("intravenous", "intravenously", "i.v.", "IV")},
            "how the victim drug is given",
            default="oral",
            words=("route",),
        ),
        "inhibitor": Real(
            "umol/L",
            0.0,
            1e4,
            "concentration of the inhibitor at the liver enzyme, unbound",
            default=0.0,
            words=("inhibitor concentration", "inhibitor at the liver", "concentration of the inhibitor", "[I]"),
        ),
        "inhibition_constant": Real(
            "umol/L",
            1e-5,
            1e4,
            "its reversible inhibition constant",
            default=1.0,
            words=("Ki", "inhibition constant"),
        ),
        "gut_inhibitor": Real(
            "umol/L",
            0.0,
            1e6,
            "concentration of the inhibitor in the gut wall; none unless given",
            default=0.0,
            words=("gut inhibitor", "inhibitor in the gut", "gut concentration", "inhibitor in the gut wall"),
        ),
        "metabolised_fraction": _fraction(
            "fraction of the hepatic clearance by the inhibited enzyme",
            None,
            "fm",
            "fraction metabolised",
            "fraction metabolized",
            "fm,CYP",
        ),
        "gut_availability": _fraction(
            "fraction that escapes the gut wall uninhibited",
            1.0,
            "Fg",
            "gut availability",
            "intestinal availability",
            low=0.01,
        ),
        "intrinsic_clearance": Real(
            "L/hour",
            1e-3,
            1e6,
            "intrinsic clearance of unbound drug by the whole liver",
            words=("intrinsic clearance", "CLint"),
        ),
        "unbound_fraction": _fraction(
            "fraction unbound in blood", None, "fraction unbound", "unbound fraction", "fu", low=1e-5
        ),
        "liver_flow": Real(
            "L/hour",
            10.0,
            200.0,
            "hepatic blood flow; 25.5 % of 6.5 L/min unless given",
            default=LIVER_FLOW,
            words=("hepatic blood flow", "liver blood flow", "hepatic flow"),
        ),
        "dose": Real(
            "mg", 1e-6, 1e5, "dose of the victim drug", concept="dose", words=("dose", "oral dose"), default=1.0
        ),
        "absorption_rate": Real(
            "1/hour",
            0.01,
            50.0,
            "rate of absorption from the gut",
            default=1.0,
            words=("absorption rate", "ka", "absorption rate constant"),
        ),
        "distribution_volume": Real(
            "L",
            8.0,
            5000.0,
            "volume of distribution at steady state, of blood",
            default=70.0,
            words=("volume of distribution", "distribution volume", "Vss"),
        ),
    },
    outputs={
        "auc_ratio": Output(
            "",
            "exposure with the inhibitor over that without, by the static model of oral doses",
            words=("AUC ratio", "AUCR", "fold increase in exposure", "fold increase in AUC", "how many-fold exposure"),
            needs=("inhibitor", "inhibition_constant", "metabolised_fraction", "gut_inhibitor", "gut_availability"),
        ),
        "course_auc_ratio": Output(
            "",
            "the same by integrating the course, for the route given",
            words=("AUC ratio by the course", "simulated AUC ratio", "intravenous AUC ratio"),
            needs=(*COURSE, *INHIBITION),
        ),
        "extraction": Output(
            "",
            "hepatic extraction ratio of the drug alone",
            words=("hepatic extraction ratio", "extraction ratio", "hepatic extraction"),
            needs=DRUG,
        ),
        "hepatic_clearance": Output(
            "L/hour",
            "hepatic blood clearance of the drug alone",
            words=("hepatic clearance", "well-stirred clearance", "liver clearance"),
            needs=DRUG,
        ),
        "oral_availability": Output(
            "",
            "oral bioavailability of the drug alone",
            words=("oral bioavailability", "first-pass availability"),
            needs=(*DRUG, "gut_availability"),
        ),
        "auc": Output(
            "mg*hour/L",
            "area under the blood concentration of the drug alone",
            words=("area under the blood concentration", "AUC of the drug alone"),
            needs=COURSE,
        ),
        "peak": Output(
            "mg/L",
            "peak blood concentration of the drug alone",
            words=("peak blood concentration", "Cmax in blood"),
            needs=COURSE,
        ),
        "mass_balance": Output(
            "",
            "part of the dose that is neither in the body nor eliminated at the end: solver error",
            words=("mass balance error",),
            needs=COURSE,
        ),
    },
    validity="mechanism explorer, research only: reference man at rest, linear kinetics, reversible inhibition at "
    "constant concentration. The static model predicts about 22 for oral midazolam with ketoconazole, where 15.9 was "
    "measured, and 7.5 for intravenous, where 5.1 was: it tends to over-predict strong inhibition, and is not tuned "
    "to fit",
    citations=(
        "Rowland & Matin, J. Pharmacokinet. Biopharm. 1 (1973) 553",
        "Wilkinson & Shand, Clin. Pharmacol. Ther. 18 (1975) 377",
        "FDA, In Vitro Drug Interaction Studies (2020)",
        "ICRP Publication 89 (2002)",
    ),
    libraries=("numpy", "scipy"),
    words=(
        "drug interaction",
        "drug-drug interaction",
        "CYP3A4",
        "inhibitor",
        "PBPK",
        "hepatic extraction",
        "intrinsic clearance",
        "well-stirred",
        "well stirred",
    ),
    cost=Cost(seconds=30, memory_mb=512),
)
def pbpk_ddi(
    *,
    route: str = "oral",
    inhibitor: float = 0.0,
    inhibition_constant: float = 1.0,
    gut_inhibitor: float = 0.0,
    gut_availability: float = 1.0,
    metabolised_fraction: float | None = None,
    intrinsic_clearance: float | None = None,
    unbound_fraction: float | None = None,
    liver_flow: float = LIVER_FLOW,
    dose: float = 1.0,
    absorption_rate: float = 1.0,
    distribution_volume: float = 70.0,
    wants: tuple[str, ...],
    seed: int,
) -> Result:
    """Evaluate the closed forms, and the course where it is asked for; deterministic, so `seed` changes nothing."""
    outputs: dict[str, float] = {}
    notes: list[str] = ["research only: strong inhibition tends to be over-predicted"]
    plots: tuple[Plot, ...] = ()
    slowed = None
    gut_free = gut_availability + (1 - gut_availability) / (1 + gut_inhibitor / inhibition_constant)
    if metabolised_fraction is not None:
        slowed = metabolised_fraction / (1 + inhibitor / inhibition_constant) + 1 - metabolised_fraction
        outputs["auc_ratio"] = 1 / slowed / gut_free
        if inhibitor == 0 and gut_inhibitor == 0:
            notes.append("no inhibitor concentration was given: the ratio is one by definition")
    if intrinsic_clearance is not None and unbound_fraction is not None:
        free = intrinsic_clearance * unbound_fraction
        clearance = liver_flow * free / (liver_flow + free)
        outputs |= {"hepatic_clearance": clearance, "extraction": clearance / liver_flow}
        outputs["oral_availability"] = gut_availability * (1 - clearance / liver_flow)
        if {"auc", "peak", "mass_balance", "course_auc_ratio"} & set(wants):
            if liver_flow >= CARDIAC_OUTPUT or distribution_volume <= BLOOD + LIVER:
                raise InputError("pbpk_ddi.distribution_volume", distribution_volume, f"more than {BLOOD + LIVER:g} L")
            body = Body(liver_flow, distribution_volume - BLOOD - LIVER, absorption_rate)
            entering = dose if route == "intravenous" else dose * gut_availability
            alone = body.course(entering, free, route)
            outputs |= {"auc": alone.auc, "peak": max(alone.blood), "mass_balance": alone.lost / entering}
            courses = {"alone": alone}
            if slowed is not None:
                more = entering if route == "intravenous" else min(dose, entering / gut_free)
                courses["with the inhibitor"] = body.course(more, free * slowed, route)
                outputs["course_auc_ratio"] = courses["with the inhibitor"].auc / alone.auc
            plots = (_plot(courses),)
    kept = {n: v for n, v in outputs.items() if n in wants}
    return Result(kept, "static model; blood, liver and rest of the body by LSODA", tuple(notes), plots)


class Course(NamedTuple):
    """Times in hours, blood concentrations in mg/L, area in mg h/L, and the dose unaccounted for in mg."""

    times: tuple[float, ...]
    blood: tuple[float, ...]
    auc: float
    lost: float


class Body(NamedTuple):
    """Liver flow in L/h, volume of the rest in L, absorption rate in 1/h."""

    flow: float
    rest: float
    absorption: float

    def course(self, amount: float, free: float, route: str) -> Course:
        """From `amount` mg in gut or blood until a millionth is left, or for 10 000 h; `free`: fu CLint in L/h."""
        import numpy as np
        from scipy.integrate import solve_ivp

        elsewhere = CARDIAC_OUTPUT - self.flow
        # amounts: gut, blood, liver, rest, eliminated, and the area under the blood concentration
        flow, ka = self.flow, self.absorption
        matrix = np.zeros((6, 6))
        matrix[0, 0], matrix[2, 0] = -ka, ka
        matrix[1, 1], matrix[2, 1], matrix[3, 1] = -(flow + elsewhere) / BLOOD, flow / BLOOD, elsewhere / BLOOD
        matrix[1, 2], matrix[2, 2], matrix[4, 2] = flow / LIVER, -(flow + free) / LIVER, free / LIVER
        matrix[1, 3], matrix[3, 3] = elsewhere / self.rest, -elsewhere / self.rest
        matrix[5, 1] = 1 / BLOOD
        start = np.zeros(6)
        start[1 if route == "intravenous" else 0] = amount

        def gone(_t: float, y: np.ndarray) -> float:
            return float(y[:4].sum() - 1e-6 * amount)

        gone.terminal = True  # type: ignore[attr-defined]
        run = solve_ivp(
            lambda _t, y: matrix @ y,
            (0, 1e4),
            start,
            "LSODA",
            events=gone,
            rtol=1e-9,
            atol=1e-12 * amount,
            dense_output=True,
        )
        if run.status != 1:
            raise RunFailed("lab pbpk_ddi", "the drug is still in the body after 10 000 h; give a larger clearance")
        last = run.y[:, -1]
        shown = np.r_[0.0, np.geomspace(1e-3, run.t[-1], POINTS - 1)]
        blood = tuple(float(max(c, 0.0)) for c in run.sol(shown)[1] / BLOOD)
        return Course(tuple(map(float, shown)), blood, float(last[5]), float(amount - last[:5].sum()))


def _plot(courses: dict[str, Course]) -> Plot:
    """Blood concentrations over the time of the longest course."""
    from bisect import bisect_right

    def at(course: Course, t: float) -> float:
        if t >= course.times[-1]:
            return course.blood[-1]
        k = max(1, bisect_right(course.times, t))
        part = (t - course.times[k - 1]) / (course.times[k] - course.times[k - 1])
        return course.blood[k - 1] + part * (course.blood[k] - course.blood[k - 1])

    axis = max((c.times for c in courses.values()), key=lambda t: t[-1])
    return Plot(
        title="Blood concentration of the victim drug",
        x_name="time",
        x_unit="hour",
        x=axis,
        y_name="concentration",
        y_unit="mg/L",
        lines=tuple(Line(name=n, y=tuple(at(c, t) for t in axis)) for n, c in courses.items()),
    )
