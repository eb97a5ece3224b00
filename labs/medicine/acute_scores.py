"""Acute illness of adults at the bedside: NEWS2 with both saturation scales [RCP2017]_ and qSOFA [Singer2016]_.

Sums of points by published charts. Observations are rounded as the chart records them: whole numbers, and 0.1
for the temperature. Knows no trend and no chronic illness.

References:
    .. [RCP2017] Royal College of Physicians, National Early Warning Score (NEWS) 2, London 2017.
    .. [Singer2016] M. Singer et al., JAMA 315 (2016) 801-810.
    .. [Seymour2016] C. W. Seymour et al., JAMA 315 (2016) 762-774.
"""

from math import floor

from labs import Choice, Cost, Output, Real, Result, lab

# Each row: up to and including this value it gives so many points; beyond the last, the final number.
RESPIRATION = ((8, 3), (11, 1), (20, 0), (24, 2), (None, 3))
SCALE_1 = ((91, 3), (93, 2), (95, 1), (None, 0))
SCALE_2_AIR = ((83, 3), (85, 2), (87, 1), (None, 0))
SCALE_2_OXYGEN = ((83, 3), (85, 2), (87, 1), (92, 0), (94, 1), (96, 2), (None, 3))
SYSTOLIC = ((90, 3), (100, 2), (110, 1), (219, 0), (None, 3))
PULSE = ((40, 3), (50, 1), (90, 0), (110, 1), (130, 2), (None, 3))
TEMPERATURE = ((35.0, 3), (36.0, 1), (38.0, 0), (39.0, 1), (None, 2))
VITALS = ("respiratory_rate", "oxygen_saturation", "systolic_pressure", "pulse", "temperature")
SATURATION = ("oxygen_saturation", "oxygen", "scale")


@lab(
    title="Early warning in acute illness: NEWS2 and qSOFA",
    version="1",
    inputs={
        "oxygen_saturation": Real(
            "",
            0.4,
            1.0,
            "peripheral oxygen saturation",
            words=(
                "sats",
                "saturation",
                "saturating at",
                "O2 sats",
                "oxygen saturation",
                "SpO2",
                "O2 saturation",
                "peripheral saturation",
            ),
            plain="percent",
        ),
        "oxygen": Choice(
            {
                "air": (
                    "on room air",
                    "ambient air",
                    "breathing room air",
                    "no supplemental oxygen",
                    "on air",
                    "room air",
                    "breathing air",
                    "without oxygen",
                ),
                "oxygen": (
                    "on O2",
                    "litres of oxygen",
                    "liters of oxygen",
                    "L/min of oxygen",
                    "receiving oxygen",
                    "face mask",
                    "nasal cannulae",
                    "nasal prongs",
                    "oxygen by mask",
                    "given oxygen",
                    "on oxygen",
                    "supplemental oxygen",
                    "oxygen therapy",
                    "nasal cannula",
                    "oxygen mask",
                ),
                "unstated": ("oxygen not stated",),
            },
            "whether the patient breathes air or supplemental oxygen",
            default="unstated",
            words=("air or oxygen", "supplemental oxygen"),
        ),
        "scale": Choice(
            {
                "1": ("scale 1", "SpO2 scale 1"),
                "2": ("scale 2", "SpO2 scale 2", "hypercapnic respiratory failure", "target saturation 88-92%"),
            },
            "saturation scale; 2 only for hypercapnic respiratory failure with a prescribed target of 88-92 %",
            default="1",
            words=("saturation scale", "SpO2 scale"),
        ),
        "respiratory_rate": Real(
            "1/min",
            0.0,
            80.0,
            "breaths per minute",
            words=(
                "RR",
                "breathing",
                "resp rate",
                "breaths",
                "respiratory rate",
                "respiration rate",
                "breathing rate",
                "breaths per minute",
            ),
            plain="1/min",
        ),
        "systolic_pressure": Real(
            "mmHg",
            30.0,
            300.0,
            "systolic blood pressure",
            concept="blood_pressure",
            words=(
                "SBP",
                "BP",
                "systolic",
                "systolic blood pressure",
                "systolic pressure",
                "systolic BP",
                "blood pressure",
            ),
            plain="mmHg",
        ),
        "pulse": Real(
            "1/min",
            0.0,
            300.0,
            "pulse per minute",
            concept="heart_rate",
            words=("HR", "beats per minute", "bpm", "pulse rate", "heart rate", "pulse"),
            plain="1/min",
        ),
        "consciousness": Choice(
            {
                "alert": (
                    "fully alert",
                    "GCS 15",
                    "awake",
                    "oriented",
                    "alert",
                    "alert and orientated",
                    "fully conscious",
                ),
                "confusion": (
                    "disoriented",
                    "disorientated",
                    "delirious",
                    "altered mentation",
                    "new confusion",
                    "newly confused",
                    "confused",
                    "altered mental status",
                ),
                "voice": (
                    "only to voice",
                    "rousable to voice",
                    "responding to voice",
                    "responds to voice",
                    "responsive to voice",
                ),
                "pain": ("only to pain", "responding to pain", "responds to pain", "responsive to pain"),
                "unresponsive": ("unresponsive", "unconscious"),
                "unstated": ("consciousness not stated",),
            },
            "level of consciousness (ACVPU)",
            default="unstated",
            words=("level of consciousness", "consciousness", "ACVPU", "AVPU", "mental status"),
        ),
        "temperature": Real(
            "degC",
            25.0,
            45.0,
            "body temperature",
            concept="temperature",
            words=("temp", "febrile at", "fever of", "body temperature", "temperature"),
            plain="degC",
        ),
    },
    outputs={
        "news2": Output(
            "",
            "National Early Warning Score 2, 0 to 20",
            words=(
                "NEWS",
                "NEWS-2",
                "NEWS2",
                "NEWS2 score",
                "NEWS 2 score",
                "National Early Warning Score",
                "early warning score",
            ),
            needs=(*VITALS, "oxygen", "scale", "consciousness"),
        ),
        "qsofa": Output(
            "",
            "quick SOFA score, 0 to 3",
            words=("qSOFA", "qSOFA score", "quick SOFA", "quick sequential organ failure assessment"),
            needs=("respiratory_rate", "systolic_pressure", "consciousness"),
        ),
        "saturation_points": Output(
            "",
            "points of NEWS2 for the oxygen saturation alone, 0 to 3",
            words=("NEWS2 saturation points", "SpO2 points", "NEWS2 points for oxygen saturation", "saturation points"),
            needs=SATURATION,
        ),
    },
    validity="decision-support research only, not for the care of a patient. NEWS2: acutely ill patients of 16 years "
    "and over in hospitals of the United Kingdom, by consensus of the Royal College of Physicians; not in pregnancy, "
    "nor for spinal cord injury. qSOFA: adults with suspected infection outside intensive care, from records of the "
    "United States; it warns of death, it does not diagnose sepsis",
    citations=(
        "Royal College of Physicians, National Early Warning Score 2 (2017)",
        "Singer et al., JAMA 315 (2016) 801",
        "Seymour et al., JAMA 315 (2016) 762",
    ),
    words=(
        "National Early Warning Score",
        "NEWS2",
        "early warning score",
        "qSOFA",
        "vital signs of a patient",
        "suspected sepsis",
    ),
    cost=Cost(seconds=10, memory_mb=512),
)
def acute_scores(
    *, oxygen: str, scale: str, consciousness: str, wants: tuple[str, ...], seed: int, **given: float
) -> Result:
    """Look the points up and add them; deterministic, so `seed` changes nothing."""
    outputs: dict[str, float] = {}
    warnings: list[str] = []
    if oxygen == "unstated" and "news2" in wants:
        warnings.append("it was not stated whether the patient breathes air or oxygen, so there is no NEWS2")
    if consciousness == "unstated" and {"news2", "qsofa"} & set(wants):
        warnings.append("the level of consciousness was not stated, so there is no NEWS2 and no qSOFA")
    mental = consciousness != "alert"
    whole = {n: floor(round(v * (100 if n == "oxygen_saturation" else 1), 9) + 0.5) for n, v in given.items()}
    if "oxygen_saturation" in whole and (oxygen != "unstated" or scale == "1" or whole["oxygen_saturation"] <= 92):
        outputs["saturation_points"] = _saturation(whole["oxygen_saturation"], oxygen == "oxygen", scale)
    elif "saturation_points" in wants and "oxygen_saturation" in whole:
        warnings.append("scale 2 above 92 % needs to know whether the patient breathes air or oxygen")
    if consciousness != "unstated" and {"respiratory_rate", "systolic_pressure"} <= whole.keys():
        outputs["qsofa"] = float((whole["respiratory_rate"] >= 22) + (whole["systolic_pressure"] <= 100) + mental)
    if "unstated" not in (oxygen, consciousness) and set(VITALS) <= whole.keys():
        points = [
            _points(RESPIRATION, whole["respiratory_rate"]),
            int(outputs["saturation_points"]),
            _points(SYSTOLIC, whole["systolic_pressure"]),
            _points(PULSE, whole["pulse"]),
            3 if mental else 0,
            _points(TEMPERATURE, floor(round(given["temperature"] * 10, 6) + 0.5) / 10),
        ]
        total = sum(points) + (2 if oxygen == "oxygen" else 0)
        outputs["news2"] = float(total)
        if "news2" in wants:
            warnings.append(_risk(total, 3 in points))
    kept = {n: v for n, v in outputs.items() if n in wants}
    if kept:
        warnings.insert(0, "decision-support research only, not for the care of a patient")
    return Result(kept, "sum of the points of the published charts", tuple(warnings))


def _saturation(percent: int, oxygen: bool, scale: str) -> float:
    if scale == "1":
        return float(_points(SCALE_1, percent))
    return float(_points(SCALE_2_OXYGEN if oxygen else SCALE_2_AIR, percent))


def _points(rows: tuple[tuple[float | None, int], ...], value: float) -> int:
    return next(points for limit, points in rows if limit is None or value <= limit)


def _risk(total: int, three: bool) -> str:
    """The college's clinical risk: 0-4 low, a single 3 low to medium, 5-6 medium, 7 and over high."""
    if total >= 7:
        return "NEWS2 clinical risk: high"
    if total >= 5:
        return "NEWS2 clinical risk: medium"
    return "NEWS2 clinical risk: low to medium, for a single 3" if three else "NEWS2 clinical risk: low"
