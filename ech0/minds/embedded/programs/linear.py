"""Equations that are linear in a name: the factor and the rest of a tree, and the equation solved. Works nothing out.

The wording `solve 3(x - 2) = x + 8 for x` is recognised here too, with the equation as a formula.
"""

import re

from ech0.core.expression import Node, Num, Op, Var, show
from ech0.core.mathtext import free
from ech0.core.types import Plan
from ech0.minds.embedded.programs.page import Page
from ech0.minds.embedded.programs.task import prepared

ZERO, ONE = Num("0"), Num("1")


def linear(node: Node, name: str) -> tuple[Node, Node] | None:
    """`(a, b)` of a tree that is `a*name + b`; nothing if the name stands anywhere but as a term or a factor."""
    if name not in free(node):
        return ZERO, node
    match node:
        case Var():
            return ONE, ZERO
        case Op("neg", (a,)) if (inner := linear(a, name)) is not None:
            return minus(ZERO, inner[0]), minus(ZERO, inner[1])
        case Op("+" | "-" as op, (a, b)) if (left := linear(a, name)) and (right := linear(b, name)):
            join = _plus if op == "+" else minus
            return join(left[0], right[0]), join(left[1], right[1])
        case Op("*", (a, b)):
            if name in free(b):
                a, b = b, a
            inner = linear(a, name) if name not in free(b) else None
            return inner and (_times(inner[0], b), _times(inner[1], b))
        case Op("/", (a, b)) if name not in free(b) and (inner := linear(a, name)) is not None:
            return over(inner[0], b), over(inner[1], b)
    return None


def _plus(a: Node, b: Node) -> Node:
    return b if a == ZERO else a if b == ZERO else Op("+", (a, b))


def minus(a: Node, b: Node) -> Node:
    """`a - b`, tidied."""
    if b == ZERO:
        return a
    if a == ZERO:
        return b.args[0] if isinstance(b, Op) and b.op == "neg" else Op("neg", (b,))
    return Op("-", (a, b))


def _times(a: Node, b: Node) -> Node:
    return ZERO if ZERO in (a, b) else b if a == ONE else a if b == ONE else Op("*", (a, b))


def over(a: Node, b: Node) -> Node:
    """`a / b`, tidied."""
    return a if b == ONE or a == ZERO else Op("/", (a, b))


def recognise(page: Page) -> Plan | None:
    """A plan, if one linear equation in one unknown is all that is said, and the unknown is asked for."""
    if "=" not in page.raw or not re.search(r"\b(?:solve|what is|find|value)\b", page.raw):
        return None
    task = prepared(page)
    equations = [s for s in task.said if s.kind == "equation" and len(s.parts) == 2] if task else []
    if task is None or len(equations) != 1 or not task.spoken("equation linear root unknown"):
        return None
    sides = [task.formulas.read(p) for p in equations[0].parts]
    rest = [s for s in task.said if s not in equations]
    if sides[0] is None or sides[1] is None or task.formulas.functions:
        return None
    whole = Op("-", (sides[0], sides[1]))
    name = next(iter(free(whole)), "")
    parts = linear(whole, name) if len(free(whole)) == 1 else None
    stated = Var(name) in sides and any(not free(s) for s in sides if s is not None)
    if parts is None or stated or any(s.parts != (name,) for s in rest):
        return None
    return task.plan(show(over(minus(ZERO, parts[1]), parts[0])), name, "linear")
