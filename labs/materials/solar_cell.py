"""The detailed-balance limit of a single-junction solar cell in the reference spectrum AM1.5G [Shockley1961]_.

Every photon above the gap makes one electron, and only radiation takes it away. Knows no defect, no resistance, no
reflection and no concentration of light.

References:
    .. [Shockley1961] W. Shockley, H. J. Queisser, J. Appl. Phys. 32 (1961) 510-519.
    .. [Ruehle2016] S. Ruehle, Sol. Energy 130 (2016) 139-147 (tabulated values).
    .. [G173] ASTM G173-03, reference solar spectral irradiances.
"""

from functools import cache
from typing import Any

from ech0.core.types import Line, Plot
from labs import Choice, Cost, Output, Real, Result, lab

H, C, K, Q = 6.62607015e-34, 299792458.0, 1.380649e-23, 1.602176634e-19
GAPS = {  # band gap in eV at 300 K, and words
    "silicon": (1.12, ("silicon", "Si")),
    "gallium arsenide": (1.424, ("gallium arsenide", "GaAs")),
    "cadmium telluride": (1.5, ("cadmium telluride", "CdTe")),
    "germanium": (0.661, ("germanium", "Ge")),
    "indium phosphide": (1.344, ("indium phosphide", "InP")),
    "MAPbI3": (1.6, ("methylammonium lead iodide", "halide perovskite", "MAPbI3")),
    "other": (0.0, ("another absorber",)),
}
CELL = ("absorber", "band_gap", "cell_temperature")


@lab(
    title="Shockley-Queisser limit of a solar cell",
    version="1",
    inputs={
        "band_gap": Real(
            "eV",
            0.4,
            3.5,
            "band gap, instead of the absorber's own",
            words=("band gap", "bandgap", "gap"),
            optional=True,
        ),
        "absorber": Choice({k: w for k, (_, w) in GAPS.items()}, "a semiconductor with a known gap", default="other"),
        "cell_temperature": Real(
            "K",
            200.0,
            500.0,
            "temperature of the cell",
            default=298.15,
            concept="temperature",
            words=("cell temperature",),
        ),
    },
    outputs={
        "cell_efficiency": Output(
            "percent",
            "greatest efficiency of a cell with this gap",
            words=(
                "Shockley-Queisser efficiency",
                "Shockley-Queisser limit",
                "solar cell efficiency",
                "limiting efficiency",
                "detailed-balance efficiency",
                "detailed balance limit",
                "power conversion efficiency",
                "efficiency",
            ),
            needs=CELL,
            ways=(("absorber",), ("band_gap",)),
        ),
        "short_circuit_current": Output(
            "mA/cm^2",
            "current density at no voltage",
            words=("short-circuit current", "short circuit current", "photocurrent", "Jsc"),
            needs=CELL,
            ways=(("absorber",), ("band_gap",)),
        ),
        "open_circuit_voltage": Output(
            "V",
            "voltage at no current",
            words=("open-circuit voltage", "open circuit voltage", "Voc"),
            needs=CELL,
            ways=(("absorber",), ("band_gap",)),
        ),
        "fill_factor": Output(
            "percent",
            "greatest power over their product",
            words=("fill factor",),
            needs=CELL,
            ways=(("absorber",), ("band_gap",)),
        ),
        "best_gap": Output(
            "eV",
            "gap with the greatest efficiency of all",
            words=("optimal band gap", "best band gap", "ideal band gap", "optimum band gap"),
            needs=("cell_temperature",),
        ),
        "best_cell_efficiency": Output(
            "percent",
            "the greatest efficiency of all",
            words=("maximum Shockley-Queisser efficiency", "greatest single-junction efficiency"),
            needs=("cell_temperature",),
        ),
    },
    validity="one junction, unconcentrated AM1.5G, unit absorption above a sharp gap, a perfect mirror behind; an "
    "upper limit that no real cell reaches",
    citations=(
        "Shockley & Queisser, J. Appl. Phys. 32 (1961) 510",
        "Ruehle, Sol. Energy 130 (2016) 139",
        "ASTM G173-03",
    ),
    libraries=("pvlib", "numpy", "scipy"),
    words=("Shockley-Queisser", "solar cell", "photovoltaic", "single-junction", "AM1.5G", "AM1.5", "detailed balance"),
    on_request=True,
    cost=Cost(seconds=60, memory_mb=1024),
)
def solar_cell(
    *,
    absorber: str = "other",
    band_gap: float | None = None,
    cell_temperature: float = 298.15,
    wants: tuple[str, ...],
    seed: int,
) -> Result:
    """Balance photons in and out; deterministic, so `seed` changes nothing."""
    from numpy import arange
    from scipy.optimize import minimize_scalar

    gap = band_gap or GAPS[absorber][0]
    outputs: dict[str, float] = {}
    notes: tuple[str, ...] = ()
    plots: tuple[Plot, ...] = ()
    if gap:
        names = ("cell_efficiency", "short_circuit_current", "open_circuit_voltage", "fill_factor")
        outputs |= dict(zip(names, _limit(gap, cell_temperature), strict=True))
    elif set(wants) - {"best_gap", "best_cell_efficiency"}:
        notes = ("no band gap was given, and no absorber with a known one named",)
    if {"best_gap", "best_cell_efficiency"} & set(wants):
        gaps = tuple(map(float, arange(0.5, 3.01, 0.02)))
        course = tuple(_limit(g, cell_temperature)[0] for g in gaps)
        top = gaps[max(range(len(gaps)), key=course.__getitem__)]
        found = minimize_scalar(
            lambda g: -_limit(g, cell_temperature)[0], bounds=(top - 0.03, top + 0.03), method="bounded"
        )
        outputs |= {"best_gap": float(found.x), "best_cell_efficiency": -float(found.fun)}
        plots = (
            Plot(
                title="Limiting efficiency",
                x_name="band gap",
                x_unit="eV",
                x=gaps,
                y_name="efficiency",
                y_unit="percent",
                lines=(Line(name="AM1.5G", y=course),),
            ),
        )
    method = "detailed balance in ASTM G173-03 global (pvlib), emission of a black body at the cell's temperature"
    return Result({n: v for n, v in outputs.items() if n in wants}, method, notes, plots)


@cache
def _spectrum() -> tuple[Any, Any, float]:
    """Wavelength in nm, photons per m^2, s and nm, and the power in W/m^2."""
    from numpy import asarray, trapezoid
    from pvlib.spectrum import get_reference_spectra

    table = get_reference_spectra(standard="ASTM G173-03")
    wave, power = asarray(table.index, float), asarray(table["global"], float)
    return wave, power * wave * 1e-9 / (H * C), float(trapezoid(power, wave))


def _limit(gap: float, temperature: float) -> tuple[float, float, float, float]:
    """Efficiency in percent, current in mA/cm^2, voltage in V, and fill factor in percent."""
    from math import exp, expm1, log1p, pi

    from numpy import append, interp, trapezoid
    from scipy.integrate import quad
    from scipy.optimize import minimize_scalar

    wave, photons, power = _spectrum()
    edge = H * C / (gap * Q) * 1e9
    kept = wave < edge
    x = append(wave[kept], edge)
    current = Q * float(trapezoid(append(photons[kept], interp(edge, wave, photons)), x))  # A/m^2
    kt = K * temperature
    start = gap * Q / kt
    tail, _ = quad(lambda u: (u + start) ** 2 * exp(-u) / -expm1(-(u + start)), 0, 60)
    dark = Q * 2 * pi / (H**3 * C**2) * kt**3 * exp(-start) * tail
    volt = kt / Q
    found = minimize_scalar(
        lambda v: -v * (current - dark * expm1(v / volt)), bounds=(0, gap), method="bounded", options={"xatol": 1e-9}
    )
    best, opened = -float(found.fun), volt * log1p(current / dark)
    return 100 * best / power, current / 10, opened, 100 * best / (current * opened)
