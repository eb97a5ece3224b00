"""Which works were withdrawn, and the passages that come from them. A notice counts whenever it came, before or after.

Knows no source: any of them may say so, of its own records or, as Crossref's notices do, of others.
"""

from collections.abc import Iterable, Sequence

from ech0.core.types import Passage, Retraction
from memory.database import Database

_OF = """
SELECT r.notice, r.date FROM identifier i JOIN retraction r ON r.work = i.work WHERE i.document = ?
ORDER BY (r.notice IS NULL), (r.date IS NULL), r.date, r.notice LIMIT 1
"""
_ALL = """
SELECT DISTINCT i.document FROM identifier i JOIN retraction r ON r.work = i.work ORDER BY i.document
"""


def retractions(database: Database, documents: Iterable[str]) -> dict[str, Retraction]:
    """Those of the documents whose work was withdrawn, each with the notice that says most."""
    found = {}
    with database.read() as made:
        for document in dict.fromkeys(documents):
            if row := made.execute(_OF, (document,)).fetchone():
                found[document] = Retraction(notice=row[0], date=row[1])
    return found


def all_retracted(database: Database) -> dict[str, Retraction]:
    """Every document kept whose work was withdrawn."""
    with database.read() as made:
        documents = [row[0] for row in made.execute(_ALL)]
    return retractions(database, documents)


def flagged(database: Database, passages: Sequence[Passage]) -> list[Passage]:
    """The passages, those of withdrawn works marked as such."""
    found = retractions(database, (p.document for p in passages))
    return [p.model_copy(update={"retracted": found[p.document]}) if p.document in found else p for p in passages]
