"""AR-LSAT: the logic games of law school admission tests [Zhong2021]_, in the files of Logic-LM (arXiv:2305.12295).

    {"id": "G_1", "context": "Ada, Bo and Cy speak on Monday to Wednesday, one a day. Bo speaks after Cy.",
     "question": "Which one of the following could be true?",
     "options": ["A) Bo speaks on Monday.", "B) Ada speaks on Monday."], "answer": "B"}

Scored as there: the option's letter.

References:
    .. [Zhong2021] W. Zhong et al., AR-LSAT, Findings of NAACL 2022, arXiv:2104.06598.
"""

from collections.abc import Iterator
from pathlib import Path

from ech0.core.types import Question
from evals.benchmark import benchmark
from evals.case import Case
from evals.scorers.plain import choice
from evals.source import options, rows, said


@benchmark(
    "ar_lsat", scorer=choice, licence="MIT; the questions are LSAC's", cites="Zhong et al. 2021, arXiv:2104.06598"
)
def ar_lsat(path: Path) -> Iterator[Case]:
    """Logic games: which option must, could or cannot be so."""
    for row in rows(path, "id", "context", "question", "options", "answer"):
        question = Question(text=said(row, "context", "question"), options=options(row["options"]))
        yield Case(id=row["id"], question=question, target=row["answer"])
