"""ProofWriter: facts and rules in plain sentences [Tafjord2021]_, in the files of Logic-LM (arXiv:2305.12295).

    {"id": "W_1", "context": "Ada is tall. If something is tall then it is old.",
     "question": "Is the following statement true, false, or unknown? Ada is old.",
     "options": ["A) True", "B) False", "C) Unknown"], "answer": "A"}

Scored as there: the option's letter. The labels are those of forward chaining. With three options the world is open;
with two, as in the closed-world half of the set, what cannot be derived is false.

References:
    .. [Tafjord2021] O. Tafjord, B. Dalvi, P. Clark, Findings of ACL 2021, arXiv:2012.13048.
"""

from collections.abc import Iterator
from pathlib import Path

from ech0.core.types import Question, Semantics
from evals.benchmark import benchmark
from evals.case import Case
from evals.scorers.plain import choice
from evals.source import options, rows, said


@benchmark("proofwriter", scorer=choice, licence="CC-BY-4.0", cites="Tafjord et al. 2021, arXiv:2012.13048")
def proofwriter(path: Path) -> Iterator[Case]:
    """Facts and rules: true, false or unknown in an open world, true or false in a closed one."""
    for row in rows(path, "id", "context", "question", "options", "answer"):
        given = options(row["options"])
        world: Semantics = "open" if len(given) > 2 else "closed"
        question = Question(text=said(row, "context", "question"), options=given, semantics=world)
        yield Case(id=row["id"], question=question, target=row["answer"], kind=f"{world} world")
