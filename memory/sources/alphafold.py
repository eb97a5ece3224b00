"""AlphaFold DB: predicted structures with how far each may be trusted [AlphaFold]_.

.. [AlphaFold] M. Varadi et al., Nucleic Acids Res. 52 (2024) D368; bands of pLDDT: https://alphafold.ebi.ac.uk/faq
"""

from collections.abc import Iterator
from typing import Any

from ech0.core.types import Batch
from memory.sources import source
from memory.sources.paging import asked
from memory.sources.reading import day, number, text, whole
from memory.sources.record import Record, known, lines
from memory.sources.web import Page, Web

_URL = "https://alphafold.ebi.ac.uk/api/prediction"


@source(
    name="alphafold",
    title="AlphaFold DB",
    licence="CC BY 4.0",
    terms="https://alphafold.ebi.ac.uk/download",
    rate=2.0,
    query="UniProt accessions with commas between",
    example="P05067",
    fields=(
        "accession", "gene", "organism", "start", "end", "mean_plddt", "confidence", "fraction_very_low",
        "fraction_low", "fraction_confident", "fraction_very_high", "version", "cif",
    ),
)  # fmt: skip
def alphafold(web: Web, query: str, since: str | None) -> Iterator[Batch]:  # noqa: ARG001  each accession is asked for
    """The models of one protein a batch; the cursor is the day."""
    for accession in asked(query, "accessions"):
        page = web.seek(f"{_URL}/{accession.upper()}")
        yield Batch(documents=tuple(parse(page)) if page.found else (), cursor=web.today())


def parse(page: Page) -> list[Record]:
    """The models of an answer."""
    return [record for record in map(_record, page.listed()) if record is not None]


def band(plddt: float) -> str:
    """What a pLDDT, 0 to 100, means in the words of AlphaFold DB."""
    return "very high" if plddt > 90 else "high" if plddt > 70 else "low" if plddt > 50 else "very low"


def _record(model: Any) -> Record | None:
    name, accession = text(model, "modelEntityId") or text(model, "entryId"), text(model, "uniprotAccession")
    if not name or not accession:
        return None
    plddt = number(model, "globalMetricValue")
    title = text(model, "uniprotDescription") or name
    data: dict[str, Any] = {
        "accession": accession,
        "gene": text(model, "gene"),
        "organism": text(model, "organismScientificName"),
        "start": whole(model, "sequenceStart"),
        "end": whole(model, "sequenceEnd"),
        "mean_plddt": plddt,
        "confidence": band(plddt) if plddt is not None else None,
        "fraction_very_low": number(model, "fractionPlddtVeryLow"),
        "fraction_low": number(model, "fractionPlddtLow"),
        "fraction_confident": number(model, "fractionPlddtConfident"),
        "fraction_very_high": number(model, "fractionPlddtVeryHigh"),
        "version": whole(model, "latestVersion"),
        "cif": text(model, "cifUrl"),
    }
    facts = lines(
        ("Predicted structure", f"{title} ({name})"),
        ("Protein", accession),
        ("Organism", data["organism"]),
        ("Residues", f"{data['start']}-{data['end']}" if data["start"] and data["end"] else None),
        ("Mean pLDDT of 100", f"{plddt:g}, {data['confidence']} confidence" if plddt is not None else None),
        ("Share of residues with very low confidence", data["fraction_very_low"]),
    )
    return Record(
        id=f"alphafold_{name}",
        title=title,
        source=f"AlphaFold DB {name}" + (f" v{data['version']}" if data["version"] else ""),
        text=facts,
        domain="biology",
        kind="structure",
        identifiers=known(alphafold=name, uniprot=accession),
        authors=None,
        date=day(model, "modelCreatedDate"),
        updated=None,
        licence="CC BY 4.0",
        url=f"https://alphafold.ebi.ac.uk/entry/{accession}",
        references=None,
        retraction=None,
        retracts={},
        data=data,
    )
