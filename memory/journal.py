"""The audit trail: events in a hash chain, so that an edit, a removal or a change of order is seen.

Whoever can rewrite the whole file can rewrite the chain: keep `head` elsewhere to see that. Knows no event's meaning.
"""

import json
import sqlite3
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from ech0.core.errors import StateError
from ech0.core.provenance import canonical, key
from memory.records import Logged

ORIGIN = "0" * 32
_HEAD = "event_head"


def now() -> str:
    """The time in UTC, to the microsecond, in a form that sorts."""
    return datetime.now(UTC).isoformat(timespec="microseconds")


def append(made: sqlite3.Connection, run_id: str, kind: str, data: Mapping[str, Any]) -> Logged:
    """Write the next event; call inside a transaction. The head moves with it, so that a cut-off end is seen."""
    last = made.execute("SELECT seq, hash FROM event ORDER BY seq DESC LIMIT 1").fetchone() or (0, ORIGIN)
    text, seq, ts = canonical(data), last[0] + 1, now()
    digest = key(last[1], seq, ts, run_id, kind, text)
    made.execute("INSERT INTO event VALUES (?, ?, ?, ?, ?, ?, ?)", (seq, ts, run_id, kind, text, last[1], digest))
    made.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", (_HEAD, f"{seq}:{digest}"))
    return Logged(seq=seq, ts=ts, run_id=run_id, kind=kind, data=dict(data), previous=last[1], hash=digest)


def head(made: sqlite3.Connection) -> str:
    """`seq:hash` of the last event, `0:000...` if there is none."""
    row = made.execute("SELECT value FROM meta WHERE name = ?", (_HEAD,)).fetchone()
    return str(row[0]) if row else f"0:{ORIGIN}"


def read(made: sqlite3.Connection, run_id: str | None, after: int) -> list[Logged]:
    """Events after `after`, in order, of one run or of all."""
    rows = made.execute(
        "SELECT seq, ts, run_id, kind, data, previous, hash FROM event"
        " WHERE seq > ? AND (? IS NULL OR run_id = ?) ORDER BY seq",
        (after, run_id, run_id),
    )
    fields = tuple(Logged.model_fields)
    return [Logged(**{**dict(zip(fields, row, strict=True)), "data": json.loads(row[4])}) for row in rows]


def verify(made: sqlite3.Connection, path: Path) -> int:
    """Walk the chain and return its length; raises `StateError` that names the first event that does not fit."""
    previous, count = ORIGIN, 0
    for seq, ts, run_id, kind, data, before, digest in made.execute(
        "SELECT seq, ts, run_id, kind, data, previous, hash FROM event ORDER BY seq"
    ):
        count += 1
        if seq != count or before != previous or digest != key(previous, seq, ts, run_id, kind, data):
            raise StateError(path, f"event {count} was changed, removed or moved", "restore the file from a copy")
        previous = digest
    if head(made) != f"{count}:{previous}":
        raise StateError(path, f"events after {count} are missing", "restore the file from a copy")
    return count
