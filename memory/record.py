"""The record of truth, wherever it lies: runs, lab results, feedback, events, and small facts about itself.

A result is kept under the key that hashes all that determines it, and every row is checked against its hash when read.
Knows no lab, no solver and no vector index; what is derived from the record lives elsewhere and can be rebuilt.
"""

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from pydantic import ValidationError

from ech0.core.errors import InputError, StateError
from ech0.core.provenance import canonical, key
from ech0.core.types import Answer, Quantity, Question, Run
from memory import journal, lineage, numbers
from memory.database import CURE, Damaged, Database
from memory.records import Feedback, KeptRun, Link, Logged
from memory.tables import damaged

_ROW = (
    "SELECT run_id, question, status, created, finished, answer, content_hash,"
    " row_hash(run_id, question, status, created, finished, answer, content_hash)"
    " = (SELECT hash FROM checksum WHERE kind = 'run' AND id = run_id) FROM run WHERE run_id = ?"
)
_LATEST = (
    "SELECT run_id, question, status, created, finished, answer, content_hash,"
    " row_hash(run_id, question, status, created, finished, answer, content_hash)"
    " = (SELECT hash FROM checksum WHERE kind = 'run' AND id = run_id) FROM run"
    " WHERE (? IS NULL OR json_extract(question, '$.thread') = ?) AND (? IS NULL OR status = ?)"
    " ORDER BY created DESC, run_id DESC LIMIT ?"
)
_RESULT = (
    "SELECT run, content_hash, row_hash(key, lab, version, run, content_hash, created)"
    " = (SELECT hash FROM checksum WHERE kind = 'lab_result' AND id = key) FROM lab_result WHERE key = ?"
)
_KEEP = (
    "INSERT INTO lab_result (key, lab, version, run, content_hash, created) VALUES (?, ?, ?, ?, ?, ?)"
    " ON CONFLICT (key) DO NOTHING"
)
_OPEN = (
    "INSERT INTO run (run_id, question, status, created, finished, answer, content_hash)"
    " VALUES (?, ?, 'open', ?, NULL, NULL, ?)"
)
_SAID = (
    "INSERT INTO feedback (id, run_id, kind, cause, truth, note, trace, created)"
    " SELECT coalesce(max(id), 0) + 1, ?, ?, ?, ?, ?, ?, ? FROM feedback"
)
_FEEDBACK = (
    "SELECT id, run_id, kind, cause, truth, note, trace, created,"
    " row_hash(CAST(id AS TEXT), run_id, kind, cause, truth, note, trace, created)"
    " = (SELECT hash FROM checksum WHERE kind = 'feedback' AND checksum.id = CAST(feedback.id AS TEXT))"
    " FROM feedback WHERE ? IS NULL OR run_id = ? ORDER BY id"
)
_META = (
    "SELECT value, row_hash(name, value) = (SELECT hash FROM checksum WHERE kind = 'meta' AND id = name)"
    " FROM meta WHERE name = ?"
)
_STRAY = """
SELECT r.key FROM lab_result r WHERE NOT EXISTS (
    SELECT 1 FROM event e WHERE e.kind = 'result' AND json_extract(e.data, '$.key') = r.key
    AND e.data LIKE '%"kept":true%' AND json_extract(e.data, '$.content') = r.content_hash)
UNION ALL
SELECT json_extract(e.data, '$.key') FROM event e WHERE e.kind = 'result' AND e.data LIKE '%"kept":true%'
AND NOT EXISTS (SELECT 1 FROM lab_result r WHERE r.key = json_extract(e.data, '$.key'))
AND NOT EXISTS (
    SELECT 1 FROM event l WHERE l.kind = 'lost' AND json_extract(l.data, '$.key') = json_extract(e.data, '$.key'))
LIMIT 1
"""


if TYPE_CHECKING:
    from memory.matching import Hit


class Record(Database):
    """The nouns of the record over a database; `memory.store` says which. Safe for threads and several processes."""

    standards: Callable[[str], Mapping[str, Quantity]] | None = None
    """What a lab declares as its standard inputs, by its name: what "reduced by half" is measured against."""

    # --- runs of the loop ---

    def open_run(self, run_id: str, question: Question) -> None:
        """Record that a question was put; raises `InputError` if the id is taken by another question."""
        text = canonical(question)
        with self.write() as made:
            row = made.execute("SELECT question FROM run WHERE run_id = ?", (run_id,)).fetchone()
            if row and row[0] != text:
                raise InputError("run_id", run_id, "another question has this id; take a fresh one")
            if not row:
                made.execute(_OPEN, (run_id, text, journal.now(), key(run_id, text, None)))
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
            rows = made.execute(_LATEST, (thread, thread, status, status, limit)).fetchall()
        return [self._kept(row) for row in rows]

    def run(self, run_id: str) -> KeptRun:
        """One run; raises `InputError` if there is none and `StateError` if its row was damaged."""
        row = self._one(f"run {run_id}", _ROW, run_id)
        if not row:
            raise InputError("run_id", run_id, "there is no such run; the latest are listed by `runs`")
        return self._kept(row)

    def _kept(self, row: Sequence[Any]) -> KeptRun:
        run_id, question, status, created, finished, answer, digest, whole = row
        what = f"run {run_id}"
        self._same(what, whole, key(run_id, self._text(what, question), answer and self._text(what, answer)), digest)
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
        what = f"lab result {key_}"
        row = self._one(what, _RESULT, key_)
        if not row:
            return None
        self._same(what, row[2], key(key_, self._text(what, row[0])), row[1])
        try:
            return Run.model_validate_json(row[0])
        except ValidationError as error:
            raise self._unreadable(f"lab result {key_}", error) from error

    def keep_run(self, run: Run, *, run_id: str = "") -> bool:
        """Keep a lab result; `False` if one was there, which then stays. Each call is one `result` event."""
        text = canonical(run)
        digest = key(run.key, text)
        standard = numbers.standards(run, self.standards(run.lab)) if self.standards else []
        with self.write() as made:
            values = (run.key, run.lab, run.version, text, digest, journal.now())
            first = bool(made.execute(_KEEP, values).rowcount == 1)
            if first:
                numbers.keep(made, run, standard)
            journal.append(made, run_id, "result", {"key": run.key, "lab": run.lab, "content": digest, "kept": first})
        return first

    def results(self, lab: str | None = None, limit: int = 1000) -> list[Run]:
        """The latest lab results, newest first, each checked against its hash."""
        with self.read() as made:
            rows = made.execute(
                "SELECT key FROM lab_result WHERE ? IS NULL OR lab = ? ORDER BY created DESC, key DESC LIMIT ?",
                (lab, lab, limit),
            ).fetchall()
        found = (self.find_run(row[0]) for row in rows)
        return [run for run in found if run is not None]

    def matching(self, where: str, limit: int = 100) -> "list[Hit]":
        """The lab results whose numbers fit a condition such as `glucose reduced by 50 %` (`memory.filters`)."""
        from memory.matching import matching

        return matching(self, where, limit)

    def executions(self, key_: str, /) -> int:
        """How often a lab was run to its end for this key: the `result` events that name it."""
        with self.read() as made:
            query = "SELECT count(*) FROM event WHERE kind = 'result' AND json_extract(data, '$.key') = ?"
            return int(made.execute(query, (key_,)).fetchone()[0])

    # --- lineage ---

    def link(self, src: str, dst: str, role: str) -> None:
        """Record that `dst` came from `src`; raises `InputError` if that would close a circle."""
        with self.write() as made:
            lineage.link(made, self.path, src, dst, role)

    def link_all(self, links: Iterable[tuple[str, str, str]]) -> None:
        """`link` for each of `(src, dst, role)`, all or none, with one wait for the disk."""
        with self.write() as made:
            for src, dst, role in links:
                lineage.link(made, self.path, src, dst, role)

    def ancestors(self, key_: str, /) -> list[str]:
        """All that a run, a result or an answer came from, nearest first."""
        with self.read() as made:
            return lineage.ancestors(made, self.path, key_)

    def descendants(self, key_: str, /) -> list[str]:
        """All that came from a document, a result or a run, nearest first."""
        with self.read() as made:
            return lineage.descendants(made, self.path, key_)

    def links(self, key_: str, /) -> list[Link]:
        """Every link on the ways that lead to `key_`, and from it."""
        with self.read() as made:
            return lineage.links(made, self.path, key_)

    # --- the audit trail ---

    def append(self, run_id: str, kind: str, data: Mapping[str, Any]) -> Logged:
        """Add one event to the trail (one disk sync)."""
        with self.write() as made:
            return journal.append(made, run_id, kind, data)

    def events(self, run_id: str | None = None, *, after: int = 0) -> list[Logged]:
        """The events of a run, or of all, with `seq` above `after`, in order."""
        with self.read() as made:
            return journal.read(made, self.path, run_id, after)

    def verify_events(self) -> int:
        """Check the whole chain and that each kept result is the one that was first recorded; returns the length.

        Raises `StateError` that names the first event or result that does not fit.
        """
        with self.snapshot() as made:
            count = journal.verify(made, self.path)
            stray = made.execute(_STRAY).fetchone()
        if stray:
            why = f"lab result {stray[0]} is missing or not the one that was recorded"
            raise Damaged(self.path, why, CURE)
        return count

    def inspect(self) -> list[str]:
        """Read everything and name what is not what was kept: the structure, every row, the trail; empty if all is."""
        bad: list[str] = []
        for look in (self.sound, self._rows_sound, self.verify_events):
            try:
                look()
            except Damaged as error:
                bad += list(error.rows) or [error.why]
        return bad

    def _rows_sound(self) -> None:
        with self.snapshot() as made:
            if rows := damaged(made):
                raise Damaged(self.path, f"{rows[0]} was changed after it was kept", CURE, rows)

    def head(self) -> str:
        """`seq:hash` of the last event. Written down elsewhere, it proves that the trail was not rewritten since."""
        with self.read() as made:
            return journal.head(made)

    # --- feedback ---

    def add_feedback(self, feedback: Feedback) -> int:
        """Keep what was said of a run and return its number; raises `InputError` if there is no such run."""
        f = feedback
        with self.write() as made:
            if not made.execute("SELECT 1 FROM run WHERE run_id = ?", (f.run_id,)).fetchone():
                raise InputError("run_id", f.run_id, "there is no such run to give feedback on")
            made.execute(_SAID, (f.run_id, f.kind, f.cause, f.truth, f.note, canonical(f.trace), journal.now()))
            number = int(made.execute("SELECT max(id) FROM feedback").fetchone()[0])
            journal.append(made, f.run_id, "feedback", {"id": number, "kind": f.kind})
            return number

    def feedback(self, run_id: str | None = None) -> list[Feedback]:
        """Feedback on one run or on all, in the order it came."""
        with self.read() as made:
            rows = made.execute(_FEEDBACK, (run_id, run_id)).fetchall()
        fields, found = tuple(Feedback.model_fields), []
        for *row, whole in rows:
            if not whole:
                raise self._changed(f"feedback {row[0]}")
            found.append(Feedback(**{**dict(zip(fields, row, strict=True)), "trace": json.loads(row[6])}))
        return found

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
        row = self._one(f"setting {name}", _META, name)
        if row and not row[1]:
            raise self._changed(f"setting {name}")
        return str(row[0]) if row else None

    def set_meta(self, name: str, value: str) -> None:
        """Set a named value."""
        with self.write() as made:
            journal.put(made, name, value)

    def _one(self, what: str, query: str, *values: str) -> Any:
        """The row of a query, or `None`; raises `Damaged` that names it if it cannot be read."""
        try:
            with self.read() as made:
                return made.execute(query, values).fetchone()
        except Damaged as error:
            raise Damaged(self.path, f"{what} cannot be read: {error.why}", CURE) from error

    def _changed(self, what: str) -> Damaged:
        return Damaged(self.path, f"{what} was changed after it was kept", CURE, (what,))

    def _text(self, what: str, value: object) -> str:
        """A value that was kept as text; a flipped byte can make SQLite give it back as another type."""
        if not isinstance(value, str):
            raise self._changed(what)
        return value

    def _same(self, what: str, whole: object, got: str, kept: str) -> None:
        if not whole or got != kept:
            raise self._changed(what)

    def _unreadable(self, what: str, error: ValidationError) -> StateError:
        first = error.errors()[0]
        why = f"{what} has a form that this ECH0 does not know ({'.'.join(map(str, first['loc']))}: {first['msg']})"
        return StateError(self.path, why, "use the version of ECH0 that wrote it")
