"""The numbers of a text as its tests see them: those of the ledger, fractions (`2/3`) and numbers in words (`a fifth`).

Knows where each stands and what its sentence asks; no law.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from ech0.core import numerals, units
from ech0.core.reading import normalise
from ech0.core.types import Relation, Symbol
from ech0.minds.embedded.givens import Given, Scene, absolute, fits
from ech0.minds.embedded.premises.notes import known, parts

LIMIT = 60
"""Numbers of a text that are looked at."""
_ONE = re.compile(r"\b(?:a half|one half|half|a third|a quarter)\b")
_ONES = {"a half": 0.5, "one half": 0.5, "half": 0.5, "a third": 1 / 3, "a quarter": 0.25}
_RATIO = re.compile(r"(?<![\w/.])(\d{1,4})\s?/\s?(\d{1,4})(?![\w/]|\.\d|\s?\d|\s?mmhg)")
_ORDINAL = re.compile(r"(?<![\w.])(\d{1,5})(?=(?:st|nd|rd|th)\b)")
_ASKS = re.compile(
    r"^\W*(?:what|how|which|who|when|where|find|calculate|compute|determine|estimate|is|are|does|do|did|will|would)\b"
)


@dataclass(frozen=True)
class Figure:
    """A number between `start` and `end`: `given`, or a `value` that words or a fraction spell."""

    start: int
    end: int
    given: Given | None = None
    value: float = 0.0

    def fits(self, unit: str) -> bool:
        """Whether it can be a number in `unit`."""
        if self.given is None or unit == "":
            return unit == "" and (self.given is None or self.given.bare or self.given.unit == "percent")
        return not self.given.bare and fits(self.given, unit) and (unit != "K" or absolute(self.given))

    def symbol(self, name: str, unit: str, meaning: str) -> tuple[Symbol, list[Relation]]:
        """The number as a symbol, with the relation that spells it if no entry does."""
        if self.given is not None:
            return known(self.given, name, unit, meaning), []
        return Symbol(name=name, unit="", meaning=meaning), [
            Relation(expression=f"{name} = {self.value!r}", text=f"the {meaning} is read from words")
        ]

    def exact(self, name: str, unit: str, meaning: str) -> tuple[Symbol, list[Relation]]:
        """The number as a symbol that is not taken to be rounded: a count, or a length that a figure is drawn with."""
        quantity = self.given.entry.quantity if self.given else None
        if quantity is None:
            return self.symbol(name, unit, meaning)
        value = units.convert(quantity, unit).value if unit else quantity.value
        spelled = Relation(expression=f"{name} = {value!r}", text=f"the {meaning} is taken as it is written")
        return Symbol(name=name, unit=unit, meaning=meaning), [spelled]


@dataclass(frozen=True)
class Page:
    """A text in lower case with its figures in order, and its sentences."""

    scene: Scene

    @cached_property
    def low(self) -> str:
        """The text in lower case; places are those of the original."""
        text = self.scene.text.original
        low = "".join(c if len(c) == 1 else text[n] for n, c in enumerate(map(str.lower, text)))
        return low.replace("−", "-").replace("–", "-").replace("’", "'").replace("\n", " ")

    @cached_property
    def sentences(self) -> tuple[tuple[int, int], ...]:
        """Start and end of each sentence; one that states something and then asks is two."""
        spans: dict[int, tuple[int, int]] = {}
        for t in self.scene.text.tokens:
            first, _ = spans.get(t.sentence, (t.start, t.end))
            spans[t.sentence] = (first, t.end)
        return tuple((a + one, a + other) for a, b in spans.values() for one, other in parts(self.low[a:b]))

    def within(self, place: int) -> tuple[int, int]:
        """The sentence at a place."""
        return next((s for s in self.sentences if s[0] <= place < s[1]), (0, len(self.low)))

    def asks(self, place: int) -> bool:
        """Whether the sentence at a place is a question or an order to work something out."""
        start, end = self.within(place)
        said = self.low[start:end]
        return said.rstrip().endswith("?") or _ASKS.match(said) is not None

    @cached_property
    def figures(self) -> tuple[Figure, ...]:
        """All numbers of the question in order; a fraction stands for both its parts."""
        own = [g for g in self.scene.givens if g.text is self.scene.text and not g.concept and g.entry.span]
        spelled = self._spelled()
        plain = [
            Figure(g.entry.span.start, g.entry.span.end, g)
            for g in own
            if g.entry.span and not any(f.start <= g.entry.span.start < f.end for f in spelled)
        ]
        words = [f for f in spelled if not any(f.start < p.end and p.start < f.end for p in plain)]
        return tuple(sorted((*plain, *words), key=lambda f: f.start)[:LIMIT])

    def _spelled(self) -> list[Figure]:
        if len(normalise(self.low)[0]) > 4000:
            return []
        ratios = [
            Figure(m.start(), m.end(), None, int(m[1]) / int(m[2]))
            for m in _RATIO.finditer(self.low)
            if int(m[1]) > 0 and int(m[2]) > 1
        ]
        words = [Figure(n.start, n.end, None, n.value) for n in numerals.read(self.low)]
        halves = [
            Figure(m.start(), m.end(), None, _ONES[m.group()])
            for m in _ONE.finditer(self.low)
            if not any(w.start < m.end() and m.start() < w.end and w.value != 0.5 for w in words)
        ]
        words = [w for w in words if not any(w.start < h.end and h.start < w.end for h in halves)]
        ordinals = [Figure(m.start(), m.end(), None, float(m[1])) for m in _ORDINAL.finditer(self.low)]
        return [*ratios, *words, *halves, *ordinals]


def before(page: Page, figures: Sequence[Figure], at: int) -> str:
    """What stands before a figure in its sentence."""
    start, _ = page.within(figures[at].start)
    return page.low[max(start, figures[at].start - 120) : figures[at].start]
