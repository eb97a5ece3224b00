"""OpenAlex: works of all fields with abstracts, topics and what they cite; it stands in for Scopus [OpenAlex]_.

Works come by publication date. One may enter the index weeks after it was published, so each pull begins some weeks
before the last one ended; what is known already costs nothing.

.. [OpenAlex] J. Priem et al., arXiv:2205.01833; https://developers.openalex.org
"""

from collections.abc import Iterator
from typing import Any

from ech0.core.types import Batch, Retraction
from memory.sources import source
from memory.sources.paging import before
from memory.sources.reading import day, dig, items, text, texts, truth, whole
from memory.sources.record import Record, doi, known
from memory.sources.web import Key, Page, Web

_URL = "https://api.openalex.org/works"
_PAGE, _PAGES, _LATE_DAYS, _WORDS = 100, 100, 30, 20_000
_DOMAINS = {
    "Chemistry": "chemistry",
    "Chemical Engineering": "chemistry",
    "Materials Science": "materials",
    "Physics and Astronomy": "physics",
    "Biochemistry, Genetics and Molecular Biology": "biology",
    "Agricultural and Biological Sciences": "biology",
    "Immunology and Microbiology": "biology",
    "Neuroscience": "biology",
    "Medicine": "medicine",
    "Nursing": "medicine",
    "Pharmacology, Toxicology and Pharmaceutics": "medicine",
}


@source(
    name="openalex",
    title="OpenAlex",
    licence="CC0-1.0",
    terms="https://docs.openalex.org/additional-help/faq",
    rate=5.0,
    query="a filter of OpenAlex (field:value, commas between), doi: with DOIs, or words to search for",
    example="title_and_abstract.search:solid electrolyte,type:article",
    fields=("abstract", "type", "venue", "cited_by_count", "topic", "field", "open_access", "language"),
    key=Key("OPENALEX_API_KEY", "query", "api_key", "https://openalex.org/settings/api", required=False),
    dated=True,
)
def openalex(web: Web, query: str, since: str | None) -> Iterator[Batch]:
    """Works by publication date, ascending; the cursor is the day of the pull. Without one, the best come first."""
    if query.startswith("doi:"):
        for name in query[4:].replace(",", " ").split():
            page = web.seek(f"{_URL}/https://doi.org/{name}")
            found = _record(page.json()) if page.found else None
            yield Batch(documents=(found,) if found else (), cursor=since or web.today())
        return
    filters = [query] if ":" in query else []
    wanted: dict[str, str | int | None] = {"per_page": _PAGE, "search": None if filters else query}
    wanted["sort"] = "publication_date" if since else "cited_by_count:desc" if filters else None
    at, number = before(since, _LATE_DAYS) if since else None, 1
    while True:
        wanted["filter"] = ",".join([*filters, *([f"from_publication_date:{at}"] if at else [])]) or None
        page = web.get(_URL, {**wanted, "page": number})
        found_all = page.listed("results")
        records = [r for r in map(_record, found_all) if r is not None]
        last = len(found_all) < _PAGE
        newest = max([r.date for r in records if r.date and len(r.date) == 10], default=at) if since else None
        # Deep pages are refused without a key, so the date moves on in place of the page, wherever it can.
        at, number = (newest, 1) if newest != at else (at, number + 1)
        yield Batch(
            documents=tuple(records), cursor=_cursor(newest, since) if since and newest and not last else web.today()
        )
        if last:
            return
        if number > _PAGES:
            raise page.bad(f"more than {_PAGE * _PAGES} works of {at}; narrow the query")


def _cursor(newest: str, since: str) -> str:
    """In the middle of a pull: so that a later one, which looks back some weeks, goes on from `newest`."""
    return max(before(newest, -_LATE_DAYS), since)


def parse(page: Page) -> list[Record]:
    """The works of a list, or the one work of an answer to its name."""
    answer = page.json()
    works = [answer] if text(answer, "id") else page.listed("results")
    return [record for record in map(_record, works) if record is not None]


def _record(work: Any) -> Record | None:
    name, title = _short(text(work, "id")), text(work, "title") or text(work, "display_name")
    if not name or not title:
        return None
    abstract = _abstract(dig(work, "abstract_inverted_index"))
    venue = text(work, "primary_location", "source", "display_name")
    field, date = text(work, "primary_topic", "field", "display_name"), day(work, "publication_date")
    pmid = (text(work, "ids", "pmid") or "").rstrip("/").rpartition("/")[2]
    cited = texts(work, "referenced_works")
    return Record(
        id=f"openalex_{name}",
        title=title,
        source=f"{venue or 'OpenAlex'}{f' ({date[:4]})' if date else ''}, {doi(text(work, 'doi')) or name}",
        text=abstract or title,
        domain=_DOMAINS.get(field or "", "general"),
        kind="review" if text(work, "type") == "review" else "paper",
        identifiers=known(openalex=name, doi=doi(text(work, "doi")), pmid=pmid),
        authors=tuple(n for a in items(work, "authorships") if (n := text(a, "author", "display_name"))) or None,
        date=date,
        updated=day(work, "updated_date"),
        licence=text(work, "best_oa_location", "license") or text(work, "primary_location", "license"),
        url=text(work, "doi") or text(work, "id"),
        references=tuple(f"openalex:{n}" for c in cited if (n := _short(c))) if cited is not None else None,
        retraction=Retraction(notice=None, date=None) if truth(work, "is_retracted") else None,
        retracts={},
        data={
            "abstract": abstract,
            "type": text(work, "type"),
            "venue": venue,
            "cited_by_count": whole(work, "cited_by_count"),
            "topic": text(work, "primary_topic", "display_name"),
            "field": field,
            "open_access": text(work, "open_access", "oa_status"),
            "language": text(work, "language"),
        },
    )


def _short(name: str | None) -> str | None:
    last = (name or "").rpartition("/")[2]
    return last if last[:1] == "W" and last[1:].isdigit() else None


def _abstract(index: Any) -> str | None:
    """The abstract, which comes as the places of each word."""
    if not isinstance(index, dict):
        return None
    placed = [
        (place, word)
        for word, places in index.items()
        if isinstance(places, list)
        for place in places
        if isinstance(place, int) and not isinstance(place, bool)
    ]
    return text(" ".join(word for _, word in sorted(placed)[:_WORDS]))
