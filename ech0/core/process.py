"""A warm worker process with bounds: wall time per call, memory, no sockets but to one address, and it dies with us.

Calls are JSON lines on a private pipe; what the worker prints goes to its log. It knows nothing of labs or solvers: the
target is `module:function`, a name written in our own code, never one that came from outside.
"""

import atexit
import contextlib
import json
import os
import select
import subprocess
import sys
import tempfile
import threading
import time
import weakref
from typing import Any

from ech0.core import errors
from ech0.core.errors import OutOfBudget, RunFailed

_LIVE: "weakref.WeakSet[Worker]" = weakref.WeakSet()
_QUIET = {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1", "MKL_NUM_THREADS": "1", "PYTHONHASHSEED": "0"}


class Worker:
    """One child process that serves `target`, started on first use and again after it was killed.

    `reach`: the one address (`host:port`) to which it may connect; none if it is empty.
    """

    def __init__(self, target: str, *, memory_mb: int = 2048, reach: str = "") -> None:
        self.target, self.memory_mb, self.reach = target, memory_mb, reach
        self._process: subprocess.Popen[bytes] | None = None
        self._log: Any = None
        self._lock = threading.Lock()
        _LIVE.add(self)

    def start(self) -> None:
        """Start the child without waiting for it, so that it imports while the caller does something else."""
        if self._process is not None and self._process.poll() is None:
            return
        self.stop()
        self._log = tempfile.TemporaryFile()
        bounds = [str(self.memory_mb), str(os.getpid()), self.reach]
        self._process = subprocess.Popen(
            [sys.executable, "-P", "-m", "ech0.core.worker", self.target, *bounds],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._log,
            env={**os.environ, **_QUIET},
            start_new_session=True,
        )

    def call(self, request: dict[str, Any], *, seconds: float) -> dict[str, Any]:
        """Send one request and wait at most `seconds`; a late, dead or oversized worker is killed."""
        with self._lock:
            self.start()
            process = self._process
            assert process is not None
            assert process.stdin is not None
            assert process.stdout is not None
            try:
                process.stdin.write(json.dumps(request).encode() + b"\n")
                process.stdin.flush()
                line = _read_line(process.stdout.fileno(), time.monotonic() + seconds)
            except BrokenPipeError:
                line = b""
            except BaseException:
                self.stop()
                raise
            if line is None:
                self.stop()
                raise OutOfBudget(self.target, f"{seconds:g} s")
            if not line:
                raise self._died()
        reply: dict[str, Any] = json.loads(line)
        if "error" in reply:
            raise _rebuild(reply["error"], self)
        return reply

    def _died(self) -> RunFailed:
        process, log = self._process, self._log
        code = process.wait(timeout=5) if process else None
        log.seek(0)
        tail = log.read()[-400:].decode(errors="replace").strip().splitlines()
        self.stop()
        if any("MemoryError" in t or "bad_alloc" in t for t in tail) or code in (-9, -6):
            return OutOfBudget(self.target, f"{self.memory_mb} MiB")
        return RunFailed(self.target, f"its process ended with code {code}: {tail[-1] if tail else 'it said nothing'}")

    def stop(self) -> None:
        """Kill the child, if there is one. Ends only what this worker started."""
        process, self._process = self._process, None
        if process is not None:
            with contextlib.suppress(ProcessLookupError, PermissionError):
                os.killpg(process.pid, 9)
            process.wait()
            for pipe in (process.stdin, process.stdout):
                if pipe:
                    with contextlib.suppress(OSError):
                        pipe.close()
        if self._log is not None:
            self._log.close()
            self._log = None


class Pool:
    """At most `size` workers at work, handed out one call at a time; as many of each target are kept warm.

    Workers of one target differ in how much memory they may take; of the idle ones the longest unused is ended first.
    """

    def __init__(self, size: int = 2) -> None:
        self.size = size
        self._idle: dict[tuple[str, int], list[Worker]] = {}
        self._order: list[Worker] = []
        self._slots = threading.BoundedSemaphore(size)
        self._lock = threading.Lock()

    def warm(self, target: str, *, memory_mb: int = 2048) -> None:
        """Have one worker of this target importing already."""
        worker = self._take(target, memory_mb)
        worker.start()
        self._give(worker)

    def call(self, target: str, request: dict[str, Any], *, seconds: float, memory_mb: int = 2048) -> dict[str, Any]:
        """Run one request in some worker of `target`, waiting for a free slot."""
        with self._slots:
            worker = self._take(target, memory_mb)
            try:
                return worker.call(request, seconds=seconds)
            finally:
                self._give(worker)

    def _take(self, target: str, memory_mb: int) -> Worker:
        with self._lock:
            idle = self._idle.setdefault((target, memory_mb), [])
            if not idle:
                return Worker(target, memory_mb=memory_mb)
            self._order.remove(idle[-1])
            return idle.pop()

    def _give(self, worker: Worker) -> None:
        with self._lock:
            self._idle[worker.target, worker.memory_mb].append(worker)
            self._order.append(worker)
            mine = [w for w in self._order if w.target == worker.target]
            for old in mine[: -self.size]:
                self._idle[old.target, old.memory_mb].remove(old)
                self._order.remove(old)
                old.stop()

    def close(self) -> None:
        """End every idle worker."""
        with self._lock:
            for worker in (w for idle in self._idle.values() for w in idle):
                worker.stop()
            self._idle.clear()
            self._order.clear()


def _read_line(fd: int, deadline: float) -> bytes | None:
    """One line from `fd`; `None` at the deadline, empty at end of file."""
    parts: list[bytes] = []
    while True:
        ready, _, _ = select.select([fd], [], [], max(0.0, deadline - time.monotonic()))
        if not ready:
            return None
        chunk = os.read(fd, 1 << 16)
        parts.append(chunk)
        if not chunk:
            return b""
        if chunk.endswith(b"\n"):
            return b"".join(parts)


def _rebuild(error: dict[str, Any], worker: Worker) -> Exception:
    """The error as it was raised in the child, if it is one of ours."""
    kind = getattr(errors, error["type"], None)
    if isinstance(kind, type) and issubclass(kind, errors.Ech0Error):
        return kind(*error["args"])
    if error["type"] == "MemoryError":
        return OutOfBudget(worker.target, f"{worker.memory_mb} MiB")
    return RunFailed(worker.target, f"{error['type']}: {error['text']}")


@atexit.register
def _end_all() -> None:
    for worker in list(_LIVE):
        worker.stop()
