"""Right or wrong by a choice, a number in its unit, or a status. Knows the nouns and units, not a benchmark."""

import math
from typing import Any

from ech0.core import reading, units
from ech0.core.errors import InputError
from ech0.core.types import Answer, Quantity
from evals.case import Case, Score


def withheld(answer: Answer) -> Score | None:
    """The score of an answer that gives nothing to be scored, with its status as the reason; `None` for the others."""
    if answer.status == "answered":
        return None
    return Score(correct=False, value=0.0, reason=answer.status)


def right(reason: str) -> Score:
    """Full marks."""
    return Score(correct=True, value=1.0, reason=reason)


def wrong(reason: str, *, parsed: bool = True) -> Score:
    """No marks; `parsed=False` if there was nothing of the form asked for."""
    return Score(correct=False, value=0.0, reason=reason, parsed=parsed)


def choice(case: Case, answer: Answer) -> Score:
    """Right for the option with the letter that the case's target names."""
    if out := withheld(answer):
        return out
    if answer.choice is None:
        return wrong("no option was chosen", parsed=False)
    told = f"chose {answer.choice}, the key is {case.target}"
    return right(told) if answer.choice == case.target else wrong(told)


def number(case: Case, answer: Answer) -> Score:
    """Right within `rtol` of `value`, in any unit of its dimension; the target is `{value, unit, rtol}`.

    A target whose unit is `None` was published without one, and the number is taken as it stands. An answer without a
    value is read for the last number in its text, as GSM8K's scorer does [Cobbe2021]_.

    References:
        .. [Cobbe2021] K. Cobbe et al., arXiv:2110.14168.
    """
    return withheld(answer) or _number(case.target, answer)


def status(case: Case, answer: Answer) -> Score:
    """Right for the status that the target names and, where that is `answered`, its value too."""
    wanted = case.target["status"]
    if answer.status != wanted:
        return wrong(f"{answer.status}, due is {wanted}")
    return right(wanted) if case.target.get("value") is None else _number(case.target, answer)


def _number(target: dict[str, Any], answer: Answer) -> Score:
    got = given(answer)
    if got is None:
        return wrong("no number was given", parsed=False)
    wanted, unit = float(target["value"]), target.get("unit")
    try:
        value = got.value if unit is None else units.convert(got, unit).value
    except InputError:
        return wrong(f"gave {got.unit or 'a plain number'}, due is {unit or 'a plain number'}")
    told = f"{value:.8g} against {wanted:.8g} {unit or ''}".rstrip()
    near = math.isclose(
        value, wanted, rel_tol=0.0, abs_tol=float(target["rtol"]) * abs(wanted) + target.get("atol", 0.0)
    )
    return right(told) if near else wrong(told)


def given(answer: Answer) -> Quantity | None:
    """The number that an answer states: its value, or else the last number of its text."""
    if answer.value is not None:
        return Quantity(value=answer.value, unit=answer.unit or "")
    found = reading.read(answer.text[: reading.MAX_TEXT])
    return Quantity(value=found[-1].value, unit=found[-1].unit) if found else None
