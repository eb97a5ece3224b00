"""Quantity claims: from givens, equations and laws to a verdict with its derivation. Knows no ledger and no process.

`proved`: the target has one value and every law that could be checked holds (with an asserted target: it is that
value; without a target: everything holds). `refuted`: the givens break a law, or an asserted target has another value.
`inconsistent`: the givens contradict one another through the relations. `ambiguous`: several values are admissible.
`underdetermined`: something is missing, with two worlds that differ. `too_hard`: equations resisted.
"""

from collections.abc import Mapping
from dataclasses import replace

from ech0.core.errors import ClaimError, InputError
from ech0.core.expression import COMPARISONS, Op, Var, names, parse
from ech0.core.types import Check, Quantity, QuantityClaim
from tools.symbolic import dimensions, explain
from tools.symbolic.problem import Branch, Equation, Given, Problem
from tools.symbolic.search import explore, start

SEMANTICS = "real numbers; first-order uncertainty"


def decide_quantity(claim: QuantityClaim, given: Mapping[str, Given]) -> Check:
    """Solve a claim; a malformed one comes back `not_formalised` with what to change."""
    try:
        problem = prepare(claim, given)
    except (ClaimError, InputError) as error:
        return Check(claim=claim.id, verdict="not_formalised", reason=str(error), semantics=SEMANTICS)
    if claim.target is not None and claim.target in problem.given:
        return _asserted(problem, claim.target)
    return _judge(problem)


def prepare(claim: QuantityClaim, given: Mapping[str, Given]) -> Problem:
    """Parse and check a claim; raises `ClaimError` for what its author must change, `InputError` for a bad unit."""
    symbols = {s.name: s for s in claim.symbols}
    if len(symbols) != len(claim.symbols):
        raise ClaimError("symbols", "two symbols have one name; rename one")
    for symbol in claim.symbols:
        dimensions.of_unit(symbol.unit)
        if symbol.low is not None and symbol.high is not None and symbol.low > symbol.high:
            raise ClaimError("symbols", f"{symbol.name} has low above high")
        if symbol.entry is not None and symbol.name not in given:
            raise ClaimError("symbols", f"{symbol.name} names the entry {symbol.entry}, which has no number")
    if claim.target is not None and claim.target not in symbols:
        raise ClaimError("target", f"{claim.target!r} is not among the symbols")
    units = {name: s.unit for name, s in symbols.items()}
    equations: list[Equation] = []
    laws = []
    relations = (*claim.relations, *claim.laws)
    for place, relation in enumerate(relations):
        tree = parse(relation.expression, where="relation" if place < len(claim.relations) else "law")
        _shaped(tree, relation.expression, units)
        dimensions.require(relation, tree, units)
        if isinstance(tree, Op) and tree.op == "==":
            equations.append(Equation(tree.args[0], tree.args[1], frozenset((place,))))
        else:
            laws.append((place, tree))
    known = {n: g for n, g in given.items() if n in symbols}
    return Problem(claim, symbols, known, tuple(equations), tuple(laws), relations)


def _shaped(tree: object, text: str, symbols: Mapping[str, str]) -> None:
    if not (isinstance(tree, Op) and tree.op in (*COMPARISONS, "and", "or", "not", "->")):
        raise ClaimError("relation", f"{text[:80]!r} says nothing yet; write it as left = right, or with <= or >=")
    if lost := sorted(names(tree) - symbols.keys()):
        raise ClaimError("relation", f"{text[:80]!r} uses {', '.join(lost[:5])}, which is not among the symbols")


def _judge(problem: Problem) -> Check:
    branches = explore(problem, start(problem))
    if not branches:
        return explain.conflict(problem, problem.conflicts)
    target = problem.claim.target
    if target is None:
        return _all_hold(problem, branches)
    if all(target in b.values for b in branches):
        return _determined(problem, branches, target)
    return explain.missing(problem, next(b for b in branches if target not in b.values), target)


def _determined(problem: Problem, branches: list[Branch], target: str) -> Check:
    values = explain.distinct([b.values[target] for b in branches])
    if len(values) > 1:
        return explain.several(problem, branches, target)
    branch = branches[0]
    symbol = problem.symbols[target]
    used, inputs = branch.behind(frozenset((target,)))
    value = Quantity(value=branch.values[target], unit=symbol.unit, sigma=branch.sigma(target, problem.given))
    return Check(
        claim=problem.claim.id,
        verdict="proved",
        reason=f"{symbol.meaning or target} follows from the premises{_notes(problem, branch, target)}",
        premises=explain.premises(problem, used, inputs),
        steps=explain.steps(problem, branches),
        value=value,
        semantics=SEMANTICS,
    )


def _all_hold(problem: Problem, branches: list[Branch]) -> Check:
    branch = branches[0]
    undecided = [p for p, tree in problem.laws if not names(tree) <= branch.values.keys()]
    undecided += [min(e.used) for e in problem.equations if not e.names <= branch.values.keys()]
    everything = frozenset(range(len(problem.relations)))
    if undecided:
        relation = problem.relations[undecided[0]]
        lost = sorted(names(parse(relation.expression)) - branch.values.keys())
        said = ", ".join(problem.symbols[n].meaning or n for n in lost)
        return Check(
            claim=problem.claim.id, verdict="underdetermined", semantics=SEMANTICS,
            reason=f"{relation.text or relation.expression} cannot be decided without the {said}",
            premises=explain.premises(problem, everything - set(undecided), frozenset(problem.given)),
        )  # fmt: skip
    return Check(
        claim=problem.claim.id, verdict="proved", truth=True, semantics=SEMANTICS,
        reason="every relation and law holds for the given values",
        premises=explain.premises(problem, everything, frozenset(problem.given)),
        steps=explain.steps(problem, branches),
    )  # fmt: skip


def _notes(problem: Problem, branch: Branch, target: str) -> str:
    """What a reader should know about a value besides that it follows."""
    notes = []
    if problem.incomplete:
        notes.append("other solutions are not ruled out")
    if not branch.slopes[target] and any(problem.given[n].sigma for n in branch.inputs[target]):
        notes.append("its uncertainty is not known, since it does not vary to first order here")
    return "".join(f"; {n}" for n in notes) + _unchecked(problem, branch)


def _unchecked(problem: Problem, branch: Branch) -> str:
    lost = [problem.relations[p] for p, tree in problem.laws if not names(tree) <= branch.values.keys()]
    said = "; ".join(r.text or r.expression for r in lost[:3])
    return f"; not checked for want of values: {said}" if said else ""


def _asserted(problem: Problem, target: str) -> Check:
    """A value is claimed for the target: is it the one that the rest gives?"""
    claimed = problem.given[target]
    rest = replace(problem, given={n: g for n, g in problem.given.items() if n != target}, conflicts=[])
    whole = _judge(replace(problem, claim=problem.claim.model_copy(update={"target": None}), conflicts=[]))
    if whole.verdict == "refuted":
        return whole.model_copy(update={"truth": False})
    derived = _judge(rest)
    if derived.verdict != "proved" or derived.value is None:
        return _not_derived(problem, target, whole, derived)
    branch = explore(rest, start(rest))[0]
    _, allowed = branch.spread(Var(target), rest.given)
    gap, got = abs(derived.value.value - claimed.value), derived.value
    margin = allowed + claimed.slack + 3 * claimed.sigma + 1e-6 * abs(got.value)
    unit = f" {got.unit}" if got.unit else ""
    symbol = problem.symbols[target]
    if gap <= margin:
        reason = f"{symbol.meaning or target} follows from the other premises, and is what was claimed"
        return derived.model_copy(update={"truth": True, "reason": reason})
    reason = (
        f"{symbol.meaning or target} was said to be {claimed.value:.6g}{unit}, "
        f"but the other premises give {got.value:.6g}{unit}"
    )
    core = (*derived.premises, claimed.label or target)
    return derived.model_copy(update={"verdict": "refuted", "truth": False, "reason": reason, "core": core})


def _not_derived(problem: Problem, target: str, whole: Check, derived: Check) -> Check:
    if whole.verdict in ("inconsistent", "too_hard"):
        return whole
    if derived.verdict == "underdetermined":
        said = problem.symbols[target].meaning or target
        reason = f"the claimed {said} breaks nothing that could be checked, but the other premises do not fix it"
        return derived.model_copy(update={"reason": f"{reason}: {derived.reason}"})
    if derived.verdict == "ambiguous" and whole.verdict == "proved":
        return derived.model_copy(update={"reason": f"the claimed value is one of those possible; {derived.reason}"})
    return derived
