"""Orders and matchings in idioms of English: what is meant is read, what may have been misread is not answered."""

import pytest

from ech0.core.types import Question
from ech0.minds.embedded import logic
from tools.symbolic.finite import decide_finite


def answer(text: str, options: tuple[str, ...]) -> str | None:
    """The option that is picked, or nothing."""
    plan = logic.plan(Question(text=text, options=options), "")
    if plan is None or plan.missing or not plan.subproblems:
        return None
    chosen = logic.choice(decide_finite(plan.subproblems[0].claims[0]), options)  # type: ignore[arg-type]
    return None if chosen is None else options[chosen]


SAID = [
    ("Uma, Vik, Wes and Xan ran. Xan took silver. Uma finished higher than Xan. Wes brought up the rear. Who won bronze?",
     ("Uma", "Vik", "Wes"), "Vik"),
    ("Ivo is older than everyone but Jana. Kai is younger than Lea. Who of the four is the oldest?",
     ("Ivo", "Jana", "Kai", "Lea"), "Jana"),
    (("Bea, Cal, Dot, Eli and Fay sit in a row. Cal sits in the middle. Bea and Fay are at opposite ends. Dot is just left "
     "of Cal. Fay is somewhere to the left of Dot. Where does Eli sit?"), ("first", "third", "fourth", "fifth"), "fourth"),
    (("Five dogs were weighed. Rex is heavier than Spot. Toby is lighter than Spot. Ulla is heavier than Rex but lighter "
     "than Vito. How many dogs are heavier than Spot?"), ("1", "2", "3", "4"), "3"),
    (("In a spelling contest Gil came third. Hana did better than Gil, and Ines did worse. There were four contestants. Jo "
     "was not first. Who won?"), ("Gil", "Hana", "Ines", "Jo"), "Hana"),
    ("Alma is taller than Beth. Carl is shorter than Beth. Dora is the same height as Alma. Who is the shortest?",
     ("Alma", "Beth", "Carl", "Dora"), "Carl"),
    (("Guards Abe, Bo, Cy and Di work at the weekend: two on Saturday, the other two on Sunday. Abe and Bo never work the "
     "same day. Cy works Saturday only if Bo does. Abe works on Saturday. On which day does Di work?"),
     ("Saturday", "Sunday"), "Saturday"),
    (("Lockers 1 to 5 are used by Ann, Ben, Col, Dee and Eve, one each. Ben has locker 2. Ann's locker is next to Ben's but "
     "not next to Col's. Col has locker 4. Dee's locker has a higher number than Col's. Which locker is Eve's?"),
     ("1", "2", "3", "5"), "3"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "options", "meant"), SAID)
def test_idioms_of_order_are_read(text, options, meant) -> None:
    """Each of these has one answer by plain reasoning, and it is the one that is picked."""
    assert answer(text, options) == meant


def test_years_are_no_places() -> None:
    """`Two years after` in a text without years says after: someone may have come two places later, or one."""
    text = "Beth joined the firm two years after Carl and a year before Dora. Ed joined before Carl. Who was the last to join?"
    assert answer(text, ("Beth", "Carl", "Dora", "Ed")) == "Dora"
    assert answer(text.replace("Ed joined before Carl", "Ed joined after Carl"), ("Beth", "Carl", "Dora", "Ed")) is None


def test_only_plain_comparisons_contradict_one_another() -> None:
    """A circle of comparisons is a contradiction; anything more involved that cannot hold was probably misread."""
    circle = "Ida is taller than Jon. Jon is taller than Kim. Kim is taller than Ida. Who is tallest?"
    apart = "Ann, Ben and Cid stand in a line. Ann is first. Ben is two places behind Cid. Who is last?"
    for text, plain in ((circle, True), (apart, False)):
        plan = logic.plan(Question(text=text), "")
        assert plan is not None
        claim = plan.subproblems[0].claims[0]
        check = decide_finite(claim)  # type: ignore[arg-type]
        assert check.verdict == "inconsistent"
        assert logic.conflict(claim, check.core) is plain  # type: ignore[arg-type]
