"""Adult kidney function from serum creatinine: CKD-EPI 2021 [Inker2021]_, Cockcroft-Gault [Cockcroft1976]_, G stage.

Published regressions, evaluated inside the range they are meant for and refused outside it; never clamped.

References:
    .. [Inker2021] L. A. Inker et al., N. Engl. J. Med. 385 (2021) 1737-1749.
    .. [Cockcroft1976] D. W. Cockcroft, M. H. Gault, Nephron 16 (1976) 31-41.
    .. [KDIGO2024] KDIGO 2024 Clinical Practice Guideline for CKD, Kidney Int. 105(4S) (2024) S117-S314.
"""

from labs import Choice, Cost, Output, Real, Result, lab
from labs.medicine._patient import AGE, FEMALE, MALE

CREATININE = 113.12  # g/mol
KAPPA_ALPHA_SEX = {"female": (0.7, -0.241, 1.012), "male": (0.9, -0.302, 1.0)}  # kappa, alpha, factor for women
CATEGORIES = ((90, 1, "G1"), (60, 2, "G2"), (45, 3, "G3a"), (30, 3, "G3b"), (15, 4, "G4"), (0, 5, "G5"))  # KDIGO
FILTRATION = ("creatinine", "age", "sex")


@lab(
    title="Kidney function from serum creatinine",
    version="1",
    inputs={
        "creatinine": Real(
            "mg/dL",
            0.2,
            20.0,
            "serum creatinine, by an assay traceable to isotope-dilution mass spectrometry",
            concept="creatinine",
            words=("creat", "Cr", "serum creatinine", "creatinine", "plasma creatinine", "SCr", "creatinine level"),
            also={"umol/L": CREATININE * 1e-4},
            plain="mg/dL",
        ),
        "age": Real("year", 18.0, 100.0, "age of the adult", concept="age", words=AGE, plain="year"),
        "sex": Choice(
            {
                "female": FEMALE,
                "male": MALE,
            },
            "sex as the equations know it",
            words=("sex", "gender"),
        ),
        "weight": Real(
            "kg",
            30.0,
            250.0,
            "body weight; only the creatinine clearance needs it",
            concept="mass",
            words=("body weight", "weight", "weighing", "weighs", "body mass"),
            plain="kg",
        ),
    },
    outputs={
        "egfr": Output(
            "mL/min",
            "estimated glomerular filtration rate by CKD-EPI 2021, per 1.73 m^2 of body surface",
            concept="filtration_rate",
            words=(
                "eGFR",
                "estimated glomerular filtration rate",
                "glomerular filtration rate",
                "GFR",
                "CKD-EPI",
                "kidney function",
                "renal function",
            ),
            needs=FILTRATION,
        ),
        "creatinine_clearance": Output(
            "mL/min",
            "creatinine clearance by Cockcroft-Gault, not normalised to body surface",
            concept="clearance",
            words=("creatinine clearance", "Cockcroft-Gault", "CrCl", "Cockcroft Gault clearance"),
        ),
        "gfr_stage": Output(
            "",
            "KDIGO GFR category as the number after the G: 1 to 5; 3a and 3b are told apart in the warnings",
            concept="stage",
            words=(
                "CKD stage",
                "GFR category",
                "KDIGO stage",
                "G stage",
                "stage of kidney disease",
                "kidney disease stage",
            ),
            needs=FILTRATION,
        ),
    },
    validity="research and decision support only, not for the care of a patient. CKD-EPI 2021 was derived in 8254 "
    "adults of 10 studies; Cockcroft-Gault in 249 men of 18 to 92 years at one Canadian hospital, before standardised "
    "assays, its factor 0.85 for women assumed. Steady-state creatinine only: not in acute kidney injury, dialysis, "
    "pregnancy, under 18 years, or at extremes of muscle mass or diet. One value does not diagnose CKD, which takes "
    "three months",
    citations=(
        "Inker et al., N. Engl. J. Med. 385 (2021) 1737",
        "Cockcroft & Gault, Nephron 16 (1976) 31",
        "KDIGO 2024 CKD guideline, Kidney Int. 105(4S) (2024) S117",
    ),
    words=("kidney", "renal", "creatinine", "nephrology", "patient"),
    cost=Cost(seconds=10, memory_mb=512),
)
def kidney_function(
    *, creatinine: float, age: float, sex: str, weight: float | None = None, wants: tuple[str, ...], seed: int
) -> Result:
    """Evaluate the published equations; deterministic, so `seed` changes nothing."""
    kappa, alpha, factor = KAPPA_ALPHA_SEX[sex]
    ratio = creatinine / kappa
    egfr = 142 * min(ratio, 1.0) ** alpha * max(ratio, 1.0) ** -1.2 * 0.9938**age * factor
    # Laboratories report whole numbers, and KDIGO's categories (60-89, 45-59, ...) are those of the reported number.
    _, stage, category = next(row for row in CATEGORIES if int(egfr + 0.5) >= row[0])
    outputs = {"egfr": egfr, "gfr_stage": float(stage)}
    warnings = ["for research and decision support only, not for the care of a patient"]
    if "gfr_stage" in wants:
        warnings.append(f"KDIGO category {category}")
        if stage <= 2:
            warnings.append(f"{category} is chronic kidney disease only with another marker of kidney damage")
    if weight is not None:
        outputs["creatinine_clearance"] = (140 - age) * weight / (72 * creatinine) * (0.85 if sex == "female" else 1.0)
        if age > 92:
            warnings.append("Cockcroft-Gault was derived up to 92 years")
    kept = {n: v for n, v in outputs.items() if n in wants}
    return Result(kept, "CKD-EPI 2021 creatinine equation, Cockcroft-Gault equation, KDIGO categories", tuple(warnings))
