"""Whether a change makes anything worse: questions of our own and all earlier feedback, asked before and after."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import partial

from ech0.core.cures import Change
from ech0.core.types import Answer, Question
from ech0.learn.trial import Trial, Truth
from evals.benchmark import Suite
from evals.case import Case

SAMPLE = 60
"""Questions of our own that every cure has to leave as they were; those that it touches by a word come on top."""


@dataclass(frozen=True)
class Held:
    """A question with what is right for it."""

    name: str
    question: Question
    right: Callable[[Answer], bool]


@dataclass
class Regression:
    """The questions, and which were right before anything changed."""

    trial: Trial
    held: Sequence[Held]
    _before: dict[str, bool] = field(default_factory=dict)

    def worse(self, changes: Sequence[Change]) -> list[str]:
        """The names of the questions that were answered rightly and no longer are; stops at the third."""
        lost: list[str] = []
        for n, item in enumerate(self.held):
            if n % max(1, len(self.held) // SAMPLE) and not _touched(item.question, changes):
                continue
            if item.name not in self._before:
                self._before[item.name] = item.right(self.trial.ask(item.question, reading=item.question.correction))
            if self._before[item.name] and not item.right(
                self.trial.ask(item.question, changes, reading=item.question.correction)
            ):
                lost.append(item.name)
                if len(lost) == 3:  # enough to be told
                    break
        return lost


def own() -> list[Held]:
    """The questions of the `quantities` suite that ships."""
    from evals.suites.quantities import quantities

    if quantities.data is None:
        return []
    return [
        Held(case.id, case.question, partial(_right, quantities, case)) for case in quantities.cases(quantities.data)
    ]


def _right(suite: Suite, case: Case, answer: Answer) -> bool:
    return suite.score(case, answer).correct


def told(rows: Sequence[tuple[str, Question, str]]) -> list[Held]:
    """Earlier feedback with a truth: `(name, question, truth)`."""
    return [Held(name, question, Truth.told(truth).met) for name, question, truth in rows]


def _touched(question: Question, changes: Sequence[Change]) -> bool:
    text = question.text.lower()
    words = (c.word if c.kind == "wording" else getattr(getattr(c, "item", None), "pattern", "") for c in changes)
    return any(w and w in text for w in words)
