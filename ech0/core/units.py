"""Units as people write them (pint's, LaTeX, `per`, `mmHg`, degrees, a power of ten) and exact conversion.

A unit string from outside is never given to pint's parser: our own grammar splits it into names and integer powers, and
each name is looked up. Knows nothing of questions or labs.
"""

import re
from functools import cache
from math import isclose, log10
from typing import Any, NamedTuple

from ech0.core.errors import InputError
from ech0.core.types import Quantity

SPELLED = {
    "°C": "degC",
    "℃": "degC",
    "°F": "degF",
    "°": "degree",
    "celsius": "degC",
    "Celsius": "degC",
    "fahrenheit": "degF",
    "Fahrenheit": "degF",
    "Kelvin": "kelvin",
    "%": "percent",
    "Å": "angstrom",
    "\u212b": "angstrom",
    "Ω": "ohm",
    "\u2126": "ohm",
    "µ": "u",
    "μ": "u",
    "Angstrom": "angstrom",
    "amu": "dalton",
    "kph": "kilometer_per_hour",
    "kmph": "kilometer_per_hour",
    "lbs": "pound",
    "lb": "pound",
    "sec": "second",
    "secs": "second",
    "hr": "hour",
    "hrs": "hour",
    "yr": "year",
    "yrs": "year",
    "mins": "minute",
    "cc": "cm^3",
    "ml": "mL",
    "dl": "dL",
    "ul": "uL",
    "Hartree": "hartree",
    "Ha": "hartree",
    "litre": "liter",
    "litres": "liter",
    "metre": "meter",
    "metres": "meter",
    "gramme": "gram",
    "M": "molar",
    "mM": "millimolar",
    "uM": "micromolar",
    "nM": "nanomolar",
    "Torr": "torr",
    "Atm": "atm",
    "atmosphere": "atm",
    "atmospheres": "atm",
    "rpm": "rpm",
    "gDW": "gram",
    "kPA": "kPa",
    "KPa": "kPa",
    "MPA": "MPa",
    "Joules": "joule",
    "joules": "joule",
}
_DEFINE = (
    "solar_mass = 1.98841e30 kilogram",  # IAU 2015 B3 GM over CODATA 2022 G
    "solar_radius = 6.957e8 meter",  # IAU 2015 B3
    "solar_luminosity = 3.828e26 watt",  # IAU 2015 B3
    "root_metre = meter ** 0.5 = √m",  # of stress intensity: MPa √m
    "earth_mass = 5.9722e24 kilogram",
    "earth_radius = 6.3781e6 meter",  # IAU 2015 B3, equatorial
)
_PART = re.compile(r"(?P<name>[^\W\d_][\w%]*|percent)(?:\s*(?:\*\*|\^)?\s*(?P<power>[-+]?\d+))?$")
_LATEX = (
    (re.compile(r"\^\s*\{\s*([-+]?\d+)\s*\}"), r"^\1"),
    (re.compile(r"\\(?:mathrm|text|textrm|mbox|rm|operatorname)\s*\{([^{}]*)\}"), r"\1"),
    (re.compile(r"\^\s*\{?\s*\\(?:circ|degree)\s*\}?\s*"), "°"),
    (re.compile(r"\\(?:circ|degree|textdegree)\b\s*"), "°"),
    (re.compile(r"\\(?:mu|upmu)\b\s*"), "u"),
    (re.compile(r"\\(?:Omega)\b\s*"), "ohm"),
    (re.compile(r"\\(?:AA|r\{A\}|mathring\{A\})"), "angstrom"),
    (re.compile(r"\\%"), "%"),
    (re.compile(r"\\(?:cdot|times|,|;|:|!|quad|qquad|left|right)"), " "),
    (re.compile(r"\\/"), "/"),
    (re.compile(r"[~$]|\\ "), " "),
    (re.compile(r"[{}]"), ""),
)
_SI = frozenset(f"[{n}]" for n in ("length", "mass", "time", "temperature", "current", "substance", "luminosity"))
_SUPER = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻⁺", "0123456789-+")
_TEN = re.compile(r"^\s*(?:[x×*]\s*)?(?:1?0?\s*[x×*]\s*)?10\s*(?:\^|\*\*)\s*\(?([-+]?\d{1,3})\)?\s*[x×*]?\s*")


class Unit(NamedTuple):
    """A unit with a power of ten before it: `10^14 Hz` is `(1e14, "hertz")`."""

    scale: float
    name: str


@cache
def registry() -> Any:
    """pint's registry, made once, on first use (0.3 s)."""
    import pint

    ureg = pint.UnitRegistry(cache_folder=None, on_redefinition="ignore")
    for line in _DEFINE:
        ureg.define(line)
    return ureg


_COUNTED = (
    r"(?:\\?\balpha\b\s*)?-?\s*\b(?:photon|electron|proton|neutron|particle|molecule|atom|ion|nucleus|nuclei|cell"
    r"|people|person)s?\b[;.]?"
)


def plain(text: str) -> str:
    """A unit's text without LaTeX, special signs and superscripts."""
    for pattern, by in _LATEX:
        for _ in range(3):
            text = pattern.sub(by, text)
    text = re.sub(r"(?<=[\w)])([⁰¹²³⁴⁵⁶⁷⁸⁹⁻⁺]+)", lambda m: "^" + m.group(1).translate(_SUPER), text)
    text = re.sub(r"\b(?:ft|foot)[- ]?lbs?\b", "ft_lb", re.sub(_COUNTED, "", text))
    text = re.sub(r"(?<=[A-Za-z])-(?=[A-Za-z])", " ", text)  # N-m
    text = re.sub(r"/\s*1\.73\s*m\s*(?:\^|\*\*)?2", "", text)  # GFR is quoted per 1.73 m^2 of body surface
    return text.replace("·", " ").replace("⋅", " ").replace("−", "-").replace("×", " ").strip()


@cache
def parse(text: str) -> Unit:
    """Read a unit; raises `InputError` with field `unit` if any part of it does not exist."""
    if len(text) > 200:
        raise InputError("unit", text, "a unit has at most 200 characters")
    rest, scale = plain(text), 1.0
    if ten := _TEN.match(rest):
        scale, rest = 10.0 ** int(ten.group(1)), rest[ten.end() :]
    return Unit(scale, _canonical(rest, text))


def exists(text: str) -> bool:
    """Whether `text` can be read as a unit."""
    try:
        parse(text)
    except InputError:
        return False
    return True


def _canonical(text: str, whole: str) -> str:
    text = re.sub(r"\bper\b", "/", text)
    text = re.sub(r"√\s?\(?m\)?(?!\w)|\bm\s?\^\s?\(?(?:0\.5|1/2)\)?", "root_metre", text)
    text = re.sub(r"\b(?:square|sq\.?)\s+(\w+)", r"\1^2", text)
    text = re.sub(r"\bcubic\s+(\w+)", r"\1^3", text)
    text = re.sub(r"(\w+)\s+squared\b", r"\1^2", text)
    text = re.sub(r"(\w+)\s+cubed\b", r"\1^3", text)
    powers: dict[str, int] = {}
    for side, block in enumerate(_split(text, whole)):
        for name, power in block:
            powers[name] = powers.get(name, 0) + (-power if side else power)
    parts = [n if p == 1 else f"{n}**{p}" for n, p in powers.items() if p]
    return " * ".join(parts)


def _split(text: str, whole: str) -> tuple[list[tuple[str, int]], list[tuple[str, int]]]:
    """Numerator and denominator. `a/b c` reads as a/(b c) only inside brackets; `a/b/c` as a/(b c)."""
    over: list[tuple[str, int]] = []
    under: list[tuple[str, int]] = []
    pieces = text.replace("**", "^").split("/")
    for index, piece in enumerate(pieces):
        bracketed = piece.strip().startswith("(") and piece.strip().endswith(")")
        words = [w for w in re.split(r"[\s*.]+", piece.strip().strip("()")) if w]
        for place, word in enumerate(words):
            if word == "1" and index == 0:
                continue
            part = _name(word, whole)
            (under if index and (place == 0 or bracketed) else over).append(part)
    return over, under


def _name(word: str, whole: str) -> tuple[str, int]:
    word = word.strip("()")
    for sign in ("°C", "℃", "°F", "°", "%"):
        if word.startswith(sign):
            word = SPELLED[sign] + word[len(sign) :]
    found = _PART.match(
        word.replace("µ", "u").replace("μ", "u").replace("Å", "angstrom").replace("Ω", "ohm").replace("\u2126", "ohm")
    )
    if not found:
        raise InputError("unit", whole, f"{word!r} is not a unit; write it as in 'm/s^2', 'kJ/mol' or 'mmHg'")
    name, power = SPELLED.get(found["name"], found["name"]), int(found["power"] or 1)
    if abs(power) > 12:
        raise InputError("unit", whole, "a power in a unit may be at most 12")
    if "^" in name:
        name, _, inner = name.partition("^")
        power *= int(inner)
    known = _lookup(name)
    if known is None:
        raise InputError("unit", whole, f"there is no unit {word!r}; write it as in 'm/s^2', 'kJ/mol' or 'mmHg'")
    return known, power


@cache
def _lookup(name: str) -> str | None:
    ureg = registry()
    for candidate in (name, name.removesuffix("s") if len(name) > 3 else name):
        if candidate in ("", "delta_degC"):
            continue
        try:
            return str(ureg.get_name(candidate)) or None
        except Exception:  # noqa: BLE001, S112  pint raises several kinds for an unknown name
            continue
    return None


@cache
def _unit(name: str) -> Any:
    ureg = registry()
    unit = ureg.Unit("")
    for part in name.split(" * ") if name else ():
        base, _, power = part.partition("**")
        unit = unit * ureg.Unit(ureg.UnitsContainer({base: int(power or 1)}))
    return unit


@cache
def dimension(text: str) -> str:
    """The dimension as a canonical string, such as `[length] / [time]`; angles and ratios have none (`""`)."""
    if not text:
        return ""
    powers = sorted(_unit(parse(text).name).dimensionality.items())  # pint's order depends on how the unit was written
    return str(registry().UnitsContainer(dict(powers))).replace("dimensionless", "")


@cache
def _factor(source: str, target: str) -> float:
    """How many `target` are one `source`; both without offset."""
    return float(registry().convert(1.0, _unit(_linear(source)), _unit(_linear(target))))


def _linear(name: str) -> str:
    return name.replace("degree_Celsius", "kelvin").replace("degree_Fahrenheit", "degree_Rankine")


def _offset(name: str) -> tuple[float, float]:
    """`(slope, offset)` to kelvin for the offset scales when they stand alone; `(0, 0)` otherwise."""
    return {"degree_Celsius": (1.0, 273.15), "degree_Fahrenheit": (5 / 9, 459.67 * 5 / 9)}.get(name, (0.0, 0.0))


def convert(quantity: Quantity, unit: str, *, field: str = "unit") -> Quantity:
    """The same quantity in `unit`; raises `InputError` naming both dimensions if they differ."""
    if quantity.unit == unit:
        return quantity
    source, target = parse(quantity.unit), parse(unit)
    if dimension(source.name) != dimension(target.name):
        raise InputError(
            field,
            f"{quantity.value:g} {quantity.unit}".strip(),
            f"{quantity.unit or 'a plain number'} is {dimension(source.name) or 'dimensionless'}, "
            f"but {unit or 'a plain number'} is {dimension(target.name) or 'dimensionless'}",
        )
    value, sigma = quantity.value * source.scale, quantity.sigma * source.scale
    (a, b), (c, d) = _offset(source.name), _offset(target.name)
    if a or c:
        kelvin = value * a + b if a else value * _factor(source.name, "kelvin")
        spread = sigma * (a or _factor(source.name, "kelvin"))
        scale = c or _factor("kelvin", target.name)
        value, sigma = ((kelvin - d) / c if c else kelvin * scale), (spread / c if c else spread * scale)
    else:
        factor = _factor(source.name, target.name)
        value, sigma = value * factor, sigma * factor
    return Quantity(value=value / target.scale, unit=unit, sigma=sigma / target.scale)


def si(quantity: Quantity) -> float:
    """The value in SI base units; raises `InputError` if the unit does not exist or is none of theirs (a decibel)."""
    unit = parse(quantity.unit)
    slope, offset = _offset(unit.name)
    if slope:
        return quantity.value * unit.scale * slope + offset
    pint_unit = _unit(_linear(unit.name))
    factor, base = registry().get_base_units(pint_unit)
    double = registry().convert(2.0, pint_unit, base)
    if not set(pint_unit.dimensionality) <= _SI or not isclose(double, 2.0 * float(factor)):
        raise InputError("unit", quantity.unit, "it is no multiple of SI base units")
    return float(quantity.value * unit.scale * float(factor))


def compatible(one: str, other: str) -> bool:
    """Whether two units have the same dimension."""
    return dimension(one) == dimension(other)


@cache
def show(unit: str) -> str:
    """A unit as it is printed for people."""
    if not unit:
        return ""
    if (scale := parse(unit).scale) != 1:
        return f"× 10^{round(log10(scale))} {show(_TEN.sub('', plain(unit)))}".rstrip()
    text = f"{_unit(parse(unit).name):~P}" if not _offset(parse(unit).name)[0] else parse(unit).name
    text = {"degree_Celsius": "°C", "degree_Fahrenheit": "°F"}.get(text, text)
    if parse(unit).name == "degree":
        return "°"
    text = re.sub(r"\ba\b", "yr", text)
    return {"degC": "°C", "degF": "°F", "percent": "%", "degree": "°", "deg": "°"}.get(text, text)
