"""RCSB PDB: experimental structures with method, resolution, chains, sequences and ligands [RCSB]_.

.. [RCSB] H. M. Berman et al., Nucleic Acids Res. 28 (2000) 235; https://data.rcsb.org, https://search.rcsb.org
"""

import re
from collections.abc import Iterator
from typing import Any

from ech0.core.types import Batch
from memory.sources import source
from memory.sources.paging import parts
from memory.sources.reading import day, dig, items, number, text, whole
from memory.sources.record import Record, doi, known, lines
from memory.sources.web import Page, Web

_SEARCH, _DATA = "https://search.rcsb.org/rcsbsearch/v2/query", "https://data.rcsb.org/graphql"
_PAGE, _MOST = 50, 5000
_ID = re.compile(r"\d[A-Za-z\d]{3}")
_GRAPHQL = """
query ($ids: [String!]!) { entries(entry_ids: $ids) {
  rcsb_id
  struct { title }
  struct_keywords { pdbx_keywords }
  exptl { method }
  audit_author { name }
  rcsb_accession_info { deposit_date initial_release_date revision_date }
  rcsb_entry_info { resolution_combined polymer_composition }
  rcsb_primary_citation { title year pdbx_database_id_DOI pdbx_database_id_PubMed }
  polymer_entities {
    entity_poly { pdbx_seq_one_letter_code_can pdbx_strand_id rcsb_entity_polymer_type rcsb_sample_sequence_length }
    rcsb_polymer_entity { pdbx_description }
    rcsb_entity_source_organism { ncbi_scientific_name }
  }
  nonpolymer_entities { nonpolymer_comp { chem_comp { id name } } }
} }
"""


@source(
    name="rcsb_pdb",
    title="RCSB PDB",
    licence="CC0-1.0",
    terms="https://www.rcsb.org/pages/usage-policy",
    rate=3.0,
    query="PDB ids with commas between, or words to search for",
    example="4HHB, 1A8O",
    fields=("method", "resolution_angstrom", "chains", "ligands", "keywords", "composition", "citation"),
    dated=True,
)
def rcsb_pdb(web: Web, query: str, since: str | None) -> Iterator[Batch]:
    """Structures that were revised since the day of the last pull, which is the cursor."""
    began = web.today()
    names = [n.strip() for n in query.split(",")]
    ids = [n.upper() for n in names] if all(map(_ID.fullmatch, names)) else _found(web, query, since)
    for part in parts(ids, _PAGE):
        page = web.post(_DATA, {"query": _GRAPHQL, "variables": {"ids": part}})
        done = not part or part[-1] == ids[-1]
        yield Batch(documents=tuple(parse(page)), cursor=began if done else since or "1971-01-01")


def _found(web: Web, query: str, since: str | None) -> list[str]:
    nodes: list[dict[str, Any]] = [{"type": "terminal", "service": "full_text", "parameters": {"value": query}}]
    if since:
        date = "rcsb_accession_info.revision_date"
        changed = {"attribute": date, "operator": "greater_or_equal", "value": since[:10]}
        nodes.append({"type": "terminal", "service": "text", "parameters": changed})
    asked: dict[str, Any] = {
        "query": {"type": "group", "logical_operator": "and", "nodes": nodes},
        "return_type": "entry",
        "request_options": {"paginate": {"start": 0, "rows": _MOST}},
    }
    page = web.post(_SEARCH, asked)
    if not page.answer.body.strip():  # 204: nothing was found
        return []
    if (whole(page.json(), "total_count") or 0) > _MOST:
        raise page.bad(f"more than {_MOST} structures; narrow the query")
    return [name for hit in page.listed("result_set") if (name := text(hit, "identifier")) and _ID.fullmatch(name)]


def parse(page: Page) -> list[Record]:
    """The structures of a GraphQL answer; raises `SourceFailed` with its own words if it has none."""
    answer = page.json()
    if dig(answer, "data") is None and items(answer, "errors"):
        raise page.bad(text(answer, "errors", 0, "message") or "an error without words")
    return [record for e in page.listed("data", "entries") if (record := entry(e)) is not None]


def entry(told: Any) -> Record | None:
    """One entry, as the Data API tells it."""
    name = text(told, "rcsb_id")
    if name is None:
        return None
    cited, info = dig(told, "rcsb_primary_citation"), dig(told, "rcsb_entry_info")
    resolutions = [r for v in items(info, "resolution_combined") if (r := number(v)) is not None]
    chains = [_chain(e) for e in items(told, "polymer_entities")]
    data: dict[str, Any] = {
        "method": text(told, "exptl", 0, "method"),
        "resolution_angstrom": min(resolutions) if resolutions else None,
        "chains": chains or None,
        "ligands": [
            {"id": text(c), "name": text(e, "nonpolymer_comp", "chem_comp", "name")}
            for e in items(told, "nonpolymer_entities")
            if (c := dig(e, "nonpolymer_comp", "chem_comp", "id"))
        ]
        or None,
        "keywords": text(told, "struct_keywords", "pdbx_keywords"),
        "composition": text(info, "polymer_composition"),
        "citation": text(cited, "title"),
    }
    title = text(told, "struct", "title") or data["keywords"] or f"PDB entry {name}"
    facts = lines(
        ("Structure", f"{title} (PDB {name})"),
        ("Method", data["method"]),
        ("Resolution in angstrom", data["resolution_angstrom"]),
        *((f"Chain {c['chains']}", _told(c)) for c in chains),
        ("Ligands", [f"{g['id']} {g['name'] or ''}".strip() for g in data["ligands"] or ()]),
        ("Keywords", data["keywords"]),
        ("Published as", data["citation"]),
    )
    named, pmid = doi(text(cited, "pdbx_database_id_DOI")), text(cited, "pdbx_database_id_PubMed")
    return Record(
        id=f"pdb_{name}",
        title=title,
        source=f"PDB {name}",
        text=facts,
        domain="biology",
        kind="structure",
        identifiers=known(pdb=name),
        authors=tuple(n for a in items(told, "audit_author") if (n := text(a, "name"))) or None,
        date=day(told, "rcsb_accession_info", "initial_release_date")
        or day(told, "rcsb_accession_info", "deposit_date"),
        updated=day(told, "rcsb_accession_info", "revision_date"),
        licence="CC0-1.0",
        url=f"https://www.rcsb.org/structure/{name}",
        references=tuple(n for n in (f"doi:{named}" if named else None, f"pmid:{pmid}" if pmid else None) if n)
        if cited is not None
        else None,
        retraction=None,
        retracts={},
        data=data,
    )


def _chain(entity: Any) -> dict[str, Any]:
    """A polymer: which chains it is, how many residues it has, and which."""
    poly = dig(entity, "entity_poly")
    sequence = text(poly, "pdbx_seq_one_letter_code_can")
    return {
        "chains": text(poly, "pdbx_strand_id"),
        "type": text(poly, "rcsb_entity_polymer_type"),
        "description": text(entity, "rcsb_polymer_entity", "pdbx_description"),
        "organism": text(entity, "rcsb_entity_source_organism", 0, "ncbi_scientific_name"),
        "residues": whole(poly, "rcsb_sample_sequence_length"),
        "sequence": sequence.replace(" ", "") if sequence else None,
    }


def _told(chain: dict[str, Any]) -> str:
    residues = f"{chain['residues']} residues" if chain["residues"] is not None else None
    return ", ".join(filter(None, (chain["description"], chain["type"], residues, chain["organism"]))) or "unnamed"
