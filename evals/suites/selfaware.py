"""SelfAware: questions that have an answer, and questions that nobody can answer [Yin2023]_, in its own JSON.

    {"question_id": 1, "question": "How many secrets does the sea keep?", "answer": null, "answerable": false}

There F1 of telling the unanswerable; here each item is right or wrong: holding back where there is no answer, and an
accepted answer where there is one. The F1 follows from the counts by kind.

References:
    .. [Yin2023] Z. Yin et al., Findings of ACL 2023, arXiv:2305.18153.
"""

from collections.abc import Iterator
from pathlib import Path

from ech0.core.types import Question
from evals.benchmark import benchmark
from evals.case import Case
from evals.scorers.spans import known
from evals.source import rows


@benchmark("selfaware", scorer=known, licence="CC-BY-SA-4.0", cites="Yin et al. 2023, arXiv:2305.18153")
def selfaware(path: Path) -> Iterator[Case]:
    """Questions with an answer, and questions that nobody can answer."""
    for row in rows(path, "question_id", "question", "answer", "answerable", under="example"):
        target = [str(a) for a in row["answer"] or ()] if row["answerable"] else None
        kind = "answerable" if row["answerable"] else "unanswerable"
        yield Case(id=str(row["question_id"]), question=Question(text=row["question"]), target=target, kind=kind)
