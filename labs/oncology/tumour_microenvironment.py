"""Fields of a tumour by physics: oxygen in a spheroid [Grimes2014]_, heat dose, extracellular pH, energy charge.

Closed forms. Knows no vessels, no growth and no patient: a sphere of cells in medium, a heated tissue, one buffer.

References:
    .. [Grimes2014] D. R. Grimes et al., J. R. Soc. Interface 11 (2014) 20131124.
    .. [Alper1956] T. Alper, P. Howard-Flanders, Nature 178 (1956) 978-979.
    .. [Sapareto1984] S. A. Sapareto, W. C. Dewey, Int. J. Radiat. Oncol. Biol. Phys. 10 (1984) 787-800.
    .. [Atkinson1968] D. E. Atkinson, Biochemistry 7 (1968) 4030-4034.
"""

from math import acos, cos, log10, pi, sqrt

from ech0.core.types import Line, Plot
from labs import Cost, Output, Real, Result, lab

SOLUBILITY = 3.0318e7  # mmHg m^3/kg, from density of oxygen dissolved to its pressure [Grimes2014]
OER_MAX, OER_HALF = 3.0, 3.0  # and mmHg [Alper1956]
CO2_SOLUBILITY = 0.0307  # mmol/L/mmHg in plasma at 37 C
PKA = 6.1
POINTS = 120
OXYGEN = ("surface_oxygen", "consumption", "diffusivity")
SPHERE = (*OXYGEN, "radius")


def _nucleotide(name: str) -> Real:
    return Real("mmol/L", 0.0, 20.0, f"{name} in the cells", words=(name,))


@lab(
    title="Physical fields of the tumour microenvironment",
    version="1",
    inputs={
        "surface_oxygen": Real(
            "mmHg",
            0.1,
            760.0,
            "oxygen partial pressure at the surface of the spheroid; 100 unless given",
            default=100.0,
            words=("oxygen at the surface", "surface oxygen", "oxygen pressure of the medium", "oxygen in the medium"),
        ),
        "consumption": Real(
            "m^3/kg/s",
            1e-9,
            1e-4,
            "volume of oxygen consumed per mass of tissue and second; the mean of the paper unless given",
            default=7.29e-7,
            words=("oxygen consumption rate", "oxygen consumption"),
        ),
        "diffusivity": Real(
            "m^2/s",
            1e-10,
            1e-8,
            "diffusion coefficient of oxygen in the tissue; that of water unless given",
            default=2e-9,
            words=("diffusion coefficient of oxygen", "oxygen diffusivity", "diffusivity of oxygen"),
        ),
        "radius": Real(
            "um", 1.0, 5000.0, "radius of the spheroid", words=("spheroid radius", "radius", "spheroid of radius")
        ),
        "local_oxygen": Real(
            "mmHg",
            0.0,
            760.0,
            "oxygen partial pressure where the radiosensitivity is asked for",
            words=("local oxygen", "tissue pO2", "oxygen partial pressure", "oxygen tension", "pO2"),
            plain="mmHg",
        ),
        "temperature": Real(
            "degC",
            37.0,
            50.0,
            "constant temperature of the heating",
            concept="temperature",
            words=("temperature", "heated to", "heated at", "at"),
            plain="degC",
        ),
        "heating_time": Real(
            "minute",
            0.0,
            1000.0,
            "duration of the heating",
            concept="time",
            words=("heating time", "heated for", "for", "minutes of heating"),
        ),
        "target_dose": Real(
            "minute", 0.0, 1e5, "thermal dose to be reached", words=("CEM43 of", "thermal dose of", "to reach"),
            plain="minute",
        ),
        "bicarbonate": Real(
            "mmol/L",
            0.5,
            60.0,
            "bicarbonate outside the cells",
            words=("extracellular bicarbonate", "bicarbonate", "HCO3"),
            plain="mmol/L",
        ),
        "carbon_dioxide": Real(
            "mmHg",
            5.0,
            200.0,
            "carbon dioxide partial pressure",
            words=("pCO2", "carbon dioxide pressure", "tumour pCO2", "tumor pCO2"),
            plain="mmHg",
        ),
        "atp": _nucleotide("ATP"),
        "adp": _nucleotide("ADP"),
        "amp": _nucleotide("AMP"),
    },
    outputs={
        "diffusion_limit": Output(
            "um",
            "greatest radius of a spheroid without an anoxic core",
            words=(
                "diffusion limit",
                "oxygen diffusion limit",
                "diffusion limit of oxygen",
                "largest spheroid without necrosis",
                "critical radius of the spheroid",
            ),
            needs=OXYGEN,
        ),
        "necrotic_radius": Output(
            "um",
            "radius of the anoxic core; zero below the diffusion limit",
            words=("necrotic radius", "radius of the necrotic core", "necrotic core", "anoxic core", "anoxic radius"),
            needs=SPHERE,
        ),
        "anoxic_fraction": Output(
            "",
            "part of the volume without oxygen",
            words=("anoxic fraction", "necrotic fraction", "anoxic volume fraction"),
            needs=SPHERE,
        ),
        "oxygen_enhancement": Output(
            "",
            "radiosensitivity over that without oxygen",
            words=("oxygen enhancement ratio", "OER", "oxygen enhancement"),
            needs=("local_oxygen",),
        ),
        "thermal_dose": Output(
            "minute",
            "cumulative equivalent minutes at 43 C",
            words=("CEM43", "thermal dose", "equivalent minutes at 43", "cumulative equivalent minutes"),
            needs=("temperature", "heating_time"),
        ),
        "heating_needed": Output(
            "minute",
            "duration of the heating that reaches the thermal dose",
            words=("heating needed", "how long must", "how long to heat", "duration of heating"),
            needs=("temperature", "target_dose"),
        ),
        "extracellular_ph": Output(
            "",
            "pH outside the cells by Henderson and Hasselbalch",
            words=("extracellular pH", "pHe", "interstitial pH", "tumour pH", "tumor pH"),
            needs=("bicarbonate", "carbon_dioxide"),
        ),
        "energy_charge": Output(
            "",
            "adenylate energy charge, (ATP + ADP/2) over all adenylates",
            words=("energy charge", "adenylate energy charge"),
            needs=("atp", "adp", "amp"),
        ),
        "atp_adp_ratio": Output(
            "", "ATP over ADP in the cells", words=("ATP/ADP ratio", "ATP to ADP ratio"), needs=("atp", "adp")
        ),
    },
    validity="research only, no treatment. A local field, in a dish or in a tissue: systemic glucose below 3 mmol/L, "
    "systemic pH outside 7.35 to 7.45 or fever are not its subject. Oxygen: a sphere with constant consumption, no "
    "vessels, limits of 232 +- 22 um in the paper's cells; the oxygen enhancement of sparsely ionising radiation; heat "
    "dose in the form of 1984, its factors averages over cell lines; room air (160 mmHg) is not tissue (20 to 50)",
    citations=(
        "Grimes et al., J. R. Soc. Interface 11 (2014) 20131124",
        "Alper & Howard-Flanders, Nature 178 (1956) 978",
        "Sapareto & Dewey, Int. J. Radiat. Oncol. Biol. Phys. 10 (1984) 787",
        "Atkinson, Biochemistry 7 (1968) 4030",
    ),
    words=(
        "spheroid",
        "tumour microenvironment",
        "tumor microenvironment",
        "hyperthermia",
        "thermal dose",
        "CEM43",
        "hypoxia",
        "adenylate",
        "energy charge",
        "oxygen enhancement",
        "pHe",
        "extracellular pH",
    ),
    cost=Cost(seconds=10, memory_mb=512),
)
def tumour_microenvironment(*, wants: tuple[str, ...], seed: int, **given: float) -> Result:
    """Evaluate the closed forms that are determined; deterministic, so `seed` changes nothing."""
    outputs: dict[str, float] = {}
    notes = ["research only"]
    plots: tuple[Plot, ...] = ()
    if set(OXYGEN) <= given.keys():
        sink = given["consumption"] * SOLUBILITY  # mmHg/s
        limit = sqrt(6 * given["diffusivity"] * given["surface_oxygen"] / sink) * 1e6
        outputs["diffusion_limit"] = limit
        if "radius" in given:
            core = _core(given["radius"], limit)
            outputs |= {"necrotic_radius": core, "anoxic_fraction": (core / given["radius"]) ** 3}
            plots = (_profile(given["radius"], core, limit, given["surface_oxygen"]),)
    if "local_oxygen" in given:
        outputs["oxygen_enhancement"] = (OER_MAX * given["local_oxygen"] + OER_HALF) / (
            given["local_oxygen"] + OER_HALF
        )
    if "temperature" in given and {"heating_time", "target_dose"} & given.keys():
        pace = (0.5 if given["temperature"] >= 43 else 0.25) ** (43 - given["temperature"])
        if "heating_time" in given:
            outputs["thermal_dose"] = given["heating_time"] * pace
        if "target_dose" in given:
            outputs["heating_needed"] = given["target_dose"] / pace
        if given["temperature"] < 39:
            notes.append("below about 39 C cells adapt to heat, and the thermal dose says little")
    if {"bicarbonate", "carbon_dioxide"} <= given.keys():
        outputs["extracellular_ph"] = PKA + log10(given["bicarbonate"] / (CO2_SOLUBILITY * given["carbon_dioxide"]))
    if {"atp", "adp"} <= given.keys():
        if given["adp"]:
            outputs["atp_adp_ratio"] = given["atp"] / given["adp"]
        total = given["atp"] + given["adp"] + given.get("amp", 0.0)
        if total and "amp" in given:
            outputs["energy_charge"] = (given["atp"] + given["adp"] / 2) / total
        elif not total:
            notes.append("without adenylates there is no energy charge")
    kept = {n: v for n, v in outputs.items() if n in wants}
    return Result(
        kept, "steady diffusion in a sphere, Alper-Howard-Flanders, CEM43, Henderson-Hasselbalch", tuple(notes), plots
    )


def _core(radius: float, limit: float) -> float:
    """Radius at which pressure and its gradient vanish: the root of `limit^2 = R^2 - 3 r^2 + 2 r^3/R` below R."""
    if radius <= limit:
        return 0.0
    return radius * (0.5 - cos((acos(1 - 2 * (limit / radius) ** 2) - 2 * pi) / 3))


def _profile(radius: float, core: float, limit: float, surface: float) -> Plot:
    """Oxygen pressure from the centre to the surface."""
    radii = tuple(radius * (k + 1) / POINTS for k in range(POINTS))
    drop = surface / limit**2
    pressures = (
        surface + drop * (r**2 - radius**2 + 2 * core**3 * (1 / r - 1 / radius)) if r > core else 0.0 for r in radii
    )
    return Plot(
        title="Oxygen in the spheroid",
        x_name="distance from the centre",
        x_unit="um",
        x=radii,
        y_name="oxygen partial pressure",
        y_unit="mmHg",
        lines=(Line(name="oxygen", y=tuple(max(0.0, p) for p in pressures)),),
    )
