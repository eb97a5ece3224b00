"""What a puzzle is about: things, the axes on which they have places, and what holds of all of them. Knows no English.

Every thing has one place on each axis it is on. An axis is a row of places: numbers, named days, committees, in or
out. Things of two kinds with one place each on one axis belong together where their places are equal, so "the owner
of the cat" is the cat's place.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import combinations

from ech0.core.types import Relation, Variable
from ech0.minds.embedded.logic.forms import Unreadable

MAX_THINGS, MAX_PLACES = 26, 20


@dataclass
class Axis:
    """Places 1 to `size`, with names if they have any. `apart`: no two things of a kind share a place."""

    name: str
    size: int
    values: tuple[str, ...] = ()
    ordered: bool = True
    apart: bool = True
    nouns: frozenset[str] = frozenset()
    upward: bool = False
    chosen: bool = False


@dataclass
class Kind:
    """Things of one sort, by number, and the nouns that call them."""

    nouns: frozenset[str]
    members: tuple[int, ...]


@dataclass
class Scene:
    """The things of a puzzle and their axes.

    `names` are marks by name, `sorts` parts by noun, `carriers` words that say nothing here, `choosing` words for being
    chosen; `measure` the scale that `more than` is on; `tied` whether two may be level on a scale of comparison;
    `guided` whether someone who is none of the things goes through them; `about` the things that something was said of, by axis; `rules` what the setting says of all.
    """

    things: tuple[str, ...]
    kinds: list[Kind]
    axes: dict[str, Axis]
    rules: list[Relation] = field(default_factory=list)
    parts: list[Kind] = field(default_factory=list)
    about: dict[str, tuple[int, ...]] = field(default_factory=dict)
    carriers: frozenset[str] = frozenset()
    names: dict[str, str] = field(default_factory=dict)
    sorts: dict[str, int] = field(default_factory=dict)
    choosing: frozenset[str] = frozenset()
    ring: bool = False
    measure: str = ""
    tied: bool = False
    guided: bool = False
    alike: dict[str, tuple[str, bool]] = field(default_factory=dict)

    @property
    def lenient(self) -> bool:
        """Whether one kind of things is in order and nothing else: then words of no order say nothing."""
        return len(self.kinds) == 1 and all(a.ordered and a.apart and not a.chosen for a in self.axes.values())

    def kind(self, thing: int) -> int:
        """The number of the kind that a thing is of."""
        return next(n for n, k in enumerate(self.kinds) if thing in k.members)

    def main(self) -> Axis:
        """The axis that is meant if none is named; raises `Unreadable` if it is not plain which."""
        told = [name for name, things in self.about.items() if things]
        if len(told) == 1:
            return self.axes[told[0]]
        if "place" in self.axes:
            return self.axes["place"]
        if len(self.axes) == 1:
            return next(iter(self.axes.values()))
        raise Unreadable("it is not plain on which scale")

    def scale(self, name: str) -> Axis:
        """The axis of that name; a scale such as age comes into being when it is first spoken of."""
        if name not in self.axes:
            if len(self.axes) > 4:
                raise Unreadable("too many scales")
            if name == "place" and any(not a.ordered for a in self.axes.values()):
                raise Unreadable("there is no order among the places")
            self.axes[name] = Axis(name, len(self.kinds[0].members), apart=not (self.tied and name != "place"))
        return self.axes[name]

    def variable(self, thing: int, axis: str) -> str:
        """The variable of a thing's place; raises `Unreadable` if the thing is not on that axis."""
        scale = self.scale(axis)
        if axis != "place" and self.kind(thing):
            raise Unreadable("only one sort of things has that")
        members = self.about.setdefault(axis, ())
        if thing not in members:
            if len(self.kinds[self.kind(thing)].members) > scale.size and scale.apart:
                raise Unreadable("there are more things than places")
            self.about[axis] = (*members, thing)
        return f"t{thing}__{axis}"

    def value(self, axis: str, place: int) -> str:
        """A place of an axis in an expression."""
        scale = self.axes[axis]
        if not 1 <= place <= scale.size:
            raise Unreadable("there is no such place")
        return f"{axis}_{place}" if scale.values else str(place)

    def kinds_on(self, axis: str) -> list[Kind]:
        """The kinds that have places on an axis, all of them as soon as one of their things has."""
        return [k for k in self.kinds if set(k.members) & set(self.about.get(axis, ()))]

    def variables(self) -> tuple[Variable, ...]:
        """Every variable that the claim needs."""
        out = []
        for name, axis in self.axes.items():
            values = tuple(f"{name}_{n + 1}" for n in range(axis.size)) if axis.values else None
            low, high = (None, None) if values else (0, 1) if axis.chosen else (1, axis.size)
            out += [
                Variable.model_construct(name=f"t{t}__{name}", values=values, low=low, high=high)
                for kind in self.kinds_on(name)
                for t in kind.members
            ]
        return tuple(out)

    def apart(self) -> Iterable[Relation]:
        """No two things of a kind share a place."""
        for name, axis in self.axes.items():
            for kind in self.kinds_on(name) if axis.apart and not axis.chosen else ():
                for n, one in enumerate(kind.members[:-1]):
                    others = [f"t{one}__{name} != t{other}__{name}" for other in kind.members[n + 1 :]]
                    yield relation(" and ".join(others), "no two share a place")

    def said(self, name: str) -> str:
        """The place behind a value's name."""
        axis, _, place = name.rpartition("_")
        return self.axes[axis].values[int(place) - 1]


def relation(expression: str, text: str) -> Relation:
    """An expression with its words; what it says was checked by the reader that made it."""
    return Relation.model_construct(expression=expression, formula=None, text=text)


def near(a: str, b: str, size: int = 0) -> str:
    """Next to one another; on a ring of `size` places the last is next to the first."""
    ring = f" or {a} - {b} == {size - 1} or {b} - {a} == {size - 1}" if size else ""
    return f"({a} - {b} == 1 or {b} - {a} == 1{ring})"


def counted(terms: Iterable[str], sign: str, number: int) -> str:
    """So many of the terms hold."""
    return f"({' + '.join(f'({t})' for t in terms)} {sign} {number})"


def different(terms: Iterable[str]) -> str:
    """No two of the terms are equal."""
    return "(" + " and ".join(f"{a} != {b}" for a, b in combinations(terms, 2)) + ")"
