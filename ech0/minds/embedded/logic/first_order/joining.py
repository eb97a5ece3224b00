"""Predicates that are joined: `and`, `or`, `either`, `neither`, `both`, and the reach of `not`. Knows no single one."""

from abc import ABC, abstractmethod
from collections.abc import Callable
from dataclasses import dataclass, field

from ech0.core.wff import Wff
from ech0.minds.embedded.logic import lexis
from ech0.minds.embedded.logic.first_order import formulas as f
from ech0.minds.embedded.logic.first_order import verbs
from ech0.minds.embedded.logic.first_order.classes import (
    ADJECTIVE,
    COPULA,
    DO,
    DROPPED,
    FILLER,
    HAVE,
    MODAL,
    OFTEN,
    PLAINLY_VERBS,
    PREPOSITION,
    QUALITIES,
    Words,
    balanced,
    joints,
    stem_of,
    trimmed,
)  # fmt: skip
from ech0.minds.embedded.logic.first_order.text import Vocabulary
from ech0.minds.embedded.logic.forms import Unreadable

MAX_STEPS = 4000


@dataclass
class Joining(ABC):
    """A reader of joined predicates. `fired`: rules of reading that were used; `switched`: choices made otherwise."""

    vocabulary: Vocabulary
    switched: frozenset[str] = frozenset()
    fired: list[str] = field(default_factory=list)
    met: list[str] = field(default_factory=list)
    mentioned: list[str] = field(default_factory=list)
    steps: int = 0
    past_asked: bool = False
    lenient: bool = False

    # --- choices and bookkeeping --------------------------------------------------------------------------------------

    def choice(self, name: str) -> bool:
        """Whether a wording that can be read in two ways is read in the less usual one."""
        self.fired.append(name if name not in self.switched else f"{name} (switched)")
        return name in self.switched

    def step(self) -> None:
        self.steps += 1
        if self.steps > MAX_STEPS:
            raise Unreadable("the sentence is too involved")

    def attempt(self, read: Callable[[], Wff]) -> Wff | None:
        """What a way of reading gives, or nothing, with no trace left of a failure."""
        fired, met = len(self.fired), list(self.met)
        try:
            return read()
        except Unreadable:
            del self.fired[fired:]
            self.met[:] = met
            return None

    # --- words --------------------------------------------------------------------------------------------------------

    def verb(self, word: str) -> bool:
        """Whether a word can be a finite main verb."""
        if word in COPULA | DO | HAVE | MODAL:
            return True
        if self.lenient and word.isalpha() and word not in lexis.BARRED | PREPOSITION and not self.adjective(word):
            return True
        if not word.isalpha() or word in lexis.BARRED or word in PREPOSITION - {"like"}:
            return False
        more = self.vocabulary.verbs
        return verbs.base(word) in verbs.KNOWN | more or bool(verbs.past(word, more))

    def opens(self, w: Words) -> bool:
        """Whether words can begin a finite verb phrase."""
        at = 0
        while at < len(w) and (w[at] in OFTEN | FILLER | {"either", "neither", "both"} or w[at].endswith("ly")):
            at += 1
        return at < len(w) and self.verb(w[at])

    def adjective(self, word: str) -> bool:
        """Whether a word looks like an adjective."""
        known = word in QUALITIES or word in lexis.COMMON or word in self.vocabulary.adjectives or word in verbs.FEELING
        return known or word.endswith(ADJECTIVE) or verbs.participle(word) or (word[:2] == "un" and len(word) > 5)

    # --- joined predicates --------------------------------------------------------------------------------------------

    def predicate(self, w: Words, who: str, form: str) -> Wff:
        """All of `w` as said of `who`; `form`: `finite`, `base` (after `does not`) or `be` (after `is`)."""
        self.step()
        w = trimmed(w)
        if not w:
            raise Unreadable("a verb is missing")
        if form == "be" and self._verbal(w):
            form = "finite"
        if form == "base" and w[0] in COPULA | {"has", "does"} and w[0] not in ("being", "been", "be"):
            form = "finite"
        if form == "finite" and self._again(w):
            w = w[1:]
        if w[0] == "neither":
            return self._neither(w[1:], who, form)
        if w[0] == "either":
            return self._either(w[1:], who, form)
        if w[0] == "both" and "and" not in w and len(w) > 1:
            w = w[1:]
        if w[0] == "both":
            return self._split(w[1:], who, form, ("and",))
        if w[0] == "not" and form != "finite" and len(w) > 1:
            return self._not(w, who, form)
        for at, op in joints(w):
            if balanced(w[:at]) and self._part(w[:at], w[at + 1 :], form):
                done = self.attempt(lambda a=at, o=op: self._joined(w, a, o, who, form))  # type: ignore[misc]
                if done is not None:
                    return done
        return self._single(w, who, form)

    def _joined(self, w: Words, at: int, op: str, who: str, form: str) -> Wff:
        left = self.predicate(w[:at], who, form)
        right = self.predicate(w[at + 1 :], who, form)
        self.fired.append(f"predicates joined by {op}")
        return sure(f.join(op, [left, right]))

    def _part(self, left: Words, right: Words, form: str) -> bool:
        """Whether what follows a joint is a predicate of its own, not part of the last one's object."""
        first = trimmed(right)[:1]
        if not first or not left or first[0] == "other":
            return False
        if first[0] in ("neither", "either", "not", "never", "both"):
            return form != "finite" or first[0] != "not"
        passive = verbs.participle(first[0]) and PREPOSITION.issuperset(trimmed(right)[1:2])
        if form == "finite" and left[0] in COPULA and passive:
            return False
        if form == "finite" or self._again(trimmed(right)):
            return self.opens(trimmed(right)) or self._again(trimmed(right))
        if form == "base":
            return self.opens(trimmed(right)) and first[0] not in MODAL
        if self._verbal(trimmed(right)):
            return True
        deep = any(x in PREPOSITION or x in ("that", "to") for x in left) or bool(verbs.running(left[0]))
        begins = first[0] in PREPOSITION | {"a", "an", "someone", "people"} or self.adjective(first[0])
        return begins or bool(verbs.running(first[0])) or not deep

    def _again(self, w: Words) -> bool:
        """Whether a pronoun takes the subject up again: `..., or he neither ...`."""
        return len(w) > 2 and w[0] in ("he", "she", "it", "they") and self.opens(w[1:])

    def _verbal(self, w: Words) -> bool:
        """Whether what stands after `is` is a finite verb phrase of its own."""
        if w[0] in COPULA | HAVE | DO | MODAL:
            return w[0] not in ("being", "been", "be")
        at = 0
        while at < len(w) - 1 and w[at].endswith("ly") and not self.adjective(w[at]):
            at += 1
        if not self.verb(w[at]) or self.adjective(w[at]) or verbs.running(w[at]):
            return False
        after = w[at + 1] if at + 1 < len(w) else ""
        if at == 0 and w[0] in PLAINLY_VERBS and after:
            return True
        return at > 0 or after in lexis.ARTICLE | DROPPED | PREPOSITION or (bool(after) and lexis.third(w[at]))

    def _neither(self, w: Words, who: str, form: str) -> Wff:
        found = self._split(w, who, form, ("nor",)) if "nor" in w else self._split(w, who, form, ("or",))
        self.fired.append("neither")
        return f.no(found)

    def _either(self, w: Words, who: str, form: str) -> Wff:
        """One or the other and not both; with the switch, one or both."""
        ors = [at for at, x in enumerate(w) if x == "or"]
        for at in sorted(ors, key=lambda n: w[n - 1] != ","):
            both = self.attempt(lambda a=at: self._two(w, a, who, form))  # type: ignore[misc]
            if both is not None:
                return both
        raise Unreadable("either what is not plain")

    def _two(self, w: Words, at: int, who: str, form: str) -> Wff:
        left = self.predicate(w[:at], who, form)
        right = self.predicate(self._carried(w, at, form), who, form)
        return sure(f.join("or", [left, right])) if self.choice("either: not both") else f.two("xor", left, right)

    def _carried(self, w: Words, at: int, form: str) -> Words:
        """The second part of `either ... or ...` with the verb or preposition that it leaves out."""
        right = trimmed(w[at + 1 :])
        if not right or self._part(w[:at], right, form) or right[0] in ("neither", "either", "not"):
            return right
        return [*stem_of(w[:at], right, self.opens(w[:at])), *right]

    def _split(self, w: Words, who: str, form: str, at_words: tuple[str, ...]) -> Wff:
        places = [at for at, x in enumerate(w) if x in at_words]
        for at in sorted(places, key=lambda n: w[n - 1] != ","):
            made = self.attempt(lambda a=at: sure(self._both(w, a, who, form, at_words)))  # type: ignore[misc]
            if made is not None:
                return made
        raise Unreadable(f"what {at_words[0]!r} joins is not plain")

    def _both(self, w: Words, at: int, who: str, form: str, at_words: tuple[str, ...]) -> Wff | None:
        left = self.predicate(w[:at], who, form)
        rest = self._carried(w, at, form)
        right = self._split(rest, who, form, at_words) if at_words[0] in rest else self.predicate(rest, who, form)
        return f.join("and" if at_words[0] == "and" else "or", [left, right])

    def _not(self, w: Words, who: str, form: str) -> Wff:
        """`not A or B` denies both, `not A and B` only the first; with the switch, the other way."""
        for at, op in joints(w):
            second = trimmed(w[at + 1 :])
            if (
                not balanced(w[1:at])
                or w[1] in ("both", "either")
                or not self._part(w[1:at], second, form)
                or second[0] in ("not", "neither")
            ):
                continue
            alike = w[1] in ("a", "an") and second[0] in ("a", "an", "someone")
            if self._verbal(second) or (op == "and" and not alike) != self.choice(f"not ... {op}"):
                made = self.attempt(lambda a=at, o=op: self._joined(w, a, o, who, form))  # type: ignore[misc]
                if made is not None:
                    return made
            break
        if any(x in ("and", "or") for x in w) and trimmed(w)[-2:]:
            for at, op in joints(w):
                if trimmed(w[at + 1 :])[:1] == ["not"]:
                    return self._joined(w, at, op, who, form)
        return f.no(self.predicate(w[1:], who, form))

    @abstractmethod
    def _single(self, w: Words, who: str, form: str) -> Wff:
        """A predicate that is not joined."""


def sure(made: Wff | None) -> Wff:
    """A formula that has to be there; raises `Unreadable` if nothing is said."""
    if made is None:
        raise Unreadable("nothing is said")
    return made
