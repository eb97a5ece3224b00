"""The nouns and the verbs. Read this file first: every other module speaks in these words.

Nouns are frozen pydantic models, since they cross process, disk and model boundaries; verbs are Protocols. This module
knows no library but pydantic: not LangGraph, not Chroma, not a solver, not a lab.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Annotated, Any, Literal, Protocol

from pydantic import Field

from ech0.core.account import ChainStep, Cost
from ech0.core.document import Document, Mark, Passage, Retraction
from ech0.core.formal import (
    Atom,
    CalculationClaim,
    Chance,
    Claim,
    Definition,
    EntryId,
    ExactClaim,
    FiniteClaim,
    LogicClaim,
    NumericClaim,
    ProbabilityClaim,
    QuantityClaim,
    Relation,
    Rule,
    Semantics,
    Symbol,
    Variable,
)
from ech0.core.noun import Name, Noun, Span
from ech0.core.plot import Line, Plot
from ech0.core.quotation import Quotation
from ech0.core.usage import Usage
from ech0.core.wff import FirstOrderClaim

__all__ = [
    "Atom",
    "CalculationClaim",
    "ChainStep",
    "Chance",
    "Claim",
    "Cost",
    "Definition",
    "Document",
    "EntryId",
    "ExactClaim",
    "FiniteClaim",
    "FirstOrderClaim",
    "Line",
    "LogicClaim",
    "Mark",
    "Name",
    "Noun",
    "NumericClaim",
    "Passage",
    "Plot",
    "ProbabilityClaim",
    "QuantityClaim",
    "Quotation",
    "Relation",
    "Retraction",
    "Rule",
    "Semantics",
    "Span",
    "Symbol",
    "Usage",
    "Variable",
]
"""What the other files of nouns hold is looked for here too; the nouns and verbs below are public as well."""

Status = Literal["answered", "abstained", "contradicted", "truncated", "failed"]
Verdict = Literal["proved", "refuted", "underdetermined", "inconsistent", "ambiguous", "not_formalised", "too_hard"]
EntryKind = Literal["given", "quoted", "measured", "derived", "assumed"]


class Quantity(Noun):
    """A number with its unit (pint's spelling, `""` if dimensionless) and its standard uncertainty in the same unit."""

    value: float
    unit: str = ""
    sigma: Annotated[float, Field(ge=0)] = 0.0


class Correction(Noun):
    """What a user said of a question that was read with doubt.

    `target`: what is asked for; `names`: what a number of the question is, by its place (1: the first); `confirmed`:
    that the reading which was shown is right.
    """

    target: Annotated[str, Field(max_length=200)] = ""
    names: Mapping[int, str] = {}
    confirmed: bool = False


class Question(Noun):
    """What the user wants to know. `context`: what was said earlier in the thread, oldest first."""

    text: str
    options: tuple[str, ...] = ()
    unit: str | None = None
    semantics: Semantics | None = None
    thread: str | None = None
    context: tuple[str, ...] = ()
    correction: Correction | None = None


class Entry(Noun):
    """One line of the ledger: a number or a statement, and where it came from.

    `figures` is how many significant figures the source wrote (0: unknown). `source` by kind: *given* and *quoted* the
    span; *measured* the run's key and the output's name; *derived* the claim and the entries it used; *assumed* why.
    """

    id: EntryId
    kind: EntryKind
    label: str
    quantity: Quantity | None = None
    statement: str | None = None
    text: str = ""
    span: Span | None = None
    run: str | None = None
    field: str | None = None
    claim: str | None = None
    inputs: tuple[EntryId, ...] = ()
    reason: str = ""
    concept: str | None = None
    figures: Annotated[int, Field(ge=0)] = 0


class Step(Noun):
    """One move of a derivation: `symbol` follows from `expression` with `inputs` (symbols) known.

    `value` is missing where what follows is no single number; `statement` says it then, and says an exact number
    exactly. `shares`: what part of the variance of `value` comes from each given symbol, to first order; empty if it
    has none.
    """

    symbol: str
    expression: str
    inputs: tuple[str, ...] = ()
    value: Quantity | None = None
    statement: str = ""
    formula: str | None = None
    shares: Mapping[str, float] = {}


class Check(Noun):
    """What a solver says of a claim, what it used, and a file that re-runs.

    `premises` are in the user's words. `core`: the smallest conflicting set, if inconsistent. `scenarios`: one model
    each way, if underdetermined. `proof`: the steps in order, each with the premise that it takes. `choice`: index of
    the option that a finite claim singles out.
    """

    claim: str
    verdict: Verdict
    reason: str
    premises: tuple[str, ...] = ()
    steps: tuple[Step, ...] = ()
    value: Quantity | None = None
    truth: bool | None = None
    choice: int | None = None
    core: tuple[str, ...] = ()
    scenarios: tuple[Mapping[str, str], ...] = ()
    proof: tuple[str, ...] = ()
    semantics: str = ""
    artifact: str = ""
    artifact_kind: Literal["smtlib", "derivation", "proof", ""] = ""
    cost_ms: float = 0.0


# --- labs -------------------------------------------------------------------------------------------------------------


class LabCall(Noun):
    """A lab to be run: numbers by ledger id, categories by name, and the outputs that are wanted."""

    id: Name
    lab: str
    inputs: Mapping[Name, EntryId] = {}
    choices: Mapping[Name, str] = {}
    wants: tuple[Name, ...] = ()
    seed: int = 0


class Run(Noun):
    """One execution of a lab. `key` hashes all that determines the result; `recorded`: from the record, not run."""

    key: str
    lab: str
    version: str
    inputs: Mapping[str, Quantity | str]
    outputs: Mapping[str, Quantity]
    plots: tuple[Plot, ...] = ()
    wants: tuple[str, ...] = ()
    seed: int = 0
    method: str = ""
    warnings: tuple[str, ...] = ()
    validity: str = ""
    citations: tuple[str, ...] = ()
    libraries: Mapping[str, str] = {}
    cost_s: float = 0.0
    recorded: bool = False


# --- the plan, the draft, the judgement, the answer -------------------------------------------------------------------


class Need(Noun):
    """Something without which the question cannot be answered, in words a user can act on."""

    what: str
    concept: str | None = None
    unit: str = ""


class Subproblem(Noun):
    """A goal, what it would take, and how it is to be reached. No number appears but as a ledger id."""

    id: Name
    goal: str
    queries: tuple[str, ...] = ()
    calls: tuple[LabCall, ...] = ()
    claims: tuple[Claim, ...] = ()


class Plan(Noun):
    """How a question is to be answered.

    `entries`: constants and assumptions that the plan brings to the ledger. `target` is the claim or lab output that
    answers, `label` what it is. `path` identifies this way of answering among others; `rivals` are what other
    readings that are nearly as good would answer; `also` is what else was asked; `alternatives` counts the ways not
    taken. `fit` in [0, 1] is how well the question's words and numbers fit this way. `spared`: numbers that are left
    out since no law needs them. `mended`: words that were read as others. `judged`: a statement is judged as a whole,
    so there is no target. `doubt`: the reader is unsure what is asked for; `choices` are what it may be. `declined`:
    why what `label` says is not worked out at all. `evidence`: what a mind measured of its own reading, features for
    the gate. `minds`: what each of several minds planned, by its name; their sub-problems stand here together.
    `usage`: what a model took.
    """

    subproblems: tuple[Subproblem, ...] = ()
    entries: tuple[Entry, ...] = ()
    target: EntryId | None = None
    label: str = ""
    unit: str | None = None
    path: str = ""
    rivals: tuple[EntryId, ...] = ()
    also: tuple[EntryId, ...] = ()
    alternatives: int = 0
    missing: tuple[Need, ...] = ()
    unread: tuple[str, ...] = ()
    unused: tuple[EntryId, ...] = ()
    spared: tuple[EntryId, ...] = ()
    mended: tuple[str, ...] = ()
    fit: Annotated[float, Field(ge=0, le=1)] = 0.0
    notes: tuple[str, ...] = ()
    judged: bool = False
    doubt: bool = False
    choices: tuple[str, ...] = ()
    declined: str = ""
    evidence: Mapping[str, Annotated[float, Field(ge=-1, le=1)]] = {}
    minds: Mapping[str, "Plan"] = {}
    usage: Usage = Usage()

    def by(self, mind: str) -> "Plan":
        """The plan of one of several minds, with the steps of all of them; this one if there is none of that name."""
        if mind not in self.minds:
            return self
        whole = {"subproblems": self.subproblems, "minds": self.minds, "usage": self.usage}
        return self.minds[mind].model_copy(update=whole)

    def meanings(self) -> dict[EntryId, str]:
        """What each entry is taken to be, first: the meaning of a claim's symbol, or the name of a lab's input."""
        found: dict[EntryId, str] = {}
        for part in self.subproblems:
            for claim in part.claims:
                if isinstance(claim, NumericClaim):
                    found = {s.entry: s.meaning for s in claim.symbols if s.entry} | found
            for call in part.calls:
                found = {e: n.replace("_", " ") for n, e in call.inputs.items()} | found
        return found


class Draft(Noun):
    """Text with `{entry}` or `{entry:unit}` references and no digits of its own; `refs` it rests on.

    `quotes`: what it cites; a citation that does not stand in a recalled passage to the letter is refused. `support`:
    how well what is quoted answers the question, in [0, 1]. `mind`: of several minds, the one whose plan it follows;
    `notes`: what each contributed; `evidence`: features for the gate that were known only now; `usage`: what a model
    took.
    """

    text: str
    target: EntryId | None = None
    choice: int | None = None
    status: Status = "answered"
    reason: str = ""
    quotes: Annotated[tuple[Quotation, ...], Field(max_length=20)] = ()
    support: Annotated[float, Field(ge=0, le=1)] = 0.0
    mind: str = ""
    notes: tuple[str, ...] = ()
    evidence: Mapping[str, Annotated[float, Field(ge=-1, le=1)]] = {}
    usage: Usage = Usage()


class Stage(Noun):
    """One source of uncertainty: the confidence if it were the only one, and with those before it.

    `data`: what is given and how it was read; `rule`: the way of answering; `model`: labs and the mind behind them;
    `retrieval`: passages. `told` are the features that speak of it.
    """

    source: Literal["data", "rule", "model", "retrieval"]
    confidence: float
    cumulative: float
    told: Mapping[str, float] = {}


class Judgement(Noun):
    """What the gate says: go on with the draft, another way, ask, or say that we do not know.

    `family` is the kind of evidence, `confidence_n` the number of graded answers of that kind behind the confidence.
    """

    outcome: Literal["accept", "again", "ask", "abstain"]
    confidence: Annotated[float, Field(ge=0, le=1)]
    confidence_n: int = 0
    family: str = ""
    features: Mapping[str, float] = {}
    stages: tuple[Stage, ...] = ()
    reasons: tuple[str, ...] = ()
    recommendations: tuple[str, ...] = ()


class Failure(Noun):
    """Something that went wrong on the way, kept so that it is never mistaken for a result.

    `kind`: `refused` (an input is outside what a lab or solver takes), `failed`, or `budget` (time or memory ran out).
    """

    where: str
    kind: Literal["refused", "failed", "budget"]
    message: str


class Attempt(Noun):
    """One round of the loop: the plan, what was drafted from it, and what the gate said."""

    plan: Plan
    draft: Draft
    judgement: Judgement


class Answer(Noun):
    """What ECH0 says. `value` is in `unit`; `interval` is about 95 %; nothing here was not computed.

    `result` is the answer where it is exact or no single number: roots, an expression, a matrix, a date.

    `features` are what the gate saw of the attempt that was kept, and `family` is its kind of evidence: what a later
    calibration is fitted on.
    """

    status: Status
    reason: str
    text: str
    value: float | None = None
    unit: str | None = None
    result: str | None = None
    interval: tuple[float, float] | None = None
    choice: str | None = None
    choice_text: str | None = None
    confidence: float = 0.0
    confidence_n: int = 0
    family: str = ""
    features: Mapping[str, float] = {}
    claims: tuple[Claim, ...] = ()
    checks: tuple[Check, ...] = ()
    chain: tuple[ChainStep, ...] = ()
    sources: tuple[str, ...] = ()
    ledger: tuple[Entry, ...] = ()
    passages: tuple[Passage, ...] = ()
    runs: tuple[Run, ...] = ()
    recommendations: tuple[str, ...] = ()
    failures: tuple[Failure, ...] = ()
    cost: Cost = Cost()
    target: EntryId | None = None
    template: str = ""
    question: Question
    run_id: str = ""
    mind: str = ""


class Event(Noun):
    """One thing that happened in a run, for progress lines, streams and traces."""

    kind: Literal["launch", "node", "lab", "check", "gate", "ask", "model", "done"]
    run_id: str = ""
    node: str = ""
    message: str = ""
    elapsed_s: float = 0.0
    data: Mapping[str, Any] = {}


# --- verbs ------------------------------------------------------------------------------------------------------------


class Reading(Protocol):
    """What minds and gates are shown of the loop: `ech0.loop.State` satisfies it."""

    question: Question
    entries: tuple[Entry, ...]
    passages: tuple[Passage, ...]
    plan: Plan | None
    checks: tuple[Check, ...]
    runs: tuple[Run, ...]
    failures: tuple[Failure, ...]
    attempts: tuple[Attempt, ...]
    round: int


class Mind(Protocol):
    """Reads and writes language. It never computes and never copies a digit."""

    @property
    def name(self) -> str: ...
    def plan(self, state: Reading, /) -> Plan: ...
    def write(self, state: Reading, /) -> Draft: ...


class Memory(Protocol):
    """What is remembered of documents."""

    def recall(self, text: str, /, *, top: int = 8, domain: str | None = None) -> Sequence[Passage]: ...
    def keep(self, documents: Iterable[Document], /) -> int: ...


class Runner(Protocol):
    """Runs a lab: inline, in a bounded process, recorded, queued. No caller knows which."""

    def run(
        self, lab: str, inputs: Mapping[str, Quantity | str], /, *, wants: Sequence[str] = (), seed: int = 0
    ) -> Run: ...


class Checker(Protocol):
    """Solves or decides a claim with the entries it names."""

    def check(self, claim: Claim, entries: Mapping[str, Entry], /) -> Check: ...


class Gate(Protocol):
    """Turns a finished round into a confidence and an outcome."""

    def judge(self, state: Reading, draft: Draft, /) -> Judgement: ...


class Embedder(Protocol):
    """Text to unit vectors, shape `(n, 384)` for MiniLM."""

    def embed(self, texts: Sequence[str], /) -> Sequence[Sequence[float]]: ...


class Batch(Noun):
    """Documents of a source, and the cursor from which a later pull goes on once these are kept."""

    documents: tuple[Document, ...]
    cursor: str


class Source(Protocol):
    """Where documents come from, batch by batch.

    `licence` is that of the data; `needs_key` names the environment variable without which it refuses, if any; `rate`
    is how many requests a second its provider allows. `pull` goes on from a cursor that it gave before, or begins.
    """

    @property
    def name(self) -> str: ...
    @property
    def licence(self) -> str: ...
    @property
    def needs_key(self) -> str | None: ...
    @property
    def rate(self) -> float: ...
    def pull(self, since: str | None = None, /) -> Iterable[Batch]: ...
