"""What the record needs of a database, whichever it is: read, write in one transaction, say what is wrong with a cure.

Statements are written once, with `?` for each value, in the SQL that SQLite and PostgreSQL share. Knows no table.
"""

import sqlite3
import threading
from abc import ABC, abstractmethod
from collections.abc import Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from typing import ClassVar

from ech0.core.errors import StateError

CURE = "run `ech0 memory check`, which says what else is damaged and how to mend it"


class Damaged(StateError):
    """What was kept is no longer what it was: a file, `rows` or an event. Says which, and the cure."""

    fields: ClassVar[tuple[str, ...]] = ("path", "why", "cure", "rows")

    def __init__(self, path: Path | str, why: str, cure: str, rows: Sequence[str] = ()) -> None:
        super().__init__(path, why, cure)
        self.rows = tuple(rows)


class Database(ABC):
    """Where rows lie. `path` is for messages: a file, or the address without its password."""

    path: Path
    _lock: threading.RLock

    @abstractmethod
    def read(self) -> AbstractContextManager[sqlite3.Connection]:
        """The connection, for queries; on a server one that takes the same calls."""

    @abstractmethod
    def write(self, *, freeing: bool = False) -> AbstractContextManager[sqlite3.Connection]:
        """The connection inside one transaction: all of it is on disk when the block ends, or none of it.

        Transactions of all processes come one after another. `freeing`: it makes the record smaller, so it is let
        through when the disk is nearly full.
        """

    @abstractmethod
    def snapshot(self) -> AbstractContextManager[sqlite3.Connection]:
        """The connection with one view of the record, whatever other processes write meanwhile."""

    @abstractmethod
    def sound(self) -> None:
        """Read all there is; raises `Damaged` if its structure is broken."""

    @abstractmethod
    def backup(self, file: Path | None = None) -> Path:
        """Copy the record while it is in use, to `file` if given; returns where the copy is."""

    @abstractmethod
    def close(self) -> None:
        """Let go; what was acknowledged is on disk already. It opens again when it is next used."""
