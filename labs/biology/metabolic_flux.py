"""Growth and secretion of E. coli by flux balance analysis, through cobrapy [Ebrahim2013]_ and GLPK.

The models ship inside cobrapy; nothing is ever fetched. Knows no kinetics and no regulation.

References:
    .. [Ebrahim2013] A. Ebrahim et al., BMC Syst. Biol. 7 (2013) 74.
    .. [Orth2010] J. D. Orth, R. M. T. Fleming, B. O. Palsson, EcoSal Plus 4 (2010), doi 10.1128/ecosalplus.10.2.1.
    .. [Orth2011] J. D. Orth et al., Mol. Syst. Biol. 7 (2011) 535.
"""

from functools import cache
from math import log, sqrt
from typing import Any

from ech0.core.errors import InputError
from ech0.core.types import Plot
from labs import Choice, Cost, Output, Real, Result, lab
from labs._curves import curve, evenly

FILES = {"e_coli_core": "textbook.xml.gz", "iJO1366": "iJO1366.xml.gz"}
CARBON = {
    "glucose": ("glc__D", ("on glucose", "D-glucose", "glucose", "dextrose")),
    "fructose": ("fru", ("D-fructose", "fructose")),
    "acetate": ("ac", ("acetate", "acetic acid")),
    "acetaldehyde": ("acald", ("acetaldehyde",)),
    "ethanol": ("etoh", ("ethanol",)),
    "pyruvate": ("pyr", ("pyruvate", "pyruvic acid")),
    "lactate": ("lac__D", ("D-lactate", "lactate", "lactic acid")),
    "succinate": ("succ", ("succinate", "succinic acid")),
    "fumarate": ("fum", ("fumarate", "fumaric acid")),
    "malate": ("mal__L", ("L-malate", "malate", "malic acid")),
    "2-oxoglutarate": ("akg", ("2-oxoglutarate", "alpha-ketoglutarate", "ketoglutarate", "oxoglutarate")),
    "glutamate": ("glu__L", ("L-glutamate", "glutamate", "glutamic acid")),
    "glutamine": ("gln__L", ("L-glutamine", "glutamine")),
}
GENES = {  # locus tag in MG1655, and what the gene makes
    "pgi": ("b4025", "phosphoglucose isomerase"),
    "zwf": ("b1852", "glucose-6-phosphate dehydrogenase"),
    "pfkA": ("b3916", "phosphofructokinase"),
    "gapA": ("b1779", "glyceraldehyde-3-phosphate dehydrogenase"),
    "pgk": ("b2926", "phosphoglycerate kinase"),
    "eno": ("b2779", "enolase"),
    "aceE": ("b0114", "pyruvate dehydrogenase"),
    "lpd": ("b0116", "dihydrolipoyl dehydrogenase"),
    "gltA": ("b0720", "citrate synthase"),
    "icd": ("b1136", "isocitrate dehydrogenase"),
    "sucA": ("b0726", "2-oxoglutarate dehydrogenase"),
    "sucC": ("b0728", "succinyl-CoA synthetase"),
    "sdhC": ("b0721", "succinate dehydrogenase"),
    "mdh": ("b3236", "malate dehydrogenase"),
    "ppc": ("b3956", "phosphoenolpyruvate carboxylase"),
    "pta": ("b2297", "phosphotransacetylase"),
    "adhE": ("b1241", "alcohol dehydrogenase"),
    "ldhA": ("b1380", "lactate dehydrogenase"),
    "nuoN": ("b2276", "NADH dehydrogenase I"),
    "atpA": ("b3734", "ATP synthase"),
}
EXCHANGES = {  # output -> (exchanged metabolite, sign that makes it positive)
    "oxygen_consumption": ("o2", -1),
    "acetate_secretion": ("ac", 1),
    "ethanol_secretion": ("etoh", 1),
    "formate_secretion": ("for", 1),
    "lactate_secretion": ("lac__D", 1),
    "succinate_secretion": ("succ", 1),
    "carbon_dioxide_secretion": ("co2", 1),
}
FLUX = "mmol/g/h"
NO_OXYGEN = (
    "in the absence of oxygen",
    "absence of oxygen",
    "without oxygen",
    "oxygen-free",
    "oxygen free",
    "no oxygen",
    "anaerobic",
    "anaerobically",
    "anoxic",
    "fermentation",
    "fermentative",
)
PLENTY = ("aerobic", "aerobically", "with oxygen", "in the presence of oxygen", "unlimited oxygen", "excess oxygen")


def _secretion(name: str) -> Output:
    words = (f"{name} secretion", f"{name} production", f"{name} excretion", f"{name} produced", f"secreted {name}")
    return Output(
        FLUX, f"{name} given off per gram of dry cells and hour; negative if taken up", "metabolic_flux", words
    )


@lab(
    title="Metabolic fluxes of Escherichia coli by flux balance analysis",
    version="1",
    inputs={
        "model": Choice(
            {
                "e_coli_core": ("core E. coli", "E. coli core", "core model", "e_coli_core", "textbook model"),
                "iJO1366": ("iJO1366", "genome-scale model", "genome-scale E. coli", "genome scale model"),
            },
            "the metabolic reconstruction",
            default="e_coli_core",
            words=("model", "reconstruction"),
        ),
        "carbon_source": Choice(
            {name: words for name, (_, words) in CARBON.items()},
            "the only carbon source in the medium",
            default="glucose",
            words=("carbon source", "substrate", "grown on", "growing on", "growth on", "feeding on"),
        ),
        "carbon_uptake": Real(
            FLUX,
            0.01,
            100.0,
            "the greatest uptake of the carbon source per gram of dry cells and hour",
            default=10.0,
            concept="metabolic_flux",
            words=("carbon uptake", "uptake rate", "glucose uptake", "substrate uptake", "uptake", *CARBON),
        ),
        "oxygen_uptake": Real(
            FLUX,
            0.0,
            1000.0,
            "the greatest oxygen uptake; 1000 does not limit",
            default=1000.0,
            concept="metabolic_flux",
            words=("oxygen uptake", "oxygen limit", "O2 uptake", "oxygen", "O2"),
            phrases={**dict.fromkeys(NO_OXYGEN, 0.0), **dict.fromkeys(PLENTY, 1000.0)},
        ),
        "knockout": Choice(
            {"none": ("wild type", "wild-type"), **{g: (g, *names, f"{g} mutant") for g, names in GENES.items()}},
            "the gene that is deleted",
            default="none",
            words=("knockout", "knocked out", "deletion", "deleted", "mutant", "lacking"),
        ),
    },
    outputs={
        "growth_rate": Output(
            "1/h",
            "greatest specific growth rate",
            concept="growth_rate",
            words=("growth rate", "specific growth rate", "grow", "grows", "maximum growth rate"),
        ),
        "doubling_time": Output(
            "h",
            "time in which the biomass doubles at the greatest growth rate",
            concept="doubling_time",
            words=("doubling time", "generation time", "double"),
        ),
        "biomass_yield": Output(
            "g/mmol",
            "dry biomass made per amount of carbon source allowed in",
            concept="biomass_yield",
            words=("biomass yield", "growth yield"),
        ),
        "atp_yield": Output(
            "mol/mol",
            "greatest ATP made per molecule of carbon source when nothing grows and nothing is maintained",
            concept="atp_yield",
            words=("ATP yield", "maximum ATP", "ATP per glucose", "ATP produced", "mol ATP"),
        ),
        "oxygen_consumption": Output(
            FLUX,
            "oxygen taken up at optimal growth",
            concept="metabolic_flux",
            words=("oxygen consumption", "oxygen consumed", "oxygen demand", "respiration rate"),
        ),
        **{f"{n.replace(' ', '_')}_secretion": _secretion(n) for n in ("acetate", "ethanol", "formate", "lactate")},
        **{f"{n.replace(' ', '_')}_secretion": _secretion(n) for n in ("succinate", "carbon dioxide")},
    },
    validity="E. coli K-12 in balanced growth that maximises biomass; no kinetics, no regulation, no toxicity; that a "
    "knockout is lethal is a hypothesis; the uptake bounds set the scale",
    citations=(
        "Orth, Fleming & Palsson, EcoSal Plus 4 (2010), doi 10.1128/ecosalplus.10.2.1",
        "Orth et al., Mol. Syst. Biol. 7 (2011) 535",
        "Ebrahim et al., BMC Syst. Biol. 7 (2013) 74",
    ),
    libraries=("cobra",),
    words=("E. coli", "Escherichia coli", "metabolism", "metabolic", "flux balance", "FBA", "bacteria", "bacterium"),
    cost=Cost(seconds=90, memory_mb=2048),
)
def metabolic_flux(
    *,
    model: str,
    carbon_source: str,
    carbon_uptake: float,
    oxygen_uptake: float,
    knockout: str,
    wants: tuple[str, ...],
    seed: int,
) -> Result:
    """Maximise growth, then bound the wanted exchanges at that optimum; deterministic, so `seed` changes nothing."""
    network = _load(model)
    with network:
        _medium(network, carbon_source, carbon_uptake, oxygen_uptake)
        if knockout != "none":
            locus = GENES[knockout][0]
            if locus not in network.genes:
                raise InputError("metabolic_flux.knockout", knockout, f"{model} has no gene {locus}; choose another")
            network.genes.get_by_id(locus).knock_out()
        outputs: dict[str, float | tuple[float, float]] = {}
        if "atp_yield" in wants:
            outputs["atp_yield"] = _atp(network, carbon_source, oxygen_uptake / carbon_uptake)
        growth = network.slim_optimize(error_value=0.0)
        growth = 0.0 if growth < 1e-6 else growth
        outputs["growth_rate"] = growth
        if not growth:
            kept = {n: v for n, v in outputs.items() if n in wants}
            return Result(kept, _how(model), ("no growth: the medium does not even pay for maintenance and biomass",))
        outputs |= {"doubling_time": log(2) / growth, "biomass_yield": growth / carbon_uptake}
        warnings = []
        for name in (n for n in EXCHANGES if n in wants):
            outputs[name], low, high = _exchange(network, *EXCHANGES[name])
            if high > low:
                warnings.append(f"{name} is not unique at the optimum: from {low:.4g} to {high:.4g} {FLUX} all fit")
        concerned = set(wants) & {"growth_rate", "doubling_time", "biomass_yield", "oxygen_consumption"}
        plots = _plot(network, carbon_uptake, oxygen_uptake) if concerned and model == "e_coli_core" else ()
    return Result({n: v for n, v in outputs.items() if n in wants}, _how(model), tuple(warnings), plots)


def _plot(network: Any, carbon: float, oxygen: float) -> tuple[Plot, ...]:
    """Growth over the oxygen allowed in, to where it no longer limits; takes the core model a few hundredths of a s."""

    def growth(limit: float) -> float:
        network.reactions.EX_o2_e.lower_bound = -limit
        return max(0.0, float(network.slim_optimize(error_value=0.0)))

    grid = evenly(0.0, min(4 * carbon, 1000.0), oxygen, points=25)
    axes = ("greatest oxygen uptake", FLUX), ("growth rate", "1/h")
    return curve("Growth over oxygen", *axes, grid, {"growth": growth})


@cache
def _load(model: str) -> Any:
    """The model from the file inside the cobra package: by path, since its loader asks the web for other names."""
    import logging
    from importlib.resources import as_file, files

    logging.getLogger("cobra").setLevel(logging.ERROR)
    from cobra.io import read_sbml_model

    with as_file(files("cobra.data") / FILES[model]) as path:
        network = read_sbml_model(str(path))
    # The presolver starts anew each time; without it the last solution would decide the last bits of the next.
    network.solver.configuration.presolve = True
    return network


def _medium(network: Any, source: str, uptake: float, oxygen: float) -> None:
    for metabolite, _ in CARBON.values():
        network.reactions.get_by_id(f"EX_{metabolite}_e").lower_bound = 0.0
    network.reactions.get_by_id(f"EX_{CARBON[source][0]}_e").lower_bound = -uptake
    network.reactions.EX_o2_e.lower_bound = -oxygen


def _atp(network: Any, source: str, oxygen_per_carbon: float) -> float:
    """Most ATP hydrolysed per molecule of `source`: one unit in, so that no flux meets its bound of 1000."""
    with network:
        _medium(network, source, 1.0, min(oxygen_per_carbon, 1000.0))
        network.reactions.ATPM.bounds = (0.0, 1000.0)
        network.objective = "ATPM"
        return float(network.slim_optimize())


def _exchange(network: Any, metabolite: str, sign: int) -> tuple[tuple[float, float], float, float]:
    """`(value, sigma)` of an exchange at the optimum, and its range.

    Where the range is not a point, the value is that of the least total flux (pFBA), and sigma that of a uniform
    distribution over the range.
    """
    from cobra.flux_analysis import flux_variability_analysis, pfba

    exchange = f"EX_{metabolite}_e"
    row = flux_variability_analysis(network, [exchange], fraction_of_optimum=1.0, processes=1).iloc[0]
    low, high = sorted((sign * float(row["minimum"]), sign * float(row["maximum"])))
    if high - low < 1e-4:
        middle = (low + high) / 2
        value = 0.0 if abs(middle) < 1e-6 else middle
        return (value, 0.0), value, value
    return (sign * float(pfba(network).fluxes[exchange]), (high - low) / sqrt(12)), low, high


def _how(model: str) -> str:
    return f"flux balance analysis of {model}, linear programme solved by GLPK, exchanges by flux variability analysis"
