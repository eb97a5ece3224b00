"""Finding among the cards that ship: queries of our own, half in a card's words, half in others; not answering.

    {"id": "words-1", "query": "Fourier number slab", "relevant": ["heat_equation"], "kind": "words"}

Written from the cards before anything was ranked, each with the cards that treat it. nDCG@10 of what memory recalls,
and of words alone and meaning alone in the same run.
"""

from collections.abc import Iterator
from pathlib import Path

from ech0.core.data import home
from ech0.core.types import Document, Question
from evals.benchmark import DATA, benchmark
from evals.case import Case
from evals.scorers.ranking import ranking
from evals.source import rows, text


def documents(_path: Path) -> Iterator[Document]:
    """The cards, each under its id."""
    import yaml

    for file in sorted((home() / "configs" / "cards").glob("*.md")):
        front, _, body = text(file).removeprefix("---\n").partition("\n---\n")
        about = yaml.safe_load(front)
        yield Document(id=about["id"], title=about["title"], source=about["source"], text=body.strip(), kind="card")


@benchmark(
    "recall",
    scorer=ranking,
    licence="MIT",
    cites="ECH0 authors",
    data=DATA / "recall_dev.jsonl",
    documents=documents,
    top=200,
)
def recall(path: Path) -> Iterator[Case]:
    """Finding the card that treats a question, by its words or in others, nDCG@10."""
    for row in rows(path, "id", "query", "relevant", "kind"):
        gains = dict.fromkeys(row["relevant"], 1.0)
        yield Case(id=row["id"], question=Question(text=row["query"]), target=gains, kind=row["kind"])
