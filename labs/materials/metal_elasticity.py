"""Lattice constant, cohesion, stiffness and vacancy of face-centred metals by effective-medium theory [Jacobsen1996]_.

The potential of ASE at absolute zero, without vibrations. Knows the seven metals that it was fitted to, and no alloy.

References:
    .. [Jacobsen1996] K. W. Jacobsen, P. Stoltze, J. K. Norskov, Surf. Sci. 366 (1996) 394-402.
    .. [Larsen2017] A. H. Larsen et al., J. Phys.: Condens. Matter 29 (2017) 273002 (ASE).
"""

from typing import Any

from ech0.core.errors import RunFailed
from ech0.core.types import Line, Plot
from labs import Choice, Cost, Output, Result, lab

METALS = {  # where the search for the lattice constant starts, in angstrom, and words
    "Cu": (3.60, ("copper",)),
    "Ni": (3.50, ("nickel",)),
    "Pd": (3.88, ("palladium",)),
    "Ag": (4.07, ("silver",)),
    "Pt": (3.92, ("platinum",)),
    "Au": (4.06, ("gold",)),
    "Al": (4.00, ("aluminium", "aluminum")),
}
GPA = 160.21766208  # of 1 eV/angstrom^3
REPEATS = 4  # of the cubic cell in each direction around a vacancy: 256 atoms


@lab(
    title="Elasticity and vacancies of face-centred metals",
    version="1",
    inputs={"metal": Choice({k: w for k, (_, w) in METALS.items()}, "the metal", words=("metal",))},
    outputs={
        "lattice_constant": Output(
            "angstrom",
            "edge of the cubic cell",
            words=("lattice constant", "lattice parameter", "EMT lattice constant"),
        ),
        "bulk_modulus": Output("GPa", "stiffness against pressure", words=("bulk modulus", "EMT bulk modulus")),
        "c11": Output("GPa", "elastic constant C11", words=("C11", "elastic constant C11")),
        "c12": Output("GPa", "elastic constant C12", words=("C12", "elastic constant C12")),
        "c44": Output("GPa", "elastic constant C44", words=("C44", "elastic constant C44")),
        "cohesive_energy": Output("eV", "energy to part one atom from the rest", words=("cohesive energy", "cohesion")),
        "vacancy_energy": Output(
            "eV",
            "formation energy of a vacancy, neighbours relaxed",
            words=(
                "vacancy formation energy",
                "vacancy energy",
                "formation energy of a vacancy",
                "energy to form a vacancy",
            ),
        ),
    },
    validity="effective-medium theory at 0 K: lattice constants to 1.5 %, cohesion to 4 %; bulk moduli to 7 %, but of "
    "aluminium half of what is measured; elastic constants to 25 %; vacancies to 0.3 eV, of palladium 0.9 eV too low",
    citations=(
        "Jacobsen, Stoltze & Norskov, Surf. Sci. 366 (1996) 394",
        "Larsen et al., J. Phys.: Condens. Matter 29 (2017) 273002",
    ),
    libraries=("ase", "numpy"),
    words=("effective medium theory", "effective-medium theory", "EMT potential", "EMT"),
    on_request=True,
    cost=Cost(seconds=120, memory_mb=1024),
)
def metal_elasticity(*, metal: str, wants: tuple[str, ...], seed: int) -> Result:
    """Fit the equation of state, strain the cell and take an atom out; deterministic, so `seed` changes nothing."""
    edge, energy, modulus, plot = _bulk(metal)
    outputs = {"lattice_constant": edge, "bulk_modulus": modulus, "cohesive_energy": _energy(_atom(metal)) - energy}
    if {"c11", "c12", "c44"} & set(wants):
        shear, outputs["c44"] = _shears(metal, edge)
        outputs |= {"c11": modulus + 4 / 3 * shear, "c12": modulus - 2 / 3 * shear}
    if "vacancy_energy" in wants:
        outputs["vacancy_energy"] = _vacancy(metal, edge, energy)
    method = (
        f"EMT of ASE: Birch-Murnaghan fit to {STRAINS} volumes, finite strains, a vacancy in {4 * REPEATS**3} atoms"
    )
    notes = ("EMT gives aluminium half of its measured bulk modulus",) if metal == "Al" else ()
    return Result({n: v for n, v in outputs.items() if n in wants}, method, notes, (plot,))


STRAINS = 9


def _energy(atoms: Any) -> float:
    from ase.calculators.emt import EMT

    atoms.calc = EMT()
    return float(atoms.get_potential_energy())


def _atom(metal: str) -> Any:
    from ase import Atoms

    return Atoms(metal)


def _bulk(metal: str) -> tuple[float, float, float, Plot]:
    """Edge in angstrom, energy per atom in eV, bulk modulus in GPa, and the curve they were read from."""
    from ase.build import bulk
    from ase.eos import EquationOfState
    from numpy import linspace

    cells = [bulk(metal, "fcc", a=METALS[metal][0] * s) for s in linspace(0.98, 1.02, STRAINS)]
    volumes, energies = tuple(float(c.get_volume()) for c in cells), tuple(_energy(c) for c in cells)
    volume, energy, stiffness = EquationOfState(volumes, energies, "birchmurnaghan").fit()
    if not volumes[0] < volume < volumes[-1]:
        raise RunFailed("lab metal_elasticity", "the least energy lies outside the volumes tried")
    plot = Plot(
        title=f"Energy of {metal} against volume",
        x_name="volume per atom",
        x_unit="angstrom^3",
        x=volumes,
        y_name="energy",
        y_unit="eV",
        lines=(Line(name=metal, y=energies),),
    )
    return float((4 * volume) ** (1 / 3)), float(energy), float(stiffness) * GPA, plot


def _shears(metal: str, edge: float) -> tuple[float, float]:
    """`(C11 - C12)/2` and C44 in GPa: an orthorhombic strain costs `2 C' e^2`, a shear `C44 g^2 / 2`, per volume."""
    from ase.build import bulk
    from numpy import array, eye

    size = 0.004

    def cost(strain: Any) -> float:
        cell = bulk(metal, "fcc", a=edge)
        volume, before = cell.get_volume(), _energy(cell)
        cell.set_cell(cell.cell[:] @ (eye(3) + strain), scale_atoms=True)
        return (_energy(cell) - before) / float(volume)

    stretch = [array([[s, 0, 0], [0, -s, 0], [0, 0, s * s / (1 - s * s)]]) for s in (size, -size)]
    shear = [array([[0, s / 2, 0], [s / 2, 0, 0], [0, 0, s * s / (4 - s * s)]]) for s in (size, -size)]
    one, two = (sum(map(cost, pair)) / 2 for pair in (stretch, shear))
    return one / (2 * size**2) * GPA, 2 * two / size**2 * GPA


def _vacancy(metal: str, edge: float, energy: float) -> float:
    from ase.build import bulk
    from ase.calculators.emt import EMT
    from ase.optimize import BFGS

    atoms = bulk(metal, "fcc", a=edge, cubic=True).repeat(REPEATS)
    del atoms[0]
    atoms.calc = EMT()
    if not BFGS(atoms, logfile=None).run(fmax=0.005, steps=200):
        raise RunFailed("lab metal_elasticity", "the atoms around the vacancy did not come to rest")
    return float(atoms.get_potential_energy()) - len(atoms) * energy
