"""Commands of mathematics, as people type them: `solve ...`, `derivative of ...`, `is 91 prime`, `mean and sd of ...`.

Each reader takes a question only if it understands all of it, to the last sign; then it names an exact operation or a
calculation with its checks. None of them works anything out.
"""

from collections.abc import Callable

from ech0.core.types import Plan
from ech0.minds.embedded.commands import (
    algebra,
    calendar,
    chances,
    forms,
    integers,
    lists,
    measures,
    money,
    numbers,
    propositions,
    samples,
    shapes,
    tables,
)
from ech0.minds.embedded.commands.asking import Asked, asked
from ech0.minds.embedded.programs.page import Page

Reader = Callable[[Asked], Plan | None]
READERS: tuple[Reader, ...] = (
    calendar.read,
    propositions.read,
    lists.read,
    samples.read,
    chances.read,
    money.read,
    measures.read,
    shapes.read,
    tables.read,
    integers.read,
    forms.read,
    algebra.read,
    numbers.read,
)
"""In the order in which they are asked; the first that understands the whole question has it."""
LONGEST = 400
"""Characters of the longest command; longer texts tell a story."""


def exact(plan: Plan) -> bool:
    """Whether a plan is of plain mathematics, which states nothing of nature that could be put to the test."""
    return plan.path.startswith("exact:") or plan.path in ("lists", "money", "chances", "samples")


def plan(page: Page) -> Plan | None:
    """The plan of the first reader that understands the question whole."""
    if len(page.question.text) > LONGEST or page.question.options or page.question.correction:
        return None
    said = asked(page)
    return next((found for read in READERS if (found := read(said)) is not None), None)
