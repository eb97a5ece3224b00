"""A scripted server that speaks like an OpenAI-compatible one, on the loopback address: no model, a script instead.

`Scripted(script)` answers each request for a completion with what `script(request, number)` returns: a `Say`.
"""

import contextlib
import json
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


@dataclass
class Say:
    """One answer of the server. `raw`: these bytes as the body, whatever they are; `cut`: close after so many events;
    `wait_s` and `drip_s`: before the first and before each event."""

    text: str | dict = ""
    thinking: str = ""
    finish: str = "stop"
    code: int = 200
    headers: dict = field(default_factory=dict)
    error: object = None
    raw: bytes | None = None
    kind: str = "text/event-stream"
    cut: int | None = None
    wait_s: float = 0.0
    drip_s: float = 0.0
    pieces: int = 4
    usage: tuple[int, int] | None = (100, 20)
    choices: bool = True
    midway: str = ""


class Scripted:
    """A server in a thread of its own; `requests` are the bodies that it got, in order."""

    def __init__(self, script: Callable[[dict, int], Say], *, model="scripted", owner="vllm", models=None):
        self.script, self.requests, self.paths, self.keys = script, [], [], []
        self.models = models if models is not None else [{"id": model, "owned_by": owner}]
        self.lock = threading.Lock()
        self.busy = self.most = 0
        handler = type("Handler", (_Handler,), {"house": self})
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
        self.server.daemon_threads = True
        self.thread = threading.Thread(target=self.server.serve_forever, args=(0.02,), daemon=True)

    @property
    def url(self):
        """Where it is, with /v1."""
        return f"http://127.0.0.1:{self.server.server_port}/v1"

    def __enter__(self):
        self.thread.start()
        return self

    def __exit__(self, *_):
        self.server.shutdown()
        self.server.server_close()
        self.thread.join()


class _Handler(BaseHTTPRequestHandler):
    house: Scripted
    protocol_version = "HTTP/1.0"

    def log_message(self, *_):
        pass

    def do_GET(self):
        self.house.keys.append(self.headers.get("Authorization"))
        self._send(200, "application/json", json.dumps({"data": self.house.models}).encode())

    def do_POST(self):
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        with self.house.lock:
            self.house.requests.append(body)
            self.house.paths.append(self.path)
            number = len(self.house.requests)
            self.house.busy += 1
            self.house.most = max(self.house.most, self.house.busy)
        try:
            with contextlib.suppress(BrokenPipeError, ConnectionResetError):
                self._say(self.house.script(body, number))
        finally:
            with self.house.lock:
                self.house.busy -= 1

    def _say(self, say: Say):
        if say.wait_s:
            time.sleep(say.wait_s)
        if say.code != 200:
            body = say.raw if say.raw is not None else json.dumps({"error": {"message": say.error or "no"}}).encode()
            self._send(say.code, "application/json", body, say.headers)
        elif say.raw is not None:
            self._send(200, say.kind, say.raw)
        else:
            self.send_response(200)
            self.send_header("Content-Type", say.kind)
            self.end_headers()
            for n, event in enumerate(_events(say)):
                if say.cut is not None and n >= say.cut:
                    return
                time.sleep(say.drip_s)
                self.wfile.write(f"data: {event if isinstance(event, str) else json.dumps(event)}\n\n".encode())
                self.wfile.flush()

    def _send(self, code, kind, body, headers=()):
        self.send_response(code)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        for name, value in dict(headers).items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)


def _events(say: Say):
    text = say.text if isinstance(say.text, str) else json.dumps(say.text, separators=(",", ":"))
    for part in _parts(say.thinking, say.pieces):
        yield _chunk({"reasoning_content": part})
    if say.midway:
        yield {"error": {"message": say.midway}}
    for part in _parts(text, say.pieces):
        yield _chunk({"content": part})
    if say.choices:
        yield _chunk({}, say.finish)
    if say.usage:
        read, made = say.usage
        yield {"choices": [], "usage": {"prompt_tokens": read, "completion_tokens": made}}
    yield "[DONE]"


def _chunk(delta, finish=None):
    return {"choices": [{"index": 0, "delta": delta, "finish_reason": finish}]}


def _parts(text, count):
    size = max(1, -(-len(text) // count))
    return [text[n : n + size] for n in range(0, len(text), size)]
