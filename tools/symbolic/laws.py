"""Whether known values obey a relation, a law or a bound, given how exactly they are known. Knows no solver.

Two sides count as equal when they differ by no more than rounding of the written figures (half a unit in the last
place, added up linearly) plus three standard uncertainties plus one part in a million; an inequality may be overstepped
by the same rounding and uncertainty, no more.
"""

from collections.abc import Iterator

from ech0.core.errors import ClaimError
from ech0.core.expression import COMPARISONS, Node, Op, Var, evaluate, names, show
from tools.symbolic.problem import Branch, Conflict, Equation, Problem
from tools.symbolic.tree import magnitude

EQUAL, ORDER = 1e-6, 1e-9
_AT_MOST = {"<": "less than", "<=": "at most", ">": "more than", ">=": "at least", "==": "equal to", "!=": "other than"}
_TURNED = {"<": ">", "<=": ">=", ">": "<", ">=": "<=", "==": "==", "!=": "!="}


def violations(problem: Problem, branch: Branch) -> Iterator[tuple[Conflict | None, Equation | int]]:
    """Each relation, law and bound that can be decided now and was not before, with the conflict if it fails."""
    held = branch.values.keys()
    for equation in problem.equations:
        if equation not in branch.checked and equation.names <= held:
            yield _relation(problem, branch, equation), equation
    for place, tree in problem.laws:
        if place not in branch.checked and names(tree) <= held:
            yield _law(problem, branch, place, tree), place
    for number, name in enumerate(problem.symbols):
        if -1 - number not in branch.checked and name in held:
            yield _bound(problem, branch, name), -1 - number


def _relation(problem: Problem, branch: Branch, equation: Equation) -> Conflict | None:
    tree = Op("==", (equation.left, equation.right))
    used, inputs = branch.behind(equation.names)
    place = min(equation.used)
    law = place if place >= len(problem.claim.relations) else None
    try:
        if obeyed(problem, branch, tree):
            return None
        left, right = evaluate(equation.left, branch.values), evaluate(equation.right, branch.values)
        why = f"{show(equation.left)} is {left:.6g} and {show(equation.right)} is {right:.6g}, and they should be equal"
    except ClaimError as error:
        why = f"{show(tree)} cannot be evaluated: {error.cure}"
    return Conflict("relation" if law is None else "law", why, used | equation.used, inputs, law)


def _law(problem: Problem, branch: Branch, place: int, tree: Node) -> Conflict | None:
    used, inputs = branch.behind(names(tree))
    bound = None
    try:
        if obeyed(problem, branch, tree):
            return None
        why, bound = _overstepped(problem, branch, tree)
    except ClaimError as error:
        why = f"{show(tree)} cannot be evaluated: {error.cure}"
    relation = problem.relations[place]
    said = relation.text or relation.formula or relation.expression
    return Conflict("law", f"{said}: {why}", used | {place}, inputs, place, bound)


def _overstepped(problem: Problem, branch: Branch, tree: Node) -> tuple[str, tuple[str, str, float] | None]:
    if not (isinstance(tree, Op) and tree.op in COMPARISONS):
        return f"{show(tree)} is false here", None
    (left, right), op = tree.args, tree.op
    if not isinstance(left, Var) and isinstance(right, Var):
        left, right, op = right, left, _TURNED[op]
    got, limit = evaluate(left, branch.values), evaluate(right, branch.values)
    if not isinstance(left, Var) or left.name in names(right):
        return f"{show(left)} is {got:.6g}, and {show(right)} is {limit:.6g}", None
    symbol = problem.symbols[left.name]
    unit = f" {symbol.unit}" if symbol.unit else ""
    must = f"{symbol.meaning or left.name} must be {_AT_MOST[op]} {show(right)} = {limit:.6g}{unit}"
    why = f"{must}, and it is {got:.6g}{unit}"
    return why, (left.name, show(right), limit)


def _bound(problem: Problem, branch: Branch, name: str) -> Conflict | None:
    symbol, value = problem.symbols[name], branch.values[name]
    _, allowed = branch.spread(Var(name), problem.given)
    used, inputs = branch.behind(frozenset((name,)))
    unit = f" {symbol.unit}" if symbol.unit else ""
    for limit, outside, word in (
        (symbol.low, -1.0, "at least"),
        (symbol.high, 1.0, "at most"),
    ):
        if limit is not None and outside * (value - limit) > allowed + ORDER * abs(limit):
            why = f"{symbol.meaning or name} must be {word} {limit:.6g}{unit}, and it is {value:.6g}{unit}"
            return Conflict("bound", why, used, inputs, None, (name, f"{limit!r}", limit))
    return None


def obeyed(problem: Problem, branch: Branch, tree: Node) -> bool:
    """Whether a comparison, or a combination of comparisons, holds; raises `ClaimError` if it has no value."""
    match tree:
        case Op("and", args):
            return all(obeyed(problem, branch, a) for a in args)
        case Op("or", args):
            return any(obeyed(problem, branch, a) for a in args)
        case Op("->", (condition, result)):
            return not evaluate(condition, branch.values) or obeyed(problem, branch, result)
        case Op(op, (left, right)) if op in COMPARISONS:
            return _holds(problem, branch, op, left, right)
    return bool(evaluate(tree, branch.values))


def _holds(problem: Problem, branch: Branch, op: str, left: Node, right: Node) -> bool:
    gap = evaluate(left, branch.values) - evaluate(right, branch.values)
    size = magnitude(left, branch.values) + magnitude(right, branch.values)
    try:
        allowed = branch.spread(Op("-", (left, right)), problem.given)[1]
    except ClaimError:
        allowed = 0.0
    match op:
        case "==":
            return abs(gap) <= allowed + EQUAL * size
        case "!=":
            return abs(gap) > ORDER * size
        case "<=" | "<":
            return gap <= allowed + ORDER * size and not (op == "<" and gap == 0)
        case _:
            return gap >= -allowed - ORDER * size and not (op == ">" and gap == 0)
