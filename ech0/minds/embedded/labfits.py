"""Whether a number can be an input of a lab, by its unit and its range."""

import re
from collections.abc import Iterable

from ech0.core import units
from ech0.core.types import Quantity
from ech0.minds.embedded import (
    labaside,
)
from ech0.minds.embedded.binding import told
from ech0.minds.embedded.givens import Given
from labs import Choice, Lab, Real, Series
from labs import Text as TextInput

MANY = 1000
UNITS_OF = re.compile(r"\bin units of ([A-Za-z])\b")


def is_year(given: Given) -> bool:
    """Whether a number is rather a year, or part of a name: `CKD-EPI 2021`."""
    q = given.entry.quantity
    return given.bare and q is not None and q.value == int(q.value) and 1900 <= q.value <= 2100


def usable(given: Given, spec: Real) -> bool:
    """Whether a number can be an input by its unit, or by the one that is meant when none is stated."""
    if told(given, spec.unit) or any(units.compatible(given.unit, u) for u in spec.also):
        return True
    return given.bare and spec.plain != "" and not labaside.odd_unit(given)


def reals_of(lab: Lab, names: Iterable[str]) -> dict[str, Real]:
    """Those of a lab's inputs that are numbers."""
    return {n: s for n in names if isinstance(s := lab.inputs[n], Real)}


def counted_in(lab: Lab) -> str:
    """The constant in whose units a lab counts, as its outputs say: `in units of J`; empty if there is none."""
    return next((m[1] for o in lab.outputs.values() if (m := UNITS_OF.search(o.meaning))), "")


def is_share(spec: Real) -> bool:
    """Whether an input is a part of a whole."""
    return not spec.unit and spec.low >= 0 and spec.high <= 1


def countable(spec: Real | Choice | TextInput | Series) -> bool:
    """Whether an input is how many there are of something, in numbers that one counts by hand."""
    return isinstance(spec, Real) and not spec.unit and 1 <= spec.low <= spec.high <= MANY


def same_number(one: Given, other: Given) -> bool:
    """Whether two numbers are one, or the second says the first again."""
    if one.first == other.first and one.text is other.text:
        return True
    a, b = one.entry.quantity, other.entry.quantity
    if not (a and b and a.unit == b.unit):
        return False
    if a.unit:
        return a.value == b.value
    return abs(a.value - b.value) <= 1e-9 * abs(a.value) and a.value % 1 != 0  # whole numbers may be alike by chance


def within(spec: Real, given: Given) -> bool:
    """Whether a number lies in the range of an input, in whichever of its units."""
    q = given.entry.quantity
    if q is None:
        return False
    if given.bare and spec.plain:
        plain = Quantity(value=q.value, unit=spec.plain)
        return spec.low <= units.convert(plain, spec.unit).value <= spec.high or spec.low <= q.value <= spec.high
    for unit, factor in spec.also.items():
        if not units.compatible(q.unit, spec.unit) and units.compatible(q.unit, unit):
            return spec.low <= units.convert(q, unit).value * factor <= spec.high
    value = units.convert(q, spec.unit).value
    slack = 1e-9 * abs(value)
    return spec.low - slack <= value <= spec.high + slack
