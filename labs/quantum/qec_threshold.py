"""Logical error rates and thresholds of small codes, sampled by Stim and decoded by minimum-weight matching.

A rate is that of one shot of `rounds` rounds, by default as many as the distance; the threshold is where the rates per
shot of two distances cross. Another convention moves it: per round it lies higher. Knows no device.

References:
    .. [Gidney2021] C. Gidney, Quantum 5 (2021) 497 (Stim).
    .. [Higgott2022] O. Higgott, ACM Trans. Quantum Comput. 3 (2022) 16 (PyMatching).
    .. [Dennis2002] E. Dennis, A. Kitaev, A. Landahl, J. Preskill, J. Math. Phys. 43 (2002) 4452.
    .. [Wang2003] C. Wang, J. Harrington, J. Preskill, Ann. Phys. 303 (2003) 31.
"""

from typing import Any

from ech0.core.errors import InputError, RunFailed
from ech0.core.types import Line, Plot
from labs import Choice, Cost, Output, Real, Result, lab

CODES = {
    "repetition": ("repetition code", "repetition"),
    "rotated_surface": ("rotated surface code", "surface code", "planar code"),
    "toric": ("toric code", "toric"),
}
NOISES = {
    "code_capacity": ("code capacity", "code-capacity", "perfect measurements", "perfect syndrome"),
    "phenomenological": ("phenomenological", "noisy syndrome", "noisy measurements"),
    "circuit": ("circuit-level", "circuit level", "circuit noise", "SD6"),
}
GRIDS = {  # where the threshold is looked for, and the two distances
    ("repetition", "phenomenological"): ((0.094, 0.099, 0.104, 0.109, 0.114), (15, 29)),
    ("rotated_surface", "code_capacity"): ((0.092, 0.097, 0.102, 0.107, 0.112), (13, 25)),
    ("rotated_surface", "phenomenological"): ((0.024, 0.0265, 0.029, 0.0315, 0.034), (7, 13)),
    ("rotated_surface", "circuit"): ((0.006, 0.0068, 0.0076, 0.0084, 0.0092), (7, 13)),
    ("toric", "code_capacity"): ((0.092, 0.097, 0.102, 0.107, 0.112), (10, 20)),
    ("toric", "phenomenological"): ((0.023, 0.026, 0.029, 0.032, 0.035), (6, 10)),
}
RATE = ("code", "noise", "distance", "error_rate", "rounds", "shots")


@lab(
    title="Logical error rate and threshold of quantum codes",
    version="1",
    inputs={
        "code": Choice(CODES, "the code; its memory of one logical bit is tested"),
        "noise": Choice(
            NOISES,
            "code capacity: data flips only; phenomenological: syndrome flips as often; circuit: depolarising after "
            "every gate, reset and measurement flips, idle depolarising each round",
            default="code_capacity",
        ),
        "distance": Real(
            "", 3, 21, "code distance, odd but for the toric code", words=("distance", "code distance", "d")
        ),
        "error_rate": Real(
            "",
            1e-4,
            0.4,
            "physical error rate p: of a bit flip (code capacity, phenomenological) or of depolarising (circuit)",
            words=(
                "physical error rate",
                "error rate",
                "error probability",
                "bit-flip probability",
                "flip probability",
            ),
        ),
        "rounds": Real(
            "",
            1,
            60,
            "rounds of syndrome measurement; as many as the distance if not given",
            words=("rounds of", "rounds", "cycles"),
            optional=True,
        ),
        "shots": Real("", 1000, 1e6, "samples for each rate", default=20000, words=("shots", "samples")),
    },
    outputs={
        "logical_error_rate": Output(
            "",
            "probability that decoding one shot flips the logical bit",
            words=("logical error rate", "logical error probability", "logical failure rate", "logical error"),
            needs=RATE,
        ),
        "logical_error_low": Output(
            "",
            "lower end of its 95 % Clopper-Pearson interval",
            words=("lower bound of the logical error",),
            needs=RATE,
        ),
        "logical_error_high": Output(
            "",
            "upper end of its 95 % Clopper-Pearson interval",
            words=("upper bound of the logical error",),
            needs=RATE,
        ),
        "threshold": Output(
            "",
            "physical error rate at which two distances have the same logical error rate per shot",
            words=("error threshold", "threshold", "accuracy threshold", "fault-tolerance threshold"),
            needs=("code", "noise", "shots"),
        ),
    },
    validity="Pauli noise of one strength, minimum-weight perfect matching, a memory and no logical gates. Rates are "
    "per shot with rounds equal to the distance; the crossing of two small distances is off the infinite code by some "
    "percent of itself, which the error bar (shots only) does not hold",
    citations=(
        "Gidney, Quantum 5 (2021) 497",
        "Higgott, ACM Trans. Quantum Comput. 3 (2022) 16",
        "Wang, Harrington & Preskill, Ann. Phys. 303 (2003) 31",
    ),
    libraries=("stim", "pymatching", "numpy", "scipy"),
    words=("error correction", "surface code", "toric code", "repetition code", "quantum code", "logical qubit", "QEC"),
    cost=Cost(seconds=300, memory_mb=2048),
    stochastic=True,
)
def qec_threshold(
    *,
    code: str,
    noise: str,
    distance: float | None = None,
    error_rate: float | None = None,
    rounds: float | None = None,
    shots: float = 20000,
    wants: tuple[str, ...],
    seed: int,
) -> Result:
    """Sample and decode; `seed` draws the errors."""
    for name, given in (("distance", distance), ("rounds", rounds), ("shots", shots)):
        if given is not None and abs(given - round(given)) > 1e-9:
            raise InputError(f"qec_threshold.{name}", given, "give a whole number")
    if code == "toric" and noise == "circuit":
        raise InputError("qec_threshold.noise", noise, "the toric code is tested without circuits; take another noise")
    if code == "rotated_surface" and distance is not None and round(distance) % 2 == 0:
        raise InputError("qec_threshold.distance", distance, "the rotated surface code has an odd distance")
    outputs: dict[str, float | tuple[float, float]] = {}
    plots: tuple[Plot, ...] = ()
    if distance is not None and error_rate is not None:
        times = _rounds(noise, round(distance), rounds)
        failed = _failures(code, noise, round(distance), error_rate, times, round(shots), seed)
        low, high = _interval(failed, round(shots))
        rate = failed / shots
        outputs["logical_error_rate"] = rate, max((rate * (1 - rate) / shots) ** 0.5, (high - low) / 4)
        outputs["logical_error_low"], outputs["logical_error_high"] = low, high
    if "threshold" in wants:
        outputs["threshold"], plot = _threshold(code, noise, round(shots), seed)
        plots = (plot,)
    method = f"{round(shots)} shots, minimum-weight perfect matching; rates per shot, rounds equal to the distance"
    return Result({n: v for n, v in outputs.items() if n in wants}, method, (), plots)


def _rounds(noise: str, distance: int, given: float | None) -> int:
    if noise == "code_capacity":
        if given is not None and round(given) != 1:
            raise InputError("qec_threshold.rounds", given, "with perfect measurements one round is all there is")
        return 1
    return distance if given is None else round(given)


def _failures(code: str, noise: str, distance: int, p: float, rounds: int, shots: int, seed: int) -> int:
    """How many of `shots` the decoder gets wrong."""
    if code == "toric":
        return _toric(distance, p, rounds, shots, seed)
    import pymatching
    import stim

    data = p if noise == "circuit" else 1.5 * p  # depolarising by 3p/2 flips a bit (X or Y) with probability p
    if data > 0.75:
        raise InputError("qec_threshold.error_rate", p, "give at most 0.4")
    strengths = {"before_round_data_depolarization": data}
    if noise != "code_capacity":
        strengths["before_measure_flip_probability"] = p
    if noise == "circuit":
        strengths |= {"after_clifford_depolarization": p, "after_reset_flip_probability": p}
    task = "repetition_code:memory" if code == "repetition" else "surface_code:rotated_memory_z"
    circuit = stim.Circuit.generated(task, distance=distance, rounds=rounds, **strengths)
    decoder = pymatching.Matching.from_detector_error_model(circuit.detector_error_model(decompose_errors=True))
    events, flips = circuit.compile_detector_sampler(seed=seed).sample(shots, separate_observables=True)
    return int((decoder.decode_batch(events) != flips).any(axis=1).sum())


def _toric(size: int, p: float, rounds: int, shots: int, seed: int) -> int:
    """The same for bit flips on the edges of a torus; with several rounds, syndrome bits flip as often but the last."""
    import pymatching
    from numpy import bitwise_xor, roll, stack, zeros
    from numpy.random import default_rng
    from scipy.sparse import csr_array

    n = size * size
    right = [(k, k - k % size + (k + 1) % size) for k in range(n)]  # edges, by the checks at their ends
    ends = [*right, *((k, (k + size) % n) for k in range(n))]
    rows = [r for pair in ends for r in pair]
    checks = csr_array(([1] * len(rows), (rows, [e for e in range(2 * n) for _ in range(2)])), shape=(n, 2 * n))
    cut = zeros((2, 2 * n), dtype=int)  # the edges across one loop, and across the other
    cut[0, :n:size] = 1
    cut[1, n : n + size] = 1
    several = {"repetitions": rounds, "measurement_error_probabilities": p} if rounds > 1 else {}
    decoder = pymatching.Matching(checks, error_probabilities=p, faults_matrix=cut, **several)
    rng = default_rng(seed)
    wrong, todo = 0, shots
    while todo:
        batch = min(todo, max(1, 4_000_000 // (2 * n * rounds)))
        flips = bitwise_xor.accumulate(rng.random((batch, rounds, 2, size, size), dtype="f4") < p, axis=1)
        h, v = flips[:, :, 0], flips[:, :, 1]
        seen = h ^ roll(h, 1, axis=-1) ^ v ^ roll(v, 1, axis=-2)
        if rounds > 1:
            seen[:, :-1] ^= rng.random((batch, rounds - 1, size, size), dtype="f4") < p
        seen[:, 1:] ^= seen[:, :-1].copy()
        moved = stack((h[:, -1, :, 0].sum(axis=-1), v[:, -1, 0, :].sum(axis=-1)), axis=1) % 2
        wrong += int((decoder.decode_batch(seen.reshape(batch, -1).astype("u1")) != moved).any(axis=1).sum())
        todo -= batch
    return wrong


def _interval(failed: int, shots: int) -> tuple[float, float]:
    """The 95 % Clopper-Pearson interval of a proportion."""
    from scipy.stats import binomtest

    found = binomtest(failed, shots).proportion_ci(0.95, "exact")
    return float(found.low), float(found.high)


def _threshold(code: str, noise: str, shots: int, seed: int) -> tuple[tuple[float, float], Plot]:
    """Where straight lines through the difference of two distances' rates cross zero, and the spread by the shots."""
    from numpy import array, polyfit
    from numpy.random import default_rng

    if (code, noise) not in GRIDS:
        raise InputError("qec_threshold.noise", noise, f"no crossing of the {code} code is looked for with it")
    rates, distances = GRIDS[code, noise]
    seen = array(
        [
            [
                _failures(code, noise, d, p, _rounds(noise, d, None), shots, seed + 97 * k + d)
                for k, p in enumerate(rates)
            ]
            for d in distances
        ]
    )

    def crossing(counts: Any) -> float:
        slope, offset = polyfit(rates, (counts[1] - counts[0]) / shots, 1)
        return float(-offset / slope)

    found = crossing(seen)
    if not rates[0] < found < rates[-1]:
        raise RunFailed("lab qec_threshold", "the two distances do not cross where the threshold is looked for")
    rng = default_rng(seed)
    spread = array([crossing(rng.binomial(shots, seen / shots)) for _ in range(200)]).std()
    lines = tuple(
        Line(name=f"distance {d}", y=tuple(map(float, row / shots))) for d, row in zip(distances, seen, strict=True)
    )
    plot = Plot(
        title="Logical error rate per shot",
        x_name="physical error rate",
        x=rates,
        y_name="logical error rate",
        lines=lines,
    )
    return (found, float(spread)), plot
