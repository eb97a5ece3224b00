"""Known matter in any order of words: one substance and one of its properties in a clause, with one number of its kind.

`Gold, density 9.3 g/cm³, is poured`, `the molar mass of CO2 being 28 g/mol`, `it boils, ethanol, at 112 °C`.
Passes over mixtures, other states and pressures, and what a clause only compares.
"""

import re

from ech0.core import chemistry
from ech0.core.chemistry import Species
from ech0.core.errors import InputError
from ech0.core.types import Relation, Symbol
from ech0.minds.embedded.premises.atoms import IUPAC
from ech0.minds.embedded.premises.figures import Figure
from ech0.minds.embedded.premises.matter import Matter
from ech0.minds.embedded.premises.notes import Notes, cited, denies, wonders

_KINDS = (
    ("density", r"density|densities|dens\.|ρ|rho", "kg/m^3", 0.15),
    ("boiling_temperature", r"boil\w*|b\.\s?p\.|bp", "K", 0.04),
    ("melting_temperature", r"melt\w*|freez\w*|solidif\w+|m\.\s?p\.|mp|fusion", "K", 0.04),
    ("specific_heat", r"specific heat(?: capacity)?|heat capacity", "J/(kg K)", 0.12),
    ("refractive_index", r"refractive index|index of refraction|optical index", "", 0.06),
)
_OTHER = re.compile(
    r"\b(?:pressure of|under|kbar|gpa|mpa|bars?|torr|mmhg|solutions?|alloys?|salts?|oxides?|ores?|bulk"
    r"|powder\w*|foam\w*"
    r"|vapou?rs?|gas|gases|aqueous|mixtures?|supercool\w*|superheat\w*|altitude|mountain\w*|everest|isotop\w+|heavy"
    r"|deuterat\w+|hydrat\w+|film|porous|steam|charge|number|suppose|imagine|hypothetical|current|nano\w+"
    r"|vacuum|reduced"
    r"|surface|electrons?|star|compressed|cast|atoms?|than|between|from|to|above|below|if|added|adding"
    r"|dissolv\w+|latent"
    r"|heat of|enthalpy|entropy|rate|elevation|depression|raised|lowered|difference|bath|over|times|or|optical density"
    r"|mix\w*|cooker|carbide|chloride|nitrate|sulfate|sulphate|hydroxide|acetate|bromide|iodide|fluoride|carbonate"
    r"|sulfide|nitride|peroxide|cyanide|energy|number density|ions?|triple|critical|flux|wax|curve)\b"
)
"""What makes it another substance, state or quantity, or the number another value."""
_MOLAR = re.compile(
    r"(?:\b(?:molar mass|molecular (?:weight|mass)|formula (?:weight|mass)|relative molecular mass|molecular wt"
    r"|mw|m_?r)\b"
    r"|\bm\s?(?=\())"
)
_FORMULA = re.compile(r"(?<![\w\-])(?:[A-Z][a-z]?\d{0,3}|\((?:[A-Z][a-z]?\d{0,3}){1,8}\)\d{0,2}){1,12}(?![\w=+\-^·])")


def stated(matter: Matter, notes: Notes) -> None:
    """Every such number of the text."""
    for start, end in matter.page.sentences:
        said = matter.page.low[start:end]
        if denies(said) or wonders(said):
            continue
        own = [f for f in matter.page.figures if start <= f.start < end and f.given]
        _properties(matter, own, start, said, notes)
        _molar_mass(matter, own, start, end, notes)


def _properties(matter: Matter, own: list[Figure], start: int, said: str, notes: Notes) -> None:
    known = {*matter.facts, *matter.solids}
    names = [n for n in known if len(n) > 2 and re.search(rf"\b{re.escape(n)}\b", said)]
    names = [n for n in names if not any(n != o and n in o for o in names)]
    if len(names) != 1:
        return
    name = names[0]
    if _OTHER.search(re.sub(rf"\b{re.escape(name)}\b", " ", said)):
        return
    for kind, words, unit, within in _KINDS:
        of_kind = [f for f in own if f.fits(unit) and f.given and (unit or not f.given.unit)]
        places = list(re.finditer(rf"(?<!\w)(?:{words})(?!\w)", said))
        if len(of_kind) != 1 or len(places) != 1:
            continue
        figure, place = of_kind[0], places[0]
        head, tail = said[place.end() : figure.start - start], said[figure.end - start : place.start()]
        gap = head if place.end() <= figure.start - start else tail
        if re.search(r"\d|[.;:?!]", gap) or len(gap) > (60 if gap is head else 12):
            continue
        matter.compare(figure, kind, name, unit, within, notes)


def _molar_mass(matter: Matter, own: list[Figure], start: int, end: int, notes: Notes) -> None:
    """`M(CO2) = 28 g/mol`: beside the weights of its atoms."""
    text, said = matter.page.scene.text.original[start:end], matter.page.low[start:end]
    masses = [f for f in own if f.fits("kg/mol")]
    spoken = _MOLAR.search(said)
    if (
        len(masses) != 1
        or spoken is None
        or re.search(r"\b(?:average|mixture|polymer|unknown|difference|ratio|than)\b", said)
    ):
        return
    formulas = {
        f.group(): s
        for f in _FORMULA.finditer(re.sub(r"\bM_?r?\s?\(", " ( ", text))
        if (s := _species(f.group())) is not None
    }
    if len(formulas) != 1:
        return
    species, figure = next(iter(formulas.values())), masses[0]
    if figure.start - start < spoken.start() or figure.start - start - spoken.end() > 60:
        return
    value, spelled = figure.symbol("stated", "kg/mol", "molar mass that is stated")
    known = Symbol(name="known", unit="kg/mol", meaning="molar mass that the atoms make")
    relations = [*spelled, Relation(expression=f"known = {species.molar_mass / 1000!r}", text="the atoms are weighed")]
    law = cited("the molar mass is that of its atoms together", IUPAC)
    rule = Relation(expression="abs(stated - known) <= 0.03 * known", text=law)
    notes.quantities("compare the molar mass with that of the atoms", [value, known], [rule], relations)


def _species(token: str) -> Species | None:
    """A formula of two letters or a digit at least: `I` and `M` are no formulas."""
    if not re.search(r"[A-Z].*[A-Z\d]", token):
        return None
    try:
        return chemistry.species(token)[0]
    except InputError:
        return None
