"""The student's plan language: slots for numbers and names, small plans, and what they become in ledger ids."""

import json
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ech0 import ledger
from ech0.core.base import formulas
from ech0.core.errors import ClaimError, InputError
from ech0.core.types import Question
from ech0.minds.student import SlotPlan, SlotStep, plan_schema, read_plan, slotted, to_plan, words_of
from ech0.minds.student.slots import spelt
from labs import LABS
from tools.symbolic import decide, known

KNOWN = frozenset("every all is a an the what are older than who oldest".split())


def asked(text):
    """The question in slots, and its ledger."""
    entries = ledger.given(Question(text=text))
    return slotted(text, entries, KNOWN), entries


def planned(text, *steps):
    """The plan that these steps stand for, and the ledger with what it brings."""
    put, entries = asked(text)
    plan = to_plan(SlotPlan(steps=tuple(SlotStep(**s) for s in steps)), text, put, entries)
    return plan, {e.id: e for e in (*entries, *plan.entries)}


def test_numbers_become_slots_that_show_the_kind_of_their_unit():
    """Each quantity is one slot in order; its unit is spelt as the formula base has it, and no digit is left."""
    put, entries = asked("A car slows from 90 km/h to 5 m/s within 30 metres.")
    assert put.prompt == "A car slows from #0 m/s to #1 m/s within #2 m."
    assert put.numbers == tuple(e.id for e in entries) and put.names == ()


def test_names_become_slots_only_where_no_number_stands():
    """Unknown words are slots in a question of logic, one for singular and plural; beside a number they stay."""
    put, _ = asked("All wompats are grelks. Nils is a wompat. Is Nils a grelk?")
    assert put.prompt == "all @0 are @1. @2 is a @0. is @2 a @1?"
    assert put.names == ("wompat", "grelk", "Nils")
    assert asked("A wompat of 3 kg")[0].prompt == "A wompat of #0 kg"


def test_a_slip_of_the_pen_is_mended_beside_a_number_and_not_in_a_name():
    """A longer word one letter off just one known word is that word; short words, and names of puzzles, stay."""
    known = {*KNOWN, "pressure", "initial", "velocity", "mass", "heater", "hearer"}
    for wrong in ("prsesure", "presure", "pressurre", "pressire"):
        assert spelt(f"A {wrong} of", known) == "A pressure of"
    assert spelt("inital velocty", known) == "initial velocity"
    assert spelt("masp heaer pressures", {*known, "pressures"}) == "masp heaer pressures"
    text = "Every presure is a grelk. Nils is a presure. Is Nils a grelk?"
    assert slotted(text, (), known).prompt.startswith("every @0 is a @1.")


@settings(max_examples=40, deadline=None)
@given(st.lists(st.integers(2, 98765), min_size=1, max_size=8))
def test_no_number_of_a_quantity_reaches_the_prompt(values):
    """Whatever the masses are, the prompt is the same but for how many there are."""
    text = "Masses: " + ", ".join(f"{v} kg" for v in values)
    expected = "masses: " + ", ".join(f"#{n} kg" for n in range(len(values)))
    assert asked(text)[0].prompt == expected


def test_a_formula_is_solved_from_its_slots():
    """A step names a formula, what it finds and which slot is which; our solver then gives the value."""
    plan, entries = planned(
        "From 2 m/s it speeds up at 3 m/s^2 for 4 s.",
        {"use": "constant_acceleration_distance", "find": "s", "args": ("#0=u", "#1=a", "#2=t")},
    )
    claim = plan.subproblems[0].claims[0]
    check = decide(claim, known(claim, entries))
    assert (check.verdict, check.value.value, plan.target, plan.unused) == ("proved", 32.0, "c1.s", ())


def test_what_a_formula_knows_itself_needs_no_slot():
    """A constant comes into the ledger as a quotation of its line, although the reply does not name it."""
    plan, entries = planned("It falls 10 m.", {"use": "free_fall_speed", "find": "v", "args": ("#0=h",)})
    claim = plan.subproblems[0].claims[0]
    assert entries["k.g_n"].kind == "quoted"
    assert decide(claim, known(claim, entries)).value.value == pytest.approx((2 * 9.80665 * 10) ** 0.5)


def test_a_step_may_take_what_the_step_before_it_found():
    """`$1` chains two formulas in one claim, and the second's value follows from the question's numbers."""
    plan, entries = planned(
        "2 kg falls from rest through 10 m.",
        {"use": "free_fall_speed", "find": "v", "args": ("#1=h",)},
        {"use": "kinetic_energy", "find": "E", "args": ("#0=m", "$1=v")},
    )
    claim = plan.subproblems[-1].claims[0]
    assert decide(claim, known(claim, entries)).value.value == pytest.approx(2 * 9.80665 * 10)


def test_a_lab_is_called_with_choices_and_openly_assumed_defaults():
    """A lab's call names ledger ids only; what has a default and is not said becomes an assumption in the ledger."""
    plan, entries = planned(
        "Water at 40 C", {"use": "fluid_properties", "find": "density", "args": ("fluid=Water", "#0=temperature")}
    )
    call = plan.subproblems[0].calls[0]
    assert (call.lab, call.choices, call.wants) == ("fluid_properties", {"fluid": "Water"}, ("density",))
    assert entries[call.inputs["pressure"]].kind == "assumed" and plan.target == "r1.density"


@pytest.mark.parametrize(
    ("find", "verdict"), [("@2:@1", "proved"), ("@2:!@1", "refuted"), ("@2:@2", "underdetermined")]
)
def test_rules_in_slots_are_decided_by_the_logic_solver(find, verdict):
    """Facts and rules over slots become a claim of logic with the words of the question."""
    text = "All wompats are grelks. Nils is a wompat. Is Nils a grelk?"
    plan, _ = planned(text, {"use": "logic", "find": find, "args": ("@0>@1", "@2:@0")})
    claim = plan.subproblems[0].claims[0]
    assert plan.judged and claim.rules[0].text == "All wompats are grelks."
    assert decide(claim).verdict == verdict


def test_an_order_in_slots_is_decided_by_the_finite_solver():
    """Pairs of slots become places in a line, and the option that must be the last is chosen."""
    text = "Olga is older than Nils. Hugo is older than Olga. Who is the oldest?"
    plan, _ = planned(text, {"use": "order", "find": "max", "args": ("@1<@0", "@0<@2")})
    claim = plan.subproblems[0].claims[0]
    check = decide(claim)
    assert (check.verdict, claim.options[check.choice].text) == ("proved", "Hugo")


SPEED = {"use": "constant_acceleration_speed", "find": "v"}


@pytest.mark.parametrize(
    ("step", "told"),
    [
        ({"use": "no_such_formula", "find": "v", "args": ("#0=u",)}, "no formula or lab"),
        ({**SPEED, "find": "speed", "args": ("#0=u", "#1=a", "#2=t")}, "there is no speed"),
        ({**SPEED, "args": ("#0=u", "#1=a")}, "needs t"),
        ({**SPEED, "args": ("#0=u", "#1=a", "#9=t")}, "#9 stands for nothing"),
        ({**SPEED, "args": ("#0=u", "#1=a", "$1=t")}, "stands for nothing"),
        ({**SPEED, "args": ("#0=u", "#1=a", "t=12")}, "is no number"),
        ({**SPEED, "args": ("#0=u", "#1=u", "#1=a", "#2=t")}, "twice"),
        ({**SPEED, "args": ("#0=v", "#0=u", "#1=a", "#2=t")}, "is found"),
        ({"use": "fluid_properties", "find": "density", "args": ("fluid=Phlogiston",)}, "Phlogiston"),
        ({"use": "logic", "find": "@0:@1", "args": ("@0:@7",)}, "stands for nothing"),
        ({"use": "order", "find": "@0<@1", "args": ("@0:@1",)}, "says nothing"),
    ],
)
def test_a_reply_that_means_nothing_is_refused_with_what_to_change(step, told):
    """A slot, variable, formula or option that does not exist is an error for the mind, never a plan."""
    with pytest.raises(ClaimError, match=re.escape(told)):
        planned("From 2 m/s it speeds up at 3 m/s^2 for 4 s.", step)


@pytest.mark.parametrize(
    "text",
    ["", "[]", '{"steps":[]}', '{"steps":[{"use":"x","find":"v","args":["#0=u"],"value":3}]}', "{" * 3000,
     '{"steps":[{"use":"x","find":"v; DROP","args":[]}]}', '{"steps":[{"use":"x","find":"v","args":["#123=u"]}]}'],
)  # fmt: skip
def test_a_reply_outside_the_form_is_refused(text):
    """JSON that the schema does not allow never becomes a small plan."""
    with pytest.raises(ClaimError):
        read_plan(text)


def test_the_words_of_a_student_are_read_from_its_folder(tmp_path):
    """One word a line; a folder without the list is an error with its cure."""
    (tmp_path / "words.txt").write_text("mass\nspeed\n")
    assert words_of(tmp_path) == {"mass", "speed"}
    with pytest.raises(InputError, match="ech0 train student"):
        words_of(tmp_path / "other")


def test_the_schema_bounds_every_string_and_lets_nothing_unknown_in():
    """Each string of the schema has an enumeration or a pattern without open ends, each list an end."""
    step = plan_schema()["properties"]["steps"]["items"]
    assert set(step["properties"]["use"]["enum"]) == {*formulas(), *LABS, "logic", "order"}
    assert not step["additionalProperties"] and not plan_schema()["additionalProperties"]
    patterns = [step["properties"]["find"]["pattern"], step["properties"]["args"]["items"]["pattern"]]
    assert not [p for p in patterns if re.search(r"[^\\][*+](?![^\[]*\])", p)]
    assert json.dumps(plan_schema(), sort_keys=True)
    assert SlotPlan(steps=(SlotStep(use="logic", find="@0:@1"),)).text == (
        '{"steps":[{"use":"logic","find":"@0:@1","args":[]}]}'
    )
