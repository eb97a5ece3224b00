"""Chemical and nuclear equations in a text: what is conserved, counted on both sides, as tests. Adds nothing up."""

import re
from collections.abc import Mapping
from fractions import Fraction

from ech0.core import chemistry, reading
from ech0.core.chemistry import CHARGE, Reaction, Term
from ech0.core.errors import InputError
from ech0.core.types import Relation, Symbol
from ech0.minds.embedded.premises.notes import Notes, cited

_SPECIES = (
    r"(?:(?:\d+(?:/\d+|\.\d+)?\s*)?(?:[A-Z(\[][A-Za-z0-9()\[\]·]{0,60}(?:\^?\(?\d*[+-]\)?)?|e\^?-)"
    r"(?:\s?\((?:s|l|g|aq)\))?)"
)
_EQUATION = re.compile(rf"{_SPECIES}(?:\s?\+\s?{_SPECIES}){{0,9}}\s*(?:->|=)\s*{_SPECIES}(?:\s?\+\s?{_SPECIES}){{0,9}}")
_ASKS = re.compile(
    r"\b(?:complete and|and|to|then) balance\b|^\W*(?:please )?balance\b|\bbalance (?:the|this|it|and)"
    r"|\bunbalanced|\bnot (?:yet )?balanced|\bskeleton|\bcoefficients?\b"
    r"|\b(?:do|can|should|could|would|to) (?:i|we|you|one)? ?balance\b|\bbalancing\b|\bcomplete the\b"
    r"|\bbalance:|^balance\b|\bmissing\b|\bwhat is x\b|polymer|\bis not\b|\bis wrong|\bcannot\b|\bbalanced form\b"
)
_APART = re.compile(r"(?<=[A-Za-z0-9)\]])([A-Za-z0-9)\]]) (\d[+-])(?=\s*(?:\+|->|=|$|\())")
"""A charge that stands apart: `Cr2O7 2-`."""
_WHETHER = re.compile(r"^\W*(?:is|are|check (?:whether|if))\b[^?]*\bbalanced\b[^?]*\?")
_NUCLEAR = re.compile(
    r"\b(?:decay\w*|nucle\w+|fusion|fission|fus\w+|isotopes?|alpha|beta|positron|captur\w+|neutrons?"
    r"|emit\w*|transmut\w+)\b|[αβ]|->.*\bn\b",
    re.IGNORECASE,
)
_CHEMICAL = re.compile(
    r"\b(?:react\w*|equation|balanced|burn\w*|combust\w*|oxidi\w+|reduc\w+|dissol\w+|precipitat\w+|form\w*|chemical)\b",
    re.IGNORECASE,
)
ATOMS = cited(
    "atoms are neither made nor destroyed in a chemical reaction", "Lavoisier, Traité élémentaire de chimie (1789)"
)
CHARGES = cited("electric charge is conserved", "Faraday, Phil. Mag. 22 (1843) 200")
NUCLEONS = cited(
    "the number of nucleons is conserved in a nuclear reaction", "Krane, Introductory Nuclear Physics (1988), ch. 11"
)


def chemical(text: str, notes: Notes) -> None:
    """Every chemical equation that the text puts forward as it is."""
    asks = re.sub(
        r"\b(?:is|being|already) (?:correctly |fully )?balanced\b|\bbalanced as it stands\b", "", text.lower()
    )
    if _WHETHER.match(text.lower()) or _ASKS.search(asks) or _NUCLEAR.search(text):
        return
    plain = _APART.sub(r"\1^\2", chemistry.plain(text))
    if "->" not in plain and "=" not in plain:
        return
    for found in _EQUATION.finditer(plain):
        if "=" in found.group() and not (_CHEMICAL.search(text) and re.search(r"[A-Z][a-z]?\d|\+", found.group())):
            continue
        try:
            readings = chemistry.reactions(found.group().rstrip(".("))
        except InputError:
            continue
        if not any(not r.surplus() for r in readings):
            _conserved(readings[0], notes)


def _conserved(reaction: Reaction, notes: Notes) -> None:
    names = list(reaction.surplus())
    symbols: list[Symbol] = []
    relations: list[Relation] = []
    laws: list[Relation] = []
    for name in names:
        what = "charge" if name == CHARGE else f"{chemistry.elements()[name].name} atoms"
        sides = (f"left_{name}", f"right_{name}")
        for side, terms, where in zip(sides, (reaction.left, reaction.right), ("left", "right"), strict=True):
            symbols.append(Symbol(name=side, unit="", meaning=f"{what} on the {where}"))
            relations.append(
                Relation(expression=f"{side} = {_sum(name, terms)}", text=f"the {what} on the {where} are counted")
            )
        laws += _same(*sides, CHARGES if name == CHARGE else ATOMS)
    notes.quantities("count the atoms and the charge on both sides of the equation", symbols, laws, relations)


def _sum(name: str, terms: tuple[Term, ...]) -> str:
    parts = [(t.count, t.species.counts().get(name, 0)) for t in terms]
    return " + ".join(f"{_ratio(count)} * ({number})" for count, number in parts if number) or "0"


def _ratio(count: Fraction) -> str:
    return str(count.numerator) if count.denominator == 1 else f"({count.numerator} / {count.denominator})"


def _same(left: str, right: str, law: str) -> list[Relation]:
    return [Relation(expression=f"{left} <= {right}", text=law), Relation(expression=f"{left} >= {right}", text=law)]


# --- nuclei -----------------------------------------------------------------------------------------------------------

_PARTICLES: Mapping[str, tuple[int, int]] = {
    **dict.fromkeys(("alpha", "α", "alpha particle", "alpha particles"), (4, 2)),
    **dict.fromkeys(("n", "neutron", "neutrons"), (1, 0)),
    **dict.fromkeys(("p", "proton", "protons"), (1, 1)),
    **dict.fromkeys(("d", "deuteron", "deuterium"), (2, 1)),
    **dict.fromkeys(("t", "triton", "tritium"), (3, 1)),
    **dict.fromkeys(
        ("beta", "beta-", "beta^-", "β", "β-", "β^-", "e-", "e^-", "electron", "beta particle", "beta minus"), (0, -1)
    ),
    **dict.fromkeys(("beta+", "beta^+", "β+", "β^+", "e+", "e^+", "positron", "beta plus"), (0, 1)),
    **dict.fromkeys(
        (
            "gamma",
            "γ",
            "gamma ray",
            "photon",
            "neutrino",
            "antineutrino",
            "ν",
            "energy",
            "electron antineutrino",
            "electron neutrino",
            "an antineutrino",
        ),
        (0, 0),
    ),
}
_NUCLIDE = re.compile(
    r"(?P<many>\d+\s+)?(?:\^?(?P<mass>\d{1,3})\s?(?:_(?P<charge>\d{1,3}))?\s?-?(?P<symbol>[A-Z][a-z]?)"
    r"|(?P<named>[A-Z][a-z]?|[A-Za-z]{3,13})[- ](?P<after>\d{1,3}))(?![A-Za-z\d])"
)
_BECOMES = re.compile(
    r"\b(?:becom\w+|turn\w* into|transform\w* into|chang\w+ into|to form|form\w*|produc\w+|yield\w*"
    r"|leav\w+(?: behind)?|giv\w+|into|to|convert\w* (?:to|into)|resulting in|is)\b"
)
_EMITS = (
    ("alpha", re.compile(r"\balpha\b(?![- ]?(?:amino|keto))|α")),
    ("positron", re.compile(r"\bpositron|\bbeta[- ]?plus|β\^?\+|beta\^?\+")),
    ("beta", re.compile(r"\bbeta\b|β|\bbeta[- ]?minus")),
    (
        "capture",
        re.compile(
            r"\bcaptur\w+ (?:an|one of its(?: own)?|its own|an orbital|an inner) (?:orbital |inner "
            r"|k-?shell )?electrons?\b|\belectron capture\b"
        ),
    ),
    ("gamma", re.compile(r"\bgamma[- ]?(?:decay|ray|emission|photon)")),
)


def nuclear(text: str, notes: Notes) -> None:
    """A nuclear equation, or one decay told in words: mass number and charge before and after."""
    plain = re.sub(r"(?<=\d)_\s?(?=\d)", "_", chemistry.ARROW.sub(" -> ", reading.normalise(text)[0]))
    if not _NUCLEAR.search(plain) or re.search(
        r"\b(?:chain|series|not|cannot|several|eventually|ultimately|identify|what is x)\b|\?\?|\bX\b", plain
    ):
        return
    if " -> " in plain:
        left, _, right = plain.partition(" -> ")
        words, tail = left.split(" ")[-40:], right.split(" ")[:40]
        before = next(
            (f for n in range(len(words)) if words[n - 1 : n] != ["+"] and (f := _side(" ".join(words[n:])))), None
        )
        after = next(
            (f for n in range(len(tail), 0, -1) if tail[n : n + 1] != ["+"] and (f := _side(" ".join(tail[:n])))), None
        )
    else:
        before, after = _told(plain)
    if before is None or after is None:
        return
    symbols = [
        Symbol(name=f"{n}_{side}", unit="", meaning=f"{what} {side}")
        for n, what in (("mass", "mass number"), ("charge", "charge number"))
        for side in ("before", "after")
    ]
    counted = [
        ("mass_before", before[0]),
        ("mass_after", after[0]),
        ("charge_before", before[1]),
        ("charge_after", after[1]),
    ]
    relations = [
        Relation(expression=f"{name} = {sum_}", text=f"the {name.replace('_', ' number ')} is added up")
        for name, sum_ in counted
    ]
    laws = _same("mass_before", "mass_after", NUCLEONS) + _same("charge_before", "charge_after", CHARGES)
    notes.quantities("add up mass numbers and charges before and after", symbols, laws, relations)


def _side(text: str) -> tuple[str, str] | None:
    """Sums of mass numbers and of charges of one side of an equation, written out; nothing if a part is not known."""
    masses: list[str] = []
    charges: list[str] = []
    for part in re.split(r"\s\+\s|\s\+(?=\d)|(?<=[A-Za-z\d])\s?\+\s(?=\S)", text.strip().strip("().,;:?!$ ")):
        found = _particle(part.strip().strip("().,;:?!$ "))
        if found is None:
            return None
        many, mass, charge = found
        masses.append(f"{many} * {mass}")
        charges.append(f"{many} * ({charge})")
    return " + ".join(masses), " + ".join(charges)


def _particle(part: str) -> tuple[int, int, int] | None:
    m = re.match(r"(\d+)?\s*(?:\^1_0\s*|\^0_-?1\s*|_-1\^0\s*|\^4_2\s*(?=α))?(?:an?\s+)?(.+)$", part)
    if m and m[2] in _PARTICLES:
        return int(m[1] or 1), *_PARTICLES[m[2]]
    whole = _NUCLIDE.fullmatch(part)
    nuclide = _nuclide(whole) if whole else None
    return None if nuclide is None or whole is None else (int(whole["many"] or 1), *nuclide)


def _nuclide(found: re.Match[str]) -> tuple[int, int] | None:
    named = found["symbol"] or found["named"]
    by_name = {e.name: e for e in chemistry.elements().values()} | {
        "aluminum": chemistry.elements()["Al"],
        "cesium": chemistry.elements()["Cs"],
        "sulphur": chemistry.elements()["S"],
    }
    element = chemistry.elements().get(named) or by_name.get(named.lower())
    if element is None:
        return None
    mass = int(found["mass"] or found["after"])
    return (mass, int(found["charge"])) if found["charge"] else (mass, element.number)


_COUNTED = re.compile(
    r"\b(?P<n>an?|one|two|three|four|five|six|\d)\s+(?:\w+\s+)?(?P<what>neutrons?|protons?|alpha particles?)\b"
)
_MANY = {"a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6}


def _parted(text: str) -> tuple[tuple[str, str] | None, tuple[str, str] | None]:
    """`When uranium-235 absorbs a neutron it splits into barium-144, krypton-89 and three neutrons`."""
    for clause in re.split(r"(?<=[a-z\d])[.?;]\s", text):
        said = clause
        for name, nuclide_name in (("deuterium", "hydrogen-2"), ("tritium", "hydrogen-3")):
            said = re.sub(rf"\b{name}\b(?! (?:gas|oxide))", nuclide_name, said, flags=re.IGNORECASE)
        low = said.lower()
        nuclides = [(m.start(), n) for m in _NUCLIDE.finditer(said) if (n := _nuclide(m)) is not None]
        turn = re.search(
            r"\b(?:into|to (?:form|give|produce|make|yield)|giv(?:es|ing)|form(?:s|ing)|produc(?:es|ing)"
            r"|yield(?:s|ing))\b",
            low,
        )
        absorbs = re.search(
            r"\b(?:absorb|captur|hit by|struck by|swallow|bombarded with|fus\w+ with|react\w* with|and)\w*", low
        )
        if (
            turn is None
            or len(nuclides) < 3
            or not absorbs
            or not re.search(r"\b(?:split|fission|fus|react|breaks?|bombard)", low)
        ):
            continue
        if re.search(r"\b(?:some|several|few|other|beta|gamma|etc|average|about|or)\b|\d\.\d", low):
            continue
        sides: tuple[list[tuple[int, int]], list[tuple[int, int]]] = ([], [])
        for place, nuclide in nuclides:
            sides[place > turn.start()].append(nuclide)
        for m in _COUNTED.finditer(low):
            mass, charge = _PARTICLES[m["what"]]
            many = _MANY.get(m["n"]) or int(m["n"])
            sides[m.start() > turn.start()].append((many * mass, many * charge))
        if all(sides) and (re.search(r"neutron", low[turn.start() :]) or len(sides[0]) > 1):
            before, after = ((" + ".join(str(m) for m, _ in s), " + ".join(str(c) for _, c in s)) for s in sides)
            return before, after
    return None, None


def _told(text: str) -> tuple[tuple[str, str] | None, tuple[str, str] | None]:
    """`Radium-226 emits an alpha particle and becomes radon-222`."""
    if (parted := _parted(text))[0] is not None:
        return parted
    nuclides = [(m, n) for m in _NUCLIDE.finditer(text) if (n := _nuclide(m)) is not None]
    emitted = [name for name, pattern in _EMITS if pattern.search(text.lower())]
    kinds = [e for e in emitted if not (e == "beta" and "positron" in emitted)]
    if len(nuclides) != 2 or len([k for k in kinds if k != "gamma"]) > 1 or not kinds:
        return None, None
    (first, parent), (second, child) = nuclides
    if not _BECOMES.search(text[first.end() : second.start()].lower()) or re.search(
        r"\bfrom\b|\bafter\b|\b(?:two|three|\d) (?:alpha|beta)|\bgamma\b", text.lower()
    ):
        return None, None
    if "capture" in kinds:
        return (f"{parent[0]}", f"{parent[1]} - 1"), (f"{child[0]}", f"{child[1]}")
    mass, charge = _PARTICLES[kinds[0]]
    return (f"{parent[0]}", f"{parent[1]}"), (f"{child[0]} + {mass}", f"{child[1]} + ({charge})")
