"""GPQA: questions that experts of other fields cannot look up [Rein2023]_. Its authors ask that it not be posted.

    Question,Correct Answer,Incorrect Answer 1,Incorrect Answer 2,Incorrect Answer 3,High-level domain
    How many faces has a cube?,6,8,4,12,Geometry

So only the official CSV that the user brings is read. Scored as there: the letter; the four options stand in an order
that follows from the question itself, the same every time.

References:
    .. [Rein2023] D. Rein et al., GPQA, arXiv:2311.12022.
"""

import csv
import hashlib
import io
from collections.abc import Iterator
from pathlib import Path

from ech0.core.errors import InputError
from ech0.core.types import Question
from evals.benchmark import benchmark
from evals.case import Case
from evals.scorers.plain import choice
from evals.source import text

ANSWERS = ("Correct Answer", "Incorrect Answer 1", "Incorrect Answer 2", "Incorrect Answer 3")


@benchmark("gpqa", scorer=choice, licence="CC-BY-4.0; not to be posted", cites="Rein et al. 2023, arXiv:2311.12022")
def gpqa(path: Path) -> Iterator[Case]:
    """Questions for experts with four options, from the official CSV."""
    for n, row in enumerate(csv.DictReader(io.StringIO(text(path))), 1):
        if lacks := [c for c in ("Question", *ANSWERS) if not row.get(c)]:
            raise InputError("--data", f"{path}, row {n}", f"the official CSV has the columns {', '.join(lacks)}")
        asked = row["Question"].strip()
        given = sorted(
            (row[c].strip() for c in ANSWERS), key=lambda a: hashlib.sha256(f"{asked} {a}".encode()).digest()
        )
        letter = chr(ord("A") + given.index(row["Correct Answer"].strip()))
        question = Question(text=asked, options=tuple(given))
        yield Case(
            id=row.get("Record ID") or str(n), question=question, target=letter, kind=row.get("High-level domain") or ""
        )
