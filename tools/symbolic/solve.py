"""One equation, one unknown: exact inversion of the tree, else polynomials, else sympy, else bracketed roots.

Every root that is returned has been put back into the equation. Knows nothing of claims, units or uncertainty.
"""

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from ech0.core.errors import ClaimError
from ech0.core.expression import Node, Num, Op, Var, evaluate
from tools.symbolic.polynomial import Polynomial, quotient
from tools.symbolic.tree import ONE, TWO, ZERO, add, count, magnitude, negative, number, over, slopes, subtract, times

MAX_FORMS = 40
HALF_TURN, TURN = number(math.pi), number(2 * math.pi)
PERIODS = {"sin": TURN, "cos": TURN, "tan": HALF_TURN}


@dataclass(frozen=True)
class Root:
    """A value of the unknown; `tree` is the isolated form it was computed from, `None` if it was found numerically."""

    value: float
    tree: Node | None = None


@dataclass(frozen=True)
class Roots:
    """All roots found. `free`: the equation holds whatever the unknown is. `complete`: no other real root exists."""

    found: tuple[Root, ...]
    free: bool = False
    complete: bool = True


def isolate(left: Node, right: Node, name: str) -> list[Node] | None:
    """The trees that `name` can equal if it occurs once in `left = right`; `None` where no exact inverse is known.

    Each is a candidate: one whose value does not satisfy the equation must be dropped (`sqrt(x) = -1`). Of the turns
    that the argument of a periodic function can be in, the principal one and its two neighbours are given.
    """
    if count(left, name) + count(right, name) != 1:
        return None
    inside, outside = (left, right) if count(left, name) else (right, left)
    results, open_ = [outside], inside
    while isinstance(open_, Op):
        place = next(i for i, a in enumerate(open_.args) if count(a, name))
        others = [a for i, a in enumerate(open_.args) if i != place]
        inverted = [_inverse(open_.op, place, others, y) for y in results]
        if any(i is None for i in inverted) or len(results) > MAX_FORMS:
            return None
        results = list(dict.fromkeys(t for i in inverted if i for t in i))
        if open_.op in PERIODS and not isinstance(open_.args[place], Var):
            results = [t for r in results for t in (r, add(r, PERIODS[open_.op]), subtract(r, PERIODS[open_.op]))]
        open_ = open_.args[place]
    return results


def _inverse(op: str, place: int, others: list[Node], y: Node) -> list[Node] | None:
    match op, place:
        case "+", _:
            return [subtract(y, others[0])]
        case "-", 0:
            return [add(y, others[0])]
        case "-", 1:
            return [subtract(others[0], y)]
        case "neg", _:
            return [negative(y)]
        case "*", _:
            return [over(y, others[0])]
        case "/", 0:
            return [times(y, others[0])]
        case "/", 1:
            return [over(others[0], y)]
        case "**", 0:
            return _unpower(y, others[0])
        case "**", 1:
            return [over(Op("log", (y,)), Op("log", (others[0],)))]
        case "abs", _:
            return [y, negative(y)]
        case _ if not others:
            return _unfunction(op, y)
    return None


def _unpower(y: Node, exponent: Node) -> list[Node]:
    if exponent == TWO:
        return [Op("sqrt", (y,)), negative(Op("sqrt", (y,)))]
    root = Op("**", (y, over(ONE, exponent)))
    if isinstance(exponent, Num) and float(exponent.text).is_integer():
        if float(exponent.text) % 2 == 0:
            return [root, negative(root)]
        return [root, negative(Op("**", (negative(y), over(ONE, exponent))))]
    return [root]


def _unfunction(op: str, y: Node) -> list[Node] | None:
    square = Op("**", (y, TWO))
    match op:
        case "sqrt":
            return [square]
        case "exp":
            return [Op("log", (y,))]
        case "log" | "ln":
            return [Op("exp", (y,))]
        case "log10":
            return [Op("**", (Num("10"), y))]
        case "sin":
            return [Op("asin", (y,)), subtract(HALF_TURN, Op("asin", (y,)))]
        case "cos":
            return [Op("acos", (y,)), negative(Op("acos", (y,)))]
        case "tan" | "asin" | "acos" | "atan":
            return [Op("atan" if op == "tan" else op[1:], (y,))]
        case "sinh":
            return [Op("log", (add(y, Op("sqrt", (add(square, ONE),))),))]
        case "cosh":
            root = Op("log", (add(y, Op("sqrt", (subtract(square, ONE),))),))
            return [root, negative(root)]
        case "tanh":
            return [over(Op("log", (over(add(ONE, y), subtract(ONE, y)),)), TWO)]
        case _:
            return None


def roots(
    left: Node, right: Node, name: str, values: Mapping[str, float], low: float | None, high: float | None
) -> Roots:
    """All real roots that can be found of `left = right` for `name`, the other names having `values`.

    `low` and `high` say where to look (and which turn an angle is taken in); roots outside are still returned, so that
    the caller can say why they do not count.
    """
    if _free(left, right, name, values):
        return Roots((), free=True)
    trees = isolate(left, right, name)
    if trees is not None:
        found = [r for t in trees for r in _verified(left, right, name, values, _turns(t, trees, values, low, high))]
        if found or trees:
            periodic = any(op in repr((left, right)) for op in ("'sin'", "'cos'", "'tan'")) and any(
                f in repr(trees) for f in ("'asin'", "'acos'", "'atan'")
            )
            return Roots(_distinct(found), complete=not periodic or None not in (low, high))
    if (ratio := quotient(subtract(left, right), name)) is not None:
        return Roots(_distinct(_verified(left, right, name, values, _polynomial(ratio[0], values))))
    from tools.symbolic import cas, numeric

    trees = cas.solve_for(left, right, name) or []
    found = _verified(left, right, name, values, [r for t in trees for r in _turns(t, trees, values, low, high)])
    scanned = [Root(x) for x in numeric.scan(left, right, name, values, low, high)]
    told = _distinct([*found, *_verified(left, right, name, values, scanned)])
    return Roots(_unflattened(left, right, name, values, told), complete=False)


def _unflattened(
    left: Node, right: Node, name: str, values: Mapping[str, float], found: tuple[Root, ...]
) -> tuple[Root, ...]:
    """One root for each stretch on which the sides cannot be told apart: where they are closest."""
    groups: list[list[Root]] = []
    for root in sorted(found, key=lambda r: r.value):
        middle = {**values, name: (groups[-1][-1].value + root.value) / 2} if groups else values
        if groups and holds(left, right, middle):
            groups[-1].append(root)
        else:
            groups.append([root])

    def gap(root: Root) -> float:
        held = {**values, name: root.value}
        return abs(evaluate(left, held) - evaluate(right, held))

    return tuple(min(g, key=gap) for g in groups)


def _free(left: Node, right: Node, name: str, values: Mapping[str, float]) -> bool:
    """Whether the equation holds at several unrelated points, and so does not speak of the unknown."""
    return all(holds(left, right, {**values, name: x}) for x in (0.7368, 1.9131, 5.7747, 23.117))


def holds(left: Node, right: Node, values: Mapping[str, float], tolerance: float = 1e-9) -> bool:
    """Whether both sides are equal to rounding error."""
    try:
        gap = abs(evaluate(left, values) - evaluate(right, values))
        return gap <= tolerance * (magnitude(left, values) + magnitude(right, values))
    except ClaimError:
        return False


def _turns(
    tree: Node, trees: list[Node], values: Mapping[str, float], low: float | None, high: float | None
) -> Iterator[Root]:
    """The root of a tree; where both bounds are given and it is an angle, in the turn between them."""
    try:
        value = evaluate(tree, values)
    except ClaimError:
        return
    yield Root(value, tree)
    angle = any(f in repr(t) for t in trees for f in ("'asin'", "'acos'", "'atan'"))
    if angle and low is not None and high is not None and high - low <= 40 * math.pi:
        step = HALF_TURN if "'atan'" in repr(tree) else TURN
        size = evaluate(step, {})
        for k in range(math.ceil((low - value) / size), math.floor((high - value) / size) + 1):
            if k:
                turns = times(number(abs(k)), step)
                yield Root(value + k * size, add(tree, turns) if k > 0 else subtract(tree, turns))


def _verified(
    left: Node, right: Node, name: str, values: Mapping[str, float], candidates: "Iterator[Root] | list[Root]"
) -> list[Root]:
    kept = []
    for root in candidates:
        x = root.value
        if holds(left, right, {**values, name: x}):
            kept.append(root)
        elif (better := _polished(left, right, name, values, x)) is not None:
            kept.append(Root(better, root.tree))
    return kept


def _polished(left: Node, right: Node, name: str, values: Mapping[str, float], x: float) -> float | None:
    """Newton's correction of a root that lost digits (cancellation in a quadratic formula); `None` if it is no root."""
    start = x
    for _ in range(6):
        try:
            gap, slope = slopes(Op("-", (left, right)), {**values, name: x})
        except ClaimError:
            return None
        if not slope.get(name):
            return None
        x -= gap / slope[name]
        if abs(x - start) > 1e-3 * (abs(start) + 1e-300):
            return None
    return x if holds(left, right, {**values, name: x}) else None


def _distinct(found: list[Root]) -> tuple[Root, ...]:
    kept: list[Root] = []
    for root in found:
        if not any(math.isclose(root.value, k.value, rel_tol=1e-9, abs_tol=1e-300) for k in kept):
            kept.append(root)
    return tuple(kept[:16])


def _polynomial(top: Polynomial, values: Mapping[str, float]) -> list[Root]:
    """Real roots; with their formula up to degree two."""
    try:
        c = {k: evaluate(node, values) for k, node in top.items()}
    except ClaimError:
        return []
    lowest = min((k for k, v in c.items() if v), default=0)
    out = [Root(0.0, ZERO)] if lowest else []
    top = {k - lowest: node for k, node in top.items() if k >= lowest}
    c = {k - lowest: v for k, v in c.items() if k >= lowest}
    degree = max((k for k, v in c.items() if v), default=0)
    a, b, d = (top.get(k, ZERO) for k in (2, 1, 0))
    if degree == 1:
        return [*out, Root(-c.get(0, 0.0) / c[1], over(negative(d), b))]
    if degree == 2:
        bare = b.args[0] if isinstance(b, Op) and b.op == "neg" else b
        inner = subtract(Op("**", (bare, TWO)), times(times(Num("4"), a), d))
        spread = Op("sqrt", (inner,))
        pair = [over(t, times(TWO, a)) for t in (add(negative(b), spread), subtract(negative(b), spread))]
        if not c.get(1):
            root = Op("sqrt", (over(negative(d), a),))
            pair = [root, negative(root)]
        for tree in pair:
            try:
                out.append(Root(evaluate(tree, values), tree))
            except ClaimError:
                continue
        return out
    import numpy as np

    found: list[complex] = list(np.roots([c.get(k, 0.0) for k in range(degree, -1, -1)])) if degree > 0 else []
    return out + [Root(float(z.real)) for z in found if abs(z.imag) <= 1e-6 * abs(z)]
