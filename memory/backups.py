"""Copies of the file, and putting one in the place of a damaged one, which is moved aside and never deleted.

An automatic copy is made when the record is opened, after it was found sound, if the last one is older than the setting
`memory.backup_hours`, and before its format changes; the newest `memory.backups` are kept. Knows no table.
"""

import contextlib
import fcntl
import os
import shutil
import sqlite3
import time
import weakref
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple, Protocol

from ech0.core.errors import StateError
from memory import seal
from memory.database import Damaged

_FORM = "%Y%m%dT%H%M%S.%fZ"


class Restored(NamedTuple):
    """What took the place of a damaged file. `lost` is filled in by whoever knows the tables."""

    damaged: Path
    backup: Path
    why: str

    @property
    def told(self) -> str:
        """The same as a sentence."""
        return f"the record was damaged ({self.why}); it was moved to {self.damaged} and {self.backup.name} restored"


class Check(Protocol):
    """Raises `StateError` if a file cannot be used; with `rows` every row of it is read."""

    def __call__(self, path: Path, /, *, immutable: bool = False, rows: bool = False) -> None: ...


class Tenants:
    """Who has the file open: a lock that all share, and that whoever replaces the file must have alone.

    On a file of its own: closing a second handle on a database would drop SQLite's locks of this process.
    """

    def __init__(self, path: Path) -> None:
        self.file = path.with_suffix(".lock")
        self._held: int | None = None
        self._pid = 0
        self._leave: weakref.finalize[[int], Tenants] | None = None

    def join(self) -> int:
        """Be one of them."""
        if self._held is None or self._pid != os.getpid():
            held = os.open(self.file, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
            fcntl.flock(held, fcntl.LOCK_SH)
            self._held, self._pid = held, os.getpid()
            self._leave = weakref.finalize(self, os.close, held)
        return self._held

    def leave(self) -> None:
        """Be one no more."""
        if self._held is not None and self._pid == os.getpid() and self._leave is not None:
            self._leave()
            self._held = None

    @contextlib.contextmanager
    def alone(self, damage: Damaged, wait_s: float = 2.0) -> Iterator[None]:
        """Be the only one for a while; raises `Damaged` with the cure if others have the file open."""
        held, end = self.join(), time.monotonic() + wait_s
        while True:
            try:
                fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
                break
            except BlockingIOError:
                if time.monotonic() > end:
                    cure = "end the other ECH0 processes and start again: it will be restored from its last copy"
                    raise Damaged(damage.path, damage.why, cure) from damage
            time.sleep(0.05)
        try:
            yield
        finally:
            fcntl.flock(held, fcntl.LOCK_SH)


class Backups:
    """The copies of the file `path`, in `backups/` beside it; `check` tells a sound one."""

    def __init__(self, path: Path, check: Check, now: Callable[[], float] = time.time) -> None:
        self.path, self.check, self.now = path, check, now
        self.folder, self.quarantine = path.parent / "backups", path.parent / "quarantine"
        self._ready = path.with_name(f"{path.name}.restored")

    def list(self) -> "list[Path]":
        """The automatic copies, newest first."""
        return sorted(self.folder.glob(f"{self.path.stem}-*{self.path.suffix}"), reverse=True)

    def due(self, hours: float) -> bool:
        """Whether there is a record and its last copy is more than `hours` old, with room on the disk for four."""
        if not self.path.exists() or not (size := self.path.stat().st_size):
            return False
        newest = next(iter(self.list()), None)
        if newest is not None and 0 <= self.now() - newest.stat().st_mtime < 3600 * hours:
            return False
        return shutil.disk_usage(self.folder.parent).free > 4 * size

    def take(self, made: sqlite3.Connection, file: Path | None, *, keep: int) -> Path:
        """Copy what `made` shows, seal it, and only then give it its name; automatic copies beyond `keep` go."""
        target = file or self.folder / self._stamped()
        if file is not None and file.exists():
            raise StateError(file, "there is a file of this name", "give another name; it was not changed")
        part = target.with_name(f"{target.name}.part-{os.getpid()}")
        try:
            target.parent.mkdir(parents=True, exist_ok=True)
            with contextlib.closing(sqlite3.connect(part, isolation_level=None)) as copy:
                made.backup(copy)
                if seal.has(copy):
                    copy.execute("BEGIN")
                    seal.lift(copy)
                    copy.execute("COMMIT")
                    copy.execute("BEGIN")
                    seal.close(copy)
                    copy.execute("COMMIT")
            self.check(part, immutable=True)
            _sync(part)
            part.replace(target)
            _sync(target.parent)
        except OSError as error:
            part.unlink(missing_ok=True)
            if isinstance(error, StateError):
                raise
            raise StateError(target, error.strerror or str(error), "give a file that can be written") from error
        if file is None:
            for old in self.list()[max(1, keep) :]:
                old.unlink(missing_ok=True)
        return target

    def resume(self) -> None:
        """Finish a restoring that was cut off after the damaged file was moved aside."""
        if not self.path.exists() and self._ready.exists():
            self._ready.replace(self.path)

    def restore(self, damage: Damaged, tenants: Tenants, *, sure: bool = False) -> Restored | None:
        """Put the newest sound copy in place of the damaged file, which is moved aside.

        `None`: another process has done it already. `sure`: rows were read and found damaged, which `check` cannot
        see. Raises `damage` if there is no sound copy.
        """
        with tenants.alone(damage):
            try:
                self.check(self.path)
            except Damaged as error:
                damage = error
            else:
                if not sure:  # another process has restored it while this one waited
                    return None
            backup = self._newest()
            if backup is None:
                raise damage
            self.quarantine.mkdir(exist_ok=True)
            aside = self.quarantine / self._stamped()
            shutil.copyfile(backup, self._ready)
            _sync(self._ready)
            # The log goes with its file: beside another file SQLite would play it into that one.
            for end in ("-wal", "-shm", ""):
                with contextlib.suppress(FileNotFoundError):
                    self.path.with_name(self.path.name + end).replace(aside.with_name(aside.name + end))
            self._ready.replace(self.path)
            _sync(self.path.parent)
            return Restored(aside, backup, damage.why)

    def _stamped(self) -> str:
        return f"{self.path.stem}-{datetime.fromtimestamp(self.now(), UTC):{_FORM}}{self.path.suffix}"

    def _newest(self) -> Path | None:
        for backup in self.list():
            with contextlib.suppress(StateError):
                self.check(backup, immutable=True, rows=True)
                return backup
        return None


def _sync(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
