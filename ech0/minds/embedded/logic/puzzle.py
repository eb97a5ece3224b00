"""A question as a logic puzzle: a plan with one claim for the checker, or nothing. Knows no solver.

What is not understood is said: a sentence that speaks of what is asked is `missing`, any other is `unread`.
"""

from pydantic import ValidationError

from ech0.core.types import Plan, Question
from ech0.minds.embedded.logic import clues, judgement, offers, puzzles, sentences
from ech0.minds.embedded.logic.options import choice, meaning, truths

__all__ = ["choice", "meaning", "plan"]

SHORT = 80
"""No text of at most so many characters holds a name that is too long for the claim language, or too many parts."""


def plan(question: Question, tag: str) -> Plan | None:
    """A plan, if the question is a logic puzzle; `None`, at once, if it is not. Never raises on any text."""
    if len(question.text) > sentences.MAX_TEXT or not question.text.strip():
        return None
    try:
        plan = _planned(question, tag)
        if plan is not None and len(question.text) > SHORT:
            Plan.model_validate(plan.model_dump())
    except (RecursionError, ValidationError):  # nested deeper, or with longer names, than any puzzle is meant
        return None
    return plan


def _planned(question: Question, tag: str) -> Plan | None:
    judged = judgement.plan(question, tag)
    if judged is not None and judgement.regular(judged):
        return judged
    puzzle = puzzles.plan(question, tag)
    if (puzzle is None or puzzle.missing) and (read := clues.plan(question, tag)) is not None:
        return read
    if puzzle is None or (puzzle.missing and truths(question.options)):
        if puzzle is None and (judged is None or judged.missing):
            offered = offers.plan(question, tag)
            return judged if offered is None else offered
        return judged if puzzle is None or (judged is not None and not judged.missing) else puzzle
    return puzzle
