"""ClinPGx (once PharmGKB) and CPIC: which genes change the dose of which medicines, and how, by CPIC's API [CPIC]_.

.. [CPIC] M. Relling and T. Klein, Clin. Pharmacol. Ther. 89 (2011) 464; https://api.cpicpgx.org,
   M. Whirl-Carrillo et al., Clin. Pharmacol. Ther. 110 (2021) 563
"""

from collections.abc import Iterator
from typing import Any

from ech0.core.errors import InputError
from ech0.core.types import Batch
from memory.sources import source
from memory.sources.paging import asked
from memory.sources.reading import table, text, texts
from memory.sources.record import Record, known, lines
from memory.sources.web import Page, Params, Web

_URL = "https://api.cpicpgx.org/v1"
_MOST = 2000


@source(
    name="clinpgx",
    title="ClinPGx",
    licence="CPIC guidelines CC0-1.0; levels of ClinPGx CC BY-SA 4.0",
    terms="https://www.clinpgx.org/page/faqs",
    rate=2.0,
    query="gene: or drug: with names and commas between",
    example="gene: CYP2D6, CYP2C19",
    fields=("gene", "drug", "cpic_level", "clinpgx_level", "testing", "guideline", "recommendations"),
)
def clinpgx(web: Web, query: str, since: str | None) -> Iterator[Batch]:  # noqa: ARG001  CPIC's API gives no dates
    """The pairs of one gene or medicine a batch, each with its recommendations; the cursor is the day."""
    kind, mark, names = query.partition(":")
    if not mark or kind.strip() not in {"gene", "drug"}:
        raise InputError("query of clinpgx", query, "begin with gene: or drug:")
    for name in asked(names, "names"):
        column, value = ("genesymbol", name.upper()) if kind.strip() == "gene" else ("drugname", name.lower())
        asked_for: Params = {column: f"eq.{value}", "select": "*", "limit": _MOST}
        pairs = web.get(f"{_URL}/pair_view", asked_for)
        used = [p for p in pairs.listed() if text(p, "usedforrecommendation") == "Yes"]
        drugs = sorted({d for p in used if (d := text(p, "drugname"))})
        advice: list[Any] = []
        for drug in drugs:
            wanted: Params = {"drugname": f"eq.{drug}", "select": "*", "limit": _MOST}
            advice += web.get(f"{_URL}/recommendation_view", wanted).listed()
        yield Batch(documents=tuple(parse(pairs, advice)), cursor=web.today())


def parse(pairs: Page, advice: list[Any]) -> list[Record]:
    """A record for each pair of gene and medicine, with what is recommended for each phenotype of that gene."""
    return [record for pair in pairs.listed() if (record := _record(pair, advice)) is not None]


def _record(pair: Any, advice: list[Any]) -> Record | None:
    gene, drug = text(pair, "genesymbol"), text(pair, "drugname")
    if not gene or not drug:
        return None
    found = [
        {
            "phenotypes": table(a, "phenotypes"),
            "activity_score": table(a, "activityscore"),
            "implication": text(a, "implications", gene),
            "recommendation": text(a, "drugrecommendation"),
            "strength": text(a, "classification"),
            "population": text(a, "population"),
        }
        for a in advice
        if text(a, "drugname") == drug and gene in (table(a, "lookupkey") or {})
    ]
    pmids = texts(pair, "pmids")
    facts = lines(
        ("Gene and medicine", f"{gene} and {drug}"),
        ("CPIC level", text(pair, "cpiclevel")),
        ("ClinPGx level of evidence", text(pair, "clinpgxlevel")),
        ("What labels say of testing", text(pair, "pgxtesting")),
        ("Guideline", text(pair, "guidelinename")),
    )
    told = "\n\n".join(_told(f, gene) for f in found if f["recommendation"])
    return Record(
        id=f"clinpgx_{gene}_{drug}".replace(" ", "-"),
        title=f"{gene} and {drug}",
        source=f"CPIC and ClinPGx, {gene}-{drug}",
        text=f"{facts}\n\n{told}" if told else facts,
        domain="medicine",
        kind="guideline" if found else "pair",
        identifiers=known(cpic_pair=text(pair, "pairid"), drug=text(pair, "drugid")),
        authors=None,
        date=None,
        updated=None,
        licence="CC0-1.0 (CPIC); CC BY-SA 4.0 (levels of ClinPGx)",
        url=text(pair, "guidelineurl"),
        references=tuple(f"pmid:{p}" for p in pmids) if pmids is not None else None,
        retraction=None,
        retracts={},
        data={
            "gene": gene,
            "drug": drug,
            "cpic_level": text(pair, "cpiclevel"),
            "clinpgx_level": text(pair, "clinpgxlevel"),
            "testing": text(pair, "pgxtesting"),
            "guideline": text(pair, "guidelinename"),
            "recommendations": found or None,
        },
    )


def _told(found: dict[str, Any], gene: str) -> str:
    who = text(found["phenotypes"], gene) or "this phenotype"
    population = f" ({found['population']})" if found["population"] else ""
    because = f" {found['implication']}" if found["implication"] else ""
    return f"{gene} {who}{population}: {found['recommendation']} [{found['strength'] or 'strength not given'}]{because}"
