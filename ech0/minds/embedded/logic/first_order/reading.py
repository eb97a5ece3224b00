"""A text to first-order claims, one for each way of reading it that must agree. Knows no solver.

Every rule of reading that was used is noted with its name, so that its precision can be measured.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ech0.core.types import FirstOrderClaim, Plan, Subproblem
from ech0.core.wff import Joined, Negated, Premise, Quantified, Wff
from ech0.minds.embedded.logic import lexis, wording
from ech0.minds.embedded.logic.first_order import formulas as f
from ech0.minds.embedded.logic.first_order import text as words
from ech0.minds.embedded.logic.first_order.linking import Linker
from ech0.minds.embedded.logic.first_order.nouns import KIND, NOUN
from ech0.minds.embedded.logic.first_order.sentences import Sentences
from ech0.minds.embedded.logic.first_order.text import Vocabulary
from ech0.minds.embedded.logic.forms import Unreadable

CLASSICAL = re.compile(
    r"\b(?:either|no|none|nothing|nobody|neither|some|only|unless|there (?:is|are|exists?)|not all)\b", re.IGNORECASE
)
_SCRAPS = frozenset("is are was were neither nor either she sh he they if then".split())
"""A predicate with one of these has a clause in it that was not read."""
SWITCHES = ("either: not both", "not ... and", "not ... or", "a ...: one or all")


def classical(text: str) -> bool:
    """Whether a text has words that call for classical logic."""
    return CLASSICAL.search(text) is not None


@dataclass
class Reading:
    """A text read in one way."""

    premises: list[tuple[str, Wff, tuple[str, ...]]]
    goal: Wff
    rules: tuple[str, ...]
    unparsed: tuple[str, ...]

    def claim(self, id_: str, query: str) -> tuple[FirstOrderClaim, list[str], list[str]]:
        """The claim in a shared vocabulary, with predicates that nothing links and the rules of linking used."""
        linker = Linker([w for _, w, _ in self.premises], self.goal)
        found = [
            Premise.model_construct(formula=linker.formula(w), text=text, rules=rules)
            for text, w, rules in self.premises
        ]
        found += [Premise.model_construct(formula=w, text="", rules=(rule,)) for rule, w in linker.background()]
        made = FirstOrderClaim.model_construct(
            kind="first_order", id=id_, text=query, premises=tuple(found), conclusion=linker.formula(self.goal),
            unparsed=self.unparsed,
        )  # fmt: skip
        linked = [*dict.fromkeys(linker.fired), *(f"domain: all are {d}" for d in linker.domains)]
        return made, linker.strangers(), linked


def plan(premises: Sequence[str], query: str, tag: str, *, rules_read_all: bool = False) -> Plan | None:
    """A plan with one claim for each reading, or nothing if the conclusion or all premises are not understood.

    `rules_read_all`: another reader has understood every sentence, so that this one must too.
    """
    said = [words.words(p) for p in premises]
    asked = words.words(query)
    vocabulary = Vocabulary.of([w for w in (*said, asked) if w])
    tokens = [vocabulary.tokens(w) for w in said]
    goal = vocabulary.tokens(asked)
    first = _read(premises, tokens, goal, vocabulary, frozenset())
    if first is None or (rules_read_all and first.unparsed):
        return None
    used = {r for _, _, rules in first.premises for r in rules} | set(first.rules)
    readings = [first]
    for switch in SWITCHES:
        if switch in used:
            other = _read(premises, tokens, goal, vocabulary, frozenset((switch,)))
            readings += [other] if other is not None else []
    made = [r.claim(f"c{n}{tag}", query) for n, r in enumerate(readings, 1)]
    notes = [f"read as {r}" for r in dict.fromkeys(r for _, _, rules in first.premises for r in rules)]
    notes += [f"read as {r}" for r in first.rules if f"read as {r}" not in notes]
    notes += [f"linked by {r}" for r in made[0][2]]
    return Plan(
        subproblems=(
            Subproblem.model_construct(
                id=f"s1{tag}", goal=query, queries=(), calls=(), claims=tuple(c for c, _, _ in made)
            ),
        ),
        label="statement",
        path="logic",
        judged=True,
        unread=(
            *first.unparsed,
            *(f"{n!r} is linked to nothing else" for n in made[0][1]),
            *(
                ("the conclusion joins several statements, in a way that may be meant otherwise",)
                if joined(first.goal)
                else ()
            ),
        ),
        fit=1 - len(first.unparsed) / max(1, len(premises)),
        notes=tuple(notes),
    )


def joined(goal: Wff) -> bool:
    """Whether a conclusion is more than one statement."""
    match goal:
        case Quantified(of=Joined(op="implies" | "and", parts=(_, then))):
            return isinstance(then, Joined)
    return isinstance(goal.of if isinstance(goal, Negated) else goal, Joined)


def _read(
    premises: Sequence[str],
    tokens: Sequence[Sequence[str]],
    goal: Sequence[str],
    vocabulary: Vocabulary,
    switched: frozenset[str],
) -> Reading | None:
    reader = Sentences(vocabulary, switched, past_asked=not lexis.PAST.isdisjoint(goal))
    found: list[tuple[str, Wff, tuple[str, ...]]] = []
    unparsed: list[str] = []
    before: tuple[str, ...] = ()
    for text, w in zip(premises, tokens, strict=True):
        if not w:
            continue
        if text.rstrip().endswith("?"):  # nothing is stated
            unparsed.append(text)
            continue
        try:
            formula = _named(reader.read(w, before=before))
            found.append((text, formula, tuple(dict.fromkeys(reader.fired))))
            met = dict.fromkeys((*reader.met, *reader.mentioned))
            before = tuple(m for m in met if not m.startswith("?"))
        except Unreadable:
            parts = _plainly(reader, text, vocabulary, before)
            found += parts
            if not parts:
                unparsed.append(text)
            before = ()
    try:
        asked = _named(reader.read(goal, asked=True))
    except Unreadable:
        return None
    if not found:
        return None
    return Reading(found, asked, tuple(dict.fromkeys(reader.fired)), tuple(unparsed))


def _plainly(
    reader: Sentences, text: str, vocabulary: Vocabulary, before: tuple[str, ...]
) -> list[tuple[str, Wff, tuple[str, ...]]]:
    """What a sentence says that is only understood when its parts are made plain; nothing if one of them is not."""
    out: list[tuple[str, Wff, tuple[str, ...]]] = []
    parts, fired = wording.plain(text.rstrip(" .!;:"), wording.needed(text))
    if not fired:
        return out
    for part in parts.split("\n"):
        w = vocabulary.tokens(words.words(part[:1].upper() + part[1:]))
        try:
            formula = _named(reader.read(w, before=before))
        except Unreadable:
            return []
        out.append((text, formula, tuple(dict.fromkeys(("made plain", *reader.fired)))))
        before = tuple(m for m in dict.fromkeys((*reader.met, *reader.mentioned)) if not m.startswith("?"))
    return out


def _named(formula: Wff) -> Wff:
    """The formula, if each of its predicates says something: scraps of a sentence may leave nothing of one."""
    if any(not atom.name.strip(f"{KIND}{NOUN} ") for atom in f.atoms(formula)):
        raise Unreadable("a part of it says nothing")
    if any(not _SCRAPS.isdisjoint(atom.name.split()) for atom in f.atoms(formula)):
        raise Unreadable("a clause is left in what should be a predicate")
    return formula
