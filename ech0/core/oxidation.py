"""Oxidation numbers of formulae by the usual rules: fluorine, groups 1 and 2, hydrogen, oxygen, then the halogens.

What the rules leave is found from the charge; ions that are known by name, such as sulfate, are taken as units, so that
`Fe2(SO4)3` has one unknown at a time. An element that has two numbers in one formula (`NH4NO3`) has none here.

References:
    .. [Karen2014] P. Karen, P. McArdle, J. Takats, Pure Appl. Chem. 86 (2014) 1017, doi:10.1515/pac-2013-0505.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from ech0.core.chemistry import Species, elements, plain, species
from ech0.core.data import config
from ech0.core.errors import InputError

SOURCE = "Karen et al., Pure Appl. Chem. 86 (2014) 1017"
GROUP_1 = frozenset("Li Na K Rb Cs Fr".split())
GROUP_2 = frozenset("Be Mg Ca Sr Ba Ra".split())
HALOGENS = ("Cl", "Br", "I")
TAKES = {"O": -2, "S": -2, "N": -3, "Se": -2, "Te": -2, "P": -3, "As": -3, "C": -4}
"""Charges of what is the more electronegative partner, in the order in which it is."""
MOST = {"H": 1, "C": 4, "N": 5, "O": 2, "P": 5, "S": 6, "Cl": 7, "Br": 7, "I": 7, "Fe": 6, "Cr": 6, "Mn": 7, "V": 5}
MOST |= {"Cu": 3, "Ni": 4, "Co": 4, "Zn": 2, "Ag": 3, "Ti": 4, "B": 3, "Si": 4, "Al": 3, "Pb": 4, "Sn": 4, "Hg": 2}
"""No element gives more electrons than it has outside: a larger number means bonds between like atoms."""
_PAIRED = frozenset(("FeS2", "CoS2", "NiS2", "MnS2"))
"""Sulfides with pairs of sulfur atoms, which no rule tells from others."""
_HYDRIDIC = frozenset("B Al Ga In Tl Si Ge Sn Pb Zn Cd".split()) | GROUP_1 | GROUP_2


@dataclass(frozen=True)
class Found:
    """`value` is (charge - sum of count * number of `others`) / `count` of the element."""

    element: str
    value: Fraction
    charge: int
    count: int
    others: tuple[tuple[str, int, Fraction], ...]


def oxidation(text: str, element: str) -> Found | None:
    """The oxidation number of an element in a formula; nothing if the rules do not tell it, or tell two.

    Raises `InputError` for what is no formula.
    """
    text = re.sub(r"[·•*.]\d*H2O$", "", plain(text).strip())
    whole = species(text)[0]
    if element not in whole.atoms:
        raise InputError("formula", text, f"there is no {element} in it")
    if text in _PAIRED:
        return None
    core, ions = _parts(whole)
    places = [(p, n) for p, n in ((core, 1), *ions) if element in p.atoms]
    found = [f for p, _ in places if (f := _solved(p, element)) is not None]
    if len(found) != len(places) or len({f.value for f in found}) != 1:
        return None
    highest = min(MOST.get(element, 8), elements()[element].number)
    return found[0] if -4 <= found[0].value <= highest else None


def states(text: str) -> dict[str, Found] | None:
    """Each element's number, in order; nothing if one of them cannot be told."""
    found = {e: oxidation(text, e) for e in species(text)[0].atoms}
    return {e: f for e, f in found.items() if f} if all(found.values()) else None


def _parts(whole: Species) -> tuple[Species, list[tuple[Species, int]]]:
    """What is left of a formula when the ions that it is written with are taken out, and these, with how many."""
    bare = re.sub(r"\s|\^.*$|\(?(?<=[\])\w])\d*[+-]+\)?$" if whole.charge else r"\s", "", plain(whole.text))
    anions = {f: -q for f, q in config("ions")["anions"].values() if len(re.findall(r"[A-Z]", f)) > 1}
    known = {**anions, "NH4": 1}
    taken: list[tuple[Species, int]] = []
    for ion in sorted(known, key=len, reverse=True):
        for pattern in (
            rf"\({re.escape(ion)}\)(\d*)",
            r"^()NH4(?=[A-Z(])" if ion == "NH4" else rf"(?<=[A-Za-z\d)])(){ion}$",
        ):
            if found := re.search(pattern, bare):
                one = Species(ion, species(ion)[0].atoms, known[ion])
                taken.append((one, int(found[1] or 1)))
                bare = bare[: found.start()] + bare[found.end() :]
    atoms = dict(whole.atoms)
    charge = whole.charge
    for one, count in taken:
        charge -= one.charge * count
        for name, number in one.atoms.items():
            atoms[name] -= number * count
    left = {n: k for n, k in atoms.items() if k > 0}
    hydrated = any(k < 0 for k in atoms.values()) or "·" in bare or "." in bare
    fixed = {**dict.fromkeys(GROUP_1, 1), **dict.fromkeys(GROUP_2, 2), "Al": 3, "H": 1}
    settled = left.keys() <= fixed.keys() and sum(n * fixed[e] for e, n in left.items()) != charge
    if not taken or (not left and charge) or settled or hydrated:  # K2MnO4 holds no permanganate
        return whole, []
    return Species(bare, left, charge), taken


def _solved(part: Species, element: str) -> Found | None:
    """One part's number of an element: by rule, or what is left of the charge."""
    ruled = _ruled(part)
    loose = [e for e in part.atoms if e not in ruled]
    if len(loose) > 1 and element not in ruled:
        return None
    if element in ruled and loose != [element]:
        total = sum(part.atoms[e] * ruled[e] for e in ruled)
        if not loose and total != part.charge:
            return None
    rest = tuple((e, n, ruled[e]) for e, n in part.atoms.items() if e != element and e in ruled)
    if len(rest) != len(part.atoms) - 1:
        return Found(element, ruled[element], 0, 1, ())
    value = Fraction(part.charge - sum(n * v for _, n, v in rest)) / part.atoms[element]
    return Found(element, value, part.charge, part.atoms[element], rest)


def _ruled(part: Species) -> Mapping[str, Fraction]:
    """The numbers that rules give, in their order, until one element is left for the charge."""
    names = list(part.atoms)
    if len(names) == 1:
        return {}
    rules: dict[str, int] = {"F": -1, **dict.fromkeys(GROUP_1, 1), **dict.fromkeys(GROUP_2, 2), "Al": 3}
    partners = set(names) - {"H"}
    rules["H"] = -1 if partners <= _HYDRIDIC or _transition(partners) else 1
    for name in ("O", *HALOGENS):
        rules[name] = -1 if name in HALOGENS else -2
    if "C" in names and "H" in names and "N" in names:
        rules["N"] = -3
    for name in TAKES if len(names) == 2 else ("S", "N") if "C" in names and "O" not in names else ():
        rules.setdefault(name, TAKES[name])
    found: dict[str, Fraction] = {}
    for name, number in rules.items():
        if name in names and len(found) < len(names) - 1:
            found[name] = Fraction(number)
    return found


def _transition(names: set[str]) -> bool:
    """Whether all are transition metals."""
    numbers = [elements()[n].number for n in names]
    return bool(numbers) and all(21 <= n <= 30 or 39 <= n <= 48 or 57 <= n <= 80 for n in numbers)
