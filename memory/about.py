"""What is known of a document beside its text: who wrote it, when, where its pages and sections lie, who added it.

`Read` is what a reader yields. Spans count characters of the document's text, half open. Knows no format and no store.
"""

from typing import Annotated, Literal

from pydantic import Field, model_validator

from ech0.core.types import Document, Noun


class Mark(Noun):
    """A page or a section of a text: `text[start:end]`, by its number or its heading."""

    kind: Literal["page", "section"]
    name: Annotated[str, Field(max_length=200)]
    start: Annotated[int, Field(ge=0)]
    end: Annotated[int, Field(ge=0)]


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
    marks: tuple[Mark, ...] = ()

    def place(self, start: int) -> tuple[str, str]:
        """The names of the page and of the section in which a character lies; empty if it lies in none."""
        found = {"page": "", "section": ""}
        for mark in self.marks:
            if mark.start <= start < mark.end:
                found[mark.kind] = mark.name  # the last that holds it is the innermost
        return found["page"], found["section"]


class Read(Noun):
    """A document as a reader found it, with what else the file says of it."""

    document: Document
    about: About

    @model_validator(mode="after")
    def _inside(self) -> "Read":
        for mark in self.about.marks:
            if not mark.start <= mark.end <= len(self.document.text):
                raise ValueError(f"the {mark.kind} {mark.name!r} lies outside the text")
        return self
