"""Logical deduction of BIG-bench [Srivastava2022]_: three, five or seven things in an order; files of Logic-LM.

    {"id": "1", "context": "A jar, a cup and a lamp stand in a row. The jar is left of the cup. The lamp is leftmost.",
     "question": "Which of the following is true?", "options": ["A) The jar is second.", "B) The cup is second."],
     "answer": "A"}

Scored as there: the option's letter. The published training file shares contexts with the development file.

References:
    .. [Srivastava2022] A. Srivastava et al., Beyond the Imitation Game, TMLR 2023, arXiv:2206.04615.
"""

from collections.abc import Iterator
from pathlib import Path

from ech0.core.types import Question
from evals.benchmark import benchmark
from evals.case import Case
from evals.scorers.plain import choice
from evals.source import options, rows, said


@benchmark("logical_deduction", scorer=choice, licence="Apache-2.0", cites="Srivastava et al. 2022, arXiv:2206.04615")
def logical_deduction(path: Path) -> Iterator[Case]:
    """Things in an order: which statement is true."""
    for row in rows(path, "id", "context", "question", "options", "answer"):
        given = options(row["options"])
        question = Question(text=said(row, "context", "question"), options=given)
        yield Case(id=row["id"], question=question, target=row["answer"], kind=f"{len(given)} options")
