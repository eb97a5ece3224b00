"""Questions of our own about quantities: formulas, chains, labs, missing values, false premises, nonsense.

    {"id": "d018", "kind": "chain", "status": "answered", "value": 34.27, "value_unit": "W", "rtol": 0.01,
     "text": "A nichrome wire 3.0 m long and 0.50 mm in diameter has a resistivity of ..."}

Written without sight of the reader's grammar, the values worked out in code apart from ECH0. `quantities_dev.jsonl` was
read while the reader was made. The questions of `quantities_held.jsonl` were not, but it was scored while the gate's
weights and threshold were set by hand, so its figure is somewhat too good. A value is right within `rtol` in its unit,
as SciBench scores it [Wang2024]_, but nothing is given for a wrong status.

References:
    .. [Wang2024] X. Wang et al., SciBench, ICML 2024, arXiv:2307.10635.
"""

import json
from collections.abc import Iterator
from pathlib import Path

from ech0.core import units
from ech0.core.errors import InputError
from ech0.core.types import Answer, Case, Quantity, Question
from evals import BENCHMARKS

DATA = Path(__file__).parent / "data"


class Quantities:
    """The benchmark; `cases` reads one of its files, or another in the same form."""

    name = "quantities"

    def cases(self, path: str = str(DATA / "quantities_dev.jsonl"), /) -> Iterator[Case]:
        """Each line as a case whose target is the line."""
        with Path(path).open(encoding="utf-8") as file:
            for line in file:
                row = json.loads(line)
                yield Case(id=row["id"], question=Question(text=row["text"], unit=row["unit"]), target=row)

    def score(self, case: Case, answer: Answer, /) -> float:
        """1.0 for the right status and, where one is due, the right value; otherwise 0.0."""
        row = case.target
        if answer.status != row["status"]:
            return 0.0
        return (
            1.0 if row["value"] is None else float(_close(answer, row["value"], row["value_unit"] or "", row["rtol"]))
        )


def _close(answer: Answer, value: float, unit: str, rtol: float) -> bool:
    if answer.value is None:
        return False
    try:
        got = units.convert(Quantity(value=answer.value, unit=answer.unit or ""), unit).value
    except InputError:  # another dimension is a wrong answer
        return False
    return abs(got - value) <= rtol * abs(value)


quantities = BENCHMARKS.add("quantities", Quantities())
