"""Cranfield: abstracts on aeronautics, queries and judgements [Cleverdon1967]_; finding, not answering.

A folder with `cran.all.1400` and either `cran.qry` with `cranqrel`, or `queries*.jsonl`:

    {"query_number": 7, "text": "how does a kite stay up .", "judgements": {"12": 2, "30": 4}}

nDCG@10, average precision and recall@100 of what memory recalls, and nDCG@10 by words alone and by meaning alone. All
that either proposes is asked for, so that these are exact. Judgement 1 is the best and 4 the least of the
relevant ones; -1 is not relevant; each relevant document counts the same here. In `cranqrel` queries are numbered by
their place in the file, not by what stands after `.I`.

References:
    .. [Cleverdon1967] C. Cleverdon, The Cranfield tests on index language devices, Aslib Proceedings 19, 1967.
"""

import re
from collections.abc import Iterator
from pathlib import Path

from ech0.core.errors import InputError
from ech0.core.types import Document, Question
from evals.benchmark import benchmark
from evals.case import Case
from evals.scorers.ranking import ranking
from evals.source import rows, text

_PART = re.compile(r"^\.([IWTABX])\b", re.MULTILINE)


def documents(path: Path) -> Iterator[Document]:
    """The abstracts that have a text, each with its number as its id."""
    for record in _records(_folder(path) / "cran.all.1400"):
        body = record.get("W", "").strip()
        if body:
            title, number = " ".join(record.get("T", "").split()), record["I"].strip()
            cited = " ".join(record.get("B", "").split()) or "Cranfield collection"
            yield Document(
                id=number, title=title or number, source=cited, text=body, domain="aeronautics", kind="paper"
            )


@benchmark(
    "cranfield",
    scorer=ranking,
    licence="none stated; a public test collection",
    cites="Cleverdon 1967",
    documents=documents,
    top=400,
)
def cranfield(path: Path) -> Iterator[Case]:
    """Abstracts on aeronautics: how well memory finds what is relevant, nDCG@10."""
    folder = _folder(path)
    given = sorted(folder.glob("queries*.jsonl"))
    if not given:
        yield from _published(folder)
    for file in given:
        for row in rows(file, "query_number", "text", "judgements"):
            gains = {str(d): 1.0 for d, code in row["judgements"].items() if int(code) > 0}
            yield Case(id=str(row["query_number"]), question=Question(text=row["text"]), target=gains)


def _published(folder: Path) -> Iterator[Case]:
    gains: dict[int, dict[str, float]] = {}
    for line in text(folder / "cranqrel").splitlines():
        query, document, code = (int(x) for x in line.split()[:3])
        if code > 0:
            gains.setdefault(query, {})[str(document)] = 1.0
    for place, record in enumerate(_records(folder / "cran.qry"), 1):
        question = Question(text=" ".join(record["W"].split()))
        yield Case(id=str(place), question=question, target=gains.get(place, {}))


def _folder(path: Path) -> Path:
    if not (path / "cran.all.1400").is_file():
        raise InputError("--data", str(path), "name the folder that has cran.all.1400 in it")
    return path


def _records(path: Path) -> Iterator[dict[str, str]]:
    """The records of a file in the collection's own form: letters after a dot, and what follows them."""
    record: dict[str, str] = {}
    pieces = _PART.split(text(path))
    for letter, body in zip(pieces[1::2], pieces[2::2], strict=True):
        if letter == "I" and record:
            yield record
            record = {}
        record[letter] = record.get(letter, "") + body
    if record:
        yield record
