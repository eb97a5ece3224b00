"""One SQLite file: how it is opened, checked, brought up to date, read and written. Knows no table by name.

WAL and full sync: what was acknowledged survives `kill -9` and loss of power. One connection behind one lock serves all
threads of a process; several processes may share the file, which must lie on a local disk: NFS does not keep locks.
"""

import contextlib
import os
import sqlite3
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from ech0.core.errors import StateError
from memory.schema import migrations

APPLICATION = 0x45434830
_CHECKED_BYTES = 256 << 20
_RESTORE = "move it aside and restore a copy of it; it was not changed"
_CURES = {
    sqlite3.SQLITE_FULL: ("the disk is full", "free some space and try again; what was acknowledged is safe"),
    sqlite3.SQLITE_READONLY: ("it cannot be written", "give this user write permission, or set ECH0_HOME elsewhere"),
    sqlite3.SQLITE_CANTOPEN: ("it cannot be opened", "check that the folder exists and this user may write in it"),
    sqlite3.SQLITE_BUSY: ("another process has been writing to it for too long", "end that process or try again"),
    sqlite3.SQLITE_LOCKED: ("another process has been writing to it for too long", "end that process or try again"),
    sqlite3.SQLITE_IOERR: (
        "the disk could not be read or written",
        "check the disk and its free space, then try again",
    ),
    sqlite3.SQLITE_CORRUPT: ("it is damaged", _RESTORE),
    sqlite3.SQLITE_NOTADB: ("it is not a database, or its beginning is damaged", _RESTORE),
}


class Database:
    """A file, opened on construction. Raises `StateError` if damaged, foreign, too new or unusable."""

    def __init__(self, path: Path | str, *, wait_s: float = 10.0, scripts: Sequence[str] | None = None) -> None:
        self.path, self.wait_s = Path(path), wait_s
        self._scripts = migrations() if scripts is None else tuple(scripts)
        self._lock = threading.RLock()
        self._connection: sqlite3.Connection | None = None
        self._pid = os.getpid()
        with self.spoken():
            try:
                self.path.parent.mkdir(parents=True, exist_ok=True)
            except OSError as error:
                raise StateError(self.path.parent, str(error.strerror), "create the folder or set ECH0_HOME") from error
            self._check()
            self._migrate()

    def close(self) -> None:
        """Close the file; what was acknowledged is on disk already."""
        with self._lock:
            if self._connection is not None:
                self._connection.close()
                self._connection = None

    def _open(self) -> sqlite3.Connection:
        if self._connection is not None and self._pid == os.getpid():
            return self._connection
        # A connection must not cross a fork: the child opens its own and leaves the parent's alone.
        made = sqlite3.connect(self.path, timeout=self.wait_s, isolation_level=None, check_same_thread=False)
        _until(lambda: made.execute("PRAGMA journal_mode = WAL").fetchone(), self.wait_s)
        made.execute("PRAGMA synchronous = FULL")
        made.execute("PRAGMA foreign_keys = ON")
        self._connection, self._pid = made, os.getpid()
        return made

    def _check(self) -> None:
        """Look at an existing file through a connection that cannot write, so that a damaged one stays as it is."""
        if not self.path.exists() or not self.path.stat().st_size:
            return
        uri = f"{self.path.absolute().as_uri()}?mode=ro"
        with contextlib.closing(sqlite3.connect(uri, uri=True, timeout=self.wait_s)) as made:
            version = made.execute("PRAGMA user_version").fetchone()[0]
            owner = made.execute("PRAGMA application_id").fetchone()[0]
            tables = made.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]
            if tables and owner != APPLICATION:
                raise StateError(
                    self.path, "it is a database of another program", "give another path; it was not changed"
                )
            if version > len(self._scripts):
                raise StateError(
                    self.path,
                    f"it was written by a newer ECH0 (format {version}; this one knows {len(self._scripts)})",
                    "upgrade ECH0 or use another ECH0_HOME; it was not changed",
                )
            if self.path.stat().st_size <= _CHECKED_BYTES:
                self._require_sound(made)

    def quick_check(self) -> None:
        """Read the whole file; raises `StateError` if its structure is damaged. Done at opening up to 256 MiB."""
        with self.read() as made:
            self._require_sound(made)

    def _require_sound(self, made: sqlite3.Connection) -> None:
        said = made.execute("PRAGMA quick_check(1)").fetchone()[0]
        if said != "ok":
            raise StateError(self.path, f"it is damaged ({said.splitlines()[-1][:120]})", _RESTORE)

    def _migrate(self) -> None:
        with self.read() as made:
            if made.execute("PRAGMA user_version").fetchone()[0] == len(self._scripts):
                return
        with self.write() as made:
            # Read again: another process may have done it while this one waited for the lock.
            for number in range(made.execute("PRAGMA user_version").fetchone()[0], len(self._scripts)):
                for statement in _statements(self._scripts[number]):
                    made.execute(statement)
            version = made.execute("PRAGMA user_version").fetchone()[0]
            if version != len(self._scripts):
                raise StateError(self.path, f"its format is {version} after the update", "report this as a bug in ECH0")

    @contextlib.contextmanager
    def read(self) -> Iterator[sqlite3.Connection]:
        """The connection, for queries."""
        with self._lock, self.spoken():
            yield self._open()

    @contextlib.contextmanager
    def write(self) -> Iterator[sqlite3.Connection]:
        """The connection inside one transaction: all of it is on disk when the block ends, or none of it."""
        with self._lock, self.spoken():
            made = self._open()
            made.execute("BEGIN IMMEDIATE")
            try:
                yield made
                made.execute("COMMIT")
            except BaseException:
                if made.in_transaction:  # a full disk has rolled back already
                    made.execute("ROLLBACK")
                raise

    @contextlib.contextmanager
    def spoken(self) -> Iterator[None]:
        """Turn what SQLite says into a `StateError` with a cure; a broken rule of a table is the caller's to name."""
        try:
            yield
        except sqlite3.IntegrityError:
            raise
        except sqlite3.DatabaseError as error:
            code = getattr(error, "sqlite_errorcode", 0) & 0xFF
            if code not in _CURES and "UTF-8" in str(error):
                code = sqlite3.SQLITE_CORRUPT
            why, cure = _CURES.get(code, (f"SQLite says: {error}", "report this as a bug in ECH0"))
            raise StateError(self.path, why, cure) from error


def _statements(script: str) -> Iterator[str]:
    """The statements of a script, one by one: `executescript` would commit the transaction around them."""
    part = ""
    for line in script.splitlines(keepends=True):
        part += line
        if sqlite3.complete_statement(part):
            yield part
            part = ""


def _until(action: Callable[[], object], wait_s: float) -> None:
    """Repeat while the file is locked: SQLite does not wait by itself when the journal mode changes."""
    end = time.monotonic() + wait_s
    while True:
        try:
            action()
            return
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY or time.monotonic() > end:
                raise
        time.sleep(0.02)
