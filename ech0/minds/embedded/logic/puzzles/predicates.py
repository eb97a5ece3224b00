"""Predicates as marks to expressions of the thing that they are said of. Knows no sentence and no wording."""

import re
from collections.abc import Callable, Sequence

from ech0.minds.embedded.logic.forms import Unreadable
from ech0.minds.embedded.logic.puzzles.scene import Scene, near

MAX_STEPS = 4000
Marks = tuple[str, ...]
Meaning = Callable[[str], str]
"""What a predicate says of a thing, a place or a value, given by its mark."""


class Predicates:
    """Reads predicates over one scene, bounded in steps. `rules`: the productions used, for the record."""

    def __init__(self, scene: Scene) -> None:
        self.scene, self.steps, self.rules = scene, 0, set[str]()

    def _spend(self) -> None:
        self.steps += 1
        if self.steps > MAX_STEPS:
            raise Unreadable("the statement is too involved")

    def _use(self, rule: str, expression: str) -> str:
        self.rules.add(rule)
        return expression

    def _noun_phrase(self, said: Marks, at: int) -> tuple[str, tuple[str, ...], int]:
        """Things from `at` on: how they are joined, their marks, and where they end."""
        lead = said[at] if at < len(said) and said[at] in ("both", "either", "neither") else ""
        at += bool(lead)
        if at >= len(said) or not is_thing(said[at]):
            raise Unreadable("a thing or a place is missing")
        items, joints = [said[at]], set()
        at += 1
        while at < len(said):
            step = at
            while step < len(said) and said[step] in (",", "and", "or", "nor"):
                step += 1
            if step == at or step >= len(said) or not is_thing(said[step]):
                break
            if said[at] == "," and step == at + 1 and not _goes_on(said, step):
                break
            joints |= {s for s in said[at:step] if s != ","}
            items.append(said[step])
            at = step + 1
        if len(joints) > 1 or (len(items) > 1 and not joints):
            raise Unreadable("how the things are joined is not plain")
        if lead and len(items) == 1:
            raise Unreadable("the other one is missing")
        how = joints.pop() if joints else "and"
        if {"both": "and", "either": "or", "neither": "nor", "": how}[lead] != how and (len(items) > 1 or lead):
            if len(items) == 1:
                raise Unreadable("the other one is missing")
            if not (lead == "neither" and how == "or"):
                raise Unreadable("how the things are joined is not plain")
            how = "nor"
        if how == "or" and said[at : at + 3] == ("but", "not", "both"):
            how, at = "xor", at + 3
        elif how == "or" and said[at : at + 4] == (",", "but", "not", "both"):
            how, at = "xor", at + 4
        return how, tuple(items), at

    # --- predicates ---------------------------------------------------------------------------------------------------

    def _predicate(self, said: Marks) -> Meaning:
        self._spend()
        said = trimmed(said)
        if not said:
            raise Unreadable("nothing is said of it")
        if said[0] == "not":
            inner = said[1:]
            meaning = self._predicate(inner)
            if ("and" in inner or "but" in inner) and inner[0] not in ("both", "B", "BI", "either"):
                raise Unreadable("how far `not` reaches is not plain")
            return lambda x: f"(not {meaning(x)})"
        if said[0] == "so" or said[-1] == "so":
            raise Unreadable("what `so` stands for")
        simple = self._simple_or_none(said)
        if simple is not None:
            return simple
        return self._several(said)

    def _several(self, said: Marks) -> Meaning:
        """`either first or last`, `first, second or third`, `before A and after B`."""
        lead = said[0] if said[0] in ("either", "neither", "both") else ""
        body = said[1:] if lead else said
        exclusive = body[-3:] == ("but", "not", "both")
        body = trimmed(body[:-3]) if exclusive else body
        for n, mark in enumerate(body):
            if mark not in ("and", "or", "but", "nor", ",") or n == 0 or n + 1 == len(body):
                continue
            sign = "or" if mark == "or" else "nor" if mark == "nor" else "and"
            if mark == ",":
                rest = [m for m in body[n + 1 :] if m in ("and", "or", "nor", "but")]
                if not rest:
                    continue
                sign = "or" if rest[0] == "or" else "nor" if rest[0] == "nor" else "and"
                if body[n + 1] in ("and", "or", "but", "nor"):
                    continue
            left = self._predicate_or_none(body[:n])
            right = self._predicate_or_none(
                (*(("neither",) if sign == "nor" and "nor" in body[n + 1 :] else ()), *body[n + 1 :])
            )
            if left is None and right is not None and is_relation(body[:n]):
                left, right = self._shared(body, n)
            if left is None or right is None:
                continue
            if lead and {"either": "or", "neither": "nor", "both": "and"}[lead] != sign:
                continue
            return self._pair(left, right, sign, exclusive)
        raise Unreadable("a place or a relation is not understood")

    def _pair(self, left: Meaning, right: Meaning, sign: str, exclusive: bool) -> Meaning:
        if sign == "nor":
            return lambda x: f"((not {left(x)}) and (not {right(x)}))"
        if exclusive:
            return lambda x: f"(({left(x)}) + ({right(x)}) == 1)"
        return lambda x: f"({left(x)} {sign} {right(x)})"

    def _shared(self, body: Marks, n: int) -> tuple[Meaning | None, Meaning | None]:
        """`immediately before or immediately after A`: the thing is said once."""
        start = next((i for i in range(n + 1, len(body)) if not is_relation(body[i : i + 1])), len(body))
        return self._predicate_or_none((*body[:n], *body[start:])), self._predicate_or_none(body[n + 1 :])

    def _predicate_or_none(self, said: Marks) -> Meaning | None:
        try:
            return self._predicate(said)
        except Unreadable:
            if self.steps > MAX_STEPS:
                raise
            return None

    def _simple_or_none(self, said: Marks) -> Meaning | None:
        mark, rest = said[0], said[1:]
        if mark == "W" or (mark == "IN" and rest[:1] == ("W",)):
            how, objects, at = self._noun_phrase(rest if mark == "W" else rest[1:], 0)
            if how != "and" or at != len(rest) - (mark == "IN"):
                raise Unreadable("with whom")
            return lambda x: "(" + " and ".join(f"{self._term(o, 'chosen')[0]} == 1" for o in (x, *objects)) + ")"
        if mark == "IN" and not rest:
            return lambda x: f"({self._term(x, 'chosen')[0]} == 1)"
        if mark == "E" and not rest:
            return self._at_end
        if mark[:2] == "O:" and not rest:
            return lambda x: self._odd(x, mark == "O:1")
        if mark in ("B", "BI"):
            return self._between(mark, rest)
        if mark[:2] == "R:" and rest[:1] == ("ALL",):
            return self._of_all(mark, rest[1:])
        if mark[:2] in ("R:", "S:", "D:") or mark == "N":
            try:
                how, objects, at = self._noun_phrase(rest, 0)
            except Unreadable:
                return None
            if at != len(rest):
                return None
            return lambda x: combined(how, [self._related(x, mark, o) for o in objects])
        if is_thing(mark) or mark in ("either", "neither", "both"):
            try:
                how, objects, at = self._noun_phrase(said, 0)
            except Unreadable:
                return None
            if at != len(said):
                return None
            return lambda x: combined(how, [self._equal(x, o) for o in objects])
        return None

    def _of_all(self, mark: str, rest: Marks) -> Meaning | None:
        """`before everyone but A`: of all others it holds, of A it does not."""
        excepted: tuple[str, ...] = ()
        if rest:
            if rest[0] != "BUT":
                return None
            how, excepted, at = self._noun_phrase(rest, 1)
            if how != "and" or at != len(rest):
                return None

        def said(x: str) -> str:
            members = self.scene.kinds[self.scene.kind(int(x[1:]))].members if x[0] == "@" else ()
            others = [f"@{t}" for t in members if f"@{t}" != x]
            if len(others) <= len(excepted):
                raise Unreadable("than whom")
            terms = [("not " if o in excepted else "") + self._related(x, mark, o) for o in others]
            return f"({' and '.join(terms)})"

        return said

    def _between(self, mark: str, rest: Marks) -> Meaning | None:
        if len(rest) != 3 or rest[1] != "and" or not (is_thing(rest[0]) and is_thing(rest[2])):
            return None

        def said(x: str) -> str:
            if self.scene.ring:
                return f"({self._near(x, rest[0])} and {self._near(x, rest[2])})"
            a, b, c = (self._ordered(m) for m in (rest[0], x, rest[2]))
            if mark == "BI":
                return f"(({b} - {a} == 1 and {c} - {b} == 1) or ({a} - {b} == 1 and {b} - {c} == 1))"
            return f"(({a} < {b} and {b} < {c}) or ({c} < {b} and {b} < {a}))"

        return said

    # --- terms --------------------------------------------------------------------------------------------------------

    def _term(self, mark: str, axis: str) -> tuple[str, str]:
        """A thing's or a place's expression on an axis, and that axis."""
        if mark[0] == "@":
            if not mark[1:].isdigit():
                raise Unreadable("a mark of the text is none of ours")
            if axis == "chosen" and "chosen" not in self.scene.axes:
                raise Unreadable("nothing is chosen here")
            return self.scene.variable(int(mark[1:]), axis), axis
        _, where, place = mark.split(":")
        if where != axis:
            raise Unreadable("a place on another scale")
        return self.scene.value(where, int(place)), where

    def _ordered(self, mark: str) -> str:
        axis = self.scene.scale("place")
        if not axis.ordered or self.scene.ring:
            raise Unreadable("there is no order among the places")
        return self._term(mark, "place")[0]

    def _near(self, x: str, y: str) -> str:
        axis = self.scene.scale("place")
        if not axis.ordered:
            raise Unreadable("there is no order among the places")
        return near(self._term(x, "place")[0], self._term(y, "place")[0], axis.size if self.scene.ring else 0)

    def _related(self, x: str, mark: str, y: str) -> str:
        if x == y:
            raise Unreadable("a thing is compared with itself")
        if mark == "N":
            return self._near(x, y)
        kind, axis, *spec = mark.split(":")
        if kind in "SD":
            a, b = self._term(x, axis)[0], self._term(y, axis)[0]
            return f"({a} {'==' if kind == 'S' else '!='} {b})"
        if axis == "place" and self.scene.ring:
            return self._around(x, spec[0], y)
        if axis == "place":
            a, b = self._ordered(x), self._ordered(y)
        else:
            a, b = self._term(x, axis)[0], self._term(y, axis)[0]
        return _distance(a, b, spec[0])

    def _around(self, x: str, spec: str, y: str) -> str:
        """On a ring whose places run clockwise: so many steps on, or half of it."""
        size = self.scene.scale("place").size
        a, b = self._term(x, "place")[0], self._term(y, "place")[0]
        if spec == "/":
            if size % 2:
                raise Unreadable("nobody sits opposite where their number is odd")
            return f"({a} - {b} == {size // 2} or {b} - {a} == {size // 2})"
        found = re.fullmatch(r"([<>])(\d+)", spec)
        if not found or not 0 < int(found[2]) < size:
            raise Unreadable("how far round")
        low, high, steps = (a, b, int(found[2])) if found[1] == "<" else (b, a, int(found[2]))
        return f"({high} - {low} == {steps} or {low} - {high} == {size - steps})"

    def _equal(self, x: str, y: str) -> str:
        """`Ann has the cat`, `Ann is on Monday`, `the first is the cat`."""
        if x[0] != "@" and y[0] != "@":
            raise Unreadable("two places are one")
        if any(e[0] == "@" and not e[1:].isdigit() for e in (x, y)):
            raise Unreadable("a name that holds a mark of ours")
        if x[0] == "@" and y[0] == "@":
            if self.scene.kind(int(x[1:])) == self.scene.kind(int(y[1:])):
                raise Unreadable("two things of a kind are one")
            return f"({self._term(x, 'place')[0]} == {self._term(y, 'place')[0]})"
        value = x if y[0] == "@" else y
        axis, place = value.split(":")[1], int(value.split(":")[2])
        if self.scene.tied and not self.scene.axes[axis].apart and axis != "place":
            return self._extreme(y if value is x else x, axis, place)
        return f"({self._term(y if value is x else x, axis)[0]} == {self._term(value, axis)[0]})"

    def _extreme(self, x: str, axis: str, place: int) -> str:
        """The first or the last where two may be level: nobody is beyond it."""
        size = self.scene.axes[axis].size
        if place not in (1, size):
            raise Unreadable("a rank where two may be level")
        a, sign = self._term(x, axis)[0], "<=" if place == 1 else ">="
        others = [t for t in self.scene.kinds[self.scene.kind(int(x[1:]))].members if f"@{t}" != x]
        return "(" + " and ".join(f"{a} {sign} {self._term(f'@{t}', axis)[0]}" for t in others) + ")"

    def _at_end(self, x: str) -> str:
        a = self._ordered(x)
        last = self.scene.scale("place").size
        return f"({a} == {self.scene.value('place', 1)} or {a} == {self.scene.value('place', last)})"

    def _odd(self, x: str, odd: bool) -> str:
        a = self._ordered(x)
        fitting = range(1 if odd else 2, self.scene.scale("place").size + 1, 2)
        return "(" + " or ".join(f"{a} == {self.scene.value('place', n)}" for n in fitting) + ")"


def _distance(a: str, b: str, spec: str) -> str:
    found = re.fullmatch(r"(<=|>=|<|>)(\d*)([+-]?)", spec)
    if not found:
        raise Unreadable("a relation is not understood")
    sign, steps, more = found.groups()
    if not steps:
        return f"({a} {sign} {b})"
    if sign in ("<=", ">="):
        raise Unreadable("a relation is not understood")
    low, high = (a, b) if sign == "<" else (b, a)
    if more == "-":
        return f"({low} < {high} and {high} - {low} <= {steps})"
    return f"({high} - {low} {'>=' if more else '=='} {steps})"


def combined(how: str, said: Sequence[str]) -> str:
    """What is said of several things, joined as they are."""
    if len(said) == 1:
        return said[0] if how != "nor" else f"(not {said[0]})"
    if how == "xor":
        return f"({' + '.join(f'({s})' for s in said)} == 1)"
    if how == "nor":
        return "(" + " and ".join(f"not {s}" for s in said) + ")"
    return f"({f' {how} '.join(said)})"


def is_thing(mark: str) -> bool:
    """Whether a mark is a thing or a place."""
    return mark[0] == "@" or mark[:2] == "V:"


def is_relation(said: Marks) -> bool:
    """Whether the marks are one relation that wants a thing."""
    return len(said) == 1 and (said[0][:2] in ("R:", "S:", "D:") or said[0] == "N")


def _goes_on(said: Marks, at: int) -> bool:
    """Whether a list goes on after the thing at `at`, so that the comma before it is one of the list's."""
    return at + 1 < len(said) and said[at + 1] in (",", "and", "or", "nor")


def trimmed(said: Marks) -> Marks:
    """Marks without the commas and joints at their ends."""
    while said and said[0] in (",", "and", "but"):
        said = said[1:]
    while said and said[-1] == ",":
        said = said[:-1]
    return said
