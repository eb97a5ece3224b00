"""A record copied row by row from one database to another, and checked there: a backup, a move to a server and back."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from ech0.core.errors import InputError, StateError
from memory.tables import EVENTS, TABLES, WORDS

if TYPE_CHECKING:
    from memory.record import Record

_BATCH = 500
_EMPTY = "SELECT (SELECT count(*) FROM event) + (SELECT count(*) FROM run) + (SELECT count(*) FROM document)"


def copy(source: "Record", target: "Record") -> dict[str, int]:
    """Copy everything in one transaction; returns the rows by table. `source` stays as it is.

    Raises `InputError` if there is something in `target`, `StateError` if a row of `source` is damaged or the copy is
    not whole; then nothing is in `target`.
    """
    counts: dict[str, int] = {}
    with source.snapshot() as given, target.write() as made:
        if made.execute(_EMPTY).fetchone()[0]:
            raise InputError("to", str(target.path), "there is a record already; give an empty place")
        made.execute("DELETE FROM meta")
        for table in (*TABLES, WORDS, EVENTS):
            counts[table.name] = 0
            for rows in _batches(given.execute(table.select)):
                made.executemany(table.insert, rows)
                counts[table.name] += len(rows)
    if bad := [*source.inspect(), *target.inspect()]:
        raise StateError(target.path, f"the copy is not whole ({bad[0]})", "check the source, then give another place")
    if source.head() != target.head():
        raise StateError(target.path, "the source was written meanwhile", "stop what writes, give another place")
    return counts


def _batches(rows: Any) -> Iterator[list[Any]]:
    while batch := rows.fetchmany(_BATCH):
        yield batch
