"""The sentences of a text as exact spans. Knows English punctuation and its commonest abbreviations, and no meaning."""

import re
from collections.abc import Iterator

_SHORT = "et al|vs|cf|e\\.g|i\\.e|ca|approx|resp|Fig|Figs|Eq|Eqs|Ref|Refs|Tab|No|Nos|Dr|Prof|St|Mr|Mrs|Ms|sp|spp|viz"
_ENDS = re.compile(r"(?<=[.!?])[\"'”’)\]]*\s+(?=[A-Z0-9À-ÖØ-Þ(\[\"'“‘])|\n[ \t]*\n\s*|\n(?=[-*#|•])")
_BEFORE = re.compile(rf"(?:\b(?:{_SHORT})|\b[A-Z])\.$")


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
        part = text[at : mark.end() if mark else stop]
        if part.strip():
            yield at + len(part) - len(part.lstrip()), at + len(part.rstrip())
        at = mark.end() if mark else stop
