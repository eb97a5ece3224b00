"""PrOntoQA: chains of rules about made-up kinds of things [Saparov2023]_, in the files of Logic-LM [Pan2023]_.

    {"id": "P_1", "context": "Every zorb is a quill. Quills are not loud. Ada is a zorb.",
     "question": "Is the following statement true or false? Ada is loud.",
     "options": ["A) True", "B) False"], "answer": "B"}

Scored as there: the option's letter. What is not derivable does not occur.

References:
    .. [Saparov2023] A. Saparov, H. He, ICLR 2023, arXiv:2210.01240.
    .. [Pan2023] L. Pan et al., Logic-LM, EMNLP 2023, arXiv:2305.12295.
"""

from collections.abc import Iterator
from pathlib import Path

from ech0.core.types import Question
from evals.benchmark import benchmark
from evals.case import Case
from evals.scorers.plain import choice
from evals.source import options, rows, said


@benchmark("prontoqa", scorer=choice, licence="Apache-2.0", cites="Saparov and He 2023, arXiv:2210.01240")
def prontoqa(path: Path) -> Iterator[Case]:
    """Rules about made-up kinds: true or false."""
    for row in rows(path, "id", "context", "question", "options", "answer"):
        text = said(row, "context", "question")
        yield Case(id=row["id"], question=Question(text=text, options=options(row["options"])), target=row["answer"])
