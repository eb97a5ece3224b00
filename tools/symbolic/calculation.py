"""Calculations: definitions worked out one after another, with the forms that bind a variable. Knows no ledger.

    integral(f, x, a, b)   sum(f, n, a, b)   product(f, n, a, b)   limit(f, x, a, side)   derivative(f, x, at, order)
    taylor(f, x, at, order)   root(f, x, a, b)   minimum(f, x, a, b)   maximum(f, x, a, b)   least_at / greatest_at
    ode(f, t, t0, t1, y0, y1, ...)   of `y(n) = f` with `y`, `y1`, ... in `f`; the value of y at t1
    ode_time(f, t, t0, level, y0, y1, ...)   the first t after t0 at which y crosses `level`
    ode_turn(f, t, t0, height, y0, y1, ...)   the first extremum of y: its height if 1, its time if 0
    trapezoid, simpson, midpoint(f, x, a, b, n)   the sums that bear these names, of n strips
    euler, runge_kutta(f, t, t0, t1, h, y0)   the approximations that bear these names, of step h
    molar_mass(NaCl)   coefficient(k, A + B, C + D)   of the k-th substance in the balanced reaction

Every result is checked in a second way or has an error estimate; what does not converge is `too_hard`, never a number.
"""

import math
from collections.abc import Callable, Mapping
from typing import Any

from ech0.core.errors import ClaimError, InputError, OutOfBudget
from ech0.core.expression import ARITHMETIC, FUNCTIONS, Node, Num, Op, Var, parse
from ech0.core.types import CalculationClaim, Check, Quantity, Step
from tools.symbolic import dimensions, library, numerics, substances
from tools.symbolic.problem import Given

SEMANTICS = "real numbers, worked out numerically; first-order uncertainty"
CONSTANTS = {"pi": math.pi, "e": math.e, "oo": math.inf}
FORMS = frozenset(
    "integral sum product limit derivative taylor root minimum maximum least_at greatest_at ode "
    "ode_time ode_turn trapezoid simpson "
    "midpoint euler runge_kutta".split()
)
_EVOLVING = frozenset(("ode", "ode_time", "ode_turn", "euler", "runge_kutta"))
_FREE_ORDER = ("ode", "ode_time", "ode_turn")
Values = Mapping[str, float]


def decide_calculation(claim: CalculationClaim, given: Mapping[str, Given]) -> Check:
    """Work a claim out; `not_formalised` says what is malformed, `too_hard` what does not converge."""
    try:
        trees = prepare(claim, given)
        values = _worked({n: g.value for n, g in given.items()}, trees)
        sigmas = _spread(given, trees, values)
    except InputError as error:
        return Check(claim=claim.id, verdict="not_formalised", reason=str(error), semantics=SEMANTICS)
    except OutOfBudget as error:
        return Check(claim=claim.id, verdict="too_hard", reason=str(error), semantics=SEMANTICS)
    steps = tuple(
        Step(
            symbol=d.name,
            expression=f"{d.name} = {d.expression}",
            inputs=(*sorted(free(trees[d.name]) & (given.keys() | trees.keys())), *_stated(claim, d.name)),
            value=Quantity(value=values[d.name], unit=d.unit, sigma=sigmas[d.name]),
        )
        for d in claim.definitions
    )
    target = next(d for d in claim.definitions if d.name == claim.target)
    return Check(
        claim=claim.id,
        verdict="proved",
        reason=f"{target.meaning or target.name} was worked out from the premises",
        premises=(*(g.label or n for n, g in given.items()), *(d.text for d in claim.definitions if d.text)),
        steps=steps,
        value=next(s.value for s in steps if s.symbol == claim.target),
        semantics=SEMANTICS,
    )


def _stated(claim: CalculationClaim, name: str) -> tuple[str, ...]:
    return claim.statements if name == claim.target else ()


def prepare(claim: CalculationClaim, given: Mapping[str, Given]) -> dict[str, Node]:
    """Parse the definitions, in order; raises `ClaimError` for what the author of a claim must change."""
    allowed = FUNCTIONS.keys() | library.functions().keys() | FORMS | substances.FORMS
    known, trees = set(given) | CONSTANTS.keys(), dict[str, Node]()
    for definition in claim.definitions:
        if definition.name in known:
            raise ClaimError("definitions", f"{definition.name} is defined twice or is a constant; rename it")
        dimensions.of_unit(definition.unit)
        tree = parse(definition.expression, where=definition.name, functions=allowed)
        if lost := sorted(free(tree) - known):
            raise ClaimError(definition.name, f"{', '.join(lost[:5])} has no value; define it first")
        trees[definition.name] = tree
        known.add(definition.name)
    if claim.target not in trees:
        raise ClaimError("target", f"{claim.target!r} is not among the definitions")
    return trees


def free(node: Node) -> frozenset[str]:
    """The names of a tree that no form in it binds."""
    match node:
        case Var(name):
            return frozenset((name,))
        case Op(op, _) if op in substances.FORMS:
            return frozenset()
        case Op(op, (body, Var(bound), *rest)) if op in FORMS:
            own = {bound} | ({f"y{k or ''}" for k in range(len(rest) - 2)} if op in _EVOLVING else set())
            return (free(body) - own).union(*(free(r) for r in rest))
        case Op(_, args):
            return frozenset().union(*(free(a) for a in args))
        case _:
            return frozenset()


def _worked(known: Values, trees: Mapping[str, Node]) -> dict[str, float]:
    values = {**CONSTANTS, **known}
    for name, tree in trees.items():
        values[name] = value(tree, values)
        if not math.isfinite(values[name]):
            raise OutOfBudget(name, "the numbers that can be told")
    return values


def _spread(given: Mapping[str, Given], trees: Mapping[str, Node], values: Values) -> dict[str, float]:
    """First-order uncertainty by moving each uncertain input by a part of its own."""
    total = dict.fromkeys(trees, 0.0)
    for name, one in given.items():
        if one.sigma:
            moved = _worked({n: g.value + (0.01 * g.sigma if n == name else 0.0) for n, g in given.items()}, trees)
            for at in trees:
                total[at] += (100 * (moved[at] - values[at])) ** 2
    return {n: math.sqrt(v) for n, v in total.items()}


def value(node: Node, values: Values) -> float:
    """The value of a tree; raises `ClaimError` where it has none, `OutOfBudget` where none was found."""
    try:
        result = _value(node, values)
    except (ZeroDivisionError, OverflowError, ValueError, TypeError) as error:
        raise ClaimError("calculation", f"it has no value here ({error})") from None
    if isinstance(result, complex) or math.isnan(result):
        raise ClaimError("calculation", "it has no real value here")
    return result


def _value(node: Node, values: Values) -> float:
    match node:
        case Num(text):
            return float(text)
        case Var(name):
            return values[name]
        case Op(op, args) if op in FORMS:
            return _form(op, args, values)
        case Op(op, args) if op in substances.FORMS:
            return substances.value(op, args)
        case Op(op, args):
            return _applied(op, [_value(a, values) for a in args])
    raise ClaimError("calculation", f"{node!r} is no arithmetic")


def _applied(op: str, a: list[float]) -> float:
    if op in ARITHMETIC:
        return float(ARITHMETIC[op](*a))
    match op:
        case "**":
            result = a[0] ** a[1]
            if isinstance(result, complex):
                raise ClaimError("calculation", "a root of a negative number is not real")
            return float(result)
        case _:
            found: Callable[..., Any] | None = library.functions().get(op) or FUNCTIONS.get(op)
            if found is None:
                raise ClaimError("calculation", f"{op!r} is no arithmetic")
            return float(found(*a))


_ARGUMENTS = dict.fromkeys(FORMS, 4) | {"trapezoid": 5, "simpson": 5, "midpoint": 5, "euler": 6, "runge_kutta": 6}


def _form(op: str, args: tuple[Node, ...], values: Values) -> float:
    count = _ARGUMENTS[op]
    right = 5 <= len(args) <= 7 if op in _FREE_ORDER else len(args) == count
    if not right or not isinstance(args[1], Var):
        raise ClaimError(op, f"it takes an expression, a variable and {count - 2} numbers more")
    body, variable = args[0], args[1].name
    rest = [_value(a, values) for a in args[2:]]
    if op in ("limit", "derivative", "taylor"):
        return numerics.symbolic(op, body, variable, rest, {n: v for n, v in values.items() if n not in CONSTANTS})
    if op in _EVOLVING:
        first = 2 if op in _FREE_ORDER else 3
        return numerics.EVOLVING[op](_slope(body, variable, len(rest) - first, values), rest)

    def at(x: float) -> float:
        return _value(body, {**values, variable: x})

    if op in ("sum", "product"):
        return numerics.series(op, at, body, variable, rest[0], rest[1], values)
    if op in numerics.STRIPS:
        return numerics.STRIPS[op](
            at, rest[0], rest[1], library.whole(rest[2], "the number of strips", low=1, high=10_000)
        )
    return numerics.REAL[op](at, rest[0], rest[1])


def _slope(body: Node, variable: str, order: int, values: Values) -> Callable[[float, list[float]], float]:
    def highest(t: float, y: list[float]) -> float:
        return _value(body, {**values, variable: t, **{f"y{k or ''}": v for k, v in enumerate(y[:order])}})

    return highest
