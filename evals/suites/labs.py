"""Questions to the laboratories: does ECH0 find the lab, set its inputs and read the result.

    {"id": "kettle-1", "kind": "kettle", "text": "When does water boil under 1 atm?",
     "expect": {"status": "answered", "value": 373.1, "unit": "K", "rtol": 0.01, "lab": "kettle"}}

Our own questions in free wording are shipped. What `ech0 labs validate --json` prints is read too, and gives each
published value as a question. Right is the value within its tolerance and, where a lab is named, by a run of that lab.
"""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from ech0.core.errors import InputError
from ech0.core.types import Answer, Question
from evals.benchmark import DATA, benchmark
from evals.case import Case, Score
from evals.scorers.plain import status, wrong
from evals.source import rows

_OWN = DATA / "labs_dev.jsonl"
_PUBLISHED = {"lab", "case", "inputs", "reference", "tolerance", "unit"}


def measured(case: Case, answer: Answer) -> Score:
    """The status and value that are due, by a run of the lab that is named."""
    score, lab = status(case, answer), case.target.get("lab")
    if score.correct and lab and lab not in {r.lab for r in answer.runs}:
        return wrong(f"{score.reason}, but not by the lab {lab}")
    return score


@benchmark(
    "labs", scorer=measured, licence="MIT", cites="ECH0 authors; the sources that each published case names", data=_OWN
)
def labs(path: Path) -> Iterator[Case]:
    """Questions to the laboratories, in free wording or from their published values."""
    for n, row in enumerate(rows(path, under="cases"), 1):
        if isinstance(row.get("expect"), dict) and {"id", "text"} <= row.keys():
            target = {"value": None, "rtol": 0.01, "unit": "", **row["expect"]}
            question = Question(text=row["text"], unit=row.get("unit"))
            yield Case(id=row["id"], question=question, target=target, kind=row.get("kind", ""))
        elif row.keys() >= _PUBLISHED:
            yield _published(n, row)
        else:
            cure = f"a row has id, text and expect, or {', '.join(sorted(_PUBLISHED))}"
            raise InputError("--data", f"{path}, row {n}", cure)


def _published(n: int, row: Mapping[str, Any]) -> Case:
    """A published value as a question, right within 1 % or the tolerance that the lab is held to, if that is wider."""
    given = ", ".join(f"{name.replace('_', ' ')} {value}" for name, value in row["inputs"].items())
    asked = str(row.get("output") or row["case"]).replace("_", " ")
    text = f"By the lab for {row['lab'].replace('_', ' ')}: what is the {asked} with {given}?"
    target = {"status": "answered", "value": float(row["reference"]), "unit": row["unit"], "rtol": 0.01}
    target |= {"atol": float(row["tolerance"]), "lab": row["lab"]}
    return Case(id=f"{row['lab']} {n}", question=Question(text=text, unit=row["unit"]), target=target, kind=row["lab"])
