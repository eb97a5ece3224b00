"""Documents recalled from PostgreSQL: words by tsvector, meaning by pgvector, merged as `memory.corpus` merges them.

The index by meaning is a column of the passages, so nothing has to be owned or rebuilt. Distances are exact: pgvector
compares with every passage (about 0.1 s for 100 000 of 384 dimensions).
"""

import re
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ech0.core.types import Embedder
from memory.corpus import Corpus
from memory.database import Database
from memory.shelf import _STOP, Row, Shelf

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_WORDS = """
SELECT c.id FROM words w JOIN chunk c ON c.number = w.rowid JOIN document d ON d.id = c.document
CROSS JOIN websearch_to_tsquery('english', ?) AS q
WHERE w.lexemes @@ q AND c.model = ? AND (? IS NULL OR d.domain = ?)
AND (? IS NULL OR jsonb_exists(d.citations::jsonb, ?)) ORDER BY ts_rank_cd(w.lexemes, q, 1) DESC, c.id LIMIT ?
"""
_VECTORS = """
SELECT c.id, c.vector FROM chunk c JOIN document d ON d.id = c.document
WHERE c.model = ? AND (? IS NULL OR d.domain = ?)
AND (? IS NULL OR jsonb_exists(d.citations::jsonb, ?)) ORDER BY c.number
"""
_NEAREST = """
SELECT c.id FROM chunk c JOIN document d ON d.id = c.document WHERE c.model = ? AND (? IS NULL OR d.domain = ?)
AND (? IS NULL OR jsonb_exists(d.citations::jsonb, ?)) ORDER BY c.embedding <=> ?::vector, c.number LIMIT ?
"""
_BARE = "SELECT number, vector FROM chunk WHERE embedding IS NULL ORDER BY number LIMIT 1000"
_PUT = "UPDATE chunk SET embedding = ?::vector WHERE number = ?"


class ServerShelf(Shelf):
    """The shelf, where SQLite's words and JSON are PostgreSQL's."""

    def vectors(self, domain: str | None, citing: str | None) -> list[tuple[str, bytes]]:
        with self.database.read() as made:
            return list(made.execute(_VECTORS, (self.model, domain, domain, citing, citing)).fetchall())

    def by_words(self, text: str, limit: int, domain: str | None, citing: str | None) -> list[str]:
        """Ids of the passages that share words with `text`, those with most of them, closest together, first."""
        asked = [w for w in dict.fromkeys(re.findall(r"\w+", text.lower())) if w not in _STOP][:64]
        if not asked:
            return []
        with self.database.read() as made:
            values = (" or ".join(asked), self.model, domain, domain, citing, citing, limit)
            return [row[0] for row in made.execute(_WORDS, values)]


class ServerIndex:
    """What `memory.index.Index` does, by a column of the rows: always owned, never out of date."""

    def __init__(self, shelf: ServerShelf) -> None:
        self.shelf = shelf

    def owned(self, *, wait_s: float | None = None) -> bool:  # noqa: ARG002  nobody has to wait
        """Every process may search and write at once."""
        return True

    def open(self) -> None:
        """Nothing is to be opened."""

    def close(self) -> None:
        """Nothing is held."""

    def nearest(self, vector: "NDArray[np.float32]", n: int, domain: str | None, citing: str | None) -> list[str]:
        """Ids of the `n` passages nearest in angle, nearest first."""
        self._fill()
        values = (self.shelf.model, domain, domain, citing, citing, _text(vector), n)
        with self.shelf.database.read() as made:
            return [row[0] for row in made.execute(_NEAREST, values)]

    def replace(self, gone: Sequence[str], new: Iterable[Row]) -> None:  # noqa: ARG002  the rows are the index
        """Follow a change of the shelf."""
        self._fill()

    def rebuild(self) -> int:
        """Derive the column again from the bytes that were kept; returns how many passages there are."""
        with self.shelf.database.write() as made:
            made.execute("UPDATE chunk SET embedding = NULL")
        self._fill()
        return self.shelf.count()

    def _fill(self) -> None:
        import numpy as np

        while True:
            with self.shelf.database.read() as made:
                rows = made.execute(_BARE).fetchall()
            if not rows:
                return
            with self.shelf.database.write() as made:
                made.executemany(_PUT, [(_text(np.frombuffer(vector, np.float32)), number) for number, vector in rows])


class ServerCorpus(Corpus):
    """`memory.corpus.Corpus` over a record on a server."""

    def __init__(self, home: Path, store: Database, embedder: Embedder, *, wait_s: float = 2.0) -> None:
        super().__init__(home, store, embedder, wait_s=wait_s)
        shelf = ServerShelf(store, self.shelf.model)
        self.shelf = shelf
        index: Any = ServerIndex(shelf)
        self.index = index


def _text(vector: "NDArray[np.float32]") -> str:
    return "[" + ",".join(repr(float(x)) for x in vector) + "]"
