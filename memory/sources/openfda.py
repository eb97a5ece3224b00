"""openFDA: labels of medicines, counts of reported adverse events, approvals [openFDA]_.

A count of reports is no rate: nobody knows how many took the medicine, and anyone may report. The records say so.

.. [openFDA] T. Kass-Hout et al., J. Am. Med. Inform. Assoc. 23 (2016) 596; https://open.fda.gov/apis
"""

import re
from collections.abc import Iterator
from typing import Any

from ech0.core.types import Batch
from memory.sources import source
from memory.sources.paging import asked
from memory.sources.reading import day, items, prose, text, texts, whole
from memory.sources.record import Record, known, lines
from memory.sources.web import Key, Page, Params, Web

_URL = "https://api.fda.gov/drug"
_PAGE, _DEEP, _REACTIONS = 100, 25_000, 100
_SECTIONS = (
    "indications_and_usage", "dosage_and_administration", "contraindications", "warnings_and_cautions", "warnings",
    "boxed_warning", "adverse_reactions", "drug_interactions", "use_in_specific_populations", "mechanism_of_action",
    "clinical_pharmacology",
)  # fmt: skip
_KEY = Key("OPENFDA_API_KEY", "query", "api_key", "https://open.fda.gov/apis/authentication", required=False)
_LICENCE, _TERMS = "CC0-1.0", "https://open.fda.gov/terms/"
_CAVEAT = (
    "Reports are voluntary and unverified; their number is no rate and shows no cause."
    " See https://open.fda.gov/apis/drug/event/#responsible-use-of-the-data."
)


@source(
    name="openfda_labels",
    title="openFDA labels",
    licence=_LICENCE,
    terms=_TERMS,
    rate=4.0,
    query="a search of openFDA",
    example='openfda.generic_name:"metformin"',
    fields=("brand_names", "generic_names", "manufacturers", "routes", *_SECTIONS),
    key=_KEY,
    dated=True,
)
def labels(web: Web, query: str, since: str | None) -> Iterator[Batch]:
    """Labels by the day on which they took effect, ascending; the cursor is that day."""
    at, skip = (since or "1900-01-01")[:10], 0
    while True:
        search = f"({query}) AND effective_time:[{at.replace('-', '')} TO 29991231]"
        params: Params = {"search": search, "limit": _PAGE, "skip": skip, "sort": "effective_time:asc"}
        page = web.seek(f"{_URL}/label.json", params)
        found = parse_labels(page) if page.found else []
        newest = max([r.date for r in found if r.date], default=at)
        yield Batch(documents=tuple(found), cursor=newest)
        if not page.found or len(page.listed("results")) < _PAGE:
            return
        at, skip = (at, skip + _PAGE) if newest == at else (newest, 0)
        if skip > _DEEP:
            raise page.bad(f"more than {_DEEP} labels of {at}; narrow the query")


def parse_labels(page: Page) -> list[Record]:
    """The labels of a page."""
    return [record for record in map(_label, page.listed("results")) if record is not None]


def _label(told: Any) -> Record | None:
    name = text(told, "set_id") or text(told, "openfda", "spl_set_id", 0)
    brands, generics = texts(told, "openfda", "brand_name"), texts(told, "openfda", "generic_name")
    if name is None:
        return None
    sections = {s: "\n\n".join(t for p in items(told, s) if (t := prose(p))) or None for s in _SECTIONS}
    title = ", ".join([*(brands or [])[:2], *(f"({g})" for g in (generics or [])[:2])]) or f"Label {name}"
    body = "\n\n".join(f"## {s.replace('_', ' ').capitalize()}\n\n{t}" for s, t in sections.items() if t)
    return Record(
        id=f"openfda_label_{name}",
        title=f"Label of {title}",
        source=f"openFDA drug label {name}",
        text=body or lines(("Medicine", title), ("Brand names", brands), ("Generic names", generics)),
        domain="medicine",
        kind="label",
        identifiers=known(spl=name, nda=text(told, "openfda", "application_number", 0)),
        authors=None,
        date=_day8(text(told, "effective_time")),
        updated=None,
        licence=_LICENCE,
        url=f"https://dailymed.nlm.nih.gov/dailymed/drugInfo.cfm?setid={name}",
        references=None,
        retraction=None,
        retracts={},
        data={
            "brand_names": brands,
            "generic_names": generics,
            "manufacturers": texts(told, "openfda", "manufacturer_name"),
            "routes": texts(told, "openfda", "route"),
            **sections,
        },
    )


@source(
    name="openfda_events",
    title="openFDA adverse events",
    licence=_LICENCE,
    terms=_TERMS,
    rate=4.0,
    query="generic names of medicines with commas between",
    example="metformin, pembrolizumab",
    fields=("medicine", "reports", "reactions", "as_of"),
    key=_KEY,
)
def events(web: Web, query: str, since: str | None) -> Iterator[Batch]:  # noqa: ARG001  a count is of all reports
    """How often each reaction was reported with a medicine, one record a medicine; the cursor is the day."""
    for medicine in asked(query, "medicines"):
        name = re.sub(r'["\\]', "", medicine)
        search = f'patient.drug.openfda.generic_name:"{name}"'
        page = web.seek(f"{_URL}/event.json", {"search": search, "limit": 1})
        if not page.found:
            yield Batch(documents=(), cursor=web.today())
            continue
        counted: Params = {"search": search, "count": "patient.reaction.reactionmeddrapt.exact", "limit": _REACTIONS}
        counts = web.get(f"{_URL}/event.json", counted)
        total = whole(page.json(), "meta", "results", "total")
        yield Batch(documents=(parse_events(counts, name, total),), cursor=web.today())


def parse_events(page: Page, medicine: str, total: int | None) -> Record:
    """The counts of reactions as one record; `total`: how many reports name the medicine."""
    reactions = [
        {"reaction": term, "reports": count}
        for row in page.listed("results")
        if (term := text(row, "term")) and (count := whole(row, "count")) is not None
    ]
    as_of = day(page.json(), "meta", "last_updated")
    facts = lines(
        ("Adverse events reported to the FDA with", medicine),
        ("Reports in all", total),
        ("As of", as_of),
        *((str(r["reaction"]).capitalize(), f"{r['reports']} reports") for r in reactions),
    )
    return Record(
        id=f"openfda_events_{re.sub(r'[^a-z0-9]+', '-', medicine.lower())}",
        title=f"Adverse events reported with {medicine}",
        source=f"openFDA FAERS counts for {medicine}" + (f" ({as_of})" if as_of else ""),
        text=f"{facts}\n\n{_CAVEAT}",
        domain="medicine",
        kind="events",
        identifiers={},
        authors=None,
        date=as_of,
        updated=as_of,
        licence=_LICENCE,
        url="https://open.fda.gov/apis/drug/event/",
        references=None,
        retraction=None,
        retracts={},
        data={"medicine": medicine, "reports": total, "reactions": reactions, "as_of": as_of},
    )


@source(
    name="openfda_approvals",
    title="openFDA approvals",
    licence=_LICENCE,
    terms=_TERMS,
    rate=4.0,
    query="a search of openFDA",
    example='openfda.generic_name:"imatinib mesylate"',
    fields=("sponsor", "brand_names", "generic_names", "products", "submissions"),
    key=_KEY,
)
def approvals(web: Web, query: str, since: str | None) -> Iterator[Batch]:  # noqa: ARG001  the API gives no dates
    """Applications with their products and submissions, page by page; the cursor is the day."""
    for skip in range(0, _DEEP, _PAGE):
        page = web.seek(f"{_URL}/drugsfda.json", {"search": query, "limit": _PAGE, "skip": skip})
        yield Batch(documents=tuple(parse_approvals(page)) if page.found else (), cursor=web.today())
        if not page.found or len(page.listed("results")) < _PAGE:
            return


def parse_approvals(page: Page) -> list[Record]:
    """The applications of a page."""
    return [record for record in map(_approval, page.listed("results")) if record is not None]


def _approval(told: Any) -> Record | None:
    name = text(told, "application_number")
    if name is None:
        return None
    brands, generics = texts(told, "openfda", "brand_name"), texts(told, "openfda", "generic_name")
    products = [
        {"brand": text(p, "brand_name"), "form": text(p, "dosage_form"), "route": text(p, "route"),
         "status": text(p, "marketing_status"),
         "strengths": [text(a, "strength") for a in items(p, "active_ingredients")]}
        for p in items(told, "products")
    ]  # fmt: skip
    submissions = [
        {"type": text(s, "submission_type"), "number": text(s, "submission_number"),
         "status": text(s, "submission_status"), "date": _day8(text(s, "submission_status_date"))}
        for s in items(told, "submissions")
    ]  # fmt: skip
    approved = sorted(str(s["date"]) for s in submissions if s["date"] and s["status"] == "AP")
    title = f"FDA application {name}" + (f", {brands[0]}" if brands else "")
    facts = lines(
        ("Application", name),
        ("Sponsor", text(told, "sponsor_name")),
        ("Brand names", brands),
        ("Generic names", generics),
        ("Earliest approval that the record lists", approved[0] if approved else None),
        ("Products", [" ".join(filter(None, (p["brand"], p["form"], p["route"]))) for p in products]),  # type: ignore[arg-type]
    )
    return Record(
        id=f"openfda_approval_{name}",
        title=title,
        source=f"openFDA drugs@FDA {name}",
        text=facts,
        domain="medicine",
        kind="approval",
        identifiers=known(nda=name),
        authors=None,
        date=approved[0] if approved else None,
        updated=None,
        licence=_LICENCE,
        url=None,
        references=None,
        retraction=None,
        retracts={},
        data={
            "sponsor": text(told, "sponsor_name"),
            "brand_names": brands,
            "generic_names": generics,
            "products": products or None,
            "submissions": submissions or None,
        },
    )


def _day8(digits: str | None) -> str | None:
    return day(re.sub(r"^(\d{4})(\d{2})(\d{2})$", r"\1-\2-\3", digits or ""))
