"""PubChem: compounds with structure, computed properties and the outcomes of bioassays [PubChem]_.

.. [PubChem] S. Kim et al., Nucleic Acids Res. 53 (2025) D1516; https://pubchem.ncbi.nlm.nih.gov/docs/pug-rest
"""

from collections.abc import Iterator
from typing import Any
from urllib.parse import quote

from ech0.core.types import Batch
from memory.sources import source
from memory.sources.paging import asked
from memory.sources.reading import day, dig, items, number, text, whole
from memory.sources.record import Record, known, lines
from memory.sources.web import Page, Web

_URL = "https://pubchem.ncbi.nlm.nih.gov/rest/pug/compound"
_ASSAYS = 200
_COLUMNS = {
    "AID": "aid",
    "Activity Outcome": "outcome",
    "Activity Value [uM]": "value_uM",
    "Activity Name": "measure",
    "Target Accession": "target",
    "Assay Name": "assay",
}


@source(
    name="pubchem",
    title="PubChem",
    licence="US-government work, free to use; some text of depositors has terms of its own",
    terms="https://www.ncbi.nlm.nih.gov/home/about/policies/",
    rate=4.0,
    query="names of compounds, or CIDs as cid:2244, with commas between",
    example="aspirin, cid:2519",
    fields=(
        "formula", "mass", "exact_mass", "charge", "iupac_name", "smiles", "inchi", "inchikey", "logp", "tpsa",
        "donors", "acceptors", "rotatable_bonds", "heavy_atoms", "assays",
    ),
)  # fmt: skip
def pubchem(web: Web, query: str, since: str | None) -> Iterator[Batch]:  # noqa: ARG001  PubChem gives no dates
    """One compound a batch; the cursor is the day, since PubChem does not say what changed."""
    for wanted in asked(query, "names or CIDs"):
        for cid in _cids(web, wanted):
            page = web.seek(f"{_URL}/cid/{cid}/record/JSON")
            assays = web.seek(f"{_URL}/cid/{cid}/assaysummary/JSON") if page.found else page
            found = parse(page, wanted, assays if assays.found else None) if page.found else []
            yield Batch(documents=tuple(found), cursor=web.today())


def _cids(web: Web, wanted: str) -> list[str]:
    if wanted.lower().startswith("cid:"):
        return [wanted[4:].strip()]
    page = web.seek(f"{_URL}/name/{quote(wanted, safe='')}/cids/JSON")
    found = dig(page.json(), "IdentifierList", "CID") if page.found else []
    return [str(cid) for cid in found[:5] if isinstance(cid, int)] if isinstance(found, list) else []


def parse(page: Page, asked_for: str = "", assays: Page | None = None) -> list[Record]:
    """The compounds of an answer; what has no CID is none of PubChem's."""
    found = (_record(c, asked_for, assays, page.answer.url) for c in page.listed("PC_Compounds"))
    return [record for record in found if record is not None]


def _record(compound: Any, asked_for: str, assays: Page | None, url: str) -> Record | None:
    cid = text(compound, "id", "id", "cid")
    if cid is None:
        return None
    name = _property(compound, "IUPAC Name", "Preferred")
    title = asked_for if asked_for and not asked_for.lower().startswith("cid:") else name or f"PubChem CID {cid}"
    data: dict[str, Any] = {
        "formula": text(_property(compound, "Molecular Formula")),
        "mass": number(_property(compound, "Molecular Weight")),
        "exact_mass": number(_property(compound, "Mass", "Exact")),
        "charge": whole(compound, "charge"),
        "iupac_name": text(name),
        "smiles": text(_property(compound, "SMILES", "Isomeric") or _property(compound, "SMILES", "Absolute")
                       or _property(compound, "SMILES", "Canonical")),
        "inchi": text(_property(compound, "InChI", "Standard")),
        "inchikey": text(_property(compound, "InChIKey", "Standard")),
        "logp": number(_property(compound, "Log P")),
        "tpsa": number(_property(compound, "Topological", "Polar Surface Area")),
        "donors": whole(_property(compound, "Count", "Hydrogen Bond Donor")),
        "acceptors": whole(_property(compound, "Count", "Hydrogen Bond Acceptor")),
        "rotatable_bonds": whole(_property(compound, "Count", "Rotatable Bond")),
        "heavy_atoms": whole(compound, "count", "heavy_atom"),
        "assays": _assays(assays),
    }  # fmt: skip
    active = [a for a in data["assays"] or () if a["outcome"] == "Active"]
    facts = lines(
        ("Compound", title),
        ("IUPAC name", data["iupac_name"]),
        ("Molecular formula", data["formula"]),
        ("Molar mass in g/mol", data["mass"]),
        ("Computed log P", data["logp"]),
        ("Topological polar surface area in square angstrom", data["tpsa"]),
        ("SMILES", data["smiles"]),
        ("InChI", data["inchi"]),
        ("Bioassays with an active outcome", [_assay(a) for a in active[:40]]),
    )
    return Record(
        id=f"pubchem_{cid}",
        title=str(title),
        source=f"PubChem CID {cid}",
        text=facts,
        domain="chemistry",
        kind="compound",
        identifiers=known(pubchem=cid, inchikey=data["inchikey"]),
        authors=None,
        date=None,
        updated=day((text(compound, "props", 0, "urn", "release") or "").replace(".", "-")),
        licence=None,
        url=f"https://pubchem.ncbi.nlm.nih.gov/compound/{cid}" if url else None,
        references=None,
        retraction=None,
        retracts={},
        data=data,
    )  # fmt: skip


def _property(compound: Any, label: str, name: str | None = None) -> str | float | None:
    """A property by its label and, where there are several, its name."""
    for prop in items(compound, "props"):
        if dig(prop, "urn", "label") == label and (name is None or dig(prop, "urn", "name") == name):
            value = dig(prop, "value")
            found = next((dig(value, kind) for kind in ("sval", "fval", "ival") if dig(value, kind) is not None), None)
            return found if isinstance(found, str | int | float) else None
    return None


def _assays(page: Page | None) -> list[dict[str, Any]] | None:
    """Rows of the summary of assays: what was measured, on what, with which outcome, in micromolar where it was."""
    if page is None:
        return None
    answer = page.json()
    columns = [text(c) for c in items(answer, "Table", "Columns", "Column")]
    out = []
    for row in items(answer, "Table", "Row")[:_ASSAYS]:
        cells = dict(zip(columns, items(row, "Cell"), strict=False))
        found: dict[str, Any] = {ours: text(cells.get(theirs)) for theirs, ours in _COLUMNS.items()}
        found["value_uM"] = number(found["value_uM"])
        out.append(found)
    return out


def _assay(assay: dict[str, Any]) -> str:
    value = f", {assay['measure'] or 'activity'} {assay['value_uM']} µM" if assay["value_uM"] is not None else ""
    return f"AID {assay['aid']} {assay['assay'] or ''}{value}".strip()
