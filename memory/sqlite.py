"""One SQLite file: how it is opened, checked, mended, brought up to date, read and written. Knows no table of its own.

WAL and full sync: what was acknowledged survives `kill -9` and loss of power. One connection behind one lock serves all
threads of a process; several processes may share the file, which must lie on a local disk: NFS does not keep locks.
"""

import atexit
import contextlib
import os
import sqlite3
import sys
import threading
import time
import weakref
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from ech0.core.errors import StateError
from memory import seal
from memory.backups import Backups, Restored, Tenants
from memory.ballast import Ballast
from memory.database import Damaged, Database
from memory.schema import migrations
from memory.tables import damaged, exact, row_hash

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
_HURT = (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB)


class Care(NamedTuple):
    """What is done for a file: how many copies are kept, hours between two, MiB of reserve; 0: none."""

    backups: int = 0
    backup_hours: float = 6.0
    ballast_mb: float = 0.0


def to_stderr(message: str) -> None:
    """Tell the user, where progress goes."""
    sys.stderr.write(f"ech0: {message}\n")


class SqliteFile(Database):
    """A file, opened on construction. Raises `StateError` if foreign, too new or unusable, `Damaged` if damaged.

    With `care.backups`, a damaged file is moved to `quarantine/` beside it and the newest sound copy takes its place;
    `restored` then says so, and so does `tell`.
    """

    def __init__(
        self,
        path: Path | str,
        *,
        wait_s: float = 10.0,
        scripts: Sequence[str] | None = None,
        care: Care | None = None,
        tell: Callable[[str], None] = to_stderr,
    ) -> None:
        self.path, self.wait_s, self.care, self.tell = Path(path), wait_s, care or Care(), tell
        self.backups = Backups(self.path, self._check)
        self.ballast = Ballast(self.path, int(self.care.ballast_mb * (1 << 20)))
        self.restored: Restored | None = None
        self._scripts = migrations() if scripts is None else tuple(scripts)
        self._lock = threading.RLock()
        self._tenants = Tenants(self.path)
        self._connection: sqlite3.Connection | None = None
        self._pid, self._wrote = os.getpid(), False
        _OPEN.add(self)
        with self.spoken():
            try:
                self.path.parent.mkdir(parents=True, exist_ok=True)
                self._tenants.join()
                self.backups.resume()
            except OSError as error:
                raise StateError(self.path.parent, str(error.strerror), "create the folder or set ECH0_HOME") from error
            try:
                self._check(self.path)
            except Damaged as error:
                if not self.care.backups:
                    raise
                self.restored = self.backups.restore(error, self._tenants)
            if self.care.backups and self.backups.due(self.care.backup_hours):
                self.backup()
            self._migrate()

    def __del__(self) -> None:
        self.close()

    def close(self) -> None:
        """Seal and close the file; what was acknowledged is on disk already. Done by itself when a program ends."""
        with self._lock:
            if self._connection is not None and self._pid == os.getpid():
                if self._wrote:
                    self._seal(self._connection)
                self._connection.close()
                self._tenants.leave()
            self._connection, self._wrote = None, False

    def _seal(self, made: sqlite3.Connection) -> None:
        # Whoever writes at this moment breaks the seal anyhow, and a full disk can do without one.
        with contextlib.suppress(sqlite3.DatabaseError):
            made.execute("PRAGMA busy_timeout = 0")
            made.execute("BEGIN IMMEDIATE")
            try:
                if seal.has(made) and seal.close(made):
                    made.execute("COMMIT")
            finally:
                if made.in_transaction:
                    made.execute("ROLLBACK")

    def _open(self) -> sqlite3.Connection:
        if self._connection is not None and self._pid == os.getpid():
            return self._connection
        # A connection must not cross a fork: the child opens its own and leaves the parent's alone.
        self._tenants.join()
        made = sqlite3.connect(self.path, timeout=self.wait_s, isolation_level=None, check_same_thread=False)
        _teach(made)
        _until(lambda: made.execute("PRAGMA journal_mode = WAL").fetchone(), self.wait_s)
        made.execute("PRAGMA synchronous = FULL")
        made.execute("PRAGMA foreign_keys = ON")
        self._connection, self._pid = made, os.getpid()
        return made

    def _check(self, path: Path, /, *, immutable: bool = False, rows: bool = False) -> None:
        """Look at an existing file through a connection that cannot write, so that a damaged one stays as it is."""
        if not path.exists() or not path.stat().st_size:
            return
        uri = f"{path.absolute().as_uri()}?{'immutable=1' if immutable else 'mode=ro'}"
        with self.spoken(), contextlib.closing(sqlite3.connect(uri, uri=True, timeout=self.wait_s)) as made:
            made.execute("BEGIN")  # one view of the file: others may write, and break the seal, meanwhile
            version = made.execute("PRAGMA user_version").fetchone()[0]
            owner = made.execute("PRAGMA application_id").fetchone()[0]
            tables = made.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]
            if tables and owner != APPLICATION:
                raise StateError(path, "it is a database of another program", "give another path; it was not changed")
            if version > len(self._scripts):
                raise StateError(
                    path,
                    f"it was written by a newer ECH0 (format {version}; this one knows {len(self._scripts)})",
                    "upgrade ECH0 or use another ECH0_HOME; it was not changed",
                )
            self._require_whole(made, path)
            if rows and seal.has(made):
                _teach(made)
                if bad := damaged(made):
                    raise Damaged(path, f"{bad[0]} was changed after it was kept", _RESTORE, bad)

    def _require_whole(self, made: sqlite3.Connection, path: Path) -> None:
        """The seal, if it is closed, else the structure (up to 256 MiB; `sound` reads any size)."""
        whole = seal.whole(made) if seal.has(made) else None
        if whole is False:
            raise Damaged(path, "it is damaged (a byte of it is not what was written)", _RESTORE)
        if whole is None and path.stat().st_size <= _CHECKED_BYTES:
            self._require_sound(made, path)

    def sound(self) -> None:
        """Read the whole file with its indexes; raises `Damaged` if its structure is broken."""
        with self.read() as made:
            said = made.execute("PRAGMA integrity_check(1)").fetchone()[0]
            if said != "ok":
                raise Damaged(self.path, f"it is damaged ({said.splitlines()[-1][:120]})", _RESTORE)

    def _require_sound(self, made: sqlite3.Connection, path: Path) -> None:
        said = made.execute("PRAGMA quick_check(1)").fetchone()[0]
        if said != "ok":
            raise Damaged(path, f"it is damaged ({said.splitlines()[-1][:120]})", _RESTORE)

    def _migrate(self) -> None:
        with self.read() as made:
            if (at := made.execute("PRAGMA user_version").fetchone()[0]) == len(self._scripts):
                return
        if at and self.care.backups:
            self.backup()  # the format is about to change: what was there before is kept once more
        with self.write() as made:
            # Read again: another process may have done it while this one waited for the lock.
            at = made.execute("PRAGMA user_version").fetchone()[0]
            for number in range(at, len(self._scripts)):
                for statement in _statements(self._scripts[number]):
                    made.execute(statement)
            if at:
                self._updated(made, at)
            version = made.execute("PRAGMA user_version").fetchone()[0]
            if version != len(self._scripts):
                raise StateError(self.path, f"its format is {version} after the update", "report this as a bug in ECH0")

    def _updated(self, made: sqlite3.Connection, at: int) -> None:
        """Derive what rows of format `at` lack, in the transaction that brings them up to date."""

    def backup(self, file: Path | None = None) -> Path:
        """Copy the record while it is in use, to `file` or among the automatic copies; returns where it is."""
        with self.read() as made:
            return self.backups.take(made, file, keep=self.care.backups)

    @contextlib.contextmanager
    def read(self) -> Iterator[sqlite3.Connection]:
        with self._lock, self.spoken():
            yield self._open()

    @contextlib.contextmanager
    def write(self, *, freeing: bool = False) -> Iterator[sqlite3.Connection]:
        with self._lock, self.spoken():
            made = self._open()
            self._weigh(made, freeing=freeing)
            made.execute("BEGIN IMMEDIATE")
            try:
                if seal.has(made):
                    seal.lift(made)
                yield made
                made.execute("COMMIT")
                self._wrote = True
            except BaseException:
                if made.in_transaction:  # a full disk has rolled back already
                    made.execute("ROLLBACK")
                raise

    def _weigh(self, made: sqlite3.Connection, *, freeing: bool) -> None:
        """Look at the disk; when it is full, what the log holds goes into the file, which gives its room back."""
        try:
            told = self.ballast.weigh(freeing=freeing)
            if freeing and self.ballast.size and not self.ballast.file.exists():
                made.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        except StateError:
            made.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
            told = self.ballast.weigh(freeing=freeing)
        if told:
            made.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
            self.tell(told)

    @contextlib.contextmanager
    def snapshot(self) -> Iterator[sqlite3.Connection]:
        with self.read() as made:
            made.execute("BEGIN")
            try:
                yield made
            finally:
                made.execute("ROLLBACK")

    @contextlib.contextmanager
    def spoken(self) -> Iterator[None]:
        """Turn what SQLite says into a `StateError` with a cure."""
        try:
            yield
        except sqlite3.IntegrityError as error:
            raise StateError(self.path, f"a rule of the record was broken ({error})", "nothing was written") from error
        except UnicodeDecodeError as error:  # its own names, in what it says of the damage, are damaged
            raise Damaged(self.path, "it is damaged (a name in it is no text)", _RESTORE) from error
        except sqlite3.DatabaseError as error:
            code = getattr(error, "sqlite_errorcode", 0) & 0xFF
            if code not in _CURES and ("UTF-8" in str(error) or "user-defined function" in str(error)):
                code = sqlite3.SQLITE_CORRUPT
            why, cure = _CURES.get(code, (f"SQLite says: {error}", "report this as a bug in ECH0"))
            if code == sqlite3.SQLITE_FULL:
                freed = "room was made, so one more try may do; " if self.ballast.drop() else ""
                cure = f"{freed}{self.ballast.advice()}; what was acknowledged is safe"
            raise (Damaged if code in _HURT else StateError)(self.path, why, cure) from error


_OPEN: "weakref.WeakSet[SqliteFile]" = weakref.WeakSet()


@atexit.register
def _close_all() -> None:
    for file in list(_OPEN):
        file.close()


def _teach(made: sqlite3.Connection) -> None:
    """The functions that the triggers and the checks of the tables call."""
    made.create_function("row_hash", -1, row_hash, deterministic=True)
    made.create_function("exact", 1, exact, deterministic=True)


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
