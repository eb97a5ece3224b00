"""A material and the facts that tables have of it, each with package, version, table and citation. Reads no package."""

import re
from collections.abc import Iterable, Iterator
from functools import cache
from importlib.metadata import metadata, version
from typing import NamedTuple

from ech0.core import units
from ech0.core.errors import InputError
from ech0.core.types import Noun, Quantity


class Origin(Noun):
    """Where a number was found: a table of an installed package, and the publication that it was compiled from."""

    package: str
    version: str
    licence: str
    table: str
    citation: str


class Fact(Noun):
    """A property of a material, named like the concept of `configs/concepts.yaml`, in that concept's unit.

    `state`: solid, liquid or gas, where the table says which; `at`: the temperature in K, where it says one.
    """

    property: str
    value: float
    unit: str
    state: str = ""
    at: float | None = None
    origin: Origin


class Material(Noun):
    """A substance: `id` is its CAS number where it has one. The first fact of a property is the one to take."""

    id: str
    name: str
    names: tuple[str, ...] = ()
    formula: str
    cas: str = ""
    facts: tuple[Fact, ...]


class Row(NamedTuple):
    """One number as a package has it, in the package's own `unit`; `key` identifies what has no CAS number."""

    cas: str
    name: str
    formula: str
    property: str
    value: float
    unit: str
    origin: Origin
    state: str = ""
    at: float | None = None
    key: str = ""


UNITS = {
    "molar_mass": "kg/mol",
    "density": "kg/m^3",
    "melting_temperature": "K",
    "boiling_temperature": "K",
    "critical_temperature": "K",
    "critical_pressure": "Pa",
    "fusion_enthalpy": "J/mol",
    "vaporization_enthalpy": "J/mol",
    "formation_enthalpy": "J/mol",
    "standard_entropy": "J/(mol K)",
    "molar_heat_capacity": "J/(mol K)",
    "specific_heat": "J/(kg K)",
    "thermal_conductivity": "W/(m K)",
    "refractive_index": "",
    "resistivity": "ohm*m",
    "young_modulus": "Pa",
    "bulk_modulus": "Pa",
    "shear_modulus": "Pa",
    "poisson_ratio": "",
    "linear_expansion_coefficient": "1/K",
    "atomic_volume": "m^3",
    "acentric_factor": "",
    "atomic_number": "",
    "group": "",
    "period_number": "",
    "electronegativity": "",
    "electron_affinity": "eV",
    "ionization_energy": "eV",
    "ionization_energy_second": "eV",
    "ionization_energy_third": "eV",
    "half_life": "s",
    "natural_abundance": "percent",
    "isotope_mass": "dalton",
}
"""The unit of each property; those that are concepts have the concept's, which a test compares."""


@cache
def origin(package: str, table: str, citation: str) -> Origin:
    """The origin in the version of a package that is installed."""
    about = metadata(package)
    said = (str(about[n]).split("\n")[0][:60] for n in ("License-Expression", "License") if n in about)
    licence = next((text for text in said if text.strip()), "not stated")
    return Origin(package=package, version=version(package), licence=licence, table=table, citation=citation)


def joined(rows: Iterable[Row]) -> list[Material]:
    """Materials by id, each with its facts in order of arrival; a number that says nothing new is left out."""
    found: dict[str, list[Row]] = {}
    for row in rows:
        found.setdefault(row.key or row.cas or f"{row.origin.package}:{row.name}".lower(), []).append(row)
    return [made for id_, own in sorted(found.items()) if (made := _material(id_, own)) is not None]


def _material(id_: str, rows: list[Row]) -> Material | None:
    formula = next((r.formula for r in rows if r.formula), "")
    facts = tuple(dict.fromkeys(_fact(r) for r in rows))
    if not formula or not facts:
        return None
    names = tuple(dict.fromkeys(plain(r.name) for r in rows if r.name))
    name = next((r.name for r in rows if r.name), formula)
    return Material(id=id_, name=name, names=names, formula=formula, cas=rows[0].cas, facts=facts)


def _fact(row: Row) -> Fact:
    unit = UNITS[row.property]
    value = row.value * _factor(row.unit, unit)
    if not abs(value) < 1e300:
        raise InputError(f"{row.origin.package} {row.origin.table}", row.value, f"{row.name} has no {row.property}")
    exact = float(f"{value:.9g}")  # no digits that the table does not have
    return Fact(property=row.property, value=exact, unit=unit, state=row.state, at=row.at, origin=row.origin)


@cache
def _factor(unit: str, wanted: str) -> float:
    """What a number in `unit` is multiplied with; no unit of these tables has its zero elsewhere."""
    return units.convert(Quantity(value=1.0, unit=unit), wanted).value


def plain(name: str) -> str:
    """A name as it is looked up: lower case, single blanks."""
    return " ".join(name.lower().replace("_", " ").split())


def spellings(name: str) -> Iterator[str]:
    """A name, and the one that it has without a remark in brackets or after a comma: `Ethanol (ethyl alcohol)`."""
    yield plain(name)
    bare = re.sub(r"\s*\([^)]*\)$", "", name)
    if bare != name and len(bare) > 3:
        yield plain(bare)
