"""GDC, with TCGA: cohorts of cancer cases with their clinical outcomes, one record a project [GDC]_.

.. [GDC] R. Grossman et al., N. Engl. J. Med. 375 (2016) 1109; https://docs.gdc.cancer.gov/API/Users_Guide
"""

import json
from collections import Counter
from collections.abc import Iterator
from typing import Any

from ech0.core.types import Batch
from memory.sources import source
from memory.sources.paging import asked
from memory.sources.reading import day, dig, number, text, whole
from memory.sources.record import Record, known, lines
from memory.sources.web import Page, Web

_URL = "https://api.gdc.cancer.gov"
_PAGE, _MOST = 500, 10_000
_ROWS = ("case", "site", "disease", "sex", "age_at_diagnosis_days", "stage", "vital_status", "days_to_death",
         "days_to_last_follow_up")  # fmt: skip


@source(
    name="gdc",
    title="GDC",
    licence="open-access data of the GDC; cite GDC and TCGA",
    terms="https://gdc.cancer.gov/about-gdc/gdc-policies",
    rate=2.0,
    query="project ids with commas between",
    example="TCGA-KIRC",
    fields=("project", "cases", "deaths"),
)
def gdc(web: Web, query: str, since: str | None) -> Iterator[Batch]:  # noqa: ARG001  a cohort is read whole
    """One cohort a batch; the cursor is the day."""
    for project in asked(query, "projects"):
        pages: list[Page] = []
        total = _PAGE
        while len(pages) * _PAGE < total:
            only = {"op": "in", "content": {"field": "project.project_id", "value": [project.upper()]}}
            params = {"filters": json.dumps(only), "expand": "demographic,diagnoses", "sort": "case_id:asc"}
            page = web.get(f"{_URL}/cases", {**params, "size": _PAGE, "from": len(pages) * _PAGE})
            total = whole(page.json(), "data", "pagination", "total") or 0
            if total > _MOST:
                raise page.bad(f"{total} cases in {project}, more than {_MOST}")
            pages.append(page)
        found = [case for page in pages for case in cases(page)]
        documents = (_record(project.upper(), found),) if found else ()
        yield Batch(documents=documents, cursor=web.today())


def cases(page: Page) -> list[dict[str, Any]]:
    """The cases of an answer as rows, each with the columns that a survival curve needs, present or `None`."""
    return [row for row in map(_row, page.listed("data", "hits")) if row["case"]]


def _row(hit: Any) -> dict[str, Any]:
    person, found = dig(hit, "demographic"), dig(hit, "diagnoses", 0)
    values = (
        text(hit, "submitter_id"),
        text(hit, "primary_site"),
        text(hit, "disease_type"),
        text(person, "sex_at_birth") or text(person, "gender"),
        number(found, "age_at_diagnosis"),
        text(found, "ajcc_pathologic_stage"),
        text(person, "vital_status"),
        number(person, "days_to_death"),
        number(found, "days_to_last_follow_up"),
    )
    row: dict[str, Any] = dict(zip(_ROWS, values, strict=True))
    row["updated"] = day(hit, "updated_datetime")
    return row


def _record(project: str, found: list[dict[str, Any]]) -> Record:
    found.sort(key=lambda row: str(row["case"]))
    deaths = sum(row["vital_status"] == "Dead" for row in found)
    known_status = sum(row["vital_status"] is not None for row in found)
    updated = [row["updated"] for row in found if row["updated"]]
    facts = lines(
        ("Cohort", project),
        ("Cases", len(found)),
        ("Cases with a vital status", known_status),
        ("Deaths", deaths if known_status else None),
        ("Sites", [f"{site} ({n})" for site, n in _counted(found, "site")]),
        ("Diseases", [f"{name} ({n})" for name, n in _counted(found, "disease")]),
        ("Stages", [f"{name} ({n})" for name, n in _counted(found, "stage")]),
    )
    return Record(
        id=f"gdc_{project}",
        title=f"Cohort {project}: {len(found)} cases",
        source=f"GDC {project}",
        text=facts,
        domain="oncology",
        kind="cohort",
        identifiers=known(gdc=project),
        authors=None,
        date=None,
        updated=max(updated) if updated else None,
        licence="open-access data of the GDC",
        url=f"https://portal.gdc.cancer.gov/projects/{project}",
        references=None,
        retraction=None,
        retracts={},
        data={"project": project, "cases": found, "deaths": deaths if known_status else None},
    )


def _counted(found: list[dict[str, Any]], column: str) -> list[tuple[str, int]]:
    return Counter(row[column] for row in found if row[column]).most_common(12)
