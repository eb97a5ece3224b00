"""Stoichiometry: how much of one substance comes of, or takes, given amounts of others, by an equation in the question.

The equation is balanced by the checker; two amounts or more make the scarcest one count. A percent yield scales what is
formed. Numbers in the equation are its own; every other one has to be an amount or the yield.
"""

import re
from dataclasses import dataclass

from ech0.core import chemistry
from ech0.core.errors import InputError
from ech0.core.types import Plan
from ech0.minds.embedded.programs.page import Page, calculation

_ARROW = re.compile(r"->|→|⟶|\\(?:long)?rightarrow|\\to\b|\\ce\{")
_FORMULA = r"(?:\d+\s*)?(?:[A-Z][a-z]?\d*|\((?:[A-Z][a-z]?\d*)+\)\d*)+(?:\s*\((?:s|l|g|aq)\))?"
_SIDE = rf"{_FORMULA}(?:\s*\+\s*{_FORMULA})*"
_EQUATION = re.compile(rf"(?P<left>{_SIDE})\s*(?:->|→|⟶|=)\s*(?P<right>{_SIDE})")
_LATEX = re.compile(r"\\(?:mathrm|text|ce|rm)\b|[{}$_~]|\\[,;: ]")
_ASKS = re.compile(
    r"\b(?:how many (?P<count>grams|kilograms|moles|mol|g)|what (?P<mass>mass)(?: in grams)?|(?:what is"
    r"|calculate|find) the (?:theoretical yield|mass(?: in grams)?|(?P<mol>amount|number of moles))) "
    r"(?:\([a-z ]+\) )?of (?P<what>[a-z0-9()]+)"
)
_YIELD = re.compile(r"yield (?:is|was|of) #(\d+)|#(\d+) yield")
_PROSE = frozenset(
    "a according an and are be by calculate can completely complete consumed excess find following for "
    "form formed forms from "
    "given grams gram kilograms how if in is it its made many mass mol mole moles much needed of "
    "oxygen produce produced "
    "produces react reacted reaction reacts required result the this to treated theoretical was were "
    "what when with yield "
    "consider equation burned burns burning combustion amount number actual percent percentage is's "
    "obtained assuming assume there "
    "will would upon by via completion which".split()
)
_MASS, _AMOUNT = (
    ("gram", "kilogram", "g", "kg", "mg", "milligram", "tonne"),
    ("mol", "mole", "millimole", "mmol", "kmol"),
)


@dataclass(frozen=True)
class _Reaction:
    """The sides of an equation as names, and where each substance stands among them, from 1."""

    left: tuple[str, ...]
    right: tuple[str, ...]
    places: dict[str, int]

    def coefficient(self, place: int) -> str:
        """The stoichiometric number of the substance at a place."""
        return f"coefficient({place}, {' + '.join(self.left)}, {' + '.join(self.right)})"


def recognise(page: Page) -> Plan | None:
    """A plan, if one equation and the amounts that are stated give the amount that is asked for."""
    if not _ARROW.search(page.question.text) or len(page.raw) > 800:
        return None
    text = page.question.text
    plain = _LATEX.sub(lambda m: " " * len(m[0]), text).replace("\\rightarrow", "->         ")
    found = list(_EQUATION.finditer(plain))
    if len(found) != 1:
        return None
    reaction = _read(re.sub(r"(?<=[A-Za-z)])\s+(?=\d)", "", found[0][0]))
    if reaction is None:
        return None
    return _planned(page, reaction, found[0].start(), found[0].end())


def _read(equation: str) -> _Reaction | None:
    try:
        reading = chemistry.reactions(equation)[0]
    except InputError:
        return None
    names = [[_name(t.species) for t in side] for side in (reading.left, reading.right)]
    spelled = [
        re.sub(r"\((?:s|l|g|aq)\)", "", t.species.text).lower().replace(" ", "")
        for side in (reading.left, reading.right)
        for t in side
    ]
    flat = [*names[0], *names[1]]
    if len(set(flat)) != len(flat) or any("_" in n for n in flat):
        return None
    places = {s: k for k, s in enumerate(spelled, start=1)} | {n.lower(): k for k, n in enumerate(flat, start=1)}
    return _Reaction(tuple(names[0]), tuple(names[1]), places)


def _name(species: chemistry.Species) -> str:
    atoms = "".join(f"{e}{n if n > 1 else ''}" for e, n in species.atoms.items())
    return atoms + ("_ion" if species.charge else "")


def _planned(page: Page, reaction: _Reaction, start: int, end: int) -> Plan | None:
    own = {k for k, e in enumerate(page.numbers) if e.span and start <= e.span.start < end}
    text = re.sub(r"(?<=[a-z])\s*_\s*(?=\d)", "", _without(page, start, end))
    asked = _ASKS.search(text)
    if asked is None or asked["what"] not in reaction.places:
        return None
    goal = reaction.places[asked["what"]]
    amounts = [
        (m[1], reaction.places[m[2]])
        for m in re.finditer(r"#(\d+) (?:of )?([a-z][a-z0-9()]*)", text)
        if m[2] in reaction.places
    ]
    scale = _YIELD.search(text)
    used = {int(m) for m, _ in amounts} | own | ({int(scale[1] or scale[2])} if scale else set())
    words = re.findall(r"[a-z]+[a-z0-9()]*", re.sub(r"#\d+", " ", text))
    if not amounts or not page.all_used(used) or not all(w in _PROSE or w in reaction.places for w in words):
        return None
    if any(place == goal for _, place in amounts) or len({p for _, p in amounts}) != len(amounts):
        return None
    extents, units = [], {}
    flat = (*reaction.left, *reaction.right)
    for mark, place in amounts:
        if (unit := page.unit(mark)) in _MASS:
            units[int(mark)] = "gram"
            extents.append(f"n{mark}/molar_mass({flat[place - 1]})/{reaction.coefficient(place)}")
        elif unit in _AMOUNT:
            units[int(mark)] = "mol"
            extents.append(f"n{mark}/{reaction.coefficient(place)}")
        else:
            return None
    moles = asked["mol"] or (asked["count"] or "").startswith("mol")
    extent = extents[0] if len(extents) == 1 else f"min({', '.join(extents)})"
    made = f"extent*{reaction.coefficient(goal)}" + ("" if moles else f"*molar_mass({flat[goal - 1]})")
    made += f"*n{scale[1] or scale[2]}" if scale else ""
    if scale and (goal <= len(reaction.left) or len(amounts) != 1):
        return None
    statement = page.statement(start, len(page.question.text[:end].rstrip()), 1)
    label, unit = ("amount", "mol") if moles else ("mass", "gram")
    steps = [("extent", extent), ("value", made)]
    return calculation(page, steps, label=label, path="reactions", statements=[statement], units=units, unit=unit)


def _without(page: Page, start: int, end: int) -> str:
    """The page's text with the equation left out; marks keep their numbers."""
    text, out, at = page.question.text, [], 0
    for k, entry in enumerate(page.numbers):
        if entry.span is None or start <= entry.span.start < end:
            continue
        if at < start <= entry.span.start:
            out.append(text[at:start])
            at = end
        out += [text[at : entry.span.start], f" #{k} "]
        at = entry.span.end
    if at < start:
        out.append(text[at:start])
        at = end
    plain = _LATEX.sub("", "".join([*out, text[at:]])).lower()
    return " ".join(re.sub(r"[.,;:?!]", " ", plain).split())
