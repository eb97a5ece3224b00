"""The proof of a pair: its question is read, its plan is carried out by our own solver or lab, its answer is compared.

Identical claims over identical numbers are solved once, since a claim has no words that the solver sees.
"""

from collections.abc import Mapping
from math import isclose
from typing import Literal, NamedTuple, Protocol

from ech0.core import reading, units
from ech0.core.errors import Ech0Error
from ech0.core.types import Check, Claim, Entry, LabCall, NumericClaim, Plan, Quantity, Question
from ech0.ledger import given
from ech0.minds.student import SlotPlan, read_plan, slotted, to_plan
from labs import LABS

RTOL = 2e-3
"""Numbers are written to six figures; formulas may magnify what is lost."""
LIGHT = 20.0
"""Labs that may take longer than this many seconds are not run for a pair: their inputs are checked."""
How = Literal["solved", "run", "inputs"]


class Expected(Protocol):
    """What a right plan must come to: a value, or what the checker must say."""

    @property
    def truth(self) -> Quantity | None: ...
    @property
    def answer(self) -> Mapping[str, object]: ...
    @property
    def heavy(self) -> bool: ...


class Proof(NamedTuple):
    """The slotted prompt, and how the plan was carried out."""

    prompt: str
    how: How


class Executor:
    """Carries out plans; remembers what it solved."""

    def __init__(self) -> None:
        self.solved: dict[str, Check] = {}
        self.runs: dict[str, Quantity | None] = {}

    def prove(
        self, expected: Expected, question: str, values: list[str], plan: SlotPlan, known: frozenset[str]
    ) -> Proof | None:
        """The prompt and how the plan was proved; none if it is not read, or does not give what is expected.

        `values`: the quantities that the question was written with, in their order; `known`: words that get no slot.
        """
        asked = Question(text=question)
        entries = given(asked)
        if not _read_as(entries, values):
            return None
        put = slotted(question, entries, known)
        try:
            made = to_plan(read_plan(plan.text), question, put, entries)
            how = self._answers(expected, made, {e.id: e for e in (*entries, *made.entries)})
        except Ech0Error:
            return None
        return Proof(put.prompt, how) if how else None

    def _answers(self, expected: Expected, plan: Plan, ledger: dict[str, Entry]) -> How | None:
        part = plan.subproblems[-1]
        if part.calls:
            return self._measured(expected, part.calls[0], ledger)
        check = self._check(plan, ledger)
        if expected.answer:
            told = {"verdict": check.verdict, "truth": check.truth, "choice": check.choice}
            return "solved" if all(told[k] == v for k, v in expected.answer.items()) else None
        if check.verdict != "proved" or check.value is None or expected.truth is None:
            return None
        return "solved" if same(check.value, expected.truth) else None

    def _check(self, plan: Plan, ledger: dict[str, Entry]) -> Check:
        from tools.symbolic import decide, known

        claim = plan.subproblems[-1].claims[0]
        values = known(claim, ledger) if isinstance(claim, NumericClaim) else {}
        key = f"{_nameless(claim)} {sorted((n, f'{v.value:.9g}') for n, v in values.items())}"
        if key not in self.solved:
            self.solved[key] = decide(claim, values)
        return self.solved[key]

    def _measured(self, expected: Expected, call: LabCall, ledger: dict[str, Entry]) -> How | None:
        lab = LABS[call.lab]
        numbers = {n: e.quantity for n, e in ((n, ledger[i]) for n, i in call.inputs.items()) if e.quantity}
        ready = lab.prepare({**numbers, **call.choices}, call.wants)
        if expected.heavy:
            return "inputs"
        key = lab.key(ready, call.wants, 0)
        if key not in self.runs:
            self.runs[key] = lab.run(ready, wants=call.wants).outputs[call.wants[0]]
        got = self.runs[key]
        return "run" if got is not None and expected.truth is not None and same(got, expected.truth) else None


def same(one: Quantity, other: Quantity) -> bool:
    """Whether two quantities are equal but for rounding."""
    value = units.convert(one, other.unit).value
    return isclose(value, other.value, rel_tol=RTOL, abs_tol=1e-12 * max(abs(other.value), 1e-30))


def _nameless(claim: Claim) -> str:
    """A claim as text in which it does not show which place in the question a number had: it is solved alike."""
    if isinstance(claim, NumericClaim):
        symbols = tuple(s.model_copy(update={"entry": s.entry and "q"}) for s in claim.symbols)
        claim = claim.model_copy(update={"symbols": tuple(sorted(symbols, key=lambda s: s.name))})
    return claim.model_dump_json()


def _read_as(entries: list[Entry], values: list[str]) -> bool:
    """Whether the reader finds in the question just the quantities that it was written with."""
    if len(entries) != len(values):
        return False
    for entry, text in zip(entries, values, strict=True):
        found = reading.quantity_text(text)
        if entry.quantity is None or entry.quantity.value != found.value or entry.quantity.unit != found.unit:
            return False
    return True
