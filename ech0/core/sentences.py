"""The sentences of a text as exact spans. Knows English punctuation and its commonest abbreviations, and no meaning."""

import re
from collections.abc import Iterator

_SHORT = "et al|vs|cf|e\\.g|i\\.e|ca|approx|resp|Fig|Figs|Eq|Eqs|Ref|Refs|Tab|No|Nos|Dr|Prof|St|Mr|Mrs|Ms|sp|spp|viz"
_ENDS = re.compile(r"(?<=[.!?])[\"'”’)\]]*\s+(?=[A-Z0-9À-ÖØ-Þ(\[\"'“‘])|\n[ \t]*\n\s*|\n(?=[-*#|•])")
_HEADING = re.compile(r"\s*#{1,6} [^\n]*\n")
_BEFORE = re.compile(rf"(?:\b(?:{_SHORT})|(?<!\d )\b[A-Z])\.$")
"""`Doe et al.`, `J. Roe`; but `300 K.` ends a sentence."""


def _lines(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """A stretch, cut after the line of each Markdown heading that it begins with."""
    while heading := _HEADING.match(text, start, end):
        yield start, heading.end()
        start = heading.end()
    yield start, end


def _short(text: str) -> bool:
    """Whether what looks like an end is the point of an abbreviation."""
    return "\n\n" not in text and _BEFORE.search(text.rstrip()) is not None


def sentences(text: str, start: int = 0, end: int | None = None) -> Iterator[tuple[int, int]]:
    """Spans of the sentences between `start` and `end`, without white space around them; no word is left out.

    A blank line ends one too, and so does a line that begins an item of a list.
    """
    stop = len(text) if end is None else end
    at = start
    for mark in [*_ENDS.finditer(text, start, stop), None]:
        if mark is not None and _short(text[max(at, mark.start() - 12) : mark.end()]):
            continue
        last = mark.end() if mark else stop
        for begin, close in _lines(text, at, last):
            part = text[begin:close]
            if part.strip():
                yield begin + len(part) - len(part.lstrip()), begin + len(part.rstrip())
        at = last
