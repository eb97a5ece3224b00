"""Transport of one exciton under pure dephasing, to a trap: the FMO complex, or a pair of sites [Rebentrost2009]_.

Haken-Strobl: every site dephases at one rate, one site traps, all lose. Solved exactly on the one-exciton block. Knows
no temperature (the populations end equal, not Boltzmann), no memory of the bath, no disorder and no eighth pigment.

References:
    .. [Rebentrost2009] P. Rebentrost et al., New J. Phys. 11 (2009) 033003.
    .. [Adolphs2006] J. Adolphs, T. Renger, Biophys. J. 91 (2006) 2778 (Hamiltonian of C. tepidum, trimer).
    .. [CaoSilbey2009] J. Cao, R. J. Silbey, J. Phys. Chem. A 113 (2009) 13825.
    .. [Cao2020] J. Cao et al., Sci. Adv. 6 (2020) eaaz4888 (what coherence is not for).
"""

from math import pi
from typing import Any

from ech0.core.errors import InputError
from ech0.core.types import Line, Plot
from labs import Choice, Cost, Output, Real, Result, lab

WAVENUMBER = 2 * pi * 2.99792458e-2  # rad/ps of 1 cm^-1
FMO = (  # cm^-1, less 12210
    (200, -87.7, 5.5, -5.9, 6.7, -13.7, -9.9),
    (-87.7, 320, 30.8, 8.2, 0.7, 11.8, 4.3),
    (5.5, 30.8, 0, -53.5, -2.2, -9.6, 6.0),
    (-5.9, 8.2, -53.5, 110, -70.7, -17.0, -63.3),
    (6.7, 0.7, -2.2, -70.7, 270, 81.1, -1.3),
    (-13.7, 11.8, -9.6, -17.0, 81.1, 420, 39.7),
    (-9.9, 4.3, 6.0, -63.3, -1.3, 39.7, 230),
)
TRAP = {"fmo": 2, "pair": 1}  # the site that traps, from 0
MODEL = ("complex", "initial_site", "trapping_rate", "loss_rate", "coupling", "energy_gap")
RATES = (*MODEL, "dephasing_rate")


@lab(
    title="Exciton transport with dephasing",
    version="1",
    inputs={
        "complex": Choice(
            {
                "fmo": ("FMO", "Fenna-Matthews-Olson", "Fenna Matthews Olson", "FMO complex"),
                "pair": ("two sites", "pair of sites", "dimer", "two-site"),
            },
            "the seven sites of FMO with the trap at site 3, or two with the trap at the second",
            default="fmo",
        ),
        "dephasing_rate": Real(
            "1/ps",
            0.0,
            1e6,
            "rate at which the coherence of two sites decays, twice the rate of each site",
            words=("dephasing rate", "pure dephasing", "dephasing", "decoherence rate"),
            phrases={"without dephasing": 0.0, "no dephasing": 0.0, "fully coherent": 0.0},
        ),
        "initial_site": Real(
            "", 1, 7, "where the exciton starts", default=1, words=("initial site", "site", "starts at")
        ),
        "trapping_rate": Real(
            "1/ps", 1e-4, 1e3, "at the trap site", default=1.0, words=("trapping rate", "trapping", "trap rate")
        ),
        "loss_rate": Real(
            "1/ps", 0.0, 1e2, "of every site", default=1e-3, words=("loss rate", "recombination rate", "exciton decay")
        ),
        "coupling": Real(
            "1/cm", 0.1, 1000.0, "of the two sites; pair only", default=100.0, words=("coupling", "electronic coupling")
        ),
        "energy_gap": Real(
            "1/cm",
            0.0,
            5000.0,
            "between the two sites; pair only",
            default=0.0,
            words=("energy gap", "detuning", "site energy"),
        ),
    },
    outputs={
        "transfer_efficiency": Output(
            "",
            "probability that the exciton is trapped before it is lost",
            words=(
                "efficiently",
                "transfer efficiency",
                "transport efficiency",
                "energy transfer efficiency",
                "trapping efficiency",
            ),
            needs=RATES,
        ),
        "transfer_time": Output(
            "ps",
            "mean time of trapping, of those excitons that are trapped",
            words=("transfer time", "trapping time", "mean trapping time", "transport time"),
            needs=RATES,
        ),
        "best_efficiency": Output(
            "",
            "greatest efficiency at any dephasing rate",
            words=("maximum efficiency", "best efficiency", "greatest efficiency", "optimal efficiency"),
            needs=MODEL,
        ),
        "best_dephasing": Output(
            "1/ps",
            "the dephasing rate at which the efficiency is greatest",
            words=("optimal dephasing", "best dephasing rate", "optimal dephasing rate"),
            needs=MODEL,
        ),
    },
    validity="one exciton, white noise of infinite temperature, one static Hamiltonian; a mechanism, not a prediction "
    "for a living cell: that biology exploits coherence is contested",
    citations=(
        "Rebentrost et al., New J. Phys. 11 (2009) 033003",
        "Adolphs & Renger, Biophys. J. 91 (2006) 2778",
        "Cao & Silbey, J. Phys. Chem. A 113 (2009) 13825",
        "Cao et al., Sci. Adv. 6 (2020) eaaz4888",
    ),
    libraries=("numpy", "scipy"),
    words=("exciton", "FMO", "light harvesting", "light-harvesting", "ENAQT", "noise-assisted transport"),
    cost=Cost(seconds=60, memory_mb=512),
)
def exciton_transport(
    *,
    complex: str,  # noqa: A002  # the field's word
    initial_site: float,
    trapping_rate: float,
    loss_rate: float,
    coupling: float,
    energy_gap: float,
    dephasing_rate: float | None = None,
    wants: tuple[str, ...],
    seed: int,
) -> Result:
    """Solve for the time integral of the density matrix; deterministic, so `seed` changes nothing."""
    from numpy import array, eye

    matrix = array(FMO) if complex == "fmo" else array([[0.0, coupling], [coupling, -energy_gap]])
    start, n = round(initial_site) - 1, len(matrix)
    if abs(initial_site - start - 1) > 1e-9 or start >= n or start == TRAP[complex]:
        raise InputError("exciton_transport.initial_site", initial_site, f"a whole number to {n}, not the trap's")
    sink = array([loss_rate] * n)
    sink[TRAP[complex]] += trapping_rate
    effective = matrix * WAVENUMBER - 0.5j * array(sink) * eye(n)

    def flow(rate: float) -> tuple[float, float]:
        return _flow(effective, rate, start, TRAP[complex], trapping_rate)

    outputs: dict[str, float] = {}
    plots: tuple[Plot, ...] = ()
    if dephasing_rate is not None:
        outputs["transfer_efficiency"], outputs["transfer_time"] = flow(dephasing_rate)
    if {"best_efficiency", "best_dephasing"} & set(wants):
        rates = tuple(10 ** (-3 + k / 20) for k in range(161))
        course = tuple(flow(r)[0] for r in rates)
        best, rate = _best(flow, rates, course)
        outputs |= {"best_efficiency": best, "best_dephasing": rate}
        plots = (_plot(rates, course),)
    method = f"time integral of the {n}-site Haken-Strobl equation by a linear solve; 1 cm^-1 = {WAVENUMBER:.4f} rad/ps"
    return Result({k: v for k, v in outputs.items() if k in wants}, method, (), plots)


def _flow(effective: Any, rate: float, start: int, trap: int, trapping: float) -> tuple[float, float]:
    """Efficiency and mean time: `integral k rho dt = -k L^-1 rho0`, and the same once more for its first moment."""
    from numpy import diag, eye, kron, ones, zeros
    from numpy.linalg import solve

    n = len(effective)
    one = eye(n)
    generator = -1j * (kron(effective, one) - kron(one, effective.conj()))
    generator = generator - rate * diag((ones((n, n)) - one).reshape(-1))
    first = zeros(n * n, dtype=complex)
    first[start * n + start] = 1
    total = solve(generator, -first)
    moment = solve(generator, -total)
    at = trap * n + trap
    caught = float(total[at].real)
    return trapping * caught, float(moment[at].real) / caught


def _best(flow: Any, rates: tuple[float, ...], course: tuple[float, ...]) -> tuple[float, float]:
    """The greatest efficiency and where, between the neighbours of the best of `rates`."""
    from scipy.optimize import minimize_scalar

    k = max(range(len(rates)), key=course.__getitem__)
    if k in (0, len(rates) - 1):
        return course[k], rates[k]
    found = minimize_scalar(lambda r: -flow(r)[0], bounds=(rates[k - 1], rates[k + 1]), method="bounded")
    return -float(found.fun), float(found.x)


def _plot(rates: tuple[float, ...], course: tuple[float, ...]) -> Plot:
    return Plot(
        title="Efficiency of transport against dephasing",
        x_name="dephasing rate",
        x_unit="1/ps",
        x=rates,
        y_name="transfer efficiency",
        lines=(Line(name="efficiency", y=course),),
        log_x=True,
    )
