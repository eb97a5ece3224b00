"""The only place where concrete parts meet: settings become a mind, a memory, labs, a solver, a gate and a loop."""

import sqlite3
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any

from ech0.core.cures import Knowledge, learnt
from ech0.core.errors import StateError
from ech0.core.process import Pool
from ech0.core.settings import Settings
from ech0.core.types import Document, Passage, Quantity

if TYPE_CHECKING:
    from ech0.loop import Loop
    from memory.corpus import Corpus
    from memory.embedder import MiniLM
    from memory.record import Record


class Parts:
    """The parts over one data folder, each made when it is first used."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.home = settings.paths.home
        self.verbose = False
        self._graphs: dict[bool, Any] = {}
        self._pool = Pool(max(2, settings.labs.workers))

    @cached_property
    def store(self) -> "Record":
        """The record of truth."""
        from memory.sqlite import Care
        from memory.store import open_store

        try:
            self.home.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise StateError(
                self.home, error.strerror or str(error), "set ECH0_HOME to a folder you may write to"
            ) from error
        set_ = self.settings.memory
        store = open_store(self.home, set_.url, care=Care(set_.backups, set_.backup_hours, set_.ballast_mb))
        store.standards = _standards
        return store

    @cached_property
    def log(self) -> Any:
        """The log of this folder, JSON lines; also on standard error if `verbose` is set before the first question."""
        from ech0.core.log import configure, logger

        _ = self.store  # makes the folder, or says why not
        configure("info", self.home / "log.jsonl", verbose=self.verbose)
        return logger("loop")

    @cached_property
    def embedder(self) -> "MiniLM":
        """MiniLM, loaded when first used."""
        from memory.embedder import MiniLM

        return MiniLM()

    @cached_property
    def memory(self) -> "Corpus":
        """Documents by meaning, with the cards that ship in it."""
        from ech0.cards import cards
        from memory.corpus import Corpus
        from memory.postgres import Postgres
        from memory.server_corpus import ServerCorpus

        made = ServerCorpus if isinstance(self.store, Postgres) else Corpus
        corpus = made(self.home, self.store, self.embedder)
        if corpus.index.owned(wait_s=0.0):  # otherwise the process that owns the index keeps them
            corpus.keep(cards())
        return corpus

    @cached_property
    def checker(self) -> Any:
        """The solver, its process already importing."""
        from tools.symbolic import Symbolic

        return Symbolic(self._pool, seconds=self.settings.symbolic.seconds, memory_mb=self.settings.symbolic.memory_mb)

    @cached_property
    def runner(self) -> Any:
        """Labs in bounded processes, each result kept under its key and never computed twice."""
        from tools.laboratory import Bounded, Recorded

        return Recorded(Bounded(self._pool), self.store)

    @cached_property
    def mind(self) -> Any:
        """Who reads and writes."""
        from ech0.minds.embedded import Embedded
        from labs import LABS

        return Embedded(*self.knowledge, LABS, lambda text: self.memory.recall(text, top=24))

    @cached_property
    def knowledge(self) -> Knowledge:
        """What the mind goes by: the base that ships, with the cures that were kept in this folder."""
        return learnt(self.home)

    def loop(self, *, interactive: bool = False) -> "Loop":
        """The loop over these parts."""
        from ech0.gate import Threshold
        from ech0.loop import Configuration, Loop

        gate = Threshold(self.settings.gate.accept, self.settings.gate.weights)
        limits = Configuration(
            interactive=interactive,
            max_rounds=self.settings.loop.max_rounds,
            max_labs=self.settings.loop.max_labs,
            passages=self.settings.memory.top,
        )
        return Loop(self.mind, _LazyMemory(lambda: self.memory), self.runner, self.checker, gate, limits)

    def _graph(self, *, interactive: bool = False) -> Any:
        """The loop's graph, compiled once: that takes as long as answering a question of logic."""
        if interactive not in self._graphs:
            graph = self.loop(interactive=interactive).graph()
            self._graphs[interactive] = graph.compile(checkpointer=self.checkpointer)
        return self._graphs[interactive]

    @cached_property
    def checkpointer(self) -> Any:
        """LangGraph's SQLite checkpointer; a file that is none is named, and left as it is."""
        from langgraph.checkpoint.serde.jsonplus import JsonPlusSerializer
        from langgraph.checkpoint.sqlite import SqliteSaver

        _ = self.store  # makes the folder, or says why not
        path = self.home / "checkpoints.sqlite"
        try:
            connection = sqlite3.connect(path, check_same_thread=False, timeout=10)
            saver = SqliteSaver(connection, serde=JsonPlusSerializer(allowed_msgpack_modules=_carried()))
            saver.setup()
            connection.execute("PRAGMA synchronous = FULL")
        except sqlite3.Error as error:
            raise StateError(
                path, f"it cannot be read ({error})", "move it away; finished runs are safe in the store"
            ) from error
        return saver

    def warm(self) -> None:
        """Have the solver importing while the question is being read."""
        self.checker.warm()

    def close(self) -> None:
        """End the workers and let go of the index."""
        self._pool.close()
        if "memory" in self.__dict__:
            self.memory.close()
        if "checkpointer" in self.__dict__:
            self.checkpointer.conn.close()


def _standards(lab: str) -> Mapping[str, Quantity]:
    """The numbers that a lab takes where none is given."""
    from labs import LABS, Real

    inputs = LABS[lab].inputs if lab in LABS else {}
    return {
        name: Quantity(value=spec.default, unit=spec.unit)
        for name, spec in inputs.items()
        if isinstance(spec, Real) and spec.default is not None
    }


class _LazyMemory:
    """Memory that is opened when it is first asked."""

    def __init__(self, make: "Callable[[], Corpus]") -> None:
        self._make = make

    def recall(self, text: str, /, *, top: int = 8, domain: str | None = None) -> Sequence[Passage]:
        return self._make().recall(text, top=top, domain=domain)

    def keep(self, documents: Iterable[Document], /) -> int:
        return self._make().keep(documents)


def _carried() -> list[tuple[str, str]]:
    """The types that a checkpoint may hold."""
    from ech0.core import types

    nouns = [n for n, t in vars(types).items() if isinstance(t, type) and issubclass(t, types.Noun)]
    return [*(("ech0.core.types", n) for n in nouns), ("ech0.loop", "LabTask"), ("ech0.loop", "State")]
