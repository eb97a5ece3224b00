"""Elements from the tables of mendeleev and pymatgen, and elemental crystals from those of ASE."""

import gzip
import json
import math
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from memory.materials.record import Row, origin

_MENDELEEV = {
    "atomic_weight": ("molar_mass", "g/mol", None),
    "density": ("density", "g/cm^3", None),
    "melting_point": ("melting_temperature", "K", None),
    "boiling_point": ("boiling_temperature", "K", None),
    "thermal_conductivity": ("thermal_conductivity", "W/(m K)", 298.15),
    "specific_heat_capacity": ("specific_heat", "J/(g K)", 298.15),
}
_PYMATGEN = {
    "Density of solid": ("density", "kg/m^3", "solid"),
    "Melting point": ("melting_temperature", "K", ""),
    "Boiling point": ("boiling_temperature", "K", ""),
    "Electrical resistivity": ("resistivity", "ohm*m", ""),
    "Youngs modulus": ("young_modulus", "GPa", "solid"),
    "Bulk modulus": ("bulk_modulus", "GPa", "solid"),
    "Rigidity modulus": ("shear_modulus", "GPa", "solid"),
    "Poissons ratio": ("poisson_ratio", "", "solid"),
    "Coefficient of linear thermal expansion": ("linear_expansion_coefficient", "1/K", "solid"),
    "Thermal conductivity": ("thermal_conductivity", "W/(m K)", ""),
}
_ASE = (("exp_volume", "atomic_volume", "angstrom^3"), ("exp_B", "bulk_modulus", "GPa"))
_DELTA = "K. Lejaeghere et al., Crit. Rev. Solid State Mater. Sci. 39 (2014) 1, experimental values at 0 K"
_UNCITED = "its documentation names none for this column"


def rows() -> Iterator[Row]:
    """Every number of these tables that is there; one that is missing, or is written as a range, is left out."""
    from mendeleev.fetch import fetch_table

    names: dict[str, tuple[str, str]] = {}
    elements, meta = fetch_table("elements"), fetch_table("propertymetadata")
    cited = {str(r["column_name"]): r["citation_keys"] for r in meta.to_dict("records") if r["citation_keys"]}
    melting = _melting(fetch_table("phasetransitions").to_dict("records"))
    for element in elements.to_dict("records"):
        symbol, cas = str(element["symbol"]), str(element["cas"])
        names[symbol] = (cas, str(element["name"]))
        values = {**element, **{k: melting.get(element["atomic_number"], {}).get(k) for k in _POINTS}}
        if melting.get(element["atomic_number"], {}).get("is_sublimation_point") == 1:
            values["boiling_point"] = None
        for column, (kind, unit, at) in _MENDELEEV.items():
            if _number(values.get(column)):
                where = origin("mendeleev", column, f"as {cited[column]} in mendeleev" if column in cited else _UNCITED)
                yield Row(cas, str(element["name"]), symbol, kind, float(values[column]), unit, where, "", at)
    yield from _pymatgen(names)
    yield from _crystals(names)


def _melting(rows: list[dict[str, Any]]) -> dict[int, dict[str, Any]]:
    """The row of each element that melts; of one whose forms melt apart, as white and red phosphorus do, none.

    Some rows tell where one form turns into another, as gray tin into white: that is no melting.
    """
    found: dict[int, list[dict[str, Any]]] = {}
    for row in rows:
        if row["is_transition"] != 1:
            found.setdefault(row["atomic_number"], []).append(row)
    return {number: own[0] for number, own in found.items() if len(own) == 1}


_POINTS = ("melting_point", "boiling_point")


def _pymatgen(names: dict[str, tuple[str, str]]) -> Iterator[Row]:
    import pymatgen.core

    file = Path(pymatgen.core.__file__).parent / "periodic_table.json.gz"
    with gzip.open(file, "rt", encoding="utf-8") as opened:
        table: dict[str, dict[str, Any]] = json.load(opened)
    for symbol, values in table.items():
        for column, (kind, unit, state) in _PYMATGEN.items():
            if symbol in names and _number(values.get(column)):
                where = origin("pymatgen", f"periodic_table.json, {column}", _UNCITED)
                cas, name = names[symbol]
                yield Row(cas, name, symbol, kind, float(values[column]), unit, where, state)


def _crystals(names: dict[str, tuple[str, str]]) -> Iterator[Row]:
    from ase.collections import dcdft

    where = origin("ase", "collections/dcdft.json", _DELTA)
    for symbol in dcdft.names:
        values = dcdft.data[symbol]
        cas, name = names[symbol]
        for column, kind, unit in _ASE:
            if _number(values.get(column)):
                yield Row(cas, name, symbol, kind, float(values[column]), unit, where, "solid", 0.0)


def _number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value)
