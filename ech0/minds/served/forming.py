"""From what a model proposed to what is carried out: formulas and labs bound to the ledger, or claims of logic.

Everything is checked again here, whoever held the model to whatever schema: an id, a name, a dimension or a sentence
that does not fit is a `ClaimError` that the model is told. The equations are ours; the model contributes which, and of
what.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from ech0.core.errors import ClaimError
from ech0.core.formula import Concept
from ech0.core.types import Atom, FiniteClaim, FirstOrderClaim, LogicClaim, Question, Rule, Span
from ech0.core.wff import Applied, Joined, Negated, Premise, Quantified, Wff
from ech0.minds.embedded.derive import Chainer
from ech0.minds.embedded.sources import ByFormula, ByLab, Derivation, Node, one_meaning
from ech0.minds.embedded.target import Target
from ech0.minds.embedded.words import stem
from ech0.minds.served.binding import Steps
from ech0.minds.served.offer import Offer
from ech0.minds.served.proposal import Fact, FormulaStep, LabStep, LogicStep, Proposal, RecallStep
from ech0.minds.served.view import View

_WORD = re.compile(r"[A-Za-z]+")


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

    claim: FirstOrderClaim | LogicClaim | FiniteClaim
    unread: tuple[str, ...]

    @property
    def told(self) -> int:
        """How many premises it is judged by."""
        match self.claim:
            case LogicClaim(rules=rows) | FirstOrderClaim(premises=rows) | FiniteClaim(constraints=rows):
                return len(rows)

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
        walkers = Steps(self.chainer, self.offer, {s.id: s for s in steps})
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


def _target(node: Node) -> Target:
    """What the answer is, in words."""
    if isinstance(node, ByLab):
        return Target(
            node.lab.outputs[node.output].concept, 1.0, node.output.replace("_", " "), node.lab.id, node.output
        )
    variable = node.formula.variables[node.variable]
    words = variable.words[0] if variable.words else variable.concept.replace("_", " ")
    return Target(variable.concept, 1.0, words, role=variable.role)


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
