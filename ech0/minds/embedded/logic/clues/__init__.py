"""Puzzles over finite domains by one clause grammar: who has what, where, when, in which degree. Knows no solver.

Strict: every sentence, the question and every option must be read whole, or there is no plan.
"""

import re

from ech0.core.types import Plan, Question
from ech0.minds.embedded.logic import sentences
from ech0.minds.embedded.logic.clues import liars
from ech0.minds.embedded.logic.clues.cast import cast, chosen_size
from ech0.minds.embedded.logic.clues.counting import counted, counts
from ech0.minds.embedded.logic.clues.everyday import everyday, ordered
from ech0.minds.embedded.logic.clues.grammar import Grammar
from ech0.minds.embedded.logic.clues.questions import put
from ech0.minds.embedded.logic.clues.setting import scenery
from ech0.minds.embedded.logic.clues.world import number
from ech0.minds.embedded.logic.forms import Unreadable
from ech0.minds.embedded.logic.puzzles.idiom import plainer
from ech0.minds.embedded.logic.puzzles.planned import planned
from ech0.minds.embedded.logic.puzzles.scene import relation

MAX_TEXT = 2500


def plan(question: Question, tag: str) -> Plan | None:
    """A plan with one finite claim, if everything is understood; else nothing."""
    if (spoken := liars.plan(question, tag)) is not None:
        return spoken
    try:
        return _plan(question, tag)
    except Unreadable:
        return None


def _plan(question: Question, tag: str) -> Plan | None:
    text, inline = sentences.inline(question.text)
    options = question.options or inline
    if not 2 <= len(options) <= 8 or len(text) > MAX_TEXT:
        return None
    text = re.sub(r"\b(Mr|Mrs|Ms|Dr|Prof|St)\.(?= [A-Z])", r"\1", text)
    said = [everyday(s) for s in plainer(ordered(sentences.split(text)))]
    if len(said) < 1 or not said[-1].rstrip(" \"'").endswith(("?", ":", "…")):
        return None
    told, asked = said[:-1], said[-1]
    if counts(asked) and (found := re.match(r"^(?P<q>.+?),? (?:if|given that) (?P<c>[^?]+)\?$", asked)):
        told, asked = [*told, f"{found['c']}."], f"{found['q']}?"
    world, lexicon, chosen = cast(told, asked, options)
    grammar = Grammar(world, lexicon, chosen)
    claims = []
    if chosen:
        sign, k = chosen_size(" ".join(said))
        terms = [f"{world.term(c, world.sorts['in'])} == 1" for c in world.carriers()]
        claims.append(relation(number(terms, sign, k), "how many are chosen"))
    for sentence in told:
        for part in scenery(sentence, world, lexicon, begun=bool(claims)):
            expression = grammar.statement(part)
            claims.append(relation(expression, sentence))
    if counts(asked):
        number_is, picks = counted(asked, world, (*world.said, *claims), options)
        return planned(asked, {"n": (0, 9999)}, (number_is,), picks, tag=tag, form="clues, cases counted")
    asks = put(grammar, asked, options)
    if not claims:
        return None
    return planned(
        asked, world.ranges(), (*world.said, *claims, *asks.given), asks.picks,
        tag=tag, form=f"clues, {asks.form}", mode=asks.mode,
    )  # fmt: skip
