"""Crossref: works with their references, and the notices by which works were retracted [Crossref]_.

.. [Crossref] https://www.crossref.org/documentation/retrieve-metadata/rest-api/; Retraction Watch is part of it since
   2025: https://www.crossref.org/documentation/retrieve-metadata/retraction-watch/
"""

import html
import re
from collections.abc import Iterator
from typing import Any

from ech0.core.types import Batch, Retraction
from memory.sources import source
from memory.sources.paging import days
from memory.sources.reading import day, dig, items, prose, text, whole
from memory.sources.record import Record, doi, known
from memory.sources.web import Page, Web

_URL = "https://api.crossref.org/works"
_PAGE, _PAGES = 100, 1000
_WITHDRAWN = frozenset({"retraction", "withdrawal", "removal"})
_TAG = re.compile(r"<[^<>]{0,500}>")
_FIELDS = ("abstract", "type", "journal", "volume", "issue", "pages", "publisher", "cited_by_count", "language")
_LICENCE = "facts, free to use (CC0 where Crossref made them); an abstract may be under its publisher's copyright"
_TERMS = "https://www.crossref.org/documentation/retrieve-metadata/rest-api/rest-api-metadata-license-information/"


@source(
    name="crossref",
    title="Crossref",
    licence=_LICENCE,
    terms=_TERMS,
    rate=1.0,
    query="words of titles, people and journals, or doi: with DOIs",
    example="perovskite solar cell stability",
    fields=_FIELDS,
    dated=True,
)
def crossref(web: Web, query: str, since: str | None) -> Iterator[Batch]:
    """Works by the day they were first registered; the cursor is the last day read whole. Without one, best first."""
    if query.startswith("doi:"):
        for name in query[4:].replace(",", " ").split():
            page = web.seek(f"{_URL}/{name}")
            yield Batch(documents=tuple(parse(page)) if page.found else (), cursor=since or web.today())
        return
    if since:
        yield from _daily(web, {"query.bibliographic": query}, "", "created-date", since)
        return
    began, cursor = web.today(), "*"
    for _ in range(_PAGES):
        page = web.get(_URL, {"query.bibliographic": query, "rows": _PAGE, "cursor": cursor})
        yield Batch(documents=tuple(parse(page)), cursor=began)
        cursor = text(page.json(), "message", "next-cursor") or ""
        if not cursor or len(page.listed("message", "items")) < _PAGE:
            return


@source(
    name="retractions",
    title="Crossref retractions",
    licence=_LICENCE,
    terms=_TERMS,
    rate=1.0,
    query="all, or words of titles",
    example="all",
    fields=_FIELDS,
    dated=True,
)
def retractions(web: Web, query: str, since: str | None) -> Iterator[Batch]:
    """Notices by the day they were last indexed, since a link to what they retract may come late; the same cursor."""
    wanted = {"query.bibliographic": None if query == "all" else query}
    yield from _daily(web, wanted, "update-type:retraction,", "index-date", since)


def _daily(web: Web, wanted: dict[str, str | None], only: str, by: str, since: str | None) -> Iterator[Batch]:
    at = since
    for of in days(since, web.today()):
        cursor: str | None = "*"
        for _ in range(_PAGES):
            between = f"{only}from-{by}:{of},until-{by}:{of}"
            page = web.get(_URL, {**wanted, "filter": between, "rows": _PAGE, "cursor": cursor})
            found = page.listed("message", "items")
            last = len(found) < _PAGE
            records = tuple(r for r in map(_record, found) if r is not None)
            yield Batch(documents=records, cursor=of if last else at or of)
            cursor = text(page.json(), "message", "next-cursor")
            if last or not cursor:
                break
        else:
            raise page.bad(f"more than {_PAGES * _PAGE} works on {of}; narrow the query")
        at = of


def parse(page: Page) -> list[Record]:
    """The works of a list, or the one work of an answer to its DOI."""
    answer = page.json()
    works = [dig(answer, "message")] if text(answer, "message-type") == "work" else page.listed("message", "items")
    return [record for record in map(_record, works) if record is not None]


def _record(work: Any) -> Record | None:
    name, title = doi(text(work, "DOI")), _plain(text(work, "title", 0))
    if not name or not title:
        return None
    journal, date = _plain(text(work, "container-title", 0)), _date(work, "issued")
    abstract = _plain(prose(work, "abstract"))
    abstract = re.sub(r"^Abstract\s+", "", abstract) if abstract else None
    review = "review" in (text(work, "subtype") or "")
    return Record(
        id=f"crossref_{name}",
        title=title,
        source=f"{journal or 'Crossref'}{f' ({date[:4]})' if date else ''}, {name}",
        text=abstract or title,
        domain="general",
        kind="notice" if items(work, "update-to") else "review" if review else "paper",
        identifiers=known(doi=name),
        authors=tuple(n for a in items(work, "author") if (n := _person(a))) or None,
        date=date,
        updated=day(work, "indexed", "date-time"),
        licence=text(work, "license", 0, "URL"),
        url=text(work, "URL"),
        references=_references(work),
        retraction=_retraction(work),
        retracts=_retracts(work, name),
        data={
            "abstract": abstract,
            "type": text(work, "type"),
            "journal": journal,
            "volume": text(work, "volume"),
            "issue": text(work, "issue"),
            "pages": text(work, "page"),
            "publisher": text(work, "publisher"),
            "cited_by_count": whole(work, "is-referenced-by-count"),
            "language": text(work, "language"),
        },
    )


def _plain(marked: str | None) -> str | None:
    """Without the markup that titles and abstracts are deposited with."""
    return text(html.unescape(_TAG.sub(" ", marked))) if marked else None


def _person(author: Any) -> str | None:
    parts = [t for field in ("given", "family") if (t := text(author, field))]
    return " ".join(parts) or text(author, "name")


def _date(value: Any, *path: str) -> str | None:
    """A date as Crossref writes it, `[[2025, 8, 11]]`, or less of it."""
    parts = [p for p in items(value, *path, "date-parts", 0)[:3] if isinstance(p, int) and not isinstance(p, bool)]
    return day("-".join(f"{p:0{4 if i == 0 else 2}}" for i, p in enumerate(parts)))


def _references(work: Any) -> tuple[str, ...] | None:
    listed = dig(work, "reference")
    if not isinstance(listed, list):
        return None
    return tuple(dict.fromkeys(f"doi:{name}" for r in listed if (name := doi(text(r, "DOI")))))


def _retraction(work: Any) -> Retraction | None:
    """What a later notice says of this work."""
    for update in items(work, "updated-by"):
        if text(update, "type") in _WITHDRAWN:
            return Retraction(notice=doi(text(update, "DOI")), date=_date(update, "updated"))
    return None


def _retracts(work: Any, own: str) -> dict[str, Retraction]:
    """What this work, a notice, says of others."""
    return {
        f"doi:{name}": Retraction(notice=own, date=_date(update, "updated"))
        for update in items(work, "update-to")
        if text(update, "type") in _WITHDRAWN and (name := doi(text(update, "DOI")))
    }
