"""Inorganic and organic compounds from the tables that `chemicals` ships. Estimates and predictions are left out."""

import csv
from collections.abc import Iterator
from functools import partial
from pathlib import Path

from memory.materials.record import Origin, Row, origin

CRC = "W. M. Haynes (ed.), CRC Handbook of Chemistry and Physics, 95th ed. (CRC Press, 2014)"
_PUBCHEM = "S. Kim et al., PubChem Substance and Compound databases, Nucleic Acids Res. 44 (2016) D1202"
_PLAIN = {
    "Tm": ("melting_temperature", "K"),
    "Tb": ("boiling_temperature", "K"),
    "rho": ("density", "kg/m^3"),
    "Tc": ("critical_temperature", "K"),
    "Pc": ("critical_pressure", "Pa"),
    "Hfus": ("fusion_enthalpy", "J/mol"),
    "HvapTb": ("vaporization_enthalpy", "J/mol"),
}
_FILES = (
    ("Misc/Physical Constants of Inorganic Compounds.csv", ("Tm", "Tb", "rho")),
    ("Misc/Physical Constants of Organic Compounds.csv", ("Tm", "Tb", "rho")),
    ("Phase Change/CRC Handbook Heat of Fusion.tsv", ("Hfus",)),
    ("Phase Change/CRC Handbook Heat of Vaporization.tsv", ("HvapTb",)),
    ("Critical Properties/CRCCriticalOrganics.tsv", ("Tc", "Pc")),
)
_STANDARD = "Heat Capacity/CRC Standard Thermodynamic Properties of Chemical Substances.tsv"
_STATES = {"s": "solid", "l": "liquid", "g": "gas"}
_BY_STATE = {"Hf": ("formation_enthalpy", "J/mol"), "S0": ("standard_entropy", "J/(mol K)")}
_HEAT = ("molar_heat_capacity", "J/(mol K)")


def rows() -> Iterator[Row]:
    """Every measured number of the CRC tables, with the formula and molar mass that PubChem has for its CAS number."""
    import chemicals

    folder = Path(chemicals.__file__).parent
    known: dict[str, tuple[str, float]] = {}
    for file, columns in _FILES:
        where = origin("chemicals", file, CRC)
        for line in _lines(folder / file):
            make = partial(_row, line, known, where)
            yield from (make(_PLAIN[c], line[c]) for c in columns if _given(line.get(c)) and _known(line, known))
    where = origin("chemicals", _STANDARD, CRC)
    for line in _lines(folder / _STANDARD):
        for letter, state in _STATES.items():
            pairs = [(f"Hf{letter}", _BY_STATE["Hf"]), (f"S0{letter}", _BY_STATE["S0"]), (f"Cp{letter}", _HEAT)]
            for column, kind in pairs:
                if _given(line.get(column)) and _known(line, known):
                    yield _row(line, known, where, kind, line[column], state, 298.15)
    where = origin("chemicals", "Identifiers", _PUBCHEM)
    for cas, (formula, mass) in known.items():
        if formula:
            yield Row(cas, "", formula, "molar_mass", mass, "g/mol", where)


def _lines(file: Path) -> Iterator[dict[str, str]]:
    with file.open(encoding="utf-8", newline="") as opened:
        yield from csv.DictReader(opened, delimiter="\t")


def _given(text: str | None) -> bool:
    return text is not None and text.strip() not in ("", "nan")


def _known(line: dict[str, str], known: dict[str, tuple[str, float]]) -> bool:
    """Whether there is a formula for a line's CAS number."""
    cas = line["CAS"]
    if cas not in known:
        from chemicals.identifiers import pubchem_db

        found = pubchem_db.search_CAS(int(cas.replace("-", "")))
        known[cas] = (str(found.formula), float(found.MW)) if found else ("", 0.0)
    return bool(known[cas][0])


def _row(
    line: dict[str, str],
    known: dict[str, tuple[str, float]],
    where: Origin,
    kind: tuple[str, str],
    value: str,
    state: str = "",
    at: float | None = None,
) -> Row:
    name = line.get("Chemical") or line.get("Name") or ""
    return Row(line["CAS"], name, known[line["CAS"]][0], kind[0], float(value), kind[1], where, state, at)
