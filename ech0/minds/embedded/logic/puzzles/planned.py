"""The plan of a question that one finite claim decides: variables, what is said, a statement for each option."""

from collections.abc import Mapping, Sequence
from typing import Literal

from ech0.core.types import FiniteClaim, Plan, Relation, Subproblem, Variable

Mode = Literal["must", "could", "cannot", "need not"]
MAX_VARIABLES, MAX_CONSTRAINTS, MAX_EXPRESSION, MAX_OPTIONS = 40, 120, 2000, 10


def planned(
    goal: str,
    ranges: Mapping[str, tuple[int, int]],
    said: Sequence[Relation],
    picks: Sequence[Relation],
    *,
    tag: str,
    form: str,
    mode: Mode = "must",
) -> Plan | None:
    """A plan with one claim; `ranges` are the variables with their lowest and highest value. `None` if it is too big."""
    if (
        not 0 < len(ranges) <= MAX_VARIABLES
        or len(said) > MAX_CONSTRAINTS
        or not 0 < len(picks) <= MAX_OPTIONS
        or any(len(r.expression) > MAX_EXPRESSION for r in (*said, *picks))
        or len({p.expression for p in picks}) != len(picks)
    ):
        return None
    variables = tuple(
        Variable.model_construct(name=n, values=None, low=low, high=high) for n, (low, high) in ranges.items()
    )
    claim = FiniteClaim.model_construct(
        kind="finite", id=f"c1{tag}", text=goal, variables=variables, constraints=tuple(said), options=tuple(picks),
        mode=mode,
    )  # fmt: skip
    part = Subproblem.model_construct(id=f"s1{tag}", goal=goal, queries=(), calls=(), claims=(claim,))
    return Plan(
        subproblems=(part,), label="puzzle", path="logic", judged=True, missing=(), unread=(), fit=1.0,
        notes=(f"read as {form}",),
    )  # fmt: skip
