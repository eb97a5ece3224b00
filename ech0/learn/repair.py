"""Small corrections of an equation: a factor, a sign, an exponent, two variables the wrong way round.

Yields what keeps the dimensions of the equation whole, simplest first. Knows no question and no truth.
"""

from collections.abc import Iterator, Mapping
from itertools import combinations

from ech0.core.cures import Knowledge
from ech0.core.errors import ClaimError
from ech0.core.expression import Node, Num, Op, Var, names, parse, show
from ech0.core.formula import Formula
from ech0.core.types import Relation
from tools.symbolic import dimensions

FACTORS = ("2", "1/2", "3", "1/3", "4", "1/4", "3/2", "2/3", "4/3", "3/4", "5/2", "2/5", "5", "1/5", "8", "1/8", "10",
           "1/10", "3.14159265358979", "1/3.14159265358979", "6.28318530717959", "1/6.28318530717959")  # fmt: skip
"""Factors that are lost or put in excess: small whole numbers, halves, thirds, pi."""
NUMBERS = ("1", "2", "3", "4", "5", "6", "8", "1/2", "3/2", "2/3", "4/3")
"""What a number in an equation may have to be."""
POWERS = ("2", "1/2", "3", "4", "3/2")
MANY = 400
"""No more corrections of one equation than this are tried."""


def repairs(formula: Formula, known: Knowledge) -> Iterator[Formula]:
    """Formulas that differ from this one by one slip, each of them dimensionally sound; the original is not among them.

    One whose dimensions cannot be judged (a logarithm, a hidden unit) may be repaired freely.
    """
    tree = parse(formula.equation, where=formula.id)
    if not isinstance(tree, Op) or tree.op != "==":
        return
    units = {n: known.concepts[v.concept].unit for n, v in formula.variables.items()}
    seen = {show(tree)}
    for made in _slips(tree):
        text = show(made)
        if text in seen or names(made) != names(tree):
            continue
        seen.add(text)
        if len(seen) > MANY:
            return
        if sound(text, units):
            yield formula.model_copy(update={"equation": text, "example": None})


def sound(equation: str, units: Mapping[str, str]) -> bool:
    """Whether the terms of an equation agree in dimension. `units`: of each variable."""
    try:
        dimensions.require(Relation(expression=equation), parse(equation), units)
    except ClaimError:
        return False
    return True


def _slips(tree: Op) -> Iterator[Node]:
    left, right = tree.args
    yield from (Op("==", (left, m)) for m in _inner(right))
    yield from (Op("==", (m, right)) for m in _inner(left))
    variables = sorted(names(tree))
    yield from (_swapped(tree, a, b) for a, b in combinations(variables, 2))
    yield from (Op("==", (left, Op("*", (parse(f), right)))) for f in FACTORS)


def _inner(node: Node) -> Iterator[Node]:
    """A subtree with one slip mended: here, or in one of its parts."""
    yield from _here(node)
    if isinstance(node, Op):
        for n, part in enumerate(node.args):
            for made in _inner(part):
                yield Op(node.op, (*node.args[:n], made, *node.args[n + 1 :]))


def _here(node: Node) -> Iterator[Node]:
    match node:
        case Op("*", (Num(), rest)) | Op("/", (rest, Num())):
            yield rest
        case _:
            pass
    match node:
        case Op("+", (a, b)):
            yield Op("-", (a, b))
            yield Op("-", (b, a))
        case Op("-", (a, b)):
            yield Op("+", (a, b))
            yield Op("-", (b, a))
        case Op("*", (a, b)):
            yield Op("/", (a, b))
            yield Op("/", (b, a))
        case Op("/", (a, b)):
            yield Op("*", (a, b))
            yield Op("/", (b, a))
        case Op("**", (a, b)):
            yield a
            yield from (Op("**", (a, parse(p))) for p in POWERS)
            yield Op("**", (a, Op("neg", (b,))))
        case Op("neg", (a,)):
            yield a
        case Op("sin", args):
            yield Op("cos", args)
        case Op("cos", args):
            yield Op("sin", args)
        case Op("sqrt", (a,)):
            yield a
        case Num():
            yield from (parse(n) for n in NUMBERS)
        case Var():
            yield from (Op("**", (node, parse(p))) for p in POWERS)
            yield Op("neg", (node,))
        case _:
            pass
    if isinstance(node, Op) and node.op in ("*", "/", "+", "-"):
        yield Op("sqrt", (node,))


def _swapped(node: Node, one: str, other: str) -> Node:
    match node:
        case Var(name):
            return Var({one: other, other: one}.get(name, name))
        case Op(op, args):
            return Op(op, tuple(_swapped(a, one, other) for a in args))
        case _:
            return node
