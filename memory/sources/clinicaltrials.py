"""ClinicalTrials.gov: trials with arms, outcomes, eligibility and posted results, by the API of 2024 [CTGov]_.

.. [CTGov] https://clinicaltrials.gov/data-api/api
"""

from collections.abc import Iterator
from typing import Any

from ech0.core.types import Batch
from memory.sources import source
from memory.sources.reading import day, dig, items, number, prose, text, texts, truth, whole
from memory.sources.record import Record, known, lines
from memory.sources.web import Page, Web

_URL = "https://clinicaltrials.gov/api/v2/studies"
_PAGE, _PAGES, _MOST = 100, 200, 60


@source(
    name="clinicaltrials",
    title="ClinicalTrials.gov",
    licence="public; attribute ClinicalTrials.gov and say when it was read",
    terms="https://clinicaltrials.gov/about-site/terms-conditions",
    rate=0.8,
    query="a search term (Essie syntax), or id: with NCT numbers",
    example="melanoma AND pembrolizumab",
    fields=(
        "status", "study_type", "phases", "enrollment", "conditions", "sponsor", "arms", "interventions", "sex",
        "minimum_age", "maximum_age", "eligibility", "primary_outcomes", "secondary_outcomes", "start", "completion",
        "has_results", "results",
    ),
    dated=True,
)  # fmt: skip
def clinicaltrials(web: Web, query: str, since: str | None) -> Iterator[Batch]:
    """Trials by the day of their last posted update, ascending; the cursor is that day. Without one, best first."""
    wanted: dict[str, str | int | None] = {"pageSize": _PAGE, "pageToken": None}
    if query.startswith("id:"):
        wanted["filter.ids"] = ",".join(p for p in query[3:].replace(",", " ").split() if p)
    else:
        wanted["query.term"] = query
        if since:
            wanted["sort"] = "LastUpdatePostDate:asc"
            wanted["filter.advanced"] = f"AREA[LastUpdatePostDate]RANGE[{since[:10]},MAX]"
    cursor = since or web.today()
    for _ in range(_PAGES):
        page = web.get(_URL, wanted)
        found = parse(page)
        if since:
            cursor = max([r.updated for r in found if r.updated], default=cursor)
        yield Batch(documents=tuple(found), cursor=cursor)
        wanted["pageToken"] = text(page.json(), "nextPageToken")
        if not wanted["pageToken"]:
            return
    raise page.bad(f"more than {_PAGES * _PAGE} trials; narrow the query")


def parse(page: Page) -> list[Record]:
    """The trials of a page, or the one trial of an answer to its number."""
    answer = page.json()
    studies = [answer] if dig(answer, "protocolSection") else page.listed("studies")
    return [record for record in map(_record, studies) if record is not None]


def _record(study: Any) -> Record | None:
    about = dig(study, "protocolSection")
    nct = text(about, "identificationModule", "nctId")
    title = text(about, "identificationModule", "officialTitle") or text(about, "identificationModule", "briefTitle")
    if not nct or not title:
        return None
    status, design, arms = (dig(about, m) for m in ("statusModule", "designModule", "armsInterventionsModule"))
    eligible = dig(about, "eligibilityModule")
    outcomes = dig(about, "outcomesModule")
    data: dict[str, Any] = {
        "status": text(status, "overallStatus"),
        "study_type": text(design, "studyType"),
        "phases": texts(design, "phases"),
        "enrollment": whole(design, "enrollmentInfo", "count"),
        "conditions": texts(about, "conditionsModule", "conditions"),
        "sponsor": text(about, "sponsorCollaboratorsModule", "leadSponsor", "name"),
        "arms": _rows(arms, "armGroups", label="label", type="type", description="description"),
        "interventions": _rows(arms, "interventions", name="name", type="type", description="description"),
        "sex": text(eligible, "sex"),
        "minimum_age": text(eligible, "minimumAge"),
        "maximum_age": text(eligible, "maximumAge"),
        "eligibility": prose(eligible, "eligibilityCriteria"),
        "primary_outcomes": _rows(outcomes, "primaryOutcomes", measure="measure", time_frame="timeFrame"),
        "secondary_outcomes": _rows(outcomes, "secondaryOutcomes", measure="measure", time_frame="timeFrame"),
        "start": day(status, "startDateStruct", "date"),
        "completion": day(status, "completionDateStruct", "date"),
        "has_results": truth(study, "hasResults"),
        "results": _results(study),
    }
    officials = items(about, "contactsLocationsModule", "overallOfficials")
    return Record(
        id=f"clinicaltrials_{nct}",
        title=title,
        source=f"ClinicalTrials.gov {nct}",
        text=_text(about, data) or title,
        domain="medicine",
        kind="trial",
        identifiers=known(nct=nct),
        authors=tuple(name for o in officials if (name := text(o, "name"))) or None,
        date=day(status, "studyFirstPostDateStruct", "date") or day(status, "startDateStruct", "date"),
        updated=day(status, "lastUpdatePostDateStruct", "date"),
        licence=None,
        url=f"https://clinicaltrials.gov/study/{nct}",
        references=_references(about),
        retraction=None,
        retracts={},
        data=data,
    )


def _rows(module: Any, listed: str, /, **fields: str) -> list[dict[str, str | None]] | None:
    if not isinstance(dig(module, listed), list):
        return None
    return [{ours: text(row, theirs) for ours, theirs in fields.items()} for row in items(module, listed)[:_MOST]]


def _results(study: Any) -> list[dict[str, Any]] | None:
    """The measured primary outcomes, each with its unit and the value of each group as it was posted."""
    measured = dig(study, "resultsSection", "outcomeMeasuresModule", "outcomeMeasures")
    if not isinstance(measured, list):
        return None
    out = []
    for outcome in [m for m in measured if text(m, "type") == "PRIMARY"][:_MOST]:
        groups = {text(g, "id"): text(g, "title") for g in items(outcome, "groups")}
        values = [
            {"group": groups.get(text(m, "groupId")), "value": number(m, "value"), "posted": text(m, "value")}
            for c in items(outcome, "classes")[:_MOST]
            for k in items(c, "categories")[:_MOST]
            for m in items(k, "measurements")[:_MOST]
        ]
        out.append(
            {
                "measure": text(outcome, "title"),
                "time_frame": text(outcome, "timeFrame"),
                "statistic": text(outcome, "paramType"),
                "unit": text(outcome, "unitOfMeasure"),
                "values": values[:_MOST],
            }
        )
    return out


def _references(about: Any) -> tuple[str, ...] | None:
    listed = dig(about, "referencesModule", "references")
    if not isinstance(listed, list):
        return None
    return tuple(dict.fromkeys(f"pmid:{pmid}" for r in listed if (pmid := text(r, "pmid"))))


def _text(about: Any, data: dict[str, Any]) -> str:
    facts = lines(
        ("Status", data["status"]),
        ("Phase", data["phases"]),
        ("Conditions", data["conditions"]),
        ("Interventions", [i["name"] for i in data["interventions"] or () if i["name"]]),
        ("Arms", [a["label"] for a in data["arms"] or () if a["label"]]),
        ("Primary outcomes", [o["measure"] for o in data["primary_outcomes"] or () if o["measure"]]),
        ("Enrollment", data["enrollment"]),
    )
    parts = (
        prose(about, "descriptionModule", "briefSummary"),
        facts,
        prose(about, "descriptionModule", "detailedDescription"),
        data["eligibility"],
    )
    return "\n\n".join(part for part in parts if part)
