"""Laws of configs/rules.yaml held against the numbers that stand by their words. Writes tests; works nothing out."""

import re
from collections.abc import Iterable, Sequence
from functools import cache

from ech0.core.bounds import Rule, Slot
from ech0.core.types import Relation, Symbol
from ech0.minds.embedded.premises.figures import Figure, Page, before
from ech0.minds.embedded.premises.notes import Notes, cited, denies

_LINK = (
    r"(?:\s*(?:\b(?:of|is|was|are|were|be|being|equals?|equal to|about|approximately|exactly|only|as|a|an|the|at|to|has"
    r"|constant|steady|uniform|full|mere|measured|given|found|taken|reported|it|its|value|total|some|with|around|nearly|stated|both|came|comes"
        r"|come|out|turned|turns|lies|stands|reached|worked|calculated|computed|estimated)\b|[:=(,\"“$-]))*\s*$"
)
_ASKED = re.compile(
    r"^\W*(?:is it|are there|can (?!you)|could (?!you)|does|do|would (?!you)|why|prove|show that|might)\b"
)


FAR = 500
"""Characters between numbers that one law can speak of; further apart a long text speaks of other things."""


def obeyed(page: Page, table: Iterable[Rule], notes: Notes) -> None:
    """Every rule whose words are said and whose numbers are all there."""
    for rule in table:
        if any(_find(u, page.low) for u in rule.unless) or not all(_find(w, page.low) for w in rule.when):
            continue
        if rule.slots:
            _numbers(page, rule, notes)
        elif _stated(page, _find(rule.when[0], page.low)):
            plain = rule.id.replace("_", " ")
            said = f"the text speaks of {plain} as of something that is so"
            notes.clash(f"test what is said of {plain}", said, cited(rule.law, rule.source))


def _stated(page: Page, found: re.Match[str] | None) -> bool:
    """Whether the sentence of a place states what it says."""
    start, end = page.within(found.start() if found else 0)
    said = page.low[start:end]
    rest = re.sub(r"\b(?:no|nothing|without|not) (?:\w+ )?(?:fuel|else|input|work|outside|external|put in)", "", said)
    return not denies(rest) and _ASKED.match(said) is None


def _numbers(page: Page, rule: Rule, notes: Notes) -> None:
    """The test of a rule whose slots are all filled, and which leaves no number of their units in their sentences."""
    filled: dict[str, Figure] = {}
    units: dict[str, str] = {}
    exact: set[str] = set()
    for name, slot in rule.slots.items():
        found = _fill(page, slot, list(filled.values()))
        if found is None:
            return
        names = [name] if slot.count == 1 else [f"{name}{n}" for n in range(1, slot.count + 1)]
        filled.update(zip(names, found, strict=True))
        units.update(dict.fromkeys(names, slot.unit))
        exact.update(names if slot.exact else ())
    places = [f.start for f in filled.values()]
    if max(places) - min(places) > FAR:
        return
    spans = {page.within(f.start) for f in filled.values()}
    sure = {s.unit for s in rule.slots.values() if not s.says and not s.then and s.unit}
    idle = [
        f
        for f in page.figures
        if f not in filled.values() and page.within(f.start) in spans and any(f.fits(u) for u in sure)
    ]
    if idle or any(denies(page.low[a:b]) or _ASKED.match(page.low[a:b]) for a, b in spans):
        return
    symbols: list[Symbol] = []
    relations: list[Relation] = []
    for name, figure in filled.items():
        as_symbol = figure.exact if name in exact else figure.symbol
        symbol, spelled = as_symbol(name, units[name], f"number {name}" if len(name) < 3 else name)
        symbols.append(symbol)
        relations += spelled
    for name, (value, unit) in rule.fixed.items():
        symbols.append(Symbol(name=name, unit=unit, meaning=f"{name} of the law"))
        relations.append(Relation(expression=f"{name} = {value!r}", text="it belongs to the law"))
    laws = [Relation(expression=law, text=cited(rule.law, rule.source)) for law in rule.laws]
    notes.quantities(f"test the {rule.id.replace('_', ' ')}", symbols, laws, relations)


def _fill(page: Page, slot: Slot, taken: Sequence[Figure]) -> list[Figure] | None:
    """The figures of a slot: the only ones that its words speak of, outside of what is asked if there are more."""
    figures = page.figures
    found = [n for n, f in enumerate(figures) if f not in taken and f.fits(slot.unit) and _speaks(page, slot, n)]
    if slot.count > 1:
        alike = [f for f in figures if f not in taken and f.fits(slot.unit)]
        if not slot.says:
            return alike if len(alike) == slot.count else None
        run = [f for f in figures[found[0] :] if f.fits(slot.unit)][: slot.count] if found else []
        same = {page.within(f.start) for f in run}
        return run if len(run) == slot.count and len(same) == 1 else None
    if len(found) > 1:
        found = [n for n in found if not page.asks(figures[n].start)]
    return [figures[found[0]]] if len(found) == 1 else None


def _speaks(page: Page, slot: Slot, at: int) -> bool:
    figure = page.figures[at]
    return bool(
        (not slot.says or _ends(slot.says).search(before(page, page.figures, at)))
        and (not slot.then or _starts(slot.then).match(page.low[figure.end : figure.end + 120]))
    )


def _find(pattern: str, low: str) -> re.Match[str] | None:
    return _whole(pattern).search(low)


@cache
def _whole(pattern: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{pattern})")


@cache
def _ends(pattern: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{pattern}){_LINK}")


@cache
def _starts(pattern: str) -> re.Pattern[str]:
    return re.compile(rf"[\s,)-]*(?:{pattern})")
