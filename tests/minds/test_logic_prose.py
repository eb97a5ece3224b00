"""Statements in free prose: each construction read as it is meant, and what cannot be known said to be unknown."""

import pytest

from ech0.core.types import Question
from ech0.minds.embedded import logic
from ech0.minds.embedded.logic.framing import framed
from ech0.minds.embedded.logic.options import meanings
from tools.symbolic.decision import decide

TFU = ("True", "False", "Unknown")


def judged(text: str) -> str | None:
    """The option that is picked, or nothing."""
    plan = logic.plan(Question(text=text, options=TFU), "")
    if plan is None or plan.missing or not plan.subproblems:
        return None
    said = logic.settled(plan, [decide(claim, {}) for claim in plan.subproblems[0].claims])
    picked = logic.picked(plan, said, TFU)
    return None if picked is None else TFU[picked]


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("Hikers under ten walk free; so do wardens. Whoever walks free gets a badge. Ulf is a warden. Does Ulf get a badge?",
         "True"),
        ("Only trained divers may enter the cave. Ove is not trained, though his aunt is. Claim: Ove may enter the cave.",
         "False"),
        ("Tents pitched by Runa are dry. Tent 9 was pitched by Runa. Dry tents don't need airing. Tent 9 needs airing.",
         "False"),
        ("Every kiln except Bertha was swept. Otto is a kiln, and Otto isn't Bertha. Assertion: Otto was swept.", "True"),
        ("A crate that weighs over ten kilos is roped. Crate 4 weighs twelve kilos. Crate 4 is a crate. Crate 4 is roped.",
         "True"),
    ],
)  # fmt: skip
def test_a_construction_is_read_as_it_is_meant(text: str, answer: str) -> None:
    """Ellipsis, only, passive, exceptions and numbers lead to what follows from them."""
    assert judged(text) == answer


def test_what_is_said_of_another_time_or_not_for_certain_proves_nothing() -> None:
    """`Was` is not `is`, and what is hardly so is not so."""
    assert judged("Rolf was calm. Rolf is tall. Claim: Rolf is calm.") is None
    assert judged("Rolf is hardly calm. Calm people sleep. Claim: Rolf sleeps.") is None


@pytest.mark.parametrize(
    ("text", "query"),
    [
        ("Ada is tall. Tall people run. Evaluate: Ada runs.", "Ada runs"),
        ("Ada is tall. Tall people run. I conclude that Ada runs. Am I right?", "Ada runs"),
        ("Ada is tall. Tall people run. Ada runs, doesn't she?", "Ada runs"),
        ('Ada is tall. Tall people run. "Ada runs far." - how would you rate this sentence?', "Ada runs far"),
    ],
)
def test_a_frame_is_taken_off(text: str, query: str) -> None:
    """Labels, clauses, tags and quotations frame a statement and are no part of it."""
    found = framed(text)
    assert found is not None
    assert found.query == query


def test_the_last_option_is_known_by_the_others() -> None:
    """What is neither the affirmation nor the denial leaves it open."""
    assert meanings(("She can", "She cannot", "The by-laws don't settle it")) == [True, False, "unknown"]
    assert meanings(("Established", "Refuted", "Not established")) == [True, False, "unknown"]
