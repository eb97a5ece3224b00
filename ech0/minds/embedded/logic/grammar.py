"""Sentences to rules: facts, universals, conditionals, exclusions. Knows one sentence at a time.

| rule id | wording |
|---|---|
| fact | `Ned is red`, `the hen chases Ned and is big`, `neither Ned nor Ann is red` |
| universal | `every hen is red`, `hens are red`, `red, kind people are big`, `anyone who likes Ned is kind` |
| none | `no hen is red`, `nothing that is red is big`, `there is no hen that is red` |
| only | `only hens are red` |
| if | `if something is red then it is big`, `Ned is big if he is red`, `whenever ...`, `provided that ...` |
| unless | `Ned is big unless he is red` |
| only if, iff | `Ned is big only if he is red`, `... if and only if ...` |
| means | `being red means being big`, `being a hen implies being big` |
| except | `every hen is red except Ned`, `every hen but Ned is red` |
| denied | `it is not true that Ned is red` |
"""

from collections.abc import Callable
from itertools import islice, product
from typing import NamedTuple, TypeVar

from ech0.minds.embedded.logic import lexis
from ech0.minds.embedded.logic.clauses import EXISTS, SEVERAL, Clauses, Said, bare, one_way, spread
from ech0.minds.embedded.logic.forms import Form, Literal, Unreadable, both, negated, opposite
from ech0.minds.embedded.logic.nouns import SAME, TRUE, Scope, Words

MAX_WAYS = 12
Read = TypeVar("Read")
_OPENING = frozenset(
    "also , moreover furthermore however and but finally similarly likewise additionally next last then so".split()
)


def _phrases(*texts: str) -> dict[str, tuple[tuple[str, ...], ...]]:
    """Phrases by their first word."""
    table: dict[str, list[tuple[str, ...]]] = {}
    for text in texts:
        table.setdefault(text.split()[0], []).append(tuple(text.split()))
    return {first: tuple(phrases) for first, phrases in table.items()}


_ASSERTED = _phrases(
    "we know that", "it is known that", "it is true that", "it is a fact that", "it is the case that",
    "it is given that", "suppose that", "suppose", "assume that", "assume", "note that", "remember that",
    "we are told that", "in addition", "for all x",
)  # fmt: skip
_DENIED = _phrases("it is not true that", "it is not the case that", "it is false that")


class Clause(NamedTuple):
    """A rule read: if all of `body` then `head`, and which production read it."""

    head: Literal
    body: tuple[Literal, ...]
    production: str


class Grammar(Clauses):
    """Reads whole sentences. Raises `Unreadable` where no production takes every word."""

    def read(self, w: Words, before: tuple[str, ...] = ()) -> list[Clause]:
        """The rules that a statement gives; `before`: the individuals that the sentence before was about."""
        self.scope, self.steps = self.scope_of(w, before), 0
        w = _opened(w)
        out = []
        for said in self._statement(w):
            for conjunction in said.body:
                body = tuple(dict.fromkeys(conjunction))
                out += [Clause(head, body, said.production) for head in said.heads if head not in body]
        if not out:
            raise Unreadable("it says nothing")
        return out

    def readings(self, w: Words, before: tuple[str, ...] = ()) -> list[list[Clause]]:
        """Every way to read a statement, the likeliest first; raises `Unreadable` if there is none."""
        return self._ways(lambda: self.read(w, before))

    def judgements(self, w: Words, known: frozenset[str], before: tuple[str, ...] = ()) -> list[list[Said]]:
        """Every way to read a statement or question that is to be judged."""
        return self._ways(lambda: self.judged(w, known, before))

    def _ways(self, read: "Callable[[], list[Read]]") -> "list[list[Read]]":
        self.chosen, self.open = {}, {}
        self.number += 1
        found, why = [], None
        try:
            found.append(read())
        except Unreadable as error:
            why = error
        if self.open:
            keys = sorted(self.open)
            several = product(*(range(self.open[k]) for k in keys))
            for picks in islice(several, 1, MAX_WAYS + 1):
                self.chosen = dict(zip(keys, picks, strict=True))
                try:
                    one = read()
                except Unreadable as error:
                    why = why or error
                    continue
                if one not in found:
                    found.append(one)
            self.chosen = {}
        if not found:
            raise why or Unreadable("it says nothing")
        if len(found) > 1:
            self.scope.individuals.clear()  # whom the next sentence's pronouns mean is open too
        return found

    def judged(self, w: Words, known: frozenset[str], before: tuple[str, ...] = ()) -> list[Said]:
        """A statement or question to be judged, as what it asserts."""
        self.scope, self.steps = self.scope_of(w, before), 0
        w = _opened(w)
        if w and w[0].lower() in lexis.FINITE:
            return [self.inverted(w, known, before)]
        return self._statement(w)

    # --- statements ---------------------------------------------------------------------------------------------------

    def _statement(self, w: Words) -> list[Said]:
        low = [x.lower() for x in w]
        if not low:
            raise Unreadable("nothing is said")
        for phrase in _DENIED.get(low[0], ()):
            if tuple(low[: len(phrase)]) == phrase:
                return self._denied(w[len(phrase) :])
        if (tail := _tail(low)) is not None:
            at, exclusive = tail
            said = self._statement(w[:at])
            return [*said, *(_not_both(said) if exclusive else _nobody_else(said))]
        if low[0] == "if":
            return self._if(w[1:])
        if low[0] == "unless":
            return self._halves(w[1:], lambda a: opposite(self.condition(a)), "unless")
        if "if" in low:
            return self._if_later(w, low)
        if "unless" in low:
            at = low.index("unless")
            return self._after(w[:at], w[at + 1 :], lambda a: opposite(self.condition(a)), "unless")
        if "except" in low[2:-1]:
            return self._except(w, low.index("except"))
        if low[:2] == ["there", "is"] or low[:2] == ["there", "are"]:
            return self._there(w[2:])
        if low[0] == "being" and (at := next((i for i, x in enumerate(low) if x in _MEANS), 0)):
            return self._means(w, low, at)
        return self.assertion(w)

    def _if(self, w: Words) -> list[Said]:
        return self._halves(w, self.condition, "if")

    def _halves(self, w: Words, read: Callable[[Words], Form], production: str) -> list[Said]:
        """`A then B`, or `A, B` where exactly one comma can part them."""
        low = [x.lower() for x in w]
        if "then" in low:
            at = low.index("then")
            return self._concluded(read(w[:at]), w[at + 1 :], production)
        found: list[list[Said]] = []
        start = self.scope
        commas = [i for i, x in enumerate(w) if x == ","]
        led = [i for i, x in enumerate(low) if i > 1 and (x in _LEADING or w[i][0].isupper())]
        for at in commas or [i - 1 for i in led]:
            self.scope = Scope(before=start.before, letters=start.letters, weather=start.weather)
            try:
                parted = (w[:at], w[at + 1 :]) if commas else (w[: at + 1], w[at + 1 :])
                found.append(self._concluded(read(parted[0]), parted[1], production))
            except Unreadable:
                continue
        if len(found) != 1:
            raise Unreadable("where the condition ends is not plain")
        return found[0]

    def _if_later(self, w: Words, low: list[str]) -> list[Said]:
        at = low.index("if")
        if low[at : at + 4] == ["if", "and", "only", "if"]:
            if lexis.PRONOUN & set(low[at:]):
                there = self._after(w[:at], w[at + 4 :], self.condition, "iff")
                self.scope = Scope(letters=self.scope.letters)
                return [*there, *self._only_if(w[:at], w[at + 4 :])]
            condition = self.condition(w[at + 4 :])
            there = self._concluded(condition, w[:at], "iff")
            return [*there, *self._reversed(w[:at], condition, "iff")]
        if low[at - 1] == "only":
            if lexis.PRONOUN & set(low[at:]):
                return self._only_if(w[: at - 1], w[at + 1 :])
            return self._reversed(w[: at - 1], self.condition(w[at + 1 :]), "only if")
        return self._after(w[:at], w[at + 1 :], self.condition, "if")

    def _after(self, main: Words, condition: Words, read: Callable[[Words], Form], production: str) -> list[Said]:
        """A condition that stands last: its pronouns speak of the main clause, which is then read first."""
        main = bare(main)
        if not lexis.PRONOUN & {x.lower() for x in condition}:
            return self._concluded(read(condition), main, production)
        self.scope.before = ()
        said = self.assertion(main)
        self.scope.rigid = True
        supposed = read(condition)
        self.scope.rigid = False
        return [Said(s.heads, both(s.body, supposed), production) for s in said]

    def _only_if(self, main: Words, condition: Words) -> list[Said]:
        """`Ned is big only if he is red`: big gives red."""
        self.scope.before = ()
        said = self.assertion(bare(main))
        body = TRUE
        for one in said:
            body = both(body, both(one.body, [one.heads]))
        self.scope.rigid = True
        return spread(self.condition(condition), body, "only if")

    def _concluded(self, condition: Form, w: Words, production: str) -> list[Said]:
        """What follows where a condition holds; it may introduce nobody new but by `every`."""
        self.scope.rigid = True
        said = self.assertion(w)
        self.scope.rigid = False
        return [Said(s.heads, both(condition, s.body), production) for s in said]

    def _reversed(self, w: Words, condition: Form, production: str) -> list[Said]:
        """`A only if B`: B holds where A does."""
        self.scope.rigid = True
        said = self.assertion(w)
        self.scope.rigid = False
        body = TRUE
        for one in said:
            body = both(body, both(one.body, [one.heads]))
        return spread(condition, body, production)

    def _denied(self, w: Words) -> list[Said]:
        said = self.assertion(w)
        if len(said) != 1 or len(said[0].heads) != 1 or said[0].body != TRUE:
            raise Unreadable("what exactly is denied is not plain")
        return [Said(opposite([said[0].heads])[0], TRUE, "denied")]

    def _except(self, w: Words, at: int) -> list[Said]:
        """`every hen is red except Ned`, `every hen except Ned is red`; whether Ned is not red is left open."""
        for length in range(len(w) - at - 1, 0, -1):
            who, rest = w[at + 1 : at + 1 + length], [*w[:at], *w[at + 1 + length :]]
            if len(who) > 3 or (name := self.individual(who, bare=True)) is None or name[0] == "?":
                continue
            self.scope = self.scope_of(w)
            said = self.assertion(bare(rest))
            if any(s.production not in ("universal", "none") for s in said):
                raise Unreadable("an exception to what is not said of all")
            found = [self._but(s, name) for s in said]
            return [*found, *self._excepted(said, name)] if self.way("except") else found
        raise Unreadable("who is excepted is not plain")

    def _but(self, said: Said, name: str) -> Said:
        variables = {a for one in said.heads for a in one.args if a[0] == "?"}
        apart: Form = [[Literal((SAME, name), (a,), False) for a in sorted(variables)]]
        return said._replace(body=both(said.body, apart))

    def _excepted(self, said: list[Said], name: str) -> list[Said]:
        """That what is said of all others does not hold of the one who is excepted."""
        heads = [h for s in said for h in s.heads]
        if len(heads) != 1 or len(heads[0].args) != 1:
            raise Unreadable("what is not so of the one excepted is not plain")
        return [Said([Literal(heads[0].predicate, (name,), not heads[0].positive)], TRUE, "except")]

    def _there(self, w: Words) -> list[Said]:
        low = [x.lower() for x in w]
        if len(w) > 1 and low[0] in lexis.SOME | lexis.INDEFINITE:
            return self._one(w[1:])
        if low and low[0] in ("somebody", "someone", "something"):
            return self._one(w)
        if len(w) < 2 or low[0] != "no":
            raise Unreadable("something exists that has no name")
        cut = next((i for i, x in enumerate(low) if x in lexis.RELATIVE), len(w))
        noun = self._quantified(w[1:cut], "no")
        if cut == len(w):
            if not (parts := one_way(noun.restriction)):
                raise Unreadable("what there is not is not plain")
            first, *more = parts
            return [Said([negated(first)], [more], "none")]
        return [Said(one_way(opposite(self._relative(w[cut + 1 :], noun.args[0]))), noun.restriction, "none")]

    def _one(self, w: Words) -> list[Said]:
        noun = self._witness(w, "some")
        heads = one_way(noun.restriction)
        if not heads:
            raise Unreadable("it says nothing")
        return [Said(heads, TRUE, EXISTS)]

    def _means(self, w: Words, low: list[str], at: int) -> list[Said]:
        variable = self.scope.new("")
        rest = at + 1 + (low[at + 1 : at + 2] in (["being"], ["something"]))
        rest += low[rest : rest + 2] == ["that", "is"] and 2
        if rest >= len(w):
            raise Unreadable("what it means is missing")
        body = self._complement(w[1:at], variable)
        more = [*w[rest:]]
        if more[0].lower() == "having" and len(more) > 1:
            return [Said(one_way(self.predicate(["has", *more[1:]], variable)), body, "means")]
        return [Said(one_way(self._complement(more, variable)), body, "means")]


_LEADING = frozenset("the every no all nobody everyone everybody nothing everything".split())
_ELSE = frozenset("nobody nothing none".split())


def _tail(low: list[str]) -> tuple[int, bool] | None:
    """Where `never both` (true) or `and nobody else does` (false) begins, which say more of what stands before."""
    at, exclusive = 0, low[-2:-1] != ["else"]
    if low[-2:] in (["not", "both"], ["never", "both"]):
        at = len(low) - 2
    elif len(low) > 5 and low[-2] == "else" and low[-3] in _ELSE and low[-1] in lexis.FINITE:
        at = len(low) - 3
    while at and low[at - 1] in (",", "and", "but"):
        at -= 1
    return (at, exclusive) if at > 2 else None


def _not_both(said: list[Said]) -> list[Said]:
    """One of two, and not the other too."""
    if len(said) != 2 or any(s.production != SEVERAL or len(s.heads) != 1 for s in said):
        raise Unreadable("which two are not both so is not plain")
    one, other = said[0].heads[0], said[1].heads[0]
    body = [[negated(x) if x == negated(other) else x for x in part] for part in said[0].body]
    return [Said([negated(one)], body, "not both")]


def _nobody_else(said: list[Said]) -> list[Said]:
    """What is said of all of a kind is said of nobody who is not of that kind."""
    if len(said) != 1 or said[0].production not in ("universal", "fact") or len(said[0].heads) != 1:
        raise Unreadable("whom it is said of is not plain")
    head = said[0].heads[0]
    if said[0].body != TRUE:
        return [Said(one_way(said[0].body), [[head]], "nobody else")]
    if head.args[0].startswith("?"):
        raise Unreadable("whom it is said of is not plain")
    apart = Literal((SAME, head.args[0]), ("?x",))
    return [Said([apart], [[Literal(head.predicate, ("?x", *head.args[1:]), head.positive)]], "nobody else")]


_MEANS = frozenset(("means", "implies", "entails"))


def _opened(w: Words) -> Words:
    """Without the words that only open a sentence."""
    while w and w[0].lower() in _OPENING:
        w = w[1:]
    for phrase in _ASSERTED.get(w[0].lower(), ()) if w else ():
        if len(w) > len(phrase) and tuple(x.lower() for x in w[: len(phrase)]) == phrase:
            return bare(w[len(phrase) :])
    return w
