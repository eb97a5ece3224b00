"""Which works were withdrawn, and the passages that come from them. A notice counts whenever it came, before or after.

A work is known by its identifiers, as in `doi:10.5555/x`, or as `document:` with the id of what is kept. Any source may
say so, of its own records or, as Crossref's notices do, of others; and so may a user.
"""

from collections.abc import Iterable

from ech0.core.errors import InputError
from ech0.core.types import Retraction
from memory.database import Database

_OF = """
SELECT notice, date, said_by, told FROM retraction WHERE work = ?
OR work IN (SELECT work FROM identifier WHERE document = ?)
OR work = (SELECT 'doi:' || json_extract(about, '$.doi') FROM about WHERE document = ?)
ORDER BY (notice IS NULL), (date IS NULL), date, notice LIMIT 1
"""
_ALL = """
SELECT i.document FROM identifier i JOIN retraction r ON r.work = i.work
UNION SELECT substr(work, length('document:') + 1) FROM retraction WHERE work LIKE 'document:%'
UNION SELECT a.document FROM about a JOIN retraction r ON r.work = 'doi:' || json_extract(a.about, '$.doi') ORDER BY 1
"""
_USER = "INSERT INTO retraction (work, said_by, notice, date, told) VALUES (?, ?, NULL, NULL, 1)"


def retract(database: Database, work: str, said_by: str) -> bool:
    """Note that a work was withdrawn, named by its DOI or by the id of its document; whether that was not known.

    Raises `InputError` unless both the work and who says so are named.
    """
    name, source = work.strip(), " ".join(said_by.split())
    if not name or not source:
        raise InputError("retraction", work, "name the work by its DOI, and who says so")
    named = f"doi:{name.lower()}" if name.lower().startswith("10.") else f"document:{name}"
    with database.write() as made:
        if made.execute("SELECT 1 FROM retraction WHERE work = ?", (named,)).fetchone():
            return False
        made.execute(_USER, (named, source))
    return True


def retractions(database: Database, documents: Iterable[str]) -> dict[str, Retraction]:
    """Those of the documents whose work was withdrawn, each with the notice that says most."""
    found = {}
    with database.read() as made:
        for document in dict.fromkeys(documents):
            if row := made.execute(_OF, (f"document:{document}", document, document)).fetchone():
                notice, date, said_by, told = row
                found[document] = Retraction(notice=notice, date=date, said_by=said_by if told else "")
    return found


def all_retracted(database: Database) -> dict[str, Retraction]:
    """Every document kept whose work was withdrawn."""
    with database.read() as made:
        documents = [row[0] for row in made.execute(_ALL)]
    return retractions(database, documents)
