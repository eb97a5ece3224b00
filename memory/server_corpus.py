"""Documents recalled from PostgreSQL: words by tsvector, meaning by pgvector, merged as `memory.corpus` merges them.

The index by meaning is a column of the passages with a graph over it (HNSW), which the server keeps in step: nothing
has to be owned or rebuilt. Words find passages by how rare they are, by the sum of their inverse document frequencies;
how often they occur counts when what was found is ranked, by BM25 (memory/ranking.py).
"""

from collections.abc import Sequence
from math import log
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ech0.core.types import Embedder
from memory.corpus import Corpus
from memory.database import Database
from memory.ranking import words
from memory.shelf import Shelf
from memory.where import Where

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_ASKED, _SAME = 64, 1e-3
_KNOWN = """
SELECT vector FROM chunk WHERE text_hash = ? AND model = ?
UNION ALL SELECT vector FROM stash WHERE text_hash = ? AND model = ? LIMIT 1
"""
# Dates are compared as bytes, as SQLite compares them, whatever the language of the server.
_NUMBERS = """
SELECT c.number FROM document d JOIN chunk c ON c.document = d.id
WHERE (? IS NULL OR d.source = ?) AND (? IS NULL OR d.domain = ?)
AND (? IS NULL OR d.kind = ?) AND (? IS NULL OR d.id = ?)
AND (? IS NULL OR jsonb_exists(d.citations::jsonb, ?))
AND (? IS NULL OR d.ingested COLLATE "C" >= ?) AND (? IS NULL OR d.ingested COLLATE "C" <= ?)
AND c.ord >= ? AND c.ord <= ? ORDER BY c.number
"""
_VECTORS_OF = "SELECT id, vector FROM chunk WHERE model = ? AND number = ANY(?) ORDER BY number"
# Each word is looked up alone, so that the index of words is walked once and no row is read but those found. The words
# come with what they are worth.
_WORDS = """
SELECT c.id FROM (
    SELECT w.rowid AS number, sum(t.worth) AS score
    FROM unnest(?::text[], ?::float8[]) AS t (stem, worth)
    CROSS JOIN LATERAL (
        SELECT rowid FROM words WHERE lexemes @@ array_to_tsvector(ARRAY[t.stem])::text::tsquery
    ) AS w GROUP BY w.rowid ORDER BY score DESC, number LIMIT ?
) AS found JOIN chunk c ON c.number = found.number WHERE c.model = ? ORDER BY found.score DESC, c.number
"""
_WORDS_OF = """
SELECT c.id FROM (
    SELECT w.rowid AS number, sum(t.worth) AS score
    FROM unnest(?::text[], ?::float8[]) AS t (stem, worth)
    CROSS JOIN LATERAL (
        SELECT rowid FROM words WHERE lexemes @@ array_to_tsvector(ARRAY[t.stem])::text::tsquery
        AND rowid = ANY(?)
    ) AS w GROUP BY w.rowid ORDER BY score DESC, number LIMIT ?
) AS found JOIN chunk c ON c.number = found.number WHERE c.model = ? ORDER BY found.score DESC, c.number
"""
_SPREAD = "SELECT count(*) FROM words WHERE lexemes @@ array_to_tsvector(ARRAY[?])::text::tsquery"
_EXACT = "SELECT id FROM chunk WHERE model = ? ORDER BY embedding <=> ?::vector, number LIMIT ?"
# The condition and the cast are those of the index, or it is not used.
_NEAREST = """
SELECT id FROM chunk WHERE model = ? AND vector_dims(embedding) = 384
ORDER BY embedding::vector(384) <=> ?::vector(384) LIMIT ?
"""
_WIDTH, _LOOKED = 384, 300
"""Of which vectors there is a graph; how many of its passages are looked at for a question (`hnsw.ef_search`)."""
_BARE = "SELECT number, vector FROM chunk WHERE embedding IS NULL ORDER BY number LIMIT 1000"
_PUT = "UPDATE chunk SET embedding = ?::vector WHERE number = ?"
_AWAY = "SELECT id FROM chunk WHERE id = ? AND (embedding IS NULL OR (embedding <=> ?::vector) > ?)"
_LARGEST = 2**31 - 1
_LONGEST = 500
"""Letters of a word that is looked up: PostgreSQL takes one of up to 2,047 bytes."""


class ServerShelf(Shelf):
    """The shelf, where SQLite's words and JSON are PostgreSQL's."""

    def known(self, text_hashes: Sequence[str]) -> dict[str, bytes]:
        """Vectors of texts that were embedded before."""
        found = {}
        with self.database.read() as made:
            for text_hash in text_hashes:
                if row := made.execute(_KNOWN, (text_hash, self.model, text_hash, self.model)).fetchone():
                    found[text_hash] = row[0]
        return found

    def matching(self, where: Where) -> list[int]:
        """Numbers of the passages that meet all conditions, in order."""
        until = None if where.until is None else f"{where.until}~"  # sorts behind all that can follow a date
        asked = (where.source, where.domain, where.kind, where.document_id, where.citations, where.since, until)
        twice = [value for value in asked for _ in range(2)]
        first = 0 if where.first is None else where.first
        last = _LARGEST if where.last is None else where.last
        with self.database.read() as made:
            return [row[0] for row in made.execute(_NUMBERS, (*twice, first, last))]

    def vectors(self, numbers: Sequence[int] | None = None) -> list[tuple[str, bytes]]:
        """Ids and vectors of the passages of these numbers, or of all."""
        if numbers is None:
            return super().vectors()
        with self.database.read() as made:
            values: Any = (self.model, list(numbers))
            return list(made.execute(_VECTORS_OF, values).fetchall())

    def by_words(self, text: str, limit: int, numbers: Sequence[int] | None = None) -> list[str]:
        """Ids of the passages that share words with `text`, those that share the rarest first."""
        found = [word for word in dict.fromkeys(words(text)) if len(word) <= _LONGEST][:_ASKED]
        asked = list(dict.fromkeys(self.stems(self._telling(found))))
        seen, total = self.spread(asked), self.count()
        # As BM25 weighs a word, which is never quite nothing.
        worth = {stem: max(1e-6, log((total - n + 0.5) / (n + 0.5))) for stem, n in seen.items()}
        if not worth:
            return []
        values: list[Any] = [list(worth), list(worth.values())]
        with self.database.read() as made:
            if numbers is None:
                rows = made.execute(_WORDS, (*values, limit, self.model))
            else:
                rows = made.execute(_WORDS_OF, (*values, list(numbers), limit, self.model))
            return [row[0] for row in rows]

    def _spread(self, stems: Sequence[str]) -> dict[str, int]:
        with self.database.read() as made:
            return {
                stem: int(made.execute(_SPREAD, (stem,)).fetchone()[0]) if len(stem) <= _LONGEST else 0
                for stem in stems
            }


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

    def current(self) -> bool:
        """Whether every passage can be found by meaning."""
        return not self.probe()

    def nearest(self, vector: "NDArray[np.float32]", n: int) -> list[str]:
        """Ids of the `n` passages nearest in angle, nearest first."""
        self.follow()
        with self.shelf.database.snapshot() as made:
            if len(vector) != _WIDTH:
                return [row[0] for row in made.execute(_EXACT, (self.shelf.model, _text(vector), n))]
            # Of more than were looked at, and where other models' passages lie between, it goes on looking.
            made.execute("SELECT set_config('hnsw.ef_search', ?, true)", (str(min(1000, max(_LOOKED, n))),))
            made.execute("SELECT set_config('hnsw.iterative_scan', 'strict_order', true)")
            return [row[0] for row in made.execute(_NEAREST, (self.shelf.model, _text(vector), n))]

    def follow(self) -> None:
        """Derive the column for the passages that lack it."""
        import numpy as np

        while True:
            with self.shelf.database.read() as made:
                rows = made.execute(_BARE).fetchall()
            if not rows:
                return
            with self.shelf.database.write() as made:
                made.executemany(_PUT, [(_text(np.frombuffer(vector, np.float32)), number) for number, vector in rows])

    def rebuild(self) -> int:
        """Derive the column again from the bytes that were kept; returns how many passages there are."""
        with self.shelf.database.write() as made:
            made.execute("UPDATE chunk SET embedding = NULL")
        self.follow()
        return self.shelf.count()

    def probe(self, n: int | None = None) -> list[str]:
        """Ids of the passages whose column is not their vector, of `n` from end to end or of all."""
        import numpy as np

        rows = self.shelf.rows() if n is None else iter(self.shelf.sample([i / n for i in range(n)]))
        lost = []
        for row in rows:
            values = (row.id, _text(np.frombuffer(row.vector, np.float32)), _SAME)
            with self.shelf.database.read() as made:
                lost += [found[0] for found in made.execute(_AWAY, values).fetchall()]
        return lost

    def mend(self, lost: Sequence[str]) -> None:
        """Derive the column of these again."""
        with self.shelf.database.write() as made:
            made.executemany("UPDATE chunk SET embedding = NULL WHERE id = ?", [(id_,) for id_ in lost])
        self.follow()


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
