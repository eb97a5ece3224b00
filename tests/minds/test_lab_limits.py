"""Tests of what labs read in other forms than one number: limits, reactions in words, names by strokes, kin of words."""

import pytest

from ech0.core.reading import read
from ech0.minds.embedded import lablimits, labslash, labspelt
from labs.materials._prose import told
from labs.synonyms import widened


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("A bolt of 8.00 ± 0.03 mm, the mean being 8.01 mm", [(0.06, "mm"), (0.01, "mm")]),
        ("LSL 4.9 mm, USL 5.3 mm", [(0.4, "mm")]),
        ("12.00 +0.03/-0.01 mm", [(0.04, "mm")]),
        ("a mean of 10.02 ± 0.01 mm was measured", []),
    ],
)
def test_limits_are_a_width_and_an_offset(text: str, expected: list[tuple[float, str]]) -> None:
    """Limits give their whole width and how far a stated mean lies off their middle; an uncertainty gives neither."""
    assert lablimits.readings(text) == [(pytest.approx(v), u) for v, u in expected]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Strontium carbonate decomposes into strontium oxide and carbon dioxide.", ["SrCO3 -> SrO + CO2"]),
        ("Heat of formation of MgO from magnesium and oxygen?", ["Mg + O2 -> MgO"]),
        ("How much heat per mole of nitrogen when hydrogen reacts with nitrogen to form ammonia?", ["N2 + H2 -> NH3"]),
        ("Iron reacts to gold.", []),
    ],
)
def test_a_reaction_told_in_words_is_an_equation(text: str, expected: list[str]) -> None:
    """Both sides have the same elements, or there is no reaction; the substance a mole is spoken of stands first."""
    assert [s.value for s in told(text)] == expected


def test_names_and_numbers_by_strokes_go_together() -> None:
    """The first number is of the first name, and nothing is named where they are not as many."""
    text = "T/Θ = 60 K / 300 K"
    assert labslash.named(text) == {text.index("60"): "T", text.index("300"): "Θ"}
    assert labslash.named("a/b = 3 / 4 / 5") == {}


def test_a_minus_in_words_is_a_sign_and_no_subtraction() -> None:
    """`minus` after a preposition is a sign; between two numbers it is none."""
    assert read("stored at minus 40 °C")[0].value == -40
    assert [f.value for f in read("7 minus 3")] == [7, 3]


def test_words_of_one_meaning_stand_for_one_another() -> None:
    """A wording gives its kin, each with one change, after itself."""
    found = widened(("fraction of the maximum cut",))
    assert found[0] == "fraction of the maximum cut"
    assert {"percentage of the maximum cut", "fraction of the largest cut"} <= set(found)
    assert "percentage of the largest cut" not in found


def test_counts_in_words_are_read_back() -> None:
    """What a phrase with a number word states is the number that the word means."""
    assert (8.0, "") in labspelt.readings("eight antiferromagnetically coupled spins")
