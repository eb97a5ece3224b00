"""Predicates that exclude one another by their words: opposites (`open`, `shut`), sizes (`aged 14`). No text.

Of two that are `COMPLEMENTS` one holds and the other does not; of two `OPPOSITES` at most one does. The lists are of
common English words, from general knowledge of the language.
"""

import re
from collections.abc import Iterable, Iterator

from ech0.core.wff import Wff
from ech0.minds.embedded.logic.first_order import formulas as f
from ech0.minds.embedded.logic.prose import lexicon as lex
from ech0.minds.embedded.logic.prose import measures

_COMPLEMENTS = (
    "open shut", "open closed", "alive dead", "living dead", "present absent", "awake asleep", "on off", "even odd",
    "true false", "guilty innocent", "indoors outdoors", "inside outside", "occupied vacant", "occupied empty",
    "lit unlit", "permanent temporary", "single married",
    "legal illegal", "possible impossible", "passed failed", "wet dry",
    "accepted rejected", "attended missed", "remembered forgot", "remember forget", "sober drunk", "same different",
    "broken intact", "public private", "finite infinite", "domestic foreign", "male female", "raw cooked", "sick well",
    "allowed banned", "allowed forbidden", "allowed prohibited", "permitted banned", "permitted forbidden",
    "permitted prohibited", "barred allowed", "barred permitted", "punctual late", "safe dangerous", "safe unsafe",
    "hidden visible", "locked unlocked", "mobile stationary", "weekday weekend", "part-time full-time",
    "pass fail", "passes fails", "win lose", "accept reject", "obey disobey", "believe disbelieve",
)  # fmt: skip
_OPPOSITES = (
    "hot cold", "warm cold", "hot cool", "cheap expensive", "cheap dear", "rich poor", "big small", "large small",
    "tall short", "long short", "full empty", "early late", "happy sad", "young old", "new old", "first last",
    "strong weak", "heavy light", "fast slow", "loud quiet",
    "noisy quiet", "clean dirty", "thick thin", "wide narrow", "near far",
    "high low", "hard soft", "easy difficult", "hard easy", "sharp blunt", "sweet sour", "ripe rotten", "generous mean",
    "friendly hostile", "polite rude", "brave cowardly", "calm nervous", "busy idle", "hungry full", "left right",
    "winner loser", "lazy hardworking", "love hate", "upstairs downstairs", "abroad home",
)  # fmt: skip
_COLOURS = frozenset("red blue green yellow black white brown grey gray pink purple orange".split())
_DAYS = frozenset("monday tuesday wednesday thursday friday saturday sunday".split())
_NEGATIVE = ("un", "in", "im", "ir", "il", "dis", "non-", "non")


def _pairs(lines: Iterable[str]) -> frozenset[tuple[str, str]]:
    found = [tuple(lex.root(w) for w in line.split()) for line in lines]
    return frozenset((a, b) for x, y in found for a, b in ((x, y), (y, x)))


COMPLEMENTS, OPPOSITES = _pairs(_COMPLEMENTS), _pairs(_OPPOSITES)


def opposed(text: str) -> bool:
    """Whether a text has a word and its opposite: `awake` and `asleep`, `paid` and `unpaid`."""
    said = {lex.root(w) for w in re.findall(r"[a-z-]+", text.lower()) if len(w) > 1}
    pairs = any(a in said and b in said for a, b in COMPLEMENTS | OPPOSITES)
    return pairs or any(_denies(x, y) for x in said if x.startswith(_NEGATIVE) for y in said)


def stated(used: Iterable[tuple[str, int]]) -> Iterator[tuple[str, Wff]]:
    """What predicates exclude or complete one another, as rules; `used`: their names and numbers of arguments."""
    names = sorted(used)
    for i, (one, n) in enumerate(names):
        for other, m in names[i + 1 :]:
            if n == m and (found := related(one, other)):
                rule, excludes, completes = found
                variables = [f"?v{k}" for k in range(n)]
                a, b = f.holds(one, *variables), f.holds(other, *variables)
                made: list[Wff] = [f.two("implies", a, f.no(b))] if excludes else []
                made += [f.two("implies", f.no(a), b)] if completes else []
                yield from ((rule, _closed(w, variables)) for w in made)


def _closed(made: Wff, variables: list[str]) -> Wff:
    return _closed(f.every(variables[-1], made), variables[:-1]) if variables else made


def related(one: str, other: str) -> tuple[str, bool, bool] | None:
    """The rule by which two predicates are contraries, whether both cannot hold, and whether one must."""
    a, b = one.split(), other.split()
    if len(a) != len(b):
        return None
    if sizes := measures.same_but(a, b):
        excludes, completes = measures.excludes(*sizes), measures.completes(*sizes)
        return ("number", excludes, completes) if excludes or completes else None
    differ = [(x, y) for x, y in zip(a, b, strict=True) if x != y]
    if len(differ) != 1:
        return None
    x, y = differ[0]
    if (x, y) in COMPLEMENTS or _denies(x, y) or _denies(y, x):
        return "opposite", True, True
    if (x, y) in OPPOSITES or ({x, y} <= _COLOURS and len(a) == 1):
        return "opposite", True, False
    return None


def _denies(x: str, y: str) -> bool:
    """Whether a word is the other with a prefix that denies it: `unpaid`, `invalid`."""
    for prefix in _NEGATIVE:
        bare = x.removeprefix(prefix)
        if bare != x and len(bare) > 2 and (prefix in ("un", "non-", "non") or lex.adjective(x) or ":ed" in x):
            plain = bare.removesuffix(":ed")
            if y in (bare, lex.root(bare)) or (":ed" in y and y.removesuffix(":ed") == plain):
                return True
    return False
