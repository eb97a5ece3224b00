"""Reactions as they are said: equations of formulae or of names, and burning by name. Balances nothing itself.

`C3H8 + O2 -> CO2 + H2O`, `iron + oxygen = iron(III) oxide`, `the combustion of propane`.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from ech0.core import chemistry, nomenclature
from ech0.core.chemistry import Species
from ech0.core.errors import InputError

TURNS = re.compile(
    r"\s+(?:yields?|gives?|produces?|forms?|makes?|becomes?|(?:reacts? )?to (?:form|give|produce|make|yield))\s+"
)
_JOINED = re.compile(r"\s+\+\s+|\s*,\s*(?:and\s+)?|\s+(?:and|with|reacts? with|plus)\s+")
_COUNT = re.compile(r"^\d+(?:/\d+)?\s+(?=\S)|^\d+(?=[A-Z(\[])")
_STATE = re.compile(r"\s*\((?:s|l|g|aq)\)$")
MAX_ATOMS = 400


@dataclass(frozen=True)
class Equation:
    """The two sides, each substance as it is to be shown with its atoms and charge."""

    left: tuple[Species, ...]
    right: tuple[Species, ...]

    @cached_property
    def numbers(self) -> tuple[int, ...] | None:
        """The smallest whole numbers that balance it, if there is one set of them."""
        return chemistry.balance(self.left, self.right)

    @property
    def one_sided(self) -> tuple[str, ...]:
        """The elements that stand on one side only."""
        sides = [{e for s in side for e in s.atoms} for side in (self.left, self.right)]
        return tuple(sorted(sides[0] ^ sides[1]))

    def form(self, number: int) -> str:
        """The coefficient of the `number`-th substance, from 1, as an expression."""
        names = [" + ".join(symbolic(s) for s in side) for side in (self.left, self.right)]
        return f"coefficient({number}, {names[0]}, {names[1]})"


def symbolic(species: Species) -> str:
    """A species by the name that it has in expressions (see `tools.symbolic.substances`)."""
    if not species.atoms:
        return "electron"
    atoms = "".join(f"{e}{n if n > 1 else ''}" for e, n in species.atoms.items())
    return atoms + (f"_{'p' if species.charge > 0 else 'm'}{abs(species.charge)}" if species.charge else "")


def shown(species: Species) -> str:
    """A formula as it is written, states and LaTeX left out."""
    text = _STATE.sub("", chemistry.plain(species.text).strip()).replace(" ", "")
    text = re.sub(r"[·•*.](\d*)(\w+)$", lambda m: f"({m[2]}){m[1]}" if m[1] else f"({m[2]})", text)
    text = re.sub(r"\^\(?(\d*[+-]\d*)\)?$", lambda m: f"({m[1]})" if m[1][0].isdigit() else m[1], text)
    return text.replace("[", "(").replace("]", ")")


def read(text: str) -> Equation | None:
    """An equation of formulae, or of names and formulae; nothing if any part of it is not understood."""
    text = text.strip().strip(".?!:; ")
    if not text or len(text) > chemistry.MAX_TEXT:
        return None
    try:
        ways = [
            Equation(tuple(t.species for t in r.left), tuple(t.species for t in r.right))
            for r in chemistry.reactions(text)
        ]
    except InputError:
        return _named(text)
    known = [w for w in ways if _plausible(w)]
    return next((w for w in known if w.numbers), known[0] if known else None)


def _plausible(equation: Equation) -> bool:
    every = (*equation.left, *equation.right)
    names = [symbolic(s) for s in every]
    small = all(sum(s.atoms.values()) <= MAX_ATOMS and abs(s.charge) < 10 for s in every)
    return small and len(set(names)) == len(names)


def _named(text: str) -> Equation | None:
    plain = chemistry.plain(text)
    sides = re.split(r"\s*->\s*|\s+=\s+", plain)
    if len(sides) != 2:
        sides = TURNS.split(plain)
    if len(sides) != 2:
        return None
    read_back = [substances(side) for side in sides]
    if not all(read_back):
        return None
    equation = Equation(tuple(read_back[0] or ()), tuple(read_back[1] or ()))
    return equation if _plausible(equation) else None


def substances(text: str) -> list[Species] | None:
    """The substances of one side, by name or formula; nothing if one of them is not known."""
    found = [substance(_STATE.sub("", _COUNT.sub("", part.strip()))) for part in _JOINED.split(text.strip())]
    return [s for s in found if s is not None] if all(found) else None


def substance(name: str) -> Species | None:
    """A substance by name or formula."""
    bare = re.sub(r"^(?:a|an|the|excess|some) ", "", name.strip())
    formula = nomenclature.formula(bare)
    return chemistry.species(formula)[0] if formula else None


def burning(fuel: Species) -> Equation | None:
    """The complete combustion of a fuel of carbon, hydrogen, sulfur and oxygen, or of magnesium; nothing for others."""
    oxides = {"C": "CO2", "H": "H2O", "S": "SO2"}
    elements = set(fuel.atoms) - {"O"}
    if fuel.charge or not elements:
        return None
    if elements <= {"C", "H", "S"} and ({"C", "H"} & elements or len(fuel.atoms) == 1):
        made: Sequence[str] = [oxides[e] for e in ("C", "H", "S") if e in elements]
    elif set(fuel.atoms) == {"Mg"}:
        made = ["MgO"]
    else:
        return None
    return Equation((fuel, chemistry.species("O2")[0]), tuple(chemistry.species(m)[0] for m in made))
