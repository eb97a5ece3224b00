"""A client for OpenAI-compatible servers: one request, one stream, the model list, the metrics. Knows no model by name.

Every wait is bounded, every answer too; what goes wrong is a `RunFailed` that names the address and the cure.
"""

import json
import re
import time
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import urlsplit

from ech0.core.errors import InputError, OutOfBudget, RunFailed

if TYPE_CHECKING:
    import httpx

LARGEST = 16 * 1024**2
"""Bytes of one answer beyond which it is no answer of a model."""
_SAMPLE = re.compile(r"^([a-zA-Z_:][\w:]*)(?:\{[^}]*\})?\s+([-+.\deE]+|NaN)$", re.MULTILINE)

Json = dict[str, Any]


class Piece(NamedTuple):
    """Something of a streamed answer: seconds since it was asked, text (thinking or not), and usage at the end."""

    seconds: float
    text: str
    usage: Json | None


class Client:
    """Talks to the server at `url`, with or without `/v1`; one per thread is not needed, it may be shared."""

    def __init__(self, url: str, *, seconds: float = 120.0) -> None:
        import httpx

        parts = urlsplit(url)
        if parts.scheme not in {"http", "https"} or not parts.netloc:
            raise InputError("URL", url, "give the server's address, as in http://127.0.0.1:8000")
        self.root = url.rstrip("/").removesuffix("/v1")
        self.seconds = seconds
        self._http = httpx.Client(base_url=self.root, timeout=seconds, trust_env=False)

    def close(self) -> None:
        """Let go of the connections."""
        self._http.close()

    def models(self) -> list[Json]:
        """What the server lists, each with its `id`; raises `RunFailed`."""
        found = self._json("GET", "/v1/models").get("data")
        if not isinstance(found, list) or not all(isinstance(m, dict) and "id" in m for m in found):
            raise RunFailed(
                f"{self.root}/v1/models", "its answer lists no models; is this an OpenAI-compatible server?"
            )
        return found

    def chat(self, request: Mapping[str, Any]) -> Json:
        """One answer, whole: a choice with `message`, and `usage`; raises `RunFailed`, `OutOfBudget`."""
        answer = self._json("POST", "/v1/chat/completions", request)
        choices = answer.get("choices")
        if not isinstance(choices, list) or not choices or not isinstance(choices[0].get("message"), dict):
            raise RunFailed(self.root, "its answer holds no message")
        return answer

    def stream(self, request: Mapping[str, Any]) -> Iterator[Piece]:
        """One answer in pieces as they come; raises as `chat` does, also if it stops half-way."""
        import httpx

        begun, size, ended = time.perf_counter(), 0, False
        body = {**request, "stream": True, "stream_options": {"include_usage": True}}
        try:
            with self._http.stream("POST", "/v1/chat/completions", json=body) as reply:
                if reply.status_code >= 400:
                    reply.read()
                    raise self._refused("/v1/chat/completions", reply)
                for row in reply.iter_lines():
                    size += len(row)
                    if size > LARGEST or time.perf_counter() - begun > self.seconds:
                        raise OutOfBudget(self.root, f"{self.seconds:g} s or {LARGEST} bytes for one answer")
                    if row == "data: [DONE]":
                        ended = True
                        break
                    if row.startswith("data: "):
                        yield _piece(row[6:], time.perf_counter() - begun, self.root)
        except httpx.TimeoutException as error:
            raise OutOfBudget(self.root, f"{self.seconds:g} s") from error
        except httpx.HTTPError as error:
            raise self._unreachable(error) from error
        if not ended:
            raise RunFailed(self.root, "the stream stopped before its end")

    def metrics(self) -> dict[str, float] | None:
        """Counters by name, summed over labels; `None` if the server has no `/metrics`."""
        reply = self._send("GET", "/metrics")
        if reply.status_code != 200:
            return None
        found: dict[str, float] = {}
        for name, value in _SAMPLE.findall(reply.text):
            found[name] = found.get(name, 0.0) + float(value)
        return found

    def healthy(self) -> bool:
        """Whether `/health` says yes now."""
        try:
            return self._send("GET", "/health").status_code == 200
        except RunFailed:
            return False

    def _json(self, method: str, path: str, body: Mapping[str, Any] | None = None) -> Json:
        reply = self._send(method, path, body)
        if reply.status_code >= 400:
            raise self._refused(path, reply)
        try:
            found = reply.json()
        except ValueError as error:
            raise RunFailed(f"{self.root}{path}", f"its answer is no JSON: {reply.text[:120]!r}") from error
        if not isinstance(found, dict):
            raise RunFailed(f"{self.root}{path}", "its answer is no JSON object")
        return found

    def _send(self, method: str, path: str, body: Mapping[str, Any] | None = None) -> "httpx.Response":
        import httpx

        try:
            reply = self._http.request(method, path, json=body)
        except httpx.TimeoutException as error:
            raise OutOfBudget(f"{self.root}{path}", f"{self.seconds:g} s") from error
        except httpx.HTTPError as error:
            raise self._unreachable(error) from error
        if len(reply.content) > LARGEST:
            raise RunFailed(f"{self.root}{path}", f"its answer is longer than {LARGEST} bytes")
        return reply

    def _unreachable(self, error: Exception) -> RunFailed:
        why = str(error) or type(error).__name__
        return RunFailed(self.root, f"no answer ({why}); start it with `ech0 model serve`, or correct the address")

    def _refused(self, path: str, reply: "httpx.Response") -> RunFailed:
        """What the server says of its refusal, and what helps against the common ones."""
        said = _said(reply.text)
        cures = {
            401: "the server wants a key",
            404: "ask for a model that it lists, with --model",
            429: "it has too much to do; ask for less at once",
        }
        cure = cures.get(
            reply.status_code, "its log says more" if reply.status_code >= 500 else "the request is at fault"
        )
        return RunFailed(f"{self.root}{path}", f"HTTP {reply.status_code}: {said}; {cure}")


def _said(text: str) -> str:
    try:
        error = json.loads(text)["error"]
        said = error["message"] if isinstance(error, dict) else str(error)
    except (ValueError, KeyError, TypeError):
        said = text
    return " ".join(str(said).split())[:300] or "nothing said"


def _piece(row: str, seconds: float, where: str) -> Piece:
    try:
        chunk = json.loads(row)
    except ValueError as error:
        raise RunFailed(where, f"a piece of its stream is no JSON: {row[:80]!r}") from error
    if "error" in chunk:
        raise RunFailed(where, _said(row))
    choices = chunk.get("choices") or [{}]
    delta = choices[0].get("delta") or {}
    text = "".join(str(delta.get(part) or "") for part in ("reasoning", "reasoning_content", "content"))
    return Piece(seconds, text, chunk.get("usage"))
