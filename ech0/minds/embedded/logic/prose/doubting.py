"""Why it may be wrong to say that nothing is known, beside what is linked to nothing: who is meant, and of what kind.

Knows the vocabulary of a text, no grammar and no solver.
"""

import re
from collections.abc import Iterable, Iterator, Sequence

from ech0.core.wff import Applied, Joined, Negated, Wff
from ech0.minds.embedded.logic import lexis
from ech0.minds.embedded.logic.first_order import formulas as f
from ech0.minds.embedded.logic.prose import lexicon as lex
from ech0.minds.embedded.logic.prose.linking import DOUBTFUL, Vocabulary, terms_of

_PROVIDED = re.compile(r"\bprovid(?:ed|ing)\b|\b(?:as|so) long as\b|\bon (?:the )?condition\b", re.IGNORECASE)

_RULE = frozenset(
    lex.root(w) for w in "rule rules law laws regulation policy offence wrong allowed legal illegal fault".split()
)


def doubts(linked: Vocabulary, texts: Iterable[str]) -> list[str]:
    """What else may be meant: `provided` as `only if`, what is said of somebody's own as said of them."""
    goal = {t for t in terms_of(linked.goal) if t[0] != "?"}
    near = linked.near()
    wanted = {a.name for one in linked.premises for a in f.atoms(one) if any(t[0] == "?" for t in a.args)}
    for a in _facts(linked.premises):
        theirs = a.args and any(a.args[0].startswith(f"{t} 's ") for t in goal)
        if theirs and a.name in near and a.name in wanted:
            return [f"{a.name!r}, said of {a.args[0]!r}, {DOUBTFUL}"]
    able = next((a.name for a in _facts(linked.premises) if a.name[:4] == "can " and a.name[4:] in near), "")
    if able:
        return [f"{able!r} {DOUBTFUL}"]
    if meant := next((a.name for a in f.atoms(linked.goal) if _RULE & set(a.name.replace(":ed", "").split())), ""):
        return [f"{meant!r}, which is of the rules themselves, {DOUBTFUL}"]
    provided = next((t for t in texts if _PROVIDED.search(t)), "")
    return [f"{provided!r} says `only if` too, or {DOUBTFUL}"] if provided else []


def sorts(linked: Vocabulary) -> list[Wff]:
    """What if those who are asked about were of the kinds that general statements are of, where no kind is told?"""
    told = {(a.name, a.args[0]) for a in _facts(linked.premises) if a.args}
    denied = {(a.name, a.args[0]) for one in linked.premises for a in _denied(one) if a.args}
    kinds = {
        a.name
        for one in linked.premises
        for a in f.atoms(one)
        if len(a.args) == 1 and a.args[0][0] == "?" and _noun(a.name)
    } - {a.name for a in f.atoms(linked.goal)}
    out: list[Wff] = []
    for t in dict.fromkeys(t for t in terms_of(linked.goal) if t[0] != "?"):
        own = {k for k, who in told if who == t and _noun(k)} | {k for k in linked.kinds.get(t, ()) if _noun(k)}
        if own & kinds:
            continue
        out += [f.holds(k, t) for k in sorted(kinds) if (k, t) not in denied]
    return out


def _noun(name: str) -> bool:
    plain = name.isalpha() and name not in lex.VERBS and not lex.adjective(name)
    return plain and name not in lexis.COMMON and not lex.preposition(name) and name not in lex.ADVERB


def _facts(premises: Sequence[Wff]) -> Iterator[Applied]:
    """What is said of individuals, or denied of them, on no condition."""
    for one in premises:
        match one:
            case Applied():
                yield one
            case Negated(of=Applied() as a):
                yield a
            case Joined(op="and", parts=parts):
                yield from _facts(parts)


def _denied(one: Wff) -> Iterator[Applied]:
    if isinstance(one, Negated) and isinstance(one.of, Applied):
        yield one.of
