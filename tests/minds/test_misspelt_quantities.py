"""A slip of the pen in the name of a quantity is mended and said; a word of its own is never taken for another."""

import pytest

from ech0.core import base
from ech0.minds.embedded.misspelt import Spelling
from ech0.minds.embedded.words import Text
from labs import LABS

SPELLING = Spelling(base.concepts(), tuple(base.formulas().values()), base.constants(), base.phrases(), LABS)


@pytest.mark.parametrize(
    ("wrong", "right"),
    [
        ("acceleartion", "acceleration"),
        ("presure", "pressure"),
        ("frequenncy", "frequency"),
        ("momentmu", "momentum"),
        ("hieght", "height"),
        ("temperture", "temperature"),
    ],
)
def test_letters_swapped_left_out_or_doubled_are_mended(wrong: str, right: str) -> None:
    """One slip after the first letter of one name is read as that name, wherever it stands."""
    mended = SPELLING.mended(f"What is the {wrong} of it?")
    assert mended == ((wrong, right),)
    assert Text(f"What is the {wrong} of it?", mended).find(right)


@pytest.mark.parametrize(
    "text",
    [
        "a fiction book of 2 kg",
        "molality and molarity, altitude and attitude",
        "she took a patent on it though nobody knew",
        "rotated, accelerating, charger, forces, energies, heights",
        "Presure of the Enregy company",
    ],
)
def test_words_of_their_own_stay(text: str) -> None:
    """Real words, inflections, wrong letters and names with a capital are left as they stand."""
    assert SPELLING.mended(text) == ()
