"""What each number of a question is likely to be: its concept and role, by the words near it.

Evidence is a score in [0, 1] by distance in words; a number between two words halves it. Knows no formula.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache, cached_property

from ech0.core import units
from ech0.core.formula import Concept, Phrase
from ech0.core.types import Correction, Entry
from ech0.minds.embedded import symbols
from ech0.minds.embedded.words import Hit, Lexicon, Text

PREPOSITIONS = frozenset("from to at until before after into above below in a b one of".split())
EACH = frozenset(("each", "both", "two", "identical", "equal"))
COMPARED = ("given that it is", "given that it was", "given that its value is", "if it is", "if its value is")
REACH = 9
"""Words farther from a number than this say nothing about it."""


@dataclass(frozen=True)
class Given:
    """A known value with where it stands (token numbers); `concept` and `role` are set where the wording says so."""

    entry: Entry
    text: Text
    first: int
    last: int
    concept: str | None = None
    role: str = ""

    @cached_property
    def symbol(self) -> str:
        """The symbol that it is set equal to (`T_1`), or nothing."""
        return symbols.before(self.text.original, self.entry.span.start) if self.entry.span else ""

    @cached_property
    def loose(self) -> bool:
        """Whether it is a bare number inside a written formula: a power, a coefficient, a factor."""
        span, text = self.entry.span, self.text.original
        if span is None or not self.bare or self.concept is not None or self.symbol:
            return False
        before, after = text[: span.start].rstrip(" {"), text[span.end :].lstrip(" })")
        inside = before.count("$") % 2 == 1
        return inside and (before[-1:] in "/^(*+-_" or after[:1] in "/^(*+\\" or after[:1].isalpha())

    @cached_property
    def doubled(self) -> bool:
        """Whether it is said of each of several things: `two 3 C charges`, `each of mass 5 kg`."""
        tokens = self.text.tokens
        near = (*tokens[max(0, self.first - 4) : self.first], *tokens[self.last + 1 : self.last + 3])
        sentence = tokens[min(self.first, len(tokens) - 1)].sentence
        if any(t.sentence == sentence and t.text in ("other", "second", "first") for t in tokens) or re.search(
            r"\bone of (?:them|the two|these|which)\b", self.text.original.lower()
        ):
            return False
        return any(t.text in EACH and t.sentence == sentence for t in near)

    @cached_property
    def unit(self) -> str:
        return self.entry.quantity.unit if self.entry.quantity else ""

    @property
    def bare(self) -> bool:
        """A number without a unit."""
        return self.unit == ""


@dataclass(frozen=True)
class Scene:
    """The question's text, all its givens, and the texts of earlier turns, latest first."""

    text: Text
    givens: tuple[Given, ...]
    concepts: Mapping[str, Concept]
    roles: Mapping[str, tuple[str, ...]]
    lexicon: Lexicon[str]
    earlier: tuple[Text, ...] = ()
    _memo: dict[tuple[str, tuple[str, ...]], float] = field(default_factory=dict)
    _said: dict[str, Mapping[str, float]] = field(default_factory=dict)

    @cached_property
    def _numbers(self) -> Mapping[int, str]:
        return {n: g.entry.id for g in self.givens for n in range(g.first, g.last + 1)}

    @cached_property
    def ids(self) -> frozenset[str]:
        """The ledger ids of the givens."""
        return frozenset(g.entry.id for g in self.givens)

    @cached_property
    def mentions(self) -> tuple[tuple[Hit, str], ...]:
        """Concept words in the question's text; `volume` is not said by itself in `reduces its volume by`."""
        return outer(self.lexicon.hits(self.text))

    def near(self, given: Given, phrases: Iterable[str]) -> float:
        """How strongly some of `phrases` are said of this number."""
        words = tuple(phrases)
        key = (given.entry.id, words)
        if key not in self._memo:
            hits = [h for p in words for h in given.text.find(p)]
            self._memo[key] = max((self.closeness(given, h) for h in hits), default=0.0)
        return self._memo[key]

    def closeness(self, given: Given, hit: Hit) -> float:
        """How near a phrase stands to a number: 1 around it, less by distance and by what stands between.

        It is 0 in another sentence and beyond `REACH` words. Each further word of the phrase adds a little, so that it
        may exceed 1.
        """
        tokens = given.text.tokens
        if tokens[hit.first].sentence != tokens[given.first].sentence:
            return 0.0
        if hit.last < given.first:
            between = range(hit.last + 1, given.first)
        elif hit.first > given.last:
            between = range(given.last + 1, hit.first)
        else:
            return 1.0
        gap = len(between)
        if gap > REACH:
            return 0.0
        same = given.text is self.text
        others = {self._numbers[n] for n in between if n in self._numbers} if same else set()
        breaks = sum(tokens[n].text in (",", "and", "(", ")", ":") for n in between)
        after = 0.9 if hit.first > given.last else 1.0
        after *= 0.5 if same and hit.last < given.first and self._owned(hit, given) else 1.0
        after *= 0.5 if same and hit.first > given.last + 1 and self._names_next(hit, given) else 1.0
        return max(0.0, 1.0 - 0.09 * gap) * 0.5 ** len(others) * 0.85**breaks * after * (1.0 + 0.05 * (hit.length - 1))

    def _owned(self, hit: Hit, given: Given) -> bool:
        """Whether a phrase belongs to another number of the kind, right before it: `a 1 cm cuvette at 340 nm`."""
        owner = next((g for g in self.givens if g.text is self.text and g.last == hit.first - 1), None)
        return owner is not None and owner is not given and bool(owner.unit) and fits(owner, given.unit)

    def _names_next(self, hit: Hit, given: Given) -> bool:
        """Whether a phrase is the name of the number after it: `left after 18 h if its half-life is 6 h`."""
        tokens, at = given.text.tokens, hit.last + 1
        joined = at < len(tokens) and tokens[at].text in ("is", "=", "of", ":")
        starts = (g for g in self.givens if g.text is self.text and joined and g.first == at + 1)
        return any(g is not given and fits(g, given.unit) and bool(g.unit) for g in starts)

    def evidence(self, given: Given) -> Mapping[str, float]:
        """How strongly each concept that fits the unit is said of this number."""
        if given.entry.id not in self._said:
            self._said[given.entry.id] = self._evidence(given)
        return self._said[given.entry.id]

    def _evidence(self, given: Given) -> Mapping[str, float]:
        if given.concept is not None:
            return {given.concept: 1.0}
        if named := self._by_symbol(given):
            return named
        found: dict[str, float] = {}
        for hit, concept in outer(self.lexicon.hits(given.text)) if given.text is not self.text else self.mentions:
            if fits(given, self.concepts[concept].unit) and not (given.unit == "percent" and concept == "turns"):
                close = min(1.0, self.closeness(given, hit))
                if close > found.get(concept, 0.0):
                    found[concept] = close
        return self._sized(given, found)

    def _sized(self, given: Given, found: dict[str, float]) -> dict[str, float]:
        """What is said of a number, if a word right after it says which way it is measured: `12 mm in diameter`.

        `Long` says no more than that it is not across.
        """
        after = tuple(t.text for t in given.text.tokens[given.last + 1 : given.last + 3])
        size = _ALONG.get(after[0]) if after else None
        if after[:1] == ("in",) and after[1:] and after[1] in _ALONG.values():
            size = after[1]
        if size is None or not fits(given, "m") or given.bare:
            return found
        kept = {c: v for c, v in found.items() if c not in _ALONG.values()}
        return {**kept, size: 0.5 if size == "length" else 1.0}

    def _by_symbol(self, given: Given) -> dict[str, float]:
        """Concepts that are written with the symbol that a number is set equal to."""
        base = symbols.parts(given.symbol)[0]
        if not base:
            return {}
        meant = (c for c in self.concepts.values() if given.symbol in c.symbols or base in c.symbols)
        return {c.id: 1.0 for c in meant if fits(given, c.unit)}

    def _compared(self, given: Given) -> str:
        """`at 500 K, given that it is 7 J at 298 K`: what stands after is known, what stands before is asked."""
        hits = [h for phrase in COMPARED for h in given.text.find(phrase)]
        tokens = given.text.tokens
        same = [h for h in hits if tokens[h.first].sentence == tokens[min(given.first, len(tokens) - 1)].sentence]
        if not same:
            return ""
        return "initial" if given.first > same[0].first else "final"

    def role(self, given: Given, role: str) -> float:
        """How strongly a role (`initial`, `hot`) is said of this number: its words stand right beside it.

        A preposition (`from`, `to`) speaks of what follows it only.
        """
        if given.role:
            return 1.0 if given.role == role else 0.0
        if turns := symbols.parts(given.symbol)[1]:
            return 1.0 if role in turns else 0.0
        if known := self._compared(given):
            return 0.9 if role == known else 0.0
        words = self.roles.get(role, ())
        close = self.near(given, tuple(w for w in words if w not in PREPOSITIONS))
        before = {given.text.tokens[n].text for n in range(max(0, given.first - 2), given.first)}
        if any(w in before for w in words if w in PREPOSITIONS):
            close = max(close, 0.95)
        return close if close > 0.6 else 0.0


_ALONG = {
    "long": "length", "tall": "height", "high": "height", "deep": "depth", "wide": "width", "thick": "thickness",
    "across": "diameter", "radius": "radius",
}  # fmt: skip
"""Which size a word means that stands right after a number; `in` goes before the names themselves."""


def outer(hits: Sequence[tuple[Hit, str]]) -> tuple[tuple[Hit, str], ...]:
    """Hits that do not stand inside a longer one."""
    spans = {h for h, _ in hits}
    return tuple((h, c) for h, c in hits if not any(o != h and o.first <= h.first and h.last <= o.last for o in spans))


_EQUAL = (["="], ["is"], ["equals"], ["is", "equal", "to"], ["is", "exactly"])
_ELSEWHERE = (
    "unless otherwise stated",
    "unless stated otherwise",
    "unless otherwise noted",
    "unless otherwise specified",
)


def remarks(text: Text) -> frozenset[int]:
    """The tokens of sentences that say what holds unless something else is stated."""
    sentences = {text.tokens[h.first].sentence for p in _ELSEWHERE for h in text.find(p)}
    return frozenset(n for n, t in enumerate(text.tokens) if t.sentence in sentences)


def standing(givens: Sequence[Given], text: Text) -> list[Given]:
    """Givens without those of standing remarks, where the question has others of their kind or they state none.

    `Data are for 298.15 K unless otherwise stated` speaks of a temperature only if no other is named, and
    `1 atm = 101325 Pa` of no pressure at all.
    """
    said = remarks(text)
    aside = [g for g in givens if g.text is text and g.first in said]
    kept = [g for g in givens if g not in aside]
    kept += [g for g in aside if g.unit and not any(units.compatible(g.unit, h.unit) for h in kept)]
    return [g for g in kept if g.text is not text or not (g.loose or _is_definition(g, kept))]


def _is_definition(given: Given, others: Sequence[Given]) -> bool:
    """Whether a number is a side of `1 atm = 101325 Pa`: two amounts of one dimension set equal, one of them 1."""
    tokens = given.text.tokens
    for other in others:
        if other is given or other.text is not given.text or not (given.unit and other.unit):
            continue
        first, second = (given, other) if given.first < other.first else (other, given)
        one = first.entry.quantity is not None and first.entry.quantity.value == 1
        between = [t.text for t in tokens[first.last + 1 : second.first]]
        if one and between in _EQUAL and units.compatible(first.unit, second.unit):
            return True
    return False


def unasked(scene: Scene, asked: Sequence[tuple[str, str]]) -> Scene:
    """The scene without what only the words of the question itself state: `the boiling point of water` is asked for.

    `asked`: what is asked for in words, with its unit. The words may still state something of another kind: the
    `fundamental frequency` that is asked for is of the first order.
    """
    hits = [(h, unit) for phrase, unit in asked for h in scene.text.find(phrase)]

    def only_asks(given: Given) -> bool:
        around = (unit for h, unit in hits if given.first <= h.first and h.last <= given.last)
        return any(units.compatible(given.unit, unit) for unit in around)

    stated = (g.concept is not None and g.text is scene.text and only_asks(g) for g in scene.givens)
    kept = tuple(g for g, drop in zip(scene.givens, stated, strict=True) if not drop)
    return scene if len(kept) == len(scene.givens) else replace(scene, givens=kept)


def fits(given: Given, unit: str) -> bool:
    """Whether a number can be a quantity taken in `unit`. Angles and rates of turning are kept apart from others."""
    return _fits(given.unit, unit)


ANGLES = frozenset(("degree", "rad", "deg", "radian", "revolution", "arcsecond", "arcminute"))


@cache
def _fits(have: str, want: str) -> bool:
    if not units.compatible(have, want):
        return False
    if want in ANGLES or have in ANGLES:
        return want in ANGLES and have in ANGLES
    turning = any(w in have for w in ("rpm", "rad", "revolution"))
    if units.dimension(want) == "1 / [time]" and turning:
        return "rad" in want
    return True


def absolute(given: Given) -> bool:
    """Whether a temperature is one on a scale, not a difference written with a degree sign."""
    return not (
        given.unit in ("kelvin", "degR")
        and ("C" in given.entry.text or "F" in given.entry.text or "°" in given.entry.text)
    )


def place(entries: Sequence[Entry], text: Text) -> list[Given]:
    """Givens of a text, each with the tokens it stands in."""
    placed = []
    for entry in entries:
        if entry.span is not None:
            first, last = text.around(entry.span.start, entry.span.end)
            placed.append(Given(entry, text, first, last))
    return placed


def renamed(givens: Sequence[Given], correction: Correction | None) -> list[Given]:
    """Givens of the question, those that the user named standing beside that name."""
    names = correction.names if correction else {}
    out = []
    for number, given in enumerate(sorted(givens, key=lambda g: g.first), 1):
        name = names.get(number)
        out.append(_beside(name, given) if name else given)
    return out


def _beside(name: str, given: Given) -> Given:
    said = f"the {name} is {given.entry.text}"
    text = Text(said)
    first, last = text.around(len(said) - len(given.entry.text), len(said))
    return replace(given, text=text, first=first, last=last)


def stated(phrases: Sequence[Phrase], text: Text, source: str, prefix: str, numbers: Sequence[Given]) -> list[Given]:
    """Givens that the wording states without a digit (`from rest`, `frictionless`), where no number has the words."""
    found: list[Given] = []
    for phrase in sorted(phrases, key=lambda p: -len(p.pattern)):
        for hit in text.find(phrase.pattern):
            inside = [g for g in (*found, *numbers) if g.first <= hit.last and hit.first <= g.last]
            if any((g.first, g.last) != hit or g.concept == phrase.concept for g in inside):
                continue  # the same words may state a temperature and a pressure
            start, end = text.tokens[hit.first].start, text.tokens[hit.last].end
            entry = Entry.model_validate(
                {
                    "id": f"{prefix}w{len(found) + 1}",
                    "kind": "given",
                    "label": f"{phrase.pattern}: {phrase.because}",
                    "quantity": {"value": phrase.value, "unit": phrase.unit},
                    "text": text.original[start:end],
                    "span": {"source": source, "start": start, "end": end},
                    "concept": phrase.concept,
                }
            )
            found.append(Given(entry, text, hit.first, hit.last, phrase.concept, phrase.role))
            break
    return found
