"""How fast a running server is: first token, tokens a second, what the prefix cache and speculation gain, valid JSON.

Every request has a `cache_salt` of its own unless the cache is what is measured, so that no figure is flattered by it.
Times are wall times seen from here; on a busy machine they say more about the machine than about the server.
"""

import secrets
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from statistics import median
from typing import Any

from ech0.core.errors import InputError, RunFailed
from ech0.core.noun import Noun
from ech0.serving.bandwidth import Bandwidth, limit
from ech0.serving.client import Client, Json
from ech0.serving.probe import MOST, SCHEMA, TOKENS, only_thought, unlike

PREFIX_TOKENS = 1500
PARAGRAPH = (
    "A sample of gas is kept in a closed vessel while it is warmed, and its pressure is read from time to time. "
)
SPECULATION = "vllm:spec_decode_num_"


class Load(Noun):
    """One level of concurrency. Times in s; `share` is the part of the memory-bandwidth limit that was reached."""

    concurrency: int
    requests: int
    prompt_tokens: int
    tokens: int
    seconds: float
    tokens_per_second: float
    first_token_p50: float
    first_token_max: float
    limit: float | None = None
    share: float | None = None


class Prefix(Noun):
    """Median time to the first token with a cold and a warm beginning of `tokens` tokens, in s."""

    tokens: int
    rounds: int
    cold: float
    warm: float
    ratio: float


class Speculation(Noun):
    """Tokens drafted and accepted, and the tokens that one step of the large model gave on average."""

    drafted: float
    accepted: float
    acceptance: float
    tokens_per_step: float


class Report(Noun):
    """All that was measured. A figure that could not be had is `None`, and `notes` say why."""

    model: str
    loads: tuple[Load, ...]
    prefix: Prefix | None
    json_calls: int
    json_valid: int
    json_wrong: tuple[str, ...]
    speculation: Speculation | None
    bandwidth: Bandwidth | None
    notes: tuple[str, ...]


class Shape(Noun):
    """Bytes that one decoding step reads: the weights once, the cache per token of each sequence."""

    weights: int
    kv_per_token: int
    source: str


def bench(
    client: Client,
    model: str,
    *,
    concurrency: Sequence[int] = (1, 8, 16),
    tokens: int = 64,
    json_calls: int = 20,
    rounds: int = 5,
    shape: Shape | None = None,
    bandwidth: Bandwidth | None = None,
    say: Callable[[str], None] = lambda _: None,
) -> Report:
    """Measure, in order: loads, the prefix cache, JSON, speculation.

    Args:
        client: Where to ask.
        model: Its id there.
        concurrency: How many requests at once, one load each.
        tokens: Tokens to generate for each request.
        json_calls: Structured calls, at temperature 1 so that they differ.
        rounds: Cold and warm requests for the prefix cache, each.
        shape: What a step reads; without it there is no limit to compare with.
        bandwidth: Of the memory that the weights lie in.
        say: Is told what is being done.

    Raises:
        InputError: A count below 1.
        RunFailed: The server refuses, breaks off or is too slow.
    """
    for field, value in (("--concurrency", min(concurrency, default=0)), ("--tokens", tokens), ("--rounds", rounds)):
        if value < 1:
            raise InputError(field, value, "at least 1")
    notes: list[str] = []
    before = client.metrics() or {}
    _one(client, model, "Warm up.", 4)
    loads: list[Load] = []
    for n in concurrency:
        say(f"{n} at once")
        loads.append(_against(_load(client, model, n, tokens), shape, bandwidth))
    if shape is None or bandwidth is None:
        notes.append("no limit: it takes a known --model and --variant, and a --bandwidth")
    say("prefix cache")
    prefix = _prefix(client, model, rounds, notes)
    say(f"{json_calls} structured calls")
    wrong = [w for w in _structured(client, model, json_calls) if w]
    speculation = _speculation(before, client.metrics(), notes)
    return Report(
        model=model,
        loads=tuple(loads),
        prefix=prefix,
        json_calls=json_calls,
        json_valid=json_calls - len(wrong),
        json_wrong=tuple(dict.fromkeys(wrong))[:5],
        speculation=speculation,
        bandwidth=bandwidth,
        notes=tuple(notes),
    )


class _Timed(Noun):
    first: float
    prompt: int
    tokens: int


def _one(client: Client, model: str, text: str, tokens: int, salt: str | None = None) -> _Timed:
    request: Json = {
        "model": model,
        "messages": [{"role": "user", "content": text}],
        "max_tokens": tokens,
        "temperature": 0.0,
        "ignore_eos": True,
        "cache_salt": salt or secrets.token_hex(8),
    }
    first: float | None = None
    last = 0.0
    usage: Json | None = None
    for piece in client.stream(request):
        if piece.text and first is None:
            first = piece.seconds
        last = piece.seconds
        usage = piece.usage or usage
    if usage is None:
        raise RunFailed(client.root, "it does not count tokens in a stream (stream_options.include_usage)")
    got = int(usage["completion_tokens"])
    return _Timed(first=first if first is not None else last, prompt=int(usage["prompt_tokens"]), tokens=got)


def _load(client: Client, model: str, at_once: int, tokens: int) -> Load:
    count = max(2 * at_once, 4)
    questions = [f"{PARAGRAPH}What is asked in question {n}?" for n in range(count)]
    begun = time.perf_counter()
    with ThreadPoolExecutor(at_once) as pool:
        done = list(pool.map(lambda q: _one(client, model, q, tokens), questions))
    seconds = time.perf_counter() - begun
    made = sum(d.tokens for d in done)
    return Load(
        concurrency=at_once,
        requests=count,
        prompt_tokens=round(sum(d.prompt for d in done) / count),
        tokens=made,
        seconds=seconds,
        tokens_per_second=made / seconds,
        first_token_p50=median(d.first for d in done),
        first_token_max=max(d.first for d in done),
    )


def _against(load: Load, shape: Shape | None, bandwidth: Bandwidth | None) -> Load:
    """The load beside the limit at its batch and mean length."""
    if shape is None or bandwidth is None:
        return load
    length = load.prompt_tokens + load.tokens // load.requests // 2
    best = limit(bandwidth, shape.weights, shape.kv_per_token, load.concurrency, length)
    return load.model_copy(update={"limit": best, "share": load.tokens_per_second / best})


def _prefix(client: Client, model: str, rounds: int, notes: list[str]) -> Prefix | None:
    """Cold under a new salt each, warm under one salt that was used once before."""
    each = max(1, _one(client, model, PARAGRAPH * 8, 1).prompt // 8)
    listed = next((m for m in client.models() if m["id"] == model), {})
    room = listed.get("max_model_len")
    wanted = min(PREFIX_TOKENS, int(room) - 8 * each) if isinstance(room, int) else PREFIX_TOKENS
    if wanted < 256:
        notes.append(f"no prefix figure: a context of {room} tokens is too short for a beginning of 256")
        return None
    text = PARAGRAPH * (wanted // each)
    cold = [_one(client, model, f"{text}\nQuestion {n}.", 1) for n in range(rounds)]
    salt = secrets.token_hex(8)
    _one(client, model, f"{text}\nQuestion x.", 1, salt)
    warm = [_one(client, model, f"{text}\nQuestion {n}.", 1, salt) for n in range(rounds)]
    slow, fast = median(c.first for c in cold), median(w.first for w in warm)
    return Prefix(tokens=cold[0].prompt, rounds=rounds, cold=slow, warm=fast, ratio=fast / slow)


def _structured(client: Client, model: str, calls: int) -> list[str]:
    """For each call why it was not valid, or an empty string."""
    form: Json = {"type": "json_schema", "json_schema": {"name": "probe", "strict": True, "schema": SCHEMA}}

    def asked(seed: int, tokens: int) -> Json:
        request: dict[str, Any] = {
            "model": model,
            "messages": [
                {"role": "user", "content": "Name a colour and a count, as JSON with the keys colour and count."}
            ],
            "response_format": form,
            "max_tokens": tokens,
            "temperature": 1.0,
            "seed": seed,
            "chat_template_kwargs": {"enable_thinking": False},
        }
        return client.chat(request)

    if calls < 1:
        return []
    tokens = MOST if only_thought(asked(0, TOKENS)) else TOKENS
    with ThreadPoolExecutor(4) as pool:
        answers = pool.map(lambda seed: asked(seed, tokens), range(calls))
        return [unlike(str(a["choices"][0]["message"].get("content") or "")) for a in answers]


def _speculation(before: dict[str, float], after: dict[str, float] | None, notes: list[str]) -> Speculation | None:
    def grown(name: str) -> float:
        return (after or {}).get(f"{SPECULATION}{name}_total", 0.0) - before.get(f"{SPECULATION}{name}_total", 0.0)

    if after is None or f"{SPECULATION}drafts_total" not in after:
        notes.append("no speculation: the server has none, or shows no /metrics")
        return None
    drafts, drafted, accepted = grown("drafts"), grown("draft_tokens"), grown("accepted_tokens")
    if drafts == 0 or drafted == 0:
        notes.append("speculation is on, and nothing was drafted")
        return None
    return Speculation(
        drafted=drafted, accepted=accepted, acceptance=accepted / drafted, tokens_per_step=1 + accepted / drafts
    )


def described(report: Report) -> list[str]:
    """The report as lines for a person."""
    rows = [f"{'at once':>8} {'tokens/s':>9} {'first token p50':>16} {'max':>8} {'limit':>10} {'of it':>6}"]
    for load in report.loads:
        best = "" if load.limit is None else f"{load.limit:.4g}"
        share = "" if load.share is None else f"{load.share:.1%}"
        first, worst = f"{1000 * load.first_token_p50:.0f} ms", f"{1000 * load.first_token_max:.0f} ms"
        rows.append(f"{load.concurrency:8} {load.tokens_per_second:9.1f} {first:>16} {worst:>8} {best:>10} {share:>6}")
    if report.bandwidth is not None:
        rows.append(f"limit: {report.bandwidth.bytes_per_second / 1e9:.1f} GB/s, {report.bandwidth.source}")
    if report.prefix is not None:
        p = report.prefix
        times = f"{1000 * p.warm:.0f} ms warm, {1000 * p.cold:.0f} ms cold, ratio {p.ratio:.2f}"
        rows.append(f"prefix cache, {p.tokens} tokens: {times} (median of {p.rounds})")
    rows.append(f"JSON: {report.json_valid} of {report.json_calls} valid{_because(report.json_wrong)}")
    if report.speculation is not None:
        s = report.speculation
        gained = f"{s.acceptance:.1%} of {s.drafted:.0f} drafted tokens, {s.tokens_per_step:.2f} tokens a step"
        rows.append(f"speculation: accepted {gained}")
    return [*rows, *(f"note: {n}" for n in report.notes)]


def _because(wrong: tuple[str, ...]) -> str:
    return f" ({'; '.join(wrong)})" if wrong else ""
