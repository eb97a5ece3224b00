"""PubMed: articles of medicine and biology with MeSH terms, references and retractions, by E-utilities [EUtils]_.

A day of the Entrez date at a time, so that a pull that is cut off goes on with the day it was at.

.. [EUtils] E. Sayers, https://www.ncbi.nlm.nih.gov/books/NBK25499/
"""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from ech0.core.types import Batch, Retraction
from memory.sources import source
from memory.sources.paging import days, parts
from memory.sources.reading import text, texts, whole
from memory.sources.record import Record, doi, known
from memory.sources.web import Key, Page, Web

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

_URL = "https://eutils.ncbi.nlm.nih.gov/entrez/eutils"
_MOST, _PAGE = 10_000, 100
_MONTHS = {m: f"{i:02}" for i, m in enumerate("Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split(), 1)}


@source(
    name="pubmed",
    title="PubMed",
    licence="NLM data: free use with attribution; an abstract may be under its publisher's copyright",
    terms="https://www.nlm.nih.gov/databases/download/terms_and_conditions.html",
    rate=3.0,
    query="a PubMed search, or id: with PMIDs",
    example="immunotherapy[MeSH Terms] AND review[pt]",
    fields=("abstract", "mesh", "publication_types", "journal", "volume", "issue", "pages", "keywords", "language"),
    key=Key("NCBI_API_KEY", "query", "api_key", "https://account.ncbi.nlm.nih.gov/settings/", required=False),
    dated=True,
)
def pubmed(web: Web, query: str, since: str | None) -> Iterator[Batch]:
    """Articles by the day they were entered; the cursor is the last day read whole. Without one, best first."""
    about = {"db": "pubmed", "tool": "ech0", "email": web.client.contact if "@" in web.client.contact else None}
    if query.startswith("id:"):
        found = re.findall(r"\d+", query[3:])
        for part in parts(found, _PAGE):
            yield Batch(documents=_fetched(web, about, part), cursor=since or web.today())
        return
    wanted = {**about, "term": query, "retmode": "json", "retmax": _MOST}
    if since is None:
        ids, _ = _found(web.get(f"{_URL}/esearch.fcgi", {**wanted, "sort": "relevance"}))
        for part in parts(ids, _PAGE):
            yield Batch(documents=_fetched(web, about, part), cursor=web.today())
        return
    at = since
    for day in days(since, web.today()):
        span = day.replace("-", "/")
        page = web.get(f"{_URL}/esearch.fcgi", {**wanted, "datetype": "edat", "mindate": span, "maxdate": span})
        ids, count = _found(page)
        if count > _MOST:
            raise page.bad(f"more than {_MOST} articles on {day}; narrow the query")
        portions = parts(sorted(ids, key=lambda i: (len(i), i)), _PAGE)
        for number, part in enumerate(portions, 1):
            documents = _fetched(web, about, part)
            yield Batch(documents=documents, cursor=day if number == len(portions) else at)
        if not portions:
            yield Batch(documents=(), cursor=day)
        at = day


def _found(page: Page) -> tuple[list[str], int]:
    """The PMIDs that a search found, and how many there are in all; raises `SourceFailed` with PubMed's own words."""
    answer = page.json()
    wrong = text(answer, "error") or text(answer, "esearchresult", "ERROR")
    ids = texts(answer, "esearchresult", "idlist")
    if wrong or ids is None:
        raise page.bad(wrong or "no list of ids")
    return ids, whole(answer, "esearchresult", "count") or 0


def _fetched(web: Web, about: dict[str, str | None], ids: list[str]) -> tuple[Record, ...]:
    return tuple(parse(web.get(f"{_URL}/efetch.fcgi", {**about, "id": ",".join(ids), "retmode": "xml"})))


def parse(page: Page) -> list[Record]:
    """The articles of a PubmedArticleSet; books and what has no PMID or title are left out."""
    root = page.xml()
    if root.tag != "PubmedArticleSet":
        raise page.bad(f"a <{root.tag}> instead of a PubmedArticleSet")
    return [record for record in map(_record, root.findall("PubmedArticle")) if record is not None]


def _words(element: "Element | None") -> str | None:
    """All text beneath an element: titles and abstracts hold markup and formulas."""
    return text("".join(element.itertext())) if element is not None else None


def _record(article: "Element") -> Record | None:
    pmid, about = text(article.findtext("MedlineCitation/PMID")), article.find("MedlineCitation/Article")
    title = _words(about.find("ArticleTitle")) if about is not None else None
    if about is None or not pmid or not title:
        return None
    ids = {i.get("IdType"): text(i.text) for i in article.findall("PubmedData/ArticleIdList/ArticleId")}
    abstract = "\n\n".join(_abstract(about)) or None
    kinds = [k for k in map(_words, about.findall("PublicationTypeList/PublicationType")) if k]
    mesh = [m for m in map(_words, article.findall("MedlineCitation/MeshHeadingList/MeshHeading/DescriptorName")) if m]
    journal = _words(about.find("Journal/Title"))
    date = _date(about.find("Journal/JournalIssue/PubDate"))
    return Record(
        id=f"pubmed_{pmid}",
        title=title,
        source=f"{journal or 'PubMed'}{f' ({date[:4]})' if date else ''}, PMID {pmid}",
        text=abstract or title,
        domain="oncology" if any("Neoplasm" in m for m in mesh) else "medicine",
        kind="review" if "Review" in kinds else "paper",
        identifiers=known(pmid=pmid, doi=doi(ids.get("doi")), pmcid=ids.get("pmc")),
        authors=tuple(_authors(about)) or None,
        date=date,
        updated=_date(article.find("MedlineCitation/DateRevised")),
        licence=_words(about.find("Abstract/CopyrightInformation")),
        url=f"https://pubmed.ncbi.nlm.nih.gov/{pmid}/",
        references=_references(article),
        retraction=_retraction(article, kinds),
        retracts=_retracts(article, pmid, doi(ids.get("doi")), date),
        data={
            "abstract": abstract,
            "mesh": mesh or None,
            "publication_types": kinds or None,
            "journal": journal,
            "volume": text(about.findtext("Journal/JournalIssue/Volume")),
            "issue": text(about.findtext("Journal/JournalIssue/Issue")),
            "pages": text(about.findtext("Pagination/MedlinePgn")),
            "keywords": [k for k in map(_words, article.findall("MedlineCitation/KeywordList/Keyword")) if k] or None,
            "language": text(about.findtext("Language")),
        },
    )


def _abstract(about: "Element") -> Iterator[str]:
    for part in about.findall("Abstract/AbstractText"):
        if words := _words(part):
            label = text(part.get("Label"))
            yield f"{label}: {words}" if label else words


def _authors(about: "Element") -> Iterator[str]:
    for author in about.findall("AuthorList/Author"):
        person = [t for tag in ("ForeName", "LastName") if (t := text(author.findtext(tag)))]
        if name := " ".join(person) or text(author.findtext("CollectiveName")):
            yield name


def _date(element: "Element | None") -> str | None:
    """A `PubDate` or another date of MEDLINE; of a range the year alone."""
    if element is None:
        return None
    year, month, day = (text(element.findtext(tag)) for tag in ("Year", "Month", "Day"))
    if year is None:
        found = re.search(r"\b(1[89]|20)\d\d\b", element.findtext("MedlineDate") or "")
        return found[0] if found else None
    month = _MONTHS.get((month or "")[:3].title(), month.zfill(2) if month and month.isdigit() else None)
    if month is None:
        return year
    return f"{year}-{month}-{day.zfill(2)}" if day and day.isdigit() else f"{year}-{month}"


def _references(article: "Element") -> tuple[str, ...] | None:
    lists = article.findall("PubmedData/ReferenceList")
    if not lists:
        return None
    found = []
    for reference in article.findall("PubmedData/ReferenceList//Reference/ArticleIdList"):
        ids = {i.get("IdType"): text(i.text) for i in reference.findall("ArticleId")}
        if ids.get("pubmed"):
            found.append(f"pmid:{ids['pubmed']}")
        elif named := doi(ids.get("doi")):
            found.append(f"doi:{named}")
    return tuple(dict.fromkeys(found))


def _linked(article: "Element", kind: str) -> "list[Element]":
    notes = article.findall("MedlineCitation/CommentsCorrectionsList/CommentsCorrections")
    return [note for note in notes if note.get("RefType") == kind]


def _retraction(article: "Element", kinds: list[str]) -> Retraction | None:
    notes = _linked(article, "RetractionIn")
    if not notes and "Retracted Publication" not in kinds:
        return None
    said = text(notes[0].findtext("RefSource")) if notes else None
    number = text(notes[0].findtext("PMID")) if notes else None
    named = re.search(r"doi:\s*(10\.\S+)", said or "")
    notice = doi(named[1]) if named else None
    year = re.search(r"\b(?:19|20)\d\d\b", said or "")
    return Retraction(notice=notice or (f"pmid:{number}" if number else None), date=year[0] if year else None)


def _retracts(article: "Element", pmid: str, own: str | None, date: str | None) -> dict[str, Retraction]:
    numbers = (text(note.findtext("PMID")) for note in _linked(article, "RetractionOf"))
    return {f"pmid:{n}": Retraction(notice=own or f"pmid:{pmid}", date=date) for n in numbers if n}
