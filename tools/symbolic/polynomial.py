"""An expression as a quotient of two polynomials in one name, its other names left as symbols; and the factors that all
terms of an equation share. Knows no numbers but those written."""

from collections.abc import Callable

from ech0.core.expression import Node, Num, Op, Var, names
from tools.symbolic.tree import ONE, ZERO, add, negative, over, size, subtract, times

MAX_NODES = 600
Polynomial = dict[int, Node]


def quotient(node: Node, name: str) -> tuple[Polynomial, Polynomial] | None:
    """The tree as numerator and denominator polynomials in `name`, or `None` if it is not rational in it."""
    if name not in names(node):
        return {0: node}, {0: ONE}
    if not isinstance(node, Op):
        return {1: ONE}, {0: ONE}
    if node.op == "**":
        return _power(node, name)
    if node.op not in ("+", "-", "*", "/", "neg"):
        return None
    parts = [quotient(a, name) for a in node.args]
    if any(p is None for p in parts):
        return None
    (n1, d1), *rest = [p for p in parts if p]
    if node.op == "neg":
        return {k: negative(c) for k, c in n1.items()}, d1
    n2, d2 = rest[0]
    if node.op == "*":
        return _bounded(_multiply(n1, n2), _multiply(d1, d2))
    if node.op == "/" and set(n2) == {0} and d2 == {0: ONE}:
        return {k: over(c, n2[0]) for k, c in n1.items()}, d1
    if node.op == "/":
        return _bounded(_multiply(n1, d2), _multiply(d1, n2))
    join = add if node.op == "+" else subtract
    if d1 == d2:
        return _bounded(_merge(n1, n2, join), d1)
    return _bounded(_merge(_multiply(n1, d2), _multiply(n2, d1), join), _multiply(d1, d2))


def _power(node: Op, name: str) -> tuple[Polynomial, Polynomial] | None:
    base, exponent = node.args
    whole = float(exponent.text) if isinstance(exponent, Num) else 0.0
    inner = quotient(base, name) if whole in (1, 2, 3, 4) else None
    if inner is None:
        return None
    top, bottom = inner
    for _ in range(int(whole) - 1):
        top, bottom = _multiply(top, inner[0]), _multiply(bottom, inner[1])
    return _bounded(top, bottom)


def _bounded(top: Polynomial, bottom: Polynomial) -> tuple[Polynomial, Polynomial] | None:
    small = max((*top, *bottom)) <= 8 and sum(size(c) for c in (*top.values(), *bottom.values())) <= MAX_NODES
    return (top, bottom) if small else None


def _merge(a: Polynomial, b: Polynomial, join: Callable[[Node, Node], Node]) -> Polynomial:
    return {k: join(a.get(k, ZERO), b.get(k, ZERO)) for k in sorted({*a, *b})}


def _multiply(a: Polynomial, b: Polynomial) -> Polynomial:
    out: Polynomial = {}
    for i, x in a.items():
        for j, y in b.items():
            out[i + j] = add(out.get(i + j, ZERO), times(x, y))
    return out


# --- common factors ---------------------------------------------------------------------------------------------------

Term = tuple[bool, dict[Node, int]]


def cancelled(left: Node, right: Node, unknown: frozenset[str]) -> tuple[Node, Node, frozenset[str]]:
    """The equation without the unknown factors that every term of it shares, and which those are.

    `m*a = m*g*sin(theta)` becomes `a = g*sin(theta)`. Sound where the cancelled unknowns are not zero.
    """
    sides = [_terms(side) for side in (left, right)]
    terms = [t for side in sides for t in side]
    shared: dict[Node, int] = {}
    for name in sorted(unknown):
        powers = {factors.get(Var(name), 0) for _, factors in terms}
        if len(powers) == 1 and powers != {0}:
            shared[Var(name)] = powers.pop()
    if not shared:
        return left, right, frozenset()
    kept = [[(sign, {f: p for f, p in factors.items() if f not in shared}) for sign, factors in s] for s in sides]
    gone = frozenset(v.name for v in shared if isinstance(v, Var))
    return _joined(kept[0]), _joined(kept[1]), gone - names(_joined(kept[0])) - names(_joined(kept[1]))


def _terms(node: Node, positive: bool = True) -> list[Term]:
    match node:
        case Num(text) if float(text) == 0:
            return []
        case Op("+", (a, b)):
            return _terms(a, positive) + _terms(b, positive)
        case Op("-", (a, b)):
            return _terms(a, positive) + _terms(b, not positive)
        case Op("neg", (a,)):
            return _terms(a, not positive)
    factors: dict[Node, int] = {}
    sign = _factors(node, 1, factors)
    return [(positive == sign, {f: p for f, p in factors.items() if p})]


def _factors(node: Node, power: int, into: dict[Node, int]) -> bool:
    match node:
        case Op("*" | "/" as op, (a, b)):
            one = _factors(a, power, into)
            return one == _factors(b, power if op == "*" else -power, into)
        case Op("neg", (a,)):
            return _factors(a, power, into) == bool(power % 2 == 0)
        case Op("**", (base, Num(text))) if float(text).is_integer() and 0 < float(text) <= 8:
            return _factors(base, power * int(float(text)), into)
        case _:
            into[node] = into.get(node, 0) + power
            return True


def _joined(terms: list[Term]) -> Node:
    total: Node = ZERO
    for positive, factors in terms:
        top: Node = ONE
        bottom: Node = ONE
        for factor, power in factors.items():
            part = factor if abs(power) == 1 else Op("**", (factor, Num(str(abs(power)))))
            top, bottom = (times(top, part), bottom) if power > 0 else (top, times(bottom, part))
        term = over(top, bottom)
        total = add(total, term) if positive else subtract(total, term)
    return total
