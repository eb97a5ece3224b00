"""From a finished state to an answer: which option a value says."""

import pytest

from ech0.conclude import nearest
from ech0.core.types import Quantity

SPEED = Quantity(value=7.0024, unit="m/s")


@pytest.mark.parametrize(
    ("options", "choice"),
    [
        (("4.9 m/s", "7.0 m/s", "9.9 m/s"), 1),
        (("25.2 km/h", "18 km/h"), 0),
        (("5", "7", "9"), 1),
        (("7.0 m/s", "25.2 km/h"), None),
        (("4.9 m/s", "9.9 m/s"), None),
        (("fast", "slow"), None),
        (("7.0 kg", "7.0 s"), None),
        ((), None),
    ],
)
def test_a_value_picks_the_one_option_that_says_it(options: tuple[str, ...], choice: int | None) -> None:
    """The option within two per cent of the value is chosen, in any unit, and none if there is no or more than one."""
    assert nearest(options, SPEED) == choice
