"""Noun phrases: names, descriptions, kinds, `anyone who ...`, and what pronouns stand for. Knows no verb.

Deterministic, and strict: every word must have a part, or the phrase is not understood (`Unreadable`).
"""

from abc import ABC, abstractmethod
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Literal as Choice
from typing import NamedTuple

from ech0.minds.embedded.logic import lexis
from ech0.minds.embedded.logic.forms import Form, Literal, Unreadable, both, either

Words = Sequence[str]
TRUE: Form = [[]]
How = Choice["named", "all", "some", "no", "only", "exists", "not all"]
WITNESS = "somebody or something "
_QUANTIFIERS: dict[str, How] = {"only": "only", "no": "no", **dict.fromkeys(lexis.EVERY, "all")}
SAME = "same as"
"""The predicate of being somebody in particular, for exceptions by name."""
MAX_WORDS, MAX_STEPS = 80, 1500
"""Longer sentences, and those whose parts can be joined in too many ways, are not read."""


class Noun(NamedTuple):
    """What a noun phrase stands for: named individuals, or a variable that is restricted.

    `how`: `all`, `no`, `only`; `some` is an indefinite that stands for all in a rule; `exists`, `not all`: `args` is
    one of them without a name. `joint`: how several are joined.
    """

    args: tuple[str, ...]
    restriction: Form = TRUE
    how: How = "named"
    joint: Choice["and", "or", "nor"] = "and"


@dataclass
class Scope:
    """What one sentence has introduced, for its pronouns. `rigid`: no further indefinite may be introduced.

    `letters`: X, Y and Z are variables; `weather`: `it` rains.
    """

    variables: list[tuple[str, str, str]] = field(default_factory=list)
    individuals: list[str] = field(default_factory=list)
    before: tuple[str, ...] = ()
    rigid: bool = False
    letters: bool = False
    weather: bool = False
    way: Callable[[str, int], int] | None = None

    def new(self, sort: str, noun: str = "") -> str:
        name = f"?{'xyzuvw'[len(self.variables)]}" if len(self.variables) < 6 else ""
        if not name:
            raise Unreadable("too many things at once")
        self.variables.append((name, sort, noun))
        return name

    def pronoun(self, word: str, other: str = "") -> str:
        """What a pronoun stands for, not `other`; raises `Unreadable` if that is not plain."""
        sort = "thing" if word == "it" else "person" if word in ("he", "she", "him", "her") else ""
        among = [v for v, s, _ in self.variables if not sort or not s or s == sort] or [v for v, _, _ in self.variables]
        if len(among) == 1 and among[0] != other:
            return among[0]
        here = [one for one in dict.fromkeys(self.individuals) if one != other]
        named = here or (list(self.before) if word not in ("they", "them") else [])
        if len(named) > 1 and word not in ("they", "them"):
            things = [one for one in named if one.startswith(("the ", "my ", "our "))]
            named = (things if sort == "thing" else [one for one in named if one not in things]) or named
        if (not among or among == [other]) and len(named) == 1:
            return named[0]
        if not among and not here and 1 < len(named) < 4 and self.way is not None:
            return named[self.way(word, len(named))]
        raise Unreadable(f"{word!r} may stand for several things")


@dataclass
class Nouns(ABC):
    """A reader of noun phrases that knows the text's names, verbs and adjectives."""

    names: frozenset[str]
    verbs: frozenset[str]
    adjectives: frozenset[str]
    scope: Scope = field(default_factory=Scope)
    steps: int = 0
    number: int = 0
    kinds: set[tuple[str, ...]] = field(default_factory=set)
    chosen: dict[str, int] = field(default_factory=dict)
    open: dict[str, int] = field(default_factory=dict)

    def way(self, what: str, among: int = 2) -> int:
        """Which of several ways to take something this reading takes; that there are several is noted in `open`."""
        self.open[what] = among
        return self.chosen.get(what, 0)

    def step(self) -> None:
        """Count a step; raises `Unreadable` beyond what any plain sentence takes."""
        self.steps += 1
        if self.steps > MAX_STEPS:
            raise Unreadable("the sentence is too involved")

    # --- noun phrases -------------------------------------------------------------------------------------------------

    def subject(self, w: Words, several: bool) -> Noun:
        """The whole of `w` as a subject; `several`: the verb is plural."""
        if not w:
            raise Unreadable("a subject is missing")
        first = w[0].lower()
        if first == "it" and not self.scope.variables and len(w) == 1 and self.scope.weather:
            return Noun(("the weather",))
        if len(w) == 1 and first in lexis.PRONOUN | {"you"}:
            return Noun((self.scope.pronoun(first),)) if first != "you" else self._you()
        if first in ("both", "neither") and len(w) > 3:
            return self._listed(w[1:], "nor" if first == "neither" else "and")
        if first == "either" and len(w) > 3 and "or" in w:
            return self._listed(w[1:], "or")
        if first == "only" and len(w) > 1 and (one := self.individual(w[1:])) is not None:
            variable = self.scope.new("")
            same = tuple(one.split()) if one.startswith("the ") else (SAME, one)
            return Noun((variable,), [[Literal(same, (variable,))]], "only")
        if first in lexis.SOME or (first == "not" and w[1:] and w[1].lower() in lexis.EVERY | lexis.EVERYONE):
            rest = w[1:] if first != "not" or w[1].lower() in lexis.EVERYONE else w[2:]
            return self._witness(rest, "some" if first != "not" else "not all")
        if first in _QUANTIFIERS:
            return self._quantified(w[1:], _QUANTIFIERS[first])
        if first in lexis.NOBODY and first != "none":
            return self._quantified(w, "no")
        if first in lexis.EVERYONE:
            return self._quantified(w, "all")
        if first in lexis.INDEFINITE or first in lexis.ANYONE:
            return self._quantified(w[1:] if first in lexis.INDEFINITE else w, "some")
        if (one := self.individual(w, bare=not several)) is not None:
            return Noun((self._met(one),))
        if any(x in ("and", "or", ",") for x in w) and self._all_individuals(w):
            return self._listed(w, "or" if "or" in w else "and")
        if several or any(x.lower() in lexis.RELATIVE for x in w):
            return self._quantified(w, "some" if self.scope.rigid and self.scope.variables else "all")
        raise Unreadable("the subject is not understood")

    def _you(self) -> Noun:
        known = next((v for v, s, _ in self.scope.variables if s == "you"), None)
        if known is None and self.scope.rigid:
            raise Unreadable("`you` is anybody, but nobody was spoken of")
        return Noun((known or self.scope.new("you"),), TRUE, "some")

    def _witness(self, w: Words, how: str) -> Noun:
        """`some hens`, `not all hens`: one of them without a name, who is given one that nobody else has."""
        noun = self._quantified(w, "all")
        who = f"{WITNESS}{self.number}"

        def put(one: Literal) -> Literal:
            return Literal(one.predicate, tuple(who if a == noun.args[0] else a for a in one.args), one.positive)

        restriction = [[put(one) for one in part] for part in noun.restriction]
        self.scope.variables = [v for v in self.scope.variables if v[0] != noun.args[0]]
        return Noun((who,), restriction, "exists" if how == "some" else "not all")

    def _met(self, one: str) -> str:
        if not one.startswith("?"):
            self.scope.individuals.append(one)
        return one

    def _parts(self, w: Words) -> list[Words]:
        parts: list[list[str]] = [[]]
        for word in w:
            if word in ("and", "or", "nor", ","):
                parts.append([])
            else:
                parts[-1].append(word)
        return [p for p in parts if p]

    def _all_individuals(self, w: Words) -> bool:
        return all(self.individual(p, bare=not lexis.plural(p[-1].lower())) is not None for p in self._parts(w))

    def _listed(self, w: Words, joint: Choice["and", "or", "nor"]) -> Noun:
        parts = self._parts(w)
        found = [self.individual(p, bare=True) for p in parts]
        if len(parts) < 2 or not all(found):
            raise Unreadable("a list of subjects is not understood")
        return Noun(tuple(self._met(f) for f in found if f), TRUE, "named", joint)

    def individual(self, w: Words, *, bare: bool = False) -> str | None:
        """A single named thing: a name, `the hen`, `my hen`, `Ned's hen`; with `bare`, also `gold`."""
        low = [x.lower() for x in w]
        if len(w) == 1 and w[0][0] == "?":
            return w[0]
        if self.scope.letters and len(w) == 1 and w[0] in ("X", "Y", "Z"):
            return f"?{w[0]}"
        if low[0] in ("this", "that") and len(low) > 1 and low[1:] not in (["person"], ["thing"], ["one"]):
            w, low = ["the", *w[1:]], ["the", *low[1:]]
        if low[0] == "the" or low[0] in lexis.POSSESSIVE:
            if len(w) < 2 or len(w) > 8 or not (lexis.BARRED - lexis.ARTICLE).isdisjoint(low[1:]):
                return None
            head = next((i for i, x in enumerate(low) if i and x in lexis.PREPOSITION), len(low))
            if head < 2 or head > 4 or head == len(low) - 1 or (head == len(low) and "the" in low[1:]):
                return None
            if head < len(low) and low[-1] in lexis.TIMES and low[head] != "of":
                return None  # `the lamp at noon`: when something was done to it
            low = [x for i, x in enumerate(low) if not i or x not in lexis.ARTICLE]
            for name, _, noun in self.scope.variables:
                if noun and low[1:] == noun.split():
                    return name
                if not noun and low[1:] in (["person"], ["thing"]):
                    return name
            return " ".join(low)
        if low[0] == "that" and low[1:] in (["person"], ["thing"], ["one"]):
            return self.scope.pronoun("they")
        if len(w) > 3 or any(x[0].isdigit() for x in low) or not (lexis.BARRED - {"his", "her", "its"}).isdisjoint(low):
            return None
        if low[0].endswith("'s") and len(w) == 2:
            return " ".join(low)
        if low[0] in ("his", "her", "its") and len(w) == 2:
            return f"{self.scope.pronoun('it' if low[0] == 'its' else 'he')}'s {low[1]}"
        known = " ".join(low) in self.names or all(x in self.names for x in low)
        return " ".join(low) if known or (bare and len(w) == 1 and low[0] not in self.adjectives) else None

    def _quantified(self, w: Words, how: How) -> Noun:
        if not w or (self.scope.rigid and how == "some"):
            raise Unreadable("who or what is meant is not plain")
        cut = next((i for i, x in enumerate(w) if x.lower() in lexis.RELATIVE and i), len(w))
        low = [x.lower() for x in w[:cut]]
        if (at := postmodified(low)) and (cut == len(w) or at):
            return self._described(w, at, how)
        if cut < len(w) and lexis.key(low[-1]) in lexis.REPORT | {"said", "thought", "believed", "knew", "claimed"}:
            raise Unreadable("somebody's opinion is no fact")
        person, thing = low[-1] in lexis.PERSONS, low[-1] in lexis.THINGS
        sort = "person" if person else "thing" if thing else ""
        variable = self.scope.new(sort, "" if person or thing else " ".join(low))
        restriction = self._kind(low, variable)
        self.kinds.update(one.predicate for part in restriction for one in part[-1:])
        if cut < len(w):
            restriction = both(restriction, self._relative(w[cut + 1 :], variable))
        return Noun((variable,), restriction, how)

    def _described(self, w: Words, at: int, how: How) -> Noun:
        """`pumps rated for brine`, `people with steady hands`, `anyone in the house who smokes`."""
        low = [x.lower() for x in w]
        cut = next((i for i, x in enumerate(low) if x in lexis.RELATIVE and i > at), len(w))
        noun = self._quantified(w[:at], how)
        rigid, self.scope.rigid = self.scope.rigid, False
        form = both(noun.restriction, self.predicate(attributed(w[at:cut]), noun.args[0]))
        self.scope.rigid = rigid
        if cut < len(w):
            form = both(form, self._relative(w[cut + 1 :], noun.args[0]))
        return noun._replace(restriction=form)

    def _relative(self, w: Words, variable: str) -> Form:
        if not w or (w[0].lower() not in lexis.FINITE | {"never"} and w[0].lower() in lexis.BARRED):
            raise Unreadable("a relative clause is not understood")
        for at in (1, 2, 3):
            met = len(w) - at == 1 and (self.verbal(w[at]) or (w[0].lower() == "the" and lexis.third(w[at])))
            if met and (one := self.individual(w[:at], bare=True)) is not None:
                return [[Literal((self.lemma(w[at].lower()),), (self._met(one), variable))]]  # `goats that Ned feeds`
        rigid, self.scope.rigid = self.scope.rigid, False
        form = self.predicate(w, variable)
        self.scope.rigid = rigid
        return form

    def _kind(self, low: Words, variable: str) -> Form:
        """What must hold of a variable that a common noun with its adjectives introduces."""
        head = low[-1]
        if len(low) == 1 and (head in lexis.ANYONE or head in lexis.EVERYONE or head in lexis.NOBODY):
            return TRUE
        if low[0] in lexis.ANYONE or low[0] in lexis.EVERYONE or low[0] in lexis.NOBODY:
            return self.terms(low[1:], variable)  # `something red`
        several = "and" in low and sum(lexis.plural(x) for x in low) > 1  # `rich people and famous people`
        if head in lexis.ANYTHING_AT_ALL and not several:
            return self._adjectives(low[:-1], variable) if len(low) > 1 else TRUE
        if "and" in low or "or" in low or "," in low:
            parts = self._parts(low)
            if all(lexis.plural(p[-1]) for p in parts):  # `hens and goats`
                out: Form = []
                for part in parts:
                    out = either(out, self._kind(part, variable))
                return out
            *before, last = parts
            if all(len(p) == 1 and self.adjective(p[0]) for p in [*before, last[:1]]) and "or" not in low:
                return both(self._adjectives([p[0] for p in before], variable), self.terms(last, variable))
            raise Unreadable("a kind is not understood")
        return self.terms(low, variable)

    def _adjectives(self, low: Words, variable: str) -> Form:
        form: Form = [] if "or" in low else TRUE
        for part in self._parts(low):
            positive = part[0] != "not"
            words = [p for p in (part if positive else part[1:]) if p != "both"]
            for word in words or [""]:
                if not word or word in lexis.BARRED:
                    raise Unreadable("an adjective is not understood")
                one: Form = [[Literal((lexis.key(word),), (variable,), positive)]]
                form = either(form, one) if "or" in low and len(words) == 1 else both(form, one)
        return form

    def adjective(self, word: str) -> bool:
        """Whether a word is known to be an adjective here."""
        return word in lexis.COMMON or word in self.adjectives

    def terms(self, low: Words, arg: str) -> Form:
        """`red`, `wug`, `red wug` (both), `guinea pig` (one kind) as said of `arg`."""
        if "of" in low[1:-1] and low[0] not in lexis.BARRED:
            if len(low) > 7 or not (lexis.BARRED - lexis.ARTICLE).isdisjoint(low):
                raise Unreadable("what is said is not understood")
            return [[Literal(tuple(lexis.key(x) for x in low if x not in lexis.ARTICLE), (arg,))]]
        if not low or len(low) > 4 or not lexis.BARRED.isdisjoint(low) or any(x[0] in "#0123456789" for x in low):
            raise Unreadable("what is said is not understood")
        if len(low) > 1 and any(x in self.names for x in low):
            raise Unreadable("what is said is not understood")
        if any(lexis.plural(a) and lexis.key(b) in self.verbs for a, b in pairwise(low)):
            raise Unreadable("a clause is no kind")
        if len(low) > 1 and low[-1] in lexis.ANYTHING_AT_ALL:
            low = low[:-1]
        if low[0] in lexis.INTENSE and len(low) > 1:  # who is very kind is kind
            degree = Literal(tuple(lexis.key(x) for x in low), (arg,))
            return both([[degree]], self.terms(low[1:], arg))
        lead = 0
        while lead < len(low) - 1 and self.adjective(low[lead]) and low[lead + 1] not in lexis.PREPOSITION:
            lead += 1
        rest = tuple(lexis.key(x) for x in low[lead:])
        return [[*(Literal((lexis.key(x),), (arg,)) for x in low[:lead]), Literal(rest, (arg,))]]

    @abstractmethod
    def verbal(self, word: str) -> bool:
        """Whether a word can begin a predicate."""

    @abstractmethod
    def lemma(self, word: str) -> str:
        """The key of a verb's base form."""

    @abstractmethod
    def predicate(self, w: Words, arg: str) -> Form:
        """What a relative clause says of `arg`: the business of a reader of predicates."""


def attributed(phrase: Words) -> list[str]:
    """What follows a noun as a predicate: `with a key` as `has a key`, `in the house` as `is in the house`."""
    first = phrase[0].lower()
    if first in ("with", "without"):
        return ["has", *phrase[1:]] if first == "with" else ["has", "no", *phrase[1:]]
    return list(phrase) if first.endswith("ing") else ["is", *phrase]


def postmodified(low: Words) -> int:
    """Where a phrase that follows its noun begins: a preposition, a participle, `older than`; 0: nowhere."""
    for i in range(1, len(low)):
        after = low[i + 1] if i + 1 < len(low) else ""
        led = after in lexis.PREPOSITION or after in lexis.ARTICLE
        if low[i] in lexis.PREPOSITION and low[i] not in ("of", "like") and after:
            return i
        if lexis.bases(low[i]) and (led or (low[i].endswith("ing") and after and lexis.plural(low[i - 1]))):
            return i
        if after == "than":
            return i
        if low[i] == "aboard" and not after:
            return i
    return 0
