"""Numbers of a question that a lab reads in another way than they are written: shares, times like the data's, levels.

`11 of 30 cultures` is one share, `at 8 months` a plain 8 beside times in months, and the 95 of a `95 % CI` no input.
Knows no lab.
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from ech0.core import units
from ech0.core.reading import read
from ech0.core.types import Quantity
from ech0.minds.embedded.givens import Given, Scene

_LEVEL = re.compile(
    r"\s*-?\s*(?:two-sided |one-sided |lower |upper )?"
    r"(?:CIs?\b|CrI\b|confidence|credib|limits?\b|intervals?\b|bounds?\b|fiducial)",
    re.IGNORECASE,
)
_OF = re.compile(r"\s*(?:out\s+)?of\s+(?:the\s+|its\s+|our\s+|all\s+)?")
LEVELS = frozenset((80.0, 90.0, 95.0, 98.0, 99.0))


def levels(scene: Scene) -> frozenset[str]:
    """The ids of numbers that only say how sure an interval is."""
    found: set[str] = set()
    for g in _plain(scene):
        q, span = g.entry.quantity, g.entry.span
        percent = q is not None and q.unit == "percent" and q.value in LEVELS
        if percent and span is not None and _LEVEL.match(g.text.original[span.end :]):
            found.add(g.entry.id)
    return frozenset(found)


_LABEL = re.compile(
    r"\b(?:problem|exercise|question|task|assignment|figure|fig\.?|table|equation|eq\.?|chapter|section|page|item|part"
    r"|step|appendix|ref\.?|version|no\.?|nr\.?|#)\s*\(?$",
    re.IGNORECASE,
)
_BITS = re.compile(r"(?:0[01]+|1[01]*0[01]*|11+)$")
_OUTCOME = re.compile(r"\b(?:outcomes?|bit ?strings?|results?|strings?|states?|read|or|and)\b|[|,]", re.IGNORECASE)


def labels(scene: Scene) -> list[Given]:
    """Numbers that only label: `Problem 4`, the outcomes `00 or 11`."""
    found: list[Given] = []
    for g in _plain(scene):
        span, text = g.entry.span, g.text.original
        if span is None or not g.bare:
            continue
        said, before = text[span.start : span.end], text[max(0, span.start - 30) : span.start]
        bits = _BITS.fullmatch(said) and (said[0] == "0" or _zeros(scene, g)) and _OUTCOME.search(before)
        if bits or _LABEL.search(before):
            found.append(g)
    return found


def _zeros(scene: Scene, given: Given) -> bool:
    """Whether another number of the question is a string of noughts as long: `00 or 11`."""
    length = len(given.entry.text)
    return any(set(g.entry.text) == {"0"} and len(g.entry.text) == length for g in _plain(scene))


def shares(scene: Scene) -> list[Given]:
    """What `11 of 30` states as one share, in the places of both numbers; it is less than one."""
    found: list[Given] = []
    numbers = sorted((g for g in _plain(scene) if g.bare), key=lambda g: g.first)
    for one, other in pairwise(numbers):
        a, b, from_, to = one.entry.quantity, other.entry.quantity, one.entry.span, other.entry.span
        if (
            a is None
            or b is None
            or from_ is None
            or to is None
            or not 0 < a.value < b.value
            or a.value % 1
            or b.value % 1
        ):
            continue
        text = one.text.original
        if _OF.fullmatch(text[from_.end : to.start]):
            said = text[from_.start : to.end]
            span = from_.model_copy(update={"end": to.end})
            quantity = Quantity(value=a.value / b.value, unit="")
            changed = {
                "id": f"{one.entry.id}s",
                "quantity": quantity,
                "text": said,
                "span": span,
                "label": f"{said}, a share",
            }
            found.append(Given(one.entry.model_copy(update=changed), one.text, one.first, other.last))
    return found


def plainly(givens: Sequence[Given], constant: str) -> list[Given]:
    """The numbers with those told in a lab's `constant` as plain ones (`a field of 2J`), and no wording twice.

    A number in digits goes before a wording that states the same: `a Mo tube (0.7093 Å)`.
    """
    found = [_told_in(g, constant) if constant and g.unit == constant and g.concept is None else g for g in givens]
    found = [_alone(g) for g in found]
    stated = [g for g in found if g.concept is None and g.unit]
    return [g for g in found if g.concept is None or not any(_alike(g, s) for s in stated)]


def _told_in(given: Given, constant: str) -> Given:
    q = given.entry.quantity
    if q is None:
        return given
    label = f"{given.entry.text}, in units of {constant}"
    changed = {"id": f"{given.entry.id}c", "quantity": Quantity(value=q.value, unit="", sigma=q.sigma), "label": label}
    return replace(given, entry=given.entry.model_copy(update=changed))


def _alone(given: Given) -> Given:
    """A temperature without what the result is told for: `at 1100 K per mole of oxide` is at 1100 K."""
    q, m = given.entry.quantity, _PER.fullmatch(given.entry.text)
    if q is None or m is None or given.concept is not None or not (read_back := read(m[1])):
        return given
    found = read_back[0]
    if not units.compatible(found.unit, "K"):
        return given
    quantity = Quantity(value=found.value, unit=found.unit)
    label = f"{m[1]}, the rest being what the result is told for"
    changed = {"id": f"{given.entry.id}a", "quantity": quantity, "text": m[1], "label": label}
    if given.entry.span is not None:
        changed["span"] = given.entry.span.model_copy(update={"end": given.entry.span.start + len(m[1])})
    return replace(given, entry=given.entry.model_copy(update=changed))


_PER = re.compile(r"(.+?)\s+per\s+(?:mol|mole|gram|kilogram|atom)")


def _alike(worded: Given, stated: Given) -> bool:
    """Whether a wording states what a number beside it does, to half a percent."""
    a, b = worded.entry.quantity, stated.entry.quantity
    if a is None or b is None or not a.unit or not units.compatible(a.unit, b.unit):
        return False
    value = units.convert(b, a.unit).value
    return abs(value - a.value) <= 0.005 * abs(a.value)


def like_data(scene: Scene) -> list[Given]:
    """Times without their unit, where all times of the question are told in one."""
    timed = [g for g in _plain(scene) if g.unit and units.compatible(g.unit, "s")]
    if len({units.dimension(g.unit) + g.unit for g in timed}) != 1:
        return []
    found: list[Given] = []
    for g in timed:
        if (q := g.entry.quantity) is not None:
            bare = Quantity(value=q.value, unit="", sigma=q.sigma)
            changed = {"id": f"{g.entry.id}d", "quantity": bare, "label": f"{g.entry.text}, in the unit of the data"}
            found.append(replace(g, entry=g.entry.model_copy(update=changed)))
    return found


def _plain(scene: Scene) -> Sequence[Given]:
    return [g for g in scene.givens if g.text is scene.text and g.concept is None]
