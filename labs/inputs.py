"""What a lab takes: a number, a choice, a text, a series of numbers. Each reads and checks what is given for it.

Texts and series stay text in the record of a run, in one canonical spelling each. Knows no lab.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from math import isfinite
from typing import Any, NamedTuple

from ech0.core.errors import InputError, NotInstalled
from ech0.core.types import Quantity


@dataclass(frozen=True, slots=True)
class Real:
    """A number in `[low, high]` `unit`, ends included. Without a `default` it must be given.

    `concept` is its name in `configs/concepts.yaml`; `words` are what people call it here; `phrases` are wordings that
    state a value without a digit (`"without oxygen"` -> 0.0). `also` lists units of another dimension in which the
    same thing is stated, with the factor to `unit` (creatinine: `{"umol/L": 0.011312}` beside mg/dL). `plain` is the
    unit that people mean when they state none (`aged 58`, `SpO2 93`). `part_of` is the input that it is a part of: `25
    of 800 reports`. `like` is the series in whose unit it is told: survival at 8 months, of times in months. `limits`:
    the `width` between two limits that a question states, or the `offset` of a mean from their middle.
    What else tells it: `halved` are the words of the time of halving or doubling of a rate (or of the rate, for such a
    time), `rest` those of what a share leaves, `part_count` the input that says of how many parts, each this large, a
    total consists, `schedule` which figure of a schedule it is: `first`, `count` or `interval`. `told` says whether
    the number in a stretch of a text is this input, where more than words near it tells; None where it does not know.
    """

    unit: str
    low: float
    high: float
    meaning: str
    default: float | None = None
    concept: str | None = None
    words: tuple[str, ...] = ()
    phrases: Mapping[str, float] = field(default_factory=dict)
    optional: bool = False
    also: Mapping[str, float] = field(default_factory=dict)
    plain: str = ""
    part_of: str = ""
    like: str = ""
    halved: tuple[str, ...] = ()
    rest: tuple[str, ...] = ()
    part_count: str = ""
    schedule: str = ""
    limits: str = ""
    told: Callable[[str, int, int], bool | None] | None = None

    @property
    def facts(self) -> dict[str, Any]:
        """Unit and range, for whoever fills it in."""
        return {"unit": self.unit, "range": [self.low, self.high]}

    @property
    def extent(self) -> str:
        """The same in words."""
        return f"{self.low:g} to {self.high:g} {self.unit}".rstrip()

    def read(self, given: Quantity | str, name: str) -> Quantity:
        """`given` in `unit`; raises `InputError` with field `name` if its dimension or its value does not fit."""
        from ech0.core.units import compatible, convert

        if isinstance(given, str):
            raise InputError(name, given, f"give a number in {self.unit or 'plain numbers'}")
        for unit, factor in self.also.items():
            if not compatible(given.unit, self.unit) and compatible(given.unit, unit):
                q = convert(given, unit, field=name)
                return _within(self, Quantity(value=q.value * factor, unit=self.unit, sigma=q.sigma * factor), name)
        return _within(self, convert(given, self.unit, field=name), name)


@dataclass(frozen=True, slots=True)
class Choice:
    """One name out of `options`; each option lists the words by which people call it.

    `told` reads the option out of a text in which more than the wordings tells it (the arrows of a scheme, who is
    titrated with what); where it says nothing, the wordings count.
    """

    options: Mapping[str, tuple[str, ...]]
    meaning: str
    default: str | None = None
    words: tuple[str, ...] = ()
    told: Callable[[str], str | None] | None = None

    @property
    def facts(self) -> dict[str, Any]:
        """Its options."""
        return {"options": list(self.options)}

    @property
    def extent(self) -> str:
        """The same in words."""
        return f"one of {', '.join(self.options)}"

    def read(self, given: Quantity | str, name: str) -> str:
        """The option that `given` names; raises `InputError` with field `name` and the options."""
        found = self.find(given) if isinstance(given, str) else None
        if found is None:
            raise InputError(name, given, f"choose one of {', '.join(self.options)}")
        return found

    def find(self, value: str) -> str | None:
        """The option of this name, or the only one that goes by this word, whatever the case."""
        if value in self.options:
            return value
        word = value.casefold()
        found = [o for o, names in self.options.items() if word in {n.casefold() for n in (o, *names)}]
        return found[0] if len(found) == 1 else None


def _within(spec: "Real | Series", q: Quantity, name: str) -> Quantity:
    """`q`, if it lies in the range of `spec`; raises `InputError` with the range. Never clamps."""
    low, high = spec.low - 1e-9 * abs(spec.low), spec.high + 1e-9 * abs(spec.high)  # what a conversion may round
    if not isfinite(q.value) or not low <= q.value <= high:
        extent = f"[{spec.low:g}, {spec.high:g}] {spec.unit}".rstrip()
        raise InputError(name, f"{q.value:.6g} {spec.unit}".strip(), f"{spec.meaning} must lie in {extent}")
    return q


class Said(NamedTuple):
    """An input found in a question: its canonical text, and the stretch `[start, end)` that says it."""

    value: str
    start: int
    end: int


ABBREVIATED = 4
"""So many capitals may be an abbreviation."""
CANDIDATES = 12
"""Stretches of a question that are tried as one text input: what a long question may cost."""
_QUOTED = re.compile(r"""(?<!\w)(?:'([^'\n]{1,400})'|"([^"\n]{1,400})"|`([^`\n]{1,400})`|“([^”\n]{1,400})”)(?!\w)""")
_BEFORE, _AFTER = r"(?<![^\s(\[“'\"`])", r"(?![^\s)\]”'\"`,;:.?!])"
_FUNCTION_WORDS = frozenset("a am an as at be by do go he i if in is it me my no of on or so to up us we".split())
"""English words that a short notation may spell too: indium, arsenic, astatine, helium, iodine, nobelium..."""


@dataclass(frozen=True, slots=True)
class Text:
    """A notation in up to `longest` characters: a formula, a SMILES string, a reaction.

    `shape` is the regular expression that all of it matches, and by which a question is searched for it. `check` is
    quick, gives the canonical spelling, and raises `ValueError` with what is wrong and the cure. `known` are spellings
    with the names by which people call them (`{"Si": ("silicon",)}`). `cue` are words without which a few capitals in a
    question are rather an abbreviation (the IC of a signal is no iodomethane). `prose` finds what a question tells in
    words where it states no such notation.
    """

    shape: str
    example: str
    meaning: str
    check: Callable[[str], str] = str.strip
    longest: int = 200
    default: str | None = None
    words: tuple[str, ...] = ()
    known: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    optional: bool = False
    cue: tuple[str, ...] = ()
    prose: "Callable[[str], Iterable[Said]] | None" = None

    @property
    def facts(self) -> dict[str, Any]:
        """An example, how long it may be, and what it knows by name."""
        return {"example": self.example, "longest": self.longest, "known": {t: list(n) for t, n in self.known.items()}}

    @property
    def extent(self) -> str:
        """The same in words."""
        return f"such as {self.example}, up to {self.longest} characters"

    def read(self, given: Quantity | str, name: str) -> str:
        """The canonical spelling of `given`; raises `InputError` with field `name` if it is not such a text."""
        cure = f"write {self.meaning}, such as {self.example}"
        if not isinstance(given, str):
            raise InputError(name, given, cure)
        if len(given) > self.longest:
            raise InputError(name, f"{given[:40]} ({len(given)} characters)", f"give at most {self.longest} characters")
        word = given.strip().casefold()
        text = next((t for t, names in self.known.items() if word in {n.casefold() for n in names}), given.strip())
        if not re.fullmatch(self.shape, text):
            raise InputError(name, given, cure)
        try:
            return self.check(text)
        except ModuleNotFoundError as error:
            raise NotInstalled(f"reading {name}", "labs") from error
        except ValueError as error:
            raise InputError(name, given, str(error)) from None

    def _letters(self, text: str, span: tuple[int, int]) -> bool:
        """Whether a stretch is rather an abbreviation: a few capitals in a text with no `cue` of this notation."""
        word = text[span[0] : span[1]]
        short = bool(self.cue) and len(word) <= ABBREVIATED and word.isalpha() and word.isupper()
        return short and not any(c.casefold() in text.casefold() for c in self.cue)

    def find(self, text: str, quantities: Iterable[tuple[int, int]] = ()) -> Said | None:
        """The text of this kind that a question states: a quoted one, else the longest, else the first.

        What lies in one of the stretches `quantities` is part of one: the K of `300 K` is no potassium.
        """
        taken = tuple(quantities)
        quoted = [m.span(m.lastindex or 0) for m in _QUOTED.finditer(text)]
        bare = [m.span() for m in re.finditer(rf"{_BEFORE}(?:{self.shape}){_AFTER}", text)]
        bare = [(a, b - 1) if _unbalanced(text[a:b]) else (a, b) for a, b in bare]  # `(SMILES: CCO)`
        names = (n for ns in self.known.values() for n in ns)
        bare += [m.span() for n in names for m in re.finditer(rf"(?<!\w){re.escape(n)}(?!\w)", text, re.IGNORECASE)]
        bare = [s for s in bare if not _compound(text, s, bare)]
        free = [s for s in bare if not _ordinary(text, s) and not _inside(s, taken) and not self._letters(text, s)]
        ranked = [*quoted, *sorted(free, key=lambda s: (s[0] - s[1], s[0]))]
        for start, end in ranked[:CANDIDATES]:
            try:
                return Said(self.read(text[start:end], "question"), start, end)
            except InputError:
                continue
            except NotInstalled:  # it looks like one: let the run say what is missing
                return Said(text[start:end], start, end)
        return next(iter(self.prose(text)), None) if self.prose is not None else None


def _unbalanced(word: str) -> bool:
    """Whether a stretch ends with a bracket that was opened before it."""
    return word.endswith(")") and word.count(")") > word.count("(")


def _inside(span: tuple[int, int], quantities: Iterable[tuple[int, int]]) -> bool:
    """Whether a stretch is a part of a quantity; it may be all of one, which is a number without a unit."""
    return any(start <= span[0] and span[1] <= end and span != (start, end) for start, end in quantities)


_OF_COMPOUND = re.compile(
    r"(?:\s+[a-z]+)?\s+(?:di|tri|sesqui)?(?:oxide|nitride|carbide|sulphide|sulfide|silicide|phosphide|arsenide|telluride"
    r"|selenide|boride|chloride|fluoride|bromide|iodide|antimonide|hydride|aluminide|titanate|phosphate|carbonate|sulfate"
    r"|sulphate|niobate)s?\b"
)


def _compound(text: str, span: tuple[int, int], others: Iterable[tuple[int, int]]) -> bool:
    """Whether a name is a part of that of a compound which no longer name has: the magnesium of its silicide."""
    m = _OF_COMPOUND.match(text, span[1])
    return text[span[0] : span[1]].isalpha() and m is not None and not any(m.start() < b <= m.end() for _, b in others)


def _ordinary(text: str, span: tuple[int, int]) -> bool:
    """Whether a stretch is rather a common English word; a capital inside a sentence speaks for a symbol."""
    word = text[span[0] : span[1]]
    if word.casefold() not in _FUNCTION_WORDS:
        return False
    before = text[: span[0]].rstrip()
    return word == "I" or word.islower() or not before or before[-1] in ".?!:"


_ITEM = re.compile(r"([-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d{1,3})?)\s*(.*)")
_NEXT = re.compile(r"\s*(?:[,;]|\band\b)\s*")
_TERM = r"[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d{1,3})?(?!\w|\.\d)(?:\s?(?!and\b)[A-Za-zµ%°][\w%°/^*·-]{0,19})?"
_NOUN = re.compile(r"\s[A-Za-z][\w-]*$")
_TERMS = re.compile(rf"(?<![\w.]){_TERM}(?:(?:\s*[,;]\s*(?:and\s+)?|\s+and\s+){_TERM})+")


@dataclass(frozen=True, slots=True)
class Series:
    """From `fewest` to `most` numbers in `[low, high]` `unit`, written `1, 2, 5 mg`; the run gets them as floats.

    A number without a unit has that of the next which has one; if none has, `unit`. `column` is what it is of a
    table: `part` and `whole` of each group (`other_part` and `other_whole` of the controls), and its `dose`; `time`,
    `seen` and `group` of each person followed; `person`, `when` and `value` of each measurement.
    """

    unit: str
    low: float
    high: float
    meaning: str
    fewest: int = 2
    most: int = 200
    default: str | None = None
    words: tuple[str, ...] = ()
    optional: bool = False
    column: str = ""

    @property
    def facts(self) -> dict[str, Any]:
        """Unit, range, and how many numbers."""
        return {"unit": self.unit, "range": [self.low, self.high], "count": [self.fewest, self.most]}

    @property
    def extent(self) -> str:
        """The same in words."""
        return f"{self.fewest} to {self.most} numbers from {self.low:g} to {self.high:g} {self.unit}".rstrip()

    def read(self, given: Quantity | str, name: str) -> str:
        """`given` in `unit`, canonically spelt; raises `InputError` with field `name`, the value and the range."""
        return self._spelt(self._values(given, name))

    def numbers(self, canonical: str) -> tuple[float, ...]:
        """The numbers of a canonical spelling, in `unit`."""
        return tuple(q.value for q in self._values(canonical, "series"))

    def find(self, text: str) -> Said | None:
        """The list of numbers in a question that can be this series: where several can, the one nearest its words.

        An optional series has to be called by one of them.
        """
        best: tuple[int, Said] | None = None
        for m in _TERMS.finditer(text):
            values = self._said(m.group())
            if values is None:
                continue
            ends = [w.end() for n in self.words for w in re.finditer(re.escape(n), text[: m.start()], re.IGNORECASE)]
            if self.optional and not ends:  # nothing says that the list is this series
                continue
            gap = m.start() - max(ends, default=-len(text))
            if best is None or gap < best[0]:
                best = gap, Said(self._spelt(values), *m.span())
        return best[1] if best else None

    def _said(self, terms: str) -> list[Quantity] | None:
        """The numbers of a stretch of a question; of counts the noun that follows (`6, 13, 18 beetles`) is no unit."""
        for stretch in (terms, _NOUN.sub("", terms)) if not self.unit else (terms,):
            try:
                return self._values(stretch, "question", bare=not self.unit)
            except InputError:
                continue
        return None

    def _values(self, given: Quantity | str, name: str, *, bare: bool = True) -> list[Quantity]:
        from ech0.core.units import convert

        example = f"1, 2, 5 {self.unit}".rstrip()
        cure = f"write from {self.fewest} to {self.most} numbers, as in {example!r}"
        if not isinstance(given, str):
            raise InputError(name, given, cure)
        if len(given) > 40 * self.most:
            raise InputError(name, f"{given[:40]} ({len(given)} characters)", cure)
        items = [_ITEM.fullmatch(part) for part in _NEXT.split(given.strip()) if part]
        found: list[Quantity] = []
        unit = None if not bare else self.unit
        for item in reversed(items):
            if item is None:
                raise InputError(name, given, cure)
            unit = item[2].strip() or unit
            if unit is None:
                raise InputError(name, given, f"state the unit of {item[1]}")
            if not isfinite(float(item[1])):
                raise InputError(name, item[1], cure)
            try:
                q = convert(Quantity(value=float(item[1]), unit=unit), self.unit, field=name)
            except InputError as error:
                raise InputError(name, item[0], error.cure) from None
            found.append(_within(self, q, name))
        if not self.fewest <= len(found) <= self.most:
            raise InputError(name, f"{len(found)} numbers", cure)
        return found[::-1]

    def _spelt(self, values: Iterable[Quantity]) -> str:
        return f"{', '.join(repr(q.value).removesuffix('.0') for q in values)} {self.unit}".rstrip()
