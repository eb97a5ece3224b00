"""What is known of a document beside its text: who wrote it, when, its DOI, who added it, and whether it was retracted.

`Read` is what a reader yields: a document, its marks inside its text, with what else the file says. Knows no format.
"""

from pydantic import model_validator

from ech0.core.types import Document, Noun


class About(Noun):
    """What is known of a document; an empty field is unknown.

    `date`: as the source writes it, at best ISO 8601. `format`: the reader's name. `added_by`: the author of a note.
    `path`: the file that it was read from.
    """

    authors: tuple[str, ...] = ()
    date: str = ""
    doi: str = ""
    format: str = ""
    added_by: str = ""
    path: str = ""


class Read(Noun):
    """A document as a reader found it, with what else the file says of it."""

    document: Document
    about: About

    @model_validator(mode="after")
    def _inside(self) -> "Read":
        starts = [m.start for m in self.document.marks]
        if starts != sorted(starts) or (starts and starts[-1] > len(self.document.text)):
            raise ValueError("its marks are out of order or lie outside its text")
        return self


def place(document: Document, at: int) -> tuple[str, str]:
    """The names of the page and of the section in which the character `at` lies; empty if it lies in none."""
    found = {"page": "", "section": ""}
    for mark in document.marks:
        if mark.start <= at:
            found[mark.kind] = mark.name
    return found["page"], found["section"]
