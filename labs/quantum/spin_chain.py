"""Ground state and gap of small spin-1/2 rings by exact diagonalisation: transverse-field Ising and Heisenberg.

The energy unit is the coupling J. Conserved quantities cut the space first: the parity of flipped spins for the Ising
ring [Pfeuty1970]_, zero magnetisation for the Heisenberg ring [BonnerFisher1964]_. Knows no temperature
and no disorder.

References:
    .. [Pfeuty1970] P. Pfeuty, Ann. Phys. 57 (1970) 79-90.
    .. [BonnerFisher1964] J. C. Bonner, M. E. Fisher, Phys. Rev. 135 (1964) A640-A658.
"""

from typing import Any

from ech0.core.errors import InputError
from ech0.core.types import Plot
from labs import Choice, Cost, Output, Real, Result, lab
from labs._curves import curve, evenly

PLOTTED = 8  # spins up to which the gap over the field costs next to nothing
DENSE = 256  # below this many states LAPACK is as fast as Lanczos, and it misses no degeneracy

MODELS = {
    "ising": (
        "transverse-field Ising",
        "transverse field Ising",
        "quantum Ising chain",
        "quantum Ising ring",
        "TFIM",
    ),
    "heisenberg": (
        "Heisenberg ring",
        "Heisenberg chain",
        "Heisenberg spin chain",
        "Heisenberg antiferromagnet",
        "antiferromagnetic Heisenberg",
    ),
}


@lab(
    title="Exact diagonalisation of spin rings",
    version="1",
    inputs={
        "model": Choice(MODELS, "Ising with a transverse field, or the Heisenberg antiferromagnet"),
        "sites": Real("", 3, 14, "number of spins on the ring", words=("sites", "spins", "number of sites", "ring of")),
        "field": Real(
            "",
            0.0,
            100.0,
            "transverse field over coupling, h/J in H = -J sum zz - h sum x with Pauli matrices; Ising only",
            default=1.0,
            words=("transverse field", "field over coupling"),
            phrases={"at criticality": 1.0, "at the critical point": 1.0, "at the critical field": 1.0},
        ),
    },
    outputs={
        "ground_energy": Output(
            "", "ground-state energy in units of J", words=("ground state energy", "ground-state energy of the ring")
        ),
        "energy_per_site": Output(
            "", "ground-state energy per spin in units of J", words=("energy per site", "energy per spin")
        ),
        "spin_gap": Output(
            "",
            "energy from the ground state to the next level, in units of J; 0 if the ground state is degenerate",
            words=("spin gap", "excitation gap", "singlet-triplet gap", "gap of the ring"),
        ),
    },
    validity="one isolated ring with periodic ends at zero temperature; finite-size values, not the infinite chain",
    citations=("Pfeuty, Ann. Phys. 57 (1970) 79", "Bonner & Fisher, Phys. Rev. 135 (1964) A640"),
    libraries=("numpy", "scipy"),
    words=(*MODELS["ising"], *MODELS["heisenberg"], "spin chain", "spin ring"),
    cost=Cost(seconds=60, memory_mb=1024),
)
def spin_chain(*, model: str, sites: float, field: float = 1.0, wants: tuple[str, ...], seed: int) -> Result:
    """Find the two lowest levels; Lanczos starts from a fixed vector, so `seed` changes nothing."""
    n = round(sites)
    if abs(sites - n) > 1e-9:
        raise InputError("spin_chain.sites", sites, "give a whole number of spins")
    if model == "heisenberg" and n % 2:
        raise InputError("spin_chain.sites", n, "an odd antiferromagnetic ring is frustrated; give an even number")
    if model == "heisenberg":
        levels = _lowest(_heisenberg(n))
        method = f"diagonalisation in the {n}-spin space of zero magnetisation"
    else:
        levels = _ising_levels(n, field)
        method = f"diagonalisation in both parity sectors of {n} spins"
    outputs = {"ground_energy": levels[0], "energy_per_site": levels[0] / n, "spin_gap": levels[1] - levels[0]}
    shown = model == "ising" and n <= PLOTTED and "spin_gap" in wants
    return Result(
        {name: v for name, v in outputs.items() if name in wants}, method, (), _plot(n, field) if shown else ()
    )


def _plot(n: int, field: float) -> tuple[Plot, ...]:
    """The gap over the field, which would close at the critical one in an infinite ring."""

    def gap(at: float) -> float:
        levels = _ising_levels(n, at)
        return levels[1] - levels[0]

    grid = evenly(0.0, max(2.0, 1.2 * field), field, points=25)
    return curve(f"Gap of {n} spins", ("field over coupling", ""), ("gap over coupling", ""), grid, {"gap": gap})


def _ising_levels(n: int, field: float) -> list[float]:
    return sorted([*_lowest(_ising(n, field, 0)), *_lowest(_ising(n, field, 1))])


def _lowest(matrix: Any) -> list[float]:
    """The two lowest eigenvalues of a symmetric sparse matrix, in order."""
    from numpy import sin
    from numpy.linalg import eigvalsh
    from scipy.sparse.linalg import eigsh

    size = matrix.shape[0]
    if size <= DENSE:
        return [float(e) for e in eigvalsh(matrix.toarray())[:2]]
    start = sin(1.0 + 2.0 * (1 + _count(size)) ** 0.5)  # symmetric in nothing, so that it meets every level
    return sorted(float(e) for e in eigsh(matrix, k=2, which="SA", v0=start, tol=1e-13, return_eigenvectors=False))


def _count(size: int) -> Any:
    from numpy import arange

    return arange(size)


def _ising(n: int, field: float, parity: int) -> Any:
    """Written where the field is diagonal: the coupling flips two neighbours and keeps the parity of flipped spins."""
    from numpy import bitwise_count, full, searchsorted
    from scipy.sparse import coo_array, diags_array

    every = _count(2**n)
    states = every[bitwise_count(every) % 2 == parity]
    matrix = diags_array(-field * (n - 2.0 * bitwise_count(states))).tocsr()
    for i in range(n):
        to = searchsorted(states, states ^ (1 << i) ^ (1 << (i + 1) % n))
        matrix = matrix + coo_array((full(len(to), -1.0), (to, _count(len(to)))), shape=matrix.shape).tocsr()
    return matrix


def _heisenberg(n: int) -> Any:
    """`sum S_i . S_(i+1)`: 1/4 for a parallel pair; -1/4, and an exchange of 1/2, for an antiparallel one."""
    from numpy import bitwise_count, full, searchsorted, zeros
    from scipy.sparse import coo_array, diags_array

    every = _count(2**n)
    states = every[bitwise_count(every) == n // 2]
    diagonal, swaps = zeros(len(states)), []
    for i in range(n):
        j = (i + 1) % n
        unlike = ((states >> i) ^ (states >> j)) & 1
        diagonal += 0.25 - 0.5 * unlike
        here = unlike.nonzero()[0]
        swaps.append((searchsorted(states, states[here] ^ (1 << i) ^ (1 << j)), here))
    matrix = diags_array(diagonal).tocsr()
    for to, here in swaps:
        matrix = matrix + coo_array((full(len(to), 0.5), (to, here)), shape=matrix.shape).tocsr()
    return matrix
