"""Chances of events: every combination of them is an atom, what is known are linear conditions, and a linear program
gives the least and the greatest chance that fits them. Knows no ledger.

Independent events make the conditions linear once their own chances are known; one that is not is found first, if the
rest fixes it. `proved`: one value; `underdetermined`: bounds; `inconsistent`: no chances fit what is stated.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations
from math import isclose, prod

from ech0.core.errors import ClaimError
from ech0.core.expression import Node, Op, Var, names, parse
from ech0.core.types import Chance, Check, ProbabilityClaim, Quantity, Step
from tools.symbolic.problem import Given

SEMANTICS = "probability over all combinations of the events"
SAME = 1e-7
Row = tuple[list[float], float]


@dataclass
class _Space:
    """The atoms of some events and the linear conditions on their chances."""

    events: tuple[str, ...]
    rows: list[Row] = field(default_factory=list)

    @property
    def atoms(self) -> range:
        return range(2 ** len(self.events))

    def where(self, tree: Node | None) -> list[float]:
        """1 for each atom where the event happens."""
        return [float(tree is None or self._true(tree, atom)) for atom in self.atoms]

    def _true(self, tree: Node, atom: int) -> bool:
        match tree:
            case Var(name):
                return bool(atom >> self.events.index(name) & 1)
            case Op("not", (a,)):
                return not self._true(a, atom)
            case Op("and", (a, b)):
                return self._true(a, atom) and self._true(b, atom)
            case Op("or", (a, b)):
                return self._true(a, atom) or self._true(b, atom)
        raise ClaimError("event", "events are joined by `and`, `or` and `not` only")

    def both(self, chance: Chance) -> tuple[list[float], list[float]]:
        """The atoms of `event and given`, and of `given`."""
        given = self.where(self.tree(chance.given)) if chance.given else [1.0] * len(self.atoms)
        event = self.where(self.tree(chance.event))
        return [a * b for a, b in zip(event, given, strict=True)], given

    def tree(self, text: str) -> Node:
        """An event's tree; raises `ClaimError` if it names another event."""
        tree = parse(text, where="event")
        if lost := sorted(names(tree) - set(self.events)):
            raise ClaimError("event", f"{', '.join(lost)} is not among the events")
        return tree

    def range(self, goal: Sequence[float]) -> tuple[float, float] | None:
        """The least and greatest value of a linear form, or nothing if no chances fit."""
        from scipy.optimize import linprog

        ends = []
        for sign in (1.0, -1.0):
            found = linprog(
                [sign * g for g in goal],
                A_eq=[row for row, _ in self.rows],
                b_eq=[right for _, right in self.rows],
                bounds=(0, 1),
                method="highs",
            )
            if found.status != 0:
                return None
            ends.append(sign * float(found.fun))
        return ends[0], ends[1]


def decide_probability(claim: ProbabilityClaim, given: Mapping[str, Given]) -> Check:
    """The chance that is asked for, or its bounds; raises `ClaimError` for what is malformed."""
    space = _Space(claim.events, [([1.0] * 2 ** len(claim.events), 1.0)])
    for chance in claim.known:
        if chance.value is None or chance.value not in given:
            raise ClaimError("known", f"{chance.value} has no number")
        p = given[chance.value].value
        if not 0 <= p <= 1:
            return _told(claim, given, "inconsistent", f"{p:g} is not a probability")
        event, whole = space.both(chance)
        space.rows.append(([e - p * w for e, w in zip(event, whole, strict=True)], 0.0))
    for first, second in (pair for group in claim.exclusive for pair in combinations(group, 2)):
        space.rows.append((space.where(space.tree(f"{first} and {second}")), 0.0))
    for group in claim.independent:
        space.rows += _products(space, group)
    ends = _asked(space, claim.query)
    if ends is None:
        return _told(claim, given, "inconsistent", "no probabilities fit what is stated")
    low, high = ends
    if not isclose(low, high, abs_tol=SAME):
        reason = f"what is stated leaves it anywhere from {low:.6g} to {high:.6g}"
        check = _told(claim, given, "underdetermined", reason)
        return check.model_copy(update={"scenarios": ({"least": f"{low:.6g}"}, {"greatest": f"{high:.6g}"})})
    value = Quantity(value=min(1.0, max(0.0, (low + high) / 2)))
    asked = f"P({claim.query.event}{f' | {claim.query.given}' if claim.query.given else ''})"
    step = Step(symbol="value", expression=asked, inputs=tuple(given), value=value)
    check = _told(claim, given, "proved", "the probability follows from those stated")
    return check.model_copy(update={"value": value, "steps": (step,)})


def _told(claim: ProbabilityClaim, given: Mapping[str, Given], verdict: str, reason: str) -> Check:
    said = [f"{' and '.join(g)} are independent" for g in claim.independent]
    said += [f"{' and '.join(g)} exclude one another" for g in claim.exclusive]
    held = {"premises": (*(g.label or n for n, g in given.items()), *said), "semantics": SEMANTICS}
    return Check.model_validate({"claim": claim.id, "verdict": verdict, "reason": reason, **held})


def _asked(space: _Space, query: Chance) -> tuple[float, float] | None:
    """The range of P(event | given): a ratio has one value only if it is the same at both ends of its numerator."""
    event, whole = space.both(query)
    base = space.range(whole)
    if base is None or not query.given:
        return base and space.range(event)
    if base[0] <= SAME:
        raise ClaimError("query", "what it is conditioned on may have no chance at all")
    joint = space.range(event)
    if joint and isclose(*joint, abs_tol=1e-12) and isclose(*base, abs_tol=1e-12):
        return joint[0] / base[0], joint[0] / base[0]
    return _extreme(space, event, whole, least=True), _extreme(space, event, whole, least=False)


def _extreme(space: _Space, event: list[float], whole: list[float], *, least: bool) -> float:
    """The least or greatest ratio of two linear forms, by bisection on whether a value can be reached."""
    low, high = 0.0, 1.0
    while high - low > 1e-10:
        middle = (low + high) / 2
        found = space.range([e - middle * w for e, w in zip(event, whole, strict=True)])
        if found is None:
            raise ClaimError("known", "no probabilities fit what is stated")
        reached = found[0] <= 1e-12 if least else found[1] >= -1e-12
        if reached == least:
            high = middle
        else:
            low = middle
    return (low + high) / 2


def _products(space: _Space, group: Sequence[str]) -> Iterator[Row]:
    """Independence as linear rows: P(all of a part) is the product of their chances."""
    if lost := [name for name in group if name not in space.events]:
        raise ClaimError("independent", f"{', '.join(lost)} is not among the events")
    single = {name: _single(space, name, group) for name in group}
    for size in range(2, len(group) + 1):
        for part in combinations(group, size):
            yield space.where(space.tree(" and ".join(part))), prod(single[n] for n in part)


def _single(space: _Space, name: str, group: Sequence[str]) -> float:
    found = space.range(space.where(Var(name)))
    if found is None:
        raise ClaimError("known", "no probabilities fit what is stated")
    if isclose(*found, abs_tol=SAME):
        return sum(found) / 2
    others = [n for n in group if n != name]
    if len(others) != 1:
        raise ClaimError("independent", f"the chance of {name} is not fixed")
    return _paired(space, name, others[0])


def _paired(space: _Space, name: str, other: str) -> float:
    """The chance of an event that is independent of another whose chance is known, from what else is known."""
    known = space.range(space.where(Var(other)))
    if known is None or not isclose(*known, abs_tol=SAME):
        raise ClaimError("independent", f"the chance of neither {name} nor {other} is fixed")
    q = sum(known) / 2
    both, mine = space.where(space.tree(f"{name} and {other}")), space.where(Var(name))
    trial = _Space(space.events, [*space.rows, ([b - q * m for b, m in zip(both, mine, strict=True)], 0.0)])
    found = trial.range(mine)
    if found is None or not isclose(*found, abs_tol=SAME):
        raise ClaimError("independent", f"the chance of {name} is not fixed")
    return sum(found) / 2
