"""Adult liver scores: MELD and MELD-Na as used from 2016 [Kamath2001]_, MELD 3.0 [Kim2021]_, FIB-4 [Sterling2006]_.

Bounds on the laboratory values are those of the transplant network's policy [OPTN]_ and part of the scores; what they
change is said in a warning. Knows no exception points and no candidate under 18.

References:
    .. [Kamath2001] P. S. Kamath et al., Hepatology 33 (2001) 464-470.
    .. [Kim2021] W. R. Kim et al., Gastroenterology 161 (2021) 1887-1895, doi 10.1053/j.gastro.2021.08.050.
    .. [OPTN] Organ Procurement and Transplantation Network, Policies, section 9.1.D.
    .. [Sterling2006] R. K. Sterling et al., Hepatology 43 (2006) 1317-1325.
"""

from math import floor, log, sqrt

from labs import Choice, Cost, Output, Real, Result, lab
from labs.medicine._patient import AGE, FEMALE, MALE

MELD = ("creatinine", "bilirubin", "inr", "dialysis")
LIMITS = (6, 40)  # the least and the greatest score that is allocated by


@lab(
    title="Severity of liver disease: MELD, MELD-Na, MELD 3.0 and FIB-4",
    version="1",
    inputs={
        "creatinine": Real(
            "mg/dL",
            0.1,
            20.0,
            "serum creatinine",
            concept="creatinine",
            words=("creat", "Cr", "serum creatinine", "creatinine", "plasma creatinine"),
            also={"umol/L": 0.011312},
            plain="mg/dL",
        ),
        "bilirubin": Real(
            "mg/dL",
            0.1,
            80.0,
            "total serum bilirubin",
            words=("bili", "total bilirubin", "serum bilirubin", "bilirubin"),
            plain="mg/dL",
            also={"umol/L": 0.058467},  # 584.67 g/mol
        ),
        "inr": Real(
            "", 0.5, 20.0, "international normalised ratio of the prothrombin time", words=("INR", "normalised ratio")
        ),
        "sodium": Real(
            "mmol/L", 100.0, 180.0, "serum sodium", words=("Na", "serum sodium", "sodium", "natraemia"), plain="mmol/L"
        ),
        "albumin": Real("g/dL", 0.5, 6.5, "serum albumin", words=("serum albumin", "albumin"), plain="g/dL"),
        "sex": Choice(
            {
                "female": FEMALE,
                "male": MALE,
                "unstated": ("sex not stated",),
            },
            "sex; only MELD 3.0 needs it",
            default="unstated",
            words=("sex", "gender"),
        ),
        "dialysis": Choice(
            {
                "absent": ("no dialysis", "not on dialysis", "without dialysis"),
                "present": ("on dialysis", "dialysis twice", "haemodialysis", "hemodialysis", "dialysed"),
            },
            "dialysis at least twice, or 24 h of continuous haemodialysis, within the last 7 days",
            default="absent",
            words=("dialysis",),
        ),
        "age": Real(
            "year", 18.0, 100.0, "age of the adult; only FIB-4 needs it", concept="age", words=AGE, plain="year"
        ),
        "ast": Real(
            "U/L",
            5.0,
            20000.0,
            "aspartate aminotransferase",
            words=("ASAT", "SGOT", "AST", "aspartate aminotransferase"),
            plain="U/L",
        ),
        "alt": Real(
            "U/L",
            5.0,
            20000.0,
            "alanine aminotransferase",
            words=("ALAT", "SGPT", "ALT", "alanine aminotransferase"),
            plain="U/L",
        ),
        "platelets": Real(
            "10^9/L",
            5.0,
            1500.0,
            "platelet count",
            words=("thrombocytes", "PLT", "platelet", "platelet count", "platelets"),
            plain="10^9/L",
        ),
    },
    outputs={
        "meld": Output(
            "",
            "MELD score without sodium, 6 to 40",
            words=("MELD score", "MELD", "model for end-stage liver disease"),
            needs=MELD,
        ),
        "meld_na": Output(
            "",
            "MELD score with sodium, by the policy of 2016, 6 to 40",
            words=("MELD-Na", "MELD-Na score", "MELDNa", "MELD with sodium", "MELD sodium score"),
            needs=(*MELD, "sodium"),
        ),
        "meld_3": Output(
            "",
            "MELD 3.0 score of an adult, 6 to 40",
            words=("MELD 3.0", "MELD 3.0 score", "MELD 3"),
            needs=(*MELD, "sodium", "albumin", "sex"),
        ),
        "fib4": Output(
            "",
            "FIB-4 index of liver fibrosis",
            words=("FIB-4", "FIB-4 index", "FIB4", "fibrosis-4 index", "fibrosis-4 score"),
            needs=("age", "ast", "alt", "platelets"),
        ),
    },
    validity="decision-support research only, not for the care or the listing of a patient. MELD was derived in "
    "patients undergoing a portosystemic shunt and validated in cirrhosis; MELD-Na and MELD 3.0 in adults on the liver "
    "waiting list of the United States, for death within 90 days; FIB-4 in 832 patients with HIV and hepatitis C, "
    "and it overestimates above 65 years and is unreliable below 35. Adults of 18 years and over, without exception "
    "points, anticoagulants or acute liver failure",
    citations=(
        "Kamath et al., Hepatology 33 (2001) 464",
        "Kim et al., Gastroenterology 161 (2021) 1887",
        "OPTN Policies, section 9.1.D",
        "Sterling et al., Hepatology 43 (2006) 1317",
    ),
    words=(
        "MELD",
        "MELD 3.0",
        "MELD-Na",
        "cirrhotic",
        "MELD score",
        "end-stage liver disease",
        "liver transplant",
        "cirrhosis",
        "liver fibrosis index",
        "FIB-4",
    ),
    cost=Cost(seconds=10, memory_mb=512),
)
def liver_scores(
    *, sex: str = "unstated", dialysis: str = "absent", wants: tuple[str, ...], seed: int, **given: float
) -> Result:
    """Evaluate the wanted scores; deterministic, so `seed` changes nothing."""
    outputs: dict[str, float] = {}
    warnings: list[str] = []
    if {"creatinine", "bilirubin", "inr"} <= given.keys():
        if dialysis == "absent":
            warnings.append("taken as without dialysis within the last week")
        raw = _meld(given, dialysis == "present")
        outputs["meld"] = _within(raw)
        if "sodium" in given:
            lack = 137 - _bounded(given["sodium"], 125, 137)
            outputs["meld_na"] = _within(_round(raw + 1.32 * lack - 0.033 * raw * lack) if raw > 11 else raw)
            if raw <= 11 and "meld_na" in wants:
                warnings.append("sodium counts only above a MELD of 11")
            if "albumin" in given and sex != "unstated":
                outputs["meld_3"] = _within(_round(_meld_3(given, sex == "female", dialysis == "present")))
        warnings += _changed(given)
    if "meld_3" in wants and sex == "unstated":
        warnings.append("MELD 3.0 needs the sex, female or male")
    if {"age", "ast", "alt", "platelets"} <= given.keys():
        outputs["fib4"] = given["age"] * given["ast"] / (given["platelets"] * sqrt(given["alt"]))
        if not 35 <= given["age"] <= 65:
            warnings.append("FIB-4 is not reliable below 35 or above 65 years")
    kept = {n: v for n, v in outputs.items() if n in wants}
    if kept:
        warnings.insert(0, "decision-support research only, not for the care of a patient")
    return Result(kept, "published regressions, with the bounds and rounding of OPTN policy 9.1.D", tuple(warnings))


def _meld(given: dict[str, float], dialysed: bool) -> int:
    creatinine = 4.0 if dialysed else _bounded(given["creatinine"], 1, 4)
    score = 0.957 * log(creatinine) + 0.378 * log(max(given["bilirubin"], 1)) + 1.120 * log(max(given["inr"], 1))
    return _round(10 * (score + 0.643))


def _meld_3(given: dict[str, float], female: bool, dialysed: bool) -> float:
    creatinine = log(3.0 if dialysed else _bounded(given["creatinine"], 1, 3))
    bilirubin, inr = log(max(given["bilirubin"], 1)), log(max(given["inr"], 1))
    sodium = 137 - _bounded(given["sodium"], 125, 137)
    albumin = 3.5 - _bounded(given["albumin"], 1.5, 3.5)
    score = 1.33 * female + 4.56 * bilirubin + (0.82 - 0.24 * bilirubin) * sodium + 9.09 * inr
    return score + 11.14 * creatinine + (1.85 - 1.83 * creatinine) * albumin + 6


def _changed(given: dict[str, float]) -> list[str]:
    """What the policy's bounds do to these values."""
    bounds = {"creatinine": (1, 4), "bilirubin": (1, 80), "inr": (1, 20), "sodium": (125, 137), "albumin": (1.5, 3.5)}
    beyond = [n for n, (low, high) in bounds.items() if n in given and not low <= given[n] <= high]
    return [f"set to its bound by the policy: {', '.join(beyond)}"] if beyond else []


def _bounded(value: float, low: float, high: float) -> float:
    return min(max(value, low), high)


def _within(score: int) -> float:
    return float(_bounded(score, *LIMITS))


def _round(score: float) -> int:
    """Half up; the last bits that a conversion of units may spoil do not decide."""
    return floor(round(score, 9) + 0.5)
