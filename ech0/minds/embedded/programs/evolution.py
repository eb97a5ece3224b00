"""Initial value problems: the solution at a point, where it crosses a level or turns, what keeps it finite, its steps.

Reads `y'' + y = t, y(0) = 1, y'(0) = 0` in any letters; an equation must be linear in its highest derivative.
"""

import re
from collections.abc import Callable

from ech0.core.expression import Node, Op, Var, show
from ech0.core.mathtext import free, substituted
from ech0.core.types import Plan
from ech0.minds.embedded.programs.linear import ZERO, linear, minus, over
from ech0.minds.embedded.programs.page import Page
from ech0.minds.embedded.programs.segments import Said
from ech0.minds.embedded.programs.task import Task, prepared

_TRIGGER = re.compile(r"'|\\prime|’")


def recognise(page: Page) -> Plan | None:
    """A plan, if an equation with its initial values and one thing asked of the solution are all that is said."""
    task = prepared(page) if _TRIGGER.search(page.raw) else None
    return next((found for one in _ASKED if (found := one(task)) is not None), None) if task else None


_PRIME = re.compile(r"(?<![A-Za-z\\])([a-z])\s*(?:\^\s*\{\s*((?:\\prime\s*)+)\}|\^\s*(\\prime)|('+))")
_START = re.compile(r"^\s*([a-z])\s*((?:\^\s*\{?\s*(?:\\prime\s*)+\}?|'+)?)\s*\(\s*([^()]+)\)\s*$")


def _initial(task: Task) -> Plan | None:
    """`y'' + y = t, y(0) = 1, y'(0) = 0`: the value of y at a point, or the first point where it has a value."""
    problem = _problem(task)
    if problem is None:
        return None
    slope, t, y, starts, rest = problem
    order = len(starts)
    at = starts[0][0]
    ode = ", ".join(show(v) for _, v in starts)

    def solved(end: str) -> str:
        return f"ode({show(slope)}, {t}, {show(at)}, {end}, {ode})"

    if len(rest) == 1 and rest[0].kind == "expression" and (found := _START.match(rest[0].parts[0])):
        end = task.formulas.number(found[3])
        if found[1] == y and not found[2] and end is not None and task.spoken("initial differential equation ode"):
            return task.plan(solved(show(end)), "solution there", "calculus")
    if not rest and (turn := _turning(task)) is not None:
        return task.plan(f"ode_turn({show(slope)}, {t}, {show(at)}, {turn}, {ode})", "extremum", "calculus")
    zero = re.search(r"\b(?:where|when|at which) the solution is zero\b", task.words)
    if not rest and order and zero and task.spoken("initial differential equation zero first time also find is"):
        return task.plan(f"ode_time({show(slope)}, {t}, {show(at)}, 0, {ode})", "time", "calculus")
    if (
        len(rest) == 1
        and re.search(r"\b(?:first|smallest|time)\b", task.words)
        and order
        and rest[0].kind == "equation"
    ):
        level = task.formulas.number(rest[0].parts[1])
        if (
            rest[0].parts[0].strip() == y
            and level is not None
            and task.spoken(
                "initial differential equation first time smallest positive intersects reaches crosses line attains"
            )
        ):
            return task.plan(f"ode_time({show(slope)}, {t}, {show(at)}, {show(level)}, {ode})", "time", "calculus")
    return None


def _turning(task: Task) -> str | None:
    """Whether the one extremum of a solution is asked for: `1` for its height, `0` for where it is."""
    if not task.spoken("initial differential equation maximum minimum occurs attained time also its it is has attains"):
        return None
    if re.search(r"\b(?:maximum|minimum) value of the solution\b", task.words):
        return "1"
    where = (
        r"\b(?:where|when|at which) (?:the|its|this) (?:solution has its )?(?:maximum|minimum)(?: "
        r"value)?(?: occurs| is attained)?"
    )
    return "0" if re.search(where, task.words) else None


def _bounded(task: Task) -> Plan | None:
    """The initial value of `y' - a y = g(t)`, a > 0, for which the solution stays finite as time goes on."""
    if not re.search(r"\b(?:remains?|stays?) (?:finite|bounded)\b", task.words):
        return None
    laws = [s for s in task.said if s.kind == "equation" and _PRIME.search(s.text)]
    named = [s for s in task.said if s.kind == "equation" and (m := _START.match(s.parts[0])) and not m[2]]
    words = "initial differential equation remain remains stay stays finite bounded so such"
    if len(laws) != 1 or len(named) != 1 or not task.spoken(words):
        return None
    found = _START.match(named[0].parts[0])
    y = next(_PRIME.finditer(laws[0].text))[1]
    start = task.formulas.number(found[3]) if found else None
    slope = _solved_for(task, (y, laws[0], 1))
    if start is None or slope is None or len(free(slope) - {"y"}) > 1:
        return None
    t = next(iter(free(slope) - {"y"}), "t")
    parts = linear(slope, "y")
    if parts is None or free(parts[0]):
        return None
    forcing = f"exp(-({show(parts[0])})*({t} - ({show(start)})))*({show(parts[1])})"
    return task.plan(f"-integral({forcing}, {t}, {show(start)}, oo)", "initial value", "calculus")


def _problem(task: Task) -> tuple[Node, str, str, list[tuple[Node, Node]], list[Said]] | None:
    """The highest derivative solved for, its variable and function, the initial values, and what else is said."""
    starts: dict[int, tuple[Node, Node]] = {}
    rest: list[Said] = []
    law: tuple[str, Said, int] | None = None
    for said in task.said:
        if (
            said.kind == "equation"
            and len(said.parts) == 2
            and (found := _START.match(said.parts[0]))
            and found[1] not in task.formulas.functions
        ):
            at, value = task.formulas.number(found[3]), task.formulas.number(said.parts[1])
            if at is None or value is None:
                return None
            starts[found[2].count("prime") + found[2].count("'")] = (at, value)
        elif said.kind == "equation" and (primes := list(_PRIME.finditer(said.text))):
            orders = [(m[2] or m[3] or "").count("prime") + len(m[4] or "") for m in primes]
            if law is not None or len({m[1] for m in primes}) != 1:
                return None
            law = (primes[0][1], said, max(orders))
        elif not re.fullmatch(r"\s*[a-z](?:_0)?\s*", said.parts[0]) or len(said.parts) > 1:
            rest.append(said)
    if (
        law is None
        or sorted(starts) != list(range(law[2]))
        or law[2] > 3
        or len({show(a) for a, _ in starts.values()}) > 1
    ):
        return None
    slope = _solved_for(task, law)
    if slope is None:
        return None
    y = law[0]
    free_names = free(slope) - {"y", "y1", "y2"}
    if len(free_names) > 1:
        return None
    return slope, next(iter(free_names), "t"), y, [starts[k] for k in range(law[2])], rest


def _solved_for(task: Task, law: tuple[str, Said, int]) -> Node | None:
    """An equation that is linear in its highest derivative, solved for it: `(rest at 0) / (slope)`."""
    y, said, order = law

    def spelled(m: re.Match[str]) -> str:
        count = (m[2] or m[3] or "").count("prime") + len(m[4] or "")
        return f" (Q_{count}) "

    sides = []
    for part in said.parts:
        text = re.sub(rf"(?<![A-Za-z\\]){y}(?![A-Za-z])(?:\s*\(\s*[a-z]\s*\))?", " (Q_0) ", _PRIME.sub(spelled, part))
        tree = task.formulas.read(text)
        if tree is None:
            return None
        sides.append(tree)
    parts = linear(Op("-", (sides[0], sides[1])), f"Q_{order}")
    if parts is None or parts[0] == ZERO:
        return None
    solved = over(minus(ZERO, parts[1]), parts[0])
    for k in range(order):
        solved = substituted(solved, f"Q_{k}", Var(f"y{k or ''}"))
    return solved


def _stepwise(task: Task) -> Plan | None:
    """A solution by Euler's or the Runge-Kutta method with a stated step."""
    euler, runge = re.search(r"\beuler", task.words), re.search(r"\brunge-kutta\b|\brunge kutta\b", task.words)
    if not (euler or runge) or not task.spoken(
        "euler euler's runge-kutta runge kutta method step size approximate approximation "
        "approximation values initial condition differential equation numerical fourth-order order"
    ):
        return None
    problem = _problem(task)
    if problem is None or len(problem[3]) != 1:
        return None
    slope, t, y, starts, rest = problem
    steps = [s.parts[1] for s in rest if s.kind == "equation" and s.parts[0].strip() == "h"]
    ends = [s.parts[1] for s in rest if s.kind == "equation" and s.parts[0].strip() == t]
    ends += [m[3] for s in rest if s.kind == "expression" and (m := _START.match(s.parts[0])) and m[1] == y]
    size, end = (task.formulas.number(v[0]) if v else None for v in (steps, ends))
    if size is None or end is None or len(steps) != 1 or len({e.strip() for e in ends}) != 1 or len(rest) > 3:
        return None
    name, (start, value) = "euler" if euler else "runge_kutta", starts[0]
    numbers = ", ".join(map(show, (start, end, size, value)))
    return task.plan(f"{name}({show(slope)}, {t}, {numbers})", "approximation", "calculus")


_ASKED: tuple[Callable[[Task], Plan | None], ...] = (_stepwise, _initial, _bounded)
