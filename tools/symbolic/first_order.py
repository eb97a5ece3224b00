"""First-order claims: whether a conclusion follows classically, by z3, with a proof's premises or worlds both ways.

| premises with the opposite of the conclusion | premises with the conclusion | verdict |
|---|---|---|
| cannot be | can be | `proved` |
| can be | cannot be | `refuted` |
| can be | can be | `underdetermined`, with a world each way |
| cannot be | cannot be | `inconsistent`: the premises alone contradict one another; an irreducible core |
| z3 cannot say | | `too_hard` |

A world is looked for first: over the individuals that have names and one or two more, where quantifiers are finite and
the search is sure to end. What has no such world goes to z3 with its quantifiers. Plain checks decide; the tracked
second run only tells which premises were used. Knows no language.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from ech0.core.errors import ClaimError, OutOfBudget
from ech0.core.types import Check, FirstOrderClaim
from ech0.core.wff import Applied, Equals, Joined, Negated, Quantified, Wff
from tools.symbolic import smt

SEMANTICS = "classical first-order logic; names may share an individual"
MAX_DEPTH, MAX_PARTS, MAX_GROUND, MAX_WORDS, RLIMIT = 40, 4000, 20_000, 12, 20_000_000
World = dict[str, str]
_OPEN = "the premises allow the conclusion, and they allow its opposite"


def decide_first_order(claim: FirstOrderClaim) -> Check:
    """Decide a claim; raises `ClaimError` if it is malformed and `OutOfBudget` if z3 gives up."""
    readable(claim)
    case = _Case(claim)
    without, within = case.world(case.against), case.world(case.conclusion)
    if without is not None and within is not None:
        return case.check("underdetermined", _OPEN, scenarios=(within, without))
    fails = without is None and not case.possible(case.against)
    holds = within is None and not case.possible(case.conclusion)
    if fails and holds:
        core = case.because(None)
        return case.check("inconsistent", "the premises contradict one another", core=core, premises=core)
    if fails:
        used = case.because(case.against)
        return case.check("proved", _because("it follows", used), [case.against], truth=True, premises=used)
    if holds:
        used = case.because(case.conclusion)
        why = _because("its opposite follows", used)
        return case.check("refuted", why, [case.conclusion], truth=False, premises=used)
    worlds = tuple(w for w in (within, without) if w)
    return case.check("underdetermined", _OPEN, scenarios=worlds)


def _because(said: str, used: Sequence[str]) -> str:
    return f"{said} from {len(used)} premise{'s' * (len(used) != 1)}" if used else f"{said} from nothing but logic"


def readable(claim: FirstOrderClaim) -> None:
    """Raise `ClaimError` for what no solver should see: arities that clash, unbound variables, formulas too deep."""
    arity: dict[str, int] = {}
    total = 0
    named = [(p.text or f"premise {n}", p.formula) for n, p in enumerate(claim.premises, 1)]
    for where, formula in [*named, ("conclusion", claim.conclusion)]:
        stack: list[tuple[Wff, frozenset[str], int]] = [(formula, frozenset(), 1)]
        while stack:
            one, bound, depth = stack.pop()
            total += 1
            if depth > MAX_DEPTH or total > MAX_PARTS:
                cure = f"at most {MAX_DEPTH} levels and {MAX_PARTS} parts in all can be decided; say less"
                raise ClaimError(where, cure)
            match one:
                case Applied() | Equals():
                    _terms(one, bound, where, arity)
                case Negated():
                    stack.append((one.of, bound, depth + 1))
                case Joined():
                    if one.op in ("implies", "iff", "xor") and len(one.parts) != 2:
                        raise ClaimError(where, f"{one.op!r} joins two parts, and {len(one.parts)} are given; nest it")
                    stack += [(part, bound, depth + 1) for part in one.parts]
                case Quantified():
                    if one.variable in bound:
                        cure = f"{one.variable!r} is bound twice, one in the other; rename the inner one"
                        raise ClaimError(where, cure)
                    if one.sort and arity.setdefault(one.sort, 1) != 1:
                        raise ClaimError(where, f"{one.sort!r} is a sort here and a relation elsewhere; rename one")
                    stack.append((one.of, bound | {one.variable}, depth + 1))


def _terms(one: Applied | Equals, bound: frozenset[str], where: str, arity: dict[str, int]) -> None:
    if loose := [a for a in one.args if a.startswith("?") and a not in bound]:
        cure = f"{loose[0]!r} is not bound; put a forall or exists around it, or drop the question mark"
        raise ClaimError(where, cure)
    if isinstance(one, Applied) and arity.setdefault(one.name, len(one.args)) != len(one.args):
        cure = f"{one.name!r} has {len(one.args)} arguments here and {arity[one.name]} elsewhere; choose one number"
        raise ClaimError(where, cure)


@dataclass
class _Case:
    """A claim as z3 terms, in both manners: with quantifiers, and over a few individuals."""

    claim: FirstOrderClaim

    def __post_init__(self) -> None:
        self.terms = _Terms()
        self.premises = [self.terms.of(p.formula, {}) for p in self.claim.premises]
        self.conclusion = self.terms.of(self.claim.conclusion, {})

    @cached_property
    def against(self) -> Any:
        import z3

        return z3.Not(self.conclusion)

    @cached_property
    def _small(self) -> list["_Small"]:
        """Grounded over the named individuals and none, one or two more, as far as that stays small."""
        names = sorted(self.terms.individuals)
        found = []
        for more in (["somebody"], ["somebody", "somebody else"], []):
            if among := [*names, *more]:
                try:
                    found.append(_Small(self.claim, among))
                except OutOfBudget:
                    continue
        return found

    def world(self, extra: Any) -> World | None:
        """A small world in which the premises and the conclusion (or its opposite) hold, or `None`: none is found."""
        for small in self._small:
            if (found := small.world(opposite=extra is not self.conclusion)) is not None:
                return found
        return None

    def possible(self, extra: Any) -> bool:
        """Whether the premises allow `extra`; raises `OutOfBudget` if z3 cannot say."""
        solver = smt.solver([*self.premises, extra])
        solver.set("rlimit", RLIMIT)
        answer = str(solver.check())
        if answer == "unknown":
            raise OutOfBudget("z3", f"{smt.TIMEOUT_MS / 1000:g} s ({solver.reason_unknown()})")
        return answer == "sat"

    def because(self, extra: Any | None) -> tuple[str, ...]:
        """The user's sentences of an irreducible set of premises that rules `extra` (or themselves) out."""
        background = [t for p, t in zip(self.claim.premises, self.premises, strict=True) if not p.text]
        tracked = {n: t for n, t in enumerate(self.premises) if self.claim.premises[n].text}
        kept = smt.core(tracked, [*background, *([] if extra is None else [extra])])
        return tuple(dict.fromkeys(self.claim.premises[n].text for n in kept))

    def check(self, verdict: Any, reason: str, file: Sequence[Any] = (), **more: Any) -> Check:
        notes = [f"p{n}: {p.text or 'what the words mean'}" for n, p in enumerate(self.claim.premises)]
        notes += [f"{code} is {said}" for said, code in self.terms.codes()]
        text = smt.smtlib(self.claim.id, verdict, [*self.premises, *file], notes)
        return Check(
            claim=self.claim.id, verdict=verdict, reason=reason, semantics=SEMANTICS, artifact=text,
            artifact_kind="smtlib", **more,
        )  # fmt: skip


class _Terms:
    """Formulas as z3 terms over one uninterpreted sort."""

    def __init__(self) -> None:
        import z3

        self.sort = z3.DeclareSort("Thing")
        self.individuals: dict[str, Any] = {}
        self.predicates: dict[str, Any] = {}

    def codes(self) -> list[tuple[str, str]]:
        """Each predicate and individual in words, and what it is called in the file."""
        return [(said, str(term)) for table in (self.predicates, self.individuals) for said, term in table.items()]

    def of(self, one: Wff, bound: Mapping[str, Any]) -> Any:
        import z3

        match one:
            case Applied():
                return self._holds(one.name, [self._term(a, bound) for a in one.args])
            case Equals():
                return self._term(one.args[0], bound) == self._term(one.args[1], bound)
            case Negated():
                return z3.Not(self.of(one.of, bound))
            case Joined():
                return joined(one.op, [self.of(part, bound) for part in one.parts])
            case Quantified():
                x = z3.Const(f"{one.variable[1:]}{len(bound)}", self.sort)
                inner = self.of(one.of, {**bound, one.variable: x})
                if one.sort:
                    guard = self._holds(one.sort, [x])
                    inner = z3.Implies(guard, inner) if one.op == "forall" else z3.And(guard, inner)
                return (z3.ForAll if one.op == "forall" else z3.Exists)([x], inner)

    def _term(self, name: str, bound: Mapping[str, Any]) -> Any:
        import z3

        if name in bound:
            return bound[name]
        return self.individuals.setdefault(name, z3.Const(f"c{len(self.individuals)}", self.sort))

    def _holds(self, name: str, terms: Sequence[Any]) -> Any:
        import z3

        code = f"r{len(self.predicates)}"
        made = self.predicates.setdefault(name, z3.Function(code, *[self.sort] * len(terms), z3.BoolSort()))
        return made(*terms)


def joined(op: str, parts: Sequence[Any]) -> Any:
    """A connective over z3 truth values."""
    import z3

    match op:
        case "and":
            return z3.And(*parts)
        case "or":
            return z3.Or(*parts)
        case "implies":
            return z3.Implies(*parts)
        case "iff":
            return parts[0] == parts[1]
        case _:
            return z3.Xor(*parts)


class _Small:
    """A claim over a few individuals: every quantifier is a list, every atom a truth value."""

    def __init__(self, claim: FirstOrderClaim, among: Sequence[str]) -> None:
        self.among, self.size = tuple(among), 0
        self.atoms: dict[tuple[str, ...], Any] = {}
        self.solver = smt.solver([self._of(p.formula, {}) for p in claim.premises])
        self.conclusion = self._of(claim.conclusion, {})

    def _of(self, one: Wff, bound: Mapping[str, str]) -> Any:
        import z3

        self.size += 1
        if self.size > MAX_GROUND:
            raise OutOfBudget("grounding", f"{MAX_GROUND} parts")
        match one:
            case Applied():
                return self._atom(one.name, *(bound.get(a, a) for a in one.args))
            case Equals():
                first, second = (bound.get(a, a) for a in one.args)
                return z3.BoolVal(first == second)
            case Negated():
                return z3.Not(self._of(one.of, bound))
            case Joined():
                return joined(one.op, [self._of(part, bound) for part in one.parts])
            case Quantified():
                cases = [self._case(one, {**bound, one.variable: who}, who) for who in self.among]
                return z3.And(*cases) if one.op == "forall" else z3.Or(*cases)

    def _case(self, one: Quantified, bound: Mapping[str, str], who: str) -> Any:
        import z3

        inner = self._of(one.of, bound)
        if not one.sort:
            return inner
        guard = self._atom(one.sort, who)
        return z3.Implies(guard, inner) if one.op == "forall" else z3.And(guard, inner)

    def _atom(self, *atom: str) -> Any:
        import z3

        return self.atoms.setdefault(atom, z3.Bool(f"a{len(self.atoms)}"))

    def world(self, *, opposite: bool) -> World | None:
        """What is true and false of whom, in words; `None` if there is no such world of this size."""
        import z3

        self.solver.push()
        self.solver.add(z3.Not(self.conclusion) if opposite else self.conclusion)
        answer = str(self.solver.check())
        model = self.solver.model() if answer == "sat" else None
        self.solver.pop()
        if model is None:
            return None
        told = {_said(atom): "true" if z3.is_true(model.eval(term)) else "false" for atom, term in self.atoms.items()}
        shown = sorted(told.items(), key=lambda item: item[1] != "true")
        return dict(shown[:MAX_WORDS]) or {"anything": "true"}


def _said(atom: tuple[str, ...]) -> str:
    name, *args = atom
    return f"{name}({', '.join(args)})" if args else name
