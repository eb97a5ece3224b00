"""Numbers that a lab takes otherwise than they stand: shares of elements in a list, losses, units, declared conditions.

Knows the symbols of the elements and a few words of loss; knows no lab and not what is asked.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from functools import cache, lru_cache

from ech0.core import units
from ech0.core.chemistry import elements
from ech0.core.reading import read
from ech0.core.types import Quantity
from ech0.minds.embedded import lablimits, labmaking, labnumbers, labspelt, labspoken
from ech0.minds.embedded.givens import Given
from labs import Lab, Real

_SHARE = r"(?:\d{1,2}(?:\.\d+)?|\.\d+)"
_PERCENT = r"(?:(?:wt|mass|weight)\.?[\s-]?)?(?:%|percent|per cent)"
_AFTER = re.compile(rf"(?<![\w.])(?P<share>{_SHARE})\s?(?:{_PERCENT}\s?)?(?P<symbol>[A-Z][a-z]?)(?![\w(])")
_BEFORE = re.compile(rf"(?<![\w.])(?P<symbol>[A-Z][a-z]?)\s?[:=]?\s?(?P<share>\d{{0,2}}\.\d+)(?!\w)(?:\s?{_PERCENT})?")
_BETWEEN = re.compile(r"\s?[,;/+]?\s?(?:and\s|&\s)?")
FEWEST = 2
"""So many elements in a row make a list of shares: `0.2 C` alone may be a temperature or a charge."""
_LOSS = re.compile(
    r"\b(?:disadvantage|costs?|costing|lowers?|lowered|lowering|reduces?|reduced|reducing|handicap|penalty|selected "
    r"against|deleterious|harmful|detrimental|disadvantageous|less fit|hyperpolari[sz](?:ing|ed?)|below|downwards?)\b",
    re.IGNORECASE,
)
_CLAUSE = re.compile(r"[.;?!](?=\s|$)")
_UNIT_ITSELF = re.compile(r"(?:\bin|\()\s$|\($|\bin $")


@lru_cache(maxsize=64)
def shares(text: str) -> Mapping[int, str]:
    """Where the shares of a list of elements stand (`0.16 C, 1.3 Mn`, `C 0.16, Mn 1.3`), each with its symbol."""
    for pattern in (_AFTER, _BEFORE):
        best: dict[int, str] = {}
        row: dict[int, str] = {}
        end = -1
        for m in pattern.finditer(text):
            if m["symbol"] not in elements():
                continue
            joined = end >= 0 and _BETWEEN.fullmatch(text[end : m.start()]) is not None
            row = row if joined and m["symbol"] not in row.values() else {}
            row[m.start("share")] = m["symbol"]
            end = m.end()
            best = max(best, row, key=len)
        if len(best) >= FEWEST:
            return best
    return {}


def as_share(given: Given, lab: Lab) -> Given:
    """A number of a list of elements as the mass fraction of its element, if the lab takes one; else as it is."""
    span, quantity = given.entry.span, given.entry.quantity
    symbol = shares(given.text.original).get(span.start) if span and given.concept is None else None
    name = elements()[symbol].name.lower() if symbol else ""
    spec = lab.inputs.get(name)
    if quantity is None or not isinstance(spec, Real) or spec.unit != "percent":
        return given
    return _taken(given, f"{lab.id}.{name}", Quantity(value=quantity.value, unit="percent"), f"the share of {name}")


def unlisted(given: Given, lab: Lab) -> bool:
    """Whether a number is the share of an element that the lab takes no share of, in a list of which it takes others.

    Sulphur and phosphorus stand on every certificate, and in no formula of a carbon equivalent.
    """
    found = shares(given.text.original)
    symbol = found.get(given.entry.span.start) if given.entry.span and given.concept is None else None
    taken = [s for s in found.values() if elements()[s].name.lower() in lab.inputs]
    return symbol is not None and symbol not in taken and len(taken) >= FEWEST


def absolute_zero(given: Given, lab: Lab) -> bool:
    """Whether a number is the absolute zero above which a lab tells its results: `relative to 0 K`."""
    q = given.entry.quantity
    if q is None or given.concept is not None or q.unit not in ("K", "kelvin") or q.value:
        return False
    return " 0 K" in lab.validity or any("absolute zero" in o.meaning for o in lab.outputs.values())


def as_loss(given: Given, concept: str, spec: Real) -> Given:
    """A positive number that is said to be a loss (`costs 2 %`) as the negative one that an input takes."""
    quantity, span = given.entry.quantity, given.entry.span
    if quantity is None or span is None or quantity.value <= 0 or not spec.low < 0 < spec.high or given.concept:
        return given
    text = given.text.original
    start = max((m.end() for m in _CLAUSE.finditer(text, 0, span.start)), default=0)
    end = next((m.start() for m in _CLAUSE.finditer(text, span.end)), len(text))
    if not _LOSS.search(text[start:end]):
        return given
    lost = Quantity(value=-quantity.value, unit=quantity.unit, sigma=quantity.sigma)
    return _taken(given, concept, lost, "a loss, as the words say")


def is_unit(given: Given) -> bool:
    """Whether what looks like a number is the unit of the answer: `in 1/ps`."""
    span, quantity, text = given.entry.span, given.entry.quantity, given.text.original
    if span is None or quantity is None or quantity.value != 1 or not text[span.start : span.end].startswith("1/"):
        return False
    return _UNIT_ITSELF.search(text[: span.start]) is not None


def declared(lab: Lab, givens: Iterable[Given]) -> list[Given]:
    """The numbers that only repeat what the lab declares of its results: `at 1 bar`, `from 0 to 10000`."""
    said = _conditions(tuple(o.meaning for o in lab.outputs.values()))
    taken = [i.unit for i in lab.inputs.values() if isinstance(i, Real)]
    meant = _conditions(tuple(i.meaning for i in lab.inputs.values()))
    said = (*said, *(s for s in meant if s.unit and not any(units.compatible(s.unit, u) for u in taken)))
    mine = [g for g in givens if g.concept is None and (q := g.entry.quantity) and any(_like(q, s) for s in said)]
    bare = [g for g in mine if g.bare]
    years = [g for g in mine if g.bare and (q := g.entry.quantity) and q.value % 1 == 0 and 1900 <= q.value <= 2100]
    return [g for g in mine if not g.bare or g in years or any(0 < abs(g.first - o.first) <= 2 for o in bare)]


def readings(words: str, labs: Iterable[Lab]) -> list[tuple[float, str]]:
    """What the number in some words may be taken for: in a unit that goes without saying, a share, a loss, limits."""
    reals = [i for lab in labs for i in lab.inputs.values() if isinstance(i, Real)]
    plain = {i.plain for i in reals if i.plain} | {"percent"}
    found = read(words)
    taken = [(f.value, u) for f in found for u in sorted(plain)] + [(-f.value, f.unit) for f in found]
    taken += [(f.value, "") for f in found if f.unit == "J"]  # in units of a coupling
    ways = (labmaking.told, labnumbers.told, lablimits.readings, labspelt.readings, labspoken.worth)
    return taken + [one for way in ways for one in way(words)]


@cache
def _conditions(meanings: tuple[str, ...]) -> tuple[Quantity, ...]:
    said = [(f.value, f.unit) for m in meanings for f in read(m)]
    said += [(f.value, f.unit) for m in meanings for p in _PER.finditer(m) for f in read(f"1 {p[1]}")]
    return tuple(Quantity(value=v, unit=u) for v, u in said)


_PER = re.compile(r"\b(?:an?|one|per)\s(kilogram|mole)\b")
"""`In a kilogram of it`, `per mole of the first reactant`: an amount of one is what a result is told for."""


def _like(one: Quantity, other: Quantity) -> bool:
    if bool(one.unit) != bool(other.unit) or not units.compatible(one.unit, other.unit):
        return False
    value = units.convert(one, other.unit).value
    return abs(value - other.value) <= 1e-9 * abs(other.value)


def _taken(given: Given, concept: str, quantity: Quantity, as_what: str) -> Given:
    """A number with another meaning than its own unit says, and a label that tells so."""
    label = f"{given.entry.text}, taken as {as_what}"
    entry = given.entry.model_copy(
        update={"id": f"{given.entry.id}u", "quantity": quantity, "label": label, "concept": concept}
    )
    return replace(given, entry=entry, concept=concept)
