"""The molar mass of a substance by formula or name, hydrates and brackets included. Everything else has a formula."""

import re

from ech0.core import chemistry, nomenclature, units
from ech0.core.errors import InputError
from ech0.core.types import Definition, Plan
from ech0.minds.embedded.programs.equations import shown, symbolic
from ech0.minds.embedded.programs.page import Page, calculation
from ech0.minds.embedded.target import wanted_unit

PATH = "molar"
_KIND = r"(?:molar mass|molecular (?:weight|mass)|formula (?:weight|mass)|molar weight|mw)"
_LEAD = r"(?:(?:please|what(?:'s| is)|whats|find|give(?: me)?|determine|calculate|compute|tell me|work out|i need) )*(?:the )?"
_NAME = r"(?P<s>[A-Za-z(\[][\w()\[\]·•*.^+-]*(?: ?\([ivx]+\))?(?: [a-z()-]+){0,3}?)(?: \((?P<also>[A-Z][\w()·]*)\))?"
_UNIT = r"(?: in (?P<unit>[\w/ ^*-]+))?"
_ASKS = (
    re.compile(rf"{_LEAD}{_KIND} (?:of|for) (?:an? |the |one mole of )?{_NAME}{_UNIT}", re.IGNORECASE),
    re.compile(rf"{_LEAD}{_NAME}(?:'s)? {_KIND}{_UNIT}", re.IGNORECASE),
    re.compile(rf"(?:what (?:is|does)|how much (?:is|does)) (?:the mass of )?(?:one|a|1) mol(?:e)? of {_NAME}(?: weigh| have a mass of)?{_UNIT}", re.IGNORECASE),
)


def recognise(page: Page) -> Plan | None:
    """A plan, if the molar mass of one substance is all that is asked."""
    if "m" not in page.raw or len(page.raw) > 160:
        return None
    text = " ".join(page.question.text.replace("’", "'").split()).strip(" ?!.")
    for ask in _ASKS:
        if (found := ask.fullmatch(text)) and (species := _species(found["s"], found["also"])):
            return _planned(page, species, found["unit"])
    return None


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
        made = Definition(name="value", expression=f"molar_mass({neutral})", unit="gram", meaning=f"mass of one mole of {shown(species)}")
        return calculation(page, [made], label=made.meaning, path=PATH, unit="gram").model_copy(update={"unit": unit})
    if not units.compatible(unit, "g/mol"):
        return None
    why = "standard atomic weights: Prohaska et al., Pure Appl. Chem. 94 (2022) 573"
    made = Definition(name="value", expression=f"molar_mass({neutral})", unit="g/mol", meaning=label, text=why)
    return calculation(page, [made], label=label, path=PATH).model_copy(update={"unit": unit})
