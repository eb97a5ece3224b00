"""Every rule, premise and constraint of a claim points at the characters of the question that it was read from."""

import pytest

from ech0.core.types import FiniteClaim, FirstOrderClaim, LogicClaim, Plan, Question
from ech0.minds.embedded import logic, spans


def _parts(plan: Plan) -> list[tuple[str, object]]:
    claims = [c for s in plan.subproblems for c in s.claims]
    out: list[tuple[str, object]] = []
    for claim in claims:
        match claim:
            case LogicClaim():
                out += [(r.text, r.span) for r in claim.rules]
            case FirstOrderClaim():
                out += [(p.text, p.span) for p in claim.premises]
            case FiniteClaim():
                out += [(c.text, c.span) for c in claim.constraints]
    return out


@pytest.mark.parametrize(
    "text",
    [
        "Every lathe is noisy. Kestrel is a lathe. True or false: Kestrel is noisy.",
        "No lathe is quiet. Some machines are lathes. Kestrel is a lathe or a press. True or false: Kestrel is quiet.",
    ],
)
def test_what_was_read_from_a_sentence_points_at_it(text: str) -> None:
    """The characters of the span are the sentence that the rule or the premise names as its source."""
    question = Question(text=text, options=("True", "False", "Uncertain"))
    plan = logic.plan(question, "")
    assert plan is not None
    parts = _parts(spans.pointed(plan, question))
    read = [(said, span) for said, span in parts if said in text and said]
    assert read
    for said, span in read:
        assert span.source == "question" and text[span.start : span.end] == said  # type: ignore[attr-defined]


def test_a_sentence_of_the_context_is_pointed_at_there() -> None:
    """Where the statements are in the context, the span names the text it belongs to."""
    question = Question(
        text="True or false: Kestrel is noisy.", context=("Press.", "Every lathe is noisy. Kestrel is a lathe."),
        options=("True", "False"),
    )  # fmt: skip
    plan = logic.plan(question, "")
    assert plan is not None
    found = {span.source for said, span in _parts(spans.pointed(plan, question)) if said}  # type: ignore[attr-defined]
    assert found == {"context2"}


def test_what_the_question_does_not_say_points_nowhere() -> None:
    """Background that no sentence states has no place."""
    question = Question(
        text="Ann is taller than Ben. Ben is taller than Cy. True or false: Ann is taller than Cy.",
        options=("True", "False"), semantics="open",
    )  # fmt: skip
    plan = logic.plan(question, "")
    assert plan is not None
    unsaid = [(said, span) for said, span in _parts(spans.pointed(plan, question)) if said not in question.text]
    assert all(span is None for _, span in unsaid)
