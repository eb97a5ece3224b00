"""A statement is judged through the whole loop: read, decided by a solver, and said with the status that it deserves."""

import pytest

from ech0.app import Ech0, open_ech0
from ech0.core.types import Answer, Question


@pytest.fixture
def ask(tmp_path, monkeypatch):
    """Put a question to an ECH0 of its own."""
    monkeypatch.setenv("ECH0_HOME", str(tmp_path))
    ech0: Ech0 = open_ech0()

    def put(text: str, options: tuple[str, ...] = ()) -> Answer:
        return ech0.ask(Question(text=text, options=options))

    yield put
    ech0.close()


def test_what_follows_is_true_and_names_its_premises(ask) -> None:
    """A statement that follows is answered as true, with the sentences that it follows from."""
    answer = ask("Every heron is a bird. Birds are animals. Ada is a heron. Is Ada an animal?")
    assert answer.status == "answered"
    assert "true" in answer.text
    assert "“Birds are animals”" in answer.text
    assert "Ada: animal, since Ada: bird" in answer.text
    assert len(answer.checks[0].premises) == 3


def test_the_opposite_of_what_follows_is_false(ask) -> None:
    """A statement whose opposite follows is answered as false, and picks the option that says so."""
    answer = ask("No heron is a fish. Ada is a heron. True or false? Ada is a fish.", ("True", "False"))
    assert (answer.status, answer.choice) == ("answered", "B")


def test_what_does_not_follow_is_unknown_only_where_that_can_be_said(ask) -> None:
    """What is not decided picks `Unknown` if there is such an option, and is no answer if there is not."""
    text = "Every heron is a bird. If a bird is old then it is slow. Bob is old. Ada is a heron. True, false or unknown? Ada is slow."
    with_option = ask(text, ("True", "False", "Unknown"))
    assert (with_option.status, with_option.choice) == ("answered", "C")
    without = ask("Every heron is a bird. Birds are warm. Ada is a bird. Is Ada a heron?", ("Yes", "No"))
    assert without.status == "abstained"


def test_an_order_is_worked_out(ask) -> None:
    """Of statements about an order, the one that must hold is chosen."""
    text = (
        "Three jars stand on a shelf: a blue jar, a red jar, and a white jar. The red jar is to the left of the white jar. The blue jar is "
        "the rightmost. Which of the following is true?"
    )
    answer = ask(
        text, ("The blue jar is the leftmost.", "The red jar is the leftmost.", "The white jar is the leftmost.")
    )
    assert (answer.status, answer.choice) == ("answered", "B")


def test_a_sentence_that_is_not_understood_is_no_ground_for_an_answer(ask) -> None:
    """Where a sentence about what is asked was not understood, there is no answer, and the reason names it."""
    answer = ask("Every heron is a bird. Ada, whom nobody had ever thought capable of it, is. Is Ada a bird?")
    assert answer.status == "abstained"


def test_a_puzzle_without_options_is_answered_by_name(ask) -> None:
    """Who it is is said by name, with the sentences that it follows from."""
    answer = ask("Ann, Ben and Cid stand in a line. Ann is before Ben. Cid is last. Who is in the middle?")
    assert answer.status == "answered"
    assert answer.text.startswith("Ben")
    assert {"Ann is before Ben.", "Cid is last."} <= set(answer.checks[0].premises)
