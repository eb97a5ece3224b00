"""The U.S. Standard Atmosphere, 1976, up to 84.852 km of geopotential altitude [USSA1976]_.

Hydrostatic equilibrium of dry air in seven layers of constant lapse rate. Knows no weather, latitude or season.

References:
    .. [USSA1976] NOAA, NASA, USAF, U.S. Standard Atmosphere, 1976, NOAA-S/T 76-1562, Washington (1976).
"""

from math import exp, sqrt

from ech0.core.errors import InputError
from ech0.core.types import Plot
from labs import Choice, Cost, Output, Real, Result, lab
from labs._curves import curve, evenly

G0 = 9.80665  # m/s^2
M0 = 0.0289644  # kg/mol
R_STAR = 8.31432  # J/(mol K): the value of 1976, which is part of the definition
EARTH_RADIUS = 6356766.0  # m, the effective one of the definition
GAMMA = 1.4
BETA, SUTHERLAND = 1.458e-6, 110.4  # kg/(s m K^(1/2)) and K, of the viscosity
LAYERS = (  # base in m of geopotential altitude, lapse rate in K/m
    (0.0, -0.0065),
    (11000.0, 0.0),
    (20000.0, 0.001),
    (32000.0, 0.0028),
    (47000.0, 0.0),
    (51000.0, -0.0028),
    (71000.0, -0.002),
)
TOP = 84852.0
AROUND = 10000.0  # m above and below, in the plots


@lab(
    title="U.S. Standard Atmosphere, 1976",
    version="1",
    inputs={
        "altitude": Real(
            "m",
            -5000.0,
            86000.0,
            "height above sea level",
            concept="altitude",
            words=(
                "high",
                "up",
                "height",
                "elevation",
                "flight level",
                "altitude",
                "geopotential altitude",
                "height above sea level",
                "above sea level",
            ),
            phrases={"at sea level": 0.0, "at the tropopause": 11000.0},
        ),
        "scale": Choice(
            {
                "geopotential": ("geopotential altitude", "geopotential height"),
                "geometric": ("geometric altitude", "geometric height"),
            },
            "whether the altitude is geopotential, as in the layers of the definition, or geometric",
            default="geopotential",
        ),
    },
    outputs={
        "temperature": Output(
            "K",
            "temperature of the air",
            concept="temperature",
            words=(
                "cold",
                "warm",
                "standard atmosphere temperature",
                "air temperature at altitude",
                "temperature of the standard atmosphere",
            ),
        ),
        "pressure": Output(
            "Pa",
            "pressure of the air",
            concept="pressure",
            words=("standard atmosphere pressure", "air pressure at altitude", "pressure of the standard atmosphere"),
        ),
        "density": Output(
            "kg/m^3",
            "density of the air",
            concept="density",
            words=(
                "air density",
                "standard atmosphere density",
                "air density at altitude",
                "density of the standard atmosphere",
            ),
        ),
        "speed_of_sound": Output(
            "m/s",
            "speed of sound in the air",
            concept="speed_of_sound",
            words=("speed of sound", "speed of sound at altitude", "speed of sound in the standard atmosphere"),
        ),
        "viscosity": Output(
            "Pa*s",
            "dynamic viscosity of the air by Sutherland's law",
            concept="viscosity",
            words=("air viscosity", "viscosity of the standard atmosphere"),
        ),
    },
    validity="an idealised steady dry atmosphere of middle latitudes; the real one departs by tens of kelvin and a few "
    "per cent of pressure",
    citations=("U.S. Standard Atmosphere, 1976, NOAA-S/T 76-1562",),
    words=(
        "ISA",
        "U.S. Standard Atmosphere",
        "standard atmosphere",
        "US Standard Atmosphere",
        "International Standard Atmosphere",
        "ISA conditions",
        "standard air",
        "standard day",
        "US Std Atm",
        "US standard",
    ),
    cost=Cost(seconds=5, memory_mb=256),
)
def atmosphere_1976(*, altitude: float, scale: str, wants: tuple[str, ...], seed: int) -> Result:
    """Integrate layer by layer, each in closed form; deterministic, so `seed` changes nothing."""
    height = altitude if scale == "geopotential" else EARTH_RADIUS * altitude / (EARTH_RADIUS + altitude)
    if height > TOP:
        raise InputError(
            "atmosphere_1976.altitude", f"{altitude:.6g} m", f"the layers end at {TOP:g} m of geopotential"
        )
    temperature, pressure = _state(height)
    outputs = {
        "temperature": temperature,
        "pressure": pressure,
        "density": pressure * M0 / (R_STAR * temperature),
        "speed_of_sound": sqrt(GAMMA * R_STAR * temperature / M0),
        "viscosity": BETA * temperature**1.5 / (temperature + SUTHERLAND),
    }
    notes = (f"read as {scale} altitude, {height:.1f} m of geopotential",) if height else ()
    kept = {n: v for n, v in outputs.items() if n in wants}
    return Result(kept, "closed form of each layer", notes, _plots(height, set(wants)))


def _plots(height: float, wants: set[str]) -> tuple[Plot, ...]:
    """Profiles about the height: of the temperature, which alone sets sound and viscosity, and of the pressure."""
    grid = evenly(max(-5000.0, height - AROUND), min(TOP, height + AROUND), height)
    x, states = ("geopotential altitude", "km"), [_state(h) for h in grid]
    km = [h / 1000 for h in grid]
    plots: tuple[Plot, ...] = ()
    if wants - {"pressure"}:
        plots = curve(
            "Temperature of the standard atmosphere", x, ("temperature", "K"), km, {"T": [t for t, _ in states]}
        )
    if wants & {"pressure", "density"}:
        lines = {"p": [p for _, p in states]}
        plots += curve("Pressure of the standard atmosphere", x, ("pressure", "Pa"), km, lines, log_y=True)
    return plots


def _state(height: float) -> tuple[float, float]:
    """Temperature in K and pressure in Pa at a geopotential height in m."""
    temperature, pressure = 288.15, 101325.0
    for n, (base, lapse) in enumerate(LAYERS):
        last = n + 1 == len(LAYERS) or height <= LAYERS[n + 1][0]
        rise = (height if last else LAYERS[n + 1][0]) - base
        above = temperature + lapse * rise
        power = G0 * M0 / R_STAR
        pressure *= (temperature / above) ** (power / lapse) if lapse else exp(-power * rise / temperature)
        temperature = above
        if last:
            break
    return temperature, pressure
