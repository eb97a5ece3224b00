"""What a served model took: a noun that plans, drafts and costs share. Knows no model and no price."""

from typing import Annotated

from pydantic import Field

from ech0.core.noun import Noun


class Usage(Noun):
    """What calls of a served model took. `thinking`: of `tokens_out`, those of reasoning; `cached`: calls not made."""

    calls: Annotated[int, Field(ge=0)] = 0
    cached: Annotated[int, Field(ge=0)] = 0
    tokens_in: Annotated[int, Field(ge=0)] = 0
    tokens_out: Annotated[int, Field(ge=0)] = 0
    thinking: Annotated[int, Field(ge=0)] = 0
    money: Annotated[float, Field(ge=0)] = 0.0

    def __add__(self, other: "Usage") -> "Usage":
        return Usage.model_validate({n: getattr(self, n) + getattr(other, n) for n in Usage.model_fields})
