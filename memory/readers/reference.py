"""A bibliographic reference as a document: title, who and when, abstract, each at a known place. Parses nothing."""

from collections.abc import Sequence
from dataclasses import dataclass

from ech0.core.types import Mark
from memory.about import About, Read
from memory.readers.reader import made, refused


@dataclass(frozen=True)
class Reference:
    """What a reference manager knows of a work."""

    key: str
    title: str
    abstract: str
    venue: str
    notes: str
    about: About


def written(file: str, references: Sequence[Reference], format_: str) -> list[Read]:
    """A document for each reference with a title; raises `InputError` if none has one."""
    seen: dict[str, int] = {}
    out = []
    for reference in references:
        if reference.title.strip():
            name = reference.key or reference.title[:60]
            seen[name] = seen.get(name, 0) + 1
            out.append(_document(file, reference, name if seen[name] == 1 else f"{name} {seen[name]}", format_))
    if not out:
        raise refused(file, "no entry has a title", "give each a title")
    return out


def _document(file: str, reference: Reference, name: str, format_: str) -> Read:
    about, text, marks = reference.about, "", []
    where = ", ".join(part for part in (reference.venue, about.date) if part)
    rows = (("", reference.title), ("", "; ".join(about.authors)), ("", where))
    for heading, body in (*rows, ("Abstract", reference.abstract), ("Note", reference.notes)):
        if not body.strip():
            continue
        text += "\n\n" if text else ""
        if heading:
            marks.append(Mark(kind="section", name=heading, start=len(text), end=len(text)))
            text += f"{heading}\n"
        text += body
    known = about.model_copy(update={"format": format_})
    return made(file, text, known, marks, title=reference.title, part=name, kind="reference")
