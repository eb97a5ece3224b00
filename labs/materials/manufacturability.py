"""What published process windows say about making a part: cutting, welding, bending, drawing, casting, sintering.

Rules of thumb and codes, each answered from its own inputs; they rank and warn, and replace no trial of the process.

References:
    .. [Kalpakjian] S. Kalpakjian, S. R. Schmid, Manufacturing Engineering and Technology (bending, casting, sintering).
    .. [IIW1967] IIW Doc. IX-535-67 (carbon equivalent).
    .. [Ito1968] Y. Ito, K. Bessyo, IIW Doc. IX-576-68 (Pcm, preheat).
    .. [Hosford] W. F. Hosford, R. M. Caddell, Metal Forming (limiting drawing ratio, after Whiteley 1960).
    .. [Montgomery] D. C. Montgomery, Introduction to Statistical Quality Control (process capability).
    .. [ToolBox] The Engineering ToolBox, Metals - Machinability (AISI ratings).
"""

from ech0.core.types import Plot
from labs import Cost, Output, Real, Result, Text, lab
from labs._curves import curve, evenly
from labs.materials import _process_rules as rules

ELEMENTS = {  # symbol, greatest mass fraction in percent that is taken for low-alloy steel
    "carbon": ("C", 0.6), "manganese": ("Mn", 2.5), "silicon": ("Si", 1.0), "chromium": ("Cr", 3.0),
    "molybdenum": ("Mo", 1.2), "vanadium": ("V", 0.5), "nickel": ("Ni", 4.0), "copper": ("Cu", 1.5),
    "boron": ("B", 0.01),
}  # fmt: skip
IIW = tuple(e for e in ELEMENTS if e not in ("silicon", "boron"))
MEASURED = ("tolerance", "spread", "offset")
BANDS = ((0.40, "easily weldable"), (0.60, "weldable with preheat"))
COLD = "hydrogen (cold) cracking"
AMBIENT = 20.0  # degC


def _element(name: str) -> Real:
    symbol, most = ELEMENTS[name]
    need = name not in ("carbon", "manganese")
    return Real("percent", 0.0, most, f"mass fraction of {name} in the steel", words=(name, symbol), optional=need)


def _length(
    meaning: str, low: float, high: float, *words: str, default: float | None = None, limits: str = ""
) -> Real:
    return Real("mm", low, high, meaning, words=words, default=default, limits=limits)


@lab(
    title="Manufacturability by process rules",
    version="1",
    inputs={
        "grade": Text(
            rules.GRADE,
            "1018",
            "the steel or alloy by its AISI grade",
            longest=40,
            known=rules.KNOWN_GRADES,
            words=("grade", "alloy"),
        ),
        **{e: _element(e) for e in ELEMENTS},
        "hydrogen": Real("mL/kg", 5.0, 60.0, "diffusible hydrogen of the weld metal", words=("diffusible hydrogen",)),
        "thickness": _length("thickness of the plate or sheet", 0.1, 100, "thickness", "plate", "sheet", "thick"),
        "reduction_of_area": Real(
            "percent",
            1.0,
            90.0,
            "reduction of area in the tensile test",
            words=("reduction of area", "reduction in area", "area reduction"),
        ),
        "anisotropy": Real("", 0.2, 6.0, "normal anisotropy, mean R value", words=("anisotropy", "R value", "r-value")),
        "efficiency": Real(
            "", 0.5, 1.0, "deformation efficiency of drawing", 0.7, words=("efficiency", "drawing efficiency")
        ),
        "modulus": Real("cm", 0.01, 100.0, "volume over cooled surface", words=("casting modulus", "modulus", "V/A")),
        "mould_constant": Real(
            "minute/cm^2", 0.01, 20.0, "Chvorinov constant B", words=("mould constant", "mold constant", "Chvorinov")
        ),
        "solidus": Real("degC", 50.0, 3500.0, "where the last liquid freezes", words=("solidus",)),
        "liquidus": Real("degC", 50.0, 3500.0, "where the first solid appears", words=("liquidus",)),
        "melting_temperature": Real(
            "K", 300.0, 4000.0, "melting point of the powder", words=("melting point", "melting temperature", "melts")
        ),
        "tolerance": _length(
            "whole width between the limits", 1e-4, 100, "tolerance", "tolerance band", "limits", limits="width"
        ),
        "spread": _length(
            "standard deviation of the process", 1e-6, 10, "sigma", "standard deviation", "process spread"
        ),
        "offset": _length(
            "mean off the middle of the tolerance",
            0,
            10,
            "offset",
            "shift",
            "off centre",
            "off-centre",
            default=0.0,
            limits="offset",
        ),
    },
    outputs={
        "machinability": Output(
            "percent",
            "cutting speed relative to AISI B1112 steel",
            words=("machinability", "machinability rating", "machinability index"),
            needs=("grade",),
        ),
        "carbon_equivalent": Output(
            "percent",
            "carbon equivalent CE(IIW) of the steel; its weldability band is in the warnings",
            words=("carbon equivalent", "CE(IIW)", "CEIIW", "carbon equivalent value", "weldability"),
            needs=IIW,
        ),
        "cracking_parameter": Output(
            "percent",
            "Pcm of Ito and Bessyo",
            words=("Pcm", "Ito-Bessyo", "weld cracking parameter", "cracking parameter"),
            needs=tuple(ELEMENTS),
        ),
        "preheat_temperature": Output(
            "degC",
            "preheat against cold cracks by Ito and Bessyo, if above ambient",
            words=("preheat", "preheat temperature", "preheating temperature", "preheated"),
            needs=(*ELEMENTS, "thickness", "hydrogen"),
        ),
        "bend_ratio": Output(
            "",
            "least bend radius over sheet thickness, 50/r - 1",
            words=("bend radius to thickness", "minimum bend ratio", "bend ratio", "R/t"),
            needs=("reduction_of_area",),
        ),
        "bend_radius": Output(
            "mm",
            "least radius to which the sheet bends without a crack",
            words=("minimum bend radius", "bend radius", "smallest bend radius", "bending radius", "tightest bend"),
            needs=("reduction_of_area", "thickness"),
        ),
        "limiting_drawing_ratio": Output(
            "",
            "greatest blank over cup diameter in one draw",
            words=("limiting drawing ratio", "limiting draw ratio", "LDR", "deep drawing ratio"),
            needs=("anisotropy", "efficiency"),
        ),
        "solidification_time": Output(
            "minute",
            "time until the casting is solid, by Chvorinov",
            words=("solidification time", "Chvorinov time", "casting to solidify", "casting take to solidify"),
            needs=("modulus", "mould_constant"),
        ),
        "freezing_range": Output(
            "K",
            "liquidus less solidus; castability and hot tearing are in the warnings",
            words=("freezing range", "castability", "hot tearing"),
            needs=("solidus", "liquidus"),
        ),
        "sintering_low": Output(
            "K",
            "lowest usual sintering temperature, 0.7 of the melting point",
            words=("lowest sintering temperature", "sintering temperature", "sintering window"),
            needs=("melting_temperature",),
        ),
        "sintering_high": Output(
            "K",
            "highest usual sintering temperature, 0.9 of the melting point",
            words=("highest sintering temperature", "maximum sintering temperature"),
            needs=("melting_temperature",),
        ),
        "cp": Output(
            "",
            "process capability Cp, were the mean centred",
            words=("process capability", "capability index Cp"),
            needs=MEASURED[:2],
        ),
        "cpk": Output("", "process capability Cpk to the nearer limit", words=("Cpk",), needs=MEASURED),
        "defects": Output(
            "",
            "expected parts per million out of tolerance, both tails of a normal",
            words=("defects per million", "defective parts per million", "out of tolerance", "DPMO", "reject rate"),
            needs=MEASURED,
        ),
    },
    validity="rules, not physics: each is a shop or code rule from the sources cited. Handbook machinability ratings "
    "differ (304: 40 or 45, 416: 75 or 110) and depend on heat treatment. CE and Pcm are for C-Mn and low-alloy "
    "steels; Pcm for 0.07-0.22 % C, its preheat for 19-50 mm plate with 10-50 mL/kg hydrogen in a y-groove test, not "
    "a welding procedure. 50/r - 1 is for bends across sound edges; a drawing ratio for a lubricated flat-bottomed "
    "cup; Chvorinov's constant is of one mould, metal and superheat; 0.7-0.9 of the melting point is for metal "
    "powders without a liquid phase; defects for a stable, normally distributed dimension",
    citations=(
        "Kalpakjian & Schmid, Manufacturing Engineering and Technology",
        "IIW Doc. IX-535-67 (carbon equivalent)",
        "Ito & Bessyo, IIW Doc. IX-576-68 (Pcm)",
        "Hosford & Caddell, Metal Forming (limiting drawing ratio)",
        "Montgomery, Introduction to Statistical Quality Control",
        "The Engineering ToolBox, Metals - Machinability",
    ),
    words=("manufacturability", "machinability", "weldability", "castability", "formability", "process capability"),
    cost=Cost(seconds=10, memory_mb=512),
)
def manufacturability(*, wants: tuple[str, ...], seed: int, grade: str = "", **given: float) -> Result:
    """Apply the rules asked for; deterministic, so `seed` changes nothing."""
    notes: list[str] = []
    outputs: dict[str, float] = {"machinability": float(rules.GRADES[grade])} if grade else {}
    if {"carbon", "manganese"} <= given.keys():
        outputs |= _weld(given, wants, notes)
    if "reduction_of_area" in given:
        outputs["bend_ratio"] = rules.bend(given["reduction_of_area"])
        if "thickness" in given:
            outputs["bend_radius"] = outputs["bend_ratio"] * given["thickness"]
    if "anisotropy" in given and "efficiency" in given:
        outputs["limiting_drawing_ratio"] = rules.drawing(given["anisotropy"], given["efficiency"])
    if "modulus" in given and "mould_constant" in given:
        outputs["solidification_time"] = given["mould_constant"] * given["modulus"] ** 2
    if "solidus" in given and "liquidus" in given:
        outputs |= _freeze(given["solidus"], given["liquidus"], notes)
    if "melting_temperature" in given:
        melts = given["melting_temperature"]
        outputs |= {"sintering_low": 0.7 * melts, "sintering_high": 0.9 * melts}
    if "tolerance" in given and "spread" in given:
        outputs |= _capability(given["tolerance"], given["spread"], given.get("offset", 0.0), notes)
    kept = {n: v for n, v in outputs.items() if n in wants}
    plots = _plot(outputs["cpk"]) if kept.keys() & {"cp", "cpk", "defects"} else ()
    return Result(kept, "published process rules, one for each output", tuple(notes), plots)


def _weld(given: dict[str, float], wants: tuple[str, ...], notes: list[str]) -> dict[str, float]:
    """Carbon equivalent, Pcm and preheat; the elements that were not stated count as none, and that is said."""
    parts = {e: given.get(e, 0.0) for e in ELEMENTS}
    found = {"carbon_equivalent": rules.equivalent(parts), "cracking_parameter": rules.cracking(parts)}
    counted = IIW if {"cracking_parameter", "preheat_temperature"}.isdisjoint(wants) else tuple(ELEMENTS)
    if left := [ELEMENTS[e][0] for e in counted if e not in given]:
        notes.append(f"taken as absent: {', '.join(left)}")
    if "carbon_equivalent" in wants:
        band = next((b for limit, b in BANDS if found["carbon_equivalent"] < limit), "difficult to weld")
        notes.append(f"CE(IIW): {band}")
        if band != BANDS[0][1]:
            notes.append(f"failure mode: {COLD} of the heat-affected zone")
    if parts["carbon"] > 0.22 and {"cracking_parameter", "preheat_temperature"} & set(wants):
        notes.append("Pcm was made for up to 0.22 % carbon; above, CE(IIW) is the usual measure")
    if "thickness" in given and "hydrogen" in given:
        needed = rules.preheat(found["cracking_parameter"], given["thickness"], given["hydrogen"] / 10)  # per 100 g
        if needed > AMBIENT:
            found["preheat_temperature"] = needed
        if "preheat_temperature" in wants:
            notes.append(
                f"failure mode: {COLD} without it" if needed > AMBIENT else "no preheat above ambient is needed"
            )
            if not (19 <= given["thickness"] <= 50 and 10 <= given["hydrogen"] <= 50):
                notes.append("the preheat rule was made for 19-50 mm plate and 10-50 mL/kg hydrogen")
    return found


def _freeze(solidus: float, liquidus: float, notes: list[str]) -> dict[str, float]:
    """The freezing range, by Kalpakjian & Schmid short below 50 K and long above 110 K."""
    width = liquidus - solidus
    if width < 0:
        notes.append("the solidus lies above the liquidus")
        return {}
    notes.append(f"{'short' if width < 50 else 'long' if width > 110 else 'middling'} freezing range")
    if width > 110:
        notes.append("failure modes: hot tearing and dispersed shrinkage porosity")
    return {"freezing_range": width}


def _capability(tolerance: float, spread: float, offset: float, notes: list[str]) -> dict[str, float]:
    """Cp, Cpk and defects; below 1.33 an existing process is usually not called capable (Montgomery)."""
    cpk = (tolerance / 2 - offset) / (3 * spread)
    if cpk < 1.33:
        notes.append("not capable by the usual minimum Cpk of 1.33 for an existing process")
    return {"cp": tolerance / (6 * spread), "cpk": cpk, "defects": rules.outside(tolerance, spread, offset)}


def _plot(cpk: float) -> tuple[Plot, ...]:
    """Defects over Cpk with both tails, and with the far one out of reach."""
    tails = {
        "centred": lambda c: rules.outside(6 * c, 1.0, 0.0),
        "far off centre": lambda c: rules.outside(6 * c, 1.0, 0.0) / 2,
    }
    grid = evenly(0.2, 2.0, cpk)
    return curve("Expected defects", ("Cpk", ""), ("parts per million", ""), grid, tails, log_y=True)
