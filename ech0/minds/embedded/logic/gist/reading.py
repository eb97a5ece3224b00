"""A text to a plan with first-order claims over bags of words: rules, facts, and what is asked. Knows no solver.

What is not understood is left out where it shares no word with what bears on the question; otherwise nothing is read.
"""

import re
from collections.abc import Sequence
from typing import NamedTuple

from ech0.core.types import FirstOrderClaim, Plan, Subproblem
from ech0.core.wff import Applied, Negated, Premise, Wff
from ech0.minds.embedded.logic import lexis
from ech0.minds.embedded.logic.first_order import formulas as f
from ech0.minds.embedded.logic.forms import Unreadable
from ech0.minds.embedded.logic.gist import bags
from ech0.minds.embedded.logic.gist.anatomy import facts
from ech0.minds.embedded.logic.gist.filling import completed, supposed, there_are, thing_of
from ech0.minds.embedded.logic.gist.placing import loose_ends, near, vetoes
from ech0.minds.embedded.logic.gist.plainer import plainer
from ech0.minds.embedded.logic.gist.preparing import (
    counted,
    named,
    only_name,
    parts_of,
    question_last,
    roles_of,
    sole_name,
    theirs,
    whose,
)
from ech0.minds.embedded.logic.gist.sentences import TAKING_BACK, Sentences
from ech0.minds.embedded.logic.options import GIST, SUPPOSED
from ech0.minds.embedded.logic.prose import lexicon as lex
from ech0.minds.embedded.logic.prose import measures, overriding
from ech0.minds.embedded.logic.prose import words as said
from ech0.minds.embedded.logic.prose.reading import NOTHING_KNOWN

MAX_SENTENCES, MAX_WORDS, MAX_KINDS = 14, 45, 3


_MANY = re.compile(
    r"\b(?:two|three|four|five|six|at least one|one of (?:them|these|those)|both|neither|them|each other|him|exactly"
    r"|only (?:one|two)|same|different|more|fewer|less|than|as)\b",
    re.IGNORECASE,
)
"""Sentences with one of these may say more than bags hold."""
_BOTH = re.compile(r",? (?:possibly|perhaps|maybe|or) both\b", re.IGNORECASE)


class Gist(NamedTuple):
    """What was read, and why no reader should say that nothing is known."""

    plan: Plan
    doubts: tuple[str, ...]


def plan(premises: Sequence[str], query: str, tag: str) -> Gist | None:
    """A plan with the gist of a text, or nothing where something that matters is not understood."""
    premises, query = question_last(premises, query)
    whole = " ".join((*premises, query))
    texts = [
        (text, plainer(part, whole)) for text in premises for part in parts_of(text) if not NOTHING_KNOWN.search(part)
    ]
    written = [said.words(part) for _, part in texts]
    asked = said.words(plainer(query, whole))
    if not asked or not 0 < len(written) <= MAX_SENTENCES or max(map(len, [*written, asked])) > MAX_WORDS:
        return None
    names = said.Names.of([[x for x in w if x not in said.MARKERS] for w in (*written, asked) if w])
    *tokens, goal = named([*(said.tokens(names, w) if w else [] for w in written), said.tokens(names, asked)])
    *tokens, goal = counted(whose(sole_name([*tokens, goal])))
    *tokens, goal = measures.of_one_kind([*tokens, goal])
    things, ruled = frozenset[str](), frozenset[str]()
    roles, past = roles_of(tokens, goal), not lexis.PAST.isdisjoint(goal)
    for _ in range(2):  # which kinds rules speak of is known when all have been read once
        reader = Sentences(
            roles=roles, things=things, only=only_name([*tokens, goal]), theirs=theirs(tokens), ruled=ruled, past=past
        )
        read = _read(reader, [(text, w) for (text, _), w in zip(texts, tokens, strict=True)], goal, query)
        if read is None:
            return None
        found, unread, wanted = read
        possible = reader.possible
        ruled = frozenset(a.name.split()[0] for _, one in found for a in f.atoms(one) if a.args[0][:1] == "?")
        kinds = {a.name.split()[0] for _, one in found for a in f.atoms(one) if a.args[0][:1] == "?"}
        things = frozenset(k[:-2] for k in kinds if k.endswith(":n") and k[:-2] not in lex.PERSON)
    return _planned(found, wanted, unread, query, tag, texts, possible)


def _read(
    reader: Sentences, said_: Sequence[tuple[str, list[str]]], goal: list[str], query: str
) -> tuple[list[tuple[str, Wff]], list[tuple[str, list[str]]], Wff] | None:
    """What was read, what was not, and what is asked."""
    found: list[tuple[str, Wff]] = []
    unread: list[tuple[str, list[str]]] = []
    for text, w in said_:
        if not w:
            continue
        reader.asides = []
        try:
            made = reader.read(w)
        except Unreadable:
            unread.append((text, w))
            continue
        found += [(text, one) for one in (*made, *reader.asides)]
    reader.asides = []
    try:
        wanted = reader.asked(goal)
    except Unreadable:
        return None
    found += [(query, one) for one in reader.asides]
    if not found or f.loose(wanted) or any(f.loose(one) for _, one in found):
        return None
    return found, unread, wanted


def _planned(
    found: list[tuple[str, Wff]],
    wanted: Wff,
    unread: list[tuple[str, list[str]]],
    query: str,
    tag: str,
    said_: Sequence[tuple[str, str]],
    possible: bool,
) -> Gist | None:
    every = [*(one for _, one in found), wanted]
    same = bags.derived(a.name for one in every for a in f.atoms(one))
    *made, goal = [f.changed(one, lambda a: f.holds(bags.renamed(a.name, same), *a.args)) for one in every]
    taken = bags.taken_up(a.name for one in (*made, goal) for a in f.atoms(one))
    *made, goal = [f.changed(one, lambda a: f.holds(taken.get(a.name, a.name), *a.args)) for one in (*made, goal)]
    goal = completed(made, thing_of(made, goal))
    made = overriding.overridden(made)
    used = {a.name for one in (*made, goal) for a in f.atoms(one)}
    matter = {w for n in near(made, goal, used) for w in bags.contents(n)}
    if any(
        matter & {same.get(x, x) for x in bags.words_of(w)} or TAKING_BACK.union(said.MARKERS) & set(w)
        for _, w in unread
    ):
        return None
    premises = [
        Premise.model_construct(formula=w, text=text, rules=("gist",)) for (text, _), w in zip(found, made, strict=True)
    ]
    today = {a.name.split(":")[0] for one in made for a in facts(one) if a.args[0] == "today_is" and ":n" in a.name}
    meant = [
        *bags.background(used),
        *bags.timed(used, today),
        *bags.grown(used),
        *bags.free(used),
        *there_are(made, goal),
    ]
    if any(re.search(r"\b(?:can|could|able|cannot|can't)\b", text) for text, _ in found):
        meant += bags.able(used)
    premises += [Premise.model_construct(formula=w, text="", rules=(rule,)) for rule, w in meant]
    claims = [_claim(f"{GIST}1{tag}", query, premises, goal)]
    broad, other = supposed(made, goal)
    if broad:
        claims.append(_claim(f"{GIST}2{tag}", query, [*premises, *broad], goal))
    one = isinstance(goal.of if isinstance(goal, Negated) else goal, Applied)
    vague = any(re.search(r"\b(?:few|most|hardly)\b", text, re.IGNORECASE) for text, _ in found)
    doubt = [] if one or (len(found) <= MAX_KINDS and not vague) else [f"{query!r} is of a kind"]
    doubt += ["what may be is asked"] if possible else []
    doubt += [text for text, part in said_ if _MANY.search(_BOTH.sub("", part))][:1]
    doubt += [*(text for text, _ in unread), *loose_ends(made, goal, used)]
    if other:  # what if they are of the kinds that rules speak of?
        claims.append(_claim(f"{SUPPOSED}{GIST}3{tag}", query, [*premises, *broad, *other], goal))
    made_plan = Plan(
        subproblems=(
            Subproblem.model_construct(id=f"s1{tag}", goal=query, queries=(), calls=(), claims=tuple(claims)),
        ),
        label="statement",
        path="logic",
        judged=True,
        unread=tuple(doubt),
        fit=1 - len(unread) / max(1, len(unread) + len({t for t, _ in found})),
        notes=("read by its gist",),
    )
    return Gist(made_plan, (*vetoes(made, goal, used), *(doubt[:1] if possible else ())))


def _claim(name: str, query: str, premises: Sequence[Premise], goal: Wff) -> FirstOrderClaim:
    return FirstOrderClaim.model_construct(
        kind="first_order", id=name, text=query, premises=tuple(premises), conclusion=goal, unparsed=()
    )
