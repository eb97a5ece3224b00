"""Open, closed and classical: what each concludes from the same words, and when readings or options settle nothing."""

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ech0.core.types import Question
from ech0.minds.embedded import logic
from tools.symbolic.decision import decide

TFU = ("True", "False", "Unknown")


def answer(text, options=TFU, semantics=None):
    """The option that all readings pick."""
    plan = logic.plan(Question(text=text, options=options, semantics=semantics), "")
    if plan is None or plan.missing or not plan.subproblems:
        return None
    checks = [decide(claim) for claim in plan.subproblems[0].claims]
    return logic.picked(plan, logic.settled(plan, checks), options)


WET = "If it rains, the street is wet. The street is not wet. It rains."


@pytest.mark.parametrize(("semantics", "wanted"), [("open", 2), ("classical", 1), (None, 1)])
def test_arguing_backwards_is_classical(semantics, wanted):
    """Rules that run forward leave the cause open; an argument in free words denies it with its effect."""
    assert answer(WET, semantics=semantics) == wanted


def test_a_text_that_is_settled_from_the_contrary_only_says_so():
    """Under an open world the reason tells that the supposition would contradict what is stated."""
    plan = logic.plan(Question(text=WET, options=TFU, semantics="open"), "")
    assert "would contradict" in decide(plan.subproblems[0].claims[0]).reason


def test_whoever_asks_what_the_facts_and_rules_give_runs_them_forward():
    """The frame of the question chooses the semantics where the user names none."""
    text = "If Ned rests then Ned is calm. Ned is not calm. Based on the facts and rules, is this true, false or unknown? Ned rests."
    assert answer(text) == 2


def test_cases_are_argued():
    """What follows in either case follows."""
    text = "Ada is a cook or a poet. Every cook is tall. Every poet is tall. Ada is tall."
    assert answer(text) == 0
    assert answer(text, semantics="closed") != 1


def test_two_readings_that_differ_give_no_answer():
    """A pronoun that may mean either of two is read both ways, and only what both give is said."""
    two = "Ned likes Carl. He is nice. Nice people are happy. "
    assert answer(two + "Ned is happy.") is None
    assert answer(two + "Ned likes Carl.") == 0


def test_unknown_needs_every_condition_to_be_spoken_of():
    """A condition that may be met in other words leaves the reader silent; one that is plainly not told is unknown."""
    assert answer("Guests with a ticket get a seat. Ida is a guest. Ida holds a ticket. Ida gets a seat.") is None
    assert answer("Guests with a ticket get a seat. Ida is a guest. Ida gets a seat.") == 2


def test_does_it_follow_has_no_middle():
    """Asked whether something follows, with yes and no to choose from, what does not follow is a no."""
    base = "Every cook is tall. Otto is a cook. Eva is tall. "
    assert answer(base + "Does it follow that Eva is a cook?", ("Yes", "No")) == 1
    assert answer(base + "Is Eva a cook?", ("Yes", "No")) is None


def test_an_exception_by_name_takes_only_that_one_out():
    """What is said of all but Eva holds of Otto, and of Eva it is not said whether it does."""
    base = "Every cook has a key except Eva. Eva is a cook. Otto is a cook. "
    assert answer(base + "Otto has a key.") == 0
    assert answer(base + "Eva has a key.") is None


TRAITS = ("tall", "kind", "calm", "rich", "loud", "warm")


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 10**9))
def test_a_closed_world_is_the_fixpoint_and_nothing_else(seed):
    """Of random facts and rules, a closed world says true what repeated application gives, and false all the rest."""
    draw = random.Random(seed)
    facts = {(who, draw.choice(TRAITS)) for who in ("Ned", "Ann") for _ in range(2)}
    triples = [draw.sample(TRAITS, 3) for _ in range(6)]
    pairs = [((a, b), c) for a, b, c in triples]
    text = " ".join(f"{who} is {trait}." for who, trait in sorted(facts))
    text += " " + " ".join(f"If someone is {a} and {b} then they are {c}." for (a, b), c in pairs)
    holds = set(facts)
    while more := {(w, c) for (a, b), c in pairs for w in ("Ned", "Ann") if {(w, a), (w, b)} <= holds} - holds:
        holds |= more
    who, trait = draw.choice(("Ned", "Ann")), draw.choice(TRAITS)
    picked = answer(f"{text} True or false: {who} is {trait}.", ("True", "False"), "closed")
    assert picked == (0 if (who, trait) in holds else 1)
