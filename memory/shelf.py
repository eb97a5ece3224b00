"""Documents, their passages, vectors and words, as rows of the store. Knows no embedder and no vector index.

Each change is a numbered move with a hash of all changes so far, by which an index derived from the shelf knows how far
it has followed. What is read is compared with its hash.
"""

import json
import re
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from ech0.core.errors import InputError, StateError
from ech0.core.provenance import canonical, key
from ech0.core.types import Document, Mark
from memory.database import Database
from memory.journal import now
from memory.ranking import Stems, words
from memory.records import Kept
from memory.where import Where

_DOCUMENT = "SELECT id, title, source, text, domain, kind, citations, content_hash FROM document WHERE id = ?"
# Every condition is there each time, so that the statement is one constant; the one that is NULL holds for all.
_NUMBERS = """
SELECT c.number FROM document d JOIN chunk c ON c.document = d.id
WHERE (CAST(?1 AS TEXT) IS NULL OR d.source = ?1) AND (CAST(?2 AS TEXT) IS NULL OR d.domain = ?2)
AND (CAST(?3 AS TEXT) IS NULL OR d.kind = ?3) AND (CAST(?4 AS TEXT) IS NULL OR d.id = ?4)
AND (CAST(?5 AS TEXT) IS NULL OR EXISTS (SELECT 1 FROM json_each(d.citations) WHERE value = ?5))
AND (CAST(?6 AS TEXT) IS NULL OR d.ingested >= ?6) AND (CAST(?7 AS TEXT) IS NULL OR d.ingested <= ?7)
AND (CAST(?8 AS INTEGER) IS NULL OR c.ord >= ?8) AND (CAST(?9 AS INTEGER) IS NULL OR c.ord <= ?9)
"""
# The full-text index is asked alone: joined with anything it would be asked once for every row of that.
_WORDS = "SELECT rowid, bm25(words) AS score FROM words WHERE words MATCH ? ORDER BY score, rowid LIMIT ?"
_WORDS_OF = """
SELECT rowid, bm25(words) AS score FROM words WHERE words MATCH ? AND +rowid IN (SELECT value FROM json_each(?))
ORDER BY score, rowid LIMIT ?
"""
_ROW = """
SELECT c.number, c.id, c.vector, c.document, c.ord, d.source, d.domain, d.kind, d.citations, d.ingested
FROM chunk c JOIN document d ON d.id = c.document
"""
_PAGE_OF_ROWS = f"{_ROW} WHERE c.model = ? AND c.number > ? ORDER BY c.number LIMIT ?"
_ROWS_OF_DOCUMENT = f"{_ROW} WHERE c.model = ? AND c.document = ? ORDER BY c.ord"
_ROW_FROM = f"{_ROW} WHERE c.model = ? AND c.number >= ? ORDER BY c.number LIMIT 1"
_PIECE = """
SELECT c.id, c.document, d.title, d.source, c.start, c."end", substr(d.text, c.start + 1, c."end" - c.start),
c.text_hash, w.text FROM chunk c JOIN document d ON d.id = c.document JOIN words w ON w.rowid = c.number WHERE c.id = ?
"""
_VECTORS = "SELECT id, vector FROM chunk WHERE model = ? ORDER BY number"
_VECTORS_OF = (
    "SELECT id, vector FROM chunk WHERE model = ? AND number IN (SELECT value FROM json_each(?)) ORDER BY number"
)
_PLACES = 'SELECT kind, name FROM mark WHERE document = ? AND start < ? AND "end" > ? ORDER BY ord'
_PAGE, _ASKED = 2000, 64
_PASSAGES, _REMEMBERED = "", 100_000
"""Under which name passages are counted, which no stem has; how many counts are held."""
LONGEST = 20_000
"""Entries of the index of words that a question may walk through. Of words that come to more, the rarer ones find the
passages; the others, which say little of which is meant, still count when what was found is ranked."""


class Cut(NamedTuple):
    """A passage to be kept: its span, hash of what was embedded, vector as float32 bytes, words to be found by."""

    start: int
    end: int
    text_hash: str
    vector: bytes
    words: str


class Piece(NamedTuple):
    """A passage on the shelf, with the pages that it lies on and the section that its end stands in."""

    id: str
    document: str
    title: str
    source: str
    start: int
    end: int
    text: str
    pages: tuple[str, ...]
    section: str


class Row(NamedTuple):
    """A passage as an index wants it."""

    number: int
    id: str
    vector: bytes
    about: Mapping[str, "str | int | list[str]"]


class Move(NamedTuple):
    """A change of the shelf: which document, and the ids of the passages that it had before."""

    seq: int
    document: str
    gone: tuple[str, ...]
    revision: str


class Shelf:
    """What is kept of documents, in `database`."""

    def __init__(self, database: Database, model: str) -> None:
        self.database, self.model = database, model
        self.stems = Stems()
        self._counted: tuple[tuple[int, str], dict[str, int]] = ((-1, ""), {})

    @property
    def path(self) -> Path:
        return self.database.path

    def has(self, document: Document) -> bool:
        """Whether this very text is kept already, with vectors of this model."""
        with self.database.read() as made:
            row = made.execute(
                "SELECT 1 FROM document d WHERE id = ? AND content_hash = ? AND NOT EXISTS"
                " (SELECT 1 FROM chunk WHERE document = d.id AND model <> ?)",
                (document.id, _hash(document), self.model),
            ).fetchone()
        return row is not None

    def known(self, text_hashes: Sequence[str]) -> dict[str, bytes]:
        """Vectors of texts that were embedded before."""
        found = {}
        with self.database.read() as made:
            query = (
                "SELECT vector FROM chunk WHERE text_hash = ?1 AND model = ?2"
                " UNION ALL SELECT vector FROM stash WHERE text_hash = ?1 AND model = ?2 LIMIT 1"
            )
            for text_hash in text_hashes:
                if row := made.execute(query, (text_hash, self.model)).fetchone():
                    found[text_hash] = row[0]
        return found

    def stash(self, vectors: Mapping[str, bytes]) -> None:
        """Keep vectors of a document that is not kept yet, by the hashes of their texts."""
        with self.database.write() as made:
            made.executemany(
                "INSERT INTO stash VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
                [(text_hash, self.model, vector) for text_hash, vector in vectors.items()],
            )

    def keep(self, document: Document, cuts: Sequence[Cut]) -> int:
        """Keep a document in place of its former text, all of it or nothing; returns the number of the move."""
        d, stem = document, f"{_slug(document.source)}_{document.id}"
        with self.database.write() as made:
            gone = _chunk_ids(made, d.id)
            made.execute("DELETE FROM document WHERE id = ?", (d.id,))
            made.execute(
                "INSERT INTO document (id, title, source, text, domain, kind, citations, content_hash, ingested)"
                " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                (d.id, d.title, d.source, d.text, d.domain, d.kind, canonical(d.citations), _hash(d), now()),
            )
            made.executemany(
                'INSERT INTO mark (document, ord, kind, name, start, "end") VALUES (?, ?, ?, ?, ?, ?)',
                [(d.id, n, m.kind, m.name, m.start, m.end) for n, m in enumerate(d.marks)],
            )
            for number, cut in enumerate(cuts):
                cursor = made.execute(
                    'INSERT INTO chunk (id, document, ord, start, "end", text_hash, model, vector)'
                    " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                    (f"{stem}_{number}", d.id, number, cut.start, cut.end, cut.text_hash, self.model, cut.vector),
                )
                made.execute("INSERT INTO words (rowid, text) VALUES (?, ?)", (cursor.lastrowid, cut.words))
            made.executemany("DELETE FROM stash WHERE text_hash = ?", [(cut.text_hash,) for cut in cuts])
            return _move(made, d.id, gone, "keep", _hash(d))

    def forget(self, document: str) -> int:
        """Remove a document and all that was derived from it; returns the number of the move."""
        with self.database.write(freeing=True) as made:
            gone = _chunk_ids(made, document)
            if not made.execute("DELETE FROM document WHERE id = ?", (document,)).rowcount:
                raise InputError("document", document, "no document has this id; `ech0 memory list` shows them")
            return _move(made, document, gone, "forget")

    def documents(self) -> list[Kept]:
        """All documents, without their text, by id."""
        with self.database.read() as made:
            rows = made.execute(
                "SELECT id, title, source, domain, kind, citations,"
                " (SELECT count(*) FROM chunk WHERE document = d.id), length(text), ingested"
                " FROM document d ORDER BY id"
            ).fetchall()
        names = tuple(Kept.model_fields)
        return [Kept(**{**dict(zip(names, row, strict=True)), "citations": _strings(row[5])}) for row in rows]

    def document(self, id_: str) -> Document:
        """One document; raises `InputError` if there is none, `StateError` if it is not what was kept."""
        with self.database.read() as made:
            row = made.execute(_DOCUMENT, (id_,)).fetchone()
            marks = made.execute(
                'SELECT kind, name, start, "end" FROM mark WHERE document = ? ORDER BY ord', (id_,)
            ).fetchall()
        if not row:
            raise InputError("document", id_, "no document has this id; `ech0 memory list` shows them")
        names = ("id", "title", "source", "text", "domain", "kind")
        fields = {**dict(zip(names, row[:6], strict=True)), "citations": _strings(row[6])}
        fields["marks"] = [dict(zip(Mark.model_fields, mark, strict=True)) for mark in marks]
        document = Document.model_validate(fields)
        if _hash(document) != row[7]:
            raise self._changed(id_)
        return document

    def _changed(self, document: str) -> StateError:
        return StateError(self.path, f"document {document} was changed after it was kept", "forget it and add it again")

    def pieces(self, ids: Sequence[str]) -> list[Piece]:
        """Passages by id, in the order asked for; an id that is gone is left out.

        Raises `StateError` if the text is not the one that was kept.
        """
        out = []
        with self.database.read() as made:
            for id_ in ids:
                row = made.execute(_PIECE, (id_,)).fetchone()
                if row is None:
                    continue
                text, text_hash, said = row[6:]
                if key(said) != text_hash or not said.endswith(text):
                    raise self._changed(row[1])
                places = made.execute(_PLACES, (row[1], row[5], row[4])).fetchall()
                # The innermost section comes last; a passage that opens with a heading belongs under that heading.
                sections = made.execute(_PLACES, (row[1], row[5], row[5] - 1)).fetchall()
                pages = tuple(dict.fromkeys(name for kind, name in places if kind == "page"))
                section = ([name for kind, name in sections if kind == "section"] or [""])[-1]
                out.append(Piece._make((*row[:7], pages, section)))
        return out

    def candidates(self, ids: Sequence[str]) -> list[tuple[str, bytes, str]]:
        """Passages by id: id, vector, and the words that it is found by."""
        query = "SELECT c.id, c.vector, w.text FROM chunk c JOIN words w ON w.rowid = c.number WHERE c.id = ?"
        with self.database.read() as made:
            rows = (made.execute(query, (id_,)).fetchone() for id_ in ids)
            return [tuple(row) for row in rows if row]

    def rows(self, after: int = 0) -> Iterator[Row]:
        """The passages of this model for an index, page by page, those with a number above `after`."""
        while True:
            with self.database.read() as made:
                found = made.execute(_PAGE_OF_ROWS, (self.model, after, _PAGE)).fetchall()
            yield from (_row(*row) for row in found)
            if not found:
                return
            after = found[-1][0]

    def rows_of(self, document: str) -> list[Row]:
        """The passages of this model of one document, for an index."""
        with self.database.read() as made:
            return [_row(*row) for row in made.execute(_ROWS_OF_DOCUMENT, (self.model, document))]

    def sample(self, marks: Sequence[float]) -> list[Row]:
        """For each mark in [0, 1) a passage that lies about there among all."""
        with self.database.read() as made:
            low, high = made.execute("SELECT min(number), max(number) FROM chunk").fetchone()
            if low is None:
                return []
            found = [
                made.execute(_ROW_FROM, (self.model, low + int((high - low + 1) * mark))).fetchone() for mark in marks
            ]
        return list({row[1]: _row(*row) for row in found if row}.values())

    def matching(self, where: Where) -> list[int]:
        """Numbers of the passages that meet all conditions, in order."""
        until = None if where.until is None else f"{where.until}~"  # sorts behind all that can follow a date
        values = (where.source, where.domain, where.kind, where.document_id, where.citations, where.since, until)
        with self.database.read() as made:
            return sorted(row[0] for row in made.execute(_NUMBERS, (*values, where.first, where.last)))

    def vectors(self, numbers: Sequence[int] | None = None) -> list[tuple[str, bytes]]:
        """Ids and vectors of the passages of these numbers, or of all."""
        with self.database.read() as made:
            if numbers is None:
                return made.execute(_VECTORS, (self.model,)).fetchall()
            return made.execute(_VECTORS_OF, (self.model, json.dumps(numbers))).fetchall()

    def numbers_of(self, ids: Sequence[str]) -> list[int]:
        """The numbers of passages by id, in the order asked for; -1 for one that is gone."""
        with self.database.read() as made:
            rows = (made.execute("SELECT number FROM chunk WHERE id = ?", (id_,)).fetchone() for id_ in ids)
            return [row[0] if row else -1 for row in rows]

    def by_words(self, text: str, limit: int, numbers: Sequence[int] | None = None) -> list[str]:
        """Ids of the passages that share words with `text`, best BM25 first; of these `numbers` if given."""
        asked = self._telling(list(dict.fromkeys(words(text)))[:_ASKED])
        if not asked:
            return []
        match = " OR ".join(f'"{word}"' for word in asked)
        with self.database.read() as made:
            if numbers is None:
                found = made.execute(_WORDS, (match, limit)).fetchall()
            else:
                found = made.execute(_WORDS_OF, (match, json.dumps(numbers), limit)).fetchall()
            ids = [made.execute("SELECT id, model FROM chunk WHERE number = ?", (n,)).fetchone() for n, _ in found]
        return [row[0] for row in ids if row and row[1] == self.model]

    def _telling(self, asked: Sequence[str]) -> list[str]:
        """The rarest of these words, as many as may be looked up together, and at least one that occurs."""
        stems = dict(zip(asked, self.stems(asked), strict=True))
        seen = self.spread(list(stems.values()))
        out, length = [], 0
        for word in sorted(asked, key=lambda word: seen.get(stems[word], 0)):
            times = seen.get(stems[word], 0)
            if length and length + times > LONGEST:
                break
            out.append(word)
            length += times
        return out

    def spread(self, stems: Sequence[str]) -> dict[str, int]:
        """In how many passages each stem occurs; one that occurs in none is left out.

        Those of other models are counted too, up to as many as there are of this one.
        """
        total, counts = self.count(), self._counts()
        if new := [stem for stem in dict.fromkeys(stems) if stem not in counts]:
            counts.update(self._spread(new))
        return {stem: min(counts[stem], total) for stem in stems if counts[stem]}

    def _spread(self, stems: Sequence[str]) -> dict[str, int]:
        with self.database.read() as made:
            rows = [made.execute("SELECT doc FROM word WHERE term = ?", (stem,)).fetchone() for stem in stems]
        return {stem: int(row[0]) if row else 0 for stem, row in zip(stems, rows, strict=True)}

    def count(self) -> int:
        """How many passages of this model there are."""
        counts = self._counts()
        if _PASSAGES not in counts:
            with self.database.read() as made:
                row = made.execute("SELECT count(*) FROM chunk WHERE model = ?", (self.model,)).fetchone()
            counts[_PASSAGES] = int(row[0])
        return counts[_PASSAGES]

    def _counts(self) -> dict[str, int]:
        """What was counted since the last move: SQLite goes through all entries of a word to count them."""
        last = self.last_move()
        if self._counted[0] != last or len(self._counted[1]) > _REMEMBERED:
            self._counted = (last, {})
        return self._counted[1]

    def last_move(self) -> tuple[int, str]:
        """Number of the last move and the hash of all so far; `(0, "new")` for a shelf that never changed."""
        with self.database.read() as made:
            return _last(made)

    def moves(self, after: int, limit: int = 500) -> list[Move]:
        """Moves with a number above `after`, in order."""
        with self.database.read() as made:
            rows = made.execute(
                "SELECT seq, document, gone, revision FROM shelf_move WHERE seq > ? ORDER BY seq LIMIT ?",
                (after, limit),
            ).fetchall()
        return [Move(seq, document, _strings(gone), revision) for seq, document, gone, revision in rows]

    def revision(self, seq: int) -> str | None:
        """The hash of all changes up to a move, or `None` if there was no such move."""
        if seq == 0:
            return "new"
        with self.database.read() as made:
            row = made.execute("SELECT revision FROM shelf_move WHERE seq = ?", (seq,)).fetchone()
        return str(row[0]) if row else None


def _row(number: int, id_: str, vector: bytes, *known: Any) -> Row:
    names = ("document_id", "chunk_index", "source", "domain", "kind", "citations", "ingestion_date")
    about = dict(zip(names, known, strict=True))
    about["citations"] = list(_strings(about["citations"]))
    if not about["citations"]:  # Chroma takes no empty list
        del about["citations"]
    return Row(number, id_, vector, about)


def _strings(text: str) -> tuple[str, ...]:
    return tuple(map(str, json.loads(text)))


def _hash(document: Document) -> str:
    d = document  # named one by one, so that a field added later does not change what was kept before
    marks = ([[m.kind, m.name, m.start, m.end] for m in d.marks],) if d.marks else ()
    return key(d.id, d.title, d.source, d.text, d.domain, d.kind, d.citations, *marks)


def _slug(source: str) -> str:
    return re.sub(r"[^A-Za-z0-9.]+", "-", source).strip("-")[:40] or "unnamed"


def _chunk_ids(made: sqlite3.Connection, document: str) -> list[str]:
    return [row[0] for row in made.execute("SELECT id FROM chunk WHERE document = ? ORDER BY ord", (document,))]


def _last(made: sqlite3.Connection) -> tuple[int, str]:
    row = made.execute("SELECT seq, revision FROM shelf_move ORDER BY seq DESC LIMIT 1").fetchone()
    return (int(row[0]), str(row[1])) if row else (0, "new")


def _move(made: sqlite3.Connection, document: str, gone: Sequence[str], *change: str) -> int:
    seq, revision = _last(made)
    made.execute(
        "INSERT INTO shelf_move VALUES (?, ?, ?, ?)",
        (seq + 1, document, canonical(gone), key(revision, *change, document)),
    )
    return seq + 1
