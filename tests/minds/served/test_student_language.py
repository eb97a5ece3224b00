"""A student behind the served mind: its slots become ids, its replies are checked, and its plans go through the loop."""

import json
from dataclasses import replace

import pytest
from scripted_server import Say, Scripted

from ech0.core.data import home
from ech0.core.errors import ClaimError
from ech0.core.types import FiniteClaim, LogicClaim, Question
from ech0.ledger import given
from ech0.loop import State
from ech0.minds.hybrid import Hybrid
from ech0.minds.served.language import Native, Steps
from ech0.minds.served.slots import Slots, judged, proposal
from ech0.minds.student import plan_schema, read_plan, slotted, words_of
from labs import LABS

KNOWN = words_of(home() / "configs" / "student")
LAMP = "What is the resistance of a resistor that draws 3.7 A at 13.9 V?"
HERON = "Every wompat is a grelk. No grelk is a tavin. Nils is a wompat. Is Nils a tavin?"
LINE = "Anna is taller than Boris. Clara is shorter than Boris. Who is the tallest?"


def plan(*steps):
    """A small plan as a student writes it."""
    return json.dumps({"steps": [{"use": u, "find": f, "args": a} for u, f, a in steps]})


def told(text):
    """A question in slots."""
    return slotted(text, given(Question(text=text)), KNOWN)


@pytest.fixture
def student(served):
    """A served mind in the student's language."""

    def make(url, **how):
        return replace(served(url, writes=False, **how), language=Slots(KNOWN))

    return make


def test_a_student_is_shown_its_slots_and_nothing_else(student, answered):
    """The request holds the slotted question alone and the schema of small plans, and the plan's value is ours."""
    with Scripted(lambda _r, _n: Say(text=plan(("ohm", "Z", ["#0=I", "#1=U"])))) as server:
        answer = answered(student(server.url), LAMP)
    (message,) = server.requests[0]["messages"]
    assert message["content"] == "what is the resistance of a resistor that draws #0 A at #1 V?"
    assert server.requests[0]["response_format"]["json_schema"]["schema"]["properties"]["steps"]["maxItems"] == 3
    assert answer.value == pytest.approx(13.9 / 3.7) and answer.status == "answered"


def test_two_steps_of_a_formula_and_a_lab_are_one_way(house, answered, student):
    """`$1` takes what a lab gives into a formula; the choice of a fluid is that of the lab."""
    text = "What is the hydrostatic pressure under 10 m of water at 40 C?"
    reply = plan(
        ("fluid_properties", "density", ["fluid=Water", "#1=temperature"]),
        ("hydrostatic_gauge", "p", ["$1=rho", "#0=h"]),
    )
    made = proposal(read_plan(reply), told(text), LABS)
    assert [s.id for s in made.steps] == ["r1", "c2"] and made.answer == "c2.p"
    assert made.steps[1].inputs == {"rho": "r1.density", "h": "q1"} and made.steps[0].choices == {"fluid": "Water"}
    with Scripted(lambda _r, _n: Say(text=reply)) as server:
        answer = answered(student(server.url), text)
    assert answer.value == pytest.approx(97_300, rel=0.01)


@pytest.mark.parametrize(
    ("reply", "why"),
    [
        (plan(("ohm", "Z", ["#7=I", "#1=U"])), "#7 stands for nothing"),
        (plan(("ohm", "Z", ["#0=I", "#1=I"])), "comes twice"),
        (plan(("ohm", "Z", ["colour=red", "#0=I"])), "takes numbers only"),
        (plan(("ohm", "Z", ["$1=I", "#0=U"])), "stands for nothing"),
        (plan(("ohm", "Z", ["#1=I", "#0=U"])), "bind another id"),
        (plan(("ohm", "Z", ["#0=I", "#1=X"])), "no other variable"),
        (plan(("electric_power", "P", ["#0=I", "#1=U"])), "is not asked for"),
        (plan(("phlogiston", "Z", ["#0=I"])), "no card has"),
        ('{"steps": []}', "steps"),
        ("resistance", "not JSON"),
    ],
)
def test_a_reply_that_does_not_fit_is_refused(house, reply, why):
    """A slot of nothing, another dimension, an unknown formula, or what was not asked is a fault that is named."""
    question = Question(text=LAMP)
    state = State(question=question, entries=list(given(question)))
    heard, chainer = house.page(state)
    with pytest.raises(ClaimError, match=why):
        Slots(KNOWN).put(house, heard, chainer).read(reply)


def test_a_student_knows_no_way_where_a_word_is_strange_to_it(student, answered):
    """Beside numbers, a word that no training pair had leaves nothing but a guess: there is no plan and no answer."""
    text = "What is the resistance of jealousy that draws 3.7 A at 13.9 V?"
    with Scripted(lambda _r, _n: Say(text=plan(("ohm", "Z", ["#0=I", "#1=U"])))) as server:
        answer = answered(student(server.url), text)
    assert told(text).strange == ("jealousy",) and told(LAMP).strange == ()
    assert answer.status == "abstained" and answer.value is None


def test_a_student_is_not_sent_back_what_it_cannot_read(student, answered):
    """A reply that does not fit is given up at once: a student knows plans, not complaints."""
    with Scripted(lambda _r, _n: Say(text=plan(("electric_power", "P", ["#0=I", "#1=U"])))) as server:
        answer = answered(student(server.url, repairs=3), LAMP)
        assert len(server.requests) == 1
    assert answer.status == "failed" and "is not asked for" in answer.reason


def test_what_cannot_be_told_in_the_wanted_unit_is_refused(student, answered):
    """A resistance is no answer in litres, whatever the student says."""
    with Scripted(lambda _r, _n: Say(text=plan(("ohm", "Z", ["#0=I", "#1=U"])))) as server:
        answer = answered(student(server.url), LAMP, unit="L")
    assert "is asked for" in answer.reason and answer.value is None


def test_sentences_become_a_claim_that_is_solved(student, answered):
    """Rules, a rule of no, a fact: the statement is refuted, in the words of the question."""
    reply = plan(("logic", "@3:@2", ["@0>@1", "@1>!@2", "@3:@0"]))
    with Scripted(lambda _r, _n: Say(text=reply)) as server:
        answer = answered(student(server.url), HERON)
    assert server.requests[0]["messages"][0]["content"].startswith("every @0 is a @1. no @1 is a @2. @3 is a @0.")
    assert answer.status == "answered" and answer.text.startswith("It is false")
    claim = judged(read_plan(reply), told(HERON), Question(text=HERON, semantics="closed")).claim
    assert isinstance(claim, LogicClaim) and claim.semantics == "closed"


def test_who_is_at_an_end_is_found_among_the_options(student, answered):
    """The order of the options is that of the question; without options the name is said."""
    reply = plan(("order", "max", ["@1<@0", "@2<@1"]))
    with Scripted(lambda _r, _n: Say(text=reply)) as server:
        open_ = answered(student(server.url), LINE)
        chosen = answered(student(server.url), LINE, options=("Clara", "Boris", "It is Anna."))
    assert open_.status == "answered" and open_.text.startswith("Anna")
    assert chosen.choice == "C"
    claim = judged(read_plan(reply), told(LINE), Question(text=LINE)).claim
    assert isinstance(claim, FiniteClaim)


@pytest.mark.parametrize(
    "args",
    [["@1<@0"], ["@1<@0", "@2<@0"], ["@2<@1", "@1<@0"], ["@1<@0", "@2<@1", "@0<@2"]],
)
def test_reasoning_that_leaves_out_or_adds_a_sentence_is_refused(args):
    """Each sentence is told once, in order, by the names that stand in it."""
    with pytest.raises(ClaimError, match="args"):
        judged(read_plan(plan(("order", "max", args))), told(LINE), Question(text=LINE))


def test_a_hybrid_with_a_student_tells_what_each_contributed(house, student, answered):
    """The embedded mind and the student find the same way; the chain names both, and they agree."""
    with Scripted(lambda _r, _n: Say(text=plan(("ohm", "Z", ["#0=I", "#1=U"])))) as server:
        answer = answered(Hybrid(house, replace(student(server.url), tag="m")), LAMP)
    steps = [c.step for c in answer.chain if c.rule == "minds"]
    assert [s.partition(":")[0] for s in steps] == ["embedded", "served", "reconciled"]
    assert answer.features["minds"] == 1.0 and answer.value == pytest.approx(13.9 / 3.7)


def test_a_model_gets_the_language_that_it_was_trained_on(served, house):
    """The words beside a student's weights make it speak slots; any other model is asked in steps."""
    from ech0.parts import _trained

    question = Question(text=LAMP)
    heard, chainer = house.page(State(question=question, entries=list(given(question))))
    folder = str(home() / "configs" / "student")
    schemas = {}
    for root, name in ((folder, "mine"), ("", "student"), ("/nowhere", "qwen3-14b")):
        with Scripted(lambda _r, _n: Say(text="{}"), models=[{"id": name, "owned_by": "vllm", "root": root}]) as server:
            schemas[name] = Native(served(server.url).caller, _trained).put(house, heard, chainer).schema
    assert schemas["mine"] == schemas["student"] == plan_schema()
    assert schemas["qwen3-14b"] == Steps().put(house, heard, chainer).schema
