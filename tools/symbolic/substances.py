"""Substances in calculations: `molar_mass(NaCl)` in g/mol and `coefficient(k, left, right)` of a balanced reaction.

A substance is a name of element symbols and counts, without brackets; a charge follows as `_p2` or `_m1`. The electron
is `electron`.
"""

import re

from ech0.core.chemistry import Species, balance, elements
from ech0.core.errors import ClaimError
from ech0.core.expression import Node, Num, Op, Var

_PART = re.compile(r"([A-Z][a-z]?)(\d*)")
_NAME = re.compile(r"((?:[A-Z][a-z]?\d*)+)(?:_([pm])(\d))?")
FORMS = frozenset(("molar_mass", "coefficient"))


def name(species: Species) -> str:
    """A species as the name it has in calculations."""
    atoms = "".join(f"{e}{n if n > 1 else ''}" for e, n in species.atoms.items())
    return atoms + (f"_{'p' if species.charge > 0 else 'm'}{abs(species.charge)}" if species.charge else "")


def substance(node: Node) -> Species:
    """The species that a name stands for; raises `ClaimError` for what is none."""
    if node == Var("electron"):
        return Species("e-", {}, -1)
    found = _NAME.fullmatch(node.name) if isinstance(node, Var) else None
    if found is None:
        raise ClaimError("substance", f"{node} is no formula; write element symbols and counts, such as CaCO3")
    atoms: dict[str, int] = {}
    for symbol, count in _PART.findall(found[1]):
        if symbol not in elements():
            raise ClaimError("substance", f"{symbol} is no element")
        atoms[symbol] = atoms.get(symbol, 0) + int(count or 1)
    charge = int(found[3] or 0) * (1 if found[2] == "p" else -1)
    return Species(found[0], atoms, charge)


def value(form: str, args: tuple[Node, ...]) -> float:
    """The value of a form; raises `ClaimError` for malformed arguments or a reaction that cannot be balanced."""
    if form == "molar_mass" and len(args) == 1:
        return substance(args[0]).molar_mass
    if form != "coefficient" or len(args) != 3 or not isinstance(args[0], Num):
        raise ClaimError(form, "it takes one substance, or a place and the two sides of a reaction")
    left, right = _side(args[1]), _side(args[2])
    whole = balance(left, right)
    place = int(float(args[0].text))
    if whole is None or not 1 <= place <= len(whole):
        raise ClaimError("reaction", "no single set of whole numbers balances it")
    return float(whole[place - 1])


def _side(node: Node) -> list[Species]:
    if isinstance(node, Op) and node.op == "+":
        return [s for a in node.args for s in _side(a)]
    return [substance(node)]
