"""Sentences as words, prepared: whose question it is, names that stand together, what counts leave out. No grammar."""

import re
from collections.abc import Sequence

from ech0.minds.embedded.logic import lexis
from ech0.minds.embedded.logic.gist import bags
from ech0.minds.embedded.logic.gist.nouns import AUX
from ech0.minds.embedded.logic.prose import lexicon as lex
from ech0.minds.embedded.logic.prose import measures
from ech0.minds.embedded.logic.prose import words as said

_WHETHER = re.compile(r"^is it (?:certain|true|sure|the case|clear|right|correct) that ", re.IGNORECASE)
_LIGHT = frozenset(
    bags.stem(w)
    for w in "get have come go be do true false still yet then really definitely certain sure possible say know "
    "conclude follow necessarily therefore from person thing".split()
)
_SOMEBODY = frozenset(bags.stem(w) for w in lex.PERSON | lex.BROAD)


def question_last(premises: Sequence[str], query: str) -> tuple[list[str], str]:
    """The question is one, also where the text begins with it."""
    asked = [p for p in premises if p.rstrip().endswith("?")]
    if len(asked) != 1:
        return list(premises), query
    plain = _WHETHER.sub("", asked[0].strip().rstrip("?"))
    return [*(p for p in premises if p != asked[0]), query], plain


def named(tokens: list[list[str]]) -> list[list[str]]:
    """Two names that stand side by side as two, where each stands alone elsewhere."""
    alone = {x for w in tokens for x in w if x[:1] == "@" and "_" not in x}
    out = []
    for w in tokens:
        made: list[str] = []
        for x in w:
            parts = [f"@{p}" for p in x[1:].split("_")] if x[:1] == "@" else []
            verb = len(parts) == 2 and parts[1][1:].isdigit() and lex.verb(parts[0][1:]) and parts[0][1:].islower()
            if verb:
                kinds = {s.kind for y in (z for v in tokens for z in v) if (s := measures.read(y))}
                kind = kinds.pop() if len(kinds) == 1 else "bare"
                made += [parts[0][1:], f"#is-{kind}-eq-{parts[1][1:]}"]
                continue
            made += parts if len(parts) == 2 and set(parts) <= alone else [x]
        out.append(made)
    return out


def only_name(tokens: Sequence[Sequence[str]]) -> str:
    """The only name of a text, if it has only one."""
    names = {x for w in tokens for x in w if x[:1] == "@" and x != "@Today_is"}
    return bags.stem(names.pop()) if len(names) == 1 else ""


def theirs(tokens: Sequence[Sequence[str]]) -> frozenset[str]:
    """Nouns of which sentences that name nobody speak as somebody's."""
    general = [w for w in tokens if not any(x[:1] == "@" or x in ("i", "my", "our", "we") for x in w)]
    found = [(w, n) for w in general for n, x in enumerate(w[:-1]) if x in lex.POSSESSIVE or x == "'s"]
    return frozenset(bags.stem(x) for w, n in found for x in w[n + 1 : n + 3])


def sole_name(tokens: list[list[str]]) -> list[list[str]]:
    """A word in front that may be a plural is a name where somebody is `she` and nobody has a name."""
    if any(x[:1] == "@" for w in tokens for x in w) or not any(x in ("he", "she") for w in tokens for x in w):
        return tokens
    led = [w[0] for w in tokens if len(w) > 1 and lexis.plural(w[0]) and (lex.past(w[1]) or lexis.third(w[1]))]
    return [[f"@{x}" if x in led[:1] else x for x in w] for w in tokens]


def counted(tokens: list[list[str]]) -> list[list[str]]:
    """`She got 58`, where only points are counted, as 58 points."""
    kinds = {s.kind for w in tokens for x in w if (s := measures.read(x)) and s.kind[:2] == "n_"}
    if len(kinds) != 1:
        return tokens
    kind = kinds.pop()
    out = []
    for w in tokens:
        last = w[-1] if w else ""
        number = last.isdigit() or last in (
            "one",
            "two",
            "three",
            "four",
            "five",
            "six",
            "seven",
            "eight",
            "nine",
            "ten",
        )
        bare = number and len(w) > 2 and w[-2] not in lexis.ARTICLE and not lex.preposition(w[-2])
        out.append([*w[:-1], f"#is-{kind}-eq-{measures.number(last):.6g}"] if bare else w)
    return out


def whose(tokens: list[list[str]]) -> list[list[str]]:
    """`Anita 's weighs more` with the noun that is left out."""
    nouns = [w[n + 1] for w in tokens for n, x in enumerate(w[:-1]) if x == "'s" and w[n + 1].isalpha()]
    nouns = [x for x in nouns if x not in AUX and not (lexis.third(x) and lex.verb(x))]
    if not nouns:
        return tokens
    out = []
    for w in tokens:
        made: list[str] = []
        for n, x in enumerate(w):
            made.append(x)
            after = w[n + 1] if n + 1 < len(w) else ""
            if x == "'s" and n and w[n - 1][:1] == "@" and (after in AUX or (lexis.third(after) and lex.verb(after))):
                made.append(nouns[0])
        out.append(made)
    return out


def roles_of(tokens: Sequence[Sequence[str]], goal: Sequence[str]) -> frozenset[str]:
    """Nouns that stand with `the` in rules only, where some fact is told of somebody by name."""
    ruled: set[str] = set()
    told: set[str] = set()
    theirs: set[str] = set()
    for w in (*tokens, goal):
        mine = {bags.stem(_head(w, n)) for n, x in enumerate(w[:-1]) if x == "the" and w[n + 1].isalpha()}
        theirs |= {bags.stem(w[n + 1]) for n, x in enumerate(w[:-1]) if x == "'s" or x in lex.POSSESSIVE}
        if w is not goal and any(x in said.MARKERS for x in w):
            ruled |= mine
        else:
            told |= mine
    if not any(x[:1] == "@" or x in ("i", "my") for w in (*tokens, goal) for x in w):
        return frozenset()
    return frozenset(r for r in ruled - told if r in theirs or r in _SOMEBODY)


def _head(w: Sequence[str], n: int) -> str:
    """The noun that `the` leads, where one word or two of which the second is a verb or nothing follow."""
    after = w[n + 2] if n + 2 < len(w) else ""
    return w[n + 1] if not after.isalpha() or after in bags.SILENT or lex.verb(after) or lex.past(after) else after


def parts_of(text: str) -> list[str]:
    """What semicolons and colons part."""
    return [p for p in re.split(r"[;:](?=\s|$)", text) if p.strip()]


def strange(premises: Sequence[str], query: str) -> str:
    """A word of a question that stands nowhere else, so that nothing is known to bear on it."""
    told = {w for text in premises for w in _plain(text)}
    for w in sorted(_plain(query)):
        near = any(w[:4] == t[:4] and min(len(w), len(t)) > 3 for t in told)
        if w not in told and not near and w not in _LIGHT:
            return w
    return ""


def _plain(text: str) -> frozenset[str]:
    return bags.words_of([w.lower() for w in said.words(text) if w.isalpha() and w not in said.MARKERS])
