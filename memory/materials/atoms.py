"""Atoms and their isotopes from the tables of mendeleev: numbers, electronegativity, energies, half-lives, abundances.

A number that is theoretical beyond hydrogen, or that stands without a value, is left out; so are nuclear isomers, which
the tables do not hold.
"""

import math
from collections.abc import Iterator
from typing import Any

from memory.materials.record import Row, origin

_NUBASE = "F. G. Kondev et al., The NUBASE2020 evaluation of nuclear physics properties, Chin. Phys. C 45 (2021) 030001"
_AME = "IUPAC atomic masses of the nuclides, as mendeleev cites them"
_ASD = "A. Kramida et al., NIST Atomic Spectra Database, ionization energies, as compiled in mendeleev"
_CRC = "W. M. Haynes (ed.), CRC Handbook of Chemistry and Physics, 95th ed. (CRC Press, 2014)"
_ELEMENTS = {
    "atomic_number": ("atomic_number", "", "IUPAC, periodic table of the elements"),
    "en_pauling": ("electronegativity", "", f"{_CRC}, Pauling scale"),
    "electron_affinity": ("electron_affinity", "eV", f"{_CRC}; Andersen, Phys. Rep. 394 (2004) 157"),
    "group_id": ("group", "", "IUPAC, periodic table of the elements"),
    "period": ("period_number", "", "IUPAC, periodic table of the elements"),
}
_SECONDS = {"sec": "s", "minute": "minute", "hour": "hour", "day": "day", "year": "year"}
_PREFIXES = {"m": 1e-3, "u": 1e-6, "n": 1e-9, "p": 1e-12, "a": 1e-18, "z": 1e-21, "y": 1e-24}
_YEARS = {"k": 1e3, "M": 1e6, "G": 1e9, "T": 1e12, "P": 1e15, "E": 1e18, "Z": 1e21, "Y": 1e24}
_STEPS = {0: "ionization_energy", 1: "ionization_energy_second", 2: "ionization_energy_third"}


def rows() -> Iterator[Row]:
    """Every such number, with the table and the publication behind it."""
    from mendeleev.fetch import fetch_table

    named: dict[int, tuple[str, str, str]] = {}
    for element in fetch_table("elements").to_dict("records"):
        symbol, name, cas = str(element["symbol"]), str(element["name"]), str(element["cas"])
        named[int(element["atomic_number"])] = (symbol, name, cas)
        for column, (kind, unit, cited) in _ELEMENTS.items():
            value = element[column]
            if _number(value) and not (kind == "electron_affinity" and value <= 0):
                yield Row(cas, name, symbol, kind, float(value), unit, origin("mendeleev", f"elements.{column}", cited))
    where = origin("mendeleev", "ionizationenergies", _ASD)
    for level in fetch_table("ionizationenergies").to_dict("records"):
        number, charge = int(level["atomic_number"]), int(level["ion_charge"])
        sure = not level["is_semi_empirical"] and (not level["is_theoretical"] or number - charge == 1)
        if number in named and charge in _STEPS and sure and _number(level["ionization_energy"]):
            symbol, name, cas = named[number]
            yield Row(cas, name, symbol, _STEPS[charge], float(level["ionization_energy"]), "eV", where)
    yield from _isotopes(named)


def _isotopes(named: dict[int, tuple[str, str, str]]) -> Iterator[Row]:
    from mendeleev.fetch import fetch_table

    decay, mass = origin("mendeleev", "isotopes", _NUBASE), origin("mendeleev", "isotopes", _AME)
    for isotope in fetch_table("isotopes").to_dict("records"):
        if int(isotope["atomic_number"]) not in named:
            continue
        symbol, name, _ = named[int(isotope["atomic_number"])]
        number = int(isotope["mass_number"])
        full, short, key = f"{name}-{number}", f"{number}{symbol}", f"nuclide-{symbol}-{number}".lower()
        if _number(isotope["half_life"]) and (seconds := _seconds(isotope)) is not None:
            yield Row("", full, short, "half_life", *seconds, decay, key=key)
        if _number(isotope["abundance"]) and isotope["abundance"] > 0:
            yield Row("", full, short, "natural_abundance", float(isotope["abundance"]), "percent", decay, key=key)
        if _number(isotope["mass"]):
            yield Row("", full, short, "isotope_mass", float(isotope["mass"]), "dalton", mass, key=key)


def _seconds(isotope: dict[str, Any]) -> tuple[float, str] | None:
    """A half-life with a unit that is known here; nothing for others."""
    unit, value = str(isotope["half_life_unit"]), float(isotope["half_life"])
    if unit in _SECONDS:
        return value, _SECONDS[unit]
    if unit.endswith("sec") and unit[0] in _PREFIXES:
        return value * _PREFIXES[unit[0]], "s"
    if unit.endswith("year") and unit[0] in _YEARS:
        return value * _YEARS[unit[0]], "year"
    return None


def _number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value)
