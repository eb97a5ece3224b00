"""Chains across labs: a quantity with its uncertainty is handed from one lab to the next, and nothing is re-typed.

Each link is a lab run (by its key) or a formula; the end carries the uncertainty of the whole way. A lab's own model
error enters as its validity states it. Knows the labs by what they declare, and no mind.

References:
    .. [Hill1952] R. Hill, Proc. Phys. Soc. A 65 (1952) 349-354: moduli of a polycrystal.
    .. [Anderson1963] O. L. Anderson, J. Phys. Chem. Solids 24 (1963) 909-917: Debye temperature from elastic constants.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from math import hypot, pi
from typing import TYPE_CHECKING

from ech0.core import base
from ech0.core.chemistry import elements
from ech0.core.types import Quantity, Runner

if TYPE_CHECKING:
    from uncertainties import UFloat

ELASTIC = {"bulk_modulus": 0.07, "c11": 0.25, "c12": 0.25, "c44": 0.25, "lattice_constant": 0.015}
"""Relative model errors (one standard uncertainty at most) that `metal_elasticity` states of its outputs."""

DEBYE = 0.03
"""Relative model error of `debye_solid` from a third of the Debye temperature on, as its validation table states."""


@dataclass(frozen=True)
class Link:
    """One step: what it gave, the lab run behind it (empty for a formula), and the links or inputs it took."""

    name: str
    quantity: Quantity
    source: str
    run: str = ""
    takes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Chain:
    """The links in order; the last one is the result."""

    links: tuple[Link, ...]

    @property
    def result(self) -> Quantity:
        """What came out at the end, with its standard uncertainty."""
        return self.links[-1].quantity


def sound_speed(metal: str, runner: Runner) -> Chain:
    """Longitudinal sound speed (m/s) of a polycrystalline fcc metal, from atoms.

    `metal_elasticity` gives the elastic constants, `crystal_diffraction` the density from the measured cell;
    [Hill1952]_ makes moduli of a polycrystal of them, and v = sqrt((K + 4G/3) / rho). Raises `InputError` for a metal
    that one of the labs does not know.
    """
    elastic, links = _elastic(metal, runner)
    density = runner.run("crystal_diffraction", {"crystal": metal}, wants=("xray_density",))
    rho = _measured(density.outputs["xray_density"], 0.002) * 1000
    links.append(Link("density", _quantity(rho, "kg/m^3"), "crystal_diffraction", density.key))
    bulk, shear = _moduli(elastic)
    links.append(Link("shear_modulus", _quantity(shear, "GPa"), "Hill average", takes=("c11", "c12", "c44")))
    speed = ((bulk + 4 / 3 * shear) * 1e9 / rho) ** 0.5
    takes = ("c11", "c12", "shear_modulus", "density")
    links.append(Link("sound_speed", _quantity(speed, "m/s"), "v = sqrt((K + 4*G/3)/rho)", takes=takes))
    return Chain(tuple(links))


def heat_capacity(metal: str, temperature: Quantity, runner: Runner) -> Chain:
    """Heat capacity at constant volume (J/mol/K) of an fcc metal at `temperature`, from atoms.

    Elastic constants of `metal_elasticity` give the Debye temperature by way of the mean sound speed [Anderson1963]_;
    `debye_solid` makes the heat capacity of it. Its uncertainty is that of the Debye temperature, carried through the
    lab by two more runs, with the lab's own.
    """
    elastic, links = _elastic(metal, runner)
    theta = _debye_temperature(elastic, elements()[metal].weight)
    takes = ("c11", "c12", "c44", "lattice_constant")
    links.append(Link("debye_temperature", _quantity(theta, "K"), "Anderson 1963", takes=takes))
    given: dict[str, Quantity | str] = {"temperature": temperature}
    low, middle, high = (
        runner.run("debye_solid", {**given, "debye_temperature": Quantity(value=v, unit="K")}, wants=(_HEAT,))
        for v in (theta.n - theta.s, theta.n, theta.n + theta.s)
    )
    value = middle.outputs[_HEAT]
    sigma = hypot(abs(low.outputs[_HEAT].value - high.outputs[_HEAT].value) / 2, DEBYE * value.value)
    done = value.model_copy(update={"sigma": sigma})
    links.append(Link("heat_capacity", done, "debye_solid", middle.key, ("debye_temperature",)))
    return Chain(tuple(links))


_HEAT = "debye_heat_capacity"


def _elastic(metal: str, runner: Runner) -> "tuple[Mapping[str, UFloat], list[Link]]":
    """The outputs of `metal_elasticity` that the chains take, with its model errors, and their links."""
    wants = ("c11", "c12", "c44", "lattice_constant")
    run = runner.run("metal_elasticity", {"metal": metal}, wants=wants)
    values = {n: _measured(run.outputs[n], ELASTIC[n]) for n in wants}
    return values, [Link(n, _quantity(v, run.outputs[n].unit), "metal_elasticity", run.key) for n, v in values.items()]


def _moduli(c: "Mapping[str, UFloat]") -> "tuple[UFloat, UFloat]":
    """Bulk and shear modulus (GPa) of a polycrystal of a cubic metal: the mean of Voigt's and Reuss's bounds."""
    bulk = (c["c11"] + 2 * c["c12"]) / 3
    # The difference C11 - C12 is what an affine error leaves: its own model error is that of a single constant.
    shear = _measured(Quantity(value=c["c11"].n - c["c12"].n), ELASTIC["c11"])
    voigt = (shear + 3 * c["c44"]) / 5
    reuss = 5 * shear * c["c44"] / (4 * c["c44"] + 3 * shear)
    bulk = _measured(Quantity(value=bulk.n), ELASTIC["bulk_modulus"])
    return bulk, (voigt + reuss) / 2


def _debye_temperature(c: "Mapping[str, UFloat]", mass: float) -> "UFloat":
    """Debye temperature (K) of an fcc metal with atoms of `mass` (g/mol)."""
    constants = base.constants()
    bulk, shear = _moduli(c)
    volume = (c["lattice_constant"] * 1e-10) ** 3 / 4
    rho = mass / 1000 / constants["N_A"].value / volume
    along = ((bulk + 4 / 3 * shear) * 1e9 / rho) ** 0.5
    across = (shear * 1e9 / rho) ** 0.5
    mean = ((1 / along**3 + 2 / across**3) / 3) ** (-1 / 3)
    hbar, k = constants["h"].value / (2 * pi), constants["k_B"].value
    return hbar / k * (6 * pi**2 / volume) ** (1 / 3) * mean


def _measured(quantity: Quantity, relative: float) -> "UFloat":
    from uncertainties import ufloat

    return ufloat(quantity.value, max(quantity.sigma, relative * abs(quantity.value)))


def _quantity(value: "UFloat", unit: str) -> Quantity:
    return Quantity(value=value.n, unit=unit, sigma=value.s)
