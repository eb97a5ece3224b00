"""Numbers that a lab takes in another form than a question tells them: a width for a radius, a total for its parts.

A lab declares of an input by which words its half (`halved`), its rest (`rest`) or its total (`part_count`) is told,
and what of a schedule it is. What is made stands where the words do that say it. Knows no lab.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from math import log

from ech0.core import units
from ech0.core.errors import Ech0Error
from ech0.core.reading import read
from ech0.core.types import Quantity
from ech0.minds.embedded import labsense
from ech0.minds.embedded.givens import Given, Scene
from ech0.minds.embedded.labschedule import ROLES, schedule
from ech0.minds.embedded.labtwins import paired
from labs import Lab, Real

SURELY = 0.55
"""How near words must stand to a number to say that it is told in another form."""
FAR = 9
"""How many words may stand between a share and what becomes of it."""
ACROSS = ("across", "diameter", "diameters", "wide", "in diameter", "diameter of", "Ø")
RADIUS = ("radius", "radii", "in radius")
_PARTS = r"(?:fractions?|fx|#|sessions?|treatments?|exposures?|sittings?|parts?|doses?|visits?|portions?)"
_OFTEN = r"(?:equal |daily |single |even |identical |radiotherapy |treatment )*"
_BETWEEN = (
    r"\s?(?:in total |total |altogether )?"
    r"(?:(?:is |was |are )?(?:given |delivered |split |divided |spread |applied |prescribed )?"
    r"(?:in|over|into|as|by|across|with|through|using)|/|,)\s?(?:only |just |a total of )?"
)
_LINK = re.compile(_BETWEEN, re.IGNORECASE)
_NOUN = re.compile(rf"\s?-?{_OFTEN}{_PARTS}(?!\w)", re.IGNORECASE)
_COUNT = r"\d{1,3}|two|three|four|five|six|seven|eight|nine|ten|twelve|fifteen|twenty|thirty"
_IN_PARTS = re.compile(rf"(?P<n>{_COUNT})(?=\s?-?{_OFTEN}{_PARTS}(?!\w))", re.IGNORECASE)
_EACH = re.compile(
    r"\s?(?:each|apiece|per (?:fraction|treatment|session|fx|day)|a (?:fraction|day|treatment)"
    r"|/\s?(?:fraction|fx|day))\b",
    re.IGNORECASE,
)
_WORDS = dict(zip(_COUNT.split("|")[1:], (2, 3, 4, 5, 6, 7, 8, 9, 10, 12, 15, 20, 30), strict=True))


def made(scene: Scene, lab: Lab, reals: Mapping[str, Real]) -> list[Given]:
    """The numbers that inputs of a lab take in another form; each is said to be that input."""
    found: list[Given] = []
    own = [g for g in scene.givens if g.text is scene.text and g.concept is None and g.entry.quantity is not None]
    for name, spec in reals.items():
        if name.endswith("radius"):
            found += [_half(g, lab, name) for g in own if _wide(scene, g, spec)]
        if spec.rest:
            found += [_rest(g, lab, name) for g in own if _share(g) and _left(scene, own, g, spec)]
        if name.startswith("initial_"):
            found += [_as(g, lab, name, _quantity(g), "where it grows from") for g in own if _from(g, own, spec)]
        if spec.part_count and (part := _part(scene, own, lab, name, spec)) is not None:
            found.append(part)
    found += _halved(scene, own, lab, reals)
    return [*found, *paired(scene, lab, reals), *_scheduled(scene, own, lab, reals)]


def replaces(made: Given, given: Given) -> bool:
    """Whether a number is told once only, in the other form: what a schedule says, or the number itself."""
    if made.text is not given.text or given.concept is not None:
        return False
    inside = made.first <= given.first and given.last <= made.last
    return inside and (given.first == made.first or made.entry.label.endswith("of a schedule"))


def told(words: str) -> Iterator[tuple[float, str]]:
    """Each value that a number in some words may have been taken for here."""
    numbers = [(f.value, f.unit) for f in read(words)]
    counts = [c for m in _IN_PARTS.finditer(words) if (c := _many(m["n"]))]
    for value, unit in numbers:
        yield value / 2, unit
        yield (1 - value / 100 if unit == "percent" else 1 - value), ""
        if value > 1 and not unit:
            yield 1 / value, ""
        yield from ((value / n, unit) for n in counts)
        if unit and value and (rate := _inverse(Quantity(value=value, unit=unit))) is not None:
            yield rate.value, rate.unit
    yield from ((s.value, s.unit) for s in schedule(words).values())


def _wide(scene: Scene, given: Given, spec: Real) -> bool:
    if given.bare or not units.compatible(given.unit, spec.unit):
        return False
    wide = scene.near(given, ACROSS)
    return wide >= SURELY and wide > scene.near(given, RADIUS)


def _half(given: Given, lab: Lab, name: str) -> Given:
    q = _quantity(given)
    return _as(given, lab, name, Quantity(value=q.value / 2, unit=q.unit, sigma=q.sigma / 2), "half of what is across")


def _halved(scene: Scene, own: Sequence[Given], lab: Lab, reals: Mapping[str, Real]) -> Iterator[Given]:
    """Times of halving or doubling as rates; of several, the rate that has most of the words of the clause."""
    for g in own:
        near = {n: x for n, s in reals.items() if (x := scene.near(g, s.halved) if s.halved else 0.0) >= SURELY}
        if near:
            share = labsense.shares(scene, g, lab, list(near))
            ranked = sorted(near, key=lambda n: (-share.get(n, 0.0), -near[n]))
            tied = len(ranked) > 1 and share.get(ranked[0], 0.0) == share.get(ranked[1], 0.0)
            made = None if tied else _turned(g, lab, ranked[0], reals[ranked[0]])
            if made is not None:
                yield made


def _left(scene: Scene, own: Sequence[Given], given: Given, spec: Real) -> bool:
    """Whether words near a share, in its sentence, say that it is told of what goes: `99 % ... are killed`."""
    if scene.near(given, spec.words) > max(SURELY, scene.near(given, spec.rest)):
        return False
    tokens = given.text.tokens
    for hit in (h for w in spec.rest for h in given.text.find(w)):
        if tokens[hit.first].sentence != tokens[given.first].sentence:
            continue
        low, high = (given.last, hit.first) if hit.first > given.last else (hit.last, given.first)
        if high - low <= FAR and not any(g is not given and _share(g) and low < g.first < high for g in own):
            return True
    return False


_GROWS = re.compile(r"\bfrom\s+(?:about\s+|roughly\s+|only\s+|some\s+|just\s+)?$", re.IGNORECASE)
_GROWN = re.compile(
    r"\s*(?:[a-z]+\s+){0,4}?(?:up\s+)?to\s+(?:a\s+|an\s+|about\s+|some\s+|roughly\s+)*(?:[a-z]+\s+(?:of\s+)?)?$",
    re.IGNORECASE,
)


def _from(given: Given, own: Sequence[Given], spec: Real) -> bool:
    """Whether a number is where something grows from: `from 100 cells to 5 billion`."""
    span, text = given.entry.span, given.text.original
    if span is None or not units.compatible(given.unit, spec.unit) or not _GROWS.search(text[: span.start]):
        return False
    after = [g for g in own if g.first > given.last and g.entry.span and units.compatible(g.unit, spec.unit)]
    to = min(after, key=lambda g: g.first, default=None)
    return (
        to is not None
        and to.entry.span is not None
        and _GROWN.fullmatch(text[span.end : to.entry.span.start]) is not None
    )


def _turned(given: Given, lab: Lab, name: str, spec: Real) -> Given | None:
    """A time of halving or doubling as the rate that an input is, or the other way round."""
    if given.bare or units.compatible(given.unit, spec.unit):
        return None
    rate = _inverse(_quantity(given))
    if rate is None or not units.compatible(rate.unit, spec.unit):
        return None
    return _as(given, lab, name, rate, "ln 2 over it")


def _inverse(quantity: Quantity) -> Quantity | None:
    """ln 2 over a time or a rate, in 1/day or in hours; nothing of another kind."""
    if not quantity.unit or quantity.value <= 0:
        return None
    try:
        if units.compatible(quantity.unit, "day"):
            return Quantity(value=log(2) / units.convert(quantity, "day").value, unit="1/day")
        if units.compatible(quantity.unit, "1/hour"):
            return Quantity(value=log(2) / units.convert(quantity, "1/hour").value, unit="hour")
    except Ech0Error:
        return None
    return None


def _share(given: Given) -> bool:
    q = _quantity(given)
    return (q.unit == "percent" and 0 <= q.value <= 100) or (q.unit == "" and 0 <= q.value < 1)


def _rest(given: Given, lab: Lab, name: str) -> Given:
    q = _quantity(given)
    value = 1 - q.value / 100 if q.unit == "percent" else 1 - q.value
    return _as(given, lab, name, Quantity(value=value, unit=""), "what is left of the whole")


def _part(scene: Scene, own: Sequence[Given], lab: Lab, name: str, spec: Real) -> Given | None:
    """`54 Gy in three fractions` as the dose of each, where nothing tells that one by itself."""
    text = scene.text.original
    alike = [g for g in own if not g.bare and units.compatible(g.unit, spec.unit) and g.entry.span]
    for g in alike:
        span = g.entry.span
        if span is None or _EACH.match(text[span.end :]):
            continue
        link = _LINK.match(text, span.end)
        count = _IN_PARTS.match(text, link.end()) if link else None
        if count is None or _EACH.match(text, count.end()) or not (n := _many(count["n"])):
            continue
        noun = _NOUN.match(text, count.end())
        end = noun.end() if noun else count.end()
        if re.match(r"\s?(?:of|at|with|×|x)\s?(?=[\d.]+\s?(?:Gy|cGy))", text[end:]):
            continue  # what each of them is follows
        q = _quantity(g)
        whole = span.model_copy(update={"end": end})
        first, last = scene.text.around(whole.start, whole.end)
        wide = replace(g, first=first, last=last)
        return _as(wide, lab, name, Quantity(value=q.value / n, unit=q.unit), "a total over its parts", whole)
    return None


def _many(word: str) -> int:
    return int(word) if word.isdigit() else _WORDS.get(word.lower(), 0)


def _scheduled(scene: Scene, own: Sequence[Given], lab: Lab, reals: Mapping[str, Real]) -> Iterable[Given]:
    """The figures of a schedule in words, for the inputs that declare themselves to be them."""
    slots = {s.schedule: n for n, s in reals.items() if s.schedule}
    if "count" not in slots:
        return
    for role, said in schedule(scene.text.original).items():
        name = slots.get(role)
        like = next((g for g in (*own, *scene.givens) if g.text is scene.text and g.entry.span), None)
        if name is None or like is None or like.entry.span is None:
            continue
        span = like.entry.span.model_copy(update={"start": said.start, "end": said.end})
        first, last = scene.text.around(said.start, said.end)
        place = replace(like, first=first, last=last, concept=None)
        made = Quantity(value=said.value, unit=said.unit)
        yield _as(place, lab, name, made, f"the {role} of a schedule", span, f"y{ROLES.index(role) + 1}")


def _quantity(given: Given) -> Quantity:
    if given.entry.quantity is None:
        raise ValueError(f"{given.entry.id} has no quantity")  # callers pass numbers only
    return given.entry.quantity


def _as(
    given: Given, lab: Lab, name: str, quantity: Quantity, as_what: str, span: object = None, new_id: str = ""
) -> Given:
    """A number as an input takes it, and a label that tells so."""
    concept = f"{lab.id}.{name}"
    span = span or given.entry.span
    text = given.text.original[span.start : span.end] if span is not None else given.entry.text  # type: ignore[attr-defined]
    changed = {
        "id": new_id or f"{given.entry.id}m",
        "quantity": quantity,
        "text": text,
        "span": span,
        "label": f"{text}, taken as {as_what}",
        "concept": concept,
    }
    return replace(given, entry=given.entry.model_copy(update=changed), concept=concept)
