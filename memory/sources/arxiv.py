"""arXiv: preprints with abstracts, by the public API, oldest change first [arXivAPI]_.

A query is filtered by `lastUpdatedDate`, so that new versions come too; pages are asked for by the time of the last
paper seen, not by ever deeper offsets, which the API limits.

.. [arXivAPI] https://info.arxiv.org/help/api/user-manual.html; the date filter:
   https://groups.google.com/g/arxiv-api/c/C_ReO8uv_pA
"""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from ech0.core.types import Batch, Retraction
from memory.sources import source
from memory.sources.reading import moment, text
from memory.sources.record import Record, doi, known
from memory.sources.web import Page, Params, Web

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

_URL = "https://export.arxiv.org/api/query"
_ATOM, _ARXIV = "{http://www.w3.org/2005/Atom}", "{http://arxiv.org/schemas/atom}"
_PAGE, _DEEP = 100, 10_000
_ID = re.compile(r"https?://arxiv\.org/abs/(.+?)(?:v(\d+))?$")
_WITHDRAWN = re.compile(r"\bthis (?:paper|article|submission) (?:has been|is|was) withdrawn\b", re.IGNORECASE)
_DOMAINS = {
    "q-bio": "biology",
    "cond-mat.mtrl-sci": "materials",
    "physics.chem-ph": "chemistry",
    "physics.med-ph": "medicine",
    "physics.bio-ph": "biology",
    "cs": "general",
    "econ": "general",
    "eess": "general",
    "math": "general",
    "q-fin": "general",
    "stat": "general",
}


@source(
    name="arxiv",
    title="arXiv",
    licence="CC0-1.0 (descriptive metadata with abstracts; the papers have licences of their own)",
    terms="https://info.arxiv.org/help/api/tou.html",
    rate=1 / 3,
    query="a search_query of the arXiv API, or id: with identifiers",
    example="cat:quant-ph AND abs:chemistry",
    fields=("abstract", "version", "categories", "primary_category", "journal_ref", "comment", "pdf"),
    dated=True,
)
def arxiv(web: Web, query: str, since: str | None) -> Iterator[Batch]:
    """Papers by their last change, ascending; the cursor is that time. Without one, what fits the query best first."""
    if query.startswith("id:"):
        ids = ",".join(re.split(r"[\s,]+", query[3:].strip()))
        page = web.get(_URL, {"id_list": ids, "start": 0, "max_results": _PAGE})
        yield Batch(documents=tuple(parse(page)), cursor=since or web.today())
        return
    at, offset = moment(since), 0
    if at is None:
        yield from _best(web, query)
        return
    while True:
        stamp = re.sub(r"\D", "", at)[:12]
        asked = f"({query}) AND lastUpdatedDate:[{stamp} TO 999912312359]"
        params: Params = {"search_query": asked, "start": offset, "max_results": _PAGE}
        page = web.get(_URL, {**params, "sortBy": "lastUpdatedDate", "sortOrder": "ascending"})
        found = parse(page)
        newest = max((r.updated for r in found if r.updated), default=at)
        if found:
            yield Batch(documents=tuple(found), cursor=newest)
        if len(found) < _PAGE:
            return
        # A minute can hold more papers than a page; only then is there a need to go deeper at the same time.
        at, offset = (at, offset + _PAGE) if newest[:16] == at[:16] else (newest, 0)
        if offset >= _DEEP:
            raise page.bad(f"more than {_DEEP} papers at {at}")


def _best(web: Web, query: str) -> Iterator[Batch]:
    began = web.today()
    for offset in range(0, _DEEP, _PAGE):
        page = web.get(_URL, {"search_query": query, "start": offset, "max_results": _PAGE, "sortBy": "relevance"})
        found = parse(page)
        yield Batch(documents=tuple(found), cursor=began)
        if len(found) < _PAGE:
            return


def parse(page: Page) -> list[Record]:
    """The papers of an Atom feed; raises `SourceFailed` with arXiv's own words if the feed is an error."""
    root = page.xml()
    if root.tag != f"{_ATOM}feed":
        raise page.bad(f"a <{root.tag}> instead of an Atom feed")
    entries = root.findall(f"{_ATOM}entry")
    for entry in entries:
        if "/api/errors" in (entry.findtext(f"{_ATOM}id") or ""):
            raise page.bad(text(entry.findtext(f"{_ATOM}summary")) or "an error without words")
    return [record for record in map(_record, entries) if record is not None]


def _record(entry: "Element") -> Record | None:
    named = _ID.fullmatch((entry.findtext(f"{_ATOM}id") or "").strip())
    title = text(entry.findtext(f"{_ATOM}title"))
    if not named or not title:
        return None
    arxiv_id, version = named[1], named[2]
    abstract = text(entry.findtext(f"{_ATOM}summary"))
    primary = entry.find(f"{_ARXIV}primary_category")
    category = primary.get("term") if primary is not None else None
    date = moment(entry.findtext(f"{_ATOM}published"))
    updated, comment = moment(entry.findtext(f"{_ATOM}updated")), text(entry.findtext(f"{_ARXIV}comment"))
    withdrawn = _WITHDRAWN.search(f"{comment or ''} {abstract or ''}")
    links = {link.get("title") or link.get("rel"): link.get("href") for link in entry.findall(f"{_ATOM}link")}
    return Record(
        id=f"arxiv_{arxiv_id}",
        title=title,
        source=f"arXiv:{arxiv_id}" + (f"v{version}" if version else ""),
        text=abstract or title,
        domain=_domain(category),
        kind="preprint",
        identifiers=known(arxiv=arxiv_id, doi=doi(entry.findtext(f"{_ARXIV}doi"))),
        authors=tuple(n for a in entry.findall(f"{_ATOM}author") if (n := text(a.findtext(f"{_ATOM}name")))) or None,
        date=date[:10] if date else None,
        updated=updated,
        licence=None,  # the API does not give the paper's licence
        url=f"https://arxiv.org/abs/{arxiv_id}",
        references=None,
        retraction=Retraction(notice=None, date=updated[:10] if updated else None) if withdrawn else None,
        retracts={},
        data={
            "abstract": abstract,
            "version": int(version) if version else None,
            "categories": [t for c in entry.findall(f"{_ATOM}category") if (t := c.get("term"))] or None,
            "primary_category": category,
            "journal_ref": text(entry.findtext(f"{_ARXIV}journal_ref")),
            "comment": comment,
            "pdf": links.get("pdf"),
        },
    )


def _domain(category: str | None) -> str:
    """Our word for a category of arXiv; what is none of ours is physics, as most of arXiv is."""
    if category is None:
        return "general"
    return _DOMAINS.get(category) or _DOMAINS.get(category.partition(".")[0]) or "physics"
