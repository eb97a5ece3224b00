"""Small noisy circuits as density matrices, and what readout inversion and zero-noise extrapolation recover.

Noise is Markovian: two-qubit depolarising after each entangling gate, T1 and T2 while idle, independent readout flips.
Knows no device, no drift, no crosstalk and no pulses.

References:
    .. [Nielsen2010] M. A. Nielsen, I. L. Chuang, Quantum Computation and Quantum Information (2010), ch. 6 and 8.
    .. [Temme2017] K. Temme, S. Bravyi, J. M. Gambetta, Phys. Rev. Lett. 119 (2017) 180509.
    .. [Bravyi2021] S. Bravyi et al., Phys. Rev. A 103 (2021) 042605 (readout).
"""

from math import exp
from typing import Any

from ech0.core.errors import InputError
from ech0.core.types import Line, Plot
from labs import Choice, Cost, Output, Real, Result, lab

SCALES = (1, 3, 5)  # each entangling gate G becomes G G^-1 G and so on: the same circuit, so many times the noise
CIRCUITS = {
    "bell": ("Bell pair", "Bell state", "Bell circuit", "EPR pair"),
    "ghz": ("GHZ", "GHZ state", "cat state"),
    "grover": ("Grover", "Grover search", "Grover's algorithm"),
}
EXACT = ("circuit", "qubits", "depolarising", "relaxation_time", "dephasing_time", "idle_time")
SAMPLED = (*EXACT, "readout_error", "shots", "extrapolation")
NOISY = ("readout_mitigated", "mitigated_estimate")


@lab(
    title="Noise and error mitigation of small circuits",
    version="1",
    inputs={
        "circuit": Choice(CIRCUITS, "what is prepared; Grover: two iterations for one marked item in eight"),
        "qubits": Real("", 2, 5, "qubits of a GHZ state", default=3, words=("qubits", "qubit GHZ", "qubit")),
        "depolarising": Real(
            "",
            0.0,
            0.5,
            "probability p that an entangling gate leaves its two qubits wholly mixed: rho to (1-p) rho + p I/4",
            default=0.0,
            words=(
                "depolarizing probability",
                "depolarising noise",
                "depolarising",
                "depolarizing",
                "gate error",
                "two-qubit error",
                "gate noise",
            ),
        ),
        "readout_error": Real(
            "",
            0.0,
            0.4,
            "probability that a measured bit is flipped",
            default=0.0,
            words=("readout error", "readout flip", "measurement error", "readout"),
        ),
        "relaxation_time": Real("us", 0.1, 1e5, "relaxation time T1", words=("T1", "relaxation time"), optional=True),
        "dephasing_time": Real("us", 0.1, 1e5, "T2, at most 2 T1", words=("T2", "coherence time"), optional=True),
        "idle_time": Real(
            "us", 0.0, 1e5, "how long the finished state waits", default=0.0, words=("idle", "waits", "waiting", "wait")
        ),
        "shots": Real("", 100, 1e7, "measurements at each noise level", default=10000, words=("shots", "repetitions")),
        "extrapolation": Choice(
            {
                "richardson": ("Richardson", "polynomial extrapolation"),
                "linear": ("linear extrapolation", "linear fit"),
                "exponential": ("exponential extrapolation", "exponential fit"),
            },
            "how the noise is extrapolated to zero from one, three and five times as much",
            default="richardson",
        ),
    },
    outputs={
        "state_fidelity": Output(
            "",
            "fidelity of the noisy state to the ideal one, before readout",
            words=("state fidelity", "fidelity of the state", "Bell fidelity", "GHZ fidelity", "fidelity"),
            needs=EXACT,
        ),
        "success_probability": Output(
            "",
            "exact probability of an outcome that the ideal state has most, readout flips included",
            words=(
                "succeed",
                "how often",
                "success probability",
                "probability of success",
                "noisy success probability",
            ),
            needs=(*EXACT, "readout_error"),
        ),
        "readout_mitigated": Output(
            "",
            "that probability from sampled shots with the readout flips inverted",
            words=("readout-mitigated", "readout mitigated", "readout mitigation"),
            needs=SAMPLED,
        ),
        "mitigated_estimate": Output(
            "",
            "that probability extrapolated to no gate noise, readout inverted",
            words=("zero-noise", "zero noise", "ZNE", "ZNE estimate", "mitigated value", "error-mitigated"),
            needs=SAMPLED,
        ),
    },
    validity="Markovian noise with stated strengths on at most five qubits; not a twin of any device. Error bars are "
    "those of the shots; the bias that extrapolation leaves is not in them",
    citations=(
        "Nielsen & Chuang (2010), ch. 6 and 8",
        "Temme, Bravyi & Gambetta, Phys. Rev. Lett. 119 (2017) 180509",
        "Bravyi et al., Phys. Rev. A 103 (2021) 042605",
    ),
    libraries=("pennylane", "numpy"),
    words=(
        "error mitigation",
        "zero-noise extrapolation",
        "ZNE",
        "noisy circuit",
        "noisy qubits",
        "depolarising noise",
        "depolarizing noise",
        "readout error",
        "depolarizing",
        "depolarising",
    ),
    cost=Cost(seconds=120, memory_mb=2048),
    stochastic=True,
)
def noise_mitigation(
    *,
    circuit: str,
    qubits: float = 3,
    depolarising: float = 0.0,
    readout_error: float = 0.0,
    relaxation_time: float | None = None,
    dephasing_time: float | None = None,
    idle_time: float = 0.0,
    shots: float = 10000,
    extrapolation: str = "richardson",
    wants: tuple[str, ...],
    seed: int,
) -> Result:
    """Simulate each noise level exactly; `seed` draws the shots."""
    from numpy.random import default_rng

    for name, given in (("qubits", qubits), ("shots", shots)):
        if abs(given - round(given)) > 1e-9:
            raise InputError(f"noise_mitigation.{name}", given, "give a whole number")
    if relaxation_time and dephasing_time and dephasing_time > 2 * relaxation_time:
        raise InputError("noise_mitigation.dephasing_time", dephasing_time, "T2 cannot exceed twice T1")
    n = {"bell": 2, "grover": 3}.get(circuit, round(qubits))
    wait = _idle(relaxation_time, dephasing_time, idle_time)
    ideal = _state(circuit, n, 0.0, 1, (0.0, 0.0))
    best = [k for k, p in enumerate(ideal.diagonal().real) if p > 0.5 * ideal.diagonal().real.max()]
    states = {s: _state(circuit, n, depolarising, s, wait) for s in (SCALES if set(wants) & set(NOISY) else (1,))}
    outputs: dict[str, float | tuple[float, float]] = {
        "state_fidelity": float((ideal @ states[1]).trace().real),
        "success_probability": float(_flipped(states[1].diagonal().real, readout_error, n)[best].sum()),
    }
    plots: tuple[Plot, ...] = ()
    if set(wants) & set(NOISY):
        rng = default_rng(seed)
        seen = [_sampled(states[s], best, readout_error, n, round(shots), rng) for s in SCALES]
        outputs["readout_mitigated"] = seen[0]
        outputs["mitigated_estimate"] = _extrapolated(seen, extrapolation, len(best) / 2**n)
        plots = (_plot(seen),)
    method = f"density matrix of {n} qubits; gates folded {', '.join(map(str, SCALES))} times, {extrapolation}"
    return Result({k: v for k, v in outputs.items() if k in wants}, method, (), plots)


def _idle(t1: float | None, t2: float | None, wait: float) -> tuple[float, float]:
    """Damping and the flip probability of pure dephasing after waiting."""
    damping = 1 - exp(-wait / t1) if t1 else 0.0
    rate = (1 / t2 if t2 else (0.5 / t1 if t1 else 0.0)) - (0.5 / t1 if t1 else 0.0)
    return damping, 0.5 * (1 - exp(-wait * rate))


def _state(circuit: str, n: int, p: float, scale: int, wait: tuple[float, float]) -> Any:
    """The density matrix, shape `(2**n, 2**n)`, with every entangling gate folded `scale` times."""
    import pennylane as qml

    def entangle(gate: Any, wires: list[int]) -> None:  # CNOT, CZ and CCZ are their own inverses
        for _ in range(scale):
            gate(wires=wires)
            if p:
                qml.QubitChannel(_depolarising(p), wires=wires[-2:])

    def prepare() -> Any:
        if circuit == "grover":
            for q in range(n):
                qml.Hadamard(q)
            for _ in range(2):
                entangle(qml.CCZ, [0, 1, 2])
                for q in range(n):
                    qml.Hadamard(q)
                    qml.PauliX(q)
                entangle(qml.CCZ, [0, 1, 2])
                for q in range(n):
                    qml.PauliX(q)
                    qml.Hadamard(q)
        else:
            qml.Hadamard(0)
            for q in range(n - 1):
                entangle(qml.CNOT, [q, q + 1])
        for q in range(n):
            qml.AmplitudeDamping(wait[0], wires=q)
            qml.PhaseFlip(wait[1], wires=q)
        return qml.density_matrix(range(n))

    return qml.QNode(prepare, qml.device("default.mixed", wires=n))()


def _depolarising(p: float) -> list[Any]:
    """Sixteen Kraus operators of `rho -> (1-p) rho + p I/4`: Paulis, each by p/16, and what is left."""
    from numpy import array, eye, kron

    one = (eye(2), array([[0, 1], [1, 0]]), array([[0, -1j], [1j, 0]]), array([[1, 0], [0, -1]]))
    pairs = [kron(a, b).astype(complex) for a in one for b in one]
    return [(1 - 15 * p / 16) ** 0.5 * pairs[0], *((p / 16) ** 0.5 * k for k in pairs[1:])]


def _flipped(populations: Any, flip: float, n: int, *, inverse: bool = False) -> Any:
    """Populations after each bit flips with probability `flip`; or, inverted, before."""
    from numpy import array, moveaxis, tensordot

    matrix = array([[1 - flip, flip], [flip, 1 - flip]])
    if inverse:
        matrix = array([[1 - flip, -flip], [-flip, 1 - flip]]) / (1 - 2 * flip)
    cube = populations.reshape((2,) * n)
    for axis in range(n):
        cube = moveaxis(tensordot(matrix, cube, axes=(1, axis)), 0, axis)
    return cube.reshape(-1)


def _sampled(state: Any, best: list[int], flip: float, n: int, shots: int, rng: Any) -> tuple[float, float]:
    """The readout-corrected success probability of `shots` samples, and its standard error."""
    from numpy import zeros

    chances = _flipped(state.diagonal().real, flip, n).clip(0)
    counts = rng.multinomial(shots, chances / chances.sum()) / shots
    mark = zeros(2**n)
    mark[best] = 1
    weights = _flipped(mark, flip, n, inverse=True)  # the inverse is symmetric: it may act on the observable
    mean = float(weights @ counts)
    return mean, float(((weights**2 @ counts - mean**2) / shots).clip(0) ** 0.5)


def _extrapolated(seen: list[tuple[float, float]], how: str, mixed: float) -> tuple[float, float]:
    """The value at no noise, and its error; `mixed` is what a wholly mixed state gives, where an exponential ends."""
    from numpy import array, linalg, log

    y, s = (array([v[k] for v in seen]) for k in (0, 1))
    if how == "exponential":
        if (y <= mixed).any():
            raise InputError("noise_mitigation.extrapolation", how, "the signal is lost in noise; take another or less")
        s, y = s / (y - mixed), log(y - mixed)
    powers = array([[float(k) ** e for e in range(3 if how == "richardson" else 2)] for k in SCALES])
    weights = linalg.pinv(powers)[0]
    value, error = float(weights @ y), float(((weights * s) ** 2).sum() ** 0.5)
    if how == "exponential":
        return mixed + exp(value), error * exp(value)
    return value, error


def _plot(seen: list[tuple[float, float]]) -> Plot:
    return Plot(
        title="Success probability against noise",
        x_name="noise scale",
        x=tuple(float(s) for s in SCALES),
        y_name="success probability, readout corrected",
        lines=(Line(name="measured", y=tuple(v for v, _ in seen)),),
        points=True,
    )
