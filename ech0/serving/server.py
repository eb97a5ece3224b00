"""Starts a server, waits until it is well, watches it, starts it again a few times. Knows processes, no model.

The server gets a process group of its own, and only that group is ever ended. Output goes to a log file. A server that
dies before it was ever well is not tried again: its arguments are wrong, and its log says why.
"""

import os
import signal
import subprocess
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from ech0.core.errors import InputError, OutOfBudget, RunFailed, StateError

TAIL = 4000
"""Bytes of the log that are looked at when a server ends."""
SIGNS = (
    ("Address already in use", "another process has that port: choose another --port"),
    ("No available memory for the cache blocks", "give it more memory, or a smaller --context"),
    ("larger than the maximum number of tokens that can be stored in KV cache", "a smaller --context"),
    ("out of memory", "something else uses that memory; end it, or choose a smaller --variant"),
    ("unrecognized arguments", "this vLLM does not know a flag: see the log, and `ech0 model command`"),
    ("No module named", "give the interpreter that has vLLM with --python, or make it with `make vllm`"),
    ("does not appear to have a file named config.json", "the checkpoint is not there: see --checkpoint"),
)
"""What vLLM and Python say of common failures, and the cure of each."""


@dataclass(frozen=True)
class Patience:
    """Seconds: until well, between looks, without an answer until it counts as hung, for a clean end; and restarts."""

    start: float = 900.0
    look: float = 5.0
    hung: float = 60.0
    end: float = 20.0
    restarts: int = 3
    pause: float = 1.0


@dataclass
class Server:
    """One server under supervision. `well` asks whether it answers at `address`; `say` is told what happens.

    `run` raises `InputError` if something already answers there or the interpreter is missing, `OutOfBudget` if it is
    not well in time, `RunFailed` if it ends too often.
    """

    command: Sequence[str]
    environment: Mapping[str, str]
    address: str
    log: Path
    well: Callable[[], bool]
    say: Callable[[str], None]
    patience: Patience = field(default_factory=Patience)
    stopping: threading.Event = field(default_factory=threading.Event)
    _process: "subprocess.Popen[bytes] | None" = None

    def run(self, ready: Callable[[], None]) -> None:
        """Serve until `stopping` is set; `ready` is called each time the server has become well."""
        if self.well():
            raise InputError(
                "--port", self.address, "something already answers there; end it, or choose another --port"
            )
        started = 0
        try:
            while not self.stopping.is_set():
                self._start(again=started > 0)
                self._await()
                if self.stopping.is_set():
                    return
                ready()
                why = self._watch()
                if not self.stopping.is_set():
                    self.say(f"{why}; ending what is left of it")
                self.stop()
                if self.stopping.is_set():
                    return
                started += 1
                if started > self.patience.restarts:
                    raise RunFailed(
                        "the server", f"{why}, and {self.patience.restarts} restarts did not help; {self._tail()}"
                    )
                self.say(f"{why}; restart {started} of {self.patience.restarts}")
                self.stopping.wait(self.patience.pause * 2 ** (started - 1))
        finally:
            self.stop()

    def _start(self, *, again: bool) -> None:
        try:
            self.log.parent.mkdir(parents=True, exist_ok=True)
            with self.log.open("ab" if again else "wb") as log:
                self._process = subprocess.Popen(
                    list(self.command),
                    stdin=subprocess.DEVNULL,
                    stdout=log,
                    stderr=subprocess.STDOUT,
                    env={**os.environ, **self.environment},
                    start_new_session=True,
                )
        except FileNotFoundError as error:
            raise InputError("--python", self.command[0], "there is no such program; `make vllm` makes one") from error
        except OSError as error:
            raise StateError(self.log, error.strerror or str(error), "free some space, or set ECH0_HOME") from error

    def _await(self) -> None:
        """Until it is well. Raises `OutOfBudget` when patience ends, `RunFailed` when the process does."""
        begun, told = time.monotonic(), 0.0
        while not self.stopping.is_set():
            if (code := self._ended()) is not None:
                raise RunFailed("the server", f"it ended with code {code} before it was ready; {self._tail()}")
            if self.well():
                return
            waited = time.monotonic() - begun
            if waited > self.patience.start:
                raise OutOfBudget("the server's start", f"{self.patience.start:g} s; {self._tail()}")
            if waited - told >= 10.0:
                told = waited
                self.say(f"starting, {waited:.0f} s: {self._last()}")
            self.stopping.wait(min(0.5, self.patience.look))

    def _watch(self) -> str:
        """Until it ends or hangs, or we are to stop; returns why."""
        answered = time.monotonic()
        while not self.stopping.wait(self.patience.look):
            if (code := self._ended()) is not None:
                return f"the server ended with code {code}"
            if self.well():
                answered = time.monotonic()
            elif time.monotonic() - answered > self.patience.hung:
                return f"the server has not answered for {self.patience.hung:g} s"
        return "asked to stop"

    def _ended(self) -> int | None:
        return None if self._process is None else self._process.poll()

    def stop(self) -> None:
        """End the group that was started here, kindly first; children that outlive their parent are ended too."""
        process, self._process = self._process, None
        if process is None:
            return
        for sign, seconds in ((signal.SIGTERM, self.patience.end), (signal.SIGKILL, self.patience.end)):
            if not _signalled(process.pid, sign):
                break
            try:
                process.wait(timeout=seconds)
            except subprocess.TimeoutExpired:
                self.say("it does not end; killed" if sign == signal.SIGTERM else "it cannot be killed")
            _gone(process.pid, seconds)
        process.poll()

    def _text(self) -> str:
        try:
            with self.log.open("rb") as log:
                log.seek(max(0, self.log.stat().st_size - TAIL))
                return log.read().decode(errors="replace")
        except OSError:
            return ""

    def _last(self) -> str:
        lines = self._text().strip().splitlines()
        return lines[-1][:160] if lines else "nothing said yet"

    def _tail(self) -> str:
        text = self._text()
        cure = next((cure for sign, cure in SIGNS if sign.lower() in text.lower()), "")
        return f"last line: {self._last()}; {f'{cure}; ' if cure else ''}log: {self.log}"


def _signalled(group: int, sign: int) -> bool:
    """Whether the group was there to be signalled; 0 only asks."""
    try:
        os.killpg(group, sign)
    except (ProcessLookupError, PermissionError):  # macOS says the latter of a group of zombies
        return False
    return True


def _gone(group: int, seconds: float) -> None:
    """Wait until nobody of the group is left, at most so long."""
    until = time.monotonic() + seconds
    while time.monotonic() < until and _signalled(group, 0):
        time.sleep(0.05)
