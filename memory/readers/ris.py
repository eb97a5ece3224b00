"""RIS: one document a reference, of its title, abstract and what else it states. Follows no reference."""

from collections.abc import Mapping, Sequence
from typing import Any

from memory.about import About, Read
from memory.readers.reader import MAX_ENTRIES, decoded, doi, refused
from memory.readers.reference import Reference, written


class Ris:
    """`.ris`."""

    name = "ris"
    suffixes = (".ris",)

    def read(self, raw: bytes, file: str, /) -> Sequence[Read]:
        """A document for each reference that has a title."""
        import rispy

        text = decoded(raw, file)
        if text.count("TY  -") > MAX_ENTRIES:
            raise refused(file, f"it has more than {MAX_ENTRIES:,} references", "split it into several files")
        try:
            found = rispy.loads(text)
        except (OSError, ValueError, KeyError, IndexError, rispy.parser.ParseError) as error:
            raise refused(file, f"it is not RIS ({str(error)[:100]})", "begin with TY  - and end with ER  -") from error
        if not found:
            raise refused(file, "it has no reference", "begin each with TY  - and end it with ER  -")
        return written(file, [_reference(e) for e in found], self.name)


def _reference(entry: Mapping[str, Any]) -> Reference:
    first = ("title", "primary_title", "short_title")
    return Reference(
        key=str(entry.get("id", "")),
        title=next((str(entry[n]) for n in first if entry.get(n)), ""),
        abstract=str(entry.get("abstract", "") or entry.get("notes_abstract", "")),
        venue=next((str(entry[n]) for n in ("journal_name", "secondary_title") if entry.get(n)), ""),
        notes=" ".join(map(str, entry.get("notes", []))),
        about=About(
            authors=tuple(map(str, entry.get("authors", entry.get("first_authors", []))))[:1000],
            date=str(entry.get("date", "") or entry.get("year", "") or entry.get("publication_year", "")).strip("/"),
            doi=doi(str(entry.get("doi", ""))),
        ),
    )
