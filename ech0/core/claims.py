"""Claims from outside, as JSON: read against the schema, or refused with what to change. Knows no solver.

A grammar builds claims in Python; a model writes them as JSON, constrained by `schema` and read back by `read_claim`.
"""

import json
from functools import cache
from typing import Any

from pydantic import TypeAdapter, ValidationError

from ech0.core.errors import ClaimError, InputError
from ech0.core.types import Answer, Claim, Draft, Plan, Question, Run

LONGEST = 200_000
"""Characters of a claim's JSON."""
SHOWN = 4
"""Faults that are told at once: more would not be mended at once."""
_SCHEMAS: dict[str, Any] = {
    "claim": Claim,
    "plan": Plan,
    "draft": Draft,
    "question": Question,
    "answer": Answer,
    "run": Run,
}
NAMES = tuple(_SCHEMAS)


@cache
def _adapter(name: str) -> TypeAdapter[Any]:
    return TypeAdapter(_SCHEMAS[name])


def schema(name: str = "claim") -> dict[str, Any]:
    """The JSON Schema (draft 2020-12) of one of `NAMES`; raises `InputError` for another name."""
    if name not in _SCHEMAS:
        raise InputError("schema", name, f"choose one of {', '.join(NAMES)}")
    return _adapter(name).json_schema()


def read_claim(text: str) -> Claim:
    """A claim from its JSON; raises `ClaimError` that names each place, what stands there, and what may stand there."""
    if len(text) > LONGEST:
        raise ClaimError("claim", f"it has {len(text)} characters; write at most {LONGEST}")
    try:
        content = json.loads(text, parse_constant=_refuse)
    except RecursionError:
        raise ClaimError("claim", "it is nested too deeply; write a flat claim") from None
    except ValueError as error:
        raise ClaimError("claim", f"it is not JSON ({error}); write one JSON object and nothing else") from None
    try:
        claim: Claim = _adapter("claim").validate_python(content, strict=False)
    except ValidationError as error:
        raise ClaimError("claim", faults(error)) from None
    except RecursionError:
        raise ClaimError("claim", "it is nested too deeply; write a flat claim") from None
    return claim


def faults(error: ValidationError) -> str:
    """What is wrong, place by place, in words that a model can act on."""
    rows = error.errors(include_url=False, include_context=False)
    lines = []
    for row in rows[:SHOWN]:
        place = ".".join(str(p) for p in row["loc"]) or "the whole"
        got = repr(row["input"])
        lines.append(f"{place}: {row['msg']} (got {got if len(got) <= 80 else f'{got[:77]}...'})")
    more = f"; and {len(rows) - SHOWN} more" if len(rows) > SHOWN else ""
    return "; ".join(lines) + more


def _refuse(name: str) -> float:
    raise ValueError(f"{name} is no number of JSON")
