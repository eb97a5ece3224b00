"""Numbers that belong together: in `from 0 to 27 m/s` the first is a speed too, `1 h 15 min` is one duration."""

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

_OPENS = {
    "to": re.compile(r"\bfrom\s+(?:about\s+|roughly\s+|just\s+)?$", re.IGNORECASE),
    "and": re.compile(r"\bbetween\s+(?:about\s+|roughly\s+)?$", re.IGNORECASE),
}
"""What stands before the first of two numbers that share a unit, by what stands between them."""
_SEVERAL = re.compile(
    r"\b(?:half-?lives|lifetimes|periods|times|durations|intervals|lengths|distances|altitudes|heights|radii|diameters"
    r"|masses|weights|speeds|velocities|temperatures|pressures|volumes|concentrations|constants)"
    r"\s*(?:(?:of|are|were|is|=|:|\()\s*)?(?:about\s+|roughly\s+)?$",
    re.IGNORECASE,
)
"""What stands before two numbers of a kind: `half-lives 3 days and 5 hours` are no 3.2 days."""
_REACH, _NOUN = 16, 32
_LISTED = frozenset((",", "and", "or", ", and", ", or", "&"))
_RATES = re.compile(
    r"\b(?:sensitivit\w+|specificit\w+|probabilit\w+|rates?|shares|fractions|efficienc\w+|percentages)\b[^.;\d]{0,20}$",
    re.IGNORECASE,
)
"""Words for what is told in per cent, right before a list of two."""
_LADDERS = (
    {"year": 31556952.0, "month": 2629746.0},
    {"week": 604800.0, "day": 86400.0, "hour": 3600.0, "minute": 60.0, "second": 1.0, "s": 1.0},
    {"foot": 12.0, "ft": 12.0, "inch": 1.0},
    {"pound": 16.0, "ounce": 1.0, "oz": 1.0},
)
"""Units that are said one after another of one quantity, each in the least of its row."""

_INCHES = re.compile(r"\s?in\b(?!\s+(?:the|an?|this|that|its|his|her|which)\b)|\"|″|”")
"""What marks inches after a number that goes on from feet; elsewhere `in` is a preposition."""


class Found(NamedTuple):
    """A number in a text: `text[start:end]` says it. `figures`: significant figures as written (0 if exact)."""

    value: float
    unit: str
    sigma: float
    figures: int
    start: int
    end: int


def together(text: str, found: Sequence[Found]) -> list[Found]:
    """The numbers of a text, in order: those that tell one quantity as one, bare ones with the unit that they share."""
    one: list[Found] = []
    for f in found:
        whole = _continued(text, one[-1], f) if one else None
        if whole is None:
            one.append(f)
        else:
            one[-1] = whole
    one = _percents(text, one)
    lent = {n: b.unit for n, (a, b) in enumerate(pairwise(one)) if _shares(text, a, b)}
    return [f._replace(unit=lent[n]) if n in lent else f for n, f in enumerate(one)]


def _percents(text: str, found: Sequence[Found]) -> list[Found]:
    """Numbers of a list that ends in per cent, as such too: `92, 88 and 70 %`."""
    out = list(found)
    for n in range(len(out) - 1, 0, -1):
        one, last = out[n - 1], out[n]
        between = text[one.end : last.start].strip().lower()
        shares = last.unit == "percent" and not one.unit and not one.sigma and 0 <= one.value <= 100
        listed = between in _LISTED and (between == "," or n > 1 or _RATES.search(text[: one.start]))
        if shares and listed and (between == "," or _more(text, out, n) or _RATES.search(text[: one.start])):
            out[n - 1] = one._replace(unit="percent")
    return out


def _more(text: str, found: Sequence[Found], n: int) -> bool:
    """Whether a list goes on before the number `n - 1`."""
    return n > 1 and text[found[n - 2].end : found[n - 1].start].strip() == "," and not found[n - 2].unit


def _shares(text: str, one: Found, other: Found) -> bool:
    """Whether a bare number takes the unit of the next: `heated from 20 to 80 °C`."""
    between = text[one.end : other.start].strip().lower()
    opens = _OPENS.get(between)
    bare = not one.unit and bool(other.unit)
    several = between == "and" and _SEVERAL.search(text[max(0, one.start - _NOUN) : one.start])
    opened = opens is not None and opens.search(text[max(0, one.start - _REACH) : one.start])
    return bare and bool(several or opened)


def _continued(text: str, one: Found, other: Found) -> Found | None:
    """Both numbers as one, if the second goes on with the first; `2 ft and 3 in` may be two lengths."""
    between = text[one.end : other.start].strip().lower()
    if (inches := _INCHES.match(text, other.end)) and not other.unit and 0 <= other.value < 12:
        marked = not one.unit and between in ("'", "′", "’") and "in" not in inches[0]
        if marked or (one.unit in ("foot", "ft") and not between):
            value = one.value + other.value / 12
            return one._replace(value=value, unit="foot", figures=one.figures + other.figures, end=inches.end())
    for row in _LADDERS:
        if one.unit in row and other.unit in row and between in (("", "and") if "hour" in row else ("",)):
            step = row[one.unit] / row[other.unit]
            several = _SEVERAL.search(text[max(0, one.start - _NOUN) : one.start])
            apart = bool(between) and (one.value % 1 != 0 or several)
            if step > 1 and 0 <= other.value < step and not apart:
                value, figures = one.value + other.value / step, one.figures + other.figures
                return one._replace(value=value, figures=figures, end=other.end)
    return None
