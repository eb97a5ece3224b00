"""Materials Project: computed materials with energies, band gaps and symmetry, for those with a free key [MP]_.

Untested against a recording of the `summary` answer; `optimade` gives the same materials without a key.

.. [MP] A. Jain et al., APL Mater. 1 (2013) 011002, doi:10.1063/1.4812323; https://api.materialsproject.org/docs
"""

from collections.abc import Iterator
from typing import Any
from urllib.parse import parse_qsl

from ech0.core.errors import InputError
from ech0.core.types import Batch
from memory.sources import source
from memory.sources.reading import dig, moment, number, text, texts, truth, whole
from memory.sources.record import Record, known, lines
from memory.sources.web import Key, Page, Params, Web

_URL = "https://api.materialsproject.org/materials/summary/"
_PAGE, _PAGES = 100, 300
_ASKED = (
    "material_id,formula_pretty,elements,nsites,volume,density,symmetry,energy_per_atom,formation_energy_per_atom,"
    "energy_above_hull,is_stable,band_gap,is_gap_direct,is_metal,total_magnetization,theoretical,deprecated,last_updated"
)


@source(
    name="materials_project",
    title="Materials Project",
    licence="CC BY 4.0",
    terms="https://next-gen.materialsproject.org/about/terms",
    rate=5.0,
    query="parameters of materials/summary, as name=value with & between, or all",
    example="chemsys=Li-O&is_stable=true",
    fields=(
        "formula", "elements", "sites", "volume_angstrom3", "density_g_cm3", "crystal_system", "space_group",
        "energy_per_atom_eV", "formation_energy_per_atom_eV", "energy_above_hull_eV", "stable", "band_gap_eV",
        "gap_direct", "metal", "magnetization_muB", "theoretical", "deprecated",
    ),
    key=Key(
        "MP_API_KEY",
        "header",
        "X-API-KEY",
        "https://next-gen.materialsproject.org/api (free); without one, `optimade` with `mp:` gives the same materials",
    ),
    dated=True,
    instead="optimade",
)  # fmt: skip
def materials_project(web: Web, query: str, since: str | None) -> Iterator[Batch]:
    """Materials by their last update, newest first, back to the time of the last pull, which is the cursor."""
    wanted = {} if query == "all" else dict(parse_qsl(query))
    if query != "all" and not wanted:
        raise InputError("query of materials_project", query, "give name=value pairs with & between, or all")
    began = web.client.clock.now().strftime("%Y-%m-%dT%H:%M:%SZ")
    after = moment(since) if since else None
    for skip in range(0, _PAGES * _PAGE, _PAGE):
        params: Params = {**wanted, "_fields": _ASKED, "_limit": _PAGE, "_skip": skip, "_sort_fields": "-last_updated"}
        page = web.get(_URL, params, accept="application/json")
        listed = page.listed("data")
        found = [r for r in map(summary, listed) if r is not None]
        new = [r for r in found if after is None or r.updated is None or r.updated >= after]
        last = len(listed) < _PAGE or len(new) < len(found)
        yield Batch(documents=tuple(new), cursor=began if last else since or "2011-10-01")
        if last:
            return
    raise page.bad(f"more than {_PAGES * _PAGE} materials; narrow the query")


def parse(page: Page) -> list[Record]:
    """The materials of a page."""
    return [record for record in map(summary, page.listed("data")) if record is not None]


def summary(told: Any) -> Record | None:
    """One material, as `materials/summary` tells it."""
    name, formula = text(told, "material_id"), text(told, "formula_pretty")
    if not name or not formula:
        return None
    data: dict[str, Any] = {
        "formula": formula,
        "elements": texts(told, "elements"),
        "sites": whole(told, "nsites"),
        "volume_angstrom3": number(told, "volume"),
        "density_g_cm3": number(told, "density"),
        "crystal_system": text(told, "symmetry", "crystal_system"),
        "space_group": text(told, "symmetry", "symbol"),
        "energy_per_atom_eV": number(told, "energy_per_atom"),
        "formation_energy_per_atom_eV": number(told, "formation_energy_per_atom"),
        "energy_above_hull_eV": number(told, "energy_above_hull"),
        "stable": truth(told, "is_stable"),
        "band_gap_eV": number(told, "band_gap"),
        "gap_direct": truth(told, "is_gap_direct"),
        "metal": truth(told, "is_metal"),
        "magnetization_muB": number(told, "total_magnetization"),
        "theoretical": truth(told, "theoretical"),
        "deprecated": truth(told, "deprecated"),
    }
    facts = lines(
        ("Material", f"{formula} ({name})"),
        ("Crystal system", data["crystal_system"]),
        ("Space group", data["space_group"]),
        ("Density in g/cm3 (computed)", data["density_g_cm3"]),
        ("Formation energy in eV per atom (computed)", data["formation_energy_per_atom_eV"]),
        ("Energy above hull in eV per atom (computed)", data["energy_above_hull_eV"]),
        ("Band gap in eV (computed)", data["band_gap_eV"]),
        ("Total magnetization in Bohr magnetons (computed)", data["magnetization_muB"]),
    )
    return Record(
        id=f"materials_project_{name}",
        title=f"{formula} ({name})",
        source=f"Materials Project {name}",
        text=facts,
        domain="materials",
        kind="material",
        identifiers=known(materials_project=name),
        authors=None,
        date=None,
        updated=moment(dig(told, "last_updated", "$date") or dig(told, "last_updated")),
        licence="CC BY 4.0",
        url=f"https://next-gen.materialsproject.org/materials/{name}",
        references=None,
        retraction=None,
        retracts={},
        data=data,
    )
