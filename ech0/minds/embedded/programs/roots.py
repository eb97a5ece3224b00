"""Expressions in the roots of a quadratic equation: `m and n are the roots of 3x^2 + 11x + 7 = 0; what is 1/m + 1/n?`.

The roots have to be real, and the expression must not change when they are exchanged; the checker sees to both.
"""

import re

from ech0.core.expression import Node, Num, Op, Var, show
from ech0.core.mathtext import free, substituted
from ech0.core.types import Definition, Plan
from ech0.minds.embedded.programs.page import Page, calculation
from ech0.minds.embedded.programs.segments import Said
from ech0.minds.embedded.programs.task import Task, prepared

_NONE = Num("0")
_ROOTS = re.compile(r"\b(?:roots|solutions|zeros)\b")


def recognise(page: Page) -> Plan | None:
    """A plan, if one quadratic equation and one expression in two names for its roots are all that is said."""
    task = prepared(page) if _ROOTS.search(page.raw) and "=" in page.raw else None
    if task is None or not task.spoken(
        "roots solutions zeros root two quadratic distinct real equation compute m p q r s"
    ):
        return None
    equations = [s for s in task.said if s.kind == "equation" and len(s.parts) == 2]
    wanted = [
        s for s in task.said if s.kind == "expression" and len(free(task.formulas.read(s.parts[0]) or _NONE)) == 2
    ]
    if len(equations) != 1 or len(wanted) != 1:
        return None
    tree = task.formulas.read(wanted[0].parts[0])
    parts = _coefficients(task, equations[0])
    if tree is None or parts is None or free(tree) & {"pi", "e"}:
        return None
    one, other = sorted(free(tree))
    c, b, a = parts
    made = [
        Definition(name="a", expression=a), Definition(name="b", expression=b), Definition(name="c", expression=c),
        Definition(name="low", expression="(-b - sqrt(b**2 - 4*a*c))/(2*a)", meaning="a root"),
        Definition(name="high", expression="(-b + sqrt(b**2 - 4*a*c))/(2*a)", meaning="a root"),
        Definition(name="turned", expression=_named(tree, one, other, "high", "low"), meaning="roots exchanged"),
        Definition(name="value", expression=f"same({_named(tree, one, other, 'low', 'high')}, turned)"),
    ]  # fmt: skip
    statement = page.statement(0, len(page.question.text.rstrip()), 1)
    return calculation(page, made, label="value", path="roots", statements=[statement])


def _named(tree: Node, one: str, other: str, first: str, second: str) -> str:
    return show(substituted(substituted(substituted(tree, one, Var("R")), other, Var(second)), "R", Var(first)))


def _coefficients(task: Task, equation: Said) -> tuple[str, str, str] | None:
    """c, b and a of `a x^2 + b x + c = 0` as expressions, by derivatives at zero; nothing if it is no polynomial."""
    sides = [task.formulas.read(p) for p in equation.parts]
    if sides[0] is None or sides[1] is None:
        return None
    whole = Op("-", (sides[0], sides[1]))
    names = free(whole)
    if len(names) != 1 or not _quadratic(whole):
        return None
    x = next(iter(names))
    c, b, a = (f"taylor({show(whole)}, {x}, 0, {k})" for k in range(3))
    return c, b, a


def _quadratic(node: Node) -> bool:
    """Whether a tree is a sum of terms with squares at most."""
    match node:
        case Op("+" | "-" | "neg", args):
            return all(map(_quadratic, args))
        case Op("*", (a, b)):
            return not free(a) and _quadratic(b)
        case Op("**", (a, b)):
            return b == Num("2") and not isinstance(a, Op)
        case Op(_, _):
            return not free(node)
        case _:
            return True
