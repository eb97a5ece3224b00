"""What is said of somebody as a bag of stems: `borrowed the projector` is `borrow projector`. Knows no sentence.

A bag is a predicate's name: its key (the verb, the noun of a kind) first, then the other stems in the order of the
alphabet. A bag that has all the stems of another, its key too, says more than that other does.
"""

from collections.abc import Iterable, Iterator, Sequence
from functools import cache

from ech0.core.wff import Wff
from ech0.minds.embedded.logic import lexis, links
from ech0.minds.embedded.logic.first_order import formulas as f
from ech0.minds.embedded.logic.first_order import verbs
from ech0.minds.embedded.logic.prose import contraries, measures
from ech0.minds.embedded.logic.prose import lexicon as lex

TELLING = frozenset(
    "before after without over under out outside inside off from until till against above below up down behind "
    "opposite beyond between away back through".split()
)
"""Prepositions and adverbs that tell two phrases of the same nouns apart."""
SILENT = (
    (lexis.BARRED | lex.PREPOSITION | lex.COPULA | lex.DO | lex.MODAL | lex.PRONOUN | lex.POSSESSIVE | lex.DROPPED)
    | lexis.FILLER
    | lexis.INTENSE
    | frozenset("a an the this that these those own both either same any some there here yet too too , ; 's".split())
) - TELLING - frozenset("two three four five six seven eight nine ten dozen half".split())  # fmt: skip
"""Words that leave what is said as it is."""
WANTING = frozenset(
    verbs.base(w) for w in "want wish hope plan intend try expect ask apply refuse decline fail".split()
)
"""What is wanted is not yet done."""
MODES = ("may", "must", "want")
"""What a name begins with where it says what is permitted, required or wanted."""
PLACED = frozenset(verbs.base(w) for w in "live work sit stand stay keep hang park lie store locate reside".split())
_ENDINGS = ("er", "or", "ion", "ation", "ment", "al", "ship", "ance", "ence", "ing", "ness")
_SAME = """
let allow permit|buy purchase|start begin commence|finish complete|ill sick|kid child|doctor physician|fix repair mend
assist help|shut clos|choos select pick|big larg|quick fast|glad happy|pupil student|employe staff worker
customer client|begin start|rubbish trash|automobil car|infant baby|teenager adolescent|bring tak carry
vaccinat immunis inoculat|reimburs refund|cancel call-off|attend com|forbid ban prohibit|author writer|exam examination
bike bicycl|phone telephon|mobil cellphon|fridg refrigerator|photo photograph|ad advert advertisement|lorry truck
licenc licens|programm program|flat apartment|holiday vacation|film movi|shop stor|cab taxi|pay-back repay|owe ow
"""


def _stripped(word: str) -> str:
    word = word.removesuffix(":ed")
    return word[:-1] if len(word) > 3 and word.endswith("e") else word


@cache
def stem(word: str) -> str:
    """What the forms of a word share: `borrowed` and `borrow`, `members` and `member`; a name is itself."""
    if word[:1] == "@":
        return word[1:].replace("_", " ").lower().replace(" ", "_")
    if word[:1] in "#$£€" or word[:1].isdigit():
        return word
    if "-" in word and (len(word) < 5 or word[-1].isdigit()):
        return word
    plain = lex.adjective(word) or word in lexis.COMMON
    found = "" if plain else (lex.past(word) or lex.doing(word))
    found = found or ("" if plain else verbs.PARTICIPLES.get(word, "")) or links.root(lexis.key(word))
    found = _stripped(found)
    return _FIRST.get(found, found)


_FIRST: dict[str, str] = {}
for _line in _SAME.strip().replace("\n", "|").split("|"):
    _words = _line.split()
    _FIRST |= {_stripped(w): _stripped(_words[0]) for w in _words[1:]}


_TELLING_STEMS = frozenset(stem(w) for w in TELLING)


def named(key: str, words: Iterable[str]) -> str:
    """The name of a bag: its key, then its other stems; empty where nothing is said."""
    found = sorted({stem(w) for w in words if w not in SILENT and any(c.isalnum() for c in w)} - {key})
    return " ".join([*([key] if key else []), *found])


def contents(name: str) -> frozenset[str]:
    """The stems of a predicate, marks aside."""
    return frozenset(w.split(":")[0] for w in name.split() if w not in MODES and w != "hav")


def derived(names: Iterable[str]) -> dict[str, str]:
    """Stems of a text that are one word's: `membership` as `member`, `shipping` as `ship`."""
    every = sorted({w for n in names for w in contents(n) if w.isalpha()}, key=len)
    out: dict[str, str] = {}
    for n, long in enumerate(every):
        for short in every[:n]:
            rest = long[len(short) :] if long.startswith(short) else ""
            if not rest and long.startswith(short[:-1]) and short[-1:] == "y":  # `apply`, `application`
                rest = long[len(short) - 1 :].removeprefix("i").removeprefix("c")
            if len(short) > 2 and rest in _ENDINGS:
                out[long] = out.get(short, short)
                break
    return out


def renamed(name: str, same: dict[str, str]) -> str:
    """The name with each stem by the shortest of its family."""
    words = name.split()
    led = 1 if words[0] in MODES else 0
    found = [":".join([same.get(w.split(":")[0], w.split(":")[0]), *w.split(":")[1:]]) for w in words[led:]]
    return " ".join([*words[:led], *found[:1], *sorted(set(found[1:]) - set(found[:1]))])


def background(used: Iterable[str]) -> Iterator[tuple[str, Wff]]:
    """What the bags of a text say of one another, each with the rule that says so."""
    names = sorted(set(used))
    for one in names:
        for other in names:
            if one == other:
                continue
            if more(one, other):
                yield "detail", _all(f.two("implies", f.holds(one, "?x"), f.holds(other, "?x")))
            elif one.replace(":n", "", 1) == other and ":n" in one.split()[0]:
                yield "noun", _all(f.two("iff", f.holds(one, "?x"), f.holds(other, "?x")))
            elif one < other and (found := _apart(one, other)):
                yield from (("opposite", _all(w)) for w in found)


def grown(used: Iterable[str]) -> Iterator[tuple[str, Wff]]:
    """Who is of age is an adult, and who is not is a child or a minor."""
    names = sorted(set(used))
    for one in names:
        size = measures.read(one)
        if size is None or size.kind != "age":
            continue
        for other in names:
            adult = other == "adult:n" and measures.implies(size, measures.Size("age", "ge", 18))
            young = other in (f"{stem('child')}:n", "minor:n") and measures.implies(
                size, measures.Size("age", "lt", 16)
            )
            if adult or young:
                yield "age", _all(f.two("implies", f.holds(one, "?x"), f.holds(other, "?x")))


def free(used: Iterable[str]) -> Iterator[tuple[str, Wff]]:
    """Who has something for free does not pay, and is not charged."""
    names = sorted(set(used))
    gratis = [n for n in names if "fre" in n.split()[1:]]
    for one in names:
        if one.split()[0] in ("pay", "charg:ed"):
            for other in gratis:
                yield "free", _all(f.two("implies", f.holds(other, "?x"), f.no(f.holds(one, "?x"))))


def able(used: Iterable[str]) -> Iterator[tuple[str, Wff]]:
    """Who does it can do it."""
    names = sorted(set(used))
    for one in names:
        for other in names:
            base = other.removeprefix("may ")
            if other[:4] == "may " and one.split()[0] not in MODES and (one == base or more(one, base)):
                yield "able", _all(f.two("implies", f.holds(one, "?x"), f.holds(other, "?x")))


def taken_up(names: Iterable[str]) -> dict[str, str]:
    """What `pays it` says where only one thing is paid: by the names of bags that end in `it`."""
    every = sorted(set(names))
    out = {}
    for one in (n for n in every if n.split()[-1] == "it" and n != "it"):
        plain = one.removesuffix(" it")
        found = [n for n in every if n != one and "it" not in n.split() and set(plain.split()) < set(n.split())]
        found = [
            n
            for n in found
            if n.split()[: len(plain.split()[:2])] == plain.split()[:2] or n.split()[0] == plain.split()[0]
        ]
        out[one] = found[0] if len(found) == 1 else plain
    return out


def timed(used: Iterable[str], today: Iterable[str]) -> Iterator[tuple[str, Wff]]:
    """What is so in winter is so, where it is winter."""
    names = sorted(set(used))
    for one in names:
        words = one.split()
        plain = " ".join(w for w in words if w not in today)
        if plain in names and plain != one:
            yield "today", _all(f.two("iff", f.holds(one, "?x"), f.holds(plain, "?x")))


def _all(made: Wff) -> Wff:
    return f.every("?x", made)


def more(one: str, other: str) -> bool:
    """Whether the first says all that the second does."""
    a, b = one.split(), other.split()
    mode = [x[0] if x[0] in MODES else "" for x in (a, b)]
    if mode[0] != mode[1]:
        return False
    if mode[0]:
        a, b = a[1:], b[1:]
    if (size := next((s for w in a if (s := measures.read(w))), None)) and len(a) == len(b):
        sized = next((s for w in b if (s := measures.read(w))), None)
        rest = [w for w in a if not measures.read(w)] == [w for w in b if not measures.read(w)]
        if sized and rest:
            return measures.implies(size, sized)
    if not a or not b or not set(b) <= set(a) or a[0].endswith(":n"):  # a guinea pig is no pig
        return False
    if (set(a) - set(b)) & _TELLING_STEMS:
        return False
    return a[0] == b[0] or (a[0] in PLACED and set(b) == set(a[1:]))


def _apart(one: str, other: str) -> list[Wff]:
    """That two bags cannot both hold, or that one of them must."""
    a, b = set(one.split()), set(other.split())
    x, y = a - b, b - a
    p, q = f.holds(one, "?x"), f.holds(other, "?x")
    if len(x) != 1 or len(y) != 1:
        return []
    (s,), (t,) = x, y
    pair = (s.split(":")[0], t.split(":")[0])
    for day, kind in (pair, pair[::-1]):
        if day in CALENDAR[0] and kind in CALENDAR[3]:
            within = (day in _WEEKEND) == (kind == "weekend")
            one_, other_ = (p, q) if day == pair[0] else (q, p)
            return [f.two("implies", one_, other_ if within else f.no(other_))]
    if any({s.split(":")[0], t.split(":")[0]} <= c for c in CALENDAR):
        return [f.two("implies", p, f.no(q))]
    first, second = measures.read(s), measures.read(t)
    if first and second:
        made = [f.two("implies", p, f.no(q))] if measures.excludes(first, second) else []
        return [*made, *([f.two("implies", f.no(p), q)] if measures.completes(first, second) else [])]
    pair = (s.removesuffix(":ed"), t.removesuffix(":ed"))
    if pair in COMPLEMENTS or _denies(*pair) or _denies(pair[1], pair[0]):
        return [f.two("implies", p, f.no(q)), f.two("implies", f.no(p), q)]
    return [f.two("implies", p, f.no(q))] if pair in OPPOSITES else []


def _denies(x: str, y: str) -> bool:
    return len(y) > 2 and x in (f"un{y}", f"non-{y}", f"non{y}", f"in{y}", f"im{y}", f"ir{y}", f"dis{y}", f"il{y}")


def _stems(pairs: Iterable[tuple[str, str]]) -> frozenset[tuple[str, str]]:
    return frozenset((_stripped(x), _stripped(y)) for x, y in pairs)


COMPLEMENTS, OPPOSITES = _stems(contraries.COMPLEMENTS), _stems(contraries.OPPOSITES)


CALENDAR = tuple(
    frozenset(stem(w) for w in line.split())
    for line in (
        "monday tuesday wednesday thursday friday saturday sunday",
        "january february march april june july august september october november december",
        "spring summer autumn winter",
        "weekday weekend",
    )
)
"""Of the days of a week, the months and the seasons one excludes the others."""


_WEEKEND = frozenset(stem(w) for w in ("saturday", "sunday"))


def words_of(tokens: Sequence[str]) -> frozenset[str]:
    """The stems of a sentence that have a meaning of their own."""
    return frozenset(stem(w) for w in tokens if w not in SILENT and any(c.isalnum() for c in w))
