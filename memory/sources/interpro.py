"""InterPro: families and domains that a protein matches, each with where on the sequence [InterPro]_.

.. [InterPro] M. Blum et al., Nucleic Acids Res. 53 (2025) D444; https://github.com/ProteinsWebTeam/interpro7-api
"""

from collections.abc import Iterator
from typing import Any

from ech0.core.types import Batch
from memory.sources import source
from memory.sources.paging import asked, follow
from memory.sources.reading import dig, items, number, text, whole
from memory.sources.record import Record, known, lines
from memory.sources.web import Page, Web

_URL = "https://www.ebi.ac.uk/interpro/api"
_PAGE, _PAGES = 100, 20


@source(
    name="interpro",
    title="InterPro",
    licence="CC0-1.0",
    terms="https://interpro-documentation.readthedocs.io/en/latest/license.html",
    rate=2.0,
    query="UniProt accessions, or InterPro entries whose reviewed proteins are wanted, with commas between",
    example="P15056, IPR016024",
    fields=("organism", "length", "domains"),
)
def interpro(web: Web, query: str, since: str | None) -> Iterator[Batch]:  # noqa: ARG001  the API gives no dates
    """One protein, or one page of an entry's proteins, a batch; the cursor is the day, since InterPro gives none."""
    for name in asked(query, "accessions"):
        upper = name.upper()
        if upper.startswith("IPR"):
            page: Page | None = web.seek(f"{_URL}/protein/reviewed/entry/interpro/{upper}/", {"page_size": _PAGE})
        else:
            page = web.seek(f"{_URL}/entry/all/protein/uniprot/{upper}/", {"page_size": _PAGE})
        left = _PAGES
        seen: list[Page] = []
        while page is not None and page.found and page.answer.body.strip():
            seen.append(page)
            page, left = follow(web, page, text(page.json(), "next"), pages=left), left - 1
        found = parse_proteins(seen) if upper.startswith("IPR") else parse_entries(seen, upper)
        yield Batch(documents=tuple(found), cursor=web.today())


def parse_entries(pages: list[Page], accession: str) -> list[Record]:
    """The one protein whose matches are listed over these pages."""
    matches, about = [], None
    for page in pages:
        for entry in page.listed("results"):
            for protein in items(entry, "proteins"):
                if (text(protein, "accession") or "").upper() == accession:
                    about = protein
                    matches.append(_match(dig(entry, "metadata"), items(protein, "entry_protein_locations")))
    if about is None:
        return []
    return [_record(accession, accession, text(about, "organism"), whole(about, "protein_length"), matches)]


def parse_proteins(pages: list[Page]) -> list[Record]:
    """The proteins listed over these pages, each with the entries that were asked for."""
    return [r for page in pages for element in page.listed("results") if (r := protein(element)) is not None]


def protein(element: Any) -> Record | None:
    """One protein with its `entry_subset`, or `entries`."""
    accession = text(element, "metadata", "accession")
    if accession is None:
        return None
    entries = items(element, "entry_subset") or items(element, "entries")
    matches = [_match(entry, items(entry, "entry_protein_locations")) for entry in entries]
    about = dig(element, "metadata")
    organism = text(about, "source_organism", "scientificName")
    return _record(accession.upper(), text(about, "name") or accession, organism, whole(about, "length"), matches)


def _match(entry: Any, locations: list[Any]) -> dict[str, Any]:
    fragments = [
        [whole(f, "start"), whole(f, "end")]
        for place in locations
        for f in items(place, "fragments")
        if whole(f, "start") is not None
    ]
    integrated = text(entry, "integrated") or text(entry, "entry_integrated")
    return {
        "entry": text(entry, "accession"),
        "name": text(entry, "name") or text(entry, "name", "name"),
        "type": text(entry, "type") or text(entry, "entry_type"),
        "database": text(entry, "source_database"),
        "integrated": integrated.upper() if integrated else None,
        "fragments": sorted(fragments, key=lambda f: (f[0] or 0, f[1] or 0)),
        "score": number(locations[0], "score") if locations else None,
    }


def _record(
    accession: str, title: str, organism: str | None, length: int | None, found: list[dict[str, Any]]
) -> Record:
    found.sort(key=lambda m: (m["fragments"][0][0] if m["fragments"] else 0, str(m["entry"])))
    told = [
        (f"{(m['type'] or 'entry').replace('_', ' ').capitalize()} {m['entry']}", _where(m))
        for m in found
        if m["entry"]
    ]
    return Record(
        id=f"interpro_{accession}",
        title=title if title != accession else f"Domains of {accession}",
        source=f"InterPro, protein {accession}",
        text=lines(("Protein", accession), ("Organism", organism), ("Length in residues", length), *told),
        domain="biology",
        kind="protein",
        identifiers=known(uniprot=accession),
        authors=None,
        date=None,
        updated=None,
        licence="CC0-1.0",
        url=f"https://www.ebi.ac.uk/interpro/protein/UniProt/{accession}/",
        references=None,
        retraction=None,
        retracts={},
        data={"organism": organism, "length": length, "domains": found},
    )


def _where(match: dict[str, Any]) -> str:
    spans = ", ".join(f"{start}-{end}" for start, end in match["fragments"]) or "somewhere"
    return f"{match['name'] or ''} ({match['database'] or 'InterPro'}), residues {spans}".strip()
