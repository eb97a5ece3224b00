"""What is remembered: documents with their pages and sections, passages of them, and that a work was withdrawn."""

from typing import Annotated, Literal

from pydantic import Field

from ech0.core.noun import Noun


class Retraction(Noun):
    """That a work was withdrawn: DOI (or PMID) of the notice and its date, each `None` where nobody said so.

    `said_by`: who says it, where that is not the notice.
    """

    notice: str | None
    date: str | None
    said_by: str = ""

    def told(self) -> str:
        """In words, for a reader."""
        return ", ".join(part for part in (self.notice or self.said_by or "a notice not named", self.date) if part)


class Passage(Noun):
    """A stretch of a stored document, verbatim: `text == document[start:end]`.

    Attributes:
        relevance: The cosine between question and passage, in [-1, 1].
        pages: The pages it lies on, by name; empty where the document has none.
        section: The nearest heading that it stands under; empty if none.
        by_words: Its rank by words alone, from 1; `None` if that did not find it.
        by_meaning: Its rank by meaning alone.
        retracted: Who says that its document was retracted; empty if nobody does.
        kind: What its document is: a card that ships, a file, a note; empty if that was not looked up.
    """

    id: str
    document: str
    title: str
    source: str
    start: int
    end: int
    text: str
    relevance: float
    pages: tuple[str, ...] = ()
    section: str = ""
    by_words: int | None = None
    by_meaning: int | None = None
    retracted: str = ""
    kind: str = ""


class Mark(Noun):
    """A page or a section of a document: `text[start:end]`, by its number or its heading. Sections may nest."""

    kind: Literal["page", "section"]
    name: Annotated[str, Field(max_length=200)]
    start: Annotated[int, Field(ge=0)]
    end: Annotated[int, Field(ge=0)]


class Document(Noun):
    """Something to remember: a card, a paper, a note. `marks`: its pages and sections, if it has any."""

    id: str
    title: str
    source: str
    text: str
    domain: str = "general"
    kind: str = "card"
    citations: tuple[str, ...] = ()
    marks: tuple[Mark, ...] = ()
