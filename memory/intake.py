"""Records on their way from a source to the shelf, and what is kept of them beside their text. Knows no timetable.

A batch and the cursor behind it are one transaction; its documents wait there until the shelf has taken them, which may
be later and in another process. So a pull that is killed leaves no gap, and one that is repeated leaves no duplicate.
"""

import json
import sqlite3
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import NamedTuple

from ech0.core.errors import InputError, StateError
from ech0.core.provenance import canonical, key
from ech0.core.types import Document, Retraction
from memory.database import Database
from memory.journal import now
from memory.sources.record import Record

Keep = Callable[[Iterable[Document]], int]
_PART, _REFERENCES = 64, 5000
_TAKE = """
INSERT INTO record (document, source, feed, about, text, document_hash, content_hash, taken)
VALUES (?, ?, ?, ?, ?, ?, ?, ?)
ON CONFLICT (document) DO UPDATE SET source = excluded.source, feed = excluded.feed, about = excluded.about,
text = excluded.text, document_hash = excluded.document_hash, content_hash = excluded.content_hash,
taken = excluded.taken
"""
_WITHDRAWN = "INSERT INTO retraction (work, said_by, notice, date) VALUES (?, ?, ?, ?)"


class Taken(NamedTuple):
    """What became of a batch: records that were not there, that say something else than before, and that do not."""

    new: int = 0
    changed: int = 0
    same: int = 0


class Intake:
    """What sources gave, in `database`."""

    def __init__(self, database: Database) -> None:
        self.database = database

    def take(
        self,
        source: str,
        records: Sequence[Document],
        *,
        feed: str = "",
        again: bool = False,
        mark: Callable[[sqlite3.Connection, Taken], None] | None = None,
    ) -> Taken:
        """Keep the records of a batch, and in the same transaction what `mark` writes.

        `again`: what is known but no longer on the shelf goes there again. Raises `StateError` if a record is none.
        """
        counts = {"new": 0, "changed": 0, "same": 0}
        with self.database.write() as made:
            for record in records:
                if not isinstance(record, Record):
                    raise StateError(self.database.path, f"source {source} gave no record", "report this as a bug")
                counts[self._one(made, source, feed, record, again=again)] += 1
            taken = Taken(**counts)
            if mark is not None:
                mark(made, taken)
        return taken

    def _one(self, made: sqlite3.Connection, source: str, feed: str, record: Record, *, again: bool) -> str:
        about = canonical(record.model_dump(mode="json", exclude={"text"}))
        document_hash = _document_hash(record)
        digest = key(record.id, source, about, document_hash)
        query = "SELECT content_hash, document_hash, text FROM record WHERE document = ?"
        was = made.execute(query, (record.id,)).fetchone()
        shelved = made.execute("SELECT 1 FROM document WHERE id = ?", (record.id,)).fetchone() is not None
        if was and was[0] == digest and (was[2] is not None or shelved or not again):
            return "same"
        # Counts of citations change daily; the document itself goes to the shelf again only if it is another.
        fresh = was is None or was[1] != document_hash or (again and not shelved)
        text = record.text if fresh else was[2]
        made.execute(_TAKE, (record.id, source, feed, about, text, document_hash, digest, now()))
        self._relate(made, source, record)
        return "changed" if was else "new"

    def _relate(self, made: sqlite3.Connection, source: str, record: Record) -> None:
        works = record.works()
        made.execute("DELETE FROM identifier WHERE document = ?", (record.id,))
        made.executemany("INSERT INTO identifier VALUES (?, ?)", [(work, record.id) for work in works])
        if works:
            made.execute("DELETE FROM citation WHERE citing = ? AND source = ?", (works[0], source))
            cited = dict.fromkeys((record.references or ())[:_REFERENCES])
            rows = [(works[0], work, source) for work in cited if work not in works]
            made.executemany("INSERT INTO citation VALUES (?, ?, ?)", rows)
        made.execute("DELETE FROM retraction WHERE said_by = ?", (record.id,))
        said: dict[str, Retraction] = dict(record.retracts)
        if record.retraction is not None:
            said |= dict.fromkeys(works, record.retraction)
        made.executemany(_WITHDRAWN, [(work, record.id, r.notice, r.date) for work, r in said.items()])

    def waiting(self) -> int:
        """How many documents are not on the shelf yet."""
        with self.database.read() as made:
            return int(made.execute("SELECT count(*) FROM record WHERE text IS NOT NULL").fetchone()[0])

    def deliver(self, keep: Keep) -> int:
        """Hand the waiting documents to the shelf, some at a time; returns how many it took.

        Raises what `keep` raises, as when another process owns the index; what was not taken waits for the next time.
        """
        done = 0
        while part := self._next():
            keep([Document(**json.loads(about), text=text) for about, text, _ in part])
            with self.database.write() as made:
                made.executemany(
                    "UPDATE record SET text = NULL WHERE document = ? AND document_hash = ?",
                    [(json.loads(about)["id"], hashed) for about, _, hashed in part],
                )
            done += len(part)
        return done

    def _next(self) -> list[tuple[str, str, str]]:
        query = "SELECT about, text, document_hash FROM record WHERE text IS NOT NULL ORDER BY taken, document LIMIT ?"
        with self.database.read() as made:
            rows = made.execute(query, (_PART,)).fetchall()
        fields = set(Document.model_fields) - {"text"}
        return [(canonical({k: v for k, v in json.loads(a).items() if k in fields}), t, h) for a, t, h in rows]

    def record(self, document: str) -> Record:
        """What a source said of a document; raises `InputError` if none did, `StateError` if it was changed since."""
        with self.database.read() as made:
            row = made.execute(
                "SELECT r.about, coalesce(r.text, d.text), r.source, r.document_hash, r.content_hash"
                " FROM record r LEFT JOIN document d ON d.id = r.document WHERE r.document = ?",
                (document,),
            ).fetchone()
        if not row or row[1] is None:
            raise InputError("document", document, "no source gave a document of this id; `ech0 memory list` shows all")
        found = Record.model_validate({**json.loads(row[0]), "text": row[1]})
        if key(document, row[2], row[0], row[3]) != row[4] or _document_hash(found) != row[3]:
            why = f"the record of {document} was changed after it was kept"
            raise StateError(self.database.path, why, "forget it and pull it again")
        return found

    def counts(self) -> Mapping[str, int]:
        """How many records there are of each source."""
        with self.database.read() as made:
            return dict(made.execute("SELECT source, count(*) FROM record GROUP BY source ORDER BY source"))


def _document_hash(record: Record) -> str:
    r = record  # named one by one, so that a field added to Document later does not make all records new
    return key(r.id, r.title, r.source, r.text, r.domain, r.kind, r.citations)
