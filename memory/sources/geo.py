"""GEO: gene expression series and data sets, described; a series matrix read as genes by samples [GEO]_.

.. [GEO] E. Clough et al., Nucleic Acids Res. 52 (2024) D138; https://www.ncbi.nlm.nih.gov/geo/info/soft.html
"""

import csv
import re
import zlib
from collections.abc import Iterator
from datetime import datetime
from typing import TYPE_CHECKING, NamedTuple

from ech0.core.errors import InputError
from ech0.core.types import Batch
from memory.sources import source
from memory.sources.paging import asked
from memory.sources.reading import number, text, whole
from memory.sources.record import Record, known, lines
from memory.sources.web import Page, Web

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_URL = "https://www.ncbi.nlm.nih.gov/geo/query/acc.cgi"
_FTP = "https://ftp.ncbi.nlm.nih.gov/geo/series"
_ACCESSION = re.compile(r"G(?:SE|DS|PL|SM)\d{1,9}")
_LINES, _UNPACKED = 200_000, 1 << 30


@source(
    name="geo",
    title="GEO",
    licence="no restriction by NCBI; submitters may claim rights",
    terms="https://www.ncbi.nlm.nih.gov/geo/info/disclaimer.html",
    rate=2.0,
    query="accessions (GSE, GDS, GPL, GSM) with commas between",
    example="GSE105845",
    fields=("type", "summary", "design", "organism", "platform", "samples", "subsets", "probes", "value_type"),
)
def geo(web: Web, query: str, since: str | None) -> Iterator[Batch]:  # noqa: ARG001  each accession is asked for
    """One accession a batch, described; the cursor is the day."""
    for name in asked(query, "accessions"):
        if not _ACCESSION.fullmatch(name.upper()):
            raise InputError("query of geo", name, "give accessions such as GSE105845")
        params = {"acc": name.upper(), "targ": "self", "form": "text", "view": "brief"}
        page = web.seek(_URL, params)
        yield Batch(documents=tuple(parse(page)) if page.found else (), cursor=web.today())


class Entity(NamedTuple):
    """What follows one caret line of SOFT: its kind, name, and attributes in order."""

    kind: str
    name: str
    about: dict[str, list[str]]


def soft(page: Page) -> list[Entity]:
    """The entities of a SOFT file; the tables in it are passed over. Raises `SourceFailed` for what is none."""
    found: list[Entity] = []
    for count, line in enumerate(page.text().splitlines()):
        if count > _LINES:
            raise page.bad(f"more than {_LINES} lines")
        head, _, value = (part.strip() for part in line.partition("="))
        if line.startswith("^"):
            made = Entity(head[1:].upper(), value, {})
            # A data set is opened twice: before its subsets and again before its table.
            known_already = [e for e in found if (e.kind, e.name) == (made.kind, made.name)]
            found = [e for e in found if e not in known_already] + (known_already or [made])
        elif line.startswith("!") and found and value:
            found[-1].about.setdefault(head[1:].lower().partition("_")[2], []).append(value)
    if not found:
        raise page.bad("no line with a caret, as SOFT has")
    return found


def parse(page: Page) -> list[Record]:
    """The series, data sets and samples of a SOFT file; of a family, its series alone."""
    entities = soft(page)
    main = [e for e in entities if e.kind in {"SERIES", "DATASET"}]
    main = main or [e for e in entities if e.kind in {"PLATFORM", "SAMPLE"}]
    subsets = [e for e in entities if e.kind == "SUBSET"]
    samples = [e.name for e in entities if e.kind == "SAMPLE"]
    return [_record(e, subsets, samples) for e in main if _ACCESSION.fullmatch(e.name)]


def _record(entity: Entity, subsets: list[Entity], samples: list[str]) -> Record:
    about = entity.about
    summary = "\n\n".join(about.get("summary", []) or about.get("description", [])) or None
    found = [{"subset": _first(e, "description"), "type": _first(e, "type"), "samples": _inside(e)} for e in subsets]
    inside = about.get("sample_id") or [sample for e in subsets for sample in _inside(e)]
    data = {
        "type": _first(entity, "type"),
        "summary": summary,
        "design": "\n\n".join(about.get("overall_design", [])) or None,
        "organism": _first(entity, "organism") or _first(entity, "organism_ch1") or _first(entity, "platform_organism"),
        "platform": _first(entity, "platform_id") or _first(entity, "platform"),
        "samples": sorted(set(inside or samples)) or None,
        "subsets": found or None,
        "probes": whole(_first(entity, "feature_count") or _first(entity, "data_row_count")),
        "value_type": _first(entity, "value_type"),
    }
    title = _first(entity, "title") or entity.name
    facts = lines(
        ("Accession", entity.name),
        ("Kind of study", data["type"]),
        ("Organism", data["organism"]),
        ("Platform", data["platform"]),
        ("Samples", len(data["samples"]) if data["samples"] else None),  # type: ignore[arg-type]
        ("Groups", [f"{s['type']}: {s['subset']}" for s in found]),
        ("Design", data["design"]),
    )
    pmids = about.get("pubmed_id")
    return Record(
        id=f"geo_{entity.name}",
        title=title,
        source=f"GEO {entity.name}",
        text=f"{summary}\n\n{facts}" if summary else facts,
        domain="biology",
        kind="dataset",
        identifiers=known(geo=entity.name),
        authors=tuple(re.sub(r"\s+", " ", a.replace(",", " ")).strip() for a in about.get("contributor", [])) or None,
        date=_day((_first(entity, "status") or "").removeprefix("Public on "))
        or _day(_first(entity, "submission_date")),
        updated=_day(_first(entity, "last_update_date") or _first(entity, "update_date")),
        licence=None,
        url=f"https://www.ncbi.nlm.nih.gov/geo/query/acc.cgi?acc={entity.name}",
        references=tuple(f"pmid:{p}" for p in pmids if p.isdigit()) if pmids else None,
        retraction=None,
        retracts={},
        data=data,
    )


def _inside(subset: Entity) -> list[str]:
    return [sample for sample in (_first(subset, "sample_id") or "").split(",") if sample]


def _first(entity: Entity, name: str) -> str | None:
    return text(next(iter(entity.about.get(name, [])), None))


def _day(written: str | None) -> str | None:
    """`Oct 24 2017`, as GEO writes dates."""
    try:
        return datetime.strptime(written or "", "%b %d %Y").date().isoformat()  # noqa: DTZ007  a day has no zone
    except ValueError:
        return None


class Matrix(NamedTuple):
    """A series matrix: `values` of shape (genes, samples), NaN where a cell is empty; `phenotype` by sample."""

    genes: tuple[str, ...]
    samples: tuple[str, ...]
    values: "NDArray[np.float64]"
    phenotype: dict[str, dict[str, str]]


def series_matrix(web: Web, accession: str) -> Matrix:
    """The matrix of a series, fetched; raises `SourceFailed` if there is none in the usual place."""
    stem = re.sub(r"\d{1,3}$", "nnn", accession)
    page = web.get(f"{_FTP}/{stem}/{accession}/matrix/{accession}_series_matrix.txt.gz")
    unpack = zlib.decompressobj(wbits=zlib.MAX_WBITS | 16)
    try:
        body = unpack.decompress(page.answer.body, _UNPACKED)
    except zlib.error as error:
        raise page.bad(f"not gzip: {error}") from error
    if unpack.unconsumed_tail or not unpack.eof:
        raise page.bad("cut off, or more than 1 GiB unpacked")
    return matrix(Page(page.source, page.answer._replace(body=body)))


def matrix(page: Page) -> Matrix:
    """Genes by samples with the phenotype of each sample, of a series matrix file that is already unpacked."""
    import numpy as np

    told: list[list[str]] = []
    table: list[list[str]] = []
    inside = False
    for row in csv.reader(page.text().splitlines(), delimiter="\t", quotechar='"'):
        if row and row[0] == "!series_matrix_table_begin":
            inside = True
        elif row and row[0] == "!series_matrix_table_end":
            break
        elif inside and row:
            table.append(row)
        elif row and row[0].startswith("!Sample_"):
            told.append(row)
    else:
        raise page.bad("no table that ends")
    if not table or len(table[0]) < 2 or any(len(row) != len(table[0]) for row in table):
        raise page.bad("a table whose rows differ in length")
    samples = tuple(table[0][1:])
    phenotype: dict[str, dict[str, str]] = {sample: {} for sample in samples}
    for row in told:
        for sample, value in zip(samples, row[1:], strict=False):
            name, mark, rest = value.partition(": ")
            split = row[0].startswith("!Sample_characteristics") and bool(mark)
            phenotype[sample][name if split else row[0].removeprefix("!Sample_")] = rest if split else value
    cells = [[number(cell) for cell in row[1:]] for row in table[1:]]
    values = np.array([[np.nan if c is None else c for c in row] for row in cells], np.float64)
    return Matrix(tuple(row[0] for row in table[1:]), samples, values.reshape(-1, len(samples)), phenotype)
