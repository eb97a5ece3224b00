"""Reaction thermochemistry from tables: enthalpy, entropy, Gibbs energy and equilibrium constant of a reaction.

The reaction is written out, or is the combustion of a named substance to CO2 gas and liquid water. Standard values hold
at 298.15 K; elsewhere only if the question says that they do not change with temperature. No activities, no mixtures.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cache

from ech0.core import base, chemistry
from ech0.core.errors import InputError
from ech0.core.types import Definition, Plan
from ech0.minds.embedded.programs.page import Page, calculation
from ech0.minds.embedded.substances import Substances
from ech0.minds.embedded.words import Text

ROOM, NEAR_ROOM = 298.15, 1.2
"""Kelvin: where the tables hold, and how far from it a question that says `298 K` may be."""
_TRIGGER = re.compile(r"enthalp|entrop|gibbs|free energ|equilibrium constant|heat of (?:reaction|combustion)|delta")
_KINDS = (
    ("constant", r"(?:value of the )?(?:thermodynamic |standard )?equilibrium constant|k_?p\b|\bk(?= (?:for|of|at))"),
    ("gibbs", r"(?:gibbs (?:free )?energy|free energy)|delta_?r? ?_?g\b"),
    ("entropy", r"entropy|delta_?r? ?_?s\b"),
    ("enthalpy", r"enthalpy|heat of (?:reaction|combustion)|delta_?r? ?_?h\b"),
)
_LABELS = {
    "constant": ("equilibrium constant", ""),
    "gibbs": ("standard reaction Gibbs energy", "kJ/mol"),
    "entropy": ("standard reaction entropy", "J/(mol K)"),
    "enthalpy": ("standard reaction enthalpy", "kJ/mol"),
}
_ASKS = re.compile(r"(?:what (?:is|are)|calculate|find|compute|determine|evaluate|estimate)\b(?P<rest>[^.?]*)")
_STEADY = re.compile(
    r"(?:assum\w+|if|taking|take|neglect\w*|ignor\w+)[^.]*(?:independent of|constant|not (?:change|vary"
    r"|depend)|temperature dep)"
)
_COMBUSTION = re.compile(r"(?:enthalpy|heat) of combustion of (?P<what>[^#?.]+)|combustion of (?P<of>[^#?.]+)")
_FORMED = re.compile(r"(?:enthalpy|heat) of formation of [^#.?]*?(?:is|=|was|being|of) #(\d+)")
_PROSE = frozenset(
    "a an and any are as assume assumed at be both by calculate carbon combustion compute constant data determine "
    "dioxide does energy enthalpies enthalpy entropies entropy equation equilibrium estimate evaluate find following "
    "for formation free from gas gases gaseous gibbs given heat hence if in is it its liquid molar of on one products "
    "being perfect pressure reaction reactions refer solid standard stated that the these this to under unless "
    "otherwise unit use using value values vapour vapor water what when which with conditions change changes "
    "thermodynamic tables table temperature k delta h g s r room per mole mol kj j all do not depend vary "
    "independent assuming complete completely burned burns burning where occurs proceeds according bar "
    "thermochemical known "
    "graphite".split()
)
_STATES = {"g": "gas", "l": "liquid", "s": "solid"}
_STATE = re.compile(r"\(\s*(?P<state>g|l|s|aq|graphite|cr|gas|liquid|solid)\s*\)\s*$", re.IGNORECASE)
_PLAIN = re.compile(
    r"(?:\d+(?:/\d+|\.\d+)?\s*)?(?:[A-Z][a-z]?\d*|\((?:[A-Z][a-z]?\d*)+\)\d*)+(?:\s*\((?:s|l|g|graphite)\))?"
)


@dataclass(frozen=True)
class _Part:
    """A substance of a reaction: how often (negative: consumed), and the name of its facts, `H2O`, with its state."""

    count: Fraction
    name: str
    state: str


def recognise(page: Page) -> Plan | None:
    """A plan, if one reaction is named and one of its standard quantities is asked for."""
    if not _TRIGGER.search(page.raw) or len(page.raw) > 700:
        return None
    asked = [m["rest"] for m in _ASKS.finditer(page.text)]
    kind = next((k for k, shape in _KINDS if asked and re.search(shape, asked[-1])), None)
    if kind is None:
        return None
    written = list(_written(page.question.text))
    if len(written) == 1:
        start, end, reaction = written[0]
        parts = _parts(reaction)
        return _plan(page, kind, parts, (start, end)) if parts and not reaction.surplus() else None
    return _combustion(page, asked[-1]) if not written and kind == "enthalpy" else None


def _written(text: str) -> Iterator[tuple[int, int, chemistry.Reaction]]:
    """Each equation of a text that can be read, with its place."""
    if "$" in text:
        places = [(m.start(), m.end()) for m in re.finditer(r"\${1,2}[^$]+\${1,2}", text)]
    else:
        side = rf"{_PLAIN.pattern}(?:\s*\+\s*{_PLAIN.pattern})*"
        arrow = chemistry.ARROW.pattern
        places = [(m.start(), m.end()) for m in re.finditer(rf"{side}\s*(?:{arrow})\s*{side}", text)]
    for start, end in places:
        said = text[start:end].strip("$ .,\n")
        if chemistry.ARROW.search(said):
            try:
                yield start, end, chemistry.reactions(said)[0]
            except InputError:
                continue


def _parts(reaction: chemistry.Reaction) -> list[_Part] | None:
    """The substances of a reaction as the tables name them; nothing if one is not in them."""
    parts = []
    for sign, side in ((-1, reaction.left), (1, reaction.right)):
        for term in side:
            found = _STATE.search(chemistry.plain(term.species.text))
            part = None if term.species.charge else _known(dict(term.species.atoms), found["state"] if found else "")
            if part is None:
                return None
            parts.append(_Part(sign * term.count, *part))
    return parts


@cache
def _tables() -> Mapping[str, tuple[dict[str, int], set[str]]]:
    """The atoms of each substance that has an enthalpy of formation, and the states in which it has one."""
    table: dict[str, tuple[dict[str, int], set[str]]] = {}
    for key, fact in base.constants().items():
        if fact.concept == "formation_enthalpy":
            name, _, state = key.partition("_formation_enthalpy_")
            table.setdefault(name, (dict(chemistry.species(fact.of)[0].atoms), set()))[1].add(state)
    return table


def _known(atoms: dict[str, int], state: str) -> tuple[str, str] | None:
    """The one substance of these atoms, in this state or in the one that it has at room temperature."""
    names = [n for n, (own, _) in _tables().items() if own == atoms]
    if len(names) != 1:
        return None
    wanted = _STATES.get(state.lower()[:1]) if state.lower() != "graphite" else "solid"
    if state.lower() == "aq" or (state and wanted not in _tables()[names[0]][1]):
        return None
    found = wanted or _stable(names[0])
    return (names[0], found) if found else None


def _stable(name: str) -> str | None:
    """The state in which a substance is stable at room temperature, as far as the tables tell."""
    constants, states = base.constants(), _tables()[name][1]
    melts, boils = (constants.get(f"{name}_{k}_temperature") for k in ("melting", "boiling"))
    if boils is not None and boils.value < ROOM:
        likely = "gas"
    elif melts is not None and melts.value < ROOM:
        likely = "liquid"
    else:
        likely = "solid" if melts is not None else ""
    if likely in states:
        return likely
    return next(iter(states)) if len(states) == 1 else None


def _combustion(page: Page, asked: str) -> Plan | None:
    """The reaction of one named substance of carbon, hydrogen and oxygen with oxygen; its formation may be stated."""
    named = _COMBUSTION.search(asked)
    formed = _FORMED.search(page.text)
    if named is None and not (formed and "combustion" in asked):
        return None
    names = [n for n in Substances(base.constants()).named(Text(page.question.text)) if n not in ("CO2", "H2O", "O2")]
    if len(names) != 1:
        return None
    atoms = dict(chemistry.species(names[0])[0].atoms)
    if not {"C"} <= atoms.keys() <= {"C", "H", "O"}:
        return None
    state = next((s for s, w in (("s", "solid"), ("l", "liquid"), ("g", "gas")) if re.search(rf"\b{w}", asked)), "")
    fuel = _known(atoms, state if f"{_STATES.get(state)} water" not in asked and "products" not in asked else "")
    if fuel is None and formed is None:
        return None
    carbon, hydrogen, oxygen = (Fraction(atoms.get(e, 0)) for e in "CHO")
    parts = [
        _Part(Fraction(-1), *(fuel or ("fuel", ""))),
        _Part(carbon, "CO2", "gas"),
        _Part(hydrogen / 2, "H2O", "liquid"),
        _Part(-(carbon + hydrogen / 4 - oxygen / 2), "O2", "gas"),
    ]
    return _plan(page, "enthalpy", [p for p in parts if p.count], None, formed[1] if formed else None)


def _plan(
    page: Page, kind: str, parts: Sequence[_Part], place: tuple[int, int] | None, formed: str | None = None
) -> Plan | None:
    own = {k for k, e in enumerate(page.numbers) if e.span and place and place[0] <= e.span.start < place[1]}
    rest = page.text if place is None else _outside(page, place)
    warm = _temperature(page, own | ({int(formed)} if formed else set()))
    if warm is None or not _only_prose(page, rest, place):
        return None
    mark, room = warm
    if not room and not (kind in ("gibbs", "constant") and _STEADY.search(page.text)):
        return None
    return _composed(page, kind, parts, place, None if room else mark, formed)


def _outside(page: Page, place: tuple[int, int]) -> str:
    text = page.question.text
    blank = page.question.model_copy(update={"text": text[: place[0]] + " " * (place[1] - place[0]) + text[place[1] :]})
    return Page(blank, page.entries).text


def _temperature(page: Page, own: set[int]) -> tuple[int, bool] | None:
    """Which number is the temperature, and whether it is the tables' own; nothing if there are other numbers."""
    left = [k for k in range(len(page.numbers)) if k not in own]
    marks = [k for k in left if page.unit(k) in ("kelvin", "K", "degC", "degree_Celsius")]
    plain = [k for k in left if k not in marks]
    if any(not (page.unit(k) in ("bar", "atm", "standard_atmosphere") and page.value(k) == 1) for k in plain):
        return None
    kelvin = [(k, page.value(k) + (0.0 if page.unit(k) in ("kelvin", "K") else 273.15)) for k in marks]
    away = [(k, t) for k, t in kelvin if abs(t - ROOM) > NEAR_ROOM]
    if len(away) > 1:
        return None
    return (away[0][0], False) if away else (marks[0] if marks else -1, True)


def _only_prose(page: Page, text: str, place: tuple[int, int] | None) -> bool:
    """Whether all words outside the equation are prose of such questions or name a substance."""
    original = page.question.text
    shown = original if place is None else original[: place[0]] + " " + original[place[1] :]
    names = Text(shown)
    inside = {
        names.tokens[n].text for h, _ in Substances(base.constants()).hits(names) for n in range(h.first, h.last + 1)
    }
    formulas = {m.group().lower() for m in re.finditer(r"\b(?:[A-Z][a-z]?\d*)+\b", chemistry.plain(shown))}
    words = re.findall(r"[a-z][a-z0-9'-]*", re.sub(r"#\d+", " ", text))
    return all(w in _PROSE or w in inside or w in formulas for w in words)


def _composed(
    page: Page,
    kind: str,
    parts: Sequence[_Part],
    place: tuple[int, int] | None,
    mark: int | None,
    formed: str | None,
) -> Plan | None:
    tables: dict[str, tuple[str, str]] = {}
    sums: dict[str, list[str]] = {"h": [], "s": []}
    for number, part in enumerate(parts):
        for letter, fact, unit in (("h", "formation_enthalpy", "kJ/mol"), ("s", "standard_entropy", "kJ/(mol K)")):
            if formed and number == 0 and letter == "h":
                sums[letter].append(f"({part.count})*n{formed}")
                continue
            key = f"{part.name}_{fact}_{part.state}"
            if key in base.constants():
                tables[f"{letter}{number}"] = (key, unit)
                sums[letter].append(f"({part.count})*{letter}{number}")
    if any(len(sums[x]) < len(parts) for x in {"enthalpy": "h", "entropy": "s"}.get(kind, "hs")):
        return None
    steps = [
        Definition(name="dH", expression=" + ".join(sums["h"]), unit="kJ/mol", meaning="reaction enthalpy", text=_WHY)
    ]
    if kind != "enthalpy":
        entropy = " + ".join(sums["s"])
        steps.append(Definition(name="dS", expression=entropy, unit="kJ/(mol K)", meaning="reaction entropy"))
    heat = f"n{mark}" if mark is not None else "298.15"
    steps += [Definition(name="dG", expression=f"dH - {heat}*dS", unit="kJ/mol", meaning="reaction Gibbs energy")]
    steps += [Definition(name="K", expression=f"exp(-dG/(R*{heat}))", meaning="equilibrium constant")]
    last = {"enthalpy": 1, "entropy": 2, "gibbs": 3, "constant": 4}[kind]
    made = steps[:1] if kind == "enthalpy" else steps[1:2] if kind == "entropy" else steps[:last]
    used = " ".join(d.expression for d in made)
    tables["R"] = ("R", "kJ/(mol K)")
    statements = [page.statement(*place, number=1)] if place else []
    units = {int(formed): "kJ/mol"} if formed else {}
    if mark is not None:
        units[mark] = "kelvin"
    label, unit = _LABELS[kind]
    return calculation(
        page,
        made,
        label=label,
        path="thermochemistry",
        statements=statements,
        units=units,
        unit=unit,
        tables={n: t for n, t in tables.items() if re.search(rf"\b{n}\b", used)},
    )


_WHY = "Hess: the sum over products less the sum over what is consumed"
