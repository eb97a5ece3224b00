"""The verb of reading a file, its bounds, and what all readers share: names, decoded text, section marks.

A reader is a pure function of a file's bytes. It raises `InputError` naming the file, the cause and the cure; whatever
takes too long or too much memory is ended from outside (`memory.readers.bounded`).
"""

import codecs
import re
from collections.abc import Iterable, Sequence
from typing import Protocol

from ech0.core.errors import InputError
from ech0.core.provenance import key
from ech0.core.types import Document, Mark
from memory.about import About, Read

MAX_BYTES = 100_000_000
"""A file may have this many bytes: 100 MB."""
MAX_TEXT = 10_000_000
"""The text of a file may have this many characters: about 4,000 printed pages."""
MAX_LINE = 1_000_000
"""A line of text may have this many characters; longer ones are no prose."""
MAX_ENTRIES = 20_000
"""A file of references or a table may have this many entries."""
_BOMS = {codecs.BOM_UTF8: "utf-8-sig", codecs.BOM_UTF16_LE: "utf-16", codecs.BOM_UTF16_BE: "utf-16"}


class Reader(Protocol):
    """A format: its `name`, the endings of files that are of it, and how their bytes become documents."""

    name: str
    suffixes: tuple[str, ...]

    def read(self, raw: bytes, file: str, /) -> Sequence[Read]: ...


def refused(file: str, why: str, cure: str) -> InputError:
    """The error for a file that cannot be read: it names file, cause and cure."""
    return InputError("file", file, f"{why}; {cure}")


def decoded(raw: bytes, file: str) -> str:
    """Text from UTF-8, or UTF-16 with a byte order mark, one kind of line end; no other encoding is guessed."""
    encoding = next((name for mark, name in _BOMS.items() if raw.startswith(mark)), "utf-8")
    try:
        text = raw.decode(encoding)
    except UnicodeDecodeError as error:
        why = f"byte {error.start} is not {encoding.removesuffix('-sig').upper()}"
        raise refused(file, why, f"save it as UTF-8, as with `iconv -f latin1 -t utf-8 {file}`") from error
    return checked(text.replace("\r\n", "\n").replace("\r", "\n"), file)


def checked(text: str, file: str) -> str:
    """The text, if it is one: it has words, no null characters, and no line or length that no prose has."""
    if "\0" in text:
        raise refused(file, f"it has a null character at {text.index(chr(0))}", "it is no text: give the text itself")
    if not text.strip():
        raise refused(file, "it has no text", "give a file with at least one word")
    if len(text) > MAX_TEXT:
        raise refused(file, f"its text has more than {MAX_TEXT:,} characters", "split it into several files")
    if len(text) > MAX_LINE and (longest := max(map(len, text.split("\n")))) > MAX_LINE:
        why = f"a line has {longest:,} characters, more than the {MAX_LINE:,} that are read"
        raise refused(file, why, "break its lines")
    return text


def made(
    file: str,
    text: str,
    about: About,
    marks: Sequence[Mark] = (),
    *,
    title: str = "",
    part: str = "",
    kind: str = "file",
) -> Read:
    """A document of a file, or a `part` of one; its id follows from its place: reading again replaces it.

    `marks` say where pages and sections begin; each lasts until the next of its kind, whatever its own end says.
    """
    checked(text, file)
    own = f"file_{key(file, part)[:12]}" if part else f"file_{key(file)[:12]}"
    stem = file.replace("\\", "/").rpartition("/")[2]
    named = " ".join(title.split())[:300] or stem.rpartition(".")[0] or stem
    source = f"{stem}, {part}"[:200] if part else stem
    document = Document(id=own, title=named, source=source, text=text, kind=kind, marks=_closed(marks, len(text)))
    return Read(document=document, about=about.model_copy(update={"path": file}))


def _closed(marks: Sequence[Mark], length: int) -> tuple[Mark, ...]:
    ends: dict[str, int] = {}
    closed = []
    for mark in sorted(marks, key=lambda m: m.start, reverse=True):
        closed.append(mark.model_copy(update={"end": ends.get(mark.kind, length)}))
        ends[mark.kind] = mark.start
    return tuple(reversed(closed))


def sections(headings: Iterable[tuple[int, str]]) -> tuple[Mark, ...]:
    """Marks from `(start, name)` of headings."""
    named = ((start, " ".join(name.split())[:200]) for start, name in headings)
    return tuple(Mark(kind="section", name=name, start=start, end=start) for start, name in named if name)


_DOI = re.compile(r"\b10\.\d{4,9}/[^\s\"<>{}|\\^`]{1,150}")


def doi(text: str) -> str:
    """The first DOI in a text, in lower case; empty if there is none."""
    found = _DOI.search(text)
    return found.group().rstrip(".,;:)]'").lower() if found else ""


def people(text: str) -> tuple[str, ...]:
    """Names in a list joined by `and`, `;` or commas (`Doe, J. and Roe, R.` keeps its commas)."""
    parts = re.split(r"\s+and\s+|\s*;\s*|\s*&\s*", text.strip())
    if len(parts) == 1 and not re.fullmatch(r"[^,]+,\s*(?:[A-Z]\.?[\s-]*){1,4}", text.strip()):
        parts = re.split(r"\s*,\s*", text.strip())
    return tuple(" ".join(p.split()).strip(",") for p in parts if p.strip(" ,"))
