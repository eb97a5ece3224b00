"""A scripted web server on this machine that plays the sources, a clock whose hands tests turn, a client of both."""

import gzip
import runpy
import threading
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from types import MappingProxyType
from typing import Any, NamedTuple

import httpx
import pytest

from memory.clock import Clock
from memory.http import Client
from memory.webcache import WebCache

CASES = runpy.run_path(str(Path(__file__).with_name("answers.py")))["CASES"]


class Reply(NamedTuple):
    """What the scripted server says. `cut`: it promises more bytes than it sends; `slow_s`: it waits first."""

    body: bytes = b""
    status: int = 200
    headers: Mapping[str, str] = MappingProxyType({})
    cut: bool = False
    slow_s: float = 0.0


@dataclass
class ScriptedServer:
    """Answers by a script: the first rule whose text is in the address or the body gives the reply.

    `faults`: replies that come before any rule, one a request. `log`: method, address, headers and body of each.
    """

    rules: list[tuple[str, Reply | Callable[[str], Reply]]] = field(default_factory=list)
    faults: list[Reply] = field(default_factory=list)
    log: list[tuple[str, str, dict[str, str], bytes]] = field(default_factory=list)
    unmatched: list[str] = field(default_factory=list)
    port: int = 0
    reply: type[Reply] = Reply

    def answer(self, method: str, address: str, headers: dict[str, str], body: bytes) -> Reply:
        """The reply to a request."""
        self.log.append((method, address, headers, body))
        if self.faults:
            return self.faults.pop(0)
        for part, reply in self.rules:
            if part in address or part in body.decode():
                return reply(address) if callable(reply) else reply
        self.unmatched.append(address)
        return Reply(b"the script has no such page", 404)

    def addresses(self) -> list[str]:
        """What was asked for, in order."""
        return [address for _, address, _, _ in self.log]


class _Handler(BaseHTTPRequestHandler):
    script: ScriptedServer

    def _reply(self) -> None:
        size = int(self.headers.get("Content-Length", 0))
        headers = {name.lower(): value for name, value in self.headers.items()}
        reply = self.script.answer(self.command, self.path.lstrip("/"), headers, self.rfile.read(size))
        if reply.slow_s:
            threading.Event().wait(reply.slow_s)
        body = gzip.compress(reply.body) if reply.headers.get("Content-Encoding") == "gzip" else reply.body
        self.send_response(reply.status)
        for name, value in reply.headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body) + (100 if reply.cut else 0)))
        self.end_headers()
        try:
            self.wfile.write(body)
        except BrokenPipeError:  # the client had enough
            self.close_connection = True
        if reply.cut:
            self.close_connection = True

    do_GET = do_POST = _reply  # noqa: N815  the names that the library calls

    def log_message(self, *_: Any) -> None:
        """Keep quiet."""


class ToScriptedServer(httpx.BaseTransport):
    """Carries each request to the scripted server, whatever host it is for, over a real socket."""

    def __init__(self, port: int) -> None:
        self.port, self.wire = port, httpx.HTTPTransport()

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Ask the server for `/host/path?query`."""
        raw = b"/" + request.url.host.encode() + request.url.raw_path
        url = request.url.copy_with(scheme="http", host="127.0.0.1", port=self.port, raw_path=raw)
        asked = httpx.Request(
            request.method, url, headers=request.headers, stream=request.stream, extensions=request.extensions
        )
        return self.wire.handle_request(asked)


class HandClock(Clock):
    """A clock that stands still but for `sleep` and `turn`."""

    def __init__(self, at: str = "2026-11-22T12:00:00+00:00") -> None:
        self.at, self.slept = datetime.fromisoformat(at).astimezone(UTC), []

    def now(self) -> datetime:
        return self.at

    def stopwatch(self) -> float:
        return self.at.timestamp()

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.at += timedelta(seconds=seconds)

    def turn(self, **by: float) -> None:
        """Put the hands forward, as in `hours=6`."""
        self.at += timedelta(**by)


@pytest.fixture
def server() -> Iterator[ScriptedServer]:
    """A scripted server that listens on the loopback address."""
    script = ScriptedServer()
    handler = type("Handler", (_Handler,), {"script": script})
    listening = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    listening.daemon_threads = True
    script.port = listening.server_address[1]
    thread = threading.Thread(target=listening.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    yield script
    listening.shutdown()
    thread.join()
    listening.server_close()


@pytest.fixture
def clock() -> HandClock:
    """Noon of a Sunday in November."""
    return HandClock()


@pytest.fixture
def client(server: ScriptedServer, clock: HandClock, tmp_path: Path) -> Client:
    """A live client of the scripted server, with an empty cache."""
    cache = WebCache(tmp_path / "web")
    return Client(cache, "live", contact="me@example.org", clock=clock, transport=ToScriptedServer(server.port))


@pytest.fixture
def make_client(server: ScriptedServer, clock: HandClock, tmp_path: Path) -> Callable[..., Client]:
    """Further clients over the same cache and server, in other modes."""

    def make(mode: Any = "live", **how: Any) -> Client:
        how = {"clock": clock, "transport": ToScriptedServer(server.port), **how}
        return Client(WebCache(tmp_path / "web"), mode, **how)

    return make


@pytest.fixture(scope="session")
def cases() -> dict[str, Any]:
    """A script for each source that uses the network."""
    return CASES
