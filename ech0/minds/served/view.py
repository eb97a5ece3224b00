"""A question as a model is shown it: sentences by number, quantities as slots. No digit of a value, no command.

What a user, a document or an option says is data: marks by which chat templates and our own prompt tell the roles apart
are broken up wherever they stand in it.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ech0.core.prompts import harmless
from ech0.core.types import Entry, Passage, Question, Span
from ech0.minds.embedded.logic.sentences import split

LONGEST, LONGEST_PASSAGE, PASSAGES = 24_000, 1500, 6


@dataclass(frozen=True)
class View:
    """A question cut into sentences. `sentences[n]` is verbatim, `spans[n]` where it stands, if it stands as it is."""

    question: Question
    entries: tuple[Entry, ...]
    sentences: tuple[str, ...]
    sources: tuple[str, ...]

    @classmethod
    def of(cls, question: Question, entries: Sequence[Entry]) -> "View":
        """The sentences of the question, then those of what was said before, latest first."""
        rows = [(s, "question") for s in split(question.text) or [question.text]]
        for n in range(len(question.context), 0, -1):
            rows += [(s, f"context{n}") for s in split(question.context[n - 1])]
        given = tuple(e for e in entries if e.kind == "given" and e.span is not None and not e.concept)
        return cls(question, given, tuple(s for s, _ in rows), tuple(s for _, s in rows))

    def sentence(self, name: str) -> tuple[str, Span | None] | None:
        """A sentence by its number (`s1`), verbatim, with its place; `None` if there is none of that number."""
        number = int(name[1:]) if name[1:].isdigit() else 0
        if not 1 <= number <= len(self.sentences):
            return None
        text, source = self.sentences[number - 1], self.sources[number - 1]
        whole = self._text(source)
        start = whole.find(text)
        return text, Span(source=source, start=start, end=start + len(text)) if start >= 0 else None

    def names(self) -> list[str]:
        """The numbers of all sentences."""
        return [f"s{n}" for n in range(1, len(self.sentences) + 1)]

    def shown(self) -> str:
        """The text for a model: `s1: A block of [q1 kg] slides ...`."""
        lines = []
        places = dict.fromkeys(self.sources, 0)
        for n, (text, source) in enumerate(zip(self.sentences, self.sources, strict=True), 1):
            start = self._text(source).find(text, places[source])
            if start >= 0:
                places[source] = start + len(text)
            lines.append(f"s{n}: {harmless(self._slotted(text, source, start))}")
        lines += [f"option {chr(ord('A') + n)}: {harmless(_undigited(o))}" for n, o in enumerate(self.question.options)]
        if self.question.unit:
            lines.append(f"asked for in the unit {harmless(self.question.unit[:60])}")
        return "\n".join(lines)[:LONGEST]

    def _text(self, source: str) -> str:
        return self.question.text if source == "question" else self.question.context[int(source[7:]) - 1]

    def _slotted(self, text: str, source: str, start: int) -> str:
        """A sentence with each quantity in it as a slot; other digits stay, as in `H2O`."""
        mine = [e for e in self.entries if e.span and e.span.source == source and start >= 0]
        inside = [(e, e.span.start - start, e.span.end - start) for e in mine if e.span]
        out, at = "", 0
        for entry, a, b in sorted(inside, key=lambda row: row[1]):
            if at <= a < b <= len(text):
                out += f"{text[at:a]}{_slot(entry)}"
                at = b
        return out + text[at:]


def _slot(entry: Entry) -> str:
    unit = entry.quantity.unit if entry.quantity else ""
    return f"[{entry.id} {unit}]" if unit else f"[{entry.id}]"


def _undigited(option: str) -> str:
    """An option without the digits of its value: which one fits is found by comparing, not by a model."""
    return re.sub(r"(?<![A-Za-z])\d[\d.,]*(?:[eE][-+]?\d+)?", "#", option)[:400]


def passages(found: Sequence[Passage]) -> list[str]:
    """Passages for a model, in the order of their ids so that equal sets make equal prompts."""
    best = sorted(found, key=lambda p: (-p.relevance, p.id))[:PASSAGES]
    return [
        f"{harmless(p.title[:200])}: {harmless(p.text[:LONGEST_PASSAGE])}" for p in sorted(best, key=lambda p: p.id)
    ]
