"""Numbers that a range speaks of, and constants that a text states: tests of single values. Compares nothing itself."""

import re
from collections.abc import Iterable, Mapping, Sequence

from ech0.core import units
from ech0.core.bounds import Bound, Constancy
from ech0.core.formula import Constant
from ech0.core.types import Relation, Symbol
from ech0.minds.embedded.compose import Composer
from ech0.minds.embedded.givens import Given, Scene, absolute, fits
from ech0.minds.embedded.premises.notes import LINKS, Notes, applies, between, cited, denies, known, sentence
from ech0.minds.embedded.sources import Fixed
from ech0.minds.embedded.words import Hit, Text

CHANGES = frozenset(
    "more less higher lower greater larger smaller faster slower increase increased increases rise rises"
    " rose fall falls "
    "fell grew grows growth gain gains gained times fold change changes changed difference relative"
    " improvement improved "
    "improves reduction reduced reduces dropped drop drops decrease decreased decreases decreasing compared error "
    "uncertainty tolerance loss lost below above ratio than minus limit beyond".split()
)
"""Words that make a number a change, a comparison or an error of the quantity, and not its value."""
COMPARED = frozenset(
    "more less higher lower greater larger smaller faster slower increase change difference than times"
    " improvement gain "
    "reduction loss relative compared better worse".split()
)
"""Those that do so when they follow the number."""
ALONE = frozenset(("mass", "temperature", "signal_speed"))
"""Ranges of what a unit tells without a word."""
VERBS = frozenset("transmits reflects absorbs captures recovers captured recovered capture converts".split())
STATES = frozenset("is was = equals are were".split())
STATED = tuple([w] for w in sorted(STATES))
NO_THINGS = frozenset(
    "and or at in on for is was of to with between by per when if while but as that which has".split()
)
"""Words after a number that are not the name of what is counted."""
_ASKS = re.compile(r"^\W*(?:what|find|calculate|compute|determine|how|give|estimate)\b")
BEFORE = frozenset("of the a in for as".split())
"""What may stand between a number and the name of what it is: `1.6e-19 C for the elementary charge`."""
FAR, LONG = 7, 12
"""Words that may stand between a quantity's name and a number with its unit; and before a `STATES` with a bare one."""


def ranges(scene: Scene, bounds: Mapping[str, Bound], notes: Notes) -> None:
    """One test of all numbers that stand by the name of a quantity with a range."""
    symbols: list[Symbol] = []
    laws: list[Relation] = []
    for bound in bounds.values():
        if not applies(scene.text, bound.when, bound.unless):
            continue
        for given in dict.fromkeys([*_of(scene, bound.words), *_by_unit(scene, bound)]):
            unit = _unit(given, bound)
            if unit is None or denies(sentence(scene.text, given.first)):
                continue
            name = f"x{len(symbols) + 1}"
            symbols.append(known(given, name, unit, bound.name))
            laws += _laws(bound, name)
    if laws:
        notes.quantities("test what is stated against what such quantities can be", symbols, laws)


def _laws(bound: Bound, name: str) -> list[Relation]:
    law = cited(bound.law, bound.source)
    seen = cited(f"outside the observed range ({bound.seen})", bound.source)
    rows = ((bound.low, ">=", law), (bound.high, "<=", law), (bound.least, ">=", seen), (bound.most, "<=", seen))
    return [Relation(expression=f"{name} {op} {limit!r}", text=text) for limit, op, text in rows if limit is not None]


def _unit(given: Given, bound: Bound) -> str | None:
    if bound.plain and given.bare:
        return ""
    if not fits(given, bound.unit) or (fits(given, "K") and not absolute(given)):
        return None
    return bound.unit


def _of(scene: Scene, words: Iterable[str]) -> list[Given]:
    """Numbers of the question itself that are said to be the quantity of these words, each once."""
    hits = [h for w in words for h in scene.text.find(w)]
    own = [g for g in scene.givens if g.text is scene.text and not g.concept]
    return [g for g in own if any(_said(scene, g, h) for h in hits)]


def _said(scene: Scene, given: Given, hit: Hit) -> bool:
    """Whether a number is said to be the value of the quantity named at `hit`."""
    text = scene.text
    if text.tokens[hit.first].sentence != text.tokens[given.first].sentence:
        return False
    after = between(text, given.last + 1, given.last + 3)
    if COMPARED & set(after):
        return False
    if hit.first > given.last:
        gap = between(text, given.last + 1, hit.first)
        return len(gap) <= (2 if gap[:1] in (["for"], ["as"]) else 1) and not given.bare and set(gap) <= BEFORE
    words = between(text, hit.last + 1, given.first)
    if hit.last >= given.first or any(
        given.first > g.first > hit.last and not _clock(scene, g) for g in scene.givens if g.text is text
    ):
        return False
    if after[:1] == ["of"] and given.unit == "percent" and text.tokens[hit.last].text not in VERBS:
        return False
    if CHANGES & set(words[-4:]) or {"by", "within", "between"} & set(words[-1:]) or _other(scene, given, hit):
        return False
    if _loose(scene, given, hit):
        return False
    if given.bare:
        if words and _counts(text, given) and not STATES & set(words):
            return False  # `carriers and 523 others` counts things
        if "that" in words and len(STATES & set(words)) < 2 and _ASKS.match(sentence(text, given.first)):
            return False  # `what is the probability that the sum is 7?`
        if "of" in words and not STATES & set(words) and _counts(text, given):
            return False  # `the probability of exactly 3 sixes` names what is counted
        return set(words) <= LINKS | {"-", "+"} or (
            [w for w in words if w not in "+-"][-1:] in STATED and len(words) <= LONG and not {",", ";"} & set(words)
        )
    return len(words) <= FAR and not {",", ";", "where"} & set(words)


def _loose(scene: Scene, given: Given, hit: Hit) -> bool:
    """Whether a number only looks like the value of the name before it.

    It shares the unit of the next one (`39.1 and 36.4 %`), its minus is a dash (`9 %-18 %`), or the name stands in
    brackets.
    """
    span, text = given.entry.span, scene.text.original
    if span is None:
        return False
    gap = text[scene.text.tokens[hit.last].end : span.start]
    shared = given.bare and re.match(r"\s*(?:and|or|to|,|-|–)\s*[-−]?\d+(?:\.\d+)?\s*(?:%|per ?cent)", text[span.end :])
    dashed = text[span.start] in "-−–" and re.search(r"[\w%°)]$", text[: span.start]) is not None
    return bool(shared or dashed or gap.count(")") > gap.count("("))


def _clock(scene: Scene, given: Given) -> bool:
    """Whether a number is part of a time of day, `8:15`, or a name, `line 4`."""
    span, text = given.entry.span, scene.text.original
    if span is None or not given.bare:
        return False
    near = text[max(0, span.start - 6) : span.end + 3]
    named = re.search(r"\b(?:bus|line|tram|train|room|gate|number|no\\.|route|team|player|group|patient|subject"
        r"|case|sample|run|trial"
        r"|item|station|site|batch|lot|flight|figure|table|step|day|week|plot|test|question|problem"
        r"|experiment)\s*$", text[: span.start])
    return named is not None or re.search(r"\d:\d\d", near) is not None


def _counts(text: Text, given: Given) -> bool:
    """Whether a whole number without a unit stands before the things that it counts."""
    if given.entry.quantity is None or not given.entry.quantity.value.is_integer():
        return False
    after = text.tokens[given.last + 1 : given.last + 2]
    sentence_of = text.tokens[given.first].sentence
    return any(t.sentence == sentence_of and t.text.isalpha() and t.text not in NO_THINGS for t in after)


def _other(scene: Scene, given: Given, hit: Hit) -> bool:
    """Whether another quantity, of a kind that the number can be, is named between the name and the number."""
    inside = [c for m, c in scene.mentions if m.first > hit.last and m.last < given.first]
    return any(fits(given, scene.concepts[c].unit) for c in inside)


def _by_unit(scene: Scene, bound: Bound) -> list[Given]:
    """Numbers that can only be what a range speaks of, by their unit: masses, absolute temperatures, speeds."""
    if bound.id not in ALONE:
        return []
    own = [g for g in scene.givens if g.text is scene.text and not g.concept and not g.bare]
    return [g for g in own if fits(g, bound.unit) and not CHANGES & _beside(scene, g)]


def _beside(scene: Scene, given: Given) -> set[str]:
    first = max(0, given.first - 4)
    return {
        t.text
        for t in scene.text.tokens[first : given.last + 3]
        if t.sentence == scene.text.tokens[given.first].sentence
    }


LETTERS = 4
"""A name of a constant this short may be that of something else: `h` is also the hour."""
_REWORKED = re.compile(r"\b(?:divid\w*|times|multipl\w*|over|product|ratio|not|never|\w+n't|wrong)\b")


def _misfit(given: Given, constant: Constant) -> bool:
    """Whether a constant is given in a unit of another dimension, and none that fields write it in."""
    other = any(units.compatible(given.unit, u) for u in ("eV", "eV*s", "eV/K", "1/m"))
    known = constant.id in ("h", "N_A", "k_B", "G", "R", "F")
    return known and not given.bare and given.unit != "percent" and not fits(given, constant.unit) and not other


def constants(scene: Scene, table: Sequence[Constancy], facts: Mapping[str, Constant], notes: Notes) -> None:
    """A known constant that is stated: it may differ by rounding and locality, no more."""
    for row in table:
        if not applies(scene.text, row.when, row.unless):
            continue
        constant = facts[row.id]
        for given in _of(scene, [w for w in row.words if len(w) > LETTERS]):
            if _misfit(given, constant) and not _REWORKED.search(sentence(scene.text, given.first)):
                law = cited(f"the {constant.name} has the dimension {units.dimension(constant.unit)}", constant.source)
                notes.clash(f"test the unit of the {constant.name}", f"the {constant.name} is given in another unit",
                law)
        for given in _of(scene, row.words):
            if not fits(given, constant.unit) or given.bare or denies(sentence(scene.text, given.first)):
                continue
            composer = Composer({})
            composer.constant(Fixed(constant))
            notes.entries.update(composer.entries)
            symbols = (
                known(given, "stated", constant.unit, constant.name),
                Symbol(name="known", unit=constant.unit, meaning=f"known {constant.name}", entry=f"k.{row.id}"),
            )
            law = cited(f"the {constant.name} is known", constant.source)
            size = f"{row.within!r} * known"
            notes.quantities(
                f"compare the {constant.name} that is stated with the known one",
                symbols,
                [Relation(expression=f"abs(abs(stated) - known) <= {size}", text=law)],
            )
