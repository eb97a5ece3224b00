"""Proof that a running server can do what ECH0 asks of one: seven questions, each with what was seen and the fix.

A line is `True` (seen to work), `False` (seen not to work) or `None` (not visible). Thinking is switched
off for the schema and the tool where the model allows it: that is how plans are asked for.
"""

import json
import secrets
from collections.abc import Callable, Iterator
from typing import Any

from ech0.core.errors import Ech0Error
from ech0.core.noun import Noun
from ech0.serving.client import Client, Json

SCHEMA: Json = {
    "type": "object",
    "properties": {
        "colour": {"type": "string", "enum": ["red", "green", "blue"]},
        "count": {"type": "integer", "minimum": 1, "maximum": 9},
    },
    "required": ["colour", "count"],
    "additionalProperties": False,
}
"""Bounded on every side, so that any model, also an untrained one, ends with a valid object if there is a grammar."""
WHITESPACE = '--structured-outputs-config \'{"backend":"xgrammar","disable_any_whitespace":true}\''
TOKENS = 96
"""For an answer of `SCHEMA`, which takes about twenty."""
THINKING = 512
MOST = 4096
"""For the same from a model that cannot leave thinking out: the grammar begins where the thinking ends."""
_PARAGRAPH = "A constant beginning lets a server keep what it has read and read only what is new. "


class Finding(Noun):
    """One line: what was asked, whether it works, what was seen, and what to do if it does not."""

    name: str
    ok: bool | None
    why: str
    fix: str = ""


def check(
    client: Client, model: str | None = None, context: int | None = None, *, thinks: bool | None = None
) -> list[Finding]:
    """Look at the server, in order; what needs a model is left out if there is none to ask.

    Args:
        client: Where to ask.
        model: The id that must be listed; by default the first that is.
        context: The tokens of context that must be there at least; by default none.
        thinks: Whether the model is one that thinks; by default not known, so that no thinking is no fault.
    """
    try:
        listed = client.models()
    except Ech0Error as error:
        return [Finding(name="server", ok=False, why=str(error), fix="`ech0 model serve`, or correct the URL")]
    found = [Finding(name="server", ok=True, why=f"answers, and lists {len(listed)} models")]
    ids = [str(m["id"]) for m in listed]
    if (model or "") not in ids and (model is not None or not ids):
        fix = f"--served-model-name {model}, or ask for one of: {', '.join(ids)[:200] or 'none'}"
        return [*found, Finding(name="model id", ok=False, why=f"{model} is not listed", fix=fix)]
    name = model or ids[0]
    found.append(Finding(name="model id", ok=True, why=f"{name} is listed"))
    found.append(_context(next(m for m in listed if m["id"] == name), context))
    return [*found, *_asked(client, name, thinks)]


def _asked(client: Client, name: str, thinks: bool | None) -> Iterator[Finding]:
    tests: tuple[tuple[str, Callable[[], Finding]], ...] = (
        ("JSON schema", lambda: _schema(client, name)),
        ("reasoning parser", lambda: _reasoning(client, name, thinks)),
        ("tool call", lambda: _tool(client, name)),
        ("logprobs", lambda: _logprobs(client, name)),
        ("prefix cache", lambda: _prefix(client, name)),
    )
    for title, test in tests:
        try:
            yield test()
        except Ech0Error as error:
            yield Finding(name=title, ok=False, why=str(error), fix="see the server's log")


def _context(entry: Json, wanted: int | None) -> Finding:
    has = entry.get("max_model_len")
    if not isinstance(has, int):
        return Finding(name="context length", ok=None, why="the server does not say; only vLLM lists max_model_len")
    if wanted is not None and has < wanted:
        return Finding(
            name="context length", ok=False, why=f"{has}, less than {wanted}", fix=f"--max-model-len {wanted}"
        )
    return Finding(name="context length", ok=True, why=f"{has} tokens")


def _request(name: str, text: str, **more: Any) -> Json:
    return {
        "model": name,
        "messages": [{"role": "user", "content": text}],
        "max_tokens": TOKENS,
        "temperature": 0.0,
        **more,
    }


def _plain(name: str, text: str, **more: Any) -> Json:
    """A request with thinking off; templates without that switch ignore it."""
    return _request(name, text, chat_template_kwargs={"enable_thinking": False}, **more)


def _message(answer: Json) -> tuple[Json, str]:
    choice = answer["choices"][0]
    return choice["message"], str(choice.get("finish_reason"))


def _thought(message: Json) -> str:
    return str(message.get("reasoning") or message.get("reasoning_content") or "")


def only_thought(answer: Json) -> bool:
    """Whether the tokens ran out while it was still thinking."""
    message, ended = _message(answer)
    said = str(message.get("content") or "").strip() or message.get("tool_calls")
    return ended == "length" and bool(_thought(message)) and not said


def _patient(client: Client, request: Json) -> tuple[Json, str]:
    """Message and how it ended; asked again with `MOST` tokens if the first were all spent on thinking."""
    answer = client.chat(request)
    return _message(client.chat({**request, "max_tokens": MOST}) if only_thought(answer) else answer)


def _schema(client: Client, name: str) -> Finding:
    form = {"type": "json_schema", "json_schema": {"name": "probe", "strict": True, "schema": SCHEMA}}
    ask = "Name a colour and a count from 1 to 9, as JSON with the keys colour and count."
    message, ended = _patient(client, _plain(name, ask, response_format=form))
    text = str(message.get("content") or "")
    wrong = unlike(text)
    if not wrong:
        return Finding(name="JSON schema", ok=True, why=f"valid: {text[:80]}")
    thought = _thought(message)
    if not unlike(thought):
        fix = "leave out enable_in_reasoning of --structured-outputs-config, and ask with thinking off"
        return Finding(name="JSON schema", ok=False, why="the JSON came as thinking, not as the answer", fix=fix)
    if ended == "length" and not text.strip() and thought:
        fix = "a model that thinks less, or thinking off where its template can; --reasoning-parser must fit the model"
        return Finding(name="JSON schema", ok=False, why=f"{MOST} tokens of thinking, no answer", fix=fix)
    if ended == "length":
        return Finding(name="JSON schema", ok=False, why=f"ran on to {TOKENS} tokens: {wrong}", fix=WHITESPACE)
    return Finding(name="JSON schema", ok=False, why=wrong, fix=WHITESPACE)


def unlike(text: str) -> str:
    """Why this is no object of `SCHEMA`; empty if it is one."""
    try:
        found = json.loads(text)
    except ValueError:
        return f"no JSON: {text[:60]!r}"
    if not isinstance(found, dict) or set(found) != {"colour", "count"}:
        return f"other keys than asked: {text[:60]!r}"
    if found["colour"] not in SCHEMA["properties"]["colour"]["enum"]:
        return f"a colour outside the enum: {text[:60]!r}"
    if not isinstance(found["count"], int) or isinstance(found["count"], bool) or not 1 <= found["count"] <= 9:
        return f"a count outside its bounds: {text[:60]!r}"
    return ""


def _reasoning(client: Client, name: str, thinks: bool | None) -> Finding:
    title, ask = "reasoning parser", "What is the next prime number after seven? Think first."
    message, _ = _message(client.chat({**_request(name, ask), "max_tokens": THINKING}))
    text, thought = str(message.get("content") or ""), _thought(message)
    if "<think>" in text or "</think>" in text or "[/THINK]" in text:
        fix = "--reasoning-parser, as `ech0 model command` prints it for this model"
        return Finding(name=title, ok=False, why="thinking stands in the answer itself", fix=fix)
    if thought:
        return Finding(name=title, ok=True, why=f"{len(thought)} characters of thinking, apart from the answer")
    if thinks:
        fix = "--reasoning-parser, as `ech0 model command` prints it for this model, or a larger token budget"
        return Finding(name=title, ok=False, why="this model thinks, and no thinking came", fix=fix)
    return Finding(name=title, ok=None, why="no thinking came, and nothing says that this model thinks")


def _tool(client: Client, name: str) -> Finding:
    tool = {"type": "function", "function": {"name": "paint", "strict": True, "parameters": SCHEMA}}
    choice = {"type": "function", "function": {"name": "paint"}}
    ask = "Paint three things red, with the tool."
    message, ended = _patient(client, _plain(name, ask, tools=[tool], tool_choice=choice))
    calls = message.get("tool_calls") or []
    fix = "--enable-auto-tool-choice --tool-call-parser NAME; without, plans still work by JSON schema"
    if not calls:
        seen = str(message.get("content") or _thought(message))[:60]
        if ended == "length":
            why = f"ran on to {TOKENS} tokens, no call: {seen!r}"
            more = "vLLM 0.32 does not apply disable_any_whitespace to calls; "
            return Finding(name="tool call", ok=False, why=why, fix=f"{more}plans go by JSON schema")
        return Finding(name="tool call", ok=False, why=f"no call came ({ended}): {seen!r}", fix=fix)
    function = calls[0].get("function") or {}
    wrong = unlike(str(function.get("arguments")))
    if function.get("name") != "paint" or wrong:
        return Finding(
            name="tool call", ok=False, why=wrong or "another tool was called", fix='"strict": true is not kept'
        )
    return Finding(name="tool call", ok=True, why=f"arguments valid: {function['arguments'][:60]}")


def _logprobs(client: Client, name: str) -> Finding:
    request = {**_plain(name, "Say yes.", logprobs=True, top_logprobs=2), "max_tokens": 3}
    choice = client.chat(request)["choices"][0]
    rows = (choice.get("logprobs") or {}).get("content") or []
    if rows and all(isinstance(r.get("logprob"), int | float) for r in rows):
        return Finding(
            name="logprobs", ok=True, why=f"{len(rows)} tokens, {len(rows[0].get('top_logprobs') or [])} each"
        )
    return Finding(
        name="logprobs", ok=False, why="none came", fix="a server that gives logprobs; --max-logprobs above 0"
    )


def _prefix(client: Client, name: str) -> Finding:
    """The same long beginning twice, under a salt of our own so that no earlier run warmed it."""
    salt, before = secrets.token_hex(8), _hits(client)
    text = _PARAGRAPH * 24
    usage: list[Json] = []
    for question in ("Say one.", "Say two."):
        request = {**_plain(name, f"{text}\n{question}", cache_salt=salt), "max_tokens": 1}
        usage.append(client.chat(request).get("usage") or {})
    details = usage[1].get("prompt_tokens_details")
    tokens = int(usage[1].get("prompt_tokens") or 0)
    after = _hits(client)
    cached = details.get("cached_tokens") if isinstance(details, dict) else None
    if cached is None and before is not None and after is not None:
        cached = after - before
    if cached is None:
        why = "the server shows neither cached tokens nor /metrics"
        return Finding(name="prefix cache", ok=None, why=why, fix="--enable-prompt-tokens-details")
    if cached > 0:
        return Finding(name="prefix cache", ok=True, why=f"{cached:g} of {tokens} tokens were kept")
    fix = "--enable-prefix-caching; a beginning shorter than one block (128 tokens on a CPU) is never kept"
    return Finding(name="prefix cache", ok=False, why=f"none of {tokens} tokens was kept", fix=fix)


def _hits(client: Client) -> float | None:
    metrics = client.metrics()
    return None if metrics is None else metrics.get("vllm:prefix_cache_hits_total")
