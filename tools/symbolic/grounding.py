"""Rules with variables to ground rules, and what follows from those: closure, and the well-founded model for closed
worlds [VanGelder1991]_. Knows literals, not verdicts.

.. [VanGelder1991] A. Van Gelder, K. Ross, J. Schlipf, The well-founded semantics for general logic programs,
   J. ACM 38 (1991) 620.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import product

from ech0.core.errors import OutOfBudget
from ech0.core.types import Atom, Rule

MAX_LITERALS, MAX_GROUND, MAX_TRIES = 20_000, 20_000, 400_000
Literal = tuple[str, tuple[str, ...], bool]


@dataclass(frozen=True)
class Ground:
    """A rule without variables. `unless`: atoms that must not be derivable; `place`: the claim's rule it comes from."""

    head: Literal
    body: tuple[Literal, ...]
    unless: tuple[Literal, ...]
    place: int


def literal(atom: Atom, binding: dict[str, str] | None = None) -> Literal:
    """An atom under a binding of its variables."""
    held = binding or {}
    return atom.predicate, tuple(held.get(a, a) for a in atom.args), atom.positive


def opposite(one: Literal) -> Literal:
    """The literal of the other sign."""
    return one[0], one[1], not one[2]


def show(one: Literal) -> str:
    """A literal as text."""
    args = f"({', '.join(one[1])})" if one[1] else ""
    return f"{'' if one[2] else 'not '}{one[0]}{args}"


def variables(atom: Atom) -> list[str]:
    """The variables of an atom."""
    return [a for a in atom.args if a.startswith("?")]


class _Grounder:
    """Instances of rules whose positive bodies can be derived at all, found bottom up."""

    def __init__(self, rules: Sequence[Rule], constants: Sequence[str], closed: bool) -> None:
        self.rules, self.constants, self.closed = rules, constants, closed
        self.known: dict[tuple[str, bool], dict[tuple[str, ...], None]] = defaultdict(dict)
        self.size, self.tries = 0, 0
        self.ground: dict[Ground, None] = {}

    def run(self) -> list[Ground]:
        before: set[tuple[str, bool]] | None = None
        while before is None or before:
            fresh: set[tuple[str, bool]] = set()
            for place, rule in enumerate(self.rules):
                if before is not None and not any((a.predicate, a.positive) in before for a in rule.body):
                    continue
                for instance in self._instances(place, rule):
                    if instance not in self.ground and self._keep(instance):
                        fresh.add((instance.head[0], instance.head[2]))
            before = fresh
        return list(self.ground)

    def _keep(self, instance: Ground) -> bool:
        """Keep an instance; whether its head is new."""
        self.ground[instance] = None
        name, args, sign = instance.head
        new = args not in self.known[name, sign]
        if new:
            self.known[name, sign][args] = None
            self.size += 1
        if self.size > MAX_LITERALS or len(self.ground) > MAX_GROUND:
            raise OutOfBudget("grounding", f"{MAX_LITERALS} facts and {MAX_GROUND} rule instances")
        return new

    def _instances(self, place: int, rule: Rule) -> Iterator[Ground]:
        body = [a for a in rule.body if a.positive or not self.closed]
        unless = [a for a in rule.body if not a.positive and self.closed]
        bound = {v for a in body for v in variables(a)}
        loose = sorted({v for a in (rule.head, *unless) for v in variables(a)} - bound)
        for binding in self._matches(body, {}):
            for values in product(self.constants, repeat=len(loose)):
                self._count()
                full = {**binding, **dict(zip(loose, values, strict=True))}
                barred = tuple(opposite(literal(a, full)) for a in unless)
                yield Ground(literal(rule.head, full), tuple(literal(a, full) for a in body), barred, place)

    def _matches(self, body: Sequence[Atom], binding: dict[str, str]) -> Iterator[dict[str, str]]:
        if not body:
            yield binding
            return
        first, rest = body[0], body[1:]
        want = literal(first, binding)
        table = self.known[want[0], want[2]]
        if not any(a.startswith("?") for a in want[1]):
            if want[1] in table:
                yield from self._matches(rest, binding)
            return
        for args in list(table):
            self._count()
            found = unify(want[1], args, binding)
            if found is not None:
                yield from self._matches(rest, found)

    def _count(self) -> None:
        self.tries += 1
        if self.tries > MAX_TRIES:
            raise OutOfBudget("grounding", f"{MAX_TRIES} attempts")


def unify(want: tuple[str, ...], got: tuple[str, ...], binding: dict[str, str]) -> dict[str, str] | None:
    """The binding extended so that `want` is `got`, or `None`."""
    if len(want) != len(got):
        return None
    found = dict(binding)
    for w, g in zip(want, got, strict=True):
        if w.startswith("?"):
            if found.setdefault(w, g) != g:
                return None
        elif w != g:
            return None
    return found


def ground(rules: Sequence[Rule], constants: Sequence[str], closed: bool) -> list[Ground]:
    """Every instance that can matter; raises `OutOfBudget` beyond `MAX_LITERALS`, `MAX_GROUND` or `MAX_TRIES`."""
    return _Grounder(rules, constants, closed).run()


def closure(rules: Sequence[Ground], absent: "frozenset[Literal] | None" = None) -> dict[Literal, Ground]:
    """What follows, each with the rule that gave it first. `absent`: a `Ground.unless` holds if not in this set."""
    waiting: dict[Literal, list[int]] = defaultdict(list)
    need = []
    found: dict[Literal, Ground] = {}
    queue: list[Ground] = []
    for number, rule in enumerate(rules):
        barred = absent is not None and any(u in absent for u in rule.unless)
        need.append(-1 if barred else len(set(rule.body)))
        for part in set(rule.body) if not barred else ():
            waiting[part].append(number)
        if not barred and not rule.body:
            queue.append(rule)
    place = 0
    while place < len(queue):
        rule, place = queue[place], place + 1
        if rule.head in found:
            continue
        found[rule.head] = rule
        for number in waiting[rule.head]:
            need[number] -= 1
            if need[number] == 0:
                queue.append(rules[number])
    return found


def well_founded(rules: Sequence[Ground]) -> tuple[dict[Literal, Ground], frozenset[Literal]]:
    """What is true under negation as failure, and what is possible; an atom in the second only is undefined."""
    possible = frozenset(closure(rules))
    while True:
        true = closure(rules, possible)
        wider = frozenset(closure(rules, frozenset(true)))
        if wider == possible:
            return true, possible
        possible = wider
