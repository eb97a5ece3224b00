"""Requests to an OpenAI-compatible endpoint, and each way they fail as an error of ours. No socket but to its URL.

What a server says is untrusted: lines, replies and messages are bounded, and shown without control characters.
"""

import email.utils
import json
import os
import re
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, NoReturn

import httpx

from ech0.core.errors import (
    ModelBroken,
    ModelBusy,
    ModelDenied,
    ModelRejected,
    ModelUnknown,
    ModelUnreachable,
    OutOfBudget,
    ReplyEmpty,
    ReplyUnreadable,
)

LONGEST_LINE, LONGEST_REPLY = 1 << 20, 4 << 20
"""Bytes of one event and of one reply."""
CONNECT_S = 10.0
_LENGTH = re.compile(r"context length|context window|maximum.{0,20}tokens|too long|max_model_len", re.IGNORECASE)
_SCHEMA = re.compile(r"response_format|json_schema|guided|structured|grammar|schema", re.IGNORECASE)
_EXTRA = re.compile(
    r"chat_template_kwargs|unrecogni[sz]ed|unknown (?:field|parameter|argument)|extra_forbidden", re.IGNORECASE
)


@dataclass(frozen=True)
class Piece:
    """A part of a reply as it comes: text, reasoning, and at the end why it ended and the tokens in and out."""

    text: str = ""
    thinking: str = ""
    finish: str = ""
    tokens: tuple[int, int] | None = None
    logprobs: tuple[float, ...] = ()


class Wire:
    """One endpoint. Safe for threads; `close` lets go of its connections."""

    def __init__(self, url: str, *, key_env: str = "", timeout_s: float = 30.0) -> None:
        self.url = url.rstrip("/")
        self.key_env = key_env
        # Proxies and .netrc of the environment would be another address than the one that was set; so would redirects.
        self._client = httpx.Client(
            timeout=httpx.Timeout(timeout_s, connect=min(CONNECT_S, timeout_s)),
            trust_env=False,
            follow_redirects=False,
            limits=httpx.Limits(max_connections=64),
        )
        self.timeout_s = timeout_s

    def close(self) -> None:
        """End all connections."""
        self._client.close()

    def models(self) -> list[Mapping[str, Any]]:
        """What the server says it serves; raises one of the errors of a model."""
        with self._spoken(), self._client.stream("GET", f"{self.url}/models", headers=self._headers()) as response:
            body = _bounded(response)
            self._refuse(response, body, "")
        listed = _json(body, self.url).get("data")
        if not isinstance(listed, list):
            raise self._strange("its list of models has no `data`")
        return [m for m in listed if isinstance(m, Mapping) and isinstance(m.get("id"), str)]

    def stream(self, body: Mapping[str, Any], *, until: float) -> Iterator[Piece]:
        """The pieces of a reply to one request, until `until` (monotonic s); raises one of the errors of a model."""
        url = f"{self.url}/chat/completions"
        with self._spoken(), self._client.stream("POST", url, json=body, headers=self._headers()) as response:
            if response.status_code != 200:
                self._refuse(response, _bounded(response), str(body.get("model", "")))
            if "text/event-stream" not in response.headers.get("content-type", ""):
                yield from self._whole(_json(_bounded(response), self.url))
                return
            yield from self._events(response, until)

    def _events(self, response: httpx.Response, until: float) -> Iterator[Piece]:
        ended = choices = False
        for line in _lines(response):
            if time.monotonic() > until:
                raise OutOfBudget("the model", "the seconds that a question may take of it (mind.seconds)")
            if not line.startswith(b"data:"):
                continue
            data = line.removeprefix(b"data:").strip()
            if data == b"[DONE]":
                ended = True
                break
            event = _json(data, self.url)
            self._told_wrong(event)
            choices = choices or bool(event.get("choices"))
            piece = self._piece(event, "delta")
            ended = ended or bool(piece.finish)
            yield piece
        if not ended:
            raise ModelUnreachable("the model", "the connection ended before the reply was whole", self._look())
        if not choices:
            raise ReplyEmpty("the model", "its reply has no choice", self._look())

    def _whole(self, reply: Mapping[str, Any]) -> Iterator[Piece]:
        """A server that does not stream says all at once."""
        self._told_wrong(reply)
        if not reply.get("choices"):
            raise ReplyEmpty("the model", "its reply has no choice", self._look())
        yield self._piece(reply, "message")

    def _piece(self, event: Mapping[str, Any], part: str) -> Piece:
        choices = event.get("choices") or []
        first = choices[0] if isinstance(choices, list) and choices else {}
        said = first.get(part) or {} if isinstance(first, Mapping) else None
        if not isinstance(said, Mapping):
            raise self._strange(f"its choice has no `{part}`")
        content, thinking = said.get("content"), said.get("reasoning_content") or said.get("reasoning")
        return Piece(
            text=content if isinstance(content, str) else "",
            thinking=thinking if isinstance(thinking, str) else "",
            finish=str(first.get("finish_reason") or ""),
            tokens=_tokens(event.get("usage")),
            logprobs=_logprobs(first.get("logprobs")),
        )

    # --- what goes wrong ----------------------------------------------------------------------------------------------

    @contextmanager
    def _spoken(self) -> Iterator[None]:
        try:
            yield
        except httpx.TimeoutException as error:
            why = f"{self.url} did not answer within {self.timeout_s:g} s"
            raise ModelUnreachable("the model", why, "raise mind.timeout, or see what the server does") from error
        except httpx.ConnectError as error:
            why = f"nothing answers at {self.url} ({clean(str(error), 80)})"
            raise ModelUnreachable("the model", why, "start the server (`ech0 model serve`) or set mind.url") from error
        except (httpx.TransportError, httpx.InvalidURL) as error:
            why = f"the connection to {self.url} was lost ({type(error).__name__})"
            raise ModelUnreachable("the model", why, self._look()) from error

    def _refuse(self, response: httpx.Response, body: bytes, model: str) -> None:
        """Raise what an answer other than 200 means."""
        code, said = response.status_code, _message(body)
        told = f"{self.url} says {code}: {said}" if said else f"{self.url} says {code}"
        match code:
            case 200:
                return
            case 401 | 403:
                named = f"the key in {self.key_env}" if self.key_env else "a key"
                cure = f"check {named}" if self.key_env else "name the variable that holds the key in mind.key_env"
                raise ModelDenied("the model", told, cure)
            case 404:
                cure = f"set mind.model to one of: {self._served()}" if model else "set mind.url, with /v1 at its end"
                raise ModelUnknown("the model", told, cure)
            case 429:
                wait = _wait(response.headers.get("retry-after", ""))
                raise ModelBusy("the model", told, "lower mind.samples, or ask again later", wait)
            case _ if code >= 500:
                raise ModelBroken("the model", told, self._look(), _wait(response.headers.get("retry-after", "")))
            case _ if 300 <= code < 400:
                raise ModelUnknown(
                    "the model", f"{told} (a redirect)", "set mind.url to where it points, if you trust it"
                )
            case _:
                self._rejected(told, said)

    def _rejected(self, told: str, said: str) -> NoReturn:
        if _LENGTH.search(said):
            cure = "serve it with a larger --max-model-len, or lower memory.top and mind.max_tokens"
        elif _EXTRA.search(said):
            cure = "this server does not take chat_template_kwargs; leave mind.thinking above 0"
        elif _SCHEMA.search(said):
            flags = '--structured-outputs-config \'{"backend":"xgrammar","disable_any_whitespace":true}\''
            cure = f"serve it with structured outputs (vLLM: {flags})"
        else:
            cure = "see what the server says of the request"
        raise ModelRejected("the model", told, cure)

    def _served(self) -> str:
        try:
            names = [clean(str(m["id"]), 80) for m in self.models()]
        except (ModelUnreachable, ModelUnknown, ModelBroken, ReplyUnreadable):
            return "what the server lists under /v1/models"
        return ", ".join(names[:8]) or "none is served"

    def _told_wrong(self, event: Mapping[str, Any]) -> None:
        """Servers that break while they stream say so in an event."""
        if error := event.get("error"):
            said = error.get("message", error) if isinstance(error, Mapping) else error
            raise ModelBroken("the model", f"{self.url} broke off: {clean(str(said), 200)}", self._look())

    def _strange(self, why: str) -> ReplyUnreadable:
        return _strange(self.url, why)

    def _look(self) -> str:
        return f"see the log of the server at {self.url}"

    def _headers(self) -> dict[str, str]:
        if not self.key_env:
            return {}
        key = os.environ.get(self.key_env, "")
        if not key.strip() or not key.isascii() or not key.isprintable():
            why = f"the variable {self.key_env} {'holds no usable key' if key else 'is not set'}"
            raise ModelDenied("the model", why, f"export {self.key_env}, or set mind.key_env")
        return {"Authorization": f"Bearer {key.strip()}"}


def clean(text: str, most: int) -> str:
    """At most `most` characters on one line, none of which moves a cursor or hides another."""
    plain = "".join(c if c.isprintable() else " " for c in text[: 4 * most])
    plain = " ".join(plain.split())
    return plain if len(plain) <= most else f"{plain[: most - 3]}..."


def _bounded(response: httpx.Response) -> bytes:
    body = b""
    for part in response.iter_bytes():
        body += part
        if len(body) > LONGEST_REPLY:
            raise ReplyUnreadable("the model", f"its reply is longer than {LONGEST_REPLY} bytes", "set mind.url")
    return body


def _lines(response: httpx.Response) -> Iterator[bytes]:
    """Lines as they come, each and all of them bounded."""
    rest, total = b"", 0
    for part in response.iter_bytes():
        total += len(part)
        *lines, rest = (rest + part).split(b"\n")
        yield from lines
        if len(rest) > LONGEST_LINE or total > LONGEST_REPLY * 8:
            raise ReplyUnreadable("the model", "its reply does not end", "lower mind.max_tokens, or set mind.url")
    if rest:
        yield rest


def _json(body: bytes, url: str) -> Mapping[str, Any]:
    try:
        found = json.loads(body)
    except (ValueError, RecursionError):
        shown = clean(body[:200].decode(errors="replace"), 60)
        raise _strange(url, f"it says {shown!r}, which is not JSON") from None
    if not isinstance(found, Mapping):
        raise _strange(url, "it says no JSON object")
    return found


def _strange(url: str, why: str) -> ReplyUnreadable:
    cure = "set mind.url to an OpenAI-compatible address, with /v1 at its end"
    return ReplyUnreadable("the model", f"what {url} says cannot be read: {why}", cure)


def _message(body: bytes) -> str:
    """What a server says of an error: the usual places in its JSON, else its text."""
    try:
        found = json.loads(body)
    except (ValueError, RecursionError):
        return clean(body[:800].decode(errors="replace"), 200)
    if isinstance(found, Mapping):
        error = found.get("error", found.get("detail", found.get("message", "")))
        error = error.get("message", error) if isinstance(error, Mapping) else error
        return clean(str(error), 300)
    return clean(str(found), 200)


def _wait(header: str) -> float | None:
    """The seconds of a `Retry-After`: a number, or a date."""
    if re.fullmatch(r"\d{1,6}(\.\d+)?", header.strip()):
        return float(header)
    try:
        when = email.utils.parsedate_to_datetime(header)
    except (TypeError, ValueError):
        return None
    return max(0.0, (when.replace(tzinfo=when.tzinfo or UTC) - datetime.now(UTC)).total_seconds())


def _tokens(usage: object) -> tuple[int, int] | None:
    if not isinstance(usage, Mapping):
        return None
    read, made = usage.get("prompt_tokens"), usage.get("completion_tokens")
    fine = all(isinstance(n, int) and not isinstance(n, bool) and 0 <= n < 1 << 40 for n in (read, made))
    return (int(read or 0), int(made or 0)) if fine else None


def _logprobs(given: object) -> tuple[float, ...]:
    """The log-probabilities of the tokens in a piece, where they were asked for and a server tells them."""
    content = given.get("content") if isinstance(given, Mapping) else None
    told = [t.get("logprob") for t in content if isinstance(t, Mapping)] if isinstance(content, list) else []
    return tuple(float(v) for v in told if isinstance(v, int | float))
