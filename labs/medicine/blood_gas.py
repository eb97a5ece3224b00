"""Gases of human blood: pH by Henderson-Hasselbalch and oxygen saturation by [Severinghaus1979]_.

The constants of the first are those of the clinic, pK 6.1 and 0.03 mmol/L/mmHg (with 0.0307 the pH is 0.01 lower).
Knows no temperature, no Bohr shift, no foetal haemoglobin and no carbon monoxide.

References:
    .. [Hasselbalch1916] K. A. Hasselbalch, Biochem. Z. 78 (1916) 112-144.
    .. [Severinghaus1979] J. W. Severinghaus, J. Appl. Physiol. 46 (1979) 599-602.
"""

from math import exp, log, log10

from ech0.core.types import Plot
from labs import Cost, Output, Real, Result, lab
from labs._curves import curve, evenly

PK = 6.1
SOLUBILITY = 0.03  # of carbon dioxide in plasma at 37 degC, mmol/L/mmHg
MMHG = 133.322387415  # Pa


@lab(
    title="Acid-base state and oxygen saturation of blood",
    version="1",
    inputs={
        "oxygen_pressure": Real(
            "Pa",
            100.0,
            1e5,
            "partial pressure of oxygen in blood (0.75 to 750 mmHg)",
            concept="partial_pressure",
            words=(
                "arterial oxygen pressure",
                "oxygen partial pressure",
                "oxygen pressure",
                "pO2",
                "PaO2",
                "oxygen tension",
                "partial pressure of oxygen",
            ),
            plain="mmHg",
        ),
        "bicarbonate": Real(
            "mmol/L",
            1.0,
            70.0,
            "plasma bicarbonate",
            words=("bicarb", "plasma bicarbonate", "serum bicarbonate", "bicarbonate", "HCO3"),
            plain="mmol/L",
        ),
        "carbon_dioxide_pressure": Real(
            "Pa",
            600.0,
            27000.0,
            "partial pressure of carbon dioxide in blood (4.5 to 200 mmHg)",
            concept="partial_pressure",
            words=(
                "CO2 tension",
                "carbon dioxide pressure",
                "partial pressure of CO2",
                "CO2 partial pressure",
                "CO2",
                "pCO2",
                "PaCO2",
                "carbon dioxide tension",
                "partial pressure of carbon dioxide",
            ),
            plain="mmHg",
        ),
        "measured_ph": Real("", 6.5, 8.0, "pH of the blood", concept="ph", words=("arterial pH", "blood pH", "pH")),
        "oxygen_saturation": Real(
            "",
            0.02,
            0.99,
            "saturation of haemoglobin with oxygen",
            words=(
                "saturation",
                "saturated",
                "oxygen saturation",
                "haemoglobin saturation",
                "hemoglobin saturation",
                "SaO2",
            ),
            plain="percent",
        ),
    },
    outputs={
        "saturation": Output(
            "",
            "saturation of haemoglobin at the oxygen pressure",
            words=(
                "saturation of haemoglobin",
                "saturation of hemoglobin",
                "haemoglobin saturation",
                "hemoglobin saturation",
                "saturated",
                "oxygen saturation of blood",
                "haemoglobin oxygen saturation",
                "hemoglobin oxygen saturation",
                "SaO2",
            ),
            needs=("oxygen_pressure",),
        ),
        "ph": Output(
            "",
            "pH of plasma",
            concept="ph",
            words=("pH of arterial blood", "pH of the blood", "blood pH", "arterial pH", "plasma pH"),
            needs=("bicarbonate", "carbon_dioxide_pressure"),
        ),
        "hydrogen_ions": Output(
            "nmol/L",
            "hydrogen ions in plasma",
            words=("hydrogen ion concentration of blood", "plasma hydrogen ion concentration"),
            needs=("bicarbonate", "carbon_dioxide_pressure"),
        ),
        "calculated_bicarbonate": Output(
            "mmol/L",
            "plasma bicarbonate that belongs to the pH and the carbon dioxide",
            words=(
                "bicarbonate",
                "HCO3",
                "calculated bicarbonate",
                "plasma bicarbonate",
                "bicarbonate concentration in blood",
            ),
            needs=("measured_ph", "carbon_dioxide_pressure"),
        ),
        "oxygen_tension": Output(
            "Pa",
            "oxygen pressure at which haemoglobin has the saturation",
            words=(
                "oxygen tension",
                "PaO2",
                "PO2",
                "oxygen tension of blood",
                "PaO2 at that saturation",
                "PaO2 from the saturation",
            ),
            needs=("oxygen_saturation",),
        ),
    },
    validity="decision-support research only, not for the care of a patient. Blood of adults at 37 degC; the "
    "saturation at pH 7.40 and normal 2,3-bisphosphoglycerate, fitted to the standard curve within 0.55 %, without "
    "carbon monoxide or methaemoglobin; the apparent pK of 6.1 drifts in severe acidosis and fever",
    citations=(
        "Hasselbalch, Biochem. Z. 78 (1916) 112",
        "Severinghaus, J. Appl. Physiol. 46 (1979) 599",
    ),
    words=(
        "ABG",
        "acid-base",
        "arterial blood",
        "PaO2",
        "pCO2",
        "haemoglobin",
        "hemoglobin",
        "bicarbonate",
        "blood gas",
        "arterial blood gas",
        "oxygen dissociation curve",
        "blood pH",
        "PaCO2",
    ),
    cost=Cost(seconds=10, memory_mb=512),
)
def blood_gas(*, wants: tuple[str, ...], seed: int, **given: float) -> Result:
    """Evaluate the equations that are determined; deterministic, so `seed` changes nothing."""
    outputs: dict[str, float] = {}
    warnings = ["decision-support research only, not for the care of a patient"]
    if "oxygen_pressure" in given:
        p = given["oxygen_pressure"] / MMHG
        outputs["saturation"] = _saturation(p)
    if "oxygen_saturation" in given:
        s = given["oxygen_saturation"]
        # The paper's own inverse, a separate fit: it does not undo the other to the last digit.
        outputs["oxygen_tension"] = MMHG * exp(0.385 * log(s / (1 - s)) + 3.32 - 1 / (72 * s) - s**6 / 6)
        if s > 0.97 and "oxygen_tension" in wants:
            warnings.append("above 97 % the curve is flat: the oxygen pressure is hardly determined")
    if "carbon_dioxide_pressure" in given:
        dissolved = SOLUBILITY * given["carbon_dioxide_pressure"] / MMHG
        if "bicarbonate" in given:
            outputs["ph"] = PK + log10(given["bicarbonate"] / dissolved)
            outputs["hydrogen_ions"] = 10 ** (9 - outputs["ph"])
        if "measured_ph" in given:
            outputs["calculated_bicarbonate"] = dissolved * 10 ** (given["measured_ph"] - PK)
    kept = {n: v for n, v in outputs.items() if n in wants}
    pressures = [given["oxygen_pressure"]] if "saturation" in kept else []
    pressures += [kept["oxygen_tension"]] if "oxygen_tension" in kept else []
    plots = _plot([p / MMHG for p in pressures]) if pressures else ()
    return Result(kept, "Henderson-Hasselbalch equation, Severinghaus equations", tuple(warnings), plots)


def _saturation(p: float) -> float:
    """At an oxygen pressure of `p` mmHg."""
    return 1 / (23400 / (p**3 + 150 * p) + 1)


def _plot(at: list[float]) -> tuple[Plot, ...]:
    """The dissociation curve to 120 mmHg or beyond the pressures in question."""
    x, y = ("oxygen pressure", "mmHg"), ("saturation", "")
    grid = evenly(1.0 if min(at) > 1 else min(at), max(120.0, 1.1 * max(at)), *at)
    return curve("Oxygen dissociation curve", x, y, grid, {"saturation": _saturation})
