"""TheoremQA: questions that take a theorem of mathematics, physics, engineering or finance [Chen2023]_.

    {"id": "t1", "Question": "How many edges has a tree on 9 vertices?", "Answer": 8, "Answer_type": "integer",
     "Picture": null, "field": "Math"}

Scored as there, by type: floats within 4 %, integers and lists exactly, truth values and options by what they say.
Questions that need a picture are left out.

References:
    .. [Chen2023] W. Chen et al., TheoremQA, EMNLP 2023, arXiv:2305.12524.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from ech0.core import reading
from ech0.core.types import Answer, Question
from evals.benchmark import benchmark
from evals.case import Case, Score
from evals.scorers.plain import choice, number, right, withheld, wrong
from evals.source import rows

TOLERANCE = {"float": 0.04, "integer": 1e-9, "list of float": 0.04, "list of integer": 1e-9}
_OPTIONS = ("(a)", "(b)", "(c)", "(d)", "(e)")


def typed(case: Case, answer: Answer) -> Score:
    """By the type of the target: a number, a list of numbers in order, or an option."""
    if isinstance(case.target, str):
        return choice(case, answer)
    if isinstance(case.target["value"], list):
        return withheld(answer) or _listed(case.target, answer)
    return number(case, answer)


def _listed(target: dict[str, Any], answer: Answer) -> Score:
    got = [f.value for f in reading.read(answer.text[: reading.MAX_TEXT])]
    wanted = [float(v) for v in target["value"]]
    told = f"{got} against {wanted}"
    if len(got) != len(wanted):
        return wrong(told, parsed=bool(got))
    near = all(abs(a - b) <= target["rtol"] * abs(b) + 1e-12 for a, b in zip(got, wanted, strict=True))
    return right(told) if near else wrong(told)


@benchmark("theoremqa", scorer=typed, licence="MIT", cites="Chen et al. 2023, arXiv:2305.12524")
def theoremqa(path: Path) -> Iterator[Case]:
    """Questions that take a theorem, by type of answer; those with a picture are left out."""
    for row in rows(path, "id", "Question", "Answer", "Answer_type"):
        kind, gold = row["Answer_type"], row["Answer"]
        if row.get("Picture"):
            continue
        given: tuple[str, ...] = ()
        target: Any = {"value": gold, "unit": None, "rtol": TOLERANCE.get(kind, 0.0), "atol": 1e-9}
        if kind == "bool":
            given, target = ("True", "False"), "A" if str(gold) == "True" else "B"
        elif kind == "option":
            given = tuple(o for o in _OPTIONS if o in row["Question"].casefold()) or _OPTIONS
            target = str(gold).strip("() ").upper()
        yield Case(id=row["id"], question=Question(text=row["Question"], options=given), target=target, kind=kind)
