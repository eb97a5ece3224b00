"""Energies and properties of small molecules from first principles, through PySCF [Sun2020]_.

Restricted for closed shells, unrestricted for open ones; every electron is correlated (no frozen core). Pople bases
have six Cartesian d functions, Dunning and Ahlrichs bases five, as in the papers that define them.

References:
    .. [Sun2020] Q. Sun et al., J. Chem. Phys. 153 (2020) 024109.
    .. [Hehre1986] W. J. Hehre, L. Radom, P. v. R. Schleyer, J. A. Pople, Ab Initio Molecular Orbital Theory (1986).
"""

from math import comb
from typing import Any

from ech0.core.errors import InputError, RunFailed
from labs import Choice, Cost, Output, Real, Result, lab
from labs.chemistry._molecules import ATOMS, MOLECULES, Molecule

METHODS = {
    "HF": ("Hartree-Fock", "Hartree Fock", "SCF", "HF level", "self-consistent field", "RHF", "UHF"),
    "MP2": ("MP2", "Moller-Plesset", "second-order perturbation theory"),
    "CCSD": ("CCSD", "coupled cluster singles and doubles"),
    "CCSD(T)": ("CCSD(T)", "coupled cluster with perturbative triples", "gold standard"),
    "FCI": ("FCI", "full CI", "full configuration interaction", "exact diagonalization", "exact diagonalisation"),
    "B3LYP": ("B3LYP",),
    "PBE": ("PBE",),
    "PBE0": ("PBE0",),
}
BASES = {
    "sto-3g": ("STO-3G", "STO3G", "minimal basis"),
    "3-21g": ("3-21G",),
    "6-31g": ("6-31G",),
    "6-31g*": ("6-31G*", "6-31G(d)"),
    "6-31g**": ("6-31G**", "6-31G(d,p)"),
    "cc-pvdz": ("cc-pVDZ",),
    "cc-pvtz": ("cc-pVTZ",),
    "cc-pvqz": ("cc-pVQZ",),
    "aug-cc-pvdz": ("aug-cc-pVDZ",),
    "aug-cc-pvtz": ("aug-cc-pVTZ",),
    "def2-svp": ("def2-SVP",),
    "def2-tzvp": ("def2-TZVP",),
}
FUNCTIONALS = {"B3LYP": "b3lyp", "PBE": "pbe", "PBE0": "pbe0"}
FCI_LIMIT = 1_000_000  # determinants: about half a minute on one core
EV, DEBYE = 27.211386245988, 2.541746473  # per hartree; per atomic unit of dipole (CODATA 2018)
LEVEL = ("molecule", "method", "basis")
POINT = (*LEVEL, "bond_length")


@lab(
    title="Electronic structure of small molecules",
    version="1",
    inputs={
        "molecule": Choice(
            {name: m.words for name, m in MOLECULES.items()},
            "the molecule or atom, in its ground state and at its experimental geometry",
            words=("molecule", "atom"),
        ),
        "method": Choice(METHODS, "the electronic-structure method", words=("method", "level of theory", "functional")),
        "basis": Choice(BASES, "the Gaussian basis set", words=("basis", "basis set")),
        "bond_length": Real(
            "angstrom",
            0.2,
            20.0,
            "the distance between the nuclei of a diatomic, instead of the experimental one",
            concept="bond_length",
            words=("bond length", "bond distance", "internuclear distance", "separation", "bond"),
            optional=True,
        ),
    },
    outputs={
        "total_energy": Output(
            "hartree",
            "total energy of the molecule, nuclei included",
            concept="energy",
            words=("total energy", "ground state energy", "ground-state energy", "electronic energy", "energy"),
            needs=POINT,
        ),
        "correlation_energy": Output(
            "hartree",
            "what the method adds to the Hartree-Fock energy",
            concept="correlation_energy",
            words=("correlation energy",),
            needs=POINT,
        ),
        "nuclear_repulsion": Output(
            "hartree",
            "repulsion energy of the nuclei",
            words=("nuclear repulsion", "nuclear repulsion energy"),
            needs=POINT,
        ),
        "dipole_moment": Output(
            "debye",
            "magnitude of the electric dipole moment",
            concept="dipole_moment",
            words=("dipole moment", "electric dipole", "dipole", "polarity"),
            needs=POINT,
        ),
        "homo_energy": Output(
            "eV",
            "energy of the highest occupied molecular orbital",
            concept="orbital_energy",
            words=("HOMO", "HOMO energy", "highest occupied molecular orbital"),
            needs=POINT,
        ),
        "lumo_energy": Output(
            "eV",
            "energy of the lowest unoccupied molecular orbital",
            concept="orbital_energy",
            words=("LUMO", "LUMO energy", "lowest unoccupied molecular orbital"),
            needs=POINT,
        ),
        "homo_lumo_gap": Output(
            "eV",
            "energy between the highest occupied and the lowest unoccupied orbital",
            concept="energy_gap",
            words=("HOMO-LUMO gap", "HOMO LUMO gap", "orbital gap"),
            needs=POINT,
        ),
        "atomization_energy": Output(
            "eV",
            "energy to pull the molecule apart into its atoms, without zero-point energy",
            concept="dissociation_energy",
            words=("atomization energy", "atomisation energy", "dissociation energy", "binding energy", "bond energy"),
            needs=POINT,
        ),
        "equilibrium_bond_length": Output(
            "angstrom",
            "distance between the nuclei of a diatomic at which its energy is least",
            concept="bond_length",
            words=("equilibrium bond length", "equilibrium distance", "optimized bond length", "optimised bond length"),
            needs=LEVEL,
        ),
    },
    validity="isolated molecules in their ground state, nuclei fixed, non-relativistic; the result is that of the "
    "method and basis, not of experiment: minimal bases are off by tenths of a hartree, and single-reference methods "
    "fail for stretched bonds",
    citations=("Sun et al., J. Chem. Phys. 153 (2020) 024109", "NIST CCCBDB, SRD 101", "Huber & Herzberg (1979)"),
    libraries=("pyscf",),
    words=(
        "Hartree-Fock",
        "B3LYP",
        "MP2",
        "CCSD",
        "PBE0",
        "basis set",
        "quantum chemistry",
        "ab initio",
        "electronic structure",
        "molecule",
        "orbital",
    ),
    cost=Cost(seconds=300, memory_mb=4096),
)
def electronic_structure(
    *, molecule: str, method: str, basis: str, bond_length: float | None = None, wants: tuple[str, ...], seed: int
) -> Result:
    """Solve the electronic problem and derive the wanted outputs; deterministic, so `seed` changes nothing."""
    known = MOLECULES[molecule]
    if bond_length is not None and not known.diatomic:
        raise InputError("electronic_structure.bond_length", bond_length, f"{molecule} is not a diatomic; leave it out")
    at = known if bond_length is None else known.stretched(bond_length)
    mf, total = _solve(at, method, basis)
    occupied, empty = _frontier(mf)
    outputs = {
        "total_energy": total,
        "nuclear_repulsion": mf.mol.energy_nuc(),
        "homo_energy": occupied * EV,
    }
    if method not in FUNCTIONALS:
        outputs["correlation_energy"] = total - mf.e_tot
    if empty is not None:
        outputs |= {"lumo_energy": empty * EV, "homo_lumo_gap": (empty - occupied) * EV}
    if "dipole_moment" in wants:
        outputs["dipole_moment"] = _dipole(mf, at, method, basis) * DEBYE
    if "atomization_energy" in wants and len(at.atoms) > 1:
        outputs["atomization_energy"] = EV * (sum(_atom(a[0], method, basis) for a in at.atoms) - total)
    if "equilibrium_bond_length" in wants and known.diatomic:
        outputs["equilibrium_bond_length"] = _relax(known, method, basis)
    how = (
        f"{'unrestricted' if at.unpaired else 'restricted'} {method}/{basis}, all electrons, {mf.mol.nao} functions; "
        f"geometry: {known.source if bond_length is None else f'{bond_length:g} angstrom, as given'}"
    )
    skipped = method in FUNCTIONALS and "correlation_energy" in wants
    warnings = (
        ("a density functional does not separate out a correlation energy beyond Hartree-Fock",) if skipped else ()
    )
    return Result({n: float(v) for n, v in outputs.items() if n in wants}, method=how, warnings=warnings)


def _solve(at: Molecule, method: str, basis: str, field: Any = None) -> tuple[Any, float]:
    """The converged mean field and the total energy in hartree, in an electric `field` (atomic units) if given."""
    from pyscf import dft, gto, lib, scf

    lib.num_threads(1)  # sums in one order: the same bits every time, and the cost bound is for one core
    mol = gto.M(
        atom=[(s, (x, y, z)) for s, x, y, z in at.atoms],
        basis=basis,
        spin=at.unpaired,
        cart=basis.startswith(("3-", "6-")),
        verbose=0,
        max_memory=3000,
    )
    if method in FUNCTIONALS:
        mf = (dft.UKS if mol.spin else dft.RKS)(mol, xc=FUNCTIONALS[method])
        mf.grids.level = 4
    else:
        mf = (scf.UHF if mol.spin else scf.RHF)(mol)
    if field is not None:
        core = mf.get_hcore(mol) + sum(f * r for f, r in zip(field, mol.intor("int1e_r"), strict=True))
        mf.get_hcore = lambda *_: core
    mf.conv_tol = 1e-11
    mf.kernel()
    if not mf.converged:  # open shells may circle under DIIS; the second-order solver does not
        mf = mf.newton()
        mf.kernel()
    _converged(mf, method)
    return mf, mf.e_tot + (0.0 if method in ("HF", *FUNCTIONALS) else _correlation(mf, method))


def _correlation(mf: Any, method: str) -> float:
    """Hartree. Raises `InputError` if a full CI would be too large, `RunFailed` if amplitudes do not converge."""
    from pyscf import cc, fci, mp

    (up, down), n = mf.mol.nelec, mf.mol.nao
    if up + down < 2 or n == down:  # nothing to excite from, or nowhere to excite to
        return 0.0
    if method == "FCI":
        if (size := comb(n, up) * comb(n, down)) > FCI_LIMIT:
            cure = f"here it has {size:.2g} determinants, over {FCI_LIMIT:.0e}; choose CCSD(T) or a smaller basis"
            raise InputError("electronic_structure.method", method, cure)
        return float(fci.FCI(mf).kernel()[0] - mf.e_tot)
    if method == "MP2":
        return float(mp.MP2(mf).kernel()[0])
    solver = cc.CCSD(mf)
    solver.conv_tol, solver.conv_tol_normt, solver.max_cycle = 1e-10, 1e-7, 200
    solver.kernel()
    _converged(solver, method)
    # An atom in a minimal basis whose majority spin fills every orbital has no triples, and PySCF divides by them.
    triples = method == "CCSD(T)" and up + down > 2 and up < n
    return float(solver.e_corr + (solver.ccsd_t() if triples else 0.0))


def _converged(solver: Any, method: str) -> None:
    if not solver.converged:
        raise RunFailed("lab electronic_structure", f"the iterations of {method} did not converge")


def _frontier(mf: Any) -> tuple[float, float | None]:
    """Energies in hartree of the highest occupied and the lowest empty orbital.

    There is no empty one in a full basis, nor a meaningful one for a lone electron, which repels nothing.
    """
    from numpy import ravel

    energy, filled = ravel(mf.mo_energy), ravel(mf.mo_occ) > 0
    empty = energy[~filled] if mf.mol.nelectron > 1 else ()
    return max(energy[filled]), min(empty, default=None)


def _dipole(mf: Any, at: Molecule, method: str, basis: str) -> float:
    """Atomic units. Correlated methods: the energy's derivative in a field along the mean-field dipole, whose direction
    the symmetry of these molecules fixes; that includes the response of the orbitals."""
    from numpy import linalg

    mean = mf.dip_moment(unit="AU", verbose=0)
    size = float(linalg.norm(mean))
    if method in ("HF", *FUNCTIONALS) or size < 1e-5:
        return 0.0 if size < 1e-5 else size
    axis, step = mean / size, 1e-3
    plus, minus = (_solve(at, method, basis, field=s * step * axis)[1] for s in (1, -1))
    nuclei = float(axis @ (mf.mol.atom_charges() @ mf.mol.atom_coords()))
    return float(abs(nuclei - (plus - minus) / (2 * step)))


def _atom(symbol: str, method: str, basis: str) -> float:
    if symbol not in ATOMS:
        raise RunFailed("lab electronic_structure", f"the ground state of the {symbol} atom is not in its table")
    return _solve(MOLECULES[symbol], method, basis)[1]


def _relax(known: Molecule, method: str, basis: str) -> float:
    from scipy.optimize import minimize_scalar

    length = known.atoms[1][3]
    found = minimize_scalar(
        lambda r: _solve(known.stretched(float(r)), method, basis)[1],
        bounds=(0.8 * length, 1.3 * length),
        method="bounded",
        options={"xatol": 2e-5},
    )
    return float(found.x)
