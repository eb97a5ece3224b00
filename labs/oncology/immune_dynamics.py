"""Steady states of a tumour under immune attack: the two equations of [Kuznetsov1994]_, made dimensionless as there.

dx/dt = s + r x y / (g + y) - m x y - d x for the effector cells x, dy/dt = a y (1 - b y) - x y for the tumour cells y.
The time course is only drawn, from either side of the threshold. Knows no therapy and no noise.

References:
    .. [Kuznetsov1994] V. A. Kuznetsov et al., Bull. Math. Biol. 56 (1994) 295-321, doi 10.1007/BF02460644.
"""

from typing import Any

from ech0.core.types import Plot
from labs import Cost, Output, Real, Result, lab
from labs._curves import curve, evenly

PARAMETERS = ("influx", "recruitment", "half_recruitment", "inactivation", "death", "growth", "crowding")
DRAWN = 100.0  # times in which a tumour grows e-fold, unhindered


@lab(
    title="Steady states of a tumour and its effector cells",
    version="1",
    inputs={
        "influx": Real(
            "",
            1e-4,
            10.0,
            "sigma, influx of effector cells; the defaults are those of the paper for BCL1 lymphoma in chimeric mice",
            default=0.1181,
            words=("influx", "effector cell influx", "influx of effector cells", "immune cell influx"),
        ),
        "recruitment": Real(
            "",
            0.0,
            50.0,
            "rho, recruitment of effector cells by the tumour",
            default=1.131,
            words=("recruitment", "recruitment rate", "recruitment of effector cells", "effector cell recruitment"),
        ),
        "half_recruitment": Real(
            "",
            0.01,
            1e4,
            "eta, tumour size at half the greatest recruitment",
            default=20.19,
            words=("half-saturation of recruitment",),
        ),
        "inactivation": Real(
            "",
            1e-6,
            1.0,
            "mu, inactivation of effector cells by the tumour",
            default=0.00311,
            words=("inactivation", "inactivation of effector cells", "effector cell inactivation"),
        ),
        "death": Real(
            "",
            0.001,
            10.0,
            "delta, death of effector cells",
            default=0.3743,
            words=(
                "death rate of effector cells",
                "effector cell death rate",
            ),
        ),
        "growth": Real(
            "",
            0.01,
            50.0,
            "alpha, growth of the tumour",
            default=1.636,
            words=(
                "tumour growth rate",
                "tumor growth rate",
                "dimensionless tumour growth rate",
            ),
        ),
        "crowding": Real(
            "",
            1e-5,
            0.5,
            "beta, inverse of the greatest tumour size",
            default=0.002,
            words=("inverse tumour carrying capacity",),
        ),
    },
    outputs={
        "dormant_tumour": Output(
            "",
            "smallest stable tumour, in units of 1e6 cells",
            words=("dormant", "dormant tumour", "dormant tumor", "dormant tumour size", "dormant tumor size"),
        ),
        "threshold_tumour": Output(
            "",
            "saddle between the dormant and the escaped tumour, in units of 1e6 cells",
            words=("unstable steady state of the tumour", "unstable tumour size", "saddle point of the tumour"),
        ),
        "escaped_tumour": Output(
            "",
            "largest stable tumour, in units of 1e6 cells",
            words=(
                "after immune escape",
                "escapes",
                "escaped tumour",
                "escaped tumor",
                "tumour size after immune escape",
                "uncontrolled tumour size",
            ),
        ),
        "steady_states": Output(
            "",
            "number of steady states, the tumour-free one included",
            words=(
                "steady states",
                "equilibria",
                "fixed points",
                "number of steady states of the tumour",
                "number of tumour-immune steady states",
            ),
        ),
        "resting_effectors": Output(
            "",
            "effector cells without a tumour, in units of 1e6 cells",
            words=("effector cells without tumour", "effector cells without tumor", "tumour-free effector cells"),
            needs=("influx", "death"),
        ),
    },
    validity="a research model; its parameters were fitted to BCL1 lymphoma in the spleen of chimeric mice and do not "
    "carry over to patients; well-mixed cells, no therapy; says where the cells may settle, not where they will",
    citations=("Kuznetsov et al., Bull. Math. Biol. 56 (1994) 295",),
    libraries=("numpy", "scipy"),
    words=(
        "Kuznetsov",
        "tumour-immune",
        "tumor-immune",
        "effector cells",
        "immune escape",
        "immunogenic",
        "tumour-immune interaction",
        "tumor-immune interaction",
        "immunogenic tumour",
        "tumour dormancy model",
    ),
    cost=Cost(seconds=20, memory_mb=512),
)
def immune_dynamics(*, wants: tuple[str, ...], seed: int, **p: float) -> Result:
    """Solve the cubic for the tumour and judge each root by its Jacobian; deterministic, `seed` changes nothing."""
    outputs = {"resting_effectors": p["influx"] / p["death"]}
    warnings: list[str] = []
    plots: tuple[Plot, ...] = ()
    if set(PARAMETERS) <= p.keys():
        sizes = _sizes(p)
        stable = [y for y in sizes if _stable(p, y)]
        outputs["steady_states"] = 1.0 + len(sizes)
        if stable:
            outputs |= {"dormant_tumour": stable[0], "escaped_tumour": stable[-1]}
            between = [y for y in sizes if stable[0] < y < stable[-1]]
            if between:
                outputs["threshold_tumour"] = between[-1]
                if set(wants) - {"resting_effectors"}:
                    plots = _plot(p, between[-1])
        if len(stable) == 1:
            warnings.append("only one stable tumour exists: dormant and escaped are the same, with no threshold")
        elif not stable:
            warnings.append("no steady state with a tumour is stable")
        free = p["growth"] < outputs["resting_effectors"]
        warnings.append(f"the tumour-free state is {'stable' if free else 'unstable'}")
    kept = {n: v for n, v in outputs.items() if n in wants}
    return Result(kept, "roots of the steady-state cubic, stability by the Jacobian", tuple(warnings), plots)


def _sizes(p: dict[str, float]) -> list[float]:
    """Tumour sizes above zero at which both equations stand still, ascending."""
    from numpy import roots

    s, r, g, m, d = (p[n] for n in PARAMETERS[:5])
    a, b = p["growth"], p["crowding"]
    # On the tumour's nullcline x = a (1 - b y); put into the other equation, times (g + y) / a.
    cubic = (m * b, b * (d + m * g - r) - m, s / a + r - d - m * g + d * g * b, g * (s / a - d))
    found = [float(y.real) for y in roots(cubic) if abs(y.imag) < 1e-9 * (1 + abs(y))]
    return sorted(y for y in found if 0 < y < 1 / b)


def _stable(p: dict[str, float], y: float) -> bool:
    """Whether the Jacobian at tumour size `y` has a negative trace and a positive determinant."""
    x = p["growth"] * (1 - p["crowding"] * y)
    g, r = p["half_recruitment"], p["recruitment"]
    xx = r * y / (g + y) - p["inactivation"] * y - p["death"]
    xy = r * x * g / (g + y) ** 2 - p["inactivation"] * x
    yy = -p["growth"] * p["crowding"] * y
    return xx + yy < 0 < xx * yy + xy * y


def _plot(p: dict[str, float], threshold: float) -> tuple[Plot, ...]:
    """Tumour cells over time from just below and just above the threshold, with the effectors of the saddle."""
    from scipy.integrate import solve_ivp

    s, r, g, m, d = (p[n] for n in PARAMETERS[:5])

    def change(_t: float, z: Any) -> list[float]:
        x, y = z
        return [s + (r * y / (g + y) - m * y - d) * x, (p["growth"] * (1 - p["crowding"] * y) - x) * y]

    effectors = p["growth"] * (1 - p["crowding"] * threshold)
    times = evenly(0.0, DRAWN / p["growth"])
    lines = {}
    for name, part in (("from 2 % below", 0.98), ("from 2 % above", 1.02)):
        run = solve_ivp(change, (0.0, times[-1]), [effectors, part * threshold], "LSODA", t_eval=times, rtol=1e-6)
        if run.status != 0:
            return ()
        lines[name] = run.y[1]
    axes = ("time in units of the model", ""), ("tumour, in units of 1e6 cells", "")
    return curve("A tumour at the threshold", *axes, times, lines)
