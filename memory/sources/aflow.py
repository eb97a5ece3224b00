"""AFLOW: computed materials by composition, through its own search language AFLUX [AFLUX]_.

.. [AFLUX] F. Rose et al., Comput. Mater. Sci. 137 (2017) 362, doi:10.1016/j.commatsci.2017.04.036
"""

import re
from collections.abc import Iterator
from typing import Any

from ech0.core.errors import InputError
from ech0.core.types import Batch
from memory.sources import source
from memory.sources.reading import dig, number, text, texts, whole
from memory.sources.record import Record, known, lines
from memory.sources.web import Page, Web

_URL = "https://aflow.org/API/aflux/"
_PAGE, _PAGES = 64, 100
_ALSO = (
    "spacegroup_relax,Pearson_symbol_relax,energy_cell,energy_atom,enthalpy_formation_atom,Egap,density,aflowlib_date"
)


@source(
    name="aflow",
    title="AFLOW",
    licence="open data; cite AFLOW and the entry",
    terms="https://aflow.org",
    rate=1.0,
    query="a summons of AFLUX",
    example="species(Na,Cl),nspecies(2)",
    fields=(
        "compound", "elements", "composition", "space_group_number", "pearson_symbol", "energy_cell_eV",
        "energy_atom_eV", "enthalpy_formation_atom_eV", "band_gap_eV", "density_g_cm3", "geometry", "catalog", "aurl",
    ),
)  # fmt: skip
def aflow(web: Web, query: str, since: str | None) -> Iterator[Batch]:  # noqa: ARG001  AFLUX has no filter by date
    """Entries, page by page; the cursor is the day."""
    if not re.fullmatch(r"[\w\s(),.*:'!|&$<>=+-]{1,1000}", query):
        raise InputError("query of aflow", query, "use letters, digits and ( ) , . * : ' ! | & $ only")
    for number_ in range(1, _PAGES + 1):
        asked = re.sub(r"\s+", "", query)
        page = web.get(f"{_URL}?{asked},{_ALSO},$paging({number_},{_PAGE})")
        found = page.listed()
        yield Batch(documents=tuple(parse(page)), cursor=web.today())
        if len(found) < _PAGE:
            return
    raise page.bad(f"more than {_PAGES * _PAGE} entries; narrow the query")


def parse(page: Page) -> list[Record]:
    """The entries of a page."""
    return [record for record in map(_record, page.listed()) if record is not None]


def _record(entry: Any) -> Record | None:
    name, compound = text(entry, "auid"), text(entry, "compound")
    if not name or not compound:
        return None
    geometry = dig(entry, "geometry")
    data: dict[str, Any] = {
        "compound": compound,
        "elements": texts(entry, "species"),
        "composition": [number(c) for c in dig(entry, "composition")]
        if isinstance(dig(entry, "composition"), list)
        else None,
        "space_group_number": whole(entry, "spacegroup_relax"),
        "pearson_symbol": text(entry, "Pearson_symbol_relax"),
        "energy_cell_eV": number(entry, "energy_cell"),
        "energy_atom_eV": number(entry, "energy_atom"),
        "enthalpy_formation_atom_eV": number(entry, "enthalpy_formation_atom"),
        "band_gap_eV": number(entry, "Egap"),
        "density_g_cm3": number(entry, "density"),
        "geometry": [number(g) for g in geometry] if isinstance(geometry, list) else None,
        "catalog": text(entry, "catalog"),
        "aurl": text(entry, "aurl"),
    }
    facts = lines(
        ("Material", f"{compound} ({name})"),
        ("Elements", data["elements"]),
        ("Space group number", data["space_group_number"]),
        ("Pearson symbol", data["pearson_symbol"]),
        ("Energy of the cell in eV (computed)", data["energy_cell_eV"]),
        ("Enthalpy of formation in eV per atom (computed)", data["enthalpy_formation_atom_eV"]),
        ("Band gap in eV (computed)", data["band_gap_eV"]),
        ("Density in g/cm3 (computed)", data["density_g_cm3"]),
        ("Cell lengths in angstrom and angles in degrees", data["geometry"]),
    )
    changed = re.fullmatch(r"(\d{4})(\d{2})(\d{2})_.*", text(entry, "aflowlib_date") or "")
    return Record(
        id=f"aflow_{name.removeprefix('aflow:')}",
        title=f"{compound} ({name})",
        source=f"AFLOW {name}",
        text=facts,
        domain="materials",
        kind="material",
        identifiers=known(aflow=name),
        authors=None,
        date=None,
        updated="-".join(changed.groups()) if changed else None,
        licence="open data; cite AFLOW",
        url=f"https://aflow.org/material/?id={name}",
        references=None,
        retraction=None,
        retracts={},
        data=data,
    )
