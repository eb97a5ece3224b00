"""Published process windows: ratings of grades, carbon equivalents, bending, drawing, casting, capability.

Rules of shops and codes, each with its source; knows no mechanism, and no part but by the few numbers it is given.
"""

from math import erfc, exp, sqrt

GRADES = {  # relative cutting speed in percent of AISI B1112; Engineering ToolBox, Inconel 718: Steel Forge
    "B1112": 100, "1015": 72, "1018": 78, "1020": 72, "1030": 70, "1040": 64, "1050": 54, "1095": 42, "1117": 91,
    "1137": 72, "1144": 76, "1212": 100, "1213": 136, "12L14": 170, "1215": 136, "4130": 72, "4140": 66, "4150": 60,
    "4340": 57, "4620": 66, "52100": 40, "6150": 60, "8620": 66, "9310": 51, "302": 45, "303": 78, "304": 45,
    "316": 45, "321": 36, "347": 36, "410": 54, "416": 110, "420": 45, "430": 54, "431": 45, "440A": 45,
    "15-5PH": 48, "17-4PH": 48, "Inconel-718": 12,
}  # fmt: skip


def names(grade: str) -> tuple[str, ...]:
    """How people write a grade, with and without the body that numbers it."""
    if grade.startswith("Inconel"):
        return ("Inconel 718", "alloy 718")
    called = (f"AISI {grade}", f"SAE {grade}", f"{grade} steel", f"steel {grade}", f"grade {grade}")
    stainless = (f"stainless {grade}", f"stainless steel {grade}", f"{grade} stainless", f"{grade} stainless steel")
    if grade.endswith("PH"):
        return (*called, *stainless, f"{grade[:-2]} PH", f"{grade[:-2]} PH stainless steel")
    return called + stainless if grade[:3].isdigit() and len(grade.rstrip("A")) == 3 else called


GRADE = "|".join(sorted(GRADES, key=len, reverse=True))
KNOWN_GRADES = {g: names(g) for g in GRADES}


def equivalent(parts: dict[str, float]) -> float:
    """CE(IIW) of mass fractions in percent: C + Mn/6 + (Cr + Mo + V)/5 + (Ni + Cu)/15; IIW IX-535-67."""
    hard = parts["chromium"] + parts["molybdenum"] + parts["vanadium"]
    return parts["carbon"] + parts["manganese"] / 6 + hard / 5 + (parts["nickel"] + parts["copper"]) / 15


def cracking(parts: dict[str, float]) -> float:
    """Pcm of mass fractions in percent; Ito & Bessyo, IIW IX-576-68."""
    mild = (parts["manganese"] + parts["copper"] + parts["chromium"]) / 20
    strong = parts["nickel"] / 60 + parts["molybdenum"] / 15 + parts["vanadium"] / 10 + 5 * parts["boron"]
    return parts["carbon"] + parts["silicon"] / 30 + mild + strong


def preheat(pcm: float, thickness: float, hydrogen: float) -> float:
    """Degrees Celsius against cold cracks: 1440 (Pcm + H/60 + t/600) - 392, t in mm, H in mL/100 g; Ito & Bessyo."""
    return 1440 * (pcm + hydrogen / 60 + thickness / 600) - 392


def bend(reduction: float) -> float:
    """Least bend radius over thickness, 50/r - 1; from a reduction of area of 50 % a sheet folds on itself."""
    return max(50 / reduction - 1, 0.0)


def drawing(anisotropy: float, efficiency: float) -> float:
    """Limiting drawing ratio exp(eta sqrt((R + 1)/2)); Whiteley 1960, as in Hosford & Caddell."""
    return exp(efficiency * sqrt((anisotropy + 1) / 2))


def outside(tolerance: float, sigma: float, offset: float) -> float:
    """Expected parts per million beyond a symmetric tolerance of this whole width: both tails of a normal."""
    return 5e5 * sum(erfc((tolerance / 2 + side * offset) / (sigma * sqrt(2))) for side in (-1, 1))
