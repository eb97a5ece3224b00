"""Documents with who wrote them, when, whether they were retracted; notes that people add. Knows no file, no question.

Text and passages are the corpus's; what is known beside them are rows of the same store.
"""

from collections.abc import Iterable, Mapping, Sequence

from pydantic import ValidationError

from ech0.core.errors import InputError, StateError
from ech0.core.provenance import canonical, key
from ech0.core.types import Document, Memory, Passage
from memory.about import About, Read
from memory.database import Database
from memory.journal import now
from memory.retracted import retractions

MAX_NOTE, MAX_AUTHOR = 100_000, 200
NOTE = "note"
"""The kind of a document that is a user's note."""


def note(text: str, author: str) -> Read:
    """A note as a document; the same text of the same author is the same note."""
    body, who = text.strip(), " ".join(author.split())
    if not body or len(body) > MAX_NOTE or "\0" in body:
        raise InputError("text", text, f"write a note of 1 to {MAX_NOTE:,} characters, none of them null")
    if not who or len(who) > MAX_AUTHOR:
        raise InputError("author", author, "say who writes the note")
    first = " ".join(body.split())
    title = first if len(first) <= 80 else f"{first[:77]}..."
    made = Document(id=f"note_{key(who, body)[:12]}", title=title, source=f"note by {who}", text=body, kind=NOTE)
    return Read(document=made, about=About(authors=(who,), date=now()[:10], format=NOTE, added_by=who))


class Library:
    """Over the documents of `memory` and the rows of `database`."""

    def __init__(self, memory: Memory, database: Database) -> None:
        self.memory, self.database = memory, database

    def keep(self, reads: Sequence[Read]) -> int:
        """Keep documents with what is known of them; returns how many were new or different.

        Keeping the same again mends what a crash left out.
        """
        new = self.memory.keep([r.document for r in reads])
        with self.database.write() as made:
            for read in reads:
                text = canonical(read.about)
                made.execute("DELETE FROM about WHERE document = ?", (read.document.id,))
                values = (read.document.id, text, key(read.document.id, text))
                made.execute("INSERT INTO about VALUES (?, ?, ?)", values)
        return new

    def about(self, documents: Iterable[str]) -> Mapping[str, About]:
        """What is known of documents by id; one of which nothing is known is left out."""
        found = {}
        with self.database.read() as made:
            for id_ in dict.fromkeys(documents):
                row = made.execute("SELECT about, hash FROM about WHERE document = ?", (id_,)).fetchone()
                if row:
                    found[id_] = self._about(id_, row[0], row[1])
        return found

    def _about(self, id_: str, text: str, digest: str) -> About:
        try:
            if key(id_, text) == digest:
                return About.model_validate_json(text)
            why = "was changed after it was kept"
        except ValidationError:
            why = "has a form that this ECH0 does not know"
        raise StateError(self.database.path, f"what is known of document {id_} {why}", "forget it and add it again")

    def flagged(self, passages: Sequence[Passage]) -> list[Passage]:
        """The passages with the kind of their document, those of retracted works marked so."""
        gone = retractions(self.database, (p.document for p in passages))
        out = []
        with self.database.read() as made:
            for p in passages:
                row = made.execute("SELECT kind FROM document WHERE id = ?", (p.document,)).fetchone()
                mark = gone[p.document].told() if p.document in gone else ""
                out.append(p.model_copy(update={"kind": str(row[0]) if row else "", "retracted": mark}))
        return out
