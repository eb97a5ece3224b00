"""A text cut into passages at section, paragraph and sentence ends, as exact spans. Knows no document and no model.

How long a stretch is, is told by a `Ruler` over the words of the text: what a model's own tokenizer makes of each, or
`estimated`. A word is never cut unless it alone is too long, so the counts of a passage are those of its words.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence

MAX_PIECES = 200
MAX_CHARACTERS = 4000
"""A passage is never longer, whatever its words count: a model may read a thousand letters without a space as one."""
_LONE = 12
"""A stretch between two section marks with fewer pieces is a heading without a text: it joins what follows."""
_PARAGRAPH = re.compile(r"\n[ \t]*\n+")
# A sentence ends at . ! ? before white space and a capital, digit or bracket, but not after an initial or "e.g."
_SENTENCE = re.compile(
    r"(?<=[.!?])(?<!\b[A-Za-z]\.)(?<!\bal\.)(?<!\bFig\.)(?<!\bEq\.)\s+(?=[A-Z0-9(\[\"'])|\n(?=[-*#|])"
)
_WORD = re.compile(r"[^\W_]+|[^\w\s]|_")
_HEADING = re.compile(r"^#{1,6}[ \t]+(\S[^\n]{0,199})", re.MULTILINE)
_SPACE, _INK = re.compile(r"\s"), re.compile(r"\S")
_PART = 1000

Word = tuple[int, int, int]
"""Start and end of a word in the text, and how many pieces it makes."""


def estimated(text: str) -> Iterator[Word]:
    """Words with about as many pieces as MiniLM makes: one for a common word or sign, more for long ones, numbers."""
    for found in _WORD.finditer(text):
        word = found.group()
        yield found.start(), found.end(), 1 + (len(word) - 1) // (7 if word.isascii() and word.isalpha() else 3)


class Ruler:
    """Counts pieces between two offsets of a text, in logarithmic time."""

    def __init__(self, words: Iterable[Word]) -> None:
        self.starts: list[int] = []
        self.sums = [0]
        for start, end, cost in words:
            for at in range(start, max(end, start + 1), _PART):
                # The parts of a monster are not what the tokenizer saw: each costs a piece a letter, or one if it is
                # longer than any word that is taken apart (100 letters in BERT).
                size = min(end - at, _PART)
                self.starts.append(at)
                self.sums.append(self.sums[-1] + (cost if end - start <= _PART else size if size <= 100 else 1))

    def count(self, start: int, end: int) -> int:
        """How many pieces begin in `[start, end)`."""
        return self.sums[bisect_left(self.starts, end)] - self.sums[bisect_left(self.starts, start)]

    def reach(self, start: int, end: int, limit: int) -> int:
        """The furthest word start, or `end`, up to which there are at most `limit` pieces; beyond the first word."""
        first = bisect_left(self.starts, start)
        last = bisect_right(self.sums, self.sums[first] + limit) - 1
        last = max(first + 1, min(last, bisect_right(self.starts, start + MAX_CHARACTERS) - 1))
        return min(end, self.starts[last]) if last < len(self.starts) else end


def headings(text: str) -> list[tuple[int, int, str]]:
    """The sections of a Markdown text, from heading to heading: start, end, what the heading says."""
    found = [(match.start(), match.group(1).rstrip("# \t")) for match in _HEADING.finditer(text)]
    ends = [*(start for start, _ in found[1:]), len(text)]
    return [(start, end, name) for (start, name), end in zip(found, ends, strict=False)]


def spans(
    text: str, limit: int = MAX_PIECES, *, ruler: Ruler | None = None, sections: Sequence[int] | None = None
) -> list[tuple[int, int]]:
    """Spans `[start, end)` of at most `limit` pieces, in order, apart, that hold every character but white space.

    Paragraphs are joined while they fit and cut at sentence ends, then words, then anywhere, where they do not. None
    runs over an offset of `sections`, where a section begins; Markdown's headings if not given.
    """
    measure = Ruler(estimated(text)) if ruler is None else ruler
    begins = [start for start, _, _ in headings(text)] if sections is None else sections
    out: list[tuple[int, int]] = []
    for first, last in _between_sections(text, begins, measure):
        joined: list[tuple[int, int]] = []
        for start, end in _small(text, first, last, limit, measure):
            if joined and _fits(joined[-1][0], end, limit, measure):
                joined[-1] = (joined[-1][0], end)
            else:
                joined.append((start, end))
        out += joined
    return out


def _fits(start: int, end: int, limit: int, ruler: Ruler) -> bool:
    return end - start <= MAX_CHARACTERS and ruler.count(start, end) <= limit


def _between_sections(text: str, begins: Sequence[int], ruler: Ruler) -> Iterator[tuple[int, int]]:
    edges = [*sorted({b for b in begins if 0 < b < len(text)}), len(text)]
    start = 0
    for end in edges:
        lone = ruler.count(start, end) < _LONE and "\n" not in text[start:end].strip()
        if not lone or end == len(text):
            yield start, end
            start = end


def _small(text: str, start: int, end: int, limit: int, ruler: Ruler) -> Iterator[tuple[int, int]]:
    for first, last in _between(text, start, end, _PARAGRAPH):
        if _fits(first, last, limit, ruler):
            yield first, last
            continue
        for begin, stop in _between(text, first, last, _SENTENCE):
            yield from _words(text, begin, stop, limit, ruler)


def _words(text: str, start: int, end: int, limit: int, ruler: Ruler) -> Iterator[tuple[int, int]]:
    while not _fits(start, end, limit, ruler):
        cut = ruler.reach(start, min(end, start + MAX_CHARACTERS), limit)
        # Between words if there is a space not too far back; a text without spaces is cut where the limit is reached.
        spaces = [found.start() for found in _SPACE.finditer(text, start + (cut - start) // 2, cut)]
        cut = spaces[-1] if spaces and not text[cut - 1].isspace() else cut
        yield _stripped(text, start, cut)
        ink = _INK.search(text, cut, end)
        start = ink.start() if ink else end
    if start < end:
        yield start, end


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
