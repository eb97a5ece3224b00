"""What the clues of a puzzle are about: so many carriers, and what each of them has of every sort. Knows no English.

One sort, the base, tells the carriers apart; every other sort gives each carrier one of its values, by number. A value
that only one carrier can have stands for that carrier: of "the baker" anything can be said that is said of a carrier.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from itertools import product
from typing import NamedTuple

from ech0.core.types import Relation
from ech0.minds.embedded.logic.forms import Unreadable
from ech0.minds.embedded.logic.puzzles.scene import relation

MAX_CARRIERS, MAX_SORTS, MAX_EXPRESSION, MAX_HELPERS = 9, 6, 1900, 24
Where = tuple[float, float]


class Thing(NamedTuple):
    """A value of a sort: of the base, a carrier; of another sort, whoever has it."""

    sort: str
    at: int


@dataclass
class Sort:
    """Values with names, numbered from one.

    `single`: each value is had by one carrier at most. `onto`: each value is had. `order`: the values stand in a row, of
    which `where` gives the coordinates (steps, and the row for two rows that face one another). `upward`: later values are higher.
    `metric`: the values are amounts, `low` to `high`. `bool`: in or out. `ring`: the last is beside the first.
    """

    name: str
    values: tuple[str, ...] = ()
    nouns: frozenset[str] = frozenset()
    single: bool = True
    onto: bool = True
    order: bool = False
    where: tuple[Where, ...] = ()
    upward: bool = False
    metric: bool = False
    low: int = 1
    high: int = 0
    ring: bool = False
    facing: bool = False
    kind: str = ""
    lasts: tuple[str, ...] = ()

    @property
    def size(self) -> int:
        return len(self.values) or self.high - self.low + 1


class Alike(Unreadable):
    """Two things that cannot be one are said to be: the sign of a misreading."""


@dataclass
class World:
    """Carriers, sorts, and the variables that are needed so far.

    `measure` is the scale of a bare `more than`; `tried` is above zero while every carrier is tried in a place.
    """

    base: Sort
    sorts: dict[str, Sort] = field(default_factory=dict)
    said: list[Relation] = field(default_factory=list)
    used: dict[str, tuple[int, int]] = field(default_factory=dict)
    helpers: dict[tuple[str, int, str], str] = field(default_factory=dict)
    measure: str = ""
    tried: int = 0
    clockwise: bool = False

    @property
    def n(self) -> int:
        return len(self.base.values)

    def sort(self, name: str) -> Sort:
        return self.base if name == self.base.name else self.sorts[name]

    def all(self) -> list[Sort]:
        return [self.base, *self.sorts.values()]

    def carriers(self) -> list[Thing]:
        return [Thing(self.base.name, k) for k in range(1, self.n + 1)]

    def _touch(self, sort: Sort) -> None:
        """The variables of a sort come into being when it is first spoken of."""
        if f"{sort.name}_1" in self.used:
            return
        names = [f"{sort.name}_{k}" for k in range(1, self.n + 1)]
        for name in names:
            self.used[name] = (sort.low, sort.high or sort.size)
        if sort.single and sort.kind != "in":
            for n, one in enumerate(names[:-1]):
                self.said.append(relation(" and ".join(f"{one} != {o}" for o in names[n + 1 :]), f"no two have the same {sort.name}"))
        elif sort.onto and not sort.metric and sort.kind != "in":
            for v in range(1, sort.size + 1):
                self.said.append(relation("(" + " or ".join(f"{n} == {v}" for n in names) + ")", f"each {sort.name} is had"))

    def term(self, thing: Thing, sort: Sort) -> str:
        """What a thing has of a sort, as an expression; raises `Unreadable` if it stands for no one carrier."""
        if thing.sort == sort.name:
            return str(thing.at)
        if sort is not self.base:
            self._touch(sort)
        if thing.sort == self.base.name:
            return f"{sort.name}_{thing.at}"
        own = self.sort(thing.sort)
        if not own.single or not own.onto:
            raise Unreadable("a description that may fit several of them or none")
        self._touch(own)
        if own.metric:
            raise Unreadable("an amount as a thing")
        key = (thing.sort, thing.at, sort.name)
        if key not in self.helpers:
            if len(self.helpers) >= MAX_HELPERS:
                raise Unreadable("too many descriptions")
            name = f"x{len(self.helpers)}"
            self.helpers[key] = name
            self.used[name] = (1, self.n) if sort is self.base else (sort.low, sort.high or sort.size)
            for k in range(1, self.n + 1):
                value = str(k) if sort is self.base else f"{sort.name}_{k}"
                self.said.append(relation(f"{own.name}_{k} == {thing.at} -> {name} == {value}", f"whoever has {own.values[thing.at - 1]}"))
        return self.helpers[key]

    def has(self, thing: Thing, value: Thing) -> str:
        """That a thing and a value go together."""
        if thing.sort == value.sort:
            if not self.tried:
                raise Alike("one of them said to be another")
            return "1 == 1" if thing.at == value.at else "1 == 0"
        if value.sort == self.base.name and thing.sort != self.base.name:
            thing, value = value, thing
        if thing.sort != self.base.name and self.sort(value.sort).single and self.sort(value.sort).onto and not self.sort(thing.sort).single:
            thing, value = value, thing
        return f"{self.term(thing, self.sort(value.sort))} == {value.at}"

    def pairs(self, a: Thing, b: Thing, sort: Sort, test: Callable[[int, int], bool]) -> str:
        """That the places of two things on a sort stand to one another so that `test` is true of their numbers."""
        if a == b:
            raise Alike("something is compared with itself")
        x, y = self.term(a, sort), self.term(b, sort)
        places = range(1, sort.size + 1)
        fit = [(i, j) for i, j in product(places, places) if test(i, j)]
        return self._among(x, y, fit)

    def _among(self, x: str, y: str, fit: Sequence[tuple[int, int]]) -> str:
        if not fit:
            return "1 == 0"
        by: dict[int, list[int]] = {}
        for i, j in fit:
            by.setdefault(i, []).append(j)
        parts = []
        for i, js in by.items():
            if x.isdigit() and int(x) != i:
                continue
            right = [j for j in js if not y.isdigit() or int(y) == j]
            if not right:
                continue
            tail = "1 == 1" if y.isdigit() else either(f"{y} == {j}" for j in right)
            parts.append(f"({x} == {i} and {tail})")
        return either(parts)

    def ranges(self) -> dict[str, tuple[int, int]]:
        return dict(self.used)


def either(terms: Iterable[str]) -> str:
    """At least one of the terms holds."""
    row = [t for t in terms if t != "1 == 0"]
    return bounded("(" + " or ".join(row) + ")") if len(row) > 1 else row[0] if row else "1 == 0"


def both(terms: Iterable[str]) -> str:
    """All of the terms hold."""
    row = [t for t in terms if t != "1 == 1"]
    return bounded("(" + " and ".join(row) + ")") if len(row) > 1 else row[0] if row else "1 == 1"


def negated(term: str) -> str:
    """The term does not hold."""
    return f"not ({term})"


def number(terms: Sequence[str], sign: str, k: int) -> str:
    """So many of the terms hold."""
    return bounded("(" + " + ".join(f"({t})" for t in terms) + f" {sign} {k})")


def bounded(expression: str) -> str:
    """The expression; raises `Unreadable` if it is too long for a claim."""
    if len(expression) > MAX_EXPRESSION:
        raise Unreadable("a clue with too many cases")
    return expression
