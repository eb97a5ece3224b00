"""cBioPortal: how often a gene is mutated in a study, with numerator and denominator [cBio]_.

Untested against a recording.

.. [cBio] E. Cerami et al., Cancer Discov. 2 (2012) 401; https://www.cbioportal.org/api/swagger-ui/index.html
"""

import re
from collections import Counter
from collections.abc import Iterator
from typing import Any

from ech0.core.errors import InputError
from ech0.core.types import Batch
from memory.sources import source
from memory.sources.reading import day, text, whole
from memory.sources.record import Record, known, lines
from memory.sources.web import Page, Params, Web

_URL = "https://www.cbioportal.org/api"
_NAME = re.compile(r"[A-Za-z0-9_.-]{1,80}")


@source(
    name="cbioportal",
    title="cBioPortal",
    licence="ODbL 1.0; each study has its own citation, some are not for commercial use",
    terms="https://docs.cbioportal.org/user-guide/faq",
    rate=2.0,
    query="a study and genes, with blanks between",
    example="brca_tcga_pan_can_atlas_2018 TP53 PIK3CA",
    fields=("study", "gene", "mutated_samples", "sequenced_samples", "frequency", "mutations", "changes"),
)
def cbioportal(web: Web, query: str, since: str | None) -> Iterator[Batch]:  # noqa: ARG001  a study is read whole
    """One gene of a study a batch; the cursor is the day."""
    study, *genes = query.split()
    if not genes or not all(map(_NAME.fullmatch, (study, *genes))):
        raise InputError("query of cbioportal", query, "give a study and one gene or more, with blanks between")
    about = web.get(f"{_URL}/studies/{study}")
    sequenced = web.get(f"{_URL}/sample-lists/{study}_sequenced")
    for gene in genes:
        named = web.get(f"{_URL}/genes/{gene}")
        number = whole(named.json(), "entrezGeneId")
        if number is None:
            raise named.bad(f"no number for gene {gene}")
        params: Params = {"sampleListId": f"{study}_sequenced", "entrezGeneId": number, "projection": "SUMMARY"}
        found = web.get(f"{_URL}/molecular-profiles/{study}_mutations/mutations", params)
        yield Batch(documents=(parse(about, sequenced, found, gene),), cursor=web.today())


def parse(study: Page, sequenced: Page, mutations: Page, gene: str) -> Record:
    """The frequency of a gene's mutations: distinct mutated samples over sequenced samples."""
    about, listed = study.json(), sequenced.json()
    name = text(about, "studyId")
    total = whole(listed, "sampleCount")
    if total is None and isinstance(ids := listed.get("sampleIds") if isinstance(listed, dict) else None, list):
        total = len(ids)
    if name is None or not total:
        raise sequenced.bad("no study, or no number of sequenced samples")
    rows = mutations.listed()
    samples = {s for m in rows if (s := text(m, "sampleId"))}
    changes = Counter(c for m in rows if (c := text(m, "proteinChange")))
    data: dict[str, Any] = {
        "study": name,
        "gene": gene,
        "mutated_samples": len(samples),
        "sequenced_samples": total,
        "frequency": len(samples) / total,
        "mutations": len(rows),
        "changes": [{"change": c, "mutations": n} for c, n in changes.most_common(50)],
    }
    title = f"{gene} mutations in {text(about, 'name') or name}"
    facts = lines(
        ("Gene", gene),
        ("Study", text(about, "name") or name),
        ("Mutated samples", f"{len(samples)} of {total} sequenced"),
        ("Frequency", f"{100 * len(samples) / total:.3g} %"),
        ("Most frequent changes", [f"{c} ({n})" for c, n in changes.most_common(10)]),
        ("Cite", text(about, "citation")),
    )
    pmid = text(about, "pmid")
    return Record(
        id=f"cbioportal_{name}_{gene}",
        title=title,
        source=f"cBioPortal {name}, {gene}",
        text=facts,
        domain="oncology",
        kind="frequency",
        identifiers=known(cbioportal=f"{name}/{gene}"),
        authors=None,
        date=day(about, "importDate"),
        updated=None,
        licence=None,
        url=f"https://www.cbioportal.org/study/summary?id={name}",
        references=tuple(f"pmid:{p}" for p in pmid.split(",")) if pmid else None,
        retraction=None,
        retracts={},
        data=data,
    )
