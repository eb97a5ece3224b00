"""What an atom, an ion or a molecule is said to be made of, and what a substance is said to be: counts, formulas,
kinds, states. Writes tests beside the table of the elements and the tables of substances; computes nothing.

Knows the wordings; an excited atom, a crystal's cell and a formula that may be empirical are passed over.
"""

import re
from collections.abc import Iterator, Mapping

from ech0.core import chemistry
from ech0.core.chemistry import Element, Species
from ech0.core.errors import InputError
from ech0.core.types import Relation, Symbol
from ech0.minds.embedded.compose import Composer
from ech0.minds.embedded.premises.figures import Figure, Page
from ech0.minds.embedded.premises.matter import Matter
from ech0.minds.embedded.premises.notes import Notes, cited, denies, wonders
from ech0.minds.embedded.sources import Fixed

MOSELEY = "Moseley, Phil. Mag. 26 (1913) 1024"
IUPAC = "IUPAC Periodic Table of the Elements (2022)"
_FORMULA = r"(?:\[?(?:[A-Z][a-z]?\d{0,3}|\((?:[A-Z][a-z]?\d{0,3}){1,8}\)\d{0,2}){1,12}\]?(?:\^?\(?\d?[+\-−]\)?)?)"
_TOKEN = re.compile(rf"(?<![\w\-(=]){_FORMULA}(?![\w=])")
_PART = re.compile(r"^\s*(?P<x>protons?|electrons?|neutrons?)\b(?! (?:per|spins?|pairs?|shells?|volts?))")
_OTHER_ELECTRONS = re.compile(
    r"\b(?:valence|outer\w*|shells?|unpaired|bond\w*|los\w+|gain\w*|transfer\w*|shared?|shares|inner|excit\w+"
    r"|free|per|each"
    r"|conduct\w+|core|donat\w+|accept\w*|removed?|removing|more|fewer|less|extra|missing|level|orbitals?"
    r"|energy|adds?|takes?"
    r"|up to|at most|least|emits?|current|beam|moles?|if|would|hypothetical|suppose)\b"
)
_ION = re.compile(r"\b(?:ions?|ionised|ionized|cations?|anions?|charged)\b")
_WORDS = {"one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10}
_COUNT = rf"(?P<n>\d{{1,4}}|{'|'.join(_WORDS)})"
_MADE = re.compile(
    r"(?:(?:is|are) (?:made(?: up)?|built(?: up)?|composed) (?:of|from)|consists? of|contains?|holds?|has|have"
    r"|with|having|includes?)"
    rf" (?:exactly |a total of |just |only |altogether )*{_COUNT} (?:moles? of )?(?:(?P<before>[a-z]+) )?atoms\b"
    r"(?: of (?P<after>[a-z]+))?"
)
_OTHER_ATOMS = re.compile(
    r"\b(?:cells?|rings?|chains?|nearest|per|kinds?|types?|sorts|different|more|fewer|less|least|most|about"
    r"|surface|each of|layer"
    r"|crystal|lattice|neighbours?|neighbors?|if|isotop\w+|reacts?|total of \w+ molecules|and the other|polymer"
    r"|protein)\b"
)
_CLASSES: Mapping[str, frozenset[int]] = {
    "noble gas": frozenset((2, 10, 18, 36, 54, 86)),
    "inert gas": frozenset((2, 10, 18, 36, 54, 86)),
    "halogen": frozenset((9, 17, 35, 53, 85)),
    "alkali metal": frozenset((3, 11, 19, 37, 55, 87)),
    "alkaline earth metal": frozenset((4, 12, 20, 38, 56, 88)),
    "metal": frozenset((3, 4, *range(11, 14), *range(19, 32), *range(37, 51), *range(55, 84), *range(87, 104))),
}
ROOM = 298.15
"""What is called room temperature, in kelvin."""


def stated(matter: Matter, notes: Notes) -> None:
    """Everything of this kind that the text puts forward."""
    for start, end in matter.page.sentences:
        said = matter.page.low[start:end]
        if denies(said) or wonders(said):
            continue
        _particles(matter.page, start, end, notes)
        _numbers(matter.page, start, end, notes)
        _members(matter, start, end, notes)
        _formulas(matter, start, end, notes)
        _kinds(said, notes)
        _symbols(matter.page, start, end, notes)
        _states(matter, said, notes)


def _named() -> Mapping[str, Element]:
    table = {e.name: e for e in chemistry.elements().values()}
    return {**table, "aluminum": table["aluminium"], "sulphur": table["sulfur"], "cesium": table["caesium"]}


def _elements(said: str) -> list[Element]:
    table = _named()
    names = re.findall(rf"\b({'|'.join(sorted(table, key=len, reverse=True))})\b(?! shield|\w)", said)
    return list({table[n].number: table[n] for n in names}.values())


def _species(text: str) -> Iterator[tuple[str, tuple[Species, ...]]]:
    """The formulas in a text as they are written, with every reading."""
    for found in _TOKEN.finditer(text):
        token = found.group().replace("−", "-")
        if not re.search(r"[A-Z].*[\dA-Z+-]", token):
            continue
        try:
            yield found.group(), chemistry.species(token)
        except InputError:
            continue


def _whole(figure: Figure) -> int | None:
    value = (
        figure.value
        if figure.given is None
        else figure.given.entry.quantity.value
        if figure.given.entry.quantity
        else 0.5
    )
    return int(value) if value.is_integer() and value >= 0 else None


def _particles(page: Page, start: int, end: int, notes: Notes) -> None:
    """`A calcium ion Ca2+ has 20 protons and 18 electrons`: charge and mass number decide what there is."""
    said, text = page.low[start:end], page.scene.text.original[start:end]
    singles = [(t, [s for s in ss if len(s.atoms) == 1 and sum(s.atoms.values()) == 1]) for t, ss in _species(text)]
    singles = [(t, ss) for t, ss in singles if ss]
    found = {e.number: e for e in _elements(said)}
    found |= {chemistry.elements()[n].number: chemistry.elements()[n] for _, ss in singles for s in ss for n in s.atoms}
    if len(found) != 1 or re.search(r"\bmolecules?\b|\bdecay|\bcaptur|\bemit|\bbombard|\bsplit", said):
        return
    element = next(iter(found.values()))
    mass = re.findall(rf"\b(?:{element.name})[- ](\d{{1,3}})\b|\bmass number (?:of )?(\d{{1,3}})\b", said)
    masses = {int(a or b) for a, b in mass}
    for figure in page.figures:
        part = _PART.match(page.low[figure.end : end]) if start <= figure.start < end and figure.fits("") else None
        count = _whole(figure)
        if part is None or count is None or (figure.given is None and figure.value == 1):
            continue
        if re.search(r"\b(?:more|fewer|less|loses?|gains?)\b[^,;]{0,20}$", page.low[start : figure.start]):
            continue
        what = part["x"].rstrip("s")
        allowed: set[int] = set()
        if what == "proton":
            allowed = {element.number}
        elif what == "neutron" and len(masses) == 1:
            allowed = {next(iter(masses)) - element.number}
        elif what == "electron" and not _OTHER_ELECTRONS.search(said):
            charges = {s.charge for _, ss in singles for s in ss if s.charge}
            neutral = re.search(r"\bneutral\b", said) or re.search(rf"\b{element.name}(?:-\d+)? atom\b", said)
            if charges:
                allowed = {element.number - c for c in charges}
            elif neutral and not _ION.search(said):
                allowed = {element.number}
        if allowed:
            _count(figure, f"{what}s", element.name, allowed, notes)


def _count(figure: Figure, what: str, of: str, allowed: set[int], notes: Notes) -> None:
    stated, spelled = figure.exact("stated", "", f"{what} that are stated")
    law = cited(f"the {what} of {of} are counted", IUPAC if "atoms" in what else MOSELEY)
    gaps = " * ".join(f"(stated - {n})" for n in sorted(allowed))
    rule = Relation(expression=f"abs({gaps}) <= 0.01", text=law)
    notes.quantities(f"count the {what} of {of}", [stated], [rule], spelled)


def _numbers(page: Page, start: int, end: int, notes: Notes) -> None:
    """`Iron, the element with atomic number 26`: said beside, not of, the name."""
    said = page.low[start:end]
    found = _elements(said)
    if len(found) != 1 or _ION.search(said):
        return
    for figure in page.figures:
        head = page.low[start : figure.start] if start <= figure.start < end else ""
        name = rf"\b(?:{found[0].name}|{'|'.join(n for n, e in _named().items() if e == found[0])})"
        apposed = re.search(
            rf"{name},? (?:(?:which|that|whose|having|has|with|the|an?|its|chemical|element|is|of|number|as) |, )*"
            r"(?:atomic number|proton number) (?:of |is |being )?$",
            head,
        )
        own = re.search(rf"{name}(?:-\d+)?,? (?:with|has|having) (?:its|all its) $", head) and re.match(
            r"\s*protons\b", page.low[figure.end : end]
        )
        if (apposed or own) and figure.fits("") and _whole(figure) is not None:
            _count(figure, "protons", found[0].name, {found[0].number}, notes)


def _members(matter: Matter, start: int, end: int, notes: Notes) -> None:
    """`One molecule of glucose, C6H12O6, is made of 24 atoms`, `a mole of CaCO3 has 3 moles of oxygen atoms`."""
    page = matter.page
    said, text = page.low[start:end], page.scene.text.original[start:end]
    made = list(_MADE.finditer(said))
    if len(made) != 1 or _OTHER_ATOMS.search(said):
        return
    unit = re.search(
        r"\b(?:(?:an?|one|each|every|the|single) (?:\w+ ){0,2}?(?:molecule|formula unit|ion)|(?:one|1|a|each)"
        r" mol(?:e)?)\b"
        r"|\bmolecule (?:of|is|has|contains|consists)",
        said,
    )
    if not unit or ("mole" in re.findall(r"\bmoles?\b", unit.group()) and "moles of" not in made[0].group()):
        return
    kinds = [s for _, ss in _species(text[: made[0].start()]) for s in ss[:1] if sum(s.atoms.values()) > 1]
    kinds = kinds or [s for s in [_by_name(matter, said[: made[0].start()])] if s is not None]
    if len(kinds) != 1:
        return
    word = made[0]["before"] or made[0]["after"] or ""
    element = _named().get(word)
    if word and element is None:
        return
    counts = kinds[0].counts()
    due = counts.get(element.symbol, 0) if element else sum(kinds[0].atoms.values())
    place = start + made[0].start("n")
    figure = next((f for f in page.figures if f.start <= place < f.end), None)
    if figure is not None:
        _count(figure, f"{word} atoms".strip(), "the molecule", {due}, notes)


def _by_name(matter: Matter, head: str) -> Species | None:
    """The only substance of the tables that is named, if its name says what its molecules are."""
    table = {w: f for w, facts in matter.facts.items() for f in facts.values() if f.of}
    names = sorted((w for w in table if re.search(rf"\b{re.escape(w)}\b", head)), key=len, reverse=True)
    names = [w for n, w in enumerate(names) if not any(w in longer for longer in names[:n])]
    if len(names) != 1 or names[0] in _named():
        return None
    try:
        return chemistry.species(table[names[0]].of)[0]
    except InputError:
        return None


_APPOSED = (
    r"{name},? (?:whose|with the|has the|having the)(?: chemical| molecular)? formula(?: is| of|:)? {formula}",
    r"(?:chemical |molecular )?formula (?:of|for) {name} is {formula}",
    r"{name},? {formula}, (?=is|has|was|burns|consists|contains|dissolves|melts|boils|reacts|makes|forms|which)",
    r"{name} \({formula}\)",
)


def _formulas(matter: Matter, start: int, end: int, notes: Notes) -> None:
    """`Methane, whose formula is C2H6`: the parts of a compound by its name beside those of the formula."""
    text = matter.page.scene.text.original[start:end]
    if re.search(r"\b(?:empirical|simplest|structural|hydrat\w+|isotop\w+|polymer)\b", text.lower()):
        return
    words = [w for w in matter.facts if w not in _named() and re.search(rf"\b{re.escape(w)}\b", text.lower())]
    words = [w for w in words if not any(w != o and w in o for o in words)]
    for name in words:
        fact = next(iter(matter.facts[name].values()))
        for shape in _APPOSED:
            pattern = shape.replace("{name}", re.escape(name)).replace(
                "{formula}", rf"(?P<x>(?-i:{_FORMULA}))(?![\w·])"
            )
            found = re.search(rf"\b{pattern}", text, re.IGNORECASE)
            if found is None or not re.search(r"[A-Z].*[A-Z]|[A-Z][a-z]?\d", found["x"]):
                continue
            try:
                said, known = chemistry.species(found["x"].replace("−", "-")), chemistry.species(fact.of)[0]
            except InputError:
                continue
            if known.charge or said[0].charge or len(known.atoms) < 2 or _several(known, name):
                continue
            _composition(name, said[0], known, notes)
            break


def _several(known: Species, name: str) -> bool:
    """Whether a name leaves open how much of each element there is: `iron oxide`."""
    numbers = [chemistry.elements()[s].number for s in known.atoms]
    many = any(21 <= n <= 30 or 39 <= n <= 48 or 72 <= n <= 84 for n in numbers)
    return many and not re.search(r"\b(?:i{1,3}|iv|vi?)\b|zinc|silver|di|tri|tetra|mono", name)


def _composition(name: str, said: Species, known: Species, notes: Notes) -> None:
    elements = sorted({*said.atoms, *known.atoms})
    first = next(e for e in elements if e in known.atoms)
    laws = []
    for element in elements:
        cross = (
            f"abs({said.atoms.get(element, 0)} * {known.atoms[first]} - {known.atoms.get(element, 0)} * "
            f"{said.atoms.get(first, 0)}) <= 0.01"
        )
        laws.append(cross)
    if first not in said.atoms:
        laws = ["abs(one) <= 0.01"]
    one = Symbol(name="one", unit="", meaning="whole that is compared")
    text = cited(
        f"a compound has its elements in fixed proportions, and {name} has others", "Proust, Ann. Chim. 32 (1799) 26"
    )
    rules = [
        Relation(expression=rule.replace("abs(", "abs(one * (").replace(") <=", ")) <="), text=text) for rule in laws
    ]
    relation = Relation(expression="one = 1", text="the atoms of each element are counted")
    notes.quantities(f"compare the formula of {name} with the known one", [one], rules, [relation])


def _kinds(said: str, notes: Notes) -> None:
    """`Sodium, a noble gas`, `diamond is a form of silicon`."""
    table = _named()
    for m in _FORM.finditer(said):
        if m["y"] in table and m["y"] != _FORMS[m["x"]]:
            law = cited(f"{m['x']} is made of {_FORMS[m['x']]}", IUPAC)
            notes.clash("test the kind of the element", f"the text calls {m['x']} a form of {m['y']}", law)
    for kind, members in _CLASSES.items():
        spelled = kind.replace(" ", "[- ]")
        for m in re.finditer(
            rf"\b({'|'.join(table)})(?:,| is| as|, which is| being) (?:an?|the) (?:\w+ )?{spelled}\b(?! \w*oid|-)", said
        ):
            other = {"metal": r"noble|inert"}.get(kind, "")
            if table[m[1]].number in members or (other and re.search(other, m.group())):
                continue
            if kind == "metal" and (
                re.search(r"\b(?:semi|non|half|transition|powder)", m.group()) or table[m[1]].number > 103
            ):
                continue
            if kind == "metal" and re.search(r"pressure|jupiter|metallic", said):
                continue
            law = cited(f"{m[1]} stands in another group of the elements", IUPAC)
            notes.clash("test the kind of the element", f"the text calls {m[1]} one of the kind “{kind}”", law)


_FORMS = {"diamond": "carbon", "graphite": "carbon", "graphene": "carbon", "ozone": "oxygen"}
_FORM = re.compile(
    r"\b(?P<x>diamond|graphite|graphene|ozone) is (?:an?|the|one) (?:\w+ )?(?:form|allotrope|modification) of"
    r" (?P<y>\w+)"
)


def _symbols(page: Page, start: int, end: int, notes: Notes) -> None:
    """`The element sodium has the symbol S`."""
    text = page.scene.text.original[start:end]
    table = _named()
    names = "|".join(table)
    for pattern in (
        rf"\b(?P<x>(?i:{names})),? (?:has|with|having) the (?:chemical )?symbol (?P<s>[A-Z][a-z]?)\b",
        rf"\bsymbol (?:of|for) (?:the element )?(?P<x>(?i:{names})) is (?P<s>[A-Z][a-z]?)\b",
    ):
        for m in re.finditer(pattern, text):
            if table[m["x"].lower()].symbol != m["s"]:
                law = cited(f"{m['x'].lower()} has another symbol", IUPAC)
                notes.clash(
                    "test the symbol of the element", f"the text gives {m['x'].lower()} the symbol “{m['s']}”", law
                )


_STATE = re.compile(
    r"\b(?P<x>[a-z]+(?: [a-z]+)?) (?:is|are|was) (?:an? |already an? )?(?P<s>solid|liquid|gas|gaseous)\b"
)


def _states(matter: Matter, said: str, notes: Notes) -> None:
    """`At room temperature iron is a liquid`: beside its melting and boiling temperatures."""
    at = re.search(r"\bat (?:ordinary )?room temperature\b|\bat 2[05] ?°c\b|\bat ordinary temperatures?\b", said)
    if at is None or re.search(
        r"\b(?:pressure|bar|gpa|atm|solution|alloy|amalgam|not|molten|vapou?r|dissolved|if|nano\w*)\b", said
    ):
        return
    for m in _STATE.finditer(said):
        words = [m["x"], m["x"].split()[-1]]
        name = next((w for w in words if w in matter.facts), "")
        facts = matter.facts.get(name, {})
        melts, boils = facts.get("melting_temperature"), facts.get("boiling_temperature")
        fact = {"solid": melts, "liquid": melts, "gas": boils, "gaseous": boils}[m["s"]]
        if fact is None or name == "carbon dioxide":
            continue
        composer = Composer({})
        composer.constant(Fixed(fact))
        notes.entries.update(composer.entries)
        known = Symbol(name="known", unit="K", meaning=fact.name, entry=f"k.{fact.id}")
        room = Symbol(name="room", unit="K", meaning="room temperature")
        warmer = "known >= room - 15" if m["s"] == "solid" else "known <= room + 15"
        laws = [
            Relation(expression=warmer, text=cited(f"{name} changes its state at a known temperature", fact.source))
        ]
        relation = Relation(expression=f"room = {ROOM}", text="room temperature is meant")
        notes.quantities(f"test the state of {name}", [known, room], laws, [relation])
