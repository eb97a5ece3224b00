"""What can be done to an expression tree without a solver: differentiate it, put one tree into another, tidy it.
Knows nothing of claims."""

import math
from collections.abc import Callable, Mapping

from ech0.core.errors import ClaimError
from ech0.core.expression import Node, Num, Op, Var, evaluate

ZERO, ONE, TWO = Num("0"), Num("1"), Num("2")


def number(value: float) -> Node:
    """A literal for any finite float; the grammar writes a minus sign as an operator."""
    return Op("neg", (number(-value),)) if value < 0 else Num(repr(float(value)).removesuffix(".0"))


def count(node: Node, name: str) -> int:
    """How often a name occurs."""
    match node:
        case Var(found):
            return int(found == name)
        case Op(_, args):
            return sum(count(a, name) for a in args)
        case _:
            return 0


def size(node: Node) -> int:
    """How many nodes a tree has."""
    return 1 + sum(size(a) for a in node.args) if isinstance(node, Op) else 1


def put(node: Node, name: str, tree: Node) -> Node:
    """The tree with every `name` replaced by `tree`."""
    match node:
        case Var(found) if found == name:
            return tree
        case Op(op, args):
            return Op(op, tuple(put(a, name, tree) for a in args))
        case _:
            return node


def add(a: Node, b: Node) -> Node:
    """`a + b`, tidied."""
    if ZERO in (a, b):
        return b if a == ZERO else a
    return Op("-", (a, b.args[0])) if isinstance(b, Op) and b.op == "neg" else Op("+", (a, b))


def negative(a: Node) -> Node:
    """`-a`, tidied."""
    if isinstance(a, Op) and a.op in ("neg", "-"):
        return a.args[0] if a.op == "neg" else Op("-", (a.args[1], a.args[0]))
    return a if a == ZERO else Op("neg", (a,))


def subtract(a: Node, b: Node) -> Node:
    """`a - b`, tidied."""
    if ZERO in (a, b):
        return a if b == ZERO else negative(b)
    return add(a, b.args[0]) if isinstance(b, Op) and b.op == "neg" else Op("-", (a, b))


def times(a: Node, b: Node) -> Node:
    """`a*b`, tidied."""
    if ZERO in (a, b):
        return ZERO
    if ONE in (a, b):
        return b if a == ONE else a
    if isinstance(a, Op) and a.op == "neg":
        return negative(times(a.args[0], b))
    return negative(times(a, b.args[0])) if isinstance(b, Op) and b.op == "neg" else Op("*", (a, b))


def over(a: Node, b: Node) -> Node:
    """`a/b`, tidied."""
    if b == ONE:
        return a
    if isinstance(a, Op) and a.op == "neg":
        return negative(over(a.args[0], b))
    return negative(over(a, b.args[0])) if isinstance(b, Op) and b.op == "neg" else Op("/", (a, b))


# --- slopes -----------------------------------------------------------------------------------------------------------


def slopes(node: Node, values: Mapping[str, float]) -> tuple[float, dict[str, float]]:
    """The value and its exact partial derivatives by each name; raises `ClaimError` where there are none."""
    try:
        value, slope = _slopes(node, values)
    except (ZeroDivisionError, OverflowError, ValueError, TypeError, KeyError) as error:
        raise ClaimError("expression", f"it has no slope here ({error})") from None
    if isinstance(value, complex) or not all(map(math.isfinite, (value, *slope.values()))):
        raise ClaimError("expression", "it has no finite real slope here")
    return value, slope


def _slopes(node: Node, values: Mapping[str, float]) -> tuple[float, dict[str, float]]:
    match node:
        case Num(text):
            return float(text), {}
        case Var(name):
            return values[name], {name: 1.0}
        case Op(op, args):
            parts = [_slopes(a, values) for a in args]
            held = [v for v, _ in parts]
            value = evaluate(Op(op, tuple(number(v) for v in held)), {})
            slope: dict[str, float] = {}
            for weight, (_, inner) in zip(_partials(op, held, value), parts, strict=True):
                for name, d in inner.items():
                    slope[name] = slope.get(name, 0.0) + weight * d
            return value, slope


# The derivative of each function of one argument, from the argument and the function's value there.
_RISES: dict[str, Callable[[float, float], float]] = {
    "neg": lambda _x, _y: -1.0,
    "sqrt": lambda _x, y: 0.5 / y,
    "exp": lambda _x, y: y,
    "log": lambda x, _y: 1 / x,
    "ln": lambda x, _y: 1 / x,
    "log10": lambda x, _y: 1 / (x * math.log(10)),
    "sin": lambda x, _y: math.cos(x),
    "cos": lambda x, _y: -math.sin(x),
    "tan": lambda _x, y: 1 + y * y,
    "asin": lambda x, _y: 1 / math.sqrt(1 - x * x),
    "acos": lambda x, _y: -1 / math.sqrt(1 - x * x),
    "atan": lambda x, _y: 1 / (1 + x * x),
    "sinh": lambda x, _y: math.cosh(x),
    "cosh": lambda x, _y: math.sinh(x),
    "tanh": lambda _x, y: 1 - y * y,
    "abs": lambda x, _y: math.copysign(1.0, x),
    "erf": lambda x, _y: 2 / math.sqrt(math.pi) * math.exp(-x * x),
}


def _partials(op: str, a: list[float], value: float) -> tuple[float, ...]:
    if op in _RISES and len(a) == 1:
        return (_RISES[op](a[0], value),)
    match op:
        case "+" | "-":
            return 1.0, 1.0 if op == "+" else -1.0
        case "*":
            return a[1], a[0]
        case "/":
            return 1 / a[1], -a[0] / a[1] ** 2
        case "**":
            by_base = a[1] * a[0] ** (a[1] - 1) if a[1] else 0.0
            return by_base, value * math.log(a[0]) if a[0] > 0 else 0.0
        case "atan2":
            r2 = a[0] ** 2 + a[1] ** 2
            return a[1] / r2, -a[0] / r2
        case "min" | "max":
            return tuple(float(i == a.index(value)) for i in range(len(a)))
        case "log" | "ln":
            raise ValueError("a logarithm to another base")
        case _:
            return (0.0,) * len(a)


def magnitude(node: Node, values: Mapping[str, float]) -> float:
    """The sum of the sizes of a tree's terms: what rounding errors of it are relative to."""
    if isinstance(node, Op) and node.op in ("+", "-", "neg"):
        return sum(magnitude(a, values) for a in node.args)
    return abs(evaluate(node, values))
