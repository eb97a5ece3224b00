"""Chroma as a derived index of passages: who owns it, whether it is current, its nearest neighbours. Holds no truth.

Two processes that write one Chroma folder lose vectors without a word, so a file lock lets in one; the folder can be
deleted at any time and is made again from the shelf. chromadb is imported on first use (0.6 s).
"""

import contextlib
import fcntl
import os
import shutil
import time
from collections.abc import Iterable, Sequence
from itertools import islice
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

from ech0.core.errors import StateError
from memory.shelf import Row, Shelf

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_NAME, _BATCH, _PROBES = "passages", 2000, 5


class Index:
    """The collection in `folder`, derived from `shelf`, opened on first use and owned until `close`."""

    def __init__(self, folder: Path, shelf: Shelf, *, wait_s: float) -> None:
        self.folder, self.shelf, self.wait_s = folder, shelf, wait_s
        self._held: IO[str] | None = None
        self._client: Any = None
        self._collection: Any = None
        self._at = ""

    def owned(self, *, wait_s: float | None = None) -> bool:
        """Take the lock, if no other process holds it; waits at most `wait_s` seconds."""
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

    def own(self) -> None:
        """Take the lock, or raise `StateError` that names the process that holds it."""
        if not self.owned():
            pid = self._lock_file.read_text(encoding="utf-8").strip() or "unknown"
            cure = f"end process {pid} (often `ech0 serve` or `ech0 chat`) or let it do this, then try again"
            raise StateError(self.folder, f"process {pid} owns the document index", cure)

    @property
    def _lock_file(self) -> Path:
        return self.folder.with_suffix(".lock")

    def nearest(self, vector: "NDArray[np.float32]", n: int, domain: str | None, citing: str | None) -> list[str]:
        """Ids of the `n` passages nearest in angle, nearest first."""
        where: list[dict[str, Any]] = []
        if domain is not None:
            where.append({"domain": domain})
        if citing is not None:
            where.append({"citations": {"$contains": citing}})
        chosen = {"$and": where} if len(where) > 1 else where[0] if where else None
        try:
            found = self._query(vector, n, chosen)
        except Exception:  # noqa: BLE001  Chroma raises many kinds over a folder that changed beneath it
            self.rebuild()
            found = self._query(vector, n, chosen)
        return list(found["ids"][0])

    def _query(self, vector: "NDArray[np.float32]", n: int, where: dict[str, Any] | None) -> Any:
        return self.open().query(query_embeddings=vector[None, :], n_results=n, where=where, include=[])

    def replace(self, gone: Sequence[str], new: Iterable[Row]) -> None:
        """Follow a change of the shelf. Until it is marked as done, the index counts as out of date."""
        collection = self._collection
        if collection is None:
            self.open()  # which follows the shelf by itself
            return
        if gone:
            collection.delete(ids=list(gone))
        self._put(collection, new)
        self._mark(collection)

    def rebuild(self) -> int:
        """Throw the folder away and derive it again from the shelf; returns how many passages it holds."""
        self.own()
        self._leave()
        shutil.rmtree(self.folder, ignore_errors=True)
        collection = self._collection = self._connect()
        self._put(collection, self.shelf.rows())
        self._mark(collection)
        return int(collection.count())

    def close(self) -> None:
        """Close Chroma and let another process have it."""
        self._leave()
        if self._held is not None:
            self._held.close()
            self._held = None

    def current(self) -> bool:
        """Whether the index holds the shelf as it is: same revision, same count, and samples find themselves."""
        collection = self._connect()
        same = (collection.metadata or {}).get("revision") == self._revision()
        return same and collection.count() == self.shelf.count() and self._finds_itself(collection)

    def open(self) -> Any:
        """The collection, owned and current; derived again if it is not. Raises `StateError` if another owns it."""
        if self._collection is not None and self._at == self._revision():
            return self._collection
        self.own()
        try:
            sound = self.current()
        except Exception:  # noqa: BLE001  whatever a damaged folder makes Chroma raise, the cure is the same
            sound = False
        if sound:
            self._collection, self._at = self._connect(), self._revision()
        else:
            self.rebuild()
        return self._collection

    def _connect(self) -> Any:
        import chromadb
        from chromadb.config import Settings

        if self._client is None:
            settings = Settings(anonymized_telemetry=False, allow_reset=False)
            self._client = chromadb.PersistentClient(path=str(self.folder), settings=settings)
        return self._client.get_or_create_collection(
            _NAME,
            embedding_function=None,
            configuration={"hnsw": {"space": "cosine"}},
            metadata={"revision": "unfinished"},
        )

    def _leave(self) -> None:
        client, self._client, self._collection = self._client, None, None
        if client is not None:
            with contextlib.suppress(Exception):  # a damaged folder may not close; it is derived and will be replaced
                client.close()

    def _put(self, collection: Any, rows: Iterable[Row]) -> None:
        import numpy as np

        left = iter(rows)
        while batch := list(islice(left, _BATCH)):
            collection.upsert(
                ids=[row.id for row in batch],
                embeddings=np.stack([np.frombuffer(row.vector, np.float32) for row in batch]),
                metadatas=[dict(row.about) for row in batch],
            )

    def _mark(self, collection: Any) -> None:
        self._at = self._revision()
        collection.modify(metadata={"revision": self._at})

    def _revision(self) -> str:
        return f"{self.shelf.model} {self.shelf.revision()}"

    def _finds_itself(self, collection: Any) -> bool:
        """Chroma can lose vectors and still count them; a few from the shelf must be their own nearest neighbour."""
        import numpy as np

        sample = self.shelf.sample(_PROBES)
        if not sample:
            return True
        asked = np.stack([np.frombuffer(row.vector, np.float32) for row in sample])
        found = collection.query(query_embeddings=asked, n_results=1, include=["distances"])["distances"]
        return all(near and near[0] < 1e-4 for near in found)
