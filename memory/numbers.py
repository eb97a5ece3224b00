"""The numbers of a lab result as rows in SI base units, by which results of all labs can be filtered. Derived rows.

Texts and series are not numbers; a unit that has no SI form (a printing unit) is left out.
"""

import contextlib
from collections.abc import Mapping, Sequence
from math import inf, isfinite
from typing import Any, NamedTuple

from pydantic import ValidationError

from ech0.core.errors import InputError
from ech0.core.provenance import key
from ech0.core.types import Quantity, Run
from ech0.core.units import dimension, si

_NUMBER = (
    "INSERT INTO number (key, role, field, value, dimension, others, control, change, standard)"
    " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING"
)
_CONTROL = "SELECT key, value FROM number WHERE others = ? AND field = ? AND role = 'input' AND control = ''"
_BARE = (
    "SELECT run FROM lab_result r WHERE NOT EXISTS (SELECT 1 FROM number n WHERE n.key = r.key) ORDER BY created, key"
)
_DECLARED = "SELECT value FROM standard WHERE lab = ? AND version = ? AND field = ? AND dimension = ?"
_STANDARD = (
    "INSERT INTO standard (lab, version, field, value, dimension) VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING"
)


class Number(NamedTuple):
    """One number of a result. `others` hashes lab, version, seed and all inputs but this one (of an output: all)."""

    key: str
    role: str
    field: str
    value: float
    dimension: str
    others: str


class Standard(NamedTuple):
    """What a lab of a version takes for an input that is not given."""

    lab: str
    version: str
    field: str
    value: float
    dimension: str


def of(run: Run) -> list[Number]:
    """The numbers of a result, inputs first."""
    rows = []
    plain = {n: v if isinstance(v, str) else v.model_dump(mode="json") for n, v in run.inputs.items()}
    for role, part in (("input", run.inputs), ("output", run.outputs)):
        for field, quantity in part.items():
            if isinstance(quantity, str):
                continue
            others = {n: v for n, v in plain.items() if role == "output" or n != field}
            if (found := _si(quantity)) is not None:
                rows.append(Number(run.key, role, field, *found, key(run.lab, run.version, run.seed, others)))
    return rows


def standards(run: Run, declared: Mapping[str, Quantity]) -> list[Standard]:
    """The standard inputs that the lab of a result declares."""
    rows = ((field, _si(quantity)) for field, quantity in sorted(declared.items()))
    return [Standard(run.lab, run.version, field, *found) for field, found in rows if found is not None]


def keep(made: Any, run: Run, standard: Sequence[Standard]) -> None:
    """Write the numbers of a result and what they are compared with; call inside the transaction that keeps it."""
    for declared in standard:
        made.execute(_STANDARD, declared)
    for row in of(run):
        control, change, ratio = "", None, None
        if row.role == "input":
            first = made.execute(_CONTROL, (row.others, row.field)).fetchone()
            declared = made.execute(_DECLARED, (run.lab, run.version, row.field, row.dimension)).fetchone()
            control, change = (first[0], _ratio(row.value, first[1])) if first else ("", None)
            ratio = _ratio(row.value, declared[0]) if declared else None
        made.execute(_NUMBER, (*row, control, change, ratio))


def fill(made: Any) -> None:
    """Derive the numbers of results that have none, oldest first; call inside a transaction."""
    for row in made.execute(_BARE).fetchall():
        with contextlib.suppress(ValidationError):  # of another version of ECH0: it is kept, and not filtered by
            keep(made, Run.model_validate_json(row[0]), [])


def _ratio(value: float, base: float) -> float | None:
    """How many times `base` it is; `None` if that is not a finite number."""
    ratio = value / base if base else inf
    return ratio if isfinite(ratio) else None


def _si(quantity: Quantity) -> tuple[float, str] | None:
    try:
        return si(quantity), dimension(quantity.unit)
    except InputError:
        return None
