"""Where in the question each part of a claim was read: the characters of its sentence. Knows no grammar, no solver."""

from collections.abc import Iterable
from typing import Any, TypeVar

from ech0.core.types import Claim, FiniteClaim, FirstOrderClaim, LogicClaim, Plan, QuantityClaim, Question, Span

SHORTEST = 4
"""A text of fewer characters stands in a question by chance."""
Part = TypeVar("Part")


def pointed(plan: Plan, question: Question) -> Plan:
    """The plan with the `span` of every rule, relation and premise whose text stands in the question or its context."""
    places = _Places(question)
    parts = tuple(
        part.model_copy(update={"claims": tuple(_claim(claim, places) for claim in part.claims)})
        for part in plan.subproblems
    )
    return plan.model_copy(update={"subproblems": parts})


class _Places:
    """Finds texts in a question; each is looked for once."""

    def __init__(self, question: Question) -> None:
        self.texts = (("question", question.text), *((f"context{n}", t) for n, t in enumerate(question.context, 1)))
        self.found: dict[str, Span | None] = {}

    def of(self, text: str) -> Span | None:
        """The first place of a text, or nothing if it is not there word for word."""
        if text not in self.found:
            self.found[text] = self._find(text)
        return self.found[text]

    def _find(self, text: str) -> Span | None:
        if len(text) < SHORTEST:
            return None
        for source, whole in self.texts:
            start = whole.find(text)
            if start >= 0:
                return Span(source=source, start=start, end=start + len(text))
        return None

    def on(self, parts: Iterable[Part]) -> tuple[Part, ...]:
        """The parts, each with its place; what comes from elsewhere stays as it is."""
        return tuple(self._one(part) for part in parts)

    def _one(self, part: Any) -> Any:
        place = self.of(part.text) if part.span is None else None
        return part if place is None else part.model_copy(update={"span": place})


def _claim(claim: Claim, places: _Places) -> Claim:
    match claim:
        case LogicClaim():
            return claim.model_copy(update={"rules": places.on(claim.rules)})
        case FirstOrderClaim():
            return claim.model_copy(update={"premises": places.on(claim.premises)})
        case FiniteClaim():
            more = {"constraints": places.on(claim.constraints), "options": places.on(claim.options)}
            return claim.model_copy(update=more)
        case QuantityClaim():
            return claim.model_copy(update={"relations": places.on(claim.relations), "laws": places.on(claim.laws)})
    return claim
