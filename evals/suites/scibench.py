r"""SciBench: problems of college textbooks whose answer is a number [Wang2024]_, in its own files.

    {"problem_text": "A ball falls from rest for $2.0 \\mathrm{~s}$. How fast is it then?", "answer_number": "19.6",
     "unit": "$\\mathrm{m/s}$", "source": "own", "problemid": "1.1"}

Scored as there: within 5 % of the number, in the unit that the problem names, which may carry a power of ten.

References:
    .. [Wang2024] X. Wang et al., SciBench, ICML 2024, arXiv:2307.10635.
"""

from collections.abc import Iterator
from pathlib import Path

from ech0.core import units
from ech0.core.errors import InputError
from ech0.core.types import Question
from evals.benchmark import benchmark
from evals.case import Case
from evals.scorers.plain import number
from evals.source import rows


@benchmark(
    "scibench", scorer=number, licence="MIT; the problems are of textbooks", cites="Wang et al. 2024, arXiv:2307.10635"
)
def scibench(path: Path) -> Iterator[Case]:
    """Problems of college textbooks whose answer is a number, within 5 %."""
    seen: dict[str, int] = {}
    for n, row in enumerate(rows(path, "problem_text", "answer_number", "unit", "source", "problemid"), 1):
        name = f"{row['source']} {str(row['problemid']).strip()}"
        seen[name] = seen.get(name, 0) + 1  # a few problems were published under one number
        try:
            value = float(str(row["answer_number"]).replace("−", "-").replace(",", ""))
        except ValueError:
            raise InputError("--data", f"{path}, row {n}", "answer_number must be a number") from None
        unit = str(row["unit"]).strip()
        known = unit if unit and units.exists(unit) else None  # a few name a thing, not a unit
        target = {"value": value, "unit": known, "rtol": 0.05}
        given = Question(text=row["problem_text"].strip(), unit=known)
        yield Case(
            id=name if seen[name] == 1 else f"{name} #{seen[name]}", question=given, target=target, kind=row["source"]
        )
