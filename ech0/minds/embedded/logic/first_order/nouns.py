"""Noun phrases: kinds with adjectives, prepositions and relative clauses; names; subjects. Knows no sentence."""

from collections.abc import Sequence
from typing import Literal, NamedTuple

from ech0.core.wff import Wff
from ech0.minds.embedded.logic import lexis
from ech0.minds.embedded.logic.first_order import formulas as f
from ech0.minds.embedded.logic.first_order import verbs
from ech0.minds.embedded.logic.first_order.classes import (
    ANYBODY,
    CLOSED,
    HAVE,
    LETTERED,
    PREPOSITION,
    QUALITIES,
    RELATIVE,
    Words,
    stems,
    trimmed,
)  # fmt: skip
from ech0.minds.embedded.logic.first_order.predicates import Predicates
from ech0.minds.embedded.logic.first_order.text import plainly
from ech0.minds.embedded.logic.forms import Unreadable

How = Literal["name", "every", "generic", "some", "no", "only", "indefinite", "not every"]
KIND, NOUN = "~", "^"
"""Begin the name of a kind that a quantifier ranges over (perhaps that of all that is spoken of), of any other kind."""
_SPECIFIC: dict[str, How] = {
    **dict.fromkeys(("every", "each", "all", "any"), "every"),
    "no": "no",
    "only": "only",
    "some": "some",
}
_VAGUE = frozenset("most many few several half almost nearly two three four five six seven eight nine ten".split())


class Subject(NamedTuple):
    """`args`: the individuals or the variable; `kind`: what restricts the variable."""

    args: tuple[str, ...]
    how: How = "name"
    kind: Wff | None = None
    joint: str = "and"


class Nouns(Predicates):
    """A reader of noun phrases and of what follows `is`."""

    variables: int = 0
    supposing: bool = False
    supposed_open: bool = False
    anybody: str = ""

    def fresh(self) -> str:
        """A new variable."""
        self.variables += 1
        return f"?x{self.variables}"

    # --- kinds --------------------------------------------------------------------------------------------------------

    def kind(self, w: Words, who: str, mark: str = NOUN) -> Wff | None:
        """What a common noun with all that belongs to it says of `who`; nothing if it says no more than `thing`."""
        self.step()
        w = trimmed(w)
        if not w:
            raise Unreadable("a noun is missing")
        cut = next((i for i, x in enumerate(w) if i and x in RELATIVE and i + 1 < len(w)), len(w))
        end = next((i for i in range(1, cut) if self._after(w, i, cut)), cut)
        parts = [self._head(w[:end], who, mark)]
        if end < cut:
            parts.append(self.predicate(w[end:cut], who, "be"))
        if cut < len(w):
            self.fired.append("relative clause")
            parts.append(self._relative(w[cut + 1 :], who))
        if parts[0] is None and len(parts) == 1 and mark == NOUN:
            return f.holds(NOUN + " ".join(stems(w)), who)
        return f.join("and", parts)

    def _after(self, w: Words, i: int, cut: int) -> bool:
        """Whether what describes a noun from behind begins at `i`."""
        x, after = w[i], w[i + 1] if i + 1 < cut else ""
        if x in PREPOSITION and after:
            return True
        if not after:
            return (self.adjective(x) and w[i - 1] in ANYBODY) or (bool(verbs.running(x)) and w[i - 1] in ANYBODY)
        if x in ("not", "unable", "able") or (w[i - 1] in ANYBODY and after in PREPOSITION | {"to"}):
            return True
        if x.endswith("ly") and len(x) > 4 and verbs.participle(after):
            return True
        if verbs.running(x) and x not in self.vocabulary.adjectives:
            return i > 0 and (w[i - 1] in ANYBODY or lexis.plural(w[i - 1]) or after in PREPOSITION | lexis.ARTICLE)
        if verbs.participle(x) and (after in PREPOSITION or after.endswith("ly")):
            return True
        return (self.adjective(x) and (after in PREPOSITION | {"to"})) or (w[i - 1] in ANYBODY and self.adjective(x))

    def _head(self, w: Words, who: str, mark: str) -> Wff | None:
        w = [x for x in w if x not in ("a", "an", "the", "own")]
        if not w:
            raise Unreadable("a noun is missing")
        if any(x in CLOSED or x in PREPOSITION or x in HAVE or x in RELATIVE for x in w):
            raise Unreadable("a noun phrase is not understood")
        if any(x in ("and", "or", ",") for x in w):
            return self._heads(w, who, mark)
        if len(w) > 5:
            raise Unreadable("a noun phrase is too long")
        if w[-1] in ANYBODY:
            w = w[:-1]
            if not w:
                return None
            mark = ""
        if len(w) == 1 and self.adjective(w[0]):
            if mark == KIND and w[0] in lexis.COMMON | QUALITIES:
                raise Unreadable("a noun is missing")
            mark = ""
        if len(w) > 1 and w[0] in lexis.INTENSE and self.adjective(w[1]):
            self.fired.append("intense")
            w = w[1:]
        return f.holds(mark + " ".join(stems(w)), who)

    def _heads(self, w: Words, who: str, mark: str) -> Wff | None:
        """`hens and goats` (either kind), `shy and reticent people` (both)."""
        parts: list[list[str]] = [[]]
        for x in w:
            if x in ("and", "or", ","):
                parts.append([])
            else:
                parts[-1].append(x)
        parts = [p for p in parts if p]
        if all(lexis.plural(p[-1]) or p[-1] in ANYBODY for p in parts):
            self.fired.append("joined kinds")
            return f.join("or", [self._head(p, who, mark) for p in parts])
        *before, last = parts
        if "or" in w or len(last) < 2 or any(len(p) > 1 for p in before):
            raise Unreadable("joined kinds are not understood")
        self.fired.append("joined adjectives")
        first = [f.holds(" ".join(stems(p)), who) for p in [*before, last[:1]]]
        return f.join("and", [*first, self._head(last[1:], who, mark)])

    def _relative(self, w: Words, who: str) -> Wff:
        if not self.opens(w) and w[0] != "not":
            if w[0] in CLOSED or not any(self.verb(x) for x in w[1:]):
                raise Unreadable("a relative clause is not understood")
            return f.holds(" ".join(("that", *stems(w))), who)
        return self.predicate(w, who, "finite")

    # --- what follows `is` --------------------------------------------------------------------------------------------

    def _complement(self, w: Words, who: str) -> Wff:
        first = w[0]
        if first == "being" and len(w) > 1:
            return self.predicate(w[1:], who, "be")
        if w[:2] == ["going", "to"] and len(w) > 2 and self.verb(w[2]):
            return self.predicate(w[2:], who, "base")
        if (stem := verbs.running(first, self.vocabulary.verbs)) and first not in self.vocabulary.adjectives:
            self.fired.append("progressive")
            return self._verb(stem, w[1:], who)
        if first == "no" and len(w) > 1:
            return f.no(self._noun(w[1:], who))
        if list(w[:3]) == ["one", "of", "the"] and len(w) > 3:
            return self._noun(w[3:], who)
        if first in ("a", "an", "the", "some", "someone", "something", "one") or first in ANYBODY:
            return self._noun(w[1:] if first in ("a", "an", "the") and len(w) > 1 else w, who)
        if (
            first.startswith("@")
            and len(w) == 1
            and (" " in self.named(first) or self.named(first) in self.vocabulary.subjects)
        ):
            self.fired.append("identity")
            return f.same(who, self.named(first))
        if any(x in RELATIVE for x in w[1:]) and "that" not in w:
            return self._noun(w, who)
        return self._quality(w, who)

    def _noun(self, w: Words, who: str) -> Wff:
        if any(x in RELATIVE for x in w) or w[-1] in ANYBODY or len(w) < 3 or not {"and", "or"} & set(w):
            made = self.kind(w, who)
            if made is not None:
                return made
            raise Unreadable("nothing is said")
        return self._objects([], w, who)

    def _quality(self, w: Words, who: str) -> Wff:
        """An adjective or participle with what belongs to it, a preposition, or nouns without an article."""
        if w[0] in lexis.INTENSE and len(w) > 1:
            self.fired.append("intense")
            w = w[1:]
        return self._objects([], w, who)

    def _leaf(self, w: Words, who: str) -> Wff:
        """One of several things that follow `is`."""
        if not w:
            raise Unreadable("nothing is said")
        if w[0] in ("a", "an", "the") and len(w) > 1:
            return self._noun(w[1:], who)
        deep = next((i for i in range(1, len(w)) if self._after(w, i, len(w))), len(w))
        if w[0] not in PREPOSITION and (deep > 1 or not self.adjective(w[0])) and lexis.plural(w[deep - 1]):
            return self._noun(w, who)
        return self._atom(w, who)

    # --- subjects -----------------------------------------------------------------------------------------------------

    def subject(self, w: Words, several: bool | None) -> Subject:
        """The whole of `w` as a subject; `several`: the verb is plural, or not, or does not show."""
        self.step()
        w = trimmed(w)
        if not w:
            raise Unreadable("a subject is missing")
        if (found := self._known(w) or self._quantified(w)) is not None:
            return found
        first = w[0]
        if first in ("the", "this", "that", "my", "our") and len(w) > 1:
            return self._definite(w[1:])
        if several is not False and any(lexis.plural(x) for x in w):
            return self._ranging(w, "generic")
        if first == "being" or any(x in RELATIVE for x in w):
            raise Unreadable("the subject is not understood")
        return self._mass(w)

    def _known(self, w: Words) -> Subject | None:
        """A pronoun, a name, names that are joined, a noun that stands for one thing throughout the text."""
        first = w[0]
        if list(w) in (["you"], ["one"]):
            if self.anybody and self.supposed_open:
                return Subject((self.anybody,))
            self.anybody = self.fresh()
            self.fired.append("you")
            return Subject((self.anybody,), "generic")
        if len(w) == 1 and first in lexis.PRONOUN:
            return Subject((self.referent(first),))
        if len(w) == 1 and first.startswith("@"):
            return self._named([first])
        if first in ("both", "neither") and len(w) > 3:
            return self._names(w[1:])._replace(joint="nor" if first == "neither" else "and")
        if len(w) == 2 and first in LETTERED and len(w[1]) == 2 and w[1].startswith("@"):
            return self._named(w[1:])
        if first in ("a", "an", "the") and tuple(w[1:]) in self.vocabulary.single:
            return self._mass(w[1:])
        return self._maybe_names(w)

    def _quantified(self, w: Words) -> Subject | None:
        """`every`, `no`, `only`, `some`, `not all`, `a`, and the pronouns that quantify."""
        first = w[0]
        if first == "not" and w[1:2] in (["all"], ["every"], ["everyone"], ["everything"]):
            return self._ranging(w[1:] if w[1] in ANYBODY else w[2:], "not every")
        if first in _VAGUE:
            raise Unreadable("how many is vague")
        if first in _SPECIFIC and len(w) > 1:
            if first == "only" and w[1].startswith("@"):
                raise Unreadable("only one")
            return self._ranging(w[1:], _SPECIFIC[first])
        if first in lexis.NOBODY:
            return self._ranging(w, "no")
        if first in lexis.EVERYONE or first in ("anyone", "anybody", "anything", "whoever", "those"):
            return self._ranging(["whoever", *w[2:]] if first == "whoever" and w[1:2] == ["who"] else w, "every")
        if first in ("someone", "somebody", "something"):
            return self._ranging(w, "indefinite")
        return self._ranging(w[1:], "indefinite") if first in ("a", "an") else None

    def _ranging(self, w: Words, how: How) -> Subject:
        if not w:
            raise Unreadable("a noun is missing")
        bare = len(w) > 1 and verbs.participle(w[0]) and w[1] in PREPOSITION
        w = ["people", *w] if w[0] in ("who", "that") or bare else w
        if any(x in RELATIVE for x in w) and lexis.key(w[0]) in lexis.REPORT:
            raise Unreadable("somebody's opinion is no fact")
        variable = self.fresh()
        kind = self.kind(w, variable, NOUN if how in ("only", "some") else KIND)
        self.met.append(variable)
        cut = next((i for i in range(1, len(w)) if w[i] in RELATIVE or self._after(w, i, len(w))), len(w))
        self.kinds_met[variable] = stems(w[:cut])[-1:]
        return Subject((variable,), how, kind)

    def _named(self, tokens: Sequence[str]) -> Subject:
        names = tuple(self.named(t) for t in tokens)
        self.met += names
        return Subject(names)

    def _maybe_names(self, w: Words) -> Subject | None:
        parts = [x for x in w if x not in ("and", "or", ",")]
        if len(parts) < 2 or not all(x.startswith("@") for x in parts) or len(parts) == len(w):
            return None
        return self._names(w)

    def _names(self, w: Words) -> Subject:
        parts = [x for x in w if x not in ("and", "or", "nor", ",")]
        if not all(x.startswith("@") for x in parts):
            raise Unreadable("a list of subjects is not understood")
        return self._named(parts)._replace(joint="or" if "or" in w else "and")

    def _definite(self, w: Words) -> Subject:
        """`the hen`: one individual; what it is called after, if it is called: `the city Oslo`."""
        if w[-1].startswith("@") and all(x.isalpha() and x not in CLOSED | PREPOSITION for x in w[:-1]):
            return self._named([w[-1]])
        if any(x in CLOSED or x in RELATIVE or x in (",", "and", "or") for x in w) or len(w) > 8:
            raise Unreadable("a description is not understood")
        if lexis.plural(w[-1]):
            raise Unreadable("which of them is not plain")
        variable = next((m for m in reversed(self.met) if m.startswith("?")), "")
        if variable and (w[-1] in ANYBODY or stems(w)[-1:] == self.kinds_met.get(variable)):
            return Subject((variable,))
        if self.supposing and not any(x.startswith("@") for x in w) and lexis.key(w[-1]) in self.vocabulary.plurals:
            self.fired.append("the ... as any")
            return self._ranging(w, "indefinite")
        name = " ".join(["the", *(y for x in w for y in (plainly(x) if x.startswith("@") else [x]))])
        self.met.append(name)
        return Subject((name,))

    kinds_met: dict[str, list[str]]

    def _mass(self, w: Words) -> Subject:
        """A noun without an article: `gold`, `sea eel`; with a name, what the name is of: `Oslo harbour`."""
        plain = [y for x in w for y in (plainly(x) if x.startswith("@") else [x])]
        bad = any(
            x in CLOSED or x in RELATIVE or x in PREPOSITION or x in lexis.BARRED or x in (",", "and", "or") for x in w
        )
        if bad or len(w) > 3 or any(self.verb(x) and not lexis.plural(x) and len(w) > 1 for x in w):
            raise Unreadable("the subject is not understood")
        name = " ".join(plain)
        self.met.append(name)
        return Subject((name,))
