"""A PostgreSQL database with pgvector as the record: the same statements, the same tables, another place.

One connection behind one lock serves all threads of a process; writers of all processes wait for each other, as they do
on one file, because the trail of events is one chain. Knows no table but `ech0_format`: how far it has come.
"""

import contextlib
import os
import re
import threading
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ech0.core.errors import InputError, NotInstalled, StateError
from memory.database import Damaged, Database
from memory.schema import postgres as scripts

if TYPE_CHECKING:
    import psycopg

_WRITERS = 0x45434830
"""The advisory lock of all that write: any number that others do not use."""
_HOLE = re.compile(r"'(?:[^']|'')*'|(?P<hole>\?)(?P<null>\s+IS\s+NULL)?|(?P<percent>%)")


@lru_cache(maxsize=512)
def translated(statement: str) -> str:
    """A statement with `?` for its values, as psycopg has it; a text in quotes stays as it is."""

    def put(found: re.Match[str]) -> str:
        if found["hole"]:  # PostgreSQL does not guess the type of a value that is only compared with NULL
            return f"%s::text{found['null']}" if found["null"] else "%s"
        return found[0].replace("%", "%%")

    return _HOLE.sub(put, statement)


@cache
def _cursor() -> type[Any]:
    import psycopg

    class Cursor(psycopg.Cursor[Any]):
        """psycopg's cursor with the number of the row that was written last, as SQLite's has it."""

        @property
        def lastrowid(self) -> int:
            row = self.connection.execute("SELECT lastval()").fetchone()
            return int(row[0]) if row else 0

    return Cursor


class Connection:
    """psycopg's connection with SQLite's way of writing a value's place."""

    def __init__(self, made: "psycopg.Connection[tuple[Any, ...]]") -> None:
        self.made = made

    def execute(self, statement: str, values: Sequence[Any] = ()) -> Any:
        """Run one statement; the values are bound by the server."""
        return self.made.execute(translated(statement).encode(), tuple(values))

    def executemany(self, statement: str, rows: Sequence[Sequence[Any]]) -> Any:
        """Run one statement for many rows, in one round trip."""
        cursor = self.made.cursor()
        cursor.executemany(translated(statement).encode(), rows)
        return cursor


class Postgres(Database):
    """The record at `url` (`postgresql://...`), made if it is not there. Raises `StateError` if it cannot be used.

    Leave the password to `~/.pgpass` or `PGPASSWORD`: an address is shown where it is wrong, though never its password.
    """

    def __init__(self, url: str, *, wait_s: float = 10.0) -> None:
        try:
            import psycopg
        except ModuleNotFoundError as error:
            raise NotInstalled("a record on PostgreSQL", "postgres") from error
        self.url, self.wait_s = url, wait_s
        self._lock = threading.RLock()
        self._connection: psycopg.Connection[tuple[Any, ...]] | None = None
        self._pid = os.getpid()
        try:
            parts = psycopg.conninfo.conninfo_to_dict(url)
        except psycopg.ProgrammingError as error:
            raise InputError("memory.url", shown(url), "write it as postgresql://user@host:5432/name") from error
        self.path = Path(f"{parts.get('host', 'localhost')}/{parts.get('dbname', 'postgres')}")
        self._migrate()

    def close(self) -> None:
        with self._lock:
            if self._connection is not None and self._pid == os.getpid():
                self._connection.close()
            self._connection = None

    def _open(self) -> Connection:
        import psycopg

        made = self._connection
        # A connection must not cross a fork; one that broke, as when the server started again, is made anew.
        if made is None or self._pid != os.getpid() or made.closed or made.broken:
            seconds = max(2, int(self.wait_s))
            made = psycopg.connect(self.url, autocommit=True, connect_timeout=seconds, cursor_factory=_cursor())
            self._connection, self._pid = made, os.getpid()
        return Connection(made)

    def _migrate(self) -> None:
        with self.write() as made:
            made.execute("CREATE TABLE IF NOT EXISTS ech0_format (format integer NOT NULL)")
            row = made.execute("SELECT max(format) FROM ech0_format").fetchone()
            at, newest = row[0] or 0, scripts()[-1][0]
            if at > newest:
                why = f"it was written by a newer ECH0 (format {at}; this one knows {newest})"
                raise StateError(self.path, why, "upgrade ECH0 or use another memory.url; it was not changed")
            for number, script in scripts():
                if number > at:
                    made.made.execute(script.encode())
                    made.execute("INSERT INTO ech0_format VALUES (?)", (number,))

    @contextlib.contextmanager
    def read(self) -> Iterator[Any]:
        with self._lock, self._spoken():
            yield self._open()

    @contextlib.contextmanager
    def write(self, *, freeing: bool = False) -> Iterator[Any]:  # noqa: ARG002  the server's disk is the server's
        with self._lock, self._spoken():
            made = self._open()
            with made.made.transaction():
                made.execute("SELECT pg_advisory_xact_lock(?)", (_WRITERS,))
                yield made

    @contextlib.contextmanager
    def snapshot(self) -> Iterator[Any]:
        with self._lock, self._spoken():
            made = self._open()
            with made.made.transaction():
                made.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
                yield made

    def sound(self) -> None:
        """The server checks its own pages when they are read (`data_checksums`); rows are checked by their hashes."""

    @contextlib.contextmanager
    def _spoken(self) -> Iterator[None]:
        import psycopg
        from psycopg import errors

        try:
            yield
        except psycopg.IntegrityError as error:
            why = f"a rule of the record was broken ({_first(error)})"
            raise StateError(self.path, why, "nothing was written") from error
        except (errors.DiskFull, errors.OutOfMemory) as error:
            raise StateError(self.path, _first(error), "make room on the server, then try again") from error
        except (errors.DataCorrupted, errors.IndexCorrupted) as error:
            raise Damaged(self.path, f"it is damaged ({_first(error)})", "restore the server's backup") from error
        except psycopg.OperationalError as error:
            cure = "start the server or mend memory.url, then try again"
            raise StateError(self.path, f"it cannot be reached ({_first(error)})", cure) from error
        except psycopg.Error as error:
            raise StateError(self.path, f"PostgreSQL says: {_first(error)}", "report this as a bug in ECH0") from error


def shown(url: str) -> str:
    """An address without its password."""
    return re.sub(r"(://[^:/@]*):[^@]*@", r"\1:***@", url)


def _first(error: Exception) -> str:
    return (str(error).strip().splitlines() or [type(error).__name__])[0][:200]
