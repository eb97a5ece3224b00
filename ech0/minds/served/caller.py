"""One reply from a served model: cached or asked for, its thoughts set apart, within budget, tried again if it helps.

Knows no schema and no plan. Thoughts beyond their budget end the call; it is put again, the model told not to think.
"""

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, NamedTuple, Protocol

from ech0.core.errors import (
    ModelError,
    ModelUnknown,
    OutOfBudget,
    ReasoningLost,
    ReplyCut,
    ReplyEmpty,
)
from ech0.core.provenance import key
from ech0.core.types import Event, Usage
from ech0.minds.served.meter import Meter, guessed
from ech0.minds.served.think import parted
from ech0.minds.served.wire import Wire, clean

Message = tuple[str, str]
"""A role and a text."""
Tell = Callable[[Event], None]
PAUSE_S, LONGEST_PAUSE_S = 0.5, 60.0
SHOW_EVERY_S, SHOWN, TRACED = 0.5, 100, 20_000
"""How often, and how many characters, of what is coming are shown; how many of thoughts go into the trace."""


class Replies(Protocol):
    """Replies kept under the key of all that determines a request."""

    def get(self, name: str, /) -> Mapping[str, Any] | None: ...
    def put(self, name: str, reply: Mapping[str, Any], /) -> None: ...


@dataclass(frozen=True)
class Manner:
    """How a model is asked: tokens of a reply and of thoughts before it, and how often a request is put."""

    max_tokens: int
    thinking: int
    tries: int


@dataclass(frozen=True)
class Reply:
    """What came back. `notes`: what was out of the ordinary."""

    text: str
    thinking: str
    usage: Usage
    notes: tuple[str, ...] = ()


class Known(NamedTuple):
    """A model at a server: its id, the kind of server (`vllm`, ...), and where its weights lie, if that is told."""

    id: str
    owner: str
    root: str


@dataclass
class _Coming:
    """A reply as it comes in."""

    text: str = ""
    thinking: str = ""
    finish: str = ""
    tokens: tuple[int, int] | None = None
    overthought: bool = False


@dataclass(frozen=True)
class Caller:
    """Puts requests to one endpoint. `cache` keeps replies, if there is one; `pause` waits between tries."""

    wire: Wire
    model: str
    manner: Manner
    cache: Replies | None = None
    pause: Callable[[float], None] = field(default=time.sleep)

    @cached_property
    def served(self) -> Known:
        """The model at the server; raises `ModelUnknown` naming those that are served."""
        listed = self.wire.models()
        ids = [str(m["id"]) for m in listed]
        name = self.model or (ids[0] if len(ids) == 1 else "")
        known = next((m for m in listed if m["id"] in (name, f"{name}:latest")), None)
        if known is None:
            told = ", ".join(clean(i, 80) for i in ids[:8]) or "nothing"
            why = f"{self.wire.url} serves no {name!r}" if name else f"{self.wire.url} serves several models, or none"
            raise ModelUnknown("the model", why, f"set mind.model to one that is served: {told}")
        return Known(str(known["id"]), str(known.get("owned_by") or "").casefold(), str(known.get("root") or ""))

    def ask(
        self,
        messages: Sequence[Message],
        schema: Mapping[str, Any],
        *,
        how: Mapping[str, Any],
        meter: Meter,
        tell: Tell,
    ) -> Reply:
        """A reply held to `schema` (with its `title`); `how` are parameters of the request, as `seed`.

        Raises one of the errors of a model, or `OutOfBudget`.
        """
        model, owner, root = self.served
        named = {"name": str(schema.get("title", "reply")), "schema": dict(schema), "strict": owner != "openai"}
        request = {**how, "response_format": {"type": "json_schema", "json_schema": named}}
        how_long = (self.manner.max_tokens, self.manner.thinking)
        name = key(self.wire.url, model, root, [list(m) for m in messages], request, how_long)
        if self.cache is not None and (kept := self.cache.get(name)) is not None and isinstance(kept.get("text"), str):
            tell(_event("from the cache", {"text": kept["text"]}))
            return Reply(kept["text"], str(kept.get("thinking", "")), Usage(cached=1), ("the reply was in the cache",))
        reply = self._tried(messages, request, meter, tell)
        if self.cache is not None:
            self.cache.put(name, {"text": reply.text, "thinking": reply.thinking[:TRACED], "model": model})
        return reply

    def _tried(self, messages: Sequence[Message], request: dict[str, Any], meter: Meter, tell: Tell) -> Reply:
        thinking = self.manner.thinking
        usage = Usage()
        for number in range(1, self.manner.tries + 1):
            try:
                coming, took = self._once(messages, request, thinking, meter, tell)
            except ModelError as error:
                wait = min(LONGEST_PAUSE_S, PAUSE_S * 2 ** (number - 1)) if error.wait_s is None else error.wait_s
                if not error.again or number == self.manner.tries or wait > meter.left_s():
                    raise
                tell(_event(f"{clean(str(error), 160)}; again in {wait:.1f} s", {"try": number}))
                self.pause(wait)
                continue
            usage += took
            if coming.overthought:
                tell(_event(f"its thoughts went beyond {self.manner.thinking} tokens; asked to answer now", {}))
                thinking = 0
                coming, took = self._once(messages, request, thinking, meter, tell)
                usage += took
            return self._read(coming, usage)
        raise AssertionError("a try ends in a reply or an error")

    def _once(
        self, messages: Sequence[Message], request: dict[str, Any], thinking: int, meter: Meter, tell: Tell
    ) -> tuple[_Coming, Usage]:
        """One request, streamed; what it took is settled however it ends."""
        from ech0.minds.served import chat

        model, owner, _ = self.served
        most = self.manner.max_tokens + thinking
        extra = {"max_tokens": most, **_manner(owner, thinking)}
        endpoint = chat.Endpoint(wire=self.wire, model_name=model, extra=extra)
        before = sum(guessed(t) for _, t in messages)
        meter.reserve(before + most)
        coming, sent = _Coming(), False
        try:
            stream = endpoint.stream(chat.messages(messages), until=meter.until, **request)
            shown = time.monotonic()
            for chunk in stream:
                sent = True
                coming.text += str(chunk.content)
                coming.thinking += chunk.additional_kwargs.get("reasoning_content", "")
                coming.finish = chunk.response_metadata.get("finish_reason", coming.finish)
                told = chunk.usage_metadata
                coming.tokens = (told["input_tokens"], told["output_tokens"]) if told else coming.tokens
                if time.monotonic() - shown >= SHOW_EVERY_S:
                    shown = time.monotonic()
                    tell(_event(_tail(coming), {}))
                if self._overthought(coming, thinking):
                    coming.overthought = True
                    stream.close()  # type: ignore[attr-defined]  # a generator, which Iterator does not say
                    break
        finally:
            usage = _usage(coming, before if sent else 0)
            meter.settle(before + most, usage)
        return coming, usage

    def _overthought(self, coming: _Coming, thinking: int) -> bool:
        """Whether thoughts go on beyond what they may; a model that was told not to think may not start over."""
        if not thinking or coming.finish:
            return False
        answer, thought, over = parted(coming.text)
        whole = coming.thinking + ("" if over else thought)
        return not answer and not (over and coming.text.strip()) and guessed(whole) > thinking + thinking // 4

    def _read(self, coming: _Coming, usage: Usage) -> Reply:
        """The answer in a reply, or why there is none."""
        answer, thought, over = parted(coming.text)
        thoughts = "\n".join(t for t in (coming.thinking.strip(), thought) if t)
        if coming.finish == "length":
            if not answer or not over:
                cure = "raise mind.thinking or mind.max_tokens, or set mind.thinking to 0"
                raise ReplyCut("the model", f"it was still thinking after {usage.tokens_out} tokens", cure)
            limit = self.manner.max_tokens
            raise ReplyCut("the model", f"its reply is cut off at {limit} tokens", "raise mind.max_tokens")
        if not over:
            cure = "serve it with the --reasoning-parser of its family, or set mind.thinking to 0"
            raise ReasoningLost("the model", "its reply ends inside <think>", cure)
        if not answer and thoughts:
            cure = "serve it with the --reasoning-parser of its family, or with none, or set mind.thinking to 0"
            raise ReasoningLost("the model", "the server put the whole reply into the reasoning", cure)
        if not answer:
            raise ReplyEmpty(
                "the model", f"its reply is empty (it ended with {coming.finish or 'nothing'!r})", "ask again"
            )
        notes = ("it thinks aloud: serve it with the --reasoning-parser of its family",) if thought else ()
        return Reply(answer, thoughts, usage, notes)


def _manner(owner: str, thinking: int) -> dict[str, Any]:
    """What only some servers take: not to think, and no more variety than is asked for."""
    return {"chat_template_kwargs": {"enable_thinking": thinking > 0}} if owner in ("vllm", "llamacpp") else {}


def _usage(coming: _Coming, before: int) -> Usage:
    """As the server counted; where it did not, or was cut off, as is guessed from the lengths."""
    thought = coming.thinking + parted(coming.text)[1]
    made = guessed(coming.text) + (guessed(coming.thinking) if coming.thinking else 0) if coming.text or thought else 0
    read, out = coming.tokens or (before, made)
    return Usage(calls=1, tokens_in=read, tokens_out=out, thinking=min(out, guessed(thought)) if thought else 0)


def _tail(coming: _Coming) -> str:
    """The end of what is coming, for a line on the screen."""
    said, name = (coming.text, "writes") if coming.text else (coming.thinking, "thinks")
    return f"{name}: {clean(said[-4 * SHOWN :], 4 * SHOWN)[-SHOWN:]}"


def _event(message: str, data: Mapping[str, Any]) -> Event:
    return Event(kind="model", node="mind", message=message, data=data)


def traced(reply: Reply) -> Event:
    """A reply for the trace, with its thoughts."""
    data = {"text": reply.text[:TRACED], "thinking": reply.thinking[:TRACED], "usage": reply.usage.model_dump()}
    took = f"{reply.usage.tokens_in} tokens in, {reply.usage.tokens_out} out"
    return _event(f"replied ({'; '.join((took, *reply.notes))})", data)


def failed(error: Exception) -> Event:
    """A call that came to nothing, for the trace."""
    return _event(clean(str(error), 300), {"error": type(error).__name__})


__all__ = ["Caller", "Manner", "Message", "OutOfBudget", "Replies", "Reply", "Tell", "failed", "traced"]
