"""Published values of the laboratories as questions: does ECH0 find the lab, set its inputs and read the result.

    {"case": "boiling point of water at 1 atm", "lab": "fluid_properties", "reference": 373.12, "tolerance": 0.05,
     "unit": "K", "output": "saturation temperature", "inputs": {"fluid": "water", "pressure": "101325 Pa"}}

The data is what `ech0 labs validate --json` prints, with or without `cases` around it. Right is a value within the
tolerance that the lab itself is held to, or within 1 %, whichever is wider.
"""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from ech0.core.types import Question
from evals.benchmark import benchmark
from evals.case import Case
from evals.scorers.plain import number
from evals.source import rows


@benchmark("labs", scorer=number, licence="MIT", cites="the sources that each case names")
def labs(path: Path) -> Iterator[Case]:
    """Published values of the laboratories, asked for in words."""
    for n, row in enumerate(rows(path, "lab", "case", "inputs", "reference", "tolerance", "unit", under="cases"), 1):
        given = ", ".join(f"{name.replace('_', ' ')} {_said(value)}" for name, value in row["inputs"].items())
        asked = str(row.get("output") or row["case"]).replace("_", " ")
        text = f"By the lab for {row['lab'].replace('_', ' ')}: what is the {asked} with {given}?"
        reference = float(row["reference"])
        target = {"value": reference, "unit": row["unit"], "rtol": 0.01, "atol": float(row["tolerance"])}
        yield Case(
            id=f"{row['lab']} {n}", question=Question(text=text, unit=row["unit"]), target=target, kind=row["lab"]
        )


def _said(value: Any) -> str:
    if isinstance(value, Mapping):
        return f"{value['value']:g} {value.get('unit') or ''}".strip()
    return str(value)
