"""Which words of a text are names, verbs and adjectives, by how the text uses them. Knows no grammar of sentences."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from ech0.minds.embedded.logic import lexis
from ech0.minds.embedded.logic.grammar import Grammar

_BEFORE_NAME = frozenset(("if", "then", "and", ",", "that", "but", "or", "unless", "both"))


def vocabulary(sentences: Sequence[Sequence[str]]) -> Grammar:
    """A grammar that knows the names, verbs and adjectives of these sentences (lists of words)."""
    adjectives: set[str] = set()
    verbs: set[str] = set()
    names: set[str] = set()
    maybe: set[str] = set()
    for w in sentences:
        low = [x.lower() for x in w]
        for i, word in enumerate(low):
            adjectives |= _adjective(low, i, adjectives)
            verbs |= _verb(w, low, i, adjectives)
            after = low[i + 1] if i + 1 < len(w) else "."
            if i and w[i][0].isupper() and word not in lexis.BARRED and w[i] not in ("X", "Y", "Z"):
                names.add(word)
            if i == 0 and word not in lexis.BARRED and len(w) > 1 and w[0][0].isupper() and w[1][0].isupper():
                names.add(word)  # `Elm Street`
            if (i == 0 or low[i - 1] in _BEFORE_NAME) and after in _SINGULAR and word not in lexis.BARRED:
                (names if w[i][0].isupper() else maybe).add(word)
    for w in sentences:
        low = [x.lower() for x in w]
        for start, end in _clauses(low):
            part = low[start:end]
            if end < len(low) and low[end] in _SUBORDINATE:
                continue
            if lexis.FINITE.isdisjoint(part) and not any(
                _known(x, verbs) and before not in lexis.PREPOSITION | lexis.ARTICLE for before, x in pairwise(part)
            ):
                verbs |= _lone(part)
            if w[start][0].isupper() and len(part) > 1 and part[0] not in lexis.BARRED and not lexis.plural(part[0]):
                names.update((part[0],) if _known(part[1], verbs) else ())
    names |= {m for m in maybe - adjectives if lexis.key(m) not in verbs}
    return Grammar(frozenset(names), frozenset(verbs - lexis.BARRED), frozenset(adjectives))


def _known(word: str, verbs: set[str]) -> bool:
    return lexis.key(word) in verbs or any(lexis.key(b) in verbs for b in lexis.bases(word))


def _adjective(low: Sequence[str], i: int, known: set[str]) -> set[str]:
    """What stands alone after `is`, or is joined to such a word."""
    word, after = low[i], low[i + 1] if i + 1 < len(low) else "."
    ends = i + 2 >= len(low) or low[i + 2] in _BEFORE_NAME
    if after in lexis.BARRED or after == ".":
        return set()
    if word in lexis.COPULA or (word in lexis.NEGATION and i and low[i - 1] in lexis.COPULA):
        return {after} if ends else set()
    if word in ("and", "or", ",") and i and low[i - 1] in known and (ends or low[i + 2] in lexis.ANYTHING_AT_ALL):
        return {after}
    return set()


def _verb(w: Sequence[str], low: Sequence[str], i: int, adjectives: set[str]) -> set[str]:
    """The verb that shows itself at a word: by an auxiliary, a pronoun, its object, or since it is a common one."""
    word, after, last = low[i], low[i + 1] if i + 1 < len(low) else ".", len(low) - 1
    found: set[str] = set()
    if word in lexis.FINITE:
        if word in lexis.AUXILIARY and after in lexis.NEGATION and i + 2 <= last:
            found.add(lexis.key(low[i + 2]))
    elif word in _VERB_FOLLOWS and after not in lexis.BARRED | lexis.PREPOSITION | adjectives and after != ".":
        found.add(_base(after))
    elif i and lexis.third(word) and low[i - 1] not in lexis.ARTICLE | lexis.EVERY and word not in lexis.BARRED:
        has_object = after in _OBJECT_FOLLOWS or (i < last and w[i + 1][0].isupper())
        found.update((lexis.key(word),) if has_object else ())
    if word in _INVERTED and (i == 0 or low[i - 1] in (",", "then", "so", "and")):
        found |= _asked(w, i + 1)
    if word in _VERBS or (not word.endswith("ing") and any(b in lexis.VERBS for b in lexis.bases(word))):
        found |= _common(low, i)
    return found


def _base(word: str) -> str:
    return lexis.key(next((b for b in lexis.bases(word) if b in lexis.VERBS), word))


_VERB_FOLLOWS = frozenset("it they he she who which we never".split()) | lexis.ANYONE | lexis.EVERYONE | lexis.NOBODY
_OBJECT_FOLLOWS = frozenset("the a an it them him her every all everyone someone something everything".split())
_SINGULAR = frozenset("is was has does".split())


def _asked(w: Sequence[str], at: int) -> set[str]:
    """The verb of `does Ned swim`, `can the old hen swim`: what no noun follows."""
    low = [x.lower() for x in w[at:]]
    if "be" in low:
        return set()
    for n in range(1, len(low)):
        after = low[n + 1] if n + 1 < len(low) else ""
        ends = not after or after in lexis.ARTICLE | _LED | lexis.PRONOUN or w[at + n + 1][0].isupper()
        if low[n] in _VERBS or (
            ends and low[n] not in lexis.BARRED and low[n - 1] not in lexis.ARTICLE | lexis.PREPOSITION
        ):
            return {lexis.key(low[n])} if not w[at + n][0].isupper() else set()
    return set()


def _common(low: Sequence[str], at: int) -> set[str]:
    """A common verb, unless it stands where a noun or an adjective does."""
    before = low[at - 1] if at else ""
    if (
        before in lexis.ARTICLE | lexis.EVERY | lexis.POSSESSIVE | lexis.COPULA | {"no", "some", "most", "only", "of"}
        or not at
    ):
        return set()
    return {_base(low[at])}


def _clauses(low: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Where the clauses of a sentence begin and end, as far as words part them."""
    start = 0
    for at, word in enumerate([*low, "."]):
        if word in _PARTING or at == len(low):
            if at - start > 1:
                yield start, at
            start = at + 1


_LED = lexis.PREPOSITION - {"like"}
_SUBORDINATE = frozenset("who which whom that".split())
_PARTING = frozenset("if then unless , who which and but whatever whoever anything anyone everything that".split())
_INVERTED = frozenset("does do did can will must may should could would".split())
_VERBS = frozenset(f for verb in lexis.VERBS for f in (verb, verb + "s", verb + "es", verb[:-1] + "ies"))


def _lone(low: Sequence[str]) -> set[str]:
    """The verb of a sentence that has no other: `Ned swims`, `hens chase mice`, `every tame hen purrs`."""
    for at in range(1, min(len(low), 6)):
        noun, verb = low[at - 1], low[at]
        if noun in lexis.BARRED or verb in lexis.BARRED or noun in lexis.PREPOSITION:
            continue
        if (bases := lexis.bases(verb)) and not verb.endswith("ing"):
            return {lexis.key(next((b for b in bases if b in lexis.VERBS), verb))}
        if lexis.plural(noun) != lexis.third(verb) and not (noun not in lexis.COMMON and verb in lexis.COMMON):
            return {lexis.key(verb)}
    return set()
