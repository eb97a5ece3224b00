"""OPTIMADE: computed and measured crystal structures of several providers through one interface [OPTIMADE]_.

.. [OPTIMADE] M. Evans et al., Digital Discovery 3 (2024) 1509; https://specification.optimade.org
"""

from collections.abc import Iterator
from typing import Any, NamedTuple

from ech0.core.errors import InputError
from ech0.core.types import Batch
from memory.sources import source
from memory.sources.paging import follow
from memory.sources.reading import dig, items, moment, number, text, texts, whole
from memory.sources.record import Record, known, lines
from memory.sources.web import Page, Web

_PAGE, _PAGES = 100, 100


class Provider(NamedTuple):
    """Who answers: name, address, licence of the data, a structure's own page, whether it sorts by time of change."""

    title: str
    url: str
    licence: str
    page: str | None
    sorts: bool = False


PROVIDERS = {
    "mp": Provider(
        "Materials Project",
        "https://optimade.materialsproject.org/v1",
        "CC BY 4.0",
        "https://next-gen.materialsproject.org/materials/{}",
        sorts=True,
    ),
    "cod": Provider(
        "Crystallography Open Database",
        "https://www.crystallography.net/cod/optimade/v1",
        "CC0-1.0",
        "https://www.crystallography.net/cod/{}.html",
    ),
    "aflow": Provider("AFLOW", "https://aflow.org/API/optimade/v1", "open data; cite AFLOW", None),
    "oqmd": Provider("OQMD", "https://oqmd.org/optimade/v1", "CC BY 4.0", "https://oqmd.org/materials/entry/{}"),
}


@source(
    name="optimade",
    title="OPTIMADE",
    licence="that of the provider: mp CC BY 4.0, cod CC0-1.0, oqmd CC BY 4.0, aflow open data to be cited",
    terms="https://www.optimade.org/providers-dashboard",
    rate=1.0,
    query="a provider (mp, cod, aflow, oqmd), a colon, and a filter of OPTIMADE",
    example='mp: elements HAS ALL "Li","O" AND nelements=2',
    fields=(
        "provider", "formula", "elements", "sites", "lattice_angstrom", "positions_angstrom", "species_at_sites",
        "dimensions", "features", "properties",
    ),
    dated=True,
)  # fmt: skip
def optimade(web: Web, query: str, since: str | None) -> Iterator[Batch]:
    """Structures that changed since the time of the last pull, which is the cursor."""
    name, mark, wanted = query.partition(":")
    if not mark or name.strip().lower() not in PROVIDERS:
        raise InputError("query of optimade", query, f"begin with one of {', '.join(PROVIDERS)} and a colon")
    provider = PROVIDERS[name.strip().lower()]
    began = web.client.clock.now().strftime("%Y-%m-%dT%H:%M:%SZ")
    terms = [f"({wanted.strip()})"] if wanted.strip() else []
    if since:
        terms.append(f'last_modified>="{moment(since)}"')
    steady = provider.sorts and since is not None
    params = {
        "filter": " AND ".join(terms) or None,
        "page_limit": _PAGE,
        "sort": "last_modified" if steady else None,
    }
    page: Page | None = web.get(f"{provider.url}/structures", params)
    left = _PAGES
    while page is not None:
        link = dig(page.json(), "links", "next")
        later = text(link) or text(link, "href")
        found = parse(page, provider)
        # Only where changes come in order is there a place between pages from which a later pull can go on.
        so_far = max([r.updated for r in found if r.updated], default=since) if steady else since
        yield Batch(documents=tuple(found), cursor=(so_far or "1970-01-01") if later else began)
        page, left = follow(web, page, later, pages=left), left - 1


def parse(page: Page, provider: Provider) -> list[Record]:
    """The structures of a page; raises `SourceFailed` with the provider's own words if it is an error."""
    answer = page.json()
    if items(answer, "errors"):
        raise page.bad(text(answer, "errors", 0, "detail") or text(answer, "errors", 0, "title") or "an error")
    return [record for s in page.listed("data") if (record := structure(s, provider)) is not None]


def structure(told: Any, provider: Provider) -> Record | None:
    """One structure, by the standard's names; what a provider adds under its prefix is in `properties`."""
    name, about = text(told, "id"), dig(told, "attributes")
    if name is None or not isinstance(about, dict):
        return None
    species = texts(about, "species_at_sites")
    formula = text(about, "chemical_formula_reduced") or text(about, "chemical_formula_descriptive")
    own = {str(k): v for k in about if str(k).startswith("_") and (v := _plain(about, k)) is not None}
    data: dict[str, Any] = {
        "provider": provider.title,
        "formula": formula,
        "elements": texts(about, "elements"),
        "sites": whole(about, "nsites") if whole(about, "nsites") is not None else len(species) if species else None,
        "lattice_angstrom": _rows(about, "lattice_vectors"),
        "positions_angstrom": _rows(about, "cartesian_site_positions"),
        "species_at_sites": species,
        "dimensions": whole(about, "nperiodic_dimensions"),
        "features": texts(about, "structure_features"),
        "properties": own or None,
    }
    title = f"{formula or 'Structure'} in {provider.title} ({name})"
    facts = lines(
        ("Structure", title),
        ("Elements", data["elements"] or sorted(set(species or ()))),
        ("Sites in the cell", data["sites"]),
        ("Lattice vectors in angstrom", data["lattice_angstrom"]),
        *((k.strip("_").replace("_", " "), v) for k, v in sorted(own.items())),
    )
    return Record(
        id=f"optimade_{provider.url.split('/')[2]}_{name}",
        title=title,
        source=f"{provider.title} {name}, through OPTIMADE",
        text=facts,
        domain="materials",
        kind="structure",
        identifiers=known(optimade=f"{provider.url}/structures/{name}"),
        authors=None,
        date=None,
        updated=moment(about, "last_modified"),
        licence=provider.licence,
        url=provider.page.format(name) if provider.page else None,
        references=None,
        retraction=None,
        retracts={},
        data=data,
    )


def _plain(about: Any, name: str) -> float | str | None:
    value = dig(about, name)
    if isinstance(value, str):
        return text(value)
    return whole(value) if isinstance(value, int) else number(value)


def _rows(about: Any, name: str) -> list[list[float | None]] | None:
    found = dig(about, name)
    return [[number(x) for x in row] for row in found if isinstance(row, list)] if isinstance(found, list) else None
