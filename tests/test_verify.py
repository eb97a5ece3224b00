"""Deriving an answer again, and what a tampered one gives itself away by."""

from math import sqrt

import pytest

from ech0.conclude import COVERAGE, spoken
from ech0.core.errors import InputError, RunFailed
from ech0.core.provenance import key
from ech0.core.types import (
    Answer,
    Check,
    Entry,
    Passage,
    Quantity,
    QuantityClaim,
    Question,
    Relation,
    Run,
    Span,
    Step,
    Symbol,
)
from ech0.core.units import convert
from ech0.ledger import Ledger, given, render
from ech0.verify import first_bad, verify

CARD = "Dense air slows a body. It was measured long ago."
G_LINE = "standard acceleration of gravity = 9.80665 m/s^2 (CODATA)"
G = Quantity(value=9.80665, unit="m/s^2")


class ScriptedRunner:
    """One lab, `slope`: the height of a slope of a length, taken in metres or in steps of 0.5 m. Counts its runs."""

    def __init__(self):
        self.runs = 0

    def run(self, lab, inputs, /, *, wants=(), seed=0):
        self.runs += 1
        if lab != "slope":
            raise InputError("lab", lab, "there is none")
        length = inputs["length"]
        metres = length.value * 0.5 if length.unit == "kg" else convert(length, "m").value  # kg stands in for steps
        ready = {"length": Quantity(value=metres, unit="m"), "steep": inputs["steep"]}
        return Run(
            key=key(lab, ready, sorted(wants), seed),
            lab=lab,
            version="1",
            inputs=ready,
            wants=tuple(wants),
            seed=seed,
            outputs={"height": Quantity(value=metres / 2, unit="m", sigma=0.01)},
        )


class ScriptedChecker:
    """Solves `v**2 = 2*g*d` for any claim, from its symbols' entries. Counts its checks."""

    def __init__(self):
        self.checks = 0

    def check(self, claim, entries, /):
        self.checks += 1
        known = {s.name: convert(entries[s.entry].quantity, s.unit) for s in claim.symbols if s.entry}
        d, g = known["d"], known["g"]
        v = sqrt(2 * g.value * d.value)
        speed = Quantity(value=v, unit="m/s", sigma=v * d.sigma / d.value / 2)
        step = Step(symbol="v", expression="v = sqrt(2*d*g)", inputs=("d", "g", "u"), value=speed)
        return Check(
            claim=claim.id, verdict="proved", reason="one value", premises=("it falls",), steps=(step,), value=speed
        )


def claims():
    """The one claim of the honest answer."""
    symbols = (("d", "m", "r1.height"), ("g", "m/s^2", "k.g_n"), ("u", "m/s", "w1"), ("v", "m/s", None))
    return (
        QuantityClaim(
            id="c1",
            symbols=tuple(Symbol(name=n, unit=u, entry=e) for n, u, e in symbols),
            relations=(Relation(expression="v**2 = u**2 + 2*g*d"),),
            target="v",
        ),
    )


def honest():
    """An answer as the loop makes it: a slope's height measured, and the speed at its foot derived."""
    question = Question(
        text="A body slides from rest down a slope of 5.0 m. How fast is it?", context=("The slope is 30 degrees.",)
    )
    rest = question.text.index("from rest")
    length, *_ = given(question)
    slope = given(Question(text=question.context[0]), "t1")[0]
    slope = slope.model_copy(update={"span": slope.span.model_copy(update={"source": "context1"})})
    run = ScriptedRunner().run("slope", {"length": length.quantity, "steep": "yes"}, wants=("height",))
    ledger = [
        length,
        slope,
        Entry(
            id="w1",
            kind="given",
            label="from rest",
            quantity=Quantity(value=0.0, unit="m/s"),
            text="from rest",
            concept="speed",
            span=Span(source="question", start=rest, end=rest + 9),
        ),
        Entry(
            id="k.g_n",
            kind="quoted",
            label="gravity",
            quantity=G,
            text=G_LINE,
            span=Span(source="constants", start=0, end=len(G_LINE)),
        ),
        Entry(id="a1", kind="assumed", label="friction", quantity=Quantity(value=0.0), reason="none is stated"),
        Entry(
            id="p1",
            kind="quoted",
            label="Air",
            statement=CARD[:23],
            text=CARD[:23],
            span=Span(source="cards/air", start=0, end=23),
        ),
        Entry(
            id="r1.height",
            kind="measured",
            label="height",
            quantity=run.outputs["height"],
            run=run.key,
            field="height",
            inputs=("q1",),
        ),
    ]
    check = ScriptedChecker().check(claims()[0], Ledger(ledger))
    speed = check.steps[0].value
    ledger.append(
        Entry(
            id="c1.v",
            kind="derived",
            label="speed",
            quantity=speed,
            claim="c1",
            inputs=("r1.height", "k.g_n", "w1"),
            figures=3,
        )
    )
    passage = Passage(
        id="x1", document="cards/air", title="Air", source="a card", start=0, end=23, text=CARD[:23], relevance=0.7
    )
    template, half = "The speed is {c1.v:km/h} from {q1}.", COVERAGE * speed.sigma * 3.6
    value = convert(speed, "km/h").value
    return Answer(
        status="answered",
        reason="",
        text=render(template, Ledger(ledger)),
        template=template,
        target="c1.v",
        value=value,
        unit="km/h",
        interval=(value - half, value + half),
        question=question,
        claims=claims(),
        checks=(check,),
        runs=(run,),
        ledger=tuple(ledger),
        passages=(passage,),
    )


def again(answer, runner=None, checker=None):
    """The findings, with everything that an honest answer needs."""
    return verify(
        answer,
        runner=runner or ScriptedRunner(),
        checker=checker or ScriptedChecker(),
        documents={"cards/air": CARD}.get,
        constants={"g_n": (G_LINE, G)},
        phrases=lambda words: [(0.0, "m/s"), (0.0, "rad/s")] if words == "from rest" else [],
    )


def with_entry(answer, name, **changes):
    """The answer with one entry changed, unvalidated, as a forger would."""
    ledger = tuple(e.model_copy(update=changes) if e.id == name else e for e in answer.ledger)
    return answer.model_copy(update={"ledger": ledger})


def refused(answer, what, *said):
    """The first thing found wrong is `what`, and its detail names what differs."""
    bad = first_bad(again(answer))
    assert bad is not None
    assert bad.what == what
    for words in said:
        assert words in bad.detail


def test_an_honest_answer_is_derived_again():
    """Each entry, in the ledger's order, and all that is said besides is found right; labs and claims are done once."""
    runner, checker, answer = ScriptedRunner(), ScriptedChecker(), honest()
    findings = again(answer, runner, checker)
    assert first_bad(findings) is None
    assert [f.what for f in findings] == [
        *(e.id for e in answer.ledger),
        "passage x1",
        "check c1",
        "value",
        "choice",
        "text",
    ]
    assert (runner.runs, checker.checks) == (1, 1)
    assert {f.what: f.detail for f in findings}["a1"] == "assumed: none is stated"


def test_a_given_s_value_that_was_changed_is_named_first():
    """A value that the question does not state is found by reading the question again, before all that rests on it."""
    bad = Quantity(value=6.0, unit="m")
    refused(with_entry(honest(), "q1", quantity=bad), "q1", "says 6.0 m, but '5.0 m' reads 5.0 m")


@pytest.mark.parametrize("changes", [{"unit": "km"}, {"sigma": 0.1}])
def test_a_given_s_unit_and_uncertainty_are_read_again(changes):
    """A unit or an uncertainty that the question does not state is found too."""
    answer = honest()
    refused(
        with_entry(answer, "q1", quantity=answer.ledger[0].quantity.model_copy(update=changes)), "q1", "reads 5.0 m"
    )


def test_a_span_that_was_moved_is_named_first():
    """A given must stand at the very characters that it names, and be all of what stands there."""
    answer = honest()
    span = answer.ledger[0].span
    refused(with_entry(answer, "q1", span=span.model_copy(update={"start": span.start + 1})), "q1", "'5.0 m'", "'.0 m'")
    short = span.model_copy(update={"end": span.end - 2})
    refused(with_entry(answer, "q1", span=short, text="5.0"), "q1", "no quantity stands at")
    refused(with_entry(answer, "q1", span=span.model_copy(update={"source": "context9"})), "q1", "no place")


def test_a_question_that_was_changed_is_named_first():
    """Another question than the one that was read gives itself away at the first given that it moved."""
    answer = honest()
    question = answer.question.model_copy(update={"text": answer.question.text.replace("5.0 m", "6.0 m")})
    refused(answer.model_copy(update={"question": question}), "q1", "'6.0 m'")


def test_a_given_of_an_earlier_turn_is_read_there():
    """What was said before is read again in its own turn."""
    question = honest().question.model_copy(update={"context": ("The slope is 40 degrees.",)})
    refused(honest().model_copy(update={"question": question}), "t1q1", "40 degrees")


def test_a_wording_that_states_another_value_is_named():
    """`from rest` states no speed, and only a speed."""
    refused(
        with_entry(honest(), "w1", quantity=Quantity(value=3.0, unit="m/s")), "w1", "says 3.0 m/s", "states 0.0 m/s"
    )


def test_a_quotation_changed_by_a_letter_is_named_first():
    """A quotation is compared with its document character by character."""
    wrong = CARD[:23].replace("slows", "flows")
    refused(with_entry(honest(), "p1", statement=wrong, text=wrong), "p1", "flows a body", "slows a body")


def test_a_passage_that_was_changed_is_named():
    """The passage that is shown as evidence is compared too, not only the ledger's quotation."""
    answer = honest()
    passage = answer.passages[0].model_copy(update={"text": "Dense air lifts a body."})
    refused(answer.model_copy(update={"passages": (passage,)}), "passage x1", "lifts")


def test_a_document_that_is_gone_is_not_taken_on_trust():
    """A quotation that cannot be compared is not right, and the finding says why."""
    span = Span(source="cards/lost", start=0, end=23)
    refused(with_entry(honest(), "p1", span=span), "p1", "'cards/lost' is not remembered here")


def test_a_constant_is_compared_with_its_line():
    """A constant has the value and the words of its line, and must exist."""
    answer = honest()
    refused(
        with_entry(answer, "k.g_n", quantity=Quantity(value=9.9, unit="m/s^2")),
        "k.g_n",
        "says 9.9 m/s^2",
        "9.80665 m/s^2",
    )
    refused(with_entry(answer, "k.g_n", text=G_LINE.replace("CODATA", "me")), "k.g_n", "the line is")
    refused(with_entry(answer, "k.g_n", id="k.g_x"), "k.g_x", "no constant 'g_x'")


def test_a_lab_output_that_was_changed_is_named_first():
    """A run changed together with its entry is found by running the lab again."""
    answer, wrong = honest(), Quantity(value=9.9, unit="m", sigma=0.01)
    run = answer.runs[0].model_copy(update={"outputs": {"height": wrong}})
    both = with_entry(answer, "r1.height", quantity=wrong).model_copy(update={"runs": (run,)})
    refused(both, "r1.height", "height: the run says 9.9 ± 0.01 m, measured again 2.5 ± 0.01 m")
    refused(with_entry(answer, "r1.height", quantity=wrong), "r1.height", "says 9.9 ± 0.01 m, but the run recorded 2.5")


def test_a_run_with_other_inputs_has_another_key():
    """A run whose inputs were changed does not have its key any more, and did not use what it says it used."""
    answer = honest()
    run = answer.runs[0]
    inputs = {**run.inputs, "length": Quantity(value=8.0, unit="m")}
    refused(
        answer.model_copy(update={"runs": (run.model_copy(update={"inputs": inputs}),)}),
        "r1.height",
        "its key is",
        "q1 is not among",
    )
    refused(answer.model_copy(update={"runs": ()}), "r1.height", "is not in the answer")


def test_an_input_that_only_the_lab_can_convert_is_followed():
    """Where a lab takes another dimension, as moles for grams, the entry counts if the lab makes the same run of it."""
    answer = honest()
    entry = next(e for e in answer.ledger if e.id == "r1.height")
    for mass, ok in ((10.0, True), (11.0, False)):
        extra = Entry(
            id="a2", kind="assumed", label="steps", quantity=Quantity(value=mass, unit="kg"), reason="counted"
        )
        ledger = (
            extra,
            *(e for e in answer.ledger if e.id != "c1.v"),
            entry.model_copy(update={"id": "r2.height", "inputs": ("a2",)}),
        )
        found = {f.what: f for f in again(answer.model_copy(update={"ledger": ledger}))}
        assert found["r2.height"].ok is ok


def test_a_run_that_no_entry_uses_is_run_too():
    """Evidence that is shown beside the ledger is done again as well."""
    answer = honest()
    run = answer.runs[0].model_copy(update={"key": "0" * 32})
    refused(answer.model_copy(update={"runs": (*answer.runs, run)}), f"run {run.key}", "its key is")


def test_a_derived_value_that_was_changed_is_named_first():
    """A derived value is solved for again, and the finding says both values."""
    answer = honest()
    speed = answer.ledger[-1].quantity
    wrong = with_entry(answer, "c1.v", quantity=speed.model_copy(update={"value": 7.5}))
    refused(wrong, "c1.v", f"says 7.5 ± {speed.sigma!r} m/s, re-derived {speed.value!r}")
    refused(with_entry(answer, "c1.v", quantity=speed.model_copy(update={"sigma": 0.0})), "c1.v", "re-derived")


def test_a_derived_entry_rests_on_what_its_step_used():
    """Inputs that the derivation did not use, or not all, are found: the drawing of the provenance must be true."""
    refused(
        with_entry(honest(), "c1.v", inputs=("q1",)),
        "c1.v",
        "says that it rests on q1, but it rests on r1.height, k.g_n, w1",
    )


def test_a_claim_that_is_missing_is_named_first():
    """What no claim derives is not derived."""
    refused(honest().model_copy(update={"claims": ()}), "c1.v", "the claim c1 is not in the answer")
    refused(honest().model_copy(update={"checks": ()}), "c1.v", "no check of claim c1")
    refused(with_entry(honest(), "c1.v", id="c1.w"), "c1.w", "claim c1 does not give w: proved")


def test_a_verdict_that_was_changed_is_named():
    """A check says again what the solver says, whatever the answer recorded."""
    answer = honest()
    check = answer.checks[0].model_copy(update={"verdict": "refuted"})
    refused(answer.model_copy(update={"checks": (check,)}), "check c1", "verdict: says refuted, decided again proved")


def test_a_number_of_the_text_that_was_changed_is_named_first():
    """The text is rendered again from the ledger, and the finding quotes both where they differ."""
    answer = honest()
    refused(
        answer.model_copy(update={"text": answer.text.replace("5.0 m", "5.1 m")}), "text", "from 5.1 m", "from 5.0 m"
    )
    plain = answer.model_copy(update={"text": "It is 25 km/h.", "template": "It is 25 km/h."})
    refused(plain, "text", "the number '25' in")


@pytest.mark.parametrize(
    "changes",
    [
        {"value": 26.0},
        {"unit": "m/s"},
        {"unit": "kg"},
        {"interval": None},
        {"interval": (25.0, 26.0)},
        {"target": "q1"},
    ],
)
def test_a_value_that_is_not_the_target_s_is_named_first(changes):
    """Value, unit, interval and target belong together."""
    refused(honest().model_copy(update=changes), "value")


def test_without_an_answer_there_is_no_value():
    """An abstention has words alone: no value, and no number in its text that has no origin."""
    silent = {"status": "abstained", "value": None, "unit": None, "interval": None, "text": "I do not know."}
    assert first_bad(again(honest().model_copy(update=silent))) is None
    refused(honest().model_copy(update={**silent, "value": 7.0}), "value", "there is no entry for it")
    refused(honest().model_copy(update={**silent, "text": "It may be 7 m/s."}), "text")


def test_a_choice_is_an_option_and_the_one_singled_out():
    """Letter and text must be of one option, the one that the solver found."""
    answer = honest()
    question = answer.question.model_copy(update={"options": ("slow", "fast")})
    answer = answer.model_copy(update={"question": question, "choice": "B", "choice_text": "fast"})
    assert first_bad(again(answer)) is None
    refused(answer.model_copy(update={"choice_text": "slow"}), "choice", "says B: 'slow'")
    refused(answer.model_copy(update={"choice": "C"}), "choice")
    check = answer.checks[0].model_copy(update={"choice": 0})
    assert (
        "the solver singled out A"
        in {f.what: f.detail for f in again(answer.model_copy(update={"checks": (check,)}))}["choice"]
    )


def test_an_id_twice_and_an_input_that_is_not_there_are_named():
    """A ledger has each id once, and every input that it names."""
    answer = honest()
    refused(answer.model_copy(update={"ledger": (*answer.ledger, answer.ledger[0])}), "q1", "more than once")
    refused(with_entry(answer, "a1", inputs=("q9",)), "a1", "it rests on q9, which is not in the ledger")
    refused(with_entry(answer, "a1", reason=""), "a1", "without a reason")


def test_a_lab_or_solver_that_fails_is_a_finding():
    """Whatever is raised on the way, also what nobody expected, becomes a finding."""

    class BrokenRunner(ScriptedRunner):
        def run(self, lab, *_, **__):
            raise RunFailed(lab, "it is broken")

    class BrokenChecker(ScriptedChecker):
        def check(self, *_):
            raise ZeroDivisionError("of course")

    found = {f.what: f for f in again(honest(), BrokenRunner(), BrokenChecker())}
    assert not found["r1.height"].ok
    assert "slope failed: it is broken" in found["r1.height"].detail
    assert not found["c1.v"].ok
    assert "of course" in found["c1.v"].detail
    assert found["q1"].ok


@pytest.mark.parametrize("name", ["q1", "t1q1", "w1", "k.g_n", "p1", "r1.height", "c1.v"])
@pytest.mark.parametrize(
    "changes",
    [
        {"quantity": None},
        {"quantity": Quantity(value=1e308, unit="no such unit")},
        {"span": None, "run": None, "field": None, "claim": None},
        {"span": Span(source="question", start=10**9, end=0), "field": "no", "claim": "no"},
    ],
)
def test_no_tampering_raises(name, changes):
    """An answer out of shape is found wrong, never an error."""
    answer = with_entry(honest(), name, **changes)
    untouched = name == "p1" and "quantity" in changes and changes["quantity"] is None
    assert (first_bad(again(answer)) is None) == untouched


def test_what_may_be_said_can_be_gathered_from_an_answer():
    """`spoken` holds the words of the question, its turns and options, and the names of what was used."""
    answer = honest()
    words = spoken(answer.question, answer.passages, answer.ledger, answer.runs)
    for said in (answer.question.text, *answer.question.context, "Air", "gravity", "slope"):
        assert said in words
