"""The search for values: propagate, split where an equation has several roots, eliminate where equations are coupled.

Knows equations, laws and numbers, not verdicts. A branch is one consistent way to give values to the unknowns.
"""

from collections.abc import Container, Iterator, Mapping
from dataclasses import replace
from itertools import combinations, islice

from ech0.core.errors import ClaimError
from ech0.core.expression import Op, show
from tools.symbolic import laws, numeric, solve
from tools.symbolic.polynomial import cancelled
from tools.symbolic.problem import Branch, Conflict, Equation, Problem, Solved
from tools.symbolic.tree import magnitude, put, size, slopes

MAX_BRANCHES, MAX_SIZE, MAX_COMBINATIONS = 32, 400, 400


def start(problem: Problem) -> Branch:
    """The branch that holds the given values only."""
    given = problem.given
    return Branch(
        {n: g.value for n, g in given.items()},
        {n: {n: 1.0} for n in given},
        {n: frozenset() for n in given},
        {n: frozenset((n,)) for n in given},
    )


def assume(branch: Branch, name: str, value: float) -> Branch:
    """The branch with a value supposed for an unknown, as if it were exact."""
    return replace(
        branch,
        values={**branch.values, name: value},
        slopes={**branch.slopes, name: {}},
        used={**branch.used, name: frozenset()},
        inputs={**branch.inputs, name: frozenset()},
    )


def explore(problem: Problem, branch: Branch) -> list[Branch]:
    """Every way to complete `branch` as far as the equations determine it; none if all of them end in a conflict."""
    done: list[Branch] = []
    waiting = [branch]
    while waiting and len(done) + len(waiting) <= MAX_BRANCHES:
        here = waiting.pop()
        checked = _consistent(problem, here)
        if checked is None:
            continue
        grown = _grow(problem, checked)
        if grown is None:
            done.append(checked)
        else:
            waiting.extend(grown)
    problem.incomplete |= bool(waiting)
    return done + waiting


def _consistent(problem: Problem, branch: Branch) -> Branch | None:
    """The branch with every decidable relation, law and bound checked; `None` if one fails, which is noted."""
    fresh: set[Equation | int] = set()
    for conflict, item in laws.violations(problem, branch):
        if conflict is not None:
            problem.conflicts.append(conflict)
            return None
        fresh.add(item)
    return replace(branch, checked=branch.checked | fresh)


def _grow(problem: Problem, branch: Branch) -> list[Branch] | None:
    """The branches after one more unknown is found; `None` if nothing more follows."""
    for number, equation in enumerate(problem.equations):
        unknown = equation.names - branch.values.keys()
        if len(unknown) == 1 and (number, min(unknown)) not in branch.free:
            return _solve(problem, branch, equation, min(unknown), number)
    for equation in _eliminated(problem, branch):
        unknown = equation.names - branch.values.keys()
        grown = _solve(problem, branch, equation, min(unknown), None)
        if grown is not None:
            return grown
    return _together(problem, branch)


def _solve(problem: Problem, branch: Branch, equation: Equation, name: str, place: int | None) -> list[Branch] | None:
    symbol = problem.symbols[name]
    equation = _cancelled(equation, frozenset(n for n in equation.names if not branch.values.get(n)))
    found = solve.roots(equation.left, equation.right, name, branch.values, symbol.low, symbol.high)
    if found.free:
        return None if place is None else [replace(branch, free=branch.free | {(place, name)})]
    problem.incomplete |= not found.complete
    if not found.found:
        if place is None:
            return None
        used, inputs = branch.behind(equation.names)
        why = f"no real {symbol.meaning or name} satisfies {show(equation.left)} = {show(equation.right)}"
        problem.conflicts.append(Conflict("noroot", why, used | equation.used, inputs))
        return []
    steps = [(root.value, Solved(name, (equation,), root.tree)) for root in found.found]
    return [_extend(branch, {name: value}, (step,)) for value, step in reversed(steps)]


def _extend(branch: Branch, found: Mapping[str, float], steps: tuple[Solved, ...]) -> Branch:
    """The branch with new values; their slopes follow from the equations by the implicit function theorem."""
    equations = steps[0].equations
    involved = frozenset().union(*(e.names for e in equations))
    used, inputs = branch.behind(involved)
    used |= frozenset().union(*(e.used for e in equations))
    values = {**branch.values, **found}
    return replace(
        branch,
        values=values,
        slopes={**branch.slopes, **_implicit(equations, tuple(found), values, branch.slopes)},
        used={**branch.used, **dict.fromkeys(found, used)},
        inputs={**branch.inputs, **dict.fromkeys(found, inputs)},
        steps=branch.steps + steps,
    )


def _implicit(
    equations: tuple[Equation, ...],
    unknown: tuple[str, ...],
    values: Mapping[str, float],
    known: Mapping[str, Mapping[str, float]],
) -> dict[str, dict[str, float]]:
    import numpy as np

    try:
        parts = [slopes(Op("-", (e.left, e.right)), values)[1] for e in equations]
        matrix = np.array([[p.get(u, 0.0) for u in unknown] for p in parts])
        sources = sorted({s for p in parts for n in p if n in known for s in known[n]})
        right = np.array(
            [[-sum(d * known[n].get(s, 0.0) for n, d in p.items() if n in known) for s in sources] for p in parts]
        ).reshape(len(parts), len(sources))
        scale = np.array([[magnitude(Op("-", (e.left, e.right)), values) or 1.0] for e in equations])
        if np.linalg.svd(matrix * [abs(values[u]) or 1.0 for u in unknown] / scale, compute_uv=False)[-1] < 1e-9:
            return {u: {} for u in unknown}
        moved = np.linalg.solve(matrix, right)
    except (ClaimError, np.linalg.LinAlgError):
        return {u: {} for u in unknown}
    return {u: {s: float(moved[i][j]) for j, s in enumerate(sources)} for i, u in enumerate(unknown)}


def _eliminated(problem: Problem, branch: Branch) -> Iterator[Equation]:
    """Equations with a single unknown, got by cancelling shared factors and putting equations into one another."""
    held = branch.values.keys()
    first = [e for e in problem.equations if len(e.names - held) >= 2]
    seen: set[Equation] = set()
    level = [_cancelled(e, held) for e in first]
    while level and problem.eliminations > 0:
        for equation in level:
            if equation not in seen and len(equation.names - held) == 1:
                yield equation
            seen.add(equation)
        level = [e for e in _substituted(problem, level, first, held) if e not in seen]


def _cancelled(equation: Equation, kept: Container[str]) -> Equation:
    unknown = frozenset(n for n in equation.names if n not in kept)
    left, right, gone = cancelled(equation.left, equation.right, unknown)
    return replace(equation, left=left, right=right) if gone else equation


def _substituted(
    problem: Problem, level: list[Equation], first: list[Equation], held: Container[str]
) -> Iterator[Equation]:
    for pivot in first:
        for name in sorted(n for n in pivot.names if n not in held):
            trees = solve.isolate(pivot.left, pivot.right, name)
            if trees is None or len(trees) != 1:
                continue
            for other in level:
                if problem.eliminations <= 0:
                    return
                if pivot.used <= other.used or name not in other.names:
                    continue
                problem.eliminations -= 1
                left, right = put(other.left, name, trees[0]), put(other.right, name, trees[0])
                if size(left) + size(right) <= MAX_SIZE:
                    yield _cancelled(Equation(left, right, other.used | pivot.used), held)


def _together(problem: Problem, branch: Branch) -> list[Branch] | None:
    """Coupled equations that resisted elimination, by Newton from many starts; roots there may be missed."""
    held = branch.values.keys()
    pending = [e for e in problem.equations if len(e.names - held) >= 2]
    for block in _blocks(pending, held):
        if problem.blocks <= 0:
            return None
        problem.blocks -= 1
        unknown = sorted(frozenset().union(*(e.names for e in block)) - held)
        bounds = {u: (problem.symbols[u].low, problem.symbols[u].high) for u in unknown}
        found = numeric.system([(e.left, e.right) for e in block], unknown, branch.values, bounds)
        if found:
            problem.incomplete = True
            steps = tuple(Solved(u, tuple(block)) for u in unknown)
            return [_extend(branch, f, steps) for f in found]
    return None


def _blocks(pending: list[Equation], held: Container[str]) -> Iterator[list[Equation]]:
    for k in (2, 3, 4, 5):
        for block in islice(combinations(pending, k), MAX_COMBINATIONS):
            if len({n for e in block for n in e.names if n not in held}) == k:
                yield list(block)
