"""Learning from failure: the wrong step is found by swapping, a cure is kept only if it helps and harms nothing."""

import json

import pytest

from ech0.app import Ech0
from ech0.core.cures import Cure, Drop, Put, Wording, changed, cures, learnt, shipped, write
from ech0.core.errors import ClaimError, InputError, StateError
from ech0.core.settings import load
from ech0.core.types import Answer, Question
from ech0.learn import Learner, notes, undo
from ech0.learn.locate import proved
from ech0.learn.regression import Held, Regression
from ech0.learn.repair import repairs, sound
from ech0.learn.trial import Trial, Truth
from memory.records import Feedback

FALL = "A stone is dropped from a cliff of 45 m. How fast does it hit the ground?"
MOVING = "A 2 kg ball moves at 3 m/s. What is its kinetic energy?"
WORKING = "A machine does 600 J of work in 20 s. What is its power?"
RULES = {f.id: f for f in shipped().formulas}


@pytest.fixture(scope="module")
def parts(tmp_path_factory):
    """One data folder whose memory is not asked: suggestions by meaning have no part in these questions."""
    ech0 = Ech0(load({"paths.home": tmp_path_factory.mktemp("learn")})[0])

    class Empty:
        def recall(self, *_, **__):
            return ()

        def close(self):
            pass

    ech0.__dict__["memory"] = Empty()
    yield ech0
    ech0.close()
    ech0.store.close()


@pytest.fixture
def ech0(parts):
    """The folder, with no cure in it."""
    for path in (parts.home / "cures").glob("*"):
        path.unlink()
    return parts


def failed(ech0, text, truth, changes, note=""):
    """A learner that goes by a spoilt base, with one feedback on a question that it gets wrong."""
    run = f"t{len(ech0.store.runs(1000))}"
    ech0.store.open_run(run, Question(text=text))
    number = ech0.store.add_feedback(Feedback(run_id=run, kind="wrong", truth=truth, note=note))
    learner = Learner(ech0, regress=False)
    learner._trial.known = changed(shipped(), changes)
    learner.__dict__["feedback"] = [f for f in learner.feedback if f.id == number]
    return learner


def spoilt(name, equation):
    """A rule of the base gone wrong."""
    return Put(item=RULES[name].model_copy(update={"equation": equation, "example": None}))


@pytest.mark.parametrize("equation", ["v**2 == 3*g*h", "v == 2*g*h"])
def test_a_spoilt_rule_is_found_and_mended(ech0, equation):
    """The step is the rule, the cause its flaw, and the cure makes the truth come out again."""
    learner = failed(ech0, FALL, "29.71 m/s", [spoilt("free_fall_speed", equation)])
    (cure,) = learner.learn()
    assert (cure.step, cure.cause, cure.status) == ("rule free_fall_speed", "flawed rule", "kept")
    assert learner.right() == 1.0


def test_a_missing_rule_is_learnt_from_the_note(ech0):
    """With no derivation to the truth the cause is missing knowledge, and the formula told in the note cures it."""
    gone = [Drop(of="formula", name="kinetic_energy")]
    note = "E = m*v**2/2 with E kinetic energy in J, m mass in kg, v speed in m/s"
    (cure,) = failed(ech0, MOVING, "9 J", gone, note).learn()
    assert (cure.cause, cure.status) == ("missing knowledge", "kept")
    (change,) = cure.changes
    assert change.item.equation == "E = m*v**2/2"


@pytest.mark.slow
def test_a_miracle_is_not_learnt(ech0):
    """A truth that nothing leads to, told without a note, is recorded as tried and dropped, with the reason."""
    (cure,) = failed(ech0, "How many moons does my neighbour's planet have?", "7", []).learn()
    assert (cure.cause, cure.status, cure.changes) == ("missing knowledge", "dropped", ())
    assert cure.reason
    assert learnt(ech0.home) == shipped()


def test_a_misleading_word_is_found_as_a_reading(ech0):
    """A word that was given to another concept is a wrong reading, not a flaw of a rule; it is kept as a
    counterexample too."""
    changes = [
        Wording(of="concept", name="power", word="power", drop=True),
        Wording(of="concept", name="luminosity", word="power"),
    ]
    learner = failed(ech0, WORKING, "30 W", changes)
    (cure,) = learner.learn()
    assert (cure.step, cure.cause, cure.status) == ("target", "wrong reading", "kept")
    (row,) = (ech0.home / "cures" / "counterexamples.jsonl").read_text().splitlines()
    assert json.loads(row)["question"] == WORKING


def test_a_cure_that_harms_is_dropped(ech0):
    """What makes a question wrong that was right is not kept, and the question is named."""
    learner = failed(ech0, FALL, "29.71 m/s", [])
    held = Held("the fall", Question(text=FALL), Truth.told("29.71 m/s").met)
    test = Regression(learner._trial, [held])
    assert test.worse([Drop(of="formula", name="newton_second")]) == []
    assert test.worse([spoilt("free_fall_speed", "v**2 == 3*g*h")]) == ["the fall"]


def test_what_is_learnt_can_be_listed_and_undone(ech0):
    """A kept cure changes the base of its folder until it is undone; undoing twice names the cure."""
    learner = failed(ech0, FALL, "29.71 m/s", [spoilt("free_fall_speed", "v**2 == 3*g*h")])
    (cure,) = learner.learn()
    assert cures(ech0.home) == [cure]
    assert {f.id: f for f in learnt(ech0.home).formulas}["free_fall_speed"].equation == "v**2 == 2*g*h"
    assert undo(ech0, cure.id).status == "undone"
    assert learnt(ech0.home) == shipped()
    with pytest.raises(InputError, match="learn list"):
        undo(ech0, cure.id)


def test_a_dry_run_keeps_nothing(ech0):
    """Finding and trying leave no file and no correction."""
    learner = failed(ech0, FALL, "29.71 m/s", [spoilt("free_fall_speed", "v**2 == 3*g*h")])
    learner.dry = True
    (cure,) = learner.learn()
    assert cure.status == "kept"
    assert cures(ech0.home) == []


def test_a_question_that_is_answered_rightly_teaches_nothing(ech0):
    """Feedback that the base meets by now makes no cure."""
    assert list(failed(ech0, FALL, "29.71 m/s", []).learn()) == []


def test_a_rule_with_a_worked_example_is_above_suspicion(ech0):
    """The example of a rule bears it out, and does not where the equation was spoilt."""
    trial = Trial(ech0, shipped())
    assert proved(RULES["kinetic_energy"], trial)
    wrong = RULES["kinetic_energy"].model_copy(update={"equation": "E == m*v**2/3"})
    assert not proved(wrong, trial)


# --- small parts ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("truth", "value", "unit", "met"),
    [
        ("12.5 m/s", 12.5, "m/s", True),
        ("12.5 m/s", 45.0, "km/hour", True),
        ("12.5 m/s", 12.6, "m/s", False),
        ("12.5 m/s", 12.5, "m", False),
        ("12.5", 12.5, "m", True),
        ("0 m", 0.0, "m", True),
    ],
)
def test_a_truth_is_met_in_any_unit_within_its_figures(truth, value, unit, met):
    """Units are converted, the last figure told bounds the difference, and a mere number is taken as it stands."""
    assert Truth.told(truth).near(value, unit) is met


def test_a_truth_may_be_an_option():
    """The text of an option, or its letter, is a truth too; an empty one is refused."""
    answer = Answer(status="answered", reason="", text="", choice="B", choice_text="blue", question=Question(text="?"))
    assert Truth.told("Blue").met(answer)
    assert Truth.told("B").met(answer)
    assert not Truth.told("red").met(answer)
    with pytest.raises(InputError, match="truth"):
        Truth.told("  ")


def test_repairs_are_sound_in_dimension_and_never_the_rule_itself():
    """No repair breaks the dimensions, and each differs from the rule."""
    known = shipped()
    units = {n: known.concepts[v.concept].unit for n, v in RULES["kinetic_energy"].variables.items()}
    made = [f.equation for f in repairs(RULES["kinetic_energy"], known)]
    assert made
    assert len(set(made)) == len(made)
    assert all(sound(e, units) for e in made)
    assert not sound("E == m*v", units)


@pytest.mark.parametrize(
    ("note", "kind"),
    [
        ("E = m*v^2/2 with E kinetic energy in J, m mass in kg and v speed in m/s", "formula"),
        ('"at a crawl" means initial speed = 0.1 m/s', "phrase"),
        ("rho_x = 912 kg/m^3 is the density of walnut oil", "constant"),
    ],
)
def test_a_note_becomes_knowledge(note, kind):
    """Each form of a note makes one thing of its kind, with the note's source."""
    (change,) = notes.read(note, shipped(), "feedback 1")
    assert type(change.item).__name__.lower() == kind
    changed(shipped(), [change])


def test_a_word_is_learnt_from_a_note():
    """`"hauled" means force` adds the word, and nothing else."""
    (change,) = notes.read('"hauled" means force', shipped(), "feedback 1")
    assert change == Wording(of="concept", name="force", word="hauled")
    assert "hauled" in changed(shipped(), [change]).concepts["force"].words


@pytest.mark.parametrize(
    ("note", "error"),
    [
        ("E = m*v with E kinetic energy in J, m mass in kg, v speed in m/s", ClaimError),
        ("E = m*v**2 with E kinetic energy in J, m mass in kg", InputError),
        ("E = m*c with E kinetic energy in J, m mass in kg, c sweetness in kg", InputError),
        ("E = __import__('os') with E energy in J", (ClaimError, InputError)),
        ('"slow" means speed = 3 kg', InputError),
    ],
)
def test_an_unsound_note_is_refused(note, error):
    """Dimensions that differ, unknown names and code never reach the base, and the learner says why."""
    with pytest.raises(error):
        notes.read(note, shipped(), "feedback 1")
    assert notes.changes(note, shipped(), "feedback 1")[1]


def test_a_note_without_a_form_is_a_document():
    """Free text becomes a card for memory and leaves the base alone."""
    made, wrong = notes.changes("Look at the second table.", shipped(), "feedback 1")
    assert made[0].kind == "remember"
    assert not wrong
    assert changed(shipped(), made) == shipped()


def test_a_cure_that_does_not_fit_is_named(ech0):
    """A cure of a concept that is not there, or a spoilt file, stops with the file and what to do."""
    bad = Wording(of="concept", name="sweetness", word="sweet")
    row = {"feedback": 1, "run_id": "r", "created": "", "question": "", "truth": "", "step": "", "cause": "unknown"}
    write(ech0.home, Cure(id=7, changes=(bad,), status="kept", reason="", **row))
    with pytest.raises(StateError, match="learn undo 7"):
        learnt(ech0.home)
    (ech0.home / "cures" / "0007.yaml").write_text("id: [", encoding="utf-8")
    with pytest.raises(StateError, match=r"0007\.yaml"):
        cures(ech0.home)
