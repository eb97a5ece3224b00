"""The quantum approximate optimisation algorithm on MaxCut of a ring, next to the exact classical optimum [Farhi2014]_.

A noiseless state vector of up to 14 qubits and an optimiser of its angles. Knows no other graph, no noise and no shots,
and claims no advantage: the classical optimum is found by trying every cut.

References:
    .. [Farhi2014] E. Farhi, J. Goldstone, S. Gutmann, arXiv:1411.4028 (2014).
    .. [Wang2018] Z. Wang et al., Phys. Rev. A 97 (2018) 022304.
"""

from math import pi
from typing import Any

from ech0.core.errors import InputError
from labs import Cost, Output, Real, Result, lab


@lab(
    title="QAOA for MaxCut on a ring",
    version="1",
    inputs={
        "vertices": Real(
            "",
            3,
            14,
            "vertices of the ring, one qubit each",
            words=("vertex", "node", "qubit", "vertices", "qubits", "nodes", "ring of"),
        ),
        "depth": Real(
            "",
            1,
            3,
            "layers p of the circuit",
            default=1,
            words=("layers", "QAOA depth", "circuit depth", "depth", "p"),
            phrases={
                "three layer": 3,
                "two layer": 2,
                "single layer": 1,
                "one layer": 1,
                "two layers": 2,
                "three layers": 3,
            },
        ),
    },
    outputs={
        "approximation_ratio": Output(
            "",
            "expected cut at the best angles over the greatest cut",
            words=("approximation ratio", "QAOA ratio", "MaxCut ratio"),
        ),
        "expected_cut": Output(
            "",
            "edges cut on average at the best angles",
            words=("cut on average", "edges are cut", "edges cut", "expected cut", "expected cut size", "average cut"),
        ),
        "maximum_cut": Output(
            "",
            "edges of the greatest cut, by trying all",
            words=(
                "MaxCut of",
                "brute force",
                "largest cut",
                "maximum cut",
                "greatest cut",
                "exact cut",
                "classical optimum",
            ),
            needs=("vertices",),
        ),
    },
    validity="an unweighted ring, a noiseless circuit, exact expectations; the angles are a local optimum of several "
    "starts, so the ratio is a lower bound on what p layers can reach",
    citations=("Farhi, Goldstone & Gutmann, arXiv:1411.4028 (2014)", "Wang et al., Phys. Rev. A 97 (2018) 022304"),
    libraries=("numpy", "scipy"),
    words=(
        "QAOA",
        "quantum approximate optimization",
        "quantum approximate optimisation",
        "MaxCut",
        "ring of disagrees",
    ),
    cost=Cost(seconds=120, memory_mb=512),
)
def qaoa_ring(*, vertices: float, depth: float = 1, wants: tuple[str, ...], seed: int) -> Result:
    """Optimise the angles from fixed starts; deterministic, so `seed` changes nothing."""
    whole = {"vertices": round(vertices), "depth": round(depth)}
    for name, given in (("vertices", vertices), ("depth", depth)):
        if abs(given - whole[name]) > 1e-9:
            raise InputError(f"qaoa_ring.{name}", given, "give a whole number")
    n = whole["vertices"]
    cuts = _cuts(n)
    outputs = {"maximum_cut": float(cuts.max())}
    if set(wants) & {"approximation_ratio", "expected_cut"}:
        outputs["expected_cut"] = _best(cuts, n, whole["depth"])
        outputs["approximation_ratio"] = outputs["expected_cut"] / outputs["maximum_cut"]
    method = f"state vector of {n} qubits, angles by BFGS; greatest cut by enumeration of {2**n} cuts"
    return Result({name: v for name, v in outputs.items() if name in wants}, method)


def _cuts(n: int) -> Any:
    """How many edges each of the `2**n` colourings cuts: the bits that differ from those of its rotation."""
    from numpy import arange, bitwise_count

    states = arange(2**n)
    turned = ((states << 1) | (states >> (n - 1))) & (2**n - 1)
    return bitwise_count(states ^ turned).astype(float)


def _expected(angles: Any, cuts: Any, n: int) -> float:
    """Mean cut after `p` layers of `exp(-i gamma C)` and `exp(-i beta sum X)` on the uniform state."""
    from numpy import cos, exp, full, moveaxis, sin, stack

    layers = len(angles) // 2
    state = full(2**n, 2 ** (-n / 2), dtype=complex)
    for gamma, beta in zip(angles[:layers], angles[layers:], strict=True):
        state = state * exp(-1j * gamma * cuts)
        for qubit in range(n):
            pair = state.reshape(2**qubit, 2, -1)
            a, b = pair[:, 0], pair[:, 1]
            turned = stack((cos(beta) * a - 1j * sin(beta) * b, cos(beta) * b - 1j * sin(beta) * a))
            state = moveaxis(turned, 0, 1).reshape(-1)
    return float((abs(state) ** 2 * cuts).sum())


def _best(cuts: Any, n: int, layers: int) -> float:
    """The greatest mean cut from ramps of several slopes: gamma rises and beta falls along the circuit."""
    from numpy import array, linspace
    from scipy.optimize import minimize

    steps = linspace(0.5 / layers, 1 - 0.5 / layers, layers)
    found = 0.0
    for slope in (0.25 * pi, 0.4 * pi):
        for tilt in (0.15 * pi, 0.25 * pi):
            start = array([*(slope * steps * 2), *(tilt * (1 - steps))])
            run = minimize(lambda x: -_expected(x, cuts, n), start, method="BFGS", options={"gtol": 1e-7})
            found = max(found, -float(run.fun))
    return found
