"""The audit trail: events in a hash chain, so that an edit, a removal or a change of order is seen.

Whoever can rewrite the whole file can rewrite the chain: keep `head` elsewhere to see that. Knows no event's meaning.
"""

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from ech0.core.provenance import canonical, key
from memory.database import CURE, Damaged
from memory.records import Logged
from memory.tables import EVENTS

ORIGIN = "0" * 32
HEAD = "event_head"
_PUT = "INSERT INTO meta (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value"


def now() -> str:
    """The time in UTC, to the microsecond, in a form that sorts."""
    return datetime.now(UTC).isoformat(timespec="microseconds")


def put(made: Any, name: str, value: str) -> None:
    """Set a named value; call inside a transaction."""
    made.execute(_PUT, (name, value))


def append(made: Any, run_id: str, kind: str, data: Mapping[str, Any]) -> Logged:
    """Write the next event; call inside a transaction. The head moves with it, so that a cut-off end is seen."""
    last = made.execute("SELECT seq, hash FROM event ORDER BY seq DESC LIMIT 1").fetchone() or (0, ORIGIN)
    text, seq, ts = canonical(data), last[0] + 1, now()
    digest = key(last[1], seq, ts, run_id, kind, text)
    made.execute(EVENTS.insert, (seq, ts, run_id, kind, text, last[1], digest))
    put(made, HEAD, f"{seq}:{digest}")
    return Logged(seq=seq, ts=ts, run_id=run_id, kind=kind, data=dict(data), previous=last[1], hash=digest)


def head(made: Any) -> str:
    """`seq:hash` of the last event, `0:000...` if there is none."""
    row = made.execute("SELECT value FROM meta WHERE name = ?", (HEAD,)).fetchone()
    return str(row[0]) if row else f"0:{ORIGIN}"


def read(made: Any, path: Path, run_id: str | None, after: int) -> list[Logged]:
    """Events after `after`, in order, of one run or of all, each checked against its own hash."""
    rows = made.execute(
        "SELECT seq, ts, run_id, kind, data, previous, hash FROM event"
        " WHERE seq > ? AND (? IS NULL OR run_id = ?) ORDER BY seq",
        (after, run_id, run_id),
    )
    fields, found = tuple(Logged.model_fields), []
    for row in rows:
        if row[6] != key(row[5], *row[:5]):
            raise Damaged(path, f"event {row[0]} was changed", CURE)
        found.append(Logged(**{**dict(zip(fields, row, strict=True)), "data": json.loads(row[4])}))
    return found


def verify(made: Any, path: Path) -> int:
    """Walk the chain and return its length; raises `StateError` that names the first event that does not fit."""
    previous, count = ORIGIN, 0
    for seq, ts, run_id, kind, data, before, digest in made.execute(
        "SELECT seq, ts, run_id, kind, data, previous, hash FROM event ORDER BY seq"
    ):
        count += 1
        if seq != count or before != previous or digest != key(previous, seq, ts, run_id, kind, data):
            raise Damaged(path, f"event {count} was changed, removed or moved", CURE)
        previous = digest
    if head(made) != f"{count}:{previous}":
        raise Damaged(path, f"events after {count} are missing", CURE)
    return count
