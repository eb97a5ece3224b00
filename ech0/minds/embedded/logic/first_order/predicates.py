"""What is said of an individual or a variable: verb phrases as predicates. Knows noun phrases by name only, no clause.

A predicate is the stems of its words; what it is said to relate to is an argument if it is named or a variable, and
part of the predicate otherwise (`owns a car`).
"""

from abc import abstractmethod

from ech0.core.wff import Wff
from ech0.minds.embedded.logic import lexis
from ech0.minds.embedded.logic.first_order import formulas as f
from ech0.minds.embedded.logic.first_order import verbs
from ech0.minds.embedded.logic.first_order.classes import (
    CLOSED,
    COPULA,
    DO,
    DROPPED,
    FILLER,
    HAVE,
    LETTERED,
    MODAL,
    OFTEN,
    PREPOSITION,
    RELATIVE,
    SILENT,
    Words,
    listed,
    stem_of,
    stems,
    trimmed,
)  # fmt: skip
from ech0.minds.embedded.logic.first_order.joining import Joining, sure
from ech0.minds.embedded.logic.first_order.text import plainly
from ech0.minds.embedded.logic.forms import Unreadable


class Predicates(Joining):
    """A reader of predicates."""

    def _single(self, w: Words, who: str, form: str) -> Wff:
        after: list[str] = []
        w = list(w)
        while (
            w
            and (w[0] in OFTEN | FILLER or (w[0].endswith("ly") and len(w) > 1 and len(w[0]) > 4))
            and (len(w) > 1 and (form != "be" or w[0] in FILLER | OFTEN or self.adjective(w[1])))
        ):
            if w[0] == "never":
                return f.no(self.predicate([*w[1:], *after], who, form))
            after += [] if w[0] in FILLER else [w[0]]
            w = w[1:]
        w = [*w, *after]
        return {"finite": self._finite, "base": self._base, "be": self._complement}[form](w, who)

    def _finite(self, w: Words, who: str) -> Wff:
        first, rest = w[0], list(w[1:])
        while rest and rest[0] in FILLER and len(rest) > 1:
            rest = rest[1:]
        if first in ("was", "were") and rest and not self.past_asked and self._state(rest):
            raise Unreadable("it is said of another time than the one asked about")
        if first in COPULA and rest:
            return self.predicate(rest, who, "be")
        if first in ("get", "gets", "got") and rest and verbs.participle(rest[0]):
            return self.predicate(rest, who, "be")
        if first in DO and rest and rest[0] in ("not", "never"):
            self.fired.append("does not")
            return f.no(self.predicate(rest[1:], who, "base"))
        if first in DO and len(rest) > 1 and self.verb(rest[0]):
            return self.predicate(rest, who, "base")
        if first in MODAL and rest:
            return self._modal(first, rest, who)
        if first in HAVE and rest:
            return self._have(rest, who)
        if not self.verb(first):
            raise Unreadable("the verb is not understood")
        stem = verbs.past(first, self.vocabulary.verbs) or verbs.base(first)
        return self._verb(stem, rest, who)

    def _state(self, rest: Words) -> bool:
        """Whether what follows `was` may have ended since: an adjective that is no participle, a place."""
        at = 1 if rest[0] == "not" and len(rest) > 1 else 0
        return (self.adjective(rest[at]) and not verbs.participle(rest[at])) or rest[at] in PREPOSITION

    def _modal(self, first: str, rest: Words, who: str) -> Wff:
        negative = rest[0] in ("not", "never")
        rest = rest[1:] if negative else rest
        if not rest:
            raise Unreadable("a verb is missing")
        if first in SILENT:
            made = self._after_modal(rest, who)
        else:
            self.fired.append("can")
            mark = "can" if first in ("can", "could") else "may"
            made = f.changed(self._after_modal(rest, who), lambda a: f.holds(f"{mark} {a.name.lstrip('^~')}", *a.args))
        return f.no(made) if negative else made

    def _after_modal(self, rest: Words, who: str) -> Wff:
        if rest[0] == "be" and len(rest) > 1:
            return self.predicate(rest[1:], who, "be")
        return self.predicate(rest, who, "base")

    def _have(self, rest: Words, who: str) -> Wff:
        if rest[0] == "not" and len(rest) > 1:
            return f.no(self._have(rest[1:], who))
        if rest[0] == "to" and len(rest) > 1:
            return self.predicate(rest[1:], who, "base")
        if rest[0] == "been" and len(rest) > 1:
            return self.predicate(rest[1:], who, "be")
        if len(rest) > 1 and (stem := verbs.perfect(rest[0])) and not self._noun_next(rest):
            return self._verb(stem, rest[1:], who)
        return self._verb("have", rest, who)

    def _noun_next(self, rest: Words) -> bool:
        return (
            rest[1].isalpha()
            and rest[1] not in PREPOSITION | lexis.ARTICLE | DROPPED
            and rest[0] not in verbs.PARTICIPLES
        )

    def _base(self, w: Words, who: str) -> Wff:
        if (w[0] == "be" and len(w) > 1) or (w[0] == "get" and len(w) > 1 and verbs.participle(w[1])):
            return self.predicate(w[1:], who, "be")
        if w[0] == "have" and len(w) > 1:
            return self._have(w[1:], who)
        if not self.verb(w[0]) and not (w[0].isalpha() and w[0] not in lexis.BARRED):
            raise Unreadable("the verb is not understood")
        return self._verb(verbs.base(w[0]), w[1:], who)

    def _verb(self, stem: str, rest: Words, who: str) -> Wff:
        if rest[:1] == ["no"] and len(rest) > 1:
            return f.no(self._verb(stem, rest[1:], who))
        if rest[:1] == ["both"] and len(rest) > 1:
            rest = rest[1:]
        if rest[:1] == ["either"]:
            return self._objects([stem], rest[1:], who, exclusive=True)
        if rest[:1] == ["neither"]:
            return f.no(self._objects([stem], ["or" if x == "nor" else x for x in rest[1:]], who))
        return self._objects([stem], rest, who)

    def _objects(self, head: list[str], rest: Words, who: str, *, exclusive: bool = False) -> Wff:
        """A verb with all that follows it; objects that are joined are said one by one."""
        rest = trimmed(rest)
        if "that" in rest or not any(x in ("and", "or") for x in rest):
            return self._atom([*head, *rest], who) if head else self._leaf(rest, who)
        at = max(i for i, x in enumerate(rest) if x in ("and", "or"))
        op = rest[at]
        left, right = trimmed(rest[:at]), list(rest[at + 1 :])
        if not right:
            raise Unreadable("a list ends with its joint")
        lead = stem_of(left, right)
        parts = [left]
        if "," in left or op in left:
            parts = listed(left, op)
            parts = [parts[0], *([*lead, *p] for p in parts[1:])]
        every = [self._objects(head, part, who) for part in (*parts, [*lead, *right])]
        self.fired.append(f"objects joined by {op}")
        if exclusive and op == "or" and len(every) == 2 and not self.choice("either: not both"):
            return f.two("xor", every[0], every[1])
        return sure(f.join(op, every))

    # --- atoms --------------------------------------------------------------------------------------------------------

    def _atom(self, w: Words, who: str) -> Wff:
        """A phrase as one predicate, with the name that it ends with as its second argument."""
        words = list(w)
        until = next((i for i, x in enumerate(words) if i and x in RELATIVE), len(words))
        if any(x in CLOSED or (x in HAVE and i and words[i - 1] != "to") for i, x in enumerate(words[:until])):
            raise Unreadable("a phrase is not understood")
        other = None
        if len(words) > 2 and words[-1].startswith("@") and len(words[-1]) == 2 and words[-2] in LETTERED:
            del words[-2]
        if len(words) > 1 and words[-1] in ("it", "them", "him", "her"):
            other = self.referent(words[-1], but=who)
            words = words[:-1]
        elif len(words) > 1 and words[-1].startswith("@") and (words[-2] in PREPOSITION | {"the"} or len(words) == 2):
            other = self.named(words[-1])
            self.mentioned.append(other)
            words = words[:-1]
        if any(x in ("it", "them", "him") for x in words):
            raise Unreadable("what a pronoun stands for is not plain")
        key = stems(words)
        if not key:
            raise Unreadable("nothing is said")
        return f.holds(" ".join(key), who, *([other] if other else []))

    def named(self, token: str) -> str:
        """The individual that a name stands for."""
        if not (name := " ".join(plainly(token))):
            raise Unreadable("a name is missing")
        return name

    def referent(self, pronoun: str, but: str = "") -> str:
        """What a pronoun stands for: the one that was spoken of."""
        among = [m for m in dict.fromkeys(self.met) if m != but]
        variables = [m for m in among if m.startswith("?")]
        if len(variables or among) != 1:
            raise Unreadable(f"what {pronoun!r} stands for is not plain")
        return (variables or among)[0]

    @abstractmethod
    def _complement(self, w: Words, who: str) -> Wff:
        """What follows `is`: the business of a reader of nouns."""

    @abstractmethod
    def _leaf(self, w: Words, who: str) -> Wff:
        """One of several things that follow `is`."""
