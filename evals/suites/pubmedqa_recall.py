"""PubMedQA's questions [Jin2019]_ as a search: is the abstract that a question was made from found first?

    {"100001": {"QUESTION": "Does tea warm the hands?", "CONTEXTS": ["Sixty hands held cups of tea ..."],
                "final_decision": "yes"}}

All abstracts of the file are searched, without their conclusions, which PubMedQA leaves out. `first` is the share of
questions whose abstract comes first.

References:
    .. [Jin2019] Q. Jin et al., PubMedQA, EMNLP 2019, arXiv:1909.06146.
"""

from collections.abc import Iterator
from pathlib import Path

from ech0.core.types import Document, Question
from evals.benchmark import benchmark
from evals.case import Case
from evals.scorers.ranking import ranking
from evals.source import rows


def documents(path: Path) -> Iterator[Document]:
    """The abstracts, each under its number; none has a title, as that would be the question."""
    for row in rows(path, "id", "CONTEXTS"):
        name = f"PubMed {row['id']}"
        text = "\n\n".join(row["CONTEXTS"])
        yield Document(id=row["id"], title=name, source=name, text=text, domain="medicine", kind="paper")


@benchmark(
    "pubmedqa_recall",
    scorer=ranking,
    licence="MIT",
    cites="Jin et al. 2019, arXiv:1909.06146",
    documents=documents,
    top=100,
)
def pubmedqa_recall(path: Path) -> Iterator[Case]:
    """A question and many abstracts: is the one that it was made from found first."""
    for row in rows(path, "id", "QUESTION", "CONTEXTS"):
        yield Case(id=row["id"], question=Question(text=row["QUESTION"]), target={row["id"]: 1.0})
