"""What is said of something: `is red and kind`, `does not like the hen`, `is liked by Ned`. Knows no clause."""

from itertools import pairwise

from ech0.minds.embedded.logic import lexis
from ech0.minds.embedded.logic.forms import Form, Literal, Unreadable, both, either, opposite
from ech0.minds.embedded.logic.nouns import TRUE, Nouns, Words, attributed, postmodified

_COMMON = frozenset(lexis.key(v) for v in lexis.VERBS)
_SEALED = (lexis.BARRED - lexis.ARTICLE - {"there", "same", "own", "being", "been", "as", "than", "up"}) | {"#"}
"""Words that mean more than themselves: no wording that is taken as a whole may hold one of them."""
MAX_WHOLE = 9
_WHEN = frozenset("at in on by before after during last this".split())


class Phrases(Nouns):
    """A reader of predicates, on top of noun phrases."""

    def predicate(self, w: Words, arg: str) -> Form:
        """All of `w` as what is said of `arg`: `is red and kind`, `does not like the hen`, `chases it or is big`."""
        self.step()
        try:
            return self._simple(w, arg)
        except Unreadable:
            for i in range(len(w) - 2, 0, -1):
                if w[i] in ("and", "or", "but") and self.verbal(w[i + 1]):
                    left = self.predicate(w[: i - 1] if w[i - 1] == "," else w[:i], arg)
                    right = self.predicate(w[i + 1 :], arg)
                    return either(left, right) if w[i] == "or" else both(left, right)
            raise

    def verbal(self, word: str) -> bool:
        """Whether a word can begin a predicate."""
        low = word.lower()
        if low in lexis.FINITE:
            return True
        return (
            low not in lexis.BARRED
            and low not in self.names
            and (lexis.key(low) in self.verbs or any(b in self.verbs for b in lexis.bases(low)))
        )

    def lemma(self, word: str) -> str:
        """The key of a verb's base form, where the text or the language knows it as a verb."""
        k = lexis.key(word)
        if k in self.verbs:
            return k
        known = [lexis.key(b) for b in lexis.bases(word)]
        return next((b for b in known if b in self.verbs), next((b for b in known if b in _COMMON), k))

    def _simple(self, w: Words, arg: str) -> Form:
        if not w:
            raise Unreadable("a verb is missing")
        low = [x.lower() for x in w]
        first, rest = low[0], list(w[1:])
        while rest and rest[0].lower() in lexis.FILLER:
            rest = rest[1:]
        no = bool(rest) and rest[0].lower() in lexis.NEGATION
        if first in lexis.COPULA:
            return self._complement(rest, arg)
        if first in lexis.AUXILIARY and len(rest) > 1 and no:
            return opposite(self._verb(rest[1:], arg))
        if first in lexis.AUXILIARY and rest and not no:
            return self._verb(rest, arg)
        if first in lexis.MODAL and len(rest) > no:
            form = self._modal(first, rest[no:], arg)
            return opposite(form) if no else form
        if first == "never" and rest:
            return opposite(self._verb(rest, arg))
        if first in ("has", "have", "had") and no and len(rest) > 1:
            return opposite(self._verb([first, *rest[1:]], arg))
        if first in ("has", "have", "had") or first not in lexis.BARRED:
            return self._verb([w[0], *rest] if first in ("has", "have", "had") else list(w), arg)
        raise Unreadable("the verb is not understood")

    def _modal(self, modal: str, w: Words, arg: str) -> Form:
        """`can swim`, `may be kept`: a predicate of its own; what must or will be simply is."""
        while w and w[0].lower() in lexis.FILLER:
            w = w[1:]
        before = (modal,) if modal in lexis.OPAQUE else ()
        if w and w[0].lower() != "be":
            return self._verb(w, arg, before)
        form = self._complement(w[1:], arg)
        return [[Literal((*before, *one.predicate), one.args, one.positive) for one in part] for part in form]

    def whole(self, low: Words) -> tuple[str, ...]:
        """A wording that is taken as a whole, without articles; raises `Unreadable` if it holds a word of logic."""
        if "its" in low or "their" in low:
            low = [x for x in low if x not in ("its", "their")]  # its own
        if not low or len(low) > MAX_WHOLE or not _SEALED.isdisjoint(low):
            raise Unreadable("what is said is not understood")
        for before, word in pairwise(low):
            if (
                lexis.key(word) in self.verbs
                and before not in lexis.ARTICLE
                and (lexis.third(word) or lexis.plural(before))
            ):
                raise Unreadable("another verb follows")
        return tuple(lexis.key(x) for x in low if x not in lexis.ARTICLE)

    def _verb(self, w: Words, arg: str, before: tuple[str, ...] = ()) -> Form:
        """A verb with its object: a relation if the object is an individual, otherwise one predicate as a whole."""
        low = [x.lower() for x in w]
        while low and (low[-1] in lexis.FILLER or (low[-1] == "back" and len(low) > 2)):
            low = low[:-1]
        if (
            not low
            or (low[0] in lexis.PREPOSITION and low[0] != "like")
            or (low[0] in lexis.BARRED and low[0] not in ("have", "has"))
        ):
            raise Unreadable("the verb is not understood")
        verb = (*before, self.lemma(low[0]))
        if len(low) > 2 and low[1] == "no":
            return opposite(self._verb([w[0], *w[2:]], arg, before))
        if low[1:2] == ["neither"] and "nor" in low:
            either_way = [w[0], *("or" if x.lower() == "nor" else x for x in w[2:])]
            return opposite(self._verb(either_way, arg, before))
        if len(low) == 1:
            return [[Literal(verb, (arg,))]]
        if low[0] in ("has", "have", "had") and not before and self._perfect(low[1:]):
            return self._verb(w[1:], arg)
        for at in (1, 2) if len(low) > 2 and low[1] in lexis.PREPOSITION else (1,):
            relation = (*verb, *low[1:at])
            found = self._object(w[at : len(low)], arg)
            if found is not None:
                form = TRUE
                for one in found:
                    form = both(form, [[Literal(relation, (arg, one))]])
                return form
        if (dated := self._dated(w, low, verb, arg)) is not None:
            return dated
        if "or" in low or "and" in low:
            return self._several_objects(list(w[: len(low)]), low, arg, before)
        return [[Literal((*verb, *self.whole(low[1:])), (arg,))]]

    def _dated(self, w: Words, low: list[str], verb: tuple[str, ...], arg: str) -> Form | None:
        """`charged the lamp at noon`: the time belongs to the relation, not to the lamp."""
        at = next((i for i, x in enumerate(low) if i > 1 and x in _WHEN), 0)
        if not at or low[-1] not in lexis.TIMES or len(low) - at > 3:
            return None
        found = self._object(w[1:at], arg)
        if found is None or len(found) != 1:
            return None
        return [[Literal((*verb, *low[at:]), (arg, found[0]))]]

    def _perfect(self, low: Words) -> bool:
        """`has paid`, `has finished the race`: what was done is done."""
        return bool(lexis.bases(low[0])) and not low[0].endswith("ing")

    def _several_objects(self, w: list[str], low: list[str], arg: str, before: tuple[str, ...]) -> Form:
        """`speaks Welsh or Breton`, `either tea or coffee`: the verb of each."""
        joint = "or" if "or" in low else "and"
        if any(self.verbal(after) for word, after in pairwise(low) if word in ("and", "or", ",")):
            raise Unreadable("another verb follows")
        if "or" in low and "and" in low:
            raise Unreadable("how the parts are joined is not plain")
        parts = self._parts(w[1:])
        if len(parts) < 2 or not all(parts):
            raise Unreadable("what is joined is not understood")
        if parts[0][0].lower() in ("either", "both"):
            parts[0] = parts[0][1:]
        form: Form = [] if joint == "or" else TRUE
        for part in parts:
            one = self._verb([w[0], *part], arg, before)
            form = either(form, one) if joint == "or" else both(form, one)
        return form

    def _object(self, w: Words, subject: str) -> tuple[str, ...] | None:
        """Individuals or variables that the whole of `w` names; `None` if it names none."""
        if not w:
            return None
        low = [x.lower() for x in w]
        if len(low) == 1 and low[0] in lexis.PRONOUN:
            return (self.scope.pronoun(low[0], other=subject),)
        if low in (["itself"], ["himself"], ["herself"], ["themselves"]):
            return (subject,)
        if len(low) == 1 and (low[0] in lexis.ANYONE or low[0] in lexis.EVERYONE):
            if (low[0] in lexis.EVERYONE) != self.scope.rigid:
                raise Unreadable("who or what is meant is not plain")
            return (self.scope.new("person" if low[0] in lexis.PERSONS else "thing"),)
        if (one := self.individual(w)) is not None:
            return (self._met(one),)
        parts = self._parts(w)
        if len(parts) > 1 and "or" not in low and all(self.individual(p) for p in parts):
            return tuple(self._met(one) for p in parts if (one := self.individual(p)))
        return None

    def _complement(self, w: Words, arg: str) -> Form:
        """What follows `is`: items joined by commas, `and`, `or`, `but`, each perhaps negated."""
        low = [x.lower() for x in w if x.lower() not in lexis.FILLER]
        w = [x for x in w if x.lower() not in lexis.FILLER]
        lead = low[0] if low else ""
        if lead in ("both", "either", "neither"):
            low, w = low[1:], w[1:]
        elif low[:2] == ["not", "both"] or low[:2] in (["not", "either"], ["neither", ""]):
            return opposite(self._complement(w[1:], arg))
        items, joints = self._items(w, low)
        items = _carried(items)
        if lead == "neither":
            if "nor" not in joints and "or" not in joints:
                raise Unreadable("neither what is not plain")
            form = TRUE
            for item in items:
                form = both(form, opposite(self._item(item, arg)))
            return form
        negative = bool(items[0]) and items[0][0].lower() in lexis.NEGATION
        more = [i for i in items[1:] if i and i[0].lower() in lexis.NEGATION]
        joint = "or" if "or" in joints or "nor" in joints else "and"
        if ("and" in joints and "or" in joints) or (lead == "either" and joint != "or"):
            raise Unreadable("how the parts are joined is not plain")
        if negative and len(items) > 1 and len(more) < len(items) - 1:
            if joints[-1] == "but" and len(items) == 2:
                return both(self._item(items[0], arg), self._item(items[1], arg))
            if joint != "or" or more:
                raise Unreadable("how far `not` reaches is not plain")
            plain = [list(items[0][1:]), *items[1:]]
            form = TRUE
            for item in plain:
                form = both(form, opposite(self._item(item, arg)))
            return form
        form = [] if joint == "or" else TRUE
        for item in items:
            one = self._item(item, arg)
            form = either(form, one) if joint == "or" else both(form, one)
        return form

    def _items(self, w: Words, low: Words) -> tuple[list[list[str]], list[str]]:
        items: list[list[str]] = [[]]
        joints: list[str] = []
        for word, small in zip(w, low, strict=True):
            if small in lexis.JOINT:
                if items[-1]:
                    items.append([])
                    joints.append(small)
                elif joints:
                    joints[-1] = small
                else:
                    raise Unreadable("a list begins with its joint")
            else:
                items[-1].append(word)
        if not items[-1]:
            raise Unreadable("a list ends with its joint")
        return items, joints

    def _item(self, w: Words, arg: str) -> Form:
        low = [x.lower() for x in w]
        if low and low[0] in lexis.NEGATION:
            return opposite(self._item(w[1:], arg))
        if low and low[0] == "no" and len(low) > 1:
            return opposite(self._item(w[1:], arg))
        if low and low[0] in ("is", "are"):
            return self._item(w[1:], arg)
        indefinite = bool(low) and low[0] in lexis.INDEFINITE
        if indefinite:
            w, low = w[1:], low[1:]
        elif low and low[0] == "the" and len(low) > 1:
            if (related := self._relational(w[1:], low[1:], arg)) is not None:
                return related
            if len(low) > 5 or any(x in lexis.BARRED or x in self.names or lexis.key(x) in self.verbs for x in low[1:]):
                raise Unreadable("what is said is not understood")
            return [[Literal(tuple(low), (arg,))]]
        if not low:
            raise Unreadable("what is said is missing")
        cut = next((i for i, x in enumerate(low) if x in lexis.RELATIVE and i), 0)
        if cut:
            return both(self._item(w[:cut], arg), self._relative(w[cut + 1 :], arg))
        if indefinite and (at := postmodified(low)):
            return both(self.terms(low[:at], arg), self.predicate(attributed(w[at:]), arg))
        if len(low) > 1 and low[0].endswith("ing") and any(lexis.key(b) in self.verbs for b in lexis.bases(low[0])):
            return self._verb(w, arg)  # `is chasing the hen`
        if (related := self._relational(w, low, arg)) is not None:
            return related
        if len(low) > 1 and (any(x in lexis.PREPOSITION for x in low) or lexis.bases(low[0])):
            return [[Literal(self.whole(low), (arg,))]]
        return self.terms(low, arg)

    def _relational(self, w: Words, low: list[str], arg: str) -> Form | None:
        """`afraid of Ned`, `bigger than the hen`, `liked by Ned` (the verb turned round)."""
        at = next((i for i, x in enumerate(low) if i and x in lexis.PREPOSITION), 0)
        if (not at and low[0] not in lexis.PREPOSITION) or at + 1 >= len(low):
            return None
        at = 0 if low[0] in lexis.PREPOSITION else at
        found = self._object(w[at + 1 :], arg)
        if found is None:
            return None
        if low[at] == "by" and at == 1:
            verb = next((v for v in sorted(self.verbs) if low[0] in lexis.participle(v)), self.lemma(low[0]))
            return [[Literal((verb,), (one, arg)) for one in found]]
        if any(x in lexis.BARRED for x in low[:at]):
            return None
        return [[Literal(tuple(low[: at + 1]), (arg, one)) for one in found]]


def _carried(items: list[list[str]]) -> list[list[str]]:
    """`sold in the shop or at the door`: the participle of the first belongs to what begins with a preposition."""
    first = [x.lower() for x in items[0]]
    led = len(first) > 2 and bool(lexis.bases(first[0])) and first[1] in lexis.PREPOSITION
    if not led:
        return items
    led_too = (i[0].lower() in lexis.PREPOSITION and len(i) > 1 for i in items)
    return [[items[0][0], *i] if more else i for i, more in zip(items, led_too, strict=True)]
