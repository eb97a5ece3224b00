"""What ECH0 asks back when it is unsure, and what a reply means. Knows no mind and no store.

A question lacks a value (the plan's needs), or it was read with doubt: then the quantities are shown as they were read,
and one correction is taken: what is asked for, what a number is, or that the reading is right.
"""

import re
from collections.abc import Iterable, Sequence
from typing import Any

from ech0.core.reading import read
from ech0.core.types import Correction, Entry, Plan, Question
from ech0.question import numbers

_PIECES = re.compile(r"\s*(?:[;,\n]|\band\b)\s*")
_FILLER = frozenset(
    "it that this what which is are was the a an as asked for target wanted i want mean means meant stands my".split()
)
_YES = frozenset("yes y yep right correct ok okay true".split())
LONGEST = 200
"""Characters of a name that a user may give a quantity."""


def inquiry(plan: Plan, entries: Iterable[Entry]) -> dict[str, Any]:
    """What to ask the user: `question` in words, with the `needs`, what was `read`, and the `choices` behind it."""
    needs = [n.what for n in plan.missing]
    if needs:
        return {"question": f"What is {' and '.join(needs)}?", "needs": needs, "read": [], "choices": []}
    names = plan.meanings()
    shown = [{"text": e.text, "as": names.get(e.id, "")} for e in numbers(entries)]
    said = ", ".join(s["text"] + (f" as the {s['as']}" if s["as"] else "") for s in shown)
    choices = list(plan.choices)
    if len(choices) > 1:
        which = "Which is asked for: " + ", ".join(f"({n}) {c}" for n, c in enumerate(choices, 1)) + "?"
    elif choices:
        which = f"Is the {choices[0]} asked for?"
    else:
        which = "What is asked for?"
    how = " Answer in a few words ('the final speed'), or say what a number is ('3 m is the radius')."
    return {"question": f"I read {said}. {which}{how}", "needs": [], "read": shown, "choices": choices}


def heard(question: Question, plan: Plan, entries: Iterable[Entry], reply: str) -> Question:
    """The question with the reply in it: a value that was missing joins its context, anything else corrects it."""
    said = " ".join(reply.split())
    if plan.missing:
        return question.model_copy(update={"context": (*question.context, reply)})
    givens = numbers(entries)
    correction, new = understood(said, plan.choices, givens)
    if correction.confirmed:
        meanings = plan.meanings()
        names = {n: meanings[e.id] for n, e in enumerate(givens, 1) if e.id in meanings}
        correction = Correction(target=plan.label[:LONGEST], names=names, confirmed=True)
    context = (*question.context, reply) if new else question.context
    return question.model_copy(update={"context": context, "correction": correction})


def understood(reply: str, choices: Sequence[str], givens: Sequence[Entry]) -> tuple[Correction, bool]:
    """The correction that a reply makes, and whether it brings a number that the question did not have."""
    if reply.strip(" .!").lower() in _YES:
        return Correction(confirmed=True), False
    if reply.isdecimal() and 0 < int(reply) <= len(choices):
        return Correction(target=choices[int(reply) - 1]), False
    target, names, new = "", {}, False
    for piece in _PIECES.split(reply):
        found = read(piece)
        if not found:
            target = target or _name(piece)
            continue
        place = _place(found[0].value, found[0].unit, givens)
        name = _name(f"{piece[: found[0].start]} {piece[found[0].end :]}")
        if len(found) > 1 or place is None:
            new = True
        elif name:
            names[place] = name
    return Correction(target=target, names=names), new


def _place(value: float, unit: str | None, givens: Sequence[Entry]) -> int | None:
    for n, e in enumerate(givens, 1):
        if e.quantity is not None and e.quantity.value == value and (unit or "") in (e.quantity.unit, ""):
            return n
    return None


def _name(words: str) -> str:
    """What is said, without the words that only carry it."""
    kept = words.strip(" .?!:=-").split()
    while kept and kept[0].strip("=:-").lower() in _FILLER | {""}:
        kept.pop(0)
    while kept and kept[-1].strip("=:-").lower() in _FILLER | {""}:
        kept.pop()
    return " ".join(kept)[:LONGEST]
