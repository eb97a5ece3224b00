"""Sentences to formulas: quantified statements, conditionals, existence, denial. Knows one sentence at a time."""

from collections.abc import Iterator, Sequence

from ech0.core.wff import Wff
from ech0.minds.embedded.logic import lexis
from ech0.minds.embedded.logic.first_order import formulas as f
from ech0.minds.embedded.logic.first_order import verbs
from ech0.minds.embedded.logic.first_order.classes import (
    COPULA,
    DO,
    DROPPED,
    FILLER,
    HAVE,
    MODAL,
    OFTEN,
    PREPOSITION,
    RELATIVE,
    Words,
    trimmed,
)  # fmt: skip
from ech0.minds.embedded.logic.first_order.nouns import Nouns, Subject
from ech0.minds.embedded.logic.forms import Unreadable

MAX_WORDS = 90
_OPENING = frozenset(
    "also moreover furthermore however finally additionally similarly likewise thus therefore so hence".split()
)
_DENIED = tuple(tuple(p.split()) for p in ("it is not true that", "it is not the case that", "it is false that"))
_SURE = tuple(
    tuple(p.split()) for p in ("we know that", "it is known that", "it is the case that", "suppose that", "assume that")
)


class Sentences(Nouns):
    """A reader of whole sentences. Raises `Unreadable` where no rule takes every word."""

    asked: bool = False
    concluding: bool = False
    past: bool = False
    before: tuple[str, ...] = ()

    def read(self, w: Words, *, asked: bool = False, before: Sequence[str] = ()) -> Wff:
        """The closed formula of a sentence; `before`: whom the sentence before was about."""
        self.met, self.kinds_met, self.open, self.concluding, self.anybody = list(before), {}, [], False, ""
        self.mentioned.clear()
        self.asked, self.steps, self.fired, self.variables = asked, 0, [], 0
        if not w or len(w) > MAX_WORDS:
            raise Unreadable("the sentence is empty or too long")
        w = list(w)
        while len(w) > 1 and w[0] in _OPENING:
            w = trimmed(w[1:])
        for phrase in _SURE:
            if tuple(w[: len(phrase)]) == phrase:
                w = w[len(phrase) :]
        self.lenient = False
        made = self.attempt(lambda: self._lettered(w, self._closed(self._statement(w))))
        if made is None:
            self.lenient = True  # a verb that no list has
            self.met, self.kinds_met, self.open, self.concluding, self.anybody = list(before), {}, [], False, ""
            self.fired = ["unknown verb"]
            made = self._lettered(w, self._closed(self._statement(w)))
        if f.loose(made):
            raise Unreadable("who or what is meant is not plain")
        return made

    def _lettered(self, w: Words, made: Wff) -> Wff:
        """`If place A is in place B, ...`: single letters that a condition speaks of stand for any."""
        letters = sorted({x[1:].lower() for x in w if len(x) == 2 and x[0] == "@" and x[1].isalpha()})
        if w[0] != "if" or not letters or any(self.vocabulary.outside_conditions(x) for x in letters):
            return made
        self.fired.append("letters")
        made = f.renamed(made, {x: f"?{x}" for x in letters})
        for x in letters:
            made = f.every(f"?{x}", made)
        return made

    open: list[tuple[str, Wff | None]]

    def _closed(self, made: Wff) -> Wff:
        for variable, _ in reversed(self.open):
            made = f.every(variable, made)
        return made

    # --- conditionals -------------------------------------------------------------------------------------------------

    def _statement(self, w: Words) -> Wff:
        if not w:
            raise Unreadable("nothing is said")
        for phrase in _DENIED:
            if tuple(w[: len(phrase)]) == phrase:
                self.fired.append("it is not true that")
                return f.no(self._statement(w[len(phrase) :]))
        if w[0] == "if":
            return self._if(list(w[1:]))
        if w[0] == "unless":
            return self._if(list(w[1:]), denied=True)
        low = list(w)
        if "if" in low:
            at = low.index("if")
            if low[at : at + 4] == ["if", "and", "only", "if"]:
                return self._conditional("iff", w[:at], w[at + 4 :])
            if low[at - 1] == "only":
                return self._conditional("only if", w[: at - 1], w[at + 1 :])
            return self._later(w[:at], w[at + 1 :])
        if "unless" in low:
            at = low.index("unless")
            return self._later(w[:at], w[at + 1 :], denied=True)
        return self.clause(w)

    def _if(self, w: list[str], *, denied: bool = False) -> Wff:
        if "then" in w:
            at = w.index("then")
            return self._implied(w[:at], w[at + 1 :], denied=denied)
        for at in (i for i, x in enumerate(w) if x == ","):
            made = self.attempt(lambda a=at: self._implied(w[:a], w[a + 1 :], denied=denied))  # type: ignore[misc]
            if made is not None:
                return made
        raise Unreadable("where the condition ends is not plain")

    def _implied(self, condition: Words, rest: Words, *, denied: bool) -> Wff:
        self.open.clear()
        supposed = self._supposed(condition)
        self.fired.append("unless" if denied else "if then")
        return f.two("implies", f.no(supposed) if denied else supposed, self._said(rest))

    def _later(self, main: Words, condition: Words, *, denied: bool = False) -> Wff:
        """`B if A`: A is read first, unless its pronouns speak of B."""
        if not lexis.PRONOUN & set(condition):
            return self._implied(condition, main, denied=denied)
        made = self._supposed(main)
        supposed = self._said(condition)
        self.fired.append("unless, later" if denied else "if, later")
        return f.two("implies", f.no(supposed) if denied else supposed, made)

    def _conditional(self, rule: str, main: Words, condition: Words) -> Wff:
        first = self._supposed(main)
        second = self._said(condition)
        self.fired.append(rule)
        return f.two("iff" if rule == "iff" else "implies", first, second)

    def _supposed(self, w: Words) -> Wff:
        """A clause in which `someone` and `a hen` stand for any, for what follows too."""
        return self.clause(w, supposed=True)

    def _said(self, w: Words) -> Wff:
        if "if" in w or "unless" in w:
            raise Unreadable("a condition in a condition")
        self.concluding, self.supposed_open = True, bool(self.open)
        made = self.clause(w)
        self.concluding = self.supposed_open = False
        return made

    # --- clauses ------------------------------------------------------------------------------------------------------

    def clause(self, w: Words, *, supposed: bool = False) -> Wff:
        """A clause, or several that are joined."""
        self.step()
        w = trimmed(w)
        if not w:
            raise Unreadable("a clause is missing")
        if w[0] == "either" and (made := self._either_clause(w[1:], supposed)) is not None:
            return made
        if w[0] in ("in", "on", "at", "during", "since", "after", "before", "for") and "," in w[1:9]:
            at = list(w).index(",")
            self.fired.append("adjunct first")
            return self.clause([*w[at + 1 :], *w[:at]], supposed=supposed)
        if w[0] == "there" and len(w) > 2 and w[1] in COPULA:
            return self._there(w[2:])
        for at, several in self._verbs(w):
            opened = list(self.open)
            made = self.attempt(lambda a=at, s=several: self._simple(w[:a], w[a:], s, supposed))  # type: ignore[misc]
            if made is not None:
                return made
            self.open[:] = opened
        for at in range(len(w) - 2, 0, -1):
            if w[at] in ("and", "or", "but"):
                opened = list(self.open)
                made = self.attempt(lambda a=at: self._joined_clauses(w, a, supposed))  # type: ignore[misc]
                if made is not None:
                    return made
                self.open[:] = opened
        raise Unreadable("no rule takes every word")

    def _joined_clauses(self, w: Words, at: int, supposed: bool) -> Wff:
        left = self.clause(w[:at], supposed=supposed)
        right = self.clause(w[at + 1 :], supposed=supposed)
        self.fired.append("joined clauses")
        made = f.join("or" if w[at] == "or" else "and", [left, right])
        if made is None:
            raise Unreadable("nothing is said")
        return made

    def _either_clause(self, w: Words, supposed: bool) -> Wff | None:
        for at in (i for i, x in enumerate(w) if x == "or"):

            def read(at: int = at) -> Wff:
                left, right = self.clause(w[:at], supposed=supposed), self.clause(w[at + 1 :], supposed=supposed)
                made = f.join("or", [left, right]) if self.choice("either: not both") else f.two("xor", left, right)
                if made is None:
                    raise Unreadable("nothing is said")
                return made

            if (made := self.attempt(read)) is not None:
                return made
        at = next((i for i, x in enumerate(w) if x in COPULA), 0)  # `either someone is a or b`
        return (
            self.attempt(lambda: self.clause([*w[: at + 1], "either", *w[at + 1 :]], supposed=supposed)) if at else None
        )

    def _verbs(self, w: Words) -> Iterator[tuple[int, bool | None]]:
        """Places where the predicate may begin, with what the verb shows of the number; plain verbs of being first."""
        found: list[tuple[int, int, bool | None]] = []
        for at in range(1, len(w)):
            if w[at - 1] in OFTEN | {"either", "neither", "both"} or (w[at - 1].endswith("ly") and at > 1):
                continue
            to = at
            while to < len(w) - 1 and (w[to] in OFTEN | FILLER | {"either", "neither", "both"} or w[to].endswith("ly")):
                to += 1
            word = w[to]
            if w[at - 1] in DROPPED | PREPOSITION:
                continue
            if not self.verb(word) or (to > at and w[at] == "both" and word in COPULA):
                continue
            if word in ("is", "was", "has", "does"):
                found.append((0, at, False))
            elif word in ("are", "were", "have", "do"):
                found.append((0, at, True))
            elif word in MODAL | DO | HAVE or verbs.past(word, self.vocabulary.verbs):
                found.append((1 if word not in MODAL | DO | HAVE else 0, at, None))
            elif word not in COPULA:
                found.append((2, at, not lexis.third(word)))
        relative = any(x in RELATIVE for x in w)
        for _, at, several in sorted(found, key=lambda one: (one[1] if not relative else 0, one[0], one[1])):
            yield at, several

    def _simple(self, w: Words, predicate: Words, several: bool | None, supposed: bool) -> Wff:
        self.past = predicate[0] in ("was", "were", "did", "had") or bool(
            verbs.past(predicate[0], self.vocabulary.verbs)
        )
        self.supposing = supposed
        subject = self.subject(w, several)
        if subject.how == "name":
            parts = [self.predicate(predicate, who, "finite") for who in subject.args]
            if subject.joint == "nor":
                self.fired.append("neither subject")
                parts = [f.no(p) for p in parts]
            made = f.join("or" if subject.joint == "or" else "and", parts)
            if made is None:
                raise Unreadable("nothing is said")
            return made
        return self._ranged(subject, predicate, supposed)

    def _ranged(self, subject: Subject, predicate: Words, supposed: bool) -> Wff:
        variable = subject.args[0]
        how: str = subject.how
        said = self.predicate(predicate, variable, "finite")
        if supposed and how in ("indefinite", "generic"):
            self.open.append((variable, subject.kind))
            self.fired.append("anyone supposed")
            made = f.join("and", [subject.kind, said])
            if made is None:
                raise Unreadable("nothing is said")
            return made
        if how == "indefinite":
            how = self._meant()
        self.fired.append(f"{how} ...")
        how = "every" if how == "generic" else how
        if how == "some":
            found = f.join("and", [subject.kind, said])
            return f.some(variable, found or said)
        if how == "only":
            return f.every(variable, f.two("implies", said, subject.kind or said))
        if how == "no":
            return f.every(variable, f.two("implies", subject.kind, f.no(said)))
        made = f.every(variable, f.two("implies", subject.kind, said))
        return f.no(made) if how == "not every" else made

    def _meant(self) -> str:
        """Whether `a hen ...` speaks of all hens or of one: of one if it tells what happened or is to be judged."""
        if self.concluding:
            return "some"
        one = self.past or self.asked
        return ("every" if one else "some") if self.choice("a ...: one or all") else ("some" if one else "every")

    def _there(self, w: Words) -> Wff:
        none = w[0] == "no" or w[:2] == ["not", "any"]
        rest = list(w[2:] if w[:2] == ["not", "any"] else w[1:] if w[0] in ("no", "a", "an", "some") else w)
        variable = self.fresh()
        kind = self.kind(rest, variable)
        if kind is None:
            raise Unreadable("nothing is said to exist")
        self.fired.append("there is no" if none else "there is")
        return f.no(f.some(variable, kind)) if none else f.some(variable, kind)
