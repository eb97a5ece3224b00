"""The molar mass of a substance by formula or name, hydrates included, and an element's share of it by mass."""

import re

from ech0.core import chemistry, nomenclature, units
from ech0.core.errors import InputError
from ech0.core.types import Definition, Plan
from ech0.minds.embedded.programs.equations import shown, symbolic
from ech0.minds.embedded.programs.page import Page, calculation
from ech0.minds.embedded.target import wanted_unit

PATH = "molar"
_KIND = r"(?:molar mass|molecular (?:weight|mass)|formula (?:weight|mass)|molar weight|mw)"
_LEAD = (
    r"(?:(?:please|what(?:'s| is)|whats|find|give(?: me)?|determine|calculate|compute|tell me|work out|i need) "
    r")*(?:the )?"
)
_NAME = r"(?P<s>[A-Za-z(\[][\w()\[\]·•*.^+-]*(?: ?\([ivx]+\))?(?: [a-z()-]+){0,3}?)(?: \((?P<also>[A-Z][\w()·]*)\))?"
_PART = (
    r"(?:(?:mass|weight) (?:percent(?:age)?|fraction|%)|percent(?:age)?(?: composition)?(?: by (?:mass"
    r"|weight))?(?: composition)?|% (?:by mass|composition)|%"
    r"|percent(?:age)? (?:mass|weight))"
)
_UNIT = r"(?: in (?P<unit>[\w/ ^*-]+))?"
_ASKS = (
    re.compile(rf"{_LEAD}{_KIND} (?:of|for) (?:an? |the |one mole of )?{_NAME}{_UNIT}", re.IGNORECASE),
    re.compile(rf"{_LEAD}{_NAME}(?:'s)? {_KIND}{_UNIT}", re.IGNORECASE),
    re.compile(
        (
            rf"(?:what (?:is|does)|how much (?:is|does)) (?:the mass of )?(?:one|a|1) mol(?:e)? of {_NAME}(?: "
            rf"weigh| have a mass of)?{_UNIT}"
        ),
        re.IGNORECASE,
    ),
)
_SHARES = tuple(
    re.compile(rf"{_LEAD}{form}", re.IGNORECASE)
    for form in (
        rf"(?P<kind>{_PART}) of (?P<e>[A-Za-z]+) (?:by mass |by weight )?in (?:an? |the )?{_NAME}",
        rf"(?P<kind>{_PART}) (?P<e>[A-Za-z]+) (?:by mass |by weight )?in (?:an? |the )?{_NAME}",
        (
            rf"(?P<kind>how much|what (?:percent(?:age)?|%|fraction|share)) of (?:the mass of )?{_NAME} is "
            rf"(?P<e>[A-Za-z]+)(?: by (?:mass|weight))?"
        ),
    )
)


def recognise(page: Page) -> Plan | None:
    """A plan, if the molar mass of one substance is all that is asked."""
    if len(page.raw) > 160 or not re.search(r"m(?:ol|ass|w)|weight|percent|%|fraction|share", page.raw):
        return None
    text = " ".join(page.question.text.replace("’", "'").split()).strip(" ?!.")
    for ask in _ASKS:
        if (found := ask.fullmatch(text)) and (species := _species(found["s"], found["also"])):
            return _planned(page, species, found["unit"])
    for ask in _SHARES:
        if (found := ask.fullmatch(text)) and (species := _species(found["s"], found["also"])):
            return _share(page, species, found["e"], found["kind"].lower())
    return None


def _share(page: Page, species: chemistry.Species, said: str, kind: str) -> Plan | None:
    """What part of a substance's mass an element is, in percent unless a fraction is asked."""
    named = nomenclature.element(said)
    if named is None or named not in species.atoms or kind == "how much":
        return None
    neutral = symbolic(chemistry.Species(species.text, species.atoms))
    expression = f"{species.atoms[named]}*molar_mass({named})/molar_mass({neutral})"
    name = chemistry.elements()[named].name
    percent = "fraction" not in kind
    label = f"share by mass of {name} in {shown(species)}"
    made = Definition(
        name="value",
        expression=f"100*{expression}" if percent else expression,
        unit="percent" if percent else "",
        meaning=label,
    )
    return calculation(page, [made], label=label, path=PATH, unit=made.unit)


def _species(name: str, also: str | None) -> chemistry.Species | None:
    formula = nomenclature.formula(name)
    if formula is None:
        return None
    try:
        read = chemistry.species(formula)
        if also is not None and dict(chemistry.species(also)[0].atoms) != dict(read[0].atoms):
            return None
    except InputError:
        return None
    return read[0] if len(read) == 1 and read[0].atoms else None


def _planned(page: Page, species: chemistry.Species, said: str | None) -> Plan | None:
    unit = page.question.unit or (wanted_unit(f"What is it in {said}?") if said else None) or "g/mol"
    label = f"molar mass of {shown(species)}"
    neutral = symbolic(chemistry.Species(species.text, species.atoms))
    if units.compatible(unit, "g"):  # of one mole
        made = Definition(
            name="value",
            expression=f"molar_mass({neutral})",
            unit="gram",
            meaning=f"mass of one mole of {shown(species)}",
        )
        return calculation(page, [made], label=made.meaning, path=PATH, unit="gram").model_copy(update={"unit": unit})
    if not units.compatible(unit, "g/mol"):
        return None
    why = "standard atomic weights: Prohaska et al., Pure Appl. Chem. 94 (2022) 573"
    made = Definition(name="value", expression=f"molar_mass({neutral})", unit="g/mol", meaning=label, text=why)
    return calculation(page, [made], label=label, path=PATH).model_copy(update={"unit": unit})
