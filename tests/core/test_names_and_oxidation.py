"""Names of substances as formulae, oxidation numbers, acids and what dissolved salts bring, against textbooks."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ech0.core import acids, bodies, chemistry, nomenclature
from ech0.core.data import config
from ech0.core.oxidation import oxidation, states
from ech0.core.solutes import precipitate, solute

NAMES = {
    "potassium sulfate": "K2SO4",
    "aluminium nitrate": "Al(NO3)3",
    "cobalt(II) chloride": "CoCl2",
    "chromium(III) oxide": "Cr2O3",
    "barium peroxide": "BaO2",
    "ammonium carbonate": "(NH4)2CO3",
    "nitrogen trifluoride": "NF3",
    "tetraphosphorus decoxide": "P4O10",
    "magnesium sulfate heptahydrate": "MgSO4·7H2O",
    "Nitric acid": "HNO3",
    "oxygen": "O2",
    "zinc": "Zn",
    "agno3": "AgNO3",
}


@pytest.mark.parametrize("name", NAMES)
def test_a_name_is_the_formula_of_the_red_book(name: str) -> None:
    """Salts are neutral, prefixes count, an element that is met as a molecule is one."""
    assert nomenclature.formula(name) == NAMES[name]


@pytest.mark.parametrize(
    "name", ["iron chloride", "mercury(I) chloride", "co", "no", "", "sodium", "dragonite", "x" * 200]
)
def test_what_may_be_several_things_or_none_has_no_formula(name: str) -> None:
    """A metal of several charges without its numeral, an unknown name, or letters that are words, are not guessed."""
    assert nomenclature.formula(name) in (None, "Na" if name == "sodium" else None)


@given(st.sampled_from(sorted(config("ions")["cations"])), st.sampled_from(sorted(config("ions")["anions"])))
def test_every_salt_is_neutral(cation: str, anion: str) -> None:
    """Of any cation and anion the smallest formula carries no charge: its ions' charges cancel."""
    formula = nomenclature.formula(f"{cation} {anion}")
    assert formula is not None
    plus, minus = config("ions")["cations"][cation], config("ions")["anions"][anion]
    got = chemistry.species(formula)[0].atoms
    one, other = (chemistry.species(ion[0])[0].atoms for ion in (plus, minus))
    ways = [
        (a, b)
        for a in range(1, 5)
        for b in range(1, 5)
        if {e: a * one.get(e, 0) + b * other.get(e, 0) for e in {*one, *other}} == dict(got)
    ]
    assert any(a * plus[1] == b * minus[1] for a, b in ways)


STATES = {
    ("HClO3", "Cl"): 5,
    ("K2MnO4", "Mn"): 6,
    ("Na2Cr2O7", "Cr"): 6,
    ("Co(NO3)3", "Co"): 3,
    ("Co(NO3)3", "N"): 5,
    ("BaO2", "O"): -1,
    ("LiH", "H"): -1,
    ("OF2", "O"): 2,
    ("VO3-", "V"): 5,
    ("HSO4-", "S"): 6,
    ("N2H4", "N"): -2,
    ("Na2S4O6", "S"): Fraction(5, 2),
    ("CoSO4·7H2O", "Co"): 2,
    ("Br2", "Br"): 0,
    ("Al3+", "Al"): 3,
}


@pytest.mark.parametrize(("formula", "element"), STATES)
def test_oxidation_numbers_are_those_of_the_rules(formula: str, element: str) -> None:
    """Each is what textbooks give by the order of the rules and the charge."""
    found = oxidation(formula, element)
    assert found is not None
    assert found.value == STATES[formula, element]


@pytest.mark.parametrize(("formula", "element"), [("NH4NO3", "N"), ("FeS2", "Fe"), ("S2O8^2-", "S"), ("Ni(CO)4", "Ni")])
def test_two_numbers_or_bonds_between_like_atoms_are_not_told(formula: str, element: str) -> None:
    """Where the rules give two values, or more than an element can have, nothing is said."""
    assert oxidation(formula, element) is None


@pytest.mark.parametrize("formula", ["H3PO4", "K2Cr2O7", "CaCO3", "NH4+", "MnO4-", "Fe2(SO4)3", "POCl3", "C2H6O"])
def test_the_numbers_add_up_to_the_charge(formula: str) -> None:
    """Count times number, summed over all elements, is the charge of the formula."""
    found, species = states(formula), chemistry.species(formula)[0]
    assert found is not None
    assert sum(species.atoms[e] * f.value for e, f in found.items()) == species.charge


def test_every_acid_has_a_readable_formula_and_its_constants_fall() -> None:
    """Formulae parse, a later proton is held more firmly, and each constant names its publication."""
    for acid in acids.acids().values():
        assert chemistry.species(acid.formula)
        assert list(acid.pka) == sorted(acid.pka)
        assert acid.pka or acid.strong
    assert all(c.source for c in acids.constants().values())
    assert acids.constants()["pka1_formic_acid"].value == 3.75


def test_planets_are_where_kepler_puts_them() -> None:
    """The square of each year is the cube of the mean distance, in those of the Earth, to the table's digits."""
    table = bodies.constants()
    for body in ("mercury", "venus", "mars", "jupiter", "saturn", "uranus", "neptune"):
        year = table[f"{body}_orbital_period"].value / table["earth_orbital_period"].value
        far = table[f"{body}_distance_from_the_sun"].value / table["earth_distance_from_the_sun"].value
        assert year**2 == pytest.approx(far**3, rel=0.03)
    for body in ("mercury", "earth", "moon", "mars", "venus", "pluto"):
        volume = 4 / 3 * 3.14159265 * (table[f"{body}_mean_radius"].value * 1e3) ** 3
        assert table[f"{body}_mass"].value / volume == pytest.approx(table[f"{body}_mean_density"].value, rel=0.01)


def test_a_salt_is_its_ions_and_what_precipitates_is_none() -> None:
    """Sodium formate brings one charge and one formate; lime and chalk do not dissolve as the balance would have it."""
    found = solute("sodium formate")
    assert found is not None
    assert (found.fixed, found.systems) == (1, (("formic_acid", 1),))
    assert solute("calcium carbonate") is None
    mixed = [s for s in (solute("Ba(OH)2"), solute("H2SO4")) if s]
    assert len(mixed) == 2
    assert precipitate(mixed)
