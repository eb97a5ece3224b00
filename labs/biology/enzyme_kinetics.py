"""An enzyme with a reversible inhibitor, by Michaelis and Menten: initial rate and the course of the reaction.

Quasi-steady state [BriggsHaldane1925]_; the progress curve is integrated. Knows no product inhibition and no reverse
reaction.

References:
    .. [BriggsHaldane1925] G. E. Briggs, J. B. S. Haldane, Biochem. J. 19 (1925) 338-339.
    .. [Schnell1997] S. Schnell, C. Mendoza, J. Theor. Biol. 187 (1997) 207-212.
"""

from collections.abc import Callable
from math import exp

from ech0.core.errors import InputError, RunFailed
from ech0.core.types import Plot
from labs import Choice, Cost, Output, Real, Result, lab
from labs._curves import curve, evenly

ENZYME = ("vmax", "km", "inhibition", "inhibitor", "ki", "ki_complex")


@lab(
    title="Enzyme kinetics with an inhibitor, and its progress curve",
    version="1",
    inputs={
        "substrate": Real(
            "mol/m^3",
            0.0,
            1e5,
            "substrate concentration at the start",
            concept="concentration",
            words=("initial substrate concentration", "substrate concentration", "substrate"),
        ),
        "vmax": Real(
            "mol/m^3/s",
            1e-15,
            1e9,
            "greatest rate without inhibitor",
            concept="maximum_rate",
            words=("Vmax", "maximum rate", "maximal rate"),
        ),
        "km": Real(
            "mol/m^3",
            1e-12,
            1e5,
            "Michaelis constant without inhibitor",
            concept="michaelis_constant",
            words=("Km", "Michaelis constant"),
        ),
        "inhibition": Choice(
            {
                "none": ("uninhibited enzyme", "without inhibitor"),
                "competitive": ("competitively", "competitive inhibitor", "competitive inhibition"),
                "uncompetitive": ("uncompetitively", "uncompetitive inhibitor", "uncompetitive inhibition"),
                "noncompetitive": (
                    "non-competitive",
                    "noncompetitively",
                    "noncompetitive inhibitor",
                    "noncompetitive inhibition",
                    "non-competitive inhibitor",
                    "non-competitive inhibition",
                ),
                "mixed": ("mixed inhibitor", "mixed inhibition"),
            },
            "what the inhibitor binds: the enzyme, its complex with substrate, or both, alike or not",
            default="none",
        ),
        "inhibitor": Real(
            "mol/m^3",
            0.0,
            1e5,
            "inhibitor concentration",
            default=0.0,
            concept="concentration",
            words=("inhibitor concentration", "concentration of inhibitor", "inhibitor"),
            phrases={"no inhibitor": 0.0},
        ),
        "ki": Real(
            "mol/m^3",
            1e-12,
            1e5,
            "dissociation constant of inhibitor and enzyme; of inhibitor and complex if uncompetitive",
            concept="dissociation_constant",
            words=("Ki", "inhibition constant", "inhibitor constant"),
            optional=True,
        ),
        "ki_complex": Real(
            "mol/m^3",
            1e-12,
            1e5,
            "dissociation constant of inhibitor and enzyme-substrate complex, mixed inhibition only",
            words=("Ki'", "alpha Ki", "inhibition constant of the complex"),
            optional=True,
        ),
        "elapsed": Real(
            "s",
            0.0,
            1e9,
            "reaction time",
            concept="time",
            words=("after", "reaction time", "incubation time", "elapsed time"),
        ),
    },
    outputs={
        "initial_rate": Output(
            "mol/m^3/s",
            "rate at the start",
            words=(
                "initial rate",
                "initial velocity",
                "start off",
                "reaction rate",
                "inhibited initial rate",
                "rate with the inhibitor",
                "inhibited rate",
            ),
            needs=(*ENZYME, "substrate"),
        ),
        "apparent_km": Output(
            "mol/m^3",
            "Michaelis constant that is seen with the inhibitor",
            words=("apparent Km", "apparent Michaelis constant"),
            needs=("km", "inhibition", "inhibitor", "ki", "ki_complex"),
        ),
        "apparent_vmax": Output(
            "mol/m^3/s",
            "greatest rate that is seen with the inhibitor",
            words=("apparent Vmax", "apparent maximum rate", "apparent maximal rate"),
            needs=("vmax", "inhibition", "inhibitor", "ki", "ki_complex"),
        ),
        "substrate_left": Output(
            "mol/m^3",
            "substrate concentration at the time",
            words=(
                *("left over", "leave over", "leaves over", "substrate is left", "substrate left"),
                *("remaining substrate", "substrate remaining"),
            ),
        ),
        "conversion": Output(
            "",
            "fraction of the substrate turned over by the time",
            words=(
                "fraction converted",
                "converted",
                "turned over",
                "fraction of substrate converted",
                "substrate conversion",
                "conversion of the substrate",
            ),
        ),
    },
    validity="one substrate, an irreversible step, far less enzyme than substrate plus Km, reversible rapid "
    "inhibition, no product inhibition, constant temperature and pH",
    citations=("Briggs & Haldane, Biochem. J. 19 (1925) 338", "Schnell & Mendoza, J. Theor. Biol. 187 (1997) 207"),
    libraries=("scipy",),
    words=(
        "competitive inhibitor",
        "uncompetitive inhibitor",
        "noncompetitive inhibitor",
        "mixed inhibitor",
        "inhibitor",
        "Ki",
        "progress curve",
        "enzyme progress curve",
        "enzyme inhibition",
        "inhibited enzyme",
        "enzyme inhibitor",
    ),
    cost=Cost(seconds=20, memory_mb=512),
)
def enzyme_kinetics(
    *, inhibition: str, inhibitor: float = 0.0, wants: tuple[str, ...], seed: int, **given: float
) -> Result:
    """Closed-form rate; the course by LSODA, so deterministic, and `seed` changes nothing."""
    free, bound = _factors(inhibition, inhibitor, given.get("ki"), given.get("ki_complex"))
    outputs: dict[str, float] = {}
    notes: tuple[str, ...] = ()
    plots: tuple[Plot, ...] = ()
    if "km" in given:
        outputs["apparent_km"] = given["km"] * free / bound
    if "vmax" in given:
        outputs["apparent_vmax"] = given["vmax"] / bound
    if "km" in given and "vmax" in given:
        plots = _rates(given, outputs, bound > 1 or free > 1)
    if "km" in given and "vmax" in given and "substrate" in given:
        km, vmax, start = outputs["apparent_km"], outputs["apparent_vmax"], given["substrate"]
        outputs["initial_rate"] = vmax * start / (km + start)
        if "elapsed" in given and set(wants) & {"substrate_left", "conversion"}:
            if start:
                share, course = _left(start / km, vmax / km * given["elapsed"])
                if course is not None:
                    plots = (*plots, *_progress(start, given["elapsed"], course))
                outputs |= {"substrate_left": share * start, "conversion": 1 - share}
            else:
                notes = ("no course: there is no substrate",)
    method = "quasi-steady-state rate law; course by LSODA at a relative tolerance of 1e-11"
    return Result({n: v for n, v in outputs.items() if n in wants}, method, notes, plots)


def _factors(inhibition: str, amount: float, ki: float | None, ki_complex: float | None) -> tuple[float, float]:
    """By how much the inhibitor thins out the free enzyme, and its complex with substrate."""
    if inhibition == "none":
        if amount:
            raise InputError("enzyme_kinetics.inhibition", inhibition, "say how the inhibitor binds")
        return 1.0, 1.0
    if ki is None:
        raise InputError("enzyme_kinetics.ki", None, f"{inhibition} inhibition needs the inhibition constant")
    if inhibition == "mixed" and ki_complex is None:
        raise InputError("enzyme_kinetics.ki_complex", None, "mixed inhibition needs its constant for the complex")
    on_free = 1.0 if inhibition == "uncompetitive" else 1 + amount / ki
    on_complex = 1 + amount / (ki_complex if inhibition == "mixed" and ki_complex is not None else ki)
    return on_free, 1.0 if inhibition == "competitive" else on_complex


def _left(ratio: float, turns: float) -> tuple[float, Callable[[float], float] | None]:
    """The part of the substrate that is left, `ratio = S0/Km`, after `turns = Vmax t / Km`; integrated as its log.

    And the same after a part of the turns, None if there are no turns.
    """
    from scipy.integrate import solve_ivp

    if turns == 0:
        return 1.0, None
    change = lambda _t, y: [-1 / (1 + ratio * exp(y[0]))]  # noqa: E731  the rate law of the log
    run = solve_ivp(change, (0.0, turns), [0.0], "LSODA", rtol=1e-11, atol=1e-13, dense_output=True)
    if run.status != 0:
        raise RunFailed("lab enzyme_kinetics", f"the course was not integrated to its end: {run.message}")
    return exp(float(run.y[0, -1])), lambda part: exp(float(run.sol(part * turns)[0]))


def _rates(p: dict[str, float], seen: dict[str, float], inhibited: bool) -> tuple[Plot, ...]:
    """Initial rate over substrate, and without the inhibitor if there is one."""
    start = p.get("substrate", 0.0)

    def rate(vmax: float, km: float) -> Callable[[float], float]:
        return lambda s: vmax * s / (km + s)

    lines = {"with inhibitor" if inhibited else "rate": rate(seen["apparent_vmax"], seen["apparent_km"])}
    if inhibited:
        lines["without"] = rate(p["vmax"], p["km"])
    grid = evenly(0.0, max(5 * p["km"], 1.2 * start), start)
    return curve("Rate over substrate", ("substrate", "mol/m^3"), ("initial rate", "mol/m^3/s"), grid, lines)


def _progress(start: float, elapsed: float, left: Callable[[float], float]) -> tuple[Plot, ...]:
    """Substrate over time; `left` gives what is left of it after a part of the time."""
    lines = {"substrate": lambda t: start * left(t / elapsed)}
    return curve("Progress curve", ("time", "s"), ("substrate", "mol/m^3"), evenly(0.0, elapsed), lines)
