"""What a paper says of itself: title, authors, abstract, findings, methods, data, date, each with its place or nothing.

Everything is cut out of the text as it stands there; nothing is written anew, and what is not found is `None`.
"""

import re
from collections.abc import Iterator
from typing import Literal

from pydantic import model_validator

from ech0.core.sentences import sentences
from ech0.core.types import Document, Embedder, Noun
from memory.about import About, Read
from memory.fields import field

MAX_FINDINGS = 6
_TOLD = "title authors date domain abstract key_findings methodology data_availability".split()


class Found(Noun):
    """A part of a paper. From the `text`, `value == text[start:end]`; from the `file`'s own data, there is no place."""

    value: str
    start: int | None = None
    end: int | None = None
    origin: Literal["text", "file"] = "text"


class Domain(Noun):
    """A field of science; `nearness` and `margin` are cosines of MiniLM (`memory.fields`)."""

    value: str
    nearness: float
    margin: float


class Paper(Noun):
    """What was found of a paper. Each part is present, or `None`: nothing is made up."""

    document: str
    text: str
    title: Found | None
    authors: tuple[Found, ...] | None
    abstract: Found | None
    key_findings: tuple[Found, ...] | None
    methodology: Found | None
    data_availability: Found | None
    domain: Domain | None
    date: Found | None

    @model_validator(mode="after")
    def _verbatim(self) -> "Paper":
        one = (self.title, self.abstract, self.methodology, self.data_availability, self.date)
        for part in (*one, *(self.authors or ()), *(self.key_findings or ())):
            if part is not None and part.start is not None and self.text[part.start : part.end] != part.value:
                raise ValueError(f"{part.value[:60]!r} does not stand at {part.start}")
        return self

    def told(self) -> str:
        """All parts but the text, for a terminal."""
        lines = []
        for name in _TOLD:
            said = getattr(self, name)
            parts = said if isinstance(said, tuple) else () if said is None else (said,)
            shown = "; ".join(_short(p.value) for p in parts) or "not found"
            lines.append(f"{name.replace('_', ' '):18} {shown}\n")
        return "".join(lines)


def process(read: Read, embedder: Embedder) -> Paper:
    """Take a paper apart; `embedder` tells its field."""
    document, about = read.document, read.about
    text = document.text
    parts = _Parts(document)
    abstract = parts.section(_ABSTRACT) or _labelled(text, "abstract|summary")
    title = _title(document)
    methods = parts.section(_METHODS)
    if methods is None and abstract is not None:
        methods = _labelled(text, "methods?(?:/design)?|methodology", abstract)
    best = field(". ".join(p.value for p in (title, abstract) if p) or text, embedder)
    return Paper(
        document=document.id,
        text=text,
        title=title,
        authors=_authors(text, about, title, abstract),
        abstract=abstract,
        key_findings=_findings(text, abstract, parts.section(_CONCLUSIONS)),
        methodology=methods,
        data_availability=parts.section(_DATA) or _sentence(text, _AVAILABLE),
        domain=Domain(value=best.name, nearness=best.nearness, margin=best.margin) if best.name else None,
        date=_date(text, about),
    )


_ABSTRACT = re.compile(r"(?i)^(?:\d+\.?\s*)?(?:abstract|summary)$")
_METHODS = re.compile(
    r"(?i)^(?:[\d.]+\s*)?(?:(?:materials|patients|data) and )?(?:methods?|methodology|study design|experimental"
    r"(?: section| methods?| procedures?| setup)?|methods?\s*/\s*design|computational (?:details|methods?))$"
)
_NEXT_LABEL = re.compile(r"(?:(?<=[.\]?!]\s)|(?<=\n))[A-Z][A-Za-z/]+(?: [a-z]+){0,2}\s?:\s|\n\s*\n")
_CONCLUSIONS = re.compile(r"(?i)^(?:[\d.]+\s*)?(?:conclusions?|summary and conclusions?|discussion and conclusions?)$")
_DATA = re.compile(
    r"(?i)^(?:[\d.]+\s*)?(?:(?:data|code|data and (?:code|materials)) availability(?: statement)?"
    r"|availability of (?:supporting )?data(?: and materials?)?|data (?:sharing|access)(?: statement)?)$"
)
_TOP = re.compile(
    r"(?i)^(?:\d+\.?\s+\S.*|abstract|summary|introduction|background|results.*|discussion.*|conclusions?.*|acknowledge?ments?"
    r"|references|bibliography|limitations|appendi.*|supplement.*|keywords?|funding|author contributions|competing.*"
    r"|(?:data|code|availability) .*|(?:(?:materials|patients|data) and )?methods?.*|methodology|experimental.*)$"
)
_AVAILABLE = re.compile(
    r"(?i)\b(?:data(?:sets?)?|code|sequences|structures)\b[^.]{0,160}\b(?:(?:is|are|were|will be|been)\s+"
    r"(?:\w+\s+){0,2}(?:available|deposited|archived|accessible)|available (?:at|from|on|upon|in))\b"
    r"|\b(?:accession (?:number|code)s?|no new data were)\b"
)


_LICENCE = re.compile(r"(?i)\b(?:waiver|licen[cs]e)\b")


class _Parts:
    """The sections of a document as spans: the text under a heading, up to the next heading that papers have."""

    def __init__(self, document: Document) -> None:
        self.text = document.text
        self.marks = [m for m in document.marks if m.kind == "section"]

    def section(self, wanted: re.Pattern[str]) -> Found | None:
        """The body of the first section with such a heading; `None` if there is none, or it is empty."""
        for n, mark in enumerate(self.marks):
            if not wanted.match(mark.name):
                continue
            start = self._body(mark.start)
            rest = [m for m in self.marks[n + 1 :] if m.start >= start]
            own = wanted is _ABSTRACT
            end = next((m.start for m in rest if own or _TOP.match(m.name)), len(self.text))
            cut = re.search(r"(?mi)^\W{0,3}keywords?\b", self.text[start:end]) if own else None
            if found := _trimmed(self.text, start, start + cut.start() if cut else end):
                return found
        return None

    def _body(self, heading: int) -> int:
        """Where the text after a heading's line begins."""
        end = self.text.find("\n", heading)
        under = re.compile(r"\n[=-]{2,}[ \t]*(?=\n|$)").match(self.text, end) if end >= 0 else None
        return len(self.text) if end < 0 else under.end() if under else end


def _labelled(text: str, words: str, inside: Found | None = None) -> Found | None:
    """What follows `Methods:` at the start of a paragraph, or inside an abstract, up to the next such label."""
    start, end = (inside.start or 0, inside.end or 0) if inside else (0, min(len(text), 20_000))
    label = re.compile(rf"(?:(?<=\n)|(?<=[.\]]\s)|^)(?i:{words})\s?[:.—–]\s*(?=\S)")
    found = label.search(text, start, end) if inside is None else label.search(text[:end], start)
    if found is None:
        return None
    after = _NEXT_LABEL.search(text, found.end(), end)
    return _trimmed(text, found.end(), after.start() if after else end)


def _trimmed(text: str, start: int, end: int) -> Found | None:
    part = text[start:end]
    start += len(part) - len(part.lstrip())
    end = start + len(part.strip())
    return Found(value=text[start:end], start=start, end=end) if end > start else None


def _title(document: Document) -> Found | None:
    """The title where it stands in the text; a file's name is none."""
    stem = document.source.rpartition(".")[0]
    if not document.title or document.title in (stem, document.source):
        return None
    words = re.findall(r"\S+", document.title)
    found = re.search(r"\s+".join(map(re.escape, words)), document.text[:50_000], re.IGNORECASE)
    if found is None:
        return Found(value=document.title, origin="file")
    return Found(value=found.group(), start=found.start(), end=found.end())


# --- people -----------------------------------------------------------------------------------------------------------

_MARKS = r"\d¹²³⁰⁴-⁹*†‡§¶,;&"
"""What stands between names, and what points from them to addresses."""
_NAME = re.compile(
    r"[A-ZÀ-ÖØ-Þ](?:[^\W\d_]|['’.-])*"
    r"(?:[ \n](?:[A-ZÀ-ÖØ-Þ]{1,3}\.?|(?:van|von|der|den|de|del|di|da|la|le|bin|ter|ten|dos|el|al)"
    r"|[A-ZÀ-ÖØ-Þ](?:[^\W\d_]|['’.-])+?)){1,5}(?=[\d¹²³⁰⁴-⁹,;*†‡§¶\s]|$)"
)


def _authors(text: str, about: About, title: Found | None, abstract: Found | None) -> tuple[Found, ...] | None:
    """Those that the file names, where they stand in the text; else the names in the line under the title."""
    if about.authors:
        return tuple(_placed(text, name) for name in about.authors)
    if title is None or title.end is None:
        return None
    end = abstract.start if abstract and abstract.start and abstract.start > title.end else title.end + 3000
    for start, stop in _paragraphs(text, title.end, end):
        line = text[start:stop].removeprefix("By ")
        bare = re.sub(rf"[{_MARKS}.()]+|\band\b", " ", line)
        words = bare.split()
        capital = sum(w[0].isupper() for w in words)
        if not 2 <= len(words) <= 400 or capital < 0.75 * len(words) or _TOP.match(line.strip()):
            continue
        shift = stop - len(line)
        found = [m for piece in _people(line) for m in _NAME.finditer(line, *piece)]
        if found and sum(len(m.group().split()) for m in found) >= 0.6 * len(words):
            return tuple(Found(value=m.group(), start=shift + m.start(), end=shift + m.end()) for m in found)
    return None


def _people(line: str) -> Iterator[tuple[int, int]]:
    """Spans between the marks that separate names."""
    at = 0
    for mark in re.finditer(rf"\s+and\s+|[{_MARKS}]+", line):
        yield at, mark.start()
        at = mark.end()
    yield at, len(line)


def _placed(text: str, name: str) -> Found:
    """A name where it stands, as it is spelt or with the family name last."""
    family, comma, given = name.partition(",")
    for spelt in (name, f"{given.strip()} {family.strip()}" if comma else name):
        at = text.find(spelt, 0, 50_000)
        if at >= 0:
            return Found(value=spelt, start=at, end=at + len(spelt))
    return Found(value=name, origin="file")


def _paragraphs(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    for found in re.finditer(r"[^\n](?:[^\n]|\n(?![ \t]*\n))*", text[:end][start:]):
        yield start + found.start(), start + found.end()


# --- findings, data, dates --------------------------------------------------------------------------------------------

_CLAIMS = re.compile(
    r"(?i)\b(?:we (?:have )?(?:found|find|show(?:ed|n)?|demonstrated?|report|observed?|identif(?:y|ied)|concluded?"
    r"|measured?|obtain(?:ed)?|achieved?)"
    r"|(?:results?|findings|data|analys[ei]s|study|experiments?) (?:\w+ ){0,3}"
    r"(?:show|suggest|indicate|demonstrate|reveal|confirm|support|provide)"
    r"|was found|were found|in conclusion|significant(?:ly)?"
    r"|(?:increase|decrease|reduce|improve|outperform|exceed|differ|rose|fell|dropped)(?:s|d|ed)?\b)"
)
_PLANS = re.compile(
    r"(?i)\b(?:we will|will be|is planned|protocol|aims? to|objectives? (?:is|are|of)|to determine whether)\b"
)


def _findings(text: str, abstract: Found | None, conclusions: Found | None) -> tuple[Found, ...] | None:
    """Sentences that say what came out: all of a labelled `Results:`, else those that claim something."""
    for whole in (abstract, conclusions):
        if whole is None or whole.start is None or whole.end is None:
            continue
        labelled = _labelled(text, "(?:main )?results?|findings", whole) or _labelled(text, "conclusions?", whole)
        if whole is abstract and labelled is None and len(_NEXT_LABEL.findall(text, whole.start, whole.end)) > 1:
            continue  # it has labels, and none of them is of results: a protocol
        inner = labelled if whole is abstract and labelled else whole
        spans = list(sentences(text, inner.start or 0, inner.end or 0))
        if inner is whole:
            spans = [s for s in spans if _CLAIMS.search(text, *s) and not _PLANS.search(text, *s)]
        else:
            spans = [s for s in spans if not _PLANS.search(text, *s)]
        if spans:
            return tuple(Found(value=text[a:b], start=a, end=b) for a, b in spans[:MAX_FINDINGS])
    return None


def _sentence(text: str, wanted: re.Pattern[str]) -> Found | None:
    every = wanted.finditer(text)
    found = next((m for m in every if not _LICENCE.search(text, max(0, m.start() - 200), m.end() + 200)), None)
    if found is None:
        return None
    before = max(text.rfind("\n\n", 0, found.start()) + 2, text.rfind(". ", 0, found.start()) + 2, 0)
    for start, end in sentences(text, before, min(len(text), found.end() + 1000)):
        if start <= found.start() < end:
            stop = text.find("\n\n", start, end)
            return _trimmed(text, start, end if stop < 0 else stop)
    return None


_MONTH = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*"
_DAY = rf"(?:\d{{1,2}} {_MONTH}\.? \d{{4}}|{_MONTH}\.? \d{{1,2}}, ?\d{{4}}|\d{{4}}-\d\d-\d\d|{_MONTH}\.? \d{{4}})"
_SAID = ("published(?: online)?", "accepted", "received", "date")
_DATES = [re.compile(rf"(?i:\b{words})[:\s]*(?:on )?(?P<day>{_DAY})") for words in _SAID]


def _date(text: str, about: About) -> Found | None:
    """When it was published, as the text says; else accepted, received; else what the file says of itself."""
    for wanted in _DATES:
        if found := wanted.search(text):
            return Found(value=found["day"], start=found.start("day"), end=found.end("day"))
    if not about.date:
        return None
    at = text.find(about.date, 0, 50_000)
    if at >= 0:
        return Found(value=about.date, start=at, end=at + len(about.date))
    return Found(value=about.date, origin="file")


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= 300 else f"{line[:297]}..."
