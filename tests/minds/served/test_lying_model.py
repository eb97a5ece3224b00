"""A model that lies, in every place where it can: no number that it plants reaches an answer as fact."""

import json
import random
import re
from functools import partial

import pytest
from scripted_server import Say, Scripted

from ech0.ledger import Ledger, render, shown
from ech0.minds.hybrid import Hybrid

QUESTION = "What is the resistance of a lamp that draws 3.7 A at 13.9 V?"
RIGHT = 13.9 / 3.7
HERON = "Every heron is a bird. No bird is a fish. Ada is a heron. Is Ada a fish?"
PLANTED, WORDS = (
    7391,
    ("seven thousand three hundred ninety-one", "sieben", "quarante-deux", "XLII", "七", "٧٣٩١", "７３９１"),
)
STEP = {"do": "formula", "id": "c1", "formula": "ohm", "find": "Z", "inputs": {"I": "q1", "U": "q2"}}
PLAN = {"steps": [STEP], "answer": "c1.Z"}


def number(dice):
    """The planted number as some model would write it."""
    return dice.choice([str(PLANTED), f"{PLANTED}.0", "7.391e3", "7391 ohm", f"-{PLANTED}", *WORDS])


def put(where, value):
    """The right plan with `value` at a place: a path of keys."""
    plan = json.loads(json.dumps(PLAN))
    *path, last = where
    at = plan
    for name in path:
        at = at[name]
    at[last] = value
    return plan


def judged(text):
    """A statement whose predicate is a number."""
    fact = {"predicate": text, "args": ["lamp"]}
    return [{"do": "logic", "statements": [{"sentence": "s1", "then": [fact]}], "query": fact}]


INPUTS, FIRST = ("steps", 0, "inputs"), ("steps", 0)
ENTRY = {"id": "a1", "kind": "assumed", "label": "R", "quantity": {"value": PLANTED, "unit": "ohm"}}
LAB = {"do": "lab", "id": "r1", "lab": "fluid_properties", "want": "density"}
LIES = (
    lambda n, _d: put((*INPUTS, "U"), n),
    lambda _n, _d: put((*INPUTS, "U"), PLANTED),
    lambda _n, d: put((*INPUTS, "U"), f"q{d.randrange(3, 99)}"),
    lambda n, _d: put((*INPUTS, "Z"), n),
    lambda _n, _d: put(INPUTS, {"I": "q2", "U": "q1"}),
    lambda _n, _d: put(("value",), PLANTED),
    lambda _n, _d: put(("entries",), [ENTRY]),
    lambda n, _d: put(("answer",), n),
    lambda n, _d: put(("label",), n),
    lambda n, _d: put((*FIRST, "value"), n),
    lambda n, _d: put((*FIRST, "expression"), f"Z = {n}"),
    lambda n, _d: put((*FIRST, "formula"), f"Z={n}"),
    lambda n, _d: put((*FIRST, "find"), n),
    lambda n, _d: put((*FIRST, "id"), n),
    lambda n, _d: {"steps": [], "answer": "", "missing": [n]},
    lambda n, _d: {"steps": [], "answer": "", "missing": ["resistance"], "label": n},
    lambda n, _d: {"steps": [{"do": "recall", "query": n}], "answer": ""},
    lambda n, _d: {"steps": [{**LAB, "inputs": {"temperature": n}, "choices": {"fluid": n}}], "answer": "r1.density"},
    lambda n, _d: {"steps": judged(f"is {n}"), "answer": ""},
    lambda n, _d: n,
    lambda n, _d: f"<think>{n}</think>{json.dumps(PLAN)}",
    lambda n, _d: f"<think>the answer is {n}</think> It is {n} ohm.",
    lambda n, _d: f"{json.dumps(PLAN)} and so it is {n}",
)
"""Ways to plant a number in a plan."""


def lies(dice):
    """A plan with a number planted somewhere in it."""
    made = dice.choice(LIES)(number(dice), dice)
    return made if isinstance(made, str) else json.dumps(made)


def wording(dice):
    """An explanation with a number planted in it."""
    n = number(dice)
    return dice.choice(
        [
            f"The resistance {{c1.Z}} is {n}.",
            f"The resistance {{c1.Z={n}}}.",
            f"The resistance {{c1.Z:{n} ohm}}.",
            f"The resistance is {n}.",
            f"The resistance {{{n}}} {{c1.Z}}.",
            f"It is {n}. The resistance {{c1.Z}}.",
            f"The resistance {{c1.Z}} follows, {' '.join(n)}.",
            f"The resistance {{c1.Z}} follows\u200b{n}.",
            f"The resistance {{q1}} follows from {{c1.Z}} {n}.",
            "The resistance {c1.Z} follows from the current {q1}.",
        ]
    )


def liar(dice):
    """A script in which plans, explanations and thoughts lie; now and then the plan is right, so that words come up."""

    def script(request, _number):
        thinking = f"I think it is {PLANTED}" if dice.random() < 0.3 else ""
        if request["response_format"]["json_schema"]["name"] == "plan":
            return Say(text=PLAN if dice.random() < 0.35 else lies(dice), thinking=thinking)
        return Say(text={"text": wording(dice)}, thinking=thinking)

    return script


def honest(answer):
    """Whether all that an answer states as fact comes from its ledger, and its ledger from the question and solvers."""
    said = (answer.text, *answer.sources, *answer.recommendations, *(e.label for e in answer.ledger))
    for text in said:
        assert str(PLANTED) not in re.sub(r"[\s,.]", "", text), text
        assert not any(w in text for w in WORDS), text
    assert answer.value is None or answer.value == pytest.approx(RIGHT)
    numbers = [e.quantity.value for e in answer.ledger if e.quantity is not None]
    assert all(any(v == pytest.approx(t) for t in (3.7, 13.9, RIGHT)) for v in numbers), numbers
    assert {e.kind for e in answer.ledger} <= {"given", "derived"}
    if answer.status == "answered":
        rendered = {shown(e) for e in answer.ledger}
        assert answer.text == render(answer.template, Ledger(answer.ledger))
        left = answer.text
        for one in sorted(rendered, key=len, reverse=True):
            left = left.replace(one, "")
        assert not re.search(r"\d", left)
    return answer.status


def tried(answered, mind, count):
    """How often each status came of `count` tries."""
    counts = {}
    for _ in range(count):
        status = honest(answered(mind, QUESTION))
        counts[status] = counts.get(status, 0) + 1
    return counts


@pytest.mark.parametrize("count", [60, pytest.param(1000, marks=pytest.mark.slow)])
def test_no_planted_number_reaches_an_answer_as_fact(served, answered, count):
    """In all tries, each with its own lies in plan, words and thoughts, whatever is answered comes from the ledger.

    Both what is answered and what is refused occur, so that the lies were put to the test.
    """
    dice = random.Random(count)
    with Scripted(liar(dice)) as server:
        counts = tried(answered, served(server.url, repairs=0), count)
    assert sum(counts.values()) == count
    assert counts["answered"] > count / 10
    assert counts["failed"] > count / 10


def test_no_planted_number_passes_two_minds(house, served, answered):
    """In a hybrid the lies change nothing either: the embedded mind's answer stands, right each time."""
    dice = random.Random(7)
    with Scripted(liar(dice)) as server:
        mind = Hybrid(house, served(server.url, repairs=0, tag="m"))
        counts = tried(answered, mind, 25)
    assert counts == {"answered": 25}


def test_a_lie_in_logic_proves_nothing_that_the_text_does_not_say(served, answered):
    """A premise under a sentence that is not there, or in words that the text lacks, never decides a statement."""
    fact = partial(dict, args=["Ada"])
    planted = [
        {"sentence": "s9", "then": [fact(predicate="fish")]},
        {"sentence": "s3", "then": [fact(predicate="shark")]},
    ]
    for statement in planted:
        step = {"do": "logic", "statements": [statement], "query": fact(predicate=statement["then"][0]["predicate"])}
        with Scripted(lambda _r, _n, s=step: Say(text={"steps": [s], "answer": ""})) as server:
            answer = answered(served(server.url, repairs=0), HERON)
        assert answer.status == "failed"
        assert answer.choice is None
