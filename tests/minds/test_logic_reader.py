"""The reader of logic puzzles: each production, whole theories read back, hostile text, and what it does not take."""

import itertools
import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ech0.core.types import Check, Question
from ech0.minds.embedded import logic
from ech0.minds.embedded.logic import discourse, places, wording
from ech0.minds.embedded.logic.lexis import key
from ech0.minds.embedded.logic.theory import Theory
from ech0.minds.embedded.logic.vocabulary import vocabulary
from tools.symbolic.decision import decide

TFU = ("A) True", "B) False", "C) Unknown")


def shown(atom):
    """An atom as `not p(a)`."""
    return f"{'' if atom.positive else 'not '}{atom.predicate}({', '.join(atom.args)})"


def rules(*texts):
    """Sentences as `head <- body; body`; a sentence that is not understood as `None`."""
    said = discourse.told(texts, wording.needed("\n".join(texts)))
    theory = Theory(vocabulary([t.words for t in said]))
    theory.add(said)
    found = [shown(r.head) + (" <- " + "; ".join(map(shown, r.body)) if r.body else "") for r in theory.rules()]
    return sorted(found) + [None] * len(theory.unread)


PRODUCTIONS = [
    ("Ned is red.", ["red(Ned)"]),
    ("Ned is not red.", ["not red(Ned)"]),
    ("Ned isn't red.", ["not red(Ned)"]),
    ("Ned and Ann are red.", ["red(Ann)", "red(Ned)"]),
    ("Neither Ned nor Ann is red.", ["not red(Ann)", "not red(Ned)"]),
    ("Ned is red, big and kind.", ["big(Ned)", "kind(Ned)", "red(Ned)"]),
    ("Ned is neither red nor big.", ["not big(Ned)", "not red(Ned)"]),
    ("Ned is red but not big.", ["not big(Ned)", "red(Ned)"]),
    ("The hen chases the goat.", ["chases(the hen, the goat)"]),
    ("The hen does not chase the goat.", ["not chase(the hen, the goat)"]),
    ("Ned likes Ann and Cid.", ["likes(Ned, Ann)", "likes(Ned, Cid)"]),
    ("Ned likes Ann and is red.", ["likes(Ned, Ann)", "red(Ned)"]),
    ("Ned is a small hen.", ["hen(Ned)", "small(Ned)"]),
    ("Every hen is red.", ["red(?x) <- hen(?x)"]),
    ("Hens are red.", ["red(?x) <- hens(?x)"]),
    ("Each hen is not red.", ["not red(?x) <- hen(?x)"]),
    ("No hen is red.", ["not red(?x) <- hen(?x)"]),
    ("Nothing red is big.", ["not big(?x) <- red(?x)"]),
    ("Nobody who is red is big.", ["not big(?x) <- red(?x)"]),
    ("There is no hen that is red.", ["not red(?x) <- hen(?x)"]),
    ("Only hens are red.", ["hens(?x) <- red(?x)"]),
    ("All red, kind people are big.", ["big(?x) <- red(?x); kind(?x)"]),
    ("Red and kind things are big.", ["big(?x) <- red(?x); kind(?x)"]),
    ("Hens and goats are red.", ["red(?x) <- hens(?x)", "red(?x) <- goats(?x)"]),
    ("Anyone who is red or big is kind.", ["kind(?x) <- big(?x)", "kind(?x) <- red(?x)"]),
    ("Everyone is red.", ["red(?x)"]),
    ("If something is red and not big then it is kind.", ["kind(?x) <- red(?x); not big(?x)"]),
    ("If someone is red, they are kind.", ["kind(?x) <- red(?x)"]),
    ("If Ned is red and the hen likes Ned then Ned is big.", ["big(Ned) <- red(Ned); likes(the hen, Ned)"]),
    ("If someone likes the hen and they are red then the hen likes them.",
     ["likes(the hen, ?x) <- likes(?x, the hen); red(?x)"]),
    ("Ned is big if he is red.", ["big(Ned) <- red(Ned)"]),
    ("Whenever Ned is red, Ann is big.", ["big(Ann) <- red(Ned)"]),
    ("Ned is big provided that Ann is red.", ["big(Ned) <- red(Ann)"]),
    ("Ned is big unless he is red.", ["big(Ned) <- not red(Ned)"]),
    ("Unless Ned is red, Ann is big.", ["big(Ann) <- not red(Ned)"]),
    ("Ned is big only if Ann is red.", ["red(Ann) <- big(Ned)"]),
    ("Ned is big if and only if Ann is red.", ["big(Ned) <- red(Ann)", "red(Ann) <- big(Ned)"]),
    ("Being red means being big.", ["big(?x) <- red(?x)"]),
    ("It is not the case that Ned is red.", ["not red(Ned)"]),
    ("If X likes Y then Y likes X.", ["likes(?Y, ?X) <- likes(?X, ?Y)"]),
    ("Ned, who is red, is big.", ["big(Ned)", "red(Ned)"]),
    ("Ned is red or big.", ["big(Ned) <- not red(Ned)", "red(Ned) <- not big(Ned)"]),
]  # fmt: skip


@pytest.mark.parametrize(("sentence", "wanted"), PRODUCTIONS, ids=[p[0] for p in PRODUCTIONS])
def test_a_production_reads_what_it_says(sentence, wanted):
    """Each wording becomes exactly these rules, and nothing of it is left over."""
    assert rules(sentence) == sorted(wanted)


@pytest.mark.parametrize(
    "sentence",
    [
        "Ned is not red and big.", "Everyone except Ned is red.", "If someone is red then someone is big.",
        "Ned says that Ann is red.", "If all hens are red then Ann is big.", "Two hens are red.", "Is Ned red?", "He is red.",
        "If Ned likes Ann then he is red.", "12 hens are red.", "Ned is.", "If then.", "and", "The.", "Red Ned the.",
    ],
)  # fmt: skip
def test_what_no_production_takes_whole_is_left_unread(sentence):
    """A quantifier, a hedge, an open pronoun or a fragment makes no rule: half a reading would be a wrong one."""
    assert rules(sentence) == [None]


def test_a_pronoun_is_bound_to_the_rule_and_not_to_the_nearest_noun():
    """In `someone chases the hen and it ...` the pronoun is whoever chases."""
    assert rules("If something chases the hen and it is red then it is big.") == [
        "big(?x) <- chases(?x, the hen); red(?x)"
    ]


def test_an_adjective_is_parted_from_its_noun_only_where_it_is_known_to_be_one():
    """A `blicket pig` may be no pig; a `red pig` is one."""
    assert rules("Ned is a blicket pig.") == ["blicket pig(Ned)"]
    assert rules("Ned is a red pig.") == ["pig(Ned)", "red(Ned)"]


@pytest.mark.parametrize(
    ("one", "other"), [("wugs", "wug"), ("boxes", "box"), ("glasses", "glass"), ("horses", "horse"), ("flies", "fly"),
                       ("chases", "chase"), ("buses", "bus"), ("wolves", "wolf"), ("cares", "care")]
)  # fmt: skip
def test_forms_of_a_word_share_a_key(one, other):
    """A plural or a third person is the same word."""
    assert key(one) == key(other)


def test_different_words_keep_different_keys():
    """`cars` is no form of `care`."""
    assert len({key(w) for w in ("cars", "cares", "plans", "planes", "bus", "bush", "pins", "pines")}) == 8


# --- theories read back -----------------------------------------------------------------------------------------------

KINDS, TRAITS = ("wug", "blick", "dax", "toma"), ("red", "big", "kind", "cold", "quiet")
WHO = ("Ned", "Ann", "the fox", "the owl")


def spoken(form, positive):
    """A trait or kind as what is said."""
    noun = form in KINDS
    return f"{'' if positive else 'not '}{'a ' if noun else ''}{form}"


def sentence_of(draw, head, body):
    """A Horn clause over one variable or one individual, in one of several wordings."""
    who, facts = body
    if not facts:
        return f"{who} is {spoken(*head)}."
    said = " and ".join(spoken(*f) for f in facts)
    if who != "?x":
        return f"If {who} is {said} then {who} is {spoken(*head)}."
    plain = all(f in TRAITS and positive for f, positive in facts)
    wordings = [f"If something is {said} then it is {spoken(*head)}.", f"Anything that is {said} is {spoken(*head)}."]
    if plain:
        wordings.append(f"All {', '.join(f for f, _ in facts)} things are {spoken(*head)}.")
    if len(facts) == 1 and facts[0][0] in KINDS and facts[0][1]:
        wordings += [f"Every {facts[0][0]} is {spoken(*head)}.", f"A {facts[0][0]} is {spoken(*head)}."]
    return draw.choice(wordings)


@settings(max_examples=150, deadline=None)
@given(st.integers(0, 10**9))
def test_a_random_theory_is_read_back(seed):
    """A random Horn theory, put into words by templates, is read to the same facts and rules."""
    draw = random.Random(seed)
    texts, wanted = ["Ned is red.", "Ann is not big.", "The fox is kind."], {
        "red(Ned)", "not big(Ann)", "kind(the fox)"}  # fmt: skip
    for _ in range(draw.randint(1, 12)):
        who = draw.choice((*WHO, "?x", "?x", "?x"))
        forms = draw.sample(KINDS + TRAITS, draw.randint(2, 4))
        literals = [(form, draw.random() < 0.8) for form in forms]
        head, facts = (
            literals[0],
            sorted(literals[1:], key=lambda f: not f[1]) if who == "?x" or draw.random() < 0.5 else [],
        )
        text = sentence_of(draw, head, (who, facts))
        texts.append(text[0].upper() + text[1:])
        parts = [f"{'' if p else 'not '}{f}({who})" for f, p in [head, *facts]]
        wanted.add(parts[0] + (" <- " + "; ".join(parts[1:]) if facts else ""))
    assert set(rules(*texts)) == wanted


# --- whole questions --------------------------------------------------------------------------------------------------


def answer(text, options=TFU, **more):
    """The option picked by the reader and the checker."""
    plan = logic.plan(Question(text=text, options=options, **more), "")
    assert plan is not None and not plan.missing
    return logic.choice(decide(plan.subproblems[0].claims[0]), options)


@pytest.mark.parametrize(
    "frame",
    [
        "Is the following statement true or false? {}", "True or false: {}", "{} True, false or unknown?",
        "From these facts, is this statement true, false or unknown? {}", "Conclusion: {}",
        "Is it true that {}", "Does it follow that {}", "Can we conclude that {}", "Determine whether {}",
        "{} Is this statement true?", "{}", 'Is the statement "{}" true, false or unknown?',
    ],
)  # fmt: skip
def test_every_frame_asks_the_same(frame):
    """However the question is put, the same statement is judged."""
    base = "Every wug is red. Ned is a wug. Ann is a wug. "
    assert answer(base + frame.format("Ned is red.")) == 0
    assert answer(base + frame.format("Ann is not red.")) == 1
    assert answer(base + frame.format("Ned is cold.")) == 2


@pytest.mark.parametrize(
    ("question", "wanted"),
    [("Is Ned red?", 0), ("Is Ned not red?", 1), ("Does the big owl like Ned?", 0), ("Are all wugs red?", 0),
     ("Are Ned and Ann red?", 2), ("Is Ned a wug?", 0), ("Is Ned red and a wug?", 0), ("Is Ned red or cold?", 0)],
)  # fmt: skip
def test_a_question_is_turned_into_its_statement(question, wanted):
    """Inverted order, several subjects, and queries over all of a kind."""
    assert answer(f"Every wug is red. Ned is a wug. Ann is cold. The big owl likes Ned. {question}") == wanted


def test_a_world_may_be_closed():
    """What cannot be derived is unknown in an open world and false in a closed one."""
    text = "Ned is red. If something is cold then it is big. True or false: Ned is big."
    assert answer(text) == 2
    assert answer(text, semantics="closed") == 1


def test_two_options_and_no_proof_give_no_choice():
    """With only True and False to choose from, an undecided statement is no choice."""
    assert answer("Every wug is red. Ned is a dax. True or false: Ned is red.", ("True", "False")) is None


def test_facts_told_earlier_count():
    """A bare question in a conversation is judged by what was said before it."""
    question = Question(text="Is Ned red?", options=("Yes", "No"), context=("Every wug is red. Ned is a wug.",))
    plan = logic.plan(question, "")
    assert logic.choice(decide(plan.subproblems[0].claims[0]), question.options) == 0


def test_a_sentence_that_may_take_back_another_is_missing():
    """An unread sentence that may be an exception is named as missing; one that can only add something is unread."""
    base = "Ned is a wug. Every wug is red. {} True or false: Ned is red."
    taken = logic.plan(Question(text=base.format("Two wugs, however, are an exception."), options=TFU), "")
    added = logic.plan(Question(text=base.format("Two wugs are cold."), options=TFU), "")
    assert "an exception" in taken.missing[0].what and taken.fit < 1
    assert not added.missing and added.unread == ("Two wugs are cold.",)


@pytest.mark.parametrize("sentence", ["Ned might be red.", "Usually Ned is red.", "Perhaps Ned is red."])
def test_a_hedge_is_understood_and_says_nothing(sentence):
    """What is only likely is no fact, and leaves nothing unread."""
    assert rules(sentence) == []


@pytest.mark.parametrize(
    ("sentence", "wanted"),
    [("Some hens are red.", ["hens", "red"]), ("Most hens are red.", ["hens", "red"]),
     ("Not all hens are red.", ["hens", "not red"])],
)  # fmt: skip
def test_there_is_one_without_a_name(sentence, wanted):
    """`some`, `most` and `not all` tell of somebody whom nobody else is."""
    assert [r.split("(")[0] for r in rules(sentence)] == wanted
    assert len(set(rules(sentence, "Some hens are cold."))) == 4


@pytest.mark.parametrize(
    ("verdict", "truth", "picked"),
    [("proved", True, 0), ("refuted", False, 1), ("underdetermined", None, 2), ("inconsistent", None, None),
     ("too_hard", None, None), ("not_formalised", None, None), ("ambiguous", None, None)],
)  # fmt: skip
@pytest.mark.parametrize("options", [TFU, ("Yes", "No", "Cannot be determined"), ("true", "false", "uncertain")])
def test_a_verdict_picks_the_option_that_says_it(verdict, truth, picked, options):
    """Only a proof, a refutation and an open case are choices; a failure is none."""
    assert logic.choice(Check(claim="c1", verdict=verdict, reason="", truth=truth), options) == picked


def test_options_that_are_no_truth_values_are_not_chosen():
    """A verdict is not mapped to an option whose meaning is not known."""
    assert logic.choice(Check(claim="c1", verdict="proved", reason="", truth=True), ("blue", "green")) is None


# --- orders -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "wanted"),
    [("to the left of", ("place", 0, 0)), ("immediately to the right of", ("place", 1, 1)), ("two places above", ("place", 0, 2)),
     ("older than", ("age", 0, 0)), ("less expensive than", ("price", 0, 0)), ("not as tall as", ("height", 1, 0)),
     ("more wooden than", None), ("older", None)],
)  # fmt: skip
def test_words_of_comparison(words, wanted):
    """A comparison says an axis, a direction and perhaps a distance."""
    found = places.relation(words)
    assert (found and (*found[0], found[1])) == wanted


@pytest.mark.parametrize(
    ("words", "wanted"),
    [("the leftmost", ("place", 0, 1)), ("the second from the right", ("place", 1, 2)), ("last", ("place", 1, 1)),
     ("third to last", ("place", 1, 3)), ("the third-most expensive", ("price", 1, 3)), ("the second-newest", ("age", 1, 2)),
     ("at the front", ("place", 0, 1)), ("fourth", ("place", 0, 4)), ("the least popular", ("popularity", 1, 1)),
     ("blue", None), ("the", None), ("", None)],
)  # fmt: skip
def test_words_of_place(words, wanted):
    """A place says the end that it is counted from, and the number."""
    found = places.place(words)
    assert (found and (*found[0], found[1])) == wanted


@settings(max_examples=30, deadline=None)
@given(st.permutations(["kite", "drum", "bell", "vase"]), st.integers(0, 10**6))
def test_an_order_told_in_pairs_is_found(order, seed):
    """Neighbours told in any wording and any sequence determine who is where."""
    draw = random.Random(seed)
    told = []
    for left, right in itertools.pairwise(order):
        told.append(
            draw.choice((f"The {left} is to the left of the {right}.", f"The {right} is to the right of the {left}."))
        )
    draw.shuffle(told)
    listed = sorted(order)
    text = f"Four things lie in a row: a {listed[0]}, a {listed[1]}, a {listed[2]} and a {listed[3]}. {' '.join(told)} "
    options = tuple(f"The {thing} is the second from the right." for thing in listed)
    plan = logic.plan(Question(text=text + "Which of the following is true?", options=options), "")
    assert logic.choice(decide(plan.subproblems[0].claims[0]), options) == listed.index(order[2])


def test_an_order_with_a_statement_not_understood_is_not_decided():
    """One missed statement may change every place: it is named as missing."""
    text = "Ann, Ben and Cid stand in a line. Ann likes Ben. Ben is first. Who is last?"
    plan = logic.plan(Question(text=text, options=("Ann", "Ben", "Cid")), "")
    assert "Ann likes Ben" in plan.missing[0].what


# --- what it does not take --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "What is the speed of a ball dropped from 10 m after 2 s?", "Is water polar?", "How do stars form?", "", " ", "?",
        "True or false: the Earth is flat.", "Is 17 prime?", "A gas at 300 K is heated to 400 K. Is the work 5 J?",
    ],
)  # fmt: skip
def test_other_questions_are_left_to_others(text):
    """A question without premises, or about quantities, is no puzzle."""
    assert logic.plan(Question(text=text), "") is None


@pytest.mark.parametrize("text", ["B aAS or.", "AAAS0OR.", "Ned @4=72% Bob. Is Ned left of Bob?"])
def test_what_only_looks_joined_or_marked_is_not_read(text: str) -> None:
    """Objects joined by nothing, and marks that stand in the text itself, are left unread."""
    logic.plan(Question(text=text), "x1")


@settings(max_examples=300, deadline=None)
@given(
    st.one_of(
        st.text(max_size=300),
        st.lists(
            st.sampled_from(
                "if then unless only neither nor and or not no every who that Ned the hen hens is are does like it they , . ? a an true false X left of between first last older than one 3 ' ( ) A) B) : ; true-or-false \n".split(
                    " "
                )
            ),
            max_size=60,
        ).map(" ".join),
    )
)
def test_no_text_breaks_it(text):
    """Any text gives a plan or nothing; what is planned is a valid claim that the checker can take."""
    for question in (Question(text=text, options=TFU), Question(text=f"Ned is red. {text} True or false: Ned is red.")):
        plan = logic.plan(question, "x1")
        for part in plan.subproblems if plan else ():
            for claim in part.claims:
                assert type(claim).model_validate(claim.model_dump()) == claim
                decide(claim)


@pytest.mark.parametrize(
    "text",
    [
        "if " * 6000, "a and " * 3000, "," * 19_000, "the hen is " * 1700, "A) B) " * 3000, "Ned is red. " * 1500,
        "who is " * 2500, "(" * 19_000, "true or false " * 1400, "is not " * 2500 + "?", "x" * 30_000, "is it true that " * 1200,
        "Ned is " + "red or big and " * 900 + "kind.", "No. 1. " * 2500,
    ],
    ids=range(14),
)  # fmt: skip
def test_hostile_text_costs_a_bounded_number_of_steps(text):
    """Long repetitive text is refused or read in a bounded number of calls, not in exponentially many."""
    import sys

    calls = 0

    def count(frame, event, arg):
        nonlocal calls
        calls += event == "call"

    sys.setprofile(count)
    try:
        logic.plan(Question(text=f"Ned is red. {text} True or false: Ned is red.", options=TFU), "")
    finally:
        sys.setprofile(None)
    assert calls < 400_000
