"""Marks to expressions: the grammar of statements. Knows no wording and no puzzle; strict, and bounded in steps.

A statement that can be read in two ways, or in which a mark is left over, is `Unreadable`.
"""

from collections.abc import Callable, Sequence

from ech0.minds.embedded.logic.forms import Unreadable
from ech0.minds.embedded.logic.puzzles.predicates import (
    MAX_STEPS,
    Marks,
    Predicates,
    combined,
    is_relation,
    is_thing,
    trimmed,
)
from ech0.minds.embedded.logic.puzzles.scene import counted

MAX_MARKS, MAX_EXPRESSION = 60, 1900


class Grammar(Predicates):
    """Reads marks over one scene."""

    def statement(self, said: Sequence[str]) -> str:
        """The expression of a statement; raises `Unreadable`."""
        if not 0 < len(said) <= MAX_MARKS:
            raise Unreadable("a statement of that length")
        self.steps = 0
        expression = self._sentence(tuple(said))
        if len(expression) > MAX_EXPRESSION:
            raise Unreadable("it says too much at once")
        return expression

    def many(self, said: Sequence[str], number: int) -> str:
        """That the predicate holds of so many things, those that it speaks of aside; raises `Unreadable`."""
        self.steps = 0
        marks = trimmed(tuple(said))
        if marks[:1] == ("B",) and len(marks) == 4:
            return self._apart((f"G:==:{number}", *marks[1:]))
        meaning = self._predicate(marks)
        kind = self.scene.kinds[self.scene.kind(int(next((m for m in marks if m[0] == "@"), "@0")[1:]))]
        others = [f"@{t}" for t in kind.members if f"@{t}" not in marks]
        return counted([meaning(o) for o in others], "==", number)

    def _try(self, read: Callable[[Marks], str], said: Marks) -> str | None:
        try:
            return read(said)
        except Unreadable:
            if self.steps > MAX_STEPS:
                raise
            return None

    # --- sentences ----------------------------------------------------------------------------------------------------

    def _sentence(self, said: Marks) -> str:
        self._spend()
        said = trimmed(said)
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
                left, right = said[:at], trimmed(said[at + len(joint) :])
                if len(right) == 1 and right[0][0] == "@":  # `A is on Monday only if B is`
                    _, told = self._split_subject(left)
                    right = (right[0], *(told[1:] if told[:1] == ("not",) else told))
                one, other = self._sentence(left), self._sentence(right)
                pairs = {
                    "iff": f"(({one} -> {other}) and ({other} -> {one}))", "only if": f"({one} -> {other})",
                    "unless": f"((not {other}) -> {one})", "if": f"({other} -> {one})",
                }  # fmt: skip
                return self._use(rule, pairs[rule])
        return self._joined(said)

    def _if(self, rest: Marks) -> str:
        if len(rest) > 3 and rest[-2] in (",", "then") and rest[-1][0] == "@" and rest[0][0] == "@":
            (_, _), told = self._split_subject(trimmed(rest[:-2]))  # `if A is not first, B is`
            rest = (*rest, *(told[1:] if told[:1] == ("not",) else told))
        at = rest.index("then") if "then" in rest else self._cut(rest, (",",))
        head, tail = trimmed(rest[:at]), trimmed(rest[at + 1 :])
        condition = self._sentence(head)
        if tail[:1] == ("so",) and len(tail) > 1:  # `if A is red, so is B`
            _, predicate = self._split_subject(head)
            return self._use("so", f"({condition} -> {self._clause((*tail[1:], *predicate))})")
        if (
            tail[:1] in (("both",), ("neither",)) and len(tail) > 1 and not is_thing(tail[1])
        ):  # `if A or B is, both are`
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
            and (said[n + 1 : n + 2] in (("both",), ("neither",)) or self._try(self._sentence, said[n + 1 :]))
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
        if len(said) > 4 and said[-2] in ("nor", "neither") and is_thing(said[-1]):  # `A is not first, nor is B`
            subject, predicate = self._split_subject(said[:-2])
            predicate = trimmed(predicate)
            if predicate[:1] != ("not",) or len(subject[1]) != 1:
                raise Unreadable("what is denied of it")
            return self._use("nor", f"({self._clause(trimmed(said[:-2]))} and {self._clause((said[-1], *predicate))})")
        exclusive = said[-3:] == ("but", "not", "both") or said[-2:] == ("not", "both")
        body = trimmed(said[: -3 if said[-3:-2] in (("but",), (",",)) else -2]) if exclusive else said
        either = body[:1] == ("either",)
        found = []
        for n, mark in enumerate(body):
            if mark not in ("and", "but", "or", ",") or n == 0:
                continue
            left, right = trimmed(body[1 if either else 0 : n]), trimmed(body[n + 1 :])
            if body[n + 1 : n + 2] and body[n + 1] in ("and", "or", "but"):
                continue
            if len(right) == 2 and is_thing(right[0]) and is_relation(right[1:]) and is_thing(left[-1]):
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
        if (special := self._special(said)) is not None:
            return special
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
        if not predicate:
            raise Unreadable("nothing is said of them")
        if predicate[0] == "neither" and len(subjects) > 1 and "nor" not in predicate:
            how, predicate = "nor", predicate[1:]
        if len(subjects) > 1 and how in ("and", "nor") and (together := self._together(subjects, predicate)):
            return f"(not {together})" if how == "nor" else together
        meaning = self._predicate(predicate)
        said_of = [meaning(s) for s in subjects]
        if how == "and" and negated and len(subjects) > 1:
            raise Unreadable("whether none or not all is meant")
        return combined(how, said_of)

    def _special(self, said: Marks) -> str | None:
        """Clauses that do not begin with what they are about; `None` for any other."""
        if said[0] in ("only", "nobody"):
            return self._nobody_else(said)
        if len(said) == 4 and said[0] == said[-1] and said[0][0] == "@" and is_thing(said[1]) and said[1] != said[0]:
            return self._clause(said[1:])  # `the mill has the inn right behind it`
        if (
            (said[0][:2] == "R:" or said[0] in ("N", "B", "BI"))
            and is_thing(said[-1])
            and said[-2] not in ("and", "or")
        ):
            return self._use("inversion", self._clause((said[-1], *said[:-1])))  # `right of A sits B`
        if said[0][:2] == "V:" and said[-1] == "only" and len(said) > 2:
            return self._exactly(said[0], said[1:-1])
        if said[:2] == ("not", "both"):
            (_, denied), predicate = self._split_subject(said[1:])
            both = [self._predicate(predicate)(s) for s in denied]
            return self._use("not both", f"(not ({' and '.join(both)}))")
        return None

    def _split_subject(self, said: Marks) -> tuple[tuple[str, tuple[str, ...]], Marks]:
        how, items, at = self._noun_phrase(said, 0)
        return (how, items), said[at:]

    def _counted(self, said: Marks) -> str:
        _, sign, number = said[0].split(":")
        if len(said) > 1 and said[1].startswith("K:"):
            subjects = tuple(f"@{t}" for t in self.scene.parts[int(said[1][2:])].members)
            predicate = said[2:]
        elif len(said) > 2 and said[1][:2] == "R:" and said[2][0] == "@" and int(number) > 0:
            subjects, predicate = tuple(f"@{t}" for t in self.scene.kinds[0].members), said[1:]
        else:
            how, subjects, at = self._noun_phrase(said, 1)
            if how not in ("and", "or") or len(subjects) < 2:
                raise Unreadable("of what so many")
            predicate = said[at:]
        if not predicate and "chosen" in self.scene.axes:
            predicate = ("IN",)
        meaning = self._predicate(predicate)
        if "and" in predicate and predicate[-1] not in ("not", "both"):
            raise Unreadable("of what so many")
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
        if mark == "OE" and len(subjects) == 2:
            a, b = map(self._ordered, subjects)
            out = f"(abs({a} - {b}) == {self.scene.scale('place').size - 1})"
        elif mark[:2] in ("S:", "D:"):
            axis = mark[2:]
            at = [self._term(s, axis)[0] for s in subjects]
            if mark[0] == "S":
                out = "(" + " and ".join(f"{at[0]} == {x}" for x in at[1:]) + ")"
            else:
                out = "(" + " and ".join(f"{a} != {b}" for n, a in enumerate(at) for b in at[n + 1 :]) + ")"
        elif mark == "R:place:/" and len(subjects) == 2:
            out = self._related(subjects[0], mark, subjects[1])
        elif mark == "N" and len(subjects) == 2:
            out = self._near(subjects[0], subjects[1])
        else:
            return None
        return self._use("of each other", f"(not {out})" if negated else out)


def _without(said: Marks, lead: Sequence[str]) -> Marks:
    return said[1:] if said[:1] and said[0] in lead else said


def _find(said: Marks, joint: Marks) -> int:
    """Where `joint` stands outside the beginning; -1 if nowhere."""
    return next((n for n in range(1, len(said)) if said[n : n + len(joint)] == joint), -1)
