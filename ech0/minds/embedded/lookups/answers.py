"""From a look-up to a plan: the fact quoted, or worked out from two that are, or measured by a lab at room temperature.

Which of several forms, states or isotopes is meant must be said; where it matters and is not, it is missing.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from ech0.core import base, bodies, chemistry, nomenclature, units
from ech0.core.formula import Constant
from ech0.core.types import (
    CalculationClaim,
    Definition,
    Entry,
    LabCall,
    Need,
    Plan,
    Quantity,
    Question,
    Subproblem,
    Symbol,
)
from ech0.ledger import sayable
from ech0.minds.embedded.lookups.grammar import Asked, asked, bare, plainly, properties
from ech0.minds.embedded.substances import quotation
from labs import Choice, Lab

Facts = Callable[[str], Sequence[Constant]]
"""All that tables know of the one material or nuclide of a name or formula."""
PATH = "lookup"
FIT = 0.95
_FLUIDS, _LIQUIDS = (
    "fluid_properties",
    frozenset("Water Ethanol Methanol Acetone Benzene Toluene n-Hexane n-Octane HeavyWater".split()),
)
_MEASURED = frozenset(("density", "specific_heat", "thermal_conductivity", "speed_of_sound", "viscosity"))
_FORMS = {
    "carbon": "graphite, diamond or another",
    "phosphorus": "white, red or black",
    "selenium": "gray or vitreous",
    "arsenic": "gray or yellow",
}
_BODIES = frozenset("mercury venus earth moon mars jupiter saturn uranus neptune pluto sun".split())
_NUCLIDE = re.compile(
    (
        r"(?P<name>[a-z]+)[- ]?(?P<a>\d{1,3})(?P<m>m?)|(?P<b>\d{1,3})(?P<n>m?)-?(?P<symbol>[A-Z][a-z]?)"
        r"|\^?\{?(?P<c>\d{1,3})\}?\^?(?P<last>[A-Z][a-z]?)"
    ),
    re.IGNORECASE,
)
_ISOMER = re.compile(r"[a-z]{1,13}[- ]?\d{1,3}m\d?|\d{1,3}m\d?-?[A-Z][a-z]?", re.IGNORECASE)
_SECONDS = ("year", "day", "hour", "minute", "second")
_ISOTOPES = {"tritium": "hydrogen-3", "deuterium": "hydrogen-2", "radiocarbon": "carbon-14", "protium": "hydrogen-1"}


@dataclass(frozen=True)
class Known:
    """Where facts are looked up."""

    facts: Facts
    labs: Mapping[str, Lab]


def answer(question: Question, known: Known) -> Plan | None:
    """The plan of a look-up; nothing if the question is none, or of what others may know."""
    from ech0.minds.embedded.lookups.special import special

    if question.options or question.correction:
        return None
    if (plan := special(question, known.facts)) is not None:
        return plan
    lacking: Plan | None = None
    for one in asked(question.text):
        plan = _answered(one, question, known)
        if plan is not None and (plan.target or plan.subproblems):
            return plan
        lacking = lacking or plan
    return lacking


def _answered(one: Asked, question: Question, known: Known) -> Plan | None:
    how = properties()[one.property]
    unit = question.unit or one.unit
    for of in how["of"]:
        kind, _, name = of.partition(":")
        if kind == "body" and one.subject.lower() in _BODIES:
            fact = bodies.constants().get(f"{one.subject.lower()}_{name}")
            if fact is not None and (
                fact.id != "mercury_mean_density" or re.search(r"planet", question.text, re.IGNORECASE)
            ):
                return told(fact, f"{how['label']} of {_titled(one.subject)}", unit)
            if one.property == "distance_earth":
                return missing(f"the day that is meant: the distance of {_titled(one.subject)} from the Earth changes")
        if kind == "atom" and (symbol := element(one.subject)):
            return _of_atom(one, symbol, unit, known.facts)
        if kind == "nuclide":
            return _of_nuclide(one, unit, known.facts)
        if kind == "matter" and (plan := _of_matter(one, unit, known)) is not None:
            return plan
    if how.get("strict") and not re.search(r"\d", one.subject):
        return missing(f"a table that has the {how['label']} of {one.subject}", one.subject)
    return None


def missing(what: str, names: str = "") -> Plan:
    """A plan that says what is lacking."""
    return Plan(path=PATH, missing=(Need(what=sayable(what, "a table that has it", names=names)),))


def _titled(body: str) -> str:
    low = body.lower()
    return f"the {low.capitalize()}" if low in ("sun", "moon", "earth") else low.capitalize()


def told(fact: Constant, label: str, unit: str | None) -> Plan | None:
    """The plan that quotes a fact, told in a unit of its dimension; by mole, if that is wanted of what is by atom."""
    wanted = unit or fact.unit
    entry = quotation(fact)
    if not units.compatible(wanted, fact.unit):
        return _by_mole(fact, label, wanted)
    inside = units.convert(Quantity(value=fact.value, unit=fact.unit), wanted).value
    digits = f"{abs(inside):.6g}".partition("e")[0].replace(".", "").strip("0")
    entry = entry.model_copy(update={"figures": max(3, len(digits))})
    return Plan(entries=(entry,), target=entry.id, label=label, unit=wanted, path=f"{PATH}:{fact.id}", fit=FIT)


def _by_mole(fact: Constant, label: str, unit: str) -> Plan | None:
    if not units.compatible(f"({fact.unit})/mol", unit):
        return None
    made = [Definition(name="value", expression="x*N_A", unit=unit, meaning=label)]
    return worked(made, {"x": (fact, _factor(unit)), "N_A": (base.constants()["N_A"], "1/mol")}, label, unit)


def _factor(unit: str) -> str:
    """The unit of energy of an energy per mole: J of J/mol."""
    top = unit.partition("/")[0].strip()
    return top if units.compatible(top, "J") else "J"


def worked(made: Sequence[Definition], known: Mapping[str, tuple[Constant, str]], label: str, unit: str) -> Plan:
    """A plan of definitions over quoted facts, each taken in a unit; the last definition answers."""
    symbols = tuple(Symbol(name=n, unit=u, meaning=c.name, entry=f"k.{c.id}") for n, (c, u) in known.items())
    claim = CalculationClaim(
        id="c1", text=f"work out the {label}", symbols=symbols, definitions=tuple(made), target=made[-1].name
    )
    entries = tuple(quotation(c) for c in {c.id: c for c, _ in known.values()}.values())
    part = Subproblem(id="s1", goal=claim.text, claims=(claim,))
    return Plan(
        subproblems=(part,), entries=entries, target=f"c1.{claim.target}", label=label, unit=unit, path=PATH, fit=FIT
    )


# --- what it is asked of ----------------------------------------------------------------------------------------------


def element(name: str) -> str | None:
    """An element's symbol, by its name or by the symbol as it is written."""
    return nomenclature.element(re.sub(r" (?:atoms?|metal|gas|element)$", "", bare(name)))


def _of_atom(one: Asked, symbol: str, unit: str | None, facts: Facts) -> Plan | None:
    how, name = properties()[one.property], chemistry.elements()[symbol].name
    fact = fact_of(facts, symbol, how.get("fact", one.property))
    label = f"{how['label']} of {name}"
    if fact is None:
        return missing(f"a table that has the {label}")
    return told(fact, label, unit or how.get("unit"))


def fact_of(facts: Facts, name: str, kind: str) -> Constant | None:
    """The one fact of a kind."""
    return next((c for c in facts(name) if c.concept == kind), None)


def nuclide(subject: str) -> str | None:
    """A nuclide as `carbon-14`; nothing if it is none or an isomer, of which there are no tables."""
    subject = _ISOTOPES.get(subject.lower(), bare(subject))
    found = _NUCLIDE.fullmatch(subject)
    if found is None or found["m"] or found["n"]:
        return None
    symbol = (
        element(found["name"]) or element(found["name"].capitalize())
        if found["name"]
        else element(found["symbol"] or found["last"])
    )
    number = int(found["a"] or found["b"] or found["c"])
    return f"{chemistry.elements()[symbol].name}-{number}" if symbol and number else None


def _of_nuclide(one: Asked, unit: str | None, facts: Facts) -> Plan | None:
    how = properties()[one.property]
    name = nuclide(one.subject)
    if name is None:
        if _ISOMER.fullmatch(one.subject):
            return missing(
                f"a table of nuclear isomers, which would have the {how['label']} of {one.subject}", one.subject
            )
        if symbol := element(one.subject):
            if one.property == "isotope_mass":
                return None
            return missing(
                f"the isotope of {chemistry.elements()[symbol].name} that is meant: each has its own {how['label']}"
            )
        return None
    american = name.replace("aluminium", "aluminum").replace("caesium", "cesium")
    fact = fact_of(facts, american, one.property)
    if fact is None:
        stable = one.property == "half_life" and fact_of(facts, american, "natural_abundance") is not None
        if stable:
            return Plan(
                path=PATH,
                label=f"a half-life of {name}",
                declined="it is stable, as far as the tables know: it has no half-life",
            )
        return missing(f"a table that has the {how['label']} of {name}", name)
    if one.property == "half_life" and unit is None:
        unit = _spoken(fact)
    return told(fact, f"{how['label']} of {american}", unit)


def _spoken(fact: Constant) -> str:
    """The largest unit of time of which a half-life has one or more."""
    whole = {u: units.convert(Quantity(value=fact.value, unit=fact.unit), u).value for u in _SECONDS}
    return next((u for u in _SECONDS if whole[u] >= 1), "second")


def _of_matter(one: Asked, unit: str | None, known: Known) -> Plan | None:
    how = properties()[one.property]
    subject = re.sub(r"^(?:liquid|solid|pure|metallic) ", "", one.subject, flags=re.IGNORECASE)
    if subject.lower() == "ice" and one.property == "melting_temperature":
        subject = "water"
    symbol = element(subject)
    low = chemistry.elements()[symbol].name if symbol else subject.lower()
    if how.get("forms") and low in _FORMS:
        return missing(f"the form of {low} that is meant, {_FORMS[low]}: each has its own {how['label']}")
    if one.room == "number" and _fluid(subject, known.labs) is not None:
        return None  # the lab measures it at the temperature that is given
    if one.property in _MEASURED and (plan := _measured(one, subject, unit, known.labs)) is not None:
        return plan
    where = " at atmospheric pressure" if how.get("at") == "pressure" else " near room temperature"
    label = f"{how['label']} of {low if symbol else subject}{where}"
    if len(re.findall(r"\w+", subject)) > 4:
        return None
    fact = _one(known.facts, subject, symbol, one.property)
    if fact is not None and one.property == "melting_temperature" and not symbol and not _melts(known.facts, subject):
        return missing(
            f"a table that says whether {subject} melts: it may decompose at the temperature that is listed", subject
        )
    if fact is not None:
        return told(fact, label, unit) if one.property != "density" or fact.value > 20 else _cold(how, subject)
    if one.property == "specific_heat":
        return _by_mass(known.facts, subject, symbol, label, unit)
    return None


def _names(subject: str, symbol: str | None) -> list[str]:
    """The names under which tables may have a substance: an element that is met as a molecule is meant as one."""
    formula = nomenclature.formula(subject)
    if symbol and formula and formula != symbol:
        return [formula, subject]
    if symbol or formula is None:
        return [symbol or subject]
    return [subject, formula, _hill(formula)]


def _hill(formula: str) -> str:
    """A formula in Hill's order, in which tables write it: carbon, hydrogen, then by the alphabet."""
    atoms = chemistry.species(formula)[0].atoms
    first = [e for e in ("C", "H") if e in atoms] if "C" in atoms else []
    order = [*first, *sorted(e for e in atoms if e not in first)]
    return "".join(f"{e}{atoms[e] if atoms[e] > 1 else ''}" for e in order)


def _one(facts: Facts, subject: str, symbol: str | None, kind: str) -> Constant | None:
    """The fact that does not depend on a state that is not said."""
    for name in _names(subject, symbol):
        found = [c for c in facts(name) if c.concept == kind]
        bare_id = [c for c in found if c.id.endswith(f"__{kind}")]
        if chosen := bare_id or (found if len(found) == 1 else []):
            return chosen[0]
    return None


def _melts(facts: Facts, subject: str) -> bool:
    """Whether a compound is known as a liquid: where one decomposes, tables have that in the same column."""
    return any(
        _one(facts, subject, None, kind)
        for kind in ("boiling_temperature", "fusion_enthalpy", "vaporization_enthalpy", "critical_temperature")
    )


def _by_mass(facts: Facts, subject: str, symbol: str | None, label: str, unit: str | None) -> Plan | None:
    """A specific heat from the molar one, of the one condensed state that the tables have, and the molar mass."""
    for name in _names(subject, symbol):
        every = [c for c in facts(name) if c.concept == "molar_heat_capacity" and not c.id.endswith("_gas")]
        mass = fact_of(facts, name, "molar_mass")
        if len(every) == 1 and mass is not None:
            made = [Definition(name="value", expression="C/M", unit="J/(kg K)", meaning=label)]
            return worked(made, {"C": (every[0], "J/(mol K)"), "M": (mass, "kg/mol")}, label, unit or "J/(kg K)")
    return None


def _cold(how: Mapping[str, object], subject: str) -> Plan:
    return missing(
        f"the temperature and the pressure, on which the {how['label']} of a gas such as {subject} depends", subject
    )


def _fluid(subject: str, labs: Mapping[str, Lab]) -> str | None:
    """The fluid of the lab that a substance is; ice, steam and sea water are not meant by it."""
    choice = labs[_FLUIDS].inputs.get("fluid") if _FLUIDS in labs else None
    if not isinstance(choice, Choice) or re.search(r"\b(?:steam|vapou?r|ice|sea|salt)\b", subject.lower()):
        return None
    names = {word.lower(): option for option, words in choice.options.items() for word in (option, *words)}
    return names.get(re.sub(r" (?:gas|liquid)$", "", subject.lower()))


def _measured(one: Asked, subject: str, unit: str | None, labs: Mapping[str, Lab]) -> Plan | None:
    """A property of a fluid at room temperature, by the lab of equations of state."""
    lab, fluid = labs.get(_FLUIDS), _fluid(subject, labs)
    if lab is None or fluid is None or one.property not in lab.outputs:
        return None
    how = properties()[one.property]
    if fluid not in _LIQUIDS and one.property in ("density", "viscosity") and not one.room:
        return _cold(how, subject)
    warm = Entry(
        id="a1",
        kind="assumed",
        label="temperature",
        quantity=Quantity(value=25.0 if one.property != "speed_of_sound" else 20.0, unit="degC"),
        reason="room temperature, since the question says none",
        figures=3,
    )
    call = LabCall(
        id="r1", lab=_FLUIDS, inputs={"temperature": warm.id}, choices={"fluid": fluid}, wants=(one.property,)
    )
    part = Subproblem(id="s1", goal=f"measure the {how['label']} of {subject}", calls=(call,))
    out = lab.outputs[one.property].unit
    wanted = unit if unit and units.compatible(unit, out) else out
    return Plan(
        subproblems=(part,),
        entries=(warm,),
        target=f"r1.{one.property}",
        label=f"{how['label']} of {subject} at room temperature",
        unit=wanted,
        path=f"{PATH}:{fluid}.{one.property}",
        fit=FIT,
    )


def phrase(question: Question) -> tuple[str, str | None]:
    """A question as a bare noun phrase in lower case without articles, and the unit that it wants."""
    plain, unit, _ = plainly(question.text)
    words = re.sub(r"'s\b|'(?=\s|$)", "", plain.lower())
    words = re.sub(r"\b(?:the|a|an)\b", " ", words)
    return " ".join(words.replace("-", " ").split()), question.unit or unit
