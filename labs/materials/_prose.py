"""A reaction told in words, as an equation: `limestone decomposes into CaO and carbon dioxide` is CaCO3 -> CaO + CO2.

Substances stand by formula or by name; what stands before the word that leads to the products is used up. Taken only
where both sides have the same elements and share no substance. Knows no thermodynamics.
"""

import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import NamedTuple

from ech0.core.chemistry import elements
from labs.inputs import Said
from labs.materials._formulas import FORMULA, counts

NAMES = {
    "CaCO3": ("calcium carbonate", "limestone", "calcite", "chalk", "marble"),
    "CaO": ("calcium oxide", "quicklime", "quick lime", "burnt lime", "lime"),
    "Ca(OH)2": ("calcium hydroxide", "slaked lime", "hydrated lime", "portlandite"),
    "MgCO3": ("magnesium carbonate", "magnesite"),
    "MgO": ("magnesium oxide", "magnesia"),
    "Mg(OH)2": ("magnesium hydroxide", "brucite"),
    "BaCO3": ("barium carbonate", "witherite"),
    "BaO": ("barium oxide",),
    "SrCO3": ("strontium carbonate", "strontianite"),
    "SrO": ("strontium oxide",),
    "ZnCO3": ("zinc carbonate",),
    "ZnO": ("zinc oxide",),
    "ZnS": ("zinc sulfide", "zinc sulphide", "zinc blende"),
    "Li2CO3": ("lithium carbonate",),
    "Li2O": ("lithium oxide",),
    "Na2CO3": ("sodium carbonate",),
    "Na2O": ("sodium oxide",),
    "Ag2CO3": ("silver carbonate",),
    "Ag2O": ("silver oxide", "silver(I) oxide"),
    "PbCO3": ("lead carbonate",),
    "PbO": ("lead(II) oxide", "lead monoxide", "litharge"),
    "Fe2O3": ("iron(III) oxide", "ferric oxide", "haematite", "hematite"),
    "Fe3O4": ("magnetite", "iron(II,III) oxide"),
    "FeO": ("iron(II) oxide", "ferrous oxide", "wüstite", "wustite"),
    "Al2O3": ("aluminium oxide", "aluminum oxide", "alumina"),
    "TiO2": ("titanium dioxide", "titania", "rutile"),
    "SiO2": ("silicon dioxide", "silica", "quartz"),
    "CuO": ("copper(II) oxide", "cupric oxide", "copper oxide"),
    "Cu2O": ("copper(I) oxide", "cuprous oxide"),
    "HgO": ("mercury(II) oxide", "mercuric oxide", "mercury oxide"),
    "NiO": ("nickel oxide", "nickel(II) oxide"),
    "WO3": ("tungsten trioxide", "tungsten(VI) oxide"),
    "MoO3": ("molybdenum trioxide",),
    "SnO2": ("tin dioxide", "tin(IV) oxide", "cassiterite"),
    "MnO2": ("manganese dioxide",),
    "MnO": ("manganese(II) oxide",),
    "Cr2O3": ("chromium(III) oxide", "chromia"),
    "V2O5": ("vanadium pentoxide",),
    "CO2": ("carbon dioxide",),
    "CO": ("carbon monoxide",),
    "C": ("carbon", "graphite", "coke", "charcoal"),
    "H2": ("hydrogen",),
    "O2": ("oxygen",),
    "N2": ("nitrogen",),
    "Cl2": ("chlorine",),
    "F2": ("fluorine",),
    "NH3": ("ammonia",),
    "H2O": ("water",),
    "H2O(g)": ("steam", "water vapour", "water vapor"),
    "SO2": ("sulfur dioxide", "sulphur dioxide"),
    "SO3": ("sulfur trioxide", "sulphur trioxide"),
    "H2S": ("hydrogen sulfide", "hydrogen sulphide"),
    "HCl": ("hydrogen chloride",),
    "NO": ("nitric oxide", "nitrogen monoxide"),
    "NO2": ("nitrogen dioxide",),
    "N2O4": ("dinitrogen tetroxide",),
    "NH4Cl": ("ammonium chloride",),
    "TiCl4": ("titanium tetrachloride",),
    "SiCl4": ("silicon tetrachloride",),
    "Si3N4": ("silicon nitride",),
    "AlN": ("aluminium nitride", "aluminum nitride"),
    "TiN": ("titanium nitride",),
    "BN": ("boron nitride",),
    "SiC": ("silicon carbide",),
    "S": ("sulfur", "sulphur"),
    "Al": ("aluminum",),
}
"""Simple inorganic substances by the names of general chemistry; metals go by the name of the element."""
_LEADS = re.compile(
    r"\b(?:(?:the\s+)?(?:by-?)?products?\s+(?:being|are|is)|(?:in)?to\s+(?:give|form|yield|produce|make|become|leave)|into|to|giving(?:\s+off)?|forming|yielding|making"
    r"|producing|releasing|leaving|gives?(?:\s+off)?|forms?|yields?|produces?|makes?|becomes?|releases?|loses?"
    r"|turns?\s+into|goes\s+to|with\s+formation\s+of)\b",
    re.IGNORECASE,
)
_FROM = re.compile(r"\b(?:from|out\s+of|between)\b", re.IGNORECASE)
_HAPPENS = re.compile(
    r"\b(?:react\w*|decompos\w*|dissociat\w*|split\w*|break\w*|calcin\w*|dehydrat\w*|dehydrox\w*|form|forms|formed"
    r"|forming|formation|synthesi\w*|reduc\w*|oxidi[sz]\w*|oxidation|burn\w*|combust\w*|combin\w*|convert\w*|turn\w*"
    r"|turns|made|nitrid\w*|chlorinat\w*|gives?|yields?|produc\w*|releas\w*|los(?:es|ing)|carbothermic\w*|roast\w*"
    r"|reaction|kiln|furnace|falls?\s+apart|comes?\s+apart|hydrogenat\w*|gasif\w*|water-gas|shift)\b",
    re.IGNORECASE,
)
_APART = re.compile(r"\b(?:decompos\w*|calcin\w*|dissociat\w*|break\w*|falls?\s+apart)\b", re.IGNORECASE)
_SENTENCE = re.compile(r"[^.?!;]+(?:\.(?!\s|$)[^.?!;]*)*")
_FORMULA = re.compile(rf"(?<![\w(°])(?:{FORMULA})(?:\((?:s|l|g)\))?(?![\w(])")
_MOLE = re.compile(r"\b(?:per|one|a|1)\s+mol(?:e)?\s+(?:of\s+)?(?:the\s+)?", re.IGNORECASE)
_CARBONATE = re.compile(r"([A-Z][a-z]?2?)CO3")
_SAME = re.compile(r"[\s,(]*(?:i\.e\.|that is|or|as)?[\s,(]*")
_NOT = frozenset("I In At As He Be No K J V A F N S P U Y B O H W Os".split())
"""Single letters and words that are rather a unit or English; as substances they stand by name."""
MOST = 8
"""Substances in one sentence beyond which it is no reaction."""


class _Substance(NamedTuple):
    formula: str
    start: int
    end: int


def told(text: str) -> Iterator[Said]:
    """The reactions that the sentences of a text tell in words, in order."""
    for m in _SENTENCE.finditer(text):
        found = _merged(text, [s for s in _substances(text) if m.start() <= s.start < m.end()])
        if not 1 <= len(found) <= MOST or not _HAPPENS.search(text):
            continue
        said = _split(text, found) or _apart(m.group(), found)
        if said is not None and (ordered := _per(said, text)) is not None:
            yield ordered


def _per(said: Said, text: str) -> Said | None:
    """The reaction with the substance first of which a mole is spoken, since results are told for that one.

    Nothing, if that is a product: then they would be told for another amount.
    """
    named = {s.formula for m in _MOLE.finditer(text) for s in _substances(text[m.end() :][:40])[:1] if not s.start}
    left, right = (side.split(" + ") for side in said.value.split(" -> "))
    if len(named) != 1 or not named & {*left, *right}:
        return said
    first = named.pop()
    if first not in left:
        return None
    return said._replace(value=f"{' + '.join([first, *(f for f in left if f != first)])} -> {' + '.join(right)}")


def _split(text: str, found: Sequence[_Substance]) -> Said | None:
    """The sides of a reaction at the first word between two substances that leads from one to the other."""
    for turn, back in ((_LEADS, False), (_FROM, True)):
        for k in range(1, len(found)):
            between = text[found[k - 1].end : found[k].start]
            if not turn.search(between) and not (back and _FROM.search(text[: found[0].start][-40:])):
                continue
            left, right = [s.formula for s in found[:k]], [s.formula for s in found[k:]]
            sides = (right, left) if back else (left, right)
            if said := _equation(*sides):
                return Said(said, found[0].start, found[-1].end)
    return None


def _apart(sentence: str, found: Sequence[_Substance]) -> Said | None:
    """What a carbonate that is said to decompose alone falls into: its oxide and carbon dioxide."""
    m = _CARBONATE.fullmatch(found[0].formula)
    others = {s.formula for s in found[1:]}
    if m is None or not _APART.search(sentence) or not others <= {f"{m[1]}O", "CO2"}:
        return None
    return Said(f"{found[0].formula} -> {m[1]}O + CO2", found[0].start, found[-1].end)


def _equation(left: Sequence[str], right: Sequence[str]) -> str | None:
    """`A + B -> C`, if both sides have the same elements and no substance stands on both."""
    used, made = list(dict.fromkeys(left)), list(dict.fromkeys(right))
    bare = [[re.sub(r"\([slg]\)$", "", f) for f in side] for side in (used, made)]
    if not used or not made or set(bare[0]) & set(bare[1]):
        return None
    same = [{e for f in side for e in counts(f)} for side in bare]
    return f"{' + '.join(used)} -> {' + '.join(made)}" if same[0] == same[1] else None


def _substances(text: str) -> list[_Substance]:
    """All substances of a text in order; a name inside a longer one is none."""
    found = [_Substance(f, m.start(), m.end()) for f, pattern in _patterns() for m in pattern.finditer(text)]
    found += [_Substance(m.group(), m.start(), m.end()) for m in _FORMULA.finditer(text) if _stands(m.group())]
    outer = [s for s in found if not any(o is not s and _holds(o, s) for o in found)]
    return sorted(dict.fromkeys(outer), key=lambda s: s.start)


def _holds(one: _Substance, other: _Substance) -> bool:
    return one.start <= other.start and other.end <= one.end and one.end - one.start > other.end - other.start


def _stands(formula: str) -> bool:
    """Whether a formula is one beyond doubt."""
    try:
        known = counts(re.sub(r"\([slg]\)$", "", formula))
    except ValueError:
        return False
    return bool(known) and formula not in _NOT and not (formula.isalpha() and formula.isupper() and len(known) > 2)


def _merged(text: str, found: Sequence[_Substance]) -> list[_Substance]:
    """Substances told twice in one place once: `limestone (CaCO3)`."""
    out: list[_Substance] = []
    for s in found:
        if out and out[-1].formula == s.formula and _SAME.fullmatch(text[out[-1].end : s.start]):
            out[-1] = out[-1]._replace(end=s.end)
        else:
            out.append(s)
    return out


@cache
def _patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    named = {f for f in NAMES if f.isalpha() and len(f) <= 2} | {"H", "O", "N", "Cl", "F", "C", "S"}
    metals = {e: (d.name.lower(),) for e, d in elements().items() if e not in named or e == "Al"}
    words = [(f, n) for f, names in (*NAMES.items(), *metals.items()) for n in names]
    return tuple((f, re.compile(rf"(?<![\w-]){re.escape(n)}(?![\w(])(?!-|\s+kiln)", re.IGNORECASE)) for f, n in words)
