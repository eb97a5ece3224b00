"""Numbers that a run of a lab leaves out while an input keeps its default: any of them may be what that input is.

Those that say nothing of the subject are let go: a year, a time of day, the mass number of an isotope, a coefficient of
an equation, the number of a figure, the age of somebody.
"""

import re
from collections.abc import Collection, Iterable, Mapping, Sequence

from ech0.core.types import Quantity
from ech0.core.units import compatible, convert
from ech0.minds.embedded.binding import aged
from ech0.minds.embedded.givens import Given, Scene, remarks
from ech0.minds.embedded.labfits import usable, within
from ech0.minds.embedded.labspoken import MADE, clocks, fractions, groups, told_in_words
from labs import Real

_NUMBERED = re.compile(
    r"\b(?:fig(?:ure)?s?|tables?|problems?|exercises?|questions?|tasks?|parts?|no|nr|number|eqs?|equations?|ref|chapter"
    r"|sections?|page|pp|step|room|flight level|FL|day|grade|class|year|group|team|lab|week|model|type|level|version|"
    r"case|item|slide|lecture|unit|apollo|sputnik|voyager|mark)\.?\s*[#(]?$|[#§]\s?$|^\s*\(?$|\n\s*\(?$",
    re.IGNORECASE,
)
"""`Figure 3`, `#12`, and the number of an item at the start of a line."""
_ISOTOPE = re.compile(r"\b[A-Z][a-z]?-?$")
_COEFFICIENT = re.compile(r"\s?[A-Z](?:[A-Za-z0-9₀-₉()]{0,12})\s*(?:\+|->|→|-->|⟶|=>|⇌|<=>|⇄|↔|to\b|\)|$|[.,;?])")
_BEHIND_ARROW = re.compile(r"(?:->|→|⟶|=>|⇌|⇄|↔|\+)\s*$")
_START = re.compile(r"(?:\bt ?= ?|\btime |\]_?)$")
"""What stands before the nought of a start: `t = 0`, `[A]0`."""
_ALL = re.compile(r"(?:^|[.?!]\s)Of (?:the|these|all|our)\s$")
"""`Of the 240 genes, 24 are ...`: the whole of a part that is told."""
_OUGHT = re.compile(r"\s*(?:decimal|significant|d\.p\.|s\.f\.|sig(?:\.|nificant)? fig|digits?|places?|marks?\b)")
"""What comes after the number of figures that an answer is to have."""


def loose(scene: Scene, used: Collection[str], left: Collection[Real], others: Iterable[Real]) -> list[Given]:
    """The numbers of the question that nothing took and that may be what one of the inputs `left` is.

    What only one of the `others` can be, on which the output does not depend, says nothing of these.
    """
    apart = [s for s in others if s.unit]
    aside, times = remarks(scene.text), clocks(scene)
    free = (g for g in scene.givens if g.text is scene.text and g.concept is None and g.first not in aside)
    found = [g for g in free if g.entry.id not in used and g.entry.id not in times and not _idle(g)]
    found = [g for g in found if any(usable(g, s) for s in left) or not any(usable(g, s) for s in apart)]
    said = [g.entry.quantity for g in scene.givens if g.entry.id in used and g.entry.quantity]
    found = [g for g in found if not _again(g, said)]
    shares = any(not s.unit and s.low >= 0 and s.high <= 1 for s in left)
    return found + [g for g in fractions(scene) if shares and g.entry.id not in used]


def only_place(scene: Scene, strays: Sequence[Given], left: Mapping[str, Real]) -> tuple[str, Given] | None:
    """The one input left that can be the one number left, with that number: what is stated must be something.

    An input that must be given comes before those that need not be. A number without a unit may be anything and is
    nothing by itself, but of a whole of which another count is a share it is a share too.
    """
    if len(strays) != 1 or strays[0].entry.quantity is None:
        return None
    given = strays[0]
    if given.bare and not told_in_words(given):
        shares = [g for g in groups(scene) if g.entry.id.startswith(f"{given.entry.id}{MADE}")]
        if len(shares) != 1:
            return None
        given, left = shares[0], {n: s for n, s in left.items() if not s.unit and s.low >= 0 and s.high <= 1}
    takes = [n for n, s in left.items() if usable(given, s)]
    due = [n for n in takes if left[n].default is None and not left[n].optional]
    name = (due or takes)[0] if len(due) == 1 or (not due and len(takes) == 1) else None
    return (name, given) if name is not None and within(left[name], given) else None


def _again(given: Given, said: Sequence[Quantity]) -> bool:
    """Whether a number only tells again what was taken: `11 % (fraction 0.11)`, `Mo K-alpha (0.7093 Å)`."""
    q = given.entry.quantity
    if q is None or (given.bare and q.value % 1 == 0):
        return False
    alike = [s for s in said if compatible(q.unit, s.unit)]
    return any(abs(convert(s, q.unit).value - q.value) <= 1e-3 * abs(q.value) for s in alike)


def _idle(given: Given) -> bool:
    """Whether a number says nothing of what is asked."""
    span, quantity, text = given.entry.span, given.entry.quantity, given.text.original
    if span is None or quantity is None:
        return True
    before, after = text[max(0, span.start - 24) : span.start], text[span.end : span.end + 24]
    if aged(given) or text[span.start : span.end].lower() == "one day":
        return True
    if not given.bare:
        return _ISOTOPE.search(before) is not None and before.endswith("-")
    if text[span.start : span.end].startswith("10^") and re.search(r"\bin $", before):
        return True
    if _ALL.search(before):
        return True
    if quantity.value == 0 and _START.search(before):
        return True
    whole = quantity.value % 1 == 0
    named = _NUMBERED.search(before) or _OUGHT.match(after) or _ISOTOPE.search(before)
    scheme = _COEFFICIENT.match(after) or _BEHIND_ARROW.search(before)
    return whole and bool(1800 <= quantity.value <= 2100 or named or scheme)
