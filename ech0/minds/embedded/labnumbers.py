"""Numbers of a question that a lab reads in another way than they are written: shares, times like the data's, levels.

`11 of 30 cultures` is one share, `at 8 months` a plain 8 beside times in months, and the 95 of a `95 % CI` no input.
Knows no lab.
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from ech0.core import units
from ech0.core.types import Quantity
from ech0.minds.embedded.givens import Given, Scene

_LEVEL = re.compile(
    r"\s*-?\s*(?:two-sided |one-sided |lower |upper )?"
    r"(?:CIs?\b|CrI\b|confidence|credib|limits?\b|intervals?\b|bounds?\b|fiducial)",
    re.IGNORECASE,
)
_OF = re.compile(r"\s*(?:out\s+)?of\s+(?:the\s+|its\s+|our\s+|all\s+|their\s+|these\s+|those\s+|his\s+|her\s+)?")
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


def parts(numbers: Sequence[Given]) -> list[Given]:
    """The numbers, of `40 of the 400 copies` only the 40, which is what the copies are that the words go on about."""
    found = list(numbers)
    bare = sorted((g for g in numbers if g.bare and g.concept is None and g.entry.span), key=lambda g: g.first)
    for one, other in pairwise(bare):
        a, b, here, there = one.entry.quantity, other.entry.quantity, one.entry.span, other.entry.span
        if a is None or b is None or here is None or there is None or one.text is not other.text:
            continue
        counts = 0 < a.value < b.value and not a.value % 1 and not b.value % 1
        if counts and _OF.fullmatch(one.text.original[here.end : there.start]):
            found = [replace(g, last=other.last) if g is one else g for g in found if g is not other]
    return found


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
