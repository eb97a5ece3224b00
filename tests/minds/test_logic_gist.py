"""The gist of everyday questions: what follows is found in whatever words, and nothing is called open that is not."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ech0.core.types import Question
from ech0.minds.embedded import logic
from ech0.minds.embedded.logic import gist
from ech0.minds.embedded.logic.gist import bags
from ech0.minds.embedded.logic.gist.plainer import plainer
from tools.symbolic.decision import decide

YES, NO, OPEN = OPTIONS = ("Yes", "No", "Cannot be determined")


def judged(text: str) -> str | None:
    """The option that is picked, or nothing."""
    plan = logic.plan(Question(text=text, options=OPTIONS), "")
    if plan is None or plan.missing or not plan.subproblems:
        return None
    said = logic.settled(plan, [decide(claim, {}) for claim in plan.subproblems[0].claims])
    picked = logic.picked(plan, said, OPTIONS)
    return None if picked is None else OPTIONS[picked]


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("No heron in the marsh is tame. Olaf the heron lives in the marsh. Is Olaf tame?", NO),
        ("Any press that hasn't been oiled is out of order. The big press is in order. Was the big press oiled?", YES),
        (("Crates heavier than 40 kg need two porters. Ugo's crate weighs 35 kg. Wilma's weighs 48. Does Wilma's crate need "
         "two porters?"), YES),
        (("Whoever dropped the tray was in the kitchen at six. Bela was in the attic at six, not in the kitchen. Did Bela"
         " drop the tray?"), NO),
        ("To borrow a kayak you must be a member and at least 15. Ruth, 13, lives nearby. May she borrow a kayak?", NO),
        ("None of Olga's nephews can skate. Rui can skate. Is Rui Olga's nephew?", NO),
        ("Is Ella covered? All lodgers are covered, and Ella is a lodger.", YES),
        ("The kiosk is only open on Fridays. It's Tuesday. Is the kiosk open today?", NO),
        ("If you are a lodger you pay 3 euros; otherwise you pay 8. Ada isn't a lodger. Does she pay 8 euros?", YES),
        ("Some of the porters speak Finnish. All Finnish speakers were hired. Was some porter hired?", YES),
        ("Nobody gets into the vault without a token. Ida had no token. Did Ida get into the vault?", NO),
        ("Bottles without a cork are sent back. This bottle has no cork. Is it sent back?", YES),
    ],
)  # fmt: skip
def test_what_follows_is_found_though_its_words_stand_otherwise(text: str, answer: str) -> None:
    """An aside, a noun that is left out, a question in front, a part of speech that changes: one link each is made."""
    assert judged(text) == answer


@pytest.mark.parametrize(
    "text",
    [
        ("Every lodger who missed the roll call has to sign twice. Imre did not miss the roll call. Does Imre have to sign"
        " twice?"),
        "Anyone caught smoking is fined. Oda was fined. Had she been caught smoking?",
        "Only wardens have keys to the loft. Per is a warden. Has Per got a key to the loft?",
        "Most of the porters had a lamp. Mr Rao was a porter. Did he have a lamp?",
    ],
)  # fmt: skip
def test_the_converse_and_the_contrary_of_a_rule_are_left_open(text: str) -> None:
    """From what a rule concludes nothing follows for its condition, nor from `most` for one of them."""
    assert judged(text) == OPEN


@pytest.mark.parametrize(
    "text",
    [
        "Everything in this crate is cracked. The jug works well. Is the jug in this crate?",
        "Whenever Ivo sings, the hall is full. The hall is deserted. Did Ivo sing?",
        "If Ulf goes to the fair, Bo stays home. Bo went to the fair. Did Ulf go?",
        "At least one of the sisters won. Ada lost. Did her sister Bea win?",
        "Permits are good for two years. Ove's permit was issued five years ago. Is it still good?",
    ],
)  # fmt: skip
def test_nothing_is_called_open_where_a_fact_may_settle_it_in_other_words(text: str) -> None:
    """A fact that no rule takes up may say what a rule asks for: then `cannot be determined` is no answer."""
    assert judged(text) != OPEN


def test_both_of_two_conditions_are_needed() -> None:
    """`Both a keeper and a warden` asks for both."""
    text = "Anyone who is both a keeper and a warden gets a key. Ole is a keeper but has no badge. Does Ole get a key?"
    assert judged(text) != YES


def test_a_bag_with_more_words_says_more_only_where_they_take_nothing_back() -> None:
    """`Borrowed the red boat` is `borrowed the boat`; `before noon` and `works` are not the same as `noon` alone."""
    long, short = bags.named("borrow", ["red", "boat"]), bags.named("borrow", ["boat"])
    assert bags.more(long, short)
    assert not bags.more(short, long)
    assert not bags.more(bags.named("leav", ["before", "noon"]), bags.named("leav", ["noon"]))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("stays for more than two days", "stays for #is-time-gt-2"),
        ("missed at least three classes", "missed #is-n_class-ge-3"),
        ("room 12 smells", "room 12 smells"),
        ("every two weeks", "every two weeks"),
    ],
)
def test_durations_and_counts_become_sizes_and_labels_do_not(text: str, said: str) -> None:
    """A number with a unit or a plural noun is a size; one that names a room, or says how often, is not."""
    assert plainer(text, text) == said


WORDS = st.sampled_from(
    "if unless only no every some the a Ann bob's is are not must may pay pays paid, and or member over 10 without who "
    "which it there otherwise nothing neither nor except so in on to of to than Monday".split()
)


@settings(max_examples=150, deadline=None)
@given(st.lists(st.lists(WORDS, min_size=1, max_size=9), min_size=2, max_size=4))
def test_no_text_makes_the_reader_fail(sentences: list[list[str]]) -> None:
    """Any row of words is read or left alone; nothing is raised, and a claim that is made can be decided."""
    *premises, query = [" ".join(s) for s in sentences]
    if (read := gist.plan([f"{p}." for p in premises], query, "")) is not None:
        for claim in read.plan.subproblems[0].claims:
            assert decide(claim, {}).verdict
