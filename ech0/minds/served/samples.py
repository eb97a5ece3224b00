"""Several readings of one question at once, each held to the schema, checked, and sent back with what is wrong with it.

Knows how readings are asked for and counted, not what is in them.
"""

import json
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextvars import copy_context
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from pydantic import BaseModel, ValidationError

from ech0.core.claims import faults
from ech0.core.errors import ClaimError, Ech0Error, ModelError, OutOfBudget, ReplyCut, ReplyRefused
from ech0.minds.served.caller import Caller, Message, Tell, failed, traced
from ech0.minds.served.meter import Meter
from ech0.minds.served.prompting import repaired
from ech0.minds.served.wire import clean

T = TypeVar("T")
M = TypeVar("M", bound=BaseModel)
LONGEST = 40_000
"""Characters of a reply that are read as JSON."""


@dataclass(frozen=True)
class Asked(Generic[T]):
    """What came of several readings: those that hold, and why the others do not."""

    read: tuple[T, ...]
    errors: tuple[Ech0Error, ...]


@dataclass(frozen=True)
class Sampling:
    """How readings are asked for: how many, how varied, and how often one is sent back."""

    samples: int
    temperature: float
    seed: int
    repairs: int


def readings(
    caller: Caller,
    messages: Sequence[Message],
    schema: Mapping[str, Any],
    read: Callable[[str], T],
    how: Sampling,
    *,
    meter: Meter,
    tell: Tell,
    salt: str = "",
) -> Asked[T]:
    """Ask for `how.samples` readings at the same time; `read` makes something of a reply or raises `ClaimError`.

    `salt` goes into the request as vLLM's `cache_salt`, which keeps prefix caches apart. Raises nothing of a model:
    what went wrong is in `errors`.
    """
    _ = caller.served  # asked for once, before the threads

    def one(number: int) -> T:
        warm = how.temperature if how.samples > 1 else 0.0
        request: dict[str, Any] = {"temperature": warm, "seed": how.seed + number}
        if salt and caller.served.owner == "vllm":
            request["cache_salt"] = salt
        return _read(caller, messages, schema, read, how.repairs, request, meter, tell)

    found: list[T] = []
    errors: list[Ech0Error] = []
    with ThreadPoolExecutor(max_workers=how.samples, thread_name_prefix="sample") as pool:
        waiting = [pool.submit(copy_context().run, one, n) for n in range(how.samples)]
        for future in waiting:
            try:
                found.append(future.result())
            except (ModelError, OutOfBudget) as error:
                tell(failed(error))
                errors.append(error)
    return Asked(tuple(found), tuple(errors))


def _read(
    caller: Caller,
    messages: Sequence[Message],
    schema: Mapping[str, Any],
    read: Callable[[str], T],
    repairs: int,
    request: dict[str, Any],
    meter: Meter,
    tell: Tell,
) -> T:
    """One reading; sent back with what is wrong up to `repairs` times, then given up with `ReplyRefused`."""
    said: Sequence[Message] = messages
    cut: ReplyCut | None = None
    wrong = ""
    for number in range(repairs + 1):
        again = {**request, "seed": request["seed"] + 1000 * number}
        try:
            reply = caller.ask(said, schema, how=again, meter=meter, tell=tell)
        except ReplyCut as error:  # another seed may come to an end
            cut, said = error, messages
            tell(failed(error))
            continue
        tell(traced(reply))
        try:
            return read(reply.text)
        except ClaimError as error:
            cut, wrong = None, clean(str(error), 600)
            tell(failed(error))
            said = repaired(messages, reply.text[:LONGEST], wrong)
    if cut is not None:
        raise cut
    cure = "serve it with structured outputs, or take a larger model"
    raise ReplyRefused("the model", f"{repairs + 1} replies did not fit; the last: {wrong}", cure)


def parsed(model: type[M], text: str) -> M:
    """A noun from a reply's JSON; raises `ClaimError` that names each place, what stands there, and what may."""
    if len(text) > LONGEST:
        raise ClaimError("reply", f"it has {len(text)} characters; write at most {LONGEST}")
    try:
        content = json.loads(_unfenced(text), parse_constant=_refuse)
    except RecursionError:
        raise ClaimError("reply", "it is nested too deeply; write a flat object") from None
    except ValueError as error:
        raise ClaimError("reply", f"it is not JSON ({error}); write one JSON object and nothing else") from None
    try:
        return model.model_validate(content)
    except ValidationError as error:
        raise ClaimError("reply", faults(error)) from None


def _unfenced(text: str) -> str:
    """Without the fence of Markdown that models without a grammar put around JSON."""
    whole = text.strip()
    if whole.startswith("```") and whole.endswith("```") and len(whole) > 6:
        return whole.removeprefix("```json").removeprefix("```").removesuffix("```")
    return whole


def _refuse(name: str) -> float:
    raise ValueError(f"{name} is no number of JSON")
