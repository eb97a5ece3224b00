"""Chemical formulae and equations: text to counts of atoms and charge, molar masses, and exact balancing.

A small grammar of our own reads `C6H12O6`, `Ca(OH)2`, `CuSO4·5H2O`, `SO4^2-`, `Fe3+`, `[Fe(CN)6]4-` and `e-`, in plain
text, Unicode or LaTeX. Knows no reaction that happens, only what is conserved in any.

    equation = side arrow side           side = term {"+" term}          term = [count] species [state]
    species  = part {"·" [count] part} [charge]                          part = {(element | "(" part ")") [count]}
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from math import gcd, lcm
from types import MappingProxyType

from ech0.core.data import config
from ech0.core.errors import InputError
from ech0.core.reading import normalise

MAX_TEXT, MAX_ATOMS, MAX_SPECIES = 300, 10**6, 20
CHARGE = "charge"
"""The name under which charge is counted beside the elements."""


@dataclass(frozen=True)
class Element:
    """An element: atomic number, name, standard atomic weight in g/mol."""

    symbol: str
    number: int
    name: str
    weight: float


@dataclass(frozen=True)
class Species:
    """Atoms by element (in order of first mention) and charge in elementary charges; the electron has no atoms."""

    text: str
    atoms: Mapping[str, int]
    charge: int = 0

    @property
    def molar_mass(self) -> float:
        """Molar mass in g/mol, from standard atomic weights; the mass of electrons is neglected."""
        return sum(elements()[e].weight * n for e, n in self.atoms.items())

    def counts(self) -> dict[str, int]:
        """All that is conserved: atoms by element, and charge."""
        return {**self.atoms, CHARGE: self.charge}


@dataclass(frozen=True)
class Term:
    """`count` of a species on one side of an equation."""

    count: Fraction
    species: Species


@dataclass(frozen=True)
class Reaction:
    """What is consumed and what is produced."""

    left: tuple[Term, ...]
    right: tuple[Term, ...]

    def surplus(self) -> dict[str, Fraction]:
        """What the right side has more than the left, by element and `charge`; empty if balanced."""
        total: dict[str, Fraction] = {}
        for sign, side in ((-1, self.left), (1, self.right)):
            for term in side:
                for name, number in term.species.counts().items():
                    total[name] = total.get(name, Fraction(0)) + sign * term.count * number
        return {name: number for name, number in total.items() if number}


@cache
def elements() -> Mapping[str, Element]:
    """Every element by symbol, in order of atomic number."""
    rows = config("elements")
    return MappingProxyType({s: Element(s, number, name, weight) for s, (number, name, weight) in rows.items()})


_SUB = str.maketrans("₀₁₂₃₄₅₆₇₈₉₊₋", "0123456789+-")
_STATE = re.compile(r"\s*\((?:s|l|g|aq|cr|graphite|diamond|solid|liquid|gas|aqueous)\)$", re.IGNORECASE)
_POWER = re.compile(r"\^\s*\(?(?P<size>\d*)\s*(?P<sign>[+-])(?P<after>\d*)\)?$")
_BRACKETED = re.compile(r"\((?P<size>\d*)(?P<sign>[+-])\)$")
_TAIL = re.compile(r"(?P<digits>\d*)(?P<sign>[+-]+)$")
_PIECE = re.compile(r"(?P<element>[A-Z][a-z]?)|(?P<open>[(\[])|(?P<close>[)\]])|(?P<count>\d+)")
_GLUED = re.compile(r"(?<=[\w)\]+-])\s?\+\s?(?=\d*\s?[A-Z(\[])(?!\((?:aq|s|l|g)\))")
ARROW = re.compile(r"<?[-=]+>|→|⟶|⇌|⇄|↔|⇒|\\(?:long)?rightarrow|\\to\b|\\rightleftharpoons|\\leftrightarrow")


def plain(text: str) -> str:
    """A formula or an equation without LaTeX and subscripts."""
    text = re.sub(r"\\ce\b", "", text.translate(_SUB))
    text = ARROW.sub(" -> ", text)  # before LaTeX's words are dropped
    return re.sub(r"(?<=[\w)\]])_(?=\s*\w)\s*", "", normalise(text)[0])


def species(text: str) -> tuple[Species, ...]:
    """The readings of a formula, likeliest first: `I3-` may be one ion of three atoms or an atom with three charges.

    Raises `InputError` naming what is no formula.
    """
    if len(text) > MAX_TEXT:
        raise InputError("formula", text, f"it may have at most {MAX_TEXT} characters")
    bare = _STATE.sub("", plain(text).strip()).replace(" ", "")
    if re.fullmatch(r"e\^?-|e\^\(?-\)?", bare):
        return (Species(text, MappingProxyType({}), -1),)
    found: list[Species] = []
    for body, charge in _charges(bare):
        atoms = _atoms(body, text)
        if atoms and not any(s.atoms == atoms and s.charge == charge for s in found):
            found.append(Species(text, MappingProxyType(atoms), charge))
    if not found:
        raise InputError("formula", text, "write it as in Ca(OH)2, CuSO4·5H2O or SO4^2-")
    return tuple(found)


def _charges(bare: str) -> list[tuple[str, int]]:
    """The body and the charge, for each way of telling them apart."""
    if m := _POWER.search(bare) or _BRACKETED.search(bare):
        after = m.groupdict().get("after") or ""
        return [(bare[: m.start()], int(m["size"] or after or 1) * (1 if m["sign"] == "+" else -1))]
    m = _TAIL.search(bare)
    if m is None:
        return [(bare, 0)]
    sign, many = (1 if m["sign"][0] == "+" else -1), len(m["sign"])
    digits, body = m["digits"], bare[: m.start()]
    if many > 1 or not digits:
        return [(body + digits, sign * many)]
    if len(digits) > 1:  # SO42-, Hg22+
        return [(body + digits[:-1], sign * int(digits[-1])), (body + digits, sign)]
    single = re.fullmatch(r"[A-Z][a-z]?|\[.*\]", body) is not None
    ways = [(body, sign * int(digits)), (body + digits, sign)]
    return ways if single else ways[::-1]


def _atoms(body: str, whole: str) -> dict[str, int]:
    total: dict[str, int] = {}
    for part in re.split(r"[·•*.]", body):
        m = re.match(r"\d*", part)
        many = int(m.group() or 1) if m else 1
        for element, number in _group(part[m.end() if m else 0 :], whole).items():
            total[element] = total.get(element, 0) + many * number
            if total[element] > MAX_ATOMS:
                raise InputError("formula", whole, f"it may have at most {MAX_ATOMS} atoms of an element")
    return total


def _group(text: str, whole: str) -> dict[str, int]:
    stack: list[dict[str, int]] = [{}]
    last: dict[str, int] = {}
    at = 0
    while at < len(text):
        m = _PIECE.match(text, at)
        if m is None:
            raise InputError("formula", whole, f"{text[at]!r} does not belong in one")
        at = m.end()
        if m["count"]:
            if not last or not 0 < int(m["count"]) <= MAX_ATOMS:
                raise InputError("formula", whole, f"the number {m['count'][:12]} counts nothing there")
            _add(stack[-1], last, int(m["count"]) - 1)
            last = {}
        elif m["open"]:
            stack.append({})
            last = {}
        elif m["close"]:
            if len(stack) < 2:
                raise InputError("formula", whole, "a bracket closes that was not opened")
            last = stack.pop()
            _add(stack[-1], last, 1)
        else:
            symbol = m["element"]
            if symbol not in elements():
                raise InputError("formula", whole, f"there is no element {symbol}")
            last = {symbol: 1}
            _add(stack[-1], last, 1)
    if len(stack) > 1:
        raise InputError("formula", whole, "a bracket is not closed")
    return stack[0]


def _add(total: dict[str, int], part: Mapping[str, int], times: int) -> None:
    for element, number in part.items():
        total[element] = total.get(element, 0) + times * number


# --- equations --------------------------------------------------------------------------------------------------------


def reactions(text: str) -> tuple[Reaction, ...]:
    """The readings of an equation such as `2 H2 + O2 -> 2 H2O`; raises `InputError` for what is none."""
    sides = re.split(r"\s*->\s*|(?<![<>])=", plain(text))
    if len(sides) != 2:
        raise InputError("equation", text, "write it as in 2 H2 + O2 -> 2 H2O")
    ways = [(_side(sides[0], text), _side(sides[1], text))]
    first = [tuple(t[0] for t in side) for side in ways[0]]
    readings = [Reaction(tuple(first[0]), tuple(first[1]))]
    for number, terms in enumerate((*ways[0][0], *ways[0][1])):
        for other in terms[1:]:  # one ion read otherwise; more than one at a time is not meant
            flat = [*first[0], *first[1]]
            flat[number] = other
            cut = len(first[0])
            readings.append(Reaction(tuple(flat[:cut]), tuple(flat[cut:])))
    return tuple(readings)


def _side(text: str, whole: str) -> list[tuple[Term, ...]]:
    """Each term in all its readings; a `+` with spaces around it separates, one that ends a formula is a charge."""
    spaced = re.split(r"\s+\+\s+", text.strip())
    parts = spaced if len(spaced) > 1 else re.split(_GLUED, text.strip())
    if len(parts) > MAX_SPECIES:
        raise InputError("equation", whole, f"it may have at most {MAX_SPECIES} species a side")
    return [_terms(p, whole) for p in parts]


def _terms(text: str, whole: str) -> tuple[Term, ...]:
    m = re.match(r"\s*(?P<n>\d+(?:/[1-9]\d*|\.\d+)?)?\s*(?P<rest>\S.*)$", text)
    if m is None:
        raise InputError("equation", whole, "a species is missing beside a plus or an arrow")
    count = Fraction(m["n"]) if m["n"] else Fraction(1)
    return tuple(Term(count, s) for s in species(m["rest"]))


def balance(left: Sequence[Species], right: Sequence[Species]) -> tuple[int, ...] | None:
    """Smallest whole coefficients, left then right, that conserve atoms and charge; nothing if there are none.

    Where several independent reactions fit there is no one answer either, and `None` is returned.
    """
    columns = [(1, s) for s in left] + [(-1, s) for s in right]
    names = dict.fromkeys(n for _, s in columns for n in s.counts())
    rows = [[Fraction(sign * s.counts().get(n, 0)) for sign, s in columns] for n in names]
    solution = _kernel(rows, len(columns))
    if solution is None:
        return None
    if all(x < 0 for x in solution):
        solution = [-x for x in solution]
    if any(x <= 0 for x in solution):
        return None
    scale = lcm(*(x.denominator for x in solution))
    whole = [int(x * scale) for x in solution]
    return tuple(n // gcd(*whole) for n in whole)


def _kernel(rows: list[list[Fraction]], width: int) -> list[Fraction] | None:
    """The one direction that all rows send to zero (Gauss, exact); nothing if there is none or more than one."""
    pivots: list[int] = []
    for column in range(width):
        at = len(pivots)
        pivot = next((r for r in range(at, len(rows)) if rows[r][column]), None)
        if pivot is None:
            continue
        rows[at], rows[pivot] = rows[pivot], rows[at]
        rows[at] = [x / rows[at][column] for x in rows[at]]
        for r in range(len(rows)):
            if r != at and rows[r][column]:
                rows[r] = [x - rows[r][column] * y for x, y in zip(rows[r], rows[at], strict=True)]
        pivots.append(column)
    free = [c for c in range(width) if c not in pivots]
    if len(free) != 1:
        return None
    solution = [Fraction(0)] * width
    solution[free[0]] = Fraction(1)
    for row, column in enumerate(pivots):
        solution[column] = -rows[row][free[0]]
    return solution
