"""What a question is told that it lacks: one value of the formula or lab that its words mean, or nothing at all."""

import pytest

from ech0.core import base
from ech0.core.types import Failure, Plan, Question
from ech0.ledger import given
from ech0.loop import State
from ech0.minds.embedded import Embedded
from ech0.minds.embedded.write import write
from labs import LABS

MIND = Embedded(base.concepts(), base.roles(), tuple(base.formulas().values()), base.constants(), base.phrases(), LABS)


def lacks(text: str) -> list[str]:
    """What the plan of the first round says is missing."""
    question = Question(text=text)
    return [n.what for n in MIND.plan(State(question=question, entries=tuple(given(question)))).missing]


@pytest.mark.parametrize(
    "text",
    [
        "who won the cup in 1974",
        "balance Fe + O2 -> Fe2O3",
        "think of a number and tell me",
        "what did I eat on my birthday",
        "how many points did the home team score",
        "when was the treaty signed",
        "what is the best film of all time",
        "how tall was my grandfather's house",
        "write a song about energy",
        "What is the half-life of my patience?",
    ],
)
def test_a_stray_word_asks_for_nothing(text: str) -> None:
    """A question about something else is not told to bring a value of a formula that shares one word with it."""
    assert lacks(text) == []


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("A lorry drives for 3 hours. How far does it get?", "the speed"),
        ("How fast does a pebble hit the ground?", "the height"),
        ("What is the current through a 22 ohm resistor?", "the voltage"),
        ("A spring is stretched by 6 cm. What force does it exert?", "the spring constant"),
        ("What is the pH of an acid?", "the hydrogen ion concentration"),
    ],
)
def test_the_one_quantity_that_is_missing_is_named(text: str, what: str) -> None:
    """Where a formula fits and one value is not stated, that value is asked for."""
    assert lacks(text) == [what]


@pytest.mark.parametrize("text", ["how fast does grass grow", "how fast does the news spread", "How fast does it go?"])
def test_question_words_alone_own_no_lab(text: str) -> None:
    """`How fast does` is a wording of a lab's output, but no quantity that only this lab gives."""
    question = Question(text=text)
    plan = MIND.plan(State(question=question, entries=()))
    assert plan.target is None


def test_a_lab_that_needs_an_input_says_which() -> None:
    """A refusal for what was not given is worded as a lack, without the names of the program's fields."""
    failure = Failure(where="r1", kind="refused", message="titration_ph.pka: None is not usable; give the pKa of the weak acid")
    plan = Plan.model_validate(
        {"path": "x", "target": "r1.ph", "label": "ph", "subproblems": [
            {"id": "s1", "goal": "g", "calls": [{"id": "r1", "lab": "titration_ph", "inputs": {}}]}]}
    )
    draft = write(State(question=Question(text="What is the pH?"), plan=plan, failures=(failure,)))
    assert draft.status == "abstained"
    assert draft.text == "I cannot answer this without the pKa of the weak acid."
    assert "None" not in draft.reason
