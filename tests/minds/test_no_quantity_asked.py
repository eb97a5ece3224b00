"""Questions that no quantity answers: held back by their form or by what they speak of, and no others."""

import pytest

from ech0.core import base
from ech0.core.types import Question
from ech0.ledger import given
from ech0.loop import State
from ech0.minds.embedded import Embedded
from ech0.minds.embedded.asked import no_quantity
from ech0.minds.embedded.words import Hit, Text
from labs import LABS

MIND = Embedded(base.concepts(), base.roles(), tuple(base.formulas().values()), base.constants(), base.phrases(), LABS)


def hits(text, *phrases):
    """Where phrases for quantities stand."""
    return [Hit(h.first, h.last) for p in phrases for h in text.find(p)]


@pytest.mark.parametrize(
    "asked",
    [
        "Which comet came back after 76 years?",
        "What language did the ferryman of the escape tunnel speak?",
        "Who first measured the speed of sound?",
        "Why does the doubling time of yeast vary?",
        "How do you keep the growth rate of weeds down?",
        "What if the period of the Earth were longer?",
        "What could be attributed to gravity?",
        "Is the melting point of tin low?",
        "If the river is in flood, will the ferry keep its speed?",
        "The town of Ems lies by which river?",
    ],
)
def test_a_form_that_asks_for_no_quantity(asked):
    """A thing, a person, a reason, a manner, or yes or no: no number answers these, whatever quantity they name."""
    text = Text(asked)
    assert no_quantity(text, hits(text, "speed", "doubling time", "growth rate", "period", "melting point", "escape"))


@pytest.mark.parametrize(
    "asked",
    [
        "What is the escape velocity of Mars?",
        "Which boiling point does ethanol have?",
        "What mean speed do nitrogen molecules have?",
        "How fast does light travel in glass?",
        "How hot is the Sun?",
        "What percentage of the air is nitrogen?",
        "What does a mole of gold weigh?",
        "Calculate the period of the Moon.",
        "At what temperature does tin melt?",
    ],
)
def test_a_form_that_asks_for_a_quantity(asked):
    """A question whose object is a quantity, or that leaves it open, is not turned away."""
    text = Text(asked)
    assert not no_quantity(text, hits(text, "escape velocity", "boiling point", "speed", "temperature", "period"))


def planned(asked):
    """The plan for a question."""
    question = Question(text=asked)
    return MIND.plan(State(question=question, entries=tuple(given(question))))


@pytest.mark.parametrize(
    ("asked", "noun"),
    [
        ("A compliment weighing 3 kg flies at 5 m/s. What is its kinetic energy?", "compliment"),
        ("What is the momentum of a secret of 2 kg that moves at 4 m/s?", "secret"),
    ],
)
def test_what_has_no_body_has_no_momentum(asked, noun):
    """A thing that is said or felt and is given a mass has no plan but to say so."""
    plan = planned(asked)
    assert plan.target is None
    assert [noun in need.what for need in plan.missing] == [True]


@pytest.mark.parametrize("body", ["ball", "boat Joy"])
def test_a_body_of_any_name_has_a_kinetic_energy(body):
    """A ball, and a ship whose name is that of a feeling, are asked as before."""
    assert planned(f"The {body} has a mass of 3 kg and a speed of 5 m/s. What is its kinetic energy?").target


def test_a_thing_asked_for_is_looked_up_and_not_worked_out():
    """Without a number in it, a question for a thing goes to the memory, whatever its words are near to."""
    assert planned("What animal has the longest doubling time of its cells?").path == "recall"
    assert planned("What is the escape velocity of Mars?").target


def test_an_abstention_says_no_number_of_its_own():
    """`percent` is a number where it is written, and is not said back as the name of a quantity."""
    assert not any("percent" in need.what for need in planned("What percent of the buses of our town are late?").missing)


def test_a_way_that_lacks_a_value_tells_on_one_that_does_without():
    """Without its constant a spring's force comes out some other way, and the gate is told; with it there is no doubt."""
    short = planned("What force does a spring exert when it is stretched by 6 cm?")
    assert short.target is None or short.evidence["lacking"] > 0.3
    whole = planned("What force does a spring of spring constant 200 N/m exert when it is stretched by 6 cm?")
    assert whole.evidence["lacking"] == 0
