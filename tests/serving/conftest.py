"""A scripted OpenAI-compatible server: there is no model in it, it says what the test tells it to say."""

import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import SimpleNamespace

import pytest

VALID = '{"colour":"red","count":3}'
METRICS = """# HELP vllm:prefix_cache_hits_total what was kept
vllm:prefix_cache_hits_total{engine="0",model_name="scripted"} 128.0
vllm:spec_decode_num_drafts_total{engine="0"} %(drafts)s
vllm:spec_decode_num_draft_tokens_total{engine="0"} %(drafted)s
vllm:spec_decode_num_accepted_tokens_total{engine="0"} %(accepted)s
"""


class Scripted:
    """The script: `chat(request)` gives a message, or `(status, text)`; the rest is what a sound vLLM would say."""

    def __init__(self):
        self.models = [{"id": "scripted", "max_model_len": 4096}]
        self.requests = []
        self.salts = set()
        self.cached = True
        self.details = True
        self.metrics = True
        self.cut = False
        self.raw = None
        self.drafts = 0
        self.delay = 0.0
        self.chat = self.sound
        self.usage = True
        self.lock = threading.Lock()

    def sound(self, request):
        """What a server that lacks nothing says."""
        if "tools" in request:
            return {"content": None, "tool_calls": [{"function": {"name": "paint", "arguments": VALID}}]}
        if "response_format" in request:
            return {"content": VALID}
        if request.get("logprobs"):
            return {"content": "yes", "logprobs": {"content": [{"token": "yes", "logprob": -0.1, "top_logprobs": []}]}}
        if request["max_tokens"] == 512:
            return {"content": "eleven", "reasoning": "after seven comes eight, nine, ten"}
        return {"content": "one two three"}

    def counted(self, request):
        """Usage: the second request under one salt finds what the first left."""
        with self.lock:
            again = request.get("cache_salt") in self.salts
            self.salts.add(request.get("cache_salt"))
            self.drafts += 10
        tokens = sum(len(str(m["content"]).split()) for m in request["messages"])
        kept = tokens // 2 if again and self.cached else 0
        usage = {"prompt_tokens": tokens, "completion_tokens": request.get("max_tokens", 1)}
        return usage | ({"prompt_tokens_details": {"cached_tokens": kept}} if self.details else {})


class Handler(BaseHTTPRequestHandler):
    """Speaks the protocol; all it says comes from `script`."""

    script = None

    def log_message(self, *args):
        """Say nothing."""

    def answer(self, status, text, kind="application/json"):
        body = text.encode()
        self.send_response(status)
        self.send_header("content-type", kind)
        self.send_header("content-length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def do_GET(self):
        s = self.script
        if self.path == "/v1/models":
            self.answer(200, s.raw or json.dumps({"data": s.models}))
        elif self.path == "/health":
            self.answer(200, "")
        elif self.path == "/metrics" and s.metrics:
            text = METRICS % {"drafts": s.drafts, "drafted": 4 * s.drafts, "accepted": 2 * s.drafts}
            self.answer(200, text, "text/plain")
        else:
            self.answer(404, "no such page", "text/plain")

    def do_POST(self):
        s = self.script
        request = json.loads(self.rfile.read(int(self.headers["content-length"])))
        s.requests.append(request)
        if request["model"] not in {m["id"] for m in s.models}:
            self.answer(404, json.dumps({"error": {"message": f"The model `{request['model']}` does not exist."}}))
            return
        said = s.chat(request)
        if isinstance(said, tuple):
            self.answer(said[0], said[1])
            return
        finish, logprobs = said.pop("finish_reason", "stop"), said.pop("logprobs", None)
        if not request.get("stream"):
            choice = {"message": said, "finish_reason": finish, "logprobs": logprobs}
            self.answer(200, json.dumps({"choices": [choice], "usage": s.counted(request)}))
            return
        pieces = [{"choices": [{"delta": {"content": word}}]} for word in str(said["content"]).split()]
        if s.usage:
            pieces.append({"choices": [], "usage": s.counted(request)})
        rows = [f"data: {json.dumps(p)}\n\n" for p in pieces] + ([] if s.cut else ["data: [DONE]\n\n"])
        self.answer(200, "".join(rows), "text/event-stream")


@pytest.fixture
def scripted():
    """The script and its address; the server ends with the test."""
    script = Scripted()
    server = ThreadingHTTPServer(("127.0.0.1", 0), type("Bound", (Handler,), {"script": script}))
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    yield SimpleNamespace(script=script, url=f"http://127.0.0.1:{server.server_port}", server=server)
    server.shutdown()
    server.server_close()
    thread.join(timeout=10)
