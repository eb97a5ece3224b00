"""BibTeX: one document an entry, of its title, abstract and what else it states. Follows no reference."""

import re
from collections.abc import Sequence

from memory.about import About, Read
from memory.readers.reader import MAX_ENTRIES, decoded, doi, refused
from memory.readers.reference import Reference, written


class Bibtex:
    """`.bib`."""

    name = "bibtex"
    suffixes = (".bib", ".bibtex")

    def read(self, raw: bytes, file: str, /) -> Sequence[Read]:
        """A document for each entry that has a title."""
        import bibtexparser
        from bibtexparser.bparser import BibTexParser
        from bibtexparser.latexenc import latex_to_unicode

        text = decoded(raw, file)
        if len(re.findall(r"(?m)^\s*@", text)) > MAX_ENTRIES:
            raise refused(file, f"it has more than {MAX_ENTRIES:,} entries", "split it into several files")
        parser = BibTexParser(common_strings=True, ignore_nonstandard_types=False)
        try:
            found = bibtexparser.loads(text, parser=parser).entries
        except (RecursionError, ValueError, KeyError, bibtexparser.bibdatabase.UndefinedString) as error:
            raise refused(file, f"it is not BibTeX ({str(error)[:100]})", "mend the entry named") from error
        if not found:
            raise refused(file, "it has no entry", "write entries as in @article{key, title = {...}}")
        rows = ({n: _plain(latex_to_unicode(v)) for n, v in e.items()} for e in found)
        return written(file, [_reference(e) for e in rows], self.name)


def _plain(text: str) -> str:
    return " ".join(re.sub(r"[{}]", "", text).split())


def _reference(entry: dict[str, str]) -> Reference:
    month = entry.get("month", "")
    return Reference(
        key=entry.get("ID", ""),
        title=entry.get("title", ""),
        abstract=entry.get("abstract", ""),
        venue=entry.get("journal", "") or entry.get("booktitle", "") or entry.get("publisher", ""),
        notes=entry.get("note", "") or entry.get("annote", ""),
        about=About(
            authors=tuple(n for a in re.split(r"\s+and\s+", entry.get("author", "")) if (n := a.strip())),
            date=entry.get("date", "") or f"{month} {entry.get('year', '')}".strip(),
            doi=doi(entry.get("doi", "")),
        ),
    )
