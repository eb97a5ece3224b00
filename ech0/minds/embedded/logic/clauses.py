"""Main clauses and conditions: a subject and what is said of it, alone or joined. Knows clauses, no `if`."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import NamedTuple

from ech0.minds.embedded.logic import lexis
from ech0.minds.embedded.logic.forms import Form, Literal, Unreadable, both, either, opposite
from ech0.minds.embedded.logic.nouns import MAX_WORDS, TRUE, Noun, Scope, Words
from ech0.minds.embedded.logic.phrases import Phrases

SEVERAL, EXISTS = "one of several", "some"
_ALL = lexis.EVERY | lexis.EVERYONE | {"anything", "anyone", "anybody"}


class Said(NamedTuple):
    """One clause as what it asserts: `heads` all hold where `body` does."""

    heads: list[Literal]
    body: Form
    production: str


class Clauses(Phrases):
    """A reader of clauses."""

    def assertion(self, w: Words) -> list[Said]:
        """A main clause, or several joined by `and`, `but` or commas."""
        self.step()
        w = bare(w)
        if w and w[0].lower() == "either" and (parted := self._either(w[1:])):
            return parted
        try:
            return self._main(w)
        except Unreadable:
            for at in _joints(w):
                if w[at] != "or":
                    held = list(self.scope.variables), list(self.scope.individuals)
                    try:
                        return [*self.assertion(w[:at]), *self.assertion(w[at + 1 :])]
                    except Unreadable:
                        self.scope.variables, self.scope.individuals = held
            raise

    def _either(self, w: Words) -> list[Said]:
        """`either Ned is red or Ann is big`: two clauses, at the only `or` that parts them."""
        ors = [at for at, x in enumerate(w) if x == "or"]
        if len(ors) != 1:
            raise Unreadable("one of several, not which")
        sides = [self._main(bare(side)) for side in (w[: ors[0]], w[ors[0] + 1 :])]
        if any(len(s) != 1 or len(s[0].heads) != 1 or s[0].body != TRUE for s in sides):
            raise Unreadable("one of several, not which")
        return spread([s[0].heads for s in sides], TRUE, "fact")

    def _main(self, w: Words) -> list[Said]:
        if (aside := _aside(w)) is not None:
            first, second = aside
            return [*self._first(first, self._meaning), *self._first(second, self._meaning)]
        try:
            return self._first(w, self._meaning)
        except Unreadable:
            at = next((i for i, x in enumerate(w) if i > 1 and x.lower() in _ALL), 0)
            if not at:
                raise
            return self._of_all(w, at)

    def _of_all(self, w: Words, at: int) -> list[Said]:
        """`Ned likes everything that is red`: of each of which it holds that Ned likes it."""
        if self.scope.variables:
            raise Unreadable("who or what is meant is not plain")
        noun = self._quantified(w[at:] if w[at].lower() not in lexis.EVERY else w[at + 1 :], "all")
        said = self._first([*w[:at], *noun.args], self._meaning)
        return [Said(one.heads, both(one.body, noun.restriction), "universal") for one in said]

    def _meaning(self, noun: Noun, predicate: Words) -> list[Said]:
        form = TRUE
        for arg in noun.args:
            form = both(form, self.predicate(predicate, arg))
        if noun.how == "named":
            if noun.joint == "nor":
                return [
                    Said([x for a in noun.args for x in one_way(opposite(self.predicate(predicate, a)))], TRUE, "fact")
                ]
            if noun.joint == "or" and len(noun.args) > 1:
                forms = [self.predicate(predicate, arg) for arg in noun.args]
                return spread([alternative for one in forms for alternative in one], TRUE, "fact")
            return spread(form, TRUE, "fact")
        if noun.how in ("exists", "not all"):
            heads = [*one_way(noun.restriction), *one_way(form if noun.how == "exists" else opposite(form))]
            return [Said(heads, TRUE, EXISTS)]
        if noun.how == "no":
            return spread(opposite(form), noun.restriction, "none")
        if noun.how == "only":
            return spread(noun.restriction, form, "only")
        return spread(form, noun.restriction, "universal")

    def condition(self, w: Words) -> Form:
        """A clause, or several joined, as a condition."""
        self.step()
        w = bare(w)
        if w and w[0].lower() in lexis.EVERY:
            raise Unreadable("a condition on all")
        try:
            return self._first(w, self._supposed)
        except Unreadable:
            for at in _joints(w):
                held = list(self.scope.variables), list(self.scope.individuals)
                try:
                    left = self.condition(w[:at])
                    right = self.condition(w[at + 1 :])
                except Unreadable:
                    self.scope.variables, self.scope.individuals = held
                    continue
                return either(left, right) if w[at].lower() == "or" else both(left, right)
            raise

    def _supposed(self, noun: Noun, predicate: Words) -> Form:
        if noun.how in ("no", "only", "exists", "not all") or (
            noun.how == "all" and predicate[0].lower() not in lexis.PLURAL
        ):
            raise Unreadable("a condition on all")
        form: Form = [] if noun.joint == "or" and len(noun.args) > 1 else noun.restriction
        for arg in noun.args:
            one = self.predicate(predicate, arg)
            one = opposite(one) if noun.joint == "nor" else one
            form = either(form, one) if noun.joint == "or" and len(noun.args) > 1 else both(form, one)
        return form

    def _first(self, w: Words, meaning: Callable[[Noun, Words], "list[Said] | Form"]) -> "list":  # type: ignore[type-arg]
        """The first parting of a clause into subject and predicate that takes every word."""
        held = list(self.scope.variables), list(self.scope.individuals)
        why, found = Unreadable("no verb is found"), []
        split = not lexis.RELATIVE.isdisjoint(w)  # where a relative clause ends has to be plain
        for at, several in self._verbs(w):
            try:
                found.append((meaning(self.subject(w[:at], several), w[at:]), self.scope))
            except Unreadable as error:
                why = error
            if found and not split:
                return found[0][0]
            self.scope = replace(self.scope, variables=list(held[0]), individuals=list(held[1]))
        if len(found) != 1:
            raise why if not found else Unreadable("where a relative clause ends is not plain")
        self.scope = found[0][1]
        return found[0][0]

    def _verbs(self, w: Words) -> Iterator[tuple[int, bool]]:
        for at in range(1, len(w)):
            low = w[at].lower()
            if low == "never" and at + 1 < len(w) and self.verbal(w[at + 1]):
                yield at, not lexis.third(w[at + 1].lower())
            elif low in lexis.FINITE:
                yield at, (low in lexis.PLURAL if low not in lexis.MODAL else _several(w[:at], self.names))
            elif self.verbal(low) and not low.endswith("ing") and w[at + 1 : at + 2] != ["by"]:
                past = lexis.key(low) not in self.verbs and bool(lexis.bases(low))
                yield at, _several(w[:at], self.names) if past else not lexis.third(low)

    def inverted(self, w: Words, known: frozenset[str], before: tuple[str, ...] = ()) -> Said:
        """`is Ned red`, `does the hen like Ned`, `are all hens red`: the known subject, or the only possible."""
        first = w[0].lower()
        found: list[tuple[Said, bool]] = []
        several = first in lexis.PLURAL
        for at in range(len(w) - 1, 1, -1):
            subject = w[1:at]
            self.scope = self.scope_of(w, before)
            try:
                noun = self.subject(subject, several or (_several(subject, self.names) and first in lexis.MODAL))
                said = self._meaning(noun, [w[0], *w[at:]])
            except Unreadable:
                continue
            if noun.how == "named" and set(noun.args) <= known:
                return said[0]
            if lexis.bases(subject[-1].lower()) and len(subject) > 1 and lexis.plural(subject[-2].lower()):
                continue  # `are hens | caught there`
            found.append((said[0], self.verbal(w[at])))
        if len(found) > 1 and first in lexis.AUXILIARY | lexis.MODAL:
            found = [one for one in found if one[1]]
        if len(found) != 1:
            raise Unreadable("what is asked is not plain")
        return found[0][0]

    def scope_of(self, w: Words, before: tuple[str, ...] = ()) -> Scope:
        """A fresh scope for a sentence; raises `Unreadable` if it is too long."""
        if len(w) > MAX_WORDS:
            raise Unreadable("the sentence is too long")
        rains = any(w[i - 1].lower() == "it" and lexis.key(w[i].lower()) in lexis.WEATHER for i in range(1, len(w)))
        rains |= any(w[i].lower().removesuffix("ing") in lexis.WEATHER for i in range(2, len(w)))
        rains |= len(w) > 1 and w[0].lower() == "it" and w[1].lower().removesuffix("ed") in lexis.WEATHER
        letters = any(x in ("X", "Y", "Z") for x in w) and any(x.lower() in ("if", "all") for x in w)
        return Scope(before=before, letters=letters, weather=rains, way=self.way)


def one_way(form: Form) -> list[Literal]:
    """The only alternative; raises `Unreadable` if there are several."""
    if len(form) != 1:
        raise Unreadable("one of several, not which")
    return form[0]


def spread(form: Form, body: Form, production: str) -> list[Said]:
    """What a rule concludes. One of several: each follows where the others are denied (all that a rule can say)."""
    if len(form) == 1:
        return [Said(form[0], body, production)]
    if len(form) > 4 or any(len(alternative) != 1 for alternative in form):
        raise Unreadable("one of several, not which")
    heads = [alternative[0] for alternative in form]
    return [
        Said([head], both(body, opposite([[other] for other in heads if other != head])), SEVERAL) for head in heads
    ]


def _several(w: Words, names: frozenset[str]) -> bool:
    cut = next((i for i, x in enumerate(w) if i and x.lower() in lexis.PREPOSITION), len(w))
    last = w[cut - 1].lower()
    return lexis.plural(last) and last not in names


def _joints(w: Words) -> Iterator[int]:
    for at in range(len(w) - 2, 0, -1):
        if w[at] in ("and", "or", "but") or (w[at] == "," and w[at + 1] not in ("and", "or", "but")):
            yield at


def _aside(w: Words) -> tuple[Words, Words] | None:
    """`Ned, who is red, is big` and `Ned, a hen, is big` as two clauses about Ned."""
    commas = [at for at, x in enumerate(w) if x == ","]
    if len(commas) != 2 or not 0 < commas[0] < 5 or commas[1] + 1 >= len(w):
        return None
    name, inside, rest = w[: commas[0]], w[commas[0] + 1 : commas[1]], w[commas[1] + 1 :]
    if not inside or not (name[0][0].isupper() or name[0] == "the") or rest[0].lower() in lexis.JOINT | {"then"}:
        return None
    if inside[0].lower() in ("who", "which"):
        return [*name, *inside[1:]], [*name, *rest]
    return ([*name, "is", *inside], [*name, *rest]) if inside[0].lower() in ("a", "an", "the") else None


def bare(w: Words) -> Words:
    """Without commas and connectives at either end."""
    start, end = 0, len(w)
    while start < end and w[start] in (",", "and", "but"):
        start += 1
    while end > start and w[end - 1] in (",", "and", "but"):
        end -= 1
    return w[start:end]
