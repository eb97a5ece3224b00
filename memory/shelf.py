"""Documents, their passages, vectors and words, as rows of the store. Knows no embedder and no vector index.

Each change moves `revision`, a hash of all changes so far, by which an index derived from the shelf is known to be
current.
"""

import json
import re
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from ech0.core.errors import InputError, StateError
from ech0.core.provenance import canonical, key
from ech0.core.types import Document
from memory.database import Database
from memory.journal import now, put
from memory.records import Kept

_REVISION = "shelf_revision"
_STOP = frozenset(
    "a an and are as at be by can do does for from give given has have how i in into is it its many much of on or"
    " than that the their then there these this to was what when where which who why will with would".split()
)
_DOCUMENT = "SELECT id, title, source, text, domain, kind, citations, content_hash FROM document WHERE id = ?"
_WORDS = """
SELECT c.id FROM words w JOIN chunk c ON c.number = w.rowid JOIN document d ON d.id = c.document
WHERE words MATCH ? AND c.model = ? AND (? IS NULL OR d.domain = ?)
AND (? IS NULL OR EXISTS (SELECT 1 FROM json_each(d.citations) WHERE value = ?))
ORDER BY bm25(words), c.id LIMIT ?
"""
_VECTORS = """
SELECT c.id, c.vector FROM chunk c JOIN document d ON d.id = c.document
WHERE c.model = ? AND (? IS NULL OR d.domain = ?)
AND (? IS NULL OR EXISTS (SELECT 1 FROM json_each(d.citations) WHERE value = ?)) ORDER BY c.number
"""
_ROWS = """
SELECT c.number, c.id, c.vector, c.document, c.ord, d.source, d.domain, d.kind, d.citations, d.ingested
FROM chunk c JOIN document d ON d.id = c.document WHERE c.model = ? AND c.number > ? AND c.number <= ?
ORDER BY c.number LIMIT ?
"""
_PAGE = 2000


class Cut(NamedTuple):
    """A passage to be kept: its span, hash of what was embedded, vector as float32 bytes, words to be found by."""

    start: int
    end: int
    text_hash: str
    vector: bytes
    words: str


class Piece(NamedTuple):
    """A passage on the shelf."""

    id: str
    document: str
    start: int
    end: int
    vector: bytes


class Row(NamedTuple):
    """A passage as an index wants it."""

    id: str
    vector: bytes
    about: Mapping[str, "str | int | list[str]"]


class Shelf:
    """What is kept of documents, in `database`."""

    def __init__(self, database: Database, model: str) -> None:
        self.database, self.model = database, model

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
            query = "SELECT vector FROM chunk WHERE text_hash = ? AND model = ? LIMIT 1"
            for text_hash in text_hashes:
                if row := made.execute(query, (text_hash, self.model)).fetchone():
                    found[text_hash] = row[0]
        return found

    def keep(self, document: Document, cuts: Sequence[Cut]) -> tuple[list[str], list[str]]:
        """Keep a document in place of its former text; returns the ids of passages gone and of passages new."""
        d, stem = document, f"{_slug(document.source)}_{document.id}"
        with self.database.write() as made:
            gone = _chunk_ids(made, d.id)
            made.execute("DELETE FROM document WHERE id = ?", (d.id,))
            made.execute(
                "INSERT INTO document VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                (d.id, d.title, d.source, d.text, d.domain, d.kind, canonical(d.citations), _hash(d), now()),
            )
            for number, cut in enumerate(cuts):
                cursor = made.execute(
                    'INSERT INTO chunk (id, document, ord, start, "end", text_hash, model, vector)'
                    " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                    (f"{stem}_{number}", d.id, number, cut.start, cut.end, cut.text_hash, self.model, cut.vector),
                )
                made.execute("INSERT INTO words (rowid, text) VALUES (?, ?)", (cursor.lastrowid, cut.words))
            _move(made, "keep", d.id, _hash(d))
        return gone, [f"{stem}_{number}" for number in range(len(cuts))]

    def forget(self, document: str) -> list[str]:
        """Remove a document and all that was derived from it; returns the ids of its passages."""
        with self.database.write(freeing=True) as made:
            gone = _chunk_ids(made, document)
            if not made.execute("DELETE FROM document WHERE id = ?", (document,)).rowcount:
                raise InputError("document", document, "no document has this id; `ech0 memory list` shows them")
            _move(made, "forget", document)
        return gone

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
        if not row:
            raise InputError("document", id_, "no document has this id; `ech0 memory list` shows them")
        fields = dict(zip(Document.model_fields, (*row[:6], _strings(row[6])), strict=True))
        document = Document.model_validate(fields)
        if _hash(document) != row[7]:
            raise StateError(self.path, f"document {id_} was changed after it was kept", "forget it and add it again")
        return document

    def pieces(self, ids: Sequence[str]) -> list[Piece]:
        """Passages by id, in the order asked for; an id that is gone is left out."""
        query = 'SELECT id, document, start, "end", vector FROM chunk WHERE id = ?'
        with self.database.read() as made:
            rows = (made.execute(query, (id_,)).fetchone() for id_ in ids)
            return [Piece(*row) for row in rows if row]

    def rows(self, ids: Sequence[str] | None = None) -> Iterator[Row]:
        """The passages of this model for an index: all, page by page, or those of `ids`."""
        if ids is not None:
            for id_ in ids:
                with self.database.read() as made:
                    number = made.execute("SELECT number FROM chunk WHERE id = ?", (id_,)).fetchone()
                if number:
                    yield from (row for _, row in self._page(number[0] - 1, number[0]))
            return
        page = self._page(0)
        while page:
            yield from (row for _, row in page)
            page = self._page(page[-1][0])

    def _page(self, after: int, last: int = 1 << 62) -> list[tuple[int, Row]]:
        with self.database.read() as made:
            found = made.execute(_ROWS, (self.model, after, last, _PAGE)).fetchall()
        return [(row[0], _row(*row[1:])) for row in found]

    def sample(self, n: int) -> list[Row]:
        """About `n` passages, evenly spread; the same ones for the same shelf."""
        with self.database.read() as made:
            low, high = made.execute("SELECT min(number), max(number) FROM chunk").fetchone()
            if low is None:
                return []
            query = "SELECT id FROM chunk WHERE number >= ? AND model = ? ORDER BY number LIMIT 1"
            marks = [low + (high - low) * i // max(1, n - 1) for i in range(n)]
            found = [made.execute(query, (mark, self.model)).fetchone() for mark in marks]
        return list(self.rows(sorted({row[0] for row in found if row})))

    def vectors(self, domain: str | None, citing: str | None) -> list[tuple[str, bytes]]:
        """Ids and vectors of all passages of a domain, or of documents that cite something, or of all."""
        with self.database.read() as made:
            return made.execute(_VECTORS, (self.model, domain, domain, citing, citing)).fetchall()

    def by_words(self, text: str, limit: int, domain: str | None, citing: str | None) -> list[str]:
        """Ids of the passages that share words with `text`, best BM25 first."""
        asked = [w for w in dict.fromkeys(re.findall(r"\w+", text.lower())) if w not in _STOP][:64]
        if not asked:
            return []
        match = " OR ".join(f'"{word}"' for word in asked)
        with self.database.read() as made:
            values = (match, self.model, domain, domain, citing, citing, limit)
            return [row[0] for row in made.execute(_WORDS, values)]

    def count(self) -> int:
        """How many passages of this model there are."""
        with self.database.read() as made:
            return int(made.execute("SELECT count(*) FROM chunk WHERE model = ?", (self.model,)).fetchone()[0])

    def revision(self) -> str:
        """The hash of all changes so far; `new` for a shelf that never changed."""
        with self.database.read() as made:
            return _revision(made)


def _row(
    id_: str, vector: bytes, document: str, number: int, source: str, domain: str, kind: str, citations: str, when: str
) -> Row:
    about: dict[str, str | int | list[str]] = {
        "document_id": document,
        "chunk_index": number,
        "source": source,
        "domain": domain,
        "kind": kind,
        "ingestion_date": when,
    }
    if named := list(_strings(citations)):  # Chroma takes no empty list
        about["citations"] = named
    return Row(id_, vector, about)


def _strings(text: str) -> tuple[str, ...]:
    return tuple(map(str, json.loads(text)))


def _hash(document: Document) -> str:
    d = document  # named one by one, so that a field added later does not change what was kept before
    return key(d.id, d.title, d.source, d.text, d.domain, d.kind, d.citations)


def _slug(source: str) -> str:
    return re.sub(r"[^A-Za-z0-9.]+", "-", source).strip("-")[:40] or "unnamed"


def _chunk_ids(made: sqlite3.Connection, document: str) -> list[str]:
    return [row[0] for row in made.execute("SELECT id FROM chunk WHERE document = ? ORDER BY ord", (document,))]


def _revision(made: sqlite3.Connection) -> str:
    row = made.execute("SELECT value FROM meta WHERE name = ?", (_REVISION,)).fetchone()
    return str(row[0]) if row else "new"


def _move(made: sqlite3.Connection, *change: str) -> None:
    put(made, _REVISION, key(_revision(made), *change))
