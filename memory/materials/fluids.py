"""Pure fluids from the reference equations of state that CoolProp ships."""

import json
import re
from collections.abc import Iterator
from typing import Any

from memory.materials.record import Row, origin

_COLUMNS = {"molar_mass": ("molar_mass", "kg/mol"), "acentric": ("acentric_factor", "")}
_POINT = {"T": ("critical_temperature", "K"), "p": ("critical_pressure", "Pa")}


def rows() -> Iterator[Row]:
    """Molar mass, acentric factor and critical point of each, cited by the key of its equation of state."""
    from CoolProp.CoolProp import FluidsList, get_fluid_param_string

    for fluid in sorted(FluidsList()):
        (data,) = json.loads(get_fluid_param_string(fluid, "JSON"))
        about, state = data["INFO"], data["EOS"][0]
        where = origin("CoolProp", f"fluid {fluid}", f"equation of state {state['BibTeX_EOS']}, as CoolProp cites it")
        cas = str(about.get("CAS", ""))
        cas = cas if re.fullmatch(r"\d+-\d\d-\d", cas) else ""
        formula = _formula(str(about.get("FORMULA", "")))
        values: list[tuple[tuple[str, str], Any]] = [(_COLUMNS[c], state.get(c)) for c in _COLUMNS]
        values += [(_POINT[c], data["STATES"]["critical"].get(c)) for c in _POINT]
        for (kind, unit), value in values:
            if isinstance(value, int | float):
                yield Row(cas, fluid, formula, kind, float(value), unit, where)


def _formula(said: str) -> str:
    """`H_{2}O_{1}` as `H2O`; a mixture has none."""
    bare = re.sub(r"_\{1\}|[_{}]", "", said)
    return bare if re.fullmatch(r"(?:[A-Z][a-z]?\d*)+", bare) else ""
