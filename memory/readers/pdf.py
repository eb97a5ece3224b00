"""PDF with pypdf: lines put together from where their pieces stand on the page, column by column. Reads no pictures.

A scanned page has no text and is said to have none. Bounds on streams are pypdf's; time and memory are the process's.
"""

import io
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median
from typing import TYPE_CHECKING, Any

from ech0.core.types import Mark
from memory.about import About, Read
from memory.readers.plain import headings
from memory.readers.reader import MAX_TEXT, checked, doi, made, people, refused, sections

if TYPE_CHECKING:
    from pypdf import PageObject, PdfReader

MAX_PAGES = 5000
Head = tuple[int, int, str]
"""Where a heading begins, its level, and its words."""
_JUNK = re.compile(r"(?i)^(?:untitled|microsoft (?:word|powerpoint).*|.*\.(?:docx?|pdf|tex|dvi|indd|qxd)|\W*)$")


@dataclass
class Line:
    """A line of a page: its left end and height on the page in points, its font's size, its text, bold or not."""

    x: float
    y: float
    size: float
    text: str
    bold: bool = False


class Pdf:
    """`.pdf`; the title is what the file says, or else the largest print of the first page."""

    name = "pdf"
    suffixes = (".pdf",)

    def read(self, raw: bytes, file: str, /) -> Sequence[Read]:
        """One document, with a mark for each page and each section."""
        reader = _opened(raw, file)
        text, pages, largest = "", [], ""
        heads: list[Head] = []
        for number, page in enumerate(reader.pages, 1):
            lines = _lines(page, file, number)
            if number == 1:
                largest = _largest(lines)
            start = len(text) + (2 if text else 0)
            body, found = _joined(_ordered(lines))
            if body:
                text += ("\n\n" if text else "") + body
                heads += [(start + at, level, name) for at, level, name in found]
            start = min(start, len(text))
            pages.append(Mark(kind="page", name=str(number), start=start, end=start))
            if len(text) > MAX_TEXT:
                checked(text, file)
        if not text.strip():
            why = f"none of its {len(pages)} pages has text: they are pictures"
            raise refused(file, why, "read it with an OCR program first, as with `ocrmypdf`")
        said: Any = reader.metadata or {}
        title = " ".join(str(said.get("/Title") or "").split())
        first = text[: pages[1].start] if len(pages) > 1 else text
        if _JUNK.match(title) or (largest and _bare(title) not in _bare(first)):
            title = largest
        about = About(
            format=self.name,
            authors=people(str(said.get("/Author") or "")[:2000]),
            date=_date(str(said.get("/CreationDate") or "")),
            doi=doi(text[:5000]) or doi(_cited(text)),
        )
        marks = (*pages, *sections((at, name) for at, _, name in _sections(heads)))
        return [made(file, text, about, marks, title=title)]


def _cited(text: str) -> str:
    """What follows `Cite this article as`, where journals say a paper's own DOI."""
    found = re.search(r"(?i)\bcite this article\b", text)
    return text[found.end() : found.end() + 800] if found else ""


def _opened(raw: bytes, file: str) -> "PdfReader":
    from pypdf import PdfReader
    from pypdf.errors import DependencyError, PyPdfError

    if b"%PDF-" not in raw[:1024]:
        raise refused(file, "it does not begin as a PDF", "give the PDF itself, not a page about it")
    try:
        reader = PdfReader(io.BytesIO(raw))
        locked = bool(reader.is_encrypted and not reader.decrypt(""))
        count = 0 if locked else _count(reader)
    except DependencyError:
        locked = True  # it would need a cipher that is not installed
    except (PyPdfError, ValueError, KeyError, TypeError, AttributeError, IndexError, OSError, RecursionError) as error:
        raise _damaged(file, error) from error
    if locked:
        raise refused(file, "it is encrypted", "save a copy without a password, as with `qpdf --decrypt`")
    if count > MAX_PAGES:
        raise refused(file, f"it says it has {count:,} pages, more than {MAX_PAGES:,}", "split it into several files")
    try:
        count = len(reader.pages)
    except (PyPdfError, ValueError, KeyError, TypeError, AttributeError, IndexError, OSError, RecursionError) as error:
        raise _damaged(file, error) from error
    if not count:
        raise refused(file, "it has no page", "give a PDF with at least one page")
    if count > MAX_PAGES:
        raise refused(file, f"it has {count:,} pages, more than {MAX_PAGES:,}", "split it into several files")
    return reader


def _count(reader: "PdfReader") -> int:
    """How many pages it says that it has: the tree itself may be too large to walk."""
    root: Any = reader.root_object
    said = root["/Pages"].get_object().get("/Count", 0)
    return int(said)


def _damaged(file: str, error: Exception) -> Exception:
    why = f"it is damaged ({type(error).__name__}: {str(error)[:100]})"
    return refused(file, why, "print it to a new PDF, or repair it as with `qpdf`")


def _date(said: str) -> str:
    """`D:20210304...` as ISO 8601."""
    found = re.match(r"(?:D:)?(\d{4})(\d\d)?(\d\d)?", said)
    return "-".join(part for part in found.groups() if part) if found else ""


def _lines(page: "PageObject", file: str, number: int) -> list[Line]:
    """The lines of a page in the order in which the file draws them; two columns never share one."""
    from pypdf.errors import PyPdfError

    pieces: list[Line] = []

    def seen(text: str, user: Sequence[float], matrix: Sequence[float], font: Any, size: float) -> None:
        x = matrix[4] * user[0] + matrix[5] * user[2] + user[4]
        y = matrix[4] * user[1] + matrix[5] * user[3] + user[5]
        height = abs(size * (matrix[3] or matrix[1]) * (user[3] or user[1])) or size
        bold = bool(font) and re.search(r"(?i)bold|black|heavy", str(font.get("/BaseFont", ""))) is not None
        pieces.extend(Line(x, y, height, part, bold) for part in text.split("\n") if part)

    try:
        page.extract_text(visitor_text=seen)
    except (PyPdfError, ValueError, KeyError, TypeError, AttributeError, IndexError, OSError, RecursionError) as error:
        why = f"page {number} is damaged ({type(error).__name__}: {str(error)[:100]})"
        raise refused(file, why, "print it to a new PDF, or repair it as with `qpdf`") from error
    lines = _assembled(pieces, _column(pieces))
    for line in lines:
        line.text = " ".join(line.text.replace("\0", " ").split())
    return [line for line in lines if line.text]


def _column(pieces: Sequence[Line]) -> float | None:
    """Where a second column begins: a place near the middle at which many lines have a piece that begins there."""
    shown = [p for p in pieces if p.text.strip()]
    if len(shown) < 8:
        return None
    left, right = min(p.x for p in shown), max(p.x for p in shown)
    heights = {round(p.y) for p in shown}
    middle = Counter(round(p.x / 2) for p in shown if p.x - left > max(100, 0.3 * (right - left)))
    if not middle:
        return None
    place, count = middle.most_common(1)[0]
    return 2.0 * place if count >= max(5, 0.25 * len(heights)) else None


def _assembled(pieces: Sequence[Line], column: float | None) -> list[Line]:
    lines: list[Line] = []
    for piece in pieces:
        last = lines[-1] if lines else None
        crossed = column is not None and last is not None and last.x < column - 2 and abs(piece.x - column) <= 2
        if crossed or last is None or abs(last.y - piece.y) >= 0.3 * max(piece.size, 1) or piece.x < last.x - 1:
            lines.append(piece)
        else:
            gap = "" if last.text.endswith(" ") or piece.text.startswith(" ") else _gap(last, piece.x)
            last.text += gap + piece.text
            last.bold = last.bold and (piece.bold or not piece.text.strip())
    return lines


def _gap(line: Line, x: float) -> str:
    """A space, if a piece begins beyond where the line so far ends; half the print's size is a usual letter."""
    return " " if x - line.x > 0.42 * line.size * len(line.text) else ""


def _ordered(lines: list[Line]) -> list[Line]:
    """Left column before right, where a file draws two columns line by line; else as the file draws them."""
    if len(lines) < 8:
        return lines
    left, right = min(li.x for li in lines), max(li.x for li in lines)
    middle = (left + right + 0.0) / 2
    near = [abs(li.x - left) < 0.15 * (right - left) or abs(li.x - right) < 0.15 * (right - left) for li in lines]
    sides = [li.x > middle for li in lines]
    turns = sum(a != b for a, b in pairwise(sides))
    if right - left < 100 or sum(near) < 0.8 * len(lines) or turns < 0.4 * len(lines):
        return lines
    top = max(li.y for li, side in zip(lines, sides, strict=True) if side)
    over = [li for li, side in zip(lines, sides, strict=True) if not side and li.y > top + 0.5 * li.size]
    columns = [li for li in lines if all(li is not o for o in over)]
    return [*over, *(li for li in columns if li.x <= middle), *(li for li in columns if li.x > middle)]


def _joined(lines: list[Line]) -> tuple[str, list[Head]]:
    """Paragraphs of whole lines, and the headings among them.

    A word cut at a line's end is made whole; a gap, another print or a heading begins a new paragraph.
    """
    body = median(line.size for line in lines) if lines else 0.0
    level = {id(line): _level(line, body) for line in lines}
    heads: list[Head] = []
    steps = [a.y - b.y for a, b in pairwise(lines) if 0 < a.y - b.y < 4 * max(a.size, 1)]
    usual = median(steps) if steps else 0.0
    out = ""
    for number, line in enumerate(lines):
        before = lines[number - 1]
        if number == 0:
            out = line.text
        elif level[id(before)] != level[id(line)] or _apart(before, line, usual):
            out += f"\n\n{line.text}"
        elif re.search(r"[a-z]-$", out) and re.match(r"[a-z]", line.text):
            out = out[:-1] + line.text
        else:
            out += f" {line.text}"
        if level[id(line)]:
            at = out.rfind("\n\n") + 2 if "\n\n" in out else 0
            heads = [h for h in heads if h[0] != at]
            heads.append((at, level[id(line)], out[at:]))
    return out, heads


def _level(line: Line, body: float) -> int:
    """1 for a heading that papers have, 2 for another line that stands out as one, 0 for text."""
    known = next(headings(line.text), None)
    if known is not None and not line.text[0].isdigit():
        return 1
    stands_out = line.bold or line.size > 1.05 * body
    short = len(line.text) <= 80 and not line.text.endswith((".", ",", ";")) and re.match(r"[\dA-Z]", line.text)
    if known is not None and stands_out:
        return 1 if "." not in line.text.split()[0].rstrip(".") else 2
    return 2 if short and line.bold and line.size >= 0.95 * body else 0


def _sections(heads: Sequence[Head]) -> list[Head]:
    """Headings from the first that papers have on: what stands out before it is title and names."""
    first = next((n for n, (_, level, _) in enumerate(heads) if level == 1), len(heads))
    return list(heads[first:])


def _bare(text: str) -> str:
    return re.sub(r"\W+", "", text).lower()


def _apart(before: Line, line: Line, usual: float) -> bool:
    step = before.y - line.y
    if step < 0:  # the next column, or the top of something: a sentence may go on there
        return not re.match(r"[a-z(,;]", line.text)
    return step > 1.35 * usual + 0.5 or abs(before.size - line.size) > 0.12 * max(before.size, line.size)


def _largest(lines: list[Line]) -> str:
    """The text in the largest print, if it is larger than the rest and short enough for a title."""
    if not lines:
        return ""
    most = max(line.size for line in lines)
    big = [line for line in lines if line.size > 0.95 * most]
    said = " ".join(line.text for line in big)
    return said if len(big) <= 4 and len(big) < len(lines) and 5 < len(said) <= 300 else ""


