"""FOLIO: first-order reasoning in natural language [Han2022]_, its own JSON lines or the files of Logic-LM.

    {"example_id": 1, "premises": ["Every member of the choir sings.", "Ada does not sing."],
     "conclusion": "Ada is a member of the choir.", "label": "False"}

Scored as there: the label True, False or Uncertain. Not all labels follow from the formulas that come with them, so
a sound prover ends below 100 %.

References:
    .. [Han2022] S. Han et al., FOLIO, EMNLP 2024, arXiv:2209.00840.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from ech0.core.errors import InputError
from ech0.core.types import Question
from evals.benchmark import benchmark
from evals.case import Case
from evals.scorers.plain import choice
from evals.source import options, rows, said

LABELS = ("True", "False", "Uncertain")


@benchmark("folio", scorer=choice, licence="CC-BY-SA-4.0", cites="Han et al. 2022, arXiv:2209.00840")
def folio(path: Path) -> Iterator[Case]:
    """First-order reasoning in natural language: true, false or uncertain."""
    for number, row in enumerate(rows(path), 1):
        if "options" in row:
            question = Question(
                text=said(row, "context", "question"), options=options(row["options"]), semantics="open"
            )
            yield Case(id=str(row["id"]), question=question, target=row["answer"])
        else:
            yield _own(path, number, row)


def _own(path: Path, number: int, row: dict[str, Any]) -> Case:
    lacks = {"premises", "conclusion", "label"} - row.keys()
    label = {"Unknown": "Uncertain"}.get(row.get("label", ""), row.get("label", ""))
    if lacks or label not in LABELS:
        raise InputError(
            "--data", f"{path}, row {number}", f"a row has premises, conclusion, label ({', '.join(LABELS)})"
        )
    premises = row["premises"] if isinstance(row["premises"], list) else [row["premises"]]
    text = "\n".join([*premises, f"Is the following statement true, false, or uncertain? {row['conclusion']}"])
    name = f"{row.get('story_id', '')}_{row.get('example_id', number)}".strip("_")
    question = Question(text=text, options=LABELS, semantics="open")
    return Case(id=name, question=question, target="ABC"[LABELS.index(label)], kind=label)
