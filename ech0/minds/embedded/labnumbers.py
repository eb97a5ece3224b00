"""Numbers of a question that a lab reads in another way than they are written: shares, times like the data's, levels.

`11 of 30 cultures` is one share, `at 8 months` a plain 8 beside times in months, and the 95 of a `95 % CI` no input.
Knows no lab.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

from ech0.core import units
from ech0.core.reading import read
from ech0.core.types import Quantity
from ech0.minds.embedded.givens import Given, Scene
from ech0.minds.embedded.words import Token
from labs import Lab, Real

_LEVEL = re.compile(
    r"\s*-?\s*(?:two-sided |one-sided |lower |upper )?"
    r"(?:CIs?\b|CrI\b|confidence|credib|limits?\b|intervals?\b|bounds?\b|fiducial)",
    re.IGNORECASE,
)
_OF = re.compile(r"\s*(?:out\s+)?of\s+(?:the\s+|its\s+|our\s+|all\s+|their\s+|these\s+|those\s+|his\s+|her\s+)?")
TIMES = ("hour", "day", "week", "month", "year")
_SYMBOL = re.compile(r"\(([a-z](?: \+ [a-z])?)\)$")
"""The symbol of an input, where its meaning ends with one."""
_SET = re.compile(r"(?<![\w+])(?P<name>[a-z](?:\s?\+\s?[a-z])?)\s?(?:=|:|\bis\b)\s?(?=\d)")
_IN_A = re.compile(
    r"\b(?:1|one|once)[ -]in[ -](?:a|one|every|1)[ -](?P<n>hundred|thousand|million|billion|trillion)\b", re.IGNORECASE
)
_ZEROS = {"hundred": 1e2, "thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12}
_ONCE = re.compile(
    r"\bonce\s+(?:in|per|every|for|out of)\s+(?:every\s+|each\s+)?(?:about\s+|roughly\s+|some\s+)?$", re.IGNORECASE
)
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
    return found + _once(numbers) + _in_a(numbers)


def _in_a(numbers: Sequence[Given]) -> list[Given]:
    """`a 1-in-a-million chance` as a share."""
    found: list[Given] = []
    for g in numbers:
        span = g.entry.span
        said = _IN_A.match(g.text.original, span.start) if span is not None else None
        if span is None or said is None:
            continue
        changed = {
            "id": f"{g.entry.id}s",
            "quantity": Quantity(value=1 / _ZEROS[said["n"].lower()], unit=""),
            "text": said.group(),
            "span": span.model_copy(update={"end": said.end()}),
            "label": f"{said.group()}, a share",
        }
        _, last = g.text.around(span.start, said.end())
        found.append(Given(g.entry.model_copy(update=changed), g.text, g.first, last))
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


def _once(numbers: Sequence[Given]) -> list[Given]:
    """What happens `once in 50 million` as a share."""
    found: list[Given] = []
    for g in numbers:
        q, span = g.entry.quantity, g.entry.span
        if q is None or span is None or q.value <= 1 or not (before := _ONCE.search(g.text.original[: span.start])):
            continue
        said = g.text.original[before.start() : span.end]
        changed = {
            "id": f"{g.entry.id}s",
            "quantity": Quantity(value=1 / q.value, unit=""),
            "text": said,
            "span": span.model_copy(update={"start": before.start()}),
            "label": f"{said}, a share",
        }
        first, _ = g.text.around(before.start(), span.end)
        found.append(Given(g.entry.model_copy(update=changed), g.text, first, g.last))
    return found


def symbolic(scene: Scene, reals: Mapping[str, Real]) -> dict[str, Given]:
    """The numbers that a text sets equal to the symbols by which inputs are declared: `a = 15, a+b = 500`."""
    own = {m[1].replace(" ", ""): n for n, s in reals.items() if (m := _SYMBOL.search(s.meaning))}
    starts = {g.entry.span.start: g for g in _plain(scene) if g.entry.span} if len(own) > 1 else {}
    said = [(m["name"].replace(" ", ""), m.end()) for m in _SET.finditer(scene.text.original)] if starts else []
    found = {own[name]: starts[at] for name, at in said if name in own and at in starts}
    return found if len(found) > 1 else {}


def like_data(scene: Scene) -> list[Given]:
    """Times without their unit, in the unit that the data are told in: of other data in months, one year is 12."""
    timed = [g for g in _plain(scene) if g.unit and units.compatible(g.unit, "s")]
    told = _unit_of_data(scene, timed)
    found: list[Given] = []
    for g in timed if told else []:
        if (q := g.entry.quantity) is not None:
            same = units.dimension(g.unit) + g.unit == units.dimension(told) + told
            value = q.value if same else _whole(units.convert(q, told).value)
            bare = Quantity(value=value, unit="", sigma=q.sigma if same else 0.0)
            label = f"{g.entry.text}, in the unit of the data"
            changed = {"id": f"{g.entry.id}d", "quantity": bare, "label": label}
            found.append(replace(g, entry=g.entry.model_copy(update=changed)))
    return found


def _unit_of_data(scene: Scene, timed: Sequence[Given]) -> str:
    """The unit of most times of a question, counting the words that stand by no number; nothing where two are told."""
    inside = {n for g in timed for n in range(g.first, g.last + 1)}
    tokens = scene.text.tokens
    headed = [t.text for n, t in enumerate(tokens) if n not in inside and {"in", "(", ":"} & _around(tokens, n)]
    spoken = [u for w in headed for u in TIMES if w in (u, f"{u}s")]
    count: dict[str, int] = {}
    for unit in (*(g.unit for g in timed), *spoken):
        count[unit] = count.get(unit, 0) + 1
    most = max(count.values(), default=0)
    if spoken and len(set(spoken)) == 1 and len(count) == 2 and most == 1:
        return spoken[0]
    first = [u for u, n in count.items() if n == most]
    return first[0] if len(first) == 1 else ""


def _around(tokens: Sequence[Token], n: int) -> set[str]:
    """The token before one, if it may head data (`in weeks`, `(months`), and the colon after it."""
    before = {tokens[n - 1].text} - {":"} if n else set()
    return before | ({tokens[n + 1].text} & {":"} if n + 1 < len(tokens) else set())


def _whole(value: float) -> float:
    """A converted time as the whole number that it is within the length of a leap day: 12.0008 months."""
    return float(round(value)) if value >= 1 and abs(value - round(value)) <= 0.003 * value else value
_MANY = re.compile(
    r"(?<![\w.])(?P<n>\d+(?:\.\d+)?)[ -](?P<z>thousand|million|billion|trillion)(?=-[a-z])", re.IGNORECASE
)


def many(scene: Scene) -> list[Given]:
    """What `a 5-million-cell lesion` counts, in the place of its 5."""
    found: list[Given] = []
    for g in _plain(scene):
        span = g.entry.span
        said = _MANY.match(g.text.original, span.start) if span is not None and g.bare else None
        if span is None or said is None:
            continue
        changed = {
            "id": f"{g.entry.id}k",
            "quantity": Quantity(value=float(said["n"]) * _ZEROS[said["z"].lower()], unit=""),
            "text": said.group(),
            "span": span.model_copy(update={"end": said.end()}),
            "label": said.group(),
        }
        _, last = g.text.around(span.start, said.end())
        found.append(Given(g.entry.model_copy(update=changed), g.text, g.first, last))
    return found


def told(words: str) -> list[tuple[float, str]]:
    """Each share that some words tell as one in so many."""
    found = [(1 / _ZEROS[m["n"].lower()], "") for m in _IN_A.finditer(words)]
    return found + [(float(m["n"]) * _ZEROS[m["z"].lower()], "") for m in _MANY.finditer(f"{words}-x")]


def alone(given: Given, scene: Scene, lab: Lab, names: Sequence[str]) -> bool:
    """Whether a question states one number, and what it asks takes one, a share that it can be."""
    own = [g for g in scene.givens if g.concept is None and g.text is scene.text]
    reals = [s for n in names if isinstance(s := lab.inputs[n], Real)]
    q = given.entry.quantity
    return own == [given] and len(reals) == 1 and q is not None and reals[0].low <= q.value <= reals[0].high <= 1


def _plain(scene: Scene) -> Sequence[Given]:
    return [g for g in scene.givens if g.text is scene.text and g.concept is None]
