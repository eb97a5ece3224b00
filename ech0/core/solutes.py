"""What a dissolved substance does to the balance of charge: spectator ions, weak acids and weak bases that it brings.

Salts are taken apart into their ions; a substance that precipitates, or whose ions' constants are not known, is none.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from ech0.core import nomenclature
from ech0.core.acids import Acid, acids, by_name
from ech0.core.data import config

SPECTATORS = frozenset("Li Na K Rb Cs Ca Sr Ba".split())
_STRONG = frozenset("Cl Br I NO3 ClO4 ClO3".split())
_SYSTEMS = {
    "CH3COO": "acetic_acid", "HCOO": "formic_acid", "C2H5COO": "propanoic_acid", "C6H5COO": "benzoic_acid",
    "F": "hydrofluoric_acid", "NO2": "nitrous_acid", "ClO": "hypochlorous_acid", "CN": "hydrocyanic_acid",
    "HCO3": "carbonic_acid", "CO3": "carbonic_acid", "H2PO4": "phosphoric_acid", "HPO4": "phosphoric_acid",
    "PO4": "phosphoric_acid", "HSO4": "sulfuric_acid", "SO4": "sulfuric_acid", "SO3": "sulfurous_acid",
    "S": "hydrogen_sulfide", "C2O4": "oxalic_acid", "C3H5O3": "lactic_acid", "C6H5O7": "citric_acid",
}  # fmt: skip
_ALKALINE_EARTHS = frozenset(("Ca", "Sr", "Ba"))
_SOLUBLE = frozenset(("Cl", "Br", "I", "NO3", "ClO4", "ClO3", "CH3COO"))
"""With these the alkaline earths stay dissolved."""
_OTHERWISE = {"CH3COO": ("C2H3O2", "CH3CO2"), "HCOO": ("CHO2",)}


@dataclass(frozen=True)
class Solute:
    """One mole brings `fixed` charges that stay, and moles of acid (base) systems, each counted by its id.

    An acid system counts by what it gives up, a base by what it takes; a strong acid's first proton is in `fixed`.
    `most`: mol/L beyond which it does not dissolve.
    """

    name: str
    fixed: int
    systems: tuple[tuple[str, int], ...] = ()
    most: float | None = None
    ions: frozenset[str] = frozenset()

    @property
    def neutral(self) -> bool:
        """Whether it is a salt of ions that neither give nor take protons."""
        return not self.fixed and not self.systems


def solute(name: str) -> Solute | None:
    """What a substance brings, by its name or formula; nothing if that is not known."""
    known = by_name().get(name) or by_name().get(name.lower())
    if known is None and (formula := nomenclature.formula(name)) is not None:
        known = by_name().get(formula)
        if known is None:
            return _salts().get(formula)
    if known is not None:
        return _of(known)
    return _salts().get(name) or _conjugate(name.lower())


def _of(acid: Acid) -> Solute:
    systems = ((acid.id, 1),) if acid.pka else ()
    fixed = acid.strong * (1 if acid.base else -1)
    ions = (
        frozenset((acid.formula.partition("(")[0],))
        if acid.base and acid.strong == 2
        else frozenset(s for s, _ in systems)
    )
    if acid.id == "ammonium_ion":
        return Solute(acid.words[0], 0, (("ammonia", 1),), ions=frozenset())
    return Solute(acid.words[0], fixed, systems, acid.solubility, ions)


def _conjugate(name: str) -> Solute | None:
    """`acetate` alone, beside its acid: the salt of a spectator."""
    for acid in acids().values():
        if name.removesuffix(" ion").removesuffix(" ions") in acid.ion and acid.pka:
            return Solute(name, -1 if acid.base else 1, ((acid.id, 1),), ions=frozenset((acid.id,)))
    return None


@cache
def _salts() -> Mapping[str, Solute]:
    """Every salt of known ions, by the ways in which its formula is written."""
    whole = config("ions")
    table: dict[str, Solute] = {}
    for cation, charge in dict.fromkeys(tuple(c) for c in whole["cations"].values()):
        for anion, minus in dict.fromkeys(tuple(a) for a in whole["anions"].values()):
            made = _salt(cation, charge, anion, minus)
            if made is None:
                continue
            for spelled in (anion, *_OTHERWISE.get(anion, ())):
                for formula in nomenclature.salts((cation, charge), (spelled, minus)):
                    table[formula] = made
    return MappingProxyType(table)


def _salt(cation: str, charge: int, anion: str, minus: int) -> Solute | None:
    from math import lcm

    whole = lcm(charge, minus)
    cations, anions = whole // charge, whole // minus
    if cation not in SPECTATORS and cation != "NH4":
        return None
    if cation in _ALKALINE_EARTHS and anion not in _SOLUBLE:
        return None
    if anion not in _STRONG and anion not in _SYSTEMS:
        return None
    fixed, systems = 0, []
    if cation == "NH4":
        systems.append(("ammonia", cations))
    else:
        fixed += charge * cations
    if anion in _STRONG:
        fixed -= minus * anions
    else:
        acid = acids()[_SYSTEMS[anion]]
        fixed -= acid.strong * anions  # the proton that a strong acid has given up long since
        systems.append((acid.id, anions))
    ions = frozenset((cation, *(s for s, _ in systems)))
    return Solute(f"{cation} {anion}", fixed, tuple(systems), ions=ions)


def precipitate(solutes: "list[Solute]") -> bool:
    """Whether ions come together that do not stay dissolved: those of an alkaline earth with sulfate, carbonate, ..."""
    every = frozenset().union(*(s.ions for s in solutes))
    apart = {"sulfuric_acid", "carbonic_acid", "phosphoric_acid", "oxalic_acid", "hydrofluoric_acid", "sulfurous_acid"}
    return bool(every & _ALKALINE_EARTHS) and bool(every & apart)
