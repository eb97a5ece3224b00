"""GSM8K: word problems of grade school [Cobbe2021]_, in its own JSON lines.

    {"question": "Ada has 3 bags with 4 nuts each and eats 2 nuts. How many are left?", "answer": "3*4 = 12 #### 10"}

Scored as there: the number after `####`, exactly.

References:
    .. [Cobbe2021] K. Cobbe et al., Training Verifiers to Solve Math Word Problems, arXiv:2110.14168.
"""

from collections.abc import Iterator
from pathlib import Path

from ech0.core.errors import InputError
from ech0.core.types import Question
from evals.benchmark import benchmark
from evals.case import Case
from evals.scorers.plain import number
from evals.source import rows


@benchmark("gsm8k", scorer=number, licence="MIT", cites="Cobbe et al. 2021, arXiv:2110.14168")
def gsm8k(path: Path) -> Iterator[Case]:
    """Word problems of grade school: the last number, exactly."""
    for n, row in enumerate(rows(path, "question", "answer"), 1):
        _, mark, final = str(row["answer"]).rpartition("####")
        try:
            value = float(final.strip().replace(",", "").replace("$", ""))
        except ValueError:
            mark = ""
        if not mark:
            raise InputError("--data", f"{path}, row {n}", "an answer ends with #### and a number")
        target = {"value": value, "unit": None, "rtol": 1e-9}
        yield Case(id=f"{path.stem}_{n}", question=Question(text=row["question"].strip()), target=target)
