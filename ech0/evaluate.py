"""The third door: a benchmark put to ECH0 in parallel warm processes, its results kept and reported.

Knows how ECH0 is opened; `evals` knows what is right. Questions are asked in a data folder
apart (`eval/` in ECH0's), which has the cards and nothing of the user's, so that a result does not depend on what else
was asked or remembered, and memory is filled once for all runs.
"""

import fcntl
import os
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from ech0 import __version__
from ech0.app import Ech0
from ech0.core.errors import InputError
from ech0.core.process import Worker
from ech0.core.settings import Settings
from ech0.core.types import Answer, Check, Claim, Document, Entry, Passage, Question, Status

if TYPE_CHECKING:
    from ech0.loop import Loop
    from evals.benchmark import Suite
    from evals.harness import Answerer
    from evals.record import Row, Setup
    from memory.corpus import Corpus

GRACE_S, FILLING_S, MEMORY_MB = 60.0, 3600.0, 6144
"""What a process gets on top of an item's time, since the first item also starts it and fills memory; what it gets for
keeping a benchmark's documents; and its memory."""


PARTS = ("labs", "symbolic", "retrieval")
"""What an arm of an evaluation may do without."""


class _Off:
    """Memory and solver of an arm that does without: nothing is recalled, and nothing is formalised."""

    def recall(self, _text: str, /, **_how: Any) -> Sequence[Passage]:
        return ()

    def keep(self, _documents: Iterable[Document], /) -> int:
        return 0

    def check(self, claim: Claim, _entries: Mapping[str, Entry], /) -> Check:
        return Check(claim=claim.id, verdict="not_formalised", reason="the solver is switched off")


class _Apart(Ech0):
    """ECH0 as it is evaluated: one data folder for several processes, steps kept in memory, no page for each run.

    `without` switches parts off (of `PARTS`), so that it can be measured what each is good for. `bare`: memory holds
    the benchmark's documents alone, and not the cards.
    """

    def __init__(self, settings: Settings, without: Collection[str] = (), *, bare: bool = False) -> None:
        super().__init__(settings)
        self.without, self.bare = frozenset(without), bare

    @cached_property
    def mind(self) -> Any:
        """The mind, with nothing to plan with or to look up in where this arm does without."""
        from labs import LABS

        return self.minded({} if "labs" in self.without else LABS, None if "retrieval" in self.without else self.near)

    def loop(self, *, interactive: bool = False) -> "Loop":
        off: dict[str, Any] = {"memory": _Off()} if "retrieval" in self.without else {}
        off |= {"checker": _Off()} if "symbolic" in self.without else {}
        return replace(super().loop(interactive=interactive), **off)

    @cached_property
    def memory(self) -> "Corpus":
        """The documents; only one process fills memory, and the others wait for it."""
        from memory.corpus import Corpus

        _ = self.store  # makes the folder
        with (self.home / "memory.lock").open("a") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            return Corpus(self.home, self.store, self.embedder) if self.bare else super().memory

    @cached_property
    def checkpointer(self) -> Any:
        """Steps of the item at hand: one that is cut off is asked anew, so they need not outlive the process."""
        from langgraph.checkpoint.memory import InMemorySaver

        return InMemorySaver()

    def _keep(self, answer: Answer, _folder: Path, _trace: Sequence[Any]) -> None:
        self.store.close_run(answer.run_id, answer)
        self.checkpointer.delete_thread(answer.run_id)


_OPEN: dict[str, _Apart] = {}


def serve(request: dict[str, Any]) -> dict[str, Any]:
    """The worker's side: one question in, its answer out; `recall` asks memory instead, `documents` fills it."""
    name = repr((request["settings"], request["without"]))
    if name not in _OPEN:
        _OPEN[name] = _Apart(Settings.model_validate(request["settings"]), request["without"], bare=request["bare"])
    ech0 = _OPEN[name]
    if "documents" in request:
        return {"kept": _fill(ech0, *request["documents"])}
    question = Question.model_validate(request["question"])
    answer = _recalled(ech0, question, request["recall"]) if request["recall"] else ech0.ask(question)
    return {"answer": answer.model_dump(mode="json")}


def _fill(ech0: Ech0, suite: str, path: str) -> int:
    from evals.benchmark import BENCHMARKS

    documents = BENCHMARKS[suite].documents
    return ech0.memory.keep(documents(Path(path))) if documents else 0


def _recalled(ech0: Ech0, question: Question, top: int) -> Answer:
    passages = tuple(ech0.memory.recall(question.text, top=top))
    told = f"{len(passages)} passages recalled"
    status: Status = "answered" if passages else "abstained"
    return Answer(status=status, reason=told, text="", passages=passages, question=question, mind="memory")


def run(
    settings: Settings,
    suite: "Suite",
    data: Path | None,
    out: Path,
    *,
    limit: int | None = None,
    without: Sequence[str] = (),
    seconds: float | None = None,
    workers: int | None = None,
) -> dict[str, Any]:
    """Bring a benchmark's results on record in `out`, go on with them if some are there, and write their report.

    Returns the summary. Raises `InputError` for data that cannot be used, and for a folder that holds another run.
    """
    from ech0.terminal import log, teller
    from evals.harness import run as bring
    from evals.record import Record

    path = _data(suite, data)
    cases = suite.cases(path)[:limit]
    setup = _setup(settings, suite, path, without, seconds)
    many, reach = _count(suite, workers, len(cases)), _reach(settings)
    processes = [Worker("ech0.evaluate:serve", memory_mb=MEMORY_MB, reach=reach) for _ in range(many)]
    try:
        with Record(out, setup) as record:
            own, bare = _own(settings, setup).model_dump(mode="json"), suite.documents is not None
            common = {"settings": own, "without": list(setup.without), "bare": bare}
            if suite.documents:
                told = processes[0].call({**common, "documents": [suite.name, str(path.absolute())]}, seconds=FILLING_S)
                log(f"{told['kept']} documents were new to memory")
            answerers = [_answerer(p, common, setup, suite) for p in processes]
            rows = bring(suite, cases, record, answerers, teller())
            return _finish(out, setup, suite, rows)
    finally:
        for process in processes:
            process.stop()


def _reach(settings: Settings) -> str:
    """The address of the model, if this mind has one: nothing else may be reached while it is measured."""
    if settings.mind.kind == "embedded":
        return ""
    url = urlsplit(settings.mind.url)
    return f"{url.hostname}:{url.port or (443 if url.scheme == 'https' else 80)}"


def _data(suite: "Suite", data: Path | None) -> Path:
    path = data or suite.data
    if path is None:
        raise InputError("--data", None, f"name the published file; {suite.name} ({suite.licence}) is not shipped")
    return path


def _setup(settings: Settings, suite: "Suite", path: Path, without: Sequence[str], seconds: float | None) -> "Setup":
    from evals.record import Setup
    from evals.source import fingerprint

    if unknown := set(without) - set(PARTS):
        raise InputError("--without", sorted(unknown), f"name one of {', '.join(PARTS)}")
    return Setup(
        suite=suite.name,
        data=path.name,
        sha256=fingerprint(path),
        mind=settings.mind.kind,
        without=tuple(sorted(set(without))),
        seconds=seconds or settings.loop.seconds,
        version=__version__,
        settings=settings.model_dump(mode="json", exclude={"paths"}),
    )


def _own(settings: Settings, setup: "Setup") -> Settings:
    """The settings of the run, in the data folder of evaluations; a benchmark with documents has one to itself."""
    from evals.benchmark import BENCHMARKS

    searched = BENCHMARKS[setup.suite].documents is not None
    home = settings.paths.home / "eval" / (f"{setup.suite}-{setup.sha256[:12]}" if searched else "")
    loop = settings.loop.model_copy(update={"seconds": setup.seconds})
    return settings.model_copy(update={"paths": settings.paths.model_copy(update={"home": home}), "loop": loop})


def _count(suite: "Suite", workers: int | None, items: int) -> int:
    """How many processes: one for each core, but one alone where documents are searched, since one owns their index."""
    if workers is not None and workers < 1:
        raise InputError("--workers", workers, "take at least one")
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return 1 if suite.top else max(1, min(workers or cores, cores, items))


def _answerer(process: Worker, common: Mapping[str, Any], setup: "Setup", suite: "Suite") -> "Answerer":
    """A function from question to answer that has a process of its own."""
    process.start()

    def answer(question: Question) -> Answer:
        request = {**common, "question": question.model_dump(mode="json"), "recall": suite.top}
        reply = process.call(request, seconds=setup.seconds + GRACE_S)
        return Answer.model_validate(reply["answer"])

    return answer


def _finish(out: Path, setup: "Setup", suite: "Suite", rows: "Sequence[Row]") -> dict[str, Any]:
    import json

    from ech0.page.evaluation import report
    from evals.record import write
    from evals.summary import summarise

    summary = summarise(rows)
    write(out / "summary.json", json.dumps(summary, indent=1, ensure_ascii=False) + "\n")
    write(out / "report.html", report(setup, suite, summary, rows))
    return summary
