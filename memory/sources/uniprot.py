"""UniProtKB: proteins by accession or query, with function, sequence length, features and cross-references [UniProt]_.

.. [UniProt] The UniProt Consortium, Nucleic Acids Res. 53 (2025) D609; https://www.uniprot.org/help/api
"""

import re
from collections.abc import Iterator
from typing import Any

from ech0.core.types import Batch
from memory.sources import source
from memory.sources.paging import asked, follow, next_link
from memory.sources.reading import day, dig, items, prose, text, whole
from memory.sources.record import Record, known, lines
from memory.sources.web import Page, Web

_URL = "https://rest.uniprot.org/uniprotkb"
_PAGE, _PAGES = 100, 50
_ACCESSION = re.compile(r"[OPQ]\d[A-Z\d]{3}\d|[A-NR-Z]\d(?:[A-Z][A-Z\d]{2}\d){1,2}")
"""As UniProt defines it: https://www.uniprot.org/help/accession_numbers."""


@source(
    name="uniprot",
    title="UniProt",
    licence="CC BY 4.0",
    terms="https://www.uniprot.org/help/license",
    rate=3.0,
    query="accessions with commas between, or a UniProtKB query",
    example="gene:BRAF AND organism_id:9606 AND reviewed:true",
    fields=(
        "gene", "organism", "taxon", "length", "mass_da", "reviewed", "function", "sequence", "structures",
        "alternative_names", "keywords",
    ),
    dated=True,
)  # fmt: skip
def uniprot(web: Web, query: str, since: str | None) -> Iterator[Batch]:
    """Proteins that changed since the day of the last pull, which is the cursor."""
    began = web.today()
    names = [n.strip().upper() for n in query.split(",")]
    if all(_ACCESSION.fullmatch(n) for n in names):
        for name in asked(",".join(names), "accessions"):
            page: Page | None = web.seek(f"{_URL}/{name}.json")
            yield Batch(documents=tuple(parse(page)) if page and page.found else (), cursor=began)
        return
    wanted = f"({query})" + (f" AND (date_modified:[{since[:10]} TO *])" if since else "")
    page = web.get(f"{_URL}/search", {"query": wanted, "format": "json", "size": _PAGE})
    left = _PAGES
    while page is not None:
        later = next_link(page)
        yield Batch(documents=tuple(parse(page)), cursor=since or "1986-01-01" if later else began)
        page, left = follow(web, page, later, pages=left), left - 1


def parse(page: Page) -> list[Record]:
    """The proteins of a search, or the one of an answer to its accession."""
    answer = page.json()
    found = [answer] if text(answer, "primaryAccession") else page.listed("results")
    return [record for record in map(_record, found) if record is not None]


def _record(entry: Any) -> Record | None:
    accession = text(entry, "primaryAccession")
    names = dig(entry, "proteinDescription")
    submitted = text(names, "submissionNames", 0, "fullName", "value")
    title = text(names, "recommendedName", "fullName", "value") or submitted or text(entry, "uniProtkbId")
    if not accession or not title:
        return None
    comments = [c for c in items(entry, "comments") if text(c, "commentType") == "FUNCTION"]
    function = "\n\n".join(t for c in comments for p in items(c, "texts") if (t := prose(p, "value"))) or None
    kind = text(entry, "entryType")
    data: dict[str, Any] = {
        "gene": text(entry, "genes", 0, "geneName", "value"),
        "organism": text(entry, "organism", "scientificName"),
        "taxon": whole(entry, "organism", "taxonId"),
        "length": whole(entry, "sequence", "length"),
        "mass_da": whole(entry, "sequence", "molWeight"),
        "reviewed": None if kind is None else " reviewed " in f" {kind} ",
        "function": function,
        "sequence": text(entry, "sequence", "value"),
        "structures": [
            name
            for x in items(entry, "uniProtKBCrossReferences")
            if text(x, "database") == "PDB" and (name := text(x, "id"))
        ]
        if isinstance(dig(entry, "uniProtKBCrossReferences"), list)
        else None,
        "alternative_names": [n for a in items(names, "alternativeNames") if (n := text(a, "fullName", "value"))]
        or None,
        "keywords": [n for k in items(entry, "keywords") if (n := text(k, "name"))] or None,
    }
    facts = lines(
        ("Protein", f"{title} ({accession})"),
        ("Also called", data["alternative_names"]),
        ("Gene", data["gene"]),
        ("Organism", data["organism"]),
        ("Length in residues", data["length"]),
        ("Structures in the PDB", (data["structures"] or [])[:60]),
        ("Keywords", data["keywords"]),
    )
    return Record(
        id=f"uniprot_{accession}",
        title=title,
        source=f"UniProt {accession}",
        text=f"{function}\n\n{facts}" if function else facts,
        domain="biology",
        kind="protein",
        identifiers=known(uniprot=accession),
        authors=None,
        date=day(entry, "entryAudit", "firstPublicDate"),
        updated=day(entry, "entryAudit", "lastAnnotationUpdateDate"),
        licence="CC BY 4.0",
        url=f"https://www.uniprot.org/uniprotkb/{accession}",
        references=_references(entry),
        retraction=None,
        retracts={},
        data=data,
    )


def _references(entry: Any) -> tuple[str, ...] | None:
    listed = dig(entry, "references")
    if not isinstance(listed, list):
        return None
    found = (
        f"pmid:{text(x, 'id')}"
        for r in listed
        for x in items(r, "citation", "citationCrossReferences")
        if text(x, "database") == "PubMed" and text(x, "id")
    )
    return tuple(dict.fromkeys(found))
