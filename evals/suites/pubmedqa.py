"""PubMedQA: a question and the abstract that should answer it [Jin2019]_, in its own file of labelled questions.

    {"100001": {"QUESTION": "Does tea warm the hands?", "CONTEXTS": ["Sixty hands held cups of tea ..."],
                "final_decision": "yes"}}

Scored as there: yes, no or maybe.

References:
    .. [Jin2019] Q. Jin et al., PubMedQA, EMNLP 2019, arXiv:1909.06146.
"""

from collections.abc import Iterator
from pathlib import Path

from ech0.core.errors import InputError
from ech0.core.types import Question
from evals.benchmark import benchmark
from evals.case import Case
from evals.scorers.plain import choice
from evals.source import rows

DECISIONS = ("yes", "no", "maybe")


@benchmark("pubmedqa", scorer=choice, licence="MIT", cites="Jin et al. 2019, arXiv:1909.06146")
def pubmedqa(path: Path) -> Iterator[Case]:
    """A question and an abstract: yes, no or maybe."""
    for row in rows(path, "id", "QUESTION", "CONTEXTS", "final_decision"):
        if row["final_decision"] not in DECISIONS:
            raise InputError("--data", f"{path}, {row['id']}", f"final_decision is one of {', '.join(DECISIONS)}")
        text = "\n".join([*row["CONTEXTS"], row["QUESTION"]])
        target = "ABC"[DECISIONS.index(row["final_decision"])]
        yield Case(
            id=row["id"], question=Question(text=text, options=DECISIONS), target=target, kind=row["final_decision"]
        )
