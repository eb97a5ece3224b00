"""What a user writes beside a truth, as a change of the base: a formula, a word, a phrase, a constant.

Four forms are read, and nothing else; text that fits none is a document. Untrusted: equations go through the
whitelisted parser and must be sound in dimension, words and units are looked up.

    E = m*v**2/2 with E kinetic energy in J, m mass in kg, v speed in m/s
    "hauled" means force
    "at a crawl" means initial speed = 0.1 m/s
    g_moon = 1.62 m/s^2 is the gravitational acceleration of the moon
"""

import re
from collections.abc import Sequence

from ech0.core import units
from ech0.core.cures import Change, Knowledge, Put, Remember, Wording
from ech0.core.errors import ClaimError, Ech0Error, InputError
from ech0.core.expression import names, parse
from ech0.core.formula import Concept, Constant, Formula, Phrase, Variable
from ech0.core.provenance import key
from ech0.core.reading import quantity_text
from ech0.core.types import Document
from ech0.learn.repair import sound

_FORMULA = re.compile(
    r"^\s*(?P<equation>[^=\"]{1,200}=[^=\"]{1,400}?)\s*,?\s+(?:with|where)\s+(?P<list>.{1,1500})$", re.DOTALL
)
_VARIABLE = re.compile(
    r"^(?P<name>[A-Za-z][A-Za-z0-9_]*)\s+(?:is\s+|=\s+)?(?:the\s+)?(?P<words>.+?)(?:\s+in\s+(?P<unit>\S+))?$"
)
_MEANS = re.compile(
    r"^\s*[\"'](?P<words>[^\"']{1,100})[\"']\s+(?:means|is)\s+(?:an?\s+|the\s+)?(?P<what>.{1,200}?)\s*\.?$", re.DOTALL
)
_FACT = re.compile(
    r"^\s*(?P<name>[A-Za-z][A-Za-z0-9_]*)\s*=\s*(?P<value>\S+(?:\s+\S+){0,3}?)\s+is\s+the\s+(?P<concept>[a-z -]{1,80}?)"
    r"\s+of\s+(?:the\s+)?(?P<of>[a-z0-9 -]{1,60}?)\s*\.?$"
)


def read(note: str, known: Knowledge, source: str) -> list[Change]:
    """The changes that a note asks for, none if it has no known form.

    Raises `InputError` or `ClaimError` where it has one and names what is not there, or an equation is unsound.
    """
    if made := _MEANS.match(note):
        return [_meant(made["words"].lower(), made["what"], known)]
    if made := _FORMULA.match(note):
        return [Put(item=_formula(made["equation"], made["list"], known, source))]
    if made := _FACT.match(note):
        return [Put(item=_constant(made, known, source))]
    return []


def card(note: str, source: str) -> Remember:
    """A note that has no form, as a document that memory can quote."""
    title = " ".join(note.split())[:80]
    document = Document(id=f"note:{key(note)[:12]}", title=title, source=source, text=note, domain="note", kind="note")
    return Remember(document=document)


def meaning(words: str, known: Knowledge, unit: str | None = None) -> tuple[Concept, str]:
    """The concept and role that words such as `initial speed` name, of those that `unit` fits if one is told.

    Raises `InputError` for unknown ones.
    """
    said = " ".join(words.lower().split()).removeprefix("the ")
    for role in ("", *known.roles):
        rest = said.removeprefix(f"{role} ") if role else said
        if role and rest == said:
            continue
        own = (c for c in known.concepts.values() if rest == c.id.replace("_", " "))
        for concept in (*own, *(c for c in known.concepts.values() if rest in c.words)):
            if unit is None or units.compatible(unit, concept.unit):
                return concept, role
    from difflib import get_close_matches

    near = get_close_matches(said.replace(" ", "_"), known.concepts, n=3)
    told = words if unit is None else f"{words} in {unit}"
    raise InputError("note", told, f"name a kind of quantity that is known, such as {', '.join(near) or 'speed'}")


def _meant(words: str, what: str, known: Knowledge) -> Change:
    if "=" not in what:
        if what.strip() in known.roles:
            return Wording(of="role", name=what.strip(), word=words)
        return Wording(of="concept", name=meaning(what, known)[0].id, word=words)
    name, _, value = what.partition("=")
    found = quantity_text(value.strip())
    concept, role = meaning(name, known, found.unit)
    phrase = Phrase(pattern=words, concept=concept.id, role=role, value=found.value, unit=found.unit, because="told so")
    return Put(item=phrase)


def _formula(equation: str, listed: str, known: Knowledge, source: str) -> Formula:
    variables: dict[str, Variable] = {}
    for part in re.split(r"\s*(?:[,;]|\band\b)\s*", listed.strip(" .\n")):
        made = _VARIABLE.match(part) if part else None
        if part and made is None:
            raise InputError("note", part, "write each variable as `v speed in m/s`")
        if made is not None:
            variables[made["name"]] = _variable(made["words"], made["unit"], known)
    tree = parse(equation.replace("^", "**"), where="note")
    if lacking := names(tree) - variables.keys():
        raise InputError("note", equation, f"say what {', '.join(sorted(lacking))} is")
    if not sound(equation.replace("^", "**"), {n: known.concepts[v.concept].unit for n, v in variables.items()}):
        raise ClaimError("note", f"{equation}: its terms differ in dimension; check the units of its variables")
    own = f"told_{key(equation, listed)[:10]}"
    used = {n: v for n, v in variables.items() if n in names(tree)}
    text = equation.replace("^", "**").strip()
    return Formula(id=own, name=equation.strip(), field="told", equation=text, variables=used, source=source)


def _variable(words: str, unit: str | None, known: Knowledge) -> Variable:
    said = words.strip()
    for constant in known.constants.values():
        if said.lower() in (constant.id, constant.name.lower()):
            return Variable(concept=constant.concept, constant=constant.id)
    concept, role = meaning(said, known, unit)
    return Variable(concept=concept.id, role=role)


def _constant(made: re.Match[str], known: Knowledge, source: str) -> Constant:
    found = quantity_text(made["value"])
    concept, _ = meaning(made["concept"], known, found.unit)
    of = made["of"].strip()
    kin = next(
        (c for c in known.constants.values() if c.of and of in (c.of, *c.words)), None
    )  # one substance, one name
    said = {"words": kin.words if kin else (of,), "of": kin.of if kin else of, "source": source}
    value = {"value": found.value, "unit": found.unit, "concept": concept.id}
    return Constant.model_validate({"id": made["name"], "name": f"{made['concept']} of {of}", **value, **said})


def changes(note: str, known: Knowledge, source: str) -> tuple[Sequence[Change], str]:
    """`read`, or the document; with what was wrong with the note, if anything was."""
    if not note.strip():
        return (), ""
    try:
        made = read(note, known, source)
    except Ech0Error as error:
        return (), str(error)
    return (made or [card(note, source)]), ""
