"""Problems of logic and order: who is what, who comes before whom. The names are drawn; the truth is known beforehand.

Every noun and name is a slot for the student, so that what it learns is the form of the sentences.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from random import Random

from ech0.minds.student import SlotPlan, SlotStep
from ech0.train.problem import Family

PEOPLE = (
    "Anna Boris Clara David Edith Felix Greta Hugo Irene Jonas Karin Lukas Marta Nils Olga Pavel Rita Simon "
    "Tina Viktor Wanda Xaver Yara Zeno Alva Bruno Carmen Diego"
).split()
NOUNS = (
    "cat dog bird plover heron zumper wompat grelk tavin dorple quister brimble lorn vesper jackal otter ferret "
    "badger tamper snork plimm gorvle yelper frast drubber moxen kelter"
).split()
KEPT = 1
EVERY = (
    "Every {a} is a {b}.",
    "All {a}s are {b}s.",
    "Each {a} is a {b}.",
    "{a}s are {b}s.",
    "Any {a} is a {b}.",
    "If something is a {a}, it is a {b}.",
    "Whatever is a {a} is also a {b}.",
)
NONE = (
    "No {a} is a {b}.",
    "{a}s are not {b}s.",
    "No {a}s are {b}s.",
    "Every {a} is not a {b}.",
    "A {a} is never a {b}.",
)
IS = ("{n} is a {a}.", "{n} is one of the {a}s.", "We know that {n} is a {a}.", "{n} belongs to the {a}s.")
ISNT = ("{n} is not a {a}.", "{n} is no {a}.", "{n} does not belong to the {a}s.")
ASKS = (
    "Is {n} a {a}?",
    "True or false: {n} is a {a}.",
    "Does it follow that {n} is a {a}?",
    "Is it true that {n} is a {a}?",
    "So, is {n} a {a} or not?",
)
ORDERS = (
    (
        "{a} is taller than {b}.",
        "{a} is shorter than {b}.",
        "Who is the tallest?",
        "Who is the shortest?",
        "Is {a} taller than {b}?",
    ),
    (
        "{a} is older than {b}.",
        "{a} is younger than {b}.",
        "Who is the oldest?",
        "Who is the youngest?",
        "Is {a} older than {b}?",
    ),
    (
        "{a} is heavier than {b}.",
        "{a} is lighter than {b}.",
        "Who is the heaviest?",
        "Who is the lightest?",
        "Is {a} heavier than {b}?",
    ),
    (
        "{a} is faster than {b}.",
        "{a} is slower than {b}.",
        "Who is the fastest?",
        "Who is the slowest?",
        "Is {a} faster than {b}?",
    ),
    (
        "{a} stands to the right of {b}.",
        "{a} stands to the left of {b}.",
        "Who stands at the far right?",
        "Who stands at the far left?",
        "Does {a} stand to the right of {b}?",
    ),
    (
        "{a} arrived after {b}.",
        "{a} arrived before {b}.",
        "Who arrived last?",
        "Who arrived first?",
        "Did {a} arrive after {b}?",
    ),
    (
        "{a} scored more than {b}.",
        "{a} scored less than {b}.",
        "Who scored the most?",
        "Who scored the least?",
        "Did {a} score more than {b}?",
    ),
    (
        "{a} weighs more than {b}.",
        "{a} weighs less than {b}.",
        "Who weighs the most?",
        "Who weighs the least?",
        "Does {a} weigh more than {b}?",
    ),
)


@dataclass(frozen=True)
class Puzzle:
    """A question without numbers: its text, its plan in slots, what our solver must say, and the wording's name."""

    family: Family
    subject: str
    template: str
    new: bool
    question: str
    find: str
    args: tuple[str, ...]
    answer: dict[str, object]
    truth: None = None
    heavy: bool = False

    @property
    def plan(self) -> SlotPlan:
        """The plan, of one step."""
        return SlotPlan(steps=(SlotStep(use=self.family, find=self.find, args=self.args),))


def logic(rng: Random, *, count: int, new: bool) -> Iterator[Puzzle]:
    """Chains of classes with a query that follows, is refuted, or is left open."""
    for _ in range(count):
        yield _logic(rng, new)


def order(rng: Random, *, count: int, new: bool) -> Iterator[Puzzle]:
    """People in a line, told pair by pair; who is at an end, or whether one comes before another."""
    for _ in range(count):
        yield _order(rng, new)


def _pick(rng: Random, rows: tuple[str, ...], new: bool) -> tuple[int, str]:
    n = rng.randrange(len(rows) - KEPT, len(rows)) if new else rng.randrange(len(rows) - KEPT)
    return n, rows[n]


def _logic(rng: Random, new: bool) -> Puzzle:
    length = rng.randint(1, 4)
    nouns = rng.sample(NOUNS, length + 2)
    name = rng.choice(PEOPLE)
    last_not = rng.random() < 0.3
    told: list[tuple[str, tuple[str, str, str]]] = []
    used: list[str] = []
    for n, (a, b) in enumerate(pairwise(nouns[: length + 1])):
        no = last_not and n == length - 1
        at, text = _pick(rng, NONE if no else EVERY, new)
        used.append(f"{'n' if no else 'e'}{at}")
        told.append((text.format(a=a, b=b), (a, ">!" if no else ">", b)))
    start = rng.randrange(length)
    at, text = _pick(rng, IS, new)
    used.append(f"i{at}")
    fact = (text.format(n=name, a=nouns[start]), (name, ":", nouns[start]))
    rng.shuffle(told) if rng.random() < 0.4 else None
    told.insert(0 if rng.random() < 0.4 else len(told), fact)
    end = rng.choice([*range(start + 1, length + 1), length + 1])
    at, text = _pick(rng, ASKS, new)
    used.append(f"a{at}")
    question = " ".join(s for s, _ in told) + " " + text.format(n=name, a=nouns[end])
    question = question[:1].upper() + question[1:]
    known = end <= length
    truth = None if not known else not (last_not and end == length)
    verdict = {None: "underdetermined", True: "proved", False: "refuted"}[truth]
    slots = _Places(question)
    args = tuple(slots.pair(*p) for _, p in told)
    find = slots.pair(name, ":", nouns[end])
    return Puzzle(
        "logic", f"chain of {length}", ".".join(sorted(set(used))), new, question, find, args, {"verdict": verdict}
    )


def _order(rng: Random, new: bool) -> Puzzle:
    size = rng.randint(2, 5)
    who = rng.sample(PEOPLE, size)  # lowest first
    kind = len(ORDERS) - 1 if new else rng.randrange(len(ORDERS) - 1)
    more, less, most, least, asks = ORDERS[kind]
    told: list[tuple[str, tuple[str, str, str]]] = []
    flips = ""
    for low, high in pairwise(who):
        flip = rng.random() < 0.5
        flips += "-" if flip else "+"
        text = less.format(a=low, b=high) if flip else more.format(a=high, b=low)
        told.append((text, (low, "<", high)))
    rng.shuffle(told)
    way = rng.randrange(3)
    answer: dict[str, object]
    ends = rng.sample(who, 2)
    question = " ".join(s for s, _ in told) + " " + (most, least, asks.format(a=ends[1], b=ends[0]))[way]
    slots = _Places(question)
    args = tuple(slots.pair(*p) for _, p in told)
    find = ("max", "min", slots.pair(ends[0], "<", ends[1]))[way]
    named = list(dict.fromkeys(n for _, (a, _, b) in told for n in (a, b)))
    if way == 2:
        answer = {"truth": who.index(ends[0]) < who.index(ends[1])}
    else:
        answer = {"verdict": "proved", "choice": named.index(who[-1] if way == 0 else who[0])}
    return Puzzle("order", f"line of {size}", f"o{kind}.w{way}.{flips}", new, question, find, args, answer)


_NAMED = frozenset(w.casefold() for w in (*PEOPLE, *NOUNS))
_ENDING_S = frozenset(w for w in _NAMED if w.endswith("s"))


class _Places:
    """The slot of each name: by its first place in the question."""

    def __init__(self, question: str) -> None:
        words = (w.removesuffix("s") if w not in _ENDING_S else w for w in re.findall(r"[a-z]+", question.casefold()))
        self._order = [w for w in dict.fromkeys(words) if w in _NAMED]

    def pair(self, left: str, mark: str, right: str) -> str:
        """`@0<@1`: both names by slot."""
        negated = mark.removeprefix(mark[0])
        return f"{self._slot(left)}{mark[0]}{negated}{self._slot(right)}"

    def _slot(self, word: str) -> str:
        return f"@{self._order.index(word.casefold())}"
