"""A question as a logic puzzle: a plan with one claim for the checker, or nothing. Knows no solver.

What is not understood is said: a sentence that speaks of what is asked is `missing`, any other is `unread`.
"""

import re
from collections.abc import Sequence

from ech0.core.types import Check, LogicClaim, Need, Plan, Question, Subproblem
from ech0.minds.embedded.logic import lexis, puzzles, sentences
from ech0.minds.embedded.logic.forms import Unreadable
from ech0.minds.embedded.logic.sentences import Asked
from ech0.minds.embedded.logic.theory import Theory, vocabulary

MAX_SENTENCES = 300
_LETTER = re.compile(r"^\s*\(?[A-Ja-j][).:]\s+")
_MEANS = {
    True: frozenset("true yes t correct proved entailed entailment valid follows holds right".split()),
    False: frozenset("false no f incorrect refuted disproved contradiction contradicted invalid wrong".split()),
    None: frozenset(
        "unknown;uncertain;undetermined;undecided;neither;maybe;cannot be determined;can't be determined;can't tell;"
        "cannot tell;not enough information;insufficient information;neutral;not determined;cannot say;u;"
        "neither true nor false;it cannot be determined;not given;indeterminate;cannot be known;don't know".split(";")
    ),
}


def meaning(option: str) -> bool | str | None:
    """What an option says: `True`, `False`, `"unknown"`, or `None` if it is no truth value."""
    words = _LETTER.sub("", option).strip().strip(".\"'").lower()
    words = words.removeprefix("it is ").removeprefix("the statement is ").removeprefix("definitely ")
    for value, said in _MEANS.items():
        if words in said:
            return "unknown" if value is None else value
    return None


def choice(check: Check, options: Sequence[str]) -> int | None:
    """The index of the option that a verdict picks, or `None` if none of them says what was found."""
    if check.choice is not None:
        return check.choice if check.choice < len(options) else None
    found: bool | str | None = None
    if check.verdict in ("proved", "refuted"):
        found = check.truth if check.truth is not None else check.verdict == "proved"
    elif check.verdict == "underdetermined":
        found = "unknown"
    if found is None:
        return None
    fitting = [n for n, option in enumerate(options) if meaning(option) is found or meaning(option) == found]
    return fitting[0] if len(fitting) == 1 else None


def plan(question: Question, tag: str) -> Plan | None:
    """A plan, if the question is a logic puzzle; `None`, at once, if it is not. Never raises on any text."""
    if len(question.text) > sentences.MAX_TEXT or not question.text.strip():
        return None
    return puzzles.plan(question, tag) or _judgement(question, tag)


def _judgement(question: Question, tag: str) -> Plan | None:
    """Facts and rules, and a statement to be judged."""
    truths = len(question.options) > 1 and all(meaning(o) is not None for o in question.options)
    asked = sentences.asked(question.text)
    if asked is None and truths:
        said = sentences.split(question.text)
        asked = Asked(tuple(said[:-1]), said[-1].rstrip(".?!"), True) if len(said) > 1 else None
    if asked is None or not asked.query:
        return None
    premises = asked.premises
    if not premises and question.context:
        premises = tuple(s for text in question.context for s in sentences.split(text) if not s.endswith("?"))
    framed = asked.framed or truths
    if not premises or len(premises) > MAX_SENTENCES or (not framed and any(c.isdigit() for c in question.text)):
        return None
    return _claimed(question, premises, asked.query, framed, tag)


def _claimed(question: Question, premises: Sequence[str], query: str, framed: bool, tag: str) -> Plan | None:
    needed = lexis.rewrites("\n".join((*premises, query)))
    read = [(text, w) for text in premises if (w := sentences.words(text, needed))]
    wanted = sentences.words(query, needed)
    past = bool(lexis.PAST & {x.lower() for x in wanted})
    theory = Theory(vocabulary([*(w for _, w in read), wanted]), past)
    theory.add(read)
    theory.hear(wanted)
    understood = len(read) - len(theory.unread)
    if not understood or not wanted or (not framed and theory.unread and not theory.bodies):
        return None
    theory.kinds()
    known = theory.individuals
    doubles = theory.doubles()
    try:
        goal = theory.asked(theory.grammar.judged(wanted, known))
    except Unreadable as error:
        if not framed:
            return None
        need = Need(what=f"a plainer wording of what is to be judged, {query!r} ({error})")
        return Plan(path="logic", label="statement", missing=(need,), unread=tuple(theory.unread), fit=0.0)
    theory.comparisons()
    loose = theory.unlinked(goal)
    strangers = [a for a in goal.args if not a.startswith("?") and a not in known]
    if not framed and (strangers or (goal.predicate not in theory.heads | theory.bodies)):
        return None
    claim = LogicClaim.model_construct(
        kind="logic", id=f"c1{tag}", text=query, rules=theory.rules()[:400], query=theory.atom(goal),
        semantics=question.semantics or "open",
    )  # fmt: skip
    return Plan(
        subproblems=(Subproblem.model_construct(id=f"s1{tag}", goal=query, queries=(), calls=(), claims=(claim,)),),
        label="statement",
        path="logic",
        missing=_missing(theory, wanted, closed=question.semantics == "closed"),
        unread=(
            *theory.unread,
            *(f"{w!r} is said of nothing" for w in (*loose, *strangers)),
            *(f"{d!r} may be somebody else's name too" for d in doubles),
            *theory.several(),
        ),
        fit=understood / len(read),
        notes=tuple(dict.fromkeys(f"read as {c.production}" for c, _ in theory.clauses)),
    )


def _missing(theory: Theory, wanted: Sequence[str], *, closed: bool) -> tuple[Need, ...]:
    """Sentences not understood that speak of what is asked; in a closed world any of them may matter."""
    content = {lexis.key(w.lower()) for w in wanted} - lexis.BARRED - {"if", ","}
    out = []
    for text in (*theory.unread, *(theory.several() if closed else ())):
        if closed or content & {lexis.key(w.lower()) for w in sentences.words(text)}:
            out.append(Need(what=f"a plainer wording of the sentence {text!r}"))
    return tuple(out[:3])
