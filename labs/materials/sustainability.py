"""Supply risk, price, carbon footprint and recycling of what a material contains, from published tables.

Sums over the elements of a formula by mass. Knows nothing of how the material itself is made, used or thrown away.

References:
    .. [Gaultois2013] M. W. Gaultois et al., Chem. Mater. 25 (2013) 2911-2920 (Herfindahl-Hirschman indices).
    .. [Nuss2014] P. Nuss, M. J. Eckelman, PLoS ONE 9 (2014) e101298 (footprints).
    .. [UNEP2011] UNEP International Resource Panel, Recycling Rates of Metals: A Status Report (2011).
"""

import warnings

from ech0.core.types import Line, Plot
from labs import Cost, Output, Result, Text, lab
from labs.materials._footprints import FOOTPRINT, RECYCLED
from labs.materials._formulas import FORMULA, KNOWN, checked, counts


@lab(
    title="Sustainability of a material",
    version="1",
    inputs={
        "formula": Text(
            FORMULA,
            "LiCoO2",
            "the chemical formula of the material",
            check=checked,
            longest=80,
            known=KNOWN,
            words=("formula", "material", "compound"),
        )
    },
    outputs={
        "supply_risk": Output(
            "",
            "Herfindahl-Hirschman index of production, 0 to 10000, by mass; above 2500 supply is highly concentrated",
            words=(
                "supply risk",
                "HHI of production",
                "HHI production",
                "Herfindahl-Hirschman index",
                "HHI",
                "production HHI",
            ),
        ),
        "reserve_risk": Output(
            "",
            "Herfindahl-Hirschman index of reserves, 0 to 10000, by mass",
            words=("reserve risk", "HHI of reserves", "HHI reserves", "reserve HHI"),
        ),
        "element_price": Output(
            "1/kg",
            "US dollars of about 2013 that the elements in a kilogram of it cost",
            words=(
                "element price",
                "raw material cost",
                "raw-material cost",
                "price of the elements",
                "cost of the elements",
            ),
        ),
        "carbon_footprint": Output(
            "",
            "kg of CO2-equivalent to make the metals in a kilogram of it, cradle to gate, 2008 supply",
            words=("carbon footprint", "embodied carbon", "greenhouse gas footprint", "CO2 footprint"),
        ),
        "footprint_low": Output(
            "", "2.5 % bound of the footprint", words=("low carbon footprint", "footprint at least")
        ),
        "footprint_high": Output(
            "", "97.5 % bound of the footprint", words=("high carbon footprint", "footprint at most")
        ),
        "recycling_low": Output(
            "percent",
            "least share of its metals that is recycled at end of life, by mass",
            words=("recycling rate", "end-of-life recycling", "recyclability", "recycled at end of life"),
        ),
        "recycling_high": Output(
            "percent", "greatest share of its metals that is recycled at end of life", words=("highest recycling rate",)
        ),
    },
    validity="what the elements cost the world, not the material: synthesis, use and disposal are not counted, nor are "
    "elements that a table lacks (the warnings name them). Concentration indices and prices are of about 2013, "
    "footprints of 2008, recycling of 2011; bounds are summed as if all metals erred together",
    citations=(
        "Gaultois et al., Chem. Mater. 25 (2013) 2911",
        "Nuss & Eckelman, PLoS ONE 9 (2014) e101298",
        "UNEP, Recycling Rates of Metals (2011)",
    ),
    libraries=("pymatgen",),
    words=(
        "sustainability",
        "supply risk",
        "carbon footprint",
        "raw material",
        "HHI",
        "critical material",
        "recycling",
    ),
    cost=Cost(seconds=60, memory_mb=1024),
)
def sustainability(*, formula: str, wants: tuple[str, ...], seed: int) -> Result:
    """Weigh each table by mass; deterministic, so `seed` changes nothing."""
    from pymatgen.core import Element

    masses = {e: n * float(Element(e).atomic_mass) for e, n in counts(formula).items()}
    whole = sum(masses.values())
    shares = {e: m / whole for e, m in masses.items()}
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)  # of electronegativities, which nothing here takes
        outputs, notes = _tables(formula, shares)
    metals = {e: s for e, s in shares.items() if e in FOOTPRINT}
    if metals:
        for name, k in (("carbon_footprint", 0), ("footprint_low", 1), ("footprint_high", 2)):
            outputs[name] = sum(s * FOOTPRINT[e][k] for e, s in metals.items())
    if left := shares.keys() - metals.keys():
        notes.append(f"no footprint is counted for {', '.join(sorted(left))}")
    banded = {e: s for e, s in shares.items() if e in RECYCLED}
    if banded:
        for name, k in (("recycling_low", 0), ("recycling_high", 1)):
            outputs[name] = sum(s * RECYCLED[e][k] for e, s in banded.items()) / sum(banded.values())
    if left := shares.keys() - banded.keys():
        notes.append(f"no recycling rate is counted for {', '.join(sorted(left))}")
    plots = _plot(metals) if len(metals) > 1 else ()
    method = "mass-weighted sums over the elements: Gaultois 2013, pymatgen prices, Nuss & Eckelman 2014, UNEP 2011"
    return Result({n: v for n, v in outputs.items() if n in wants}, method, tuple(notes), plots)


def _tables(formula: str, shares: dict[str, float]) -> tuple[dict[str, float], list[str]]:
    """Concentration indices and price from the tables of pymatgen; what they lack is left out and said."""
    from pymatgen.analysis.cost import CostAnalyzer, CostDBElements
    from pymatgen.analysis.hhi import HHIModel

    outputs: dict[str, float] = {}
    notes: list[str] = []
    made, left = HHIModel().get_hhi(formula)
    if made is None or left is None:
        notes.append(f"the table of concentration lacks an element of {', '.join(sorted(shares))}")
    else:
        outputs |= {"supply_risk": float(made), "reserve_risk": float(left)}
        notes.append(f"supply is {'highly' if made > 2500 else 'moderately' if made > 1500 else 'little'} concentrated")
    try:
        outputs["element_price"] = float(CostAnalyzer(CostDBElements()).get_cost_per_kg(formula))
    except ValueError:
        notes.append(f"the table of prices lacks an element of {', '.join(sorted(shares))}")
    return outputs, notes


def _plot(metals: dict[str, float]) -> tuple[Plot, ...]:
    """What each metal adds to the footprint, heaviest emitter first."""
    parts = sorted((s * FOOTPRINT[e][0] for e, s in metals.items()), reverse=True)
    return (
        Plot(
            title="Carbon footprint by metal, greatest first",
            x_name="rank of the metal",
            x=tuple(float(n) for n in range(1, len(parts) + 1)),
            y_name="kg CO2-equivalent per kg",
            lines=(Line(name="metals", y=tuple(parts)),),
            points=True,
        ),
    )
