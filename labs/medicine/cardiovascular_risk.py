"""Ten-year risk of a first atherosclerotic event by the Pooled Cohort Equations of 2013 [Goff2014]_.

Four regressions, for white and African-American women and men, refused outside the ages they were made for. Knows no
treatment with statins, no family history, no later recalibration.

References:
    .. [Goff2014] D. C. Goff et al., Circulation 129(25 Suppl. 2) (2014) S49-S73, appendix 7, table A.
"""

from math import exp, expm1, log
from typing import NamedTuple

from labs import Choice, Cost, Output, Real, Result, lab
from labs.medicine._patient import AGE, FEMALE, MALE

MMHG = 133.322387415  # Pa


class Cohort(NamedTuple):
    """Coefficients of table A; a term that the table leaves empty is 0. Logarithms are natural."""

    age: float
    age_squared: float
    total: float
    age_total: float
    hdl: float
    age_hdl: float
    treated: float
    age_treated: float
    untreated: float
    age_untreated: float
    smoker: float
    age_smoker: float
    diabetes: float
    mean: float
    survival: float


# fmt: off
COHORTS = {
    ("white", "female"): Cohort(-29.799, 4.884, 13.540, -3.114, -13.578, 3.149, 2.019, 0, 1.957, 0, 7.574, -1.665,
                                0.661, -29.18, 0.9665),
    ("african_american", "female"): Cohort(17.114, 0, 0.940, 0, -18.920, 4.475, 29.291, -6.432, 27.820, -6.087,
                                           0.691, 0, 0.874, 86.61, 0.9533),
    ("white", "male"): Cohort(12.344, 0, 11.853, -2.664, -7.990, 1.769, 1.797, 0, 1.764, 0, 7.837, -1.795,
                              0.658, 61.18, 0.9144),
    ("african_american", "male"): Cohort(2.469, 0, 0.302, 0, -0.307, 0, 1.916, 0, 1.809, 0, 0.549, 0,
                                         0.645, 19.54, 0.8954),
}
# fmt: on


@lab(
    title="Ten-year cardiovascular risk by the Pooled Cohort Equations",
    version="1",
    inputs={
        "age": Real("year", 40.0, 79.0, "age of the adult", concept="age", words=AGE, plain="year"),
        "sex": Choice(
            {
                "female": FEMALE,
                "male": MALE,
            },
            "sex as the equations know it",
            words=("sex", "gender"),
        ),
        "group": Choice(
            {
                "white": ("European American", "white", "Caucasian", "non-Hispanic white"),
                "african_american": (
                    "black",
                    "Afro-American",
                    "African American",
                    "African-American",
                    "Black",
                    "non-Hispanic Black",
                ),
            },
            "population whose equation is used; there is none for others",
            words=("race", "ethnicity", "ethnic group"),
        ),
        "total_cholesterol": Real(
            "mg/dL",
            130.0,
            320.0,
            "total cholesterol in serum",
            words=("cholesterol", "total cholesterol", "serum cholesterol", "TC"),
            also={"mmol/L": 38.67},
            plain="mg/dL",
        ),
        "hdl_cholesterol": Real(
            "mg/dL",
            20.0,
            100.0,
            "high-density lipoprotein cholesterol",
            words=("HDL cholesterol", "HDL-C", "HDL", "high-density lipoprotein"),
            also={"mmol/L": 38.67},
            plain="mg/dL",
        ),
        "systolic_pressure": Real(
            "Pa",
            90 * MMHG,
            200 * MMHG,
            "systolic blood pressure, 90 to 200 mmHg",
            concept="blood_pressure",
            words=(
                "BP",
                "systolic",
                "systolic blood pressure",
                "systolic pressure",
                "systolic BP",
                "SBP",
                "blood pressure",
            ),
            plain="mmHg",
        ),
        "hypertension_treatment": Choice(
            {
                "untreated": (
                    "not treated",
                    "no antihypertensives",
                    "no blood pressure medication",
                    "unmedicated",
                    "untreated blood pressure",
                    "no blood pressure treatment",
                    "not on antihypertensives",
                ),
                "treated": (
                    "treated for hypertension",
                    "antihypertensives",
                    "antihypertensive",
                    "blood pressure tablets",
                    "blood pressure drugs",
                    "blood pressure pills",
                    "treatment for hypertension",
                    "BP medication",
                    "BP meds",
                    "blood pressure treatment",
                    "treatment for blood pressure",
                    "treated hypertension",
                    "on antihypertensives",
                    "blood pressure medication",
                ),
            },
            "whether the blood pressure is treated",
            words=("hypertension treatment", "antihypertensive treatment"),
        ),
        "smoking": Choice(
            {
                "no": (
                    "ex-smoker",
                    "never smoker",
                    "never-smoker",
                    "quit smoking",
                    "stopped smoking",
                    "non-smoking",
                    "non-smoker",
                    "nonsmoker",
                    "does not smoke",
                    "never smoked",
                    "former smoker",
                ),
                "yes": ("smoking", "smoke", "cigarettes", "current smoker", "smoker", "smokes"),
            },
            "current smoking",
            words=("smoking status",),
        ),
        "diabetes": Choice(
            {
                "absent": (
                    "not diabetic",
                    "free of diabetes",
                    "no diabetes",
                    "without diabetes",
                    "non-diabetic",
                    "nondiabetic",
                ),
                "present": ("diabetes", "diabetic", "has diabetes", "with diabetes"),
            },
            "diabetes mellitus",
            words=("diabetes status",),
        ),
    },
    outputs={
        "event_risk": Output(
            "percent",
            "probability of a first heart attack, coronary death or stroke within ten years",
            concept="probability",
            words=(
                "next 10 years",
                "within 10 years",
                "over 10 years",
                "10-year risk",
                "ten-year risk",
                "ten year risk",
                "cardiovascular risk",
                "CVD risk",
                "ASCVD",
                "PCE risk",
                "ten-year cardiovascular risk",
                "10-year cardiovascular risk",
                "10-year ASCVD risk",
                "ASCVD risk",
                "Pooled Cohort Equations risk",
            ),
        ),
    },
    validity="decision-support research only, not for the care of a patient. Derived in 11240 white women, 9098 white "
    "men, 2641 African-American women and 1647 African-American men of the United States of 40 to 79 years (ARIC, CHS, "
    "CARDIA, Framingham) without earlier cardiovascular disease; overestimates in many contemporary populations; not "
    "for other groups or countries; cholesterol and pressure within 130-320, 20-100 mg/dL and 90-200 mmHg",
    citations=("Goff et al., Circulation 129(25 Suppl. 2) (2014) S49, table A",),
    words=(
        "ASCVD",
        "cardiovascular risk",
        "PCE",
        "Pooled Cohort Equations",
        "ASCVD risk",
        "10-year cardiovascular risk",
        "atherosclerotic cardiovascular risk",
    ),
    cost=Cost(seconds=10, memory_mb=512),
)
def cardiovascular_risk(
    *,
    age: float,
    sex: str,
    group: str,
    total_cholesterol: float,
    hdl_cholesterol: float,
    systolic_pressure: float,
    hypertension_treatment: str,
    smoking: str,
    diabetes: str,
    wants: tuple[str, ...],
    seed: int,
) -> Result:
    """Evaluate the equation of the cohort; deterministic, so `seed` changes nothing."""
    c = COHORTS[group, sex]
    a, total, hdl, pressure = (log(v) for v in (age, total_cholesterol, hdl_cholesterol, systolic_pressure / MMHG))
    treated = hypertension_treatment == "treated"
    slope, by_age = (c.treated, c.age_treated) if treated else (c.untreated, c.age_untreated)
    score = c.age * a + c.age_squared * a * a + (c.total + c.age_total * a) * total
    score += (c.hdl + c.age_hdl * a) * hdl + (slope + by_age * a) * pressure
    score += (c.smoker + c.age_smoker * a) * (smoking == "yes") + c.diabetes * (diabetes == "present")
    risk = -100 * expm1(log(c.survival) * exp(score - c.mean))
    warnings = ("decision-support research only, not for the care of a patient",)
    return Result({"event_risk": risk}, "Pooled Cohort Equations of 2013, proportional hazards", warnings)
