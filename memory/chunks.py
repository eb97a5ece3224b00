"""A text cut into passages at paragraph and sentence ends, as exact spans. Knows no document, model or language model.

A passage is meant to fit MiniLM's window of 256 word pieces; pieces are estimated from the words, so that the cut
depends on the text alone.
"""

import re
from collections.abc import Iterator

MAX_PIECES = 200
_PARAGRAPH = re.compile(r"\n[ \t]*\n+")
# A sentence ends at . ! ? before white space and a capital, digit or bracket, but not after an initial or "e.g."
_SENTENCE = re.compile(
    r"(?<=[.!?])(?<!\b[A-Za-z]\.)(?<!\bal\.)(?<!\bFig\.)(?<!\bEq\.)\s+(?=[A-Z0-9(\[\"'])|\n(?=[-*#|])"
)
_WORD = re.compile(r"[^\W_]+|[^\w\s]|_")


def pieces(text: str) -> int:
    """About how many word pieces a text has: one for a common word or sign, more for long words and numbers."""
    return sum(1 + (len(w) - 1) // (3 if not w.isalpha() else 7) for w in _WORD.findall(text))


def spans(text: str, limit: int = MAX_PIECES) -> list[tuple[int, int]]:
    """Spans `[start, end)` of at most `limit` pieces, in order, apart, that hold every character but white space.

    Paragraphs are joined while they fit and cut at sentence ends, then words, then anywhere, where they do not.
    """
    out: list[tuple[int, int]] = []
    for start, end in _small(text, limit):
        if out and _joins(text, out[-1][0], end, limit):
            out[-1] = (out[-1][0], end)
        else:
            out.append((start, end))
    return out


def _joins(text: str, start: int, end: int, limit: int) -> bool:
    # A heading opens a passage of its own.
    heading = re.search(r"\n#+ [^\n]*", text[start:end])
    return heading is None and pieces(text[start:end]) <= limit


def _small(text: str, limit: int) -> Iterator[tuple[int, int]]:
    for start, end in _between(text, 0, len(text), _PARAGRAPH):
        if pieces(text[start:end]) <= limit:
            yield start, end
            continue
        for first, last in _between(text, start, end, _SENTENCE):
            yield from _words(text, first, last, limit)


def _words(text: str, start: int, end: int, limit: int) -> Iterator[tuple[int, int]]:
    if pieces(text[start:end]) <= limit:
        yield start, end
        return
    at, count = start, 0
    for word in re.finditer(r"\S{1,300}", text[start:end]):
        cost = pieces(word.group())
        if count and count + cost > limit:
            yield _stripped(text, at, start + word.start())
            at, count = start + word.start(), 0
        count += cost
    yield _stripped(text, at, end)


def _between(text: str, start: int, end: int, mark: re.Pattern[str]) -> Iterator[tuple[int, int]]:
    at = start
    for found in mark.finditer(text, start, end):
        if text[at : found.start()].strip():
            yield _stripped(text, at, found.start())
        at = found.end()
    if text[at:end].strip():
        yield _stripped(text, at, end)


def _stripped(text: str, start: int, end: int) -> tuple[int, int]:
    part = text[start:end]
    return start + len(part) - len(part.lstrip()), end - (len(part) - len(part.rstrip()))
