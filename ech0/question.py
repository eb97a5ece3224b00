"""A question as it is put: whether it can be, which numbers it states, and what others are worded alike."""

from collections.abc import Iterable

from ech0.core import units
from ech0.core.errors import InputError
from ech0.core.reading import MAX_TEXT, read
from ech0.core.types import Entry, Question


def checked(question: Question) -> Question:
    """The question, if it can be put; raises `InputError` naming what is wrong with it."""
    text = question.text
    if not text.strip():
        raise InputError("question", text, "write a question")
    if len(text) > MAX_TEXT:
        raise InputError("question", f"{text[:40]}... ({len(text)} characters)", f"write at most {MAX_TEXT} characters")
    strange = [
        c for c in text if (ord(c) < 32 and c not in "\n\r\t") or 0x7F <= ord(c) < 0xA0 or 0xD800 <= ord(c) < 0xE000
    ]
    if strange:
        raise InputError("question", text[:60], f"remove the control character U+{ord(strange[0]):04X}")
    if question.unit is not None:
        units.parse(question.unit)
    if len(question.options) > 26:
        raise InputError("options", len(question.options), "give at most 26 options")
    return question


def numbers(entries: Iterable[Entry]) -> list[Entry]:
    """The numbers that the question itself states, in their order."""
    mine = [e for e in entries if e.kind == "given" and e.span and e.span.source == "question" and not e.concept]
    return sorted(mine, key=lambda e: e.span.start if e.span else 0)


def shape(question: Question) -> str:
    """A question without its numbers: what another one that is worded alike is known by."""
    text = question.text
    for found in reversed(read(text)):
        text = f"{text[: found.start]}#{text[found.end :]}"
    return " ".join(text.lower().split())
