"""Chains across labs end within their error bar of what was measured."""

import pytest

from ech0.core.errors import InputError
from ech0.core.types import Quantity
from labs import LABS
from tools.bridges import heat_capacity, sound_speed

pytestmark = pytest.mark.slow


class Here:
    """A runner that runs in this process and remembers what it ran."""

    def __init__(self):
        self.kept = {}

    def run(self, lab, inputs, /, *, wants=(), seed=0):
        name = (lab, str(inputs), wants)
        if name not in self.kept:
            self.kept[name] = LABS[lab].run(inputs, wants=wants, seed=seed)
        return self.kept[name]


@pytest.fixture(scope="module")
def runner():
    """One runner for the file: the elastic constants are computed once a metal."""
    return Here()


@pytest.mark.parametrize(("metal", "measured"), [("Cu", 4760.0), ("Ag", 3650.0), ("Au", 3240.0)])
def test_sound_in_a_metal_from_its_atoms(runner, metal, measured):
    """Elastic constants of one lab and the density of another give the longitudinal sound speed of the CRC Handbook
    (97th ed., 14-39) within two standard uncertainties, and the uncertainty is under a fifth of the value."""
    chain = sound_speed(metal, runner)
    got = chain.result
    assert abs(got.value - measured) <= 2 * got.sigma < 0.4 * got.value
    runs = {link.run for link in chain.links if link.run}
    assert len(runs) == 2
    assert {link.source for link in chain.links} >= {"metal_elasticity", "crystal_diffraction"}


@pytest.mark.parametrize(
    ("metal", "kelvin", "measured", "debye"),
    [("Cu", 298.15, 23.77, 343.0), ("Ag", 100.0, 20.1, 225.0)],
)
def test_the_heat_capacity_of_a_metal_from_its_atoms(runner, metal, kelvin, measured, debye):
    """Elastic constants give a Debye temperature, and another lab the heat capacity: copper's measured 24.44 J/mol/K
    less 0.67 for expansion (CODATA), silver's 20.2 less 0.1 (Furukawa, Saba & Reilly 1968), and the Debye temperatures
    of Kittel's table, each within two standard uncertainties."""
    chain = heat_capacity(metal, Quantity(value=kelvin, unit="K"), runner)
    theta = next(link.quantity for link in chain.links if link.name == "debye_temperature")
    assert abs(theta.value - debye) <= 2 * theta.sigma
    assert abs(chain.result.value - measured) <= 2 * chain.result.sigma < 5
    assert chain.links[-1].takes == ("debye_temperature",)


def test_a_metal_that_a_lab_does_not_know_is_named(runner):
    """The chain ends where a lab refuses, with the lab's own message."""
    with pytest.raises(InputError, match="metal_elasticity.metal"):
        sound_speed("Fe", runner)
