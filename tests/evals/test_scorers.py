"""What counts as right: numbers in units, formulas, spans, rankings, holding back."""

import time
from math import log2

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ech0.core.types import Answer, Passage, Question
from evals.audit import audit
from evals.case import Case
from evals.scorers.equality import equal, equality
from evals.scorers.latex import boxed, plain
from evals.scorers.plain import choice, number, status
from evals.scorers.ranking import average_precision, ndcg, ranking, recall
from evals.scorers.spans import known, overlap, spans

ASKED = Question(text="x")


def case(target):
    """A case with this target."""
    return Case(id="x", question=ASKED, target=target)


def answer(**fields):
    """An answer with these fields."""
    return Answer.model_validate({"status": "answered", "reason": "", "text": "", "question": ASKED} | fields)


SPEED = {"status": "answered", "value": 7.0, "unit": "m/s", "rtol": 0.01}


@pytest.mark.parametrize("scorer", [number, status])
@pytest.mark.parametrize(
    ("fields", "right"),
    [
        ({"value": 7.05, "unit": "m/s"}, True),
        ({"value": 25.2, "unit": "km/h"}, True),
        ({"value": 7.2, "unit": "m/s"}, False),
        ({"value": -7.0, "unit": "m/s"}, False),
        ({"value": 7.0, "unit": "m"}, False),
        ({"value": None}, False),
        ({"status": "abstained"}, False),
        ({"status": "failed", "value": 7.0, "unit": "m/s"}, False),
    ],
)
def test_a_value_counts_in_any_unit_of_its_dimension_within_its_tolerance(scorer, fields, right):
    """A value within its tolerance is right in any unit; another dimension, or no answer, is wrong."""
    assert scorer(case(SPEED), answer(**fields)).correct is right


def test_the_last_number_of_a_text_is_the_answer_where_no_value_is_given():
    """Text is scored by its last number, and one without a number is told as not of the form asked for."""
    target = case({"value": 10.0, "unit": None, "rtol": 1e-9})
    assert number(target, answer(text="12 less 2 leaves 10")).correct
    assert not number(target, answer(text="10 and 2 make 12")).correct
    assert not number(target, answer(text="nobody knows")).parsed


def test_no_choice_is_a_parse_failure_and_not_an_abstention():
    """Answered without choosing is wrong and counted apart; held back is wrong for another reason."""
    assert not choice(case("A"), answer()).parsed
    assert choice(case("A"), answer(status="abstained")).parsed
    assert choice(case("A"), answer(choice="A")).correct


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        (r"\frac{3}{4}", "0.75", True),
        (r"\dfrac34", "3/4", True),
        (r"\frac{1}{2^{70}}", r"\frac{1}{2^{71}}", False),
        (r"2-\frac{1}{e}", r"2+\frac{1}{e}", False),
        (r"\frac{\pi}{3}", "pi/3", True),
        (r"3\sqrt{2}", r"\sqrt{18}", True),
        (r"(a+b)^2", "a^2+2ab+b^2", False),  # `ab` may be one name: not told as equal
        (r"(a+b)^2", "a^2+2 a b+b^2", True),
        (r"x^2-1", "(x-1)(x+1)", True),
        ("5", "-5", False),
        ("(3, 4)", "(4, 3)", False),
        (r"\{3, 4\}", r"\{4, 3\}", True),
        ("(0, 1]", "(0, 1)", False),
        (r"\text{blue}", "blue", True),
        ("1,234", "1234", True),
        ("x = 4", "4", True),
        (r"\sin x", r"\cos x", False),
        (r"\begin{pmatrix} 1 \\ 2 \end{pmatrix}", r"\begin{pmatrix} 1 \\ 3 \end{pmatrix}", False),
    ],
)
def test_formulas_are_equal_if_they_are_equal_everywhere(one, other, same):
    """Equal in value, not in letters; near is not equal; the order of a pair counts, that of a set not."""
    assert equal(one, other) is same
    assert equal(other, one) is same


@given(st.text(alphabet="0123456789xy+-*/^(){}[]\\,.$ fracsqtpie=", max_size=60))
def test_any_text_is_compared_without_a_fault_and_equals_itself(text):
    """Whatever a model writes, the comparison ends with a truth value, and a text with letters equals itself."""
    assert isinstance(equal(text, "3"), bool)
    if text.strip(" $.{}\\,"):
        assert equal(text, text)


@pytest.mark.parametrize(
    "hostile", ["9^9^9^9^9", "2^(64^(64^64))", "((9^64)^64)^64^64", "sin(10^64)", "(" * 300, "1" * 5000]
)
def test_a_hostile_formula_costs_nothing(hostile):
    """Towers of powers and deep brackets are refused or compared at once; none hangs."""
    begun = time.perf_counter()
    assert not equal(hostile, "3")
    assert time.perf_counter() - begun < 10


def test_the_answer_is_what_is_boxed_last():
    """Of several boxes the last counts, with its inner brackets."""
    assert boxed(r"so \boxed{1}, no, \boxed{\frac{1}{2}} it is") == r"\frac{1}{2}"
    assert equality(case("0.5"), answer(text=r"\boxed{1}, no, \boxed{\frac{1}{2}}")).correct
    assert plain(r"2\tfrac{1}{2}") == "2+((1)/(2))"


def test_an_exact_result_is_the_answer_whatever_the_text_says_of_it():
    """The result is compared, not the words around it; several solutions are compared as they are listed."""
    said = "The factored form is (a + 5)*(b + 2). Checked: multiplied out again."
    assert equality(case("(b+2)(a+5)"), answer(text=said, result="(a + 5)*(b + 2)")).correct
    assert not equality(case("(b+2)(a+6)"), answer(text=said, result="(a + 5)*(b + 2)")).correct
    assert equality(case("3, 4"), answer(text="There are two.", result="x = 3 or x = 4")).correct


def test_spans_count_whole_words():
    """An exact span is right up to articles, case and signs; a part of it only has its overlap."""
    assert spans(case(["the Danube"]), answer(text="Danube.")).correct
    part = spans(case(["Ada Lovelace"]), answer(text="Lovelace"))
    assert not part.correct
    assert part.value == pytest.approx(2 / 3)
    assert overlap("", "") == 1.0


def test_holding_back_is_right_only_where_nothing_can_be_known():
    """Abstaining from an unanswerable question is right, failing at it is not, and abstaining elsewhere is wrong."""
    assert known(case(None), answer(status="abstained")).correct
    assert not known(case(None), answer(status="failed")).correct
    assert not known(case(None), answer(text="seven")).correct
    assert known(case(["seven"]), answer(text="There are seven.")).correct
    assert not known(case(["seven"]), answer(status="abstained")).correct
    assert not known(case(["seven"]), answer(text="seventeen")).correct


def test_a_ranking_tells_of_either_way_alone():
    """Where passages carry their ranks by words and by meaning, the figures of both stand beside the whole."""
    about = {"title": "", "source": "", "start": 0, "end": 1, "text": "x", "relevance": 0.5}
    found = (
        Passage(id="a1", document="a", by_words=2, by_meaning=None, **about),
        Passage(id="b1", document="b", by_words=1, by_meaning=1, **about),
        Passage(id="a2", document="a", by_words=None, by_meaning=2, **about),
    )
    asked = case({"a": 1.0})
    answer = Answer(status="answered", reason="", text="", passages=found, question=asked.question)
    parts = ranking(asked, answer).parts
    assert (parts["nDCG@10"], parts["first"]) == (1.0, 1.0)
    for name in ("words alone", "meaning alone"):
        assert parts[f"nDCG@10, {name}"] == pytest.approx(1 / log2(3))
        assert parts[f"first, {name}"] == 0.0
    plain = answer.model_copy(update={"passages": (Passage(id="a1", document="a", **about),)})
    assert set(ranking(asked, plain).parts) == {"nDCG@10", "MAP", "R@100", "first"}


def test_rankings_agree_with_values_worked_out_by_hand():
    """nDCG, average precision and recall of a list with relevant documents at places 1 and 3."""
    gains = {"a": 1.0, "b": 1.0, "c": 1.0}
    ranked = ["a", "x", "b", "y"]
    ideal = 1 + 1 / 1.5849625007 + 0.5
    assert ndcg(ranked, gains, 10) == pytest.approx((1 + 0.5) / ideal)
    assert average_precision(ranked, gains) == pytest.approx((1 + 2 / 3) / 3)
    assert recall(ranked, gains, 2) == pytest.approx(1 / 3)
    assert ndcg([], gains, 10) == ndcg(ranked, {}, 10) == average_precision(ranked, {}) == 0.0


def test_the_scorers_agree_with_the_labels_and_with_second_scorers():
    """Over the labelled sample neither scorer of a kind accepts what is wrong or rejects what is right."""
    rates = audit()
    assert {(r["scorer"], r["by"]) for r in rates} == {
        (s, b) for s in ("number", "equality", "spans") for b in ("first", "second")
    }
    assert all(r["n_right"] >= 5 and r["n_wrong"] >= 5 for r in rates)
    assert [m for r in rates for m in r["mistakes"]] == []
