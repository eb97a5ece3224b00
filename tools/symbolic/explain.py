"""What a finished search has to say: premises, steps, minimal conflicts, worlds that differ. Knows no process."""

import math
from collections.abc import Iterable, Sequence
from dataclasses import replace

from ech0.core.errors import ClaimError
from ech0.core.expression import Op, Var, evaluate, names, parse, show
from ech0.core.types import Check, Quantity, Step, Verdict
from tools.symbolic import cas
from tools.symbolic.problem import Branch, Conflict, Problem, Solved
from tools.symbolic.search import assume, explore, start
from tools.symbolic.tree import put

SEMANTICS = "real numbers; first-order uncertainty"
_PROBES = (1.0, 2.0, 0.5, 10.0, 100.0, 0.1, 1e-3, 1e3, 1e6)


def premises(problem: Problem, used: Iterable[int], inputs: Iterable[str]) -> tuple[str, ...]:
    """Labels of the givens and the relations' own words, in the order of the claim."""
    wanted = frozenset(inputs)
    labels = [problem.given[n].label or n for n in problem.symbols if n in wanted and n in problem.given]
    said = [problem.relations[p].text or problem.relations[p].expression for p in sorted(used)]
    return tuple(dict.fromkeys([*labels, *said]))


def distinct(values: Iterable[float]) -> list[float]:
    """Values that differ by more than one part in a billion."""
    kept: list[float] = []
    for value in values:
        if not any(math.isclose(value, k, rel_tol=1e-9, abs_tol=1e-300) for k in kept):
            kept.append(value)
    return kept


def steps(problem: Problem, branches: Sequence[Branch]) -> tuple[Step, ...]:
    """The moves of the first branch whose values are the same in every branch."""
    first = branches[0]
    return tuple(
        step(problem, first, move)
        for move in first.steps
        if all(move.name in b.values for b in branches) and len(distinct(b.values[move.name] for b in branches)) == 1
    )


def step(problem: Problem, branch: Branch, move: Solved) -> Step:
    """One move as a step, with its uncertainty and, where it rests on a single relation, that formula's id."""
    used = frozenset().union(*(e.used for e in move.equations))
    formula = problem.relations[min(used)].formula if len(used) == 1 else None
    value = Quantity(
        value=branch.values[move.name],
        unit=problem.symbols[move.name].unit,
        sigma=branch.sigma(move.name, problem.given),
    )
    shares = branch.shares(move.name, problem.given)
    return Step(
        symbol=move.name, expression=move.text, inputs=move.inputs, value=value, formula=formula, shares=shares
    )


def world(problem: Problem, branch: Branch) -> dict[str, str]:
    """The unknowns of a branch as a scenario."""
    return {n: f"{v:.6g} {problem.symbols[n].unit}".strip() for n, v in branch.values.items() if n not in problem.given}


# --- conflicts --------------------------------------------------------------------------------------------------------


def conflict(problem: Problem, conflicts: Sequence[Conflict]) -> Check:
    """Every branch ended: `refuted` if a law ended them, otherwise `inconsistent`, with an irreducible core."""
    telling = [c for c in conflicts if c.kind != "bound"] or list(conflicts)
    shown = telling[0]
    given_outside = all(c.kind == "bound" and not c.used for c in telling)
    verdict: Verdict = "refuted" if given_outside or all(c.kind == "law" for c in telling) else "inconsistent"
    used = frozenset().union(*(c.used for c in conflicts))
    inputs = frozenset().union(*(c.inputs for c in conflicts))
    used, inputs = _irreducible(problem, used, inputs)
    core = premises(problem, used, inputs)
    extra: tuple[Step, ...] = ()
    if verdict == "refuted" and shown.bound is not None:
        extra = (bound_step(problem, *shown.bound),)
        core = core if shown.law is not None else (*core, f"{shown.bound[0]} is bounded by {shown.bound[1]}")
    if verdict == "refuted" and problem.claim.target is None:
        extra = (*_followed(problem), *extra)
    before = "the givens break a law: " if verdict == "refuted" else "the premises contradict one another: "
    return Check(
        claim=problem.claim.id, verdict=verdict, reason=before + shown.why, premises=core, core=core, steps=extra,
        truth=False if verdict == "refuted" else None, semantics=SEMANTICS,
    )  # fmt: skip


def _followed(problem: Problem) -> tuple[Step, ...]:
    """What follows from the relations alone, so that the values that break a law can be shown."""
    own = frozenset(range(len(problem.claim.relations)))
    part = replace(problem, equations=tuple(e for e in problem.equations if e.used <= own), laws=(), conflicts=[])
    branches = explore(part, start(part))
    return steps(part, branches) if branches else ()


def bound_step(problem: Problem, name: str, expression: str, value: float) -> Step:
    """The limit that a law sets, as a step, so that it can stand in the ledger."""
    return Step(
        symbol=f"{name}_bound",
        expression=f"{name}_bound = {expression}",
        inputs=tuple(sorted(names(parse(expression)))),
        value=Quantity(value=value, unit=problem.symbols[name].unit),
    )


def _irreducible(
    problem: Problem, used: frozenset[int], inputs: frozenset[str]
) -> tuple[frozenset[int], frozenset[str]]:
    """Premises none of which can be left out: each is removed in turn, and stays out if the conflict remains."""
    for place in sorted(used, reverse=True):
        if _clashes(problem, used - {place}, inputs):
            used -= {place}
    for name in sorted(inputs):
        if _clashes(problem, used, inputs - {name}):
            inputs -= {name}
    return used, inputs


def _clashes(problem: Problem, used: frozenset[int], inputs: frozenset[str]) -> bool:
    part = replace(
        problem,
        given={n: g for n, g in problem.given.items() if n in inputs},
        equations=tuple(e for e in problem.equations if e.used <= used),
        laws=tuple((p, t) for p, t in problem.laws if p in used),
        conflicts=[],
    )
    return not explore(part, start(part))


# --- several values, or none ------------------------------------------------------------------------------------------


def several(problem: Problem, branches: Sequence[Branch], target: str) -> Check:
    """More than one admissible value."""
    symbol = problem.symbols[target]
    worlds: list[dict[str, str]] = []
    seen: list[float] = []
    for branch in branches:
        if len(distinct([*seen, branch.values[target]])) > len(seen):
            seen.append(branch.values[target])
            worlds.append(world(problem, branch))
    used = frozenset().union(*(b.behind(frozenset((target,)))[0] for b in branches))
    inputs = frozenset().union(*(b.behind(frozenset((target,)))[1] for b in branches))
    said = " and ".join(w[target] for w in worlds[:4])
    return Check(
        claim=problem.claim.id, verdict="ambiguous", semantics=SEMANTICS, scenarios=tuple(worlds[:4]),
        reason=f"{symbol.meaning or target} could be {said}; say which is meant, or bound it",
        premises=premises(problem, used, inputs), steps=steps(problem, branches),
    )  # fmt: skip


def missing(problem: Problem, branch: Branch, target: str) -> Check:
    """The target does not follow: show that it does not depend on what is missing, or two worlds where it differs."""
    unknown = [n for n in problem.symbols if n not in branch.values and n != target]
    linked = _linked(problem, branch, target)
    for name in [n for n in unknown if n in linked]:
        worlds = _worlds(problem, branch, name, target)
        if len(worlds) < 2:
            continue
        if len(distinct(w.values[target] for w in worlds)) == 1:
            return _independent(problem, worlds[0], name, target)
        said = problem.symbols[name].meaning or name
        return _under(problem, branch, target, f"it also depends on the {said}, which is not known", worlds[:2])
    lost = [problem.symbols[n].meaning or n for n in unknown if n in linked]
    why = f"it would take the {', the '.join(lost)}" if lost else "no relation leads to it"
    return _under(problem, branch, target, why, _worlds(problem, branch, target, target))


def _linked(problem: Problem, branch: Branch, target: str) -> frozenset[str]:
    found: frozenset[str] = frozenset((target,))
    for _ in problem.equations:
        near = [e.names - branch.values.keys() for e in problem.equations if e.names & found]
        found = found.union(*near)
    return found - {target}


def _worlds(problem: Problem, branch: Branch, name: str, target: str) -> list[Branch]:
    symbol = problem.symbols[name]
    low, high = symbol.low, symbol.high
    if low is not None and high is not None:
        probes: tuple[float, ...] = tuple(low + (high - low) * s for s in (0.3, 0.6, 0.15, 0.8, 0.45))
    else:
        base = low if low is not None else 0.0
        probes = tuple(high - p if high is not None else base + p for p in _PROBES)
    found: list[Branch] = []
    for probe in probes:
        part = replace(problem, conflicts=[], eliminations=40)
        ends = [b for b in explore(part, assume(branch, name, probe)) if target in b.values]
        found.extend(ends[:1])
        if len(found) == 3:
            break
    return found


def _independent(problem: Problem, branch: Branch, name: str, target: str) -> Check:
    """The target is the same whatever `name` is; certified by algebra if it can be, and said if it was not."""
    trees = {s.name: s.tree for s in branch.steps if s.tree is not None}
    tree = trees.get(target)
    for _ in range(12):
        inner = sorted(names(tree) & trees.keys() - {target}) if tree is not None else []
        if tree is None or not inner:
            break
        tree = put(tree, inner[0], trees[inner[0]])
    simple = cas.without(tree, frozenset((name,))) if tree is not None else None
    symbol = problem.symbols[target]
    used, inputs = branch.behind(frozenset((target,)))
    said = problem.symbols[name].meaning or name
    note = "" if simple is not None else " (seen at three values of it, not proved by algebra)"
    value = Quantity(value=branch.values[target], unit=symbol.unit, sigma=branch.sigma(target, problem.given))
    try:
        same = simple is not None and math.isclose(evaluate(simple, branch.values), value.value, rel_tol=1e-9)
    except ClaimError:
        same = False
    move = Step(
        symbol=target, expression=f"{target} = {show(simple)}" if same and simple is not None else "", value=value,
        inputs=tuple(sorted(names(simple))) if same and simple is not None else tuple(sorted(inputs)),
    )  # fmt: skip
    verdict: Verdict = "proved" if same else "too_hard"
    return Check(
        claim=problem.claim.id, verdict=verdict, semantics=SEMANTICS, premises=premises(problem, used, inputs),
        reason=f"{symbol.meaning or target} does not depend on the {said}, which is not known{note}",
        steps=(move,) if same else (), value=value if same else None,
    )  # fmt: skip


def _under(problem: Problem, branch: Branch, target: str, why: str, worlds: Sequence[Branch]) -> Check:
    symbol = problem.symbols[target]
    used, inputs = branch.behind(frozenset(branch.values))
    return Check(
        claim=problem.claim.id, verdict="underdetermined", semantics=SEMANTICS,
        reason=f"{symbol.meaning or target} is not determined: {why}",
        premises=premises(problem, used, inputs), scenarios=tuple(world(problem, w) for w in worlds[:2]),
        steps=(*steps(problem, [branch]), *_limits(problem, branch, target)),
    )  # fmt: skip


def _limits(problem: Problem, branch: Branch, target: str) -> tuple[Step, ...]:
    """The bounds that laws set on an unknown whose value does not follow."""
    found: dict[str, Step] = {}
    for _, tree in problem.laws:
        match tree:
            case Op("<=" | "<" | ">=" | ">", (Var(name), limit)) | Op("<=" | "<" | ">=" | ">", (limit, Var(name))):
                if name == target and names(limit) and names(limit) <= branch.values.keys():
                    value = evaluate(limit, branch.values)
                    found.setdefault(name, bound_step(problem, name, show(limit), value))
    return tuple(found.values())
