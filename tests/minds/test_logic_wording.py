"""Roundabout wordings come to the same claims as plain ones, and what made them plain is noted."""

import pytest

from ech0.core.types import Question
from ech0.minds.embedded import logic
from ech0.minds.embedded.logic import discourse, wording
from ech0.minds.embedded.logic.options import meaning, truths
from ech0.minds.embedded.logic.rewrites import RULES
from ech0.minds.embedded.logic.theory import Theory
from ech0.minds.embedded.logic.vocabulary import vocabulary
from tools.symbolic.decision import decide

TFU = ("True", "False", "Unknown")


def read(text):
    """What a text says, as a set of rules without their sentences; `None` if a part of it is not understood."""
    sentences = [s for s in text.split("|") if s]
    said = discourse.told(sentences, wording.needed("\n".join(sentences)))
    theory = Theory(vocabulary([t.words for t in said]))
    theory.add(said)
    return None if theory.unread else {(c.head, frozenset(c.body)) for c, _ in theory.clauses}


ALIKE = [
    ("Otto isn't tall.", "Otto is not tall."),
    ("Otto happens to be tall.", "Otto is tall."),
    ("Otto's a cook.", "Otto is a cook."),
    ("Cooks tend to be tall.", "Cooks are tall."),
    ("A cook is invariably tall.", "A cook is tall."),
    ("Without exception, cooks are tall.", "Cooks are tall."),
    ("Cooks count as artists.", "Cooks are artists."),
    ("A cook is a kind of artist.", "A cook is an artist."),
    ("Each and every cook is tall.", "Every cook is tall."),
    ("Every last cook is tall.", "Every cook is tall."),
    ("Not a single cook is tall.", "No cook is tall."),
    ("There isn't a single cook who is tall.", "There is no cook who is tall."),
    ("Whoever is kind is tall.", "Anyone who is kind is tall."),
    ("Those who are kind are tall.", "Anyone who is kind is tall."),
    ("Nobody but cooks is tall.", "Only cooks is tall."),
    ("Provided that Otto is kind, Eva is tall.", "If Otto is kind, Eva is tall."),
    ("Eva is tall as long as Otto is kind.", "Eva is tall if Otto is kind."),
    ("Eva is tall whenever Otto is kind.", "Eva is tall if Otto is kind."),
    ("To be a cook is to be tall.", "Being a cook means being tall."),
    ("You can't be a cook without being tall.", "Being a cook means being tall."),
    ("Being a cook rules out being tall.", "Being a cook means being not tall."),
    ("Otto is no longer tall.", "Otto is not tall."),
    ("Otto lacks money.", "Otto does not have money."),
    ("Otto fails to sing.", "Otto does not sing."),
    ("Otto as well as Eva is tall.", "Otto and Eva are tall."),
    ("Otto is not only tall but also kind.", "Otto is tall and kind."),
    ("Otto is tall. |So is Eva.", "Otto is tall. |Eva is tall."),
    ("Otto likes jazz. |So does Eva.", "Otto likes jazz. |Eva likes jazz."),
    ("Otto is not tall. |Neither is Eva.", "Otto is not tall. |Eva is not tall."),
    ("Otto is not tall. |Eva isn't either.", "Otto is not tall. |Eva is not tall."),
    ("Cooks are tall. |The same goes for poets.", "Cooks are tall. |Poets are tall."),
    ("Otto is tall, but Eva isn't.", "Otto is tall. |Eva is not tall."),
    ("Unlike Otto, Eva is tall.", "Eva is tall. |Otto is not tall."),
    ("Since Otto is a cook, Otto is tall.", "Otto is a cook. |Otto is tall."),
    ("Otto - a cook - is tall.", "Otto, a cook, is tall."),
    ("Cooks are artists, who are poor.", "Cooks are artists. |Artists are poor."),
    ("If Otto is kind, Eva is tall; otherwise, Ida is tall.", "If Otto is kind then Eva is tall. |Unless Otto is kind then Ida is tall."),
    ("The cat is chased by the dog. |If something chases the cat then it is bad.",
     "The dog chases the cat. |If something chases the cat then it is bad."),
]  # fmt: skip


@pytest.mark.parametrize(("roundabout", "plain"), ALIKE, ids=[a for a, _ in ALIKE])
def test_a_roundabout_wording_says_what_the_plain_one_says(roundabout, plain):
    """Both come to the same rules, and both are understood whole."""
    assert read(plain) is not None
    assert read(roundabout) == read(plain)


def test_the_rules_that_fired_are_noted():
    """The plan names each rule that made the text plain, so that the answers by rule can be counted."""
    text = "Every last cook is tall. Otto happens to be a cook. True or false: Otto isn't short."
    notes = logic.plan(Question(text=text, options=("True", "False")), "").notes
    assert {"made plain by every", "made plain by to be", "made plain by n't"} <= set(notes)


def test_every_rule_has_an_id_and_cues_in_lower_case():
    """A rule without a cue would never be tried, nor would one whose cue has a capital."""
    assert all(rule.id and rule.cues and all(c == c.lower() and c for c in rule.cues) for rule in RULES)


@pytest.mark.parametrize(
    ("options", "wanted"),
    [(("True", "False", "Uncertain"), (True, False, "unknown")), (("yes", "no", "can't tell"), (True, False, "unknown")),
     (("Correct", "Incorrect", "Not enough information"), (True, False, "unknown")),
     (("It does", "It doesn't", "There is no way to know"), (True, False, "unknown")),
     (("Follows", "Is ruled out", "Is left open"), (True, False, "unknown")),
     (("A) The claim is true", "B) The claim is false", "C) Undecided"), (True, False, "unknown"))],
)  # fmt: skip
def test_options_are_understood_in_any_wording(options, wanted):
    """Three truth values, however they are called."""
    assert tuple(map(meaning, options)) == wanted
    assert truths(options)


@pytest.mark.parametrize("option", ["Otto is first.", "It is not the leftmost.", "Nobody", "the green jar", ""])
def test_an_option_that_is_a_statement_is_no_truth_value(option):
    """A statement, a name or nothing is not taken for yes or no."""
    assert meaning(option) is None


@pytest.mark.parametrize(
    "frame",
    ["Would it be right to say that {}?", "Judge this statement: {}.", "So what about this: {}?", "{} - true, false or unknown?",
     'Statement to check - "{}."', "What can be said about '{}'?", "Hypothesis: {}.", "Based on this, {}. Is that true?"],
)  # fmt: skip
def test_a_question_may_be_put_in_many_ways(frame):
    """The same statement is judged, however the question goes."""
    text = "Every cook is tall. Otto is a cook. " + frame.format("Otto is tall")
    plan = logic.plan(Question(text=text, options=TFU), "")
    checks = [decide(c) for c in plan.subproblems[0].claims]
    assert logic.picked(plan, logic.settled(plan, checks), TFU) == 0
