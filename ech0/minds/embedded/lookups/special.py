"""Look-ups of their own form: named constants, an element by its number or symbol, the particles of an atom."""

import re
from collections.abc import Mapping
from functools import cache

from ech0.core import base, chemistry
from ech0.core.formula import Constant
from ech0.core.types import CalculationClaim, Definition, Plan, Question, Subproblem, Symbol
from ech0.ledger import given
from ech0.minds.embedded.lookups import answers
from ech0.minds.embedded.lookups.grammar import bare, plainly
from ech0.minds.embedded.substances import quotation

_BY_NUMBER = re.compile(
    r"(?:which |what )?(?:chemical )?element(?: is it that)? (?:has|with|having|is|of)? ?(?:the |an "
    r")?(?:atomic number|number|proton number)?(?: of| is|:)? ?(?P<n>\d{1,3})(?: protons?(?: in its "
    r"nucleus)?)?"
    r"|(?:the )?name of (?:the )?element (?:with|of|having) (?:the )?atomic number (?P<o>\d{1,3})"
    r"|(?:which |what )?(?:chemical )?element has (?P<p>\d{1,3}) protons?(?: in its nucleus| in the nucleus)?"
    r"|atomic number (?P<q>\d{1,3})(?: is (?:which|what) element)?",
    re.IGNORECASE,
)
_SYMBOL = re.compile(
    (
        r"(?:chemical |element |atomic )?symbol (?:of|for) (?P<s>[A-Za-z ]+)|(?P<t>[A-Za-z]+)(?:'s)? (?:chemical "
        r"|element )?symbol"
    ),
    re.IGNORECASE,
)
_STANDS = re.compile(
    r"(?:what |which )?(?:chemical )?element (?:is|has) (?:the )?(?:symbol )?(?P<s>[A-Z][a-z]?)|what (?:does"
    r"|element does) (?:the symbol )?(?P<t>[A-Z][a-z]?) stand for(?: in chemistry)?"
)
_COUNT = re.compile(
    r"how many (?P<what>protons|neutrons|electrons)(?: are| is)?(?: there)?(?: does| do)?(?: in)? "
    r"(?P<s>[\w^+()-]+(?: (?!have\b|has\b|contain)[\w+()-]+)?)(?: have| has| contains?)?"
    r"|(?:the )?number of (?P<what2>protons|neutrons|electrons) (?:in|of) (?P<s2>[\w^+()-]+(?: [\w+()-]+)?)",
    re.IGNORECASE,
)
_CHARGE = frozenset(("charge of electron", "electron charge", "charge on electron", "charge electron"))
_ALSO = {
    "c": (
        "speed of light",
        "light speed",
        "speed of light in vacuum",
        "velocity of light",
        "how fast is light",
        "how fast does light travel",
        "how fast does light travel in vacuum",
        "how fast does light move",
    ),
    "h": ("planck constant", "plancks constant"),
    "e": (
        "elementary charge",
        "fundamental charge",
        "charge of proton",
        "proton charge",
        "charge on proton",
        "electronic charge magnitude",
    ),
    "k_B": ("boltzmann constant", "boltzmanns constant"),
    "N_A": ("avogadro number", "avogadro constant", "avogadros number", "avogadros constant"),
    "R": ("gas constant", "ideal gas constant", "universal gas constant", "molar gas constant"),
    "F": ("faraday constant", "faradays constant"),
    "G": (
        "gravitational constant",
        "universal gravitational constant",
        "newton gravitational constant",
        "newtons constant of gravitation",
        "newtonian constant of gravitation",
        "big g",
    ),
    "g_n": (
        "standard gravity",
        "standard acceleration of gravity",
        "acceleration due to gravity",
        "acceleration due to gravity on earth",
        "gravitational acceleration on earth",
        "acceleration of gravity on earth",
        "acceleration of gravity",
        "gravity on earth",
        "earth gravity",
    ),
    "m_e": (
        "electron mass",
        "mass of electron",
        "electron rest mass",
        "rest mass of electron",
        "how heavy is electron",
    ),
    "m_p": ("proton mass", "mass of proton", "rest mass of proton", "how heavy is proton"),
    "m_n": ("neutron mass", "mass of neutron", "rest mass of neutron", "how heavy is neutron"),
    "u": ("atomic mass unit", "unified atomic mass unit", "dalton"),
    "epsilon_0": ("vacuum permittivity", "permittivity of free space", "permittivity of vacuum", "electric constant"),
    "mu_0": ("vacuum permeability", "permeability of free space", "permeability of vacuum", "magnetic constant"),
    "sigma_SB": ("stefan boltzmann constant",),
    "b_Wien": ("wien constant", "wien displacement constant", "wiens displacement constant"),
    "au": (
        "astronomical unit",
        "distance between earth and sun",
        "distance from earth to sun",
        "distance of earth from sun",
        "how far is sun",
        "how far away is sun",
        "how far is earth from sun",
        "how far is sun from earth",
        "distance between sun and earth",
        "distance to sun",
    ),
    "light_year": ("light year", "how long is light year", "how far is light year", "length of light year"),
    "parsec": ("parsec", "how long is parsec", "how far is parsec"),
    "M_sun": ("mass of sun", "solar mass", "how heavy is sun", "sun mass", "how massive is sun"),
    "T_sun": (
        "surface temperature of sun",
        "temperature of surface of sun",
        "how hot is surface of sun",
        "how hot is sun surface",
        "sun surface temperature",
        "temperature of sun surface",
    ),
    "L_sun": ("luminosity of sun", "solar luminosity", "sun luminosity", "how bright is sun"),
    "S_sun": ("solar constant",),
    "atm": (
        "standard atmosphere",
        "standard atmospheric pressure",
        "atmospheric pressure at sea level",
        "air pressure at sea level",
        "sea level atmospheric pressure",
    ),
    "a_0": ("bohr radius",),
    "R_inf": ("rydberg constant",),
    "mu_B": ("bohr magneton",),
    "alpha": ("fine structure constant",),
    "hbar": ("reduced planck constant", "h bar", "hbar"),
}
_UNITS = {"au": "km", "light_year": "km", "parsec": "km"}
_LABELS = {
    "au": "mean distance of the Earth from the Sun, the astronomical unit",
    "atm": "standard atmospheric pressure",
    "e": "elementary charge",
}


def special(question: Question, facts: answers.Facts) -> Plan | None:
    """The plan of such a look-up; nothing if the question is none."""
    words, unit = answers.phrase(question)
    if words in _CHARGE:
        made = [
            Definition(
                name="value",
                expression="-e_",
                unit="C",
                meaning="charge of the electron",
                text="an electron carries one negative elementary charge",
            )
        ]
        return answers.worked(made, {"e_": (base.constants()["e"], "C")}, "charge of the electron", unit or "C")
    if (constant := _constants().get(words)) is not None:
        return answers.told(constant, _LABELS.get(constant.id, constant.name), unit or _UNITS.get(constant.id))
    plain = plainly(question.text)[0]
    if found := _BY_NUMBER.fullmatch(plain) or _BY_NUMBER.fullmatch(bare(plain)):
        return _numbered(question, next(int(g) for g in found.groups() if g), facts)
    if found := _SYMBOL.fullmatch(plain):
        return _element(answers.element((found["s"] or found["t"]).strip()), facts)
    if (found := _STANDS.fullmatch(plain) or _STANDS.fullmatch(question.text.strip(" ?."))) and (
        s := found["s"] or found["t"]
    ) in chemistry.elements():
        return _element(s, facts)
    if found := _COUNT.fullmatch(plain):
        return _particles(found["what"] or found["what2"], bare(found["s"] or found["s2"]), facts)
    return None


@cache
def _constants() -> Mapping[str, Constant]:
    return {words: base.constants()[name] for name, every in _ALSO.items() for words in every}


def _numbered(question: Question, number: int, facts: answers.Facts) -> Plan | None:
    """The element of a number: that its atomic number is the one asked for is what is proved."""
    symbol = next((s for s, e in chemistry.elements().items() if e.number == number), None)
    if symbol is None:
        return Plan(
            path=answers.PATH, label="which element that is", declined="no element of that atomic number is known"
        )
    said = [e for e in given(question) if e.quantity and e.quantity.value == number and not e.quantity.unit]
    return _element(symbol, facts, said[0].id if len(said) == 1 else "")


def _element(symbol: str | None, facts: answers.Facts, said: str = "") -> Plan | None:
    """What an element is called, and its symbol, with its atomic number as the table has it."""
    fact = answers.fact_of(facts, symbol, "atomic_number") if symbol else None
    if fact is None or symbol is None:
        return None
    symbols = [Symbol(name="z", unit="", meaning=fact.name, entry=f"k.{fact.id}")]
    symbols += [Symbol(name="asked", unit="", meaning="number asked for", entry=said)] if said else []
    name = chemistry.elements()[symbol].name
    made = Definition(
        name="number", expression="same(z, asked)" if said else "z", meaning=f"atomic number of {name} ({symbol})"
    )
    claim = CalculationClaim(
        id="c1",
        text="compare with the atomic number in the table",
        symbols=tuple(symbols),
        definitions=(made,),
        target="number",
    )
    part = Subproblem(id="s1", goal=claim.text, claims=(claim,))
    return Plan(
        subproblems=(part,),
        entries=(quotation(fact),),
        label="element",
        path=answers.PATH,
        judged=True,
        fit=answers.FIT,
    )


def _particles(what: str, subject: str, facts: answers.Facts) -> Plan | None:
    """Protons by the element, electrons by its charge too, neutrons by the isotope."""
    subject = re.sub(r" (?:atom|ion|nucleus|isotope)$|^(?:neutral|one|single) ", "", subject, flags=re.IGNORECASE)
    what = what.lower()
    isotope = answers.nuclide(subject)
    charge = 0
    symbol = answers.element(isotope.partition("-")[0]) if isotope else answers.element(subject)
    if symbol is None and what != "neutrons" and (ion := _ion(subject)):
        symbol, charge = ion
    if symbol is None:
        return None
    fact = answers.fact_of(facts, symbol, "atomic_number")
    if fact is None:
        return None
    name = chemistry.elements()[symbol].name
    if what == "neutrons":
        if isotope is None:
            return answers.missing(f"the isotope of {name} that is meant: each has its own number of neutrons")
        expression = f"{isotope.partition('-')[2]} - z"
    else:
        expression = f"z - ({charge})" if what == "electrons" and charge else "z"
    label = f"number of {what} in {isotope or name}{' in this ion' if charge else ''}"
    made = [Definition(name="value", expression=expression, meaning=label)]
    return answers.worked(made, {"z": (fact, "")}, label, "")


def _ion(subject: str) -> tuple[str, int] | None:
    """An ion of one atom, such as Fe3+."""
    found = re.fullmatch(r"(?P<e>[A-Z][a-z]?)\^?\(?(?P<n>\d?)(?P<s>[+-])\)?", subject)
    if found is None or found["e"] not in chemistry.elements():
        return None
    return found["e"], int(found["n"] or 1) * (1 if found["s"] == "+" else -1)
