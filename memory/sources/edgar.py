"""SEC EDGAR: filings of companies that are listed in the United States. Off by default in the feeds [EDGAR]_.

Untested against a recording.

.. [EDGAR] https://www.sec.gov/search-filings/edgar-application-programming-interfaces
"""

from collections.abc import Iterator
from typing import Any

from ech0.core.errors import InputError
from ech0.core.types import Batch
from memory.sources import source
from memory.sources.paging import asked
from memory.sources.reading import day, dig, text
from memory.sources.record import Record, known, lines
from memory.sources.web import Page, Web

_URL = "https://data.sec.gov/submissions"


@source(
    name="edgar",
    title="SEC EDGAR",
    licence="US-government work, public domain; filings are public",
    terms="https://www.sec.gov/os/accessing-edgar-data",
    rate=5.0,
    query="CIK numbers of companies with commas between",
    example="320193, 789019",
    fields=("company", "ticker", "form", "accession", "document", "report_date"),
    dated=True,
)
def edgar(web: Web, query: str, since: str | None) -> Iterator[Batch]:
    """Filings since the day of the last pull, which is the cursor; one company a batch."""
    if not web.client.contact:
        raise InputError("sources.contact", "", "the SEC asks who you are: set an e-mail address or a page")
    names, began = asked(query, "CIK numbers"), web.today()
    for number, name in enumerate(names, 1):
        if not name.isdigit() or len(name) > 10:
            raise InputError("query of edgar", name, "give CIK numbers, at most ten digits")
        found = parse(web.get(f"{_URL}/CIK{name.zfill(10)}.json"))
        new = [r for r in found if since is None or r.date is None or r.date >= since[:10]]
        yield Batch(documents=tuple(new), cursor=began if number == len(names) else since or "1993-01-01")


def parse(page: Page) -> list[Record]:
    """The recent filings of a company, oldest first."""
    answer = page.json()
    recent, company, cik = dig(answer, "filings", "recent"), text(answer, "name"), text(answer, "cik")
    if company is None or cik is None or not isinstance(recent, dict):
        raise page.bad("no company, or no filings")
    columns = {k: v for k, v in recent.items() if isinstance(v, list)}
    rows: list[dict[str, Any]] = [
        {name: values[i] for name, values in columns.items() if i < len(values)}
        for i in range(len(columns.get("accessionNumber", ())))
    ]
    found = (_record(row, company, cik.lstrip("0"), text(answer, "tickers", 0)) for row in reversed(rows))
    return [record for record in found if record is not None]


def _record(row: dict[str, Any], company: str, cik: str, ticker: str | None) -> Record | None:
    accession, form = text(row, "accessionNumber"), text(row, "form")
    if not accession or not form:
        return None
    filed, document = day(row, "filingDate"), text(row, "primaryDocument")
    folder = f"https://www.sec.gov/Archives/edgar/data/{cik}/{accession.replace('-', '')}"
    return Record(
        id=f"edgar_{accession}",
        title=f"{company}: {form}" + (f" of {filed}" if filed else ""),
        source=f"SEC EDGAR {accession}",
        text=lines(
            ("Company", company),
            ("Form", form),
            ("Filed", filed),
            ("Period", day(row, "reportDate")),
            ("Description", text(row, "primaryDocDescription")),
            ("Items", text(row, "items")),
        ),
        domain="general",
        kind="filing",
        identifiers=known(sec=accession, cik=cik),
        authors=(company,),
        date=filed,
        updated=None,
        licence="public",
        url=f"{folder}/{document}" if document else folder,
        references=None,
        retraction=None,
        retracts={},
        data={
            "company": company,
            "ticker": ticker,
            "form": form,
            "accession": accession,
            "document": document,
            "report_date": day(row, "reportDate"),
        },
    )
