"""In which unit a result is told for which none was asked: the one that the question itself speaks in, else the one
that people use for such a quantity. A way of speaking only: the value is converted, never changed.
"""

import re
from collections.abc import Iterable

from ech0.core import units
from ech0.minds.embedded.givens import ANGLES, Scene
from ech0.minds.embedded.target import asking

CUSTOMARY = {
    "molar_mass": "g/mol",
    "solute_molar_mass": "g/mol",
    "molar_volume": "l/mol",
    "blood_pressure": "mmHg",
    "dose": "mg",
    "body_surface_area": "m^2",
    "heart_rate": "1/min",
    "cardiac_output": "l/min",
    "concentration": "mol/l",
    "hydrogen_ion_concentration": "mol/l",
    "hydroxide_concentration": "mol/l",
}
"""The units in which quantities of these kinds are told, whatever the question's own."""
COMPOSED = frozenset(("m/s", "kg/m^3", "m^2", "m^3", "m^3/s", "1/s", "mol/m^3", "kg/mol", "kg/s"))
"""Units that are put together anew from those of the question: km and h make km/h, g and cm³ make g/cm³."""
SIMPLE = frozenset(("m", "s", "kg", "mol", "m^3"))
"""Units of which a compound one of the question names the like: `km/h` tells a time in hours."""
CHEMICAL = ("mol", "mol/m^3", "mol/kg")
_PERCENT = re.compile(r"(?i)\b(?:what|which|how (?:many|large a|big a))\s+percent(?:age)?s?\b|\bpercentage of\b")
_ATOM = re.compile(r"(?P<name>[^\W\d_]+)(?:\s*(?:\*\*|\^)\s*(?P<power>-?\d+))?")


def told_in(scene: Scene, unit: str, concept: str | None = None) -> str:
    """The unit for a result that was computed in `unit`, a quantity of the kind `concept` (`None`: not known)."""
    if not unit:
        return "percent" if _PERCENT.search(_asked(scene)) else unit
    own = tuple(dict.fromkeys(g.unit for g in scene.givens if g.text is scene.text and g.concept is None and g.unit))
    if unit == "K":
        return _scale(own, concept)
    alike = [u for u in own if _comparable(u, unit) and u != "percent" and not (concept == "dose" and u == "kg")]
    if alike:
        return alike[0] if len(alike) == 1 else unit
    if concept in CUSTOMARY:
        return CUSTOMARY[concept]
    return _composed(own, unit) or _chemical(own, unit) or unit


def _asked(scene: Scene) -> str:
    sentence, _ = asking(scene.text)
    inside = [t for t in scene.text.tokens if t.sentence == sentence]
    return scene.text.original[inside[0].start : inside[-1].end] if inside else ""


def _scale(own: Iterable[str], concept: str | None) -> str:
    """The scale of the question's temperatures, if they are of one and a temperature (no difference) is told."""
    scales = {u for u in own if u in ("degC", "degF") or units.compatible(u, "K")}
    absolute = concept is not None and (concept == "temperature" or concept.endswith("_temperature"))
    return scales.pop() if absolute and len(scales) == 1 and scales <= {"degC", "degF"} else "K"


def _composed(own: Iterable[str], unit: str) -> str:
    """`unit` put together from units of the question; empty unless each of its parts has exactly one there."""
    atoms = {a for u in own for a in _atoms(u)}
    if unit in SIMPLE or unit not in COMPOSED:
        return _only(atoms, unit) or _power(atoms, unit) if unit in SIMPLE else ""
    top, _, bottom = unit.partition("/")
    parts = [top, *([bottom] if bottom else [])]
    made = [p if p == "1" else _only(atoms, p) or _power(atoms, p) for p in parts]
    return "/".join(made) if all(made) else ""


def _atoms(unit: str) -> list[str]:
    """`km` and `hour` of `km/hour`, `cm^3` of `g/cm^3`."""
    found = []
    for m in _ATOM.finditer(unit):
        power = abs(int(m["power"] or 1))
        name = m["name"] if power == 1 else f"{m['name']}^{power}"
        found += [name] if units.exists(name) else []
    return found


def _only(atoms: Iterable[str], like: str) -> str:
    """The one unit among `atoms` of the dimension of `like`; empty if there is none, or several."""
    fitting = sorted({a for a in atoms if units.compatible(a, like) and a not in ANGLES})
    return fitting[0] if len(fitting) == 1 else ""


def _power(atoms: Iterable[str], part: str) -> str:
    """`cm^2` where an area is due and lengths are in cm."""
    base, _, power = part.partition("^")
    length = _only(atoms, base) if power else ""
    return f"{length}^{power}" if length else ""


def _chemical(own: Iterable[str], unit: str) -> str:
    """Who speaks of moles weighs in grams and fills litres."""
    moles = any(units.compatible(u, like) for u in own for like in CHEMICAL)
    return {"kg": "g", "m^3": "l"}.get(unit, "") if moles else ""


def _comparable(unit: str, like: str) -> bool:
    return units.compatible(unit, like) and (unit in ANGLES) == (like in ANGLES)
