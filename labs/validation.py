"""Reads the validation table beside each lab and runs it: published value, tolerance, source, and what the lab gives.

Declares no lab. Knows nothing of how a run is done: it is handed a callable.
"""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from dataclasses import fields as fields_of
from typing import Any, Literal, Protocol, get_args

from ech0.core.errors import Ech0Error, InputError
from ech0.core.types import Quantity, Run
from labs import Lab, Real

Kind = Literal["identity", "code", "experiment", "consensus"]
Checked = Literal["source", "memory"]


class Runs(Protocol):
    """Anything that runs a lab by name, such as `Runner.run`."""

    def __call__(
        self, lab: str, inputs: Mapping[str, Quantity | str], /, *, wants: Sequence[str] = (), seed: int = 0
    ) -> Run: ...


@dataclass(frozen=True, slots=True)
class ValidationCase:
    """One published value: `abs(got - reference) <= tolerance` in `unit`.

    `kind`: *identity* an exact relation; *code* the published output of the same model; *experiment* a measurement;
    *consensus* an agreed worked example or calculator.

    `checked` says whether somebody compared `reference` with a text that prints it: *source*, or *memory* if it was
    written down and never looked up. `None` for an exact relation, which has nothing to look up.
    """

    case: str
    inputs: Mapping[str, Quantity | str]
    output: str
    reference: float
    tolerance: float
    unit: str
    kind: Kind
    source: str
    checked: Checked | None = None


def cases(lab: Lab) -> list[ValidationCase]:
    """The lab's table; raises `InputError` naming the case if a line of it is malformed."""
    import yaml

    with lab.table.open(encoding="utf-8") as file:
        rows = yaml.load(file, Loader=yaml.CSafeLoader)
    return [_case(lab, row) for row in rows]


def _case(lab: Lab, row: dict[str, Any]) -> ValidationCase:
    name = f"{lab.table.name}: {row.get('case')}"
    try:
        numbers = {k: float(row[k]) for k in ("reference", "tolerance")}  # YAML 1.1 reads 1e-4 as text
        inputs = {k: _input(lab, k, str(v)) for k, v in row["inputs"].items()}
        made = ValidationCase(**{**row, **numbers, "inputs": inputs})
    except (KeyError, TypeError, ValueError) as error:
        if isinstance(error, InputError):
            raise
        fields = ", ".join(f.name for f in fields_of(ValidationCase))
        raise InputError(name, str(error), f"a case has {fields}") from None
    if made.output not in lab.outputs or made.kind not in get_args(Kind) or not made.source or made.tolerance < 0:
        raise InputError(name, row, "it needs a known output and kind, a source and a tolerance that is not negative")
    if made.checked not in (*get_args(Checked), None):
        raise InputError(name, row, f"checked is one of {', '.join(get_args(Checked))}, or left out")
    return made


def _input(lab: Lab, name: str, text: str) -> Quantity | str:
    if not isinstance(lab.inputs.get(name), Real):
        return text
    number, _, unit = text.partition(" ")
    try:
        return Quantity(value=float(number), unit=unit.strip())
    except ValueError:
        raise InputError(f"{lab.id}.{name}", text, "write a number, a space and its unit, as in '300 K'") from None


def validate(lab: Lab, run: Runs) -> list[dict[str, Any]]:
    """A row per case with keys `lab case inputs got reference tolerance unit kind source checked ok`.

    `got` is `None` where the run failed, and `error` then says why.
    """
    from ech0.core.units import convert

    rows = []
    for case in cases(lab):
        row: dict[str, Any] = {"lab": lab.id, **asdict(case), "got": None, "ok": False}
        row["inputs"] = {k: v if isinstance(v, str) else f"{v.value} {v.unit}".strip() for k, v in case.inputs.items()}
        try:
            got = convert(run(lab.id, case.inputs, wants=(case.output,)).outputs[case.output], case.unit).value
        except Ech0Error as error:
            row["error"] = str(error)
        else:
            row |= {"got": got, "ok": abs(got - case.reference) <= case.tolerance}
        rows.append(row)
    return rows


def verdict(rows: Sequence[Mapping[str, Any]]) -> str:
    """What a table has shown: identities check the solver, only published or measured values check the model."""
    if not rows:
        return "not validated"
    if failed := [r["case"] for r in rows if not r["ok"]]:
        return f"failed: {'; '.join(failed)}"
    return "validated" if any(r["kind"] != "identity" for r in rows) else "solver verified, model not"
