"""Noise is told from English by words that cannot stand where they stand."""

import random

import pytest

from ech0.minds.embedded.disorder import disorder

ENGLISH = (
    "A resistor of 50 ohm carries 0.40 A. What power does it dissipate?",
    "Let the acceleration be $a = 3$ m/s^2; how far does the cart get in 4 s, and how fast is it then?",
    "Which of the two is heavier? Give the difference in kg.",
    "the density of the liquid is 800 kg/m^3, the depth is 2 m: calculate the pressure",
    "Calculate the work done on the gas by the piston that it pushes against.",
)


@pytest.mark.parametrize("text", ENGLISH)
def test_english_is_in_order(text):
    """Questions as people write them, formulas and units among the words, show no disorder at all."""
    assert disorder(text) == 0


def test_shuffled_words_are_mostly_told():
    """Of a hundred shuffles of each question, most show disorder, and it can reach far up."""
    chance = random.Random(3)
    found = []
    for text in ENGLISH:
        for _ in range(100):
            words = text.split()
            chance.shuffle(words)
            found.append(disorder(" ".join(words)))
    assert sum(f > 0.15 for f in found) > 0.6 * len(found)
    assert max(found) <= 1


@pytest.mark.parametrize(
    "text", ["How of does the piston at in move fast?", "serum weighs a the man of has to 72 kg", "Its a mass of is 3 kg."]
)
def test_pairs_that_never_stand_together_are_noise(text):
    """Two prepositions in a row, a verb after `of`, an article after `its`: such a text is hardly trusted."""
    assert disorder(text) >= 0.5


@pytest.mark.parametrize("text", ["", "?", "the", "42", "...", "$$"])
def test_scraps_do_not_break_it(text):
    """Whatever is left of a text, the share is one."""
    assert 0 <= disorder(text) <= 1
