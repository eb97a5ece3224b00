"""The constants are those of their sources, to the letter, and agree with one another."""

import math

import pytest
from scipy import constants as scipy_constants

from ech0.core import base, units
from ech0.core.types import Quantity

CODATA = {
    "c": "speed of light in vacuum",
    "h": "Planck constant",
    "hbar": "reduced Planck constant",
    "e": "elementary charge",
    "k_B": "Boltzmann constant",
    "N_A": "Avogadro constant",
    "R": "molar gas constant",
    "F": "Faraday constant",
    "epsilon_0": "vacuum electric permittivity",
    "mu_0": "vacuum mag. permeability",
    "G": "Newtonian constant of gravitation",
    "g_n": "standard acceleration of gravity",
    "m_e": "electron mass",
    "m_p": "proton mass",
    "m_n": "neutron mass",
    "m_alpha": "alpha particle mass",
    "u": "atomic mass constant",
    "sigma_SB": "Stefan-Boltzmann constant",
    "mu_B": "Bohr magneton",
    "b_Wien": "Wien wavelength displacement law constant",
    "R_inf": "Rydberg constant",
    "E_Rydberg": "Rydberg constant times hc in J",
    "a_0": "Bohr radius",
    "E_h": "Hartree energy",
    "alpha": "fine-structure constant",
    "lambda_C": "Compton wavelength",
    "atm": "standard atmosphere",
    "p_standard": "standard-state pressure",
}


def value(name: str) -> float:
    """A constant's value."""
    return base.constants()[name].value


@pytest.mark.parametrize("name", sorted(CODATA))
def test_codata_to_the_letter(name: str) -> None:
    """Value and uncertainty are CODATA 2022's, digit for digit."""
    reference, _, sigma = scipy_constants.physical_constants[CODATA[name]]
    constant = base.constants()[name]
    assert (constant.value, constant.sigma) == (reference, sigma)
    assert constant.source.startswith("CODATA 2022")


def test_every_codata_constant_is_compared() -> None:
    """No constant claims CODATA as its source without being compared with it."""
    assert {c.id for c in base.constants().values() if c.source.startswith("CODATA")} == set(CODATA)


@pytest.mark.parametrize("name", sorted(base.constants()))
def test_constants_are_whole(name: str) -> None:
    """Each constant has a unit of its concept's dimension, a source, words, and a line that can be quoted."""
    constant = base.constants()[name]
    assert units.compatible(constant.unit, base.concepts()[constant.concept].unit)
    one = Quantity(value=1.0, unit=constant.unit)
    assert units.convert(one, base.concepts()[constant.concept].unit).value == pytest.approx(1.0)
    assert constant.words and all(w == w.lower() for w in constant.words)
    assert len(constant.source) > 10 and any(c.isdigit() for c in constant.source)
    assert repr(constant.value) in constant.line and constant.source in constant.line


def test_astronomical_units_are_their_definitions() -> None:
    """The parsec is 648000/pi astronomical units and the light year is a Julian year of light."""
    assert value("au") == scipy_constants.au
    assert value("parsec") == pytest.approx(648000 / math.pi * value("au"), rel=1e-15)
    assert value("light_year") == value("c") * 365.25 * 86400


@pytest.mark.parametrize("body", ["sun", "earth", "moon", "mars", "jupiter"])
def test_masses_are_gm_over_g(body: str) -> None:
    """A body's mass is its mass parameter over G, and its uncertainty is that of G."""
    mass = base.constants()[f"M_{body}"]
    assert mass.value == pytest.approx(value(f"GM_{body}") / value("G"), rel=5e-6)
    assert mass.sigma / mass.value == pytest.approx(1.5e-15 / value("G"), rel=0.1)


@pytest.mark.parametrize(("pattern", "body"), [("on the moon", "moon"), ("on mars", "mars")])
def test_gravity_elsewhere_follows_from_mass_and_radius(pattern: str, body: str) -> None:
    """The gravity that a phrase stands for is GM/R^2 of that body to the digits written."""
    (phrase,) = (p for p in base.phrases() if p.pattern == pattern)
    assert phrase.value == pytest.approx(value(f"GM_{body}") / value(f"R_{body}") ** 2, abs=0.005)


def test_the_sun_is_consistent() -> None:
    """The nominal luminosity, radius, temperature and irradiance of the Sun agree with the laws that link them."""
    surface = 4 * math.pi * value("R_sun") ** 2 * value("sigma_SB") * value("T_sun") ** 4
    assert surface == pytest.approx(value("L_sun"), rel=1e-3)
    assert value("L_sun") / (4 * math.pi * value("au") ** 2) == pytest.approx(value("S_sun"), rel=1e-3)


def test_water_constants_agree_with_iapws() -> None:
    """Density, heat capacity and latent heat of water are those of the IAPWS-95 equation of state."""
    coolprop = pytest.importorskip("CoolProp.CoolProp")
    boiling = {q: coolprop.PropsSI("H", "P", 101325, "Q", q, "Water") for q in (0, 1)}
    for name, reference in {
        "density_water": coolprop.PropsSI("D", "T", 277.13, "P", 101325, "Water"),
        "specific_heat_water": coolprop.PropsSI("C", "T", 293.15, "P", 101325, "Water"),
        "latent_heat_vaporization_water": boiling[1] - boiling[0],
    }.items():
        constant = base.constants()[name]
        assert constant.value == pytest.approx(reference, abs=2 * constant.sigma), name
