"""Predicates that may be one in other words: `raining` and `rains`, `charged at noon` and `charged`. Knows no sentence.

They are links to suppose, not to assert: a reading with them may prove, and what it proves stands only if no other
reading denies it; without a proof they are reasons to doubt that nothing is known.

| link | what it supposes |
|---|---|
| form | words of one root in one order: `has approved`, `is approving` |
| adjunct | what holds with an adjunct holds without: `irradiated on Tuesday`, `swims like a fish` |
| agent | who `is a canoe owner` `owns a canoe`, a `coffee drinker` drinks coffee |
| place | who works, sits or stands in, at or on something is in, at or on it; who belongs to it is in it |
| state | what stays full is full |
"""

from collections.abc import Iterable, Iterator
from functools import cache

from ech0.minds.embedded.logic import lexis
from ech0.minds.embedded.logic.first_order import verbs
from ech0.minds.embedded.logic.forms import Literal

Shape = tuple[tuple[str, ...], int]
"""The words of a predicate and how many arguments it has."""
MAX_LINKS = 40
_PRIVATIVE = frozenset(
    "almost nearly hardly barely fake former ex mock toy false would-be non not never no without only few less least "
    "half partly once used pretend un".split()
)
_PLACED = frozenset("work sit stand stay liv li hang keep stor locat hous belong".split())
_STAYING = frozenset(("stay", "remain", "keep"))
_EMPTY = lexis.ARTICLE | lexis.FILLER | frozenset("fully well own yearly daily it them him her".split())


@cache
def root(word: str) -> str:
    """What the forms of a word have in common: `licensed` and `licence`, `baking` and `baker`."""
    found = lexis.bases(word) or (word,)
    plain = found[1] if len(found) > 1 and found[0].endswith("s") and not found[0].endswith("ss") else found[0]
    word = verbs.PARTICIPLES.get(word) or verbs.past(word) or plain
    word = lexis.key(word).replace("-", "")
    for ending in ("ing", "ed"):
        if word.endswith(ending) and len(word) > len(ending) + 2:
            word = word[: -len(ending)]
    if len(word) > 3 and word[-1] == word[-2] and word[-1] not in "ls":
        word = word[:-1]
    word = word[:-1] if word.endswith("e") and len(word) > 3 else word
    return word[:-1] + "s" if word.endswith("nc") else word


def links(said: Iterable[Shape], asked: Iterable[Shape]) -> Iterator[tuple[Literal, Literal]]:
    """Pairs (then, if): what is said in some words may be what a condition or the question asks for in others."""
    heads, found = sorted(set(said)), 0
    for wanted in sorted(set(asked)):
        if wanted in heads and not lexis.OPAQUE & set(wanted[0]):
            continue
        for one in heads:
            if one != wanted and _follows(one, wanted):
                found += 1
                yield _literal(wanted), _literal(one)
            if found >= MAX_LINKS:
                return


def _literal(shape: Shape) -> Literal:
    return Literal(shape[0], ("?x", "?y")[: shape[1]])


def _modal(words: tuple[str, ...]) -> tuple[str, tuple[str, ...]]:
    return (words[0], words[1:]) if words and words[0] in lexis.OPAQUE else ("", words)


def _follows(one: Shape, wanted: Shape) -> bool:
    """Whether what is said with `one` may be taken to say `wanted`."""
    (modal, have), (permitted, want) = _modal(one[0]), _modal(wanted[0])
    if (modal != permitted and (modal or permitted == "should")) or one[1] < wanted[1]:
        return False
    if have == want:
        return one[1] == wanted[1] or (one[1] > wanted[1] and have[-1:] != want[-1:])
    if one[1] == wanted[1] == 2 and len(have) == 2 and len(want) == 1 and root(have[0]) in _PLACED:
        return have[1] == want[0] or (have[1], want[0]) == ("to", "in")
    first, second = [x for x in have if x not in _EMPTY], [x for x in want if x not in _EMPTY]
    if one[1] > wanted[1]:  # `irradiated on` somebody's day, `written by` somebody
        if not first or first[-1] not in lexis.PREPOSITION:
            return False
        first = first[:-1]
    if not first or not second or _PRIVATIVE & (set(first) - set(second)):
        return False
    a, b = [root(x) for x in first], [root(x) for x in second]
    if not any(len(x) > 2 and x not in lexis.PREPOSITION for x in b):
        return False
    if a == b or (a[0] in _STAYING and a[1:] == b) or _agent(a, b) or _agent(b, a):
        return True
    if len(a) <= len(b) or (wanted[1] > 1 and first[-1] not in lexis.TIMES):
        return False
    if a[: len(b)] == b:
        return first[len(b)] in lexis.PREPOSITION or first[len(b)].endswith("ly")
    return a[0] == b[0] and len(b) > 1 and a[-1] == b[-1] and _inside(b, a)


def _agent(noun: list[str], verb: list[str]) -> bool:
    """Whether the first names by its doing who the second says does it."""
    last = noun[-1]
    doer = root(last[:-2]) if last.endswith(("er", "or")) and len(last) > 4 else ""
    return bool(doer) and len(noun) > 1 and verb[0] == doer and verb[1:] == noun[:-1]


def _inside(short: list[str], long: list[str]) -> bool:
    """Whether the words of one stand in the other, in their order."""
    rest = iter(long)
    return all(word in rest for word in short)
