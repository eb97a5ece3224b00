"""Commands that convert: temperatures by their letters, fuel per way and way per fuel, how many seconds a week has."""

import re

from ech0.core import units
from ech0.core.types import Entry, Plan, QuantityClaim, Relation, Symbol
from ech0.minds.embedded.commands.asking import Asked
from ech0.minds.embedded.programs.arithmetic import unit_named
from ech0.minds.embedded.programs.page import Page, calculation, whole

_DEGREES = {"c": "degC", "celsius": "degC", "centigrade": "degC", "f": "degF", "fahrenheit": "degF"}
_DEGREES |= {"k": "kelvin", "kelvin": "kelvin", "kelvins": "kelvin"}
_HOT = re.compile(
    r"(?:convert |change |express |what is |how much is |how hot is )?#0 (?:to|in|into|as) "
    rf"(?:degrees? |deg\.? |° ?)?(?P<to>{'|'.join(_DEGREES)})"
)
_GALLON = r"(?P<which>us |u\.s\. |uk |imperial )?(?:gallon|gal)"
_PER_WAY = re.compile(
    r"(?:convert |what is |how much is )?#(?P<l>\d+) ?(?:per|/) ?#(?P<d>\d+) (?:to|in|into"
    rf"|as) (?:(?P<mpg>mpg)|miles? (?:per|/) (?:a )?{_GALLON}s?)(?: ?\(?(?P<after>us|uk"
    r"|imperial)\)?)?"
)
_PER_FUEL = re.compile(
    rf"(?:convert |what is |how much is )?#(?P<m>\d+)(?: ?(?P<mpg>mpg)| miles? (?:per|/) {_GALLON}s?|(?P<unit>))"
    r"(?: ?\(?(?P<after>us|uk|imperial)\)?)? (?:to|in|into|as) (?:litres?|liters?|l) ?(?:per|/) ?#(?P<d>\d+)"
)
_ONE = re.compile(
    r"(?:how many|number of) (?P<to>[a-z]+?(?: (?!are|there)[a-z]+?)??) (?:are )?(?:there )?"
    r"(?:in|make up|make|does|is|equal)(?: there)?(?: in)? (?P<said>(?:a|an|one|1) "
    r"(?P<of>[a-z]+(?: [a-z]+)?))(?: have| contain)?"
)
_MILES = ("mile/gallon", "miles/gallon", "mile / gallon", "miles / gallon", "mi/gal")
US = "a gallon is taken as that of the United States"


def read(asked: Asked) -> Plan | None:
    """A plan, if the whole question is one of these conversions."""
    page = asked.page
    text = re.sub(r"[?.!,\s]+$", "", page.text)
    if (found := _HOT.fullmatch(text)) and len(page.numbers) == 1:
        return _hot(page, _DEGREES[found["to"]])
    if found := _PER_WAY.fullmatch(text):
        return _per_way(page, found)
    if found := _PER_FUEL.fullmatch(text):
        return _per_fuel(page, found)
    return _one(asked)


def _same(page: Page, entry: Entry, unit: str, *, brought: bool = False) -> Plan:
    """The plan that tells a quantity in another unit."""
    claim = QuantityClaim(
        id="c1",
        text=f"the same in {units.show(unit)}",
        symbols=(Symbol(name="given", unit=unit, entry=entry.id), Symbol(name="value", unit=unit, meaning="the same")),
        relations=(Relation(expression="value = given", text="a quantity is the same in any unit"),),
        target="value",
    )
    entries = (entry,) if brought else ()
    return whole(page, claim, "c1.value", label="same quantity", path="conversion", unit=unit, entries=entries)


def _hot(page: Page, unit: str) -> Plan | None:
    return _same(page, page.numbers[0], unit) if page.unit(0) in ("degC", "degF", "kelvin", "K") else None


def _gallon(found: re.Match[str]) -> tuple[str, tuple[str, ...]]:
    said = f"{found['which'] or ''} {found['after'] or ''}"
    british = "uk" in said or "imperial" in said
    return ("imperial_gallon" if british else "gallon"), (() if said.strip() else (US,))


def _per_way(page: Page, found: re.Match[str]) -> Plan | None:
    fuel, way = found["l"], found["d"]
    gallon, notes = _gallon(found)
    if not page.all_used((fuel, way)) or page.unit(fuel) not in ("L", "liter") or page.unit(way) != "km":
        return None
    taken = {int(fuel): gallon, int(way): "mile"}
    plan = calculation(
        page, [("value", f"n{way}/n{fuel}")], label="value", path="conversion", units=taken, unit=f"mile/{gallon}"
    )
    return plan.model_copy(update={"notes": notes})


def _per_fuel(page: Page, found: re.Match[str]) -> Plan | None:
    way, distance = found["m"], found["d"]
    gallon, notes = _gallon(found)
    if not page.all_used((way, distance)) or page.unit(distance) != "km" or page.unit(way) not in ("", *_MILES):
        return None
    if (found["unit"] is None) == bool(page.unit(way)):
        return None
    taken = {int(distance): "mile"}
    plan = calculation(
        page, [("value", f"n{distance}/n{way}")], label="fuel", path="conversion", units=taken, unit=gallon
    )
    return plan.model_copy(update={"notes": notes, "unit": "liter"})


def _one(asked: Asked) -> Plan | None:
    """`how many seconds are in a week`: a week is one week, and that is all that is taken for granted."""
    found = _ONE.fullmatch(asked.text)
    if found is None or (asked.page.givens and found["said"][0] != "1"):
        return None
    wanted, of = unit_named(found["to"]), unit_named(found["of"])
    if wanted is None or of is None or not units.dimension(of) or not units.compatible(wanted, of):
        return None
    if asked.page.givens:
        return _same(asked.page, asked.page.givens[0], wanted) if asked.page.unit(0) else None
    entry = Entry.model_validate(
        {
            "id": "a1",
            "kind": "assumed",
            "label": found["of"],
            "quantity": {"value": 1.0, "unit": of},
            "reason": "a single one is spoken of",
        }
    )
    return _same(asked.page, entry, wanted, brought=True)
