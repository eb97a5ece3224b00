"""Names of substances to formulae: salts from their ions, binary molecules by prefix, acids and common names.

`calcium phosphate` is `Ca3(PO4)2` because charges cancel; `iron(III) oxide` is `Fe2O3`; `iron oxide` may be three
things and is none. Knows no reaction, and no name that `configs/ions.toml` does not.

References:
    .. [RedBook2005] N. G. Connelly et al., Nomenclature of Inorganic Chemistry: IUPAC Recommendations 2005 (RSC, 2005).
"""

import re
from functools import cache
from math import gcd
from types import MappingProxyType
from typing import Any

from ech0.core import chemistry
from ech0.core.acids import acids
from ech0.core.data import config
from ech0.core.errors import InputError

_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "v": 5, "vi": 6, "vii": 7}
_COUNTS = {"mono": 1, "mon": 1, "di": 2, "tri": 3, "tetra": 4, "tetr": 4, "penta": 5, "pent": 5, "hexa": 6, "hepta": 7}
_COUNTS |= {"hept": 7, "octa": 8, "nona": 9, "deca": 10, "dec": 10}
_PREFIX = "|".join(sorted(_COUNTS, key=len, reverse=True))
_BINARY = re.compile(rf"(?:(?P<n>{_PREFIX}))?(?P<first>[a-z]+) (?P<m>{_PREFIX})(?P<second>[a-z]+ide)")
_STOCK = re.compile(r"(?P<metal>[a-z]+) ?\((?P<charge>[ivx]+)\) (?P<anion>[a-z ]+)")
_WATER = re.compile(rf"(?P<salt>.+) (?P<n>{_PREFIX})hydrate")
_STATES = re.compile(
    r"^(?:solid|liquid|gaseous|aqueous|molten|pure|dry|metallic|elemental|molecular) |"
    r" (?:gas|metal|vapou?r|powder|solution)$"
)
_OTHERWISE = {"sulphur": "sulfur", "aluminum": "aluminium", "cesium": "caesium"}
LONGEST = 80


def formula(name: str) -> str | None:
    """The formula of a substance by its name, or the name itself if it is one; nothing for what is not known.

    A formula is recognised with its capital letters only; a name in any case. An element is itself, or its molecule
    where it is met as one: `oxygen` is `O2`, `iron` is `Fe`.
    """
    text = " ".join(name.split()).strip(" .?,;")
    if not text or len(text) > LONGEST:
        return None
    if written(text):
        return text
    low = text.lower()
    return _named(low) or _named(_STATES.sub("", low)) or _uncased().get(low)


def written(text: str) -> bool:
    """Whether a text is a chemical formula with its capitals: `NaCl`, but neither `I` nor `no`."""
    if not re.match(r"[A-Z(\[]", text) or " " in text:
        return False
    try:
        chemistry.species(text)
    except InputError:
        return False
    return True


def element(name: str) -> str | None:
    """An element's symbol, by its name in any case or by the symbol as it is written."""
    if name in chemistry.elements():
        return name
    low = _OTHERWISE.get(name.lower(), name.lower())
    return next((s for s, e in chemistry.elements().items() if e.name == low), None)


def _named(name: str) -> str | None:
    return _common().get(name) or _hydrate(name) or _salt(name) or _binary(name)


@cache
def _common() -> "MappingProxyType[str, str]":
    """Elements, molecules and acids by name."""
    own = _ions()
    pairs = {e.name.lower(): s for s, e in chemistry.elements().items()}
    pairs |= {other: pairs[name] for other, name in _OTHERWISE.items()}
    pairs |= {n: f"{pairs[n]}2" for n in own["diatomic"]["names"]}
    pairs |= {word: a.formula for a in acids().values() for word in a.words if a.formula}
    return MappingProxyType({**pairs, **own["molecules"]})


@cache
def _uncased() -> "MappingProxyType[str, str]":
    """Formulae written without capitals, where these can mean one thing only: `nacl`, `h2so4`, but not `co`."""
    whole = _ions()
    every = {*whole["molecules"].values(), *(a.formula for a in acids().values())}
    ions = ([tuple(x) for x in whole[kind].values()] for kind in ("cations", "anions"))
    cations, anions = ions
    every |= {f for c in cations for a in anions for f in salts(c, a)}
    table: dict[str, set[str]] = {}
    for formula_ in every:
        table.setdefault(formula_.lower(), set()).add(formula_)
    words = {"bas", "cas", "nah", "kin", "beh"}
    return MappingProxyType(
        {low: f.pop() for low, f in table.items() if len(f) == 1 and len(low) > 2 and low not in words}
    )


@cache
def _ions() -> dict[str, Any]:
    return config("ions")


def _hydrate(name: str) -> str | None:
    found = _WATER.fullmatch(name)
    salt = (_common().get(found["salt"]) or _salt(found["salt"])) if found else None
    count = _COUNTS[found["n"]] if found else 0
    return f"{salt}·{count if count > 1 else ''}H2O" if salt else None


def _salt(name: str) -> str | None:
    """A salt of a cation of known charge, or of one whose charge is said."""
    ions = _ions()
    if (found := _STOCK.fullmatch(name)) and found["charge"] in _ROMAN:
        symbol = _common().get(found["metal"])
        pair = (found["metal"], found["charge"]) == ("mercury", "i")  # Hg2 2+, no single atom
        known = found["metal"] in (*ions["varying"]["names"], *ions["cations"]) and not pair
        return _neutral((symbol, _ROMAN[found["charge"]]), ions["anions"].get(found["anion"])) if known else None
    first, _, rest = name.partition(" ")
    return _neutral(ions["cations"].get(first), ions["anions"].get(rest))


def _neutral(cation: Any, anion: Any) -> str | None:
    """The smallest numbers of both ions that carry no charge together."""
    if not cation or not anion or not cation[0]:
        return None
    shared = gcd(cation[1], anion[1])
    return _times(cation[0], anion[1] // shared) + _times(anion[0], cation[1] // shared)


def salts(cation: tuple[str, int], anion: tuple[str, int]) -> tuple[str, ...]:
    """The formulae of the salt of two ions, cation first and, as organic salts are written, anion first."""
    made = _neutral(cation, anion)
    if made is None:
        return ()
    shared = gcd(cation[1], anion[1])
    other = _times(anion[0], cation[1] // shared) + _times(cation[0], anion[1] // shared)
    return (made, other) if len(re.findall(r"[A-Z]", anion[0])) > 2 else (made,)


def _times(ion: str, count: int) -> str:
    if count == 1:
        return ion
    return f"({ion}){count}" if len(re.findall(r"[A-Z]", ion)) > 1 or re.search(r"\d", ion) else f"{ion}{count}"


def _binary(name: str) -> str | None:
    """A molecule of two elements, counted by prefixes: dinitrogen tetroxide, carbon monoxide."""
    found = _BINARY.fullmatch(name)
    if found is None:
        return None
    names = {e.name.lower(): s for s, e in chemistry.elements().items()}
    second = {"oxide": "O", "xide": "O"}.get(found["second"]) or (_ions()["anions"].get(found["second"]) or [""])[0]
    first = names.get(found["first"])
    if not first or second not in chemistry.elements():
        return None
    return _times(first, _COUNTS[found["n"] or "mono"]) + _times(second, _COUNTS[found["m"]])
