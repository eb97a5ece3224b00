"""Numbers that belong together are read as what they say together, and others are left apart."""

import pytest

from ech0.core import reading, units
from ech0.core.types import Quantity


def told(text: str) -> list[tuple[float, str]]:
    """The numbers of a text with their units."""
    return [(f.value, f.unit) for f in reading.read(text)]


@pytest.mark.parametrize(
    ("text", "first", "second"),
    [
        ("The tram speeds up from 0 to 14 m/s.", (0.0, "m/s"), (14.0, "m/s")),
        ("Milk is warmed from about 4 to 37 °C.", (4.0, "degC"), (37.0, "degC")),
        ("A value between 3 and 8 kPa", (3.0, "kPa"), (8.0, "kPa")),
    ],
)
def test_the_ends_of_a_range_share_its_unit(text: str, first: tuple[float, str], second: tuple[float, str]) -> None:
    """`From a to b unit` and `between a and b unit` tell two quantities of one kind."""
    found = told(text)
    assert [v for v, _ in found] == [first[0], second[0]]
    assert all(u and units.compatible(u, first[1]) for _, u in found)
    assert found[0][1] == found[1][1]


@pytest.mark.parametrize("text", ["It grew from 2 to 3 pups.", "Give 4 to 9 mg to 2 patients.", "2 and 5 kg"])
def test_no_unit_is_lent_without_a_range(text: str) -> None:
    """Without `from` or `between`, or where the second number is bare too, a bare number stays bare."""
    assert told(text)[0][1] == ""


@pytest.mark.parametrize(
    ("text", "minutes"),
    [
        ("The film lasts 1 h 45 min.", 105.0),
        ("after 2 hours and 10 minutes", 130.0),
        ("1 hour 20 min 30 s", 80.5),
        ("for 3 days 6 hours", 78 * 60.0),
    ],
)
def test_a_duration_in_two_units_is_one_duration(text: str, minutes: float) -> None:
    """Hours with minutes after them are one time, and its span is the whole of what was said."""
    (found,) = reading.read(text)
    assert units.convert(Quantity(value=found.value, unit=found.unit), "min").value == pytest.approx(minutes)
    assert text[found.start].isdigit() and text[found.end - 1].isalpha()


@pytest.mark.parametrize("text", ["a woman of 5 ft 6 in", "he is 5'6\" tall", "5 feet 6 inches"])
def test_feet_and_inches_are_one_length(text: str) -> None:
    """Inches that go on from feet belong to them, though `in` is a preposition elsewhere."""
    (found,) = reading.read(text)
    assert found.value == pytest.approx(5.5)
    assert units.compatible(found.unit, "m")
    assert [v for v, _ in told("6 ft 2 in the pool")] == [6.0, 2.0]


@pytest.mark.parametrize(
    "text", ["blood was drawn at 1 h, 30 min", "3 h and 90 min", "masses of 2 kg 300 g", "5 min 2 h", "2 ft and 3 inch"]
)
def test_two_quantities_stay_two(text: str) -> None:
    """A list, a second number that is more than one of the first unit, or a smaller unit first are two quantities."""
    assert len(told(text)) == 2
