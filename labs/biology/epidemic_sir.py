"""An epidemic in a closed, well-mixed population: susceptible, infectious, removed [Kermack1927]_.

Integrates the three fractions until infection has died out. Knows no births, no latent period, no ages and no chance.

References:
    .. [Kermack1927] W. O. Kermack, A. G. McKendrick, Proc. R. Soc. A 115 (1927) 700-721.
"""

from math import exp

from ech0.core.errors import InputError, RunFailed
from ech0.core.types import Line, Plot
from labs import Cost, Output, Real, Result, lab

SPREAD = ("reproduction_number", "initially_infected", "initially_immune")
POINTS = 200
"""Points of the plotted course."""


@lab(
    title="SIR epidemic",
    version="1",
    inputs={
        "reproduction_number": Real(
            "",
            0.05,
            50.0,
            "R0, cases caused by one case among susceptibles",
            concept="reproduction_number",
            words=(
                *("R0", "basic reproduction number", "reproduction number", "beta/gamma", "R_0", "R nought"),
                *("infects", "passes it on", "passes the", "would infect", "secondary cases", "transmits"),
            ),
        ),
        "infectious_period": Real(
            "day",
            0.05,
            3650.0,
            "mean time for which a case infects others, 1/gamma",
            concept="time",
            words=(
                "infectious",
                "stays infectious",
                "recover after",
                "infectious period",
                "infectious for",
                "recovery time",
            ),
        ),
        "initially_infected": Real(
            "",
            1e-9,
            0.5,
            "fraction infectious at the start",
            default=1e-6,
            words=(
                "infected initially",
                "infected at first",
                "seeded with",
                "initially infected",
                "initially infectious",
                "infected at the start",
                "I0",
                "I_0",
                "infectious at the start",
                "start with",
                "starts with",
                "came back",
                "bring",
                "brings",
                "brought",
                "index cases",
                "first cases",
                "initial cases",
                "seed",
                "sick",
                "ill",
                "infectious",
                "infected",
                "contagious",
                "cases",
                "carriers",
                "initially infected fraction",
                "initially infectious fraction",
                "initial infected fraction",
            ),
        ),
        "initially_immune": Real(
            "",
            0.0,
            0.99,
            "fraction immune at the start",
            default=0.0,
            concept="immune_fraction",
            words=(
                "immune",
                "vaccinated",
                "immune at the start",
                "immunity",
                "immunised",
                "immunized",
                "antibodies",
                "protected",
                "recovered",
                "initially immune fraction",
                "already immune",
                "vaccinated before",
            ),
            phrases={
                "no one is immune": 0.0,
                "nobody vaccinated": 0.0,
                "nobody immune": 0.0,
                "nobody is vaccinated": 0.0,
                "no one is vaccinated": 0.0,
                "unvaccinated": 0.0,
                "no immunity": 0.0,
                "immunologically naive": 0.0,
                "no vaccination": 0.0,
                "no vaccine": 0.0,
                "everyone susceptible": 0.0,
                "everyone is susceptible": 0.0,
                "everybody is susceptible": 0.0,
                "all susceptible": 0.0,
                "no prior immunity": 0.0,
                "entirely susceptible": 0.0,
                "fully naive": 0.0,
                "wholly susceptible": 0.0,
                "completely susceptible": 0.0,
                "nobody is immune": 0.0,
                "fully susceptible": 0.0,
            },
        ),
    },
    outputs={
        "final_size": Output(
            "",
            "fraction of the population infected by the end, the first cases included",
            words=(
                "attack rate",
                "infected in the end",
                "get infected",
                "been infected",
                "dies out",
                "burns out",
                "has ended",
                "is over",
                "have had it",
                "infected overall",
                "become infected",
                "catch it",
                "final size",
                "epidemic final size",
                "final epidemic size",
                "final size of the epidemic",
                "SIR attack rate",
                "ever infected",
                "eventually infected",
            ),
            needs=SPREAD,
        ),
        "peak_prevalence": Output(
            "",
            "greatest fraction infectious at one time",
            words=(
                "at the peak",
                "at the worst moment",
                "at its worst",
                "at the height",
                "at the same time",
                "at any one time",
                "simultaneously infectious",
                "peak prevalence",
                "epidemic peak",
                "infected at the peak",
                "infectious at the peak",
            ),
            needs=SPREAD,
        ),
        "peak_time": Output(
            "day",
            "time from the start to the greatest prevalence",
            concept="time",
            words=(
                "does it peak",
                "days to peak",
                "time to peak",
                "crest",
                "culminate",
                "reach its peak",
                "epidemic peak",
                "prevalence peak",
                "time of the epidemic peak",
                "time to the epidemic peak",
                "peak time of the epidemic",
            ),
            needs=(*SPREAD, "infectious_period"),
        ),
    },
    validity="a large, closed, homogeneously mixing population with permanent immunity; an average course without "
    "chance, no measures and no change of behaviour; not a forecast of any outbreak",
    citations=("Kermack & McKendrick, Proc. R. Soc. A 115 (1927) 700",),
    libraries=("scipy",),
    words=(
        "epidemic",
        "outbreak",
        "SIR",
        "susceptible",
        "SIR model",
        "SIR epidemic",
        "epidemic model",
        "Kermack-McKendrick",
        "contagious",
        "infectious",
        "pandemic",
        "R0",
        "basic reproduction number",
        "final size of the epidemic",
    ),
    cost=Cost(seconds=30, memory_mb=512),
)
def epidemic_sir(
    *,
    reproduction_number: float,
    initially_infected: float,
    initially_immune: float,
    infectious_period: float | None = None,
    wants: tuple[str, ...],
    seed: int,
) -> Result:
    """Integrate in units of the infectious period and test the end against the final-size relation."""
    susceptible = 1 - initially_infected - initially_immune
    if susceptible <= 0:
        raise InputError("epidemic_sir.initially_immune", initially_immune, "nobody is left susceptible")
    peak, when, left, course = _course(reproduction_number, susceptible, initially_infected)
    spread = 1 - initially_immune - left
    if abs(left - susceptible * exp(-reproduction_number * spread)) > 1e-7:
        raise RunFailed("lab epidemic_sir", "the end of the integration violates the final-size relation")
    outputs = {"final_size": spread, "peak_prevalence": peak}
    if infectious_period is not None:
        outputs["peak_time"] = when * infectious_period
    notes = () if when > 0 else ("prevalence falls from the start: no epidemic",)
    method = "SIR equations, LSODA at a relative tolerance of 1e-10, checked by the final-size relation"
    plot = _plot(course, infectious_period)
    return Result({n: v for n, v in outputs.items() if n in wants}, method, notes, (plot,))


def _plot(course: "Course", period: float | None) -> Plot:
    """The fractions over time, in days where the infectious period is known."""
    times, susceptible, infectious = course
    removed = tuple(max(0.0, 1 - s - i) for s, i in zip(susceptible, infectious, strict=True))
    return Plot(
        title="Course of the epidemic",
        x_name="time" if period else "time in infectious periods",
        x_unit="day" if period else "",
        x=tuple(t * (period or 1.0) for t in times),
        y_name="fraction",
        lines=(
            Line(name="susceptible", y=susceptible),
            Line(name="infectious", y=infectious),
            Line(name="removed or immune", y=removed),
        ),
    )


Course = tuple[tuple[float, ...], tuple[float, ...], tuple[float, ...]]
"""Times in infectious periods, susceptible and infectious fractions."""


def _course(r0: float, susceptible: float, infected: float) -> tuple[float, float, float, Course]:
    """Greatest prevalence, when, who is left at the end, and the way there; times in infectious periods."""
    from scipy.integrate import solve_ivp

    def turns(_t: float, y: list[float]) -> float:
        return r0 * y[0] - 1

    def over(_t: float, y: list[float]) -> float:
        return y[1] - 1e-9 * infected

    over.terminal = True  # type: ignore[attr-defined]
    run = solve_ivp(
        lambda _t, y: [-r0 * y[0] * y[1], (r0 * y[0] - 1) * y[1]],
        (0.0, 1e8),
        [susceptible, infected],
        "LSODA",
        events=(turns, over),
        rtol=1e-10,
        atol=1e-20,
        dense_output=True,
    )
    if run.status != 1:
        raise RunFailed("lab epidemic_sir", "the epidemic did not end within the integration")
    left = float(run.y[0, -1])
    times = tuple(float(run.t[-1]) * n / (POINTS - 1) for n in range(POINTS))
    values = run.sol(times)
    course = times, tuple(map(float, values[0])), tuple(map(float, values[1]))
    if r0 * susceptible <= 1 or not len(run.t_events[0]):
        return infected, 0.0, left, course
    return float(run.y_events[0][0][1]), float(run.t_events[0][0]), left, course
