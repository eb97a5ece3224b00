"""Noun phrases: names, kinds and what describes them, what is somebody's. Knows verb phrases by name only."""

from abc import abstractmethod
from dataclasses import dataclass

from ech0.core.wff import Wff
from ech0.minds.embedded.logic import lexis
from ech0.minds.embedded.logic.first_order import formulas as f
from ech0.minds.embedded.logic.forms import Unreadable
from ech0.minds.embedded.logic.prose import lexicon as lex
from ech0.minds.embedded.logic.prose.state import How, Phrase, State, Words, is_name, joints, operator, term_of, trimmed

_CLOSED = (
    lex.MODAL | lex.DO | lex.HAVE | (lex.COPULA - {"'s", "being"})
    | frozenset("not never no if then he she it they there IF UNLESS ONLYIF IFF EXCEPT ; : whose only as "
                "because although".split())
    | frozenset("though whereas since so too also yet EXCEPT".split())
    | frozenset("some every each all any both either neither several many few most".split())
    | frozenset("while until before after whether why how where when what it-is-not-so else".split())
)  # fmt: skip
_DETERMINED = lexis.ARTICLE | lex.POSSESSIVE | {"to", "this", "that"}
_LED = frozenset("no some only a an not-every most".split())
_THIS = frozenset("this that these those the".split())
_NUMERAL = frozenset("two three four five six seven eight nine ten eleven twelve dozen few half most".split())


@dataclass
class Nouns(State):
    """A reader of noun phrases."""

    def phrase(self, w: Words, *, subject: bool = True) -> Phrase:
        """A whole noun phrase; raises `Unreadable` if any of the words is left over."""
        self.step()
        w = trimmed(w)
        if not w:
            raise Unreadable("a noun phrase is missing")
        first, rest = w[0], w[1:]
        if first in ("both", "either", "neither") and (pair := self._pair(first, rest, subject)) is not None:
            return pair
        if any(x in ("and", "or", "nor") for x in w):
            one = self.attempt(lambda: self._one_kind(w)) if not is_name(first) else None
            if (joined := one if one is not None else self.attempt(lambda: self._joined(w, subject))) is not None:
                return joined
        if is_name(first):
            return self._named(w)
        whose = w.index("'s") if "'s" in w[1:-1] else 0
        if (
            whose
            and not any(lex.preposition(x) for x in w[:whose])
            and first not in lexis.EVERY | {"a", "an", "no", "some", "any"}
        ):
            return self._owned_by(w)
        if (
            len(w) > 2
            and is_name(w[-1])
            and not any(lex.preposition(x) or x == "'s" for x in w)
            and (first in lex.POSSESSIVE or first in lexis.ARTICLE | {"another"})
        ):
            return self._apposed(w[1:-1], w[-1])
        if len(w) == 1 and first in lex.PRONOUN - {"one", "i", "we", "you", "me", "us"}:
            return Phrase("name", (self.referent(first, "" if subject else self.subject),))
        if first in lex.POSSESSIVE and rest:
            owner = {"my": "i", "our": "we", "your": "you"}.get(first) or self.referent(first)
            return self._belonging(owner, rest)
        if first in ("we", "i", "us", "me") and len(w) == 1:
            return Phrase("name", ("we" if first in ("we", "us") else "i",))
        if first in ("you", "one") and len(w) == 1:
            if known := next((m.term for m in reversed(self.met) if m.term[0] == "?" and "you" in m.nouns), ""):
                return Phrase("name", (known,))
            anyone = self._some("a", ["person"], loose=True)
            self.meet(anyone.terms[0], ("you",), human=True)
            return anyone
        if first == "those" and rest and (self._behind(["person", *rest], 1) or rest[0] in lex.RELATIVE):
            return self._some("every", ["person", *rest], loose=True, human=None)
        if first in _THIS and rest:
            return self._definite(rest, subject=subject)
        return self._quantified(first, rest, w)

    def _one_kind(self, w: Words) -> Phrase:
        """`people who sing and dance`, `no shy and quiet guest`: what is joined describes one kind; else it raises."""
        at = next(i for i, x in enumerate(w) if x in ("and", "or", "nor"))
        led = w[0] in lexis.EVERY | lex.ANYBODY | lex.NOBODY | _LED or lexis.plural(w[0])
        described = any(x in lex.RELATIVE for x in w[1:at])
        adjectives = all(lex.adjective(x) or x == "," for x in w[1:at]) and at > 1 and w[0] in _LED | lexis.EVERY
        alone = len(w) > at + 1 and w[at + 1] not in lexis.ARTICLE | lexis.EVERY | _LED and not is_name(w[at + 1])
        if not (led and alone and (described or adjectives)):
            raise Unreadable("several kinds are joined")
        return self._quantified(w[0], list(w[1:]), list(w))

    def _pair(self, first: str, rest: Words, subject: bool) -> Phrase | None:
        """`both Ann and Bo`, `neither of them`, `both sensors`: two, or the two that were spoken of."""
        if first == "neither":
            found = self._joined(["or" if x == "nor" else x for x in rest], subject)
            return found._replace(joint="nor")
        if "and" in rest or "or" in rest:
            found = self._joined(rest, subject)
            return found._replace(joint="xor") if first == "either" and found.joint == "or" else found
        if first == "both" and (not rest or (len(rest) == 1 and lexis.plural(rest[0])) or rest[0] == "of"):
            two = [m.term for m in self.before if m.term[0] != "?" and m.human is not False][:2]
            if len(two) == 2:
                return Phrase("name", tuple(two))
            return self._some("every", rest) if len(rest) == 1 else None
        return None

    def _quantified(self, first: str, rest: list[str], w: list[str]) -> Phrase:
        if first in ("whoever", "whatever", "what") and rest:
            return self._some("every", ["person", "who", *rest], loose=True)
        if first in ("whoever", "whatever", "what"):
            raise Unreadable("a clause is missing")
        if first in lex.ANYBODY:
            how: How = "some" if first.startswith("some") else "every"
            human = not first.endswith("thing")
            return self._some(how, ["person", *rest], loose=not first.startswith("every"), human=human)
        if first in lex.NOBODY:
            return self._some("no", ["person", *rest], human=None if first == "none" else first == "nobody")
        if first in ("every", "each", "all", "any") and rest:
            return self._some("every", rest, loose=first == "any")
        if rest and rest[0] in lex.RELATIVE and first in ("some", "most", "many", "few", "all", "any"):
            rest = ["person", *rest]
        if first in ("no", "some", "not-every", "only") and rest:
            if first == "only" and (is_name(rest[0]) or rest[0] in _THIS):
                return self.phrase(rest)._replace(how="only")
            return self._some("not every" if first == "not-every" else first, rest, loose=first == "some")  # type: ignore[arg-type]
        if first == "most" and rest:
            return self._some("some", rest)
        if first in ("a", "an") and rest:
            return self._some("a", rest, loose=True)
        if not rest and first in ("not-every", "only", "a", "an", "every", "each", "no"):
            raise Unreadable("a noun is missing")
        if first in _NUMERAL or first[0].isdigit():
            raise Unreadable("a number of things is not understood")
        return self._some("a", w, loose=True)

    def _joined(self, w: Words, subject: bool) -> Phrase:
        for at, joint in joints(w):
            if joint in ("but", ";", "yet") or (joint == "and" and "both" in w[1:at]):  # `who is both a parent and a`
                continue
            parts = [*_listed(w[:at]), trimmed(w[at + 1 :])]
            made = self.attempt(lambda p=parts: [self.phrase(one, subject=subject) for one in p])  # type: ignore[misc]
            if made is None:
                continue
            if all(m.how == "name" and not m.prefix for m in made):
                return Phrase("name", tuple(t for m in made for t in m.terms), joint=operator(joint))
            if all(m.how in ("a", "every", "no") and m.how == made[0].how for m in made) or (
                made[0].how in ("every", "no") and all(m.how in ("a", made[0].how) for m in made)
            ):
                x = made[0].terms[0]
                either = [f.renamed(m.restrict, {m.terms[0]: x}) for m in made if m.restrict is not None]
                if len(either) == len(made):
                    return made[0]._replace(restrict=f.join("or", either))
        raise Unreadable(f"{' '.join(w)!r} is not understood")

    # --- individuals --------------------------------------------------------------------------------------------------

    def _named(self, w: list[str]) -> Phrase:
        first = w[0]
        if len(w) == 1:
            term = term_of(first)
            if term[0] == "?" and any(m.term == term for m in self.met):
                return Phrase("name", (term,))
            return Phrase("name", (self.meet(term, human=personal(first)),))
        if "'s" in w[1:-1]:
            return self._owned_by(w)
        plain = (
            x.isalpha() and x not in _CLOSED | lex.PREPOSITION and not lex.verb(x) and not lex.past(x) for x in w[1:]
        )
        if all(plain) and len(w) < 4:  # Petrov letter
            return self._definite(w)
        raise Unreadable("what follows a name is not understood")

    def _apposed(self, noun: Words, name: str) -> Phrase:
        """`her cousin Egil`: Egil, who is one."""
        roots = self._roots(noun)
        term = self.meet(term_of(name), roots, human=personal(name))
        self.kinds.setdefault(term, set()).update(roots)
        return Phrase("name", (term,))

    def _owned_by(self, w: list[str]) -> Phrase:
        at = len(w) - 1 - w[::-1].index("'s")
        owner, noun = self.phrase(w[:at]), w[at + 1 :]
        if not noun or owner.how != "name":
            raise Unreadable("whose it is is not plain")
        return self._belonging(owner.terms[0], noun)

    def _belonging(self, owner: str, noun: Words) -> Phrase:
        """`Ann's rent`: where rules speak of somebody's rent, something about Ann; otherwise a thing of its own."""
        roots = self._roots(noun)
        name = " ".join(roots)
        if name in self.owned or owner[0] == "?":
            return Phrase("name", (owner,), prefix=name)
        if (known := self.one_of(roots)) and known in self.introduced:
            return Phrase("name", (self.meet(known, roots),))
        term = f"{owner} 's {name}"
        self.kinds.setdefault(term, set()).update(roots)
        return Phrase("name", (self.meet(term, roots),))

    def _definite(self, w: Words, *, subject: bool = True) -> Phrase:
        w = trimmed(w)
        w = [x for i, x in enumerate(w) if not (x in ("that", "this") and i and lex.preposition(w[i - 1]))]
        cut = next((i for i, x in enumerate(w) if x in lex.RELATIVE or x == "whose"), 0)
        if cut and lexis.plural(next((w[i - 1] for i in range(1, cut + 1) if i == cut or lex.preposition(w[i])), "")):
            return self._some("every", w, loose=True)
        if cut or any(x in lex.RELATIVE or x in ("whose", "EXCEPT") for x in w):
            raise Unreadable("a described individual is not understood")
        at = next((i for i, x in enumerate(w) if i and lex.preposition(x)), len(w))
        roots = self._roots(w[:at])
        if at == len(w) and (known := self.one_of(roots)):
            return Phrase("name", (self.meet(known, roots),))
        if subject and at == len(w) and lexis.plural(w[-1]):
            return self._some("every", w, loose=True)
        if at == 1 and is_name(w[0]) and at < len(w) and w[1] != "of":
            found = self.attempt(lambda: self.be(w[1:], term_of(w[0])))
            self.asides += [found] if found is not None else []
            return Phrase("name", (self.meet(term_of(w[0]), roots, human=False),))
        name = " ".join([*roots, *(lex.root(x) for x in w[at:] if x not in lexis.ARTICLE | lex.POSSESSIVE)])
        if any(x in _CLOSED or x == "," for x in w):
            raise Unreadable("a described individual is not understood")
        self.kinds.setdefault(name, set()).update(roots)
        self.meet(name, roots, human=True if roots[-1] in lex.PERSON else None)
        if at < len(w) and w[at] != "of":
            found = self.attempt(lambda: self.be(w[at:], name))
            self.asides += [found] if found is not None else []
        return Phrase("name", (name,))

    def _roots(self, w: Words) -> list[str]:
        """The words of a noun and what stands before it."""
        kept = [x for x in w if x not in lexis.ARTICLE | lex.POSSESSIVE | lex.DROPPED | {"own"}]
        last = kept[-1:] if w and w[0] in lexis.ARTICLE | lex.POSSESSIVE and kept[-1:] in (["can"], ["will"]) else []
        if not kept or any(
            x in _CLOSED or x in (",", "and", "or", "'s") or x in lex.RELATIVE for x in kept[: len(kept) - len(last)]
        ):
            raise Unreadable("a noun is not understood")
        if not all(x[0].isalnum() or x[0] in "@#" for x in kept) or len(kept) > 5:
            raise Unreadable("a noun is not understood")
        return [lex.root(x) for x in kept]

    # --- kinds --------------------------------------------------------------------------------------------------------

    def _some(self, how: How, w: Words, *, loose: bool = False, human: bool | None = None) -> Phrase:
        x = self.fresh()
        self.meet(x, human=True if "who" in w else human)
        restrict = self.kind(w, x)
        return Phrase(how, (x,), restrict, loose=loose)

    def kind(self, w: Words, x: str) -> Wff | None:
        """What a common noun with all that describes it says of `x`; nothing if it says no more than `thing`."""
        self.step()
        w = trimmed(w)
        if not w:
            raise Unreadable("a noun is missing")
        if "EXCEPT" in w:
            at = w.index("EXCEPT")
            return f.join("and", [self.kind(w[:at], x), self.other(w[at + 1 :], x)])
        cut = next((i for i, y in enumerate(w) if i and (y in lex.RELATIVE or y == "whose")), len(w))
        if cut < len(w) and cut > 1 and lex.preposition(w[cut - 1]) and w[cut] in ("whom", "which"):
            self.fired.append("relative clause")
            return f.join("and", [self._described(w[: cut - 1], x), self.gap([*w[cut + 1 :], w[cut - 1]], x)])
        if cut < len(w):
            head = self._described(w[:cut], x)
            self.fired.append("relative clause")
            rest = w[cut + 1 :]
            more = self._whose(rest, x) if w[cut] == "whose" else self.relative(rest, x)
            return f.join("and", [head, more])
        return self._described(w, x)

    def other(self, w: Words, x: str) -> Wff:
        """Not one of those that are excepted."""
        self.fired.append("except")
        w = trimmed(w)
        if len(w) > 2 and w[0] in ("the", "those") and w[1] in _NUMERAL:  # `the two white ones`
            w = [w[0], *w[2:]]
        if len(w) > 1 and w[0] == "the" and (lexis.plural(w[-1]) or w[-1] == "ones") and not is_name(w[1]):
            w = w[1:]
        found = self.attempt(lambda: self._excepted(w, x))
        return found if found is not None else f.no(_sure(self.kind(w, x)))

    def _excepted(self, w: Words, x: str) -> Wff:
        made = self.phrase(w)
        if made.how != "name":
            raise Unreadable("a kind is excepted")
        return _sure(f.join("and", [f.no(f.same(x, t)) for t in made.terms]))

    def _described(self, w: Words, x: str) -> Wff | None:
        """A noun, and what stands behind it: `rocks in the box`, `samples Ann shipped`, `anyone the rule covers`."""
        w = trimmed(w)
        if len(w) > 1 and (lex.participle(w[0]) or lex.doing(w[0])) and (lex.preposition(w[1]) or w[1] in _DETERMINED):
            return self.be(w, x)  # `all made in May`
        for at in range(1, len(w)):
            if not self._behind(w, at):
                continue
            found = self.attempt(lambda a=at: (self._head(w[:a], x), self.be(w[a:], x)))  # type: ignore[misc]
            if found is not None:
                return f.join("and", list(found))
        plain = self.attempt(lambda: (self._head(w, x),))
        if plain is not None:
            return plain[0]
        for at in range(1, len(w) - 1):
            if w[at] in lexis.ARTICLE | lex.POSSESSIVE or is_name(w[at]) or w[at] in ("every", "everyone", "somebody"):
                found = self.attempt(lambda a=at: (self._head(w[:a], x), self.gap(w[a:], x)))  # type: ignore[misc]
                if found is not None:
                    return f.join("and", list(found))
        raise Unreadable(f"{' '.join(w)!r} is not understood")

    def _behind(self, w: Words, at: int) -> bool:
        word, after = w[at], w[at + 1] if at + 1 < len(w) else ""
        if (
            word in ("not", "able", "unable")
            or word[:4] == "#is-"
            or (lex.preposition(word) and after)
            or "than" in (after, *w[at + 2 : at + 3])
        ):
            return True
        if not after and (word in lex.ADVERB or lex.preposition(word)):
            return True
        if lex.adverb(word) and (lex.doing(after) or lex.participle(after)) and lexis.plural(w[at - 1]):
            return True
        if lex.doing(word) or lex.participle(word):
            broad = w[at - 1] in lex.THING or lexis.plural(w[at - 1])
            led = (
                after in lexis.ARTICLE | lex.POSSESSIVE | {"to", "that", "no"}
                or is_name(after)
                or lex.preposition(after)
            )
            return broad or led or not after or after.endswith("ly") or after in lex.ADVERB
        return lex.adjective(word) and (lex.preposition(after) or w[at - 1] in lex.THING)

    def _head(self, w: Words, x: str) -> Wff | None:
        """Adjectives and a noun, each said of `x`."""
        parts = [
            p for n, p in enumerate(trimmed(w)) if p not in lex.DROPPED | {"own"} and (n or p not in lexis.ARTICLE)
        ]
        if "and" in parts or "or" in parts or "," in parts:
            return self._heads(parts, x)
        if not parts:
            raise Unreadable("a noun is missing")
        if parts[0] == "non" or parts[0] in lex.PRIVATIVE:
            return f.holds(" ".join(self._roots(parts)), x)
        if "not" in parts or (parts[0] in lex.THING and any(is_name(p) for p in parts)):
            raise Unreadable("a noun is not understood")
        roots = self._roots(parts)
        roots = [
            lex.doing(p) or r if n < len(parts) - 1 else r for n, (p, r) in enumerate(zip(parts, roots, strict=False))
        ]
        said = [r for p, r in zip(parts, roots, strict=False) if p not in lex.THING]
        if parts[-1] not in lex.THING and self.met and self.met[-1].term == x:
            self.meet(x, roots, human=True if roots[-1] in lex.PERSON else self.met[-1].human)
        for p in parts:
            if (
                p in lexis.ARTICLE
                or lex.preposition(p)
                or p in lexis.ANYONE | lexis.NOBODY | {"'s"}
                or p[0].isdigit()
                or p in _NUMERAL
            ):
                raise Unreadable("a noun is not understood")
        return f.join("and", [f.holds(r, x) for r in said])

    def _heads(self, w: Words, x: str) -> Wff | None:
        """`brass and steel gears`, `hot, dry rooms`: adjectives that are joined before one noun."""
        pieces = _pieces(w)
        *front, last = pieces
        if any(len(p) != 1 for p in front) or not 1 < len(last) < 4:
            raise Unreadable("joined nouns are not understood")
        first = [f.holds(lex.root(p[0]), x) for p in (*front, last[:1])]
        return f.join("and", [f.join("or" if "or" in w else "and", first), self._head(last[1:], x)])

    def _whose(self, w: Words, x: str) -> Wff:
        """`whose rent is late`: something about `x`."""
        for at in range(1, min(len(w), 5)):
            found = self.attempt(lambda a=at: self._of_theirs(w[:a], w[a:], x))  # type: ignore[misc]
            if found is not None:
                return found
        raise Unreadable("whose it is is not plain")

    def _of_theirs(self, noun: Words, said: Words, x: str) -> Wff:
        return prefixed(self.predicate(said, x, "finite"), x, " ".join(self._roots(noun)))

    @abstractmethod
    def be(self, w: Words, x: str) -> Wff:
        """What follows `is`."""

    @abstractmethod
    def relative(self, w: Words, x: str) -> Wff:
        """A relative clause."""

    @abstractmethod
    def gap(self, w: Words, x: str) -> Wff:
        """A clause whose object is `x`."""

    @abstractmethod
    def predicate(self, w: Words, x: str, form: str) -> Wff:
        """A verb phrase."""


def personal(word: str) -> bool | None:
    """A guess whether a name is a person's: not if it is a number or begins with a noun."""
    if any(c.isdigit() for c in word) or word[1].islower() or word[1] == "?":
        return False if word[1] != "?" else None
    return True if "_" not in word or word[1:].partition("_")[0].lower().rstrip(".") in _TITLED else None


_TITLED = frozenset("mr mrs ms mx dr prof sir lady miss".split())


def prefixed(made: Wff, x: str, noun: str) -> Wff:
    """What is said of something that is theirs, as said of them."""
    return (
        f.changed(made, lambda a: f.holds(f"{noun}: {a.name}", *a.args) if a.args[:1] == (x,) else a) if noun else made
    )


def _sure(made: Wff | None) -> Wff:
    if made is None:
        raise Unreadable("nothing is said")
    return made


def _pieces(w: Words) -> list[list[str]]:
    parts: list[list[str]] = [[]]
    for x in w:
        if x in ("and", "or", ","):
            parts.append([])
        else:
            parts[-1].append(x)
    return [p for p in parts if p]


def _listed(w: Words) -> list[list[str]]:
    """`a, b` of `a, b and c`."""
    parts: list[list[str]] = [[]]
    for x in w:
        if x == ",":
            parts.append([])
        else:
            parts[-1].append(x)
    return [p for p in parts if p]
