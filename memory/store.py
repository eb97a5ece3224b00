"""The record of truth: runs, lab results, lineage, feedback and events in one SQLite file.

A result is kept under the key that hashes all that determines it, and is checked against its own hash when read. Knows
no lab, no solver and no vector index; what is derived from the record lives elsewhere and can be rebuilt.
"""

import json
import sqlite3
from collections.abc import Mapping, Sequence
from typing import Any

from pydantic import ValidationError

from ech0.core.errors import InputError, StateError
from ech0.core.provenance import canonical, key
from ech0.core.types import Answer, Question, Run
from memory import journal
from memory.database import Database
from memory.records import Feedback, KeptRun, Logged

_ROW = "SELECT run_id, question, status, created, finished, answer, content_hash FROM run WHERE run_id = ?"
_LATEST = (
    "SELECT run_id, question, status, created, finished, answer, content_hash FROM run"
    " WHERE (?1 IS NULL OR json_extract(question, '$.thread') = ?1) AND (?2 IS NULL OR status = ?2)"
    " ORDER BY created DESC, rowid DESC LIMIT ?3"
)
_FEEDBACK = "INSERT INTO feedback (run_id, kind, cause, truth, note, trace, created) VALUES (?, ?, ?, ?, ?, ?, ?)"
_STRAY = """
SELECT r.key FROM lab_result r WHERE NOT EXISTS (
    SELECT 1 FROM event e WHERE e.kind = 'result' AND json_extract(e.data, '$.key') = r.key
    AND json_extract(e.data, '$.kept') AND json_extract(e.data, '$.content') = r.content_hash)
UNION ALL
SELECT json_extract(e.data, '$.key') FROM event e WHERE e.kind = 'result' AND json_extract(e.data, '$.kept')
AND NOT EXISTS (SELECT 1 FROM lab_result r WHERE r.key = json_extract(e.data, '$.key'))
LIMIT 1
"""


class Store(Database):
    """Open, and create if need be, the record at `path`. Safe for threads and for several processes at once."""

    # --- runs of the loop ---

    def open_run(self, run_id: str, question: Question) -> None:
        """Record that a question was put; raises `InputError` if the id is taken by another question."""
        text = canonical(question)
        with self.write() as made:
            row = made.execute("SELECT question FROM run WHERE run_id = ?", (run_id,)).fetchone()
            if row and row[0] != text:
                raise InputError("run_id", run_id, "another question has this id; take a fresh one")
            if not row:
                made.execute(
                    "INSERT INTO run VALUES (?, ?, 'open', ?, NULL, NULL, ?)",
                    (run_id, text, journal.now(), key(run_id, text, None)),
                )
                journal.append(made, run_id, "opened", {"question": key(text)})

    def close_run(self, run_id: str, answer: Answer) -> None:
        """Record the answer; closing again replaces it (a resumed run), and the trail keeps the hash of each."""
        text = canonical(answer)
        with self.write() as made:
            row = made.execute("SELECT question FROM run WHERE run_id = ?", (run_id,)).fetchone()
            if not row:
                raise InputError("run_id", run_id, "there is no such run; open it first")
            made.execute(
                "UPDATE run SET status = ?, finished = ?, answer = ?, content_hash = ? WHERE run_id = ?",
                (answer.status, journal.now(), text, key(run_id, row[0], text), run_id),
            )
            journal.append(made, run_id, "closed", {"status": answer.status, "answer": key(text)})

    def runs(self, limit: int = 50, *, thread: str | None = None, status: str | None = None) -> list[KeptRun]:
        """The latest runs, newest first; of one thread, or of one status (`open`: not finished), if given."""
        with self.read() as made:
            rows = made.execute(_LATEST, (thread, status, limit)).fetchall()
        return [self._kept(row) for row in rows]

    def run(self, run_id: str) -> KeptRun:
        """One run; raises `InputError` if there is none and `StateError` if its row was damaged."""
        with self.read() as made:
            row = made.execute(_ROW, (run_id,)).fetchone()
        if not row:
            raise InputError("run_id", run_id, "there is no such run; the latest are listed by `runs`")
        return self._kept(row)

    def _kept(self, row: Sequence[Any]) -> KeptRun:
        run_id, question, status, created, finished, answer, digest = row
        what = f"run {run_id}"
        self._same(what, key(run_id, self._text(what, question), answer and self._text(what, answer)), digest)
        try:
            return KeptRun(
                run_id=run_id,
                question=Question.model_validate_json(question),
                status=status,
                created=created,
                finished=finished,
                answer=Answer.model_validate_json(answer) if answer else None,
            )
        except ValidationError as error:
            raise self._unreadable(f"run {run_id}", error) from error

    # --- lab results ---

    def find_run(self, key_: str, /) -> Run | None:
        """The lab result under a key, or `None`; raises `StateError` if it is no longer what was kept."""
        with self.read() as made:
            row = made.execute("SELECT run, content_hash FROM lab_result WHERE key = ?", (key_,)).fetchone()
        if not row:
            return None
        what = f"lab result {key_}"
        self._same(what, key(key_, self._text(what, row[0])), row[1])
        try:
            return Run.model_validate_json(row[0])
        except ValidationError as error:
            raise self._unreadable(f"lab result {key_}", error) from error

    def keep_run(self, run: Run, *, run_id: str = "") -> bool:
        """Keep a lab result; `False` if one was there, which then stays. Each call is one `result` event."""
        text = canonical(run)
        digest = key(run.key, text)
        with self.write() as made:
            cursor = made.execute(
                "INSERT OR IGNORE INTO lab_result VALUES (?, ?, ?, ?, ?, ?)",
                (run.key, run.lab, run.version, text, digest, journal.now()),
            )
            first = cursor.rowcount == 1
            journal.append(made, run_id, "result", {"key": run.key, "lab": run.lab, "content": digest, "kept": first})
        return first

    def results(self, lab: str | None = None, limit: int = 1000) -> list[Run]:
        """The latest lab results, newest first, each checked against its hash."""
        with self.read() as made:
            rows = made.execute(
                "SELECT key FROM lab_result WHERE ? IS NULL OR lab = ? ORDER BY created DESC LIMIT ?", (lab, lab, limit)
            ).fetchall()
        found = (self.find_run(row[0]) for row in rows)
        return [run for run in found if run is not None]

    def executions(self, key_: str, /) -> int:
        """How often a lab was run to its end for this key: the `result` events that name it."""
        with self.read() as made:
            query = "SELECT count(*) FROM event WHERE kind = 'result' AND json_extract(data, '$.key') = ?"
            return int(made.execute(query, (key_,)).fetchone()[0])

    # --- lineage ---

    def link(self, src: str, dst: str, role: str) -> None:
        """Record that `dst` came from `src`; raises `InputError` if that would close a circle."""
        with self.write() as made:
            if src == dst or dst in _ancestors(made, src):
                raise InputError("lineage", f"{src} -> {dst}", "a thing cannot come from itself; turn the link round")
            made.execute("INSERT OR IGNORE INTO edge VALUES (?, ?, ?, ?)", (src, dst, role, journal.now()))

    def ancestors(self, key_: str, /) -> list[str]:
        """All that a result came from, nearest first."""
        with self.read() as made:
            return _ancestors(made, key_)

    # --- the audit trail ---

    def append(self, run_id: str, kind: str, data: Mapping[str, Any]) -> Logged:
        """Add one event to the trail (one disk sync)."""
        with self.write() as made:
            return journal.append(made, run_id, kind, data)

    def events(self, run_id: str | None = None, *, after: int = 0) -> list[Logged]:
        """The events of a run, or of all, with `seq` above `after`, in order."""
        with self.read() as made:
            return journal.read(made, run_id, after)

    def verify_events(self) -> int:
        """Check the whole chain and that each kept result is the one that was first recorded; returns the length.

        Raises `StateError` that names the first event or result that does not fit.
        """
        with self.read() as made:
            made.execute("BEGIN")  # one view of the file, whatever other processes write meanwhile
            try:
                count = journal.verify(made, self.path)
                stray = made.execute(_STRAY).fetchone()
            finally:
                made.execute("ROLLBACK")
        if stray:
            why = f"lab result {stray[0]} is missing or not the one that was recorded"
            raise StateError(self.path, why, "restore the file from a copy")
        return count

    def head(self) -> str:
        """`seq:hash` of the last event. Written down elsewhere, it proves that the trail was not rewritten since."""
        with self.read() as made:
            return journal.head(made)

    # --- feedback ---

    def add_feedback(self, feedback: Feedback) -> int:
        """Keep what was said of a run and return its number; raises `InputError` if there is no such run."""
        f = feedback
        with self.write() as made:
            try:
                cursor = made.execute(
                    _FEEDBACK, (f.run_id, f.kind, f.cause, f.truth, f.note, canonical(f.trace), journal.now())
                )
            except sqlite3.IntegrityError as error:
                raise InputError("run_id", f.run_id, "there is no such run to give feedback on") from error
            journal.append(made, f.run_id, "feedback", {"id": cursor.lastrowid, "kind": f.kind})
            return int(cursor.lastrowid or 0)

    def feedback(self, run_id: str | None = None) -> list[Feedback]:
        """Feedback on one run or on all, in the order it came."""
        with self.read() as made:
            rows = made.execute(
                "SELECT id, run_id, kind, cause, truth, note, trace, created FROM feedback"
                " WHERE ? IS NULL OR run_id = ? ORDER BY id",
                (run_id, run_id),
            ).fetchall()
        fields = tuple(Feedback.model_fields)
        return [Feedback(**{**dict(zip(fields, row, strict=True)), "trace": json.loads(row[6])}) for row in rows]

    def correction(self, cause: str) -> Mapping[str, Any] | None:
        """The last correction of questions of this shape (the key in `cause`), or `None`."""
        with self.read() as made:
            row = made.execute(
                "SELECT trace FROM feedback WHERE kind = 'correction' AND cause = ? ORDER BY id DESC LIMIT 1", (cause,)
            ).fetchone()
        return dict(json.loads(row[0])) if row else None

    # --- small facts about the store itself ---

    def meta(self, name: str) -> str | None:
        """A named value, such as how far a feed has been read, or `None`."""
        with self.read() as made:
            row = made.execute("SELECT value FROM meta WHERE name = ?", (name,)).fetchone()
        return str(row[0]) if row else None

    def set_meta(self, name: str, value: str) -> None:
        """Set a named value."""
        with self.write() as made:
            made.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", (name, value))

    def _text(self, what: str, value: object) -> str:
        """A value that was kept as text; a flipped byte can make SQLite give it back as another type."""
        if not isinstance(value, str):
            raise StateError(self.path, f"{what} was changed after it was kept", "restore the file from a copy")
        return value

    def _same(self, what: str, got: str, kept: str) -> None:
        if got != kept:
            raise StateError(self.path, f"{what} was changed after it was kept", "restore the file from a copy")

    def _unreadable(self, what: str, error: ValidationError) -> StateError:
        first = error.errors()[0]
        why = f"{what} has a form that this ECH0 does not know ({'.'.join(map(str, first['loc']))}: {first['msg']})"
        return StateError(self.path, why, "use the version of ECH0 that wrote it")


def _ancestors(made: sqlite3.Connection, key_: str) -> list[str]:
    rows = made.execute(
        "WITH RECURSIVE up (key, depth) AS ("
        " SELECT src, 1 FROM edge WHERE dst = ?"
        " UNION SELECT e.src, up.depth + 1 FROM edge e JOIN up ON e.dst = up.key WHERE up.depth < 1000)"
        " SELECT key FROM up GROUP BY key ORDER BY min(depth), key",
        (key_,),
    )
    return [row[0] for row in rows]
