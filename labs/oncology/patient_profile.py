"""Doses of chemotherapy from a patient's size and kidneys: body surface, Calvert's carboplatin dose [Calvert1989]_.

Takes a genotype too, records it and does not use it: no effect size for it is in here. Knows no drug but carboplatin by
name, no toxicity, no organ function but the kidney's, and decides nothing.

References:
    .. [Mosteller1987] R. D. Mosteller, N. Engl. J. Med. 317 (1987) 1098.
    .. [DuBois1916] D. Du Bois, E. F. Du Bois, Arch. Intern. Med. 17 (1916) 863-871.
    .. [Calvert1989] A. H. Calvert et al., J. Clin. Oncol. 7 (1989) 1748-1756.
    .. [Cockcroft1976] D. W. Cockcroft, M. H. Gault, Nephron 16 (1976) 31-41.
    .. [FDA2010] FDA, Carboplatin dosing, 2010: cap the estimated filtration at 125 mL/min.
"""

from math import sqrt

from labs import Choice, Cost, Output, Real, Result, lab

CAP = 125.0  # mL/min [FDA2010]
GENES = {
    "none": ("no genotype", "genotype unknown"),
    "EGFR mutated": ("EGFR mutation", "EGFR-mutated", "EGFR L858R"),
    "KRAS mutated": ("KRAS mutation", "KRAS-mutated", "KRAS G12C", "KRAS G12D"),
    "BRAF mutated": ("BRAF mutation", "BRAF V600E", "BRAF-mutated"),
    "BRCA mutated": ("BRCA1", "BRCA2", "BRCA mutation", "BRCA-mutated"),
    "TP53 mutated": ("TP53", "p53 mutation"),
    "HER2 amplified": ("HER2-positive", "HER2 amplification"),
}
CLEARANCE = ("creatinine", "age", "sex", "weight")
MEASURED = ("measured_filtration",)


@lab(
    title="Body surface and chemotherapy doses of a patient",
    version="1",
    inputs={
        "height": Real(
            "cm", 120.0, 220.0, "body height of the adult", concept="body_height", words=("height", "tall", "cm")
        ),
        "weight": Real(
            "kg",
            30.0,
            200.0,
            "body weight",
            concept="mass",
            words=("body weight", "weight", "weighing", "weighs", "kg"),
            optional=True,
        ),
        "age": Real(
            "year",
            18.0,
            100.0,
            "age of the adult",
            concept="age",
            words=("age", "aged", "year-old", "years old", "year old"),
            plain="year",
            optional=True,
        ),
        "sex": Choice(
            {"female": ("female", "woman", "women", "she", "lady"), "male": ("male", "man", "men", "he", "gentleman")},
            "sex as Cockcroft and Gault know it",
            default="male",
            words=("sex", "gender"),
        ),
        "creatinine": Real(
            "mg/dL",
            0.2,
            20.0,
            "serum creatinine",
            concept="creatinine",
            words=("serum creatinine", "creatinine", "SCr"),
            also={"umol/L": 0.011312},
            optional=True,
            plain="mg/dL",
        ),
        "measured_filtration": Real(
            "mL/min",
            5.0,
            250.0,
            "measured glomerular filtration, instead of the estimate from creatinine",
            words=("measured GFR", "GFR", "glomerular filtration rate", "creatinine clearance"),
            optional=True,
            plain="mL/min",
        ),
        "target_exposure": Real(
            "mg/mL*minute",
            1.0,
            10.0,
            "target area under the curve of free carboplatin",
            words=("target AUC", "AUC of", "AUC", "target exposure"),
            also={"": 1.0},
            plain="mg/mL*minute",
        ),
        "surface_dose": Real(
            "mg/m^2",
            0.1,
            20000.0,
            "dose per body surface",
            words=("dose per body surface", "per square metre", "dose per square meter", "at", "mg/m^2"),
        ),
        "genotype": Choice(
            GENES,
            "what is known of the tumour's genes: recorded, not used",
            default="none",
            words=("genotype", "mutation"),
        ),
    },
    outputs={
        "surface_mosteller": Output(
            "m^2",
            "body surface by Mosteller",
            words=("body surface by Mosteller", "Mosteller body surface", "Mosteller BSA", "BSA by Mosteller"),
            needs=("height", "weight"),
            ways=(("weight",),),
        ),
        "surface_du_bois": Output(
            "m^2",
            "body surface by Du Bois and Du Bois",
            words=("Du Bois body surface", "body surface by Du Bois", "Du Bois BSA", "BSA by Du Bois", "DuBois BSA"),
            needs=("height", "weight"),
            ways=(("weight",),),
        ),
        "carboplatin_dose": Output(
            "mg",
            "carboplatin dose by Calvert's formula, the estimated filtration capped at 125 mL/min",
            words=(
                "carboplatin dose",
                "dose of carboplatin",
                "Calvert dose",
                "mg of carboplatin",
                "how much carboplatin",
            ),
            needs=("target_exposure", "measured_filtration", *CLEARANCE, "genotype"),
            ways=(MEASURED, ("creatinine", "age", "weight")),
        ),
        "absolute_dose": Output(
            "mg",
            "dose for this body surface by Mosteller",
            words=("absolute dose", "total dose for this patient", "dose for this body surface", "dose in mg"),
            needs=("height", "weight", "surface_dose", "genotype"),
            ways=(("weight",),),
        ),
    },
    validity="decision-support research only, never a prescription: adults of 18 to 100 years, 120 to 220 cm and 30 to "
    "200 kg, refused outside. Mosteller simplifies a formula fitted in 401 persons, Du Bois rests on nine; Calvert "
    "was derived in 18 British adults with measured filtration of 33 to 136 mL/min; Cockcroft-Gault in 249 men. A "
    "genotype is recorded and changes nothing here",
    citations=(
        "Mosteller, N. Engl. J. Med. 317 (1987) 1098",
        "Du Bois & Du Bois, Arch. Intern. Med. 17 (1916) 863",
        "Calvert et al., J. Clin. Oncol. 7 (1989) 1748",
        "Cockcroft & Gault, Nephron 16 (1976) 31",
    ),
    words=(
        "carboplatin",
        "chemotherapy",
        "Calvert",
        "oncology patient",
        "cancer patient",
        "Du Bois",
        "Mosteller",
        "mg/m^2",
    ),
    cost=Cost(seconds=10, memory_mb=512),
)
def patient_profile(
    *,
    genotype: str = "none",
    sex: str = "male",
    height: float | None = None,
    weight: float | None = None,
    age: float | None = None,
    creatinine: float | None = None,
    measured_filtration: float | None = None,
    target_exposure: float | None = None,
    surface_dose: float | None = None,
    wants: tuple[str, ...],
    seed: int,
) -> Result:
    """Evaluate the published formulas; deterministic, so `seed` changes nothing."""
    outputs: dict[str, float] = {}
    notes = ["decision-support research only, never a prescription"]
    used: set[str] = set()
    if height is not None and weight is not None:
        outputs["surface_mosteller"] = sqrt(height * weight / 3600)
        outputs["surface_du_bois"] = 0.007184 * weight**0.425 * height**0.725
        used |= {"height", "weight"}
        if surface_dose is not None:
            outputs["absolute_dose"] = surface_dose * outputs["surface_mosteller"]
            used.add("surface_dose")
    if target_exposure is not None:
        filtration = measured_filtration
        used |= {"target_exposure", "measured_filtration"}
        if filtration is None and creatinine is not None and age is not None and weight is not None:
            filtration = (140 - age) * weight / (72 * creatinine) * (0.85 if sex == "female" else 1.0)
            used |= set(CLEARANCE)
            notes.append(f"filtration estimated by Cockcroft-Gault: {filtration:.3g} mL/min")
            if filtration > CAP:
                filtration = CAP
                notes.append(f"the estimate was capped at {CAP:g} mL/min, as the FDA advises")
        if filtration is not None:
            outputs["carboplatin_dose"] = target_exposure * (filtration + 25)
        else:
            notes.append("no carboplatin dose without a measured filtration, or creatinine, age and weight")
    given = {
        "height": height,
        "weight": weight,
        "age": age,
        "creatinine": creatinine,
        "measured_filtration": measured_filtration,
        "surface_dose": surface_dose,
    }
    if idle := [n for n, v in given.items() if v is not None and n not in used]:
        notes.append(f"had no effect on the result: {', '.join(idle)}")
    if genotype != "none":
        notes.append(f"genotype ({genotype}): recorded, not used")
    kept = {n: v for n, v in outputs.items() if n in wants}
    return Result(kept, "Mosteller, Du Bois, Cockcroft-Gault, Calvert", tuple(notes))
