"""A question as it is heard: without the orders to the machine that stand inside it."""

from dataclasses import dataclass

from ech0.core.types import Attempt, Check, Entry, Failure, Passage, Plan, Question, Reading, Run
from ech0.minds.embedded.orders import passed_over


@dataclass
class Heard:
    """A reading without the orders that stand inside its question."""

    question: Question
    entries: tuple[Entry, ...]
    passages: tuple[Passage, ...]
    plan: Plan | None
    checks: tuple[Check, ...]
    runs: tuple[Run, ...]
    failures: tuple[Failure, ...]
    attempts: tuple[Attempt, ...]
    round: int


def heard(state: Reading) -> Reading:
    """The state without such orders; as it is, if there are none."""
    text = passed_over(state.question.text)
    if text == state.question.text:
        return state
    kept = [
        e
        for e in state.entries
        if e.span is None or e.span.source != "question" or text[e.span.start : e.span.end].strip()
    ]
    question = state.question.model_copy(update={"text": text})
    rest = {n: getattr(state, n) for n in ("passages", "plan", "checks", "runs", "failures", "attempts", "round")}
    return Heard(question=question, entries=tuple(kept), **rest)
