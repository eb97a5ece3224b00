"""The loop: decompose -> retrieve -> (labs) -> symbolic_check -> synthesize -> uncertainty gate.

This file knows only nouns and verbs. Which mind, memory, runner, checker and gate are used is decided in `ech0.parts`.

    decompose ── retrieve ──┬── lab ×n ──┬── symbolic_check ──┬── synthesize ──< gate >── conclude
        ^                   └────────────┘        │ lab ×n    │                  │
        │                                         └───────────┘                  ├── again ──> decompose
        └───────────────────────────────────────────── ask <─────────────────────┘
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Annotated, Any, Literal

from langgraph.config import get_stream_writer
from langgraph.graph import END, START, StateGraph
from langgraph.types import Send, interrupt
from pydantic import BaseModel, Field

from ech0 import dialogue
from ech0.conclude import conclude, spoken
from ech0.core.errors import Ech0Error, InputError, OutOfBudget
from ech0.core.types import (
    Answer,
    Attempt,
    Check,
    Checker,
    Claim,
    Draft,
    Entry,
    Event,
    Failure,
    Gate,
    LabCall,
    Memory,
    Mind,
    NumericClaim,
    Passage,
    Plan,
    Quantity,
    Question,
    Run,
    Runner,
    Usage,
)
from ech0.ledger import Ledger, figures, given, meanings, pure, render, sources
from ech0.quoting import cited, entered


def _entries(old: tuple[Entry, ...], new: Sequence[Entry]) -> tuple[Entry, ...]:
    return tuple(Ledger(old).adding(new).values())


def _runs(old: tuple[Run, ...], new: Sequence[Run]) -> tuple[Run, ...]:
    return tuple({r.key: r for r in (*old, *new)}.values())


def _joined(old: tuple[Any, ...], new: Sequence[Any]) -> tuple[Any, ...]:
    return (*old, *(n for n in new if n not in old))


@dataclass
class State:
    """What the graph carries: the only thing that changes. Parallel labs meet in the reducers."""

    question: Question
    run_id: str = ""
    entries: Annotated[tuple[Entry, ...], _entries] = ()
    passages: Annotated[tuple[Passage, ...], _joined] = ()
    runs: Annotated[tuple[Run, ...], _runs] = ()
    checks: Annotated[tuple[Check, ...], _joined] = ()
    failures: Annotated[tuple[Failure, ...], _joined] = ()
    attempts: Annotated[tuple[Attempt, ...], _joined] = ()
    plan: Plan | None = None
    draft: Draft | None = None
    round: int = 0
    asked: int = 0
    answer: Answer | None = None

    def __post_init__(self) -> None:
        """LangGraph's own tools send a question as a plain dictionary."""
        self.question = Question.model_validate(self.question)


@dataclass
class LabTask:
    """One lab call with the entries that it names, as it is sent to the `lab` node."""

    call: LabCall
    entries: tuple[Entry, ...]


class Configuration(BaseModel):
    """What may be set per run of the graph; LangGraph Studio shows these."""

    interactive: bool = Field(default=False, description="Ask the user when a value is missing, instead of abstaining.")
    max_rounds: int = Field(default=3, ge=1, le=10, description="How many ways of answering may be tried.")
    max_labs: int = Field(default=12, ge=0, description="How many lab runs one question may cost.")
    passages: int = Field(default=8, ge=1, description="How many passages one question may recall.")


@dataclass(frozen=True)
class Loop:
    """Five nodes, a gate and one way back."""

    mind: Mind
    memory: Memory
    runner: Runner
    checker: Checker
    gate: Gate
    settings: Configuration = field(default_factory=Configuration)

    def decompose(self, state: State) -> dict[str, Any]:
        """Read the givens into the ledger and have the mind plan from there."""
        texts = [(state.question, ""), *((Question(text=t), f"t{n}") for n, t in enumerate(state.question.context, 1))]
        entries = [_placed(e, tag) for question, tag in texts for e in given(question, tag)]
        seen = replace(state, entries=_entries(state.entries, entries))
        self._say("node", "decompose", "reading the question", round=state.round + 1)
        try:
            plan = self.mind.plan(seen)
        except Ech0Error as error:
            used = error.usage if isinstance(error.usage, Usage) else Usage()
            plan = Plan(path="none", target="plan", usage=used)  # the failure is told, not "I do not know"
            return {"plan": plan, "entries": entries, "round": state.round + 1, "failures": [_failure("plan", error)]}
        if (calls := sum(len(s.calls) for s in plan.subproblems)) > self.settings.max_labs:
            why = f"the plan takes {calls} lab runs; at most {self.settings.max_labs} are allowed (loop.max_labs)"
            failure = Failure(where="plan", kind="budget", message=why)
            none = Plan(path="none", target="plan", label=plan.label)
            return {"plan": none, "entries": entries, "round": state.round + 1, "failures": [failure]}
        self._say("node", "plan", "; ".join(s.goal for s in plan.subproblems) or "no way found", path=plan.path)
        return {"plan": plan, "entries": [*entries, *plan.entries], "round": state.round + 1}

    def retrieve(self, state: State) -> dict[str, Any]:
        """Recall passages for each sub-problem."""
        queries = list(dict.fromkeys(q for s in _plan(state).subproblems for q in s.queries))
        if not queries:
            return {}
        self._say("node", "retrieve", f"{len(queries)} look-ups in memory")
        try:
            found = {p.id: p for q in queries for p in self.memory.recall(q)}
        except Ech0Error as error:
            return {"failures": [_failure("retrieve", error)]}
        ranked = sorted(found.values(), key=lambda p: (-p.relevance, p.id))
        known = {p.id for p in state.passages}
        fresh = [p for p in ranked[: self.settings.passages] if p.id not in known]
        return {"passages": fresh, "entries": [_quoted(p, n) for n, p in enumerate(fresh, len(known) + 1)]}

    def lab(self, task: LabTask) -> dict[str, Any]:
        """Run one lab and enter what it measured."""
        call, ledger = task.call, Ledger(task.entries)
        self._say("lab", "lab", f"running {call.lab}", call=call.id, lab=call.lab)
        quantities = {n: ledger[e].quantity for n, e in call.inputs.items()}
        inputs: dict[str, Quantity | str] = {**call.choices, **{n: q for n, q in quantities.items() if q is not None}}
        try:
            run = self.runner.run(call.lab, inputs, wants=call.wants, seed=call.seed)
        except Ech0Error as error:
            return {"failures": [_failure(call.id, error)]}
        self._say("lab", "lab", f"{call.lab} done in {run.cost_s:.2f} s", call=call.id, key=run.key)
        return {"runs": [run], "entries": [_measured(call, run, name) for name in run.outputs]}

    def symbolic_check(self, state: State) -> dict[str, Any]:
        """Solve or decide every claim whose entries are there, and enter what follows."""
        ledger = Ledger(state.entries)
        checks: list[Check] = []
        entries: list[Entry] = []
        failures: list[Failure] = []
        for claim in _ready_claims(state, ledger):
            self._say("check", "symbolic_check", f"checking {claim.text or claim.id}", claim=claim.id)
            try:
                check = self.checker.check(claim, ledger)
            except Ech0Error as error:
                failures.append(_failure(claim.id, error))
                continue
            checks.append(check)
            entries += _derived(claim, check, ledger)
            self._say("check", "symbolic_check", f"{check.verdict}: {check.reason}", claim=claim.id)
        return {"checks": checks, "entries": entries, "failures": failures}

    def synthesize(self, state: State) -> dict[str, Any]:
        """Have the mind write, and see to it that no number and no citation of its own gets through."""
        self._say("node", "synthesize", "writing the answer")
        try:
            draft = self.mind.write(state)
            quoted = entered(draft.quotes, state.passages)
            state = replace(state, entries=_entries(state.entries, quoted))
            render(draft.text, Ledger(state.entries), names=_names(state))
        except Ech0Error as error:
            draft = Draft(text="The draft was refused.", status="failed", reason=str(error))
            attempt = Attempt(plan=_plan(state), draft=draft, judgement=self.gate.judge(state, draft))
            return {"draft": draft, "attempts": [attempt], "failures": [_failure("synthesize", error)]}
        attempt = Attempt(plan=_plan(state).by(draft.mind), draft=draft, judgement=self.gate.judge(state, draft))
        return {"draft": draft, "attempts": [attempt], "entries": quoted}

    def ask(self, state: State) -> dict[str, Any]:
        """Ask the user for what is missing, or what was meant; what they say joins the question."""
        reply = interrupt(dialogue.inquiry(_plan(state), state.entries))
        question = dialogue.heard(state.question, _plan(state), state.entries, str(reply))
        return {"question": question, "asked": state.asked + 1}

    def conclude(self, state: State) -> dict[str, Any]:
        """Keep the best attempt and make the answer of it."""
        answer = conclude(state, names=_names(state), mind=self.mind.name)
        self._say("done", "conclude", answer.status, reason=answer.reason)
        return {"answer": answer}

    # --- edges --------------------------------------------------------------------------------------------------------

    def labs_or(self, state: State, otherwise: str) -> list[Send] | str:
        """Each lab call whose inputs are there now, in parallel; or go on."""
        sends = [Send("lab", LabTask(call, entries)) for call, entries in _ready_calls(state)]
        return sends or otherwise

    def uncertainty_gate(self, state: State) -> Literal["decompose", "ask", "conclude"]:
        """Accept, take another path, ask, or give up: by what the gate said of the last attempt."""
        judgement = state.attempts[-1].judgement
        self._say("gate", "uncertainty_gate", f"{judgement.outcome} at {judgement.confidence:.2f}")
        if judgement.outcome == "again" and state.round < self.settings.max_rounds:
            return "decompose"
        if judgement.outcome == "ask" and self.settings.interactive and state.asked < self.settings.max_rounds:
            return "ask"
        return "conclude"

    def graph(self) -> "StateGraph[State, Configuration, State, State]":
        """The drawing."""
        g = StateGraph(State, context_schema=Configuration)
        g.add_node("decompose", self.decompose)
        g.add_node("retrieve", self.retrieve)
        g.add_node("lab", self.lab, input_schema=LabTask)  # type: ignore[arg-type]  # its stubs want a TypedDict
        g.add_node("symbolic_check", self.symbolic_check)
        g.add_node("synthesize", self.synthesize)
        g.add_node("ask", self.ask)
        g.add_node("conclude", self.conclude)
        g.add_edge(START, "decompose")
        g.add_edge("decompose", "retrieve")
        g.add_conditional_edges("retrieve", lambda s: self.labs_or(s, "symbolic_check"), ["lab", "symbolic_check"])
        g.add_edge("lab", "symbolic_check")
        g.add_conditional_edges("symbolic_check", lambda s: self.labs_or(s, "synthesize"), ["lab", "synthesize"])
        g.add_conditional_edges("synthesize", self.uncertainty_gate, ["decompose", "ask", "conclude"])
        g.add_edge("ask", "decompose")
        g.add_edge("conclude", END)
        return g

    def _say(self, kind: str, node: str, message: str, **data: Any) -> None:
        get_stream_writer()(Event.model_validate({"kind": kind, "node": node, "message": message, "data": data}))


def _plan(state: State) -> Plan:
    return state.plan or Plan(path="none")


def _names(state: State) -> str:
    return spoken(state.question, state.passages, state.entries, state.runs)


def _ready_calls(state: State) -> list[tuple[LabCall, tuple[Entry, ...]]]:
    ledger = Ledger(state.entries)
    ended = {f.where for f in state.failures} | {e.id.partition(".")[0] for e in state.entries if e.kind == "measured"}
    calls = [c for s in _plan(state).subproblems for c in s.calls if c.id not in ended]
    return [
        (c, tuple(ledger[e] for e in c.inputs.values())) for c in calls if all(e in ledger for e in c.inputs.values())
    ]


def _ready_claims(state: State, ledger: Ledger) -> list[Claim]:
    done = {c.claim for c in state.checks} | {f.where for f in state.failures}
    claims = [c for s in _plan(state).subproblems for c in s.claims if c.id not in done]
    return [
        c
        for c in claims
        if not isinstance(c, NumericClaim) or all(not s.entry or s.entry in ledger for s in c.symbols)
    ]


def _failure(where: str, error: Ech0Error) -> Failure:
    kind: Literal["refused", "failed", "budget"] = "failed"
    if isinstance(error, OutOfBudget):
        kind = "budget"
    elif isinstance(error, InputError):
        kind = "refused"
    return Failure(where=where, kind=kind, message=str(error))


def _placed(entry: Entry, tag: str) -> Entry:
    """A given of an earlier turn, its span naming the text that it stands in."""
    if not tag or entry.span is None:
        return entry
    return entry.model_copy(update={"span": entry.span.model_copy(update={"source": f"context{tag[1:]}"})})


def _quoted(passage: Passage, number: int) -> Entry:
    return Entry.model_validate(
        {
            "id": f"p{number}",
            "kind": "quoted",
            "label": passage.title,
            "statement": passage.text,
            "text": passage.text,
            "span": {"source": passage.document, "start": passage.start, "end": passage.end},
            "reason": cited(passage),
        }
    )


def _measured(call: LabCall, run: Run, name: str) -> Entry:
    return Entry(
        id=f"{call.id}.{name}",
        kind="measured",
        label=f"{name.replace('_', ' ')}{_of(call)} by {call.lab}",
        quantity=run.outputs[name],
        run=run.key,
        field=name,
        inputs=tuple(call.inputs.values()),
        figures=5,
    )


def _meaning(symbol: str, meanings: dict[str, str]) -> str:
    """What a symbol stands for; the bound that a law sets on one is named after it."""
    bound = symbol.removesuffix("_bound")
    name = meanings.get(symbol) or meanings.get(bound) or bound.replace("_", " ")
    return name if symbol in meanings or bound == symbol else f"{name} bound"


def _of(call: LabCall) -> str:
    chosen = [c for c in call.choices.values() if c]
    return f" of {', '.join(chosen)}" if chosen else ""


def _derived(claim: Claim, check: Check, ledger: Ledger) -> list[Entry]:
    if not isinstance(claim, NumericClaim):
        return []
    meaning = meanings(claim)
    entries: dict[str, Entry] = {}
    for step in check.steps:
        parents = sources(claim, step)
        rests = [ledger.get(p) or entries.get(p) for p in parents]
        entry = Entry(
            id=f"{claim.id}.{step.symbol}",
            kind="derived",
            label=_meaning(step.symbol, meaning),
            quantity=step.value,
            statement=step.statement or None,
            claim=claim.id,
            inputs=tuple(p for p, r in zip(parents, rests, strict=True) if r is not None),
            text=step.expression,
            reason=step.formula or "",
            figures=figures((r for r in rests if r is not None), step.value, exact=pure(claim)),
        )
        entries[entry.id] = entry
    return list(entries.values())
