"""Conditions in any order: if, unless, only if, if and only if, with what they share. No clause."""

from abc import abstractmethod
from dataclasses import dataclass

from ech0.core.wff import Wff
from ech0.minds.embedded.logic.first_order import formulas as f
from ech0.minds.embedded.logic.forms import Unreadable
from ech0.minds.embedded.logic.prose.ellipsis import LeftOut
from ech0.minds.embedded.logic.prose.state import Words, joints, trimmed
from ech0.minds.embedded.logic.prose.verbals import sure
from ech0.minds.embedded.logic.prose.words import CONDITIONS as MARKERS

BACK = frozenset("it they them he she him her its their his".split())


@dataclass
class Conditions(LeftOut):
    """A reader of sentences with conditions."""

    def _statement(self, w: Words) -> Wff:
        self.step()
        w = trimmed(w)
        if not w:
            raise Unreadable("nothing is said")
        if w[0] == "it-is-not-so":
            kept = list(self.open)
            return f.no(self.closed(self._statement(w[1:]), kept))
        marks = [i for i, x in enumerate(w) if x in MARKERS]
        if not marks:
            return self._clauses(w)
        for at, joint in joints(w) if len(marks) > 1 else ():
            if joint in ("and", "but", ";", "yet") and marks[0] < at and trimmed(w[at + 1 :])[:1][0] in MARKERS:
                found = self.attempt(lambda a=at: self._both(w, a))  # type: ignore[misc]
                if found is not None:
                    return found
        if marks[0] == 0 or (w[0] in MARKERS):
            return self._leading(w[0], list(w[1:]))
        parts = [i for i in marks if i > 1]
        if parts:
            for at in (parts[0], *parts[1:]):
                found = self.attempt(lambda a=at: self._condition(w[a], w[a + 1 :], w[:a], later=True))  # type: ignore[misc]
                if found is not None:
                    return found
        for at, joint in joints(w):
            if joint in ("and", "but", ";", "yet") and at < marks[0]:
                found = self.attempt(lambda a=at: self._both(w, a))  # type: ignore[misc]
                if found is not None:
                    return found
        raise Unreadable("a condition is not understood")

    def _both(self, w: Words, at: int) -> Wff:
        return sure(f.join("and", [self._whole_part(w[:at]), self._whole_part(w[at + 1 :])]))

    def _whole_part(self, w: Words) -> Wff:
        kept = list(self.open)
        return self.closed(self._statement(w), kept)

    def _leading(self, mark: str, w: list[str]) -> Wff:
        if "then" in w:
            at = w.index("then")
            return self._condition(mark, w[:at], w[at + 1 :])
        commas = [i for i, x in enumerate(w) if x == ","]
        for at in commas:
            found = self.attempt(lambda a=at: self._condition(mark, w[:a], w[a + 1 :]))  # type: ignore[misc]
            if found is not None:
                return found
        for at in range(2, len(w) - 1) if not commas else ():
            found = self.attempt(lambda a=at: self._condition(mark, w[:a], w[a:]))  # type: ignore[misc]
            if found is not None:
                return found
        raise Unreadable("where the condition ends is not plain")

    def _condition(self, mark: str, when: Words, then: Words, *, later: bool = False) -> Wff:
        """`IF when, then`; `later`: the condition stands behind."""
        then = trimmed(then)
        self.guessed = False
        plain = self.attempt(lambda: self._conditional(mark, when, then, later=later, opening=False))
        reach = (BACK | {"the", "one"}) & {*when, *then} and {"a", "an", "some", "any"} & {*when, *then}
        if plain is not None and not (reach and self.guessed):
            return plain
        kept = list(self.met), list(self.open), self.last
        opened = self.attempt(lambda: self._conditional(mark, when, then, later=later, opening=True)) if reach else None
        if opened is not None:
            return opened
        if plain is None:
            raise Unreadable("a condition is not understood")
        self.met, self.open, self.last = kept
        return plain

    def _conditional(self, mark: str, when: Words, then: Words, *, later: bool, opening: bool) -> Wff:
        outer, self.opening = list(self.open), opening
        if later:
            kept = self._cons(then)
            shared = self._cond(when)
        else:
            shared = self._cond(when)
            kept = self._cons(then)
        self.opening = False
        (a, opened), (c, made) = shared, kept
        both = f.loose(a) & f.loose(c)
        for v, r in reversed(opened):
            if v not in both and v in f.loose(a):
                a = f.some(v, sure(f.join("and", [r, a])))
        joined = {"IF": lambda: f.two("implies", a, c), "UNLESS": lambda: f.two("implies", f.no(a), c),
                  "ONLYIF": lambda: f.two("implies", c, a), "IFF": lambda: f.two("iff", a, c)}[mark]()  # fmt: skip
        self.fired.append(f"condition {mark.lower()}")
        self.open = [*outer, *((v, r) for v, r in opened if v in both), *made]
        return joined

    def _cond(self, w: Words) -> tuple[Wff, list[tuple[str, Wff | None]]]:
        self.open = []
        with self.within(condition=True):
            if any(x in MARKERS for x in w):
                raise Unreadable("a condition within a condition is not understood")
            made = self._statement(w)
        return made, list(self.open)

    def _cons(self, w: Words) -> tuple[Wff, list[tuple[str, Wff | None]]]:
        self.open = []
        with self.within(condition=False):
            made = self._statement(w)
        return made, list(self.open)

    @abstractmethod
    def _clauses(self, w: Words) -> Wff:
        """A clause, or several that are joined."""
