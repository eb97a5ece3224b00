"""Problems of the formula base: each formula for each of its variables, near the values of its worked example.

The example fixes an order of magnitude; other values are drawn around it and the formula is solved for the variable
that the example finds. Every other variable can then be asked for, and its value is known beforehand.
"""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import cache
from random import Random

from ech0.core import reading, units
from ech0.core.base import concepts, constants, formulas, roles
from ech0.core.errors import Ech0Error, InputError
from ech0.core.formula import Formula, Variable
from ech0.core.types import Check, Quantity, QuantityClaim, Relation, Symbol
from ech0.train.problem import Fact, Move, Problem

OTHER_UNITS: Mapping[str, tuple[str, ...]] = {
    "m": ("m", "cm", "km", "mm", "metres"),
    "s": ("s", "min", "ms", "seconds"),
    "kg": ("kg", "g", "kilograms"),
    "Pa": ("Pa", "kPa", "bar", "atm"),
    "J": ("J", "kJ", "joules"),
    "N": ("N", "kN", "newtons"),
    "W": ("W", "kW", "watts"),
    "m/s": ("m/s", "km/h", "metres per second"),
    "V": ("V", "mV", "volts"),
    "A": ("A", "mA", "amperes"),
    "m^3": ("m^3", "L", "cm^3"),
    "Hz": ("Hz", "kHz"),
    "nm": ("nm", "um"),
    "min": ("min", "s", "h"),
    "h": ("h", "min"),
    "kJ": ("kJ", "J"),
    "cm": ("cm", "m", "mm"),
    "g": ("g", "kg", "mg"),
    "L": ("L", "mL"),
    "mm": ("mm", "cm", "m"),
    "kPa": ("kPa", "Pa"),
    "km": ("km", "m"),
    "m/s^2": ("m/s^2", "m/s²"),
}
Values = Mapping[str, Quantity]


def problems(rng: Random, *, draws: int, names: int = 1, fields: Collection[str] = ()) -> Iterator[Problem]:
    """Every formula that is no law, solved for each variable that the numbers of `draws` assignments allow.

    `names`: how often what it is called and the units it is told in are drawn anew for the same numbers.
    """
    for formula in formulas().values():
        if formula.law or formula.example is None or (fields and formula.field not in fields):
            continue
        for draw in range(draws):
            values = assignment(formula, rng, exact=draw == 0)
            if values is None:
                continue
            for find in (f for f in formula.variables if f in values for _ in range(names)):
                if (problem := _problem(formula, find, values, rng)) is not None:
                    yield problem


def chains(rng: Random, *, draws: int, fields: Collection[str] = ()) -> Iterator[Problem]:
    """Two formulas of one field, where the second takes what the first finds."""
    by_field: dict[str, list[Formula]] = {}
    for formula in formulas().values():
        if not formula.law and formula.example is not None and (not fields or formula.field in fields):
            by_field.setdefault(formula.field, []).append(formula)
    for second in (f for fs in by_field.values() for f in fs):
        firsts = [(f, n) for f in by_field[second.field] if f.id != second.id for n in _linked(f, second)]
        for first, name in rng.sample(firsts, min(len(firsts), 2)):
            for _ in range(draws):
                if (made := _chain(first, second, name, rng)) is not None:
                    yield made


def _linked(first: Formula, second: Formula) -> list[str]:
    """Variables of `second` that are of the kind that the example of `first` finds."""
    if first.example is None or second.example is None:
        return []
    concept = first.variables[first.example.find].concept
    return [n for n in second.example.given if second.variables[n].concept == concept]


def assignment(formula: Formula, rng: Random, *, exact: bool) -> dict[str, Quantity] | None:
    """A value for each variable of the example, the found one solved for; none if the formula does not take them."""
    example = formula.example
    if example is None:
        return None
    values: dict[str, Quantity] = {}
    try:
        for name, text in example.given.items():
            values[name] = _drawn(_read(text, formula, name), rng, exact=exact)
        values[example.find] = _read(example.value, formula, example.find)
    except InputError:  # a unit that the reader of questions does not read, so no question can state it
        return None
    check = solved(formula, example.find, values)
    if check is None or check.value is None or check.verdict != "proved":
        return None
    unit = values[example.find].unit
    values[example.find] = units.convert(check.value, unit)
    return values


def solved(formula: Formula, find: str, values: Values) -> Check | None:
    """What our solver finds for `find`, with the other values given; none if a value is not to be had."""
    from tools.symbolic import decide
    from tools.symbolic.problem import Given

    symbols: list[Symbol] = []
    given: dict[str, Given] = {}
    for name, v in formula.variables.items():
        concept = concepts()[v.concept]
        entry = None
        if name != find:
            quantity = values.get(name) or _constant(v, concept.unit)
            if quantity is not None:
                entry = f"q{len(symbols) + 1}"
                given[name] = Given(units.convert(quantity, concept.unit).value, 0.0, 0.0, name)
            elif not v.optional:
                return None
        low = 0.0 if concept.positive and entry is None else None
        symbols.append(Symbol(name=name, unit=concept.unit, entry=entry, low=low))
    relation = Relation(expression=formula.equation, formula=formula.id)
    laws = tuple(Relation(expression=c) for c in formula.conditions)
    claim = QuantityClaim(id="c1", symbols=tuple(symbols), relations=(relation,), laws=laws, target=find)
    try:
        check: Check = decide(claim, given)
        return check
    except Ech0Error:
        return None


def _constant(variable: Variable, unit: str) -> Quantity | None:
    if variable.constant:
        known = constants()[variable.constant]
        return Quantity(value=known.value, unit=known.unit)
    return None if variable.default is None else Quantity(value=variable.default, unit=unit)


def _read(text: str, formula: Formula, name: str) -> Quantity:
    """A value of a worked example; a bare `C` or `F` is read as a degree unless it cannot be one."""
    unit = concepts()[formula.variables[name].concept].unit
    found = reading.quantity_text(text)
    if found.unit and not units.compatible(found.unit, unit):
        found = reading.quantity_text(re.sub(r"\bF\b", "farad", re.sub(r"\bC\b", "coulomb", text)))
    if found.unit and not units.compatible(found.unit, unit):
        raise InputError(f"{formula.id}.{name}", text, f"write it in {unit} as a question does")
    return Quantity(value=found.value, unit=found.unit or unit)


def _drawn(quantity: Quantity, rng: Random, *, exact: bool) -> Quantity:
    if (
        exact
        or not quantity.value
        or (float(quantity.value).is_integer() and abs(quantity.value) < 10 and not quantity.unit)
    ):
        return quantity  # a small whole number without a unit may count something
    return quantity.model_copy(update={"value": float(f"{quantity.value * rng.uniform(0.8, 1.25):.3g}")})


def stated(quantity: Quantity, rng: Random, *, figures: int = 6) -> str:
    """A quantity as text, in its own unit or another that people use."""
    written = units.show(quantity.unit) if quantity.unit else ""
    if "coulomb" in quantity.unit or re.search(r"(?<!deg)\bC\b", quantity.unit):
        written = re.sub(r"(?<!°)\bC\b", "coulomb", written)  # a bare `C` after a number is a degree
    choices = OTHER_UNITS.get(written, (written,))
    unit = rng.choice(choices) if rng.random() < 0.35 else choices[0]
    value = units.convert(quantity, unit).value if unit else quantity.value
    return f"{value:.{figures}g} {unit}".rstrip().replace(" °", "°").replace("e+", "e")


@cache
def phrases(formula_id: str, name: str) -> tuple[str, ...]:
    """What a variable is called in its formula: its own words, or its concept's with its role."""
    formula = formulas()[formula_id]
    variable = formula.variables[name]
    concept = concepts()[variable.concept]
    own = variable.words or concept.words[:2] or (concept.id.replace("_", " "),)
    role = variable.role.replace("_", " ")
    alike = [v for n, v in formula.variables.items() if n != name and v.concept == variable.concept and not v.constant]
    signs = [role, *roles().get(variable.role, ())[:2]] if role else [""]
    if role and (alike or not variable.words):
        return tuple(dict.fromkeys(w if s in w else f"{s} {w}" for w in own[:2] for s in signs[:2]))
    return tuple(own)


def apart(variables: Sequence[tuple[Formula, str]]) -> bool:
    """Whether no two of these variables may be called by the same words: else nobody could tell which is meant."""
    told = [set(phrases(f.id, n)) for f, n in variables]
    return len(set().union(*told)) == sum(map(len, told))


def _fact(formula: Formula, name: str, quantity: Quantity, rng: Random) -> Fact:
    return Fact(rng.choice(phrases(formula.id, name)), stated(quantity, rng), name)


def _problem(formula: Formula, find: str, values: Values, rng: Random) -> Problem | None:
    names = [n for n in formula.variables if n in values and n != find]
    if formula.variables[find].constant or not names:
        return None
    if not apart([(formula, n) for n in (*names, find)]):
        return None
    concept = concepts()[formula.variables[find].concept]
    return Problem(
        family="formula",
        subject=formula.id,
        moves=(Move(formula.id, find, tuple((n, k) for k, n in enumerate(names))),),
        target=rng.choice(phrases(formula.id, find)),
        facts=tuple(_fact(formula, n, values[n], rng) for n in names),
        cues=cues(formula, find, frozenset(names)),
        asks=concept.ask,
        truth=values[find],
    )


def _chain(first: Formula, second: Formula, name: str, rng: Random) -> Problem | None:
    one, two = assignment(first, rng, exact=False), assignment(second, rng, exact=False)
    if one is None or two is None or first.example is None or second.example is None:
        return None
    linked = units.convert(one[first.example.find], concepts()[second.variables[name].concept].unit)
    check = solved(second, second.example.find, {**two, name: linked})
    if check is None or check.verdict != "proved" or check.value is None:
        return None
    before = [n for n in first.variables if n in one and n != first.example.find]
    after = [n for n in second.variables if n in two and n not in (second.example.find, name)]
    if not apart([*((first, n) for n in before), *((second, n) for n in after), (second, second.example.find)]):
        return None
    facts = [_fact(first, n, one[n], rng) for n in before] + [_fact(second, n, two[n], rng) for n in after]
    args = [(n, k) for k, n in enumerate([*before, *after])]
    own: dict[str, int | str] = {name: "$1", **dict(args[len(before) :])}
    later = tuple((n, own[n]) for n in second.variables if n in own)
    cue = f"{_title(first)}, then {_title(second)}"
    return Problem(
        family="chain",
        subject=f"{first.id}+{second.id}",
        moves=(
            Move(first.id, first.example.find, tuple(args[: len(before)])),
            Move(second.id, second.example.find, later),
        ),
        target=rng.choice(phrases(second.id, second.example.find)),
        facts=tuple(facts),
        cues=(cue,),
        truth=check.value,
    )


def _title(formula: Formula) -> str:
    return formula.name[:1].lower() + formula.name[1:] if formula.name[1:2].islower() else formula.name


def cues(formula: Formula, find: str, names: frozenset[str]) -> tuple[str, ...]:
    """What may be said of the situation so that no other formula fits the same numbers: its name, or words of it."""
    rivals = [f for f in _alike().get(_signature(formula, find, names), ()) if f.id != formula.id]
    said = [w for w in formula.when if not any(w in r.when or not r.when for r in rivals)]
    open_to_all = () if rivals else ("",)
    return (_title(formula), _title(formula), *said[:6], *open_to_all)


Signature = tuple[str, frozenset[str]]


def _signature(formula: Formula, find: str, names: frozenset[str]) -> Signature:
    return formula.variables[find].concept, frozenset(formula.variables[n].concept for n in names)


@cache
def _alike() -> Mapping[Signature, list[Formula]]:
    table: dict[Signature, list[Formula]] = {}
    for formula in formulas().values():
        if formula.example is not None and not formula.law:
            whole = {*formula.example.given, formula.example.find}
            for find in whole:
                table.setdefault(_signature(formula, find, frozenset(whole - {find})), []).append(formula)
    return table
