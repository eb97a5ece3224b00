"""Formulas that a text states in letters, held against the dimensions that those letters can stand for.

`F = m v²`, `E = m c`, `with s = a t`: a letter has every dimension that physics writes it for; only where no choice
of them makes both sides alike is the formula refuted. Numbers and known functions have none.
"""

import re
from collections.abc import Mapping
from fractions import Fraction
from functools import cache
from itertools import islice, product

from ech0.core import mathtext, units
from ech0.core.errors import ClaimError
from ech0.core.expression import Node, Num, Op, Var, names
from ech0.minds.embedded.premises.figures import Page
from ech0.minds.embedded.premises.notes import Notes, cited, denies

_LETTERS: Mapping[str, tuple[str, ...]] = {
    "F": ("N", "J", "C/mol"),
    "m": ("kg", ""),
    "a": ("m/s^2", "m"),
    "v": ("m/s", "m^3/kg"),
    "t": ("s",),
    "s": ("m", "J/(kg K)"),
    "d": ("m",),
    "E": ("J", "V/m", "V", "Pa"),
    "c": ("m/s", "J/(kg K)", "mol/m^3"),
    "p": ("kg m/s", "Pa", "C m"),
    "h": ("J s", "m"),
    "f": ("Hz", "m"),
    "g": ("m/s^2",),
    "P": ("W", "Pa", "N", "m", "kg m/s"),
    "V": ("V", "m^3", "J"),
    "I": ("A", "kg m^2", "W/m^2", "N s"),
    "R": ("ohm", "J/(mol K)", "m"),
    "Q": ("J", "C", "m^3/s"),
    "q": ("C", "J", "J/kg"),
    "k": ("N/m", "N m^2/C^2", "J/K", "1/s", "1/m", "W/(m K)"),
    "x": ("m",),
    "W": ("J", "N"),
    "r": ("m", "ohm", "m/s", "1/s"),
    "T": ("K", "s", "N", "J"),
    "L": ("m", "H", "J s", "J/kg"),
    "A": ("m^2", "m", "1/s"),
    "C": ("F", "J/K", "C", "m", "mol/m^3"),
    "n": ("mol", "", "1/m^3"),
    "B": ("T",),
    "M": ("kg", "kg/mol", "N m"),
    "G": ("N m^2/kg^2", "J"),
    "u": ("m/s", "m"),
    "U": ("V", "J"),
    "l": ("m",),
    "ω": ("rad/s",),
    "ρ": ("kg/m^3", "ohm m", "C/m^3"),
    "λ": ("m", "1/s", "kg/m"),
    "τ": ("N m", "s"),
    "w": ("m/s", "m", "J", "rad/s"),
    "lambda": ("m", "1/s", "kg/m"),
    "rho": ("kg/m^3", "ohm m", "C/m^3"),
    "tau": ("N m", "s"),
}
"""Every dimension that a letter stands for in the formulas of physics, by a unit of it."""
_SIDE = r"(?:[A-Za-zωρλτπ]|(?>\d+(?:\.\d+)?)|½|[-+*/^()·×−²³⁴√{}\s]){1,80}?"
_FORMULA = re.compile(
    rf"(?<![\w'’)\]|=])(?P<left>[A-Za-zωρλτ])\s?=\s?(?P<right>{_SIDE})(?=\s*(?:$|[,.;:?!]|\b[a-z]{{2,}}\b(?<!sqrt)))"
)
_PHYSICS = re.compile(
    r"\b(?:force|energy|work|power|momentum|speed|velocity|accelerat\w+|pressure|voltage|current|period"
    r"|frequency|wavelength|density"
    r"|resist\w+|mass|charge|heat|torque|newton\w*|einstein\w*|ohm\w*|pendulum|spring|fall\w*|distance|height"
    r"|car|ball|body|stone|area|volume|circle|disc|sphere|cylinder|circumference)\b"
)
_ELSEWHERE = re.compile(
    r"\b(?:interest|bank|profits?|prices?|costs?|loans?|celsius|fahrenheit|degrees|triangles?|proportional|parabola|graph"
    r"|units|numerical\w*|curve|line|plane|function|position)\b"
)
"""Where letters are no quantities of physics, or stand for numbers without their units."""
_PLAIN = re.compile(r"\d+\.?\d*")
_COEFFICIENTS = frozenset({"1", "2", "3", "4", "0.5", "½"})
_TRIES = 4000
LAW = cited("both sides of an equation have one dimension", "SI Brochure, 9th ed. (2019), sec. 5.4")
Powers = tuple[tuple[str, Fraction], ...]


def stated(page: Page, notes: Notes) -> None:
    """Every formula of letters alone that the text puts forward."""
    for start, end in page.sentences:
        said, text = page.low[start:end], page.scene.text.original[start:end]
        if (
            denies(said)
            or not _PHYSICS.search(page.low)
            or _ELSEWHERE.search(page.low)
            or re.match(r"\W*(?:is|does|can|show|check|verify|natural)\b", said)
        ):
            continue
        measured = [f for f in page.figures if f.given and f.given.unit]
        for found in _FORMULA.finditer(text):
            if any(f.start < start + found.end("right") and start + found.start("right") < f.end for f in measured):
                continue  # `g = 9.81 m/s²` has units on its right and no letters
            tree = _tree(found["right"])
            if tree is None or not names(tree) or not _written(found, tree) or _agrees(found, tree):
                continue
            notes.clash(
                "test the dimensions of the formula",
                "the text puts forward a formula whose sides differ in dimension",
                LAW,
            )


def _written(found: re.Match[str], tree: Node) -> bool:
    """Whether every letter is one of physics, two of them at the right, and the numbers those of laws.

    `x = 4 t^2` leaves the unit of its number out; `m g h = m v^2 / 2` has more than a letter at the left.
    """
    letters = names(tree) - {"pi"}
    before = found.string[: found.start()].rstrip()
    return (
        found["left"] in _LETTERS
        and len(letters) > 1
        and letters <= set(_LETTERS)
        and set(_PLAIN.findall(found["right"])) <= _COEFFICIENTS
        and not re.search(r"(?:(?<![A-Za-z])[A-Zb-zωρλτ]|[-+*/^()·×−²³\d=])$", before)
    )


def _tree(written: str) -> Node | None:
    plain = (
        written.replace("½", "0.5 ")
        .replace("ω", "w")
        .replace("ρ", r"\rho ")
        .replace("λ", r"\lambda ")
        .replace("τ", r"\tau ")
    )
    try:
        return mathtext.read(re.sub(r"(?<=[A-Za-z0-9])\s*·\s*(?=[A-Za-z])", "*", plain.strip()))
    except ClaimError:
        return None


def _agrees(found: re.Match[str], tree: Node) -> bool:
    """Whether some meaning of the letters gives both sides one dimension; true as well where there are too many."""
    left = found["left"]
    letters = sorted({*names(tree), left} - {"pi"})
    choices = [_LETTERS[n] for n in letters]
    for units_of in islice(product(*choices), _TRIES):
        table = {n: _powers(u) for n, u in zip(letters, units_of, strict=True)}
        try:
            if _dimension(tree, table) == table[left]:
                return True
        except ClaimError:
            continue
    return False


@cache
def _powers(unit: str) -> Powers:
    """The powers of the base dimensions that a unit has, in order."""
    found: dict[str, Fraction] = {}
    sign = 1
    for m in re.finditer(r"(?P<over>/)|\[(?P<base>\w+)\](?: \*\* (?P<power>\d+(?:\.\d+)?))?", units.dimension(unit)):
        if m["over"]:
            sign = -1
            continue
        found[m["base"]] = sign * Fraction(m["power"] or 1)
        sign = 1
    return tuple(sorted(found.items()))


def _times(one: Powers, other: Powers, sign: int | Fraction = 1) -> Powers:
    total = dict(one)
    for base, power in other:
        total[base] = total.get(base, Fraction(0)) + sign * power
    return tuple(sorted((b, p) for b, p in total.items() if p))


def _dimension(node: Node, table: Mapping[str, Powers]) -> Powers:
    """The dimension of a tree; raises `ClaimError` where what is added differs in it, or a function has one."""
    match node:
        case Num():
            return ()
        case Var(name):
            return table.get(name, ())
        case Op("neg", (one,)):
            return _dimension(one, table)
        case Op("+" | "-", (one, other)):
            if (found := _dimension(one, table)) == _dimension(other, table):
                return found
        case Op("*" | "/" as op, (one, other)):
            return _times(_dimension(one, table), _dimension(other, table), 1 if op == "*" else -1)
        case Op("**", (one, Num(text))):
            return _times((), _dimension(one, table), Fraction(text))
        case Op("sqrt", (one,)):
            return _times((), _dimension(one, table), Fraction(1, 2))
        case Op(_, args) if all(_dimension(a, table) == () for a in args):
            return ()
    raise ClaimError("formula", "its parts differ in dimension; add only what is alike")
