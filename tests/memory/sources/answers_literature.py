"""Works, retractions and filings: made-up answers in the form of real ones; see `answers.py`."""


def atom(*entries):
    """A feed of arXiv."""
    made = "".join(
        f"""<entry><id>http://arxiv.org/abs/{name}v{version}</id><title>{title}</title>
        <updated>{when}T10:00:00Z</updated><published>2026-10-01T00:00:00Z</published>
        <summary>{title}, in a few words.</summary><author><name>Ada One</name></author>
        <author><name>Bo Two</name></author><category term="{category}"/>
        <link title="pdf" rel="related" href="https://arxiv.org/pdf/{name}v{version}"/>
        <arxiv:primary_category term="{category}"/><arxiv:doi>https://doi.org/10.5555/{name}</arxiv:doi></entry>"""
        for name, version, title, when, category in entries
    )
    return (
        '<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom" '
        f'xmlns:arxiv="http://arxiv.org/schemas/atom">{made}</feed>'
    )


def pubmed(*pmids):
    """A set of articles; the first one cites, the second one was retracted."""
    extra = {
        1: "<ReferenceList><Reference><ArticleIdList><ArticleId IdType='pubmed'>77</ArticleId></ArticleIdList>"
        "</Reference></ReferenceList>",
    }
    note = (
        '<CommentsCorrectionsList><CommentsCorrections RefType="RetractionIn"><RefSource>J X. 2026;1:2. '
        "doi: 10.5555/notice.2</RefSource><PMID>99</PMID></CommentsCorrections></CommentsCorrectionsList>"
    )
    articles = "".join(
        f"""<PubmedArticle><MedlineCitation><PMID>{n}</PMID><Article><Journal><Title>Journal of Tests</Title>
        <JournalIssue><Volume>4</Volume><PubDate><Year>2026</Year><Month>Nov</Month><Day>3</Day></PubDate></JournalIssue>
        </Journal><ArticleTitle>Study <i>number</i> {n}</ArticleTitle><Abstract><AbstractText Label="METHODS">We
        measured.</AbstractText><AbstractText Label="RESULTS">It was so.</AbstractText></Abstract><AuthorList><Author>
        <LastName>Two</LastName><ForeName>Bo</ForeName></Author></AuthorList><PublicationTypeList>
        <PublicationType>Journal Article</PublicationType></PublicationTypeList></Article>
        {note if n == 2 else ""}<MeshHeadingList><MeshHeading><DescriptorName>Mice</DescriptorName></MeshHeading>
        </MeshHeadingList></MedlineCitation><PubmedData>{extra.get(n, "")}<ArticleIdList>
        <ArticleId IdType="doi">10.5555/PM.{n}</ArticleId></ArticleIdList></PubmedData></PubmedArticle>"""
        for n in pmids
    )
    doctype = (
        '<!DOCTYPE PubmedArticleSet PUBLIC "-//NLM//DTD PubMedArticle, 1st January 2025//EN" "https://x.invalid/p.dtd">'
    )
    return f'<?xml version="1.0"?>{doctype}<PubmedArticleSet>{articles}</PubmedArticleSet>'


def found(*pmids):
    """What a search of PubMed finds."""
    return {"esearchresult": {"count": str(len(pmids)), "idlist": [str(p) for p in pmids]}}


def work(number, date, cites=()):
    """One work of OpenAlex."""
    return {
        "id": f"https://openalex.org/W{number}",
        "doi": f"https://doi.org/10.5555/OA.{number}",
        "title": f"Work {number}",
        "publication_date": date,
        "type": "article",
        "authorships": [{"author": {"display_name": "Ada One"}}],
        "abstract_inverted_index": {"gold": [1], "All": [0], "shines.": [2]},
        "referenced_works": [f"https://openalex.org/W{n}" for n in cites],
        "primary_topic": {"display_name": "Metals", "field": {"display_name": "Materials Science"}},
        "cited_by_count": 3,
        "is_retracted": False,
    }


def deposit(name, **also):
    """One work of Crossref."""
    return {
        "DOI": f"10.5555/{name}",
        "title": [f"Deposit {name} &amp; more"],
        "type": "journal-article",
        "container-title": ["Journal of Tests"],
        "author": [{"given": "Ada", "family": "One"}],
        "issued": {"date-parts": [[2026, 11]]},
        "reference": [{"key": "1", "DOI": "10.5555/OLD"}, {"key": "2", "unstructured": "A book"}],
        "abstract": "<jats:p>We <jats:italic>tested</jats:italic> it.</jats:p>",
        **also,
    }


def listed(*works):
    """A list of Crossref."""
    return {"message-type": "work-list", "message": {"items": list(works), "next-cursor": "abc"}}


def filings(*numbers):
    """Filings of a company, newest first, as the SEC lists them."""
    return {
        "cik": "0000320193", "name": "Example Inc.", "tickers": ["EXM"],
        "filings": {"recent": {
            "accessionNumber": [f"0000320193-26-{n:06}" for n in numbers],
            "filingDate": ["2026-11-22" for _ in numbers], "reportDate": ["" for _ in numbers],
            "form": ["8-K" for _ in numbers], "primaryDocument": ["a.htm" for _ in numbers],
        }},
    }  # fmt: skip


def scopus(*names):
    """A page of Scopus."""
    entries = [
        {"dc:identifier": f"SCOPUS_ID:{n}", "dc:title": f"Work {n}", "dc:creator": "One A.",
         "prism:coverDate": "2026-10-01", "prism:doi": f"10.5555/S.{n}", "citedby-count": "4"}
        for n in names
    ]  # fmt: skip
    return {"search-results": {"opensearch:totalResults": str(len(names)), "entry": entries}}


A, B, C = (
    ("2610.00001", 1, "First paper", "2026-11-20", "quant-ph"),
    ("2610.00002", 2, "Second paper", "2026-11-21", "cond-mat.mtrl-sci"),
    ("2610.00003", 1, "Third paper", "2026-11-22", "q-bio.BM"),
)
CASES = {
    "arxiv": (
        "cat:quant-ph",
        [("export.arxiv.org/api/query", atom(A, B))],
        [("export.arxiv.org/api/query", atom(B, C))],
        ["arxiv_2610.00001", "arxiv_2610.00002"], ["arxiv_2610.00003"], "2026-11-01",
    ),
    "pubmed": (
        "mice[mh]",
        [("esearch", found(2, 1)), ("efetch", pubmed(1, 2))],
        [("esearch", found(3, 2)), ("efetch", pubmed(2, 3))],
        ["pubmed_1", "pubmed_2"], ["pubmed_3"], "2026-11-22",
    ),
    "openalex": (
        "gold",
        [("api.openalex.org/works", {"results": [work(11, "2026-11-01", cites=(12, 13))]})],
        [("api.openalex.org/works", {"results": [work(11, "2026-11-01", cites=(12, 13)), work(14, "2026-11-20")]})],
        ["openalex_W11"], ["openalex_W14"], "2026-11-01",
    ),
    "crossref": (
        "testing",
        [("api.crossref.org/works", listed(deposit("a")))],
        [("api.crossref.org/works", listed(deposit("a"), deposit("b")))],
        ["crossref_10.5555/a"], ["crossref_10.5555/b"], "2026-11-22",
    ),
    "retractions": (
        "all",
        [("api.crossref.org/works", listed(deposit("n1", **{"update-to": [
            {"DOI": "10.5555/PM.1", "type": "retraction", "updated": {"date-parts": [[2026, 11, 5]]}}]})))],
        [("api.crossref.org/works", listed(deposit("n2", **{"update-to": [
            {"DOI": "10.5555/a", "type": "retraction", "updated": {"date-parts": [[2026, 11, 6]]}}]})))],
        ["crossref_10.5555/n1"], ["crossref_10.5555/n2"], "2026-11-22",
    ),
    "scopus": (
        "TITLE(gold)",
        [("api.elsevier.com/content/search/scopus", scopus("1"))],
        [("api.elsevier.com/content/search/scopus", scopus("1", "2"))],
        ["scopus_1"], ["scopus_2"], "2026-11-01", {"ELSEVIER_API_KEY": "k"},
    ),
    "edgar": (
        "320193",
        [("data.sec.gov/submissions/CIK0000320193", filings(2, 1))],
        [("data.sec.gov/submissions/CIK0000320193", filings(3, 2, 1))],
        ["edgar_0000320193-26-000001", "edgar_0000320193-26-000002"], ["edgar_0000320193-26-000003"], "2026-11-01",
    ),
}  # fmt: skip
