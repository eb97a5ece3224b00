"""Thermophysical properties of pure fluids from reference equations of state, through CoolProp [Bell2014]_.

Water is IAPWS-95 [Wagner2002]_; the other fluids have the equation of state that CoolProp cites for them.

References:
    .. [Bell2014] I. H. Bell et al., Ind. Eng. Chem. Res. 53 (2014) 2498-2508.
    .. [Wagner2002] W. Wagner, A. Pruss, J. Phys. Chem. Ref. Data 31 (2002) 387-535.
"""

from collections.abc import Mapping

from ech0.core.errors import InputError
from ech0.core.types import Plot
from labs import Choice, Cost, Output, Real, Result, lab
from labs._curves import curve, evenly

FLUIDS = {
    "Water": ("water", "H2O", "steam"),
    "Ethanol": ("ethanol", "ethyl alcohol"),
    "Methanol": ("methanol", "methyl alcohol"),
    "Acetone": ("acetone", "propanone"),
    "Benzene": ("benzene",),
    "Toluene": ("toluene",),
    "n-Hexane": ("hexane", "n-hexane"),
    "n-Octane": ("octane", "n-octane"),
    "n-Butane": ("butane", "n-butane"),
    "n-Propane": ("propane",),
    "Ethane": ("ethane",),
    "Methane": ("methane", "CH4"),
    "Ammonia": ("ammonia", "NH3"),
    "CarbonDioxide": ("carbon dioxide", "CO2"),
    "CarbonMonoxide": ("carbon monoxide",),
    "Nitrogen": ("nitrogen", "N2"),
    "Oxygen": ("oxygen", "O2"),
    "Hydrogen": ("hydrogen", "H2"),
    "Helium": ("helium",),
    "Neon": ("neon",),
    "Argon": ("argon",),
    "Krypton": ("krypton",),
    "Xenon": ("xenon",),
    "Air": ("air",),
    "SulfurDioxide": ("sulfur dioxide", "sulphur dioxide", "SO2"),
    "HydrogenSulfide": ("hydrogen sulfide", "hydrogen sulphide", "H2S"),
    "R134a": ("R134a", "R-134a", "1,1,1,2-tetrafluoroethane"),
    "HeavyWater": ("heavy water", "D2O", "deuterium oxide"),
}

SINGLE_PHASE = ("fluid", "temperature", "pressure")
SINGLE = {
    "density": "D",
    "viscosity": "V",
    "specific_heat": "C",
    "thermal_conductivity": "L",
    "speed_of_sound": "A",
    "specific_enthalpy": "H",
}
SATURATED = {"boiling_temperature", "vapour_pressure", "heat_of_vaporization"}
TRIVIAL = {"critical_temperature": "Tcrit", "critical_pressure": "Pcrit", "molar_mass": "M"}


@lab(
    title="Properties of pure fluids",
    version="1",
    inputs={
        "fluid": Choice(FLUIDS, "the pure fluid", words=("fluid", "liquid", "gas")),
        "temperature": Real("K", 1.0, 2000.0, "the temperature", concept="temperature"),
        "pressure": Real(
            "Pa",
            1.0,
            1e9,
            "the absolute pressure",
            default=101325.0,
            concept="pressure",
            words=("absolute", "bara"),
        ),
    },
    outputs={
        "boiling_temperature": Output(
            "K",
            "temperature at which liquid and vapour coexist at the pressure",
            concept="boiling_temperature",
            words=("boiling point", "boiling temperature", "boil", "boils", "saturation temperature"),
            needs=("fluid", "pressure"),
        ),
        "vapour_pressure": Output(
            "Pa",
            "pressure at which liquid and vapour coexist at the temperature",
            concept="vapour_pressure",
            words=("vapour pressure", "vapor pressure", "saturation pressure"),
            needs=("fluid", "temperature"),
        ),
        "heat_of_vaporization": Output(
            "J/kg",
            "specific enthalpy of vaporization at the pressure",
            concept="specific_latent_heat",
            words=(
                "evaporate",
                "vaporize",
                "vaporise",
                "boil off",
                "heat of vaporization",
                "heat of vaporisation",
                "latent heat of vaporization",
                "enthalpy of vaporization",
            ),
            needs=("fluid", "pressure"),
        ),
        "density": Output(
            "kg/m^3", "mass density", concept="density", words=("density", "mass density", "dense"), needs=SINGLE_PHASE
        ),
        "viscosity": Output(
            "Pa*s",
            "dynamic viscosity",
            concept="viscosity",
            words=("viscosity", "dynamic viscosity"),
            needs=SINGLE_PHASE,
        ),
        "specific_heat": Output(
            "J/kg/K",
            "isobaric specific heat capacity",
            concept="specific_heat",
            words=("specific heat", "heat capacity", "specific heat capacity"),
            needs=SINGLE_PHASE,
        ),
        "thermal_conductivity": Output(
            "W/m/K",
            "thermal conductivity",
            concept="thermal_conductivity",
            words=("thermal conductivity", "heat conductivity"),
            needs=SINGLE_PHASE,
        ),
        "speed_of_sound": Output(
            "m/s",
            "speed of sound",
            concept="speed_of_sound",
            words=("speed of sound", "sound speed", "velocity of sound"),
            needs=SINGLE_PHASE,
        ),
        "specific_enthalpy": Output(
            "J/kg",
            "specific enthalpy, zero at CoolProp's default reference state of the fluid",
            words=("specific enthalpy",),
            needs=SINGLE_PHASE,
        ),
        "critical_temperature": Output(
            "K",
            "temperature of the critical point",
            concept="critical_temperature",
            words=("critical temperature",),
            needs=("fluid",),
        ),
        "critical_pressure": Output(
            "Pa",
            "pressure of the critical point",
            concept="critical_pressure",
            words=("critical pressure",),
            needs=("fluid",),
        ),
        "molar_mass": Output(
            "kg/mol",
            "molar mass",
            concept="molar_mass",
            words=("molar mass", "molecular weight"),
            needs=("fluid",),
        ),
    },
    validity="pure fluids in stable equilibrium inside the range of their equation of state; air as a pseudo-pure "
    "fluid; no mixtures, no solutions, no metastable states",
    citations=(
        "Bell et al., Ind. Eng. Chem. Res. 53 (2014) 2498",
        "Wagner & Pruss, J. Phys. Chem. Ref. Data 31 (2002) 387",
    ),
    libraries=("CoolProp",),
    words=("fluid", "liquid", "vapour", "vapor", "steam", "boiling"),
    cost=Cost(seconds=20, memory_mb=1024),
)
def fluid_properties(
    *,
    fluid: str,
    temperature: float | None = None,
    pressure: float | None = None,
    wants: tuple[str, ...],
    seed: int,
) -> Result:
    """Evaluate the wanted outputs that the given inputs determine; deterministic, so `seed` changes nothing."""
    from CoolProp.CoolProp import PhaseSI

    _in_range(fluid, temperature, pressure)
    outputs: dict[str, float | tuple[float, float]] = {}
    warnings: list[str] = []
    for name in wants:
        try:
            value = _value(name, fluid, temperature, pressure)
        except ValueError as error:  # CoolProp's only kind: no model for this fluid, or no such state
            warnings.append(f"no {name.replace('_', ' ')}: {str(error).split(' : ')[0]}")
            continue
        if value is not None:
            outputs[name] = value
    if temperature is not None and pressure is not None and any(name in SINGLE for name in outputs):
        warnings.append(f"{fluid} is in the {PhaseSI('T', temperature, 'P', pressure, fluid)} phase here")
    plots = _plot(fluid, temperature, pressure, outputs) if SATURATED & outputs.keys() else ()
    return Result(outputs, "Helmholtz-energy equation of state (CoolProp HEOS)", tuple(warnings), plots)


def _plot(
    fluid: str, temperature: float | None, pressure: float | None, outputs: Mapping[str, object]
) -> tuple[Plot, ...]:
    """The vapour pressure within a sixth of the temperatures at which liquid and vapour coexist."""
    from CoolProp.CoolProp import PropsSI

    low, high = PropsSI("Tmin", fluid), 0.999 * PropsSI("Tcrit", fluid)
    at = [] if temperature is None or "vapour_pressure" not in outputs else [temperature]
    if pressure is not None and SATURATED - {"vapour_pressure"} & outputs.keys():
        at.append(_value("boiling_temperature", fluid, None, pressure) or low)
    grid = evenly(max(low, min(at) * 5 / 6), min(high, max(at) * 7 / 6), *at, points=60)
    lines = {"vapour pressure": [_value("vapour_pressure", fluid, t, None) or 0.0 for t in grid]}
    return curve(f"Liquid and vapour of {fluid}", ("temperature", "K"), ("pressure", "Pa"), grid, lines, log_y=True)


def _value(name: str, fluid: str, temperature: float | None, pressure: float | None) -> float | None:
    from CoolProp.CoolProp import PropsSI

    if name in TRIVIAL:
        return float(PropsSI(TRIVIAL[name], fluid))
    if name == "vapour_pressure" and temperature is not None:
        return float(PropsSI("P", "T", temperature, "Q", 0, fluid))
    if name == "boiling_temperature" and pressure is not None:
        return float(PropsSI("T", "P", pressure, "Q", 0, fluid))
    if name == "heat_of_vaporization" and pressure is not None:
        return float(PropsSI("H", "P", pressure, "Q", 1, fluid) - PropsSI("H", "P", pressure, "Q", 0, fluid))
    if name in SINGLE and temperature is not None and pressure is not None:
        return float(PropsSI(SINGLE[name], "T", temperature, "P", pressure, fluid))
    return None


def _in_range(fluid: str, temperature: float | None, pressure: float | None) -> None:
    """Refuse what lies outside the fluid's equation of state, naming its range."""
    from CoolProp.CoolProp import PropsSI

    for name, given, low, high, unit in (
        ("temperature", temperature, "Tmin", "Tmax", "K"),
        ("pressure", pressure, None, "pmax", "Pa"),
    ):
        if given is None:
            continue
        least, most = PropsSI(low, fluid) if low else 0.0, PropsSI(high, fluid)
        if not least <= given <= most:
            cure = f"the equation of state of {fluid} holds in [{least:g}, {most:g}] {unit}"
            raise InputError(f"fluid_properties.{name}", f"{given:.6g} {unit}", cure)
