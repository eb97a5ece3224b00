"""The fate of one allele in a finite population: Kimura's diffusion result and a Wright-Fisher simulation beside it.

Diploid, constant in size, genic selection. Knows no mutation, migration, linkage or dominance.

References:
    .. [Kimura1962] M. Kimura, Genetics 47 (1962) 713-719.
    .. [KimuraOhta1969] M. Kimura, T. Ohta, Genetics 61 (1969) 763-771.
"""

from math import exp, expm1, sqrt
from typing import Any

from ech0.core.errors import InputError
from ech0.core.types import Plot
from labs import Cost, Output, Real, Result, lab
from labs._curves import curve, evenly

ALLELE = ("population_size", "selection_coefficient", "copies")
GENERATIONS = 200  # times the number of genes: neutral fates are settled long before

REPEATED = ("replicates", "simulated populations", "Wright-Fisher populations", "replicate populations", "runs")


@lab(
    title="Fixation of an allele by selection and drift",
    version="1",
    inputs={
        "population_size": Real(
            "",
            2,
            5000,
            "diploid individuals N, all breeding, so that there are 2N genes",
            concept="population",
            words=(
                "individuals",
                "diploids",
                "Ne",
                "breeding population",
                "population of",
                "population size",
                "effective population size",
                "diploid individuals",
            ),
        ),
        "selection_coefficient": Real(
            "",
            -0.5,
            1.0,
            "advantage s of a gene copy: relative fitness 1 + s of the heterozygote, 1 + 2 s of the homozygote",
            default=0.0,
            words=("advantage", "selection", "s", "selection coefficient", "selective advantage", "fitness advantage"),
            phrases={"neutral allele": 0.0, "neutral mutation": 0.0, "selectively neutral": 0.0},
        ),
        "copies": Real(
            "",
            1,
            9999,
            "copies of the allele at the start",
            default=1,
            words=("copies", "copy", "initial copies", "copies of the allele"),
            phrases={
                "new mutation": 1,
                "single mutant": 1,
                "arises once": 1,
                "single new mutant": 1,
                "single copy": 1,
                "one copy": 1,
            },
        ),
        "replicates": Real(
            "", 10, 100000, "simulated populations", default=4000, words=REPEATED
        ),
    },
    outputs={
        "fixation_probability": Output(
            "",
            "probability that the allele spreads to all, diffusion approximation",
            concept="probability",
            words=(
                "fixes",
                "fix",
                "take over",
                "goes to fixation",
                "become fixed",
                "fixation probability",
                "probability of fixation",
                "chance of fixation",
            ),
            needs=ALLELE,
        ),
        "simulated_fixation": Output(
            "",
            "fraction of simulated populations in which it did, with its standard error",
            words=(
                *("simulated fixation probability", "simulated fraction fixed", "Wright-Fisher fixation"),
                *("simulate", "simulated", "simulation"),
            ),
        ),
        "fixation_time": Output(
            "",
            "generations to fixation in the simulated populations that fixed, with the standard error of the mean",
            words=(
                *("time to fixation", "fixation time", "generations to fixation", "how many generations"),
                *("number of generations", "generations does it take", "generations until", "generations pass"),
                "in generations",
            ),
        ),
    },
    validity="constant diploid population, random mating, discrete generations, genic selection; the diffusion result "
    "needs N above about 10 and |s| below about 0.1",
    citations=("Kimura, Genetics 47 (1962) 713", "Kimura & Ohta, Genetics 61 (1969) 763"),
    libraries=("numpy",),
    words=(
        "fixation",
        "allele",
        "selection coefficient",
        "fixes",
        "goes to fixation",
        "genetic drift",
        "Wright-Fisher",
        "Wright-Fisher population",
        "probability of fixation",
        "fixation probability",
    ),
    cost=Cost(seconds=120, memory_mb=512),
    stochastic=True,
)
def population_genetics(
    *,
    population_size: float,
    selection_coefficient: float,
    copies: float,
    replicates: float = 4000,
    wants: tuple[str, ...],
    seed: int,
) -> Result:
    """Closed form, and binomial sampling of generations from `seed` if a simulated output is wanted."""
    given = {"population_size": population_size, "copies": copies, "replicates": replicates}
    for name, value in given.items():
        if abs(value - round(value)) > 1e-9:
            raise InputError(f"population_genetics.{name}", value, "give a whole number")
    genes, start, runs = 2 * round(population_size), round(copies), round(replicates)
    if start >= genes:
        raise InputError("population_genetics.copies", start, f"there are {genes} genes; give fewer copies")
    outputs: dict[str, float | tuple[float, float]] = {}
    outputs["fixation_probability"] = _kimura(genes, selection_coefficient, start)
    notes, method = [], "diffusion approximation"
    if set(wants) & {"simulated_fixation", "fixation_time"}:
        method = f"Wright-Fisher simulation of {runs} populations, and the diffusion approximation"
        times, open_ = _simulate(genes, selection_coefficient, start, runs, seed)
        fixed = len(times)
        chance = fixed / runs
        spread = (fixed + 1) / (runs + 2)  # so that none or all fixed is not told without an error
        outputs["simulated_fixation"] = (chance, sqrt(spread * (1 - spread) / runs))
        if open_:
            notes.append(f"{open_} populations were still mixed after {GENERATIONS * genes} generations")
        if fixed > 1:
            outputs["fixation_time"] = (float(times.mean()), float(times.std(ddof=1)) / sqrt(fixed))
        elif "fixation_time" in wants:
            notes.append("no fixation time: fewer than two populations fixed; take more replicates")
    plots = _plot(genes, selection_coefficient, start) if set(wants) - {"fixation_time"} else ()
    return Result({n: v for n, v in outputs.items() if n in wants}, method, tuple(notes), plots)


def _plot(genes: int, s: float, start: int) -> tuple[Plot, ...]:
    """Fixation over selection, to twice the one asked for and at least to where drift no longer counts."""
    reach = max(2 * abs(s), 5 / genes)
    grid = evenly(max(-reach, -0.5), min(reach, 1.0), s, 0.0)
    axes = ("selection coefficient", ""), ("fixation probability", "")
    return curve("Fixation over selection", *axes, grid, {"diffusion": lambda v: _kimura(genes, v, start)})


def _kimura(genes: int, s: float, start: int) -> float:
    """`(1 - exp(-2 s k)) / (1 - exp(-2 s 2N))` for `k` copies of `2N`, and `k / 2N` without selection."""
    if abs(s) * genes < 1e-12:
        return start / genes
    if -2 * s * genes > 600:  # deleterious without hope: both terms overflow, their ratio does not
        return exp(max(2 * s * (genes - start), -700.0))
    return expm1(-2 * s * start) / expm1(-2 * s * genes)


def _simulate(genes: int, s: float, start: int, runs: int, seed: int) -> tuple[Any, int]:
    """Generations to fixation of those that fixed, and how many are still mixed at the end."""
    from numpy import arange, concatenate, full
    from numpy.random import default_rng

    draw = default_rng(seed)
    count, times = full(runs, start), [arange(0)]
    for generation in range(1, GENERATIONS * genes + 1):
        share = count / genes
        favoured = share * (1 + s)
        # genic selection to first order is selection among gametes
        count = draw.binomial(genes, favoured / (favoured + 1 - share))
        times.append(full(int((count == genes).sum()), generation))
        count = count[(count > 0) & (count < genes)]
        if not len(count):
            break
    return concatenate(times), len(count)
