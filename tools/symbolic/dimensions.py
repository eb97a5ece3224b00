"""Whether an equation can hold at all: the dimensions of its terms, by pint's table of units. Knows no values.

A relation with a bare numeric offset (`T_C = T_K - 273.15`), the logarithm of a quantity with a unit (`pH = -log10(c)`)
or a power whose exponent is a symbol has units hidden in its numbers and is not judged. Neither is one that was taken
from the formula base and has an empirical coefficient (`Osm = 2*Na + glucose/18`), since that number carries a unit.
"""

from collections.abc import Mapping
from fractions import Fraction
from functools import cache

from ech0.core import units
from ech0.core.errors import ClaimError
from ech0.core.expression import COMPARISONS, Node, Num, Op, Var, literals, names
from ech0.core.types import Relation

Dimension = Mapping[str, Fraction]
PLAIN: Dimension = {}


class _Unjudged(Exception):
    """The numbers of a relation hide a unit."""


@cache
def of_unit(unit: str) -> Dimension:
    """The dimension of a unit as powers of the base dimensions; raises `InputError` if there is no such unit."""
    text = units.dimension(unit)
    powers: dict[str, Fraction] = {}
    sign = 1
    for word in text.replace("**", "^").replace(" ^ ", "^").split():
        if word == "/":
            sign = -1
        elif word not in ("*", "1"):
            name, _, power = word.partition("^")
            powers[name] = powers.get(name, Fraction(0)) + sign * Fraction(power or "1")
            sign = 1
    return {k: v for k, v in powers.items() if v}


def show(dimension: Dimension) -> str:
    """A dimension in words: `[length]/[time]^2`, or `a plain number`."""
    if not dimension:
        return "a plain number"
    return " ".join(k if v == 1 else f"{k}^{v}" for k, v in sorted(dimension.items()))


def require(relation: Relation, tree: Node, symbols: Mapping[str, str]) -> None:
    """Raise `ClaimError` naming both dimensions if terms of different dimensions meet. `symbols`: name to unit."""
    try:
        _walk(tree, {name: of_unit(unit) for name, unit in symbols.items()}, relation.expression)
    except _Unjudged:
        return
    except ClaimError:
        if not (relation.formula and any(map(_empirical, literals(tree)))):
            raise


def _empirical(text: str) -> bool:
    """Whether a coefficient is more than a small count or fraction, so that it may carry a unit."""
    value = float(text)
    return value > 16 or not (value * 12).is_integer()


def _walk(node: Node, known: Mapping[str, Dimension], whole: str) -> Dimension:
    match node:
        case Num():
            return PLAIN
        case Var(name):
            return known[name]
        case Op("*" | "/" as op, (a, b)):
            return _product(_walk(a, known, whole), _walk(b, known, whole), 1 if op == "*" else -1)
        case Op("**", (base, exponent)):
            return _power(_walk(base, known, whole), exponent, _walk(exponent, known, whole), whole)
        case Op("sqrt", (a,)):
            return {k: v / 2 for k, v in _walk(a, known, whole).items()}
        case Op("neg" | "abs", (a,)):
            return _walk(a, known, whole)
        case Op("and" | "or" | "not" | "->", args):
            for a in args:
                _walk(a, known, whole)
            return PLAIN
        case Op(op, args) if op in ("+", "-", "min", "max", *COMPARISONS):
            return _same(op, args, known, whole)
        case Op("atan2", args):
            _same("atan2", args, known, whole)
            return PLAIN
        case Op(op, args):
            for a in args:
                inner = _walk(a, known, whole)
                if inner and op in ("log", "ln", "log10"):
                    raise _Unjudged
                if inner:
                    raise ClaimError(
                        "relation", f"in {whole!r}, {op}() is given {show(inner)}, and it needs a plain number"
                    )
    return PLAIN


def _product(a: Dimension, b: Dimension, sign: int) -> Dimension:
    powers = {k: a.get(k, Fraction(0)) + sign * b.get(k, Fraction(0)) for k in {*a, *b}}
    return {k: v for k, v in powers.items() if v}


def _power(base: Dimension, exponent: Node, inner: Dimension, whole: str) -> Dimension:
    if inner:
        raise ClaimError("relation", f"in {whole!r} an exponent is {show(inner)}, and it must be a plain number")
    if not base:
        return PLAIN
    if names(exponent):
        raise _Unjudged
    from ech0.core.expression import evaluate

    power = Fraction(evaluate(exponent, {})).limit_denominator(1000)
    return {k: v * power for k, v in base.items() if power}


def _same(op: str, args: tuple[Node, ...], known: Mapping[str, Dimension], whole: str) -> Dimension:
    found = [(a, _walk(a, known, whole)) for a in args]
    zero = [isinstance(a, Num) and float(a.text) == 0 for a, _ in found]
    meant = [(a, d) for (a, d), is_zero in zip(found, zero, strict=True) if not is_zero]
    if not meant:
        return PLAIN
    first = meant[0][1]
    for _, other in meant[1:]:
        if other != first:
            if any(not names(a) for a, _ in meant):
                raise _Unjudged
            kind = "compared with" if op in COMPARISONS else "added to" if op in ("+", "-") else "set beside"
            raise ClaimError("relation", f"in {whole!r}, {show(first)} is {kind} {show(other)}; check its units")
    return PLAIN if op in COMPARISONS else first
