"""Finite claims: which option must, could, cannot or need not hold over finite domains. Knows no language.

| the constraints | verdict |
|---|---|
| contradict one another | `inconsistent`, with an irreducible core |
| no options: allow one assignment / several | `proved` / `underdetermined` with two of them |
| one option of several fulfils the mode | `proved`, `choice` is its index |
| several do | `ambiguous` |
| none does | `refuted` for *could* and *need not*, else `underdetermined` with a countermodel for each |
| one option only | `proved` or `refuted` with `truth`; for *must*, `underdetermined` if it may hold and may not |

A plain check comes first; tracked runs, which can turn an answer into "unknown", are used for cores only. Every model
is evaluated again by our own arithmetic.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from ech0.core.errors import OutOfBudget, RunFailed
from ech0.core.expression import Node, evaluate, parse
from ech0.core.types import Check, FiniteClaim, Relation
from tools.symbolic import smt

SEMANTICS = "finite domains; every assignment considered"
World = dict[str, str]


class _Question:
    """A finite claim compiled: what is assumed, and how to ask about it.

    One solver holds the constraints; each question is a pushed assertion. Assignments once found are kept, so that an
    option they settle costs no further run.
    """

    def __init__(self, claim: FiniteClaim) -> None:
        self.claim, self.coding = claim, smt.coding(claim)
        self.compiler = smt.Compiler(self.coding)
        self.trees = [parse(c.expression, where="constraint") for c in claim.constraints]
        self.constraints = [self.compiler.truth(t) for t in self.trees]
        self.option_trees = [parse(o.expression, where="option") for o in claim.options]
        self.options = [self.compiler.truth(t) for t in self.option_trees]
        self.domain = self.compiler.domain()
        self.solver = smt.solver([*self.domain, *self.constraints])
        self.worlds: list[dict[str, float]] = []

    def world(self, *extra: Any, trees: Sequence[tuple[Node, bool]] = ()) -> World | None:
        """An assignment that obeys everything and `extra`, or `None`; raises `OutOfBudget` if z3 gives up.

        `trees` are what `extra` says, and whether it is to be true.
        """
        for held in self.worlds if trees else ():
            if all(bool(evaluate(t, held)) == wanted for t, wanted in trees):
                return self._named(held)
        self.solver.push()
        try:
            self.solver.add(*extra)
            answer = str(self.solver.check())
            if answer == "unsat":
                return None
            if answer != "sat":
                raise OutOfBudget("z3", f"{smt.TIMEOUT_MS / 1000:g} s ({self.solver.reason_unknown()})")
            model = self.solver.model()
            codes = {n: model.eval(x, model_completion=True).as_long() for n, x in self.compiler.variables.items()}
        finally:
            self.solver.pop()
        held = {**self.coding.codes, **codes}
        for tree, wanted in [*((t, True) for t in self.trees), *trees]:
            if bool(evaluate(tree, held)) != wanted:
                raise RunFailed("z3", "it gave an assignment that breaks a constraint")
        self.worlds.append(held)
        return self._named(held)

    def _named(self, held: Mapping[str, float]) -> World:
        return {n: self.coding.meaning(n, int(held[n])) for n in self.compiler.variables}

    def option(self, place: int, wanted: bool) -> World | None:
        """An assignment in which an option holds, or fails."""
        import z3

        term = self.options[place] if wanted else z3.Not(self.options[place])
        return self.world(term, trees=[(self.option_trees[place], wanted)])

    def because(self, extra: Any) -> tuple[str, ...]:
        """The words of an irreducible set of constraints that rules `extra` out."""
        places = smt.core(dict(enumerate(self.constraints)), [*self.domain, extra])
        return tuple(said(self.claim.constraints[p]) for p in places)

    def check(self, verdict: Any, reason: str, file: Sequence[Any], **more: Any) -> Check:
        """A check with the problem as an SMT-LIB file; `file` is what it adds to the constraints."""
        notes = [f"c{p}: {said(c)}" for p, c in enumerate(self.claim.constraints)]
        text = smt.smtlib(self.claim.id, verdict, [*self.domain, *self.constraints, *file], notes)
        return Check(
            claim=self.claim.id, verdict=verdict, reason=reason, semantics=SEMANTICS, artifact=text,
            artifact_kind="smtlib", **more,
        )  # fmt: skip


def said(relation: Relation) -> str:
    """A constraint in the user's words."""
    return relation.text or relation.expression


def decide_finite(claim: FiniteClaim) -> Check:
    """Decide a finite claim; raises `ClaimError` if it cannot be read and `OutOfBudget` if z3 gives up."""
    question = _Question(claim)
    model = question.world()
    if model is None:
        places = smt.core(dict(enumerate(question.constraints)), question.domain)
        core = tuple(said(claim.constraints[p]) for p in places)
        return question.check("inconsistent", "the constraints contradict one another", (), core=core, premises=core)
    if not claim.options:
        return _assignment(question, model)
    if len(claim.options) == 1:
        return _single(question, question.option(0, True), question.option(0, False))
    fails = claim.mode in ("must", "need not")
    cases = [question.option(n, not fails) for n in range(len(claim.options))]
    fulfil = [n for n, world in enumerate(cases) if (world is None) == (claim.mode in ("must", "cannot"))]
    return _chosen(question, fulfil, cases)


def _assignment(question: _Question, model: World) -> Check:
    import z3

    other = question.world(z3.Or(*(x != _code(question, n, model[n]) for n, x in question.compiler.variables.items())))
    everything = tuple(map(said, question.claim.constraints))
    if other is None:
        return question.check("proved", "only one assignment is possible", (), scenarios=(model,), premises=everything)
    reason = "several assignments are possible"
    return question.check("underdetermined", reason, (), scenarios=(model, other), premises=everything)


def _code(question: _Question, variable: str, meaning: str) -> int:
    return question.coding.codes[meaning] if variable in question.coding.domains else int(meaning)


def _single(question: _Question, holds: World | None, fails: World | None) -> Check:
    import z3

    option, mode = question.options[0], question.claim.mode
    words = said(question.claim.options[0])
    against = z3.Not(option)
    if mode == "must" and fails is None:
        return question.check(
            "proved", f"{words}: in every case", (against,), truth=True, premises=question.because(against)
        )
    if mode == "must" and holds is not None and fails is not None:
        reason = f"{words}: in some cases, not in others"
        return question.check("underdetermined", reason, (option,), scenarios=(holds, fails))
    if mode == "need not":
        if fails is None:
            reason = f"{words}: in every case"
            return question.check("refuted", reason, (against,), truth=False, premises=question.because(against))
        return question.check("proved", f"{words}: not in every case", (against,), truth=True, scenarios=(fails,))
    if holds is None:
        verdict, truth = ("proved", True) if mode == "cannot" else ("refuted", False)
        return question.check(
            verdict, f"{words}: in no case", (option,), truth=truth, premises=question.because(option)
        )
    verdict, truth = ("proved", True) if mode == "could" else ("refuted", False)
    return question.check(verdict, f"{words}: it is possible", (option,), truth=truth, scenarios=(holds,))


def _chosen(question: _Question, fulfil: list[int], cases: list[World | None]) -> Check:
    """One option of several. `cases`: for each an assignment in which it holds, or for *must* and *need not* fails."""
    import z3

    claim, mode = question.claim, question.claim.mode
    if len(fulfil) == 1:
        choice = fulfil[0]
        test = z3.Not(question.options[choice]) if mode in ("must", "need not") else question.options[choice]
        reason = f"of the options only this {_MODE[mode]}: {said(claim.options[choice])}"
        world = cases[choice]
        if world is not None:
            everything = tuple(map(said, claim.constraints))
            return question.check("proved", reason, (test,), choice=choice, scenarios=(world,), premises=everything)
        return question.check("proved", reason, (test,), choice=choice, premises=question.because(test))
    worlds = tuple(w for w in cases if w)
    if fulfil:
        reason = f"{len(fulfil)} options fulfil it: " + "; ".join(said(claim.options[i]) for i in fulfil)
        return question.check("ambiguous", reason, (), scenarios=worlds if mode in ("could", "need not") else ())
    if mode in ("could", "need not"):
        terms = question.options if mode == "could" else [z3.Not(o) for o in question.options]
        nothing = z3.Or(*terms)
        reason = "no option is possible" if mode == "could" else "every option must hold"
        return question.check("refuted", reason, (nothing,), truth=False, premises=question.because(nothing))
    reason = f"there is no option that {_MODE[mode]}; each has a case against it"
    return question.check("underdetermined", reason, (), scenarios=worlds[:4])


_MODE = {"must": "must hold", "could": "could hold", "cannot": "cannot hold", "need not": "need not hold"}
