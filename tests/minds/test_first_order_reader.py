"""English to first-order claims: what follows classically is found, what does not is not, and all rules are named."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ech0.core.types import FirstOrderClaim, Question
from ech0.core.wff import spelled
from ech0.minds.embedded import logic
from ech0.minds.embedded.logic import first_order
from tools.symbolic.decision import decide

TFU = ("True", "False", "Uncertain")
ASKS = "Based on the above information, is the following statement true, false, or uncertain?"


def verdicts(premises, conclusion):
    """What the checker says of each way of reading."""
    plan = first_order.plan(premises, conclusion, "")
    return [decide(claim).verdict for claim in plan.subproblems[0].claims]


FOLLOWS = [
    ("either", ["Every guest either sings or dances.", "Mona is a guest.", "Mona does not sing."], "Mona dances."),
    ("neither", ["Uma is neither a nurse nor a pilot.", "All captains are pilots."], "Uma is not a captain."),
    ("contraposition", ["All otters that are tame eat fish.", "Bo is an otter.", "Bo does not eat fish."], "Bo is not tame."),
    ("some", ["Some bakers who own a van are rich.", "All rich people travel."], "Some bakers travel."),
    ("there is", ["There is a lamp that is broken.", "No broken lamps are sold."], "There is a lamp that is not sold."),
    ("not all", ["Not all boats float.", "Everything that is made of wood floats."], "Some boats are not made of wood."),
    ("only if", ["Kai is paid only if Kai is registered.", "Kai is paid."], "Kai is registered."),
    ("iff", ["Kai is paid if and only if he is registered.", "Kai is not paid."], "Kai is not registered."),
    ("unless", ["The alarm rings unless the door is shut.", "The door is not shut."], "The alarm rings."),
    ("whoever", ["Everyone who works at Nordfab is insured.", "Ina works at Nordfab."], "Ina is insured."),
    ("reduced", ["All parcels sent by Ova are fragile.", "No fragile parcels are heavy.", "P-7 is a parcel sent by Ova."],
     "P-7 is not heavy."),
    ("tense", ["People who walked to the mill were tired.", "Lev walks to the mill."], "Lev is tired."),
    ("one of", ["Karo is one of the towns in Ilmland.", "No towns in Ilmland have a port."], "Karo does not have a port."),
    ("letters", ["If place A is north of place B and place B is north of place C, then place A is north of place C.",
     "Orm is north of Pell.", "Pell is north of Quay."], "Orm is north of Quay."),
    ("verbs joined", ["If a dog barks and bites, then it is chained or trained.", "Rex is a dog.", "Rex barks and bites.",
     "Rex is not chained."], "Rex is trained."),
    ("adjunct", ["Anyone who sings in the rain gets wet.", "Mona sings in the rain in Lund."], "Mona gets wet."),
    ("spelling", ["All smart watches beep.", "The gift of Ada is a smartwatch."], "The gift of Ada beeps."),
    ("subjects", ["Both Ann and Bea are divers.", "No diver smokes."], "Bea does not smoke."),
    ("you", ["If you are on the list, then you are admitted.", "Ned is on the list."], "Ned is admitted."),
    ("with", ["All people with a beard shave.", "Ned has a beard."], "Ned shaves."),
    ("domain", ["Members either row or swim.", "All members who row are strong.", "No members who swim are afraid of water.",
     "Tio is afraid of water."], "Tio is strong."),
]  # fmt: skip
OPEN = [
    ("converse", ["All otters eat fish.", "Bo eats fish."], "Bo is an otter."),
    ("some is not all", ["Some lamps are broken.", "L-3 is a lamp."], "L-3 is broken."),
    ("inclusive or", ["Kai is paid or is registered.", "Kai is paid."], "Kai is registered."),
    ("someone else", ["If someone is kind, then someone is happy.", "Ida is kind."], "Ida is happy."),
    ("may", ["Ida may sing.", "All people who sing are happy."], "Ida is happy."),
    ("only", ["Only members vote.", "Pia is a member."], "Pia votes."),
    ("fake", ["Every fake coin is light.", "C-9 is a fake coin."], "C-9 is a coin."),
]


@pytest.mark.parametrize(("premises", "conclusion"), [x[1:] for x in FOLLOWS], ids=[x[0] for x in FOLLOWS])
def test_what_follows_is_proved_and_its_denial_refuted(premises, conclusion):
    """What follows is proved in the first way of reading, and denied in none; its denial is refuted."""
    found = verdicts(premises, conclusion)
    assert found[0] == "proved" and "refuted" not in found
    lower = conclusion.startswith(("Some", "The"))
    denied = verdicts(
        premises, f"It is not true that {conclusion[0].lower() if lower else conclusion[0]}{conclusion[1:]}"
    )
    assert denied[0] == "refuted" and "proved" not in denied


@pytest.mark.parametrize(("premises", "conclusion"), [x[1:] for x in OPEN], ids=[x[0] for x in OPEN])
def test_what_does_not_follow_is_not_proved(premises, conclusion):
    """What only seems to follow is neither proved nor refuted."""
    assert set(verdicts(premises, conclusion)) == {"underdetermined"}


@pytest.mark.parametrize(
    "sentence",
    [
        "Most otters eat fish.", "Because it rained, Ned if.", "Either.", "Several of them left.", "If Ned, then.",
        "Bo eats fish?",
    ],
)  # fmt: skip
def test_what_is_not_understood_is_not_guessed(sentence):
    """A sentence that the rules do not cover is `unparsed`, and stays out of the premises."""
    plan = first_order.plan(["All otters eat fish.", sentence, "Bo is an otter."], "Bo eats fish.", "")
    claim = plan.subproblems[0].claims[0]
    assert claim.unparsed == (sentence,) and sentence in plan.unread and plan.fit < 1


def test_rules_of_reading_are_named():
    """Each premise tells which rules read it, and the plan tells all that were used."""
    plan = first_order.plan(["No otter that is tame barks.", "Bo either barks or sleeps."], "Bo sleeps.", "")
    claim = plan.subproblems[0].claims[0]
    assert isinstance(claim, FirstOrderClaim)
    assert claim.premises[0].rules == ("relative clause", "no ...") and "read as no ..." in plan.notes
    assert spelled(claim.premises[1].formula) == "(bark(bo) xor sleep(bo))"


def test_an_ambiguous_word_gives_a_reading_each():
    """`Either ... or` is read as excluding first, and as including second."""
    plan = first_order.plan(["Bo either barks or sleeps.", "Bo barks."], "Bo does not sleep.", "")
    assert [decide(c).verdict for c in plan.subproblems[0].claims] == ["proved", "underdetermined"]


@pytest.mark.parametrize(
    "asks",
    [
        ASKS, "Is the following statement true, false, or unknown?", "True, false or uncertain?",
        "Can we conclude that", "Does it follow that",
    ],
)  # fmt: skip
def test_a_question_is_answered_however_it_is_asked(asks):
    """Premises in lines and a statement after any of the usual questions make a plan that is decided."""
    text = f"No otter is a bird.\nAll ducks are birds.\nBo is an otter or a duck.\nBo is not a bird.\n\n{asks} Bo is a duck."
    question = Question(text=text, options=TFU)
    plan = logic.plan(question, "")
    checks = [decide(c) for c in plan.subproblems[0].claims]
    assert logic.choice(checks[0], question.options) == 1 and checks[0].premises


words = st.sampled_from(
    "if then either neither nor both and or not is are has does who that the a all no some only unless there it they he "
    "hens hen Ned Ann likes liked by of in to running quickly can will be than more A , ' every never also one".split()
)


@settings(max_examples=150, deadline=None)
@given(st.lists(st.lists(words, min_size=1, max_size=12).map(" ".join), min_size=2, max_size=4))
def test_no_text_makes_it_raise(sentences):
    """Whatever the words, there is a plan whose claims a solver takes, or none."""
    plan = first_order.plan(sentences[:-1], sentences[-1], "")
    for claim in plan.subproblems[0].claims if plan else ():
        FirstOrderClaim.model_validate(claim.model_dump())
