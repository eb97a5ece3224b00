"""Limits of a size and where its mean lies, as a process lab takes them: the whole width, and the mean off the middle.

`50.00 ± 0.05 mm` is a width of 0.10 mm about 50.00, `between 9.9 and 10.1 mm` one of 0.2 about 10.0, and `the mean is
50.01 mm` is 0.01 off. Knows no lab: an input says by `limits` that it is the one or the other.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from ech0.core import units
from ech0.core.reading import normalise, read
from ech0.core.types import Quantity
from ech0.minds.embedded.givens import Given, Scene
from labs import Real

_NUMBER = r"\d+(?:\.\d+)?"
_LENGTH = r"(?:mm|cm|m|µm|um|micrometres?|micrometers?|microns?|millimetres?|millimeters?|inch(?:es)?|in\b|mils?|thou)"
_SIZE = rf"(?P<{{0}}>{_NUMBER})\s*(?P<{{0}}u>{_LENGTH})?"
_PLUS = r"\s*(?:±|\+\s?/\s?[-−–]|\+[-−–]|plus\s*(?:or|/|and)\s*minus)\s*"
_ABOUT = re.compile(rf"(?<![\w.])(?:{_SIZE.format('a')})?{_PLUS}{_SIZE.format('d')}(?![\w.]*\d)", re.IGNORECASE)
_AND = (
    r"\s*(?:and|to|[-–]|\.\.\.?|,)?\s*(?:(?:an?\s|the\s|its\s)?(?:USL|UTL|upper(?:\s+\w+){0,2}?\s+limit)\s*"
    r"(?:of|is|at|[=:])?)?\s*"
)
_BOTH = re.compile(
    r"\b(?:between|from|spec(?:s|ification)?s?(?:\s+(?:is|of|are))?:?|tolerance(?:\s+(?:is|of))?:?|limits?\s+(?:of|are|were|at|[:=])?|LSL\s*(?:of|is|at|[=:])?|lower(?:\s+\w+){0,2}?\s+limit\s*"
    rf"(?:of|is|at|[=:])?)\s*{_SIZE.format('a')}{_AND}{_SIZE.format('d')}(?![\w.]*\d)",
    re.IGNORECASE,
)
_MEAN = re.compile(
    r"\b(?:mean|average|averages|averaging|cent(?:red|ered|re|er|ring|ering)|x-?bar|runs?|running)\b"
    rf"(?P<gap>(?:[^.;,\d]|\.(?!\s))*?){_SIZE.format('a')}(?![\w.]*\d)(?P<after>[^.;,\d]{{0,20}})",
    re.IGNORECASE,
)
_UNEQUAL = re.compile(
    rf"(?<![\w.]){_SIZE.format('a')}\s*\(?\+\s?{_SIZE.format('p')}\s?/?\s?[-−–]\s?{_SIZE.format('d')}(?![\w.]*\d)"
)
_SPREAD = re.compile(r"(?:\bmean|\baverage|\bSD|\bsigma|deviation|±\s*SD)[^.;,]{0,25}$", re.IGNORECASE)
_OFF = re.compile(r"\b(?:above|below|off|away|over|under|from|high|low|larger|smaller|too)\b", re.IGNORECASE)
WIDTH, OFFSET = "width", "offset"


class Limits(NamedTuple):
    """Lower and upper limit in `unit`, and the stretch `[start, end)` that states them; no middle: only the width."""

    low: float
    high: float
    unit: str
    start: int
    end: int
    middle: bool


def limits(text: str) -> Limits | None:
    """The limits that a text states, if it states them once."""
    norm, at = normalise(text)
    found: list[Limits] = []
    for m in _ABOUT.finditer(norm):
        unit = m["du"] or m["au"]
        if not unit or _SPREAD.search(norm[max(0, m.start() - 60) : m.start()]):
            continue
        half = _value(m["d"], m["du"] or unit, unit)
        middle = _value(m["a"], m["au"] or unit, unit) if m["a"] else 0.0
        edges = middle - half, middle + half
        found.append(Limits(*edges, _canonical(unit), at[m.start()], at[m.end()], m["a"] is not None))
    for m in _UNEQUAL.finditer(norm):
        unit = m["du"] or m["pu"] or m["au"]
        if unit:
            middle, up, down = (_value(m[n], m[f"{n}u"] or unit, unit) for n in ("a", "p", "d"))
            found.append(Limits(middle - down, middle + up, _canonical(unit), at[m.start()], at[m.end()], True))
    for m in _BOTH.finditer(norm):
        unit = m["du"] or m["au"]
        if unit and _value(m["a"], m["au"] or unit, unit) < _value(m["d"], m["du"] or unit, unit):
            low, high = _value(m["a"], m["au"] or unit, unit), _value(m["d"], m["du"] or unit, unit)
            found.append(Limits(low, high, _canonical(unit), at[m.start()], at[m.end()], True))
    apart = [f for f in found if not any(o is not f and o.start <= f.start and f.end <= o.end for o in found)]
    return apart[0] if len(apart) == 1 else None


def mean(text: str, known: Limits) -> tuple[float, int, int] | None:
    """The mean of a process in the unit of its limits, and where it stands; nothing where it is told as a distance."""
    norm, at = normalise(text)
    for m in _MEAN.finditer(norm):
        start, end = at[m.start("a")], at[m.start("after")]
        if known.start <= start < known.end or not m["au"] or _OFF.match(m["after"].strip()) or len(m["gap"]) > LONGEST:
            continue
        value = _value(m["a"], m["au"], known.unit)
        if re.search(r"deviation|sigma|\bSD\b|σ|\bby\b", m["gap"], re.IGNORECASE) or not _near(value, known):
            continue
        return value, start, end
    return None


LONGEST = 60
"""Characters from the word for the mean to its number."""


def _near(value: float, known: Limits) -> bool:
    """Whether a size can be a mean of these limits: within ten widths of the middle, which no distance is."""
    return known.middle and abs(value - (known.low + known.high) / 2) <= 10 * (known.high - known.low)


def taken(scene: Scene, lab: str, reals: Mapping[str, Real], numbers: Sequence[Given]) -> list[Given]:
    """The numbers of a lab, those that state limits and a mean replaced by what its inputs with `limits` take."""
    kinds = {s.limits: n for n, s in reals.items() if s.limits}
    known = limits(scene.text.original) if kinds else None
    if known is None or WIDTH not in kinds:
        return list(numbers)
    mine = [g for g in numbers if g.text is scene.text and g.entry.span and g.concept is None]
    inside = [g for g in mine if g.entry.span and known.start < g.entry.span.end and g.entry.span.start < known.end]
    if not inside:
        return list(numbers)
    width = Quantity(value=_round(known.high - known.low), unit=known.unit)
    made = [_made(inside, f"{lab}.{kinds[WIDTH]}", width, known.start, known.end, "w")]
    used = list(inside)
    where = mean(scene.text.original, known) if OFFSET in kinds else None
    there = [g for g in mine if where and g.entry.span and where[1] <= g.entry.span.start < where[2]]
    if where is not None and there:
        off = Quantity(value=_off(where[0], known), unit=known.unit)
        both = min(known.start, where[1]), max(known.end, where[2])
        made.append(_made(there, f"{lab}.{kinds[OFFSET]}", off, *both, "o"))
        used += there
    return [*(g for g in numbers if g not in used), *made]


def readings(words: str) -> list[tuple[float, str]]:
    """What limits in some words may have been taken for."""
    found = limits(words)
    if found is None:
        return []
    where = mean(words, found)
    width = (_round(found.high - found.low), found.unit)
    return [width, (_off(where[0], found), found.unit)] if where is not None else [width]


def _off(value: float, known: Limits) -> float:
    """How far a mean lies off the middle of limits."""
    return _round(abs(value - (known.low + known.high) / 2))


def _made(sources: Iterable[Given], concept: str, quantity: Quantity, start: int, end: int, tag: str) -> Given:
    ordered = sorted(sources, key=lambda g: g.first)
    one, text = ordered[0], ordered[0].text
    span = one.entry.span.model_copy(update={"start": start, "end": end}) if one.entry.span else None
    said = text.original[start:end]
    label = f"{said}, taken as the {concept.partition('.')[2]}"
    changed = {"id": f"{one.entry.id}{tag}", "quantity": quantity, "text": said, "span": span, "label": label}
    entry = one.entry.model_copy(update={**changed, "concept": concept})
    return replace(one, entry=entry, last=ordered[-1].last, concept=concept)


def _value(number: str, unit: str, into: str) -> float:
    """A number in a unit as one in another."""
    q = read(f"{number} {unit}")[0]
    return units.convert(Quantity(value=q.value, unit=q.unit), _canonical(into)).value


def _canonical(unit: str) -> str:
    return read(f"1 {unit}")[0].unit


def _round(value: float) -> float:
    """A difference without what the subtraction of decimals leaves."""
    return float(f"{value:.10g}")
