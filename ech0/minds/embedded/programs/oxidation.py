"""Oxidation numbers: of one element in a formula or a named substance. The rules are `ech0.core.oxidation`'s."""

import re
from fractions import Fraction

from ech0.core import chemistry, nomenclature
from ech0.core.data import config
from ech0.core.errors import InputError
from ech0.core.oxidation import SOURCE, Found, oxidation
from ech0.core.types import Definition, Plan
from ech0.minds.embedded.programs.page import Page, calculation

PATH = "oxidation"
_KIND = r"oxidation[- ](?:state|number)s?"
_LEAD = (
    r"(?:(?:please|what(?:'s| is| are)|find|give(?: me)?|determine|calculate|tell me|state|assign|work out|i "
    r"need) )*(?:the )?"
)
_IN = r"(?:the )?(?P<where>\S+(?: \([ivx]+\))?(?: \S+){0,2}?)(?: (?:ion|molecule|compound|anion))?"
_ASKS = (
    re.compile(
        rf"{_LEAD}{_KIND} (?:of|for) (?:an? |the |each )?(?P<what>[A-Za-z]+)(?: atoms?)? (?:in|within|inside) {_IN}",
        re.IGNORECASE,
    ),
    re.compile(rf"{_LEAD}(?P<what>[A-Za-z]+)(?:'s|’s)? {_KIND} (?:in|within|inside) {_IN}", re.IGNORECASE),
    re.compile(rf"in {_IN},? {_LEAD}{_KIND} of (?P<what>[A-Za-z]+)", re.IGNORECASE),
    re.compile(rf"{_LEAD}(?:what )?{_KIND} (?:does|is) (?P<what>[A-Za-z]+) (?:have |has )?in {_IN}", re.IGNORECASE),
)


def recognise(page: Page) -> Plan | None:
    """A plan, if one oxidation number in one substance is all that is asked."""
    if "oxidation" not in page.raw or len(page.raw) > 200:
        return None
    text = " ".join(page.question.text.replace("’", "'").split()).strip(" .?!")
    found = next((m for ask in _ASKS if (m := ask.fullmatch(text))), None)
    if found is None:
        return None
    symbol, formula = nomenclature.element(found["what"]), _formula(found["where"])
    if symbol is None or formula is None:
        return None
    name = chemistry.elements()[symbol].name
    try:
        number = oxidation(formula, symbol)
    except InputError:
        return None
    if number is None:
        why = f"the rules do not give {name} one number there: it may have several, or bonds to its own kind"
        return Plan(path=PATH, label=f"the oxidation number of {name}", declined=why)
    return calculation(
        page, [_definition(number, name)], label=f"{_average(number)}oxidation number of {name}", path=PATH
    )


def _average(found: Found) -> str:
    return "" if found.value.denominator == 1 else "average "


def _definition(found: Found, name: str) -> Definition:
    """The balance of charge, its terms the numbers that rules give to the others."""
    if not found.others and found.count == 1 and found.charge == 0:
        return Definition(
            name="value", expression=_number(found.value), meaning=f"oxidation number of {name}", text=f"rule: {SOURCE}"
        )
    terms = "".join(f" - {n}*({_number(v)})" for _, n, v in found.others)
    said = "; ".join(f"{chemistry.elements()[e].name} counts {'+' if v > 0 else ''}{v}" for e, _, v in found.others)
    return Definition(
        name="value",
        expression=f"(({found.charge}){terms})/{found.count}",
        meaning=f"{_average(found)}oxidation number of {name}",
        text=f"the oxidation numbers add up to the charge{f' ({said})' if said else ''}: {SOURCE}",
    )


def _number(value: Fraction) -> str:
    return f"({value.numerator})/({value.denominator})" if value.denominator != 1 else f"({value.numerator})"


def _formula(where: str) -> str | None:
    """What a substance or an ion is called, as a formula with its charge."""
    anion = config("ions")["anions"].get(where.lower())
    if anion:
        return f"{anion[0]}^{anion[1] if anion[1] > 1 else ''}-"
    if found := nomenclature.formula(where):
        return found
    try:
        chemistry.species(where)
    except InputError:
        return None
    return where if re.match(r"[A-Z(\[\\$]", where) else None
