"""Quantities given in units that they cannot have, and units that do not convert: tests by dimension.

Knows which other units a field uses for a quantity by convention (a mass in electronvolts, a weight in kilograms).
"""

import re

from ech0.core import units
from ech0.minds.embedded.givens import Given, Scene
from ech0.minds.embedded.premises.notes import Notes, cited, denies, sentence
from ech0.minds.embedded.programs.arithmetic import unit_named

_KINDS = {
    "mass": ("kg", "eV", "N"),
    "length": ("m", "s", "1/m", "eV"),
    "width": ("m", "Hz", "s", "eV"),
    "height": ("m",),
    "distance": ("m", "s"),
    "radius": ("m",),
    "diameter": ("m",),
    "depth": ("m", "kg/m^2"),
    "thickness": ("m", "kg/m^2"),
    "duration": ("s",),
    "half-life": ("s",),
    "temperature": ("K", "eV"),
    "speed": ("m/s", "Hz", "bit/s"),
    "velocity": ("m/s", "rad/s"),
    "force": ("N", "kg"),
    "energy": ("J", "eV", "K", "1/m", "Hz", "J/mol", "J/m^3", "J/kg", "kg", "J/m^2"),
    "kinetic energy": ("J", "K", "J/mol", "J/m^3"),
    "power": ("W", "1/m", "W/m^2", "W/kg", "W/m^3"),
    "wavelength": ("m",),
    "voltage": ("V",),
    "electrical resistance": ("ohm",),
    "electric current": ("A",),
    "electric charge": ("C", "A*hour"),
    "charge": ("C", "A*hour", "kg", "J"),
    "speed limit": ("m/s", "Hz", "bit/s"),
    "work done": ("J", "J/kg", "s"),
    "area": ("m^2",),
    "volume": ("m^3", "m^3/kg", "m^3/mol"),
    "acceleration": ("m/s^2", "rad/s^2", "V"),
    "frequency": ("Hz", "1/m", "eV"),
    "pressure": ("Pa", "m"),
    "momentum": ("kg*m/s", "eV", "eV*s/m"),
    "capacitance": ("F",),
    "weight": ("N", "kg"),
    "time": ("s",),
    "resistance": ("ohm", "N", "kg", "Pa", "m^2*K/W", "K/W", "Pa*s/m^3", "ohm*m^2"),
    "current": ("A", "m/s", "A/m^2", "kg/s"),
    "period": ("s",),
    "amount of substance": ("mol",),
    "torque": ("N*m",),
    "work": ("J", "J/kg", "s"),
    "heat": ("J", "W", "J/mol", "J/kg", "s"),
    "magnetic flux density": ("T",),
    "magnetic field": ("T", "A/m"),
    "magnetic flux": ("Wb",),
    "inductance": ("H",),
    "electric field": ("V/m",),
    "specific heat": ("J/(kg K)", "J/(mol K)", "J/(m^3 K)"),
    "specific heat capacity": ("J/(kg K)", "J/(mol K)", "J/(m^3 K)"),
    "heat capacity": ("J/K", "J/(kg K)", "J/(mol K)", "J/(m^3 K)"),
    "thermal conductivity": ("W/(m K)",),
    "viscosity": ("Pa s", "m^2/s"),
    "surface tension": ("N/m",),
    "angle": ("rad",),
    "spring constant": ("N/m", "N*m/rad"),
    "moment of inertia": ("kg*m^2", "m^4"),
    "angular velocity": ("rad/s",),
    "angular speed": ("rad/s",),
    "angular momentum": ("J*s",),
    "impulse": ("kg*m/s",),
    "potential difference": ("V",),
    "mass density": ("kg/m^3",),
    "density": (
        "kg/m^3", "kg/m^2", "kg/m", "1/m^3", "1/m^2", "C/m^3", "C/m^2", "C/m", "J/m^3", "A/m^2", "W/m^2", "W/m^3",
        "W/kg", "T", "mol/m^3",
        "J/kg",
    ),
    "molar mass": ("kg/mol", "kg"),
    "molar concentration": ("mol/L", "mol/kg"),
    "luminous intensity": ("cd",),
    "strain": ("m/m",),
}
"""What each name may be given in: its own dimension first."""
_LINK = (
    r"(?:\s+(?:done|used|needed|required|exerted|given|applied|measured|taken|stated))?"
    r"(?:\s+(?:of|is|was|equals|being|to be|equal to|as|has been|came to|comes to|came out (?:at|as)"
        r"|works out (?:at|as)|turns out to be"
    r"|amounts to|amounted to|will be|would be|must be)\s+|\s*[=:]\s*)(?:about\s+|exactly\s+|only\s+)?(?:[-+]\s?)?$"
)
_NAMES = "|".join(sorted(map(re.escape, _KINDS), key=len, reverse=True))
_NAMED = re.compile(
    rf"(?:^|[^\w-])(?<!per )(?<!unit )(?P<one>(?:an?|whose|its|their)\s+)?(?P<name>{_NAMES})(?:\s+(?:done\s+"
        rf"|exerted\s+|used\s+|needed\s+)?"
    rf"(?:of|across|through|in|on|by|from|over|for|at|between)\s+(?:the|a|an|this|its|my|his|her|our|that|each"
        rf"|your)\s+[\w-]+(?:\s+(?!of\b)[\w-]+)?)?{_LINK}"
)
_WANTED = re.compile(r"\b(?:what(?:'s)?|find|calculate|compute|determine|estimate|how|which|give|get|gives)\b")
_ENDS = re.compile(
    r"^\s*(?:[.,;:?!)]|$|(?:and|is|at|in|falls|moves|was|has|on|when|for|to|from|with|which|that|as|acts|flows)\b)"
)
_VERBS = (
    (re.compile(r"\bweigh(?:s|ing|ed)?\s+(?:about\s+|exactly\s+)?$"), "weight"),
    (re.compile(r"\blast(?:s|ed|ing)\s+(?:for\s+)?(?:about\s+|exactly\s+)?$"), "time"),
)
_AFTER = (
    (re.compile(r"^\s*-?(?:tall|deep|thick)\s*(?:[.,;?!]|$|and\b)"), "height"),
    (re.compile(r"^\s*heavy\b"), "weight"),
    (re.compile(r"^\s*in (?:mass|weight)\b"), "weight"),
    (re.compile(r"^\s*wide\b"), "radius"),
)
_NEUTRAL = re.compile(
    r"(?:(?:^|[^\w\s]|\w's)\s*|\b(?:an?|the|its|his|her|their|my|our|your|this|that|these|whose|with|of|has"
        r"|have|had|having|and|or|at|for|by|to"
    r"|in|is|was|from|under|over|through|if|when|total|initial|final|mean|average|max(?:imum)?|min(?:imum)?"
        r"|constant|net|applied|given"
    r"|inner|outer|inside|outside|overall|entire|whole|full|body|surface|cross-sectional|measured|steady"
        r"|kinetic|electric|electrical"
    r"|ambient|room|air|water|new|same|equal|certain|known|own|peak|output|input|driving|focal|horizontal"
        r"|vertical)\s+)$"
)
"""What may stand before a name and leave it what it is: a `specific heat` is no heat."""
_DERIVED = re.compile(
    r"\b(?:coefficients?|moments?|change|rate|loss|drop|gain|ratio|half|third|fraction|percentage|gradient"
    r"|uncertainty|error)"
    r" (?:of|in) (?:the |its |a )?$"
)
"""A `coefficient of resistance` is no resistance."""
_OWN = re.compile(r"\b(?:his|her|their|my|your|our|the|from|to|at)\s*$")
_PLACED = re.compile(r"^\s*(?:away|from|off|long|later|distant|down|up)\b")
"""`His work is 20 miles away` speaks of a place, `the period was 2 miles long` of nothing that is measured so."""
_WHEN = re.compile(r"^\s*(?:ago|later|earlier|before|after|from now|hence)\b")
_CONVERT = re.compile(
    r"\b(?:(?:convert(?:s|ed|ing)?|express\w*|translat\w+|rewrit\w+)\b[\w\s,'-]*?"
    r"|(?:chang\w+|turn\w*|transform(?:s|ed|ing)?)\s+)$"
)
"""Matter too is turned and changed `into` something; only a number right behind these is rewritten."""
_INTO = re.compile(
    r"^\s*(?:of\s+[\w-]+\s+)?(?:in|to|into|as)\s+(?:units of\s+)?(?!an?\b)(?P<unit>(?:(?:square"
        r"|cubic)\s)?[\w/^*·]+(?:\s(?:per|squared"
    r"|cubed|square)\s?[\w]*)*)"
)
_HOW_MANY = re.compile(
    r"\bhow many\s+(?P<unit>[\w]+(?:\sper\s\w+)?)\s+(?:are\s+(?:there\s+)?in|are\s+equal\s+to|equal"
    r"|make(?:\s+up)?|is|in|does|correspond\w* to|are)\s+(?:there in\s+)?(?:exactly\s+|a\s+)?$"
)
_ADDED = re.compile(r"^\s*(?:and|to|plus|\+|from|minus)\s+(?:of\s+)?$")
_EQUALS = re.compile(r"^\s*(?:equals|is equal to|is the same as|=|are equal to|is exactly|corresponds exactly to)\s+$")
_ALONE = re.compile(
    r"(?:^|[,:(\"“$-]|\b(?:that|if|since|and|because|as|so|then|is|does|do|are|can|take|taking|assume|assuming|suppose"
    r"|given|with|where|using|use|know|knows|claims?|says?|states?|writes?|exactly|therefore|hence|fact))\s*$"
)
"""What may stand before an equation of two numbers; after a name, the number is a part of that name."""
_SUM = re.compile(
    r"\b(?:sum of|add(?:s|ed|ing)?(?: up)?|subtract(?:s|ed|ing)?|difference (?:between|of)"
    r"|adding together)\s+(?:[\w\s]{0,20})$"
)
_KIN = (
    {"kg", "N"},
    {"J", "K"},
    {"J", "Hz"},
    {"J", "1/m"},
    {"J", "kg"},
    {"m", "Hz"},
    {"m", "1/m"},
    {"m", "J"},
    {"Hz", "s"},
    {"mol", "kg"},
    {"kg", "m^3"},
    {"Gy", "Sv"},
    {"J/mol", "J"},
    {"mol/m^3", "kg/m^3"},
    {"Pa", "m"},
    {"mol", "m^3"},
    {"C", "mol"},
    {"Bq", "kg"},
)
"""Pairs of units between which a constant of nature or of the substance leads over."""
LAW = cited(
    "only quantities of one dimension can be equal, be added or be converted", "SI Brochure, 9th ed. (2019), sec. 5.4"
)


def units_fit(scene: Scene, notes: Notes) -> None:
    """Names with numbers, conversions and sums whose units do not go together."""
    own = [g for g in scene.givens if g.text is scene.text and not g.concept and g.entry.span]
    for at, given in enumerate(own):
        if (
            given.bare
            or given.unit == "percent"
            or not units.dimension(given.unit)
            or denies(sentence(scene.text, given.first))
        ):
            continue
        before, after = _around(scene, given)
        _name(given, before, after, notes)
        _conversion(given, before, after, notes)
        if at + 1 < len(own) and not own[at + 1].bare:
            _together(given, own[at + 1], before, scene, notes)


def _around(scene: Scene, given: Given) -> tuple[str, str]:
    span, text = given.entry.span, scene.text.original
    if span is None:
        raise AssertionError(given.entry.id)
    return re.split(r"[.;?!]\s", text[: span.start].lower())[-1], text[span.end :].lower()


def _name(given: Given, before: str, after: str, notes: Notes) -> None:
    found = _NAMED.search(before)
    if found and found.group().rstrip().endswith(" of") and _WANTED.search(before[: found.start("name")]):
        return  # `what is the mass of 3 m^3?` asks for it
    loose = found is not None and found.group().rstrip().endswith(" of") and not found["one"]
    name = found["name"] if found and (not loose or _ENDS.match(after)) else ""
    if found and (_DERIVED.search(before[: found.start("name")]) or not _NEUTRAL.search(before[: found.start("name")])):
        return
    if name and (_OWN.search(before[: found.start("name")]) if found else False) and _PLACED.match(after):
        name = ""
    if _WHEN.match(after):
        return  # `how much did he weigh 2 years ago?`
    name = (
        name
        or next((n for p, n in _VERBS if p.search(before)), "")
        or next((n for p, n in _AFTER if p.search(after)), "")
    )
    if name and not any(_fits(given.unit, u) for u in _KINDS[name]) and (
        "mol" not in given.unit or name in ("specific heat", "angle")
    ):
        said = f"a {name} is given in the unit “{_spoken(given)}”"
        law = cited(
            f"a {name} has the dimension {units.dimension(_KINDS[name][0])}", "SI Brochure, 9th ed. (2019), sec. 2.3.3"
        )
        notes.clash(f"test the dimension of the {name}", said, law)


def _conversion(given: Given, before: str, after: str, notes: Notes) -> None:
    if re.search(r"\d\s*[a-z]+\s+(?:per|/)\s*$", before):
        return  # `8 litres per 100 km` is converted, not the `100 km`
    wanted = None
    if (m := _INTO.match(after)) and _CONVERT.search(before):
        if units.compatible(given.unit, "kelvin") and m["unit"] in ("c", "f", "k"):
            return  # of a temperature, `C` is no coulomb and `F` no farad
        wanted = unit_named(m["unit"]) or unit_named(m["unit"].split()[0])
    elif m := _HOW_MANY.search(before):
        wanted = unit_named(m["unit"])
    if re.match(r"\s*(?:per|/)\s", after):
        return  # the number is half of a unit: `8 litres per 100 km`
    if (
        wanted is None
        or not units.dimension(wanted)
        or units.compatible(wanted, given.unit)
        or _kin(wanted, given.unit)
    ):
        return
    said = f"“{_spoken(given)}” is to be converted to “{units.show(wanted)}”"
    notes.clash("test whether the units convert", said, LAW)


def _together(one: Given, other: Given, before: str, scene: Scene, notes: Notes) -> None:
    if (
        one.entry.span is None
        or other.entry.span is None
        or units.compatible(one.unit, other.unit)
        or _kin(one.unit, other.unit)
    ):
        return
    gap = scene.text.original[one.entry.span.end : other.entry.span.start].lower()
    stated = _EQUALS.match(gap) and _ALONE.search(before.rsplit("\n", 1)[-1])
    if stated or (_SUM.search(before) and _ADDED.match(gap)) or re.fullmatch(r"\s*(?:plus|minus)\s+", gap):
        notes.clash("test whether the units agree", f"“{_spoken(one)}” and “{_spoken(other)}” are put together", LAW)


def _fits(unit: str, wanted: str) -> bool:
    """Whether a unit goes with a name; electronvolts stand for more than energy, joules do not."""
    return units.compatible(unit, wanted) and (wanted != "eV" or "eV" in unit)


def _kin(one: str, other: str) -> bool:
    return any(
        (units.compatible(one, a) and units.compatible(other, b))
        or (units.compatible(one, b) and units.compatible(other, a))
        for a, b in map(tuple, map(sorted, _KIN))
    )


def _spoken(given: Given) -> str:
    """A unit without digits, since the words of a test may be shown where no number may."""
    return re.sub(r"\d", "", units.show(given.unit)) or "a plain number"
