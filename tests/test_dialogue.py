"""What is asked back of a question that was read with doubt, and what replies to it mean."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ech0 import dialogue
from ech0.core.types import Correction, Need, Plan, Question
from ech0.ledger import given as givens
from ech0.question import numbers, shape

BALL = Question(text="A ball of 2 kg flies at 3 m/s. How much oomph has it?")
READ = givens(BALL)


@pytest.mark.parametrize(
    ("reply", "expected"),
    [
        ("kinetic energy", Correction(target="kinetic energy")),
        ("It is the kinetic energy.", Correction(target="kinetic energy")),
        ("I want the momentum!", Correction(target="momentum")),
        ("2", Correction(target="momentum")),
        ("Yes", Correction(confirmed=True)),
        ("3 m/s is the final speed", Correction(names={2: "final speed"})),
        ("the final speed is 3 m/s; momentum", Correction(target="momentum", names={2: "final speed"})),
        (
            "2 kg = the rider's mass and 3 m/s means the wind speed",
            Correction(names={1: "rider's mass", 2: "wind speed"}),
        ),
    ],
)
def test_a_reply_says_what_is_asked_for_or_what_a_number_is(reply, expected):
    """A name, the number of a choice, a yes, and `X is the Y` in either order are each understood as what they are."""
    assert dialogue.understood(reply, ("kinetic energy", "momentum"), READ) == (expected, False)


def test_a_number_that_the_question_did_not_have_joins_its_context():
    """`It is 4 m high` brings a new value: it is no correction of an old one."""
    heard = dialogue.heard(BALL, Plan(doubt=True), READ, "it falls 4 m")
    assert heard.context == ("it falls 4 m",)


def test_a_missing_value_is_asked_for_by_name_and_joins_the_context():
    """With something missing, the question names it, and the reply is taken as what was said earlier, word for word."""
    plan = Plan(missing=(Need(what="the height"),))
    assert dialogue.inquiry(plan, READ)["question"] == "What is the height?"
    assert dialogue.heard(BALL, plan, READ, "5 m").context == ("5 m",)


def test_the_reading_is_shown_with_its_choices():
    """The user sees each number as it stands in the question, and the numbered choices."""
    asked = dialogue.inquiry(Plan(doubt=True, choices=("speed", "momentum")), READ)
    assert [r["text"] for r in asked["read"]] == ["2 kg", "3 m/s"]
    assert "(1) speed, (2) momentum?" in asked["question"]


def test_questions_that_differ_in_numbers_only_have_one_shape():
    """A correction is remembered for the wording, whatever the numbers; other words are another shape."""
    other = BALL.model_copy(update={"text": "A ball of 7.5 kg flies at  2e3 km/h. How much oomph has it?"})
    assert shape(BALL) == shape(other)
    assert shape(BALL) != shape(Question(text="A ball of 2 kg flies at 3 m/s. How much momentum has it?"))


@given(st.text(max_size=80))
@settings(max_examples=200, deadline=None)
def test_no_reply_breaks_the_dialogue(reply):
    """Whatever is typed, it is understood as something, and a name never points at a number that is not there."""
    heard = dialogue.heard(BALL, Plan(doubt=True, choices=("speed",)), READ, reply)
    assert heard.correction is not None
    assert set(heard.correction.names) <= {1, 2}
    assert len(numbers(READ)) == 2
