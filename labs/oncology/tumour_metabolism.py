"""Energy and growth of a tumour cell by flux balance on a small human core, with its surroundings as bounds.

Oxygen, glucose, glutamine and lactate are uptake limits, acidity a limit on lactate export, oxidative stress a demand
of NADPH; ATP is a result, never an input. Temperature, calcium and cytokines have no place in a flux balance. Knows no
kinetics and no regulation: what a drug does here is a hypothesis.

References:
    .. [Nelson2017] D. L. Nelson, M. M. Cox, Lehninger Principles of Biochemistry, 7th ed. (2017), table 19-5.
    .. [VanderHeiden2009] M. G. Vander Heiden et al., Science 324 (2009) 1029-1033.
    .. [Ebrahim2013] A. Ebrahim et al., BMC Syst. Biol. 7 (2013) 74 (cobrapy).
"""

from typing import Any

from ech0.core.errors import RunFailed
from ech0.core.types import Line, Plot
from labs import Choice, Cost, Output, Real, Result, lab
from labs.oncology._core_metabolism import ENZYMES, PLENTY, model

FLUX = "mmol/g/h"
POINTS = 21
LIMITS = {
    "glucose": "glucose_in",
    "glutamine": "glutamine_in",
    "lactate": "lactate_in",
    "oxygen": "oxygen_in",
    "acid_export": "lactate_out",
}
NOTHING = 1e-9


def _limit(meaning: str, default: float, words: tuple[str, ...], phrases: dict[str, float] | None = None) -> Real:
    return Real(FLUX, 0.0, PLENTY, meaning, default=default, words=words, phrases=phrases or {}, plain=FLUX)


@lab(
    title="Energy metabolism and growth of a tumour cell by flux balance",
    version="1",
    inputs={
        "objective": Choice(
            {
                "energy": ("ATP yield", "energy", "ATP production", "ATP"),
                "biomass": ("growth", "biomass", "proliferation", "grow", "grows"),
            },
            "what the cell makes the most of",
            default="energy",
            words=("objective",),
        ),
        "glucose": _limit(
            "greatest glucose uptake",
            1.0,
            ("glucose uptake", "glucose", "glucose supply"),
            dict.fromkeys(("no glucose", "without glucose", "glucose-free"), 0.0),
        ),
        "oxygen": _limit(
            "greatest oxygen uptake; 1000 does not limit",
            PLENTY,
            ("oxygen uptake", "oxygen supply", "oxygen", "O2"),
            {
                **dict.fromkeys(
                    ("anoxia", "anoxic", "without oxygen", "no oxygen", "anaerobic", "absence of oxygen"), 0.0
                ),
                **dict.fromkeys(("well oxygenated", "well-oxygenated", "normoxic", "aerobic"), PLENTY),
            },
        ),
        "glutamine": _limit("greatest glutamine uptake", 0.0, ("glutamine uptake", "glutamine", "glutamine supply")),
        "lactate": _limit("greatest lactate uptake", 0.0, ("lactate uptake", "lactate supply")),
        "acid_export": _limit(
            "greatest export of lactate with its proton, which an acid surrounding lowers; 1000 does not limit",
            PLENTY,
            ("acid export", "lactate export limit", "proton export"),
        ),
        "oxidative_load": _limit(
            "NADPH spent on peroxides, one each",
            0.0,
            ("oxidative load", "peroxide load", "ROS load", "reactive oxygen load"),
        ),
        "maintenance": _limit(
            "ATP spent on upkeep while growing", 0.0, ("maintenance ATP", "ATP maintenance", "maintenance")
        ),
        "shuttle": Choice(
            {
                "malate_aspartate": ("malate-aspartate shuttle", "malate aspartate shuttle"),
                "glycerol_phosphate": (
                    "glycerol phosphate shuttle",
                    "glycerol-phosphate shuttle",
                    "glycerol 3-phosphate shuttle",
                ),
            },
            "how the electrons of cytosolic NADH reach the mitochondrion",
            default="malate_aspartate",
        ),
        "target": Choice(
            ENZYMES, "the step that a drug inhibits", default="none", words=("target", "inhibitor", "inhibited enzyme")
        ),
        "inhibition": Real(
            "",
            0.0,
            1.0,
            "part of the target's uninhibited flux that the drug takes away",
            default=1.0,
            words=("inhibition", "inhibited by"),
            phrases={"complete inhibition": 1.0, "completely inhibited": 1.0, "fully blocked": 1.0},
        ),
    },
    outputs={
        "atp_flux": Output(
            FLUX,
            "ATP made for work beyond biosynthesis",
            words=("ATP flux", "ATP production", "ATP production rate", "ATP made", "ATP yield", "how much ATP"),
        ),
        "atp_per_glucose": Output(
            "",
            "ATP per glucose taken up",
            words=("ATP per glucose", "ATP yield per glucose", "moles of ATP per mole of glucose"),
        ),
        "biomass_flux": Output(
            "1/h",
            "specific growth rate",
            concept="growth_rate",
            words=(
                "biomass flux",
                "tumour cell growth rate",
                "tumor cell growth rate",
                "growth rate",
                "proliferation rate",
            ),
        ),
        "lactate_secretion": Output(
            FLUX,
            "lactate given off less lactate taken up",
            words=(
                "lactate secretion",
                "lactate production",
                "lactate flux",
                "lactate output",
                "lactate secreted",
                "how much lactate",
            ),
        ),
        "lactate_per_glucose": Output(
            "", "lactate per glucose taken up", words=("lactate per glucose", "lactate to glucose ratio")
        ),
        "oxygen_consumption": Output(FLUX, "oxygen taken up", words=("oxygen consumption", "oxygen consumed")),
        "respiratory_quotient": Output(
            "", "carbon dioxide given off over oxygen taken up", words=("respiratory quotient", "RQ")
        ),
        "glycolytic_share": Output(
            "",
            "part of the ATP that glycolysis makes, net",
            words=("glycolytic share", "share of glycolysis", "fraction of ATP from glycolysis", "glycolytic fraction"),
        ),
    },
    validity="research only, a mechanism explorer: steady state, no kinetics, no regulation, 32 lumped reactions; "
    "bounds decide. P/O ratios of 2.5 and 1.5 are textbook averages: a genome-scale human model gives 31.5 ATP per "
    "glucose where this gives 32. Growth is a lumped composition with the essential amino acids free, so its rate is "
    "relative; what inhibition does is a hypothesis. All bounds are finite, and an unlimited medium is refused",
    citations=(
        "Nelson & Cox, Lehninger Principles of Biochemistry, 7th ed. (2017)",
        "Vander Heiden et al., Science 324 (2009) 1029",
        "Ebrahim et al., BMC Syst. Biol. 7 (2013) 74",
        "Alberts et al., Molecular Biology of the Cell, 4th ed. (2002)",
    ),
    libraries=("cobra",),
    words=(
        "tumour cell",
        "tumor cell",
        "cancer cell",
        "cancer cells",
        "tumour cells",
        "tumor cells",
        "Warburg",
        "human cell",
        "human core",
    ),
    cost=Cost(seconds=90, memory_mb=1536),
)
def tumour_metabolism(
    *,
    objective: str,
    shuttle: str,
    target: str,
    inhibition: float = 1.0,
    oxidative_load: float = 0.0,
    maintenance: float = 0.0,
    wants: tuple[str, ...],
    seed: int,
    **limits: float,
) -> Result:
    """Solve the linear programmes; deterministic, so `seed` changes nothing."""
    bounds = {reaction: limits[name] for name, reaction in LIMITS.items()}
    bounds["peroxide_reduction"] = oxidative_load
    bounds["atp_demand"] = maintenance if objective == "biomass" else 0.0
    bounds["glycerol_phosphate_shuttle" if shuttle == "malate_aspartate" else "malate_aspartate_shuttle"] = 0.0
    fluxes = _solve(bounds, objective, target, inhibition)
    outputs = _outputs(fluxes)
    notes = ["research only: no kinetics and no regulation, so what inhibition does is a hypothesis"]
    if target != "none" and fluxes["uninhibited"] < NOTHING:
        notes.append(f"{target.replace('_', ' ')} carries no flux here, so inhibiting it has no effect")
    if "lactate_per_glucose" not in outputs:
        notes.append("no glucose was taken up, so nothing is given per glucose")
    if objective == "biomass" and fluxes["biomass"] < NOTHING:
        notes.append("no growth: it takes glucose, glutamine, and oxygen for its electrons")
    kept = {n: v for n, v in outputs.items() if n in wants}
    plots = (_plot(bounds, objective, target, inhibition),)
    return Result(kept, "parsimonious flux balance analysis, GLPK through cobrapy", tuple(notes), plots)


def _solve(bounds: dict[str, float], objective: str, target: str, inhibition: float) -> dict[str, float]:
    """The fluxes of least total among the best, and of the target without drug as `uninhibited`."""
    from cobra.exceptions import OptimizationError
    from cobra.flux_analysis import pfba

    with model() as core:
        for name, limit in bounds.items():
            reaction = core.reactions.get_by_id(name)
            demanded = name in ("peroxide_reduction", "atp_demand")
            reaction.bounds = (limit if demanded else reaction.lower_bound, limit)
        if objective == "energy":
            core.reactions.atp_demand.bounds = (0.0, PLENTY**2)
        core.objective = "atp_demand" if objective == "energy" else "biomass"
        free = 0.0
        try:
            solution = pfba(core)
            if target != "none":
                free = abs(float(solution.fluxes[target]))
                drugged = core.reactions.get_by_id(target)
                left = (1 - inhibition) * free
                drugged.bounds = (max(drugged.lower_bound, -left), left)
                solution = pfba(core)
        except OptimizationError as error:
            why = "these bounds allow no steady state: less maintenance, oxidative load or inhibition, or more supply"
            raise RunFailed("lab tumour_metabolism", why) from error
        return {**{n: float(v) for n, v in solution.fluxes.items()}, "uninhibited": free}


def _outputs(flux: dict[str, float]) -> dict[str, float]:
    outputs = {
        "atp_flux": flux["atp_demand"],
        "biomass_flux": flux["biomass"],
        "lactate_secretion": flux["lactate_out"] - flux["lactate_in"],
        "oxygen_consumption": flux["oxygen_in"],
    }
    if flux["glucose_in"] > NOTHING:
        outputs["atp_per_glucose"] = flux["atp_demand"] / flux["glucose_in"]
        outputs["lactate_per_glucose"] = outputs["lactate_secretion"] / flux["glucose_in"]
    if flux["oxygen_in"] > NOTHING:
        outputs["respiratory_quotient"] = flux["carbon_dioxide_out"] / flux["oxygen_in"]
    glycolytic = 3 * flux["glycolysis"] - flux["hexokinase"]
    respired = 2.5 * flux["complex_one"] + 1.5 * flux["complex_two"] + flux["oxoglutarate_dehydrogenase"]
    if glycolytic + respired > NOTHING:
        outputs["glycolytic_share"] = glycolytic / (glycolytic + respired)
    return {n: v + 0.0 if abs(v) > 1e-12 else 0.0 for n, v in outputs.items()}


def _plot(bounds: dict[str, float], objective: str, target: str, inhibition: float) -> Plot:
    """What is made and secreted as the glucose limit rises to twice the given one: the Warburg switch."""
    top = 2 * max(bounds["glucose_in"], 0.5)
    axis = tuple(top * k / (POINTS - 1) for k in range(POINTS))
    made: dict[str, list[float]] = {"lactate secretion": [], "oxygen consumption": [], "ATP for work": []}
    shown: list[float] = []
    for glucose in axis:
        try:
            found: dict[str, Any] = _outputs(_solve({**bounds, "glucose_in": glucose}, objective, target, inhibition))
        except RunFailed:  # too little glucose for what is demanded: the curve starts later
            continue
        shown.append(glucose)
        for name, key in zip(made, ("lactate_secretion", "oxygen_consumption", "atp_flux"), strict=True):
            made[name].append(found[key])
    return Plot(
        title="Fluxes by glucose supply",
        x_name="glucose limit",
        x_unit=FLUX,
        x=tuple(shown),
        y_name="flux",
        y_unit=FLUX,
        lines=tuple(Line(name=n, y=tuple(v)) for n, v in made.items()),
    )
