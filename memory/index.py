"""Chroma as a derived index of passages: who owns it, how far it has followed, its nearest neighbours. Holds no truth.

Two processes that write one Chroma folder lose vectors without a word, so a file lock lets in one; the folder can be
deleted at any time and is made again from the shelf. Its metadata say which move of the shelf it has followed, so that
what a killed process left undone is done by the next, and no more. chromadb is imported on first use (0.6 s).

Chroma writes its graph over the old one in place [Chroma]_: a process that is killed meanwhile leaves half of each,
which nobody reads (memory/changing.py). A deleted vector stays in the graph, where a living one may be cut off behind
many dead: an index with more dead than living ones is derived again.

.. [Chroma] chroma-core/chroma, rust/segment/src/local_hnsw.rs, `persist`, as of version 1.5.
"""

import contextlib
import fcntl
import os
import random
import shutil
import time
from collections.abc import Iterable, Sequence
from itertools import islice
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

from ech0.core.errors import StateError
from memory.changing import Changing
from memory.shelf import Row, Shelf

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_NAME, _BATCH, _PROBES, _AFTER = "passages", 2000, 24, 200
_FEW, _ALL = 1000, 5000
"""Up to so many passages are all asked for: at opening, after deletions and when the index is derived again; after a
kill and after many changes.
"""
_AGAIN = 6
_TRIES, _SPARE = 2, 1000
"""How often what is not found is put again; vectors that may be dead beyond as many as there are living ones."""
_SAME = 1e-3
"""A vector is lost if the nearest that Chroma finds for it is further away than this cosine distance."""
_HNSW = {"space": "cosine", "ef_construction": 200, "max_neighbors": 32, "ef_search": 300}
"""Neighbours kept, and looked at when building and asking (arXiv:1603.09320); `benchmarks/corpus.py` measures them."""


class Index:
    """The collection in `folder`, derived from `shelf`, opened on first use and owned until `close`."""

    def __init__(self, folder: Path, shelf: Shelf, *, wait_s: float) -> None:
        self.folder, self.shelf, self.wait_s = folder, shelf, wait_s
        self._held: IO[str] | None = None
        self._pid = os.getpid()
        self._client: Any = None
        self._collection: Any = None
        self._at = -1
        self._followed, self._puts, self._fresh = False, 0, 0
        self._changing = Changing(folder)

    def owned(self, *, wait_s: float | None = None) -> bool:
        """Take the lock, if no other process holds it; waits at most `wait_s` seconds."""
        self._after_fork()
        if self._held is not None:
            return True
        end = time.monotonic() + (self.wait_s if wait_s is None else wait_s)
        try:
            self.folder.parent.mkdir(parents=True, exist_ok=True)
            held = self._lock_file.open("a+", encoding="utf-8")
        except OSError as error:
            raise StateError(self.folder.parent, f"it cannot be written ({error.strerror})", "set ECH0_HOME") from error
        while True:
            try:
                fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
                break
            except BlockingIOError:
                if time.monotonic() > end:
                    held.close()
                    return False
            time.sleep(0.05)
        held.truncate(0)
        held.write(f"{os.getpid()}\n")
        held.flush()
        self._held = held
        return True

    def _after_fork(self) -> None:
        # A forked child shares its parent's lock and Chroma's files: it lets go of its copies and asks like any other.
        if self._pid != os.getpid():
            if self._held is not None:
                self._held.close()
            self._held = self._client = self._collection = None
            self._changing, self._pid = Changing(self.folder), os.getpid()

    def own(self) -> None:
        """Take the lock, or raise `StateError` that names the process that holds it."""
        if not self.owned():
            pid = self._lock_file.read_text(encoding="utf-8").strip() or "unknown"
            cure = f"end process {pid} (often `ech0 serve` or `ech0 chat`) or let it do this, then try again"
            raise StateError(self.folder, f"process {pid} owns the document index", cure)

    @property
    def _lock_file(self) -> Path:
        return self.folder.with_suffix(".lock")

    def nearest(self, vector: "NDArray[np.float32]", n: int) -> list[str]:
        """Ids of the `n` passages nearest in angle, nearest first."""
        try:
            found = self._query(vector[None, :], n)
        except StateError:
            raise
        except Exception:  # noqa: BLE001  Chroma raises many kinds over a folder that changed beneath it
            self.rebuild()
            found = self._query(vector[None, :], n)
        return list(found["ids"][0])

    def _query(self, vectors: "NDArray[np.float32]", n: int) -> Any:
        collection = self.open()
        n = max(1, min(n, self.shelf.count()))  # Chroma needs as long to count as to find
        return collection.query(query_embeddings=vectors, n_results=n, include=["distances"])

    def open(self) -> Any:
        """The collection, owned and following the shelf. Raises `StateError` if another process owns it."""
        self.own()
        if self._collection is None:
            try:
                self._collection = self._sound()
            except StateError:
                raise
            except Exception:  # noqa: BLE001  whatever a damaged folder makes Chroma raise, the cure is the same
                self._collection = None
            if self._collection is None:
                self.rebuild()
        elif self._at != self.shelf.last_move()[0]:
            self.follow()
        return self._collection

    def _sound(self) -> Any:
        """The collection in the folder, brought up to date; `None` if it is not of this shelf or not whole."""
        cut_off = self._changing.left()
        if cut_off and self._changing.torn():
            return None
        collection = self._connect()
        about = collection.metadata or {}
        seq = int(about.get("seq", -1))
        if about.get("model") != self.shelf.model or self.shelf.revision(seq) != about.get("revision"):
            return None
        self._at, self._puts = seq, int(about.get("puts", 0))
        if (upto := int(about.get("upto", -1))) >= 0:  # a rebuild was cut off; what came before is in it
            self._fill(collection, upto)
        if cut_off:
            self._changing.begin()
        if not self._follow(collection) or (cut_off and not self._put_right(collection)):
            return None
        few = self.shelf.count() <= _FEW and not cut_off
        found = self._require(collection, list(self.shelf.rows()) if few else self._some(_PROBES))
        self._settle(collection)
        return collection if found and collection.count() == self.shelf.count() else None

    def _put_right(self, collection: Any) -> bool:
        """Make the index hold each passage once and nothing else, after a kill; whether all that is asked for is found.

        Both sides' ids are compared, and the passages asked for by their own vectors: all of a small index, many of a
        large one, in which `_follow` has looked at those that were on their way.
        """
        there = set(collection.get(include=[])["ids"])
        small = self.shelf.count() <= _ALL
        kept: set[str] = set()
        looked: list[Row] = [] if small else self._some(_ALL // 5)
        missing = []
        for row in self.shelf.rows():
            kept.add(row.id)
            if row.id not in there:
                missing.append(row)
            elif small:
                looked.append(row)
        self._delete(collection, sorted(there - kept))
        self._put(collection, missing)
        found = self._require(collection, [*looked, *missing])
        self._settle(collection)
        return found

    def _settle(self, collection: Any) -> None:
        """Note what was put outside of a step, if anything was."""
        if self._changing.begun:
            self._mark(collection, self._at, str(self.shelf.revision(self._at)))
            self._changing.end()

    def follow(self) -> None:
        """Bring the index up to the last move of the shelf, in steps that are each marked as done."""
        self.own()
        if self._collection is None:
            self.open()
        elif not self._follow(self._collection):
            self.rebuild()

    def _follow(self, collection: Any) -> bool:
        """Follow the moves of the shelf; `False` if the index should be derived again instead."""
        while moves := self.shelf.moves(self._at):
            gone: set[str] = set()
            new: dict[str, Row] = {}
            for last in moves:
                gone.update(last.gone)
                new.update({row.id: row for row in self.shelf.rows_of(last.document)})
                if len(new) >= _BATCH:
                    break
            # Chroma may not find again what was put over an old vector of the same id; what is new to it, it does.
            # The first batch may have been put by a process that was killed before it could say so.
            again = set() if self._followed else set(new)
            self._delete(collection, sorted(gone | again))
            self._put(collection, new.values())
            found = self._require(collection, [*new.values(), *(self._at_risk(collection) if gone else ())])
            self._mark(collection, last.seq, last.revision)
            self._followed = True
            if not found or self._puts > 2 * collection.count() + _SPARE:
                return False
        size, found = collection.count(), True
        if size <= _ALL and self._fresh >= size / 4:  # what is put may cut off what was there
            found, self._fresh = self._require(collection, list(self.shelf.rows())), 0
        self._settle(collection)
        return found

    def _at_risk(self, collection: Any) -> list[Row]:
        """Passages that a deleted neighbour may have cut off: all of a small index, some of a large one."""
        return list(self.shelf.rows()) if collection.count() <= _FEW else self._some(_AFTER)

    def _require(self, collection: Any, rows: Sequence[Row]) -> bool:
        """Put again those of these that cannot be found; whether all are found then."""
        for _ in range(_TRIES):
            lost = set(self._lost(collection, rows))
            again = [row for row in {row.id: row for row in rows}.values() if row.id in lost]
            if not again:
                return True
            self._delete(collection, [row.id for row in again])
            self._put(collection, again)
        return not self._lost(collection, rows)

    def rebuild(self) -> int:
        """Throw the folder away and derive it again from the shelf; returns how many passages it holds.

        The graph hangs on chance, and among near copies it may leave some unreachable however often they are put:
        while it is small, it is derived until every passage finds itself, `_AGAIN` times at most.
        """
        self.own()
        for _ in range(_AGAIN):
            collection = self._derived()
            if self.shelf.count() > _FEW or not self._lost(collection, list(self.shelf.rows())):
                break
        self._collection, self._followed = collection, True
        return int(collection.count())

    def _derived(self) -> Any:
        """A new collection in the folder that holds what the shelf does."""
        self._leave()
        self._changing.begin()
        shutil.rmtree(self.folder, ignore_errors=True)
        collection = self._connect()
        seq, revision = self.shelf.last_move()
        self._puts = 0
        self._mark(collection, seq, revision, upto=0)
        self._fill(collection, 0)
        self._follow(collection)
        return collection

    def _fill(self, collection: Any, upto: int) -> None:
        """Put the passages with a number above `upto`, marking how far it came, so that it can go on from there."""
        left = self.shelf.rows(upto)
        seq, revision = self._at, self.shelf.revision(self._at)
        while batch := list(islice(left, _BATCH)):
            self._put(collection, batch)
            self._require(collection, random.sample(batch, min(_PROBES, len(batch))))
            self._mark(collection, seq, str(revision), upto=batch[-1].number)
        self._mark(collection, seq, str(revision))

    def probe(self, n: int | None = None) -> list[str]:
        """Ids of the passages that the index has lost, of `n` at random or of all, after it was brought up to date.

        Chroma can lose vectors and still count them: a passage is lost if its own vector does not find it.
        """
        collection = self.open()
        left = iter(self.shelf.rows() if n is None else self._some(n))
        lost: list[str] = []
        while batch := list(islice(left, 500)):
            lost += self._lost(collection, batch)
        return lost

    def mend(self, lost: Sequence[str]) -> None:
        """Put lost passages in again, and derive the whole index again if that does not help."""
        collection = self.open()
        rows = [row for row in self.shelf.rows() if row.id in set(lost)]
        found = self._require(collection, rows)
        if collection.count() != self.shelf.count() or not found:
            self.rebuild()
        else:
            self._settle(collection)

    def close(self) -> None:
        """Close Chroma and let another process have it."""
        self._after_fork()
        self._leave()
        if self._held is not None:
            self._held.close()
            self._held = None

    def current(self) -> bool:
        """Whether the index has followed every move of the shelf, holds as many passages, and finds samples."""
        collection = self._collection or self._connect()
        about = collection.metadata or {}
        seq, revision = self.shelf.last_move()
        same = (about.get("seq"), about.get("revision"), about.get("upto", -1)) == (seq, revision, -1)
        same = same and about.get("model") == self.shelf.model and collection.count() == self.shelf.count()
        return same and not self._lost(collection, self._some(_PROBES))

    def _connect(self) -> Any:
        import chromadb
        from chromadb.config import Settings

        if self._client is None:
            settings = Settings(anonymized_telemetry=False, allow_reset=False)
            self._client = chromadb.PersistentClient(path=str(self.folder), settings=settings)
        return self._client.get_or_create_collection(
            _NAME, embedding_function=None, configuration={"hnsw": _HNSW}, metadata={"seq": -1}
        )

    def _leave(self) -> None:
        client, self._client, self._collection, self._at = self._client, None, None, -1
        self._followed = self._changing.begun = False
        if client is not None:
            with contextlib.suppress(Exception):  # a damaged folder may not close; it is derived and will be replaced
                client.close()

    def _put(self, collection: Any, rows: Iterable[Row]) -> None:
        import numpy as np

        left = iter(rows)
        while batch := list(islice(left, _BATCH)):
            self._changing.begin()
            self._puts += len(batch)
            self._fresh += len(batch)
            collection.upsert(
                ids=[row.id for row in batch],
                embeddings=np.stack([np.frombuffer(row.vector, np.float32) for row in batch]),
                metadatas=[dict(row.about) for row in batch],
            )

    def _delete(self, collection: Any, ids: Sequence[str]) -> None:
        for first in range(0, len(ids), _BATCH):
            self._changing.begin()
            collection.delete(ids=list(ids[first : first + _BATCH]))

    def _mark(self, collection: Any, seq: int, revision: str, upto: int = -1) -> None:
        about = {"model": self.shelf.model, "seq": seq, "revision": revision, "upto": upto, "puts": self._puts}
        collection.modify(metadata=about)
        self._at = seq
        if self._changing.begun:  # Chroma has been asked since it was written to, and has no writing left to do
            self._changing.whole()

    def _some(self, n: int) -> list[Row]:
        return self.shelf.sample([(i + random.random()) / n for i in range(n)])  # noqa: S311  where to look, no secret

    def _lost(self, collection: Any, rows: Sequence[Row]) -> list[str]:
        """Which of these do not find themselves, or a twin at the same place."""
        import numpy as np

        if not rows:
            return []
        asked = np.stack([np.frombuffer(row.vector, np.float32) for row in rows])
        found = collection.query(query_embeddings=asked, n_results=1, include=["distances"])["distances"]
        return [row.id for row, near in zip(rows, found, strict=True) if not near or near[0] > _SAME]
