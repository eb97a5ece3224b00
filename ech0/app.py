"""A question goes in and an answer comes out, over the parts that `ech0.parts` wires; every run is kept.

`ask`, `aask`, `stream` and `runnable` are the Python interface; `graph` is what LangGraph's own tools load.
"""

import asyncio
import contextlib
import secrets
import sqlite3
import threading
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ech0.core import acids, bodies
from ech0.core.errors import InputError, StateError
from ech0.core.provenance import key
from ech0.core.settings import load
from ech0.core.types import Answer, Correction, Cost, Event, Failure, Quantity, Question, Semantics
from ech0.parts import Parts
from ech0.question import checked, shape

if TYPE_CHECKING:
    from langchain_core.runnables import Runnable, RunnableConfig
    from langgraph.graph.state import CompiledStateGraph

    from ech0.doctor import Finding
    from ech0.loop import Configuration, State
    from ech0.verify import Finding as Rederived

TURNS = 12
"""Earlier turns of a thread that a follow-up question still sees."""


class Ech0(Parts):
    """One data folder with everything wired to it. Safe for threads; `close` lets go of the folder and the workers."""

    def stream(self, question: Question, *, run_id: str | None = None, interactive: bool = False) -> Iterator[Event]:
        """Put a question; yields events, the last with the answer under `data["answer"]`.

        An event of kind `ask` ends the stream early: call `resume` with the reply. Raises `InputError` for a question
        that cannot be put and `StateError` for a data folder that cannot be used; whatever else breaks is an answer
        with status `failed`.
        """
        from ech0.loop import State

        put = checked(question)
        put = put.model_copy(update={"context": self._context(put)}) if put.thread else put
        put = put if put.correction else put.model_copy(update={"correction": self._told(put)})
        self.warm()
        name = run_id or _new_id()
        self.store.open_run(name, put)
        yield from self._run(name, State(question=put, run_id=name), interactive)

    def resume(self, run_id: str, *, reply: str | None = None, interactive: bool = False) -> Iterator[Event]:
        """Go on with a run that was killed, or that asked; a finished one gives its answer again."""
        from langgraph.types import Command

        kept = self.store.run(run_id)
        if kept.answer is not None:
            yield _event("done", run_id, "this run was finished already", {"answer": kept.answer})
            return
        self.warm()
        if self.checkpointer.get({"configurable": {"thread_id": run_id}}) is None:
            from ech0.loop import State

            yield from self._run(run_id, State(question=kept.question, run_id=run_id), interactive)
        else:
            yield from self._run(run_id, Command(resume=reply) if reply is not None else None, interactive)

    def ask(self, question: Question, *, run_id: str | None = None) -> Answer:
        """Put a question and wait for the answer."""
        return last_answer(self.stream(question, run_id=run_id))

    def _run(self, run_id: str, start: Any, interactive: bool) -> Iterator[Event]:
        from ech0.folder import keep_trace

        begun = time.perf_counter()
        trace: list[Event] = []
        folder = self.home / "runs" / run_id
        try:
            for event in self._events(run_id, start, interactive, begun):
                trace.append(event)
                self.log.info(event.message, kind=event.kind, node=event.node, run=run_id, elapsed_s=event.elapsed_s)
                if event.kind == "ask":
                    keep_trace(folder, trace)
                    yield event
                    return
                yield event
            answer = self._finished(run_id, begun)
        except StateError:
            raise
        except Exception as error:  # whatever broke is told as `failed`, never as silence
            self.log.exception("the loop broke", run=run_id)
            answer = self._broken(run_id, error, begun)
        self._keep(answer, folder, trace)
        self.log.info(answer.status, kind="done", run=run_id, reason=answer.reason, confidence=answer.confidence)
        yield _event("done", run_id, answer.status, {"answer": answer}, begun)

    def _events(self, run_id: str, start: Any, interactive: bool, begun: float) -> Iterator[Event]:
        yield _event("launch", run_id, "started" if start is not None else "going on", {}, begun)
        graph = self._graph(interactive=interactive)
        config: Any = {"configurable": {"thread_id": run_id}, "recursion_limit": 60}
        try:
            for mode, said in graph.stream(start, config, stream_mode=["custom", "updates"], durability="sync"):
                elapsed = time.perf_counter() - begun
                if mode == "custom" and isinstance(said, Event):
                    yield said.model_copy(update={"run_id": run_id, "elapsed_s": round(elapsed, 4)})
                elif mode == "updates" and isinstance(said, dict) and (asked := said.get("__interrupt__")):
                    yield _event("ask", run_id, asked[0].value["question"], asked[0].value, begun)
                if elapsed > self.settings.loop.seconds:
                    return
        except sqlite3.DatabaseError as error:
            path = self.home / "checkpoints.sqlite"
            raise StateError(
                path, f"it cannot be read ({error})", "move it away and ask again; results are safe"
            ) from error

    def _finished(self, run_id: str, begun: float) -> Answer:
        values = self._graph().get_state({"configurable": {"thread_id": run_id}}).values
        answer = values.get("answer")
        seconds = round(time.perf_counter() - begun, 4)
        if answer is None:
            limit = f"{self.settings.loop.seconds:g} s"
            return self._partial(run_id, values, "truncated", f"it reached its limit of {limit}").model_copy(
                update={"cost": Cost(seconds=seconds)}
            )
        cached = sum(r.recorded for r in answer.runs)
        cost = answer.cost.model_copy(update={"seconds": seconds, "labs_cached": cached})
        finished: Answer = answer.model_copy(update={"cost": cost})
        return finished

    def _partial(self, run_id: str, values: Mapping[str, Any], status: Any, reason: str) -> Answer:
        question = values.get("question") or self.store.run(run_id).question
        return Answer(
            status=status,
            reason=reason,
            text="",
            question=question,
            run_id=run_id,
            mind=self.mind.name,
            ledger=tuple(values.get("entries", ())),
            runs=tuple(values.get("runs", ())),
            checks=tuple(values.get("checks", ())),
            passages=tuple(values.get("passages", ())),
            failures=tuple(values.get("failures", ())),
        )

    def _broken(self, run_id: str, error: Exception, begun: float) -> Answer:
        message = f"{type(error).__name__}: {error}"[:1000]
        values: Mapping[str, Any] = {}
        with contextlib.suppress(Exception):  # what was found belongs to the answer, unless that is what broke
            values = self._graph().get_state({"configurable": {"thread_id": run_id}}).values
        answer = self._partial(run_id, values, "failed", message)
        failure = Failure(where="loop", kind="failed", message=message)
        cost = Cost(seconds=round(time.perf_counter() - begun, 4))
        return answer.model_copy(update={"failures": (failure,), "cost": cost})

    def _keep(self, answer: Answer, folder: Path, trace: Sequence[Event]) -> None:
        from ech0.folder import keep
        from memory.records import Feedback

        self.store.close_run(answer.run_id, answer)
        if answer.status == "answered" and answer.question.correction not in (None, self._told(answer.question)):
            self._remember(answer)
        links = [(run.key, answer.run_id, "measured for") for run in answer.runs]
        links += [(name, answer.run_id, "recalled for") for name in sorted({p.document for p in answer.passages})]
        self.store.link_all(links)
        if answer.status != "answered":
            cause = answer.failures[0].message if answer.failures else answer.reason
            note = Feedback(
                run_id=answer.run_id,
                kind="note",
                cause=f"{answer.status}: {cause}"[:200],
                trace={"folder": str(folder)},
            )
            self.store.add_feedback(note)
        keep(folder, answer, trace)

    def _told(self, question: Question) -> Correction | None:
        """What a user said of how a question worded like this one is to be read."""
        kept = self.store.correction(key(shape(question)))
        return Correction.model_validate(kept) if kept else None

    def _remember(self, answer: Answer) -> None:
        from memory.records import Feedback

        told = answer.question.correction
        reading = told.model_dump(mode="json") if told else {}
        name = key(shape(answer.question))
        self.store.add_feedback(Feedback(run_id=answer.run_id, kind="correction", cause=name, trace=reading))

    def _context(self, question: Question) -> tuple[str, ...]:
        """What was said earlier in the thread, oldest first."""
        earlier = [r for r in self.store.runs(2, thread=question.thread) if r.answer is not None]
        if not earlier or earlier[0].answer is None:
            return question.context
        last = earlier[0].answer.question
        return (*last.context, last.text)[-TURNS:]

    # --- checking what was said ---------------------------------------------------------------------------------------

    def verify(self, answer: Answer) -> "list[Rederived]":
        """Re-derive every entry of an answer: labs run again, claims solved again, spans read again."""
        from ech0.verify import verify
        from tools.laboratory import Bounded

        known = [*self.knowledge.constants.values(), *acids.constants().values(), *bodies.constants().values()]
        quoted = {e.id.removeprefix("k.") for e in answer.ledger if e.id.startswith("k.m_")}
        known = [*known, *(c for name in sorted(quoted) if (c := self.materials.constant(name)) is not None)]
        lines = {c.id: (c.line, Quantity(value=c.value, unit=c.unit, sigma=c.sigma)) for c in known}
        return verify(
            answer,
            runner=Bounded(self._pool),
            checker=self.checker,
            documents=self._document,
            constants=lines,
            phrases=self._stated,
        )

    def _document(self, name: str) -> str | None:
        with contextlib.suppress(InputError):
            return self.memory.shelf.document(name).text
        return None

    def _stated(self, words: str) -> list[tuple[float, str]]:
        """The values that a wording states without a digit, or with one that a lab takes otherwise than it stands."""
        from ech0.minds.embedded.labphrases import phrases_of
        from ech0.minds.embedded.labtaking import readings
        from ech0.minds.embedded.words import Text
        from labs import LABS

        text = Text(words)
        own = [(p.value, p.unit) for p in self.knowledge.phrases if text.find(p.pattern)]
        own += [(v, u) for w, _, v, u in phrases_of(list(LABS.values())) if text.find(w)]
        return own + readings(words, LABS.values())

    def doctor(self) -> "list[Finding]":
        """What is wrong with this installation, and the fix."""
        from ech0.doctor import diagnose

        return diagnose(
            self.home, {"store": self._check_store, "memory": self._check_memory, "solver": self._check_solver}
        )

    def _check_store(self) -> str:
        return f"{self.store.verify_events()} events, the chain is whole"

    def _check_memory(self) -> str:
        return f"{len(self.memory.list())} documents"

    def _check_solver(self) -> str:
        answer = self.ask(Question(text="What is 6 * 7?"))
        if answer.value != 42:
            raise StateError(self.home, f"a sum came out as {answer.value} ({answer.reason})", "reinstall ech0")
        return "answers"


def _new_id() -> str:
    return f"{datetime.now(UTC):%Y%m%d-%H%M%S}-{secrets.token_hex(3)}"


def _event(kind: Any, run_id: str, message: str, data: Mapping[str, Any], begun: float | None = None) -> Event:
    elapsed = 0.0 if begun is None else round(time.perf_counter() - begun, 4)
    return Event(kind=kind, run_id=run_id, message=message, data=data, elapsed_s=elapsed)


def last_answer(events: Iterable[Event]) -> Answer:
    """The answer at the end of a stream; raises `InputError` if the run waits for a reply instead."""
    answer: Answer | None = None
    asked = ""
    for event in events:
        if event.kind == "done" and isinstance(event.data.get("answer"), Answer):
            answer = event.data["answer"]
        elif event.kind == "ask":
            asked = event.message
    if answer is None:
        raise InputError("reply", None, f"the run waits for one: {asked} Go on with `ech0 resume --reply`")
    return answer


# --- the Python interface ---------------------------------------------------------------------------------------------

_MADE: dict[str, Ech0] = {}
_MAKING = threading.Lock()


def open_ech0(**flags: object) -> Ech0:
    """The wired parts for these settings, made once per process."""
    settings, _ = load(flags)
    name = settings.model_dump_json()
    with _MAKING:
        if name not in _MADE:
            _MADE[name] = Ech0(settings)
        return _MADE[name]


def ask(
    text: str,
    *,
    options: Sequence[str] = (),
    unit: str | None = None,
    semantics: Semantics | None = None,
    thread: str | None = None,
    **flags: object,
) -> Answer:
    """Ask a question and get a typed `Answer`; raises `InputError` if the question cannot be put."""
    question = Question(text=text, options=tuple(options), unit=unit, semantics=semantics, thread=thread)
    return open_ech0(**flags).ask(question)


async def aask(text: str, **options: Any) -> Answer:
    """`ask` for async code; the loop runs in a thread."""
    return await asyncio.to_thread(ask, text, **options)


def stream(text: str, *, unit: str | None = None, thread: str | None = None, **flags: object) -> Iterator[Event]:
    """The typed events of answering, as they happen; the last carries the answer."""
    yield from open_ech0(**flags).stream(Question(text=text, unit=unit, thread=thread))


def runnable(**flags: Any) -> "Runnable[str, Answer]":
    """The loop as a LangChain Runnable: text in, `Answer` out."""
    from langchain_core.runnables import RunnableLambda

    def call(text: str) -> Answer:
        return ask(text, **flags)

    async def acall(text: str) -> Answer:
        return await aask(text, **flags)

    return RunnableLambda(call, afunc=acall, name="ech0")


def graph(config: "RunnableConfig | None" = None) -> "CompiledStateGraph[State, Configuration, State, State]":
    """The compiled graph for LangGraph's own tools, which bring their own checkpointer."""
    from ech0.loop import Configuration

    chosen = (config or {}).get("configurable", {})
    known = {k: v for k, v in chosen.items() if k in Configuration.model_fields}
    built = replace(open_ech0().loop(), settings=Configuration.model_validate(known))
    return built.graph().compile()
