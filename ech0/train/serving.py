"""One vLLM server of a student on this machine, for tests and proofs: started, waited for, asked, stopped.

vLLM lives in an environment of its own (`make vllm`); it is reached as a process and over loopback only.
"""

import json
import os
import signal
import socket
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import IO, Any, Self

from ech0.core.errors import InputError, OutOfBudget, RunFailed

ENVIRONMENT: Mapping[str, str] = {
    "VLLM_CPU_KVCACHE_SPACE": "1",
    "HF_HUB_OFFLINE": "1",
    "TRANSFORMERS_OFFLINE": "1",
    "VLLM_NO_USAGE_STATS": "1",
    "VLLM_ALLOW_RUNTIME_LORA_UPDATING": "True",
}
FLAGS = (
    "--dtype bfloat16 --max-model-len 2048 --max-num-seqs 16 --enforce-eager --enable-prefix-caching "
    "--enable-prompt-tokens-details"
).split()
GRAMMAR = '{"backend":"xgrammar","disable_any_whitespace":true}'
"""Without it a reply may be white space to its last token; the student writes none."""
STARTS, ANSWERS = 1200.0, 180.0
"""Seconds that a server may take to be up, and to answer once: bounds on hanging, no measure of speed."""


def interpreter(root: Path) -> Path:
    """The Python of the environment that `make vllm` makes; raises `InputError` if there is none."""
    found = root / ".venv-vllm" / "bin" / "python"
    if not found.is_file():
        raise InputError("vllm", str(found), "there is no vLLM here; run `make vllm` first")
    return found


class Server:
    """A context manager around the process; `name` is the model's name in requests."""

    name = "student"

    def __init__(self, python: Path, student: Path, log: Path, flags: Sequence[str] = ()) -> None:
        with socket.create_server(("127.0.0.1", 0)) as free:
            self.port = int(free.getsockname()[1])
        self._log = log
        self._command = [
            str(python), "-m", "vllm.entrypoints.openai.api_server", "--model", str(student), "--served-model-name",
            self.name, "--host", "127.0.0.1", "--port", str(self.port), *FLAGS,
            "--structured-outputs-config", GRAMMAR, *flags,
        ]  # fmt: skip
        self._process: subprocess.Popen[bytes] | None = None
        self._out: IO[bytes] | None = None

    def __enter__(self) -> Self:
        self._out = self._log.open("wb")
        environment = {k: v for k, v in os.environ.items() if k != "PYTHONPATH"}
        self._process = subprocess.Popen(
            self._command, stdout=self._out, stderr=subprocess.STDOUT, start_new_session=True,
            env={**environment, **ENVIRONMENT}, cwd=self._log.parent,
        )  # fmt: skip
        try:
            self._wait()
        except BaseException:
            self.stop()
            raise
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.stop()

    def stop(self) -> None:
        """End the server with its workers: they share its process group."""
        if self._process is None:
            return
        for how in (signal.SIGTERM, signal.SIGKILL):
            try:
                os.killpg(self._process.pid, how)
                self._process.wait(timeout=20)
            except ProcessLookupError:
                break
            except subprocess.TimeoutExpired:
                continue
        self._process = None
        if self._out is not None:
            self._out.close()

    def _wait(self) -> None:
        until = time.monotonic() + STARTS
        while time.monotonic() < until:
            if self._process is None or self._process.poll() is not None:
                raise RunFailed("vLLM", f"it ended while starting; the end of its log: {self._tail()}")
            try:
                with urllib.request.urlopen(f"http://127.0.0.1:{self.port}/health", timeout=5):
                    return
            except OSError:
                time.sleep(1.0)
        raise OutOfBudget("vLLM", f"{STARTS:.0f} s to start")

    def _tail(self) -> str:
        return self._log.read_text(encoding="utf-8", errors="replace")[-800:]

    def post(self, path: str, body: Mapping[str, Any]) -> Any:
        """The reply to a JSON request (text where it is no JSON); raises `RunFailed` with the server's message."""
        request = urllib.request.Request(
            f"http://127.0.0.1:{self.port}{path}", json.dumps(body).encode(), {"Content-Type": "application/json"}
        )
        try:
            with urllib.request.urlopen(request, timeout=ANSWERS) as reply:  # noqa: S310
                text = reply.read().decode()
        except urllib.error.HTTPError as error:
            raise RunFailed(f"POST {path}", f"{error.code}: {error.read().decode()[:500]}") from None
        return json.loads(text) if text.startswith("{") else text

    def ask(
        self,
        question: str,
        schema: Mapping[str, Any] | None = None,
        *,
        tokens: int = 160,
        system: str = "",
        **more: Any,
    ) -> dict[str, Any]:
        """One choice of a chat completion at temperature 0, with its `usage`; `schema` bounds it."""
        messages = [{"role": "system", "content": system}] if system else []
        messages.append({"role": "user", "content": question})
        body: dict[str, Any] = {
            "model": self.name,
            "messages": messages,
            "max_tokens": tokens,
            "temperature": 0,
            **more,
        }
        if schema is not None:
            named = {"name": "plan", "schema": schema, "strict": True}
            body["response_format"] = {"type": "json_schema", "json_schema": named}
        reply = self.post("/v1/chat/completions", body)
        return {**reply["choices"][0], "usage": reply["usage"]}

    def first_token(self, question: str, *, system: str, salt: str = "") -> float:
        """Wall seconds to the one token asked for, behind the prefix `system`; a fresh `salt` shares no cache."""
        more: dict[str, Any] = {"cache_salt": salt} if salt else {}
        began = time.perf_counter()
        self.ask(question, system=system, tokens=1, **more)
        return time.perf_counter() - began

    def metric(self, name: str) -> float:
        """The sum of a counter of `/metrics`; 0 if it is not there."""
        with urllib.request.urlopen(f"http://127.0.0.1:{self.port}/metrics", timeout=30) as reply:
            lines = reply.read().decode().splitlines()
        return sum(float(line.rpartition(" ")[2]) for line in lines if line.startswith((f"{name}{{", f"{name} ")))
