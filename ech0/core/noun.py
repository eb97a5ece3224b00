"""What every noun shares: frozen, closed to unknown fields, finite numbers. Knows no noun in particular."""

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

Name = Annotated[str, Field(pattern=r"^[A-Za-z][A-Za-z0-9_]{0,40}$")]
"""A symbol, a lab field, a concept."""


class Noun(BaseModel):
    """A value object: frozen, nothing unknown let in, only finite numbers."""

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)


class Span(Noun):
    """Characters `[start, end)` of a named text: `question`, `context1` (the first of its context), or a document."""

    source: str
    start: Annotated[int, Field(ge=0)]
    end: Annotated[int, Field(ge=0)]
