"""Marks to expressions: the grammar of statements. Knows no wording and no puzzle; strict, and bounded in steps.

A statement that can be read in two ways, or in which a mark is left over, is `Unreadable`.
"""

import re
from collections.abc import Callable, Sequence

from ech0.minds.embedded.logic.forms import Unreadable
from ech0.minds.embedded.logic.puzzles.scene import Scene, counted, near

MAX_STEPS, MAX_MARKS, MAX_EXPRESSION = 4000, 60, 1900
Marks = tuple[str, ...]
Meaning = Callable[[str], str]
"""What a predicate says of a thing, a place or a value, given by its mark."""


class Grammar:
    """Reads marks over one scene. `rules`: the productions used, for the record."""

    def __init__(self, scene: Scene) -> None:
        self.scene, self.steps, self.rules = scene, 0, set[str]()

    def statement(self, said: Sequence[str]) -> str:
        """The expression of a statement; raises `Unreadable`."""
        if not 0 < len(said) <= MAX_MARKS:
            raise Unreadable("a statement of that length")
        self.steps = 0
        expression = self._sentence(tuple(said))
        if len(expression) > MAX_EXPRESSION:
            raise Unreadable("it says too much at once")
        return expression

    def _spend(self) -> None:
        self.steps += 1
        if self.steps > MAX_STEPS:
            raise Unreadable("the statement is too involved")

    def _try(self, read: Callable[[Marks], str], said: Marks) -> str | None:
        try:
            return read(said)
        except Unreadable:
            if self.steps > MAX_STEPS:
                raise
            return None

    def _use(self, rule: str, expression: str) -> str:
        self.rules.add(rule)
        return expression

    # --- sentences ----------------------------------------------------------------------------------------------------

    def _sentence(self, said: Marks) -> str:
        self._spend()
        said = _trimmed(said)
        if not said:
            raise Unreadable("nothing is said")
        if said[-1] == "vice_versa":
            return self._vice_versa(said[:-1])
        if said[0] == "if":
            return self._if(said[1:])
        if said[0] == "unless":
            at = self._cut(said, (",",))
            return self._use("unless", f"((not {self._sentence(said[1:at])}) -> {self._sentence(said[at + 1 :])})")
        for joint, rule in (
            (("if", "and", "only", "if"), "iff"), (("if", "but", "only", "if"), "iff"),
            (("if", ",", "but", "only", "if"), "iff"), (("if", ",", "and", "only", "if"), "iff"),
            (("only", "if"), "only if"), (("unless",), "unless"), (("if",), "if"),
        ):  # fmt: skip
            if (at := _find(said, joint)) > 0:
                one, other = self._sentence(said[:at]), self._sentence(said[at + len(joint) :])
                pairs = {
                    "iff": f"(({one} -> {other}) and ({other} -> {one}))", "only if": f"({one} -> {other})",
                    "unless": f"((not {other}) -> {one})", "if": f"({other} -> {one})",
                }  # fmt: skip
                return self._use(rule, pairs[rule])
        return self._joined(said)

    def _if(self, rest: Marks) -> str:
        at = rest.index("then") if "then" in rest else self._cut(rest, (",",))
        head, tail = _trimmed(rest[:at]), _trimmed(rest[at + 1 :])
        condition = self._sentence(head)
        if tail[:1] == ("so",) and len(tail) > 1:  # `if A is red, so is B`
            _, predicate = self._split_subject(head)
            return self._use("so", f"({condition} -> {self._clause((*tail[1:], *predicate))})")
        if tail[:1] in (("both",), ("neither",)) and len(tail) > 1 and not _is_thing(tail[1]):  # `if A or B is, both are`
            (_, items), _ = self._split_subject(head)
            joint = "and" if tail[0] == "both" else "nor"
            row = [m for n, i in enumerate(items) for m in ((joint, i) if n else (i,))]
            return self._use("both of them", f"({condition} -> {self._clause((tail[0], *row, *tail[1:]))})")
        return self._use("if", f"({condition} -> {self._sentence(tail)})")

    def _cut(self, said: Marks, signs: Sequence[str]) -> int:
        """The only comma at which both sides are sentences."""
        found = [
            n for n, s in enumerate(said)
            if s in signs and self._try(self._sentence, _without(said[:n], ("unless",)))
            and (said[n + 1] in ("both", "neither") or self._try(self._sentence, said[n + 1 :]))
        ] if "so" not in said else [n for n, s in enumerate(said) if s in signs][-1:]  # fmt: skip
        if len(found) != 1:
            raise Unreadable("where the condition ends is not plain")
        return found[0]

    def _vice_versa(self, said: Marks) -> str:
        if said[:1] != ("if",):
            raise Unreadable("what is to be turned round")
        rest = said[1:]
        at = rest.index("then") if "then" in rest else self._cut(rest, (",",))
        one, other = self._sentence(rest[:at]), self._sentence(rest[at + 1 :])
        return self._use("vice versa", f"(({one} -> {other}) and ({other} -> {one}))")

    def _joined(self, said: Marks) -> str:
        clause = self._try(self._clause, said)
        if clause is not None:
            return clause
        if len(said) > 4 and said[-2] in ("nor", "neither") and _is_thing(said[-1]):  # `A is not first, nor is B`
            subject, predicate = self._split_subject(said[:-2])
            predicate = _trimmed(predicate)
            if predicate[:1] != ("not",) or len(subject[1]) != 1:
                raise Unreadable("what is denied of it")
            return self._use("nor", f"({self._clause(_trimmed(said[:-2]))} and {self._clause((said[-1], *predicate))})")
        exclusive = said[-3:] == ("but", "not", "both") or said[-2:] == ("not", "both")
        body = _trimmed(said[: -3 if said[-3] in ("but", ",") else -2]) if exclusive else said
        either = body[:1] == ("either",)
        found = []
        for n, mark in enumerate(body):
            if mark not in ("and", "but", "or", ",") or n == 0:
                continue
            left, right = _trimmed(body[1 if either else 0 : n]), _trimmed(body[n + 1 :])
            if body[n + 1 : n + 2] and body[n + 1] in ("and", "or", "but"):
                continue
            if len(right) == 2 and _is_thing(right[0]) and _is_relation(right[1:]) and _is_thing(left[-1]):
                right = (*right, left[-1])  # `A is before B, and C just after`
            one = self._try(self._sentence, left)
            other = self._try(self._sentence, right) if one else None
            if one and other:
                found.append((mark, one, other))
        if not found:
            raise Unreadable("a clause is not understood")
        signs = {"or" if mark == "or" else "and" for mark, _, _ in found}
        if len(signs) > 1 or (exclusive and signs != {"or"}) or (either and signs != {"or"}):
            raise Unreadable("`and` and `or` together can be read in two ways")
        _, one, other = found[0]
        if exclusive:
            return self._use("either or not both", f"(({one}) + ({other}) == 1)")
        return self._use(f"clauses joined by {signs}", f"({one} {signs.pop()} {other})")

    # --- clauses ------------------------------------------------------------------------------------------------------

    def _clause(self, said: Marks) -> str:
        self._spend()
        if said[0].startswith("Q:"):
            return self._counted(said)
        if said[0].startswith("G:"):
            return self._apart(said)
        if said[0] in ("only", "nobody"):
            return self._nobody_else(said)
        if len(said) == 4 and said[0] == said[-1] and said[0][0] == "@" and _is_thing(said[1]) and said[1] != said[0]:
            return self._clause(said[1:])  # `the mill has the inn right behind it`
        if (said[0][:2] == "R:" or said[0] in ("N", "B", "BI")) and _is_thing(said[-1]) and said[-2] not in ("and", "or"):
            return self._use("inversion", self._clause((said[-1], *said[:-1])))  # `right of A sits B`
        if said[0][:2] == "V:" and said[-1] == "only" and len(said) > 2:
            return self._exactly(said[0], said[1:-1])
        if said[:2] == ("not", "both"):
            subjects, predicate = self._split_subject(said[1:])
            both = [self._predicate(predicate)(s) for s in subjects[1]]
            return self._use("not both", f"(not ({' and '.join(both)}))")
        (how, subjects), predicate = self._split_subject(said)
        if not predicate and "chosen" in self.scene.axes:
            predicate = ("IN",)
        if not predicate:
            raise Unreadable("nothing is said of it")
        negated = predicate[0] == "not"
        if negated and predicate[1:2] == ("both",) and len(subjects) > 1:
            both = [self._predicate(predicate[2:])(s) for s in subjects]
            return self._use("not both", f"(not ({' and '.join(both)}))")
        if predicate[0] in ("both", "each_other") and len(subjects) > 1 and how == "and":
            predicate = predicate[1:]
        if predicate[0] == "neither" and len(subjects) > 1 and "nor" not in predicate:
            how, predicate = "nor", predicate[1:]
        if len(subjects) > 1 and how in ("and", "nor") and (together := self._together(subjects, predicate)):
            return f"(not {together})" if how == "nor" else together
        meaning = self._predicate(predicate)
        said_of = [meaning(s) for s in subjects]
        if how == "and" and negated and len(subjects) > 1:
            raise Unreadable("whether none or not all is meant")
        return _combined(how, said_of)

    def _split_subject(self, said: Marks) -> tuple[tuple[str, tuple[str, ...]], Marks]:
        how, items, at = self._noun_phrase(said, 0)
        return (how, items), said[at:]

    def _noun_phrase(self, said: Marks, at: int) -> tuple[str, tuple[str, ...], int]:
        """Things from `at` on: how they are joined, their marks, and where they end."""
        lead = said[at] if at < len(said) and said[at] in ("both", "either", "neither") else ""
        at += bool(lead)
        if at >= len(said) or not _is_thing(said[at]):
            raise Unreadable("a thing or a place is missing")
        items, joints = [said[at]], set()
        at += 1
        while at < len(said):
            step = at
            while step < len(said) and said[step] in (",", "and", "or", "nor"):
                step += 1
            if step == at or step >= len(said) or not _is_thing(said[step]):
                break
            if said[at] == "," and step == at + 1 and not _goes_on(said, step):
                break
            joints |= {s for s in said[at:step] if s != ","}
            items.append(said[step])
            at = step + 1
        if len(joints) > 1 or (len(items) > 1 and not joints):
            raise Unreadable("how the things are joined is not plain")
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

    def _counted(self, said: Marks) -> str:
        _, sign, number = said[0].split(":")
        if len(said) > 1 and said[1].startswith("K:"):
            subjects = tuple(f"@{t}" for t in self.scene.parts[int(said[1][2:])].members)
            predicate = said[2:]
        else:
            how, subjects, at = self._noun_phrase(said, 1)
            if how not in ("and", "or") or len(subjects) < 2:
                raise Unreadable("of what so many")
            predicate = said[at:]
        if not predicate and "chosen" in self.scene.axes:
            predicate = ("IN",)
        meaning = self._predicate(predicate)
        if not set(subjects) - set(predicate):
            raise Unreadable("of what so many")
        return self._use("count", counted([meaning(s) for s in subjects if s not in predicate], sign, int(number)))

    def _exactly(self, place: str, said: Marks) -> str:
        """`the first day has A and B only`: those and no others."""
        how, items, at = self._noun_phrase(said, 0)
        if how != "and" or at != len(said) or any(i[0] != "@" for i in items):
            raise Unreadable("what alone is there")
        members = [f"@{t}" for t in self.scene.kinds[self.scene.kind(int(items[0][1:]))].members]
        terms = [self._equal(m, place) if m in items else f"not {self._equal(m, place)}" for m in members]
        return self._use("only", f"({' and '.join(terms)})")

    def _nobody_else(self, said: Marks) -> str:
        """`only A is before B`, `nobody is before B`: of all others it does not hold."""
        items: tuple[str, ...] = ()
        at = 1
        if said[0] == "only":
            how, items, at = self._noun_phrase(said, 1)
            if how != "and":
                raise Unreadable("only which")
        predicate = said[at:]
        kind = self.scene.kind(int(next((m for m in (*items, *predicate) if m[0] == "@"), "@0")[1:]))
        meaning = self._predicate(predicate)
        others = [f"@{t}" for t in self.scene.kinds[kind].members if f"@{t}" not in (*items, *predicate)]
        terms = [*(meaning(i) for i in items), *(f"not {meaning(o)}" for o in others)]
        return self._use("nobody else", f"({' and '.join(terms)})")

    def _apart(self, said: Marks) -> str:
        """`There are exactly two between A and B`."""
        how, ends, at = self._noun_phrase(said, 1)
        if how != "and" or len(ends) != 2 or at != len(said):
            raise Unreadable("between what")
        a, b = map(self._ordered, ends)
        _, sign, number = said[0].split(":")
        return self._use("so many between", f"({a} != {b} and abs({a} - {b}) - 1 {sign} {number})")

    def _together(self, subjects: Sequence[str], predicate: Marks) -> str | None:
        """`A and B are next to each other`, `A, B and C are in the same group`."""
        negated = predicate[0] == "not"
        rest = tuple(p for p in (predicate[1:] if negated else predicate) if p not in ("each_other", "both", "all"))
        if len(rest) == 2 and rest[1] == "N" and rest[0].startswith("D:"):
            return None
        if len(rest) != 1:
            return None
        mark = rest[0]
        if mark[:2] in ("S:", "D:"):
            axis = mark[2:]
            at = [self._term(s, axis)[0] for s in subjects]
            if mark[0] == "S":
                out = "(" + " and ".join(f"{at[0]} == {x}" for x in at[1:]) + ")"
            else:
                out = "(" + " and ".join(f"{a} != {b}" for n, a in enumerate(at) for b in at[n + 1 :]) + ")"
        elif mark == "N" and len(subjects) == 2:
            out = self._near(subjects[0], subjects[1])
        else:
            return None
        return self._use("of each other", f"(not {out})" if negated else out)

    # --- predicates ---------------------------------------------------------------------------------------------------

    def _predicate(self, said: Marks) -> Meaning:
        self._spend()
        said = _trimmed(said)
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
        body = _trimmed(body[:-3]) if exclusive else body
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
            right = self._predicate_or_none((*(("neither",) if sign == "nor" and "nor" in body[n + 1 :] else ()), *body[n + 1 :]))
            if left is None and right is not None and _is_relation(body[:n]):
                left, right = self._shared(body, n)
            if left is None or right is None:
                continue
            if lead and {"either": "or", "neither": "nor", "both": "and"}[lead] != sign:
                raise Unreadable("how the parts are joined is not plain")
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
        start = next((i for i in range(n + 1, len(body)) if not _is_relation(body[i : i + 1])), len(body))
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
            return lambda x: self._at_end(x)
        if mark[:2] == "O:" and not rest:
            return lambda x: self._odd(x, mark == "O:1")
        if mark in ("B", "BI"):
            return self._between(mark, rest)
        if mark[:2] in ("R:", "S:", "D:") or mark == "N":
            try:
                how, objects, at = self._noun_phrase(rest, 0)
            except Unreadable:
                return None
            if at != len(rest):
                return None
            return lambda x: _combined(how, [self._related(x, mark, o) for o in objects])
        if _is_thing(mark) or mark in ("either", "neither", "both"):
            try:
                how, objects, at = self._noun_phrase(said, 0)
            except Unreadable:
                return None
            if at != len(said):
                return None
            return lambda x: _combined(how, [self._equal(x, o) for o in objects])
        return None

    def _between(self, mark: str, rest: Marks) -> Meaning | None:
        if len(rest) != 3 or rest[1] != "and" or not (_is_thing(rest[0]) and _is_thing(rest[2])):
            return None

        def said(x: str) -> str:
            a, b, c = (self._ordered(m) for m in (rest[0], x, rest[2]))
            if mark == "BI":
                return f"(({b} - {a} == 1 and {c} - {b} == 1) or ({a} - {b} == 1 and {b} - {c} == 1))"
            return f"(({a} < {b} and {b} < {c}) or ({c} < {b} and {b} < {a}))"

        return said

    # --- terms --------------------------------------------------------------------------------------------------------

    def _term(self, mark: str, axis: str) -> tuple[str, str]:
        """A thing's or a place's expression on an axis, and that axis."""
        if mark[0] == "@":
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
        if axis == "place":
            a, b = self._ordered(x), self._ordered(y)
        else:
            a, b = self._term(x, axis)[0], self._term(y, axis)[0]
        return _distance(a, b, spec[0])

    def _equal(self, x: str, y: str) -> str:
        """`Ann has the cat`, `Ann is on Monday`, `the first is the cat`."""
        if x[0] != "@" and y[0] != "@":
            raise Unreadable("two places are one")
        if x[0] == "@" and y[0] == "@":
            if self.scene.kind(int(x[1:])) == self.scene.kind(int(y[1:])):
                raise Unreadable("two things of a kind are one")
            return f"({self._term(x, 'place')[0]} == {self._term(y, 'place')[0]})"
        value = x if y[0] == "@" else y
        axis = value.split(":")[1]
        return f"({self._term(y if value is x else x, axis)[0]} == {self._term(value, axis)[0]})"

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


def _combined(how: str, said: Sequence[str]) -> str:
    if len(said) == 1:
        return said[0] if how != "nor" else f"(not {said[0]})"
    if how == "xor":
        return f"({' + '.join(f'({s})' for s in said)} == 1)"
    if how == "nor":
        return "(" + " and ".join(f"not {s}" for s in said) + ")"
    return f"({f' {how} '.join(said)})"


def _is_thing(mark: str) -> bool:
    return mark[0] == "@" or mark[:2] == "V:"


def _is_relation(said: Marks) -> bool:
    return len(said) == 1 and (said[0][:2] in ("R:", "S:", "D:") or said[0] == "N")


def _goes_on(said: Marks, at: int) -> bool:
    """Whether a list goes on after the thing at `at`, so that the comma before it is one of the list's."""
    return at + 1 < len(said) and said[at + 1] in (",", "and", "or", "nor")


def _trimmed(said: Marks) -> Marks:
    while said and said[0] in (",", "and", "but"):
        said = said[1:]
    while said and said[-1] == ",":
        said = said[:-1]
    return said


def _without(said: Marks, lead: Sequence[str]) -> Marks:
    return said[1:] if said[:1] and said[0] in lead else said


def _find(said: Marks, joint: Marks) -> int:
    """Where `joint` stands outside the beginning; -1 if nowhere."""
    return next((n for n in range(1, len(said)) if said[n : n + len(joint)] == joint), -1)
