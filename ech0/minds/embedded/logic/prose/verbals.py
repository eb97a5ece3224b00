"""Verb phrases: what is said of an individual or a variable, with objects, places, denial and joints. No sentence.

A predicate is the roots of its words in order, with `_` for each argument after the first: `ship _`, `bear seal`.
A participle ends in `:ed`; with its agent it is the active verb. What is permitted or required begins with `may` or
`must`.
"""

from dataclasses import dataclass

from ech0.core.wff import Wff
from ech0.minds.embedded.logic import lexis
from ech0.minds.embedded.logic.first_order import formulas as f
from ech0.minds.embedded.logic.forms import Unreadable
from ech0.minds.embedded.logic.prose import lexicon as lex
from ech0.minds.embedded.logic.prose.nouns import Nouns
from ech0.minds.embedded.logic.prose.state import Phrase, Words, is_name, joints, operator, trimmed

DET = lexis.ARTICLE | lex.POSSESSIVE | frozenset("this that these those every each all no some any both".split())
_BAD = (
    frozenset(
        "if then unless either neither not never IF UNLESS ONLYIF IFF EXCEPT only ; : whether because although "
        "while".split()
    )
    | lex.MODAL
)
_EACH = frozenset("someone somebody something every each all everyone everything everybody".split())
_PAIRS = (("both", "and"), ("either", "or"), ("neither", "nor"))
_MAY = frozenset("can could may might".split())


@dataclass
class Verbals(Nouns):
    """A reader of verb phrases."""

    def predicate(self, w: Words, x: str, form: str) -> Wff:
        """A verb phrase said of `x`; `form`: `finite`, or `base` (after `can`, `does`), or `be` (after `is`)."""
        self.step()
        w = trimmed(w)
        while len(w) > 1 and w[0] in lex.DROPPED and not (form == "be" and w[0] == "there"):
            w = w[1:]
        if not w:
            raise Unreadable("a verb is missing")
        if w[0] in ("never", "not") and len(w) > 1 and (w[0] == "never" or form != "finite"):
            return self._no(w[1:], x, form)
        if w[0] == "neither":
            if (one := self._parts_of(w[1:], "nor", x, form)) is not None:
                return f.no(one)
            return f.no(self._or(["or" if y == "nor" else y for y in w[1:]], x, form))
        if w[0] in ("either", "both"):
            if w[0] == "either" and (one := self._parts_of(w[1:], "or", x, form)) is not None:
                return self.either(one)
            if w[0] == "either" and form == "be" and "or" in w:
                return self.either(self.be(w[1:], x))
            return self._or(w[1:], x, form) if "or" in w or "and" in w else self.predicate(w[1:], x, form)
        for at, joint in joints(w):
            if self._opens(trimmed(w[at + 1 :]), form) and self._level(w[:at], trimmed(w[at + 1 :]), form):
                found = self.attempt(lambda a=at, j=joint: self._two(w, a, j, x, form))  # type: ignore[misc]
                if found is not None:
                    return found
        if form == "finite":
            return self._finite(w, x)
        return self._base(w, x) if form == "base" else self.be(w, x)

    def _no(self, w: Words, x: str, form: str) -> Wff:
        """A denial; of what is joined by `or` it denies all, and by `and` with a verb of its own only the first."""
        if w[0] in ("both", "either"):
            with self.within(denied=True):
                return f.no(self.predicate(w, x, form))
        for at, joint in joints(w):
            after = trimmed(w[at + 1 :])
            if (
                after
                and not lex.RELATIVE & set(w[:at])
                and (
                    after[0] in ("not", "never")
                    or (self._opens(after, "finite") and after[0] in lex.COPULA | lex.MODAL | lex.DO | lex.HAVE)
                )
            ):
                found = self.attempt(lambda a=at, j=joint: self._parted(w, a, j, x, form))  # type: ignore[misc]
                if found is not None:
                    return found
        with self.within(denied=True):
            return f.no(self.predicate(w, x, form))

    def _parted(self, w: Words, at: int, joint: str, x: str, form: str) -> Wff:
        left, right = self._no(w[:at], x, form), trimmed(w[at + 1 :])
        made = self.predicate(right, x, form if right[0] in ("not", "never") else "finite")
        return sure(f.join(operator(joint), [left, made]))

    def _two(self, w: Words, at: int, joint: str, x: str, form: str) -> Wff:
        right = trimmed(w[at + 1 :])
        again = right[0] in ("he", "she", "it", "they") and len(right) > 1
        right = right[1:] if again else right
        after = "finite" if again or (form != "finite" and self.finite_again(right)) else form
        left = self.predicate(w[:at], x, form)
        return sure(f.join(operator(joint), [left, self.predicate(right, x, after)]))

    def finite_again(self, right: Words) -> bool:
        """Whether a finite verb begins what is joined after `is ...`: `is an owl and hunts mice`."""
        third = len(right) > 1 and lexis.third(right[0]) and bool(lex.verb(right[0])) and not lex.preposition(right[1])
        return right[0] in lex.COPULA | lex.MODAL | lex.DO | lex.HAVE or third

    def _or(self, w: Words, x: str, form: str) -> Wff:
        for at, joint in joints(w):
            right = trimmed(w[at + 1 :])
            found = self.attempt(lambda a=at, j=joint: self._two(w, a, j, x, form))  # type: ignore[misc]
            if found is None and form != "be":
                found = self.attempt(lambda: self.predicate(list(w), x, form)) if right else None
            if found is not None:
                return found
        return {"finite": self._finite, "base": self._base, "be": self.be}[form](w, x)

    def _parts_of(self, w: Words, joint: str, x: str, form: str) -> Wff | None:
        """What stands before the `or` of an `either` or the `nor` of a `neither`, with all it joins, or behind it."""
        for at in (i for i, y in enumerate(w) if y == joint and 0 < i < len(w) - 1):
            left, right = trimmed(w[:at]), trimmed(w[at + 1 :])
            if not left or not right or not self._level(left, right, form):
                continue
            found = self.attempt(lambda a=at: self._two(w, a, "or", x, form))  # type: ignore[misc]
            if found is not None:
                return found
        return None

    def _level(self, left: Words, right: Words, form: str) -> bool:
        """Whether two parts that are joined are both verb phrases, not two objects of the first."""
        if right[0] == "other" or any(a in left and b not in left for a, b in _PAIRS):
            return False
        if form == "finite":
            passive = bool(lex.participle(right[0])) and not lex.verb(right[0]) and left[0] in lex.COPULA
            return not passive
        if form == "be" and lex.preposition(right[0]) and right[0] in left[1:] and lex.participle(left[0]):
            return False  # `marked by Lin or by Moss`
        if form != "be" or right[0] in lex.COPULA | lex.MODAL | lex.DO | lex.HAVE:
            return True
        if right[0] in ("he", "she", "it", "they"):
            return True
        own = right[0] in ("a", "an", "not", "never", "neither", "either") or lex.preposition(right[0])
        own = own or lex.adjective(right[0]) or bool(lex.participle(right[0])) or bool(lex.doing(right[0]))
        return own or not (len(left) > 1 and (lex.participle(left[0]) or any(lex.preposition(y) for y in left)))

    def _opens(self, w: Words, form: str) -> bool:
        """Whether a verb phrase may begin so."""
        at = 0
        while at < len(w) - 1 and (
            w[at] in lex.DROPPED or w[at] in ("never", "not", "either", "neither") or lex.adverb(w[at])
        ):
            at += 1
        if not w:
            return False
        word, after = w[at], w[at + 1] if at + 1 < len(w) else ""
        if word in ("he", "she", "it", "they") and after:
            return self._opens(w[at + 1 :], "finite")
        if form == "be":
            return True
        if word in lex.COPULA | lex.MODAL | lex.HAVE | lex.DO:
            return True
        if after and (lex.preposition(word) or word in DET):
            return False
        if form == "base":
            return bool(lex.verb(word)) and not lexis.third(word)
        return bool(lex.verb(word) or lex.past(word)) and after not in lex.COPULA | lex.MODAL

    # --- verbs --------------------------------------------------------------------------------------------------------

    def _finite(self, w: Words, x: str) -> Wff:
        first, rest = w[0], list(w[1:])
        if first in lex.COPULA:
            if not rest or (first in ("was", "were") and not self.past and self._state(rest)):
                raise Unreadable("nothing is said of the time that is asked about")
            return self.predicate(rest, x, "be")
        if first in lex.DO and rest:
            return self._after_do(rest, x)
        if first in lex.MODAL:
            return self._modal(first, rest, x)
        if first in lex.HAVE:
            return self._have(rest, x)
        if rest and (lex.adverb(first) or first in ("also", "often", "seldom")) and self._opens(rest, "finite"):
            return self._finite([*rest, first], x)
        if first in lexis.BARRED or not (root := lex.verb(first) or lex.past(first) or self.unknown(first)):
            raise Unreadable("a verb is missing")
        return self._verb(root, rest, x)

    def _state(self, rest: Words) -> bool:
        """Whether what follows `was` may have ended since: no participle, a quality or a place."""
        at = 1 if rest[0] in ("not", "never") and len(rest) > 1 else 0
        doing = lex.participle(rest[at]) or lex.doing(rest[at])
        return (lex.adjective(rest[at]) and not lex.participle(rest[at])) or (not doing and lex.preposition(rest[at]))

    def unknown(self, word: str) -> str:
        """The root of a word that stands where a verb must, though no list has it."""
        plain = word.isalpha() and not lex.preposition(word) and word not in lexis.BARRED | lex.ADVERB
        plain = plain and not word.endswith("ing")
        return lexis.key(word) if plain and not lex.adjective(word) and len(word) > 2 else ""

    def _after_do(self, rest: list[str], x: str) -> Wff:
        if rest[0] in ("not", "never"):
            if len(rest) == 1:
                raise Unreadable("a verb is missing")
            return self._no(rest[1:], x, "base")
        if rest[0] in DET and len(rest) > 1 and not lex.verb(rest[0]):
            return self._verb("do", rest, x)
        return self.predicate(rest, x, "base")

    def _modal(self, first: str, rest: list[str], x: str) -> Wff:
        if not rest:
            raise Unreadable("a verb is missing")
        if first == "need-not":
            return f.no(marked("must", self.predicate(rest, x, "base")))
        denied = rest[0] in ("not", "never")
        rest = rest[1:] if denied else rest
        with self.within(denied=denied or self.denied):
            made = self.predicate(rest, x, "base")
        if first in _MAY:
            made = marked("can" if first in ("can", "could") else "may", made)
        elif first == "must":
            made = marked("must", made)
        return f.no(made) if denied else made

    def _have(self, rest: list[str], x: str) -> Wff:
        if not rest:
            raise Unreadable("nothing is said")
        if rest[0] in ("not", "never") and len(rest) > 1:
            with self.within(denied=True):
                return f.no(self._have(rest[1:], x))
        while len(rest) > 1 and rest[0] in lex.DROPPED:
            rest = rest[1:]
        if rest[0] in ("been", "got") and len(rest) > 1:
            return self.predicate(rest[1:], x, "be") if rest[0] == "been" else self._verb("hav", rest[1:], x)
        if rest[0] == "had" and len(rest) > 1:
            return self._verb("hav", rest[1:], x)
        if (root := lex.past(rest[0])) and not (len(rest) > 1 and lexis.plural(rest[-1]) and lex.adjective(rest[0])):
            return self._verb(root, rest[1:], x)
        return self._verb("hav", rest, x)

    def _base(self, w: Words, x: str) -> Wff:
        first, rest = w[0], list(w[1:])
        if first in ("be", "get", "become") and rest and (first == "be" or lex.participle(rest[0])):
            return self.predicate(rest, x, "be")
        if first == "have" and rest:
            return self._have(rest, x)
        if first in lexis.BARRED - {"do", "have"} or (lex.preposition(first) and first != "like"):
            raise Unreadable("a verb is missing")
        root = lex.verb(first) or self.unknown(first)
        if not root:
            raise Unreadable("a verb is missing")
        return self._verb(root, rest, x)

    def _verb(self, root: str, rest: Words, x: str, *, passive: bool = False) -> Wff:
        """A verb with what follows it; what is joined there is said one by one."""
        self.step()
        rest = trimmed(rest)
        if root in ("get", "becom") and rest and lex.participle(rest[0]) and not passive:
            return self.be(rest, x)
        if root == "becom" and rest:
            return self.be(rest, x)
        if rest[:1] == ["neither"]:
            return f.no(self._verb(root, ["or" if y == "nor" else y for y in rest[1:]], x, passive=passive))
        if rest[:1] == ["both"]:
            rest = rest[1:]
        if "either" in rest and "or" in rest[rest.index("either") :]:
            at = rest.index("either")
            return self.either(self._verb(root, [*rest[:at], *rest[at + 1 :]], x, passive=passive))
        end = next((i for i, y in enumerate(rest) if y in lex.RELATIVE), len(rest))
        for at, joint in reversed(joints(rest[:end] if end else rest)):
            right = trimmed(rest[at + 1 :])
            for start in _starts(rest[:at], right):
                left = rest[start:at]
                if right and right[0] in ("not", "never") and len(right) > 1:
                    found = self.attempt(
                        lambda s=start, a=at, r=right: sure(  # type: ignore[misc]
                            f.join(
                                "and",
                                [
                                    self._verb(root, rest[:a], x, passive=passive),
                                    f.no(self._verb(root, [*rest[:s], *r[1:]], x, passive=passive)),
                                ],
                            )
                        )
                    )
                    if found is not None:
                        return found
                options = [p for p in listed(left) if p]
                found = self.attempt(
                    lambda s=start, o=options, r=right, j=joint: sure(  # type: ignore[misc]
                        f.join(
                            operator(j),
                            [self._verb(root, [*rest[:s], *p], x, passive=passive) for p in (*o, r)],
                        )
                    )
                )
                if found is not None:
                    return found
        return self._atom(root, rest, x, passive=passive)

    def _atom(self, root: str, rest: Words, x: str, *, passive: bool = False) -> Wff:
        """A verb with its objects, as one predicate, and the quantifiers of the objects around it."""
        self.subject = x
        words, args, late = [f"{root}:ed" if passive else root], [x], []
        around: list[Phrase] = []
        denied = False
        at = 0
        while at < len(rest):
            word = rest[at]
            if word in lex.DROPPED or word in (",", "'s"):
                at += 1
            elif word in _BAD or word in lex.HAVE | (lex.COPULA - {"being", "be"}):
                raise Unreadable(f"{word!r} is not understood there")
            elif word == "by" and passive and (made := self._agent(rest[at + 1 :])) is not None:
                end, agent = made[0], made[1].terms[0]
                around += [made[1]] if made[1].how == "every" else []
                words[0], args = root, [agent, x, *args[1:]]
                words.insert(1, "_")
                passive, at = False, at + 1 + end
            elif lex.preposition(word) or word == "to":
                words.append(word)
                at += 1
            elif lex.adverb(word) or word in lex.ADVERB:
                late.append(word)
                at += 1
            elif words[-1] == "to" and (lex.verb(word) or word == "be"):
                words.append(lex.verb(word) or word)
                at += 1
            else:
                end = self._object_end(rest, at)
                chunk = rest[at:end]
                at = end
                if (
                    len(chunk) > 1
                    and end < len(rest)
                    and lexis.third(chunk[-1])
                    and lex.verb(chunk[-1])
                    and not lex.preposition(rest[end])
                ):
                    raise Unreadable("an object with a verb in it is not understood")
                if chunk[0] == "no" or chunk[0] in lex.NOBODY:
                    denied = True
                    chunk = chunk[1:] or ["something"]
                made_phrase = self._object(chunk, x)
                if isinstance(made_phrase, Phrase):
                    if made_phrase.how != "name":
                        around.append(made_phrase)
                    words.append("_")
                    args += [made_phrase.terms[0]]
                else:
                    words += made_phrase
        if len(args) > 4:
            raise Unreadable("too many are spoken of at once")
        made_atom: Wff = f.holds(" ".join([*words, *sorted(late)]), *args)
        for one in reversed(around):
            made_atom = self._around(one, made_atom)
        return f.no(made_atom) if denied else made_atom

    def _around(self, one: Phrase, made: Wff) -> Wff:
        v = one.terms[0]
        if one.loose:  # `anything that ...`, or what a pronoun in another clause speaks of
            self.open.append((v, one.restrict))
            return made
        if one.how == "every":
            return f.every(v, f.two("implies", one.restrict, made))
        return f.some(v, sure(f.join("and", [one.restrict, made])))

    def _agent(self, rest: Words) -> tuple[int, Phrase] | None:
        if not rest:
            return None
        end = self._object_end(rest, 0)
        found = self.attempt(lambda: self.phrase(rest[:end], subject=False))
        if found is None or found.how not in ("name", "every") or len(found.terms) != 1 or found.prefix or found.loose:
            return None
        return end, found

    def _object_end(self, rest: Words, at: int) -> int:
        """Where the noun phrase that begins at `at` ends."""
        if rest[at] in lex.PRONOUN:
            return at + 1
        if rest[at] in ("whatever", "whoever", "whomever", "what"):
            return len(rest)
        end = at + 1
        while end < len(rest):
            y = rest[end]
            if y in lex.RELATIVE or y == "whose":
                return len(rest)
            if lex.preposition(y) and rest[at] in _EACH and end + 1 < len(rest):
                return len(rest)
            if y == "of" and rest[at] in ("the", "this", "that") and end + 1 < len(rest):
                end += 2 if rest[end + 1] not in DET else 3
                continue
            if y in ("to", ",", "not") or (
                (lex.preposition(y) or y in lex.ADVERB) and (rest[end - 1] not in DET or end + 1 == len(rest))
            ):
                break
            if lex.adverb(y) and end == len(rest) - 1:
                break
            if (is_name(y) or y in DET) and rest[end - 1] != "'s" and rest[end - 1] not in DET:
                break
            end += 1
        return end

    def _object(self, w: Words, x: str) -> Phrase | list[str]:
        """An object: an individual or a variable, or only words (`a seal`, `gloves`)."""
        self.subject = x
        first = w[0]
        if first in lex.SELF and len(w) == 1:
            return Phrase("name", (x,))
        if first in ("hers", "theirs", "mine", "yours", "ours"):
            raise Unreadable(f"what {first!r} stands for is not plain")
        if first in ("one", "any", "some", "none") and len(w) == 1:
            if not self.object:
                raise Unreadable("what 'one' stands for is not plain")
            return self.object.split()
        described = any(y in lex.RELATIVE or y == "whose" for y in w)
        universal = first in (
            "every",
            "each",
            "all",
            "everyone",
            "everything",
            "everybody",
            "whatever",
            "whoever",
            "what",
        )
        if first in ("someone", "somebody", "something"):
            return self.phrase(w, subject=False)._replace(how="some", loose=False)
        loose = first in ("any", "anyone", "anything", "anybody") and described
        if universal or loose:
            made = self.phrase(w, subject=False)
            return made._replace(how="every", loose=made.loose and loose)
        if is_name(first) and len(w) > 1 and "'s" not in w and not described and lexis.plural(w[-1]):
            return self._roots(w)
        if is_name(first) or first in lex.PRONOUN or "'s" in w or first in ("the", "this", "that", "these", "those"):
            made = self.phrase(w, subject=False)
            if made.how == "name" and len(made.terms) == 1 and not made.prefix:
                return made
            if made.how == "a":
                return self._roots(w)
            raise Unreadable("an object is not understood")
        if first in lex.POSSESSIVE:
            mine = next((m.human for m in (*self.met, *self.before) if m.term == x), None)
            if (first == "its" and mine is True) or (first in ("his", "her") and mine is False):
                return self.phrase(w, subject=False)
            return self._roots(w)
        if (
            first in ("a", "an")
            and not self.condition
            and x[0] != "?"
            and not described
            and lex.root(w[-1]) in self.definites
        ):
            return self._definite(w[1:], subject=False)
        if described or (self.opening and first in ("a", "an", "some", "any")):
            made = self.phrase(w, subject=False)
            return made._replace(how="some", loose=self.opening and not described)
        plain = [y for y in w if y not in lexis.ARTICLE | {"some"}]
        roots = self._roots(plain)
        self.object = " ".join(roots)
        return [r for y, r in zip(plain, roots, strict=False)] if roots else roots


def marked(mark: str, made: Wff) -> Wff:
    """`may` or `must` before every predicate."""
    return f.changed(
        made, lambda a: a if a.name.startswith(("may ", "must ", "can ")) else f.holds(f"{mark} {a.name}", *a.args)
    )


def sure(made: Wff | None) -> Wff:
    """A formula that has to be there; raises `Unreadable` if nothing is said."""
    if made is None:
        raise Unreadable("nothing is said")
    return made


def _starts(left: Words, right: Words) -> list[int]:
    """Where the first of two joined objects may begin: at the last preposition that both have, or after it."""
    places: list[int] = []
    if right and (lex.preposition(right[0]) or right[0] == "to"):
        return [i for i in range(len(left) - 1, -1, -1) if left[i] == right[0]] or [
            i for i in range(len(left) - 1, -1, -1) if lex.preposition(left[i])
        ]
    last = max((i for i, y in enumerate(left) if lex.preposition(y)), default=-1)
    places.append(last + 1)
    return places


def listed(w: Words) -> list[list[str]]:
    """`a, b` of `a, b and c`."""
    parts: list[list[str]] = [[]]
    for x in w:
        if x == ",":
            parts.append([])
        else:
            parts[-1].append(x)
    return [trimmed(p) for p in parts if trimmed(p)]
