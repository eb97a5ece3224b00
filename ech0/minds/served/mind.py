"""The mind with a model: it chooses formulas, labs and bindings, or puts sentences into logic; the house does the rest.

What the model says is data that is checked. It sees no value and states none: equations are those of the base, numbers
those of the ledger, and a draft of its own is kept only if every number in it is a reference and every word is known.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from math import sqrt

from ech0.core.errors import Ech0Error, OutOfBudget
from ech0.core.types import Draft, Event, FiniteClaim, Need, Plan, Reading, Subproblem, Usage
from ech0.minds.embedded import Embedded
from ech0.minds.embedded.derive import Chainer
from ech0.minds.served import samples
from ech0.minds.served.caller import Caller, Tell
from ech0.minds.served.forming import Candidate, Derived, Judged, Recalled
from ech0.minds.served.language import Language, Steps
from ech0.minds.served.meter import Limits, Meter
from ech0.minds.served.voting import Vote, voted
from ech0.minds.served.wording import worded
from labs import Lab

MOST_CLAIMS = 4
"""Different readings of a statement that are all put to the solver; they must come to the same."""


@dataclass(frozen=True)
class Served:
    """A model behind `caller`, with the base and labs of `house` to choose from.

    `tell` makes the function by which what is coming is shown; `tag` keeps ids apart from those of another mind;
    `language` is the one in which the model plans.
    """

    house: Embedded
    caller: Caller
    sampling: samples.Sampling
    limits: Limits
    tell: Callable[[], Tell]
    writes: bool = True
    tag: str = ""
    language: Language = field(default_factory=Steps)
    name: str = "served"

    @property
    def labs(self) -> Mapping[str, Lab]:
        """The labs it may choose from."""
        return self.house.labs

    def plan(self, state: Reading, /) -> Plan:
        """A plan from the readings that most agree on; raises the errors of a model, or `OutOfBudget`."""
        heard, chainer = self.house.page(state)
        put = self.language.put(self.house, heard, chainer)
        meter = Meter(self.limits, spent(state))
        how = self.sampling if put.mends else replace(self.sampling, repairs=0)
        asked = samples.readings(self.caller, put.messages, put.schema, put.read, how, meter=meter, tell=self.tell())
        tried = {a.plan.path for a in state.attempts}
        fresh = [c for c in asked.read if _path(c) not in tried]
        if not asked.read:
            error = _worst(asked.errors)
            error.usage = meter.used
            raise error
        if not fresh:
            return Plan(path="none", usage=meter.used)
        plan = self._formed(heard, chainer, voted(fresh), fresh)
        return self.house.examined(plan, heard, chainer).model_copy(update={"usage": meter.used})

    def _formed(self, state: Reading, chainer: Chainer, vote: Vote, read: Sequence[Candidate]) -> Plan:
        tag = f"{f'x{state.round}' if state.round else ''}{self.tag}"
        evidence = {"samples": vote.agreement}
        match vote.best:
            case Derived(derivation):
                rivals = [r.derivation for r in vote.rivals if isinstance(r, Derived)]
                plan = self.house.formed(state, chainer, derivation, rivals, tag)
                fit = sqrt(derivation.fit * vote.share)
                more = {"alternatives": max(0, vote.ways - 1 - len(rivals)), "doubt": True}
                return plan.model_copy(update={"fit": min(1.0, fit), "evidence": evidence, **more})
            case Judged():
                return _judged(vote, read, tag, evidence)
            case Recalled(query):
                goal = " ".join(state.question.text.split())[:300]
                part = Subproblem(id=f"s0{tag}", goal="find a passage that answers", queries=(goal, query))
                return Plan(subproblems=(part,), path="recall", evidence=evidence)
        needs = tuple(Need(what=f"the {c.id.replace('_', ' ')}", concept=c.id, unit=c.unit) for c in vote.best.missing)
        return Plan(path="none", missing=needs, evidence=evidence)

    def write(self, state: Reading, /) -> Draft:
        """The draft that the state justifies, in the model's words where these hold."""
        draft = self.house.write(state)
        plan = state.plan or Plan(path="none")
        said = draft.status == "answered" and draft.target is not None and not draft.quotes
        if not self.writes or not said or plan.judged or plan.path == "none":
            return draft
        meter = Meter(self.limits, spent(state))
        return worded(self.caller, self.sampling, draft, state, meter=meter, tell=self.tell())


def _path(candidate: Candidate) -> str:
    return "logic" if isinstance(candidate, Judged) else candidate.path


def _judged(vote: Vote, read: Sequence[Candidate], tag: str, evidence: Mapping[str, float]) -> Plan:
    """The different readings of a statement, each a claim: nothing is concluded unless they come to the same."""
    judged = {c.path: c for c in read if isinstance(c, Judged)}
    first = vote.best
    assert isinstance(first, Judged)  # noqa: S101  narrows: the caller matched it
    chosen = [first, *(c for p, c in judged.items() if p != first.path)][:MOST_CLAIMS]
    kind = type(first.claim)
    same = [c for c in chosen if isinstance(c.claim, kind)]
    claims = tuple(c.claim.model_copy(update={"id": f"c{n}{tag}"}) for n, c in enumerate(same, 1))
    unread = tuple(dict.fromkeys(u for c in same for u in c.unread))
    whole = first.told / (first.told + len(first.unread))
    return Plan(
        subproblems=(Subproblem(id=f"s1{tag}", goal=first.claim.text[:300], claims=claims),),
        label="puzzle" if isinstance(first.claim, FiniteClaim) else "statement",
        path="logic",
        judged=True,
        unread=unread,
        fit=sqrt(whole * (len(read) + 1) / (len(read) + 2)),
        evidence=evidence,
    )


def spent(state: Reading) -> Usage:
    """What the model has taken for this question so far."""
    total = Usage()
    for attempt in state.attempts:
        total += attempt.plan.usage + attempt.draft.usage
    last = state.plan.usage if state.plan is not None and len(state.attempts) < state.round else Usage()
    return total + last


def _worst(errors: Sequence[Ech0Error]) -> Ech0Error:
    """What is told of readings of which none holds: that a budget ran out, else what went wrong first."""
    return next((e for e in errors if isinstance(e, OutOfBudget)), errors[0])


def silent(_event: Event) -> None:
    """Shows nothing."""
