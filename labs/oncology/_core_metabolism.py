"""The reactions of the small human core: textbook stoichiometry, lumped, with P/O ratios of 2.5 and 1.5 [Nelson2017]_.

One lumped biomass from the composition of a mammalian cell [Alberts2002]_. Knows no regulation, no kinetics and no
compartment but the redox shuttle between cytosol and mitochondrion.

References:
    .. [Nelson2017] D. L. Nelson, M. M. Cox, Lehninger Principles of Biochemistry, 7th ed. (2017), ch. 14-19.
    .. [VanderHeiden2009] M. G. Vander Heiden, L. C. Cantley, C. B. Thompson, Science 324 (2009) 1029-1033: a palmitate
       takes 8 acetyl-CoA, 7 ATP and 14 NADPH.
    .. [Alberts2002] B. Alberts et al., Molecular Biology of the Cell, 4th ed. (2002), table 2-4: of a mammalian cell
       18 % protein, 5 % lipid, 1.4 % nucleic acids in 30 % of dry mass.
"""

from functools import cache
from typing import Any

PLENTY = 1000.0  # mmol/g/h, does not limit
# mmol per gram of dry cells: 0.60 g protein at 110 g/mol a residue with 4 ATP each, one in ten residues from glutamine
# and the others taken up; 0.167 g lipid as palmitate; 0.047 g nucleotides at 325 g/mol, each ribose and two amides
PROTEIN, LIPID, NUCLEOTIDES = 5.45, 0.65, 0.145
BIOMASS = (
    f"{4 * PROTEIN + 6 * NUCLEOTIDES} atp + {0.1 * PROTEIN + 2 * NUCLEOTIDES} gln + {LIPID} palmitate"
    f" + {NUCLEOTIDES} ribose"
    f" -> {4 * PROTEIN + 6 * NUCLEOTIDES} adp"
)
REACTIONS = {
    "glucose_in": "-> glc",
    "glutamine_in": "-> gln",
    "lactate_in": "-> lac",
    "oxygen_in": "-> o2",
    "lactate_out": "lac ->",
    "ammonia_out": "nh4 ->",
    "carbon_dioxide_out": "co2 ->",
    "hexokinase": "glc + atp -> g6p + adp",
    "glycolysis": "g6p + 3 adp + 2 nad -> 2 pyr + 3 atp + 2 nadh",
    "lactate_dehydrogenase": "pyr + nadh <=> lac + nad",
    "pentose_phosphate": "g6p + 12 nadp -> 6 co2 + 12 nadph",
    "ribose_synthesis": "g6p + 2 nadp -> ribose + co2 + 2 nadph",
    "malate_aspartate_shuttle": "nadh + nad_m -> nad + nadh_m",
    "glycerol_phosphate_shuttle": "nadh + fad -> nad + fadh2",
    "pyruvate_dehydrogenase": "pyr + nad_m -> accoa + nadh_m + co2",
    "citrate_synthase": "accoa + oaa -> cit",
    "isocitrate_dehydrogenase": "cit + nad_m -> akg + nadh_m + co2",
    "oxoglutarate_dehydrogenase": "akg + nad_m + adp -> suc + nadh_m + atp + co2",
    "succinate_dehydrogenase": "suc + fad -> mal + fadh2",
    "malate_dehydrogenase": "mal + nad_m <=> oaa + nadh_m",
    "malic_enzyme": "mal + nad_m -> pyr + nadh_m + co2",
    "malic_enzyme_nadp": "mal + nadp -> pyr + nadph + co2",
    "pyruvate_carboxylase": "pyr + co2 + atp -> oaa + adp",
    "glutaminase": "gln -> glu + nh4",
    "glutamate_dehydrogenase": "glu + nad_m -> akg + nadh_m + nh4",
    "citrate_lyase": "cit + atp -> accoa_c + oaa + adp",
    "fatty_acid_synthase": "8 accoa_c + 7 atp + 14 nadph -> palmitate + 7 adp + 14 nadp",
    "complex_one": "nadh_m + 0.5 o2 + 2.5 adp -> nad_m + 2.5 atp",
    "complex_two": "fadh2 + 0.5 o2 + 1.5 adp -> fad + 1.5 atp",
    "peroxide_reduction": "nadph -> nadp",
    "atp_demand": "atp -> adp",
    "biomass": BIOMASS,
}
ENZYMES = {  # reactions that a drug may inhibit, and what people call them
    "none": ("no inhibitor", "uninhibited"),
    "hexokinase": ("hexokinase", "2-deoxyglucose", "HK2"),
    "lactate_dehydrogenase": ("lactate dehydrogenase", "LDH", "LDHA"),
    "pyruvate_dehydrogenase": ("pyruvate dehydrogenase", "PDH"),
    "glutaminase": ("glutaminase", "GLS", "GLS1"),
    "complex_one": ("complex I", "complex one", "metformin", "rotenone"),
    "fatty_acid_synthase": ("fatty acid synthase", "FASN"),
    "citrate_lyase": ("ATP citrate lyase", "ACLY"),
    "succinate_dehydrogenase": ("succinate dehydrogenase", "SDH"),
    "lactate_out": ("lactate export", "MCT4", "monocarboxylate transporter"),
}


@cache
def model() -> Any:
    """The core as a `cobra.Model`, every flux from 0 (or minus plenty, if reversible) to plenty; built once."""
    import logging

    import cobra

    logging.getLogger("cobra").setLevel(logging.ERROR)
    core = cobra.Model("human_core")
    core.solver = "glpk"
    for name, equation in REACTIONS.items():
        reaction = cobra.Reaction(name)
        core.add_reactions([reaction])
        reaction.build_reaction_from_string(equation, verbose=False)
        reaction.bounds = (-PLENTY if "<=>" in equation else 0.0, PLENTY)
    return core
