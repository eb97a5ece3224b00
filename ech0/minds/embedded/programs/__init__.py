"""Small programs for what a formula does not reach: each recognises its kind of question whole, or passes it on.

A program sees a `Page` (the words with the numbers marked) and answers with a plan of claims, or with nothing. It
refuses unless every number of the question has its place. None of them computes; the checker does.
"""

from collections.abc import Callable, Sequence

from ech0.core.types import Entry, Plan, Question
from ech0.minds.embedded.programs import (
    acidity,
    acids,
    arithmetic,
    balancing,
    beyond,
    calculus,
    circuits,
    counting,
    densities,
    distributions,
    events,
    evolution,
    games,
    heating,
    hypotheses,
    integers,
    linear,
    matrices,
    molar,
    oxidation,
    rates,
    reactions,
    roots,
    sampling,
    stories,
    thermochemistry,
    yields,
)
from ech0.minds.embedded.programs.page import Page

__all__ = ["PROGRAMS", "Page", "Program", "plan"]

Program = Callable[[Page], Plan | None]

PROGRAMS: tuple[Program, ...] = (
    beyond.recognise,
    balancing.recognise,
    oxidation.recognise,
    events.recognise,
    hypotheses.recognise,
    sampling.recognise,
    distributions.recognise,
    densities.recognise,
    games.recognise,
    counting.recognise,
    integers.recognise,
    matrices.recognise,
    reactions.recognise,
    molar.recognise,
    yields.recognise,
    acids.recognise,
    acidity.recognise,
    thermochemistry.recognise,
    heating.recognise,
    circuits.recognise,
    roots.recognise,
    evolution.recognise,
    calculus.recognise,
    linear.recognise,
    rates.recognise,
    stories.recognise,
    arithmetic.recognise,
)
"""In the order in which they are asked; the first that recognises a question has it."""


def plan(question: Question, entries: Sequence[Entry]) -> Plan | None:
    """The plan of the first program that recognises the question whole."""
    page = Page(question, tuple(entries))
    return next((found for program in PROGRAMS if (found := program(page)) is not None), None)
