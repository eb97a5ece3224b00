"""What speaks against a derivation: unread words, numbers that are differences or factors, formulas by meaning alone."""

import pytest

from ech0.core import base, reading
from ech0.core.types import Passage, Plan, Quantity, Question
from ech0.ledger import figures, given
from ech0.loop import State
from ech0.minds.embedded import Embedded
from ech0.minds.embedded.doubts import DOUBT
from ech0.minds.embedded.shapes import misshapen
from labs import LABS

KNOWLEDGE = (base.concepts(), base.roles(), tuple(base.formulas().values()), base.constants(), base.phrases(), LABS)
MIND = Embedded(*KNOWLEDGE)


def planned(text: str, mind: Embedded = MIND) -> Plan:
    """The plan of the first round."""
    question = Question(text=text)
    return mind.plan(State(question=question, entries=tuple(given(question))))


@pytest.mark.parametrize(
    ("plain", "changed"),
    [
        (
            "A tram runs at 12 m/s for 30 s. How far does it come?",
            "A tram runs at 12 m/s for 30 s and then twice as long. How far does it come?",
        ),
        (
            "A 3 kg stone moves at 4 m/s. What is its kinetic energy?",
            "A stone that is 3 kg heavier than a brick moves at 4 m/s. What is its kinetic energy?",
        ),
        (
            "A 0.2 kg ball changes its speed from 30 m/s to 40 m/s in 0.01 s. Find the average force.",
            "A 0.2 kg ball changes its speed from 30 m/s to 40 m/s in 0.01 s as it reverses. Find the average force.",
        ),
        (
            "A charge of 2 mC sits in a field of 50 N/C. What is the force?",
            "A charge of 2 mC sits in a field of 50 N/C. What is the force (both sign and magnitude)?",
        ),
    ],
)
def test_a_word_that_changes_the_result_lowers_the_fit(plain: str, changed: str) -> None:
    """Of two texts with the same numbers, the one with a word that nothing reads is trusted less."""
    sure, unsure = planned(plain), planned(changed)
    assert sure.target is not None
    assert unsure.target is None or unsure.fit <= DOUBT * sure.fit + 0.05


def test_a_formula_found_by_meaning_alone_is_a_guess() -> None:
    """What no word of the question names, and only nearness suggests, is worth less than it would be if named."""
    name = "shaft_torque"

    def near(text: str) -> tuple[Passage, ...]:
        where = f"formula:{name}"
        return (
            Passage(
                id="p", document=where, title=name, source="", start=0, end=1, text=name, relevance=0.9, kind="card"
            ),
        )

    text = "A spit hands on 5 kW at 40 rad/s. What torque is that?"
    told = planned(text.replace("spit hands on", "shaft transmits"))
    guessed = planned(text, Embedded(*KNOWLEDGE, near))
    assert told.path.startswith(name) and guessed.path.startswith(name)
    assert guessed.fit < DOUBT * told.fit + 0.05


def test_shapes_keep_formulas_apart() -> None:
    """A formula of a sphere is none of a cube, unless the text speaks of a sphere too; one of no shape fits any."""
    assert misshapen("Volume of a sphere", "What is the volume of a cube?")
    assert not misshapen("Volume of a sphere", "A ball lies in a cube. What is its volume?")
    assert not misshapen("Density", "What is the density of the cube?")


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("a chance of 3/7. Then", 3 / 7, ""),
        ("an area of 100 m2. What", 100.0, "m^2"),
        (r"takes $2\frac{3}{4}$ hours", 2.75, "hour"),
        ("2 1/2 cups of flour", 2.5, ""),
        ("a 30-lb force", 30.0, "pound_force"),
        ("weighing 30 lb", 30.0, "pound"),
        (r"with $C_{V}=\frac{5}{2} R$.", 2.5, "molar_gas_constant"),
        (r"a mass of $207 m_{\mathrm{e}}$.", 207.0, "electron_mass"),
        (r"at $r=0.500 R$.", 0.5, ""),
    ],
)
def test_fractions_and_multiples_are_read_whole(text: str, value: float, unit: str) -> None:
    """A fraction, a mixed number and a multiple of a constant are one number each, with the unit that they have."""
    (found,) = reading.read(text)
    assert found.value == pytest.approx(value) and found.unit == unit


def test_a_sign_before_a_letter_is_no_number() -> None:
    """In `2θ = 38°` the only number is the angle, which is not θ."""
    assert [f.value for f in reading.read("at 2θ = 38°")] == [38.0]


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("At 60 kilometers per hour, how far does a bus go in 2 hours?", "kilometer"),
        ("Light meets water (n = 1.33) from air (n = 1.00) at 30 degrees. Find the angle of refraction.", "degree"),
        ("A bus goes 90 km in 2 hours. How fast is it in miles per hour to be exact?", "mile / hour"),
        ("How many cubic inches are in a box with a volume of 2 L?", "inch^3"),
    ],
)
def test_a_result_is_told_in_the_units_of_the_question(text: str, unit: str) -> None:
    """Without a unit that is asked for, the question's own is used; one that is asked for is heard."""
    assert planned(text).unit == unit


def test_how_old_somebody_is_takes_no_time() -> None:
    """An age is never a half-life, nor a time in which something decays."""
    assert planned("Ann is 40 years old and Bo is half her age. How old is Bo?").target is None


def test_a_count_is_told_to_its_last_digit() -> None:
    """A whole number that follows from whole numbers is no measurement, so that none of its digits is rounded away."""
    ten, four = (given(Question(text=f"There are {n} bags."))[0] for n in (10, 4))
    assert figures((ten, four), Quantity(value=34105.0)) == 5
    assert figures((ten, four), Quantity(value=34105.5)) == figures((ten, four))
    assert figures((ten, four), Quantity(value=34105.0, unit="m")) == figures((ten, four))
