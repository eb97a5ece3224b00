"""From the state of a finished loop to the `Answer`: the best attempt, its status, its value, its chain of reasoning.

Knows the nouns and the ledger; computes nothing but the interval and the choice letter.
"""

from collections.abc import Iterable
from math import prod
from typing import Protocol

from ech0.core import reading, units
from ech0.core.errors import Ech0Error
from ech0.core.types import (
    Answer,
    Attempt,
    ChainStep,
    Check,
    Cost,
    Entry,
    Passage,
    Plan,
    Quantity,
    Question,
    Reading,
    Run,
    Status,
    Step,
    Usage,
)
from ech0.ledger import Ledger, render, shown

NEAR = 0.02
"""How far, relative, an option that is a number may be from the value that it is taken to say."""
COVERAGE = 1.96
"""Standard uncertainties to either side that make an interval of about 95 %."""


class Finished(Reading, Protocol):
    """A state at its end."""

    run_id: str


def conclude(state: Finished, *, names: str, mind: str) -> Answer:
    """Make the answer of the best attempt; a status other than `answered` says why."""
    attempt = best(state.attempts)
    ledger = Ledger(state.entries)
    status, reason = _status(attempt)
    target = ledger.get(attempt.draft.target or "")
    quantity = target.quantity if target is not None and status == "answered" else None
    if quantity is not None and attempt.plan.unit is not None:
        quantity = units.convert(quantity, attempt.plan.unit, field="unit")
    choice = attempt.draft.choice if status == "answered" else None
    if choice is None and quantity is not None:
        choice = nearest(state.question.options, quantity)
    return Answer(
        status=status,
        reason=reason,
        text=_text(attempt, ledger, names, status),
        value=quantity.value if quantity else None,
        unit=quantity.unit if quantity else None,
        result=target.statement if target is not None and target.kind == "derived" and status == "answered" else None,
        interval=_interval(quantity),
        choice=None if choice is None else chr(ord("A") + choice),
        choice_text=None if choice is None else state.question.options[choice],
        confidence=attempt.judgement.confidence,
        confidence_n=attempt.judgement.confidence_n,
        family=attempt.judgement.family,
        features=dict(sorted(attempt.judgement.features.items())),
        claims=tuple({c.id: c for a in state.attempts for s in a.plan.subproblems for c in s.claims}.values()),
        checks=state.checks,
        chain=tuple(_chain(state, attempt, ledger)),
        sources=tuple(_sources(state, attempt.plan, target, ledger)),
        ledger=tuple(ledger.values()),
        passages=state.passages,
        runs=state.runs,
        recommendations=attempt.judgement.recommendations,
        failures=state.failures,
        cost=_cost(state),
        target=attempt.draft.target,
        template=attempt.draft.text,
        question=state.question,
        run_id=state.run_id,
        mind=mind,
    )


def _cost(state: Finished) -> Cost:
    used = Usage()
    for attempt in state.attempts:
        used += attempt.plan.usage + attempt.draft.usage
    tokens, money = used.tokens_in + used.tokens_out, round(used.money, 6)
    cost = Cost(labs=len(state.runs), checks=len(state.checks), rounds=state.round)
    return cost.model_copy(update={"tokens": tokens, "calls": used.calls, "money": money})


def spoken(question: Question, passages: Iterable[Passage], entries: Iterable[Entry], runs: Iterable[Run]) -> str:
    """Text whose words with digits (`H2O`, `CKD-EPI`) an answer may say: the question, and what was used."""
    said = [question.text, *question.context, *question.options, *(p.title for p in passages)]
    return " ".join([*said, *(e.label for e in entries), *(r.lab for r in runs)])


def nearest(options: tuple[str, ...], quantity: Quantity) -> int | None:
    """The one option that says the value (within `NEAR`, in any unit), if there is exactly one."""
    fits = []
    for number, option in enumerate(options):
        found = reading.read(option)
        if len(found) == 1 and units.compatible(found[0].unit or quantity.unit, quantity.unit):
            said = Quantity(value=found[0].value, unit=found[0].unit or quantity.unit)
            if abs(units.convert(said, quantity.unit).value - quantity.value) <= NEAR * abs(quantity.value):
                fits.append(number)
    return fits[0] if len(fits) == 1 else None


def best(attempts: tuple[Attempt, ...]) -> Attempt:
    """A contradiction found stands; else the accepted attempt of the highest confidence; else the most confident."""
    for attempt in attempts:
        if attempt.draft.status == "contradicted":
            return attempt
    return max(attempts, key=lambda a: (a.judgement.outcome == "accept", a.judgement.confidence))


def _status(attempt: Attempt) -> tuple[Status, str]:
    draft, judgement = attempt.draft, attempt.judgement
    if draft.status != "answered":
        return draft.status, draft.reason
    if judgement.outcome == "accept":
        return "answered", judgement.reasons[0] if judgement.reasons else "the gate accepted it"
    return "abstained", "; ".join(judgement.reasons) or "the confidence is below the threshold"


def _text(attempt: Attempt, ledger: Ledger, names: str, status: Status) -> str:
    if status == attempt.draft.status and attempt.draft.text:
        try:
            return render(attempt.draft.text, ledger, names=names)
        except Ech0Error:
            return "The draft was refused, because a number in it has no origin."
    return "I do not know." if status == "abstained" else ""


def _interval(quantity: Quantity | None) -> tuple[float, float] | None:
    if quantity is None or not quantity.sigma:
        return None
    half = COVERAGE * quantity.sigma
    return quantity.value - half, quantity.value + half


def _chain(state: Finished, attempt: Attempt, ledger: Ledger) -> list[ChainStep]:
    """The reasoning line by line: what was read, recalled, run, solved, written and judged."""
    plan, judgement = attempt.plan, attempt.judgement
    steps = [
        ChainStep(step=f"read {e.label}", rule="reader", uncertainty="data")
        for e in ledger.values()
        if e.kind == "given"
    ]
    if told := state.question.correction:
        said = [f"what is asked for is {told.target}"] if told.target else []
        said += [f"number {n} of the question is the {name}" for n, name in told.names.items()]
        steps.append(ChainStep(step=f"the user said that {' and '.join(said)}", rule="dialogue"))
    steps += [ChainStep(step=s.goal, rule="plan") for s in plan.subproblems]
    steps += [ChainStep(step=n, rule="reader") for n in plan.notes if plan.judged]
    steps += [ChainStep(step=f"took {e.label}: {e.reason}", rule=e.kind) for e in plan.entries]
    for run in state.runs:
        got = ", ".join(f"{n} = {q.value:.6g} {q.unit}".rstrip() for n, q in run.outputs.items())
        steps.append(ChainStep(step=f"measured {got}", rule=f"lab {run.lab} {run.version}", uncertainty="model"))
    for check in state.checks:
        steps += _derivation(check)
    steps += [ChainStep(step=n, rule="minds") for n in attempt.draft.notes]
    for stage in judgement.stages:
        features = ", ".join(f"{n} {v:.2f}" for n, v in stage.told.items())
        step = ChainStep(step=f"judged {stage.source}: {features}", rule="gate", uncertainty=stage.source)
        steps.append(step.model_copy(update={"confidence": stage.confidence, "cumulative": stage.cumulative}))
    if not judgement.stages:
        return steps
    naive = prod(s.confidence for s in judgement.stages)
    last = f"judged as a whole; the product of these, {naive:.2f}, is recorded and decides nothing"
    whole = judgement.confidence
    return [*steps, ChainStep(step=last, rule="gate", confidence=whole, cumulative=whole)]


def _derivation(check: Check) -> list[ChainStep]:
    steps = [
        ChainStep(
            step=f"{s.expression} gives {shown(_as_entry(s))}", rule=s.formula or "algebra", uncertainty="rule"
        )
        for s in check.steps
    ]
    return [
        *steps,
        ChainStep(step=f"claim {check.claim}: {check.verdict}, {check.reason}", rule=check.semantics or "solver"),
    ]


def _as_entry(step: Step) -> Entry:
    return Entry(id="x", kind="derived", label="", quantity=step.value, statement=step.statement or None)


def _sources(state: Finished, plan: Plan, target: Entry | None, ledger: Ledger) -> list[str]:
    """Citations of what the answer rests on, each once."""
    found: dict[str, None] = {}
    rests = ledger.lineage(target.id) if target else []
    for entry in rests:
        if entry.kind in ("quoted", "assumed") and entry.reason:
            found[f"{entry.label}: {entry.reason}"] = None
    for run in state.runs:
        found.update(dict.fromkeys(run.citations))
    if not plan.judged:  # there the notes say how sentences were read
        found.update(dict.fromkeys(plan.notes))
    return list(found)
