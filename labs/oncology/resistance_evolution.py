"""Resistant cells in a growing population before any drug: [Luria1943]_, [Lea1949]_ and [Goldie1979]_.

Mutants grow as fast as the others and nothing dies. Knows no treatment, no cost of resistance, no cell loss.

References:
    .. [Luria1943] S. E. Luria, M. Delbrueck, Genetics 28 (1943) 491-511.
    .. [Lea1949] D. E. Lea, C. A. Coulson, J. Genet. 49 (1949) 264-285.
    .. [Goldie1979] J. H. Goldie, A. J. Coldman, Cancer Treat. Rep. 63 (1979) 1727-1733.
"""

from math import exp, expm1, log

from ech0.core.errors import InputError
from labs import Cost, Output, Real, Result, lab

GROWTH = ("mutation_rate", "cells", "initial_cells")


@lab(
    title="Resistant mutants in a growing population of cells",
    version="1",
    inputs={
        "mutation_rate": Real(
            "",
            1e-14,
            0.01,
            "probability of a mutation to resistance per cell division",
            words=("mutation rate", "mutation probability", "mutation rate to resistance", "mutations per division"),
        ),
        "cells": Real(
            "",
            1.0,
            1e15,
            "cells in the final population",
            concept="population",
            words=("cells", "final number of cells", "number of cells", "tumour cells", "tumor cells", "cell number"),
        ),
        "initial_cells": Real(
            "",
            1.0,
            1e15,
            "sensitive cells from which the population grew",
            default=1.0,
            concept="population",
            words=(
                "starting from",
                "started from",
                "founded by",
                "initial number of cells",
                "founding cells",
                "inoculum of cells",
            ),
            phrases={"from a single cell": 1.0, "from one cell": 1.0},
        ),
        "mutant_free_fraction": Real(
            "",
            1e-9,
            1.0,
            "fraction of parallel cultures without any mutant",
            words=(
                "no mutants",
                "without any mutants",
                "mutant-free",
                "contained no mutants",
                "fraction of cultures without mutants",
                "cultures without mutants",
                "fraction without mutants",
            ),
            rest=(
                "had mutants",
                "with mutants",
                "contained mutants",
                "with resistant colonies",
                "had resistant colonies",
                "at least one mutant",
                "with colonies",
                "had colonies",
                "grew colonies",
                "showed mutants",
                "showed resistant",
                "showed resistance",
                "at least one resistant",
                "positive cultures",
                "cultures were positive",
            ),
        ),
    },
    outputs={
        "no_resistance_probability": Output(
            "",
            "probability that the population holds no resistant cell, P0",
            concept="probability",
            words=(
                "no resistant cell",
                "no resistance",
                "free of resistant cells",
                "probability of no resistant cells",
                "probability that no resistant cell exists",
                "probability of no mutants",
                "Goldie-Coldman probability",
            ),
            needs=GROWTH,
        ),
        "resistance_probability": Output(
            "",
            "probability that the population holds a resistant cell",
            concept="probability",
            words=(
                "resistance is present",
                "resistant cell is present",
                "at least one resistant",
                "already resistant",
                "contains a resistant",
                "probability of resistance",
                "probability of at least one resistant cell",
            ),
            needs=GROWTH,
        ),
        "expected_mutations": Output(
            "",
            "expected number of mutation events, m",
            words=("expected number of mutation events", "expected mutation events"),
            needs=GROWTH,
        ),
        "expected_mutants": Output(
            "",
            "expected number of resistant cells, descendants included",
            words=(
                "resistant cells are expected",
                "expected resistant cells",
                "resistant cells expected",
                "expected number of mutants",
                "expected number of resistant cells",
                "expected mutants",
            ),
            needs=GROWTH,
        ),
        "even_odds_size": Output(
            "",
            "cells at which resistance is as likely as not, grown from one cell",
            concept="population",
            words=(
                "even odds",
                "as likely as not",
                "fifty-fifty",
                "population size at even odds of resistance",
                "tumour size at even odds of resistance",
            ),
            needs=("mutation_rate",),
        ),
        "estimated_rate": Output(
            "",
            "mutation rate per division estimated by the P0 method",
            words=(
                "P0 method",
                "mutation rate",
                "mutation rate by the P0 method",
                "P0 estimate of the mutation rate",
                "fluctuation test rate",
            ),
            needs=("mutant_free_fraction", "cells", "initial_cells"),
        ),
    },
    validity="research only. Exponential growth without cell death, one step to resistance at a constant rate per "
    "division, mutants as fit as the rest, rates far below one; real tumours lose cells, so they hold more mutants at "
    "the same size. The expected number of mutants is dominated by rare early mutations and exceeds the typical one",
    citations=(
        "Luria & Delbrueck, Genetics 28 (1943) 491",
        "Lea & Coulson, J. Genet. 49 (1949) 264",
        "Goldie & Coldman, Cancer Treat. Rep. 63 (1979) 1727",
    ),
    words=(
        "resistance",
        "resistant",
        "mutants",
        "fluctuation assay",
        "drug-resistant cells",
        "Luria-Delbruck",
        "Goldie-Coldman",
        "fluctuation test",
        "resistant mutants",
    ),
    cost=Cost(seconds=10, memory_mb=512),
)
def resistance_evolution(*, wants: tuple[str, ...], seed: int, **given: float) -> Result:
    """Evaluate the closed forms that are determined; deterministic, so `seed` changes nothing."""
    outputs: dict[str, float] = {}
    warnings: list[str] = []
    rate, cells = given.get("mutation_rate"), given.get("cells")
    if cells is not None and cells < given["initial_cells"]:
        raise InputError("resistance_evolution.cells", cells, "the population must not be smaller than at the start")
    if rate is not None:
        outputs["even_odds_size"] = 1 + log(2) / rate
    if rate is not None and cells is not None:
        start = given["initial_cells"]
        events = rate * (cells - start)
        outputs |= {
            "expected_mutations": events,
            "no_resistance_probability": exp(-events),
            "resistance_probability": -expm1(-events),
            "expected_mutants": rate * cells * log(cells / start),
        }
        if "expected_mutants" in wants:
            warnings.append("the mean is dominated by rare early mutations; most populations hold fewer mutants")
    if cells is not None and "mutant_free_fraction" in given:
        if cells > given["initial_cells"]:
            outputs["estimated_rate"] = -log(given["mutant_free_fraction"]) / (cells - given["initial_cells"])
        if not 0.1 <= given["mutant_free_fraction"] <= 0.7:
            warnings.append("the P0 method is imprecise outside fractions of about 0.1 to 0.7")
    kept = {n: v for n, v in outputs.items() if n in wants}
    return Result(kept, "Poisson number of mutation events in exponential growth", tuple(warnings))
