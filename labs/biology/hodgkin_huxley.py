"""The squid giant axon of [HodgkinHuxley1952]_, a patch of membrane under constant current: spikes and firing rate.

Potentials are above rest. Knows no propagation along the axon, no noise and no other neuron.

References:
    .. [HodgkinHuxley1952] A. L. Hodgkin, A. F. Huxley, J. Physiol. 117 (1952) 500-544.
    .. [RinzelMiller1980] J. Rinzel, R. N. Miller, Math. Biosci. 49 (1980) 27-59.
"""

from math import exp, expm1
from typing import Any

from ech0.core.types import Plot
from labs import Cost, Output, Real, Result, lab
from labs._curves import curve, thinned

NA, K, LEAK = (120.0, 115.0), (36.0, -12.0), (0.3, 10.613)  # mS/cm^2 and mV above rest; 1 uF/cm^2
SPIKE = 40.0  # mV: what passes this on its way up is an action potential
KICK = 15.0  # mV, the displacement of the paper's figure 12
LENGTH = 500.0  # ms
SHOWN = 60.0  # ms of the voltage that are plotted
ZERO_CELSIUS = 273.15


@lab(
    title="Hodgkin-Huxley membrane",
    version="1",
    inputs={
        "temperature": Real(
            "K",
            273.15,
            303.15,
            "temperature of the axon; rates go with a Q10 of 3 from 6.3 degC",
            default=279.45,
            concept="temperature",
            words=("temperature of the axon", "axon temperature", "temperature"),
        ),
        "current_density": Real(
            "uA/cm^2",
            -100.0,
            300.0,
            "steady current into the cell per membrane area",
            words=(
                "current",
                "stimulated with",
                "injecting",
                "injected current density",
                "current density",
                "applied current",
                "injected current",
                "stimulus current",
            ),
            phrases={"without injected current": 0.0, "no injected current": 0.0},
        ),
    },
    outputs={
        "firing_rate": Output(
            "Hz",
            "action potentials per second once firing is steady; 0 if it stops; those below 40 mV are not counted",
            words=(
                "fire",
                "spikes",
                "firing",
                "firing rate",
                "spike rate",
                "spiking frequency",
                "firing frequency",
                "spikes per second",
            ),
        ),
        "spike_height": Output(
            "mV",
            "peak above rest after a sudden displacement by 15 mV",
            words=(
                "action potential",
                "tall",
                "peak",
                "action potential height",
                "action potential amplitude",
                "spike height",
                "spike amplitude",
            ),
            needs=("temperature",),
        ),
        "instability_current": Output(
            "uA/cm^2",
            "current above which the resting state is unstable",
            words=(
                "resting state unstable",
                "rest state lose stability",
                "instability current",
                "current at the Hopf bifurcation",
                "onset of instability",
            ),
            needs=("temperature",),
        ),
        "block_current": Output(
            "uA/cm^2",
            "current above which the membrane rests depolarised and is stable again",
            words=(
                "stop firing",
                "stops firing",
                "depolarization block current",
                "depolarisation block current",
                "depolarization block",
            ),
            needs=("temperature",),
        ),
    },
    validity="a space-clamped patch of squid giant axon between 0 and 30 degC, from rest; depolarising current "
    "is positive, against the sign of the paper; no mammalian neuron",
    citations=("Hodgkin & Huxley, J. Physiol. 117 (1952) 500", "Rinzel & Miller, Math. Biosci. 49 (1980) 27"),
    libraries=("numpy", "scipy"),
    words=("Hodgkin-Huxley", "Hodgkin Huxley", "squid giant axon", "squid axon"),
    cost=Cost(seconds=60, memory_mb=512),
)
def hodgkin_huxley(
    *, temperature: float, current_density: float | None = None, wants: tuple[str, ...], seed: int
) -> Result:
    """Integrate what is wanted with LSODA; deterministic, so `seed` changes nothing."""
    speed = 3 ** ((temperature - ZERO_CELSIUS - 6.3) / 10)
    outputs: dict[str, float] = {}
    notes = []
    plots: tuple[Plot, ...] = ()
    if "spike_height" in wants:
        kicked = _course(0.0, KICK, speed, 20.0)
        peak = float(kicked.y[0].max())
        plots = _plot(f"Membrane displaced by {KICK:g} mV", kicked)
        if peak > SPIKE:
            outputs["spike_height"] = peak
        else:
            notes.append(f"no spike height: a displacement by {KICK:g} mV excites no action potential")
    if set(wants) & {"instability_current", "block_current"}:
        outputs |= _stability(speed)
    if "firing_rate" in wants and current_density is not None:
        driven = _course(current_density, 0.0, speed, LENGTH)
        spikes = driven.t_events[0]
        plots = (*plots, *_plot(f"Membrane under {current_density:g} uA/cm^2", driven))
        late = spikes[spikes > LENGTH / 2]
        steady = len(late) > 2 and LENGTH - late[-1] < 2 * (late[-1] - late[-2])
        outputs["firing_rate"] = 1000 * (len(late) - 1) / float(late[-1] - late[0]) if steady else 0.0
        if len(spikes) and not steady:
            notes.append(f"{len(spikes)} action potential(s) at the onset, then silence")
    return Result(
        {n: v for n, v in outputs.items() if n in wants},
        "Hodgkin-Huxley equations of 1952, LSODA at a relative tolerance of 1e-9; stability from the eigenvalues",
        tuple(notes),
        plots,
    )


def _plot(title: str, run: Any) -> tuple[Plot, ...]:
    """The first milliseconds at steps of the solver, which are close where the potential is quick."""
    first = run.t[run.t <= SHOWN]
    chosen = thinned(first, [int(run.y[0][: len(first)].argmax())])
    axes = ("time", "ms"), ("potential above rest", "mV")
    return curve(title, *axes, run.t[chosen], {"potential": run.y[0][chosen]})


def _rates(v: float) -> tuple[tuple[float, float], ...]:
    """Opening and closing rates of m, h, n in 1/ms at 6.3 degC, `v` in mV above rest."""

    def slope(x: float) -> float:  # x / (exp(x) - 1), whose limit at 0 is 1
        return x / expm1(x) if abs(x) > 1e-9 else 1.0

    return (
        (slope((25 - v) / 10), 4 * exp(-v / 18)),
        (0.07 * exp(-v / 20), 1 / (exp((30 - v) / 10) + 1)),
        (0.1 * slope((10 - v) / 10), 0.125 * exp(-v / 80)),
    )


def _ionic(v: float, m: float, h: float, n: float) -> float:
    return NA[0] * m**3 * h * (v - NA[1]) + K[0] * n**4 * (v - K[1]) + LEAK[0] * (v - LEAK[1])


def _course(current: float, kick: float, speed: float, length: float) -> Any:
    """From rest, displaced by `kick`; its events are the spikes."""
    from scipy.integrate import solve_ivp

    def change(_t: float, y: Any) -> list[float]:
        moves = [speed * (a * (1 - x) - b * x) for (a, b), x in zip(_rates(y[0]), y[1:], strict=True)]
        return [current - _ionic(*y), *moves]

    def spike(_t: float, y: Any) -> float:
        return float(y[0]) - SPIKE

    spike.direction = 1.0  # type: ignore[attr-defined]
    start = [kick, *(a / (a + b) for a, b in _rates(0.0))]
    return solve_ivp(change, (0.0, length), start, "LSODA", events=spike, rtol=1e-9, atol=1e-10, max_step=0.25)


def _stability(speed: float) -> dict[str, float]:
    """The steady currents at which a pair of eigenvalues crosses the imaginary axis, found along the potential."""
    from scipy.optimize import brentq

    def current(v: float) -> float:
        return _ionic(v, *(a / (a + b) for a, b in _rates(v)))

    steps = [0.25 * n for n in range(-40, 401)]
    growth = [_growth(v, speed) for v in steps]
    crossings = [
        brentq(_growth, steps[i], steps[i + 1], args=(speed,), xtol=1e-10)
        for i in range(len(steps) - 1)
        if growth[i] * growth[i + 1] < 0
    ]
    if len(crossings) != 2:
        return {}
    return {"instability_current": current(crossings[0]), "block_current": current(crossings[1])}


def _growth(v: float, speed: float) -> float:
    """The greatest real part of the eigenvalues in 1/ms, at the steady state whose potential is `v`."""
    from numpy import zeros
    from numpy.linalg import eigvals

    step, rates = 1e-4, _rates(v)
    gates = [a / (a + b) for a, b in rates]
    matrix = zeros((4, 4))
    matrix[0, 0] = -(_ionic(v + step, *gates) - _ionic(v - step, *gates)) / (2 * step)
    for i, (a, b) in enumerate(rates):
        up, down = list(gates), list(gates)
        up[i], down[i] = gates[i] + step, gates[i] - step
        matrix[0, i + 1] = -(_ionic(v, *up) - _ionic(v, *down)) / (2 * step)
        (more_a, more_b), (less_a, less_b) = _rates(v + step)[i], _rates(v - step)[i]
        slopes = ((more_a - less_a) / (2 * step), (more_b - less_b) / (2 * step))
        matrix[i + 1, 0] = speed * (slopes[0] * (1 - gates[i]) - slopes[1] * gates[i])
        matrix[i + 1, i + 1] = -speed * (a + b)
    return float(eigvals(matrix).real.max())
