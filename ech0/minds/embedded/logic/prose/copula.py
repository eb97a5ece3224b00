"""What follows `is`, and relative clauses. Knows verb phrases, no sentence."""

from dataclasses import dataclass

from ech0.core.wff import Wff
from ech0.minds.embedded.logic import lexis
from ech0.minds.embedded.logic.first_order import formulas as f
from ech0.minds.embedded.logic.first_order import verbs
from ech0.minds.embedded.logic.forms import Unreadable
from ech0.minds.embedded.logic.prose import lexicon as lex
from ech0.minds.embedded.logic.prose.state import Words, is_name, joints, operator, term_of, trimmed
from ech0.minds.embedded.logic.prose.verbals import DET, Verbals, listed, marked, sure

NUMBERS = frozenset(
    "two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen "
    "nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred".split()
)
_GIVING = frozenset(
    verbs.base(v)
    for v in "give send offer pay teach ask show tell grant award lend hand bring owe deny allow assign charge "
    "sell read write".split()
)
_NO_QUALITY = lexis.BARRED - lexis.ARTICLE - lexis.POSSESSIVE - frozenset(
    "same than as most least who that which other another".split()
)  # fmt: skip
_CALLED = frozenset("call consider deem declar mak appoint elect nam".split())
_DEMONYM = tuple(
    "ian ish ese ean ians eans can cans French Dutch Welsh Greek Greeks Swiss Czech Thai German Germans".split()
)
_GRANTED = dict.fromkeys("allowed permitted free entitled authorised authorized eligible".split(), "may") | {
    "able": "can", "unable": "not can", "forbidden": "not may", "prohibited": "not may", "required": "must",
    "obliged": "must", "obligated": "must", "supposed": "must", "compelled": "must",
}  # fmt: skip


@dataclass
class Copula(Verbals):
    """A reader of what follows `is`."""

    def be(self, w: Words, x: str) -> Wff:
        """What follows `is`, or describes a noun from behind."""
        self.step()
        w = trimmed(w)
        while len(w) > 1 and w[0] in lex.DROPPED:
            w = trimmed(w[1:])
        if not w:
            raise Unreadable("nothing is said")
        if w[0] in ("not", "never") and len(w) > 1:
            return self._no(w[1:], x, "be")
        if w[0] == "neither":
            if (one := self._parts_of(w[1:], "nor", x, "be")) is not None:
                return f.no(one)
            return f.no(self._be_joined(["or" if y == "nor" else y for y in w[1:]], x))
        if w[0] == "either" and len(w) > 1:
            one = self._parts_of(w[1:], "or", x, "be")
            return self.either(one if one is not None else self.be(w[1:], x))
        if w[0] == "both" and len(w) > 1:
            w = w[1:]
        if any(y in ("and", "or", "but", "nor") for y in w):
            found = self.attempt(lambda: self._be_joined(w, x))
            if found is not None:
                return found
        return self._be_one(w, x)

    def _be_joined(self, w: Words, x: str) -> Wff:
        for at, joint in joints(w):
            right = trimmed(w[at + 1 :])
            if "that" in w[:at] or "who" in w[:at] or not right or not self._level(w[:at], right, "be"):
                continue
            form = "finite" if right and self.finite_again(right) else "be"
            lead = (
                w[:1]
                if right
                and lex.preposition(w[0])
                and not lex.preposition(right[0])
                and not lex.adjective(right[0])
                and not lex.participle(right[0])
                and right[0] != "not"
                else []
            )
            found = self.attempt(
                lambda a=at, j=joint, r=right, m=form, d=lead: sure(  # type: ignore[misc]
                    f.join(operator(j), [*(self.be(p, x) for p in listed(w[:a])), self.predicate([*d, *r], x, m)])
                )
            )
            if found is not None:
                return found
        return self._be_one(w, x)

    def _be_one(self, w: Words, x: str) -> Wff:
        w = trimmed(w)
        if not w:
            raise Unreadable("nothing is said")
        first, rest = w[0], list(w[1:])
        if first == "being" and rest:
            return self.be(rest, x)
        if first in ("a", "an"):
            return sure(self.kind(rest, x))
        if len(w) == 1 and (made := self._single(first, x)) is not None:
            return made
        if first in _GRANTED and rest[:1] == ["to"] and len(rest) > 1:
            made = marked(_GRANTED[first].removeprefix("not "), self.predicate(rest[1:], x, "base"))
            return f.no(made) if _GRANTED[first].startswith("not ") else made
        if first in ("those", "one", "ones") and rest:
            return self.relative(rest[1:], x) if rest[0] in lex.RELATIVE else self.be(rest, x)
        if first == "the" and rest:
            return self._be_the(rest, x)
        if first in ("with", "having", "without", "lacking") and rest:
            having = self._verb("hav", rest if rest[0] in DET | {"one"} else ["a", *rest], x)
            return having if first in ("with", "having") else f.no(having)
        if lex.preposition(first):
            return self._verb(first, rest, x)
        if first == "to" and rest:
            return self.predicate(rest, x, "base")
        if root := lex.doing(first):
            return self._verb(root, rest, x)
        if found := self._past(w, x):
            return found
        if (lex.adverb(first) or first in lex.HABIT) and rest:
            return self._so_done(first, rest, x)
        if "'s" in w[1:-1]:
            return f.same(x, self.phrase(w).terms[0])
        return self._quality(w, x)

    def _so_done(self, adverb: str, rest: Words, x: str) -> Wff:
        """`overtly expressive`, `commonly used`."""
        if len(rest) == 1 and not lex.participle(rest[0]) and lex.adverb(adverb):
            return self._verb(lex.root(rest[0]), [adverb], x)
        return self._be_one([*rest, adverb] if lex.participle(rest[0]) else rest, x)

    def _single(self, word: str, x: str) -> Wff | None:
        """One word that is neither noun nor adjective: a name, `Italian`, `aboard`."""
        if word in lex.ADVERB or lex.preposition(word):
            return f.holds(word, x)
        if is_name(word):
            return f.holds(lex.root(word), x) if word.endswith(_DEMONYM) else f.same(x, term_of(word))
        return None

    def _past(self, w: Words, x: str) -> Wff | None:
        """What begins with a participle: passive, or an adjective before a noun (`retired teachers`)."""
        first, rest = w[0], list(w[1:])
        if (root := lex.participle(first)) in _CALLED and rest and not lex.preposition(rest[0]) and rest[0] != "to":
            return self.be(rest, x)
        nouns = all(y.isalpha() and not lex.preposition(y) and y not in DET and y != "to" for y in rest)
        if lex.participle(first) and rest and lexis.plural(rest[-1]) and nouns and lex.participle(first) not in _GIVING:
            return sure(self.kind(w, x))
        if (root := lex.participle(first)) and not lex.adjective(first):
            return self._verb(root, rest, x, passive=True)
        return None

    def _be_the(self, rest: Words, x: str) -> Wff:
        at = next((i for i, y in enumerate(rest) if lex.preposition(y)), len(rest))
        plain = self.attempt(lambda: self.kind(rest, x))
        if plain is None or at == 0:
            raise Unreadable("who that is is not understood")
        return plain

    def _quality(self, w: Words, x: str) -> Wff:
        """An adjective with what belongs to it, or a kind without an article."""
        behind = (i for i, y in enumerate(w) if i and (lex.preposition(y) or y == "to" or ("-" in y and lex.adverb(y))))
        at = next(behind, len(w))
        if w[0] in NUMBERS or w[0][0].isdigit():
            return self._verb(w[0], w[1:], x)
        if any(y in _NO_QUALITY for y in w[:at]):
            raise Unreadable("what is said is not understood")
        if at == len(w):
            if w[-1] in lex.ADVERB and len(w) > 1:
                w = w[:-1]
            return sure(self.kind(w, x))
        if at > 1 and not lex.adjective(w[at - 1]) and lexis.plural(w[at - 1]):
            return sure(self.kind(w, x))
        head = [y for y in w[: at - 1] if y not in lex.DROPPED]
        made = self._verb(lex.root(w[at - 1]), w[at:], x)
        if lex.participle(w[at - 1]) and not all(lex.adjective(y) for y in head):  # `a village located in Kent`
            return sure(f.join("and", [self.kind(head, x), made]))
        return sure(f.join("and", [*(f.holds(lex.root(y), x) for y in head if y.isalpha() and lex.adjective(y)), made]))

    # --- relative clauses ---------------------------------------------------------------------------------------------

    def relative(self, w: Words, x: str) -> Wff:
        """`who plays`, `that Ann built`."""
        w, kept = trimmed(w), list(self.open)
        found = self.attempt(lambda: self.predicate(w, x, "finite"))
        return self.closed(found, kept) if found is not None else self.gap(w, x)

    def gap(self, w: Words, x: str) -> Wff:
        """`Ann built` of what Ann built: a clause with its object left out."""
        places = [i for i in range(2, len(w) + 1) if i == len(w) or lex.preposition(w[i]) or w[i] == "to"]
        if w and lex.preposition(w[-1]):
            places = [len(w), *places]
        for at in places:
            kept = list(self.open)
            found = self.attempt(lambda a=at, k=kept: self.closed(self.clause([*w[:a], f"@{x}", *w[a:]]), k))  # type: ignore[misc]
            if found is not None:
                self.fired.append("object of a relative clause")
                return found
        raise Unreadable("a relative clause is not understood")

    def clause(self, w: Words) -> Wff:
        """A subject and what is said of it."""
        raise NotImplementedError
