"""From what a model proposed to what is carried out: formulas and labs bound to the ledger, or claims of logic.

Everything is checked again here, whoever held the model to whatever schema: an id, a name, a dimension or a sentence
that does not fit is a `ClaimError` that the model is told. The equations are ours; the model contributes which, and of
what.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from ech0.core import units
from ech0.core.errors import ClaimError, InputError
from ech0.core.formula import Concept, Formula
from ech0.core.types import Atom, FirstOrderClaim, LogicClaim, Question, Rule, Span
from ech0.core.wff import Applied, Joined, Negated, Premise, Quantified, Wff
from ech0.minds.embedded.derive import Chainer
from ech0.minds.embedded.sources import (
    Assumed,
    ByFormula,
    ByLab,
    Derivation,
    Fixed,
    Free,
    Known,
    Missing,
    Node,
    Source,
    one_meaning,
)
from ech0.minds.embedded.target import Target
from ech0.minds.embedded.words import stem
from ech0.minds.served.narrow import chosen
from ech0.minds.served.offer import Offer
from ech0.minds.served.proposal import Fact, FormulaStep, LabStep, LogicStep, Proposal, RecallStep
from ech0.minds.served.view import View
from labs import Choice, Lab, Real

_WORD = re.compile(r"[A-Za-z]+")
SAID = 0.13
"""How well a number fits a variable of its dimension at the least: the model says that it is it."""


@dataclass(frozen=True)
class Derived:
    """A way to a quantity."""

    derivation: Derivation

    @property
    def path(self) -> str:
        """What identifies it among others."""
        return self.derivation.path


@dataclass(frozen=True)
class Judged:
    """A statement to be judged: the claim, and the sentences that it does not account for."""

    claim: FirstOrderClaim | LogicClaim
    unread: tuple[str, ...]

    @property
    def path(self) -> str:
        """What it says, without the names that it gives things."""
        return f"judged:{self.claim.model_dump_json(exclude={'id', 'text'})}"


@dataclass(frozen=True)
class Recalled:
    """Words to look up."""

    query: str
    path: str = "recall"


@dataclass(frozen=True)
class Lacking:
    """No way is known; the concepts of what would be needed."""

    missing: tuple[Concept, ...]
    path: str = "none"


Candidate = Derived | Judged | Recalled | Lacking


@dataclass
class Former:
    """Reads proposals for one question."""

    chainer: Chainer
    offer: Offer
    view: View

    def read(self, proposal: Proposal) -> Candidate:
        """The candidate that a proposal comes to; raises `ClaimError` naming what does not fit, and what would."""
        kinds = {s.do for s in proposal.steps}
        if "logic" in kinds:
            if len(proposal.steps) != 1 or proposal.answer:
                raise ClaimError("steps", "a logic step stands alone, with an empty answer")
            return self._judged(next(s for s in proposal.steps if isinstance(s, LogicStep)))
        if "recall" in kinds:
            if len(proposal.steps) != 1 or proposal.answer:
                raise ClaimError("steps", "a recall step stands alone, with an empty answer")
            return Recalled(next(s.query for s in proposal.steps if isinstance(s, RecallStep)))
        if not proposal.steps:
            if strange := [m for m in proposal.missing if m not in self.offer.kinds()]:
                raise ClaimError("missing", f"{strange[0]!r} is no kind of quantity of the cards")
            return Lacking(tuple(self.offer.concepts[m] for m in proposal.missing))
        return self._derived(proposal)

    # --- quantities ---------------------------------------------------------------------------------------------------

    def _derived(self, proposal: Proposal) -> Derived:
        steps = [s for s in proposal.steps if isinstance(s, FormulaStep | LabStep)]
        if len({s.id for s in steps}) < len(steps):
            raise ClaimError("steps", "two steps have one id; number them c1, c2, ... and r1, r2, ...")
        walkers = _Steps(self, {s.id: s for s in steps})
        node = walkers.result(proposal.answer, "answer")
        if not isinstance(node, ByFormula | ByLab):
            raise ClaimError("answer", "it must be what a step gives, such as c1.v")
        if left := sorted({s.id for s in steps} - walkers.used):
            raise ClaimError("steps", f"{', '.join(left)} leads to nothing; leave it out, or use what it gives")
        if not one_meaning(node):
            raise ClaimError("steps", "one id stands for two kinds of quantity; bind each id to one")
        target = _target(node)
        return Derived(Derivation(target, node, self.chainer.ranker.fit(target, node)))

    # --- logic --------------------------------------------------------------------------------------------------------

    def _judged(self, step: LogicStep) -> Judged:
        question = self.view.question
        if any(a.startswith("?") for a in step.query.args):
            raise ClaimError("query", "it may hold no variable; name what it is about")
        for fact in (step.query, *(f for s in step.statements for f in (*s.given, *s.then))):
            self._spoken(fact)
        used = {s.sentence for s in step.statements} | set(step.aside)
        for name in used:
            if self.view.sentence(name) is None:
                raise ClaimError("sentence", f"there is no {name}; there are {', '.join(self.view.names())}")
        last = len([s for s in self.view.sources if s == "question"])
        wanted = self.view.sentences[last - 1]
        unread = tuple(
            self.view.sentences[n - 1]
            for n in range(1, last)
            if f"s{n}" not in used and not self.view.sentences[n - 1].rstrip().endswith("?")
        )
        if question.semantics in ("open", "closed"):
            return Judged(self._rules(step, question, wanted), unread)
        premises = [
            Premise(formula=_implied(s.given, s.then), text=self._text(s.sentence), span=self._span(s.sentence))
            for s in step.statements
        ]
        claim = FirstOrderClaim(id="c1", text=wanted, premises=tuple(premises), conclusion=_fact(step.query))
        return Judged(claim, unread)

    @cached_property
    def _stems(self) -> frozenset[str]:
        said = (*self.view.sentences, *self.view.question.options)
        return frozenset(stem(w) for text in said for w in _WORD.findall(text))

    def _spoken(self, fact: Fact) -> None:
        """Refuse a predicate or a name that is not made of words of the question."""
        for name in (fact.predicate, *(a for a in fact.args if not a.startswith("?"))):
            words = _WORD.findall(name.replace("_", " "))
            if strange := [w for w in words if stem(w) not in self._stems]:
                raise ClaimError("statements", f"the question does not say {strange[0]!r}; use its own words")
            if not words:
                raise ClaimError("statements", f"{name!r} is no word")

    def _rules(self, step: LogicStep, question: Question, wanted: str) -> LogicClaim:
        rules = []
        for n, said in enumerate(step.statements):
            if len(said.then) != 1:
                raise ClaimError(
                    f"statements.{n}.then", "one thing follows from a rule here; write a statement for each"
                )
            head, body = _atom(said.then[0]), tuple(_atom(f) for f in said.given)
            if not body and any(a.startswith("?") for a in head.args):
                raise ClaimError(f"statements.{n}", "a fact names what it is about; it holds no variable")
            text, span = self._text(said.sentence), self._span(said.sentence)
            rules.append(Rule(head=head, body=body, text=text, span=span))
        semantics = question.semantics or "open"
        return LogicClaim(id="c1", text=wanted, rules=tuple(rules), query=_atom(step.query), semantics=semantics)

    def _text(self, name: str) -> str:
        found = self.view.sentence(name)
        return found[0] if found else ""

    def _span(self, name: str) -> Span | None:
        found = self.view.sentence(name)
        return found[1] if found else None


@dataclass
class _Steps:
    """Follows ids from the answer down to the givens. Each step is made once; a step that needs itself is refused."""

    former: Former
    steps: Mapping[str, FormulaStep | LabStep]

    def __post_init__(self) -> None:
        self.used: set[str] = set()
        self._made: dict[tuple[str, str], Node] = {}
        self._open: list[str] = []
        self.givens = {g.entry.id: g for g in self.former.chainer.scene.givens}

    def result(self, name: str, where: str) -> Source:
        """What an id stands for."""
        step, _, part = name.partition(".")
        if step not in self.steps:
            return self._given(name, where)
        if step in self._open:
            raise ClaimError(where, f"{name} needs itself; take each step from what is known before it")
        made = self.steps[step]
        self.used.add(step)
        if (step, part) not in self._made:
            self._open.append(step)
            self._made[step, part] = (
                self._formula(made, part) if isinstance(made, FormulaStep) else self._lab(made, part)
            )
            self._open.pop()
        return self._made[step, part]

    def _given(self, name: str, where: str) -> Source:
        given = self.givens.get(name)
        if given is None:
            known = ", ".join([*self.givens, *self.steps]) or "none"
            raise ClaimError(where, f"there is no {name!r}; the ids are {known}")
        return Known(given, SAID)

    def _formula(self, step: FormulaStep, part: str) -> ByFormula:
        formula = self.former.offer.formulas.get(step.formula)
        if formula is None:
            raise ClaimError(step.id, f"no card has the formula {step.formula!r}")
        if step.find not in formula.variables or formula.variables[step.find].constant or part != step.find:
            raise ClaimError(step.id, f"it gives {step.id}.<find>, find being one of {', '.join(formula.variables)}")
        if strange := sorted(step.inputs.keys() - (formula.variables.keys() - {step.find})):
            raise ClaimError(f"{step.id}.inputs", f"{formula.id} has no other variable {', '.join(strange)}")
        sources = {n: self._variable(step, formula, n) for n in formula.variables if n != step.find}
        node = ByFormula(formula, step.find, tuple(sorted(sources.items())), self.former.chainer.topic(formula))
        if not self.former.chainer.binder.holds(formula, sources):
            raise ClaimError(step.id, f"{formula.name} does not hold for these values; take another formula or binding")
        return node

    def _variable(self, step: FormulaStep, formula: Formula, name: str) -> Source:
        variable = formula.variables[name]
        concept = self.former.offer.concepts[variable.concept]
        label = concept.id.replace("_", " ")
        if name in step.inputs:
            source = self.result(step.inputs[name], f"{step.id}.inputs.{name}")
            self._fits(source, [concept.unit], f"{step.id}.inputs.{name}")
            if isinstance(source, Known):
                score = self.former.chainer.binder.binding(source.given, formula, name)
                if score == 0.0:
                    raise ClaimError(f"{step.id}.inputs.{name}", f"{step.inputs[name]} cannot be a {label}")
                return Known(source.given, score, concept.id)
            return source
        if variable.constant:
            return Fixed(self.former.chainer.substances.constants[variable.constant])
        if variable.optional:
            return Free()
        if variable.default is not None:
            return Assumed(variable.default, concept.unit, label, variable.because)
        return Missing(
            f"{variable.role} {label}".strip() if variable.role not in label else label, concept.id, concept.unit
        )

    def _lab(self, step: LabStep, part: str) -> ByLab:
        lab = self.former.offer.labs.get(step.lab)
        if lab is None:
            raise ClaimError(step.id, f"no card has the lab {step.lab!r}")
        if part != step.want or part not in lab.outputs:
            raise ClaimError(step.id, f"it gives {step.id}.<want>, want being one of {', '.join(lab.outputs)}")
        if strange := sorted(n for n in step.inputs if not isinstance(lab.inputs.get(n), Real)):
            raise ClaimError(f"{step.id}.inputs", f"{lab.id} takes no number {', '.join(strange)}")
        offered = chosen(lab, self.former.chainer)
        for name, value in step.choices.items():
            if value not in offered.get(name, ()):
                some = ", ".join(offered.get(name, [])[:24]) or "nothing that the question says"
                raise ClaimError(f"{step.id}.choices.{name}", f"{value!r} cannot be chosen; it can be: {some}")
        needs = lab.outputs[part].needs or tuple(lab.inputs)
        sources, missing = self._inputs(step, lab, needs)
        chainer = self.former.chainer
        stated = [chainer.stated(s) for s in (lab.inputs[n] for n in step.choices) if not isinstance(s, Real | Choice)]
        spans = tuple((s.start, s.end) for s in stated if s is not None and s.end)
        within = chainer.within(spans)
        held = {s.given.entry.id for _, s in sources if isinstance(s, Known)}
        within += chainer.reader.beside(lab, {k.given.entry.id for k in within} | held)
        choices = tuple((n, step.choices[n]) for n in lab.inputs if n in step.choices)
        topic = 1.0 if chainer.scene.text.has(lab.words) else 0.8
        return ByLab(lab, part, choices, tuple(sources), tuple(missing), topic, spans, within)

    def _inputs(self, step: LabStep, lab: Lab, needs: Iterable[str]) -> tuple[list[tuple[str, Source]], list[Missing]]:
        sources: list[tuple[str, Source]] = []
        missing: list[Missing] = []
        for name in dict.fromkeys((*needs, *step.inputs)):
            spec, where = lab.inputs[name], f"{step.id}.inputs.{name}"
            if not isinstance(spec, Real):
                if name not in step.choices and spec.default is None and not getattr(spec, "optional", False):
                    missing.append(Missing(_plain(spec.meaning, name), None, ""))
            elif name in step.inputs:
                source = self.result(step.inputs[name], where)
                self._fits(source, [spec.unit, *spec.also], where)
                sources.append((name, self._placed(source, lab, name, spec, where)))
            elif spec.default is not None:
                label = f"{name.replace('_', ' ')} for {lab.id}"
                sources.append((name, Assumed(spec.default, spec.unit, label, "the lab's default")))
            elif not spec.optional:
                missing.append(Missing(_plain(spec.meaning, name), spec.concept, spec.unit))
        return sources, missing

    def _placed(self, source: Source, lab: Lab, name: str, spec: Real, where: str) -> Source:
        if not isinstance(source, Known):
            return source
        score = self.former.chainer.binder.lab_binding(source.given, lab, name, spec)
        if score == 0.0:
            raise ClaimError(where, f"{source.given.entry.id} cannot be the {name.replace('_', ' ')} of {lab.id}")
        return Known(source.given, score, spec.concept or f"{lab.id}.{name}")

    def _fits(self, source: Source, accepted: Iterable[str], where: str) -> None:
        """Refuse an id of another dimension."""
        unit = _unit(source, self.former.offer)
        wanted = list(accepted)
        if unit is not None and not any(_alike(unit, a) for a in wanted):
            told = " or ".join(a or "a plain number" for a in wanted)
            raise ClaimError(where, f"it takes {told}, and this is in {unit or 'no unit'}; bind another id")


def _alike(one: str, other: str) -> bool:
    try:
        return one == other or units.compatible(one, other)
    except InputError:
        return False


def _unit(source: Source, offer: Offer) -> str | None:
    match source:
        case Known():
            return source.given.unit
        case ByFormula():
            return offer.concepts[source.formula.variables[source.variable].concept].unit
        case ByLab():
            return source.lab.outputs[source.output].unit
    return None


def _target(node: Node) -> Target:
    """What the answer is, in words."""
    if isinstance(node, ByLab):
        return Target(
            node.lab.outputs[node.output].concept, 1.0, node.output.replace("_", " "), node.lab.id, node.output
        )
    variable = node.formula.variables[node.variable]
    words = variable.words[0] if variable.words else variable.concept.replace("_", " ")
    return Target(variable.concept, 1.0, words, role=variable.role)


def _plain(meaning: str, name: str) -> str:
    return name.replace("_", " ") if re.search(r"\d", meaning) else meaning


# --- formulas of logic ------------------------------------------------------------------------------------------------


def _fact(fact: Fact) -> Wff:
    one = Applied(name=fact.predicate, args=tuple(fact.args))
    return Negated(of=one) if fact.negated else one


def _atom(fact: Fact) -> Atom:
    return Atom(predicate=fact.predicate, args=tuple(fact.args), positive=not fact.negated)


def _implied(given: Iterable[Fact], then: Iterable[Fact]) -> Wff:
    """All of `given` imply one of `then`, for all that the variables may be."""
    before, after = [_fact(f) for f in given], [_fact(f) for f in then]
    right = after[0] if len(after) == 1 else Joined(op="or", parts=tuple(after))
    whole: Wff = right
    if before:
        left = before[0] if len(before) == 1 else Joined(op="and", parts=tuple(before))
        whole = Joined(op="implies", parts=(left, right))
    for name in sorted({a for f in (*given, *then) for a in f.args if a.startswith("?")}, reverse=True):
        if not re.fullmatch(r"\?[A-Za-z][A-Za-z_]{0,20}", name):
            raise ClaimError("statements", f"a variable is ? and one word, such as ?x; got {name!r}")
        whole = Quantified(op="forall", variable=name, of=whole)
    return whole
