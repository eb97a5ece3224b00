"""What a damaged file holds that the copy in its place does not, brought back row by row. Knows the tables.

Only a row that has its hash, and events whose chain goes on from the copy's, come back. Documents do not: their names
are told, and they are added again from where they came.
"""

import contextlib
import sqlite3
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from ech0.core.provenance import key
from memory import journal, numbers
from memory.backups import Restored
from memory.tables import EVENTS, TABLES, row_hash

if TYPE_CHECKING:
    from memory.record import Record

_ROWS = {table.name: table for table in TABLES}
_CLOSE = "UPDATE run SET status = ?, finished = ?, answer = ?, content_hash = ? WHERE run_id = ? AND finished IS NULL"
_MISSING = """
SELECT DISTINCT json_extract(e.data, '$.key') FROM event e WHERE e.kind = 'result' AND e.data LIKE '%"kept":true%'
AND NOT EXISTS (SELECT 1 FROM lab_result r WHERE r.key = json_extract(e.data, '$.key'))
"""
_UNTOLD = """
SELECT r.key, r.lab, r.content_hash FROM lab_result r WHERE NOT EXISTS (
    SELECT 1 FROM event e WHERE e.kind = 'result' AND json_extract(e.data, '$.key') = r.key
    AND e.data LIKE '%"kept":true%' AND json_extract(e.data, '$.content') = r.content_hash)
"""


def bring_back(record: "Record", restored: Restored, last: int) -> str:
    """Bring back what can be had, record it in the trail, and return what the user must be told.

    `last`: the number of the last event that was acknowledged, 0 if that is not known.
    """
    uri = f"{restored.damaged.absolute().as_uri()}?mode=ro"
    with contextlib.closing(sqlite3.connect(uri, uri=True)) as hurt, record.write() as made:
        events = _events(hurt, made)
        lost = max(0, last - int(journal.head(made).partition(":")[0]))
        rows = sum(_bring(hurt, made, name) for name in _HASHES)
        numbers.fill(made)
        gone = [row[0] for row in made.execute(_MISSING).fetchall()]
        for key_, lab, content in made.execute(_UNTOLD).fetchall():
            journal.append(made, "", "result", {"key": key_, "lab": lab, "content": content, "kept": True})
        for key_ in gone:
            journal.append(made, "", "lost", {"key": key_})
        documents = _documents(hurt, made)
        about = {"damaged": str(restored.damaged), "backup": restored.backup.name, "why": restored.why}
        found = {"events": events, "lost": lost, "results": gone, "documents": documents}
        journal.append(made, "", "restored", {**about, **found})
    parts = [f"{events} events and {rows} rows since then were brought back"]
    parts += [f"{lost} events are lost"] if lost else []
    parts += [f"lab results lost (they will be run again when asked for): {', '.join(gone[:20])}"] if gone else []
    parts += [f"documents to be added again: {', '.join(documents[:20])}"] if documents else []
    return f"{restored.told}; {'; '.join(parts) if lost or gone or documents else parts[0] + ', nothing is lost'}"


def _read(hurt: sqlite3.Connection, query: str) -> Iterator[Any]:
    """The rows of a damaged table, as far as they can be read."""
    with contextlib.suppress(sqlite3.DatabaseError):
        yield from hurt.execute(query)


def _events(hurt: sqlite3.Connection, made: Any) -> int:
    """Carry the chain on from where the copy ends, up to the first event that does not fit; returns how many."""
    at, _, previous = journal.head(made).partition(":")
    seq, count = int(at), 0
    for row in _read(hurt, EVENTS.select):
        if row[0] <= seq:
            continue
        if row[0] != seq + 1 or row[5] != previous or row[6] != key(previous, *row[:5]):
            break
        made.execute(EVENTS.insert, row)
        seq, previous, count = row[0], row[6], count + 1
    journal.put(made, journal.HEAD, f"{seq}:{previous}")
    return count


def _bring(hurt: sqlite3.Connection, made: Any, name: str) -> int:
    """Rows of a table that are whole and not in the copy, and runs that were finished since."""
    hashes = dict(_read(hurt, _HASHES[name]))
    known = {row[0] for row in made.execute("SELECT run_id FROM run")} if name == "feedback" else set()
    count = 0
    for row in _read(hurt, _ROWS[name].select):
        id_ = row_hash(*row[: _NAMED[name]]) if name in _NAMED else str(row[0])
        digest = row_hash(*(str(c) if isinstance(c, int) else c for c in row))
        if hashes.get(id_) != digest or (name == "feedback" and row[1] not in known):
            continue
        count += int(made.execute(_ROWS[name].insert, row).rowcount == 1)
        if name == "run" and row[4] is not None:
            count += int(made.execute(_CLOSE, (row[2], row[4], row[5], row[6], row[0])).rowcount == 1)
    return count


_HASHES = {
    "run": "SELECT id, hash FROM checksum WHERE kind = 'run'",
    "lab_result": "SELECT id, hash FROM checksum WHERE kind = 'lab_result'",
    "edge": "SELECT id, hash FROM checksum WHERE kind = 'edge'",
    "feedback": "SELECT id, hash FROM checksum WHERE kind = 'feedback'",
    "retraction": "SELECT id, hash FROM checksum WHERE kind = 'retraction'",
}
_NAMED = {"edge": 3, "retraction": 2}
"""Of how many columns the id of a row is the hash."""


def _documents(hurt: sqlite3.Connection, made: Any) -> list[str]:
    """Documents of the damaged file that the copy does not have."""
    known = {row[0] for row in made.execute("SELECT id FROM document")}
    return sorted(str(row[0]) for row in _read(hurt, "SELECT id FROM document") if row[0] not in known)
