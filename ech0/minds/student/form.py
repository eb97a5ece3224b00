"""The small plan that the student writes: at most three steps in slots, flat enough for a short grammar.

Slots stand first and in their order: what a number is stands beside it in the question, so that is what is easy to say.
A step names a formula, a lab, or one of `REASONING`; what it finds; and its arguments, one short text each:

    formula  use=braking_distance  find=v      args=["#0=u", "#1=a", "#2=s"]
    lab      use=fluid_properties  find=density  args=["fluid=Water", "#0=temperature"]
             (an option's blanks are written `_`)
    a chain  `$1=v` takes what the first step found
    logic    use=logic   find="@0:@2"          args=["@0:@1", "@1>@2", "@2>!@3"]   (is a; every ... is a / is no ...)
    order    use=order   find="max" | "min" | "@0<@1"   args=["@1<@0", ...]        (comes below, is less)
"""

import json
from functools import cache
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from ech0.core.base import formulas
from ech0.core.claims import faults
from ech0.core.errors import ClaimError
from labs import LABS

REASONING = ("logic", "order")
STEPS, ARGS, LONGEST = 3, 14, 4000
FIND = r"^(?:[A-Za-z][A-Za-z0-9_]{0,40}|@[0-9]{1,2}[:<]!?@[0-9]{1,2})$"
ARG = (
    r"^(?:(?:#[0-9]{1,2}|\$[1-3])=[A-Za-z][A-Za-z0-9_]{0,40}|[A-Za-z][A-Za-z0-9_]{0,40}=[A-Za-z0-9_+.()*/,'-]{1,60}"
    r"|@[0-9]{1,2}[:<>]!?@[0-9]{1,2})$"
)


class _Form(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class SlotStep(_Form):
    """One formula solved, one lab run, or one piece of reasoning."""

    use: Annotated[str, Field(max_length=80)]
    find: Annotated[str, Field(pattern=FIND)]
    args: Annotated[tuple[Annotated[str, Field(pattern=ARG)], ...], Field(max_length=ARGS)] = ()


class SlotPlan(_Form):
    """What the student replies. The last step finds what is asked."""

    steps: Annotated[tuple[SlotStep, ...], Field(min_length=1, max_length=STEPS)]

    @property
    def text(self) -> str:
        """Its JSON without a blank, as the student is trained to write it."""
        return json.dumps(self.model_dump(), ensure_ascii=True, separators=(",", ":"))


@cache
def plan_schema() -> dict[str, Any]:
    """The JSON Schema for `response_format`: every string by an enumeration or a bounded pattern, nothing unknown."""
    step = {
        "type": "object",
        "properties": {
            "use": {"type": "string", "enum": [*formulas(), *LABS, *REASONING]},
            "find": {"type": "string", "pattern": FIND},
            "args": {"type": "array", "items": {"type": "string", "pattern": ARG}, "maxItems": ARGS},
        },
        "required": ["use", "find", "args"],
        "additionalProperties": False,
    }
    steps = {"type": "array", "items": step, "minItems": 1, "maxItems": STEPS}
    return {"type": "object", "properties": {"steps": steps}, "required": ["steps"], "additionalProperties": False}


def read_plan(text: str) -> SlotPlan:
    """A small plan from its JSON; raises `ClaimError` that names each place and what may stand there."""
    if len(text) > LONGEST:
        raise ClaimError("plan", f"it has {len(text)} characters; write at most {LONGEST}")
    try:
        return SlotPlan.model_validate(json.loads(text))
    except ValidationError as error:
        raise ClaimError("plan", faults(error)) from None
    except (ValueError, RecursionError) as error:
        raise ClaimError("plan", f"it is not JSON ({str(error)[:100]}); write one JSON object and no more") from None
