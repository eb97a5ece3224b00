"""Formulae and equations are read exactly: atoms, charge, molar mass, balance, and an error for what is none."""

from itertools import pairwise
from math import isclose

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ech0.core.chemistry import balance, elements, reactions, species
from ech0.core.errors import InputError


@pytest.mark.parametrize(
    "text, atoms, charge",
    [
        ("H2O", {"H": 2, "O": 1}, 0),
        ("Ca(OH)2", {"Ca": 1, "O": 2, "H": 2}, 0),
        ("CuSO4·5H2O", {"Cu": 1, "S": 1, "O": 9, "H": 10}, 0),
        ("SO4^2-", {"S": 1, "O": 4}, -2),
        ("SO42-", {"S": 1, "O": 4}, -2),
        ("Fe3+", {"Fe": 1}, 3),
        ("NH4+", {"N": 1, "H": 4}, 1),
        ("[Fe(CN)6]4-", {"Fe": 1, "C": 6, "N": 6}, -4),
        ("H₂SO₄(aq)", {"H": 2, "S": 1, "O": 4}, 0),
        (r"$\mathrm{Cr}_2\mathrm{O}_7^{2-}$", {"Cr": 2, "O": 7}, -2),
        ("e-", {}, -1),
    ],
)
def test_a_formula_is_read(text: str, atoms: dict[str, int], charge: int) -> None:
    """The likeliest reading of each way of writing has these atoms and this charge."""
    first = species(text)[0]
    assert (dict(first.atoms), first.charge) == (atoms, charge)


@pytest.mark.parametrize("text", ["", "Xx2", "H2)", "(H2", "water", "2+", "H" * 400, "H0", "H99999999"])
def test_what_is_no_formula_is_refused(text: str) -> None:
    """Junk gets an error that names it, never an empty formula."""
    with pytest.raises(InputError):
        species(text)


@pytest.mark.parametrize("text, mass", [("H2O", 18.015), ("C6H12O6", 180.156), ("NaCl", 58.44), ("Ca3(PO4)2", 310.18)])
def test_molar_masses(text: str, mass: float) -> None:
    """Molar masses agree with the CRC Handbook to its figures."""
    assert isclose(species(text)[0].molar_mass, mass, abs_tol=0.01)


def test_every_element_is_there_in_order() -> None:
    """All elements up to oganesson, numbered without a gap, weights rising but for the known exceptions."""
    table = list(elements().values())
    assert [e.number for e in table] == list(range(1, 119))
    falls = [a.symbol for a, b in pairwise(table) if b.weight < a.weight]
    assert set(falls) <= {"Ar", "Co", "Te", "Th", "U", "Pu", "Bk", "Am", "Lr", "Sg", "Bh", "Rg", "Ds", "Mt"}


@pytest.mark.parametrize(
    "text, balanced",
    [
        ("2 H2 + O2 -> 2 H2O", True),
        ("H2 + O2 -> H2O", False),
        ("MnO4- + 5 Fe2+ + 8 H+ -> Mn2+ + 5 Fe3+ + 4 H2O", True),
        ("Fe3+ + Cu -> Fe2+ + Cu2+", False),
        ("I3- + 2 e- -> 3 I-", True),
        ("Ag+(aq)+Cl-(aq)->AgCl(s)", True),
        ("H2 + 1/2 O2 = H2O", True),
    ],
)
def test_balance_is_judged(text: str, balanced: bool) -> None:
    """An equation is balanced if some reading of its ions conserves every element and the charge."""
    assert any(not r.surplus() for r in reactions(text)) is balanced


def test_coefficients_are_found() -> None:
    """Exact linear algebra gives the smallest whole coefficients, and none where there is no or no single way."""

    def found(left: list[str], right: list[str]) -> tuple[int, ...] | None:
        return balance([species(t)[0] for t in left], [species(t)[0] for t in right])

    assert found(["C3H8", "O2"], ["CO2", "H2O"]) == (1, 5, 3, 4)
    assert found(["MnO4-", "Fe^2+", "H+"], ["Mn^2+", "Fe^3+", "H2O"]) == (1, 5, 8, 1, 5, 4)
    assert found(["Na"], ["K"]) is None
    assert found(["CO", "O2"], ["CO2", "O3"]) is None


@given(st.dictionaries(st.sampled_from(["C", "H", "N", "O", "Na", "Cl"]), st.integers(1, 99), min_size=1))
def test_what_is_written_is_read_back(atoms: dict[str, int]) -> None:
    """A formula written from counts has those counts."""
    assert dict(species("".join(f"{e}{n}" for e, n in atoms.items()))[0].atoms) == atoms
