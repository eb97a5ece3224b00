r"""MATH, also in its part MATH-500: competition problems with a short answer [Hendrycks2021]_ [Lightman2023]_.

    {"problem": "What is $\\frac{1}{2}+\\frac{1}{3}$?", "answer": "\\frac{5}{6}", "subject": "Algebra", "level": 1}

Scored by the equality of the boxed answers as formulas, as the MATH-500 of PRM800K does with sympy; here to 40 digits.

References:
    .. [Hendrycks2021] D. Hendrycks et al., NeurIPS 2021, arXiv:2103.03874.
    .. [Lightman2023] H. Lightman et al., Let's Verify Step by Step, arXiv:2305.20050.
"""

from collections.abc import Iterator
from pathlib import Path

from ech0.core.types import Question
from evals.benchmark import benchmark
from evals.case import Case
from evals.scorers.equality import equality
from evals.scorers.latex import boxed
from evals.source import rows


@benchmark("math", scorer=equality, licence="MIT", cites="Hendrycks et al. 2021, arXiv:2103.03874")
def math(path: Path) -> Iterator[Case]:
    """Competition problems: the boxed answer, equal as a formula."""
    for n, row in enumerate(rows(path, "problem"), 1):
        gold = row.get("answer") or boxed(row.get("solution", ""))
        name = row.get("unique_id") or f"{path.stem}_{n}"
        kind = row.get("subject") or row.get("type") or ""
        yield Case(id=name, question=Question(text=row["problem"].strip()), target=gold, kind=kind)
