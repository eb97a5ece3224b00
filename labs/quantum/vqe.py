"""The variational quantum eigensolver on small molecules, next to the exact answer in the same basis [Peruzzo2014]_.

A noiseless state vector over the Jordan-Wigner qubits of real STO-3G integrals, four ways to prepare the state, and
exact gradients. Knows no shots, no noise and no basis but the minimal one; claims no advantage.

References:
    .. [Peruzzo2014] A. Peruzzo et al., Nat. Commun. 5 (2014) 4213.
    .. [Arrazola2022] J. M. Arrazola et al., Quantum 6 (2022) 742 (Givens rotations).
    .. [Grimsley2019] H. R. Grimsley et al., Nat. Commun. 10 (2019) 3007 (ADAPT).
    .. [Kandala2017] A. Kandala et al., Nature 549 (2017) 242 (hardware-efficient).
"""

from ech0.core.errors import InputError, RunFailed
from ech0.core.types import Line, Plot
from labs import Choice, Cost, Output, Real, Result, lab
from labs.quantum._circuits import METHODS, SHAPES, Problem, exact

ANSATZE = {
    "uccsd": ("UCCSD", "unitary coupled cluster"),
    "givens": ("Givens rotations", "Givens", "singles and doubles gates", "particle-conserving"),
    "adapt": ("ADAPT", "ADAPT-VQE", "adaptive ansatz", "adaptive"),
    "hardware": ("hardware-efficient", "hardware efficient", "HEA", "strongly entangling layers"),
}
SMALL = 8  # qubits up to which the entangling layers are tried
ENERGY = ("molecule", "bond_length", "ansatz", "layers")


@lab(
    title="Variational quantum eigensolver",
    version="1",
    inputs={
        "molecule": Choice({m: s[-1] for m, s in SHAPES.items()}, "the molecule, in STO-3G", default="H2"),
        "ansatz": Choice(ANSATZE, "how the state is prepared", default="uccsd", words=("ansatz", "circuit")),
        "bond_length": Real(
            "angstrom",
            0.3,
            4.0,
            "the distance between neighbours, instead of one near the minimum; H3+ is an equilateral triangle",
            concept="bond_length",
            words=("bond length", "bond distance", "internuclear distance", "separation", "apart", "bond"),
            optional=True,
        ),
        "layers": Real(
            "", 1, 6, "entangling layers; hardware-efficient only", default=2, words=("layers", "entangling layers")
        ),
    },
    outputs={
        "vqe_energy": Output(
            "hartree",
            "least energy that the ansatz reached, nuclei included",
            words=("VQE energy", "variational energy", "VQE ground state energy", "energy by VQE", "energy from VQE"),
            needs=ENERGY,
        ),
        "error_to_fci": Output(
            "hartree",
            "VQE energy above the exact one in the basis; chemical accuracy is 1.6 millihartree",
            words=("VQE error", "error to FCI", "error against full CI", "error versus FCI", "deviation from FCI"),
            needs=ENERGY,
        ),
        "fci_energy": Output(
            "hartree",
            "exact energy in the basis, by full configuration interaction",
            words=("exact energy in the basis", "exact energy for VQE"),
            needs=("molecule", "bond_length"),
        ),
        "correlation_recovered": Output(
            "",
            "part of the correlation energy that the ansatz finds",
            words=("correlation recovered", "recovered correlation", "fraction of the correlation energy"),
            needs=ENERGY,
        ),
        "parameters": Output(
            "", "parameters of the circuit", words=("circuit parameters", "number of parameters"), needs=ENERGY
        ),
    },
    validity="a noiseless simulation of at most 12 qubits in a minimal basis, whose exact energy is tenths of a "
    "hartree above experiment; UCCSD is one Trotter step; the hardware-efficient ansatz may end in a local minimum",
    citations=(
        "Peruzzo et al., Nat. Commun. 5 (2014) 4213",
        "Grimsley et al., Nat. Commun. 10 (2019) 3007",
        "Kandala et al., Nature 549 (2017) 242",
    ),
    libraries=("pennylane", "pyscf", "scipy"),
    words=("VQE", "variational quantum eigensolver", "ADAPT-VQE", "UCCSD ansatz", "quantum circuit chemistry"),
    on_request=True,
    cost=Cost(seconds=600, memory_mb=3072),
    stochastic=True,
)
def vqe(
    *,
    molecule: str,
    ansatz: str,
    bond_length: float | None = None,
    layers: float = 2,
    wants: tuple[str, ...],
    seed: int,
) -> Result:
    """Minimise the energy of the circuit; `seed` sets where the hardware-efficient ansatz starts, and nothing else."""
    if abs(layers - round(layers)) > 1e-9:
        raise InputError("vqe.layers", layers, "give a whole number")
    length = bond_length or SHAPES[molecule][3]
    best, mean_field = exact(molecule, length)
    outputs = {"fci_energy": best}
    if not set(wants) - {"fci_energy"}:
        return Result(outputs, "full configuration interaction in STO-3G by PySCF")
    problem = Problem(molecule, length)
    if ansatz == "hardware" and problem.qubits > SMALL:
        raise InputError(
            "vqe.ansatz", ansatz, f"it is tried on at most {SMALL} qubits; {molecule} has {problem.qubits}"
        )
    energy, count = METHODS[ansatz](problem, round(layers), seed)
    if energy < best - 1e-6:
        raise RunFailed("lab vqe", f"{energy} lies below the exact energy {best}, which no state can")
    gained = mean_field - best
    outputs |= {"vqe_energy": energy, "error_to_fci": energy - best, "parameters": float(count)}
    notes = []
    if gained > 1e-9:
        outputs["correlation_recovered"] = (mean_field - energy) / gained
    else:
        notes.append("there is no correlation energy to recover")
    if energy - best > 1.6e-3:
        notes.append("the ansatz missed chemical accuracy (1.6 millihartree)")
    method = f"{ansatz} on {problem.qubits} qubits, {problem.evaluations} energy evaluations, BFGS with exact gradients"
    kept = {n: v for n, v in outputs.items() if n in wants}
    return Result(kept, method, tuple(notes), (_plot(problem.course, best),))


def _plot(course: list[float], exact: float) -> Plot:
    """How far above the exact energy each iteration is, down to what the optimiser resolves."""
    above = tuple(max(e - exact, 1e-9) for e in course)
    above = above if len(above) > 1 else above * 2
    return Plot(
        title="Convergence of the variational energy",
        x_name="iteration",
        x=tuple(float(n) for n in range(len(above))),
        y_name="energy above full CI",
        y_unit="hartree",
        lines=(Line(name="VQE", y=above),),
        log_y=True,
    )
