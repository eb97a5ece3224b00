"""Numbers in words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ech0.core import numerals


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("twenty-one ducks", [21]),
        ("three hundred and five", [305]),
        ("two thousand four hundred", [2400]),
        ("one twelfth of it", [1 / 12]),
        ("two thirds", [2 / 3]),
        ("a third of them", [1 / 3]),
        ("half as many", [0.5]),
        ("twice as many", [2]),
        ("a dozen eggs and half a dozen buns", [12, 6]),
        ("three dozen", [36]),
        ("the third day", []),
        ("someone tended often", []),
    ],
)
def test_numbers_in_words_have_their_value(text: str, values: list[float]) -> None:
    """Cardinals, fractions and multiples are read; ordinals and parts of words are not."""
    assert [n.value for n in numerals.read(text)] == pytest.approx(values)


def test_a_number_stands_where_it_says() -> None:
    """The place of a number is that of its words."""
    text = "She ate one quarter of twelve."
    assert [text[n.start : n.end] for n in numerals.read(text)] == ["one quarter", "twelve"]


_TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
_ONES = ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine"]


@given(st.integers(1, 9), st.integers(2, 9), st.integers(1, 9))
def test_any_number_below_a_thousand_is_read(hundreds: int, tens: int, ones: int) -> None:
    """Hundreds, tens and ones add up."""
    words = f"{_ONES[hundreds - 1]} hundred and {_TENS[tens - 2]}-{_ONES[ones - 1]}"
    assert [n.value for n in numerals.read(words)] == [100 * hundreds + 10 * tens + ones]
