"""What the tests of readers share."""

from collections.abc import Callable, Sequence
from types import SimpleNamespace
from typing import Any

import pytest

from ech0.core.types import Question
from ech0.minds.embedded import logic
from ech0.minds.embedded.verdict import verdict
from tools.symbolic.decision import decide


@pytest.fixture(scope="session")
def picked() -> Callable[[str, Sequence[str]], str | None]:
    """The option that is answered, as the whole mind would from its plan and the solver's checks; nothing if none is."""

    def option(text: str, options: Sequence[str]) -> str | None:
        question = Question(text=text, options=tuple(options))
        plan = logic.plan(question, "")
        if plan is None or plan.missing:
            return None
        checks = tuple(decide(c, {}) for s in plan.subproblems for c in s.claims)
        state: Any = SimpleNamespace(question=question, checks=checks)
        draft = verdict(state, plan)
        return options[draft.choice] if draft.status == "answered" and draft.choice is not None else None

    return option
