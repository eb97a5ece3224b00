"""Feynman's equations [Udrescu2020]_ as arithmetic: a formula, its variables at a point, and what comes out.

    Filename,Number,Output,Formula,# variables,v1_name,v1_low,v1_high,v2_name,v2_low,v2_high
    O.1,1,E,m*c**2/2,2,m,1,5,c,1,5

The set is made for finding formulas from data; here a formula is given and the point lies in its published ranges, the
same every time. Right is the value of the expression within 1e-6.

References:
    .. [Udrescu2020] S. Udrescu, M. Tegmark, AI Feynman, Science Advances 2020, arXiv:1905.11481.
"""

import csv
import hashlib
import io
from collections.abc import Iterator
from pathlib import Path

from ech0.core.errors import ClaimError, InputError
from ech0.core.expression import evaluate, parse
from ech0.core.types import Question
from evals.benchmark import benchmark
from evals.case import Case
from evals.scorers.plain import number
from evals.source import text

_SPELLED = {"arcsin": "asin", "arccos": "acos", "arctan": "atan"}


@benchmark("feynman", scorer=number, licence="MIT", cites="Udrescu and Tegmark 2020, arXiv:1905.11481")
def feynman(path: Path) -> Iterator[Case]:
    """Formulas of physics at a point: what comes out."""
    for n, row in enumerate(csv.DictReader(io.StringIO(text(path))), 1):
        if not row.get("Filename"):
            continue
        point = _point(row)
        formula = row.get("Formula") or ""
        for theirs, ours in _SPELLED.items():
            formula = formula.replace(theirs, ours)
        try:
            value = evaluate(parse(formula), {**point, "pi": 3.141592653589793})
        except ClaimError as error:
            raise InputError("--data", f"{path}, row {n}", f"its formula cannot be read ({error})") from error
        given = ", ".join(f"{name} = {at:g}" for name, at in point.items())
        asked = Question(text=f"Given {row['Output']} = {formula} with {given}, what is {row['Output']}?")
        target = {"value": value, "unit": None, "rtol": 1e-6}
        yield Case(id=row["Filename"], question=asked, target=target, kind=row["Filename"].partition(".")[0])


def _point(row: dict[str, str]) -> dict[str, float]:
    """A value for each variable, three figures long, at a place between its bounds that its names decide."""
    point: dict[str, float] = {}
    for k in range(1, 11):
        name = row.get(f"v{k}_name")
        if name:
            low, high = float(row[f"v{k}_low"]), float(row[f"v{k}_high"])
            share = int.from_bytes(hashlib.sha256(f"{row['Filename']} {name}".encode()).digest()[:4], "big") / 2**32
            point[name] = float(f"{low + (0.1 + 0.8 * share) * (high - low):.3g}")
    return point
