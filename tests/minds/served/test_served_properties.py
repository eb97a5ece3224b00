"""What holds of a served mind whatever a model, a server or a user writes."""

import json
from functools import cache

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from scripted_server import Say, Scripted

from ech0.core.errors import ClaimError, ModelError
from ech0.core.prompts import harmless
from ech0.core.types import Question
from ech0.ledger import given as givens
from ech0.loop import State
from ech0.minds.served import samples
from ech0.minds.served.forming import Derived, Former, Judged, Lacking, Recalled
from ech0.minds.served.offer import offered
from ech0.minds.served.proposal import Proposal
from ech0.minds.served.think import CLOSE, OPEN, parted
from ech0.minds.served.view import View
from ech0.minds.served.wire import Wire

MANY = settings(deadline=None, max_examples=200, derandomize=True, database=None)
LAMP = "What is the resistance of a lamp that draws 3.7 A at 13.9 V?"
PLAIN = st.text(max_size=60).filter(lambda t: "<" not in t)


@MANY
@given(thought=PLAIN, answer=PLAIN, opened=st.booleans())
def test_thought_and_answer_are_told_apart(thought, answer, opened):
    """What stands before the closing mark is thought, what stands after it is the answer, with or without an opening."""
    said = f"{'<think>' if opened else ''}{thought}</think>{answer}"
    assert parted(said) == (answer.strip(), thought.strip(), True)


@MANY
@given(st.lists(st.sampled_from(["<think>", "</think>", "a", "{}", "<thinking>", "</reasoning>", "\n"]), max_size=8))
def test_no_mark_of_thought_is_left_in_an_answer(parts):
    """However marks are nested or broken, the answer holds none; and if thought did not end, that is said."""
    answer, _thought, over = parted("".join(parts))
    assert not OPEN.search(answer) and not CLOSE.search(answer)
    if "".join(parts).rfind("<think") > "".join(parts).rfind("</"):
        assert not over


@MANY
@given(st.text(max_size=200))
def test_a_text_that_is_shown_holds_no_mark_and_loses_no_letter(text):
    """Breaking up marks adds blanks, and takes nothing printable away."""
    shown = harmless(text)
    assert "<|" not in shown and "</" not in shown
    assert "".join(shown.split()) == "".join("".join(c if c.isprintable() else " " for c in text).split())


@cache
def former():
    """What reads proposals for one question."""
    from ech0.core.cures import shipped
    from ech0.minds.embedded import Embedded
    from labs import LABS

    house = Embedded(*shipped(), LABS)
    entries = tuple(givens(Question(text=LAMP)))
    heard, chainer = house.page(State(question=Question(text=LAMP), entries=entries))
    return Former(chainer, offered(chainer, house.labs, house.formulas, None), View.of(heard.question, entries))


IDS = st.sampled_from(["q1", "q2", "q3", "c1.Z", "c1.P", "c2.Z", "c1", "r1.density", "k.g_n", "7.5", ""])
STEP = st.fixed_dictionaries(
    {},
    optional={
        "do": st.sampled_from(["formula", "lab", "logic", "recall", "guess"]),
        "id": st.sampled_from(["c1", "c2", "r1", "x"]),
        "formula": st.sampled_from(["ohm", "electric_power", "joule_heating", "no_such"]),
        "lab": st.sampled_from(["resistance_evolution", "fluid_properties"]),
        "find": st.sampled_from(["Z", "P", "U", "I", "nothing"]),
        "want": st.sampled_from(["density", "resistant_cells"]),
        "inputs": st.dictionaries(st.sampled_from(["I", "U", "Z", "P", "temperature"]), IDS, max_size=3),
        "query": st.text(max_size=9),
        "choices": st.dictionaries(st.sampled_from(["fluid"]), st.text(max_size=5), max_size=1),
    },
)


@MANY
@given(
    st.fixed_dictionaries(
        {"steps": st.lists(STEP, max_size=3), "answer": IDS},
        optional={"missing": st.lists(st.text(max_size=5), max_size=2)},
    )
)
def test_whatever_is_proposed_is_a_way_or_told_what_is_wrong(proposal):
    """A proposal comes to a candidate whose every number is a given, or to a `ClaimError`; nothing else comes of it."""
    try:
        found = former().read(samples.parsed(Proposal, json.dumps(proposal)))
    except ClaimError:
        return
    assert isinstance(found, Derived | Judged | Lacking | Recalled)
    if isinstance(found, Derived):
        assert found.derivation.used <= {"q1", "q2"}
        assert found.derivation.node.steps <= {"ohm", "electric_power", "joule_heating", "resistance_evolution"}


@pytest.fixture(scope="module")
def noisy():
    """A server that says what it is told to, and the wire to it."""
    bodies = []
    with Scripted(lambda _r, _n: Say(raw=bodies[-1][0], kind=bodies[-1][1], code=bodies[-1][2])) as server:
        wire = Wire(server.url, timeout_s=10.0)
        yield wire, bodies
        wire.close()


@settings(MANY, max_examples=80, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    body=st.binary(max_size=80)
    | st.lists(st.sampled_from(['data: {"choices":[{"delta":{"content":"a"}}]}', "data: [DONE]", "data:", "data: []",
                                'data: {"choices":null}', 'data: {"choices":[{"delta":[]}]}', ": ping", "",
                                'data: {"usage":{"prompt_tokens":-1}}', 'data: {"error":3}']), max_size=6)
      .map(lambda rows: "\n\n".join(rows).encode()),
    kind=st.sampled_from(["text/event-stream", "application/json", "text/html"]),
    code=st.sampled_from([200, 200, 200, 204, 400, 404, 500]),
)  # fmt: skip
def test_whatever_a_server_says_is_text_or_an_error_of_ours(noisy, body, kind, code):
    """Any body under any type and code ends as pieces of text or as one of the errors of a model."""
    wire, bodies = noisy
    bodies.append((body, kind, code))
    try:
        pieces = list(wire.stream({"model": "scripted"}, until=float("inf")))
    except ModelError as error:
        told = str(error)
    else:
        told = "".join(str(type(p.text)) for p in pieces)
    assert told.isprintable()
