"""Statements in free prose: each construction read as it is meant, and what cannot be known said to be unknown."""

import pytest

from ech0.core.types import Check, Plan, Question
from ech0.minds.embedded import logic
from ech0.minds.embedded.logic.first_order import formulas as f
from ech0.minds.embedded.logic.framing import framed
from ech0.minds.embedded.logic.options import meanings
from ech0.minds.embedded.logic.prose.whole import left_out
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


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("Every brown hen lays. No white hen lays. The white hen in the yard sings. Claim: the white hen in the yard lays.", "False"),
        ("The red gate is locked. The blue gate is open. Claim: the blue gate is locked.", "Unknown"),
        ("No shy and quiet guest dances. Ulf is a shy guest. Claim: Ulf dances.", None),
        ("All people who row daily and swim are fit. Ada rows daily. Claim: Ada is fit.", "Unknown"),
        ("Ada does not both row and swim. Ada rows. Claim: Ada swims.", "False"),
        ("Bo is either a cook and a poet or neither a cook nor a poet. Bo is a cook. Claim: Bo is a poet.", "True"),
        ("All guests who often sing are loud. Ada is a guest. Ada often sings. Claim: Ada is loud.", "True"),
        ("All sent to the coast are provided with maps. Ove is sent to the coast. Claim: Ove is provided with maps.", "True"),
    ],
)  # fmt: skip
def test_a_joint_reaches_as_far_as_its_words_say(text: str, answer: str | None) -> None:
    """What `either`, `both`, `who` and an adjective hold together is neither parted nor dropped."""
    assert judged(text) == answer


def test_a_sentence_of_which_a_word_is_dropped_is_not_read() -> None:
    """Every word that has a meaning of its own stands in the formula, or the sentence counts as not understood."""
    formula = f.holds("tall", "ada")
    assert left_out(["@Ada", "is", "very", "tall"], [formula], {}) == []
    assert left_out(["@Ada", "is", "a", "tall", "surgeon"], [formula], {}) == ["surgeon"]
    assert left_out(["@Ada", "is", "a", "tall", "surgeon"], [formula], {"ada": {"surgeon"}}) == []


def test_a_statement_true_by_its_words_needs_two_readers() -> None:
    """A proof that rests on nothing stated may come from how one reader takes words apart."""
    plan = Plan(judged=True, label="statement")
    proved = {"verdict": "proved", "reason": "it follows", "truth": True}
    one, two = Check(claim="pc1", **proved), Check(claim="fc1", **proved)
    open_ = Check(claim="fc1", verdict="underdetermined", reason="either way")
    assert logic.settled(plan, [one, open_]) is None
    assert logic.settled(plan, [one, two]) is True
    assert logic.settled(plan, [one.model_copy(update={"premises": ("Ada is tall.",)}), open_]) is True


def test_what_a_verdict_rests_on_is_told() -> None:
    """A proof is told from the lack of one, and readers that agree are counted."""
    plan = Plan(judged=True, label="statement", fit=1.0)
    proved = {"verdict": "proved", "reason": "it follows", "truth": True, "premises": ("Ada is tall.",)}
    checks = [Check(claim=name, **proved) for name in ("pc1", "fc1", "c1")]
    assert logic.rests_on(plan, True, checks)["proved"] == 1.0
    assert logic.rests_on(plan, True, checks)["agreement"] == 1.0
    assert logic.rests_on(plan, True, checks[2:])["agreement"] == 0.0
    unknown = [Check(claim="c1", verdict="underdetermined", reason="either way")]
    assert logic.rests_on(plan, "unknown", unknown)["proved"] == 0.0


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
