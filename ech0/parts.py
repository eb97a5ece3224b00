"""The only place where concrete parts meet: settings become a mind, a memory, labs, a solver, a gate and a loop."""

import sqlite3
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ech0.core.cures import Knowledge, learnt
from ech0.core.errors import Ech0Error, NotInstalled, StateError
from ech0.core.process import Pool
from ech0.core.settings import Settings
from ech0.core.types import Document, Event, Mind, Passage, Quantity

if TYPE_CHECKING:
    from ech0.core.formula import Constant
    from ech0.gate import Calibrated
    from ech0.loop import Loop
    from ech0.minds.served.caller import Caller, Known
    from ech0.minds.served.language import Language
    from ech0.minds.served.meter import Limits
    from ech0.minds.served.samples import Sampling
    from labs import Lab
    from memory.about import Read
    from memory.corpus import Corpus
    from memory.embedder import MiniLM
    from memory.feeds import Feeds
    from memory.http import Client
    from memory.library import Library
    from memory.materials.table import Materials
    from memory.record import Record


class Parts:
    """The parts over one data folder, each made when it is first used."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.home = settings.paths.home
        self.verbose = False
        self._graphs: dict[bool, Any] = {}
        self._pool = Pool(max(2, settings.labs.workers))
        self._open: list[Any] = []
        self._near: dict[str, Sequence[Passage]] = {}
        self._looking = threading.Lock()

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
    def web(self) -> "Client":
        """The way to sources on the network, shut unless a setting or a flag opened it."""
        from memory.http import Client
        from memory.webcache import WebCache

        told = self.settings.sources
        return Client(
            WebCache(self.home / "web"),
            told.mode,
            contact=told.contact,
            seconds=told.seconds,
            max_bytes=told.max_mb << 20,
        )

    @cached_property
    def feeds(self) -> "Feeds":
        """The feeds of `configs/feeds.toml`, with those that the data folder's own `feeds.toml` puts in their place."""
        from ech0.core.data import config
        from memory.feeds import Feeds, own

        told = {**config("feeds"), **own(self.home / "feeds.toml")}
        return Feeds(told, self.store, self.web, _LazyMemory(lambda: self.library).keep, self.home / "feeds")

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
    def mind(self) -> Mind:
        """Who reads and writes."""
        from labs import LABS

        return self.minded(LABS, self.near)

    def _named(self, words: Sequence[str]) -> "dict[str, Constant]":
        """What the table of materials knows of what a text names; nothing where its packages are not installed."""
        try:
            return self.materials.constants(words)
        except NotInstalled:
            return {}

    def _facts(self, name: str) -> "Sequence[Constant]":
        """All that the table of materials knows of one substance; nothing where its packages are not installed."""
        try:
            return self.materials.facts(name)
        except NotInstalled:
            return ()

    def gathered(self) -> int:
        """How many materials the table holds; none where its packages are not installed."""
        try:
            return len(self.materials)
        except NotInstalled:
            return 0

    @cached_property
    def materials(self) -> "Materials":
        """What tables of installed packages say of substances."""
        from memory.materials.table import Materials

        return Materials(self.home / "derived")

    def _literature(self) -> bool:
        """Whether a user's documents are kept: asked of the store, since opening memory takes a while."""
        with self.store.read() as made:
            return made.execute("SELECT 1 FROM document WHERE kind <> 'card' LIMIT 1").fetchone() is not None

    @cached_property
    def library(self) -> "Library":
        """Documents with what is known of them beside their text."""
        from memory.library import Library

        return Library(self.memory, self.store)

    def near(self, text: str) -> Sequence[Passage]:
        """The cards nearest to a text; of two minds that ask at once the second gets what the first found."""
        with self._looking:
            if text not in self._near:
                self._near = {text: self.memory.recall(text, top=24)}
            return self._near[text]

    def minded(
        self, labs: "Mapping[str, Lab]", by_meaning: Callable[[str], Sequence[Passage]] | None
    ) -> Mind:
        """The mind of `mind.kind` over these labs, with this search."""
        from ech0.minds.embedded import Embedded

        kind = self.settings.mind.kind
        embed = self.embedder.embed if by_meaning else None
        embedded = Embedded(*self.knowledge, labs, by_meaning, embed, self._literature, self._named, self._facts)
        if kind == "embedded":
            return embedded
        from ech0.minds.hybrid import Hybrid
        from ech0.minds.served.language import Native
        from ech0.minds.served.mind import Served

        caller, how, limits = self._caller()
        tag = "m" if kind == "hybrid" else ""
        native = Native(caller, _trained)
        served = Served(embedded, caller, how, limits, _teller, self.settings.mind.writes, tag, native)
        return Hybrid(embedded, served) if kind == "hybrid" else served

    def _caller(self) -> "tuple[Caller, Sampling, Limits]":
        """How the served model is reached and asked."""
        from ech0.minds.served.caller import Caller, Manner
        from ech0.minds.served.meter import Limits
        from ech0.minds.served.samples import Sampling
        from ech0.minds.served.wire import Wire
        from memory.replies import Replies

        m = self.settings.mind
        _ = self.store  # makes the folder, or says why not
        kept = Replies(self.home / "replies.sqlite", m.cache_rows) if m.cache else None
        wire = Wire(m.url, key_env=m.key_env, timeout_s=m.timeout)
        self._open += [wire, *([kept] if kept else [])]
        caller = Caller(wire, m.model, Manner(m.max_tokens, m.thinking, m.tries), kept)
        limits = Limits(m.tokens, m.seconds, m.money, m.price_in, m.price_out)
        return caller, Sampling(m.samples, m.temperature, m.seed, m.repairs), limits

    @cached_property
    def knowledge(self) -> Knowledge:
        """What the mind goes by: the base that ships, with the cures that were kept in this folder."""
        return learnt(self.home)

    def reading(
        self, paths: Sequence[Path], *, docling: bool = False
    ) -> "Iterator[tuple[Path, list[Read] | Ech0Error]]":
        """Each file, and each in a folder, with its documents or with why it cannot be read, in bounded processes."""
        from memory.readers.bounded import read_all

        return read_all(paths, self._pool, docling=docling)

    @cached_property
    def gate(self) -> "Calibrated":
        """The gate, with the confidence that was fitted for this folder or ships."""
        from ech0.core.calibration import load
        from ech0.gate import Calibrated

        set_by_hand = self.settings.gate.accept
        accept = None if set_by_hand == "calibrated" else set_by_hand
        return Calibrated(load(self.home), self.settings.gate.risk, accept)

    def loop(self, *, interactive: bool = False) -> "Loop":
        """The loop over these parts."""
        from ech0.loop import Configuration, Loop

        limits = Configuration(
            interactive=interactive,
            max_rounds=self.settings.loop.max_rounds,
            max_labs=self.settings.loop.max_labs,
            passages=self.settings.memory.top,
        )
        return Loop(self.mind, _LazyMemory(lambda: self.library), self.runner, self.checker, self.gate, limits)

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
        for part in self._open:
            part.close()
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

    def __init__(self, make: "Callable[[], Library]") -> None:
        self._make = make

    def recall(self, text: str, /, *, top: int = 8, domain: str | None = None) -> Sequence[Passage]:
        library = self._make()
        return library.flagged(library.memory.recall(text, top=top, domain=domain))

    def keep(self, documents: Iterable[Document], /) -> int:
        return self._make().memory.keep(documents)


def _teller() -> "Callable[[Event], None]":
    """Where a mind shows what it is doing: the stream of the graph that runs it, or nowhere."""
    from langgraph.config import get_stream_writer

    try:
        return get_stream_writer()
    except RuntimeError:  # asked outside of a graph
        return lambda _event: None


def _trained(model: "Known") -> "Language | None":
    """The slots of a student of `ech0 train`: its words lie beside its weights, or with those that ship."""
    from ech0.core.data import home
    from ech0.minds.served.slots import Slots
    from ech0.minds.student import words_of

    beside = [Path(model.root)] if model.root else []
    for folder in (*beside, home() / "configs" / Path(model.id).name):
        if (folder / "words.txt").is_file():
            return Slots(words_of(folder))
    return None


def _carried() -> list[tuple[str, str]]:
    """The types that a checkpoint may hold: the nouns of the core, and what the loop carries."""
    from ech0.core.types import Noun

    kinds, nouns = [Noun], []
    while kinds:
        kind = kinds.pop()
        kinds += kind.__subclasses__()
        if kind.__module__.startswith("ech0.core."):
            nouns.append((kind.__module__, kind.__qualname__))
    return [*nouns, ("ech0.loop", "LabTask"), ("ech0.loop", "State")]
