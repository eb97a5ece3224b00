"""Documents that can be recalled by meaning and by words, as verbatim passages. Knows no question and no answer.

Text, passages and vectors are rows of the store; Chroma holds an index derived from them. A second process, which does
not own the index, still recalls from the rows, exactly; it cannot add or forget. Both rankings are merged by
reciprocal rank [Cormack2009]_; `relevance` stays the cosine between question and passage, in [-1, 1].

.. [Cormack2009] G. Cormack et al., SIGIR 2009, doi:10.1145/1571941.1572114.
"""

import threading
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from ech0.core.errors import InputError
from ech0.core.provenance import key
from ech0.core.types import Document, Embedder, Passage
from memory.chunks import spans
from memory.database import Database
from memory.index import Index
from memory.records import Kept
from memory.retracted import flagged
from memory.shelf import Cut, Shelf

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_RANK = 60.0
"""The constant of reciprocal rank fusion, as in its paper: how little the first ranks stand out."""


class Corpus:
    """Implements `ech0.core.types.Memory` over the rows of `store`, with the index in `home`. Safe for threads.

    `wait_s`: how long a writer waits for another process to let go of the index.
    """

    def __init__(self, home: Path, store: Database, embedder: Embedder, *, wait_s: float = 2.0) -> None:
        self.embedder = embedder
        self.shelf = Shelf(store, str(getattr(embedder, "name", type(embedder).__name__)))
        self.index = Index(Path(home) / "chroma", self.shelf, wait_s=wait_s)
        self._lock = threading.RLock()

    def recall(
        self, text: str, /, *, top: int = 8, domain: str | None = None, citing: str | None = None
    ) -> list[Passage]:
        """The `top` passages for `text`, best first; of one `domain`, or of documents that cite `citing`, if given."""
        if top < 1:
            raise InputError("top", top, "ask for at least one passage")
        with self._lock:
            if not text.strip() or not self.shelf.count():
                return []
            vector, wide = self._vectors([text])[0], max(4 * top, 32)
            near = self._nearest(vector, wide, domain, citing)
            said = self.shelf.by_words(text, wide, domain, citing)
            score: dict[str, float] = {}
            for ranking in (near, said):
                for rank, id_ in enumerate(ranking, 1):
                    score[id_] = score.get(id_, 0.0) + 1.0 / (_RANK + rank)
            best = sorted(score, key=lambda id_: (-score[id_], id_))[:top]
            return self._passages(best, vector)

    def _nearest(self, vector: "NDArray[np.float32]", n: int, domain: str | None, citing: str | None) -> list[str]:
        if self.index.owned(wait_s=0.0):
            return self.index.nearest(vector, n, domain, citing)
        import numpy as np

        rows = self.shelf.vectors(domain, citing)
        if not rows:
            return []
        close = np.stack([np.frombuffer(kept, np.float32) for _, kept in rows]) @ vector
        return [rows[i][0] for i in np.argsort(-close, kind="stable")[:n]]

    def _passages(self, ids: Sequence[str], vector: "NDArray[np.float32]") -> list[Passage]:
        import numpy as np

        documents: dict[str, Document] = {}
        out = []
        for piece in self.shelf.pieces(ids):
            found = documents.get(piece.document) or self.shelf.document(piece.document)
            documents[piece.document] = found
            cosine = float(np.frombuffer(piece.vector, np.float32) @ vector)
            out.append(
                Passage(
                    id=piece.id,
                    document=piece.document,
                    title=found.title,
                    source=found.source,
                    start=piece.start,
                    end=piece.end,
                    text=found.text[piece.start : piece.end],
                    relevance=round(min(1.0, max(-1.0, cosine)), 6),
                )
            )
        return flagged(self.shelf.database, out)

    def keep(self, documents: Iterable[Document], /) -> int:
        """Keep documents, each in place of its former text; returns how many were new or different.

        What is kept already costs one look-up and no ownership. Raises `StateError` if another process owns the index.
        """
        with self._lock:
            new = [d for d in documents if not self.shelf.has(d)]
            for document in new:
                if not document.text.strip():
                    raise InputError(f"document {document.id}", document.text, "give a text with at least one word")
            if not new:
                return 0
            self.index.open()
            gone: list[str] = []
            added: list[str] = []
            for document in new:
                was, became = self.shelf.keep(document, self._cut(document))
                gone += was
                added += became
            self.index.replace(sorted(set(gone) - set(added)), self.shelf.rows(added))
            return len(new)

    def _cut(self, document: Document) -> list[Cut]:
        found = spans(document.text)
        # A passage seldom names its subject; the title does.
        texts = [f"{document.title}. {document.text[start:end]}" for start, end in found]
        hashes = [key(text) for text in texts]
        vectors = self.shelf.known(hashes)
        missing = [(h, t) for h, t in dict(zip(hashes, texts, strict=True)).items() if h not in vectors]
        for (text_hash, _), vector in zip(missing, self._vectors([text for _, text in missing]), strict=True):
            vectors[text_hash] = vector.tobytes()
        return [
            Cut(start, end, text_hash, vectors[text_hash], text)
            for (start, end), text_hash, text in zip(found, hashes, texts, strict=True)
        ]

    def _vectors(self, texts: Sequence[str]) -> "NDArray[np.float32]":
        import numpy as np

        return np.asarray(self.embedder.embed(texts), np.float32)

    def forget(self, document: str) -> None:
        """Remove a document, its passages and vectors; raises `InputError` if there is none of this id."""
        with self._lock:
            self.index.open()
            self.index.replace(self.shelf.forget(document), ())

    def list(self) -> "list[Kept]":
        """All documents, without their text."""
        return self.shelf.documents()

    def rebuild(self) -> int:
        """Derive the index again from the store; returns how many passages it holds."""
        with self._lock:
            return self.index.rebuild()

    def close(self) -> None:
        """Let go of the index; it is taken again when it is next needed."""
        with self._lock:
            self.index.close()
