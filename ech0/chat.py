"""A conversation in the terminal: one thread, whose follow-up questions see what was said. Killed, it goes on.

Lines that start with `/` are commands; what a run asks is asked here.
"""

import json
import sys
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from ech0 import terminal
from ech0.core.errors import InputError
from ech0.core.types import Answer, Event, Question

if TYPE_CHECKING:
    from ech0.app import Ech0

HELP = (
    "/ledger  the last answer's ledger\n"
    "/runs    this thread's runs\n"
    "/trace   where the last run's page is\n"
    "/quit    leave\n"
)


def chat(ech0: "Ech0", thread: str, *, as_json: bool = False) -> int:
    """Read questions from standard input until it ends; returns the exit code of the last answer."""
    talk = _Talk(ech0, thread, as_json)
    talk.finish_open()
    for line in _lines():
        if line == "/quit":
            break
        if line.startswith("/"):
            talk.command(line)
        elif line:
            talk.say(line)
    return talk.code


class _Talk:
    def __init__(self, ech0: "Ech0", thread: str, as_json: bool) -> None:
        self.ech0, self.thread, self.as_json = ech0, thread, as_json
        self.last: Answer | None = None
        self.code = 0

    def finish_open(self) -> None:
        """A run of this thread that was cut off is finished first."""
        for run in self.ech0.store.runs(1, thread=self.thread, status="open"):
            sys.stderr.write(f"going on with {run.run_id}: {run.question.text}\n")
            self._until_answered(self.ech0.resume(run.run_id, interactive=True))

    def say(self, text: str) -> None:
        try:
            self._until_answered(self.ech0.stream(Question(text=text, thread=self.thread), interactive=True))
        except InputError as error:
            sys.stderr.write(f"ech0: {error}\n")
            self.code = 2

    def _until_answered(self, events: Iterable[Event]) -> None:
        for event in terminal.watched(events):
            if event.kind == "ask":
                sys.stderr.write(f"{event.message}\n")
                reply = next(_lines(), "")
                if reply and reply != "/quit":
                    self._until_answered(self.ech0.resume(event.run_id, reply=reply, interactive=True))
                else:
                    self._until_answered(self.ech0.resume(event.run_id, reply="", interactive=False))
                return
            if event.kind == "done" and isinstance(event.data.get("answer"), Answer):
                self._show(event.data["answer"])

    def _show(self, answer: Answer) -> None:
        self.last, self.code = answer, terminal.EXIT[answer.status]
        if self.as_json:
            sys.stdout.write(json.dumps(answer.model_dump(mode="json"), ensure_ascii=False) + "\n")
            sys.stdout.flush()
        else:
            terminal.show(answer)

    def command(self, line: str) -> None:
        if line == "/ledger" and self.last:
            sys.stdout.write("".join(f"{e.id}  {e.kind}  {e.label}\n" for e in self.last.ledger))
        elif line == "/runs":
            mine = self.ech0.store.runs(500, thread=self.thread)
            sys.stdout.write("".join(f"{r.run_id}  {r.status:12} {r.question.text[:80]}\n" for r in reversed(mine)))
        elif line == "/trace" and self.last:
            sys.stdout.write(f"{self.ech0.home / 'runs' / self.last.run_id / 'index.html'}\n")
        else:
            sys.stderr.write(HELP)


def _lines() -> Iterator[str]:
    while True:
        if sys.stdin.isatty():
            sys.stderr.write("> ")
            sys.stderr.flush()
        line = sys.stdin.readline()
        if not line:
            return
        yield line.strip()
