"""Questions of our own about quantities: formulas, chains, labs, missing values, false premises, nonsense.

    {"id": "d018", "kind": "chain", "status": "answered", "value": 34.27, "value_unit": "W", "rtol": 0.01,
     "text": "A nichrome wire 3.0 m long and 0.50 mm in diameter has a resistivity of ..."}

Written without sight of the reader's grammar, the values worked out in code apart from ECH0. `quantities_dev.jsonl` was
read while the reader was made. The questions of `quantities_held.jsonl` were not, but it was scored while the gate's
weights and threshold were set by hand, so its figure is somewhat too good. `unanswerable_dev.jsonl` holds sixty that
nobody can answer, or that convert across dimensions, which is a contradiction; when they were first asked, 52 were held
back and 3 told as contradictions, 4 were answered and 1 was cut off. Right is the status that is due and, where that is
an answer, its value within `rtol`, in any unit of its dimension.
"""

from collections.abc import Iterator
from pathlib import Path

from ech0.core.types import Question
from evals.benchmark import DATA, benchmark
from evals.case import Case
from evals.scorers.plain import status
from evals.source import rows

_OWN = DATA / "quantities_dev.jsonl"


@benchmark("quantities", scorer=status, licence="MIT", cites="ECH0 authors", data=_OWN)
def quantities(path: Path) -> Iterator[Case]:
    """Questions of our own about quantities, some with nothing to answer."""
    for row in rows(path, "id", "kind", "text", "unit", "status", "value", "value_unit", "rtol"):
        target = {k: row[k] for k in ("status", "value", "rtol")} | {"unit": row["value_unit"] or ""}
        yield Case(id=row["id"], question=Question(text=row["text"], unit=row["unit"]), target=target, kind=row["kind"])
