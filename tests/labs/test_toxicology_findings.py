"""A lethal dose or a therapeutic index comes from data, or not at all."""

import pytest

from ech0.core.errors import InputError
from ech0.core.types import Quantity, Run
from labs import LABS

LAB = LABS["toxicology"]
TRIED = {"doses": "50, 100, 200, 400 mg/kg", "animals": "10, 10, 10, 10"}


def measured(deaths: str) -> Run:
    """The LD50 from these deaths in four groups of ten."""
    return LAB.run({**TRIED, "deaths": deaths}, wants=("lethal_dose",))


def test_nobody_died_is_no_lethal_dose() -> None:
    """Without deaths there is no LD50 of hundreds of thousands of mg/kg: it is refused, and what is known is said."""
    with pytest.raises(InputError, match="above 400 mg/kg"):
        measured("0, 0, 0, 0")


def test_all_died_is_no_lethal_dose() -> None:
    """If every animal died the LD50 lies below the doses tried, and is not given."""
    with pytest.raises(InputError, match="below 50 mg/kg"):
        measured("10, 10, 10, 10")


def test_far_beyond_the_doses_tried_is_refused() -> None:
    """A slope hardly above none would extrapolate to an absurd dose; it is not given."""
    with pytest.raises(InputError, match="does not surely rise|outside the doses tried"):
        measured("0, 1, 0, 1")
    many = {"animals": "1000, 1000, 1000, 1000", "deaths": "10, 14, 19, 27"}
    with pytest.raises(InputError, match="over 3 times outside"):
        LAB.run({**TRIED, **many}, wants=("lethal_dose",))


def test_a_jump_has_no_slope() -> None:
    """From none to all between two doses the slope is infinite, and no false precision is given."""
    with pytest.raises(InputError, match="jumps from none to all"):
        measured("0, 0, 10, 10")


def test_index_needs_an_effective_dose_and_follows_it() -> None:
    """The therapeutic index has no default, is not the same for every compound, and carries the spread of the LD50."""
    with pytest.raises(InputError, match="effective"):
        LAB.run({**TRIED, "deaths": "1, 3, 6, 9"}, wants=("safety_ratio",))
    found = []
    for deaths, effective in (("1, 3, 6, 9", 5.0), ("1, 3, 6, 9", 50.0), ("3, 6, 8, 10", 5.0)):
        ed50 = Quantity(value=effective, unit="mg/kg")
        run = LAB.run({**TRIED, "deaths": deaths, "effective_dose": ed50}, wants=("safety_ratio", "lethal_dose"))
        index, dose = run.outputs["safety_ratio"], run.outputs["lethal_dose"]
        assert index.value == pytest.approx(dose.value / effective)
        assert index.sigma > 0
        found.append(index.value)
    assert len({round(v, 6) for v in found}) == len(found)


def test_human_dose_is_per_body_weight() -> None:
    """A dose carried over to humans is smaller per kilogram than in a small animal, never tens of thousands larger."""
    dose = Quantity(value=100.0, unit="mg/kg")
    for species, factor in (("mouse", 12.3), ("rat", 6.2), ("dog", 1.8)):
        run = LAB.run({"animal_dose": dose, "species": species}, wants=("human_equivalent_dose",))
        assert run.outputs["human_equivalent_dose"].value == pytest.approx(100.0 / factor, rel=0.03)
