"""How many selections there are of so many out of so many, under conditions on some by name. Knows no solver.

The selections are listed and counted here; the count is a number in a claim, and an option fits if it is that number.
Order never counts. A condition that is not understood makes it no such question.
"""

import re
from collections.abc import Callable, Sequence
from itertools import combinations

from ech0.core.types import Plan, Question
from ech0.minds.embedded.logic import sentences
from ech0.minds.embedded.logic.puzzles.planned import planned
from ech0.minds.embedded.logic.puzzles.scene import relation
from ech0.minds.embedded.logic.puzzles.tallies import figures

MAX_SIZE, MAX_TEXT = 16, 700
Condition = Callable[[frozenset[str]], bool]
_SET = r"(?:teams?|groups?|committees?|pairs?|trios?|selections?|choices|combinations?|panels?|juries|crews?|squads?|delegations?|sets?)"
_MADE = r"(?:made|made up|chosen|formed|picked|selected|put together|taken)"
_ASKS = re.compile(
    rf"^how many (?:different |possible )?{_SET} of (?P<k>\d+)(?: [a-z]+)? (?:can|could) be {_MADE} (?:out of|from|from among|of) (?:the |these |a group of )?(?P<n>\d+) [a-z]+(?:(?:,| when| given that)? ?(?:if|when|given that) (?P<c>.+))?$"
)
_OPEN = re.compile(rf"^how many (?:different |possible )?{_SET}(?: of (?:them|toppings|people))? (?:are there|are possible|can be {_MADE}|are allowed)$")
_LISTED = re.compile(
    r"^(?:exactly )?(?P<k>\d+) (?:out )?of (?:the |these )?(?P<n>\d+) [a-z]+\s*(?:-|—|–|:|,|\()\s*(?P<l>[a-z]+(?:, [a-z]+)+,? (?:and |or )?[a-z]+)\s*(?:-|—|–|,|\))\s*(?:go|are|will be|can be|must be|have to be)\b[^\d]*$"
)
_IN = r"(?:chosen|picked|selected|taken|in|included|on the (?:team|panel|committee|jury)|in the (?:team|group))"
_X, _Y = r"(?P<x>[a-z]+)", r"(?P<y>[a-z]+)"
_WHO = r"(?:,? who are (?:2|both) (?:of|among) (?:them|these|the [a-z]+),?)?"
_TOGETHER = re.compile(
    rf"^{_X} and {_Y}{_WHO} (?:(?:insist on|insist upon) being|(?:must|have to|want to|will only) be|are|must|will) (?:either )?(?:both in or both out|both {_IN} or both (?:out|left out|not {_IN})|only {_IN} together)$"
)
_APART = re.compile(
    rf"^{_X} and {_Y}{_WHO} (?:are never|cannot|can not|must not|may not|will not|refuse to|do not|never) (?:both )?(?:be |go |serve |work |play )?(?:put |{_IN} )?(?:together|both)?$"
    rf"|^(?P<a>[a-z]+) (?:is|are) never (?:put |{_IN} )?(?:together )?with (?P<b>[a-z]+)$"
)
_MUST = re.compile(rf"^{_X} (?:is a must|(?:must|has to|have to) be {_IN}|(?:is|are) always {_IN}|insists on being {_IN})$")
_NOT = re.compile(rf"^{_X} (?:(?:cannot|must not|can not|may not) be {_IN}|is (?:out|away|ill|not available|unavailable))$")


def plan(question: Question, tag: str) -> Plan | None:
    """A plan, if it is asked how many selections there are and every condition is understood; else nothing."""
    text, inline = sentences.inline(question.text)
    options = question.options or inline
    if len(text) > MAX_TEXT or len(options) < 2 or not re.search(r"\bhow many\b", text, re.IGNORECASE):
        return None
    offered = [re.fullmatch(r"(?:exactly )?(\d{1,6})(?: [a-z]+)?", figures(o).strip(" .")) for o in options]
    said = [re.sub(r"n't\b", " not", figures(s).rstrip(" .?!;")).replace("ca not", "cannot") for s in sentences.split(text)]
    read = _of_number(said) or _of_list(said) if said and all(offered) else None
    if read is None:
        return None
    things, size, told = read
    conditions = [_condition(c, things) for c in told]
    kept = [c for c in conditions if c is not None]
    if len(kept) != len(conditions):
        return None
    number = sum(all(c(frozenset(row)) for c in kept) for row in combinations(things, size))
    picks = [relation(f"n == {m[1]}", o) for m, o in zip(offered, options, strict=True) if m]
    because = relation(f"n == {number}", " ".join(sentences.split(text)))
    return planned(text, {"n": (0, 20_000)}, (because,), picks, tag=tag, form="selections counted")


def _of_number(said: Sequence[str]) -> tuple[list[str], int, list[str]] | None:
    """`How many teams of three can be made out of six volunteers if ...`; those not named are numbered."""
    found = _ASKS.match(said[-1])
    if not found:
        return None
    told = [*said[:-1], *([found["c"]] if found["c"] else [])]
    told = [p for t in told for p in _clauses(t)]
    named = list(dict.fromkeys(n for t in told for n in _named(t)))
    size, of = int(found["k"]), int(found["n"])
    if not 0 < size <= of <= MAX_SIZE or len(named) > of:
        return None
    return [*named, *(f"#{n}" for n in range(of - len(named)))], size, told


def _of_list(said: Sequence[str]) -> tuple[list[str], int, list[str]] | None:
    """`Two out of four toppings - ham, ... - go on the pizza`, and how many choices there are."""
    found = _LISTED.match(said[0]) if len(said) > 1 and _OPEN.match(said[-1]) else None
    if not found:
        return None
    things = re.split(r",? and |,? or |, ", found["l"])
    size = int(found["k"])
    if len(set(things)) != int(found["n"]) or not 0 < size <= len(things) <= MAX_SIZE:
        return None
    told = [p for t in said[1:-1] for p in _clauses(t)]
    return (things, size, told) if {n for t in told for n in _named(t)} <= set(things) else None


def _clauses(text: str) -> list[str]:
    return [p.strip(" ,") for p in re.split(r"; (?:and |but )?|, (?:and|but) ", text) if p.strip(" ,")]


def _match(text: str) -> tuple[re.Pattern[str], re.Match[str]] | None:
    return next(((p, m) for p in (_TOGETHER, _APART, _MUST, _NOT) if (m := p.match(text))), None)


def _named(text: str) -> list[str]:
    found = _match(text)
    return [v for v in found[1].groupdict().values() if v] if found else []


def _condition(text: str, things: Sequence[str]) -> Condition | None:
    """What a clause asks of a selection; nothing if it is not understood."""
    found = _match(text)
    named = _named(text)
    if found is None or not set(named) <= set(things):
        return None
    both = frozenset(named)
    if found[0] is _TOGETHER:
        return lambda row: both <= row or not both & row
    if found[0] is _APART:
        return lambda row: not both <= row
    return (lambda row: both <= row) if found[0] is _MUST else (lambda row: not both & row)
