"""How many of so many have this, that, both or neither: counts of a set's parts as equations. Knows no solver.

Every part that the properties cut the set into is a number of its own; every clause says what some of them add up to.
A clause whose words are not all understood makes it no such question.
"""

import re
from collections.abc import Sequence
from itertools import product
from typing import NamedTuple

from ech0.core.types import Plan, Question, Relation
from ech0.minds.embedded.logic import places, sentences
from ech0.minds.embedded.logic.puzzles.lists import singular
from ech0.minds.embedded.logic.puzzles.planned import planned
from ech0.minds.embedded.logic.puzzles.scene import relation

MAX_PROPERTIES, MAX_MEMBERS = 3, 20_000
_TENS = {w: 10 * n for n, w in enumerate("twenty thirty forty fifty sixty seventy eighty ninety".split(), 2)}
_TEENS = {w: n for n, w in enumerate("thirteen fourteen fifteen sixteen seventeen eighteen nineteen".split(), 13)}
_NUMBERS = {**{w: n for w, n in places.NUMBERS.items() if w.isalpha() and w != "a"}, **_TEENS, **_TENS}
_NUMBER = re.compile(
    rf"\b(?:(?P<tens>{'|'.join(_TENS)})[- ](?P<one>one|two|three|four|five|six|seven|eight|nine)"
    rf"|(?P<word>{'|'.join(_NUMBERS)})|(?P<hundred>(?:a|one) hundred))\b",
    re.IGNORECASE,
)
_TOTAL = re.compile(
    r"^(?:there (?:are|were) (?:exactly |altogether )?(?P<a>\d+) (?P<na>[a-z]+)\b(?P<ra>[^\d]*)"
    r"|(?:in|at|on|from|out of|of|among|a survey of|a group of|a class of|for) (?:an? |the |one )?(?:[a-z' ]{0,40}?(?:of|with|has|had) )?(?:the )?(?P<b>\d+)(?: (?P<nb>[a-z]+)\b(?P<rb>(?: (?!and\b)[a-z'-]+){0,6}))?"
    r"|(?:an?|the|our|my) [a-z' ]{1,40}? (?:has|have|had|employs|contains|holds|questioned|surveyed|asked|interviewed) (?:exactly )?(?P<c>\d+) (?P<nc>[a-z]+)(?P<rc>[^\d]*)"
    r"|(?P<d>\d+) (?P<nd>[a-z]+) (?P<rd>(?:were|was) (?:asked|surveyed|questioned|interviewed|polled)[^\d]*))$"
)
_COVERED = re.compile(
    r"^(?:every|each|all)(?: one)?(?: of)?(?: the| these| them)?(?: (?P<n>\d+))?(?: (?P<noun>[a-z]+))? (?P<rest>.+)$"
)
_VERB = re.compile(
    r"^(?:also |have |has |had |can |do |does |did |are |is |were |was )?[a-z]+(?:s|ed|e|t|d|y|n|k|l|g|p|r|m|h|w)?$"
)
_AND = re.compile(r"\b(?:and|but|while|whereas|plus)\b,? (?=(?:only |just |exactly |the other |another |at least )?(?:\d|#|none\b|nobody\b|no one\b|everyone\b|all\b))|[,;:] (?:and |but |while )?(?=(?:only |just |exactly |another )?\d|none\b|nobody\b|everyone\b|all\b)")  # fmt: skip
_CLAUSE = re.compile(
    r"^(?:only |just |exactly |another )?(?P<n>\d+|none|nobody|no one)(?: (?:of|out of) (?:them|these|those|the [a-z]+|the \d+(?: [a-z]+)?))?(?: of (?:them|the [a-z]+))?(?: (?P<rest>.+))?$"
)
_MANY = re.compile(
    r"^(?:so |then )?(?P<least>at least |at most )?how many(?: of (?:them|these|those|the \d+ [a-z]+|the [a-z]+))?(?P<rest>.*)$"
)
_WHOLE = re.compile(
    r"^(?:so |then )?how many (?P<noun>[a-z]+)(?: (?:are|were|is) (?:there )?(?:(?:on|in|at) (?:the|this|our|my) (?P<place>[a-z]+))?)(?: ?(?:altogether|in all|in total))?$"
)
_EXTREME = re.compile(
    r"^(?:so |then )?what(?:'s| is) the (?P<least>smallest|least|minimum|fewest|largest|greatest|maximum|most|highest|lowest)(?: possible)? number(?: of (?:them|these|those|the [a-z]+|[a-z]+))?(?: (?:who|that|which))?(?: (?:could|can|must|may))?(?P<rest> .*)$"
)
_FILL = frozenset(
    "a an the of them they these those also in at on to for and do does did doing have has had having be is are was were can "
    "exactly only just there who that which altogether each any all all or some with took take takes likes like".split()
)
_HAVE = frozenset("have has had own owns owned".split())


class _Clause(NamedTuple):
    """So many of those of whom each alternative names the properties that they have and lack."""

    number: int
    words: str
    text: str


def plan(question: Question, tag: str) -> Plan | None:
    """A plan, if all that is said is how many of one set have which properties, and how many is asked; else nothing."""
    text, inline = sentences.inline(question.text)
    options = question.options or inline
    if len(text) > 1500 or len(options) < 2 or not re.search(r"\bhow many\b|\bnumber\b", text, re.IGNORECASE):
        return None
    offered = [_offer(o) for o in options]
    said = [figures(s).rstrip(" .?!:") for s in sentences.split(text)]
    if any(o is None for o in offered) or len(said) < 2:
        return None
    found = _read(said)
    if found is None:
        return None
    ranges, constraints, asked = found
    picks = [relation(f"{asked} == {n}", o) for n, o in zip(offered, options, strict=True)]
    return planned(said[-1], ranges, constraints, picks, tag=tag, form="counts")


def figures(text: str) -> str:
    """A sentence in lower case with its numbers in figures."""
    low = text.strip().lower().replace("’", "'").replace("—", ",").replace(" – ", ", ")

    def figure(m: re.Match[str]) -> str:
        if m["hundred"]:
            return "100"
        return str(_TENS[m["tens"]] + places.NUMBERS[m["one"]] if m["tens"] else _NUMBERS[m["word"]])

    low = re.sub(r"(\d),(\d{3})\b", r"\1\2", low).replace("one another", "each other")
    low = re.sub(r"\b(at least|exactly|just|only|either|the|any|every|each) one(?= of|$|[ ,.?](?!\w+ ?\d))", r"\1 oneof", low)
    low = _NUMBER.sub(figure, low)
    low = re.sub(r" in (?:year|class|grade|form|room) \d+[a-z]?\b", "", low)
    return low.replace("oneof", "one")


def _offer(option: str) -> int | None:
    low = figures(re.sub(r"^\s*\(?[A-Ja-j][).:]\s+", "", option)).strip(" .")
    if low in ("none", "zero", "nobody", "no one"):
        return 0
    found = re.match(r"^(?:exactly )?(\d+)(?: [a-z]+){0,2}$", low)
    return int(found[1]) if found else None


class _Sets:
    """The set and its properties, each known by the words that tell it from the others."""

    def __init__(self) -> None:
        self.total: int | None = None
        self.nouns: frozenset[str] = frozenset()
        self.properties: list[frozenset[str]] = []

    def content(self, words: str) -> frozenset[str]:
        return frozenset(
            _stem(w) for w in re.findall(r"[a-z0-9][a-z0-9'-]*", words) if w not in _FILL and w not in self.nouns
        )

    def property(self, words: str, *, new: bool) -> int | None:
        """The number of the property that words name; one that is new if it may be."""
        said = self.content(words)
        if not said:
            return None
        same = [n for n, p in enumerate(self.properties) if said == p]
        same = same or [n for n, p in enumerate(self.properties) if said < p or p < said]
        if len(same) == 1:
            return same[0]
        if same or not new or len(self.properties) == MAX_PROPERTIES:
            return None
        self.properties.append(said)
        return len(self.properties) - 1

    def names(self) -> list[tuple[tuple[bool, ...], str]]:
        """Every part of the set, with the variable for how many are in it."""
        return [
            (bits, "n" + "".join(str(int(b)) for b in bits))
            for bits in product((False, True), repeat=len(self.properties))
        ]


def _stem(word: str) -> str:
    return re.sub(r"(?:ing|ed|es|s|e)$", "", word) if len(word) > 4 else word.rstrip("s") if len(word) > 3 else word


def _read(said: Sequence[str]) -> tuple[dict[str, tuple[int, int]], list[Relation], str] | None:
    sets = _Sets()
    clauses: list[tuple[int | None, str, str]] = []  # number (none: all of them), words, sentence
    if not all(_heard(sentence, sets, clauses) for sentence in said[:-1]):
        return None
    asking = said[-1]
    if sets.total is None and (lead := re.match(r"^(?P<head>(?:of|in|out of) [^,]*\d+[^,]*), (?P<q>.*how many.*)$", asking)):
        if _opened(lead["head"], sets):
            return None
        asking = lead["q"]
    whole = sets.total is None and _WHOLE.match(asking)
    if whole:
        sets.nouns |= singular(whole["noun"]) | {"people", "person"} | (singular(whole["place"]) if whole["place"] else set())
        sets.total = sum(n or 0 for n, _, _ in clauses)  # no more than all who were counted, some of them twice
    if sets.total is None or not 0 < sets.total <= MAX_MEMBERS:
        return None
    if not _properties(sets, clauses):
        return None
    parts = sets.names()
    everyone = "(" + " + ".join(v for _, v in parts) + ")"
    out = [] if whole else [relation(f"{everyone[:-1]} == {sets.total})", "all of them")]
    said_of = _relations(sets, clauses, parts, whole=bool(whole))
    if said_of is None:
        return None
    out += said_of
    if whole:
        return {v: (0, sets.total) for _, v in parts}, out, everyone
    found = _MANY.match(asking) or _EXTREME.match(asking)
    if not found:
        return None
    chosen = _chosen(re.sub(r"^ (?:people|[a-z]+s|children)\b(?= )", lambda m: "" if m[0].strip() in sets.nouns | {"people"} else m[0], found["rest"]).strip(), sets)  # fmt: skip
    if chosen is None:
        return None
    ranges = {v: (0, sets.total) for _, v in parts}
    if found["least"]:
        return _extreme(sets, clauses, chosen, "least" in found["least"] or found["least"].startswith(("small", "min", "few")))
    return ranges, out, f"({_sum(chosen, parts)})"


def _heard(sentence: str, sets: _Sets, clauses: list[tuple[int | None, str, str]]) -> bool:
    """Whether a sentence is understood: how many there are, or clauses, which are added."""
    rest = _opened(sentence, sets)
    return rest == "" or (rest is not None and _clauses(rest, sets, sentence, clauses))


def _properties(sets: _Sets, clauses: Sequence[tuple[int | None, str, str]]) -> bool:
    """Whether plain clauses name two properties or more, which the set then knows."""
    plain = [w for n, w, _ in clauses if n is not None and not _SPECIAL.search(w)]
    return all(sets.property(words, new=True) is not None for words in plain) and len(sets.properties) > 1


def _relations(
    sets: _Sets, clauses: Sequence[tuple[int | None, str, str]], parts: Sequence[tuple[tuple[bool, ...], str]], *, whole: bool
) -> list[Relation] | None:
    """What each clause says of the parts; `whole`: how many there are is asked, so that all of them leave none out."""
    out = []
    for number, words, sentence in clauses:
        chosen = _chosen(words, sets)
        if chosen is None:
            return None
        if whole and number is None:
            out.append(relation(f"({_sum({b for b, _ in parts} - chosen, parts)} == 0)", sentence))
        else:
            out.append(relation(f"({_sum(chosen, parts)} == {sets.total if number is None else number})", sentence))
    return out


def _extreme(
    sets: _Sets, clauses: Sequence[tuple[int | None, str, str]], chosen: set[tuple[bool, ...]], least: bool
) -> tuple[dict[str, tuple[int, int]], list[Relation], str] | None:
    """The fewest or the most that two properties, each of a known number, can share or leave out."""
    found = [(sets.property(w, new=False), n, s) for n, w, s in clauses]
    if len(found) != 2 or len(sets.properties) != 2 or {f[0] for f in found} != {0, 1} or sets.total is None:
        return None
    (_, a, one), (_, b, other) = found
    if a is None or b is None:
        return None
    both, neither = chosen == {(True, True)}, chosen == {(False, False)}
    bounds = (("0", f"{a} + {b} - {sets.total}") if both else ("0", f"{sets.total} - {a} - {b}")) if least else (
        (str(a), str(b)) if both else (f"{sets.total} - {a}", f"{sets.total} - {b}")
    )  # fmt: skip
    if not (both or neither):
        return None
    sign = ">=" if least else "<="
    said = " and ".join(f"extreme {sign} {x}" for x in bounds) + " and (" + " or ".join(f"extreme == {x}" for x in bounds) + ")"
    return {"extreme": (0, sets.total)}, [relation(said, f"{one}; {other}")], "extreme"


def _opened(sentence: str, sets: _Sets) -> str | None:
    """What a sentence says beyond how many there are; `""` if no more, `None` if it is not understood."""
    if sets.total is None:
        head, comma, rest = sentence.partition(", ")
        for whole, more in ((sentence, ""), (head, rest)) if comma else ((sentence, ""),):
            if (found := _TOTAL.match(whole)) and not (more and not re.match(r"(?:and |only |just )?(?:\d|all|every)", more)):
                key = next(k for k in "abcd" if found[k])
                sets.total, sets.nouns = int(found[key]), singular(found[f"n{key}"] or "people") | {"people", "person"}
                return more
    found = _COVERED.match(sentence)
    if found and found["n"] and sets.total is None:
        sets.total, sets.nouns = int(found["n"]), singular(found["noun"] or "members") | {"people"}
        return "all " + re.sub(r"^(?:of|in|at|on) (?:an?|the|our|my|this) [a-z]+ ", "", found["rest"])
    return sentence


def _clauses(text: str, sets: _Sets, sentence: str, out: list[tuple[int | None, str, str]]) -> bool:
    for part in (p.strip(" ,") for p in _AND.split(text)):
        found = _CLAUSE.match(part)
        if found and found["rest"]:
            number = 0 if not found["n"].isdigit() else int(found["n"])
            words = re.sub(r"^(?:[a-z]+)\b(?= )", lambda m: "" if m[0] in sets.nouns else m[0], found["rest"]).strip()
            only = re.match(r"^(?:only|just|exactly) ", part)
            out.append((number, words, sentence))
            if only and re.search(r"\bonly\b", words):
                return False
            continue
        every = re.match(r"^(?:all|every|each|everyone|everybody)(?: one)?(?: of (?:them|these|the [a-z]+))?(?: (?:on|in|at) (?:the|this|our|my) [a-z]+)?(?P<rest> .+)$", part)
        if every and _ANY.search(every["rest"]):
            both = "" if re.search(r"at least one|both", every["rest"]) else " or both"
            out.append((None, every["rest"].strip() + both, sentence))
            continue
        return False
    return True


_ANY = re.compile(r"\b(?:or\b(?!.*\b(?:not both|neither)\b)|at least one|or both|one or both)\b")
_SPECIAL = re.compile(
    r"\b(?:both|neither|none|nothing|either|only|just|but not|not|without|all three|exactly one|at least one|or)\b|n't\b"
)


def _chosen(words: str, sets: _Sets) -> set[tuple[bool, ...]] | None:
    """The parts of the set of which words are true; `None` if they are not understood."""
    every = list(product((False, True), repeat=len(sets.properties)))
    low = words.replace("n't", " not").strip()
    rest = sets.content(re.sub(r"\b(?:both|neither|nor|none|nothing|either|only|just|but|not|without|all 3|exactly|at least|one|2|3|or|and|activities|things|subjects|sports|languages|drinks|of|kind|kinds)\b", " ", low))  # fmt: skip
    known = frozenset().union(*sets.properties)
    if rest - known:
        return None
    named = [n for n, p in enumerate(sets.properties) if p & rest and (p <= rest or not any(p & rest & q for m, q in enumerate(sets.properties) if m != n))]  # fmt: skip
    telling = [n for n in named if (sets.properties[n] & rest) - frozenset().union(*(q for m, q in enumerate(sets.properties) if m != n))]  # fmt: skip
    two = len(sets.properties) == 2
    if re.search(r"\b(?:neither|none|nothing)\b", low) and len(telling) in (0, len(sets.properties)):
        return {b for b in every if not any(b)}
    if re.search(r"\bboth\b", low) and not re.search(r"\bor both\b|\bnot both\b", low):
        return {b for b in every if all(b)} if two and len(telling) in (0, 2) else _all_of(every, telling)
    if re.search(r"\ball 3\b", low) and len(sets.properties) == 3 and not telling:
        return {b for b in every if all(b)}
    if re.search(r"\b(?:exactly|only|just) one\b", low) and not telling:
        return {b for b in every if sum(b) == 1}
    if re.search(r"\b(?:at least one|one or both)\b", low) and len(telling) in (0, len(sets.properties)):
        return {b for b in every if any(b)}
    if re.search(r"\bor both\b", low) and len(telling) == len(sets.properties):
        return {b for b in every if any(b)}
    if parted := re.match(r"^(?P<a>.+?),? (?:but (?:do |does |did |are |is |have |has )?not|without|and not)\b(?P<b>.+)$", low):
        one, other = sets.property(parted["a"], new=False), sets.property(parted["b"], new=False)
        if one is None or other is None or one == other:
            return None
        return {b for b in every if b[one] and not b[other]}
    if re.search(r"\b(?:only|just)\b", low) and len(telling) == 1:
        return {b for b in every if sum(b) == 1 and b[telling[0]]}
    if re.search(r"\bnot\b", low) and len(telling) == 1 and " and " not in low:
        return {b for b in every if not b[telling[0]]}
    if re.search(r"\b(?:or|not|only|just|either|but)\b", low):
        return None
    if " and " in low and len(telling) > 1:
        return _all_of(every, telling)
    at = sets.property(low, new=False)
    return {b for b in every if b[at]} if at is not None else None


def _all_of(every: Sequence[tuple[bool, ...]], named: Sequence[int]) -> set[tuple[bool, ...]] | None:
    return {b for b in every if all(b[n] for n in named)} if len(named) > 1 else None


def _sum(chosen: set[tuple[bool, ...]], parts: Sequence[tuple[tuple[bool, ...], str]]) -> str:
    return " + ".join(v for bits, v in parts if bits in chosen) or "0"
