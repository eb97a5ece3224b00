"""Replies of served models, kept to be used again for the same request. A cache: it may be deleted at any time.

One SQLite file of its own, bounded in rows: the least recently used go first. A row that was damaged is no reply.
"""

import contextlib
import json
import sqlite3
import threading
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from ech0.core.errors import StateError
from ech0.core.provenance import key

LONGEST = 400_000
"""Characters of a reply that is kept."""
_TABLE = (
    "CREATE TABLE IF NOT EXISTS reply"
    " (name TEXT PRIMARY KEY, body TEXT NOT NULL, hash TEXT NOT NULL, used INTEGER NOT NULL) STRICT"
)
_TOUCH = "UPDATE reply SET used = (SELECT coalesce(max(used), 0) + 1 FROM reply) WHERE name = ?"
_KEEP = "INSERT OR REPLACE INTO reply VALUES (?, ?, ?, (SELECT coalesce(max(used), 0) + 1 FROM reply))"
_OLDEST = "DELETE FROM reply WHERE name IN (SELECT name FROM reply ORDER BY used DESC LIMIT -1 OFFSET ?)"


class Replies:
    """The cache at `path`, of at most `rows` replies. Safe for threads and for several processes at once.

    Raises `StateError` if the file cannot be used; it may be deleted then.
    """

    def __init__(self, path: Path, rows: int) -> None:
        self.path, self.rows = path, rows
        self._lock = threading.Lock()
        with self._spoken():
            self._connection = sqlite3.connect(path, timeout=10, isolation_level=None, check_same_thread=False)
            self._connection.execute("PRAGMA journal_mode = WAL")
            self._connection.execute(_TABLE)

    def get(self, name: str, /) -> Mapping[str, Any] | None:
        """The reply under this key, or `None`."""
        with self._lock, self._spoken():
            row = self._connection.execute("SELECT body, hash FROM reply WHERE name = ?", (name,)).fetchone()
            if row is None or key(name, row[0]) != row[1]:
                return None
            self._connection.execute(_TOUCH, (name,))
        found: Mapping[str, Any] = json.loads(row[0])
        return found

    def put(self, name: str, reply: Mapping[str, Any], /) -> None:
        """Keep a reply, and let go of what was used longest ago if there are too many."""
        body = json.dumps(reply, ensure_ascii=False, sort_keys=True)
        if len(body) > LONGEST:
            return
        with self._lock, self._spoken():
            self._connection.execute(_KEEP, (name, body, key(name, body)))
            self._connection.execute(_OLDEST, (self.rows,))

    def count(self) -> int:
        """How many replies are kept."""
        with self._lock, self._spoken():
            return int(self._connection.execute("SELECT count(*) FROM reply").fetchone()[0])

    def close(self) -> None:
        """Close the file."""
        with self._lock:
            self._connection.close()

    @contextlib.contextmanager
    def _spoken(self) -> Iterator[None]:
        try:
            yield
        except sqlite3.Error as error:
            cure = "delete it: it is a cache, and is made again"
            raise StateError(self.path, f"the cache of replies cannot be used ({error})", cure) from error
