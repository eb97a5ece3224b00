"""Circuits that prepare a molecule's ground state, and their optimisation on a state vector, through PennyLane.

Knows no lab and no exact answer but `exact`, which comes from PySCF.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from ech0.core.errors import RunFailed

SHAPES = {  # atoms, charge, electrons, the length in angstrom near the minimum, and words
    "H2": (2, 0, 2, 0.735, ("H2", "hydrogen molecule", "dihydrogen", "molecular hydrogen")),
    "HeH+": (2, 1, 2, 0.9295, ("HeH+", "helium hydride", "helium hydride ion")),
    "H3+": (3, 1, 2, 0.9867, ("H3+", "trihydrogen cation", "trihydrogen ion")),
    "H4": (4, 0, 4, 0.9, ("H4", "hydrogen chain", "chain of four hydrogens", "linear H4")),
    "LiH": (2, 0, 4, 1.5949, ("LiH", "lithium hydride")),
}
GRADIENT = 1e-4  # hartree: ADAPT stops when no operator would do more


def _geometry(molecule: str, length: float) -> list[tuple[str, tuple[float, float, float]]]:
    """Symbols and places in angstrom."""
    if molecule == "H3+":
        corners = ((0.0, 0.0, 0.0), (length, 0.0, 0.0), (length / 2, length * 3**0.5 / 2, 0.0))
        return [("H", c) for c in corners]
    symbols = {"HeH+": ("He", "H"), "LiH": ("Li", "H")}.get(molecule, ("H",) * SHAPES[molecule][0])
    return [(s, (0.0, 0.0, n * length)) for n, s in enumerate(symbols)]


def exact(molecule: str, length: float) -> tuple[float, float]:
    """The full CI and the Hartree-Fock energy in hartree, both by another program than the circuit's integrals."""
    from pyscf import fci, gto, scf

    mol = gto.M(atom=_geometry(molecule, length), basis="sto-3g", charge=SHAPES[molecule][1], verbose=0)
    field_ = scf.RHF(mol)
    field_.conv_tol = 1e-11
    mean = field_.kernel()
    if not field_.converged:
        raise RunFailed("lab vqe", "the Hartree-Fock iteration did not converge")
    solver = fci.FCI(field_)
    solver.conv_tol = 1e-11
    return float(solver.kernel()[0]), float(mean)


@dataclass
class Problem:
    """The qubit Hamiltonian of a molecule, its excitations, and the energies that were met on the way."""

    molecule: str
    length: float
    qubits: int = 0
    evaluations: int = 0
    course: list[float] = field(default_factory=list)

    def __post_init__(self) -> None:
        import pennylane as qml
        from numpy import array

        atoms = _geometry(self.molecule, self.length)
        _, charge, self.electrons, _, _ = SHAPES[self.molecule]
        mol = qml.qchem.Molecule([a for a, _ in atoms], array([x for _, x in atoms]), charge=charge, unit="angstrom")
        operator, self.qubits = qml.qchem.molecular_hamiltonian(mol)
        wires = range(self.qubits)
        self.operator = qml.SparseHamiltonian(operator.sparse_matrix(wire_order=wires), wires=wires)
        self.reference = qml.qchem.hf_state(self.electrons, self.qubits)
        self.singles, self.doubles = qml.qchem.excitations(self.electrons, self.qubits)
        self.device = qml.device("lightning.qubit", wires=wires)

    def energy(self, circuit: Callable[[Any], None]) -> tuple[Callable[[Any], float], Callable[[Any], Any]]:
        """The energy after `circuit(parameters)`, and its gradient."""
        import pennylane as qml
        from numpy import asarray
        from pennylane import numpy as traced

        def after(parameters: Any) -> Any:
            circuit(parameters)
            return qml.expval(self.operator)

        node = qml.QNode(after, self.device, diff_method="adjoint")
        slope = qml.grad(node)

        def value(x: Any) -> float:
            self.evaluations += 1
            return float(node(x))

        return value, lambda x: asarray(slope(traced.array(x, requires_grad=True)))

    def minimise(self, circuit: Callable[[Any], None], start: Any) -> Any:
        """The least energy near `start`, and where; each iteration's energy is kept in `course`."""
        from scipy.optimize import minimize

        value, slope = self.energy(circuit)
        self.course.append(value(start))
        options = {"gtol": 1e-6, "maxiter": 400}
        return minimize(
            value, start, jac=slope, method="BFGS", options=options, callback=lambda x: self.course.append(value(x))
        )


def _uccsd(problem: Problem, _layers: int, _seed: int) -> tuple[float, int]:
    import pennylane as qml
    from numpy import zeros

    one, two = qml.qchem.excitations_to_wires(problem.singles, problem.doubles)
    start = zeros(len(one) + len(two))

    def circuit(x: Any) -> None:
        qml.UCCSD(x, wires=range(problem.qubits), s_wires=one, d_wires=two, init_state=problem.reference)

    return float(problem.minimise(circuit, start).fun), len(start)


def _gates(problem: Problem, chosen: list[list[int]]) -> Callable[[Any], None]:
    """Givens rotations, one for each of the excitations chosen, on the Hartree-Fock state."""
    import pennylane as qml

    def circuit(x: Any) -> None:
        qml.BasisState(problem.reference, wires=range(problem.qubits))
        for n, wires in enumerate(chosen):
            (qml.DoubleExcitation if len(wires) == 4 else qml.SingleExcitation)(x[n], wires=wires)

    return circuit


def _givens(problem: Problem, _layers: int, _seed: int) -> tuple[float, int]:
    from numpy import zeros

    chosen = [*problem.doubles, *problem.singles]
    return float(problem.minimise(_gates(problem, chosen), zeros(len(chosen))).fun), len(chosen)


def _adapt(problem: Problem, _layers: int, _seed: int) -> tuple[float, int]:
    """Add the excitation with the steepest slope, optimise all, until none is steeper than `GRADIENT`."""
    from numpy import append, array

    pool = [*problem.doubles, *problem.singles]
    chosen: list[list[int]] = []
    x, energy = array([]), float("nan")
    while len(chosen) < 2 * len(pool):
        _, slope = problem.energy(_gates(problem, [*chosen, *pool]))
        steep = abs(slope(append(x, [0.0] * len(pool)))[len(chosen) :])
        if chosen and steep.max() < GRADIENT:
            break
        chosen.append(pool[int(steep.argmax())])
        run = problem.minimise(_gates(problem, chosen), append(x, 0.0))
        x, energy = run.x, float(run.fun)
    return energy, len(chosen)


def _hardware(problem: Problem, layers: int, seed: int) -> tuple[float, int]:
    import pennylane as qml
    from numpy.random import default_rng

    shape = (layers, problem.qubits, 3)
    start = default_rng(seed).normal(0, 0.1, shape)

    def circuit(x: Any) -> None:
        qml.BasisState(problem.reference, wires=range(problem.qubits))
        qml.StronglyEntanglingLayers(x.reshape(shape), wires=range(problem.qubits))

    return float(problem.minimise(circuit, start.ravel()).fun), start.size


METHODS = {"uccsd": _uccsd, "givens": _givens, "adapt": _adapt, "hardware": _hardware}
