"""What a sentence leaves out and takes up again, and what it says aside: `so is Ann`, `Ann, a guest`. No clause."""

from abc import abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass

from ech0.core.wff import Negated, Wff
from ech0.minds.embedded.logic.first_order import formulas as f
from ech0.minds.embedded.logic.forms import Unreadable
from ech0.minds.embedded.logic.prose import lexicon as lex
from ech0.minds.embedded.logic.prose.copula import Copula
from ech0.minds.embedded.logic.prose.nouns import prefixed
from ech0.minds.embedded.logic.prose.state import Phrase, Words, is_name, trimmed
from ech0.minds.embedded.logic.prose.verbals import sure

AUX = lex.COPULA | lex.MODAL | lex.DO | lex.HAVE


@dataclass
class LeftOut(Copula):
    """A reader of what is left out."""

    sentence: tuple[str, ...] = ()
    """The words of the sentence before."""

    def _again(self, w: Words) -> Wff | None:
        """`so do pensioners`, `neither can Luis`, `Ann does too`, `Tom does not`, `the same goes for Ann`."""
        said, was_denied = self.last
        if w[0] == "so" and w[1:2] == ["that"]:
            return None
        if not said or len(w) < 2:
            return None
        if w[0] in ("so", "neither", "nor") and w[1] in AUX and len(w) > 2:
            return self._said_again(w[2:], w[0] != "so")
        if w[:2] == ["the", "same"] and w[2:4] in (["goes", "for"], ["holds", "for"], ["applies", "to"]):
            alike = [
                x
                for x in self.sentence
                if is_name(x) and is_name(w[4]) and x != w[4] and x.split("_")[0] == w[4].split("_")[0]
            ]
            if len(alike) == 1 and "_" in alike[0] and len(w) == 5:
                return self._clauses([w[4] if x == alike[0] else x for x in self.sentence])
        if w[:4] in (["the", "same", "goes", "for"], ["the", "same", "holds", "for"], ["the", "same", "applies", "to"]):
            return self._said_again(w[4:], was_denied)
        if w[-1] == "so" and w[-2] in ("do", "does", "did", "done") and len(w) > 2:
            end = next((i for i in range(1, len(w)) if w[i] in AUX or w[i] == "done"), len(w) - 2)
            return self._said_again(w[:end], was_denied="not" in w[end:])
        if w[-1] in AUX and w[-1] not in ("has", "have", "'s"):
            return self._said_again(w[:-1], was_denied=False)
        if w[-1] == "not" and len(w) > 2 and w[-2] in AUX:
            return self._said_again(w[:-2], was_denied=True)
        return None

    def _said_again(self, who: Words, was_denied: bool) -> Wff:
        said = self.last
        one = self.phrase(who)
        made = []
        for t in one.terms:
            plain = self.predicate(list(said[0]), t, "finite")
            plain = plain.of if isinstance(plain, Negated) else plain
            made.append(prefixed(f.no(plain) if was_denied else plain, t, one.prefix))
        self.last = said
        self.concerns += [t for t in one.terms if t[0] != "?"]
        self.fired.append("taken up again")
        return self.quantified(one, made)

    def _aside(self, w: Words) -> Wff | None:
        """`Ann, a guest, stays`, `Ann, who works days, stays`: two statements."""
        commas = [i for i, x in enumerate(w) if x == "," and i]
        for first in commas[:2]:
            ends = [i for i in commas if i > first] or []
            for end in ends:
                inner, rest = trimmed(w[first + 1 : end]), trimmed(w[end + 1 :])
                if not inner or not rest:
                    continue
                found = self.attempt(lambda a=first, i=inner, r=rest: self._said_twice(w[:a], i, r))  # type: ignore[misc]
                if found is not None:
                    return found
        if commas and commas[-1] < len(w) - 2:  # `..., who works days` at the end
            return None
        return None

    def _said_twice(self, who: Words, inner: Words, rest: Words) -> Wff:
        one = self.phrase(who)
        if one.how != "name" or one.prefix:
            raise Unreadable("an aside is not understood")
        more = []
        for t in one.terms:
            if inner[0] in ("who", "which"):
                more.append(self.relative(inner[1:], t))
            elif is_name(inner[0]) and len(inner) == 1:
                more.append(f.same(t, self.phrase(inner).terms[0]))
            else:
                more.append(self.be(inner, t))
        made = [self.predicate(rest, t, "finite") for t in one.terms]
        self.last = (tuple(rest), isinstance(made[0], Negated))
        self.concerns += list(one.terms)
        return sure(f.join("and", [*more, self.quantified(one, made)]))

    @abstractmethod
    def quantified(self, one: Phrase, made: Sequence[Wff]) -> Wff:
        """What is said of a subject, with its quantifier."""

    @abstractmethod
    def _clauses(self, w: Words) -> Wff:
        """A clause, or several that are joined."""
