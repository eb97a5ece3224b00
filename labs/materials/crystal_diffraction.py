"""Powder diffraction and density of simple crystals from their published cells, through pymatgen.

Knows no temperature, no strain, no peak width and no absorption; the cell is that of room temperature.

References:
    .. [Ong2013] S. P. Ong et al., Comput. Mater. Sci. 68 (2013) 314-319.
    .. [Wyckoff1963] R. W. G. Wyckoff, Crystal Structures, 2nd ed. (1963), vol. 1.
"""

import re
from typing import Any

from ech0.core.errors import InputError
from ech0.core.types import Line, Plot
from labs import Choice, Cost, Output, Real, Result, Text, lab

COPPER = 1.5405929  # angstrom, Cu K-alpha-1, Hoelzer et al., Phys. Rev. A 56 (1997) 4554
CUBIC = {"diamond": "Fd-3m", "fcc": "Fm-3m", "bcc": "Im-3m", "salt": "Fm-3m", "zincblende": "F-43m", "cesium": "Pm-3m"}
SITES = {
    "diamond": ((0.0, 0.0, 0.0),),
    "fcc": ((0.0, 0.0, 0.0),),
    "bcc": ((0.0, 0.0, 0.0),),
    "salt": ((0.0, 0.0, 0.0), (0.5, 0.5, 0.5)),
    "zincblende": ((0.0, 0.0, 0.0), (0.25, 0.25, 0.25)),
    "cesium": ((0.0, 0.0, 0.0), (0.5, 0.5, 0.5)),
}
CELLS = {  # structure, edge in angstrom at room temperature, species, words
    "Si": ("diamond", 5.43102, ("Si",), ("silicon",)),
    "Ge": ("diamond", 5.6579, ("Ge",), ("germanium",)),
    "C": ("diamond", 3.56683, ("C",), ("diamond",)),
    "NaCl": ("salt", 5.6402, ("Na", "Cl"), ("sodium chloride", "rock salt", "halite", "table salt")),
    "KCl": ("salt", 6.2931, ("K", "Cl"), ("potassium chloride", "sylvite")),
    "MgO": ("salt", 4.2117, ("Mg", "O"), ("magnesium oxide", "periclase", "magnesia")),
    "GaAs": ("zincblende", 5.65325, ("Ga", "As"), ("gallium arsenide",)),
    "ZnS": ("zincblende", 5.4093, ("Zn", "S"), ("zinc blende", "sphalerite", "zinc sulfide")),
    "CsCl": ("cesium", 4.123, ("Cs", "Cl"), ("caesium chloride", "cesium chloride")),
    "Cu": ("fcc", 3.6149, ("Cu",), ("copper crystal", "copper powder", "copper")),
    "Al": ("fcc", 4.0495, ("Al",), ("aluminium", "aluminum")),
    "Ag": ("fcc", 4.0862, ("Ag",), ("silver",)),
    "Au": ("fcc", 4.0786, ("Au",), ("gold",)),
    "Ni": ("fcc", 3.5238, ("Ni",), ("nickel",)),
    "Fe": ("bcc", 2.8665, ("Fe",), ("alpha iron", "ferrite", "iron")),
    "W": ("bcc", 3.1652, ("W",), ("tungsten",)),
}
PLANE = ("crystal", "wavelength", "plane")


def _indices(text: str) -> str:
    """`(2 2 0)` as `220`; the order and the signs do not matter in a cubic crystal."""
    digits = re.findall(r"\d", text)
    if len(digits) != 3 or digits == ["0"] * 3:
        raise ValueError("give three Miller indices of one digit, not all zero, such as 220")
    return "".join(sorted(digits, reverse=True))


@lab(
    title="Powder X-ray diffraction of simple crystals",
    version="1",
    inputs={
        "crystal": Choice({k: c[3] for k, c in CELLS.items()}, "the crystal, cubic, at room temperature"),
        "plane": Text(
            r"(?:d_?)?[\[({]?-?\d[ ,]{0,2}-?\d[ ,]{0,2}-?\d[\])}]?",
            "220",
            "Miller indices of a reflection",
            check=_indices,
            longest=16,
            words=("reflection", "plane", "peak"),
        ),
        "wavelength": Real(
            "angstrom",
            0.2,
            3.0,
            "wavelength of the X-rays; that of Cu K-alpha-1 if not given",
            default=COPPER,
            concept="wavelength",
            words=("X-ray wavelength", "wavelength"),
        ),
    },
    outputs={
        "diffraction_angle": Output(
            "degree",
            "2 theta of the reflection",
            words=(
                "diffraction angle",
                "two theta",
                "2theta",
                "2 theta",
                "2θ",
                "peak position",
                "Bragg peak",
                "Bragg angle 2theta",
            ),
            needs=PLANE,
        ),
        "plane_spacing": Output(
            "angstrom",
            "distance between the planes",
            words=(
                "spacing of the",
                "spacing",
                "plane spacing",
                "d spacing",
                "d-spacing",
                "interplanar spacing",
                "interplanar distance",
            ),
            needs=PLANE,
        ),
        "relative_intensity": Output(
            "percent",
            "intensity over that of the strongest reflection",
            words=("relative intensity", "relative peak intensity", "peak intensity"),
            needs=PLANE,
        ),
        "first_angle": Output(
            "degree",
            "2 theta of the first reflection of the powder",
            words=("first diffraction peak", "first peak", "lowest-angle peak", "first Bragg peak", "first reflection"),
            needs=("crystal", "wavelength"),
        ),
        "xray_density": Output(
            "g/cm^3",
            "density from the cell and its atoms",
            words=("X-ray density", "crystallographic density", "theoretical density", "crystal density"),
            needs=("crystal",),
        ),
    },
    validity="perfect cubic crystals at room temperature, kinematic diffraction with the Lorentz and polarisation "
    "factors of a powder; positions to some 0.02 degrees; intensities of rigid atoms, at high angles above those "
    "measured by a tenth of the strongest",
    citations=("Ong et al., Comput. Mater. Sci. 68 (2013) 314", "Wyckoff, Crystal Structures (1963)"),
    libraries=("pymatgen",),
    words=("diffraction", "XRD", "X-ray", "diffractogram", "Bragg", "crystallographic", "Miller indices", "unit cell"),
    cost=Cost(seconds=60, memory_mb=1024),
)
def crystal_diffraction(
    *, crystal: str, wavelength: float = COPPER, plane: str | None = None, wants: tuple[str, ...], seed: int
) -> Result:
    """Compute the pattern; deterministic, so `seed` changes nothing."""
    from pymatgen.analysis.diffraction.xrd import XRDCalculator
    from pymatgen.core import Lattice, Structure

    kind, edge, species, _ = CELLS[crystal]
    cell = Structure.from_spacegroup(CUBIC[kind], Lattice.cubic(edge), list(species), list(SITES[kind]))
    outputs = {"xray_density": float(cell.density)}
    plots: tuple[Plot, ...] = ()
    notes: tuple[str, ...] = ()
    if set(wants) - {"xray_density"}:
        pattern = XRDCalculator(wavelength=wavelength).get_pattern(cell, two_theta_range=(0, 180))
        if not len(pattern.x):
            raise InputError("crystal_diffraction.wavelength", wavelength, "no plane reflects so long a wave")
        outputs["first_angle"] = float(pattern.x[0])
        seen = _find(pattern, plane) if plane else None
        if seen is not None:
            outputs |= dict(zip(("diffraction_angle", "relative_intensity", "plane_spacing"), seen, strict=True))
        elif plane:
            notes = (f"{crystal} has no {plane} reflection at this wavelength: it is extinct or out of reach",)
        plots = (_plot(pattern, crystal),)
    method = f"kinematic powder pattern of {crystal}, cubic cell of {edge:g} angstrom, by pymatgen"
    return Result({n: v for n, v in outputs.items() if n in wants}, method, notes, plots)


def _find(pattern: Any, plane: str) -> tuple[float, float, float] | None:
    """2 theta, intensity in percent and spacing of the reflection with these indices."""
    wanted = [int(d) for d in plane]
    for angle, height, families, spacing in zip(pattern.x, pattern.y, pattern.hkls, pattern.d_hkls, strict=True):
        if any(sorted(map(abs, f["hkl"]), reverse=True) == wanted for f in families):
            return float(angle), float(height), float(spacing)
    return None


def _plot(pattern: Any, crystal: str) -> Plot:
    """The lines as sticks: each angle thrice, at no height, its own and none."""
    sticks = [(float(x), y) for x, top in zip(pattern.x, pattern.y, strict=True) for y in (0.0, float(top), 0.0)][:1998]
    return Plot(
        title=f"Powder pattern of {crystal}",
        x_name="2 theta",
        x_unit="degree",
        x=tuple(x for x, _ in sticks),
        y_name="relative intensity",
        y_unit="percent",
        lines=(Line(name=crystal, y=tuple(y for _, y in sticks)),),
    )
