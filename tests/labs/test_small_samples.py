"""Labs at the edge of what their data tell: few subjects, and a cycle that passes through less than one cell."""

import pytest

from ech0.core.errors import InputError
from ech0.core.types import Quantity
from labs import LABS

FEW = {
    "subjects": "1, 1, 1, 2, 2, 2, 3, 3, 3, 4, 4, 4, 5, 5, 5",
    "times": "0, 4, 9, 0, 4, 9, 0, 4, 9, 0, 4, 9, 0, 4, 9",
    "values": "20.1, 18.2, 15.3, 17.4, 15.1, 13.2, 22.0, 20.3, 17.1, 16.2, 14.4, 11.3, 19.0, 16.8, 14.4",
}


def test_few_subjects_with_one_slope_are_fitted_and_the_boundary_is_said() -> None:
    """Where all slopes are alike the fit still ends, warns of the boundary, and agrees with the common-slope model."""
    run = LABS["longitudinal"].run(FEW, wants=("mean_slope", "slope_spread"))
    common = LABS["longitudinal"].run({**FEW, "effects": "intercept"}, wants=("mean_slope",))
    assert run.outputs["mean_slope"].value == pytest.approx(common.outputs["mean_slope"].value, rel=0.02)
    assert any("boundary" in w and "effects=intercept" in w for w in run.warnings)


def test_a_cycle_through_less_than_one_cell_is_no_remission() -> None:
    """A trough below one cell is warned of, one below what a number can hold is refused, and a full one is neither."""
    lab = LABS["cytokine_dynamics"]

    def period(c: float) -> tuple[str, ...]:
        return lab.run({"antigenicity": Quantity(value=c, unit="1/day")}, wants=("cycle_period",)).warnings

    assert not any("cell" in w for w in period(0.03))
    assert any("less than one cell" in w for w in period(0.015))
    with pytest.raises(InputError, match="it is gone"):
        period(0.01)


def test_the_state_at_no_time_is_not_given() -> None:
    """How many cells there are is a question of when."""
    with pytest.raises(InputError, match="time"):
        LABS["cytokine_dynamics"].run({}, wants=("effector_cells",))
