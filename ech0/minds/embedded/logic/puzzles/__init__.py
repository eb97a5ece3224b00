"""Puzzles over finite domains: who is where, on which day, in which group, chosen or not. Knows no solver.

Strict: every statement and every option must be read, or the puzzle is not decided.
"""

import re
from collections.abc import Callable, Sequence

from ech0.core.types import FiniteClaim, Need, Plan, Question, Relation, Subproblem
from ech0.minds.embedded.logic import places, sentences
from ech0.minds.embedded.logic.forms import Unreadable
from ech0.minds.embedded.logic.puzzles import (
    candour,
    chances,
    choices,
    draws,
    kin,
    lists,
    overlaps,
    portions,
    rates,
    tallies,
    trials,
)
from ech0.minds.embedded.logic.puzzles.asking import Asked, Reader, asked
from ech0.minds.embedded.logic.puzzles.casting import casting
from ech0.minds.embedded.logic.puzzles.framing import recast
from ech0.minds.embedded.logic.puzzles.general import restrictions
from ech0.minds.embedded.logic.puzzles.idiom import plainer
from ech0.minds.embedded.logic.puzzles.picking import picking
from ech0.minds.embedded.logic.puzzles.scene import Scene, relation
from ech0.minds.embedded.logic.puzzles.setting import Setting, setting

MAX_TEXT = 6000
_CUE = re.compile(
    r"\b(?:left|right|leftmost|rightmost|[a-z]{3,}er than|(?:more|less) [a-z]+ than|finish(?:ed|es)|first|last|second|third"
    r"|before|after|earlier|later|ahead of|behind|in front of|above(?! (?:information|facts|rules|statements|premises|context|text))"
    r"|below|next to|between|adjacent|immediately|not as [a-z]+ as|same|different|exactly|assigned|selected|chosen"
    r"|each|one of the following|in (?:that|some|any) order|next door|one [a-z]+ (?:per|an?)|in a row|owns?|none of them|circle|table|bench|three|four|five|six|seven|eight)\b",
    re.IGNORECASE,
)  # fmt: skip


_TITLES = re.compile(r"\b(Mr|Mrs|Ms|Dr|Prof|St)\.(?= [A-Z])")
_KINDS = (candour.plan, kin.plan, overlaps.plan, tallies.plan, choices.plan, draws.plan, chances.plan, trials.plan, portions.plan, rates.plan)
"""Kinds of puzzle with a reader of their own, which takes a text whole or not at all."""


def plan(question: Question, tag: str) -> Plan | None:
    """A plan with a finite claim, if the question is such a puzzle; otherwise nothing."""
    neither = any(re.match(r"neither\b", o.strip(), re.IGNORECASE) for o in question.options)
    for kind in _KINDS:
        if kind is candour.plan and neither:  # there `neither` is an answer, and may not stand for what is open
            continue
        if (whole := kind(question, tag)) is not None:
            return whole
    text, inline = sentences.inline(question.text)
    options = question.options or inline
    if len(text) > MAX_TEXT or not _CUE.search(text):
        return None
    text = _TITLES.sub(r"\1", text)
    options = tuple(_TITLES.sub(r"\1", o) for o in options)
    told = sentences.split(text)
    again = recast(told)
    found = None
    for read in (setting, casting, picking):
        for words in (told, again) if again != told else (told,):
            other = _planned(plainer(words), options, tag, read)
            found = other if other is not None and (found is None or not other.missing) else found
            if found is not None and not found.missing:
                return found
    return found


def _planned(said: list[str], options: Sequence[str], tag: str, read: Callable[..., Setting]) -> Plan | None:
    """The plan for a text in sentences, the question last."""
    if len(said) > 2 and re.fullmatch(r"(?:which|who|what)(?: one)?(?: is (?:it|that))? ?\?", said[-1], re.IGNORECASE):
        said[-2:] = [f"{said[-2].rstrip('.')}: {said[-1]}"]
    if len(said) < 2 or not _asks(said[-1], options):
        return None
    try:
        scene, names, rest, told, question, offered = read(said[:-1], said[-1], options)
    except Unreadable:
        return None
    reader = Reader(scene, names)
    constraints, unread = _constraints(reader, (*restrictions(told, scene), *rest))
    unread += [(s, "it stands where the setting is told") for s in told if _passed_over(reader, s)]
    if not constraints and not scene.rules:
        return None
    needs = [Need(what=f"a plainer wording of the sentence {s!r} ({why})") for s, why in unread]
    try:
        put: Asked | None = asked(reader, question or said[-1], offered or options)
    except Unreadable as error:
        put = None
        needs.append(Need(what=f"a plainer wording of {said[-1]!r} and its options ({error})"))
    parts: tuple[Subproblem, ...] = ()
    if put is not None:
        claim = _claim(scene, (*scene.rules, *constraints, *put.given), put, said[-1], tag)
        parts = (Subproblem.model_construct(id=f"s1{tag}", goal=said[-1], queries=(), calls=(), claims=(claim,)),)
    return Plan(
        subproblems=parts,
        label="puzzle",
        path="logic",
        judged=True,
        missing=tuple(needs[:3]),
        unread=tuple(s for s, _ in unread),
        fit=len(constraints) / max(1, len(constraints) + len(unread)),
        notes=(f"read as {put.form if put else 'a puzzle'}", *(f"read with {r}" for r in sorted(reader.grammar.rules))),
    )


_SAYS = re.compile(r"\b(?:either|neither|not|never|if|unless|only if|before|after|left of|right of|next to|taller|older)\b|n't\b", re.IGNORECASE)


_STANDS = re.compile(r"^(?:The [a-z]+|[A-Z][a-z]+) (?:is|was|came|finished|has|sits|stands|lives) (?:in |at |on )?(?:the )?(?:[a-z]+est|first|second|third|last|most|least)\b(?! of\b)(?![^.]*,)")


def _passed_over(reader: Reader, sentence: str) -> bool:
    """Whether a sentence before the lists is a clue all the same: it lists nothing, names someone and says of him."""
    if _STANDS.match(sentence) and not reader.names.search(sentence):
        return True
    if not _SAYS.search(sentence) or not reader.names.search(sentence):
        return False
    known = reader.scene.names
    return not any(len(one.items) > 2 and any(i.lower() in known or i in known for i in one.items) for one in lists.lists(sentence))


def _asks(sentence: str, options: Sequence[str]) -> bool:
    return sentence.rstrip(" \"'").endswith("?") or len(options) > 2 or bool(sentences.asked(sentence))


def _constraints(reader: Reader, rest: Sequence[str]) -> tuple[list[Relation], list[tuple[str, str]]]:
    constraints, unread = [], []
    before = ""
    for sentence in rest:
        if _named_last(reader, sentence, rest):
            continue
        try:
            if expression := _read(reader, sentence, before):
                constraints.append(relation(expression, sentence))
        except Unreadable as error:
            unread.append((sentence, str(error)))
        before = sentence
    return constraints, unread


_NTH = re.compile(
    r"^(?:and )?the (?P<n>third|fourth|fifth|sixth|seventh|eighth) (?P<noun>[a-z]+)(?: of (?:them|these))? (?:is|was|holds?|contains?)(?: called| named)? (?:the )?(?P<who>[\w' -]+?)[.]?$",
    re.IGNORECASE,
)


_THE_NTH = re.compile(
    r"^(?P<who>[A-Z][\w-]*) (?:is|was) the (?P<n>third|fourth|fifth|sixth|seventh|eighth) (?P<noun>[a-z]+)[.]?$"
)


def _named_last(reader: Reader, sentence: str, rest: Sequence[str]) -> bool:
    """Whether `the fourth friend is Leo` only names the one who was not named: of so many, and told nowhere else."""
    found = _NTH.match(sentence) or _THE_NTH.match(sentence)
    if found is None or places.ORDINALS[found["n"].lower()] != len(reader.scene.kinds[0].members):
        return False
    who = re.escape(found["who"])
    told = sum(bool(re.search(rf"\b{who}\b", s)) for s in rest)
    return found["noun"].lower() in reader.scene.sorts and told == 1


_IT = re.compile(r"\b(?:it|he|she|him|her)\b(?! (?:is|was) (?:known|true|that))", re.IGNORECASE)


def _read(reader: Reader, sentence: str, before: str) -> str:
    """What a sentence says; a pronoun that nothing in it explains is the one thing named in the sentence before."""
    try:
        return reader.assertion(_plain(reader, sentence))
    except Unreadable:
        named = {m[0] for m in reader.names.finditer(before)}
        if len(named) != 1 or len(_IT.findall(sentence)) != 1:
            raise
        return reader.assertion(_IT.sub(named.pop(), sentence))


_COMPARED = re.compile(r"\(t\d+__(\w+) [<>] t\d+__\1\)")
_SHORT = 9


def conflict(claim: FiniteClaim, core: Sequence[str]) -> bool:
    """Whether statements that contradict one another do so as told: each is one short comparison, `A is taller than B`.

    Of anything more involved it is likelier that it was misread.
    """
    said = {c.text: c.expression for c in claim.constraints}
    told = [s for s in core if said.get(s) and not s.startswith("no two ")]
    return len(told) > 1 and all(_COMPARED.fullmatch(said[s]) and len(s.split()) <= _SHORT for s in told)


_ENOUGH = re.compile(r"\b(?:not|never|if|unless|only|each|every|all|before|after|same|different)\b", re.IGNORECASE)


def _plain(reader: Reader, sentence: str) -> str:
    """`Final standings, no ties: A beat B` without what stands before the colon and names nothing."""
    before, colon, after = sentence.partition(": ")
    return after if colon and not reader.names.search(before) and not _ENOUGH.search(before) else sentence


def _claim(scene: Scene, constraints: Sequence[Relation], put: Asked, goal: str, tag: str) -> FiniteClaim:
    return FiniteClaim.model_construct(
        kind="finite", id=f"c1{tag}", text=goal, variables=scene.variables(),
        constraints=(*constraints, *scene.apart()), options=put.picks, mode=put.mode,
    )  # fmt: skip
