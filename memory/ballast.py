"""A file of nothing that keeps some room on the disk, given up when it is full, so that rows can still be written.

On a full disk not even a deletion can be recorded. Knows no database.
"""

import contextlib
import os
from pathlib import Path

from ech0.core.errors import StateError

_SMALLEST = 64 << 10
_DELETABLE = ("runs", "backups", "quarantine", "chroma", "log.jsonl")
"""What a user may delete in the data folder: pages of old runs, copies, what is derived, the log."""


class Ballast:
    """`size` bytes (less on a small disk; 0: none) beside the file `record`, made and given up as the disk fills."""

    def __init__(self, record: Path, size: int) -> None:
        self.file, self.size = record.with_suffix(".ballast"), size
        self.folder = record.parent

    def weigh(self, *, freeing: bool) -> str:
        """Look at the disk before a write; returns what the user must be told, or nothing.

        Raises `StateError` when only the room that a deletion needs is left, unless this write is one (`freeing`).
        """
        if not self.size:
            return ""
        disk = os.statvfs(self.folder)
        free, total = disk.f_bavail * disk.f_frsize, disk.f_blocks * disk.f_frsize
        want = min(self.size, total // 16)
        if want < _SMALLEST:
            return ""
        if free >= want // 2:
            if free > 4 * want and not self.file.exists():
                self._make(want)
            return ""
        if self.drop():
            return f"the disk of {self.folder} is full; ECH0 gave up its reserve to finish this write. {self.advice()}"
        if free < want // 3 and not freeing:
            raise StateError(self.folder, f"the disk is full ({free >> 10} KiB left)", self.advice())
        return ""

    def drop(self) -> bool:
        """Give the room up; `False` if there was none to give."""
        try:
            self.file.unlink()
        except FileNotFoundError:
            return False
        return True

    def advice(self) -> str:
        """What to delete, largest first, with sizes."""
        sizes = {name: _size(self.folder / name) for name in _DELETABLE}
        found = sorted(((s, n) for n, s in sizes.items() if s >> 10), reverse=True)
        named = ", ".join(f"{self.folder / n} ({s / (1 << 20):.1f} MiB)" for s, n in found) or "what you do not need"
        return f"free some space and try again: delete {named}, or documents with `ech0 memory forget`"

    def _make(self, size: int) -> None:
        part = self.file.with_suffix(f".ballast-{os.getpid()}")
        try:
            with part.open("wb") as file:
                if hasattr(os, "posix_fallocate"):
                    os.posix_fallocate(file.fileno(), 0, size)
                else:  # a disk that compresses would keep nothing for zeros
                    file.write(os.urandom(size))
            part.replace(self.file)
        except OSError:
            # No reserve is better than no record: the disk is that full, or does not allow it.
            with contextlib.suppress(OSError):
                part.unlink()


def _size(path: Path) -> int:
    if path.is_file():
        return path.stat().st_size
    return sum(f.stat().st_size for f in path.rglob("*") if f.is_file())
