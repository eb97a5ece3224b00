"""Where the record lies: one SQLite file, or a PostgreSQL server chosen by its address. Knows no noun of the record."""

import contextlib
import os
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from ech0.core.errors import InputError
from memory import journal, numbers, salvage
from memory.database import CURE, Damaged
from memory.postgres import Postgres, shown
from memory.record import Record
from memory.sqlite import Care, SqliteFile, to_stderr

_WITH_SHELF, _WIDTH = 7, 160
"""The format from which on there is a shelf; bytes of what is written down beside the file."""
_MOVED = "SELECT seq, revision FROM shelf_move ORDER BY seq DESC LIMIT 1"
_EVENT, _MOVE = "SELECT hash FROM event WHERE seq = ?", "SELECT revision FROM shelf_move WHERE seq = ?"


class Store(Record, SqliteFile):
    """Open, and create if need be, the record in the file `path`.

    The last event and the last change of the shelf are also written down beside the file, without waiting for the disk:
    if the file's end or its log is ever cut off, or an older copy is put in its place, that is seen when it is opened
    and told. (SQLite takes a damaged stretch of its log for the log's end.)
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
        self.witness = Path(path).with_suffix(".head")
        super().__init__(path, wait_s=wait_s, scripts=scripts, care=care, tell=tell)
        if self.restored is not None:
            self.tell(salvage.bring_back(self, self.restored, self._last()[0]))
        else:
            self._require_last()

    @contextlib.contextmanager
    def write(self, *, freeing: bool = False) -> Iterator[Any]:
        with super().write(freeing=freeing) as made:
            yield made
            head = journal.head(made)
            if made.execute("PRAGMA user_version").fetchone()[0] >= _WITH_SHELF:
                move = made.execute(_MOVED).fetchone()
                head += f" {move[0]}:{move[1]}" if move else ""
        with contextlib.suppress(OSError):  # the record itself is on the disk already
            handle = os.open(self.witness, os.O_WRONLY | os.O_CREAT, 0o644)
            try:
                os.pwrite(handle, head.ljust(_WIDTH).encode(), 0)
            finally:
                os.close(handle)

    def _updated(self, made: sqlite3.Connection, at: int) -> None:
        if at < 5 <= len(self._scripts):
            numbers.fill(made)

    def repair(self, why: str) -> str:
        """Put the last sound copy in place and bring back what is newer; returns what was told.

        Raises `Damaged` if there is no sound copy, or another process has the record open.
        """
        with self._lock:
            self.close()
            self.restored = self.backups.restore(Damaged(self.path, why, CURE), self._tenants, sure=True)
            told = salvage.bring_back(self, self.restored, self._last()[0]) if self.restored else ""
        self.tell(told)
        return told

    def _last(self, place: int = 0) -> tuple[int, str]:
        """Number and hash of the last acknowledged event, or at place 1 move of the shelf; `(0, "")`: not known."""
        try:
            at, _, digest = self.witness.read_text(encoding="utf-8").split()[place].partition(":")
            return int(at), digest
        except (OSError, ValueError, IndexError):
            return 0, ""

    def _require_last(self) -> None:
        """Tell, and record, that what was acknowledged is not there: what remains is whole, so work goes on."""
        with self.read() as made:
            head = journal.head(made)
            gaps = {}
            for place, (noun, query) in enumerate((("event", _EVENT), ("change of the documents", _MOVE))):
                at, digest = self._last(place)
                if at and (made.execute(query, (at,)).fetchone() or ("",))[0] != digest:
                    gaps[noun] = f"{at}:{digest}"
        for noun, last in gaps.items():
            self.tell(
                f"{self.path}: {noun} {last.partition(':')[0]} was acknowledged and is not there (the last event is "
                f"{head.partition(':')[0]}): its end was cut off, or an older copy was put in its place; what "
                "remains is whole"
            )
        if gaps:
            self.append("", "gap", {"acknowledged": " ".join(gaps.values()), "found": head})


class ServerStore(Record, Postgres):
    """Open, and create if need be, the record on the server at `url`."""

    def backup(self, file: Path | None = None) -> Path:
        """Copy the record to the SQLite file `file`; a server's automatic copies are the server's affair."""
        from memory.moving import copy

        if file is None or file.exists():
            raise InputError("file", str(file), "name a file that does not exist; the copy is an SQLite record")
        target = Store(file)
        try:
            copy(self, target)
        finally:
            target.close()
        return file


def open_store(
    home: Path, url: str = "", *, care: Care | None = None, tell: Callable[[str], None] = to_stderr
) -> "Store | ServerStore":
    """The record that `url` names: `postgresql://...`, `sqlite:///path`, or `""` for the file in `home`.

    Raises `InputError` for any other address, `StateError` for a record that cannot be used.
    """
    if not url:
        return Store(home / "ech0.sqlite", care=care, tell=tell)
    kind = urlsplit(url).scheme
    if kind in ("postgresql", "postgres"):
        return ServerStore(url)
    if kind == "sqlite":
        return Store(Path(url.removeprefix("sqlite:///")), care=care, tell=tell)
    raise InputError("memory.url", shown(url), "give postgresql://user@host/name, sqlite:///path, or nothing")
