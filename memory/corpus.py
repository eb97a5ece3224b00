"""Documents that can be recalled by meaning and by words, as verbatim passages. Knows no question and no answer.

Text, passages and vectors are rows of the store; Chroma holds an index derived from them. A second process, which does
not own the index, still recalls from the rows, exactly; it cannot add or forget. How both rankings become one:
`memory/ranking.py`; `relevance` stays the cosine between question and passage, in [-1, 1].
"""

import threading
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ech0.core.errors import InputError
from ech0.core.provenance import key
from ech0.core.types import Document, Embedder, Mark, Passage
from memory.chunks import Ruler, estimated, headings, spans
from memory.database import Database
from memory.index import Index
from memory.ranking import Candidate, ranked
from memory.records import Kept
from memory.shelf import Cut, Shelf
from memory.where import Where

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_WIDE = 100
"""How many passages either ranking may propose, or half as many as are asked for."""
_EXACT = 5000
"""Up to so many passages that meet the conditions are all compared; of more, the index is asked for the nearest."""
_DOCUMENTS, _PASSAGES, _STASH = 64, 2000, 256
"""Documents that are looked at together; passages after which the index follows; vectors that are put by at once."""
_PREFIX = 64
_WINDOW = 256


class Corpus:
    """Implements `ech0.core.types.Memory` over the rows of `store`, with the index in `home`. Safe for threads.

    `wait_s`: how long a writer waits for another process to let go of the index.
    """

    def __init__(self, home: Path, store: Database, embedder: Embedder, *, wait_s: float = 2.0) -> None:
        self.embedder = embedder
        self.shelf = Shelf(store, str(getattr(embedder, "name", type(embedder).__name__)))
        self.index = Index(Path(home) / "chroma", self.shelf, wait_s=wait_s)
        self._lock = threading.RLock()
        self._all: tuple[int, Any] = (-1, None)

    def recall(
        self,
        text: str,
        /,
        *,
        top: int = 8,
        domain: str | None = None,
        citing: str | None = None,
        where: Where | None = None,
    ) -> list[Passage]:
        """The `top` passages for `text`, best first, of those that meet `where`.

        `domain` and `citing` (a work that the document cites) are conditions too, named apart since they are common.
        """
        if top < 1:
            raise InputError("top", top, "ask for at least one passage")
        only = where or Where()
        only = replace(only, domain=domain) if domain is not None else only
        only = replace(only, citations=citing) if citing is not None else only
        with self._lock:
            total = self.shelf.count() if text.strip() else 0
            numbers = self.shelf.matching(only) if total and only else None
            if not total or numbers == []:
                return []
            vector, wide = self._vectors([text])[0], max(_WIDE, top // 2)
            near = self._nearest(vector, wide, numbers)
            said = self.shelf.by_words(text, wide, numbers)
            return self._passages(self._best(text, vector, near, said, total)[:top], near, said)

    def _best(
        self, text: str, vector: "NDArray[np.float32]", near: Sequence[str], said: Sequence[str], total: int
    ) -> list[tuple[str, float]]:
        """Ids of all that were found by words or by meaning, best first, each with its cosine."""
        import numpy as np

        ids = list(dict.fromkeys([*near, *said]))
        found = [
            Candidate(id_, np.frombuffer(kept, np.float32), words) for id_, kept, words in self.shelf.candidates(ids)
        ]
        cosines = {c.id: float(c.vector @ vector) for c in found}
        order = ranked(text, vector, found, stems=self.shelf.stems, spread=self.shelf.spread, total=total)
        return [(id_, cosines[id_]) for id_ in order]

    def _nearest(self, vector: "NDArray[np.float32]", n: int, numbers: list[int] | None) -> list[str]:
        owned = self.index.owned(wait_s=0.0)
        if owned and numbers is None:
            return self.index.nearest(vector, n)
        if owned and numbers is not None and len(numbers) > _EXACT:
            wide = 2 * n * max(1, self.shelf.count() // len(numbers))
            near, among = self.index.nearest(vector, wide), set(numbers)
            near = [i for i, number in zip(near, self.shelf.numbers_of(near), strict=True) if number in among]
            if len(near) >= n:
                return near[:n]
        return self.compared(vector, n, numbers)

    def compared(self, vector: "NDArray[np.float32]", n: int, numbers: "Sequence[int] | None" = None) -> "list[str]":
        """Ids of the `n` nearest of these passages, or of all, by comparing every vector: slow and exact.

        The vectors of the whole shelf are held until it changes.
        """
        import numpy as np

        seq = self.shelf.last_move()[0]
        if numbers is None and self._all[0] == seq:
            ids, vectors = self._all[1]
        else:
            rows = self.shelf.vectors(numbers)
            if not rows:
                return []
            ids = [id_ for id_, _ in rows]
            vectors = np.frombuffer(b"".join(kept for _, kept in rows), np.float32).reshape(len(rows), -1)
            if numbers is None:
                self._all = (seq, (ids, vectors))
        return [ids[i] for i in np.argsort(-(vectors @ vector), kind="stable")[:n]]

    def _passages(
        self, best: Sequence[tuple[str, float]], near: "Sequence[str]", said: Sequence[str]
    ) -> "list[Passage]":
        cosines = dict(best)
        by_meaning = {id_: rank for rank, id_ in enumerate(near, 1)}
        by_words = {id_: rank for rank, id_ in enumerate(said, 1)}
        return [
            Passage(
                **piece._asdict(),
                relevance=round(min(1.0, max(-1.0, cosines[piece.id])), 6),
                by_words=by_words.get(piece.id),
                by_meaning=by_meaning.get(piece.id),
            )
            for piece in self.shelf.pieces(list(cosines))
        ]

    def keep(self, documents: Iterable[Document], /) -> int:
        """Keep documents, each in place of its former text; returns how many were new or different.

        What is kept already costs one look-up and no ownership. A document is kept whole or not at all; of many, those
        before a failure stay kept. Raises `StateError` if another process owns the index, `InputError` for a text that
        has no word or cannot be stored.
        """
        left, count, waiting = iter(documents), 0, 0
        with self._lock:
            while some := list(islice(left, _DOCUMENTS)):
                new = [d for d in map(_marked, some) if not self.shelf.has(d)]
                if new:
                    self.index.open()
                for document in new:
                    cuts = self._cut(document)
                    self.shelf.keep(document, cuts)
                    waiting += len(cuts)
                    if waiting >= _PASSAGES:
                        self.index.follow()
                        waiting = 0
                count += len(new)
            if waiting:
                self.index.follow()
        return count

    def _cut(self, document: Document) -> list[Cut]:
        measure = getattr(self.embedder, "words", None) or estimated
        window = int(getattr(self.embedder, "window", _WINDOW))
        text, opened = document.text, [m.start for m in document.marks if m.kind == "section"]
        # A passage seldom names its subject; the title does.
        title = _within(f"{document.title}. ", measure, _PREFIX)
        # Two pieces of every window open and close the text.
        limit = window - 2 - Ruler(measure(title)).count(0, len(title))
        found = spans(text, limit, ruler=Ruler(measure(text)), sections=opened)
        texts = [f"{title}{text[start:end]}" for start, end in found]
        hashes = [key(words) for words in texts]
        vectors = self._embedded(dict(zip(hashes, texts, strict=True)))
        return [
            Cut(start, end, text_hash, vectors[text_hash], words)
            for (start, end), text_hash, words in zip(found, hashes, texts, strict=True)
        ]

    def _embedded(self, texts: dict[str, str]) -> dict[str, bytes]:
        """Vectors by the hash of their text; those of a long document are put by as they come, in case of a kill."""
        vectors = self.shelf.known(list(texts))
        missing = [text_hash for text_hash in texts if text_hash not in vectors]
        for first in range(0, len(missing), _STASH):
            some = missing[first : first + _STASH]
            made = self._vectors([texts[text_hash] for text_hash in some])
            fresh = {text_hash: row.tobytes() for text_hash, row in zip(some, made, strict=True)}
            if len(missing) > _STASH:
                self.shelf.stash(fresh)
            vectors |= fresh
        return vectors

    def _vectors(self, texts: Sequence[str]) -> "NDArray[np.float32]":
        import numpy as np

        array = getattr(self.embedder, "array", None)
        return np.asarray(array(texts) if array else self.embedder.embed(texts), np.float32)

    def forget(self, document: str) -> None:
        """Remove a document, its passages and vectors; raises `InputError` if there is none of this id."""
        with self._lock:
            self.index.open()
            self.shelf.forget(document)
            self.index.follow()

    def list(self) -> "list[Kept]":
        """All documents, without their text."""
        return self.shelf.documents()

    def rebuild(self) -> int:
        """Derive the index again from the store; returns how many passages it holds."""
        with self._lock:
            return self.index.rebuild()

    def probe(self, n: int | None = None) -> int:
        """Ask the index for `n` of its passages, or for all, by their own vectors, and put in again what it has lost.

        Returns how many those were.
        """
        with self._lock:
            lost = self.index.probe(n)
            if lost:
                self.index.mend(lost)
            return len(lost)

    def close(self) -> None:
        """Let go of the index; it is taken again when it is next needed."""
        with self._lock:
            self.index.close()


def _marked(document: Document) -> Document:
    """The document with its sections, if its text can be kept to the letter; raises `InputError`."""
    d = document
    for name, text in (("id", d.id), ("title", d.title), ("source", d.source), ("domain", d.domain), ("text", d.text)):
        if "\0" in text:
            raise InputError(f"{name} of document {d.id!r}", text[:40], "take out the null characters; they end a text")
        try:
            text.encode()
        except UnicodeEncodeError as error:
            cure = f"give valid Unicode; character {error.start} is half of a pair"
            raise InputError(f"{name} of document {d.id!r}", ascii(text[error.start :][:8]), cure) from error
    if not d.text.strip():
        raise InputError(f"document {d.id}", d.text, "give a text with at least one word")
    if not d.id.strip():
        raise InputError("document", d.id, "give it an id")
    if wrong := [m for m in d.marks if not m.start <= m.end <= len(d.text)]:
        raise InputError(f"document {d.id}", wrong[0].name, f"this {wrong[0].kind} lies outside the text")
    if any(m.kind == "section" for m in d.marks):
        return d
    sections = [Mark(kind="section", name=name, start=start, end=end) for start, end, name in headings(d.text)]
    return d.model_copy(update={"marks": (*d.marks, *sections)}) if sections else d


def _within(text: str, measure: Any, limit: int) -> str:
    """The words of a text up to a number of pieces."""
    ruler = Ruler(measure(text))
    return text if ruler.count(0, len(text)) <= limit else f"{text[: ruler.reach(0, len(text), limit)].rstrip()} "
