"""Transient heat conduction through a flat plate whose two faces are suddenly brought to another temperature.

Finite volumes over half the plate, solved by their eigenvectors and tested against Fourier's series on every run
[Carslaw1959]_. Knows no radiation, no heat source and no change of properties with temperature.

References:
    .. [Carslaw1959] H. S. Carslaw, J. C. Jaeger, Conduction of Heat in Solids, 2nd ed. (1959), sections 3.3 and 3.11.
"""

from collections.abc import Callable
from math import cos, exp, inf, pi, sin
from typing import Any

from ech0.core.errors import InputError, RunFailed
from ech0.core.types import Plot
from labs import Cost, Output, Real, Result, lab
from labs._curves import by_ratio, curve, evenly

CELLS = 200
EARLY = 0.02  # Fourier number
AGREE = 5e-4  # of the step in temperature, between the cells and the series
PLATE = ("diffusivity", "thickness", "elapsed", "conductivity", "transfer_coefficient")


@lab(
    title="Transient heat conduction in a flat plate",
    version="1",
    inputs={
        "diffusivity": Real(
            "m^2/s",
            1e-9,
            1e-2,
            "thermal diffusivity, k over rho c",
            words=("thermal diffusivity", "diffusivity of heat"),
        ),
        "thickness": Real(
            "m",
            1e-6,
            100.0,
            "full thickness of the plate, heated or cooled from both faces",
            concept="thickness",
            words=("plate thickness", "thickness", "thick"),
        ),
        "elapsed": Real(
            "s",
            0.0,
            1e10,
            "time since the faces were exposed",
            concept="time",
            words=("after", "exposure time", "time"),
        ),
        "initial_temperature": Real(
            "K",
            1.0,
            5000.0,
            "uniform temperature of the plate before",
            concept="temperature",
            words=(
                "from",
                "initially",
                "starts at",
                "at first",
                "uniformly at",
                "initially at",
                "initial temperature",
                "initial plate temperature",
                "uniform temperature",
                "goes in at",
                "comes out of",
                "taken from",
                "out of a",
                "starting at",
                "starts from",
                "cold",
                "was at",
                "originally at",
                "throughout",
                "right through",
                "all through",
            ),
        ),
        "outer_temperature": Real(
            "K",
            1.0,
            5000.0,
            "temperature of the faces, or of the fluid around if a heat transfer coefficient is given",
            concept="temperature",
            words=(
                "to",
                "into",
                "held at",
                "kept at",
                "oven at",
                "bath at",
                "faces",
                "surroundings at",
                "plunged into",
                "dropped into",
                "immersed in",
                "placed in",
                "exposed to",
                "dipped into",
                "put into",
                "air",
                "oven",
                "oven air",
                "oil",
                "bath",
                "dies",
                "both sides",
                "sides",
                "stream",
                "ambient",
                "room",
                "medium",
                "surroundings",
                "face temperature",
                "oven temperature",
                "bath temperature",
                "fluid temperature",
                "faces held at",
            ),
        ),
        "conductivity": Real(
            "W/m/K",
            1e-3,
            1e4,
            "thermal conductivity; with the heat transfer coefficient only",
            concept="thermal_conductivity",
            words=("thermal conductivity", "conductivity"),
            optional=True,
        ),
        "transfer_coefficient": Real(
            "W/m^2/K",
            1e-3,
            1e7,
            "heat transfer coefficient to the fluid; without it the faces are held at the outer temperature",
            concept="heat_transfer_coefficient",
            words=("heat transfer coefficient", "convection coefficient", "film coefficient"),
            optional=True,
        ),
    },
    outputs={
        "center_temperature": Output(
            "K",
            "temperature midway between the faces at the time",
            concept="temperature",
            words=(
                "midplane",
                "middle",
                "mid-plane",
                "centre",
                "center",
                "core temperature",
                "centre temperature of the plate",
                "center temperature",
                "midplane temperature",
                "centre temperature",
            ),
        ),
        "surface_temperature": Output(
            "K",
            "temperature of the faces at the time",
            concept="temperature",
            words=("surface", "surface temperature of the plate", "plate surface temperature"),
        ),
        "remaining_step": Output(
            "",
            "what is left at the centre of the difference to the outer temperature",
            words=(
                "dimensionless center temperature",
                "dimensionless centre temperature",
                "remaining temperature step",
            ),
            needs=PLATE,
        ),
        "heat_fraction": Output(
            "",
            "heat exchanged so far over that exchanged in the end",
            words=(
                "share of the total heat",
                "fraction of the heat",
                "flowed in",
                "heat exchanged",
                "share of the heat",
                "fraction of heat exchanged",
                "fractional heat uptake",
                "heat fraction",
            ),
            needs=PLATE,
        ),
    },
    validity="a plate much wider than thick with constant properties and both faces treated alike, Biot number above "
    "1e-8; no radiation and no phase change",
    citations=("Carslaw & Jaeger, Conduction of Heat in Solids (1959)",),
    libraries=("numpy", "scipy"),
    words=(
        "slab",
        "plate",
        "Heisler",
        "thermal diffusivity",
        "transient conduction",
        "transient heat conduction",
        "unsteady conduction",
        "thermal diffusivity",
    ),
    cost=Cost(seconds=30, memory_mb=512),
)
def heat_conduction(*, wants: tuple[str, ...], seed: int, **given: float) -> Result:
    """Solve the cells and compare with the series; deterministic, so `seed` changes nothing."""
    half, transfer = given["thickness"] / 2, given.get("transfer_coefficient")
    if transfer is not None and "conductivity" not in given:
        raise InputError("heat_conduction.conductivity", None, "a heat transfer coefficient needs the conductivity")
    biot = inf if transfer is None else transfer * half / given["conductivity"]
    fourier = given["diffusivity"] * given["elapsed"] / half**2
    remaining = _cells(biot, fourier)
    center, face, mean = (float(part[0]) for part in remaining(fourier))
    if fourier > 0.01:
        exact = _series(biot, fourier)
        if max(abs(a - b) for a, b in zip((center, face, mean), exact, strict=True)) > AGREE:
            raise RunFailed("lab heat_conduction", "the cells depart from Fourier's series")
    outputs = {"remaining_step": center, "heat_fraction": 1 - mean}
    if "initial_temperature" in given and "outer_temperature" in given:
        step = given["initial_temperature"] - given["outer_temperature"]
        outputs["center_temperature"] = given["outer_temperature"] + step * center
        outputs["surface_temperature"] = given["outer_temperature"] + step * face
    kept = {n: v for n, v in outputs.items() if n in wants}
    method = f"{CELLS} finite volumes and their eigenvectors, Fourier number {fourier:.4g}, Biot number {biot:.4g}"
    return Result(kept, method, (), _plot(given, fourier, remaining))


Remaining = Callable[..., tuple[Any, Any, Any]]
"""Of Fourier numbers: arrays of the step that remains at the centre, at the face and on average."""


def _plot(p: dict[str, float], fourier: float, remaining: Remaining) -> tuple[Plot, ...]:
    """Centre and face up to the time; logarithmic where the plate has long been through."""
    late = fourier > 20
    grid = by_ratio(1e-3 * p["elapsed"] / fourier, p["elapsed"]) if late else evenly(0.0, p["elapsed"])
    if len(grid) < 2:
        return ()
    outer, step, y = 0.0, 1.0, ("remaining step", "")
    if "initial_temperature" in p and "outer_temperature" in p:
        outer, step, y = p["outer_temperature"], p["initial_temperature"] - p["outer_temperature"], ("temperature", "K")
    centre, face, _ = remaining(*(fourier * (t / p["elapsed"]) for t in grid))
    lines = {"centre": outer + step * centre, "surface": outer + step * face}
    return curve("Temperature of the plate", ("time", "s"), y, grid, lines, log_x=late)


def _cells(biot: float, fourier: float) -> Remaining:
    """The plate cut up for the times up to a Fourier number; lengths in units of half the thickness."""
    from numpy import arange, array, exp, outer, sqrt, where, zeros
    from scipy.linalg import eigh_tridiagonal

    # early on the step is all at the face, where the cells must be fine
    edges = 1 - (1 - arange(CELLS + 1) / CELLS) ** (2 if fourier < EARLY else 1)
    widths = edges[1:] - edges[:-1]
    middles = (edges[1:] + edges[:-1]) / 2
    links = 1 / (middles[1:] - middles[:-1])
    gap = 1 - middles[-1]
    leak = zeros(CELLS)
    leak[-1] = 1 / (gap + (0.0 if biot == inf else 1 / biot))
    # symmetric once each cell is weighted by the root of its width, so that its eigenvectors solve it for all times
    root = sqrt(widths)
    rates, modes = eigh_tridiagonal(-(_sums(links) + leak) / widths, links / (root[1:] * root[:-1]))
    start = modes.T @ root

    def remaining(*fouriers: float) -> tuple[Any, Any, Any]:
        times = array(fouriers)
        y = modes @ (exp((outer(rates, times)).clip(-700.0, 0.0)) * start[:, None]) / root[:, None]
        face = zeros(len(times)) if biot == inf else y[-1] * (1 - leak[-1] * gap)
        # the profile is flat at the centre: a parabola through the first two cells
        bend = (y[1] - y[0]) / (middles[1] ** 2 - middles[0] ** 2)
        center, mean = y[0] - bend * middles[0] ** 2, array([(column * widths).sum() for column in y.T])
        before = times == 0  # the cells give one for it but for rounding, and their face has not yet begun to cool
        return where(before, 1.0, center), where(before & (biot != inf), 1.0, face), where(before, 1.0, mean)

    return remaining


def _sums(links: Any) -> Any:
    """For each cell the conductance to both neighbours."""
    from numpy import pad

    return pad(links, (0, 1)) + pad(links, (1, 0))


def _series(biot: float, fourier: float) -> tuple[float, float, float]:
    """Fourier's series for the same three: `z tan z = Bi`."""
    from scipy.optimize import brentq

    center = face = mean = 0.0
    for n in range(60):
        low, high = n * pi, (n + 0.5) * pi
        if biot == inf:
            root = high
        elif n and biot < 1e-6:  # too near a zero of the sine to be bracketed
            root = low + biot / low
        else:
            root = float(brentq(lambda z: z * sin(z) - biot * cos(z), low, high, xtol=1e-14))
        weight = 4 * sin(root) / (2 * root + sin(2 * root)) * exp(-min(root**2 * fourier, 700.0))
        center += weight
        face += weight * cos(root)
        mean += weight * sin(root) / root
    return center, face, mean
