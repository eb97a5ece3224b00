"""Whether a reaction between simple inorganic substances can go, and above or below which temperature.

Enthalpies and entropies of 298.15 K from the CRC and ATcT tables of `chemicals`, taken to hold at every temperature;
the error bar says what that costs. Knows no kinetics and no yield: a reaction that may go need not.

References:
    .. [CRC] CRC Handbook of Chemistry and Physics, standard thermodynamic properties.
    .. [Cox1989] J. D. Cox, D. D. Wagman, V. A. Medvedev, CODATA Key Values for Thermodynamics (1989).
    .. [Ellingham1944] H. J. T. Ellingham, J. Soc. Chem. Ind. 63 (1944) 125-133.
"""

import re
from math import log

from ech0.core.errors import InputError, NotSupported
from ech0.core.types import Line, Plot
from labs import Cost, Output, Real, Result, Text, lab
from labs.materials._formulas import FORMULA, counts
from labs.materials._prose import told

STANDARD = 298.15
CODATA = {"C": (0.0, 5.74), "TiO2": (-944.0, 50.62)}  # kJ/mol, J/mol/K: graphite and rutile, which the tables lack
HEAT = 15.0  # J/mol/K: how far the heat capacities of both sides differ, per mole of gas made or taken, one sigma
TABLE = 1.0  # kJ/mol: one sigma of each enthalpy of formation
SPECIES = rf"(?:\d+(?:\.\d+)? ?)?{FORMULA}(?:\((?:s|l|g)\))?"
SIDE = rf"{SPECIES}(?: ?\+ ?{SPECIES}){{0,5}}"
ARROW = r" ?(?:->|→|=>|=|⟶) ?"
_SPECIES = re.compile(rf"(?:\d+(?:\.\d+)? ?)?({FORMULA})(\((?:s|l|g)\))?")


def _reaction(text: str) -> str:
    """`A + B -> C` without coefficients, if both sides have the same elements."""
    sides = [[_SPECIES.fullmatch(s.strip()) for s in side.split("+")] for side in re.split(ARROW, text)]
    if len(sides) != 2 or any(m is None for side in sides for m in side):
        raise ValueError("write substances and one arrow, as in CaCO3 -> CaO + CO2")
    elements = [{e for m in side if m for e in counts(m[1])} for side in sides]
    if elements[0] != elements[1]:
        raise ValueError(f"{', '.join(sorted(elements[0] ^ elements[1]))} stands on one side only")
    return " -> ".join(" + ".join(m[1] + (m[2] or "") for m in side if m) for side in sides)


@lab(
    title="Thermodynamic feasibility of a synthesis",
    version="1",
    inputs={
        "reaction": Text(
            rf"{SIDE}{ARROW}{SIDE}",
            "CaCO3 -> CaO + CO2",
            "a reaction, substances by formula with (s), (l) or (g) where it is not the usual state",
            check=_reaction,
            prose=told,
            words=("reaction", "synthesis", "decomposition"),
        ),
        "temperature": Real(
            "K",
            200.0,
            2500.0,
            "temperature of the reaction",
            default=STANDARD,
            concept="temperature",
            words=("temperature",),
        ),
    },
    outputs={
        "reaction_enthalpy": Output(
            "kJ/mol",
            "enthalpy of reaction at 298.15 K, per mole of the first reactant",
            words=("reaction enthalpy", "enthalpy of reaction", "heat of reaction", "enthalpy change"),
            needs=("reaction",),
        ),
        "reaction_entropy": Output(
            "J/mol/K",
            "entropy of reaction at 298.15 K and 1 bar, per mole of the first reactant",
            words=("reaction entropy", "entropy of reaction", "entropy change"),
            needs=("reaction",),
        ),
        "gibbs_energy": Output(
            "kJ/mol",
            "Gibbs energy of reaction at the temperature, all substances pure at 1 bar",
            words=("Gibbs energy of reaction", "reaction Gibbs energy", "Gibbs free energy", "free energy of reaction"),
        ),
        "onset_temperature": Output(
            "K",
            "temperature at which the Gibbs energy of reaction is zero",
            words=(
                "become thermodynamically feasible",
                "become feasible",
                "feasible",
                "spontaneous",
                "onset temperature",
                "decomposition temperature",
                "inversion temperature",
                "equilibrium temperature of the reaction",
            ),
            needs=("reaction",),
        ),
    },
    validity="pure inorganic substances at 1 bar, no phase change on the way, heat capacities of both sides alike: the "
    "onset is good to some 5 %. Feasibility only: neither rate nor yield nor which of several products forms",
    citations=(
        "CRC Handbook of Chemistry and Physics (via the chemicals package)",
        "Ellingham, J. Soc. Chem. Ind. 63 (1944) 125",
    ),
    libraries=("chemicals", "pymatgen"),
    words=(
        "feasibility",
        "decompose",
        "decomposition",
        "calcination",
        "synthesis route",
        "synthesise",
        "synthesize",
        "reaction",
    ),
    cost=Cost(seconds=60, memory_mb=1024),
)
def synthesis_route(*, reaction: str, temperature: float = STANDARD, wants: tuple[str, ...], seed: int) -> Result:
    """Balance, look up and sum; deterministic, so `seed` changes nothing."""
    weights = _balanced(reaction)
    facts = {name: _facts(name) for name in weights}
    enthalpy = sum(n * facts[s][0] for s, n in weights.items())
    entropy = sum(n * facts[s][1] for s, n in weights.items())
    gas = sum(abs(n) for s, n in weights.items() if facts[s][2] == "g")
    table = TABLE * sum(n * n for n in weights.values()) ** 0.5

    def spread(t: float) -> float:
        """One sigma of the Gibbs energy: the tables, and `dCp ((T - T0) - T ln(T/T0))` for the neglected dCp."""
        heat = HEAT * max(1.0, gas) / 1000
        return float((table**2 + (heat * (t - STANDARD - t * log(t / STANDARD))) ** 2) ** 0.5)

    outputs: dict[str, float | tuple[float, float]] = {
        "reaction_enthalpy": (enthalpy, table),
        "reaction_entropy": entropy,
        "gibbs_energy": (enthalpy - temperature * entropy / 1000, spread(temperature)),
    }
    used, made = (" + ".join(f"{abs(n):g} {s}" for s, n in weights.items() if n * sign > 0) for sign in (-1, 1))
    notes = [f"as {used} gives {made}"]
    onset = 1000 * enthalpy / entropy if entropy else -1.0
    if 0 < onset < 6000:
        outputs["onset_temperature"] = onset, 1000 * spread(onset) / abs(entropy)
        notes.append(f"feasible {'above' if entropy > 0 else 'below'} about {onset:.0f} K")
    else:
        notes.append(f"feasible at {'every' if enthalpy < 0 else 'no'} temperature, as far as these tables tell")
    method = "standard enthalpies and entropies of 298.15 K, taken as constant"
    return Result({n: v for n, v in outputs.items() if n in wants}, method, tuple(notes), (_plot(enthalpy, entropy),))


def _balanced(reaction: str) -> dict[str, float]:
    """Coefficients by substance, products positive, the first reactant -1."""
    from pymatgen.analysis.reaction_calculator import Reaction, ReactionError
    from pymatgen.core import Composition

    left, right = ([s.strip() for s in side.split("+")] for side in reaction.split("->"))
    bare = {s: Composition(re.sub(r"\((?:s|l|g)\)$", "", s)) for s in (*left, *right)}
    try:
        made = Reaction([bare[s] for s in left], [bare[s] for s in right])
    except ReactionError as error:
        raise InputError("synthesis_route.reaction", reaction, f"it cannot be balanced: {error}") from error
    weights = {s: float(made.get_coeff(c)) for s, c in bare.items()}
    if weights[left[0]] >= 0:
        raise InputError("synthesis_route.reaction", reaction, "its first reactant is not used up; leave it out")
    scale = -weights[left[0]]
    return {s: n / scale for s, n in weights.items() if abs(n) > 1e-9}


def _facts(species: str) -> tuple[float, float, str]:
    """Enthalpy of formation in kJ/mol, entropy in J/mol/K, and the state; raises `NotSupported` if not tabulated."""
    from chemicals import CAS_from_any, reaction
    from chemicals.phase_change import Tb, Tm

    formula, _, state = (
        species.rstrip(")").rpartition("(") if species.endswith(("(s)", "(l)", "(g)")) else (species, "", "")
    )
    elements = counts(formula)
    if "C" in elements and "H" in elements:
        raise NotSupported(
            f"the thermodynamics of {formula}", "a formula does not name one organic substance", "its name"
        )
    if formula in CODATA and state in ("", "s"):
        return *CODATA[formula], "s"
    try:
        cas = CAS_from_any(formula)
    except ValueError:
        raise NotSupported(
            f"the thermodynamics of {formula}", "no table here lists it", "its enthalpy and entropy"
        ) from None
    melts, boils = Tm(cas), Tb(cas)
    if not state:
        gas = cas == "124-38-9" or (boils is not None and boils < STANDARD)  # carbon dioxide sublimes
        state = "g" if gas else "l" if melts is not None and melts < STANDARD else "s"
    known = {"s": (reaction.Hfs, reaction.S0s), "l": (reaction.Hfl, reaction.S0l), "g": (reaction.Hfg, reaction.S0g)}[
        state
    ]
    enthalpy, entropy = (f(cas) for f in known)
    if enthalpy is None or entropy is None:
        raise NotSupported(
            f"the thermodynamics of {formula}({state})",
            "no table here lists it",
            "its enthalpy and entropy at 298.15 K",
        )
    return float(enthalpy) / 1000, float(entropy), state


def _plot(enthalpy: float, entropy: float) -> Plot:
    span = tuple(300.0 + 20 * n for n in range(86))
    return Plot(
        title="Gibbs energy of reaction",
        x_name="temperature",
        x_unit="K",
        x=span,
        y_name="Gibbs energy",
        y_unit="kJ/mol",
        lines=(Line(name="constant enthalpy and entropy", y=tuple(enthalpy - t * entropy / 1000 for t in span)),),
    )
