"""Between trees, sympy's objects and high-precision numbers, with bounds; and what an operation gives back.

`sympied` builds exact objects, `number` evaluates the same tree without sympy: two ways to one value. `spelled` writes
an object in the grammar of `ech0.core.expression`, so that it can be read again.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from ech0.core.errors import ClaimError, Ech0Error
from ech0.core.expression import ARITHMETIC, FUNCTIONS, Node, Num, Op, Var, parse
from ech0.core.types import ExactClaim

MOST_DIGITS = 3000
"""Digits of the largest integer that is worked out."""
SHOWN_DIGITS = 300
"""Digits of the largest integer that is written in full."""
MOST_PARTS = 10**5
"""A fraction of more parts is told as a decimal, rounded."""
LONGEST = 2000
"""Characters of the longest exact form that is told."""
MOST_NODES = 400
CALLS = frozenset((*FUNCTIONS, "choose", "gamma", "factorial", "power", "root", "mod", "floor", "ceil", "log2"))
DIGITS = 30
_PLACES = ("37/100", "113/100", "271/100", "-59/100", "53/10", "-217/100", "11/7", "19/3", "-7/2", "1/9")
_SAME = ("sqrt", "exp", "sin", "cos", "tan", "asin", "acos", "atan", "atan2", "sinh", "cosh", "tanh", "erf")


class Refused(Ech0Error):
    """There is no such result: a division by zero, an equation without a solution, an integral that diverges."""


@dataclass(frozen=True)
class Problem:
    """A claim parsed: its expressions and parameters as trees, the names that are varied, the rows of a matrix."""

    trees: tuple[Node, ...]
    points: tuple[Node, ...]
    variables: tuple[str, ...]
    rows: int
    words: tuple[str, ...]


@dataclass(frozen=True)
class Found:
    """A result: `statement` says it exactly, `value` as a float where it is one number, `how` what confirmed it.

    `parts` are its single numbers as (name, text, value); `proof` the check line by line; `taken` what was taken for
    granted; `truth` the answer to a yes-or-no question.
    """

    statement: str
    value: float | None
    how: str
    unit: str = ""
    proof: tuple[str, ...] = ()
    parts: tuple[tuple[str, str, float], ...] = ()
    taken: tuple[str, ...] = ()
    truth: bool | None = None


def problem(claim: ExactClaim, given: Mapping[str, float]) -> Problem:
    """Parse a claim, with the numbers of the ledger in the place of their names; raises `ClaimError`."""
    if claim.operation in ("roman", "base"):
        return Problem((), (), claim.variables, 0, (*claim.expressions, *claim.parameters))
    trees = tuple(_filled(parse(e, functions=CALLS), given) for e in claim.expressions)
    points = tuple(_filled(parse(p, functions=CALLS), given) for p in claim.parameters)
    if sum(map(_size, (*trees, *points))) > MOST_NODES:
        raise ClaimError("expressions", f"they are too long; at most {MOST_NODES} signs are worked with")
    return Problem(trees, points, claim.variables, claim.rows, ())


def _filled(node: Node, given: Mapping[str, float]) -> Node:
    match node:
        case Var(name) if name in given:
            return Num(repr(given[name])) if given[name] >= 0 else Op("neg", (Num(repr(-given[name])),))
        case Op(op, args):
            return Op(op, tuple(_filled(a, given) for a in args))
        case _:
            return node


def _size(node: Node) -> int:
    return 1 + sum(map(_size, node.args)) if isinstance(node, Op) else 1


# --- to sympy ---------------------------------------------------------------------------------------------------------


def sympied(node: Node, *, real: bool = True) -> Any:
    """The sympy object of a tree; raises `Refused` where it has no value, `ClaimError` where it would be too large."""
    import sympy

    match node:
        case Num(text):
            return sympy.Rational(text)
        case Var("pi" | "e" | "oo" | "i" as name):
            return {"pi": sympy.pi, "e": sympy.E, "oo": sympy.oo, "i": sympy.Symbol("i", real=True)}[name]
        case Var(name):
            return sympy.Symbol(name, real=True) if real else sympy.Symbol(name)
        case Op(op, args):
            made = _applied(op, [sympied(a, real=real) for a in args])
            if made.has(sympy.zoo, sympy.nan):
                raise Refused("its divisor vanishes, or it has no value there")
            return made


def _applied(op: str, a: Sequence[Any]) -> Any:
    import sympy

    if op in _SAME:
        return getattr(sympy, op)(*a)
    if op in ("+", "-", "*", "/", "neg"):
        match op:
            case "+":
                return a[0] + a[1]
            case "-":
                return a[0] - a[1]
            case "*":
                return a[0] * a[1]
            case "/":
                return a[0] / a[1]
        return -a[0]
    found = _functions().get(op)
    if found is None:
        raise ClaimError("expression", f"{op!r} is no arithmetic")
    return found(*a)


@cache
def _functions() -> Mapping[str, Callable[..., Any]]:
    import sympy

    return {
        "**": _power,
        "power": _power,
        "root": lambda a, k: sympy.real_root(a, k) if a.is_number and k.is_odd else a ** (1 / k),
        "ln": sympy.log,
        "log": sympy.log,
        "log10": lambda a: sympy.log(a, 10),
        "log2": lambda a: sympy.log(a, 2),
        "abs": sympy.Abs,
        "min": sympy.Min,
        "max": sympy.Max,
        "choose": lambda n, k: sympy.binomial(_bounded(n, 10_000), _bounded(k, 10_000)),
        "factorial": _factorial,
        "gamma": lambda a: _factorial(a - 1) if a.is_integer or not a.is_number else sympy.gamma(a),
        "mod": sympy.Mod,
        "floor": sympy.floor,
        "ceil": sympy.ceiling,
    }


def _power(base: Any, exponent: Any) -> Any:
    import math

    if base.is_Rational and exponent.is_Rational and base not in (0, 1, -1):
        size = abs(float(exponent)) * max(math.log10(abs(base.p) or 1), math.log10(base.q))
        if size > MOST_DIGITS:
            raise Refused("it is a power of more digits than are worked out here")
    return base**exponent


def _factorial(n: Any) -> Any:
    import sympy

    if not n.is_number:
        return sympy.factorial(n)
    if not (n.is_integer and n >= 0):
        raise Refused("a factorial takes a whole number that is not negative")
    return sympy.factorial(_bounded(n, 1200))


def _bounded(n: Any, high: int) -> Any:
    if n.is_number and n > high:
        raise Refused("it is a number of more digits than are worked out here")
    return n


# --- to numbers, without sympy ----------------------------------------------------------------------------------------


def number(node: Node, values: Mapping[str, Any]) -> Any:
    """The value of a tree in mpmath's numbers, at the working precision of mpmath; it may be complex or infinite."""
    import mpmath

    match node:
        case Num(text):
            return mpmath.mpf(text)
        case Var("pi" | "e" as name) if name not in values:
            return +getattr(mpmath, name)
        case Var(name):
            return values[name]
        case Op(op, args):
            a = [number(v, values) for v in args]
            if op in ARITHMETIC:
                return ARITHMETIC[op](*a)
            match op:
                case "**" | "power":
                    return mpmath.power(a[0], a[1])
                case "root":
                    odd = a[0] < 0 and a[1] % 2 == 1
                    return -mpmath.power(-a[0], 1 / a[1]) if odd else mpmath.power(a[0], 1 / a[1])
                case "log10" | "log2":
                    return mpmath.log(a[0], 10 if op == "log10" else 2)
                case "min" | "max":
                    return min(a) if op == "min" else max(a)
                case "mod":
                    return mpmath.fmod(a[0], a[1])
            named = {"ln": "log", "abs": "fabs", "choose": "binomial"}.get(op, op)
            return getattr(mpmath, named)(*a)
    raise ClaimError("expression", f"{node!r} is no arithmetic")


def places(variables: Sequence[str]) -> list[dict[str, Any]]:
    """Points at which two expressions are compared: fixed, of both signs, none of them special."""
    import mpmath

    count = len(_PLACES)
    with mpmath.workdps(DIGITS):
        made = [mpmath.mpf(p.split("/")[0]) / mpmath.mpf(p.split("/")[1]) for p in _PLACES]
    return [{v: made[(k + 3 * n) % count] for n, v in enumerate(variables)} for k in range(count)]


def evaluated(expression: Any, at: Mapping[str, Any]) -> Any:
    """A sympy expression at a point, as a number of mpmath's."""
    import sympy

    held = {s: sympy.Float(at[s.name], DIGITS) for s in expression.free_symbols if s.name in at}
    value = sympy.N(expression.xreplace(held), DIGITS)
    return complex_of(value)


def complex_of(value: Any) -> Any:
    """A number of sympy's as one of mpmath's."""
    import mpmath

    real, imaginary = value.as_real_imag()
    return mpmath.mpc(str(real), str(imaginary)) if imaginary else mpmath.mpf(str(real))


def near(one: Any, other: Any, tolerance: float = 1e-12) -> bool:
    """Whether two numbers are the same but for rounding."""
    return bool(abs(one - other) <= tolerance * max(1, abs(one), abs(other)))


# --- to text ----------------------------------------------------------------------------------------------------------


def spelled(expression: Any) -> str:
    """An expression in our grammar: `ln` for the natural logarithm, `i` for the imaginary unit, `e` for its number."""
    import sympy
    from sympy.printing.str import StrPrinter

    if expression in (sympy.oo, -sympy.oo):
        return "infinity" if expression == sympy.oo else "-infinity"
    plain = expression.replace(sympy.Abs, sympy.Function("abs"))
    plain = plain.replace(sympy.log, sympy.Function("ln"))
    plain = plain.xreplace({sympy.I: sympy.Symbol("i"), sympy.E: sympy.Symbol("e")})
    text: str = StrPrinter({"order": None}).doprint(plain)
    return text


def brief(text: str) -> str:
    """An exact form, if it is not too long to be of use; raises `Refused` otherwise."""
    if len(text) > LONGEST:
        raise Refused("its exact form is too long to be of use")
    return text


def exactly(value: Any) -> str:
    """A number in exact words: whole, a decimal that ends, a fraction, or an expression of roots and constants.

    Empty for a fraction of very many parts, which says nothing to a reader.
    """
    import sympy

    if value.is_Integer:
        return _whole(int(value))
    if value.is_Rational:
        return terminating(value) or (f"{value.p}/{value.q}" if value.q < MOST_PARTS else "")
    return spelled(min((value, sympy.simplify(value)), key=sympy.count_ops))


def _whole(value: int) -> str:
    text = str(value)
    if len(text) <= SHOWN_DIGITS:
        return text
    return f"{text[0]}.{text[1:11]}... * 10**{len(text.lstrip('-')) - 1}, an integer of {len(text.lstrip('-'))} digits"


def terminating(value: Any) -> str:
    """A fraction as a decimal of at most ten places, if it ends there; empty otherwise."""
    scaled = value * 10**10
    if not scaled.is_Integer:
        return ""
    sign, digits = ("-" if scaled < 0 else ""), str(abs(int(scaled))).rjust(11, "0")
    return re.sub(r"\.?0+$", "", f"{sign}{digits[:-10]}.{digits[-10:]}")


def floated(value: Any) -> float | None:
    """A real number as a float, if it is one that a float can hold."""
    import math

    import sympy

    number = sympy.N(value, 17)
    if not number.is_real or not number.is_number:
        return None
    result = float(number)
    return result if math.isfinite(result) else None
