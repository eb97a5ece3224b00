"""Runs a benchmark: what is not on record yet is asked, scored and put on record, by as many answerers as are given.

It is handed functions from question to answer. An answerer that raises gives a failed item, which stays in the count,
as does one that took too long; a failure is never an abstention. Knows no mind, no process and no file but the record.
"""

import queue
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field

from ech0.core.errors import Ech0Error, OutOfBudget
from ech0.core.types import Answer, Cost, Failure, Question
from evals.case import Benchmark, Case, Score
from evals.record import Record, Row, item_key, row, rows_of

Answerer = Callable[[Question], Answer]
"""A question to an answer. May raise: `OutOfBudget` if time or memory ran out."""
CHUNK, PAUSE_S = 16, 1.0
"""Rows that are put on record at once, and how long one may wait for it."""


@dataclass
class Progress:
    """How far a run is; `done` includes what was on record before."""

    total: int
    done: int
    begun: float = field(default_factory=time.monotonic)
    fresh: int = 0
    right: int = 0
    statuses: dict[str, int] = field(default_factory=dict)

    def count(self, item: Row) -> None:
        """Take one more row into account."""
        self.done += 1
        self.fresh += 1
        self.right += item.correct
        self.statuses[item.status] = self.statuses.get(item.status, 0) + 1

    @property
    def left_s(self) -> float | None:
        """Seconds that the rest will take at the pace so far; `None` before there is one."""
        if not self.fresh:
            return None
        return (time.monotonic() - self.begun) / self.fresh * (self.total - self.done)


def run(
    suite: Benchmark,
    cases: Sequence[Case],
    record: Record,
    answerers: Sequence[Answerer],
    tell: Callable[[Progress], None],
) -> list[Row]:
    """Bring every case on record, each asked at most once; returns their rows in the order of the cases.

    Whatever stops this, a kill too, leaves the rows so far on record, and running it again goes on.
    """
    names = [item_key(case, record.setup) for case in cases]
    known = {r.key: r for r in rows_of(record.folder)}
    left = [(n, c) for n, c in zip(names, cases, strict=True) if n not in known]
    progress = Progress(total=len(cases), done=len(cases) - len(left))
    tell(progress)
    chunk: list[Row] = []
    written = time.monotonic()
    try:
        for item in _asked(suite, left, answerers):
            known[item.key] = item
            chunk.append(item)
            progress.count(item)
            if len(chunk) >= CHUNK or time.monotonic() - written > PAUSE_S:
                record.add(chunk)
                chunk, written = [], time.monotonic()
            tell(progress)
    finally:
        record.add(chunk)
    return [known[n] for n in names]


def _asked(suite: Benchmark, left: Sequence[tuple[str, Case]], answerers: Sequence[Answerer]) -> Iterator[Row]:
    """The rows of these cases as they are ready, one thread for each answerer."""
    todo: queue.SimpleQueue[tuple[str, Case]] = queue.SimpleQueue()
    done: queue.SimpleQueue[Row | BaseException] = queue.SimpleQueue()
    for item in left:
        todo.put(item)
    stop = threading.Event()

    def drain(answerer: Answerer) -> None:
        with suppress(queue.Empty):
            while not stop.is_set():
                name, case = todo.get_nowait()
                try:
                    done.put(one(suite, name, case, answerer))
                except BaseException as error:  # noqa: BLE001  a fault of the harness ends the run instead of hanging it
                    done.put(error)
                    return

    threads = [threading.Thread(target=drain, args=(a,), daemon=True) for a in answerers[: len(left)]]
    for thread in threads:
        thread.start()
    try:
        for _ in left:
            ready = done.get()
            if isinstance(ready, BaseException):
                raise ready
            yield ready
    finally:
        stop.set()


def one(suite: Benchmark, name: str, case: Case, answerer: Answerer) -> Row:
    """Ask one case and score it."""
    begun = time.perf_counter()
    try:
        answer = answerer(case.question)
    except OutOfBudget as error:
        answer = _without(case, "truncated", error)
    except Exception as error:  # noqa: BLE001  whatever breaks is a failed item and stays in the count
        answer = _without(case, "failed", error)
    latency_ms = 1000 * (time.perf_counter() - begun)
    return row(name, case, answer, _scored(suite, case, answer), latency_ms)


def _scored(suite: Benchmark, case: Case, answer: Answer) -> Score:
    try:
        return suite.score(case, answer)
    except Ech0Error as error:
        return Score(correct=False, value=0.0, reason=f"it could not be scored: {error}", parsed=False)


def _without(case: Case, status: str, error: Exception) -> Answer:
    told = str(error) if isinstance(error, Ech0Error) else f"{type(error).__name__}: {error}"
    kind = "budget" if status == "truncated" else "failed"
    failure = Failure.model_validate({"where": "answerer", "kind": kind, "message": told[:1000]})
    blank = {"status": status, "reason": told[:1000], "text": "", "question": case.question, "cost": Cost()}
    return Answer.model_validate({**blank, "failures": (failure,)})
