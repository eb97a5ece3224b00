"""What passes between a benchmark, its scorer and the harness: a case, a score, and the verb that gives both."""

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Annotated, Any, Protocol

from pydantic import Field

from ech0.core.types import Answer, Noun, Question


class Case(Noun):
    """One benchmark item; `kind` is the group it is reported in."""

    id: str
    question: Question
    target: Any
    kind: str = ""


class Score(Noun):
    """What an answer is worth. `value` is 1 or 0 for right and wrong, and may lie between for a ranking or a span.

    `parsed` is false where an answer was given, but not in the form that the case asks for: that is wrong, and counted.
    `parts`: other figures of the item, whose means are told.
    """

    correct: bool
    value: Annotated[float, Field(ge=0, le=1)]
    reason: str
    parsed: bool = True
    parts: Mapping[str, float] = {}


class Benchmark(Protocol):
    """A set of cases and how to score one answer to one of them."""

    @property
    def name(self) -> str: ...
    def cases(self, path: Path, /) -> Iterable[Case]: ...
    def score(self, case: Case, answer: Answer, /) -> Score: ...
