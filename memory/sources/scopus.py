"""Scopus: abstracts and citation counts for those whose institution subscribes [Scopus]_. Untested against a recording.

.. [Scopus] https://dev.elsevier.com/documentation/ScopusSearchAPI.wadl
"""

from collections.abc import Iterator
from typing import Any

from ech0.core.types import Batch
from memory.sources import source
from memory.sources.reading import day, items, number, prose, text, whole
from memory.sources.record import Record, doi, known
from memory.sources.web import Key, Page, Web

_URL = "https://api.elsevier.com/content/search/scopus"
_PAGE, _MOST = 25, 5000


@source(
    name="scopus",
    title="Scopus",
    licence="Elsevier: for those with a subscription, not to be passed on",
    terms="https://dev.elsevier.com/tecdoc_text_mining.html",
    rate=2.0,
    query="a Scopus search",
    example="TITLE-ABS-KEY(solid electrolyte) AND PUBYEAR > 2024",
    fields=("abstract", "cited_by_count", "journal", "volume", "issue", "pages", "type"),
    key=Key("ELSEVIER_API_KEY", "header", "X-ELS-APIKey", "https://dev.elsevier.com; `openalex` is the open stand-in"),
    dated=True,
    instead="openalex",
)
def scopus(web: Web, query: str, since: str | None) -> Iterator[Batch]:
    """Works by the day they were loaded, ascending; the cursor is the day of the pull."""
    asked = f"({query})" + (f" AND ORIG-LOAD-DATE AFT {since[:10].replace('-', '')}" if since else "")
    began = web.today()
    for start in range(0, _MOST, _PAGE):
        page = web.get(
            _URL,
            {"query": asked, "start": start, "count": _PAGE, "sort": "orig-load-date"},
            accept="application/json",
        )
        found = parse(page)
        last = start + _PAGE >= (whole(page.json(), "search-results", "opensearch:totalResults") or 0)
        yield Batch(documents=tuple(found), cursor=began if last else since or "1788-01-01")
        if last:
            return
    raise page.bad(f"more than {_MOST} works; narrow the query")


def parse(page: Page) -> list[Record]:
    """The works of a page; an empty result comes as one entry that says so."""
    found = [e for e in page.listed("search-results", "entry") if not text(e, "error")]
    return [record for record in map(_record, found) if record is not None]


def _record(entry: Any) -> Record | None:
    number_, title = text(entry, "dc:identifier"), text(entry, "dc:title")
    if not number_ or not title:
        return None
    name, abstract = number_.removeprefix("SCOPUS_ID:"), prose(entry, "dc:description")
    journal, date = text(entry, "prism:publicationName"), day(entry, "prism:coverDate")
    links = {text(link, "@ref"): text(link, "@href") for link in items(entry, "link")}
    authors = [n for a in items(entry, "author") if (n := text(a, "authname"))]
    first = text(entry, "dc:creator")
    return Record(
        id=f"scopus_{name}",
        title=title,
        source=f"{journal or 'Scopus'}{f' ({date[:4]})' if date else ''}, {doi(text(entry, 'prism:doi')) or name}",
        text=abstract or title,
        domain="general",
        kind="review" if text(entry, "subtype") == "re" else "paper",
        identifiers=known(doi=doi(text(entry, "prism:doi")), pmid=text(entry, "pubmed-id"), scopus=name),
        authors=tuple(authors) or ((first,) if first else None),
        date=date,
        updated=None,
        licence=None,
        url=links.get("scopus"),
        references=None,
        retraction=None,
        retracts={},
        data={
            "abstract": abstract,
            "cited_by_count": number(entry, "citedby-count"),
            "journal": journal,
            "volume": text(entry, "prism:volume"),
            "issue": text(entry, "prism:issueIdentifier"),
            "pages": text(entry, "prism:pageRange"),
            "type": text(entry, "subtypeDescription"),
        },
    )
