"""Two minds reconciled: what agrees, what differs, and what one alone can say; each contribution stands in the chain."""

import pytest
from scripted_server import Say, Scripted

from ech0.core.types import Attempt, Check, Draft, Entry, Judgement, Plan, Quantity, QuantityClaim, Question, Subproblem
from ech0.ledger import given
from ech0.loop import State
from ech0.minds.hybrid import Hybrid

LAMP = "What is the resistance of a lamp that draws 3.7 A at 13.9 V?"
ODD = "Some gadget lets 3.7 A through when 13.9 V lie across it. How strongly does it oppose the flow?"
ENGINE = "A heat engine runs between 600 K and 300 K. It claims an efficiency of 70 %. Is that possible?"
HERON = "Every heron is a bird. Birds are animals. Ada is a heron. Is Ada an animal?"


def step(formula, find):
    """A proposal of one formula over current and voltage."""
    made = {"do": "formula", "id": "c1", "formula": formula, "find": find, "inputs": {"I": "q1", "U": "q2"}}
    return {"steps": [made], "answer": f"c1.{find}"}


OHM, POWER = step("ohm", "Z"), step("electric_power", "P")


@pytest.fixture
def hybrid(house, served):
    """A hybrid whose model proposes what it is given; it words nothing."""

    def make(url, **how):
        return Hybrid(house, served(url, tag="m", writes=False, **how))

    return make


def said(answer):
    """What the minds contributed, as the chain tells it."""
    return [c.step for c in answer.chain if c.rule == "minds"]


def always(say):
    """The same reply to every request."""
    return lambda _request, _number: say


def test_two_minds_that_agree_are_more_confident_than_one(house, hybrid, answered):
    """Where both find the same way it is gone once, the chain names both, and the confidence is higher."""
    alone = answered(house, LAMP)
    with Scripted(always(Say(text=OHM))) as server:
        both = answered(hybrid(server.url), LAMP)
    assert both.value == alone.value == pytest.approx(13.9 / 3.7)
    assert both.features["minds"] == 1.0
    assert both.confidence > alone.confidence
    assert len([c for c in both.claims if c.kind == "quantity" and c.target]) == 1
    assert [s.partition(":")[0] for s in said(both)] == ["embedded", "served", "reconciled"]
    assert both.mind == "hybrid" and both.cost.calls == 1


def test_two_minds_agree_by_the_value_not_the_way(hybrid, answered):
    """Another chain of formulas to the same value is agreement too, and both are carried out."""
    two = {
        "steps": [
            POWER["steps"][0],
            {"do": "formula", "id": "c2", "formula": "joule_heating", "find": "Z", "inputs": {"P": "c1.P", "I": "q1"}},
        ],
        "answer": "c2.Z",
    }
    with Scripted(always(Say(text=two))) as server:
        answer = answered(hybrid(server.url), LAMP)
    assert answer.value == pytest.approx(13.9 / 3.7)
    assert answer.features["minds"] == 1.0
    assert len([c for c in answer.checks if c.verdict == "proved"]) >= 2


@pytest.mark.parametrize(
    ("say", "why"),
    [
        (Say(code=500), "says 500"),
        (Say(text="nonsense"), "did not fit"),
        (Say(raw=b"<html></html>", kind="text/html"), "mind.url"),
    ],
    ids=["500", "nonsense", "no such server"],
)
def test_without_the_model_the_embedded_mind_answers_and_the_reason_is_told(house, hybrid, answered, say, why):
    """A model that fails takes nothing away: the answer is the embedded mind's, to the letter, and says who was silent."""
    with Scripted(always(say)) as server:
        answer = answered(hybrid(server.url), LAMP)
    alone = answered(house, LAMP)
    assert (answer.status, answer.value, answer.text, answer.confidence) == (
        "answered",
        alone.value,
        alone.text,
        alone.confidence,
    )
    assert any(s.startswith("served: silent") and why in s for s in said(answer))


def test_with_nobody_at_the_address_the_embedded_mind_answers(hybrid, answered):
    """No server at all is no failure of a hybrid."""
    answer = answered(hybrid("http://127.0.0.1:9/v1"), LAMP)
    assert answer.status == "answered"
    assert any("nothing answers at http://127.0.0.1:9/v1" in s for s in said(answer))


def test_what_the_model_alone_can_read_is_answered_by_it(house, hybrid, answered):
    """Wording that the grammar does not reach is the model's; formula, value and proof are still ours."""
    assert answered(house, ODD).status == "abstained"
    with Scripted(always(Say(text=OHM))) as server:
        answer = answered(hybrid(server.url, count=3), ODD)
    assert answer.value in (None, pytest.approx(13.9 / 3.7))
    assert answer.features["proved"] == 1.0 and answer.features["samples"] == 1.0
    assert any("only the model found a way" in s for s in said(answer))
    assert answer.target == "c1m.Z"


def test_where_both_are_silent_nothing_is_answered(hybrid, answered):
    """Neither mind, no answer; the reason of each is told."""
    with Scripted(always(Say(text={"steps": [], "answer": "", "missing": []}))) as server:
        answer = answered(hybrid(server.url), ODD)
    assert answer.status == "abstained"
    assert answer.value is None
    assert any("neither has an answer" in s for s in said(answer))


def test_a_contradiction_that_the_house_finds_stands(hybrid, answered):
    """Whatever the model proposes, givens that break a law are told as such."""
    with Scripted(always(Say(text={"steps": [], "answer": ""}))) as server:
        answer = answered(hybrid(server.url), ENGINE)
    assert answer.status == "contradicted", answer.reason
    assert any("that stands" in s for s in said(answer))


def test_a_model_that_is_wrong_does_not_turn_a_right_answer(house, hybrid, answered):
    """Where the model reads a question otherwise and worse, the embedded answer stands with less confidence, or none
    is given; the model's value is never the answer."""
    alone = answered(house, LAMP)
    with Scripted(always(Say(text=POWER))) as server:
        answer = answered(hybrid(server.url), LAMP)
    assert answer.status in ("answered", "abstained")
    assert answer.value in (None, alone.value)
    assert answer.features.get("minds", -1.0) == -1.0
    assert answer.confidence < alone.confidence
    assert any("they differ" in s for s in said(answer))


def test_both_judge_a_statement(hybrid, answered):
    """A statement is judged by what each has read, and one verdict of both is told once."""
    atoms = {n: {"predicate": n, "args": ["?x"], "negated": False} for n in ("heron", "bird", "animal")}
    ada = {n: {"predicate": n, "args": ["Ada"], "negated": False} for n in ("heron", "animal")}
    told = [
        {"sentence": "s1", "given": [atoms["heron"]], "then": [atoms["bird"]]},
        {"sentence": "s2", "given": [atoms["bird"]], "then": [atoms["animal"]]},
        {"sentence": "s3", "given": [], "then": [ada["heron"]]},
    ]
    judged = {"steps": [{"do": "logic", "statements": told, "query": ada["animal"], "aside": []}], "answer": ""}
    with Scripted(always(Say(text=judged))) as server:
        answer = answered(hybrid(server.url), HERON)
    assert answer.status == "answered" and answer.text.startswith("It is true")
    assert answer.features["minds"] == 1.0
    told[1]["then"] = [{"predicate": "animal", "args": ["?x"], "negated": True}]
    with Scripted(always(Say(text=judged))) as server:
        answer = answered(hybrid(server.url), HERON)
    assert answer.features["minds"] == -1.0 or answer.status == "abstained"
    assert not answer.text.startswith("It is false")


# --- how two results are weighed: states made for it --------------------------------------------------------------


def plan_of(tag, fit, unused=()):
    """A plan whose claim gives `c<tag>.x`."""
    claim = QuantityClaim(id=f"c{tag}", symbols=(), target="x")
    part = Subproblem(id=f"s{tag}", goal="find x", claims=(claim,))
    return Plan(subproblems=(part,), target=f"c{tag}.x", label="speed", path=tag, fit=fit, unused=unused)


def weighed(hybrid, one, two, verdicts=("proved", "proved"), values=(5.0, 6.0), attempts=()):
    """What a hybrid writes where two plans came to these values with these verdicts."""
    entries = [
        Entry(
            id=f"c{t}.x",
            kind="derived",
            label="speed",
            claim=f"c{t}",
            quantity=Quantity(value=v, unit="m/s"),
            figures=3,
        )
        for t, v in zip(("a", "b"), values, strict=True)
    ]
    checks = tuple(Check(claim=f"c{t}", verdict=v, reason="") for t, v in zip(("a", "b"), verdicts, strict=True))
    both = one.model_copy(update={"minds": {"embedded": one, "served": two}})
    question = Question(text="How fast?")
    state = State(
        question=question, entries=(*given(question), *entries), checks=checks, plan=both, round=1 + len(attempts),
        attempts=attempts,
    )  # fmt: skip
    return hybrid.write(state), both


@pytest.fixture
def silent(house, served):
    """A hybrid that is only asked to weigh; its model is never called."""
    return Hybrid(house, served("http://127.0.0.1:9/v1", tag="m", writes=False))


def test_the_proved_result_wins_over_the_unproved(silent):
    """Of two that differ, the one that a solver proved, and alone, is the answer; the other is told."""
    draft, _ = weighed(silent, plan_of("a", 0.8), plan_of("b", 0.8), ("ambiguous", "proved"))
    assert (draft.target, draft.mind, draft.evidence["minds"]) == ("cb.x", "served", 0.0)
    assert any("only the model found a way" in n for n in draft.notes)
    draft, _ = weighed(silent, plan_of("a", 0.8), plan_of("b", 0.8), ("proved", "refuted"))
    assert (draft.target, draft.mind) == ("ca.x", "embedded")


@pytest.mark.parametrize(
    ("fits", "unused", "won"),
    [((0.9, 0.6), ((), ()), "ca.x"), ((0.6, 0.9), ((), ()), "cb.x"), ((0.8, 0.8), (("q1", "q2"), ()), "cb.x")],
    ids=["the embedded fits better", "the model fits better", "the embedded leaves numbers out"],
)
def test_of_two_proved_results_the_one_that_fits_clearly_better_stands(silent, fits, unused, won):
    """Both proved and different: the words and numbers of the question decide, if they do so clearly."""
    draft, _ = weighed(silent, plan_of("a", fits[0], unused[0]), plan_of("b", fits[1], unused[1]))
    assert (draft.target, draft.status, draft.evidence["minds"]) == (won, "answered", -1.0)


def test_of_two_alike_neither_is_the_answer_and_both_are_shown(silent):
    """Both proved, different and alike in fit: nothing is answered, and the reader sees both values."""
    draft, _ = weighed(silent, plan_of("a", 0.8), plan_of("b", 0.8))
    assert draft.status == "abstained" and draft.target is None
    assert "{ca.x}" in draft.text and "{cb.x}" in draft.text


def test_after_they_differed_only_what_the_other_found_counts(silent):
    """In a later round another way is taken only if it comes to the value that the other mind had found."""
    first = plan_of("a", 0.8).model_copy(update={"minds": {"embedded": plan_of("a", 0.8), "served": plan_of("b", 0.8)}})
    apart = Draft(text="", status="abstained", evidence={"minds": -1.0})
    before = (Attempt(plan=first, draft=apart, judgement=Judgement(outcome="again", confidence=0.1)),)
    kept = weighed(silent, plan_of("a", 0.8), plan_of("b", 0.1), ("proved", "too_hard"), (6.0, 6.0), before)[0]
    assert kept.status == "answered" and kept.target == "ca.x"
    none = weighed(silent, plan_of("a", 0.8), plan_of("b", 0.1), ("proved", "too_hard"), (5.0, 6.0), before)[0]
    assert none.status == "abstained"
